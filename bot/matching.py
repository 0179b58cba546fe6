"""How words of a question meet words of a bulletin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from bot.phrasing import phrases
from corpus.lexicon import under_accented
from corpus.model import Area
from corpus.places import accented, kind_levels, name_forms, split_kind
from corpus.text import TONES, Token, fold_of, tokens


def same_word(asked: Token, stored: Token) -> bool:
    """Whether a typed word may be a stored one (fewer diacritics are forgiven)."""
    return asked.fold == stored.fold and under_accented(asked.key, stored.key)


def spells(words: Sequence[Token], phrase: Sequence[str]) -> bool:
    """Whether typed words are a phrase (given as keys), perhaps without diacritics."""
    return len(words) == len(phrase) and all(
        w.key == key or (w.text.isascii() and under_accented(w.key, key))
        for w, key in zip(words, phrase, strict=True)
    )


def longest_run(asked: Sequence[Token], stored: Sequence[Token]) -> tuple[int, int]:
    """The longest run of stored words that the question holds in order: its length and start in *stored*."""
    best, at = 0, 0
    row = [0] * (len(stored) + 1)
    for word in asked:
        before = 0
        for j, other in enumerate(stored, start=1):
            kept = row[j]
            row[j] = before + 1 if same_word(word, other) else 0
            if row[j] > best:
                best, at = row[j], j - row[j]
            before = kept
    return best, at


def runs(asked: Sequence[Token], stored: Sequence[Token]) -> list[tuple[int, int]]:
    """All longest runs of stored words that the question holds in order: lengths and starts in *stored*."""
    found: list[tuple[int, int]] = []
    row = [0] * (len(stored) + 1)
    for i, word in enumerate(asked):
        before = 0
        after = asked[i + 1] if i + 1 < len(asked) else None
        for j, other in enumerate(stored, start=1):
            kept = row[j]
            row[j] = before + 1 if same_word(word, other) else 0
            goes_on = after is not None and j < len(stored) and same_word(after, stored[j])
            if row[j] and not goes_on:
                found.append((row[j], j - row[j]))
            before = kept
    return found


def names_place(area: Area, text: str) -> bool:
    """Whether a text names a place: the words of its name one after the other, the first with a
    capital, and behind no other kind (``thành phố Sơn La`` is not ``tỉnh Sơn La``)."""
    bare = split_kind(area.name)[1]
    name = name_forms(bare)[1].split(" ")
    forms, capitals = _spelled(text)
    size = len(name)
    shared = area.level == "district" and split_kind(area.province)[1] == bare
    for i in range(len(forms) - size + 1):
        if forms[i] == name[0] and capitals[i] and forms[i : i + size] == name:
            levels = kind_levels(forms, i)
            if area.level in levels if levels else not shared:
                return True
    return False


@lru_cache(maxsize=8192)
def _spelled(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of a text as names are compared (spelling variants alike), and which have a capital."""
    found = tokens(text)
    return [accented(t.text) for t in found], [t.capital or t.kind != "word" for t in found]


def words_of(text: str) -> list[Token]:
    """Words and numbers of a text, without marks."""
    return [t for t in tokens(text) if t.kind != "mark"]


@lru_cache(maxsize=4096)
def stored_words(text: str) -> tuple[list[Token], dict[str, list[Token]], frozenset[tuple[str, str]]]:
    """Words of a stored text: in order, by their folded form, and the folded pairs of neighbours
    (kept: they are asked for often)."""
    stored = words_of(text)
    held: dict[str, list[Token]] = {}
    for token in stored:
        held.setdefault(token.fold, []).append(token)
    return stored, held, frozenset(pairwise(t.fold for t in stored))


def missing(asked: Iterable[Token], text: str, glued: Set[int] = frozenset()) -> list[Token]:
    """Words of a question that a text holds neither themselves nor in a phrase of the same meaning.

    *glued*: where (in the question) syllables stand that make one word with the next one; a text
    that holds the syllables of ``nghị quyết`` only in ``hội nghị`` and ``quyết liệt`` lacks the word.
    """
    words = list(asked)
    stored, held, pairs = stored_words(text)
    left = [w for w in words if not any(same_word(w, t) for t in held.get(w.fold, ()))]
    for one, other in pairwise(words):
        near = one.start in glued and one.end < other.start <= one.end + 2
        if near and (one.fold, other.fold) not in pairs:
            left += [w for w in (one, other) if w not in left]
    if not left:
        return []
    meant = _meant(words, stored)
    return [w for w in left if w not in meant]


def _meant(words: Sequence[Token], stored: Sequence[Token]) -> list[Token]:
    """Words of phrases for which the text holds a synonym."""
    keys = [t.key for t in stored]
    found: list[Token] = []
    for group in phrases("vi").synonyms:
        spoken = [run for phrase in group if (run := _phrase_in(words, _telling(phrase)))]
        if spoken and any(_has(keys, phrase) for phrase in group):
            found += [w for run in spoken for w in run]
    return found


@lru_cache(maxsize=1)
def synonym_pairs() -> frozenset[tuple[str, str]]:
    """Neighbouring syllables (folded) of phrases that have synonyms (``mặt trận tổ quốc``)."""
    listed = (phrase for group in phrases("vi").synonyms for phrase in group)
    return frozenset(pair for phrase in listed for pair in pairwise(fold_of(k.rstrip(TONES)) for k in phrase))


def without_phrases(words: Sequence[Token], group: Iterable[tuple[str, ...]]) -> list[Token]:
    """Words of a question without those of some phrases."""
    spoken = [w for phrase in group for w in _phrase_in(words, phrase)]
    return [w for w in words if w not in spoken]


@lru_cache(maxsize=1024)
def _telling(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """A phrase without its stop words (which a question's content words do not hold either)."""
    return tuple(k for k in phrase if k not in phrases("vi").stop) or phrase


def _phrase_in(words: Sequence[Token], phrase: tuple[str, ...]) -> list[Token]:
    for i in range(len(words) - len(phrase) + 1):
        run = list(words[i : i + len(phrase)])
        if spells(run, phrase):
            return run
    return []


def _has(keys: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(keys[i : i + len(phrase)]) == phrase for i in range(len(keys) - len(phrase) + 1))
