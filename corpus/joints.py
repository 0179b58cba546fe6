"""How the stretches of a sentence are joined: where another clause begins, and where a list goes on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from corpus.annotate import Annotated
from corpus.quantities import JOIN, Quantity
from corpus.scan import Words

COUNTED_PLACES = frozenset({"village", "commune", "district"})
LED_IN, REACH = Words("từ", "đến", "tới", "trong", "sang"), 5


def led_times(text: Annotated) -> set[int]:
    """``có thêm 13 xã và từ nay đến giữa năm 2025, …``: where a word that joins is followed by a time that
    is led, and another clause begins with it."""
    words = text.words
    near = {i for f in text.times for i in range(max(0, f.first - REACH), f.first) if i + 1 < len(words)}
    return {i for i in near if JOIN.has(words[i], lenient=False) and LED_IN.has(words[i + 1], lenient=False)}


def joined(
    text: Annotated, bounds: Sequence[tuple[int, int]], quantity: Quantity, *, at_once: bool = False
) -> bool:
    """Whether a comma or ``và`` begins the stretch of a figure (*at_once*: and the figure follows it)."""
    first = bounds[quantity.segment][0]
    opener = text.words[first]
    joins = opener.text == "," or JOIN.has(opener, lenient=False)
    return joins and (not at_once or first + 1 == quantity.first)


def keep_proposed(text: Annotated, bounds: Sequence[tuple[int, int]], quantities: Sequence[Quantity]) -> None:
    """``đề nghị công nhận 2 xã đạt chuẩn, 25 xã nâng cao``: all that such a list counts is proposed."""
    for one, other in itertools.pairwise(quantities):
        row = joined(text, bounds, other, at_once=True)
        proposed = one.left.aside_place or one.left.dimensions.get("step") == "eligible"
        if proposed and "step" in one.left.dimensions and row and one.unit == other.unit in COUNTED_PLACES:
            other.left.aside_place, other.left.dimensions = True, dict(one.left.dimensions)


def hold_grade(text: Annotated, quantities: Sequence[Quantity]) -> None:
    """``Trong số các sản phẩm đạt 4 sao có 24 sản phẩm cấp lại, 7 sản phẩm cấp mới``: all have that grade."""
    first = next(iter(quantities), None)
    opening = [w.fold for w in text.words[:2]]
    if first is None or opening != ["trong", "so"] or "stars" not in first.left.dimensions:
        return
    if any("stars" in q.right.dimensions for q in quantities):
        return
    for quantity in quantities[1:]:
        if quantity.unit == first.unit:
            quantity.left.dimensions.setdefault("stars", first.left.dimensions["stars"])
