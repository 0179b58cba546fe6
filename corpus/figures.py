"""Numbers, dates, periods and document numbers in running text.

The scanner walks over tokens once; each rule looks at one token and what stands
beside it.  What it returns says what a run of digits *is*; what it *measures*
is the grammar's work (``corpus.facts``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

from corpus.dates import NUMBER_RULES, WORD_RULES, year_period
from corpus.numbers import ENGLISH, HALF, ONES, TEN, scale_at, words_at
from corpus.scan import (
    COUNT,
    DASHES,
    DAY,
    DOCUMENT,
    DOCUMENT_HEAD,
    FIRST_PART,
    FROM,
    IS,
    MONTH,
    NUMBER_SIGN,
    PARTS_OF,
    QUARTER,
    STAGE_HEAD,
    TO,
    YEAR,
    YEAR_BEFORE,
    Figure,
    Scan,
    Words,
)
from corpus.spans import settled
from corpus.text import Token, fold, fold_of

THOSE = Words("các", "những")
TIMES = Words("giờ", "ngày", "tuần", "tháng", "năm", "thế", "cuối", "đầu")
CENTRAL = Words("ương", "ư", "tw")
ABOVE, AMONG, SUM = Words("trên"), Words("trong"), Words("tổng", "số")

__all__ = ["DASHES", "FROM", "Figure", "Words", "figures", "year_period"]


def figures(
    words: Sequence[Token],
    source: str,
    reference: dt.date | None = None,
    lenient: bool = False,
    year: int | None = None,
    this_year: int | None = None,
) -> list[Figure]:
    """All figures of a token list in order, none overlapping.

    *reference* (usually the day of publication) completes dates without a year, *year* does where there
    is no such day; *this_year*: what ``năm nay`` means then, if it is another;
    *lenient* accepts words without diacritics, as in questions.
    """
    scan = Scan(words, source, reference, lenient, this_year or year)
    found: list[Figure] = []
    i = 0
    while i < len(words):
        if words[i].kind == "mark" or (words[i].kind == "word" and words[i].fold not in _OPENERS):
            i += 1
            continue
        figure = _figure_at(scan, i)
        if figure is not None and figure.last > i:
            found.append(figure)
            i = figure.last
        else:
            i += 1
    return settled(scan, found, _figure_at, year)


def _figure_at(scan: Scan, i: int) -> Figure | None:
    for rule in _RULES[scan.words[i].kind]:
        figure = rule(scan, i)
        if figure is not None:
            return figure
    return None


# --- numbers ----------------------------------------------------------------------------------


def _document(s: Scan, i: int) -> Figure | None:
    """``231/QĐ-UBND``, ``12-NQ/TU``, ``01/2024/TT-BNN``, and a number after a kind of document."""
    if s.words[i].kind != "number":
        return None
    last = i + 1
    if s.mark(last, "/") and s.year(last + 1) and s.mark(last + 2, "/"):
        last += 2
    joint = s.mark(last, "/") or s.mark(last, DASHES)
    spaced = s.mark(last, "/") and s.mark(last + 2, DASHES) and _initials(s, last + 3)  # "46 /QĐ-UBND"
    if joint and ((s.glued(last - 1) and s.glued(last)) or spaced) and _initials(s, last + 1):
        last += 2
        while (s.mark(last, DASHES) or s.mark(last, "/")) and s.glued(last - 1) and s.glued(last):
            last += 2
        return Figure("document", i, min(last, len(s.words)), text=s.text(i, min(last, len(s.words))))
    if s.is_(i - 1, CENTRAL) and any(s.is_(n, DOCUMENT) for n in range(max(0, i - 5), i)):
        return Figure("document", i, i + 1, text=s.text(i, i + 1))  # "Nghị quyết Trung ương 7"
    before = i - 2 if s.is_(i - 1, NUMBER_SIGN) else i - 1
    if s.is_(before, DOCUMENT) and (
        s.is_(before - 1, DOCUMENT_HEAD) or s.words[before].fold in {"decision", "resolution", "document"}
    ):
        return Figure("document", i, i + 1, text=s.text(i, i + 1))
    return None


def tight(number: str) -> str:
    """A document's number as it is compared: ``785 /QĐ-UBND`` is ``785/qd-ubnd``."""
    return fold(number).replace(" /", "/")


def _initials(s: Scan, i: int) -> bool:
    return (
        i < len(s.words)
        and s.words[i].kind == "word"
        and (
            s.words[i].text[:2].isupper()
            or (s.lenient and s.words[i].fold in {"qd", "nq", "kh", "ct", "cv", "tb"})
        )
    )


def _inside_name(s: Scan, i: int) -> Figure | None:
    """Digits glued to letters before them (``B40``, ``m2``) are part of a name."""
    if s.words[i].kind == "number" and i and s.glued(i - 1) and s.words[i - 1].kind == "word":
        return Figure("name", i, i + 1, text=s.text(i, i + 1))
    joined = i > 1 and s.mark(i - 1, "-.") and s.glued(i - 1) and s.glued(i - 2)
    if joined and s.words[i - 2].kind == "word" and s.words[i - 2].text.isupper():  # "COVID-19"
        return Figure("name", i, i + 1, text=s.text(i, i + 1))
    if s.words[i].text == "1" and s.is_(i + 1, AMONG) and (s.is_(i + 2, THOSE) or s.is_(i + 3, THOSE)):
        return Figure("name", i, i + 1, text=s.text(i, i + 1))  # "là 1 trong số các sản phẩm …"
    return None


def _long_digits(s: Scan, i: int) -> Figure | None:
    """Phone numbers and codes: eight or more digits, spaces and dots between them allowed."""
    if s.words[i].kind != "number" or not s.words[i].text.startswith("0") or len(s.words[i].text) < 3:
        return None
    last, digits = i, 0
    while last < len(s.words) and (s.words[last].kind == "number" or (s.mark(last, DASHES) and digits)):
        digits += sum(c.isdecimal() for c in s.words[last].text)
        last += 1
    return Figure("name", i, last, text=s.text(i, last)) if digits >= 8 else None


def _between(s: Scan, i: int) -> tuple[int, Decimal] | None:
    """The upper end of a range whose lower end stands before token *i*."""
    if not (s.mark(i, DASHES) or s.is_(i, TO)):
        return None
    high = s.number(i + 1)
    if high is None or (s.year(i + 1) and s.mark(i, DASHES) and not s.glued(i)):
        return None
    return i + 2, high


def _number(s: Scan, i: int) -> Figure | None:
    """``218``, ``12,81``, ``5/17``, ``10 - 14``, ``gần 3 nghìn``."""
    value = s.number(i)
    if value is None:
        return None
    last = i + 1
    if s.mark(last, "/"):
        whole = s.number(last + 1)
        if whole is not None:
            return _ratio(s, i, value, whole)
    if (at := _whole_at(s, last)) and (whole := s.number(at)) is not None and value <= whole:
        return Figure("ratio", i, at + 1, value, whole, text=s.text(i, at + 1))
    if s.mark(i + 2, "/") and (whole := s.number(i + 3)) is not None and _same_word(s, i + 1, i + 4):
        return Figure("ratio", i, i + 4, value, whole, text=s.text(i, i + 4))  # 44 xã/104 xã
    span = _between(s, last)
    if span is not None and span[1] > value:
        if s.mark(span[0], "/") and (whole := s.number(span[0] + 1)) is not None and span[1] <= whole:
            return Figure("range", i, span[0] + 2, value, span[1], text=s.text(i, span[0] + 2))  # 7 - 18/19
        n, factor = scale_at(s.words, span[0])
        return Figure("range", i, span[0] + n, value * factor, span[1] * factor, text=s.text(i, span[0] + n))
    n, factor = scale_at(s.words, last)
    total, last = value * factor, last + n
    while n and (more := s.number(last)) is not None:  # 36 tỷ 500 triệu
        n, smaller = scale_at(s.words, last + 1)
        if not n or smaller >= factor or more * smaller >= factor:
            break
        total, last, factor = total + more * smaller, last + 1 + n, smaller
    return Figure("number", i, last, total, text=s.text(i, last))


def _whole_at(s: Scan, i: int) -> int:
    """``3 trên 9 huyện``, ``160 trong tổng số 178 xã``: where the whole stands (0 if none is named)."""
    if not (s.is_(i, ABOVE) or s.is_(i, AMONG)):
        return 0
    at = i + 1
    while s.is_(at, SUM) and at < i + 3:
        at += 1
    return at


def _same_word(s: Scan, one: int, other: int) -> bool:
    return other < len(s.words) and s.words[one].kind == "word" and s.words[one].key == s.words[other].key


def _ratio(s: Scan, i: int, value: Decimal, whole: Decimal) -> Figure:
    """``5/17 xã``; ``1/2 số hộ`` is a share; a part is no larger than its whole (``Quảng trường 30/4``)."""
    text = s.text(i, i + 3)
    if (s.is_(i + 3, COUNT) or s.is_(i + 3, IS)) and 0 < value < whole <= 10:
        share = (value * 100 / whole).quantize(Decimal("0.01"))
        return Figure("fraction", i, i + 3, share, text=text)
    day = s.whole(i, 1, 31) is not None and s.whole(i + 2, 1, 12) is not None
    if value > whole and day:
        return Figure("name", i, i + 3, text=text)
    n, factor = scale_at(s.words, i + 3)
    return Figure("ratio", i, i + 3 + n, value * factor, whole * factor, text=s.text(i, i + 3 + n))


def _fraction_words(s: Scan, i: int) -> Figure | None:
    """``ba phần tư``, ``hai phần ba``."""
    if not s.is_(i + 1, PARTS_OF):
        return None
    n, part = words_at(s.words[: i + 1], i)
    m, whole = words_at(s.words, i + 2)
    if n != 1 or not m or not 0 < part < whole:
        return None
    return Figure(
        "fraction", i, i + 2 + m, (part * 100 / whole).quantize(Decimal("0.01")), text=s.text(i, i + 2 + m)
    )


def _number_words(s: Scan, i: int) -> Figure | None:
    """``hai mươi mốt``, ``một nửa``, ``two``: a figure only where a unit follows."""
    if s.words[i].kind != "word":
        return None
    if s.lenient and s.words[i].fold in ENGLISH:
        return Figure("word", i, i + 1, Decimal(ENGLISH[s.words[i].fold]), text=s.text(i, i + 1))
    n, value = words_at(s.words, i)
    if s.is_(i, YEAR) and s.is_(i - 1, YEAR_BEFORE):
        return None
    if not n or (s.words[i].text[0].isupper() and i and not _opens_or_shouts(s, i)):
        return None
    if value == Decimal("0.5") and s.is_(i + n, TIMES):
        return None  # "nửa giờ", "nửa năm"
    if value == Decimal("0.5"):
        return Figure("fraction", i, i + n, Decimal(50), text=s.text(i, i + n))
    m, factor = scale_at(s.words, i + n)
    return Figure("word", i, i + n + m, value * factor, text=s.text(i, i + n + m))


def _opens_or_shouts(s: Scan, i: int) -> bool:
    """A capital that says nothing: behind a full stop, or in a title of capitals only."""
    before = s.words[i - 1].text
    return before in ".:;" or (len(before) > 1 and before.isupper() and s.words[i].text.isupper())


# The rules in order of trust, by what a figure begins with.
_RULES: dict[str, tuple[Callable[[Scan, int], Figure | None], ...]] = {
    "number": (_inside_name, *NUMBER_RULES[0], _document, *NUMBER_RULES[1], _long_digits, _number),
    "word": (*WORD_RULES, _fraction_words, _number_words),
    "mark": (),
}

# Words that a figure can begin with: all others are passed over.
_OPENERS = frozenset(
    fold_of(word)
    for word in (
        *(*ONES, TEN, HALF, *ENGLISH),
        *(k for group in (DAY, MONTH, QUARTER, YEAR, FIRST_PART, STAGE_HEAD) for k in group.keys),
    )
)
