"""Where and when a figure holds: one case for each rule of places and times, in texts of our own."""

from __future__ import annotations

import pytest

from corpus.model import Bulletin, Fact, Paragraph, Reading
from corpus.reading import read
from corpus.text import clean


def reading_of(title: str, *paragraphs: str, published: str | None = "2024-03-13") -> Reading:
    texts = [("title", title), *(("body", p) for p in paragraphs)]
    blocks = tuple(Paragraph(i, i, kind, clean(text)) for i, (kind, text) in enumerate(texts))  # type: ignore[arg-type]
    return read(Bulletin("b", title, published, None, None, "b.txt", "0", blocks))


def facts_of(reading: Reading) -> dict[str, Fact]:
    assert not reading.unexplained
    return {f.value: f for f in reading.facts if f.paragraph}


def places_of(title: str, *paragraphs: str) -> dict[str, str]:
    facts = facts_of(reading_of(title, *paragraphs))
    return {value: f.area.name if f.area else "" for value, f in facts.items()}


# --- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Đắk Lắk có thêm sản phẩm OCOP", "tỉnh Đắk Lắk"),
        ("Bà Rịa - Vũng Tàu có thêm sản phẩm OCOP", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Thôn 4 xây dựng nông thôn mới", "thôn 4"),
    ],
)
def test_the_first_word_of_a_title_belongs_to_the_name(title: str, area: str) -> None:
    assert places_of(title, "Hiện có 95 sản phẩm OCOP.") == {"95": area}


@pytest.mark.parametrize("mark", list("'’‘`´′"))
def test_an_apostrophe_is_part_of_a_name(mark: str) -> None:
    found = places_of(
        "Sản phẩm OCOP Đắk Lắk",
        f"Huyện Cư M{mark}gar có 15 sản phẩm OCOP; buôn Ea M{mark}tá có 4 sản phẩm OCOP.",
    )
    assert found == {"15": f"huyện Cư M{mark}gar", "4": f"buôn Ea M{mark}tá"}


def test_a_hamlet_may_be_named_by_a_number() -> None:
    text = "Thôn 3 đạt 12 tiêu chí, thôn 2A đạt 11 tiêu chí; ấp số 5 đạt 10 tiêu chí nông thôn mới."
    assert places_of("Xã Hòa Bình", text) == {"12": "thôn 3", "11": "thôn 2A", "10": "ấp số 5"}


def test_a_number_that_counts_names_no_hamlet() -> None:
    text = "Xã làm đường trục thôn 11 km; cả xã có 5 thôn 40 km kênh."
    found = places_of("Xã Hòa Bình làm đường", text)
    assert set(found) == {"11", "5", "40"} and set(found.values()) == {"xã Hòa Bình"}


def test_a_venue_is_not_what_is_spoken_of() -> None:
    opening = "Sáng 10/3, tại tỉnh Quảng Ninh, Sở Công Thương Lai Châu tổ chức hội nghị kết nối."
    assert places_of("Kết nối tiêu thụ sản phẩm OCOP", opening, "Tỉnh hiện có 150 sản phẩm OCOP.") == {
        "150": "tỉnh Lai Châu"
    }
    title = "Tuần hàng OCOP Lai Châu tại Hà Nội"
    assert places_of(title, "Hiện có 150 sản phẩm OCOP.") == {"150": "tỉnh Lai Châu"}
    text = "Ngày 20/1, tại Hà Nội, Bộ Nông nghiệp công nhận 3 sản phẩm 5 sao. Hiện có 15 sản phẩm 4 sao."
    assert set(places_of("Lai Châu có sản phẩm OCOP 5 sao", text).values()) == {"tỉnh Lai Châu"}


def test_whose_body_acts_in_the_first_sentence_is_spoken_of() -> None:
    opening = "Ngày 10/3, Hội đồng đánh giá sản phẩm OCOP thành phố Sơn La tổ chức hội nghị."
    assert places_of("Sơn La: Đánh giá sản phẩm OCOP", opening, "Thành phố có 10 sản phẩm OCOP.") == {
        "10": "thành phố Sơn La"
    }
    opening = "Ngày 10/3, tại huyện Mai Sơn, UBND tỉnh tổ chức hội nghị."
    assert places_of("Sơn La: Sơ kết", opening, "Hiện có 60 xã đạt chuẩn nông thôn mới.") == {
        "60": "tỉnh Sơn La"
    }


def test_figures_in_brackets_keep_their_places_to_themselves() -> None:
    text = "Có 35 xã nông thôn mới (huyện Lý Sơn 2 xã, huyện Mộ Đức 9 xã), 1 xã nông thôn mới nâng cao."
    found = places_of("Quảng Ngãi xây dựng nông thôn mới", text)
    home = "tỉnh Quảng Ngãi"
    assert found == {"35": home, "2": "huyện Lý Sơn", "9": "huyện Mộ Đức", "1": home}


def test_the_seat_of_a_maker_is_the_place_of_its_products_alone() -> None:
    text = (
        "Công nhận 3 sản phẩm, gồm: tỏi của HTX Tỏi, thôn Tây, xã An Hải; 2 sản phẩm nước mắm của Công ty "
        "Đức Hải, tổ 3, phường Phổ Quang, thị xã Đức Phổ. Có 12 sản phẩm OCOP 4 sao như tỏi của HTX Tỏi "
        "(xã An Hải, huyện Lý Sơn). Hiện có 90 chủ thể."
    )
    found = places_of("Quảng Ngãi có thêm sản phẩm OCOP", text)
    home = "tỉnh Quảng Ngãi"
    assert found == {"3": home, "2": "phường Phổ Quang", "12": home, "90": home}


def test_what_was_counted_before_keeps_its_place() -> None:
    text = "Toàn tỉnh có 56 sản phẩm OCOP. Huyện Lý Sơn có 3 sản phẩm OCOP. Trong 56 sản phẩm, tỏi bán chạy."
    assert places_of("Quảng Ngãi phát triển OCOP", text) == {"56": "tỉnh Quảng Ngãi", "3": "huyện Lý Sơn"}


# --- times ----------------------------------------------------------------------------------------

HOME = "Quảng Ngãi phát triển sản phẩm OCOP"


def times_of(
    *paragraphs: str, title: str = HOME, published: str | None = "2024-03-13"
) -> dict[str, tuple[str, str]]:
    facts = facts_of(reading_of(title, *paragraphs, published=published))
    return {value: (f.period.kind, f.period.end or "") for value, f in facts.items()}


def test_a_year_in_the_title_holds_where_no_day_is_told() -> None:
    found = times_of(
        "Sáng 12/3, UBND tỉnh tổ chức hội nghị tổng kết, có 9 đơn vị tham dự.",
        "Hội đồng đã công nhận 20 sản phẩm OCOP. Đến nay, tỉnh có 95 sản phẩm OCOP.",
        title="Quảng Ngãi tổng kết chương trình OCOP năm 2023",
    )
    assert found == {
        "9": ("as_of", "2024-03-12"),
        "20": ("year", "2023-12-31"),
        "95": ("as_of", "2024-03-12"),
    }


def test_the_day_of_an_event_is_the_time_of_its_figures() -> None:
    found = times_of("Ngày 15/10/2023, hội đồng công nhận 7 sản phẩm OCOP.", "Toàn tỉnh có 95 sản phẩm OCOP.")
    assert found == {"7": ("as_of", "2023-10-15"), "95": ("as_of", "2024-03-13")}


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        ("Trong 2 năm 2021 và 2022, có 40 sản phẩm OCOP.", "range", "2022-12-31"),
        ("Các năm 2019, 2020, 2021 có 40 sản phẩm OCOP.", "range", "2021-12-31"),
        ("Qua 3 năm (2019 - 2021), tỉnh có 40 sản phẩm OCOP.", "range", "2021-12-31"),
        ("Từ 2018 đến nay, tỉnh có 40 sản phẩm OCOP.", "range", "2024-03-13"),
        ("Từ tháng 1/2021 đến tháng 6/2022 có 40 sản phẩm OCOP.", "range", "2022-06-30"),
        ("Từ tháng 3 đến hết tháng 6/2023 có 40 sản phẩm OCOP.", "range", "2023-06-30"),
        ("Từ ngày 1/1 đến ngày 30/6/2023 có 40 sản phẩm OCOP.", "range", "2023-06-30"),
        ("Tính đến giữa tháng 9/2023, có 40 sản phẩm OCOP.", "as_of", "2023-09-15"),
        ("Đến trung tuần tháng 9/2023, có 40 sản phẩm OCOP.", "as_of", "2023-09-20"),
        ("Đến giữa năm 2023, có 40 sản phẩm OCOP.", "as_of", "2023-06-30"),
        ("Đến thời điểm tháng 2/2024, có 40 sản phẩm OCOP.", "as_of", "2024-02-29"),
        ("Đến tháng 2 năm nay có 40 sản phẩm OCOP.", "as_of", "2024-02-29"),
        ("Đến năm 2022, tỉnh có 40 sản phẩm OCOP.", "as_of", "2022-12-31"),
        ("Năm 2021, tính đến ngày 15/12, tỉnh có 40 sản phẩm OCOP.", "as_of", "2021-12-15"),
        ("Đến ngày 20-12, tỉnh có 40 sản phẩm OCOP.", "as_of", "2023-12-20"),
        ("Hội chợ từ 26-30/4 có 40 sản phẩm OCOP.", "as_of", "2023-04-30"),
        ("Tỉnh có 40 sản phẩm OCOP theo bộ tiêu chí giai đoạn 2026 - 2030.", "as_of", "2024-03-13"),
        ("Trước đó, tỉnh có 40 sản phẩm OCOP.", "unknown", ""),
    ],
)
def test_words_of_time(text: str, kind: str, end: str) -> None:
    assert times_of(text) == {"40": (kind, end)}


def test_years_that_have_a_figure_each_stay_apart() -> None:
    found = times_of("Năm 2021 và 2022, tỉnh lần lượt có 40 và 52 sản phẩm OCOP.")
    assert found == {"40": ("year", "2021-12-31"), "52": ("year", "2022-12-31")}


def test_a_time_in_brackets_is_of_the_figures_in_them() -> None:
    found = times_of("Tỉnh có 100 sản phẩm OCOP (riêng năm 2022 có thêm 10 sản phẩm). Có 40 chủ thể.")
    assert {v: e for v, (_, e) in found.items()} == {
        "100": "2024-03-13",
        "10": "2022-12-31",
        "40": "2024-03-13",
    }


def test_an_undated_bulletin_lends_its_dates_the_year_named_last() -> None:
    found = times_of(
        "Năm 2021, tỉnh công nhận 12 sản phẩm OCOP.", "Đến ngày 15/12, có 40 chủ thể.", published=None
    )
    assert found == {"12": ("year", "2021-12-31"), "40": ("as_of", "2021-12-15")}
    found = times_of("Từ năm 2019 đến nay, tỉnh có 40 sản phẩm OCOP.", published=None)
    assert found == {"40": ("range", "")}


def test_regions_are_places_where_they_are_spoken_of() -> None:
    text = (
        "Tây Nguyên có 400 xã đạt chuẩn nông thôn mới; khu vực Đông Nam Bộ có 300 xã đạt chuẩn. Toàn vùng có "
        "15 huyện đạt chuẩn. Cư Jút đứng đầu vùng Tây Nguyên với 20 sản phẩm OCOP, chiếm 8% cả nước."
    )
    found = places_of("Cư Jút phát triển OCOP", "Huyện Cư Jút (Đắk Nông) phát triển OCOP.", text)
    region = "vùng Tây Nguyên"
    assert found == {
        "400": region,
        "300": "vùng Đông Nam Bộ",
        "15": region,
        "20": "huyện Cư Jút",
        "8": "huyện Cư Jút",
    }


def test_a_short_form_before_a_name_ends_no_sentence() -> None:
    found = places_of("TX. Duyên Hải (Trà Vinh): có 12 sản phẩm OCOP", "TX. Duyên Hải có 12 sản phẩm OCOP.")
    assert found == {"12": "thị xã Duyên Hải"}


def test_a_bracket_beside_a_place_takes_nothing_from_it() -> None:
    text = "Huyện Mộ Đức (có 12 xã) có 5 sản phẩm OCOP. Thị xã Đức Phổ (7 xã, 8 phường): 9 sản phẩm OCOP."
    found = places_of("Quảng Ngãi phát triển OCOP", text)
    one, other = "huyện Mộ Đức", "thị xã Đức Phổ"
    assert found == {"12": one, "5": one, "7": other, "8": other, "9": other}


def test_a_share_in_brackets_parts_no_count_from_its_band() -> None:
    text = "Có 29 xã (12%) đạt 19 tiêu chí, 33 xã (14,2%) đạt 15 - 18 tiêu chí nông thôn mới."
    found = facts_of(reading_of("Quảng Ngãi xây dựng nông thôn mới", text))
    assert {v: f.dimensions["criteria"] for v, f in found.items()} == {
        "29": "19",
        "12": "19",
        "33": "15-18",
        "14.2": "15-18",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Giai đoạn 2021 đến nay, tỉnh có 40 sản phẩm OCOP.",
        "Giai đoạn 2021 - nay, tỉnh có 40 sản phẩm OCOP.",
        "Từ khi triển khai năm 2021 đến nay, tỉnh có 40 sản phẩm OCOP.",
        "Từ năm 2021 đến thời điểm này, tỉnh có 40 sản phẩm OCOP.",
    ],
)
def test_a_span_up_to_now(text: str) -> None:
    (fact,) = facts_of(reading_of(HOME, text)).values()
    assert (fact.period.kind, fact.period.start, fact.period.end) == ("range", "2021-01-01", "2024-03-13")


def test_what_is_reached_is_no_aim_beside_one() -> None:
    text = "Hiện huyện có 9 xã đạt chuẩn nông thôn mới, phấn đấu năm 2025 có 12 xã (hiện có 3 xã). "
    found = facts_of(reading_of("Mộ Đức", text + "Bình quân đạt 17 tiêu chí/xã."))
    assert {v: f.status for v, f in found.items()} == {
        "9": "actual",
        "12": "target",
        "3": "actual",
        "17": "actual",
    }


def test_an_undated_bulletin_speaks_from_the_day_its_text_tells() -> None:
    found = times_of("Có thêm 12 sản phẩm OCOP.", "Lễ trao diễn ra ngày 20/12/2022.", published=None)
    assert found == {"12": ("as_of", "2022-12-20")}


def test_an_aim_looks_out_no_further_than_its_own_year() -> None:
    found = times_of("Đến năm 2025, định hướng đến năm 2030, tỉnh phấn đấu có 100 sản phẩm OCOP.")
    assert found == {"100": ("year", "2025-12-31")}
    assert times_of("Mục tiêu đến 2025 có 41 sản phẩm OCOP.") == {"41": ("year", "2025-12-31")}


def test_money_is_of_the_place_it_is_given_to() -> None:
    text = "UBND tỉnh thưởng huyện Mộ Đức 1 tỷ đồng; tặng 3 tỷ đồng cho huyện Sơn Tịnh, 2 tỷ đồng cho mỗi xã."
    found = places_of("Quảng Ngãi xây dựng nông thôn mới", text)
    assert found == {
        "1000000000": "huyện Mộ Đức",
        "3000000000": "huyện Sơn Tịnh",
        "2000000000": "tỉnh Quảng Ngãi",
    }


def test_a_list_of_communes_may_name_the_districts_they_are_in() -> None:
    found = places_of("Quảng Ngãi xây dựng nông thôn mới", "Có 5 xã gồm: Bình Sơn 2 xã, Sơn Tịnh 3 xã.")
    assert found == {"5": "tỉnh Quảng Ngãi", "2": "huyện Bình Sơn", "3": "huyện Sơn Tịnh"}


def test_a_sentence_may_name_its_place_behind_the_figure() -> None:
    found = places_of("Quảng Ngãi xây dựng nông thôn mới", "Với 12 xã đạt chuẩn, huyện Mộ Đức dẫn đầu tỉnh.")
    assert found == {"12": "huyện Mộ Đức"}


def test_what_no_place_could_hold_is_of_the_wider_one() -> None:
    text = "Huyện Mộ Đức có 12/12 xã đạt chuẩn nông thôn mới. Đã có 82 xã đạt chuẩn nông thôn mới."
    found = places_of("Quảng Ngãi xây dựng nông thôn mới", text)
    assert found == {"12": "huyện Mộ Đức", "82": "tỉnh Quảng Ngãi"}


def test_a_conclusion_is_of_all_that_is_spoken_of() -> None:
    text = "Huyện Mộ Đức có thêm 2 sản phẩm OCOP. Như vậy, đến nay đã có 95 sản phẩm OCOP."
    found = places_of("Quảng Ngãi phát triển OCOP", text)
    assert found == {"2": "huyện Mộ Đức", "95": "tỉnh Quảng Ngãi"}


def test_a_bare_kind_of_place_is_who_acts() -> None:
    text = "Xã An Hải có 2 sản phẩm OCOP. Đến nay, tỉnh hỗ trợ 5 tỷ đồng cho các chủ thể."
    found = places_of("Quảng Ngãi phát triển OCOP", text)
    assert found == {"2": "xã An Hải", "5000000000": "tỉnh Quảng Ngãi"}


def test_villages_by_number_in_all_their_kinds() -> None:
    text = "Tổ 5 góp 20 triệu đồng. Khu 7 có 90 hộ. Các thôn 1, 2 và 3 có 14 nhà văn hóa."
    found = places_of("Xã Hòa Bình xây dựng nông thôn mới", text)
    assert found == {"20000000": "tổ 5", "90": "khu 7", "14": "xã Hòa Bình"}


def test_the_head_of_a_village_is_no_village() -> None:
    text = "Thôn 6 có 120 hộ. Trưởng thôn Nguyễn A cho biết, thôn còn 2 hộ nghèo."
    assert set(places_of("Xã Hòa Bình", text).values()) == {"thôn 6"}


def test_a_place_ends_with_the_next_of_its_kind() -> None:
    text = "Xã An Hải đạt 12 tiêu chí. Riêng xã An Vĩnh đạt 19 tiêu chí. Đã giải ngân 15 tỷ đồng."
    found = places_of("Huyện Lý Sơn (Quảng Ngãi) xây dựng nông thôn mới", text)
    assert found == {"12": "xã An Hải", "19": "xã An Vĩnh", "15000000000": "huyện Lý Sơn"}


def test_a_sentence_that_turns_to_a_place_ends_the_aim() -> None:
    text = (
        "Phấn đấu năm 2025, tỉnh có 100 sản phẩm OCOP. Có 5 sản phẩm 5 sao. Huyện Mộ Đức có 12 sản phẩm OCOP."
    )
    found = facts_of(reading_of(HOME, text))
    assert {v: f.status for v, f in found.items()} == {"100": "target", "5": "target", "12": "actual"}


def test_the_title_tells_of_the_year_before_the_day() -> None:
    found = times_of(
        "Lễ trao diễn ra ngày 30/1/2018.",
        "Hội đồng đã công nhận 20 sản phẩm OCOP.",
        title="Quảng Ngãi trao giấy chứng nhận sản phẩm OCOP năm 2017",
        published=None,
    )
    assert found == {"20": ("year", "2017-12-31")}


def test_a_district_has_only_so_many_communes() -> None:
    text = "Huyện Nam Đàn về đích sớm. Đến nay, có 300/411 xã đạt chuẩn nông thôn mới, đạt 73%."
    assert set(places_of("Nghệ An xây dựng nông thôn mới", text).values()) == {"tỉnh Nghệ An"}


def test_shares_are_compared_with_those_of_wider_places() -> None:
    text = "Có 90% xã đạt chuẩn nông thôn mới, cao hơn tỷ lệ 78% của cả nước và 81% của tỉnh."
    found = places_of("Huyện Nghĩa Hành (Quảng Ngãi) xây dựng nông thôn mới", text)
    assert found == {"90": "huyện Nghĩa Hành", "78": "cả nước", "81": "tỉnh Quảng Ngãi"}


def test_that_time_is_the_one_told_last() -> None:
    text = (
        "Đến tháng 6/2022, tỉnh có 84 xã đạt chuẩn nông thôn mới. "
        "Cũng đến thời điểm đó, có 23 xã đạt chuẩn nông thôn mới nâng cao."
    )
    found = facts_of(reading_of("Tỉnh Lạng Sơn xây dựng nông thôn mới", text, published=None))
    assert {f.period.end for f in found.values()} == {"2022-06-30"}


def test_years_that_only_say_which_ones_are_meant_tell_no_time() -> None:
    found = facts_of(
        reading_of(
            "Sơn Hải phát triển sản phẩm OCOP",
            "Kế hoạch năm 2021 là nâng hạng ít nhất 3 sản phẩm của năm 2020.",
            "Kết quả rà soát đến cuối tháng 8, các địa phương đăng ký 49 sản phẩm OCOP.",
            published=None,
        )
    )
    assert found["49"].period.end == "2021-08-31"


def test_a_decision_older_than_what_is_told_is_no_day_to_speak_from() -> None:
    found = facts_of(
        reading_of(
            "Tỉnh Cà Mau phát triển sản phẩm OCOP",
            "Năm 2021, tỉnh Cà Mau có 18 sản phẩm OCOP đăng ký.",
            "Căn cứ Quyết định số 784/QĐ-TTg ngày 8/6/2020, hiện có 11 sản phẩm đủ điều kiện.",
            published=None,
        )
    )
    assert not (found["11"].period.end or "").startswith("2020")


def test_what_is_there_in_a_year_not_yet_over_is_there_on_the_day_told() -> None:
    found = facts_of(
        reading_of(
            "Đức Thọ có thêm 4 xã đạt chuẩn nông thôn mới năm 2022",
            "Chiều 28/6, Hội đồng tỉnh Hà Tĩnh bỏ phiếu công nhận các xã đợt 1, năm 2022.",
            "Huyện Đức Thọ có thêm 4 xã đạt chuẩn nông thôn mới, nâng tổng số lên 19/20 xã.",
            published="2022-06-28",
        )
    )
    assert (found["19"].period.kind, found["19"].period.end) == ("as_of", "2022-06-28")


def test_all_grades_there_are_say_nothing_of_those_of_a_place() -> None:
    found = facts_of(
        reading_of(
            "Tỉnh Lào Cai phát triển sản phẩm OCOP",
            "Hiện tỉnh có 270 sản phẩm OCOP từ 3 đến 5 sao.",
            "Huyện Bát Xát đứng đầu với 47 sản phẩm được gắn sao.",
        )
    )
    assert "stars" not in found["47"].dimensions and found["47"].indicator == "ocop.products"


def test_those_of_a_number_are_told_what_follows() -> None:
    text = "Tỉnh Đồng Nai hiện có 75 xã. Đến cuối năm 2023, 70 xã trong số này đã đạt chuẩn nông thôn mới."
    found = facts_of(reading_of("Đồng Nai xây dựng nông thôn mới", text))
    assert found["70"].indicator == "ntm.communes"


def test_what_is_joined_with_a_change_has_changed() -> None:
    text = "Toàn tỉnh tăng 37 hộ nghèo (0,02%) và 18 hộ cận nghèo so với năm 2022."
    found = facts_of(reading_of("Tỉnh Lạng Sơn xây dựng nông thôn mới", text))
    assert {f.status for f in found.values()} == {"change"} and set(found) == {"37", "0.02", "18"}


def test_the_line_by_which_households_are_poor_is_no_rate_of_theirs() -> None:
    text = "Tỉnh có 123 hộ nghèo và 173 hộ cận nghèo, tỷ lệ 4,28% theo chuẩn nghèo đa chiều."
    found = facts_of(reading_of("Tỉnh Lạng Sơn xây dựng nông thôn mới", text))
    assert found["4.28"].indicator == "other"


def test_a_part_of_a_year_without_its_year_is_of_the_one_told() -> None:
    found = facts_of(
        reading_of(
            "Đắk Lắk xây dựng nông thôn mới",
            "Đến tháng 12/2021, toàn tỉnh đạt 15,67 tiêu chí/xã.",
            "Huyện Ea Kar trong 9 tháng đầu năm huy động được 171 tỷ đồng xây dựng nông thôn mới.",
            published=None,
        )
    )
    assert found["171000000000"].period.end == "2021-09-30"


def test_communes_of_a_district_are_its_own_whoever_helps_them() -> None:
    text = "Tỉnh hỗ trợ 02 xã của huyện Định Hóa còn đạt dưới 10 tiêu chí nông thôn mới."
    assert places_of("Tỉnh Thái Nguyên xây dựng nông thôn mới", text)["2"] == "huyện Định Hóa"


def test_so_many_of_each_are_a_fact_of_each_place() -> None:
    text = "Huyện Cao Lộc có 20 sản phẩm OCOP; thị xã Sa Pa, huyện Bắc Sơn, Chi Lăng mỗi nơi có 8 sản phẩm."
    facts = [f for f in reading_of("Tỉnh Lạng Sơn phát triển sản phẩm OCOP", text).facts if f.value == "8"]
    assert {f.area.name for f in facts if f.area} == {"thị xã Sa Pa", "huyện Bắc Sơn", "huyện Chi Lăng"}
    assert len({f.id for f in facts}) == 3


def test_what_is_left_is_of_what_has_come_down() -> None:
    text = "Toàn tỉnh giảm 52 xã dưới 10 tiêu chí nông thôn mới, chỉ còn 38 xã."
    found = facts_of(reading_of("Tỉnh Lạng Sơn xây dựng nông thôn mới", text))
    assert found["38"].dimensions.get("criteria") == "<10" and found["38"].status == "actual"
