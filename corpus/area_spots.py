"""Where in a token list places are named: spots, not yet resolved to one place.

Three ways of naming are read: behind a kind (*huyện Ba Bể*, *các xã A, B và C*),
bare (*Ba Bể*), and generic (*toàn tỉnh*).  Which place is meant is decided in
:mod:`corpus.areas`; here only what the words allow.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.area_names import LOCAL, OUTSIDE, NameReader, marked
from corpus.places import Kind, Place, accented, plain

_LONGEST_KIND = 3
_MOST_KINDS = 3  # "các huyện, thị xã, thành phố A, B": kinds that may follow the first
CITY, _LISTED = "thành phố", frozenset({"huyện", "quận", "xã", "thị"})  # "các huyện, thành phố"
_LONGEST_BODY = 6  # syllables of the name of a body before its province
_SLACK = 3  # lower-case words that may stand between the members of a list


@dataclass(slots=True)
class Spot:
    """A place's name at tokens ``start`` to ``end``; the bare name begins at ``first``.

    ``kind`` is the kind as spelled ("" if bare, or shared by several), ``levels`` what the words
    allow, ``places`` the places so named (none: unknown).  Members of one list share ``group``.
    """

    start: int
    first: int
    end: int
    kind: str
    levels: tuple[str, ...]
    places: tuple[Place, ...]
    group: int
    prefixed: bool = True
    plural: bool = False
    generic: bool = False


class Scanner(NameReader):
    """Reads one token list, from left to right; use it once."""

    _open: Spot | None = None  # the list that further names may join
    _slack = 0
    _depth = 0
    _groups = 0

    def spots(self) -> list[Spot]:
        """All spots, in order, none overlapping another."""
        found: list[Spot] = []
        at = 0
        while at < self.count:
            if self._says_nothing(at):
                at += 1
                continue
            spot = self._at(at)
            if spot is None:
                self._pass(at)
                at += 1
                continue
            if found and spot.start < found[-1].end:
                spot.start = found[-1].end
            found.append(spot)
            self._keep(spot)
            at = spot.end
        return found

    def _says_nothing(self, at: int) -> bool:
        """Whether a token can neither begin a name nor change what the names around it are: a number, or,
        where no list is open, a small word."""
        token = self.tokens[at]
        if token.kind != "word":
            return token.kind == "number"
        return not (self._open or token.capital or self.lower or self.plain[at] in self.starts)

    # --- lists -------------------------------------------------------------------------------

    def _keep(self, spot: Spot) -> None:
        """A spot with a kind of its own opens a list, unless it stands in brackets."""
        if self._depth == 0 and not spot.generic and (self._open is None or spot.group != self._open.group):
            self._open = spot if spot.prefixed else None
        self._slack = 0

    def _pass(self, at: int) -> None:
        """A token that names no place: does the list go on behind it?"""
        form, token = self.exact[at], self.tokens[at]
        if form == "(":
            self._depth += 1
        elif form == ")":
            self._depth = max(0, self._depth - 1)
        elif self._depth == 0 and token.kind == "word":
            self._slack += 1
            if self._slack > _SLACK or (token.capital and not token.text.isupper()):
                self._open = None
        elif form in (".", "!", "?", ":"):
            self._open, self._depth = None, 0

    def _member(self, at: int) -> Spot | None:
        """One more name of the open list, at a token behind a joint."""
        open_ = self._open
        if open_ is None or self._depth or at == 0 or not self.has("list_joint", at - 1):
            return None
        for end, places in self.matches(at):
            if self._locates(open_, at, end, places):
                return None
            fitting = tuple(p for p in places if p.level in open_.levels)
            if self.near(end) or self._counts(open_.levels, end):
                continue
            if fitting and self._belongs(open_, places, fitting):
                kind = open_.kind if any(p.kind == open_.kind for p in fitting) else ""
                return self._spot(at, at, end, kind, open_.levels, fitting, open_)
            if self._numbered(end) and "province" not in open_.levels:
                return self._spot(at, at, end, open_.kind, open_.levels, (), open_)
            if any(p.level == "province" or self.rank(p) < OUTSIDE for p in places):
                return None
        return self._unknown_member(at, open_)

    def _locates(self, open_: Spot, at: int, end: int, places: tuple[Place, ...]) -> bool:
        """``xã A, B`` with a district's name behind the only commune: that is where it lies."""
        alone = not open_.plural and "commune" in open_.levels and open_.end == at - 1
        if not alone or self.exact[at - 1] != "," or not any(p.level == "district" for p in places):
            return False
        ends = end >= self.count or not self.has("list_joint", end)
        return ends or self._province_behind(end)

    def _belongs(self, open_: Spot, places: tuple[Place, ...], fitting: tuple[Place, ...]) -> bool:
        """Whether a name is one more of the list, and not the place that the list is in."""
        if any(p.level == "province" for p in places) and "province" not in open_.levels:
            return open_.plural and any(self.rank(p) < OUTSIDE for p in fitting)
        if not open_.plural and "commune" in open_.levels:
            wider = {id(p) for p in places if p.level == "district"}
            if any(id(p.district) in wider for p in open_.places):
                return False
        return not self.placed or any(self.rank(p) < OUTSIDE for p in fitting) or "district" in open_.levels

    def _numbered(self, end: int) -> bool:
        """A name with its own figure, as in a list: ``xã A 02, B 01``, ``các xã A (7 thôn), B (5 thôn)``."""
        at = end + (end < self.count and self.exact[end] == "(")
        return at < self.count and self.tokens[at].kind == "number"

    def _counts(self, levels: tuple[str, ...], end: int) -> bool:
        """``5 xã gồm: A 2 xã, B 3 xã``: a name with a count of the list's own kind is of a wider place."""
        if end + 1 >= self.count or self.tokens[end].kind != "number":
            return False
        kind = self._kind_at(end + 1)
        return kind is not None and bool(set(kind[0].levels) & set(levels))

    def _unknown_member(self, at: int, open_: Spot) -> Spot | None:
        size = self.run(at)
        if self.folded or not 2 <= size <= 3 or self.has("no_member", at):
            return None
        if size == 3 and self.has("family", at):
            return None
        end = at + size
        if not (self._ends(end) or open_.plural or self.exact[at - 1] not in (",", ";")):
            return None
        return self._spot(at, at, end, open_.kind, open_.levels, (), open_)

    def _ends(self, end: int) -> bool:
        """Whether a name may end there: at a mark, a number, or a word that joins."""
        return end >= self.count or self.tokens[end].kind != "word" or self.has("list_joint", end)

    # --- one token ---------------------------------------------------------------------------

    def _at(self, at: int) -> Spot | None:
        token = self.tokens[at]
        if token.kind != "word":
            return None
        if self._open is not None and (member := self._member(at)) is not None:
            return member
        if self.plain[at] in self.starts:
            kind = self._kind_at(at)
            spot = self._nation(at) or self._behind_kind(at, kind) or self._generic(at, kind)
            if spot is not None:
                return spot
        return self._bare(at) if token.capital or self.lower else None

    def _nation(self, at: int) -> Spot | None:
        if self.plain[at] not in self.words.nation_starts:
            return None
        for size in (3, 2, 1):
            if self.words.has("nation", " ".join(self.plain[at : at + size])) and at + size <= self.count:
                return self._spot(at, at, at + size, "", ("nation",), (), None, generic=True)
        return None

    def _spot(
        self,
        start: int,
        first: int,
        end: int,
        kind: str,
        levels: tuple[str, ...],
        places: tuple[Place, ...],
        list_: Spot | None,
        *,
        prefixed: bool = True,
        generic: bool = False,
    ) -> Spot:
        if list_ is None:
            self._groups += 1
        group = self._groups if list_ is None else list_.group
        plural = list_ is not None and list_.plural
        return Spot(start, first, end, kind, levels, places, group, prefixed, plural, generic)

    # --- behind a kind -------------------------------------------------------------------------

    def _kind_at(self, at: int) -> tuple[Kind, int] | None:
        """The kind that begins at a token, and the token behind it."""
        if at >= self.count or (self.exact[at] not in self.words.kind_starts and not self.folded):
            return None
        for size in range(_LONGEST_KIND, 0, -1):
            end = at + size
            if end > self.count:
                continue
            kinds = self.words.kinds.get((False, " ".join(self.exact[at:end])))
            if kinds is None and self.folded and not any(marked(t) for t in self.tokens[at:end]):
                kinds = self.words.kinds.get((True, " ".join(self.plain[at:end])))
            if kinds is None:
                continue
            kind = kinds[0]
            if at and self.plain[at - 1] in self.words.not_before.get(kind.name, ()):
                return None
            stop = end < self.count and self.exact[end] == "." and len(self.tokens[end - 1].text) <= 2
            if kind.dotted and not stop:
                return None
            return kind, end + stop
        return None

    def _behind_kind(self, at: int, found: tuple[Kind, int] | None) -> Spot | None:
        """A name behind a kind (*found*), and the list that it begins."""
        found = found or self._english_kind(at)
        if found is None:
            return None
        kind, first = found
        levels, mixed = set(kind.levels), False
        for _ in range(_MOST_KINDS):
            if first + 1 >= self.count or self.exact[first] not in (",", "và", "/"):
                break
            more = self._kind_at(first + 1)
            if more is None or not levels & set(more[0].levels):
                break
            levels, first, mixed = levels & set(more[0].levels), more[1], True
        plural = mixed or (at > 0 and (self.has("plural", at - 1) or self.tokens[at - 1].kind == "number"))
        name_at = self._list_start(first) if plural else first
        spot = self._named(at, name_at, kind, tuple(sorted(levels)), mixed)
        if spot is None:
            return None
        spot.plural = plural
        if name_at > first:
            spot.start = name_at
            if not spot.places and not self._ends(spot.end):
                return None
        return spot

    def _english_kind(self, at: int) -> tuple[Kind, int] | None:
        """``province of``, ``district of``."""
        if not self.folded or at + 2 >= self.count or self.exact[at + 1] != "of":
            return None
        levels = self.words.english.get(self.plain[at])
        return (Kind("", levels), at + 2) if levels else None

    def _list_start(self, at: int) -> int:
        """Over ``:``, ``gồm``, ``(``, ``đạt chuẩn NTM:`` to the first name of a list."""
        end = at
        for ahead in range(at, min(self.count, at + 8)):
            token = self.tokens[ahead]
            if self.exact[ahead] in (":", "gồm"):
                end = ahead
                break
            if token.kind == "mark" or (token.capital and not token.text.isupper()):
                break
        last = min(self.count, end + 3)
        while end < last and self.has("list_opening", end):
            end += 1
        return end

    def _named(self, start: int, at: int, kind: Kind, levels: tuple[str, ...], mixed: bool) -> Spot | None:
        if at >= self.count or (at == start + 1 and self._after_kind(kind, at)):
            return None
        name = "" if mixed else kind.name
        for end, places in self.matches(at):
            fitting = tuple(p for p in places if p.level in levels and _kind_fits(kind.name, p))
            if at > start + 1 and self._counts(levels, end):
                return None
            if fitting and self._name_fits(start, at, end, fitting):
                longer = self._longer(start, at, end, fitting, levels)
                if longer:
                    return self._spot(start, at, at + longer, name, levels, (), None)
                return self._spot(start, at, end, name, levels, fitting, None)
        size = self._unknown(start, at, levels)
        if not size:
            return None
        return self._spot(start, at, at + size, name, levels, self.misspelt(at, size, levels), None)

    def _after_kind(self, kind: Kind, at: int) -> bool:
        """*xã hội*, *tỉnh ủy*: the kind is part of another word."""
        if self.tokens[at].capital or self.plain[at] not in self.words.not_after.get(kind.name, ()):
            return False
        return not any(self.rank(p) < OUTSIDE for _, places in self.matches(at) for p in places)

    def _name_fits(self, start: int, at: int, end: int, places: tuple[Place, ...]) -> bool:
        """Weak names (one syllable, a number) need more than a kind that may be another word."""
        inside = any(self.rank(p) < OUTSIDE for p in places)
        if self.tokens[at].kind == "number":
            free = end >= self.count or self.tokens[end].kind == "mark"
            return (free or self.tokens[start].capital) and end - start != 3  # "Thành phố 4 sản phẩm"
        if self.folded and end - at == 1 and len(self.plain[at]) < 5 and places[0].level == "commune":
            return inside or (self.tokens[at].capital and marked(self.tokens[at]))
        person = self.has("family", at) and self.near(end) and self.role_before(start)
        return inside or not person

    def _longer(
        self, start: int, at: int, end: int, places: tuple[Place, ...], levels: tuple[str, ...]
    ) -> int:
        """Size of an unknown name of which a known one is only the beginning, else 0."""
        if levels == ("province",) or self.folded or not self.near(end) or self.has("family", end):
            return 0
        if self.capitals(start, at) or any(self.rank(p) < OUTSIDE for p in places):
            return 0
        size = self.run(at)
        return size if size == end - at + 1 and size <= 3 else 0

    def _unknown(self, start: int, at: int, levels: tuple[str, ...]) -> int:
        """How many capital syllables make the name of a place that the table lacks; 0: none."""
        if levels == ("village",) and not self.folded and (numbered := self._village_number(start, at)):
            return numbered
        if at == start + 1 and self.has("numbered", start):
            return 0  # "khu công nghiệp", "tổ hợp tác"
        size = self.run(at)
        if self.folded or not size:
            return 0
        marks = self.exact[at : at + size].count("'")
        if marks:  # "Ea M’tá": both sides of the mark are one word
            return size if size - 2 * marks <= 3 else 0
        if self.capitals(start, at):
            return 2 if size >= 2 else 0
        if self.has("family", at) and levels == ("village",) and self.role_before(start):
            return 0  # "Trưởng thôn Nguyễn A"
        if size == 1:
            return int(levels == ("village",))
        if self.has("no_member", at) and (self.tokens[start].capital or at > start + 2):
            return 0
        middle = self.exact[at + 1] in (accented("văn"), accented("thị"))
        if size >= 3 and self.has("family", at) and (middle or self.role_before(start)):
            return 0
        if size > 4 or (size == 4 and self.has("family", at + 2)):
            return 2
        return size

    def _village_number(self, start: int, at: int) -> int:
        """``thôn 3``, ``tổ dân phố số 5``, ``thôn 2A``: how many tokens name a village by its number;
        0 in ``mỗi thôn 2 …``, ``5 thôn 3 …`` and where numbers are listed."""
        size = int(self.exact[at] == accented("số") and at + 1 < self.count)
        number = self.tokens[at + size]
        if number.kind != "number" or not number.text.isdecimal() or len(number.text) > 2:
            return 0
        several = start > 0 and (self.has("plural", start - 1) or self.has("each", start - 1))
        if several or (start and self.tokens[start - 1].kind == "number"):
            return 0
        end = at + size + 1
        after = self.tokens[end] if end < self.count else None
        if after is not None and after.start == number.end:
            if after.kind == "word" and len(after.text) == 1 and after.capital:
                return end + 1 - at
            if after.kind == "word" or self.exact[end] in ("/", "%", "-"):
                return 0
        goes_on = end + 1 < self.count and self.tokens[end + 1].kind == "number"
        return 0 if goes_on and self.exact[end] in (",", "-", "và") else end - at

    # --- bare and generic ----------------------------------------------------------------------

    def _bare(self, at: int) -> Spot | None:
        for end, places in self.matches(at):
            suffixed = self._english_suffix(at, end, places)
            if suffixed is not None:
                return suffixed
            capital = all(t.capital or t.kind != "word" for t in self.tokens[at:end])
            longer = capital and self._in_longer_name(at, end)
            if longer and not (self._names_body(at, end, places) or self.side_by_side(at, end, places)):
                continue
            fitting = self._bare_places(at, end, places, capital)
            if fitting and not self.organisation_before(at):
                levels = (fitting[0].level,)
                return self._spot(at, at, end, "", levels, fitting, None, prefixed=False)
        return None

    def _english_suffix(self, at: int, end: int, places: tuple[Place, ...]) -> Spot | None:
        """``Ba Be district``: an English kind behind the name."""
        if end >= self.count or not (self.folded or self.tokens[at].text.isascii()):
            return None
        levels = self.words.english.get(self.plain[end])
        fitting = tuple(p for p in places if levels and p.level in levels)
        if self.plain[end] == plain("city"):
            fitting = tuple(p for p in fitting if p.kind == "thành phố")
        return self._spot(at, at, end + 1, "", levels, fitting, None) if levels and fitting else None

    def _bare_places(self, at: int, end: int, places: tuple[Place, ...], capital: bool) -> tuple[Place, ...]:
        """Which of the places a bare name may mean, by level from wide to narrow."""
        size = end - at
        together = size == 1 and len(self.tokens[at].text) >= 5
        has_marks = any(marked(t) for t in self.tokens[at:end])
        if size == 1 and not together and not (capital and not self.folded) and not has_marks:
            return ()
        provinces = tuple(p for p in places if p.level == "province")
        if provinces or (size == 1 and not together and not capital):
            return provinces
        spoken_of = any(self.rank(p) == LOCAL for p in places)
        word = not capital and not spoken_of and self.is_word(at, end, has_marks)
        cue = at > 0 and self.has("place_word", at - 1)
        inside = [p for p in places if self.rank(p) < OUTSIDE]
        districts = [p for p in places if p.level == "district"]
        if districts and not (word and not cue):
            near = [p for p in districts if p in inside]
            if near or not self.placed or self.lower or cue or self._province_behind(end):
                return tuple(near or districts)
        communes = tuple(p for p in inside if p.level == "commune" and size > 1 and self._free(at))
        return () if word else communes

    def _free(self, at: int) -> bool:
        """A bare commune behind a common noun is a product's name (``tôm khô Rạch Gốc``), not a place."""
        if at == 0 or self.lower or self.tokens[at - 1].kind != "word":
            return True
        return self.has("linking", at - 1) or self.has("place_word", at - 1) or self.has("list_joint", at - 1)

    def _province_behind(self, end: int) -> bool:
        """``Hải Hậu (Nam Định)``, ``Hải Hậu, tỉnh Nam Định``."""
        if end + 1 >= self.count or self.exact[end] not in (",", "("):
            return False
        at = end + 1 + (self.exact[end + 1] == accented("tỉnh"))
        return any(p.level == "province" for _, places in self.matches(at) for p in places)

    def _in_longer_name(self, at: int, end: int) -> bool:
        """A capital word next to it, not parted by a mark: part of a person's or firm's name."""
        if self.capitals(at, at):
            return self.near(end, plain_caps=True) and not self.opens(at)
        return self.near(end) or not self.opens(at)

    def _names_body(self, at: int, end: int, places: tuple[Place, ...]) -> bool:
        """``Sở Công Thương Lai Châu``: a province at the end of the name of one of its bodies."""
        first = at
        while first > 0 and at - first < _LONGEST_BODY and self.tokens[first - 1].capital:
            first -= 1
        province = any(p.level == "province" for p in places)
        return province and first < at and self.has("body", first) and not self.near(end)

    def _generic(self, at: int, found: tuple[Kind, int] | None) -> Spot | None:
        """``toàn tỉnh``, ``UBND tỉnh``, ``huyện này``: the place that is spoken of, by its kind (*found*)."""
        if found is None and self.folded and self.plain[at] in self.words.english:
            found = Kind("", self.words.english[self.plain[at]]), at + 1
        if found is None or found[0].dotted or "village" in found[0].levels:
            return None
        kind, end = found
        if end < self.count and self.plain[end] in self.words.not_after.get(kind.name, ()):
            return None
        whole = at > 0 and self.has("whole", at - 1)
        this = end < self.count and self.has("this", end) and kind.name != ""
        first = at == 0 or self.tokens[at - 1].text in (".", ";", "!", "?")
        opens = kind.name and (first or self.tokens[at].capital)
        does = opens and end < self.count and (self.has("does", end) or self.tokens[end].kind == "number")
        levels = kind.levels
        if not (whole or this or does or (at > 0 and kind.name and self.has("owner", at - 1))):
            parted = at > 1 and self.tokens[at - 1].text == "," and self.plain[at - 2] not in _LISTED
            if kind.name != CITY or not parted:
                return None
            levels = ("province",)  # "Đến nay, thành phố …": where the province is one
        start = at - 1 if whole else at
        return self._spot(start, at, end + this, kind.name, levels, (), None, generic=True)


def _kind_fits(kind: str, place: Place) -> bool:
    """``thành phố`` before a province's name means its city, unless the province is a city."""
    return kind != "thành phố" or place.level != "province" or place.kind == "thành phố"
