"""Which documents hold which term, as flat arrays; built from texts, and merged.

A posting is a document and a *code*: a code stands for a pair (how often the term stands there, how
long that document is in the term's field).  Such pairs are few, so BM25's damped frequency is worked
out once a pair when the arrays are opened, for the average length of that moment, and a posting takes
six bytes.  Nothing that changes as bulletins come and go (number of documents, average length, how
many documents hold a term) is baked into the arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from corpus.terms import FIELDS, Numbers, doubles, fields_of, singles, word_hash
from corpus.text import clean, lexeme_of, words_and_numbers

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_LOW = (1 << 32) - 1
_MODEL = BM25Plus([[]])  # for its parameters; it wants a document, one without words will do
K1: float = _MODEL.k1
B: float = _MODEL.b


class Found(NamedTuple):
    """Terms among those of some postings: the place of each, and where its postings begin and end.

    The same twice for a term that is not there; its place says nothing then.
    """

    places: Ints
    begin: Ints
    end: Ints


@dataclass(frozen=True)
class Postings:
    """Postings in the order of their terms' numbers, the documents of a term ascending.

    ``terms`` (n, ascending) · ``starts`` (n + 1): postings of term i are ``[starts[i]:starts[i + 1]]`` ·
    ``documents`` and ``codes``, one a posting · ``pairs`` (m, 3): field, frequency, length, sorted; a
    code counts from the first pair of its term's field · ``lengths`` (documents, FIELDS).
    """

    terms: Numbers
    starts: Ints
    documents: NDArray[np.int32]
    codes: NDArray[np.uint16] | NDArray[np.uint32]
    pairs: NDArray[np.int32]
    lengths: NDArray[np.int32]

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self.lengths)

    @cached_property
    def edges(self) -> Ints:
        """Where the terms of each field begin, and where the last field's end."""
        firsts = np.arange(FIELDS, dtype=np.uint64) << np.uint64(62)
        return np.append(np.searchsorted(self.terms, firsts), len(self.terms)).astype(np.int64)

    def look_up(self, terms: Numbers) -> Found:
        """Where some terms stand here."""
        if not len(self.terms):
            nothing = np.zeros(len(terms), dtype=np.int64)
            return Found(nothing, nothing, nothing)
        places = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return Found(places, self.starts[places], self.starts[places + (self.terms[places] == terms)])


# --- building -------------------------------------------------------------------------------------


class _Words(dict[str, int]):
    """Words as they are written, each with a place in a list of hashes; -1 for what is no lexeme."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_: list[int] = []
        self.folds: list[int] = []

    def __missing__(self, word: str) -> int:
        both = lexeme_of(word)
        place = -1
        if both is not None:
            place = len(self.keys_)
            self.keys_.append(word_hash(both[0]))
            self.folds.append(word_hash(both[1]))
        self[word] = place
        return place


def build(texts: Iterable[str]) -> Postings:
    """The postings of some texts, numbered in their order."""
    words = _Words()
    places: list[NDArray[np.int32]] = []
    for text in texts:
        found = [place for word in words_and_numbers(clean(text)) if (place := words[word]) >= 0]
        places.append(np.array(found, dtype=np.int32))
    counts = np.array([len(some) for some in places], dtype=np.int64)
    flat = np.concatenate(places) if places else np.zeros(0, dtype=np.int32)
    documents = np.repeat(np.arange(len(counts)), counts)
    terms, owners = [], []
    neighbours = documents[1:] == documents[:-1]
    for field, hashes in ((0, words.keys_), (2, words.folds)):
        each = np.array(hashes, dtype=np.uint64)[flat]
        terms += [singles(each, field), doubles(each[:-1][neighbours], each[1:][neighbours], field + 1)]
        owners += [documents, documents[1:][neighbours]]
    lengths = np.stack([counts, np.maximum(counts - 1, 0)] * 2, axis=1).astype(np.int32)
    return gather(np.concatenate(terms), np.concatenate(owners), lengths)


def gather(terms: Numbers, documents: Ints, lengths: NDArray[np.int32]) -> Postings:
    """The postings of terms that stand in documents, one pair of them for each time a term stands there."""
    known, place = np.unique(terms, return_inverse=True)
    both = np.sort(place.astype(np.int64) << 32 | documents)
    first = np.flatnonzero(np.diff(both, prepend=-1))
    frequency = np.diff(first, append=len(both))
    place, owner = both[first] >> 32, both[first] & _LOW
    starts = np.searchsorted(place, np.arange(len(known) + 1)).astype(np.int64)
    field = fields_of(known)[place]
    codes, pairs = _coded(field, frequency, lengths[owner, field])
    return Postings(known, starts, owner.astype(np.int32), codes, pairs, lengths)


def _coded(
    field: Ints, frequency: Ints, length: Ints
) -> tuple[NDArray[np.uint16] | NDArray[np.uint32], NDArray[np.int32]]:
    """Codes for (frequency, length), counted in each field, and the pairs that they stand for."""
    codes = np.zeros(len(field), dtype=np.int64)
    pairs = []
    for each in range(FIELDS):
        here = np.flatnonzero(field == each)
        longest = int(length[here].max(initial=0)) + 1
        both = frequency[here] * longest + length[here]
        known = np.unique(both) if longest > len(here) else np.flatnonzero(np.bincount(both))
        codes[here] = np.searchsorted(known, both)
        pairs.append(np.stack([np.full(len(known), each), known // longest, known % longest], axis=1))
    return _narrowed(codes), np.concatenate(pairs).astype(np.int32)


def _narrowed(codes: Ints) -> NDArray[np.uint16] | NDArray[np.uint32]:
    return codes.astype(np.uint16) if codes.max(initial=0) < 1 << 16 else codes.astype(np.uint32)


# --- merging --------------------------------------------------------------------------------------

Make = Callable[..., NDArray[Any]]  # (shape, dtype) -> an array to be filled
_STEP = 1 << 22  # postings that are worked on at a time


def merge(many: Sequence[Postings], kept: Sequence[NDArray[np.bool_]], make: Make = np.empty) -> Postings:
    """One set of postings for the documents that are kept of several, numbered in their order.

    What comes out is what :func:`build` gives for those documents' texts, save for pairs that none of
    them has any more.  *make* gives the two long arrays, which need not fit into memory.
    """
    terms = np.unique(np.concatenate([some.terms for some in many]))
    slots = [np.searchsorted(terms, some.terms) for some in many]
    frequency = np.zeros(len(terms), dtype=np.int64)
    for some, keep, slot in zip(many, kept, slots, strict=True):
        frequency[slot] += frequencies(some, keep)
    left = frequency > 0
    renamed = np.cumsum(left) - 1
    starts = np.concatenate([[0], np.cumsum(frequency[left])]).astype(np.int64)
    pairs, recoded = _all_pairs(many)
    documents = make(int(starts[-1]), np.int32)
    codes = make(int(starts[-1]), _code_type(pairs))
    into, base = starts[:-1].copy(), 0
    for some, keep, slot, new_codes in zip(many, kept, slots, recoded, strict=True):
        _copy(some, keep, renamed[slot], new_codes, base, into, documents, codes)
        base += int(np.count_nonzero(keep))
    lengths = np.concatenate([some.lengths[keep] for some, keep in zip(many, kept, strict=True)])
    return Postings(terms[left], starts, documents, codes, pairs, lengths)


def frequencies(held: Postings, chosen: NDArray[np.bool_]) -> Ints:
    """In how many of the chosen documents each term stands."""
    found = np.zeros(len(held.terms), dtype=np.int64)
    for first, last in _steps(held.starts):
        begin, end = held.starts[first], held.starts[last]
        here = chosen[held.documents[begin:end]]
        found[first:last] = np.add.reduceat(here, held.starts[first:last] - begin, dtype=np.int64)
    return found


def _copy(
    some: Postings, keep: NDArray[np.bool_], slot: Ints, new_codes: Ints, base: int,
    into: Ints, documents: NDArray[np.int32], codes: NDArray[Any],
) -> None:  # fmt: skip
    """Write one's postings to where the next of each term goes (*into*, which moves on)."""
    numbers = (base - 1 + np.cumsum(keep)).astype(np.int32)
    firsts = np.searchsorted(some.pairs[:, 0], np.arange(FIELDS))
    field = fields_of(some.terms)
    for first, last in _steps(some.starts):
        begin, end = some.starts[first], some.starts[last]
        held = some.documents[begin:end]
        alive = keep[held]
        term = np.repeat(np.arange(first, last), np.diff(some.starts[first : last + 1]))[alive]
        counts = np.bincount(term - first, minlength=last - first)
        each = slot[first:last]
        here = counts > 0
        before = np.cumsum(counts) - counts
        shift = np.zeros(last - first, dtype=np.int64)
        shift[here] = into[each[here]] - before[here]
        to = shift[term - first] + np.arange(len(term))
        documents[to] = numbers[held[alive]]
        codes[to] = new_codes[firsts[field[term]] + some.codes[begin:end][alive]]
        into[each[here]] += counts[here]


def _steps(starts: Ints) -> Iterator[tuple[int, int]]:
    """Runs of terms (first, last + 1) with no more than _STEP postings, or one term with more."""
    first, count = 0, len(starts) - 1
    while first < count:
        last = int(np.searchsorted(starts, starts[first] + _STEP, side="right")) - 1
        last = min(max(last, first + 1), count)
        yield first, last
        first = last


def _all_pairs(many: Sequence[Postings]) -> tuple[NDArray[np.int32], list[Ints]]:
    """All pairs of several, and for each of them its pairs' new codes."""
    pairs = np.unique(np.concatenate([some.pairs for some in many]), axis=0)
    firsts = np.searchsorted(pairs[:, 0], np.arange(FIELDS))
    place = {pair: at for at, pair in enumerate(map(tuple, pairs.tolist()))}
    recoded = []
    for some in many:
        at = np.array([place[pair] for pair in map(tuple, some.pairs.tolist())], dtype=np.int64)
        recoded.append(at - firsts[some.pairs[:, 0]])
    return pairs, recoded


def _code_type(pairs: NDArray[np.int32]) -> type[np.uint16] | type[np.uint32]:
    most = int(np.bincount(pairs[:, 0], minlength=1).max()) if len(pairs) else 0
    return np.uint16 if most <= 1 << 16 else np.uint32


# --- what a posting is worth ------------------------------------------------------------------------


def bases(held: Postings) -> Ints:
    """Where each field's pairs begin."""
    return np.searchsorted(held.pairs[:, 0], np.arange(FIELDS)).astype(np.int64)


def averages(held: Postings) -> NDArray[np.float64]:
    """The average length of a document, by field (1 where there are none: nothing is divided by 0)."""
    total = held.lengths.sum(axis=0, dtype=np.float64)
    return np.where(total > 0, total / max(held.size, 1), 1.0)


def damped(held: Postings, average: NDArray[np.float64]) -> NDArray[np.float64]:
    """BM25's damped frequency of each pair, with rank_bm25's parameters, by average lengths."""
    field, frequency, length = held.pairs.T
    worth: NDArray[np.float64] = (
        frequency * (K1 + 1) / (K1 * (1 - B + B * length / average[field]) + frequency)
    )
    return worth


def tops(held: Postings) -> Floats:
    """The greatest damped frequency of each term, by the averages of these documents themselves."""
    worth = damped(held, averages(held)).astype(np.float32)
    base, field = bases(held), fields_of(held.terms)
    found = np.zeros(len(held.terms), dtype=np.float32)
    for first, last in _steps(held.starts):
        begin, end = held.starts[first], held.starts[last]
        from_ = np.repeat(base[field[first:last]], np.diff(held.starts[first : last + 1]))
        values = worth[from_ + held.codes[begin:end]]
        found[first:last] = np.maximum.reduceat(values, held.starts[first:last] - begin)
    return found
