"""A place that a bulletin names with its kind bears that kind where it is named without.

The table has places as they are called today; what a bulletin calls ``huyện A`` may be a town by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.areas import Mention
from corpus.model import Area
from corpus.places import split_kind


def written_as(places: Sequence[Mention], written: Iterable[Area]) -> list[Mention]:
    """Mentions, those without a kind with the one that the bulletin gives the place elsewhere."""
    kinds = kinds_of(written)
    settled = [p.prefixed and not p.area.district for p in places]
    return [p if s else replace(p, area=called(p.area, kinds)) for p, s in zip(places, settled, strict=True)]


def kinds_of(written: Iterable[Area]) -> dict[Area, str]:
    """The names of districts and communes with their kinds, where a bulletin gives each one kind only."""
    found: dict[Area, set[str]] = {}
    for area in written:
        if area.level in ("district", "commune"):
            found.setdefault(_bare(area), set()).add(area.name)
    return {place: next(iter(names)) for place, names in found.items() if len(names) == 1}


def called(area: Area, kinds: dict[Area, str]) -> Area:
    """The area with the name that *kinds* has for it."""
    inside = Area(split_kind(area.district)[1], "district", "", area.province) if area.district else None
    district = kinds.get(inside, area.district) if inside is not None else area.district
    return replace(area, name=kinds.get(_bare(area), area.name), district=district) if kinds else area


def _bare(area: Area) -> Area:
    return Area(split_kind(area.name)[1], area.level, "", area.province, area.district)
