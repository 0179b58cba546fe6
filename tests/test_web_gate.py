"""The gate: other origins, limits, proxies.  Cast: a portal that is listed, a stranger, our own page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from limits.storage import MemoryStorage
from werkzeug.test import TestResponse

import served
from web.gate import address_key
from web.settings import Settings, SettingsError
from web_fakes import FakeAssistant, fake_app

PORTAL, STRANGER = "https://portal.example", "https://stranger.example"


def _ask(client: FlaskClient, origin: str | None = None, **more: Any) -> TestResponse:
    headers = {"Origin": origin} if origin else {}
    return client.post("/api/chat", json={"message": "x"}, headers=headers | more.pop("headers", {}), **more)


@pytest.mark.parametrize(
    "origin", [STRANGER, "null", "http://localhost.stranger.example", f"{PORTAL}.evil.example"]
)
@pytest.mark.parametrize("listed", [(), (PORTAL,)])
def test_a_stranger_is_refused_before_anything_is_asked(origin: str, listed: tuple[str, ...]) -> None:
    assistant = FakeAssistant()
    client = fake_app(assistant=assistant, allowed_origins=listed).test_client()
    for response in (
        _ask(client, origin),
        client.get("/api/facts", headers={"Origin": origin}),
        client.options("/api/chat", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}),
    ):
        assert response.status_code == 403
        assert json.loads(response.data)["type"] == "urn:danchung:problem:origin-not-allowed"
        assert not [name for name, _ in response.headers if name.startswith("Access-Control")]
        assert origin not in response.get_data(as_text=True)
    assert assistant.asked == []


def test_the_listed_portal_asks_and_reads_also_what_went_wrong() -> None:
    client = fake_app(allowed_origins=(PORTAL,), message_length=5).test_client()
    too_long = client.post("/api/chat", json={"message": "x" * 6}, headers={"Origin": PORTAL})
    for response, status in ((_ask(client, PORTAL), 200), (too_long, 413)):
        assert response.status_code == status
        assert response.headers["Access-Control-Allow-Origin"] == PORTAL
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost"},  # TLS ends at a proxy
        {"Origin": "https://hoi.example", "Sec-Fetch-Site": "same-origin"},  # a proxy renamed the host
    ],
)
def test_our_own_page_needs_no_listing(headers: dict[str, str]) -> None:
    assert _ask(fake_app().test_client(), headers=headers).status_code == 200


def test_programs_send_no_origin_and_are_answered() -> None:
    assert _ask(fake_app().test_client()).status_code == 200


def test_too_many_questions_get_a_429_that_says_when() -> None:
    client = fake_app(allowed_origins=(PORTAL,), rate_ask="2/minute").test_client()
    assert [_ask(client).status_code for _ in range(2)] == [200, 200]
    response = _ask(client, PORTAL, headers={"Accept-Language": "en"})
    problem = json.loads(response.data)
    seconds = int(response.headers["Retry-After"])
    assert response.status_code == problem["status"] == 429
    assert response.mimetype == "application/problem+json"
    assert problem["type"] == "urn:danchung:problem:too-many"
    assert 1 <= seconds <= 61 and f"{seconds} seconds" in problem["detail"]
    assert response.headers["Access-Control-Allow-Origin"] == PORTAL
    page = client.get("/?q=x")  # the page asks under the same limit
    assert page.status_code == 429 and "Gửi hơi nhanh" in page.get_data(as_text=True)
    assert page.headers["Retry-After"]


def test_what_asks_nothing_is_not_counted_as_a_question() -> None:
    client = fake_app(allowed_origins=(PORTAL,), rate_ask="1/minute").test_client()
    preflight = {"Origin": PORTAL, "Access-Control-Request-Method": "POST"}
    for _ in range(3):
        assert client.get("/").status_code == 200
        assert client.get("/api/facts").status_code == 200
        assert client.options("/api/chat", headers=preflight).status_code == 200
    assert _ask(client).status_code == 200


def test_reading_has_a_limit_of_its_own_and_empty_means_none() -> None:
    client = fake_app(rate_read="1/minute", rate_ask="").test_client()
    assert [client.get(f"/api/{what}").status_code for what in ("facts", "bulletins")] == [200, 429]
    assert {_ask(client).status_code for _ in range(5)} == {200}


def _from(app: Flask, address: str, forwarded: str) -> int:
    headers = {"X-Forwarded-For": forwarded}
    return _ask(app.test_client(), headers=headers, environ_base={"REMOTE_ADDR": address}).status_code


def test_each_address_is_counted_by_itself() -> None:
    app = fake_app(rate_ask="1/minute")
    assert [_from(app, address, "x") for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1")] == [
        200,
        200,
        429,
    ]


def test_a_proxy_that_is_not_configured_is_not_believed() -> None:
    app = fake_app(rate_ask="1/minute")
    assert [_from(app, "192.0.2.1", forwarded) for forwarded in ("198.51.100.1", "198.51.100.2")] == [
        200,
        429,
    ]


def test_as_many_proxies_are_believed_as_are_configured() -> None:
    app = fake_app(rate_ask="1/minute", proxies=1)
    forwarded = ("198.51.100.1", "198.51.100.2", "203.0.113.9, 198.51.100.1")  # the client made up the last
    assert [_from(app, "192.0.2.1", entry) for entry in forwarded] == [200, 200, 429]


def test_the_server_lets_the_headers_of_configured_proxies_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANCHUNG_PROXIES", "1")
    monkeypatch.setenv("DANCHUNG_RATE_READ", "1/minute")
    with served.product(tmp_path / "data") as (_, address):

        def read(client: str) -> int:
            forwarded = {
                "X-Forwarded-For": client,
                "X-Forwarded-Proto": "https",
                "X-Forwarded-Host": "hoi.example",
            }
            try:
                with urlopen(Request(f"{address}/api/widget", headers=forwarded)) as response:
                    return int(response.status)
            except HTTPError as error:
                with error:
                    return error.code

        assert [read(client) for client in ("198.51.100.1", "198.51.100.2", "198.51.100.1")] == [
            200,
            200,
            429,
        ]
        headers = {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "hoi.example",
            "Accept": "application/json",
        }
        with urlopen(Request(f"{address}/embed", headers=headers)) as response:
            assert "https://hoi.example/widget.js" in json.load(response)["line"]


_BARE = Flask("bare")  # an address needs no site


@given(st.ip_addresses(v=6))
def test_one_subscriber_of_ipv6_is_one_address(address: Any) -> None:
    keys = set()
    for other in (int(address), int(address) ^ 1):
        text = str(type(address)(other))
        with _BARE.test_request_context(environ_base={"REMOTE_ADDR": text}):
            keys.add(address_key())
    assert len(keys) == 1 or address.ipv4_mapped  # mapped ones are IPv4, each by itself


class _Broken(MemoryStorage):
    """A counter that can be configured and never reached."""

    STORAGE_SCHEME = ["broken"]  # noqa: RUF012

    def incr(self, *_: object, **__: object) -> int:
        """Fail like a server that is gone."""
        raise OSError("the counter is gone")


def test_a_counter_out_of_reach_does_not_close_the_service(caplog: pytest.LogCaptureFixture) -> None:
    client = fake_app(rate_ask="1/minute", rate_storage="broken://").test_client()
    assert [_ask(client).status_code for _ in range(2)] == [200, 429]
    assert "falling back" in caplog.text


def test_a_counter_that_does_not_exist_is_refused_at_start() -> None:
    with pytest.raises(SettingsError, match="rate_storage"):
        fake_app(rate_storage="nowhere://x")


@pytest.mark.parametrize("rate", ["many", "0/minute", "5 per fortnight", "5/minute; x"])
def test_an_impossible_limit_is_refused_at_start(rate: str) -> None:
    with pytest.raises(SettingsError, match="rate_ask"):
        Settings(rate_ask=rate)
