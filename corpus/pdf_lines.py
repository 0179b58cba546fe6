"""The lines of a PDF's pages joined to paragraphs, by what typesetting shows.

A line that ends although the next word would still have fitted in was ended on purpose;
so was one before a wider gap, an indented line or letters of another size.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus import portal
from corpus.layout import Block, is_framing, shouts, starts_item
from corpus.text import clean

_LARGER = 1.12  # times the usual size: a heading
_TITLE = 1.2
_WIDEST = 1.0  # times the size: the space between two words; what is wider may part columns
_YEAR = re.compile(r"(?:19|20)\d\d\W*")
_NUMBER = re.compile(r"Số\s?:", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line of letters at its place on a page; ``edge``: where running heads stand."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    edge: bool = False

    @property
    def size(self) -> float:
        """The height of its letters."""
        return max(self.bottom - self.top, 1.0)

    def joined(self, word: Line) -> Line:
        """This line with a further word."""
        return replace(
            self,
            text=f"{self.text} {word.text}",
            x0=min(self.x0, word.x0),
            x1=max(self.x1, word.x1),
            top=min(self.top, word.top),
            bottom=max(self.bottom, word.bottom),
            edge=self.edge and word.edge,
        )


@dataclass(frozen=True)
class Picture:
    """Where a picture stands: before its caption."""

    page: int


@dataclass(frozen=True)
class Table:
    """A ruled table, or the part of one that a page holds."""

    rows: list[list[str]]
    page: int
    x0: float
    x1: float

    def goes_on_in(self, other: Table) -> bool:
        """Whether *other*, which follows with nothing between, is the same table on the next page."""
        widths = [max(map(len, table.rows), default=0) for table in (self, other)]
        beside = abs(self.x0 - other.x0) < 6 and abs(self.x1 - other.x1) < 6
        return other.page == self.page + 1 and widths[0] == widths[1] and beside

    def joined(self, other: Table) -> Table:
        """This table with the rows of *other*, a repeated head left out."""
        rows = other.rows[1:] if other.rows[:1] == self.rows[:1] else other.rows
        return replace(self, rows=[*self.rows, *rows], page=other.page)


def same_line(line: Line, word: Line) -> bool:
    """Whether a word stands on a line, to the right of what is there already."""
    overlap = min(line.bottom, word.bottom) - max(line.top, word.top)
    level = overlap > 0.5 * min(line.size, word.size)
    return line.page == word.page and level and -1 <= word.x0 - line.x1 <= _WIDEST * line.size


def blocks_of_lines(elements: Sequence[Line | Picture]) -> Iterator[Block]:
    """Paragraphs, each with its kind where the size of its letters tells it."""
    lines = [e for e in elements if isinstance(e, Line)]
    if not lines:
        return
    body, leading = _usual_size(lines), _usual_leading(lines)
    columns = _columns(lines)
    parts: list[Line] = []
    seen = 0
    for element in elements:
        if isinstance(element, Picture):
            yield from _block(parts, body)
            parts = []
            yield Block("image.png", True)
            continue
        large = element.size >= _LARGER * body
        step = leading * element.size / body if large else leading
        if parts and not _goes_on(parts, element, columns[seen - 1], columns[seen], step, large):
            yield from _block(parts, body)
            parts = []
        parts.append(element)
        seen += 1
    yield from _block(parts, body)


def _block(parts: Sequence[Line], body: float) -> Iterator[Block]:
    text = clean(" ".join(line.text for line in parts))
    if not text:
        return
    size = statistics.median(line.size for line in parts)
    words = len(text.split())
    kind = ""
    if parts[0].page == 0 and size >= _TITLE * body and 4 <= words <= 45:
        kind = "title"
    elif size >= _LARGER * body and words <= 30 and not portal.ends_sentence(text):
        kind = "heading"
    yield Block(text, True, kind)


def _usual_size(lines: Sequence[Line]) -> float:
    """The size of most letters."""
    sizes: dict[float, int] = {}
    for line in lines:
        sizes[round(line.size, 1)] = sizes.get(round(line.size, 1), 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size])


def _usual_leading(lines: Sequence[Line]) -> float:
    """The distance from line to line within most paragraphs."""
    steps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page]
    steps = [step for step in steps if step > 1]
    return statistics.median_low(steps) if steps else 0.0


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """For each line, the left and right margin of the column that it stands in."""
    margins: list[tuple[float, float]] = []
    run: list[Line] = []
    for line in [*lines, None]:
        ended = line is None or (run and (line.page != run[-1].page or line.top < run[-1].top - 1))
        if run and ended:
            margins += [_margins(run)] * len(run)
            run = []
        if line is not None:
            run.append(line)
    return margins


def _margins(run: Sequence[Line]) -> tuple[float, float]:
    lefts, rights = sorted(line.x0 for line in run), sorted(line.x1 for line in run)
    return lefts[len(run) // 10], rights[(len(run) - 1) * 9 // 10]


def _goes_on(
    parts: Sequence[Line],
    line: Line,
    above: tuple[float, float],
    column: tuple[float, float],
    leading: float,
    large: bool,
) -> bool:
    """Whether a line goes on with the paragraph that *parts* began."""
    last = parts[-1]
    if last.text.endswith(" năm") and _YEAR.fullmatch(line.text) and _near(last, line, leading):
        return True  # a date that a narrow letterhead broke
    if not 1 / _LARGER < line.size / last.size < _LARGER or _stands_alone(last) or _stands_alone(line):
        return False
    if large and last.page == line.page:  # a heading, whose lines end where they read well
        ended = portal.ends_sentence(last.text) or starts_item(line.text)
        return _near(last, line, leading) and not ended
    if _is_centred(last, above) and _is_centred(line, column) and last.page == line.page:
        return _title_goes_on(last, line, leading)
    if not _is_full(last, line, above):
        return False
    ends = portal.ends_sentence(last.text) or last.text.endswith((";", ":"))
    indent = line.x0 - column[0]
    if starts_item(line.text) and (ends or indent > 0.8 * line.size):
        return False
    if last.page != line.page or line.top < last.top:  # in the next column or on the next page
        return indent < line.size and not (ends and not line.text[0].islower())
    if line.top - last.top > 1.35 * max(leading, 1.0):
        return False
    hangs = starts_item(parts[0].text) and not ends
    return hangs or line.x0 - last.x0 < 0.8 * line.size or (len(parts) > 1 and indent < 0.8 * line.size)


def _is_full(last: Line, line: Line, column: tuple[float, float]) -> bool:
    """Whether the next line's first word would not have fitted in any more."""
    first = line.text.split(" ", 1)[0]
    letter = (last.x1 - last.x0) / max(len(last.text), 1)
    return last.x1 + letter * (len(first) + 1) > column[1] - 0.5 * letter


def _is_centred(line: Line, column: tuple[float, float]) -> bool:
    left, right = line.x0 - column[0], column[1] - line.x1
    return min(left, right) > 0.5 * line.size and abs(left - right) < line.size


def _title_goes_on(last: Line, line: Line, leading: float) -> bool:
    """Centred lines are one title unless the voice or the distance changes."""
    alike = shouts(last.text) == shouts(line.text)
    return _near(last, line, leading) and alike and not portal.ends_sentence(last.text)


def _near(last: Line, line: Line, leading: float) -> bool:
    return -1 <= line.top - last.top <= 1.5 * max(leading, 1.0)


def _stands_alone(line: Line) -> bool:
    """A date, a motto, a paper's number: lines that belong to no paragraph."""
    return is_framing(line.text) or _NUMBER.match(line.text) is not None
