"""A bulletin read whole: sentences annotated, facts and records found.

The one entry is :func:`read`.  What must be known before the first sentence is
worked out here: the day the report speaks from, the province it is about, the
programmes and the year that its title names.
"""

from __future__ import annotations

import calendar
import datetime as dt
import gc
import itertools
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from corpus.annotate import Annotated, Reader
from corpus.areas import NATION, Gazetteer
from corpus.areas import Mention as Place
from corpus.facts import Grammar, Sentence, mismatches
from corpus.lexicon import lexicon
from corpus.locality import visited
from corpus.model import Area, Bulletin, Paragraph, Period, Reading
from corpus.place_kinds import called, kinds_of, written_as
from corpus.records import Recorder
from corpus.scan import Words
from corpus.scope import LEVELS
from corpus.setting import AT, NARROW, Ground, event_day, setting_of
from corpus.spans import is_base
from corpus.text import Span, Token, behind_byline, sentences, tokens
from corpus.told_times import awarded

KIND_WORDS = Words(
    "tỉnh", "huyện", "quận", "thị", "thành", "xã", "phường", "thôn", "bản", "xóm", "ấp", "khu"
)  # fmt: skip
READ_KINDS = ("title", "lead", "body", "heading", "caption", "table")
LONGEST_SENTENCE = 2500  # characters
OPENING = 2  # paragraphs that tell the day of the event
MANY = 4  # provinces named beside the whole country are examples
WHOLE = Words("toàn", "cả")
UP_TO = Words("đến", "tính", "tới", "hết", "cuối", "trong", "sau")
ORGANS = Words("ubnd", "hđnd", "ủy", "uỷ", "hội", "ban", "phòng")  # "Ủy ban", "Hội đồng", "Huyện ủy"
ABOVE = Words("tỉnh", "sở", "bộ", "ương", "phủ")  # "Sở Nông nghiệp", "Trung ương", "Chính phủ"
OF = Words("của")


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The product's matchers, made once."""
    made = Reader(lexicon(), Gazetteer.load())
    gc.freeze()  # the tables stay as long as the process: no collection need walk them again
    return made


def read(bulletin: Bulletin) -> Reading:
    """Facts and records of a bulletin, with what could not be explained."""
    matchers = reader()
    published = published_day(bulletin.published)
    year = this_year = _told_year(bulletin) if published is None else None
    ground = ground_of(bulletin)
    paragraphs = [p for p in bulletin.paragraphs if p.kind in READ_KINDS]
    annotated: list[list[Sentence]] = []
    for paragraph in paragraphs:
        annotated.append(_annotate(paragraph, bulletin.id, published, ground, year, this_year))
        year = _year_said(annotated[-1]) or year
        opening = published is None and this_year is None and len(annotated) <= OPENING
        if opening and (day := event_day(annotated, None)) is not None:
            this_year = day.year  # "Ngày 5/10/2023, …", and further on "cuối năm nay"
    setting = setting_of(annotated, published, ground, bool(bulletin.published))
    setting = replace(setting, told=this_year)
    facts = Grammar(matchers.lexicon, matchers.gazetteer).read(annotated, setting)
    body = [sentences_ for sentences_ in annotated if sentences_ and sentences_[0].paragraph.kind != "title"]
    records = Recorder(matchers.lexicon).read(body, facts, setting)
    return Reading(
        bulletin,
        tuple(facts),
        tuple(records),
        tuple(unexplained(annotated, facts)),
        tuple(f"{total.id}:{found}" for total, found in mismatches(facts)),
    )


def published_day(published: str | None) -> dt.date | None:
    """The day of publication; the last day of the year or month where only that is known."""
    if not published:
        return None
    year, _, rest = published.partition("-")
    try:
        month = int(rest[:2]) if rest else 12
        last = calendar.monthrange(int(year), month)[1]
        return dt.date.fromisoformat(published if len(published) == 10 else f"{year}-{month:02d}-{last}")
    except ValueError:
        return None


def _told_year(bulletin: Bulletin) -> int | None:
    """The one year that an undated bulletin names in its title, or else in title and opening: days without
    a year and ``năm nay`` are of that year."""
    opening = _opening(bulletin)
    years: set[str] = set()
    for text in (bulletin.title, opening):
        told = reader().annotate(text, places=())
        aimed = text == bulletin.title and any(m.has("status", "target") for m in told.mentions)
        periods = [] if aimed else _times_told(told)  # "Phấn đấu về đích vào năm 2020"
        years |= {p.end[:4] for p in periods if p.end}
        if len(years) == 1:
            return int(next(iter(years)))
    return None


def _opening(bulletin: Bulletin) -> str:
    """The first paragraph of the text, behind the name of its paper."""
    text = next((p.text for p in bulletin.paragraphs if p.kind in ("lead", "body")), "")
    return text[behind_byline(text) :]


# --- the ground a bulletin stands on ----------------------------------------------------------


def ground_of(bulletin: Bulletin) -> Ground:
    """Work out the ground from the places that a bulletin names, before anything else is read.

    A province named with its kind in title or lead is where it plays; else the places vote.
    One district or commune that the title names (also by its bare name, if the text gives the
    whole one) is what it is about.
    """
    gazetteer = reader().gazetteer
    named: dict[str, list[Place]] = {"title": [], "lead": [], "body": []}
    away: set[str] = set()
    wholes: set[str] = set()  # levels spoken of as a whole: "toàn huyện"
    opened = False
    for paragraph in bulletin.paragraphs:
        if paragraph.kind in READ_KINDS:
            group = paragraph.kind if paragraph.kind in named else "body"
            words = tokens(paragraph.text[behind_byline(paragraph.text) :])
            placed = gazetteer.find(words)
            wholes |= {p.area.level for p in placed if WHOLE.has(words[p.start_token], lenient=False)}
            found = [p for p in placed if p.kind != "generic"]
            named[group].extend(found)
            if paragraph.kind != "body" or not opened:
                away |= visited(words, found)
            opened = opened or paragraph.kind in ("lead", "body")
    written = [p.area for places in named.values() for p in places if p.prefixed]
    named = {group: written_as(places, written) for group, places in named.items()}
    ahead = named["title"] + named["lead"]
    everywhere = ahead + named["body"]
    spoken = [p for p in everywhere if p.area.name not in away]
    prefixed = [p for p in ahead if p.area.level == "province" and p.prefixed]
    provinces = {p.area.name: p.area for p in prefixed if p.area.name not in away}
    home = next(iter(provinces.values())) if len(provinces) == 1 else None
    home = home or gazetteer.home_of([*(p for p in named["title"] if p in spoken), *spoken])
    paper = gazetteer.find(tokens(bulletin.byline or "")) if not everywhere else []
    home = home or gazetteer.home_of([*named["title"], *everywhere, *paper])  # "Báo Phú Thọ"
    if not provinces and _national(bulletin, everywhere):
        home = NATION
    local = tuple(dict.fromkeys(_at_home(p, home) for p in everywhere if p.area.level in NARROW))
    topic = _topic(bulletin.title, home, local)
    topic = called(topic, kinds_of(local)) if topic is not None else None
    opening = _opening(bulletin)
    first = [p.area for p in named["lead"][:1] if p.prefixed and p.area.level in (*NARROW, "village")]
    maker = _makers_place(opening, home, local)
    if maker is None and (portrayed := _portrayed(named["lead"], everywhere, local)) is not None:
        maker = None if _central(opening) else portrayed
    if maker is not None and not any(p.prefixed for p in named["title"]):
        topic = maker
    elif topic is None and (bare := _opened_by(named["lead"])) is not None:
        topic = bare
    elif (
        first
        and opening.casefold().startswith(first[0].name.casefold())
        and (topic is None or LEVELS[first[0].level] > LEVELS[topic.level])
    ):
        topic = first[0]
    if topic is None and home is not None and home.level == "province":
        topic = _only_district(named["lead"], everywhere, opening)
        if "district" in wholes and "province" not in wholes and not named["title"]:
            topic = topic or _one(p.area for p in everywhere if p.area.level == "district")
        topic = topic or _host(named["title"], named["lead"], opening) or _organiser(opening, home, local)
    return Ground(home, topic or home, local)


def _one(areas: Iterable[Area]) -> Area | None:
    """The only one of some places."""
    found = {a.name: a for a in areas}
    return next(iter(found.values())) if len(found) == 1 else None


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
    told = {i for f in text.figures if f.period is not None for i in range(f.first, f.last)}
    told |= {i for m in text.mentions if m.has("now") for i in range(m.first, m.last)}
    before = text.words[: first.start_token]
    timed = all(i in told or w.kind == "mark" or UP_TO.has(w, lenient=False) for i, w in enumerate(before))
    return first.area if timed and before else None


def _ministry(title: str, opening: str, provinces: Set[str]) -> bool:
    """Whether a bulletin tells of what is done for the country (``cấp quốc gia``, by a ministry), and names
    several provinces below, none in its title or opening but where it was done (``tại Hà Nội``)."""
    ahead = [p for text in (title, opening) for p in reader().gazetteer.find(tokens(text))]
    ahead = [p for p in ahead if p.kind != "generic" and p.area.level in ("province", *NARROW)]
    words = tokens(opening)
    venues = visited(words, [p for p in reader().gazetteer.find(words) if p.kind != "generic"])
    if len(provinces) < 2 and not (provinces and provinces <= venues):
        return False
    named = any(p.area.name not in venues for p in ahead)
    text = reader().annotate(f"{title}. {opening}", places=())
    return not named and any(m.has("nationwide") for m in text.mentions)


def _host(title: Sequence[Place], lead: Sequence[Place], opening: str) -> Area | None:
    """The one district that a lead names with its kind before its first figure, if title and lead name no
    other place so."""
    named = {p.area.name: p.area for p in (*title, *lead) if p.prefixed}
    counted = next((i for i, t in enumerate(tokens(opening)) if t.kind == "number"), len(opening))
    ahead = [p for p in (*title, *lead) if p.start_token < counted and p.area.name in named]
    only = next(iter(named.values())) if len(named) == 1 and ahead else None
    return only if only is not None and only.level == "district" else None


def _organiser(opening: str, home: Area, local: Sequence[Area]) -> Area | None:
    """The district or commune whose own body acts in the first sentence (``UBND huyện A tổ chức …``), where
    nothing of the province does: all that follows is told of it."""
    for span in sentences(opening)[:1]:
        words = tokens(span.text)
        places = reader().gazetteer.find(words, context=home, local=local)
        named = [p for p in places if p.prefixed and p.kind != "generic" and not p.locates]
        if len({p.area.name for p in named}) != 1 or named[0].area.level not in NARROW:
            continue
        before = words[: named[0].start_token]
        acting = any(ORGANS.has(w, lenient=False) for w in before)
        if acting and not any(ABOVE.has(w, lenient=False) for w in before) and not AT.has(before[-1], False):
            return named[0].area
    return None


def _national(bulletin: Bulletin, everywhere: Sequence[Place]) -> bool:
    """Whether a bulletin is about the whole country: its title says so, or the first words of its text,
    and no province is spoken of."""
    opening = _opening(bulletin)
    first = next(iter(sentences(opening)), None)
    provinces = {p.area.name for p in everywhere if p.area.level == "province"}
    if _ministry(bulletin.title, opening, provinces):
        return True
    local = any(p.area.level == "province" and p.prefixed for p in everywhere) and len(provinces) < MANY
    for text in (bulletin.title, first.text if first and not local else ""):
        places = reader().gazetteer.find(tokens(text))
        if places and places[0].area.level == "nation":
            return True
    return False


def _central(opening: str) -> bool:
    """Whether a text opens with what is done for the country: no portrait of a maker that it names."""
    first = next(iter(sentences(opening)), None)
    mentions = reader().lexicon.match(tokens(first.text)) if first is not None else []
    return any(m.has("nationwide") for m in mentions)


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


def _makers_place(opening: str, home: Area | None, local: Sequence[Area]) -> Area | None:
    """The commune in brackets behind the maker that a portrait opens with: ``HTX A (xã B, huyện C)``."""
    named = {a.name for a in local if a.level == "commune"}
    for span in sentences(opening)[:1] if len(named) == 1 else ():
        places = reader().gazetteer.find(tokens(span.text), context=home, local=local)
        text = reader().annotate(span.text, places=places)
        heads = [m.last for m in text.mentions if m.has("maker_head")]
        for place in text.places:
            at = place.start_token
            behind = at > 0 and text.words[at - 1].text == "(" and place.area.level == "commune"
            if behind and heads and heads[0] < at <= heads[0] + 8:
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


def _topic(title: str, home: Area | None, local: Sequence[Area]) -> Area | None:
    """The one narrowest place below the province that a title names (``Huyện A: …`` opens with its
    kind in capitals)."""
    gazetteer = reader().gazetteer
    for words in (tokens(title), [_uncapped(t) for t in tokens(title)[:1]] + tokens(title)[1:]):
        found = gazetteer.find(words, context=home, local=local)
        topics = {
            p.area.name: p.area for p in found if p.kind != "generic" and p.area.level in (*NARROW, "village")
        }
        if topics:
            depth = max(LEVELS[a.level] for a in topics.values())
            narrowest = [a for a in topics.values() if LEVELS[a.level] == depth]
            return narrowest[0] if len(narrowest) == 1 else None
    return None


def _uncapped(token: Token) -> Token:
    """A kind of place that opens a sentence has a capital for that reason only (``Thôn A có …``)."""
    return token._replace(text=token.text.lower()) if KIND_WORDS.has(token, lenient=False) else token


def _annotate(
    paragraph: Paragraph, bulletin: str, reference: dt.date | None, ground: Ground,
    year: int | None, this_year: int | None,
) -> list[Sentence]:  # fmt: skip
    """The sentences of a paragraph; places are found in the paragraph as a whole, so that a later
    sentence may name one shortly.  *year*: the last one named before."""
    first = behind_byline(paragraph.text)
    told = [(max(s.start, first), s.end) for s in sentences(paragraph.text) if s.end > first]
    spans = [piece for a, b in told for piece in _pieces(Span(paragraph.text[a:b], a, b))]
    starts = {span.start for span in spans}
    whole = [_uncapped(t) if t.start in starts else t for t in tokens(paragraph.text)]
    places = reader().gazetteer.find(whole, context=ground.area, local=ground.local)
    places = written_as(places, ground.local)
    found, at, next_place = [], 0, 0
    for span in spans:
        while at < len(whole) and whole[at].start < span.start:
            at += 1
        last = at
        while last < len(whole) and whole[last].end <= span.end:
            last += 1
        own = []
        while next_place < len(places) and places[next_place].start_token < last:
            place = places[next_place]
            next_place += 1
            if at <= place.start_token and place.end_token <= last:
                shifted = (place.start_token - at, place.end_token - at)
                own.append(replace(place, start_token=shifted[0], end_token=shifted[1]))
        text = reader().annotate(span.text, reference=reference, places=own, year=year, this_year=this_year)
        found.append(Sentence(bulletin, paragraph, span.start, span.end, text))
        year = _year_said(found[-1:]) or year
        at = last
    return found


def _year_said(found: Sequence[Sentence]) -> int | None:
    """The last year that sentences name; the years of a span or of an aim (``đến năm …``) are none."""
    periods = [p for s in found for p in _times_told(s.text)]
    ahead = [p for p in periods if p.kind == "as_of" and (p.end or "").endswith("-12-31")]
    aims = [p for p in ahead if not {"tháng", "ngày"} & set(p.text.split())]
    ends = [p.end for p in periods if p.end and p.kind != "range" and p not in aims]
    return int(ends[-1][:4]) if ends else None


def _times_told(text: Annotated) -> list[Period]:
    """The times of a text, without those that a change is measured from, or that only say which ones are
    meant (``nâng hạng 3 sản phẩm của năm 2020``), or when a place came to its title."""
    told = [f for f in text.figures if f.period is not None and not is_base(text.words, f)]
    own = [f for f in told if not (f.first and OF.has(text.words[f.first - 1], lenient=False))]
    marks = [i for i, w in enumerate(text.words) if w.kind == "mark"]
    starts = {f.first: max((i + 1 for i in marks if i < f.first), default=0) for f in own}
    own = [f for f in own if not awarded(text, starts[f.first], f.first)]  # "… huyện đạt chuẩn năm 2018"
    return [f.period for f in own if f.period is not None]


def _pieces(span: Span) -> Iterator[Span]:
    """A sentence, or pieces of one that is longer than any report writes: so that time stays linear."""
    start = 0
    while len(span.text) - start > LONGEST_SENTENCE:
        window = span.text[start : start + LONGEST_SENTENCE]
        cut = max(window.rfind("; "), window.rfind(", "), 0) or window.rfind(" ")
        end = start + (cut + 1 if cut > 0 else LONGEST_SENTENCE)
        yield Span(span.text[start:end], span.start + start, span.start + end)
        start = end
    if span.text[start:].strip() or not start:
        yield Span(span.text[start:], span.start + start, span.end)


def unexplained(paragraphs: Sequence[Sequence[Sentence]], facts: Sequence[object]) -> list[str]:
    """Numbers of a bulletin that no figure accounts for (their words; ideally none)."""
    left = []
    for sentence in (s for sentences_ in paragraphs for s in sentences_):
        covered = {i for f in sentence.text.figures for i in range(f.first, f.last)}
        covered |= {i for m in sentence.text.mentions for i in range(m.first, m.last)}
        covered |= {i for p in sentence.text.places for i in range(p.start_token, p.end_token)}
        left += [w.text for i, w in enumerate(sentence.text.words) if w.kind == "number" and i not in covered]
    return left
