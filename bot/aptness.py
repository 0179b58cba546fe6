"""What a sentence must tell besides holding the words of a question, to be quoted as its answer.

A long sentence holds the words of many questions that it does not answer.  These are the ways in which
it turns out to speak of something else: the words stand in another part of it, in a maker's name, or
without the denial; the length of time, the superlative or the demand that is asked for is not told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, pairwise, takewhile

from bot.answer import Evidence
from bot.matching import missing, names_place, says
from bot.question import Query
from corpus.annotate import Annotated
from corpus.numbers import plain, ungrouped
from corpus.text import Token, tokens

_LENGTH = re.compile(
    r"(?i)(?<![\d/.,])(?:\d+|một|hai|ba|bốn|năm|sáu|nửa)\s+"
    r"(?:tuần|giờ|phút|buổi|(?:năm|tháng|ngày)(?! \d))\b|\btừ\b.+\bđến\b"
)
_COOPERATIVE = re.compile(r"(?i)\bhợp tác xã\b|\bthị xã\b")
_NAMED_SO = re.compile(r"(?i)\b(?:hợp tác xã|htx)\b")
_COMMUNE = re.compile(r"(?i)\bxã\b|\bphường\b|\bthị trấn\b")
_COMMUNES = frozenset({"xa", "commune"})
_KINDS = frozenset({"xa", "phuong", "huyen", "quan", "thi", "thanh", "pho", "commune", "district"})
DAY = re.compile(r"(?<![\d/])\d{1,2}[/.-]\d{1,2}(?!\d)|ngày \d", re.IGNORECASE)
_OF_DAYS = frozenset({"ngay", "hom", "bua", "dip"})
_DENIALS = frozenset({"chưa", "không", "chẳng", "chả"})
_DENIED_WITHIN = 2  # words between a denial and what it denies
_SHORT_FORM = 2  # letters of the shortest one
_OPENING = 4  # words in which a time that is said of the whole sentence stands
# Words in front of ``nhất`` with which it makes no superlative, and behind it.
_NO_MOST = frozenset(
    {"thống", "thứ", "duy", "hợp", "đồng", "ít", "hơn", "thong", "thu", "hop", "dong", "it", "hon"}
)
_NOT_AS_MOST = frozenset({"trí", "tri", "quán", "quan", "thể", "the"})


def apt(query: Query, evidence: Evidence, read: Annotated) -> bool:
    """Whether a sentence (as it was *read*) tells what a question is about, in the part that speaks of it."""
    return all(
        check(query, evidence, read)
        for check in (
            _of_communes,
            _of_the_place,
            _in_its_part,
            _as_long,
            _the_most,
            _spelled_out,
            _denied_there,
            _numbered,
            _said_of_places,
            _of_anybody,
            _of_makers_there,
            _of_who_got_it,
            _of_results,
            _at_that_end,
            _done_then,
            _aimed_at_then,
            _still_to_come,
        )
    )


def _of_communes(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """Communes are spoken of by more than the end of ``hợp tác xã`` or ``thị xã``."""
    if "commune" not in query.units:
        return True
    rest = _COOPERATIVE.sub("", evidence.quote)
    return rest == evidence.quote or _COMMUNE.search(rest) is not None


def _of_the_place(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``xã A``, said with its kind, is not named by ``Hợp tác xã A``."""
    said = query.annotated
    kinds = [p.area for p in said.places if said.words[p.start_token].fold in _COMMUNES]
    rest = _NAMED_SO.sub("tỉnh", evidence.quote)  # any kind but that of a commune
    return all(names_place(a, rest) or not names_place(a, evidence.quote) for a in kinds if a in query.areas)


def _in_its_part(query: Query, evidence: Evidence, read: Annotated) -> bool:
    """What is asked of a place stands in the part (between semicolons) that names it or before that; and a
    time that is asked for stands there, or opens the sentence.  What opens it is what all parts are of."""
    ends = [m.start() for m in re.finditer(";", evidence.quote)]
    place = _the_place(query)
    if not ends or not place or missing(place, evidence.quote, query.glued):
        return True
    parts = list(pairwise([0, *ends, len(evidence.quote)]))
    own = [(a, b) for a, b in parts if not missing(place, evidence.quote[a:b])]
    if not own or own[0] == parts[0]:
        return True
    matter = [t for t in query.content if not any(t is one for one in place)]
    held = [t for t in matter if t not in missing(matter, evidence.quote, query.glued)]
    if held and len(missing(held, evidence.quote[: own[-1][1]], query.glued)) == len(held):
        return False
    if not query.any("when"):
        return True
    times = [f.first for f in read.figures if f.period is not None]
    return any(i < _OPENING or any(a <= read.words[i].start < b for a, b in own) for i in times)


def _the_place(query: Query) -> list[Token]:
    """The words of the one district or commune that a question names, without its kind; of what stands behind
    such a kind, where the name is not known."""
    said = query.annotated
    known = [p for p in said.places if p.area.level in ("district", "commune") and p.kind != "generic"]
    if len(known) == 1:
        words = said.words[known[0].start_token : known[0].end_token]
        return [w for w in words if w.fold not in _KINDS]
    heads = [i for i, w in enumerate(said.words) if w.fold in _KINDS]
    named = [
        list(takewhile(lambda w: w.capital and not w.text.isupper(), said.words[i + 1 :])) for i in heads
    ]
    found = [words for words in named if words]
    return found[0] if not known and len(found) == 1 else []


def _as_long(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``bao lâu``: a length of time."""
    folds = [w.fold for w in query.annotated.words]
    asked = {("bao", "lau"), ("how", "long")} & set(pairwise(folds))
    return not asked or _LENGTH.search(evidence.quote) is not None


def _the_most(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``khó nhất``: a superlative."""
    if query.any("most", "least") or not _superlative(query.annotated.words):
        return True
    return _superlative(tokens(evidence.quote)) or says(evidence.quote, "superlative")


def _superlative(words: Sequence[Token]) -> bool:
    behind = [*words[2:], None]
    return any(
        two.text in ("nhất", "nhat")
        and one.kind == "word"
        and not one.capital
        and one.text.lower() not in _NO_MOST
        and (after is None or (after.text.lower() not in _NOT_AS_MOST and after.kind != "number"))
        for (one, two), after in zip(pairwise(words), behind, strict=False)
    )


def _spelled_out(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``MTTQ là gì``: a short form is explained by ``là`` or in brackets, not by being used."""
    short = [t for t in query.terms if t.text.isupper() and len(t.text) >= _SHORT_FORM]
    if not query.any("define") or not short or query.units:
        return True
    named = rf"(?:{'|'.join(re.escape(t.text) for t in short)})"
    return re.search(rf"\({named}\)|{named}\s*(?:\(|là\b|[-–:] )", evidence.quote) is not None


def _denied_there(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``nơi nào chưa quyết liệt``: where the word that is denied stands in a sentence, it is denied there."""
    if not query.denies:
        read_so = query.spoken == "en" and {t.text.lower() for t in query.content} & _DENIALS  # ``failed``
        return not read_so or says(evidence.quote, "denying")
    words, content = query.annotated.words, {id(t) for t in query.content}
    denied = [b for a, b in pairwise(words) if a.text.lower() in _DENIALS and id(b) in content]
    said = tokens(evidence.quote)
    first = next((i for i, w in enumerate(words) if w.text.lower() in _DENIALS), 0)
    subject = [t for t in words[:first] if any(t is one for one in query.terms)]
    if denied and query.any("yes_no") and missing(subject, evidence.quote, query.glued):
        return False
    for word in denied:
        spots = [i for i, t in enumerate(said) if t.fold == word.fold and not missing([word], t.text)]
        near = (said[max(0, i - _DENIED_WITHIN - 1) : i] for i in spots)
        if not spots and any(word is t for t in query.terms) and missing([word], evidence.quote):
            return False
        if spots and not any(_DENIALS & {t.text.lower() for t in before} for before in near):
            return False
    return True


def _numbered(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``218 sản phẩm là tính đến khi nào``, ``12,8 là kế hoạch hay đã đạt``: told where the number is."""
    if query.claimed is None or query.claimed_unit == "percent" or query.any("yes_no"):
        return True
    if not (query.any("when") or (query.any("plan") and query.any("reached"))):
        return True
    return re.search(rf"(?<!\d)0*{plain(query.claimed)}(?!\d)", ungrouped(evidence.quote)) is not None


def _said_of_places(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``hỗ trợ huyện nào``: the word right before the places that are asked for is said in the sentence."""
    words = query.annotated.words
    kind = next((m for m in query.annotated.mentions if _asked_behind(query, m.last) and m.has("unit")), None)
    if not query.any("which_place") or kind is None or kind.first < 2 or query.spoken != "vi":
        return True
    deed = [t for t in words[kind.first - 2 : kind.first] if any(t is one for one in query.terms)]
    return len(deed) < 2 or not missing(deed, evidence.quote, query.glued)


def _asked_behind(query: Query, at: int) -> bool:
    return any(w.fold in ("nao", "gi") for w in query.annotated.words[at : at + 1])


def _of_anybody(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``Có ai từ trung ương dự không``: all of it is said of somebody."""
    asked = query.any("who") and query.any("yes_no")
    return not (asked and missing(query.content, evidence.quote, query.glued))


def _of_makers_there(query: Query, evidence: Evidence, read: Annotated) -> bool:
    """``HTX nào ở thành phố A``: in a sentence that tells of each maker where it is (``HTX B (huyện C)``),
    one of the kind that is asked for is there."""
    kinds = set(query.values("maker"))
    narrow = [a for a in query.areas if a.level in ("district", "commune")]
    if not (query.any("maker", "list", "which") and kinds and len(narrow) == 1):
        return True
    found = [p for p in _BRACKETED.finditer(evidence.quote) if names_place(narrow[0], p.group())]
    if not found or names_place(narrow[0], _BRACKETED.sub("", evidence.quote)):
        return True
    heads = [(read.words[m.first].start, m) for m in read.mentions if m.has("maker_head")]
    for place in found:
        before = [m for start, m in heads if start < place.start()]
        told = {v for c in before[-1].concepts for k, v in c.dimensions if k == "maker"} if before else kinds
        if not told or told & kinds:
            return True
    return False


_BRACKETED = re.compile(r"\([^()]*\)")


def _of_who_got_it(query: Query, evidence: Evidence, read: Annotated) -> bool:
    """``Ai được tặng …``: that somebody got the very thing, in the same words."""
    asked = query.any("who") and received(query) and not query.any("demand")
    if not asked:
        return True
    told = any(m.has("unit", "maker") for m in read.mentions) or _TO.search(evidence.quote) is not None
    return told and in_words(query, evidence.quote)


def _of_results(query: Query, _: Evidence, read: Annotated) -> bool:
    """What a programme achieved in a span of years is told in figures."""
    spans = any(p.kind == "range" for p in query.periods)
    if not (query.any("results") and spans) or query.terms:
        return True
    return any(f.kind == "number" and f.period is None for f in read.figures)


def _at_that_end(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``Ai chỉ đạo ngay từ đầu năm``: it was done at that beginning, or end, of a time."""
    if not query.any("who"):
        return True
    ends = [p for p in pairwise(w.fold for w in query.annotated.words) if p in _ENDS_OF_TIME]
    told = set(pairwise(t.fold for t in tokens(evidence.quote)))
    return all(pair in told for pair in ends)


def _done_then(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``Giấy chứng nhận được trao khi nào``: the deed behind ``được`` is told, not only what it was
    done to; and that it was done, not that it failed."""
    if not query.any("when"):
        return True
    words = query.annotated.words
    deed = [b for a, b in pairwise(words) if a.fold == "duoc" and b.fold in _GIVING and b in query.terms]
    failed = says(evidence.quote, "failing") and not (query.denies or says(query.text, "failing"))
    return not failed and not missing(deed, evidence.quote, query.glued)


def _aimed_at_then(query: Query, evidence: Evidence, _: Annotated) -> bool:
    """``Mục tiêu năm 2024``: a year's aims are told beside the year, not by the day of a bulletin."""
    aims = query.any("plan") and "target" in query.statuses and not query.any("why", "difficulty")
    aims = aims and not (query.units or query.needs)
    return not aims or all(year in evidence.paragraph_text for year in query.spoken_years)


def _still_to_come(query: Query, _: Evidence, read: Annotated) -> bool:
    """What was done is no answer to when it will be (``bao giờ có hội chợ lần tới``), what is aimed at is."""
    ahead = query.any("when") and says(query.text, "to_come")
    return not ahead or read.says("status", "target")


def received(query: Query) -> bool:
    """Whether it is asked who got something (``ai được tặng …``, ``đơn vị nào nhận …``, ``hai đơn vị được
    trao … là ai``, ``trao cho ai``)."""
    folds = [w.fold for w in query.annotated.words]
    pairs = set(pairwise(folds))
    for i, (one, other) in enumerate(pairwise(folds)):
        view = other == "nhan" and set(folds[i + 2 : i + 3]) & _VIEWS
        if one in ("ai", "nao") and other in ("duoc", "nhan") and not view:
            return True
    given = any(one == "duoc" and other in _GIVING for one, other in pairs)
    named = pairs & {("la", "ai"), ("nhung", "ai"), ("gom", "ai")} and not {"boi", "do"} & set(folds)
    if (given and named) or ("to", "whom") in pairs:
        return True
    if any(folds[i : i + size] == phrase for phrase, size in _TO_WHOM for i in range(len(folds))):
        return True
    got = {"received", "recipient", "recipients", "got"} & set(folds)
    return bool(got) or bool({(be, x) for be in ("was", "were") for x in _GIVEN} & pairs)


def tells_receiver(text: str) -> bool:
    """Whether what somebody did opens with getting it (``được tặng …``, ``nhận …``), not with giving it."""
    opens = dropwhile(lambda t: t.text.lower() in _AUXILIARY, tokens(text))
    return next((t.text.lower() for t in opens), "") in ("được", "nhận")


def asks_day(query: Query) -> bool:
    """Whether the day is asked for (``hôm nào``, ``dịp nào``)."""
    return not _OF_DAYS.isdisjoint(query.annotated.words[i].fold for i in query.asking)


def tells_no_day(query: Query, evidence: Evidence) -> bool:
    """Whether it is asked when, and not in which year, and a sentence gives no day."""
    year = ("nam", "nao") in pairwise(w.fold for w in query.annotated.words)
    return query.any("when") and not year and not DAY.search(evidence.quote)


def in_words(query: Query, text: str) -> bool:
    """Whether a text holds all words of a question, and not only others of their meaning."""
    said = {t.fold for t in tokens(text)}
    return all(t.fold in said for t in query.content)


_GIVEN = ("awarded", "given", "praised", "presented", "honoured", "honored", "recognised", "recognized")
_ENDS_OF_TIME = {(end, time) for end in ("dau", "cuoi", "giua") for time in ("nam", "thang", "quy", "vu")}
_TO = re.compile(r"(?i)\b(?:cho|được|nhận)\b(?<!chứng nhận)(?<!công nhận)")
_AUXILIARY = frozenset({"đã", "vừa", "cũng", "vinh", "dự", "là", "người"})
_GIVING = frozenset({"trao", "tang", "cap", "khen", "thuong", "bieu", "vinh", "tuyen", "ton", "nhan", "chuc"})
_VIEWS = frozenset({"dinh", "xet", "thay", "thuc", "manh"})  # nhận định, nhận xét …
_TO_WHOM = ((["cho", "ai"], 2), (["cho", "nhung", "ai"], 3))
