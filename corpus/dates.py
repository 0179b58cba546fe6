"""Dates and periods in running text: rules that look at one token and what stands beside it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from corpus.model import Period, iso_date
from corpus.numbers import words_at
from corpus.scan import (
    AND,
    CLOCK,
    DASHES,
    DAY,
    DAY_CUE,
    FINISH,
    FIRST_PART,
    FROM,
    LAST_PART,
    LAST_YEAR,
    MONTH,
    NOW,
    QUARTER,
    ROMAN,
    SPAN_AFTER,
    SPAN_BEFORE,
    STAGE,
    STAGE_HEAD,
    THIS_YEAR,
    TO,
    UNTIL,
    VALIDITY,
    YEAR,
    Figure,
    Scan,
    Words,
)

ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
SEASON = Words("xuân", "hè", "thu", "đông")  # "Hội chợ OCOP – Hè 2022"
WEEK, ROUND = Words("tuần"), Words("đợt")
RECKONED = Words("tính")
YEAR_CUE = Words("trong", "đến", "tới", "cuối", "đầu", "hết", "giữa", "tiêu", "hoạch", "đoạn")
YEAR_VERB = Words(
    "có", "đạt", "là", "toàn", "tỉnh", "huyện", "cả", "phấn", "sẽ", "đã", "được", "của", "cho", "công", "phải"
)
PAST_BY, SINCE = Words("qua"), Words("qua", "sau", "suốt", "hơn", "gần")
WITHIN, COMING = Words("trong", "qua"), Words("kể", "sau")
BEFORE, WHOLE = Words("trước"), Words("cả")
ASKED = Words("phấn", "cầu", "phải", "sẽ", "kiến")  # "phấn đấu", "yêu cầu", "dự kiến"
PLANNED = Words("hoạch", "tiêu", "ước", "kiến", "đấu")  # "kế hoạch", "chỉ tiêu"
WORKED = Words("công", "nghỉ")  # "1.200 ngày công" is a quantity


def year_period(year: int, text: str = "") -> Period:
    """The whole of a calendar year."""
    return Period("year", f"{year}-01-01", f"{year}-12-31", text)


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def _date_parts(s: Scan, i: int) -> tuple[int, int, int, int | None] | None:
    """Digits of a date at *i*: next token, day, month, year or None."""
    text = s.words[i].text
    if text.count(".") == 2:
        parts = text.split(".")
        if len(parts[2]) == 4 and all(p.isdecimal() for p in parts):
            return i + 1, int(parts[0]), int(parts[1]), int(parts[2])
    day = s.whole(i, 1, 31)
    ends = i + 3 >= len(s.words) or s.words[i + 3].kind == "mark"
    spaced = s.is_(i - 1, DAY) and ends  # "Ngày 08 - 4, …"
    if day is None or not (s.mark(i + 1, "/") or (s.mark(i + 1, DASHES) and (s.glued(i) or spaced))):
        return None
    month = s.whole(i + 2, 1, 12)
    if month is None:
        return None
    if s.words[i + 1].text == (s.words[i + 3].text if i + 3 < len(s.words) else "") and s.year(i + 4):
        return i + 5, day, month, s.year(i + 4)
    return i + 3, day, month, None


def _near_year(s: Scan, first: int, month: int, day: int) -> int | None:
    """The year that puts a day without one nearest before (or just after) the reference; a day by which
    something is to be done still lies ahead."""
    if s.reference is None:
        return None
    year = s.reference.year
    iso = iso_date(year, month, day)
    if iso and dt.date.fromisoformat(iso) > s.reference + dt.timedelta(days=45):
        return year if _deadline(s, first) else year - 1
    return year


def _deadline(s: Scan, i: int) -> bool:
    """``hoàn thành trước ngày 31/12``, ``phấn đấu đến 31/10``: whether a time without a year is one by which
    something is asked for."""
    at = i - 1 if s.is_(i - 1, DAY) else i
    asked = any(s.is_(back, ASKED) for back in range(at))
    return s.is_(at - 1, BEFORE) or (asked and s.is_(at - 1, UNTIL))


def _day(s: Scan, first: int, last: int, day: int, month: int, year: int | None) -> Figure | None:
    complete = year or _near_year(s, first, month, day)
    iso = iso_date(complete, month, day) if complete else None
    if complete and iso is None:
        return None
    text = s.text(first, last)
    until = s.is_(first - 1, UNTIL) or (s.is_(first - 1, DAY) and s.is_(first - 2, UNTIL))
    return Figure("date", first, last, period=Period("as_of" if until else "day", iso, iso, text), text=text)


SO_FAR = Words("đến", "tới", "hiện")


def _spelt_date(s: Scan, i: int) -> Figure | None:
    """``ngày 13 tháng 3 năm 2024`` (the year may be missing)."""
    at = i + 1 if s.is_(i, DAY) else i
    day = s.whole(at, 1, 31)
    if day is None or not s.is_(at + 1, MONTH):
        return None
    month = s.whole(at + 2, 1, 12)
    if month is None:
        return None
    if s.is_(at + 3, YEAR) and s.year(at + 4):
        return _day(s, i, at + 5, day, month, s.year(at + 4))
    return _day(s, i, at + 3, day, month, None)


def _numeric_date(s: Scan, i: int) -> Figure | None:
    """``7/2/2024``, ``13-3-2024``, ``13.3.2024``, and ``12/3`` after a word for a day or in brackets."""
    if s.words[i].kind != "number":
        return None
    parts = _date_parts(s, i)
    if parts is None:
        return None
    last, day, month, year = parts
    if year is None:
        today = s.is_(i - 1, Words("nay")) and not s.is_(i - 2, SO_FAR)  # but "đến nay 11/11 xã"
        today = today or (s.is_(i - 1, PAST_BY) and s.is_(i - 2, DAY_CUE))  # "chiều qua 23/11"
        cued = s.is_(i - 1, DAY_CUE) or today or (s.mark(i - 1, "(") and s.mark(last, ")"))
        if s.mark(i + 1, DASHES) and not (cued or (s.is_(i - 1, UNTIL) and day > month)):
            return None  # "Ngày 17-4", "đến 31-1", but not "10-12 sản phẩm"
        listed = s.is_(i - 2, DAY_CUE) and s.mark(i - 1, DASHES)
        ended = s.is_(i - 1, UNTIL) and day > month  # no part is larger than its whole
        ended = ended or (s.is_(i - 1, UNTIL) and s.is_(i - 2, RECKONED) and s.mark(last, ","))
        spans = (s.is_(i - 1, TO) or s.mark(i - 1, DASHES)) and _is_day(s, i - 4)  # "từ 28/4 đến 3/5"
        begins = (s.is_(last, TO) or s.mark(last, DASHES)) and _is_day(s, last + 1)
        if not (cued or listed or ended or spans or begins):
            return None
    return _day(s, i, last, day, month, year)


def _is_day(s: Scan, i: int) -> bool:
    """Whether ``30/4`` stands at token *i*."""
    return bool(s.whole(i, 1, 31) and s.mark(i + 1, "/") and s.whole(i + 2, 1, 12))


def _day_range(s: Scan, i: int) -> Figure | None:
    """``từ ngày 10 - 12/3`` and ``10-12/3/2024``: the first day as a number of its own."""
    if (
        s.whole(i, 1, 31) is None
        or not (s.mark(i + 1, DASHES) or s.is_(i + 1, TO) or s.is_(i + 1, AND))
        or not (s.is_(i - 1, DAY_CUE) or s.is_(i - 1, FROM) or s.mark(i - 1, "("))
    ):
        return None
    rising = (s.whole(i, 1, 31) or 0) < (s.whole(i + 2, 1, 31) or 0)
    if not s.is_(i - 1, DAY_CUE) and not (s.whole(i + 4, 1, 12) and s.mark(i + 3, "/-") and rising):
        return None
    at = i + 3 if s.is_(i + 2, DAY) else i + 2  # "từ ngày 22 đến ngày 25-4"
    parts = _date_parts(s, at) if s.whole(at, 1, 31) else None
    if dotted := _dotted(s, at):  # "ngày 22 và 23.12"
        parts = (at + 1, *dotted, None)
    if parts is None:
        return None
    until = _day(s, i, parts[0], parts[1], parts[2], parts[3])
    period = until.period if until is not None else None
    if until is None or period is None or period.end is None or s.whole(i, 1, parts[1]) is None:
        return until
    start = f"{period.end[:8]}{int(s.words[i].text):02d}"
    return replace(until, period=Period("day", start, period.end, until.text))


def _month(s: Scan, i: int) -> Figure | None:
    """``tháng 3/2024``, ``tháng 3 năm 2024``, ``tháng 3``."""
    if not s.is_(i, MONTH):
        return None
    month = s.whole(i + 1, 1, 12)
    dotted = s.words[i + 1].text.partition(".") if i + 1 < len(s.words) else ("", "", "")
    if dotted[2].isdecimal() and len(dotted[2]) == 4 and dotted[0].isdecimal() and 1 <= int(dotted[0]) <= 12:
        month = int(dotted[0])  # "tháng 4.2020"
    if month is None or s.words[i + 1].kind != "number":
        return None
    last, year = i + 2, int(dotted[2]) if dotted[1] else None
    dashed = s.mark(i + 2, DASHES) and s.glued(i + 1) and s.glued(i + 2)
    if (s.mark(i + 2, "/") or dashed or s.is_(i + 2, YEAR)) and s.year(i + 3):
        last, year = i + 4, s.year(i + 3)
    elif s.is_(i + 2, MONTH) and s.is_(i + 3, YEAR) and s.year(i + 4):  # "tháng 10 tháng năm 2023"
        last, year = i + 5, s.year(i + 4)
    elif s.is_(i + 2, YEAR) and (s.is_(i + 3, THIS_YEAR) or s.is_(i + 3, LAST_YEAR)):
        last = i + 4
        year = s.this_year - s.is_(i + 3, LAST_YEAR) if s.this_year is not None else None
    elif year is None and s.reference is not None:
        passed = month <= s.reference.month or _deadline(s, i)
        year = s.reference.year if passed else s.reference.year - 1
    text = s.text(i, last)
    kind = "as_of" if s.is_(i - 1, UNTIL) else "month"
    if year is None:
        return Figure("period", i, last, period=Period(kind, None, None, text), text=text)
    start, end = None if kind == "as_of" else f"{year}-{month:02d}-01", _month_end(year, month)
    if s.is_(i - 1, BEFORE):  # "trước tháng 11"
        end = (dt.date(year, month, 1) - dt.timedelta(days=1)).isoformat()
    return Figure("period", i, last, period=Period(kind, start, end, text), text=text)


def _month_of_year(s: Scan, i: int) -> Figure | None:
    """``12/2018``: a month, where no word says that something is counted."""
    if s.is_(i - 1, ROUND) and s.year(i + 2) and s.mark(i + 1, "/"):  # "đợt 2/2023"
        text = s.text(i, i + 3)
        return Figure("period", i, i + 3, period=year_period(s.year(i + 2) or 0, text), text=text)
    month, year = s.whole(i, 1, 12), s.year(i + 2)
    glued = s.mark(i + 1, "/") and s.glued(i) and s.glued(i + 1)
    if month is None or year is None or not glued or s.mark(i + 3, "%/"):
        return None
    kind = "as_of" if s.is_(i - 1, UNTIL) else "month"
    start, text = None if kind == "as_of" else f"{year}-{month:02d}-01", s.text(i, i + 3)
    return Figure("period", i, i + 3, period=Period(kind, start, _month_end(year, month), text), text=text)


def _dotted(s: Scan, i: int) -> tuple[int, int] | None:
    """``30.9`` as day and month."""
    day, dot, month = s.words[i].text.partition(".") if i < len(s.words) else ("", "", "")
    if not (dot and day.isdecimal() and month.isdecimal() and len(day) <= 2 and len(month) <= 2):
        return None
    return (int(day), int(month)) if 1 <= int(day) <= 31 and 1 <= int(month) <= 12 else None


def _dotted_day(s: Scan, i: int) -> Figure | None:
    """``ngày 30.9``."""
    dotted = _dotted(s, i) if s.is_(i - 1, DAY_CUE) else None
    return _day(s, i, i + 1, *dotted, None) if dotted else None


def _quarter(s: Scan, i: int) -> Figure | None:
    """``quý I/2025``, ``quý 2 năm 2025``."""
    if not s.is_(i, QUARTER) or i + 1 >= len(s.words):
        return None
    number = ROMAN.get(s.words[i + 1].text.upper()) or s.whole(i + 1, 1, 4)
    if number is None:
        return None
    last, year = i + 2, s.reference.year if s.reference else None
    if (s.mark(i + 2, "/") or s.is_(i + 2, YEAR)) and s.year(i + 3):
        last, year = i + 4, s.year(i + 3)
    elif s.is_(i + 2, YEAR) and s.is_(i + 3, THIS_YEAR):
        last, year = i + 4, s.this_year
    text = s.text(i, last)
    if year is None:
        return Figure("period", i, last, period=Period("quarter", None, None, text), text=text)
    start, end = f"{year}-{number * 3 - 2:02d}-01", _month_end(year, number * 3)
    if s.is_(i - 1, UNTIL):
        return Figure("period", i, last, period=Period("as_of", None, end, text), text=text)
    return Figure("period", i, last, period=Period("quarter", start, end, text), text=text)


def _first_months(s: Scan, i: int) -> Figure | None:
    """``6 tháng đầu năm 2024`` and ``9 tháng năm 2024``."""
    months = s.whole(i, 1, 12)
    if months is None and s.is_(i + 1, MONTH) and s.is_(i + 2, FIRST_PART):  # "sáu tháng đầu năm"
        size, value = words_at(s.words[i : i + 1], 0)
        months = int(value) if size == 1 and value == int(value) else None
    if months is None or not s.is_(i + 1, MONTH):
        return None
    ending = s.is_(i + 2, LAST_PART)
    at = i + 3 if ending or s.is_(i + 2, FIRST_PART) else i + 2
    if not s.is_(at, YEAR):
        return None
    year = s.year(at + 1)
    last = at + 2 if year else at + 1
    year = year or (s.reference.year if s.reference else None)
    text = s.text(i, last)
    if year is None:
        return Figure("period", i, last, period=Period("range", None, None, text), text=text)
    start, end = f"{year}-01-01", _month_end(year, months)
    if ending:
        start, end = f"{year}-{13 - months:02d}-01", f"{year}-12-31"
    return Figure("period", i, last, period=Period("range", start, end, text), text=text)


def _since_new_year(s: Scan, i: int) -> Figure | None:
    """``từ đầu năm đến nay``, ``từ đầu năm 2024 đến nay``."""
    if not (s.is_(i, FIRST_PART) and s.is_(i + 1, YEAR) and s.is_(i - 1, FROM)):
        return None
    year = s.year(i + 2) or (s.reference.year if s.reference else None)
    last = i + 3 if s.year(i + 2) else i + 2
    if s.is_(last, TO) and s.is_(last + 1, NOW):
        last += 2
    text = s.text(i, last)
    end = s.reference.isoformat() if s.reference else None
    if year is None or end is None:
        start = f"{year}-01-01" if year else None
        period = Period("range" if start else "unknown", start, None, text)
        return Figure("period", i, last, period=period, text=text)
    return Figure(
        "period", i, last, period=Period("range", f"{year}-01-01", max(end, f"{year}-01-01"), text), text=text
    )


def _duration(s: Scan, i: int) -> Figure | None:
    """``qua 5 năm triển khai``, ``5 năm thực hiện``, ``trong 8 tháng``: how long, not how many."""
    worked = s.is_(i + 2, WORKED) or s.mark(i + 2, "/")
    if s.whole(i, 1, 99) is not None and (s.is_(i + 1, DAY) or s.is_(i + 1, WEEK)) and not worked:
        return Figure("name", i, i + 2, text=s.text(i, i + 2))
    spelt, _ = words_at(s.words[i : i + 2], 0) if s.words[i].kind == "word" else (0, 0)
    spelt = spelt and s.is_(i - 1, SINCE)
    if (s.whole(i, 1, 99) is None and spelt != 1) or not (s.is_(i + 1, YEAR) or s.is_(i + 1, MONTH)):
        return None
    if s.is_(i + 2, PAST_BY) and s.is_(i + 1, MONTH) and s.reference and (back := s.whole(i, 1, 12)):
        return _months_past(s, i, back)
    if (so_far := _months_so_far(s, i)) is not None:
        return so_far
    if s.is_(i - 2, VALIDITY) or s.is_(i - 1, VALIDITY):
        return None  # "có hiệu lực trong 36 tháng" is a quantity
    before = s.is_(i - 1, SPAN_BEFORE) or (s.is_(i - 1, Words("hơn", "gần")) and s.is_(i - 2, SPAN_BEFORE))
    if before or s.is_(i + 2, SPAN_AFTER):
        return Figure("name", i, i + 2, text=s.text(i, i + 2))
    return None


def _months_past(s: Scan, i: int, back: int) -> Figure:
    """``trong 8 tháng qua``: the months that end with the one before the day spoken from."""
    assert s.reference is not None
    first = s.reference.replace(day=1)
    for _ in range(back):
        first = (first - dt.timedelta(days=1)).replace(day=1)
    text = s.text(i, i + 3)
    period = Period("range", first.isoformat(), s.reference.isoformat(), text)
    return Figure("period", i, i + 3, period=period, text=text)


def _months_so_far(s: Scan, i: int) -> Figure | None:
    """``vốn huy động trong 6 tháng``, ``9 tháng, …``, told when as many months of the year have gone by: its
    first ones."""
    months = s.whole(i, 2, 12) if s.is_(i + 1, MONTH) else None
    led = s.is_(i - 1, WITHIN) or (i == 0 and s.mark(i + 2, ","))
    lasting = s.is_(i + 2, SPAN_AFTER) or s.is_(i + 2, COMING) or s.mark(i + 2, "/")
    if months is None or s.reference is None or not led or lasting:
        return None
    if not 0 <= s.reference.month - months <= 1:
        return None
    text, year = s.text(i, i + 2), s.reference.year
    period = Period("range", f"{year}-01-01", _month_end(year, months), text)
    return Figure("period", i, i + 2, period=period, text=text)


def _clock(s: Scan, i: int) -> Figure | None:
    """``8h00``, ``22 giờ 30``: an hour of the day."""
    if (
        s.mark(i + 1, ":")
        and s.glued(i)
        and s.glued(i + 1)
        and s.whole(i, 0, 24) is not None
        and s.whole(i + 2, 0, 59) is not None
    ):
        return Figure("name", i, i + 3, text=s.text(i, i + 3))
    if (
        s.whole(i, 0, 24) is None
        or not s.is_(i + 1, CLOCK)
        or not (s.glued(i) or s.words[i + 1].text == "giờ")
    ):
        return None
    last = i + 3 if s.whole(i + 2, 0, 59) is not None and s.glued(i + 1) else i + 2
    return Figure("name", i, last, text=s.text(i, last))


def _stage(s: Scan, i: int) -> Figure | None:
    """``giai đoạn 2021 - 2025``, ``2021-2025``, ``từ năm 2021 đến năm 2023``."""
    at = i
    if s.is_(i, STAGE_HEAD) and s.is_(i + 1, STAGE):
        at = i + 2
    elif s.is_(i, YEAR) and s.is_(i + 2, TO) and not (s.is_(i + 3, NOW)):
        at = i + 1
    low = s.year(at)
    if low is None:
        return None
    to = at + 1
    if not (s.mark(to, DASHES) or s.is_(to, TO)):
        return None
    high_at = to + 1
    if s.is_(to, TO) and s.is_(high_at, FINISH):  # "từ năm 2019 đến hết năm 2021"
        high_at += 1
    high_at += s.is_(high_at, YEAR)
    high = s.year(high_at)
    if high is None or high <= low:
        return None
    text = s.text(i, high_at + 1)
    return Figure(
        "period", i, high_at + 1, period=Period("range", f"{low}-01-01", f"{high}-12-31", text), text=text
    )


def _year(s: Scan, i: int) -> Figure | None:
    """``năm 2023``, ``hết năm 2023``, ``năm nay``, and a bare year that counts nothing."""
    if s.is_(i, YEAR):
        gone = s.is_(i + 1, LAST_YEAR) and not s.is_(i - 1, STAGE)
        if s.this_year is not None and (gone or s.is_(i + 1, THIS_YEAR)):
            period = year_period(s.this_year - gone, s.text(i, i + 2))
            if s.is_(i - 1, FINISH):
                period = Period("as_of", None, period.end, period.text)
            return Figure("period", i, i + 2, period=period, text=period.text)
        year, last = s.year(i + 1), i + 2
    else:
        year, last = s.year(i), i + 1
        if year is not None and not _bare_year(s, i):
            return None
    planned = s.is_(i - 1, WHOLE) and (s.is_(i - 2, PLANNED) or s.is_(i - 3, PLANNED))
    if year is None and s.this_year and s.is_(i, YEAR) and planned:  # "kế hoạch cả năm"
        text = s.text(i - 1, i + 1)
        return Figure("period", i, i + 1, period=year_period(s.this_year, text), text=text)
    if year is None and s.this_year and s.is_(i, YEAR) and s.is_(i - 1, FINISH) and s.is_(i - 2, TO):
        end = f"{s.this_year}-12-31"
        text = s.text(i, i + 1)
        return Figure("period", i, i + 1, period=Period("as_of", None, end, text), text=text)
    if year is None:
        return None
    if s.mark(last, DASHES) and s.year(last + 1) and year < (s.year(last + 1) or 0):
        return _stage_from(s, i, last - 1)
    text = s.text(i, last)
    if s.is_(i - 1, LAST_PART) and s.is_(i - 2, MONTH):  # "trong những tháng cuối năm 2025"
        period = Period("range", f"{year}-10-01", f"{year}-12-31", text)
        return Figure("period", i, last, period=period, text=text)
    if s.is_(i - 1, BEFORE) and (i < 2 or s.words[i - 2].kind == "mark"):  # "Trước năm 2020, …"
        return Figure("period", i, last, period=Period("as_of", None, f"{year - 1}-12-31", text), text=text)
    if s.is_(i - 1, FINISH):
        return Figure("period", i, last, period=Period("as_of", None, f"{year}-12-31", text), text=text)
    return Figure("period", i, last, period=year_period(year, text), text=text)


def _stage_from(s: Scan, first: int, at: int) -> Figure:
    """``năm 2021 - 2025`` where the first year stands at token *at*."""
    low, high = s.year(at), s.year(at + 2)
    text = s.text(first, at + 3)
    return Figure(
        "period", first, at + 3, period=Period("range", f"{low}-01-01", f"{high}-12-31", text), text=text
    )


def _bare_year(s: Scan, i: int) -> bool:
    """A four-digit number counts as a year unless a word that can be counted follows."""
    value = s.whole(i, 1990, 2050)
    if value is None or s.mark(i + 1, "%"):
        return False
    follows = i + 1 < len(s.words) and s.words[i + 1].kind == "word"
    if not follows or s.is_(i - 1, SEASON):
        return True
    led = s.is_(i - 1, FROM) or s.is_(i - 1, STAGE)
    since = led and (s.is_(i + 1, TO) or (s.mark(i + 1, DASHES) and s.is_(i + 2, NOW)))
    since = since or s.is_(i - 1, YEAR)  # "2 năm 2021 và 2022"
    since = since or (s.is_(i - 1, YEAR_CUE) and s.is_(i + 1, YEAR_VERB))  # "mục tiêu đến 2025 có …"
    return s.lenient or since or s.is_(i - 1, AND) or s.mark(i - 1, ",")


Rule = Callable[[Scan, int], Figure | None]
# In order of trust, for times that begin with digits and with a word; documents are tried between the two
# groups of the first (``corpus.figures``).
NUMBER_RULES: tuple[tuple[Rule, ...], tuple[Rule, ...]] = (
    (_spelt_date, _first_months, _clock, _duration, _stage),
    (_day_range, _numeric_date, _month_of_year, _dotted_day, _year),
)
WORD_RULES: tuple[Rule, ...] = (
    _spelt_date, _month, _quarter, _since_new_year, _first_months, _duration, _stage, _month_of_year, _year,
)  # fmt: skip
