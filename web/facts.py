"""Facts: a page for people and JSON or tables for programs, filtered and sorted by the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from corpus.export import FORMATS
from corpus.model import Bulletin, Fact, fact_json
from corpus.series import series_id
from web import chart, formats
from web.addresses import address
from web.answer_view import passage_url
from web.facets import chips, facets
from web.fact_filter import sort_of, wanted
from web.formats import Segment
from web.language import page_words
from web.paging import Page, number_in_address, stretch_of
from web.problems import Problem
from web.series import Point, Series, points_of
from web.services import services
from web.wording import Words

_OTHER_SERIES = 12  # that the page offers beside the one drawn
_MOST_POINTS = 400  # of a series: more could not be told apart
_WIDE, _NARROW = (860, 330), (340, 300)  # pixels


@dataclass(frozen=True)
class FactRow:
    """A fact as one row of the table, its figure marked in its sentence."""

    fact: Fact
    title: str
    published: str | None
    sentence: tuple[Segment, ...]
    series: str  # the address that draws it over time, or ""


@dataclass(frozen=True)
class Graph:
    """A series as the page shows it: drawn for wide and narrow screens, its points, and other series."""

    series: Series
    drawings: tuple[Markup, ...]
    plans: bool
    others: list[tuple[str, Fact, int]]


class _Bulletins:
    """Bulletins as they are needed, each fetched once a request."""

    def __init__(self) -> None:
        self._kept: dict[str, Bulletin | None] = {}

    def get(self, id_: str) -> Bulletin | None:
        """One bulletin, or None if it is gone."""
        if id_ not in self._kept:
            self._kept[id_] = services().store.bulletin(id_)
        return self._kept[id_]


def page_facts() -> ResponseReturnValue:
    """``GET /facts``: the facts that the address asks for, with what they can be narrowed by.

    Only the page's own facts and the series drawn are opened; all else is counted by the store.
    """
    store, t = services().store, page_words()
    filters, sort = wanted(request.args), sort_of(request.args)
    at = stretch_of(total := store.count(**filters))
    found = Page(store.facts_in_order(sort, at.first, at.size, **filters), at.number, at.count, total)
    bulletins, titles, counts = _Bulletins(), store.titles(), store.facets(**filters)
    return render_template(
        "facts.html",
        page=found,
        rows=_rows(found.rows, bulletins, filters),
        wanted=filters,
        chips=chips(filters, titles, t),
        facets=facets(counts, filters, titles, t),
        areas=[name for name, _ in counts.get("area", ())],
        graph=_graph(filters, titles, t),
        exports=[(name, _export_url(name)) for name in FORMATS],
        sort=sort,
    )


def api_facts() -> ResponseReturnValue:
    """``GET /api/facts``: facts, latest bulletin first or by ``sort``, and how many there are in all.

    ``limit`` and ``offset`` give a part of them; ``format`` gives all of them as a file.
    """
    form = request.args.get("format", "")
    if form and form not in FORMATS:
        raise Problem(400, "bad_format", formats=", ".join(FORMATS))
    store, sort, filters = services().store, sort_of(request.args), wanted(request.args)
    if not form:
        part = (number_in_address("offset", 0), number_in_address("limit", None))
        facts = store.facts_in_order(sort, *part, **filters)
        return jsonify({"facts": [fact_json(fact) for fact in facts], "total": store.count(**filters)})
    facts, how = store.facts_in_order(sort, 0, None, **filters), FORMATS[form]
    headers = {"Content-Disposition": f"attachment; filename=facts{how.suffix}"}
    return Response(how.write(facts), mimetype=None, content_type=how.media_type, headers=headers)


def fact_url(fact: Fact) -> str:
    """Where the fact's sentence stands, with the figure marked."""
    return passage_url(fact.bulletin, fact.paragraph, fact.sentence, (fact.quote.start, fact.quote.end))


def _export_url(form: str) -> str:
    """The facts that the page shows, all pages of them, as a file."""
    state = wanted(request.args)
    if sort := sort_of(request.args):
        state["sort"] = sort
    return url_for("web.api_facts", **{**state, "format": form})  # type: ignore[arg-type]


# --- rows ------------------------------------------------------------------------------------------


def _rows(facts: Sequence[Fact], bulletins: _Bulletins, filters: Mapping[str, str]) -> list[FactRow]:
    ids = {fact.id: series_id(fact) for fact in facts}
    drawn = dict(services().store.series(len(ids), sorted(set(filter(None, ids.values()))), **filters))
    return [
        _row(fact, bulletins.get(fact.bulletin), _series_url(ids[fact.id]) if ids[fact.id] in drawn else "")
        for fact in facts
    ]


def _series_url(series: str) -> str:
    return address(series=series) + "#chart"


def _row(fact: Fact, bulletin: Bulletin | None, series: str) -> FactRow:
    title, published = (bulletin.title, bulletin.published) if bulletin else ("", None)
    return FactRow(fact, title, published, tuple(_sentence(fact, bulletin)), series)


def _sentence(fact: Fact, bulletin: Bulletin | None) -> list[Segment]:
    """The fact's sentence with its quote marked; without the bulletin, the quote in its surroundings."""
    quote = fact.quote
    texts = {p.number: p.text for p in bulletin.paragraphs} if bulletin else {}
    text = texts.get(fact.paragraph, "")
    low, high = fact.sentence
    if text[quote.start : quote.end] != quote.exact or not low <= quote.start < quote.end <= high:
        return [Segment(quote.prefix), Segment(quote.exact, "words"), Segment(quote.suffix)]
    marked = (quote.start - low, quote.end - low)
    return formats.segments(text[low:high], (0, 0), marked)


# --- over time ---------------------------------------------------------------------------------------


def _graph(filters: Mapping[str, str], titles: Mapping[str, str], t: Words) -> Graph | None:
    """The series that the address asks for, else the most telling, and others to choose from."""
    store = services().store
    found = list(store.series(_OTHER_SERIES + 1, None, **filters))
    asked = request.args.get("series", "")
    if asked and asked not in dict(found):
        found = [*store.series(1, [asked], **filters), *found]
    if not found:
        return None
    chosen = asked if asked in dict(found) else found[0][0]
    series = Series(chosen, points_of(store.series_facts(chosen, _MOST_POINTS, **filters)))
    words = _chart_words(titles, t)
    drawings = tuple(chart.draw(series, words, *size) for size in (_WIDE, _NARROW))
    others = [
        (address(series=one, page="") + "#chart", store.series_facts(one, 1, **filters)[0], periods)
        for one, periods in [one for one in found if one[0] != chosen][:_OTHER_SERIES]
    ]
    plans = any(point.fact.status == "target" for point in series.points)
    return Graph(series, drawings, plans, others)


def _chart_words(titles: Mapping[str, str], t: Words) -> chart.Words:
    def whole(point: Point) -> str:
        fact = point.fact
        value = f"{formats.figure(fact, t)} {formats.unit(fact, t)}".strip()
        plan = "" if fact.status == "actual" else t.get(f"fact_status.{fact.status}")
        said = [formats.period(fact.period, t), value, plan, titles.get(fact.bulletin, "")]
        return " · ".join(part for part in said if part)

    return chart.Words(
        value=lambda point: formats.compact(point.value, t),
        time=lambda point: formats.moment(point.fact.period, t),
        whole=whole,
        address=lambda point: fact_url(point.fact),
        tick=lambda value: formats.compact(value, t),
    )
