"""One engine in a process of its own, so that its memory is its own: ``python -m bench.engine_process``.

Speaks JSON, a line at a time.  The first line in names the engine, files of tokens and questions, and a
folder.  It answers with what building and opening took; then each further line in (``{"questions": n}``)
is answered with the milliseconds that each question took.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np


def memory() -> int:
    """Bytes of this process's memory now, with what it has mapped and touched."""
    for row in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if row.startswith("VmRSS:"):
            return int(row.split()[1]) * 1024
    return 0


def disk(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def load_tokens(path: Path) -> list[list[int]]:
    """The tokens of every paragraph; equal numbers are one object, for there are many."""
    with np.load(path) as arrays:
        flat, counts = arrays["flat"], arrays["counts"]
    shared = list(range(int(flat.max(initial=-1)) + 1))
    begins = np.cumsum(counts) - counts
    return [
        [shared[token] for token in flat[begin : begin + count].tolist()]
        for begin, count in zip(begins.tolist(), counts.tolist(), strict=True)
    ]


def main() -> None:
    """Build or open, then answer until nothing more comes in."""
    from bench.engines import ENGINES

    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    order = json.loads(sys.stdin.readline())
    folder = Path(order["folder"])
    with contextlib.redirect_stdout(sys.stderr):
        engine = ENGINES[order["engine"]]()
        report: dict[str, Any] = {}
        if order["build"]:
            tokens = load_tokens(Path(order["tokens"]))
            began = time.perf_counter()
            engine.build(tokens, folder)
            report["build"] = time.perf_counter() - began
            del tokens
        if order["open"]:
            questions = json.loads(Path(order["questions"]).read_text(encoding="utf-8"))
            began = time.perf_counter()
            engine.open(folder)
            report["open"] = time.perf_counter() - began
            began = time.perf_counter()
            engine.search(questions[0])
            report["first"] = time.perf_counter() - began
        report["disk"] = disk(folder)
        print(json.dumps(report), file=out, flush=True)
        for request in sys.stdin:
            times, found = [], []
            for question in questions[: json.loads(request)["questions"]]:
                began = time.perf_counter()
                found.append(engine.search(question))
                times.append(1000 * (time.perf_counter() - began))
            print(json.dumps({"times": times, "found": found, "memory": memory()}), file=out, flush=True)


if __name__ == "__main__":
    main()
