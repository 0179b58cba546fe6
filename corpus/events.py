"""Which event a count tells of: what was registered, assessed or recognised, or what is there.

Products and makers are counted where something happens to them (an enrolment, a council's session, a
decision) or where stock is taken.  An event is told by the words of the count itself, else by the clauses
before it in the sentence, else by the passage it stands in.  A recognition up to a day is no event: it
tells what exists, and has no step.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

from corpus.aims import status_of
from corpus.annotate import Annotated
from corpus.clauses import Quantity
from corpus.discourse import judges
from corpus.joints import joined
from corpus.lexicon import Indicator, Mention
from corpus.locality import MEMORY, concludes
from corpus.model import Fact, Period
from corpus.predicates import stretch
from corpus.scan import Words
from corpus.scope import LEVELS, Walk, total_of
from corpus.text import key_of
from corpus.told_times import SPECIAL
from corpus.when import amounts_to

JOINS, PART = Words("tham"), Words("gia", "dự")
SITS = frozenset({key_of("dự")})
NEW, HAND = Words("mới"), Words("trao")
OWNED = Words("của", "cho")
REACHED = Words("đạt", "đã", "được")
WHOLE, HAVE = Words("toàn"), Words("có")
PLAN_REACH = 13  # tokens between a count and the plan it is measured against


# --- what goes on ---------------------------------------------------------------------------------

def takes_part(walk: Walk, quantity: Quantity) -> bool:
    """``25 sản phẩm của 18 chủ thể tham gia``, ``22 sản phẩm đạt từ 50 điểm``: in what is being assessed."""
    text, stop = walk.words, walk.clause.bounds[quantity.segment][1]
    behind = (q for q in walk.clause.quantities if quantity.last <= q.first < stop)
    scored = any(q.unit == "point" for q in behind)
    if not (walk.scope.session or judges(text) or (scored and text.says("result"))):
        return False
    ends = (i + 2 for i in range(min(stop, len(text.words) - 1)) if _joins(text, i))
    return scored or any(at >= len(text.words) or text.words[at].kind == "mark" for at in ends)


def _joins(text: Annotated, at: int) -> bool:
    """``tham gia``, ``tham dự``."""
    return JOINS.has(text.words[at], lenient=False) and PART.has(text.words[at + 1], lenient=False)


def _programme_at(text: Annotated, at: int) -> bool:
    known = text.mention_at(at)
    named = known is not None and known.has("programme")
    return named or (at < len(text.words) and text.words[at].fold == "chuong")


def new_ones(walk: Walk, quantity: Quantity) -> bool:
    """``7 sản phẩm OCOP mới``, ``trao giấy chứng nhận cho 21 sản phẩm``, ``… cho đại diện 2 chủ thể``."""
    text, at = walk.words, quantity.last
    if quantity.unit not in ("product", "maker"):
        return False
    named = text.mention_at(at)
    if named is not None and named.has("programme"):
        at = named.last
    before = text.words[walk.clause.bounds[quantity.segment][0] : quantity.first]
    handed = [i for i, w in enumerate(before) if HAND.has(w, lenient=False)]
    certified = handed and any(w.fold == "nhan" for w in before[handed[-1] :])
    new = quantity.unit == "product" and at < len(text.words) and NEW.has(text.words[at], lenient=False)
    return bool(certified) or new


def in_programme(walk: Walk, quantity: Quantity) -> bool:
    """``18 sản phẩm tham gia Chương trình OCOP``, ``65 HTX tham gia Chương trình OCOP với 110 sản phẩm``: of
    products that take part in a programme it is not known whether they were recognised."""
    text, (first, stop) = walk.words, walk.clause.bounds[quantity.segment]
    last = min(max(stop, quantity.right.end), len(text.words) - 2)
    listed = any(m.last <= quantity.first for m in text.saying("roll"))
    first = 0 if listed else first  # "bổ sung danh mục sản phẩm tham gia Chương trình OCOP gồm 90 sản phẩm"
    joins = any(_joins(text, i) and _programme_at(text, i + 2) for i in range(first, last))
    sits = any(text.words[i].key in SITS and _programme_at(text, i + 1) for i in range(first, last))
    return joins or sits  # "9 sản phẩm dự Chương trình OCOP"


def products_of(walk: Walk, quantity: Quantity) -> Fact | None:
    """``41 sản phẩm 4 sao của 10 chủ thể``: the products that the makers are counted for."""
    words, at = walk.words.words, quantity.first - 1
    if quantity.unit != "maker" or at < 1 or not OWNED.has(words[at], lenient=False):
        return None
    if words[at - 1].text == ")":  # "57 sản phẩm (32 mới, 25 cũ) của 16 chủ thể"
        at = max((i for i in range(at) if words[i].text == "("), default=at)
    before = walk.sentence.start + words[at].start
    told = [f for f in stretch(walk, quantity) if f.quote.start < before]
    if not told or told[-1].indicator != "ocop.products" or any(w.text in ";:" for w in words[at - 1 : at]):
        return None
    last, row = told[-1], list(itertools.takewhile(lambda f: f.unit != "maker", reversed(told)))
    made = [f for f in row if f.unit == last.unit]
    grades = {f.dimensions.get("stars") for f in made if f.id != last.links.get("part_of")}
    if len(grades) == 1:
        return last
    return replace(last, dimensions={k: v for k, v in last.dimensions.items() if k != "stars"})


def main_count(walk: Walk, fact: Fact | None) -> Fact | None:
    """``78 sản phẩm của 61 chủ thể, gấp 3 lần``: what a count of makers is told beside, if it is the makers
    *of* something; else the count itself."""
    if fact is None or fact.unit != "maker" or len(walk.facts) < 2 or walk.facts[-1] is not fact:
        return fact
    made, words = walk.facts[-2], walk.words.words
    opened, at = made.quote.end - walk.sentence.start, fact.quote.start - walk.sentence.start
    between = [w for w in words if opened <= w.start < at]
    owned = bool(between) and OWNED.has(between[-1], lenient=False) and len(between) == 1
    return made if owned and made.unit == "product" else fact


def step_told(walk: Walk, quantity: Quantity) -> str:
    """The step that the words before a count tell ("" if none): those of its sentence, those of its
    passage, or that it takes part in the programme."""
    added = quantity.raised == "flow" or new_ones(walk, quantity)
    added |= walk.step_behind and "stars" in quantity.right.dimensions  # "…; có 10 sản phẩm 5 sao"
    apart = quantity.left.opener == ";" and bool(quantity.right.programmes)
    hoped = quantity.right.dimensions.get("stars", "").startswith("potential") or quantity.potential
    first = walk.clause.bounds[quantity.segment][0]
    whole = [p for p in walk.words.places if p.kind == "generic" and first <= p.start_token < quantity.first]
    anew = apart and any(WHOLE.has(walk.words.words[p.start_token], lenient=False) for p in whole)
    timed = bool(quantity.left.periods) or "year" in quantity.left.spans  # "đặt mục tiêu trong năm có thêm …"
    aimed = "target" in quantity.left.statuses and timed
    anew |= aimed and walk.step in ("registered", "assessed")  # "đăng ký 4 sản phẩm; phấn đấu năm 2025 có 20"
    anew |= quantity.raised != "flow" and _by_another_time(walk)
    over = quantity.become or anew or ((added or apart) and walk.step in SPECIAL)
    over = over or (hoped and walk.step == "recognised")  # "công nhận 35 sản phẩm, có 1 tiềm năng 5 sao"
    if walk.step not in ("", "displayed") and not over and quantity.unit in ("product", "maker"):
        return walk.step
    if quantity.unit in ("product", "maker") and not quantity.become and takes_part(walk, quantity):
        return "assessed"  # "Hội đồng họp đánh giá, phân hạng sản phẩm. Có 25 sản phẩm tham gia"
    if not walk.facts and (step := step_before(walk, quantity) or beside_those(walk, quantity)):
        return step
    return "registered" if quantity.unit == "product" and in_programme(walk, quantity) else ""


def _by_another_time(walk: Walk) -> bool:
    """``có thêm 80 sản phẩm được công nhận; đến năm 2025, tỉnh có 650 sản phẩm``: an aim for what is to be
    there by a time that was told since the figure before."""
    if not (walk.times and walk.facts) or walk.scope.status != "target":
        return False
    led, last = walk.times[-1], walk.facts[-1]
    at = next((f.first for f in walk.words.times if f.text == led.text), 0)
    since = walk.sentence.start + walk.words.words[at].start >= last.quote.end
    return since and walk.scope.until.get(led.text, False)


def step_before(walk: Walk, quantity: Quantity) -> str:
    """``Năm 2023 công nhận mới 14 sản phẩm. Nhóm chè có 3 sản phẩm, …``: the step of the products that the
    paragraph counted before holds, until a time, what exists or the programme is spoken of again."""
    first, stop = walk.clause.bounds[quantity.segment]
    named = any(first <= m.first < stop for m in walk.words.saying("programme"))
    whole = any(p.kind == "generic" for p in walk.words.places)
    if whole or walk.times or walk.scope.stock or quantity.left.total or quantity.unit != "product":
        return ""
    here = (walk.sentence.paragraph.number, "product")
    told = [f for f in walk.scope.told if (f.paragraph, f.unit) == here and "role" not in f.dimensions]
    last = told[-1] if told else None
    step = last.dimensions.get("step", "") if last is not None and not quantity.become else ""
    graded = step == "assessed" and "stars" in quantity.right.dimensions
    if (named and not graded) or not step or last is None or last.status != walk.scope.status:
        return ""
    most = max(Decimal(f.value) for f in told if f.dimensions.get("step", "") == step)
    return step if quantity.figure.value <= most else ""


def beside_those(walk: Walk, quantity: Quantity) -> str:
    """``Bên cạnh đó, tỉnh còn có 83 sản phẩm 3 sao``: more of what was told right before (up to the paragraph
    before) to have been recognised, of another grade."""
    further = any(m.has("further", "besides") and m.last == quantity.first for m in walk.words.mentions)
    told = [f for f in walk.scope.told if f.unit == "product" and "part_of" not in f.links]
    last = told[-1] if told and quantity.unit == "product" else None
    if last is None or not further or walk.times or walk.scope.stock or quantity.become:
        return ""
    close = walk.sentence.paragraph.number - last.paragraph <= 1 and last.status == walk.scope.status
    grades = last.dimensions.get("stars"), quantity.right.dimensions.get("stars")
    return last.dimensions.get("step", "") if close and None not in grades and len(set(grades)) > 1 else ""


def attained(walk: Walk, quantity: Quantity) -> bool:
    """``336 sản phẩm đạt 3-5 sao``: said to have reached what they have."""
    words, at = walk.words.words, quantity.last
    return at < len(words) and REACHED.has(words[at], lenient=False)


def settle_step(
    walk: Walk,
    quantity: Quantity,
    measured: Indicator | None,
    dimensions: dict[str, str],
    period: Period,
    *,
    again: bool,
) -> None:
    """Whether what is counted came about, or is what exists.

    *again*: a figure told before is meant (``8 xã này``)."""
    added = quantity.raised == "flow" or quantity.left.flow or quantity.right.flow
    at_once = status_of(walk, quantity, period) != "target"  # "thêm 4 xã … và 3 xã …"
    goes_on = joined(walk.words, walk.clause.bounds, quantity, at_once=at_once)
    walk.scope.adding = added or (walk.scope.adding and goes_on and not _by_another_time(walk))
    if measured is None or "step" not in measured.dimensions:
        _tell(walk, quantity)
        return
    new = walk.scope.adding and not (quantity.become or quantity.left.total)
    said = dimensions.get("step")
    handed = said is None and new_ones(walk, quantity) and not _adds_up_to(walk, period)
    if handed and not quantity.become:
        beside = walk.last_whole()  # "6 sản phẩm dự đánh giá, trong đó …; 4 sản phẩm mới": those are judged
        judged = beside is not None and beside.dimensions.get("step") == "assessed"
        judged |= _considered(walk, quantity)
        dimensions["step"] = "assessed" if judged else "recognised"
        return
    came = new or _raises_total(walk, quantity) or (not at_once and _aimed_anew(walk, quantity, period))
    came = came or (said is None and _came_about(walk, quantity, dimensions, period, at_once))
    came = came and not dimensions.get("stars", "").startswith("potential")
    if came and said in (None, "recognised"):
        dimensions["step"] = "recognised"
    elif said is None and _judged_within(walk, quantity, dimensions, period):
        dimensions["step"] = "assessed"
    elif _is_stock(walk, quantity, dimensions, period, again):
        del dimensions["step"]
        walk.step = ""  # stock is taken: of what follows too
    elif quantity.become and quantity.left.total:
        walk.step = ""  # "…, nâng tổng số lên 19 sản phẩm, gồm …; 12 chủ thể"
    if "step" in dimensions:
        walk.step = dimensions["step"]
        walk.step_behind = quantity.right.dimensions.get("step") == walk.step


def _considered(walk: Walk, quantity: Quantity) -> bool:
    """``hội đồng xét 16 sản phẩm mới``."""
    return quantity.first > 0 and walk.words.words[quantity.first - 1].fold == "xet"


def _tell(walk: Walk, quantity: Quantity) -> None:
    """``8 xã tham gia đánh giá với 56 sản phẩm``, ``thống nhất 100% đánh giá 36 sản phẩm``: what is told of a
    figure that counts no products is the event of those behind it."""
    step = quantity.right.dimensions.get("step", "")
    if (step and (quantity.of or quantity.unit) not in LEVELS) or step in ("registered", "assessed"):
        walk.step = step


def _came_about(
    walk: Walk, quantity: Quantity, dimensions: dict[str, str], period: Period, at_once: bool
) -> bool:
    """``Theo đó, có 15 sản phẩm xếp hạng 4 sao``, ``năm 2023 có 12 sản phẩm đạt 3 sao``: no word says it,
    but they were recognised then."""
    if ("stars" in dimensions or _graded(walk)) and _as_decided(walk):
        return True
    if quantity.become or quantity.zero or dimensions.get("stars", "").startswith("potential"):
        return False
    reached = "stars" in dimensions or _attained(walk, quantity)
    anew = _within_a_year(period) and at_once and _graded_anew(walk)
    inherited = not (walk.times or quantity.right.periods or period == walk.setting.period)
    here = walk.scope.area
    stands_there = everywhere(walk.words) or (here is not None and here.level == "commune")
    anew = anew and not (inherited and stands_there)  # "Toàn huyện có 15 sản phẩm 3 sao"
    return reached and anew and not has_maker(walk, quantity)


def _aimed_anew(walk: Walk, quantity: Quantity, period: Period) -> bool:
    """``Năm 2024, tỉnh đặt mục tiêu có 20 sản phẩm đạt 3 sao``, where 240 are told to be there: so few can
    only be added to them within a year."""
    if quantity.unit != "product" or quantity.become or quantity.left.total or walk.total is not None:
        return False
    if period.kind != "year" or period not in walk.times or walk.scope.until.get(period.text, False):
        return False
    told = walk.scope.told[-MEMORY:]
    like = [f for f in told if (f.unit, f.nature, f.status) == ("product", "stock", "actual")]
    there = [Decimal(f.value) for f in like if f.area == walk.scope.area and not f.dimensions.get("role")]
    return bool(there) and max(there) > quantity.figure.value and "stars" in quantity.right.dimensions


def _judged_within(walk: Walk, quantity: Quantity, dimensions: dict[str, str], period: Period) -> bool:
    """``Năm 2023, tỉnh có 30 sản phẩm được đánh giá, phân hạng``: what a council did within a year, where no
    grade tells what came of it."""
    stop = walk.clause.bounds[quantity.segment][1]
    behind = [m for m in walk.words.mentions if quantity.last <= m.first < stop and m.has("graded")]
    judged = any(not _starred(walk, m) for m in behind)
    there = walk.scope.stock or walk.total is not None or walk.scope.status != "actual" or quantity.become
    return judged and _within_a_year(period) and not there and "stars" not in dimensions


def _is_there(walk: Walk, quantity: Quantity, period: Period, again: bool) -> bool:
    """``đến nay có 305 sản phẩm được công nhận``, ``nâng tổng số lên 62 sản phẩm được chứng nhận``: so
    many exist."""
    if quantity.zero or (quantity.become):
        return True  # "chưa có sản phẩm 5 sao"
    whole = total_of(walk, quantity.unit)
    if whole is not None and whole.dimensions.get("step") == "recognised":
        return False  # a part of what was found to be new
    has = HAVE.has(walk.words.words[max(0, quantity.first - 1)], lenient=False)
    aimed = has and walk.scope.until.get(period.text, False)  # "đến năm 2026 có 230 sản phẩm được công nhận"
    by_then = _standing(period) or stands(walk, quantity) or aimed or (has and _of_a_maker(walk, quantity))
    behind = "step" not in quantity.left.dimensions and not walk.step
    exists = by_then and _exists(walk, quantity, period, behind)
    return exists and not (_against_plan(walk, quantity) or again)


def stands(walk: Walk, quantity: Quantity) -> bool:
    """``Sau 5 năm thực hiện, huyện đã có 35 sản phẩm được công nhận``, ``toàn tỉnh có 105 sản phẩm``: no time
    is said, for it is told of now."""
    existing = walk.words.says("existing")
    return not (walk.times or quantity.right.periods) and (existing or everywhere(walk.words))


def _is_stock(
    walk: Walk, quantity: Quantity, dimensions: dict[str, str], period: Period, again: bool
) -> bool:
    """Whether a step that was told is none of these: so many exist."""
    if dimensions.get("step") == "recognised":
        return _is_there(walk, quantity, period, again)
    if dimensions.get("step") != "assessed" or "stars" not in dimensions:
        return False
    own = "step" in quantity.left.dimensions or "step" in quantity.right.dimensions
    rated = walk.scope.stock and own and _rated(walk, quantity)
    return rated or (not own and _over_years(walk, period))


def _rated(walk: Walk, quantity: Quantity) -> bool:
    """``hiện có 175 sản phẩm được hội đồng đánh giá đạt 3 sao``: an assessment that told what they have
    reached."""
    judged = [m.last for m in walk.words.saying("dimension", "assessed") if m.first >= quantity.last]
    return any(REACHED.has(w, lenient=False) for at in judged for w in walk.words.words[at : at + 1])


def _over_years(walk: Walk, period: Period) -> bool:
    """``kết quả đánh giá giai đoạn 2018 - 2020, tỉnh có 18 sản phẩm đạt 3 sao``: the outcome of several years
    is what there is."""
    years = (period.start or "")[:4], (period.end or "")[:4]
    single = any(f.period is not None and f.period.kind in ("year", "day") for f in walk.words.figures)
    return period.kind == "range" and years[0] != years[1] and not single


def _raises_total(walk: Walk, quantity: Quantity) -> bool:
    """``có 12 sản phẩm đạt 4 sao, nâng tổng số lên 45``: what raises the total is new."""
    if quantity.unit != "product" or quantity.become or walk.scope.stock or walk.total is not None:
        return False
    return adds_up(walk, quantity)


def adds_up(walk: Walk, quantity: Quantity) -> bool:
    """``…, nâng tổng số lên 45``: whether a total is raised behind a figure."""
    return any(m.has("total") and m.first >= quantity.last for m in walk.words.saying("become"))


def has_maker(walk: Walk, quantity: Quantity) -> bool:
    """``Công ty A (huyện B) có 2 sản phẩm 4 sao``: what a maker has, not what was graded in the year."""
    return any(m.last <= quantity.first for m in walk.words.saying("maker_head"))


def _of_a_maker(walk: Walk, quantity: Quantity) -> bool:
    """``Năm 2022, HTX đạt doanh thu 20 tỷ đồng; có 6 sản phẩm được công nhận``: what a maker has, told behind
    what it did in a year."""
    words = walk.words.words
    opened = max((i for i in range(quantity.first) if words[i].text == ";"), default=-1)
    timed = any(f.first > opened for f in walk.words.times)
    return opened >= 0 and not timed and has_maker(walk, quantity)


def _against_plan(walk: Walk, quantity: Quantity) -> bool:
    """``đến nay có 60 sản phẩm được công nhận, đạt 200% kế hoạch``: measured against the plan of a year."""
    near = walk.words.mentions_from(quantity.last, quantity.last + PLAN_REACH)
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
    valid = walk.words.says("standing")
    titled = walk.sentence.paragraph.kind == "title" and behind
    been = walk.words.says("existing")
    if _adds_up_to(walk, period) and not quantity.change:
        return True  # "Tính đến ngày 30/9, … Kết quả, có 120 sản phẩm được cấp giấy chứng nhận"
    if not behind and everywhere(walk.words) and not walk.times:
        return walk.words.says("past")  # "Toàn tỉnh đã công nhận 233 sản phẩm"
    whole |= walk.total is not None and walk.total.unit == "product" and "step" not in walk.total.dimensions
    whole |= has_maker(walk, quantity)
    if amounts_to(walk, quantity):
        return True
    return walk.scope.stock or valid or titled or (behind and (been or bool(period.text) or whole))


def _adds_up_to(walk: Walk, period: Period) -> bool:
    """``Đến cuối năm 2022``, ``từ năm 2019 đến nay``: a time up to which things have added up, wherever it
    was told."""
    years = (period.start or "")[:4], (period.end or "")[:4]
    over = period.kind == "range" and years[0] != years[1]
    then = period.kind == "as_of" and (walk.scope.until.get(period.text, False) or period.text == "now")
    return walk.scope.status == "actual" and (over or then)


def _graded(walk: Walk) -> bool:
    return walk.words.says("graded")


def everywhere(text: Annotated) -> bool:
    """Whether a whole place is named (``toàn tỉnh``)."""
    named = [text.words[p.start_token] for p in text.places if p.kind == "generic"]
    return any(WHOLE.has(word, lenient=False) for word in named)


def _as_decided(walk: Walk) -> bool:
    """``… đã phê duyệt kết quả đánh giá. Theo đó, có 84 sản phẩm được công nhận``: what was just decided."""
    opening = [w.fold for w in walk.words.words[:4]]
    listed = opening[:2] in (["theo", "do"], ["trong", "do"])
    listed |= opening[:3] == ["theo", "quyet", "dinh"]  # "Theo quyết định này, có 66 sản phẩm …"
    return listed and walk.scope.decided and not walk.scope.stock


def _attained(walk: Walk, quantity: Quantity) -> bool:
    """``năm 2022 có 14 sản phẩm đạt sản phẩm OCOP``: they became what they are."""
    stop = walk.clause.bounds[quantity.segment][1]
    behind = walk.words.mentions_from(quantity.last, stop)
    met = any(m.has("become", "met") or m.has("dimension", "standard") or _starred(walk, m) for m in behind)
    return met and bool(quantity.right.programmes)


def _starred(walk: Walk, mention: Mention) -> bool:
    """``được gắn sao``; ``được đánh giá, xếp hạng`` is what a council does first."""
    judged = any(w.fold == "danh" for w in walk.words.words[mention.first : mention.last])
    return mention.has("graded") and not judged


def _standing(period: Period) -> bool:
    """A day, or a span of years: what was recognised up to then is what exists."""
    years = (period.start or "")[:4], (period.end or "")[:4]
    today = period.kind in ("as_of", "unknown")
    return today or (period.kind == "range" and years[0] != years[1])
