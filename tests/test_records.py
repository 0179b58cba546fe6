"""Records: who, which, when, where, which decision."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.bulletin import decode, read_portal_text
from corpus.model import Bulletin, Paragraph, Record
from corpus.reading import read

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "records.jsonl"


def records_of(*paragraphs: str) -> tuple[Record, ...]:
    blocks = tuple(Paragraph(i, i, "body", text) for i, text in enumerate(paragraphs, 1))
    title = Paragraph(0, 0, "title", "Tin OCOP tỉnh Bắc Kạn")
    return read(Bulletin("b", title.text, "2024-03-13", None, None, "b.txt", "0", (title, *blocks))).records


def found(kind: str, *paragraphs: str) -> list[dict[str, str]]:
    return [r.fields for r in records_of(*paragraphs) if r.kind == kind]


def test_shipped_bulletin_has_all_gold_records_and_no_more() -> None:
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines() if line.strip()]
    file = next((ROOT / "corpus" / "bulletins").glob("*.txt"))
    read_ = read(read_portal_text(decode(file.read_bytes()), file.name)).records
    wanted = {(g["kind"], g["paragraph"], tuple(sorted(g["fields"].items()))) for g in gold}
    assert {(r.kind, r.paragraph, tuple(sorted(r.fields.items()))) for r in read_} == wanted
    assert len(read_) == len(gold)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Phó Chủ tịch UBND tỉnh Nguyễn Văn An phát biểu.", "Nguyễn Văn An", "Phó Chủ tịch UBND tỉnh"),
        ("Ông Lê Văn Bình, Giám đốc Sở Công Thương, phát biểu.", "Lê Văn Bình", "Giám đốc Sở Công Thương"),
        ("Dự buổi lễ có bà Trần Thị Cúc.", "Trần Thị Cúc", None),
    ],
)
def test_people_and_their_roles(text: str, name: str, role: str | None) -> None:
    assert [(p["name"], p.get("role")) for p in found("person", text)] == [(name, role)]


def test_decisions_with_number_day_issuer_and_matter() -> None:
    (document,) = found(
        "document",
        "Quyết định số 15/QĐ-UBND ngày 5/1/2024 của UBND tỉnh về việc công nhận sản phẩm OCOP.",
    )
    assert (document["number"], document["date"]) == ("15/QĐ-UBND", "2024-01-05")
    assert (document["issuer"], document["about"]) == ("UBND tỉnh", "công nhận sản phẩm OCOP")


@pytest.mark.parametrize(
    "text",
    [
        "Các sản phẩm OCOP gồm: Chè Shan tuyết (HTX Tân Sơn, xã Tân Sơn), Miến dong (Công ty TNHH Tài Hoan).",
        "Sản phẩm OCOP 4 sao gồm: Chè Shan tuyết của HTX Tân Sơn và Miến dong của Công ty TNHH Tài Hoan.",
    ],
)
def test_products_and_their_makers(text: str) -> None:
    products = [(p["name"], p["maker"]) for p in found("product", text)]
    assert products == [("Chè Shan tuyết", "HTX Tân Sơn"), ("Miến dong", "Công ty TNHH Tài Hoan")]


def test_places_that_a_count_names() -> None:
    (places,) = found("places", "Có 2 huyện đạt chuẩn nông thôn mới (huyện Ba Bể, huyện Chợ Đồn).")
    assert places["names"] == "huyện Ba Bể; huyện Chợ Đồn"


def test_events_with_their_day() -> None:
    (event,) = found("event", "Sáng 5/3, UBND tỉnh tổ chức Hội nghị triển khai nhiệm vụ năm 2024.")
    assert (event["date"], event["organiser"]) == ("2024-03-05", "UBND tỉnh")


def test_short_forms_are_explained() -> None:
    (term,) = found("term", "Chương trình xây dựng nông thôn mới (NTM) được triển khai.")
    assert term["short"] == "NTM" and term["long"].endswith("xây dựng nông thôn mới")


def test_a_text_cut_off_behind_of_names_no_issuer() -> None:
    (document,) = found("document", "Quyết định 231/QĐ-UBND của")
    assert "issuer" not in document


def test_makers_whose_names_go_on_and_lists_between_semicolons() -> None:
    products = found(
        "product",
        "Các sản phẩm OCOP gồm: Rượu 5 Quốc của Công ty TNHH thương mại, dịch vụ U Minh;"
        " Chả gà, giò gà (HTX sản xuất và tiêu thụ gà Yên Thế, xã Tam Tiến);"
        " Cam sành của hộ kinh doanh Trịnh Thị Vân; Tôm khô của HTX Nông sản Cái Bát.",
    )
    assert [(p["name"], p["maker"]) for p in products] == [
        ("Rượu 5 Quốc", "Công ty TNHH thương mại, dịch vụ U Minh"),
        ("Chả gà", "HTX sản xuất và tiêu thụ gà Yên Thế"),
        ("giò gà", "HTX sản xuất và tiêu thụ gà Yên Thế"),
        ("Cam sành", "hộ kinh doanh Trịnh Thị Vân"),
        ("Tôm khô", "HTX Nông sản Cái Bát"),
    ]


def test_what_is_told_before_a_name_is_no_part_of_it() -> None:
    (product,) = found("product", "Có 1 sản phẩm OCOP của tỉnh đạt 5 sao là Chè Đinh của HTX chè Tân Cương.")
    assert product["name"] == "Chè Đinh"


def test_offices_and_places_are_no_persons() -> None:
    (person,) = found("person", "Ông Lê Văn Bình - Tỉnh ủy viên, Giám đốc Sở NN&PTNT Hà Nội chia sẻ.")
    assert person["role"] == "Tỉnh ủy viên, Giám đốc Sở NN&PTNT Hà Nội"
