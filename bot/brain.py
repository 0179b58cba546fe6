"""The solvers over one snapshot of knowledge, in the order in which they are asked.

A brain may be narrowed to some bulletins: it then answers as if nothing else had been published, which
is how a follow-up is asked first of what the answer before it rested on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.beside import Beside
from bot.closest import Closest
from bot.compose import Composer
from bot.containing import Containing
from bot.counting import Counting
from bot.decline import Decline
from bot.draft import Draft
from bot.itemised import Itemised
from bot.knowledge import Knowledge
from bot.listing import named_kind
from bot.lookup import Lookup
from bot.named import FigureNames
from bot.naming import Naming
from bot.nearest import Nearest
from bot.overview import Overview
from bot.passages import Passages
from bot.pointing import unnamed
from bot.question import Query, understand
from bot.referring import around
from bot.remainder import Remainder
from bot.sentences import Sentences
from bot.yearly import by_year
from corpus.annotate import reader
from corpus.areas import Local
from corpus.text import key_of

_NARROWED = 64  # brains that are remembered


@dataclass(frozen=True)
class Brain:
    """The solvers over one snapshot of knowledge."""

    knowledge: Knowledge
    composer: Composer
    solvers: tuple[tuple[str, Callable[[Query], Draft | None]], ...]
    lookup: Lookup
    counting: Counting
    passages: Passages
    sentences: Sentences
    closest: Closest
    beside: Beside
    containing: Containing
    decline: Decline
    local: Local
    within: Callable[[frozenset[str]], Brain]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Brain:
        """Solvers in the order in which they are asked."""
        matchers = reader()
        lookup = Lookup(knowledge, matchers.gazetteer, matchers.lexicon)
        naming = Naming(knowledge, matchers.gazetteer, matchers.lexicon)
        sentences = Sentences(knowledge, matchers.gazetteer)
        counting = Counting(knowledge, lookup, sentences)
        passages = Passages(knowledge, sentences)
        return cls(
            knowledge,
            Composer(knowledge),
            (
                ("relations", counting.related),
                ("overview", Overview(knowledge, lookup).solve),
                ("records", naming.solve),
                ("facts", counting.solve),
                ("rest", Remainder(counting.teller, sentences).solve),
                ("lists", Itemised(counting.teller, sentences, counting.sharing).solve),
                ("passages", passages.solve),
                ("sides", counting.comparing.solve),
                ("sentences", sentences.solve),
                ("names", FigureNames(lookup, sentences.named).solve),
                ("nearest", Nearest(counting.teller).solve),
            ),
            lookup,
            counting,
            passages,
            sentences,
            Closest(knowledge, sentences),
            Beside(knowledge, sentences),
            Containing(counting.teller),
            Decline(knowledge, lookup, matchers.gazetteer, matchers.lexicon),
            sentences.local,
            lru_cache(_NARROWED)(lambda bulletins: cls.of(knowledge.within(bulletins))),
        )

    def understand(self, text: str, language: str | None = None) -> Query:
        """A question as it was understood."""
        knowledge = self.knowledge
        return understand(
            text,
            reader(),
            home=knowledge.home,
            today=knowledge.newest,
            language=language,
            pairs=knowledge.pairs,
            local=self.local,
            spelling=knowledge.spelling,
        )

    def drafts(self, query: Query) -> Draft:
        """The first draft that a solver gives, else the refusal; of several years, what each has."""
        draft = self._draft(query)
        return by_year(query, draft, self._draft) or draft

    def _draft(self, query: Query) -> Draft:
        if query.any("trick", "order"):  # orders to the machine; no two days are compared yet
            return self.decline.solve(query)
        within = self.containing.solve(query, lambda text: self.understand(text, query.language))
        if within is not None:
            return within
        back = unnamed(query, lambda level: bool(around(None, level, self.knowledge)))
        if back is not None:
            return back
        if query.any("quality") and not query.any("foreign", "opinion"):
            said = self.passages.said(query)  # ``phối hợp có tốt không``: only what the bulletin says itself
            return said or self.decline.solve(query)
        if _wants_opinion(query) or not self.decline.in_scope(query):
            return self.decline.solve(query)
        if query.denies and not query.any("why", "difficulty"):
            contrary = self.counting.judging.contrary(query)
            if contrary is not None:
                return contrary
            heard = self.passages.solve(query) if query.any("tell", "demand") else None
            rest = self.counting.relating.left(query)
            return heard or rest or self.sentences.solve(query) or self.decline.solve(query)
        for name, solver in self._order(query):
            draft = solver(query)
            if draft is not None and name == "facts" and _names_only(query) and not draft.bullets:
                continue  # a number is no name
            if draft is not None and name == "records" and _without_grade(query, draft):
                continue  # ``trà A đạt mấy sao``: whose product it is does not tell
            if draft is not None and not (query.exists and draft.status == "not_found"):
                return (self.closest.rather(query, draft) if name in _DOUBTED else None) or draft
        if query.exists:  # no names: whether there is any
            plain = replace(query, exists=False, asks=query.asks - {"list", "which", "which_place"})
            return self._draft(plain)
        return self.closest.solve(query) or self.decline.solve(query)

    def _order(self, query: Query) -> Sequence[tuple[str, Callable[[Query], Draft | None]]]:
        """Sentences first where a reason or a demand is asked for."""
        if query.any("why", "difficulty") and not query.any("count", "who"):
            return tuple(s for s in self.solvers if s[0] in ("passages", "sentences"))
        if query.any("why", "difficulty") or (query.any("demand") and not query.any("count", "who")):
            return tuple(sorted(self.solvers, key=lambda s: s[0] != "passages"))
        return self.solvers


# Solvers beside whose answer another sentence is weighed.
_DOUBTED = frozenset({"records", "facts", "passages", "sentences"})


def _wants_opinion(query: Query) -> bool:
    """Whether what the assistant itself thinks, or something foreign to the programmes, is asked for."""
    if not query.any("foreign", "opinion"):
        return False
    folds = [w.fold for w in query.annotated.words]
    if "nen" in folds[:1] or ("co", "nen") in pairwise(folds):
        return not query.any("count")  # ``nên mua sản phẩm nào``
    mine = {"ban", "bot", "em", "you"} & {folds[i] for i in query.asking}
    return not query.structured or (bool(mine) and query.any("opinion") and query.any("yes_no", "foreign"))


def _without_grade(query: Query, draft: Draft) -> bool:
    """Whether a grade is asked for, and a draft tells none."""
    asked = query.any("grade") and not query.any("who", "maker", "count", "where", "when", "list", "which")
    told = " ".join(claim.text for claim in (*draft.claims, *draft.bullets))
    return asked and bool(told) and _GRADE.search(told) is None


_GRADE = re.compile(r"(?i)\d\W*(?:sao|\*|-?star)")


def _names_only(query: Query) -> bool:
    """Whether names are asked for, and nothing that figures tell."""
    named = query.any("list", "which_place") and bool(named_kind(query))
    pairs = pairwise(w.key for w in query.annotated.words)
    return named and _NUMBERS.isdisjoint(pairs) and not query.any(*_FIGURED)


# ``44 là số sản phẩm gì``: a number is asked about.
_NUMBERS = frozenset({(key_of("là"), key_of("số")), (key_of("con"), key_of("số"))})


_FIGURED = (
    *("count", "share", "most", "least", "yes_no", "difference"),
    *("changed", "plan", "rank", "sum", "over", "below"),
)
