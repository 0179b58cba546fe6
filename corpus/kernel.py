"""A search in a segment, compiled by numba: terms looked up, the best documents without most postings.

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
FIELD_AT = np.uint64(62)  # a term's number: its field above, a hash below (corpus.terms)
HASH = np.uint64((1 << 62) - 1)


def compiled(function: Any) -> Any:
    """A function compiled when it is first called; kept for the next start if there is where to write.

    That is where ``NUMBA_CACHE_DIR`` says, or beside the code, or in the user's folder for such files.
    """
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to keep it: an installation that cannot be written, a user without a home
        return njit(nogil=True)(function)


@compiled
def look_up(wanted: Any, terms: Any, edges: Any, starts: Any) -> Any:
    """Where terms stand among those of a segment: their places, and where their postings begin and end.

    *edges*: where each field's terms begin, and the end of the last.  A term that is not there has no
    postings (begin = end = 0).
    """
    places = np.zeros(len(wanted), dtype=np.int64)
    begins = np.zeros(len(wanted), dtype=np.int64)
    ends = np.zeros(len(wanted), dtype=np.int64)
    for i in range(len(wanted)):
        field = np.int64(wanted[i] >> FIELD_AT)
        low, high = edges[field], edges[field + 1]
        place = _seek(terms, low, high, wanted[i])
        if place < high and terms[place] == wanted[i]:
            places[i], begins[i], ends[i] = place, starts[place], starts[place + 1]
    return places, begins, ends


@compiled
def _seek(terms: Any, low: Any, high: Any, term: Any) -> Any:
    """The first place from *low* to *high* whose term is not less; among evenly spread numbers, in few steps.

    Where a hash should stand is in proportion to its size (interpolation search); from there by doubling
    steps, then by halving, which is right whatever the numbers are.
    """
    if low >= high:
        return high
    density = (high - low) / 2.0**62
    at = low + np.int64((term & HASH) * density)
    at = max(low, min(at, high - 1))
    for _ in range(2):
        if terms[at] < term:
            at = min(at + np.int64((term - terms[at]) * density), high - 1)
        else:
            at = max(at - np.int64((terms[at] - term) * density), low)
    step = 1
    if terms[at] < term:
        low = at + 1
        while at + step < high and terms[at + step] < term:
            low = at + step + 1
            step += step
        high = min(high, at + step)
    else:
        high = at
        while at - step >= low and terms[at - step] >= term:
            high = at - step
            step += step
        low = max(low, at - step + 1)
    while low < high:
        middle = (low + high) // 2
        if terms[middle] < term:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def search(
    terms: Any, places: Any, begins: Any, ends: Any, weights: Any, bases: Any, stretch: Any, tops: Any,
    documents: Any, codes: Any, damped32: Any, damped: Any, allowed: Any, count: Any, size: Any,
) -> Any:  # fmt: skip
    """The best documents of a segment and their full scores (float64), best first, ties by number.

    One each a term asked for: *terms*, where they stand (:func:`look_up`), *weights*.  One each a
    field: *bases*, *stretch* (what *tops* are to be multiplied by).  Of the segment: *tops*, *documents*,
    *codes*, *damped* (in both widths), *size*.  *allowed*: a byte a document, or empty for all.
    """
    most = np.zeros(len(terms), dtype=np.float32)
    here = 0
    for i in range(len(terms)):
        if begins[i] < ends[i]:
            most[i] = tops[places[i]] * weights[i] * stretch[np.int64(terms[i] >> FIELD_AT)]
            here += 1
    order = np.argsort(most)[len(terms) - here :]  # those without postings are the least
    first, last = np.zeros(here, dtype=np.uint64), np.zeros(here, dtype=np.uint64)
    base, weight = np.zeros(here, dtype=np.uint64), np.zeros(here, dtype=np.float64)
    for t in range(here):
        i = order[t]
        # A damaged file may say anything: no place outside the arrays comes of it.
        last[t] = max(0, min(ends[i], len(documents)))
        first[t] = max(0, min(begins[i], last[t]))
        base[t], weight[t] = bases[np.int64(terms[i] >> FIELD_AT)], weights[i]
    scores, found = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.int64)
    number = best(
        first, last, weight.astype(np.float32), base, most[order],
        documents, codes, damped32, allowed, scores, found, 0, 0, size,
    )  # fmt: skip
    chosen = np.sort(found[:number])
    full = exact(first, last, weight, base, documents, codes, damped, chosen)
    ranked = np.argsort(-full, kind="mergesort")
    return chosen[ranked], full[ranked]


@compiled
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


@compiled
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


@compiled
def _past(at: Any, ends: Any, documents: Any, weak: int, high: int) -> None:
    """Step over postings that stand before the window's end; sound files have none."""
    for t in range(weak, len(at)):
        while at[t] < ends[t] and documents[at[t]] < high:
            at[t] += ONE


@compiled
def _any_above(some: Any, limit: Any) -> Any:
    """Whether any score is above a limit (without a branch, so that many are compared at once)."""
    above = False
    for i in range(len(some)):
        above |= some[i] > limit
    return above


@compiled
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


@compiled
def _after(score: Any, document: Any, other_score: Any, other: Any) -> Any:
    """Whether a document ranks behind another: less score, or as much and a later number."""
    return score < other_score or (score == other_score and document > other)


@compiled
def _rise(scores: Any, found: Any, at: int, score: Any, document: int) -> None:
    """Put a document into a heap that has room at its end."""
    while at > 0:
        above = (at - 1) // 2
        if not _after(score, document, scores[above], found[above]):
            break
        scores[at], found[at] = scores[above], found[above]
        at = above
    scores[at], found[at] = score, document


@compiled
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


@compiled
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
    """Have all of it compiled (or loaded, if it was compiled before) for the types of a segment."""
    for code in (np.uint16, np.uint32):
        terms, starts, codes = np.zeros(1, dtype=np.uint64), np.array([0, 1]), np.zeros(1, dtype=code)
        tops, documents = np.ones(1, dtype=np.float32), np.zeros(1, dtype=np.int32)
        allowed, four = np.zeros(0, dtype=np.uint8), np.ones(4)
        for array in (terms, starts, tops, documents, codes, allowed):
            array.flags.writeable = False
        wanted = terms.copy()
        places, begins, ends = look_up(wanted, terms, np.array([0, 1, 1, 1, 1]), starts)
        search(
            wanted, places, begins, ends, np.ones(1), np.zeros(4, dtype=np.int64), four, tops,
            documents, codes, four.astype(np.float32), four, allowed, 1, 1,
        )  # fmt: skip
