"""Vietnamese text: cleaning, keys for matching, tokens and sentences.

Everything that touches characters lives here, and ``underthesea`` is imported
here only.  Three views of one string:

* *clean* – what is stored and quoted: NFC, no invisible characters, plain spaces;
* *key* – for matching with diacritics: lower case, and the tone mark moved to
  the end of the syllable so that ``hoà`` and ``hòa`` are the same;
* *fold* – for matching without diacritics: ASCII letters, ``đ`` as ``d``.

Offsets always refer to the clean string.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below
_INVISIBLE = (
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_SPACES = re.compile("[^\\S\n]+")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_UNSEEN, _LOOSE_MARKS = re.compile(f"[{_INVISIBLE}]"), re.compile(f"[{_MARKS}]")
_BLANKS = "\t\v\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # but "\n" and " "
# What a clean text has nowhere inside; most texts that are cleaned have been so before.  One set of
# characters, so that a text is passed over once.
_UNCLEAN = re.compile(f"[{_INVISIBLE}{_MARKS}{_BLANKS}Ðð]|  |\n | \n")
_EDGES = (" ", "\n")
_COMMON_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # all of which combine
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Short forms before a name: no sentence ends with their full stop.
_NO_END = frozenset(
    ("tx.", "tt.", "tp.", "h.", "q.", "p.", "x.", "ts.", "pgs.ts.", "gs.ts.", "ths.", "bs.", "ks.")
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\s\w]|_")
_WORDLIKE = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")

# Open syllables of these beginnings are written with either letter: "đăng ký", "đăng kí".
_SPELT_WITH_Y = re.compile(rf"(?<=\A[hklmstv])y(?=[{TONES}]\Z)")


class Token(NamedTuple):  # a tuple, for every word of every text becomes one
    """A word, number or mark with its place in the clean text."""

    text: str
    start: int
    end: int
    kind: str  # "word", "number" or "mark"
    key: str
    fold: str
    capital: bool  # whether it begins with a capital letter


class Span(NamedTuple):
    """A stretch of a text: ``text == whole[start:end]``."""

    text: str
    start: int
    end: int


_WORD = 4  # syllables; what is longer in a dictionary is a saying
_LINE = 300  # characters of the longest text whose folded form is kept for a while
_PARAGRAPH = 2000  # … and of one whose tokens are
# The Icelandic letter that some keyboards and converters give for the Vietnamese one it looks like.
_ETH = str.maketrans("Ðð", "Đđ")


def clean(text: str) -> str:
    """The stored form: NFC, no invisible or control characters, single spaces.

    Line breaks stay.  Marks that do not compose with a letter are dropped, so
    a flood of combining characters cannot grow or hide text.  Idempotent.
    """
    settled = _UNCLEAN.search(text) is None and unicodedata.is_normalized("NFC", text)
    if settled and not text.startswith(_EDGES) and not text.endswith(_EDGES):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_ETH)
    text = _UNSEEN.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    text = _LOOSE_MARKS.sub("", unicodedata.normalize("NFC", text))
    text = _SPACES.sub(" ", text)
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def compatible(text: str) -> str:
    """Clean, with full-width and other compatibility forms made plain (NFKC).

    For what people type, never for what is quoted: NFKC changes lengths.
    """
    return clean(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Matching key with diacritics: lower case, tone mark at the syllable's end."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in decomposed if c in TONES]
    if not tones:
        return unicodedata.normalize("NFC", decomposed)
    rest = "".join(c for c in decomposed if c not in TONES)
    return unicodedata.normalize("NFC", rest) + tones[0]


@lru_cache(maxsize=65536)
def fold_of(word: str) -> str:
    """Matching key without diacritics: ``Đặng`` gives ``dang``.  Idempotent."""
    return _without_marks(word)


def _without_marks(text: str) -> str:
    if text.isascii():
        return text.lower()
    lowered = text.lower().replace("đ", "d")
    bare = _COMMON_MARKS.sub("", unicodedata.normalize("NFD", lowered))
    if bare.isascii():
        return bare
    bare = _NOT_ASCII.sub(lambda m: "" if unicodedata.combining(m[0]) else m[0], bare)
    return bare.replace("đ", "d")


def key(text: str) -> str:
    """:func:`key_of` for every word of a text, other characters kept."""
    return _WORDLIKE.sub(lambda m: key_of(m.group()), clean(text))


def fold(text: str) -> str:
    """:func:`fold_of` for a whole text."""
    return _folded_line(text) if len(text) <= _LINE else _without_marks(clean(text))


@lru_cache(maxsize=512)
def _folded_line(text: str) -> str:
    """A line is asked several things in a row: is it a date, a caption, the end of the page …"""
    return _without_marks(clean(text))


def with_i(key: str) -> str:
    """The other spelling of a syllable's key, or itself: ``kí`` for ``ký``, ``tỉ`` for ``tỷ``."""
    return _SPELT_WITH_Y.sub("i", key)


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark (or is đ)."""
    return fold_of(text) != text.lower()


def tokens(text: str) -> list[Token]:
    """Words, numbers and marks of a clean text, with offsets.

    A number keeps its inner dots and commas (``1.234,5``); letters and digits
    that touch become two tokens (``3sao``).  Linear in the text's length.
    """
    return list(_kept_tokens(text) if len(text) <= _PARAGRAPH else _tokens(text))


def moved(words: Sequence[Token], start: int) -> list[Token]:
    """The tokens of a stretch of a text as those of a text of its own, which begins at *start*."""
    if not start:
        return list(words)
    return [
        Token(word, first - start, end - start, kind, key, fold, capital)
        for word, first, end, kind, key, fold, capital in words
    ]


@lru_cache(maxsize=64)
def _kept_tokens(text: str) -> tuple[Token, ...]:
    """A paragraph (or a question) is read several times in a row: for its places, its day, its figures …"""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        yield Token(word, start, start + len(word), *_sort_of(word))


@lru_cache(maxsize=65536)
def _sort_of(word: str) -> tuple[str, str, str, bool]:
    """The kind of a token, its key, its fold, and whether it begins with a capital letter."""
    if word[0].isdecimal():
        return "number", word, word, False
    if word[0].isalpha():
        return "word", key_of(word), fold_of(word), word[0].isupper()
    return "mark", word, word, word[0].isupper()


def lexemes(text: str) -> list[tuple[str, str]]:
    """Key and fold of each word and number of a clean text, in order: :func:`tokens` without the rest.

    Many times faster than those, for what is done with every paragraph of a portal.
    """
    return [both for word in _WORD_OR_NUMBER.findall(text) if (both := lexeme_of(word)) is not None]


@lru_cache(maxsize=262144)
def lexeme_of(word: str) -> tuple[str, str] | None:
    """Key and fold of one word or number; None for signs that count as letters only in some senses (²)."""
    if word[0].isdecimal():
        return word, word
    return (key_of(word), fold_of(word)) if word[0].isalpha() else None


def words_and_numbers(text: str) -> list[str]:
    """What may be a lexeme in a clean text, as it is written there."""
    return _WORD_OR_NUMBER.findall(text)


# --- underthesea -----------------------------------------------------------------------------

_lock = threading.Lock()
_warm = False


def warm_up() -> None:
    """Load underthesea's models once.

    They load lazily and not thread-safely, so this runs before any thread serves.
    """
    global _warm
    with _lock:
        if not _warm:
            _sent_tokenize()("Xin chào. Cảm ơn.")
            _pos_tag()("xin chào")
            _warm = True


@lru_cache(maxsize=1)
def _sent_tokenize() -> Callable[..., list[str]]:
    from underthesea import sent_tokenize

    return sent_tokenize  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _pos_tag() -> Callable[..., list[tuple[str, str]]]:
    from underthesea import pos_tag

    return pos_tag  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def dictionary() -> tuple[str, ...]:
    """The entries of underthesea's Vietnamese dictionary: words of one or more syllables."""
    from underthesea.corpus import viet_dict_74K

    return tuple(viet_dict_74K.words)


# Short forms of kinds of places and of titles, whose full stop ends no sentence.
_SHORT_FORM = re.compile(r"(?:^|[\s(,;])(?:TX|Tx|TP|Tp|TT|H|Q|P|X|T|Th[sS]|TS|PGS|GS|BS|KS)\.$")
_NO_STOP = re.compile(r"(?<=[^\W\dA-Z_][^\W\dA-Z_])(?:[.!?](?=[^\W\da-z_][^\W\dA-Z_])|…(?= [^\W\d_]))")


# "(QNO) - Hội đồng …", "BBK - Tiếp tục …": who writes; the first sentence begins behind it.
_BYLINE = re.compile(
    r"(?:\([^()\d]{2,30}\)|(?!OCOP|NTM)[A-ZĐ]{2,8}(?: Online)?|Cổng TTĐT(?: [^\W\d_]{1,9}){0,4})"
    r" ?[-–] ?(?=[^\W\da-z_])"
)


def behind_byline(text: str) -> int:
    """Where a paragraph goes on behind the short name of its paper (0 if it has none)."""
    found = _BYLINE.match(text)
    return found.end() if found else 0


def sentences(text: str) -> list[Span]:
    """Sentences of a paragraph with their offsets (underthesea's Punkt).

    The pieces cover every non-space character, in order.
    """
    spans: list[Span] = []
    at = 0
    for piece in _sent_tokenize()(text):
        start = text.find(piece, at)
        if start < 0:  # the splitter changed a character: keep the rest whole
            break
        if text[at:start].strip():
            start = at
        at = start + len(piece)
        if spans and spans[-1].text.rpartition(" ")[2].lower() in _NO_END:
            start = spans.pop().start
        spans.append(Span(text[start:at], start, at))
    rest = text[at:]
    if rest.strip():
        start = at + len(rest) - len(rest.lstrip())
        spans.append(Span(text[start:].rstrip(), start, len(text.rstrip())))
    return [piece for span in _rejoined(text, spans) for piece in _run_on(span)]


def _rejoined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Sentences cut behind a short form (``TX.`` of ``TX.Hồng Ngự``) put together again."""
    whole: list[Span] = []
    for span in spans:
        if whole and _SHORT_FORM.search(whole[-1].text[-8:]) and span.text[:1].isupper():
            whole[-1] = Span(text[whole[-1].start : span.end], whole[-1].start, span.end)
        else:
            whole.append(span)
    return whole


def _run_on(span: Span) -> Iterator[Span]:
    """``… điểm du lịch.Năm 2023, …`` and ``… mật ong… Huyện A có …``: two sentences that no full stop with a
    space behind it parts."""
    at = 0
    for match in _NO_STOP.finditer(span.text):
        parted = match[0] == "…"  # then a space stands behind it
        if parted and not span.text[match.end() + 1].isupper():
            continue
        yield Span(span.text[at : match.end()], span.start + at, span.start + match.end())
        at = match.end() + parted
    yield Span(span.text[at:], span.start + at, span.end)


@lru_cache(maxsize=1)
def joined_syllables() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Neighbouring syllables of the words of underthesea's dictionary (74,000 words and phrases): folded,
    with the keys that they stand for."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for entry in dictionary():
        syllables = entry.split()
        for one, other in pairwise(syllables if 1 < len(syllables) <= _WORD else ()):
            pair = key_of(one), key_of(other)
            found.setdefault((fold_of(one), fold_of(other)), set()).add(pair)
    return found


def tagged(text: str) -> list[tuple[Span, str]]:
    """Words with their part-of-speech tags (N, Np, V, A, M, …), by underthesea."""
    with _lock:
        pairs = _pos_tag()(text)
    spans = _align(text, [word for word, _ in pairs])
    return list(zip(spans, [tag for _, tag in pairs], strict=True))


def _align(text: str, pieces: Sequence[str]) -> list[Span]:
    """Place segmented words back into the text.

    underthesea rewrites some letters (``hoà`` to ``hòa``) and squeezes spaces,
    never letters away, so each piece is matched by its count of non-space
    characters instead of by searching for it.
    """
    spans = []
    at = 0
    for piece in pieces:
        need = sum(not c.isspace() for c in piece)
        while at < len(text) and text[at].isspace():
            at += 1
        start = at
        while at < len(text) and need:
            need -= not text[at].isspace()
            at += 1
        spans.append(Span(text[start:at], start, at))
    return spans
