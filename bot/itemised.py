"""A count that one sentence spreads over a list: the most and the least of it, a share, a sum, a difference.

``thực phẩm 133 sản phẩm, đồ uống 17 sản phẩm, …``: the items are figures of one unit, each with the words
that name it.  What they are (groups, makers, sources, roads) need not be known to the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answer import Claim, Evidence
from bot.draft import Draft
from bot.knowledge import Knowledge
from bot.matching import missing
from bot.phrasing import say
from bot.question import Query
from bot.sentences import Sentences
from bot.sharing import Sharing
from bot.telling import Teller, bold, calculated
from bot.wording import printed, scale_of, scaled_unit
from corpus.lexicon import lexicon
from corpus.model import Fact
from corpus.text import Token, tokens

LEAST_ITEMS = 3  # of a list of which the largest is asked
MOST_LACKING = 0.34  # share of a question's weight
LONGEST_NAME = 12  # words of an item
_KINDS = ("most", "least", "share", "sum", "difference")
_OTHERWISE = (
    "yes_no", "why", "plan", "changed", "when", "where", "demand", "gap", "parts", "rank", "which_place",
    "times",
)  # fmt: skip
# What leads to the name of an item and is none of it.
_LED = re.compile(
    r"(?i)^(?:và|trong đó|cụ thể|bao gồm|gồm|kế đến|tiếp đến|tiếp theo|nhiều nhất|còn lại|riêng|số còn lại"
    r"|với|có|là|thuộc|:|,|;|\(|-|–|\s)+"
)
_ENDS = frozenset({"có", "là", "với", "đạt", "chiếm", "được", "gồm"})  # what leads from a name to its figure
_MARKS = " (:,–-"
_OPENING = ("trong đó", "gồm", "cụ thể")
_COMPARING = frozenset(
    ["it", "nhieu", "nhat", "cao", "thap", "lon", "nho", "dai", "ngan", "hon", "cong", "lai", "nguon"]
)
_WHICH = frozenset({"nao", "gi"})


@dataclass(frozen=True)
class Item:
    """One figure of a list, and what names it."""

    fact: Fact
    name: str


class Itemised:
    """Solves questions about the items of a list, each answer with the sentence."""

    def __init__(self, teller: Teller, sentences: Sentences, sharing: Sharing) -> None:
        self.teller = teller
        self.knowledge: Knowledge = teller.knowledge
        self.sentences = sentences
        self.sharing = sharing

    def solve(self, query: Query) -> Draft | None:
        """The first list near the question that answers it, or None."""
        kind = next((k for k in _KINDS if query.any(k)), "sum" if query.adds else None)
        if kind == "sum" and query.total and query.counted and not query.adds:
            return None  # ``tổng cộng bao nhiêu sản phẩm``: how many there are, not what comes together
        if kind is None or query.any(*_OTHERWISE) or query.denies or query.claimed is not None:
            return None
        if any(m.has("ratio", "disbursed") for m in query.annotated.mentions):
            return None  # how much of the money was spent is no share of a list
        for evidence in self.sentences.candidates(query):
            if not self._speaks_of(query, evidence):
                continue
            for items in self._lists(query, evidence):
                draft = self._answer(query, kind, evidence, items)
                if draft is not None:
                    return draft
        return None

    def _speaks_of(self, query: Query, evidence: Evidence) -> bool:
        """Whether what surrounds a sentence holds enough of the question, but for how it compares."""
        matter = [t for t in query.content if t.fold not in _COMPARING]
        lacking = missing(matter, self.knowledge.context(evidence.bulletin, evidence.paragraph), query.glued)
        if any(t.capital and t is not query.annotated.words[0] for t in lacking):
            return False
        return self.knowledge.weight(lacking) <= MOST_LACKING * self.knowledge.weight(matter)

    # --- lists ----------------------------------------------------------------------------------------

    def _lists(self, query: Query, evidence: Evidence) -> Iterator[list[Item]]:
        """The lists of a sentence: figures of one unit, none the whole of the others."""
        facts = sorted(self.sentences.facts_of(evidence), key=lambda f: f.quote.start)
        found: dict[str, list[Item]] = {}
        nameless: set[str] = set()
        end = evidence.start
        for i, fact in enumerate(facts):
            after = facts[i + 1].quote.start if i + 1 < len(facts) else evidence.end
            name = self._name(evidence, end, fact, after)
            end = fact.quote.end
            like = [f.quote.start for f in facts[i + 1 :] if f.unit == fact.unit]
            behind = evidence.paragraph_text[end : min(like, default=after)].lower()
            opens = any(w in behind for w in _OPENING)  # its parts follow
            if not name and not opens:
                nameless.add(fact.unit)  # a list of which not all is understood
            if fact.status == "actual" and fact.dimensions.get("role") is None and name and not opens:
                found.setdefault(fact.unit, []).append(Item(fact, name))
        for unit, items in found.items():
            asked = not query.units or unit in query.units or unit.startswith("dong") or unit == "km"
            clear = len(items) > 1 and unit not in nameless and not _in_doubt(items)
            if asked and clear and all(self._of_place(query, item.fact) for item in items):
                yield items

    def _of_place(self, query: Query, fact: Fact) -> bool:
        """Whether a figure is of a place that is asked about."""
        same = self.teller.lookup.gazetteer.same
        return not query.areas or fact.area is None or any(same(a, fact.area) for a in query.areas)

    def _name(self, evidence: Evidence, start: int, fact: Fact, after: int) -> str:
        """The words that name an item: those before its figure back to the mark, else those behind it."""
        text = evidence.paragraph_text
        before = re.split(r"[,;:)]|\s\(", text[start : fact.quote.start].rstrip(" ("))[-1]
        name = _trimmed(_LED.sub("", before))
        if not name or not any(t.kind == "word" for t in tokens(name)):
            behind = re.split(r"[,;.()]|\svà\s", text[fact.quote.start : after])[0]
            name = re.sub(r"^[\d.,\s]+", "", behind).strip()
        return name if 0 < len(tokens(name)) <= LONGEST_NAME else ""

    # --- answers ----------------------------------------------------------------------------------------

    def _answer(self, query: Query, kind: str, evidence: Evidence, items: Sequence[Item]) -> Draft | None:
        if kind in ("most", "least"):
            return self._extreme(query, kind, evidence, items)
        named = [item for item in items if _names(query, item)]
        told = [w for first, last in query.matters for w in query.annotated.words[first:last]]
        if missing(told, evidence.quote, query.glued):
            return None  # ``vốn … giải ngân``: of what was spent the list says nothing
        if kind == "share" and len(named) == 1:
            whole = self._whole(items)
            return self.sharing.ratio(named[0].fact, whole, query) if whole is not None else None
        if kind == "sum" and 1 < len(named) < len(items):
            return self._worked(query, evidence, [n.fact for n in named], "+")
        if kind == "difference" and len(named) == 2 and query.any("count", "over", "below"):
            order = sorted((n.fact for n in named), key=lambda f: Decimal(f.value), reverse=True)
            return self._worked(query, evidence, order, "−")
        return None

    def _extreme(self, query: Query, kind: str, evidence: Evidence, items: Sequence[Item]) -> Draft | None:
        """The largest (or smallest) item, where the sentence speaks of the sort of thing that is asked."""
        counted = tokens(lexicon().label("unit", items[0].fact.unit, "vi"))
        sort = [w for w in _sort(query) if not any(w.fold == t.fold for t in counted)]
        if len(items) < LEAST_ITEMS or not any(not missing([w], evidence.quote) for w in sort):
            return None  # ``sản phẩm nào``: a product is asked for, not a kind of them
        if len({item.fact.area for item in items}) > 1:
            return None  # places are ranked with what else is told of them
        values = [Decimal(item.fact.value) for item in items]
        value = max(values) if kind == "most" else min(values)
        best = [item for item in items if Decimal(item.fact.value) == value]
        if len(best) != 1:
            return None
        count = printed(best[0].fact, query.language)
        named = best[0].name if best[0].name in count else f"{best[0].name} ({count})"
        text = say(query.language, "answer.figure_quoted", value=named, quote=evidence.quote)
        facts = tuple(item.fact for item in items)
        claim = Claim(text, (self.knowledge.evidence(best[0].fact),))
        return Draft("answered", (claim,), facts, why="the most of a list")

    def _whole(self, items: Sequence[Item]) -> Fact | None:
        """What the items add up to, where the bulletin tells it: linked, or a count of their very sum."""
        facts = self.knowledge.pages[items[0].fact.bulletin].facts
        linked = {item.fact.links.get("part_of") for item in items} - {None}
        if len(linked) == 1:
            return next((f for f in facts if f.id in linked), None)
        total = sum((Decimal(item.fact.value) for item in items), Decimal(0))
        unit = items[0].fact.unit
        here = {(f.paragraph, f.sentence) for f in (item.fact for item in items)}
        apart = (f for f in facts if f.unit == unit and (f.paragraph, f.sentence) not in here)
        return next((f for f in apart if Decimal(f.value) == total), None)

    def _worked(self, query: Query, evidence: Evidence, facts: Sequence[Fact], sign: str) -> Draft:
        """A sum or a difference with its calculation and the sentence."""
        language = query.language
        values = [Decimal(f.value) for f in facts]
        result = sum(values, Decimal(0)) if sign == "+" else values[0] - values[1]
        scale = scale_of(facts)
        calculation = calculated(facts, sign, result, language)
        worked = f"{bold(result / scale, language)} {scaled_unit(facts[0].unit, scale, language)}"
        text = say(
            language, "answer.share_quoted", value=worked, calculation=calculation, quote=evidence.quote
        )
        claim = self.teller.claim(facts[0], text, *facts[1:], calculation=calculation)
        return Draft("answered", (claim,), tuple(facts), why="worked out from a list")


def _trimmed(name: str) -> str:
    """A name without the marks and the verbs behind it (``thực phẩm có``)."""
    words = name.strip(_MARKS).split()
    while words and words[-1].lower() in _ENDS:
        words.pop()
    return " ".join(words).strip(_MARKS)


def _in_doubt(items: Sequence[Item]) -> bool:
    """Whether one figure of a list may be what the others add up to, though no word says so."""
    values = [Decimal(item.fact.value) for item in items]
    return len(values) > 2 and any(value * 2 == sum(values) for value in values)


def _names(query: Query, item: Item) -> bool:
    """Whether a question names an item: the first words of its name stand together in the question."""
    name = [t.fold for t in tokens(item.name) if t.kind == "word"]
    name = name[1:] if name[:1] in (["nhom"], ["nganh"], ["nguon"]) and len(name) > 2 else name
    head = name[:2]
    said = [w.fold for w in query.annotated.words]
    return bool(head) and any(said[i : i + len(head)] == head for i in range(len(said)))


def _sort(query: Query) -> list[Token]:
    """The noun of what is asked for by the most (``nhóm ngành nào``, ``loại đường nào``), of money too."""
    words = query.annotated.words
    at = next((i for i, w in enumerate(words) if w.fold in _WHICH and i), 0)
    noun = [w for w in words[max(0, at - 2) : at] if w.kind == "word" and w.fold not in _GENERAL]
    return [*noun, *(w for first, last in query.matters for w in words[first:last] if noun)]


_GENERAL = frozenset({"loai", "hang", "la", "co", "cac", "nhung", "so", "trong", "thi"})
