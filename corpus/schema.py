"""The tables of the store, how they came about, and values as rows.

A fact or record is kept whole as JSON, beside the columns that it is looked
up by; the JSON gives back exactly the value that was saved.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from corpus.model import Area, Fact, Period, Quote, Record
from corpus.series import number_of, series_id
from corpus.text import fold

metadata = sa.MetaData()

bulletins = sa.Table(
    "bulletins",
    metadata,
    *[sa.Column(name, sa.Text) for name in ("id", "title", "published", "byline", "url", "source", "digest")],
    *[sa.Column(name, sa.Text) for name in ("unexplained", "mismatches")],
    sa.Column("revision", sa.Integer),  # the store's version when it was saved
)
paragraphs = sa.Table(
    "paragraphs",
    metadata,
    sa.Column("bulletin", sa.Text, sa.ForeignKey("bulletins.id")),
    sa.Column("number", sa.Integer),
    sa.Column("position", sa.Integer),
    sa.Column("kind", sa.Text),
    sa.Column("text", sa.Text),
)
FACT_COLUMNS = (
    "indicator", "programme", "area", "area_level", "area_district", "area_province",
    "start", "end", "status", "nature", "unit", "stars", "text",
    "series", "place", "place_district", "place_province", "place_now",
)  # fmt: skip
DERIVED = ("number", "series", "place", "place_district", "place_province", "place_now")  # since step 2
facts = sa.Table(
    "facts",
    metadata,
    sa.Column("bulletin", sa.Text, sa.ForeignKey("bulletins.id")),
    sa.Column("ordinal", sa.Integer),
    sa.Column("id", sa.Text),
    *[sa.Column(name, sa.Text) for name in FACT_COLUMNS],
    sa.Column("number", sa.Float),
    sa.Column("data", sa.Text),
)
records = sa.Table(
    "records",
    metadata,
    sa.Column("bulletin", sa.Text, sa.ForeignKey("bulletins.id")),
    sa.Column("ordinal", sa.Integer),
    sa.Column("id", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("data", sa.Text),
)
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.Text),
    sa.Column("state", sa.Text),
    sa.Column("updated", sa.Float),
)
meta = sa.Table("meta", metadata, sa.Column("key", sa.Text), sa.Column("value", sa.Integer))


def _derive(connection: sa.Connection) -> None:
    """Fill the columns that are worked out from a fact, for facts that were kept without them."""
    kept = connection.execute(sa.select(facts.c.bulletin, facts.c.ordinal, facts.c.data)).all()
    place = [facts.c[name] == sa.bindparam(f"of_{name}") for name in ("bulletin", "ordinal")]
    values: list[dict[str, Any]] = []
    for bulletin, ordinal, data in kept:
        row = fact_row(bulletin, ordinal, fact_of(json.loads(data)))
        values.append(
            {"of_bulletin": bulletin, "of_ordinal": ordinal} | {name: row[name] for name in DERIVED}
        )
    if values:
        connection.execute(facts.update().where(*place), values)


# Step n brings a store from version n to n + 1 (``PRAGMA user_version``); never change one that was released.
MIGRATIONS: tuple[tuple[str | Callable[[sa.Connection], None], ...], ...] = (
    (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO meta VALUES ('version', 0)",
        """CREATE TABLE bulletins (
            id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, published TEXT, byline TEXT, url TEXT,
            source TEXT NOT NULL, digest TEXT NOT NULL,
            unexplained TEXT NOT NULL, mismatches TEXT NOT NULL)""",
        "CREATE INDEX bulletins_title ON bulletins (title)",
        "CREATE INDEX bulletins_url ON bulletins (url)",
        "CREATE INDEX bulletins_digest ON bulletins (digest)",
        """CREATE TABLE paragraphs (
            bulletin TEXT NOT NULL REFERENCES bulletins (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (bulletin, position), UNIQUE (bulletin, number))""",
        """CREATE TABLE facts (
            bulletin TEXT NOT NULL REFERENCES bulletins (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL, id TEXT NOT NULL, indicator TEXT NOT NULL, programme TEXT NOT NULL,
            area TEXT NOT NULL, area_level TEXT NOT NULL,
            area_district TEXT NOT NULL, area_province TEXT NOT NULL,
            start TEXT, "end" TEXT, status TEXT NOT NULL, nature TEXT NOT NULL, unit TEXT NOT NULL,
            stars TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL,
            PRIMARY KEY (bulletin, ordinal))""",
        "CREATE INDEX facts_indicator ON facts (indicator)",
        "CREATE INDEX facts_id ON facts (id)",
        """CREATE TABLE records (
            bulletin TEXT NOT NULL REFERENCES bulletins (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL,
            PRIMARY KEY (bulletin, ordinal))""",
        """CREATE TABLE conversations (
            id TEXT PRIMARY KEY NOT NULL, state TEXT NOT NULL, updated REAL NOT NULL)""",
        "CREATE INDEX conversations_updated ON conversations (updated)",
    ),
    (  # see corpus.opinions
        """CREATE TABLE opinions (
            id TEXT PRIMARY KEY NOT NULL, received TEXT NOT NULL, conversation TEXT NOT NULL,
            language TEXT NOT NULL, status TEXT NOT NULL, helped INTEGER NOT NULL, reason TEXT NOT NULL,
            question TEXT NOT NULL, note TEXT NOT NULL)""",
        "CREATE INDEX opinions_received ON opinions (received)",
    ),
    (  # the page of figures: sorted, counted and drawn without opening every fact
        "ALTER TABLE facts ADD COLUMN number REAL",
        *[f"ALTER TABLE facts ADD COLUMN {name} TEXT NOT NULL DEFAULT ''" for name in DERIVED[1:]],
        _derive,
        'CREATE INDEX facts_series ON facts (series, "end", status, number, indicator, area_level)',
        """CREATE INDEX facts_places ON facts (place, place_district, place_province, place_now,
            area, area_level, area_district, area_province)""",
    ),
    (  # for the index, which is kept beside: whose it is, and what changed since it was brought up to date
        "INSERT INTO meta VALUES ('identity', random())",
        "ALTER TABLE bulletins ADD COLUMN revision INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX bulletins_revision ON bulletins (revision)",
    ),
)


# --- areas ---------------------------------------------------------------------------------------

# Words that say an area's level before its name, folded, and the levels they mean.
LEVEL_WORDS: dict[str, tuple[str, ...]] = {
    "tinh": ("province",),
    "thanh pho": ("province", "district"),
    "huyen": ("district",),
    "thi xa": ("district",),
    "quan": ("district",),
    "thi tran": ("commune",),
    "phuong": ("commune",),
    "xa": ("commune",),
    "thon": ("village",),
    "ban": ("village",),
    "xom": ("village",),
    "ap": ("village",),
}
_SHORT = {"tp.": "thanh pho", "tp": "thanh pho", "tx.": "thi xa", "tx": "thi xa", "tt.": "thi tran"}


def area_parts(name: str) -> tuple[str, str]:
    """The word for an area's level and the rest of its name: ``TP. Hòa An`` is (thanh pho, hoa an)."""
    folded = " ".join(fold(name).split())
    for word in (*LEVEL_WORDS, *_SHORT):
        rest = folded.removeprefix(word)
        if rest != folded and (word.endswith(".") or rest.startswith(" ")) and rest.strip():
            return _SHORT.get(word, word), rest.strip()
    return "", folded


def area_key(name: str) -> str:
    """An area's name as it is looked up: folded, the word for its level written out."""
    return " ".join(area_parts(name)).strip()


# --- values as rows, and back ------------------------------------------------------------------------


def fact_row(bulletin: str, ordinal: int, fact: Fact) -> dict[str, Any]:
    """A fact's columns."""
    area = fact.area or Area("", "")
    words = (fact.quote.exact, *fact.label.values(), area.name)
    return {
        "bulletin": bulletin,
        "ordinal": ordinal,
        "id": fact.id,
        "indicator": fact.indicator,
        "programme": fact.programme,
        "area": area_key(area.name),
        "area_level": area.level,
        "area_district": area_key(area.district),
        "area_province": area_key(area.province),
        "start": fact.period.start,
        "end": fact.period.end,
        "status": fact.status,
        "nature": fact.nature,
        "unit": fact.unit,
        "stars": fact.dimensions.get("stars", ""),
        "text": fold("\n".join(words)),
        "series": series_id(fact),
        "place": area.name,
        "place_district": area.district,
        "place_province": area.province,
        "place_now": area.now,
        "number": number_of(fact.value),
        "data": json.dumps(asdict(fact), ensure_ascii=False),
    }


def record_row(bulletin: str, ordinal: int, record: Record) -> dict[str, Any]:
    """A record's columns."""
    data = json.dumps(asdict(record), ensure_ascii=False)
    return {"bulletin": bulletin, "ordinal": ordinal, "id": record.id, "kind": record.kind, "data": data}


def fact_of(data: dict[str, Any]) -> Fact:
    """The fact that :func:`fact_row` was given."""
    parts = {
        "area": _area(data["area"]),
        "period": Period(**data["period"]),
        "quote": Quote(**data["quote"]),
        "sentence": tuple(data["sentence"]),
        "context_years": tuple(data["context_years"]),
    }
    return Fact(**(data | parts))


def record_of(data: dict[str, Any]) -> Record:
    """The record that :func:`record_row` was given."""
    parts = {
        "area": _area(data["area"]),
        "quote": Quote(**data["quote"]),
        "sentence": tuple(data["sentence"]),
    }
    return Record(**(data | parts))


def _area(data: dict[str, str] | None) -> Area | None:
    return None if data is None else Area(**data)
