"""Of what names are asked (``những xã nào``), and whether a text lists names."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from itertools import pairwise, takewhile

from bot.answer import Evidence
from bot.knowledge import Knowledge
from bot.matching import begins
from bot.question import VAGUE, Query
from corpus.text import key_of, tokens

PLACES = frozenset({"commune", "district", "village", "province"})
_MAKER = r"(?i:công ty|htx|hợp tác xã|tổ hợp tác|tht|cơ sở|hộ|doanh nghiệp|dntn)\b"
# What opens a list of things by name.
LISTING = re.compile(
    r"(?i:\bgồm|\blà|\bnhư)\b:?\s*[^\W\d]|:\s*[^\W\d]|\(\s*[A-ZĐÂĂÊÔƠƯ]|: *“"
    r"|(?i:sản phẩm) [“\"]?(?!OCOP)[A-ZĐÂĂÊÔƠƯ]"
    rf"|\((?=[^();]{{2,60}} (?:của|-|–) {_MAKER})"  # ``(ổi lê Bến Gành của HTX …)``
)
# A product by its name and its maker's: ``2 sản phẩm mắm tép Bến Gành (của Công ty …)``.
_WITH_MAKER = re.compile(
    rf"(?i:sản phẩm) (?!OCOP)(?:[^\W\d]+ ){{0,6}}(?!{_MAKER})[A-ZĐÂĂÊÔƠƯ]"
    rf"[^,;.()]{{0,40}} \(?(?i:của )?{_MAKER}"
)
# One without a name of its own, by whose it is: ``sản phẩm giò lụa của bà Phan Thị …``.
_OF_SOMEBODY = re.compile(
    r"(?i:sản phẩm) (?!(?i:ocop|chủ lực|đặc trưng|tiêu biểu|chính|nông sản|này|đó|mới|khác|của)\b)"
    r"(?:[^\W\d]+ ){1,5}(?i:của) (?i:hội viên|thành viên|hộ|ông|bà|anh|chị|gia đình)\s(?:\w+\s)?[A-ZĐÂĂÊÔƠƯ]"
)
# A line of a list: ``Chè dây Bến Gành - HTX …``, ``Chè dây Bến Gành (HTX …)``.
_LINE = re.compile(rf"[A-ZĐÂĂÊÔƠƯ][^:;()]{{1,60}} (?:[-–] |\()(?:của )?{_MAKER}")
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-–+•*])\s")  # how an item of a list in lines begins
MOST_ITEMS = 15  # of a list in lines that are shown


@dataclass(frozen=True)
class Listed:
    """What gives the names that a sentence announces: a sentence (``Đó là …``), or the lines of a list."""

    evidence: tuple[Evidence, ...]
    lines: bool

    def only(self, meant: Callable[[Evidence], bool]) -> Listed | None:
        """Those of the names that are meant, None where none is."""
        found = tuple(e for e in self.evidence if meant(e))
        return Listed(found, self.lines) if found else None


class Lists:
    """Finds the names behind sentences that announce them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def behind(self, evidence: Evidence) -> Listed | None:
        """The lines of the list that a sentence opens (``gồm:``), or the first sentence of the next
        paragraph where that only gives names."""
        paragraphs = self.knowledge.bulletins[evidence.bulletin].paragraphs
        if evidence.paragraph_text[evidence.end :].strip():
            return None
        later = (p for p in paragraphs if p.number > evidence.paragraph and p.kind in ("lead", "body"))
        rest = sorted(later, key=lambda p: p.number)
        if evidence.quote.rstrip().endswith(":"):
            found = self.lines_behind(evidence)
            return Listed(found, lines=True) if len(found) > 1 else None
        if not rest or not begins(rest[0].text, "naming"):
            return None
        start, end = self.knowledge.spans(evidence.bulletin, rest[0].number)[0]
        after = self.knowledge.sentence(evidence.bulletin, rest[0].number, start, end)
        return Listed((after,), lines=False)

    def lines_behind(self, evidence: Evidence) -> tuple[Evidence, ...]:
        """The lines of the list that a sentence opens at the end of its paragraph."""
        ends = not evidence.paragraph_text[evidence.end :].strip()
        if not (ends and evidence.quote.rstrip().endswith(":")):
            return ()
        paragraphs = self.knowledge.bulletins[evidence.bulletin].paragraphs
        later = (p for p in paragraphs if p.number > evidence.paragraph and p.kind in ("lead", "body"))
        lines = takewhile(lambda p: _ITEM.match(p.text) is not None, sorted(later, key=lambda p: p.number))
        return tuple(self._whole(evidence.bulletin, p.number, p.text) for p in lines)[:MOST_ITEMS]

    def _whole(self, bulletin: str, number: int, text: str) -> Evidence:
        mark = _ITEM.match(text)
        end = len(text.rstrip(" ;.,"))
        return self.knowledge.sentence(bulletin, number, mark.end() if mark else 0, end)


def lists_products(text: str, places: Set[int]) -> bool:
    """Whether a text opens a list of things that are no places (*places*: where those begin)."""
    opened = {m.end() - 1 for m in LISTING.finditer(text)}
    named = _WITH_MAKER.search(text) or _OF_SOMEBODY.search(text) or _LINE.match(text)
    return bool(opened - places) or named is not None


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


def names_of_several(query: Query) -> str:
    """The unit of which several names are asked (``là những sản phẩm gì``), "" where none is."""
    several = any(t.key in _MANY_OF for t in query.annotated.words)
    return named_kind(query) if several and query.any("list") else ""


_MANY_OF = frozenset(key_of(w) for w in ("các", "những"))


def _end_of_noun(query: Query, at: int) -> int:
    """Where what is said of a noun ends: programmes and grades (``xã [nông thôn mới kiểu mẫu] nào``)."""
    said = query.annotated
    ends = {m.first: m.last for m in said.mentions if m.has("programme") or m.has("dimension")}
    while at in ends:
        at = ends[at]
    return at


def lists_names(text: str, level: str = "") -> bool:
    """Whether a text names places: behind a word for their kind (``xã Pá Lau``), or where a list is opened
    (``là Pá Lau và Mù Sang``, ``các xã: A, B``; a sentence that goes on behind ``:`` is none).

    *level*: only words for places of this level stand before their names.
    """
    said = tokens(text)
    for i, (one, other) in enumerate(pairwise(said)):
        if not other.capital or other.text.isupper():
            continue
        if one.fold in _KINDS.get(level, _ANY_KIND) and not one.capital:
            return True
        if one.fold in _OPENING:
            run = sum(1 for _ in takewhile(lambda t: t.capital, said[i + 1 :]))
            after = said[i + 1 + run : i + 2 + run]
            if not after or after[0].kind != "word" or after[0].fold in _JOINING:
                return True
    return False


_OPENING = frozenset({"la", "gom", "nhu", ":", "("})
_KINDS = {
    "commune": frozenset({"xa", "phuong", "tran", "khu"}),
    "district": frozenset({"huyen", "quan", "xa", "pho"}),  # the last of ``thị xã``, ``thành phố``
    "village": frozenset({"thon", "ban", "xom", "buon"}),
}
_ANY_KIND = frozenset().union(*_KINDS.values())
_JOINING = frozenset({"va", "hoac", "cung"})
_LISTS = frozenset({"ten", "ke", "which", "what", "list", "nhung", "cac"})
