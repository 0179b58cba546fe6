"""The product served as people start it (one application for one test: ``bench.serving``)."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def product(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``python app.py`` over *data* on a free port: the process and the address it prints.

    A process of its own, so that its sockets and threads end with it and not in a test's face.
    """
    environment = {**os.environ, "DANCHUNG_PORT": "0", "DANCHUNG_DATA": str(data)}
    command = [sys.executable, "app.py"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found, "no address was printed"
            yield process, found.group()
        finally:
            process.kill()
