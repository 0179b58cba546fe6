"""What a bulletin as a whole gives its sentences: the day it speaks from, its year, programmes and kind."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from corpus.annotate import Annotated
from corpus.areas import Local
from corpus.model import Area, Period
from corpus.occasions import is_issue_day, meets_for_a_round
from corpus.place_kinds import Kinds
from corpus.scan import Figure, Words
from corpus.scope import Sentence, Setting
from corpus.spans import YEAR_DIGITS

LEADING = 3  # paragraphs
EVENT_WINDOW = dt.timedelta(days=31)
VENUE_REACH, AT, BEFORE = 8, Words("tại", "ở"), Words("trước")
TOLD = ("year", "month", "quarter", "as_of")  # kinds of times
TELLING = ("lead", "body")
NARROW = ("district", "commune")
MEETINGS = frozenset({("hoi", "nghi"), ("cuoc", "hop"), ("phien", "hop"), ("ky", "hop"), ("buoi", "lam")})
REVIEWS = frozenset({("tong", "ket"), ("so", "ket"), ("ket", "qua")})


@dataclass(frozen=True)
class Ground:
    """Where a bulletin plays: its province, the place its title names, and all places it names, with the
    kinds that it gives them."""

    home: Area | None
    area: Area | None
    local: Local
    kinds: Kinds


def setting_of(
    paragraphs: Sequence[Sequence[Sentence]], published: dt.date | None, ground: Ground, dated: bool
) -> Setting:
    """What a bulletin as a whole gives its sentences.  *dated*: the page tells when it was published;
    else the year of the title has been spent on the day of the event."""
    happened = event_day(paragraphs[:2], published)
    if happened is None and published is None:
        happened = event_day(paragraphs[2:], None, single=True) or _issue_day(paragraphs[:LEADING])
    latest = _told_last(paragraphs) if published is None else 0
    if happened is not None and latest - happened.year > 1:
        happened = None  # "Ngày 31/12/2010, …. Năm 2015, 17 xã đạt chuẩn": how it began, and not when told
    reference = happened or published
    programmes: list[str] = []
    for sentence in (s for sentences_ in paragraphs[:2] for s in sentences_):
        kinds = ("programme", "dimension") if sentence.paragraph.kind == "title" else ("programme",)
        programmes += [
            c.programme
            for m in sentence.text.mentions
            for c in m.concepts
            if c.kind in kinds and c.programme and "step" not in dict(c.dimensions)
        ]
    if not programmes:
        programmes = [
            c.programme
            for s in chain.from_iterable(paragraphs)
            for m in s.text.mentions
            for c in m.concepts
            if c.kind == "programme"
        ][:1]
    said = [m for sentences_ in paragraphs[:1] for s in sentences_ for m in s.text.mentions]
    leads = [s for sentences_ in paragraphs[1:2] for s in sentences_[:1] if s.paragraph.kind == "lead"]
    issued = any(s.text.says("issues_plan") for s in leads)
    plan, fair = issued or any(m.has("plan_document") for m in said), any(m.has("fair") for m in said)
    titled = _titled_year(paragraphs, dated)
    ahead = titled is not None and reference is not None and (titled.start or "") > reference.isoformat()
    titled = None if ahead and not plan else titled  # "bàn giải pháp cho năm 2020", told in 2019
    period = Period("as_of", None, reference.isoformat()) if reference else titled
    if titled is not None and titled.kind == "year" and titled.end is not None:
        met = any(meets_for_a_round(s.text) for sentences_ in paragraphs[1:2] for s in sentences_[:1])
        spent = (met or not dated) and happened is not None and str(happened.year) == titled.end[:4]
        period = period if spent else titled
    elif titled is not None and plan:
        period = titled  # a plan for several years
    area = (_venue(paragraphs) if fair else None) or ground.area
    dated_title = any(
        f.period is not None for s in chain.from_iterable(paragraphs[:1]) for f in s.text.figures
    )
    spoken = tuple(dict.fromkeys(programmes))
    return Setting(ground.home, area, period, spoken, reference, plan, fair, dated_title, latest)


def _told_last(paragraphs: Sequence[Sequence[Sentence]]) -> int:
    """The latest year told of what is, in the sentences that aim at nothing; 0 if none is."""
    plain = [s for s in chain.from_iterable(paragraphs) if not s.text.says("status")]
    told = [f.period for s in plain for f in s.text.figures if f.period and f.period.kind in TOLD]
    return max((int(p.end[:4]) for p in told if p.end and YEAR_DIGITS.search(p.text)), default=0)


def _titled_year(paragraphs: Sequence[Sequence[Sentence]], dated: bool) -> Period | None:
    """The one year that a title names: what the bulletin tells, it tells of that year (unless that only says
    which meeting is told of, and the day is known)."""
    titles = [s for sentences_ in paragraphs[:1] for s in sentences_ if s.paragraph.kind == "title"]
    if any(s.text.says("status", "target") for s in titles):
        return None
    if dated and any(_of_a_meeting(s.text) for s in titles):
        return None
    years = [p for s in titles for p in s.text.periods]
    return years[0] if len(years) == 1 and years[0].kind in ("year", "range", "quarter", "month") else None


def _of_a_meeting(title: Annotated) -> bool:
    """``Hội nghị đánh giá sản phẩm năm 2023``: a meeting's year; one that looks back (``tổng kết``) tells
    of its year."""
    pairs = set(itertools.pairwise(w.fold for w in title.words))
    return bool(pairs & MEETINGS) and not pairs & REVIEWS


def _venue(paragraphs: Sequence[Sequence[Sentence]]) -> Area | None:
    """Where a fair is held: the first place below the province behind ``tại`` in its opening sentence, or in
    one of the next that names the fair."""
    opening = [s for sentences_ in paragraphs[1:] for s in sentences_[:1] if s.paragraph.kind in TELLING]
    for n, sentence in enumerate(opening[:LEADING]):
        words = sentence.text.words
        if n and not sentence.text.says("fair"):
            continue
        for place in sentence.text.places:
            near = words[max(0, place.start_token - VENUE_REACH) : place.start_token]
            if place.area.level in NARROW and any(AT.has(w, lenient=False) for w in near):
                return place.area
    return None


def event_day(
    paragraphs: Sequence[Sequence[Sentence]], published: dt.date | None, single: bool = False
) -> dt.date | None:
    """The day of the event that a bulletin reports in its opening, shortly before it was published.
    *single*: no event that lasts over days counts (``giới thiệu sản phẩm từ ngày 25 đến 28/11``)."""
    for sentence in (s for sentences_ in paragraphs for s in sentences_):
        for figure in sentence.text.figures:
            issued = is_issue_day(sentence.text, figure)
            if figure.kind == "date" and not issued and figure.period is not None and figure.period.end:
                if (single and figure.period.start != figure.period.end) or _deadline(sentence.text, figure):
                    continue
                day = dt.date.fromisoformat(figure.period.end)
                if published is None or dt.timedelta(0) <= published - day <= EVENT_WINDOW:
                    return day
    return None


def _deadline(text: Annotated, figure: Figure) -> bool:
    """``hoàn thành trước ngày 10/9``: a day by which something is to be done."""
    before = text.words[max(0, figure.first - 2) : figure.first]
    return any(BEFORE.has(w, lenient=False) for w in before)


def _issue_day(paragraphs: Sequence[Sequence[Sentence]]) -> dt.date | None:
    """The day of the decision that an undated bulletin opens with (``Quyết định số 5182/QĐ-UBND ngày
    31/12/2021 công nhận …``): what it tells happened then.  One from before a year that was told of before
    is only what was acted on (``Căn cứ Quyết định số 784/QĐ-TTg ngày 8/6/2020``)."""
    year = 0
    for sentence in (s for sentences_ in paragraphs for s in sentences_ if s.paragraph.kind != "title"):
        decided = [f for f in sentence.text.figures if f.kind == "document" and "QĐ" in f.text]
        for figure in sentence.text.figures if decided else ():
            issued = figure.kind == "date" and is_issue_day(sentence.text, figure)
            if issued and figure.period is not None and figure.period.end:
                day = dt.date.fromisoformat(figure.period.end)
                if day.year >= year:
                    return day
        told = (p for p in sentence.text.periods if p.kind == "year")
        year = max([year, *(int(p.end[:4]) for p in told if p.end)])
    return None
