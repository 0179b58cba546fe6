"""What a figure takes over from the words and sentences before it: step, stars, level, status."""

from __future__ import annotations

from typing import Any

import pytest

from readings import reading_of, the


def said(text: str, value: str) -> dict[str, str]:
    return dict(the(reading_of(text), value).dimensions)


def statuses(text: str, **setting: Any) -> dict[str, str]:
    return {f.value: f.status for f in reading_of(text, **setting).facts}


@pytest.mark.parametrize(
    ("text", "value", "dimensions"),
    [
        ("Có 14 sản phẩm OCOP đã hết thời hạn công nhận.", "14", {"step": "expired"}),
        ("Năm 2023 xếp loại xong; đánh giá, xếp hạng 9 sản phẩm OCOP.", "9", {"step": "assessed"}),
        ("Hội đồng họp xét công nhận 13 sản phẩm OCOP.", "13", {"step": "assessed"}),
        ("Kết quả đánh giá, 26 sản phẩm OCOP đạt 3 sao.", "26", {"step": "assessed", "stars": "3"}),
        ("Năm 2023, thành phố chứng nhận sản phẩm OCOP cho 17 chủ thể.", "17", {"step": "recognised"}),
        ("Công nhận 18 sản phẩm OCOP theo kết quả đánh giá.", "18", {"step": "recognised"}),
        ("Có 14 sản phẩm dự thi OCOP hạng 3, 4 sao.", "14", {"step": "assessed", "stars": "3-4"}),
        ("Phấn đấu nâng 2 sản phẩm OCOP từ 3 sao lên 4 sao.", "2", {"step": "upgraded", "stars": "4"}),
        ("Phấn đấu nâng 2 sản phẩm OCOP từ 3 lên 4 sao.", "2", {"step": "upgraded", "stars": "4"}),
        ("Có 3, 4 sản phẩm OCOP đạt hạng 5 sao.", "4", {"stars": "5"}),
    ],
)
def test_steps_and_stars_in_the_words_beside_a_count(
    text: str, value: str, dimensions: dict[str, str]
) -> None:
    assert said(text, value) == dimensions


def test_what_was_just_decided_is_newly_recognised() -> None:
    decided = "UBND tỉnh đã phê duyệt kết quả đánh giá, phân hạng sản phẩm OCOP. "
    assert said(decided + "Theo đó, đã có 34 sản phẩm OCOP được công nhận.", "34") == {"step": "recognised"}
    assert said("Theo đó, đã có 34 sản phẩm OCOP được công nhận.", "34") == {}
    assert said(decided + "Theo đó, đến nay đã có 34 sản phẩm OCOP được công nhận.", "34") == {}


def test_what_a_decision_grades_is_newly_recognised() -> None:
    decided = "UBND tỉnh đã phê duyệt kết quả đánh giá, phân hạng sản phẩm OCOP. "
    graded = said(decided + "Theo đó, có 15 sản phẩm được xếp hạng 4 sao.", "15")
    assert graded == {"step": "recognised", "stars": "4"}


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("Có 3 sản phẩm OCOP đủ tiêu chuẩn đề nghị Trung ương công nhận.", "3", "assessed"),
        ("Hội đồng trình UBND tỉnh xem xét, công nhận 12 sản phẩm OCOP.", "12", "eligible"),
        ("Đề nghị các địa phương phấn đấu công nhận 30 sản phẩm OCOP.", "30", "recognised"),
        ("Trong quá trình thực hiện, tỉnh công nhận 9 sản phẩm OCOP năm 2023.", "9", "recognised"),
        ("Tỉnh trao giấy chứng nhận cho 21 sản phẩm OCOP.", "21", "recognised"),
        ("Năm 2023, tỉnh phát triển 50 sản phẩm OCOP mới.", "50", "recognised"),
    ],
)
def test_what_is_proposed_is_not_recognised_yet(text: str, value: str, step: str) -> None:
    assert said(text, value)["step"] == step


def test_what_a_whole_place_has_recognised_so_far_is_there() -> None:
    assert said("Đến nay mọi xã đều tham gia. Toàn tỉnh đã công nhận 233 sản phẩm OCOP.", "233") == {}


def test_a_step_holds_for_the_products_of_the_paragraph() -> None:
    told = "Năm 2023, huyện công nhận mới 14 sản phẩm OCOP. "
    assert said(told + "Nhóm đồ uống có 3 sản phẩm.", "3") == {"step": "recognised", "group": "drink"}
    assert said(told + "Hiện toàn huyện có 9 sản phẩm OCOP.", "9") == {}
    assert said(told + "Nhóm đồ uống có 30 sản phẩm.", "30") == {"group": "drink"}


def test_who_takes_part_in_an_assessment_that_was_told_of_is_assessed() -> None:
    told = "Hội đồng họp đánh giá, phân hạng sản phẩm OCOP. Có 25 sản phẩm của 18 chủ thể tham gia. "
    assert said(told, "25") == said(told, "18") == {"step": "assessed"}
    assert said(told + "Qua đó, 22 sản phẩm đạt từ 50 điểm.", "22") == {"step": "assessed"}


def test_products_in_the_programme_are_not_known_to_be_recognised() -> None:
    text = "Có 210 HTX, trong đó 65 HTX tham gia OCOP với 110 sản phẩm, gồm 80 sản phẩm đạt 3 sao."
    assert said(text, "65") == {"maker": "cooperative"} and said(text, "110") == {"step": "registered"}
    assert said(text, "80") == {"stars": "3"} and the(reading_of(text), "210").indicator == "other"


def test_a_grade_risen_to_is_an_upgrade_wherever_the_products_stand() -> None:
    risen = said("Năm 2024, huyện nâng cấp 3 sản phẩm OCOP đã có lên 4 sao.", "3")
    assert risen == {"step": "upgraded", "stars": "4"}


def test_the_level_of_a_total_is_that_of_the_one_level_counted_before_it() -> None:
    both = "Tỉnh có thêm 4 xã đạt chuẩn NTM, 5 xã đạt chuẩn NTM nâng cao, đưa số xã đạt chuẩn lên 80 xã."
    assert said(both, "80") == {"level": "standard"}
    assert said(both.replace("4 xã đạt chuẩn NTM, ", ""), "80") == {"level": "advanced"}


def test_wages_are_not_the_sales_told_before_them() -> None:
    text = "HTX có doanh thu OCOP 8 tỷ đồng, tạo việc làm với thu nhập 6 triệu đồng/người/tháng."
    assert the(reading_of(text), "6000000").indicator == "other"


def test_a_mean_of_criteria_with_its_unit_before_it() -> None:
    fact = the(reading_of("Số tiêu chí NTM bình quân/xã đạt 16,8."), "16.8")
    assert (fact.indicator, fact.unit) == ("ntm.criteria_per_commune", "criteria_per_commune")


def test_what_the_words_name_otherwise_is_not_the_figure_before() -> None:
    poor = reading_of("Tỷ lệ hộ nghèo còn 3,45%; tỷ lệ hộ cận nghèo còn 4,1%.")
    assert [f.indicator for f in poor.facts] == ["ntm.poverty", "other"]
    sold = reading_of("Doanh số của các cơ sở OCOP tăng 15%, giá bán sản phẩm tăng 20%.")
    assert [f.indicator for f in sold.facts] == ["ocop.revenue", "other"]


def test_a_count_that_names_the_programme_has_the_level_it_says() -> None:
    text = "Có 98 xã đạt chuẩn NTM, trong đó 25 xã đạt NTM nâng cao; riêng năm 2023 có thêm 5 xã NTM."
    assert said(text, "5") == {"level": "standard"}


def test_makers_that_products_belong_to() -> None:
    text = "Có 28 sản phẩm OCOP thuộc 16 chủ thể: 10 HTX, 6 hộ kinh doanh. OCOP 4 sao: 4; chủ thể: 15."
    facts = reading_of(text).facts
    assert [f.value for f in facts if f.indicator == "ocop.makers"] == ["16", "10", "6", "15"]


@pytest.mark.parametrize(
    ("text", "value", "dimensions"),
    [
        ("Các sản phẩm OCOP được đánh giá thuộc 2 ngành: Thực phẩm (7 sản phẩm); đồ uống (3 sản phẩm).", "3",
         {"step": "assessed", "group": "drink"}),
        ("Có 30 sản phẩm OCOP cấp lại (12 cấp 4 sao); 57 sản phẩm (32 mới) của 16 HTX tham gia đánh giá.",
         "57", {"step": "assessed"}),
        ("Hội đồng đã trình Ủy ban nhân dân tỉnh phê duyệt công nhận 37 sản phẩm OCOP năm 2022.", "37",
         {"step": "recognised"}),
        ("Công nhận 9 sản phẩm OCOP năm 2023 của 7 chủ thể, đạt OCOP hạng 4 sao.", "9",
         {"step": "recognised", "stars": "4"}),
        ("Có 20 sản phẩm OCOP đăng ký, gửi hồ sơ đánh giá.", "20", {"step": "assessed"}),
        ("Có 20 sản phẩm OCOP đăng ký. Kết quả, có 16 sản phẩm đạt 3 sao.", "16",
         {"step": "assessed", "stars": "3"}),
        ("Có 3 sản phẩm OCOP tiềm năng đang được xét công nhận 5 sao.", "3",
         {"step": "assessed", "stars": "potential-5"}),
        ("Phấn đấu 50% sản phẩm OCOP công nhận năm 2021 tham gia đánh giá, phân hạng lại.", "50",
         {"step": "renewed", "role": "share"}),
    ],
)  # fmt: skip
def test_what_stands_further_off_is_said_of_a_count(
    text: str, value: str, dimensions: dict[str, str]
) -> None:
    assert said(text, value) == dimensions


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tỷ lệ hộ nghèo còn 2%; tỷ lệ hồ sơ làm trực tuyến ngày càng cao, đạt 80%.", "80"),
        ("Huyện có 5 xã đạt chuẩn NTM; tỷ lệ hài lòng của người dân đạt 99,9%.", "99.9"),
        ("Đường giao thông được bê tông; 97% hộ dân dùng điện.", "97"),
        ("Có 21 xã đạt chuẩn NTM, 23 xã cơ bản đạt chuẩn NTM.", "23"),
        ("Có 40 sản phẩm OCOP đạt 4 sao; 16 sản phẩm không đủ điều kiện công nhận 4 sao.", "16"),
    ],
)
def test_what_the_programmes_do_not_count_is_other(text: str, value: str) -> None:
    assert the(reading_of(text), value).indicator == "other"


def test_criteria_of_several_places_together_band_no_count() -> None:
    facts = {f.value: f for f in reading_of("Đầu năm, 8 xã này đã đạt 90/152 tiêu chí NTM.").facts}
    assert "criteria" not in facts["8"].dimensions and facts["90"].indicator == "ntm.criteria"


def test_cities_that_have_done_their_task_are_districts() -> None:
    fact = the(reading_of("Tỉnh có 3 đô thị hoàn thành nhiệm vụ xây dựng nông thôn mới."), "3")
    assert (fact.indicator, fact.unit) == ("ntm.districts", "district")


def test_more_of_the_villages_told_before() -> None:
    told = "Năm 2023, tỉnh công nhận 21 thôn NTM kiểu mẫu. Huyện Yên Thế thêm 6 thôn. Huyện có 40 thôn."
    facts = {f.value: f for f in reading_of(told).facts}
    assert facts["6"].dimensions == {"level": "model"} and facts["40"].indicator == "other"


def test_a_place_in_an_order_is_no_count() -> None:
    facts = reading_of("Xã Tân An là xã thứ 22/161 của tỉnh được công nhận đạt chuẩn NTM nâng cao.").facts
    assert [(f.value, f.unit) for f in facts] == [("22", "item"), ("161", "commune")]
    assert {f.indicator for f in facts} == {"other"}


def test_a_mean_of_one_commune() -> None:
    (fact,) = reading_of("Bình quân số tiêu chí NTM đạt chuẩn của 1 xã là 16,5 tiêu chí.").facts
    assert (fact.value, fact.indicator) == ("16.5", "ntm.criteria_per_commune")


def test_an_income_told_from_year_to_year() -> None:
    text = "Thu nhập bình quân đầu người tăng từ 12,4 triệu đồng (năm 2010) lên 51,7 triệu đồng (năm 2020)."
    assert [f.indicator for f in reading_of(text).facts] == ["ntm.income", "ntm.income"]


def test_points_of_a_commune_are_not_those_of_products() -> None:
    assert the(reading_of("Kết quả, xã Sơn Đà đạt 95,8 điểm."), "95.8").indicator == "other"


def test_digits_in_the_names_of_listed_products_are_no_figures() -> None:
    text = "Có 12 sản phẩm OCOP, gồm: 30% tổ yến chưng táo, bột 5 thứ đậu, rượu 30 độ của HTX A (61 Lê Lợi)."
    assert [f.value for f in reading_of(text).facts] == ["12"]
    shares = reading_of("Có 12 sản phẩm OCOP, gồm: 30% sản phẩm 4 sao, đồ uống 12%, 20% đạt 3 sao.").facts
    assert [f.value for f in shares] == ["12", "30", "12", "20"]


def test_grades_in_a_row_are_one_span() -> None:
    assert said("Có 10 sản phẩm OCOP 3 sao, 4 sao.", "10") == {"stars": "3-4"}
    assert said("Có 10 sản phẩm OCOP 3 sao, 4 sản phẩm 4 sao.", "10") == {"stars": "3"}


def test_what_is_added_is_not_upgraded_with_the_list_before() -> None:
    text = "Năm 2020 nâng cấp 1 sản phẩm OCOP 4 sao lên 5 sao; thêm 35 sản phẩm OCOP 3 sao trở lên."
    assert said(text, "35") == {"stars": "3+", "step": "recognised"}


@pytest.mark.parametrize(
    ("text", "value", "dimensions"),
    [
        ("Đợt này có 12 sản phẩm OCOP đạt 4 sao, nâng tổng số sản phẩm 4 sao lên 45 sản phẩm.", "12",
         {"step": "recognised", "stars": "4"}),
        ("OCOP đã thu hút 160 chủ thể với 280 sản phẩm, trong đó 250 sản phẩm được công nhận 3 sao.", "250",
         {"stars": "3"}),
        ("HTX Đồng Tâm có 5 sản phẩm được chứng nhận OCOP.", "5", {}),
        ("Có 14 sản phẩm OCOP đánh giá lại và 20 sản phẩm mới.", "20", {"step": "recognised"}),
        ("Hội đồng họp đánh giá. Có 4 sản phẩm đạt từ 75 đến trên 81 điểm được xếp hạng OCOP 4 sao.", "4",
         {"step": "assessed", "stars": "4"}),
    ],
)  # fmt: skip
def test_what_is_new_and_what_is_there(text: str, value: str, dimensions: dict[str, str]) -> None:
    assert said(text, value) == dimensions


def test_products_recognised_by_several_bodies() -> None:
    text = "Hiện có 25 sản phẩm đã được UBND tỉnh, UBND huyện công nhận đạt tiêu chuẩn OCOP."
    assert the(reading_of(text), "25").indicator == "ocop.products"


def test_makers_in_a_row_that_have_products() -> None:
    facts = reading_of("Tỉnh có 60 HTX, 25 doanh nghiệp, 48 cơ sở có sản phẩm OCOP.").facts
    assert [f.indicator for f in facts] == ["ocop.makers"] * 3


def test_what_products_and_makers_have_is_not_their_number() -> None:
    facts = reading_of("Có 56% sản phẩm OCOP có bao bì đẹp, 45% chủ thể OCOP có doanh thu tăng.").facts
    assert [f.indicator for f in facts] == ["other", "other"]


def test_a_decision_told_in_the_paragraph_before() -> None:
    decided = "UBND tỉnh đã phê duyệt kết quả đánh giá sản phẩm OCOP đợt 1."
    facts = reading_of(decided, "Theo đó, có 7 sản phẩm được đánh giá, xếp hạng đợt 1.").facts
    assert facts[0].dimensions == {"step": "recognised"}


def test_parts_that_add_up_to_a_count_of_the_sentence_before_are_its_parts() -> None:
    counted = "Tỉnh vừa công nhận mới 12 sản phẩm OCOP từ 3 sao đến 4 sao. Đây là sản phẩm của 3 nhóm, gồm: "
    listed = "nhóm thực phẩm 7 sản phẩm, nhóm đồ uống 4 sản phẩm, nhóm thảo dược 1 sản phẩm."
    assert said(counted + listed, "7") == {"step": "recognised", "group": "food"}
    assert said(counted + listed.replace("7", "8"), "8") == {"group": "food"}


@pytest.mark.parametrize(
    ("text", "value", "dimensions"),
    [
        ("Có 41/52 xã (78,8% số xã) NTM.", "41", {"level": "standard"}),
        ("Phấn đấu 40% số xã đạt chuẩn NTM nâng cao (tương đương 39/97 xã đạt chuẩn).", "39",
         {"level": "advanced"}),
        ("Phấn đấu 40% số xã đạt chuẩn NTM nâng cao (tương đương 39/97 xã đạt chuẩn).", "97",
         {"level": "advanced", "role": "whole"}),
        ("Huyện Nam Sơn đạt chuẩn huyện NTM nâng cao; toàn tỉnh không còn xã dưới 15 tiêu chí.", "0",
         {"level": "standard", "criteria": "<15"}),
        ("Có 5 xã được công nhận đạt chuẩn NTM kiểu mẫu, đưa số xã đạt chuẩn lên 16 xã.", "16",
         {"level": "model"}),
        ("Có 3 xã đạt chuẩn NTM nâng cao. Trong đó: xã Phú Lộc đạt 12/19 tiêu chí.", "12",
         {"level": "advanced"}),
    ],
)  # fmt: skip
def test_the_level_of_a_count_by_what_it_restates(text: str, value: str, dimensions: dict[str, str]) -> None:
    assert said(text, value) == dimensions


def test_communes_under_appraisal_are_not_counted() -> None:
    facts = reading_of("Có 21 xã đạt chuẩn NTM và 4 xã đang được thẩm định đạt chuẩn NTM.").facts
    assert [f.indicator for f in facts] == ["ntm.communes", "other"]


def test_the_parts_of_an_estimate_are_estimated() -> None:
    estimate = "Dự kiến hết năm 2023, toàn tỉnh sẽ có 52 sản phẩm OCOP. "
    assert statuses(estimate + "Trong đó, 9 sản phẩm 4 sao, 43 sản phẩm 3 sao.", published="2023-12-10") == {
        "52": "provisional", "9": "provisional", "43": "provisional",
    }  # fmt: skip


def test_work_under_way_in_a_time_that_goes_on_is_an_aim() -> None:
    text = "Trong 6 tháng cuối năm 2023, huyện tập trung giữ vững 6 xã NTM, 3 xã NTM nâng cao."
    assert statuses(text, published="2023-07-05") == {"6": "target", "3": "target"}
    assert statuses(text, published="2024-01-05") == {"6": "actual", "3": "actual"}


def test_a_ratio_in_brackets_is_measured_by_what_stands_in_them() -> None:
    text = "Huyện Phú Lộc đã hoàn thành (8/8 xã đạt chuẩn NTM), góp phần hoàn thành chỉ tiêu năm 2023."
    assert {f.status for f in reading_of(text).facts} == {"actual"}


def test_villages_of_hard_pressed_communes_may_reach_the_standard() -> None:
    reached = "Phấn đấu có 61% số thôn thuộc các xã đặc biệt khó khăn được công nhận đạt chuẩn NTM."
    assert the(reading_of(reached), "61").indicator == "ntm.villages"
    assert the(reading_of("Tỉnh có 61 thôn thuộc các xã đặc biệt khó khăn."), "61").indicator == "other"


@pytest.mark.parametrize("again", ["trên", "này", "nói trên"])
def test_a_count_told_of_again_means_the_same(again: str) -> None:
    told = f"Huyện có 7 thôn đạt chuẩn NTM kiểu mẫu. Đời sống của 7 thôn {again} đã đổi thay."
    found = [f for f in reading_of(told).facts if f.value == "7"]
    assert [(f.indicator, f.dimensions) for f in found] == [("ntm.villages", {"level": "model"})] * 2
    other = told.replace("của 7", "của 9")
    assert the(reading_of(other), "9").indicator == "other"


def test_an_outcome_is_of_the_assessment_that_the_paragraph_before_told_of() -> None:
    told = ("Đợt 2 có 31 sản phẩm OCOP tham gia đánh giá, xếp hạng.", "Kết quả có 19 sản phẩm đạt 4 sao.")
    assert the(reading_of(*told), "19").dimensions == {"step": "assessed", "stars": "4"}
    now = (told[0], "Kết quả đến nay, tỉnh có 90 sản phẩm OCOP 3 sao.")
    assert the(reading_of(*now), "90").dimensions == {"stars": "3"}


@pytest.mark.parametrize(
    ("text", "value", "dimensions"),
    [
        ("Có 7/10 huyện tổ chức đánh giá, phân hạng với tổng số 82 sản phẩm OCOP.", "82",
         {"step": "assessed"}),
        ("Đến hết năm 2030, có ít nhất 43 sản phẩm OCOP 3 sao được nâng hạng lên 4 sao; có 10 sản phẩm"
         " đạt 5 sao.", "10", {"stars": "5"}),
        ("Năm 2024 tỉnh có 47 sản phẩm OCOP 3 sao, nâng tổng số OCOP toàn tỉnh lên 80 sản phẩm của 42 chủ"
         " thể đạt 3 sao trở lên.", "80", {"stars": "3+"}),
        ("Tỉnh có 211 sản phẩm OCOP, trong đó 34 sản phẩm 4 sao, 177 sản phẩm 3 sao, tăng 76 sản phẩm so"
         " với năm 2021.", "76", {}),
    ],
)  # fmt: skip
def test_a_step_or_grade_is_not_carried_past_what_it_was_said_of(
    text: str, value: str, dimensions: dict[str, str]
) -> None:
    assert the(reading_of(text), value).dimensions == dimensions


def test_two_verbs_for_one_deed_are_not_parted() -> None:
    text = "Hội đồng đã chấm điểm và xếp hạng 31 sản phẩm OCOP đạt 3 và 4 sao."
    assert said(text, "31") == {"step": "assessed", "stars": "3-4"}


def test_what_has_its_own_verb_is_told_apart() -> None:
    text = "Xã có diện tích gần 4.000 ha và thu nhập bình quân đầu người năm 2022 đạt 52 triệu đồng."
    reading = reading_of(text)
    assert the(reading, "4000").period.kind == "as_of" and the(reading, "52000000").period.end == "2022-12-31"


def test_what_a_sentence_concludes_is_there() -> None:
    text = "Năm 2022 có 50 sản phẩm OCOP. Như vậy, toàn tỉnh có 104 sản phẩm đạt tiêu chuẩn OCOP."
    assert said(text, "104") == {}


def test_shares_of_groups_are_of_what_was_counted_before() -> None:
    reading = reading_of("Tỉnh có 90 sản phẩm OCOP.", "Cơ cấu đa dạng, nhóm thực phẩm chiếm khoảng 80%.")
    assert the(reading, "80").dimensions == {"group": "food", "role": "share"}


def test_two_rates_joined_are_told_apart() -> None:
    reading = reading_of("Tỷ lệ bảo hiểm y tế trong NTM đạt 93% và tỷ lệ hộ dùng nước sạch 95%.")
    found = [the(reading, value).indicator for value in ("93", "95")]
    assert found == ["ntm.insurance", "ntm.clean_water"]


def test_parts_of_what_a_title_counts_have_the_time_and_step_that_the_text_tells() -> None:
    reading = reading_of(
        "UBND tỉnh ban hành Quyết định số 12/QĐ-UBND phê duyệt kết quả đánh giá, phân hạng sản phẩm OCOP"
        " đợt 1, năm 2022.",
        "Trong đó, có 5 sản phẩm đạt hạng 4 sao.",
        title="Bắc Kạn công bố 30 sản phẩm đạt tiêu chuẩn OCOP",
        published=None,
    )
    part = the(reading, "5")
    assert part.period.end == "2022-12-31" and part.dimensions == {"step": "recognised", "stars": "4"}


@pytest.mark.parametrize(
    "text",
    [
        "Đến cuối năm 2022, tỉnh đã xây dựng và công nhận 177 sản phẩm OCOP.",
        "Từ năm 2019 đến nay, tỉnh đã công nhận 177 sản phẩm OCOP.",
        "Phấn đấu nâng tổng số sản phẩm đến năm 2025 đạt 177 sản phẩm OCOP.",
    ],
)
def test_what_has_been_recognised_up_to_a_time_is_there(text: str) -> None:
    assert said(text, "177") == {}


def test_who_takes_part_in_a_ranking_is_assessed() -> None:
    text = "Trong số 98 sản phẩm OCOP tham gia đợt xếp hạng đầu tiên, có 88 sản phẩm đạt 3 sao."
    assert said(text, "98") == {"step": "assessed"}


def test_products_are_told_by_what_is_told_of_their_makers() -> None:
    text = "Có 12 sản phẩm thuộc 5 chủ thể được công nhận sản phẩm OCOP 3 sao."
    assert said(text, "12") == {"step": "recognised", "stars": "3"}


def test_those_counted_before_have_the_step_told_now() -> None:
    text = "Có 4 sản phẩm OCOP đăng ký. Hội đồng thống nhất 4 sản phẩm trên đủ điều kiện đạt 3 sao."
    assert reading_of(text).facts[1].dimensions == {"step": "eligible", "stars": "3"}


def test_parts_joined_share_the_verb_before_them() -> None:
    text = "Năm 2023 đánh giá 9 sản phẩm OCOP. Trong đó, công nhận 2 sản phẩm 4 sao và 7 sản phẩm 3 sao."
    assert said(text, "7") == {"step": "recognised", "stars": "3"}


def test_a_time_further_on_does_not_end_the_parts_of_a_total() -> None:
    text = (
        "Huyện có 12 sản phẩm OCOP, trong đó có 1 sản phẩm được Trung ương đánh giá 5 sao; 2 sản phẩm 4 sao"
        " và 9 sản phẩm 3 sao, năm 2022 có 4 sản phẩm."
    )
    assert said(text, "2") == {"stars": "4"} and said(text, "9") == {"stars": "3"}


def test_goals_that_are_counted_are_no_aim() -> None:
    assert statuses("Xã đã đạt 42/42 chỉ tiêu thuộc 19 tiêu chí NTM.")["19"] == "actual"


def test_an_organ_of_a_district_nobody_named_is_no_place() -> None:
    fact = the(reading_of("Tỉnh có 3 khu dân cư kiểu mẫu được UBND huyện công nhận."), "3")
    assert fact.area is not None and fact.area.name == "tỉnh Bắc Kạn"
