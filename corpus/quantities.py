"""Quantities: figures that count or measure, with their units, hedges and words of change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from corpus.annotate import Annotated
from corpus.counted_places import level_at, unnamed
from corpus.lexicon import Concept, Mention
from corpus.names import OF, OWNED, in_a_name, past_names
from corpus.qualifiers import Qualifiers
from corpus.scan import TO, Figure, Words
from corpus.text import key_of

BREAKS = frozenset(";,.:()…!?[]")
JOIN = Words("và", "cùng", "and")
FILLERS = Words("số", "các", "những", "đạt", "có")
ONE = key_of("một")
QUANTITIES = frozenset({"number", "range", "ratio", "word", "fraction"})
SHARE_LINKS = Words("số", "tổng", "là", "các", "trong", "trên")
NUMBER = Words("số", "tổng")
IS = Words("là")
IN_ORDER = Words("thứ")
AGE = Words("tuổi")
PER = Words("năm", "tháng", "ngày")
_NONE, _HAVE = Words("chưa", "không"), Words("có", "còn")
_NO_COUNT = frozenset(key_of(w) for w in ("mỗi", "từng", "một", "thứ", "cả", "mấy"))
_EACH = frozenset(key_of(w) for w in ("mỗi", "từng", "thứ"))
_HAVING = frozenset(
    key_of(w) for w in ("có", "gồm", "đạt", "và", "đó", "thêm", "được", "nhận", ",", ";", "còn")
)


@dataclass
class Quantity:
    """A figure that counts or measures, with its unit and the segment it stands in."""

    figure: Figure
    first: int
    last: int
    unit: str = ""
    unit_first: int = -1
    unit_last: int = -1
    unit_dimensions: dict[str, str] = field(default_factory=dict)
    of: str = ""
    of_dimensions: dict[str, str] = field(default_factory=dict)
    rank: bool = False
    bare: bool = False  # nothing follows the digits that they could count
    become: bool = False
    foreign: bool = False
    needs: set[str] = field(default_factory=set)  # "hộ nghèo": the unit itself is what an indicator asks for
    hedge: str = ""
    change: int = 0
    times: bool = False  # "gấp 2,3 lần"
    zero: bool = False
    raised: str = ""
    potential: bool = False  # "3 sản phẩm tiềm năng đang được … xét công nhận 5 sao"
    segment: int = 0
    turn: tuple[int, int] = (0, 0)  # which of how many figures that go with a list, in its order
    left: Qualifiers = field(default_factory=Qualifiers)
    right: Qualifiers = field(default_factory=Qualifiers)


def own_needs(quantity: Quantity) -> set[str]:
    """Indicators that the words beside a quantity (or its unit) call for."""
    return quantity.right.needs | quantity.left.needs | quantity.needs


def own_dimensions(quantity: Quantity) -> dict[str, str]:
    """Dimension values of the words around a quantity: left, then right, then its unit.

    What happened to the products (left) outweighs the state they were in (``đánh giá lại 34 sản phẩm
    đã hết hạn``); a total that is reached (``nâng tổng số lên 180``) has nothing to do with the step.
    """
    left, right = dict(quantity.left.dimensions), dict(quantity.right.dimensions)
    enrols = left.get("step") == "registered" and not quantity.left.total  # "số đăng ký tăng lên 252"
    if quantity.become and not enrols:
        left.pop("step", None)
    if quantity.potential and right.get("stars", "").isdecimal():
        right["stars"] = f"potential-{right['stars']}"
    if right.get("step") == "expired" and "step" in left:
        del right["step"]
    if right.get("step") == "registered" and left.get("step") in ("assessed", "recognised"):
        del right["step"]  # "họp đánh giá 52 sản phẩm của 31 chủ thể đăng ký tham gia"
    if right.get("step") == "assessed" and left.get("step") in ("registered", "recognised"):
        del right["step"]  # "công nhận 18 sản phẩm theo kết quả đánh giá", "đăng ký 7 sản phẩm đánh giá"
    if right.get("step") == "upgraded" and right.get("stars", "").startswith("potential"):
        del right["step"]  # "10 sản phẩm tiềm năng nâng hạng lên 5 sao"
    return {**left, **right, **quantity.unit_dimensions}


def unit_at(text: Annotated, i: int) -> tuple[Mention, Concept] | None:
    """The phrase with a unit that begins at token *i*, and that unit."""
    mention = text.mention_at(i)
    if mention is None:
        return None
    unit = next((c for c in mention.concepts if c.kind == "unit"), None)
    return _together(text, mention, unit) if unit is not None else None


def _together(text: Annotated, mention: Mention, unit: Concept) -> tuple[Mention, Concept]:
    """``25 doanh nghiệp, HTX, hộ sản xuất``: several words for one unit that share the figure."""
    if not unit.dimensions and (kind := _kind_behind(text, mention, unit)) is not None:
        narrower, named = _together(text, *kind)  # "61 chủ thể HTX", "61 chủ thể là hợp tác xã"
        return mention._replace(last=narrower.last), named
    last, kinds = mention.last, {unit.dimensions}
    bracket = [w.text for w in text.words[last : last + 3]]
    if bracket[::2] == ["(", ")"] and bracket[1].isupper():
        last += 3  # "14 hợp tác xã (HTX), hộ kinh doanh"
    while last + 1 < len(text.words) and (text.words[last].text in ",/" or JOIN.has(text.words[last], False)):
        more = text.mention_at(last + 1)
        same = [c for c in more.concepts if c.kind == "unit" and c.id == unit.id] if more else []
        if more is None or not same:
            break
        last = more.last
        kinds.add(same[0].dimensions)
    if len(kinds) == 1 and last - mention.last in (0, 3):
        return mention, unit
    whole = mention._replace(last=last)
    return whole, unit if len(kinds) == 1 else replace(unit, dimensions=())


def _kind_behind(text: Annotated, mention: Mention, unit: Concept) -> tuple[Mention, Concept] | None:
    """The narrower word for the same things right behind a unit."""
    at = mention.last
    at += at < len(text.words) and IS.has(text.words[at], lenient=False)
    more = text.mention_at(at)
    same = (c for c in more.concepts if c.kind == "unit" and c.id == unit.id) if more is not None else ()
    kind = next((c for c in same if c.dimensions), None)
    return (more, kind) if more is not None and kind is not None else None


class Finder:
    """Finds the quantities of an annotated sentence."""

    def find(self, text: Annotated, grades: set[int]) -> Iterator[Quantity]:
        numbers = [f for f in text.figures if f.kind in QUANTITIES and f.first not in grades]
        hidden = (m for m in text.saying("need") if self._hidden_zero(text, m))
        zeros = {m.first: m for m in (*text.saying("zero"), *hidden)}
        starts = sorted([*((f.first, f) for f in numbers), *((i, None) for i in zeros)], key=lambda p: p[0])
        for first, figure in starts:
            if figure is None:
                quantity = self._zero(text, zeros[first])
            elif self._ordinal(text, figure):
                quantity = None
            else:
                quantity = self._quantity(text, figure)
            if quantity is not None:
                yield quantity

    def _quantity(self, text: Annotated, figure: Figure) -> Quantity | None:
        quantity = Quantity(figure, figure.first, figure.last)
        after = unit_at(text, figure.last)
        if after is None and (behind := _behind_share(text, figure.last)) is not None:
            after = unit_at(text, behind)
        if (
            after is None
            and figure.last < len(text.words)
            and FILLERS.has(text.words[figure.last], lenient=False)
        ):
            after = unit_at(text, figure.last + 1)
        if after is not None:
            mention, unit = after
            quantity.unit, quantity.unit_dimensions = unit.id, dict(unit.dimensions)
            quantity.unit_first, quantity.unit_last = mention.first, mention.last
            quantity.foreign = mention.has("foreign")
            quantity.needs = set(mention.ids("need"))
            quantity.last = mention.last if text.words[figure.last].text != "(" else figure.last
        elif (upper := _upper_unit(text, figure)) is not None:
            quantity.unit, quantity.unit_dimensions = upper.id, dict(upper.dimensions)
        elif (level := level_at(text, figure.last)) is not None:
            quantity.unit = level
            quantity.last += 2 * unnamed(text, figure.last)
        elif _multiple(text, figure):
            quantity.unit, quantity.times, quantity.last = "item", True, figure.last + 1
        elif (figure.kind == "word" and not _ranked(text, figure)) or _like_a_year(figure):
            return None
        elif _aged(text, text.mention_before(figure.first)):
            quantity.unit = "year"
        elif (numbered := self._numbered(text, figure)) is not None:
            quantity.unit, quantity.unit_dimensions = numbered.id, dict(numbered.dimensions)
        quantity.rank = _ranked(text, figure) or _in_order(text, figure)
        if quantity.rank and not quantity.unit and (named := _before_rank(text, figure)):
            quantity.unit = named
        if figure.kind == "word" and not quantity.rank and not self._counted(text, quantity):
            return None
        self._share(text, quantity)
        self._before(text, quantity)
        quantity.bare = self._bare(text, quantity)
        worded = text.mention_at(quantity.last)
        at = worded.last if worded is not None and worded.has("programme") else quantity.last
        tail = [w.fold for w in text.words[at : at + 2]]
        quantity.potential = quantity.unit == "product" and tail == ["tiem", "nang"]
        return quantity

    @staticmethod
    def _bare(text: Annotated, quantity: Quantity) -> bool:
        """A number at the end of its words: its unit was dropped."""
        at = quantity.figure.last
        if quantity.unit or at >= len(text.words):
            return not quantity.unit
        return text.words[at].kind == "mark" or JOIN.has(text.words[at], lenient=False)

    def _numbered(self, text: Annotated, figure: Figure) -> Concept | None:
        """``số xã đạt chuẩn là 45``: the unit stands before a number that nothing follows."""
        after = text.words[figure.last] if figure.last < len(text.words) else None
        if after is not None and after.kind != "mark" and not _counts_anything(text, figure.last):
            return None
        for mention in reversed(text.mentions_up_to(figure.first)):
            if any(w.text in BREAKS and w.text != ":" for w in text.words[mention.last : figure.first]):
                return None
            unit = next((c for c in mention.concepts if c.kind == "unit" and c.id != "percent"), None)
            if unit is not None and mention.first and OWNED.has(text.words[mention.first - 1], lenient=False):
                continue  # "số tiêu chí của huyện là 98", "số tiêu chí bình quân/xã đạt 16,8"
            if unit is not None:
                near = text.words[max(0, mention.first - 1) : mention.first + 1]
                if text.words[mention.last].text == ":" and mention.last == figure.first - 1:
                    return unit  # "chủ thể: 150"
                opens = mention.first == 0 and unit.id == "product"  # "Sản phẩm du lịch mới có 9"
                has = opens and _HAVE.has(text.words[figure.first - 1], lenient=False)
                return unit if has or any(NUMBER.has(w, lenient=False) for w in near) else None
        return None

    def _share(self, text: Annotated, quantity: Quantity) -> None:
        """What a percentage is a part of: ``50% chủ thể``, ``37,5% là hợp tác xã``, ``tỷ lệ xã … 54,9%``."""
        if quantity.figure.kind == "fraction":
            quantity.unit, quantity.last, quantity.unit_last = "percent", quantity.figure.last, -1
        if quantity.unit != "percent":
            return
        at = start = quantity.last + 2 * (bounded(text, quantity.last))
        while (
            at < len(text.words) and at - start < 3 and SHARE_LINKS.has(text.words[at], lenient=False)
        ):
            at += 1
        following = unit_at(text, at)
        if following is None:
            following = self._share_before(text, quantity)
        elif not PER.has(text.words[at], lenient=False):
            quantity.last = following[0].last
        if following is not None and following[1].id not in ("percent", "year", "month"):
            quantity.of, quantity.of_dimensions = following[1].id, dict(following[1].dimensions)
            quantity.of_dimensions |= self._kind_of(text, quantity)

    def _kind_of(self, text: Annotated, quantity: Quantity) -> dict[str, str]:
        """``50% chủ thể OCOP là hợp tác xã``: which of the things."""
        for i in range(quantity.last, min(quantity.last + 4, len(text.words) - 1)):
            if text.words[i].text in BREAKS:
                break
            kind = unit_at(text, i + 1)
            if IS.has(text.words[i], lenient=False) and kind is not None and kind[1].id == quantity.of:
                quantity.last = kind[0].last
                return dict(kind[1].dimensions)
        return {}

    @staticmethod
    def _subject(text: Annotated, mention: Mention) -> bool:
        """``số sản phẩm …``, or a unit that a sentence opens with (``Sản phẩm của HTX chiếm 95%``)."""
        first = mention.first == 0 and mention.has("unit", "product")
        return first or (mention.first > 0 and NUMBER.has(text.words[mention.first - 1], lenient=False))

    @staticmethod
    def _sharing(text: Annotated, mention: Mention) -> bool:
        """``(hợp tác xã chiếm 37,9%)``: a unit that is the subject itself (not ``… của tỉnh chiếm``)."""
        before = text.words[max(0, mention.first - 2) : mention.first]  # "của các HTX"
        owner = any(OF.has(w, lenient=False) for w in before)
        return mention.has("unit") and not mention.has("unit", "percent") and not owner

    def _share_before(self, text: Annotated, quantity: Quantity) -> tuple[Mention, Concept] | None:
        """The unit right after ``tỷ lệ`` in the words before a percentage."""
        said: set[str] = set()
        share_at = -1
        for mention in reversed(text.mentions_up_to(quantity.figure.first)):
            if any(w.text in BREAKS for w in text.words[mention.first : quantity.figure.first]):
                return None
            if mention.has("ratio", "share"):
                following = unit_at(text, mention.last)
                if following is not None:
                    return following
            elif mention.last == share_at and self._sharing(text, mention):
                return unit_at(text, mention.first)  # "(hợp tác xã chiếm 37,9%)"
            elif "share" in said and self._subject(text, mention):
                return unit_at(text, mention.first)  # "số sản phẩm của tỉnh chiếm 14%"
            share_at = mention.first if mention.has("ratio", "share") else share_at
            said |= set(mention.ids("ratio"))
        return None

    @staticmethod
    def _counted(text: Annotated, quantity: Quantity) -> bool:
        """``một xã`` is an article unless a list or a verb of having makes it a count."""
        figure = quantity.figure
        long = figure.last - figure.first > 1
        if long or text.words[figure.first].key != ONE:
            barred = _EACH if long else _NO_COUNT
            return figure.first == 0 or text.words[figure.first - 1].key not in barred
        if text.says_before(figure.first, "hedge", "at_least"):
            return True
        before = text.words[figure.first - 1].key if figure.first else ""
        return before in _HAVING

    def _before(self, text: Annotated, quantity: Quantity) -> None:
        """Hedges and words of change that stand right before the number."""
        i = quantity.first
        for mention in reversed(text.mentions_up_to(i)):
            gap = i - mention.last
            if gap > 1 or (gap == 1 and not FILLERS.has(text.words[mention.last], lenient=False)):
                break
            if mention.has("hedge") and not quantity.hedge:
                quantity.hedge = mention.ids("hedge")[0]
            elif mention.has("change"):
                quantity.change = 1 if mention.has("change", "up") else -1
            elif mention.has("flow") and gap and mention.has("dimension"):
                break  # "43 sản phẩm mới được công nhận có 17 sản phẩm của A": said of what stands before
            elif mention.has("flow"):
                quantity.raised = "flow"
                quantity.unit_dimensions |= {k: v for c in mention.concepts for k, v in c.dimensions}
            elif mention.has("become") and bounded(text, mention.first - 1):
                break  # "từ 4 sao trở lên 36 sản phẩm"
            elif mention.has("become"):
                quantity.become |= not mention.has("become", "met")
                if mention.last - mention.first < 2:
                    break
            elif not mention.has("rest"):
                break
            i = mention.first
        quantity.first = i
        quantity.become |= self._raises(text, i)
        if not quantity.change and not quantity.become and quantity.unit == "percent":
            quantity.change = self._rate_changes(text, i)

    @staticmethod
    def _raises(text: Annotated, i: int) -> bool:
        """``nâng tổng số sản phẩm đến năm 2025 đạt 153 sản phẩm``: the words of raising stand further off."""
        met = text.says_before(i, "become")
        raising = [m for m in text.saying("become") if met and m.last <= i and m.has("total")]
        between = range(raising[-1].last, i) if raising else ()
        counted = any(f.first in between and f.kind in QUANTITIES for f in text.figures)
        return bool(between) and not counted and not any(text.words[n].text in BREAKS for n in between)

    @staticmethod
    def _rate_changes(text: Annotated, i: int) -> int:
        """``giảm tỷ lệ hộ nghèo 3,5%``: the word of change stands before the name of the rate."""
        rate = next((m for m in text.saying("need") if m.last == i), None)
        word = next((m for m in text.saying("change") if rate and m.last == rate.first), None)
        return 0 if word is None else (1 if word.has("change", "up") else -1)

    def _ordinal(self, text: Annotated, figure: Figure) -> bool:
        """``khu vực III``, ``tiêu chí số 17``, ``thôn 5``, list numbers: order, not quantity."""
        if in_a_name(text, figure):
            return True
        if text.says_before(figure.first, "ordinal", "order"):
            return not _multiple(text, figure)
        if figure.kind == "ratio" or unit_at(text, figure.last) is not None:
            return False
        before = text.mention_before(figure.first)
        if _ranked(text, figure):
            return False
        if before is not None and (
            before.has("ordinal") or (before.has("unit") and not before.has("unit", "percent"))
        ):
            return not _aged(text, before)
        return figure.first == 0 and figure.last < len(text.words) and text.words[figure.last].text in ".)/"

    def _hidden_zero(self, text: Annotated, mention: Mention) -> bool:
        """``chưa có xã đạt chuẩn``: words that an indicator asks for, but no district stands before them."""
        if (
            mention.last - mention.first < 3
            or not _NONE.has(text.words[mention.first], False)
        ):
            return False
        return _HAVE.has(text.words[mention.first + 1], False) and not self._of_wider(text, mention.first)

    @staticmethod
    def _of_wider(text: Annotated, at: int) -> bool:
        """``1/8 huyện, thành phố chưa có xã …``: the wider places are counted, not what they lack."""
        counted = {f.last for f in text.figures if f.kind in QUANTITIES}
        before = [m for m in text.mentions_up_to(at) if m.first in counted]
        before = [m for m in before if m.has("unit", "district") or m.has("unit", "province")]
        if not before:
            return False
        return not any(w.text in BREAKS for w in text.words[past_names(text, before[-1].last) : at])

    def _zero(self, text: Annotated, mention: Mention) -> Quantity | None:
        """``không có thôn đạt chuẩn``: a count of zero."""
        if not mention.has("zero"):
            figure = Figure(
                "word", mention.first, mention.first + 2, text=text.source(mention.first, mention.first + 2)
            )
            return Quantity(
                figure, mention.first, mention.last, "commune", mention.first + 2, mention.last, zero=True
            )
        at = mention.last
        after = unit_at(text, at)
        if after is None:
            return None
        unit_mention, unit = after
        if unit.id in ("commune", "district", "product") and self._of_wider(text, mention.first):
            return None
        figure = Figure(
            "word", mention.first, mention.last, Decimal(0), text=text.source(mention.first, mention.last)
        )
        return Quantity(
            figure,
            mention.first,
            unit_mention.last,
            unit.id,
            unit_mention.first,
            unit_mention.last,
            dict(unit.dimensions),
            needs=set(unit_mention.ids("need")),
            zero=True,
        )


def bounded(text: Annotated, at: int) -> bool:
    """``50% trở lên số thôn``: a bound between a percentage and what it is a share of."""
    return [w.fold for w in text.words[at : at + 2]] in (["tro", "len"], ["tro", "xuong"])


def _upper_unit(text: Annotated, figure: Figure) -> Concept | None:
    """``từ 57 đến trên 61 điểm``: the unit of the upper end, with a hedge before it, is that of the lower."""
    at = figure.last
    if at >= len(text.words) or not TO.has(text.words[at], lenient=False):
        return None
    hedge = text.mention_at(at + 1)
    upper = hedge.last if hedge is not None and hedge.has("hedge") else -1
    end = text.figure_at(upper)
    unit = unit_at(text, end.last) if end is not None and end.kind in QUANTITIES else None
    return unit[1] if unit is not None else None


def _counts_anything(text: Annotated, at: int) -> bool:
    """``Số huyện đạt chuẩn: 4 đơn vị``: a word that says nothing of what is counted, at the end."""
    ends = at + 2 >= len(text.words) or text.words[at + 2].kind == "mark"
    return ends and unnamed(text, at)


def _behind_share(text: Annotated, at: int) -> int | None:
    """``16/16 (100%) xã``: where the words go on behind a percentage in brackets."""
    words = [w.text for w in text.words[at : at + 5]]
    if words[:1] != ["("] or ")" not in words or "%" not in words[: words.index(")")]:
        return None
    return at + words.index(")") + 1


def _aged(text: Annotated, mention: Mention | None) -> bool:
    """``ở tuổi 52``: an age."""
    short = mention is not None and mention.last - mention.first == 1
    return short and mention is not None and AGE.has(text.words[mention.first], lenient=False)


def _multiple(text: Annotated, figure: Figure) -> bool:
    """``gấp 2,3 lần``, ``tăng 1,8 lần``: so many times as much."""
    if not text.says_at(figure.last, "times"):
        return False
    return any(figure.first - 2 <= m.last <= figure.first for m in text.saying("change"))


def _like_a_year(figure: Figure) -> bool:
    """``Hội chợ OCOP – Xuân 2024``: four digits without a dot that nothing counts are a year in a name."""
    bare = figure.kind == "number" and figure.text.isdecimal() and len(figure.text) == 4
    return bare and 1945 <= figure.value <= 2100


def _in_order(text: Annotated, figure: Figure) -> bool:
    """``xã thứ 22/161``: which of how many."""
    before = text.words[figure.first - 1] if figure.first else None
    return "/" in figure.text and before is not None and IN_ORDER.has(before, lenient=False)


def _before_rank(text: Annotated, figure: Figure) -> str:
    """``xã thứ 22/161``: what is put in order."""
    rank = text.mention_before(figure.first)
    named = text.mention_before(rank.first) if rank is not None else None
    return next(iter(named.ids("unit")), "") if named is not None else ""


def _ranked(text: Annotated, figure: Figure) -> bool:
    return text.says_before(figure.first, "rank")
