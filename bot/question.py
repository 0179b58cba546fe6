"""A question is a fact with a hole in it: the readers of bulletins read it too.

What is asked for (``asks``) and what it must be about (units, dimension values,
programme, area, period, status).  ``terms`` are the content words that nothing
else explains: an answer must account for each of them, or it is not given.
``content`` are all content words, for searching the text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from typing import Any

from bot.annotating import annotated_question
from bot.as_read import as_read
from bot.asking import (
    absent_things,
    asks_graded_body,
    asks_of,
    asks_product,
    asks_whether_met,
    came_before,
    compared_with,
    count_asks,
    denied,
    denied_bands,
    doubts,
    exists,
    graded,
    left_out,
    names_document,
    only,
    plan_first,
    plan_words,
    several_named,
    speaks_of_all,
    superlative,
    sweeps,
    unread_denial,
)
from bot.bounds import bounds
from bot.content import (
    STRUCTURE,
    covered_words,
    glued_words,
    idle_words,
    said_otherwise,
    terms_of,
    translated,
)
from bot.counted import counted_thing, counted_unit, open_dimensions
from bot.phrasing import LANGUAGES, Phrases, phrases
from bot.spelling import Spelling
from bot.times import at_the_review, named_rounds, named_times, names_end, plan_times, says_now
from bot.typed import calm
from corpus.annotate import Annotated, Reader
from corpus.areas import Local
from corpus.bands import MOST_CRITERIA
from corpus.clauses import Cutter, Qualifiers, band_of
from corpus.lexicon import Lexicon, Mention
from corpus.model import Area, Period
from corpus.numbers import plain
from corpus.scan import Figure
from corpus.text import Token, compatible, has_diacritics, tagged

# Units that a question names in passing; they are asked for only right behind ``bao nhiêu``.
_COMPARED = 2  # years that are held against each other
VAGUE = frozenset(["year", "month", "point", "percent", "event", "province"])


@dataclass(frozen=True)
class Query:
    """A question after understanding."""

    text: str
    language: str  # of the answer
    asks: frozenset[str]
    asking: frozenset[int]
    annotated: Annotated
    spoken: str = "vi"  # the language it is read in
    units: tuple[str, ...] = ()
    dimensions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    programmes: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    periods: tuple[Period, ...] = ()
    base: Period | None = None
    statuses: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    claimed: Decimal | None = None
    bare: bool = False
    whole: Decimal | None = None
    counts: int = 0
    met: bool = False
    plan_first: bool = False
    denies: bool = False
    sweeping: bool = False
    all_of: bool = False
    exists: bool = False
    only: bool = False
    claimed_unit: str = ""
    claimed_hedge: str = ""
    before: bool = False
    compares: str = ""
    matters: tuple[tuple[int, int], ...] = ()
    rounds: tuple[tuple[str, int], ...] = ()  # ``đợt 2``
    now: bool = False
    until: bool = False  # a time is the last day of what is asked (``đến cuối năm 2023``)
    flow: bool = False
    mean: bool = False
    total: bool = False
    changed: bool = False
    parts: bool = False
    open: tuple[str, ...] = ()
    counted: str = ""
    thing: tuple[Token, ...] = ()  # the words of what is counted
    terms: tuple[Token, ...] = ()
    content: tuple[Token, ...] = ()
    glued: frozenset[int] = frozenset()  # where words of more than one syllable go on

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values asked for in one dimension."""
        return dict(self.dimensions).get(dimension, ())

    @property
    def years(self) -> tuple[str, ...]:
        """Years that the question names, in order."""
        found = [p.end[:4] for p in self.periods if p.end and p.kind not in ("range", "day")]
        return tuple(dict.fromkeys(found))

    @cached_property
    def spoken_years(self) -> tuple[str, ...]:
        """The years that what is asked is of: of two that are compared, the later one."""
        compared = self.any("changed", "difference", "gap", "times") and len(self.years) == _COMPARED
        return (max(self.years),) if compared else self.years

    @property
    def base_years(self) -> tuple[str, ...]:
        """The years that what is asked is held against."""
        return tuple(y for y in self.years if y not in self.spoken_years)

    def any(self, *asks: str) -> bool:
        """Whether one of these is asked."""
        return not self.asks.isdisjoint(asks)

    @cached_property
    def telling(self) -> tuple[Token, ...]:
        """The words that say which figure is meant beside units and grades: free words, and those of
        phrases that stand for an indicator."""
        named = [w for first, last in self.matters for w in self.annotated.words[first:last]]
        return (*self.terms, *(w for w in named if w not in self.terms))

    @property
    def adds(self) -> bool:
        """Whether several figures are to be added up (``tổng cộng`` of one thing adds nothing)."""
        several = len(self.areas) > 1 or any(len(values) > 1 for _, values in self.dimensions)
        joined = {"cong", "gop"} & {w.fold for w in self.annotated.words} and not self.total
        return self.any("sum") and bool(several or joined)

    @property
    def asks_plan(self) -> bool:
        """Whether what was planned is spoken of."""
        return self.any("plan", "demand") or bool(self.statuses & {"target", "plan"})

    @cached_property
    def topic_words(self) -> tuple[Token, ...]:
        """The words of what the bulletins seldom count (``giá bán``, ``dân số``)."""
        named = [m for m in self.annotated.mentions if m.has("topic")]
        return tuple(w for m in named for w in self.annotated.words[m.first : m.last])

    @property
    def only_target(self) -> bool:
        """Whether the plan itself is asked for, not what was reached against it."""
        return (
            self.statuses == {"target"}
            and self.counts < 2
            and self.plan_first
            and not (self.claimed_unit and self.any("count"))  # the plan is given, what was reached is asked
            and not self.any("yes_no", "gap", "share", "tell", "difference", "reached")
        )

    @property
    def structured(self) -> bool:
        """Whether the question speaks of the programmes or of something they count (``giá vàng``, the
        price of something foreign to them, does not)."""
        told = self.units or self.programmes or self.needs or self.dimensions
        return bool(told or (self.topics and not self.any("foreign")))


@lru_cache(maxsize=4)
def cutter_of(lexicon: Lexicon) -> Cutter:
    """The clause cutter of a lexicon, made once."""
    return Cutter(lexicon)


def understand(
    message: str,
    reader: Reader,
    *,
    home: Area | None,
    today: dt.date | None = None,
    language: str | None = None,
    pairs: Container[tuple[str, str]] = (),
    local: Local | None = None,
    spelling: Spelling | None = None,
) -> Query:
    """Read a question.

    *home*: the area that ``toàn tỉnh`` means; *today*: for ``năm nay``; *pairs*:
    neighbouring (folded) words of the bulletins, so that ``cong bo`` typed without
    diacritics is not taken for the idle word ``cộng``; *local*: the places of the store; *spelling*:
    how they write what is typed without diacritics.
    """
    annotate = partial(annotated_question, reader=reader, home=home, today=today, local=local)
    text, spoken = as_read(calm(compatible(message)).replace("\n", " "), annotate, spelling)
    known = phrases(spoken)
    annotated = annotate(text, known=known)
    cutter = cutter_of(reader.lexicon)
    pieces = tagged(text) if spoken == "vi" and has_diacritics(text) else []
    glued, grades = glued_words(annotated, pieces), graded(annotated, cutter, known)
    asks, asked_tokens, kept = asks_of(annotated, known, grades, glued, pairs)
    said, dimensions, claimed, numbers = _constraints(annotated, cutter, known)
    covered = asked_tokens | numbers | grades | covered_words(annotated, glued)
    mentions = [m for m in annotated.mentions if any(c.kind in STRUCTURE for c in m.concepts)]
    idle = idle_words(annotated, pieces, glued, known, pairs)
    counted = counted_unit(annotated, known)
    bare = _bare_number(annotated, grades)
    absent = absent_things(annotated, reader.lexicon)
    needed = _needed(annotated, reader.lexicon, mentions, asked_tokens)
    meant = [m for m in mentions if not m.has("need") or m in needed]
    units = _units(annotated, reader.lexicon, meant, counted)
    read = {i for m in needed for i in range(m.first, m.last)}
    read |= {i for m in mentions if left_out(annotated, m.first) for i in range(m.first - 3, m.last)}
    quantities = cutter.cut(annotated).quantities
    claim = next((q for q in quantities if q.unit and q.figure.value == claimed), None)
    return Query(
        text=text,
        language=language if language in LANGUAGES else spoken,
        asks=_measured(_asked(asks, annotated), annotated, needed, reader.lexicon),
        asking=frozenset(asked_tokens),
        annotated=annotated,
        spoken=spoken,
        units=tuple(dict.fromkeys(units)),
        dimensions=tuple(
            (k, tuple(sorted(v, key=_telling) if k == "step" else v)) for k, v in dimensions.items()
        ),
        programmes=tuple(dict.fromkeys(p for p in said.programmes if p)),
        areas=tuple(
            p.area
            for p in annotated.places
            if p.kind != "generic" or p.area.level == "nation" or (p.area.level == "province" and p.known)
        ),
        periods=named_times(said.periods or plan_times(annotated), annotated),
        base=said.base,
        statuses=frozenset(said.statuses) | plan_words(annotated),
        needs=frozenset(n for m in needed for n in m.ids("need")) | absent,
        matters=tuple((m.first, m.last) for m in needed),
        topics=tuple(t for m in mentions for t in m.ids("topic")),
        documents=tuple(f.text for f in annotated.figures if f.kind == "document"),
        claimed=claimed if claimed is not None or bare is None else bare.value,
        bare=claimed is None and bare is not None,
        whole=next((f.high for f in annotated.figures if f.kind == "ratio"), None)
        if not dimensions.get("criteria")
        else None,
        **_manner(annotated, known, asks, claimed),
        denies=not any(v.startswith("<") for v in dimensions.get("stars", []))
        and not absent
        and unread_denial(annotated, known, read | denied_bands(annotated, cutter), grades),
        claimed_unit=claim.unit if claim is not None else "",
        claimed_hedge=claim.hedge if claim is not None else _hedge_of(annotated, bare),
        now=bool(said.now) or at_the_review(annotated) is not None,
        flow=said.flow or says_now(annotated, known),
        mean=said.mean,
        total=said.total,
        changed=any(m.has("change") and m.first not in grades for m in mentions),
        parts=any(m.has("parts") for m in mentions),
        terms=tuple(translated(terms_of(annotated.words, covered | idle), known)),
        glued=frozenset(annotated.words[i].start for i in glued),
        open=open_dimensions(annotated, cutter, dimensions),
        counted=counted,
        thing=tuple(translated(counted_thing(annotated, known, idle), known)),
        content=tuple(
            translated(
                terms_of(
                    annotated.words, (asked_tokens - kept) | said_otherwise(annotated, spoken, home) | idle
                ),
                known,
            )
        ),
    )


def _manner(
    annotated: Annotated, known: Phrases, asks: frozenset[str], claimed: Decimal | None
) -> dict[str, Any]:
    """In what way it is asked: of all, of the only one, of what came before, up to a day, whether met."""
    return {
        "counts": count_asks(annotated, known),
        "met": asks_whether_met(annotated),
        "plan_first": plan_first(annotated, known),
        "sweeping": sweeps(annotated),
        "only": only(annotated),
        "exists": "yes_no" in asks and exists(annotated),
        "all_of": speaks_of_all(annotated, claimed),
        "before": came_before(annotated),
        "compares": compared_with(annotated, known),
        "until": names_end(annotated),
        "rounds": named_rounds(annotated),
    }


def _constraints(
    annotated: Annotated, cutter: Cutter, known: Phrases
) -> tuple[Qualifiers, dict[str, list[str]], Decimal | None, set[int]]:
    """Dimension values (all that are named), the number that is claimed, and the tokens of figures."""
    grades = cutter.grade_spans(annotated)
    said = cutter.read(annotated, 0, len(annotated.words), grades)
    dimensions: dict[str, list[str]] = {}
    for mention in annotated.mentions:
        for concept in mention.concepts:
            if concept.kind in ("dimension", "unit") and not left_out(annotated, mention.first):
                for name, value in concept.dimensions:
                    _add(dimensions, name, value)
    counting = bool(count_asks(annotated, known))
    sides = {number: sign for _, number, sign in bounds(annotated, cutter, known, counting=counting)}
    for _, first, _, name, value in grades:
        before = annotated.words[first - 1].fold if first else ""
        _add(dimensions, name, _sided(value, sides.get(first, ""), name))
        if name == "stars" and before == "len" and annotated.words[first - 2].kind == "number":
            _add(dimensions, "step", "upgraded")  # ``nâng từ 3 lên 4 sao``
    if len(dimensions.get("level", [])) > 1:  # ``đạt chuẩn NTM nâng cao`` names one level
        dimensions["level"] = [v for v in dimensions["level"] if v != "standard"]
    clause = cutter.cut(annotated)
    counted = {u for m in annotated.mentions for u in m.ids("unit")}
    claimed: Decimal | None = None
    bands = {
        q.figure.first: (r.dimension, band_of(annotated, q))
        for q in clause.quantities
        for r in cutter.bands
        if q.unit == r.unit and counted & set(r.of)
    }
    refused: dict[str, list[str]] = {}
    ordered = {m.last for m in annotated.mentions if m.has("ordinal")}  # ``đợt 2`` claims no number
    for quantity in clause.quantities:
        for name, value in quantity.right.dimensions.items():
            if name in {r.dimension for r in cutter.bands}:
                _add(dimensions, name, value)
        if quantity.figure.first in bands:
            name, value = bands[quantity.figure.first]
            value = _sided(value, sides.get(quantity.figure.first, ""), name)
            _add(dimensions, name, value)
            if value.isdecimal() and denied(annotated, quantity.first):
                refused[name] = [f"<{value}"]
        elif quantity.unit and not quantity.zero and claimed is None:
            sum_ = quantity.unit == "dong"  # ``thu 25 tỷ`` is no *thứ*
            claimed = quantity.figure.value if sum_ or quantity.figure.first not in ordered else None
    listed = {f.first for f in annotated.figures if f.kind in ("number", "range")}
    listed -= {q.figure.first for q in clause.quantities if q.unit} | {g[0].first for g in grades}
    for rule in cutter.bands:
        spans = any(_spans(f) for f in annotated.figures if f.first in listed)  # ``nhóm 5 - 9 có mấy xã``
        if (spans or rule.unit in counted) and counted & set(rule.of) and claimed is None:
            for figure in annotated.figures:
                if figure.first in listed:
                    high = f"-{plain(figure.high)}" if figure.high is not None else ""
                    value = _sided(plain(figure.value) + high, sides.get(figure.first, ""), rule.dimension)
                    _add(dimensions, rule.dimension, value)
    numbers = {i for f in annotated.figures if f.kind != "word" for i in range(f.first, f.last)}
    numbers |= {i for _, first, last, _, _ in grades for i in range(first, last)}
    numbers |= {i for q in clause.quantities for i in range(q.first, q.last)}
    return said, {**dimensions, **refused}, claimed, numbers


def _spans(figure: Figure) -> bool:
    """Whether a figure is a span of numbers small enough to be those of criteria."""
    return figure.kind == "range" and figure.high is not None and figure.high <= MOST_CRITERIA


def _sided(value: str, sign: str, name: str) -> str:
    """A grade or band on the side of it that is meant: ``<4``, ``>=15``, ``4+``."""
    if not value.isdecimal():
        return value
    return f"{value}+" if sign == ">=" and name == "stars" else sign + value


def _asked(asks: frozenset[str], annotated: Annotated) -> frozenset[str]:
    """What is asked by phrases, with what is asked by words that stand apart or by a particle."""
    if not asks - {"tell", "results"} and doubts(annotated):
        asks |= {"yes_no"}
    if annotated.words and annotated.words[0].fold == "sao":  # nothing is counted before it
        asks = (asks - {"yes_no"}) | {"why"}
    if "demand" in asks and "list" in asks and asks_product(annotated):
        asks -= {"demand"}  # ``những sản phẩm nào được đề nghị công nhận``
    if "who" in asks and asks_graded_body(annotated):
        asks = (asks - {"who"}) | {"maker"}
    if "maker" in asks and names_document(annotated):
        asks = (asks - {"maker"}) | {"who"}  # ``quyết định … do đơn vị nào công bố``
    if "define" in asks and several_named(annotated):
        asks = (asks - {"define"}) | {"list"}
    return asks | superlative(annotated) | ({"tell"} if "summary" in asks else set())


def _measured(
    asks: frozenset[str], annotated: Annotated, needed: Sequence[Mention], words: Lexicon
) -> frozenset[str]:
    """``What is the average income of commune X``: what is measured of a place is a number, no meaning;
    ``giảm còn bao nhiêu`` asks for what it has come to, not for the change."""
    summed = any(m.has("total") for m in annotated.mentions)  # ``tổng số … lên bao nhiêu``
    come_to = any(m.has("become", "reached") and (summed or m.last - m.first > 1) for m in annotated.mentions)
    if come_to and "count" in asks and "difference" not in asks:
        asks -= {"changed"}
    measures = any(words.indicators[i].told == "measure" for m in needed for i in m.ids("need"))
    if "define" in asks and measures and annotated.places:
        return (asks - {"define"}) | {"count"}
    opening = tuple(w.fold for w in annotated.words[:2])
    named = any(m.last <= _NEAR for m in needed)  # ``what was the total revenue of …``
    if opening in _WHAT_IS and named and asks <= {"define", "tell"}:
        return frozenset({"count"})
    return asks


_WHAT_IS = frozenset(("what", verb) for verb in ("is", "was", "are", "were"))
_NEAR = 6  # words of a question in which what is measured is named


def _units(annotated: Annotated, words: Lexicon, meant: Sequence[Mention], counted: str) -> list[str]:
    """Units that a question names, those too in phrases that turned out to mean no indicator
    (``không có xã nào`` of no district)."""
    found = [u for m in meant for u in m.ids("unit") if u not in VAGUE or u == counted]
    unread = [m for m in annotated.mentions if m.has("need") and m not in meant]
    for mention in unread:
        for i in range(mention.first + 1, mention.last):
            size, concepts = words.phrases.at(annotated.words, i, lenient=True)
            found += [c.id for c in concepts if c.kind == "unit" and i + size <= mention.last]
    return found


def _needed(
    annotated: Annotated, words: Lexicon, mentions: Sequence[Mention], asked: set[int]
) -> list[Mention]:
    """Phrases that an indicator of their own stands for (``thu nhập``), unless they ask something."""
    named = {u for m in mentions for u in m.ids("unit")} | {p.area.level for p in annotated.places}
    somewhere = any(w.fold in {"phuong", "noi", "dau", "where", "localities"} for w in annotated.words)
    found = [m for m in mentions if m.has("need") and not set(range(m.first, m.last)) <= asked]
    return [m for m in found if _about_places(m, words, named, somewhere)]


def _about_places(mention: Mention, words: Lexicon, named: set[str], asks_where: bool) -> bool:
    """``không có xã nào`` counts districts only where districts are spoken of."""
    counted = [words.indicators[i] for i in mention.ids("need")]
    absent = [i for i in counted if i.absent]
    return not absent or any(i.unit in named for i in absent) or asks_where


def _hedge_of(annotated: Annotated, figure: Figure | None) -> str:
    """The hedge right before a number that no unit follows (``gần 20 phải không``)."""
    ends = (m for m in annotated.mentions if figure is not None and m.last == figure.first)
    return next((hedge for m in ends for hedge in m.ids("hedge")), "")


def _bare_number(annotated: Annotated, used: set[int]) -> Figure | None:
    """A number of the question that no unit follows (``đã vượt 200 chưa``, ``0,36 là gì``)."""
    words = annotated.words
    opening = [w.fold for w in words[:2]]  # ``(con) số 33 là gì`` counts off nothing
    named = {2} if opening == ["con", "so"] else {1} if opening[:1] == ["so"] else set()
    ordered = {m.last for m in annotated.mentions if m.has("ordinal")} - named
    loose = [f for f in annotated.figures if f.kind == "number" and f.first not in used | ordered]
    bare = [f for f in loose if annotated.mention_at(f.last) is None]
    return bare[0] if len(bare) == 1 and len(loose) == 1 else None


# The more particular step first: ``đủ điều kiện cấp lại`` is a renewal, ``công nhận lại`` too.
_STEPS = (
    "renewed",
    "upgraded",
    "expired",
    "revoked",
    "registered",
    "displayed",
    "assessed",
    "eligible",
    "recognised",
)


def _telling(step: str) -> int:
    return _STEPS.index(step) if step in _STEPS else len(_STEPS)


def _add(dimensions: dict[str, list[str]], name: str, value: str) -> None:
    values = dimensions.setdefault(name, [])
    if value not in values:
        values.append(value)
