"""How fast are bulletins read: ours beside underthesea's word segmentation alone, and a folder by all cores?

The text is that of the development bulletins (``tests/gold/bulletins``), so that it is as full of figures
as reports are.  One core: both take the same paragraphs in turn, several times, in one run.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import text
from corpus.bulletin import decode, read_portal_text
from corpus.ingest import ingest
from corpus.ingest_workers import cores
from corpus.model import Bulletin
from corpus.store import Store

ROOT = Path(__file__).resolve().parent.parent
BULLETINS = ROOT / "tests" / "gold" / "bulletins"
RUNS = 5
COPIES = 4  # of each bulletin in the folder that all cores read, each with another title


def reading() -> Iterator[str]:
    """The bench: seconds of one core for both, their ratio, and a folder by one core and by all."""
    text.warm_up()
    raws = {file.name: decode(file.read_bytes()) for file in sorted(BULLETINS.glob("*.txt"))}
    bulletins = [read_portal_text(raw, name) for name, raw in raws.items()]
    size = sum(len(p.text) for one in bulletins for p in one.paragraphs)
    yield f"{len(bulletins)} bulletins, {size:,} characters; median of {RUNS} runs in turn, one core"
    peer, ours = _in_turn(lambda: _segment(bulletins), lambda: _read(raws))
    yield f"  underthesea word_tokenize alone  {peer:6.2f} s   {size / peer:9,.0f} characters a second"
    yield f"  ours, file to facts and records  {ours:6.2f} s   {size / ours:9,.0f} characters a second"
    yield f"  ratio {ours / peer:.2f} (2 at most is what we aim at)"
    yield from _folder(raws, size)


def _in_turn(*tasks: Callable[[], None]) -> list[float]:
    """The median of the processor's seconds that each task takes, after a first run that is not counted."""
    times: list[list[float]] = [[] for _ in tasks]
    for run in range(RUNS + 1):
        for task, taken in zip(tasks, times, strict=True):
            began = time.process_time()
            task()
            if run:
                taken.append(time.process_time() - began)
    return [statistics.median(taken) for taken in times]


def _segment(bulletins: list[Bulletin]) -> None:
    from underthesea import word_tokenize

    for bulletin in bulletins:
        for paragraph in bulletin.paragraphs:
            word_tokenize(paragraph.text)


def _read(raws: dict[str, str]) -> None:
    from corpus.reading import read

    for name, raw in raws.items():
        read(read_portal_text(raw, name))


def _folder(raws: dict[str, str], size: int) -> Iterator[str]:
    """A folder into a new store, as ``ingest`` does it, by one process and by one for each core."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        for copy in range(COPIES):
            for file, raw in raws.items():
                (folder / f"{copy}-{file}").write_text(f"Số {copy}: {raw}", encoding="utf-8")
        yield f"a folder of {COPIES * len(raws)} files, saved too; seconds by the clock"
        for workers in dict.fromkeys((1, cores())):
            with Store.open(Path(name) / f"data-{workers}") as store:
                began = time.perf_counter()
                ingest(store, [folder], workers=workers)
                took = time.perf_counter() - began
            name_of = "process  " if workers == 1 else "processes"
            speed = f"{COPIES * size / took:9,.0f} characters a second"
            yield f"  {workers} {name_of}  {took:6.2f} s   {speed}"
