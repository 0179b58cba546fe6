"""The widget for other sites: its script, what it asks for when opened, the page that gives the line."""

from __future__ import annotations

import re

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from web.language import api_language
from web.services import services
from web.widget_script import script

_LINKED = re.compile(
    r"(?P<mailto>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})"
    r"|(?P<tel>(?<![\d.])(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d))"
)


def widget_js() -> ResponseReturnValue:
    """``GET /widget.js``: the script; with ``v=VERSION`` of today it may be kept for good."""
    made = script()
    packs = request.accept_encodings["gzip"] > 0
    response = Response(made.packed if packs else made.plain, mimetype="text/javascript")
    if packs:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    # Public, and to be read by any page: an integrity hash is only checked on what may be read.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.set_etag(made.version, weak=True)
    return response.make_conditional(request)


def api_widget() -> ResponseReturnValue:
    """``GET /api/widget``: what the widget needs when it is opened: examples, contact, longest question."""
    language = api_language()
    settings = services().settings
    return jsonify(
        {
            "examples": list(services().assistant.examples(language))[:3],
            "contact": contact_parts(settings.contact),
            "longest": settings.message_length,
        }
    )


def contact_parts(contact: str) -> list[dict[str, str]]:
    """A contact cut into plain text and what can be called or written to (with ``href``)."""
    parts: list[dict[str, str]] = []
    at = 0
    for match in _LINKED.finditer(contact):
        parts.append({"text": contact[at : match.start()]})
        kind, text = str(match.lastgroup), match.group()
        address = re.sub(r"[ .-]", "", text) if kind == "tel" else text
        parts.append({"text": text, "href": f"{kind}:{address}"})
        at = match.end()
    parts.append({"text": contact[at:]})
    return [part for part in parts if part["text"]]
