"""The widget's script as it is served, what it asks for when opened, and the page that gives the line."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re

import pytest

from web.widget import contact_parts
from web.widget_script import script
from web_fakes import fake_app


def _line(page: str) -> str:
    found = re.search(r'<code id="line">(.*?)</code>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_the_script_with_its_styles_and_words_stays_small() -> None:
    assert len(script().packed) <= 20_000


def test_the_script_is_packed_where_that_is_understood() -> None:
    client = fake_app().test_client()
    plain = client.get("/widget.js")
    packed = client.get("/widget.js", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data == script().plain
    assert plain.mimetype == "text/javascript" and "Accept-Encoding" in plain.headers["Vary"]
    refused = client.get("/widget.js", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_any_page_may_load_the_script_and_check_it() -> None:
    response = fake_app().test_client().get("/widget.js", headers={"Origin": "https://stranger.example"})
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    digest = base64.b64encode(hashlib.sha384(response.data).digest()).decode()
    assert script().integrity == f"sha384-{digest}"


def test_only_the_version_of_today_is_kept_for_good() -> None:
    client = fake_app().test_client()
    assert "immutable" in client.get(f"/widget.js?v={script().version}").headers["Cache-Control"]
    for address in ("/widget.js", "/widget.js?v=000000000000"):
        first = client.get(address)
        assert first.headers["Cache-Control"].startswith("public, max-age=600")
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304 and not again.data


def test_what_the_widget_asks_for_when_it_is_opened() -> None:
    client = fake_app(contact="Văn phòng: 0209 3870 000", message_length=500).test_client()
    told = client.get("/api/widget?lang=en").get_json()
    assert told["examples"][0] == "How many 4-star OCOP products exist?"
    assert told["longest"] == 500
    assert told["contact"][1] == {"text": "0209 3870 000", "href": "tel:02093870000"}


@pytest.mark.parametrize(
    ("contact", "links"),
    [
        ("", []),
        ("Văn phòng Điều phối", []),
        ("ntm@backan.gov.vn, +84 209 387 0000.", ["mailto:ntm@backan.gov.vn", "tel:+842093870000"]),
        ("Ông A, phòng 012, 0912.345.678", ["tel:0912345678"]),
    ],
)
def test_a_contact_can_be_called_and_written_to(contact: str, links: list[str]) -> None:
    parts = contact_parts(contact)
    assert "".join(part["text"] for part in parts) == contact
    assert [part["href"] for part in parts if "href" in part] == links


def test_the_page_gives_the_plain_line() -> None:
    page = fake_app().test_client().get("/embed", base_url="https://hoi.example").get_data(as_text=True)
    assert _line(page) == '<script src="https://hoi.example/widget.js" defer async></script>'


def test_the_form_is_the_address_and_the_line_holds_what_was_chosen() -> None:
    client = fake_app().test_client()
    chosen = {
        "language": "en",
        "color": "#a6192e",
        "title": 'Hỏi "NTM" & <OCOP>',
        "examples": "Một?\r\n\r\n Hai ? \nBa?",
        "open": "1",
        "fixed": "1",
        "theme": "zzz",
    }
    page = client.get("/embed", query_string=chosen).get_data(as_text=True)
    assert _line(page) == (
        f'<script src="http://localhost/widget.js?v={script().version}" integrity="{script().integrity}" '
        'crossorigin="anonymous" defer async data-language="en" data-color="#a6192e" '
        'data-title="Hỏi &#34;NTM&#34; &amp; &lt;OCOP&gt;" data-examples="Một?|Hai ?|Ba?" '
        'data-open="true"></script>'
    )
    assert 'value="#a6192e"' in page
    assert re.search(r"<option value=\"en\" selected>", page)


def test_a_panel_in_the_page_has_a_link_for_those_without_script_and_keeps_its_place() -> None:
    line = _line(fake_app().test_client().get("/embed?place=stands").get_data(as_text=True))
    element, script_line = line.splitlines()
    assert '<a href="http://localhost/">' in element and "height: 38rem" in element
    assert script_line.startswith("<script src=")


def test_a_program_gets_the_line_alone() -> None:
    client = fake_app().test_client()
    told = client.get("/embed?title=x", headers={"Accept": "application/json"}).get_json()
    assert told == {
        "line": '<script src="http://localhost/widget.js" defer async data-title="x"></script>',
        "preview": "/embed/preview?title=x",
    }


def test_only_our_own_pages_may_frame_the_preview() -> None:
    client = fake_app().test_client()
    preview = client.get("/embed/preview?title=%22%3E%3Cb%3E")
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    line = '<script src="/widget.js" defer async data-title="&#34;&gt;&lt;b&gt;"></script>'
    assert line in preview.get_data(as_text=True)
    page = client.get("/embed")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
