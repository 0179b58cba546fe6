"""The paragraph index of a data folder: kept in step with its store, shared by all processes.

The index lies in files beside the store (``corpus.index_folder``); each process maps them.  Whoever asks
first after a change brings the index up to date: bulletins that are gone or replaced are struck out
at once, new ones go into a small segment of their own.  Small segments are merged later.

The store is the truth.  What is missing from the index or damaged in it is read from there again.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from filelock import Timeout

from corpus import scoring, segments
from corpus.index import ParagraphIndex
from corpus.index_folder import IndexFolder, Listed, Manifest, Opened, live_names
from corpus.index_source import Source, State, tally
from corpus.segments import DamagedIndex, Entry, Part
from corpus.store import Store

BATCH = 50_000  # paragraphs that go into one segment; bounds the memory a build takes
PATIENCE = 1.0  # seconds a search waits for another process that is at work on the index
GLANCE = 0.1  # the same, once it was in vain
MERGED_AT_ONCE = 20_000  # paragraphs that are merged by who asks; more, in the background
_GROWTH, _LEAST = 4, 1_000  # a segment is merged with later ones once they hold a quarter of its paragraphs
_MOST_DEAD = 0.2  # share of a segment that may be deleted before it is written anew
FOLDER = "index"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Current:
    """What this process answers from."""

    manifest: Manifest
    index: ParagraphIndex


class Library:
    """Gives the index of a store's data folder; safe for threads and for several processes."""

    def __init__(self, store: Store) -> None:
        self.source = Source(store)
        self.files = IndexFolder(store.folder / FOLDER)
        self._lock = threading.RLock()
        self._current: _Current | None = None
        self._checked: set[str] = set()  # names of large segments that were looked through, or are
        self._busy = False  # somebody was waited for in vain: until that is done nobody waits as long again
        self._partial: tuple[State, _Current] | None = None

    def index(self, wait: bool = False) -> tuple[ParagraphIndex, int]:
        """The index, and the store's version that it is in step with.

        Up to date, unless another process or thread is at work on it for more than a second: then what
        that has made so far, without what is gone from the store (with *wait*, the end of it is awaited).
        """
        state = self.source.state()
        current = self._current
        if current is None or not _in_step(current.manifest, state):
            until = math.inf if wait else time.monotonic() + (GLANCE if self._busy else PATIENCE)
            if self._lock.acquire(timeout=_left(until)):
                try:
                    current = self._renewed(state, until)
                finally:
                    self._lock.release()
            else:
                self._busy = True
                current = self._so_far(state)
        return current.index, current.manifest.version

    def refresh(self) -> None:
        """Bring the index up to date and merge what is worth it; StoreError only."""
        self.index(wait=True)
        self._merge_all()

    def _renewed(self, state: State, until: float) -> _Current:
        current = self._current
        if current is not None and _in_step(current.manifest, state):
            return current  # another thread was faster
        try:
            opened = self._opened()
            if not _in_step(opened.manifest, state):
                opened = self._updated(until)
        except Timeout:
            self._busy = True
            return self._so_far(state)
        except (OSError, DamagedIndex):
            log.exception("the index's files cannot be used: searching in memory")
            return self._in_memory()
        self._busy, self._partial = False, None
        return self._shown(opened)

    def _so_far(self, state: State) -> _Current:
        """What is made of the index while somebody else is at work on it, without what is gone.

        Nobody who was taken out of the store, or wrote something anew, has to wait until the files say so.
        """
        opened, partial = self._opened(), self._partial
        if partial is None or (partial[0], partial[1].manifest) != (state, opened.manifest):
            gone, _ = self._changes(opened)
            left = [left for part in opened.parts if (left := _left_of(part, gone)) is not None]
            self._partial = partial = state, _Current(opened.manifest, ParagraphIndex.of(left))
        return partial[1]

    def _opened(self) -> Opened:
        try:
            return self.files.open()
        except DamagedIndex as damage:
            log.error("%s: it is built anew", damage)
            return Opened()

    def _updated(self, until: float) -> Opened:
        with self.files.writing(_left(until)):
            self._update()
        opened = self.files.open()
        if worth_merging(opened.parts):
            if sum(part.live for part in opened.parts) <= MERGED_AT_ONCE:
                self._merge_all()
                return self.files.open()
            threading.Thread(target=self._merge_all, name="merge-index", daemon=True).start()
        return opened

    def _shown(self, opened: Opened) -> _Current:
        # Kept by a name too: a merge that ends now, in another thread, drops what is current.
        self._current = current = _Current(opened.manifest, ParagraphIndex.of(opened.parts))
        if any(len(part.segment) >= scoring.COMPILED_FROM for part in opened.parts):
            scoring.compiled()
        unchecked = [one for one in opened.manifest.segments if one.name not in self._checked]
        if unchecked:
            self._checked |= {one.name for one in unchecked}
            threading.Thread(target=self._check, args=(unchecked,), name="check-index", daemon=True).start()
        return current

    def _in_memory(self) -> _Current:
        """An index without files, for a disk that is full or a folder that cannot be written."""
        state = self.source.state()
        entries, _ = self.source.read(list(self.source.revisions()))
        current = _Current(Manifest(state.identity, state.version), ParagraphIndex(entries))
        self._current = current
        return current

    # --- keeping in step: with the lock of the files held -----------------------------------------------

    def _update(self) -> None:
        state = self.source.state()
        opened = self._opened()
        if _in_step(opened.manifest, state):
            return  # another process was faster
        if opened.manifest.identity != state.identity:
            opened = Opened(Manifest(identity=state.identity))
        gone, new = self._changes(opened)
        manifest = self._without(opened, gone) if gone else opened.manifest
        names = list(new)
        while names:
            manifest, names = self._with_next(manifest, names)
        self.files.commit(replace(manifest, version=state.version))

    def _changes(self, opened: Opened) -> tuple[set[str], dict[str, int]]:
        """Bulletins to be struck out, and those to be added with their revisions.

        What was saved since the index's version is asked for first.  If the tally is right with that, the
        index held nothing that the store does not.  Otherwise something was deleted, or a backup was put
        back: all are compared.
        """
        held = live_names(opened.parts)
        new = {
            name: revision
            for name, revision in self.source.revisions(opened.manifest.version).items()
            if held.get(name) != revision
        }
        gone = new.keys() & held.keys()
        if tally((held | new).values()) == self.source.tally():
            return gone, new
        every = self.source.revisions()
        gone = {name for name, revision in held.items() if every.get(name) != revision}
        return gone, {name: revision for name, revision in every.items() if held.get(name) != revision}

    def _without(self, opened: Opened, gone: set[str]) -> Manifest:
        """Strike bulletins out, at once: whatever is to be added after may take its time."""
        listed = []
        for one, part in zip(opened.manifest.segments, opened.parts, strict=True):
            left = _left_of(part, gone)
            if left is not None:
                listed.append(one if left is part else self.files.mark(one, left.dead))
        manifest = replace(opened.manifest, version=-1, segments=tuple(listed))
        self.files.commit(manifest)
        return manifest

    def _with_next(self, manifest: Manifest, names: list[str]) -> tuple[Manifest, list[str]]:
        """Add the next bulletins as a segment; gives those that are left to be added."""
        entries: list[Entry] = []
        revisions: dict[str, int] = {}
        step = 500
        while names and len(entries) < BATCH:
            some, names = names[:step], names[step:]
            read, found = self.source.read(some)
            entries += read
            revisions |= found
        if not revisions:
            return manifest, names
        made = segments.build(entries, revisions)
        listed = self.files.adopt(self.files.write_segment(made.arrays()))
        manifest = replace(manifest, segments=(*manifest.segments, listed))
        if names:
            self.files.commit(replace(manifest, version=-1))
        return manifest, names

    # --- merging ------------------------------------------------------------------------------------------

    def _merge_all(self) -> None:
        """Merge as long as it is worth it.  Others may search and update meanwhile."""
        try:
            with self.files.writing(0, "merge"):
                with self.files.writing():
                    self.files.clean_new()
                while self._merge():
                    self._current = None  # the next search opens what was merged
        except Timeout:
            log.debug("another process is merging")
        except (OSError, DamagedIndex):
            log.exception("the index's segments could not be merged")

    def _merge(self) -> bool:
        before = self._opened()
        first = worth_merging(before.parts)
        if first is None:
            return False
        listed, parts = before.manifest.segments[first:], before.parts[first:]
        last = first + len(parts)
        made = self.files.write_segment(segments.merge(parts, self.files.room))
        with self.files.writing():
            now = self.files.open()
            if [one.name for one in listed] == [one.name for one in now.manifest.segments[first:last]]:
                merged = self._struck(self.files.adopt(made), parts, now.parts[first:last])
                kept = (*now.manifest.segments[:first], merged, *now.manifest.segments[last:])
                self.files.commit(replace(now.manifest, segments=kept))
        return True

    def _struck(self, merged: Listed, before: Sequence[Part], now: Sequence[Part]) -> Listed:
        """Strike out of a merged segment what was deleted while it was being merged."""
        gone = live_names(before).keys() - live_names(now).keys()
        if not gone:
            return merged
        segment = segments.opened(self.files.folder / merged.name, merged.seal)
        return self.files.mark(merged, Part(segment, segments.Dead.none(segment)).without(gone).dead)

    # --- checking -----------------------------------------------------------------------------------------

    def _check(self, listed: Sequence[Listed]) -> None:
        """Look through whole segments; one that is damaged is dropped, and read from the store again."""
        try:
            self.check(listed)
        except OSError:
            log.exception("the index could not be checked")

    def check(self, listed: Sequence[Listed] | None = None) -> list[str]:
        """Compare every byte of these segments (by default all) with its checksum; drops the damaged ones.

        Gives their names.  The next search finds them missing and reads their bulletins from the store.
        """
        if listed is None:
            listed = self.files.manifest().segments
        bad = [one.name for one in listed if self.files.damaged(one)]
        if bad:
            with self._lock, self.files.writing():
                self._current = None  # also if another process was faster to drop them
                manifest = self.files.manifest()
                left = tuple(one for one in manifest.segments if one.name not in bad)
                if len(left) < len(manifest.segments):
                    log.error("a part of the index is damaged: it is read from the store again")
                    self.files.commit(replace(manifest, version=-1, segments=left))
        return bad


def _left_of(part: Part, gone: set[str]) -> Part | None:
    """A part without some bulletins; None, and no words of theirs counted, if it has no others."""
    return None if gone.issuperset(part.revisions()) else part.without(gone)


def worth_merging(parts: Sequence[Part]) -> int | None:
    """From which segment on all should become one; None if things are well as they are.

    Sizes fall at least fourfold from one segment to the next, so that there are few of them, and each
    paragraph is written anew a few times in its life, not with every bulletin that comes.
    """
    for at, part in enumerate(parts):
        if part.dead.count > _MOST_DEAD * len(part.segment):
            return at
    later, first = 0, None
    for at in reversed(range(len(parts))):
        if at < len(parts) - 1 and parts[at].live <= max(_GROWTH * later, _LEAST):
            first = at
        later += parts[at].live
    return first


def _left(until: float) -> float:
    """Seconds that are left to wait, by the clock; -1 for ever, as locks have it."""
    return -1 if until == math.inf else max(0.0, until - time.monotonic())


def _in_step(manifest: Manifest, state: State) -> bool:
    return (manifest.identity, manifest.version) == (state.identity, state.version)
