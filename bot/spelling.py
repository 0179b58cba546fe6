"""How bare syllables are most likely written, with the diacritics that were left out in typing.

``hon`` is *hơn* far more often than *hòn*, ``xa hoi`` is *xã hội* and ``van ban`` *văn bản*: which it is
follows from the syllables beside it, and from how often the bulletins, the phrases that the product knows
and a dictionary write the one and the other.  A syllable is written out where one way of writing it is
clearly the likeliest; else it stays as it was typed, and is matched leniently as before.  What was typed
with diacritics is never changed, and a message that has all of its diacritics is not touched.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from bot.phrasing import Phrases, phrases
from bot.typed import with_tone
from corpus.annotate import Annotated
from corpus.areas import Mention as Place
from corpus.lexicon import lexicon
from corpus.places import split_kind
from corpus.text import TONES, Token, dictionary, fold_of, key_of, tokens

CLEARLY = 0.8  # the share of all readings from which a way of writing is taken
TOGETHER = 300.0  # how much a neighbour counts with which a syllable is often seen
UNSEEN = 0.02
SURELY = 0.9  # the share from which a word shows that diacritics were left out
FEW = 3  # words without diacritics that are no accident
_NUMBER, _END = "0", "?"  # any number; the end of a question
_NAME = ""  # the beginning of a place's name: no word goes with it (``cho hoi Dong …`` is no *hội đồng*)
# How much a word counts that is seen once: in the dictionary, which knows no frequencies, in our phrases.
_IN_DICTIONARY, _LINKED_IN_DICTIONARY = 0.006, 0.3
_IN_PHRASES, _LINKED_IN_PHRASES, _LINKED_AS_ASKED, _IN_TEXTS = 1.0, 3.0, 4.0, 1.0


class Written:
    """How often syllables (as keys) are written, alone and beside each other."""

    def __init__(self) -> None:
        self.alone: dict[str, float] = defaultdict(float)
        self.beside: dict[tuple[str, str], float] = defaultdict(float)
        self.ways: dict[str, set[str]] = {}
        self.entries: frozenset[tuple[str, ...]] = frozenset()
        self.spoken: frozenset[str] = frozenset()  # of phrases that the product knows

    def add(self, texts: Iterable[Sequence[str]], alone: float, beside: float) -> None:
        """Count the syllables of some texts (given as keys); all numbers are one (``tăng 12``)."""
        single: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            keys = [_as_counted(key) for key in text]
            single.update(keys)
            pairs.update(pairwise(keys))
        sides = Counter(key for pair in pairs for key in pair)
        for key, count in single.items():
            self.alone[key] += alone * min(count, 1 + sides[key] / 2)
            if key[0].isalpha():
                self.ways.setdefault(fold_of(key.rstrip(TONES)), set()).add(key)
        for pair, count in pairs.items():
            self.beside[pair] += beside * count


@lru_cache(maxsize=1)
def _everywhere() -> Written:
    """What is written whatever the bulletins are about."""
    found = Written()
    entries = [_keys(entry) for entry in dictionary()]
    found.entries = frozenset(entries)
    found.add(entries, _IN_DICTIONARY, _LINKED_IN_DICTIONARY)
    known = phrases("vi")
    listed = [*known.asks.exact, *known.idle.exact, *lexicon().phrases.exact]
    groups = [*known.discourse.values(), *known.frames.values()]
    listed += [phrase for group in groups for phrase in group]
    listed += [phrase for group in known.synonyms for phrase in group]
    found.add(listed, _IN_PHRASES, _LINKED_IN_PHRASES)
    found.add(known.written, _IN_PHRASES, _LINKED_AS_ASKED)
    for pair in _counted(known):
        found.beside[pair] += _LINKED_AS_ASKED
    listed += known.written
    found.spoken = frozenset(key for keys in listed for key in keys)
    return found


def _counted(known: Phrases) -> set[tuple[str, str]]:
    """What stands before things that are counted, beside what the indicators count (``bốn sản phẩm``)."""
    units = {indicator.unit for indicator in lexicon().indicators.values()}
    phrases_ = lexicon().phrases.exact.items()
    things = {keys[0] for keys, concepts in phrases_ for c in concepts if c.kind == "unit" and c.id in units}
    return {(words[-1], thing) for words in known.counting for thing in things}


def _as_counted(key: str) -> str:
    return _NUMBER if key[:1].isdigit() else key


def _keys(text: str) -> tuple[str, ...]:
    return tuple(t.key for t in tokens(text) if t.kind == "word")


class Spelling:
    """Writes out what was typed without diacritics, as some texts (given as keys) write it."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self.everywhere = _everywhere()
        self.here = Written()
        self.here.add(texts, _IN_TEXTS, _IN_TEXTS)

    def lacking(self, words: Sequence[Token]) -> bool:
        """Whether a message lacks diacritics: it has none, or some word of it is none as it is typed."""
        typed = [word for word in words if word.kind == "word"]
        none = len(typed) >= FEW and all(word.text.isascii() for word in typed)
        return none or any(self._bare(word) for word in typed) or self._clearly_lacking(words)

    def _clearly_lacking(self, words: Sequence[Token]) -> bool:
        """Whether a word in small letters is one as it stands, but surely another one here."""
        if not any(self._open(word) for word in words):
            return False
        likely = self._likely([self._choices(word) for word in words])
        return any(
            self._open(word) and key != word.key and share >= SURELY
            for word, (key, share) in zip(words, likely, strict=True)
        )

    def written_out(self, annotated: Annotated) -> str:
        """A question with its likely diacritics, the names of places with their capitals, and a comma
        between two of them (``Huong Son Ha Tinh``), which would be one name with diacritics."""
        words = annotated.words
        named = [place for place in annotated.places if place.kind == "named"]
        names = {i: text for p in named if not _like_words(words, p) for i, text in _syllables(words, p)}
        opens = {place.start_token for place in named if not place.prefixed}
        surely = {i: _NAME if i in opens else key_of(text) for i, text in names.items()}
        likely = self._likely([[surely[i]] if i in surely else self._choices(w) for i, w in enumerate(words)])
        doubtful = (p for p in named if _like_words(words, p) and not self._words(words, p, likely))
        names |= {i: text for place in doubtful for i, text in _syllables(words, place)}
        called = _called(annotated)
        seams = {place.end_token for place in named} & {place.start_token for place in named}
        pieces, at = [], 0
        for i, (word, (key, share)) in enumerate(zip(words, likely, strict=True)):
            told = word.kind == "word" and share >= CLEARLY and key != word.key and word.text.isascii()
            told = told and i not in called and not self._some_name(words, likely, i)
            text = names.get(i) or (_like(word, written(key)) if told else word.text)
            gap = annotated.text[at : word.start]
            pieces += [", " if i in seams and gap == " " else gap, text]
            at = word.end
        return "".join([*pieces, annotated.text[at:]])

    def _words(self, words: Sequence[Token], place: Place, likely: Sequence[tuple[str, float]]) -> bool:
        """Whether what was read as a place clearly is other words: a word together (``văn bản``), or parts
        of words with their neighbours (``đánh giá lại``, ``huy động xã hội``)."""
        at, named = _span(words, place)
        keys = tuple(likely[i][0] for i in at)
        if not named or keys == named or any(likely[i][1] < CLEARLY for i in at):
            return False
        if keys in self.everywhere.entries:
            return True
        joined = {i for i in range(at.start - 1, at.stop) if self._joined(likely, i)}
        return at.start - 1 in joined and all(i in joined or i - 1 in joined for i in at)

    def _joined(self, likely: Sequence[tuple[str, float]], i: int) -> bool:
        """Whether a syllable is written before the next one elsewhere too."""
        if not 0 <= i < len(likely) - 1:
            return False
        pair = likely[i][0], likely[i + 1][0]
        return pair in self.everywhere.beside or pair in self.here.beside

    def _some_name(self, words: Sequence[Token], likely: Sequence[tuple[str, float]], i: int) -> bool:
        """Whether a word is a name that only who typed it can spell: a capital inside a message, behind a
        small letter, and nothing that it is written before."""
        inside = words[i].capital and i > 0 and words[i - 1].kind == "word" and not words[i - 1].capital
        return inside and not self._joined(likely, i)

    def _ways(self, word: Token) -> Collection[str]:
        return self.everywhere.ways.get(word.fold, set()) | self.here.ways.get(word.fold, set())

    def _bare(self, word: Token) -> bool:
        """Whether a word as it is typed is none, but for the diacritics that are left out."""
        ways = self._ways(word) if word.kind == "word" and word.text.isascii() else ()
        return bool(ways) and word.key not in ways

    def _open(self, word: Token) -> bool:
        """Whether a word in small letters may lack diacritics."""
        return word.kind == "word" and word.text.isascii() and not word.capital

    def _choices(self, word: Token) -> list[str]:
        """The ways in which a token may be written; a mark or number only as it is."""
        short_form = word.text.isupper() and len(word.text) > 1
        free = word.kind == "word" and word.text.isascii() and not short_form
        return (sorted(self._ways(word)) if free else []) or [_as_counted(word.key)]

    def _likely(self, choices: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
        """The likeliest way of writing each token, and its share of all (a sum over all ways of writing
        what stands before it, and behind it, to the end of what is asked)."""
        before: list[dict[str, float]] = []
        asked = [*choices, [_END]]
        for at, ways in enumerate(asked):
            last = before[-1] if at else {}
            row = {w: self._often(w) * (sum(last[v] * self._link(v, w) for v in last) or 1) for w in ways}
            before.append(_shares(row))
        behind: dict[str, float] = {}
        found = []
        for ways, row in zip(reversed(asked), reversed(before), strict=True):
            next_ = {w: self._often(w) * share for w, share in behind.items()}
            behind = _shares({w: sum(self._link(w, v) * s for v, s in next_.items()) or 1 for w in ways})
            both = _shares({w: row[w] * behind[w] for w in ways})
            best = max(both, key=lambda w: (both[w], w))
            found.append((best, both[best]))
        return found[:0:-1]

    def _often(self, key: str) -> float:
        return self.everywhere.alone.get(key, 0) + self.here.alone.get(key, 0) + UNSEEN

    def _link(self, one: str, other: str) -> float:
        pair = one, other
        together = self.everywhere.beside.get(pair, 0) + self.here.beside.get(pair, 0)
        if not together:
            return 1.0
        return 1 + TOGETHER * together / math.sqrt((self._often(one) + 2) * (self._often(other) + 2))


def _called(annotated: Annotated) -> set[int]:
    """The capitals behind a word for a maker (``htx Sau Bay``): a name, which only who typed it can spell."""
    heads = (m.last for m in annotated.mentions if m.has("maker_head"))
    words = annotated.words
    runs = (takewhile(lambda i: words[i].capital, range(at, len(words))) for at in heads)
    return {i for run in runs for i in run}


def _like_words(words: Sequence[Token], place: Place) -> bool:
    """Whether a place is typed as words are: no kind before it, and no capital inside."""
    return not place.prefixed and not any(words[i].capital for i in _span(words, place)[0][1:])


def _span(words: Sequence[Token], place: Place) -> tuple[range, tuple[str, ...]]:
    """Where the name of a place stands, and its keys (none if it is typed by another name)."""
    keys = _keys(split_kind(place.area.name)[1])
    at = range(max(place.end_token - len(keys), place.start_token), place.end_token)
    if [words[i].fold for i in at] == [fold_of(key.rstrip(TONES)) for key in keys]:
        return at, keys
    return range(place.start_token, place.end_token), ()


def _syllables(words: Sequence[Token], place: Place) -> Iterator[tuple[int, str]]:
    """The syllables of a place's name, as it is typed if that is another one."""
    at, keys = _span(words, place)
    return zip(at, map(_name_of, keys) if keys else (words[i].text for i in at), strict=True)


def _shares(row: dict[str, float]) -> dict[str, float]:
    total = sum(row.values())
    return {key: value / total for key, value in row.items()}


@lru_cache(maxsize=4096)
def written(key: str) -> str:
    """A syllable as it is written: its key has the tone at the end."""
    bare = key.rstrip(TONES)
    return with_tone(bare, key[len(bare) :]) or bare


def _like(word: Token, text: str) -> str:
    """A text with a capital where the word that was typed has one."""
    return text[:1].upper() + text[1:] if word.capital else text


def _name_of(key: str) -> str:
    text = written(key)
    return text[:1].upper() + text[1:]
