"""Families of figures: those that tell the same of several places, kinds or years.

Figures are held against each other, added up or ranked only inside one family: of one indicator,
one unit, one nature and status, alike in every respect but one (the *axis*).  A family comes from
one bulletin, which tells it with the same words; where the question names the sides, each side may
come from its own bulletin, for the figures are then shown with their times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from bot.bounds import open_end
from bot.lookup import REACHED
from bot.matching import missing, spells
from bot.phrasing import phrases
from bot.pricing import Pricing
from bot.question import Query
from bot.sentences import Sentences
from bot.telling import TARGET, Teller
from corpus.model import Area, Fact, Period
from corpus.text import Token

RATES = ("share", "plan_ratio")  # roles of percentages that are printed of a place or kind
HITS = 20  # paragraphs that are searched for a family of what no indicator counts
UNASKED_STEP = 6  # the price of a step (``assessed``) that the question says in other words
_SIZES = frozenset({"it", "thap", "nho", "nhat", "nhieu", "cao", "lon", "hon", "cu", "cai", "gom", "moi"})
_TIMES = ("year", "time")  # axes on which figures of several times are sought
_KINDS = ("maker", "group", "source")
_LEVELS = {
    "xa": "commune",
    "huyen": "district",
    "tinh": "province",
    "thon": "village",
    "ban": "village",
    "vung": "region",
}
_ENGLISH = {w: w for w in ("commune", "district", "province", "village")}


@dataclass(frozen=True)
class Axis:
    """In what the figures differ: ``place``, ``year``, ``time`` (any) or a dimension; *sides* if named."""

    name: str
    places: tuple[Area, ...] = ()
    values: tuple[str, ...] = ()
    level: str = ""  # of the places that are asked for (``huyện nào``)
    around: tuple[Area, ...] = ()  # in which those places lie

    @property
    def sides(self) -> int:
        """How many sides the question names."""
        return len(self.places) or len(self.values)


class Families:
    """Finds the family of figures that a question speaks of."""

    def __init__(self, teller: Teller, sentences: Sentences) -> None:
        self.teller = teller
        self.lookup = teller.lookup
        self.knowledge = teller.knowledge
        self.sentences = sentences

    # --- the axis ------------------------------------------------------------------------------------

    def places(self, query: Query) -> tuple[Area, ...]:
        """The places that are asked for, without those that only say where another lies."""
        covers, areas = self.lookup.gazetteer.covers, query.areas
        return tuple(a for a in areas if not any(b is not a and covers(a, b, merged=False) for b in areas))

    def axis(self, query: Query) -> Axis | None:
        """In what the figures that a question speaks of differ; None if it does not say."""
        named = self.places(query)
        if len(named) > 1:
            return Axis("place", places=named)
        several = next(((k, v) for k, v in query.dimensions if len(v) > 1 and k != "step"), None)
        budgets = _budgets(query)
        if several is not None or len(budgets) > 1:
            name, values = several or ("source", budgets)
            return Axis(name, values=budgets if name == "source" and len(budgets) > len(values) else values)
        if self.teller.both_levels(query):
            return Axis("level", values=("standard", "advanced"))
        years = _years(query.periods)
        if len(years) > 1:
            return Axis("year", values=years)
        if speaks(query, "axis_year"):
            return Axis("year")
        for kind in _KINDS:
            if speaks(query, f"axis_{kind}"):
                return Axis(kind)
        if query.any("which_place", "where") or asked_level(query):
            return self.inside(named, asked_level(query))
        graded = next((n for n in query.open if n in ("stars", "criteria")), None)
        return Axis(graded) if graded is not None else None

    def inside(self, around: Sequence[Area], level: str) -> Axis:
        """The places of a level that lie in some places (or in the home)."""
        home = self.knowledge.home
        return Axis("place", level=level, around=tuple(around) or ((home,) if home is not None else ()))

    # --- the figures ---------------------------------------------------------------------------------

    def of(self, query: Query, axis: Axis, rate: bool = False) -> list[Fact]:
        """The family on an axis, in the order of the text ([] if there is none, or no single one).

        With named sides one figure for each, in the order in which they are named.  *rate*: shares
        that are printed of what is counted, not counts.
        """
        rate = rate or query.any("share") or query.counted == "percent"
        families = self._families(query, axis, rate)
        if axis.sides:
            for family in families:
                found = [self._side(family, axis, i) for i in range(axis.sides)]
                if all(found):
                    return [f for f in found if f is not None]
            return self._apart(families, axis) or self._beside(query, axis)
        fitting = [f for f in families if len(f) > 1]
        if not fitting:
            return self._beside(query, axis)
        longest = max(len(f) for f in fitting)
        return next(f for f in fitting if len(f) * 2 >= longest)

    def _families(self, query: Query, axis: Axis, rate: bool) -> list[list[Fact]]:
        """Families that fit a question: those that it leaves least open first, then the newest."""
        groups: dict[tuple[object, ...], list[tuple[int, Fact]]] = {}
        mixed = axis.name == "place" and not (query.periods or axis.places)  # of several times
        fitting = list(self.fitting(query, axis, rate))
        if not fitting and query.periods and money(query):
            fitting = list(self.fitting(query, axis, rate, planned=True))  # what is set aside for a year
        for price, fact in fitting:
            groups.setdefault(_alike(fact, axis, mixed), []).append((price, fact))
        found = []
        for priced in groups.values():
            facts = self._single([f for _, f in priced], axis)
            if facts:
                found.append((min(p for p, _ in priced), facts))
                continue
            times: dict[object, list[tuple[int, Fact]]] = {}
            for price, fact in priced if mixed else ():
                times.setdefault(_alike(fact, axis), []).append((price, fact))
            for apart in times.values():
                facts = self._single([f for _, f in apart], axis)
                if facts:
                    found.append((min(p for p, _ in apart), facts))
        newest = sorted(found, key=lambda g: max(self.time(f) for f in g[1]), reverse=True)
        return [facts for _, facts in sorted(newest, key=lambda g: g[0])]

    def time(self, fact: Fact) -> tuple[str, str]:
        """The day a figure speaks of, and the day it was published."""
        return fact.period.end or "", self.knowledge.bulletins[fact.bulletin].published or ""

    def indicators(self, query: Query, axis: Axis) -> list[str]:
        """The indicators that may be meant; money by its sources needs no other word, and what one
        place has of criteria is no mean."""
        found = self.lookup.indicators(query)
        known = self.lookup.lexicon.indicators
        if axis.name == "place" and "criterion" in query.units and not query.mean:
            found = [i.id for i in known.values() if i.unit == "criterion"]
        if axis.name == "source" or (not found and query.values("source")):
            found = [i.id for i in known.values() if "source" in i.dimensions]
        own = [i for i in found if known[i].programme in query.programmes]
        return own or found

    def fitting(
        self, query: Query, axis: Axis, rate: bool, planned: bool | None = None
    ) -> Iterator[tuple[int, Fact]]:
        """Figures that agree with a question in all but the axis, and what each leaves open."""
        planned = plans(query) if planned is None else planned
        asked = {k: v[0] for k, v in query.dimensions if v and k != axis.name}
        loose = replace(
            query,
            areas=() if axis.name == "place" else query.areas,
            dimensions=tuple((k, v) for k, v in query.dimensions if k != axis.name),
            terms=tuple(t for t in query.terms if not self._said_by_axis(query, t)),
        )
        statuses = TARGET if planned else REACHED
        times = () if axis.name in _TIMES else query.periods
        pricing = self.lookup.pricing(loose, asked, times)
        for indicator in self.indicators(query, axis):
            known = self.lookup.lexicon.indicators[indicator]
            if axis.name == "place" and known.unit == axis.level:
                continue  # a commune has no number of communes
            if axis.name in _KINDS and axis.name not in known.dimensions:
                continue
            rated = rate and known.unit != "percent"
            for fact in self._figures(indicator, rated):
                if fact.status in statuses and (fact.unit == "percent") == (rated or known.unit == "percent"):
                    price = self._price(fact, loose, asked, axis, pricing)
                    if price is not None:
                        yield price, fact

    def _figures(self, indicator: str, rated: bool) -> Iterator[Fact]:
        if not rated:
            return self.lookup.of([indicator])
        facts = self.knowledge.figures.related.get(indicator, ())
        return (f for f in facts if f.dimensions.get("role") in RATES)

    def _said_by_axis(self, query: Query, word: Token) -> bool:
        """Whether a word of the question only names the axis or the manner of comparing."""
        words = query.annotated.words
        at = next((i for i, w in enumerate(words) if w is word), None)
        behind = words[at + 1].fold if at is not None and at + 1 < len(words) else ""
        groups = (*(f"axis_{kind}" for kind in (*_KINDS, "manner")), "same_time")
        named = {w for group in groups for p in spoken(query, group) for w in p}
        return word.fold in _SIZES or behind in ("nao", "gi") or word.fold in named

    def _price(
        self, fact: Fact, query: Query, asked: dict[str, str], axis: Axis, pricing: Pricing
    ) -> int | None:
        if axis.name == "place" and not self._placed(fact, axis):
            return None
        value = fact.dimensions.get(axis.name, "")
        if axis.name not in ("place", "year", "time") and (not value or open_end(value)):
            return None
        if axis.values and axis.name != "year" and value not in axis.values:
            return None
        own = {k: v for k, v in fact.dimensions.items() if k != axis.name}
        step = own.get("step", "")
        bare = replace(fact, dimensions={k: v for k, v in own.items() if k != "step"})
        unasked = bool(step) and "step" not in asked
        plain = bare if unasked else replace(fact, dimensions=own)
        prices = pricing.prices(plain)
        total = 0
        for name in ("area", "unknown dimension", "dimensions", "words", "kind", "thing"):
            if prices[name] is None:
                return None
            total += 0 if name in ("area", "words") else prices[name] or 0
        timed = self._timed(fact, query, axis, pricing)
        if timed is None or not self._inside(fact, query):
            return None
        return total + timed + (UNASKED_STEP if unasked and not query.periods else 0)

    def _placed(self, fact: Fact, axis: Axis) -> bool:
        """Whether a figure is of one of the places that are named, or inside the one asked about."""
        gazetteer, area = self.lookup.gazetteer, fact.area
        if area is None:
            return False
        if axis.places:
            return any(gazetteer.same(a, area) for a in axis.places)
        if axis.level and area.level != axis.level:
            return False
        return not axis.around or any(
            self._covers(a, area, fact.bulletin) for a in axis.around if not gazetteer.same(a, area)
        )

    def _covers(self, wide: Area, narrow: Area, bulletin: str) -> bool:
        """Whether a place lies in another; where no table knows, a commune in a bulletin about a
        district lies there."""
        gazetteer = self.lookup.gazetteer
        if gazetteer.covers(wide, narrow, merged=False):
            return True
        if wide.level != "district" or narrow.level != "commune" or narrow.district:
            return False
        areas = {f.area for f in self.knowledge.pages[bulletin].facts if f.area is not None}
        districts = [a for a in areas if a.level == "district"]
        return bool(districts) and all(gazetteer.same(wide, a) for a in districts)

    def _timed(self, fact: Fact, query: Query, axis: Axis, pricing: Pricing) -> int | None:
        """What the times of a question cost a figure."""
        if axis.name == "time":
            return 0
        if axis.name == "year":
            years = axis.values or _span(query.periods)
            year = (fact.period.end or "")[:4]
            whole = fact.period.kind in ("year", "as_of", "month")
            return None if not whole or (years and year not in years) else 0
        if not query.periods:
            return 0
        if not fact.period.end:  # an undated figure, in a paragraph of that year
            text = self.knowledge.paragraph(fact.bulletin, fact.paragraph).text
            return 3 if all((p.end or "")[:4] in text for p in query.periods) else None
        if fact.unit == "percent" and fact.period.kind == "as_of":  # how far it has got in that year
            asked_years = {(p.end or "")[:4] for p in query.periods if p.kind == "year"}
            if (fact.period.end or "")[:4] in asked_years:
                return 2
        months = [p for p in query.periods if p.kind == "month" and p.end]
        if any((p.start or "") <= (fact.period.end or "") <= (p.end or "") for p in months):
            return 1
        return pricing.prices(fact)["period"]

    def _inside(self, fact: Fact, query: Query) -> bool:
        """Whether the whole that a question names (``trong 110 chủ thể``) is told in the same bulletin."""
        if query.claimed is None or query.bare or query.any("yes_no"):
            return True
        return Decimal(fact.value) != query.claimed and any(
            Decimal(f.value) == query.claimed and f.unit in (query.claimed_unit, fact.unit)
            for f in self.knowledge.pages[fact.bulletin].facts
        )

    def _single(self, facts: Sequence[Fact], axis: Axis) -> list[Fact]:
        """One figure for each value on the axis (the total that is split up, if there are several);
        [] if a value has several."""
        found: dict[object, list[Fact]] = {}
        for fact in facts:
            value: object = fact.dimensions.get(axis.name, "")
            if axis.name == "place" and fact.area is not None:
                value = (fact.area.name, fact.area.district)
            elif axis.name == "year":
                value = (fact.period.end or "")[:4]
            found.setdefault(value, []).append(fact)
        single = []
        for several in found.values():
            if len({f.value for f in several}) > 1:
                split = {g.links.get("part_of") for g in self.knowledge.pages[several[0].bulletin].facts}
                several = [f for f in several if f.id in split]
            if len({f.value for f in several}) != 1:
                return []
            single.append(several[0])
        return single

    # --- sides that are named ------------------------------------------------------------------------

    def _side(self, facts: Sequence[Fact], axis: Axis, i: int) -> Fact | None:
        """The one figure of a named side."""
        same = self.lookup.gazetteer.same
        if axis.places:
            place = axis.places[i]
            found = [f for f in facts if f.area is not None and same(place, f.area)]
        elif axis.name == "year":
            found = [f for f in facts if (f.period.end or "")[:4] == axis.values[i]]
        else:
            found = [f for f in facts if f.dimensions.get(axis.name) == axis.values[i]]
        return found[0] if len({f.value for f in found}) == 1 else None

    def _apart(self, families: Sequence[Sequence[Fact]], axis: Axis) -> list[Fact]:
        """The newest figure of each named side, from whichever bulletin, if they tell the same."""
        found: list[Fact] = []
        for i in range(axis.sides):
            side = next((f for family in families if (f := self._side(family, axis, i))), None)
            if side is None:
                return []
            found.append(side)
        if len({sort_of(f, axis) for f in found}) != 1:
            return []
        return found

    # --- what no indicator counts --------------------------------------------------------------------

    def _beside(self, query: Query, axis: Axis) -> list[Fact]:
        """Figures of one sentence that says all that the question does (``hiến lần lượt … m2 đất``)."""
        if axis.name != "place":
            return []
        matter = self._matter(query)
        units = {query.counted} if query.counted else set(query.units) - {axis.level}
        if not matter or (query.claimed is not None and not query.bare):
            return []
        text = " ".join([*(t.text for t in matter), *(a.name for a in query.areas)])
        pricing = self.lookup.pricing(query, {}, query.periods)
        for hit in self.knowledge.search(text, HITS):
            context = self.knowledge.context(hit.bulletin, hit.paragraph)
            for start, end in self.knowledge.spans(hit.bulletin, hit.paragraph):
                facts = [
                    f
                    for f in self.knowledge.figures_of(hit.bulletin, hit.paragraph, start)
                    if f.status in (TARGET if plans(query) else REACHED)
                    and (not units or f.unit in units)
                    and not f.dimensions.get("role")
                    and self._placed(f, axis)
                    and self._timed(f, query, axis, pricing) is not None
                ]
                own = missing(matter, hit.text[start:end], query.glued)
                if missing(own, context, query.glued) or len(own) * 2 > len(matter):
                    continue
                family = self._single(facts, axis)
                if axis.sides:
                    sides = [self._side(family, axis, i) for i in range(axis.sides)]
                    family = [f for f in sides if f is not None] if all(sides) else []
                if len(family) > 1 and len({_alike(f, axis) for f in family}) == 1:
                    return family
        return []

    def _matter(self, query: Query) -> list[Token]:
        """The words of a question but for places, units, superlatives and what is asked."""
        words = query.annotated.words
        out = {i for p in query.annotated.places for i in range(p.start_token, p.end_token)}
        out |= {i for m in query.annotated.mentions if m.has("unit") for i in range(m.first, m.last)}
        out |= {i for f in query.annotated.figures for i in range(f.first, f.last)}
        left = {id(words[i]) for i in out}
        return [t for t in query.content if id(t) not in left and not self._said_by_axis(query, t)]


def plans(query: Query) -> bool:
    """Whether what is planned or assigned is spoken of, not what was reached."""
    asked = query.any("plan") or "target" in query.statuses
    return asked and "plan" not in query.statuses and not query.any("reached")


def money(query: Query) -> bool:
    """Whether money is asked about."""
    return bool(query.values("source")) or any(n.endswith(".capital") for n in query.needs)


def spoken(query: Query, group: str) -> list[tuple[str, ...]]:
    """The phrases of a group of the language's discourse words that a question holds (as folded words)."""
    words = [w for w in query.annotated.words if w.kind == "word"]
    found = []
    for phrase in phrases(query.spoken).discourse.get(group, ()):
        for i in range(len(words) - len(phrase) + 1):
            run = words[i : i + len(phrase)]
            if spells(run, phrase):
                found.append(tuple(w.fold for w in run))
    return found


def speaks(query: Query, group: str) -> bool:
    """Whether a question holds a phrase of a group."""
    return bool(spoken(query, group))


def asked_level(query: Query) -> str:
    """The level of the places that are asked for (``huyện nào``: district), or ""."""
    folds = [w.fold for w in query.annotated.words]
    for one, other in pairwise(folds):
        if other in ("nao", "gi") and one in _LEVELS:
            return _LEVELS[one]
    return _ENGLISH.get(folds[folds.index("which") + 1], "") if "which" in folds[:-1] else ""


def _years(periods: Sequence[Period]) -> tuple[str, ...]:
    """Two or more years that are named one by one (``2022, 2023, 2024``; read as a span, too)."""
    single = tuple(dict.fromkeys((p.end or "")[:4] for p in periods if p.kind == "year"))
    if len(single) > 1:
        return single
    if len(periods) == 1 and periods[0].kind == "range" and listed(periods[0]):
        return _span(periods)
    return ()


def _budgets(query: Query) -> tuple[str, ...]:
    """``ngân sách tỉnh, huyện và xã``: the budgets that share one head."""
    folds = [w.fold for w in query.annotated.words]
    at = next((i for i, pair in enumerate(pairwise(folds)) if pair == ("ngan", "sach")), None)
    found: list[str] = []
    for fold in [] if at is None else folds[at + 2 :]:
        if fold in _BUDGETS:
            found.append(_BUDGETS[fold])
        elif fold not in (",", "va", "cap", "trung"):
            break
    return tuple(dict.fromkeys(found)) if query.values("source") else ()


_BUDGETS = {"uong": "central", "tinh": "province", "huyen": "district", "xa": "commune"}


def listed(period: Period) -> bool:
    """Whether a span of years is written as a list (``năm 2020 và 2021``), not from one to another."""
    return "," in period.text or " và " in period.text or " va " in period.text or " and " in period.text


def _span(periods: Sequence[Period]) -> tuple[str, ...]:
    """The years from the first to the last that the times of a question name."""
    days = [int(d[:4]) for p in periods for d in (p.start, p.end) if d]
    return tuple(str(y) for y in range(min(days), max(days) + 1)) if days else ()


def _alike(fact: Fact, axis: Axis, mixed: bool = False) -> tuple[object, ...]:
    """What the figures of one family share (the time, too, unless they are *mixed*)."""
    when = "" if mixed or axis.name == "year" else fact.period.end
    return (fact.bulletin, when, *sort_of(fact, axis))


def sort_of(fact: Fact, axis: Axis) -> tuple[object, ...]:
    """What figures have in common that may be held against each other."""
    upward = {"3-5": "3+", "4-5": "4+"}  # five is the most there is
    rest = tuple(sorted((k, upward.get(v, v)) for k, v in fact.dimensions.items() if k != axis.name))
    place = "" if axis.name == "place" or fact.area is None else fact.area.name
    return (fact.indicator, fact.unit, fact.nature, fact.status == "target", rest, place)
