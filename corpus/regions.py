"""Regions of several provinces: ``vùng Đồng bằng sông Hồng``, ``khu vực Tây Nguyên``, ``toàn vùng``."""

from __future__ import annotations

from corpus.annotate import Annotated
from corpus.lexicon import Mention
from corpus.model import Area
from corpus.scan import Words

KIND = {"vùng": 1, "khu": 2, "các": 2}  # tokens of "vùng", "khu vực" and "các tỉnh"
AGAIN = Area("vùng", "region")  # "toàn vùng": the one named last
RANKED = Words("đầu", "nhất", "thứ", "nhì")  # "dẫn đầu vùng": of whoever does
WITHIN = Words("thuộc", "ở")
FOLLOWS = Words("có", "đạt", "hiện", "đã", "là", "với", "còn", "mới", "gồm", "chỉ", "dẫn", "đứng", "cũng")


def speaks_of(text: Annotated, mention: Mention) -> bool:
    """Whether a region is what a count is of: not where a place lies or ranks, and, without its kind
    (``Tây Nguyên có …``), only before its verb or figure and at the end of no longer name."""
    words, at = text.words, mention.first
    before = words[at - 1] if at else None
    if before is not None and (WITHIN.has(before, lenient=False) or RANKED.has(before, lenient=False)):
        return False
    if not mention.has("region", "bare"):
        return True
    after = words[mention.last] if mention.last < len(words) else None
    named = before is not None and before.capital and at > 1
    opens = after is not None and (after.kind == "number" or FOLLOWS.has(after, lenient=False))
    capital = any(w.capital for w in words[at : mention.last])  # "miền núi phía Bắc"
    return capital and opens and not named


def regions_in(text: Annotated) -> list[tuple[int, int]]:
    """The first and last token of each region that something is told of."""
    return [(m.first, m.last) for m in text.saying("region") if speaks_of(text, m)]


def region_of(text: Annotated, mention: Mention) -> Area:
    """The region as an area: ``vùng`` and its name as printed."""
    if mention.has("region", "again"):
        return AGAIN
    first = mention.first + KIND.get(text.words[mention.first].text.lower(), 0)
    return Area(f"vùng {text.source(first, mention.last)}", "region")
