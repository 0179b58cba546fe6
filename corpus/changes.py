"""What somebody who has read the store before lacks now: only that is read again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from corpus import catalogue, schema
from corpus.model import Bulletin, Fact, Paragraph, Record
from corpus.schema import bulletins, facts, meta, paragraphs, records
from corpus.store import Store

_AT_ONCE = 500  # bulletins named in one statement


@dataclass(frozen=True)
class Kept:
    """One bulletin with all that was read from it, as it was saved at a *revision* of the store."""

    revision: int
    bulletin: Bulletin
    facts: tuple[Fact, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Changes:
    """The store at one moment: every bulletin's revision, latest first (undated last), and what is new."""

    version: int
    revisions: dict[str, int]
    new: dict[str, Kept]


def changes(store: Store, known: Mapping[str, int]) -> Changes:
    """The bulletins that are not *known* (id and revision), all of one moment.  Raises ``StoreError``."""
    with store.snapshot() as connection:
        version = connection.execute(sa.select(meta.c.value).where(meta.c.key == "version")).scalar_one()
        order = catalogue.latest_first(bulletins.c.id)
        rows = connection.execute(sa.select(bulletins.c.id, bulletins.c.revision).order_by(*order))
        revisions = {str(name): int(revision) for name, revision in rows}
        lacking = [name for name, revision in revisions.items() if known.get(name) != revision]
        new: dict[str, Kept] = {}
        for first in range(0, len(lacking), _AT_ONCE):
            new |= _read(connection, lacking[first : first + _AT_ONCE])
    return Changes(int(version), revisions, new)


def _read(connection: sa.Connection, names: Sequence[str]) -> dict[str, Kept]:
    texts: dict[str, list[Paragraph]] = {name: [] for name in names}
    chosen = sa.select(paragraphs).where(paragraphs.c.bulletin.in_(names)).order_by(paragraphs.c.position)
    for p in connection.execute(chosen):
        texts[p.bulletin].append(Paragraph(p.number, p.position, p.kind, p.text))
    told = {name: [schema.fact_of(data) for data in some] for name, some in _data(connection, facts, names)}
    held = {
        name: [schema.record_of(data) for data in some] for name, some in _data(connection, records, names)
    }
    return {
        row.id: Kept(
            row.revision,
            Bulletin(
                row.id, row.title, row.published, row.byline, row.url, row.source, row.digest,
                tuple(texts[row.id]),
            ),
            tuple(told.get(row.id, ())),
            tuple(held.get(row.id, ())),
        )
        for row in connection.execute(sa.select(bulletins).where(bulletins.c.id.in_(names)))
    }  # fmt: skip


def _data(
    connection: sa.Connection, table: sa.Table, names: Sequence[str]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """What a table keeps of each bulletin, in order."""
    found: dict[str, list[dict[str, Any]]] = {}
    chosen = sa.select(table.c.bulletin, table.c.data).where(table.c.bulletin.in_(names))
    for name, data in connection.execute(chosen.order_by(table.c.bulletin, table.c.ordinal)):
        found.setdefault(name, []).append(json.loads(data))
    return list(found.items())
