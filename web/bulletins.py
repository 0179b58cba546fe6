"""Bulletins to read: the list, one bulletin with a cited sentence marked, and their JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from corpus.model import Bulletin, Fact, Paragraph
from web import formats
from web.formats import Segment
from web.paging import page_of
from web.problems import Problem
from web.services import services

_CITE = re.compile(r"(\d{1,6}):(\d{1,7})-(\d{1,7})", re.ASCII)
_WORDS = re.compile(r"(\d{1,7})-(\d{1,7})", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """A paragraph as the page shows it, cut where the cited sentence begins and ends."""

    paragraph: Paragraph
    pieces: tuple[Segment, ...]


def page_bulletins() -> ResponseReturnValue:
    """``GET /bulletins``: all bulletins, newest first."""
    found = page_of(_newest_first())
    return render_template("bulletins.html", page=found)


def page_bulletin(bulletin_id: str) -> ResponseReturnValue:
    """``GET /bulletins/ID``: the whole bulletin; ``cite=N:START-END`` marks a sentence of it.

    ``words=START-END`` marks the cited words inside.  Offsets are those of the stored
    paragraph; anything malformed is ignored, for an old link must still open its page.
    """
    bulletin = _bulletin(bulletin_id)
    facts = services().store.facts(bulletin=bulletin.id)
    return render_template(
        "bulletin.html",
        bulletin=bulletin,
        readings=_readings(bulletin),
        facts=sorted(facts, key=_place),
        portal=formats.safe_url(bulletin.url),
    )


def api_bulletins() -> ResponseReturnValue:
    """``GET /api/bulletins``: every bulletin without its text, newest first."""
    return jsonify({"bulletins": [_summary(bulletin) for bulletin in _newest_first()]})


def api_bulletin(bulletin_id: str) -> ResponseReturnValue:
    """``GET /api/bulletins/ID``: one bulletin with its paragraphs in order."""
    bulletin = _bulletin(bulletin_id)
    paragraphs = [
        {"number": p.number, "position": p.position, "kind": p.kind, "text": p.text}
        for p in bulletin.paragraphs
    ]
    return jsonify(_summary(bulletin) | {"paragraphs": paragraphs})


def _bulletin(bulletin_id: str) -> Bulletin:
    bulletin = services().store.bulletin(bulletin_id)
    if bulletin is None:
        raise Problem(404, "no_such_bulletin")
    return bulletin


def _newest_first() -> list[Bulletin]:
    return sorted(services().store.bulletins(), key=lambda b: (b.published or "", b.title), reverse=True)


def _summary(bulletin: Bulletin) -> dict[str, Any]:
    """A bulletin without its text; ``source`` stays inside: it may be a file's path."""
    return {
        "id": bulletin.id,
        "title": bulletin.title,
        "published": bulletin.published,
        "byline": bulletin.byline,
        "url": formats.safe_url(bulletin.url),
    }


def _readings(bulletin: Bulletin) -> list[Reading]:
    number, sentence, words = _cited()
    return [
        Reading(p, tuple(formats.segments(p.text, sentence, words)))
        if p.number == number
        else Reading(p, (Segment(p.text),))
        for p in bulletin.paragraphs
    ]


def _cited() -> tuple[int, tuple[int, int], tuple[int, int]]:
    """Paragraph number, sentence and words that the address asks to mark (number -1: none)."""
    cite = _CITE.fullmatch(request.args.get("cite", ""))
    if not cite:
        return -1, (0, 0), (0, 0)
    number, low, high = (int(part) for part in cite.groups())
    words = _WORDS.fullmatch(request.args.get("words", ""))
    if not words:
        return number, (low, high), (0, 0)
    return number, (low, high), (int(words[1]), int(words[2]))


def _place(fact: Fact) -> tuple[int, int]:
    return fact.paragraph, fact.quote.start
