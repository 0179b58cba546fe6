"""Quantities that go together in a row: in turn with a list before them, or changed with the first."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.annotate import Annotated
from corpus.quantities import BREAKS, JOIN, Quantity

_TURN_GAP = 4  # tokens between two figures of a row


def take_turns(text: Annotated, quantities: list[Quantity]) -> None:
    """``lần lượt là 10, 8 và 3 xã``: the figures in a row; the last one's unit is that of all."""
    for mention in text.saying("in_turn"):
        row: list[Quantity] = []
        for quantity in (q for q in quantities if q.first >= mention.last):
            gap = text.words[row[-1].last if row else mention.last : quantity.first]
            parted = bool(row) and gap and gap[0].text not in ",(:" and not JOIN.has(gap[0], lenient=False)
            if len(gap) > _TURN_GAP or parted:
                break
            row.append(quantity)
        for n, quantity in enumerate(row):
            quantity.turn = (n, len(row))
            if not quantity.unit:
                last = row[-1]
                quantity.unit, quantity.unit_dimensions = last.unit, dict(last.unit_dimensions)
                quantity.foreign, quantity.needs, quantity.bare = last.foreign, set(last.needs), False


def change_together(text: Annotated, quantities: Sequence[Quantity]) -> None:
    """``tăng 40 hộ nghèo (0,01%) và 18 hộ cận nghèo``: what is joined with a change, and its share in the
    brackets right behind it, has changed as well; ``(tăng 4 xã) và 21 xã nâng cao`` joins what is outside."""
    changed: Quantity | None = None
    for at, quantity in enumerate(quantities):
        if changed is None or quantity.change:
            changed = quantity if quantity.change else None
            continue
        between = [w.text for w in text.words[changed.last : quantity.first] if w.text in BREAKS]
        marks, aside = set(between), between[:1] == [")"]
        before = text.words[quantity.first - 1]
        if quantity.unit == "percent" and before.text == "(" and marks == {"("}:
            quantity.change = changed.change
        elif (
            quantity.unit == changed.unit
            and JOIN.has(before, lenient=False)
            and marks <= {"(", ")"}
            and not aside
            and not _changes_itself(text, quantity, quantities[at + 1 : at + 2])
        ):
            quantity.change, changed = changed.change, quantity
        else:
            changed = None


def _changes_itself(text: Annotated, quantity: Quantity, following: Sequence[Quantity]) -> bool:
    """``…, tăng 9 xã và 38 xã kiểu mẫu, tăng 17 xã``: a count whose own change is told behind it."""
    own = (q for q in following if q.change and q.unit == quantity.unit)
    return any(text.words[q.first - 1].text == "," for q in own)
