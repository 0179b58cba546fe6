"""Pages of other sites that hold the widget: a portal as they are, and hosts that make a guest's life hard.

The pages are ``tests/hosts/NAME.html``; ``{{style}}`` and ``{{page}}`` in them are what most have in
common (``style.part``, ``page.part``).  They are served from an origin of their own (and, as *localhost*
beside *127.0.0.1*, from another site).  What stands in the query becomes options of the widget's line.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, Response, request
from markupsafe import escape

from bench import serving

PAGES = Path(__file__).parent / "hosts"
STRICT = (
    "default-src 'none'; script-src {server}; connect-src {server}; style-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@contextlib.contextmanager
def hosts() -> Iterator[tuple[Flask, str]]:
    """The hosts on an origin of their own: the application (set its SERVER, or a LINE) and the address."""
    app = Flask("hosts", static_folder=None)

    @app.get("/favicon.ico")
    def icon() -> tuple[str, int]:
        return "", 204

    @app.get("/<name>")
    def page(name: str) -> Response:
        server = app.config["SERVER"]
        options = "".join(f' data-{key}="{escape(value)}"' for key, value in request.args.items())
        line = app.config.get("LINE") or f'<script src="{server}/widget.js" defer async{options}></script>'
        text = _read(f"{name}.html")
        for part in ("style", "page"):
            text = text.replace(f"{{{{{part}}}}}\n", _read(f"{part}.part"))
        text = text.replace("{{line}}", line).replace("{{server}}", server)
        response = Response(text, mimetype="text/html")
        if name == "strict":
            response.headers["Content-Security-Policy"] = STRICT.format(server=server)
        return response

    with serving.staged(app) as address:
        yield app, address.replace("127.0.0.1", "localhost")


def _read(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")
