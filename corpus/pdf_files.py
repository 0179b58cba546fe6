"""A PDF as blocks: what stands on its pages as text, in reading order, with its tables by row.

A PDF knows letters at places, no paragraphs.  Lines are put together in the order in
which the file writes them (so that columns stay apart); ``pdf_lines`` joins lines to paragraphs.
Ruled tables are found by their lines.  What repeats at the edge of the pages is left out.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from corpus.bulletin import NotABulletin
from corpus.layout import Block, table_blocks
from corpus.pdf_lines import Line, Picture, Table, blocks_of_lines, same_line
from corpus.pdf_rows import with_tables
from corpus.text import clean

MAX_PAGES = 500
_EDGE = 0.12  # of the page's height: where running heads and page numbers stand
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_LEGACY = re.compile(r"[^\W\d_][¡-¿÷×\ue000-\uf8ff][^\W\d_]|\(cid:\d+\)")  # letters of fonts without Unicode
_LOCKED = {"PDFPasswordIncorrect", "PDFEncryptionError"}  # a password is what is missing
_DOUBLE = 0.9  # points
_PICTURE = 0.15  # of the page's width: what is smaller is an ornament

Element = Line | Table | Picture


def read(raw: bytes) -> list[Block]:
    """The blocks of a PDF; NotABulletin if it is damaged, locked, scanned or far too long."""
    try:
        with pdfplumber.open(io.BytesIO(raw)) as document:
            if len(document.pages) > MAX_PAGES:
                raise NotABulletin("too_long")
            pages = [_page(page, number) for number, page in enumerate(_one_by_one(document.pages))]
    except PdfminerException as error:
        if "MemoryError" in _causes(error):
            raise NotABulletin("too_long") from error
        raise NotABulletin("encrypted" if _causes(error) & _LOCKED else "broken") from error
    lines = [e for page in pages for e in page if isinstance(e, Line)]
    text = " ".join(line.text for line in lines)
    if not any(c.isalnum() for c in text) and not any(isinstance(e, Table) for page in pages for e in page):
        raise NotABulletin("scanned" if any(pages) else "no_text")
    if len(_LEGACY.findall(text)) > len(text) / 60:
        raise NotABulletin("unreadable_letters")
    return list(_blocks(_without_running_heads(pages)))


def _causes(error: PdfminerException) -> set[str]:
    """What is behind an error of pdfplumber's: it wraps whatever pdfminer met, and tells it by name."""
    cause = error.args[0] if error.args else error.__context__
    return {type(cause).__name__, type(error.__context__).__name__}


def _one_by_one(pages: Sequence[Any]) -> Iterator[Any]:
    """Pages, each forgotten once it was read: a long document must not fill the memory."""
    for page in pages:
        yield page
        page.close()


# --- one page ------------------------------------------------------------------------------------


def _page(page: Any, number: int) -> list[Element]:
    """The lines, tables and pictures of a page in reading order."""
    page = page.filter(_first_of_doubles())
    tables = [found for found in page.find_tables() if _is_ruled(found)]
    waiting = {id(table): _table(table, number) for table in tables}
    found: list[Element] = []
    for word in page.extract_words(use_text_flow=True, keep_blank_chars=False):
        table = next((t for t in tables if _inside(word, t.bbox)), None)
        if table is None:
            _add(found, word, page, number)
        elif id(table) in waiting:
            found.append(waiting.pop(id(table)))
    return _with_pictures(found, page, number)


def _first_of_doubles() -> Callable[[dict[str, Any]], bool]:
    """Tells a letter from its double: some programs make bold letters by writing them twice."""
    seen: dict[tuple[str, int, int], tuple[float, float]] = {}

    def is_first(piece: dict[str, Any]) -> bool:
        if piece.get("object_type") != "char":
            return True
        text, x, y = piece["text"], float(piece["x0"]), float(piece["top"])
        for dx, dy in product((-1, 0, 1), repeat=2):
            other = seen.get((text, int(x) + dx, int(y) + dy))
            if other and abs(other[0] - x) < _DOUBLE and abs(other[1] - y) < _DOUBLE:
                return False
        seen[text, int(x), int(y)] = (x, y)
        return True

    return is_first


def _add(found: list[Element], word: dict[str, Any], page: Any, number: int) -> None:
    """A word goes on in the line before it, or begins a new one."""
    line = Line(
        text=clean(word["text"]),
        x0=float(word["x0"]),
        x1=float(word["x1"]),
        top=float(word["top"]),
        bottom=float(word["bottom"]),
        page=number,
        edge=_at_edge(word, page),
    )
    if not line.text:
        return
    last = found[-1] if found else None
    if isinstance(last, Line) and same_line(last, line):
        found[-1] = last.joined(line)
    else:
        found.append(line)


def _at_edge(word: dict[str, Any], page: Any) -> bool:
    height = float(page.height) or 1
    return bool(word["bottom"] < _EDGE * height or word["top"] > (1 - _EDGE) * height)


def _with_pictures(found: list[Element], page: Any, number: int) -> list[Element]:
    """Pictures put before the line right below them, which may be their caption."""
    for image in page.images:
        if image["x1"] - image["x0"] < _PICTURE * float(page.width):
            continue
        below = [
            (n, e)
            for n, e in enumerate(found)
            if isinstance(e, Line) and -4 <= e.top - image["bottom"] <= 3 * e.size and e.x0 < image["x1"]
        ]
        at = min(below, key=lambda pair: pair[1].top)[0] if below else len(found)
        found.insert(at, Picture(number))
    return found


# --- tables --------------------------------------------------------------------------------------


def _is_ruled(table: Any) -> bool:
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _table(table: Any, number: int) -> Table:
    """A table's cells as text; a cell that spans rows or columns is repeated in each."""
    texts = table.extract()
    boxes = [list(row.cells) for row in table.rows]
    owners = {box: texts[r][c] for r, row in enumerate(boxes) for c, box in enumerate(row) if box}
    columns = _columns(boxes)
    rows = []
    for r, row in enumerate(boxes):
        middle = _middle([box for box in row if box], 1, 3)
        rows.append(
            [_cell(texts[r][c] if box else _owner(owners, columns[c], middle)) for c, box in enumerate(row)]
        )
    return Table([row for row in rows if any(row)], number, float(table.bbox[0]), float(table.bbox[2]))


def _cell(text: str | None) -> str:
    return clean(" ".join((text or "").split()))


def _middle(boxes: Sequence[Any], low: int, high: int) -> float:
    """The middle of the narrowest of some boxes, across (0, 2) or down (1, 3)."""
    if not boxes:
        return -1.0
    box = min(boxes, key=lambda b: b[high] - b[low])
    return float(box[low] + box[high]) / 2


def _columns(boxes: Sequence[Sequence[Any]]) -> list[float]:
    width = max(len(row) for row in boxes)
    return [_middle([row[c] for row in boxes if c < len(row) and row[c]], 0, 2) for c in range(width)]


def _owner(owners: dict[Any, str | None], x: float, y: float) -> str | None:
    """The text of the cell that covers a place."""
    return next((t for b, t in owners.items() if b[0] <= x <= b[2] and b[1] <= y <= b[3]), None)


# --- all pages -----------------------------------------------------------------------------------


def _without_running_heads(pages: Sequence[Sequence[Element]]) -> list[Element]:
    """Without page numbers, and without what stands at the edge of at least half of several pages."""
    seen = Counter(
        key for page in pages for key in {_plain(e.text) for e in page if isinstance(e, Line) and e.edge}
    )
    often = {key for key, count in seen.items() if count >= max(2, (len(pages) + 1) // 2)}
    return [
        e
        for page in pages
        for e in page
        if not (
            isinstance(e, Line)
            and e.edge
            and (_plain(e.text) in often or (_PAGE_NUMBER.fullmatch(e.text) and len(e.text) < 16))
        )
    ]


def _plain(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _blocks(elements: Iterable[Element]) -> Iterator[Block]:
    """Runs of lines as paragraphs, and tables, one that goes on over the page's end made whole."""
    lines: list[Line | Picture] = []
    table: Table | None = None
    for element in [*with_tables(list(elements)), None]:
        if isinstance(element, Table):
            yield from blocks_of_lines(lines)
            lines = []
            if table is not None and table.goes_on_in(element):
                table = table.joined(element)
                continue
        if table is not None:
            yield from table_blocks(table.rows)
            table = None
        if isinstance(element, Table):
            table = element
        elif element is not None:
            lines.append(element)
    yield from blocks_of_lines(lines)
