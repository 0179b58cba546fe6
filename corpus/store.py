"""What is known, kept in the data folder: bulletins, facts, records, conversations.

SQLAlchemy over one SQLite file in write-ahead mode.  A bulletin is saved with
everything read from it in one transaction, so a reader sees all of it or none,
and a process killed at any moment leaves the last good state.  Several threads
and processes may use one folder at once.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from corpus import catalogue, opinions, schema
from corpus.database import StoreError, engine_of, errors, prepare, writing
from corpus.model import Bulletin, Fact, Paragraph, Reading, Record
from corpus.opinions import Opinion
from corpus.schema import bulletins, conversations, facts, meta, paragraphs, records

FILE = "dan-chung.sqlite3"
Outcome = Literal["added", "unchanged", "replaced", "older"]
_FACETS_KEPT = 64  # filters whose counts are remembered
_MOST_AREAS = 60  # that a facet offers; others can still be typed


class Store:
    """The data folder.  Open it with :meth:`open`; safe for threads."""

    def __init__(self, engine: sa.Engine, is_new: bool) -> None:
        self._engine = engine
        self.is_new = is_new
        self._facets = lru_cache(_FACETS_KEPT)(self._count_facets)  # by version: a change begins anew
        self.folder = Path(engine.url.database or "").parent

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open a data folder; it and its tables are made if they are missing.

        ``is_new`` of the result tells that nothing was ever kept here.
        Raises :class:`StoreError`.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except PermissionError as error:
            raise StoreError(reason="not_writable") from error
        except OSError as error:
            raise StoreError(reason="unreadable") from error
        engine = engine_of(folder / FILE)
        try:
            with errors():
                prepare(engine)
                store = cls(engine, False)
                store.is_new = store.version() == 0
        except StoreError:
            engine.dispose()
            raise
        return store

    def close(self) -> None:
        """Let go of the files."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- writing --------------------------------------------------------------------------------

    def save(self, reading: Reading) -> Outcome:
        """Keep a bulletin and all that was read from it, in one transaction.

        A newer version of the same page takes the whole place of the old one;
        an older one (by its date of publication) changes nothing.  The same
        content again is ``unchanged``, unless it is now read differently.
        """
        with self._write() as connection:
            return _save(connection, reading)

    def replace_all(self, readings: Sequence[Reading]) -> list[Outcome]:
        """Put these bulletins in the place of all others, in one transaction."""
        with self._write() as connection:
            connection.execute(bulletins.delete())
            _changed(connection)
            return [_save(connection, reading) for reading in readings]

    def delete(self, bulletin_id: str) -> bool:
        """Forget a bulletin with its facts and records; False if there is none."""
        with self._write() as connection:
            gone = connection.execute(bulletins.delete().where(bulletins.c.id == bulletin_id)).rowcount > 0
            if gone:
                _changed(connection)
            return gone

    def reset(self) -> None:
        """Forget every bulletin; conversations stay."""
        self.replace_all([])

    # --- reading --------------------------------------------------------------------------------

    def version(self) -> int:
        """Grows with every change of what is known; 0 if nothing was ever kept."""
        with self._read() as connection:
            return int(
                connection.execute(sa.select(meta.c.value).where(meta.c.key == "version")).scalar_one()
            )

    @contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """One state of everything, for selects of one's own; errors are :class:`StoreError` here too."""
        with self._read() as connection:
            yield connection

    def bulletins(self) -> list[Bulletin]:
        """Every bulletin with its paragraphs, latest first, undated last."""
        order = (bulletins.c.published.is_(None), bulletins.c.published.desc(), bulletins.c.id)
        with self._read() as connection:
            rows = connection.execute(sa.select(bulletins).order_by(*order)).all()
            texts: dict[str, list[Paragraph]] = {row.id: [] for row in rows}
            for p in connection.execute(sa.select(paragraphs).order_by(paragraphs.c.position)):
                texts[p.bulletin].append(Paragraph(p.number, p.position, p.kind, p.text))
        return [_bulletin(row, texts[row.id]) for row in rows]

    def bulletin(self, bulletin_id: str) -> Bulletin | None:
        """One bulletin, or None."""
        with self._read() as connection:
            return _one_bulletin(connection, bulletin_id)

    def reading(self, bulletin_id: str) -> Reading | None:
        """One bulletin with all that was read from it, or None."""
        with self._read() as connection:
            return _reading(connection, bulletin_id)

    def facts(self, **filters: str) -> list[Fact]:
        """Facts that meet every filter (see :class:`corpus.catalogue.Filter`), latest bulletin first."""
        return self.facts_in_order("", 0, None, **filters)

    def facts_in_order(self, sort: str, first: int, most: int | None, /, **filters: str) -> list[Fact]:
        """Facts that meet every filter: *most* of them (or all) from the *first* on, counted from 0.

        *sort* is a name of ``catalogue.SORTS``, "-" before it for descending, or "".
        """
        chosen = catalogue.Filter(**filters)
        with self._read() as connection:
            chosen = _resolved(connection, chosen)
            return _facts(
                connection.execute(catalogue.select_facts(chosen, sort, first, most)).scalars().all()
            )

    def count(self, **filters: str) -> int:
        """How many facts meet every filter."""
        with self._read() as connection:
            chosen = _resolved(connection, catalogue.Filter(**filters))
            return int(connection.execute(catalogue.select_count(chosen)).scalar_one())

    def series(self, most: int, only: Sequence[str] | None, /, **filters: str) -> list[tuple[str, int]]:
        """Series of facts over time and their number of times, the most telling first; *only* some."""
        with self._read() as connection:
            chosen = _resolved(connection, catalogue.Filter(**filters))
            found = connection.execute(catalogue.select_series(chosen, most, only)).all()
            return [(str(series), int(periods)) for series, periods in found]

    def series_facts(self, series: str, most: int, /, **filters: str) -> list[Fact]:
        """The facts of one series, latest bulletin first."""
        with self._read() as connection:
            chosen = _resolved(connection, catalogue.Filter(**filters))
            return _facts(
                connection.execute(catalogue.select_series_facts(chosen, series, most)).scalars().all()
            )

    def titles(self) -> dict[str, str]:
        """The title of every bulletin by its id."""
        with self._read() as connection:
            found = connection.execute(sa.select(bulletins.c.id, bulletins.c.title))
            return {str(id_): str(title) for id_, title in found}

    def bulletins_with(self, **filters: str) -> set[str]:
        """Ids of the bulletins that have a fact which meets every filter (as for :meth:`facts`)."""
        with self._read() as connection:
            chosen = _resolved(connection, catalogue.Filter(**filters))
            return set(connection.scalars(catalogue.select_bulletins(chosen)).all())

    def bulletins_between(self, since: str = "", until: str = "") -> set[str]:
        """Ids of the bulletins published in a time, given by ISO dates, months or years; both ends count."""
        published = bulletins.c.published
        chosen = sa.select(bulletins.c.id).where(published.is_not(None))
        if since:
            chosen = chosen.where(published >= since)
        if until:
            chosen = chosen.where(sa.func.substr(published, 1, len(until)) <= until)
        with self._read() as connection:
            return set(connection.scalars(chosen).all())

    def facets(self, **filters: str) -> dict[str, list[tuple[str, int]]]:
        """How many facts there are by each facet's value, with its own filter left out.

        An area's count holds what lies in it: it is what its filter would find.
        """
        found = self._facets(self.version(), catalogue.Filter(**filters))
        return {name: list(values) for name, values in found.items()}

    def _count_facets(self, _: int, chosen: catalogue.Filter) -> dict[str, list[tuple[str, int]]]:
        with self._read() as connection:
            chosen = _resolved(connection, chosen)
            found = {
                name: [(str(value), int(count)) for value, count in connection.execute(statement)]
                for name, statement in catalogue.select_facets(chosen).items()
            }
            return found | {"area": _areas(connection, chosen)}

    def records(self, bulletin: str | None = None, kind: str | None = None) -> list[Record]:
        """Records, latest bulletin first; of one bulletin or one kind if given."""
        chosen = sa.select(records.c.data).join(bulletins)
        if bulletin is not None:
            chosen = chosen.where(records.c.bulletin == bulletin)
        if kind is not None:
            chosen = chosen.where(records.c.kind == kind)
        with self._read() as connection:
            rows = connection.execute(chosen.order_by(*catalogue.latest_first(records.c.ordinal))).scalars()
            return [schema.record_of(json.loads(data)) for data in rows]

    # --- conversations --------------------------------------------------------------------------

    def conversation(
        self, conversation_id: str, younger_than_seconds: float = math.inf
    ) -> dict[str, Any] | None:
        """The state kept under an id, or None if there is none so young."""
        limit = time.time() - younger_than_seconds
        known = sa.and_(conversations.c.id == conversation_id, conversations.c.updated >= limit)
        chosen = sa.select(conversations.c.state).where(known)
        with self._read() as connection:
            state = connection.execute(chosen).scalar_one_or_none()
        return None if state is None else dict(json.loads(state))

    def keep_conversation(self, conversation_id: str, state: Mapping[str, Any]) -> None:
        """Keep a conversation's state (anything JSON can hold) in the place of the old one."""
        values = {"id": conversation_id, "state": json.dumps(dict(state)), "updated": time.time()}
        with self._write() as connection:
            connection.execute(conversations.insert().prefix_with("OR REPLACE"), values)

    def forget_conversations(self, older_than_seconds: float) -> int:
        """Forget conversations that were last touched longer ago than that; how many there were."""
        limit = time.time() - older_than_seconds
        with self._write() as connection:
            return connection.execute(conversations.delete().where(conversations.c.updated < limit)).rowcount

    # --- opinions -------------------------------------------------------------------------------

    def keep_opinion(self, opinion: Opinion) -> None:
        """Keep what somebody said of an answer."""
        with self._write() as connection:
            opinions.keep(connection, opinion)

    def opinions(self) -> list[Opinion]:
        """What people said of answers, latest first."""
        with self._read() as connection:
            return opinions.latest(connection)

    # --- connections ----------------------------------------------------------------------------

    @contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        with errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with errors(), writing(self._engine) as connection:
            yield connection


_Row = sa.Row[*tuple[Any, ...]]  # of any columns


# --- saving ---------------------------------------------------------------------------------------


def _save(connection: sa.Connection, reading: Reading) -> Outcome:
    new = reading.bulletin
    old = _same_page(connection, new)
    same = next((row for row in old if row.digest == new.digest), None) or _same_content(connection, new)
    if same is not None and not _read_anew(connection, same.id, reading):
        return "unchanged"
    if any(_is_older(new.published, row.published) for row in old):
        return "older"
    gone = {row.id for row in old} | ({same.id} if same is not None else set())
    if gone:
        connection.execute(bulletins.delete().where(bulletins.c.id.in_(gone)))
    _changed(connection)
    _insert(connection, reading)
    return "replaced" if gone else "added"


def _same_page(connection: sa.Connection, new: Bulletin) -> list[_Row]:
    """Kept versions of the same page: by id, address, or title with date (undated: with source)."""
    named = (
        bulletins.c.published == new.published
        if new.published
        else sa.and_(bulletins.c.published.is_(None), bulletins.c.source == new.source)
    )
    alike = [bulletins.c.id == new.id, sa.and_(bulletins.c.title == new.title, named)]
    if new.url:
        alike.append(bulletins.c.url == new.url)
    chosen = sa.select(bulletins.c.id, bulletins.c.digest, bulletins.c.published).where(sa.or_(*alike))
    return list(connection.execute(chosen))


def _same_content(connection: sa.Connection, new: Bulletin) -> _Row | None:
    chosen = sa.select(bulletins.c.id, bulletins.c.digest, bulletins.c.published)
    return connection.execute(chosen.where(bulletins.c.digest == new.digest)).first()


def _is_older(new: str | None, old: str | None) -> bool:
    """Whether a date lies before another, as far as both are known."""
    if not new or not old:
        return False
    size = min(len(new), len(old))
    return new[:size] < old[:size]


def _read_anew(connection: sa.Connection, kept_id: str, reading: Reading) -> bool:
    """Whether the same content is now read differently (by a better grammar, say)."""
    kept = _reading(connection, kept_id)
    if kept is None:
        return True
    return replace(kept, bulletin=replace(kept.bulletin, source=reading.bulletin.source)) != reading


def _insert(connection: sa.Connection, reading: Reading) -> None:
    new = reading.bulletin
    values = {
        name: getattr(new, name) for name in ("id", "title", "published", "byline", "url", "source", "digest")
    }
    notes = {"unexplained": json.dumps(reading.unexplained), "mismatches": json.dumps(reading.mismatches)}
    version = sa.select(meta.c.value).where(meta.c.key == "version").scalar_subquery()
    connection.execute(bulletins.insert().values(values | notes | {"revision": version}))
    many = (
        (paragraphs, [asdict(paragraph) | {"bulletin": new.id} for paragraph in new.paragraphs]),
        (facts, [schema.fact_row(new.id, n, fact) for n, fact in enumerate(reading.facts)]),
        (records, [schema.record_row(new.id, n, record) for n, record in enumerate(reading.records)]),
    )
    for table, rows in many:
        if rows:
            connection.execute(table.insert(), rows)


def _changed(connection: sa.Connection) -> None:
    """Raise the version, to the time in milliseconds or by one: so that no two states ever share one.

    A backup that is put back would otherwise come to versions that what was lost had too, and an index made
    of that would be believed.
    """
    now = time.time_ns() // 1_000_000
    raised = sa.func.max(meta.c.value + 1, now)
    connection.execute(meta.update().where(meta.c.key == "version").values(value=raised))


def _renamed(connection: sa.Connection) -> list[tuple[str, str]]:
    return [(str(name), str(now)) for name, now in connection.execute(catalogue.select_renamed())]


def _resolved(connection: sa.Connection, chosen: catalogue.Filter) -> catalogue.Filter:
    """A filter that knows what its area was called before."""
    former = catalogue.former_names(chosen.area, _renamed(connection)) if chosen.area.strip() else ()
    return catalogue.Resolved(**vars(chosen), former=former)


def _areas(connection: sa.Connection, chosen: catalogue.Filter) -> list[tuple[str, int]]:
    names = [str(name) for name in connection.execute(catalogue.select_areas(chosen, _MOST_AREAS)).scalars()]
    if not names:
        return []
    counts = connection.execute(catalogue.select_area_counts(chosen, names, _renamed(connection))).one()
    found = [(name, int(count or 0)) for name, count in zip(names, counts, strict=True)]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


# --- rows as values --------------------------------------------------------------------------------


def _facts(rows: Sequence[object]) -> list[Fact]:
    return [schema.fact_of(json.loads(str(data))) for data in rows]


def _bulletin(row: _Row, texts: list[Paragraph]) -> Bulletin:
    return Bulletin(
        row.id, row.title, row.published, row.byline, row.url, row.source, row.digest, tuple(texts)
    )


def _one_bulletin(connection: sa.Connection, bulletin_id: str) -> Bulletin | None:
    row = connection.execute(sa.select(bulletins).where(bulletins.c.id == bulletin_id)).one_or_none()
    if row is None:
        return None
    chosen = sa.select(paragraphs).where(paragraphs.c.bulletin == bulletin_id).order_by(paragraphs.c.position)
    return _bulletin(
        row, [Paragraph(p.number, p.position, p.kind, p.text) for p in connection.execute(chosen)]
    )


def _reading(connection: sa.Connection, bulletin_id: str) -> Reading | None:
    bulletin = _one_bulletin(connection, bulletin_id)
    if bulletin is None:
        return None
    notes = connection.execute(
        sa.select(bulletins.c.unexplained, bulletins.c.mismatches).where(bulletins.c.id == bulletin_id)
    ).one()
    chosen = [
        [json.loads(d) for d in connection.execute(
            sa.select(table.c.data).where(table.c.bulletin == bulletin_id).order_by(table.c.ordinal)
        ).scalars()]
        for table in (facts, records)
    ]  # fmt: skip
    return Reading(
        bulletin,
        tuple(schema.fact_of(data) for data in chosen[0]),
        tuple(schema.record_of(data) for data in chosen[1]),
        tuple(json.loads(notes.unexplained)),
        tuple(json.loads(notes.mismatches)),
    )
