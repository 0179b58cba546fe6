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
    text = "Tỉnh phấn đấu 58 xã còn lại tăng thêm từ 1 - 3 tiêu chí nông thôn mới."
    assert "criteria" not in said(text, "58")


def test_the_counts_that_a_share_comes_to_are_of_its_level() -> None:
    text = "Tỉnh có 2 địa phương đạt 100% số xã nông thôn mới. Đó là huyện A Lưới có 8/8 xã."
    assert {f.indicator for f in reading_of(text).facts if f.value == "8"} == {"ntm.communes"}


def test_a_raised_total_that_is_certified_has_no_step() -> None:
    text = "Việc này sẽ nâng tổng số sản phẩm OCOP của tỉnh lên 62 sản phẩm đạt chứng nhận từ 3 sao trở lên."
    assert said(text, "62") == {"stars": "3+"}


def test_recognised_for_the_first_time_and_again_is_recognised() -> None:
    text = "Năm 2023, tỉnh đã công nhận và tái công nhận cho 32 sản phẩm OCOP."
    assert said(text, "32") == {"step": "recognised"}


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
    text = "Có 2 xã đăng ký đạt chuẩn nông thôn mới, gồm: Xuân Thọ 2, Xuân Lâm (thị xã Sông Cầu)."
    assert [f.value for f in reading_of(text).facts] == ["2"]
