"""Paragraph retrieval: which paragraphs, and which of their sentences, speak of what is asked.

The model is BM25 as ``rank_bm25.BM25Plus`` defines it (its idf, k1 and b), summed over four
fields of every paragraph: syllables and pairs of neighbouring syllables, each with and without
diacritics.  Syllables rather than words, because a question and a paragraph are often segmented
differently.  The first few paragraphs are then put in order with their best sentence added.

Contributions are computed when the index is built, so that a search adds a few arrays up instead
of visiting every paragraph for every word.  Two things differ from ``BM25Plus.get_scores`` on
purpose: a paragraph without the word gets nothing (there, every paragraph gets the same constant,
which changes no order), and an empty corpus answers with an empty list.

Scores order the hits of one query.  They mean nothing across queries or across indexes: never
compare them with a fixed threshold.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from corpus.text import clean, compatible, has_diacritics, sentences, tokens

BIGRAM_WEIGHT = 0.5
SENTENCE_WEIGHT = 0.5
RERANKED = 10  # paragraphs whose best sentence is looked at; bounds the cost of a search


@dataclass(frozen=True)
class Entry:
    """A paragraph to be found: the bulletin's id, the paragraph's number, its stored text."""

    bulletin: str
    paragraph: int
    text: str


@dataclass(frozen=True)
class Hit:
    """A paragraph that was found; ``score`` is positive and orders hits of one query only."""

    bulletin: str
    paragraph: int
    score: float
    text: str


@dataclass(frozen=True)
class SentenceHit:
    """A sentence that speaks of the query: ``paragraph_text[start:end]``."""

    bulletin: str
    paragraph: int
    start: int
    end: int
    score: float


class Terms(NamedTuple):
    """What is indexed of a text, one list for each field."""

    syllables: list[str]
    bigrams: list[str]
    folded: list[str]
    folded_bigrams: list[str]


# In the order of Terms.  A query without diacritics says nothing about the accented fields; one
# with some of them may be half accented, and only the sum of both finds what those mean.
WEIGHTS = (1.0, BIGRAM_WEIGHT, 1.0, BIGRAM_WEIGHT)
BARE_WEIGHTS = (0.0, 0.0, 1.0, BIGRAM_WEIGHT)


def terms_of(text: str) -> Terms:
    """The terms of a text, numbers included (``4`` of "4 sao", ``12,81``), punctuation not."""
    found = [token for token in tokens(clean(text)) if token.kind != "mark"]
    syllables = [token.key for token in found]
    folded = [token.fold for token in found]
    return Terms(syllables, _pairs(syllables), folded, _pairs(folded))


def _pairs(words: list[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(words)]


class Field:
    """One field of a corpus, scored as ``rank_bm25.BM25Plus`` without its constant.

    *documents* is a list of words for every document.
    """

    def __init__(self, documents: Sequence[list[str]]) -> None:
        # rank_bm25 divides by the number of documents: it gets one without words instead of none.
        model = BM25Plus(documents or [[]])
        self.size = len(documents)
        self._k1: float = model.k1
        self._b: float = model.b
        self._idf: dict[str, float] = model.idf
        self._unseen = math.log(self.size + 2)  # a little rarer than the rarest word
        self._place = {word: place for place, word in enumerate(model.idf)}
        self._lay_out(model)

    def _lay_out(self, model: BM25Plus) -> None:
        """Turn rank_bm25's dictionaries into postings: the documents of each word, one after the other."""
        counts: list[dict[str, int]] = model.doc_freqs
        words = np.fromiter(map(self._place.__getitem__, chain.from_iterable(counts)), dtype=np.int64)
        frequency = np.fromiter(chain.from_iterable(c.values() for c in counts), dtype=np.float64)
        documents = np.repeat(np.arange(len(counts)), [len(c) for c in counts])
        order = np.argsort(words, kind="stable")
        words, frequency, documents = words[order], frequency[order], documents[order]
        idf = np.fromiter(self._idf.values(), dtype=np.float64)[words]
        # Divided only where a word was found, so the average length is not 0 here.
        length = np.asarray(model.doc_len, dtype=np.float64)[documents] / model.avgdl
        self._documents = documents.astype(np.int32)
        self._gain = idf * self._saturated(frequency, length)
        self._starts = np.searchsorted(words, np.arange(len(self._place) + 1))

    def _saturated(self, frequency: NDArray[np.float64], length: NDArray[np.float64]) -> NDArray[np.float64]:
        """BM25's damped frequency; *length* is relative to the average."""
        return frequency * (self._k1 + 1) / (self._k1 * (1 - self._b + self._b * length) + frequency)

    def scores(self, words: Iterable[str]) -> NDArray[np.float64]:
        """The score of every document; a word that is asked twice counts twice, as in rank_bm25."""
        total = np.zeros(self.size)
        for word in words:
            place = self._place.get(word)
            if place is not None:
                some = slice(self._starts[place], self._starts[place + 1])
                total[self._documents[some]] += self._gain[some]
        return total

    def score_of(self, counts: Counter[str], length: float, words: Iterable[str]) -> float:
        """The score of a text that need not be indexed; *length* is relative to its likes' average."""
        damping = self._k1 * (1 - self._b + self._b * length)
        total = 0.0
        for word in words:
            count = counts.get(word)
            if count:
                total += self._idf.get(word, self._unseen) * count * (self._k1 + 1) / (damping + count)
        return total


class _Part(NamedTuple):
    """What a query asks of one field: its place in Terms, its weight and the words."""

    place: int
    weight: float
    words: list[str]


@dataclass(frozen=True)
class _Sentence:
    start: int
    end: int
    counts: tuple[Counter[str], ...]  # in the order of Terms
    lengths: tuple[int, ...]


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[_Sentence, ...]:
    """The sentences of a paragraph with their terms; kept, as the same paragraphs are asked for again."""
    found = []
    for span in sentences(text):
        terms = terms_of(span.text)
        counts = tuple(Counter(words) for words in terms)
        found.append(_Sentence(span.start, span.end, counts, tuple(map(len, terms))))
    return tuple(found)


def forget_sentences() -> None:
    """Drop what was kept of sentences seen before, to free memory or to measure a first search."""
    _split.cache_clear()


class ParagraphIndex:
    """Finds paragraphs and sentences.  Never changes once built, so threads may share it.

    Sentences come from underthesea: call :func:`corpus.text.warm_up` before threads search.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        terms = [terms_of(entry.text) for entry in self.entries]
        self._fields = [Field([each[place] for each in terms]) for place in range(len(WEIGHTS))]

    def __len__(self) -> int:
        return len(self.entries)

    def search(self, query: str, limit: int = 10, accept: Callable[[Entry], bool] | None = None) -> list[Hit]:
        """The best paragraphs that share a word with the query, best first; ties as they were indexed.

        *accept* says which paragraphs may be found at all (a programme, an area, a time).  An empty
        index, a query without words or a limit below one gives [].
        """
        parts = self._parts(query)
        if not parts or not self.entries or limit < 1:
            return []
        scores = self._sum(parts)
        best = self._best(scores, max(limit, RERANKED), accept)
        best_sentence = self._best_sentence_scores(parts, [self.entries[at] for at in best[:RERANKED]])
        for at, score in zip(best, best_sentence, strict=False):
            scores[at] += SENTENCE_WEIGHT * score
        best.sort(key=lambda at: (-scores[at], at))
        return [self._hit(at, float(scores[at])) for at in best[:limit]]

    def best_sentences(
        self, query: str, paragraphs: str | Iterable[Entry | Hit], limit: int = 3
    ) -> list[SentenceHit]:
        """The sentences of these paragraphs that share a word with the query, best first.

        *paragraphs* are entries, hits of a search or one plain text (its hits carry the bulletin ""
        and the paragraph 0); they need not be in the index, which only tells how rare a word is.
        Ties stand in the order given.
        """
        if isinstance(paragraphs, str):
            paragraphs = [Entry("", 0, paragraphs)]
        pairs = [(paragraph, sentence) for paragraph in paragraphs for sentence in _split(paragraph.text)]
        scores = self._sentence_scores(self._parts(query), [sentence for _, sentence in pairs])
        hits = [
            SentenceHit(paragraph.bulletin, paragraph.paragraph, sentence.start, sentence.end, score)
            for (paragraph, sentence), score in zip(pairs, scores, strict=True)
            if score > 0
        ]
        return sorted(hits, key=lambda hit: -hit.score)[: max(limit, 0)]

    def _hit(self, at: int, score: float) -> Hit:
        entry = self.entries[at]
        return Hit(entry.bulletin, entry.paragraph, score, entry.text)

    def _parts(self, query: str) -> list[_Part]:
        """What the query asks of each field that it says something about."""
        typed = compatible(query)
        weights = WEIGHTS if has_diacritics(typed) else BARE_WEIGHTS
        parts = map(_Part, range(len(weights)), weights, terms_of(typed))
        return [part for part in parts if part.weight and part.words]

    def scores(self, query: str) -> NDArray[np.float64]:
        """The weighted BM25 score of every entry, sentences not looked at; 0 without a shared word."""
        return self._sum(self._parts(query))

    def _sum(self, parts: list[_Part]) -> NDArray[np.float64]:
        total = np.zeros(len(self.entries))
        for part in parts:
            total += part.weight * self._fields[part.place].scores(part.words)
        return total

    def _best(
        self, scores: NDArray[np.float64], count: int, accept: Callable[[Entry], bool] | None
    ) -> list[int]:
        """Places of the *count* best accepted entries with a score, best first."""
        found = np.flatnonzero(scores)
        if accept is None and len(found) > count:  # sort only those that can be among the best
            found = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
        ordered = found[np.argsort(-scores[found], kind="stable")].tolist()
        accepted = ordered if accept is None else (at for at in ordered if accept(self.entries[at]))
        return list(islice(accepted, count))

    def _best_sentence_scores(self, parts: list[_Part], entries: list[Entry]) -> list[float]:
        """For every entry the score of its best sentence."""
        split = [_split(entry.text) for entry in entries]
        scores = iter(self._sentence_scores(parts, list(chain.from_iterable(split))))
        return [max(islice(scores, len(some)), default=0.0) for some in split]

    def _sentence_scores(self, parts: list[_Part], found: Sequence[_Sentence]) -> list[float]:
        """The score of each sentence; their own average length is what long and short are measured by."""
        totals = [0.0] * len(found)
        for place, weight, words in parts:
            field = self._fields[place]
            average = sum(sentence.lengths[place] for sentence in found) / max(len(found), 1) or 1.0
            for at, sentence in enumerate(found):
                length = sentence.lengths[place] / average
                totals[at] += weight * field.score_of(sentence.counts[place], length, words)
        return totals
