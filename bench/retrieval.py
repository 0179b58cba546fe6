"""Does the index find the right paragraph?  (How long that takes: ``bench.scale``.)

The data is public and not part of the project: ``xquad.vi.json`` (XQuAD, Vietnamese) and
``vi-paragraphs-100k.txt.gz`` (a Vietnamese paragraph a line), looked for in the folder that
``DANCHUNG_BENCHMARKS`` names, else in ``../shared/benchmarks`` beside the project.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rank_bm25 import BM25Okapi, BM25Plus

from corpus import index, text
from corpus.segments import Entry

ROOT = Path(__file__).resolve().parent.parent

Words = Callable[[str], list[str]]
First = Callable[[str], int]  # a question -> the place of the paragraph ranked first


@dataclass(frozen=True)
class Question:
    """A question, the place of its paragraph, and where in that its answers stand."""

    text: str
    paragraph: int
    answers: tuple[tuple[int, int], ...]


def folder() -> Path:
    """Where the data is looked for."""
    return Path(os.environ.get("DANCHUNG_BENCHMARKS") or ROOT.parent / "shared" / "benchmarks")


def absent(name: str) -> str:
    """What is said instead of a measurement when its data is not there."""
    return f"(left out: {name} is not here; set DANCHUNG_BENCHMARKS to the folder that holds it)"


def load_squad(path: Path) -> tuple[list[str], list[Question]]:
    """Paragraphs and questions of a file in SQuAD's format."""
    paragraphs: list[str] = []
    questions: list[Question] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                spans = tuple(
                    (a["answer_start"], a["answer_start"] + len(a["text"])) for a in asked["answers"]
                )
                questions.append(Question(asked["question"], len(paragraphs), spans))
            paragraphs.append(paragraph["context"])
    return paragraphs, questions


def load_paragraphs(path: Path, count: int) -> list[str]:
    """The first *count* lines of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line.strip() for line in islice(lines, count)]


def half_folded(question: str) -> str:
    """Every second word without its diacritics, as people type in a hurry."""
    words = question.split()
    return " ".join(text.fold(word) if at % 2 else word for at, word in enumerate(words))


TYPINGS: tuple[Callable[[str], str], ...] = (str, text.fold, half_folded)


# --- quality ----------------------------------------------------------------------------------


def quality() -> Iterator[str]:
    """recall@1 by the way a question is typed, ours beside plain rank_bm25; and evidence sentences."""
    path = folder() / "xquad.vi.json"
    if not path.is_file():
        yield absent(path.name)
        return
    paragraphs, questions = load_squad(path)
    yield f"XQuAD-vi, {len(questions):,} questions, {len(paragraphs)} paragraphs; recall@1 in %"
    yield f"{'':44}{'with':>8}{'without':>9}{'half':>8}  diacritics"
    for name, make in RANKERS.items():
        first = make(paragraphs)
        yield f"{name:44}" + "".join(
            f"{recall(first, questions, typing):{width}.1f}"
            for typing, width in zip(TYPINGS, (8, 9, 8), strict=True)
        )
    yield from evidence(paragraphs, questions)


def recall(first: First, questions: Sequence[Question], typing: Callable[[str], str]) -> float:
    """Percentage of questions, typed that way, whose paragraph is ranked first."""
    right = sum(first(typing(question.text)) == question.paragraph for question in questions)
    return 100 * right / len(questions)


def evidence(paragraphs: Sequence[str], questions: Sequence[Question]) -> Iterator[str]:
    """How often the best sentences of the right paragraph hold an answer."""
    built = build(paragraphs)
    found = {1: 0, 2: 0}
    for question in questions:
        hits = built.best_sentences(question.text, paragraphs[question.paragraph], max(found))
        for count in found:
            found[count] += any(
                hit.start <= start and end <= hit.end
                for hit in hits[:count]
                for start, end in question.answers
            )
    for count, right in found.items():
        share = 100 * right / len(questions)
        yield f"answer inside the best {count} sentence(s) of its paragraph: {share:.1f} %"


def build(paragraphs: Sequence[str]) -> index.ParagraphIndex:
    """Our index of these paragraphs, numbered by place."""
    return index.ParagraphIndex([Entry("", at, some) for at, some in enumerate(paragraphs)])


def ours(paragraphs: Sequence[str]) -> First:
    """Our ranking."""
    built = build(paragraphs)

    def first(question: str) -> int:
        hits = built.search(question, 1)
        return hits[0].paragraph if hits else -1

    return first


def plain(model: type[BM25Okapi] | type[BM25Plus], words: Words) -> Callable[[Sequence[str]], First]:
    """rank_bm25 as its own page shows it, over these words."""

    def make(paragraphs: Sequence[str]) -> First:
        ranked = model([words(some) for some in paragraphs])
        return lambda question: int(ranked.get_scores(words(question)).argmax())

    return make


def spaced(some: str) -> list[str]:
    """Lower-case words between spaces."""
    return some.lower().split()


def spaced_folded(some: str) -> list[str]:
    """The same without diacritics: what a user of rank_bm25 can do by hand."""
    return text.fold(some).split()


def segmented(some: str) -> list[str]:
    """Lower-case words by underthesea, several syllables each."""
    from underthesea import word_tokenize

    return [str(word).lower() for word in word_tokenize(some)]


RANKERS: dict[str, Callable[[Sequence[str]], First]] = {
    "ours": ours,
    "rank_bm25 Okapi, words between spaces": plain(BM25Okapi, spaced),
    "rank_bm25 Plus, words between spaces": plain(BM25Plus, spaced),
    "rank_bm25 Plus, the same folded on both sides": plain(BM25Plus, spaced_folded),
    "rank_bm25 Okapi, underthesea words": plain(BM25Okapi, segmented),
    "rank_bm25 Plus, underthesea words": plain(BM25Plus, segmented),
}
