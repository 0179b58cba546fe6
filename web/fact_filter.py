"""Which facts the address asks for, and in which order."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.catalogue import SORTS

# The filters of the store (corpus.catalogue.Filter), by the same names.
FIELDS = ("programme", "indicator", "area", "period", "status", "nature", "stars", "bulletin", "text")
_LONGEST = 200


def wanted(args: Mapping[str, str]) -> dict[str, str]:
    """The filters that a query string sets; other parameters are ignored."""
    values = {name: args.get(name, "").strip()[:_LONGEST] for name in FIELDS}
    return {name: value for name, value in values.items() if value}


def sort_of(args: Mapping[str, str]) -> str:
    """The order that a query string asks for, "" for none that is known."""
    sort = args.get("sort", "")
    return sort if sort.removeprefix("-") in SORTS else ""
