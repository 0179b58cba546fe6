"""Bands of criteria beside their counts, sums and their parts, what has been recognised before."""

from __future__ import annotations

import pytest

from readings import reading_of, the


def said(text: str, value: str) -> dict[str, str]:
    return dict(the(reading_of(text), value).dimensions)


def test_a_band_in_brackets_before_a_colon_is_of_the_count_and_its_share() -> None:
    text = (
        "Tỉnh có 120 xã, phân theo nhóm như sau: Nhóm 1 (đạt từ 15 - 18 tiêu chí): 6/120 xã chiếm 5%;"
        " Nhóm 2 (đạt từ 10 - 14 tiêu chí): 30/120 xã chiếm 25%."
    )
    assert said(text, "6")["criteria"] == "15-18" and said(text, "30")["criteria"] == "10-14"
    assert said(text, "5")["criteria"] == "15-18" and said(text, "25")["criteria"] == "10-14"


def test_a_share_by_source_is_of_the_capital_told_before() -> None:
    text = "Tỉnh bố trí 254 tỷ đồng vốn xây dựng nông thôn mới. Trong đó, 60% vốn từ ngân sách Trung ương."
    fact = the(reading_of(text), "60")
    assert fact.indicator == "ntm.capital" and fact.dimensions == {"source": "central", "role": "share"}


def test_a_sum_among_sums_is_money_without_its_unit() -> None:
    text = (
        "Tỉnh đã huy động nguồn lực xây dựng nông thôn mới đạt 90 tỷ đồng. Trong đó, ngân sách Trung ương"
        " 60 tỷ đồng; ngân sách tỉnh bố trí khoảng 15 tỷ; vốn lồng ghép 15,5 tỷ đồng."
    )
    fact = the(reading_of(text), "15000000000")
    assert (fact.indicator, fact.unit, fact.dimensions) == ("ntm.capital", "dong", {"source": "province"})


def test_an_income_behind_a_sum_is_no_part_of_it() -> None:
    text = (
        "Xã đã huy động 77 tỷ đồng xây dựng nông thôn mới. Cụ thể, thu nhập bình quân đầu người đạt"
        " 40 triệu đồng/năm."
    )
    assert the(reading_of(text), "40000000").indicator == "ntm.income"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Đạt từ 15 - 18 tiêu chí có 6 xã; đạt từ 10 - 14 tiêu chí có 30 xã.", {"6": "15-18", "30": "10-14"}),
        ("Số xã đạt chuẩn (19 tiêu chí) đã được công nhận là 36 xã.", {"36": "19"}),
    ],
)
def test_a_band_before_its_count(text: str, counts: dict[str, str]) -> None:
    reading = reading_of(text, title="Kết quả xây dựng nông thôn mới")
    assert {f.value: f.dimensions.get("criteria") for f in reading.facts} == counts


def test_so_many_criteria_more_are_no_band() -> None:
    text = "Tỉnh phấn đấu 61 xã còn lại tăng thêm từ 1 - 3 tiêu chí nông thôn mới."
    assert "criteria" not in said(text, "61")


def test_the_counts_that_a_share_comes_to_are_of_its_level() -> None:
    text = "Tỉnh có 2 địa phương đạt 100% số xã nông thôn mới. Đó là huyện A Lưới có 8/8 xã."
    assert {f.indicator for f in reading_of(text).facts if f.value == "8"} == {"ntm.communes"}


def test_a_raised_total_that_is_certified_has_no_step() -> None:
    text = "Việc này sẽ nâng tổng số sản phẩm OCOP của tỉnh lên 62 sản phẩm đạt chứng nhận từ 3 sao trở lên."
    assert said(text, "62") == {"stars": "3+"}


def test_recognised_for_the_first_time_and_again_is_recognised() -> None:
    text = "Năm 2023, tỉnh đã công nhận và tái công nhận cho 35 sản phẩm OCOP."
    assert said(text, "35") == {"step": "recognised"}


def test_a_certificate_with_a_count_behind_it_is_not_renewed() -> None:
    assert said("Số chủ thể OCOP được trao giấy chứng nhận là 45 chủ thể.", "45").get("step") != "renewed"


def test_what_lies_in_places_that_are_counted_is_what_stands_behind_them() -> None:
    text = "Đã có 69 sản phẩm OCOP của 47 chủ thể trên địa bàn 45 xã, thuộc 18 huyện đạt 3 sao."
    assert said(text, "69")["stars"] == "3" and said(text, "47")["stars"] == "3"


def test_what_has_not_been_kept_is_not_there() -> None:
    assert the(reading_of("Huyện có 2 xã không giữ vững 19/19 tiêu chí NTM."), "2").indicator == "other"


def test_money_that_people_give_for_roads_is_still_a_part() -> None:
    text = "Huyện huy động 678 tỉ đồng xây dựng NTM; trong đó người dân đóng góp 11 tỉ đồng làm đường."
    assert said(text, "11000000000") == {"source": "people"}


def test_a_digit_that_ends_a_commune_in_a_list_is_no_count() -> None:
    text = "Có 2 xã đăng ký đạt chuẩn nông thôn mới, gồm: Sơn Hạ 2, Sơn Vân (thị xã Cầu Sông)."
    assert [f.value for f in reading_of(text).facts] == ["2"]


def test_products_that_have_a_potential_are_not_counted_as_ranked() -> None:
    text = "Theo chương trình OCOP, năm 2019 toàn tỉnh có 192 sản phẩm có nguồn gốc, lợi thế địa phương."
    assert the(reading_of(text), "192").indicator == "other"


def test_who_attends_a_ranking_is_assessed() -> None:
    text = "Tham dự đánh giá, phân hạng sản phẩm OCOP lần này có 61 sản phẩm của 38 chủ thể."
    assert said(text, "61") == {"step": "assessed"} and said(text, "38") == {"step": "assessed"}


def test_those_registered_before_have_been_assessed_when_they_get_stars() -> None:
    text = (
        "Có 5 sản phẩm OCOP đăng ký tham gia đánh giá. Hội đồng thống nhất 5 sản phẩm trên đều đạt"
        " tiêu chuẩn OCOP 3 sao."
    )
    assert reading_of(text).facts[1].dimensions == {"step": "assessed", "stars": "3"}


def test_what_is_more_than_a_total_is_no_part_of_it() -> None:
    text = (
        "Huyện có 6 sản phẩm OCOP được công nhận đạt 3 sao; đang hỗ trợ 10 ý tưởng sản phẩm, gồm"
        " 7 ý tưởng sản phẩm từ nấm và 3 ý tưởng sản phẩm từ yến,"
        " dự kiến cuối năm 2023 có 16 sản phẩm được công nhận OCOP."
    )
    reading = reading_of(text)
    assert "stars" not in the(reading, "16").dimensions
    assert [f.value for f in reading.facts if f.unit == "item"] == ["10", "7", "3"]


def test_the_investment_of_all_society_is_not_the_programmes() -> None:
    text = (
        "Huyện nông thôn mới có tổng số vốn đầu tư phát triển toàn xã hội 2.503 tỷ đồng, thu nhập bình quân"
        " đầu người gần 63 triệu đồng người/năm."
    )
    assert [f.indicator for f in reading_of(text).facts] == ["other", "ntm.income"]


@pytest.mark.parametrize(
    "text",
    [
        "Sản phẩm OCOP này có mã số sản phẩm 65-615-03-2020.",
        "Sản phẩm OCOP tỏi đen (Công ty cổ phần xây dựng và thương mại 3/2) được công nhận.",
    ],
)
def test_codes_and_digits_in_a_makers_name_count_nothing(text: str) -> None:
    assert not reading_of(text).facts


def test_near_poor_households_in_brackets_are_not_the_poor() -> None:
    text = "Xã NTM có hộ nghèo giảm chỉ còn 5,98% (với 1.982 hộ); hộ cận nghèo còn 4,28% (với 1.416 hộ)."
    facts = reading_of(text).facts
    assert [(f.value, f.indicator) for f in facts] == [
        ("5.98", "ntm.poverty"),
        ("1982", "ntm.poverty"),
        ("4.28", "other"),
        ("1416", "other"),
    ]


def test_broken_numbers_of_criteria_are_means() -> None:
    text = "Bình quân toàn tỉnh đạt 16,3 tiêu chí NTM, trong đó: huyện Sông Mã 15,3/17,1 TC."
    assert {f.indicator for f in reading_of(text).facts} == {"ntm.criteria_per_commune"}


def test_what_stands_behind_names_is_said_of_the_count_before_them() -> None:
    text = (
        "Toàn huyện có 3 thôn gồm Bình Kha (xã Vân Thượng); Tân Kha (xã Vân Hạ); Kha Bắc (xã Vân Sơn)"
        " được công nhận đạt chuẩn khu dân cư nông thôn mới kiểu mẫu."
    )
    assert said(text, "3") == {"level": "model"}


def test_criteria_behind_the_name_of_a_commune_band_no_count() -> None:
    text = "Đối với 3 xã đạt chuẩn NTM năm 2018 là xã Tân Phú 19 tiêu chí, xã Lê Thị Riêng 17 tiêu chí."
    assert "criteria" not in said(text, "3")


def test_one_in_a_list_of_counts_is_a_count() -> None:
    text = "Huyện có 5 xã đạt chuẩn nông thôn mới nâng cao; một xã được công nhận nông thôn mới kiểu mẫu."
    assert said(text, "1") == {"level": "model"}
