"""What a question leaves open: each thing that it asks for, and where a sentence gives such a thing.

A question is a fact with holes in it (``bao nhiêu sản phẩm của mấy chủ thể`` has two).  A hole is read
from a question word and the noun beside it; what may fill it is looked for in the words of a sentence
alone (*expected answer types*: Li and Roth, *Learning Question Classifiers*, 2002).  Whether place, time
and matter agree too is held against the sentence elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.listing import PLACES, lists_names, lists_products, named_kind
from bot.matching import bare_name
from bot.phrasing import phrases
from bot.question import Query
from corpus.annotate import Annotated
from corpus.figures import Figure
from corpus.lexicon import Mention, lexicon
from corpus.people import persons
from corpus.text import Token

NOWHERE = -1  # where a thing is given that has no place of its own
NOUN = 2  # words of a noun that no lexicon has
_BEHIND = 4  # words behind a number among which what it counts begins
_NAME = 4  # words behind ``HTX``, ``bà`` within which a name begins
_DAY = re.compile(r"(?<![\d/])\d{1,2}\s*[/.-]\s*\d{1,2}(?!\d)|ngày \d", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d.,/])\d{1,2} ?(?:h\d{0,2}|giờ|:\d\d)(?!\w)", re.IGNORECASE)
_DAYS_LONG = re.compile(
    r"(?<![\d/])\d{1,2}(?:\s?[/.-]\s?\d{1,2}(?:[/.-]\d{4})?)?\s*(?:-|–|đến|tới)\s*"
    r"(?:hết |ngày ){0,2}\d{1,2}\s?[/.-]",
    re.IGNORECASE,
)
_GRADE = re.compile(r"(?:\d|một|hai|ba|bốn|năm)\s*(?:sao|\*)", re.IGNORECASE)
_HOW_MANY = frozenset({"bao", "may", "how", "many", "much"})
_WHICH = frozenset({"nao", "gi"})
_WHICH_EN = frozenset({"which", "what"})
# What opens no list of names (``đây là những sản phẩm đầu tiên``).
_NO_NAMES = re.compile(
    r"\b(?:là|như|gồm)\s+(?:những|các|một|sản phẩm|mặt hàng|địa phương|đơn vị)\b", re.IGNORECASE
)
_LONG = frozenset({"lau", "long"})
_MONEY = frozenset({"tien", "dong", "ty", "trieu", "von", "money", "vnd", "budget", "billion", "million"})
_RATE = frozenset({"percentage", "percent", "share", "rate", "proportion"})
_NUMBER = frozenset({"number", "total", "average"})
_DAYS = frozenset({"ngay", "hom", "bua", "day", "date"})
_TIMES = frozenset({"nam", "thang", "year", "month"})
_LASTING = frozenset({"month", "year", "day", "week", "hour"})
_MEASURED = {"money": ("dong",), "percent": ("percent",), "length": tuple(sorted(_LASTING))}
# Nouns that name no sort of thing (``chuyện gì``, ``chỗ nào``).
_ANY = frozenset(["chuyen", "dieu", "cho", "viec", "cai", "thu", "mon", "lam", "noi", "duoc", "can", "la"])


@dataclass(frozen=True)
class Hole:
    """One thing asked for.  *kind*: a key of ``FILLERS``; *unit*: of a number, or the level of a place (""
    for any); *noun*: the folded words of what no unit names."""

    kind: str
    unit: str = ""
    noun: tuple[str, ...] = ()


def holes(query: Query) -> tuple[Hole, ...]:
    """What a question leaves open, in its order; () where it only asks yes or no, or why."""
    found = list(_holes(query)) or list(_claimed(query))
    sorts = [hole for hole in found if hole != Hole("thing")]  # ``doanh thu thế nào`` beside another hole
    found = sorts or found
    spans = found.count(Hole("day")) > 1  # ``từ ngày nào đến ngày nào``
    return tuple(dict.fromkeys(Hole("days") if spans and hole.kind == "day" else hole for hole in found))


def _holes(query: Query) -> Iterator[Hole]:
    words, known, i = query.annotated.words, phrases(query.spoken), 0
    while i < len(words):
        size, concepts = known.asks.at(words, i, lenient=True)
        ids = {c.id for c in concepts}
        folds = {w.fold for w in words[i : i + size]}
        after = i + (size or 1)
        if query.spoken == "en" and words[i].fold in _WHICH_EN and not ids & {"when", "where", "who"}:
            yield _noun_behind(query, i + 1)
        elif "doc_number" in ids:
            yield Hole("document")
            while after < len(words) and words[after].fold in _HOW_MANY:
                after += 1  # ``mang số mấy``
        elif "grade" in ids and folds & (_HOW_MANY | _WHICH):
            yield Hole("grade")
        elif ids & {"when", "where", "which_place", "who", "maker"}:
            yield from _by_word(query, i, after, ids)
        elif "share" in ids and folds & _HOW_MANY:
            yield Hole("percent")
        elif folds & _HOW_MANY:
            yield _counted(query, i, after)
        elif words[after - 1].fold in _WHICH:
            yield _noun_before(query, after - 1)
        elif words[i].fold in _LONG and i and words[i - 1].fold in _HOW_MANY:
            yield Hole("length")
        elif "list" in ids:
            yield _noun_behind(query, after)
        i = after


def _claimed(query: Query) -> Iterator[Hole]:
    """What a number that is put forward is said to count (``có 20 sản phẩm, đúng không``)."""
    figures = [f for f in query.annotated.figures if f.period is None and f.value == query.claimed]
    if query.claimed is None or not query.any("yes_no") or not figures:
        return
    if query.claimed_unit:
        yield _of_unit(query.claimed_unit)
    else:
        behind = query.annotated.words[figures[0].last : figures[0].last + NOUN]
        noun = [w.fold for w in behind if w.kind == "word" and w in query.content]
        if noun:
            yield Hole("number", noun=tuple(noun))


def _by_word(query: Query, first: int, last: int, ids: set[str]) -> Iterator[Hole]:
    """What a question word asks by itself (``khi nào``, ``ở đâu``, ``ai``, ``xã nào``)."""
    said = query.annotated
    folds = {w.fold for w in said.words[max(0, first - 1) : last]}
    if "when" in ids and "gio" in folds and "may" in folds:
        yield Hole("hour")
    elif "when" in ids:
        yield Hole("day" if folds & _DAYS else "time")
    elif ids & {"where", "which_place"}:
        over = [m for m in said.mentions if m.first < last and m.last >= first]
        yield Hole("place", next((u for m in over for u in m.ids("unit") if u in PLACES), ""))
    else:
        yield Hole("maker" if "maker" in ids else "person")


def _counted(query: Query, first: int, last: int) -> Hole:
    """A number: of what stands right behind the question word, else of what was named before it."""
    said = query.annotated
    behind = [w.fold for w in said.words[last : last + 2]]
    if behind[:1] == ["%"] or behind == ["phan", "tram"]:
        return Hole("percent")
    reach = NOUN if query.spoken == "vi" else _BEHIND  # ``how many of the 29 communes``
    for mention in said.mentions_from(last, last + reach):
        unit = next(iter(mention.ids("unit")), "")
        if unit and not (unit in _LASTING and mention.first > last):  # ``bao nhiêu một năm``
            return _of_unit(unit)
    if _MONEY & set(behind):
        return Hole("money")
    noun = [w for w in said.words[last : last + NOUN] if w.kind == "word" and w in query.content]
    if noun and noun[0] is said.words[last]:
        return Hole("number", noun=tuple(w.fold for w in noun))
    if said.words[first - 1].fold in ("chiem", "le") and first:
        return Hole("percent")
    measures = [u for need in query.needs if (u := lexicon().indicators[need].unit).startswith("dong")]
    if measures or "tien" in {w.fold for w in said.words}:
        return Hole("money")
    named = [u for m in said.mentions_up_to(first) for u in m.ids("unit")]
    return _of_unit(named[0]) if len(named) == 1 else Hole("number")


def _of_unit(unit: str) -> Hole:
    if unit.startswith("dong"):
        return Hole("money")
    if unit in _LASTING:
        return Hole("length")
    return Hole("percent") if unit == "percent" else Hole("number", unit)


def _noun_before(query: Query, at: int) -> Hole:
    """What ``… nào``, ``… gì`` asks: the noun before it, over grades and programmes."""
    said, last = query.annotated, at
    over = {m.last: m.first for m in said.mentions if m.has("programme") or m.has("dimension")}
    while last in over:
        last = over[last]
    ending = [m for m in said.mentions_up_to(at) if m.last in (last, at)]
    return _of_noun(query, ending, said.words[max(0, last - NOUN) : last])


def _noun_behind(query: Query, at: int) -> Hole:
    """What ``liệt kê …``, ``which …`` asks: the noun behind it."""
    said = query.annotated
    behind = said.mentions_from(at, at + _BEHIND)
    units = [m for m in behind if m.ids("unit")]
    return _of_noun(query, units[:1] or behind[:1], said.words[at : at + NOUN])


def _of_noun(query: Query, mentions: Sequence[Mention], words: Sequence[Token]) -> Hole:
    folds = {w.fold for w in words}
    if folds & _RATE:
        return Hole("percent")
    if folds & _NUMBER and query.spoken == "en":
        return Hole("number")
    units = [u for m in mentions for u in m.ids("unit")]
    if not units and "la" in folds:  # ``hai sản phẩm đầu tiên của tỉnh là gì``
        units = [next((u for u in query.units if u in ("product", "maker")), named_kind(query))]
    for unit in units:
        if unit in PLACES:
            return Hole("place", unit)
        if unit in ("product", "maker"):
            return Hole(unit)
    if folds & _DAYS:
        return Hole("day")
    if len(words) == 1 and folds & _TIMES:
        return Hole("time")
    if any(m.has("maker_head") for m in mentions):
        return Hole("maker")
    if any(m.has("role") or m.has("honorific") for m in mentions):
        return Hole("person")
    noun = [w.fold for w in words if w.fold not in _ANY and w in query.content and not w.capital]
    return Hole("thing", noun=tuple(noun))


# --- what fills them -----------------------------------------------------------------------------------


def fills(hole: Hole, query: Query, read: Annotated) -> list[int]:
    """Where (as words of *read*, a sentence) something is given that may fill a hole and that the question
    does not give itself; ``NOWHERE`` for what has no place of its own."""
    return list(dict.fromkeys(FILLERS[hole.kind](hole, query, read)))


def counted(hole: Hole, read: Annotated) -> Iterator[Figure]:
    """The numbers of a sentence that count what a hole asks to be counted."""
    if hole.kind in _MEASURED:
        yield from _in_units(read, _MEASURED[hole.kind])
    elif hole.kind == "number":
        yield from _counting(hole, read)


def _in_units(read: Annotated, units: tuple[str, ...]) -> Iterator[Figure]:
    for figure in _counting(Hole("number"), read):
        behind = read.mentions_from(figure.last, figure.last + 2)
        if any(u.startswith(units) for m in behind for u in m.ids("unit")):
            yield figure


def _counting(hole: Hole, read: Annotated) -> Iterator[Figure]:
    for figure in read.figures:
        if figure.period is not None or figure.kind not in ("number", "word", "ratio", "range"):
            continue
        behind = read.mentions_from(figure.last, figure.last + _BEHIND)
        units = next((u for m in behind if (u := m.ids("unit"))), [])
        near = {w.fold for w in read.words[figure.last : figure.last + _BEHIND]}
        if hole.unit in units if hole.unit else set(hole.noun) <= near:
            yield figure


def _new(query: Query, figures: Iterator[Figure]) -> Iterator[int]:
    """Those of some numbers that do not stand in the question."""
    if query.any("yes_no") and query.claimed is not None:
        return (f.first for f in figures)  # the number that is asked about is one of them
    given: set[Decimal] = {f.value for f in query.annotated.figures if f.period is None}
    return (f.first for f in figures if f.value not in given)


def _number(hole: Hole, query: Query, read: Annotated) -> Iterator[int]:
    return _new(query, counted(hole, read))


def _person(_: Hole, query: Query, read: Annotated) -> Iterator[int]:
    named = {w.fold for w in query.annotated.words if w.capital}
    for person in persons(read, lexicon()):
        if not {w.fold for w in read.words[slice(*person.name)]} <= named:
            yield person.name[0]


def _maker(_: Hole, query: Query, read: Annotated) -> Iterator[int]:
    named = {w.fold for w in query.annotated.words}
    for mention in read.mentions:
        if mention.has("maker_head") or mention.has("honorific"):
            words = read.words[mention.last : mention.last + _NAME]
            if any(w.capital and w.fold not in named for w in words):
                yield mention.first


def _place(hole: Hole, query: Query, read: Annotated) -> Iterator[int]:
    asked = {bare_name(a) for a in query.areas}
    for place in read.places:
        new = place.kind != "generic" and bare_name(place.area) not in asked
        if new and hole.unit in ("", place.area.level):
            yield place.start_token
    if hole.unit and lists_names(read.text, hole.unit):
        yield NOWHERE


def _product(_: Hole, __: Query, read: Annotated) -> Iterator[int]:
    where = {read.words[p.start_token].start for p in read.places if p.kind != "generic"}
    listing = _NO_NAMES.sub(lambda m: " " * len(m.group()), read.text)
    if lists_products(listing, where):
        yield NOWHERE


def _thing(hole: Hole, _: Query, read: Annotated) -> Iterator[int]:
    folds = [w.fold for w in read.words]
    if set(hole.noun) <= set(folds):
        yield folds.index(hole.noun[-1]) if hole.noun else NOWHERE


def _time(_: Hole, query: Query, read: Annotated) -> Iterator[int]:
    asked = {(p.start, p.end) for p in query.periods}
    told = ((f.first, f.period) for f in read.times if f.period is not None)
    return (first for first, period in told if (period.start, period.end) not in asked)


def _document(_: Hole, __: Query, read: Annotated) -> Iterator[int]:
    return (f.first for f in read.figures if f.kind == "document")


def _written(pattern: re.Pattern[str]) -> Callable[[Hole, Query, Annotated], Iterator[int]]:
    """What fills a hole for things that are written in one way."""
    return lambda _, __, read: iter([NOWHERE] if pattern.search(read.text) else [])


FILLERS: dict[str, Callable[[Hole, Query, Annotated], Iterator[int]]] = {
    "number": _number,
    "money": _number,
    "percent": _number,
    "length": _number,
    "person": _person,
    "maker": _maker,
    "place": _place,
    "product": _product,
    "thing": _thing,
    "time": _time,
    "day": _written(_DAY),
    "days": _written(_DAYS_LONG),
    "hour": _written(_HOUR),
    "grade": _written(_GRADE),
    "document": _document,
}
