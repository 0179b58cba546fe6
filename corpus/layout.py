"""From the lines of a page to its blocks: hard-wrapped lines joined, tables kept by row.

A *block* is what a person sees as one paragraph, heading, caption or button.
Whether a line goes on in the next is decided by how the page as a whole is
broken: pages with an empty line between paragraphs, pages with one paragraph
a line, and pages whose every line was cut at some width.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import portal
from corpus.text import clean

_BULLET = re.compile(r"[-–—+*•·▪●○◦✓➢►]\s?\S")
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[IVX]{1,5}[.)/]|[a-zđ]\)|\d{1,2}(?:\.\d{1,2}){1,3})\s"
)
_MAX_CELL = 300  # characters: a cell longer than that is layout, not data
_FULL = 0.75  # of the usual width: a line that long was broken because it was full


@dataclass(frozen=True)
class Block:
    """A piece of a page: its text, whether an empty line stood before it, and its kind if known."""

    text: str
    gap: bool = False
    kind: str = ""


def blocks_of(raw: str) -> list[Block]:
    """The blocks of a page's text, in order."""
    return join(list(_lines(raw)))


def _lines(raw: str) -> Iterator[Block]:
    gap = False
    rows: list[list[str]] = []
    for line in raw.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        cells = [clean(cell) for cell in line.split("\t")] if "\t" in line else []
        if sum(1 for cell in cells if cell) >= 2 and all("\n" not in cell for cell in cells):
            rows.append(cells)
            continue
        yield from _rows(rows)
        rows = []
        for text in clean(line).split("\n"):  # rare separators become line breaks when cleaned
            if text:
                yield Block(text, gap)
            gap = not text
    yield from _rows(rows)


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Lines with tabs: a table if there are several, a plain line if there is one."""
    if len(rows) == 1:
        yield Block(clean(" ".join(rows[0])))
        return
    for text in table_rows(rows):
        yield Block(text, True, "table")


def table_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """Each row as ``header: cell; header: cell``; rows as they are where there is no header.

    Header rows are the leading rows without any figure in them; two tiers are joined.
    """
    count = 0
    while count < min(2, len(rows) - 1) and not any(c.isdigit() for c in _key_cells(rows[count])):
        count += 1
    headers = _headers(rows[:count], max((len(row) for row in rows), default=0))
    texts = []
    for row in rows[count:]:
        cells = [(headers[n], cell) for n, cell in enumerate(row) if cell]
        texts.append(clean("; ".join(f"{header}: {cell}" if header else cell for header, cell in cells)))
    return [text for text in texts if text]


def table_blocks(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """A document's table: one block a row if it holds data, one a cell if it only sets text side by side."""
    cells = [cell for row in rows for cell in row]
    letterhead = any(portal.begins_with("site_starts", cell) for cell in cells[:6])  # a motto
    long = any(len(cell) > _MAX_CELL for cell in cells)
    if len(rows) > 1 and max(map(len, rows)) > 1 and not letterhead and not long:
        for text in table_rows([[" ".join(cell.split()) for cell in row] for row in rows]):
            yield Block(text, True, "table")
        return
    for text in dict.fromkeys(cell for cell in cells if cell):
        yield from blocks_of(text)


def _key_cells(row: Sequence[str]) -> str:
    """A row's text, without the figures that headers have: years, star and criteria levels."""
    return re.sub(r"\b(?:19|20)\d{2}\b|\b\d sao\b|\(\d\)|\b19 tiêu chí", "", " ".join(row))


def _headers(tiers: Sequence[Sequence[str]], width: int) -> list[str]:
    headers = []
    for column in range(width):
        parts: list[str] = []
        for tier in tiers:
            part = tier[column].rstrip(" :") if column < len(tier) else ""
            if part and part not in parts:
                parts.append(part)
        headers.append(" ".join(parts))
    return headers


# --- joining ---------------------------------------------------------------------------------


def starts_item(text: str) -> bool:
    """A bullet or a numbered heading: never the continuation of the line above."""
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def is_numbered(text: str) -> bool:
    """Whether a line begins with a number or letter of a list (``1.``, ``II.``, ``a)``)."""
    return _NUMBERED.match(text) is not None


def shouts(text: str) -> bool:
    """Whether a line is set in capitals."""
    letters = [c for c in text[: portal.MAX_LINE] if c.isalpha()]
    return len(letters) > 5 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def is_framing(text: str) -> bool:
    """A line of its own: control, date, byline with a label, address, end of page."""
    if len(text) > portal.MAX_LINE:
        return False
    return (
        portal.is_control(text)
        or portal.ends_page(text)
        or portal.is_section(text)
        or portal.url_of(text) is not None
        or portal.date_line(text) is not None
        or portal.is_credit(text)
    )


def join(lines: list[Block]) -> list[Block]:
    """Lines that are one paragraph are made one block."""
    framing = [bool(line.kind) or is_framing(line.text) for line in lines]
    width = _wrap_width(lines, framing)
    open_blocks = _unfinished_blocks(lines, framing) if not width else frozenset()
    joined: list[Block] = []
    parts: list[str] = []
    for at, line in enumerate(lines):
        glue = (
            at > 0
            and not framing[at]
            and not framing[at - 1]
            and _continues(lines[at - 1].text, line, width, at in open_blocks)
        )
        if glue:
            parts.append(line.text)
            continue
        _flush(joined, parts)
        joined.append(line)
        parts = [line.text]
    _flush(joined, parts)
    return joined


def _flush(joined: list[Block], parts: list[str]) -> None:
    if len(parts) > 1:
        joined[-1] = Block(clean(" ".join(parts)), joined[-1].gap, joined[-1].kind)


def _continues(above: str, line: Block, width: float, same_block: bool) -> bool:
    text = line.text
    if starts_item(text):
        return False
    lower = text[0].islower()
    if portal.ends_sentence(above) or above.endswith((":", ";")):
        return (
            bool(width)
            and not line.gap
            and len(above) >= _FULL * width
            and (lower or len(above) >= 0.9 * width)
        )
    if line.gap:
        return lower and len(above) >= 40
    if lower or portal.dangles(above):
        return True
    if width:
        return len(above) >= _FULL * width
    if text[0].isdigit() or starts_item(above):
        return len(above) >= 60  # a bullet that does not end goes on
    capitals = len(above) >= 25 and not starts_item(above) and shouts(above) and shouts(text)
    return capitals or (same_block and len(above) >= 50)


def _wrap_width(lines: list[Block], framing: list[bool]) -> float:
    """The usual length of a cut line, in characters, or 0 if the page is not hard-wrapped."""
    pairs, cut = 0, []
    for at in range(1, len(lines)):
        if framing[at] or framing[at - 1] or lines[at].gap:
            continue
        pairs += 1
        above = lines[at - 1].text
        if lines[at].text[0].islower() and not above.endswith((".", "!", "?", "…", ";", ":")):
            cut.append(len(above))
    if len(cut) < 4 or len(cut) < 0.3 * pairs:
        return 0
    width = statistics.median(cut)
    return width if 25 <= width <= 220 else 0


def _unfinished_blocks(lines: list[Block], framing: list[bool]) -> frozenset[int]:
    """Lines in runs of two to five, set off by empty lines, of which none ends a sentence.

    Such a run amid running text is a caption broken over lines.
    """
    found: list[int] = []
    run: list[int] = []
    seen_text = False
    for at, line in enumerate([*lines, Block("", True)]):
        if line.gap and run:
            plain = all(not portal.ends_sentence(lines[n].text) and not framing[n] for n in run)
            if seen_text and plain and 2 <= len(run) <= 5:
                found += run[1:] if not portal.is_name(lines[run[-1]].text) else run[1:-1]
            seen_text = seen_text or any(len(lines[n].text) > 120 for n in run)
            run = []
        run.append(at)
    return frozenset(found)
