"""Answers from facts: how many, against the plan, share, difference, change, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bot.answer import Claim
from bot.calculating import Calculating
from bot.changing import Changing
from bot.comparing import Comparing
from bot.draft import Draft
from bot.families import Families, asked_level
from bot.judging import Judging
from bot.knowledge import Knowledge
from bot.listing import names_of_several
from bot.lookup import Choice, Lookup
from bot.matching import missing
from bot.phrasing import phrases, say
from bot.placing import Placing
from bot.planned import Planned
from bot.question import Query
from bot.ranking import Ranking
from bot.relating import Relating
from bot.sentences import Sentences
from bot.several import Several
from bot.sharing import Sharing
from bot.telling import Teller, with_verdict
from bot.wording import amount, capital, noun, sentence
from corpus.model import Fact
from corpus.text import Token, key_of, tokens

# Who or what has the most is not told by how much there is.
_NAMED_BY_MOST = ("which_place", "yes_no", "which", "who", "maker", "list")
FIGURE_ASKS = (
    "count", "share", "gap", "difference", "times", "changed", "parts", "most", "least", "sum", "plan",
)  # fmt: skip

_OCCASIONS = frozenset({"assessed", "registered"})  # steps that say at which occasion
_BEFORE = tokens("trước")
_THING = frozenset({key_of("gì")})  # asks for a thing, not for a figure


class Counting:
    """Solves questions whose answer is a figure."""

    def __init__(self, knowledge: Knowledge, lookup: Lookup, sentences: Sentences) -> None:
        self.teller = Teller(knowledge, lookup)
        self.calculating = Calculating(self.teller)
        self.planned = Planned(self.teller)
        self.judging = Judging(self.teller)
        self.placing = Placing(self.teller)
        self.families = Families(self.teller, sentences)
        self.ranking = Ranking(self.teller, self.families)
        self.comparing = Comparing(self.teller, sentences, self.families)
        self.sharing = Sharing(self.teller, self.families)
        self.changing = Changing(self.teller, self.families)
        self.relating = Relating(self.teller, self.families, self.changing)
        self.several = Several(self.teller)

    def solve(self, query: Query) -> Draft | None:
        """The first way of counting that fits the question, or None."""
        query = _at_no_occasion(query)
        if not _speaks_of_figures(query):
            return None
        several_places = len(self.teller.lookup.asked_about(query.areas)) > 1
        related = self._related(query) if not several_places else None
        if related is not None:
            return related
        if query.any("rank") or _asks_who_has_most(query):
            return None
        whose = self.placing.solve(query)
        if whose is not None:
            return whose
        if query.bare and query.any("tell", "define", "list", "who"):
            return self._figure(query)
        meaning = self._figure(query) if _only_gives_a_number(query) else None
        if meaning is not None:
            return meaning
        if query.any("which_place", "where") and not query.any("yes_no", *FIGURE_ASKS, "tell", "which"):
            return None  # which places, not how many of them
        listed = query.open and query.any("list", "tell")
        listed = listed and not query.any("count", "most", "least", "yes_no")
        spread = self._parts(query) if listed else None
        if spread is not None:
            return spread
        if several_places:
            return self.several.by_area(query)
        return None if _asks_for_no_figure(query) else self._counted(query)

    def _counted(self, query: Query) -> Draft | None:
        """The plan alone, a change, a ratio, or else the first of the ways in which figures are told."""
        if query.only_target:
            return self.planned.solve(query)
        if query.any("changed") and not query.any("plan"):
            if query.before:
                return self.calculating.before_change(query)
            return self._changed(query) or self.calculating.difference(query)
        if query.whole is not None and query.any("yes_no", "tell", "define"):
            ratio = self.planned.ratio(query)
            if ratio is not None or not query.any("yes_no") or not query.areas:
                return ratio
        told = ("yes_no", "reached", "tell", "share", "gap", "difference", "results")
        only_plan = query.any("plan") and not (query.any(*told) or query.met or "plan" in query.statuses)
        alone = query.any("difference", "gap", "times") and not (query.any("yes_no") or query.compares)
        for wanted, solver in self._solvers(query):
            if only_plan and solver == self._figure:
                return None  # what was reached is no answer to what was planned
            if alone and solver == self._single:
                return None  # one figure alone says nothing about a difference
            draft = solver(query) if wanted else None
            final = solver in (self.calculating.share, self.calculating.gap)
            if draft is not None or (wanted and final):
                return draft
        return None

    def _solvers(self, query: Query) -> tuple[tuple[bool, Callable[[Query], Draft | None]], ...]:
        """The ways in which figures are told, in order, and whether each is wanted."""
        return (
            (query.any("most", "least"), self._extreme),
            (query.any("share"), self.calculating.share),
            (query.any("gap"), self.calculating.gap),
            (query.any("difference", "times"), self.calculating.difference),
            (query.any("changed") or query.changed or (query.mean and query.base is not None), self._changed),
            (query.any("parts"), self._parts),
            (query.any("plan") or bool(query.statuses), self.planned.solve),
            (True, self.calculating.sum),
            (True, self._figure),
            (True, self.several.solve),
            (True, self._single),
            (bool(query.periods), self.calculating.before_change),
        )

    def related(self, query: Query) -> Draft | None:
        """Figures of one family in the relation that the question names: the most, how much more, the sum."""
        return self.ranking.solve(query) or self.comparing.along(query)

    def _related(self, query: Query) -> Draft | None:
        """Relations of one figure to another: two times, a plan, a rest, a share."""
        relating, sharing = self.relating, self.sharing
        for solver in (
            self.changing.solve,
            relating.makers_of_given,
            relating.excess,
            relating.wanting,
            relating.left,
            sharing.claimed,
            sharing.solve,
        ):
            draft = solver(query)
            if draft is not None:
                return draft
        return None

    def _which_kind(self, query: Query) -> Draft | None:
        """``Nhóm nào có đúng 5 xã``: the bands or grades of which so many are counted."""
        found = [
            f
            for f in self.teller.knowledge.figures.of_size(query.claimed or Decimal(0))
            if f.unit == query.claimed_unit
            and f.status == "actual"
            and f.dimensions.keys() & {"criteria", "stars"}
            and all(f.dimensions.get(name) in values for name, values in query.dimensions)
            and (not query.areas or (f.area is not None and f.area in query.areas))
        ]
        told = {(claim := self.teller.told(f, query.language)).text: claim for f in found}
        if not 0 < len(told) <= MOST_KINDS:
            return None
        return Draft("answered", tuple(told.values()), tuple(found), why="which kind counts so many")

    def _single(self, query: Query) -> Draft | None:
        if _asks_kind(query):
            return self._which_kind(query)
        choice = self.teller.lookup.choose(query) or self._at_another_step(query)
        if choice is None:
            return self.judging.premise(query) or self.judging.printed(query)
        fact, language = choice.best, query.language
        if query.before and missing(_BEFORE, self.teller.knowledge.evidence(fact).quote):
            return None  # what came of something is not what there was before it
        if self.judging.of_another_unit(query, fact):
            return self.judging.printed(query)
        if query.claimed == Decimal(fact.value) and query.any("count") and not query.any("yes_no"):
            return None  # the number that the question gives is not what it asks for
        if query.all_of and query.any("yes_no") and len(query.values("step")) > 1:
            return None  # whether all that were assessed were recognised is not told by one figure
        if query.all_of and query.any("yes_no") and query.claimed not in (None, Decimal(fact.value)):
            same = self.teller.knowledge.figures.of_value(query.claimed)
            if any(f.status == "actual" for f in same):
                return None  # ``were all 71 assessed products certified``: another figure is no answer
        plain_ask = query.any("count", "share", "yes_no", "reached")
        if not plain_ask and missing(query.terms, self.teller.knowledge.clause(fact), query.glued):
            return None  # what else is asked stands elsewhere in the sentence
        main = self.teller.told(fact, language, [*query.terms, *_proposed(query)], query.glued)
        main = self.teller.of_all(query, fact, main)
        claims = [self.judging.judged(query, fact, main)]
        if choice.rivals:
            claims = [
                self.teller.claim(fact, say(language, "answer.conflict", claim=sentence(fact, language))),
                *(self.teller.told(rival, language) for rival in choice.rivals[:2]),
            ]
        if self._other_level(query, fact):
            lacking = self.teller.lookup.lexicon.label("level", "standard", language)
            message = say(language, "status.not_found_level", level=lacking)
            return Draft("partial", (main,), (fact,), message=message, why="another level")
        if not query.any("yes_no") and self._narrower(query, fact):
            message = say(language, "status.only_some")
            return Draft("partial", tuple(claims), (fact,), message=message, why="a narrower count")
        beside = self._beside(query, choice)
        claims += [c for c, _ in beside]
        return Draft("answered", tuple(claims), (fact, *choice.rivals, *(f for _, f in beside)), why="count")

    def _at_another_step(self, query: Query) -> Choice | None:
        """``đợt đánh giá 2023 có mấy sản phẩm đủ điều kiện``: the first step named is only the occasion."""
        asked = {k: v[0] for k, v in query.dimensions if v}
        steps = query.values("step")
        if query.any("yes_no") and query.claimed is not None and not steps and "product" in query.units:
            return self.teller.lookup.choose(query, dimensions={**asked, "step": "recognised"})
        if query.any("yes_no") or not set(steps[:1]) <= _OCCASIONS:
            return None
        for step in steps[1:]:
            choice = self.teller.lookup.choose(query, dimensions={**asked, "step": step})
            if choice is not None:
                return choice
        return None

    @staticmethod
    def _other_level(query: Query, fact: Fact) -> bool:
        """Whether only a higher level has the figure that is asked for without naming a level."""
        asked = query.values("level") or ("standard",)
        crossed = "level" in fact.dimensions and fact.dimensions["level"] not in asked
        return crossed and bool(query.programmes) and not query.values("level")

    @staticmethod
    def _narrower(query: Query, fact: Fact) -> bool:
        """Whether a figure counts only some of what is asked (makers of 4-star products, not all)."""
        asked = {name for name, _ in query.dimensions}
        told = {"level", "step"} if query.periods else {"level"}
        unasked = set(fact.dimensions) - asked - told
        return fact.unit == "maker" and bool(unasked) and not query.flow and not query.terms

    def _beside(self, query: Query, choice: Choice) -> list[tuple[Claim, Fact]]:
        """The other reading worth a second clause: newly recognised beside in all, or the other level."""
        fact, language = choice.best, query.language
        if query.before:
            return []  # what was just recognised is not what was there before
        asked = {k: v[0] for k, v in query.dimensions if v}
        if fact.unit == "product" and "stars" in asked and not asked.get("step"):
            step = "recognised" if fact.nature == "stock" else ""
            other = self.teller.lookup.choose(
                replace(query, now=False), dimensions={**asked, "step": step} if step else asked, periods=()
            )
            if (
                other is not None
                and other.best.dimensions.get("step", "") == step
                and other.best.id != fact.id
                and other.best.bulletin == fact.bulletin
            ):
                return [(self._also(other.best, language), other.best)]
        if "criteria" in asked and not asked.get("level") and not query.programmes:
            found = self.teller.lookup.choose(query, dimensions={**asked, "level": "advanced"})
            if found is not None and found.best.id != fact.id:
                return [(self.teller.told(found.best, language), found.best)]
        return []

    def _also(self, fact: Fact, language: str) -> Claim:
        if fact.nature == "stock" or fact.period.kind != "year" or not fact.period.end:
            return self.teller.told(fact, language)
        text = say(
            language,
            "answer.also_recognised",
            year=fact.period.end[:4],
            value=amount(fact, language),
            noun=noun(fact, language),
        )
        return self.teller.claim(fact, capital(text))

    def _figure(self, query: Query) -> Draft | None:
        """``0,36 là gì``: what a figure of the bulletins stands for."""
        # ``12 sản phẩm là sản phẩm gì`` asks what the figure is; ``29 xã (đó) là gì`` asks for names.
        words = query.annotated.words
        thing = any(t.key in _THING and t_before.fold != "la" for t_before, t in pairwise(words))
        thing = thing and not query.any("define")
        if (
            query.claimed is None
            or query.any("yes_no")
            or (query.any("count") and not (query.bare or query.any("define")))
            or (query.any("list") and not (query.bare or thing))
        ):
            return None
        found = [
            f
            for f in self.teller.knowledge.figures.of_size(query.claimed)
            if not f.dimensions.get("role")
            and (not query.units or f.unit in query.units)
            and all(f.dimensions.get(name) in values for name, values in query.dimensions)
        ]
        if not found or not query.any("tell", "define", "list"):
            return None
        if names_of_several(query) in {f.unit for f in found}:
            return None  # ``15 sản phẩm … là những sản phẩm gì``: their names are asked for
        told = {(claim := self.teller.told(f, query.language)).text: claim for f in found}
        claims = tuple(told.values())[:3]
        return Draft("answered", claims, tuple(found[:3]), why="what a figure means")

    def _extreme(self, query: Query) -> Draft | None:
        """``Hạng sao nào nhiều sản phẩm nhất``: the largest or smallest of a distribution."""
        several = next((k for k, v in query.dimensions if len(v) > 1 and k != "step"), None)
        facts = self.teller.distribution(query, several)
        if several:
            facts = [f for f in facts if f.dimensions[several] in query.values(several)]
        if len(facts) < 2:
            return None
        pick = max if query.any("most") else min
        best = pick(facts, key=lambda f: Decimal(f.value))
        others = [f for f in facts if f is not best]
        claims = [self.teller.told(f, query.language) for f in (best, *others[:4])]
        text = say(
            query.language,
            f"answer.{'most' if query.any('most') else 'least'}",
            noun=noun(best, query.language),
            value=amount(best, query.language),
        )
        claims[0] = self.teller.claim(best, capital(text))
        return Draft("answered", (claims[0],), (best, *others), bullets=tuple(claims[1:]), why="extreme")

    def _parts(self, query: Query) -> Draft | None:
        """A total with its parts, or every figure of a dimension."""
        choice = self.teller.lookup.choose(query)
        spread = self.teller.distribution(query)
        total = choice.best if choice is not None else None
        parts = self.teller.knowledge.figures.parts.get(total.id, []) if total is not None else []
        if not parts and len(spread) > 1:
            return Draft(
                "answered",
                (self.teller.told(spread[0], query.language),),
                tuple(spread),
                bullets=tuple(self.teller.told(f, query.language) for f in spread[1:]),
                why="distribution",
            )
        if not parts or total is None:
            return None
        language = query.language
        text = say(language, "answer.parts", claim=sentence(total, language))
        distinct = len({noun(f, language) for f in parts}) == len(parts)
        bullets = tuple(self._part(f, language, distinct) for f in parts)
        return Draft(
            "answered", (self.teller.claim(total, text),), (total, *parts), bullets=bullets, why="parts"
        )

    def _part(self, fact: Fact, language: str, distinct: bool) -> Claim:
        """One part of a total: what it counts, or, where our words do not tell the parts apart, its own."""
        if distinct:
            text = say(language, "answer.part", value=amount(fact, language), noun=noun(fact, language))
            return self.teller.claim(fact, text)
        own = self.teller.knowledge.own_words(fact).strip()
        return self.teller.claim(fact, say(language, "answer.quoted", quote=own))

    def _change(self, query: Query, wanted: Sequence[str], base: str) -> Fact | None:
        """The change that is told against the year that is asked (any, if none is)."""
        lookup = self.teller.lookup
        choice = lookup.choose(query, indicators=wanted, statuses=("change",), periods=())
        if choice is None or not base or choice.best.links.get("base") == base:
            return choice.best if choice is not None else None
        pricing = lookup.pricing(query, {k: v[0] for k, v in query.dimensions if v}, ())
        changes = (p.fact for indicator in wanted for p in pricing.facts(indicator, ("change",)))
        found = {f.value: f for f in changes if f.links.get("base") == base}
        return next(iter(found.values())) if len(found) == 1 else None

    def _changed(self, query: Query) -> Draft | None:
        """``tăng bao nhiêu so với năm 2022``."""
        if ("cai", "gi") in pairwise(w.fold for w in query.annotated.words):
            return None  # what rose is asked, not by how much
        named = (*query.periods, *([query.base] if query.base else []))
        bases = {p.end[:4] for p in named if p.end and any(c.isdecimal() for c in p.text)}
        base = query.base if query.base is not None and any(c.isdecimal() for c in query.base.text) else None
        wanted = self.teller.lookup.indicators(query) or None
        if wanted is None:
            return None
        means = [self.teller.lookup.lexicon.means.get(u, "") for u in query.units]
        wanted += [
            i.id
            for i in self.teller.lookup.lexicon.indicators.values()
            if i.unit in means and i.id not in wanted
        ]
        fact = self._change(query, wanted, (base.end or "")[:4] if base is not None else "")
        if fact is None:
            return None
        if bases and not (bases & {fact.links.get("base", ""), (fact.period.end or "")[:4]}):
            return None
        wanted_too = query.any("count") or query.base is not None
        twice = query.any("count") and _apart(query)  # ``công nhận bao nhiêu, tăng bao nhiêu``
        now = self.teller.same_time(fact) if (wanted_too and query.mean) or twice else None
        if twice and now is None:
            return None
        told = [self.teller.told(f, query.language) for f in (now, fact) if f is not None]
        if query.any("yes_no") and not query.any("count") and (direction := _direction(query)):
            same = direction == ("down" if Decimal(fact.value) < 0 else "up")
            numbers = {f.value for f in query.annotated.figures if f.kind == "number" and f.period is None}
            same = same and {n for n in numbers if not 1900 <= n <= 2100} <= {abs(Decimal(fact.value))}
            told = [with_verdict(told[-1], "yes" if same else "no", query.language)]
        return Draft("answered", tuple(told), (fact,), why="change")


_UP, _DOWN = frozenset({"tang", "rise", "rose", "increase", "increased", "up"}), frozenset(
    {"giam", "fall", "fell", "drop", "dropped", "decrease", "decreased", "down"}
)


def _asks_kind(query: Query) -> bool:
    """Whether it is asked of which band or grade a number of things is (``nhóm nâng cao nào có 1 xã``)."""
    folds = {w.fold for w in query.annotated.words}
    named = bool(folds & _KINDS) and bool(folds & {"nao", "which"})
    return named and query.claimed is not None and bool(query.claimed_unit) and not query.any("count")


MOST_KINDS = 3
_KINDS = frozenset({"nhom", "muc", "hang", "band", "group", "grade"})


def _proposed(query: Query) -> list[Token]:
    """The words that say of what is counted that it is asked for (``đề nghị công nhận``), not reached."""
    asking = {key for phrase in phrases("vi").discourse["demand"] for key in phrase}
    said = [t for t in query.content if query.any("demand") and t.key in asking]
    each = [t for t in query.annotated.words if t.key in _EACH and not query.mean]
    return [*said, *each]


_EACH = frozenset({key_of("mỗi"), key_of("từng")})  # what each has is told in the bulletin's words


def _apart(query: Query) -> bool:
    """Whether a number is asked for before the change is."""
    words = [w.fold for w in query.annotated.words]
    change = next((i for i, w in enumerate(words) if w in _UP | _DOWN), 0)
    return "bao" in words[:change] or "may" in words[:change]


def _direction(query: Query) -> str:
    """``up`` or ``down`` where a question claims that something rose or fell, else "" (``tăng hay giảm``)."""
    folds = {w.fold for w in query.annotated.words}
    if bool(folds & _UP) == bool(folds & _DOWN):
        return ""
    return "up" if folds & _UP else "down"


# --- what is asked for ----------------------------------------------------------------------------


def _at_no_occasion(query: Query) -> Query:
    """``trước đợt đánh giá này``: the step that a question names is only the occasion."""
    if not query.before or not set(query.values("step")[:1]) & _OCCASIONS:
        return query
    apart = tuple((name, values) for name, values in query.dimensions if name != "step")
    return replace(query, dimensions=apart, claimed=None if query.bare else query.claimed)


def _speaks_of_figures(query: Query) -> bool:
    """Whether a question names what is counted, a plan or a number, and no other thing (``giá bán sản
    phẩm``, ``mang số bao nhiêu``)."""
    known = query.claimed is not None or query.whole is not None
    another = query.topics or query.any("doc_number")
    another = another and not (query.counted or query.dimensions)
    return not another and (query.structured or query.any("plan") or known)


def _asks_who_has_most(query: Query) -> bool:
    """Whether who or what has the most is asked for: how much there is does not tell it."""
    several = bool(query.open) or any(len(values) > 1 for _, values in query.dimensions)
    several = several and not asked_level(query)  # ``xã nào``: how many places there are names none
    return query.any("most", "least") and query.any(*_NAMED_BY_MOST) and not several


def _only_gives_a_number(query: Query) -> bool:
    """``218 sản phẩm``: a number, and nothing that is asked of it."""
    asks = set(FIGURE_ASKS) - ({"count"} if query.any("define") else set())
    return query.claimed is not None and not (query.any(*asks) or query.periods or query.terms)


def _asks_for_no_figure(query: Query) -> bool:
    """Whether a reason, a thing, somebody or names are asked for, and no figure."""
    figure = query.any(*FIGURE_ASKS)
    thing = any(t.key in _THING for t in query.annotated.words) and not figure
    if thing and query.whole is None and (query.claimed is None or query.terms):
        return True
    if query.any("why") or (query.any("who", "maker", "where", "when", "define", "demand") and not figure):
        return True
    names = query.any("list") or (query.any("which", "which_place") and not query.any("yes_no"))
    counts = query.counted or query.any("count", "parts", "most", "least", "difference", "tell")
    return bool(names and not counts and query.units and not query.any("plan"))
