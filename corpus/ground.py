"""The ground a bulletin stands on: where it plays and what it is about, from the places that it names.

Worked out before anything else is read, for what a place's name means depends on it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from corpus.annotate import reader
from corpus.areas import NATION, Local
from corpus.areas import Mention as Place
from corpus.locality import visited
from corpus.model import Area, Bulletin
from corpus.place_kinds import called, kinds_of, written_as
from corpus.scan import Words
from corpus.scope import LEVELS
from corpus.setting import AT, NARROW, Ground
from corpus.text import Token, behind_byline, sentences, tokens

READ_KINDS = ("title", "lead", "body", "heading", "caption", "table")
KIND_WORDS = Words(
    "tỉnh", "huyện", "quận", "thị", "thành", "xã", "phường", "thôn", "bản", "xóm", "ấp", "khu"
)  # fmt: skip
MANY = 4  # provinces named beside the whole country are examples
WHOLE = Words("toàn", "cả")
UP_TO = Words("đến", "tính", "tới", "hết", "cuối", "trong", "sau")
ORGANS = Words("ubnd", "hđnd", "ủy", "uỷ", "hội", "ban", "phòng")  # "Ủy ban", "Hội đồng", "Huyện ủy"
ABOVE = Words("tỉnh", "sở", "bộ", "ương", "phủ")  # "Sở Nông nghiệp", "Trung ương", "Chính phủ"


@dataclass
class _Told:
    """The places that a bulletin names, by where it does, and the opening of its text."""

    title: list[Place] = field(default_factory=list)
    lead: list[Place] = field(default_factory=list)
    body: list[Place] = field(default_factory=list)
    away: set[str] = field(default_factory=set)  # provinces named only as the place of an event
    wholes: set[str] = field(default_factory=set)  # levels spoken of as a whole: "toàn huyện"
    opening: str = ""
    first: str = ""  # the first sentence of the opening
    opened: Sequence[Place] = ()  # the places of the opening, as they are named there
    venues: set[str] = field(default_factory=set)  # those of them that are only the place of an event

    @property
    def ahead(self) -> list[Place]:
        """Those of title and lead."""
        return self.title + self.lead

    @property
    def everywhere(self) -> list[Place]:
        """All of them."""
        return self.title + self.lead + self.body

    @property
    def spoken(self) -> list[Place]:
        """Those that are not only the place of an event."""
        return [p for p in self.everywhere if p.area.name not in self.away]


def ground_of(bulletin: Bulletin) -> Ground:
    """Work out the ground from the places that a bulletin names, before anything else is read.

    A province named with its kind in title or lead is where it plays; else the places vote.
    One district or commune that the title names (also by its bare name, if the text gives the
    whole one) is what it is about.
    """
    told = _told(bulletin)
    home = _home(bulletin, told)
    areas = tuple(dict.fromkeys(_at_home(p, home) for p in told.everywhere if p.area.level in NARROW))
    kinds, local = kinds_of(areas), reader().gazetteer.local(areas, near=False)
    topic = _topic(bulletin.title, home, local)
    topic = called(topic, kinds) if topic is not None else None
    topic = _about(told, home, areas, local, topic)
    return Ground(home, topic or home, local, kinds)


def opening_of(bulletin: Bulletin) -> str:
    """The first paragraph of the text, behind the name of its paper."""
    text = next((p.text for p in bulletin.paragraphs if p.kind in ("lead", "body")), "")
    return text[behind_byline(text) :]


def uncapped(token: Token) -> Token:
    """A kind of place that opens a sentence has a capital for that reason only (``Thôn A có …``)."""
    kind = KIND_WORDS.has(token, lenient=False)
    return token._replace(text=token.text.lower(), capital=False) if kind else token


# --- what is named --------------------------------------------------------------------------------


def _told(bulletin: Bulletin) -> _Told:
    opening = opening_of(bulletin)
    first = next(iter(sentences(opening)), None)
    told = _Told(opening=opening, first=first.text if first is not None else "")
    opened = False
    for paragraph in bulletin.paragraphs:
        if paragraph.kind not in READ_KINDS:
            continue
        words = tokens(paragraph.text[behind_byline(paragraph.text) :])
        placed = reader().gazetteer.find(words)
        told.wholes |= {p.area.level for p in placed if WHOLE.has(words[p.start_token], lenient=False)}
        found = [p for p in placed if p.kind != "generic"]
        group = {"title": told.title, "lead": told.lead}.get(paragraph.kind, told.body)
        group.extend(found)
        opens = paragraph.kind in ("lead", "body") and not opened
        if paragraph.kind != "body" or opens:
            venues = visited(words, found)
            told.away |= venues
            told.opened, told.venues = (placed, venues) if opens else (told.opened, told.venues)
        opened = opened or opens
    kinds = kinds_of(p.area for p in told.everywhere if p.prefixed)
    told.title, told.lead, told.body = (
        written_as(places, kinds) for places in (told.title, told.lead, told.body)
    )
    return told


def _at_home(place: Place, home: Area | None) -> Area:
    """A place as the bulletin's province has it: a commune named with its kind is rather one that the
    table lacks than one of another province."""
    area = place.area
    if home is None or home.level == "nation" or area.province == home.name:
        return area
    if not place.known:
        return replace(area, province=home.name)
    outside = not reader().gazetteer.covers(home, area)
    alone = outside and place.prefixed and area.level == "commune" and not place.candidates
    return Area(area.name, area.level, "", home.name) if alone else area


def _one(areas: Iterable[Area]) -> Area | None:
    """The only one of some places."""
    found = {a.name: a for a in areas}
    return next(iter(found.values())) if len(found) == 1 else None


# --- where it plays -------------------------------------------------------------------------------


def _home(bulletin: Bulletin, told: _Told) -> Area | None:
    gazetteer = reader().gazetteer
    prefixed = [p for p in told.ahead if p.area.level == "province" and p.prefixed]
    named = {p.area.name: p.area for p in prefixed if p.area.name not in told.away}
    if len(named) == 1:
        return next(iter(named.values()))
    home = gazetteer.home_of([*(p for p in told.title if p.area.name not in told.away), *told.spoken])
    paper = gazetteer.find(tokens(bulletin.byline or "")) if not told.everywhere else []
    home = home or gazetteer.home_of([*told.title, *told.everywhere, *paper])  # "Báo Phú Thọ"
    return NATION if not named and _national(bulletin.title, told) else home


def _national(title: str, told: _Told) -> bool:
    """Whether a bulletin is about the whole country: its title says so, or the first words of its text,
    and no province is spoken of."""
    provinces = {p.area.name for p in told.everywhere if p.area.level == "province"}
    titled = reader().gazetteer.find(tokens(title))
    if _ministry(title, titled, told, provinces):
        return True
    local = any(p.area.level == "province" and p.prefixed for p in told.everywhere) and len(provinces) < MANY
    first = reader().gazetteer.find(tokens(told.first)) if not local else ()
    return any(places[0].area.level == "nation" for places in (titled, first) if places)


def _ministry(title: str, titled: Sequence[Place], told: _Told, provinces: Set[str]) -> bool:
    """Whether a bulletin tells of what is done for the country (``cấp quốc gia``, by a ministry), and names
    several provinces below, none in its title or opening but where it was done (``tại Hà Nội``)."""
    if len(provinces) < 2 and not (provinces and provinces <= told.venues):
        return False
    ahead = [p for p in (*titled, *told.opened) if p.kind != "generic"]
    ahead = [p for p in ahead if p.area.level in ("province", *NARROW)]
    if any(p.area.name not in told.venues for p in ahead):
        return False
    return reader().annotate(f"{title}. {told.opening}", places=()).says("nationwide")


# --- what it is about -----------------------------------------------------------------------------


def _topic(title: str, home: Area | None, local: Local) -> Area | None:
    """The one narrowest place below the province that a title names (``Huyện A: …`` opens with its
    kind in capitals)."""
    words = tuple(tokens(title))
    for spelt in dict.fromkeys((words, (*map(uncapped, words[:1]), *words[1:]))):
        found = reader().gazetteer.find(spelt, context=home, local=local)
        named = [p for p in found if p.kind != "generic" and p.area.level in (*NARROW, "village")]
        topics = {p.area.name: p.area for p in named}
        if topics:
            depth = max(LEVELS[a.level] for a in topics.values())
            return _one(a for a in topics.values() if LEVELS[a.level] == depth)
    return None


def _about(
    told: _Told, home: Area | None, areas: Sequence[Area], local: Local, topic: Area | None
) -> Area | None:
    """What a bulletin is about: the *topic* that its title names, if its text tells of nothing else."""
    maker = _makers_place(told.first, home, areas, local)
    if maker is None and (portrayed := _portrayed(told.lead, told.everywhere, areas)) is not None:
        maker = None if _central(told.first) else portrayed
    if maker is not None and not any(p.prefixed for p in told.title):
        topic = maker
    elif topic is None and (bare := _opened_by(told.lead)) is not None:
        topic = bare
    elif (first := _first_of_all(told)) is not None:
        topic = first if topic is None or LEVELS[first.level] > LEVELS[topic.level] else topic
    if topic is not None or home is None or home.level != "province":
        return topic
    topic = _only_district(told.lead, told.everywhere, told.opening)
    if "district" in told.wholes and "province" not in told.wholes and not told.title:
        topic = topic or _one(p.area for p in told.everywhere if p.area.level == "district")
    return topic or _host(told.title, told.lead, told.opening) or _organiser(told.first, home, local)


def _first_of_all(told: _Told) -> Area | None:
    """The place below the province whose name, with its kind, is how the text begins."""
    first = next((p.area for p in told.lead[:1] if p.prefixed), None)
    narrow = first is not None and first.level in (*NARROW, "village")
    opens = first is not None and told.opening.casefold().startswith(first.name.casefold())
    return first if narrow and opens else None


def _opened_by(lead: Sequence[Place]) -> Area | None:
    """The district whose bare name opens the text (``Cao Phong là huyện miền núi của tỉnh A``)."""
    place = lead[0] if lead else None
    opens = place is not None and place.start_token == 0 and place.known and not place.candidates
    return place.area if opens and place is not None and place.area.level == "district" else None


def _only_district(lead: Sequence[Place], everywhere: Sequence[Place], opening: str) -> Area | None:
    """``Đến nay, huyện A đã có …``: the district that a text opens with behind nothing but a time, if it
    names no other one."""
    named = {p.area.name: p.area for p in everywhere if p.area.level == "district"}
    first = next((p for p in lead if p.area.name in named), None)
    if first is None or len(named) != 1 or not first.prefixed:
        return None
    text = reader().annotate(opening, places=())
    told = {i for f in text.times for i in range(f.first, f.last)}
    told |= {i for m in text.saying("now") for i in range(m.first, m.last)}
    before = text.words[: first.start_token]
    timed = all(i in told or w.kind == "mark" or UP_TO.has(w, lenient=False) for i, w in enumerate(before))
    return first.area if timed and before else None


def _host(title: Sequence[Place], lead: Sequence[Place], opening: str) -> Area | None:
    """The one district that a lead names with its kind before its first figure, if title and lead name no
    other place so."""
    named = {p.area.name: p.area for p in (*title, *lead) if p.prefixed}
    counted = next((i for i, t in enumerate(tokens(opening)) if t.kind == "number"), len(opening))
    ahead = [p for p in (*title, *lead) if p.start_token < counted and p.area.name in named]
    only = next(iter(named.values())) if len(named) == 1 and ahead else None
    return only if only is not None and only.level == "district" else None


def _organiser(first: str, home: Area, local: Local) -> Area | None:
    """The district or commune whose own body acts in the first sentence (``UBND huyện A tổ chức …``), where
    nothing of the province does: all that follows is told of it."""
    words = tokens(first)
    places = reader().gazetteer.find(words, context=home, local=local)
    named = [p for p in places if p.prefixed and p.kind != "generic" and not p.locates]
    if len({p.area.name for p in named}) != 1 or named[0].area.level not in NARROW:
        return None
    before = words[: named[0].start_token]
    acting = any(ORGANS.has(w, lenient=False) for w in before)
    if acting and not any(ABOVE.has(w, lenient=False) for w in before) and not AT.has(before[-1], False):
        return named[0].area
    return None


def _central(first: str) -> bool:
    """Whether a text opens with what is done for the country: no portrait of a maker that it names."""
    return any(m.has("nationwide") for m in reader().lexicon.match(tokens(first)))


def _makers_place(first: str, home: Area | None, areas: Sequence[Area], local: Local) -> Area | None:
    """The commune in brackets behind the maker that a portrait opens with: ``HTX A (xã B, huyện C)``."""
    if len({a.name for a in areas if a.level == "commune"}) != 1:
        return None
    places = reader().gazetteer.find(tokens(first), context=home, local=local)
    text = reader().annotate(first, places=places)
    head = next((m.last for m in text.saying("maker_head")), None)
    for place in text.places:
        at = place.start_token
        behind = at > 0 and text.words[at - 1].text == "(" and place.area.level == "commune"
        if behind and head is not None and head < at <= head + 8:
            return place.area
    return None


def _portrayed(lead: Sequence[Place], everywhere: Sequence[Place], local: Sequence[Area]) -> Area | None:
    """The one commune that a bulletin names at all, where its lead gives it with its district:
    ``anh A ở bản B, xã C, huyện D`` is a portrait, and all that it tells plays there."""
    named = {p.area.name for p in everywhere if p.area.level == "commune" and p.prefixed}
    for place, following in itertools.pairwise(lead):
        own = place.area.level == "commune" and place.prefixed and len(named) == 1
        if own and following.locates and following.start_token - place.end_token <= 1:
            return next((a for a in local if a.name == place.area.name), place.area)
    return None
