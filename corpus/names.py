"""Numbers that are no quantities: digits in names, addresses and sizes, a mean of one."""

from __future__ import annotations

import itertools

from corpus.annotate import Annotated
from corpus.scan import DASHES, Figure, Words
from corpus.text import key_of

OF, OWNED = Words("của"), Words("của", "toàn", "/", "mỗi", "trên")
NAMING = Words("là", "gồm")
LISTS, LIST_REACH = Words("gồm"), 16  # tokens between products and the list of their names
NORM, FIT = Words("chuẩn"), 8  # tokens
HAVING, AND = Words("có", "gồm", "với", "là"), Words("và", "đến")
LETTERS = frozenset("ABCDE")
NAME_TAIL = 4  # tokens between digits in a product's name and its maker
_TOLD = frozenset(key_of(w) for w in ("là", "đạt", "có", "được", "số", "các", "so", "của", "từ", "đến"))


def past_names(text: Annotated, at: int) -> int:
    """``2 huyện là A, B và C …``: the token behind the names of the places that were counted."""
    ends = {p.start_token: p.end_token for p in text.places if p.kind != "generic"}
    first = at + (at + 1 in ends and NAMING.has(text.words[at], lenient=False))
    while first in ends or (first - 1 >= at and first + 1 in ends and first > at):
        first = ends.get(first, first + 1)
    return first if first - 1 > at or at in ends else at


def in_a_name(text: Annotated, figure: Figure) -> bool:
    """Whether a number is part of a name, an address or a size, and counts nothing."""
    return (
        _of_an_item(text, figure)
        or _chained(text, figure)
        or _ends_a_maker(text, figure)
        or _of_a_variety(text, figure)
        or _of_a_namesake(text, figure)
        or _file_size(text, figure)
        or _in_product_name(text, figure)
        or _each_one(text, figure)
        or _lettered(text, figure)
        or _of_a_date(text, figure)
    )


def fit_or_named(text: Annotated, at: int) -> bool:
    """``đủ tiêu chuẩn tiêu thụ tại siêu thị``, ``của HTX sản xuất và tiêu thụ Sâm``: what products are fit
    for, or a maker's name, says not what they are."""
    first = max(0, at - FIT)
    before = text.words[first:at]
    headed = any(first <= m.first < at for m in text.saying("maker_head"))
    named = headed and not any(w.kind == "mark" for w in before)
    norms = (a.fold == "tieu" and NORM.has(b, lenient=False) for a, b in itertools.pairwise(before))
    return named or any(norms)


def _of_a_variety(text: Annotated, figure: Figure) -> bool:
    """``chè PH 8``, ``giống ST 25``: digits behind capitals, at the end of a name; ``Covid-19``."""
    before = text.words[figure.first - 1] if figure.first else None
    if before is not None and before.text in DASHES and figure.first > 1:
        head, after = text.words[figure.first - 2], text.words[figure.first]
        return head.kind == "word" and head.end == before.start and before.end == after.start
    if before is None or not (before.text.isupper() and before.kind == "word" and 1 < len(before.text) < 4):
        return False
    ends = figure.last >= len(text.words) or text.words[figure.last].kind == "mark"
    return ends and figure.kind == "number" and not any(p.end_token == figure.first for p in text.places)


def _of_a_namesake(text: Annotated, figure: Figure) -> bool:
    """``gồm Xuân An (huyện A), Xuân Lâm 2 (huyện B)``: the digit that ends a commune's name; behind a
    district it counts (``Sông Mã 7, Phù Yên 5``)."""
    words, at = text.words, figure.last
    if not (figure.text.isdecimal() and len(figure.text) == 1 and figure.first > 1):
        return False
    if any(p.end_token == figure.first and p.area.level == "district" for p in text.places):
        return False
    named = all(w.capital for w in words[figure.first - 2 : figure.first])
    opened = at + 1 < len(words) and words[at].text == "("
    located = opened and any(p.start_token == at + 1 and p.kind != "generic" for p in text.places)
    listed = at + 1 < len(words) and words[at].text == "," and words[at + 1].capital
    if listed and not located:  # "gồm: Xuân Thọ 2, Xuân Lâm (…)"
        heads = [i for i in range(figure.first) if words[i].text == ":" or LISTS.has(words[i], lenient=False)]
        units = {m.first for m in text.saying("unit")}
        counts = [f.first for f in text.figures if f.last in units and f.first < figure.first]
        located = bool(heads) and not (counts and counts[-1] > heads[-1])
    return located and named  # but "phân bổ: Xuân Thọ 8 sản phẩm, Xuân Lâm 7, …" counts


def _lettered(text: Annotated, figure: Figure) -> bool:
    """``Khu đô thị 5A``, ``Quốc lộ 14B``: a number with a letter of its own."""
    words, at = text.words, figure.last
    letter = words[at] if at < len(words) else None
    return letter is not None and letter.start == words[at - 1].end and letter.text in LETTERS


def _of_a_date(text: Annotated, figure: Figure) -> bool:
    """``các đêm 13 và 14/11``, ``ngày 12, 13/8``: the first of several days of a month."""
    at = figure.last
    if figure.kind != "number" or len(figure.text) > 2 or at >= len(text.words):
        return False
    joint, day = text.words[at], text.figure_at(at + 1)
    joined = joint.text == "," or joint.text in DASHES or AND.has(joint, lenient=False)
    return joined and day is not None and day.kind in ("date", "name") and "/" in day.text


def _of_an_item(text: Annotated, figure: Figure) -> bool:
    """``gồm: (1) Trà A, (2) Yến B; …``: the number of an item."""
    words, at = text.words, figure.last
    if figure.kind != "number" or figure.first < 2 or at + 1 >= len(words):
        return False
    alone = words[figure.first - 1].text == "(" and words[at].text == ")" and words[at + 1].capital
    before = words[figure.first - 2]
    return alone and (before.text in ",;:" or LISTS.has(before, lenient=False))


def _chained(text: Annotated, figure: Figure) -> bool:
    """``Số 42 - 44 - 46``: numbers of houses or lots, joined by dashes."""
    at = figure.first
    while at > 1 and text.words[at - 1].text in DASHES and text.words[at - 2].kind == "number":
        at -= 2
    if figure.kind == "range" and at < figure.first:
        return True  # "mã số sản phẩm 62-612-03-2020"
    return at < figure.first and text.says_before(at, "ordinal")


def _ends_a_maker(text: Annotated, figure: Figure) -> bool:
    """``(Công ty tư vấn và đầu tư xây dựng 2/9)``: the digits that a maker's name in brackets ends with."""
    words, at = text.words, figure.first
    while at > 0 and words[at - 1].kind == "word":
        at -= 1
    closed = figure.last < len(words) and words[figure.last].text == ")"
    opened = at > 0 and at < figure.first and words[at - 1].text == "("
    return opened and closed and text.says_at(at, "maker_head")


def _file_size(text: Annotated, figure: Figure) -> bool:
    return text.says_at(figure.last, "file_size")


def _house_number(text: Annotated, figure: Figure) -> bool:
    """``Công ty A (61 Lê Duẩn, phường …)``."""
    words, at = text.words, figure.last
    opened = figure.first and words[figure.first - 1].text == "(" and at < len(words)
    named = opened and words[at].capital and not words[at].text.isupper()
    return bool(named) and text.mention_at(at) is None


def _in_listed_name(text: Annotated, figure: Figure) -> bool:
    """``12 sản phẩm, gồm: 30% tổ yến chưng táo đỏ, bột 5 thứ đậu, …``: digits in the names of a list of
    products, with nothing behind them that is counted."""
    words, at = text.words, figure.last
    unit = text.mention_at(at)
    if unit is not None and unit.has("unit", "percent"):
        at = unit.last
        if at < len(words) and words[at].text in ",;." and _names_only(text, figure):
            return True
    elif not figure.first or words[figure.first - 1].kind == "mark":
        return False
    elif LISTS.has(words[figure.first - 1], lenient=False):
        return False  # "10 ý tưởng sản phẩm, gồm 6 ý tưởng …"
    tail, named = words[at] if at < len(words) else None, text.mention_at(at)
    meant = named is not None and any(c.kind not in ("ordinal", "block") for c in named.concepts)
    if tail is None or tail.kind != "word" or meant or tail.key in _TOLD:
        return False
    for i in range(figure.first - 1, 0, -1):
        if words[i].text == ":" or LISTS.has(words[i], lenient=False):
            near = [m for m in text.saying("unit", "product") if 0 <= i - m.last <= LIST_REACH]
            return bool(near)
        counts = [m for m in text.saying("unit") if m.first == i]
        if any(not (m.has("unit", "percent") or m.has("unit", "maker")) for m in counts):
            return False
    return False


def _names_only(text: Annotated, figure: Figure) -> bool:
    """``gồm: Yến chưng đường phèn 18%, …``: whether the words since the last comma of a list of products
    open with a capital, and none of them says of what the percentage is a share."""
    words, opened = text.words, figure.first
    while opened > 0 and words[opened - 1].kind == "word":
        opened -= 1
    told = text.mentions_from(opened, figure.first)
    shares = any(m.has("ratio") or m.has("dimension") or m.has("unit") or m.has("change") for m in told)
    listing = [i for i in range(opened) if words[i].text == ":" or LISTS.has(words[i], lenient=False)]
    near = [m for m in text.mentions if listing and 0 <= listing[-1] - m.last <= LIST_REACH]
    products = any(m.has("unit", "product") for m in near)
    return opened < figure.first and words[opened].capital and products and not shares


def _in_product_name(text: Annotated, figure: Figure) -> bool:
    """``Rượu nếp 68 của hộ kinh doanh …``, ``Trà túi lọc 20 gói (HTX …``: digits in a product's name."""
    words, last = text.words, figure.last
    if figure.kind == "number" and (_house_number(text, figure) or _in_listed_name(text, figure)):
        return True
    if figure.kind != "number" or not figure.first or words[figure.first - 1].kind != "word":
        return False
    if HAVING.has(words[figure.first - 1], lenient=False):
        return False  # "có 362 gian hàng của doanh nghiệp"
    capital = words[figure.first - 1].capital and last < len(words) and words[last].capital
    unit = text.mention_at(last)
    counted = unit is not None and unit.has("unit")
    if capital and not counted:
        named = not words[last].text.isupper() and not text.place_at(last) is not None
        return named and figure.first > 1  # "Cam 3 Tình"
    for at in range(last, last + NAME_TAIL):
        if at + 1 < len(words) and (words[at].text == "(" or OF.has(words[at], lenient=False)):
            head = at + 1 + (words[at].text == "(" and OF.has(words[at + 1], lenient=False))
            makes = text.says_at(head, "maker_head")
            return makes and not counted
    return False


def _each_one(text: Annotated, figure: Figure) -> bool:
    """``bình quân số tiêu chí của 1 xã là 16,5``: a mean of one."""
    if figure.value != 1 or figure.kind != "number":
        return False
    owned = figure.first and OWNED.has(text.words[figure.first - 1], lenient=False)
    mean = any(m.last <= figure.first for m in text.saying("mean"))
    after = text.mention_at(figure.last)
    one = after is not None and after.has("unit", "commune")
    return bool(owned) and mean and one
