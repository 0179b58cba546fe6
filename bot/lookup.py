"""Which facts answer a question: constraints are kept or the fact is not used.

A fact is never stretched: another year, place, star or level than the asked one
is no answer.  What is merely left open by the question costs a little, and the
cheapest fact wins; the newest among equals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bot.knowledge import Knowledge, newest_first
from bot.matching import missing
from bot.question import Query
from corpus.areas import Gazetteer
from corpus.figures import figures
from corpus.lexicon import Lexicon
from corpus.model import Area, Fact, Period
from corpus.text import tokens

# What a question may call a product that has gone through another step: the price of the reading.
STEPS: dict[str, dict[str, int]] = {
    "recognised": {"recognised": 0, "eligible": 3},
    "eligible": {"eligible": 0, "recognised": 3},
    "assessed": {"assessed": 0, "registered": 3},
    "registered": {"registered": 0, "assessed": 3},
    "": {"": 0, "recognised": 4},
}
CLAUSE = 3  # the price of a figure whose clause holds nothing of what the question names
REVIEW_ENDS = "03"  # the last month in which a year is reviewed
COUNTABLE = frozenset({"commune", "district", "village", "product", "maker"})
OTHERS = 0.35  # share of a question that may stand only in other sentences
OPEN_STARS = {"": 0, "3+": 0, "3-5": 0}
_SAME_STARS = ({"3+", "3-5"}, {"4+", "4-5"})  # five is the most there is


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
        self.bases: dict[tuple[str, int, tuple[int, int]], set[str]] = {}
        self.days: dict[str, set[str]] = {b.id: {b.published or ""} for b in knowledge.bulletins.values()}
        for record in knowledge.records:
            if record.kind == "event":
                self.days[record.bulletin].add(record.fields.get("date", ""))
        for fact in knowledge.facts:
            if "base" in fact.links:
                self.bases.setdefault((fact.bulletin, fact.paragraph, fact.sentence), set()).add(
                    fact.links["base"]
                )

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
        statuses: Iterable[str] = ("actual", "provisional"),
        periods: Sequence[Period] | None = None,
        dimensions: dict[str, str] | None = None,
        units: Sequence[str] = (),
    ) -> Choice | None:
        """The facts that answer with one value for each dimension, best first; None if there are none."""
        wanted = list(indicators if indicators is not None else self.indicators(query))
        asked = dimensions if dimensions is not None else {k: v[0] for k, v in query.dimensions if v}
        steps = {w.dimensions["step"] for w in self._named_wholes(query) if "step" in w.dimensions}
        if len(steps) == 1:  # the parts of what was assessed or found eligible are so too
            asked = {"step": steps.pop()} | asked
        asked_periods = query.periods if periods is None else periods
        allowed = set(statuses)
        priced: list[tuple[int, Fact]] = []
        for rank, indicator in enumerate(wanted):
            for fact in self._of.get(indicator, ()):
                if fact.status not in allowed or (units and fact.unit not in units):
                    continue
                price = self._price(fact, query, asked, asked_periods)
                if price is not None:
                    priced.append((price + rank * 8, fact))
        if not priced:
            return None
        least = min(price for price, _ in priced)
        return self._settle([f for price, f in priced if price == least])

    def by_place(self, query: Query, statuses: Iterable[str]) -> list[Fact]:
        """The best figure of each place that a question without a place may mean, newest first."""
        wanted, allowed = self.indicators(query), set(statuses)
        asked = {k: v[0] for k, v in query.dimensions if v}
        priced: dict[str, list[tuple[int, Fact]]] = {}
        for rank, indicator in enumerate(wanted):
            for fact in self._of.get(indicator, ()):
                if fact.status not in allowed or fact.area is None:
                    continue
                prices = {**self.prices(fact, query, asked, query.periods), "area": 0}
                if all(p is not None for p in prices.values()):
                    price = sum(p for p in prices.values() if p is not None) + rank * 8
                    priced.setdefault(fact.area.name, []).append((price, fact))
        best = []
        for found in priced.values():
            least = min(price for price, _ in found)
            best.append(self._settle([f for price, f in found if price == least]).best)
        return newest_first(best, self.knowledge)

    def of(self, indicators: Iterable[str]) -> Iterator[Fact]:
        """The figures of some indicators, in the order of the bulletins' text."""
        for indicator in indicators:
            yield from self._of.get(indicator, ())

    @cached_property
    def _of(self) -> dict[str, list[Fact]]:
        """Figures by indicator, in the order of the bulletins' text."""
        found: dict[str, list[Fact]] = {}
        for fact in sorted(self.knowledge.facts, key=lambda f: (f.paragraph, f.quote.start)):
            if not fact.dimensions.get("role"):
                found.setdefault(fact.indicator, []).append(fact)
        return found

    def _settle(self, facts: Sequence[Fact]) -> Choice:
        """The newest; another bulletin's different figure for the same time contradicts it.

        Where one bulletin gives several for one day, the largest is of the whole: a part whose limits
        were not read is never larger.
        """
        ordered = newest_first(facts, self.knowledge)
        best = ordered[0]
        if best.nature == "stock" and best.unit in COUNTABLE and best.status == "actual":
            alike = [f for f in ordered if f.bulletin == best.bulletin and _about(f) == _about(best)]
            alike = [f for f in alike if f.period.end == best.period.end]
            best = max(alike, key=lambda f: Decimal(f.value))
        same = [f for f in ordered if _about(f) == _about(best)]
        rivals = [
            f
            for f in same
            if f.value != best.value and f.period.end == best.period.end and f.bulletin != best.bulletin
        ]
        return Choice((best, *(f for f in same if f.value == best.value and f is not best)), tuple(rivals))

    def _price(
        self, fact: Fact, query: Query, asked: dict[str, str], periods: Sequence[Period]
    ) -> int | None:
        prices = self.prices(fact, query, asked, periods).values()
        if any(p is None for p in prices):
            return None
        return sum(p for p in prices if p is not None)

    def prices(
        self, fact: Fact, query: Query, asked: dict[str, str], periods: Sequence[Period]
    ) -> dict[str, int | None]:
        """What each part of a question costs a fact; None where the part rules the fact out."""
        applying = {k: v for k, v in asked.items() if self._applies(fact, k)}
        return {
            "area": self._area_price(fact, query.areas),
            "period": self._period_price(fact, periods, query),
            "unknown dimension": self._unknown_price(fact, asked, query),
            "dimensions": _dimension_price(fact, applying, query),
            "words": self._term_price(fact, query),
            "clause": self._clause_price(fact, query),
            "kind": _kind_price(fact, query, periods),
            "whole": self._among_price(fact, query),
            "thing": self._thing_price(fact, query),
        }

    def _thing_price(self, fact: Fact, query: Query) -> int | None:
        """What is asked to be counted must be what the figure counts, by its unit or in its own words."""
        if query.any("grade") and not query.any("count") and "stars" not in fact.dimensions:
            return None  # ``đạt mấy sao`` asks for a grade, not for how many there are
        if query.counted or not query.thing or query.needs or not query.any("count"):
            return 0
        return None if missing(query.thing, self.knowledge.clause(fact), query.glued) else 0

    def _among_price(self, fact: Fact, query: Query) -> int | None:
        """``trong 48 sản phẩm có bao nhiêu 3 sao``: a part of that total, or a figure told beside it."""
        if not _among(query):
            return 0
        wholes = self._named_wholes(query)
        if Decimal(fact.value) == query.claimed:
            return None  # the number that the question gives is not what it asks for
        if "part_of" in fact.links:
            return 0 if fact.links["part_of"] in {w.id for w in wholes} else None
        return 1 if any(self._beside(fact, whole) for whole in wholes) else None

    def _named_wholes(self, query: Query) -> list[Fact]:
        """The figures of the number that a question names as a whole."""
        if query.claimed is None or not _among(query):
            return []
        return self._wholes.get((query.claimed, query.claimed_unit), [])

    def _beside(self, fact: Fact, whole: Fact) -> bool:
        """Whether a figure stands in the sentence of another, or in the next one."""
        if (fact.bulletin, fact.paragraph) != (whole.bulletin, whole.paragraph):
            return False
        spans = self.knowledge.spans(fact.bulletin, fact.paragraph)
        after = [start for start, _ in spans if start > whole.sentence[0]][:1]
        return fact.sentence[0] in (whole.sentence[0], *after)

    @cached_property
    def _wholes(self) -> dict[tuple[Decimal, str], list[Fact]]:
        """Facts by value and unit."""
        found: dict[tuple[Decimal, str], list[Fact]] = {}
        for fact in self.knowledge.facts:
            found.setdefault((Decimal(fact.value), fact.unit), []).append(fact)
        return found

    def _unknown_price(self, fact: Fact, asked: dict[str, str], query: Query) -> int | None:
        """Words of a dimension that the indicator lacks must stand around the fact, like any other."""
        for mention in query.annotated.mentions:
            names = {name for c in mention.concepts for name, _ in c.dimensions}
            known = self.lexicon.indicators.get(fact.indicator)
            meant = known is not None and any(c.id in known.same for c in mention.concepts)
            if names and not meant and not any(self._applies(fact, name) for name in names):
                words = query.annotated.words[mention.first : mention.last]
                if missing(words, self.knowledge.context(fact.bulletin, fact.paragraph)):
                    return None
        return 0

    def _applies(self, fact: Fact, dimension: str) -> bool:
        """Whether an indicator has a dimension at all (communes have no OCOP step)."""
        known = self.lexicon.indicators.get(fact.indicator)
        return known is None or dimension in known.dimensions

    def _area_price(self, fact: Fact, areas: Sequence[Area]) -> int | None:
        """An asked place must be the fact's own; without one, the widest place is meant."""
        if not areas:
            wide = {"nation": 3, "province": 0, "district": 4, "commune": 6}
            return wide.get(fact.area.level, 6) if fact.area is not None else 2
        if fact.area is None:
            return None
        narrow = [a for a in areas if not any(b is not a and self.gazetteer.covers(a, b) for b in areas)]
        return 0 if any(self.gazetteer.same(a, fact.area) for a in narrow or areas) else None

    def _period_price(self, fact: Fact, periods: Sequence[Period], query: Query) -> int | None:
        """A year that is asked for must be the fact's, or be named around it (as no base of comparison)."""
        if not periods:
            if query.now and fact.nature == "flow" and fact.period.kind != "as_of":
                return None  # what happened in a year is not what there is now
            return 1 if query.now and fact.period.kind != "as_of" else 0
        bases = self.bases.get((fact.bulletin, fact.paragraph, fact.sentence), set())
        own = (fact.period.end or "-")[:4] in self.knowledge.clause(fact)
        prices = [_one_period(fact, p, bases, own) for p in periods if p.end]
        prices += [0 for p in periods if p.kind == "day" and p.end in self.days.get(fact.bulletin, ())]
        prices += [2 for p in periods if p.kind in ("month", "day") and p.end and self._dated(fact, p)]
        found = [p for p in prices if p is not None]
        return min(found) if found else None

    def _dated(self, fact: Fact, asked: Period) -> bool:
        """Whether the paragraph names a day inside an asked month (``theo quyết định tháng 2/2024``)."""
        text = self.knowledge.paragraph(fact.bulletin, fact.paragraph).text
        days = [
            f.period.end for f in figures(tokens(text), text) if f.kind == "date" and f.period is not None
        ]
        return any((asked.start or asked.end or "") <= d <= (asked.end or "") for d in days if d)

    def _term_price(self, fact: Fact, query: Query) -> int | None:
        """Every content word that is left must stand around the fact."""
        if not query.terms:
            return 0
        context = self.knowledge.context(fact.bulletin, fact.paragraph)
        if missing(query.terms, context, query.glued):
            return None
        text = self.knowledge.paragraph(fact.bulletin, fact.paragraph).text
        own = missing(query.terms, text[fact.sentence[0] : fact.sentence[1]], query.glued)
        elsewhere = missing(own, context[: -len(text)], query.glued)
        if len(elsewhere) > 1 and len(elsewhere) == len(query.terms):
            return None
        if self.knowledge.weight(elsewhere) > OTHERS * self.knowledge.weight(query.content):
            return None  # what is asked about is told in other sentences of the paragraph
        return len(own)


    def _clause_price(self, fact: Fact, query: Query) -> int:
        """What the question names beside unit and grade should stand in the figure's own clause."""
        telling = query.telling
        if not telling:
            return 0
        lacking = missing(telling, self.knowledge.clause(fact), query.glued)
        return round(CLAUSE * self.knowledge.weight(lacking) / self.knowledge.weight(telling))


def _kind_price(fact: Fact, query: Query, periods: Sequence[Period]) -> int | None:
    """What there is comes before what is expected, and, where no time is asked, before what was added;
    what was added is no answer to how many there are by some day."""
    expected = fact.status == "provisional" and "provisional" not in query.statuses
    added = fact.nature == "flow" and not (query.flow or periods) and not fact.dimensions.get("step")
    summed_up = query.until and fact.nature == "flow" and not query.flow
    counted = fact.unit in COUNTABLE and fact.status != "change" and not fact.dimensions.get("step")
    if summed_up and counted and not query.values("step"):
        return None
    deeds = {name for name, _ in query.dimensions} >= {"step"} and bool(query.years) and not query.until
    standing = deeds and fact.nature == "stock" and not fact.dimensions.get("step")
    return expected + 2 * added + 4 * summed_up + 2 * standing


def _among(query: Query) -> bool:
    """Whether a number is named as the whole of what is counted."""
    if query.claimed is None or not query.claimed_unit or not query.any("count"):
        return False
    if query.any("yes_no", "share"):
        return False
    words = query.annotated.words
    at = next((f.first for f in query.annotated.figures if f.value == query.claimed), 0)
    inside = any(w.fold in _INSIDE for w in words[max(0, at - 3) : at])
    return inside or any(w.fold in _THEN for w in words[at:])


_INSIDE = frozenset({"trong", "so", "of", "among"})  # trong số
_THEN = frozenset({"thi"})


def _about(fact: Fact) -> tuple[object, ...]:
    area = fact.area.name if fact.area is not None else ""
    return (fact.indicator, tuple(sorted(fact.dimensions.items())), fact.status, fact.nature, area)


def _dimension_price(fact: Fact, asked: dict[str, str], query: Query) -> int | None:
    total = 0
    for name in sorted((set(asked) | set(fact.dimensions)) - {"step", "role"}):
        price = _one_dimension(
            name, fact.dimensions.get(name, ""), asked.get(name, ""), asked, fact.unit != "product"
        )
        if price is None:
            return None
        total += price
    step = asked.get("step", "")
    if not step and query.flow and fact.unit == "product":
        step = "recognised"
    price = STEPS.get(step, {step: 0}).get(fact.dimensions.get("step", ""))
    until = query.now or query.until or not (query.periods or query.flow)
    until = until or any(p.kind in ("as_of", "month") for p in query.periods)
    standing = fact.nature == "stock" and not fact.dimensions.get("step")
    if step == "recognised" and until and query.values("step") and standing:
        price = 0  # recognised up to a day is what there is on that day
    elif "recognised" in query.values("step") and price is not None and not (query.periods or query.flow):
        price += 1  # what was added in some year comes after what there is
    if price is None:
        return None
    if not step and fact.dimensions.get("step") and not query.periods and fact.unit == "product":
        return None
    return total + price


def _one_dimension(name: str, has: str, wants: str, asked: dict[str, str], loose: bool) -> int | None:
    if wants == has or (name == "stars" and {wants, has} in _SAME_STARS):
        return 0
    if name == "level":
        return {"standard": 0, "": 0}.get(has, 5) if not wants else None
    if name == "stars" and not wants:
        return OPEN_STARS.get(has, 2 if loose or asked.get("step", "recognised") != "recognised" else None)
    return None


def _reviews(fact: Fact, year: str) -> bool:
    """Whether a figure of the first weeks of a year is told in a review of the year before."""
    day = fact.period.end or ""
    return (
        fact.period.kind == "as_of"
        and day[:4] == str(int(year) + 1)
        and day[5:7] <= REVIEW_ENDS
        and year in fact.context_years
    )


def _one_period(fact: Fact, asked: Period, bases: set[str], own: bool) -> int | None:
    """What an asked time costs a figure, None if it rules it out; *own*: its clause names its year."""
    end, start = fact.period.end or "", fact.period.start or ""
    if asked.kind == "range":
        return 0 if (start, end) == (asked.start or "", asked.end or "") else None
    if asked.kind == "year":
        year = (asked.end or "")[:4]
        whole = not start or (start == f"{year}-01-01" and end == f"{year}-12-31")
        if end[:4] == year and whole:
            return 1 if fact.period.kind == "as_of" else 0
        if fact.nature == "stock" and _reviews(fact, year):
            return 3
        inherited = fact.period.kind == "year" and not own
        return 2 if inherited and year in fact.context_years and year not in bases else None
    inside = (asked.start or "") <= end <= (asked.end or "")
    if asked.kind == "month" and fact.period.kind == "as_of" and inside:
        return 0  # a day of that month
    if asked.kind == "as_of" and not asked.start:
        if fact.period.kind in ("as_of", "year") and end == asked.end:
            return 0
        return 1 if end and asked.end and end <= asked.end and end[:4] == asked.end[:4] else None
    return 0 if end == asked.end and (not start or start == asked.start) else None
