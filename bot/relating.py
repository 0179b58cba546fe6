"""Figures that stand in a relation which the question names: the most among places, the change
between two times, what is still wanting, the share that a part has in its whole.

Each answer shows its calculation over cited figures, or is the bulletin's own printed figure.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.draft import Draft
from bot.phrasing import say
from bot.question import Query
from bot.sentences import Sentences
from bot.telling import REACHED, TARGET, Teller, bold, shown
from bot.wording import capital, noun, place, scale_of, scaled_unit, unit_words
from corpus.lexicon import lexicon
from corpus.model import Fact, Period


class Relating:
    """Solves questions about how figures relate to one another."""

    def __init__(self, teller: Teller, sentences: Sentences) -> None:
        self.teller = teller
        self.sentences = sentences

    # --- change between two times, and between plan and result --------------------------------------

    def between(self, query: Query) -> Draft | None:
        """``Từ năm 2021 đến 2023 giảm bao nhiêu``: the figures of both times, and how they differ."""
        times = _two_times(query)
        if times is None or (not query.any("changed", "difference", "gap") and not query.changed):
            return None
        choose = self.teller.lookup.choose
        found = [choose(query, periods=(time,)) for time in times]
        if not all(found):
            return None
        first, last = (c.best for c in found if c is not None)
        if first.id == last.id or first.unit != last.unit or first.dimensions != last.dimensions:
            return None
        return self._differ(query, first, last, "changed")

    def wanting(self, query: Query) -> Draft | None:
        """``Mục tiêu cao hơn mức đã đạt bao nhiêu``: what was aimed at beside what was reached."""
        several = self.teller.both_levels(query) or any(len(v) > 1 for _, v in query.dimensions)
        if several or not query.any("difference", "gap") or not query.asks_plan:
            return None
        choose = self.teller.lookup.choose
        target = choose(query, statuses=TARGET) or choose(query, statuses=TARGET, periods=())
        if target is None:
            return None
        rest = [p for p in query.periods if p.end != target.best.period.end]
        flow = query.flow and target.best.nature == "flow"  # ``cần thêm`` asks for no new ones
        reached = choose(replace(query, flow=flow, until=bool(rest)), statuses=REACHED, periods=rest)
        if reached is None or reached.best.dimensions != target.best.dimensions:
            return None
        return self._differ(query, reached.best, target.best, "aimed")

    def _differ(self, query: Query, first: Fact, last: Fact, name: str) -> Draft:
        language = query.language
        gap = Decimal(last.value) - Decimal(first.value)
        high, low = (last, first) if gap >= 0 else (first, last)
        scale = scale_of([Decimal(f.value) for f in (first, last)], first.unit)
        terms = [str(Decimal(f.value) / scale) for f in (high, low)]
        unit = scaled_unit(first.unit, scale, language)
        calculation = shown(language, "−", terms, abs(gap) / scale)
        calculation += f" ({unit})" if scale != 1 else ""
        text = say(
            language,
            f"answer.{name}_{'up' if gap >= 0 else 'down'}",
            value=bold(abs(gap) / scale, language),
            unit=unit if scale != 1 else _what(first, language),
            calculation=calculation,
        )
        claim = self.teller.claim(last, capital(text), first, calculation=calculation)
        told = (self.teller.told(first, language), self.teller.told(last, language))
        return Draft("answered", (*told, claim), (first, last), why="difference of two times")

    # --- what is left, and shares ---------------------------------------------------------------------

    def left(self, query: Query) -> Draft | None:
        """``14/19 tiêu chí``: how many are still wanting."""
        denied = query.denies or query.any("gap")
        if not denied or not query.any("count", "gap") or query.asks_plan or query.any("yes_no"):
            return None
        choice = self.teller.lookup.choose(query)
        whole = self._whole(choice.best) if choice is not None else None
        if choice is None or whole is None:
            return None
        fact, language = choice.best, query.language
        rest = Decimal(whole.value) - Decimal(fact.value)
        if rest < 0:
            return None
        calculation = shown(language, "−", [whole.value, fact.value], rest)
        text = say(
            language,
            "answer.left",
            area=place(fact.area, language),
            value=bold(rest, language),
            noun=unit_words(fact.unit, language),
            done=noun(fact, language),
            calculation=calculation,
        )
        claim = self.teller.claim(fact, capital(text), whole, calculation=calculation)
        return Draft("answered", (claim,), (fact, whole), why="what is left")

    def _whole(self, fact: Fact) -> Fact | None:
        """The whole that a figure is printed as a part of: ``14/19``."""
        start = fact.sentence[0]
        for other in self.teller.knowledge.figures_of(fact.bulletin, fact.paragraph, start):
            whole = other.dimensions.get("role") == "whole"
            if whole and (other.quote.start, other.quote.end) == (fact.quote.start, fact.quote.end):
                return other
        return None


def _two_times(query: Query) -> tuple[Period, Period] | None:
    """The two times between which something changed, in order."""
    spans = [p for p in query.periods if p.kind == "range" and (p.start or "")[:4] != (p.end or "")[:4]]
    if len(query.periods) == 1 and spans:
        years = [(day or "")[:4] for day in (spans[0].start, spans[0].end)]
        first, last = (Period("year", f"{y}-01-01", f"{y}-12-31", y) for y in years)
        return first, last
    named = [*query.periods, *([query.base] if query.base is not None else [])]
    named = [p for p in named if p.end and any(c.isdigit() for c in p.text)]
    if len({p.end for p in named}) != 2 or len(named) != 2:
        return None
    first, last = sorted(named, key=lambda p: p.end or "")
    return first, last


def _what(fact: Fact, language: str) -> str:
    """What a figure counts, or (of what is measured) its unit."""
    known = lexicon().indicators.get(fact.indicator)
    counted = known is not None and known.told == "count"
    return noun(fact, language) if counted else unit_words(fact.unit, language)
