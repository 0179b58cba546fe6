"""A follow-up about the sentence that was told before: ``của bao nhiêu chủ thể``, ``đó là những xã nào``.

Such a question names neither place nor time nor grade.  What it asks for (a number of something else, the
names of what was counted, a place, a day) must stand in the sentence that the answer before rested on,
or, for names, in the one behind it that only gives them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import Claim, Evidence
from bot.containing import came_of
from bot.draft import Draft
from bot.knowledge import Knowledge
from bot.listing import LISTING, PLACES, named_kind
from bot.matching import begins, missing, says
from bot.phrasing import say
from bot.question import Query
from bot.reasons import quoted
from bot.sentences import Sentences
from bot.wording import printed
from corpus.model import Fact

# What is asked of more than one sentence, or of something that a sentence does not tell by holding it.
_BEYOND = frozenset(
    ["most", "least", "difference", "gap", "times", "changed", "sum", "yes_no", "why", "difficulty", "demand"]
)
_BEYOND_TOO = frozenset(["plan", "rank", "opinion", "foreign", "quality", "reached", "source", "doc_number"])
_ANY_MORE = frozenset({"tell", "results", "why", "difficulty"})
_NAMING = ("list", "which", "which_place", "define", "maker")
_MARK = re.compile(r"[;.](?!\d)")


class Told:
    """Answers from the sentences that the answer before rested on."""

    def __init__(self, knowledge: Knowledge, sentences: Sentences) -> None:
        self.knowledge = knowledge
        self.sentences = sentences

    def solve(self, query: Query, before: Query, cited: Sequence[Evidence]) -> Draft | None:
        """What the first of the cited sentences says that holds what is asked."""
        if query.periods or query.programmes or query.claimed is not None or query.counts > 1:
            return None
        if query.any(*_BEYOND, *_BEYOND_TOO) or any(name != "maker" for name, _ in query.dimensions):
            return None
        for evidence in cited:
            draft = (
                self._names(query, before, evidence)
                or self._number(query, before, evidence)
                or self._circumstance(query, evidence)
            )
            if draft is not None:
                return draft
        return None

    def among(self, query: Query, before: Query, cited: Sequence[Evidence]) -> Draft | None:
        """``Còn về vốn thì sao``, behind several reasons or difficulties: those of them that speak of it."""
        if not before.any("why", "difficulty") or query.asks - _ANY_MORE or not query.content:
            return None
        if query.claimed is not None or query.periods or query.areas or query.any("count"):
            return None
        found = [e for e in cited if not missing(query.content, e.quote, query.glued)]
        return quoted(query, found) if found and len(found) < len(cited) else None

    # --- parts and outcomes -------------------------------------------------------------------------

    def part(self, query: Query, cited: Sequence[Evidence]) -> Draft | None:
        """``trong đó bao nhiêu 3 sao``: the one part with that grade of the figure that was told."""
        for evidence in cited:
            first, last = evidence.highlight
            told = self.sentences.facts_of(evidence)
            shown = [f for f in told if first <= f.quote.start and f.quote.end <= last]
            parts = [p for f in shown for p in self.knowledge.figures.parts.get(f.id, ())]
            fitting = [p for p in parts if all(p.dimensions.get(k) in v for k, v in query.dimensions)]
            if query.dimensions and len(fitting) == 1:
                return self._figure(query, fitting[0])
        return None

    def inside(self, query: Query, cited: Sequence[Evidence]) -> Draft | None:
        """``có bao nhiêu sản phẩm trong đó``, of a decision: the one such number that the next sentence tells
        as what follows from it (``Theo đó, …``)."""
        for evidence in cited:
            after = self._next(evidence)
            if after is None or not begins(after.quote, "continuing"):
                continue
            told = [f for f in self.sentences.facts_of(after) if f.unit in query.units]
            found = [f for f in told if f.status != "change" and "part_of" not in f.links]
            if len(found) == 1:
                return self._figure(query, found[0])
        return None

    def outcome(self, query: Query, cited: Sequence[Evidence]) -> Draft | None:
        """``bao nhiêu đạt``, of what was assessed: the figures that are told as the result of it."""
        for evidence in cited:
            told = self.sentences.facts_of(evidence)
            page = self.knowledge.pages[evidence.bulletin].facts
            results = {f.id: f for w in told for f in page if came_of(w, f) and "part_of" not in f.links}
            if results:
                first = next(iter(results.values())).sentence
                return self._figure(query, *(f for f in results.values() if f.sentence == first))
        return None

    def _figure(self, query: Query, *facts: Fact) -> Draft:
        """Figures of one sentence, with it."""
        evidence = tuple(self.knowledge.evidence(fact) for fact in facts)
        value = "; ".join(printed(fact, query.language) for fact in facts)
        text = say(query.language, "answer.figure_quoted", value=value, quote=evidence[0].quote)
        return Draft("answered", (Claim(text, evidence),), facts, why="a figure of the sentence told before")

    # --- numbers -----------------------------------------------------------------------------------

    def _number(self, query: Query, before: Query, evidence: Evidence) -> Draft | None:
        """Another number of the sentence, the one right behind what was told where there are several."""
        unit = query.counted or (query.units[0] if len(query.units) == 1 and not query.asks else "")
        if not unit or unit == before.counted or not (query.any("count") or not query.asks):
            return None
        if missing([*query.telling, *query.topic_words], evidence.quote, query.glued):
            return None
        kinds = query.values("maker")
        told = self.sentences.facts_of(evidence)
        fitting = [
            f
            for f in told
            if f.unit == unit
            and f.status != "change"
            and f.dimensions.get("role") != "whole"
            and (f.dimensions.get("maker", "") in kinds if kinds else "maker" not in f.dimensions)
        ]
        if not fitting:
            return None
        own = self._behind(fitting, told, evidence, before.counted)
        if own is None:
            return self._quoted(query, evidence)
        return self._figure(query, own)

    @staticmethod
    def _behind(
        fitting: Sequence[Fact], told: Sequence[Fact], evidence: Evidence, counted: str
    ) -> Fact | None:
        """The one figure that fits, or of several the one that follows the words cited before any other
        figure of what was counted there."""
        if len({f.value for f in fitting}) == 1:
            return fitting[0]
        last = evidence.highlight[1]
        if (evidence.start, evidence.end) == evidence.highlight:
            return None
        others = [f.quote.start for f in told if f.unit == counted and f.quote.start >= last]
        until = min(others, default=evidence.end)
        near = [f for f in fitting if last <= f.quote.start < until]
        return near[0] if near else None

    # --- names -------------------------------------------------------------------------------------

    def _names(self, query: Query, before: Query, evidence: Evidence) -> Draft | None:
        """The names behind a number of things: in its own clause, or in the next sentence where that only
        gives them."""
        kind = named_kind(query)
        asked = query.any("list") or (kind and query.any(*_NAMING))
        if not asked or query.terms or query.any("count", "who", "when"):
            return None
        if kind and before.counted and kind != before.counted:
            return None
        unit = kind or before.counted
        told = [f for f in self.sentences.facts_of(evidence) if f.unit == unit]
        whole = (evidence.start, evidence.end) == evidence.highlight
        first = evidence.highlight[1] if not whole else next((f.quote.end for f in told), evidence.end)
        others = [f.quote.start for f in told if f.quote.start >= first and f.status != "change"]
        behind = evidence.paragraph_text[first : min(others, default=evidence.end)]
        mark = _MARK.search(behind)
        own = behind[: mark.start()] if mark and "(" not in behind[: mark.start()] else behind
        if LISTING.search(own):
            return self._quoted(query, evidence)
        after = self._next(evidence)
        if after is None or not begins(after.quote, "naming"):
            return None
        if after.paragraph == evidence.paragraph:  # both are shown
            end = after.end
            both = self.knowledge.sentence(evidence.bulletin, evidence.paragraph, evidence.start, end)
            return self._quoted(query, both)
        return self._quoted(query, after, evidence)

    def _next(self, evidence: Evidence) -> Evidence | None:
        """The sentence behind another, perhaps the first of the next paragraph."""
        page = self.knowledge.bulletins[evidence.bulletin]
        for number in (evidence.paragraph, evidence.paragraph + 1):
            if any(p.number == number for p in page.paragraphs):
                for start, end in self.knowledge.spans(evidence.bulletin, number):
                    if number > evidence.paragraph or start >= evidence.end:
                        return self.knowledge.sentence(evidence.bulletin, number, start, end)
        return None

    # --- the most and the least -------------------------------------------------------------------------

    def leading(self, query: Query, before: Query, cited: Sequence[Evidence]) -> Draft | None:
        """``xã nào cao nhất``, behind figures: the one sentence near them that says so of the same things."""
        group = "superlative" if query.any("most") else "smallest"
        own = query.terms or query.areas or query.periods or query.needs or query.topics or query.dimensions
        if own or not query.any("most", "least") or query.any("count", "share", "why", "yes_no"):
            return None
        kind = named_kind(query) or next((u for u in before.units if u in PLACES), "")
        for bulletin in dict.fromkeys(e.bulletin for e in cited):
            found = [
                e
                for p in self.knowledge.bulletins[bulletin].paragraphs
                for start, end in self.knowledge.spans(bulletin, p.number)
                if says((e := self.knowledge.sentence(bulletin, p.number, start, end)).quote, group)
                and any(f.unit in before.units for f in self.sentences.facts_of(e))
                and any(f.area is not None and f.area.level == kind for f in self.sentences.facts_of(e))
            ]
            if len(found) == 1:
                return self._quoted(query, found[0])
        return None

    # --- where and when ------------------------------------------------------------------------------

    def _circumstance(self, query: Query, evidence: Evidence) -> Draft | None:
        """The place or the day that the sentence gives."""
        kind = named_kind(query)
        placed = query.any("where") or (query.any("which_place") and kind in PLACES)
        if not (placed or query.any("when")) or query.any("count"):
            return None
        if missing([*query.telling, *query.topic_words], evidence.quote, query.glued):
            return None
        return self._quoted(query, evidence) if self.sentences.holds_asked(query, evidence) else None

    @staticmethod
    def _quoted(query: Query, evidence: Evidence, *others: Evidence) -> Draft:
        text = say(query.language, "answer.according", quote=evidence.quote)
        return Draft("answered", (Claim(text, (evidence, *others)),), why="the sentence told before")
