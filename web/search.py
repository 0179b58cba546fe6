"""Searching the paragraphs of all bulletins."""

from __future__ import annotations

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from web.problems import Problem
from web.services import services


def api_search() -> ResponseReturnValue:
    """``GET /api/search?q=&limit=``: the nearest paragraphs, best first."""
    settings = services().settings
    query = request.args.get("q", "").strip()
    if not query:
        raise Problem(400, "empty_query")
    if len(query) > settings.message_length:
        raise Problem(413, "message_too_long", longest=settings.message_length)
    hits = services().assistant.search(query, _limit(settings.search_limit))
    return jsonify(
        {
            "hits": [
                {"bulletin": h.bulletin, "paragraph": h.paragraph, "score": h.score, "text": h.text}
                for h in hits
            ]
        }
    )


def _limit(most: int) -> int:
    asked = request.args.get("limit", "10")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 9 and int(asked)):
        raise Problem(400, "bad_limit", most=most)
    return min(int(asked), most)
