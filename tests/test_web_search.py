"""GET /api/search."""

from __future__ import annotations

import json

import pytest

from web_fakes import fake_app


def test_hits_name_their_paragraph() -> None:
    hits = fake_app().test_client().get("/api/search?q=OCOP&limit=2").get_json()["hits"]
    assert len(hits) == 2
    assert set(hits[0]) == {"bulletin", "paragraph", "score", "text"}
    assert hits[0]["bulletin"] == "tong-ket-2023"


def test_the_limit_has_a_limit() -> None:
    client = fake_app(search_limit=1).test_client()
    assert len(client.get("/api/search?q=OCOP&limit=999").get_json()["hits"]) == 1


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("", 400, "empty-query"),
        ("?q=%20", 400, "empty-query"),
        ("?q=x&limit=0", 400, "bad-limit"),
        ("?q=x&limit=-1", 400, "bad-limit"),
        ("?q=x&limit=ten", 400, "bad-limit"),
        ("?q=x&limit=²", 400, "bad-limit"),
        ("?q=" + "x" * 2001, 413, "message-too-long"),
    ],
)
def test_a_bad_search_is_a_problem(query: str, status: int, kind: str) -> None:
    response = fake_app().test_client().get("/api/search" + query)
    assert response.status_code == status
    assert json.loads(response.data)["type"] == f"urn:danchung:problem:{kind}"
