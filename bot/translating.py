"""An English question in Vietnamese words, as far as all of its words are known.

What people ask in Vietnamese is read far better than what they ask in English, so what the English reading
cannot answer is read once more in Vietnamese: word by word, with the order turned where it is turned in
Vietnamese (*rural roads* is ``đường nông thôn``, *which communes* is ``xã nào``).  A word that is neither
known nor a name makes it give up: nothing that may restrict a question gets lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from bot.phrasing import phrases, regular_forms
from bot.question import Query
from corpus.areas import Mention as Place
from corpus.lexicon import is_syllable
from corpus.places import split_kind
from corpus.text import Token, has_diacritics


@dataclass(frozen=True)
class _Piece:
    """A word or name in Vietnamese; ``kind``: "noun" (what is turned round), "name", "verb", "joint"
    (function words, marks), "idle", "asks", "time" or "number"; ``english``: the word it was."""

    text: str
    kind: str
    english: str = ""


def in_vietnamese(query: Query) -> str | None:
    """An English question in Vietnamese, None if some word of it is not known."""
    pieces = _pieces(query)
    if pieces is None:
        return None
    pieces, ending = _asked(_settled(pieces))
    words = " ".join(p.text for p in _turned(pieces) if p.text)
    return f"{words} {ending}".strip() + "?" if words else None


# --- words ---------------------------------------------------------------------------------------


def _pieces(query: Query) -> list[_Piece] | None:
    """The words of a question one by one; places by their names, times as they are written."""
    words = query.annotated.words
    places = {p.start_token: p for p in query.annotated.places if p.kind == "named"}
    times = {f.first: f for f in query.annotated.figures if f.period is not None}
    found: list[_Piece] = []
    i = 0
    while i < len(words):
        dated = times.get(i) or (times.get(i + 1) if words[i].text in _DAY else None)
        if dated is not None:
            time = query.text[words[i].start : words[dated.last - 1].end]
            found = [*_without_leading(found), _Piece(_time(time, found), "time")]
            i = dated.last
        elif i in places:
            found += _place(words, places[i])
            i = places[i].end_token
        elif (run := _vietnamese_run(words, i)) > 0:
            found.append(_Piece(query.text[words[i].start : words[i + run - 1].end], "noun"))
            i += run
        else:
            size, piece = _star(words, i) or _compared(words, i) or (1, _piece(words, i))
            if piece is None:
                return None
            found.append(piece)
            i += size
    return found


_DAY = frozenset({"ngày", "tháng", "năm"})
_LEADING = frozenset({
    "in", "at", "by", "the", "end", "of", "until", "as", "during", "for", "on", "since", "from", "period",
    "to", "through", "throughout", "within",
})  # fmt: skip


def _leading(found: Sequence[_Piece]) -> list[str]:
    """The words right before a time that lead it (``by the end of``)."""
    led = list(takewhile(lambda p: p.english in _LEADING, reversed(found)))
    return [p.english for p in led]


def _without_leading(found: list[_Piece]) -> list[_Piece]:
    return found[: len(found) - len(_leading(found))]


def _time(text: str, found: Sequence[_Piece]) -> str:
    """A time with the words that lead it."""
    led = set(_leading(found))
    if text[:1].isdecimal() and text.isdecimal():
        text = f"năm {text}"
    elif years := re.fullmatch(r"(\d{4})\D+(\d{4})", text):
        return f"giai đoạn {years[1]}-{years[2]}"
    if "end" in led:
        return f"đến hết {text}"
    if led & {"by", "until", "as", "to"}:
        return f"đến {text}"
    return f"từ {text}" if led & {"since", "from"} else text


def _vietnamese_run(words: Sequence[Token], i: int) -> int:
    """How many words of Vietnamese begin at a token (what fixed expressions stand for)."""
    last = i
    while last < len(words) and (last == i or words[last].start == words[last - 1].end + 1):
        if not _may_be_vietnamese(words[last]):
            break
        last += 1
    accented = [has_diacritics(w.text) for w in words[i:last]]
    return last - i if any(accented[:2]) else 0


def _may_be_vietnamese(word: Token) -> bool:
    if has_diacritics(word.text):
        return not word.capital
    small = word.text.lower()
    unknown = not _known(small)[1] and (small,) not in phrases("en").idle.exact
    return word.kind == "word" and not word.capital and unknown and is_syllable(small)


def _place(words: Sequence[Token], place: Place) -> list[_Piece]:
    """A place; where a noun follows that may be called after it, its bare name (``Tan Lap cooperative``)."""
    name = _Piece(place.area.name, "name")
    run = list(takewhile(lambda w: _known(w.text.lower())[1] == "noun", words[place.end_token :]))
    if place.prefixed or not run:
        return [name]
    head = _known(run[-1].text.lower())[0]
    if head in _OWNED:
        return [replace(name, kind="owner")]
    return [replace(name, text=split_kind(place.area.name)[1])]


# What a place has, and is not called after it.
_OWNED = frozenset({
    "xã", "huyện", "thôn", "tỉnh", "thành phố", "sản phẩm", "chủ thể", "vốn", "ngân sách", "thu nhập",
    "doanh thu", "kế hoạch", "mục tiêu", "tiêu chí", "người dân", "nhân dân", "tỷ lệ", "hộ", "hộ nghèo",
    "chương trình", "lao động", "đường", "hồ sơ", "gian hàng", "kết quả", "lãnh đạo", "chủ tịch",
})  # fmt: skip


def _star(words: Sequence[Token], i: int) -> tuple[int, _Piece | None] | None:
    """A grade as one noun: ``4 star``, ``3 stars +``."""
    if words[i].kind != "number" or i + 1 >= len(words) or words[i + 1].fold not in ("star", "stars"):
        return None
    upward = i + 2 < len(words) and words[i + 2].text == "+"
    return 2 + upward, _Piece(f"{words[i].text} sao{' trở lên' if upward else ''}", "noun")


def _compared(words: Sequence[Token], i: int) -> tuple[int, _Piece | None] | None:
    """``more than 20``; what else is compared is not turned into Vietnamese."""
    if words[i].fold not in _COMPARING:
        return None
    follows = [w.text.lower() for w in words[i + 1 : i + 3]]
    if follows[:1] == ["than"] and i + 2 < len(words) and words[i + 2].kind == "number":
        return 2, _Piece(_COMPARING[words[i].fold], "joint")
    return 1, None


_COMPARING = {
    "more": "hơn", "fewer": "dưới", "less": "dưới", "greater": "hơn", "higher": "", "lower": "",
    "compared": "", "versus": "",
}  # fmt: skip


def _piece(words: Sequence[Token], i: int) -> _Piece | None:
    word = words[i]
    small = word.text.lower()
    if word.kind == "mark":
        return _Piece("" if word.text in "?." else word.text, "joint")
    if word.kind == "number":
        return _Piece(word.text, "number")
    if word.capital and i and (is_syllable(small) or word.text.isupper()):
        programme = word.text.isupper() and not _ROMAN.fullmatch(word.text) and len(small) > 1
        return _Piece(word.text, "noun" if programme else "name", small)
    text, kind = _known(small)
    if kind:
        return _Piece(text, kind, small)
    if (small,) in phrases("en").idle.exact:
        return _Piece("", "idle", small)
    bare = is_syllable(small) and not any(w.capital and not w.text.isupper() for w in words[1:])
    return _Piece(word.text, "name") if word.capital or bare else None


_ROMAN = re.compile("[IVX]+")


@lru_cache(maxsize=4096)
def _known(small: str) -> tuple[str, str]:
    """A word in Vietnamese and its kind, two empty texts if it is not known."""
    found = _dictionary().get(small)
    if found is None and (meant := phrases("en").glossary.get(small)) is not None:
        return meant, "noun"
    return found or ("", "")


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, tuple[str, str]]:
    """Verbs, function words and the words of the lexicon, in all their regular forms."""
    found: dict[str, tuple[str, str]] = {}
    tables = phrases("en").dictionary
    for kind, table in tables.items():
        for word, text in table.items():
            found[word] = text, kind
    for kind in ("verb", "noun"):
        for word, text in tables.get(kind, {}).items():
            for form in regular_forms(word):
                found.setdefault(form, (text, kind))
    return found


def _settled(pieces: list[_Piece]) -> list[_Piece]:
    """Words that mean another thing before some others: ``have met`` has nothing, ``plan to`` is a verb."""
    found: list[_Piece] = []
    later: list[_Piece] = []
    for i, piece in enumerate(pieces):
        after = [p for p in pieces[i + 1 :] if p.kind not in ("idle", "name", "owner")]
        then = after[0] if after else _Piece("", "")
        next_ = pieces[i + 1] if i + 1 < len(pieces) else _Piece("", "")
        before = found[-1].english if found else ""
        if piece.english in _HAVING and i and (then.kind == "verb" or next_.english == "no"):
            continue
        mute = piece.english in ("to", "by") and (then.kind == "verb" or next_.english in ("how", "what"))
        if piece.english == "of":
            mute = before in _ROLES or (before in _MEASURED and next_.kind != "name")
        if piece.english in _EPOCHS and next_.kind == "name":
            later.append(piece)
        elif piece.english in _PLANNING and next_.english in ("to", "for"):
            found.append(replace(piece, text="phấn đấu", kind="verb"))
        else:
            found.append(replace(piece, text="") if mute else piece)
        if later and piece.kind == "name":  # ``the new Lam Dong`` is ``Lâm Đồng mới``
            found += [replace(epoch, kind="joint") for epoch in later]
            later.clear()
    return found


_EPOCHS = frozenset({"new", "old", "former"})
_HAVING = frozenset({"have", "has", "had"})
_PLANNING = frozenset({"plan", "plans", "planned", "aim", "aims", "aimed", "target", "targets"})
_MEASURED = frozenset({
    "number", "total", "rate", "kilometres", "kilometers", "hectares", "tonnes", "tons", "kinds", "types",
})  # fmt: skip


_ROLES = frozenset({
    "chairman", "chairwoman", "chair", "president", "director", "head", "secretary", "chief", "minister",
    "leader",
})  # fmt: skip


# --- what is asked ---------------------------------------------------------------------------------


def _asked(pieces: list[_Piece]) -> tuple[list[_Piece], str]:
    """The pieces with the question words where they stand in Vietnamese, and what ends the question."""
    english = [p.english for p in pieces]
    out: list[_Piece] = []
    ending = ""
    i = 0
    while i < len(pieces):
        word = english[i]
        after = english[i + 1] if i + 1 < len(pieces) else ""
        opens = not i or pieces[i - 1].kind in ("joint", "time", "idle")
        if word == "how" and after in ("many", "much"):
            moved = i + 2 < len(pieces) and english[i + 2] in _AUXILIARIES
            ending = "bao nhiêu" if moved else ending
            out += [] if moved else [_Piece("bao nhiêu", "asks")]
            i += 2
        elif word in ("which", "what") and after in _SHARES:
            out.append(_Piece("bao nhiêu phần trăm", "asks"))
            i += 2 + (english[i + 2 : i + 3] == ["of"])
        elif word in ("which", "what") and (size := _noun_size(pieces, i + 1)):
            measured = _MEASURES & set(english[i + 1 : i + 1 + size])
            out += _set(pieces[i + 1 : i + 1 + size])
            out.append(_Piece("bao nhiêu" if measured else "nào", "asks"))
            i += 1 + size
        elif word in ("which", "what"):
            ending = "là bao nhiêu" if _MEASURES & set(english) else "là gì"
            i += 1
        elif word in _ENDINGS and opens:
            first = word == "who" and after not in _BEING
            out += [_Piece("ai", "asks")] if first else []
            ending = ending if first else _ENDINGS[word]
            i += 1
        elif not i and word in _AUXILIARIES:
            ending = "phải không" if after == "it" else "không"
            i += 1
        elif word in _MOST and (size := _noun_size(pieces, i + 1)):
            before, behind = _MOST[word]
            out += [_Piece(before, "asks"), *_set(pieces[i + 1 : i + 1 + size]), _Piece(behind, "asks")]
            i += 1 + size
        else:
            out.append(pieces[i])
            i += 1
    return out, ending


def _set(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Nouns turned round, to stay so."""
    yield from (replace(piece, kind="asks") for piece in _turned(pieces))


def _noun_size(pieces: Sequence[_Piece], i: int) -> int:
    return sum(1 for _ in takewhile(lambda p: p.kind in ("noun", "number"), pieces[i:]))


_AUXILIARIES = frozenset({
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "will", "should", "can", "could",
    "must",
})  # fmt: skip
_BEING = frozenset({"is", "are", "was", "were"})
_SHARES = frozenset({"share", "percentage", "percent", "proportion", "fraction"})
_ENDINGS = {"who": "là ai", "when": "khi nào", "where": "ở đâu"}
_MOST = {
    "most": ("nhiều", "nhất"), "fewest": ("ít", "nhất"), "highest": ("", "cao nhất"),
    "lowest": ("", "thấp nhất"), "largest": ("", "lớn nhất"), "biggest": ("", "lớn nhất"),
    "smallest": ("", "nhỏ nhất"),
}  # fmt: skip
_MEASURES = frozenset({
    "income", "revenue", "rate", "number", "total", "capital", "budget", "price", "cost", "average",
    "yield", "turnover", "output", "score", "salary", "profit", "population", "share", "percentage",
    "target", "value", "amount", "area",
})  # fmt: skip


# --- order -----------------------------------------------------------------------------------------


def _turned(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Runs of nouns (and the names before them) with the last first."""
    run: list[_Piece] = []
    for piece in [*pieces, _Piece("", "joint")]:
        if piece.kind in ("noun", "name", "owner"):
            run.append(piece)
            continue
        yield from _run_turned(run)
        run = []
        yield piece


def _run_turned(run: list[_Piece]) -> Iterator[_Piece]:
    """One run: names keep their own order, and stay behind a noun that stands before them."""
    last = max((i for i, p in enumerate(run) if p.kind == "noun"), default=-1)
    chunks: list[list[_Piece]] = []
    for piece in run[: last + 1]:
        if chunks and piece.kind == "name" and chunks[-1][-1].kind == "name":
            chunks[-1].append(piece)
        else:
            chunks.append([piece])
    for chunk in reversed(chunks):
        if chunk[0].kind == "owner" and len(chunks) > 1:
            yield _Piece("của", "joint")
        yield from chunk
    yield from run[last + 1 :]
