"""A place that a bulletin names with its kind bears that kind where it is named without.

The table has places as they are called today; what a bulletin calls ``huyện A`` may be a town by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.areas import Mention
from corpus.model import Area
from corpus.places import split_kind

_Bare = tuple[str, str, str, str]  # a place but for its kind: name, level, province, district
Kinds = Mapping[_Bare, str]


def written_as(places: Sequence[Mention], kinds: Kinds) -> list[Mention]:
    """Mentions, those without a kind with the one that the bulletin gives the place elsewhere."""
    return [_written(place, kinds) for place in places]


def kinds_of(written: Iterable[Area]) -> Kinds:
    """The names of districts and communes with their kinds, where a bulletin gives each one kind only."""
    found: dict[_Bare, set[str]] = {}
    for area in written:
        if area.level in ("district", "commune"):
            found.setdefault(_bare(area), set()).add(area.name)
    return {place: next(iter(names)) for place, names in found.items() if len(names) == 1}


def called(area: Area, kinds: Kinds) -> Area:
    """The area with the name that *kinds* has for it."""
    inside = (split_kind(area.district)[1], "district", area.province, "")
    district = kinds.get(inside, area.district) if area.district else area.district
    name = kinds.get(_bare(area), area.name)
    same = (name, district) == (area.name, area.district)
    return area if same else replace(area, name=name, district=district)


def _written(place: Mention, kinds: Kinds) -> Mention:
    if place.prefixed and not place.area.district:
        return place
    area = called(place.area, kinds)
    return place if area is place.area else replace(place, area=area)


def _bare(area: Area) -> _Bare:
    return split_kind(area.name)[1], area.level, area.province, area.district
