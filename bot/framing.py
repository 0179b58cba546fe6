"""What of a message is the question: letters, greetings and reasons for asking are left out.

Dropped is only what names nothing that could be asked about; a part that may restrict the question
(``trong lĩnh vực du lịch, …``) always stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.matching import spells
from bot.phrasing import Phrases, phrases
from bot.typed import language_of, written_out
from corpus.lexicon import Concept, lexicon
from corpus.text import Token, key_of, sentences, tokens

_POLITE = frozenset(
    {"smalltalk_hello", "smalltalk_thanks", "smalltalk_help", "smalltalk_bye", "tell", "author", "results"}
)
# ``có quyết liệt không hay lơ là``: what may be the case instead asks nothing more.
_OR_ELSE = re.compile(r"\b(không|ko|khong|chưa) hay (?!chưa|chua|không|khong|ko\b)[^,?.;]*", re.I)
_JOINTS = re.compile(
    r"[,;?]\s|(?<=\w{3})\.\s|\s(?:và|va|and)\s|\s(?=của (?:bao nhiêu|mấy)\b)", re.IGNORECASE
)
MOST_QUESTIONS = 5  # of one message; more are a questionnaire
# ``(không phải tổng số hiện có)``: what is not meant, in brackets.
_ASIDE = re.compile(r"\s?\((?:chứ )?(?:không phải|khong phai|not)\b[^()]*\)", re.IGNORECASE)
_BREAKS = frozenset({",", ";", ":", ".", "!", "?", "–"})
_ABOUT = ("unit", "programme", "need", "topic", "dimension", "event", "document_kind", "role")


@dataclass(frozen=True)
class _Clause:
    """Tokens ``first`` to ``last`` of a message, without the mark behind them."""

    words: tuple[Token, ...]
    first: int
    last: int

    @property
    def own(self) -> tuple[Token, ...]:
        return self.words[self.first : self.last]


def core(message: str) -> str:
    """The part of a message that asks; the whole message where that is in doubt."""
    text = _without_opening(message, phrases(language_of(message)))
    text = _OR_ELSE.sub(r"\1", _asking_sentences(_ASIDE.sub("", text)))
    known = phrases(language_of(text))
    text = _behind_the_request(text, known)
    return _without_frames(text, known)


def questions(message: str) -> list[str]:
    """The questions of a message, one by one, where each ends with its own question mark."""
    pieces = [p.strip() for p in re.findall(r"[^?\n]+\?*", message) if p.strip(" ?\n")]
    known = phrases(language_of(message))
    found: list[str] = []
    for piece in pieces:
        if piece.endswith("?") or not found or _asks_anew(piece, known):
            found.append(piece)
        else:  # what follows a question without asking goes with it
            found[-1] = f"{found[-1].rstrip('?')} {piece}"
    split = len(found) > 1 and found[0].endswith("?") and _asks(tokens(written_out(found[0])), known)
    return found[:MOST_QUESTIONS] if split else [" ".join(found)]


def _asks_anew(piece: str, known: Phrases) -> bool:
    """Whether what follows a question is another one, though no question mark ends it."""
    text = written_out(piece)
    return _asks_outright(text, known) and _about(tokens(text))


def asked_parts(text: str) -> list[str]:
    """``bao nhiêu sản phẩm 4 sao và của bao nhiêu chủ thể``: the parts that ask something each; a part
    without a question goes with the next one.  [] if there is one question only."""
    known = phrases(language_of(text))
    parts: list[str] = []
    waiting = ""
    for piece in filter(None, (part.strip() for part in _JOINTS.split(text))):
        whole = f"{waiting}, {piece}" if waiting else piece
        if _asks_outright(piece, known) and (parts or _about(tokens(piece))):
            parts.append(whole)
            waiting = ""
        else:
            waiting = whole
    if waiting and parts:
        parts[-1] = f"{parts[-1]}, {waiting}"
    return parts if len(parts) > 1 else []


def _asks_outright(text: str, known: Phrases) -> bool:
    """Whether a part of a message asks in so many words (``tổng`` and ``con số`` alone do not)."""
    words = tokens(text)
    folds = [w.fold for w in words]
    counting = any(pair in _HOW_MANY for pair in pairwise(folds)) or "may" in folds
    asked = {c.id for c in _concepts(words, known)} & _ASKING
    if folds[:1] and folds[0] in NAMING and {"nao", "gi", "ai"} & set(folds):
        return True  # ``…, là những sản phẩm nào``
    if folds[:1] and folds[0] in _DOING and "list" in asked:
        return True  # ``… và có những sản phẩm gì``
    return bool(asked - {"count", "list"}) or (bool(asked) and counting)


NAMING = frozenset({"la", "gom"})  # how a part begins that asks for the names of what was counted
_DOING = frozenset({"co", "lam", "san", "ban"})  # có, làm, sản xuất, bán: what a part does with its subject
_HOW_MANY = frozenset({("bao", "nhieu"), ("how", "many"), ("how", "much")})
# What a part of a message may ask by itself.
_ASKING = frozenset(
    ["count", "who", "maker", "when", "where", "which_place", "share", "doc_number", "list", "rank"]
) | {"changed"}


def _asking_sentences(text: str) -> str:
    """The sentences of a letter that ask something, if one by itself says what it is about."""
    pieces = [s.text for s in sentences(text)]
    if len(pieces) < 2:
        return text
    known = phrases(language_of(text))
    asking = []
    for piece in pieces:
        words = tokens(written_out(piece))
        asked = {c.id for c in _concepts(words, known)}
        about = any(m.has("unit") or m.has("programme") for m in lexicon().match(words, lenient=True))
        if ("?" in piece and not asked and about) or (asked - _POLITE and about):
            asking.append(piece)
    return " ".join(asking) or text


def _without_opening(text: str, known: Phrases) -> str:
    """What follows ``cho tôi hỏi``, ``xin hỏi`` at the beginning, whatever that is."""
    words = tokens(text)
    opening = [p for p in known.frames.get("request", ()) if p[-1] == _ASK]
    opening += known.frames.get("wondering", ())  # "không biết …": asks, and denies nothing
    size = size_at(words, 0, opening)
    rest = text[words[size - 1].end :].lstrip(" ,:;-") if size else ""
    return rest or text


_ASK = key_of("hỏi")


def _behind_the_request(text: str, known: Phrases) -> str:
    """What follows ``cho em hỏi``, ``xin cho biết``, if it asks by itself; what stands before is
    left out unless it may restrict the question."""
    words = tuple(tokens(text))
    for i in range(len(words) - 1, 0, -1):
        size = size_at(words, i, known.frames.get("request", ()))
        rest = words[i + size :]
        if size and _asks(rest, known) and _about(rest):
            before = words[:i]
            kept = [c for c in _clauses(before) if size_at(c.own, 0, known.frames["restricting"])]
            shown = [text[c.own[0].start : c.own[-1].end] for c in kept]
            return ", ".join([*shown, text[rest[0].start :].lstrip(" ,:;-")])
    return text


def _without_frames(text: str, known: Phrases) -> str:
    """A message without the clauses that only say who asks, why, or how politely."""
    clauses = list(_clauses(tuple(tokens(text))))
    if len(clauses) < 2:
        return text
    kept = [c for c in clauses if not _is_frame(c, known)]
    if len(kept) == len(clauses) or not any(_about(c.own) or _asks(c.own, known) for c in kept):
        return text
    return ", ".join(text[c.own[0].start : c.own[-1].end] for c in kept) + ("?" if "?" in text else "")


def _is_frame(clause: _Clause, known: Phrases) -> bool:
    if size_at(clause.own, 0, known.frames["self"]):
        return not _asks(clause.own, known, _POLITE | {"opinion"})
    if _asks(clause.own, known):
        return False
    return bool(size_at(clause.own, 0, known.frames["opening"])) and not _about(clause.own)


def _clauses(words: tuple[Token, ...]) -> Iterator[_Clause]:
    first = 0
    for i, word in enumerate(words):
        spaced = i + 1 == len(words) or words[i + 1].start > word.end
        if word.text in _BREAKS and spaced:
            if i > first:
                yield _Clause(words, first, i)
            first = i + 1
    if first < len(words):
        yield _Clause(words, first, len(words))


def _asks(words: Sequence[Token], known: Phrases, idle: frozenset[str] = _POLITE) -> bool:
    return bool({c.id for c in _concepts(words, known)} - idle)


def _concepts(words: Sequence[Token], known: Phrases) -> Iterator[Concept]:
    """What the question words of some tokens ask for."""
    for i in range(len(words)):
        yield from known.asks.at(words, i, lenient=True)[1]


def _about(words: Sequence[Token]) -> bool:
    return any(m.has(kind) for m in lexicon().match(words, lenient=True) for kind in _ABOUT)


def size_at(words: Sequence[Token], i: int, group: Sequence[tuple[str, ...]]) -> int:
    """How many tokens the longest phrase of a group takes at token *i* (0: none)."""
    return max((len(p) for p in group if spells(words[i : i + len(p)], p)), default=0)

