"""What speaks for a sentence as the answer to a question, each sign a number.

Where the solvers hold a sentence against conditions, all of which it must meet, these signs are
weighed against each other (``bot.closest``; [0031](../docs/decisions/0031-signs-are-weighed.md)): how
much of the question stands in it and near it, whether it holds the kind of thing that is asked for,
whether place, time and grade agree, and by how much it does so better than any other sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from bot.answer import Evidence
from bot.holes import NOWHERE, Hole, fills, holes
from bot.knowledge import Knowledge
from bot.matching import holds, missing, says, stored_words
from bot.question import Query
from bot.register import grades_agree, levels_agree
from bot.sentences import Sentences
from corpus.annotate import Annotated
from corpus.text import Token

CANDIDATES = 14  # sentences of which all signs are read
LONG = 8  # words of a question beyond which more say nothing more
# Signs of which it also counts by how much a sentence exceeds the best of the others.
COMPARED = ("held", "held_before", "plain_held", "kind", "in_order", "clause", "filled", "fill_near")
ASKED = ("count", "share", "difference", "sum", "yes_no", "which_place", "why")

Signs = Mapping[str, float]


@dataclass(frozen=True)
class Candidate:
    """A sentence with its signs (each 0 to 1, differences -1 to 1)."""

    evidence: Evidence
    signs: Signs


class Signals:
    """Reads the signs of the sentences nearest to a question."""

    def __init__(self, knowledge: Knowledge, sentences: Sentences) -> None:
        self.knowledge = knowledge
        self.sentences = sentences

    def candidates(self, query: Query) -> list[Candidate]:
        """The sentences that share most with a question, with their signs; [] if nothing is asked about."""
        matter = self.sentences.matter(query)
        if not matter or self.sentences.counts_places_alone(query):
            return []
        words = (*matter, *query.annotated.words)
        text = " ".join([*(w.text for w in words), *(a.name for a in query.areas)])
        places = self.sentences.sought(text)
        ranks = {place: 1 / (1 + i) for i, place in enumerate(places)}
        pages = list(dict.fromkeys(bulletin for bulletin, _ in places))
        near = nlargest(CANDIDATES, self._spans(places), key=lambda e: self._shared(query, matter, e))
        open_ = holes(query)
        read = [
            self._signs(query, matter, evidence)
            | self._filled(query, open_, matter, evidence)
            | {
                "rank": ranks[evidence.bulletin, evidence.paragraph],
                "page_rank": 1 / (1 + pages.index(evidence.bulletin)),
            }
            for evidence in near
        ]
        asked = self._asked(query, matter)
        beyond = [_beyond(signs, [other for other in read if other is not signs]) for signs in read]
        return [
            Candidate(evidence, asked | signs | ahead)
            for signs, ahead, evidence in zip(read, beyond, near, strict=True)
        ]

    def _asked(self, query: Query, matter: Sequence[Token]) -> dict[str, float]:
        """The signs that lie in the question: the same for all its sentences."""
        return {
            "long": min(LONG, len(matter)) / LONG,
            "english": float(query.spoken == "en"),
            "figures_only": float(self.sentences.told_by_figures(query)),
            **{f"asks_{ask}": float(query.any(ask)) for ask in ASKED},
        }

    def _spans(self, places: Sequence[tuple[str, int]]) -> list[Evidence]:
        return [
            self.knowledge.sentence(bulletin, number, start, end)
            for bulletin, number in places
            for start, end in self.knowledge.spans(bulletin, number)
        ]

    def _shared(self, query: Query, matter: Sequence[Token], evidence: Evidence) -> float:
        """The weight of the question's words in a sentence, in its paragraph, in its title and lead, those
        nearer to it counting more; its places alike."""
        lacking, found = list(matter), 0.0
        texts = (evidence.quote, evidence.paragraph_text, self._around(evidence))
        for worth, text in zip((1.0, 0.4, 0.3), texts, strict=True):
            held = stored_words(text).held
            left = [t for t in lacking if not holds(held, t)]
            found += worth * (self.knowledge.weight(lacking) - self.knowledge.weight(left))
            lacking = left
        placed = all(self.sentences.agreement.lies_in(area, evidence) for area in query.areas)
        return found / (self.knowledge.weight(matter) or 1) + (0.5 if placed else 0.0)

    def _around(self, evidence: Evidence) -> str:
        return self.knowledge.context(evidence.bulletin, evidence.paragraph)

    def _signs(self, query: Query, matter: Sequence[Token], evidence: Evidence) -> dict[str, float]:
        sentences, agreement = self.sentences, self.sentences.agreement
        quote = evidence.quote
        facts = sentences.facts_of(evidence)
        units = {query.counted} if query.counted else set(query.units)
        same = [f for f in facts if not units or f.unit in units]
        clauses = (self.held(matter, self.knowledge.clause(f), query) for f in same)
        names = {id(t) for t in sentences.names_of(query)}
        plain = [t for t in matter if not t.capital] or matter
        lacking = missing(matter, quote, query.glued)
        around = self._around(evidence)
        far = missing(lacking, around, query.glued)
        whole = self.knowledge.weight(matter) or 1
        subject = self.knowledge.subjects.get(evidence.bulletin)
        kind = sentences.holds_kind(query, evidence)
        block = self.knowledge.paragraph(evidence.bulletin, evidence.paragraph)
        return {
            "far": min(LONG, len(far)) / LONG,
            "reason": float(query.any("why") and says(quote, "because")),
            "year_said": sum(y in quote for y in query.years) / len(query.years) if query.years else 0.5,
            "words": min(1.0, len(quote) / 400),
            "figured": float(bool(facts)),
            "held": 1 - self.knowledge.weight(lacking) / whole,
            "plain_held": self.held(plain, quote, query),
            "held_before": self.held(matter, f"{self.knowledge.before(evidence)} {quote}", query),
            "held_around": 1 - self.knowledge.weight(far) / whole,
            "lacking": min(LONG, len(lacking)) / LONG,
            "names_lacking": min(LONG, sum(id(t) in names for t in far)) / LONG,
            "in_order": _in_order(query.content, quote),
            "clause": max(clauses, default=0.0),
            "unit": float(bool(same)) if units else 0.5,
            "several": min(5, len(same)) / 5,
            "kind": float(kind),
            "asked": float(kind and sentences.names_asked(query, evidence)),
            "fitting": float(bool(sentences.fitting.of(query, evidence))),
            "covers": float(sentences.covers(query, evidence)),
            "named": float(sentences.named.names(query, evidence)),
            "placed": float(agreement.placed(query, evidence)),
            "about": float(
                subject is not None and any(sentences.gazetteer.same(a, subject) for a in query.areas)
            ),
            "timed": float(agreement.timed(query, evidence)),
            "no_year": float(bool(query.years) and not any(y in around for y in query.years)),
            "month": float(agreement.in_months(query, evidence)),
            "graded": float(grades_agree(query, quote) and levels_agree(query, quote)),
            "title": float(sentences.named.is_title(evidence)),
            "no_body": float(block.kind != "body"),
        }

    def _filled(
        self, query: Query, open_: Sequence[Hole], matter: Sequence[Token], evidence: Evidence
    ) -> dict[str, float]:
        """How much of what a question leaves open a sentence gives, and how near to its other words."""
        read = self.sentences.named.read(evidence)
        plain = [t for t in matter if not t.capital] or matter
        near, found, firm = [], 0, 0
        for hole in open_:
            spots = fills(hole, query, read)
            found += bool(spots)
            firm += any(at > NOWHERE for at in spots)
            shares = [self.held(plain, _window(read, at), query) for at in spots if at > NOWHERE]
            near.append(max(shares, default=0.0))
        if not open_:
            return {"filled": 0.5, "filled_all": 0.5, "fill_near": 0.5, "fill_firm": 0.5}
        return {
            "filled": found / len(open_),
            "filled_all": float(found == len(open_)),
            "fill_near": sum(near) / len(near),
            "fill_firm": firm / len(open_),
        }

    def held(self, words: Sequence[Token], text: str, query: Query) -> float:
        """The share of some words' weight that a text holds."""
        return 1 - self.knowledge.lacking(words, text, query.glued)


def _window(read: Annotated, at: int) -> str:
    return read.source(max(0, at - 9), min(len(read.words), at + 10))


def _in_order(words: Sequence[Token], text: str) -> float:
    """The share of a question's neighbouring words that stand side by side in a text."""
    near = [(a.fold, b.fold) for a, b in pairwise(words) if a.end < b.start <= a.end + 2]
    held = stored_words(text).pairs
    return sum(pair in held for pair in near) / len(near) if near else 0.5


def _beyond(signs: Signs, others: Sequence[Signs]) -> dict[str, float]:
    """By how much a sentence's signs exceed those of the best other one."""
    return {
        f"{name}_beyond": signs[name] - max((other[name] for other in others), default=0.0)
        for name in COMPARED
    }
