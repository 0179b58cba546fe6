"""GET /api/search, and the page of it."""

from __future__ import annotations

import json

import pytest

from corpus.narrowing import Narrowing
from web_fakes import FakeAssistant, fake_app


def test_hits_name_their_paragraph() -> None:
    hits = fake_app().test_client().get("/api/search?q=OCOP&limit=2").get_json()["hits"]
    assert len(hits) == 2
    assert set(hits[0]) == {"bulletin", "paragraph", "score", "text", "marks"}
    low, high = hits[0]["marks"][0]
    assert hits[0]["text"][low:high] == "OCOP"
    assert hits[0]["bulletin"] == "tong-ket-2023"


def test_the_limit_has_a_limit() -> None:
    client = fake_app(search_limit=1).test_client()
    assert len(client.get("/api/search?q=OCOP&limit=999").get_json()["hits"]) == 1


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("", 400, "empty-query"),
        ("?q=%20", 400, "empty-query"),
        ("?q=x&since=gestern", 400, "bad-date"),
        ("?q=x&until=2023-13", 400, "bad-date"),
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


def test_a_search_is_narrowed_by_programme_area_and_time() -> None:
    assistant = FakeAssistant()
    client = fake_app(assistant=assistant).test_client()
    for address in ("/api/search", "/search"):
        client.get(f"{address}?q=x&programme=ocop&area=Ba+Bể&since=2023&until=2024-05-01")
    assert assistant.narrowed == [Narrowing("ocop", "Ba Bể", "2023", "2024-05-01")] * 2


# --- the page ---------------------------------------------------------------------------------------


def page(address: str, **settings: int) -> str:
    return fake_app(None, None, **settings).test_client().get(address).get_data(as_text=True)


def test_the_page_marks_the_words_and_leads_to_the_paragraph() -> None:
    shown = page("/search?q=OCOP")
    assert "<mark>OCOP</mark>" in shown
    assert 'href="/bulletins/tong-ket-2023?cite=' in shown
    assert 'href="/?q=OCOP"' in shown


def test_without_words_the_page_only_asks_for_them() -> None:
    shown = page("/search")
    assert 'name="q"' in shown and "<mark>" not in shown and 'role="status"' not in shown


def test_nothing_found_is_said_with_what_to_try() -> None:
    assert "Thử ít từ hơn" in page("/search?q=zzz")
    assert "Try fewer" in page("/search?q=zzz&lang=en")


def test_what_was_typed_stays_typed() -> None:
    shown = page("/search?q=OCOP&programme=ocop&area=Ba+Bể&since=2023-01-01")
    assert 'value="OCOP"' in shown and 'value="Ba Bể"' in shown and 'value="2023-01-01"' in shown
    assert '<option value="ocop" selected>' in shown


def test_a_date_that_is_none_is_said_and_left_out() -> None:
    shown = page("/search?q=OCOP&since=gestern")
    assert 'role="alert"' in shown and "<mark>OCOP</mark>" in shown and 'value="gestern"' not in shown


def test_too_long_a_text_is_not_searched_and_not_lost() -> None:
    assistant = FakeAssistant()
    shown = fake_app(assistant=assistant).test_client().get("/search?q=" + "x" * 2001).get_data(as_text=True)
    assert 'role="alert"' in shown and 'value="xxxx' in shown
    assert assistant.narrowed == []


def test_what_a_bulletin_says_is_text_and_no_markup() -> None:
    shown = page("/search?q=alert")
    assert "<mark>alert</mark>" in shown
    assert "<script>" not in shown


def test_pages_of_hits_keep_what_was_looked_for() -> None:
    shown = page("/search?q=OCOP&since=2020&page=2", page_rows=1)
    assert 'rel="prev" href="/search?q=OCOP&amp;page=1&amp;since=2020"' in shown
    assert 'start="2"' in shown
