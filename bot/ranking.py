"""The most and the least: of places, kinds, sources of money or years that a bulletin tells side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.answer import Claim
from bot.draft import Draft
from bot.families import Axis, Families
from bot.matching import says
from bot.phrasing import say
from bot.question import Query
from bot.telling import Teller, with_verdict
from bot.wording import amount, capital, graded, joined, noun, phrase_of, place, unit_words
from corpus.lexicon import lexicon
from corpus.model import Fact

LISTED = 6  # figures told below the first one
# Groups of words by which a sentence says that it lists only the high (or only the low) ones.
_SIDED = {"most": ("low_ones", "high_ones"), "least": ("high_ones", "low_ones")}


class Ranking:
    """Says who or what has the most or the least, from figures that may be compared."""

    def __init__(self, teller: Teller, families: Families) -> None:
        self.teller = teller
        self.families = families

    def solve(self, query: Query) -> Draft | None:
        """The largest (or smallest) of a family, the others beside it; None if they do not tell."""
        wanted = [name for name in ("most", "least") if query.any(name)]
        if not wanted or query.any("rank", "why") or (query.counted and not query.any("which", *_NAMING)):
            return None
        axis = self._axis(query)
        if axis is None:
            return None
        family = self.families.of(query, axis) or self.families.of(query, axis, rate=True)
        about = self.teller.knowledge.subjects
        split = {f.links.get("part_of") for f in family}
        family = [f for f in family if f.id not in split or f.area != about.get(f.bulletin)]  # its parts only
        if len(family) < 2:
            return None
        claims: list[Claim] = []
        order = sorted(family, key=lambda f: Decimal(f.value), reverse=wanted[0] == "most")
        for name in wanted:
            claim = self._claim(query, axis, order if name == wanted[0] else order[::-1], name)
            if claim is None:
                return None
            claims.append(claim)
        if query.any("yes_no"):
            return self._judged(query, order, claims[0])
        told = tuple(self.member(f, axis, query.language) for f in order[1:LISTED])
        return Draft("answered", tuple(claims), tuple(order), bullets=told, why="the most of a family")

    def _axis(self, query: Query) -> Axis | None:
        """The axis; a place that is said to have the most is one of those around it."""
        if query.any("yes_no") and not query.any("which_place", "which", "where"):
            named = self.families.places(query)
            wide = [a for a in query.areas if a not in named]
            return self.families.inside(wide, named[0].level) if len(named) == 1 and wide else None
        return self.families.axis(query)

    def _judged(self, query: Query, order: Sequence[Fact], claim: Claim) -> Draft | None:
        """Whether the place that is named is the one."""
        same = self.teller.lookup.gazetteer.same
        named = self.families.places(query)
        best = [f for f in order if f.value == order[0].value]
        if len(named) != 1 or best[0].area is None:
            return None
        holds = any(same(named[0], f.area) for f in best if f.area is not None)
        told = with_verdict(claim, "yes" if holds else "no", query.language)
        return Draft("answered", (told,), tuple(best), why="whether it is the most")

    def _claim(self, query: Query, axis: Axis, order: Sequence[Fact], name: str) -> Claim | None:
        language, first = query.language, order[0]
        best = [f for f in order if f.value == first.value]
        group = "superlative" if name == "most" else "smallest"
        if any(says(self.teller.knowledge.clause(f), group) for f in order if f not in best):
            return None  # the bulletin itself puts another one first
        if (name == "most" and self._goes_on(first)) or self._outdone(order, name):
            return None
        full = self._sure(order, axis, name) or says(self.teller.knowledge.clause(first), group)
        if not full and (axis.name != "place" or not self._told_so(first, name)):
            return None
        degree = "degree" if graded(first) else "place"
        text = say(
            language,
            f"answer.{degree}_{name}",
            name=joined([name_of(f, axis, language) for f in best], language),
            value=amount(first, language),
            noun=what(first, axis, language),
        )
        if not full:
            text = say(language, "answer.of_those_told", claim=text)
        return self.teller.claim(first, capital(text), *best[1:])

    def _outdone(self, order: Sequence[Fact], name: str) -> bool:
        """Whether the sentence of the first one tells a figure of another place beyond it, which the family
        does not hold."""
        first = order[0]
        beyond = 1 if name == "most" else -1
        return any(
            f not in order
            and f.area is not None
            and first.area is not None
            and (f.indicator, f.unit, f.dimensions) == (first.indicator, first.unit, first.dimensions)
            and (f.area.level, f.status) == (first.area.level, first.status)
            and (Decimal(f.value) - Decimal(first.value)) * beyond > 0
            for f in self.teller.knowledge.figures_of(first.bulletin, first.paragraph, first.sentence[0])
        )

    def _goes_on(self, fact: Fact) -> bool:
        """Whether the words before a figure say that others come before it (``tiếp theo là``)."""
        clause = self.teller.knowledge.clause(fact)
        return says(clause[: clause.rfind(fact.quote.exact)], "next_ones")

    def _sure(self, order: Sequence[Fact], axis: Axis, name: str) -> bool:
        """Whether none that the bulletin leaves out can have more (or fewer) than the first one."""
        first = order[0]
        if axis.sides or axis.name == "year":
            return True
        if first.unit == "percent" or graded(first):
            return False
        listed = sum((Decimal(f.value) for f in order), Decimal(0))
        totals = [
            Decimal(f.value)
            for f in self.families.knowledge.pages[first.bulletin].facts
            if (f.indicator, f.unit, f.status) == (first.indicator, first.unit, first.status)
            and Decimal(f.value) >= listed
        ]
        if not totals:
            return False
        rest = min(totals) - listed
        return not rest or (name == "most" and rest < Decimal(first.value))

    def _told_so(self, fact: Fact, name: str) -> bool:
        """Whether a list that may not be whole reaches to this end."""
        evidence = self.teller.knowledge.evidence(fact)
        other, own = _SIDED[name]
        return not says(evidence.quote, other) or (name == "most" and says(evidence.quote, own))

    def member(self, fact: Fact, axis: Axis, language: str) -> Claim:
        """One of a family as a line: its name and its figure."""
        text = say(
            language,
            "answer.member",
            name=capital(name_of(fact, axis, language)),
            value=amount(fact, language),
            noun=what(fact, axis, language),
        )
        return self.teller.claim(fact, text)


_NAMING = ("which_place", "where", "who", "maker", "list", "yes_no", "when")


def name_of(fact: Fact, axis: Axis, language: str) -> str:
    """What a figure of a family is called on its axis."""
    if axis.name == "place":
        return place(fact.area, language)
    if axis.name == "year":
        return say(language, "answer.year", year=(fact.period.end or "")[:4])
    label = lexicon().label(axis.name, fact.dimensions.get(axis.name, ""), language)
    return label or noun(fact, language)


def what(fact: Fact, axis: Axis, language: str) -> str:
    """What the figures of a family count, or the unit in which they are measured."""
    known = lexicon().indicators.get(fact.indicator)
    if known is None or known.told != "count" or fact.unit != known.unit:
        return unit_words(fact.unit, language)
    rest = {k: v for k, v in fact.dimensions.items() if k != axis.name or axis.name == "level"}
    return phrase_of(fact.indicator, rest, language, Decimal(fact.value) == 1)
