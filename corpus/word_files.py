"""A Word file (.docx) as blocks: paragraphs, headings, captions and tables in the order of the text.

What was deleted under tracked changes is left out, what was inserted is read; text boxes
follow the paragraph that they hang on.  Headers, footers and comments are not read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from corpus.bulletin import NotABulletin
from corpus.layout import Block, blocks_of, starts_item, table_blocks
from corpus.text import clean

MAX_UNPACKED = 300 * 1024 * 1024  # bytes of all parts
MAX_TEXT_PART = 20 * 1024 * 1024  # bytes of one XML part
MAX_PARTS = 5000
_MAX_SPAN = 60
_OLD = b"\xd0\xcf\x11\xe0"  # the container of old Word files, and of those with a password
_UNREAD = ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says things twice
_SKIPPED = frozenset((*(qn(f"w:{name}") for name in _UNREAD), _FALLBACK))
_MARKS = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _P, _TABLE, _ROW, _CELL = (qn(f"w:{name}") for name in ("t", "p", "tbl", "tr", "tc"))
_PICTURES = (qn("w:drawing"), qn("w:pict"))
_STYLES = ((r"title$", "title"), (r"heading \d|tiêu đề \d", "heading"), (r"caption", "caption"))


def read(raw: bytes) -> list[Block]:
    """The blocks of a Word file; NotABulletin if it is damaged, locked, of the old kind or a bomb."""
    if raw.startswith(_OLD):
        raise NotABulletin("encrypted" if "EncryptedPackage".encode("utf-16-le") in raw else "old_word")
    try:
        _check(raw)
        document = Document(io.BytesIO(raw))
        body = document.element.body
        names = {style.style_id: str(style.name).lower() for style in document.styles}
        return list(_blocks(body, names, _bullets(document)))
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        if isinstance(error, NotABulletin):
            raise
        raise NotABulletin("broken") from error


def _check(raw: bytes) -> None:
    """Refuse what would unpack to more than any report holds."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sizes = [(part.filename, part.file_size) for part in parts.infolist()]
    texts = [size for name, size in sizes if name.endswith((".xml", ".rels"))]
    too_many = len(sizes) > MAX_PARTS or sum(size for _, size in sizes) > MAX_UNPACKED
    if too_many or max(texts, default=0) > MAX_TEXT_PART:
        raise NotABulletin("too_long")


def _bullets(document: Any) -> frozenset[str]:
    """The ids of the lists whose entries have a bullet and no number."""
    try:
        numbering = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:  # a file without lists
        return frozenset()
    abstract = {
        node.get(qn("w:abstractNumId"))
        for node in numbering.iter(qn("w:abstractNum"))
        if _said(node, "w:lvl[1]/w:numFmt/@w:val") == "bullet"
    }
    return frozenset(
        str(node.get(qn("w:numId")))
        for node in numbering.iter(qn("w:num"))
        if _said(node, "w:abstractNumId/@w:val") in abstract
    )


@cache
def _path(path: str) -> Any:
    return etree.XPath(f"string({path})", namespaces={"w": qn("w:x")[1:-2]})


def _said(node: Any, path: str) -> str:
    """What an attribute below a node says, or ""."""
    return str(_path(path)(node))


# --- paragraphs ----------------------------------------------------------------------------------


def _blocks(parent: Any, names: dict[str, str], bullets: frozenset[str]) -> Iterator[Block]:
    """The blocks of a body, a text box or a content control."""
    for node in parent:
        if node.tag == _P:
            yield from _paragraph(node, names, bullets)
        elif node.tag == _TABLE:
            yield from table_blocks(_rows(node))
        elif isinstance(node.tag, str) and node.tag not in _SKIPPED:
            yield from _blocks(node, names, bullets)


def _paragraph(node: Any, names: dict[str, str], bullets: frozenset[str]) -> Iterator[Block]:
    text = "".join(_pieces(node))
    kind = _kind(node, names)
    if not clean(text) and any(True for _ in node.iter(*_PICTURES)):
        yield Block("image.png", True)
    if _is_bullet(node, names, bullets) and clean(text) and not starts_item(clean(text)):
        text = "- " + text.lstrip()
    if "\n" in text.strip() and not kind:
        yield from blocks_of(text)
    elif clean(text):
        yield Block(clean(" ".join(text.split())), True, kind)
    for box in node.iter(qn("w:txbxContent")):
        if not any(above.tag in _SKIPPED - {box.tag} for above in box.iterancestors()):
            yield from _blocks(box, names, bullets)


def _pieces(node: Any) -> Iterator[str]:
    """The text below a node, as a reader sees it once all changes are accepted."""
    for child in node:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _pieces(child)


def _style(node: Any, names: dict[str, str]) -> str:
    return names.get(_said(node, "w:pPr/w:pStyle/@w:val"), "")


def _kind(node: Any, names: dict[str, str]) -> str:
    style = _style(node, names)
    return next((kind for pattern, kind in _STYLES if re.match(pattern, style)), "")


def _is_bullet(node: Any, names: dict[str, str], bullets: frozenset[str]) -> bool:
    own = _said(node, "w:pPr/w:numPr/w:numId/@w:val")
    return own in bullets if own else _style(node, names).startswith("list bullet")


# --- tables --------------------------------------------------------------------------------------


def _rows(table: Any) -> list[list[str]]:
    """The cells of a table; one that spans rows or columns is repeated in each."""
    rows: list[list[str]] = []
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE), None) is table:
            rows.append(_row(row, rows[-1] if rows else []))
    return [row for row in rows if any(row)]


def _row(row: Any, above: Sequence[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(_CELL):
        if next(cell.iterancestors(_ROW), None) is not row:
            continue  # a table within a cell is read as the cell's text
        text = _cell(cell)
        if not text and len(cells) < len(above) and _goes_on(cell):
            text = above[len(cells)]
        span = _said(cell, "w:tcPr/w:gridSpan/@w:val")
        width = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
        cells += [text] * min(max(width, 1), _MAX_SPAN)
    return cells


def _goes_on(cell: Any) -> bool:
    """Whether a cell is the lower part of the one above."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val")) != "restart"


def _cell(cell: Any) -> str:
    """A cell's text, a line a paragraph."""
    lines = (clean("".join(_pieces(node))) for node in cell.iter(_P))
    return "\n".join(line for line in lines if line)
