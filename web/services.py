"""What the views need from the rest of the product, and how they reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from flask import current_app

from bot.answer import Answer
from corpus.model import Bulletin, Fact
from corpus.narrowing import EVERYTHING, Narrowing
from corpus.opinions import Opinion
from web.settings import Settings

EXTENSION = "danchung"


class Hit(Protocol):
    """A paragraph that a search found; ``score`` only orders the hits of one search."""

    @property
    def bulletin(self) -> str: ...
    @property
    def paragraph(self) -> int: ...
    @property
    def score(self) -> float: ...
    @property
    def text(self) -> str: ...


class Assistant(Protocol):
    """Answers questions; never raises for what a person may type."""

    def ask(
        self, message: str, *, language: str | None = None, conversation: str | None = None
    ) -> Answer: ...

    def explain(self, message: str, language: str | None = None) -> Mapping[str, Any]: ...

    def examples(self, language: str) -> Sequence[str]: ...

    def search(
        self, query: str, limit: int = 10, narrowing: Narrowing = EVERYTHING
    ) -> Sequence[Hit]: ...


class Store(Protocol):
    """Keeps bulletins and their facts."""

    def bulletins(self) -> Sequence[Bulletin]: ...

    def bulletin(self, id: str, /) -> Bulletin | None: ...

    def facts(self, **filters: str) -> Sequence[Fact]: ...

    def facts_in_order(
        self, sort: str, first: int, most: int | None, /, **filters: str
    ) -> Sequence[Fact]: ...

    def count(self, **filters: str) -> int: ...

    def series(
        self, most: int, only: Sequence[str] | None, /, **filters: str
    ) -> Sequence[tuple[str, int]]: ...

    def series_facts(self, series: str, most: int, /, **filters: str) -> Sequence[Fact]: ...

    def titles(self) -> Mapping[str, str]: ...

    def facets(self, **filters: str) -> Mapping[str, Sequence[tuple[str, int]]]: ...

    def version(self) -> int: ...

    def keep_opinion(self, opinion: Opinion, /) -> None: ...


@dataclass(frozen=True)
class Services:
    """The three things that the web layer is given."""

    assistant: Assistant
    store: Store
    settings: Settings


def services() -> Services:
    """The services of the application that handles this request."""
    return cast(Services, current_app.extensions[EXTENSION])
