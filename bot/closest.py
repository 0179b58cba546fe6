"""The sentence that most speaks for, where no rule gives an answer: its signs are weighed.

A question that people word otherwise than the bulletin fails one condition or another of the solvers.
Here no sign decides alone: the *logit* of a sentence's being the answer is the sum of its signs (see
``bot.signals``), each times its weight (logistic regression; the weights are learned from questions by
``bench.learning`` and kept in ``weights.toml``).  A sentence is quoted only where it is more
likely the answer than ``least`` says; it is never put in other words.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from bot.answer import Claim, Evidence
from bot.aptness import apt
from bot.draft import Draft
from bot.holes import counted, holes
from bot.knowledge import Knowledge
from bot.matching import missing, says
from bot.phrasing import say
from bot.pricing import COUNTABLE
from bot.question import Query
from bot.sentences import Sentences
from bot.signals import Candidate, Signals, Signs
from bot.telling import with_verdict
from corpus.numbers import plain, ungrouped

SURE, UNSURE = 0.8, 0.4  # how likely a sentence, and how unlikely a rule's, so that it stands instead of that
MOST_LACKING = 0.35  # of a question's weight, in a sentence that a rule's answer rests on
SAME_MATTER = 0.8  # of that weight, in a sentence whose number denies or confirms another
LEAST_PLAIN = 0.3  # of the weight of a question's words that are no names, in the sentence itself
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERS = frozenset({"number", "money", "percent"})
# What is asked so is seldom told by a sentence that only holds the same words.
_STRICT = ("sum", "difference", "gap", "changed", "times", "most", "least", "rank", "yes_no", "who", "demand")
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
        return self._quoted(query, weighed[0][1])

    def rather(self, query: Query, draft: Draft) -> Draft | None:
        """The likeliest sentence instead of what a rule told: where that rests on one sentence only, which
        is as unlikely as the other is likely; or where the question asks for several things, of which one
        sentence gives all and the draft does not."""
        open_ = holes(query)
        numbers = [hole for hole in open_ if hole.kind == "number"]
        short = len(numbers) > 1 and len({f.id for f in draft.facts}) < len(numbers) and not draft.bullets
        alone = len(draft.claims) == 1 and not draft.bullets and len(draft.evidence) == 1
        if not (short or (alone and self._lacks(query, draft.evidence[0]))):
            return None  # most answers hold the question's words: nothing need be weighed against them
        if draft.status not in ("answered", "partial"):
            return None
        weighed = self.weighed(query)
        if not weighed or not self._may_answer(query, weighed[0][1]):
            return None
        likely, best = weighed[0]
        cited = [p for p, other in weighed if any(_same(other.evidence, e) for e in draft.evidence)]
        if short and likely >= learned().least and best.signs["filled_all"] == 1:
            return self._quoted(query, best)
        if alone and likely >= SURE and max(cited, default=0.0) < UNSURE:
            return self._quoted(query, best)
        return None

    def _lacks(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence lacks so much of a question that it may be of another matter."""
        matter = self.sentences.matter(query)
        return self.signals.knowledge.lacking(matter, evidence.quote, query.glued) > MOST_LACKING

    def _quoted(self, query: Query, candidate: Candidate) -> Draft | None:
        """A sentence as an answer, with a yes or no where the question puts a number forward."""
        evidence = candidate.evidence
        claim = Claim(say(query.language, "answer.according", quote=evidence.quote), (evidence,))
        if query.any("yes_no") and query.claimed is not None:
            name = self._verdict(query, evidence) if candidate.signs["plain_held"] >= SAME_MATTER else ""
            if name:
                claim = with_verdict(claim, name, query.language)
            elif not _holds_claimed(query, evidence):
                return None
        return Draft("answered", (claim,), why=WHY)

    def _may_answer(self, query: Query, candidate: Candidate) -> bool:
        """Whether nothing that no likelihood outweighs speaks against a sentence."""
        if query.any("why") or (query.any("yes_no") and (query.sweeping or query.all_of)):
            return False  # neither a reason nor what is said of all is told by holding the same words
        return self._agrees(query, candidate) and self._gives(query, candidate.signs)

    def _agrees(self, query: Query, candidate: Candidate) -> bool:
        """Whether a sentence is of the place, time, grade, papers, round and fair of the question."""
        signs, evidence = candidate.signs, candidate.evidence
        agreement = self.sentences.agreement
        said = query.annotated
        fair = [w for m in said.mentions if m.has("fair") for w in said.words[m.first : m.last]]
        return bool(
            (signs["placed"] or all(agreement.lies_in(area, evidence) for area in query.areas))
            and signs["month"]
            and (signs["timed"] or self._of_years(query, evidence))
            and signs["graded"]
            and all(agreement.numbered(number, evidence) for number in query.documents)
            and agreement.in_rounds(query, evidence)
            and not missing(fair, evidence.quote, query.glued)  # a fair's takings are its own
            and not missing(query.topic_words, evidence.quote, query.glued)
            and apt(query, evidence, self.sentences.named.read(evidence))
            and (says(evidence.quote, "other_programme") or not says(query.text, "other_programme"))
        )

    def _of_years(self, query: Query, evidence: Evidence) -> bool:
        """Whether each year of the question stands in a sentence, or its paragraph and title or its day of
        publishing tell of that year and it speaks of no other."""
        page = self.signals.knowledge.bulletins[evidence.bulletin]
        told = set(_YEAR.findall(self.signals.knowledge.context(evidence.bulletin, evidence.paragraph)))
        told |= {(page.published or "")[:4]} if not told else set()
        return all(year in evidence.quote or told == {year} for year in query.years)

    @staticmethod
    def _gives(query: Query, signs: Signs) -> bool:
        """Whether a sentence gives what is asked for.  What the programmes count, incomes and rates, what
        must be worked out, what is the most, who did something and what is asked in English is held against
        its figures and names, as are lists of places and products; other things need only stand in it."""
        open_ = holes(query)
        kinds = {hole.kind for hole in open_}
        counts = any(hole.kind == "number" and hole.unit in COUNTABLE for hole in open_)
        if counts and query.values("step"):
            return False  # how many are eligible is told by figures only
        if kinds & _NUMBERS and not signs["placed"]:
            return False  # a number of a place inside it, or around it, is not its own
        given = query.claimed is not None  # ``kể tên 20 tỉnh``
        strict = counts or given or not open_ or query.spoken == "en" or query.any(*_STRICT)
        strict = strict or bool(query.needs)
        listed = bool(kinds & {"place", "product"})
        held = signs["plain_held"] >= LEAST_PLAIN and not signs["names_lacking"]
        asked = signs["asked"] == 1 or not (strict or listed)
        return signs["filled"] > 0 and asked and (held or not strict)

    def _verdict(self, query: Query, evidence: Evidence) -> str:
        """Yes or no, where one number of a sentence counts what the question's number is said to count, or
        its words are nearest to the question's; else ""."""
        if query.compares or query.claimed_hedge or query.denies or query.sweeping or query.only:
            return ""
        read = self.sentences.named.read(evidence)
        figures = [f for hole in holes(query) for f in counted(hole, read)]
        if not figures or any(f.high is not None for f in figures):
            return ""
        ends = [*(f.first for f in figures[1:]), len(read.words)]
        matter = [t for t in self.sentences.matter(query) if t.kind == "word"]
        near = [
            (self.signals.held(matter, read.source(f.first, end), query), f.value)
            for f, end in zip(figures, ends, strict=True)
            if self._of_that_time(query, evidence, f.value)
        ]
        best = max((share for share, _ in near), default=0.0)
        values = {value for share, value in near if share == best}
        if len(values) != 1:
            return ""
        return "yes" if query.claimed in values else "no"

    def _of_that_time(self, query: Query, evidence: Evidence, value: Decimal) -> bool:
        """Whether a number of a sentence is of the years of a question, or of the last that its bulletin
        speaks of where it names none."""
        knowledge = self.signals.knowledge
        told = [f for f in self.sentences.facts_of(evidence) if Decimal(f.value) == value]
        ends = {f.period.end[:4] for f in told if f.period.end}
        page = knowledge.bulletins[evidence.bulletin]
        asked = set(query.years) or {(page.published or knowledge.context(evidence.bulletin, 0))[:4]}
        return bool(ends & asked)

    def weighed(self, query: Query) -> list[tuple[float, Candidate]]:
        """The sentences nearest to a question with how likely each is the answer, the likeliest first."""
        weights = learned()
        found = [(weights.likelihood(c.signs), c) for c in self.signals.candidates(query)]
        return sorted(found, key=lambda item: -item[0])


def _same(one: Evidence, other: Evidence) -> bool:
    """Whether two pieces of evidence lie in one sentence."""
    there = one.bulletin == other.bulletin and one.paragraph == other.paragraph
    return there and one.start < other.end and other.start < one.end


def _holds_claimed(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence holds the number that a question puts forward, if it puts one forward."""
    if query.claimed is None or not query.any("yes_no"):
        return True
    number = rf"(?<![\d.,])0*{plain(query.claimed)}(?![\d]|[.,]\d)"
    return re.search(number, ungrouped(evidence.quote)) is not None
