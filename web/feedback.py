"""Opinions on answers: did it help, and if not, why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from bot.answer import STATUSES
from bot.privacy import without_private
from corpus.opinions import REASONS, Opinion
from corpus.text import clean
from web.body import conversation_of, json_object, language_of
from web.language import api_language
from web.problems import Problem
from web.services import services

LONGEST_NOTE = 1000  # characters


def api_feedback() -> ResponseReturnValue:
    """``POST /api/feedback``: an opinion in; personal data in its texts is struck out before it is kept."""
    services().store.keep_opinion(_opinion(json_object()))
    return jsonify({"status": "ok"}), 201


def _opinion(body: dict[str, Any]) -> Opinion:
    language_of(body)
    helped = body.get("helped")
    if not isinstance(helped, bool):
        raise Problem(400, "helped_not_told")
    return Opinion(
        received=datetime.now(UTC).isoformat(timespec="seconds"),
        conversation=conversation_of(body.get("conversation")) or "",
        language=api_language(),
        status=_one_of(STATUSES, body.get("status")),
        helped=helped,
        reason="" if helped else _one_of(REASONS, body.get("reason")),
        question=_text(body.get("question"), services().settings.message_length),
        note=_text(body.get("note"), LONGEST_NOTE),
    )


def _one_of(known: tuple[str, ...], value: object) -> str:
    """One of the known words; empty if not given."""
    if value is None:
        return ""
    if value not in known:
        raise Problem(400, "unknown_choice", known=", ".join(known))
    return str(value)


def _text(value: object, longest: int) -> str:
    """A text as it may be kept; empty if not given."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Problem(400, "note_not_text")
    if len(value) > longest:
        raise Problem(413, "note_too_long", longest=longest)
    return without_private(clean(value))
