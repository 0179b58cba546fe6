"""A segment: some paragraphs with their postings, as arrays in memory or mapped from a folder.

A segment never changes.  What is deleted from it is listed beside it (:class:`Dead`), with the words
that went, so that the statistics stay those of the paragraphs that are left; the next merge leaves it out.
"""

from __future__ import annotations

import math
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import postings
from corpus.postings import Floats, Ints, Postings
from corpus.terms import FIELDS, Numbers

Arrays = Mapping[str, NDArray[Any]]
_CHUNK = 1 << 22  # bytes read at a time for a checksum
_FEW = 100  # one paragraph of so many is read again as fast as the postings of all are gone through


class DamagedIndex(Exception):
    """A file of the index is not what was written.  The message names no path."""


@dataclass(frozen=True)
class Entry:
    """A paragraph to be found: the bulletin's id, the paragraph's number, its stored text."""

    bulletin: str
    paragraph: int
    text: str


class Strings(NamedTuple):
    """Many strings as one array of UTF-8 and where each begins (n + 1 places)."""

    data: NDArray[np.uint8]
    begins: Ints

    @classmethod
    def of(cls, strings: Sequence[str]) -> Strings:
        """Strings as arrays."""
        encoded = [some.encode("utf-8", "surrogatepass") for some in strings]
        begins = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), begins)

    def at(self, place: int) -> str:
        """One of the strings."""
        begin, end = self.begins[place], self.begins[place + 1]
        return self.data[begin:end].tobytes().decode("utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """All of them, in order."""
        return [self.at(place) for place in range(len(self.begins) - 1)]

    def taken(self, places: Ints) -> Strings:
        """Some of them, by ascending places."""
        sizes = np.diff(self.begins)[places]
        begins = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        runs = np.split(places, np.flatnonzero(np.diff(places) != 1) + 1) if len(places) else []
        data = [self.data[self.begins[run[0]] : self.begins[run[-1] + 1]] for run in runs]
        return Strings(np.concatenate(data) if data else self.data[:0], begins)

    @staticmethod
    def joined(some: Sequence[Strings]) -> Strings:
        """One after the other."""
        sizes = np.concatenate([np.zeros(1, dtype=np.int64), *[np.diff(each.begins) for each in some]])
        return Strings(np.concatenate([each.data for each in some]), np.cumsum(sizes))


@dataclass(frozen=True)
class Segment:
    """Paragraphs, the bulletins they belong to, and their postings.

    ``tops``: the most that a term's damped frequency comes to here, by the averages of this segment ·
    ``owners``, ``numbers``: for each paragraph the place of its bulletin in ``bulletins``, and its number ·
    ``revisions``: for each bulletin the store's version when it was saved.
    """

    postings: Postings
    tops: Floats
    owners: NDArray[np.int32]
    numbers: NDArray[np.int32]
    texts: Strings
    bulletins: Strings
    revisions: Ints
    places: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return self.postings.size

    @cached_property
    def lengths(self) -> Ints:
        """The lengths of all paragraphs together, by field."""
        return np.asarray(self.postings.lengths.sum(axis=0, dtype=np.int64))

    @cached_property
    def averages(self) -> NDArray[np.float64]:
        """The average lengths of these paragraphs, by field: what ``tops`` were taken by."""
        return postings.averages(self.postings)

    def entry(self, place: int) -> Entry:
        """One paragraph."""
        bulletin = self.bulletins.at(int(self.owners[place]))
        return Entry(bulletin, int(self.numbers[place]), self.texts.at(place))

    @cached_property
    def ids(self) -> dict[str, int]:
        """The place of each bulletin."""
        return {name: place for place, name in enumerate(self.bulletins.all())}

    def of_bulletins(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """Which paragraphs belong to some bulletins."""
        chosen = np.zeros(len(self.revisions), dtype=bool)
        chosen[[self.ids[name] for name in wanted if name in self.ids]] = True
        return chosen[self.owners]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of it by name, as it is written to files."""
        return {
            **{name: getattr(self.postings, name) for name in Postings.__dataclass_fields__},
            **{name: getattr(self, name) for name in ("tops", "owners", "numbers", "revisions")},
            "texts": self.texts.data,
            "text_begins": self.texts.begins,
            "bulletins": self.bulletins.data,
            "bulletin_begins": self.bulletins.begins,
        }


def segment_of(arrays: Arrays) -> Segment:
    """The segment that these arrays are.  :class:`DamagedIndex` if they do not fit together."""
    try:
        given = {name: arrays[name].view(np.ndarray) for name in ARRAYS}
    except KeyError as error:
        raise DamagedIndex("a part of the index is missing") from error
    for array in given.values():
        array.flags.writeable = False
    made = Segment(
        Postings(**{name: given[name] for name in Postings.__dataclass_fields__}),
        given["tops"],
        given["owners"],
        given["numbers"],
        Strings(given["texts"], given["text_begins"]),
        Strings(given["bulletins"], given["bulletin_begins"]),
        given["revisions"],
    )
    if not _fits(made):
        raise DamagedIndex("parts of the index do not fit together")
    return made


ARRAYS = (
    *Postings.__dataclass_fields__,
    *("tops", "owners", "numbers", "revisions", "texts", "text_begins", "bulletins", "bulletin_begins"),
)


def _fits(made: Segment) -> bool:
    held, count = made.postings, len(made.postings.documents)
    return (
        len(held.starts) == len(held.terms) + 1 == len(made.tops) + 1
        and int(held.starts[-1]) == len(held.codes) == count
        and made.postings.size == len(made.owners) == len(made.numbers) == len(made.texts.begins) - 1
        and len(made.bulletins.begins) == len(made.revisions) + 1
        and held.lengths.shape[1:] == (FIELDS,)
    )


def build(entries: Sequence[Entry], revisions: Mapping[str, int] | None = None) -> Segment:
    """A segment of some paragraphs in their order; *revisions* of their bulletins, 0 by default.

    Bulletins without a paragraph can be named in *revisions* too: that they are empty is then known.
    """
    revisions = revisions or {}
    names = list(dict.fromkeys([*(entry.bulletin for entry in entries), *revisions]))
    place = {name: at for at, name in enumerate(names)}
    made = postings.build(entry.text for entry in entries)
    texts, bulletins = Strings.of([entry.text for entry in entries]), Strings.of(names)
    return segment_of(
        {
            **{name: getattr(made, name) for name in Postings.__dataclass_fields__},
            "tops": postings.tops(made),
            "owners": np.array([place[entry.bulletin] for entry in entries], dtype=np.int32),
            "numbers": np.array([entry.paragraph for entry in entries], dtype=np.int32),
            "revisions": np.array([revisions.get(name, 0) for name in names], dtype=np.int64),
            "texts": texts.data,
            "text_begins": texts.begins,
            "bulletins": bulletins.data,
            "bulletin_begins": bulletins.begins,
        }
    )


# --- what is deleted ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dead:
    """What is no longer there of a segment.

    ``bulletins``: a flag each · ``terms``, ``frequencies``: in how many deleted paragraphs a term stood
    · ``lengths``: their lengths together, by field · ``count``: of paragraphs.
    """

    bulletins: NDArray[np.bool_]
    terms: Numbers
    frequencies: Ints
    lengths: Ints
    count: int

    @classmethod
    def none(cls, segment: Segment) -> Dead:
        """Nothing is deleted."""
        nothing = np.zeros(0, dtype=np.int64)
        flags = np.zeros(len(segment.revisions), dtype=bool)
        return cls(flags, nothing.astype(np.uint64), nothing, np.zeros(FIELDS, dtype=np.int64), 0)

    @classmethod
    def of(cls, segment: Segment, bulletins: NDArray[np.bool_]) -> Dead:
        """These bulletins are deleted.  Few texts are read again, for many all postings are gone through."""
        gone = bulletins[segment.owners]
        count = int(np.count_nonzero(gone))
        if count * _FEW < len(segment):
            held = postings.build(segment.texts.at(int(place)) for place in np.flatnonzero(gone))
            terms, frequencies = held.terms, np.diff(held.starts)
        else:
            frequencies = postings.frequencies(segment.postings, gone)
            terms, frequencies = segment.postings.terms[frequencies > 0], frequencies[frequencies > 0]
        lengths = segment.postings.lengths[gone].sum(axis=0, dtype=np.int64)
        return cls(bulletins, terms, frequencies, lengths, count)

    def of_terms(self, terms: Numbers) -> Ints:
        """In how many deleted paragraphs each term stood."""
        if not len(self.terms):
            return np.zeros(len(terms), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return np.where(self.terms[at] == terms, self.frequencies[at], 0)


@dataclass(frozen=True)
class Part:
    """A segment and what is deleted of it."""

    segment: Segment
    dead: Dead

    @property
    def live(self) -> int:
        """How many paragraphs are left."""
        return len(self.segment) - self.dead.count

    @cached_property
    def alive(self) -> NDArray[np.bool_]:
        """Which paragraphs are left."""
        return np.asarray(~self.dead.bulletins[self.segment.owners])

    def without(self, names: Iterable[str]) -> Part:
        """The same with these bulletins deleted; itself if none of them was left here."""
        ids = self.segment.ids
        places = [ids[name] for name in names if name in ids and not self.dead.bulletins[ids[name]]]
        if not places:
            return self
        flags = self.dead.bulletins.copy()
        flags[places] = True
        return Part(self.segment, Dead.of(self.segment, flags))

    def revisions(self) -> dict[str, int]:
        """The revision of each bulletin that is left."""
        known = self.segment.revisions.tolist()
        return {
            name: known[place] for name, place in self.segment.ids.items() if not self.dead.bulletins[place]
        }


def merge(parts: Sequence[Part], make: postings.Make = np.empty) -> dict[str, NDArray[Any]]:
    """The arrays of one segment that holds what is left of several, in their order.

    *make* gives the arrays for postings (shape, dtype): in memory, or mapped from a file.
    """
    held = postings.merge([part.segment.postings for part in parts], [part.alive for part in parts], make)
    kept = [np.flatnonzero(~part.dead.bulletins) for part in parts]
    places, base = [], 0
    for part, some in zip(parts, kept, strict=True):
        new = np.full(len(part.segment.revisions), -1, dtype=np.int64)
        new[some] = base + np.arange(len(some))
        places.append(new[part.segment.owners[part.alive]])
        base += len(some)
    texts = Strings.joined([p.segment.texts.taken(np.flatnonzero(p.alive)) for p in parts])
    bulletins = Strings.joined([p.segment.bulletins.taken(some) for p, some in zip(parts, kept, strict=True)])
    return {
        **{name: getattr(held, name) for name in Postings.__dataclass_fields__},
        "tops": postings.tops(held),
        "owners": np.concatenate(places).astype(np.int32),
        "numbers": np.concatenate([p.segment.numbers[p.alive] for p in parts]),
        "revisions": np.concatenate([p.segment.revisions[some] for p, some in zip(parts, kept, strict=True)]),
        "texts": texts.data,
        "text_begins": texts.begins,
        "bulletins": bulletins.data,
        "bulletin_begins": bulletins.begins,
    }


# --- files ----------------------------------------------------------------------------------------
#
# A segment is one file: its arrays in NumPy's own format (.npy), one after the other in the order of
# ARRAYS, each begun on a multiple of 64 bytes so that it can be mapped where it lies.

_ALIGN = 64


class Seal(NamedTuple):
    """What a file must be: its size in bytes and the CRC-32 of all of them."""

    size: int
    crc: int


def write(path: Path, arrays: Arrays) -> Seal:
    """Write the arrays of a segment as a file, down to the disk; gives its seal."""
    with path.open("wb") as file:
        for name in ARRAYS:
            file.write(bytes(-file.tell() % _ALIGN))
            np.save(file, arrays[name], allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    return seal_of(path)


def seal_of(path: Path) -> Seal:
    """The seal of a file as it is now; read in pieces, which costs no memory."""
    crc, size = 0, 0
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            crc, size = zlib.crc32(piece, crc), size + len(piece)
    return Seal(size, crc)


def opened(path: Path, seal: Seal) -> Segment:
    """A segment mapped from its file; its size is checked here, its contents by who compares seals."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != seal.size:
                raise DamagedIndex("a part of the index has another size than was written")
            whole = np.memmap(file, dtype=np.uint8, mode="r").view(np.ndarray)
            file.seek(0)
            arrays = {}
            for name in ARRAYS:
                file.seek(-file.tell() % _ALIGN, os.SEEK_CUR)
                arrays[name] = _mapped(file, whole)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, EOFError) as error:
        raise DamagedIndex("a part of the index cannot be read") from error
    return segment_of(arrays)


def _mapped(file: IO[bytes], whole: NDArray[np.uint8]) -> NDArray[Any]:
    """The next array of a file, as a view of the mapped bytes; the file stands behind it afterwards."""
    version = np.lib.format.read_magic(file)
    if version != (1, 0):
        raise ValueError("not a format that is written here")
    shape, by_column, dtype = np.lib.format.read_array_header_1_0(file)
    begin = file.tell()
    end = begin + math.prod(shape) * dtype.itemsize
    if by_column or dtype.hasobject or end > len(whole):
        raise ValueError("not an array that is written here")
    file.seek(end)
    return whole[begin:end].view(dtype).reshape(shape)
