"""Whether a sentence names what is asked for, and what it is worth that it lists the names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from bot.agreement import RANKS
from bot.answer import Claim, Evidence
from bot.draft import Draft
from bot.knowledge import Knowledge
from bot.listing import LISTING, PLACES, Listed, Lists, lists_names, lists_products, named_kind
from bot.lookup import Lookup
from bot.matching import bare_name, begins, missing, says
from bot.phrasing import say
from bot.question import Query
from corpus.annotate import Annotated, reader
from corpus.areas import Local
from corpus.lexicon import lexicon
from corpus.model import Fact
from corpus.text import tokens

NAMED = 0.25  # what a sentence is worth more that counts and names what is asked for
_AT = re.compile(r"(?i:\btại|\bở)\s+(?:[^\W\d_]+\s+)?[A-ZĐÂĂÊÔƠƯ]")

_GRADE = re.compile(r"(\d)\s*sao", re.IGNORECASE)


class Named:
    """Holds sentences against questions for names."""

    def __init__(self, knowledge: Knowledge, local: Local) -> None:
        self.knowledge = knowledge
        self.local = local
        self.lists = Lists(knowledge)

    def names(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence names what is asked for: places where places are counted, else anything
        with a capital inside it."""
        read = self.read(evidence)
        asked = [bare_name(a) for a in query.areas]
        level = named_kind(query)
        if _asks_groups(query):
            found = (c for m in lexicon().match(tokens(evidence.quote)) for c in m.concepts)
            return len({v for c in found for k, v in c.dimensions if k == "group"}) > 1
        if level in PLACES and not self._own_list(query, level, evidence):
            return False
        if level in PLACES or query.any("where"):
            named = [p.area for p in read.places if p.kind != "generic" and bare_name(p.area) not in asked]
            if any(a.level == level or level not in PLACES for a in named):
                return True
            if query.any("where") and level not in PLACES:
                return _AT.search(evidence.quote) is not None
            kind = tokens(lexicon().label("unit", level, "vi"))
            if level in PLACES and (missing(kind, evidence.quote) or not lists_names(evidence.quote, level)):
                return False
        if not level and query.any("which_place") and query.areas:  # ``những địa phương nào``: inside it
            ranks = [RANKS.get(p.area.level, 0) for p in read.places if p.kind != "generic"]
            return max(ranks, default=0) > min(RANKS.get(a.level, 0) for a in query.areas)
        if level == "maker":
            heads = [m.last for m in read.mentions if m.has("maker_head") or m.has("honorific")]
            return any(at < len(read.words) and read.words[at].capital for at in heads)
        if level == "product" and self.is_title(evidence):
            return False
        if level == "product" and not self._own_list(query, level, evidence):
            return False
        if level == "product":
            where = [(read.words[p.start_token].start, p) for p in read.places if p.kind != "generic"]
            return lists_products(evidence.quote, {start for start, _ in where})
        anybody = query.any("maker") and not query.values("maker") and "maker" not in query.units
        if anybody and lists_names(evidence.quote):  # ``những đơn vị nào`` may be places
            return True
        if query.any("maker"):
            return any(m.has("maker_head") or m.has("honorific") for m in read.mentions)
        capitals = [t for t in tokens(evidence.quote)[1:] if t.capital and not t.text.isupper()]
        opening = re.sub(r"^[^,]{0,20}\d{4}, ", "", evidence.quote)  # ``Năm 2023, chính quyền …``
        acts = query.any("who") and begins(opening, "acting_body")
        return acts or bool(missing(capitals, query.text))

    def _own_list(self, query: Query, level: str, evidence: Evidence) -> bool:
        """Whether, of several numbers of the things whose names are asked, the one that is meant (by its
        grade, level or value) goes on with a list; or where that cannot be told."""
        page = self.knowledge.figures_of(evidence.bulletin, evidence.paragraph, evidence.start)
        told = [f for f in page if f.unit == level and f.status != "change" and f.area == page[0].area]
        graded = {k for f in told for k in f.dimensions if k in ("stars", "level")}
        asked = {k: v for k, v in query.dimensions if k in graded}
        if "stars" in asked and len(set(_GRADE.findall(evidence.quote))) < 2:
            del asked["stars"]
        meant = [
            f
            for f in told
            if all(f.dimensions.get(k) in v for k, v in asked.items())
            and (query.claimed is None or Decimal(f.value) == query.claimed)
        ]
        if len(told) < 2 or not meant or len(meant) == len(told) or not (asked or query.claimed):
            return True
        return any(self._opens_list(f, told, evidence) for f in meant)

    def _opens_list(self, fact: Fact, told: Sequence[Fact], evidence: Evidence) -> bool:
        later = [f.quote.start for f in told if f.quote.start >= fact.quote.end]
        behind = evidence.paragraph_text[fact.quote.end : min(later, default=evidence.end)]
        behind = behind.partition(";")[0]
        return LISTING.search(behind) is not None or lists_names(behind)

    def listed_behind(self, fact: Fact) -> Evidence | None:
        """The sentence of a figure that goes on with the names of what it counts (``08 xã: …``)."""
        evidence = self.knowledge.sentence(fact.bulletin, fact.paragraph, *fact.sentence)
        page = self.knowledge.figures_of(evidence.bulletin, evidence.paragraph, evidence.start)
        told = [f for f in page if f.unit == fact.unit and f.status != "change"]
        return evidence if self._opens_list(fact, told, evidence) else None

    def counted(self, query: Query, facts: Sequence[Fact], evidence: Evidence) -> float:
        """What a sentence is worth more where it counts the things whose names are asked, and goes on
        with names (``6 xã, gồm: …``)."""
        kind = named_kind(query)
        told = [f for f in facts if f.unit == kind and Decimal(f.value) > 1]
        behind = (evidence.paragraph_text[f.quote.end : evidence.end] for f in told)
        leads = "nhieu" in {w.fold for w in query.annotated.words} and not query.any("count", "most")
        if query.any("which_place") and leads and says(evidence.quote, "high_ones"):
            return NAMED  # ``những xã nào có nhiều …``
        return NAMED if any(LISTING.search(text) for text in behind) else 0.0

    def is_title(self, evidence: Evidence) -> bool:
        """A title announces; what it says is told in full below it."""
        return self.knowledge.paragraph(evidence.bulletin, evidence.paragraph).kind == "title"

    def read(self, evidence: Evidence) -> Annotated:
        """A sentence as the readers of bulletins see it."""
        key = (evidence.bulletin, evidence.paragraph, evidence.start)
        if key not in self._annotated:
            home = self.knowledge.homes.get(evidence.bulletin)
            self._annotated[key] = reader().annotate(evidence.quote, home=home, local=self.local)
        return self._annotated[key]

    @cached_property
    def _annotated(self) -> dict[tuple[str, int, int], Annotated]:
        return {}


class FigureNames:
    """Answers ``những xã nào`` by the names behind the figure that counts them."""

    def __init__(self, lookup: Lookup, named: Named) -> None:
        self.lookup = lookup
        self.named = named

    def solve(self, query: Query) -> Draft | None:
        """The sentence of that figure, or None."""
        kind = named_kind(query)
        asked = query.any("list", "which_place", "which")
        if not (kind and asked) or query.any("count", "most", "least", "yes_no"):
            return None
        choice = None if query.terms else self.lookup.choose(query)  # a word of its own may be another matter
        if choice is None or choice.best.unit != kind:
            return None
        evidence = self.named.listed_behind(choice.best)
        if evidence is None:
            return None
        text = say(query.language, "answer.according", quote=evidence.quote)
        return Draft("answered", (Claim(text, (evidence,)),), why="names behind a figure")


def with_names(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences with the next one where that only names what they count (``Đó là …``, ``Gồm: …``)."""
    for (start, _), (other, end) in pairwise(spans):
        if begins(text[other:end], "naming"):
            yield start, end


def announced(query: Query, evidence: Evidence, names: Listed) -> Draft:
    """Names, with the sentence that announces them."""
    if not names.lines:
        text = say(query.language, "answer.according", quote=names.evidence[0].quote)
        claim = Claim(text, (*names.evidence, evidence))
        return Draft("answered", (claim,), why="names in the next sentence")
    text = say(query.language, "answer.according", quote=evidence.quote)
    lines = tuple(Claim(e.quote, (e,)) for e in names.evidence)
    return Draft("answered", (Claim(text, (evidence,)),), bullets=lines, why="a list in lines")


def _asks_groups(query: Query) -> bool:
    """``thuộc những nhóm nào``, ``kể tên các nhóm sản phẩm``."""
    folds = [w.fold for w in query.annotated.words]
    at = folds.index(_GROUP) if _GROUP in folds else 0
    return at > 0 and (folds[at - 1] in ("nhung", "cac") or folds[at + 1 : at + 2] == ["nao"])


_GROUP = "nhom"
