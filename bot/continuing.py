"""Continuing: a follow-up is the question before it with some of its parts exchanged.

``Còn 3 sao?`` after ``Có bao nhiêu sản phẩm OCOP 4 sao?`` is ``Có bao nhiêu sản phẩm OCOP
3 sao?``.  The exchange is made in the words of the earlier question, so a follow-up is read
by the same rules as any other, and can be shown to the person as it was understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.framing import NAMING, size_at
from bot.knowledge import Knowledge
from bot.listing import PLACES
from bot.phrasing import phrases, say
from bot.question import Query
from bot.times import said_from
from bot.wording import place as place_words
from corpus.clauses import Cutter
from corpus.model import Area
from corpus.places import split_kind
from corpus.text import Token, fold, key_of

# What a bare particle asks (``thì sao``, ``thế nào``): nothing that the earlier question did not.
_WEAK = frozenset({"tell", "results", "summary", "why", "which", "reached", "over", "below"})
_OWN_SUBJECT = frozenset(
    {"summary", "results", "define", "author", "title", "published", "foreign", "opinion"}
)


@dataclass(frozen=True)
class Part:
    """Something that a question says and another may say otherwise: tokens ``first`` to ``last``."""

    kind: str
    first: int
    last: int


def continues(query: Query, cutter: Cutter) -> bool:
    """Whether a question says too little to stand alone: no subject, or a mark of continuing."""
    if any(ask.startswith("smalltalk") for ask in query.asks) or query.documents:
        return False
    if query.programmes and query.any(*_OWN_SUBJECT):
        return False
    parts = _parts(query, cutter)
    said = bool(parts) or bool(query.asks) or query.claimed is not None
    banded = {rule.unit for rule in cutter.bands if any(p.kind == rule.dimension for p in parts)}
    subject = set(query.units) - banded or query.needs or query.topics or query.terms
    if not subject:
        return said and not query.any("summary", "foreign", "author", "title", "published")
    if _points_back(query) or (_asks_how_else(query) and not query.areas and not query.programmes):
        return True
    marked = _marked(query) > 0 and not (query.asks - _WEAK) and not query.terms and not query.topics
    return marked and said


def names_asked(before: Query, query: Query) -> str:
    """``…, (đó) là những sản phẩm nào``: the question before it, asked for names instead of a number (""
    if something else is asked)."""
    words = query.annotated.words
    first = 1 if words and words[0].key in _THAT else 0
    named = len(words) > first and words[first].fold in NAMING and not query.areas
    if not named or not query.any("which", "list", "who", "define", "which_place"):
        return ""
    edits = [(i, i + 1, "") for i in before.asking]
    return _joined(before, edits, query.text[words[first].start :])


_THAT = frozenset(key_of(w) for w in ("đó", "đấy", "do", "day"))


def about_the_named(before: Query, query: Query) -> str:
    """``HTX X ở đâu và có những sản phẩm gì``: a part that names nothing itself is about what the part
    before it named ("" if either is otherwise)."""
    own = query.areas or query.documents or query.programmes or query.claimed is not None
    if own or query.terms or any(w.capital for w in query.annotated.words[1:]):
        return ""
    named = _named(before)
    return f"{before.annotated.source(*named)} {query.text}" if named else ""


def _named(query: Query) -> tuple[int, int] | None:
    """The tokens of the maker or product that a question names, with its kind before it."""
    words = query.annotated.words
    placed = {i for p in query.annotated.places for i in range(p.start_token, p.end_token)}
    named = [i for i, w in enumerate(words) if i and w.capital and i not in placed and w in query.terms]
    if not named:
        return None
    first, last = named[0], named[0] + 1
    while last < len(words) and (words[last].capital or words[last].kind == "number"):
        last += 1
    return _head_of(query, first), last


_LONGEST_NAME = 5  # words between ``HTX`` and the place that closes its name


def _head_of(query: Query, at: int) -> int:
    """Where the name of a maker begins that goes on at a token (there, if it is none)."""
    words = query.annotated.words
    known = [m for m in query.annotated.mentions if m.has("maker_head")]
    heads = [m for m in known if m.last <= at < m.last + _LONGEST_NAME]
    return next((m.first for m in heads if words[m.last].capital), at)


def _whole_name(query: Query, part: Part) -> Part:
    """A place that closes the name of a maker (``HTX Dược liệu Ba Trại``) with that name."""
    return Part(part.kind, _head_of(query, part.first), part.last) if part.kind == "area" else part


def _says_the_unit(before: Query, query: Query, part: Part, cutter: Cutter) -> bool:
    """``mấy điểm``, behind ``bao nhiêu điểm bán sản phẩm``: the same thing in fewer words."""
    if part.kind != "unit":
        return False
    name = fold(query.annotated.source(part.first, part.last))
    told = [p for p in _parts(before, cutter) if p.kind == "unit"]
    return any(fold(before.annotated.source(p.first, p.last)).startswith(f"{name} ") for p in told)


def spoken_name(query: Query) -> Sequence[Token]:
    """The words of the maker or product that a question names, if any."""
    named = _named(query)
    return query.annotated.words[slice(*named)] if named else ()


def held_against(earlier: Query, before: Query, query: Query, cutter: Cutter) -> str:
    """``chênh nhau bao nhiêu``: the last two questions in one, where they differ in one part ("" if it
    is something else that is asked)."""
    own = query.areas or query.units or query.periods or query.dimensions or query.terms
    if own or not query.any("difference", "gap", "times"):
        return ""
    told = {p.kind: earlier.annotated.source(p.first, p.last) for p in _parts(earlier, cutter)}
    for part in _parts(before, cutter):
        one, other = told.get(part.kind, ""), before.annotated.source(part.first, part.last)
        if one and fold(one) != fold(other):
            both = say(query.language, "follow_up.both", one=one, other=other)
            asking = [(i, i + 1, "") for i in before.asking]
            return _joined(before, [*asking, (part.first, part.last, both)], query.text)
    return ""


def echoes(before: Query, query: Query, cutter: Cutter) -> bool:
    """Whether a question says nothing that the one before it does not say, but for a time, a grade or a
    plan: ``còn năm 2025 thì thêm mấy xã``, ``dưới 10 tiêu chí có mấy xã``, ``nơi nào nhiều nhất``."""
    if query.documents or query.needs - before.needs or query.topics or query.claimed is not None:
        return False
    said = {w.fold for w in before.annotated.words}
    if any(w.fold not in said for w in query.terms) or set(query.programmes) - set(before.programmes):
        return False
    banded = {rule.unit for rule in cutter.bands}
    if asks_who_leads(query):
        return bool(before.units) and not query.needs and {*query.units} <= {*before.units, *PLACES}
    told = {p.kind for p in _parts(query, cutter)} - {"unit", "programme"}
    asked = query.asks - _WEAK - before.asks - {"plan", "reached"}
    units = [p for p in _parts(query, cutter) if p.kind == "unit"]
    own = all(_says_the_unit(before, query, p, cutter) for p in units)
    return bool(told) and not asked and (own or {*query.units} - banded <= {*before.units})


def _subject_is_narrow(query: Query) -> bool:
    subject = _subject(query)
    return subject is not None and subject.level in ("district", "commune")


def asks_who_leads(query: Query) -> bool:
    """``nơi nào nhiều nhất``: which of them, with nothing said of what."""
    return query.any("most", "least") and query.any("which_place", "where") and not query.any("count")


def resolved(before: Query, query: Query, knowledge: Knowledge, cutter: Cutter) -> str:
    """The words of a question with what it takes from the one before it written out: the place that
    ``toàn huyện`` is, the year that ``the year before`` is, the criteria that ``dưới 10`` are of."""
    edits = [
        *_places_meant(before, query, knowledge),
        *_units_left_out(before, query, cutter),
        *_years_meant(before, query),
    ]
    return _joined(query, edits) if edits else query.text


def _places_meant(before: Query, query: Query, knowledge: Knowledge) -> Iterator[tuple[int, int, str]]:
    """``toàn huyện``, ``cả xã``: the place around; a bare name that the few bulletins spoken of give to a
    place of their own (``Hoà Bình`` the commune) is that place's."""
    words, subject = query.annotated.words, _subject(before)
    places = query.annotated.places
    spots = [(p.start_token, p.end_token, p.area.level) for p in places if p.kind == "generic"]
    for mention in query.annotated.mentions:
        level = next((u for u in mention.ids("unit") if u in PLACES), "")
        if level and mention.first and words[mention.first - 1].key in _WHOLE:
            spots.append((mention.first - 1, mention.last, level))
    for first, last, level in spots:
        wide = _around(subject, level, knowledge)
        if wide:
            yield first, last, wide
    bare = [p for p in places if p.kind != "generic" and not p.prefixed and knowledge.narrowed]
    for place in bare:
        alike = {a.name for a in knowledge.areas if _bare(a) == _bare(place.area)}
        if len(alike) == 1 and place.area.name not in alike:
            yield place.start_token, place.end_token, alike.pop()


_WHOLE = frozenset(key_of(word) for word in ("cả", "toàn", "ca", "toan"))


def _bare(area: Area) -> str:
    return fold(split_kind(area.name)[1])


def _units_left_out(before: Query, query: Query, cutter: Cutter) -> Iterator[tuple[int, int, str]]:
    """``dưới 10 thì mấy xã``: a number without a unit, behind a question about a band."""
    kinds = {rule.dimension for rule in cutter.bands}
    band = next((p for p in _parts(before, cutter) if p.kind in kinds), None)
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


def _years_meant(before: Query, query: Query) -> Iterator[tuple[int, int, str]]:
    """``năm trước đó``: a year beside the one year of the question before."""
    if query.periods or len(before.years) != 1:
        return
    words = query.annotated.words
    for group, step in _YEARS.items():
        for at in range(len(words)):
            size = _opens_with(query, group, at)
            if size:
                word = say(query.language, "answer.year", year=int(before.years[0]) + step)
                yield at, at + size, word
                return


def continued(before: Query, query: Query, cutter: Cutter) -> str:
    """The earlier question with what the follow-up says put in the place of what it said."""
    fresh = [p for p in _parts(query, cutter) if not _says_the_unit(before, query, p, cutter)]
    said = {part.kind: "" for part in fresh}
    for part in fresh:
        said[part.kind] = f"{said[part.kind]} {query.annotated.source(part.first, part.last)}".strip()
    known = [part for part in _parts(before, cutter) if part.kind in said]
    if _claims_number(query, fresh):
        return _joined(before, _claims(before, query), say(query.language, "follow_up.is_it_so"))
    if (query.needs - before.needs or query.topics) and not query.any("count", "share"):
        return _joined(query, [], say(query.language, "follow_up.how_many"))  # ``còn hộ nghèo``
    if "area" in said:
        known = [_whole_name(before, p) for p in known]
        named = _named(before)
        if named and not any(p.kind == "area" for p in known):
            known.append(Part("area", *named))  # ``cả xã``, behind a question about a maker
    if query.any("count") and not fresh and _asks_for_all(query):
        known += [p for p in _parts(before, cutter) if p.kind in _GRADING]
        return _joined(before, [(p.first, p.last, "") for p in known])
    parts = {"parts"} if fresh else set()  # ``trong đó có mấy sản phẩm 4 sao`` asks no more than for those
    if query.asks - _WEAK - before.asks - parts:  # another question about the same thing
        if asks_who_leads(query):  # of all the places, not of the one that was spoken of
            known = [p for p in known if p.kind != "unit"]
            known += [p for p in _parts(before, cutter) if p.kind == "area" and _subject_is_narrow(before)]
        mentions = before.annotated.mentions if not query.any("reached") else ()
        aims = [m for m in mentions if m.has("status", "target")]
        asking = before.asking - {i for m in aims for i in range(m.first, m.last)}
        edits = [(i, i + 1, "") for i in asking] + [(p.first, p.last, "") for p in known]
        edits += [(m.first, m.last, "") for m in mentions if m.has("compared")]  # ``so với cuối năm 2022``
        return _joined(before, edits, query.text[query.annotated.words[_marked(query)].start :])
    if not fresh and _asks_how_else(query):  # ``khu vực nông thôn thì sao``
        words = query.annotated.words
        last = next(i for i in range(len(words) - 1, 0, -1) if words[i].fold == _THEN)
        return _joined(before, [], query.annotated.source(_marked(query), last))
    edits = []
    if query.any("reached") and not query.asks_plan:  # ``thực tế đạt bao nhiêu``, after the plan
        planned = [m for m in before.annotated.mentions if m.has("status", "target") or m.has("compared")]
        edits += [(m.first, m.last, "") for m in planned]
    for part in known:
        edits.append((part.first, part.last, said[part.kind]))
        said[part.kind] = ""
    if said.get("level"):  # ``nâng cao`` stands beside the programme that it is a level of
        programmes = [p for p in _parts(before, cutter) if p.kind == "programme" and p not in known]
        for part in programmes[:1]:
            name = before.annotated.source(part.first, part.last)
            inside = fold(name) in fold(said["level"])
            edits.append((part.first, part.last, said["level"] if inside else f"{name} {said['level']}"))
            said["level"] = ""
    return _joined(before, edits, *said.values())


def _asks_for_all(query: Query) -> bool:
    """``còn tất cả là mấy``: of all grades."""
    words = query.annotated.words
    return any(_opens_with(query, "all_told", at) for at in range(len(words)))


# ``…, của bao nhiêu chủ thể``: a part that begins so is about what the part before it counted.
_OF = frozenset({"cua", "do", "thuoc", "of", "by", "from"})
_GRADING = frozenset({"stars", "step", "group"})


def placed(
    before: Query, query: Query, cutter: Cutter, *, times: bool = False, always: bool = False
) -> str:
    """The words of a question with the place of the one before it, where it names none itself.

    *times*: the time is taken over too (of the parts of one message); *always*: the place also where
    the question could stand without one.
    """
    added = []
    subject = _subject(before)
    if subject is not None and always and not query.areas and not query.documents:
        name = place_words(subject, query.language)
        added.append(say(query.language, "follow_up.at", place=name))
    if times and not (query.periods or query.now):
        periods = {f.period for f in before.annotated.figures if f.period in before.periods}
        dated = [f for f in before.annotated.figures if f.period in periods][:1]
        added += [before.annotated.source(said_from(before.annotated, f.first), f.last) for f in dated]
    if times and query.annotated.words and query.annotated.words[0].fold in _OF:
        said = {part.kind for part in _parts(query, cutter)}
        told = [p for p in _parts(before, cutter) if p.kind in _GRADING - said]
        added += [before.annotated.source(p.first, p.last) for p in told]
    if times and before.asks_plan and not query.any("reached", "yes_no"):
        planned = [m for m in before.annotated.mentions if m.has("status", "target")]
        added += [before.annotated.source(m.first, m.last) for m in planned[:1]]
    return _joined(query, [], *added) if added else query.text


def _subject(query: Query) -> Area | None:
    """The one place that a question was about, if there is just one."""
    named = [p.area for p in query.annotated.places if p.kind != "generic" and not p.locates]
    return named[0] if len(set(named)) == 1 else None


def _around(area: Area | None, level: str, knowledge: Knowledge) -> str:
    """The place of a level in which an area lies, or which the few bulletins spoken of are about (""
    if that is not known)."""
    own = _parent(area, level) if area is not None else ""
    about = {*knowledge.subjects.values(), *knowledge.homes.values()}
    named = {_parent(a, level) for a in about} - {""}
    if not named and knowledge.narrowed:
        named = {a.name for a in knowledge.areas if a.level == level}
    return own or (named.pop() if len(named) == 1 else "")


def _parent(area: Area, level: str) -> str:
    """The name of the place of a level that an area is, or lies in ("" if it is wider)."""
    return {"province": area.province, "district": area.district, area.level: area.name}.get(level) or ""


# --- parts -----------------------------------------------------------------------------------------


def _parts(query: Query, cutter: Cutter) -> list[Part]:
    """What a question names: grades, bands, times, places, dimension values, programmes."""
    annotated = query.annotated
    found = [Part(name, first, last) for _, first, last, name, _ in cutter.grade_spans(annotated)]
    found += [Part("period", _from_until(query, f.first), f.last) for f in annotated.figures if f.period]
    found += [Part("area", p.start_token, p.end_token) for p in annotated.places if p.kind != "generic"]
    found += [Part("period", m.first, m.last) for m in annotated.mentions if m.has("now")]
    found += _bands(query, cutter)
    for mention in annotated.mentions:
        for concept in mention.concepts:
            kind = next((name for name, _ in concept.dimensions), concept.kind)
            if concept.dimensions or kind in ("programme", "unit"):
                found.append(Part(kind, mention.first, mention.last))
                break
    return sorted(_apart(found), key=lambda part: part.first)


def _from_until(query: Query, first: int) -> int:
    """Where a time begins with what limits it (``tính đến hết [năm 2023]``)."""
    words = query.annotated.words
    while first and words[first - 1].fold in _UNTIL:
        first -= 1
    return first


_UNTIL = frozenset({"het", "cuoi", "den", "toi", "tinh", "dau", "end", "until", "by", "of", "the"})


def _bands(query: Query, cutter: Cutter) -> Iterator[Part]:
    """``dưới 5 tiêu chí``, ``từ 10 - 14 tiêu chí``: a band with its unit and what limits it."""
    annotated = query.annotated
    limits = {m.last: m.first for m in annotated.mentions if m.has("hedge")}
    for figure in annotated.figures:
        unit = annotated.mention_at(figure.last)
        rule = next((r for r in cutter.bands if unit is not None and unit.has("unit", r.unit)), None)
        if rule is not None and unit is not None and figure.period is None:
            yield Part(rule.dimension, limits.get(figure.first, figure.first), unit.last)


def _claims_number(query: Query, parts: Iterable[Part]) -> bool:
    """Whether a number is put forward (``có phải 20 không``) that is no part of another kind."""
    taken = {i for part in parts for i in range(part.first, part.last)}
    return query.claimed is not None and any(
        f.value == query.claimed and f.first not in taken for f in query.annotated.figures
    )


def _apart(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts that share no token; the earlier found wins."""
    taken: set[int] = set()
    for part in parts:
        tokens = set(range(part.first, part.last))
        if not tokens & taken:
            taken |= tokens
            yield part


def _marked(query: Query) -> int:
    """How many tokens at the beginning say that something goes on (``còn``, ``thế còn``, ``what about``)."""
    return _opens_with(query, "follow_up", 0)


def _opens_with(query: Query, group: str, at: int) -> int:
    words = query.annotated.words
    known = phrases(query.language).discourse.get(group, ())
    return size_at(words, at, known)


_THEN = "thi"


def _asks_how_else(query: Query) -> bool:
    """Whether a question ends with ``thì sao``: of something else, the same is asked."""
    folds = [w.fold for w in query.annotated.words if w.kind != "mark"]
    return len(folds) > 2 and folds[-2:] == [_THEN, "sao"] and not query.asks - _WEAK - {"yes_no"}


def _points_back(query: Query) -> bool:
    """Whether a question is about what the answer before it told: ``trong đó có mấy …``, ``đó là những xã
    nào``, ``how many of them``."""
    words = query.annotated.words
    reach = range(1 if query.language == "vi" else len(words))
    return not query.areas and any(
        _opens_with(query, "pointing", at) for at in (_marked(query), *reach)
    )


# --- words -----------------------------------------------------------------------------------------


def _claims(before: Query, query: Query) -> list[tuple[int, int, str]]:
    """``có phải 20 không`` puts the number in the place of ``bao nhiêu``."""
    number = next(f for f in query.annotated.figures if f.value == query.claimed)
    words = query.annotated.source(number.first, number.last)
    asking = sorted(before.asking)
    return [(i, i + 1, words if i == asking[0] else "") for i in asking]


def _joined(before: Query, edits: Iterable[tuple[int, int, str]], *added: str) -> str:
    pieces = [_edited(before, edits), *added]
    return " ".join(x for x in (p.strip(" ?.!,") for p in pieces) if x)


def _edited(before: Query, edits: Iterable[tuple[int, int, str]]) -> str:
    """The earlier question with some tokens replaced."""
    pieces, at = [], 0
    words = before.annotated.words
    for first, last, text in sorted(edits):
        start = words[first].start
        if start < at:
            continue
        pieces += [before.text[at:start], text]
        at = words[last - 1].end
    return " ".join("".join((*pieces, before.text[at:])).replace("()", "").split())
