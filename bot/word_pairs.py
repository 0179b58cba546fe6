"""Which neighbouring syllables make one word in a text.

A question typed without diacritics is full of syllables that look like question words: the *hut* of
*thu hut* is no *hụt*, the *ai* of *Tân Ái* asks for nobody.  Two syllables belong together where the
dictionary has them so and a bulletin writes them so, in a name, or in a row (*sở, ban, ngành*).  (Word
segmentation would tell the same, at twenty times the cost: it is paid for all bulletins at every start.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.phrasing import phrases
from corpus.text import fold_of, joined_syllables, key_of

Pair = tuple[str, str]
_SYLLABLE = re.compile(r"[^\W\d_]+")
_ENDS = frozenset(".:;!?\n“\"(-")  # behind these a capital is no sign of a name


class _Neighbours(NamedTuple):
    """Two syllables, what stands between them, and whether they are (part of) a word or a name."""

    one: str
    other: str
    between: str
    together: bool


def word_pairs(text: str) -> frozenset[Pair]:
    """The pairs (folded) of neighbouring syllables that make a word, or words of one syllable in a row."""
    near = list(_neighbours(text))
    return frozenset(
        (fold_of(pair.one), fold_of(pair.other))
        for i, pair in enumerate(near)
        if pair.together or (pair.between == ", " and _in_a_row(near, i))
    )


def _neighbours(text: str) -> Iterator[_Neighbours]:
    at = 0
    for one, other in pairwise(_SYLLABLE.finditer(text)):
        first, second, between = one[0], other[0], text[one.end() : other.start()]
        together = between == " " and (
            (first.istitle() and second.istitle() and at > 0 and _ENDS.isdisjoint(text[at : one.start()]))
            or _joined(first, second)
        )
        at = one.end()
        yield _Neighbours(first, second, between, together)


@lru_cache(maxsize=65536)
def _joined(one: str, other: str) -> bool:
    """Whether two syllables are (part of) a word of the dictionary that restricts something (``so với``
    does not)."""
    pair = key_of(one), key_of(other)
    found = pair in joined_syllables().get((fold_of(one), fold_of(other)), ())
    return found and not all((syllable,) in phrases("vi").idle.exact for syllable in pair)


def _in_a_row(near: Sequence[_Neighbours], i: int) -> bool:
    """Whether the syllables on both sides of a comma are words of their own."""
    return not any(near[j].together for j in (i - 1, i + 1) if 0 <= j < len(near))
