"""How much each word of a search counts: words that ask count less than what they ask about.

The words are data (``corpus/lexicon/question_words.toml``); what it brought is in decision 0015.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.text import lexemes

_LEXICON = Path(__file__).resolve().parent / "lexicon" / "question_words.toml"

Lexemes = Sequence[tuple[str, str]]  # key and fold of each word


class _Phrase(NamedTuple):
    words: tuple[tuple[str, str], ...]
    bare: bool  # whether it is known without diacritics too


class _Known(NamedTuple):
    weight: float
    phrases: dict[str, list[_Phrase]]  # by the fold of the first word


@lru_cache(maxsize=1)
def _known() -> _Known:
    data = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    by_first: dict[str, list[_Phrase]] = {}
    for name in ("phrases", "accented"):
        for phrase in data[name]:
            words = tuple(lexemes(phrase))
            by_first.setdefault(words[0][1], []).append(_Phrase(words, name == "phrases"))
    return _Known(float(data["weight"]), by_first)


def factors(words: Lexemes) -> list[float]:
    """What each word of a search counts, up to 1; all 1 if nothing but question words was typed."""
    known = _known()
    counts = [1.0] * len(words)
    for at, (_, fold) in enumerate(words):
        for phrase in known.phrases.get(fold, ()):
            some = words[at : at + len(phrase.words)]
            if len(some) == len(phrase.words) and all(
                map(_same, some, phrase.words, [phrase.bare] * len(some))
            ):
                counts[at : at + len(some)] = [known.weight] * len(some)
    return counts if 1.0 in counts else [1.0] * len(words)


def _same(typed: tuple[str, str], word: tuple[str, str], bare: bool) -> bool:
    """Whether a word is the one of a phrase: with its diacritics or, where *bare*, with none at all."""
    return typed == word or (bare and typed[0] == typed[1] == word[1])
