"""Files and folders into the store, one bulletin after another, and what became of each.

What cannot be read is told with its reason, and the rest goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus import bulletin as reader
from corpus.ingest_files import File, Piece, files, opened, pieces
from corpus.ingest_workers import cores, in_order
from corpus.model import Bulletin, Reading
from corpus.store import Store

log = logging.getLogger(__name__)

Read = Callable[[Bulletin], Reading]
Progress = Callable[[int, int], None]
_WORTH_WORKERS = 400_000  # bytes of text: below, starting further processes costs more than it saves

REASONS = reader.REASONS | {
    "not_found": "there is no such file or folder",
    "unreadable": "the file cannot be read",
    "no_bulletins": "the folder holds no file of a known format",
    "reading_failed": "the text could not be understood because of a fault in this program",
}


@dataclass(frozen=True)
class Entry:
    """What became of one bulletin.

    ``reason`` is a key of :data:`REASONS` if the outcome is ``failed``, else "".
    ``source`` is the file's name, for a ``.jsonl`` with the line's number or id.
    """

    source: str
    id: str
    title: str
    outcome: Literal["added", "unchanged", "replaced", "older", "failed"]
    reason: str = ""
    paragraphs: int = 0
    facts: int = 0
    records: int = 0
    unexplained: int = 0
    mismatches: int = 0


@dataclass(frozen=True)
class Summary:
    """What became of all that was given."""

    entries: tuple[Entry, ...]

    def count(self, outcome: str) -> int:
        """How many bulletins had an outcome."""
        return sum(entry.outcome == outcome for entry in self.entries)

    def total(self, what: str) -> int:
        """The sum of a count (``paragraphs``, ``facts``, …) over all bulletins that were read."""
        return sum(int(getattr(entry, what)) for entry in self.entries)


def ingest(
    store: Store,
    paths: Iterable[Path | str],
    *,
    read: Read | None = None,
    progress: Progress | None = None,
    reset: bool = False,
    workers: int | None = None,
) -> Summary:
    """Read files and folders (formats: ``ingest_files.DOORS``; folders in sorted order) into the store.

    *read* turns a bulletin into a reading (by default ``corpus.reading.read``).  *progress* is
    called with the bytes done and the bytes in all.  With *reset* the store holds
    these bulletins and no others afterwards; nothing changes before all are read, and
    then everything in one transaction.  *workers* processes read at once (by default all
    cores where there is enough to read).  Raises ``StoreError`` only.
    """
    found = files(paths)
    results = _with_progress(_understood(found, read, workers), progress, sum(file.size for file in found))
    if reset:
        return Summary(tuple(_saved_together(store, list(results))))
    return Summary(tuple(_saved(store, result) for result in results))


def _reader() -> Read:
    from corpus.reading import read  # slow to load, and not needed by who brings a reader

    return read


# --- reading and saving -------------------------------------------------------------------------------


Result = Entry | tuple[str, Reading]  # a failure, or where a reading came from and the reading


def _understood(found: list[File], read: Read | None, workers: int | None) -> Iterator[tuple[int, Result]]:
    """What each piece of the files gave, with its size."""
    if workers is None:
        workers = cores() if sum(file.effort for file in found) >= _WORTH_WORKERS else 1
    if workers > 1 and read is None:
        return in_order(_read_piece, pieces(found), _lost, workers)
    read = read or _reader()
    return ((piece.size, _result(piece, read)) for piece in pieces(found))


def _read_piece(piece: Piece) -> tuple[int, Result]:
    return piece.size, _result(piece, _reader())


def _lost(piece: Piece) -> tuple[int, Result]:
    """For a piece whose process died over it."""
    return piece.size, Entry(piece.source, "", "", "failed", "reading_failed")


def _result(piece: Piece, read: Read) -> Result:
    source, bulletin = opened(piece)
    if isinstance(bulletin, str):
        return Entry(source, "", "", "failed", bulletin)
    try:
        return source, read(bulletin)
    except Exception:  # one text that the grammar trips over must not lose the others
        log.exception("a bulletin could not be understood")
        return Entry(source, bulletin.id, bulletin.title, "failed", "reading_failed")


def _with_progress(
    results: Iterable[tuple[int, Result]], progress: Progress | None, total: int
) -> Iterator[Result]:
    done = 0
    for size, result in results:
        yield result
        done += size
        if progress:
            progress(min(done, total), total)


def _entry(
    source: str, reading: Reading, outcome: Literal["added", "unchanged", "replaced", "older"]
) -> Entry:
    return Entry(
        source=source,
        id=reading.bulletin.id,
        title=reading.bulletin.title,
        outcome=outcome,
        paragraphs=len(reading.bulletin.paragraphs),
        facts=len(reading.facts),
        records=len(reading.records),
        unexplained=len(reading.unexplained),
        mismatches=len(reading.mismatches),
    )


def _saved(store: Store, result: Result) -> Entry:
    if isinstance(result, Entry):
        return result
    source, reading = result
    return _entry(source, reading, store.save(reading))


def _saved_together(store: Store, results: list[Result]) -> Iterator[Entry]:
    readings = [result[1] for result in results if not isinstance(result, Entry)]
    if not readings:  # nothing could be read (a mistyped path): what is there stays
        yield from (result for result in results if isinstance(result, Entry))
        return
    outcomes = iter(store.replace_all(readings))
    for result in results:
        if isinstance(result, Entry):
            yield result
        else:
            yield _entry(*result, next(outcomes))
