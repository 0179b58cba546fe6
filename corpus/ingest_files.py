"""Which files are to be read, and their bytes piece by piece; what a piece is, its *door* tells.

Nothing is understood here: pieces are small enough to be handed to another process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import bulletin as reader
from corpus.bulletin import MAX_BYTES, NotABulletin
from corpus.documents import MAX_DOCUMENT, read_document
from corpus.model import Bulletin
from corpus.saved_files import first_page, without_pictures

DOCUMENT_EFFORT = 75_000  # a small document costs as much time as so many bytes of text


@dataclass(frozen=True)
class Piece:
    """The bytes of one bulletin, or the reason why there are none.

    ``source`` is the file's name, for a ``.jsonl`` with the line's number; ``size`` counts the
    bytes that were read to get here.
    """

    source: str
    size: int
    door: str = ""
    raw: bytes = b""
    reason: str = ""


@dataclass(frozen=True)
class File:
    """A file to be read, or the reason why it cannot be."""

    path: Path
    reason: str = ""

    @property
    def size(self) -> int:
        """Its bytes; 0 if it cannot be read."""
        try:
            return 0 if self.reason else self.path.stat().st_size
        except OSError:
            return 0

    @property
    def effort(self) -> int:
        """How much there is to do, in bytes of text."""
        is_document = DOORS.get(self.path.suffix.lower()) == "document"
        return max(self.size // 4, DOCUMENT_EFFORT) if is_document and self.size else self.size


# Which door reads a file, by its suffix.
DOORS: Mapping[str, str] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".mhtml": "archive",
    ".mht": "archive",
    ".jsonl": "lines",
    ".docx": "document",
    ".pdf": "document",
}


def files(paths: Iterable[Path | str]) -> list[File]:
    """The files that paths stand for: folders with all they hold, in sorted order."""
    return [file for path in paths for file in _files(Path(path))]


def _files(path: Path) -> Iterator[File]:
    try:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if _is_known(file, path)]
            yield from [File(file) for file in inside] or [File(path, "no_bulletins")]
        elif not path.exists():
            yield File(path, "not_found")
        elif path.suffix.lower() == ".doc":
            yield File(path, "old_word")
        else:
            yield File(path, "" if path.suffix.lower() in DOORS else "unreadable_format")
    except (OSError, ValueError):
        yield File(path, "unreadable")


def _is_known(file: Path, folder: Path) -> bool:
    """Whether a file of a folder is to be read; ``~$…`` is what Word leaves beside an open file."""
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in DOORS and file.is_file()


def pieces(found: Sequence[File]) -> Iterator[Piece]:
    """The pieces of files, in order; one that cannot be read gives its reason."""
    for file in found:
        name = file.path.name
        if file.reason:
            yield Piece(name, 0, reason=file.reason)
            continue
        door = DOORS[file.path.suffix.lower()]
        try:
            yield from _lines(file.path) if door == "lines" else [_whole(file, door)]
        except OSError:
            yield Piece(name, file.size, reason="unreadable")


def _whole(file: File, door: str) -> Piece:
    most = MAX_BYTES if door == "text" else MAX_DOCUMENT  # pictures and all
    with file.path.open("rb") as opened:
        return Piece(file.path.name, file.size, door, opened.read(most + 1))


def _lines(path: Path) -> Iterator[Piece]:
    """A piece for each line; what is too long is not kept in memory."""
    number = 0
    with path.open("rb") as file:
        while line := file.readline(2 * MAX_BYTES):
            number += 1
            size, whole, name = len(line), line, f"{path.name}:{number}"
            while not line.endswith(b"\n") and (line := file.readline(MAX_BYTES)):
                size += len(line)  # the rest of a line that is too long
            if size > 2 * MAX_BYTES:
                yield Piece(name, size, reason="too_large")
            elif whole.strip():
                yield Piece(name, size, "lines", whole)
    if number == 0:
        yield Piece(path.name, 0, reason="empty")


# --- opening ---------------------------------------------------------------------------------------


def opened(piece: Piece) -> tuple[str, Bulletin | str]:
    """The source of a piece, and its bulletin or the reason why it is none."""
    if piece.reason:
        return piece.source, piece.reason
    try:
        return _OPENERS[piece.door](piece)
    except NotABulletin as error:
        return piece.source, error.reason


def _text(piece: Piece) -> tuple[str, Bulletin]:
    return piece.source, reader.read_portal_text(reader.decode(piece.raw), piece.source)


def _html(piece: Piece) -> tuple[str, Bulletin]:
    return piece.source, reader.read_html(reader.decode(_page(piece.raw)), piece.source)


def _archive(piece: Piece) -> tuple[str, Bulletin]:
    page, url = first_page(_page(piece.raw))
    return piece.source, reader.read_html(reader.decode(page), piece.source, url)


def _page(raw: bytes) -> bytes:
    if len(raw) > MAX_DOCUMENT:
        raise NotABulletin("large_document")
    return without_pictures(raw)


def _document(piece: Piece) -> tuple[str, Bulletin]:
    return piece.source, read_document(piece.raw, piece.source)


def _json_line(piece: Piece) -> tuple[str, Bulletin | str]:
    """A line is named by its id where it has one."""
    source = piece.source
    try:
        obj = json.loads(piece.raw.decode("utf-8-sig"))
        if isinstance(obj, dict) and obj.get("id"):
            source = f"{source.rpartition(':')[0]}#{str(obj['id'])[:200]}"
        return source, reader.read_json_line(obj, source)
    except NotABulletin as error:
        return source, error.reason
    except (ValueError, RecursionError):
        return source, "bad_json"


_OPENERS: Mapping[str, Callable[[Piece], tuple[str, Bulletin | str]]] = {
    "text": _text,
    "html": _html,
    "archive": _archive,
    "lines": _json_line,
    "document": _document,
}
