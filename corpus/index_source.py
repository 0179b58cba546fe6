"""What the index is made from: the store's paragraphs, and which bulletins changed since when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from corpus.ground import READ_KINDS
from corpus.schema import bulletins, meta, paragraphs
from corpus.segments import Entry
from corpus.store import Store

_AT_ONCE = 500  # bulletins named in one statement
_LOW = (1 << 32) - 1  # what is added up of a revision: the sum stays a 64-bit number


class Tally(NamedTuple):
    """How many bulletins there are, and the sum of their revisions: two states hardly ever share both."""

    bulletins: int
    revisions: int


def tally(revisions: Collection[int]) -> Tally:
    """The tally of some revisions."""
    return Tally(len(revisions), sum(revision & _LOW for revision in revisions))


class State(NamedTuple):
    """Whose store it is, and how often it changed."""

    identity: int
    version: int


class Source:
    """The store as the index sees it; safe for threads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def state(self) -> State:
        """The state of this moment."""
        with self._store.snapshot() as connection:
            rows = connection.execute(sa.select(meta.c.key, meta.c.value)).all()
        values = {str(key): int(value) for key, value in rows}
        return State(values["identity"], values["version"])

    def tally(self) -> Tally:
        """What :func:`tally` gives for the revisions of all bulletins; read from the database's own index."""
        low = bulletins.c.revision.op("&")(_LOW)
        chosen = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(low), 0))
        with self._store.snapshot() as connection:
            count, total = connection.execute(chosen.select_from(bulletins)).one()
        return Tally(int(count), int(total))

    def revisions(self, since: int = -1) -> dict[str, int]:
        """The revision of each bulletin that was saved after a version of the store."""
        chosen = sa.select(bulletins.c.id, bulletins.c.revision).where(bulletins.c.revision > since)
        with self._store.snapshot() as connection:
            return {str(name): int(revision) for name, revision in connection.execute(chosen)}

    def read(self, names: Sequence[str]) -> tuple[list[Entry], dict[str, int]]:
        """The paragraphs of some bulletins, and the revisions read (none for a bulletin that is gone)."""
        entries: list[Entry] = []
        revisions: dict[str, int] = {}
        with self._store.snapshot() as connection:
            for first in range(0, len(names), _AT_ONCE):
                some = list(names[first : first + _AT_ONCE])
                chosen = sa.select(bulletins.c.id, bulletins.c.revision).where(bulletins.c.id.in_(some))
                revisions |= {str(name): int(revision) for name, revision in connection.execute(chosen)}
                texts = sa.select(paragraphs.c.bulletin, paragraphs.c.number, paragraphs.c.text)
                wanted = texts.where(paragraphs.c.bulletin.in_(some), paragraphs.c.kind.in_(READ_KINDS))
                held: dict[str, list[Entry]] = {name: [] for name in some}
                for bulletin, number, text in connection.execute(wanted.order_by(paragraphs.c.position)):
                    held[bulletin].append(Entry(bulletin, number, text))
                entries += [entry for name in some for entry in held[name]]
        return entries, revisions
