"""The parts of an observation: its period, step, nature, bound, label, quote (its status is in ``aims``).

Small rules over one quantity and what has been said around it; the walk that asks them is in
``corpus.facts``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from corpus.annotate import Annotated
from corpus.clauses import BREAKS, Quantity
from corpus.counted import Meaning
from corpus.events import adds_up, everywhere, stands
from corpus.joints import joined
from corpus.lexicon import Indicator
from corpus.model import Bound, Nature, Period, Quote, Status
from corpus.scan import Words
from corpus.scope import LEVELS, Scope, Sentence, Walk

UP_TO = ("năm", "tháng", "quý", "đến", "hết", "cuối")  # how a time begins that ends with a month or a year
WHOLE, HAVE, UNTIL = Words("toàn"), Words("có"), Words("đến", "tới", "hết", "cuối")
CONTEXT = 40  # characters of prefix and suffix kept with a quote
FLOW_STEPS = frozenset(
    {"registered", "assessed", "eligible", "recognised", "renewed", "upgraded", "expired", "revoked"}
)
BOUNDS: dict[str, Bound] = {
    "at_least": "at_least",
    "over": "over",
    "about": "about",
    "under": "under",
    "at_most": "at_most",
}




def nature(walk: Walk, quantity: Quantity, meaning: Meaning, period: Period, status: Status) -> Nature:
    """A flow happens in a period; a stock is there on a day, or is a level (a rate, an income)."""
    dimensions, indicator, scope = meaning.dimensions, meaning.indicator, walk.scope
    placed = meaning.unit in LEVELS and indicator is not None and "criteria" not in dimensions
    if placed and _added(walk, quantity, status):
        return "flow"
    if quantity.change or quantity.raised == "flow" or scope.flow or dimensions.get("step") in FLOW_STEPS:
        return "flow"
    if meaning.unit in ("dong", "event") or (
        dimensions.get("role") == "plan_ratio" and not dimensions.get("level")
    ):
        return "flow"
    approved = placed and status == "actual" and quantity.left.dimensions.get("step") == "recognised"
    if approved and quantity.left.past and not walk.times and not adds_up(walk, quantity):
        return "stock"  # "UBND tỉnh đã công nhận 50 xã đạt chuẩn"
    of_all = quantity.figure.kind == "ratio" or dimensions.get("role") == "share"
    of_all = of_all or _listed_with_all(walk, quantity)
    if of_all and status == "actual" and dimensions.get("level"):
        return "stock"  # "năm 2022 có 109/137 xã đạt chuẩn": so many of all there are
    adding = scope.adding and meaning.unit != "percent"
    counted = indicator is not None and not indicator.needs and not scope.flow and not adding
    counted = counted and meaning.unit in (*LEVELS, "product", "maker", "percent")
    spans = (period.start or "")[:4] != (period.end or "")[:4]
    aimed = status == "target" and period.kind in ("year", "range")
    if counted and (aimed or (period.kind == "range" and spans)):
        return "stock"  # "đến năm 2025 có 20 xã nâng cao", "giai đoạn 2018 - 2022 có 131 sản phẩm"
    level = indicator is not None and indicator.needs and meaning.unit not in ("km", "dong")
    if (
        period.kind in ("as_of", "unknown")
        or "criteria" in dimensions
        or meaning.unit.startswith("criteri")
        or level
    ):
        return "stock"
    if (
        scope.stock
        or (meaning.unit in ("product", "maker") and status == "actual" and stands(walk, quantity))
        or quantity.become
        or (quantity.left.total and not quantity.change and meaning.unit in LEVELS)
        or (status == "target" and period.text.startswith(("đến", "hết", "cuối")))
    ):
        return "stock"
    return "flow"


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


def bound(text: Annotated, quantity: Quantity) -> Bound:
    """The hedge before a number, or ``trở lên`` and ``trở xuống`` behind its noun."""
    if quantity.hedge in BOUNDS:
        return BOUNDS[quantity.hedge]
    for i in range(quantity.last, min(quantity.last + 6, len(text.words) - 1)):
        if text.words[i].text in BREAKS or text.words[i].kind == "number":
            break
        if text.words[i].key == "trơ\u0309":
            return "at_least" if text.words[i + 1].fold == "len" else "at_most"
    return "exact"


def own_label(text: Annotated, quantity: Quantity) -> dict[str, str]:
    """The noun phrase after (or before) a figure that the lexicon does not know."""
    words = text.words
    last = quantity.figure.last
    while last < len(words) and last - quantity.figure.last < 6 and words[last].kind == "word":
        last += 1
    if last > quantity.figure.last:
        phrase = text.source(quantity.figure.last, last)
    else:
        first = quantity.figure.first
        while first > 0 and quantity.figure.first - first < 6 and words[first - 1].text not in BREAKS:
            first -= 1
        phrase = text.source(first, quantity.figure.first) if first < quantity.figure.first else ""
    return {"vi": phrase, "en": phrase}


def quote_of(sentence: Sentence, quantity: Quantity) -> Quote:
    """Where the figure stands: its words, and those that qualify it."""
    words = sentence.text.words
    last = max(quantity.last, quantity.right.end)
    start = sentence.start + words[quantity.first].start
    end = sentence.start + words[last - 1].end
    text = sentence.paragraph.text
    return Quote(
        text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end
    )


def identity(bulletin: str, paragraph: int, start: int, role: str) -> str:
    """The id of a fact: the same place in the same bulletin gives the same id."""
    return hashlib.sha256(f"{bulletin}\n{paragraph}\n{start}\n{role}".encode()).hexdigest()[:16]


def years(text: Annotated, scope: Scope) -> tuple[str, ...]:
    """Years that the sentence and its surroundings name."""
    periods = [f.period for f in text.figures if f.period is not None]
    if scope.period is not None:
        periods.append(scope.period)
    years = {p.end[:4] for p in periods if p.end} | {p.start[:4] for p in periods if p.start}
    return tuple(sorted(years))


def label(indicator: Indicator | None, dimensions: Mapping[str, str]) -> dict[str, str]:
    """The label of an indicator; a band of criteria has its own (few criteria meet no standard)."""
    if indicator is None:
        return {}
    return dict(indicator.banded if indicator.banded and "criteria" in dimensions else indicator.label)
