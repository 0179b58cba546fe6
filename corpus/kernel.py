"""The inner loop of a search, compiled by numba: the best documents without looking at most postings.

Exact, in the way of MaxScore (Turtle and Flood 1995), taken window by window of the documents' numbers
as Lucene's ``MaxScoreBulkScorer`` does.  The terms are ordered by the most that each can add.  Once the
k-th best score is well above what the weakest terms can add together, only the others' postings are
walked through, and the weak terms' are looked up for the few documents that can still get there.

Places in the arrays are unsigned, which spares a check for negative ones at every step; what a damaged
file may say stays inside the arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

WINDOW = 4096  # documents: their scores fit in the first-level cache
GROUP = 64  # scores looked at together
WEAK = np.float32(0.4)  # share of the k-th best score that the terms looked up may reach; measured
ROOM = np.float32(1.00001)  # sums of float32 in another order differ by less
ONE = np.uint64(1)


@njit(cache=True, nogil=True)
def best(
    starts: Any, ends: Any, weights: Any, bases: Any, tops: Any,
    documents: Any, codes: Any, damped: Any, allowed: Any,
    scores: Any, found: Any, count: Any, first: Any, size: Any,
) -> Any:  # fmt: skip
    """Put the best documents of a segment into a heap (*scores*, *found*) that holds *count* so far.

    *starts*, *ends*, *weights*, *bases*, *tops*: one a term, *tops* (the most it adds) ascending.  A
    posting adds ``weights * damped[bases + code]``.  *allowed*: a byte a document, or empty for all.
    Documents are numbered from *first* on in the heap, and there are *size* of them.  Its least is at
    the top.  Gives how many are in it now.
    """
    terms = len(starts)
    reach = np.zeros(terms + 1, dtype=np.float32)  # what the terms before this one can add together
    for t in range(terms):
        reach[t + 1] = (reach[t] + tops[t]) * ROOM
    at = starts.copy()
    total = np.zeros(WINDOW, dtype=np.float32)
    weak = 0
    while True:
        least = scores[0] if count == len(scores) else np.float32(0)
        while weak < terms and reach[weak + 1] < WEAK * least:
            weak += 1
        nearest = size
        for t in range(weak, terms):
            if at[t] < ends[t]:
                nearest = min(nearest, np.int64(documents[at[t]]))
        if nearest < 0 or nearest >= size:
            return count
        low = nearest - nearest % WINDOW
        high = min(low + WINDOW, size)
        for t in range(weak, terms):
            at[t] = _add(total, documents, codes, at[t], ends[t], low, weights[t], bases[t], damped)
        for group in range(0, high - low, GROUP):
            some = total[group : min(group + GROUP, high - low)]
            least = scores[0] if count == len(scores) else np.float32(0)
            cut = max(least - reach[weak], np.float32(0))
            if not _any_above(some, cut):
                continue
            for i in range(len(some)):
                score = some[i]
                if score <= cut:
                    continue
                d = low + group + i
                if len(allowed) and not allowed[d]:
                    continue
                for t in range(weak - 1, -1, -1):
                    if score + reach[t + 1] <= least:
                        break
                    at[t] = _place(documents, at[t], ends[t], d)
                    if at[t] < ends[t] and documents[at[t]] == d:
                        score += weights[t] * damped[bases[t] + np.uint64(codes[at[t]])]
                if count < len(scores):
                    _rise(scores, found, count, score, first + d)
                    count += 1
                elif score > least:
                    _sink(scores, found, score, first + d)
                least = scores[0] if count == len(scores) else np.float32(0)
                cut = max(least - reach[weak], np.float32(0))
        total[:] = np.float32(0)
        _past(at, ends, documents, weak, high)


@njit(cache=True, nogil=True)
def _add(
    total: Any, documents: Any, codes: Any, at: Any, end: Any, low: Any, weight: Any, base: Any, damped: Any
) -> Any:
    """Add what a term's postings in the window from *low* on are worth; where the next one stands."""
    while at < end:
        place = np.uint64(np.int64(documents[at]) - low)
        if place >= np.uint64(WINDOW):
            break
        total[place] += weight * damped[base + np.uint64(codes[at])]
        at += ONE
    return at


@njit(cache=True, nogil=True)
def _past(at: Any, ends: Any, documents: Any, weak: int, high: int) -> None:
    """Step over postings that stand before the window's end; sound files have none."""
    for t in range(weak, len(at)):
        while at[t] < ends[t] and documents[at[t]] < high:
            at[t] += ONE


@njit(cache=True, nogil=True)
def _any_above(some: Any, limit: Any) -> Any:
    """Whether any score is above a limit (without a branch, so that many are compared at once)."""
    above = False
    for i in range(len(some)):
        above |= some[i] > limit
    return above


@njit(cache=True, nogil=True)
def _place(documents: Any, at: Any, end: Any, document: Any) -> Any:
    """Where a document stands or would stand among ascending ones: by doubling steps, then by halving."""
    step = ONE
    ahead = at
    while ahead < end and documents[ahead] < document:
        at = ahead + ONE
        ahead += step
        step += step
    ahead = min(ahead, end)
    while at < ahead:
        middle = (at + ahead) >> ONE
        if documents[middle] < document:
            at = middle + ONE
        else:
            ahead = middle
    return at


@njit(cache=True, nogil=True)
def _after(score: Any, document: Any, other_score: Any, other: Any) -> Any:
    """Whether a document ranks behind another: less score, or as much and a later number."""
    return score < other_score or (score == other_score and document > other)


@njit(cache=True, nogil=True)
def _rise(scores: Any, found: Any, at: int, score: Any, document: int) -> None:
    """Put a document into a heap that has room at its end."""
    while at > 0:
        above = (at - 1) // 2
        if not _after(score, document, scores[above], found[above]):
            break
        scores[at], found[at] = scores[above], found[above]
        at = above
    scores[at], found[at] = score, document


@njit(cache=True, nogil=True)
def _sink(scores: Any, found: Any, score: Any, document: int) -> None:
    """Put a document in the place of the heap's least."""
    at = 0
    while 2 * at + 1 < len(scores):
        below = 2 * at + 1
        if below + 1 < len(scores) and _after(
            scores[below + 1], found[below + 1], scores[below], found[below]
        ):
            below += 1
        if not _after(scores[below], found[below], score, document):
            break
        scores[at], found[at] = scores[below], found[below]
        at = below
    scores[at], found[at] = score, document


@njit(cache=True, nogil=True)
def exact(
    starts: Any, ends: Any, weights: Any, bases: Any, documents: Any, codes: Any, damped: Any, wanted: Any
) -> Any:
    """The full scores (float64, *damped* too) of a few documents of a segment."""
    scores = np.zeros(len(wanted), dtype=np.float64)
    for i in range(len(wanted)):
        for t in range(len(starts)):
            place = _place(documents, starts[t], ends[t], wanted[i])
            if place < ends[t] and documents[place] == wanted[i]:
                scores[i] += weights[t] * damped[bases[t] + np.uint64(codes[place])]
    return scores


def warm_up() -> None:
    """Have both loops compiled (or loaded, if they were compiled before) for the types of a segment."""
    for code in (np.uint16, np.uint32):
        starts, ends = np.zeros(1, dtype=np.uint64), np.ones(1, dtype=np.uint64)
        weights, documents, codes = np.ones(1), np.zeros(1, dtype=np.int32), np.zeros(1, dtype=code)
        damped, allowed, found = np.ones(2), np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=np.int64)
        for array in (documents, codes, allowed):
            array.flags.writeable = False
        small = [some.astype(np.float32) for some in (weights, damped)]
        best(
            starts, ends, small[0], starts, small[0], documents, codes, small[1], allowed,
            np.zeros(1, dtype=np.float32), found, 0, 0, 1,
        )  # fmt: skip
        exact(starts, ends, weights, starts, documents, codes, damped, found)
