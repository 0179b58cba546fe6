"""Bulletins to read: the list, the page with its marks, and their JSON."""

from __future__ import annotations

import html
from typing import Any

import pytest

from web_fakes import BULLETIN, COUNTS, EVIL, FakeStore, fake_app, span


def _page(address: str, store: FakeStore | None = None, **settings: Any) -> str:
    response = fake_app(store, **settings).test_client().get(address)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_list_shows_what_is_there() -> None:
    page = _page("/bulletins")
    assert "2 bản tin" in page and "13/03/2024" in page and "Không rõ ngày" in page
    assert 'href="/bulletins/tong-ket-2023"' in page
    assert page.index("13/03/2024") < page.index("Không rõ ngày")


def test_an_empty_list_says_so() -> None:
    assert "Chưa có bản tin nào" in _page("/bulletins", FakeStore(kept=()))


def test_a_long_list_has_pages() -> None:
    first = _page("/bulletins", page_rows=1)
    assert "Trang 1 trên 2" in first and 'rel="next" href="/bulletins?page=2"' in first
    second = _page("/bulletins?page=2", page_rows=1)
    assert 'rel="prev" href="/bulletins?page=1"' in second and 'rel="next"' not in second
    for odd in ("0", "99", "x", "-1", "²", "9" * 50):
        _page(f"/bulletins?page={odd}", page_rows=1)


def test_a_bulletin_reads_in_the_order_of_the_page() -> None:
    page = _page("/bulletins/tong-ket-2023")
    order = ['<h1 id="p0">', 'id="p8">13/03/2024', 'id="p1"', 'id="p6"', 'id="p2"', '<h2 id="p3">', 'id="p4"']
    assert [page.index(mark) for mark in order] == sorted(page.index(mark) for mark in order)
    assert 'class="caption" id="p6"' in page and "Bài: Hương Dịu" in page
    assert '<a class="n" href="#p4" aria-label="Đoạn 4">4</a>' in page
    assert "<mark>" not in page and 'class="cited"' not in page
    assert "/secret/place" not in page


def test_the_cited_sentence_and_words_are_marked() -> None:
    low, high = span(COUNTS, COUNTS[COUNTS.index("Hiện nay") :])
    at, to = span(COUNTS, "18 sản phẩm OCOP 4 sao")
    page = _page(f"/bulletins/tong-ket-2023?cite=4:{low}-{high}&words={at}-{to}")
    assert "<mark>18 sản phẩm OCOP 4 sao</mark>" in page
    assert 'title="Câu được dẫn">Hiện nay, toàn tỉnh' in page
    sentence_only = _page(f"/bulletins/tong-ket-2023?cite=4:{low}-{high}")
    assert "<mark>" not in sentence_only and 'class="cited"' in sentence_only


def test_title_and_date_can_be_cited_too() -> None:
    assert '<h1 id="p0"><span class="cited"' in _page("/bulletins/tong-ket-2023?cite=0:0-10")
    assert "<mark>13/03/2024</mark>" in _page("/bulletins/tong-ket-2023?cite=8:0-10&words=0-10")


@pytest.mark.parametrize(
    "query",
    ["cite=x", "cite=4", "cite=4:9-3", "cite=99:0-5", "cite=4:5000-9000", "cite=-1:0-5", "cite=1:0-5&words=x",
     "cite=" + "9" * 5000, "words=1-2", "cite=4:٣-٩"],
)  # fmt: skip
def test_an_odd_mark_still_opens_the_page(query: str) -> None:
    page = _page(f"/bulletins/tong-ket-2023?{query}")
    assert "Đối với Chương trình OCOP" in page
    assert "<mark>" not in page


def test_figures_beside_the_text_lead_to_their_sentences() -> None:
    page = _page("/bulletins/tong-ket-2023")
    assert "Số liệu trong bản tin này" in page
    assert 'href="/bulletins/tong-ket-2023?cite=4:81-225&amp;words=175-197#p4"' in page
    assert "Mục tiêu" in page


def test_a_hostile_bulletin_is_only_text() -> None:
    page = _page("/bulletins/hostile/1")
    assert html.escape(EVIL) in page
    assert "<script>alert" not in page and "<img src=x" not in page and "javascript:" not in page


def test_json_has_the_paragraphs_but_not_the_source() -> None:
    client = fake_app().test_client()
    listed = client.get("/api/bulletins").get_json()["bulletins"]
    assert [bulletin["id"] for bulletin in listed] == ["tong-ket-2023", "hostile/1"]
    assert listed[1]["url"] is None
    one = client.get("/api/bulletins/tong-ket-2023").get_json()
    assert one["title"] == BULLETIN.title and one["published"] == "2024-03-13"
    assert one["paragraphs"][6] == {"number": 4, "position": 6, "kind": "body", "text": COUNTS}
    assert "source" not in one and "digest" not in one
