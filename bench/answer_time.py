"""How long does a person wait: from start to the first answer, and for an answer once it runs?

Works on a data folder of its own, filled with the shipped bulletins, and asks the gold questions.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from corpus.text import warm_up

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "questions.jsonl"
STARTS = 5
ROUNDS = 3


def questions() -> list[str]:
    """The gold questions' texts."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["q"] for line in lines if line.strip()]


def start_to_answer(folder: Path, question: str) -> float:
    """Seconds of a whole process: start, load, answer one question, end."""
    command = [sys.executable, str(ROOT / "app.py"), "--data", str(folder), "ask", question]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def answer_times(folder: Path, asked: list[str]) -> list[float]:
    """Seconds of every answer in one process, after a round to warm up."""
    from bot.assistant import Assistant
    from corpus.store import Store

    warm_up()
    assistant = Assistant(Store.open(folder))
    times = []
    for measured in [False, *[True] * ROUNDS]:
        for question in asked:
            begun = time.perf_counter()
            assistant.ask(question)
            if measured:
                times.append(time.perf_counter() - begun)
    return times


def waiting() -> Iterator[str]:
    """The bench: first start, later starts, and an answer; medians."""
    asked = questions()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield f"first start, new data folder: {start_to_answer(folder, asked[0]):.2f} s"
        starts = [start_to_answer(folder, asked[0]) for _ in range(STARTS)]
        yield f"start to first answer: median {statistics.median(starts):.2f} s of {STARTS}"
        times = sorted(answer_times(folder, asked))
        median, late = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.95))
        yield f"an answer: median {median:.1f} ms, 95th percentile {late:.1f} ms, of {len(times)}"
