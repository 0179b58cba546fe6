"""Which bulletins a search is narrowed to: by programme, area and time of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the store is slow to load, and the command line starts with this
    from corpus.store import Store

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


class BadDate(ValueError):
    """A date that is none; nothing of it is repeated in the message."""


@dataclass(frozen=True)
class Narrowing:
    """What bulletins a search may find; empty parts leave all.

    ``programme``: a programme's id; bulletins with a figure of it · ``area``: an old or new name, with or
    without diacritics; bulletins with a figure of it or of a place in it · ``since``, ``until``: a day,
    month or year (``2023-07-14``, ``2023-07``, ``2023``) of publication, both included.
    """

    programme: str = ""
    area: str = ""
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        for date in (self.since, self.until):
            if date and not _DATE.fullmatch(date):
                raise BadDate("a date is a day, a month or a year: 2023-07-14, 2023-07 or 2023")

    def bulletins(self, store: Store) -> frozenset[str] | None:
        """The bulletins to be searched; None for all."""
        found: list[set[str]] = []
        if self.programme:
            found.append(store.bulletins_with(programme=self.programme))
        if self.area.strip():
            found.append(store.bulletins_with(area=self.area))
        if self.since or self.until:
            found.append(store.bulletins_between(self.since, self.until))
        return frozenset(set.intersection(*found)) if found else None


EVERYTHING = Narrowing()
