"""What goes wrong inside is logged, and said kindly outside."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask

from web_fakes import FakeAssistant, FakeStore, fake_app


@pytest.fixture
def broken() -> Flask:
    app = fake_app(FakeStore(broken=True), FakeAssistant(broken=True))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.mark.parametrize("address", ["/?q=x", "/bulletins", "/bulletins/a", "/facts"])
def test_a_fault_gives_a_page_without_details(
    broken: Flask, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = broken.test_client().get(address)
    page = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "Máy chủ gặp trục trặc" in page and "Về trang hỏi đáp" in page
    assert "secret" not in page and "Traceback" not in page
    assert "secret" in caplog.text


@pytest.mark.parametrize("address", ["/api/bulletins", "/api/bulletins/a", "/api/facts"])
def test_a_fault_gives_programs_a_problem(broken: Flask, address: str) -> None:
    response = broken.test_client().get(address)
    assert response.status_code == 500
    assert response.mimetype == "application/problem+json"
    assert b"secret" not in response.data


def test_a_fault_while_answering_gives_a_problem(broken: Flask) -> None:
    response = broken.test_client().post("/api/chat", json={"message": "x"})
    assert response.status_code == 500
    assert json.loads(response.data)["type"] == "urn:danchung:problem:server-error"
    assert response.headers["Content-Security-Policy"]


def test_an_unknown_page_is_a_page_and_echoes_nothing() -> None:
    response = fake_app().test_client().get("/<script>alert(1)</script>?lang=en&x=zzz")
    page = response.get_data(as_text=True)
    assert response.status_code == 404
    assert "There is no such page" in page
    assert "alert(1)" not in page and "zzz" not in page


def test_an_unknown_bulletin_is_not_repeated() -> None:
    client = fake_app().test_client()
    page = client.get("/bulletins/zzz-not-there")
    assert page.status_code == 404 and "zzz" not in page.get_data(as_text=True)
    problem = client.get("/api/bulletins/zzz-not-there")
    assert problem.status_code == 404 and b"zzz" not in problem.data
    assert json.loads(problem.data)["type"].endswith("no-such-bulletin")


def test_a_page_asked_wrongly_says_so() -> None:
    response = fake_app().test_client().post("/facts")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert response.mimetype == "text/html"
