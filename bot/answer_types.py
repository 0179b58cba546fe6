"""The kind of thing that a question asks for, which a sentence must hold to answer it.

*Answer types* as question answering knows them (a person, an hour, money, a thing of a named sort):
what makes a sentence that holds all the words of a question an answer to it, or only another
sentence about the same matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from bot.answer import Evidence
from bot.matching import missing, says
from bot.question import Query
from bot.register import spoken_role
from corpus.annotate import Annotated
from corpus.lexicon import lexicon
from corpus.model import Fact
from corpus.people import persons
from corpus.text import Token, key_of

_HOUR = re.compile(r"(?<![\d.,/])\d{1,2} ?(?:h\d{0,2}|giờ|:\d\d)(?!\w)", re.IGNORECASE)
MONEY = frozenset({key_of("tiền"), "money", "vnd"})
_SPENDING = frozenset({"spent", "spend", "spending", "cost", "costs", "budget", "paid", "invested"})
_COSTS = frozenset(key_of(w) for w in ("tốn", "chi"))
_WHICH = frozenset({"nao", "gi", "may"})
# What is asked for when a person is: words behind ``ai`` that are no deed.
_NO_DEED = frozenset(
    key_of(w) for w in ("là", "làm", "đã", "đang", "sẽ", "được", "người", "có", "đứng", "vừa")
)
_TENSES = frozenset(key_of(w) for w in ("đã", "đang", "sẽ", "vừa"))
_NAME_WITHIN = 3  # words behind ``cơ sở``, ``HTX`` (``cơ sở sản xuất Bảo Long``)
# Phrases whose sort a sentence must name itself (``thuộc nhóm nào``, ``theo nghị quyết nào``).
_SORTS = ("ordinal", "document_kind")


class AnswerTypes:
    """Holds sentences against the kind of thing that is asked for."""

    def __init__(
        self, read: Callable[[Evidence], Annotated], facts_of: Callable[[Evidence], Sequence[Fact]]
    ) -> None:
        self.read = read
        self.facts_of = facts_of

    def holds(self, query: Query, evidence: Evidence) -> bool:
        """Whether a thing of the kind that is asked for stands in a sentence."""
        folds = [w.fold for w in query.annotated.words]
        if query.any("when") and ("may", "gio") in pairwise(folds) and not _HOUR.search(evidence.quote):
            return False
        if self.asks_money(query) and not any(f.unit.startswith("dong") for f in self.facts_of(evidence)):
            return False
        if query.any("which") and missing(_sort(query), evidence.quote, query.glued):
            return False
        called = query.any("list") and any(w.fold == "ten" for w in query.annotated.words)
        # ``ai làm chủ tịch xã``, ``trưởng thôn tên gì``
        holder = (query.any("maker") or called) and spoken_role(query) is not None
        if query.any("maker") and not (holder or self._maker(evidence)):
            return False
        return not (holder or query.any("who")) or self._who(query, evidence)

    @staticmethod
    def asks_money(query: Query) -> bool:
        """``Bao nhiêu tiền``, ``tốn bao nhiêu``, ``how much was spent``: a sum of money is asked for."""
        words = query.annotated.words
        if not query.any("count"):
            return False
        spent = "much" in {w.fold for w in words} and not _SPENDING.isdisjoint(w.fold for w in words)
        spent = spent or any(one.key in _COSTS and other.fold == "bao" for one, other in pairwise(words))
        return spent or any(t.key in MONEY for t in words)

    def _who(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence names somebody, with what was done if a deed is asked about."""
        deed = list(_deed(query))
        if missing(deed, evidence.quote, query.glued):
            return False
        read = self.read(evidence)
        if persons(read, lexicon()):
            return True
        said = {w.fold for w in read.words}
        if spoken_role(query) is not None or not all(w.fold in said for w in deed):
            return False  # who signed is not told by which office issued it
        if not (query.terms or query.values("step")) and _idle_deed(query):
            return False  # ``5 xã do ai báo cáo``: nothing that somebody did is held by the sentence
        heads = any(m.has("maker_head") or m.has("honorific") for m in read.mentions)
        return heads or says(evidence.quote, "agent")

    def _maker(self, evidence: Evidence) -> bool:
        """Whether a sentence calls a maker by name (``HTX đã mở rộng …`` does not)."""
        read = self.read(evidence)
        if persons(read, lexicon()) or any(m.has("honorific") for m in read.mentions):
            return True
        heads = [m.last for m in read.mentions if m.has("maker_head")]
        return any(w.capital for at in heads for w in read.words[at : at + _NAME_WITHIN])


def _sort(query: Query) -> Iterable[Token]:
    """The words of the sort of thing that is asked for, where the lexicon knows it (``nhóm nào``)."""
    words = query.annotated.words
    for mention in query.annotated.mentions:
        behind = words[mention.last].fold if mention.last < len(words) else ""
        if behind in _WHICH and any(mention.has(kind) for kind in _SORTS):
            return words[mention.first : mention.last]
    return ()


def _deed(query: Query) -> Iterable[Token]:
    """The verb right behind ``ai`` (``ai ký quyết định``), nothing where only the person is asked for."""
    words = query.annotated.words
    for i, word in enumerate(words[:-1]):
        if i not in query.asking or word.fold not in ("ai", "who") or words[i + 1].kind != "word":
            continue
        at = i + 1 + (words[i + 1].key in _TENSES)
        after = words[at] if at < len(words) else words[i]
        matter = any(t is after for t in query.content) and at not in query.asking
        return (after,) if matter and after.key not in _NO_DEED else ()
    return ()


def _idle_deed(query: Query) -> bool:
    """Whether the verb right behind ``ai`` is too common to be looked for (``do ai báo cáo``)."""
    words = query.annotated.words
    behind = [(i + 1, words[i + 1]) for i, w in enumerate(words[:-1]) if w.fold == "ai" and i in query.asking]
    return any(
        w.kind == "word" and w.key not in _NO_DEED and i not in query.asking and w not in query.content
        for i, w in behind
    )
