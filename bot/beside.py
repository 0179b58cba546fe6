"""Parts of a message that the bulletin answers beside another part: in the same sentence or paragraph.

``… có bao nhiêu lao động và mỗi tháng họ được bao nhiêu tiền``: the second part names neither who nor
where; the sentence that answers the first one tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answer import Claim, Evidence
from bot.draft import Draft
from bot.knowledge import Knowledge
from bot.matching import missing
from bot.phrasing import say
from bot.question import Query
from bot.sentences import Sentences
from corpus.model import Fact


class Beside:
    """Completes the answers to several questions of one message."""

    def __init__(self, knowledge: Knowledge, sentences: Sentences) -> None:
        self.knowledge = knowledge
        self.sentences = sentences

    def completed(self, queries: Sequence[Query], drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts, those that decline replaced where what was cited for another part tells it."""
        filled = list(drafts)
        for i, (query, draft) in enumerate(zip(queries, drafts, strict=True)):
            if draft.claims or draft.bullets or draft.status != "not_found":
                continue
            told = (
                evidence
                for j, other in enumerate(drafts)
                if j != i and other.status == "answered"
                for cited in other.evidence
                for evidence in self._around(cited)
                if self._tells(query, evidence, queries[j], same=evidence.start == cited.start)
            )
            found = next(told, None)
            if found is not None:
                text = say(query.language, "answer.according", quote=found.quote)
                filled[i] = Draft("answered", (Claim(text, (found,)),), why="beside another part")
        return filled

    def _around(self, cited: Evidence) -> Iterator[Evidence]:
        """The sentence that was cited, then the others of its paragraph, the nearest first."""
        spans = self.knowledge.spans(cited.bulletin, cited.paragraph)
        at = next((i for i, (start, _) in enumerate(spans) if start == cited.start), None)
        if at is None:
            return
        for i in sorted(range(len(spans)), key=lambda i: (abs(i - at), i)):
            yield self.knowledge.sentence(cited.bulletin, cited.paragraph, *spans[i])

    def _tells(self, query: Query, evidence: Evidence, other: Query, *, same: bool) -> bool:
        """Whether a sentence tells what a part asks, by its own words and figures."""
        if not query.any("count", "share") or query.denies or query.any("yes_no", "difference", "why"):
            return False
        agreement, types = self.sentences.agreement, self.sentences.types
        if not (agreement.timed(query, evidence) and types.holds(query, evidence)):
            return False
        facts = sorted(self.sentences.facts_of(evidence), key=lambda f: f.quote.start)
        following = [*(f.quote.start for f in facts[1:]), evidence.end]
        text = evidence.paragraph_text
        own = [
            (f, text[f.quote.start : max(f.quote.end, end)]) for f, end in zip(facts, following, strict=False)
        ]
        wanted = [f for f, words in own if self._is_asked(query, f, words)]
        if query.any("parts"):  # ``…, trong đó bao nhiêu xã …``
            return any("part_of" in f.links for f in wanted)
        taken = [f for f, words in own if same and self._is_asked(other, f, words)]
        return bool(wanted) and (any(f not in taken for f in wanted) or len(taken) > len(wanted))

    def _is_asked(self, query: Query, fact: Fact, words: str) -> bool:
        """Whether a figure (with the *words* up to the next one) counts the thing that a part asks for, in
        the grade and at the time it names."""
        if not all(fact.dimensions.get(name) in values for name, values in query.dimensions):
            return False
        if any(p.end != fact.period.end for p in query.periods if p.kind != "year"):
            return False
        if self.sentences.types.asks_money(query):
            return fact.unit.startswith("dong")
        if query.counted and fact.unit != query.counted:
            return False
        plain = [t for t in query.terms if not t.capital and t not in query.thing]
        last = query.thing[-1].start if query.thing else 0
        behind = [t for t in plain if query.thing and t.start > last]  # ``công trình [giao thông]``
        thing = [*query.thing, *behind] or plain
        return bool(thing) and not missing(thing, words, query.glued)
