"""What people said of answers: whether one helped, and if not, why."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import asdict, dataclass, fields
from typing import Any

import sqlalchemy as sa

from corpus.schema import metadata

REASONS = ("wrong_answer", "wrong_source", "not_answered", "other")


@dataclass(frozen=True)
class Opinion:
    """One opinion on one answer.

    ``received`` is a UTC time (ISO 8601); ``conversation`` may be empty; ``reason`` is one of
    :data:`REASONS` or empty; ``question`` and ``note`` hold no personal data (the caller sees to that).
    """

    received: str
    conversation: str
    language: str
    status: str
    helped: bool
    reason: str
    question: str
    note: str


_table = sa.Table(
    "opinions",
    metadata,
    sa.Column("id", sa.Text),
    *[sa.Column(f.name, sa.Boolean if f.name == "helped" else sa.Text) for f in fields(Opinion)],
)


def keep(connection: sa.Connection, opinion: Opinion) -> None:
    """Keep an opinion; a second one on the same question of a conversation takes the first one's place."""
    values: dict[str, Any] = {"id": _id(opinion), **asdict(opinion)}
    connection.execute(_table.insert().prefix_with("OR REPLACE"), values)


def _id(opinion: Opinion) -> str:
    if not opinion.conversation:
        return uuid.uuid4().hex
    return hashlib.sha256(f"{opinion.conversation}\n{opinion.question}".encode()).hexdigest()[:32]


def latest(connection: sa.Connection) -> list[Opinion]:
    """All opinions, latest first."""
    columns = [_table.c[f.name] for f in fields(Opinion)]
    rows = connection.execute(sa.select(*columns).order_by(_table.c.received.desc(), _table.c.id))
    return [Opinion(*row) for row in rows]
