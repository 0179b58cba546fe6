"""The words of questions and answers: message files as data, and how they are filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.lexicon import Concept, Phrasebook
from corpus.text import has_diacritics, key_of, tokens

FOLDER = Path(__file__).parent / "phrases"
LANGUAGES = ("vi", "en")
# One-syllable words of these are taken only with their diacritics: ``kiện`` is not (điều) ``kien``.
CAREFUL = frozenset({"foreign", "opinion", "changed", "over", "below", "difference", "where", "sum"})


@dataclass
class Phrases:
    """How people of one language ask: question words, stop words, short forms, glossary."""

    asks: Phrasebook
    stop: frozenset[str]
    idle: Phrasebook
    teencode: dict[tuple[str, ...], str] = field(default_factory=dict)
    glossary: dict[str, str] = field(default_factory=dict)
    synonyms: list[list[tuple[str, ...]]] = field(default_factory=list)
    discourse: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    frames: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    written: tuple[tuple[str, ...], ...] = ()  # how people write what they ask
    counting: tuple[tuple[str, ...], ...] = ()  # what stands before counted things
    rewritten: dict[str, str] = field(default_factory=dict)  # English expressions, and what they stand for
    dictionary: dict[str, dict[str, str]] = field(default_factory=dict)  # English words by their kind


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def keyed(listed: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Phrases by the keys of their words and marks."""
    return tuple(tuple(t.key for t in tokens(phrase)) for phrase in listed)


@lru_cache(maxsize=4)
def phrases(language: str) -> Phrases:
    """The question words of one language (``vi`` or ``en``)."""
    data = _read(f"understand.{language}.toml")
    asks = Phrasebook(loose=True)
    for entry in data["ask"]:
        for phrase in entry["phrases"]:
            single = len(tokens(phrase)) == 1 and has_diacritics(phrase)
            asks.add(phrase, Concept("ask", entry["id"]), exact=single and entry["id"] in CAREFUL)
    idle = Phrasebook()
    glossary = dict(data.get("glossary", {}))
    inflected = language == "en"
    for phrase in (*data["stop"]["phrases"], *data["neutral"]["phrases"]):
        for form in {phrase} | (regular_forms(phrase) - glossary.keys() if inflected else set()):
            idle.add(form, Concept("idle", "idle"))
    for word, vietnamese in list(glossary.items()):
        for form in regular_forms(word):
            glossary.setdefault(form, vietnamese)
    stop = [phrase for phrase in data["stop"]["phrases"] if " " not in phrase]
    teencode = {tuple(t.text for t in tokens(k)): v for k, v in data.get("teencode", {}).items()}
    synonyms = [
        [tuple(t.key for t in tokens(phrase) if t.kind != "mark") for phrase in group]
        for group in data.get("synonyms", {}).get("groups", [])
    ]
    discourse, frames = (
        {name: keyed(listed_) for name, listed_ in data.get(table, {}).items()}
        for table in ("discourse", "frame")
    )
    return Phrases(
        asks,
        frozenset(key_of(w) for w in stop),
        idle,
        teencode,
        glossary,
        synonyms,
        discourse,
        frames,
        keyed(data.get("written", {}).get("phrases", ())),
        keyed(data.get("written", {}).get("counting", ())),
        dict(data.get("rewritten", {})),
        dict(data.get("dictionary", {})),
    )


def regular_forms(word: str) -> set[str]:
    """The regular forms of an English word: plural, third person, past, with -ing."""
    if len(word) < _INFLECTED or not word.isalpha() or not word.isascii():
        return set()
    stem = word
    if word.endswith("e"):
        stem = word[:-1]
        ends = ("es", "ed", "ing")
    elif word.endswith("y") and word[-2] not in _VOWELS:
        return {f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"}
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        ends = ("es", "ed", "ing")
    elif word[-1] not in f"{_VOWELS}wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        return {f"{word}s", *(word + last + end for end in ("ed", "ing") for last in ("", word[-1]))}
    else:
        ends = ("s", "ed", "ing")
    return {stem + end for end in ends}


_INFLECTED = 3  # letters of the shortest word that has such forms
_VOWELS = "aeiou"


@lru_cache(maxsize=4)
def _messages(language: str) -> Mapping[str, Any]:
    return _read(f"answer.{language}.toml")


def say(language: str, name: str, /, **values: object) -> str:
    """The message *name* (dotted) of a language, filled with values."""
    return raw(language, name).format(**values)


def raw(language: str, name: str) -> str:
    """A message as it stands in the file (KeyError if there is none)."""
    found: Any = _messages(language)
    for part in name.split("."):
        found = found[part]
    return str(found)


def has(language: str, name: str) -> bool:
    """Whether a message exists."""
    try:
        raw(language, name)
    except KeyError:
        return False
    return True
