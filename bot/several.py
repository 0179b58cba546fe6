"""Several figures asked for in one question: grades, steps, levels, years or places beside one another."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bot.answer import AnswerStatus
from bot.draft import Draft
from bot.phrasing import say
from bot.question import Query
from bot.telling import Teller
from bot.wording import place

_JOINING = frozenset({"va", "hay", "hoac", "voi", "and", "or", ","})


class Several:
    """Solves questions that name several values of one kind: a figure for each."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def solve(self, query: Query) -> Draft | None:
        """``bao nhiêu sản phẩm 3 sao và 4 sao``: a figure for each value that is named."""
        name = next((k for k, v in query.dimensions if len(v) > 1 and k != "step"), None)
        if name is None and self._separate_steps(query):
            return self._by_step(query)
        if name is None and len(query.years) > 1:
            return self._by_year(query)
        if name is None and not self.teller.both_levels(query):
            return None
        values = query.values(name) if name else ("standard", "advanced")
        if name == "level" and self.teller.basic_level(query) and "standard" not in values:
            values = ("standard", *values)
        found = [self.teller.with_value(query, name or "level", value) for value in values]
        facts = [c.best for c in found if c is not None]
        if not facts or len(facts) < len(found):
            return None
        claims = tuple(self.teller.told(f, query.language) for f in facts)
        return Draft("answered", claims, tuple(facts), why="several")

    @staticmethod
    def _separate_steps(query: Query) -> tuple[str, ...]:
        """Steps that are named one beside the other (``cấp sao hay cấp lại``), not as one phrase."""
        at = [
            (m.first, m.last, value)
            for m in query.annotated.mentions
            for concept in m.concepts
            for name, value in concept.dimensions
            if name == "step"
        ]
        found: dict[str, None] = {}
        for (_, end, one), (start, _, other) in pairwise(at):
            between = [w.fold for w in query.annotated.words[end:start]]
            if one != other and len(between) <= 2 and _JOINING & set(between):
                found |= dict.fromkeys((one, other))
        return tuple(found)

    def _by_step(self, query: Query) -> Draft | None:
        asked = {k: v[0] for k, v in query.dimensions if v}
        choose = self.teller.lookup.choose
        found = [choose(query, dimensions={**asked, "step": step}) for step in self._separate_steps(query)]
        if not all(found):
            return None
        facts = tuple(c.best for c in found if c is not None)
        claims = tuple(self.teller.told(f, query.language) for f in facts)
        return Draft("answered", claims, facts, why="several steps")

    def by_area(self, query: Query) -> Draft | None:
        """A figure for each place that is named; a place that has none is named too."""
        if query.any("difference", "gap", "times", "sum"):
            return None  # one figure alone tells no difference and no sum
        claims, facts, lacking = [], [], []
        for area in self.teller.lookup.asked_about(query.areas):
            choice = self.teller.lookup.choose(replace(query, areas=(area,)))
            if choice is None:
                lacking.append(place(area, query.language))
            else:
                claims.append(self.teller.told(choice.best, query.language))
                facts.append(choice.best)
        if not claims:
            return None
        message = say(query.language, "status.not_found_area", area=", ".join(lacking)) if lacking else ""
        status: AnswerStatus = "partial" if lacking else "answered"
        return Draft(status, tuple(claims), tuple(facts), message=message, why="places")

    def _by_year(self, query: Query) -> Draft | None:
        found = [self.teller.lookup.choose(query, periods=(p,)) for p in query.periods if p.kind == "year"]
        facts = [c.best for c in found if c is not None]
        if not facts or len(facts) < len(found):
            return None
        return Draft(
            "answered", tuple(self.teller.told(f, query.language) for f in facts), tuple(facts), why="years"
        )
