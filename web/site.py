"""The site map, and how it is put on a Flask application."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, Flask, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from web import (
    addresses,
    bulletins,
    chat,
    embed,
    facts,
    feedback,
    formats,
    gate,
    headers,
    health,
    language,
    problems,
    search,
    understanding,
    widget,
)
from web.services import EXTENSION, Services, services

STATIC = Path(__file__).parent / "static"


class Route(NamedTuple):
    """An address of the site, the view that answers there, what it is for, and the limit it is under."""

    method: str
    rule: str
    view: Callable[..., ResponseReturnValue]
    purpose: str
    limit: str = ""


_ONE = "/bulletins/<path:bulletin_id>"
SITE_MAP = (
    Route("GET", "/", chat.page_chat, "Ask: the question box and, with q=…, the answer", "ask"),
    Route("GET", "/bulletins", bulletins.page_bulletins, "All bulletins"),
    Route("GET", _ONE, bulletins.page_bulletin, "One bulletin; cite=N:START-END marks a sentence"),
    Route("GET", "/facts", facts.page_facts, "All figures, filtered and sorted"),
    Route("GET", "/search", search.page_search, "Paragraphs that match q, with its words marked"),
    Route("POST", "/api/chat", chat.api_chat, "A question in, the Answer out", "ask"),
    Route("GET", "/api/explain", understanding.api_explain, "How a question is understood", "ask"),
    Route("GET", "/api/bulletins", bulletins.api_bulletins, "All bulletins without their text", "read"),
    Route("GET", "/api" + _ONE, bulletins.api_bulletin, "One bulletin with its paragraphs", "read"),
    Route("GET", "/api/facts", facts.api_facts, "Facts, filtered and sorted", "read"),
    Route("GET", "/api/search", search.api_search, "Paragraphs that match q", "read"),
    Route("POST", "/api/feedback", feedback.api_feedback, "Whether an answer helped, or why not", "feedback"),
    Route("GET", "/embed", embed.page_embed, "For webmasters: the widget's line, its settings, a preview"),
    Route("GET", "/embed/preview", embed.page_embed_preview, "A page with the widget, framed by /embed"),
    Route("GET", "/widget.js", widget.widget_js, "The script that puts the widget into another site's page"),
    Route("GET", "/api/widget", widget.api_widget, "What the widget needs when it is opened", "read"),
    Route("GET", "/healthz", health.healthz, "Alive?"),
    Route("GET", "/readyz", health.readyz, "Able to answer?"),
)
# Besides these the blueprint serves the files of web/static at /assets.


def register(app: Flask, services: Services) -> None:
    """Put the whole site on *app*: routes, templates, words, errors, headers and limits."""
    app.extensions[EXTENSION] = services
    app.config["MAX_CONTENT_LENGTH"] = services.settings.body_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_default_functions.setdefault(None, []).append(language.keep_language)
    site = Blueprint(
        "web", __name__, template_folder="templates", static_folder="static", static_url_path="/assets"
    )
    limits = gate.Limits(app, services.settings)
    for method, rule, view, _, limit in SITE_MAP:
        site.add_url_rule(rule, endpoint=view.__name__, view_func=limits.on(limit, view), methods=[method])
    site.app_context_processor(_for_templates)
    site.app_errorhandler(HTTPException)(problems.handle)
    site.before_app_request(gate.check_origin)
    site.after_app_request(headers.add)
    app.register_blueprint(site)
    gate.trust_proxies(app, services.settings.proxies)


def asset(name: str) -> str:
    """The address of a static file, with a fingerprint so that browsers may keep it for good."""
    return url_for("web.static", filename=name, v=_fingerprint(name, (STATIC / name).stat().st_mtime_ns))


@cache
def _fingerprint(name: str, _changed: int) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _for_templates() -> dict[str, object]:
    """What every template can use."""
    return {
        "t": language.page_words(),
        "lang": language.page_language(),
        "asset": asset,
        "address": addresses.address,
        "other_language": addresses.in_other_language,
        "formats": formats,
        "fact_url": facts.fact_url,
        "settings": services().settings,
    }
