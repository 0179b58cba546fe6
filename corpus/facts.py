"""Figures become facts: a grammar over the lexicon.

The segments of a sentence (``corpus.clauses``) are walked left to right with a *scope*
(``corpus.scope``): programme, area, period and status hold for what follows until something
else is said.  What a quantity measures is chosen in ``corpus.meaning``.  A total and its parts
are linked, and what the lexicon does not know becomes a fact ``other`` with its own noun
phrase.  Meanings: ``docs/facts.md``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.aims import aimed_at, aims_before, done, status_measured, status_of, target_period
from corpus.areas import Gazetteer
from corpus.clauses import Cutter, Quantity
from corpus.discourse import about, apart, decides, judges, looks_back, more_follows, names_tasks
from corpus.events import products_of, settle_step
from corpus.hearing import hear
from corpus.layout import is_numbered
from corpus.lexicon import Lexicon
from corpus.locality import ranks, turns_to_a_place
from corpus.meaning import Chooser
from corpus.model import Area, Fact, Period
from corpus.natures import nature
from corpus.numbers import plain
from corpus.observations import (
    CONTEXT,
    bound,
    identity,
    label,
    own_label,
    quote_of,
    years,
)
from corpus.occasions import day_told, handed_over
from corpus.openings import open_parts
from corpus.placement import area_of
from corpus.predicates import BULLETS, recalled_by, told_before
from corpus.scan import Words
from corpus.scope import (
    LEVELS,
    Scope,
    Sentence,
    Setting,
    Walk,
    total_of,
)
from corpus.shares import over_a_plan
from corpus.titles import told_in_full
from corpus.told_words import assigned
from corpus.totals import adding_up, just_before, mismatches, of_all
from corpus.turns import Turn, bare, complete, last_list, shared_out
from corpus.when import by_then, looked_ahead, period_of, said_period

__all__ = ["CONTEXT", "Grammar", "Sentence", "Setting", "mismatches"]

RECENT = 6  # whole figures of a paragraph that "Trong đó" may look back on
OF_ANOTHER = ("share", "plan_ratio", "plan_excess")  # roles of figures that measure another one
TOPIC = 16  # words of a sentence without figures that names what the next one measures
CAPTION = 6  # words of a paragraph that tells nothing ("Ảnh minh họa")
PLAN = Words("kh")


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
        spoken: list[str] = []
        times: list[Period] = []
        mentioned: list[Period] = []
        until: dict[str, bool] = {}
        topics: list[Period | None] | None = None  # the time that topics told one after the other share
        latest = ""
        earlier: dict[str, Fact] = {}
        decided = session = False  # of the paragraph before
        chapter, section, opening, period = Scope(), Scope(), Scope(), setting.period
        for sentences in paragraphs:
            if not sentences:
                continue
            paragraph = sentences[0].paragraph
            numbered = is_numbered(paragraph.text) and opening is not section
            listed = paragraph.text[:1] in BULLETS or numbered
            above = opening if listed else section
            if about(sentences[0].text):
                period = period if topics is None else topics[0]
                topics = [period]
            if paragraph.kind == "heading":
                above = chapter if paragraph.text[:1].isdecimal() else Scope()
                period = setting.period or period  # the next chapter
            scope = self._start(setting, period, above)
            scope.spoken, scope.earlier, scope.told = spoken, earlier, facts
            scope.times, scope.mentioned, scope.until = times, mentioned, until
            scope.decided, scope.session = decided, session
            if latest in self.lexicon.wide:
                scope.programmes = [*scope.programmes, latest]
            more = paragraph.kind == "body" and more_follows(sentences[0])
            if more and facts and {f.status for f in _last_paragraph(facts)} == {"target"}:
                scope.aim, scope.period = True, facts[-1].period
            for sentence in sentences:
                found, scope = self._sentence(sentence, scope, setting, named)
                facts.extend(found)
            if paragraph.kind == "heading":
                section = opening = scope
                chapter = chapter if paragraph.text[:1].isdecimal() else scope
            elif not listed:
                opening = scope if paragraph.text.endswith(":") else section
            latest = next(iter(reversed(scope.programmes)), "")
            if paragraph.kind in ("lead", "body") and len(sentences[-1].text.words) > CAPTION:
                decided, session = scope.decided, any(judges(s.text) for s in sentences)
                here = facts and facts[-1].paragraph == paragraph.number
                told = _last_paragraph(facts) if here and not session else ()
                session = session or any(f.dimensions.get("step") == "assessed" for f in told)
            spoken = list(dict.fromkeys([*spoken, *scope.programmes]))
            if paragraph.kind not in ("title", "caption"):
                earlier = earlier if listed else scope.lasts
                passing = scope.kept is not None and scope.kept is scope.day
                if not (passing or looks_back(sentences[0].text)):
                    period = setting.period if _up_to_now(scope.kept, setting) else scope.kept
        return told_in_full(looked_ahead(shared_out(facts)), setting.dated)

    @staticmethod
    def _start(setting: Setting, period: Period | None, above: Scope) -> Scope:
        """The scope a paragraph begins with; a heading or a line that opens a list lends its own."""
        scope = above.copy()
        scope.programmes = [*reversed(setting.programmes), *above.programmes]
        scope.area = above.area or setting.area
        scope.base = scope.area
        scope.period = above.period if above.plan or above.total else period
        scope.last, scope.lasts, scope.levels, scope.kept, scope.recent = None, {}, {}, period, []
        return scope

    def _sentence(
        self, sentence: Sentence, scope: Scope, setting: Setting, named: dict[str, Area]
    ) -> tuple[list[Fact], Scope]:
        local = scope.copy()
        if scope.aim and not scope.plan and turns_to_a_place(sentence.text, scope.area):
            local.aim, local.period = False, scope.kept
        if more_follows(sentence) and (aims := aims_before(scope.told, sentence)):
            local.aim, local.period = True, aims[-1].period
        local.status, local.flow = "target" if scope.plan or local.aim else "actual", False
        local.stock = local.adding = False
        clause = self.cutter.cut(sentence.text)
        walk = Walk(sentence, clause, local, setting, named, total=scope.total, kept=scope.kept)
        walk.others = scope.earlier if scope.total is not None else {}
        if split := adding_up(clause, scope):
            walk.total, walk.others = next(iter(split.values())), split
            walk.whole = walk.total
            if local.aim and walk.total.status == "actual":  # "Trong đó, …" of what is, told before the aims
                local.aim, local.status, local.period = False, "actual", walk.total.period
        counted = next((q.first for q in clause.quantities), len(sentence.text.words))
        told = day_told(sentence.text, counted, setting.reference)
        told = told or handed_over(sentence.text, counted, setting.reference)
        if told is not None and not setting.fair:
            local.period = local.day = walk.kept = told
        for i, (first, last) in enumerate(clause.bounds):
            open_parts(walk, first, scope)
            inside = [q for q in clause.quantities if q.segment == i]
            if walk.event and not inside and names_tasks(sentence.text, first):
                continue
            if not inside and (last - first > 1 or sentence.text.words[first].text != ","):
                hear(walk, self.cutter.read(sentence.text, first, last, clause.grades))
            for n, quantity in enumerate(inside):
                if n == 0:
                    hear(walk, quantity.left, quantity=quantity.unit or "item")
                self._quantity(walk, quantity)
        walk.facts = complete(walk.facts, walk.untold)
        return walk.facts, self._after(walk, scope)

    @staticmethod
    def _after(walk: Walk, before: Scope) -> Scope:
        """What holds for the next sentence."""
        text = walk.words
        after = before.copy()
        heading = walk.sentence.paragraph.kind == "heading" or not walk.clause.quantities
        opened = bool(text.words) and text.words[-1].text == ":"
        after.plan |= _opens_aims(walk, opened=opened)
        after.aim = _aims_ahead(walk)
        listed = len({p.end for p in walk.times if p.kind == "year"}) > 1
        if walk.heard is not None and (walk.scope.status != "target" or walk.setting.plan):
            walk.kept = walk.heard
        expected = [f.period for f in walk.facts if f.status == "provisional"]
        if expected and (expected[0].end or "") > _day(walk.setting):
            walk.kept = _behind_expected(walk, expected[0])
        bracketed = apart(text)
        alone = listed or bracketed or _portrait(walk.facts, walk.setting)
        walk.kept = before.kept if alone else walk.kept
        after.kept = walk.kept
        after.period = walk.scope.period if after.plan or after.aim else walk.kept
        after.day, after.ahead = walk.scope.day, walk.scope.ahead
        after.programmes = walk.scope.programmes
        short = walk.sentence.paragraph.kind == "heading" or (heading and len(text.words) <= TOPIC)
        after.needs = set(walk.scope.needs) if opened or short else set(before.needs)
        lent = opened or (heading and not text.places)  # "đưa xã A về đích NTM nâng cao" is about A
        after.dimensions = dict(walk.scope.dimensions) if lent else dict(before.dimensions)
        after.step = walk.step
        after.decided = not walk.clause.quantities and decides(text)
        after.session = before.session or judges(text)
        if bracketed:
            return after
        wholes = walk.wholes()
        after.last = walk.last_whole() or before.last
        after.lasts = {**before.lasts, **wholes}
        after.recent = [*before.recent, *wholes.values()][-RECENT:]
        after.levels = {unit: set(levels) for unit, levels in before.levels.items()}
        for fact in walk.facts:
            if fact.indicator != "other":
                after.levels.setdefault(fact.unit, set()).add(fact.dimensions.get("level"))
        after.listed = last_list(text) or before.listed
        if walk.topic is not None:
            walk.named[walk.topic.level] = walk.topic
        split = opened and not walk.facts and bool(walk.clause.parts)  # "Cụ thể:" about the figure before
        after.total = (walk.last_whole() or (before.last if split else None)) if opened else before.total
        first = walk.sentence.opens
        walk.wandering |= not first and ranks(text)
        if walk.topic is not None and not walk.wandering:
            after.area = walk.topic
            after.base = walk.topic if first else before.base
        elif walk.wandering and walk.topic is not None and _within(before):
            after.area = before.base  # "Xã A …. Xã B, C …": neither is spoken of any more
        elif walk.topic is not None and before.area is not None and walk.topic != before.area:
            same = walk.topic.level == before.area.level  # "Xã A …. Riêng xã B …": nor is A
            after.area = walk.setting.area if same else before.area
        return after

    # --- one quantity ----------------------------------------------------------------------------

    def _quantity(self, walk: Walk, quantity: Quantity) -> None:
        area = area_of(walk, quantity)
        turn = Turn.of(walk, quantity)
        walk.compared = quantity.right.plan
        reached = _over_slash(walk, quantity)
        if reached is not None:  # "giải ngân 45 tỷ đồng/158 tỷ đồng"
            self._whole(walk, quantity, walk.facts[-1], quantity.figure.value)
            walk.facts[-1] = replace(
                walk.facts[-1], quote=quote_of(walk.sentence, quantity), raw=quantity.figure.text
            )
            return
        fact = turn.given(self._fact(walk, quantity, turn.area or area))
        for other in walk.peers[1:]:
            walk.facts.append(replace(fact, id=identity(fact.id, fact.paragraph, 0, other.name), area=other))
            if quantity.figure.kind == "ratio" and quantity.figure.high is not None:
                self._whole(walk, quantity, walk.facts[-1], quantity.figure.high)
                whole = walk.facts[-1]
                walk.facts[-1] = replace(whole, id=identity(whole.id, whole.paragraph, 0, other.name))
        fact = replace(fact, area=walk.peers[0]) if walk.peers else fact
        self._keep(walk, fact)
        if fact.indicator == "other" and bare(walk, quantity):
            walk.untold.add(walk.facts[-1].id)
        if of_all(walk.words, quantity):  # "Trong 31 sản phẩm được công nhận có 30 …": a total
            walk.total, walk.others, walk.loose = walk.facts[-1], walk.wholes(), True
            walk.split = True
        walk.scope.programmes = [*walk.scope.programmes, *quantity.right.programmes]
        counted = quantity.unit in (
            "product",
            "maker",
            "event",
        )  # "3 huyện đạt chuẩn năm 2023": of those only
        behind = [p for p in quantity.right.periods if p.kind == "year" and (counted or walk.kept is None)]
        own = fact.status == "actual" and not walk.times and not quantity.change
        if behind and own and "part_of" not in walk.facts[-1].links:
            walk.kept = behind[-1]
        if quantity.figure.kind == "ratio" and quantity.figure.high is not None:
            self._whole(walk, quantity, walk.facts[-1], quantity.figure.high)

    @staticmethod
    def _keep(walk: Walk, fact: Fact) -> None:
        total = total_of(walk, fact.unit)
        counted = fact.status != "change" and not fact.dimensions.get("role")
        same = total is not None and total.unit == fact.unit and total.status == fact.status
        if (
            total is not None
            and total.id
            and same
            and counted
            and total.id != fact.id
            and Decimal(fact.value) <= Decimal(total.value)
        ):
            some = {"part": "some"} if walk.loose and not walk.brackets else {}
            again = walk.split and walk.parts_sum(total) + Decimal(fact.value) > Decimal(total.value)
            link = "split_of" if again else "part_of"  # a second way to split the same total
            fact = replace(fact, links={**fact.links, link: total.id, **some})
        if walk.heard is not None:
            ahead = fact.status == "provisional" and (walk.heard.end or "") > _day(walk.setting)
            passing = (fact.status == "target" and not walk.setting.plan) or ahead
            walk.kept = walk.kept if passing else walk.heard
            walk.heard = None
        walk.facts.append(fact)

    def _whole(self, walk: Walk, quantity: Quantity, reached: Fact, high: Decimal) -> None:
        """``5/17 xã``: the plan or the whole that the reached figure belongs to."""
        at = walk.sentence.start + walk.words.words[quantity.first].start
        whole_id = identity(reached.bulletin, reached.paragraph, at, "whole")
        if over_a_plan(walk, quantity):
            named = [p for p in quantity.right.named_periods if p.kind == "year"]  # "theo kế hoạch năm 2021"
            aim = named[0] if named else target_period(reached.period)
            extra = replace(reached, links={"plan_of": reached.id}, status="target", period=aim)
        else:
            known = self.lexicon.indicators.get(reached.indicator)
            dimensions = {**reached.dimensions, **(known.whole if known else {}), "role": "whole"}
            extra = replace(reached, links={"whole_of": reached.id}, dimensions=dimensions)
        unit = quantity.unit or extra.unit if quantity.rank else extra.unit
        walk.facts.append(replace(extra, id=whole_id, value=plain(high), bound="exact", unit=unit))

    def _fact(self, walk: Walk, quantity: Quantity, area: Area | None) -> Fact:
        meaning = self.chooser.choose(walk, quantity)
        value, high, links = quantity.figure.value, quantity.figure.high, {}
        period = period_of(walk, quantity)
        made = products_of(walk, quantity)
        if made is not None and not walk.times and not quantity.right.periods:
            period = made.period  # "công nhận 25 sản phẩm … năm 2023 của 19 chủ thể"
        status = status_of(walk, quantity, period)
        if quantity.change:
            value *= quantity.change
            high = high * quantity.change if high is not None else None
            base = quantity.right.base
            if base is not None and base.end:
                links["base"] = base.end[:4]
        if status == "actual" and walk.scope.status == "target" and done(walk.words, quantity):
            period = said_period(quantity.right, walk) or _spoken_from(walk)
        role = meaning.dimensions.get("role")
        if role in OF_ANOTHER and (measured := just_before(walk, quantity)) is not None:
            period, status = measured.period, status_measured(measured, status)
        ended = status == "target" or meaning.unit == "event"  # events by a year's end are those of the year
        untimed = status == "provisional" and period.kind == "unknown"
        if status == "target" or untimed:
            period = aimed_at(walk, quantity, period, meaning.unit)
        period = target_period(period) if ended else period
        same = told_before(walk, quantity, plain(value))
        if same is not None and meaning.indicator is not None and same.indicator == meaning.indicator.id:
            area = same.area  # "Trong 56 sản phẩm OCOP, …": those spoken of before
            period = period if quantity.right.periods else same.period
            near = same.paragraph and walk.sentence.paragraph.number - same.paragraph <= 1
            near = near or "part_of" in same.links  # "4 sản phẩm nâng hạng là: …"
            kept = {k: v for k, v in same.dimensions.items() if near or k == "step"}
            said = "step" in quantity.left.dimensions or "step" in quantity.right.dimensions
            held = {k: v for k, v in meaning.dimensions.items() if said or k != "step" or k not in kept}
            meaning.dimensions = {**kept, **held}
        again = recalled_by(walk, quantity)
        counts = meaning.indicator.id if meaning.indicator is not None and not quantity.change else None
        if again is not None and again.indicator == counts:
            area, period, status = again.area, again.period, again.status  # "8 xã này đã đạt …"
            walk.scope.period = walk.scope.period if walk.times else period
        settle_step(
            walk, quantity, meaning.indicator, meaning.dimensions, period, again=again is not None
        )
        kind = nature(walk, quantity, meaning, period, status)
        if kind == "stock" and status == "actual" and meaning.unit in LEVELS:
            period = by_then(walk, period)
        quote = quote_of(walk.sentence, quantity)
        return Fact(
            id=identity(walk.sentence.bulletin, walk.sentence.paragraph.number, quote.start, plain(value)),
            indicator=meaning.indicator.id if meaning.indicator else "other",
            programme=meaning.indicator.programme if meaning.indicator else "",
            label=label(meaning.indicator, meaning.dimensions) or own_label(walk.words, quantity),
            value=plain(value),
            high=plain(high) if quantity.figure.kind == "range" and high is not None else "",
            raw=quantity.figure.text,
            unit=meaning.unit,
            dimensions=meaning.dimensions,
            area=area,
            period=period,
            status=status,
            nature=kind,
            bound=bound(walk.words, quantity),
            bulletin=walk.sentence.bulletin,
            paragraph=walk.sentence.paragraph.number,
            quote=quote,
            sentence=(walk.sentence.start, walk.sentence.end),
            links=links,
            context_years=years(walk.words, walk.scope),
        )


def _last_paragraph(facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts of the last paragraph that has any, the last first."""
    return itertools.takewhile(lambda f: f.paragraph == facts[-1].paragraph, reversed(facts))


def _opens_aims(walk: Walk, *, opened: bool) -> bool:
    """``Mục tiêu đến năm 2025: …``: an aim before a colon or in a heading, so what follows is aimed at."""
    text, counted = walk.words, walk.clause.quantities
    first = counted[0].first if counted else len(text.words)
    aims = [m.last for m in text.saying("status", "target") if m.last <= first]
    if not aims or walk.scope.status != "target":
        return False
    opened = opened or walk.sentence.paragraph.kind == "heading"
    return opened or any(w.text == ":" for w in text.words[min(aims) : first])


def _aims_ahead(walk: Walk) -> bool:
    """Whether a sentence tells an aim that lies ahead, and nothing of what is there (``Hiện có 9 xã, phấn đấu
    năm 2025 có 12 xã``): so does the next one."""
    if walk.scope.status != "target" or walk.sentence.paragraph.kind not in ("lead", "body"):
        return False
    ends = walk.scope.period.end if walk.scope.period else None
    reached = (f.period.end or "" for f in walk.scope.told if f.status == "actual")
    if (ends or "") <= (_day(walk.setting) or max(reached, default="")):
        return False
    aimed = {f.unit for f in walk.facts if f.status == "target"}
    beside = [f for f in walk.facts if f.status == "actual"]  # "Đăng ký 9 sản phẩm; phấn đấu có 5."
    stands = any(f.period.kind == "as_of" or f.unit in aimed for f in beside)
    return not stands and not any(assigned(walk.words, m) for m in walk.words.mentions)


def _within(scope: Scope) -> bool:
    """Whether the place spoken of is narrower than the one the paragraph began with."""
    area, base = scope.area, scope.base
    return area is not None and base is not None and LEVELS.get(area.level, 0) > LEVELS.get(base.level, 0)


def _over_slash(walk: Walk, quantity: Quantity) -> Quantity | None:
    """The quantity of the same unit that stands right before a slash and this one."""
    words, first = walk.words.words, quantity.first
    first -= first > 0 and PLAN.has(words[first - 1], lenient=False)  # "43 sản phẩm/KH 34 sản phẩm"
    if not walk.facts or first < 2 or words[first - 1].text != "/" or quantity.figure.kind != "number":
        return None
    return next((q for q in walk.clause.quantities if q.last == first - 1 and q.unit == quantity.unit), None)


def _up_to_now(period: Period | None, setting: Setting) -> bool:
    """``từ đầu năm đến nay``: a time that ends with its paragraph; what follows is told of now."""
    day = _day(setting)
    if period is not None and period.kind in ("range", "unknown") and period.end is None:
        return True
    ranged = period is not None and period.kind == "range" and not setting.fair
    return bool(ranged and day and period and day <= (period.end or "") <= f"{day[:4]}-12-30")


def _portrait(facts: Sequence[Fact], setting: Setting) -> bool:
    """Whether communes alone are told of in what is about a wider place: the times are theirs."""
    wide = setting.area is not None and setting.area.level in ("nation", "province")
    return wide and bool(facts) and all(f.area is not None and f.area.level == "commune" for f in facts)


def _day(setting: Setting) -> str:
    return setting.reference.isoformat() if setting.reference else ""


def _behind_expected(walk: Walk, expected: Period) -> Period:
    """``Năm 2010, … Đến cuối năm 2023, dự kiến có 100% …. Huyện đã đạt 9/9 tiêu chí``: of now, for which an
    undated bulletin has no other end than that of the time expected."""
    day, kept = _day(walk.setting), walk.kept
    if kept is not None and (kept.end is None or kept.end[:4] >= (day or expected.end or "")[:4]):
        return kept
    return Period("as_of", None, day) if day else expected


def _spoken_from(walk: Walk) -> Period:
    """The time of what is there when an aim is told."""
    day = _day(walk.setting)
    return Period("as_of", None, day) if day else walk.kept or Period("unknown", None, None)
