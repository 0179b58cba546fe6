"""Whether one number of things is told to lie within another: ``218 sản phẩm có gồm 48 sản phẩm … không``.

Two figures of one kind say nothing by their size of whether one is part of the other.  It is confirmed
where the bulletin says so (``trong đó``, ``gồm``: ``links.part_of``; the result of what was assessed), denied
where one cannot lie within the other (it is larger, or of another grade), and else both are told without a
verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, product

from bot.bounds import disjoint
from bot.draft import Draft
from bot.matching import missing
from bot.parts import opens_with, parts_of
from bot.phrasing import say
from bot.pricing import COUNTABLE
from bot.question import Query, cutter_of
from bot.telling import Teller, with_verdict
from corpus.annotate import reader
from corpus.model import Fact

# Who asks for one of these is not told yes or no.
_OTHERWISE = (
    "count", "share", "gap", "difference", "times", "changed", "most", "least", "sum", "list", "which",
    "who", "maker", "when", "where", "which_place", "why", "define",
)  # fmt: skip
_RESULTS = frozenset({"eligible", "recognised", "renewed", "upgraded"})  # of what was assessed


@dataclass(frozen=True)
class _Pair:
    """Two figures that a question means, and what is told of them: ``yes``, ``no``, or nothing."""

    whole: Fact
    part: Fact
    verdict: str


class Containing:
    """Solves questions of whether one figure contains others."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.figures = teller.knowledge.figures

    def solve(self, query: Query, understand: Callable[[str], Query]) -> Draft | None:
        """Yes or no only where it is told; None if it is something else that is asked."""
        if not query.any("yes_no") or query.any(*_OTHERWISE) or query.denies:
            return None
        sides = [[_numbered(understand(text)) for text in texts] for texts in _sides(query)]
        if not all(sides) or len(sides[0]) > 1 or not _of_one_kind([*sides[0], *sides[1]]):
            return None
        pairs = [self._pair(sides[0][0], part) for part in sides[1]]
        known = [pair for pair in pairs if pair is not None]
        if len(known) < len(pairs):
            if not query.units or not all(side.claimed for side in (*sides[0], *sides[1])):
                return None  # numbers of nothing that is named; things that nobody counted
            return Draft("not_found", message=say(query.language, "status.not_found"), why="no such figures")
        verdicts = {pair.verdict for pair in known}
        verdict = "" if "" in verdicts else "no" if "no" in verdicts else "yes"
        shown = [pair for pair in known if pair.verdict == verdict]
        facts = tuple({f.id: f for f in (shown[0].whole, *(pair.part for pair in shown))}.values())
        told = [self.teller.told(fact, query.language) for fact in facts]
        if not verdict:
            message = say(query.language, "status.not_told_within")
            return Draft("partial", tuple(told), facts, message=message, why="not told what contains what")
        told[0] = with_verdict(told[0], verdict, query.language)
        return Draft("answered", tuple(told), facts, why="what contains what")

    def _pair(self, whole: Query, part: Query) -> _Pair | None:
        """The two figures that are meant; where a number is not theirs, those that are told instead."""
        wholes, parts = self._meant(whole), self._meant(part)
        pairs = [_Pair(w, p, self._verdict(w, p)) for w, p in product(wholes, parts) if w.unit == p.unit]
        for verdict in ("yes", "", "no"):
            found = next((pair for pair in pairs if pair.verdict == verdict), None)
            if found is not None:
                return found
        told, of = self.figures.by_id, self.figures.parts
        others = [_Pair(w, p, "no") for w in wholes for p in of.get(w.id, ()) if self._fits(part, p)]
        if not wholes:
            others = [_Pair(told[up], p, "no") for p in parts if (up := p.links.get("part_of", "")) in told]
        return next((pair for pair in others if pair.whole.unit == pair.part.unit), None)

    def _meant(self, side: Query) -> list[Fact]:
        """The figures of the number that one side names."""
        if side.claimed is None:
            choice = self.teller.lookup.choose(side)
            return [choice.best] if choice is not None else []
        facts = self.figures.of_value(side.claimed)
        return [f for f in facts if f.status != "change" and self._fits(side, f)]

    def _fits(self, side: Query, fact: Fact) -> bool:
        """Whether a figure is of the unit, of the values and of the words that one side names."""
        named = (not side.units or fact.unit in side.units) and "role" not in fact.dimensions
        valued = all(fact.dimensions.get(name) in values for name, values in side.dimensions)
        return named and valued and not missing(side.terms, self.teller.knowledge.clause(fact), side.glued)

    def _verdict(self, whole: Fact, part: Fact) -> str:
        """What is told of two figures."""
        if self._linked(whole, part) or came_of(whole, part):
            return "yes"
        larger = Decimal(part.value) > Decimal(whole.value)
        return "no" if larger or disjoint(whole.dimensions, part.dimensions) else ""

    def _linked(self, whole: Fact, part: Fact) -> bool:
        """Whether a figure is told as a part of another, or of a part of it."""
        seen: set[str] = set()
        above = part.links.get("part_of") or part.links.get("split_of")
        while above and above not in seen:
            if above == whole.id:
                return True
            seen.add(above)
            holder = self.figures.by_id.get(above)
            above = holder.links.get("part_of") if holder is not None else None
        return False


def came_of(whole: Fact, part: Fact) -> bool:
    """``71 sản phẩm tham gia đánh giá. Kết quả, 48 sản phẩm đủ điều kiện``: told of what was assessed."""
    near = (whole.bulletin, whole.paragraph, whole.area) == (part.bulletin, part.paragraph, part.area)
    steps = whole.dimensions.get("step") == "assessed" and part.dimensions.get("step") in _RESULTS
    behind = part.quote.start > whole.quote.end and Decimal(part.value) <= Decimal(whole.value)
    return near and steps and behind and whole.unit == part.unit


def _numbered(side: Query) -> Query:
    """One side of a question, with the number that it opens with, if any."""
    opening = side.annotated.figures[:1]
    number = next((f.value for f in opening if f.kind in _NUMBER and f.first == 0), None)
    return replace(side, claimed=number, asks=side.asks - {"yes_no"})


def _of_one_kind(sides: Sequence[Query]) -> bool:
    """Whether all sides count things of one kind, some of them in words only (``sản phẩm cấp lại``)."""
    units = {side.claimed_unit or side.counted or "".join(side.units[:1]) for side in sides} - {""}
    in_words = [side for side in sides if side.claimed is None]
    counted = all((s.units or s.dimensions) and not (s.terms or s.areas) for s in in_words)
    return len(units) < 2 and counted and (not in_words or units <= COUNTABLE)


def _sides(query: Query) -> tuple[list[str], list[str]]:
    """The words of the whole, and those of each part ([] where no relation is named)."""
    words, numbers = query.annotated.words, _numbers(query)
    for at in range(1, len(words) - 1):
        for group in ("contained", "containing"):
            size = opens_with(query, group, at)
            if size:
                left, right = _pieces(query, 0, at), _pieces(query, at + size, len(words))
                return (left, right) if group == "containing" else (right, left)
    within = bool(numbers) and any(w.fold in _WITHIN for w in words[: numbers[0]])
    has = next((i for i, w in enumerate(words) if within and w.fold == _HAS and i > numbers[0]), len(words))
    if within and has < numbers[-1]:  # ``trong 48 sản phẩm có 44 sản phẩm 3 sao``
        return _pieces(query, 0, has), _pieces(query, has + 1, len(words))
    return [], []


def _numbers(query: Query) -> list[int]:
    """Where a question gives a number of things."""
    parts = parts_of(query, cutter_of(reader().lexicon))
    graded = {i for p in parts if p.kind != "unit" for i in range(p.first, p.last)}
    figures = [f for f in query.annotated.figures if f.kind in _NUMBER and f.value and f.period is None]
    return [f.first for f in figures if f.first not in graded | query.asking]


def _pieces(query: Query, first: int, last: int) -> list[str]:
    """The words of some tokens from each number of things on; all of them where there is none."""
    inside = [i for i in _numbers(query) if first <= i < last] or [first]
    return [query.annotated.source(a, b) for a, b in pairwise([*inside, last])]


_NUMBER = ("number", "word")
_HAS = "co"
_WITHIN = frozenset({"trong", "among", "of"})
