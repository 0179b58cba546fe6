"""Long lists a page at a time; the page's number stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from web.addresses import address
from web.services import services

Row = TypeVar("Row")
Default = TypeVar("Default", int, None)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """A stretch of a list: ``number`` counts from 1, ``total`` is of the whole list."""

    rows: Sequence[Row]
    number: int
    count: int
    total: int

    @property
    def previous(self) -> str | None:
        """The address of the page before, if there is one."""
        return address(page=str(self.number - 1)) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """The address of the page after, if there is one."""
        return address(page=str(self.number + 1)) if self.number < self.count else None


@dataclass(frozen=True)
class Stretch:
    """Which part of a list the address asks for: the page, of how many, and the rows on it."""

    number: int
    count: int
    first: int
    size: int


def number_in_address(name: str, without: Default) -> int | Default:
    """A whole number that the address gives, or *without* if it gives none or no number."""
    asked = request.args.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else without


def stretch_of(total: int) -> Stretch:
    """The page that ``page`` in the address asks for in a list so long; the nearest one that exists."""
    size = services().settings.page_rows
    count = max(1, -(-total // size))
    number = min(max(number_in_address("page", 1), 1), count)
    return Stretch(number, count, (number - 1) * size, size)


def page_of(rows: Sequence[Row]) -> Page[Row]:
    """The page of *rows* that the address asks for."""
    at = stretch_of(len(rows))
    return Page(rows[at.first : at.first + at.size], at.number, at.count, len(rows))
