"""Facts as claims, and the sets of facts that solvers compare: distributions, plans, changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.answer import Claim, Evidence
from bot.asking import left_out
from bot.bounds import interval
from bot.knowledge import Knowledge
from bot.lookup import REACHED, Choice, Lookup
from bot.matching import missing
from bot.phrasing import say
from bot.question import Query
from bot.wording import amount, derived, in_its_sentence, number, printed, scale_of, scaled_unit, sentence
from corpus.model import Fact, Period
from corpus.text import Token

TARGET = ("target",)


class Teller:
    """Tells facts with their evidence, and finds the facts that belong together."""

    def __init__(self, knowledge: Knowledge, lookup: Lookup) -> None:
        self.knowledge = knowledge
        self.lookup = lookup

    def claim(self, fact: Fact, text: str, *others: Fact, calculation: str = "") -> Claim:
        """A sentence that rests on one or more facts."""
        evidence = tuple(dict.fromkeys(e for f in (fact, *others) for e in self._evidence(f, text)))
        words = tuple(word for f in (fact, *others) for word in derived(f))
        return Claim(text, evidence, calculation, words)

    def _evidence(self, fact: Fact, text: str) -> Iterator[Evidence]:
        """The sentence of a figure, and those before it that give its time (where the text tells it) or
        grade, if it does not itself."""
        own = self.knowledge.evidence(fact)
        yield own
        dated = self._dated(fact, own) if (fact.period.end or "-")[:4] in text else None
        if dated is not None:
            yield dated
        grade = fact.dimensions.get("stars", "").removeprefix("potential-")[:1]
        said = re.compile(rf"(?<!\d){grade}\s*(?:sao|\*)", re.IGNORECASE)
        if not grade or said.search(own.quote):
            return
        told = next((e for e in self._before(fact) if said.search(e.quote)), None)
        if told is not None:
            yield told

    def _dated(self, fact: Fact, own: Evidence) -> Evidence | None:
        """The last sentence before a figure's own that gives its time, if neither that nor the head does."""
        page, said = self.knowledge.pages[fact.bulletin], fact.period.text.casefold()
        head = page.contexts[fact.paragraph].removesuffix(own.paragraph_text)
        if not any(c.isdecimal() for c in said) or said in f"{head}\n{own.quote}".casefold():
            return None
        return next((e for e in self._before(fact) if said in e.quote.casefold()), None)

    def _before(self, fact: Fact) -> Iterator[Evidence]:
        """The sentences before a figure's own in its bulletin, the nearest first."""
        page = self.knowledge.pages[fact.bulletin]
        place = page.paragraph(fact.paragraph).position
        for paragraph in sorted(page.bulletin.paragraphs, key=lambda p: -p.position):
            if paragraph.position > place:
                continue
            for start, end in reversed(page.spans(paragraph.number)):
                if paragraph.position < place or end <= fact.sentence[0]:
                    yield self.knowledge.sentence(fact.bulletin, paragraph.number, start, end)

    def told(
        self, fact: Fact, language: str, beside: Sequence[Token] = (), glued: Set[int] = frozenset()
    ) -> Claim:
        """One figure as a sentence of ours, or in the bulletin's own: money, points, what has no name,
        and a figure of which the question says more (*beside*) than our words for it would."""
        plainly = not beside or language == "en"  # translated words do not stand in the sentence
        if plainly and not in_its_sentence(fact):
            return self.claim(fact, sentence(fact, language))
        evidence = self.knowledge.evidence(fact)
        elsewhere = [] if plainly else missing(beside, self.knowledge.clause(fact), glued)
        if elsewhere:  # another figure of the sentence may be meant
            return Claim(say(language, "answer.according", quote=evidence.quote), (evidence,))
        text = say(language, "answer.figure_quoted", value=printed(fact, language), quote=evidence.quote)
        return Claim(text, (evidence,))

    def with_value(self, query: Query, name: str, value: str) -> Choice | None:
        asked = {k: v[0] for k, v in query.dimensions if v}
        wanted = [
            i for i in self.lookup.indicators(query) if name in self.lookup.lexicon.indicators[i].dimensions
        ]
        if not wanted:
            wanted = [
                i.id
                for i in self.lookup.lexicon.indicators.values()
                if name in i.dimensions and i.unit in query.units
            ]
        planned = query.only_target or (query.any("difference") and query.statuses == {"target"})
        statuses = TARGET if planned else REACHED
        return self.lookup.choose(
            query, dimensions={**asked, name: value}, indicators=wanted, statuses=statuses
        )

    def distribution(self, query: Query, name: str | None = None) -> list[Fact]:
        """Figures of one bulletin that differ in a dimension named without a value (``mức tiêu chí nào``)."""
        name = name or next(iter(query.open), None)
        if name is None:
            return []
        values = sorted(self.knowledge.figures.dimension(name))
        found = [self.with_value(query, name, v) for v in values if not v.endswith("+")]
        facts = [c.best for c in found if c is not None]
        if not facts:
            return []
        level = min((f.dimensions.get("level", "") for f in facts), key=lambda v: v != "standard")
        first = next(f for f in facts if f.dimensions.get("level", "") == level)
        alike = [f for f in facts if _set_of(f) == _set_of(first)]
        return sorted(alike, key=lambda f: interval(f.dimensions[name]) or (0, 0), reverse=True)

    @classmethod
    def both_levels(cls, query: Query) -> bool:
        """``NTM`` beside ``NTM nâng cao``: the programme is named apart from its advanced level."""
        return query.values("level") == ("advanced",) and cls.basic_level(query)

    @staticmethod
    def basic_level(query: Query) -> bool:
        """Whether the programme is named apart from its higher levels (``NTM, NTM nâng cao và kiểu mẫu``)."""
        mentions = query.annotated.mentions
        levels = [
            m
            for m in mentions
            if any(c.kind == "dimension" and ("level", c.id) in c.dimensions for c in m.concepts)
            and not m.has("dimension", "standard")
        ]
        plain_ = [
            m
            for m in mentions
            if m.has("programme", "ntm")
            and not any(m.last == x.first or x.last == m.first for x in levels)
            and not left_out(query.annotated, m.first)
        ]
        return bool(plain_)

    def of_all(self, query: Query, fact: Fact, claim: Claim) -> Claim:
        """A figure with the whole that it is of, if that is asked too (``… trên tổng số bao nhiêu xã``)."""
        folds = tuple(w.fold for w in query.annotated.words)
        named = any(folds[i : i + 3] in _WITHIN_ALL for i in range(len(folds))) and query.claimed is None
        asked = named or any(folds[i : i + len(p)] in _OF_ALL for p in _OF_ALL for i in range(len(folds)))
        known = self.knowledge.figures.related.get(fact.indicator, ()) if asked else ()
        whole = next((f for f in known if f.links.get("whole_of") == fact.id), None)
        if whole is None:
            return claim
        said = say(query.language, "answer.of_all", value=amount(whole, query.language))
        return replace(claim, text=claim.text + said)

    def pairs(self, query: Query) -> list[tuple[Fact, Fact]]:
        """Reached and planned figures that fit the question; of a whole programme if it names no unit."""
        planned = self.knowledge.figures.planned
        if self.both_levels(query) and self.lookup.indicators(query):
            choices = [self.with_value(query, "level", level) for level in ("standard", "advanced")]
            found = [c.best for c in choices if c is not None]
        elif self.lookup.indicators(query):
            choice = self.lookup.choose(query)
            found = [choice.best] if choice is not None else []
        else:
            wanted = [
                i.id
                for i in self.lookup.lexicon.indicators.values()
                if i.programme in query.programmes or not query.programmes
            ]
            alike = {
                (f.indicator, *sorted(f.dimensions.items())): f
                for f in self.knowledge.figures.reached
                if f.indicator in wanted
            }
            fitting = [
                self.lookup.choose(query, indicators=[f.indicator], dimensions=f.dimensions)
                for f in alike.values()
            ]
            found = list({c.best.id: c.best for c in fitting if c is not None}.values())
        return [(f, planned[f.id]) for f in found if f.id in planned]

    def same_time(self, change: Fact) -> Fact | None:
        """The figure that a change was added to: same bulletin, meaning and time."""
        for fact in self.knowledge.pages[change.bulletin].facts:
            same = (fact.indicator, fact.dimensions) == (change.indicator, change.dimensions)
            if same and fact.status in REACHED and same_end(fact.period, change.period):
                return fact
        return None


def _set_of(fact: Fact) -> tuple[object, ...]:
    """What the figures of one distribution share."""
    shared = (fact.dimensions.get("level", ""), fact.dimensions.get("step", ""))
    return (fact.bulletin, fact.paragraph, fact.indicator, *shared)


def with_verdict(claim: Claim, name: str, language: str) -> Claim:
    """A claim with a yes or no before it (*name*: a message of ``answer``, such as ``no_exists``)."""
    return replace(claim, text=say(language, f"answer.{name}", claim=claim.text))


def comparable(part: Fact, whole: Fact) -> bool:
    """Whether a figure may be a share of another: of one bulletin, one time and one nature."""
    return (part.bulletin, part.period.end, part.nature, part.area) == (
        whole.bulletin,
        whole.period.end,
        whole.nature,
        whole.area,
    )


def same_end(one: Period, other: Period) -> bool:
    """Whether two periods end on the same day."""
    return one.end == other.end


def percent(part: str, whole: str) -> Decimal:
    """A share in per cent, to two places (one where the second is zero)."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def bold(value: Decimal, language: str, suffix: str = "") -> str:
    """A calculated value in bold."""
    return f"**{number(value, language)}{suffix}**"


def shown(language: str, sign: str, terms: Sequence[str], result: Decimal, suffix: str = "") -> str:
    """A calculation as the reader sees it: ``12,81 − 0,36 = 12,45``."""
    shown = f" {sign} ".join(number(Decimal(t), language) for t in terms)
    equals = "≈" if suffix else "="
    return f"{shown} {equals} {number(result, language)}{suffix}"


def calculated(facts: Sequence[Fact], sign: str, result: Decimal, language: str) -> str:
    """Figures and what they come to: ``93 − 64 = 29 (tỷ đồng)``; what is divided has no unit."""
    values = [Decimal(f.value) for f in facts]
    scale = scale_of(facts)
    plain = sign == "/"
    told = shown(language, sign, [str(v / scale) for v in values], result if plain else result / scale)
    return told if scale == 1 or plain else f"{told} ({scaled_unit(facts[0].unit, scale, language)})"


_WITHIN_ALL = frozenset({("trong", "tong", "so"), ("tren", "tong", "so"), ("out", "of", "all")})
_OF_ALL = frozenset({("tong", "so", "bao", "nhieu"), ("tong", "so", "may"), ("out", "of", "how", "many")})
