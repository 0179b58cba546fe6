"""A portal's page becomes a bulletin: nothing of it lost, nothing of the portal kept."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from corpus.bulletin import parse_published, read_portal_text, slug_of
from portal_pages import BODY, BOTTOM, LAST, LEAD, TITLE, TOP, check, page, running, texts

SHIPPED = (
    Path(__file__).resolve().parent.parent / "corpus" / "bulletins" / "bac-kan-tong-ket-ntm-ocop-2023.txt"
)

# --- the shipped bulletin -----------------------------------------------------------------------


def test_the_shipped_bulletin_is_read_whole() -> None:
    bulletin = read_portal_text(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name)
    check(bulletin)
    assert bulletin.title == (
        "UBND tỉnh tổng kết Chương trình MTQG xây dựng nông thôn mới và Chương trình OCOP năm 2023"
    )
    assert bulletin.published == "2024-03-13"
    assert bulletin.byline == "Hương Dịu"
    assert bulletin.paragraph(1).kind == "lead"
    assert bulletin.paragraph(1).text.startswith("Chiều 12/3, UBND tỉnh tổ chức Hội nghị")
    assert [p.text.split()[0] for p in bulletin.paragraphs if p.kind == "body"] == [
        "Năm", "Tuy", "Báo", "Đối", "Tại", "Nhân", "Phát", "Phó",
    ]  # fmt: skip
    assert texts(bulletin, "caption") == [
        "Quang cảnh Hội nghị",
        "Phó Chủ tịch UBND tỉnh Nông Quang Nhất cùng Chủ tịch Ủy ban MTTQ Việt Nam tỉnh Đỗ Thị Minh Hoa "
        "trao Giấy chứng nhận và tặng hoa chúc mừng 2 chủ thể có sản phẩm được công nhận sản phẩm OCOP "
        "4 sao năm 2023",
    ]
    assert "PublishingPortal" not in str(bulletin) and "cỡ chữ" not in str(bulletin)
    assert bulletin.id.endswith("-2024-03-13") and bulletin.id.isascii()


def test_the_shipped_bulletin_reads_the_same_decomposed_and_with_invisible_characters() -> None:
    raw = SHIPPED.read_text(encoding="utf-8")
    plain = read_portal_text(raw, "a")
    odd = (
        unicodedata.normalize("NFD", raw)
        .replace(" ", "\u00a0")
        .replace("Hội", "Hội\u200b")
        .replace("\n", "\r\n")
    )
    assert read_portal_text(odd, "a").paragraphs == plain.paragraphs


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "15/07/2022",
        "15-7-2022",
        "15.07.2022",
        "2022-07-15",
        "Thứ sáu, 15/07/2022 10:20",
        "Thứ Sáu, 15/7/2022, 10:20 [GMT+7]",
        "Thứ sáu, ngày 15/07/2022 | 10:20",
        "Ngày 15 tháng 7 năm 2022",
        "Thứ sáu, ngày 15 tháng 7 năm 2022",
        "Cập nhật lúc: 10:20 15/07/2022",
        "Cập nhật lúc 10h20, ngày 15/07/2022",
        "Ngày đăng: 15/07/2022 - Lượt xem: 1.234",
        "Đăng ngày 15/07/2022 10:20:33 SA",
        "15/07/2022 10:20 AM",
        "10:20, 15/07/2022",
        "(15/07/2022)",
        "15/07/2022 | Lượt xem: 321 | In bài viết",
        "Kinh tế địa phương 15/07/2022 10:20",
        "15/07/2022 10:20 - Đời sống và pháp luật",
        "Ngày đăng: 15/07/2022 | Lượt xem: 347 | Chuyên mục: Nhịp sống làng quê",
    ],
)
@pytest.mark.parametrize("where", ["above", "below", "end"])
def test_the_date_is_found_however_it_is_written(line: str, where: str) -> None:
    parts = {
        "above": [line, TITLE, LEAD, BODY, LAST],
        "below": [TITLE, line, LEAD, BODY, LAST],
        "end": [TITLE, LEAD, BODY, LAST, line],
    }
    bulletin = page(*parts[where])
    check(bulletin)
    assert bulletin.published == "2022-07-15"
    assert running(bulletin) == [LEAD, BODY, LAST]
    assert bulletin.byline is None


@pytest.mark.parametrize(
    "line",
    [
        "In ngày: 20/11/2025",
        "Ngày in: 20/11/2025",
        "Truy cập: 20/11/2025 08:00",
        "Hôm nay, 20/11/2025",
        "20/11/2025",
        "Thứ năm, 20/11/2025",
        "Thứ năm, ngày 20 tháng 11 năm 2025",
        "31/02/2022",
    ],
)
def test_a_date_of_printing_or_visiting_is_not_the_publication(line: str) -> None:
    bulletin = page(line, TITLE, LEAD, BODY, LAST)
    assert bulletin.published is None
    assert running(bulletin) == [LEAD, BODY, LAST]
    assert bulletin.title == TITLE


def test_the_date_under_the_title_wins_over_the_visitors_clock() -> None:
    bulletin = page("Thứ tư, ngày 24 tháng 4 năm 2024", TITLE, "Thứ sáu, 15/07/2022 | 10:31", LEAD, BODY)
    assert bulletin.published == "2022-07-15"
    assert len(texts(bulletin, "date")) == 1


def test_without_a_date_there_is_none() -> None:
    bulletin = page(TITLE, LEAD, BODY)
    assert bulletin.published is None
    assert bulletin.id.startswith(slug_of(TITLE)) and len(bulletin.id.rsplit("-", 1)[1]) == 8


def test_a_date_in_running_text_is_no_date_line() -> None:
    text = "Ngày 15/07/2022, UBND huyện ban hành kế hoạch số 12/KH-UBND về phát triển sản phẩm OCOP năm 2022."
    assert page(TITLE, text, BODY).published is None


def test_a_schedule_is_no_date_line() -> None:
    text = "10:20 ngày 15/07/2022: khai mạc hội chợ."
    assert text in running(page(TITLE, LEAD, text, BODY, LAST))


@pytest.mark.parametrize("line", ["Theo dõi báo Phú Lâm trên Google News", "Thứ Ba, Ấn phẩm cuối tuần"])
def test_the_edition_and_where_else_a_paper_is_read_are_framing(line: str) -> None:
    bulletin = page(TITLE, "15/07/2022", line, LEAD, BODY, LAST)
    assert running(bulletin) == [LEAD, BODY, LAST]
    assert bulletin.paragraph(1).kind == "lead"


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        ("2023-07-14", "2023-07-14"),
        ("2023-07", "2023-07"),
        ("2023", "2023"),
        ("2023-07-14T10:00:00+07:00", "2023-07-14"),
        ("14/07/2023", "2023-07-14"),
        ("2023-13", None),
        ("2023-02-30", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_given_dates_keep_their_precision(given_date: str, expected: str | None) -> None:
    assert parse_published(given_date) == expected


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Tác giả: Hạ Vân", "Hạ Vân"),
        ("Hạ Vân", "Hạ Vân"),
        ("HẠ VÂN", "HẠ VÂN"),
        ("Tin, ảnh: Hạ Vân", "Hạ Vân"),
        ("Tin và ảnh: Hạ Vân - Đức Bình", "Hạ Vân - Đức Bình"),
        ("Bài, ảnh: Hạ Vân", "Hạ Vân"),
        ("Thực hiện: Hạ Vân", "Hạ Vân"),
        ("Hạ Vân - Theo Báo Phú Lâm", "Hạ Vân - Theo Báo Phú Lâm"),
        ("Nguồn: Báo Phú Lâm", "Báo Phú Lâm"),
        ("(Theo Báo Phú Lâm)", "Theo Báo Phú Lâm"),
        ("P.V", "P.V"),
        ("Văn phòng Điều phối nông thôn mới huyện", "Văn phòng Điều phối nông thôn mới huyện"),
        ("Hạ Vân (Trung tâm Văn hóa huyện)", "Hạ Vân (Trung tâm Văn hóa huyện)"),
    ],
)
def test_the_byline_under_the_text_is_found(line: str, name: str) -> None:
    bulletin = page(TITLE, "", LEAD, "", BODY, "", LAST, "", line)
    check(bulletin)
    assert bulletin.byline == name
    assert running(bulletin) == [LEAD, BODY, LAST]


def test_the_byline_may_stand_beside_the_date() -> None:
    bulletin = page(TITLE, "Hạ Vân | 15/07/2022 10:20", LEAD, BODY)
    assert (bulletin.byline, bulletin.published) == ("Hạ Vân", "2022-07-15")


def test_a_name_glued_to_the_end_mark_is_the_byline() -> None:
    bulletin = page(TITLE, LEAD, BODY, LAST[:-1] + "./. Hạ Vân")
    assert bulletin.byline == "Hạ Vân"
    assert running(bulletin)[-1] == LAST[:-1] + "./."


def test_an_author_goes_before_a_source() -> None:
    assert page(TITLE, LEAD, BODY, "Nguồn: Báo Phú Lâm", "Tác giả: Hạ Vân").byline == "Hạ Vân"


# --- framing ------------------------------------------------------------------------------------


def test_nothing_of_the_portal_is_kept() -> None:
    bulletin = page(
        *TOP, TITLE, "15/07/2022", LEAD, "IMG_0231.JPG", "z4912_abc.jpg", BODY, LAST, "Hạ Vân", *BOTTOM
    )
    check(bulletin)
    assert bulletin.title == TITLE
    assert running(bulletin) == [LEAD, BODY, LAST]
    assert {p.kind for p in bulletin.paragraphs} == {"title", "lead", "body", "byline", "date"}


@pytest.mark.parametrize(
    "heading",
    ["Tin liên quan:", "CÁC TIN KHÁC", "Tin cùng chuyên mục", "Bài viết liên quan", "Các tin đã đưa"],
)
def test_everything_after_the_related_news_is_dropped(heading: str) -> None:
    bulletin = page(TITLE, LEAD, BODY, LAST, heading, BODY.replace("12/15", "3/99"), "Bản tin số 9")
    assert running(bulletin) == [LEAD, BODY, LAST]


def test_a_related_box_amid_the_text_does_not_end_it() -> None:
    bulletin = page(
        TITLE, LEAD, "Tin liên quan", "Huyện An Bình có thêm 9 xã", "Xã Hòa Sơn về đích", BODY, LAST
    )
    assert running(bulletin) == [LEAD, BODY, LAST]


def test_a_list_of_dated_titles_after_the_text_is_no_text() -> None:
    bulletin = page(
        TITLE, LEAD, BODY, "Xã An Bình về đích nông thôn mới (12/07/2022)", "Hội chợ OCOP huyện (11/07/2022)"
    )
    assert running(bulletin) == [LEAD, BODY]


def test_the_address_is_taken_from_its_line() -> None:
    bulletin = page(TITLE, LEAD, BODY, "Nguồn: https://phulam.example.vn/tin/so-ket-12.html")
    assert bulletin.url == "https://phulam.example.vn/tin/so-ket-12.html"
    assert running(bulletin) == [LEAD, BODY]


def test_a_title_in_capitals_over_two_lines_is_one() -> None:
    bulletin = page(
        "15/07/2022",
        "HUYỆN PHÚ LÂM SƠ KẾT CHƯƠNG TRÌNH XÂY DỰNG",
        "NÔNG THÔN MỚI SÁU THÁNG ĐẦU NĂM",
        LEAD,
        BODY,
    )
    assert bulletin.title == "HUYỆN PHÚ LÂM SƠ KẾT CHƯƠNG TRÌNH XÂY DỰNG NÔNG THÔN MỚI SÁU THÁNG ĐẦU NĂM"
    assert running(bulletin) == [LEAD, BODY]


def test_the_windows_title_with_the_sites_name_gives_way_to_the_pages_own() -> None:
    bulletin = page(TITLE + " - Cổng thông tin điện tử huyện Phú Lâm", "Trang chủ", TITLE, LEAD, BODY)
    assert bulletin.title == TITLE
    assert running(bulletin) == [LEAD, BODY]


# --- paragraphs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("copy", [LEAD, LEAD.upper(), LEAD[:120] + "..."])
def test_a_repeated_lead_is_kept_once(copy: str) -> None:
    assert len(running(page(TITLE, copy, LEAD, BODY))) == 2


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_hard_wrapped_lines_are_joined(width: int, gap: str) -> None:
    import textwrap

    paragraphs = [LEAD, BODY, LAST, BODY.replace("12/15", "11/15"), LAST.replace("2022", "2023")]
    wrapped = [textwrap.fill(p, width, break_on_hyphens=False) for p in paragraphs]
    bulletin = read_portal_text(f"{TITLE}\n\n" + f"\n{gap}".join(wrapped), "a")
    if gap:
        assert running(bulletin) == paragraphs
    else:  # without empty lines a full last line cannot be told from a broken one
        assert " ".join(running(bulletin)) == " ".join(paragraphs)
    check(bulletin)


def test_bullets_stay_paragraphs() -> None:
    items = ["- Xã An Bình: 19 tiêu chí", "+ Xã Hòa Sơn: 15 tiêu chí;", "* Xã Đông Khê: 12 tiêu chí."]
    bulletin = page(TITLE, LEAD, "Kết quả cụ thể như sau:", *items, LAST)
    assert running(bulletin) == [LEAD, "Kết quả cụ thể như sau:", *items, LAST]


def test_a_list_without_full_stops_is_text() -> None:
    items = ["Xã An Bình đạt 19 tiêu chí", "Xã Hòa Sơn đạt 15 tiêu chí"]
    assert running(page(TITLE, LEAD, "Cụ thể:", *items, LAST)) == [LEAD, "Cụ thể:", *items, LAST]


def test_numbered_lines_in_a_row_are_a_list_and_no_headings() -> None:
    items = ["1. Chè dây An Bình (xã Hòa Sơn): 85,6 điểm", "2. Mật ong: 82 điểm", "3. Gạo nếp: 80 điểm"]
    bulletin = page(TITLE, LEAD, "Danh sách sản phẩm:", *items, BODY, LAST)
    assert running(bulletin) == [LEAD, "Danh sách sản phẩm:", *items, BODY, LAST]
    assert texts(bulletin, "heading") == []


def test_headings_are_told_from_text_and_captions() -> None:
    bulletin = page(
        TITLE, LEAD, "1. Kết quả xây dựng nông thôn mới", BODY, "II. NHIỆM VỤ", "KHÓ KHĂN, HẠN CHẾ", LAST
    )
    assert texts(bulletin, "heading") == [
        "1. Kết quả xây dựng nông thôn mới",
        "II. NHIỆM VỤ",
        "KHÓ KHĂN, HẠN CHẾ",
    ]
    assert texts(bulletin, "caption") == []


@pytest.mark.parametrize(
    "caption",
    [
        "Quang cảnh hội nghị",
        "Quang cảnh hội nghị.",
        "Đồng chí Chủ tịch UBND huyện phát biểu tại hội nghị",
        "Người dân xã Hòa Sơn thu hoạch chè. Ảnh: Hạ Vân",
        "Các đại biểu tham quan gian hàng trưng bày sản phẩm OCOP",
    ],
)
def test_captions_do_not_shift_the_count(caption: str) -> None:
    bulletin = page(TITLE, "", LEAD, "", caption, "", BODY, "", LAST)
    check(bulletin)
    assert texts(bulletin, "caption") == [caption]
    assert [bulletin.paragraph(n).text for n in (1, 2, 3)] == [LEAD, BODY, LAST]


def test_what_stands_under_a_picture_is_its_caption() -> None:
    assert texts(page(TITLE, LEAD, "anh-1.jpg", "Vùng chè của xã Hòa Sơn.", BODY), "caption") == [
        "Vùng chè của xã Hòa Sơn."
    ]


def test_text_cut_off_in_mid_sentence_is_kept() -> None:
    cut = "Bên cạnh đó, toàn huyện đã có thêm 12 sản phẩm được công nhận đạt"
    assert running(page(TITLE, LEAD, BODY, cut))[-1] == cut


def test_a_table_copied_with_tabs_becomes_rows() -> None:
    bulletin = page(TITLE, LEAD, "Huyện\tSố xã\tTiêu chí", "Phú Lâm\t12\t17,5", "An Bình\t9\t16,1", LAST)
    assert texts(bulletin, "table") == [
        "Huyện: Phú Lâm; Số xã: 12; Tiêu chí: 17,5",
        "Huyện: An Bình; Số xã: 9; Tiêu chí: 16,1",
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Quyết tâm thực hiện thắng lợi Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVI",
        "Sự kiện hot\nkhoảng 1 năm trước",
        "Tiêu điểm\n2 giờ trước",
    ],
)
def test_slogans_and_the_age_of_a_page_are_no_title(head: str) -> None:
    title = "Bình Tú có thêm 12 sản phẩm OCOP"
    page = f"{head}\n\n{title}\n\nHuyện Bình Tú vừa công nhận 12 sản phẩm OCOP 3 sao.\n"
    assert read_portal_text(page, "page.txt").title == title
