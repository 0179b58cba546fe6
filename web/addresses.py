"""Addresses of the site's pages: the address is a page's whole state."""

from __future__ import annotations

from flask import request, url_for

from web import embed
from web.fact_filter import FIELDS
from web.language import page_language
from web.wording import LANGUAGES

# Only these are carried over: url_for would take others (_scheme, _external) as orders.
_STATE = ("q", "cite", "words", *FIELDS, "sort", "page", "series", "since", "until", *embed.FIELDS, "lang")


def address(**changes: str) -> str:
    """This page's address with some parameters changed; an empty one is left out."""
    state = {name: request.args[name] for name in _STATE if name in request.args} | changes
    kept = {name: value for name, value in state.items() if value}
    values = {**(request.view_args or {}), **kept}
    return url_for(str(request.endpoint), **values)


def in_other_language() -> str:
    """This page in the other language."""
    return address(lang=next(language for language in LANGUAGES if language != page_language()))
