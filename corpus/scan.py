"""Tokens under a scanner: the words that figures are made with, and what a figure is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.lexicon import under_accented
from corpus.model import Period
from corpus.numbers import decimal_of
from corpus.text import Token, fold_of, key_of, with_i

DASHES = frozenset("-–—−")
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


class Words:
    """A small set of words that can be met with or without diacritics."""

    def __init__(self, *words: str) -> None:
        keys = [key_of(w) for w in words]
        self.keys = frozenset((*keys, *map(with_i, keys)))
        self.by_fold: dict[str, list[str]] = {}
        for key in self.keys:
            self.by_fold.setdefault(fold_of(key), []).append(key)

    def has(self, token: Token, lenient: bool) -> bool:
        """Whether a token is one of the words (in lenient mode also under-accented)."""
        if token.key in self.keys:
            return True
        return lenient and any(under_accented(token.key, k) for k in self.by_fold.get(token.fold, ()))


DAY_CUE = Words("ngày", "sáng", "chiều", "tối", "trưa", "hôm")
DAY, MONTH, YEAR, QUARTER = Words("ngày"), Words("tháng"), Words("năm", "year"), Words("quý")
STAGE = Words("đoạn", "kỳ")
STAGE_HEAD = Words("giai", "nhiệm", "thời")
FROM, TO, AND = Words("từ", "from"), Words("đến", "tới", "to"), Words("và", "and")
UNTIL = Words("đến", "hết", "cuối", "tới", "until", "by", "end", "trước")
FINISH = Words("hết", "cuối", "end", "trước", "thúc")
NUMBER_SIGN = Words("số", "no")
FIRST_PART, LAST_PART = Words("đầu"), Words("cuối")
NOW = Words("nay")
YEAR_BEFORE = Words(
    "cuối", "đầu", "hết", "trong", "hằng", "hàng", "mỗi", "giữa", "nhiều", "một", "cả", "từng", "sang"
)
CLOCK = Words("h", "g", "giờ")
PARTS_OF = Words("phần")
COUNT, IS = Words("số"), Words("là")
SPAN_BEFORE = Words("qua", "sau", "kết", "niệm", "suốt", "trong", "mỗi")
VALIDITY = Words("lực", "trị", "hạn")
SPAN_AFTER = Words(
    "thực", "triển", "xây", "qua", "liền", "liên", "tới", "gần", "tiếp", "hoạt", "nữa", "trước"
)
DOCUMENT = Words("định", "quyết", "văn", "tư", "thị", "trình", "lệnh", "decision", "resolution", "document")
DOCUMENT_HEAD = Words("quyết", "nghị", "công", "thông", "chỉ", "tờ", "pháp")
THIS_YEAR, LAST_YEAR = Words("nay"), Words("ngoái", "trước")


@dataclass(frozen=True)
class Figure:
    """A run of tokens ``first`` to ``last`` (exclusive) that is a figure.

    ``kind``: ``number`` · ``word`` (a number in words: only a quantity before a
    unit) · ``fraction`` (*một nửa*, *ba phần tư*: the value is in per cent) ·
    ``range`` (value to high) · ``ratio`` (value/high) · ``date`` · ``period`` ·
    ``document`` · ``name`` (digits inside a name, an order, a clock or a duration).
    """

    kind: str
    first: int
    last: int
    value: Decimal = Decimal(0)
    high: Decimal | None = None
    period: Period | None = None
    text: str = ""


@dataclass(frozen=True)
class Scan:
    """The tokens under the scanner, and the day that relative dates refer to."""

    words: Sequence[Token]
    source: str
    reference: dt.date | None
    lenient: bool
    told: int | None = None  # the year spoken of, where no day is known

    @property
    def this_year(self) -> int | None:
        """The year that ``năm nay`` means."""
        return self.reference.year if self.reference is not None else self.told

    def is_(self, i: int, group: Words) -> bool:
        """Whether token *i* exists and is one of a group of words."""
        if not 0 <= i < len(self.words):
            return False
        return self.words[i].key in group.keys or (self.lenient and group.has(self.words[i], True))

    def mark(self, i: int, marks: frozenset[str] | str) -> bool:
        """Whether token *i* exists and is one of some punctuation marks."""
        return 0 <= i < len(self.words) and self.words[i].text in marks

    def number(self, i: int) -> Decimal | None:
        """The value of the digits at token *i*, or None."""
        if 0 <= i < len(self.words) and self.words[i].kind == "number":
            return decimal_of(self.words[i].text)
        return None

    def whole(self, i: int, low: int, high: int) -> int | None:
        """The integer at token *i* if it lies between two bounds."""
        if 0 <= i < len(self.words) and self.words[i].text.isdecimal() and len(self.words[i].text) <= 4:
            value = int(self.words[i].text)
            return value if low <= value <= high else None
        return None

    def year(self, i: int) -> int | None:
        """A four-digit year at token *i*."""
        return (
            self.whole(i, 1945, 2100) if 0 <= i < len(self.words) and len(self.words[i].text) == 4 else None
        )

    def glued(self, i: int) -> bool:
        """Whether token *i* touches the next one."""
        return i + 1 < len(self.words) and self.words[i].end == self.words[i + 1].start

    def text(self, first: int, last: int) -> str:
        """The source words from one token to another (exclusive)."""
        return self.source[self.words[first].start : self.words[last - 1].end]
