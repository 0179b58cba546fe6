"""Where and when a figure holds, as news tell it: bylines, lists of places, aims and what is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.reading import read
from test_place_and_time import HOME, facts_of, places_of, reading_of, times_of


def test_a_bracket_tells_of_the_place_before_it() -> None:
    text = (
        "Có 02 huyện đạt chuẩn nông thôn mới là huyện Mộ Đức (12/13 xã đạt chuẩn nông thôn mới) "
        "và huyện Nghĩa Hành (10/11 xã đạt chuẩn nông thôn mới)."
    )
    found = places_of("Quảng Ngãi xây dựng nông thôn mới", text)
    assert found == {
        "2": "tỉnh Quảng Ngãi",
        "12": "huyện Mộ Đức",
        "13": "huyện Mộ Đức",
        "10": "huyện Nghĩa Hành",
        "11": "huyện Nghĩa Hành",
    }


def test_a_raised_number_is_of_the_place_of_those_that_raise_it() -> None:
    text = (
        "Có 04 xã Hành Minh, Hành Đức (huyện Nghĩa Hành), Đức Tân, Đức Hòa (huyện Mộ Đức) "
        "được công nhận đạt chuẩn nông thôn mới, nâng tổng số lên 95 xã."
    )
    assert places_of("Quảng Ngãi xây dựng nông thôn mới", text)["95"] == "tỉnh Quảng Ngãi"


def test_products_of_two_places_are_of_neither_alone() -> None:
    text = (
        "Hội đồng đánh giá 30 sản phẩm OCOP của huyện Mộ Đức và huyện Nghĩa Hành; "
        "8 sản phẩm OCOP do thị xã Đức Phổ đề xuất."
    )
    found = places_of("Quảng Ngãi phát triển OCOP", text)
    assert found == {"30": "tỉnh Quảng Ngãi", "8": "thị xã Đức Phổ"}


def test_what_is_over_is_no_aim() -> None:
    text = (
        "Năm 2025, tỉnh phấn đấu có thêm 13 xã đạt chuẩn nông thôn mới; "
        "tiếp tục chỉ đạo 02 xã đã đạt chuẩn nông thôn mới nâng cao để xây dựng nông thôn mới kiểu mẫu."
    )
    found = facts_of(reading_of(HOME, text))
    assert {v: (f.status, f.period.end) for v, f in found.items()} == {
        "13": ("target", "2025-12-31"),
        "2": ("actual", "2024-03-13"),
    }


@pytest.mark.parametrize("byline", ["(CT) – ", "(QNO) - ", "BQN - ", ""])
def test_the_name_of_a_paper_opens_no_sentence(byline: str) -> None:
    found = times_of(
        f"{byline}Đến cuối tháng 1/2024, tỉnh có 95 sản phẩm OCOP.", "Tỉnh có 60 xã đạt chuẩn nông thôn mới."
    )
    assert found == {"95": ("as_of", "2024-01-31"), "60": ("as_of", "2024-01-31")}
    text = f"{byline}Theo kế hoạch, toàn tỉnh có thêm 7 xã đạt chuẩn nông thôn mới."
    planned = facts_of(reading_of(HOME, text))
    assert planned["7"].status == "target"


def test_a_day_with_a_dash() -> None:
    assert times_of("Giải ngân đến 31-1 đạt 15 tỷ đồng.") == {"15000000000": ("as_of", "2024-01-31")}


def test_a_bracket_of_exceptions_is_no_place_spoken_of() -> None:
    text = "Có 9 huyện (còn huyện Lý Sơn và huyện Ba Tơ) tham gia, công nhận 95 sản phẩm OCOP."
    assert places_of("Quảng Ngãi phát triển OCOP", text)["95"] == "tỉnh Quảng Ngãi"


def test_a_commune_and_the_district_it_lies_in() -> None:
    found = places_of("Đại hội Đảng bộ xã Đức Tân, Mộ Đức", "Thu nhập đạt 50 triệu đồng/người/năm.")
    assert found == {"50000000": "xã Đức Tân"}


def test_an_aim_goes_on_where_the_same_place_is_named() -> None:
    text = (
        "Mục tiêu đến năm 2025, cả nước có 80% số xã đạt chuẩn nông thôn mới. "
        "Bình quân cả nước đạt 17 tiêu chí/xã."
    )
    found = facts_of(reading_of("Cả nước xây dựng nông thôn mới", text))
    assert {v: (f.status, f.period.end) for v, f in found.items()} == {
        "80": ("target", "2025-12-31"),
        "17": ("target", "2025-12-31"),
    }


def test_which_ones_are_meant_ends_no_aim() -> None:
    text = (
        "Năm 2025, tỉnh phấn đấu nâng chất lượng các xã đã đạt chuẩn nông thôn mới, "
        "đồng thời nâng bình quân lên 17 tiêu chí/xã. 8 sản phẩm OCOP sẽ được gửi đi đánh giá."
    )
    found = facts_of(reading_of(HOME, text))
    assert {v: f.status for v, f in found.items()} == {"17": "target", "8": "target"}


def test_two_days_of_one_meeting() -> None:
    text = "Trong 2 ngày 22 và 23.2, Hội đồng đánh giá 12 sản phẩm OCOP."
    assert times_of(text) == {"12": ("as_of", "2024-02-23")}


def test_a_name_may_begin_like_a_kind_of_place() -> None:
    text = (
        "Chương trình có 22 chủ thể tham gia. "
        "Thanh Sơn là huyện có nhiều sản phẩm OCOP nhất với 33 sản phẩm OCOP."
    )
    assert places_of("Chương trình OCOP tỉnh Phú Thọ", text)["33"] == "huyện Thanh Sơn"
    found = places_of("Thanh Hóa có thêm sản phẩm OCOP", "Hiện có 95 sản phẩm OCOP.")
    assert found == {"95": "tỉnh Thanh Hóa"}


def test_a_day_up_to_which_it_is_told_says_more_than_its_year() -> None:
    found = times_of(
        "Tính đến tháng 10/2021, tỉnh có 55 thôn được công nhận nông thôn mới kiểu mẫu trong năm 2021.",
        "Tính đến năm 2022, tỉnh có 95 sản phẩm OCOP.",
    )
    assert found == {"55": ("as_of", "2021-10-31"), "95": ("as_of", "2022-12-31")}


def test_the_year_of_a_part_is_its_own() -> None:
    found = times_of(
        "Năm 2023, huyện có 12 sản phẩm OCOP tham gia đánh giá.",
        "Trong đó có 10 sản phẩm mới, 2 sản phẩm đã tham gia đánh giá năm 2022.",
        "Hội đồng chấm điểm 11 sản phẩm OCOP.",
    )
    assert found["11"] == ("year", "2023-12-31")


def test_the_year_of_a_round_is_no_month() -> None:
    found = times_of("Hội đồng công nhận 7 sản phẩm OCOP đợt 2/2023.")
    assert found == {"7": ("year", "2023-12-31")}


def test_communes_that_are_named_lie_in_one_district() -> None:
    text = (
        "Hội đồng thẩm định tỉnh công nhận 2 xã Đức Tân và Đức Hòa, huyện Mộ Đức "
        "đạt chuẩn nông thôn mới nâng cao."
    )
    assert places_of("Quảng Ngãi xây dựng nông thôn mới", text) == {"2": "huyện Mộ Đức"}


def test_where_a_commune_lies_is_not_what_is_told_of() -> None:
    text = (
        "Là xã khó khăn của huyện Mộ Đức, tỉnh Quảng Ngãi, có đến 10 thôn đặc biệt khó khăn. "
        "Đức Tân là một trong 11 xã của huyện Mộ Đức đã đạt chuẩn nông thôn mới."
    )
    found = places_of("Xã Đức Tân đạt chuẩn nông thôn mới", text)
    assert found == {"10": "xã Đức Tân", "11": "huyện Mộ Đức"}


def test_a_district_named_among_the_aims_is_not_what_a_bulletin_is_about() -> None:
    lead = "Nam Định phấn đấu đến năm 2025 có 50% số xã nâng cao và huyện Hải Hậu đạt chuẩn kiểu mẫu."
    found = places_of("Xây dựng nông thôn mới ở Nam Định", lead, "Hiện có 95 sản phẩm OCOP.")
    assert found["95"] == "tỉnh Nam Định"


def test_what_was_striven_for_is_no_aim() -> None:
    text = "Sau 10 năm phấn đấu, tỉnh có 60 xã đạt chuẩn nông thôn mới."
    assert facts_of(reading_of(HOME, text))["60"].status == "actual"


def test_an_estimate_within_an_aim_is_aimed_at() -> None:
    text = (
        "Mục tiêu đến hết năm 2024, tỉnh có 65 xã đạt chuẩn nông thôn mới; "
        "thu nhập bình quân đầu người ước đạt 52 triệu đồng/năm."
    )
    found = facts_of(reading_of(HOME, text, "Đồng thời, có thêm ít nhất 10 sản phẩm OCOP."))
    assert {v: f.status for v, f in found.items()} == {"65": "target", "52000000": "target", "10": "target"}


def test_those_counted_before_stay_what_they_were() -> None:
    text = (
        "Năm 2024, tỉnh phấn đấu có 8 xã đạt chuẩn nông thôn mới. "
        "Đến nay, 8 xã này đã hoàn thành 90 tiêu chí nông thôn mới."
    )
    told = [f for f in reading_of(HOME, text).facts if f.value == "8"]
    assert [(f.status, f.period.end) for f in told] == [("target", "2024-12-31")] * 2


def test_a_paper_tells_whose_a_bulletin_is_where_nothing_else_does() -> None:
    blocks = reading_of("Đánh giá 46 sản phẩm OCOP", "Hội đồng đánh giá 46 sản phẩm OCOP.").bulletin
    (fact,) = [f for f in read(replace(blocks, byline="Báo Phú Thọ")).facts if f.paragraph]
    assert fact.area is not None and fact.area.name == "tỉnh Phú Thọ"


def test_the_day_of_the_decision_that_an_undated_bulletin_opens_with() -> None:
    found = times_of(
        "UBND huyện vừa ra Quyết định số 5182/QĐ-UBND ngày 31/12/2021 về công nhận khu dân cư kiểu mẫu.",
        "Huyện có thêm 26 khu dân cư nông thôn mới kiểu mẫu.",
        published=None,
    )
    assert found == {"26": ("as_of", "2021-12-31")}


def test_the_days_of_another_event_are_not_those_an_undated_bulletin_speaks_from() -> None:
    found = times_of(
        "Năm 2022, tỉnh công nhận 37 sản phẩm OCOP.",
        "Đến nay, tỉnh có 270 sản phẩm OCOP.",
        "Tỉnh giới thiệu sản phẩm từ ngày 25 đến 28/11.",
        published=None,
    )
    assert found == {"37": ("year", "2022-12-31"), "270": ("as_of", "2022-12-31")}


def test_a_part_that_happened_before_keeps_its_year() -> None:
    found = times_of(
        "Năm 2023, huyện có 12 sản phẩm OCOP tham gia đánh giá, "
        "trong đó 10 sản phẩm mới, 2 sản phẩm đã tham gia đánh giá năm 2022."
    )
    assert (found["10"], found["2"]) == (("year", "2023-12-31"), ("year", "2022-12-31"))


def test_the_days_of_a_fair_in_brackets() -> None:
    text = "Sau 6 ngày diễn ra (từ 28/1 đến 3/2), Hội chợ OCOP Quảng Ngãi - Xuân 2024 thu 17,4 tỷ đồng."
    found = facts_of(reading_of("Hội chợ OCOP Quảng Ngãi", text))["17400000000"]
    assert (found.period.start, found.period.end) == ("2024-01-28", "2024-02-03")


def test_one_of_several_is_what_is_told_of() -> None:
    text = "Đức Tân là một trong sáu xã ven biển của huyện Mộ Đức, có 6.800 nhân khẩu ở 11 xóm."
    found = places_of("Quảng Ngãi xây dựng nông thôn mới", text)
    assert found == {"6": "huyện Mộ Đức", "6800": "xã Đức Tân", "11": "xã Đức Tân"}


def test_a_bracket_that_tells_which_ones_were_counted_ends_with_itself() -> None:
    text = "Nhóm thực phẩm có 3 sản phẩm OCOP (giò lụa Đức An, xã Đức Tân) và 12 sản phẩm OCOP từ chè."
    found = places_of("Thành phố Quảng Ngãi phát triển OCOP", text)
    assert found["12"] == "thành phố Quảng Ngãi"


def test_what_a_ministry_does_is_of_the_country_wherever_it_meets() -> None:
    text = "Ngày 10/3/2024, tại Hà Nội, Bộ Nông nghiệp và Phát triển nông thôn công nhận 28 sản phẩm OCOP."
    found = places_of("Thêm 28 sản phẩm OCOP 5 sao cấp quốc gia", text)
    assert found == {"28": "cả nước"}


def test_so_many_of_all_there_are_is_what_there_is() -> None:
    found = facts_of(reading_of(HOME, "Năm 2022, tỉnh có 109/137 xã đạt chuẩn nông thôn mới, chiếm 79,6%."))
    assert {v: f.nature for v, f in found.items()} == {"109": "stock", "137": "stock", "79.6": "stock"}


def test_communes_of_several_districts_are_of_the_whole() -> None:
    told = (
        "Huyện Ba Bể có 4 xã đạt chuẩn nông thôn mới.",
        "Đạt chuẩn NTM nâng cao có 5 xã: Yến Dương, Hà Hiệu (huyện Ba Bể); Cao Kỳ, Nông Hạ, Thanh Bình "
        "(huyện Chợ Mới).",
    )
    area = next(f for f in reading_of(*told).facts if f.value == "5").area
    assert area is not None and area.name == "tỉnh Bắc Kạn"


def test_the_seat_of_a_maker_does_not_lead_a_paragraph_away() -> None:
    told = "Chè của Công ty Minh Anh (huyện Ba Bể) được đánh giá cao. Có 6 sản phẩm OCOP đạt 3 sao."
    area = next(f for f in reading_of("Tin OCOP tỉnh Bắc Kạn", told).facts if f.value == "6").area
    assert area is not None and area.name == "tỉnh Bắc Kạn"


def test_a_place_bears_the_kind_that_its_bulletin_names_it_with() -> None:
    told = "UBND huyện Phổ Yên, tỉnh Thái Nguyên vừa mở lớp tập huấn. Phổ Yên hiện có 9 sản phẩm OCOP."
    found = places_of("Phổ Yên phát triển sản phẩm OCOP", told)
    assert found["9"] == "huyện Phổ Yên"
    alone = places_of("Phổ Yên phát triển sản phẩm OCOP", "Phổ Yên hiện có 9 sản phẩm OCOP.")
    assert alone["9"] != "huyện Phổ Yên"
