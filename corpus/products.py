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
IS, LEADING = Words("là"), Words("và", "cùng", "các", "những", "như")
TRADES = Words("dịch", "thương", "sản", "chế", "xuất", "du", "đầu", "kinh", "nuôi", "bao")
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
    heads = [m for m in text.saying("maker_head") if _named(text, m)]
    begin = _list_start(text, heads)
    for head in heads:
        if head.first == 0 or head.first < begin:
            continue
        before = text.words[head.first - 1]
        if not (OF.has(before, lenient=False) or before.text == "(") or _short_form(text, head):
            continue
        bracketed = before.text == "("
        maker = (head.first, _maker_end(text, head, bracketed))
        place, after = _place(text, maker[1], bracketed)
        names = list(_names(text, begin, head.first - 1, single=bracketed))
        found.extend(Product(name, maker, place) for name in names)
        begin = after
    return found


def _named(text: Annotated, head: Mention) -> bool:
    """A maker named: ``HTX A``, ``hộ kinh doanh Nguyễn Văn A`` (not ``của hộ kinh doanh trong xã``)."""
    follows = text.words[head.last] if head.last < len(text.words) else None
    return text.words[head.first].text[:1].isupper() or (follows is not None and follows.capital)


def _short_form(text: Annotated, head: Mention) -> bool:
    """``Hợp tác xã (HTX) chè A``: a short form of the word before."""
    inside = text.words[head.first - 1].text == "(" and text.words[head.last : head.last + 1]
    return bool(inside) and text.words[head.last].text == ")"


def _list_start(text: Annotated, heads: list[Mention]) -> int:
    """Where the list begins: after the last colon or ``gồm`` before the first maker, else at the
    last mention of the counted thing (``sản phẩm``)."""
    if not heads:
        return 0
    limit = heads[0].first
    colons = [i + 1 for i in range(limit) if text.words[i].text == ":"]
    if colons:
        return colons[-1]
    listed = [m.last for m in text.saying("parts") if m.last <= limit]
    things = [m.first for m in text.saying("unit", "product") if m.last <= limit]
    return max([*listed, *things[-1:]], default=limit)


def _maker_end(text: Annotated, head: Mention, bracketed: bool) -> int:
    i, named = head.last, False
    if [w.text for w in text.words[i : i + 3]][::2] == ["(", ")"] and text.words[i + 1].text.isupper():
        i += 3  # "Hợp tác xã (HTX) chế biến A"
    while i < len(text.words):
        word = text.words[i]
        named |= word.capital and not word.text.isupper()
        if (
            word.text in "(;.:"
            or word.text == ")"
            or (word.text == ","
            and not _trades(text, i)
            and (bracketed or not _goes_on(text, i)))
        ):
            break
        if bracketed:  # "(HTX sản xuất và tiêu thụ vải sớm A)": the bracket holds the whole name
            i += 1
            continue
        if AND.has(word, lenient=False) and not _goes_on(text, i):
            break
        stops = _STOP_VERBS.has(word, lenient=False) and not word.capital and i > head.last and named
        if OF.has(word, lenient=False) or (stops and not _part_of_name(text, i)):
            break
        i += 1
    return i


def _trades(text: Annotated, i: int) -> bool:
    """``Công ty TNHH thương mại, dịch vụ A``: what a firm does goes on behind the comma."""
    word = text.words[i + 1] if i + 1 < len(text.words) else None
    return word is not None and TRADES.has(word, lenient=False) and not word.capital


def _part_of_name(text: Annotated, i: int) -> bool:
    """``HTX Nông sản A``, ``Cơ sở chế biến lâm sản``: *sản* is a verb only before *xuất*."""
    follows = text.words[i + 1].fold if i + 1 < len(text.words) else ""
    return text.words[i].fold == "san" and follows != "xuat"


def _goes_on(text: Annotated, i: int) -> bool:
    """``Công ty Dịch vụ và Thương mại X``: the name goes on with a capital that is no new thing."""
    if i + 1 >= len(text.words) or not text.words[i + 1].capital or text.words[i].text == ",":
        return False
    follows = text.mention_at(i + 1)
    if follows is not None and (follows.has("unit") or follows.has("maker_head")):
        return False
    for at in range(i + 1, min(len(text.words), i + LONGEST_NAME)):
        if text.words[at].text in ",;.:(":
            break
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
    if single and semicolons and not any(
        words[i].text == ")" and words[i + 1].text == "," for i in range(len(words) - 1)
    ):
        single = False  # "A; B, C và D (HTX X); E": between semicolons all are of one maker
        first = max(i for i in range(first, last) if words[i].text == ";") + 1
        semicolons = False
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


def _trim(text: Annotated, low: int, high: int) -> tuple[int, int] | None:
    words = text.words
    told = [i + 1 for i in range(low, high - 1) if IS.has(words[i], lenient=False)]
    told += [m.last for m in text.saying("unit", "product") if low < m.first and m.last < high
             and words[m.first - 1].kind == "number"]  # "…, xã A và 2 sản phẩm xoài sấy"
    low = max([low, *told])  # "2 sản phẩm đạt 5 sao là chè A": the name stands behind
    opened = [i + 1 for i in range(low, high) if words[i].text == "("]
    if opened and not any(words[i].text == ")" for i in range(opened[-1], high)):
        low = opened[-1]
    counted = False
    while low < high:
        mention = text.mention_at(low)
        if mention is not None and mention.has("unit", "product") and mention.last <= high:
            low = mention.last
        elif words[low].text in ',;:(“"-–' or LEADING.has(words[low], lenient=False):
            low += 1
        elif words[low].kind == "number":
            low, counted = low + 1, True
        else:
            break
    while low < high and words[high - 1].text in ',;:)”"':
        high -= 1
    named = any(w.kind == "word" for w in words[low:high]) and not _STOP_VERBS.has(words[low], lenient=False)
    named = named and not OF.has(words[low], lenient=False) and not (counted and high == low)
    return (low, high) if named and high - low <= LONGEST_NAME else None
