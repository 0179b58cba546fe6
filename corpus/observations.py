"""The parts of an observation: its period, step, nature, bound, label, quote (its status is in ``aims``).

Small rules over one quantity and what has been said around it; the walk that asks them is in
``corpus.facts``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from corpus.aims import status_of
from corpus.annotate import Annotated
from corpus.clauses import BREAKS, Quantity
from corpus.counted import Meaning
from corpus.joints import joined
from corpus.lexicon import Indicator, Mention
from corpus.locality import concludes
from corpus.meaning import is_new
from corpus.model import Bound, Nature, Period, Quote, Status
from corpus.predicates import new_ones
from corpus.scan import Words
from corpus.scope import LEVELS, Scope, Sentence, Walk
from corpus.when import amounts_to

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


def settle_step(walk: Walk, quantity: Quantity, meaning: Meaning, period: Period, *, again: bool) -> None:
    """``đến nay có 305 sản phẩm được công nhận`` is a stock, without a step; ``thêm`` makes new ones.

    *again*: a figure told before is meant (``8 xã này``)."""
    added = quantity.raised == "flow" or is_new(quantity.left, quantity.right)
    at_once = status_of(walk, quantity, period) != "target"  # "thêm 4 xã … và 3 xã …"
    goes_on = joined(walk.words, walk.clause.bounds, quantity, at_once=at_once)
    walk.scope.adding = added or (walk.scope.adding and goes_on)
    new = walk.scope.adding and not (quantity.become or quantity.left.total)
    dimensions, indicator = meaning.dimensions, meaning.indicator
    if indicator is None or "step" not in indicator.dimensions:
        return
    behind = "step" not in quantity.left.dimensions and not walk.step
    if "step" not in dimensions and not quantity.become and new_ones(walk, quantity):
        dimensions["step"] = "recognised"
        return
    raising = dimensions.get("step") in (None, "recognised") and _raises_total(walk, quantity)
    if raising or (new and "step" not in dimensions):
        dimensions["step"] = "recognised"
    elif (
        dimensions.get("step") == "recognised"
        and not new
        and (_standing(period) or _has_been(walk) or _by_then(walk, quantity, period))
        and _exists(walk, quantity, period, behind)
        and not _against_plan(walk, quantity)
        and not again
    ):
        del dimensions["step"]
    elif dimensions.get("step") == "recognised" and quantity.become and quantity.left.total:
        del dimensions["step"]  # "nâng tổng số lên 62 sản phẩm được chứng nhận"
    elif "step" not in dimensions and ("stars" in dimensions or _graded(walk)) and _as_decided(walk):
        dimensions["step"] = "recognised"  # "Theo đó, có 15 sản phẩm xếp hạng 4 sao"
    elif (
        "step" not in dimensions
        and ("stars" in dimensions or _attained(walk, quantity))
        and _within_a_year(period)
        and at_once
        and not quantity.become  # "phấn đấu có 100 sản phẩm 4 sao", "nâng tổng số lên 77 sản phẩm"
        and _graded_anew(walk)
        and not _has_maker(walk, quantity)
    ):
        dimensions["step"] = "recognised"
    if "step" in dimensions:
        walk.step = dimensions["step"]
        walk.step_behind = quantity.right.dimensions.get("step") == walk.step


def _raises_total(walk: Walk, quantity: Quantity) -> bool:
    """``có 12 sản phẩm đạt 4 sao, nâng tổng số lên 45``: what raises the total is new."""
    if quantity.unit != "product" or quantity.become or walk.scope.stock or walk.total is not None:
        return False
    return _adds_up(walk, quantity)


def _adds_up(walk: Walk, quantity: Quantity) -> bool:
    """``…, nâng tổng số lên 45``: whether a total is raised behind a figure."""
    return any(m.has("become") and m.has("total") and m.first >= quantity.last for m in walk.words.mentions)


def _by_then(walk: Walk, quantity: Quantity, period: Period) -> bool:
    """``phấn đấu đến năm 2026 có 230 sản phẩm được công nhận``: so many are to be there by then."""
    words = walk.words.words
    until = [f.first - 1 for f in walk.words.figures if f.period is not None and f.text == period.text]
    led = any(UNTIL.has(words[i], False) or UNTIL.has(words[i - 1], False) for i in until if i > 0)
    return led and HAVE.has(words[max(0, quantity.first - 1)], lenient=False)


def _has_maker(walk: Walk, quantity: Quantity) -> bool:
    """``Công ty A (huyện B) có 2 sản phẩm 4 sao``: what a maker has, not what was graded in the year."""
    return any(m.has("maker_head") and m.last <= quantity.first for m in walk.words.mentions)


def _against_plan(walk: Walk, quantity: Quantity) -> bool:
    """``đến nay có 60 sản phẩm được công nhận, đạt 200% kế hoạch``: measured against the plan of a year."""
    near = [m for m in walk.words.mentions if quantity.last <= m.first <= quantity.last + 12]
    return any(m.has("ratio", "plan_ratio") or m.has("compared", "plan") for m in near)


def _within_a_year(period: Period) -> bool:
    years = (period.start or "")[:4], (period.end or "")[:4]
    return period.kind in ("year", "quarter", "month", "range") and years[0] == years[1] != ""


def _graded_anew(walk: Walk) -> bool:
    """``năm 2023 có 12 sản phẩm đạt 3 sao``: within a year, and no part of what exists."""
    told = walk.scope.stock or concludes(walk.words)  # "Như vậy, …"
    return walk.total is None and not told and walk.scope.status != "target"


def _exists(walk: Walk, quantity: Quantity, period: Period, behind: bool) -> bool:
    """Whether what was recognised is what exists: a time up to now, or a whole place, is said."""
    if _as_decided(walk):
        return False
    whole = any(p.kind == "generic" for p in walk.words.places)
    valid = any(m.has("standing") for m in walk.words.mentions)
    titled = walk.sentence.paragraph.kind == "title" and behind
    been = any(m.has("existing") for m in walk.words.mentions)
    if not behind and ((not walk.times and _everywhere(walk.words)) or _piled_up(period)):
        return any(m.has("past") for m in walk.words.mentions)  # "Toàn tỉnh đã công nhận 233 sản phẩm"
    whole |= walk.total is not None and walk.total.unit == "product" and "step" not in walk.total.dimensions
    whole |= _has_maker(walk, quantity)
    if amounts_to(walk, quantity):
        return True
    return walk.scope.stock or valid or titled or (behind and (been or bool(period.text) or whole))


def _piled_up(period: Period) -> bool:
    """``Đến cuối năm 2022``, ``từ năm 2019 đến nay``: a time up to which things have added up."""
    years = (period.start or "")[:4], (period.end or "")[:4]
    over = period.kind == "range" and years[0] != years[1]
    return over or (period.kind == "as_of" and period.text.lower().startswith(UP_TO))


def _graded(walk: Walk) -> bool:
    return any(m.has("graded") for m in walk.words.mentions)


def _everywhere(text: Annotated) -> bool:
    """Whether a whole place is named (``toàn tỉnh``)."""
    named = [text.words[p.start_token] for p in text.places if p.kind == "generic"]
    return any(WHOLE.has(word, lenient=False) for word in named)


def _as_decided(walk: Walk) -> bool:
    """``… đã phê duyệt kết quả đánh giá. Theo đó, có 84 sản phẩm được công nhận``: what was just decided."""
    opening = [w.fold for w in walk.words.words[:2]]
    listed = opening in (["theo", "do"], ["trong", "do"])
    return listed and walk.scope.decided and not walk.scope.stock


def _attained(walk: Walk, quantity: Quantity) -> bool:
    """``năm 2022 có 14 sản phẩm đạt sản phẩm OCOP``: they became what they are."""
    stop = walk.clause.bounds[quantity.segment][1]
    behind = [m for m in walk.words.mentions if quantity.last <= m.first < stop]
    met = any(m.has("become", "met") or m.has("dimension", "standard") or _starred(walk, m) for m in behind)
    return met and bool(quantity.right.programmes)


def _starred(walk: Walk, mention: Mention) -> bool:
    """``được gắn sao``; ``được đánh giá, xếp hạng`` is what a council does first."""
    judged = any(w.fold == "danh" for w in walk.words.words[mention.first : mention.last])
    return mention.has("graded") and not judged


def _has_been(walk: Walk) -> bool:
    """``Sau 5 năm thực hiện, huyện đã có 35 sản phẩm được công nhận``: no time of its own is said."""
    return not walk.times and any(m.has("existing") for m in walk.words.mentions)


def _standing(period: Period) -> bool:
    """A day, or a span of years: what was recognised up to then is what exists."""
    years = (period.start or "")[:4], (period.end or "")[:4]
    today = period.kind in ("as_of", "unknown")
    return today or (period.kind == "range" and years[0] != years[1])


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
    if approved and quantity.left.past and not walk.times and not _adds_up(walk, quantity):
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
    named = quantity.left.dimensions.get("step") == "recognised" and not _everywhere(walk.words)
    new = walk.scope.day is not None or not quantity.left.past or _adds_up(walk, quantity)
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
