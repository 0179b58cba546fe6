"""Facts in the orders in which questions look for them, so that no question walks over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from corpus.model import Area, Fact

Ranked = tuple[int, Fact]  # a fact with its place in the order of the bulletins' text


@dataclass(frozen=True)
class Group:
    """Facts of one indicator that are alike in all but place, time and figure.

    ``first`` stands for all of them in whatever asks for neither.
    """

    first: Fact
    facts: list[Ranked] = field(default_factory=list)
    places: dict[Area | None, list[Ranked]] = field(default_factory=dict)

    def at(self, places: Iterable[Area] | None) -> Iterator[Ranked]:
        """The facts of some places; of all with None."""
        if places is None:
            return iter(self.facts)
        return (one for place in places for one in self.places.get(place, ()))


class Holdings:
    """All facts of one snapshot, in the order of the store, and the ways to find some of them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts

    @cached_property
    def by_indicator(self) -> dict[str, list[Fact]]:
        """Figures by indicator, in the order of the bulletins' text."""
        found: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts, key=lambda f: (f.paragraph, f.quote.start)):
            if not fact.dimensions.get("role"):
                found.setdefault(fact.indicator, []).append(fact)
        return found

    @cached_property
    def related(self) -> dict[str, list[Fact]]:
        """By indicator, the figures that tell of another one: wholes, shares, shares of a plan."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.dimensions.get("role"):
                found.setdefault(fact.indicator, []).append(fact)
        return found

    @cached_property
    def groups(self) -> dict[str, list[Group]]:
        """The same figures, those together that differ in place, time and figure only."""
        found: dict[str, dict[tuple[object, ...], Group]] = {}
        for indicator, facts in self.by_indicator.items():
            alike = found.setdefault(indicator, {})
            for rank, fact in enumerate(facts):
                key = (fact.unit, fact.status, fact.nature, *sorted(fact.dimensions.items()))
                group = alike.get(key)
                if group is None:
                    group = alike[key] = Group(fact)
                group.facts.append((rank, fact))
                group.places.setdefault(fact.area, []).append((rank, fact))
        return {indicator: list(alike.values()) for indicator, alike in found.items()}

    @cached_property
    def areas(self) -> dict[str, list[Area]]:
        """Every place that a figure is about, by its level."""
        found: dict[str, list[Area]] = {}
        for area in dict.fromkeys(f.area for f in self.facts):
            if area is not None:
                found.setdefault(area.level, []).append(area)
        return found

    @cached_property
    def of_place(self) -> dict[str, list[Fact]]:
        """The figures of each place, by its name."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.area is not None:
                found.setdefault(fact.area.name, []).append(fact)
        return found

    @cached_property
    def indicators(self) -> frozenset[str]:
        """Every indicator that has a figure, that of a whole too."""
        return frozenset(f.indicator for f in self.facts)

    @cached_property
    def years(self) -> dict[tuple[str, str], set[str]]:
        """By indicator and status, the years in which figures' times end."""
        found: dict[tuple[str, str], set[str]] = {}
        for fact in self.facts:
            found.setdefault((fact.indicator, fact.status), set()).add((fact.period.end or "")[:4])
        return found

    @cached_property
    def _values(self) -> dict[Decimal, list[Fact]]:
        found: dict[Decimal, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(abs(Decimal(fact.value)), []).append(fact)
        return found

    def of_size(self, value: Decimal | None) -> Sequence[Fact]:
        """The facts of a value, whether it is told of a rise or of a fall."""
        return () if value is None else self._values.get(value, ())

    def of_value(self, value: Decimal | None) -> list[Fact]:
        """The facts of just this value."""
        same = () if value is None else self._values.get(abs(value), ())
        return [fact for fact in same if Decimal(fact.value) == value]

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """Facts by their id."""
        found: dict[str, Fact] = {}
        for fact in self.facts:
            found.setdefault(fact.id, fact)
        return found

    @cached_property
    def parts(self) -> dict[str, list[Fact]]:
        """The parts of a total, by the total's id."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if "part_of" in fact.links:
                found.setdefault(fact.links["part_of"], []).append(fact)
        return found

    @cached_property
    def planned(self) -> dict[str, Fact]:
        """What was planned, by the id of the figure that was reached."""
        return {f.links["plan_of"]: f for f in self.facts if "plan_of" in f.links}

    @cached_property
    def reached(self) -> list[Fact]:
        """The figures that something was planned for."""
        return [f for f in self.facts if f.id in self.planned]

    @cached_property
    def _dimensions(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for fact in self.facts:
            for name, value in fact.dimensions.items():
                found.setdefault(name, set()).add(value)
        return found

    def dimension(self, name: str) -> set[str]:
        """Every value that figures have in one dimension."""
        return self._dimensions.get(name, set())
