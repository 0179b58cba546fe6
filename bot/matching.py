"""How words of a question meet words of a bulletin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.phrasing import phrases
from corpus.lexicon import under_accented
from corpus.model import Area
from corpus.places import accented, kind_levels, name_forms, plain, split_kind
from corpus.text import TONES, Token, fold, fold_of, key_of, lexemes, tokens


def same_word(asked: Token, stored: Token) -> bool:
    """Whether a typed word may be a stored one (fewer diacritics are forgiven)."""
    return asked.fold == stored.fold and under_accented(asked.key, stored.key)


def spells(words: Sequence[Token], phrase: Sequence[str]) -> bool:
    """Whether typed words are a phrase (given as keys), perhaps without diacritics."""
    if len(words) != len(phrase):
        return False
    for word, key in zip(words, phrase, strict=True):  # a loop: it is asked most of all, and mostly says no
        if word.key != key and not (word.text.isascii() and under_accented(word.key, key)):
            return False
    return True


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


def bare_name(area: Area) -> str:
    """A place's name without its kind and its marks."""
    return fold(split_kind(area.name)[1])


def names_place(area: Area, text: str) -> bool:
    """Whether a text names a place: the words of its name one after the other, the first with a
    capital, and behind no other kind (``thành phố Sơn La`` is not ``tỉnh Sơn La``).  Long names may be
    written with other diacritics (``Mù Cang Chải``, ``Mù Căng Chải``)."""
    bare = split_kind(area.name)[1]
    long = bare.count(" ") >= _LONG
    _, accented_name, plain_name = name_forms(bare)
    name = (plain_name if long else accented_name).split(" ")
    forms, capitals, held = _spelled(text)
    written = _bare_forms(text) if long else forms
    if not (long or held.issuperset(name)):
        return False
    size = len(name)
    shared = area.level == "district" and split_kind(area.province)[1] == bare
    for i in range(len(forms) - size + 1):
        if written[i] == name[0] and capitals[i] and written[i : i + size] == name:
            levels = kind_levels(forms, i)
            if area.level in levels if levels else not shared:
                return True
    return False


@lru_cache(maxsize=8192)
def _spelled(text: str) -> tuple[list[str], list[bool], frozenset[str]]:
    """The tokens of a text as names are compared (spelling variants alike), which have a capital, and
    all of them as a set."""
    found = tokens(text)
    forms = [accented(t.text) for t in found]
    return forms, [t.capital or t.kind != "word" for t in found], frozenset(forms)


_LONG = 2  # spaces in a name


@lru_cache(maxsize=8192)
def _bare_forms(text: str) -> list[str]:
    """The tokens of a text as names are compared without diacritics."""
    return [plain(t.text) for t in tokens(text)]


def words_of(text: str) -> list[Token]:
    """Words and numbers of a text, without marks."""
    return [t for t in tokens(text) if t.kind != "mark"]


class Stored(NamedTuple):
    """The words and numbers of a stored text, as questions are held against them."""

    keys: list[str]  # in order
    held: dict[str, set[str]]  # the keys of each folded form
    pairs: frozenset[tuple[str, str]]  # folded, of neighbours


@lru_cache(maxsize=8192)
def stored_words(text: str) -> Stored:
    """What a text holds (kept: the same texts are asked for often)."""
    found = lexemes(text)
    held: dict[str, set[str]] = {}
    for key, folded in found:
        held.setdefault(folded, set()).add(key)
    return Stored([key for key, _ in found], held, frozenset(pairwise(folded for _, folded in found)))


def missing(asked: Iterable[Token], text: str, glued: Set[int] = frozenset()) -> list[Token]:
    """Words of a question that a text holds neither themselves nor in a phrase of the same meaning.

    *glued*: where (in the question) syllables stand that make one word with the next one; a text
    that holds the syllables of ``nghị quyết`` only in ``hội nghị`` and ``quyết liệt`` lacks the word.
    """
    words = tuple(asked)
    if not words:
        return []
    known = stored_words(text)
    left = [w for w in words if not holds(known.held, w)]
    for one, other in pairwise(words) if glued else ():
        near = one.start in glued and one.end < other.start <= one.end + 2
        if near and (one.fold, other.fold) not in known.pairs:
            left += [w for w in (one, other) if w not in left]
    return unmeant(left, words, lambda phrase: has_phrase(known.keys, phrase))


def holds(held: Mapping[str, Set[str]], word: Token) -> bool:
    """Whether a typed word is among some words (keys by folded form), perhaps with diacritics."""
    keys = held.get(word.fold)
    return keys is not None and (word.key in keys or any(under_accented(word.key, key) for key in keys))


def unmeant(
    left: list[Token], words: tuple[Token, ...], says: Callable[[tuple[str, ...]], bool]
) -> list[Token]:
    """Of the words that a text lacks, those for which it says no synonym either.

    *words*: all that are asked for; *says*: whether the text holds a phrase.
    """
    if not left:
        return []
    meant = {word for spoken, group in _spoken(words) if any(map(says, group)) for word in spoken}
    return [word for word in left if word not in meant] if meant else left


@lru_cache(maxsize=2048)
def _spoken(words: tuple[Token, ...]) -> list[tuple[list[Token], list[tuple[str, ...]]]]:
    """The words that make phrases which have synonyms, with the phrases of that meaning."""
    found = []
    for group in phrases("vi").synonyms:
        spoken = [
            word
            for phrase in group
            for word in _phrase_in(words, phrase) or _phrase_in(words, _telling(phrase))
        ]
        if spoken:
            found.append((spoken, group))
    return found


def replaceable(words: Iterable[Token]) -> set[Token]:
    """The words that others of the same meaning may stand for."""
    return {word for spoken, _ in _spoken(tuple(words)) for word in spoken}


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


@lru_cache(maxsize=8192)
def marked_keys(text: str) -> tuple[str, ...]:
    """Words, numbers and marks of a text as keys: no phrase goes over a mark."""
    return tuple(t.key for t in tokens(text))


def says(text: str, group: str) -> bool:
    """Whether a text holds a phrase of a group of discourse words (what is the most, a rank, a denial)."""
    if says_any(text, phrases("vi").discourse[group]):
        return True
    ends = _ends(group)
    keys = marked_keys(text) if ends else ()
    return any(k == _LAST and ends & set(keys[max(0, i - _APART - 1) : i]) for i, k in enumerate(keys))


@lru_cache(maxsize=64)
def _ends(group: str) -> frozenset[str]:
    return frozenset(key_of(word) for word in _ENDS.get(group, ()))


_ENDS = {"superlative": ("nhiều", "cao", "lớn", "đông"), "smallest": ("ít", "thấp", "nhỏ")}
_APART = 3  # words between ``cao`` and its ``nhất`` (``cao điểm nhất``)
_LAST = key_of("nhất")


def begins(text: str, group: str) -> bool:
    """Whether a text begins with a phrase of a group of discourse words."""
    keys = tuple(t.key for t in tokens(text[:60]))
    return any(keys[: len(phrase)] == phrase for phrase in phrases("vi").discourse[group])


# The programme's name (``Mỗi xã một sản phẩm``) speaks of no each.
_EACH = re.compile(
    r"(?i)\b(?:mỗi|từng|each|every)\b(?!\s+(?:xã|làng|commune)(?:[,/]? ?phường)?,?\s+(?:một|1|one)\b)"
)


_MEAN = re.compile(r"(?i)\b(?:bình quân|trung bình|average)\b")


def says_each(text: str) -> bool:
    """Whether a text speaks of each one of something (``bình quân mỗi xã`` speaks of all)."""
    return _EACH.search(text) is not None and _MEAN.search(text) is None


def says_any(text: str, group: Iterable[tuple[str, ...]]) -> bool:
    """Whether a text holds one of some phrases (given as keys)."""
    keys = marked_keys(text)
    return any(has_phrase(keys, phrase) for phrase in group)


def has_phrase(keys: Sequence[str], phrase: tuple[str, ...]) -> bool:
    """Whether words (as keys) hold a phrase."""
    first, size = phrase[0], len(phrase)
    return any(key == first and tuple(keys[i : i + size]) == phrase for i, key in enumerate(keys))
