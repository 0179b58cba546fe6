"""A whole portal of bulletins in the store: what an answer takes, and how soon a new bulletin is in one.

Twice: bulletins of forty provinces, and the same bulletins all of one province, where figures of the
same place are many.  The questions are the gold questions, each asked once before they are asked again;
bulletins that have not been asked about yet are in no cache.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench import portal
from bot.assistant import Assistant
from corpus import scoring
from corpus.bulletin import read_portal_text
from corpus.ingest_workers import cores, in_order
from corpus.model import Reading
from corpus.reading import read
from corpus.store import Store
from corpus.text import warm_up

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
SIZE = 1_000  # bulletins
PROVINCES = (40, 1)
ASKED = 300  # questions, drawn from all
ADDED = ("Hạ Tuyền", "Hạ Tuyên", "Thượng Tuyền", "Thượng Tuyên", "Trung Tuyền")  # provinces of new bulletins
AIM = 30  # milliseconds of an answer, median


def answering() -> Iterator[str]:
    """The bench: medians on one core."""
    warm_up()
    asked = questions()
    yield f"{SIZE:,} bulletins, {len(asked)} questions, one core; ms: median, 95 of 100, longest"
    with tempfile.TemporaryDirectory() as name:
        for provinces in PROVINCES:
            folder = Path(name) / str(provinces)
            filled(folder, SIZE, provinces)
            with Store.open(folder) as store, _one_core():
                yield from _measured(store, provinces, asked)


def questions() -> list[str]:
    """Gold questions over the invented bulletins and the shipped one, in an order drawn from a seed."""
    files = (GOLD / "questions-dev.jsonl", GOLD / "questions.jsonl")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [json.loads(line)["q"] for line in random.Random(30).sample(lines, ASKED)]


def filled(folder: Path, size: int, provinces: int) -> None:
    """A data folder with so many bulletins of so many provinces."""
    texts = enumerate(portal.bulletins(size, provinces))
    with Store.open(folder) as store:
        store.replace_all([reading for reading in in_order(_reading, texts, _lost, cores()) if reading])


def _reading(numbered: tuple[int, str]) -> Reading | None:
    """A bulletin read, under a title of its own: one of the same title and day would take its place."""
    at, text = numbered
    bulletin = read_portal_text(text, f"{at}.txt")
    return read(replace(bulletin, id=f"p{at}", title=f"{bulletin.title} (kỳ {at})"))


def _lost(numbered: tuple[int, str]) -> Reading | None:
    raise RuntimeError(f"bulletin {numbered[0]} cannot be read")


def _measured(store: Store, provinces: int, asked: list[str]) -> Iterator[str]:
    before, began = _memory(), time.perf_counter()
    assistant = Assistant(store)
    assistant.ask(asked[0])
    ready = time.perf_counter() - began
    scoring.compiled(wait=True)
    yield f"of {provinces} province{'s' if provinces > 1 else ''}: ready in {ready:.1f} s"
    for name in ("asked once", "asked again"):
        times = [_timed(assistant.ask, question) for question in asked]
        yield f"  an answer, {name:24}{_row(times)}   (the aim: median under {AIM})"
    yield f"  memory that it took {'':17}{_memory() - before:9.0f} MB"
    added = [_added(store, assistant, place, 301 + at) for at, place in enumerate(ADDED)]
    yield f"  until a new bulletin is in an answer {_row(added)}"


def _added(store: Store, assistant: Assistant, place: str, figure: int) -> float:
    """From when the store holds a bulletin (reading and saving are measured elsewhere) to its answer."""
    text = (
        f"15/06/2025\nUBND tỉnh {place} sơ kết Chương trình OCOP\n"
        f"UBND tỉnh {place} vừa sơ kết Chương trình OCOP.\n\n"
        f"Đến nay, toàn tỉnh {place} có {figure} sản phẩm OCOP 4 sao.\n"
    )
    store.save(read(read_portal_text(text, f"new-{figure}.txt")))
    began = time.perf_counter()
    answer = assistant.ask(f"Tỉnh {place} có bao nhiêu sản phẩm OCOP 4 sao?")
    took = 1000 * (time.perf_counter() - began)
    if str(figure) not in answer.text:
        raise RuntimeError("a bulletin that was added is not in the answer")
    return took


def _timed(ask: Callable[[str], object], question: str) -> float:
    began = time.perf_counter()
    ask(question)
    return 1000 * (time.perf_counter() - began)


def _row(times: list[float]) -> str:
    ordered = sorted(times)
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{statistics.median(times):9.1f}{late:9.1f}{ordered[-1]:9.0f}"


def _memory() -> float:
    """Megabytes that this process holds; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep this process on one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)
