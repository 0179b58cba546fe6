"""Times that several words of a sentence make together: spans, lists of years, dates without a year.

:func:`settled` goes over the figures of a sentence once more, when all of them are known:
``từ tháng 1 đến tháng 6/2023`` is one span, ``năm 2021 và 2022`` two years together, ``đến giữa tháng
9`` a day, and ``Năm 2021, tính đến ngày 15/12`` tells the year that its date lacks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.model import Period
from corpus.scan import AND, DASHES, FINISH, FROM, NOW, STAGE, TO, YEAR, Figure, Scan, Words
from corpus.text import Token

Again = Callable[[Scan, int], Figure | None]
YEAR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
PART_OF = {"giữa": ("15", "06-30"), "đầu": ("10", "01-31"), "tuần": ("20", "12-31")}  # of a month, of a year
PARTS, MOMENT, MIDDLE = Words(*PART_OF), Words("điểm"), Words("trung")
LEADING = Words("ngày", "đầu", "cuối", "hết", "giữa", "khoảng", "khi")
WITHIN = Words("trong", "cả", "riêng")
RELATIVE = Words("nay", "ngoái", "trước", "qua")
THIS = Words("này")
COMPARING = Words("so", "với", "cùng", "kỳ", "thời", "điểm", "mốc", "năm", "tháng")
SINCE_REACH = 6  # tokens
TURN, RECKONED = Words("lượt"), Words("tính")
SHORT = dt.timedelta(days=31)  # days from … to … that are one event


def settled(s: Scan, found: Sequence[Figure], again: Again, year: int | None = None) -> list[Figure]:
    """The figures with their times settled.  *again* reads a figure anew with another reference;
    *year*: what dates without one are of, where nothing else says so."""
    figures = _completed(s, found, again, year)
    figures = _listed(s, [_joined_now(s, f) for f in figures])
    figures = _spanned(s, figures, again)
    return figures if s.lenient else [_reached(s, f) for f in figures]


# --- dates without a year -------------------------------------------------------------------------


def _completed(s: Scan, found: Sequence[Figure], again: Again, year: int | None) -> list[Figure]:
    dated = [f for f in found if f.period is not None and f.period.end and YEAR_DIGITS.search(f.text)]
    explicit = [f for f in dated if not is_base(s.words, f)]
    figures = []
    for figure in found:
        period = figure.period
        if period is None or YEAR_DIGITS.search(figure.text) or _relative(s, figure):
            figures.append(figure)
            continue
        said = [f for f in explicit if f.last <= figure.first and _rules(s, f)]
        if period.kind != "as_of" and s.reference is not None:
            said = []
        if not said and s.reference is None:
            said = explicit
        at = said[-1].period if said and said[-1].last <= figure.first else (said[0].period if said else None)
        own = int(at.end[:4]) if at is not None and at.end else (year if s.reference is None else None)
        figures.append(_of_year(s, figure, again, own))
    return figures


def _rules(s: Scan, figure: Figure) -> bool:
    """``Năm 2021, …``, ``trong năm 2021``: a year that a sentence is told of (``so với năm 2021`` is not)."""
    period, at = figure.period, figure.first
    led = at == 0 or s.mark(at - 1, ",(") or s.is_(at - 1, WITHIN)
    return period is not None and period.kind == "year" and led


def is_base(words: Sequence[Token], figure: Figure) -> bool:
    """``so với cuối năm 2021``: a time that a change is measured from; nothing else is of it."""
    at = figure.first - 1
    while at >= 0 and (LEADING.has(words[at], False) or COMPARING.has(words[at], False)):
        at -= 1
        if words[at + 1].fold == "so":
            return True
    return False


def _relative(s: Scan, figure: Figure) -> bool:
    return any(s.is_(i, RELATIVE) for i in range(figure.first, figure.last))


def _of_year(s: Scan, figure: Figure, again: Again, year: int | None) -> Figure:
    if year is None:
        return figure
    anew = again(replace(s, reference=dt.date(year, 12, 31)), figure.first)
    return anew if anew is not None and (anew.first, anew.last) == (figure.first, figure.last) else figure


# --- spans and lists ------------------------------------------------------------------------------


def _joined_now(s: Scan, figure: Figure) -> Figure:
    """``từ năm 2019 đến nay``: up to the day spoken from (its end is not known without one)."""
    period, last = figure.period, figure.last
    end_of_it = _now_at(s, last) if period is not None and _since(s, figure) else 0
    if period is None or not end_of_it:
        return figure
    start = period.start or period.end
    if start is None:
        return figure
    end = max(start, s.reference.isoformat()) if s.reference is not None else None
    text = s.text(figure.first, end_of_it)
    return replace(figure, kind="period", last=end_of_it, period=Period("range", start, end, text), text=text)


def _since(s: Scan, figure: Figure) -> bool:
    """``từ khi triển khai năm 2018``, ``giai đoạn 2021``: whether words before a time begin a span; a year
    that is over begins one without them (``… được phát động năm 2019 đến nay``)."""
    period, year = figure.period, s.this_year
    if (
        period is not None
        and period.kind == "year"
        and year is not None
        and int((period.end or "")[:4]) < year
    ):
        return True
    for back in range(figure.first - 1, max(-1, figure.first - SINCE_REACH), -1):
        if s.is_(back, FROM) or s.is_(back, STAGE):
            return True
        if s.words[back].kind != "word":
            return False
    return False


def _now_at(s: Scan, at: int) -> int:
    """Where ``đến nay``, ``- nay`` or ``đến thời điểm này`` ends that begins at a token; 0: none does."""
    if not (s.is_(at, TO) or s.mark(at, DASHES)):
        return 0
    if s.is_(at + 1, NOW):
        return at + 2
    return at + 4 if s.is_(at + 2, MOMENT) and (s.is_(at + 3, THIS) or s.is_(at + 3, NOW)) else 0


def _listed(s: Scan, found: Sequence[Figure]) -> list[Figure]:
    """``năm 2021 và 2022``, ``các năm 2019, 2020, 2021``: years together, unless each has its own figure
    (``lần lượt``)."""
    figures: list[Figure] = []
    for figure in found:
        before = figures[-1] if figures else None
        goes_on = before is not None and _next_year(s, before, figure)
        if before is None or not goes_on or any(TURN.has(w, s.lenient) for w in s.words):
            figures.append(figure)
            continue
        assert before.period is not None and figure.period is not None
        text = s.text(before.first, figure.last)
        period = Period("range", before.period.start, figure.period.end, text)
        figures[-1] = replace(before, last=figure.last, period=period, text=text)
    return figures


def _next_year(s: Scan, before: Figure, figure: Figure) -> bool:
    one, other = before.period, figure.period
    if one is None or other is None or other.kind != "year" or figure.first != before.last + 1:
        return False
    joint = s.is_(before.last, AND) or (s.mark(before.last, ",") and not s.is_(figure.first, YEAR))
    years = one.kind == "year" or (one.kind == "range" and _headed(s, before))
    rising = one.end is not None and other.end is not None and int(other.end[:4]) == int(one.end[:4]) + 1
    return bool(joint and years and rising and _headed(s, before))


def _headed(s: Scan, figure: Figure) -> bool:
    """Whether ``năm`` stands in a time or right before it (``2 năm 2021 và 2022``)."""
    return s.is_(figure.first, YEAR) or s.is_(figure.first - 1, YEAR)


def _spanned(s: Scan, found: Sequence[Figure], again: Again) -> list[Figure]:
    """``từ tháng 1/2021 đến tháng 6/2022``, ``từ ngày 1/1 đến ngày 30/6/2023``, ``từ quý I đến quý III``."""
    figures: list[Figure] = []
    for figure in found:
        before = figures[-1] if figures else None
        span = _span(s, before, figure, again) if before is not None else None
        if span is not None:
            figures[-1] = span
        else:
            figures.append(figure)
    return figures


def _span(s: Scan, one: Figure, other: Figure, again: Again) -> Figure | None:
    at = one.first
    led = s.is_(at - 1, FROM) or (s.is_(at - 2, FROM) and s.is_(at - 1, LEADING))
    if one.period is None or other.period is None or not led or one.kind not in ("date", "period"):
        return None
    to = s.is_(one.last, TO) or s.mark(one.last, DASHES)
    between = range(one.last + 1, other.first)
    if not to or len(between) > 2 or not all(s.is_(i, LEADING) or s.is_(i, FINISH) for i in between):
        return None
    if other.period.end and YEAR_DIGITS.search(other.text) and not YEAR_DIGITS.search(one.text):
        one = _of_year(s, one, again, int(other.period.end[:4]))
    start, end = (one.period.start or one.period.end) if one.period else None, other.period.end
    if start is None or end is None or start > end or one.period is None:
        return None
    text = s.text(at, other.last)
    days = (
        one.kind == other.kind == "date"
        and dt.date.fromisoformat(end) - dt.date.fromisoformat(start) <= SHORT
    )
    kind = "day" if days else "range"
    return Figure(
        "date" if days else "period", at, other.last, period=Period(kind, start, end, text), text=text
    )


# --- up to a time ---------------------------------------------------------------------------------


def _reached(s: Scan, figure: Figure) -> Figure:
    """``đến giữa tháng 9``, ``đến thời điểm tháng 2/2024``: the state at that time (``đến năm 2025`` is
    said of aims, and stays a year)."""
    period, at = figure.period, figure.first
    if period is None or figure.kind != "period" or period.kind not in ("month", "quarter", "year"):
        return figure
    if period.end is None or s.is_(at + 1, RELATIVE):
        return figure
    moment = s.is_(at - 1, MOMENT) and not s.is_(at - 3, FROM)
    reckoned = s.is_(at - 1, TO) and s.is_(at - 2, RECKONED)  # "tính đến năm 2023"
    if (s.is_(at - 1, TO) and period.kind != "year") or moment or reckoned:
        return replace(figure, period=Period("as_of", None, period.end, period.text))
    back = 2 if s.is_(at - 1, Words("tuần")) and s.is_(at - 2, MIDDLE) else 1
    if not (s.is_(at - 1, PARTS) and s.is_(at - back - 1, TO)) or period.kind == "quarter":
        return figure
    day, year_day = PART_OF.get(s.words[at - 1].text.lower(), ("", ""))
    end = f"{period.end[:7]}-{day}" if period.kind == "month" else f"{period.end[:4]}-{year_day}"
    return replace(figure, period=Period("as_of", None, end, period.text)) if day else figure
