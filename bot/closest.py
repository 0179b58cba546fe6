"""The sentence that most speaks for, where no rule gives an answer: its signs are weighed.

A question that people word otherwise than the bulletin fails one condition or another of the solvers.
Here no sign decides alone: the *logit* of a sentence's being the answer is the sum of its signs (see
``bot.signals``), each times its weight (logistic regression; the weights are learned from the gold
questions by ``bench.learning`` and kept in ``weights.toml``).  A sentence is quoted only where it is more
likely the answer than ``least`` says; it is never put in other words.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.answer import Claim, Evidence
from bot.aptness import apt
from bot.draft import Draft
from bot.knowledge import Knowledge
from bot.matching import missing
from bot.phrasing import say
from bot.question import Query
from bot.sentences import Sentences
from bot.signals import Candidate, Signals, Signs
from corpus.numbers import plain, ungrouped

LEAST_PLAIN = 0.3  # of the weight of a question's words that are no names, in the sentence itself
WEIGHTS = Path(__file__).parent / "weights.toml"
WHY = "closest sentence"  # the rule, in explanations


@dataclass(frozen=True)
class Weights:
    """What each sign counts, and how likely (0 to 1) a sentence must be the answer to be quoted."""

    base: float
    least: float
    signs: Mapping[str, float]

    def likelihood(self, signs: Signs) -> float:
        """How likely a sentence with these signs is the answer, 0 to 1."""
        logit = self.base + sum(weight * signs[name] for name, weight in self.signs.items())
        return 1 / (1 + math.exp(-logit))


@lru_cache(maxsize=1)
def learned() -> Weights:
    """The weights that were learned from the gold questions."""
    kept = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(kept["base"], kept["least"], kept["signs"])


class Closest:
    """Quotes the sentence that is most likely the answer, if it is likely enough."""

    def __init__(self, knowledge: Knowledge, sentences: Sentences) -> None:
        self.sentences = sentences
        self.signals = Signals(knowledge, sentences)

    def solve(self, query: Query) -> Draft | None:
        """The likeliest sentence as it stands, or None."""
        weighed = self.weighed(query)
        if not weighed or weighed[0][0] < learned().least or not self._may_answer(query, weighed[0][1]):
            return None
        evidence = weighed[0][1].evidence
        text = say(query.language, "answer.according", quote=evidence.quote)
        return Draft("answered", (Claim(text, (evidence,)),), why=WHY)

    def _may_answer(self, query: Query, candidate: Candidate) -> bool:
        """Whether nothing that no likelihood outweighs speaks against a sentence.  The kind of thing that is
        asked for stands in it; and by speaking of what is done it tells no reason of it."""
        if query.any("why") or not candidate.signs["asked"]:
            return False
        return self._names_all(query, candidate) and self._speaks_of_it(query, candidate)

    def _names_all(self, query: Query, candidate: Candidate) -> bool:
        """Whether a sentence, or what surrounds it, names the places, times, rounds, papers and names of the
        question."""
        signs, evidence = candidate.signs, candidate.evidence
        agreement = self.sentences.agreement
        return bool(
            (signs["placed"] or all(agreement.lies_in(area, evidence) for area in query.areas))
            and signs["month"]
            and (signs["timed"] or not query.years)
            and all(agreement.numbered(number, evidence) for number in query.documents)
            and not signs["names_lacking"]
            and agreement.in_rounds(query, evidence)
        )

    def _speaks_of_it(self, query: Query, candidate: Candidate) -> bool:
        """Whether a sentence itself tells of what is asked, besides naming it."""
        evidence, said = candidate.evidence, query.annotated
        if query.any("count") and query.values("step"):
            return False  # how many are eligible is told by figures only
        least = 1.0 if query.any("who") else LEAST_PLAIN  # who signed is not who issued
        fair = [w for m in said.mentions if m.has("fair") for w in said.words[m.first : m.last]]
        return (
            candidate.signs["plain_held"] >= least
            and not missing(fair, evidence.quote, query.glued)  # a fair's takings are its own
            and _holds_claimed(query, evidence)
            and apt(query, evidence, self.sentences.named.read(evidence))
        )

    def weighed(self, query: Query) -> list[tuple[float, Candidate]]:
        """The sentences nearest to a question with how likely each is the answer, the likeliest first."""
        weights = learned()
        found = [(weights.likelihood(c.signs), c) for c in self.signals.candidates(query)]
        return sorted(found, key=lambda item: -item[0])


def _holds_claimed(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence holds the number that a question puts forward, if it puts one forward."""
    if query.claimed is None or not query.any("yes_no"):
        return True
    number = rf"(?<![\d.,])0*{plain(query.claimed)}(?![\d]|[.,]\d)"
    return re.search(number, ungrouped(evidence.quote)) is not None
