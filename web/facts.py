"""Facts: a table for people and JSON for programs, filtered by the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from corpus.model import Bulletin, Fact, fact_json
from web import formats
from web.answer_view import passage_url
from web.fact_filter import ordered, wanted
from web.formats import Segment
from web.language import page_words
from web.paging import page_of
from web.services import services
from web.wording import Words


@dataclass(frozen=True)
class FactRow:
    """A fact as one row of the table, its figure marked in its sentence."""

    fact: Fact
    title: str
    sentence: tuple[Segment, ...]


@dataclass(frozen=True)
class Choices:
    """What the filter's lists offer: values and what people read for them."""

    indicators: list[tuple[str, str]]
    areas: list[str]
    years: list[tuple[str, str]]
    bulletins: list[tuple[str, str]]


def page_facts() -> ResponseReturnValue:
    """``GET /facts``: all facts, or those that the address asks for."""
    store = services().store
    filters = wanted(request.args)
    facts = store.facts()
    bulletins = {bulletin.id: bulletin for bulletin in store.bulletins()}
    chosen = store.facts(**filters) if filters else facts
    found = page_of(ordered(chosen, request.args.get("sort", "")))
    return render_template(
        "facts.html",
        page=found,
        rows=[_row(fact, bulletins.get(fact.bulletin)) for fact in found.rows],
        wanted=filters,
        choices=_choices(facts, bulletins, page_words()),
        sort=request.args.get("sort", ""),
    )


def api_facts() -> ResponseReturnValue:
    """``GET /api/facts``: the facts that the address asks for, latest bulletin first or by ``sort``."""
    chosen = services().store.facts(**wanted(request.args))
    return jsonify({"facts": [fact_json(fact) for fact in ordered(chosen, request.args.get("sort", ""))]})


def fact_url(fact: Fact) -> str:
    """Where the fact's sentence stands, with the figure marked."""
    return passage_url(fact.bulletin, fact.paragraph, fact.sentence, (fact.quote.start, fact.quote.end))


def _row(fact: Fact, bulletin: Bulletin | None) -> FactRow:
    return FactRow(fact, bulletin.title if bulletin else "", tuple(_sentence(fact, bulletin)))


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


def _choices(facts: Sequence[Fact], bulletins: dict[str, Bulletin], t: Words) -> Choices:
    indicators = {fact.indicator: formats.label(fact, t) for fact in facts if fact.indicator != "other"}
    indicators["other"] = t("facts.other")
    return Choices(
        sorted(indicators.items()),
        sorted({fact.area.name for fact in facts if fact.area}),
        [(year, year) for year in sorted({f.period.end[:4] for f in facts if f.period.end}, reverse=True)],
        sorted(((b.id, b.title) for b in bulletins.values()), key=lambda pair: pair[1]),
    )
