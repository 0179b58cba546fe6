"""The places of Vietnam, old and new, by name: a table built from underthesea's.

Old units are those before 1 July 2025 (63 provinces, districts, communes), new
ones those after it (34 provinces, communes).  A province that kept its name is
one place.  Names are found in two forms, as :func:`accented` and as
:func:`plain` spell them, so that *Na Rỳ*, *Bắc Cạn* and *Đắc Lắc* are found too.
Nothing is written to disk: the table takes a fraction of a second to build.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.model import Area
from corpus.text import TONES, fold_of, key_of, tokens

LEVELS = ("village", "commune", "district", "province", "region", "nation")  # narrow to wide
_KINDS = frozenset(("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã"))
_BACK = "aăâoôơuư"  # before these a bulletin may write c or k
APOSTROPHES = "'’‘`´′"
_VOWELS = _BACK + "eêi"
_ACUTE = "\u0301"
_RUN_TOGETHER = {"province": 5, "district": 6}  # shortest "caobang", "pacnam"


@dataclass(slots=True, eq=False)
class Place:
    """One unit of the table.

    ``recent``: a commune of today; its ``province`` is one of today's too.
    ``now``: the unit of today that holds it (``None`` for a recent commune).
    ``parts``: the old communes that a recent one was made of, wholly or partly.
    """

    level: str
    kind: str
    bare: str
    code: str = ""
    province: Place | None = None
    district: Place | None = None
    recent: bool = False
    now: Place | None = None
    parts: list[Place] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Kind and name: ``huyện Ba Bể``."""
        return f"{self.kind} {self.bare}"

    @property
    def home(self) -> Place:
        """Its old province where that is certain, else the one of today."""
        if self.province is None:
            return self
        old = {id(p.province): p.province for p in self.parts if p.province}
        return next(iter(old.values())) if len(old) == 1 else self.province

    def around(self, merged: bool = True) -> Iterator[Place]:
        """Itself and every unit that holds it, of its day and (*merged*) of today."""
        yield self
        if self.district is not None:
            yield self.district
        elif self.parts and len({id(p.district) for p in self.parts}) == 1 and self.parts[0].district:
            yield self.parts[0].district
        yield self.home
        if merged:
            if self.now is not None and self.level == "commune":
                yield self.now
            yield self.province or self
            yield self.home.now or self.home


@lru_cache(maxsize=65536)
def _plain_spelling(key: str) -> str:
    """One spelling for i/y, c/k before back vowels and at the end, and a stop's acute tone."""
    base = key.rstrip(TONES)
    tone = key[len(base) :]
    if base[-1:] in ("c", "k", "p", "t") or base.endswith("ch"):
        tone = "" if tone == _ACUTE else tone
    if base.endswith("k") and len(base) > 1:
        base = base[:-1] + "c"
    if base[:1] == "k" and base[1:2] and base[1] in _BACK:
        base = "c" + base[1:]
    if base.endswith("y") and (len(base) < 2 or base[-2] not in _VOWELS or base[-3:] == "quy"):
        base = base[:-1] + "i"
    return base + tone


@lru_cache(maxsize=65536)
def accented(word: str) -> str:
    """The form of a syllable (or a mark) for matching with diacritics."""
    return _plain_spelling(key_of(word))


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """The form of a syllable for matching without diacritics."""
    return _plain_spelling(fold_of(word))


def run_together(form: str) -> str:
    """The form of a whole name typed as one word: ``daklak``, ``backan``."""
    return form.replace(" ", "").replace("-", "").replace("k", "c").replace("y", "i")


@lru_cache(maxsize=32768)
def syllables(name: str) -> tuple[str, ...]:
    """The tokens of a name as a text would be cut, dashes made plain."""
    if name.replace(" ", "").isalpha():
        return tuple(name.split())
    return tuple("-" if t.text in "–—" else "'" if t.text in APOSTROPHES else t.text for t in tokens(name))


@lru_cache(maxsize=32768)
def name_forms(bare: str) -> tuple[tuple[str, ...], str, str]:
    """The syllables of a bare name, and its form with and without diacritics."""
    cut = syllables(bare)
    return cut, " ".join(map(accented, cut)), " ".join(map(plain, cut))


def bare_form(bare: str) -> str:
    """The form of a bare name without diacritics: what names that are :func:`alike` share."""
    return name_forms(bare)[2]


def split_kind(name: str) -> tuple[str, str]:
    """``Thành Phố Bắc Kạn`` -> (``thành phố``, ``Bắc Kạn``); the kind is "" if there is none."""
    first, _, rest = name.partition(" ")
    kind = first.lower()
    if kind not in _KINDS:
        second, _, rest = rest.partition(" ")
        kind = f"{kind} {second.lower()}"
    return (kind, rest) if rest and kind in _KINDS else ("", name)


class Names:
    """Places by the form of their bare name."""

    def __init__(self) -> None:
        self.accented: dict[str, list[Place]] = {}
        self.plain: dict[str, list[Place]] = {}
        self.together: dict[str, list[Place]] = {}
        self.longest: dict[str, int] = {}

    def add(self, bare: str, place: Place) -> None:
        """Let *place* be found by *bare*."""
        words, exact, folded = name_forms(bare)
        self.accented.setdefault(exact, []).append(place)
        self.plain.setdefault(folded, []).append(place)
        for first in {accented(words[0]), plain(words[0])}:
            self.longest[first] = max(self.longest.get(first, 0), len(words))
        least = _RUN_TOGETHER.get(place.level)
        if least and len(words) > 1 and len(folded) - len(words) + 1 >= least:
            self.together.setdefault(run_together(folded), []).append(place)


class Table:
    """All places with their names (about 14,000); see :func:`table`."""

    def __init__(self, data: Mapping[str, Any], aliases: Iterable[Mapping[str, Any]]) -> None:
        self.places: list[Place] = []
        self.names = Names()
        self.provinces: dict[str, Place] = {}
        self.aliases: dict[str, tuple[str, str]] = {}  # kind, and the name in full
        self._read_provinces(data)
        self._read_communes(data["ward_mapping"])
        for place in self.places:
            self.names.add(place.bare, place)
        for alias in aliases:
            self._read_alias(alias)

    def _read_provinces(self, data: Mapping[str, Any]) -> None:
        today = data["province_names"]
        for key, row in [*data["old_province_names"].items(), *today.items()]:
            if key not in self.provinces:
                kind, bare = split_kind(row["name"])
                self.provinces[key] = Place("province", kind, bare, code=row["code"])
        for old, new in data["province_mapping"].items():
            self.provinces[old].now = self.provinces[new]
        self.places += self.provinces.values()

    def _read_communes(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows repeat an old commune that was divided: its default part is where it is now."""
        districts: dict[tuple[str, str], Place] = {}
        old: dict[tuple[str, str, str], Place] = {}
        new: dict[tuple[str, str], Place] = {}
        for row in rows:
            province = self.provinces[row["old_province_key"]]
            where = (row["old_province_key"], row["old_district_key"])
            district = districts.get(where)
            if district is None:
                district = districts[where] = _unit(row["old_district"], "district", province)
            before = self._old(row, (*where, row["old_ward_key"]), old, province, district)
            after = self._new(row, new)
            if before is not None and after is not None:
                after.parts.append(before)
                if before.now is None or row.get("is_default"):
                    before.now = after
        self.places += [*districts.values(), *old.values(), *new.values()]

    def _old(
        self,
        row: Mapping[str, Any],
        at: tuple[str, str, str],
        known: dict[tuple[str, str, str], Place],
        province: Place,
        district: Place,
    ) -> Place | None:
        if not row["old_ward"]:
            return None
        if at not in known:
            known[at] = _unit(row["old_ward"], "commune", province, district)
        return known[at]

    def _new(self, row: Mapping[str, Any], known: dict[tuple[str, str], Place]) -> Place | None:
        if not row["new_ward"]:
            return None
        at = (row["new_province_key"], row["new_ward_key"])
        if at not in known:
            known[at] = _unit(row["new_ward"], "commune", self.provinces[row["new_province_key"]])
            known[at].recent = True
        return known[at]

    def _read_alias(self, alias: Mapping[str, Any]) -> None:
        place = next(p for p in self.provinces.values() if p.bare == alias["place"])
        first = alias["names"][0]
        known = (alias["kind"], place.bare if first.isupper() else first)
        for name in alias["names"]:
            self.names.add(name, place)
            self.aliases[" ".join(map(plain, syllables(name)))] = known


def _unit(name: str, level: str, province: Place, district: Place | None = None) -> Place:
    kind, bare = split_kind(name)
    bare = bare[:1].upper() + bare[1:]  # the table has "Xã é Tòng"
    return Place(level, kind, bare, province=province, district=district)


@dataclass(frozen=True)
class Kind:
    """A word such as *huyện*: what it can be, and whether it needs a full stop (``H.``)."""

    name: str
    levels: tuple[str, ...]
    dotted: bool = False


class Words:
    """The words around names (``lexicon/areas.toml``), as forms ready to compare."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.kinds: dict[tuple[bool, str], list[Kind]] = {}
        self.english: dict[str, tuple[str, ...]] = {}
        for row in data["kind"]:
            self._read_kind(row)
        self.kind_starts = frozenset(phrase.partition(" ")[0] for _, phrase in self.kinds)
        self.sets = {name: frozenset(_forms(words)) for name, words in data["words"].items()}
        self.nation_starts = frozenset(phrase.partition(" ")[0] for phrase in self.sets["nation"])
        self.starts = self.kind_starts | self.nation_starts
        self.starts_folded = self.starts | frozenset(self.english)
        self.not_before = {kind: frozenset(_forms(words)) for kind, words in data["not_before"].items()}
        self.not_after = {kind: frozenset(_forms(words)) for kind, words in data["not_after"].items()}
        homographs = data["homographs"]
        self.accented_words = frozenset(_phrase(w, accented) for w in homographs["accented"].split(","))
        self.plain_words = frozenset(_phrase(w, plain) for w in homographs["folded"].split(","))

    def _read_kind(self, row: Mapping[str, Any]) -> None:
        for dotted, words in ((False, row["forms"]), (True, row.get("dotted", ()))):
            for word in words:
                kind = Kind(row["name"], tuple(row["levels"]), dotted)
                for folded, form in ((False, accented), (True, plain)):
                    self.kinds.setdefault((folded, _phrase(word, form)), []).append(kind)
        for word in map(plain, row["english"]):
            self.english[word] = tuple(dict.fromkeys([*self.english.get(word, ()), *row["levels"]]))

    def has(self, name: str, form: str) -> bool:
        """Whether a form is one of the words called *name*."""
        return form in self.sets[name]


def _phrase(text: str, form: Any) -> str:
    return " ".join(form(word) for word in syllables(text.strip()))


def _forms(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield _phrase(word, accented)
        yield _phrase(word, plain)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    path = Path(__file__).parent / "lexicon" / "areas.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def words() -> Words:
    """The words around names (shared, read only)."""
    return Words(_lexicon())


def kind_levels(forms: Sequence[str], at: int) -> tuple[str, ...]:
    """The levels of the kind (*huyện*, *thành phố*) that stands before a name; () if none does."""
    for size in (2, 1):
        found = words().kinds.get((False, " ".join(forms[max(0, at - size) : at]))) if at >= size else None
        if found:
            return tuple(level for kind in found for level in kind.levels)
    return ()


@lru_cache(maxsize=1)
def table() -> Table:
    """The places (shared, read only).

    underthesea itself is not imported for it: only its data file is read.
    """
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:  # pragma: no cover - it is a requirement
        raise ImportError("underthesea is not installed")
    path = Path(spec.origin).parent / "address" / "data" / "mapping.json"
    return Table(json.loads(path.read_text(encoding="utf-8")), _lexicon()["alias"])


@lru_cache(maxsize=1)
def place_syllables() -> frozenset[str]:
    """The syllables of all places' names, without diacritics."""
    return frozenset(word for name in table().names.plain for word in name.split(" "))


# --- areas from places ---------------------------------------------------------------------------


def unshadowed(places: Sequence[Place]) -> list[Place]:
    """Without communes of today that an old namesake among the places became part of."""
    hidden = {id(p.now) for p in places if not p.recent and p.now is not None}
    return [p for p in places if id(p) not in hidden or not p.recent]


def alike(one: str, other: str) -> bool:
    """Same bare name but for spelling (the kind may have changed)."""
    a, b = split_kind(one)[1], split_kind(other)[1]
    return bool(a) and bool(b) and name_forms(a)[2] == name_forms(b)[2]


def one_kind(places: Sequence[Place], kind: str) -> list[Place]:
    """Those of the kind, if any; *thị xã* that became *thành phố* since is still found."""
    return [p for p in places if p.kind == kind] or list(places)


def as_called(kind: str, area: Area) -> bool:
    """Whether a place may be meant by its kind alone: ``thành phố`` is not a *huyện* named before."""
    own = split_kind(area.name)[0]
    return area.level != "district" or not kind or not own or own == kind


def capital_of(province: Place | None) -> Place | None:
    """The city of a *tỉnh* that bears its name: what *thành phố* alone means there."""
    if province is None or province.kind != "tỉnh":
        return None
    found = table().names.accented.get(name_forms(province.bare)[1], ())
    return next((p for p in found if p.level == "district" and p.province is province), None)


def area_of(place: Place, name: str = "") -> Area:
    """The area that a place is, under the name the text gives it."""
    own = _area(place)
    return own if not name or name == own.name else replace(own, name=name, now=own.now or _now(place, name))


@lru_cache(maxsize=16384)
def _area(place: Place) -> Area:
    province = place.province.name if place.province else ""
    district = place.district.name if place.district else ""
    return Area(place.name, place.level, place.code, province, district, _now(place, place.name))


def _now(place: Place, name: str) -> str:
    """The present name where it differs: a province's, or ``xã X, tỉnh Y``."""
    home = place.province or place
    today = home.now or home
    if place.level == "commune":
        unit = place.now
        if unit is None or (unit.name == place.name and today is home):
            return ""
        return f"{unit.name}, {today.name}"
    if place.level == "province":
        return "" if alike(today.name, name) else today.name
    return "" if today is home else today.name
