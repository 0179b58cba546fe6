"""Records in the orders in which questions look for them, so that no question walks over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from bot.matching import holds, words_of
from corpus.model import Record
from corpus.text import Token, lexemes

_NAMES = ("name", "maker", "place")  # the names that a product's record holds


class Roll:
    """All records of one snapshot, latest bulletin first, and the ways to find some of them."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._kinds: dict[str, list[Record]] = {}
        for record in filter(_whole, records):
            self._kinds.setdefault(record.kind, []).append(record)

    def of(self, kind: str) -> list[Record]:
        """Records of one kind."""
        return self._kinds.get(kind, [])

    def _with(self, kind: str, held: Mapping[str, Sequence[int]], words: Iterable[Token]) -> list[Record]:
        """The records of a kind, in order, that some word leads to."""
        folds = {word.fold for word in words}
        ranks = sorted({rank for folded in folds for rank in held.get(folded, ())})
        return [self.of(kind)[rank] for rank in ranks]

    # --- persons ---------------------------------------------------------------------------------

    def called(self, words: Iterable[Token]) -> list[Record]:
        """The persons whose name may end with one of some words."""
        folds = {word.fold for word in words}
        found = [one for folded in folds for one in self._last_names.get(folded, ())]
        return [record for _, record in sorted(found, key=lambda one: one[0])]

    @cached_property
    def _last_names(self) -> dict[str, list[tuple[int, Record]]]:
        found: dict[str, list[tuple[int, Record]]] = {}
        for rank, record in enumerate(self.of("person")):
            name = words_of(record.fields["name"])
            if name:
                found.setdefault(name[-1].fold, []).append((rank, record))
        return found

    def acting(self, words: Iterable[Token]) -> list[Record]:
        """The persons of whose action some word is told."""
        return self._with("person", self._deeds, words)

    @cached_property
    def _deeds(self) -> dict[str, list[int]]:
        return _by_word(record.fields.get("action", "") for record in self.of("person"))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The (folded) words of all offices."""
        roles = {record.fields.get("role", "") for record in self.of("person")}
        return frozenset(folded for role in roles for _, folded in lexemes(role))

    # --- products and makers -----------------------------------------------------------------------

    def named(self, words: Iterable[Token]) -> list[Record]:
        """The products in whose name some word stands."""
        return self._with("product", self._names, words)

    @cached_property
    def _names(self) -> dict[str, list[int]]:
        return _by_word(record.fields["name"] for record in self.of("product"))

    def in_names(self, word: Token) -> bool:
        """Whether a typed word stands in the name of a product, of a maker or of its place."""
        return holds(self._held, word)

    @cached_property
    def _held(self) -> dict[str, set[str]]:
        names = {record.fields.get(field, "") for record in self.of("product") for field in _NAMES}
        found: dict[str, set[str]] = {}
        for name in names:
            for key, folded in lexemes(name):
                found.setdefault(folded, set()).add(key)
        return found

    @cached_property
    def _makers(self) -> list[tuple[str, list[Token]]]:
        """Every maker's name with its words."""
        names = dict.fromkeys(record.fields["maker"] for record in self.of("product"))
        return [(name, words_of(name)) for name in names]

    @cached_property
    def _maker_words(self) -> dict[str, list[int]]:
        return _by_word((name for name, _ in self._makers), each=True)

    def makers(self, words: Iterable[Token]) -> list[tuple[str, list[Token]]]:
        """The makers whose last two words, or more than half of whose words, stand among some words."""
        folds = {word.fold for word in words}
        shared = Counter(at for folded in folds for at in self._maker_words.get(folded, ()))
        return [
            (maker, name)
            for at, count in sorted(shared.items())
            for maker, name in self._makers[at : at + 1]
            if count * 2 > len(name) + 1 or (count > 1 and folds.issuperset(w.fold for w in name[-2:]))
        ]


def _whole(record: Record) -> bool:
    """Whether no name of a record was cut inside a bracket, which would give one maker another's product."""
    names = [record.fields.get(name, "") for name in _NAMES]
    return all(name.count("(") == name.count(")") for name in names)


def _by_word(texts: Iterable[str], each: bool = False) -> dict[str, list[int]]:
    """The places of texts by their folded words; with *each*, once for each time that a word stands there."""
    found: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        folds = [folded for _, folded in lexemes(text)]
        for folded in folds if each else set(folds):
            found.setdefault(folded, []).append(at)
    return found
