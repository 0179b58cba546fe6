"""Questions by the file: every line gets its line, whatever stands in the others."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer
from bot.batch import MAX_LINE, answer_line, each


class Echo:
    """Says what it was asked."""

    def ask(self, message: str, *, language: str | None = None, conversation: str | None = None) -> Answer:
        return Answer("answered", message, language or "vi", conversation=conversation)


def run(*lines: bytes, language: str | None = None) -> list[dict[str, Any]]:
    return list(each(lines, answer_line(Echo(), language)))


def test_answers_come_in_order_with_their_ids() -> None:
    found = run(b'{"id": "a", "q": "m\xe1\xbb\x99t"}', b'{"id": 2, "q": "hai"}', b'{"q": ""}')
    assert [(one["id"], one["text"]) for one in found] == [("a", "một"), (2, "hai"), (None, "")]


def test_language_and_conversation_are_passed_on() -> None:
    line = b'{"id": 1, "q": "?", "conversation": "c", "lang": "en"}'
    [own, other] = run(line, b'{"id": 2, "q": "?"}', language="vi")
    assert (own["language"], own["conversation"]) == ("en", "c")
    assert (other["language"], other["conversation"]) == ("vi", None)


def test_a_bad_line_tells_its_number_and_id_and_the_rest_goes_on() -> None:
    found = run(b'{"id": "x", "q": 5}', b"\n", b"{", b'{"id": "y", "q": "ok"}')
    assert [(one.get("line"), one["id"]) for one in found] == [(1, "x"), (3, None), (None, "y")]
    assert found[0]["error"]["code"] == "bad_question"
    assert found[0]["error"]["vi"]
    assert found[0]["error"]["en"]


def test_every_kind_of_bad_line_has_its_own_code() -> None:
    lines = {
        "too_long": b'"' + b"x" * MAX_LINE + b'"',
        "not_utf8": b'{"q": "\xff"}',
        "not_json": b"[" * 100_000,
        "not_an_object": b"[]",
        "bad_id": b'{"id": [], "q": "?"}',
        "bad_question": b'{"id": 1}',
        "bad_conversation": b'{"q": "?", "conversation": 1}',
        "bad_language": b'{"q": "?", "lang": "fr"}',
    }
    assert [one["error"]["code"] for one in run(*lines.values())] == list(lines)
    assert run(rb'{"q": "\ud800"}')[0]["error"]["code"] == "not_json"


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert run(b'\xef\xbb\xbf{"id": 1, "q": "?"}')[0]["text"] == "?"


@given(st.lists(st.binary(max_size=60)))
def test_any_bytes_give_json_that_can_be_printed(lines: list[bytes]) -> None:
    for one in run(*lines):
        json.dumps(one, ensure_ascii=False).encode()
