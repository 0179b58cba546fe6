"""A bulletin read whole: sentences annotated, facts and records found.

The one entry is :func:`read`.  What must be known before the first sentence is worked out first: the day
the report speaks from, the place it is about (``corpus.ground``), the programmes and the year that its
title names (``corpus.setting``).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.annotate import Annotated, reader
from corpus.facts import Grammar, Sentence, mismatches
from corpus.ground import READ_KINDS, ground_of, opening_of, uncapped
from corpus.model import Bulletin, Paragraph, Period, Reading
from corpus.occasions import is_issue_day
from corpus.place_kinds import written_as
from corpus.records import Recorder
from corpus.scan import Words
from corpus.setting import Ground, event_day, setting_of
from corpus.spans import is_base
from corpus.text import Span, Token, behind_byline, moved, sentences, tokens
from corpus.told_times import awarded

LONGEST_SENTENCE = 2500  # characters
OPENING = 2  # paragraphs that tell the day of the event
OF = Words("của")


def read(bulletin: Bulletin) -> Reading:
    """Facts and records of a bulletin, with what could not be explained."""
    matchers = reader()
    published = published_day(bulletin.published)
    year = this_year = _told_year(bulletin) if published is None else None
    ground = ground_of(bulletin)
    paragraphs = [p for p in bulletin.paragraphs if p.kind in READ_KINDS]
    annotated: list[list[Sentence]] = []
    for paragraph in paragraphs:
        found, year = _annotate(paragraph, bulletin.id, published, ground, year, this_year)
        annotated.append(found)
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
    opening = opening_of(bulletin)
    years: set[str] = set()
    for text in (bulletin.title, opening):
        told = reader().annotate(text, places=())
        aimed = text == bulletin.title and told.says("status", "target")
        periods = [] if aimed else _times_told(told)  # "Phấn đấu về đích vào năm 2020"
        years |= {p.end[:4] for p in periods if p.end}
        if len(years) == 1:
            titled = int(next(iter(years)))
            day = _day_opened_with(opening)
            return titled if day is None or day.year > titled else day.year
    return None


def _day_opened_with(opening: str) -> dt.date | None:
    """The day that a text opens with (``Ngày 24/12/2019, …``, under a title about the next year)."""
    told = reader().annotate(opening, places=())
    first = next((f for f in told.times if f.kind == "date" and f.period and f.period.kind == "day"), None)
    if first is None or first.period is None or not first.period.end or is_issue_day(told, first):
        return None
    return dt.date.fromisoformat(first.period.end)


# --- sentences with what was found in them -----------------------------------------------------------


def _annotate(
    paragraph: Paragraph, bulletin: str, reference: dt.date | None, ground: Ground,
    year: int | None, this_year: int | None,
) -> tuple[list[Sentence], int | None]:  # fmt: skip
    """The sentences of a paragraph, and the last year named by then (*year*: … before); places are found in
    the paragraph as a whole, so that a later sentence may name one shortly."""
    first = behind_byline(paragraph.text)
    told = [(max(s.start, first), s.end) for s in sentences(paragraph.text) if s.end > first]
    spans = [piece for a, b in told for piece in _pieces(Span(paragraph.text[a:b], a, b))]
    starts = {span.start for span in spans}
    whole = tokens(paragraph.text)
    small = [uncapped(t) if t.start in starts else t for t in whole]
    places = reader().gazetteer.find(small, context=ground.area, local=ground.local)
    places = written_as(places, ground.kinds)
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
        text = reader().annotate(
            span.text, reference=reference, places=own, year=year, this_year=this_year,
            words=_words_of(whole, at, last, span),
        )  # fmt: skip
        found.append(Sentence(bulletin, paragraph, span.start, span.end, text))
        year = _year_said(text) or year
        at = last
    return found, year


def _words_of(whole: Sequence[Token], at: int, last: int, span: Span) -> Sequence[Token] | None:
    """The tokens of a sentence, from those of its paragraph; None if it is cut inside of one."""
    begins = at == 0 or whole[at - 1].end <= span.start
    ends = last == len(whole) or whole[last].start >= span.end
    return moved(whole[at:last], span.start) if begins and ends else None


def _year_said(text: Annotated) -> int | None:
    """The last year that a sentence names; the years of a span or of an aim (``đến năm …``) are none."""
    periods = _times_told(text)
    ahead = [p for p in periods if p.kind == "as_of" and (p.end or "").endswith("-12-31")]
    aims = [p for p in ahead if not {"tháng", "ngày"} & set(p.text.split())]
    ends = [p.end for p in periods if p.end and p.kind != "range" and p not in aims]
    days = [p.end for p in periods if p.kind == "day" and p.end]  # "Ngày 24/12/2019, … bàn nhiệm vụ năm 2020"
    return int(min(ends[-1], days[-1])[:4] if days else ends[-1][:4]) if ends else None


def _times_told(text: Annotated) -> list[Period]:
    """The times of a text, without those that a change is measured from, or that only say which ones are
    meant (``nâng hạng 3 sản phẩm của năm 2020``), or when a place came to its title."""
    told = [f for f in text.times if not is_base(text.words, f)]
    own = [f for f in told if not (f.first and OF.has(text.words[f.first - 1], lenient=False))]
    own = [f for f in own if not awarded(text, _stretch(text, f.first), f.first)]  # "… đạt chuẩn năm 2018"
    return [f.period for f in own if f.period is not None]


def _stretch(text: Annotated, at: int) -> int:
    """Where the words since the last mark before a token begin."""
    return next((i + 1 for i in range(at - 1, -1, -1) if text.words[i].kind == "mark"), 0)


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
        covered |= sentence.text.phrased | sentence.text.placed
        left += [w.text for i, w in enumerate(sentence.text.words) if w.kind == "number" and i not in covered]
    return left
