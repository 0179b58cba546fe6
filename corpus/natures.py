"""Stock or flow: whether a figure tells what is there, or what happened in a time."""

from __future__ import annotations

import itertools
from decimal import Decimal

from corpus.clauses import Quantity
from corpus.counted import Meaning
from corpus.events import adds_up, everywhere, has_maker, stands
from corpus.joints import joined
from corpus.locality import MEMORY
from corpus.model import Nature, Period, Status
from corpus.scan import Words
from corpus.scope import LEVELS, Walk, total_of
from corpus.shares import of_a_plan

FLOW_STEPS = frozenset(
    {"registered", "assessed", "eligible", "recognised", "renewed", "upgraded", "expired", "revoked"}
)
COUNTED = (*LEVELS, "product", "maker")
RATED = Words("tháng", "ngày", "kg")  # "5 triệu đồng/tháng"


def nature(walk: Walk, quantity: Quantity, meaning: Meaning, period: Period, status: Status) -> Nature:
    """A flow happens in a period; a stock is there on a day, or is a level (a rate, an income)."""
    if _happened(walk, quantity, meaning, status):
        return "flow"
    if meaning.unit == "dong":
        return "stock" if _rate(walk, quantity) else "flow"
    if meaning.unit == "event" or (
        meaning.dimensions.get("role") == "plan_ratio" and not meaning.dimensions.get("level")
    ):
        return "flow"
    return "stock" if _stands(walk, quantity, meaning, period, status) else "flow"


def _happened(walk: Walk, quantity: Quantity, meaning: Meaning, status: Status) -> bool:
    """Whether words tell of a change, of what was added, or of a step that was taken."""
    placed = meaning.unit in LEVELS and "criteria" not in meaning.dimensions
    placed = placed and (meaning.indicator is not None or _split_in_levels(walk, quantity))
    if placed and _added(walk, quantity, status):
        return True
    step = meaning.dimensions.get("step")
    if step == "assessed" and walk.scope.stock and not walk.setting.fair and not quantity.change:
        return False  # "hiện toàn tỉnh đã đánh giá, xếp hạng được 158 sản phẩm"
    return bool(quantity.change or quantity.raised == "flow" or walk.scope.flow or step in FLOW_STEPS)


def _split_in_levels(walk: Walk, quantity: Quantity) -> bool:
    """``ký quyết định công nhận 26 xã, gồm 5 xã kiểu mẫu và 21 xã nâng cao``: all that was recognised."""
    opened = any(part >= quantity.last for part in walk.clause.parts)
    return opened and quantity.left.dimensions.get("step") == "recognised"


def _rate(walk: Walk, quantity: Quantity) -> bool:
    """``thu nhập 5 triệu đồng/người/tháng``: so much for each, and no sum."""
    words = walk.words.words[quantity.first : quantity.last + 4]
    return any(a.text == "/" and RATED.has(b, lenient=False) for a, b in itertools.pairwise(words))


def _stands(walk: Walk, quantity: Quantity, meaning: Meaning, period: Period, status: Status) -> bool:
    """Whether a count is of what is there: of all there are, up to a day, or by the end of an aim's time."""
    dimensions, indicator, scope = meaning.dimensions, meaning.indicator, walk.scope
    placed = meaning.unit in LEVELS and indicator is not None and "criteria" not in dimensions
    approved = placed and status == "actual" and quantity.left.dimensions.get("step") == "recognised"
    if approved and quantity.left.past and not walk.times and not adds_up(walk, quantity):
        return True  # "UBND tỉnh đã công nhận 50 xã đạt chuẩn"
    if of_a_plan(walk, quantity):
        return False
    of_all = quantity.figure.kind == "ratio" or dimensions.get("role") == "share"
    of_all = of_all or _listed_with_all(walk, quantity)
    if of_all and status == "actual" and dimensions.get("level"):
        return True  # "năm 2022 có 109/137 xã đạt chuẩn": so many of all there are
    total = total_of(walk, meaning.unit)
    if total is not None and (total.unit, total.status) == (meaning.unit, status):
        if total.nature == "stock":
            return True  # the parts of what is there are there
        if meaning.unit in (COUNTED if status == "target" else LEVELS) and not of_all:
            return False  # those of what is (to be) new are new
    if placed and status == "actual" and total is None and _grown_past(walk, quantity, meaning, period):
        return False
    counted = indicator is not None and not indicator.needs and not scope.flow
    counted = counted and not (scope.adding and meaning.unit != "percent")
    counted = counted and meaning.unit in (*LEVELS, "product", "maker", "percent")
    spans = (period.start or "")[:4] != (period.end or "")[:4]
    aimed = status == "target" and period.kind in ("year", "range")
    aimed = aimed and (of_all or not (placed and _within(walk, period) and _fewer(walk, quantity, meaning)))
    owned = meaning.unit == "product" and has_maker(walk, quantity)
    if counted and (aimed or (period.kind == "range" and spans) or owned):
        return True  # "đến năm 2025 có 20 xã nâng cao", "giai đoạn 2018 - 2022 có 131 sản phẩm"
    level = indicator is not None and indicator.needs and meaning.unit not in ("km", "dong")
    known = period.kind in ("as_of", "unknown") or "criteria" in dimensions
    if known or meaning.unit.startswith("criteri") or level:
        return True
    summed = quantity.left.total and not quantity.change and meaning.unit in LEVELS
    by_then = status == "target" and period.text.startswith(("đến", "hết", "cuối"))
    there = meaning.unit in ("product", "maker") and status == "actual" and stands(walk, quantity)
    return scope.stock or quantity.become or bool(summed) or by_then or there


def _fewer(walk: Walk, quantity: Quantity, meaning: Meaning) -> bool:
    """Whether more places were told to have got there already: so few can only be added to them."""
    level = meaning.dimensions.get("level")
    there = [f for f in (*walk.scope.told, *walk.facts) if (f.unit, f.nature) == (meaning.unit, "stock")]
    there = [f for f in there if f.status == "actual" and f.dimensions.get("level") == level]
    sizes = [Decimal(f.value) for f in there if "criteria" not in f.dimensions]
    return not sizes or max(sizes) > quantity.figure.value


def _grown_past(walk: Walk, quantity: Quantity, meaning: Meaning, period: Period) -> bool:
    """``Tỉnh hiện có 120 xã nâng cao. Tính đến hết tháng 9, đã có 9 xã được công nhận nâng cao``: fewer than
    were told to be there by then were added."""
    recognised = "recognised" in (quantity.right.dimensions.get("step"), quantity.left.dimensions.get("step"))
    if not recognised or not walk.scope.until.get(period.text, False) or quantity.become:
        return False
    told = walk.scope.told[-MEMORY:]
    like = [f for f in told if (f.unit, f.nature, f.status) == (meaning.unit, "stock", "actual")]
    level = meaning.dimensions.get("level")
    like = [f for f in like if f.dimensions == {"level": level} and f.area == walk.scope.area]
    there = [Decimal(f.value) for f in like if (f.period.end or "9") <= (period.end or "")]
    return bool(there) and max(there) > quantity.figure.value


def _within(walk: Walk, period: Period) -> bool:
    """``Năm 2023, tỉnh phấn đấu có 6 xã``: within the year (``đến năm 2023``: by then)."""
    here = any(f.text == period.text for f in walk.words.times)
    return here and period.kind == "year" and not walk.scope.until.get(period.text, False)


def _listed_with_all(walk: Walk, quantity: Quantity) -> bool:
    """``trong quý, có 75/80 xã đạt chuẩn, 30 xã nâng cao``: a list that began with so many of all there."""
    last = walk.facts[-1] if walk.facts else None
    stands = last is not None and (last.unit, last.nature, last.status) == (quantity.unit, "stock", "actual")
    goes_on = joined(walk.words, walk.clause.bounds, quantity, at_once=True)
    return stands and goes_on and quantity.unit in LEVELS


def _added(walk: Walk, quantity: Quantity, status: Status) -> bool:
    """``vừa ký quyết định công nhận 8 xã``, ``có thêm 4 xã đạt chuẩn và 3 xã nâng cao``: places that were
    added to those there were (``đến nay, tỉnh đã công nhận 60 xã``: all of them)."""
    if quantity.become or quantity.left.total or quantity.figure.kind == "ratio":
        return False
    if walk.scope.adding or walk.scope.stock or status != "actual":
        return walk.scope.adding
    named = quantity.left.dimensions.get("step") == "recognised" and not everywhere(walk.words)
    new = walk.scope.day is not None or not quantity.left.past or adds_up(walk, quantity)
    return named and new
