"""What is indexed of a text: four fields, each a sequence of terms, and every term as a 64-bit number.

The fields are syllables and pairs of neighbouring syllables, each with and without diacritics.
Syllables rather than words, because a question and a paragraph are often segmented differently.

A term's number is its field in the top two bits and a hash in the other 62, so that a vocabulary is
one sorted array that can be mapped from a file.  The hash of a pair is worked out from those of its
parts, for whole arrays at once.  Among ten million terms two share a number with a chance of about
one in a hundred thousand (birthday bound, n² / 2^63); what would follow is one word too many found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.text import clean, lexemes

Numbers = NDArray[np.uint64]

FIELDS = 4  # in the order of Terms
_SHIFT = np.uint64(2)  # bits that a hash gives up to its field
_FIELD_AT = np.uint64(62)
_MIX = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


class Terms(NamedTuple):
    """What is indexed of a text, one list for each field."""

    syllables: list[str]
    bigrams: list[str]
    folded: list[str]
    folded_bigrams: list[str]


def terms_of(text: str) -> Terms:
    """The terms of a text, numbers included (``4`` of "4 sao", ``12,81``), punctuation not."""
    found = lexemes(clean(text))
    syllables = [key for key, _ in found]
    folded = [fold for _, fold in found]
    return Terms(syllables, _pairs(syllables), folded, _pairs(folded))


def _pairs(words: list[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(words)]


@lru_cache(maxsize=65536)
def word_hash(word: str) -> int:
    """A 64-bit hash of a syllable, the same on every machine and in every process."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def singles(hashes: Numbers, field: int) -> Numbers:
    """The numbers of terms of one syllable each, from their hashes."""
    return (hashes >> _SHIFT) | np.uint64(field) << _FIELD_AT


def doubles(first: Numbers, second: Numbers, field: int) -> Numbers:
    """The numbers of pairs, from the hashes of their parts (mixed as SplitMix64 does; order counts)."""
    mixed = first * _MIX[0] + second
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[1]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[2]
    return singles(mixed ^ (mixed >> np.uint64(31)), field)


def numbers_of(words: Sequence[str], field: int) -> Numbers:
    """The numbers of a field's terms, given as in :class:`Terms` (a pair has a space inside)."""
    if field in (0, 2):
        return singles(_hashes(words), field)
    parts = [word.split(" ") for word in words]
    return doubles(_hashes(first for first, _ in parts), _hashes(second for _, second in parts), field)


def _hashes(words: Iterable[str]) -> Numbers:
    return np.fromiter(map(word_hash, words), dtype=np.uint64)


def fields_of(numbers: Numbers) -> NDArray[np.int64]:
    """The field that each number belongs to."""
    return (numbers >> _FIELD_AT).astype(np.int64)
