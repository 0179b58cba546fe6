"""Of what names are asked (``những xã nào``), and whether a text lists names."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.question import VAGUE, Query
from corpus.text import tokens

PLACES = frozenset({"commune", "district", "village", "province"})
# What opens a list of things by name.
LISTING = re.compile(
    r"(?i:\bgồm|\blà|\bnhư)\b:?\s*[^\W\d]|:\s*[^\W\d]|\(\s*[A-ZĐÂĂÊÔƠƯ]|: *“"
    r"|(?i:sản phẩm) (?!OCOP)[A-ZĐÂĂÊÔƠƯ]"
)


def named_kind(query: Query) -> str:
    """The unit that names are asked of (``xã nào``, ``những sản phẩm OCOP 4 sao nào``), "" where none is."""
    words = query.annotated.words
    for mention in query.annotated.mentions:
        unit = next((u for u in mention.ids("unit") if u in PLACES or u not in VAGUE), "")
        behind = [w.fold for w in words[_end_of_noun(query, mention.last) :][:2]]
        before = [w.fold for w in words[max(0, mention.first - 3) : mention.first]]
        if unit and (behind[:1] in (["nao"], ["gi"]) or behind == ["la", "gi"] or _LISTS & set(before)):
            return unit
    found = [u for u in query.units if u in ("product", *PLACES)]
    return found[0] if found and not query.thing and query.any("which_place", "list", "define") else ""


def _end_of_noun(query: Query, at: int) -> int:
    """Where what is said of a noun ends: programmes and grades (``xã [nông thôn mới kiểu mẫu] nào``)."""
    said = query.annotated
    ends = {m.first: m.last for m in said.mentions if m.has("programme") or m.has("dimension")}
    while at in ends:
        at = ends[at]
    return at


def lists_names(text: str) -> bool:
    """Whether a text goes on with a name where names are listed (``là Pá Lau``, ``các xã: A, B``)."""
    said = tokens(text)
    return any(
        other.capital and not other.text.isupper() and one.fold in _OPENING
        for one, other in pairwise(said)
    )


_OPENING = frozenset({"la", "gom", "nhu", ":", "(", "xa", "huyen", "thon", "ban", "phuong", "tran"})
_LISTS = frozenset({"ten", "ke", "which", "what", "list", "nhung", "cac"})
