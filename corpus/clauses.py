"""Segments of a sentence, and what each says about the quantity in it.

A sentence of a report is a list: ``5/17 xã NTM; 2/6 xã NTM nâng cao; …``.  It is cut
at punctuation, before parts (``trong đó``, ``gồm``) and before a second quantity
joined by ``và``.  Words to the right of a quantity qualify it; words of a segment
that holds none (``Đối với tiêu chí NTM nâng cao,``) hold for those that follow.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.annotate import Annotated
from corpus.bands import band_of, closing, find_bands, names_which
from corpus.breaks import located, new_clauses, one_deed, short_forms
from corpus.grades import grade_spans
from corpus.joints import COUNTED_PLACES, hold_grade, keep_proposed, led_times
from corpus.lexicon import Lexicon, Mention
from corpus.model import Period
from corpus.names import OF, past_names
from corpus.qualifiers import Grade, Qualifiers, merge, read_words
from corpus.quantities import BREAKS, JOIN, Finder, Quantity, own_dimensions, unit_at
from corpus.regions import regions_in
from corpus.rows import change_together, take_turns
from corpus.scan import DASHES, Figure, Words
from corpus.told_words import sent_in

__all__ = ["BREAKS", "Clause", "Cutter", "Qualifiers", "Quantity", "band_of", "closing"]

WITH, LED_BY = Words("với", "đạt"), Words("với")
GRADED_AS = Words("với", "đạt", "tương")  # "…, đạt hạng 4 sao", "…, tương ứng hạng 3 sao"
PLACES = frozenset({"commune", "district", "province"})
IS = Words("là", "đạt", "còn", "ước")
ALL = Words("đều", "tất")  # "…, đều ở hạng 3 sao", "…, tất cả đều đạt 3 sao"
LISTING = Words("gồm", "là")
IN = Words("thuộc", "ở", "tại", "trong", "trên")


@dataclass
class Clause:
    """A sentence cut into segments: token bounds, quantities, and where parts begin."""

    text: Annotated
    bounds: list[tuple[int, int]]
    quantities: list[Quantity]
    parts: list[int]
    grades: Sequence[Grade] = ()


class Cutter:
    """Cuts annotated sentences into clauses, by the rules of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.finder = Finder()
        self.grades = [n for n in lexicon.numeric if n.mode == "grade"]
        self.bands = [n for n in lexicon.numeric if n.mode == "band"]

    def cut(self, text: Annotated) -> Clause:
        """Find the quantities of a sentence and the segments around them."""
        grades = self.grade_spans(text)
        parts = [m.first for m in text.saying("parts") if _opens_parts(text, m)]
        quantities = list(self.finder.find(text, {f.first for f, *_ in grades}))
        take_turns(text, quantities)
        change_together(text, quantities)
        bounds = self._bounds(text, quantities, grades, parts)
        for quantity in quantities:
            quantity.segment = next(i for i, (a, b) in enumerate(bounds) if a <= quantity.figure.first < b)
        bands = find_bands(text, quantities, bounds, self.bands)
        banding = {f.first for _, f, _, _ in bands}
        quantities = [q for q in quantities if q.figure.first not in banding and not names_which(text, q)]
        clause = Clause(text, bounds, quantities, parts, grades)
        self._qualify(clause, grades, bands)
        return clause

    def grade_spans(self, text: Annotated) -> list[Grade]:
        """Figures that grade: (figure, first and last token, dimension, value)."""
        return grade_spans(text, self.grades)

    @staticmethod
    def _bounds(
        text: Annotated, quantities: Sequence[Quantity], grades: Sequence[Grade], parts: Sequence[int]
    ) -> list[tuple[int, int]]:
        starts = {q.first for q in quantities}
        inside = {i for f in text.figures for i in range(f.first, f.last)} | text.phrased
        inside |= {i for q in quantities for i in range(q.first, q.last)} | located(text)
        inside |= {i for _, first, last, _, _ in grades for i in range(first, last)}  # "hạng 3 sao, 4 sao"
        needed = {m.first for m in text.saying("need")}  # "25 công trình với tổng vốn 12 tỷ đồng"
        named = [(p.start_token, p.end_token) for p in text.places] + regions_in(text)
        near = {first: range(1, last - first + 4) for first, last in named}
        times = led_times(text)
        cuts = [0]
        short = short_forms(text) | one_deed(text)
        turns = new_clauses(text, starts, inside)
        names = text.placed  # "Bà Rịa - Vũng Tàu"
        for i, word in enumerate(text.words):
            if (i in inside and i not in parts) or i in short or i in names:
                continue
            dash = word.text in DASHES and i > 0 and text.words[i - 1].end < word.start
            joins = JOIN.has(word, lenient=False) and any(i + n in starts for n in near.get(i + 1, (1, 2, 3)))
            joins = joins or i in times
            opens = i + 1 in needed and WITH.has(word, lenient=False)
            if word.text in BREAKS or dash or i in parts or joins or opens or i in turns:
                cuts.append(i)
        cuts.append(len(text.words))
        return [(a, b) for a, b in itertools.pairwise(cuts) if a < b]

    def _qualify(
        self,
        clause: Clause,
        grades: Sequence[Grade],
        bands: Sequence[tuple[Quantity, Figure, str, str]],
    ) -> None:
        for i, bounds in enumerate(clause.bounds):
            inside = [q for q in clause.quantities if q.segment == i]
            for n, quantity in enumerate(inside):
                start = self._noun_start(clause, i) if n == 0 else -1
                stop = inside[n + 1].first if n + 1 < len(inside) else bounds[1]
                while quantity.last < stop < bounds[1] and clause.text.says_before(stop, "dimension"):
                    mention = clause.text.mention_before(stop)  # "…, công nhận 118 sản phẩm": of the next one
                    stop = max(mention.first if mention is not None else stop, quantity.last)
                if start >= 0:
                    quantity.left = self.read(clause.text, start, quantity.first, grades)
                    if (told := self._told_of(clause, bounds[0])) is not None:
                        quantity.left.periods, quantity.left.noun_year = [told], True
                else:
                    quantity.left = Qualifiers(
                        statuses=inside[n - 1].right.statuses,
                        places=inside[n - 1].right.places,
                        needs=set(inside[n - 1].right.needs or self._same(inside[n - 1], quantity)),
                    )
                    step = clause.text.mention_before(quantity.first)
                    if step is not None and step.has("dimension"):  # "3 đợt, công nhận 118 sản phẩm"
                        quantity.left.dimensions = self.read(clause.text, step.first, step.last).dimensions
                quantity.right = self.read(clause.text, quantity.last, stop, grades)
                if quantity.times and quantity.right.periods:
                    quantity.right.base = quantity.right.base or quantity.right.periods.pop(0)
                if n + 1 == len(inside):
                    self._after_bracket(clause, i, quantity.right, grades)
                    if not _of_all(clause, quantity):
                        self._continued(clause, i, quantity.right, grades, quantity.unit)
                    self._dated(clause, i, quantity)
                quantity.right.end = max(quantity.right.end, quantity.last)
            for one, other in reversed(list(itertools.pairwise(inside))):
                at = max(one.last, one.right.end if one.right.end < other.first else one.last)
                made = (one.unit, other.unit) == ("product", "maker")  # "9 sản phẩm năm 2023 của 7 chủ thể"
                between = clause.text.words[other.first - 1] if made or other.first == at + 1 else None
                of_makers = made and between is not None and IN.has(between, lenient=False)
                scored = other.unit == "point" and one.unit in ("product", "point")  # "4 sản phẩm đạt 5 điểm"
                if scored or of_makers or (between is not None and OF.has(between, lenient=False)):
                    merge(one.right, other.right)
                    other.become |= one.become and other.unit == "maker"  # "lên 77 sản phẩm của 44 chủ thể"
                elif other.unit in PLACES and between is not None and IN.has(between, lenient=False):
                    _said_of(one, other)
                shared = own_dimensions(other).get("step") if other.unit == "product" else None
                if shared:
                    _enrol([one], shared)  # "7 chủ thể có 70 sản phẩm đăng ký"
                having = [w.fold for w in clause.text.words[one.last : other.first]] == ["co"]
                stars = other.right.dimensions.get("stars") if other.unit == "product" else None
                if having and one.unit == "maker" and stars:
                    one.right.dimensions.setdefault("stars", stars)  # "12 chủ thể có 31 sản phẩm đạt 4 sao"
        _over_brackets(clause)
        _share_out(clause)
        keep_proposed(clause.text, clause.bounds, clause.quantities)
        hold_grade(clause.text, clause.quantities)
        for i, quantity in enumerate(clause.quantities):
            turn, size = quantity.turn
            if size > 1:
                quantity.left = clause.quantities[i - turn].left
                quantity.right = clause.quantities[i - turn + size - 1].right
        for quantity, figure, dimension, value in bands:
            quantity.right.dimensions[dimension] = value
            quantity.right.end = max(quantity.right.end, self._band_end(clause.text, figure))

    @staticmethod
    def _noun_start(clause: Clause, segment: int) -> int:
        """``Tổng kinh phí trong 3 năm (2018-2020) là 579 tỷ``: a bracket without a count parts no noun."""
        first = clause.bounds[segment][0]
        if clause.text.words[first].text != ")" or segment < 2:
            return first
        opened = segment - 1
        counted = {q.segment for q in clause.quantities}
        while opened > 0 and clause.text.words[clause.bounds[opened][0]].text != "(":
            opened -= 1
        if not opened or counted & set(range(opened - 1, segment)):
            return first
        return clause.bounds[opened - 1][0]

    @staticmethod
    def _same(before: Quantity, quantity: Quantity) -> set[str]:
        """``tỷ lệ hộ nghèo giảm từ 4,2% xuống còn 1,8%``: two figures of one thing."""
        return before.left.needs if before.unit == quantity.unit and quantity.become else set()

    def _dated(self, clause: Clause, segment: int, quantity: Quantity) -> None:
        """``31,5% (năm 2010)``: a time in brackets behind a figure is the figure's own; behind words of their
        own (``3 thị trấn với dân số (năm 2016) là 17.900 người``) it is that of what they name."""
        opened = clause.bounds[segment][1]
        close = closing(clause.text, opened)
        inside = [f for f in clause.text.figures if close is not None and opened < f.first < close]
        only = inside[0] if len(inside) == 1 and close == inside[0].last else None
        if only is None or only.first != opened + 1 or only.period is None or quantity.right.periods:
            return
        if not self._told_of(clause, only.last):
            quantity.right.periods = [only.period]

    @staticmethod
    def _told_of(clause: Clause, close: int) -> Period | None:
        """The time in the brackets that close at a token, if what they stand behind is told next (``dân số
        (năm 2016) là …``)."""
        words = clause.text.words
        only = next(
            (f for f in clause.text.figures if f.last == close and words[f.first - 1].text == "("), None
        )
        says = close + 1 < len(words) and words[close].text == ")" and IS.has(words[close + 1], lenient=False)
        return only.period if only is not None and says else None

    def _continued(
        self, clause: Clause, segment: int, right: Qualifiers, grades: Sequence[Grade], unit: str
    ) -> None:
        """``15 huyện hoàn thành nhiệm vụ, đạt chuẩn NTM``: a stretch without figures that opens with what
        places or products reach still qualifies the count before it."""
        said = {"level"} if unit in COUNTED_PLACES else {"level", "step", "stars"}
        sent = segment + 1 < len(clause.bounds) and clause.text.mention_at(clause.bounds[segment + 1][0] + 1)
        if sent and right.dimensions.get("step") == "registered" and sent_in(clause.text, sent):
            right.dimensions["step"] = "assessed"  # "đăng ký, gửi hồ sơ đánh giá"
        if segment + 1 >= len(clause.bounds) or said & set(right.dimensions):
            return
        first, last = clause.bounds[segment + 1]
        counted = any(q.segment == segment + 1 for q in clause.quantities)
        kinds = unit == "maker" and first in clause.parts  # "55 chủ thể gồm HTX và hộ được công nhận"
        listed = (clause.text.words[first].text == ":" or first in clause.parts) and unit in COUNTED_PLACES
        listed |= kinds
        if counted or (clause.text.words[first].text not in ",:" and not listed):
            return
        if listed and not any(q.segment > segment for q in clause.quantities):
            more = self.read(clause.text, first + 1, clause.bounds[-1][1], grades)
            if "level" in more.dimensions or (kinds and "step" in more.dimensions):
                more.dimensions.pop("maker", None)
                merge(right, more)  # "Bốn thôn: A (xã B), C và D vừa được công nhận …"
            return
        at = first + 1 + (first + 1 < last and JOIN.has(clause.text.words[first + 1], lenient=False))
        named = clause.text.place_at(at) is not None
        if named:  # "2 xã: Minh Phú, Đông La được công nhận NTM kiểu mẫu"
            more = self.read(clause.text, first + 1, last, grades)
            if "level" in more.dimensions:
                merge(right, more)
            else:
                self._continued(clause, segment + 1, right, grades, unit)
            return
        opening = clause.text.mention_at(first + 1)
        reached = first + 1 < last and GRADED_AS.has(clause.text.words[first + 1], lenient=False)
        reached |= [w.fold for w in clause.text.words[first + 1 : first + 4]] == ["co", "tiem", "nang"]
        reached |= opening is not None and opening.has("graded")
        reached |= first + 1 < last and ALL.has(clause.text.words[first + 1], lenient=False)
        more = self.read(clause.text, first + 1, last, grades) if reached else Qualifiers()
        if {"stars", "step"} & set(more.dimensions):
            merge(right, more)  # "9 sản phẩm của 7 chủ thể, đạt OCOP hạng 4 sao"
            return
        if opening is not None and opening.has("dimension") and not opening.has("unit"):
            more = self.read(clause.text, first + 1, last, grades)
            if unit in COUNTED_PLACES and COUNTED_PLACES & set(more.units) - {unit}:
                return  # "Huyện có 29 xã, được công nhận huyện đạt chuẩn NTM năm 2018"
            more.dimensions.pop("group", None)  # "thuộc các nhóm: thực phẩm, đồ uống"
            if unit == "district" or "district" not in more.units:  # "18 xã, được công nhận huyện đạt chuẩn"
                merge(right, more)

    def _after_bracket(
        self, clause: Clause, segment: int, right: Qualifiers, grades: Sequence[Grade]
    ) -> None:
        """``6.320 xã (77,6%) đạt chuẩn``: words behind a bracket still qualify the count before it."""
        text, opened = clause.text, clause.bounds[segment][1]
        close = closing(text, opened)
        if close is None:
            return
        bounds = next((b for b in clause.bounds if b[0] == close), None)
        if bounds is None:
            return
        following = [q.first for q in clause.quantities if bounds[0] <= q.figure.first < bounds[1]]
        more = self.read(text, close + 1, min([bounds[1], *following]), grades)
        merge(right, more)
        counted = any(opened < q.first < close for q in clause.quantities)
        inside = self.read(text, opened + 1, close, grades).dimensions if not counted else {}
        if "stars" in inside:  # "1 sản phẩm cấp quốc gia (sản phẩm OCOP 5 sao)"
            right.dimensions.setdefault("stars", inside["stars"])

    def _band_end(self, text: Annotated, figure: Figure) -> int:
        unit = unit_at(text, figure.last)
        return unit[0].last if unit is not None else figure.last

    def read(self, text: Annotated, first: int, last: int, grades: Sequence[Grade] = ()) -> Qualifiers:
        """What the tokens from *first* to *last* (exclusive) say."""
        return read_words(text, first, last, grades)


def _said_of(one: Quantity, other: Quantity) -> None:
    """``24 xã thuộc 5 huyện đạt chuẩn``: what stands behind the places is said of what lies in them; ``58 sản
    phẩm 3 sao tại 27 xã`` have been told of before."""
    if not one.right.dimensions:
        one.right, other.right = other.right, Qualifiers()
    elif "level" not in other.right.dimensions:
        merge(one.right, other.right)
        other.right = Qualifiers()


def _of_all(clause: Clause, quantity: Quantity) -> bool:
    """``Trong số 19 sản phẩm, tỉnh A có …``: what follows the comma is told of some of them."""
    if clause.quantities[0] is not quantity or not quantity.first:
        return False
    return all(w.fold in ("trong", "tong", "so") for w in clause.text.words[: quantity.first])


def _over_brackets(clause: Clause) -> None:
    """``57 sản phẩm (32 mới, 25 cũ) của 16 chủ thể tham gia đánh giá``: said of what stands before the
    bracket too."""
    words, by_start = clause.text.words, {q.first: q for q in clause.quantities}
    for quantity in reversed(clause.quantities):
        close = closing(clause.text, clause.bounds[quantity.segment][1])
        other = by_start.get(close + 2) if close is not None else None
        if other is None or close is None or not OF.has(words[close + 1], lenient=False):
            continue
        if other.figure.first > quantity.figure.first and quantity.unit in ("product", "dossier"):
            merge(quantity.right, other.right)


def _opens_parts(text: Annotated, mention: Mention) -> bool:
    """``Cụ thể, …`` opens parts; ``mục tiêu cụ thể`` does not, nor ``67 xã trong số này đã đạt chuẩn``."""
    at = mention.first
    free = at == 0 or text.words[at - 1].kind == "mark"
    those = text.words[mention.last - 1].fold in ("nay", "do", "ay") and text.words[at + 1].fold == "so"
    counted = those and text.says_before(at, "unit")
    return not counted and (free or text.words[at].fold != "cu")


def _share_out(clause: Clause) -> None:
    """``thêm 11 xã, 24 thôn đạt chuẩn``: what stands behind the last of a list of unlike counts is said
    of all of them; so it is of ``171 chủ thể với 595 sản phẩm được công nhận``."""
    words = clause.text.words
    _locating(clause)
    _listing(clause)
    for one, other in reversed(_pairs(clause)):
        end = max(one.last, one.right.end)
        joined = other.first - end == 1 and JOIN.has(words[end], lenient=False) and one.unit == other.unit
        placed = any(p.kind != "generic" for p in one.left.places)
        if joined and not placed and not other.right.aside:
            one.right.periods = one.right.periods or list(other.right.periods)  # "2 xã … và 1 xã … năm 2023"
        if one.unit == other.unit == "maker" and other.right.programmes and not one.right.programmes:
            row = len(words[one.last : other.first]) == 1  # "60 HTX, 25 doanh nghiệp có sản phẩm OCOP"
            one.right.programmes = list(other.right.programmes) if row else []
        alike = one.unit == other.unit or not one.unit
        places = one.unit in COUNTED_PLACES and other.unit in COUNTED_PLACES
        makers = {one.unit, other.unit} == {"maker", "product"}
        stop = end if makers else _past_bracket(clause, one.last)
        between = words[past_names(clause.text, stop) : other.first]
        if alike or not (places or makers) or len(between) != 1 or one.right.dimensions:
            continue
        joint = between[0]
        if one.unit == "maker" and one.first and OF.has(words[one.first - 1], lenient=False):
            continue  # "14 sản phẩm 4 sao của 5 chủ thể và 26 sản phẩm 3 sao"
        if joint.text == "," or JOIN.has(joint, lenient=False) or (makers and WITH.has(joint, lenient=False)):
            merge(one.right, other.right)


def _pairs(clause: Clause) -> list[tuple[Quantity, Quantity]]:
    """The neighbours among the quantities of a sentence; what stands in a bracket is nobody's outside."""
    words, opened = clause.text.words, 0
    rows: dict[int, list[Quantity]] = {}
    stack, at = [0], 0
    for quantity in clause.quantities:
        while at < quantity.first:
            if words[at].text == "(":
                opened += 1
                stack.append(opened)
            elif words[at].text == ")" and len(stack) > 1:
                stack.pop()
            at += 1
        rows.setdefault(stack[-1], []).append(quantity)
    return sorted(
        (pair for row in rows.values() for pair in itertools.pairwise(row)), key=lambda pair: pair[0].first
    )


def _past_bracket(clause: Clause, at: int) -> int:
    """``330/465 xã (70,97%) và 86 thôn``: the token behind the share in brackets that begins at a token."""
    close = closing(clause.text, at)
    inside = [q for q in clause.quantities if close is not None and at < q.first < close]
    return close + 1 if close is not None and [q.unit for q in inside] == ["percent"] else at


def _listing(clause: Clause) -> None:
    """``6 thôn gồm A (xã B); C (xã D) được công nhận đạt chuẩn``: what stands behind the names is said of
    the count before them."""
    words, last = clause.text.words, clause.quantities[-1] if clause.quantities else None
    if last is None or last.right.dimensions or last.last >= len(words):
        return
    closed = [i for i in range(last.last, len(words)) if words[i].text == ")"]
    opened = LISTING.has(words[last.last], lenient=False) and last.unit in COUNTED_PLACES
    named = clause.text.mention_at(last.last)
    at = named.last if named is not None and named.has("programme") else last.last
    colon = [w.text for w in words[at : at + 1]] == [":"]  # "2 sản phẩm: A (xã B), C đạt 4 sao"
    opened |= colon and last.unit == "product"
    if closed and opened:
        merge(last.right, read_words(clause.text, closed[-1] + 1, len(words), clause.grades))


def _locating(clause: Clause) -> None:
    """``72 sản phẩm của 50 chủ thể trên địa bàn 48 xã, thuộc 18 huyện được công nhận đạt 3 sao``: what
    stands behind the places that are counted is said of what lies in them."""
    made: list[Quantity] = []
    inside = False
    for quantity in clause.quantities:
        before = clause.text.words[max(0, quantity.first - 3) : quantity.first]
        led = inside
        places = quantity.unit in COUNTED_PLACES
        inside = places and (inside or any(IN.has(w, lenient=False) for w in before))
        if quantity.unit in ("product", "maker"):
            step = own_dimensions(quantity).get("step") if quantity.unit == "product" else None
            if led and step:
                _enrol(made, step)  # "24 chủ thể tại 9 huyện, 21 xã đăng ký 40 sản phẩm"
            made.append(quantity)
        elif not inside:
            made = []
        elif quantity.right.dimensions.keys() & {"stars", "step"}:
            for one in made:
                if not one.right.dimensions:
                    merge(one.right, quantity.right)


def _enrol(makers: Sequence[Quantity], step: str) -> None:
    """The step of the products is that of the makers before them of whom none is told."""
    for one in makers:
        if one.unit == "maker" and not {"step", "stars"} & set(one.right.dimensions):
            one.right.dimensions["step"] = step
