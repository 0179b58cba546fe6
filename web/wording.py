"""The words that people see, from ``messages/<language>.toml``.

A key is the dotted path of the table (``chat.send``); ``{name}`` in a text is
filled in by the caller.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("vi", "en")
DEFAULT = "vi"
_FOLDER = Path(__file__).parent / "messages"


@dataclass(frozen=True)
class Words:
    """The texts of one language; calling it with a key gives the text."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of *key* with *values* filled in; a missing key is a KeyError."""
        text = self.texts[key]
        return text.format(**values) if values else text

    def get(self, key: str, otherwise: str = "") -> str:
        """The text of *key*, or *otherwise*: for names that come from the lexicon."""
        return self.texts.get(key, otherwise)

    def under(self, prefix: str) -> dict[str, str]:
        """The texts right below a prefix, by their last name: ``under("status")``."""
        start = prefix + "."
        below = {key[len(start) :]: text for key, text in self.texts.items() if key.startswith(start)}
        return {name: text for name, text in below.items() if "." not in name}


@cache
def words(language: str) -> Words:
    """The words of *language* ("vi" or "en")."""
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        return Words(language, dict(_flat(tomllib.load(file))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
