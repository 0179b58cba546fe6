"""What a sentence cannot answer for where it stands: a question itself, the places of before they were
merged, or what is told before a paragraph comes to the maker that is asked about."""

from __future__ import annotations

from itertools import takewhile

from bot.matching import begins, missing, says, spells
from bot.phrasing import phrases
from bot.question import Query
from corpus.text import Token

_TURNS = (("merged", "unmerged"), ("unmerged", "merged"))


def asks(text: str) -> bool:
    """Whether a sentence is a question itself (of an interview), which answers none."""
    return text.rstrip(" ”\"").endswith("?")


def of_other_bounds(query: Query, text: str) -> bool:
    """Whether a sentence tells what there was before places were merged, where it is asked what there is
    since then (``sau sắp xếp``), or the other way round."""
    words = query.annotated.words
    for asked, other in _TURNS:
        known = phrases("vi").discourse[asked]
        meant = any(spells(words[i : i + len(p)], p) for p in known for i in range(len(words)))
        if meant and not says(text, asked):
            return says(text, other) or (asked == "merged" and begins(text.lstrip("- "), "up_to_then"))
    return False


def asks_end(query: Query) -> bool:
    """Whether the last day of something is asked for (``diễn ra đến ngày nào``, ``until when``)."""
    words = query.annotated.words
    before = {words[i - 1].fold for i in query.asking if i and i - 1 not in query.asking}
    opening = {words[i].fold for i in query.asking}
    return query.any("when") and bool(_UNTIL & before or "until" in opening)


_UNTIL = frozenset({"den", "toi", "until", "till"})


def names_event_of_place(query: Query) -> bool:
    """Whether the places of a question only say which event is meant (``Hội chợ OCOP Sơn Hải``), so that
    what is told of it is told of the whole, wherever it is held."""
    said = query.annotated
    ends = [m.last for m in said.mentions if m.has("event")]
    places = [p.start_token for p in said.places if p.kind != "generic"]
    return bool(places) and all(any(0 <= at - end <= _EVENT_NAME for end in ends) for at in places)


_EVENT_NAME = 6  # words between an event and its place (``hội chợ sản phẩm OCOP tỉnh …``)


def named_fairs(query: Query) -> list[tuple[str, ...]]:
    """The words of a fair that is asked about, which stand around what is told of it."""
    words = query.annotated.words
    known = phrases("vi").discourse["fair"]
    return [p for p in known if any(spells(words[i : i + len(p)], p) for i in range(len(words)))]


def of_other_time(query: Query, text: str) -> bool:
    """Whether a sentence tells no end where that is asked for, or no plan where it is asked for when
    something is planned."""
    if asks_end(query) and not says(text, "ending"):
        return True
    return query.any("when") and "target" in query.statuses and not says(text, "aiming")


def named_later(query: Query, paragraph: str, end: int) -> bool:
    """Whether a paragraph comes to the maker that a question names only behind a sentence (which ends at
    *end*): what stands before is told of others."""
    name = maker_name(query)
    told_before = not missing(name, paragraph[:end], query.glued)
    return not told_before and not missing(name, paragraph[end:], query.glued)


def maker_name(query: Query) -> list[Token]:
    """The words of the names of makers in a question, as far as they have capitals (``HTX Tân Hà``)."""
    words = query.annotated.words
    heads = [m.last for m in query.annotated.mentions if m.has("maker_head")]
    return [w for at in heads for w in takewhile(lambda w: w.capital, words[at:])]
