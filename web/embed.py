"""``/embed``: the line that puts the widget into another site's page, its settings as a form, a preview."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Response, jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from web import headers
from web.widget_script import script
from web.wording import LANGUAGES

COLOUR = "#0b5d44"  # the widget's own
HEIGHT = "38rem"  # of a panel that stands in the page, reserved before the script has come
LONGEST = 300  # characters of an option
_LABEL = {"vi": "Hỏi đáp về nông thôn mới và OCOP", "en": "Ask about new rural areas and OCOP"}


class Option(NamedTuple):
    """An option of the widget, as the form asks for it; ``choices`` is empty for free text."""

    name: str
    choices: tuple[str, ...] = ()
    form: str = "text"


OPTIONS = (
    Option("language", LANGUAGES),
    Option("position", ("left",)),
    Option("theme", ("light", "dark")),
    Option("memory", ("tab",)),
    Option("color", form="color"),
    Option("title"),
    Option("greeting"),
    Option("examples", form="textarea"),
    Option("open", form="checkbox"),
)


FIELDS = (*(option.name for option in OPTIONS), "place", "fixed")


class Embedding(NamedTuple):
    """What was chosen: options by name, whether the panel stands in the page, and a fixed version."""

    options: Mapping[str, str]
    stands: bool
    fixed: bool


def page_embed() -> ResponseReturnValue:
    """``GET /embed``: the page, its address the whole state; a program that asks for JSON gets the line."""
    chosen = _chosen()
    line = snippet(chosen, request.host_url.rstrip("/"))
    preview = url_for("web.page_embed_preview", **_query())
    if request.accept_mimetypes.best == "application/json":
        response = jsonify({"line": line, "preview": preview})
        response.vary.add("Accept")
        return response
    page = render_template(
        "embed.html",
        line=line,
        preview=preview,
        chosen=chosen,
        options=OPTIONS,
        colour=COLOUR,
        kilobytes=len(script().packed) / 1000,
        server=request.host_url.rstrip("/"),
    )
    response = Response(page)
    response.vary.add("Accept")
    response.headers["Content-Security-Policy"] = headers.policy(frame_src="'self'")
    response.headers["Permissions-Policy"] = headers.permissions(microphone="(self)")
    return response


def page_embed_preview() -> ResponseReturnValue:
    """``GET /embed/preview``: a page like a portal's with the line in it; only our own pages may frame it."""
    chosen = _chosen()
    response = make_response(
        render_template("embed_preview.html", line=Markup(_script(chosen, "")), chosen=chosen)
    )
    response.headers["Content-Security-Policy"] = headers.policy(frame_ancestors="'self'")
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Permissions-Policy"] = headers.permissions(microphone="(self)")
    return response


def snippet(chosen: Embedding, server: str) -> str:
    """What the webmaster pastes: the script line and, for a panel in the page, the element for its place."""
    line = _script(chosen, server)
    if not chosen.stands:
        return line
    label = _LABEL[chosen.options.get("language", "vi")]
    # The link is there until the script has come, and instead of it; the height keeps the page from moving.
    return (
        f'<dan-chung style="display: block; height: {HEIGHT}">'
        f'<a href="{escape(server)}/">{label}</a></dan-chung>\n{line}'
    )


def _script(chosen: Embedding, server: str) -> str:
    made = script()
    fixed = f"?v={made.version}" if chosen.fixed else ""
    integrity = f' integrity="{made.integrity}" crossorigin="anonymous"' if chosen.fixed else ""
    options = "".join(f' data-{name}="{escape(value)}"' for name, value in chosen.options.items())
    # async: the page is ready without waiting for this server, however slow; defer is for old browsers.
    return f'<script src="{escape(server)}/widget.js{fixed}"{integrity} defer async{options}></script>'


def _chosen() -> Embedding:
    """The choices in the address; what is no choice is left out, for an old link must still open the page."""
    found = {option.name: _value(option, request.args.get(option.name, "")) for option in OPTIONS}
    options = {name: value for name, value in found.items() if value}
    return Embedding(options, request.args.get("place") == "stands", bool(request.args.get("fixed")))


def _value(option: Option, text: str) -> str:
    if option.choices:
        return text if text in option.choices else ""
    if option.form == "checkbox":
        return "true" if text else ""
    if option.form == "color":
        return text if re.fullmatch(r"#[0-9a-fA-F]{6}", text) and text.lower() != COLOUR else ""
    if option.form == "textarea":  # one a line, or as the attribute has them
        parts = (" ".join(part.split()) for part in re.split(r"[\n|]", text[: 4 * LONGEST]))
        return "|".join(part for part in parts if part)
    return " ".join(text[:LONGEST].split())


def _query() -> dict[str, Any]:
    chosen = _chosen()
    return dict(chosen.options) | {
        name: value
        for name, value in (("place", "stands" * chosen.stands), ("fixed", "1" * chosen.fixed))
        if value
    }
