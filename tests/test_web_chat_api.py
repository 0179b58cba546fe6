"""POST /api/chat: the Answer for programs, and every way to ask wrongly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from web_fakes import FakeAssistant, fake_app


def _post(body: bytes | str, assistant: FakeAssistant | None = None, **headers: str) -> TestResponse:
    app = fake_app(assistant=assistant, message_length=20)
    headers = {"Content-Type": "application/json"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return app.test_client().post("/api/chat", data=body, headers=headers)


def _ask(assistant: FakeAssistant | None = None, **body: Any) -> TestResponse:
    return _post(json.dumps(body), assistant)


def test_a_question_gets_the_answer() -> None:
    answer = _ask(message="How many 4-star").get_json()
    assert answer["status"] == "answered" and answer["language"] == "en"
    first = answer["citations"][0]
    assert first["page"].startswith("/bulletins/tong-ket-2023?cite=4:")
    assert first["page"].endswith("#p4")
    assert first["quote"][first["highlight"][0] - first["start"] :].startswith("18 sản phẩm")
    assert answer["facts"][0]["value"] == "18"


def test_vietnamese_is_sent_as_it_is_read() -> None:
    assert "Toàn tỉnh" in _ask(message="x").get_data(as_text=True)


def test_language_and_conversation_are_passed_on() -> None:
    assistant = FakeAssistant()
    answer = _ask(assistant, message=" x ", language="vi", conversation="abc:1").get_json()
    assert assistant.asked == [("x", "vi", "abc:1")]
    assert answer["conversation"] == "abc:1"


def test_null_stands_for_not_given() -> None:
    assistant = FakeAssistant()
    assert _ask(assistant, message="x", language=None, conversation=None).status_code == 200
    assert assistant.asked == [("x", None, None)]


BAD = [
    (b"", 400, "bad-json"),
    (b"{", 400, "bad-json"),
    (b"\xff\xfe\xfd", 400, "bad-json"),
    (b"[" * 60_000, 400, "bad-json"),
    (b'{"message": ' + b"9" * 60_000 + b"}", 400, "bad-json"),
    (b"[]", 400, "not-an-object"),
    (b'"x"', 400, "not-an-object"),
    (b"null", 400, "not-an-object"),
    (b"{}", 400, "missing-message"),
    (b'{"message": null}', 400, "missing-message"),
    (b'{"message": 5}', 400, "message-not-text"),
    (b'{"message": ["x"]}', 400, "message-not-text"),
    (b'{"message": "a\\u0000b"}', 400, "unreadable-message"),
    (b'{"message": "\\ud800"}', 400, "unreadable-message"),
    (b'{"message": ""}', 400, "empty-message"),
    (b'{"message": " \\n\\t "}', 400, "empty-message"),
    (b'{"message": "' + b"a" * 21 + b'"}', 413, "message-too-long"),
    (b'{"message": "x", "language": "fr"}', 400, "unknown-language"),
    (b'{"message": "x", "language": ["vi"]}', 400, "unknown-language"),
    (b'{"message": "x", "conversation": 5}', 400, "bad-conversation"),
    (b'{"message": "x", "conversation": ""}', 400, "bad-conversation"),
    (b'{"message": "x", "conversation": "../x"}', 400, "bad-conversation"),
    (b'{"message": "' + b"a" * 70_000 + b'"}', 413, "too-large"),
]


@pytest.mark.parametrize(
    ("body", "status", "kind"), BAD, ids=[f"{bad[2]}-{i}" for i, bad in enumerate(BAD)]
)
def test_a_bad_request_is_a_problem_that_echoes_nothing(body: bytes, status: int, kind: str) -> None:
    assistant = FakeAssistant()
    response = _post(body, assistant)
    problem = json.loads(response.data)
    assert response.status_code == problem["status"] == status
    assert response.mimetype == "application/problem+json"
    assert problem["type"] == f"urn:danchung:problem:{kind}"
    assert problem["title"] and problem["detail"]
    assert "aaaa" not in response.get_data(as_text=True)
    assert assistant.asked == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/json2", ""])
def test_another_content_type_is_refused(kind: str) -> None:
    response = _post('{"message": "x"}', Content_Type=kind)
    assert response.status_code == 415
    assert json.loads(response.data)["type"].endswith("wrong-content-type")


def test_twenty_characters_are_characters_not_bytes() -> None:
    assert _ask(message="ữ" * 20).status_code == 200


def test_problems_speak_the_language_of_the_request() -> None:
    vietnamese = _post(b"{}")
    assert json.loads(vietnamese.data)["title"] == "Thiếu câu hỏi"
    assert vietnamese.headers["Content-Language"] == "vi"
    assert json.loads(_post(b"{}", Accept_Language="en-GB, vi;q=0.5").data)["title"] == "No question"
    assert json.loads(_post(b'{"language": "en"}').data)["title"] == "No question"
    assert json.loads(_post(b'{"language": "vi"}', Accept_Language="en").data)["title"] == "Thiếu câu hỏi"


def test_the_wrong_method_says_which_is_right() -> None:
    response = fake_app().test_client().get("/api/chat")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert response.mimetype == "application/problem+json"
