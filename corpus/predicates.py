"""What is told of the things a figure counts: is it what the programmes count, or something else?

A count of places or products is one of a programme's only if the words around it say so; the
words here are those between a unit and the end of what qualifies it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.clauses import Quantity, closing
from corpus.lexicon import Mention
from corpus.locality import MEMORY, ranks
from corpus.model import Fact
from corpus.numbers import plain
from corpus.quantities import JOIN
from corpus.scan import Words
from corpus.scope import LEVELS, Walk
from corpus.text import key_of

PASSIVE = Words("được", "bị")
EACH, EACH_REACH = Words("mỗi"), 5  # tokens
HAVE, REACHED = Words("có"), Words("đạt", "đã", "được")
NEW, HAND = Words("mới"), Words("trao")
JOINS, PART = Words("tham"), Words("gia", "dự")
TELLING_MORE = (("theo", "do"), ("cu", "the"))
RECALLING = Words("trên", "này")  # "3 thôn trên", "3 thôn này"
NUMBER_OF = Words("số")
ONLY_THERE = Words("tại", "ở", "cho", "trên", "với", "từ", "của")
BULLETS = "-+*•–"  # how an item of a list begins
_ANY = frozenset({"nao", "khac", "da"})  # "chưa có sản phẩm nào", "3 sản phẩm khác"
_INSPECTING = frozenset({"tra", "sat"})  # "kiểm tra", "khảo sát", "giám sát"
_OF_THOSE = frozenset({"trong", "so", "ca", "cac", "tat", "doi"})
_SPOKEN = frozenset({key_of("nói"), key_of("kể")})  # "… nói trên"
_ALREADY = frozenset({key_of("đã")})


def strange_predicate(walk: Walk, quantity: Quantity) -> bool:
    """``28 sản phẩm OCOP phần lớn là đặc sản``, ``chưa có sản phẩm nào vi phạm``: what is told right behind a
    count of products is none of the lexicon's words."""
    text, at = walk.words, quantity.last
    graded = any(m.last <= quantity.first for m in text.saying("graded"))
    if quantity.unit != "product" or quantity.of or graded:  # "gắn sao OCOP cho 20 sản phẩm đặc sản"
        return False
    known = text.phrased | text.placed
    while at < len(text.words) and (at in known or text.words[at].fold in _ANY):
        at += 1
    if any(quantity.last <= m.first < at for m in text.saying("graded")):
        return False
    word = text.words[at] if at < len(text.words) else None
    figure = any(f.first <= at < f.last for f in text.figures)
    return word is not None and word.kind == "word" and not figure and word.fold not in _LINKING


def each_one(walk: Walk, quantity: Quantity) -> bool:
    """``vốn bình quân/xã 350 tỷ đồng``, ``600 tỷ đồng/xã``: so much for each place."""
    text, (first, last) = walk.words, walk.clause.bounds[quantity.segment]
    for i in range(max(first, quantity.first - EACH_REACH), quantity.first - 1):
        named = text.mention_at(i + 1) or text.mention_at(i)
        if EACH.has(text.words[i], lenient=False) and named is not None:
            return named.has("mean") or any(named.has("unit", u) for u in (*LEVELS, "product", "maker"))
    slash = quantity.last
    if not (slash + 1 < last and text.words[slash].text == "/"):
        mean = [m for m in text.saying("mean") if first <= m.first < quantity.first]
        if not mean or text.words[mean[-1].last].text != "/":
            return False
        slash = mean[-1].last
    per = text.mention_at(slash + 1)
    return per is not None and any(per.has("unit", level) for level in LEVELS)


def at_a_fair(walk: Walk, quantity: Quantity) -> bool:
    """``ngày hội … với sự tham gia của 300 sản phẩm OCOP``: products brought to a fair."""
    told = any(m.last <= quantity.first for m in walk.words.saying("fair"))
    return told and "step" not in quantity.left.dimensions and "step" not in quantity.right.dimensions


def stretch(walk: Walk, quantity: Quantity) -> list[Fact]:
    """The figures between the last semicolon and a quantity."""
    words = walk.words.words
    opened = next((i for i in range(quantity.first, -1, -1) if words[i].text == ";"), 0)
    return [f for f in walk.facts if f.quote.start >= walk.sentence.start + words[opened].start]


def in_a_row(walk: Walk, quantity: Quantity) -> bool:
    """``27 xã nâng cao, 2 xã kiểu mẫu; 5 huyện được công nhận``: the next of a list of places of a level, of
    which nothing else is told."""
    first, stop = walk.clause.bounds[quantity.segment]
    granted = quantity.right.dimensions.get("step") == "recognised"
    last = walk.facts[-1] if walk.facts else (walk.scope.lasts.get("commune") if granted else None)
    counted = last is not None and "level" in last.dimensions  # "… 9 xã kiểu mẫu. Có 5 huyện được công nhận"
    alone = all(w.fold in _SMALL or w.text in ",;" for w in walk.words.words[first : quantity.first])
    said = quantity.last == stop or granted
    return counted and quantity.unit == "district" and alone and said


def measured_before(walk: Walk, quantity: Quantity) -> str:
    """``2 huyện có số xã đạt chuẩn rất thấp, mỗi huyện mới có 01 xã``: the level that the words before have
    said the places are counted for ("" if they have not)."""
    text = walk.words
    if said_more(walk, quantity):
        return ""
    for mention in (m for m in text.saying("unit", quantity.unit) if m.last <= quantity.first):
        level = text.mention_at(mention.last)
        values = [v for c in level.concepts for k, v in c.dimensions if k == "level"] if level else []
        if values and mention.first and NUMBER_OF.has(text.words[mention.first - 1], lenient=False):
            return values[0]
    return ""


def told_before(walk: Walk, quantity: Quantity, value: str) -> Fact | None:
    """``Trong 56 sản phẩm OCOP …``: the count of that size told before, where nothing new is said of it."""
    if quantity.unit not in ("product", "maker", "commune", "district", "village") or quantity.change:
        return None
    placed = any(place.start_token < quantity.first for place in walk.words.places)
    new = walk.times or placed or walk.facts or walk.scope.status != "actual"
    if new or quantity.figure.value < 2:
        return None
    before = [w.fold for w in walk.words.words[max(0, quantity.first - 2) : quantity.first]]
    as_for = before == ["doi", "voi"]
    if before and before[-1] not in _OF_THOSE and not as_for:
        return None
    stars, here = quantity.right.dimensions.get("stars"), walk.sentence.paragraph.number
    same = [f for f in walk.scope.told if (f.unit, f.value, f.status) == (quantity.unit, value, "actual")]
    like = [
        f for f in same
        if not f.dimensions.get("role")
        and not ({"part_of", "plan_of"} & set(f.links) and not _of_that_step(quantity, f))
    ]  # fmt: skip
    graded = [f for f in same if stars and f.dimensions.get("stars") == stars]
    graded = [f for f in graded if as_for or f.paragraph == here]
    return next(reversed([*like, *graded]), None)  # "Trong 7 sản phẩm 4 sao": a part, too


def _of_that_step(quantity: Quantity, fact: Fact) -> bool:
    """``4 sản phẩm nâng hạng là: …``: what happened to those told before is said of them again."""
    step = quantity.right.dimensions.get("step")
    return step is not None and fact.dimensions.get("step") == step


def told_again(walk: Walk, quantity: Quantity, own: Mapping[str, str]) -> Fact | None:
    """``Huyện A thêm 6 thôn``, ``Các xã có 3 thôn được công nhận``: of the level of those told before."""
    if quantity.unit not in ("village", "commune") or {"level", "criteria"} & set(own):
        return None
    if quantity.raised != "flow" and own.get("step") != "recognised":
        return None
    told = (*walk.scope.told, *walk.facts)
    like = [f for f in told if f.unit == quantity.unit and "role" not in f.dimensions]
    most = max((Decimal(f.value) for f in like if f.indicator != "other"), default=Decimal(0))
    new = names_programme(walk, quantity) or said_more(walk, quantity)
    fewer = most < quantity.figure.value and walk.scope.status != "target"
    if new or not most or fewer or like[-1].indicator == "other":
        return None
    level = {k: v for k, v in like[-1].dimensions.items() if k == "level"}
    return replace(like[-1], dimensions=level)


def next_item(walk: Walk, quantity: Quantity) -> Fact | None:
    """``- Huyện A có 4/4 xã đạt chuẩn: …`` ``- Huyện B có 3 xã: …``: places that nothing is told of, in an
    item of a list, are of the level of those in the item before."""
    words, paragraph = walk.words.words, walk.sentence.paragraph
    listed = paragraph.text[:1] in BULLETS and not walk.facts and bool(quantity.left.places)
    told = quantity.last < len(words) and words[quantity.last].kind != "mark"
    before = next((f for f in reversed(walk.scope.told) if f.dimensions.get("role") is None), None)
    if quantity.unit not in LEVELS or not listed or told or before is None:
        return None
    known = {k: v for k, v in before.dimensions.items() if k == "level"}
    same = (before.unit, before.paragraph, before.status) == (quantity.unit, paragraph.number - 1, "actual")
    return replace(before, dimensions=known) if same and before.dimensions == known else None


def ranked(walk: Walk, quantity: Quantity, own: Mapping[str, str]) -> Fact | None:
    """``Toàn tỉnh có 57 xã đạt chuẩn. Nhiều nhất là huyện A với 13 xã``: of the level of those that the
    places are put in order by."""
    told = walk.scope.lasts.get(quantity.unit)
    if quantity.unit not in ("village", "commune") or {"level", "criteria"} & set(own) or walk.facts:
        return None
    if told is None or told.indicator == "other" or not (quantity.left.places and ranks(walk.words)):
        return None
    level = {k: v for k, v in told.dimensions.items() if k == "level"}
    return replace(told, dimensions=level) if quantity.figure.value < Decimal(told.value) else None


def recalled_by(walk: Walk, quantity: Quantity) -> Fact | None:
    """``3 thôn trên``, ``18 sản phẩm này``, ``Theo đó, 4 thôn``: the count of that size told last."""
    words, at = walk.words.words, quantity.last
    pointed = at < len(words) and (RECALLING.has(words[at], lenient=False) or words[at].key in _SPOKEN)
    opening = tuple(w.fold for w in words[:2])
    decided = walk.scope.decided  # "… phê duyệt kết quả đánh giá. Theo đó, 4 sản phẩm": of what was decided
    accordingly = opening in TELLING_MORE and not (walk.facts or walk.times or decided)
    spelt = quantity.figure.kind == "word" and quantity.first == 0 and not quantity.zero
    if not pointed and not accordingly and not spelt:
        return None
    told = [*walk.scope.told, *walk.facts]
    like = [f for f in told if f.unit == quantity.unit and f.value == plain(quantity.figure.value)]
    if not like or like[-1].indicator == "other":
        return None
    here = like[-1].sentence == told[-1].sentence and like[-1].period.kind != "unknown"
    beside = like[-1].paragraph == walk.sentence.paragraph.number == told[-1].paragraph
    near = walk.sentence.paragraph.number - like[-1].paragraph == 1
    beside |= near and like[-1].dimensions.get("stars") == quantity.right.dimensions.get("stars", "")
    if spelt and not (pointed or beside):
        return None  # "… 4 sản phẩm đề xuất hạng 5 sao. Bốn sản phẩm được đề xuất …"
    if accordingly and not (here and like[-1].status == "actual"):
        return None
    known = {k: v for k, v in like[-1].dimensions.items() if k in ("level", "step")}
    if known.get("step") == "registered" and "stars" in quantity.right.dimensions:
        known["step"] = "assessed"  # "5 sản phẩm đăng ký …. Hội đồng thống nhất 5 sản phẩm trên đạt 3 sao"
    return replace(like[-1], dimensions=known)


def reaches(walk: Walk, quantity: Quantity, programme: str) -> bool:
    """``10 xã nông thôn mới``, ``… được công nhận NTM``: the programme's name right behind what is counted,
    or behind a word of reaching."""
    if programme in quantity.right.reached:
        return True
    behind = walk.words.mention_at(_behind_bracket(walk, quantity))
    if behind is not None and behind.has("programme", programme):
        return not _building(walk, behind)
    stop = max(quantity.right.end, quantity.last + 1)
    for mention in walk.words.mentions_from(quantity.last, stop):
        if mention.has("programme", programme):
            again = walk.words.mention_before(mention.first)
            if _building(walk, mention):
                continue
            if mention.first == quantity.last or (again is not None and again.has("unit", quantity.unit)):
                return True  # "phấn đấu 17 xã đạt xã NTM"
    before = walk.words.words[quantity.first - 1] if quantity.first else None
    if before is not None and (ONLY_THERE.has(before, lenient=False) or before.fold in _INSPECTING):
        return False  # "triển khai xây dựng NTM tại 84 thôn", "Đoàn thẩm định NTM kiểm tra 6 xã"
    return bool(programme) and programme in quantity.left.programmes and not said_more(walk, quantity)


def _building(walk: Walk, mention: Mention) -> bool:
    """``27 xã xây dựng NTM``: what is still being built."""
    return walk.words.words[mention.first].fold == "xay"


def _behind_bracket(walk: Walk, quantity: Quantity) -> int:
    """``64/92 xã (69,5% số xã) NTM``: the token behind the bracket that follows a quantity; -1 if none."""
    close = closing(walk.words, quantity.last)
    return close + 1 if close is not None else -1


def said_more(walk: Walk, quantity: Quantity) -> bool:
    """``20 xã biên giới …``: words of its own behind the unit that the lexicon does not know."""
    text, at = walk.words, quantity.last
    if at >= len(text.words) or text.words[at].kind != "word" or JOIN.has(text.words[at], lenient=False):
        return False
    if text.mention_at(at) is not None or text.place_at(at) is not None:
        return False
    return text.words[at].fold not in _SMALL and not text.figure_at(at) is not None


def has_something(walk: Walk, quantity: Quantity) -> bool:
    """``100% xã đạt chuẩn NTM có sản phẩm OCOP``: what is told of the places is what they have."""
    text = walk.words
    stop = walk.clause.bounds[quantity.segment][1]
    said = text.mentions_from(quantity.last, stop)
    behind = [m.last for m in said if m.has("dimension") or m.has("programme")]
    if quantity.of:  # "tỷ lệ thôn có nhà văn hóa đạt chuẩn đạt 63%"
        rates = {m.last for m in text.saying("ratio", "share") if m.last < quantity.first}
        behind += [m.last for m in text.saying("unit", quantity.of) if m.first in rates]
    lower = [m for m in said if any(m.has("unit", u) for u in LEVELS if u != quantity.unit)]
    if any(NUMBER_OF.has(text.words[m.first - 1], lenient=False) for m in lower):
        return quantity.unit in LEVELS  # "2 huyện có số xã đạt chuẩn rất thấp"
    gave = [m for m in said if m.has("dimension", "recognised")]
    if quantity.unit in LEVELS and gave and any(0 <= m.first - gave[0].last <= 1 for m in lower):
        return True  # "3 huyện đã công nhận được thôn kiểu mẫu"
    for at in (quantity.last, *behind):
        if not 0 < at < len(text.words) - 1 or not HAVE.has(text.words[at], lenient=False):
            continue
        follows = text.mention_at(at + 1)
        counted = text.figure_at(at + 1) is not None
        if not counted and not (follows is not None and follows.has("dimension", "standard")):
            return True
    return False


def undergoes(walk: Walk, quantity: Quantity) -> bool:
    """``100% chủ thể được tập huấn``: what is done to them is none of the steps the lexicon knows."""
    text, at = walk.words, quantity.last
    if {"step", "stars", "level"} & set(quantity.right.dimensions) or quantity.right.ratios:
        return False
    known = text.phrased | text.placed
    while at < len(text.words) and (at in known or text.words[at].key in _ALREADY):
        at += 1
    behind = at + 1 < len(text.words) and at + 1 not in known and text.words[at + 1].kind == "word"
    by_whom = at + 1 < len(text.words) and text.words[at + 1].text.isupper()  # "được UBND tỉnh, … công nhận"
    stop = next((q.first for q in walk.clause.quantities if q.first >= quantity.last), len(text.words))
    if by_whom and any(at < m.first < stop for m in text.saying("dimension")):
        return False
    return behind and PASSIVE.has(text.words[at], lenient=False)


def does_something(walk: Walk, quantity: Quantity) -> bool:
    """``25% chủ thể OCOP xây dựng được chuỗi giá trị``: what they do is none of the lexicon's words."""
    text, at = walk.words, quantity.last
    known = text.phrased | text.placed
    while at < len(text.words) and (at in known or text.words[at].key in _ALREADY):
        at += 1
    if {"step", "stars"} & set(quantity.right.dimensions) or at >= len(text.words) - 1:
        return False
    return text.words[at].kind == "word" and text.words[at].fold not in _SMALL and at > quantity.last


def other_noun(walk: Walk, quantity: Quantity) -> bool:
    """``doanh thu 6 tỷ đồng; lợi nhuận 900 triệu đồng``: words of its own before the figure that the
    lexicon does not know say that it measures something else than what was spoken of."""
    if named_otherwise(walk, quantity):
        return True  # "giá bán 65.000 đồng"
    if quantity.of and has_something(walk, quantity):
        return True  # "có 50% thôn có đội văn nghệ"
    if quantity.left.places or walk.total is not None:
        return False
    if quantity.left.dimensions and quantity.unit != "percent":
        return False
    text, first = walk.words, walk.clause.bounds[quantity.segment][0]
    known = text.phrased | {i for f in text.figures for i in range(f.first, f.last)}
    strange = [
        w for i, w in enumerate(text.words[first : quantity.first], first)
        if w.kind == "word" and i not in known and w.fold not in _SMALL
    ]
    return len(strange) > 1


def named_otherwise(walk: Walk, quantity: Quantity) -> bool:
    """Whether the words before a figure name something that no indicator measures (``giá bán``)."""
    begins = walk.clause.bounds[quantity.segment][0]
    return any(begins <= m.first < quantity.first for m in walk.words.saying("topic"))


def strange_rate(walk: Walk, quantity: Quantity) -> bool:
    """``tỷ lệ che phủ rừng đạt 42%``: a rate of what the lexicon has no word for."""
    text, first = walk.words, walk.clause.bounds[quantity.segment][0]
    near = [m for m in text.mentions if first <= m.first and m.last < quantity.first]
    rates = [m for m in near if m.has("ratio", "share")]
    if not rates or text.words[rates[-1].first].fold == "chiem":
        return False
    at = rates[-1].last
    named, word = text.mention_at(at), text.words[at]
    if named is not None:
        return all(c.kind == "block" for c in named.concepts)  # "tỷ lệ số hóa hồ sơ"
    placed = text.place_at(at) is not None
    return not placed and word.kind == "word" and word.fold not in _SMALL


def names_programme(walk: Walk, quantity: Quantity) -> bool:
    """Whether the words that qualify a quantity name a programme."""
    near = walk.words.mentions_from(quantity.last, quantity.right.end)
    return any(m.has("programme") for m in near)


def _size(fact: Fact) -> tuple[str, str | None]:
    return fact.value, fact.dimensions.get("stars")


def class_told(told: Sequence[Fact], quantity: Quantity) -> Fact | None:
    """The one class of things that the last paragraph with such figures counted, with what all share."""
    like = [
        f for f in told
        if f.unit == quantity.unit and f.status == "actual"
        and not {"part_of", "plan_of", "split_of"} & set(f.links)
        and not f.dimensions.get("role")
    ]  # fmt: skip
    first = {_size(f): f for f in reversed(told[-MEMORY:])}
    like = [
        f for f in like if first.get(_size(f), f) is f or Decimal(f.value) >= quantity.figure.value
    ]  # "Ba sản phẩm 4 sao trên …": a few told again are no class
    like = [f for f in like if f.paragraph == like[-1].paragraph]
    grades = {f.dimensions.get("stars", "") for f in like}
    one = len({(f.indicator, f.dimensions.get("step")) for f in like}) == 1
    hoped = any(grade.startswith("potential") for grade in grades)
    if not one or hoped or Decimal(like[-1].value) < quantity.figure.value:
        return None
    whole = grades <= {"3+", "3-5"}  # all grades that there are say nothing of those of a place
    shared = ("step", "stars") if len(grades) == 1 and not whole else ("step",)
    return replace(like[-1], dimensions={k: v for k, v in like[-1].dimensions.items() if k in shared})


# fmt: off
_SMALL = frozenset((
    "dat", "la", "co", "duoc", "voi", "va", "cung", "da", "moi", "chi", "o", "muc", "cua", "cho",
    "toan", "huy", "dong", "thuc", "hien", "len", "toi", "ve", "trong", "do", "nam", "con", "them",
    "so", "nua",
))
# … and those that only lead on from what is counted to what is said of it.
_LINKING = _SMALL | frozenset((
    "tro", "thuoc", "tu", "theo", "sau", "truoc", "tai", "tren", "thi", "nay", "den", "dot", "nhu", "tham",
    "gom", "de", "vao", "cung", "hoac", "hay", "nua", "ma", "nen", "dang", "se", "bang", "tinh", "bi",
    "deu", "van", "ke", "gan", "sao", "yeu", "du", "cac", "dong", "qua", "roi", "nham", "lan", "nhat",
    "trung", "tong", "xep", "cap",
))
# fmt: on
