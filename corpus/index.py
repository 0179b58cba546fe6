"""Paragraph retrieval: which paragraphs, and which of their sentences, speak of what is asked.

The score of a paragraph is BM25 (``corpus.scoring``) summed over its four fields (``corpus.terms``).
The first few dozen paragraphs are then put in order with their best sentence added.

Scores order the hits of one query.  They mean nothing across queries or across indexes: never
compare them with a fixed threshold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.question_words import factors
from corpus.scoring import Question, Scorer, Statistics, score_of
from corpus.segments import Dead, Entry, Part, build
from corpus.terms import numbers_of, terms_of
from corpus.text import compatible, has_diacritics, lexemes, sentences

BIGRAM_WEIGHT = 0.5
SENTENCE_WEIGHT = 0.5
RERANKED = 20  # paragraphs whose best sentence is looked at; bounds the cost of a search

# In the order of Terms.  A query without diacritics says nothing about the accented fields; one
# with some of them may be half accented, and only the sum of both finds what those mean.
WEIGHTS = (1.0, BIGRAM_WEIGHT, 1.0, BIGRAM_WEIGHT)
BARE_WEIGHTS = (0.0, 0.0, 1.0, BIGRAM_WEIGHT)


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


class _Asked(NamedTuple):
    """What a query asks of one field: its place in Terms, its weight, the words and what each counts."""

    field: int
    weight: float
    words: list[str]
    counts: list[float]  # how telling the word is (its idf), less for words that ask


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
        segment = build(tuple(entries))
        self._set_up([Part(segment, Dead.none(segment))])

    @classmethod
    def of(cls, parts: Sequence[Part]) -> ParagraphIndex:
        """The index of what is left in some segments."""
        made = cls.__new__(cls)
        made._set_up(parts)
        return made

    def only(self, bulletins: Collection[str]) -> ParagraphIndex:
        """The same without bulletins other than these; itself if there are none."""
        others = {name for part in self.parts for name in part.revisions()}.difference(bulletins)
        return ParagraphIndex.of([part.without(others) for part in self.parts]) if others else self

    def _set_up(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self._statistics = Statistics(self.parts)
        self._scorers = [Scorer(self._statistics, place) for place in range(len(self.parts))]
        self._firsts = np.cumsum([0, *(len(part.segment) for part in self.parts)])

    def __len__(self) -> int:
        return self._statistics.size

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every paragraph, in the order in which they were indexed."""
        return tuple(part.segment.entry(int(at)) for part in self.parts for at in np.flatnonzero(part.alive))

    def search(self, query: str, limit: int = 10, bulletins: Collection[str] | None = None) -> list[Hit]:
        """The best paragraphs that share a word with the query, best first; ties as they were indexed.

        *bulletins*: only paragraphs of these may be found.  An empty index, a query without words or a
        limit below one gives [].
        """
        asked, question = self._asked(query)
        if question is None or limit < 1:
            return []
        best = self._best(question, max(limit, RERANKED), bulletins)
        entries = [self._entry(at) for at, _ in best]
        added = self._best_sentence_scores(asked, entries[:RERANKED])
        scored = [
            (score + SENTENCE_WEIGHT * more, at, entry)
            for (at, score), more, entry in zip(
                best, [*added, *[0.0] * (len(best) - len(added))], entries, strict=True
            )
        ]
        scored.sort(key=lambda each: (-each[0], each[1]))
        return [Hit(entry.bulletin, entry.paragraph, score, entry.text) for score, _, entry in scored[:limit]]

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
        scores = self._sentence_scores(self._asked(query)[0], [sentence for _, sentence in pairs])
        hits = [
            SentenceHit(paragraph.bulletin, paragraph.paragraph, sentence.start, sentence.end, score)
            for (paragraph, sentence), score in zip(pairs, scores, strict=True)
            if score > 0
        ]
        return sorted(hits, key=lambda hit: -hit.score)[: max(limit, 0)]

    def scores(self, query: str) -> NDArray[np.float64]:
        """The weighted BM25 score of every entry, sentences not looked at; 0 without a shared word."""
        _, question = self._asked(query)
        if question is None:
            return np.zeros(len(self))
        found = [
            scorer.scores(question)[part.alive]
            for scorer, part in zip(self._scorers, self.parts, strict=True)
        ]
        return np.concatenate(found) if found else np.zeros(0)

    def _asked(self, query: str) -> tuple[list[_Asked], Question | None]:
        """What the query asks of each field that it says something about; all of it as one question."""
        typed = compatible(query)
        weights = WEIGHTS if has_diacritics(typed) else BARE_WEIGHTS
        alone = factors(lexemes(typed))
        pairs = list(map(min, alone, alone[1:]))
        said = [
            (field, weight, words, counts)
            for field, (weight, words, counts) in enumerate(
                zip(weights, terms_of(typed), (alone, pairs, alone, pairs), strict=True)
            )
            if weight and words
        ]
        if not said:
            return [], None
        terms = np.concatenate([numbers_of(words, field) for field, _, words, _ in said])
        counting = np.concatenate([weight * np.array(counts) for _, weight, _, counts in said])
        question, idf = self._statistics.question(terms, counting)
        each = iter(idf.tolist())
        return [
            _Asked(field, weight, words, list(map(mul, counts, each)))
            for field, weight, words, counts in said
        ], question

    def _best(
        self, question: Question, count: int, bulletins: Collection[str] | None
    ) -> list[tuple[int, float]]:
        """The best paragraphs' numbers over all segments and their scores, best first."""
        found = []
        for first, scorer, part in zip(self._firsts.tolist(), self._scorers, self.parts, strict=False):
            chosen = None if bulletins is None else part.segment.of_bulletins(bulletins)
            places, scores = scorer.best(question, count, chosen)
            found += list(zip((places + first).tolist(), scores.tolist(), strict=True))
        found.sort(key=lambda each: (-each[1], each[0]))
        return found[:count]

    def _entry(self, number: int) -> Entry:
        at = int(np.searchsorted(self._firsts, number, side="right")) - 1
        return self.parts[at].segment.entry(number - int(self._firsts[at]))

    def _best_sentence_scores(self, asked: Sequence[_Asked], entries: Sequence[Entry]) -> list[float]:
        """For every entry the score of its best sentence."""
        split = [_split(entry.text) for entry in entries]
        scores = iter(self._sentence_scores(asked, list(chain.from_iterable(split))))
        return [max(islice(scores, len(some)), default=0.0) for some in split]

    @staticmethod
    def _sentence_scores(asked: Sequence[_Asked], found: Sequence[_Sentence]) -> list[float]:
        """The score of each sentence; their own average length is what long and short are measured by."""
        totals = [0.0] * len(found)
        for field, weight, words, idf in asked:
            average = sum(sentence.lengths[field] for sentence in found) / max(len(found), 1) or 1.0
            for at, sentence in enumerate(found):
                counts = [sentence.counts[field][word] for word in words]
                totals[at] += weight * score_of(counts, sentence.lengths[field] / average, idf)
        return totals
