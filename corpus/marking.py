"""Which words of a found paragraph are those that were searched for, to be marked for the reader."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from corpus.question_words import factors
from corpus.text import Token, compatible, lexemes, tokens

Marks = list[tuple[int, int]]


def marks(query: str, text: str) -> Marks:
    """Spans of *text* (offsets of the clean text, ascending, apart) that stand in the query.

    A word is found with the diacritics it was typed with and any more: all of them may have been left
    out, or a tone.  Words that ask are left out.  Words that follow each other are one span.
    """
    words = lexemes(compatible(query))
    asked = [word for word, factor in zip(words, factors(words), strict=True) if factor == 1.0]
    typed: dict[str, set[str]] = {}
    for key, fold in asked:
        typed.setdefault(fold, set()).add(key)
    found: Marks = []
    for token in tokens(text):
        if token.kind == "mark" or not any(_may_mean(key, token) for key in typed.get(token.fold, ())):
            continue
        if found and not text[found[-1][1] : token.start].strip():
            found[-1] = (found[-1][0], token.end)
        else:
            found.append((token.start, token.end))
    return found


def _may_mean(typed: str, token: Token) -> bool:
    """Whether a word of the same letters is what was typed: it has no diacritic less, and đ stays đ."""
    return typed in (token.key, token.fold) or all(
        map(frozenset.issubset, _diacritics(typed), _diacritics(token.key))
    )


@lru_cache(maxsize=4096)
def _diacritics(word: str) -> tuple[frozenset[str], ...]:
    """What stands on each letter of a word; d and đ are different letters."""
    found: list[set[str]] = []
    for char in unicodedata.normalize("NFD", word):
        if unicodedata.combining(char) and found:
            found[-1].add(char)
        else:
            found.append({char} if char in "dđ" else set())
    return tuple(map(frozenset, found))


def excerpt(text: str, found: Marks, longest: int) -> tuple[int, int]:
    """The part of a long text that holds most of the marks (earliest first), cut between words."""
    if len(text) <= longest:
        return 0, len(text)
    starts = [0, *(low for low, _ in found)]
    held = [
        sum(high - low for low, high in found if start <= low and high <= start + longest) for start in starts
    ]
    begin = starts[held.index(max(held))]
    begin = min(max(0, begin - longest // 8), len(text) - longest)
    if begin:
        begin = max(text.find(" ", begin), begin - 1) + 1
    end = min(begin + longest, len(text))
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + 1)
    return begin, end
