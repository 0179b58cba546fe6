"""A question that names several years, answered year by year where one figure answers only one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.draft import Draft
from bot.question import Query

# Questions that hold the years against each other, or want one thing told of all of them.
_TOGETHER = (
    "difference", "changed", "times", "gap", "most", "least", "sum", "plan", "yes_no", "why", "demand",
    "list", "which", "which_place", "who", "maker",
)  # fmt: skip


def by_year(query: Query, draft: Draft, solve: Callable[[Query], Draft]) -> Draft | None:
    """What the bulletins tell of each year that is named, None where *draft* tells of all of them.

    ``partial`` where some years have no figure.
    """
    if not query.any("count", "share") or query.any(*_TOGETHER) or query.adds or query.changed or query.total:
        return None
    if len(query.years) < 2 or not _leaves_out(query, draft):
        return None
    found = [solve(replace(query, periods=(p,))) for p in query.periods]
    told = [d for d in found if d.status == "answered" and d.facts]
    if len({d.facts[0].id for d in told}) < len(told) or not told:
        return None
    claims = tuple(c for d in told for c in d.claims)
    facts = tuple(f for d in told for f in d.facts)
    lacking = next((d for d in found if d not in told), None)
    if lacking is None:
        return Draft("answered", claims, facts, why="each year")
    return Draft("partial", claims, facts, message=lacking.message, names=lacking.names, why="some years")


def _leaves_out(query: Query, draft: Draft) -> bool:
    """Whether a draft says nothing of one of the years."""
    said = " ".join([*(c.text for c in (*draft.claims, *draft.bullets)), *(e.quote for e in draft.evidence)])
    return any(year not in said for year in query.years)
