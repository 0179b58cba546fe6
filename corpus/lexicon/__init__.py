"""The lexicon: the programmes as data, and the matcher that finds its phrases in text.

Every ``*.toml`` file of this folder (and of folders given to :meth:`Lexicon.load`)
adds concepts.  A programme file has a ``[programme]`` table, its indicators, its
dimension values and its ``numeric_dimension`` rules (a number that grades or bands
what stands beside it).  A third programme is a new file and no code.

Kinds of concepts: ``unit`` · ``scale`` · ``hedge`` · ``status`` · ``compared`` · ``change`` ·
``become`` · ``mean`` · ``parts`` · ``now`` · ``flow`` · ``zero`` · ``total`` · ``ordinal`` ·
``dimension`` · ``programme`` · ``foreign`` · ``need`` (a word that an indicator asks for) ·
``topic`` · ``role`` · ``honorific`` · ``maker_head`` · ``span`` (a time worked out from what was
said) · ``rank`` · ``graded`` · ``past`` · ``rest`` · ``in_turn`` · ``times`` · ``file_size`` ·
``standing`` · ``elsewhere`` · ``planning`` · ``further`` · ``existing`` · ``ratio`` (what a
percentage means) · ``aside`` (a count beside it is of something else) · ``region`` · ``result`` ·
``plan_document`` (``issues_plan`` in a lead) and ``nationwide`` · ``fair`` (in a title) ·
``block`` (a word that is none of these) · ``event`` · ``organise`` · ``document_kind`` ·
``anybody`` (who is a maker only where a step is told of them) · ``roll`` (a list of what takes part).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from corpus.text import TONES, Token, fold_of, key_of, tokens, with_i

AGAIN = "lại"
SHORT_WORD = 4  # letters
LONGEST_SLIP = 4  # words of a phrase in which one is mistyped
_NONE: Set[int] = frozenset()
FOLDER = Path(__file__).parent
_TABLES = frozenset({"programme", "concept", "indicator", "names", "topic"})


@dataclass(frozen=True)
class Concept:
    """What a phrase means: a kind, an id and, for units and dimension values, its dimensions."""

    kind: str
    id: str
    programme: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    # What :meth:`Mention.has` is asked, many times over: the kind alone, and the kind with the id.
    meant: frozenset[tuple[str, str | None]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "meant", frozenset({(self.kind, None), (self.kind, self.id)}))


class Mention(NamedTuple):  # a tuple, for there are many
    """A phrase found in a token list: tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    concepts: tuple[Concept, ...]
    slip: bool
    meant: frozenset[tuple[str, str | None]]  # the kinds of its meanings, and kinds with their ids

    @classmethod
    def of(cls, first: int, last: int, concepts: Sequence[Concept], slip: bool = False) -> Mention:
        """A phrase with these meanings."""
        meant = concepts[0].meant
        return cls(first, last, tuple(concepts), slip, meant.union(*(c.meant for c in concepts[1:])))

    def has(self, kind: str, id_: str | None = None) -> bool:
        """Whether one of its meanings is of this kind (and id)."""
        return (kind, id_) in self.meant

    def ids(self, kind: str) -> list[str]:
        """Ids of its meanings of one kind."""
        return [c.id for c in self.concepts if c.kind == kind] if (kind, None) in self.meant else []


@dataclass(frozen=True)
class Indicator:
    """What a figure measures, with its labels and the words that must be near it."""

    id: str
    programme: str
    unit: str
    label: dict[str, str]
    noun: dict[str, str]
    phrase: dict[str, str] = field(default_factory=dict)
    needs: bool = False
    default: dict[str, str] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()
    also: dict[str, str] = field(default_factory=dict)  # other units it is given in, and what they become
    banded: dict[str, str] = field(default_factory=dict)  # its label where a band says which are counted
    absent: str = ""  # the unit that the counted places have none of
    told: str = "count"  # in answers: count, measure (its label is the subject), quote (in its sentence)
    whole: dict[str, str] = field(default_factory=dict)  # dimensions of the whole in a ratio
    same: tuple[str, ...] = ()  # dimension values that mean what the indicator counts anyway


@dataclass(frozen=True)
class NumericDimension:
    """A number that qualifies: a grade (``4 sao``) or a band (``10 - 14 tiêu chí``)."""

    dimension: str
    mode: str
    programme: str
    label: dict[str, str]
    words: frozenset[str] = frozenset()
    unit: str = ""
    of: tuple[str, ...] = ()
    valid: tuple[str, ...] = ()


@dataclass
class Phrasebook:
    """Phrases by their keys, for longest-match search.

    ``exact`` maps token keys (with diacritics) to meanings; ``folded`` maps the
    folded tokens to the keys they may stand for; ``lengths`` the phrase lengths
    that begin with a folded first token, longest first; ``slips`` the folded tokens with one of them
    left open, ``firsts`` and ``seconds`` the sizes of the phrases of several tokens by those two (folded).
    """

    exact: dict[tuple[str, ...], list[Concept]] = field(default_factory=dict)
    folded: dict[tuple[str, ...], list[tuple[str, ...]]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    slips: dict[tuple[str, ...], list[tuple[str, ...]]] = field(default_factory=dict)
    firsts: dict[str, set[int]] = field(default_factory=dict)
    seconds: dict[str, set[int]] = field(default_factory=dict)
    loose: bool = False  # take a slip even where the mistyped word is a syllable (question words)

    def add(self, phrase: str, concept: Concept, exact: bool = False) -> None:
        """Enter a phrase with one of its meanings; *exact*: only with diacritics (``bản``, not ``ban``)."""
        keys = tuple(t.key for t in tokens(phrase))
        for spelt in dict.fromkeys((keys, tuple(with_i(k) for k in keys))):
            self._add(spelt, concept, exact=exact)

    def _add(self, keys: tuple[str, ...], concept: Concept, *, exact: bool) -> None:
        folds = tuple(fold_of(k) for k in keys)
        meanings = self.exact.setdefault(keys, [])
        if concept not in meanings:
            meanings.append(concept)
        if not exact and keys not in self.folded.setdefault(folds, []):
            self.folded[folds].append(keys)
        sizes = {*self.lengths.get(folds[0], ()), len(folds)}
        self.lengths[folds[0]] = tuple(sorted(sizes, reverse=True))
        if len(folds) > 1:
            self.firsts.setdefault(folds[0], set()).add(len(folds))
            self.seconds.setdefault(folds[1], set()).add(len(folds))
            for i in range(len(folds)):
                rest = (*folds[:i], "?", *folds[i + 1 :])
                if keys not in self.slips.setdefault(rest, []):
                    self.slips[rest].append(keys)

    def at(self, words: Sequence[Token], i: int, lenient: bool) -> tuple[int, list[Concept]]:
        """The longest phrase that begins at token *i*: its length and meanings (0 if none)."""
        lengths = self.lengths.get(words[i].fold)
        if lengths is None:
            return 0, []
        keys = tuple([t.key for t in words[i : i + lengths[0]]])
        for n in lengths:
            if len(keys) < n:
                continue
            found = self.exact.get(keys[:n], [])
            if not found and lenient:
                found = self._lenient(words[i : i + n])
            if found:
                return n, found
        return 0, []

    def _lenient(self, window: Sequence[Token]) -> list[Concept]:
        if len(window) == 1 and not window[0].text.isascii():
            return []  # one syllable written with marks means just itself (``tiên`` is not ``tiền``)
        found: list[Concept] = []
        for keys in self.folded.get(tuple(t.fold for t in window), ()):
            if all(under_accented(t.key, k) for t, k in zip(window, keys, strict=True)):
                found.extend(c for c in self.exact[keys] if c not in found)
        return found

    def slip_at(self, words: Sequence[Token], i: int, lenient: bool) -> tuple[int, list[Concept]]:
        """A phrase at *i* with one mistyped syllable (see :func:`_is_slip`)."""
        ahead = _unparted(words[i : i + LONGEST_SLIP])
        folds = tuple([t.fold for t in ahead])
        if len(folds) < 2 or (folds[0] not in self.firsts and folds[1] not in self.seconds):
            return 0, []  # two mistyped syllables are no slip
        typed = [j for j, t in enumerate(ahead) if self._may_be_mistyped(t, lenient)]
        sizes = self.firsts.get(folds[0], _NONE) | self.seconds.get(folds[1], _NONE) if typed else _NONE
        for n in range(len(ahead), 1, -1):
            for j in typed if n in sizes else ():
                if j >= n or (not lenient and n + self.loose < 3 and is_syllable(folds[j])):
                    continue
                for keys in self.slips.get((*folds[:j], "?", *folds[j + 1 : n]), ()):
                    if self._mistyped(ahead[:n], j, keys, lenient, opening=not i):
                        return n, list(self.exact[keys])
        return 0, []

    def _may_be_mistyped(self, token: Token, lenient: bool) -> bool:
        short = 2 if token.text.isascii() else 3  # "là" is no slip of "lại"
        if len(token.fold) < short or token.kind != "word" or (token.key,) in self.exact:
            return False
        return lenient or len(token.fold) >= SHORT_WORD or not is_syllable(token.fold)

    def _mistyped(
        self, window: Sequence[Token], j: int, keys: tuple[str, ...], lenient: bool, *, opening: bool
    ) -> bool:
        """Whether a text has a phrase but for its syllable *j*; *opening*: the text begins there."""
        slip = window[j]
        rest = [(t, k) for t, k in zip(window, keys, strict=True) if t is not slip]
        if slip.text.istitle() and not opening and not any(t.capital for t, _ in rest):
            return False  # "Hà Nội công nhận" holds no slip of "mới công nhận"
        wrong = _is_slip(slip, keys[j], len(window) + self.loose, lenient)
        return wrong and all(under_accented(t.key, k) for t, k in rest)


def _unparted(words: Sequence[Token]) -> Sequence[Token]:
    """The words up to the first mark."""
    for n, word in enumerate(words):
        if word.kind == "mark":
            return words[:n]
    return words


@lru_cache(maxsize=65536)
def under_accented(typed: str, full: str) -> bool:
    """Whether *typed* is *full* with its diacritics left out.

    All of them, or all but ``đ``, or only the tone: ``duong``, ``đuong`` and ``đương``
    may be *đường*; ``dương``, which is written with care, may not.
    """
    if typed == full:
        return True
    whole = full.rstrip(TONES)
    if not typed.replace("đ", "d").isascii():
        return typed == whole
    return len(typed) == len(whole) and all(
        a == b or a == fold_of(b) for a, b in zip(typed, whole, strict=True)
    )


_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)


@lru_cache(maxsize=65536)
def is_syllable(folded: str) -> bool:
    """Whether a folded word has the form of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None


def _is_slip(token: Token, key: str, size: int, lenient: bool) -> bool:
    """One letter wrong, missing, doubled or swapped, in a word that is no syllable
    of its own (or in a phrase long enough to leave no doubt; a short word, as the ``qua`` of ``thông qua
    kế hoạch``, is too easily another: ``của kế hoạch``)."""
    target = fold_of(key.rstrip(TONES))
    if token.fold == target:
        return lenient and not token.text.isascii()
    if is_syllable(token.fold) and (size < 3 or len(token.fold) < SHORT_WORD):
        return False
    return one_edit(token.fold, target)


def one_edit(a: str, b: str) -> bool:
    """Whether two words differ by one insertion, deletion, substitution or swap."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        swapped = a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
        return a[i + 1 :] == b[i + 1 :] or swapped
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return long[i + 1 :] == short[i:]


class Lexicon:
    """All programmes, units, indicators and phrases, ready to match."""

    def __init__(self) -> None:
        self.phrases = Phrasebook()
        self.programmes: dict[str, dict[str, str]] = {}
        self.indicators: dict[str, Indicator] = {}
        self.wide: set[str] = set()  # programmes that the others are a part of
        self.numeric: list[NumericDimension] = []
        self.labels: dict[tuple[str, str], dict[str, str]] = {}
        self.surnames: set[str] = set()
        self.means: dict[str, str] = {}  # unit -> the unit of its mean (criterion -> criteria_per_commune)

    @classmethod
    def load(cls, *extra: Path) -> Lexicon:
        """The lexicon of this folder and of further TOML files."""
        lexicon = cls()
        for path in [*sorted(FOLDER.glob("*.toml")), *extra]:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            if not _TABLES.isdisjoint(data):  # portal and area words have files of their own form
                lexicon._read(data)
        return lexicon

    def _read(self, data: Mapping[str, Any]) -> None:
        programme = data.get("programme", {})
        name = programme.get("id", "")
        if programme:
            self.programmes[name] = dict(programme["label"])
            self.wide |= {name} if programme.get("wide") else set()
            self._enter(programme, Concept("programme", name, name))
        for entry in data.get("concept", []):
            self._concept(entry, name)
        for entry in data.get("numeric_dimension", []):
            self.numeric.append(_numeric(entry, name))
        for entry in data.get("indicator", []):
            self._indicator(entry, name)
        self.surnames |= {key_of(name) for name in data.get("names", {}).get("surnames", [])}
        for entry in data.get("topic", []):
            self.labels["topic", entry["id"]] = dict(entry["label"])
            self._enter(entry, Concept("topic", entry["id"], name))

    def _concept(self, entry: Mapping[str, Any], programme: str) -> None:
        dimensions = dict(entry.get("dimensions", {}))
        if "dimension" in entry:
            dimensions[entry["dimension"]] = entry["id"]
        if "numerator" in entry:
            self.means[entry["numerator"]] = entry["id"]
        concept = Concept(entry["kind"], entry["id"], programme, tuple(sorted(dimensions.items())))
        if "label" in entry:
            group = entry.get("dimension", entry["kind"])
            self.labels.setdefault((group, entry["id"]), dict(entry["label"]))
        self._enter(entry, concept)
        if "again" in entry:  # "đánh giá, phân hạng lại": once more, in the words of the first time
            step = entry["again"]
            more = replace(concept, kind="dimension", id=step, dimensions=(("step", step),))
            for phrase in entry.get("vi", ()):
                self.phrases.add(f"{phrase} {AGAIN}", more)

    def _indicator(self, entry: Mapping[str, Any], programme: str) -> None:
        self.indicators[entry["id"]] = Indicator(
            id=entry["id"],
            programme=programme,
            unit=entry["unit"],
            label=dict(entry["label"]),
            noun=dict(entry["noun"]),
            phrase=dict(entry.get("phrase", {})),
            needs="needs" in entry,
            default=dict(entry.get("default", {})),
            dimensions=tuple(entry.get("dimensions", ())),
            also=dict(entry.get("also", {})),
            banded=dict(entry.get("banded", {})),
            absent=entry.get("absent", ""),
            told=entry.get("told", "count"),
            whole=dict(entry.get("whole", {})),
            same=tuple(entry.get("same", ())),
        )
        for phrase in entry.get("needs", ()):
            self.phrases.add(phrase, Concept("need", entry["id"], programme))

    def _enter(self, entry: Mapping[str, Any], concept: Concept) -> None:
        for language in ("vi", "en"):
            for phrase in entry.get(language, ()):
                self.phrases.add(phrase, concept)
        for phrase in entry.get("vi_exact", ()):
            self.phrases.add(phrase, concept, exact=True)

    def match(self, words: Sequence[Token], lenient: bool = False) -> list[Mention]:
        """Phrases of the lexicon in a text, left to right, longest first, none overlapping.

        *lenient* also takes words typed with fewer diacritics (for questions).
        """
        found: list[Mention] = []
        i = 0
        while i < len(words):
            size, concepts = self.phrases.at(words, i, lenient)
            slip = False
            if not size and words[i].kind != "mark":
                size, concepts = self.phrases.slip_at(words, i, lenient)
                slip = bool(size)
            if size:
                found.append(Mention.of(i, i + size, concepts, slip))
            i += size or 1
        return found

    def label(self, group: str, id_: str, language: str) -> str:
        """The words for a unit or dimension value ("" if it has none)."""
        return self.labels.get((group, id_), {}).get(language, "")

    def candidates(self, unit: str, programmes: Iterable[str]) -> list[Indicator]:
        """Indicators of a unit, those of the programmes in scope first."""
        scope = list(programmes)
        fitting = [i for i in self.indicators.values() if i.unit == unit or unit in i.also]
        return sorted(fitting, key=lambda i: i.programme not in scope)


def _numeric(entry: Mapping[str, Any], programme: str) -> NumericDimension:
    return NumericDimension(
        dimension=entry["dimension"],
        mode=entry["mode"],
        programme=programme,
        label=dict(entry["label"]),
        words=frozenset(entry.get("words", ())),
        unit=entry.get("unit", ""),
        of=tuple(entry.get("of", ())),
        valid=tuple(entry.get("valid", ())),
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The product's lexicon, read once."""
    return Lexicon.load()
