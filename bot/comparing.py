"""Two or more figures held against each other: which is more, by how much, and what they come to.

The figures are those of places or years that the question names, or of things that one sentence of
a bulletin counts side by side (``ngân sách huyện hay ngân sách tỉnh nhiều hơn``): the parts of the
question between its joining words are held against the figures' own clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.answer import Claim
from bot.draft import Draft
from bot.families import Axis, Families
from bot.knowledge import covers
from bot.lookup import REACHED
from bot.matching import missing
from bot.phrasing import phrases, raw, say
from bot.question import Query
from bot.ranking import name_of, what
from bot.sentences import Sentences
from bot.telling import Teller, bold, calculated, with_verdict
from bot.wording import amount, capital, graded, in_its_sentence, noun, scale_of, scaled_unit
from corpus.areas import Mention
from corpus.lexicon import lexicon
from corpus.model import Area, Fact
from corpus.text import Token, key_of

MOST_SIDES = 6
PAIR = 2
HITS = 12  # paragraphs that are searched for a name
_ADDING = ("sum",)


@dataclass(frozen=True)
class Side:
    """One of the figures that are compared, with what the question calls it."""

    name: str
    fact: Fact


class Comparing:
    """Solves questions that hold figures against each other; the calculation is shown."""

    def __init__(self, teller: Teller, sentences: Sentences, families: Families) -> None:
        self.teller = teller
        self.sentences = sentences
        self.families = families

    def solve(self, query: Query) -> Draft | None:
        """Figures of things that a sentence counts side by side; None if there is no such sentence."""
        adding = query.any(*_ADDING) or query.total
        if not (adding or query.any("difference", "gap", "times")) or query.any("yes_no", "why"):
            return None
        sides = self._named(query) or self._sides(query)
        if len(sides) < 2 or (len(sides) > 2 and not adding):
            return None
        return self.added(sides, query.language) if adding else self.held(sides, query)

    def along(self, query: Query) -> Draft | None:
        """Places, kinds or years that the question names, added up or held against each other."""
        axis = self.families.axis(query)
        adding = query.any(*_ADDING) or query.total
        if axis is None or axis.sides < 2 or query.any("why", "rank", "most", "least"):
            return None
        listed = axis.name == "year" and query.any("count") and not query.any("changed", "plan")
        if not (adding or listed or query.any("difference", "gap", "times")) or axis.name == "criteria":
            return None
        if adding and axis.name == "level":
            return None  # the advanced ones are among those that meet the standard
        family = self.families.of(query, axis)
        if len(family) != axis.sides:
            return None
        sides = [Side(name_of(f, axis, query.language), f) for f in family]
        if adding:
            return self.added(sides, query.language, axis)
        if listed and not query.any("difference", "gap", "times"):
            told = tuple(self._told(s, axis, query.language) for s in sides)
            return Draft("answered", told, tuple(family), why="each year")
        return self.held(sides, query, axis) if len(sides) == 2 else None

    def held(self, sides: Sequence[Side], query: Query, axis: Axis | None = None) -> Draft | None:
        """The larger (or, asked so, the smaller) first, and by how much it differs from the other."""
        language = query.language
        high, low = sorted(sides, key=lambda s: Decimal(s.fact.value), reverse=True)
        if query.any("times"):
            text, calculation = self._times(high, low, query)
        else:
            text, calculation = self._gap(high, low, query)
        claim = self.teller.claim(high.fact, capital(text), low.fact, calculation=calculation)
        if query.any("yes_no") and not query.any("count", "which", "which_place", "where"):
            meant = low if query.any("below") else high
            equal = high.fact.value == low.fact.value
            claim = with_verdict(claim, "yes" if meant is sides[0] and not equal else "no", language)
        told = () if axis is None else tuple(self._told(s, axis, language) for s in (high, low))
        facts = (high.fact, low.fact)
        return Draft("answered", (claim,), facts, bullets=told, why="held against each other")

    def _told(self, side: Side, axis: Axis, language: str) -> Claim:
        """A side with its time, which may not be the other's."""
        if in_its_sentence(side.fact):
            value, unit = amount(side.fact, language), what(side.fact, axis, language)
            text = say(language, "answer.member", name=capital(side.name), value=value, noun=unit)
            return self.teller.claim(side.fact, text)
        return self.teller.told(side.fact, language)

    def added(self, sides: Sequence[Side], language: str, axis: Axis | None = None) -> Draft:
        """The figures and what they come to together."""
        total = sum((Decimal(s.fact.value) for s in sides), Decimal(0))
        calculation = calculated([s.fact for s in sides], "+", total, language)
        text = say(
            language,
            "answer.added",
            names=", ".join(s.name for s in sides),
            **_worded(sides[0].fact, [s.fact for s in sides], total, language),
            calculation=calculation,
        )
        facts = tuple(s.fact for s in sides)
        claim = self.teller.claim(facts[0], capital(text), *facts[1:], calculation=calculation)
        told = () if axis is None else tuple(self._told(s, axis, language) for s in sides)
        return Draft("answered", (claim,), facts, bullets=told, why="added up")

    def _gap(self, high: Side, low: Side, query: Query) -> tuple[str, str]:
        language = query.language
        gap = Decimal(high.fact.value) - Decimal(low.fact.value)
        if not gap:
            return say(language, "answer.sides_equal", one=high.name, other=low.name), ""
        facts = [high.fact, low.fact]
        calculation = calculated(facts, "−", gap, language)
        fewer = query.any("below", "least") and not query.any("over", "most")
        words = ("lower", "higher") if graded(high.fact) else ("fewer", "more")
        one, other = (low, high) if fewer else (high, low)
        text = say(
            language,
            f"answer.sides_{words[0] if fewer else words[1]}",
            one=one.name,
            other=other.name,
            **_worded(high.fact, facts, gap, language),
            calculation=calculation,
        )
        return text, calculation

    def _times(self, high: Side, low: Side, query: Query) -> tuple[str, str]:
        language = query.language
        if not Decimal(low.fact.value):
            return self._gap(high, low, query)
        ratio = (Decimal(high.fact.value) / Decimal(low.fact.value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        calculation = calculated([high.fact, low.fact], "/", ratio, language)
        exact = ratio * Decimal(low.fact.value) == Decimal(high.fact.value)
        text = say(
            language,
            "answer.sides_times",
            one=high.name,
            other=low.name,
            value=bold(ratio, language),
            calculation=calculation if exact else calculation.replace("=", "≈"),
        )
        return text, calculation

    # --- things that one sentence counts side by side ----------------------------------------------

    def _sides(self, query: Query) -> list[Side]:
        """The figures of the one sentence whose clauses hold the parts of the question, one each."""
        parts = _parts(query)
        if not 2 <= len(parts) <= MOST_SIDES:
            return []
        for evidence in self.sentences.candidates(query):
            found = [self._of(part, self.sentences.facts_of(evidence)) for part in parts]
            if all(found) and len({f.id for f in found if f}) == len(parts):
                sides = [
                    Side(_name(query, part), fact)
                    for part, fact in zip(parts, found, strict=True)
                    if fact is not None
                ]
                if len({s.fact.unit for s in sides}) == 1:
                    return sides
        return []

    def _named(self, query: Query) -> list[Side]:
        """Two things called by their names, each with the one figure of its own clause, wherever a
        bulletin tells them (``Chả mực Hạ Lộc với trà hoa vàng Ba Trại, cái nào cao điểm hơn``)."""
        apart = _said_apart(query)
        groups = [trimmed for g in _named_groups(query, apart) if (trimmed := _to_the_name(g))]
        if len(groups) != PAIR:
            return []
        areas = [p.area for p in apart]
        found = [self._one(query, group, areas) for group in groups]
        pairs = [
            (one, other)
            for one in found[0]
            for other in found[1]
            if one.id != other.id and (one.bulletin, one.indicator, one.unit, one.status)
            == (other.bulletin, other.indicator, other.unit, other.status)
        ]
        if len({(one.value, other.value) for one, other in pairs}) != 1:
            return []
        names = [query.text[group[0].start : group[-1].end] for group in groups]
        return [Side(name, fact) for name, fact in zip(names, pairs[0], strict=True)]

    def _one(self, query: Query, group: Sequence[Token], areas: Sequence[Area]) -> list[Fact]:
        """The figures (of the unit or thing that is asked) whose clause holds a whole name."""
        gazetteer = self.teller.lookup.gazetteer
        knowledge, found = self.teller.knowledge, []
        for hit in knowledge.search(" ".join(t.text for t in group), HITS):
            for start, _ in knowledge.spans(hit.bulletin, hit.paragraph):
                for fact in knowledge.figures_of(hit.bulletin, hit.paragraph, start):
                    meant = fact.indicator in query.needs if query.needs else fact.unit in query.units
                    if query.counted and not query.needs:
                        meant = fact.unit == query.counted
                    years = {(day or "")[:4] for day in (fact.period.start, fact.period.end)}
                    timed = all(y in years or years == {""} for y in query.years)
                    where = fact.area
                    placed = all(where is not None and covers(gazetteer, a, where) for a in areas)
                    told = fact.status in REACHED and not fact.dimensions.get("role")
                    if meant and timed and placed and told and not missing(group, knowledge.clause(fact)):
                        found.append(fact)
        return found

    def _of(self, part: _Part, facts: Sequence[Fact]) -> Fact | None:
        """The one figure whose clause holds what a part alone says, or else all its words."""
        for words in (part.own, part.whole):
            found = [f for f in facts if not missing(words, self.teller.knowledge.clause(f))]
            if len(found) == 1:
                return found[0]
        return None


# Words of levels that tell one budget from another (``ngân sách huyện``).
_LEVELS = frozenset(key_of(word) for word in ("huyện", "tỉnh", "xã"))


@dataclass(frozen=True)
class _Part:
    """The words of a question between two joining words, and those that no other part has."""

    whole: list[Token]
    own: list[Token]


def _said_apart(query: Query) -> list[Mention]:
    """Places that no name ends with: ``đợt 2 … của Lai Châu``."""
    words = query.annotated.words
    found = []
    for place in query.annotated.places:
        before = [w.fold for w in words[max(0, place.start_token - 1) : place.start_token]]
        if before and before[0] in _BEFORE_PLACES:
            found.append(place)
    return found


_BEFORE_PLACES = frozenset({"cua", "o", "tai", "in", "of"})


def _to_the_name(group: list[Token]) -> list[Token]:
    """A run of words up to its last name or number ([] if it has none)."""
    last = max((i for i, w in enumerate(group) if w.capital or w.kind == "number"), default=-1)
    return group[: last + 1]


def _named_groups(query: Query, apart: Sequence[Mention]) -> list[list[Token]]:
    """The runs of words between the joining words of a question, without what is asked, counted or
    measured, and without times and programmes."""
    words, known = query.annotated.words, phrases(query.language)
    out = set(query.asking) | {i for first, last in query.matters for i in range(first, last)}
    for mention in query.annotated.mentions:
        if mention.has("programme") or (query.counted and query.counted in mention.ids("unit")):
            out |= set(range(mention.first, mention.last))
    out |= {i for p in apart for i in range(p.start_token, p.end_token)}
    for figure in query.annotated.figures:
        out |= set(range(figure.first, figure.last)) if figure.period is not None else set()
    return _runs(
        query, lambda i: words[i].kind != "mark" and i not in out and words[i].key not in known.stop
    )


def _runs(query: Query, kept: Callable[[int], bool]) -> list[list[Token]]:
    """The words that are *kept* (by their place), run by run between the joining words of a question."""
    words = query.annotated.words
    joins = phrases(query.spoken).discourse["joining"]
    groups: list[list[Token]] = [[]]
    i = 0
    while i < len(words):
        size = max((len(p) for p in joins if [w.key for w in words[i : i + len(p)]] == list(p)), default=0)
        if size or words[i].text in ",;":
            groups.append([])
            i += size or 1
            continue
        if kept(i):
            groups[-1].append(words[i])
        i += 1
    return [g for g in groups if g]


def _parts(query: Query) -> list[_Part]:
    """The parts of a question that stand side by side."""
    words = query.annotated.words
    idle = phrases(query.language).stop - _LEVELS
    placed = {i for p in query.annotated.places for i in range(p.start_token, p.end_token)}
    out = query.asking | placed
    filled = _runs(query, lambda i: words[i].kind == "word" and i not in out and words[i].key not in idle)
    counted = [{w.fold for w in g} for g in filled]
    shared = {f for f in set().union(*counted) if sum(f in c for c in counted) > 1} if counted else set()
    return [_Part(g, own) for g in filled if (own := [w for w in g if w.fold not in shared])]


def _name(query: Query, part: _Part) -> str:
    """What the question calls a side, as it is typed."""
    return query.text[part.whole[0].start : part.whole[-1].end]


def _worded(fact: Fact, facts: Sequence[Fact], result: Decimal, language: str) -> dict[str, str]:
    """The result in bold and its unit, scaled like the terms."""
    scale = scale_of(facts)
    alike = all(f.indicator == fact.indicator and f.dimensions == fact.dimensions for f in facts)
    known = lexicon().indicators.get(fact.indicator)
    named = scale == 1 and alike and known is not None and known.unit == fact.unit != "percent"
    unit = noun(fact, language) if named else scaled_unit(fact.unit, scale, language)
    if fact.unit == "percent":
        unit = raw(language, "noun.points")
    return {"value": bold(result / scale, language), "unit": unit}
