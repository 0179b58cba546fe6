"""What is taken up again: totals told further above, counts named anew, times told before."""

from __future__ import annotations

import pytest

from readings import reading_of, the


def test_in_it_looks_back_over_an_aim_for_the_total_its_parts_make() -> None:
    now = "Đến nay, toàn tỉnh có 44 xã đạt chuẩn và cơ bản đạt chuẩn nông thôn mới."
    aim = "Tỉnh phấn đấu đến hết năm 2024 có ít nhất 2 xã đạt chuẩn nông thôn mới nâng cao."
    reading = reading_of(now, aim, "Trong đó, có 31 xã đạt chuẩn, 13 xã cơ bản đạt chuẩn nông thôn mới.")
    reached, nearly = the(reading, "31"), the(reading, "13")
    assert (reached.status, reached.period.end, reached.indicator) == ("actual", "2024-03-13", "ntm.communes")
    assert (nearly.status, nearly.indicator) == ("actual", "other")


def test_a_colon_splits_the_part_right_before_it() -> None:
    text = (
        "Toàn tỉnh có 90 sản phẩm OCOP, gồm 61 sản phẩm 3 sao và 29 sản phẩm 4 sao. Trong số đó, 5 sản phẩm "
        "được nâng từ 3 sao lên 4 sao trong năm 2022: 3 sản phẩm của HTX Lồm và 2 sản phẩm của HTX Chang."
    )
    for value in ("5", "3", "2"):
        fact = the(reading_of(text), value)
        assert (fact.dimensions["step"], fact.period.end) == ("upgraded", "2022-12-31")


def test_a_count_spelt_at_the_head_of_a_sentence_is_the_one_told_before() -> None:
    text = (
        "Trước đó, trong đợt 2 năm 2022, tỉnh xếp loại mới 31 sản phẩm OCOP của 19 chủ thể: 6 sản phẩm "
        "đề xuất hạng 5 sao, 25 sản phẩm đạt 4 sao. Sáu sản phẩm được đề xuất lên Trung ương trên 90 điểm."
    )
    told = [f for f in reading_of(text).facts if f.value in ("6", "90")]
    assert {f.period.end for f in told} == {"2022-12-31"}
    assert [f.dimensions.get("step") for f in told if f.value == "6"] == ["assessed", "assessed"]


def test_what_there_is_besides_was_recognised_too() -> None:
    first = "UBND tỉnh đã công nhận và cấp giấy chứng nhận 4 sao cho 9 sản phẩm OCOP của 5 chủ thể."
    more = "Bên cạnh đó, tỉnh còn có 28 sản phẩm đạt 3 sao của 19 chủ thể."
    reading = reading_of(first, more, title="Bắc Kạn công bố 37 sản phẩm OCOP đạt 3 - 4 sao")
    for value in ("28", "19", "37"):
        assert the(reading, value).dimensions["step"] == "recognised"
    other = the(reading_of(first, "Tỉnh hiện còn có 28 sản phẩm đạt 3 sao."), "28")
    assert "step" not in other.dimensions


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ("Số sản phẩm đã được cấp giấy chứng nhận hạng sao là 50 sản phẩm.", None),
        ("Riêng đợt này, hội đồng công nhận mới 50 sản phẩm.", "recognised"),
    ],
)
def test_what_has_been_recognised_so_far_is_there(told: str, step: str | None) -> None:
    reading = reading_of(f"Tính đến nay, toàn tỉnh có 90 sản phẩm tham gia Chương trình OCOP. {told}")
    assert the(reading, "50").dimensions.get("step") == step


def test_the_number_of_those_who_enrol_rises() -> None:
    text = (
        "Năm 2023, toàn tỉnh có 96 sản phẩm đăng ký tham gia Chương trình OCOP. Năm 2024, số đăng ký tăng "
        "lên 131 sản phẩm; đặt mục tiêu trong năm có thêm 70 sản phẩm đạt sao. Có 22 sản phẩm được trình "
        "lên Hội đồng cấp tỉnh."
    )
    facts = reading_of(text).facts
    assert [(f.value, f.status, f.dimensions.get("step")) for f in facts] == [
        ("96", "actual", "registered"),
        ("131", "actual", "registered"),
        ("70", "target", "recognised"),
        ("22", "actual", "eligible"),
    ]


def test_a_day_says_more_than_the_year_of_what_was_judged() -> None:
    lead = "Sau hai ngày (11 và 12/3) họp, Hội đồng tỉnh Bắc Kạn nêu sản phẩm OCOP đạt tiêu chuẩn năm 2024."
    reading = reading_of(lead, "Hội đồng đã chấm điểm 50 sản phẩm OCOP.", published=None)
    assert the(reading, "50").period.end == "2024-03-12"


def test_the_time_of_an_inspection_is_the_day_told_above() -> None:
    told = "Hết năm 2021, huyện Ba Bể có 9 xã đạt chuẩn NTM.", "Ngày 5/12/2023, tỉnh kiểm tra 2 xã của huyện."
    measured = "Thời điểm thẩm định, thu nhập bình quân của huyện đạt 46 triệu đồng/người/năm."
    reading = reading_of(*told, measured)
    assert the(reading, "46000000").period.end == "2023-12-05"
    assert the(reading, "2").indicator == "other"


def test_another_chapter_begins_with_now() -> None:
    told = "Hết năm 2021, huyện có 9 xã đạt chuẩn NTM.", "Nguồn lực từ dân", "Huyện có 38 mô hình kinh tế."
    blocks = reading_of(*told, kinds=("body", "heading"))
    assert the(blocks, "38").period.end == "2024-03-13"


def test_before_a_merger_is_told_of_a_whole_paragraph() -> None:
    text = "Trước khi hợp nhất, huyện Ba Bể cũ có 9 xã đạt chuẩn NTM. Huyện Pác Nặm cũ có 4 xã đạt chuẩn NTM."
    assert {f.period.kind for f in reading_of(text).facts} == {"unknown"}
    assert the(reading_of(text, "Toàn huyện có 12 xã đạt chuẩn NTM."), "12").period.end == "2024-03-13"


def test_the_year_that_money_was_given_for_is_not_when_it_is_spent() -> None:
    text = (
        "Vốn thực hiện Chương trình NTM trong năm 2023, kể cả phần vốn năm 2022 chuyển sang, là 61,4 tỷ "
        "đồng. Tính đến ngày 31/10/2023, phần vốn năm 2022 kéo dài giải ngân 14,1/18,9 tỷ đồng."
    )
    reading = reading_of(text)
    assert the(reading, "61400000000").period.end == "2023-12-31"
    assert the(reading, "14100000000").period.end == "2023-10-31"


def test_units_of_a_level_are_of_that_level() -> None:
    reading = reading_of("Ở cấp huyện, 50/60 đơn vị thuộc 9 tỉnh đã được công nhận đạt chuẩn NTM.")
    assert (the(reading, "50").unit, the(reading, "50").indicator) == ("district", "ntm.districts")
    listed = reading_of("Hội đồng chấm sản phẩm OCOP của 3 địa phương (gồm các huyện Ba Bể, Na Rì, Chợ Đồn).")
    assert the(listed, "3").unit == "district"


def test_districts_that_lack_products_count_no_products() -> None:
    reading = reading_of("Có 5 huyện không có sản phẩm OCOP đề nghị 4 sao là Ba Bể, Na Rì và ba huyện khác.")
    assert not [f for f in reading.facts if f.unit == "product"]


def test_a_day_may_be_typed_with_spaces_around_its_dash() -> None:
    reading = reading_of("Ngày 08 - 3, UBND tỉnh công nhận 50 sản phẩm OCOP.")
    assert [f.value for f in reading.facts] == ["50"]
    assert the(reading, "50").period.end == "2024-03-08"
    assert len(reading_of("Mỗi ngày 3 - 5 tấn rau.").facts) == 1


def test_what_was_handed_in_for_others_to_judge_is_eligible() -> None:
    text = "Năm 2024, huyện Ba Bể có 12 sản phẩm OCOP, 7 chủ thể nộp hồ sơ trình Hội đồng cấp tỉnh."
    facts = reading_of(text).facts
    assert [(f.value, f.dimensions.get("step")) for f in facts] == [("12", "eligible"), ("7", "eligible")]


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ("Năm 2023, toàn tỉnh có 50 sản phẩm được đánh giá, phân hạng OCOP.", "assessed"),
        ("Đến nay, toàn tỉnh có 50 sản phẩm được đánh giá, phân hạng OCOP.", None),
        ("Năm 2023, toàn tỉnh có 50 sản phẩm được đánh giá, phân hạng OCOP đạt 3 sao.", "recognised"),
    ],
)
def test_what_was_judged_within_a_year_was_assessed(told: str, step: str | None) -> None:
    assert the(reading_of(told), "50").dimensions.get("step") == step


def test_bands_in_a_row_are_of_one_level() -> None:
    text = (
        "Tỉnh có 72/96 xã đạt chuẩn NTM, 15 xã đạt chuẩn NTM nâng cao. Cụ thể, có 72 xã đạt 19 tiêu chí, "
        "10 xã đạt từ 15 đến 18 tiêu chí, 14 xã đạt từ 10 đến 14 tiêu chí."
    )
    bands = [f for f in reading_of(text).facts if "criteria" in f.dimensions]
    assert [f.dimensions["level"] for f in bands] == ["standard"] * 3


def test_a_grade_before_a_colon_is_of_products_and_not_of_the_makers_in_a_bracket() -> None:
    text = (
        "Tỉnh có 90 sản phẩm OCOP, trong đó 4 sao: 29 sản phẩm, 3 sao: 61 sản phẩm của 50 chủ thể "
        "(30 HTX, 20 doanh nghiệp)."
    )
    reading = reading_of(text)
    assert "stars" not in the(reading, "30").dimensions
    assert "stars" not in the(reading, "20").dimensions


def test_what_is_told_behind_a_semicolon_is_of_the_commune_that_a_sentence_is_about() -> None:
    text = "Xã Mỹ Phương đạt chuẩn NTM năm 2018; thu nhập bình quân đầu người năm 2023 đạt 52 triệu đồng."
    area = the(reading_of(text), "52000000").area
    assert area is not None and area.name == "xã Mỹ Phương"


def test_before_a_year_is_the_end_of_the_one_before() -> None:
    reading = reading_of("Trước năm 2020, toàn huyện chỉ có 9 sản phẩm OCOP.")
    assert the(reading, "9").period.end == "2019-12-31"


def test_so_much_for_each_is_no_part_of_the_capital() -> None:
    reading = reading_of("Tỉnh hỗ trợ 5 tỷ đồng xây dựng NTM (mỗi xã 1 tỷ đồng), doanh nghiệp góp 2 tỷ đồng.")
    assert the(reading, "1000000000").indicator == "other"


def test_districts_that_have_completed_the_task_meet_the_standard() -> None:
    reading = reading_of("Toàn tỉnh có 2 đơn vị cấp huyện hoàn thành nhiệm vụ xây dựng nông thôn mới.")
    fact = the(reading, "2")
    assert (fact.indicator, fact.dimensions) == ("ntm.districts", {"level": "standard"})
