"""The names that begin at a token, and small questions about the tokens around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from corpus.places import APOSTROPHES, Place, Table, Words, accented, plain, run_together, syllables
from corpus.text import TONES, Token, fold

_LONGEST_RUN = 8  # more capital words are no name: a text of capitals
LOCAL = -1  # the rank of a place that the text or the store has named before
OUTSIDE = 9  # the rank of a place that is not in the context
_DASHES = {"–": "-", "—": "-", **dict.fromkeys(APOSTROPHES, "'")}


@lru_cache(maxsize=65536)
def _exact(word: str) -> str:
    """The form of a token with its marks, dashes and apostrophes made plain."""
    return _DASHES.get(word) or accented(word)


class NameReader:
    """A token list beside the table of names.

    ``rank`` says how well a place fits the context: 0 best, :data:`OUTSIDE` not at all (and for
    every place when there is no context: then ``placed`` is false).
    ``local``: places that only this text has, by the form of their bare name.
    ``folded``: marks may be missing; a mark that is there counts.  ``lower``: names may be in lower case.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        table: Table,
        words: Words,
        rank: Callable[[Place], int],
        *,
        placed: bool,
        folded: bool,
        lower: bool,
        local: Mapping[str, tuple[Place, ...]],
    ) -> None:
        self.tokens = tokens
        self.table = table
        self.words = words
        self.rank = rank
        self.placed = placed
        self.folded = folded
        self.lower = lower or folded
        self.count = len(tokens)
        self.exact = [_exact(t.text) for t in tokens]
        self.plain = [_DASHES.get(t.text) or plain(t.text) for t in tokens] if folded else self.exact
        self.local = local
        self.starts = words.starts_folded if folded else words.starts
        self.index = table.names.plain if folded else table.names.accented

    def has(self, name: str, at: int) -> bool:
        """Whether a token is one of the words called *name*."""
        return self.words.has(name, self.plain[at])

    def joins(self, at: int) -> bool:
        """Whether a token can stand between a place and the place it lies in."""
        return self.has("parent_joint", at)

    def near(self, end: int, plain_caps: bool = False) -> bool:
        """Whether a capital word follows directly."""
        if end >= self.count or self.tokens[end].kind != "word" or not self.tokens[end].capital:
            return False
        return plain_caps or not self.tokens[end].text.isupper()

    def capitals(self, start: int, at: int) -> bool:
        """Whether a name is in a text of capitals only."""
        return (
            len(self.tokens[at].text) > 1
            and self.tokens[at].text.isupper()
            and self.tokens[start].text.isupper()
        )

    def role_before(self, at: int) -> bool:
        """Whether an office or a title stands shortly before: then a person may follow."""
        for back in range(at - 1, max(-1, at - 9), -1):
            if self.exact[back] in (",", ";", ".", "("):
                return False
            if any(self.words.has("role", " ".join(self.plain[back : back + n])) for n in (1, 2)):
                return True
        return False

    def run(self, at: int) -> int:
        """How many tokens of capital words follow one another (``Ea M’tá`` has four); an abbreviation ends
        the run."""
        end = at
        capitals = at < self.count and self.capitals(at, at) and self.capitals(max(0, at - 1), at)
        last = min(self.count, at + _LONGEST_RUN)
        while end < last and (self.tokens[end].kind == "word" or self.inner_mark(end)):
            text = self.tokens[end].text
            if not self.tokens[end].capital and "'" not in self.exact[end - 1 : end + 1]:
                break
            if text.isupper() and len(text) > 1 and not capitals:
                break
            end += 1
        return end - at

    def inner_mark(self, at: int) -> bool:
        """Whether a token is the apostrophe inside a name: ``M’Đrắk``."""
        inner = self.exact[at] == "'" and 0 < at < self.count - 1 and self.tokens[at + 1].kind == "word"
        return inner and self.tokens[at - 1].end == self.tokens[at].start == self.tokens[at + 1].start - 1

    def matches(self, at: int) -> Iterator[tuple[int, tuple[Place, ...]]]:
        """Names of the table that begin at a token, the longest first."""
        if at >= self.count:
            return
        longest = max(self.table.names.longest.get(self.plain[at], 0), 4 if self.local else 0)
        for end in range(min(self.count, at + longest), at, -1):
            phrase = " ".join(self.plain[at:end])
            places = [*self.local.get(phrase, ()), *self.index.get(phrase, ())]
            if not places or not (self.lower or self.tokens[at].capital or self.tokens[at].kind != "word"):
                continue
            if self._mixed(at, end):
                places = [p for p in places if self.folded and self._begins(at, p)]
            if not (self.lower or self._all_capital(at, end)):
                places = [p for p in places if self._capital_as(at, end, p)]
            fitting = tuple(p for p in places if not self.folded or self._marks_fit(at, end, p))
            if fitting:
                yield end, fitting
        token = self.tokens[at]
        if len(token.text) >= 5 and (self.folded or token.capital):
            together = self.table.names.together.get(run_together(plain(token.text)))
            if together and not any(c in token.key for c in TONES):
                yield at + 1, tuple(together)

    def _mixed(self, at: int, end: int) -> bool:
        """A small word before a capital one (``cua Nam``): the name begins behind it."""
        first, rest = self.tokens[at], self.tokens[at + 1 : end]
        return first.kind == "word" and not first.capital and any(t.capital for t in rest)

    def _begins(self, at: int, place: Place) -> bool:
        """Whether a small word is the first of a name, written in full (``sơn La``, not ``dong Phú``)."""
        wide = place.level in ("province", "district")
        return wide and accented(syllables(place.bare)[0]) == self.exact[at]

    def _all_capital(self, at: int, end: int) -> bool:
        return all(t.capital or t.kind != "word" for t in self.tokens[at:end])

    def _capital_as(self, at: int, end: int, place: Place) -> bool:
        """Whether small letters stand only where the name has them: ``Ea H'leo``."""
        name = syllables(place.bare)
        pairs = zip(self.tokens[at:end], name, strict=False)
        return len(name) == end - at and all(t.capital or not n[:1].isupper() for t, n in pairs)

    def _marks_fit(self, at: int, end: int, place: Place) -> bool:
        """Marks may be missing, but those that are there must be the name's.

        In a district of the context they may be slips (*pắc nặm*), if the name is not also a word.
        """
        name = syllables(place.bare)
        if not any(marked(t) for t in self.tokens[at:end]):  # nor may one syllable be spelled otherwise too
            return len(name) > 1 or end - at > 1 or fold(name[0]) == self.tokens[at].fold
        if len(name) != end - at:
            return True  # found by another name
        if place.level == "district" and len(name) > 1 and self.rank(place) < OUTSIDE:
            return " ".join(map(plain, name)) not in self.words.plain_words or self._same_marks(at, end, name)
        return self._same_marks(at, end, name)

    def _same_marks(self, at: int, end: int, name: Sequence[str]) -> bool:
        return all(_mark_fits(t, n) for t, n in zip(self.tokens[at:end], name, strict=True))

    def organisation_before(self, at: int) -> bool:
        """Whether a firm's or cooperative's name seems to be going on."""
        for back in range(at - 1, max(-1, at - 9), -1):
            if self.tokens[back].kind == "mark" or self.has("place_word", back):
                return False
            if any(self.words.has("organisation", " ".join(self.plain[back : back + n])) for n in (1, 2, 3)):
                return True
        return False

    def opens(self, at: int) -> bool:
        """Whether nothing before a capital name joins with it."""
        if at == 0:
            return True
        before = self.tokens[at - 1]
        if before.kind != "word" or not before.capital or before.text.isupper():
            return True
        return self.has("linking", at - 1)

    def is_word(self, at: int, end: int, has_marks: bool) -> bool:
        """Whether a name in lower case is more likely an ordinary word."""
        forms = self.exact if has_marks or not self.folded else self.plain
        homographs = (
            self.words.plain_words if forms is self.plain and self.folded else self.words.accented_words
        )
        return " ".join(forms[at:end]) in homographs

    def side_by_side(self, at: int, end: int, places: tuple[Place, ...]) -> bool:
        """``Huong Son Ha Tinh``: in a question typed without diacritics, a place and its province with
        nothing between them."""
        if not self.folded or any(marked(t) for t in self.tokens[at:end]):
            return False
        ending = [after for last, after in self.matches(end) if not self.near(last)]
        behind = [p for after in ending for p in after if p.level == "province"]
        if self.opens(at) and any(p.home is b for p in places for b in behind):
            return True
        provinces = [p for p in places if p.level == "province"] if not self.near(end) else []
        return any(
            p.home is b and self.opens(first)
            for first in range(max(0, at - 3), at)
            for last, before in self.matches(first)
            if last == at
            for p in before
            for b in provinces
        )

    def misspelt(self, at: int, size: int, levels: tuple[str, ...]) -> tuple[Place, ...]:
        """Places whose name differs in marks only: in the context, or the one such district."""
        phrase = " ".join(plain(t.text) for t in self.tokens[at : at + size])
        same = [p for p in self.table.names.plain.get(phrase, ()) if p.level in levels]
        inside = [p for p in same if self.rank(p) < OUTSIDE]
        if not inside and not self.placed and len(same) == 1 and same[0].level == "district":
            return tuple(same)
        return tuple(inside)


def marked(token: Token) -> bool:
    """Whether a token is written with any mark."""
    return token.key != token.fold


def _mark_fits(token: Token, syllable: str) -> bool:
    if not marked(token):
        return True
    typed, meant = accented(token.text), accented(syllable)
    return typed == meant or typed == meant.rstrip(TONES)
