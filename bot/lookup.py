"""Which facts answer a question: constraints are kept or the fact is not used.

A fact is never stretched: another year, place, star or level than the asked one
is no answer.  What is merely left open by the question costs a little, and the
cheapest fact wins; the newest among equals.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.knowledge import Knowledge, newest_first
from bot.pricing import CLAUSE, COUNTABLE, Priced, Prices, Pricing, named_wholes
from bot.question import Query
from corpus.areas import Gazetteer
from corpus.lexicon import Lexicon
from corpus.model import Area, Fact, Period

REACHED = ("actual", "provisional")
LATER = 8  # the price of each indicator that comes before a fact's
_MEANT = 256  # sets of places that are remembered


@dataclass(frozen=True)
class Choice:
    """The best facts for a question: ``facts[0]`` is the answer; ``rivals`` say otherwise."""

    facts: tuple[Fact, ...]
    rivals: tuple[Fact, ...] = ()

    @property
    def best(self) -> Fact:
        """The fact that answers."""
        return self.facts[0]


class Lookup:
    """Finds facts in one snapshot of knowledge."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.knowledge = knowledge
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        self.meant = lru_cache(_MEANT)(self._find_meant)

    def indicators(self, query: Query) -> list[str]:
        """The indicators that a question may ask for (those with their own words first)."""
        units = set(query.units)
        if query.needs:
            named = [i.id for i in self.lexicon.indicators.values() if i.id in query.needs]
            if not query.counted or query.counted in {self.lexicon.indicators[i].unit for i in named}:
                return named
            return []
        if query.mean and units == {"commune"}:  # ``the mean per commune``
            units |= set(self.lexicon.means.values())
        if query.mean or query.counted == "criterion":
            units |= {self.lexicon.means[u] for u in units if u in self.lexicon.means}
        vague = not units and query.any("yes_no") and not query.values("stars")
        bare = units == {"commune"} and not (query.programmes or query.dimensions or query.needs)
        if (
            vague
            or (bare and not query.any("plan", "gap", "share"))
            or (query.mean and units & {"village", "district"})
        ):
            return []
        if not units and query.dimensions:
            units = {i.unit for i in self.lexicon.indicators.values() if self._knows(i.id, query)}
        found = [i for i in self.lexicon.indicators.values() if i.unit in units and not i.needs]
        if query.programmes:
            found = [i for i in found if i.programme in query.programmes]
        counted = [i for i in found if i.unit == query.counted and i.unit not in self.lexicon.means]
        if query.counted in COUNTABLE and not counted and not query.mean:
            return []  # communes that have products are no products
        found = counted or found
        means = [i for i in found if i.unit in self.lexicon.means.values()]
        if means and (query.mean or ("criterion" in query.units and "commune" in query.units)):
            return [i.id for i in means]
        return [
            i.id
            for i in sorted(found, key=lambda i: query.units.index(i.unit) if i.unit in query.units else 9)
        ]

    def _knows(self, indicator: str, query: Query) -> bool:
        known = self.lexicon.indicators[indicator]
        asked = {name for name, _ in query.dimensions}
        return asked <= set(known.dimensions) and not known.needs and known.unit in ("product", "commune")

    def choose(
        self,
        query: Query,
        *,
        indicators: Sequence[str] | None = None,
        statuses: Iterable[str] = REACHED,
        periods: Sequence[Period] | None = None,
        dimensions: dict[str, str] | None = None,
        units: Sequence[str] = (),
    ) -> Choice | None:
        """The facts that answer with one value for each dimension, best first; None if there are none."""
        wanted = list(indicators if indicators is not None else self.indicators(query))
        asked = dimensions if dimensions is not None else _first_values(query)
        wholes = named_wholes(query, self.knowledge)
        steps = {w.dimensions["step"] for w in wholes if "step" in w.dimensions}
        if len(steps) == 1:  # the parts of what was assessed or found eligible are so too
            asked = {"step": steps.pop()} | asked
        pricing = self.pricing(query, asked, query.periods if periods is None else periods)
        cheapest = _Cheapest()
        for order, indicator in enumerate(wanted):
            for priced in pricing.facts(indicator, set(statuses), units):
                cheapest.add(order, priced)
        if not cheapest.found:
            return None
        standing = not (query.flow or query.periods or query.values("step"))
        choice = self.settle(cheapest.facts(), standing=standing)
        if not query.periods and (later := cheapest.later(choice.best)):
            choice = self.settle(later)
        if query.claimed is not None and query.any("yes_no"):
            # "Có 101/139 xã đạt chuẩn không?": what was added that day is not what is claimed
            same_day = (f for f in cheapest.facts() if f.period.end == choice.best.period.end)
            of_year = (f for f in cheapest.all() if f.period.kind == "year" and _is_of(f, query))
            claimed = [f for f in (*same_day, *of_year) if Decimal(f.value) == query.claimed]
            return self.settle(claimed) if claimed else choice
        return choice

    def by_place(self, query: Query, statuses: Iterable[str]) -> list[Fact]:
        """The best figure of each place that a question without a place may mean, newest first."""
        pricing = self.pricing(query, _first_values(query), query.periods, anywhere=True)
        places: dict[str, _Cheapest] = {}
        for order, indicator in enumerate(self.indicators(query)):
            for priced in pricing.facts(indicator, set(statuses)):
                if priced.fact.area is not None:
                    places.setdefault(priced.fact.area.name, _Cheapest()).add(order, priced)
        in_order = sorted(places.values(), key=lambda cheapest: cheapest.first)
        return newest_first((self.settle(c.facts()).best for c in in_order), self.knowledge)

    def pricing(
        self, query: Query, asked: dict[str, str], periods: Sequence[Period], anywhere: bool = False
    ) -> Pricing:
        """The prices of facts for a question (see :class:`bot.pricing.Pricing`)."""
        places = self.meant(query.areas) if query.areas else None
        return Pricing(self.knowledge, self.lexicon, query, asked, periods, places, anywhere)

    def prices(self, fact: Fact, query: Query) -> Prices:
        """What each part of a question costs a fact; None where the part rules the fact out."""
        return self.pricing(query, _first_values(query), query.periods).prices(fact)

    def _find_meant(self, areas: tuple[Area, ...]) -> frozenset[Area]:
        """The places of facts that a question means: not those that only say where another lies."""
        known, same = self.knowledge.figures.areas, self.gazetteer.same
        narrow = self.asked_about(areas) or areas
        return frozenset(b for a in narrow for b in known.get(a.level, ()) if same(a, b))

    def asked_about(self, areas: Sequence[Area]) -> list[Area]:
        """The places that are asked for, without those that only say where another lies."""
        covers = self.gazetteer.covers
        return [a for a in areas if not any(b is not a and covers(a, b) for b in areas)]

    def of(self, indicators: Iterable[str]) -> Iterator[Fact]:
        """The figures of some indicators, in the order of the bulletins' text."""
        for indicator in indicators:
            yield from self.knowledge.figures.by_indicator.get(indicator, ())

    def settle(self, facts: Sequence[Fact], *, standing: bool = False) -> Choice:
        """The newest; another bulletin's different figure for the same time contradicts it.

        Where one bulletin gives several for one day, the largest is of the whole: a part whose limits
        were not read is never larger.  *standing*: it is asked how many there are, which the largest
        tells too where a bulletin gives only what is told of years.
        """
        ordered = newest_first(facts, self.knowledge)
        best = ordered[0]
        if standing and best.nature == "flow" and best.unit in COUNTABLE and best.status == "actual":
            beside = [f for f in ordered if (f.bulletin, f.area) == (best.bulletin, best.area)]
            alike = [f for f in beside if (f.indicator, f.dimensions) == (best.indicator, best.dimensions)]
            best = max((f for f in alike if f.status == "actual"), key=lambda f: Decimal(f.value))
        if best.nature == "stock" and best.unit in COUNTABLE and best.status == "actual":
            alike = [f for f in ordered if f.bulletin == best.bulletin and _about(f) == _about(best)]
            alike = [f for f in alike if f.period.end == best.period.end]
            best = max(alike, key=lambda f: Decimal(f.value))
        if best.bound in _ROUNDED:
            titled = self.knowledge.paragraph(best.bulletin, best.paragraph).kind == "title"
            best = next((f for f in ordered if _rounds(best, f, titled=titled)), best)
        same = [f for f in ordered if _about(f) == _about(best)]
        rivals = [
            f
            for f in same
            if f.value != best.value and f.period.end == best.period.end and f.bulletin != best.bulletin
        ]
        return Choice((best, *(f for f in same if f.value == best.value and f is not best)), tuple(rivals))


class _Cheapest:
    """The facts of the least price, in the order in which they are asked for and told."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, Fact]] = []
        self._priced: list[tuple[int, Fact]] = []
        self.first = (sys.maxsize, 0)  # where the first fact stands, cheap or dear
        self._least = 0

    def add(self, order: int, priced: Priced) -> None:
        """Keep a fact of the indicator that comes *order*-th, unless a cheaper one is known."""
        price = priced.price + order * LATER
        self._priced.append((price, priced.fact))
        self.first = min(self.first, (order, priced.rank))
        if not self.found or price < self._least:
            self._least, self.found = price, []
        if price == self._least:
            self.found.append((order, priced.rank, priced.fact))

    def later(self, fact: Fact) -> list[Fact]:
        """The same measure of the same place in a later year, whose words are only a little further from the
        question (``tỷ lệ hộ nghèo``): where no time is asked, what is so now comes before what was."""
        if fact.unit in COUNTABLE:
            return []
        end = fact.period.end or ""
        about = (fact.indicator, fact.unit, fact.dimensions, fact.area, fact.status)
        return [
            f
            for price, f in self._priced
            if price <= self._least + CLAUSE and end and (f.period.end or "")[:4] > end[:4]
            if (f.indicator, f.unit, f.dimensions, f.area, f.status) == about
        ]

    def all(self) -> Iterator[Fact]:
        """All facts, cheap or dear, in the order in which they were weighed."""
        return (fact for _, fact in self._priced)

    def facts(self) -> list[Fact]:
        """The facts, those of the first indicator first."""
        return [fact for _, _, fact in sorted(self.found, key=lambda one: one[:2])]


def _is_of(fact: Fact, query: Query) -> bool:
    """Whether a figure is of a whole year that a question names (``năm 2025 có 5 sản phẩm … phải không``)."""
    return (fact.period.end or "")[:4] in query.years and not (query.until or query.now)


def _first_values(query: Query) -> dict[str, str]:
    return {name: values[0] for name, values in query.dimensions if values}


_ROUNDED = ("about", "under", "over")
_NEAR = Decimal("0.1")  # how far, of itself, a rounded number may lie from what it rounds
_ALL_GRADES = ("3+", "3-5")  # what every recognised product has


def _rounds(rounded: Fact, fact: Fact, *, titled: bool) -> bool:
    """Whether a figure is the exact one that another rounds: the same of one day in one bulletin
    (*titled*: rounded in a title, which tells no day)."""
    one, other = (
        (f.bulletin, f.indicator, f.unit, f.area, f.nature, f.status,
         {k: v for k, v in f.dimensions.items() if v not in _ALL_GRADES})
        for f in (rounded, fact)
    )  # fmt: skip
    ends = [(f.period.end or "")[: 4 if titled else 10] for f in (rounded, fact)]
    if fact.bound != "exact" or one != other or ends[0] != ends[1]:
        return False
    apart = Decimal(rounded.value) - Decimal(fact.value)
    fits = {"about": True, "under": apart > 0, "over": apart < 0}[rounded.bound]
    return fits and abs(apart) <= _NEAR * Decimal(rounded.value)


def _about(fact: Fact) -> tuple[object, ...]:
    area = fact.area.name if fact.area is not None else ""
    return (fact.indicator, tuple(sorted(fact.dimensions.items())), fact.status, fact.nature, area)
