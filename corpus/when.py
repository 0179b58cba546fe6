"""When a figure is of: the one place where its time is decided.

The steps, the first that knows winning: the words of its own clause; those of its total; what has been
said and still holds (``corpus.scope``); the day the bulletin speaks from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.aims import lies_ahead
from corpus.annotate import Annotated
from corpus.clauses import Qualifiers, Quantity
from corpus.figures import year_period
from corpus.model import Fact, Period
from corpus.occasions import encloses, of_a_round_before, piled_up, up_to, year_before, year_of
from corpus.qualifiers import ONGOING
from corpus.scan import FROM, TO, Words
from corpus.scope import LEVELS, Walk

WHOLE, HAVE, UNTIL = Words("toàn", "cả"), Words("có"), Words("đến", "tới", "hết")
IS, HELD = Words("là"), Words("diễn")  # "sẽ diễn ra Tuần lễ …"
NEAR = 8  # tokens


def period_of(walk: Walk, quantity: Quantity) -> Period:
    """The time of a figure: its own, that of its total, or the one that holds."""
    own = said_period(quantity.right, walk)
    aimed = walk.total is not None and walk.total.status == "target"  # "…, có thêm 4 xã: xã A hiện đạt 12 …"
    if own is None and (quantity.left.periods or (quantity.left.now and (walk.brackets or aimed))):
        own = said_period(quantity.left, walk)  # "100 sản phẩm (riêng năm 2022 có thêm 10 sản phẩm)"
    if own is None and quantity.left.base is not None and IS.has(walk.words.words[quantity.first - 1], False):
        own = quantity.left.base  # "còn 3,7% (so năm 2017 là 6,5%)"
    now = own is not None and not quantity.right.periods and own.text == quantity.right.now
    if now and walk.times and quantity.right.statuses:
        own = None  # "Từ nay đến cuối năm 2018, 12 xã đang phấn đấu": how, and not when
    if own is not None and _told_closer(walk, quantity, own):
        own = walk.scope.period
    total = walk.total
    named = quantity.unit == "product" and not quantity.right.past
    # "so với kế hoạch (100 sản phẩm)"
    split = total is not None and not (walk.bracketed_plan and own is None)
    carried = split and total is not None and own is not None and _carried_over(own, total)
    if split and total is not None and (own is None or carried or (named and _elsewhen(own, total.period))):
        held = walk.scope.period
        told = total.period.kind == "unknown" and held is not None and total.paragraph == 0
        told = told or (held in walk.times and _told_with_it(walk, quantity, total, held))
        own = held if told else total.period  # a title tells no time, the text does
    held = walk.scope.period or _told_behind(walk, quantity) or Period("unknown", None, None)
    if own is None and (there := _more_than_new(walk, quantity, held)) is not None:
        own = there
    if own is None and amounts_to(walk, quantity):
        held = _come_to(walk, held)
    if own is None and walk.scope.status == "actual":
        walk.scope.times.append(held)
    return own or held


def _told_with_it(walk: Walk, quantity: Quantity, total: Fact, held: Period | None) -> bool:
    """``Cụ thể, đến cuối năm 2021, tỉnh phấn đấu có 10 xã``: whether a time is told before a part of what was
    told in a sentence before, or none is known of that."""
    sentence = walk.sentence
    here = (sentence.paragraph.number, (sentence.start, sentence.end))
    before = any(f.period == held and f.last <= quantity.first for f in walk.words.figures)
    return total.period.kind == "unknown" or (before and (total.paragraph, total.sentence) != here)


def _told_closer(walk: Walk, quantity: Quantity, own: Period) -> bool:
    """``Tính đến tháng 10/2021, có 55 thôn được công nhận trong năm 2021``: the day up to which it is told,
    within the year behind the count, says more than that year (in what a ``;`` does not part from it)."""
    told = walk.scope.period
    at = next((f.last for f in walk.words.figures if f.period == told), 0)
    if any(w.text == ";" for w in walk.words.words[at : quantity.first]):
        return False
    said = told is not None and told in walk.times and walk.scope.status != "target"
    return said and told is not None and told.kind == "as_of" and encloses(own, told)


def _elsewhen(own: Period, total: Period) -> bool:
    """A part of what happened in a year happened in it, whatever year its name holds (``mẫu năm 2019``)."""
    return own.kind == total.kind == "year" and own.end != total.end and total.end is not None


def _carried_over(own: Period, total: Fact) -> bool:
    """``chỉ tiêu năm 2023 là 6 xã, gồm … và 2 xã của năm 2022 chuyển sang``: the year that a part of an aim
    was put off from is not what it is aimed at for."""
    aimed = total.status == "target" and total.unit in LEVELS
    return aimed and own.kind == "year" and (own.end or "") < (total.period.end or "")


def _told_behind(walk: Walk, quantity: Quantity) -> Period | None:
    """``19 chủ thể nộp 31 phiếu tham gia chương trình năm 2019``: where no time holds, the one year that the
    sentence ends with is of all its figures."""
    words = walk.words.words
    later = [q for q in walk.clause.quantities if q.first > quantity.first and q.right.periods]
    if len(later) != 1 or any(w.kind == "mark" for w in words[quantity.last : later[0].first]):
        return None
    return later[0].right.periods[0] if later[0].right.periods[0].kind == "year" else None


def _more_than_new(walk: Walk, quantity: Quantity, held: Period) -> Period | None:
    """``Tỉnh hiện có 196 sản phẩm; 6 tháng qua công nhận mới 16. Huyện A có nhiều nhất (41 sản phẩm)``: more
    than were new are of those that are there, and so are the others of the sentence."""
    if held in walk.times or quantity.unit != "product" or quantity.change or walk.total is not None:
        return None
    beside = [f for f in walk.facts if f.unit == "product"]
    if beside:
        return beside[-1].period if beside[-1].nature == "stock" and held != beside[-1].period else None
    here = (walk.sentence.paragraph.number, "product", "actual")
    told = [f for f in walk.scope.told if (f.paragraph, f.unit, f.status) == here]
    wholes = [f for f in told if not f.dimensions.get("role")]
    new = [f for f in wholes if f.nature == "flow" and f.period == held]
    stock = [f for f in wholes if f.nature == "stock" and Decimal(f.value) >= quantity.figure.value]
    fits = new and stock and quantity.figure.value > Decimal(new[-1].value) and walk.words.places
    return stock[0].period if fits else None


def by_then(walk: Walk, period: Period) -> Period:
    """What is there in a year that is not over yet, and was said for something else (the title's year, that
    of a round), is there on the day that the bulletin speaks from."""
    day = walk.setting.reference
    inherited = period.kind == "year" and period not in walk.times
    if day is None or not inherited or not (period.start or "") <= day.isoformat() < (period.end or ""):
        return period
    return Period("as_of", None, day.isoformat())


def _come_to(walk: Walk, period: Period) -> Period:
    """What it has come to by now, behind what happened in a year: on the day spoken from; at the end of that
    year, if no day is known or the year lies further back."""
    day, year = walk.setting.reference, year_of(period)
    if period.kind != "year" or period in walk.times or year is None:
        return period
    if day is not None and 0 <= day.year - year <= 1:
        return Period("as_of", None, day.isoformat())
    return Period("as_of", period.start, period.end)


def amounts_to(walk: Walk, quantity: Quantity) -> bool:
    """``Tổng cộng, tỉnh đã có 52 sản phẩm``, ``toàn huyện có 3 xã``: words of what there is by now, behind
    what happened in a year."""
    added = quantity.change or quantity.raised or walk.scope.adding or walk.scope.flow or quantity.left.flow
    if added or quantity.become or walk.scope.status != "actual":
        return False
    if quantity.figure.kind == "ratio" and quantity.unit == "product":
        return quantity.left.past and quantity.left.dimensions.get("step") == "recognised"
    if quantity.figure.kind != "number":
        return False
    steps = {walk.step, quantity.left.dimensions.get("step"), quantity.right.dimensions.get("step")}
    if walk.total is not None or quantity.left.result or steps - {None, "", "recognised"}:
        return False  # what was assessed or registered was so in the year
    words, at = walk.words.words, quantity.first
    before = range(at - 1, max(-1, at - NEAR), -1)
    clause = next((i for i in before if words[i].kind == "mark" and words[i].text != ","), max(-1, at - NEAR))
    summed = [m for m in walk.words.mentions if clause < m.first and m.last <= at]
    if quantity.unit in ("product", "maker"):
        return any(m.has("existing") for m in summed)
    whole = [p for p in walk.words.places if p.kind == "generic" and p.end_token <= at]
    everywhere = any(WHOLE.has(words[p.start_token], lenient=False) for p in whole)
    levelled = "level" in quantity.right.dimensions
    has = at > 0 and HAVE.has(words[at - 1], lenient=False)
    return quantity.unit in LEVELS and everywhere and levelled and has


def said_period(said: Qualifiers, walk: Walk) -> Period | None:
    """The time that words give: a period, ``hiện nay``, ``trong năm`` or ``cùng kỳ``."""
    timed = [p for p in said.periods if p.kind != "day" and not of_a_round_before(walk.words, p)]
    spans = [p for p in said.named_periods if p.kind == "range"]  # "đạt chuẩn giai đoạn 2026 - 2030"
    ahead = any(lies_ahead(p, walk.setting.reference) for p in spans)
    if walk.scope.status == "target" or said.statuses or said.allotted or ahead:
        timed = [*said.named_periods, *timed]
    days = [p for p in said.periods if p.kind == "day" and p.start != p.end]
    if days and not timed and (walk.setting.fair or _fair_is_held(walk.words)):
        return replace(days[-1], kind="range")  # a fair lasts from day to day
    if not timed and (opened := _opened(walk, said)) is not None:
        return opened
    reference = walk.setting.reference
    opening = walk.words.mention_at(0)
    earlier = opening is not None and opening.has("span", "earlier") and "earlier" in said.spans
    before = "before" in said.spans and not walk.times  # "năm 2011, khi bắt đầu, …" is of that year
    if (before or (earlier and walk.scope.period is not walk.scope.day)) and not timed:
        return Period("unknown", None, None, "trước")
    if "then" in said.spans and not timed:
        told = _told_above(walk) or walk.scope.period
        known = told is not None and told.kind != "unknown"
        return told if known else Period("unknown", None, None, "khi đó")
    if "year_before" in said.spans:
        return year_before(timed[-1] if timed else None, walk.scope.period, reference)
    if timed and said.now and timed[-1].kind == "range" and timed[-1].end and piled_up(timed[-1], reference):
        return Period("as_of", None, timed[-1].end, timed[-1].text)  # "Lũy kế từ năm 2019 đến hết năm 2021"
    if timed:
        return reached(walk, up_to(timed[-1], reference))
    if said.now and walk.scope.status == "target":
        return None  # "phát triển 120 sản phẩm mới và hiện có": what there is, not when
    if said.now and walk.facts and _piles_up(walk.words):
        return None  # "năm 2023 có thêm 27 thôn, lũy kế 214 thôn"
    if said.now == ONGOING and walk.times and _goes_on_then(walk.words):
        return None
    if said.now == ONGOING and reference is None and not walk.clause.quantities:
        return None  # "các chủ thể đang sản xuất, …": who, and not when
    if said.now and reference is None:
        return told_last(walk, said.now)
    if said.now and reference is not None:
        return Period("as_of", None, reference.isoformat(), said.now)
    if "year" in said.spans:
        year = year_of(walk.scope.period) or (reference.year if reference else None)
        return year_period(year, "trong năm") if year else None
    return None


def _fair_is_held(text: Annotated) -> bool:
    """``Hội chợ sẽ diễn ra từ ngày …``."""
    return text.says("fair") and any(HELD.has(w, lenient=False) for w in text.words)


def _told_above(walk: Walk) -> Period | None:
    """``Ngày 9/5, … 6 xã đủ điều kiện.`` ``Thời điểm thẩm định, …``: at the head of a paragraph, the day that
    the one before ended with."""
    told = walk.scope.told
    close = bool(told) and walk.sentence.paragraph.number - told[-1].paragraph <= 1
    opens = walk.sentence.opens and not walk.facts
    return told[-1].period if opens and close and told[-1].status == "actual" else None


def _piles_up(text: Annotated) -> bool:
    """A bare ``lũy kế`` further on in a sentence: what it has come to in the time that is told."""
    told = text.saying("now")
    return len(told) == 1 and told[0].first > 0 and [
        w.fold for w in text.words[told[0].first : told[0].last]
    ] == ["luy", "ke"]


def _opened(walk: Walk, said: Qualifiers) -> Period | None:
    """``Diễn ra từ ngày 9/11, hội chợ thu hút …``: a fair that has lasted since a day up to the one it is
    told of."""
    day, words = walk.setting.reference, walk.words.words
    if day is None or not walk.setting.fair:
        return None
    led = [(f.period, words[max(0, f.first - 2) : f.first]) for f in walk.words.figures]
    begun = [p for p, before in led if any(FROM.has(w, lenient=False) for w in before)]
    since = next((p for p in said.periods if p.kind == "day" and p in begun), None)
    if since is None or (since.start or "9") > day.isoformat():
        return None
    return Period("range", since.start, day.isoformat(), since.text)


def _goes_on_then(text: Annotated) -> bool:
    """``Trong năm 2023, huyện đang xét công nhận 2 xã``: in the time right before it, and not now."""
    at = next((m.first for m in text.saying("now")), 0)
    before = [f for f in text.figures if f.last <= at]
    return bool(before) and before[-1].period is not None


def leads_up_to(text: Annotated, period: Period) -> bool:
    """``Tính đến ngày 30/9``, ``đến hết năm 2022``: a time up to which things have added up."""
    at = next((f.first for f in text.times if f.text == period.text), 0)
    return at > 0 and any(UNTIL.has(w, lenient=False) for w in text.words[max(0, at - 2) : at + 1])


def reached(walk: Walk, period: Period) -> Period:
    """``Đến năm 2020, tỉnh có 21 xã``: the state at the end of a year that is over (no aim)."""
    figure = next((f for f in walk.words.figures if f.period == period), None)
    if figure is None or period.kind != "year" or not figure.first:
        return period
    led = TO.has(walk.words.words[figure.first - 1], lenient=False)
    day = walk.setting.reference
    over = day is None or (period.end or "") <= day.isoformat()
    aimed = walk.words.says("status") or walk.words.says("plan_document")
    if not (led and over) or aimed or walk.scope.plan or walk.scope.status != "actual":
        return period
    return Period("as_of", None, period.end, period.text)


def told_last(walk: Walk, text: str) -> Period:
    """The day that an undated bulletin means by now: the end of the latest time that it has told of what is.
    Where whole years compete for it and none is the title's, nobody can know; where only a year is known,
    it is some day of that year (``start``)."""
    unknown = Period("unknown", None, None, text)
    aims = {(f.period.end or "")[:4] for f in walk.scope.told if f.status == "target"}
    title = walk.setting.period  # what it tells of may be an aim: "30 xã đạt chuẩn vào năm 2015"
    titled = [title] if title is not None and (title.end or "")[:4] not in aims else []
    times = {p.end: _exact(p) for p in (*titled, *walk.scope.times) if p.end and not _over_years(p)}
    mentioned = [p.end[:4] for p in walk.scope.mentioned if p.end and not _over_years(p)]
    if not times or max([str(walk.setting.told or ""), *mentioned]) > max(times)[:4]:
        return unknown  # a later year was spoken of, but nothing was counted in it
    year = max(times)[:4]
    exact = max((end for end in times if end[:4] == year and times[end]), default=None)
    settled = str(walk.setting.told) == year or any((p.end or "")[:4] == year for p in titled)
    here = (f for f in walk.scope.told if f.paragraph == walk.sentence.paragraph.number)
    settled |= any((f.status, (f.period.end or "")[:4]) == ("actual", year) for f in here)
    if exact is None and str(walk.setting.latest) > year:
        return unknown  # "Thu nhập năm 2018 đạt …. Đến nay, …", and further on a year after it
    if exact is None and not settled and len({end[:4] for end in times}) > 1:
        return unknown
    return Period("as_of", None if exact else f"{year}-01-01", exact or max(times), text)


def looked_ahead(facts: Sequence[Fact]) -> list[Fact]:
    """``Tỉnh hiện có 72 xã. Đến cuối năm 2024, 67 xã đạt chuẩn …``: a now that nothing was told before is of
    the time that its paragraph goes on with."""
    found = list(facts)
    for i, fact in enumerate(facts):
        if fact.period.kind == "unknown" and fact.period.text in ("now", ONGOING) and fact.status == "actual":
            here = [f for f in facts[i:] if f.paragraph == fact.paragraph and f.status == "actual"]
            rest = (f.period for f in here if f.period.end)
            following = next(rest, None)
            if following is not None and following.kind == "as_of":
                found[i] = replace(fact, period=following)
    return found


def _exact(period: Period) -> bool:
    """A time that says more than a year."""
    return period.kind != "year"


def _over_years(period: Period) -> bool:
    """A span over several years tells nothing of when now is."""
    return period.start is not None and period.end is not None and period.start[:4] != period.end[:4]
