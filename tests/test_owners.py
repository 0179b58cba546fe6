"""Whose a figure is: the place it belongs to where no place stands beside it."""

from __future__ import annotations

from corpus.bulletin import read_portal_text
from corpus.reading import read
from corpus.text import sentences
from readings import reading_of, the

SON_LA = "Kết quả xây dựng nông thôn mới tỉnh Sơn La"


def places(text: str, title: str = SON_LA) -> list[tuple[str, str, str]]:
    facts = reading_of(text, title=title).facts
    return [(f.value, f.area.name if f.area else "", f.indicator) for f in facts]


def test_the_city_of_a_province_goes_by_its_kind_alone() -> None:
    assert places("Huyện Sông Mã có 3 xã đạt chuẩn NTM. Thành phố có 5 xã đạt chuẩn NTM.") == [
        ("3", "huyện Sông Mã", "ntm.communes"),
        ("5", "thành phố Sơn La", "ntm.communes"),
    ]


def test_places_in_a_row_share_what_the_last_is_told_to_have() -> None:
    assert places("Mường La có 3 xã, Sông Mã có 4 xã, Thành phố có 5 xã đạt chuẩn nông thôn mới.") == [
        ("3", "huyện Mường La", "ntm.communes"),
        ("4", "huyện Sông Mã", "ntm.communes"),
        ("5", "thành phố Sơn La", "ntm.communes"),
    ]


def test_what_one_place_is_told_to_have_is_not_lent_to_another() -> None:
    facts = places("Mường La có 3 xã biên giới, Sông Mã có 4 xã đạt chuẩn nông thôn mới.")
    assert [indicator for _, _, indicator in facts] == ["other", "ntm.communes"]


def test_a_count_before_other_counts_of_the_same_place_is_not_told_by_them() -> None:
    facts = places("Huyện Mường La có 16 xã, 4 xã đạt chuẩn nông thôn mới.")
    assert [indicator for _, _, indicator in facts][-1] == "ntm.communes"
    assert facts[0][2] != "ntm.communes"


def test_a_city_with_a_number_behind_it_is_no_numbered_place() -> None:
    facts = places("Huyện Mường La 3 sản phẩm, Thành phố 4 sản phẩm OCOP.")
    assert ("4", "thành phố Sơn La", "ocop.products") in facts


def test_a_bare_district_that_opens_the_text_is_what_it_is_about() -> None:
    reading = reading_of(
        "Mường La là huyện miền núi của tỉnh Sơn La.",
        "Toàn huyện có 7 xã đạt chuẩn nông thôn mới.",
        title="Nông thôn mới khởi sắc",
    )
    area = the(reading, "7").area
    assert area is not None and area.name == "huyện Mường La"


def test_short_forms_of_kinds_and_titles_end_no_sentence() -> None:
    text = "Đoàn thăm TX.Hồng Ngự và TP. Sa Đéc. ThS. Nguyễn Văn An dẫn đoàn."
    assert [s.text for s in sentences(text)] == [
        "Đoàn thăm TX.Hồng Ngự và TP. Sa Đéc.",
        "ThS. Nguyễn Văn An dẫn đoàn.",
    ]


def test_sentences_without_a_space_between_them_are_two() -> None:
    text = "Tỉnh có nhiều điểm du lịch.Năm 2023, tỉnh có 5 sản phẩm OCOP."
    found = sentences(text)
    assert [s.text for s in found] == ["Tỉnh có nhiều điểm du lịch.", "Năm 2023, tỉnh có 5 sản phẩm OCOP."]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_a_time_told_of_a_commune_stays_with_it() -> None:
    reading = reading_of(
        "Năm 2023, tỉnh có 20 sản phẩm OCOP được công nhận. "
        "Xã Chiềng Ban đạt 19/19 tiêu chí, được công nhận xã NTM nâng cao năm 2022.",
        "Huyện Mường La có 4 xã đạt chuẩn NTM.",
        title=SON_LA,
    )
    assert the(reading, "4").period.start == "2023-01-01"


def test_so_far_no_day_follows() -> None:
    assert places("Đến nay 11/12 xã của huyện Mường La đạt chuẩn NTM.") == [
        ("11", "huyện Mường La", "ntm.communes"),
        ("12", "huyện Mường La", "ntm.communes"),
    ]


def test_what_is_sent_to_the_ministry_is_not_assessed_yet() -> None:
    reading = reading_of("Có 3 sản phẩm OCOP đang trình Trung ương đánh giá, phân hạng 5 sao.", title=SON_LA)
    assert the(reading, "3").dimensions["step"] == "eligible"


def test_a_bare_year_ends_a_plan() -> None:
    reading = reading_of("Huyện Mường La phấn đấu đến 2025 có 50% số xã đạt NTM nâng cao.", title=SON_LA)
    assert the(reading, "50").period.end == "2025-12-31"


def test_a_region_by_its_letters() -> None:
    facts = places("Vùng ĐBSCL có 2.500 sản phẩm OCOP.", title="Tin nông thôn mới")
    assert facts == [("2500", "vùng ĐBSCL", "ocop.products")]


def test_where_a_product_before_comes_from_says_nothing_of_the_next_count() -> None:
    parts = "1 sản phẩm (na rừng, huyện Sông Mã) nâng hạng và 7 sản phẩm mới."
    text = f"Đánh giá 8 sản phẩm OCOP, trong đó {parts}"
    assert [area for _, area, _ in places(text)] == ["tỉnh Sơn La"] * 3


def test_who_issued_a_paper_is_not_spoken_of() -> None:
    title = "Huyện Sông Mã xây dựng nông thôn mới"
    facts = places("Thực hiện Quyết định số 1038 của UBND tỉnh Sơn La, có 4 xã đạt chuẩn NTM.", title=title)
    assert facts == [("4", "huyện Sông Mã", "ntm.communes")]


def test_the_digit_of_a_communes_name_counts_nothing() -> None:
    facts = places("Có 2 xã đạt chuẩn NTM gồm Nà Ớt (Mai Sơn), Chiềng Xuân 2 (Vân Hồ).")
    assert facts == [("2", "tỉnh Sơn La", "ntm.communes")]


def test_a_raised_total_is_not_of_a_part_in_brackets() -> None:
    text = "Có 13 xã đạt chuẩn NTM (trong đó 3 xã của huyện Sông Mã), nâng tổng số xã đạt chuẩn lên 46 xã."
    assert [area for _, area, _ in places(text)] == ["tỉnh Sơn La", "huyện Sông Mã", "tỉnh Sơn La"]


def test_what_opens_with_a_ministry_is_no_portrait() -> None:
    reading = reading_of(
        "Bộ Nông nghiệp họp đánh giá sản phẩm OCOP. Chè A của Công ty B, xã Chiềng Ve, huyện Mai Sơn đạt"
        " 5 sao.",
        "Tỉnh đã có 306 sản phẩm OCOP.",
        title="Sơn La: Sản phẩm chè đạt 5 sao",
    )
    fact = the(reading, "306")
    assert fact.area is not None and fact.area.name == "tỉnh Sơn La"


def test_places_with_counts_of_their_own_do_not_own_the_total() -> None:
    members = "huyện Sông Mã (9 sản phẩm) và huyện Vân Hồ (12 sản phẩm)"
    text = f"Đánh giá 21 sản phẩm OCOP của các chủ thể ở {members}."
    assert [area for _, area, _ in places(text)] == ["tỉnh Sơn La", "huyện Sông Mã", "huyện Vân Hồ"]


def test_a_commune_with_its_district_behind_and() -> None:
    text = "Xã Nà Ớt, huyện Mai Sơn đạt 18/19 tiêu chí NTM và xã Tô Múa, huyện Vân Hồ đạt 17/19 tiêu chí NTM."
    assert [area for _, area, _ in places(text)] == ["xã Nà Ớt"] * 2 + ["xã Tô Múa"] * 2


def test_the_commune_of_a_single_product_ends_with_its_item() -> None:
    title = "Huyện Mai Sơn, tỉnh Sơn La phát triển OCOP"
    text = "Nổi bật là sản phẩm chè Shan, xã Nà Ớt được xếp hạng 5 sao; 17 sản phẩm OCOP đạt 3 sao."
    assert places(text, title=title) == [("17", "huyện Mai Sơn", "ocop.products")]


def test_the_only_district_that_opens_a_text_is_what_it_is_about() -> None:
    page = (
        "Sơn La: Phát triển sản phẩm OCOP\n13/03/2024\n\n"
        "Đến nay, huyện Sông Mã đã có 12 sản phẩm OCOP, có sản phẩm của xã Nà Nghịu.\n\n"
        "Năm 2021 có 5 sản phẩm OCOP được công nhận, góp phần tăng thu nhập cho người dân nông thôn.\n"
    )
    fact = the(read(read_portal_text(page, "x.txt")), "5")
    assert fact.area is not None and fact.area.name == "huyện Sông Mã"


def test_a_text_about_a_whole_district_is_of_the_one_it_names() -> None:
    page = (
        "Làn gió mới trên quê hương\n13/03/2024\n\n"
        "Phong trào xây dựng nông thôn mới đổi thay vùng nông thôn huyện Sông Mã, tỉnh Sơn La từng ngày.\n\n"
        "Đến nay có 7/11 xã đạt chuẩn NTM; toàn huyện đạt 147 tiêu chí, đời sống người dân tốt hơn.\n"
    )
    fact = the(read(read_portal_text(page, "x.txt")), "7")
    assert fact.area is not None and fact.area.name == "huyện Sông Mã"


def test_a_place_named_in_a_conclusion_holds_for_its_whole_list() -> None:
    text = "Như vậy, đến nay, tỉnh Đắk Nông đã có 2 xã nông thôn mới nâng cao, 36 xã đạt chuẩn nông thôn mới."
    assert places(text, title="Xã Nâm Nung đạt chuẩn nông thôn mới") == [
        ("2", "tỉnh Đắk Nông", "ntm.communes"),
        ("36", "tỉnh Đắk Nông", "ntm.communes"),
    ]


def test_what_a_district_makes_a_commune_into_is_not_where_the_rest_is() -> None:
    text = "Huyện Sông Mã phấn đấu xây dựng xã Chiềng Cang thành xã NTM nâng cao, 2 khu dân cư NTM kiểu mẫu."
    assert places(text)[-1][:2] == ("2", "huyện Sông Mã")
