"""When a figure is of, and whether it is there, aimed at or added: rules that hold for any bulletin."""

from __future__ import annotations

import pytest

from corpus.model import Fact
from readings import reading_of, the

TARGETS = (
    "Tiếp tục thực hiện chương trình, toàn tỉnh phấn đấu có 57 sản phẩm được xếp loại, phân hạng 3 sao "
    "giai đoạn 2025 - 2028."
)


def test_a_title_takes_status_and_time_from_the_text() -> None:
    """``Tỉnh phát triển 57 sản phẩm``: the text tells that it is an aim."""
    text = "Đến năm 2026, tỉnh đặt mục tiêu phát triển ít nhất 57 sản phẩm OCOP."
    reading = reading_of(text, title="Tỉnh Bắc Kạn phát triển 57 sản phẩm OCOP")
    titled, told = reading.facts
    assert (titled.paragraph, titled.status, titled.period) == (0, "target", told.period)
    reading = reading_of(
        "Tính đến hết tháng 2/2024, tỉnh có 57 sản phẩm OCOP.", title="Bắc Kạn có 57 sản phẩm OCOP"
    )
    assert {f.period.end for f in reading.facts} == {"2024-02-29"}
    reading = reading_of(text, title="Bắc Kạn có 58 sản phẩm OCOP")
    assert the(reading, "58").status == "actual"


def test_an_aim_is_not_of_the_day_it_is_told_on() -> None:
    """The time that ends the sentence, else that of the last aim, else none."""
    assert the(reading_of(TARGETS), "57").period.end == "2028-12-31"
    more = "Đặc biệt, phấn đấu có 20% chủ thể OCOP là hợp tác xã."
    assert the(reading_of(TARGETS, more), "20").period.end == "2028-12-31"
    assert the(reading_of(more), "20").period.kind == "unknown"


def test_what_goes_on_with_cu_the_is_still_aimed_at() -> None:
    goal = "Mục tiêu đến năm 2026, tỉnh có 57 sản phẩm OCOP."
    fact = the(reading_of(goal, "Cụ thể, huyện Ba Bể có 12 sản phẩm OCOP."), "12")
    assert (fact.status, fact.period.end) == ("target", "2026-12-31")


def test_the_year_of_a_comparison_tells_no_time() -> None:
    """``tính đến hết tháng 6 … so với cuối năm 2021``: June of which year is not said."""
    text = "Tính đến hết tháng 6, tỉnh có 57 xã đạt chuẩn NTM, tăng 4 xã so với cuối năm 2021."
    reading = reading_of(text, published=None)
    assert {f.period.end for f in reading.facts} == {None}
    assert the(reading, "4").links["base"] == "2021"
    text = "Năm 2022, tính đến hết tháng 6, tỉnh có 57 xã đạt chuẩn NTM, tăng 4 xã so với cuối năm 2021."
    assert the(reading_of(text, published=None), "57").period.end == "2022-06-30"


@pytest.mark.parametrize(
    ("text", "value", "nature"),
    [
        ("Chủ tịch UBND tỉnh vừa ký quyết định công nhận 8 xã đạt chuẩn nông thôn mới.", "8", "flow"),
        ("Huyện Ba Bể có thêm 4 xã đạt chuẩn NTM và 3 xã NTM nâng cao.", "3", "flow"),
        ("Huyện Ba Bể có thêm 4 xã đạt chuẩn NTM, nâng tổng số lên 16 xã.", "16", "stock"),
        ("Đến nay, UBND tỉnh đã công nhận 63 xã đạt chuẩn nông thôn mới.", "63", "stock"),
        ("Toàn tỉnh đã công nhận 63 xã đạt chuẩn nông thôn mới.", "63", "stock"),
    ],
)
def test_places_just_recognised_are_added_to_those_there_were(text: str, value: str, nature: str) -> None:
    assert the(reading_of(text), value).nature == nature


def test_what_is_told_behind_another_verb_is_no_intent() -> None:
    """``tiếp tục khẳng định vị thế khi 4 sản phẩm đạt 4 sao``: they have reached it."""
    text = "Năm 2024, {} 14 sản phẩm OCOP đạt 4 sao."
    assert _of(text.format("cơ sở tiếp tục khẳng định uy tín khi"), "14").status == "actual"
    assert _of(text.format("tỉnh tiếp tục duy trì"), "14").status == "target"


def test_a_plan_that_is_passed_or_abbreviated_is_a_plan() -> None:
    lead = "Huyện Ba Bể đã thông qua kế hoạch xây dựng 6 sản phẩm OCOP trong năm 2024."
    reading = reading_of(lead, title="Ba Bể xây dựng 6 sản phẩm OCOP năm 2024", kinds=("lead",))
    assert {(f.value, f.status) for f in reading.facts} == {("6", "target")}
    reading = reading_of(
        "Năm 2023, tỉnh chứng nhận được 46 sản phẩm/KH 37 sản phẩm OCOP, đạt 129,5% kế hoạch."
    )
    assert (the(reading, "46").status, the(reading, "37").status) == ("actual", "target")


@pytest.mark.parametrize(
    ("text", "value", "status", "end"),
    [
        ("Còn 2 huyện Ba Bể, Na Rì phấn đấu đạt chuẩn NTM năm 2024.", "2", "target", "2024-12-31"),
        ("Mục tiêu đến năm 2026, nâng hạng 41 chủ thể đã tham gia OCOP.", "41", "target", "2026-12-31"),
        (
            "Năm 2023, có 26 sản phẩm OCOP đạt 3 sao, đạt 130% so với mục tiêu đến năm 2025 (20 sản phẩm).",
            "20", "target", "2025-12-31",
        ),
    ],
)  # fmt: skip
def test_what_is_striven_for(text: str, value: str, status: str, end: str) -> None:
    fact = _of(text, value)
    assert (fact.status, fact.period.end) == (status, end)


def test_what_is_over_is_no_aim_under_a_heading_of_aims() -> None:
    """Nor are the parts of what there is."""
    reading = reading_of(
        "Mục tiêu năm 2025",
        "Trong 8 tháng năm 2023, tỉnh đã đánh giá 47 sản phẩm OCOP. Trong đó, có 35 sản phẩm đạt 3 sao.",
        "Có thêm 14 sản phẩm OCOP.",
        kinds=("heading",),
    )
    assert [(f.value, f.status) for f in reading.facts] == [
        ("47", "actual"),
        ("35", "actual"),
        ("14", "target"),
    ]


def test_a_year_that_is_over_begins_what_lasts_until_now() -> None:
    text = "Từ khi chương trình được Chính phủ phát động năm 2019 đến nay, tỉnh công nhận 63 sản phẩm OCOP."
    period = _of(text, "63").period
    assert (period.start, period.end) == ("2019-01-01", "2024-03-13")


def test_the_year_behind_counted_places_is_theirs_alone() -> None:
    first = "Có 3 huyện {}đã được công nhận huyện đạt chuẩn NTM năm 2022. "
    for which in ("", "(Ba Bể, Na Rì, Ngân Sơn) "):
        fact = _of(first.format(which) + "Tỉnh có 41 xã đạt chuẩn NTM.", "41")
        assert (fact.period.end, fact.nature) == ("2024-03-13", "stock")


def test_places_proposed_for_recognition_have_not_reached_it() -> None:
    text = "Có 2 huyện đang hoàn thiện hồ sơ trình Trung ương thẩm định công nhận đạt chuẩn nông thôn mới."
    assert _of(text, "2").indicator == "other"


def test_a_list_that_began_with_all_there_are_tells_what_there_is() -> None:
    text = "Trong 6 tháng đầu năm 2023, kết quả tốt, với 75/80 xã đạt chuẩn NTM, 30 xã NTM nâng cao."
    assert _of(text, "30").nature == "stock"


def test_so_many_by_a_year_are_to_be_there_then() -> None:
    text = "Phấn đấu đến cuối năm 2025, tỉnh {} 233 sản phẩm OCOP được công nhận đạt từ 3 sao trở lên."
    fact = _of(text.format("có ít nhất"), "233")
    assert (fact.nature, fact.dimensions) == ("stock", {"stars": "3+"})
    assert _of(text.format("có thêm"), "233").nature == "flow"


def test_a_title_takes_the_step_that_is_short_of_recognition() -> None:
    text = "Văn phòng đang hoàn thiện hồ sơ 5 sản phẩm đề nghị Bộ đánh giá, phân hạng sản phẩm OCOP 5 sao."
    titled = reading_of(text, title="Bắc Kạn đề nghị phân hạng OCOP 5 sao đối với 5 sản phẩm").facts[0]
    assert (titled.dimensions.get("step"), titled.nature) == ("assessed", "flow")


def test_the_least_that_is_to_be_done_is_an_aim_where_aims_are_told() -> None:
    aim = "Năm 2024, tỉnh phấn đấu có 50 sản phẩm OCOP."
    assert the(reading_of(aim, "Phát triển mới tối thiểu 13 chủ thể OCOP."), "13").status == "target"
    assert the(reading_of(aim, "Hiện có ít nhất 13 chủ thể OCOP."), "13").status == "actual"


def test_what_a_result_comes_to_is_there() -> None:
    text = (
        "Hội đồng đề nghị UBND tỉnh công nhận 22 sản phẩm OCOP đạt hạng 4 sao. {} tỉnh có 67 sản phẩm 4 sao."
    )
    assert _of(text.format("Với kết quả này,"), "67").dimensions == {"stars": "4"}


def test_a_count_told_again_keeps_a_time_of_its_own() -> None:
    text = "Huyện Ba Bể có thêm 14 sản phẩm OCOP. Trong 14 sản phẩm tham gia năm 2022 có 12 sản phẩm 4 sao."
    reading = reading_of(text, published=None)
    assert the(reading, "12").period.end == "2022-12-31"


def test_a_time_inside_a_name_in_quotation_marks_is_no_time() -> None:
    name = "Huyện Ba Bể hoàn thiện Đề án {}Phát triển nông nghiệp thông minh giai đoạn 2018 - 2025{}. "
    count = "Huyện Na Rì đã có 14/14 xã đạt chuẩn NTM."
    for marks in ("“”", '""'):
        ends = {f.period.end for f in reading_of(name.format(*marks) + count).facts}
        assert ends == {"2024-03-13"}
    said = "Bà A nói: “Năm 2022, huyện Na Rì có thêm 3 xã đạt chuẩn NTM”."
    assert _of(said, "3").period.end == "2022-12-31"


@pytest.mark.parametrize(
    ("text", "value", "status", "end"),
    [
        ("Năm 2025, tỉnh huy động các nguồn lực phấn đấu có 73 xã đạt chuẩn NTM.", "73", "target", "2025"),
        ("Từ nay đến cuối năm 2024, 12 xã đang phấn đấu đạt chuẩn NTM.", "12", "target", "2024-12-31"),
    ],
)  # fmt: skip
def test_striving_now_is_for_the_time_that_is_said(text: str, value: str, status: str, end: str) -> None:
    fact = _of(text, value)
    assert (fact.status, (fact.period.end or "")[: len(end)]) == (status, end)


def test_what_follows_from_an_aim_is_aimed_at() -> None:
    reading = reading_of(
        "Mục tiêu đến cuối năm 2024, tỉnh có 87/116 xã đạt chuẩn NTM.",
        "Như vậy, trong năm 2024, tỉnh tăng thêm 12 xã đạt chuẩn NTM.",
    )
    assert the(reading, "12").status == "target"


def test_a_total_that_is_raised_within_a_year_is_a_stock() -> None:
    text = "8 tháng đầu năm 2023, tỉnh có thêm 2 xã đạt chuẩn NTM, nâng tổng số thành 77 xã NTM."
    assert (_of(text, "2").nature, _of(text, "77").nature) == ("flow", "stock")


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        (
            "Năm 2022 được mùa. Hộ nghèo còn 3%, thu ngân sách năm 2021 đạt 61 tỷ đồng. Có 9 xã NTM.",
            "9",
            "2022-12-31",
        ),
        ("Huyện có 3 thị trấn với dân số (năm 2016) là 17.900 người.", "3", "2024-03-13"),
        ("Huyện có 3 thị trấn với dân số (năm 2016) là 17.900 người.", "17900", "2016-12-31"),
        (
            "UBND tỉnh công nhận 4 xã gồm: Xã Bạch Thông, Xã Chợ Đồn đạt chuẩn NTM năm 2020.",
            "4",
            "2020-12-31",
        ),
        ("Bước vào thực hiện chương trình, huyện đạt bình quân 3,27 tiêu chí/xã.", "3.27", None),
        ("Năm 2011, khi bắt đầu, huyện đạt bình quân 3,27 tiêu chí/xã.", "3.27", "2011-12-31"),
    ],
)
def test_times_inside_nouns_and_brackets_and_beginnings(text: str, value: str, end: str | None) -> None:
    assert _of(text, value).period.end == end


def test_which_places_are_meant_is_no_aim() -> None:
    """``trong các xã phấn đấu về đích năm 2024, xã A đạt 18/19 tiêu chí``: neither aim nor time."""
    text = "Trong các xã phấn đấu về đích NTM năm 2025, thì xã Mường Hoa đạt cao nhất với 18/19 tiêu chí."
    fact = _of(text, "18")
    assert (fact.status, fact.period.end) == ("actual", "2024-03-13")
    assert _of("Xã Mường Hoa đăng ký hoàn thành 19 tiêu chí NTM.", "19").status == "target"


def test_a_colon_before_the_word_of_aim_opens_no_plan() -> None:
    text = "UBND các huyện: Ba Bể, Na Rì phấn đấu đạt chuẩn nâng cao. Theo đó, tỉnh công nhận thêm 4 xã NTM."
    assert _of(text, "4").status == "actual"


def test_what_goes_with_an_aim_is_aimed_at() -> None:
    """Its share in brackets, the others of its list, and the sentence that opens with ``trong đó``."""
    text = "Năm 2024, huyện phấn đấu có thêm 3 xã đạt chuẩn NTM, 7 xã NTM nâng cao (20,7%)."
    reading = reading_of(f"{text} Trong đó, nâng thu nhập bình quân đầu người lên 78 triệu đồng/người/năm.")
    assert {f.status for f in reading.facts} == {"target"}
    assert the(reading, "7").nature == "flow"
    assert _of("Dự toán nguồn vốn xây dựng NTM năm 2024 là 42 tỷ đồng.", "42000000000").status == "target"


def test_this_year_is_that_of_the_day_told_first() -> None:
    """Of an undated bulletin, whatever year was named last."""
    reading = reading_of(
        "Ngày 05/10/2023, tỉnh tổ chức hội nghị sơ kết Nghị quyết ban hành ngày 23/12/2020 về NTM.",
        "Từ năm 2021, nhiều văn bản ra đời. Dự kiến đến cuối năm nay có thêm 5 xã đạt chuẩn NTM.",
        published=None,
        title="Tin NTM tỉnh Bắc Kạn",
    )
    assert the(reading, "5").period.end == "2023-12-31"


def test_a_share_of_a_plan_is_of_the_time_of_what_it_measures() -> None:
    text = "Đến nay, tỉnh có 120 xã đạt chuẩn NTM, đạt 84,5% kế hoạch giai đoạn 2021 - 2025."
    assert _of(text, "84.5").period.end == "2024-03-13"


def test_what_has_been_recognised_within_no_time_of_its_own_is_there() -> None:
    first = "Trong 8 tháng đầu năm 2023, tỉnh tổ chức 3 hội nghị. UBND tỉnh {} 53 xã đạt chuẩn nông thôn mới."
    assert _of(first.format("đã công nhận"), "53").nature == "stock"
    assert (
        _of("Chiều 12/3, hội đồng họp xét công nhận 4 xã đạt chuẩn nông thôn mới.", "4").indicator == "other"
    )


def test_an_aim_without_figures_tells_the_time_of_those_behind_it() -> None:
    text = (
        "Năm 2024, phấn đấu có thêm 15 xã đạt chuẩn NTM. Phấn đấu đến năm 2026, huyện Ba Bể đạt chuẩn NTM. "
        "Các huyện khác phấn đấu có ít nhất 80% xã đạt chuẩn NTM, các xã còn lại đạt 16 tiêu chí."
    )
    reading = reading_of(text)
    assert [the(reading, v).period.end[:4] for v in ("15", "80", "16")] == ["2024", "2026", "2026"]  # type: ignore[index]
    assert (
        the(reading_of("Phấn đấu đến năm 2026, có thêm 3 xã NTM, 75% số xã đạt chuẩn NTM."), "75").nature
        == "stock"
    )


def test_a_deadline_is_no_day_of_an_event() -> None:
    text = (
        "Năm 2023, 9 xã đạt chuẩn NTM. Đến nay, có 12 sản phẩm OCOP. Huyện phải xong đề án trước ngày 10/9."
    )
    assert the(reading_of(text, published=None), "12").period.end == "2023-12-31"
    raised = "Huyện đã công nhận 16 thôn đạt chuẩn NTM, nâng tổng số thôn NTM lên 138 thôn."
    assert _of(raised, "16").nature == "flow"


def test_the_year_of_what_a_place_was_awarded_goes_no_further() -> None:
    text = "{}Xã Mỹ Phương, huyện Ba Bể đạt chuẩn NTM năm 2015. Huyện có 9 xã đạt chuẩn NTM."
    assert _of(text.format(""), "9").period.end == "2024-03-13"
    assert _of(text.format("Năm 2022, huyện được mùa. "), "9").period.end == "2022-12-31"


def test_a_share_of_what_is_done_may_be_aimed_at() -> None:
    text = "Mục tiêu năm 2025, nâng cấp 20% sản phẩm OCOP đã được phân hạng."
    assert (_of(text, "20").status, _of(text, "20").period.end) == ("target", "2025-12-31")


def test_a_time_behind_a_word_that_joins_begins_another_clause() -> None:
    text = (
        "Hết năm 2024 phấn đấu có thêm 13 xã NTM và từ nay đến giữa năm 2025, không còn xã dưới 7 tiêu chí."
    )
    reading = reading_of(text)
    assert [the(reading, v).period.end for v in ("13", "0")] == ["2024-12-31", "2025-06-30"]


def test_all_that_a_list_counts_is_proposed() -> None:
    text = "Hội đồng đề nghị UBND tỉnh công nhận 2 xã đạt chuẩn NTM, 25 xã nâng cao và 1 xã NTM kiểu mẫu."
    assert {f.indicator for f in reading_of(text).facts} == {"other"}


def test_what_was_told_is_told_again_accordingly() -> None:
    text = (
        "UBND huyện vừa ký quyết định công nhận 4 thôn nông thôn mới năm 2021. "
        "Theo đó, 4 thôn nông thôn mới được công nhận gồm: Nà Mới, Nà Cũ, Nà Tân và Nà Lãng."
    )
    facts = reading_of(text, published=None).facts
    assert [(f.value, f.period.end) for f in facts] == [("4", "2021-12-31")] * 2


def test_a_syllable_may_be_spelt_with_either_letter() -> None:
    text = "Trong năm 2024, tỉnh có 12 xã đăng kí đạt chuẩn nông thôn mới."
    assert _of(text, "12").status == "target"


def test_what_follows_a_change_in_brackets_has_not_changed() -> None:
    text = "Tỉnh có 115 xã đạt chuẩn NTM (tăng 4 xã so với năm 2021) và 24 xã NTM nâng cao (tăng 2 xã)."
    assert (_of(text, "24").status, _of(text, "24").nature) == ("actual", "stock")


def _of(text: str, value: str) -> Fact:
    return the(reading_of(text), value)


def test_planned_capital_is_an_aim_told_by_its_sources() -> None:
    told = (
        "Tổng kế hoạch vốn năm 2023 (kể cả vốn năm 2022 kéo dài) cho chương trình NTM là 98 tỷ đồng "
        "(Trung ương 50 tỷ đồng; tỉnh 40 tỷ đồng; huyện 8 tỷ đồng). Đến ngày 30/6 đã giải ngân 37 tỷ đồng."
    )
    facts = reading_of(told, title="OCOP tỉnh Bắc Kạn", published="2023-07-14").facts
    assert {f.indicator for f in facts} == {"ntm.capital"}
    found = [(f.status, (f.period.end or "")[:4], f.dimensions.get("source")) for f in facts]
    assert found[:2] == [("target", "2023", None), ("target", "2023", "central")]
    assert found[2:4] == [("target", "2023", "province"), ("target", "2023", "district")]
    assert found[4] == ("actual", "2023", None)


def test_a_count_that_is_assigned_is_an_aim() -> None:
    told = "Năm 2024, huyện được giao 2 xã về đích NTM. Như vậy, mới xong 1 xã về đích NTM."
    reading = reading_of(told, "Xã Hà Hiệu đạt 16 tiêu chí NTM.", published="2024-07-14")
    assert the(reading, "1").status == "actual"
    assert (the(reading, "2").status, the(reading, "2").period.kind) == ("target", "year")
    assert (the(reading, "16").status, the(reading, "16").period.kind) == ("actual", "as_of")


def test_the_cost_of_a_plan_is_aimed_at() -> None:
    told = "Kinh phí thực hiện kế hoạch OCOP dự kiến 9 tỷ đồng, trong đó ngân sách tỉnh 4 tỷ đồng."
    assert {f.status for f in reading_of(told).facts} == {"target"}


def test_behind_a_plan_in_brackets_goes_on_what_was_reached() -> None:
    told = "Năm 2023, tỉnh công nhận 41 sản phẩm OCOP (kế hoạch 30 sản phẩm), gồm 35 sản phẩm 3 sao."
    reading = reading_of(told)
    assert (the(reading, "30").status, the(reading, "35").status) == ("target", "actual")


def test_an_income_in_brackets_is_an_income_a_year() -> None:
    told = "Thu nhập bình quân đầu người đạt 62 triệu đồng/năm (năm 2022 là 47,5 triệu đồng)."
    assert {f.unit for f in reading_of(told).facts} == {"dong_per_person_year"}


def test_what_a_province_takes_in_is_no_capital_of_a_programme() -> None:
    told = "Vốn huy động xây dựng NTM là 90 tỷ đồng. Toàn tỉnh thu ngân sách đạt 871 tỷ đồng."
    assert [f.indicator for f in reading_of(told).facts] == ["ntm.capital", "other"]


def test_the_span_that_a_meeting_looks_back_on_is_no_time() -> None:
    lead = "Ngày 6/11, tỉnh tổ chức hội nghị đánh giá Chương trình NTM, Chương trình OCOP 10 tháng năm 2023."
    reading = reading_of(lead, "Tỉnh có 12 cơ quan chuyên môn.", published="2023-11-07")
    assert the(reading, "12").period.kind == "as_of"


def test_a_round_of_a_year_before_is_decided_on_its_day() -> None:
    told = (
        "Ngày 17/1/2024, UBND tỉnh ban hành Quyết định số 56/QĐ-UBND về kết quả đánh giá sản phẩm Chương"
        " trình Mỗi xã một sản phẩm (OCOP) đợt 2 năm 2023. Theo đó, có 24 sản phẩm được công nhận."
    )
    assert the(reading_of(told, published="2024-01-18"), "24").period.end == "2024-01-17"


def test_the_state_at_a_moment() -> None:
    told = "Năm 2023, tỉnh công nhận 41 sản phẩm OCOP. Thời điểm tháng 2/2023, tỉnh có 97 sản phẩm OCOP."
    fact = the(reading_of(told), "97")
    assert (fact.period.kind, fact.period.end, fact.nature) == ("as_of", "2023-02-28", "stock")


def test_a_year_that_a_title_looks_ahead_to_is_not_that_of_its_text() -> None:
    title = "Ban Chỉ đạo nông thôn mới tỉnh Bắc Kạn bàn giải pháp cho năm 2025"
    told = "Ngày 24/12/2024, Ban Chỉ đạo họp.", "UBND tỉnh vừa công nhận 5 xã đạt chuẩn nông thôn mới."
    fact = the(reading_of(*told, title=title, published="2024-12-25"), "5")
    assert (fact.status, fact.period.end) == ("actual", "2024-12-24")


def test_what_was_put_off_is_aimed_at_now() -> None:
    told = (
        "Năm 2024, tỉnh phấn đấu có 6 xã đạt chuẩn nông thôn mới nâng cao, gồm 4 xã trong lộ trình và 2 xã"
        " của năm 2023 chuyển sang."
    )
    assert the(reading_of(told), "2").period.end == "2024-12-31"


def test_an_aim_is_for_the_time_told_last() -> None:
    told = (
        "Huyện Bạch Thông và huyện Chợ Đồn phấn đấu đến năm 2026 đạt chuẩn nông thôn mới.",
        "Năm 2024, tỉnh phấn đấu phát triển 20 sản phẩm OCOP mới. Số chủ thể phấn đấu là 18 chủ thể.",
    )
    assert the(reading_of(*told), "18").period.end == "2024-12-31"


def test_who_opens_a_clause_has_done_what_it_counts() -> None:
    told = (
        "Theo kế hoạch năm 2024, tỉnh có thêm 38 sản phẩm OCOP được công nhận. Từ đầu năm đến nay, các huyện"
        " đã công nhận mới 27 sản phẩm 3 sao, bằng 71% kế hoạch."
    )
    reading = reading_of("Ngày 15/10/2024, tỉnh họp về OCOP.", told, published="2024-10-16")
    assert [the(reading, v).status for v in ("38", "27", "71")] == ["target", "actual", "actual"]


def test_a_part_of_a_month_ends_with_its_paragraph() -> None:
    reading = reading_of(
        "Ngày 24/12/2023, Ban Chỉ đạo nông thôn mới họp bàn nhiệm vụ năm 2024.",
        "Đầu tháng 11, đoàn công tác đã kiểm tra tại 12 xã.",
        "Qua rà soát, xã Yến Dương đã đạt 15 tiêu chí nông thôn mới.",
        title="Ban Chỉ đạo nông thôn mới tỉnh Bắc Kạn bàn giải pháp cho năm 2024",
        published=None,
    )
    assert [the(reading, v).period.end for v in ("12", "15")] == ["2023-11-30", "2023-12-24"]


def test_raised_from_one_grade_to_another_is_upgraded() -> None:
    text = "Năm 2023, tỉnh còn có 13 sản phẩm OCOP được xếp hạng lại và nâng hạng từ 3 sao lên 4 sao."
    assert the(reading_of(text), "13").dimensions == {"step": "upgraded", "stars": "4"}


def test_which_ones_were_recognised_tells_no_time() -> None:
    reading = reading_of(
        "Hội đồng cấp Trung ương xem xét công nhận lại những sản phẩm 5 sao đã được công nhận năm 2020.",
        "Kết quả, có 4 sản phẩm OCOP được công nhận mới hạng 5 sao.",
    )
    assert the(reading, "4").period.end == "2024-03-13"


def test_what_is_to_be_there_by_a_later_time_is_no_event() -> None:
    reading = reading_of(
        "Năm 2024, tỉnh phấn đấu có thêm 80 sản phẩm OCOP được công nhận; đến năm 2025, toàn tỉnh có ít nhất"
        " 650 sản phẩm OCOP từ 3 sao trở lên."
    )
    told = [(the(reading, v).dimensions.get("step"), the(reading, v).nature) for v in ("80", "650")]
    assert told == [("recognised", "flow"), (None, "stock")]


def test_an_aim_that_is_reached_in_part_is_of_the_year_of_its_plan() -> None:
    text = "Tính đến tháng 2/2024, đã có 55/73 thôn theo kế hoạch năm 2024 được công nhận NTM kiểu mẫu."
    assert the(reading_of(text), "73").period.kind == "year"


def test_what_a_whole_place_has_is_there_whatever_year_was_told() -> None:
    reading = reading_of(
        "Cơ cấu kinh tế của huyện Ba Bể năm 2023: công nghiệp chiếm 31,2%. Toàn huyện có 15 sản phẩm OCOP,"
        " đều ở hạng 3 sao."
    )
    assert (the(reading, "15").nature, the(reading, "15").dimensions) == ("stock", {"stars": "3"})
