"""What a sentence leaves to be worked out: ``687 sản phẩm, trong đó 9 sản phẩm 5 sao, 142 sản phẩm 4 sao, còn
lại là 3 sao``.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.answer import Evidence
from bot.draft import Draft
from bot.phrasing import say
from bot.question import Query
from bot.sentences import Sentences
from bot.telling import Teller, bold, shown
from bot.wording import noun
from corpus.model import Fact

# The rest, of one grade and without a number of its own.
_REST = re.compile(
    r"(?i)còn lại\s+(?:(?:là|đều|thuộc|đạt|được|các|sản phẩm|hạng|xếp)\s+)*(\d)\s*sao"
)
_OTHERWISE = (
    "yes_no", "why", "plan", "changed", "difference", "share", "sum", "most", "least", "times", "list",
    "which", "who", "maker", "when", "where",
)  # fmt: skip


class Remainder:
    """Solves ``có bao nhiêu sản phẩm 3 sao`` where only the whole and its other grades are told."""

    def __init__(self, teller: Teller, sentences: Sentences) -> None:
        self.teller = teller
        self.sentences = sentences

    def solve(self, query: Query) -> Draft | None:
        """The whole less its other parts, with calculation and sentence; None if it is not so told."""
        stars = query.values("stars")
        plain = query.any("count") and len(stars) == 1 and not query.any(*_OTHERWISE)
        if not plain or query.values("step") or query.terms or query.claimed is not None:
            return None
        for evidence in self.sentences.candidates(query):
            rest = _REST.search(evidence.quote)
            if rest is not None and rest.group(1) == stars[0]:
                draft = self._worked(query, evidence, evidence.start + rest.start())
                if draft is not None:
                    return draft
        return None

    def _worked(self, query: Query, evidence: Evidence, at: int) -> Draft | None:
        """The rest of the whole that is told last before *at*."""
        told = [f for f in self.sentences.facts_of(evidence) if f.unit == "product" and f.quote.start < at]
        wholes = [f for f in told if "stars" not in f.dimensions or not f.dimensions["stars"].isdecimal()]
        if not wholes or not self._of_place(query, wholes[-1]):
            return None
        whole = wholes[-1]
        parts = [f for f in told if f.quote.start > whole.quote.start]
        exact = all(f.bound == "exact" and f.status == "actual" for f in (whole, *parts))
        value = Decimal(whole.value) - sum((Decimal(p.value) for p in parts), Decimal(0))
        graded = {p.dimensions.get("stars") for p in parts}
        if not parts or not exact or value <= 0 or len(graded) < len(parts):
            return None
        language = query.language
        calculation = shown(language, "−", [whole.value, *(p.value for p in parts)], value)
        plain = f"{noun(whole, language)} {query.values('stars')[0]} {'sao' if language == 'vi' else 'stars'}"
        text = say(
            language,
            "answer.share_quoted",
            value=f"{bold(value, language)} {plain}",
            calculation=calculation,
            quote=evidence.quote,
        )
        claim = self.teller.claim(whole, text, *parts, calculation=calculation)
        return Draft("answered", (claim,), (whole, *parts), why="the rest of a whole")

    def _of_place(self, query: Query, fact: Fact) -> bool:
        same = self.teller.lookup.gazetteer.same
        return not query.areas or fact.area is None or any(same(a, fact.area) for a in query.areas)
