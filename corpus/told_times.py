"""What the times of a stretch are of: when its figures are, or only the name, plan or award they stand in."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from corpus.annotate import Annotated
from corpus.dates import SEASON
from corpus.lexicon import Mention
from corpus.model import Period
from corpus.scan import STAGE_HEAD, Figure, Words

OUTLOOK = Words("hướng", "nhìn")  # "định hướng", "tầm nhìn"
POOR, NORM, NORM_REACH = Words("nghèo"), Words("chuẩn"), 8  # tokens: "chuẩn nghèo đa chiều áp dụng cho …"
PLAN_REACH = 2  # tokens
OPENING, QUOTES = frozenset("“«‘"), frozenset('“”«»‘’"')
MEASURED = Words("đạt", "là", "ước", "còn", "bằng")
LED = Words("đến", "tới", "hết", "cuối", "đầu", "giữa", "trong", "từ", "vào", "riêng", "sang", "điểm", "ngày")
SET = Words("bộ")
MERIT = Words("thành"), Words("tích")
MONEY = Words("vốn", "phí")
CARRIED = frozenset({("keo", "dai"), ("chuyen", "sang"), ("chuyen", "tiep"), ("chuyen", "nguon")})
SPECIAL = ("upgraded", "renewed", "expired", "revoked")  # what only those counted before went through
# What a time inside a noun belongs to: "thu nhập bình quân năm 2023", "tổng vốn từ năm 2011 đến năm 2018".
_NOUNS_WITH_TIME = {"year": ("mean",), "years": ("mean", "need")}


@dataclass
class Times:
    """The times of a stretch, by what they are of."""

    periods: list[Period] = field(default_factory=list)  # when it is
    named: list[Period] = field(default_factory=list)  # part of a name: when an aim with it is for
    base: Period | None = None  # what a change is measured from
    end: int = -1
    inner: bool = False
    award: bool = False
    noun: bool = False


def times_said(text: Annotated, first: int, last: int, base_at: int, those_at: int) -> Times:
    """The times from token *first* to *last*.  *base_at*, *those_at*: where a comparison, and words that only
    say which ones are meant, begin (-1: they do not)."""
    said = Times()
    for figure in text.times:
        if not (first <= figure.first < last) or figure.period is None or _of_something(text, first, figure):
            continue
        titled = figure.period.kind == "range" and _of_a_title(text, figure.first)
        those = 0 <= those_at <= figure.first or _of_those_before(text, first, figure)
        if titled or those or _of_a_plan(text, first, figure.first) or _of_money(text, figure):
            said.named.append(figure.period)
        elif base_at >= 0 and figure.first >= base_at:
            said.base = said.base or figure.period
            said.end = max(said.end, figure.last)
        else:
            said.periods.append(figure.period)
            told = figure.last < len(text.words) and MEASURED.has(text.words[figure.last], lenient=False)
            said.inner = told and figure.first > first + 2 and not _led(text, figure.first)
            said.award = figure.period.kind == "year" and awarded(text, first, figure.first)
            said.noun = any(
                first <= m.first and m.last <= figure.first
                for kind in _NOUNS_WITH_TIME.get(_length(figure.period), ())
                for m in text.saying(kind)
            )
    return said


def _of_something(text: Annotated, first: int, figure: Figure) -> bool:
    """Whether a time is part of the name of something, and tells no time at all."""
    period, at = figure.period, figure.first
    if period is not None and period.kind == "range" and _of_a_set(text, first, at):
        return True
    named = _of_a_season(text, figure) or _of_a_name(text, at) or _of_merit(text, first, at)
    named = named or _in_an_aside(text, first, figure)
    return named or _outlook(text, at)


def _in_an_aside(text: Annotated, first: int, figure: Figure) -> bool:
    """``kế hoạch vốn năm 2023 (kể cả vốn năm 2022 kéo dài) là …``: in a bracket with words of its own, behind
    the time that what follows is of."""
    marks = [i for i in range(first, figure.first) if text.words[i].text in "()"]
    opened = marks[-1] if marks and text.words[marks[-1]].text == "(" else -1
    told = any(first <= f.first and f.last <= opened for f in text.times)
    return told and figure.first > opened + 2


def _of_money(text: Annotated, figure: Figure) -> bool:
    """``vốn năm 2022 kéo dài giải ngân 209 tỷ đồng``, ``kể cả phần vốn năm 2022 chuyển sang``: the year that
    money was given for says which money is meant."""
    before = text.words[figure.first - 1] if figure.first else None
    behind = text.mention_at(figure.last)
    carried = tuple(w.fold for w in text.words[figure.last : figure.last + 2]) in CARRIED
    spent = carried or (behind is not None and behind.has("ratio", "disbursed"))
    told = any(f.period is None and f.first >= figure.last for f in text.figures)  # no question
    return spent and told and before is not None and MONEY.has(before, lenient=False)


def _of_merit(text: Annotated, first: int, at: int) -> bool:
    """``5 cá nhân có thành tích xuất sắc trong phong trào giai đoạn 2016 - 2020``: when they earned it."""
    words = text.words[first:at]
    return any(MERIT[0].has(a, False) and MERIT[1].has(b, False) for a, b in itertools.pairwise(words))


def _of_a_set(text: Annotated, first: int, last: int) -> bool:
    """``bộ tiêu chí … giai đoạn 2021 - 2025``: the time is part of the name of a set of criteria."""
    if not STAGE_HEAD.has(text.words[last], lenient=False):
        return False
    before = text.mentions_from(first, last)
    words = text.words
    criteria = [i for m in before if m.has("unit", "criterion") for i in (m.first - 1, m.first) if i >= first]
    named = [m.first for m in before if m.has("programme")]
    near, poor = words[max(0, last - NORM_REACH) : last], [w for w in words[first:last] if POOR.has(w, False)]
    if poor and any(NORM.has(w, False) for w in near):
        return True  # "theo chuẩn nghèo giai đoạn 2021 - 2025", "hộ nghèo theo chuẩn giai đoạn 2022 - 2025"
    return any(SET.has(words[i], lenient=False) for i in (*criteria, *named))


def _of_a_title(text: Annotated, at: int) -> bool:
    """``đạt chuẩn NTM giai đoạn 2021 - 2025``: the span is part of the title that a place bears."""
    before = text.mentions_up_to(at)
    named = any(m.last == at and (m.has("programme") or m.has("dimension")) for m in before)
    return named and any(m.has("dimension", "standard") for m in before)


def _of_those_before(text: Annotated, first: int, figure: Figure) -> bool:
    """``3 sản phẩm OCOP năm 2020 được công nhận lại``: the year right behind what is counted, before what
    only those of an earlier time go through, says which ones they are."""
    named = {i for m in text.saying("programme") for i in range(m.first, m.last)}
    close = all(i in named for i in range(first, figure.first))
    behind = text.mention_at(figure.last)
    passed = behind is not None and any(behind.has("dimension", step) for step in SPECIAL)
    return passed and close and figure.period is not None and figure.period.kind == "year"


def _outlook(text: Annotated, at: int) -> bool:
    """``Đến năm 2025, tầm nhìn đến năm 2030, …``: a later year that an aim only looks out to."""
    near = text.words[max(0, at - 3) : at]
    earlier = any(f.period and f.period.end and f.last < at for f in text.times)
    return earlier and any(OUTLOOK.has(w, lenient=False) for w in near)


def _of_a_name(text: Annotated, at: int) -> bool:
    """``Đề án “… giai đoạn 2018 - 2025”``: a time inside quotation marks that hold no count is part of what
    they name (what somebody says in them has counts)."""
    marks = [i for i, w in enumerate(text.words) if w.text in QUOTES]
    opened, closed = [i for i in marks if i < at], [i for i in marks if i > at]
    if not opened or not closed:
        return False
    mark = text.words[opened[-1]].text
    inside = mark in OPENING or (mark == '"' and len(opened) % 2 == 1)
    units = {m.first for m in text.saying("unit")}
    counted = any(opened[-1] < f.first < closed[0] and f.last in units for f in text.figures)
    return inside and not counted


def _of_a_season(text: Annotated, figure: Figure) -> bool:
    """``Hội chợ OCOP Quảng Ninh - Hè 2023``: the year is part of the name of a fair."""
    before = text.words[figure.first - 1] if figure.first else None
    return before is not None and before.capital and SEASON.has(before, lenient=False)


def _of_a_plan(text: Annotated, first: int, at: int) -> bool:
    """``vượt mục tiêu năm 2022``: the year is that of the plan which a figure is compared with."""
    return any(
        first <= m.first and 0 <= at - m.last <= PLAN_REACH for m in text.saying("compared", "plan")
    )


def awarded(text: Annotated, first: int, at: int) -> bool:
    """``công nhận huyện A đạt chuẩn NTM năm 2020``: the year right behind what a named place has reached."""
    last = text.mention_before(at)
    named = any(first <= p.start_token < at and p.prefixed and p.kind != "generic" for p in text.places)
    before = text.mentions_from(first, at)
    counted = any(f.kind == "number" and first <= f.first < at for f in text.figures)
    titled = any(a.has("dimension", "recognised") and _is_kind(b) for a, b in itertools.pairwise(before))
    named |= titled and not counted  # "được công nhận (là) huyện đạt chuẩn NTM năm 2018"
    reached = any(m.has("dimension", "standard") or m.has("dimension", "recognised") for m in before)
    return named and reached and last is not None and (last.has("programme") or last.has("dimension"))


def _is_kind(mention: Mention) -> bool:
    """``huyện``, ``xã``: the bare kind of a place."""
    return any(mention.has("unit", level) for level in ("district", "commune", "province"))


def _led(text: Annotated, at: int) -> bool:
    """Whether a word that leads to a time, or a mark, stands before it (``tính đến cuối năm 2018``)."""
    before = text.words[at - 1]
    return before.kind == "mark" or LED.has(before, lenient=False)


def _length(period: Period) -> str:
    """The kind of a period; ``years`` for a span over several."""
    return "years" if (period.start or "")[:4] < (period.end or "")[:4] and period.start else period.kind
