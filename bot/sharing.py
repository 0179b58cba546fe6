"""The share that a part has in its whole: as it is printed, or worked out from both figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.answer import Claim
from bot.draft import Draft
from bot.families import RATES, Axis, Families
from bot.matching import missing
from bot.phrasing import raw, say
from bot.question import Query
from bot.telling import Teller, bold, shown, with_verdict
from bot.wording import number, scale_of, scaled_unit
from corpus.model import Fact

_UNTOLD = ("yes_no", "which_place", "which", "who", "difference", "most", "least", "gap", "reached")
_NEXT = 40  # characters between a count and the share that is printed with it
_HUNDRED = Decimal(100)
_OTHERWISE = (
    "yes_no", "which_place", "which", "who", "difference", "most", "least", "changed", "plan", "gap",
)  # fmt: skip


class Sharing:
    """Solves ``X chiếm bao nhiêu phần trăm``."""

    def __init__(self, teller: Teller, families: Families) -> None:
        self.teller = teller
        self.families = families
        self.knowledge = teller.knowledge

    def claimed(self, query: Query) -> Draft | None:
        """``Đạt 95% phải không``: the printed rate that is meant, and whether it is the one named."""
        if not query.any("yes_no") or query.claimed is None or query.claimed_unit != "percent":
            return None
        if query.any("plan", "changed", "list", "which_place", "which") or query.compares or query.sweeping:
            return None
        fact = self._rate(query, planned="target" in query.statuses)
        if fact is None or fact.bound != "exact":
            return None
        name = "yes" if Decimal(fact.value) == query.claimed else "no"
        told = with_verdict(self._quoted(fact, query.language), name, query.language)
        return Draft("answered", (told,), (fact,), why="a rate that is claimed")

    def _rate(self, query: Query, planned: bool) -> Fact | None:
        """The one printed rate that fits a question, all free words of which are its own (or those of
        the count before it)."""
        axis = Axis("place", places=self.families.places(query))
        plain = replace(query, claimed=None, claimed_unit="", counted="")
        fitting = [
            (price, f)
            for price, f in self.families.fitting(plain, axis, rate=True, planned=planned)
            if not missing(query.terms, self._told_of(f), query.glued)
        ]
        return self._only(fitting)

    def _only(self, fitting: Sequence[tuple[int, Fact]]) -> Fact | None:
        """The one figure that is cheapest and newest; None if several tell otherwise."""
        least = min((price for price, _ in fitting), default=0)
        best = [f for price, f in fitting if price == least]
        newest = max((self.families.time(f) for f in best), default=None)
        values = {(f.value, f.unit): f for f in best if self.families.time(f) == newest}
        return next(iter(values.values())) if len(values) == 1 else None

    def _told_of(self, rate: Fact) -> str:
        """A rate's own words, and those of the count that it stands behind."""
        told = self.knowledge.figures_of(rate.bulletin, rate.paragraph, rate.sentence[0])
        before = [f for f in told if f.quote.end <= rate.quote.start and f.indicator == rate.indicator]
        return " ".join(self.knowledge.own_words(f) for f in (*before[-1:], rate))

    def _quoted(self, rate: Fact, language: str) -> Claim:
        value = number(Decimal(rate.value), language) + "%"
        quote = self.knowledge.evidence(rate).quote
        text = say(language, "answer.figure_quoted", value=value, quote=quote)
        return self.teller.claim(rate, text)

    def solve(self, query: Query) -> Draft | None:
        """The share of the one figure that is asked about; None where its whole is not certain."""
        if "target" in query.statuses and query.any("share") and not query.any(*_UNTOLD):
            aimed = self._rate(query, planned=True)
            if aimed is None:
                return None
            told = self._quoted(aimed, query.language)
            return Draft("answered", (told,), (aimed,), why="a rate that is planned")
        if not query.any("share") or query.any(*_OTHERWISE) or query.changed or query.statuses:
            return None
        query = replace(query, claimed=_whole_number(query), bare=False)
        if len(self.families.places(query)) > 1 or any(len(v) > 1 for _, v in query.dimensions):
            return None
        printed = self._printed_alone(query)
        if printed is not None:
            return printed
        part = self._part(query)
        if part is None:
            return None
        share = None if query.claimed is not None else self._printed(part)
        if share is not None:
            return Draft(
                "answered", (self._quoted(share, query.language),), (share, part), why="a printed share"
            )
        whole = self._whole(part, query)
        return None if whole is None else self.ratio(part, whole, query)

    def _part(self, query: Query) -> Fact | None:
        """The figure whose share is asked: all the question's free words stand in its own clause."""
        axis = Axis("place", places=self.families.places(query))
        fitting = self._fitting(query, axis, planned=False)
        if not fitting and query.periods:
            fitting = self._fitting(query, axis, planned=True)
        return self._only(fitting)

    def _fitting(self, query: Query, axis: Axis, planned: bool) -> list[tuple[int, Fact]]:
        return [
            (price, f)
            for price, f in self.families.fitting(query, axis, rate=False, planned=planned)
            if not self._lacking(query, f)
            and (query.claimed is None or self._within(f, query))
        ]

    def _lacking(self, query: Query, fact: Fact) -> bool:
        """Whether a word of the question is not a figure's own (``đợt I`` may stand in the title)."""
        lacking = missing(query.terms, self.knowledge.own_words(fact), query.glued)
        numbered = all(t.kind == "number" or t.text.isupper() for t in lacking)
        return bool(missing(lacking, self._page(fact))) if numbered else bool(lacking)

    def _page(self, fact: Fact) -> str:
        """The title and lead that a figure is told under."""
        page = self.knowledge.bulletins[fact.bulletin]
        return " ".join([page.title, *(p.text for p in page.paragraphs if p.kind == "lead")])

    def _within(self, fact: Fact, query: Query) -> bool:
        """Whether a figure is told as a part of the number that the question names."""
        wholes = [
            f
            for f in self.families.knowledge.pages[fact.bulletin].facts
            if Decimal(f.value) == query.claimed and f.unit == fact.unit and f.id != fact.id
        ]
        linked = fact.links.get("part_of")
        return bool(wholes) and (linked is None or linked in {w.id for w in wholes})

    def _printed_alone(self, query: Query) -> Draft | None:
        """A share that is a figure of its own (``tỷ lệ hộ nghèo``, ``73,2% sản phẩm 3 sao``)."""
        if query.claimed is not None or not (query.needs or query.dimensions):
            return None
        choice = self.teller.lookup.choose(query, units=("percent",))
        if choice is not None:
            told = self.teller.told(choice.best, query.language)
            return Draft("answered", (told,), choice.facts, why="share")
        return None

    def _printed(self, part: Fact) -> Fact | None:
        """The percentage right behind a count."""
        figures = self.knowledge.figures_of(part.bulletin, part.paragraph, part.sentence[0])
        roles = {id(f): f.dimensions.get("role", RATES[0]) for f in figures}
        behind = [f for f in figures if f.quote.start >= part.quote.end and roles[id(f)] != "whole"]
        if not behind or behind[0].unit != "percent" or roles[id(behind[0])] not in RATES:
            return None
        return behind[0] if behind[0].quote.start - part.quote.end <= _NEXT else None

    def _whole(self, part: Fact, query: Query) -> Fact | None:
        """The figure that a part is a part of: the one the question names, or the one the text does."""
        facts = self.families.knowledge.pages[part.bulletin].facts
        if query.claimed is not None:
            named = (f for f in facts if Decimal(f.value) == query.claimed and f.unit == part.unit)
            return next(named, None)
        for fact in facts:
            if fact.id == part.links.get("part_of") or fact.links.get("whole_of") == part.id:
                return fact
        wider = [f for f in facts if self._wider(f, part, query)]
        return wider[0] if len({f.value for f in wider}) == 1 else None

    def _wider(self, fact: Fact, part: Fact, query: Query) -> bool:
        """Whether a figure counts the same without the one thing that tells the part from it."""
        same = (fact.indicator, fact.unit, fact.status, fact.period.end) == (
            part.indicator,
            part.unit,
            part.status,
            part.period.end,
        )
        if not same or fact.area is None or part.area is None or fact.nature != part.nature:
            return False
        own, other = set(part.dimensions.items()), set(fact.dimensions.items())
        if fact.area == part.area:
            return other < own and len(own - other) == 1 and {k for k, _ in own - other} <= set(_KINDS)
        wide = any(self.teller.lookup.gazetteer.same(a, fact.area) for a in query.areas)
        return other == own and wide

    def ratio(self, part: Fact, whole: Fact, query: Query) -> Draft | None:
        """What a part is of its whole, with the calculation and the sentence of the part."""
        value, total = Decimal(part.value), Decimal(whole.value)
        if not total or value > total or part.id == whole.id or part.unit != whole.unit:
            return None
        language = query.language
        share = value * _HUNDRED / total
        scale = scale_of([part, whole])
        exact = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
        calculation = shown(language, "/", [str(value / scale), str(total / scale)], exact, "%")
        if scale != 1:
            calculation += f" ({scaled_unit(part.unit, scale, language)})"
        hedge = "" if part.bound == whole.bound == "exact" else raw(language, "bound.about")
        text = say(
            language,
            "answer.share_quoted",
            value=hedge + bold(exact, language, "%"),
            calculation=calculation,
            quote=self.knowledge.evidence(part).quote,
        )
        claim = self.teller.claim(part, text, whole, calculation=calculation)
        return Draft("answered", (claim,), (part, whole), why="a share worked out")


def _whole_number(query: Query) -> Decimal | None:
    """The number that a question names as the whole (``trong 48 sản phẩm``)."""
    words = query.annotated.words
    for figure in query.annotated.figures:
        before = {w.fold for w in words[max(0, figure.first - 3) : figure.first]}
        if figure.kind == "number" and before & _INSIDE:
            return figure.value
    return None


_INSIDE = frozenset({"trong", "tong", "of", "among"})
_KINDS: Sequence[str] = ("stars", "maker", "group", "source", "level", "criteria")
