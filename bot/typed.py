"""What fingers do: short forms of chat, Telex keystrokes left in the text, English or Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.phrasing import phrases
from corpus.lexicon import is_syllable, lexicon
from corpus.numbers import HUNDRED, ONES, TEN, TENS, words_at
from corpus.places import place_syllables, plain
from corpus.text import TONES, Token, fold_of, has_diacritics, tokens

_SHAPES = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
_TONE_KEYS = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VOWEL = re.compile("[aăâeêioôơuưy]")
_NUMBER_KEYS = {fold_of(k.rstrip(TONES)): k for k in (*ONES, HUNDRED, TENS)}


# ``231/qđ-ubnd``, ``12-nq/tu``, ``01/2024/tt-bnn``: the numbers of documents have capitals.
_NUMBERED = re.compile(r"(?<![\w/])\d+(?:/\d{4})?(?:/[^\W\d_]+(?:-[^\W\d_]+)+|-[^\W\d_]+/[^\W\d_]+)(?![\w/])")
_TELLING = 3  # words that show how a message is typed


def calm(text: str) -> str:
    """A message in small letters where its capitals tell nothing: all are capitals, or they stand inside
    words.  The numbers of documents get theirs."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 1]
    loud = len(words) >= _TELLING and all(w.isupper() for w in words)
    inside = sum(not (w[1:].islower() or w.isupper()) for w in words)
    if loud or (len(words) >= _TELLING and 2 * inside > len(words)):
        text = text.lower()
    return _NUMBERED.sub(lambda m: m.group().upper() if m.group().islower() else m.group(), text)


def written_out(text: str) -> str:
    """Vietnamese chat forms and Telex leftovers as the words they stand for.

    ``cos bao nhieeu sp`` gives ``có bao nhiêu sản phẩm``.  Words that are
    already Vietnamese syllables, or written with diacritics, are left alone.
    """
    words = tokens(text)
    table = phrases("vi").teencode
    pieces: list[str] = []
    at, i = 0, 0
    while i < len(words):
        short = next(
            (k for n in (2, 1) if (k := tuple(w.text.lower() for w in words[i : i + n])) in table), ()
        )
        particle = short == _PARTICLE and _ends(words, i)
        if particle or _in_number(text, words, i) or _in_name(words, i):
            short = ()
        size = len(short)
        if size:
            replacement = table[short]
        else:
            size, replacement = 1, _telex(words[i].text)
        last = words[i + size - 1]
        pieces += [text[at : words[i].start], replacement]
        at, i = last.end, i + size
    return "".join([*pieces, text[at:]])


_PARTICLE = ("a",)  # ``… ạ``; elsewhere ``a`` is short for *anh*


def _ends(words: list[Token], i: int) -> bool:
    """Whether a clause ends with a word, and does not begin with it."""
    return i > 0 and (i + 1 == len(words) or words[i + 1].kind == "mark") and words[i - 1].kind == "word"


def _in_number(text: str, words: list[Token], i: int) -> bool:
    """Whether a word belongs to a document's number (``231/QĐ-TTg``), where it is no short form."""
    before = text[words[i].start - 1 : words[i].start]
    return before in ("/", "-") or (text[words[i].end : words[i].end + 1] == "-" and before == "/")


def _in_name(words: list[Token], i: int) -> bool:
    """Whether a capital letter closes a name (``xã Tân Lập A``), where it is no short form."""
    word, before = words[i], words[i - 1] if i else None
    return (
        len(word.text) == 1
        and word.capital
        and before is not None
        and before.capital
        and not (before.text.isupper() and len(before.text) > 1)
    )


_COUNTED = frozenset(fold_of(w) for w in ("sao", "tiêu", "xã", "thôn", "huyện", "chủ", "hợp"))
_RANGE = frozenset({"den", "toi"})


_BARE_YEAR = re.compile(r"\b(đầu|cuối|giữa|hết|dau|cuoi|giua|het) ((?:19|20)\d\d)\b", re.IGNORECASE)
_SPAN = re.compile(r"\b([1-5])\s*sao\s*(?:đến|den|tới|toi|-|–)\s*([1-5])\s*sao\b", re.IGNORECASE)


# A sum that leaves out ``đồng``: before a mark, or a word that counts nothing.
_BARE_SUM = re.compile(
    r"(?i)(?<![\w.,])(\d[\d.,]{0,20}(?:\s?nghìn)?)\s?(tỷ|tỉ|ty|ti|triệu|trieu)(?=\s?(?:$|[,.?!;)]"
    r"|(?:đúng|phải|không|có|à|hả|ạ|rồi|chưa|là|cho|để|vốn|tiền|trong|năm|từ|mỗi)\b))"
)
_SCALES = dict.fromkeys(("tỷ", "tỉ", "ty", "ti"), "tỷ") | dict.fromkeys(("triệu", "trieu"), "triệu")


def in_digits(text: str) -> str:
    """Numbers in words before what they count or grade, as digits.

    ``bốn sao`` gives ``4 sao``; ``mười lăm đến mười tám tiêu chí`` gives ``15 đến 18 tiêu chí``.
    """
    text = _SPAN.sub(r"\1-\2 sao", text)  # ``từ 3 sao đến 5 sao``
    text = _BARE_YEAR.sub(r"\1 năm \2", text)  # ``6 tháng đầu 2024``
    text = _BARE_SUM.sub(lambda m: f"{m[1]} {_SCALES[m[2].lower()]} đồng", text)  # ``thu 25 ty, đúng không``
    words = tokens(text)
    pieces: list[str] = []
    at, i = 0, 0
    while i < len(words):
        size, value = _number_at(words, i)
        follows = i + size
        if size and follows < len(words) and words[follows].fold in _RANGE:
            more = _number_at(words, follows + 1)[0]
            counted = follows + 1 + more if more else follows
        else:
            counted = follows
        if (
            size
            and counted < len(words)
            and words[counted].fold in _COUNTED
            and _surely(words, i, size, counted)
        ):
            pieces += [text[at : words[i].start], str(value)]
            at = words[follows - 1].end
        i += size or 1
    return "".join([*pieces, text[at:]])


def _number_at(words: list[Token], i: int) -> tuple[int, int]:
    """A number in words at token *i* (with or without diacritics): how many tokens, and its value."""
    spelt = [_spelt(w, first=j == 0) for j, w in enumerate(words[i : i + 6])]
    size, value = words_at(spelt, 0)
    return (size, int(value)) if value == int(value) else (0, 0)


def _spelt(word: Token, first: bool) -> Token:
    """A number word as it is written with diacritics (``muoi`` is ``mười`` only at the beginning)."""
    if not word.text.isascii():
        return word
    if word.fold == fold_of(TEN.rstrip(TONES)):
        return word._replace(key=TEN if first else TENS)
    return word._replace(key=_NUMBER_KEYS.get(word.fold, word.key))


def _surely(words: list[Token], i: int, size: int, counted: int) -> bool:
    """A single word counts only before a grade (``năm sao``), or where it can mean nothing else."""
    if size > 1 or words[counted].fold == "sao" or counted > i + size:
        return True
    return not words[i].text.isascii() and words[i].fold not in {"nam", "mot", "tu"}


def _telex(word: str) -> str:
    """The syllable that Telex keystrokes spell, if the word as typed is none."""
    lowered = word.lower()
    if not word.isascii() or not word.isalpha() or len(word) < 3 or is_syllable(lowered) or word.isupper():
        return word
    if plain(lowered) in place_syllables():
        return word  # ``krong`` of Krông Pắc
    shaped = lowered
    for keys, letter in _SHAPES:
        shaped = shaped.replace(keys, letter)
    tones = [c for c in shaped[1:] if c in _TONE_KEYS]
    if len(tones) == 1:
        at = shaped.rindex(tones[0])
        bare = shaped[:at] + shaped[at + 1 :]
        toned = with_tone(bare, _TONE_KEYS[tones[0]])
        if at and is_syllable(fold_of(bare)) and toned:
            return toned
    if shaped != lowered and is_syllable(fold_of(shaped)):
        return shaped
    return word


def with_tone(bare: str, tone: str) -> str:
    """A syllable without tone (``hoa``) with a tone on the letter that bears it (``hòa``)."""
    vowels = [m.start() for m in _VOWEL.finditer(bare)]
    if bare[:2] in ("qu", "gi") and len(vowels) > 1:
        vowels = vowels[1:]
    if not vowels:
        return ""
    marked = [i for i in vowels if bare[i] in "ăâêôơư"]
    at = (
        marked[-1]
        if marked
        else vowels[len(vowels) // 2 if vowels[-1] != len(bare) - 1 else max(0, len(vowels) - 2)]
    )
    return unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """English words that the product knows and that are no Vietnamese syllables."""
    known = phrases("en")
    words = {w for keys in known.asks.exact for w in keys} | set(known.stop) | set(known.glossary)
    words |= {w for keys in lexicon().phrases.exact for w in keys if w.isascii()}
    return frozenset(
        w for w in words if w.isalpha() and not is_syllable(w) and _VOWELS & set(w[:-1]) and w not in _SHARED
    )


_VOWELS = frozenset("aeiouy")  # letters alone (``tc``, ``nsh``) are a Vietnamese short form
_SHARED = frozenset(
    {
        "ocop",
        "ntm",
        "sdt",
        "zalo",
        "ubnd",
        "htx",
        "sp",
        "km",
        "vnd",
        "dn",
        "tht",
        "xd",
        "nrd",
        "hi",
        "bhyt",
        "mtqg",
        "nc",
        "hkd",
    }
)


@lru_cache(maxsize=1)
def _vietnamese() -> frozenset[str]:
    """Vietnamese question and stop words, without diacritics."""
    known = phrases("vi")
    words = {fold_of(w) for keys in known.asks.exact for w in keys}
    words |= {fold_of(w) for w in known.stop}
    return frozenset(words) - phrases("en").stop - frozenset({"hi", "hello", "bye", "thank", "thanks"})


def language_of(text: str) -> str:
    """``en`` for an English question (Vietnamese names in it do not count), else ``vi``."""
    words: list[Token] = [t for t in tokens(text) if t.kind == "word"]
    english = sum(t.text.lower() in _english() for t in words)
    vietnamese = sum(
        t.fold in _vietnamese() and (has_diacritics(t.text) or t.text.lower() not in phrases("en").stop)
        for t in words
    )
    leads = bool(words) and any(keys[0] == words[0].key for keys in phrases("en").asks.exact)
    return "en" if english and (english >= vietnamese or (leads and english * 3 >= vietnamese)) else "vi"
