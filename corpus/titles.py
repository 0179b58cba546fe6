"""A title tells in short what the text tells in full.

``Toàn tỉnh phát triển 240 sản phẩm OCOP`` says neither when nor whether it is so yet; the text behind it
does (``Đến năm 2023, tỉnh đặt mục tiêu phát triển 240 sản phẩm OCOP``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from corpus.aims import target_period
from corpus.model import Fact
from corpus.scope import LEVELS

EVENTS = ("registered", "assessed", "eligible", "recognised")  # what the text says happened


def told_in_full(facts: Sequence[Fact], dated: bool) -> list[Fact]:
    """The facts, those of the title with the time and the status that the text tells the same count with.
    *dated*: the title names a time of its own, which holds."""
    return [_completed(f, facts, dated) if f.paragraph == 0 else f for f in facts]


def _completed(fact: Fact, facts: Sequence[Fact], dated: bool) -> Fact:
    again = next((f for f in facts if f.paragraph != 0 and _same(fact, f)), None) or _sum_of(fact, facts)
    if again is None:
        return fact
    step = again.dimensions.get("step", "")
    if again.nature == "stock" and not step and fact.dimensions.get("step") == "recognised":
        kept = {k: v for k, v in fact.dimensions.items() if k != "step"}  # "Thêm 34 sản phẩm, tỉnh có 351"
        return replace(fact, dimensions=kept, nature="stock", period=again.period)
    if step in EVENTS and "step" not in fact.dimensions and fact.indicator == again.indicator:
        fact = replace(fact, dimensions={**fact.dimensions, "step": step}, nature=again.nature)
    if (fact.status, again.status, again.nature) == ("actual", "actual", "flow") and fact.unit in LEVELS:
        fact = replace(fact, nature="flow")  # "21 thôn đạt chuẩn": those that were just added
    period = fact.period if dated and fact.period.end else again.period
    if fact.status == "actual" and again.status != "actual":
        period = target_period(period) if again.status == "target" else period
        return replace(fact, period=period, status=again.status, nature=again.nature)
    if fact.period.kind == "unknown":
        return replace(fact, period=period)
    if dated or fact.period.kind != "as_of":
        return fact
    added = fact.nature == again.nature == "flow" and not fact.period.text  # "thêm 50 sản phẩm"
    stands = again.period.kind == "as_of"  # so many by the day that the text names
    return replace(fact, period=again.period) if stands or (added and again.period.end) else fact


def _sum_of(fact: Fact, facts: Sequence[Fact]) -> Fact | None:
    """``Tỉnh công bố 109 sản phẩm``, of which the text tells 26 and then 83: a count of two that were told
    one after the other, alike in time, step and status, is of the same."""
    whole = [f for f in facts if f.paragraph and f.unit == fact.unit and not f.dimensions.get("role")]
    whole = [f for f in whole if f.status != "change" and "part_of" not in f.links and _may_be(fact, f)]
    for one, other in pairwise(whole):
        alike = all(getattr(one, k) == getattr(other, k) for k in ("period", "status", "nature", "area"))
        alike = alike and one.dimensions.get("step") == other.dimensions.get("step")
        if alike and Decimal(one.value) + Decimal(other.value) == Decimal(fact.value):
            return one
    return None


def _may_be(fact: Fact, other: Fact) -> bool:
    """Whether the other may be one of those that the first counts."""
    placed = None in (fact.area, other.area) or fact.area == other.area
    return placed and fact.indicator == other.indicator != "other"


def _same(fact: Fact, other: Fact) -> bool:
    """Whether another figure tells the same number of the same things (wherever the title says nothing)."""
    alike = (fact.unit, fact.value) == (other.unit, other.value) and "change" not in (
        fact.status,
        other.status,
    )
    known = "other" in (fact.indicator, other.indicator) or fact.indicator == other.indicator
    placed = None in (fact.area, other.area) or fact.area == other.area
    graded = all(other.dimensions.get(k, v) == v for k, v in fact.dimensions.items() if k != "step")
    return alike and known and placed and graded
