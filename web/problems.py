"""Errors: RFC 9457 problem+json for programs, a friendly page for people.

A problem never repeats what was sent, and says nothing of the inside.
"""

from __future__ import annotations

import json

from flask import Response, g, render_template
from werkzeug.exceptions import HTTPException

from web import language
from web.wording import words

_BY_STATUS = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    414: "too_large",
    415: "wrong_content_type",
    503: "not_ready",
}


class Problem(HTTPException):
    """A refusal with words of its own: *kind* names them in ``messages`` (``problem.<kind>``).

    *retry_after* is the number of seconds after which it is worth trying again.
    """

    def __init__(self, status: int, kind: str, *, retry_after: int | None = None, **values: object) -> None:
        super().__init__()
        self.code = status
        self.kind = kind
        self.retry_after = retry_after
        self.values = values


def handle(error: HTTPException) -> Response:
    """The response to any HTTP error, unexpected exceptions (500) included."""
    if isinstance(error.response, Response):  # written already, by the one who raised it
        return error.response
    status = error.code or 500
    kind = error.kind if isinstance(error, Problem) else _kind(status)
    values = error.values if isinstance(error, Problem) else {}
    response = _json(status, kind, values) if language.is_api() else _page(status, kind, values)
    for name in ("Allow", "Retry-After"):
        value = dict(error.get_headers()).get(name)
        if value:
            response.headers[name] = value
    if isinstance(error, Problem) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _kind(status: int) -> str:
    return _BY_STATUS.get(status, "bad_request" if status < 500 else "server_error")


def _json(status: int, kind: str, values: dict[str, object]) -> Response:
    code = language.api_language()
    t = words(code)
    problem = {
        "type": f"urn:danchung:problem:{kind.replace('_', '-')}",
        "title": t(f"problem.{kind}.title"),
        "status": status,
        "detail": t(f"problem.{kind}.detail", **values),
    }
    response = Response(json.dumps(problem, ensure_ascii=False), status, mimetype="application/problem+json")
    response.content_language.add(code)
    response.vary.add("Accept-Language")
    return response


def _page(status: int, kind: str, values: dict[str, object]) -> Response:
    g.pop("asked_language", None)
    t = language.page_words()
    detail = t(f"problem.{kind}.detail", **values)
    page = render_template("error.html", title=t(f"problem.{kind}.title"), detail=detail, status=status)
    return Response(page, status)
