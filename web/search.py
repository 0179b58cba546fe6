"""Searching the paragraphs of all bulletins: a page for those who want to read, and JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from corpus.lexicon import lexicon
from corpus.marking import Marks, excerpt, marks
from corpus.model import Bulletin
from corpus.narrowing import BadDate, Narrowing
from web.answer_view import passage_url
from web.formats import Segment
from web.language import page_language
from web.paging import page_of
from web.problems import Problem
from web.services import Hit, services

_LONGEST_SHOWN = 900  # characters of a paragraph on the page; the bulletin has all of it
_LONGEST_FILTER = 200


@dataclass(frozen=True)
class Found:
    """A paragraph as the page shows it, the words that were looked for marked."""

    paragraph: int
    title: str
    published: str | None
    pieces: tuple[Segment, ...]
    url: str


def page_search() -> ResponseReturnValue:
    """``GET /search?q=&programme=&area=&since=&until=``: the nearest paragraphs to read."""
    settings, store = services().settings, services().store
    query = request.args.get("q", "").strip()
    narrowing, bad_date = _narrowing_if_sound()
    too_long = len(query) > settings.message_length
    hits: Sequence[Hit] = []
    if query and not too_long:
        hits = services().assistant.search(query, settings.search_limit, narrowing)
    page = page_of(hits)
    held = {name: store.bulletin(name) for name in {hit.bulletin for hit in page.rows}}
    return render_template(
        "search.html",
        query=query,
        too_long=too_long,
        bad_date=bad_date,
        wanted=narrowing,
        programmes=[(name, label.get(page_language(), name)) for name, label in lexicon().programmes.items()],
        page=page,
        rows=[_found(hit, query, held[hit.bulletin]) for hit in page.rows],
        is_cut=len(hits) == settings.search_limit,
    )


def api_search() -> ResponseReturnValue:
    """``GET /api/search?q=&limit=&programme=&area=&since=&until=``: the nearest paragraphs, best first.

    ``marks`` are spans of the text (from, to; in characters) that hold words of ``q``.
    """
    settings = services().settings
    query = request.args.get("q", "").strip()
    if not query:
        raise Problem(400, "empty_query")
    if len(query) > settings.message_length:
        raise Problem(413, "message_too_long", longest=settings.message_length)
    try:
        narrowing = _narrowing()
    except BadDate as bad:
        raise Problem(400, "bad_date") from bad
    hits = services().assistant.search(query, _limit(settings.search_limit), narrowing)
    return jsonify(
        {
            "hits": [
                {
                    "bulletin": hit.bulletin,
                    "paragraph": hit.paragraph,
                    "score": hit.score,
                    "text": hit.text,
                    "marks": marks(query, hit.text),
                }
                for hit in hits
            ]
        }
    )


def _limit(most: int) -> int:
    asked = request.args.get("limit", "10")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 9 and int(asked)):
        raise Problem(400, "bad_limit", most=most)
    return min(int(asked), most)


def _narrowing() -> Narrowing:
    names = ("programme", "area", "since", "until")
    return Narrowing(**{name: request.args.get(name, "").strip()[:_LONGEST_FILTER] for name in names})


def _narrowing_if_sound() -> tuple[Narrowing, bool]:
    """What the address narrows to; without its dates (and True) if one of them is none."""
    try:
        return _narrowing(), False
    except BadDate:
        sound = {name: request.args.get(name, "").strip()[:_LONGEST_FILTER] for name in ("programme", "area")}
        return Narrowing(**sound), True


def _found(hit: Hit, query: str, bulletin: Bulletin | None) -> Found:
    title, published = (bulletin.title, bulletin.published) if bulletin else ("", None)
    spans = marks(query, hit.text)
    low, high = excerpt(hit.text, spans, _LONGEST_SHOWN)
    whole, first = (0, len(hit.text)), spans[0] if spans else (0, 0)
    url = passage_url(hit.bulletin, hit.paragraph, whole, first)
    return Found(hit.paragraph, title, published, _pieces(hit.text, spans, low, high), url)


def _pieces(text: str, spans: Marks, low: int, high: int) -> tuple[Segment, ...]:
    """The shown part of a text, cut at its marks, with dots where something was left out."""
    pieces = [Segment("… ")] if low else []
    at = low
    for begin, end in spans:
        if low <= begin and end <= high:
            pieces += [Segment(text[at:begin]), Segment(text[begin:end], "words")]
            at = end
    pieces.append(Segment(text[at:high]))
    return (*pieces, Segment(" …")) if high < len(text) else tuple(pieces)
