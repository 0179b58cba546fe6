"""What a question names, as parts of its words that another question may exchange."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.framing import size_at
from bot.phrasing import phrases
from bot.question import Query
from corpus.clauses import Cutter
from corpus.lexicon import lexicon
from corpus.model import Area
from corpus.text import Token


@dataclass(frozen=True)
class Part:
    """Something that a question says and another may say otherwise: tokens ``first`` to ``last``."""

    kind: str
    first: int
    last: int


def parts_of(query: Query, cutter: Cutter) -> list[Part]:
    """What a question names: grades, bands, times, places, dimension values, programmes."""
    annotated = query.annotated
    found = [Part(name, first, last) for _, first, last, name, _ in cutter.grade_spans(annotated)]
    found += [Part("period", _from_until(query, f.first), f.last) for f in annotated.figures if f.period]
    found += [Part("area", p.start_token, p.end_token) for p in annotated.places if p.kind != "generic"]
    found += [Part("period", m.first, m.last) for m in annotated.mentions if m.has("now")]
    found += _bands(query, cutter)
    found += list(_rounds(query))
    for mention in annotated.mentions:
        for concept in mention.concepts:
            kind = next((name for name, _ in concept.dimensions), concept.kind)
            if concept.dimensions or kind in ("programme", "unit"):
                found.append(Part(kind, mention.first, mention.last))
                break
    return sorted(_apart(found), key=lambda part: part.first)


def _rounds(query: Query) -> Iterator[Part]:
    """``đợt 2``, ``lần thứ hai``."""
    words = query.annotated.words
    for i in range(len(words) - 1):
        if words[i].fold in _ROUND and (words[i + 1].kind == "number" or words[i + 1].fold in _ROMAN):
            yield Part("round", i, i + 2)


_ROUND = frozenset({"dot", "lan", "ky", "round"})
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v"})


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


def _apart(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts that share no token; the earlier found wins."""
    taken: set[int] = set()
    for part in parts:
        tokens = set(range(part.first, part.last))
        if not tokens & taken:
            taken |= tokens
            yield part


def named_span(query: Query) -> tuple[int, int] | None:
    """The tokens of the maker or product that a question names, with its kind before it."""
    words = query.annotated.words
    placed = {i for p in query.annotated.places for i in range(p.start_token, p.end_token)}
    named = [i for i, w in enumerate(words) if i and w.capital and i not in placed and w in query.terms]
    if not named:
        return None
    first, last = named[0], named[0] + 1
    if first == 1 and words[0].capital and words[0] in query.terms:
        first = 0
    while last < len(words) and (words[last].capital or words[last].kind == "number"):
        last += 1
    return head_of(query, first), last


_LONGEST_NAME = 5  # words between ``HTX`` and the place that closes its name


def head_of(query: Query, at: int) -> int:
    """Where the name of a maker begins that goes on at a token (there, if it is none)."""
    words = query.annotated.words
    known = [m for m in query.annotated.mentions if m.has("maker_head")]
    heads = [m for m in known if m.last <= at < m.last + _LONGEST_NAME]
    own = [m for m in heads if words[m.last].capital or all(w in query.terms for w in words[m.last : at])]
    return own[0].first if own else at


def spoken_name(query: Query) -> Sequence[Token]:
    """The words of the maker or product that a question names, if any."""
    named = named_span(query)
    return query.annotated.words[slice(*named)] if named else ()


def measures_apart(query: Query) -> list[str]:
    """``thu nhập bình quân và tỷ lệ hộ nghèo của xã A``: a question for each thing that is measured, where
    one question names several; [] otherwise."""
    words, known = query.annotated.words, lexicon().indicators
    named = [m for m in query.annotated.mentions if (m.first, m.last) in query.matters]
    measures = [m for m in named if all(known[i].told == "measure" for i in m.ids("need"))]
    told = {tuple(m.ids("need")) for m in measures}
    if query.counts > 1 or not 1 < len(measures) == len(named) == len(told):
        return []
    starts, ends = [_led_from(query, measures[0].first)], []
    for one, other in pairwise(measures):
        joint = next((i for i in range(one.last, other.first) if words[i].fold in _AND), None)
        if joint is None:
            return []
        ends.append(joint)
        starts.append(joint + 1)
    last = measures[-1].last
    ends.append(next((i for i in range(last, len(words)) if words[i].fold in _BEHIND), len(words)))
    around = ((0, starts[0]), (ends[-1], len(words)))
    each = [(around[0], span, around[1]) for span in zip(starts, ends, strict=True)]
    source = query.annotated.source
    return [" ".join(source(*span) for span in spans if span[0] < span[1]) for spans in each]


def _led_from(query: Query, first: int) -> int:
    """Where the name of a measure begins (``[tỷ lệ] hộ nghèo``)."""
    words = query.annotated.words
    while first and words[first - 1].fold in _LEADING:
        first -= 1
    return first


_AND = frozenset({"va", "cung", "lan", "and", ","})
_LEADING = frozenset({"ty", "ti", "le", "muc", "so", "tong"})
# What leads from the last measure to the place, the time and the asking, which are of all of them.
_BEHIND = frozenset(
    ["cua", "o", "tai", "nam", "thang", "la", "dat", "bao", "may", "trong", "hien", "den", "con",
     "tinh", "huyen", "xa", "thi", "thanh", "in", "of", "at", "for", "as", "by"]
)  # fmt: skip


def subject_of(query: Query) -> Area | None:
    """The one place that a question was about, if there is just one."""
    named = [p.area for p in query.annotated.places if p.kind != "generic" and not p.locates]
    return named[0] if len(set(named)) == 1 else None


def parent_of(area: Area, level: str) -> str:
    """The name of the place of a level that an area is, or lies in ("" if it is wider)."""
    return {"province": area.province, "district": area.district, area.level: area.name}.get(level) or ""


def marked(query: Query) -> int:
    """How many tokens at the beginning say that something goes on (``còn``, ``thế còn``, ``what about``)."""
    return opens_with(query, "follow_up", 0)


def opens_with(query: Query, group: str, at: int) -> int:
    """How many tokens a phrase of a group of discourse words takes at a place in a question."""
    words = query.annotated.words
    known = phrases(query.language).discourse.get(group, ())
    return size_at(words, at, known)


def joined(before: Query, edits: Iterable[tuple[int, int, str]], *added: str) -> str:
    """A question with some tokens replaced, and words added behind it."""
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
