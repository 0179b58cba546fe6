"""Reads one document in a process of its own: ``python -m corpus.document_reader pdf 60`` (or ``docx``).

The document comes on standard input, its blocks go to standard output as JSON.  Memory and
time (in seconds) are limited here, so that no file, however it was made, can harm who ingests it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from corpus.bulletin import NotABulletin
from corpus.layout import Block

SECONDS = 60  # of computing
MEMORY = 2 * 1024**3  # bytes
MAX_BLOCKS = 20_000


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system; the parent's clock still holds
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _pdf(raw: bytes) -> list[Block]:
    from corpus import pdf_files

    return pdf_files.read(raw)


def _docx(raw: bytes) -> list[Block]:
    from corpus import word_files

    return word_files.read(raw)


READERS: Mapping[str, Callable[[bytes], list[Block]]] = {"pdf": _pdf, "docx": _docx}


def result(kind: str, raw: bytes) -> dict[str, Any]:
    """``{"blocks": [[text, gap, kind] …]}``, or ``{"reason": …}`` if the document cannot be read."""
    try:
        blocks = READERS[kind](raw)
        if len(blocks) > MAX_BLOCKS:
            raise NotABulletin("too_long")
        return {"blocks": [[b.text, b.gap, b.kind] for b in blocks]}
    except NotABulletin as error:
        return {"reason": error.reason}
    except MemoryError:
        return {"reason": "too_long"}
    except Exception as error:  # what a damaged file makes a library raise is anybody's guess
        return {"reason": "broken", "detail": type(error).__name__}


if __name__ == "__main__":
    _limit(int(sys.argv[2]))
    answer = result(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode())
