"""Serving for tests: the product as people start it, or an application staged for one test."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

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


@contextlib.contextmanager
def staged(app: Flask) -> Iterator[str]:
    """*app* in a thread of this process, on a server that knows how to stop: its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
