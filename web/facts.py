"""Facts: a page for people and JSON or tables for programs, filtered and sorted by the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from corpus.export import FORMATS
from corpus.model import Bulletin, Fact, fact_json
from web import chart, formats
from web.addresses import address
from web.answer_view import passage_url
from web.facets import chips, facets
from web.fact_filter import ordered, wanted
from web.formats import Segment
from web.language import page_words
from web.paging import page_of
from web.problems import Problem
from web.series import Point, Series, chosen, series_of
from web.services import services
from web.wording import Words

_OTHER_SERIES = 12  # that the page offers beside the one drawn
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


def page_facts() -> ResponseReturnValue:
    """``GET /facts``: the facts that the address asks for, with what they can be narrowed by."""
    store, t = services().store, page_words()
    filters = wanted(request.args)
    facts = store.facts(**filters)
    bulletins = {bulletin.id: bulletin for bulletin in store.bulletins()}
    titles = {bulletin.id: bulletin.title for bulletin in bulletins.values()}
    series = series_of(facts)
    found = page_of(ordered(facts, request.args.get("sort", "")))
    counts = store.facets(**filters)
    return render_template(
        "facts.html",
        page=found,
        rows=_rows(found.rows, bulletins, series),
        wanted=filters,
        chips=chips(filters, titles, t),
        facets=facets(counts, filters, titles, t),
        areas=[name for name, _ in counts.get("area", ())],
        graph=_graph(series, bulletins, t),
        exports=[(name, _export_url(name)) for name in FORMATS],
        sort=request.args.get("sort", ""),
    )


def api_facts() -> ResponseReturnValue:
    """``GET /api/facts``: facts, latest bulletin first or by ``sort``; ``format`` gives them as a file."""
    form = request.args.get("format", "")
    if form and form not in FORMATS:
        raise Problem(400, "bad_format", formats=", ".join(FORMATS))
    facts = ordered(services().store.facts(**wanted(request.args)), request.args.get("sort", ""))
    if not form:
        return jsonify({"facts": [fact_json(fact) for fact in facts]})
    how = FORMATS[form]
    headers = {"Content-Disposition": f"attachment; filename=facts{how.suffix}"}
    return Response(how.write(facts), mimetype=None, content_type=how.media_type, headers=headers)


def fact_url(fact: Fact) -> str:
    """Where the fact's sentence stands, with the figure marked."""
    return passage_url(fact.bulletin, fact.paragraph, fact.sentence, (fact.quote.start, fact.quote.end))


def _export_url(form: str) -> str:
    """The facts that the page shows, all pages of them, as a file."""
    state = wanted(request.args)
    if sort := request.args.get("sort"):
        state["sort"] = sort[:40]
    return url_for("web.api_facts", **{**state, "format": form})  # type: ignore[arg-type]


# --- rows ------------------------------------------------------------------------------------------


def _rows(
    facts: Sequence[Fact], bulletins: Mapping[str, Bulletin], series: Sequence[Series]
) -> list[FactRow]:
    drawn = {point.fact.id: address(series=one.id) + "#chart" for one in series for point in one.points}
    return [_row(fact, bulletins.get(fact.bulletin), drawn.get(fact.id, "")) for fact in facts]


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


def _graph(found: Sequence[Series], bulletins: Mapping[str, Bulletin], t: Words) -> Graph | None:
    """The series that the address asks for, else the longest, and the others to choose from."""
    series = chosen(found, request.args.get("series", ""))
    if series is None:
        return None
    words = _chart_words(bulletins, t)
    drawings = tuple(chart.draw(series, words, *size) for size in (_WIDE, _NARROW))
    others = [
        (address(series=one.id, page="") + "#chart", one.fact, one.periods)
        for one in [one for one in found if one is not series][:_OTHER_SERIES]
    ]
    plans = any(point.fact.status == "target" for point in series.points)
    return Graph(series, drawings, plans, others)


def _chart_words(bulletins: Mapping[str, Bulletin], t: Words) -> chart.Words:
    def whole(point: Point) -> str:
        fact = point.fact
        bulletin = bulletins.get(fact.bulletin)
        value = f"{formats.figure(fact, t)} {formats.unit(fact, t)}".strip()
        plan = "" if fact.status == "actual" else t.get(f"fact_status.{fact.status}")
        said = [formats.period(fact.period, t), value, plan, bulletin.title if bulletin else ""]
        return " · ".join(part for part in said if part)

    return chart.Words(
        value=lambda point: formats.compact(point.value, t),
        time=lambda point: formats.moment(point.fact.period, t),
        whole=whole,
        address=lambda point: fact_url(point.fact),
        tick=lambda value: formats.compact(value, t),
    )
