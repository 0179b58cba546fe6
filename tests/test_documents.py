"""Documents: Word files and PDFs give the same bulletin as the words on them; odd ones give a reason."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import word_documents as word
from corpus import document_reader, documents
from corpus.bulletin import REASONS, NotABulletin, read_portal_text
from corpus.documents import read_document
from corpus.layout import Block
from corpus.letterhead import without_letterhead
from corpus.model import Bulletin
from corpus.reading import read
from corpus.shipped import SHIPPED
from pdf_documents import drawn

PDFS = Path(__file__).parent / "documents"


@pytest.fixture(scope="module")
def shipped() -> Bulletin:
    (file,) = SHIPPED.glob("*.txt")
    return read_portal_text(file.read_text(encoding="utf-8"), file.name)


def pdf(name: str) -> Bulletin:
    return read_document((PDFS / name).read_bytes(), name)


def texts(bulletin: Bulletin, *kinds: str) -> list[str]:
    return [p.text for p in bulletin.paragraphs if p.kind in kinds]


def reason_of(raw: bytes, name: str = "a.pdf") -> str:
    with pytest.raises(NotABulletin) as caught:
        read_document(raw, name)
    return caught.value.reason


# --- PDF -----------------------------------------------------------------------------------------


def test_a_printed_page_is_the_page(shipped: Bulletin) -> None:
    """Hard-wrapped lines, page breaks and captions below pictures: word for word, kind for kind."""
    found = pdf("news.pdf")
    assert (found.title, found.published, found.byline) == (
        shipped.title,
        shipped.published,
        shipped.byline,
    )
    for kinds in (("lead", "body"), ("caption",)):
        assert texts(found, *kinds) == texts(shipped, *kinds)
    ours, theirs = read(found), read(shipped)
    assert [(f.indicator, f.value, f.quote.exact) for f in ours.facts] == [
        (f.indicator, f.value, f.quote.exact) for f in theirs.facts
    ]
    assert ours.unexplained == ()


def test_columns_are_read_one_after_the_other_without_running_heads(shipped: Bulletin) -> None:
    found = pdf("columns.pdf")
    assert texts(found, "title", "lead", "body") == texts(shipped, "title", "lead", "body")
    assert found.published == "2024-03-13"


def test_a_report_has_its_title_day_and_issuer_and_a_table_goes_over_the_page(shipped: Bulletin) -> None:
    found = pdf("report.pdf")
    assert found.title.startswith("BÁO CÁO Kết quả thực hiện") and found.title.endswith("nhiệm vụ năm 2024")
    assert found.published == "2024-03-12"
    assert texts(found, "heading") == ["ỦY BAN NHÂN DÂN TỈNH HÒA LÂM", "I. KẾT QUẢ", "II. BIỂU SỐ LIỆU"]
    body = texts(found, "lead", "body")
    assert body[:-2] == texts(shipped, "lead", "body")
    assert body[-2:] == ["- Ngân sách tỉnh: 145,5 tỷ đồng;", "- Ngân sách huyện: 62 tỷ đồng."]
    rows = texts(found, "table")
    assert len(rows) == 14
    assert rows[0] == (
        "TT: 1; Đơn vị: Huyện An, với một tên dài đến mức phải xuống dòng trong ô; "
        "Số xã đạt chuẩn NTM Năm 2022: 3; Số xã đạt chuẩn NTM Năm 2023: 7"
    )
    assert rows[-1].endswith("Năm 2022: 16; Số xã đạt chuẩn NTM Năm 2023: 98")
    assert "Nơi nhận" not in str(found.paragraphs) and "Trang" not in str(found.paragraphs)


def test_a_scan_says_that_it_has_no_text() -> None:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "pdf")
    assert reason_of(out.getvalue()) == "scanned"


def test_locked_and_damaged_pdfs_say_so() -> None:
    raw = (PDFS / "news.pdf").read_bytes()
    assert reason_of((PDFS / "locked.pdf").read_bytes()) == "encrypted"
    assert reason_of(raw[: len(raw) // 2]) == "broken"
    assert reason_of(b"%PDF-1.7\n" + bytes(range(256)) * 20) == "broken"
    assert reason_of(b"<html>no</html>") == "broken"
    assert reason_of(b"  ") == "empty"


def test_letters_written_twice_to_look_bold_are_read_once() -> None:
    first = b"(Tong ket chuong trinh OCOP nam 2023) Tj"
    body = (
        b"(Den nay toan tinh Hoa Lam co 18 san pham OCOP, trong do moi nhat la 4 san) Tj",
        b"(pham 4 sao.) Tj",
    )
    lines = b" 0 -18 Td ".join((*body, *body))
    found = read_document(
        drawn(b"BT /F 12 Tf 60 700 Td %s 0.4 0 Td %s -0.4 -40 Td %s ET" % (first, first, lines)), "a"
    )
    assert found.title == "Tong ket chuong trinh OCOP nam 2023"
    assert texts(found, "lead", "body")[0].endswith("OCOP, trong do moi nhat la 4 san pham 4 sao.")


def test_a_page_that_unpacks_to_very_much_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SECONDS", 2)
    raw = drawn(zlib.compress(b"BT /F 12 Tf (a) Tj ET " * 4_000_000), b"/Filter/FlateDecode")
    assert len(raw) < 500_000
    assert reason_of(raw) == "too_slow"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 50_000), st.binary(min_size=1, max_size=40))
def test_a_damaged_pdf_is_read_or_refused_but_never_a_fault(at: int, junk: bytes) -> None:
    raw = (PDFS / "news.pdf").read_bytes()
    found = document_reader.result("pdf", raw[:at] + junk + raw[at + len(junk) :])
    assert "blocks" in found or found["reason"] in REASONS


# --- Word ----------------------------------------------------------------------------------------


def test_a_word_report_is_read_whole() -> None:
    found = read_document(word.report(), "a.docx")
    assert found.title == f"BÁO CÁO {word.TITLE}"
    assert found.published == "2024-03-12"
    assert texts(found, "heading") == ["ỦY BAN NHÂN DÂN TỈNH HÒA LÂM", "I. KẾT QUẢ"]
    assert texts(found, "body") == [
        word.RESULT,
        "- Ngân sách tỉnh 145,5 tỷ đồng;",
        "- Ngân sách huyện 62 tỷ đồng.",
        "Năm 2023 công nhận 22 sản phẩm OCOP 4 sao.",
    ]
    assert texts(found, "caption") == ["Người dân thu hoạch chè tại xã An Bình"]
    assert texts(found, "table") == [
        "TT: 1; Huyện: Huyện An Bình; Số xã đạt chuẩn NTM Năm 2022: 5; Số xã đạt chuẩn NTM Năm 2023: 7",
        "TT: 2; Huyện: Huyện Trà Vân; Số xã đạt chuẩn NTM Năm 2022: 3; Số xã đạt chuẩn NTM Năm 2023: 4",
    ]


def test_text_boxes_breaks_and_content_controls_are_read_and_fallbacks_are_not() -> None:
    line = "Toàn tỉnh có 48 xã đạt chuẩn nông thôn mới"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent><w:p><w:r><w:t>{line} nâng cao.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>Huyện An Bình xây dựng nông thôn mới năm 2023</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p><w:r><w:t>{line}.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>"
        f"<w:p><w:r><w:t>{line} trong năm.</w:t><w:br/><w:t>Năm nay có 12 sản phẩm OCOP.</w:t></w:r></w:p>"
    )
    found = read_document(word.with_body(body), "a.docx")
    assert texts(found, "lead", "body") == [
        f"{line}.",
        f"{line} nâng cao.",
        f"{line} trong năm.",
        "Năm nay có 12 sản phẩm OCOP.",
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (word.report()[:5000], "broken"),
        (b"PK\x03\x04" + b"x" * 100, "broken"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old_word"),
        (b"\xd0\xcf\x11\xe0" + bytes(60) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (word.with_body("<w:p/>"), "no_text"),
        (word.with_body("<w:sdt>" * 50_000), "broken"),
        (word.with_body("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 700_000), "too_long"),
        (word.with_body("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 30_000), "too_long"),
        (word.with_body("<w:p>&a;</w:p>", '<!DOCTYPE x [<!ENTITY a "b">]>'), "no_text"),
    ],
    ids=["cut", "no zip", "old", "locked", "empty", "deep", "bomb", "endless", "entity"],
)
def test_odd_word_files_say_why(raw: bytes, reason: str) -> None:
    assert reason_of(raw, "a.docx") == reason


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SECONDS", 0.01)
    assert reason_of(word.report(), "a.docx") == "too_slow"


def test_too_large_a_document_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_DOCUMENT", 100)
    assert reason_of(word.report(), "a.docx") == "large_document"


# --- letterheads ---------------------------------------------------------------------------------


def test_a_page_that_is_no_official_paper_stays_as_it_is() -> None:
    found = [Block("BÁO CÁO"), Block("Nơi nhận: mọi người")]
    assert without_letterhead(found) == found


def test_a_motto_cut_in_two_and_an_annex_after_the_receivers() -> None:
    lines = (
        "SỞ NÔNG NGHIỆP", "Số: …/TB-SNN", "CỘNG HÒA XÃ HỘI CHỦ", "NGHĨA VIỆT NAM", "-----",
        "An Bình, ngày 5 tháng 1 năm 2024",
        "THÔNG BÁO", "Về kết quả đánh giá sản phẩm OCOP", "Kính gửi: Các huyện",
        "Năm 2023 có 12 sản phẩm OCOP.", "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC",
        "PHỤ LỤC", "Huyện A: 5 sản phẩm.",
    )  # fmt: skip
    assert [block.text for block in without_letterhead([Block(line) for line in lines])] == [
        "THÔNG BÁO Về kết quả đánh giá sản phẩm OCOP", "An Bình, ngày 5 tháng 1 năm 2024", "SỞ NÔNG NGHIỆP",
        "Kính gửi: Các huyện", "Năm 2023 có 12 sản phẩm OCOP.", "PHỤ LỤC", "Huyện A: 5 sản phẩm.",
    ]  # fmt: skip
