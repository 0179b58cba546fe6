"""A question is a fact with a hole in it: the readers of bulletins read it too.

What is asked for (``asks``) and what it must be about (units, dimension values,
programme, area, period, status).  ``terms`` are the content words that nothing
else explains: an answer must account for each of them, or it is not given.
``content`` are all content words, for searching the text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Sequence, Set
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
    denied_bands,
    doubts,
    exists,
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
from bot.constraints import Constraints, Figures, bare_number, constraints_of, figures_of, hedge_of
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
from corpus.clauses import Cutter, Qualifiers
from corpus.lexicon import Lexicon, Mention
from corpus.model import Area, Period
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
    words, cutter = reader.lexicon, cutter_of(reader.lexicon)
    counts = count_asks(annotated, known)
    figures = figures_of(annotated, cutter, known, counting=bool(counts))
    pieces = tagged(text) if spoken == "vi" and has_diacritics(text) else []
    glued = glued_words(annotated, pieces)
    asks, asked, kept = asks_of(annotated, known, figures.graded, glued, pairs)
    idle = idle_words(annotated, pieces, glued, known, pairs)
    named = _named(annotated, words, asked)
    held = constraints_of(annotated, cutter, figures)
    covered = asked | held.numbers | figures.graded | covered_words(annotated, glued)
    content = (asked - kept) | said_otherwise(annotated, spoken, home)
    return Query(
        text=text,
        language=language if language in LANGUAGES else spoken,
        asks=_measured(_asked(asks, annotated), annotated, named.needed, words),
        asking=frozenset(asked),
        annotated=annotated,
        spoken=spoken,
        counts=counts,
        **_matter(annotated, words, known, named),
        **_held(annotated, cutter, held, figures),
        denies=_denies(annotated, cutter, known, named, held, figures),
        **_said(annotated, known, held.said, figures),
        **_manner(annotated, known, asks, held.claimed),
        terms=tuple(translated(terms_of(annotated.words, covered | idle), known)),
        glued=frozenset(annotated.words[i].start for i in glued),
        thing=tuple(translated(counted_thing(annotated, known, idle), known)),
        content=tuple(translated(terms_of(annotated.words, content | idle), known)),
    )


@dataclass(frozen=True)
class _Named:
    """The phrases that say what a question is about."""

    phrases: Sequence[Mention]  # those that say what is asked for or constrain it
    needed: Sequence[Mention]  # those of them that an indicator of their own stands for
    absent: Set[str]  # indicators of places that have none of something


def _named(annotated: Annotated, words: Lexicon, asked: set[int]) -> _Named:
    mentions = [m for m in annotated.mentions if any(c.kind in STRUCTURE for c in m.concepts)]
    return _Named(mentions, _needed(annotated, words, mentions, asked), absent_things(annotated, words))


def _matter(annotated: Annotated, words: Lexicon, known: Phrases, named: _Named) -> dict[str, Any]:
    """What it is about: what is counted, what an indicator of its own stands for, topics, papers, places."""
    counted = counted_unit(annotated, known)
    meant = [m for m in named.phrases if not m.has("need") or m in named.needed]
    areas = (
        p.area
        for p in annotated.places
        if p.kind != "generic" or p.area.level == "nation" or (p.area.level == "province" and p.known)
    )
    return {
        "units": tuple(dict.fromkeys(_units(annotated, words, meant, counted))),
        "counted": counted,
        "needs": frozenset(n for m in named.needed for n in m.ids("need")) | named.absent,
        "matters": tuple((m.first, m.last) for m in named.needed),
        "topics": tuple(t for m in named.phrases for t in m.ids("topic")),
        "documents": tuple(f.text for f in annotated.figures if f.kind == "document"),
        "areas": tuple(areas),
    }


def _held(annotated: Annotated, cutter: Cutter, held: Constraints, figures: Figures) -> dict[str, Any]:
    """What its figures hold an answer to: grades, bands and levels, the number that it claims."""
    dimensions, claim = held.dimensions, held.claim(figures)
    bare = bare_number(annotated, figures.graded) if held.claimed is None else None
    ratio = (f.high for f in annotated.figures if f.kind == "ratio")
    return {
        "dimensions": tuple(
            (name, tuple(sorted(values, key=_telling) if name == "step" else values))
            for name, values in dimensions.items()
        ),
        "open": open_dimensions(annotated, cutter, dimensions),
        "claimed": held.claimed if held.claimed is not None or bare is None else bare.value,
        "bare": bare is not None,
        "whole": next(ratio, None) if not dimensions.get("criteria") else None,
        "claimed_unit": claim.unit if claim is not None else "",
        "claimed_hedge": claim.hedge if claim is not None else hedge_of(annotated, bare),
    }


def _denies(
    annotated: Annotated,
    cutter: Cutter,
    known: Phrases,
    named: _Named,
    held: Constraints,
    figures: Figures,
) -> bool:
    """Whether something is denied that no rule has read."""
    below = any(value.startswith("<") for value in held.dimensions.get("stars", []))
    if below or named.absent:
        return False
    read = {i for m in named.needed for i in range(m.first, m.last)}
    left = (m for m in named.phrases if left_out(annotated, m.first))
    read |= {i for m in left for i in range(m.first - 3, m.last)}
    read |= denied_bands(figures.clause.quantities, cutter)
    return unread_denial(annotated, known, read, figures.graded)


def _said(annotated: Annotated, known: Phrases, said: Qualifiers, figures: Figures) -> dict[str, Any]:
    """What its words say of time, status and manner of counting."""
    return {
        "programmes": tuple(dict.fromkeys(p for p in said.programmes if p)),
        "periods": named_times(said.periods or plan_times(annotated), annotated),
        "base": said.base,
        "statuses": frozenset(said.statuses) | plan_words(annotated),
        "now": bool(said.now) or at_the_review(annotated) is not None,
        "flow": said.flow or says_now(annotated, known),
        "mean": said.mean,
        "total": said.total,
        "changed": any(m.first not in figures.graded for m in annotated.saying("change")),
        "parts": annotated.says("parts"),
    }


def _manner(
    annotated: Annotated, known: Phrases, asks: frozenset[str], claimed: Decimal | None
) -> dict[str, Any]:
    """In what way it is asked: of all, of the only one, of what came before, up to a day, whether met."""
    return {
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
