"""What a quantity measures: the choice of an indicator and of its dimension values.

When the words around a count are not understood, the answer is no indicator: a figure that
is misread is worse than one that is only kept.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpus.bands import lacking
from corpus.clauses import Quantity
from corpus.counted import Meaning, kind_before, source_before
from corpus.events import main_count, new_ones, products_of
from corpus.model import Fact
from corpus.percentages import Percentages
from corpus.predicates import (
    at_a_fair,
    class_told,
    does_something,
    each_one,
    has_something,
    next_item,
    other_noun,
    ranked,
    recalled_by,
    said_more,
    strange_predicate,
    told_again,
    undergoes,
)
from corpus.quantities import own_dimensions, own_needs
from corpus.scan import Words
from corpus.scope import LEVELS, Walk, total_of
from corpus.shares import (
    PERCENT,
    of_one_sum,
    restated,
    those_of,
)
from corpus.totals import summed_up

LEFT, GRADE_LED = Words("còn"), Words("ở", "về", "với")
EVERY = ("3+", "3-5")  # all grades that there are

class Chooser(Percentages):
    """Chooses meanings by the indicators of a lexicon."""

    def choose(self, walk: Walk, quantity: Quantity) -> Meaning:
        """The meaning of one quantity where it stands; makers share the event and the grade of the products
        they are counted for."""
        meaning = self._chosen(walk, quantity)
        made = products_of(walk, quantity)
        if made is not None and meaning.indicator is not None and meaning.unit == "maker":
            shared = {k: v for k, v in made.dimensions.items() if k in ("step", "stars")}
            own = quantity.right.dimensions.get("stars")
            if own or shared.get("stars") in EVERY:
                shared.pop("stars", None)
            kept = {k: v for k, v in meaning.dimensions.items() if own or k != "stars"}
            meaning.dimensions = kept | shared
        return meaning

    def _chosen(self, walk: Walk, quantity: Quantity) -> Meaning:
        if quantity.unit == "household" and walk.total is not None and total_of(walk, "maker") is not None:
            quantity.unit, quantity.unit_dimensions = "maker", {"maker": "household"}
        unit = quantity.unit or "item"
        own = {**kind_before(walk, quantity), **source_before(walk, quantity), **own_dimensions(quantity)}
        first = walk.clause.bounds[quantity.segment][0]
        opener = walk.words.words[first].text
        labelled = opener == ":" or (first in walk.clause.parts and not walk.facts)
        counted = any(q.last == first for q in walk.clause.quantities)  # "3 sao: 61 của 50 chủ thể (30 …)"
        labelled |= opener == "(" and quantity.unit != PERCENT and not counted  # "đồ uống (3 sản phẩm)"
        if (quantity.bare or labelled) and walk.pending:
            step = quantity.bare or _labelled_by_step(walk, first)
            own = {**{k: v for k, v in walk.pending.items() if step or k != "step"}, **own}
        if "stars" not in own and "stars" in walk.pending and _led_by_grade(walk, quantity):
            own["stars"] = walk.pending["stars"]
        if self._aside(walk, quantity, own) or quantity.rank:
            return Meaning(None, {"role": "share"} if quantity.of else {}, "item" if quantity.rank else unit)
        if quantity.unit == "dong" and walk.brackets and each_one(walk, quantity):
            return Meaning(None, {}, unit)  # "5 tỷ đồng (mỗi xã 1 tỷ đồng)"
        last = walk.facts[-1] if walk.facts and walk.brackets and not own_needs(quantity) else None
        strange = last is not None and (last.unit, last.indicator) == (PERCENT, "other")
        if quantity.unit == "household" and strange:
            return Meaning(None, {}, unit)  # "hộ cận nghèo còn 4,28% (với 1.416 hộ)"
        if quantity.unit == PERCENT:
            return self._percentage(walk, quantity, own)
        if quantity.times:
            return self._multiple(walk, quantity, own)
        if (changed := _come_down_from(walk, quantity)) is not None and not own:
            return Meaning(self.lexicon.indicators.get(changed.indicator), dict(changed.dimensions), unit)
        beyond = previous_like(walk, quantity) if "plan_excess" in quantity.left.ratios else None
        if beyond is not None:
            meaning = self._like(walk, beyond, own, quantity)
            meaning.dimensions = {k: v for k, v in meaning.dimensions.items() if k != "stars"} | {
                "role": "plan_excess"
            }
            return meaning
        model = self._model(walk, quantity, own)
        if model is not None:
            return self._like(walk, model, own, quantity)
        if not quantity.unit:
            return Meaning(None, {}, unit)
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
            said = (quantity.left.dimensions, quantity.right.dimensions)
            aside |= "eligible" in [d.get("step") for d in said]  # "đề nghị tỉnh công nhận 4 xã"
        sold = walk.total is not None and walk.total.indicator.endswith(".revenue")
        aside &= not (sold and quantity.unit == PERCENT)  # "trong đó bán hàng trực tuyến chiếm 12%"
        unmet = quantity.unit in ("criterion", *LEVELS) and lacking(walk.words, quantity)
        if own.get("step") == "displayed" or foreign or aside or unmet:
            return True
        if (quantity.of or quantity.unit) in ("product", "maker") and undergoes(walk, quantity):
            return True
        made = quantity.of in ("product", "maker")
        if made and (does_something(walk, quantity) or has_something(walk, quantity)):
            return True
        bare = not ({"stars", "step"} & set(quantity.right.dimensions) or quantity.right.programmes)
        if quantity.unit == "product" and bare and has_something(walk, quantity):
            return True  # "192 sản phẩm có nguồn gốc, lợi thế địa phương"
        plainly = "stars" in own
        if quantity.unit == "product" and not (plainly or quantity.right.programmes) and _last_is_other(walk):
            return True
        if quantity.unit == "product" and not plainly and at_a_fair(walk, quantity):
            return True
        shown = walk.setting.fair and quantity.unit in ("product", "maker") and not walk.scope.stock
        return shown and not _takes_stock(walk)

    # --- taking the meaning of another figure ----------------------------------------------------

    def _model(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Fact | None:
        """The figure whose meaning this one takes: the total it is a part of, the figure that changed,
        the figure before it in a list whose unit was dropped."""
        previous = walk.last_whole()
        mean = self.lexicon.means.get(quantity.unit, "")  # "bình quân 13,8 tiêu chí, tăng 1,5 tiêu chí"
        counted = walk.last_counted(quantity.unit, mean) if quantity.change else None
        if counted is not None and not (quantity.needs and counted.indicator == "other"):
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
        if total is not None and total is not walk.total and quantity.figure.value > Decimal(total.value):
            total = None  # "có 6 sản phẩm 3 sao; 10 ý tưởng, gồm …, cuối năm có 16 sản phẩm": no part of 6
        if quantity.zero and "criteria" in own and "level" not in own:
            total = None  # "1 xã kiểu mẫu. Cụ thể: … không còn xã dưới 5 tiêu chí"
        understood = {"level", "criteria", "stars", "step"} & set(own)
        makes = quantity.unit == "maker" and quantity.right.programmes  # "210 HTX, trong đó 65 HTX … OCOP"
        calls = bool(understood or makes or quantity.needs)
        strange = total is not None and total.indicator == "other" and calls
        strange |= total is not None and self._needs_another(quantity, total)
        if total is not None and quantity.unit == total.unit and not strange:
            return total
        earlier = walk.scope.lasts.get(quantity.unit)
        if earlier is not None and walk.alone and earlier.indicator != "other" and "step" not in own:
            return earlier
        spoken = self._spoken_of(walk, quantity, own)
        if spoken is not None:
            return spoken
        again = told_again(walk, quantity, own) or those_of(walk, quantity) or next_item(walk, quantity)
        again = again or ranked(walk, quantity, own)
        if again is not None:
            return again
        rest = walk.facts[-1] if walk.facts and quantity.become else None
        closed = ")" in [w.text for w in walk.words.words[max(0, quantity.first - 2) : quantity.first]]
        level = rest is not None and rest.unit == quantity.unit == "dong_per_person_year"
        if rest is not None and (closed or level) and rest.indicator != "other":
            return rest  # "thu nhập tăng từ 12,4 triệu đồng (năm 2010) lên 51,7 triệu đồng"
        first = walk.clause.bounds[quantity.segment][0]
        named = any(w.capital for w in walk.words.words[first + 1 : quantity.first])
        near = walk.placed or quantity.left.places or quantity.right.places
        listed = bool(named or own or near or quantity.raised)
        if (summed := of_one_sum(walk, quantity)) is not None:
            return summed
        if quantity.bare and (listed or quantity.become):
            graded = walk.others.get("product") if {"stars", "group"} & set(own) else None
            return graded or total or previous  # "27 sản phẩm của 19 chủ thể: 4 sao: 6; 3 sao: 21"
        a_head = previous is not None and (previous.unit, quantity.unit) == ("dong_per_person_year", "dong")
        like = previous is not None and previous.unit == quantity.unit and previous.indicator != "other"
        like |= a_head  # "đạt 85 triệu đồng/người; xã A đạt 92 triệu đồng"
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
            unit = measured.also.get(quantity.unit, quantity.unit)  # "62 triệu đồng/năm (năm 2022 là 47 …)"
            return replace(walk.facts[-1], unit=unit, dimensions={})  # "100% đường … (6,8km)"
        return None

    def _needs_another(self, quantity: Quantity, total: Fact) -> bool:
        """``… 77 tỷ đồng. Cụ thể, thu nhập 40 triệu đồng``: words of something else than the total."""
        said = quantity.left.needs | quantity.needs
        own = {n for n in said if self.lexicon.indicators[n].unit not in ("dong", total.unit)}
        return bool(own) and total.indicator not in said

    @staticmethod
    def _spoken_of(walk: Walk, quantity: Quantity, own: dict[str, str]) -> Fact | None:
        """``Tiếp theo là huyện A với 14 sản phẩm``: a bare count of a place's products is one of those that
        the sentence, the paragraph or the title speaks of."""
        if quantity.unit not in ("product", "maker") or own or said_more(walk, quantity):
            return None
        if new_ones(walk, quantity) or (quantity.raised and quantity.left.statuses):
            return None  # "… 252 sản phẩm; tỉnh đặt mục tiêu có thêm 180 sản phẩm"
        if quantity.right.programmes or quantity.left.programmes or quantity.left.total or quantity.become:
            return None
        if not (walk.placed or quantity.left.places or quantity.right.places):
            return None
        before = [f for f in walk.facts if f.unit == quantity.unit and "plan_of" not in f.links]
        known = before[-1] if before else None
        whole = next((f for f in before if known is not None and f.id == known.links.get("part_of")), None)
        known = whole or known  # "A 13 sản phẩm (6 mới, 7 đánh giá lại); B 9 sản phẩm"
        if not before and not walk.step and not walk.scope.stock:
            known = class_told(walk.scope.told, quantity)
        if known is not None and walk.times and known.period.end not in (None, walk.times[-1].end):
            return None  # of another time, so of another class
        fits = known is not None and known.indicator != "other" and not known.dimensions.get("role")
        return known if fits else None

    def _multiple(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning:
        """``số sản phẩm tăng gấp 1,5 lần``: of the thing named before it, else of the figure before."""
        first = walk.clause.bounds[quantity.segment][0]
        named = walk.words.mentions_between(first, quantity.first)
        units = [u for m in named for u in m.ids("unit")]
        known = self._counted(walk, quantity, units[-1], own) if units else Meaning(None)
        needed = next((i for n, i in self.lexicon.indicators.items() if n in own_needs(quantity)), None)
        if known.indicator is None and needed is not None:
            known = Meaning(needed)
        previous = main_count(walk, walk.last_whole())
        if known.indicator is None and not units and previous is not None and not other_noun(walk, quantity):
            known = self._like(walk, previous, own, quantity)
        return Meaning(known.indicator, known.dimensions if known.indicator else {}, "item")


def _led_by_grade(walk: Walk, quantity: Quantity) -> bool:
    """``Ở hạng 3 sao, huyện có 5 sản phẩm``: the grade that a stretch right before the count's opens with."""
    opened, stop = walk.clause.bounds[quantity.segment - 1] if quantity.segment else (0, 0)
    led = GRADE_LED.has(walk.words.words[opened], lenient=False)
    close = any(opened < g[1] <= opened + 3 and g[2] == stop for g in walk.clause.grades)
    return led and close and quantity.unit in ("product", "maker")


def _labelled_by_step(walk: Walk, colon: int) -> bool:
    """``Công nhận mới: 52 sản phẩm; nâng hạng: 3 sản phẩm``: the step that ends right before a colon."""
    said = [m for m in walk.words.mentions if m.last == colon and walk.words.words[colon].text == ":"]
    return any(k == "step" for m in said for c in m.concepts for k, _ in c.dimensions)


def _takes_stock(walk: Walk) -> bool:
    """Whether the paragraph of what is told at a fair has counted the programme's products: it goes on to."""
    told = walk.scope.lasts.get("product")
    return told is not None and told.indicator != "other"


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


def _come_down_from(walk: Walk, quantity: Quantity) -> Fact | None:
    """``giảm 52 xã dưới 10 tiêu chí, chỉ còn 38 xã``: what is left is of what has changed."""
    changed = walk.facts[-1] if walk.facts else None
    if changed is None or changed.status != "change" or changed.unit != quantity.unit:
        return None
    near = walk.words.words[max(0, quantity.first - 2) : quantity.first + 2]
    return changed if any(LEFT.has(w, lenient=False) for w in near) else None
