"""Files and folders into the store, one bulletin after another, and what became of each.

What cannot be read is told with its reason, and the rest goes on.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus import bulletin as reader
from corpus.bulletin import MAX_BYTES, NotABulletin
from corpus.model import Bulletin, Reading
from corpus.store import Store

log = logging.getLogger(__name__)

Read = Callable[[Bulletin], Reading]
Progress = Callable[[int, int], None]
Found = tuple[str, "Bulletin | str", int]  # source, bulletin or reason of failure, bytes read

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
) -> Summary:
    """Read files and folders (.txt, .html, .htm, .jsonl; folders in sorted order) into the store.

    *read* turns a bulletin into a reading (by default ``corpus.reading.read``).  *progress* is
    called with the bytes done and the bytes in all.  With *reset* the store holds
    these bulletins and no others afterwards; nothing changes before all are read, and
    then everything in one transaction.  Raises ``StoreError`` only.
    """
    files = [file for path in paths for file in _files(Path(path))]
    total = sum(_size(path) for path, reason in files if not reason)
    results = _understood(_found(files), read or _reader(), progress, total)
    if reset:
        return Summary(tuple(_saved_together(store, list(results))))
    return Summary(tuple(_saved(store, result) for result in results))


def _reader() -> Read:
    from corpus.reading import read  # slow to load, and not needed by who brings a reader

    return read


# --- files ------------------------------------------------------------------------------------------


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    """The files a path stands for, each with a reason if it cannot be used."""
    try:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if _is_known(file, path)]
            yield from [(file, "") for file in inside] or [(path, "no_bulletins")]
        elif not path.exists():
            yield path, "not_found"
        else:
            yield path, "" if path.suffix.lower() in FORMATS else "unreadable_format"
    except (OSError, ValueError):
        yield path, "unreadable"


def _is_known(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in FORMATS and file.is_file()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _found(files: Sequence[tuple[Path, str]]) -> Iterator[Found]:
    for path, reason in files:
        if reason:
            yield path.name, reason, 0
            continue
        try:
            yield from FORMATS[path.suffix.lower()](path)
        except OSError:
            yield path.name, "unreadable", _size(path)


def _one(path: Path, door: Callable[[str, str], Bulletin]) -> Iterator[Found]:
    """A file that holds one bulletin."""
    size = _size(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        yield path.name, door(reader.decode(raw), path.name), size
    except NotABulletin as error:
        yield path.name, error.reason, size


def _text(path: Path) -> Iterator[Found]:
    return _one(path, reader.read_portal_text)


def _html(path: Path) -> Iterator[Found]:
    return _one(path, reader.read_html)


def _json_lines(path: Path) -> Iterator[Found]:
    """A file with one bulletin a line; lines that are none do not stop the rest."""
    number = 0
    with path.open("rb") as file:
        while line := file.readline(2 * MAX_BYTES):
            number += 1
            size = len(line)
            whole = line
            while not line.endswith(b"\n") and (line := file.readline(MAX_BYTES)):
                size += len(line)  # the rest of a line that is too long
            if whole.strip():
                yield _json_line(whole, size, path.name, number)
    if number == 0:
        yield path.name, "empty", 0


def _json_line(line: bytes, size: int, name: str, number: int) -> Found:
    source = f"{name}:{number}"
    try:
        if size > 2 * MAX_BYTES:
            raise NotABulletin("too_large")
        obj = json.loads(line.decode("utf-8-sig"))
        if isinstance(obj, dict) and obj.get("id"):
            source = f"{name}#{str(obj['id'])[:200]}"
        return source, reader.read_json_line(obj, source), size
    except NotABulletin as error:
        return source, error.reason, size
    except (ValueError, RecursionError):
        return source, "bad_json", size


# Format by suffix: each yields (source, bulletin or reason, bytes read).
FORMATS: dict[str, Callable[[Path], Iterator[Found]]] = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".jsonl": _json_lines,
}


# --- reading and saving -------------------------------------------------------------------------------


def _understood(
    found: Iterator[Found], read: Read, progress: Progress | None, total: int
) -> Iterator[Entry | tuple[str, Reading]]:
    """A reading for each bulletin, or the entry of a failure."""
    done = 0
    for source, result, size in found:
        done += size
        if isinstance(result, str):
            yield Entry(source, "", "", "failed", result)
        else:
            yield _reading(source, result, read)
        if progress:
            progress(min(done, total), total)


def _reading(source: str, bulletin: Bulletin, read: Read) -> Entry | tuple[str, Reading]:
    try:
        return source, read(bulletin)
    except Exception:  # one text that the grammar trips over must not lose the others
        log.exception("a bulletin could not be understood")
        return Entry(source, bulletin.id, bulletin.title, "failed", "reading_failed")


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


def _saved(store: Store, result: Entry | tuple[str, Reading]) -> Entry:
    if isinstance(result, Entry):
        return result
    source, reading = result
    return _entry(source, reading, store.save(reading))


def _saved_together(store: Store, results: list[Entry | tuple[str, Reading]]) -> Iterator[Entry]:
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
