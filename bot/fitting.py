"""Which figures of a sentence fit a question: its grades, its time, its place, what exists or was added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answer import Evidence
from bot.knowledge import Knowledge
from bot.matching import missing
from bot.pricing import COUNTABLE, OPEN_STARS
from bot.question import Query
from bot.register import tells_stars
from corpus.areas import Gazetteer
from corpus.lexicon import lexicon
from corpus.model import Fact
from corpus.text import tokens

# What the programmes count, place by place.
_COUNTED = frozenset(
    {"product", "maker", "commune", "district", "village", "criteria", "criterion", "percent"}
)
# Dimensions of a figure that its sentence may tell anywhere.
_SPOKEN = frozenset({"step", "maker"})
_PLANS = ("plan_ratio", "plan_excess")  # roles of figures that are measured against a plan


class Fitting:
    """Holds the figures of sentences against a question."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer) -> None:
        self.knowledge = knowledge
        self.gazetteer = gazetteer

    def facts_of(self, evidence: Evidence) -> Sequence[Fact]:
        """The figures of a sentence."""
        return self.knowledge.figures_of(evidence.bulletin, evidence.paragraph, evidence.start)

    def of(self, query: Query, evidence: Evidence, *, strict: bool = False) -> list[Fact]:
        """The figures of a sentence with the grades, levels and bands, and of the time, that is asked.

        *strict*: steps and groups must be the figure's own, else the sentence may speak of them.
        """
        facts = self.facts_of(evidence)
        planned = any(f.status == "target" or f.dimensions.get("role") in _PLANS for f in facts)
        if query.only_target and not planned:
            return []  # what was reached is no answer to what was planned
        fitting = [
            f
            for f in facts
            if all(
                self._has(query, f, name, values)
                or (not strict and name in _SPOKEN and said(query, name, evidence.quote))
                for name, values in query.dimensions
            )
            and all(year in (_years(f) or (year,)) for year in query.spoken_years)
            and not _over_years(query, f)
            and (f.status != "target" or query.asks_plan or _ahead(query, f))
            and not (query.any("count") and _of_other_kind(query, f))
            and (f.indicator in query.needs or not _absence(f))
            and (not query.any("count", "share") or self._of_place(query, f))
            and not (query.until and f.nature == "flow" and not query.flow and not _open_nature(f))
            and not (query.flow and _stands(f))
            and not (f.nature == "flow" and f.period.kind == "year" and _asks_stock(query))
        ]
        measured = any(f.indicator in query.needs for f in facts)
        return fitting if not measured or any(f.indicator in query.needs for f in fitting) else []

    def _of_place(self, query: Query, fact: Fact) -> bool:
        """Whether a figure may be that of a place that is asked about."""
        measured = fact.indicator in query.needs and lexicon().indicators[fact.indicator].told == "measure"
        if not query.areas or fact.area is None or not (fact.unit in _COUNTED or measured):
            return True
        if query.any("which", "which_place") and query.any("most", "least"):
            return True  # of a place inside it
        covers = self.gazetteer.covers
        narrow = [a for a in query.areas if not any(b is not a and covers(a, b) for b in query.areas)]
        return any(self.gazetteer.same(a, fact.area) for a in narrow)

    def _has(self, query: Query, fact: Fact, name: str, values: Sequence[str]) -> bool:
        """Whether a figure has a value that is asked for, or (having none) its words stand in its
        clause; the kind of an organisation or of its goods may be part of a name spoken of."""
        if name in fact.dimensions:
            return fact.dimensions[name] in values
        named = name in ("maker", "group") and fact.unit != "maker"
        context = self.knowledge.context(fact.bulletin, fact.paragraph) if named else None
        return said(query, name, context or self.knowledge.clause(fact))


def said(query: Query, name: str, text: str) -> bool:
    """Whether a text holds the words for one of a dimension's values: the question's or the lexicon's."""
    values = query.values(name)
    if name == "step":
        values = values[:1]  # the more particular one (``bị thu hồi sau khi được công nhận``)
        if not steps(text).isdisjoint(values):
            return True
    if name == "criteria":
        return any(_banded(value, text) for value in values)
    if name == "stars":
        return tells_stars(values, text)
    named = [m for m in query.annotated.mentions if any(name in dict(c.dimensions) for c in m.concepts)]
    words = [w for m in named for w in query.annotated.words[m.first : m.last]]
    if words and query.spoken == "vi" and not missing(words, text, query.glued):
        return True
    labels = [lexicon().label(name, value, "vi") for value in values]
    return any(label and not missing(tokens(label), text) for label in labels)


def _banded(value: str, text: str) -> bool:
    """Whether a text names a band of criteria (``19/19 tiêu chí``, ``dưới 10 tiêu chí``)."""
    low, _, high = value.strip("<>=").partition("-")
    before = _BOUNDS.get(value.rstrip("0123456789"), "")
    span = rf"\s*(?:-|–|đến)\s*0?{high}" if high else r"(?:/\d+)?"
    return re.search(rf"{before}(?<!\d)0?{low}{span}\s+tiêu chí", text, re.IGNORECASE) is not None


_BOUNDS = {"<": r"dưới\s+(?:\w+\s+)?", ">=": r"(?:từ|trên)\s+", ">": r"trên\s+"}


@lru_cache(maxsize=4096)  # the same few clauses are held against each question's steps again and again
def steps(text: str) -> frozenset[str]:
    """The steps that the lexicon finds in a text."""
    told = (c for m in lexicon().match(tokens(text)) for c in m.concepts)
    return frozenset(v for c in told for k, v in c.dimensions if k == "step")


def done_otherwise(query: Query, text: str) -> bool:
    """Whether a list is of products of which another thing is told than is asked (``được công nhận lại``)."""
    asked, told = set(query.values("step")), steps(text)
    return bool(asked and told) and asked.isdisjoint(told)


def _ahead(query: Query, fact: Fact) -> bool:
    """Whether a plan is for a time that is asked about without ``hiện nay``: for a year, not for what
    there was in a month of it."""
    end = fact.period.end or ""
    return not query.now and any(
        end[:4] == (p.end or "-")[:4] if p.kind == "year" else end == p.end for p in query.periods
    )


def _of_one_grade(query: Query, fact: Fact) -> bool:
    """Whether a figure counts a wide place's products of one grade, where no grade is asked for."""
    graded = fact.unit == "product" and fact.dimensions.get("stars", "3+") not in OPEN_STARS
    graded = graded and ("step" not in fact.dimensions or "part_of" in fact.links)
    wide = fact.area is not None and fact.area.level not in ("commune", "village")
    named = any(t.capital for t in query.terms)  # a maker's
    return graded and wide and not (named or query.values("stars") or "stars" in query.open)


def _of_other_kind(query: Query, fact: Fact) -> bool:
    """Whether a figure counts some of the things only, or others, than those whose number is asked for."""
    return _of_one_grade(query, fact) or _of_no_programme(query, fact) or _of_a_band(query, fact)


def _of_a_band(query: Query, fact: Fact) -> bool:
    """Whether a figure counts the places within a band of criteria, where those of a level are asked for."""
    standing = bool(query.values("level")) and not query.values("criteria")
    return standing and "criteria" in fact.dimensions


def _of_no_programme(query: Query, fact: Fact) -> bool:
    """Whether a figure is of no indicator, where just the things that a programme counts are asked for
    (``có thể phát triển 200 sản phẩm nông sản``)."""
    asked = {query.counted} if query.counted else set(query.units)
    plain = bool(query.programmes) and not query.terms and fact.unit in COUNTABLE - {"province"} & asked
    return plain and fact.indicator == "other"


def _stands(fact: Fact) -> bool:
    """Whether a figure tells how many there are, which is no answer to how many were added."""
    return fact.nature == "stock" and fact.status == "actual" and "criteria" not in fact.dimensions


def _over_years(query: Query, fact: Fact) -> bool:
    """Whether a figure was added up over several years where one year is asked about."""
    start, end = (fact.period.start or "")[:4], (fact.period.end or "")[:4]
    spans = any(p.kind == "range" for p in query.periods)
    return bool(query.years) and not spans and fact.nature == "flow" and start != "" and start < end


def _open_nature(fact: Fact) -> bool:
    """Whether a figure of no known indicator is told of a day, so that it may stand as well as be added."""
    return fact.indicator == "other" and fact.period.kind == "as_of"


def _absence(fact: Fact) -> bool:
    """Whether a figure counts places that have none of something."""
    known = lexicon().indicators.get(fact.indicator)
    return known is not None and bool(known.absent)


def _asks_stock(query: Query) -> bool:
    """Whether it is asked how many there are by now, which what a year has added does not tell."""
    stock = query.now or (query.total and len(query.areas) < 2)
    return stock and not (query.flow or query.periods or query.values("step"))


def _years(fact: Fact) -> tuple[str, ...]:
    """The first and the last year that a figure speaks of ("" left out)."""
    return tuple(day[:4] for day in (fact.period.start, fact.period.end) if day)
