"""Slips of those who write Vietnamese: *Điễm* for *Điểm*, *đạt chẩn* for *đạt chuẩn*, *nông thông mới*.

A word is read as another only where nothing speaks for it as it is typed: no bulletin has it, no phrase that
the product knows, and beside its neighbours nobody writes it.  Exactly one word that is one slip away must
be known beside one of its neighbours; for a syllable that some other word or place has, it must make a term
of the lexicon with them, or sound alike and be known beside both.  Names stay as they are typed, but for
provinces and districts, all of which the table of places has: a name that it lacks, one slip from exactly one
that it has, is that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.spelling import Spelling, written
from corpus.lexicon import is_syllable, lexicon
from corpus.places import Place, kind_levels, name_forms, table
from corpus.places import accented as form_of
from corpus.text import TONES, Token, has_diacritics, key_of, tokens

_HOOK, _TILDE = "\u0309", "\u0303"  # hỏi and ngã
# Ends and beginnings of syllables that are confused.
_ENDS = (("ng", "n"), ("n", "ng"), ("c", "t"), ("t", "c"))
_BEGINNINGS = (
    ("s", "x"), ("x", "s"), ("gi", "d"), ("d", "gi"), ("tr", "ch"), ("ch", "tr"), ("l", "n"), ("n", "l"),
)  # fmt: skip
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_LONGEST = 7  # letters of a syllable


@lru_cache(maxsize=8192)
def one_slip_away(key: str) -> frozenset[str]:
    """What may have been meant by a syllable (as a key) with one slip in it."""
    base = key.rstrip(TONES)
    return _alike(key) | {letters + key[len(base) :] for letters in _other_letters(base)} - {key}


@lru_cache(maxsize=8192)
def _alike(key: str) -> frozenset[str]:
    """The syllables that sound like one somewhere in the country."""
    base = key.rstrip(TONES)
    tone = key[len(base) :]
    found = {letters + tone for letters in _other_sounds(base)}
    if tone in (_HOOK, _TILDE):
        found.add(base + (_TILDE if tone == _HOOK else _HOOK))
    return frozenset(found)


def _other_sounds(base: str) -> Iterator[str]:
    for end, other in _ENDS:
        if base.endswith(end) and not (end == "n" and base.endswith("ng")):
            yield base[: -len(end)] + other
    for beginning, other in _BEGINNINGS:
        if base.startswith(beginning) and not (beginning == "n" and base[:2] in ("ng", "nh")):
            yield other + base[len(beginning) :]


def _other_letters(base: str) -> Iterator[str]:
    """With a letter that was typed twice only once, or with one that was left out."""
    for i in range(1, len(base)):
        if base[i] == base[i - 1]:
            yield base[:i] + base[i + 1 :]  # typed twice
    if len(base) < _LONGEST:
        yield from (base[:i] + letter + base[i:] for i in range(len(base) + 1) for letter in _LETTERS)


def mended(text: str, spelling: Spelling) -> str:
    """A Vietnamese question with the words that were clearly meant."""
    words = tokens(text)
    meant = {i: key for i in range(len(words)) if (key := _meant(words, i, spelling))}
    meant.update(_meant_places(words, spelling))
    pieces, at = [], 0
    for i, word in enumerate(words):
        pieces.append(text[at : word.start])
        pieces.append(_as_typed(written(meant[i]), word) if i in meant else word.text)
        at = word.end
    return "".join([*pieces, text[at:]])


def _as_typed(text: str, word: Token) -> str:
    if word.text.isupper() and len(word.text) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if word.capital else text


def _meant(words: Sequence[Token], i: int, spelling: Spelling) -> str:
    """The key of the one word that a word is a slip of, "" if it stays."""
    word = words[i]
    if word.kind != "word" or not has_diacritics(word.text) or (word.capital and i and not _loud(words)):
        return ""
    if word.key in spelling.here.alone or word.key in spelling.everywhere.spoken:
        return ""
    before, after = _neighbour(words, i, -1), _neighbour(words, i, 1)
    if _beside(spelling, before, word.key, after):
        return ""
    exists = word.key in spelling.everywhere.alone or form_of(word.text) in _syllables_of_places()
    told = (spelling.here.alone, spelling.everywhere.spoken)
    known = (key for key in one_slip_away(word.key) if any(key in keys for keys in told))
    if exists:  # somewhere: only where it makes no term of the field, and another does
        sounds = frozenset() if _in_place(words, i) else _alike(word.key)
        fitting = [
            key
            for key in known
            if _in_term(words, i, key) or (key in sounds and _between(spelling, before, key, after))
        ]
    else:
        fitting = [key for key in known if _beside(spelling, before, key, after)]
    return fitting[0] if len(fitting) == 1 else ""


@lru_cache(maxsize=1)
def _syllables_of_places() -> frozenset[str]:
    return frozenset(form for name in table().names.accented for form in name.split(" "))


@lru_cache(maxsize=1)
def _pairs_in_places() -> frozenset[tuple[str, str]]:
    return frozenset(pair for name in table().names.accented for pair in pairwise(name.split(" ")))


def _in_place(words: Sequence[Token], i: int) -> bool:
    """Whether a word may be part of a place's name, in small letters too (``xã đôn thuận``)."""
    forms = [form_of(w.text) for w in words[: i + 2]]
    near = (pair in _pairs_in_places() for pair in pairwise(forms[max(0, i - 1) :]))
    return any(near) or bool(kind_levels(forms, i) and forms[i] in _syllables_of_places())


def _loud(words: Sequence[Token]) -> bool:
    return all(w.text.isupper() for w in words if w.kind == "word")


def _neighbour(words: Sequence[Token], i: int, step: int) -> str:
    """The key of the word beside another, "" where a mark, number or nothing is."""
    at = i + step
    return words[at].key if 0 <= at < len(words) and words[at].kind == "word" else ""


def _in_term(words: Sequence[Token], i: int, key: str) -> bool:
    """Whether a word would make a term of the lexicon with its neighbours (``đạt chuẩn``)."""
    keys = [w.key if w.kind == "word" else "" for w in words]
    keys[i] = key
    spans = ((first, last) for first in range(max(0, i - 3), i + 1) for last in range(i + 1, i + 4))
    return any(
        last - first > 1 and tuple(keys[first:last]) in lexicon().phrases.exact for first, last in spans
    )


def _between(spelling: Spelling, before: str, key: str, after: str) -> bool:
    """Whether a word that the product knows is written beside both of its neighbours in the bulletins."""
    pairs = spelling.here.beside
    return key in spelling.everywhere.spoken and (before, key) in pairs and (key, after) in pairs


def _beside(spelling: Spelling, before: str, key: str, after: str) -> bool:
    """Whether a word is known beside one of its neighbours."""
    pairs = [pair for pair in ((before, key), (key, after)) if all(pair)]
    return any(pair in spelling.here.beside or pair in spelling.everywhere.beside for pair in pairs)


# --- provinces and districts -------------------------------------------------------------------------


def _meant_places(words: Sequence[Token], spelling: Spelling) -> dict[int, str]:
    """Syllables of names of provinces and districts that are one slip away from a name."""
    found: dict[int, str] = {}
    i = 0
    while i < len(words):
        size = _capitals(words, i)
        forms = [form_of(w.text) for w in words[: i + 2]]
        if size > 2 and (kind_levels(forms[: i + 1], i + 1) or kind_levels(forms, i + 2)):
            size = 1  # ``Tỉnh Quảng Ngải``
        if size > 1:
            found.update(_meant_name(words, i, size, spelling))
        i += size or 1
    return found


def _capitals(words: Sequence[Token], i: int) -> int:
    size = 0
    while i + size < len(words) and words[i + size].capital and is_syllable(words[i + size].fold):
        size += 1
    return size


def _meant_name(words: Sequence[Token], first: int, size: int, spelling: Spelling) -> dict[int, str]:
    run = words[first : first + size]
    if not any(has_diacritics(w.text) for w in run) or _is_name(" ".join(w.text for w in run)):
        return {}
    levels = kind_levels([form_of(w.text) for w in words[:first]], first)
    wanted = {"province", "district"} & set(levels) if levels else {"province"}
    if not wanted or (not levels and first and words[first - 1].key not in _BEFORE_PLACES):
        return {}
    found: set[tuple[int, str]] = set()
    for j, word in enumerate(run):
        if not has_diacritics(word.text) or word.key in spelling.here.alone:
            continue
        for key in one_slip_away(word.key):
            keys = [key if k == j else w.key for k, w in enumerate(run)]
            if _names(keys, wanted) or (levels and _told(words[first - 1].key, keys, spelling)):
                found.add((first + j, key))
    return dict(found) if len(found) == 1 else {}


def _is_name(name: str) -> bool:
    """Whether the table has a name."""
    return name_forms(name)[1] in table().names.accented


def _names(keys: Sequence[str], levels: set[str]) -> bool:
    """Whether syllables (as keys) are the name of a province or district."""
    form = name_forms(" ".join(written(k) for k in keys))[1]
    places: Sequence[Place] = table().names.accented.get(form, ())
    return any(p.level in levels for p in places)


def _told(kind: str, keys: Sequence[str], spelling: Spelling) -> bool:
    """Whether the bulletins write syllables one after the other behind a kind of place."""
    chain = [kind, *keys]
    return all(pair in spelling.here.beside for pair in pairwise(chain))


_BEFORE_PLACES = frozenset(
    key_of(w) for w in ("ở", "tại", "của", "cho", "và", "với", "hơn", "trong", "từ", "hỏi", "biết")
)
