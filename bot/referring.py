"""What a question takes from the one before it without saying so: a place, a unit, a year, the other one of
two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.knowledge import Knowledge
from bot.listing import PLACES
from bot.matching import bare_name
from bot.parts import (
    joined,
    named_span,
    opens_with,
    parent_of,
    parts_of,
    subject_of,
)
from bot.phrasing import say
from bot.pointing import named_in_place, places_meant, pointed
from bot.question import Query
from corpus.clauses import Cutter
from corpus.model import Area
from corpus.text import fold, key_of


def resolved(
    before: Query,
    query: Query,
    knowledge: Knowledge,
    cutter: Cutter,
    told: Callable[[], Sequence[Area]] = tuple,
    year_told: Callable[[], str] = str,
) -> str:
    """The words of a question with what it takes from the one before it written out: the place that
    ``toàn huyện`` is, the year that ``the year before`` is, the criteria that ``dưới 10`` are of.

    *told*: the places that the answer before named; *year_told*: the year that its figures were of."""
    edits = [
        *_places_pointed_at(before, query, told),
        *_places_meant(before, query, knowledge),
        *_units_left_out(before, query, cutter),
        *_things_meant(before, query),
        *_years_meant(before, query, year_told),
    ]
    return joined(query, edits) if edits else query.text


def _places_meant(before: Query, query: Query, knowledge: Knowledge) -> Iterator[tuple[int, int, str]]:
    """``toàn huyện``, ``cả xã``: the place around; a bare name that the few bulletins spoken of give to a
    place of their own (``Hoà Bình`` the commune) is that place's."""
    words, subject = query.annotated.words, subject_of(before)
    places = query.annotated.places
    spots = [(p.start_token, p.end_token, p.area.level) for p in places if p.kind == "generic"]
    for mention in query.annotated.mentions:
        level = next((u for u in mention.ids("unit") if u in PLACES), "")
        if level and mention.first and words[mention.first - 1].key in _WHOLE:
            spots.append((mention.first - 1, mention.last, level))
    for first, last, level in spots:
        wide = around(subject, level, knowledge)
        if wide:
            yield first, last, wide
    bare = [p for p in places if p.kind != "generic" and not p.prefixed and knowledge.narrowed]
    for place in bare:
        alike = {a.name for a in knowledge.areas if bare_name(a) == bare_name(place.area)}
        if len(alike) == 1 and place.area.name not in alike:
            yield place.start_token, place.end_token, alike.pop()


def _places_pointed_at(
    before: Query, query: Query, told: Callable[[], Sequence[Area]]
) -> Iterator[tuple[int, int, str]]:
    """``huyện đó``, ``ở đó``: the place that was asked about, or told."""
    spots = pointed(query)
    areas = told() if spots and not query.areas else ()
    for spot in spots if not query.areas else ():
        names = places_meant(spot, before, areas)
        if names:
            yield spot.first, spot.last, named_in_place(spot, names, query.language)


_WHOLE = frozenset(key_of(word) for word in ("cả", "toàn", "ca", "toan"))


def _things_meant(before: Query, query: Query) -> Iterator[tuple[int, int, str]]:
    """``mấy cái``: of what was counted before; ``HTX này``: the one that was named."""
    words = query.annotated.words
    counted = [m for m in before.annotated.mentions if before.counted and m.has("unit", before.counted)]
    unit = counted[0] if counted else None
    for i in range(1, len(words)):
        if unit is not None and words[i].key in _PIECES and i - 1 in query.asking:
            yield i, i + 1, before.annotated.source(unit.first, unit.last)
    name = named_span(before)
    for mention in query.annotated.mentions if name is not None else ():
        pointed = mention.has("maker_head") and mention.last < len(words)
        if name is not None and pointed and words[mention.last].key in _THIS:
            yield mention.first, mention.last + 1, before.annotated.source(*name)


_PIECES = frozenset(key_of(word) for word in ("cái", "cai", "con", "chiếc"))
_THIS = frozenset(key_of(word) for word in ("này", "đó", "ấy", "nay", "do"))


def _units_left_out(before: Query, query: Query, cutter: Cutter) -> Iterator[tuple[int, int, str]]:
    """``dưới 10 thì mấy xã``: a number without a unit, behind a question about a band."""
    kinds = {rule.dimension for rule in cutter.bands}
    band = next((p for p in parts_of(before, cutter) if p.kind in kinds), None)
    last = band.last if band is not None else -1
    unit = next((m for m in before.annotated.mentions if m.last == last and m.has("unit")), None)
    if unit is None or any(set(m.ids("unit")) & set(unit.ids("unit")) for m in query.annotated.mentions):
        return
    numbers = [f for f in query.annotated.figures if f.kind in ("number", "range") and f.period is None]
    behind = [query.annotated.mention_at(f.last) for f in numbers]
    bare = [f for f, m in zip(numbers, behind, strict=True) if m is None or not m.has("unit")]
    for figure in bare[-1:]:
        said = query.annotated.source(figure.first, figure.last)
        yield figure.first, figure.last, f"{said} {before.annotated.source(unit.first, unit.last)}"


# How far from the year spoken of a time is (``năm trước đó``, ``the year before``).
_YEARS = {"year_before": -1, "year_after": 1}


def _years_meant(
    before: Query, query: Query, year_told: Callable[[], str]
) -> Iterator[tuple[int, int, str]]:
    """``năm trước (đó)``: a year beside the one year of the question before, or of what was told."""
    if any(c.isdecimal() for p in query.periods for c in p.text) or len(before.years) > 1:
        return
    words = query.annotated.words
    for group, step in _YEARS.items():
        for at in range(len(words)):
            size = opens_with(query, group, at)
            year = (before.years[0] if before.years else year_told()) if size else ""
            if year:
                word = say(query.language, "answer.year", year=int(year) + step)
                yield at, at + size, word
                return


def held_against(earlier: Query, before: Query, query: Query, cutter: Cutter) -> str:
    """``chênh nhau bao nhiêu``: the last two questions in one, where they differ in one part ("" if it
    is something else that is asked)."""
    own = query.areas or query.units or query.periods or query.dimensions or query.terms
    if own or not query.any("difference", "gap", "times"):
        return ""
    told = {p.kind: earlier.annotated.source(p.first, p.last) for p in parts_of(earlier, cutter)}
    for part in parts_of(before, cutter):
        one, other = told.get(part.kind, ""), before.annotated.source(part.first, part.last)
        if one and fold(one) != fold(other):
            both = say(query.language, "follow_up.both", one=one, other=other)
            asking = [(i, i + 1, "") for i in before.asking]
            return joined(before, [*asking, (part.first, part.last, both)], query.text)
    return ""


def around(area: Area | None, level: str, knowledge: Knowledge) -> str:
    """The place of a level in which an area lies, or which the few bulletins spoken of are about (""
    if that is not known)."""
    own = parent_of(area, level) if area is not None else ""
    about = {*knowledge.subjects.values(), *knowledge.homes.values()}
    named = {parent_of(a, level) for a in about} - {""}
    if not named and knowledge.narrowed:
        named = {a.name for a in knowledge.areas if a.level == level}
    return own or (named.pop() if len(named) == 1 else "")
