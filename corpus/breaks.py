"""Where a sentence is cut into clauses, and where a mark or a joining word cuts nothing."""

from __future__ import annotations

import itertools

from corpus.annotate import Annotated
from corpus.lexicon import Concept, Mention
from corpus.quantities import BREAKS, JOIN
from corpus.regions import regions_in
from corpus.scan import Words

THEN, NUMBER = Words("thì"), Words("số")
MEASURING = Words("đạt", "là", "còn", "chiếm", "tăng", "giảm", "ước")


def located(text: Annotated) -> set[int]:
    """The marks of ``huyện A, tỉnh B``, ``huyện A (tỉnh B)`` and ``2 huyện A, B``: places parted by nothing
    else belong together."""
    ends = {p.end_token for p in text.places}
    found = {p.start_token - 1 for p in text.places if p.start_token - 1 in ends}
    for one, other in itertools.pairwise(text.mentions):  # "của các doanh nghiệp, hợp tác xã và hộ sản xuất"
        if other.first - one.last != 1:
            continue
        if set(one.ids("unit")) & set(other.ids("unit")) or (is_group(one) and is_group(other)):
            found.add(one.last)
    found = {i for i in found if text.words[i].text == "," or JOIN.has(text.words[i], lenient=False)}
    for place in text.places:
        at, end = place.start_token - 1, place.end_token
        if not place.locates or at < 0:
            continue
        if text.words[at].text == ",":
            found.add(at)
        elif text.words[at].text == "(" and end < len(text.words) and text.words[end].text == ")":
            found |= {at, end}
    return found


def short_forms(text: Annotated) -> set[int]:
    """The brackets of ``nông thôn mới (NTM) nâng cao``: a short form parts nothing."""
    opened = [i for i, word in enumerate(text.words[:-2]) if word.text == "("]
    forms = [i for i in opened if text.words[i + 2].text == ")" and _is_short_form(text.words[i + 1].text)]
    return {at for i in forms for at in (i, i + 2)}


def _is_short_form(word: str) -> bool:
    return word.isupper() and word.isalpha()


def one_deed(text: Annotated) -> set[int]:
    """The ``và`` of ``chấm điểm và xếp hạng 11 sản phẩm``: two verbs for what is done to the same things."""
    steps = (m for m in text.saying("dimension") if any(_is_step(c) for c in m.concepts))
    deeds = [*text.saying("graded"), *steps]
    starts = {m.first for m in deeds}
    return {m.last for m in deeds if m.last + 1 in starts and JOIN.has(text.words[m.last], lenient=False)}


def _is_step(concept: Concept) -> bool:
    return concept.kind == "dimension" and any(name == "step" for name, _ in concept.dimensions)


def new_clauses(text: Annotated, starts: set[int], joined: set[int]) -> set[int]:
    """The ``và`` of ``diện tích 4.000 ha và thu nhập năm 2024 đạt 52 triệu đồng``: what follows up to the
    next figure has a verb, so a noun of its own."""
    found: set[int] = set()
    nouns = (*text.saying("ratio", "share"), *text.saying("need"), *text.saying("change"))
    opening = {m.first for m in nouns}
    aims = {m.first for m in text.saying("status", "target")}
    places = {p.start_token for p in text.places if p.kind != "generic"}
    places |= {first for first, _ in regions_in(text)}
    at, verb, counted = -1, False, False
    for i, word in enumerate(text.words):
        if (word.text in BREAKS and i not in joined) or i in starts:
            if verb and i in starts:
                found.add(at)
            at, verb, counted = -1, False, i in starts
        elif counted and THEN.has(word, lenient=False) and (i + 1 in places or _names_number(text, i + 1)):
            found.add(i)  # "toàn tỉnh có 33 sản phẩm thì huyện A chiếm 12 sản phẩm"
        elif counted and JOIN.has(word, lenient=False):
            if i + 1 in aims:
                found.add(i)  # "… 7 sản phẩm mới và phấn đấu đến năm 2025, …"
                continue
            at, verb = i, i + 1 in opening  # "… 93% và tỷ lệ …", "… 5 tỷ đồng và vốn nhân dân đóng góp …"
        elif at >= 0 and i > at + 2:
            verb |= MEASURING.has(word, lenient=False)
    return found


def _names_number(text: Annotated, at: int) -> bool:
    """``… thì số sản phẩm của tỉnh chiếm 14%``."""
    return at < len(text.words) and NUMBER.has(text.words[at], lenient=False)


def is_group(mention: Mention) -> bool:
    """Whether a phrase names a group of products."""
    return any(dict(c.dimensions).get("group") for c in mention.concepts if c.kind == "dimension")
