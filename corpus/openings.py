"""What ``trong đó``, ``gồm``, a colon and brackets open: the parts of a figure, or a plan to compare with."""

from __future__ import annotations

from corpus.breaks import is_group
from corpus.clauses import closing
from corpus.locality import goes_on, tells_who
from corpus.model import Fact
from corpus.occasions import only_time, time_before
from corpus.placement import placed_before
from corpus.quantities import JOIN
from corpus.scope import Bracket, Scope, Walk
from corpus.totals import full, large_enough, of_all, of_several, part_split, summed, total_named


def open_parts(walk: Walk, first: int, scope: Scope) -> None:
    """``trong đó``, ``gồm``, a colon and brackets open the parts of a figure; ``;`` may close them."""
    word = walk.words.words[first].text
    while walk.brackets and first >= walk.brackets[-1].close:
        bracket = walk.brackets.pop()
        walk.total, walk.scope.status, walk.scope.period = bracket.total, bracket.status, bracket.period
        walk.scope.area, walk.step, walk.others = bracket.area, bracket.step, bracket.others
        counted = len(walk.facts) > bracket.facts
        members = not counted and tells_who(walk.words, walk.clause, bracket.close)
        if (counted and goes_on(walk.words, bracket.close)) or members:
            walk.places = list(bracket.places)  # "Huyện A (có 22 xã) đạt …", "(trừ A và B)"
    if word == ";" and not walk.brackets and _another_follows(walk, first):
        walk.scope.area = scope.area
        walk.places = []
    close = closing(walk.words, first)
    if close is not None and only_time(walk.words, first, close):
        close = None  # "Qua 3 năm (2019 - 2021), …"
    whole = _whole_told(walk)
    if close is not None:
        held = walk.scope
        waiting = (len(walk.facts), tuple(walk.places), walk.step, walk.others)
        walk.brackets.append(Bracket(close, walk.total, held.status, held.period, held.area, *waiting))
        if not _other_thing(walk, first):
            walk.total = walk.just_counted() or whole or walk.total
        walk.others = walk.wholes()
        walk.places += placed_before(walk, first)
        inside = walk.words.mentions_from(first + 1, close)
        aims = [m.first for m in inside if m.has("status", "target")]
        aimed = bool(aims) and (aims[0] == first + 1 or time_before(walk.words, first) is not None)
        walk.bracketed_plan = walk.compared or aimed  # "vượt chỉ tiêu năm 2020 (chỉ tiêu là 61 xã)"
        if walk.bracketed_plan:
            walk.scope.status, walk.scope.period = "target", time_before(walk.words, first) or held.period
    elif walk.whole is not None and not walk.facts:
        return  # what the parts make whole is known
    elif first in walk.clause.parts or (word == ":" and walk.facts and not _labels(walk, first)):
        named = total_named(walk, scope, first) if not walk.facts else None
        if named is not None and walk.scope.status == "target" != named.status:
            named = None  # "…. Năm 2024, huyện chú trọng sản phẩm mới, trong đó phấn đấu có thêm 20 sản phẩm"
        lasts = scope.lasts or (scope.earlier if first == 0 else {})
        last = scope.last or next(iter(lasts.values()), None)
        if first == 0:
            last = large_enough(walk, scope) or last
        opens = next(iter(walk.clause.quantities), None)
        if first == 0 and opens is not None and of_all(walk.words, opens):
            last = None if last is None or last.status != "actual" else last  # "Trong tổng số 14 xã …"
        part = part_split(walk, first)
        walk.total = part or of_several(walk, whole) or named or (last if first == 0 else None) or walk.total
        wholes = {unit: of_several(walk, f) or f for unit, f in walk.wholes().items()}
        walk.others = wholes or lasts or walk.others
        if first == 0 and walk.total is not None and not walk.words.places:
            walk.scope.area = walk.total.area
        walk.others = {**summed(walk, scope, first), **walk.others}
        walk.loose = first in walk.clause.parts and "trong" in walk.words.words[first].key
    elif (
        word == ";" and not walk.brackets and not walk.split
        and walk.total is not scope.total and full(walk, first)
    ):  # fmt: skip
        walk.total = None if walk.total is walk.whole else walk.whole


def _another_follows(walk: Walk, first: int) -> bool:
    """Whether the semicolon at a token ends what has been told of a place."""
    return walk.wandering or _new_maker(walk, first) or _told_of(walk, first)


def _whole_told(walk: Walk) -> Fact | None:
    """The last whole figure; ``41 sản phẩm (kế hoạch 30 sản phẩm), gồm …`` splits what is, not the plan."""
    last = walk.last_whole()
    if last is None or last.status != "target" or walk.scope.status != "actual":
        return last
    alike = (f for f in walk.facts if f.unit == last.unit and f.status == "actual")
    told = [f for f in alike if not f.dimensions.get("role")]
    return told[-1] if told else last


def _labels(walk: Walk, colon: int) -> bool:
    """``Công nhận mới: 52 sản phẩm; nâng hạng: 3 sản phẩm``: the colon behind the label of the next item."""
    before = next((b for b in walk.clause.bounds if b[1] == colon), None)
    if before is None or walk.words.words[before[0]].text != ";":
        return False
    return not any(before[0] <= part < colon for part in walk.clause.parts)


def _other_thing(walk: Walk, opened: int) -> bool:
    """``thực phẩm (47 sản phẩm); đồ uống (3 sản phẩm), dược liệu (2)``: the bracket splits nothing before the
    semicolon, nor what stands in the bracket before it."""
    if not walk.facts:
        return False
    words, end = walk.words.words, walk.facts[-1].quote.end - walk.sentence.start
    between = [w.text for w in words[:opened] if w.start >= end]
    joints = {w.text for w in words[:opened] if w.start >= end and JOIN.has(w, lenient=False)}
    listed = ")" in between and bool({",", *joints} & set(between[between.index(")") :]))
    since = [m for m in walk.words.mentions if words[m.first].start >= end and m.last <= opened]
    grouped = "," in between and any(is_group(m) for m in since)
    return ";" in between or listed or grouped


def _told_of(walk: Walk, stop: int) -> bool:
    """``xã A đạt chuẩn NTM; xã B đạt 16/19 tiêu chí``: what the places before the semicolon have reached is
    told, without a figure."""
    last = max((p.end_token for p in walk.words.places if p.end_token <= stop), default=stop)
    if len(walk.words.places) == 1 and walk.words.places[0].start_token == 0:
        return False  # "Xã A đạt chuẩn năm 2018; thu nhập bình quân đạt …": of the one it is about
    return not walk.facts and any(last <= m.first < stop for m in walk.words.saying("dimension"))


def _new_maker(walk: Walk, first: int) -> bool:
    """``…; Công ty B có 2 sản phẩm``: the next of a list of makers, whose place is not said."""
    text = walk.words
    if not text.says_at(first + 1, "maker_head"):
        return False
    stop = next((i for i in range(first + 1, len(text.words)) if text.words[i].text == ";"), len(text.words))
    return not any(first < p.start_token < stop for p in text.places)
