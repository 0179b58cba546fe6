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
        self._idf = _Rarity(self.size)

    def question(self, terms: Numbers, factors: Scores) -> tuple[Question, Scores]:
        """A question from its terms and the factor of each (a term that comes twice counts twice).

        Gives also how telling each of the terms is: rank_bm25's idf, and for one that stands nowhere a
        little more than for the rarest.
        """
        place: dict[int, int] = {}
        which = [place.setdefault(term, len(place)) for term in terms.tolist()]
        is_once = len(place) == len(which)
        known = terms if is_once else np.fromiter(place, dtype=np.uint64)
        found = tuple(_look_up(part, known) for part in self.parts)
        counts = np.zeros(len(known), dtype=np.int64)
        for part, here in zip(self.parts, found, strict=True):
            counts += here.end - here.begin
            if part.dead.count:
                counts -= part.dead.of_terms(known)
        idf = np.array([self._idf[count] for count in counts.tolist()])
        if is_once:
            return Question(known, factors * idf, found), idf
        idf = idf[which]
        weights = np.bincount(which, weights=factors * idf, minlength=len(known)).astype(np.float64)
        return Question(known, weights, found), idf


class _Rarity(dict[int, float]):
    """The idf of a term by how many documents hold it, worked out by rank_bm25 when first asked for.

    Few numbers are ever kept: n different ones need n² / 2 postings.
    """

    def __init__(self, size: int) -> None:
        super().__init__({0: math.log(size + 2)})  # of none: a little rarer than the rarest word
        self._model = BM25Plus([[]])
        self._model.corpus_size = size

    def __missing__(self, count: int) -> float:
        model = copy.copy(self._model)  # threads share this one
        model.idf = {}
        model._calc_idf({count: count})
        self[count] = found = float(model.idf[count])
        return found


def _look_up(part: Part, terms: Numbers) -> Found:
    held = part.segment.postings
    if held.size >= COMPILED_FROM and (kernel := compiled()) is not None:
        return Found(*kernel.look_up(terms, held.terms, held.edges, held.starts))
    return held.look_up(terms)


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
        """The *count* best documents that are left (of those *chosen*), best first, with their scores.

        There may be more: all that score as much as the last of them.
        """
        found = question.found[self._place]
        if not len(question.terms) or count < 1:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        allowed = self._alive if chosen is None else self._flags(chosen & self.part.alive)
        held = self.part.segment.postings
        if held.size >= COMPILED_FROM and (kernel := compiled()) is not None:
            places, scores = kernel.search(
                question.terms, *found, question.weights, self._bases, self._stretch, self.part.segment.tops,
                held.documents, held.codes, self._damped32, self._damped,
                self._no_filter if allowed is None else allowed, min(count, held.size), held.size,
            )  # fmt: skip
            return places, scores
        return self._plain_best(question, count, allowed)

    def scores(self, question: Question) -> Scores:
        """The score of every document, whether it is left or not."""
        held, found = self.part.segment.postings, question.found[self._place]
        total = np.zeros(held.size)
        for begin, end, weight, base in zip(
            found.begin.tolist(),
            found.end.tolist(),
            question.weights.tolist(),
            self._bases[fields_of(question.terms)].tolist(),
            strict=True,
        ):
            if begin < end:
                worth = self._damped[base:][held.codes[begin:end]]
                total[held.documents[begin:end]] += weight * worth
        return total

    def _plain_best(self, question: Question, count: int, allowed: NDArray[np.uint8] | None) -> Best:
        total = self.scores(question)
        if allowed is not None:
            total *= allowed
        found = np.flatnonzero(total)
        if len(found) > count:  # those that score as much as the last of the best stay, so that ties are fair
            found = np.flatnonzero(total >= np.partition(total, -count)[-count])
        found = found[np.argsort(-total[found], kind="stable")]
        return found, total[found]


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
