"""What a quantity measures: the choice of an indicator and of its dimension values.

When the words around a count are not understood, the answer is no indicator: a figure that
is misread is worse than one that is only kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.clauses import Qualifiers, Quantity
from corpus.lexicon import Indicator, Lexicon
from corpus.model import Fact
from corpus.predicates import (
    at_a_fair,
    attained,
    class_told,
    does_something,
    has_something,
    in_programme,
    named_otherwise,
    names_programme,
    new_ones,
    other_noun,
    reaches,
    recalled_by,
    said_more,
    step_before,
    strange_predicate,
    strange_rate,
    stretch,
    told_again,
    undergoes,
)
from corpus.quantities import own_dimensions, own_needs
from corpus.scan import Words
from corpus.scope import LEVELS, Walk, total_of
from corpus.shares import PERCENT, is_share, just_reached, money, ratio_of, restated
from corpus.totals import summed_up

OF = Words("của", "do", "từ", "cho", "thuộc", "bởi")
INHERITED = ("level", "step", "stars", "group", "maker", "source")


@dataclass
class Meaning:
    """An indicator (None: the lexicon does not know it), dimension values and the unit."""

    indicator: Indicator | None
    dimensions: dict[str, str] = field(default_factory=dict)
    unit: str = "item"

    def as_percent(self) -> Meaning:
        """The same thing, given in per cent."""
        return Meaning(self.indicator, self.dimensions, PERCENT)


class Chooser:
    """Chooses meanings by the indicators of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def choose(self, walk: Walk, quantity: Quantity) -> Meaning:
        """The meaning of one quantity where it stands."""
        if quantity.unit == "household" and walk.total is not None and total_of(walk, "maker") is not None:
            quantity.unit, quantity.unit_dimensions = "maker", {"maker": "household"}
        unit = quantity.unit or "item"
        own = own_dimensions(quantity)
        first = walk.clause.bounds[quantity.segment][0]
        opener = walk.words.words[first].text
        labelled = opener == ":" or (first in walk.clause.parts and not walk.facts)
        labelled |= opener == "(" and quantity.unit != PERCENT  # "đồ uống (3 sản phẩm)"
        if (quantity.bare or labelled) and walk.pending:
            own = {**{k: v for k, v in walk.pending.items() if quantity.bare or k != "step"}, **own}
        if self._aside(walk, quantity, own) or quantity.rank:
            return Meaning(None, {"role": "share"} if quantity.of else {}, "item" if quantity.rank else unit)
        if quantity.unit == PERCENT:
            return self._percentage(walk, quantity, own)
        if quantity.times:
            return self._multiple(walk, quantity, own)
        model = self._model(walk, quantity, own)
        if model is not None:
            return self._like(walk, model, own, quantity)
        if not quantity.unit:
            return Meaning(None, {}, unit)
        beyond = previous_like(walk, quantity) if "plan_excess" in quantity.left.ratios else None
        if beyond is not None:
            meaning = self._like(walk, beyond, own, quantity)
            meaning.dimensions = {k: v for k, v in meaning.dimensions.items() if k != "stars"} | {
                "role": "plan_excess"
            }
            return meaning
        if not own and strange_predicate(walk, quantity) and "step" not in self._held(walk, quantity):
            return Meaning(None, {}, unit)
        return self._counted(walk, quantity, quantity.unit, own)

    # --- refusing ----------------------------------------------------------------------------

    @staticmethod
    def _aside(walk: Walk, quantity: Quantity, own: dict[str, str]) -> bool:
        """Words that say the count is of something else: another programme, a fair, what has not been met."""
        if quantity.unit not in ("product", "maker", "commune", "village", "district", "criterion", PERCENT):
            return False
        foreign = quantity.left.foreign or quantity.right.foreign or quantity.foreign
        striving = "level" in quantity.right.dimensions and bool(quantity.right.statuses)
        if (quantity.of or quantity.unit) == "village" and quantity.right.aside_place:
            striving |= bool(quantity.right.reached)  # "12 thôn của các xã đặc biệt khó khăn đạt chuẩn NTM"
        aside = (quantity.right.aside and not striving) or quantity.left.aside
        if (quantity.of or quantity.unit) in LEVELS:
            aside |= (quantity.right.aside_place and not striving) or quantity.left.aside_place
        if own.get("step") == "displayed" or foreign or aside:
            return True
        if (quantity.of or quantity.unit) in ("product", "maker") and undergoes(walk, quantity):
            return True
        made = quantity.of in ("product", "maker")
        if made and (does_something(walk, quantity) or has_something(walk, quantity)):
            return True
        plainly = "stars" in own
        if quantity.unit == "product" and not (plainly or quantity.right.programmes) and _last_is_other(walk):
            return True
        if quantity.unit == "product" and not plainly and at_a_fair(walk, quantity):
            return True
        return walk.setting.fair and quantity.unit in ("product", "maker") and not walk.scope.stock

    # --- taking the meaning of another figure ----------------------------------------------------

    def _model(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Fact | None:
        """The figure whose meaning this one takes: the total it is a part of, the figure that changed,
        the figure before it in a list whose unit was dropped."""
        previous = walk.last_whole()
        if quantity.change and (counted := walk.last_counted(quantity.unit)) is not None:
            return counted if {"stars", "level", "maker", "group"} & set(own) else summed_up(walk, counted)
        if quantity.change and previous is not None:
            known = self.lexicon.indicators.get(previous.indicator)
            units = {quantity.unit, self.lexicon.means.get(quantity.unit)}
            units |= {known.also.get(quantity.unit)} if known else set()
            return previous if not quantity.unit or previous.unit in units else None
        shared = restated(walk, quantity)
        if shared is not None and self.lexicon.indicators[shared.indicator].unit == quantity.unit:
            own.pop("level", None)
            return shared
        recalled = recalled_by(walk, quantity)
        if recalled is not None:
            return recalled
        total = total_of(walk, quantity.unit) if quantity.unit else walk.total
        understood = {"level", "criteria", "stars", "step"} & set(own)
        makes = quantity.unit == "maker" and quantity.right.programmes  # "210 HTX, trong đó 65 HTX … OCOP"
        strange = total is not None and total.indicator == "other" and (understood or quantity.needs or makes)
        if total is not None and quantity.unit == total.unit and not strange:
            return total
        earlier = walk.scope.lasts.get(quantity.unit)
        if earlier is not None and walk.alone and earlier.indicator != "other" and "step" not in own:
            return earlier
        spoken = self._spoken_of(walk, quantity, own)
        if spoken is not None:
            return spoken
        again = told_again(walk, quantity, own)
        if again is not None:
            return again
        rest = walk.facts[-1] if walk.facts and quantity.become else None
        closed = ")" in [w.text for w in walk.words.words[max(0, quantity.first - 2) : quantity.first]]
        if rest is not None and closed and rest.indicator != "other":
            return rest  # "thu nhập tăng từ 12,4 triệu đồng (năm 2010) lên 51,7 triệu đồng"
        first = walk.clause.bounds[quantity.segment][0]
        named = any(w.capital for w in walk.words.words[first + 1 : quantity.first])
        near = walk.placed or quantity.left.places or quantity.right.places
        listed = bool(named or own or near or quantity.raised)
        if quantity.bare and (listed or quantity.become):
            return total or previous
        like = previous is not None and previous.unit == quantity.unit and previous.indicator != "other"
        if (
            like
            and quantity.unit not in (*LEVELS, "product", "maker", PERCENT)
            and quantity.left.places
            and not own
        ):
            return previous
        if quantity.unit == "point" and previous is not None and previous.unit == "shop":
            return previous
        inside = walk.facts[-1].indicator if walk.facts and walk.brackets else ""
        measured = self.lexicon.indicators.get(inside)
        if measured is not None and measured.needs and quantity.unit in (measured.unit, *measured.also):
            return replace(walk.facts[-1], unit=quantity.unit, dimensions={})  # "100% đường … (6,8km)"
        return None

    @staticmethod
    def _spoken_of(walk: Walk, quantity: Quantity, own: dict[str, str]) -> Fact | None:
        """``Tiếp theo là huyện A với 14 sản phẩm``: a bare count of a place's products is one of those that
        the sentence, the paragraph or the title speaks of."""
        if quantity.unit not in ("product", "maker") or own or said_more(walk, quantity):
            return None
        if new_ones(walk, quantity):
            return None
        if quantity.right.programmes or quantity.left.programmes or quantity.left.total or quantity.become:
            return None
        if not (walk.placed or quantity.left.places or quantity.right.places):
            return None
        before = [f for f in walk.facts if f.unit == quantity.unit and "plan_of" not in f.links]
        known = before[-1] if before else None
        if not before and not walk.step and not walk.scope.stock:
            known = class_told(walk.scope.told, quantity)
        fits = known is not None and known.indicator != "other" and not known.dimensions.get("role")
        return known if fits else None

    def _like(self, walk: Walk, model: Fact, own: dict[str, str], quantity: Quantity) -> Meaning:
        indicator = self.lexicon.indicators.get(model.indicator)
        if indicator is None:
            return Meaning(None, {}, model.unit)
        banded = quantity.change or (model is walk.total and not {"level", "criteria"} & set(own))
        inherited = (*INHERITED, "criteria") if banded else INHERITED
        kept = {k: v for k, v in model.dimensions.items() if k in inherited}
        if "stars" in own:
            kept.pop("stars", None)
        if quantity.become:
            kept.pop("step", None)
        if walk.compared or (walk.bracketed_plan and walk.brackets):
            kept.pop("stars", None)
        known = {k: v for k, v in own.items() if k in indicator.dimensions}
        if kept.get("step") == "recognised" and known.get("step") == "assessed":
            known.pop("step")  # "31 sản phẩm được công nhận, trong đó 19 sản phẩm đánh giá mới"
        if quantity.become and quantity.left.total and "stars" not in known:
            kept.pop("stars", None)  # "…, nâng tổng số sản phẩm lên 16 sản phẩm"
        if kept.get("step") == "registered" and "stars" in known and attained(walk, quantity):
            kept.pop("step")  # "569 sản phẩm tham gia chương trình, trong đó 336 sản phẩm đạt 3-5 sao"
        if kept.get("step") == "registered":
            known.pop("step", None)  # "14 sản phẩm đăng ký, gồm 3 sản phẩm đánh giá lại"
        return Meaning(indicator, {**kept, **known}, model.unit)

    def _multiple(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning:
        """``số sản phẩm tăng gấp 1,5 lần``: of the thing named before it, else of the figure before."""
        first = walk.clause.bounds[quantity.segment][0]
        named = [m for m in walk.words.mentions if first <= m.first and m.last <= quantity.first]
        units = [u for m in named for u in m.ids("unit")]
        known = self._counted(walk, quantity, units[-1], own) if units else Meaning(None)
        needed = next((i for n, i in self.lexicon.indicators.items() if n in own_needs(quantity)), None)
        if known.indicator is None and needed is not None:
            known = Meaning(needed)
        previous = walk.last_whole()
        if known.indicator is None and not units and previous is not None and not other_noun(walk, quantity):
            known = self._like(walk, previous, own, quantity)
        return Meaning(known.indicator, known.dimensions if known.indicator else {}, "item")

    # --- percentages -------------------------------------------------------------------------

    def _percentage(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning:
        previous = walk.last_whole() or walk.scope.last
        if (named_otherwise(walk, quantity) or strange_rate(walk, quantity)) and not own_needs(quantity):
            return Meaning(None, {}, PERCENT)  # "doanh thu tăng 15%, giá bán tăng 10%"
        if quantity.change and not own_needs(quantity) and walk.facts and walk.facts[-1].status == "change":
            return self._like(walk, walk.facts[-1], own, quantity).as_percent()
        planned = "plan_ratio" in quantity.right.ratios or (
            "plan_ratio" in quantity.left.ratios and (quantity.left.plan or not quantity.left.statuses)
        )
        if "plan_excess" in quantity.left.ratios or planned:
            spent = self._needed(walk, quantity, "dong") if "disbursed" in quantity.left.ratios else None
            if spent is not None:
                return Meaning(spent, {"role": "plan_ratio"}, PERCENT)
            role = "plan_excess" if "plan_excess" in quantity.left.ratios else "plan_ratio"
            return self._of_previous(walk, quantity, role)
        at = quantity.last
        free = at >= len(walk.words.words) or walk.words.words[at].kind == "mark"
        if free and not quantity.of and (ratio := ratio_of(walk, quantity)) is not None:
            known = self.lexicon.indicators.get(ratio.indicator)
            planned = "plan_of" in ratio.links or (walk.disbursed and ratio.unit == "dong")
            role = "plan_ratio" if planned else "share"
            return Meaning(known, {**ratio.dimensions, "role": role} if known else {}, PERCENT)
        again = walk.facts[-1] if walk.facts else None
        said = bool(quantity.of or own_needs(quantity) or quantity.change or quantity.left.ratios)
        placed = walk.placed or quantity.left.places
        if placed and not said and again is not None and is_share(again):  # "A chiếm 32%; B với 6%"
            return Meaning(self.lexicon.indicators[again.indicator], dict(again.dimensions), PERCENT)
        opened = walk.total is not None or walk.clause.bounds[quantity.segment][0] in walk.clause.parts
        narrower = opened and not said and {"level", "stars", "maker"} & set(own)
        if narrower and again is not None and is_share(again):  # "90% số xã, trong đó 40% nâng cao"
            known = self.lexicon.indicators[again.indicator]
            fitting = {k: v for k, v in own.items() if k in known.dimensions}
            return Meaning(known, {**again.dimensions, **fitting}, PERCENT)
        if quantity.become and not said and again is not None and again.unit == PERCENT:
            same = self.lexicon.indicators.get(again.indicator)  # "giảm từ 27% … xuống còn 4,8%"
            if same is not None and again.quote.end <= _offset(walk, quantity):
                return Meaning(same, dict(again.dimensions), PERCENT)
        if "group" in own and not quantity.of and not quantity.change:
            for fact in [*reversed(walk.facts), *walk.scope.lasts.values()]:
                made = self.lexicon.indicators.get(fact.indicator)
                if made is not None and "group" in made.dimensions:  # "nhóm thực phẩm chiếm 84%"
                    return Meaning(made, {"group": own["group"], "role": "share"}, PERCENT)
            if "share" in quantity.left.ratios and (told := self._grouped(walk)) is not None:
                return Meaning(told, {"group": own["group"], "role": "share"}, PERCENT)
        if "source" in own and (sums := money(walk)) is not None and not quantity.change:
            known = self.lexicon.indicators[sums.indicator]
            return Meaning(known, {"source": own["source"], "role": "share"}, PERCENT)
        other_rate = not own_needs(quantity) and (quantity.of == "household" or strange_rate(walk, quantity))
        needed = None if other_rate else self._needed(walk, quantity, PERCENT)
        if needed is not None:
            return Meaning(needed, {}, PERCENT)
        spoken = self._needed(walk, quantity, "dong") if quantity.change and quantity.left.needs else None
        if spoken is not None:
            return Meaning(spoken, {}, PERCENT)
        if quantity.change and walk.facts and walk.facts[-1].status == "change":
            previous = walk.facts[-1]
        if quantity.change and previous is not None:
            model = self._like(walk, previous, own, quantity)
            return Meaning(model.indicator, model.dimensions, PERCENT)
        like = walk.last_counted(quantity.of) if quantity.of else None
        if like is not None and like.indicator != "other" and "share" in quantity.left.ratios:
            known = self.lexicon.indicators[like.indicator]  # "125 xã nâng cao, chiếm 32% số xã"
            return Meaning(known, {**like.dimensions, "role": "share"}, PERCENT)
        bracketed = walk.words.words[walk.clause.bounds[quantity.segment][0]].text == "("
        if "share" in quantity.left.ratios and walk.facts and walk.facts[-1].indicator == "other":
            return Meaning(None, {}, PERCENT)
        if quantity.of and not bracketed:
            counted = self._counted(walk, quantity, quantity.of, {**own, **quantity.of_dimensions})
            if counted.indicator is not None:
                return Meaning(counted.indicator, {**counted.dimensions, "role": "share"}, PERCENT)
            if any(f.unit == quantity.of and f.indicator != "other" for f in walk.facts[-2:]):
                return self._of_previous(walk, quantity, "share")
            return Meaning(None, {}, PERCENT)
        if walk.disbursed and (spent := self._needed(walk, quantity, "dong")) is not None:
            return Meaning(spent, {"role": "plan_ratio"}, PERCENT)
        if (bracketed or "share" in quantity.left.ratios or just_reached(walk, quantity)) and walk.facts:
            return self._of_previous(walk, quantity, "share")
        return Meaning(None, {}, PERCENT)

    def _grouped(self, walk: Walk) -> Indicator | None:
        """``Cơ cấu đa dạng, nhóm thực phẩm chiếm 80%``: of the things in groups that were counted before."""
        told = (self.lexicon.indicators.get(f.indicator) for f in reversed(walk.scope.told))
        return next((made for made in told if made is not None and "group" in made.dimensions), None)

    def _of_previous(self, walk: Walk, quantity: Quantity, role: str) -> Meaning:
        """A share of (or a percentage of the plan for) the figure before."""
        facts = [
            f for f in walk.facts if f.dimensions.get("role") in (None, "whole") and f.status != "change"
        ]
        previous = facts[-1] if facts else None
        if previous is not None and role != "share":
            previous = summed_up(walk, previous)
        if previous is None and role != "share":
            previous = walk.scope.last
            needed = self._needed(walk, quantity, "dong")
            if needed is not None:
                return Meaning(needed, {"role": role}, PERCENT)
        if previous is None or previous.indicator == "other":
            return Meaning(None, {}, PERCENT)
        return Meaning(
            self.lexicon.indicators[previous.indicator], {**previous.dimensions, "role": role}, PERCENT
        )

    # --- counting ----------------------------------------------------------------------------

    def _counted(self, walk: Walk, quantity: Quantity, unit: str, own: dict[str, str]) -> Meaning:
        """The first indicator of the unit whose programme is spoken of and whose words are near."""
        if self._averaged(walk, quantity):
            unit = self.lexicon.means.get(unit, unit)
        dimensions = self._held(walk, quantity) | own
        before = next((f for f in reversed(walk.facts) if f.unit == unit and "level" in f.dimensions), None)
        unsaid = not {"level", "criteria"} & set(own) and not names_programme(walk, quantity)
        if before is not None and unit in LEVELS and unsaid:
            dimensions["level"] = before.dimensions["level"]  # "xã A 10/10 thôn kiểu mẫu; xã B 13/15 thôn"
        levels = walk.scope.levels.get(unit, set())
        if unit == "village" and not levels:  # most bulletins tell of villages of one level
            levels = {f.dimensions.get("level") for f in walk.scope.told if f.unit == unit} - {None}
        if own.get("level") == "standard" and len(levels) == 1 and not names_programme(walk, quantity):
            dimensions["level"] = next(iter(levels)) or "standard"  # "12 thôn kiểu mẫu. Xã A: 10/10 thôn"
        if quantity.zero and "criteria" in own and "level" not in own:
            dimensions.pop("level", None)  # "huyện A đạt chuẩn nâng cao; không còn xã dưới 15 tiêu chí"
        if own.get("level") == "standard" and quantity.become and not names_programme(walk, quantity):
            near = [f for f in stretch(walk, quantity) if f.unit == unit]
            reached = {f.dimensions.get("level", "standard") for f in near}
            if len(reached) == 1:  # "4 xã được công nhận kiểu mẫu, đưa số xã đạt chuẩn lên 15 xã"
                dimensions["level"] = reached.pop()
        split = walk.total.dimensions.get("level") if walk.total is not None else None
        if unit == "criterion" and split and "level" not in own:
            dimensions["level"] = split  # "4 xã thực hiện bộ tiêu chí nâng cao. Trong đó: xã A đạt 4/19 …"
        needs = own_needs(quantity)
        for indicator in self._candidates(walk, quantity, unit):
            if unit == "point" and quantity.left.places and not any("product" in q for q in _units(walk)):
                continue  # "xã A đạt 95,8 điểm": how a commune was judged
            if unit in LEVELS and not indicator.needs and not self._anchored(walk, quantity, own, indicator):
                continue
            if unit in indicator.also and not (
                indicator.id in needs and (unit != "dong" or self._averaged(walk, quantity))
            ):
                continue
            if unit == "maker" and "maker" in own and not self._made(walk, quantity):
                continue
            known = {k: v for k, v in dimensions.items() if k in indicator.dimensions}
            return Meaning(
                indicator, {**indicator.default, **known}, indicator.also.get(unit, indicator.unit)
            )
        return Meaning(None, {}, unit)

    def _candidates(self, walk: Walk, quantity: Quantity, unit: str) -> list[Indicator]:
        programmes = [*quantity.right.programmes, *quantity.left.programmes, *reversed(walk.scope.programmes)]
        needs = self._needs(walk, quantity)
        fitting = self.lexicon.candidates(unit, programmes[:1])
        found = [i for i in fitting if i.programme in programmes and (not i.needs or i.id in needs)]
        found = found or [i for i in fitting if i.programme in walk.scope.spoken and not i.needs]
        own = own_needs(quantity)
        if not any(i.id in own for i in found):  # what a wide programme measures needs no mention of it
            known = {*walk.scope.spoken, *(self.lexicon.wide if programmes else ())}
            found = [*(i for i in fitting if i.id in own and i.programme in known), *found]
        return sorted(found, key=lambda i: i.needs and i.id not in own)

    def _needed(self, walk: Walk, quantity: Quantity, unit: str) -> Indicator | None:
        """An indicator of a unit that its own words call for."""
        return next((i for i in self._candidates(walk, quantity, unit) if i.needs), None)

    @staticmethod
    def _needs(walk: Walk, quantity: Quantity) -> set[str]:
        own = own_needs(quantity)
        behind = walk.words.mention_at(quantity.last)
        if not own and quantity.unit == "dong" and behind is not None and behind.has("programme"):
            return {f"{p}.capital" for p in quantity.right.programmes}  # "309 tỷ đồng xây dựng NTM"
        return own if own or other_noun(walk, quantity) else walk.scope.needs

    @staticmethod
    def _held(walk: Walk, quantity: Quantity) -> dict[str, str]:
        held = dict(walk.scope.dimensions)
        if quantity.right.programmes and "level" not in quantity.right.dimensions:
            held.pop("level", None)
        added = quantity.raised == "flow" or new_ones(walk, quantity)
        added |= walk.step_behind and "stars" in quantity.right.dimensions  # "…; có 10 sản phẩm 5 sao"
        added = added and walk.step in ("upgraded", "renewed", "expired", "revoked")
        if walk.step and not (quantity.become or added) and quantity.unit in ("product", "maker"):
            held["step"] = walk.step
        elif not walk.facts and (step := step_before(walk, quantity)):
            held["step"] = step
        elif quantity.unit == "product" and in_programme(walk, quantity):
            held["step"] = "registered"
        return held

    @staticmethod
    def _averaged(walk: Walk, quantity: Quantity) -> bool:
        first, last = walk.clause.bounds[quantity.segment]
        if walk.words.words[first].text == ":" and quantity.segment:
            first = walk.clause.bounds[quantity.segment - 1][0]
        return any(m.has("mean") and first <= m.first < last for m in walk.words.mentions)

    def _anchored(self, walk: Walk, quantity: Quantity, own: dict[str, str], indicator: Indicator) -> bool:
        """Places are counted for a programme only if the words around them say so."""
        if has_something(walk, quantity):
            return False
        if {"level", "criteria"} & set(own) or reaches(walk, quantity, indicator.programme):
            return True
        if (quantity.zero and self._needs(walk, quantity)) or walk.levelled:
            return True
        counted = any(f.unit == quantity.unit and f.indicator != "other" for f in walk.facts)
        return counted and not said_more(walk, quantity)

    @staticmethod
    def _made(walk: Walk, quantity: Quantity) -> bool:
        """A cooperative or company is a maker where the programme is named beside it, among other makers,
        as a part of them, or where the products before are *of* it."""
        named = walk.words.mention_at(quantity.unit_first)
        if named is not None and any(c.kind == "unit" and not c.dimensions for c in named.concepts):
            return True  # "61 chủ thể HTX"
        if quantity.right.programmes or quantity.left.programmes or total_of(walk, "maker") is not None:
            return True
        if quantity.unit == PERCENT:
            return any(f.unit in ("maker", "product") and f.indicator != "other" for f in walk.facts) or any(
                m.has("programme") for m in walk.words.mentions
            )
        last = next((f for f in reversed(walk.facts) if f.unit != PERCENT), None)
        if last is None or last.indicator == "other":
            return False
        before = walk.words.words[quantity.first - 1] if quantity.first else None
        of_them = last.unit == "product" and before is not None and OF.has(before, lenient=False)
        return last.unit == "maker" or of_them


def _units(walk: Walk) -> list[list[str]]:
    return [m.ids("unit") for m in walk.words.mentions]


def _offset(walk: Walk, quantity: Quantity) -> int:
    return walk.sentence.start + walk.words.words[quantity.first].start


def _last_is_other(walk: Walk) -> bool:
    """Whether the figure before counts products that are not the programme's."""
    return any(f.unit == "product" and f.indicator == "other" for f in walk.facts[-1:])


def previous_like(walk: Walk, quantity: Quantity) -> Fact | None:
    """The last whole figure, if it has the unit of this one and an indicator."""
    previous = walk.last_whole()
    return (
        previous
        if previous is not None and previous.unit == quantity.unit and previous.indicator != "other"
        else None
    )


def is_new(*said: Qualifiers) -> bool:
    """Whether words say that something is new beyond doubt (``công nhận mới``)."""
    return any(s.flow for s in said)
