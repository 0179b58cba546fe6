"""Which words of a found paragraph are those that were searched for, to be marked for the reader."""

from __future__ import annotations

from corpus.question_words import factors
from corpus.text import compatible, lexemes, tokens

Marks = list[tuple[int, int]]


def marks(query: str, text: str) -> Marks:
    """Spans of *text* (offsets of the clean text, ascending, apart) that stand in the query.

    A word typed with diacritics is found with the same ones, one typed without them with any.  Words
    that ask are left out.  Words that follow each other are one span.
    """
    words = lexemes(compatible(query))
    asked = [word for word, factor in zip(words, factors(words), strict=True) if factor == 1.0]
    keys = {key for key, _ in asked}
    bare = {fold for key, fold in asked if key == fold}
    found: Marks = []
    for token in tokens(text):
        if token.kind == "mark" or not (token.key in keys or token.fold in bare):
            continue
        if found and not text[found[-1][1] : token.start].strip():
            found[-1] = (found[-1][0], token.end)
        else:
            found.append((token.start, token.end))
    return found


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
