"""The words of a question that carry its matter, and those that carry none."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence, Set
from itertools import pairwise

from bot.phrasing import Phrases, phrases
from corpus.annotate import Annotated
from corpus.lexicon import Mention, is_syllable, lexicon
from corpus.model import Area
from corpus.text import Span, Token, has_diacritics, tokens

# Phrases that say which fact is meant; other phrases (roles, events, makers …) stay content words.
STRUCTURE = frozenset(
    [
        "unit",
        "scale",
        "hedge",
        "status",
        "compared",
        "change",
        "mean",
        "parts",
        "now",
        "flow",
        "zero",
        "total",
        "dimension",
        "programme",
        "need",
        "topic",
        "become",
    ]
)


def glued_words(annotated: Annotated, pieces: Iterable[tuple[Span, str]]) -> set[int]:
    """Tokens that make one word with the next token (``tổng`` of ``tổng kết``)."""
    inside = [(span.start, span.end) for span, tag in pieces if tag in _NAMING and " " in span.text.strip()]
    return {
        i
        for i, (one, other) in enumerate(pairwise(annotated.words))
        if _written_in_full(one)
        and _written_in_full(other)
        and (other.capital or not one.capital or not i)  # a name does not go on in small letters
        and any(start <= one.start and other.end <= end for start, end in inside)
    }


def _written_in_full(token: Token) -> bool:
    """Whether a syllable carries its diacritics (words of half-bare or capital text are cut wrongly)."""
    return is_syllable(token.fold) and has_diacritics(token.text) and not token.text.isupper()


_NAMING = frozenset({"N", "V", "A", "Np"})


def half(i: int, glued: Set[int]) -> bool:
    """Whether a token is part of a longer word."""
    return i in glued or i - 1 in glued


def idle_words(
    annotated: Annotated,
    pieces: Iterable[tuple[Span, str]],
    glued: Set[int],
    known: Phrases,
    pairs: Container[tuple[str, str]],
) -> set[int]:
    """Words that restrict nothing: the neutral ones, and those tagged (in *pieces*, the tagged words
    of a question with diacritics) as pronouns, particles, prepositions, conjunctions and adverbs."""
    words = annotated.words
    idle: set[int] = set()
    i = 0
    while i < len(words):
        spoken = known if words[i].text.isascii() else phrases("vi")  # what an expression stands for
        size = spoken.idle.at(words, i, lenient=True)[0]
        if size == 1 and words[i].text.isascii() and _paired(words, i, pairs):
            size = 0
        idle.update(range(i, i + size))
        i += size or 1
    # Half of a word is not idle where the other half is not (``tổng`` of ``tổng kết``).
    idle -= {j for i in glued for j in (i, i + 1) if len({i, i + 1} & idle) == 1}
    for span, tag in pieces:
        if tag in _PARTICLES:
            idle |= {i for i, w in enumerate(annotated.words) if span.start <= w.start and w.end <= span.end}
    return idle


def _paired(words: Sequence[Token], i: int, pairs: Container[tuple[str, str]]) -> bool:
    """Whether a word forms a longer word of the bulletins with a neighbour (``công bố``, ``tồn tại``)."""
    near = [(words[j].fold, words[j + 1].fold) for j in (i - 1, i) if 0 <= j < len(words) - 1]
    return any(pair in pairs for pair in near)


_PARTICLES = frozenset({"R", "P", "E", "C", "L", "T", "I"})


def _holds_unit(annotated: Annotated, mention: Mention) -> bool:
    """Whether a programme's phrase is about a unit of it (``bộ tiêu chí NTM``)."""
    words, phrases_ = annotated.words, lexicon().phrases
    for i in range(mention.first + 1, mention.last):
        before = phrases_.at(words, i - 1, lenient=True)[1]
        inner = phrases_.at(words, i, lenient=True)[1]
        if any(c.kind == "unit" for c in inner) and not any(c.kind in ("block", "programme") for c in before):
            return True
    return False


def said_otherwise(annotated: Annotated, language: str, home: Area | None) -> set[int]:
    """Phrases that a bulletin may word otherwise: programmes, and in English all of the lexicon's."""
    glossary = phrases("en").glossary
    covered: set[int] = set()
    for mention in annotated.mentions:
        known = language == "en" and annotated.words[mention.first].text.lower() not in glossary
        named = mention.has("programme") and not _holds_unit(annotated, mention)
        if named or (known and any(c.kind in STRUCTURE for c in mention.concepts)):
            covered.update(range(mention.first, mention.last))
    for place in annotated.places:
        if home is not None and place.area.name == home.name:
            covered.update(range(place.start_token, place.end_token))
    return covered


def covered_words(annotated: Annotated, glued: Set[int]) -> set[int]:
    """Tokens of places, honorifics and phrases that say which fact is meant."""
    covered = {i for p in annotated.places for i in range(p.start_token, p.end_token)}
    covered |= {i for m in annotated.mentions if m.has("honorific") for i in range(m.first, m.last)}
    for mention in annotated.mentions:
        part = mention.has("total") and mention.last - mention.first == 1 and half(mention.first, glued)
        if any(c.kind in STRUCTURE for c in mention.concepts) and not part:
            covered.update(range(mention.first, mention.last))
    return covered


def translated(words: Iterable[Token], known: Phrases) -> Iterable[Token]:
    """English words of the field as the Vietnamese ones they stand for; names stay."""
    for word in words:
        vietnamese = known.glossary.get(word.text.lower())
        if vietnamese is None:
            yield word
        else:
            yield from tokens(vietnamese)


def terms_of(words: Iterable[Token], covered: set[int]) -> Iterable[Token]:
    """Words (no marks, no numbers) outside the covered tokens."""
    for i, word in enumerate(words):
        if i in covered or word.kind == "mark":
            continue
        if word.kind == "word":
            yield word
