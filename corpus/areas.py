"""Areas: which places a text names, what they are called today, and which holds which.

    gazetteer = Gazetteer.load()
    for mention in gazetteer.find(tokens(text), context=gazetteer.province_named("Bắc Kạn")):
        print(mention.area.name, "->", mention.area.now)

An area is named as its text names it; one that the table lacks (misspelt,
merged long ago, invented) is still an area, with ``known`` false.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.area_names import LOCAL, OUTSIDE
from corpus.area_spelling import as_written, spelled
from corpus.area_spots import CITY, Scanner, Spot
from corpus.model import Area
from corpus.places import (
    LEVELS,
    Place,
    Table,
    Words,
    alike,
    area_of,
    as_called,
    bare_form,
    capital_of,
    name_forms,
    one_kind,
    split_kind,
    table,
    unshadowed,
    words,
)
from corpus.text import Token, clean, tokens

NATION = Area("cả nước", "nation", "VN")
_GENERIC = {"province": "tỉnh", "district": "huyện", "commune": "xã"}
_MOST_CANDIDATES = 12
_MEMORY = 30  # mentions looked back on, so that time stays linear


@dataclass(frozen=True)
class Mention:
    """A place named by tokens ``start_token`` to ``end_token`` (exclusive).

    ``prefixed``: named with its kind (*huyện*), or as one of a list behind one.
    ``candidates``: the places it may be, when that is not certain (then the
    area has no parents).  ``kind``: ``named``, or ``generic`` for *toàn tỉnh*,
    *huyện này*, *cả nước*.  ``known``: whether the table has it.  ``locates``:
    it only says where the mention before it lies (*xã A, huyện B*: B).
    """

    start_token: int
    end_token: int
    area: Area
    prefixed: bool
    candidates: tuple[Area, ...] = ()
    kind: str = "named"
    known: bool = True
    locates: bool = False


class Gazetteer:
    """The area index.  Build it with :meth:`load`; it is immutable and safe to share."""

    def __init__(self, places: Table, vocabulary: Words) -> None:
        self._table = places
        self._words = vocabulary
        self._place_of = lru_cache(maxsize=65536)(self._find_place)

    @classmethod
    def load(cls) -> Gazetteer:
        """The one gazetteer of the process (about a quarter second the first time)."""
        return _load()

    # --- finding -----------------------------------------------------------------------------

    def find(
        self,
        tokens: Sequence[Token],
        *,
        context: Area | None = None,
        folded: bool = False,
        lowercase_ok: bool = False,
        local: Iterable[Area] | Local = (),
    ) -> list[Mention]:
        """The areas that a token list names, in order, not overlapping.

        ``context``: the area the text is about (a province, or a place in one);
        it settles what bare, generic and ambiguous names mean.  For questions:
        ``folded`` when marks may be missing (marks that are typed still count),
        ``lowercase_ok`` when names may be in lower case (implied by *folded*).
        ``local``: areas found before (in the same bulletin): those that the table lacks are then
        found by their bare names too, with the parents they have.  A :class:`Local` (made once, of
        a whole store) also lets the known ones of them come before their namesakes elsewhere.
        """
        view = _View(self, context, local if isinstance(local, Local) else self.local(local, near=False))
        scanner = Scanner(
            tokens,
            self._table,
            self._words,
            view.rank,
            placed=context is not None and context.level != "nation",
            folded=folded,
            lower=lowercase_ok,
            local=view.local.names(folded),
        )
        return view.settle(scanner, scanner.spots())

    def local(self, areas: Iterable[Area], *, near: bool = True) -> Local:
        """Areas found before, ready for :meth:`find`; *near*: they come before their namesakes."""
        unknown: dict[int, tuple[Place, Area]] = {}
        known: set[int] = set()
        for area in dict.fromkeys(areas):
            kind, bare = split_kind(area.name)
            place = self._place_of(area)
            if place is not None:
                known |= {id(p) for p in place.around(merged=False)} if near else set()
            elif kind and area.level in ("province", "district", "commune", "village"):
                place = Place(area.level, kind, bare)
                unknown[id(place)] = place, area
        return Local(unknown, frozenset(known))

    def resolve(self, name: str, level: str | None = None, context: Area | None = None) -> Area | None:
        """The area that a whole name means (``Ba Bể``, ``tp bac kan``), or None if none or several."""
        cut = tokens(clean(name))
        for folded in (False, True):
            for mention in self.find(cut, context=context, folded=folded, lowercase_ok=True):
                whole = mention.start_token == 0 and mention.end_token == len(cut)
                if whole and mention.known and not mention.candidates and level in (None, mention.area.level):
                    return mention.area
        return self._by_bare_name(name, level, context)

    def _by_bare_name(self, name: str, level: str | None, context: Area | None) -> Area | None:
        kind, bare = split_kind(clean(name))
        forms = name_forms(bare) if bare else None
        if forms is None:
            return None
        view = _View(self, context, self.local(()))
        names = self._table.names
        for found in (names.accented.get(forms[1], ()), names.plain.get(forms[2], ())):
            fitting = [p for p in found if level in (None, p.level) and kind in ("", p.kind)]
            best = view.best(fitting)
            if len(best) == 1:
                return area_of(best[0])
        return None

    def province_named(self, name: str) -> Area | None:
        """The province of that name, with or without its kind and marks (None if there is none)."""
        place = self._province(clean(name))
        return area_of(place) if place else None

    def home_of(self, mentions: Iterable[Mention]) -> Area | None:
        """The province that a bulletin is about, from the mentions of its title, lead and body.

        Named provinces count most, then districts and communes that only one province has.  Give
        the title's mentions twice to let it weigh more.  None when nothing points to a province.
        """
        votes: Counter[str] = Counter()
        areas: dict[str, Area] = {}
        for mention in mentions:
            for area, weight in self._votes(mention):
                at = area.code or area.name
                votes[at] += weight
                areas.setdefault(at, area)
        if not votes:
            return None
        return areas[votes.most_common(1)[0][0]]

    def _votes(self, mention: Mention) -> list[tuple[Area, int]]:
        """Provinces that a mention points to, with weights."""
        area = mention.area
        if mention.kind == "generic" or area.level == "nation":
            return []
        if area.level == "province":
            return [(area, 6 if mention.prefixed else 3)]
        if area.province:
            province = self.province_named(area.province) or Area(area.province, "province")
            return [(province, 4 if area.level == "district" else 2)]
        homes = {c.province for c in mention.candidates if c.province}
        if len(homes) > 4:
            return []
        found = [self.province_named(name) for name in sorted(homes)]
        return [(province, 1) for province in found if province is not None]

    # --- comparing -----------------------------------------------------------------------------

    def covers(self, wide: Area, narrow: Area, *, merged: bool = True) -> bool:
        """Whether *narrow* lies in *wide* or is the same place.

        A province takes its districts and communes, and with *merged* a province of
        today also the old provinces that are now part of it; a commune of today its parts.
        """
        if wide.level == "nation":
            return True
        if narrow.level == "nation" or LEVELS.index(narrow.level) > LEVELS.index(wide.level):
            return False
        outer, inner = self._place_of(wide), self._place_of(narrow)
        if outer is not None and inner is not None:
            return any(place is outer for place in inner.around(merged))
        return self._covers_by_name(wide, narrow, merged)

    def _covers_by_name(self, wide: Area, narrow: Area, merged: bool) -> bool:
        if wide.level == narrow.level:
            return self.same(wide, narrow)
        if wide.level == "district":
            fits = bool(narrow.district) and alike(narrow.district, wide.name)
            return fits and (
                not wide.province or not narrow.province or alike(wide.province, narrow.province)
            )
        if wide.level != "province" or not narrow.province:
            return False
        if alike(wide.name, narrow.province):
            return True
        home = self.province_named(narrow.province)
        return home is not None and self.covers(wide, home, merged=merged)

    def holders(self, area: Area) -> frozenset[str]:
        """The names (without kinds, as forms) of every unit that may cover an area, and its own."""
        home = self._province(area.province) if area.province else None
        around = [place.bare for one in (self._place_of(area), home) if one for place in one.around()]
        named = [split_kind(name)[1] for name in (area.name, area.district, area.province) if name]
        return frozenset(bare_form(name) for name in (*around, *named))

    def same(self, one: Area, other: Area) -> bool:
        """Whether two areas are one place: spelt otherwise, or old and new with the same extent."""
        if one.level != other.level:
            return False
        first, second = self._place_of(one), self._place_of(other)
        if first is not None and second is not None:
            return first is second or _renamed(first, second) or _renamed(second, first)
        if (first is None) != (second is None) and one.province and other.province:
            return False
        parents = ((one.province, other.province), (one.district, other.district))
        return alike(one.name, other.name) and all(not a or not b or alike(a, b) for a, b in parents)

    # --- places behind areas -------------------------------------------------------------------

    def _province(self, name: str) -> Place | None:
        bare = split_kind(name)[1]
        if not bare.strip():
            return None
        _, exact, folded = name_forms(bare)
        names = self._table.names
        for found in (names.accented.get(exact, ()), names.plain.get(folded, ())):
            for place in found:
                if place.level == "province":
                    return place
        return None

    def _find_place(self, area: Area) -> Place | None:
        """The one place of the table that an area is, or None."""
        if area.level == "province":
            return self._province(area.name)
        kind, bare = split_kind(area.name)
        if area.level not in ("district", "commune") or not bare.strip():
            return None
        _, exact, folded = name_forms(bare)
        names = self._table.names
        for found in (names.accented.get(exact, ()), names.plain.get(folded, ())):
            fitting = [p for p in found if p.level == area.level]
            if area.province:
                home = self._province(area.province)
                fitting = [p for p in fitting if p.province is home]
            if area.district:
                fitting = [p for p in fitting if p.district and alike(p.district.name, area.district)]
            fitting = one_kind(unshadowed(fitting), kind)
            if len(fitting) == 1:
                return fitting[0]
        return None


@lru_cache(maxsize=1)
def _load() -> Gazetteer:
    return Gazetteer(table(), words())


# --- which place a spot means ------------------------------------------------------------------


class Local:
    """Areas that a text or a store has named: places that the table lacks, and those of the table."""

    def __init__(self, unknown: dict[int, tuple[Place, Area]], known: frozenset[int]) -> None:
        self.unknown = unknown
        self.known = known
        self._exact: dict[str, tuple[Place, ...]] = {}
        self._plain: dict[str, tuple[Place, ...]] = {}
        for place, _ in unknown.values():
            _, exact, folded = name_forms(place.bare)
            self._exact[exact] = (*self._exact.get(exact, ()), place)
            self._plain[folded] = (*self._plain.get(folded, ()), place)

    def names(self, folded: bool) -> dict[str, tuple[Place, ...]]:
        """The places that the table lacks, by the form of their bare name."""
        return self._plain if folded else self._exact


class _View:
    """The table seen from a context: settles the spots of one token list."""

    def __init__(self, gazetteer: Gazetteer, context: Area | None, local: Local) -> None:
        self.local = local
        self.context = context
        self.province = ""
        self.home: Place | None = None
        if context is not None and context.level != "nation":
            self.province = context.name if context.level == "province" else context.province
            self.home = gazetteer._province(self.province)

    def rank(self, place: Place) -> int:
        """-1: local; 0: in the province of the context; 1: a commune of today there; 2: merged into it."""
        if id(place) in self.local.unknown or id(place) in self.local.known:
            return LOCAL
        if self.home is None:
            return OUTSIDE
        if not place.recent and (place.province or place) is self.home:
            return 0
        if place.recent and (place.province is self.home or place.home is self.home):
            return 1
        return 2 if (place.province or place).now is self.home else OUTSIDE

    def best(self, places: Sequence[Place]) -> list[Place]:
        """The places that fit the context best; a commune of today yields to its namesake part."""
        if not places:
            return []
        ranks = [self.rank(p) for p in places]
        least = min(ranks)
        return unshadowed([p for p, rank in zip(places, ranks, strict=True) if rank == least])

    def settle(self, scanner: Scanner, spots: Sequence[Spot]) -> list[Mention]:
        """Mentions for spots; the place a spot lies in is settled before it."""
        parents = _parents(scanner, spots)
        chosen: dict[int, tuple[Place | None, tuple[Place, ...], Area]] = {}
        for at in range(len(spots) - 1, -1, -1):
            parent = chosen[parents[at]] if at in parents else None
            chosen[at] = self._choose(scanner, spots[at], parent)
        locating = set(parents.values())
        mentions: list[Mention] = []
        for at, spot in enumerate(spots):
            place, several, area = chosen[at]
            if spot.generic and (spot.kind, spot.levels) == (CITY, ("province",)) and not self._in_a_city():
                continue
            if spot.generic:
                area = self._generic(spot, mentions)
            elif len(several) > 1:
                place, several, area = self._by_neighbour(scanner, spot, several, area, mentions)
            mentions.append(_mention(spot, place, several, area, at in locating))
        return mentions

    def _in_a_city(self) -> bool:
        here, city = self.context, self.home is not None and self.home.kind == CITY
        return city and (here is None or here.level == "province" or not here.name.startswith(CITY))

    def _choose(
        self, scanner: Scanner, spot: Spot, parent: tuple[Place | None, tuple[Place, ...], Area] | None
    ) -> tuple[Place | None, tuple[Place, ...], Area]:
        """The place, or the places it may be, and the area to show."""
        places: Sequence[Place] = spot.places
        if parent is not None:
            inside = [p for p in places if _inside(p, parent)]
            if not inside:
                return None, (), self._unknown(scanner, spot, parent[2])
            places = inside
        best = one_kind(self.best(places), spot.kind)
        if self._stranger(spot, best, parent is not None):
            return None, (), self._unknown(scanner, spot, None)
        if len(best) == 1 and id(best[0]) in self.local.unknown:
            return None, (), self.local.unknown[id(best[0])][1]
        if len(best) == 1:
            return best[0], (), area_of(best[0], as_written(scanner, spot, best[0]))
        return None, tuple(best), self._unknown(scanner, spot, None, vague=bool(best))

    def _stranger(self, spot: Spot, best: Sequence[Place], located: bool) -> bool:
        """A name that other provinces have, but hardly meant here.

        A commune that the context lacks was more likely merged before the table was made than
        visited; in a province that the table lacks, so was a district.
        """
        if not best or located or not self.province or self.rank(best[0]) < OUTSIDE:
            return False
        level = best[0].level
        return level == "commune" or (level == "district" and spot.prefixed and self.home is None)

    def _unknown(self, scanner: Scanner, spot: Spot, parent: Area | None, vague: bool = False) -> Area:
        """An area that the table lacks (or has too often: *vague*), in the parent or the context."""
        level = spot.levels[0] if len(spot.levels) == 1 else "district"
        kind = spot.kind or (spot.places[0].kind if spot.places else _GENERIC.get(level, ""))
        if parent is not None:
            inside = parent.district if parent.level == "commune" else parent.name
            district = inside if parent.level in ("district", "commune") else ""
            province = parent.name if parent.level == "province" else parent.province
        else:
            district, province = "", "" if vague or level == "province" else self.province
            if vague and spot.places and self.rank(self.best(spot.places)[0]) < OUTSIDE:
                province = self.province
        bare = spot.places[0].bare if scanner.lower and spot.places else spelled(scanner, spot)
        return Area(f"{kind} {bare}".strip(), level, "", province, district)

    def _by_neighbour(
        self,
        scanner: Scanner,
        spot: Spot,
        several: tuple[Place, ...],
        area: Area,
        before: Sequence[Mention],
    ) -> tuple[Place | None, tuple[Place, ...], Area]:
        """Of several communes, the one in the district that was named last."""
        for mention in before[: -_MEMORY - 1 : -1]:
            district = mention.area.name if mention.area.level == "district" else mention.area.district
            near = [p for p in several if district and p.district and alike(p.district.name, district)]
            if len(near) == 1:
                return near[0], (), area_of(near[0], as_written(scanner, spot, near[0]))
        return None, several, area

    def _generic(self, spot: Spot, before: Sequence[Mention]) -> Area:
        if spot.levels == ("nation",):
            return NATION
        level = spot.levels[0]
        if len(spot.levels) > 1 and self.home is not None and self.home.kind != spot.kind:
            level = "district"
        for mention in before[: -_MEMORY - 1 : -1]:
            if level != "province" and mention.area.level == level and as_called(spot.kind, mention.area):
                return mention.area
        if self.context is not None and self.context.level == level and as_called(spot.kind, self.context):
            return self.context
        if level == "province" and self.home is not None:
            return area_of(self.home)
        if spot.kind == "thành phố" and (city := capital_of(self.home)) is not None:
            return area_of(city)
        return Area(spot.kind or _GENERIC[level], level, "", "" if level == "province" else self.province)


def _mention(spot: Spot, place: Place | None, several: Sequence[Place], area: Area, locates: bool) -> Mention:
    candidates = tuple(area_of(p) for p in several[:_MOST_CANDIDATES])
    known = place is not None or bool(several)
    if spot.generic:
        known = area.level == "nation" or bool(area.code) or bool(area.now)
    kind = "generic" if spot.generic else "named"
    return Mention(spot.start, spot.end, area, spot.prefixed, candidates, kind, known, locates)


def _parents(scanner: Scanner, spots: Sequence[Spot]) -> dict[int, int]:
    """Which spot says where another lies: *xã A, huyện B*; *xã A (B)*; *các xã A, C (huyện B)*."""
    parents: dict[int, int] = {}
    for at in range(len(spots) - 1):
        child, parent = spots[at], spots[at + 1]
        between = range(child.end, parent.start)
        if child.generic or parent.generic or len(between) > 2 or not _wider(parent, child):
            continue
        if not all(scanner.joins(n) for n in between) or not _may_hold(scanner, parent, child):
            continue
        parents[at] = at + 1
        back = at - 1
        while back >= 0 and spots[back].group == child.group and back not in parents:
            parents[back] = at + 1
            back -= 1
    return parents


def _may_hold(scanner: Scanner, parent: Spot, child: Spot) -> bool:
    """After a comma alone a place of another region is one more place, not where the first lies."""
    joints = {scanner.exact[n] for n in range(child.end, parent.start)}
    if not child.places or "(" in joints:
        return True
    if any(held is p for c in child.places for held in c.around() for p in parent.places):
        return True
    if not parent.prefixed:
        return False
    inside = any(scanner.rank(p) < OUTSIDE for p in child.places)
    return not (inside and parent.places)


def _wider(parent: Spot, child: Spot) -> bool:
    return max(_heights(child)) < min(_heights(parent))


def _heights(spot: Spot) -> set[int]:
    """How wide a spot may be; an unknown *thành phố* is a district."""
    if spot.places:
        return {LEVELS.index(p.level) for p in spot.places}
    return {min(LEVELS.index(level) for level in spot.levels)}


def _inside(place: Place, parent: tuple[Place | None, tuple[Place, ...], Area]) -> bool:
    outer, several, _ = parent
    wanted = [outer] if outer is not None else list(several)
    return any(around is place_ for around in place.around() for place_ in wanted)


def _renamed(old: Place, new: Place) -> bool:
    return new.recent and old.now is new and len(new.parts) == 1
