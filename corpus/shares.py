"""Shares and the figures they are shares of: a ratio and its quotient, a count restated, money by source."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.annotate import Annotated
from corpus.clauses import Quantity
from corpus.model import Fact
from corpus.quantities import own_dimensions, own_needs
from corpus.scan import Words
from corpus.scope import LEVELS, Walk

PERCENT = "percent"
BILLION = Decimal(10**9)
THIS_SHARE = (("ty", "le", "nay"), ("ti", "le", "nay"), ("con", "so", "nay"))
REACHED = Words("đạt", "bằng")
NAMING = (("do", "la"), ("gom", "co"), ("cu", "the"))
_OF_ALL = frozenset({"so", "tong", "cac", "nhung"})  # "trong tổng số sản phẩm"
EQUAL_REACH = 4  # tokens from a bracket to the count in it: "(tương đương 39 xã"
ROUNDING, HALF = Decimal("0.06"), Decimal("0.5")
MEASURED = ("km", "ha", "m2")
QUOTIENT_REACH = 10  # tokens between a ratio and its percentage
PLAN_REACH = 6  # tokens between a percentage and the plan it is of


def ratio_of(walk: Walk, quantity: Quantity) -> Fact | None:
    """``312/345 km …, đạt 90,4%``: the second figure of a ratio whose quotient the percentage is."""
    for part, whole in itertools.pairwise(walk.facts[-3:]):
        if part.id in (whole.links.get("whole_of"), whole.links.get("plan_of")) and Decimal(whole.value):
            share = Decimal(part.value) * 100 / Decimal(whole.value)
            if abs(share - quantity.figure.value) <= ROUNDING:
                kept = {k: v for k, v in whole.dimensions.items() if k != "role"}
                return replace(whole, dimensions=kept)
    return _of_two(walk, quantity)


def _of_two(walk: Walk, quantity: Quantity) -> Fact | None:
    """``Trong hơn 1.458 km đường đã có 1.237 km được nhựa hóa, đạt hơn 84%``: the share that the second of
    two lengths is of the first."""
    whole, part = walk.facts[-2:] if len(walk.facts) > 1 else (None, None)
    if whole is None or part is None or whole.indicator != part.indicator or whole.indicator == "other":
        return None
    measured = whole.unit == part.unit in MEASURED and not (whole.links or part.links)
    if not measured or not 0 < Decimal(part.value) <= Decimal(whole.value):
        return None
    off = Decimal(part.value) * 100 / Decimal(whole.value) - quantity.figure.value
    rounded = quantity.figure.value == int(quantity.figure.value)
    near = 0 <= off < 1 if quantity.hedge else abs(off) <= (HALF if rounded else ROUNDING)
    return part if near else None


def just_reached(walk: Walk, quantity: Quantity) -> bool:
    """``182 thôn được công nhận kiểu mẫu, đạt 18,2%;``: nothing but the percentage behind a count."""
    first, last = walk.clause.bounds[quantity.segment]
    words = walk.words.words
    alone = words[first].text == "," and quantity.last == last and quantity.first - first <= 2
    if walk.facts and any(
        w.text == ";" and w.start + walk.sentence.start >= walk.facts[-1].quote.end for w in words[:first]
    ):
        return False
    counted = bool(walk.facts) and walk.facts[-1].unit in (*LEVELS, "product", "maker")
    return alone and counted and REACHED.has(words[first + 1], lenient=False)


def reached_share(walk: Walk, quantity: Quantity) -> bool:
    """``4 xã nâng cao, bằng 4,7% số xã đạt chuẩn``: the percentage right behind a count and what it is of."""
    first, words = walk.clause.bounds[quantity.segment][0], walk.words.words
    near = words[first].text == "," and quantity.first - first == 2
    return near and REACHED.has(words[first + 1], lenient=False) and walk.facts[-1:] != []


def is_share(fact: Fact) -> bool:
    """Whether a figure is a share of something that an indicator counts."""
    return fact.unit == PERCENT and fact.dimensions.get("role") == "share" and fact.indicator != "other"


def this_share(walk: Walk, quantity: Quantity) -> Fact | None:
    """``tỷ lệ này tăng 10,6%``, ``con số này là 45%``: the share told last, once more."""
    first = walk.clause.bounds[quantity.segment][0]
    words = [w.fold for w in walk.words.words[first : quantity.first]]
    said = any(words[i : i + len(name)] == list(name) for name in THIS_SHARE for i in range(len(words)))
    told = [f for f in (*walk.scope.told, *walk.facts) if is_share(f)]
    return told[-1] if said and told else None


def whole_of(walk: Walk, quantity: Quantity) -> Fact | None:
    """``129 sản phẩm với 2 sản phẩm 5 sao, trong đó số sản phẩm của HTX chiếm 95%``: a share that names anew
    what it is of is one of all that were counted."""
    first = walk.clause.bounds[quantity.segment][0]
    named = walk.words.mentions_between(first, quantity.first)
    if quantity.of not in ("product", "maker") or not any(m.has("unit", quantity.of) for m in named):
        return None
    told = [f for f in walk.facts if (f.unit, f.status) == (quantity.of, "actual")]
    told = [f for f in told if not f.dimensions.get("role")]
    return max(told, key=lambda f: Decimal(f.value), default=None)


def opens_with(text: Annotated, unit: str) -> bool:
    """``Trong (tổng) số sản phẩm này, …``: whether a sentence opens with what its shares are of."""
    named = next(iter(text.saying("unit", unit)), None)
    if named is None or text.words[0].fold != "trong" or text.figure_before(named.first) is not None:
        return False
    return all(w.fold in _OF_ALL for w in text.words[1 : named.first])


def restated(walk: Walk, quantity: Quantity) -> Fact | None:
    """``40% số xã đạt chuẩn nâng cao (tương đương 39/96 xã đạt chuẩn)``: the count that a share comes to."""
    first = walk.clause.bounds[quantity.segment][0]
    opened = walk.words.words[first].text == "(" and quantity.first - first <= EQUAL_REACH
    if not opened or not walk.facts or not is_share(walk.facts[-1]):
        return None
    share = walk.facts[-1]
    kept = {k: v for k, v in share.dimensions.items() if k != "role"}
    return replace(share, unit=quantity.unit, dimensions=kept)


def those_of(walk: Walk, quantity: Quantity) -> Fact | None:
    """``3 huyện có 100% số xã đạt chuẩn. Đó là huyện A có 8/8 xã``: the counts that the share comes to."""
    share = walk.scope.told[-1] if walk.scope.told else None
    opened = tuple(w.fold for w in walk.words.words[:2]) in NAMING
    whole = quantity.figure.kind == "ratio" and quantity.figure.value == quantity.figure.high
    if share is None or not (opened and whole and is_share(share)) or quantity.unit not in LEVELS:
        return None
    kept = {k: v for k, v in share.dimensions.items() if k != "role"}
    return replace(share, unit=quantity.unit, dimensions=kept)


def _sums(walk: Walk) -> list[Fact]:
    """The sums of money that the sentence has told."""
    return [f for f in walk.facts if f.unit == "dong" and f.indicator.endswith(".capital")]


def money(walk: Walk) -> Fact | None:
    """The sum of money that a share by source is a part of."""
    sums = _sums(walk)
    last = walk.scope.lasts.get("dong")  # "… 254 tỷ đồng. Trong đó, 50% vốn từ ngân sách Trung ương"
    return sums[0] if sums else (last if last is not None and last.indicator.endswith(".capital") else None)


def of_one_sum(walk: Walk, quantity: Quantity) -> Fact | None:
    """``137 tỷ đồng; trong đó, … ngân sách tỉnh 15 tỷ``: parts of one sum."""
    sums = _sums(walk)
    if not sums:
        return None
    if not quantity.unit and quantity.figure.value >= BILLION:
        quantity.unit = "dong"
    needs = own_needs(quantity)
    alike = quantity.unit == "dong" and not quantity.change and all(n.endswith(".capital") for n in needs)
    return replace(sums[-1], dimensions={}) if alike and (needs or own_dimensions(quantity)) else None


def quotient_follows(walk: Walk, quantity: Quantity) -> bool:
    """``389/465 xã, đạt 83,7%``: the percentage behind a ratio is its quotient, and not said of a plan."""
    figure = quantity.figure
    for share in (f for f in walk.words.figures if f.kind == "number" and quantity.last <= f.first):
        if share.first > quantity.last + QUOTIENT_REACH:
            break
        unit = walk.words.mention_at(share.last)
        if unit is None or not unit.has("unit", "percent") or not figure.high:
            continue
        near = [m for m in walk.words.mentions if 0 <= m.first - unit.last <= 1]
        plan = any(m.has("ratio", "plan_ratio") for m in near)
        return not plan and abs(figure.value * 100 / figure.high - share.value) <= ROUNDING
    return False


def of_a_plan(walk: Walk, quantity: Quantity) -> bool:
    """``55/73 thôn theo kế hoạch năm 2023``: reached of those that a plan names."""
    behind = walk.words.mention_at(quantity.last)
    return quantity.figure.kind == "ratio" and behind is not None and behind.has("planning")


def over_a_plan(walk: Walk, quantity: Quantity) -> bool:
    """A ratio is against a plan where its clause, or the list it stands in, speaks of one; a share
    in brackets behind it is one of a whole."""
    words, at = walk.words.words, quantity.right.end
    share = at < len(words) and words[at].text == "(" and "%" in [w.text for w in words[at : at + 4]]
    if quantity.unit == "criterion" or share or quantity.rank or quotient_follows(walk, quantity):
        return False
    said = walk.words.mentions
    plans = [m.first for m in said if m.has("compared", "plan") or m.has("ratio", "plan_ratio")]
    if of_a_plan(walk, quantity):
        return True
    plans = [p for p in plans if p != quantity.figure.last]  # "50/57 chỉ tiêu"
    stop = next((i for i in range(at, len(words)) if words[i].text in ";–—"), len(words))
    stop = min(
        [stop, *(q.first for q in walk.clause.quantities if q.first >= at and q.unit == quantity.unit)]
    )
    if walk.brackets:
        stop = min(stop, walk.brackets[-1].close)
    if any(at <= p < stop for p in plans):
        return not _of_another_plan(walk, quantity, [p for p in plans if at <= p < stop])
    reached, figure = walk.facts[-1], quantity.figure
    if reached.status == "target" and walk.brackets:
        return False  # "phấn đấu 40% số xã (39/96 xã)": an aim is a part of all there are
    timed = reached.period.kind not in ("as_of", "unknown")
    alone = sum(q.figure.kind == "ratio" for q in walk.clause.quantities) == 1
    if alone and _of_another_plan(walk, quantity, plans):
        return False
    return bool(plans) and timed and figure.value != figure.high


def _of_another_plan(walk: Walk, quantity: Quantity, plans: Sequence[int]) -> bool:
    """``37/51 xã, đạt 100% kế hoạch``: what the plan is reached by is not the quotient, so that the second
    number is no plan."""
    high, reached = quantity.figure.high, walk.facts[-1]
    shares = [q for q in walk.clause.quantities if q.unit == "percent" and q.first >= quantity.last]
    told = [q for q in shares if any(0 <= p - q.last <= PLAN_REACH for p in plans)]
    if not told or not high:
        return False
    return abs(told[0].figure.value - 100 * Decimal(reached.value) / high) > 1
