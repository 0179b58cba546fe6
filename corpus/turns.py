"""Figures that take their meaning from a list.

``các huyện A, B, C lần lượt có 10, 8 và 3 xã``: each figure goes with one member of the list before it.
``46 công trình, gồm 21 công trình giao thông, 9 công trình thủy lợi, 10 trường học và 6 trạm y tế``: what
makes the sum whole is a part too.  ``A có 3 xã, B có 5 xã đạt chuẩn``: what the last is told to be, all are.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.annotate import Annotated
from corpus.clauses import Quantity
from corpus.model import Area, Fact, Period
from corpus.quantities import JOIN
from corpus.scope import Walk

TOLD = 16  # figures that a row of counts may look back on
MANY = 3  # figures that hardly add up to a total by chance


@dataclass(frozen=True)
class Turn:
    """What the list before a row of figures gives to one of them: a place, a grade or a time."""

    area: Area | None = None
    dimension: tuple[str, str] | None = None
    period: Period | None = None

    @classmethod
    def of(cls, walk: Walk, quantity: Quantity) -> Turn:
        """The member of the list that a figure goes with (nothing where no list has as many members)."""
        turn, size = quantity.turn
        if size < 2:
            return cls()
        text = walk.words
        opened = max(m.first for m in text.saying("in_turn") if m.last <= quantity.first)
        places = [p.area for p in text.places if p.end_token <= opened and p.kind != "generic"]
        grades = [(g[3], g[4]) for g in walk.clause.grades if g[1] < opened]
        times = [f.period for f in text.times if f.last <= opened and f.period and f.period.end]
        if len(grades) == size:
            return cls(dimension=grades[turn])
        if len({p.level for p in places[-size:]}) == 1 and len(places) >= size:
            return cls(area=places[-size:][turn])
        if len(times) == size:
            return cls(period=times[turn])
        listed = walk.scope.listed
        return cls(area=listed[turn]) if not places and len(listed) == size else cls()

    def given(self, fact: Fact) -> Fact:
        """The fact with what its turn gives."""
        if self.dimension is not None and fact.indicator != "other":
            fact = replace(fact, dimensions={**fact.dimensions, self.dimension[0]: self.dimension[1]})
        return replace(fact, period=self.period) if self.period is not None else fact


def last_list(text: Annotated) -> list[Area]:
    """The places that a sentence lists last: ``3 xã A, B và C``."""
    listed: list[Area] = []
    at = -1
    for place in (p for p in text.places if p.kind != "generic"):
        if place.start_token - at != 1 or (listed and listed[-1].level != place.area.level):
            listed = []
        listed.append(place.area)
        at = place.end_token
    return listed if len(listed) > 1 else []


def bare(walk: Walk, quantity: Quantity) -> bool:
    """Whether nothing is told of what is counted: a mark or a word that joins follows (``A có 3 xã, …``)."""
    words, at = walk.words.words, quantity.last
    return at < len(words) and (words[at].text in (",", ";") or JOIN.has(words[at], lenient=False))


def complete(facts: Sequence[Fact], untold: Set[str] = frozenset()) -> list[Fact]:
    """Figures not understood that stand behind the parts of a total, and make its sum whole, are parts;
    of those that nothing is told of (*untold*), what the next place's figure is told to be holds."""
    found = list(facts)
    for i in range(len(found) - 1, 0, -1):
        if found[i - 1].id in untold and _of_another_place(found[i - 1], found[i]):
            found[i - 1] = replace(
                found[i - 1], indicator=found[i].indicator, programme=found[i].programme,
                label=dict(found[i].label), dimensions=dict(found[i].dimensions),
            )  # fmt: skip
    for total in facts:
        parts = [i for i, f in enumerate(found) if f.links.get("part_of") == total.id]
        if total.indicator == "other":
            continue
        if not parts:
            _split_by_sum(found, total)
            continue
        missing = Decimal(total.value) - sum((Decimal(found[i].value) for i in parts), Decimal(0))
        rest: list[int] = []
        units = ("item", total.unit) if len(parts) > 1 else (total.unit,)
        for i in range(parts[-1] + 1, len(found)):
            if found[i].indicator != "other" or found[i].unit not in units or missing <= 0:
                break
            rest.append(i)
            missing -= Decimal(found[i].value)
        for i in rest if missing == 0 else ():
            found[i] = _part_of(total, found[i])
    return found


def _of_another_place(one: Fact, other: Fact) -> bool:
    """Whether two counts differ in their places alone."""
    here, there = one.area, other.area
    placed = here is not None and there is not None and here.level == there.level and here.name != there.name
    counts = other.dimensions.get("role") in (None, "share")  # "A có 100% và B có 92% số xã đạt chuẩn"
    alike = (one.unit, one.status) == (other.unit, other.status) and counts
    return placed and alike and other.indicator != "other"


def _split_by_sum(found: list[Fact], total: Fact) -> None:
    """``53/597 xã, trong đó tỉnh A có 33 đơn vị, B 11, C 9``: three or more figures behind a total that are
    not understood, but add up to it."""
    at = next(i for i, f in enumerate(found) if f.id == total.id) + 1
    while at < len(found) and found[at].links.get("whole_of") == total.id:
        at += 1
    missing, stop = Decimal(total.value), at
    while stop < len(found) and missing > 0:
        if found[stop].indicator != "other" or found[stop].unit not in ("item", total.unit):
            return
        missing -= Decimal(found[stop].value)
        stop += 1
    if missing or stop - at < MANY:
        return
    for i in range(at, stop):
        found[i] = _part_of(total, found[i])


def shared_out(facts: Sequence[Fact]) -> list[Fact]:
    """``5 huyện công bố thêm 21 thôn kiểu mẫu. Nhiều nhất là huyện A với 9 thôn. Huyện B thêm 7 thôn. …``:
    places of which nothing is told, counted for one place after the other, split what was told before that
    they make whole."""
    found = list(facts)
    at = 0
    while at < len(found):
        row = _row(found, at)
        if len(row) >= MANY and (total := _made_whole(found[max(0, at - TOLD) : at], row)) is not None:
            found[at : at + len(row)] = [
                replace(_part_of(total, f), period=total.period, status=total.status, nature=total.nature)
                for f in row
            ]
        at += len(row) or 1
    return found


def _row(facts: Sequence[Fact], at: int) -> list[Fact]:
    """The counts of places not understood that follow each other from *at* on, each of another place."""
    row: list[Fact] = []
    places: set[str] = set()
    for fact in (facts[i] for i in range(at, len(facts))):
        last = row[-1] if row else fact
        fits = fact.area is not None and last.area is not None and fact.area.name not in places
        level = fact.area.level if fact.area is not None else ""
        fits = fits and last.area is not None and last.area.level == level != "province"
        plain = fact.unit in ("commune", "village") and not fact.dimensions and fact.status != "change"
        if not (fits and plain and (fact.indicator, fact.unit) == ("other", last.unit)):
            break
        row.append(fact)
        places.add(fact.area.name if fact.area is not None else "")
    return row


def _made_whole(told: Sequence[Fact], row: Sequence[Fact]) -> Fact | None:
    """The figure told last that a row of counts makes whole."""
    whole = sum((Decimal(f.value) for f in row), Decimal(0))
    like = [f for f in told if f.unit == row[0].unit and f.indicator != "other" and f.paragraph]
    like = [f for f in like if f.status != "change" and not f.dimensions.get("role")]
    return next((f for f in reversed(like) if Decimal(f.value) == whole), None)


def _part_of(total: Fact, part: Fact) -> Fact:
    """A figure that makes a total whole, with the meaning of that; the parts of an aim are aimed at."""
    part = replace(
        part, indicator=total.indicator, programme=total.programme, label=dict(total.label), unit=total.unit,
        dimensions={k: v for k, v in total.dimensions.items() if k != "role"},
        links={**part.links, "part_of": total.id},
    )  # fmt: skip
    if total.status != "target":
        return part
    return replace(part, status=total.status, period=total.period, nature=total.nature)
