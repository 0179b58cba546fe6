"""Grades and bands that are open on a side: what lies inside one, and which side a question means.

``4+`` (four stars or more), ``>3``, ``<4``, ``<=3`` (*từ 3 sao trở xuống*), ``>=15``; also ``15-18``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.phrasing import Phrases
from corpus.annotate import Annotated
from corpus.clauses import Cutter
from corpus.lexicon import under_accented
from corpus.qualifiers import Grade

_NO_END = 10**6
# Words between a bound and its number: ``thấp hơn mức 4 sao``.
_BETWEEN = frozenset({"muc", "hang", "dat", "duoc", "la", "ocop", "xep", "tu", "level", "rated", "got"})
_SIDES = {"side_at_most": "<=", "side_under": "<", "side_at_least": ">=", "side_over": ">"}
_SHORT = {**_SIDES, "side_short": "<"}  # ``bao nhiêu sản phẩm chưa đạt 4 sao``: counted, those below it


def open_end(value: str) -> bool:
    """Whether a value has no end on one side: ``4+``, ``<5``, ``>=15``."""
    return value.endswith("+") or value[:1] in "<>"


def spans_bands(value: str) -> bool:
    """Whether a value covers several bands: open, or a range that is no band of its own."""
    return open_end(value) or "-" in value


def inside(value: str, asked: str) -> bool:
    """Whether a band or grade lies inside an open one: ``15-18`` in ``>=15``, ``5`` in ``4+``."""
    if open_end(value) and value != asked and not value[0] == asked[0] == "<":
        return False  # another one with no end, of which the bulletins may tell the rest apart
    mine, theirs = interval(value), interval(asked)
    return mine is not None and theirs is not None and _contains(theirs, mine)


def straddles(value: str, asked: str) -> bool:
    """Whether a band lies partly inside what is asked: its share of a sum is not known."""
    mine, theirs = interval(value), interval(asked)
    if mine is None or theirs is None:
        return False
    overlap = max(mine[0], theirs[0]) <= min(mine[1], theirs[1])
    return overlap and not _contains(theirs, mine)


def disjoint(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the values of two figures shut each other out: of two grades, of two bands of one level."""
    for name in ("stars", "criteria"):
        mine, theirs = interval(one.get(name, "")), interval(other.get(name, ""))
        same = name == "stars" or one.get("level") == other.get("level")
        if mine and theirs and same and (mine[1] < theirs[0] or theirs[1] < mine[0]):
            return True
    return False


def _contains(wide: tuple[int, int], narrow: tuple[int, int]) -> bool:
    return wide[0] <= narrow[0] and narrow[1] <= wide[1]


def interval(value: str) -> tuple[int, int] | None:
    """Lowest and highest whole number of a band: ``15-18``, ``<5``, ``<=5``, ``>=15``, ``4+``."""
    low, _, high = value.strip("<>=+").partition("-")
    if not low.isdecimal() or (high and not high.isdecimal()):
        return None
    least, most = int(low), int(high or low)
    if value.startswith("<"):
        return 0, most if value.startswith("<=") else most - 1
    if value.startswith(">"):
        return least if value.startswith(">=") else least + 1, _NO_END
    return least, _NO_END if value.endswith("+") else most


# --- in a question ------------------------------------------------------------------------------


def side_before(
    annotated: Annotated, first: int, known: Phrases, sides: Mapping[str, str] = _SIDES
) -> tuple[str, int]:
    """The sign of the bound that ends right before a number, and the token it begins with ("" and *first*
    where none does): ``thấp hơn 4 sao``, ``không quá mức 3 sao``."""
    words = annotated.words
    end = first
    while True:
        for size in range(min(_LONGEST, end), 0, -1):
            window = words[end - size : end]
            for group, sign in sides.items():
                for phrase in known.discourse[group]:
                    if len(phrase) == size and all(
                        under_accented(w.key, k) for w, k in zip(window, phrase, strict=True)
                    ):
                        return sign, end - size
        if not end or words[end - 1].fold not in _BETWEEN:
            return "", first
        end -= 1


_ANEW = frozenset({"bao", "may", "many", "much"})  # words that begin another question
_THAN = frozenset({"hon", "than"})
_LONGEST = 4  # words of a bound: ``no more than``, ``không cao hơn``


def bounds(
    annotated: Annotated, cutter: Cutter, known: Phrases, spans: Sequence[Grade], *, counting: bool
) -> Iterator[tuple[int, int, str]]:
    """The bounds of grades and bands: the tokens they stand on (first, and the number behind), and the sign.

    *spans*: the grades; *counting*: a number is asked for, so that what has not reached a grade is what lies
    below it.
    """
    grades = {first for _, first, *_ in spans}
    sides = _SHORT if counting else _SIDES
    firsts = set(grades)
    banded = {rule.unit for rule in cutter.bands}
    named = any(annotated.says("unit", unit) for unit in banded)
    for figure in annotated.figures:
        behind = annotated.mention_at(figure.last)
        units = behind.ids("unit") if behind is not None else []
        bare = named and not units and figure.period is None and figure.first not in grades
        if banded & set(units) or bare:
            firsts.add(figure.first)
    before = -1
    for first in sorted(firsts):
        sign, start = side_before(annotated, first, known, sides if first in grades else _SIDES)
        between = {w.fold for w in annotated.words[before:start]} if before >= 0 else _ANEW
        compared = annotated.words[first - 1].fold in _THAN and _ANEW.isdisjoint(between)
        if sign and not compared:  # ``3 sao nhiều hơn 4 sao bao nhiêu`` holds the two against each other
            yield start, first, sign
        before = first
