"""Asking: the chat page (with or without JavaScript) and the chat API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from bot.answer import Answer
from web import answer_view
from web.body import conversation_of, json_object, language_of
from web.language import page_language, page_words
from web.problems import Problem
from web.services import services
from web.understanding import understanding
from web.wording import DEFAULT

# What no question holds: control characters other than tab and line breaks, and lone surrogates.
_UNSPEAKABLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]")


@dataclass(frozen=True)
class Question:
    """A checked message; ``language`` and ``conversation`` are None when not given."""

    message: str
    language: str | None
    conversation: str | None


def page_chat() -> ResponseReturnValue:
    """``GET /``: the question box, and the answer when ``q`` asks something."""
    t = page_words()
    typed = request.args.get("q", "")
    exchange, problem = None, None
    try:
        if typed.strip():
            asked = Question(
                _message(typed),
                # A reader who chose another language wants it whatever the question looks like.
                page_language() if page_language() != DEFAULT else None,
                conversation_of(request.args.get("conversation") or None),
            )
            answer = _ask(asked)
            how = understanding(answer.understood or asked.message, t)
            exchange = answer_view.exchange(asked.message, answer, t, how)
    except Problem as found:
        problem = found
    page = render_template(
        "chat.html",
        exchange=exchange,
        problem=problem,
        typed=typed if problem else "",
        examples=services().assistant.examples(page_language()),
    )
    return Response(page, problem.code if problem else 200)


def api_chat() -> ResponseReturnValue:
    """``POST /api/chat``: a JSON question in, the Answer out."""
    return jsonify(_ask(_question(json_object())).to_json())


def _ask(question: Question) -> Answer:
    return services().assistant.ask(
        question.message, language=question.language, conversation=question.conversation
    )


def _question(body: dict[str, Any]) -> Question:
    """The checked question of a chat request."""
    asked = language_of(body)
    message = body.get("message")
    if message is None:
        raise Problem(400, "missing_message")
    return Question(_message(message), asked, conversation_of(body.get("conversation")))


def _message(value: object) -> str:
    """A question that can be asked, without the space around it."""
    if not isinstance(value, str):
        raise Problem(400, "message_not_text")
    if _UNSPEAKABLE.search(value):
        raise Problem(400, "unreadable_message")
    message = value.strip()
    if not message:
        raise Problem(400, "empty_message")
    longest = services().settings.message_length
    if len(message) > longest:
        raise Problem(413, "message_too_long", longest=longest)
    return message
