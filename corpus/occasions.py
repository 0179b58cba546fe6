"""When something happened that a sentence tells of: days of events, times told by another time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from corpus.annotate import Annotated
from corpus.figures import Figure, year_period
from corpus.model import Period
from corpus.scan import Words

LASTING = 2  # tokens: "Sau 6 ngày diễn ra (từ 28/4 đến 3/5)"
DURATION = Words("năm", "tháng", "qua", "đoạn")
OCCASION, THIS, EVENT_REACH = Words("dịp"), Words("này"), 3  # tokens
EARLY = Words("đầu", "giữa")
GIVEN = Words("tặng", "khen", "thưởng", "trao")
ROUND, ROUND_REACH = Words("đợt"), 3  # tokens
MARKS = frozenset(",;:.(-–")
WITHIN = Words("trong", "ở", "tại", "riêng", "sau", "từ", "đến", "và")


def is_issue_day(text: Annotated, figure: Figure) -> bool:
    """``Quyết định số 231/QĐ-UBND ngày 5/3/2024``: the day of a document, not of an event."""
    return any(f.kind == "document" and 0 <= figure.first - f.last <= 1 for f in text.figures)


def day_told(text: Annotated, before: int, today: dt.date | None) -> Period | None:
    """``Ngày 12/1, hội đồng công nhận 7 sản phẩm``: the day, if it is told before token *before* (the
    first count), is no document's and does not lie ahead; so is the part of a month that a sentence opens
    with (``Đầu tháng 11, đoàn kiểm tra 12 xã``)."""
    for figure in text.figures:
        period = figure.period
        part = figure.first == 1 and EARLY.has(text.words[0], lenient=False)
        if part and period is not None and period.kind == "month" and today is not None:
            return period if (period.start or "9") <= today.isoformat() else None
        if figure.first >= before or figure.kind != "date" or period is None or period.kind != "day":
            continue
        ahead = today is not None and (period.end or "") > today.isoformat()
        if period.end and not ahead and not is_issue_day(text, figure):
            return Period("as_of", None, period.end, "")
    return None


def handed_over(text: Annotated, before: int, today: dt.date | None) -> Period | None:
    """``Tại hội nghị, UBND tỉnh tặng bằng khen cho 9 tập thể``, ``Dịp này, …``: what was given there is of
    that day, which may not be known."""
    words = text.words[:before]
    there = any(m.first < EVENT_REACH for m in text.saying("event"))
    there = there or any(OCCASION.has(a, False) and THIS.has(b, False) for a, b in pairwise(words[:4]))
    if not (there and any(GIVEN.has(w, lenient=False) for w in words)):
        return None
    day = today.isoformat() if today is not None else None
    return Period("as_of" if day else "unknown", None, day)


def only_time(text: Annotated, opened: int, close: int) -> bool:
    """``Qua 3 năm (2019 - 2021), …``: a bracket that holds a time and nothing else, and no figure before it
    whose own that time could be, tells when all that follows is."""
    inside = next((f for f in text.figures if opened < f.first <= opened + 2), None)
    whole = inside is not None and inside.period is not None and inside.last == close
    lasted = any(f.kind == "name" and 0 <= opened - f.last <= LASTING for f in text.figures)
    lasted = lasted or ROUND.has(text.words[opened - 2], lenient=False)  # "ở đợt 1 (tháng 9/2021), …"
    return whole and opened > 1 and (lasted or DURATION.has(text.words[opened - 1], lenient=False))


def time_before(text: Annotated, at: int) -> Period | None:
    """``mục tiêu đến năm 2025 (2.000 sản phẩm)``: the time that ends right before a token."""
    return next((f.period for f in text.times if f.last == at), None)


def up_to(period: Period, reference: dt.date | None) -> Period:
    """``từ năm 2019 đến nay`` ends on the day that an undated bulletin turned out to speak from."""
    if period.kind != "range" or period.end is not None or period.start is None or reference is None:
        return period
    return replace(period, end=max(period.start, reference.isoformat()))


def piled_up(period: Period, reference: dt.date | None) -> bool:
    """A span over years that ends before now: what has piled up by then is there."""
    years = (period.start or "")[:4], (period.end or "")[:4]
    return years[0] != years[1] and (reference is None or (period.end or "") <= reference.isoformat())


def year_of(period: Period | None) -> int | None:
    """The year a time ends in."""
    return int(period.end[:4]) if period is not None and period.end else None


def year_before(named: Period | None, current: Period | None, reference: dt.date | None) -> Period | None:
    """The same months as those of the time that holds, a year before (or in the year that is named)."""
    year = year_of(named) or (year_of(current) or 1) - 1
    if (
        current is None
        or current.kind not in ("range", "quarter", "month")
        or not (current.start and current.end)
    ):
        if current is not None and current.kind == "as_of" and reference is not None and year:
            day = min(reference.day, 28) if reference.month == 2 else reference.day
            same_day = reference.replace(year=year, day=day).isoformat()
            return Period("range", f"{year}-01-01", same_day, "cùng kỳ")
        return named or (year_period(year, "cùng kỳ") if year else None)
    if current.start[:4] != current.end[:4]:
        return named
    end = current.end[4:].replace("-02-29", "-02-28")
    return Period(current.kind, f"{year}{current.start[4:]}", f"{year}{end}", "cùng kỳ")


def encloses(year: Period, told: Period) -> bool:
    """Whether a time is the year that another, which says more, lies in."""
    ends = {(t or "")[:4] for t in (year.end, told.end, told.start or told.end)}
    return year.kind == "year" and len(ends) == 1


def of_a_round_before(text: Annotated, period: Period) -> bool:
    """``Quyết định … ngày 12/2/2024 phê duyệt kết quả đánh giá sản phẩm OCOP đợt 2 năm 2023``: the year names
    the round; what is told happened when it was decided (``Trước đó, đợt 1 năm 2023, …`` tells a time)."""
    figure = next((f for f in text.figures if f.period == period), None)
    days = [f.period for f in text.figures if f.kind == "date"]
    later = any(p is not None and (p.end or "") > (period.end or "9999") for p in days)
    if figure is None or period.kind != "year" or not later:
        return False
    at = _round_at(text, figure)
    before = text.words[at - 1]
    return at > 0 and before.text not in MARKS and not WITHIN.has(before, lenient=False)


def meets_for_a_round(text: Annotated) -> bool:
    """``Ngày 20/12, tỉnh tổ chức hội nghị đánh giá sản phẩm OCOP đợt 2 năm 2021``: the year is that of the
    meeting's round; what was found there is of the meeting's day."""
    held = next((m.first for m in text.saying("event")), len(text.words))
    return any(_round_at(text, f) > held for f in text.times)


def _round_at(text: Annotated, figure: Figure) -> int:
    """Where the ``đợt`` stands that a year belongs to; 0: it is of none."""
    near = range(figure.first - 1, max(0, figure.first - ROUND_REACH - 1), -1)
    return next((i for i in near if ROUND.has(text.words[i], lenient=False)), 0)
