"""What a count counts: the indicator its unit and the words around it call for, with dimension values.

``corpus.meaning`` asks for it where no other figure gives a count its meaning.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from corpus.clauses import Quantity
from corpus.events import attained, in_programme, step_told
from corpus.lexicon import Indicator, Lexicon
from corpus.model import Fact
from corpus.predicates import (
    each_one,
    has_something,
    in_a_row,
    measured_before,
    names_programme,
    other_noun,
    reaches,
    said_more,
    stretch,
)
from corpus.quantities import own_needs
from corpus.scan import Words
from corpus.scope import LEVELS, Walk, total_of
from corpus.shares import BILLION, PERCENT

AT, NOT, HAS = Words("tại", "ở"), Words("không"), Words("có", "là")
OF = Words("của", "do", "từ", "cho", "thuộc", "bởi")
BUDGETS = {"trung uong": "central", "tinh": "province", "huyen": "district", "xa": "commune"}
GIVERS = dict.fromkeys(("doanh nghiep", "hop tac xa", "doanh nghiep hop tac xa"), "business")
LED = ("va ", "tu ", "cac ", "von ", "nguon ")
_SENDING = frozenset({"de", "trinh", "gui", "cho", "nop"})  # "đề xuất", "trình", "chờ"
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


def _of_means(walk: Walk, quantity: Quantity) -> bool:
    """``bình quân 16,3 tiêu chí, trong đó: TP A 17,7/19 TC``: a list of means, or a broken number."""
    total = walk.total.unit if walk.total is not None else ""
    broken = quantity.figure.value != int(quantity.figure.value)
    return quantity.unit == "criterion" and (broken or total == "criteria_per_commune")


class Counting:
    """Finds the indicator of a count, by the indicators of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def _like(self, walk: Walk, model: Fact, own: dict[str, str], quantity: Quantity) -> Meaning:
        indicator = self.lexicon.indicators.get(model.indicator)
        if indicator is None:
            return Meaning(None, {}, model.unit)
        banded = quantity.change or (model is walk.total and not {"level", "criteria"} & set(own))
        inherited = (*INHERITED, "criteria") if banded else INHERITED
        kept = {k: v for k, v in model.dimensions.items() if k in inherited}
        if "stars" in own:
            kept.pop("stars", None)
        row = walk.facts[-1].dimensions if walk.facts and walk.facts[-1].unit == quantity.unit else {}
        if {"level", "criteria"} <= set(row) and "criteria" in own:
            kept["level"] = row["level"]  # "72 xã đạt 19 tiêu chí, 10 xã đạt 15 - 18 tiêu chí"
        if model is walk.total and walk.facts[-1:] and "part_of" in walk.facts[-1].links:
            settled = kept.get("step") == "assessed" and walk.step == "recognised" and not walk.step_behind
            kept |= {"step": walk.step} if settled else {}  # "công nhận 2 … và 7 sản phẩm …"
        if quantity.become:
            kept.pop("step", None)
        if walk.compared or (walk.bracketed_plan and walk.brackets):
            kept.pop("stars", None)
        known = {k: v for k, v in own.items() if k in indicator.dimensions}
        part = model is walk.total or model in walk.others.values()
        examined = known.get("step") == "assessed" and not sent_on(walk, quantity)
        if part and examined and kept.get("step") == "recognised":
            known.pop("step")  # "31 sản phẩm được công nhận, trong đó 19 sản phẩm đánh giá mới"
        if quantity.become and quantity.left.total and "stars" not in known:
            kept.pop("stars", None)  # "…, nâng tổng số sản phẩm lên 16 sản phẩm"
        if kept.get("step") == "registered" and "stars" in known and attained(walk, quantity):
            kept.pop("step")  # "569 sản phẩm tham gia chương trình, trong đó 336 sản phẩm đạt 3-5 sao"
            judged = walk.step if walk.step != "registered" else ""
            kept |= {"step": judged} if judged else {}  # "Qua kết quả đánh giá, có 5 sản phẩm 4 sao"
        if kept.get("step") == "registered" and model is walk.total:
            known.pop("step", None)  # "14 sản phẩm đăng ký, gồm 3 sản phẩm đánh giá lại"
        return Meaning(indicator, {**kept, **known}, model.unit)

    def _counted(self, walk: Walk, quantity: Quantity, unit: str, own: dict[str, str]) -> Meaning:
        """The first indicator of the unit whose programme is spoken of and whose words are near."""
        if self._averaged(walk, quantity) or _of_means(walk, quantity):
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
        unsaid = unit in LEVELS and not {"level", "criteria"} & set(own)
        if unsaid and (level := measured_before(walk, quantity)):
            dimensions["level"] = level
        needs = own_needs(quantity)
        for indicator in self._candidates(walk, quantity, unit):
            judged = any(p.prefixed for p in quantity.left.places)
            if unit == "point" and judged and not any("product" in q for q in _units(walk)):
                continue  # "xã A đạt 95,8 điểm": how a commune was judged
            if unit in LEVELS and not indicator.needs and not self._anchored(walk, quantity, own, indicator):
                continue
            if unit in indicator.also and not (
                indicator.id in needs and (unit != "dong" or self._averaged(walk, quantity))
            ):
                continue
            if unit == "dong" and indicator.id.endswith(".capital") and each_one(walk, quantity):
                continue  # "vốn bình quân/xã 350 tỷ đồng"
            if indicator.id.endswith(".revenue") and _of_visitors(walk, quantity):
                continue
            told = "maker" in own or anybody(walk, quantity)
            if unit == "maker" and told and not self._made(walk, quantity, dimensions.get("step", "")):
                continue
            known = {k: v for k, v in dimensions.items() if k in indicator.dimensions}
            return Meaning(
                indicator, {**indicator.default, **known}, indicator.also.get(unit, indicator.unit)
            )
        return Meaning(None, {}, "item" if anybody(walk, quantity) else unit)

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
        if not own and _given_to_makers(walk, quantity):
            return {f"{p}.capital" for p in walk.scope.programmes}
        if not own and quantity.unit == "dong" and behind is not None and behind.has("programme"):
            return {f"{p}.capital" for p in quantity.right.programmes}  # "309 tỷ đồng xây dựng NTM"
        strange = other_noun(walk, quantity)
        strange |= quantity.unit == "dong" and quantity.left.other_sum  # "doanh thu 9 tỷ đồng, lãi 2 tỷ đồng"
        strange |= quantity.unit == "km" and said_more(walk, quantity)  # "mở đường; lắp 126 km điện"
        return own if own or strange else walk.scope.needs

    @staticmethod
    def _held(walk: Walk, quantity: Quantity) -> dict[str, str]:
        held = dict(walk.scope.dimensions)
        if quantity.right.programmes and "level" not in quantity.right.dimensions:
            held.pop("level", None)
        if step := step_told(walk, quantity):
            held["step"] = step
        return held

    @staticmethod
    def _averaged(walk: Walk, quantity: Quantity) -> bool:
        first, last = walk.clause.bounds[quantity.segment]
        if walk.words.words[first].text == ":" and quantity.segment:
            first = walk.clause.bounds[quantity.segment - 1][0]
        return any(first <= m.first < last for m in walk.words.saying("mean"))

    def _anchored(self, walk: Walk, quantity: Quantity, own: dict[str, str], indicator: Indicator) -> bool:
        """Places are counted for a programme only if the words around them say so."""
        if has_something(walk, quantity):
            return False
        words, at = walk.words.words, quantity.last
        if at < len(words) and NOT.has(words[at], lenient=False):
            return False  # "2 xã không xét là A và B"
        before = words[quantity.first - 1] if quantity.first else None
        at_them = before is not None and AT.has(before, lenient=False) and not quantity.right.dimensions
        if at_them and quantity.left.dimensions:
            return False  # "khảo sát các tiêu chí NTM nâng cao ở 2 xã"
        if {"level", "criteria"} & set(own) or reaches(walk, quantity, indicator.programme):
            return True
        if (quantity.zero and self._needs(walk, quantity)) or walk.levelled:
            return True
        if in_a_row(walk, quantity) or measured_before(walk, quantity):
            return True
        counted = any(f.unit == quantity.unit and f.indicator != "other" for f in walk.facts)
        last = walk.clause.bounds[quantity.segment][1]
        behind = walk.words.mentions_from(quantity.last, last)
        single = any(m.has("unit", "criterion") for m in behind)  # "4 xã đạt tiêu chí 10 về thu nhập"
        return counted and not single and not said_more(walk, quantity)

    @staticmethod
    def _made(walk: Walk, quantity: Quantity, step: str) -> bool:
        """A cooperative or company is a maker where the programme is named beside it, among other makers,
        as a part of them, or where the products before are *of* it."""
        if anybody(walk, quantity):
            graded = any(m.first >= quantity.last for m in walk.words.saying("graded"))
            return bool(step) or graded or in_programme(walk, quantity)
        named = walk.words.mention_at(quantity.unit_first)
        if named is not None and any(c.kind == "unit" and not c.dimensions for c in named.concepts):
            return True  # "61 chủ thể HTX"
        if quantity.right.programmes or quantity.left.programmes or total_of(walk, "maker") is not None:
            return True
        if quantity.unit == PERCENT:
            counted = any(f.unit in ("maker", "product") and f.indicator != "other" for f in walk.facts)
            return counted or walk.words.says("programme")
        last = next((f for f in reversed(walk.facts) if f.unit != PERCENT), None)
        if last is None or last.indicator == "other":
            return False
        before = walk.words.words[quantity.first - 1] if quantity.first else None
        of_them = last.unit == "product" and before is not None and OF.has(before, lenient=False)
        return last.unit == "maker" or of_them


def sent_on(walk: Walk, quantity: Quantity) -> bool:
    """``61 sản phẩm được công nhận, gồm 4 sản phẩm đề xuất hạng 5 sao``: what somebody above has still to
    assess."""
    behind = walk.words.mentions_from(quantity.last, walk.clause.bounds[quantity.segment][1])
    judged = [m.first for m in behind if m.has("dimension", "assessed")]
    return any(walk.words.words[at].fold in _SENDING for at in judged)


def anybody(walk: Walk, quantity: Quantity) -> bool:
    """``32 tổ chức, cá nhân đăng ký``: who is a maker only where a step is told of them."""
    named = walk.words.mention_at(quantity.unit_first)
    return named is not None and named.has("anybody")


def kind_before(walk: Walk, quantity: Quantity) -> dict[str, str]:
    """``chủ thể là hợp tác xã có 19 chủ thể``: the kind of makers that a count is told for."""
    if quantity.unit != "maker" or "maker" in quantity.unit_dimensions:
        return {}
    first, words = walk.clause.bounds[quantity.segment][0], walk.words.words
    named = walk.words.mentions_between(first, quantity.first)
    last = named[-1] if named else None
    if last is None or not last.has("unit", "maker"):
        return {}
    joined = all(HAS.has(w, lenient=False) or w.text == ":" for w in words[last.last : quantity.first])
    kinds = [dict(c.dimensions) for c in last.concepts if c.kind == "unit" and c.dimensions]
    return kinds[0] if kinds and joined and last.last < quantity.first else {}


def source_before(walk: Walk, quantity: Quantity) -> dict[str, str]:
    """``98 tỷ đồng (Trung ương 50 tỷ đồng; tỉnh 40 tỷ đồng; huyện 8 tỷ đồng)``: the bare level before a part
    of a capital is whose budget it is from (``doanh nghiệp 95 tỷ đồng``: who gave it)."""
    total = total_of(walk, "dong") if quantity.unit == "dong" else None
    if total is None or not total.indicator.endswith(".capital"):
        return {}
    first, last = walk.clause.bounds[quantity.segment][0], quantity.first
    said = " ".join(w.fold for w in walk.words.words[first:last] if w.kind == "word")
    while said.startswith(LED):
        said = said.partition(" ")[2]
    known = (BUDGETS | GIVERS).get(said)
    return {"source": known} if known else {}


def _of_visitors(walk: Walk, quantity: Quantity) -> bool:
    """``Tỉnh đón 4,2 triệu lượt khách, doanh thu 2.100 tỷ đồng``: what tourists leave, where no maker or
    product is spoken of."""
    words = [w.fold for w in walk.words.words[: quantity.first]]
    guests = any(b == "khach" and a in ("luot", "du") for a, b in itertools.pairwise(words))
    makers = any({"product", "maker"} & set(units) for units in _units(walk))
    guests = guests and not walk.setting.fair  # who come to a fair buy what is sold there
    return guests and not makers and not walk.words.says("programme")


def _given_to_makers(walk: Walk, quantity: Quantity) -> bool:
    """``các chủ thể được hỗ trợ 21 tỷ đồng``: what is spent on makers, not what each is given."""
    before = [w.fold for w in walk.words.words[max(0, quantity.first - 2) : quantity.first]]
    large = quantity.unit == "dong" and quantity.figure.value >= BILLION and before == ["ho", "tro"]
    return large and any("maker" in units for units in _units(walk))


def _units(walk: Walk) -> list[list[str]]:
    return [m.ids("unit") for m in walk.words.mentions]
