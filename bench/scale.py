"""How long does a search take at 10,000, 100,000 and 1,000,000 paragraphs, ours and what others would pick?

Every engine gets the same tokens (syllables and pairs of neighbouring ones) and the same questions, in a
process of its own with one thread.  They take turns, run by run, so that whatever else the machine does
meets all of them.  Peers are optional: ``requirements-bench.txt``.

``DANCHUNG_BENCH_SIZES`` names other sizes (``10000,100000``), ``DANCHUNG_BENCH_ENGINES`` some engines
(``bm25s, numba;tantivy``), ``DANCHUNG_BENCH_CHART`` a file for the chart.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.engines import ENGINES
from bench.retrieval import ROOT, absent, folder, load_paragraphs, load_squad
from corpus import terms

Ints = NDArray[np.int64]
SIZES = (10_000, 100_000, 1_000_000)
RUNS = 5
SEED = 7
NEEDS = {
    "bm25s, numba": "bm25s",
    "bm25s, NumPy": "bm25s",
    "tantivy": "tantivy",
    "langchain-community": "langchain_community",
    "haystack-ai": "haystack",
}
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
) | {"HAYSTACK_TELEMETRY_ENABLED": "False"}


@dataclass
class Measured:
    """What one engine took at one size; times of questions in milliseconds, a list for each run."""

    report: dict[str, float] = field(default_factory=dict)
    runs: list[list[float]] = field(default_factory=list)
    found: list[list[int]] = field(default_factory=list)
    memory: int = 0

    def at(self, share: float) -> float:
        """A percentile: the median over the runs of each run's own."""
        return statistics.median(sorted(run)[min(len(run) - 1, int(share * len(run)))] for run in self.runs)


def sizes() -> tuple[int, ...]:
    """How many paragraphs: as the environment says, else all."""
    wanted = os.environ.get("DANCHUNG_BENCH_SIZES", "")
    return tuple(int(size) for size in wanted.split(",")) if wanted else SIZES


def speed() -> Iterator[str]:
    """The bench: a table for each size."""
    corpus, asked = folder() / "vi-paragraphs-100k.txt.gz", folder() / "xquad.vi.json"
    for path in (corpus, asked):
        if not path.is_file():
            yield absent(path.name)
            return
    paragraphs = load_paragraphs(corpus, 100_000)
    questions = [question.text for question in load_squad(asked)[1]][::4]
    yield f"top 10, one thread, same tokens; medians of {RUNS} runs in turns; {len(questions)} questions"
    yield "(fewer for engines that need long); times of questions in ms, of the rest in s"
    medians: dict[str, list[tuple[int, float]]] = {}
    for size in sizes():
        with tempfile.TemporaryDirectory() as place:
            found = yield from _at_size(size, paragraphs, questions, Path(place))
        for name, measured in found.items():
            medians.setdefault(name, []).append((size, measured.at(0.5)))
    if chart := os.environ.get("DANCHUNG_BENCH_CHART"):
        from bench.drawing import draw

        draw(medians, Path(chart))
        yield f"chart drawn: {Path(chart).name}"


def _at_size(
    size: int, paragraphs: Sequence[str], questions: Sequence[str], place: Path
) -> Generator[str, None, dict[str, Measured]]:
    flat, counts, numbered = tokenised(paragraphs, size, questions)
    files = {"tokens": place / "tokens.npz", "questions": place / "questions.json"}
    np.savez(files["tokens"], flat=flat, counts=counts)
    files["questions"].write_text(json.dumps(numbered), encoding="utf-8")
    yield ""
    yield f"{size:,} paragraphs, {len(flat):,} tokens"
    del flat
    heads = ("median", "p99", "first", "to best", "build", "open", "RSS MB", "disk MB")
    yield f"{'':22}" + "".join(f"{head:>9}" for head in heads)
    found = measure(size, files, place)
    best = min((one.at(0.5) for name, one in found.items() if name != "ours"), default=float("nan"))
    for name, one in found.items():
        ratio = one.at(0.5) / best
        opening = f"{one.report['open']:9.2f}" if ENGINES[name]().kept else f"{'-':>9}"
        yield (
            f"{name:22}{one.at(0.5):9.3f}{one.at(0.99):9.3f}{1000 * one.report['first']:9.1f}{ratio:9.2f}"
            f"{one.report['build']:9.1f}{opening}{one.memory / 1e6:9.0f}{one.report['disk'] / 1e6:9.0f}"
        )
    for name in ENGINES:
        if name not in found and name in wanted():
            why = "not installed" if not installed(name) else "needs too long at this size"
            yield f"{name:22}({why})"
    if "rank_bm25" in found:
        pairs = list(zip(found["ours"].found, found["rank_bm25"].found, strict=False))
        same = sum(set(one) == set(other) for one, other in pairs)
        yield f"ours finds the same ten as rank_bm25 in {same} of {len(pairs)} questions"
    return found


def wanted() -> list[str]:
    """The engines to be measured: those that ``DANCHUNG_BENCH_ENGINES`` names, else all."""
    names = os.environ.get("DANCHUNG_BENCH_ENGINES", "")
    return ["ours", *names.split(";")] if names else list(ENGINES)


def installed(name: str) -> bool:
    """Whether what an engine needs is here."""
    return name not in NEEDS or find_spec(NEEDS[name]) is not None


def measure(size: int, files: dict[str, Path], place: Path) -> dict[str, Measured]:
    """Build every engine, open each in a fresh process, and let them take turns."""
    chosen = {
        name: make()
        for name, make in ENGINES.items()
        if installed(name) and size <= make().largest and name in wanted()
    }
    found = {name: Measured() for name in chosen}
    with contextlib.ExitStack() as processes:
        running = {}
        for name, engine in chosen.items():
            own = place / (engine.built_as or name)  # two ways to search may share what was built
            is_new = not own.exists()
            own.mkdir(exist_ok=True)
            order: dict[str, Any] = {"engine": name, "folder": str(own)} | {
                key: str(path) for key, path in files.items()
            }
            if engine.kept and is_new:
                with _process(order | {"build": True, "open": False}) as process:
                    found[name].report |= _answer(process)
            elif engine.kept:
                found[name].report |= found[str(engine.built_as)].report
            running[name] = processes.enter_context(
                _process(order | {"build": not engine.kept, "open": True})
            )
            found[name].report |= _answer(running[name])
        for run in range(RUNS + 1):  # the first is to warm up
            for name, process in running.items():
                _tell(process, {"questions": chosen[name].questions})
                answer = _answer(process)
                if run:
                    found[name].runs.append(answer["times"])
                    found[name].found, found[name].memory = answer["found"], answer["memory"]
    return found


@contextlib.contextmanager
def _process(order: dict[str, Any]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bench.engine_process"]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | ONE_THREAD, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            _tell(process, order)
            yield process
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait()


def _tell(process: subprocess.Popen[str], what: dict[str, Any]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(what) + "\n")
    process.stdin.flush()


def _answer(process: subprocess.Popen[str]) -> Any:
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


# --- the texts ----------------------------------------------------------------------------------------


def tokenised(
    paragraphs: Sequence[str], size: int, questions: Sequence[str]
) -> tuple[NDArray[np.int32], Ints, list[list[int]]]:
    """Numbers of the syllables and pairs of so many paragraphs, how many each has; those of questions.

    The real paragraphs come first, then new ones made of their sentences, always the same.  Of a
    question the words that stand nowhere are left out.
    """
    known: dict[str, int] = {}
    pieces = [_numbered(some, known) for some in paragraphs[:size]]
    whole = len(pieces)
    chosen = list(range(whole))
    owners = list(range(whole))
    if size > whole:
        pieces += [_numbered(some, known) for text_ in paragraphs for some in text_.split(". ") if some]
        chance = random.Random(SEED)
        for made in range(whole, size):
            words = 0
            while words < 60:
                piece = chance.randrange(whole, len(pieces))
                chosen.append(piece)
                owners.append(made)
                words += len(pieces[piece]) or 1
    flat = np.concatenate([pieces[piece] for piece in chosen])
    owner = np.repeat(np.array(owners), [len(pieces[piece]) for piece in chosen])
    pairs = (flat[:-1] * len(known) + flat[1:])[owner[1:] == owner[:-1]]
    known_pairs, place = np.unique(pairs, return_inverse=True)
    counts = np.bincount(owner, minlength=size)
    both = np.maximum(2 * counts - 1, 0)
    tokens = np.zeros(int(both.sum()), dtype=np.int32)
    begins = np.cumsum(both) - both
    at = np.arange(len(flat)) - (np.cumsum(counts) - counts)[owner]
    tokens[begins[owner] + at] = flat
    pair_owner = owner[1:][owner[1:] == owner[:-1]]
    inner = at[1:][owner[1:] == owner[:-1]] - 1
    tokens[begins[pair_owner] + counts[pair_owner] + inner] = len(known) + place
    return tokens, both, [_asked(question, known, known_pairs) for question in questions]


def _numbered(some: str, known: dict[str, int]) -> Ints:
    return np.array([known.setdefault(word, len(known)) for word in terms.terms_of(some).syllables], np.int64)


def _asked(question: str, known: dict[str, int], known_pairs: Ints) -> list[int]:
    words = [known.get(word, -1) for word in terms.terms_of(question).syllables]
    pairs = [one * len(known) + other for one, other in pairwise(words) if min(one, other) >= 0]
    places = np.minimum(np.searchsorted(known_pairs, pairs), len(known_pairs) - 1)
    found = [
        len(known) + int(place)
        for place, pair in zip(places, pairs, strict=True)
        if known_pairs[place] == pair
    ]
    return [word for word in words if word >= 0] + found


# --- the build, beside what underthesea needs ---------------------------------------------------------


def build() -> Iterator[str]:
    """Our index of 100,000 paragraphs (four fields, texts, files), beside underthesea's words of them."""
    corpus = folder() / "vi-paragraphs-100k.txt.gz"
    if not corpus.is_file():
        yield absent(corpus.name)
        return
    from corpus import segments
    from corpus.segments import Entry

    paragraphs = load_paragraphs(corpus, 100_000)
    entries = [Entry(str(at // 10), at % 10, some) for at, some in enumerate(paragraphs)]
    with tempfile.TemporaryDirectory() as place:
        began = time.perf_counter()
        parts = [segments.build(entries[at : at + 50_000]) for at in range(0, len(entries), 50_000)]
        merged = segments.merge([segments.Part(one, segments.Dead.none(one)) for one in parts])
        segments.write(Path(place) / "one.segment", merged)
        took = time.perf_counter() - began
    yield f"index of {len(entries):,} paragraphs, all four fields, on disk: {took:.1f} s"
    from underthesea import word_tokenize

    word_tokenize("xin chào")  # loads its model
    some = paragraphs[:: max(1, len(paragraphs) // 2_000)]
    began = time.perf_counter()
    for paragraph in some:
        word_tokenize(paragraph)
    words = (time.perf_counter() - began) * len(paragraphs) / len(some)
    yield f"underthesea.word_tokenize alone: {words:.0f} s (going by {len(some):,} of them)"
    yield f"ours takes {took / words:.2f} of that"
