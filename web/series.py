"""Figures of one thing over time: same indicator, dimensions, place and unit, at two periods or more."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from corpus.model import Fact

_STATUSES = ("actual", "provisional", "target")
_KINDS = ("as_of", "year", "quarter", "month")
Key = tuple[str, str, tuple[tuple[str, str], ...], str, str, str]


@dataclass(frozen=True)
class Point:
    """A figure at its time; ``follows``: it is the one that the line goes through."""

    fact: Fact
    day: dt.date
    value: float
    follows: bool


@dataclass(frozen=True)
class Series:
    """The points of one thing in order of time, and an id that stands in addresses."""

    id: str
    points: tuple[Point, ...]

    @property
    def fact(self) -> Fact:
        """Any of its facts: they measure the same."""
        return self.points[0].fact

    @property
    def periods(self) -> int:
        """At how many times there is a figure."""
        return len({point.day for point in self.points})


def series_of(facts: Iterable[Fact]) -> list[Series]:
    """The series among facts (latest bulletin first), those with most periods first."""
    groups: dict[Key, list[Fact]] = {}
    for fact in facts:
        if _fits(fact):
            groups.setdefault(_key(fact), []).append(fact)
    found = [Series(_id(key), _points(group)) for key, group in groups.items()]
    found = [one for one in found if _reached(one.points) >= 2]
    return sorted(
        found, key=lambda one: (one.fact.indicator == "other", "role" in one.fact.dimensions, -one.periods)
    )


def chosen(found: Sequence[Series], asked: str) -> Series | None:
    """The series that an address asks for, else the first."""
    return next((one for one in found if one.id == asked), found[0] if found else None)


def _fits(fact: Fact) -> bool:
    number = _number(fact.value) is not None
    return (
        number
        and not fact.high
        and fact.status in _STATUSES
        and fact.period.kind in _KINDS
        and _has_day(fact)
    )


def _has_day(fact: Fact) -> bool:
    try:
        dt.date.fromisoformat(fact.period.end or "")
    except ValueError:
        return False
    return True


def _number(value: str) -> float | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() else None


def _key(fact: Fact) -> Key:
    """What must be alike.  Of flows, the kind of period too: a quarter's and a year's do not compare."""
    name = fact.label.get("vi", "") if fact.indicator == "other" else fact.indicator
    nature = f"flow:{fact.period.kind}" if fact.nature == "flow" else "stock"
    area = fact.area.name if fact.area else ""
    return fact.indicator, name, tuple(sorted(fact.dimensions.items())), area, fact.unit, nature


def _id(key: Key) -> str:
    return hashlib.sha256(repr(key).encode()).hexdigest()[:10]


def _points(facts: Sequence[Fact]) -> tuple[Point, ...]:
    """A point for each value that is told of a time; the latest bulletin's is the one to follow."""
    seen: set[tuple[str, str, bool]] = set()
    followed: set[tuple[str, bool]] = set()
    points = []
    for fact in facts:
        end, target = fact.period.end or "", fact.status == "target"
        if (end, fact.value, target) in seen:
            continue
        seen.add((end, fact.value, target))
        value = _number(fact.value)
        if value is not None:
            points.append(Point(fact, dt.date.fromisoformat(end), value, (end, target) not in followed))
            followed.add((end, target))
    return tuple(sorted(points, key=lambda point: (point.day, not point.follows)))


def _reached(points: Sequence[Point]) -> int:
    """At how many times something was reached, not only planned."""
    return len({point.day for point in points if point.fact.status != "target"})
