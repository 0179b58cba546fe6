"""The two ways of scoring a segment, held against rank_bm25 and each other; postings built and merged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from corpus import kernel, postings, scoring, segments
from corpus.postings import Postings
from corpus.scoring import Question, Scorer, Statistics
from corpus.segments import Dead, Entry, Part, build
from corpus.terms import numbers_of, terms_of

WORDS = [f"{letter}{vowel}" for letter in "bcdghklmn" for vowel in "aáàăâeê"]


@pytest.fixture(scope="module", autouse=True)
def _kernel() -> Iterator[None]:
    assert scoring.compiled(wait=True) is not None
    yield


def part_of(texts: list[str]) -> Part:
    segment = build([Entry("a", at, text) for at, text in enumerate(texts)])
    return Part(segment, Dead.none(segment))


def question(statistics: Statistics, words: list[str], field: int = 0) -> Question:
    return statistics.question(numbers_of(words, field), np.ones(len(words)))[0]


def zipf_texts(count: int, seed: int) -> list[str]:
    """Texts in which a few words are very frequent and many are rare, as in any language."""
    random = np.random.default_rng(seed)
    rank = np.minimum(random.zipf(1.3, size=(count, 12)), 400)
    return [
        " ".join(f"{WORDS[n % len(WORDS)]}{'x' * (n // len(WORDS))}" for n in row) for row in rank.tolist()
    ]


def reference(texts: list[str], words: list[str]) -> NDArray[np.float64]:
    """rank_bm25's own scores less the constant that it gives to every document."""
    model = BM25Plus([terms_of(text).syllables for text in texts])
    constant = model.delta * sum(model.idf.get(word, 0.0) for word in words)
    return np.asarray(model.get_scores(words) - constant)


def same_best(
    found: tuple[NDArray[np.int64], NDArray[np.float64]], expected: NDArray[np.float64], count: int
) -> None:
    """What was found are the best of the exhaustive scores (ties apart), with these scores."""
    places, scores = found
    assert len(set(places.tolist())) == len(places)
    np.testing.assert_allclose(scores, expected[places], rtol=1e-9)
    wanted = np.sort(expected[expected > 1e-12])[::-1][:count]
    np.testing.assert_allclose(np.sort(scores)[::-1][:count], wanted, rtol=1e-5)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("way", ["compiled", "plain"])
def test_the_ten_best_are_those_of_rank_bm25_over_many_windows(
    way: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "COMPILED_FROM", 0 if way == "compiled" else 10**9)
    texts = zipf_texts(9_500, seed)  # more than two windows
    part = part_of(texts)
    statistics = Statistics([part])
    scorer = Scorer(statistics, 0)
    random = np.random.default_rng(seed)
    for size in (1, 2, 5, 9, 14):
        words = terms_of(" ".join(random.choice(texts, 3))).syllables[:size]
        asked, expected = question(statistics, words), reference(texts, words)
        same_best(scorer.best(asked, 10), expected, 10)
        chosen = random.random(len(texts)) < 0.2
        same_best(scorer.best(asked, 10, chosen), expected * chosen, 10)


TEXT = st.lists(st.sampled_from(WORDS[:12]), max_size=10).map(" ".join)


@settings(max_examples=60)
@given(
    st.lists(TEXT, min_size=1, max_size=40),
    st.lists(st.sampled_from(WORDS[:14]), min_size=1, max_size=8),
    st.integers(1, 12),
)
def test_any_small_corpus_is_ranked_as_by_rank_bm25(texts: list[str], words: list[str], count: int) -> None:
    if not any(texts):
        texts = [*texts, "ba"]  # rank_bm25 divides by the average length
    part = part_of(texts)
    statistics = Statistics([part])
    scorer, asked = Scorer(statistics, 0), question(statistics, words)
    expected = reference(texts, words)
    np.testing.assert_allclose(scorer.scores(asked), expected, rtol=1e-9, atol=1e-9)
    for least in (0, 10**9):
        scoring.COMPILED_FROM, before = least, scoring.COMPILED_FROM
        try:
            same_best(scorer.best(asked, count), expected, count)
        finally:
            scoring.COMPILED_FROM = before


@given(st.lists(TEXT, max_size=30), st.data())
def test_what_is_deleted_counts_for_nothing(texts: list[str], data: st.DataObject) -> None:
    """Statistics and scores after deleting are those of an index that never held what was deleted."""
    entries = [Entry(f"b{at % 5}", at, text) for at, text in enumerate(texts)]
    gone = data.draw(st.sets(st.sampled_from(["b0", "b1", "b2", "b3", "b4"])))
    segment = build(entries)
    by_texts = data.draw(st.booleans())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "_FEW", 0 if by_texts else 10**9)
        part = Part(segment, Dead.none(segment)).without(gone)
    left = [entry for entry in entries if entry.bulletin not in gone]
    fresh = build(left)
    one, other = Statistics([part]), Statistics([Part(fresh, Dead.none(fresh))])
    assert one.size == other.size == len(left)
    np.testing.assert_allclose(one.averages, other.averages)
    words = data.draw(st.lists(st.sampled_from(WORDS[:14]), min_size=1, max_size=6))
    np.testing.assert_array_equal(question(one, words).weights, question(other, words).weights)
    np.testing.assert_allclose(
        Scorer(one, 0).scores(question(one, words))[part.alive],
        Scorer(other, 0).scores(question(other, words)),
    )


# --- postings ---------------------------------------------------------------------------------------


def meaning(held: Postings) -> dict[int, list[tuple[int, int, int]]]:
    """For each term its documents, how often it stands there, and how long they are."""
    firsts = postings.bases(held)
    found = {}
    for at, (begin, end) in enumerate(pairwise(held.starts.tolist())):
        first = firsts[int(held.terms[at]) >> 62]
        found[int(held.terms[at])] = [
            (int(document), int(held.pairs[first + code, 1]), int(held.pairs[first + code, 2]))
            for document, code in zip(
                held.documents[begin:end], held.codes[begin:end].astype(int), strict=True
            )
        ]
    return found


@given(st.lists(st.lists(TEXT, max_size=8), min_size=1, max_size=5), st.integers(1, 50), st.data())
def test_merging_is_building_from_what_is_kept(
    groups: list[list[str]], step: int, data: st.DataObject
) -> None:
    kept = [np.array([data.draw(st.booleans()) for _ in group], dtype=bool) for group in groups]
    before, postings._STEP = postings._STEP, step
    try:
        merged = postings.merge([postings.build(group) for group in groups], kept)
    finally:
        postings._STEP = before
    left = [
        text
        for group, keep in zip(groups, kept, strict=True)
        for text, k in zip(group, keep, strict=True)
        if k
    ]
    built = postings.build(left)
    assert meaning(merged) == meaning(built)
    np.testing.assert_array_equal(merged.lengths, built.lengths)
    np.testing.assert_allclose(postings.tops(merged), postings.tops(built))


def test_more_kinds_of_documents_than_a_small_code_can_tell_apart() -> None:
    lengths = np.stack([np.arange(1, 70_001)] * 4, axis=1).astype(np.int32)
    held = postings.gather(np.full(70_000, 7, dtype=np.uint64), np.arange(70_000), lengths)
    assert held.codes.dtype == np.uint32 and len(held.pairs) == 70_000
    merged = postings.merge([held, held], [np.ones(70_000, dtype=bool)] * 2)
    assert merged.codes.dtype == np.uint32 and merged.size == 140_000


def test_no_documents_at_all() -> None:
    held = postings.build([])
    assert held.size == 0 and not len(held.terms)
    assert (
        postings.merge(
            [held, postings.build(["ba ca"])], [np.ones(0, dtype=bool), np.ones(1, dtype=bool)]
        ).size
        == 1
    )


def test_where_compiled_code_cannot_be_kept_it_is_compiled_all_the_same() -> None:
    """As in an installation that cannot be written, for a user without a home."""
    made: dict[str, Any] = {}
    exec(compile("def next_to(at): return at + 1", "<nowhere>", "exec"), made)
    assert kernel.compiled(made["next_to"])(1) == 2
