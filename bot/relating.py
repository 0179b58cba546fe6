"""Figures that stand in a relation which the question names: the most among places, the change
between two times, what is still wanting, the share that a part has in its whole.

Each answer shows its calculation over cited figures, or is the bulletin's own printed figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from bot.draft import Draft
from bot.matching import missing
from bot.phrasing import phrases, say
from bot.question import Query
from bot.sentences import Sentences
from bot.telling import REACHED, TARGET, Teller, bold, shown
from bot.wording import amount, capital, noun, place, scale_of, scaled_unit, unit_words
from corpus.lexicon import lexicon
from corpus.model import Fact, Period
from corpus.text import Token

MOST_LISTED = 5
_NEXT = 40  # characters between a count and the share that is printed with it
_HUNDRED = Decimal(100)


class Relating:
    """Solves questions about how figures relate to one another."""

    def __init__(self, teller: Teller, sentences: Sentences) -> None:
        self.teller = teller
        self.sentences = sentences

    # --- most and least ----------------------------------------------------------------------------

    def extreme(self, query: Query) -> Draft | None:
        """``Huyện nào có nhiều sản phẩm nhất``: the places of one bulletin, the most (or least) first."""
        level = asked_level(query)
        if not query.any("most", "least") or not query.any("which_place", "where") or query.any("yes_no"):
            return None
        group = self._listed(query, level)
        if len(group) < 2:
            return None
        ordered = sorted(group, key=lambda f: Decimal(f.value), reverse=query.any("most"))
        language, best = query.language, ordered[0]
        text = say(
            language,
            f"answer.place_{'most' if query.any('most') else 'least'}",
            area=place(best.area, language),
            value=amount(best, language),
            noun=_what(best, language),
        )
        claim = self.teller.claim(best, capital(text))
        told = tuple(self.teller.told(f, language) for f in ordered[1:MOST_LISTED])
        return Draft("answered", (claim,), tuple(ordered[:MOST_LISTED]), bullets=told, why="most of places")

    def _listed(self, query: Query, level: str) -> list[Fact]:
        """One figure for each place inside the one that is asked about, of the bulletin that lists most."""
        lookup, gazetteer = self.teller.lookup, self.teller.lookup.gazetteer
        home = self.teller.knowledge.home
        around = query.areas or ((home,) if home is not None else ())
        groups: dict[tuple[object, ...], dict[str, Fact]] = {}
        asked = {k: v[0] for k, v in query.dimensions if v}
        fits = lru_cache(None)(
            lambda area: not any(
                gazetteer.same(a, area) or not gazetteer.covers(a, area, merged=False) for a in around
            )
        )
        pricing = lookup.pricing(query, asked, query.periods, anywhere=True)
        for indicator in lookup.indicators(query):
            for priced in sorted(pricing.facts(indicator, REACHED), key=lambda p: p.rank):
                fact, area = priced.fact, priced.fact.area
                if area is None or (level and area.level != level) or not fits(area):
                    continue
                key = (fact.bulletin, fact.indicator, tuple(sorted(fact.dimensions.items())), fact.nature)
                groups.setdefault(key, {}).setdefault(area.name, fact)
        if not groups:
            return []
        found = max(groups.values(), key=lambda g: (len(g), _newest(g.values())))
        return list(found.values())

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
        reached = choose(query, statuses=REACHED, periods=rest)
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

    def share(self, query: Query) -> Draft | None:
        """The share that is printed with a figure, or that the figure has in its whole."""
        if not query.any("share") or query.any("plan", "yes_no", "which_place", "which", "who"):
            return None
        if query.changed or query.any("changed"):
            return None
        if query.needs:
            printed = self.teller.lookup.choose(query, units=("percent",))
            if printed is not None:
                told = self.teller.told(printed.best, query.language)
                return Draft("answered", (told,), printed.facts, why="share")
        choice = self.teller.lookup.choose(query)
        if choice is not None:
            return self._share_of(choice.best, query) or None
        return self._part(query)

    def _share_of(self, fact: Fact, query: Query) -> Draft | None:
        language = query.language
        figures = self.teller.knowledge.figures_of(fact.bulletin, fact.paragraph, fact.sentence[0])
        behind = [f for f in figures if f.quote.start >= fact.quote.end and not f.dimensions.get("role")]
        if behind and behind[0].unit == "percent" and behind[0].quote.start - fact.quote.end <= _NEXT:
            share = behind[0]
            evidence = self.teller.knowledge.evidence(share)
            text = say(language, "answer.figure_quoted", value=share.quote.exact, quote=evidence.quote)
            return Draft("answered", (self.teller.claim(share, text),), (share, fact), why="a printed share")
        whole = self._whole(fact)
        return None if whole is None else self._ratio(fact, whole, query)

    def _part(self, query: Query) -> Draft | None:
        """``Ngân sách huyện chiếm bao nhiêu phần trăm tổng vốn``: part and whole of one sentence."""
        part, whole = _around_share(query)
        if not part:
            return None
        for evidence in self.sentences.candidates(query):
            figures = [f for f in self.sentences.facts_of(evidence) if f.unit != "percent"]
            found = [f for f in figures if not missing(part, self.teller.knowledge.clause(f))]
            if len(found) != 1:
                continue
            total = next((f for f in figures if f.id == found[0].links.get("part_of")), None)
            if total is None and whole:
                held = [f for f in figures if not missing(whole, self.teller.knowledge.clause(f))]
                total = held[0] if len(held) == 1 else None
            if total is not None and total.unit == found[0].unit and total.id != found[0].id:
                return self._share_of(found[0], query) or self._ratio(found[0], total, query)
        return None

    def _ratio(self, fact: Fact, whole: Fact, query: Query) -> Draft | None:
        part, total = Decimal(fact.value), Decimal(whole.value)
        if not total or part > total:
            return None
        language = query.language
        share = (part * _HUNDRED / total).quantize(Decimal("0.01"), ROUND_HALF_UP)
        scale = scale_of([part, total], fact.unit)
        calculation = shown(language, "/", [str(part / scale), str(total / scale)], share, "%")
        if scale != 1:
            calculation += f" ({scaled_unit(fact.unit, scale, language)})"
        evidence = self.teller.knowledge.evidence(fact)
        text = say(
            language,
            "answer.share_quoted",
            value=bold(share, language, "%"),
            calculation=calculation,
            quote=evidence.quote,
        )
        claim = self.teller.claim(fact, text, whole, calculation=calculation)
        return Draft("answered", (claim,), (fact, whole), why="a share worked out")


def asked_level(query: Query) -> str:
    """The level of the places that are asked for (``huyện nào``: district), or ""."""
    folds = [w.fold for w in query.annotated.words]
    levels = {"xa": "commune", "huyen": "district", "tinh": "province", "thon": "village"}
    for one, other in pairwise(folds):
        if other in ("nao", "gi") and one in levels:
            return levels[one]
    english = {"commune": "commune", "district": "district", "province": "province", "village": "village"}
    return english.get(folds[folds.index("which") + 1], "") if "which" in folds[:-1] else ""


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


def _around_share(query: Query) -> tuple[list[Token], list[Token]]:
    """The words before and behind ``chiếm bao nhiêu phần trăm``, without places and times."""
    words = query.annotated.words
    at = next((i for i, w in enumerate(words) if w.fold in _TAKING), None)
    if at is None:
        return [], []
    known = phrases(query.language).stop
    out = {i for p in query.annotated.places for i in range(p.start_token, p.end_token)}
    out |= {i for f in query.annotated.figures for i in range(f.first, f.last)} | set(query.asking)

    def told(span: Iterable[int]) -> list[Token]:
        kept = [words[i] for i in span if i not in out and words[i].kind == "word"]
        return [word for word in kept if word.key not in known]

    return told(range(at)), told(range(at + 1, len(words)))


_TAKING = frozenset({"chiem"})


def _what(fact: Fact, language: str) -> str:
    """What a figure counts, or (of what is measured) its unit."""
    known = lexicon().indicators.get(fact.indicator)
    counted = known is not None and known.told == "count"
    return noun(fact, language) if counted else unit_words(fact.unit, language)


def _newest(facts: Iterable[Fact]) -> str:
    return max((f.period.end or "" for f in facts), default="")
