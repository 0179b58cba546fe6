"""One sentence (or question) seen by every matcher: phrases, figures and places.

Bulletins and questions go through the same door; *lenient* is for what people
type (fewer diacritics, lower case).  Where matchers claim the same words, the
more specific reading wins: digits that are a date or a document number, then
places, then phrases of the lexicon, then numbers in words.
"""

from __future__ import annotations

import datetime as dt
import gc
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from corpus.areas import Gazetteer, Local
from corpus.areas import Mention as Place
from corpus.figures import Figure, figures
from corpus.lexicon import Lexicon, Mention, lexicon
from corpus.model import Area, Period
from corpus.scan import AND
from corpus.text import Token, tokens


@dataclass(frozen=True)
class Annotated:
    """A text with what was found in it; token indexes are into ``words``."""

    text: str
    words: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]

    def source(self, first: int, last: int) -> str:
        """The words from token *first* to token *last* (exclusive) as printed."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def mention_at(self, i: int) -> Mention | None:
        """The phrase that begins at token *i*."""
        return self._beginning.get(i)

    @cached_property
    def _beginning(self) -> dict[int, Mention]:
        return {m.first: m for m in self.mentions}

    def mention_before(self, i: int) -> Mention | None:
        """The phrase that ends right before token *i*."""
        return self._ending.get(i)

    @cached_property
    def _ending(self) -> dict[int, Mention]:
        return {m.last: m for m in reversed(self.mentions)}

    def saying(self, kind: str, id_: str | None = None) -> Sequence[Mention]:
        """The phrases with a meaning of this kind (and id), in order."""
        return self._meanings.get((kind, id_), ())

    def says(self, kind: str, id_: str | None = None) -> bool:
        """Whether any phrase has a meaning of this kind (and id)."""
        return (kind, id_) in self._meanings

    def says_at(self, i: int, kind: str, id_: str | None = None) -> bool:
        """Whether a phrase with such a meaning begins at token *i*."""
        mention = self._beginning.get(i)
        return mention is not None and mention.has(kind, id_)

    def says_before(self, i: int, kind: str, id_: str | None = None) -> bool:
        """Whether a phrase with such a meaning ends right before token *i*."""
        mention = self._ending.get(i)
        return mention is not None and mention.has(kind, id_)

    def mentions_from(self, first: int, stop: int) -> Sequence[Mention]:
        """The phrases that begin at token *first* or behind it, before token *stop*."""
        starts = self._starts
        return self.mentions[bisect_left(starts, first) : bisect_left(starts, stop)]

    def mentions_up_to(self, i: int) -> Sequence[Mention]:
        """The phrases that end before token *i*."""
        return self.mentions[: bisect_right(self._ends, i)]

    def mentions_between(self, first: int, stop: int) -> Sequence[Mention]:
        """The phrases that lie whole between two tokens (exclusive)."""
        return self.mentions[bisect_left(self._starts, first) : bisect_right(self._ends, stop)]

    @cached_property
    def _starts(self) -> list[int]:
        return [m.first for m in self.mentions]

    @cached_property
    def _ends(self) -> list[int]:
        return [m.last for m in self.mentions]

    @cached_property
    def phrased(self) -> frozenset[int]:
        """The tokens that phrases are made of."""
        return frozenset(i for m in self.mentions for i in range(m.first, m.last))

    @cached_property
    def placed(self) -> frozenset[int]:
        """The tokens that places are named with."""
        return frozenset(i for p in self.places for i in range(p.start_token, p.end_token))

    @cached_property
    def _meanings(self) -> dict[tuple[str, str | None], list[Mention]]:
        found: dict[tuple[str, str | None], list[Mention]] = {}
        for mention in self.mentions:
            for meaning in mention.meant:
                found.setdefault(meaning, []).append(mention)
        return found

    @cached_property
    def times(self) -> tuple[Figure, ...]:
        """The figures that are times."""
        return tuple(f for f in self.figures if f.period is not None)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The times that are told."""
        return tuple(f.period for f in self.figures if f.period is not None)

    def figure_at(self, i: int) -> Figure | None:
        """The figure that begins at token *i*."""
        return self._counting.get(i)

    @cached_property
    def _counting(self) -> dict[int, Figure]:
        return {f.first: f for f in reversed(self.figures)}

    def figure_before(self, i: int) -> Figure | None:
        """The figure that ends right before token *i*."""
        return self._counted.get(i)

    @cached_property
    def _counted(self) -> dict[int, Figure]:
        return {f.last: f for f in reversed(self.figures)}

    def place_at(self, i: int) -> Place | None:
        """The place whose name begins at token *i*."""
        return self._naming.get(i)

    @cached_property
    def _naming(self) -> dict[int, Place]:
        return {p.start_token: p for p in reversed(self.places)}


@dataclass(frozen=True)
class Reader:
    """The matchers together, with the lexicon and the areas they work from."""

    lexicon: Lexicon
    gazetteer: Gazetteer

    def annotate(
        self,
        text: str,
        *,
        reference: dt.date | None = None,
        home: Area | None = None,
        lenient: bool = False,
        folded: bool = False,
        places: Sequence[Place] | None = None,
        local: Local | None = None,
        year: int | None = None,
        this_year: int | None = None,
        words: Sequence[Token] | None = None,
    ) -> Annotated:
        """Read one clean text.  *folded*: it carries no diacritics at all; *places*: what the
        gazetteer finds in it, if that is known already; *local*: places of the store; *year*: what
        dates without one are of, where there is no *reference*; *this_year*: what ``năm nay`` is then;
        *words*: its tokens, if they are known already."""
        words = tokens(text) if words is None else words
        found = figures(words, text, reference, lenient, year, this_year)
        if places is None:
            places = self.gazetteer.find(
                words, context=home, folded=folded, lowercase_ok=lenient, local=local or ()
            )
        mentions = self.lexicon.match(words, lenient)
        if lenient:
            places = [p for p in places if p.known or _is_local(p, local) or not _claimed(p, mentions)]
            places = [p for p in places if not self._far_fetched(p, words, home)]
            places = [p for p in places if not _inside_phrase(p, words, mentions)]
        return resolve(text, words, mentions, found, places)

    def _far_fetched(self, place: Place, words: Sequence[Token], home: Area | None) -> bool:
        """Whether small bare letters (``nhom nao dong xa nhat``) would be some commune far away."""
        if place.prefixed or place.kind == "generic" or place.area.level != "commune" or home is None:
            return False
        bare = all(w.text.isascii() and not w.capital for w in words[place.start_token : place.end_token])
        return bare and not self.gazetteer.covers(home, place.area)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The product's matchers, made once."""
    made = Reader(lexicon(), Gazetteer.load())
    gc.freeze()  # the tables stay as long as the process: no collection need walk them again
    return made


def resolve(
    text: str,
    words: Sequence[Token],
    mentions: Sequence[Mention],
    found: Sequence[Figure],
    places: Sequence[Place],
) -> Annotated:
    """Settle overlapping claims on the same tokens (order of trust in the module's docstring)."""
    counted = {m.first for m in mentions if m.has("unit")}
    places = [p for p in places if not (_is_number(p, words) and p.end_token in counted)]
    measured = [(m.first, m.last) for m in mentions if m.has("unit")]  # the 2 of "m2" is no figure
    named_so = [(p.start_token, p.end_token) for p in places if p.prefixed and p.kind != "generic"]
    named_so += [(m.first, m.last) for m in mentions if m.has("block")]  # "phường 3", "chính quyền 2 cấp"
    firm = [
        f
        for f in found
        if f.kind != "word"
        and not (f.kind == "name" and any(a < f.first and f.last <= b for a, b in measured))
        and not (f.kind in ("number", "name") and any(a < f.first and f.last <= b for a, b in named_so))
    ]
    regions = _tokens_of((m.first, m.last) for m in mentions if m.has("region"))
    places = [p for p in places if not _overlaps(p.start_token, p.end_token, regions)]
    places = [p for p in places if not _cut_short(p, mentions)]
    firm, places = _numbered_villages(words, mentions, firm, places)
    firm, places = _listed_villages(words, mentions, firm, places)
    taken = _tokens_of((f.first, f.last) for f in firm)
    kept_places = [
        p for p in places if p.kind == "generic" or not _overlaps(p.start_token, p.end_token, taken)
    ]
    named = _tokens_of((p.start_token, p.end_token) for p in kept_places if p.kind != "generic")
    taken |= named
    mentions = [_before_a_time(m, firm) if m.has("compared", "plan") else m for m in mentions]
    kept = [m for m in mentions if not _overlaps(m.first, m.last, taken)]
    programmes = _tokens_of((m.first, m.last) for m in kept if m.last - m.first > 1 or not m.has("unit"))
    loose = [f for f in found if f.kind == "word" and not _overlaps(f.first, f.last, programmes | named)]
    return Annotated(
        text,
        tuple(words),
        tuple(kept),
        tuple(sorted([*firm, *loose], key=lambda f: f.first)),
        tuple(kept_places),
    )


def _cut_short(place: Place, mentions: Sequence[Mention]) -> bool:
    """``05 thôn Nông thôn mới``: a name that is only the beginning of a programme's."""
    inside = [m for m in mentions if place.start_token < m.first < place.end_token < m.last]
    return any(m.has("programme") or m.has("dimension") for m in inside)


def _before_a_time(mention: Mention, figures: Sequence[Figure]) -> Mention:
    """``đạt 95% kế hoạch năm 2024``: the last word of ``kế hoạch năm`` begins the year of the plan."""
    if mention.last - mention.first < 2:
        return mention
    shared = any(f.first == mention.last - 1 and f.period is not None for f in figures)
    return mention._replace(last=mention.last - 1) if shared else mention


def _is_number(place: Place, words: Sequence[Token]) -> bool:
    """``thôn 3``: with a unit behind it (``đường thôn 11 km``) the number counts, and names no village."""
    return place.area.level == "village" and words[place.end_token - 1].kind == "number"


def _numbered_villages(
    words: Sequence[Token], mentions: Sequence[Mention], found: Sequence[Figure], places: Sequence[Place]
) -> tuple[list[Figure], list[Place]]:
    """``thôn Bản Tết 1``: a number that counts nothing behind a village's name is part of it."""
    counted = {m.first for m in mentions if m.has("unit")}
    numbers = {
        f.first: f
        for f in found
        if f.kind == "number" and f.last not in counted and str(f.value) == f.text and f.value < 100
    }
    settled: list[Place] = []
    inside: set[int] = set()
    for place in places:
        number = numbers.get(place.end_token)
        village = place.area.level == "village" and place.kind != "generic"
        if number is not None and village:
            inside.add(number.first)
            area = replace(place.area, name=f"{place.area.name} {number.text}")
            place = replace(place, end_token=number.last, area=area)
        settled.append(place)
    return [f for f in found if f.first not in inside], settled


def _listed_villages(
    words: Sequence[Token], mentions: Sequence[Mention], found: Sequence[Figure], places: Sequence[Place]
) -> tuple[list[Figure], list[Place]]:
    """``các thôn 1, 2 và 3``: numbers that name villages, and count nothing."""
    counted = {m.first for m in mentions if m.has("unit")}
    numbers = {f.first: f for f in found if f.kind == "number" and f.value < 100}
    named: dict[int, Place] = {}
    for mention in (m for m in mentions if m.has("unit", "village")):
        run, at = [], mention.last
        while at in numbers:
            run.append(at)
            at = numbers[at].last + 1 if _joint(words, numbers[at].last) else len(words)
        if len(run) > 1 and numbers[run[-1]].last not in counted:
            kind = " ".join(w.text.lower() for w in words[mention.first : mention.last])
            for i in run:
                area = Area(f"{kind} {numbers[i].text}", "village")
                named[i] = Place(i, numbers[i].last, area, prefixed=True, known=False)
    kept = [f for f in found if f.first not in named]
    return kept, sorted([*places, *named.values()], key=lambda p: p.start_token)


def _joint(words: Sequence[Token], at: int) -> bool:
    return at < len(words) and (words[at].text == "," or AND.has(words[at], lenient=False))


def _tokens_of(spans: Iterable[tuple[int, int]]) -> set[int]:
    covered: set[int] = set()
    for first, last in spans:
        covered.update(range(first, last))
    return covered


def _is_local(place: Place, local: Local | None) -> bool:
    return local is not None and any(area == place.area for _, area in local.unknown.values())


def _inside_phrase(place: Place, words: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Whether small bare letters that could be a place end a longer phrase (``danh gia lai``: no Gia Lai)."""
    named = words[place.start_token : place.end_token]
    if place.prefixed or any(w.capital or not w.text.isascii() for w in named):
        return False
    return any(m.first < place.start_token and m.last >= place.end_token for m in mentions)


def _claimed(place: Place, mentions: Sequence[Mention]) -> bool:
    """Whether a phrase of the lexicon stands in the name of a place that no table knows (``xã NTM lẫn``)."""
    return any(m.first > place.start_token and m.first < place.end_token for m in mentions)


def _overlaps(first: int, last: int, taken: set[int]) -> bool:
    return not taken.isdisjoint(range(first, last))
