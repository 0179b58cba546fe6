"""The paragraph index: what it finds, and that its scores are those of rank_bm25."""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from bench import retrieval, scale
from bench.__main__ import main
from corpus.index import (
    BARE_WEIGHTS,
    RERANKED,
    WEIGHTS,
    Hit,
    ParagraphIndex,
    forget_sentences,
)
from corpus.segments import Entry
from corpus.terms import terms_of
from corpus.text import fold, has_diacritics

STARS = "Toàn tỉnh hiện có 18 sản phẩm OCOP 4 sao và 199 sản phẩm 3 sao."
CRITERIA = "Bình quân đạt 12,81 tiêu chí/xã. Năm 2023 có 5 xã đạt chuẩn nông thôn mới."
CHAIR = "Hội nghị tổng kết do Phó Chủ tịch tỉnh chủ trì. Nhiều đại biểu tham dự."
REASONS = "Nguyên nhân là nguồn vốn chậm. Địa hình đồi núi hoà lẫn sông suối nên khó làm đường."
WEATHER = "Thời tiết cuối tuần có mưa rào và dông ở vùng cao."
TEXTS = (STARS, CRITERIA, CHAIR, REASONS, WEATHER)
ENTRIES = [Entry("a" if at < 3 else "b", at, some) for at, some in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def index() -> ParagraphIndex:
    return ParagraphIndex(ENTRIES)


def first(index: ParagraphIndex, query: str) -> str:
    return index.search(query)[0].text


# --- what is found ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Có bao nhiêu sản phẩm OCOP 4 sao?", STARS),
        ("co bao nhieu san pham ocop 4 sao", STARS),
        ("có bao nhieu san phẩm OCOP", STARS),
        ("BÌNH QUÂN TIÊU CHÍ", CRITERIA),
        ("12,81", CRITERIA),
        ("199", STARS),
        ("ai chủ trì hội nghị", CHAIR),
        ("nguyen nhan vi sao", REASONS),
        ("địa hình hòa lẫn", REASONS),
        ("１８ sản phẩm", STARS),
        (unicodedata.normalize("NFD", "thời tiết cuối tuần"), WEATHER),
        ("thời\u200b tiết", WEATHER),
    ],
)
def test_finds_the_paragraph_however_it_is_typed(index: ParagraphIndex, query: str, expected: str) -> None:
    assert first(index, query) == expected


def test_a_hit_carries_its_entry_and_a_positive_score(index: ParagraphIndex) -> None:
    hit = index.search("thời tiết", limit=1)[0]
    assert hit == Hit("b", 4, hit.score, WEATHER)
    assert hit.score > 0


@pytest.mark.parametrize("query", ["", "   ", "?!…", "\u200b", "zzz qqq"])
def test_nothing_is_found_without_a_shared_word(index: ParagraphIndex, query: str) -> None:
    assert index.search(query) == []
    assert index.best_sentences(query, ENTRIES) == []


def test_an_empty_index_answers_with_nothing() -> None:
    empty = ParagraphIndex()
    assert len(empty) == 0
    assert empty.search("sản phẩm OCOP 4 sao") == []
    assert empty.best_sentences("sản phẩm OCOP", []) == []


def test_sentences_of_a_text_that_is_not_indexed() -> None:
    assert ParagraphIndex().best_sentences("sản phẩm OCOP", STARS)[0].start == 0


def test_paragraphs_without_words_do_no_harm() -> None:
    assert ParagraphIndex([Entry("a", 0, ""), Entry("a", 1, "…")]).search("sao") == []
    assert ParagraphIndex([Entry("a", 0, "sao")]).search("sao")[0].paragraph == 0


def test_a_word_of_every_paragraph_still_counts() -> None:
    index = ParagraphIndex([Entry("a", 0, "sao"), Entry("a", 1, "sao vàng")])
    assert {hit.paragraph for hit in index.search("sao")} == {0, 1}


def test_numbers_stay_whole() -> None:
    assert terms_of("4 sao, 12,81 tiêu chí; 1.234,5").folded == [
        "4",
        "sao",
        "12,81",
        "tieu",
        "chi",
        "1.234,5",
    ]
    assert terms_of("4 sao").bigrams == ["4 sao"]


def test_the_order_of_neighbouring_syllables_counts() -> None:
    index = ParagraphIndex([Entry("a", 0, "xã hội trong đời"), Entry("a", 1, "hội xã trong đời")])
    assert first(index, "hội xã") == "hội xã trong đời"


def test_ties_stand_as_they_were_indexed() -> None:
    index = ParagraphIndex([Entry("a", at, "sao vàng") for at in range(300)])
    assert [hit.paragraph for hit in index.search("sao", limit=12)] == list(range(12))


def test_limit_cuts_and_changes_no_order(index: ParagraphIndex) -> None:
    query = "tỉnh có xã đạt tiêu chí sản phẩm và vùng cao"
    ranked = index.search(query, limit=100)
    assert len(ranked) > 2
    for limit in range(-1, len(ranked) + 1):
        assert index.search(query, limit=limit) == ranked[: max(limit, 0)]


def test_only_the_bulletins_asked_for_are_found(index: ParagraphIndex) -> None:
    hits = index.search("có sản phẩm và vùng cao", bulletins={"b", "unknown"})
    assert {hit.bulletin for hit in hits} == {"b"}
    assert index.search("sản phẩm", bulletins=()) == []


def test_the_best_sentence_is_a_span_of_its_paragraph(index: ParagraphIndex) -> None:
    best = index.best_sentences("bao nhiêu xã đạt chuẩn", index.search("xã đạt chuẩn"), limit=1)[0]
    assert (best.bulletin, best.paragraph) == ("a", 1)
    assert CRITERIA[best.start : best.end] == "Năm 2023 có 5 xã đạt chuẩn nông thôn mới."


def test_the_best_sentence_of_a_plain_text(index: ParagraphIndex) -> None:
    best = index.best_sentences("dia hinh", REASONS, limit=5)
    assert [REASONS[hit.start : hit.end] for hit in best] == [REASONS[31:]]
    assert index.best_sentences("dia hinh", REASONS, limit=0) == []


def test_forgetting_sentences_changes_no_answer(index: ParagraphIndex) -> None:
    before = index.search("sản phẩm")
    forget_sentences()
    assert index.search("sản phẩm") == before


# --- properties ---------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "sản",
        "phẩm",
        "xã",
        "đạt",
        "tiêu",
        "chí",
        "nông",
        "thôn",
        "mới",
        "tỉnh",
        "huyện",
        "sao",
        "3",
        "4",
        "12,81",
        "OCOP",
        "ở",
        "ý",
    ]
)
DOCUMENTS = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=12)
QUERIES = st.lists(st.one_of(WORDS, st.just("zzz")), max_size=8)


MANY = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=30)


def rank_bm25_scores(texts: list[str], query: str, weights: tuple[float, ...]) -> NDArray[np.float64]:
    """rank_bm25's own scores of each field less their constants, summed with these weights."""
    total = np.zeros(len(texts))
    for place, weight in enumerate(weights):
        field, words = [terms_of(some)[place] for some in texts], terms_of(query)[place]
        if weight and any(field):
            model = BM25Plus(field)
            constant = model.delta * sum(model.idf.get(word, 0.0) for word in words)
            total += weight * (model.get_scores(words) - constant)
    return total


@given(MANY, st.lists(WORDS, min_size=1, max_size=8), st.booleans())
def test_all_fields_are_scored_as_by_rank_bm25(
    documents: list[list[str]], words: list[str], bare: bool
) -> None:
    texts = [" ".join(some) for some in documents]
    query = fold(" ".join(words)) if bare else " ".join(words)
    weights = WEIGHTS if has_diacritics(query) else BARE_WEIGHTS
    index = ParagraphIndex([Entry("a", at, some) for at, some in enumerate(texts)])
    np.testing.assert_allclose(
        index.scores(query), rank_bm25_scores(texts, query, weights), rtol=1e-9, atol=1e-9
    )


@given(MANY, st.lists(WORDS, min_size=1, max_size=8), st.integers(1, 30))
def test_no_paragraph_left_out_scores_above_one_found(
    documents: list[list[str]], words: list[str], limit: int
) -> None:
    """Ties apart, what is found are the best of the exhaustive scores; sentences only order the first."""
    index = ParagraphIndex([Entry("a", at, " ".join(some)) for at, some in enumerate(documents)])
    scores = index.scores(" ".join(words))
    hits = index.search(" ".join(words), max(limit, RERANKED))
    found = [hit.paragraph for hit in hits]
    assert len(found) == min(max(limit, RERANKED), np.count_nonzero(scores))
    left_out = np.delete(scores, found)
    assert left_out.max(initial=0.0) <= scores[found].min(initial=np.inf)
    for hit in hits[RERANKED:]:
        assert hit.score == scores[hit.paragraph]


SYLLABLES = [
    "bạc",
    "bến",
    "chợ",
    "đồi",
    "gạo",
    "hồ",
    "kênh",
    "lúa",
    "miến",
    "nếp",
    "ổi",
    "phố",
    "quýt",
    "rừng",
    "suối",
    "tằm",
    "ương",
    "vườn",
    "xóm",
    "yến",
]


@given(st.permutations(SYLLABLES), st.integers(0, 4), st.integers(1, 4), st.booleans())
def test_the_same_paragraph_comes_first_with_and_without_diacritics(
    order: list[str], which: int, length: int, half: bool
) -> None:
    texts = [" ".join(order[at : at + 4]) for at in range(0, len(order), 4)]
    index = ParagraphIndex([Entry("a", at, some) for at, some in enumerate(texts)])
    words = texts[which].split()[:length]
    typed = " ".join(fold(word) if half and at % 2 else word for at, word in enumerate(words))
    assert index.search(typed)[0].paragraph == which
    assert index.search(fold(typed))[0].paragraph == which


@given(DOCUMENTS, st.lists(WORDS, min_size=1, max_size=6))
def test_an_unrelated_word_changes_nothing(documents: list[list[str]], query: list[str]) -> None:
    index = ParagraphIndex([Entry("a", at, " ".join(words)) for at, words in enumerate(documents)])
    asked = " ".join(query)
    assert index.search(asked + " zzz") == index.search(asked)


@settings(max_examples=60)
@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=80), st.integers(-2, 20))
def test_no_text_breaks_it_and_spans_lie_inside(texts: list[str], query: str, limit: int) -> None:
    index = ParagraphIndex([Entry("a", at, some) for at, some in enumerate(texts)])
    hits = index.search(query, limit)
    assert len(hits) <= max(limit, 0)
    assert all(hit.score > 0 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for sentence in index.best_sentences(query, index.entries, limit):
        assert texts[sentence.paragraph][sentence.start : sentence.end].strip()


# --- the bench ----------------------------------------------------------------------------------


def test_the_bench_says_kindly_that_its_data_is_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DANCHUNG_BENCHMARKS", str(tmp_path))
    assert main(["retrieval"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("left out") == 2
    assert str(tmp_path) not in shown


def test_the_bench_measures_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = {"answer_start": STARS.index("18"), "text": "18"}
    asked = {"question": "Có bao nhiêu sản phẩm OCOP 4 sao?", "answers": [answer]}
    paragraphs = [{"context": STARS, "qas": [asked]}, {"context": WEATHER, "qas": []}]
    squad = json.dumps({"data": [{"paragraphs": paragraphs}]})
    (tmp_path / "xquad.vi.json").write_text(squad, encoding="utf-8")
    with gzip.open(tmp_path / "vi-paragraphs-100k.txt.gz", "wt", encoding="utf-8") as lines:
        lines.write("\n".join(TEXTS))
    monkeypatch.setenv("DANCHUNG_BENCHMARKS", str(tmp_path))
    monkeypatch.setenv("DANCHUNG_BENCH_SIZES", "5")
    monkeypatch.setenv("DANCHUNG_BENCH_ENGINES", "rank_bm25;SQLite FTS5")
    monkeypatch.setattr(scale, "RUNS", 1)
    assert main(["retrieval"]) == 0
    shown = capsys.readouterr().out
    assert "left out" not in shown
    assert all(name in shown for name in retrieval.RANKERS)
    assert "the same ten as rank_bm25" in shown


def test_an_unknown_bench_is_named_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no such thing"]) == 2
    assert "retrieval quality" in capsys.readouterr().err
