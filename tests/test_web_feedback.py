"""POST /api/feedback, and what the store keeps of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy import REMOVED, is_private, without_private
from corpus.opinions import Opinion
from corpus.store import Store
from web_fakes import FakeStore, fake_app

SAID: dict[str, Any] = {
    "helped": False,
    "reason": "wrong_answer",
    "note": "Phải là 19 sản phẩm",
    "question": "Có bao nhiêu sản phẩm OCOP 4 sao?",
    "status": "answered",
    "conversation": "talk-1",
    "language": "vi",
}


def test_an_opinion_is_kept() -> None:
    store = FakeStore()
    response = fake_app(store).test_client().post("/api/feedback", json=SAID)
    assert response.status_code == 201
    (kept,) = store.opinions
    assert {name: getattr(kept, name) for name in SAID} == SAID
    assert kept.received.startswith("20") and kept.received.endswith("+00:00")


def test_little_has_to_be_said() -> None:
    store = FakeStore()
    client = fake_app(store).test_client()
    assert client.post("/api/feedback", json={"helped": True, "reason": "other"}).status_code == 201
    (kept,) = store.opinions
    assert (kept.helped, kept.reason, kept.note, kept.question, kept.conversation) == (True, "", "", "", "")


@pytest.mark.parametrize(
    "private",
    ["0912 345 678", "+84912345678", "nguyen.van.a@example.com", "001099012345", "０９１２３４５６７８"],
)
def test_personal_data_is_not_kept(private: str) -> None:
    store = FakeStore()
    said = SAID | {"note": f"Gọi tôi: {private} nhé", "question": f"x {private}"}
    fake_app(store).test_client().post("/api/feedback", json=said)
    (kept,) = store.opinions
    assert kept.note == f"Gọi tôi: {REMOVED} nhé" and kept.question == f"x {REMOVED}"


BAD = [
    ({}, 400, "helped-not-told"),
    ({"helped": "yes"}, 400, "helped-not-told"),
    ({"helped": 1}, 400, "helped-not-told"),
    ({"helped": False, "reason": "zzz"}, 400, "unknown-choice"),
    ({"helped": False, "reason": ["wrong_answer"]}, 400, "unknown-choice"),
    ({"helped": True, "status": "zzz"}, 400, "unknown-choice"),
    ({"helped": True, "note": 5}, 400, "note-not-text"),
    ({"helped": True, "note": "z" * 1001}, 413, "note-too-long"),
    ({"helped": True, "question": "z" * 2001}, 413, "note-too-long"),
    ({"helped": True, "conversation": "../zzz"}, 400, "bad-conversation"),
    ({"helped": True, "language": "zzz"}, 400, "unknown-language"),
]


@pytest.mark.parametrize(("body", "status", "kind"), BAD)
def test_what_cannot_be_kept_is_a_problem_that_echoes_nothing(
    body: dict[str, Any], status: int, kind: str
) -> None:
    store = FakeStore()
    response = fake_app(store).test_client().post("/api/feedback", json=body)
    assert response.status_code == status
    assert json.loads(response.data)["type"] == f"urn:danchung:problem:{kind}"
    assert "zzz" not in response.get_data(as_text=True)
    assert store.opinions == []


def test_opinions_have_a_limit_of_their_own() -> None:
    client = fake_app(rate_feedback="1/minute").test_client()
    assert [client.post("/api/feedback", json=SAID).status_code for _ in range(2)] == [201, 429]


def test_the_store_keeps_the_last_word_of_each(tmp_path: Path) -> None:
    first = Opinion("2026-01-01T00:00:00+00:00", "talk", "vi", "answered", True, "", "a?", "")
    others = [
        Opinion("2026-01-02T00:00:00+00:00", "talk", "vi", "answered", False, "other", "a?", "không"),
        Opinion("2026-01-03T00:00:00+00:00", "", "en", "partial", True, "", "a?", ""),
        Opinion("2026-01-04T00:00:00+00:00", "", "en", "partial", True, "", "a?", ""),
    ]
    with Store.open(tmp_path / "data") as store:
        for opinion in (first, *others):
            store.keep_opinion(opinion)
    with Store.open(tmp_path / "data") as store:
        assert store.opinions() == others[::-1]
        assert store.version() == 0  # what people say changes nothing of what is known


@given(st.text())
def test_striking_out_is_thorough_and_leaves_other_texts_alone(text: str) -> None:
    struck = without_private(text)
    assert not is_private(struck)
    assert is_private(text) or struck == text
