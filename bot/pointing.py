"""A place that a question only points at (``huyện đó``, ``ở đó``), or that only the asker knows (``xã tôi``).

It is the place that the question before was about, or that its answer told; where neither tells one, it is
asked back.  The figure of a wider place is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.draft import Draft
from bot.framing import size_at
from bot.listing import PLACES
from bot.parts import parent_of
from bot.phrasing import phrases, say
from bot.question import Query
from bot.wording import place
from corpus.lexicon import Mention
from corpus.model import Area
from corpus.text import has_diacritics, key_of

_COUNTED = ("count", "yes_no", "list", "share", "plan", "most", "least", "gap", "changed", "parts")
_QUOTED = re.compile(r"“[^“”]*”")


@dataclass(frozen=True)
class Pointed:
    """Tokens *first* to *last* of a question that point at a place: of a level ("" for any), one or several
    of them, or the asker's own."""

    first: int
    last: int
    level: str = ""
    several: bool = False
    own: bool = False


def pointed(query: Query) -> list[Pointed]:
    """Where a question points at a place that it does not name."""
    places = [p for p in query.annotated.places if p.kind != "generic"]
    named = {i for p in places for i in range(p.start_token, p.end_token)}
    found = [*_kinds(query), *_there(query)]
    return [spot for spot in found if not named & set(range(spot.first, spot.last + 1))]


def _kinds(query: Query) -> Iterator[Pointed]:
    """``huyện đó``, ``hai huyện này``, ``xã tôi``, ``that district``, ``my commune``."""
    words, said = query.annotated.words, phrases(query.spoken).discourse
    for mention in query.annotated.mentions:
        level = next((u for u in mention.ids("unit") if u in PLACES and u != "province"), "")
        if not level or words[mention.first].fold == _COPY:
            continue
        for group in ("this_place", "own_place"):
            first, last = _with(query, mention, said[group])
            if last > first:
                several = any(f.last == first and f.value > 1 for f in query.annotated.figures)
                plural = first and words[first - 1].key in _MANY
                if not plural:
                    yield Pointed(first, last, level, several, group == "own_place")
                break


def _with(query: Query, mention: Mention, group: Sequence[tuple[str, ...]]) -> tuple[int, int]:
    """A kind of place with what points at it: behind it in Vietnamese, before it in English."""
    words = query.annotated.words
    if query.spoken == "en":
        before = mention.first > 0 and size_at(words, mention.first - 1, group) == 1
        return (mention.first - 1, mention.last) if before else (0, 0)
    behind = _size(query, mention.last, group)
    return (mention.first, mention.last + behind) if behind else (0, 0)


def _there(query: Query) -> Iterator[Pointed]:
    """``ở đó``, ``there`` (``there are`` points at nothing)."""
    words, said = query.annotated.words, phrases(query.spoken).discourse["there"]
    for at in range(len(words)):
        size = _size(query, at, said)
        beside = {w.fold for w in (*words[max(0, at - 1) : at], *words[at + size : at + size + 1])}
        if size and not beside & _BEING:
            yield Pointed(at, at + size)


def _size(query: Query, at: int, group: Sequence[tuple[str, ...]]) -> int:
    """How many tokens a phrase takes, letter by letter where the question has diacritics (``xã do tỉnh công
    nhận``, which may be typed without them, points at nothing)."""
    words = query.annotated.words
    size = size_at(words, at, group)
    exact = tuple(w.key for w in words[at : at + size]) in group
    doer = at + size < len(words) and words[at + size].fold in _DOERS and words[at + size - 1].fold == "do"
    return 0 if doer or not (exact or not has_diacritics(query.text)) else size


def places_meant(spot: Pointed, before: Query, told: Sequence[Area]) -> list[str]:
    """The names of the places pointed at: those of the question before, else those that its answer told ([]
    where that is not one, and one is meant)."""
    asked = [p.area for p in before.annotated.places if p.kind != "generic" and not p.locates]
    for areas in (asked, told):
        names = list(dict.fromkeys(parent_of(a, spot.level) if spot.level else a.name for a in areas))
        names = [name for name in names if name]
        if names:
            return names if len(names) == 1 or spot.several or not spot.level else []
    return []


def named_in_place(spot: Pointed, names: Sequence[str], language: str) -> str:
    """The words that stand for what pointed: ``huyện A``, ``ở huyện A và huyện B``."""
    shown = [place(Area(name, spot.level), language) for name in names]
    text = shown[0] if len(shown) < 2 else _both(shown, language)
    return text if spot.level else say(language, "follow_up.at", place=text)


def _both(names: Sequence[str], language: str) -> str:
    first, last = ", ".join(names[:-1]), names[-1]
    return say(language, "follow_up.both", one=first, other=last)


def told_places(draft: Draft, areas_of: Callable[[str], Sequence[Area]], home: Area | None) -> list[Area]:
    """The places that an answer told in its own words, else those in the sentences that it rests on."""
    own = [" ".join(_QUOTED.sub("", c.text) for c in claims) for claims in (draft.claims, draft.bullets)]
    quoted = " ".join(evidence.quote for evidence in draft.evidence)
    for text in (*(text.replace("*", "") for text in own), quoted):
        found = [a for a in areas_of(text) if a.level not in _WIDE and a != home]
        if found:
            return found
    return []


def unnamed(query: Query, known: Callable[[str], bool]) -> Draft | None:
    """The question back, where one place is only pointed at; *known*: whether the bulletins are about one
    place of a level."""
    near = [area for area in query.areas if area.level not in _WIDE]
    if near or not query.structured or not query.any(*_COUNTED) or query.any("who", "when", "why"):
        return None
    spots = [s for s in pointed(query) if not s.several and (s.own or not s.level or not known(s.level))]
    if not any(spot.level or not query.areas for spot in spots):
        return None
    message = say(query.language, "status.which_place")
    return Draft("clarify", message=message, why="a place that is not named")


_MANY = frozenset(key_of(word) for word in ("các", "những", "mỗi", "cac", "nhung", "moi"))
_DOERS = frozenset({"tinh", "huyen", "xa", "ubnd", "hoi", "so", "bo", "chu", "thanh", "trung"})
_WIDE = frozenset({"nation", "province"})
_COPY = "ban"  # ``bản này``: of a paper
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "s", "have", "has", "had", "will"})
