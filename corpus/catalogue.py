"""Which facts are asked for: filters and facets over the store's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from corpus.schema import LEVEL_WORDS, area_key, area_parts, bulletins, facts
from corpus.text import fold

_YEARS = re.compile(r"(\d{4})\s?[-–]\s?(\d{4})")
_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")


@dataclass(frozen=True)
class Filter:
    """Conditions on facts; empty ones hold for every fact.

    ``indicator``, ``programme``, ``status``, ``nature``, ``stars``, ``bulletin``: exact.
    ``area``: an old or new name, with or without its level and diacritics; a province takes its districts
    and communes with it.  ``period``: a year, month or day (``2023``, ``2023-06``), or a span of
    years (``2021-2025``).  ``text``: words that all stand in the quote, label or area, diacritics or none.
    """

    indicator: str = ""
    programme: str = ""
    area: str = ""
    period: str = ""
    status: str = ""
    nature: str = ""
    stars: str = ""
    bulletin: str = ""
    text: str = ""


@dataclass(frozen=True)
class Resolved(Filter):
    """A filter with the names that its area had before (``tỉnh Bắc Kạn`` for ``tỉnh Thái Nguyên``)."""

    former: tuple[str, ...] = ()


EXACT = ("indicator", "programme", "status", "nature", "stars", "bulletin")
AREA_COLUMNS = ("area", "area_level", "area_district", "area_province")
FACETS = ("indicator", "programme", "area", "period", "status", "nature", "stars", "bulletin")


def select_renamed() -> sa.Select[Any]:
    """Areas that have another name today: the name that bulletins give, and the one of today."""
    return sa.select(facts.c.place, facts.c.place_now).where(facts.c.place_now != "").distinct()


def former_names(area: str, renamed: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What an area was called before, going by pairs of a bulletin's name and the one of today."""
    wanted = _spellings(area)
    return tuple(sorted(name for name, now in renamed if area_key(now) in wanted))


def _spellings(name: str) -> set[str]:
    """The keys that a name stands for: without a word for its level it is every level's."""
    whole = area_key(name)
    return {whole, *(f"{level_word} {whole}" for level_word in LEVEL_WORDS)}


def latest_first(ordinal: sa.Column[Any]) -> tuple[sa.ColumnElement[Any], ...]:
    """Order: latest bulletin first, undated last, then as they stand in the bulletin."""
    return (bulletins.c.published.is_(None), bulletins.c.published.desc(), bulletins.c.id, ordinal)


# What facts can be sorted by, beside the latest bulletin first; "-" before a name for descending.
SORTS: dict[str, tuple[sa.ColumnElement[Any], ...]] = {
    "value": (facts.c.number,),
    "indicator": (facts.c.indicator, facts.c.stars, facts.c.unit),
    "area": (facts.c.area,),
    "period": (sa.func.coalesce(facts.c.end, facts.c.start, ""),),
    "status": (facts.c.status,),
}


def select_facts(
    chosen: Filter, sort: str = "", first: int = 0, most: int | None = None
) -> sa.Select[tuple[str]]:
    """The JSON of the facts that meet a filter, in order: *most* of them from the *first* on."""
    keys = SORTS.get(sort.removeprefix("-"), ())
    order = [key.desc() if sort.startswith("-") else key for key in keys]
    statement = sa.select(facts.c.data).join(bulletins).where(*_conditions(chosen))
    statement = statement.order_by(*order, *latest_first(facts.c.ordinal))
    return (
        statement.limit(-1 if most is None else most).offset(first)
        if first or most is not None
        else statement
    )


def select_count(chosen: Filter) -> sa.Select[Any]:
    """How many facts meet a filter."""
    return sa.select(sa.func.count()).select_from(facts).where(*_conditions(chosen))


# --- over time -------------------------------------------------------------------------------------

_ENOUGH = 3  # times: two make a line, but tell little
_WIDE_FIRST = {"province": 0, "nation": 1, "district": 2, "commune": 3}


def select_series(chosen: Filter, most: int, only: Sequence[str] | None = None) -> sa.Select[Any]:
    """Series ids and at how many times something was reached, the most telling first; *only* some, if given.

    A figure that changes tells more than one that stays; what the lexicon knows, more than what it does
    not; a whole province, more than a commune; many times, more than few.
    """
    reached = sa.case((facts.c.status != "target", facts.c.end))
    periods = sa.func.count(reached.distinct())
    flat = sa.func.count(facts.c.number.distinct()) < 2
    other = sa.func.min(facts.c.indicator) == "other"
    width = sa.case(_WIDE_FIRST, value=sa.func.min(facts.c.area_level), else_=4)
    statement = sa.select(facts.c.series, periods).where(*_conditions(chosen), facts.c.series != "")
    if only is not None:
        statement = statement.where(facts.c.series.in_(only))
    order = (flat, other, periods < _ENOUGH, width, periods.desc(), sa.func.max(facts.c.end).desc())
    return (
        statement.group_by(facts.c.series).having(periods >= 2).order_by(*order, facts.c.series).limit(most)
    )


def select_series_facts(chosen: Filter, series: str, most: int) -> sa.Select[tuple[str]]:
    """The JSON of the facts of one series, latest bulletin first."""
    return select_facts(chosen, most=most).where(facts.c.series == series)


# --- facets ------------------------------------------------------------------------------------------


def select_bulletins(chosen: Filter) -> sa.Select[Any]:
    """The bulletins with a fact that meets a filter."""
    return sa.select(facts.c.bulletin).where(*_conditions(chosen)).distinct()


def select_facets(chosen: Filter) -> dict[str, sa.Select[Any]]:
    """For each facet, a statement giving its values and how many facts have them, most first.

    A facet's own filter is left out, so that its other values can still be chosen.
    """
    found = {}
    for name in FACETS:
        value = _facet_value(name)
        count = sa.func.count()
        others = _conditions(replace(chosen, **{name: ""}))
        statement = sa.select(value, count).where(*others, value.is_not(None), value != "")
        found[name] = statement.group_by(value).order_by(count.desc(), value)
    return found


def _facet_value(name: str) -> sa.ColumnElement[Any]:
    if name == "area":
        return facts.c.place
    if name == "period":
        first, last = (sa.func.substr(day, 1, 4) for day in (facts.c.start, facts.c.end))
        return sa.case((first < last, first + "-" + last), else_=last)
    return facts.c[name]


def select_areas(chosen: Filter, most: int) -> sa.Select[Any]:
    """The areas that most facts name as their own or as what they lie in (one name a row)."""
    others = _conditions(replace(chosen, area=""))
    columns = (facts.c.place, facts.c.place_district, facts.c.place_province)
    parts = [
        sa.select(column.label("name"), sa.func.count().label("n"))
        .where(*others, column != "")
        .group_by(column)
        for column in columns
    ]
    found = sa.union_all(*parts).subquery().c
    return (
        sa.select(found.name)
        .group_by(found.name)
        .order_by(sa.func.sum(found.n).desc(), found.name)
        .limit(most)
    )


def select_area_counts(
    chosen: Filter, names: Sequence[str], renamed: Sequence[tuple[str, str]]
) -> sa.Select[Any]:
    """How many facts the area filter finds for each of *names*, in one row, in their order."""
    others = _conditions(replace(chosen, area=""))
    keys = [facts.c[name] for name in AREA_COLUMNS]
    groups = sa.select(*keys, sa.func.count().label("n")).where(*others).group_by(*keys).subquery()
    conditions = [_in_areas((name, *former_names(name, renamed)), groups) for name in names]
    return sa.select(*[sa.func.sum(sa.case((holds, groups.c.n), else_=0)) for holds in conditions])


def _conditions(chosen: Filter) -> list[sa.ColumnElement[bool]]:
    conditions = [facts.c[name] == getattr(chosen, name) for name in EXACT if getattr(chosen, name)]
    if chosen.area.strip():
        former = chosen.former if isinstance(chosen, Resolved) else ()
        conditions.append(_in_areas((chosen.area, *former)))
    if chosen.period.strip():
        conditions.append(_in_period(chosen.period.strip()))
    conditions += [sa.func.instr(facts.c.text, word) > 0 for word in fold(chosen.text).split()]
    return conditions


def _in_areas(names: Sequence[str], table: sa.FromClause = facts) -> sa.ColumnElement[bool]:
    return sa.or_(*[_in_area(name, table) for name in names])


def _in_area(name: str, table: sa.FromClause = facts) -> sa.ColumnElement[bool]:
    """The area itself and what lies in it.

    A name without a word for its level stands for every level (*Bản Nguyên* too: it
    may be a name as it is); a bare name in the store fits where its level does.
    """
    columns = table.c
    word, rest = area_parts(name)
    names = _spellings(name)
    levels = LEVEL_WORDS.get(word, ())
    inside: list[sa.ColumnElement[bool]] = [
        columns.area.in_(names),
        columns.area_district.in_(names),
        columns.area_province.in_(names),
    ]
    inside.append(sa.and_(columns.area == rest, columns.area_level.in_(levels)))
    if "district" in levels:
        inside.append(columns.area_district == rest)
    if levels == ("province",):
        inside.append(columns.area_province == rest)
    return sa.or_(*inside)


def _in_period(period: str) -> sa.ColumnElement[bool]:
    """A span of years as such; a year, month or day by where the period ends (no span lies in a year)."""
    span = _YEARS.fullmatch(period)
    if span and span[1] < span[2]:
        return sa.and_(facts.c.start.startswith(span[1]), facts.c.end.startswith(span[2]))
    if not _DAY.fullmatch(period):
        return sa.false()
    same_year = sa.or_(
        facts.c.start.is_(None), sa.func.substr(facts.c.start, 1, 4) == sa.func.substr(facts.c.end, 1, 4)
    )
    return sa.and_(facts.c.end.startswith(period), same_year)
