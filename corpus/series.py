"""Which figures make one series over time: same indicator, dimensions, place and unit."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal, InvalidOperation

from corpus.model import Fact

STATUSES = ("actual", "provisional", "target")
KINDS = ("as_of", "year", "quarter", "month")


def series_id(fact: Fact) -> str:
    """The series that a fact belongs to, the same for all its facts; "" if it cannot be drawn over time.

    Of flows, the kind of period too must be alike: a quarter's and a year's do not compare.
    """
    if not _fits(fact):
        return ""
    name = fact.label.get("vi", "") if fact.indicator == "other" else fact.indicator
    nature = f"flow:{fact.period.kind}" if fact.nature == "flow" else "stock"
    area = fact.area.name if fact.area else ""
    key = fact.indicator, name, tuple(sorted(fact.dimensions.items())), area, fact.unit, nature
    return hashlib.sha256(repr(key).encode()).hexdigest()[:10]


def number_of(value: str) -> float | None:
    """A fact's value to draw and sort by; None if it is no number."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() else None


def _fits(fact: Fact) -> bool:
    return (
        number_of(fact.value) is not None
        and not fact.high
        and fact.status in STATUSES
        and fact.period.kind in KINDS
        and _has_day(fact)
    )


def _has_day(fact: Fact) -> bool:
    try:
        dt.date.fromisoformat(fact.period.end or "")
    except ValueError:
        return False
    return True
