"""Health for operators."""

from __future__ import annotations

import json

from web_fakes import FakeStore, fake_app


def test_alive_and_ready() -> None:
    client = fake_app().test_client()
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ok", "version": 1}


def test_alive_but_not_ready_without_a_store() -> None:
    client = fake_app(FakeStore(broken=True)).test_client()
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert json.loads(response.data)["type"] == "urn:danchung:problem:not-ready"
    assert b"secret" not in response.data
