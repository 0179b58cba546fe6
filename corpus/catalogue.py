"""Which facts are asked for: filters and facets over the store's tables."""

from __future__ import annotations

import re
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
    ``area``: a name with or without its level and diacritics; a province takes its districts
    and communes with it.  ``period``: a year, month or day (``2023``, ``2023-06``), or a span of
    years (``2021-2025``).  ``text``: words of the quote, label or area, without diacritics.
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


EXACT = ("indicator", "programme", "status", "nature", "stars", "bulletin")
FACETS = ("indicator", "programme", "area", "period", "status", "nature", "stars", "bulletin")


def latest_first(ordinal: sa.Column[Any]) -> tuple[sa.ColumnElement[Any], ...]:
    """Order: latest bulletin first, undated last, then as they stand in the bulletin."""
    return (bulletins.c.published.is_(None), bulletins.c.published.desc(), bulletins.c.id, ordinal)


def select_facts(chosen: Filter) -> sa.Select[tuple[str]]:
    """The JSON of the facts that meet a filter, latest bulletin first."""
    statement = sa.select(facts.c.data).join(bulletins).where(*_conditions(chosen))
    return statement.order_by(*latest_first(facts.c.ordinal))


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
        return sa.func.json_extract(facts.c.data, "$.area.name")
    if name == "period":
        return sa.func.substr(facts.c.end, 1, 4)
    return facts.c[name]


def _conditions(chosen: Filter) -> list[sa.ColumnElement[bool]]:
    conditions = [facts.c[name] == getattr(chosen, name) for name in EXACT if getattr(chosen, name)]
    if chosen.area.strip():
        conditions.append(_in_area(chosen.area))
    if chosen.period.strip():
        conditions.append(_in_period(chosen.period.strip()))
    words = " ".join(fold(chosen.text).split())
    if words:
        conditions.append(sa.func.instr(facts.c.text, words) > 0)
    return conditions


def _in_area(name: str) -> sa.ColumnElement[bool]:
    """The area itself and what lies in it.

    A name without a word for its level stands for every level (*Bản Nguyên* too: it
    may be a name as it is); a bare name in the store fits where its level does.
    """
    word, rest = area_parts(name)
    whole = area_key(name)
    names = {whole, *(f"{level_word} {whole}" for level_word in LEVEL_WORDS)}
    levels = LEVEL_WORDS.get(word, ())
    inside: list[sa.ColumnElement[bool]] = [
        facts.c.area.in_(names),
        facts.c.area_district.in_(names),
        facts.c.area_province.in_(names),
    ]
    inside.append(sa.and_(facts.c.area == rest, facts.c.area_level.in_(levels)))
    if "district" in levels:
        inside.append(facts.c.area_district == rest)
    if levels == ("province",):
        inside.append(facts.c.area_province == rest)
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
