"""No file takes for ever: what is too long is refused, and work grows with the length, not faster."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from pdfplumber.utils.exceptions import PdfminerException

import word_documents as word
from corpus import document_reader, documents
from corpus.bulletin import (
    MAX_LINES,
    MAX_TEXT,
    NotABulletin,
    read_html,
    read_json_line,
    read_portal_text,
)
from corpus.ingest import ingest
from corpus.model import Bulletin
from corpus.reading import LONGEST_SENTENCE, read
from corpus.store import Store
from pdf_documents import drawn
from portal_pages import BODY, LEAD, TITLE

CLAUSE = "huyện Ba Bể có 12 xã đạt chuẩn nông thôn mới và 3 sản phẩm OCOP 4 sao, "
FIVE_MEGABYTES = 4_900_000


def _filled(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()))


def _docx(text: str) -> bytes:
    document = Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(text)
    return word.saved(document)


ONE_SENTENCE: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: f"{TITLE}\n{_filled(CLAUSE, FIVE_MEGABYTES)}.".encode(),
    "a.html": lambda: f"<html><h1>{TITLE}</h1><p>{_filled(CLAUSE, FIVE_MEGABYTES)}.</p></html>".encode(),
    "a.jsonl": lambda: json.dumps(
        {"title": TITLE, "text": _filled(CLAUSE, FIVE_MEGABYTES)}, ensure_ascii=False
    ).encode(),
    "a.docx": lambda: _docx(_filled(CLAUSE, FIVE_MEGABYTES)),
    "a.pdf": lambda: drawn(b"BT /F 12 Tf 60 700 Td (%s) Tj ET" % (b"co 12 xa dat chuan, " * 250_000)),
}


@pytest.mark.parametrize("name", ONE_SENTENCE)
def test_one_sentence_of_five_megabytes_is_refused_with_a_reason(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "SECONDS", 3)  # as the tests shall be quick
    (tmp_path / name).write_bytes(ONE_SENTENCE[name]())
    with Store.open(tmp_path / "data") as store:
        (entry,) = ingest(store, [tmp_path / name], workers=1).entries
        assert (entry.outcome, entry.reason) in (("failed", "too_long"), ("failed", "too_slow"))
        assert store.bulletins() == []


def _reason(read_it: Callable[[], Bulletin]) -> str:
    with pytest.raises(NotABulletin) as caught:
        read_it()
    return caught.value.reason


def test_the_longest_text_is_read_and_a_longer_one_is_not() -> None:
    longest = "a. " * (MAX_TEXT // 3 - 100)
    assert len(read_portal_text(f"{TITLE}\n{longest}", "a.txt").paragraph(1).text) > 0.99 * MAX_TEXT
    assert _reason(lambda: read_portal_text(f"{TITLE}\n{longest}{longest}", "a.txt")) == "too_long"
    lines = "\n" * MAX_LINES
    assert _reason(lambda: read_portal_text(f"{TITLE}\n{LEAD}{lines}", "a.txt")) == "too_long"
    assert _reason(lambda: read_json_line({"title": TITLE, "text": f"{LEAD}{lines}\r"}, "a")) == "too_long"


@pytest.mark.parametrize("piece", ["<br>", "<b>a</b>", "<div>", "<table><tr><td>", "<p>a</p>"])
def test_a_page_of_very_many_tags_is_read_or_refused(piece: str) -> None:
    raw = f"<html><body><h1>{TITLE}</h1><p>{LEAD}</p>{piece * 60_000}</body></html>"
    try:
        assert LEAD in read_html(raw, "a.html").paragraph(1).text
    except NotABulletin as error:
        assert error.reason == "too_long"


def test_cells_that_claim_thousands_of_places_do_not_get_them() -> None:
    rows = '<tr><td rowspan="60" colspan="9999">1</td><td>2</td></tr>' * 1500
    for table in (f"<table>{rows}</table>", f"<table><tr><td><table>{rows}</table></td></tr></table>"):
        found = read_html(f"<html><body><h1>{TITLE}</h1><p>{LEAD}</p><p>{BODY}</p>{table}</body></html>", "a")
        assert len(found.paragraphs) < 5000 and found.paragraph(1).text == LEAD


def test_a_pdf_that_needs_too_much_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_(_: object) -> None:
        raise PdfminerException(MemoryError())

    monkeypatch.setattr("corpus.pdf_files.pdfplumber.open", open_)
    assert document_reader.result("pdf", b"%PDF-1.7") == {"reason": "too_long"}


# --- work, counted -----------------------------------------------------------------------------------

DENSE = {
    "clauses": CLAUSE,
    "shares": "12/15 xã ",
    "numbers": "12 ",
    "groups": "1.",
    "decimals": "a 1,5",
    "places": "huyện Ba Bể, ",
    "names": "Nguyễn Văn ",
    "open brackets": "(",
    "quotes": '"',
    "dashes": "- ",
    "dates": "ngày 12/3/2023 ",
    "decisions": "số 12/QĐ-UBND ",
    "makers": "Miến dong (HTX Tài Hoan, xã Côn Minh), ",
    "sentences": "Có 3 xã. ",
    "ranges": "từ 3 đến ",
    "words": "hai mươi mốt ",
    "parts": "trong đó ",
}


def _calls(bulletin: Bulletin) -> int:
    """How many functions are entered while a bulletin is read."""
    count = 0

    def counted(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read(bulletin)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", DENSE.values(), ids=DENSE.keys())
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    size = LONGEST_SENTENCE  # what is looked at together at most
    once, twice = (
        read_portal_text(f"{TITLE}\n{piece * (size * times // len(piece))}", "a.txt") for times in (1, 2)
    )
    read(once)  # what is loaded or kept the first time
    assert _calls(twice) <= 3 * _calls(once)  # four times if it grew with the square
