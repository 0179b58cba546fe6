"""Figures of one thing over time, as points to draw (``corpus.series`` says what belongs together)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Fact
from corpus.series import number_of


@dataclass(frozen=True)
class Point:
    """A figure at its time; ``follows``: it is the one that the line goes through."""

    fact: Fact
    day: dt.date
    value: float
    follows: bool


@dataclass(frozen=True)
class Series:
    """The points of one thing in order of time, and the id that stands in addresses."""

    id: str
    points: tuple[Point, ...]

    @property
    def fact(self) -> Fact:
        """Any of its facts: they measure the same."""
        return self.points[0].fact


def points_of(facts: Sequence[Fact]) -> tuple[Point, ...]:
    """A point for each value of one series that is told of a time (facts: latest bulletin first).

    The latest bulletin's value of a time is the one to follow.
    """
    seen: set[tuple[str, str, bool]] = set()
    followed: set[tuple[str, bool]] = set()
    points = []
    for fact in facts:
        end, target = fact.period.end or "", fact.status == "target"
        value = number_of(fact.value)
        if value is None or (end, fact.value, target) in seen:
            continue
        seen.add((end, fact.value, target))
        points.append(Point(fact, dt.date.fromisoformat(end), value, (end, target) not in followed))
        followed.add((end, target))
    return tuple(sorted(points, key=lambda point: (point.day, not point.follows)))
