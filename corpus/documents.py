"""Documents (.docx, .pdf) as bulletins; each is taken apart in a process of its own, with limits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from corpus.bulletin import MAX_TEXT, NotABulletin, read_blocks
from corpus.document_reader import SECONDS
from corpus.layout import Block
from corpus.letterhead import without_letterhead
from corpus.model import Bulletin

MAX_DOCUMENT = 50 * 1024 * 1024  # bytes, pictures and all
_ROOT = Path(__file__).resolve().parent.parent


def read_document(raw: bytes, source: str) -> Bulletin:
    """A bulletin from a document; NotABulletin if it cannot be read.

    Reasons besides those of texts: ``scanned``, ``encrypted``, ``broken``, ``old_word``,
    ``too_long``, ``too_slow``, ``unreadable_letters``, ``large_document``.
    """
    if not raw.strip():
        raise NotABulletin("empty")
    if len(raw) > MAX_DOCUMENT:
        raise NotABulletin("large_document")
    blocks = _blocks(raw, _kind(raw, source))
    if sum(len(block.text) for block in blocks) > MAX_TEXT:
        raise NotABulletin("too_long")
    if not blocks:
        raise NotABulletin("no_text")
    return read_blocks(without_letterhead(blocks), raw, source)


def _kind(raw: bytes, source: str) -> str:
    """What a document is, by its first bytes, for names are often wrong."""
    if raw.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "docx"
    return "pdf" if source.lower().endswith(".pdf") and b"%PDF-" in raw[:1024] else "broken"


def _blocks(raw: bytes, kind: str) -> list[Block]:
    if kind == "broken":
        raise NotABulletin("broken")
    command = [sys.executable, "-m", "corpus.document_reader", kind, str(max(1, int(SECONDS)))]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, cwd=_ROOT, timeout=2 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotABulletin("too_slow") from error
    if done.returncode:  # ended from outside, by a limit
        raise NotABulletin("too_slow")
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise NotABulletin("broken") from error
    if "reason" in answer:
        raise NotABulletin(answer["reason"])
    return [Block(text, gap, kind) for text, gap, kind in answer["blocks"]]
