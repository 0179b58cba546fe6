"""Makes the PDFs of this folder anew with Chromium, from the shipped bulletin's words; run by hand."""

from __future__ import annotations

import base64
import html
import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

STYLE = """<meta charset=utf-8><style>
body { font: 13pt/1.4 'DejaVu Serif', serif } h1 { font-size: 18pt } img { width: 60% }
p { text-align: justify; margin: 0 0 .7em } .cap { text-align: center; font-style: italic }
.form p { text-indent: 1cm; margin: 0 } .two { columns: 2 } .centre { text-align: center }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #000; padding: 4px }
.head td { border: 0; text-align: center; width: 50% }
</style>"""
DISTRICTS = (
    "An",
    "Bình",
    "Trà",
    "Vân",
    "Phú",
    "Khê",
    "Hạ",
    "Long",
    "Mường",
    "Lai",
    "Sơn",
    "Tây",
    "Đức",
    "Hòa",
)
MARGINS = {"top": "2cm", "bottom": "2cm", "left": "3cm", "right": "2cm"}
HEAD = '<span style="font-size:9px;margin-left:3cm">Văn phòng Điều phối nông thôn mới</span>'
FOOT = '<span style="font-size:9px;margin:auto">Trang <span class=pageNumber></span></span>'
LETTERHEAD = """<table class=head><tr><td>ỦY BAN NHÂN DÂN<br><b>TỈNH HÒA LÂM</b><br>Số: 123/BC-UBND
<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc
<br><i>Hòa Lâm, ngày 12 tháng 3 năm 2024</i></table><p class=centre><b>BÁO CÁO</b></p>
<p class=centre><b>Kết quả thực hiện Chương trình MTQG xây dựng nông thôn mới và Chương trình OCOP năm 2023,
nhiệm vụ năm 2024</b></p>"""
LIST = """<p>- Ngân sách tỉnh: 145,5 tỷ đồng;</p><p>- Ngân sách huyện: 62 tỷ đồng.</p>
<p><b>II. BIỂU SỐ LIỆU</b></p>"""
END = """<table class=head><tr><td><i>Nơi nhận:</i><br>- Như trên;<br>- Lưu: VT.
<td><b>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<br><br>Nguyễn Văn An</b></table>"""


def _paragraphs(kinds: tuple[str, ...]) -> str:
    from corpus.bulletin import read_portal_text
    from corpus.shipped import SHIPPED

    (file,) = SHIPPED.glob("*.txt")
    found = read_portal_text(file.read_text(encoding="utf-8"), file.name)
    return "".join(_shown(p.kind, html.escape(p.text)) for p in found.paragraphs if p.kind in kinds)


def _shown(kind: str, text: str) -> str:
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "seagreen").save(out, "png")
    picture = f'<img src="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}">'
    return {
        "title": f"<h1>{text}</h1>",
        "caption": f"<p class=cap>{picture}</p><p class=cap>{text}</p>",
        "byline": f'<p style="text-align:right"><b>{text}</b></p>',
    }.get(kind, f"<p>{text}</p>")


def _table() -> str:
    rows = "".join(
        f"<tr><td>{n}<td>Huyện {name}, với một tên dài đến mức phải xuống dòng trong ô<td>{n + 2}<td>{n * 7}"
        for n, name in enumerate(DISTRICTS, 1)
    )
    head = "<tr><th rowspan=2>TT<th rowspan=2>Đơn vị<th colspan=2>Số xã đạt chuẩn NTM"
    return f"<table>{head}<tr><th>Năm 2022<th>Năm 2023{rows}</table>"


def main() -> None:
    """Write the three PDFs."""
    body = _paragraphs(("lead", "body"))
    whole = _paragraphs(("title", "lead", "body", "caption", "byline", "date"))
    title = _paragraphs(("title",))
    pages = {
        "news": whole,
        "columns": f"{title}<p>Ngày 13/03/2024</p><div class=two>{body}</div>",
        "report": f"{LETTERHEAD}<div class=form><p><b>I. KẾT QUẢ</b></p>{body}{LIST}</div>{_table()}{END}",
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for name, text in pages.items():
            page.set_content(STYLE + text)
            framed = {
                "display_header_footer": name != "news",
                "header_template": HEAD,
                "footer_template": FOOT,
            }
            page.pdf(path=HERE / f"{name}.pdf", format="A4", margin=MARGINS, **framed)  # type: ignore[arg-type]
        browser.close()


if __name__ == "__main__":
    main()
