"""The last reading of an answer before it is sent.

Every number (with its scale and per cent sign), date and word of a claim must
stand in a quote of its evidence, in what the bulletin's context gives (the
claim's ``derived`` words), in the shown calculation, or be the assistant's own
wording.  A calculation is worked out again.  A claim that fails is not sent: the
answer says instead that the bulletins do not hold one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from bot.answer import Claim
from bot.english import MONTHS
from bot.phrasing import FOLDER, LANGUAGES
from bot.wording import KINDS_EN
from corpus.figures import figures
from corpus.lexicon import lexicon
from corpus.numbers import ENGLISH, ONES, SCALES, decimal_of
from corpus.text import Token, tokens

Number = tuple[Decimal, bool]  # value with its scale, and whether it is in per cent

_MARKS = re.compile(r"\[\d+\]|\*\*")
_SPOKEN = re.compile(r"“([^“”]+)”")
_ENGLISH_DATE = re.compile(r"\b(\d{1,2}) (" + "|".join(MONTHS) + r") (\d{4})\b", re.IGNORECASE)
_ENGLISH_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<!\d)\d+\.\d+")
_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALED = re.compile(r"\(([^()]*)\)\s*$")  # "93 − 64 = 29 (tỷ đồng)"
_SIGN = re.compile(r" ([−+/]) ")
_AMBIGUOUS = frozenset({"năm", "không", "tư", "một"})  # year, no, private, a: words before they are numbers


class Unfaithful(ValueError):
    """A claim says a number, a date or a word that its evidence does not hold."""


def check(claim: Claim, language: str) -> None:
    """Raise :class:`Unfaithful` unless everything a claim says stands in its evidence."""
    given = [*(e.quote for e in claim.evidence), *claim.derived]
    text = _unquoted(_MARKS.sub("", claim.text), [e.quote for e in claim.evidence])
    text = _check_dates(text, given, language)
    allowed = set(_all_numbers(given, "vi"))
    if claim.calculation.isdecimal():  # a count of what is listed: one piece of evidence for each
        if int(claim.calculation) != len(claim.evidence):
            raise Unfaithful("a count is not that of its evidence")
        allowed.add((Decimal(claim.calculation), False))
    else:
        allowed |= _check_calculation(claim.calculation, allowed, language)
    for number in _numbers(text, language):
        if number not in allowed:
            raise Unfaithful("a number is in no quote")
    _check_words(text, given)


def _unquoted(text: str, quotes: list[str]) -> str:
    """A claim without what it gives in the bulletin's own words, which are Vietnamese in an English answer
    too (``6.084 xã``)."""
    return _SPOKEN.sub(lambda m: " " if any(m[1] in quote for quote in quotes) else m[0], text)


# --- dates ----------------------------------------------------------------------------------------


def _check_dates(text: str, given: Iterable[str], language: str) -> str:
    """Dates must be dates of the evidence; the text without them is returned."""
    allowed = {day for source in given for day in _days(source)}
    for year, month, day, span in _written_dates(text, language):
        if (year, month, day) not in allowed and ("", month, day) not in allowed:
            raise Unfaithful("a date is in no quote")
        text = text.replace(span, " ", 1)
    return text


def _days(text: str) -> Iterator[tuple[str, int, int]]:
    """Dates of a Vietnamese (or ISO) text: year ("" if not written), month and day."""
    for iso in re.finditer(r"\b(\d{4})-(\d{2})-(\d{2})\b", text):
        yield iso.group(1), int(iso.group(2)), int(iso.group(3))
    for year, month, day, _ in _written_dates(text, "vi"):
        yield year, month, day
    for short in re.finditer(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])", text):
        yield "", int(short.group(2)), int(short.group(1))


def _written_dates(text: str, language: str) -> Iterator[tuple[str, int, int, str]]:
    if language == "en":
        for match in _ENGLISH_DATE.finditer(text):
            yield match.group(3), MONTHS[match.group(2).lower()], int(match.group(1)), match.group()
        return
    for figure in figures(tokens(text), text):
        end = figure.period.end if figure.kind == "date" and figure.period is not None else None
        if end:
            yield end[:4], int(end[5:7]), int(end[8:]), figure.text


# --- numbers and calculations ----------------------------------------------------------------------


def _all_numbers(texts: Iterable[str], language: str) -> Iterator[Number]:
    for text in texts:
        yield from _numbers(text, language)
        yield from ((Decimal(v), False) for v in _number_words(tokens(text)))


def _numbers(text: str, language: str) -> Iterator[Number]:
    """Values of all runs of digits, scale words and per cent signs taken in."""
    if language == "en":
        text = _ENGLISH_NUMBER.sub(lambda m: _vietnamese(m.group()), text)
    words = tokens(text)
    yield from _with_remainder(words)
    for i, token in enumerate(words):
        if token.kind != "number":
            continue
        value = decimal_of(token.text)
        parts = [value] if value is not None else [decimal_of(p) for p in re.split(r"[.,]", token.text)]
        factor, percent = _scale(words[i + 1 : i + 3])
        yield from ((part * factor, percent) for part in parts if part is not None)


def _with_remainder(words: list[Token]) -> Iterator[Number]:
    """Sums written with two scales: ``156 tỷ 800 triệu``."""
    for one, large, other, small in zip(words, words[1:], words[2:], words[3:], strict=False):
        scales = SCALES.get(large.key, 0), SCALES.get(small.key, 0)
        if not (one.kind == other.kind == "number" and scales[0] > scales[1] > 0):
            continue
        values = decimal_of(one.text), decimal_of(other.text)
        if values[0] is not None and values[1] is not None:
            yield values[0] * scales[0] + values[1] * scales[1], False


def _scale(following: list[Token]) -> tuple[int, bool]:
    factor = 1
    for token in following:
        step = SCALES.get(token.key) or _ENGLISH_SCALES.get(token.fold)
        if step is None:
            break
        factor *= step
    return factor, bool(following) and following[0].text == "%"


def _number_words(words: Iterable[Token]) -> Iterator[int]:
    for token in words:
        if token.key in ONES and token.text.lower() not in _AMBIGUOUS:
            yield ONES[token.key]
        elif token.fold in ENGLISH:
            yield ENGLISH[token.fold]
        elif token.text.lower() in ("không", "chưa", "một"):
            yield 1 if token.text.lower() == "một" else 0


def _vietnamese(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))


def _check_calculation(calculation: str, numbers: set[Number], language: str) -> set[Number]:
    """The numbers that a shown calculation vouches for: cited terms and right results."""
    known = set(numbers)
    for step in filter(None, calculation.split("; ")):
        known |= _check_step(step, known, language)
    return known


def _check_step(step: str, numbers: set[Number], language: str) -> set[Number]:
    left, equals, right = step.replace("≈", "=").partition("=")
    named = _SCALED.search(right)
    factor = _scale(tokens(named.group(1)))[0] if named else 1
    right = right[: named.start()] if named else right
    signs = set(_SIGN.findall(left))
    terms = [_value(t, language) for t in _SIGN.split(left)[::2]]
    percent = right.strip().endswith("%")
    result = _value(right.strip().rstrip("%"), language)
    if not equals or result is None or len(signs) != 1 or len(terms) < 2:
        raise Unfaithful("a calculation has no known form")
    whole = [t for t in terms if t is not None]
    shares = signs <= {"−", "+"} and all((t, True) in numbers for t in whole)
    cited = shares or all((t * factor, False) in numbers for t in whole)
    if len(whole) < len(terms) or not cited:
        raise Unfaithful("a calculation uses a number that is not cited")
    expected = _worked_out(signs.pop(), whole, percent)
    if expected is None or abs(expected - result) > Decimal("0.006"):
        raise Unfaithful("a calculation is wrong")
    told = {(result, percent), (result * factor, percent), *((t, False) for t in whole)}
    return told | {(result, True)} if shares else told


def _worked_out(sign: str, terms: list[Decimal], percent: bool) -> Decimal | None:
    if sign == "+":
        return sum(terms, Decimal(0))
    if sign == "−":
        return terms[0] - sum(terms[1:], Decimal(0))
    if len(terms) != 2 or not terms[1]:
        return None
    return terms[0] / terms[1] * (100 if percent else 1)


def _value(text: str, language: str) -> Decimal | None:
    text = text.strip()
    return decimal_of(_vietnamese(text) if language == "en" else text)


# --- words ----------------------------------------------------------------------------------------


def _check_words(text: str, given: Iterable[str]) -> None:
    """A word is cited, or it is the assistant's own (a message, a label, a unit)."""
    cited = {t.key for source in given for t in tokens(source)}
    for token in tokens(text):
        if token.kind == "word" and token.key not in cited and token.key not in _wording():
            raise Unfaithful("a word is in no quote")


@lru_cache(maxsize=1)
def _wording() -> frozenset[str]:
    """Words of the message files and the lexicon's labels: the assistant's own vocabulary."""
    words = lexicon()
    texts = [(FOLDER / f"answer.{language}.toml").read_text(encoding="utf-8") for language in LANGUAGES]
    texts = [value for text in texts for value in re.findall(r'= "(.*)"', text)]
    labels = [*words.labels.values(), *words.programmes.values()]
    labels += [x for i in words.indicators.values() for x in (i.noun, i.label, i.phrase)]
    texts += [text for label in labels for text in label.values()]
    texts += [*KINDS_EN.values(), *MONTHS, *_ENGLISH_SCALES]
    return frozenset(t.key for text in texts for t in tokens(text) if t.kind == "word")
