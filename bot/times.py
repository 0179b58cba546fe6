"""The times that a question names, and the rounds (``đợt 2``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.matching import spells
from bot.phrasing import Phrases
from corpus.annotate import Annotated
from corpus.model import Period
from corpus.text import Token, fold, key_of


def named_times(periods: list[Period], annotated: Annotated) -> tuple[Period, ...]:
    """A year in digits overrides one that is only described (``năm trước đó, tức 2022``); a time
    that belongs to a name (``bộ tiêu chí NTM giai đoạn 2021 - 2025``) restricts nothing."""
    review = at_the_review(annotated)
    # A set of criteria (``bộ …``) is named with the years it is for.
    programmes = [m for m in annotated.mentions if m.has("programme")]
    named = {m.last for m in programmes if annotated.words[m.first].fold == "bo"}
    dated = [f for f in annotated.figures if f.period is not None]
    ofname = [f.period for f in dated if named & {f.first, f.first - 1, f.first - 2}]
    ofname += [f.period for f in dated if review is not None and f.first > review]
    of_seasons = [f for f in dated if f.first and annotated.words[f.first - 1].fold in _SEASONS]
    seasons = [f.period for f in of_seasons if f.period is not None and f.period not in periods]
    kept = [p for p in (*periods, *seasons) if p not in ofname]
    written = [p for p in kept if any(c.isdecimal() for c in p.text)]
    return tuple(written or kept)


def plan_times(annotated: Annotated) -> list[Period]:
    """The times right behind a plan (``kế hoạch năm 2024``), which are what is asked of it."""
    plans = {m.last for m in annotated.mentions if m.has("compared", "plan") or m.has("status", "target")}
    return [f.period for f in annotated.figures if f.first in plans and f.period is not None]


# In a bulletin's name of a fair (``Hè 2023``) a year may be no time; in a question it says which fair.
_SEASONS = frozenset({"xuan", "he", "thu", "dong"})


def names_end(annotated: Annotated) -> bool:
    """Whether a time is named as the end of what is asked (``tính đến hết năm 2023``)."""
    times = [f.first for f in annotated.figures if f.period is not None]
    before = [annotated.words[max(0, i - 3) : i] for i in times]
    return any(
        any(spells([w], [day]) and (w.fold, "hoi") not in _pairs(words) for w in words for day in _LAST_DAYS)
        or ("as", "of") in _pairs(words)
        for words in before
    )


def said_from(annotated: Annotated, at: int) -> int:
    """Where the words begin that say how a time is meant (``[đến hết] năm 2023``)."""
    while at and any(spells([annotated.words[at - 1]], [day]) for day in _LAST_DAYS):
        at -= 1
    return at


def _pairs(words: Sequence[Token]) -> list[tuple[str, str]]:
    return list(pairwise(w.fold for w in words))


_LAST_DAYS = [key_of(w) for w in ("cuối", "giữa", "hết", "đến", "tới", "end", "until", "by")]


def at_the_review(annotated: Annotated) -> int | None:
    """Where ``thời điểm tổng kết`` stands: the day of the reported event is meant, which is now."""
    folds = [w.fold for w in annotated.words]
    for i, pair in enumerate(pairwise(folds)):
        if pair == ("thoi", "diem") and {"ket", "nghi"} & set(folds[i + 2 : i + 6]):
            return i
    return None


def says_now(annotated: Annotated, known: Phrases) -> bool:
    """Whether what has just happened is asked about (``đợt này``, ``vừa được công nhận``)."""
    words = annotated.words
    phrases_ = known.discourse.get("this_time", ())
    found = (i for p in phrases_ for i in range(len(words)) if spells(words[i : i + len(p)], p))
    return any(not i or words[i - 1].fold not in _BEFORE for i in found)  # ``trước đợt này``


_BEFORE = frozenset({"truoc", "before"})


def named_rounds(annotated: Annotated) -> tuple[tuple[str, int], ...]:
    """The rounds that a question names: the word (without diacritics) and its number."""
    numbers = {f.first: int(f.value) for f in annotated.figures if f.kind == "number" and f.value < _MOST}
    for i, word in enumerate(annotated.words):
        if word.text.isupper() and word.fold in _ROMAN:
            numbers.setdefault(i, _ROMAN.index(word.fold))  # ``lần II``
    rounds = [m for m in annotated.mentions if m.has("ordinal", "order") and m.last in numbers]
    return tuple((annotated.words[m.first].fold, numbers[m.last]) for m in rounds)


def in_rounds(rounds: Sequence[tuple[str, int]], *texts: str) -> bool:
    """Whether what tells of a figure is of the rounds asked about: the narrowest of some texts (given
    from the narrowest to the widest) that names any such round decides, but for one that something is
    put off to (``chuyển sang đợt 1``)."""
    for name, number in rounds:
        told = (re.findall(rf"(?<!\w)(?<!sang ){name}(?: thu)? (\d+|[ivx]+)(?!\w)", fold(t)) for t in texts)
        found = next((rounds for rounds in told if rounds), None)
        if found is not None and not {str(number), f"{number:02}", _ROMAN[number]} & set(found):
            return False
    return True


_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_MOST = len(_ROMAN)
