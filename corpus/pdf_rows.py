"""Tables without rules: rows of short texts that stand below each other in columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.pdf_lines import Line, Picture, Table

_ROWS = 3  # at least, or two of three cells
_SPACE = 4.0  # times the size: a space that wide may still be one of justified text
_CELL = 60  # characters: what is longer is a column of text
Element = Line | Table | Picture


def with_tables(elements: Sequence[Element]) -> list[Element]:
    """The elements with every run of rows put together to a table."""
    found: list[Element] = []
    run: list[list[Line]] = []
    for row in [*_rows(elements), None]:
        if run and not (isinstance(row, list) and _same_columns(run, row)):
            found += _table(run)
            run = []
        if isinstance(row, list):
            run.append(row)
        elif row is not None:
            found.append(row)
    return found


def _rows(elements: Sequence[Element]) -> list[Element | list[Line]]:
    """Lines that stand side by side, and follow each other so, as one row; all else as it is."""
    rows: list[Element | list[Line]] = []
    side: list[Line] = []
    for element in [*elements, None]:
        if side and not (isinstance(element, Line) and _beside(side[-1], element)):
            rows += [side] if len(side) > 1 else side
            side = []
        if isinstance(element, Line):
            side.append(element)
        elif element is not None:
            rows.append(element)
    return rows


def _beside(left: Line, right: Line) -> bool:
    overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
    level = overlap > 0.5 * min(left.size, right.size)
    return left.page == right.page and level and right.x0 > left.x1


def _same_columns(run: Sequence[Sequence[Line]], row: Sequence[Line]) -> bool:
    """Whether a row goes on below a run: as many cells, and the gaps between them below each other."""
    last = run[-1]
    near = 0 < row[0].top - last[0].top < 4 * row[0].size
    if len(last) != len(row) or not near or row[0].page != last[0].page:
        return False
    columns = list(zip(*run, row, strict=True))
    return all(
        max(cell.x1 for cell in left) < min(cell.x0 for cell in right) for left, right in pairwise(columns)
    )


def _table(run: Sequence[Sequence[Line]]) -> list[Element]:
    """A table if the run is long enough and its cells are short; else its lines."""
    cells = [cell for row in run for cell in row]
    enough = len(run) >= _ROWS or (len(run) == 2 and len(run[0]) >= 3)
    if not enough or any(len(cell.text) > _CELL for cell in cells):
        return [line for row in run for line in _whole(row)]
    rows = [[cell.text for cell in row] for row in run]
    return [Table(rows, run[0][0].page, min(c.x0 for c in cells), max(c.x1 for c in cells))]


def _whole(row: Sequence[Line]) -> list[Line]:
    """A line that only wide spaces cut, as justified text has them, made whole again."""
    lines = [row[0]]
    for cell in row[1:]:
        if cell.x0 - lines[-1].x1 <= _SPACE * cell.size:
            lines[-1] = lines[-1].joined(cell)
        else:
            lines.append(cell)
    return lines
