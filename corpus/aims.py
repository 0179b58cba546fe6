"""How a figure is told: as what is, as an estimate, or as an aim, and what time an aim is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from corpus.annotate import Annotated
from corpus.clauses import Qualifiers, Quantity
from corpus.model import Fact, Period, Status
from corpus.names import past_names
from corpus.scope import LEVELS, Sentence, Walk
from corpus.totals import of_all

AIMS = 12  # figures looked back on
SOON = dt.timedelta(days=45)
STRIVING = 2  # tokens between a count and what it strives for


def said_status(said: Qualifiers) -> Status | None:
    """The status that words give: provisional or target."""
    if not said.statuses:
        return None
    last = said.statuses[-1]
    if last == "future" and "provisional" in said.statuses:
        last = "provisional"  # "Dự kiến hết năm 2024, toàn tỉnh sẽ có 72 xã"
    return "provisional" if last == "provisional" else "target"


def done(text: Annotated, quantity: Quantity) -> bool:
    """``tiếp tục chỉ đạo 02 xã đã đạt chuẩn``: what is told of those counted is over, in an aim too."""
    at, places = quantity.last, {p.start_token: p.end_token for p in text.places}
    known = text.mention_at(at)
    if at < len(text.words) and text.words[at].fold == "chua" and quantity.unit in LEVELS:
        return True  # "4 huyện chưa có xã đạt chuẩn phải …": so it is, whatever they are told to do
    while (known is not None and not known.has("past")) or at in places:
        at = known.last if known is not None and at not in places else places[at]
        known = text.mention_at(at)
    step = quantity.left.dimensions.get("step") or quantity.right.dimensions.get("step")
    share = quantity.unit == "percent"  # "nâng cấp 20% sản phẩm đã được phân hạng": a part of those
    reached = not (quantity.right.statuses or share) and step in (None, "recognised")
    joins = known is not None and any(w.fold == "tham" for w in text.words[known.last : known.last + 1])
    return known is not None and text.words[known.first].fold == "da" and reached and not joins


def _striven_for(text: Annotated, quantity: Quantity) -> bool:
    """``17 xã phấn đấu đạt chuẩn``, ``2 xã A, B trong lộ trình``: striving is what is told of them."""
    at = past_names(text, quantity.last)
    behind = text.mentions_from(at, at + STRIVING + 1)
    counted = quantity.last if not quantity.unit else -1  # "53/53 chỉ tiêu"
    aims = [m for m in behind if m.has("status", "target") or m.has("status", "future")]
    near = [m for m in aims if m.first != counted]
    parted = near and any(w.kind == "mark" for w in text.words[at : near[0].first])
    return bool(near) and not parted and not quantity.right.past


def _intended(quantity: Quantity, period: Period, reference: str) -> bool:
    """``Trong 6 tháng cuối năm, huyện tập trung giữ vững 8 xã``: what is under way and goes on."""
    if quantity.unit not in (*LEVELS, "product", "maker"):
        return False
    running = period.kind != "as_of" and (period.end or "") > _soon(reference)
    return running and quantity.left.intent and not (quantity.left.past or quantity.right.past)


def status_of(walk: Walk, quantity: Quantity, period: Period) -> Status:
    """Said status first; what lies in the future, or in a plan and not behind it, is a target."""
    status = said_status(quantity.left) or walk.scope.status
    if quantity.left.allotted and quantity.unit == "dong":
        return "target"
    if status == "provisional" and walk.scope.status == "target":
        status = "target"  # "Mục tiêu …, thu nhập ước đạt 22 triệu đồng"
    planned = walk.setting.plan or "target" in quantity.left.statuses
    if status == "provisional" and planned and quantity.unit == "dong" and not quantity.left.past:
        status = "target"  # "Kinh phí thực hiện kế hoạch dự kiến 21 tỷ đồng"
    if status in ("target", "provisional") and done(walk.words, quantity):
        return "actual"
    if quantity.left.statuses == ["future"] and walk.scope.status == "provisional":
        status = "provisional"  # "Dự kiến, toàn tỉnh sẽ có 72 xã"
    model = walk.total or walk.last_whole()
    if quantity.bare and model is not None and status == "actual" and model.indicator != "other":
        return model.status
    part = walk.total is not None and walk.total.unit == quantity.unit and not quantity.right.past
    part = part and not quantity.left.now  # "phấn đấu có 12 xã (hiện đạt 8 xã)"
    whole = walk.split or of_all(walk.words, quantity)  # "Trong tổng số 14 xã đăng ký …": a total of its own
    part = part and not of_all(walk.words, quantity)
    if part and walk.total is not None and walk.total.status == "target" and not quantity.change:
        return "target"
    if part and walk.total is not None and walk.total.status == "actual" and not quantity.left.statuses:
        status = "actual" if walk.scope.plan else status  # of what there is, in a section that tells a plan
    estimated = walk.total is not None and walk.total.status == "provisional" and not walk.brackets
    if part and estimated and status == "actual" and not quantity.left.past and not quantity.change:
        return "provisional"  # "Dự kiến sẽ có 122 sản phẩm. Trong đó, 69 sản phẩm …"
    reference = walk.setting.reference.isoformat() if walk.setting.reference else ""
    if status == "actual" and quantity.unit != "percent" and _striven_for(walk.words, quantity):
        return "target"
    placed = quantity.unit in LEVELS
    walk.pledged |= placed and quantity.left.dimensions.get("step") == "registered"
    settled = walk.total is not None and walk.total.unit == quantity.unit and walk.total.status == "actual"
    pledged = walk.pledged or quantity.right.dimensions.get("step") == "registered"
    pledged = pledged if placed else quantity.left.dimensions.get("step") == "registered"
    reached = quantity.figure.kind == "ratio" and quantity.left.past  # "đã có 6/25 xã đăng ký về đích"
    settled = settled or whole or reached
    pledged &= not (settled or quantity.right.past or quantity.right.aside)  # "… nhưng không hoàn thành"
    if (placed or quantity.unit == "criterion") and pledged:
        return "target"  # "xã đăng ký hoàn thành 19 tiêu chí"
    undated = walk.setting.plan and not reference
    if status == "actual" and undated and not (quantity.left.now or _is_over(walk, period)):
        return "target"
    later = not reference and (period.start or "")[:4] > str(walk.setting.told or "9999")
    if status == "actual" and later and quantity.left.intent:
        return "target"  # "Sang năm 2024, huyện tập trung phát triển 7 sản phẩm", told of 2023
    if status == "actual" and reference:
        by_then = period.start is None and quantity.right.periods  # "3 xã đạt chuẩn vào cuối năm"
        if lies_ahead(period, walk.setting.reference) and not by_then:
            return "target"
        if _intended(quantity, period, reference):
            walk.scope.status = "target"  # so are those after it in the list
            return "target"
        if walk.setting.plan and (not period.text or (period.end or "") > reference):
            return "target"
    if status == "actual" and _at_the_least(walk, quantity):
        walk.scope.status = status = "target"
    if quantity.change and status != "target":
        return "change"
    return status


def _is_over(walk: Walk, period: Period) -> bool:
    """Whether an undated plan tells a time as one that is over: a day, or one before a day that it told."""
    days = [f.period.end or "" for f in walk.scope.told if f.status == "actual" and f.period.kind == "as_of"]
    return period.kind == "as_of" or "" < (period.end or "") < max(days, default="")


def _at_the_least(walk: Walk, quantity: Quantity) -> bool:
    """``Phát triển mới tối thiểu 10 tổ chức``: no count of what there is, where aims are told before it."""
    present = quantity.left.past or quantity.right.past or walk.scope.stock or walk.total is not None
    if quantity.hedge != "at_least" or present:
        return False
    return any(f.status == "target" for f in walk.scope.told[-AIMS:])


def status_measured(measured: Fact, status: Status) -> Status:
    """``57 xã (51,4%)``: the share of an aim is aimed at."""
    return measured.status if status == "actual" and measured.status in ("target", "provisional") else status


def aims_before(told: Sequence[Fact], sentence: Sentence) -> Sequence[Fact]:
    """The figures of the sentence before in its paragraph, if all of them are aimed at."""
    last = [f for f in told[-AIMS:] if f.sentence == told[-1].sentence]
    here = last and last[-1].paragraph == sentence.paragraph.number
    return last if here and {f.status for f in last} == {"target"} else ()


def aimed_at(walk: Walk, quantity: Quantity, period: Period, unit: str) -> Period:
    """An aim lies ahead: where no time is said with it, it is for the time that its sentence ends with, or
    that of the last aim before it; the day spoken from is none, and then it is not known."""
    if walk.times or quantity.right.periods:
        return period
    norm = unit == "criterion"  # "Để đạt 19/19 tiêu chí, …": of the aim that its own paragraph told, if any
    told = () if norm else (*walk.scope.told[-AIMS:], *walk.facts)
    words = walk.words.words
    stop = next((i for i in range(quantity.last, len(words)) if words[i].text == ";"), len(words))
    behind = [f.period for f in walk.words.figures if f.period and quantity.last <= f.first < stop]
    aims = [f.period for f in told if f.status in ("target", "provisional")]
    spoken = [walk.scope.ahead] if walk.scope.ahead is not None else []
    later = [p for p in (*aims, *spoken, *behind[:1]) if p.end and (not period.end or p.end >= period.end)]
    stage = period.kind == "range"  # is not cut short to its last year
    ahead = [p for p in later if not (stage and p.end == period.end)]
    if ahead:
        return ahead[-1]
    past = any(f.period == period and f.status == "actual" for f in told)
    unknown = period.kind == "as_of" and (past or not period.text) and not norm
    return Period("unknown", None, None) if unknown else period


def lies_ahead(period: Period, reference: dt.date | None) -> bool:
    """Whether a time has not begun on the day that is spoken from: what is told of it is an aim."""
    if reference is None:
        return False
    coming = period.kind == "as_of" and (period.end or "") > _soon(reference.isoformat())
    return coming or (period.start or "") > reference.isoformat()


def _soon(reference: str) -> str:
    """A day shortly after the one spoken from: a year's end may be told of before it has come."""
    return (dt.date.fromisoformat(reference) + SOON).isoformat()


def target_period(period: Period) -> Period:
    """A target for the end of a year is a target of that year."""
    if period.kind == "as_of" and period.end and period.end.endswith("-12-31"):
        return Period("year", f"{period.end[:4]}-01-01", period.end, period.text)
    return period
