"""Word files for tests: a report with letterhead, lists, a merged table and tracked changes; odd ones."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Inches
from PIL import Image

TITLE = "Kết quả thực hiện Chương trình xây dựng nông thôn mới năm 2023"
RESULT = "Đến ngày 31/12/2023, toàn tỉnh có 48/96 xã đạt chuẩn nông thôn mới; bình quân đạt 15,2 tiêu chí/xã."
_MAIN = "word/document.xml"
_OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def saved(document: Any) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def report() -> bytes:
    """A report as an office writes it."""
    document: Any = Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH HÒA LÂM\nSố: 123/BC-UBND"
    head.cell(
        0, 1
    ).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHòa Lâm, ngày 12 tháng 3 năm 2024"
    )
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph(TITLE)
    document.add_heading("I. KẾT QUẢ", 1)
    document.add_paragraph(RESULT)
    picture = io.BytesIO()
    Image.new("RGB", (80, 60), "green").save(picture, "png")
    document.add_picture(picture, width=Inches(3))
    document.add_paragraph("Người dân thu hoạch chè tại xã An Bình")
    document.add_paragraph("Ngân sách tỉnh 145,5 tỷ đồng;", style="List Bullet")
    document.add_paragraph("Ngân sách huyện 62 tỷ đồng.", style="List Bullet")
    _table(document)
    _changed(document.add_paragraph("Năm 2023 công nhận "), "21", "22").add_run(" sản phẩm OCOP 4 sao.")
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    foot.cell(0, 1).text = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn An"
    return saved(document)


def _table(document: Any) -> None:
    rows = (
        ("TT", "Huyện", "Số xã đạt chuẩn NTM", ""),
        ("", "", "Năm 2022", "Năm 2023"),
        ("1", "Huyện An Bình", "5", "7"),
        ("2", "Huyện Trà Vân", "3", "4"),
    )
    table = document.add_table(len(rows), 4, style="Table Grid")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    for column in (0, 1):
        table.cell(0, column).merge(table.cell(1, column))


def _changed(paragraph: Any, deleted: str, inserted: str) -> Any:
    for tag, text_tag, text in (("w:del", "w:delText", deleted), ("w:ins", "w:t", inserted)):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    return paragraph


def with_body(body: str, before: str = "") -> bytes:
    """A Word file with this XML as its text."""
    whole = zipfile.ZipFile(io.BytesIO(saved(Document())))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in whole.namelist():
            text = f"{before}{_OPEN}{body}</w:body></w:document>" if name == _MAIN else whole.read(name)
            parts.writestr(name, text)
    return out.getvalue()
