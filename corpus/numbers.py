"""Numbers as Vietnamese writes them: digits, scales and number words.

Parsed once, here, for bulletins and questions alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from corpus.text import Token, key_of

_GROUPING = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUPED_COMMA = re.compile(r"\d{1,3}(?:,\d{3}){2,}")

_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
ONES = {key_of(word): value for value, word in enumerate(_DIGITS)}
ONES |= {key_of("mốt"): 1, key_of("tư"): 4, key_of("lăm"): 5, key_of("bẩy"): 7, key_of("nhăm"): 5}
TEN, TENS, HUNDRED, ODD = (
    key_of("mười"),
    key_of("mươi"),
    key_of("trăm"),
    frozenset({key_of("lẻ"), key_of("linh")}),
)
HALF = key_of("nửa")
SCALES = {
    key_of("nghìn"): 10**3,
    key_of("ngàn"): 10**3,
    key_of("vạn"): 10**4,
    key_of("triệu"): 10**6,
    key_of("tỷ"): 10**9,
    key_of("tỉ"): 10**9,
}
_TO_SIX = ("zero", "one", "two", "three", "four", "five", "six")
_TO_TWELVE = ("seven", "eight", "nine", "ten", "eleven", "twelve")
ENGLISH = {word: value for value, word in enumerate((*_TO_SIX, *_TO_TWELVE))}


def decimal_of(raw: str) -> Decimal | None:
    """The value of printed digits, or None if they are no number.

    A dot before exactly three digits groups thousands (``1.234``), a comma is the
    decimal mark (``12,81``); a lone dot before other counts of digits is taken
    as a decimal point (``12.5``); two or more commas before three digits group.
    """
    whole, comma, fraction = raw.partition(",")
    if _GROUPED_COMMA.fullmatch(raw):
        return Decimal(raw.replace(",", ""))
    if comma and not fraction.isdecimal():
        return None
    if _GROUPED.fullmatch(whole):
        whole = whole.replace(".", "")
    elif "." in whole:
        if comma or whole.count(".") > 1:
            return None
        return Decimal(whole)
    if not whole.isdecimal():
        return None
    return Decimal(f"{int(whole)}.{fraction}") if comma else Decimal(int(whole))


def ungrouped(text: str) -> str:
    """A text whose numbers lack the marks that only group their digits (``9.200`` is ``9200``)."""
    return _GROUPING.sub("", text)


def plain(value: Decimal) -> str:
    """Canonical text of a value: no exponent, no trailing zeros (``12.50`` gives ``12.5``)."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def scale_at(words: Sequence[Token], i: int) -> tuple[int, int]:
    """Scale words from token *i* on: how many tokens, and their product (``nghìn tỷ``)."""
    factor, n = 1, 0
    while n < 2 and i + n < len(words) and words[i + n].key in SCALES:
        factor *= SCALES[words[i + n].key]
        n += 1
    return n, factor


def words_at(words: Sequence[Token], i: int) -> tuple[int, Decimal]:
    """A number in words from token *i* on: how many tokens, and its value (0 tokens if none).

    Reads up to hundreds (``hai mươi mốt``, ``mười lăm``, ``một trăm lẻ ba``, ``một nửa``).
    """
    keys = [t.key for t in words[i : i + 8]]
    if not keys:
        return 0, Decimal(0)
    if keys[0] == HALF:
        return 1, Decimal("0.5")
    if len(keys) > 1 and keys[1] == HALF and keys[0] == key_of("một"):
        return 2, Decimal("0.5")
    n, total = 0, 0
    if len(keys) > 1 and keys[0] in ONES and keys[1] == HUNDRED:
        n, total = 2, ONES[keys[0]] * 100
        if len(keys) > n and keys[n] in ODD:
            n += 1
    used, below = _below_hundred(keys[n:])
    if n and not used and keys[n - 1] in ODD:
        n -= 1
    return n + used, Decimal(total + below)


def _below_hundred(keys: Sequence[str]) -> tuple[int, int]:
    if not keys:
        return 0, 0
    if keys[0] == TEN:
        if len(keys) > 1 and keys[1] in ONES:
            return 2, 10 + ONES[keys[1]]
        return 1, 10
    if keys[0] not in ONES:
        return 0, 0
    if len(keys) > 1 and keys[1] == TENS:
        if len(keys) > 2 and keys[2] in ONES:
            return 3, ONES[keys[0]] * 10 + ONES[keys[2]]
        return 2, ONES[keys[0]] * 10
    return 1, ONES[keys[0]]
