"""Question words: what a message asks, and where it asks it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.content import half
from bot.phrasing import CAREFUL, Phrases, phrases
from corpus.annotate import Annotated
from corpus.clauses import Cutter, Quantity
from corpus.lexicon import Lexicon, Mention
from corpus.text import key_of

# Question words that may be mistyped; the others would turn an honest question away.
FORGIVING = frozenset({"count"})


# Question words that say what the matter is as well: they help to find the sentence.
MATTER = frozenset(["plan", "demand", "changed", "gap"])


def superlative(annotated: Annotated) -> set[str]:
    """``nhiều xã nhất``, ``ít sản phẩm nhất``: the words may stand apart."""
    placed = {i for p in annotated.places for i in range(p.start_token, p.end_token)}
    folds = ["" if i in placed else t.fold for i, t in enumerate(annotated.words)]
    found = set()
    for i, fold in enumerate(folds):
        whole = folds[i - 1] in _WHOLE_WORDS if i else True
        bound = folds[i - 1 : i] == ["it"] and set(folds[i + 1 : i + 2]) & _HOW_MANY  # ``ít nhất mấy xã``
        if fold == "nhat" and not (annotated.words[i].capital or whole or bound):
            crowded = any(w.fold == "dong" and not w.capital for w in annotated.words[max(0, i - 4) : i])
            size = next((folds[j] for j in range(i - 1, max(-1, i - FAR), -1) if folds[j] in _ENDS), "")
            end = "most" if crowded and not size else _ENDS.get(size)
            found |= {end} if end else set()
    return found


_HOW_MANY = frozenset({"may", "bao"})
_ENDS = dict.fromkeys(("nhieu", "cao", "lon", "dai", "rong"), "most")
_ENDS |= dict.fromkeys(("it", "thap", "nho", "ngan", "hep"), "least")
FAR = 16  # words between ``nhiều`` and its ``nhất``
_WHOLE_WORDS = frozenset({"hop", "thong", "duy", "de", "thu", "chu"})  # hợp nhất, thống nhất, thứ nhất


def asks_of(
    annotated: Annotated,
    known: Phrases,
    graded: set[int],
    glued: set[int],
    pairs: Container[tuple[str, str]] = (),
) -> tuple[frozenset[str], set[int], set[int]]:
    """What is asked, the tokens that ask it, and those of them that are matter too (``mục tiêu``).

    *glued*: tokens that make one word with the next; ``tổng`` of ``tổng kết`` asks for no total.
    *pairs*: neighbouring (folded) words that make one in the bulletins: ``hut`` of ``thu hut`` is no
    ``hụt``.
    """
    found: set[str] = set()
    covered: set[int] = set()
    kept: set[int] = set()
    blocks = {
        m.first: m.last - m.first for m in annotated.mentions if all(c.kind == "block" for c in m.concepts)
    }
    named = [p for p in annotated.places if p.kind != "generic"]
    numbers = {f.first for f in annotated.figures if f.kind == "number"}
    i = 0
    while i < len(annotated.words):
        if i in graded:
            i += 1
            continue
        blocked = blocks.get(i, 0)
        size, concepts = known.asks.at(annotated.words, i, lenient=True)
        idle = known.idle.at(annotated.words, i, lenient=True)[0]
        if size and idle > size:
            i += idle
            continue
        if not size:
            size, concepts = known.asks.slip_at(annotated.words, i, lenient=True)
            size = size if all(c.id in FORGIVING for c in concepts) else 0
        if size < blocked:
            i += blocked
            continue
        half_word = size == 1 or all(c.id in _HALF_WORDS for c in concepts)
        if size and half_word and _splits(annotated, known, i, size, pairs):
            size = 0
        if size and annotated.words[i].fold == "sao" and not _opens(annotated, i):
            size = 0
        if size == 1 and annotated.words[i].text == "%" and i and annotated.words[i - 1].kind == "number":
            size = 0  # ``100 %`` gives a share; it asks for none
        if size > 1 and i and annotated.words[i].capital and annotated.words[i - 1].capital:
            size = size if annotated.words[i + 1].capital else 0  # ``Hưng Lý do ai làm`` asks no reason
        doubtful = size == 1 or known is phrases("en")
        if doubtful and all(c.id == "yes_no" for c in concepts) and not _closes(annotated, i, known):
            size = 0
        if any(p.start_token <= i and i + size <= p.end_token for p in named):
            size = 0  # ``Điện Biên Đông`` asks for no change (*biến động*)
        ids = {c.id for c in concepts}
        inner = size and i + size < len(annotated.words)
        after = known.asks.at(annotated.words, i + size, lenient=True)[1] if inner else ()
        if "least" in ids and (i + size in numbers or any(c.id == "count" for c in after)):
            size = 0  # ``ít nhất mấy tổ chức``, ``ít nhất 3 sản phẩm``: a bound
        if ids == {"when"} and size == 1 and found and not _asks_anew(annotated, i):
            size = 0  # ``what was the rate when it was recognised``
        doubtful = annotated.words[i].key in _HALVES or bool(ids & {"opinion", "foreign"})
        inside = half(i, glued) or (i > 0 and annotated.words[i - 1].fold in _BEFORE_HALVES)
        if size == 1 and inside and doubtful:
            size = 0  # ``liệu`` of ``số liệu``, ``Dược liệu`` asks for no opinion
        if size == 1 and ids == {"count"} and _ordinal(annotated, i, known):
            ids = {"which"}  # ``khu vực mấy``
        if size:
            found.update(ids)
            covered.update(range(i, i + size))
            if all(c.id in MATTER for c in concepts):
                kept.update(range(i, i + size))
        i += size or 1
    return frozenset(found), covered, kept


def _splits(
    annotated: Annotated, known: Phrases, i: int, size: int, pairs: Container[tuple[str, str]]
) -> bool:
    """Whether a question word read with fewer diacritics than it has would begin or end inside another
    word (``thu hut``, ``doanh thu bao nhiêu``)."""
    words = annotated.words
    window = words[i : i + size]
    if not i or tuple(w.key for w in window) in known.asks.exact:
        return False
    if any(m.first < i < m.last < i + size for m in annotated.mentions):
        return True
    return window[0].text.isascii() and (words[i - 1].fold, window[0].fold) in pairs


# What is asked with words that bare syllables of other words look like (``hut bao nhieu``).
_HALF_WORDS = CAREFUL | {"gap", "rank", "grade"}
_BEFORE_HALVES = frozenset({"duoc", "so", "tai", "du", "vat", "nguyen", "chat"})
# Question words of one syllable that other words are made with (``tổng kết``, ``tên lửa``).
_HALVES = frozenset(key_of(w) for w in ("tổng", "tên", "hơn", "kém", "tăng", "giảm", "gấp"))


def _ordinal(annotated: Annotated, i: int, known: Phrases) -> bool:
    """Whether ``mấy`` closes a question behind a noun (``khu vực mấy``), where it asks which."""
    words = annotated.words
    if words[i].fold != "may" or not i or words[i - 1].fold in _COUNTING or not _closes(annotated, i, known):
        return False
    behind = annotated.mention_at(i + 1)
    if behind is not None and behind.ids("unit"):
        return False  # ``có giá trị mấy năm``
    return annotated.mention_at(i - 1) is None and words[i - 1].kind == "word"


# Verbs and particles behind which ``mấy`` counts (``đạt mấy``, ``là mấy``).
_COUNTING = frozenset(
    {"la", "duoc", "co", "dat", "chiem", "den", "toi", "them", "tang", "giam", "con", "thieu", "len", "hon"}
)


def _opens(annotated: Annotated, i: int) -> bool:
    """Whether a clause begins at a word (``sao`` asks why there; elsewhere it is a star)."""
    before = annotated.words[i - 1] if i else None
    return before is None or before.kind == "mark" or before.fold in {"vay", "the", "ma", "tai", "vi"}


def _closes(annotated: Annotated, i: int, known: Phrases) -> bool:
    """Whether a word of yes and no stands where it asks: ``không`` with nothing but particles behind
    it (elsewhere it denies), ``did`` at the beginning (``what did`` asks for something else)."""
    if known is phrases("en") and annotated.words[i].text.isascii():
        before = annotated.words[i - 1] if i else None
        opens = before is None or before.kind == "mark" or before.fold in _JOINING
        return opens or annotated.words[i].fold in {"true", "correct"}
    follows = [w for w in annotated.words[i + 1 :] if w.kind != "mark"]
    if follows and follows[0].fold in _REACHING:
        return False  # ``có mấy sản phẩm không đạt``
    return all(known.idle.at([w], 0, lenient=True)[0] for w in follows)


_REACHING = frozenset({"dat", "du"})  # đạt, đủ
_JOINING = frozenset({"and", "but", "or", "so", "please", "hello", "hi"})


def _asks_anew(annotated: Annotated, i: int) -> bool:
    """Whether a question word stands where a question of its own begins."""
    before = annotated.words[i - 1] if i else None
    return before is None or before.kind == "mark" or before.fold in _JOINING | {"me", "know"}


_DOUBTING = frozenset(key_of(w) for w in ("à", "hả", "ha", "hở", "ư", "nhỉ", "chăng", "ak"))


def doubts(annotated: Annotated) -> bool:
    """Whether a statement ends with a particle that asks if it holds (``… trắng xã NTM hả``)."""
    words = [w for w in annotated.words if w.kind != "mark"]
    return len(words) > 2 and words[-1].key in _DOUBTING


_ONLY = frozenset({"chi", "only", "duy"})  # chỉ, duy nhất


_NOT_ONLY = frozenset({"tieu", "dao", "so", "phi", "nhanh", "cuc"})  # chỉ tiêu, chỉ đạo, chỉ số, chi phí


def only(annotated: Annotated) -> bool:
    """Whether a question speaks of something as the only one (``huyện duy nhất``)."""
    folds = [w.fold for w in annotated.words]
    behind = [*folds[1:], ""]
    return any(
        w in _ONLY and not (w == "chi" and after in _NOT_ONLY)
        for w, after in zip(folds, behind, strict=False)
    )


def exists(annotated: Annotated) -> bool:
    """Whether it is asked if there is any (``đã có sản phẩm nào … chưa``), not which."""
    folds = [w.fold for w in annotated.words]
    at = folds.index("nao") if "nao" in folds else 0
    return at > 0 and bool({"co", "da"} & set(folds[:at])) and bool({"khong", "chua"} & set(folds[at:]))


def count_asks(annotated: Annotated, known: Phrases) -> int:
    """How many times a message asks for a number (``đạt bao nhiêu, kế hoạch bao nhiêu`` asks twice)."""
    return len(count_spots(annotated, known))


def count_spots(annotated: Annotated, known: Phrases) -> list[range]:
    """Where a message asks for a number, as tokens."""
    found, i = [], 0
    while i < len(annotated.words):
        size, concepts = known.asks.at(annotated.words, i, lenient=True)
        if any(c.id == "count" for c in concepts):
            found.append(range(i, i + size))
        i += size or 1
    return found


_MEETING = frozenset(
    [
        "dat",
        "thanh",
        "xong",
        "dich",
        "vuot",
        "met",
        "meet",
        "reached",
        "reach",
        "achieved",
        "hit",
        "fulfilled",
        "exceed",
        "exceeded",
    ]
)


def asks_whether_met(annotated: Annotated) -> bool:
    """Whether a plan's being met is spoken of (``mục tiêu 17 xã có đạt không``), not only its size."""
    named = {i for m in annotated.mentions if m.has("dimension") for i in range(m.first, m.last)}
    return any(w.fold in _MEETING for i, w in enumerate(annotated.words) if i not in named)


def compared_with(annotated: Annotated, known: Phrases) -> str:
    """``over`` or ``below`` where such a word stands right before a number (``vượt 200``), else ""."""
    for figure in annotated.figures:
        for back in (3, 2, 1):  # the longest first: ``ít hơn`` is no ``hơn``
            at = figure.first - back
            if figure.kind == "number" and at >= 0:
                size, concepts = known.asks.at(annotated.words, at, lenient=True)
                ids = {c.id for c in concepts} & {"over", "below"}
                if size == back and ids:
                    return ids.pop()
    return ""


_DENYING = frozenset({"chua", "khong", "not", "without"})


def denied(annotated: Annotated, i: int) -> bool:
    """Whether a number is denied: ``chưa đủ 19 tiêu chí``, ``không đạt 19 tiêu chí``."""
    return any(w.fold in _DENYING for w in annotated.words[max(0, i - 3) : i])


def denied_bands(quantities: Sequence[Quantity], cutter: Cutter) -> set[int]:
    """The tokens that deny a number of criteria, which is then read as fewer (``chưa đạt 19 tiêu chí``)."""
    units = {rule.unit for rule in cutter.bands}
    counted = [q for q in quantities if q.unit in units]
    return {i for q in counted for i in range(max(0, q.first - 3), q.figure.last)}


def left_out(annotated: Annotated, i: int) -> bool:
    """Whether a value is named only to be left out: ``không phải nâng cao``, ``trừ nâng cao``."""
    before = [w.fold for w in annotated.words[max(0, i - 3) : i]]
    return before[-2:] in (["khong", "phai"], ["khong", "tinh"], ["chu", "khong"]) or before[-1:] in (
        ["tru"],
        ["except"],
        ["excluding"],
    )


_NONE = frozenset({"no", "zero", "without", "lack", "lacking", "lacks", "single"})


def absent_things(annotated: Annotated, words: Lexicon) -> set[str]:
    """Indicators of places that have none of something: ``huyện nào chưa có lấy một xã NTM``."""
    found = set()
    units = [(m.first, u) for m in annotated.mentions for u in m.ids("unit")]
    for indicator in words.indicators.values():
        places = [i for i, unit in units if unit == indicator.unit]
        things = [i for i, unit in units if indicator.absent and unit == indicator.absent]
        for place in places:
            between = [w.fold for i in things if i > place for w in annotated.words[place:i]]
            if any(a in _DENYING and b == "co" for a, b in pairwise(between)) or _NONE & set(between):
                found.add(indicator.id)
    return found


def plan_first(annotated: Annotated, known: Phrases) -> bool:
    """Whether the plan is spoken of before the number is asked for (``kế hoạch là bao nhiêu``):
    then the plan itself is asked; behind (``bao nhiêu xã so với chỉ tiêu``) it is compared with."""
    plans = [m.first for m in annotated.mentions if m.has("status", "target") or _names_plan(annotated, m)]
    folds = [w.fold for w in annotated.words]
    counted = any(m.has("unit") and m.first and folds[m.first - 1] == "so" for m in annotated.mentions)
    if counted and plans and "voi" in folds[max(0, min(plans) - 3) : min(plans)]:
        return False  # ``số xã … so với kế hoạch``
    asks = [
        i
        for i in range(len(annotated.words))
        if any(c.id == "count" for c in known.asks.at(annotated.words, i, lenient=True)[1])
    ]
    return (bool(plans) and (not asks or min(plans) < min(asks))) or (bool(plans) and known is phrases("en"))


def came_before(annotated: Annotated) -> bool:
    """Whether the time before something is asked for (``trước khi tăng``, ``trước đợt này``)."""
    folds = [w.fold for w in annotated.words]
    return any(pair in _BEFORE for pair in pairwise(folds)) or "before" in folds


_BEFORE = frozenset({("truoc", "khi"), ("truoc", "dot"), ("truoc", "lan")})


def _names_plan(annotated: Annotated, mention: Mention) -> bool:
    """``kế hoạch năm`` names a plan; ``so với kế hoạch`` compares with one."""
    return mention.has("compared", "plan") and annotated.words[mention.first].fold in {"ke", "muc", "chi"}


def plan_words(annotated: Annotated) -> set[str]:
    """``target`` where a plan is named, ``plan`` where something is compared with one."""
    compared = [m for m in annotated.mentions if m.has("compared", "plan")]
    return {"target" if _names_plan(annotated, m) else "plan" for m in compared}


_NEGATIONS = frozenset({"khong", "chua", "chang", "not", "without", "never", "neither", "cannot"})
_EXCLUSIONS = (
    ("ngoai",),
    ("tru",),
    ("ngoai", "tru"),
    ("khong", "ke"),
    ("khong", "tinh"),
    ("besides",),
    ("except",),
    ("excluding",),
    ("other", "than"),
    ("apart", "from"),
    ("bi", "loai"),
    ("truoc", "nam"),
)
_SWEEPING = frozenset(key_of(w) for w in ("đều", "mọi", "chỉ", "toàn", "cả", "only", "every", "all"))


def unread_denial(annotated: Annotated, known: Phrases, used: set[int], grades: set[int]) -> bool:
    """Whether a negating or excluding word stands in a question that no rule has read.

    *used*: tokens of phrases whose negation is understood (``chưa có xã``, a refused band).
    The question's own ``không`` (``có … không``, ``phải không``) denies nothing.
    """
    words = annotated.words
    asked: set[int] = set()
    i = 0
    while i < len(words):
        if i in grades:
            i += 1
            continue
        size, concepts = known.asks.at(words, i, lenient=True)
        if size > 1 or (size and any(c.id == "yes_no" for c in concepts) and _closes(annotated, i, known)):
            asked.update(range(i, i + size))
        i += size or 1
    folds = [w.fold for w in words]
    for i, fold in enumerate(folds):
        if i in used or i in asked:
            continue
        excluded = any(tuple(folds[i : i + len(phrase)]) == phrase for phrase in _EXCLUSIONS)
        meant = not words[i].text.isascii() or not words[i].capital
        last_year = fold == "ngoai" and i > 0 and folds[i - 1] == "nam"
        if (
            (fold in _NEGATIONS or excluded)
            and not last_year
            and meant
            and words[i].text.lower() not in _ALIKE
        ):
            return True
    return False


_ALIKE = frozenset({"chứ", "trụ", "trú", "chùa", "chừa", "khống", "ngoái", "ngoại"})


def speaks_of_all(annotated: Annotated, claimed: Decimal | None) -> bool:
    """Whether something is said of every one counted: ``đều``, ``all 71``, but not ``all 19 criteria``
    beside another number."""
    words = annotated.words
    numbers = {f.first: f.value for f in annotated.figures}
    behind = [numbers[i + 1] for i, w in enumerate(words) if w.fold in _EVERY and i + 1 in numbers]
    return any(w.fold == "deu" for w in words) or any(claimed in (None, number) for number in behind)


_EVERY = frozenset({"all", "every", "each"})


def sweeps(annotated: Annotated) -> bool:
    """Whether a question speaks of all, most or only some of what it names (``tất cả … đều``, ``đa số``)."""
    folds = [w.fold for w in annotated.words]
    most = any(pair in {("da", "so"), ("phan", "lon"), ("tat", "ca")} for pair in pairwise(folds))
    behind = [*folds[1:], ""]
    swept = any(
        w.key in _SWEEPING and after not in _ONE_WORD.get(w.fold, ())
        for w, after in zip(annotated.words, behind, strict=False)
    )
    return most or swept or "most" in folds


_PLACES = frozenset({"tinh", "nuoc", "quoc", "huyen", "xa", "thi", "thanh", "vung", "khu"})
# Words that sweep nothing with the next one: ``toàn tỉnh`` and ``cả nước`` are a place, ``chỉ tiêu`` a plan.
_ONE_WORD = {"toan": _PLACES, "ca": _PLACES, "chi": _NOT_ONLY}


def asks_product(annotated: Annotated) -> bool:
    """Whether products are asked for by name (``sản phẩm nào``)."""
    behind = (annotated.words[m.last : m.last + 1] for m in annotated.mentions if m.has("unit", "product"))
    return any(w.fold in ("nao", "gi") for words in behind for w in words)


def asks_graded_body(annotated: Annotated) -> bool:
    """``Đơn vị nào được công nhận 4 sao``: bodies that have products of a grade make them."""
    folds = [w.fold for w in annotated.words]
    bodies = any(folds[i : i + 3] == ["don", "vi", "nao"] for i in range(len(folds)))
    kinds = [w.kind for w in annotated.words]
    return bodies and any(f == "sao" and k == "number" for k, f in zip(kinds, folds[1:], strict=False))


def names_document(annotated: Annotated) -> bool:
    """Whether a document is spoken of, and no product: bodies do something with it, and make nothing."""
    said = annotated.mentions
    return any(m.has("document_kind") for m in said) and not any(m.has("unit", "product") for m in said)


def several_named(annotated: Annotated) -> bool:
    """``Hai sản phẩm 4 sao của A là gì``, ``các sản phẩm … là gì``: which they are, not what they mean."""
    counted = [m.first for m in annotated.mentions if m.has("unit", "product") or m.has("unit", "maker")]
    if not counted or not counted[0]:
        return False
    at = counted[0] - 1
    number = any(f.last == at + 1 and f.period is None and f.value > 1 for f in annotated.figures)
    return number or annotated.words[at].key in _MANY_OF


_MANY_OF = frozenset(key_of(w) for w in ("các", "những"))
