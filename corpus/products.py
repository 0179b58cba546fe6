"""Products and their makers in running text.

Two ways of saying it: ``A; B và sản phẩm C của Công ty X (thành phố Y)`` and
``A (HTX X, xã Y)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.annotate import Annotated
from corpus.figures import Words
from corpus.lexicon import Mention

OF = Words("của", "do")
AND = Words("và", "cùng")
LEAD = frozenset(":(")
ALL = Words("các", "những")
COPULA = Words("là", "gồm")
_NO_NAMES = Words("đạt", "được", "của", "có", "do", "với", "tại", "từ", "cho", "theo", "trong", "tiềm", "cao")
LONGEST_NAME = 24
_STOP_VERBS = Words(
    "là", "có", "đạt", "được", "sản", "đã", "tham", "với", "tại", "cho", "về", "khi", "để", "theo", "gồm"
)


@dataclass(frozen=True)
class Product:
    """Token bounds of a product's name, its maker and (if said) the place."""

    name: tuple[int, int]
    maker: tuple[int, int]
    place: tuple[int, int] | None


def products(text: Annotated) -> list[Product]:
    """Products named with their maker, in order."""
    found: list[Product] = []
    heads = [m for m in text.mentions if m.has("maker_head") and text.words[m.first].text[:1].isupper()]
    begin = _list_start(text, heads)
    for head in heads:
        if head.first == 0 or head.first < begin:
            continue
        before = text.words[head.first - 1]
        if not (OF.has(before, lenient=False) or before.text == "("):
            continue
        bracketed = before.text == "("
        maker = (head.first, _maker_end(text, head, bracketed))
        place, after = _place(text, maker[1], bracketed)
        names = list(_names(text, begin, head.first - 1, single=bracketed))
        found.extend(Product(name, maker, place) for name in names)
        begin = after
    return found


def _list_start(text: Annotated, heads: list[Mention]) -> int:
    """Where the list begins: after the last colon or ``gồm`` before the first maker, else at the
    last mention of the counted thing (``sản phẩm``)."""
    if not heads:
        return 0
    limit = heads[0].first
    colons = [i + 1 for i in range(limit) if text.words[i].text == ":"]
    if colons:
        return colons[-1]
    listed = [m.last for m in text.mentions if m.last <= limit and m.has("parts")]
    things = [m.first for m in text.mentions if m.last <= limit and m.has("unit", "product")]
    return max([*listed, *things[-1:]], default=limit)


def _maker_end(text: Annotated, head: Mention, bracketed: bool) -> int:
    i = head.last
    while i < len(text.words):
        word = text.words[i]
        if (
            word.text in "(;.:"
            or word.text == ")"
            or (word.text == ","
            and (bracketed or not _goes_on(text, i)))
        ):
            break
        if AND.has(word, lenient=False) and not _goes_on(text, i):
            break
        if (
            OF.has(word, lenient=False)
            or (_STOP_VERBS.has(word, lenient=False)
            and not word.capital
            and i > head.last)
        ) and not _inside_name(text, i, head):
            break
        i += 1
    return i


def _inside_name(text: Annotated, i: int, head: Mention) -> bool:
    """``sản`` of ``sản xuất`` right behind the kind of maker, or of ``nông sản``, belongs to the name."""
    if not text.words[i].key.startswith("san"):
        return False
    follows = text.words[i + 1].fold if i + 1 < len(text.words) else ""
    return i == head.last or follows not in {"xuat", "pham"}


def _goes_on(text: Annotated, i: int) -> bool:
    """``Công ty Dịch vụ và Thương mại X``: the name goes on with a capital that is no new thing."""
    if i + 1 >= len(text.words) or not text.words[i + 1].capital or text.words[i].text == ",":
        return False
    follows = text.mention_at(i + 1)
    if follows is not None and (follows.has("unit") or follows.has("maker_head")):
        return False
    for at in range(i + 1, min(len(text.words), i + LONGEST_NAME)):
        if text.words[at].text in ",;.:(":
            held = text.mention_at(at + 1) if text.words[at].text == "(" else None
            return held is None or not held.has("maker_head")
        maker = text.mention_at(at + 1) if OF.has(text.words[at], lenient=False) else None
        if maker is not None and maker.has("maker_head"):
            return False
    return True


def _place(text: Annotated, i: int, bracketed: bool) -> tuple[tuple[int, int] | None, int]:
    """The place in brackets or after a comma, and where the list goes on."""
    words = text.words
    if bracketed:
        close = next((j for j in range(i, min(len(words), i + LONGEST_NAME)) if words[j].text == ")"), i)
        place = (i + 1, close) if i < close and words[i].text == "," else None
        return place, close + 1
    if i < len(words) and words[i].text == "(":
        close = next((j for j in range(i, min(len(words), i + LONGEST_NAME)) if words[j].text == ")"), i)
        return ((i + 1, close) if close > i + 1 else None), close + 1
    if i < len(words) and words[i].text == "," and any(p.start_token == i + 1 for p in text.places):
        last = max(p.end_token for p in text.places if p.start_token == i + 1)
        while (
            last < len(words)
            and words[last].text == ","
            and any(p.start_token == last + 1 for p in text.places)
        ):
            last = max(p.end_token for p in text.places if p.start_token == last + 1)
        return (i + 1, last), last
    return None, i


def _names(text: Annotated, first: int, last: int, single: bool) -> Iterator[tuple[int, int]]:
    """The names of a list between two tokens."""
    words = text.words
    semicolons = any(words[i].text == ";" for i in range(first, last))
    if single:
        cut = [i for i in range(first, last) if words[i].text in ";," or AND.has(words[i], lenient=False)]
        first = cut[-1] + 1 if cut else first
        pieces = [(first, last)]
    else:
        pieces = []
        start = first
        for i in range(first, last):
            if words[i].text == ";" or (not semicolons and words[i].text == ",") or _joins(text, i):
                pieces.append((start, i))
                start = i + 1
        pieces.append((start, last))
    for low, high in pieces:
        trimmed = _trim(text, low, high)
        if trimmed is not None:
            yield trimmed


def _joins(text: Annotated, i: int) -> bool:
    """``và`` before a new thing: a product word or a capital."""
    if not AND.has(text.words[i], lenient=False) or i + 1 >= len(text.words):
        return False
    follows = text.mention_at(i + 1)
    return bool(follows and follows.has("unit", "product")) or text.words[i + 1].capital


def _opening(text: Annotated, low: int, high: int) -> int:
    """Where a name begins behind marks, joining words and the words for products in general."""
    words = text.words
    while low < high:
        mention = text.mention_at(low)
        general = mention is not None and (mention.has("unit", "product") or mention.has("programme"))
        if general and mention is not None and mention.last < high:
            low = mention.last
        elif words[low].text in ',;:(“"-–' or any(w.has(words[low], lenient=False) for w in (AND, ALL)):
            low += 1
        else:
            break
    return low


def _trim(text: Annotated, low: int, high: int) -> tuple[int, int] | None:
    words = text.words
    low = _opening(text, low, high)
    # ``hai sản phẩm tiềm năng 5 sao là A``: the name stands behind the copula.
    copula = [i for i in range(low, high - 1) if COPULA.has(words[i], lenient=False)]
    low = copula[-1] + 1 if copula else low
    while low < high and words[high - 1].text in ',;:)”"':
        high -= 1
    if low < high and _NO_NAMES.has(words[low], lenient=False) and not words[low].capital:
        return None
    return (low, high) if high - low <= LONGEST_NAME and _is_name(text, low, high) else None


def _is_name(text: Annotated, low: int, high: int) -> bool:
    """Whether tokens may name a product: a noun of its own, no count, grade, maker or bracket."""
    words = text.words[low:high]
    if not words or words[0].kind != "word" or any(w.text in "()" for w in words):
        return False
    inside = [m for m in text.mentions if m.first < high and m.last > low]
    if any(m.has("maker_head") or m.has("change") for m in inside):
        return False
    said = {i for m in inside if m.has("unit") or m.has("programme") for i in range(m.first, m.last)}
    return any(text.words[i].kind == "word" and i not in said for i in range(low, high)) and len(words) > 1
