"""Which place a figure is of: what stands right before it, owns it, or has been said and still holds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from corpus.annotate import Annotated
from corpus.areas import Mention as Place
from corpus.clauses import Quantity
from corpus.hearing import remembered
from corpus.locality import (
    concludes,
    exceeds,
    joined,
    listed_in,
    made_of,
    meant_before,
    one_of,
    origins_before,
    scattered,
    seat_of,
    subject_behind,
    within,
)
from corpus.model import Area, Fact
from corpus.scan import Words
from corpus.scope import LEVELS, Walk
from corpus.text import key_of

GIVEN, SHARES = Words("cho"), Words("chiếm", "bằng")
OWNING = frozenset(key_of(w) for w in ("của", "ở", "tại", "thuộc", "bàn", "trên", "do"))
OF_ITS = Words("của", "do")
EACH, EACH_REACH = Words("mỗi", "đều", "cùng"), 4
NEAR = 10  # tokens between a count and the place it is of


def area_of(walk: Walk, quantity: Quantity) -> Area | None:
    """The narrowest place that the words before (or right after) the figure give."""
    walk.peers = []
    origins = origins_before(walk.words, walk.clause, quantity) if walk.places else set()
    places = [a for a in walk.places if a.name not in origins]
    walk.places = []
    walk.placed = bool(places)
    meant = meant_before(walk.words, quantity, walk.scope.told)
    if meant is not None:
        return meant.area
    if one_of(walk.words, quantity):
        owner = next((p for p in quantity.right.places if _owns(walk.words, quantity, p.start_token)), None)
        owning = _owner(walk, quantity, owner) if owner is not None else None
        walk.scope.area = max(places, key=_depth) if places else walk.scope.area  # "…, có 11 xóm"
        return owning or walk.setting.area  # "Vi Hương là một trong 17 xã phấn đấu …"
    if (made := made_of(walk.words, quantity)) is not None:
        return made.area
    whole = listed_in(walk.words, quantity)
    if whole is not None:
        walk.placed = True
        return whole
    if not places and scattered(walk.words, quantity):
        here = walk.setting.area
        return walk.setting.home if here is not None and here.level == "district" else here
    seat = seat_of(walk.words, walk.clause, quantity)
    if seat:
        walk.placed = True
        walk.seated |= {p.start_token for p in seat}
        return seat[0].area
    if places and (named := _named_owner(walk, quantity)) is not None:
        places = [named]
    led = subject_behind(walk.words, quantity) if not places else None
    if led is not None:
        places = [a for a in (remembered(walk, led),) if a is not None]
    fits = any(LEVELS.get(a.level, 9) < LEVELS.get(quantity.unit, 9) for a in places)
    if not fits and not quantity.rank and not quantity.of:
        owned = [p for p in quantity.right.places if _owns(walk.words, quantity, p.start_token)]
        owned = [p for p in owned if not _sent_out(walk, quantity, p)]
        owned += joined(walk.words, quantity, owned)
        if places and owned and owned[0].start_token > quantity.last + 1:
            owned = []  # "huyện A là một trong 2 huyện đầu tiên của cả nước"
        places = [a for a in (_owner(walk, quantity, p) for p in owned) if a is not None] or places
    if not places and _each(walk.words, quantity):
        places = _listed_before(walk, quantity)  # "2 huyện A và B còn khó khăn, mỗi huyện có 1 xã"
        places = places or _listed_behind(walk, quantity)
        walk.placed = walk.placed or bool(places)
    wide = [a for a in places if LEVELS.get(a.level, 9) < LEVELS.get(quantity.unit, 9)]
    raised = _raised(walk, quantity)
    if raised is not None and quantity.unit in LEVELS:
        return raised.area  # "4 xã A, B (huyện C) đạt chuẩn, nâng tổng số lên 15 xã"
    if not wide:
        held = walk.scope.area
        inside = held is not None and LEVELS.get(held.level, 0) >= LEVELS.get(quantity.unit, 9)
        outgrown = held is not None and exceeds(walk.scope.told, held, quantity)
        wider = walk.setting.home if outgrown and walk.setting.area == held else walk.setting.area
        if outgrown or (concludes(walk.words) and walk.topic is None):
            walk.scope.area = wider
            walk.topic = walk.topic or wider
        return wider if inside else walk.scope.area
    narrowest = max(wide, key=_depth)
    peers = {key_of(a.name).lower(): a for a in wide if a.level == narrowest.level}
    area = narrowest if len(peers) == 1 else _holding(walk, list(peers.values()))
    walk.peers = list(peers.values()) if len(peers) > 1 and _each(walk.words, quantity) else []
    if walk.placed or quantity.unit != "dong":  # what is given to a place is the place's alone
        walk.scope.area = area
    return area


def _each(text: Annotated, quantity: Quantity) -> bool:
    """``A, B và C mỗi nơi có 40 sản phẩm``, ``A và B đều có 2 xã``: so many of each, not of all together."""
    near = text.words[max(0, quantity.first - EACH_REACH) : quantity.first]
    return any(EACH.has(w, lenient=False) for w in near)


def _listed_before(walk: Walk, quantity: Quantity) -> list[Area]:
    """The places in a row that a sentence has named last before a figure."""
    named = [p for p in walk.words.places if p.kind != "generic" and p.end_token <= quantity.first]
    row = [p for n, p in enumerate(named) if all(
        b.start_token - a.end_token == 1 for a, b in itertools.pairwise(named[n:])
    )]
    found = [remembered(walk, p) for p in row]
    return [a for a in found if a is not None] if len(row) > 1 else []


def _listed_behind(walk: Walk, quantity: Quantity) -> list[Area]:
    """``Ba nơi còn lại mỗi nơi có 1 sản phẩm: thành phố A với …; huyện B với …``: the places that the items
    of the list behind the colon open with."""
    words, at = walk.words.words, quantity.last
    if at >= len(words) or words[at].text != ":":
        return []
    opens = {i + 1 for i in range(at, len(words)) if words[i].text in ":;"}
    named = [p for p in walk.words.places if p.start_token in opens and p.kind != "generic"]
    found = [remembered(walk, p) for p in named if p.prefixed]
    whole = len(named) == len(opens) > 1 and len({p.area.level for p in named}) == 1
    return [a for a in found if a is not None] if whole else []


def _raised(walk: Walk, quantity: Quantity) -> Fact | None:
    """The figure that ``nâng tổng số lên 15 xã`` goes on from: no part of it in a bracket."""
    if not quantity.become or quantity.left.places:
        return None
    whole = walk.last_whole()
    return whole if whole is not None and whole.unit == quantity.unit else walk.last_counted(quantity.unit)


def _depth(area: Area) -> int:
    return LEVELS.get(area.level, 0)


def placed_before(walk: Walk, opened: int) -> list[Area]:
    """``là huyện A (10/10 xã đạt chuẩn)``: the place right before a bracket is the one it tells of."""
    before = [p for p in walk.words.places if p.end_token == opened and p.kind != "generic" and p.prefixed]
    own = [p for p in before if not p.locates and p.start_token not in walk.seated]
    return [a for a in (remembered(walk, p) for p in own) if a is not None]


def _holding(walk: Walk, peers: Sequence[Area]) -> Area | None:
    """The place that holds several (``Xã A, B đạt chuẩn``): the district spoken of, if all lie in it."""
    base = walk.scope.base
    inside = base is not None and all(p.district == base.name for p in peers)
    return base if inside else walk.setting.area


def _owner(walk: Walk, quantity: Quantity, place: Place) -> Area | None:
    """``81% của tỉnh``: the bare kind of a place right behind a figure is that place, whoever is told of."""
    own = place.kind == "generic" and place.start_token == quantity.last + 1 and not place.area.name.islower()
    return place.area if own else remembered(walk, place)


def _named_owner(walk: Walk, quantity: Quantity) -> Area | None:
    """``tại Hà Nội, … công nhận 2 sản phẩm của tỉnh A``: whose they are outweighs where it was said, and so
    does to whom money is given (``UBND tỉnh thưởng 1 tỷ đồng cho huyện A``)."""
    at, words = quantity.last, walk.words.words
    made = quantity.unit in ("product", "maker", "commune", "village") and at < len(words)
    given = quantity.unit == "dong" and at < len(words) and GIVEN.has(words[at], lenient=False)
    if not given and not (made and OF_ITS.has(words[at], lenient=False)):
        return None
    place = next((p for p in quantity.right.places if p.start_token == at + 1 and p.prefixed), None)
    return place.area if place is not None and place.kind != "generic" else None


def _sent_out(walk: Walk, quantity: Quantity, place: Place) -> bool:
    """``5 tấn rau cho siêu thị tại Hà Nội`` in what is told of another province: where it is sent."""
    home, words = walk.setting.home, walk.words.words
    abroad = home is not None and home.level == "province" and not within(place.area, home)
    return abroad and any(GIVEN.has(w, lenient=False) for w in words[quantity.last : place.start_token])


def _owns(text: Annotated, quantity: Quantity, at: int) -> bool:
    """``5 sản phẩm của huyện A``, ``… ở xã B``, ``toàn tỉnh``: the place the count is of."""
    place = next(p for p in text.places if p.start_token == at)
    if place.kind == "generic":
        before = text.words[max(0, quantity.first - 3) : quantity.first]
        shared = place.area.level == "nation" and any(SHARES.has(w, lenient=False) for w in before)
        return quantity.unit != "percent" or not shared  # "chiếm 20% cả nước"
    follow = {p.start_token for p in text.places if text.words[p.start_token - 1].text == ","}
    if place.end_token + 1 in follow and at - quantity.last > 3:
        return False  # "… với các siêu thị tại Hà Nội, TP. Hồ Chí Minh"
    opened = text.words[place.end_token].text == "(" if place.end_token < len(text.words) else False
    if opened and any(f.first == place.end_token + 1 and f.kind == "number" for f in text.figures):
        return False  # "21 sản phẩm ở huyện A (3 sản phẩm), huyện B (18 sản phẩm)"
    behind = at > 0 and text.words[at - 1].key in OWNING
    given = quantity.unit == "dong" and at > 0 and GIVEN.has(text.words[at - 1], lenient=False)
    behind = behind or given  # "tặng 3 tỷ đồng cho huyện A"
    return behind and at - quantity.last <= NEAR
