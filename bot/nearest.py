"""The nearest figure that is known, where one time or one grade is all that the bulletins lack.

A question that is understood to its last word, and that has no answer, is asked again with just one of its
constraints open: its year, or its grade.  All others are priced as they always are, and nothing that
costs anything is nearest to anything.  What is told says first what is not there, and then its own time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bot.draft import Draft
from bot.lookup import REACHED, Choice
from bot.matching import bare_name, missing
from bot.phrasing import say
from bot.pricing import COUNTABLE
from bot.question import Query
from bot.telling import TARGET, Teller
from bot.wording import date, dated, in_its_sentence
from corpus.lexicon import Lexicon, NumericDimension
from corpus.model import Fact, Period
from corpus.text import fold

DEAREST = 1  # the price of a figure that is expected, and otherwise just what is asked for
_TIMES = frozenset({"year", "as_of"})  # times that are nearer to, or farther from, each other
_ASKS = frozenset({"count", "reached"})
_GRADES = ("stars", "level")  # dimensions whose values lie above each other
_LEVELS = ("standard", "advanced", "model")


class Nearest:
    """Solves questions for a number whose year, or whose grade, has no figure."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.lookup = teller.lookup

    def solve(self, query: Query) -> Draft | None:
        """What is not there, and the nearest to it; None if the question asks anything else."""
        at = self._placed(query)
        if at is None or self.lookup.choose(at, statuses=_statuses(at)) is not None:
            return None
        return self._in_time(at) or next(filter(None, (self._by_grade(at, g) for g in _GRADES)), None)

    def _placed(self, query: Query) -> Query | None:
        """A question for one number of one place, with that place; None for any other question."""
        home = self.teller.knowledge.home
        areas = self.lookup.asked_about(query.areas) or ([home] if home is not None else [])
        indicators = [self.lookup.lexicon.indicators[i] for i in self.lookup.indicators(query)]
        counted = {i.unit for i in indicators}
        named = counted | ({"product"} if "maker" in counted else set())  # makers are those of products
        named_too = set(query.units) - named or not (query.units or query.needs)
        if len(areas) != 1 or not _plain(query) or not counted or named_too:
            return None  # ``xa hon bac co may san pham``: of what else is named it is not told
        return replace(query, areas=tuple(areas))

    # --- another time ----------------------------------------------------------------------------

    def _in_time(self, query: Query) -> Draft | None:
        if len(query.periods) != 1 or query.periods[0].kind not in _TIMES:
            return None
        asked = query.periods[0]
        fitting = [(days, f) for f in self._fitting(query) if (days := _apart(f.period, asked)) is not None]
        least = min((days for days, _ in fitting), default=None)
        near = [f for days, f in fitting if days == least]
        ends = sorted(
            {f.period.end or "" for f in near}
        )  # two, where one is as long before as the other after
        found = [self.lookup.settle([f for f in near if f.period.end == end]) for end in ends]
        end = asked.end or ""
        if self._spoken_of(query, lambda fact: self._of_year(fact, end[:4])):
            return None  # it may be of the year that is asked for, or tell of it in another way
        day = asked.kind == "as_of"
        lacking = say(
            query.language,
            "nearest.no_day" if day else "nearest.no_year",
            **({"date": date(end, query.language)} if day else {"year": end[:4]}),
        )
        return self._told(query, found, lacking, "time")

    def _fitting(self, query: Query) -> Iterator[Fact]:
        """The figures that answer but for the time."""
        asked = {name: values[0] for name, values in query.dimensions}
        pricing = self.lookup.pricing(query, asked, ())
        for indicator in self.lookup.indicators(query):
            for priced in pricing.facts(indicator, _statuses(query)):
                if (
                    priced.price <= DEAREST
                    and priced.fact.period.kind in _TIMES
                    and self._as_asked(priced.fact, query)
                ):
                    yield priced.fact

    def _of_year(self, fact: Fact, year: str) -> bool:
        """Whether a year stands in a figure's sentence, or holds around it."""
        return year in fact.context_years or year in self._sentence(fact)

    # --- another grade ---------------------------------------------------------------------------

    def _by_grade(self, query: Query, name: str) -> Draft | None:
        grades = _grades(name, self.lookup.lexicon)
        asked = next(iter(query.values(name)), "")
        if asked not in grades:
            return None
        found: dict[int, Choice] = {}
        for rank, grade in enumerate(grades):
            wanted = {k: v[0] for k, v in query.dimensions} | {name: grade}
            choice = self.lookup.choose(query, dimensions=wanted, statuses=_statuses(query))
            if choice is not None and choice.best.dimensions.get(name) == grade:
                found[abs(rank - grades.index(asked)) * 2 + (rank > grades.index(asked))] = choice
        least = min(found, default=0) // 2
        near = [choice for apart, choice in sorted(found.items()) if apart // 2 == least]
        if not all(self._as_asked(c.best, query) and c.best.period.kind in _TIMES for c in near):
            return None
        said = _said(name, asked, self.lookup.lexicon)
        if self._spoken_of(query, lambda fact: bool(said.search(self._sentence(fact)))):
            return None  # the bulletins speak of that grade, in a way that was not read
        label = _label(name, asked, self.lookup.lexicon, query.language)
        return self._told(query, near, say(query.language, "nearest.no_grade", grade=label), "grade")

    # --- both ------------------------------------------------------------------------------------

    def _spoken_of(self, query: Query, test: Callable[[Fact], bool]) -> bool:
        """Whether something is so of any figure of the thing and the place that are asked for."""
        indicators = self.lookup.indicators(query)
        places = self.lookup.meant(query.areas)
        names = [bare_name(area) for area in query.areas]
        units = {self.lookup.lexicon.indicators[i].unit for i in indicators}

        def near(fact: Fact) -> bool:
            said = fold(self._sentence(fact))
            return fact.area is None or fact.area in places or any(name in said for name in names)

        figures = self.teller.knowledge.figures
        told = (
            fact
            for indicator in (*indicators, "other")
            for fact in (*figures.by_indicator.get(indicator, ()), *figures.related.get(indicator, ()))
        )
        return any((f.indicator != "other" or f.unit in units) and test(f) and near(f) for f in told)

    def _sentence(self, fact: Fact) -> str:
        return self.teller.knowledge.evidence(fact).quote

    def _as_asked(self, fact: Fact, query: Query) -> bool:
        """Whether a figure is of the nature that is asked for, and its sentence says all free words."""
        day = query.until or query.now or any(p.kind == "as_of" for p in query.periods)
        added = query.flow or (bool(query.values("step")) and not day)
        natural = fact.unit not in COUNTABLE or (fact.nature == "flow") == added
        own = not missing(query.terms, self._sentence(fact), query.glued) and not in_its_sentence(fact)
        return own and (natural or fact.status in TARGET)

    def _told(self, query: Query, found: Iterable[Choice], lacking: str, why: str) -> Draft | None:
        choices = list(found)
        if not choices or any(choice.rivals for choice in choices):
            return None  # bulletins that contradict each other are no help
        facts = tuple(choice.best for choice in choices)
        claims = [self.teller.claim(f, dated(f, query.language)) for f in facts]
        first = replace(claims[0], text=say(query.language, "nearest.is", claim=claims[0].text))
        names = tuple(p.end[:4] for p in query.periods if p.end) + tuple(
            v for _, vs in query.dimensions for v in vs
        )
        return Draft(
            "partial", (first, *claims[1:]), facts, message=lacking, names=names, why=f"nearest in {why}"
        )


def _plain(query: Query) -> bool:
    """Whether a question asks for one number and says nothing that was not understood."""
    rate = {"share"} if query.needs else set()  # ``tỷ lệ hộ nghèo`` asks for a number
    plan = {"plan"} if query.only_target else set()
    other = query.asks - _ASKS - rate - plan
    several = query.counts > 1 or any(len(values) > 1 for _, values in query.dimensions)
    compared = (
        query.base is not None or query.compares or query.before or query.changed or query.whole is not None
    )
    part = query.parts or query.all_of or query.sweeping or query.only or query.open
    given = query.claimed is not None or query.documents or query.topics
    planned = bool(query.statuses or query.any("plan")) and not query.only_target
    return not (
        other
        or several
        or compared
        or part
        or given
        or planned
        or query.denies
        or query.exists
        or any(t.capital or t.kind == "number" for t in query.terms)
    )


def _statuses(query: Query) -> tuple[str, ...]:
    return TARGET if query.only_target else REACHED


def _rule(name: str, lexicon: Lexicon) -> NumericDimension | None:
    return next((r for r in lexicon.numeric if r.dimension == name and r.mode == "grade"), None)


def _grades(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """All grades of a dimension, each above the one before."""
    rule = _rule(name, lexicon)
    return rule.valid if rule is not None else _LEVELS


def _label(name: str, grade: str, lexicon: Lexicon, language: str) -> str:
    rule = _rule(name, lexicon)
    return rule.label[language].format(grade) if rule else lexicon.label(name, grade, language)


def _apart(one: Period, other: Period) -> int | None:
    """How many days lie between the ends of two times."""
    try:
        ends = [dt.date.fromisoformat(p.end or "") for p in (one, other)]
    except ValueError:
        return None
    return abs((ends[0] - ends[1]).days)


def _said(name: str, grade: str, lexicon: Lexicon) -> re.Pattern[str]:
    """A grade as bulletins write it: ``3 sao``, ``3*``, ``nâng cao``."""
    rule = _rule(name, lexicon)
    if rule is not None:
        return re.compile(rf"(?<!\d){grade}\s*(?:{'|'.join(map(re.escape, rule.words))})", re.IGNORECASE)
    words = lexicon.label(name, grade, "vi").split(" ", 1)[-1]  # without the programme's short name
    return re.compile(re.escape(words), re.IGNORECASE)
