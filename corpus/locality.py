"""Places that a sentence names without speaking of them: venues, and the seats of makers and persons.

``Ngày 10/3, tại Hà Nội, UBND tỉnh A tổ chức …`` tells of A; ``2 sản phẩm của HTX B, thôn C, xã D``
are products of the commune D; ``một trong 17 xã`` are the 17 of whoever was spoken of before.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from decimal import Decimal

from corpus.annotate import Annotated
from corpus.areas import Mention as Place
from corpus.clauses import Clause, Quantity, closing
from corpus.model import Area, Fact
from corpus.places import LEVELS as NARROW_TO_WIDE
from corpus.quantities import JOIN
from corpus.quantities import ONE as ARTICLE
from corpus.scan import DAY_CUE, Words
from corpus.text import Token, key_of

MOST_COMMUNES = 60  # no district has had more
MEMORY = 200  # facts looked back on, so that time stays linear
SEAT = 6  # tokens between a count of products and their maker
ADDRESS = 12  # tokens between a maker and the place it is at
OF_ITS, AT = Words("của", "do"), Words("tại", "ở")
AMONG, ONE, NUMBER_OF = Words("trong"), Words("một", "01", "1", "hai", "02"), Words("số", "tổng")
THOSE = frozenset({"trong", "so", "nhung", "tong"})
CONCLUDING = ("nhu", "vay")
EXCEPT = Words("còn", "trừ", "ngoại", "không", "gồm", "như", "chưa")
LIVING = Words("ở")
LIKE, LED, WHOLE = Words("như"), Words("với"), Words("toàn", "cả")
_RANKED = frozenset({"chi", "dung", "xep"})
FIRST = frozenset({("dan", "dau"), ("dung", "dau")})
MOST = frozenset({"nhieu", "it", "cao", "thap", "lon"})
MERGED, MAKING = frozenset({("sap", "nhap"), ("hop", "nhat")}), 3  # tokens before the count
SUPERLATIVE = 4  # tokens of "nhiều sản phẩm nhất"
WIDER = ("district", "province")
BODY, BODY_REACH = Words("ubnd", "hđnd", "đoàn", "hội", "sở", "văn", "ủy", "uỷ", "chi"), 8  # tokens
PAPER_REACH = 6  # tokens between a paper's number and the place of who issued it
SEATED = ("commune", "village", "district")


def at_venue(text: Annotated, place: Place, home: Area | None) -> bool:
    """Whether a place is only where something took place: behind ``tại`` in a sentence that tells a day,
    and outside the province spoken of, or with a wider place behind it."""
    at = place.start_token
    if not at or place.kind == "generic" or not AT.has(text.words[at - 1], lenient=False):
        return False
    near = [f.period for f in text.figures if f.first < at + ADDRESS and f.period is not None]
    if not any(p.kind == "day" for p in near):
        return False
    if home is not None and home.level == "province" and not within(place.area, home):
        return True
    if home is not None and home.level == "nation" and place.area.level == "province":
        return True
    behind = [p for p in text.places if p.start_token > at and not p.locates]
    return place.area.level in SEATED and any(p.area.level == "province" for p in behind[:1])


def visited(words: Sequence[Token], places: Sequence[Place]) -> set[str]:
    """The provinces that an opening names only as the place of an event: behind ``tại`` and a day, or
    behind ``tại`` where another is named (``Tuần hàng OCOP Lai Châu tại Hà Nội``)."""
    provinces = [p for p in places if p.area.level == "province"]
    after_at = [p for p in provinces if p.start_token and AT.has(words[p.start_token - 1], lenient=False)]
    behind = {p.start_token for p in after_at}
    told = next((i for i, w in enumerate(words) if DAY_CUE.has(w, lenient=False)), len(words))
    others = {p.area.name for p in provinces if p.start_token not in behind}
    return {p.area.name for p in after_at if others or p.start_token > told} - others


def within(area: Area, home: Area) -> bool:
    """Whether an area is a province, or lies in it as far as is known."""
    return home.name in (area.name, area.province) or (area.level != "province" and not area.province)


def seat_of(text: Annotated, clause: Clause, quantity: Quantity) -> list[Place]:
    """Where the maker of what is counted has its seat: in brackets (``2 sản phẩm của HTX A (xã B, huyện
    C)``) or behind a comma (``của HTX A, thôn D, xã B``).  The first is the seat, the others say where
    it lies; none: no seat is told."""
    heads = [m for m in text.saying("maker_head") if quantity.last < m.first]
    head = next(iter(heads), None)
    if quantity.unit != "product" or head is None or head.first - quantity.last > SEAT:
        return []
    if not OF_ITS.has(text.words[head.first - 1], lenient=False):
        return []
    stop = _stretch(text, clause, quantity, heads[1:])
    seats = [p for p in text.places if head.last < p.start_token < stop and p.kind != "generic"]
    while seats and not _seated(text, seats[0]):
        del seats[0]  # "HTX Dệt thổ cẩm bản Hoa (huyện A)": a part of its name
    if not seats or seats[0].area.level not in SEATED or seats[0].start_token - head.last > ADDRESS:
        return []
    return sorted(seats[:3], key=lambda p: p.area.level != "commune")


def _seated(text: Annotated, place: Place) -> bool:
    before = text.words[place.start_token - 1]
    return before.text in "(," or AT.has(before, lenient=False)


def origins_before(text: Annotated, clause: Clause, quantity: Quantity) -> set[str]:
    """``1 sản phẩm (na A, huyện B) được nâng cấp và 7 sản phẩm mới``: where a product named before comes
    from (in brackets) says nothing of the next count of products."""
    found: set[str] = set()
    if quantity.unit not in ("product", "maker", "point"):
        return found
    counted = {q.first for q in clause.quantities}
    for opened in (i for i, w in enumerate(text.words[: quantity.first]) if w.text == "("):
        close = closing(text, opened)
        if close is None or close >= quantity.first - 1 or any(opened <= n < close for n in counted):
            continue
        before = [m for m in text.mentions if m.last <= opened and (m.has("unit") or m.has("maker_head"))]
        over = before and before[-1].has("maker_head") and JOIN.has(text.words[close + 1], lenient=False)
        product = before and before[-1].has("unit", "product") and text.words[close + 1].kind == "word"
        if over or (product and quantity.unit != "point"):
            found |= {p.area.name for p in text.places if opened < p.start_token < close}
    if quantity.unit != "point":
        found |= _of_items(text, counted, quantity)
    return found


def _of_items(text: Annotated, counted: Set[int], quantity: Quantity) -> set[str]:
    """``Nổi bật là sản phẩm chè A, xã B được xếp hạng 5 sao; 2 sản phẩm …``: the communes of single
    products in the items of a list before."""
    found: set[str] = set()
    first = 0
    for stop in (i for i, w in enumerate(text.words[: quantity.first]) if w.text == ";"):
        named = [m.first for m in text.saying("unit", "product") if first <= m.first < stop]
        if named and not any(first <= n < stop for n in counted):
            inside = [p for p in text.places if named[0] < p.start_token < stop]
            opened = next((i for i in range(named[0], stop) if text.words[i].text == "("), stop)
            seats = (p for p in inside if p.start_token > opened or p.area.level in ("commune", "village"))
            found |= {p.area.name for p in seats}
        first = stop + 1
    return found


def cited(text: Annotated, place: Place, held: Area | None) -> bool:
    """``theo Quyết định số 12 của UBND tỉnh A`` in what is told of a district: who issued a paper."""
    if held is None or NARROW_TO_WIDE.index(place.area.level) <= NARROW_TO_WIDE.index(held.level):
        return False
    papers = [f for f in text.figures if f.kind == "document" and f.last <= place.start_token]
    between = text.words[papers[-1].last : place.start_token] if papers else ()
    by_whom = 0 < len(between) <= PAPER_REACH and OF_ITS.has(between[0], lenient=False)
    return by_whom and all(w.kind == "word" for w in between)


def outranks(text: Annotated, place: Place) -> bool:
    """``403 sản phẩm, chỉ sau thành phố A``: who comes before the one spoken of."""
    at = place.start_token
    behind = at > 1 and text.words[at - 1].fold == "sau"
    return behind and text.words[at - 2].fold in _RANKED


def acts_for(text: Annotated, place: Place, here: Area | None) -> bool:
    """``Đoàn thẩm định của thành phố A kiểm tra 6 xã`` in what is told of one of its districts: whose body
    acted, and not where."""
    if here is None or here.level not in SEATED or place.area.name != here.province or not place.prefixed:
        return False
    first = max(0, place.start_token - BODY_REACH)
    near = text.words[first : place.start_token]
    heads = [i for i, w in enumerate(near) if BODY.has(w, lenient=False)]
    return bool(heads) and all(w.kind == "word" for w in near[heads[-1] :])


def _stretch(text: Annotated, clause: Clause, quantity: Quantity, heads: Sequence[object]) -> int:
    """Where the stretch of a count ends: at a list of its parts, the next count or the next maker; a bracket
    with counts of its own says where those are."""
    listing = [w.text in ";:" or LIKE.has(w, lenient=False) for w in text.words[quantity.last :]]
    ends = [quantity.last + listing.index(True)] if True in listing else []
    ends += [i for i in clause.parts if i >= quantity.last]
    ends += [q.first for q in clause.quantities if q.first >= quantity.last]
    ends += [getattr(h, "first", 0) for h in heads]
    stop = min(ends, default=len(text.words))
    for i in range(quantity.last, stop):
        close = closing(text, i)
        if close is not None and close >= stop:
            return i
    return stop


def meant_before(text: Annotated, quantity: Quantity, told: Sequence[Fact]) -> Fact | None:
    """``Trong 56 sản phẩm, …``, ``một trong 17 xã``: the figure told before that the count speaks of."""
    at = quantity.first - 1
    while at > 0 and NUMBER_OF.has(text.words[at], lenient=False):
        at -= 1
    if at < 0 or not AMONG.has(text.words[at], lenient=False):
        return None
    if at and not (ONE.has(text.words[at - 1], lenient=False) or text.words[at - 1].kind == "number"):
        return None
    value = quantity.figure.value
    same = (f for f in reversed(told[-MEMORY:]) if f.unit == quantity.unit and Decimal(f.value) == value)
    return next((f for f in same if f.status != "change"), None)


def goes_on(text: Annotated, close: int) -> bool:
    """Whether a bracket is followed by what is told of the place before it, and not by the next of a list."""
    after = text.words[close + 1] if close + 1 < len(text.words) else None
    return after is not None and (after.text == ":" or (after.kind == "word" and not JOIN.has(after, False)))


def tells_who(text: Annotated, clause: Clause, close: int) -> bool:
    """``61 tỉnh (còn A và B) …``, ``1 sản phẩm (giò lụa, xã A) và …``: a bracket that names places as
    exceptions, or tells which ones were counted right before it."""
    opened = next((i for i in range(close - 1, -1, -1) if text.words[i].text == "("), close)
    first = text.words[opened + 1]
    if first.kind == "word" and EXCEPT.has(first, lenient=False):
        return True
    after = text.words[close + 1] if close + 1 < len(text.words) else None
    if after is None or not (after.text == ";" or JOIN.has(after, lenient=False)):
        return False
    counted = [q.last for q in clause.quantities if q.last <= opened]
    between = text.words[counted[-1] : opened] if counted else ()
    return bool(counted) and not any(w.kind == "mark" or JOIN.has(w, lenient=False) for w in between)


def subject_behind(text: Annotated, quantity: Quantity) -> Place | None:
    """``Với 12 xã đạt chuẩn, huyện A đứng đầu tỉnh``: the place that the sentence goes on with."""
    if not (text.words and LED.has(text.words[0], lenient=False)):
        return None
    comma = next((i for i in range(quantity.last, len(text.words)) if text.words[i].text == ","), -1)
    return next((p for p in text.places if p.start_token == comma + 1 and comma > 0), None)


def exceeds(told: Sequence[Fact], held: Area, quantity: Quantity) -> bool:
    """Whether a count is larger than all that there is of its kind in the place spoken of (``Huyện A có
    12/12 xã đạt chuẩn. Đến nay, đã có 82 xã đạt chuẩn``): then it is of a wider one."""
    size = max(quantity.figure.value, quantity.figure.high or Decimal(0))
    if quantity.unit == "commune" and held.level == "district" and size > MOST_COMMUNES:
        return True
    whole = [
        Decimal(f.value)
        for f in told[-MEMORY:]
        if f.unit == quantity.unit and f.area == held and f.dimensions.get("role") == "whole"
    ]
    return bool(whole) and quantity.figure.value > max(whole) and not quantity.change


def concludes(text: Annotated) -> bool:
    """``Như vậy, …``: what a sentence so opened counts is of all that the bulletin is about."""
    return len(text.words) > 2 and tuple(w.fold for w in text.words[:2]) == CONCLUDING


def turns_to_a_place(text: Annotated, held: Area | None) -> bool:
    """Whether a sentence behind an aim turns to another place by name: it tells what is there (unless it has
    a word of aiming of its own)."""
    same = held.name if held is not None else ""
    named = (p for p in text.places if p.kind != "generic" and key_of(p.area.name) != key_of(same))
    if any(not p.start_token or not AT.has(text.words[p.start_token - 1], lenient=False) for p in named):
        return True
    wholes = [p for p in text.places if p.kind == "generic" and WHOLE.has(text.words[p.start_token], False)]
    aimed = text.says("status")
    below = NARROW_TO_WIDE[: NARROW_TO_WIDE.index(wholes[0].area.level)] if wholes else ()
    return held is not None and held.level in below and not aimed  # "Tính chung toàn tỉnh có 58/117 xã"


def ranks(text: Annotated) -> bool:
    """``Huyện A dẫn đầu với 43 sản phẩm``, ``Nhiều nhất là huyện A``: a place that a sentence puts first or
    last among others, and goes no further into."""
    words = [w.fold for w in text.words]
    if any(pair in FIRST for pair in itertools.pairwise(words)):
        return True
    most = [i for i, w in enumerate(words) if w == "nhat" and text.figure_at(i + 1) is None]
    return any(MOST & set(words[max(0, i - SUPERLATIVE) : i]) for i in most)  # but "ít nhất 5 sản phẩm"


def joined(text: Annotated, quantity: Quantity, owned: Sequence[Place]) -> list[Place]:
    """``30 sản phẩm của huyện A và thành phố B``: the places that a list goes on with."""
    found: list[Place] = []
    for place in quantity.right.places:
        last = next(iter((found or owned)[-1:]), None)
        if last is None or place.start_token != last.end_token + 1 or place.area.level != last.area.level:
            continue
        joint = text.words[last.end_token]
        if joint.text == "," or JOIN.has(joint, lenient=False):
            found.append(place)
    return found


def home_of_one(text: Annotated, place: Place, here: Area | None) -> bool:
    """``anh A ở bản B, xã C``: where the person of a portrait lives, which plays in the commune; ``chè của
    HTX A (huyện B)``: the seat of the one maker that a sentence opens with."""
    if place.start_token > 1 and text.words[place.start_token - 1].text == "(":
        opened = place.start_token - 1
        made = any(m.last <= opened for m in text.saying("maker_head"))
        counted = any(f.last <= opened and f.kind == "number" for f in text.figures)
        marks = any(w.text in ",;:" for w in text.words[:opened])
        if made and not counted and not marks:
            return True
    own = here is not None and here.level == "commune" and place.area.level == "village"
    return own and place.start_token > 1 and LIVING.has(text.words[place.start_token - 1], lenient=False)


def lies_in(text: Annotated, place: Place, here: Area | None) -> bool:
    """``Là xã khó khăn của huyện A, tỉnh B, …`` in what is told of a commune: where it lies, and no more."""
    narrow = here is not None and here.level in ("commune", "village") and place.area.level in WIDER
    if not narrow or not place.start_token:
        return False
    before = text.words[place.start_token - 1]
    if before.text == ",":
        chained = next((p for p in text.places if p.end_token == place.start_token - 1), None)
        return chained is not None and lies_in(text, chained, here)
    return OF_ITS.has(before, lenient=False)


def listed_in(text: Annotated, quantity: Quantity) -> Area | None:
    """``công nhận 2 xã A và B, huyện C``: the one district that all those counted and named lie in."""
    named = [p for p in text.places if p.start_token >= quantity.last]
    if not named or named[0].start_token != quantity.last or named[0].area.level != quantity.unit:
        return None
    rest = range(quantity.last, len(text.words))
    stop = next((i for i in rest if text.words[i].text in ";:."), len(text.words))
    inside = [p for p in named if p.start_token < stop]
    wider = {p.area.name: p.area for p in inside if p.locates and p.area.level == "district"}
    members = [p for p in inside if p.area.level == quantity.unit]
    alone = len(wider) == 1 and len(members) == quantity.figure.value and quantity.unit == "commune"
    return next(iter(wider.values())) if alone else None


def made_of(text: Annotated, quantity: Quantity) -> Place | None:
    """``Xã A được thành lập trên cơ sở hợp nhất 3 xã: B, C và D``: the commune whose making is told, which
    those it was made of are counted for."""
    if quantity.unit != "commune":
        return None
    before = text.words[max(0, quantity.first - MAKING - 1) : quantity.first]
    if not any((a.fold, b.fold) in MERGED for a, b in itertools.pairwise(before)):
        return None
    named = [p for p in text.places if p.kind != "generic" and p.end_token < quantity.first]
    return named[0] if named and named[0].area.level == "commune" and named[0].start_token == 0 else None


def scattered(text: Annotated, quantity: Quantity) -> bool:
    """``có 6 xã: A, B (huyện C); D (huyện E)``: those counted and named lie in several districts."""
    rest = range(quantity.last, len(text.words))
    counted = {f.first for f in text.figures if f.kind == "number"}
    stop = next((i for i in rest if text.words[i].text == "." or i in counted), len(text.words))
    opened = [i for i in rest if text.words[i].text == "(" and i < stop]
    held = {p.area.name for p in text.places if p.start_token - 1 in opened and p.area.level == "district"}
    return quantity.unit == "commune" and len(held) > 1


def one_of(text: Annotated, quantity: Quantity) -> bool:
    """``một trong (số) 17 xã``, ``1 trong 7 xã``: those counted are not of the place that is one of them."""
    at = quantity.first - 1
    while at > 0 and text.words[at].fold in THOSE:
        at -= 1
    among = at < quantity.first - 1 and AMONG.has(text.words[at + 1], lenient=False)
    return among and (text.words[at].kind == "number" or text.words[at].key == ARTICLE)
