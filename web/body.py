"""Reading what programs send: a JSON object and the fields that several views take."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import g, request

from web.problems import Problem
from web.wording import LANGUAGES

_CONVERSATION = re.compile(r"[\w.:\-]{1,100}")


def json_object() -> dict[str, Any]:
    """The request's JSON object; a Problem when it is none."""
    if not request.is_json:
        raise Problem(415, "wrong_content_type")
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise Problem(400, "bad_json") from None
    if not isinstance(body, dict):
        raise Problem(400, "not_an_object")
    return body


def language_of(body: dict[str, Any]) -> str | None:
    """The language that is asked for, None if none is; from here on problems are told in it."""
    asked = body.get("language")
    if asked is not None and asked not in LANGUAGES:
        raise Problem(400, "unknown_language")
    g.asked_language = asked
    return asked


def conversation_of(value: object) -> str | None:
    """The name of a conversation, as the API gave it out or as a client made it up."""
    if value is None:
        return None
    if not isinstance(value, str) or not _CONVERSATION.fullmatch(value):
        raise Problem(400, "bad_conversation")
    return value
