"""A question as the matchers of bulletins see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.phrasing import Phrases, phrases
from corpus.annotate import Annotated, Reader
from corpus.areas import Gazetteer, Local
from corpus.areas import Mention as Place
from corpus.figures import Figure
from corpus.lexicon import Lexicon, Mention, is_syllable
from corpus.model import Area
from corpus.places import split_kind
from corpus.text import key_of


def annotated_question(
    text: str,
    reader: Reader,
    home: Area | None,
    today: dt.date | None,
    known: Phrases,
    local: Local | None,
) -> Annotated:
    """A question as the matchers of bulletins see it, without places that only ask something."""
    found = reader.annotate(text, reference=today, home=home, lenient=True, folded=True, local=local)
    asked = (p for p in found.places if not _asks_there(found, p, known))
    places = tuple(_inside(found, p, reader.gazetteer) for p in asked)
    figures = tuple(f for f in found.figures if known is phrases("en") or not _english_ten(found, f))
    meant = (m for m in found.mentions if not _foreign(found, m, reader.lexicon, known))
    mentions = tuple(_behind_asking(found, m, reader.lexicon, known) for m in meant)
    kept = tuple(m for m in mentions if m is not None)
    return replace(found, places=places, figures=figures, mentions=kept)


def _english_ten(annotated: Annotated, figure: Figure) -> bool:
    """Whether *tên* (a name) was read as the English ten."""
    return figure.kind == "word" and annotated.words[figure.first].fold == "ten"


def _foreign(annotated: Annotated, mention: Mention, words: Lexicon, known: Phrases) -> bool:
    """Whether an English word of no matter was read as a Vietnamese one (``them`` as *thêm*), or part of
    a name as a word (``Dong Vang`` tells no sum of money)."""
    word = annotated.words[mention.first]
    if known is not phrases("en") or mention.last - mention.first > 1:
        return False
    named = mention.first > 0 and word.capital and not word.text.isupper() and is_syllable(word.fold)
    return named or (word.text.lower() in known.stop and (word.key,) not in words.phrases.exact)


def _behind_asking(annotated: Annotated, mention: Mention, words: Lexicon, known: Phrases) -> Mention | None:
    """A phrase that is read half inside the words of asking (``bao nhiêu năm`` as ``nhiều năm``) is
    none: what stands behind those words counts."""
    size = known.asks.at(annotated.words, mention.first - 1, lenient=True)[0] if mention.first else 0
    behind = mention.first - 1 + size
    if not mention.has("block") or not mention.first < behind < mention.last:
        return mention
    size, concepts = words.phrases.at(annotated.words, behind, lenient=True)
    return Mention.of(behind, behind + size, concepts) if size else None


def _asks_there(annotated: Annotated, place: Place, known: Phrases) -> bool:
    """Whether bare letters that could be a place are a question (``LA GI``: là gì, not the town), or
    count something (``đông xã``, ``động xã hội hóa``: not the commune Đổng Xá)."""
    words = annotated.words[place.start_token : place.end_token]
    if place.prefixed or not all(w.text.isascii() for w in words):
        return False
    counted = {i for m in annotated.mentions if m.has("unit") for i in range(m.first, m.last)}
    small = not any(w.capital for w in words)
    if small and place.area.level == "commune" and counted & {*range(place.start_token, place.end_token)}:
        return True
    return known.asks.at(annotated.words, place.start_token, lenient=True)[0] == len(words)


def _inside(annotated: Annotated, place: Place, gazetteer: Gazetteer) -> Place:
    """``các xã Kon Tum`` are the communes of a place, and no commune of its name."""
    before = annotated.words[place.start_token - 1].key if place.start_token else ""
    if before not in _SEVERAL or not place.prefixed or place.area.code or place.area.level != "commune":
        return place
    wide = gazetteer.resolve(split_kind(place.area.name)[1])
    if wide is None or wide.level not in ("province", "district") or not wide.code:
        return place
    return replace(place, area=wide, start_token=place.start_token + 1, known=True)


_SEVERAL = frozenset(key_of(w) for w in ("các", "những", "số", "mỗi", "cac", "nhung", "moi"))
