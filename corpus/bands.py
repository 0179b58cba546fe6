"""Numbers of criteria that band a count of places (``14 xã đạt 15 - 18 tiêu chí``)."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.annotate import Annotated
from corpus.grades import upward
from corpus.lexicon import NumericDimension
from corpus.numbers import plain
from corpus.quantities import Quantity, bounded
from corpus.scan import Figure, Words

MOST_CRITERIA = 21  # of any set of criteria for one place
HAVING, MORE = Words("có", "là", "còn", "gồm"), Words("thêm")
WHICH, WHICH_REACH = Words("những", "các"), 3  # tokens
LACKING = Words("vướng", "thiếu", "nợ", "hụt", "chưa")

Bounds = Sequence[tuple[int, int]]
Band = tuple[Quantity, Figure, str, str]


def find_bands(
    text: Annotated, quantities: Sequence[Quantity], bounds: Bounds, rules: Sequence[NumericDimension]
) -> list[Band]:
    """Numbers that band a count: (the count, the figure, dimension, value)."""
    found = []
    for quantity in quantities:
        rule = next((r for r in rules if r.unit == quantity.unit), None)
        if rule is None or _more(text, quantity) or lacking(text, quantity):
            continue
        if quantity.figure.value > MOST_CRITERIA:
            continue  # "8 xã này đã đạt 90/152 tiêu chí": of all of them together
        if any(p.end_token == quantity.first and p.area.level == "commune" for p in text.places):
            continue  # "3 xã trong kế hoạch là Tân Lộc Bắc 19 tiêu chí, …": of the one commune
        near = [q for q in quantities if q.segment == quantity.segment and q.unit in rule.of]
        counted = [q for q in near if q.figure.first < quantity.figure.first]
        if not counted and _headed(text, bounds[quantity.segment][0], quantity, rule.of):
            counted = [q for q in near if q.first > quantity.first][:1]
        counted = (
            counted
            or [q for q in near if _has(text, quantity, q)]
            or _before_bracket(text, bounds, quantity, quantities, rule.of)
            or _behind_bracket(text, bounds, quantity, quantities, rule.of)
            or _behind_colon(text, bounds, quantity, quantities, rule.of)
        )
        if counted and not _mean_near(text, bounds[quantity.segment]):
            found.append((counted[-1], quantity.figure, rule.dimension, band_of(text, quantity)))
    return found


def names_which(text: Annotated, quantity: Quantity) -> bool:
    """``Những xã còn dưới 15 tiêu chí phải có phương án``: criteria that only say which places are meant."""
    reach = quantity.figure.first - WHICH_REACH
    if quantity.unit != "criterion":
        return False
    near = [m for m in text.mentions_up_to(quantity.figure.first) if m.last >= max(1, reach)]
    places = [m for m in near if m.first and (m.has("unit", "commune") or m.has("unit", "village"))]
    if not places:
        return False
    between = text.words[places[-1].last : quantity.figure.first]
    which = WHICH.has(text.words[places[-1].first - 1], lenient=False)
    return which and not any(w.kind == "mark" for w in between)


def lacking(text: Annotated, quantity: Quantity) -> bool:
    """``7 xã còn vướng 2 tiêu chí``, ``thiếu từ 1 đến 3 tiêu chí``: criteria that have not been met."""
    before = text.words[max(0, quantity.figure.first - 2) : quantity.figure.first]
    return any(LACKING.has(w, lenient=False) for w in before)


def _more(text: Annotated, quantity: Quantity) -> bool:
    """``61 xã còn lại tăng thêm từ 1 - 3 tiêu chí``: so many more, not so many in all."""
    before = text.words[max(0, quantity.figure.first - 2) : quantity.figure.first]
    return bool(quantity.change) or any(MORE.has(w, lenient=False) for w in before)


def _has(text: Annotated, band: Quantity, counted: Quantity) -> bool:
    """``đạt từ 15 - 18 tiêu chí có 14 xã``: the count right behind the band."""
    return counted.first - band.last == 1 and HAVING.has(text.words[band.last], lenient=False)


def _before_bracket(
    text: Annotated, bounds: Bounds, band: Quantity, quantities: Sequence[Quantity], units: Sequence[str]
) -> list[Quantity]:
    """``33 xã (14,2%) đạt 15 - 18 tiêu chí``: the count before the bracket that the band follows."""
    first = bounds[band.segment][0]
    if text.words[first].text != ")":
        return []
    before = [q for q in quantities if q.unit in units and closing(text, bounds[q.segment][1]) == first]
    return before[-1:]


def _behind_bracket(
    text: Annotated, bounds: Bounds, band: Quantity, quantities: Sequence[Quantity], units: Sequence[str]
) -> list[Quantity]:
    """``Số xã đạt chuẩn (19 tiêu chí) là 35 xã``: the count behind the bracket that the band stands in."""
    first, last = bounds[band.segment]
    if text.words[first].text != "(" or band.first - first > 2 or closing(text, first) != last:
        return []
    if not band.segment or any(q.segment == band.segment - 1 for q in quantities):
        return []
    behind = [q for q in quantities if q.unit in units and bounds[q.segment][0] == last][:1]
    headed = _headed_by(text, bounds[band.segment - 1], units)
    led = behind and HAVING.has(text.words[behind[0].first - 1], lenient=False)
    return behind if headed and led else []


def _behind_colon(
    text: Annotated, bounds: Bounds, band: Quantity, quantities: Sequence[Quantity], units: Sequence[str]
) -> list[Quantity]:
    """``Số xã đạt từ 15 - 18 tiêu chí: 29 xã``: the count behind the colon."""
    following = band.segment + 1
    closed = following < len(bounds) and text.words[bounds[following][0]].text == ")"
    following += closed and bounds[following][1] - bounds[following][0] == 1
    if following >= len(bounds) or text.words[bounds[following][0]].text != ":":
        return []
    counted = [q for q in quantities if q.segment == following and q.unit in units][:1]
    if counted and counted[0].first - bounds[following][0] == 1:
        return counted  # "Nhóm 2 (đạt từ 15 - 18 tiêu chí): 01/147 xã"
    if not any(_headed(text, bounds[band.segment][0], band, [unit]) for unit in units):
        return []
    return [q for q in quantities if q.segment == following and (q.unit in units or not q.unit)][:1]


def _headed(text: Annotated, first: int, quantity: Quantity, units: Sequence[str]) -> bool:
    """``số xã dưới 10 tiêu chí giảm còn 9 xã``: the band stands before the count."""
    near = quantity.first - 3
    ahead = [m for m in text.mentions_from(first, quantity.first) if m.last >= near]
    return any(m.has("unit", unit) for m in ahead for unit in units)


def _headed_by(text: Annotated, bounds: tuple[int, int], units: Sequence[str]) -> bool:
    inside = text.mentions_from(*bounds)
    return any(m.has("unit", unit) for m in inside for unit in units)


def _mean_near(text: Annotated, bounds: tuple[int, int]) -> bool:
    return any(bounds[0] <= m.first < bounds[1] for m in text.saying("mean"))


def closing(text: Annotated, opened: int) -> int | None:
    """The bracket that closes the one at token *opened* (None if none is opened there or it stays open)."""
    if opened >= len(text.words) or text.words[opened].text != "(":
        return None
    return next((i for i in range(opened, len(text.words)) if text.words[i].text == ")"), None)


def band_of(text: Annotated, quantity: Quantity) -> str:
    """The canonical band of a number of criteria: ``19``, ``15-18``, ``<5``, ``>=15``."""
    figure = quantity.figure
    value = plain(figure.value)
    if figure.kind == "range" and figure.high is not None:
        return f"{value}-{plain(figure.high)}"
    if figure.kind == "ratio":
        return value
    following = next((m for m in text.saying("programme") if m.first == quantity.last), None)
    behind = following.last if following is not None else quantity.last
    if upward(text.words, behind) or quantity.hedge in ("at_least",):
        return f">={value}"
    if quantity.hedge in ("under",):
        return f"<{value}"
    if quantity.hedge == "at_most" or (bounded(text, behind) and text.words[behind + 1].fold == "xuong"):
        return f"<={value}"
    if quantity.hedge in ("over",):
        return f">{value}"
    return value
