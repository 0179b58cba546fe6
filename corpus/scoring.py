"""BM25 over segments: what a word is worth, and which documents of a segment score best.

The model is ``rank_bm25.BM25Plus``: its idf, its k1 and b.  Two things differ from its ``get_scores``
on purpose: a document without the word gets nothing (there, every document gets the same constant,
which changes no order), and no document at all is no error.

Statistics are those of all documents that are left, over all segments, at the moment of the question.
"""

from __future__ import annotations

import copy
import importlib
import logging
import math
import threading
from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from corpus import postings
from corpus.postings import K1, B, Found, Ints
from corpus.segments import Part
from corpus.terms import FIELDS, Numbers, fields_of

COMPILED_FROM = 5_000  # documents of a segment; below, NumPy is fast enough and starts sooner
log = logging.getLogger(__name__)

Scores = NDArray[np.float64]
Best = tuple[Ints, Scores]  # documents of a segment and their scores


class Question(NamedTuple):
    """Terms that are asked for, each once.

    ``weights``: what a damped frequency of 1 is worth · ``found``: for each segment where they stand.
    """

    terms: Numbers
    weights: Scores
    found: tuple[Found, ...]


class Statistics:
    """What is counted over all documents that are left."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self.size = sum(part.live for part in parts)
        lengths = np.zeros(FIELDS, dtype=np.float64)
        for part in parts:
            lengths += part.segment.lengths - part.dead.lengths
        self.averages = np.where(lengths > 0, lengths / max(self.size, 1), 1.0)
        self._model = BM25Plus([[]])
        self._model.corpus_size = self.size
        self._unseen = math.log(self.size + 2)  # a little rarer than the rarest word

    def question(self, terms: Numbers, factors: Scores) -> tuple[Question, Scores]:
        """A question from its terms and the factor of each (a term that comes twice counts twice).

        Gives also how telling each of the terms is: rank_bm25's idf, and for one that stands nowhere a
        little more than for the rarest.
        """
        known, which = np.unique(terms, return_inverse=True)
        found = tuple(part.segment.postings.look_up(known) for part in self.parts)
        counts = np.zeros(len(known), dtype=np.int64)
        for part, here in zip(self.parts, found, strict=True):
            counts += here.end - here.begin
            if part.dead.count:
                counts -= part.dead.of_terms(known)
        idf = self._idf(counts)[which]
        weights = np.bincount(which, weights=factors * idf, minlength=len(known)).astype(np.float64)
        return Question(known, weights, found), idf

    def _idf(self, counts: Ints) -> Scores:
        model = copy.copy(self._model)  # threads share this one
        model.idf = {}
        model._calc_idf({at: count for at, count in enumerate(counts.tolist()) if count > 0})
        return np.array([model.idf.get(at, self._unseen) for at in range(len(counts))])


def score_of(counts: Sequence[int], relative_length: float, idf: Sequence[float]) -> float:
    """The score of a text by how often each word stands in it; its length is relative to its likes'."""
    damping = K1 * (1 - B + B * relative_length)
    return sum(
        rarity * count * (K1 + 1) / (damping + count)
        for count, rarity in zip(counts, idf, strict=True)
        if count
    )


class Scorer:
    """Finds the best documents of one segment, by the statistics of all."""

    def __init__(self, statistics: Statistics, place: int) -> None:
        self._place, averages = place, statistics.averages
        self.part = part = statistics.parts[place]
        held = part.segment.postings
        worth = postings.damped(held, averages)
        # A code of a damaged file may say anything: it still finds a place in here.
        room = int(np.iinfo(held.codes.dtype).max) + 1 if held.codes.dtype == np.uint16 else len(worth)
        self._damped = np.zeros(len(worth) + room, dtype=np.float64)
        self._damped[: len(worth)] = worth
        self._damped32 = self._damped.astype(np.float32)
        self._bases = postings.bases(held)
        # damped(a) <= damped(b) * max(1, a / b) for averages a, b: the tops were taken by the segment's own.
        self._stretch = np.maximum(1.0, averages / part.segment.averages)
        self._no_filter = np.zeros(0, dtype=np.uint8)
        self._no_filter.flags.writeable = False
        self._alive = None
        if part.dead.count:
            self._alive = self._flags(part.alive)

    @staticmethod
    def _flags(chosen: NDArray[np.bool_]) -> NDArray[np.uint8]:
        flags = chosen.astype(np.uint8)
        flags.flags.writeable = False
        return flags

    def best(self, question: Question, count: int, chosen: NDArray[np.bool_] | None = None) -> Best:
        """The *count* best documents that are left (of those *chosen*), in no order, with their scores.

        There may be more: all that score as much as the last of them.
        """
        found = question.found[self._place]
        here = np.flatnonzero(found.end > found.begin)
        if not len(here) or count < 1:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        allowed = self._alive if chosen is None else self._flags(chosen & self.part.alive)
        field = fields_of(question.terms[here])
        asks = _Asks(found.begin[here], found.end[here], question.weights[here], self._bases[field])
        if len(self.part.segment) >= COMPILED_FROM and (kernel := compiled()) is not None:
            tops = self.part.segment.tops[found.places[here]] * asks.weights * self._stretch[field]
            return self._compiled_best(kernel, asks, tops, count, allowed)
        return self._plain_best(asks, count, allowed)

    def scores(self, question: Question) -> Scores:
        """The score of every document, whether it is left or not."""
        found = question.found[self._place]
        return self._all(
            _Asks(found.begin, found.end, question.weights, self._bases[fields_of(question.terms)])
        )

    def _all(self, asks: _Asks) -> Scores:
        held = self.part.segment.postings
        total = np.zeros(held.size)
        for begin, end, weight, base in zip(*map(np.ndarray.tolist, asks), strict=True):
            worth = self._damped[base:][held.codes[begin:end]]
            total[held.documents[begin:end]] += weight * worth
        return total

    def _plain_best(self, asks: _Asks, count: int, allowed: NDArray[np.uint8] | None) -> Best:
        total = self._all(asks)
        if allowed is not None:
            total *= allowed
        found = np.flatnonzero(total)
        if len(found) > count:  # those that score as much as the last of the best stay, so that ties are fair
            found = np.flatnonzero(total >= np.partition(total, -count)[-count])
        return found, total[found]

    def _compiled_best(
        self, kernel: ModuleType, asks: _Asks, tops: Scores, count: int, allowed: NDArray[np.uint8] | None
    ) -> Best:
        held = self.part.segment.postings
        order = np.argsort(tops)
        starts, ends, bases = (some[order].astype(np.uint64) for some in (asks.begin, asks.end, asks.base))
        weights = asks.weights[order]
        scores, found = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.int64)
        number = kernel.best(
            starts, ends, weights.astype(np.float32), bases, tops[order].astype(np.float32),
            held.documents, held.codes, self._damped32, self._no_filter if allowed is None else allowed,
            scores, found, 0, 0, held.size,
        )  # fmt: skip
        documents = np.sort(found[:number])
        return documents, kernel.exact(
            starts, ends, weights, bases, held.documents, held.codes, self._damped, documents
        )


class _Asks(NamedTuple):
    """What is asked of a segment: where each term's postings are, its weight, its field's first pair."""

    begin: Ints
    end: Ints
    weights: Scores
    base: Ints


# --- the compiled loop ----------------------------------------------------------------------------


class _Compiling:
    """Loads the compiled loop in the background: numba takes half a second, a first compilation more."""

    def __init__(self) -> None:
        self.kernel: ModuleType | None = None
        self.thread = threading.Thread(target=self._load, name="compile-kernel", daemon=True)
        self.thread.start()

    def _load(self) -> None:
        try:
            kernel = importlib.import_module("corpus.kernel")
            kernel.warm_up()
        except Exception:  # slower, but right: NumPy goes on answering
            log.exception("the compiled search could not be loaded")
        else:
            self.kernel = kernel


@lru_cache(maxsize=1)
def _compiling() -> _Compiling:
    return _Compiling()


def compiled(wait: bool = False) -> ModuleType | None:
    """The compiled loop; None as long as it is being loaded (unless to *wait*), or if it cannot be."""
    loading = _compiling()
    if wait:
        loading.thread.join()
    return loading.kernel
