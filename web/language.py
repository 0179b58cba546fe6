"""Which language a request is answered in.

Pages are Vietnamese unless the address says ``lang=en``, so that every page is
a permalink.  The API's errors follow ``lang``, then ``Accept-Language``.
"""

from __future__ import annotations

from typing import Any

from flask import g, request

from web.wording import DEFAULT, LANGUAGES, Words, words


def page_language() -> str:
    """The language of a page: what ``lang`` asks for, else Vietnamese."""
    asked = request.args.get("lang", DEFAULT)
    return asked if asked in LANGUAGES else DEFAULT


def api_language() -> str:
    """The language of an API problem: the body's, ``lang``, or the client's preference."""
    asked = g.get("asked_language") or request.args.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    preferred = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((tag for tag in preferred if tag in LANGUAGES), DEFAULT)


def is_api() -> bool:
    """Whether a program is being answered (JSON) rather than a person (HTML)."""
    return request.path.startswith("/api/") or request.path in ("/healthz", "/readyz")


def page_words() -> Words:
    """The words of this page's language."""
    return words(page_language())


def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """URL default: links between pages stay in the reader's language."""
    is_page = endpoint.startswith("web.page_")
    if is_page and "lang" not in values and request and page_language() != DEFAULT:
        values["lang"] = page_language()
    if values.get("lang") == DEFAULT:
        del values["lang"]
