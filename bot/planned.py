"""Answers about plans: what was planned, what was reached against it, and whether it was met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.answer import Claim
from bot.draft import Draft
from bot.families import speaks
from bot.lookup import REACHED, Choice
from bot.matching import missing
from bot.phrasing import say
from bot.question import Query
from bot.telling import TARGET, Teller, bold, shown, with_verdict
from bot.wording import amount, capital, noun, place, time
from corpus.model import Fact
from corpus.text import tokens


class Planned:
    """Solves questions about a plan."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def solve(self, query: Query) -> Draft | None:
        if query.any("which_place") and not query.any("count", "yes_no"):
            return None  # which places, not how many
        if query.any("when") and not query.any("count") and not query.units:
            return None  # by when, not how many
        if _asks_both(query):
            return self.both(query) or self._half(query)
        pairs = self.teller.pairs(query) or self._paired(query)
        if query.claimed is not None and not query.claimed_unit and not query.any("yes_no"):
            pairs = [pair for pair in pairs if query.claimed in {Decimal(f.value) for f in pair}]
        against = query.any("plan", "tell", "yes_no") or "plan" in query.statuses
        if pairs and against and not (query.only_target and self.teller.lookup.indicators(query)):
            return self.against(query, pairs)
        if query.any("yes_no") and query.met:
            return None  # whether a plan was met is not told by the plan
        if "target" in query.statuses or query.any("plan"):
            choice = self.target(query)
            if choice is not None and query.claimed == Decimal(choice.best.value) and query.any("count"):
                return self._reached(query, choice.best)  # the plan is given, the result is asked
            if choice is not None and query.counts > 1:
                if not query.total and not speaks(query, "in_all"):
                    return None  # what else is asked is not told by this plan
                choice = self._twice(choice)
                if len(choice.facts) != 2 and not query.total:
                    return None
            if choice is not None:
                told = tuple(self.teller.told(f, query.language) for f in choice.facts[: query.counts or 1])
                told = (self._judged(query, choice.best, told[0]), *told[1:])
                return Draft("answered", told[:2], choice.facts, why="target")
        return self._unplanned(query) if query.any("plan") and not query.only_target else None

    def _judged(self, query: Query, target: Fact, told: Claim) -> Claim:
        """What was planned, with a yes or no where a question gives a number for it; how many more were
        planned says nothing about how many in all."""
        added = not missing(tokens("thêm"), self.teller.knowledge.clause(target))
        plain = query.any("yes_no") and not query.any("count", "which", "list") and not query.compares
        if not plain or query.claimed is None or query.claimed_unit != target.unit or target.bound != "exact":
            return told
        if added and not query.flow:
            return told
        same = query.claimed == Decimal(target.value)
        return with_verdict(told, "yes" if same else "no", query.language)

    def target(self, query: Query) -> Choice | None:
        """What was planned: how many in all before how many more, unless more are asked for."""
        found = self.teller.lookup.choose(query, statuses=TARGET)
        if found is None or found.best.nature == "stock" or query.flow or query.values("step"):
            return found
        facts = [
            f
            for f in self.teller.knowledge.figures_of(*_sentence(found.best))
            if f.status == "target" and f.nature == "stock" and _alike(f, found.best)
        ]
        return Choice(tuple(facts)) if len(facts) == 1 else found

    def _twice(self, choice: Choice) -> Choice:
        """``thêm 15 xã, nâng tổng số lên 86``: how many more and how many in all, where both are asked."""
        best = choice.best
        told = {
            f.value: f
            for f in self.teller.knowledge.facts
            if f.bulletin == best.bulletin and f.status == "target" and f.period.end == best.period.end
            if _alike(f, best)
        }
        if len(told) != 2:
            return Choice(choice.facts[:1])
        more, total = sorted(told.values(), key=lambda f: Decimal(f.value))
        return Choice((more, replace(total, nature="stock")))  # ``nâng tổng số lên``

    def _reached(self, query: Query, target: Fact) -> Draft | None:
        """What was reached of a plan whose number the question gives."""
        apart = replace(query, statuses=query.statuses - {"target"}, claimed=None, until=False, flow=False)
        rest = [p for p in query.periods if p.end != target.period.end]
        reached = self.teller.lookup.choose(apart, periods=rest)
        if reached is None or not _alike(reached.best, target, loosely=True):
            return None
        told = self.teller.told(reached.best, query.language)
        return Draft("answered", (told,), reached.facts, why="result of a plan")

    def both(self, query: Query) -> Draft | None:
        """``Mục tiêu là bao nhiêu, đã đạt bao nhiêu``: both figures, and what is wanting if that is
        asked; None unless both are told."""
        target = self.target(query)
        if target is None:
            return None
        rest = [p for p in query.periods if p.end != target.best.period.end]
        flow = query.flow and target.best.nature == "flow"
        apart = replace(query, statuses=query.statuses - {"target"}, until=bool(rest), flow=flow)
        choose = self.teller.lookup.choose
        same = [
            f
            for f in self.teller.knowledge.facts
            if f.bulletin == target.best.bulletin and f.status in REACHED
            if _alike(f, target.best) and f.nature == target.best.nature and not rest
        ]
        found = Choice(tuple(same)) if len(same) == 1 else choose(apart, periods=rest)
        reached = found or (choose(apart) if rest else None)
        if reached is None or not _alike(reached.best, target.best, loosely=True):
            return None
        language, pair = query.language, (target.best, reached.best)
        claims = [self.teller.told(fact, language) for fact in pair]
        if query.any("gap") and target.best.nature == reached.best.nature:
            claims.append(self._wanting(*pair, language))
        return Draft("answered", tuple(claims), pair, why="plan and result")

    def _half(self, query: Query) -> Draft | None:
        """What was reached, where what was planned is not read: in its sentence, if that speaks of a plan,
        else saying that none is told."""
        choice = self.teller.lookup.choose(
            replace(query, statuses=query.statuses - {"target"}, asks=query.asks - {"plan"})
        )
        if choice is None:
            return None
        fact, language = choice.best, query.language
        quote = self.teller.knowledge.evidence(fact).quote
        if any(not missing(tokens(word), quote) for word in _PLANS):
            claim = self.teller.claim(fact, say(language, "answer.according", quote=quote))
            return Draft("answered", (claim,), (fact,), why="a result beside its plan")
        message = say(language, "status.not_found_status", status=say(language, "status_word.target"))
        told = self.teller.told(fact, language)
        return Draft("partial", (told,), (fact,), message=message, why="a result without its plan")

    def _wanting(self, target: Fact, reached: Fact, language: str) -> Claim:
        missing_ = Decimal(target.value) - Decimal(reached.value)
        high, low = (target, reached) if missing_ >= 0 else (reached, target)
        calculation = shown(language, "−", [high.value, low.value], abs(missing_))
        text = say(
            language,
            f"answer.{'gap' if missing_ >= 0 else 'surplus'}",
            time="",
            area=place(reached.area, language),
            value=bold(abs(missing_), language),
            noun=noun(reached, language),
            calculation=calculation,
        )
        return self.teller.claim(reached, capital(text), target, calculation=calculation)

    def _paired(self, query: Query) -> list[tuple[Fact, Fact]]:
        """What was reached beside what was planned for the same year, told in one sentence."""
        if not (query.any("yes_no", "reached") or query.met) or not query.any("plan"):
            return []
        target = self.teller.lookup.choose(query, statuses=TARGET)
        if target is None:
            return []
        sentence = self.teller.knowledge.figures_of(*_sentence(target.best))
        found = [f for f in sentence if f.status in REACHED and _alike(f, target.best, loosely=True)]
        return [(found[0], target.best)] if len(found) == 1 else []

    def _unplanned(self, query: Query) -> Draft | None:
        """What was reached, where the bulletins give no plan to compare it with."""
        choice = self.teller.lookup.choose(query) if query.units else None
        if choice is None or query.any("yes_no", "why"):
            return None
        if not missing(tokens("kế hoạch"), self.teller.knowledge.evidence(choice.best).quote):
            return None  # the sentence itself says that it is against the plan
        language = query.language
        message = say(language, "status.not_found_status", status=say(language, "status_word.target"))
        claim = self.teller.told(choice.best, language)
        return Draft("partial", (claim,), choice.facts, message=message, why="no plan to compare with")

    def ratio(self, query: Query) -> Draft | None:
        """``có phải đạt 2/6 xã không``, ``5/17 là gì``: a reached figure beside its plan."""
        figures = self.teller.knowledge.figures
        planned = figures.planned
        pairs = self.teller.pairs(query) if query.units or query.programmes else []
        if not pairs:
            pairs = [
                (f, planned[f.id])
                for f in figures.of_value(query.claimed)
                if f.id in planned and Decimal(planned[f.id].value) == query.whole
            ]
        if not pairs:
            return None
        reached, target = pairs[0]
        plain = replace(query, asks=query.asks - {"yes_no"})
        draft = self.against(plain, pairs[:1])
        if not query.any("yes_no"):
            return draft
        same = (Decimal(reached.value), Decimal(target.value)) == (query.claimed, query.whole)
        told = with_verdict(draft.claims[0], "yes" if same else "no", query.language)
        return replace(draft, claims=(told,))

    def against(self, query: Query, pairs: Sequence[tuple[Fact, Fact]]) -> Draft:
        language, claims = query.language, []
        for reached, planned in pairs[:4]:
            verb = "verb_expected" if reached.status == "provisional" else "verb_reached"
            text = capital(
                say(
                    language,
                    "answer.against_plan",
                    time=time(reached, language),
                    area=place(reached.area, language),
                    verb=say(language, f"answer.{verb}"),
                    value=amount(reached, language),
                    noun=noun(reached, language),
                    planned=amount(planned, language),
                )
            )
            claims.append(self.teller.claim(reached, text, planned))
        target = pairs[0][1]
        if query.claimed is not None and query.any("yes_no") and "target" in query.statuses and not query.met:
            same = query.claimed == Decimal(target.value)
            told = with_verdict(self.teller.told(target, language), "yes" if same else "no", language)
            return Draft("answered", (told,), (target,), why="claimed plan")
        if query.any("yes_no") and claims and not query.any("count"):
            met = all(Decimal(r.value) >= Decimal(p.value) for r, p in pairs)
            claims[0] = with_verdict(claims[0], "yes_exists" if met else "no_exists", language)
        facts = tuple(f for pair in pairs for f in pair)
        return Draft("answered", tuple(claims), facts, why="against plan")


_PLANS = ("kế hoạch", "mục tiêu", "chỉ tiêu")


def _asks_both(query: Query) -> bool:
    """Whether a message asks for what was planned and, in another question, for what was reached."""
    asked = query.counts > 1 and query.any("plan") and not query.total
    return asked and (query.any("reached", "gap") or speaks(query, "reached_so_far"))


def _sentence(fact: Fact) -> tuple[str, int, int]:
    return fact.bulletin, fact.paragraph, fact.sentence[0]


def _alike(one: Fact, other: Fact, loosely: bool = False) -> bool:
    """Whether two figures tell the same of one place; *loosely*: a grade or more may be the plan's."""
    named = ("stars",) if loosely else ()
    dims = [{k: v for k, v in f.dimensions.items() if k not in named} for f in (one, other)]
    graded = {f.dimensions.get("stars", "3+") for f in (one, other)} <= {"3+", "3-5"}
    same = one.dimensions == other.dimensions or (loosely and graded and dims[0] == dims[1])
    return same and (one.indicator, one.unit, one.area) == (other.indicator, other.unit, other.area)
