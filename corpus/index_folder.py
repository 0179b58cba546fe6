"""The index's files: a file for each segment, and one manifest that says which of them count.

Nothing that is written is ever changed.  A change writes new files, down to the disk, and then puts a
new manifest in the place of the old one in a single step: killed at any moment, a process leaves the
state before or after it.  Readers keep what they have mapped, even when its files are removed.

Every file has a seal (size and CRC-32) in the manifest, and the manifest has one of its own.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from corpus import segments
from corpus.segments import DamagedIndex, Dead, Part, Seal, Segment

FORMAT = 1  # raise it when terms or files change: an index of another format is built anew
MANIFEST = "manifest.json"
_NEW = "new-"  # how names of files begin that no manifest has named yet
_SMALL = 16 << 20  # bytes: segments up to here are checked whole when they are opened
_LONG = 1 << 24  # numbers that are worked on in a file rather than in memory
_NO_FILE = Seal(0, 0)
_TRIES = 20  # to read a manifest and its files while another process puts a new one in its place


@dataclass(frozen=True)
class Listed:
    """A segment as the manifest names it: its file, and what is deleted of it."""

    name: str
    seal: Seal
    dead: str = ""  # name of a file, "" if nothing is deleted
    dead_seal: Seal = _NO_FILE


@dataclass(frozen=True)
class Manifest:
    """Which segments count, in order; the store they come from, and its version (-1: not all of it)."""

    identity: int = 0
    version: int = -1
    segments: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A manifest with its segments mapped."""

    manifest: Manifest = field(default_factory=Manifest)
    parts: tuple[Part, ...] = ()


class IndexFolder:
    """The files of one index.  What is opened once stays open for later manifests that name it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Segment] = {}

    # --- reading --------------------------------------------------------------------------------

    def manifest(self) -> Manifest:
        """The manifest as it is now; an empty one if there is none.  :class:`DamagedIndex`."""
        try:
            text = (self.folder / MANIFEST).read_bytes()
        except FileNotFoundError:
            return Manifest()
        try:
            outer = json.loads(text)
            body = outer["body"]
            if outer["format"] != FORMAT:
                return Manifest()
            if zlib.crc32(_canonical(body)) != outer["crc"]:
                raise DamagedIndex("the index's manifest is damaged")
            return _manifest_of(body)
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedIndex("the index's manifest is damaged") from error

    def open(self) -> Opened:
        """The index as it is now.  :class:`DamagedIndex` if a file is missing or not what was written."""
        for tries_left in reversed(range(_TRIES)):
            manifest = self.manifest()
            try:
                parts = tuple(self._part(listed) for listed in manifest.segments)
            except FileNotFoundError as error:  # removed by a newer manifest, or by a fault
                if tries_left and self.manifest() != manifest:
                    continue
                raise DamagedIndex("a part of the index is missing") from error
            named = {listed.name for listed in manifest.segments}
            held = self._open.copy()  # in one step: other threads may open segments meanwhile
            self._open = {name: segment for name, segment in held.items() if name in named}
            return Opened(manifest, parts)
        raise DamagedIndex("the index could not be read")

    def _part(self, listed: Listed) -> Part:
        segment = self._open.get(listed.name)
        if segment is None:
            path = self.folder / listed.name
            if listed.seal.size <= _SMALL and segments.seal_of(path) != listed.seal:
                raise DamagedIndex("a part of the index is damaged")
            segment = self._open.setdefault(listed.name, segments.opened(path, listed.seal))
        return Part(segment, self._dead(listed, segment))

    def _dead(self, listed: Listed, segment: Segment) -> Dead:
        if not listed.dead:
            return Dead.none(segment)
        data = (self.folder / listed.dead).read_bytes()
        if Seal(len(data), zlib.crc32(data)) != listed.dead_seal:
            raise DamagedIndex("the list of what is deleted is damaged")
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            lengths, count = arrays["lengths"], int(arrays["count"])
            return Dead(arrays["bulletins"], arrays["terms"], arrays["frequencies"], lengths, count)

    def damaged(self, listed: Listed) -> bool:
        """Whether a segment's file is not what was written.  Reads all of it."""
        try:
            return segments.seal_of(self.folder / listed.name) != listed.seal
        except OSError:
            return True

    # --- writing: only with the lock held -----------------------------------------------------------

    @contextmanager
    def writing(self, timeout: float = -1, name: str = "write") -> Iterator[None]:
        """Only one process at a time writes.  filelock.Timeout after so many seconds (-1: never)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / f"{name}.lock", timeout=timeout):
            yield

    def write_segment(self, arrays: segments.Arrays) -> Listed:
        """Write a segment that no manifest names yet."""
        name = f"{_NEW}{uuid.uuid4().hex}.segment"
        return Listed(name, segments.write(self.folder / name, arrays))

    def room(self, size: int, dtype: Any) -> NDArray[Any]:
        """Room for a long array: in a file that vanishes with it, if it is very long."""
        if size < _LONG:
            return np.empty(size, dtype=dtype)
        with tempfile.TemporaryFile(dir=self.folder) as file:
            return np.memmap(file, dtype=dtype, mode="w+", shape=(size,))

    def adopt(self, listed: Listed) -> Listed:
        """Give a new segment the name that the manifest will call it by."""
        kept = replace(listed, name=listed.name.removeprefix(_NEW))
        (self.folder / listed.name).rename(self.folder / kept.name)
        return kept

    def mark(self, listed: Listed, dead: Dead) -> Listed:
        """Write down what is deleted of a segment."""
        if not dead.bulletins.any():
            return replace(listed, dead="")
        data = io.BytesIO()
        np.savez(data, **vars(dead))
        name = f"{listed.name}.dead-{uuid.uuid4().hex[:8]}.npz"
        _write(self.folder / name, data.getvalue())
        return replace(listed, dead=name, dead_seal=Seal(len(data.getvalue()), zlib.crc32(data.getvalue())))

    def commit(self, manifest: Manifest) -> None:
        """Put a manifest in the place of the old one, and remove what it does not name."""
        body = _body_of(manifest)
        outer = {"format": FORMAT, "crc": zlib.crc32(_canonical(body)), "body": body}
        new = self.folder / f"{MANIFEST}.new"
        _write(new, json.dumps(outer).encode())
        new.replace(self.folder / MANIFEST)
        _sync_folder(self.folder)
        self._clean(manifest)

    def _clean(self, manifest: Manifest) -> None:
        kept = {name for listed in manifest.segments for name in (listed.name, listed.dead)}
        for path in self.folder.iterdir():
            if path.name in kept or path.name.startswith((_NEW, MANIFEST)) or path.suffix == ".lock":
                continue
            _remove(path)

    def clean_new(self) -> None:
        """Remove segments that were begun and never named; only while nobody writes one."""
        for path in self.folder.glob(f"{_NEW}*"):
            _remove(path)


# --- the manifest as JSON -----------------------------------------------------------------------------


def _canonical(body: object) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def _body_of(manifest: Manifest) -> dict[str, Any]:
    listed = [
        {"name": one.name, "seal": list(one.seal)}
        | ({"dead": one.dead, "dead_seal": list(one.dead_seal)} if one.dead else {})
        for one in manifest.segments
    ]
    return {"identity": manifest.identity, "version": manifest.version, "segments": listed}


def _manifest_of(body: Mapping[str, Any]) -> Manifest:
    listed = tuple(
        Listed(
            one["name"],
            Seal(*one["seal"]),
            one.get("dead", ""),
            Seal(*one.get("dead_seal", (0, 0))),
        )
        for one in body["segments"]
    )
    return Manifest(body["identity"], body["version"], listed)


# --- files --------------------------------------------------------------------------------------------


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Have a folder's list of names on the disk too, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    """Remove a file; what the system will not let go of stays for the next time."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def live_names(parts: Sequence[Part]) -> dict[str, int]:
    """The revision of each bulletin that is left."""
    return {name: revision for part in parts for name, revision in part.revisions().items()}
