"""Answers about plans: what was planned, what was reached against it, and whether it was met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.draft import Draft
from bot.matching import missing
from bot.phrasing import say
from bot.question import Query
from bot.telling import TARGET, Teller, with_verdict
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
        pairs = self.teller.pairs(query)
        against = query.any("plan", "tell", "yes_no") or "plan" in query.statuses
        if pairs and against and not (query.only_target and self.teller.lookup.indicators(query)):
            return self.against(query, pairs)
        if "target" in query.statuses or query.any("plan"):
            choice = self.teller.lookup.choose(query, statuses=TARGET)
            if choice is not None:
                return Draft(
                    "answered", (self.teller.told(choice.best, query.language),), choice.facts, why="target"
                )
        return self._unplanned(query) if query.any("plan") and not query.only_target else None

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
