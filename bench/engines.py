"""What is measured beside ours: search engines for Python, each given the same tokens.

A token is written as a word of its own (``w123``), so that no engine splits or changes it.  Each engine
ranks by its own BM25; where it lets its parameters be chosen they are those of ``rank_bm25``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

Tokens = list[list[int]]  # of each paragraph: numbers of words
K1, B = 1.5, 0.75
TOP = 10
_MIX = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 30, 0xBF58476D1CE4E5B9, 2))


def word(token: int) -> str:
    """A token as a word."""
    return f"w{token}"


def line(tokens: Sequence[int]) -> str:
    """Tokens as a text of words between spaces."""
    return " ".join(map(word, tokens))


class Engine(Protocol):
    """One way to search.  ``kept``: whether it can be saved and opened again.

    ``largest``: number of paragraphs up to which it is measured, for it visits all of them or needs
    too much memory; ``questions``: how many it is asked in a run; ``built_as``: the name of the
    engine that builds for it, if not itself.
    """

    kept: bool
    largest: int
    questions: int
    built_as: str

    def build(self, tokens: Tokens, folder: Path) -> None: ...

    def open(self, folder: Path) -> None: ...

    def search(self, question: list[int]) -> list[int]: ...


class Ours:
    """Our postings and compiled loop, over one field that holds all tokens."""

    kept, largest, questions, built_as = True, 10**9, 300, ""

    def build(self, tokens: Tokens, folder: Path) -> None:
        """Batches become segments, which are merged, as a library does it."""
        from corpus import postings, segments
        from corpus.index_folder import IndexFolder, Manifest

        files = IndexFolder(folder)
        parts, batch = [], 100_000
        for first in range(0, len(tokens), batch):
            some = tokens[first : first + batch]
            counts = np.array([len(each) for each in some], dtype=np.int64)
            flat = np.concatenate([np.array(each, dtype=np.int64) for each in some])
            lengths = np.stack([counts, *[np.zeros_like(counts)] * 3], axis=1).astype(np.int32)
            terms = self._numbers(flat)
            held = postings.gather(terms, np.repeat(np.arange(len(some)), counts), lengths)
            nothing = segments.Strings.of([""] * len(some))
            arrays = {
                **{name: getattr(held, name) for name in postings.Postings.__dataclass_fields__},
                "tops": postings.tops(held),
                "owners": np.zeros(len(some), dtype=np.int32),
                "numbers": np.arange(first, first + len(some), dtype=np.int32),
                "revisions": np.zeros(1, dtype=np.int64),
                "texts": nothing.data,
                "text_begins": nothing.begins,
                "bulletins": segments.Strings.of(["b"]).data,
                "bulletin_begins": segments.Strings.of(["b"]).begins,
            }
            listed = files.write_segment(arrays)
            segment = segments.opened(folder / listed.name, listed.seal)
            parts.append(segments.Part(segment, segments.Dead.none(segment)))
        if len(parts) > 1:
            listed = files.write_segment(segments.merge(parts, files.room))
        files.commit(Manifest(1, 1, (files.adopt(listed),)))
        files.clean_new()

    @staticmethod
    def _numbers(flat: Any) -> Any:
        """What the hash of a word is for us: here its number mixed (as SplitMix64 does), in 62 bits."""
        mixed = flat.astype(np.uint64) * _MIX[0]
        mixed = (mixed ^ (mixed >> _MIX[1])) * _MIX[2]
        return (mixed ^ (mixed >> _MIX[1])) >> _MIX[3]

    def open(self, folder: Path) -> None:
        """Mapped; the compiled loop loads beside it."""
        from corpus import scoring
        from corpus.index_folder import IndexFolder

        parts = IndexFolder(folder).open().parts
        self._statistics = scoring.Statistics(parts)
        self._scorers = [scoring.Scorer(self._statistics, place) for place in range(len(parts))]
        scoring.compiled()

    def search(self, question: list[int]) -> list[int]:
        """The best ten."""
        terms = self._numbers(np.array(question, dtype=np.int64))
        asked, _ = self._statistics.question(terms, np.ones(len(terms)))
        (scorer,) = self._scorers
        places, _ = scorer.best(asked, TOP)
        return places[:TOP].tolist()  # type: ignore[no-any-return]


class Bm25s:
    """bm25s, with numba or without."""

    kept, largest, questions = True, 10**9, 300

    def __init__(self, backend: str) -> None:
        self._backend = backend
        self.built_as = "" if backend == "numba" else "bm25s, numba"

    def build(self, tokens: Tokens, folder: Path) -> None:
        """As its page shows it, from numbers of tokens."""
        import bm25s

        most = max(map(max, filter(None, tokens))) + 1
        model = bm25s.BM25(method="lucene", k1=K1, b=B)
        model.index((tokens, {word(n): n for n in range(most)}), show_progress=False)
        model.save(str(folder), show_progress=False)

    def open(self, folder: Path) -> None:
        """Mapped, as it can be."""
        import bm25s

        self._model = bm25s.BM25.load(str(folder), mmap=True, load_vocab=False)
        self._model.backend = self._backend
        if self._backend == "numba":
            self._model.activate_numba_scorer()
        self._model.vocab_dict = _Numbers()
        self.search([0])

    def search(self, question: list[int]) -> list[int]:
        """The best ten, in this thread."""
        tokens = [[word(token) for token in question]]
        found, _ = self._model.retrieve(tokens, k=TOP, show_progress=False, n_threads=0)
        return [int(place) for place in found[0]]


class _Numbers(dict[str, int]):
    """A vocabulary that need not be kept: the number stands in the word."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> int:
        return int(key[1:])

    def get(self, key: str, default: Any = None) -> Any:
        return int(key[1:])


class Tantivy:
    """tantivy, from disk, one thread."""

    kept, largest, questions, built_as = True, 10**9, 300, ""

    def build(self, tokens: Tokens, folder: Path) -> None:
        """One field of words between spaces, frequencies kept, positions not."""
        import tantivy

        index = tantivy.Index(self._schema(), path=str(folder))
        writer = index.writer(heap_size=512_000_000, num_threads=1)
        for number, some in enumerate(tokens):
            writer.add_document(tantivy.Document(number=number, text=line(some)))
        writer.commit()
        writer.wait_merging_threads()

    @staticmethod
    def _schema() -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True, fast=True)
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        return builder.build()

    def open(self, folder: Path) -> None:
        """As it is on disk."""
        import tantivy

        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._tantivy = tantivy

    def search(self, question: list[int]) -> list[int]:
        """Any of the words."""
        any_word = self._tantivy.Occur.Should
        terms = [
            (any_word, self._tantivy.Query.term_query(self._index.schema, "text", word(token), "freq"))
            for token in question
        ]
        hits = self._searcher.search(self._tantivy.Query.boolean_query(terms), TOP, count=False).hits
        return [int(self._searcher.doc(place)["number"][0]) for _, place in hits]


class Fts5:
    """SQLite's full-text search."""

    kept, largest, questions, built_as = True, 10**9, 10, ""

    def build(self, tokens: Tokens, folder: Path) -> None:
        """One column, no texts kept."""
        with sqlite3.connect(folder / "fts.sqlite3") as connection:
            connection.execute("CREATE VIRTUAL TABLE found USING fts5(text, content='', detail=none)")
            rows = ((number, line(some)) for number, some in enumerate(tokens))
            connection.executemany("INSERT INTO found (rowid, text) VALUES (?, ?)", rows)
        connection.close()

    def open(self, folder: Path) -> None:
        """As it is on disk."""
        self._connection = sqlite3.connect(folder / "fts.sqlite3")

    def search(self, question: list[int]) -> list[int]:
        """Any of the words."""
        asked = " OR ".join(map(word, question))
        rows = self._connection.execute(
            f"SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT {TOP}", (asked,)
        )
        return [number for (number,) in rows]


class _InMemory:
    """An engine that cannot be saved: it is built in the process that searches."""

    kept, largest, questions, built_as = False, 100_000, 10, ""


class RankBm25(_InMemory):
    """rank_bm25 itself, which defines the model."""

    def build(self, tokens: Tokens, folder: Path) -> None:
        """In memory."""
        from rank_bm25 import BM25Plus

        self._model = BM25Plus(tokens)

    def open(self, folder: Path) -> None:
        """Nothing to be opened."""

    def search(self, question: list[int]) -> list[int]:
        """The best ten, by its own scores; ties by number, so that they can be compared."""
        scores = self._model.get_scores(question)
        best = np.flatnonzero(scores >= np.partition(scores, -min(TOP, len(scores)))[-min(TOP, len(scores))])
        return [int(place) for place in best[np.lexsort((best, -scores[best]))][:TOP]]


class Haystack(_InMemory):
    """haystack-ai's document store in memory."""

    def build(self, tokens: Tokens, folder: Path) -> None:
        """In memory."""
        from haystack import Document
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._store = InMemoryDocumentStore(
            bm25_algorithm="BM25Plus", bm25_tokenization_regex=r"\S+", bm25_parameters={"k1": K1, "b": B}
        )
        self._store.write_documents(
            [Document(id=str(at), content=line(some)) for at, some in enumerate(tokens)]
        )

    def open(self, folder: Path) -> None:
        """Nothing to be opened."""

    def search(self, question: list[int]) -> list[int]:
        """The best ten."""
        return [int(found.id) for found in self._store.bm25_retrieval(line(question), top_k=TOP)]


class Langchain(_InMemory):
    """langchain-community's retriever, which is rank_bm25 inside."""

    def build(self, tokens: Tokens, folder: Path) -> None:
        """In memory."""
        from langchain_community.retrievers import BM25Retriever

        texts = [line(some) for some in tokens]
        numbers = [{"number": at} for at in range(len(texts))]
        self._retriever = BM25Retriever.from_texts(texts, metadatas=numbers, preprocess_func=str.split, k=TOP)

    def open(self, folder: Path) -> None:
        """Nothing to be opened."""

    def search(self, question: list[int]) -> list[int]:
        """The best ten."""
        return [int(found.metadata["number"]) for found in self._retriever.invoke(line(question))]


ENGINES: dict[str, Callable[[], Engine]] = {
    "ours": Ours,
    "bm25s, numba": lambda: Bm25s("numba"),
    "bm25s, NumPy": lambda: Bm25s("numpy"),
    "tantivy": Tantivy,
    "SQLite FTS5": Fts5,
    "rank_bm25": RankBm25,
    "langchain-community": Langchain,
    "haystack-ai": Haystack,
}
