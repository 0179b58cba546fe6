"""What a percentage is of: a plan, a whole, the figure before it, or what an indicator measures."""

from __future__ import annotations

from corpus.clauses import Quantity
from corpus.counted import Counting, Meaning
from corpus.events import main_count
from corpus.lexicon import Indicator
from corpus.model import Fact
from corpus.predicates import named_otherwise, strange_rate
from corpus.quantities import own_needs
from corpus.scan import Words
from corpus.scope import Walk
from corpus.shares import (
    PERCENT,
    is_share,
    just_reached,
    money,
    opens_with,
    ratio_of,
    reached_share,
    this_share,
    whole_of,
)
from corpus.totals import summed_up

BEFORE = Words("trong", "khi", "cùng", "kỳ", "thì", "còn", "là", "đạt", "chỉ", "mới", "năm", "trước", "ngoái")


class Percentages(Counting):
    """Finds what percentages measure: the first of several rules that holds."""

    def _percentage(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning:
        rules = (
            self._told_otherwise, self._of_a_plan, self._by_grade, self._like_the_last, self._by_group,
            self._by_source, self._measured, self._has_changed, self._of_a_whole,
        )  # fmt: skip
        found = (rule(walk, quantity, own) for rule in rules)
        return next((meaning for meaning in found if meaning is not None), Meaning(None, {}, PERCENT))

    def _told_otherwise(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        """A share told before, something that no indicator measures, the change of what has just changed."""
        if (share := this_share(walk, quantity)) is not None:
            return Meaning(self.lexicon.indicators[share.indicator], dict(share.dimensions), PERCENT)
        if (named_otherwise(walk, quantity) or strange_rate(walk, quantity)) and not own_needs(quantity):
            return Meaning(None, {}, PERCENT)  # "doanh thu tăng 15%, giá bán tăng 10%"
        if quantity.change and not own_needs(quantity) and walk.facts and walk.facts[-1].status == "change":
            return self._like(walk, walk.facts[-1], own, quantity).as_percent()
        return None

    def _of_a_plan(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        against = quantity.right.plan and not quantity.change  # "đạt 100% so với Nghị quyết"
        planned = against or "plan_ratio" in quantity.right.ratios or (
            "plan_ratio" in quantity.left.ratios and (quantity.left.plan or not quantity.left.statuses)
        )
        disbursed = "disbursed" in quantity.left.ratios
        if "plan_excess" in quantity.left.ratios or planned:
            spent = self._spent(walk, quantity) if disbursed else None
            if spent is not None:
                return Meaning(spent, {"role": "plan_ratio"}, PERCENT)
            role = "plan_excess" if "plan_excess" in quantity.left.ratios else "plan_ratio"
            return self._of_previous(walk, quantity, role)
        if disbursed and not quantity.of and not quantity.change:
            source = {k: v for k, v in own.items() if k == "source"}
            spent = self._spent(walk, quantity)  # "vốn Trung ương giải ngân được 83%"
            return Meaning(spent, {**source, "role": "plan_ratio"}, PERCENT) if spent is not None else None
        return None

    def _spent(self, walk: Walk, quantity: Quantity) -> Indicator | None:
        """The capital that a disbursement is of: that of the programme the bulletin is about, if no other is
        named beside it (``… 25 sản phẩm OCOP, giải ngân trên 95% kế hoạch vốn`` of a report on NTM)."""
        fitting = [i for i in self._candidates(walk, quantity, "dong") if i.needs]
        named = quantity.left.programmes or quantity.right.programmes
        if not named and set(walk.setting.programmes) & set(self.lexicon.wide):
            fitting = [i for i in self.lexicon.candidates("dong", self.lexicon.wide) if i in fitting or (
                i.programme in self.lexicon.wide and i.id in own_needs(quantity)
            )]
        return fitting[0] if fitting else None

    def _like_the_last(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        """The quotient of the ratio before, or one more share of what a share was told of."""
        at, words = quantity.last, walk.words.words
        free = at >= len(words) or words[at].kind == "mark"
        if free and (ratio := ratio_of(walk, quantity)) is not None and quantity.of in ("", ratio.unit):
            known = self.lexicon.indicators.get(ratio.indicator)
            planned = "plan_of" in ratio.links or (walk.disbursed and ratio.unit == "dong")
            role = "plan_ratio" if planned else "share"
            return Meaning(known, {**ratio.dimensions, "role": role} if known else {}, PERCENT)
        again = walk.facts[-1] if walk.facts else None
        said = quantity.of or own_needs(quantity) or quantity.change or quantity.left.ratios
        if said or again is None:
            return None
        if is_share(again) and (walk.placed or quantity.left.places):  # "A chiếm 32%; B với 6%"
            return Meaning(self.lexicon.indicators[again.indicator], dict(again.dimensions), PERCENT)
        first = walk.clause.bounds[quantity.segment][0]
        opened = walk.total is not None or first in walk.clause.parts or words[first].text == ","
        if opened and is_share(again) and {"level", "stars", "maker"} & set(own):
            known = self.lexicon.indicators[again.indicator]  # "90% số xã, trong đó 40% nâng cao"
            fitting = {k: v for k, v in own.items() if k in known.dimensions}
            return Meaning(known, {**again.dimensions, **fitting}, PERCENT)
        if (quantity.become or _at_another_time(walk, quantity)) and again.unit == PERCENT:
            same = self.lexicon.indicators.get(again.indicator)  # "giảm từ 27% … xuống còn 4,8%"
            if same is not None and again.quote.end <= _offset(walk, quantity):
                return Meaning(same, dict(again.dimensions), PERCENT)
        return None

    def _by_grade(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        """``Trong số sản phẩm này, 72% đạt 3 sao, 26% đạt 4 sao``: graded shares of what the sentence opens
        with."""
        graded = "stars" in own and not (quantity.of or quantity.change)
        if not graded or not opens_with(walk.words, "product"):
            return None
        stars = {"stars": own["stars"]}
        known = self._counted(walk, quantity, "product", stars).indicator
        return Meaning(known, {**stars, "role": "share"}, PERCENT) if known is not None else None

    def _by_group(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        if "group" not in own or quantity.of or quantity.change:
            return None
        told = self._grouped([*reversed(walk.facts), *walk.scope.lasts.values()])
        if told is None and "share" in quantity.left.ratios:
            told = self._grouped([*reversed(walk.scope.told)])
        return None if told is None else Meaning(told, {"group": own["group"], "role": "share"}, PERCENT)

    def _grouped(self, facts: list[Fact]) -> Indicator | None:
        """``Cơ cấu đa dạng, nhóm thực phẩm chiếm 80%``: of the things in groups that were counted before."""
        told = (self.lexicon.indicators.get(f.indicator) for f in facts)
        return next((made for made in told if made is not None and "group" in made.dimensions), None)

    def _by_source(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        if "source" in own and (sums := money(walk)) is not None and not quantity.change:
            known = self.lexicon.indicators[sums.indicator]
            return Meaning(known, {"source": own["source"], "role": "share"}, PERCENT)
        return None

    def _measured(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        """What an indicator measures in per cent."""
        other_rate = not own_needs(quantity) and (quantity.of == "household" or strange_rate(walk, quantity))
        needed = None if other_rate else self._needed(walk, quantity, PERCENT)
        return Meaning(needed, {}, PERCENT) if needed is not None else None

    def _has_changed(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        if not quantity.change:
            return None
        spoken = self._needed(walk, quantity, "dong") if quantity.left.needs else None
        if spoken is not None:
            return Meaning(spoken, {}, PERCENT)
        previous = main_count(walk, walk.last_whole()) or walk.scope.last
        if walk.facts and walk.facts[-1].status == "change":
            previous = walk.facts[-1]
        return self._like(walk, previous, own, quantity).as_percent() if previous is not None else None

    def _of_a_whole(self, walk: Walk, quantity: Quantity, own: dict[str, str]) -> Meaning | None:
        """A share of what is named with it, or of the figure before."""
        like = whole_of(walk, quantity) or (walk.last_counted(quantity.of) if quantity.of else None)
        said = "share" in quantity.left.ratios or reached_share(walk, quantity)
        if like is not None and like.indicator != "other" and said:
            known = self.lexicon.indicators[like.indicator]  # "125 xã nâng cao, chiếm 32% số xã"
            which = {k: v for k, v in quantity.of_dimensions.items() if k in known.dimensions}
            if "stars" in quantity.left.dimensions:  # "80 sản phẩm mới, nâng tỷ lệ sản phẩm 4 sao lên 15%"
                return Meaning(known, {**which, "stars": own["stars"], "role": "share"}, PERCENT)
            if quantity.become and "level" in quantity.left.dimensions:
                which["level"] = own["level"]  # "… 6 xã kiểu mẫu, đưa tỷ lệ xã đạt chuẩn NTM lên 65%"
            return Meaning(known, {**like.dimensions, **which, "role": "share"}, PERCENT)
        bracketed = walk.words.words[walk.clause.bounds[quantity.segment][0]].text == "("
        if "share" in quantity.left.ratios and walk.facts and walk.facts[-1].indicator == "other":
            return None
        if quantity.of and not bracketed:
            counted = self._counted(walk, quantity, quantity.of, {**own, **quantity.of_dimensions})
            if counted.indicator is not None:
                return Meaning(counted.indicator, {**counted.dimensions, "role": "share"}, PERCENT)
            if any(f.unit == quantity.of and f.indicator != "other" for f in walk.facts[-2:]):
                return self._of_previous(walk, quantity, "share")
            return None
        if walk.disbursed and (spent := self._needed(walk, quantity, "dong")) is not None:
            return Meaning(spent, {"role": "plan_ratio"}, PERCENT)
        if (bracketed or "share" in quantity.left.ratios or just_reached(walk, quantity)) and walk.facts:
            return self._of_previous(walk, quantity, "share")
        return None

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
        if previous is None and role != "share" and walk.facts and walk.facts[-1].status == "change":
            previous = walk.facts[-1]  # "tăng 48 sản phẩm, đạt 120% kế hoạch"
        if previous is None or previous.indicator == "other":
            return Meaning(None, {} if role == "share" else {"role": role}, PERCENT)
        return Meaning(
            self.lexicon.indicators[previous.indicator], {**previous.dimensions, "role": role}, PERCENT
        )


def _at_another_time(walk: Walk, quantity: Quantity) -> bool:
    """``bằng 21,6% kế hoạch, trong khi cùng kỳ năm 2022 đạt 30%``: the same at another time, where nothing
    but that time is named."""
    first, text = walk.clause.bounds[quantity.segment][0], walk.words
    timed = {i for f in text.times for i in range(f.first, f.last)}
    between = [w for i, w in enumerate(text.words[first : quantity.first], first) if i not in timed]
    alone = all(w.kind == "mark" or BEFORE.has(w, lenient=False) for w in between)
    return bool(timed & set(range(first, quantity.first))) and alone


def _offset(walk: Walk, quantity: Quantity) -> int:
    return walk.sentence.start + walk.words.words[quantity.first].start
