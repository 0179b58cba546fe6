"""Which facts the address asks for, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from corpus.model import Fact
from corpus.text import fold

# The filters of the store (corpus.catalogue.Filter), by the same names.
FIELDS = ("programme", "indicator", "area", "period", "status", "nature", "stars", "bulletin", "text")
_LONGEST = 200


def wanted(args: Mapping[str, str]) -> dict[str, str]:
    """The filters that a query string sets; other parameters are ignored."""
    values = {name: args.get(name, "").strip()[:_LONGEST] for name in FIELDS}
    return {name: value for name, value in values.items() if value}


def _value(fact: Fact) -> Decimal:
    try:
        return Decimal(fact.value)
    except InvalidOperation:
        return Decimal(0)


def _when(fact: Fact) -> str:
    return fact.period.end or fact.period.start or ""


SORTS: dict[str, Callable[[Fact], Any]] = {
    "value": _value,
    "indicator": lambda fact: (fact.indicator, sorted(fact.dimensions.items())),
    "area": lambda fact: fold(fact.area.name) if fact.area else "",
    "period": _when,
    "status": lambda fact: fact.status,
}


def ordered(facts: Iterable[Fact], sort: str) -> list[Fact]:
    """Facts by ``sort`` (a name in SORTS, "-" before it for descending); without one as they come."""
    key = SORTS.get(sort.removeprefix("-"))
    return sorted(facts, key=key, reverse=sort.startswith("-")) if key else list(facts)
