"""What the figures of a question hold an answer to: grades and bands on their side, the number it claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bot.asking import denied, left_out
from bot.bounds import bounds
from bot.phrasing import Phrases
from corpus.annotate import Annotated
from corpus.bands import MOST_CRITERIA
from corpus.clauses import Clause, Cutter, Qualifiers, Quantity, band_of
from corpus.numbers import plain
from corpus.qualifiers import Grade
from corpus.scan import Figure

Dimensions = dict[str, list[str]]  # the values that are named of each


@dataclass(frozen=True)
class Figures:
    """The figures of a question as the cutter sees them, read once for all who ask."""

    grades: Sequence[Grade]
    bounds: Sequence[tuple[int, int, str]]  # of grades and bands: first token, that of the number, sign
    clause: Clause

    @cached_property
    def graded(self) -> set[int]:
        """Tokens of grades (``5 sao``) and of what bounds them (``thấp hơn 4 sao``), which ask nothing
        (``sao không`` is no why after a number)."""
        grades = {i for _, first, last, _, _ in self.grades for i in range(first, last)}
        return grades | {i for start, number, _ in self.bounds for i in range(start, number)}

    @cached_property
    def sides(self) -> dict[int, str]:
        """The sign of the bound of each number that has one."""
        return {number: sign for _, number, sign in self.bounds}


@dataclass(frozen=True)
class Constraints:
    """What is said of the figures that are asked for."""

    said: Qualifiers
    dimensions: Dimensions  # all values that are named
    claimed: Decimal | None  # the number that is put forward
    numbers: set[int]  # the tokens of figures

    def claim(self, figures: Figures) -> Quantity | None:
        """The quantity whose number is claimed."""
        return next((q for q in figures.clause.quantities if q.unit and q.figure.value == self.claimed), None)


def figures_of(annotated: Annotated, cutter: Cutter, known: Phrases, *, counting: bool) -> Figures:
    """The figures of a question; *counting*: it asks for a number."""
    grades = cutter.grade_spans(annotated)
    found = list(bounds(annotated, cutter, known, grades, counting=counting))
    return Figures(grades, found, cutter.cut(annotated))


def constraints_of(annotated: Annotated, cutter: Cutter, figures: Figures) -> Constraints:
    """Dimension values (all that are named), the number that is claimed, and the tokens of figures."""
    said = cutter.read(annotated, 0, len(annotated.words), figures.grades)
    dimensions = _named(annotated)
    _add_grades(dimensions, annotated, figures)
    if len(dimensions.get("level", [])) > 1:  # ``đạt chuẩn NTM nâng cao`` names one level
        dimensions["level"] = [v for v in dimensions["level"] if v != "standard"]
    claimed, refused = _add_bands(dimensions, annotated, cutter, figures)
    if claimed is None:
        _add_listed(dimensions, annotated, cutter, figures)
    numbers = {i for f in annotated.figures if f.kind != "word" for i in range(f.first, f.last)}
    numbers |= {i for _, first, last, _, _ in figures.grades for i in range(first, last)}
    numbers |= {i for q in figures.clause.quantities for i in range(q.first, q.last)}
    return Constraints(said, {**dimensions, **refused}, claimed, numbers)


def bare_number(annotated: Annotated, used: set[int]) -> Figure | None:
    """A number of the question that no unit follows (``đã vượt 200 chưa``, ``0,36 là gì``)."""
    opening = [w.fold for w in annotated.words[:2]]  # ``(con) số 33 là gì`` counts off nothing
    named = {2} if opening == ["con", "so"] else {1} if opening[:1] == ["so"] else set()
    ordered = {m.last for m in annotated.saying("ordinal")} - named
    loose = [f for f in annotated.figures if f.kind == "number" and f.first not in used | ordered]
    bare = [f for f in loose if annotated.mention_at(f.last) is None]
    return bare[0] if len(bare) == 1 and len(loose) == 1 else None


def hedge_of(annotated: Annotated, figure: Figure | None) -> str:
    """The hedge right before a number that no unit follows (``gần 20 phải không``)."""
    before = annotated.mention_before(figure.first) if figure is not None else None
    return next(iter(before.ids("hedge")), "") if before is not None else ""


def _named(annotated: Annotated) -> Dimensions:
    """The values that phrases name, but those that are named to be left out."""
    dimensions: Dimensions = {}
    for mention in annotated.mentions:
        for concept in mention.concepts:
            if concept.kind in ("dimension", "unit") and not left_out(annotated, mention.first):
                for name, value in concept.dimensions:
                    _add(dimensions, name, value)
    return dimensions


def _add_grades(dimensions: Dimensions, annotated: Annotated, figures: Figures) -> None:
    for _, first, _, name, value in figures.grades:
        before = annotated.words[first - 1].fold if first else ""
        _add(dimensions, name, _sided(value, figures.sides.get(first, ""), name))
        if name == "stars" and before == "len" and annotated.words[first - 2].kind == "number":
            _add(dimensions, "step", "upgraded")  # ``nâng từ 3 lên 4 sao``


def _add_bands(
    dimensions: Dimensions, annotated: Annotated, cutter: Cutter, figures: Figures
) -> tuple[Decimal | None, Dimensions]:
    """Add the bands of what is counted; the number that is claimed, and the bands that are denied."""
    counted = _counted(annotated)
    names = {rule.dimension for rule in cutter.bands}
    claimed: Decimal | None = None
    refused: Dimensions = {}
    ordered = {m.last for m in annotated.saying("ordinal")}  # ``đợt 2`` claims no number
    for quantity in figures.clause.quantities:
        at = quantity.figure.first
        for name, value in quantity.right.dimensions.items():
            if name in names:
                _add(dimensions, name, value)
        rules = [r for r in cutter.bands if quantity.unit == r.unit and counted & set(r.of)]
        if rules:
            name = rules[-1].dimension
            value = _sided(band_of(annotated, quantity), figures.sides.get(at, ""), name)
            _add(dimensions, name, value)
            if value.isdecimal() and denied(annotated, quantity.first):
                refused[name] = [f"<{value}"]
        elif quantity.unit and not quantity.zero and claimed is None:
            sum_ = quantity.unit == "dong"  # ``thu 25 tỷ`` is no *thứ*
            claimed = quantity.figure.value if sum_ or at not in ordered else None
    return claimed, refused


def _add_listed(dimensions: Dimensions, annotated: Annotated, cutter: Cutter, figures: Figures) -> None:
    """Add the bands that numbers without a unit are of (``xã đạt 15, 16 tiêu chí``)."""
    counted = _counted(annotated)
    listed = {f.first for f in annotated.figures if f.kind in ("number", "range")}
    listed -= {q.figure.first for q in figures.clause.quantities if q.unit}
    listed -= {grade[0].first for grade in figures.grades}
    spans = any(_spans(f) for f in annotated.figures if f.first in listed)  # ``nhóm 5 - 9 có mấy xã``
    for rule in cutter.bands:
        if (spans or rule.unit in counted) and counted & set(rule.of):
            for figure in annotated.figures:
                if figure.first in listed:
                    high = f"-{plain(figure.high)}" if figure.high is not None else ""
                    sign = figures.sides.get(figure.first, "")
                    _add(dimensions, rule.dimension, _sided(plain(figure.value) + high, sign, rule.dimension))


def _spans(figure: Figure) -> bool:
    """Whether a figure is a span of numbers small enough to be those of criteria."""
    return figure.kind == "range" and figure.high is not None and figure.high <= MOST_CRITERIA


def _counted(annotated: Annotated) -> set[str]:
    return {u for m in annotated.mentions for u in m.ids("unit")}


def _sided(value: str, sign: str, name: str) -> str:
    """A grade or band on the side of it that is meant: ``<4``, ``>=15``, ``4+``."""
    if not value.isdecimal():
        return value
    return f"{value}+" if sign == ">=" and name == "stars" else sign + value


def _add(dimensions: Dimensions, name: str, value: str) -> None:
    values = dimensions.setdefault(name, [])
    if value not in values:
        values.append(value)
