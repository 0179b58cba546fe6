"""The site map, and the headers that every response carries."""

from __future__ import annotations

import re

import pytest
from werkzeug.wrappers import Response

from web.site import SITE_MAP, STATIC
from web_fakes import fake_app

PAGES = ["/", "/?q=x", "/bulletins", "/bulletins/tong-ket-2023", "/bulletins/hostile/1", "/facts", "/nowhere"]
PAGES += ["/search", "/search?q=OCOP"]
API = ["/api/facts", "/api/bulletins", "/api/search?q=x", "/api/nowhere", "/healthz", "/readyz"]


def test_the_site_map_is_the_whole_site() -> None:
    listed = {(route.method, route.rule) for route in SITE_MAP}
    served = {
        (method, rule.rule)
        for rule in fake_app().url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == listed | {("GET", "/assets/<path:filename>")}
    assert all(route.purpose and route.view.__doc__ for route in SITE_MAP)


@pytest.mark.parametrize("address", [*PAGES, *API, "/assets/site.css"])
def test_every_response_is_guarded(address: str) -> None:
    with fake_app().test_client().get(address) as response:
        _is_guarded(response)


def _is_guarded(response: Response) -> None:
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_need_nothing_that_the_policy_forbids(address: str, language: str) -> None:
    client = fake_app(contact="<b>Văn phòng</b>").test_client()
    text = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}").get_data(as_text=True)
    assert f'<html lang="{language}">' in text
    assert not re.search(r"<style|\sstyle=|\son\w+=[\"']|<script(?![^>]* src=)", text)
    outside = re.findall(r'(?:src|<link[^>]* href)="(https?:[^"]*)"', text)
    assert outside == []
    assert "<b>Văn phòng" not in text


def test_static_files_are_kept_for_good_only_with_their_fingerprint() -> None:
    client = fake_app().test_client()
    (address,) = re.findall(r'href="(/assets/site\.css\?v=\w+)"', client.get("/").get_data(as_text=True))
    with client.get(address) as response:
        assert "immutable" in response.headers["Cache-Control"]
    with client.get("/assets/site.css") as response:
        assert response.headers["Cache-Control"] == "no-cache"
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    assert client.get("/api/facts").headers["Cache-Control"] == "no-store"


def test_static_files_stay_small() -> None:
    assert (STATIC / "site.css").stat().st_size < 15 * 1024
    assert (STATIC / "chat.js").stat().st_size < 8 * 1024


def test_other_origins_are_denied_unless_listed() -> None:
    friend = {"Origin": "https://portal.example"}
    for app, expected in [
        (fake_app(), None),
        (fake_app(allowed_origins=("https://other.example",)), None),
        (fake_app(allowed_origins=("https://portal.example",)), "https://portal.example"),
    ]:
        response = app.test_client().get("/api/facts", headers=friend)
        assert response.headers.get("Access-Control-Allow-Origin") == expected
        assert "Origin" in response.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_a_listed_origin_may_ask_before_it_posts() -> None:
    app = fake_app(allowed_origins=("https://portal.example",))
    headers = {"Origin": "https://portal.example", "Access-Control-Request-Method": "POST"}
    response = app.test_client().options("/api/chat", headers=headers)
    assert response.headers["Access-Control-Allow-Origin"] == "https://portal.example"
    assert response.headers["Access-Control-Allow-Headers"] == "Content-Type"
    page = app.test_client().get("/", headers=headers)
    assert "Access-Control-Allow-Origin" not in page.headers


def test_links_between_pages_keep_the_language() -> None:
    client = fake_app().test_client()
    page = client.get("/?q=x&lang=en").get_data(as_text=True)
    assert 'href="/bulletins?lang=en"' in page
    assert re.search(r'href="/bulletins/tong-ket-2023\?cite=[^"]*lang=en#p4"', page)
    assert 'href="/?q=x" lang="vi"' in page
    assert 'href="/?q=x&amp;lang=en" lang="en"' in client.get("/?q=x").get_data(as_text=True)


def test_an_address_takes_no_orders_for_the_links_on_its_page() -> None:
    client = fake_app().test_client()
    page = client.get("/facts?_scheme=javascript&_external=1&_anchor=x&endpoint=y&page=2&sort=value")
    assert page.status_code == 200
    assert "javascript" not in page.get_data(as_text=True)
