"""Figures become facts: a grammar over the lexicon.

The segments of a sentence (``corpus.clauses``) are walked left to right with a *scope*
(``corpus.scope``): programme, area, period and status hold for what follows until something
else is said.  What a quantity measures is chosen in ``corpus.meaning``.  A total and its parts
are linked, and what the lexicon does not know becomes a fact ``other`` with its own noun
phrase.  Meanings: ``docs/facts.md``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.annotate import Annotated
from corpus.areas import Gazetteer
from corpus.clauses import BREAKS, Cutter, Quantity, closing
from corpus.lexicon import Indicator, Lexicon
from corpus.meaning import Chooser, Meaning, is_new
from corpus.model import Area, Bound, Fact, Nature, Period, Quote, Status
from corpus.numbers import plain
from corpus.scope import (
    LEVELS,
    Bracket,
    Scope,
    Sentence,
    Setting,
    Walk,
    area_of,
    hear,
    said_period,
    said_status,
)

__all__ = ["CONTEXT", "Grammar", "Sentence", "Setting", "mismatches"]

CONTEXT = 40  # characters of prefix and suffix kept with a quote
FLOW_STEPS = frozenset(
    {"registered", "assessed", "eligible", "recognised", "renewed", "upgraded", "expired", "revoked"}
)
BOUNDS: dict[str, Bound] = {
    "at_least": "at_least",
    "over": "over",
    "about": "about",
    "under": "under",
    "at_most": "at_most",
}
BULLETS = "-+*•–"


class Grammar:
    """Reads facts out of annotated sentences."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.cutter = Cutter(lexicon)
        self.chooser = Chooser(lexicon)

    # --- paragraphs and sentences --------------------------------------------------------------

    def read(self, paragraphs: Iterable[Sequence[Sentence]], setting: Setting) -> list[Fact]:
        """Facts of a bulletin's paragraphs (each a list of sentences), in order."""
        facts: list[Fact] = []
        named: dict[str, Area] = {}
        chapter, section, opening, period = Scope(), Scope(), Scope(), setting.period
        for sentences in paragraphs:
            if not sentences:
                continue
            paragraph = sentences[0].paragraph
            listed = paragraph.text[:1] in BULLETS
            above = opening if listed else section
            if paragraph.kind == "heading":
                above = chapter if paragraph.text[:1].isdecimal() else Scope()
            scope = self._start(setting, period, above)
            for sentence in sentences:
                found, scope = self._sentence(sentence, scope, setting, named)
                facts.extend(found)
            if paragraph.kind == "heading":
                section = opening = scope
                chapter = chapter if paragraph.text[:1].isdecimal() else scope
            elif not listed:
                opening = scope if paragraph.text.endswith(":") else section
            if paragraph.kind not in ("title", "caption"):
                period = scope.period
        return facts

    @staticmethod
    def _start(setting: Setting, period: Period | None, above: Scope) -> Scope:
        """The scope a paragraph begins with; a heading or a line that opens a list lends its own."""
        scope = above.copy()
        scope.programmes = [*reversed(setting.programmes), *above.programmes]
        scope.area = above.area or setting.area
        scope.period = above.period if above.plan or above.total else period
        scope.last = None
        return scope

    def _sentence(
        self, sentence: Sentence, scope: Scope, setting: Setting, named: dict[str, Area]
    ) -> tuple[list[Fact], Scope]:
        local = scope.copy()
        local.status, local.flow = "target" if scope.plan or scope.aim else "actual", False
        local.stock = False
        clause = self.cutter.cut(sentence.text)
        walk = Walk(sentence, clause, local, setting, named, total=scope.total, kept=scope.period)
        for i, (first, last) in enumerate(clause.bounds):
            self._open(walk, first, scope)
            inside = [q for q in clause.quantities if q.segment == i]
            if not inside:
                hear(walk, self.cutter.read(sentence.text, first, last, clause.grades), quantity=False)
            for n, quantity in enumerate(inside):
                if n == 0:
                    hear(walk, quantity.left, quantity=True)
                self._quantity(walk, quantity)
        return walk.facts, self._after(walk, scope)

    @staticmethod
    def _after(walk: Walk, before: Scope) -> Scope:
        """What holds for the next sentence."""
        text = walk.words
        after = before.copy()
        colons = [i for i, w in enumerate(text.words) if w.text == ":"]
        first = walk.clause.quantities[0].first if walk.clause.quantities else len(text.words)
        planned = any(m.has("status", "target") and m.last <= first for m in text.mentions)
        heading = walk.sentence.paragraph.kind == "heading" or not walk.clause.quantities
        if planned and walk.scope.status == "target" and (heading or any(c < first for c in colons)):
            after.plan = True
        ends = walk.scope.period.end if walk.scope.period else None
        ahead = walk.setting.reference is not None and (ends or "") > walk.setting.reference.isoformat()
        after.aim = walk.scope.status == "target" and ahead and walk.sentence.paragraph.kind == "body"
        listed = len({p.end for p in walk.times if p.kind == "year"}) > 1
        walk.kept = before.period if listed else walk.kept
        after.period = walk.scope.period if after.plan or after.aim else walk.kept
        after.programmes = walk.scope.programmes
        opened = bool(text.words) and text.words[-1].text == ":"
        after.needs = set(walk.scope.needs) if opened or heading else set(before.needs)
        after.dimensions = dict(walk.scope.dimensions) if opened or heading else dict(before.dimensions)
        after.step = walk.step
        after.last = walk.last_whole() or before.last
        after.total = walk.last_whole() if opened else before.total
        after.area = walk.topic if walk.topic and not walk.wandering else before.area
        return after

    @staticmethod
    def _open(walk: Walk, first: int, scope: Scope) -> None:
        """``trong đó``, ``gồm``, a colon and brackets open the parts of a figure; ``;`` may close them."""
        word = walk.words.words[first].text
        while walk.brackets and first >= walk.brackets[-1].close:
            bracket = walk.brackets.pop()
            walk.total, walk.scope.status, walk.scope.period = bracket.total, bracket.status, bracket.period
        if word == ";" and walk.wandering and not walk.brackets:
            walk.scope.area = scope.area
        close = closing(walk.words, first)
        whole = walk.last_whole()
        if close is not None:
            walk.brackets.append(Bracket(close, walk.total, walk.scope.status, walk.scope.period))
            walk.total = whole or walk.total
            if walk.compared:
                walk.scope.status = "target"
        elif first in walk.clause.parts or (word == ":" and walk.facts):
            walk.total = whole or (scope.last if first == 0 else None) or walk.total
            walk.loose = first in walk.clause.parts and "trong" in walk.words.words[first].key
        elif word == ";" and not walk.brackets and walk.total is not scope.total and _full(walk):
            walk.total = None

    # --- one quantity ----------------------------------------------------------------------------

    def _quantity(self, walk: Walk, quantity: Quantity) -> None:
        area = area_of(walk, quantity)
        walk.compared = quantity.right.plan
        fact = self._fact(walk, quantity, area)
        self._keep(walk, fact)
        walk.scope.programmes = [*walk.scope.programmes, *quantity.right.programmes]
        if quantity.figure.kind == "ratio" and quantity.figure.high is not None:
            self._whole(walk, quantity, walk.facts[-1], quantity.figure.high)

    @staticmethod
    def _keep(walk: Walk, fact: Fact) -> None:
        total = walk.total
        counted = fact.status != "change" and not fact.dimensions.get("role")
        same = total is not None and total.unit == fact.unit and total.status == fact.status
        if (
            total is not None
            and same
            and counted
            and total.id != fact.id
            and Decimal(fact.value) <= Decimal(total.value)
        ):
            some = {"part": "some"} if walk.loose and not walk.brackets else {}
            fact = replace(fact, links={**fact.links, "part_of": total.id, **some})
        walk.facts.append(fact)

    def _whole(self, walk: Walk, quantity: Quantity, reached: Fact, high: Decimal) -> None:
        """``5/17 xã``: the plan or the whole that the reached figure belongs to."""
        at = walk.sentence.start + walk.words.words[quantity.first].start
        whole_id = _identity(reached.bulletin, reached.paragraph, at, "whole")
        if self._planned(walk, quantity):
            extra = replace(reached, links={"plan_of": reached.id}, status="target")
        else:
            extra = replace(
                reached, links={"whole_of": reached.id}, dimensions={**reached.dimensions, "role": "whole"}
            )
        walk.facts.append(replace(extra, id=whole_id, value=plain(high), bound="exact"))

    @staticmethod
    def _planned(walk: Walk, quantity: Quantity) -> bool:
        """A ratio is against a plan where its clause, or the list it stands in, speaks of one; a share
        in brackets behind it is one of a whole."""
        words, at = walk.words.words, quantity.right.end
        share = at < len(words) and words[at].text == "(" and "%" in [w.text for w in words[at : at + 4]]
        if quantity.unit == "criterion" or share:
            return False
        said = walk.words.mentions
        plans = [m.first for m in said if m.has("compared", "plan") or m.has("ratio", "plan_ratio")]
        stop = next((i for i in range(at, len(words)) if words[i].text == ";"), len(words))
        if any(at <= p < stop for p in plans):
            return True
        reached, figure = walk.facts[-1], quantity.figure
        return bool(plans) and reached.period.kind != "as_of" and figure.value != figure.high

    def _fact(self, walk: Walk, quantity: Quantity, area: Area | None) -> Fact:
        meaning = self.chooser.choose(walk, quantity)
        value, high, links = quantity.figure.value, quantity.figure.high, {}
        period = _period_of(walk, quantity)
        status = _status_of(walk, quantity, period)
        if quantity.change:
            value *= quantity.change
            high = high * quantity.change if high is not None else None
            base = quantity.right.base
            if base is not None and base.end:
                links["base"] = base.end[:4]
        period = _target_period(period) if status == "target" else period
        _settle_step(walk, quantity, meaning, period)
        quote = _quote(walk.sentence, quantity)
        return Fact(
            id=_identity(walk.sentence.bulletin, walk.sentence.paragraph.number, quote.start, plain(value)),
            indicator=meaning.indicator.id if meaning.indicator else "other",
            programme=meaning.indicator.programme if meaning.indicator else "",
            label=_label(meaning.indicator, meaning.dimensions) or _own_label(walk.words, quantity),
            value=plain(value),
            high=plain(high) if quantity.figure.kind == "range" and high is not None else "",
            raw=quantity.figure.text,
            unit=meaning.unit,
            dimensions=meaning.dimensions,
            area=area,
            period=period,
            status=status,
            nature=_nature(quantity, meaning, period, status, walk.scope),
            bound=_bound(walk.words, quantity),
            bulletin=walk.sentence.bulletin,
            paragraph=walk.sentence.paragraph.number,
            quote=quote,
            sentence=(walk.sentence.start, walk.sentence.end),
            links=links,
            context_years=_years(walk.words, walk.scope),
        )


# --- small pure parts -----------------------------------------------------------------------------


def _full(walk: Walk) -> bool:
    """Whether an open total ends here: its parts add up, or it need not."""
    if walk.total is None or walk.loose:
        return True
    parts = [Decimal(f.value) for f in walk.facts if f.links.get("part_of") == walk.total.id]
    return sum(parts, Decimal(0)) >= Decimal(walk.total.value)


def _period_of(walk: Walk, quantity: Quantity) -> Period:
    own = said_period(quantity.right, walk)
    if own is None and walk.total is not None:
        own = walk.total.period
    return own or walk.scope.period or Period("unknown", None, None)


def _status_of(walk: Walk, quantity: Quantity, period: Period) -> Status:
    """Said status first; what lies in the future, or in a plan and not behind it, is a target."""
    status = said_status(quantity.left) or walk.scope.status
    model = walk.total or walk.last_whole()
    if quantity.bare and model is not None and status == "actual" and model.indicator != "other":
        return model.status
    reference = walk.setting.reference.isoformat() if walk.setting.reference else ""
    if quantity.unit in LEVELS and quantity.left.dimensions.get("step") == "registered":
        return "target"
    if status == "actual" and walk.setting.plan and not reference and period.kind != "as_of":
        return "target"
    if status == "actual" and reference:
        begins, ends = period.start or "", period.end or ""
        if begins > reference:
            return "target"
        if walk.setting.plan and (not period.text or ends > reference):
            return "target"
    if quantity.change and status != "target":
        return "change"
    return status


def _target_period(period: Period) -> Period:
    """A target for the end of a year is a target of that year."""
    if period.kind == "as_of" and period.end and period.end.endswith("-12-31"):
        return Period("year", f"{period.end[:4]}-01-01", period.end, period.text)
    return period


def _settle_step(walk: Walk, quantity: Quantity, meaning: Meaning, period: Period) -> None:
    """``đến nay có 305 sản phẩm được công nhận`` is a stock, without a step; ``thêm`` makes new ones."""
    dimensions, indicator = meaning.dimensions, meaning.indicator
    if indicator is None or "step" not in indicator.dimensions:
        return
    new = quantity.raised == "flow" or is_new(quantity.left, quantity.right)
    behind = "step" not in quantity.left.dimensions and not walk.step
    if new and "step" not in dimensions:
        dimensions["step"] = "recognised"
    elif (
        dimensions.get("step") == "recognised"
        and not new
        and _standing(period)
        and _exists(walk, period, behind)
    ):
        del dimensions["step"]
    elif "step" not in dimensions and "stars" in dimensions and _within_a_year(period) and _graded_anew(walk):
        dimensions["step"] = "recognised"
    if "step" in dimensions:
        walk.step = dimensions["step"]


def _within_a_year(period: Period) -> bool:
    years = (period.start or "")[:4], (period.end or "")[:4]
    return period.kind in ("year", "quarter", "month", "range") and years[0] == years[1] != ""


def _graded_anew(walk: Walk) -> bool:
    """``năm 2023 có 12 sản phẩm đạt 3 sao``: within a year, and no part of what exists."""
    return walk.total is None and not walk.scope.stock and walk.scope.status != "target"


def _exists(walk: Walk, period: Period, behind: bool) -> bool:
    """Whether what was recognised is what exists: a time up to now, or a whole place, is said."""
    whole = any(p.kind == "generic" for p in walk.words.places)
    return walk.scope.stock or (behind and (bool(period.text) or whole))


def _standing(period: Period) -> bool:
    """A day, or a span of years: what was recognised up to then is what exists."""
    years = (period.start or "")[:4], (period.end or "")[:4]
    return period.kind == "as_of" or (period.kind == "range" and years[0] != years[1])


def _nature(quantity: Quantity, meaning: Meaning, period: Period, status: Status, scope: Scope) -> Nature:
    """A flow happens in a period; a stock is there on a day, or is a level (a rate, an income)."""
    dimensions, indicator = meaning.dimensions, meaning.indicator
    if quantity.change or quantity.raised == "flow" or scope.flow or dimensions.get("step") in FLOW_STEPS:
        return "flow"
    if (
        meaning.unit in ("dong", "event")
        or (dimensions.get("role") == "plan_ratio"
        and not dimensions.get("level"))
    ):
        return "flow"
    level = indicator is not None and indicator.needs and meaning.unit not in ("km", "dong")
    if (
        period.kind in ("as_of", "unknown")
        or "criteria" in dimensions
        or meaning.unit.startswith("criteri")
        or level
    ):
        return "stock"
    if (
        scope.stock
        or quantity.become
        or (status == "target"
        and period.text.startswith(("đến", "hết", "cuối")))
    ):
        return "stock"
    return "flow"


def _bound(text: Annotated, quantity: Quantity) -> Bound:
    """The hedge before a number, or ``trở lên`` and ``trở xuống`` behind its noun."""
    if quantity.hedge in BOUNDS:
        return BOUNDS[quantity.hedge]
    for i in range(quantity.last, min(quantity.last + 6, len(text.words) - 1)):
        if text.words[i].text in BREAKS or text.words[i].kind == "number":
            break
        if text.words[i].key == "trơ\u0309":
            return "at_least" if text.words[i + 1].fold == "len" else "at_most"
    return "exact"


def _own_label(text: Annotated, quantity: Quantity) -> dict[str, str]:
    """The noun phrase after (or before) a figure that the lexicon does not know."""
    words = text.words
    last = quantity.figure.last
    while last < len(words) and last - quantity.figure.last < 6 and words[last].kind == "word":
        last += 1
    if last > quantity.figure.last:
        phrase = text.source(quantity.figure.last, last)
    else:
        first = quantity.figure.first
        while first > 0 and quantity.figure.first - first < 6 and words[first - 1].text not in BREAKS:
            first -= 1
        phrase = text.source(first, quantity.figure.first) if first < quantity.figure.first else ""
    return {"vi": phrase, "en": phrase}


def _quote(sentence: Sentence, quantity: Quantity) -> Quote:
    words = sentence.text.words
    last = max(quantity.last, quantity.right.end)
    start = sentence.start + words[quantity.first].start
    end = sentence.start + words[last - 1].end
    text = sentence.paragraph.text
    return Quote(
        text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end
    )


def _identity(bulletin: str, paragraph: int, start: int, role: str) -> str:
    return hashlib.sha256(f"{bulletin}\n{paragraph}\n{start}\n{role}".encode()).hexdigest()[:16]


def _years(text: Annotated, scope: Scope) -> tuple[str, ...]:
    """Years that the sentence and its surroundings name."""
    periods = [f.period for f in text.figures if f.period is not None]
    if scope.period is not None:
        periods.append(scope.period)
    years = {p.end[:4] for p in periods if p.end} | {p.start[:4] for p in periods if p.start}
    return tuple(sorted(years))


def mismatches(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Decimal]]:
    """Totals whose linked parts add up to something else, with that sum.

    ``trong đó`` may name only some of the parts: then a smaller sum is no mismatch.
    """
    parts: dict[str, list[Fact]] = {}
    for fact in facts:
        if "part_of" in fact.links:
            parts.setdefault(fact.links["part_of"], []).append(fact)
    for total in facts:
        own = parts.get(total.id, [])
        found = sum((Decimal(f.value) for f in own), Decimal(0))
        partial = any(f.links.get("part") == "some" for f in own) and found < Decimal(total.value)
        if len(own) > 1 and found != Decimal(total.value) and not partial:
            yield total, found


def _label(indicator: Indicator | None, dimensions: Mapping[str, str]) -> dict[str, str]:
    """The label of an indicator; a band of criteria has its own (few criteria meet no standard)."""
    if indicator is None:
        return {}
    return dict(indicator.banded if indicator.banded and "criteria" in dimensions else indicator.label)
