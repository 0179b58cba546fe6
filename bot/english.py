"""English as it is asked: brought into the words and the order in which the readers look for it.

What the product reads is Vietnamese with the English words of its lexicon.  Fixed expressions of more than
one word (*so far*, *household business*) are written as what they stand for, before anything is read;
dates and grades get the order of the bulletins.  Words are known in all their regular forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from bot.phrasing import phrases, regular_forms
from corpus.dates import ENGLISH_MONTHS
from corpus.text import Token, tokens

_UPWARD = re.compile(r"\b(stars?) (?:or|and) (?:more|above|higher|up|over|better)\b", re.IGNORECASE)
_DOWNWARD = re.compile(r"\b(stars?) (?:or|and) (?:less|fewer|lower|below|under)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(\d+) ((?:(?:ntm|ocop|new|rural|new-style|advanced|model|newly) )*"
    r"(?:ntm|ocop|rural|advanced|model|recogni[sz]ed|evaluated|assessed|registered|eligible|certified|expired))"
    r" (criteria|products|communes|makers|producers|villages|districts)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"\bat least (\d) (stars?)\b", re.IGNORECASE)
_RAISED = re.compile(r"(?<=upgraded )(.{0,40}?)\bfrom (\d) (?:stars? )?to (\d) stars?\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:the )?(?:(\d{4}) ?(?:[-–]|to) ?(\d{4}) (?:period|term)"
    r"|(?:period|term) (?:of |from )?(\d{4}) ?(?:[-–]|to) ?(\d{4}))\b",
    re.IGNORECASE,
)
_MONTHS_SO_FAR = re.compile(r"\b(?:the )?(first|last) (\d+) months\b(?! of (?:the year )?\d)", re.IGNORECASE)
# ``How many more does it want``: in addition; with ``than`` two are compared.
_IN_ADDITION = re.compile(
    r"\bhow many more\b(?!.*\b(?:than|compared|need\w*|left|remain\w*|short|miss\w*)\b)", re.IGNORECASE
)
# Who asks ``which district of X`` names no district.
_ONE_OF = re.compile(
    r"\b(which|what|each|every|any|no|one|another|\w+est|\w+-ranked)"
    r" (district|commune|province|city|town|village|ward|hamlet) of\b",
    re.IGNORECASE,
)
# ``3 4 star products``
_GRADED = re.compile(r"\b(\d+) (\d) (stars?) ((?:ocop )?(?:products?|items?))\b", re.IGNORECASE)
MONTHS = {name: i for i, name in enumerate(ENGLISH_MONTHS, 1)}
_NAMED_MONTHS = "|".join(ENGLISH_MONTHS)
_ENGLISH_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_NAMED_MONTHS})\b(?:,? (\d{{4}}))?",
    re.IGNORECASE,
)
_ENGLISH_MONTH_FIRST = re.compile(
    rf"\b({_NAMED_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?\b(?!,?\d)", re.IGNORECASE
)
_ENGLISH_MONTH = re.compile(
    rf"\b(?:(?:early|late|mid)[- ])?({_NAMED_MONTHS}),? (?:of )?(\d{{4}})\b", re.IGNORECASE
)
_ENGLISH_PART = re.compile(
    r"\b(?:the )?(first|second|third|fourth|last) (half|quarter|(?:[a-z]+|\d+) months)"
    r" of (?:the year )?(\d{4})\b",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"\b(of|by|since|until) ({'|'.join(map(str.capitalize, MONTHS))})\b(?! ?\d)")
_QUARTERS = {"first": "I", "second": "II", "third": "III", "fourth": "IV", "last": "IV"}
_JOINED = re.compile(r"(?<=\badvanced)-(?=\w)|(?<=\bmodel)-(?=\w)", re.IGNORECASE)
_STARRED = re.compile(r"(?<=\w)[-‑–](?=stars?\b)", re.IGNORECASE)


_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_SPELT_OUT = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_SPELT = re.compile(r"\b(?:" + "|".join(_SPELT_OUT) + r")\b", re.IGNORECASE)


def spaced_out(text: str) -> str:
    """English in the order in which the readers look for it: ``4-star`` as ``4 star``,
    ``3 stars or more`` as ``3 stars +``, ``19 NTM criteria`` as ``19 criteria NTM``, ``three`` as ``3``."""
    text = _ENGLISH_DAY.sub(_in_figures, in_our_words(_POSSESSIVE.sub("", text)))
    text = _ENGLISH_MONTH.sub(_month_in_figures, _ENGLISH_MONTH_FIRST.sub(_month_first, text))
    text = _SPELT.sub(lambda found: str(_SPELT_OUT.index(found.group().lower()) + 2), text)
    text = _ENGLISH_PART.sub(_part_in_figures, text)
    text = _JOINED.sub(" ", text)
    text = _AT_LEAST.sub(r"\1 \2 +", _UPWARD.sub(r"\1 +", _STARRED.sub(" ", text)))
    text = _DOWNWARD.sub(r"\1 trở xuống", text)
    text = _RAISED.sub(r"\1từ \2 lên \3 sao", text)
    text = _PERIOD.sub(lambda m: f"giai đoạn {m[1] or m[3]}-{m[2] or m[4]}", text)
    text = _MONTHS_SO_FAR.sub(lambda m: f"{m[2]} tháng {'đầu' if m[1] == 'first' else 'cuối'} năm", text)
    text = _MONTH_ALONE.sub(lambda m: f"{m[1]} tháng {MONTHS[m[2].lower()]}", text)
    text = _IN_ADDITION.sub("how many additional", text)
    text = _ONE_OF.sub(r"\1 \2 in", text)
    text = _GRADED.sub(r"\1 \4 \2 \3", text)
    return _NAMED.sub(r"\1 \3 \2", text)


def _in_figures(date: re.Match[str]) -> str:
    """``12 March 2024`` as ``12/3/2024``, with the word that marks a day."""
    year = f"/{date.group(3)}" if date.group(3) else ""
    return f"ngày {date.group(1)}/{MONTHS[date.group(2).lower()]}{year}"


def _month_first(date: re.Match[str]) -> str:
    """``June 17, 2022`` as ``17/6/2022``; what no day can be (``May 2022``) is left."""
    month, day, year = date.groups()
    if int(day) > 31:
        return date.group()
    return f"ngày {day}/{MONTHS[month.lower()]}" + (f"/{year}" if year else "")


def _month_in_figures(date: re.Match[str]) -> str:
    """``June 2022`` as ``tháng 6/2022``."""
    return f"tháng {MONTHS[date.group(1).lower()]}/{date.group(2)}"


def _part_in_figures(part: re.Match[str]) -> str:
    """``the first half of 2024`` as ``6 tháng đầu năm 2024``, ``the third quarter of`` as ``quý III``."""
    which, length, year = part.group(1).lower(), part.group(2).lower(), part.group(3)
    if length == "quarter":
        return f"quý {_QUARTERS[which]}/{year}"
    if which not in ("first", "second", "last"):
        return part.group()
    months = "6" if length == "half" else length.split()[0]
    return f"{months} tháng {'đầu' if which == 'first' else 'cuối'} năm {year}"

def in_our_words(text: str) -> str:
    """Fixed expressions as what they stand for (see ``[rewritten]``), the longest first."""
    words = tokens(text)
    pieces: list[str] = []
    at, i = 0, 0
    while i < len(words):
        size, written = _expression_at(words, i)
        if size:
            pieces += [text[at : words[i].start], written]
            at = words[i + size - 1].end
        i += size or 1
    return "".join([*pieces, text[at:]])


def _expression_at(words: Sequence[Token], i: int) -> tuple[int, str]:
    """The longest fixed expression that begins at a token: how many tokens, and what it stands for."""
    known, longest = _expressions()
    best: tuple[int, str] = (0, "")
    run: list[tuple[str, ...]] = []
    for j in range(i, len(words)):
        if words[j].text in _HYPHENS and words[j - 1].end == words[j].start and run:
            continue  # ``new-style``
        if words[j].kind != "word" or len(run) == longest:
            break
        run.append(_bases().get(words[j].text.lower(), ()))
        if not run[-1]:
            break
        found = next((known[k] for k in product(*run) if k in known), None)
        if found is not None:
            best = j + 1 - i, found
    return best


_HYPHENS = frozenset("-‑–")


@lru_cache(maxsize=1)
def _expressions() -> tuple[dict[tuple[str, ...], str], int]:
    """Fixed expressions by their words, and how many words the longest has."""
    known = {tuple(key.split(" ")): written for key, written in phrases("en").rewritten.items()}
    return known, max(map(len, known))


@lru_cache(maxsize=1)
def _bases() -> dict[str, tuple[str, ...]]:
    """The words of fixed expressions that each form may be of."""
    found: dict[str, tuple[str, ...]] = {}
    for word in dict.fromkeys(w for key in _expressions()[0] for w in key):
        for form in _forms_of(word):
            found[form] = (*found.get(form, ()), word)
    return found


def _forms_of(word: str) -> Iterator[str]:
    yield word
    yield from regular_forms(word) - {word}

