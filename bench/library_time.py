"""What a search of the product takes (four fields, best sentences), and when a new bulletin is found."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.retrieval import absent, folder, load_paragraphs, load_squad
from corpus import index, scoring, text
from corpus.library import Library
from corpus.model import Bulletin, Paragraph, Reading
from corpus.store import Store

SIZE = 10_000  # paragraphs
EACH = 10  # paragraphs of a bulletin
ADDED = 20  # bulletins that are added one after the other


def searching() -> Iterator[str]:
    """The bench: medians over real questions, and over bulletins that are added."""
    corpus, asked = folder() / "vi-paragraphs-100k.txt.gz", folder() / "xquad.vi.json"
    for path in (corpus, asked):
        if not path.is_file():
            yield absent(path.name)
            return
    paragraphs = load_paragraphs(corpus, SIZE + ADDED * EACH)
    readings = [_reading(at, paragraphs[at : at + EACH]) for at in range(0, len(paragraphs), EACH)]
    questions = [question.text for question in load_squad(asked)[1]][::4]
    text.warm_up()
    with tempfile.TemporaryDirectory() as place:
        store = Store.open(Path(place))
        store.replace_all(readings[:-ADDED])
        library = Library(store)
        library.refresh()
        scoring.compiled(wait=True)
        yield f"{SIZE:,} paragraphs, {len(questions)} questions, ms: median, 99 of 100"
        for name in ("a first time", "again, sentences known"):
            if name == "a first time":
                index.forget_sentences()
            yield f"{name:30}{_row([_search(library, question) for question in questions])}"
        added = [_add(store, library, new) for new in readings[-ADDED:]]
        yield f"{'until a new bulletin is found':30}{_row(added)}"


def _reading(at: int, texts: list[str]) -> Reading:
    said = tuple(Paragraph(n, n, "body", some) for n, some in enumerate(texts, start=1))
    return Reading(Bulletin(f"b{at}", f"Tin {at}", None, None, None, f"b{at}", str(at), said), (), (), (), ())


def _search(library: Library, question: str) -> float:
    began = time.perf_counter()
    library.index()[0].search(question)
    return 1000 * (time.perf_counter() - began)


def _add(store: Store, library: Library, new: Reading) -> float:
    """From when the store holds it (reading and saving are measured elsewhere) until a search shows it."""
    store.save(new)
    began = time.perf_counter()
    hits = library.index()[0].search(new.bulletin.paragraphs[0].text)
    took = 1000 * (time.perf_counter() - began)
    if new.bulletin.id not in {hit.bulletin for hit in hits}:
        raise RuntimeError("a bulletin that was added is not found")
    return took


def _row(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(times):9.1f}{ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]:9.1f}"
