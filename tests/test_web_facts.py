"""Facts: the table that the address filters and sorts, and their JSON."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import fields, replace
from typing import Any

import pytest
from openpyxl import load_workbook

from corpus.catalogue import Filter
from corpus.model import Area, Quote
from web.fact_filter import FIELDS
from web_fakes import FACTS, FakeStore, fact, fake_app


def _json(query: str = "") -> list[str]:
    body = fake_app().test_client().get("/api/facts" + query).get_json()
    return [found["id"] for found in body["facts"]]


def _page(query: str = "", store: FakeStore | None = None, **settings: Any) -> str:
    response = fake_app(store, **settings).test_client().get("/facts" + query)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def _values(page: str) -> list[str]:
    return re.findall(r'<td class="value"><b>([^<]*)</b>', page)


def test_json_gives_every_fact_as_the_store_orders_them() -> None:
    assert _json() == ["f1", "f2", "f3", "f4", "f5"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("?limit=2", ["f1", "f2"]),
        ("?limit=2&offset=3", ["f4", "f5"]),
        ("?offset=4", ["f5"]),
        ("?limit=0", []),
        ("?limit=-1&offset=x", ["f1", "f2", "f3", "f4", "f5"]),
        ("?limit=9999999999", ["f1", "f2", "f3", "f4", "f5"]),
        ("?limit=1&sort=-value", ["f1"]),
    ],
)
def test_json_gives_a_part_and_says_how_many_there_are(query: str, ids: list[str]) -> None:
    body = fake_app().test_client().get("/api/facts" + query).get_json()
    assert [found["id"] for found in body["facts"]] == ids and body["total"] == 5


def test_the_filters_are_those_of_the_store() -> None:
    assert set(FIELDS) == {field.name for field in fields(Filter)}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("?indicator=ocop.products", ["f1", "f2", "f3", "f4"]),
        ("?area=tỉnh Bắc Kạn&stars=4", ["f2"]),
        ("?area=Cao Bằng", []),
        ("?status=target", ["f5"]),
        ("?bulletin=tong-ket-2023&text=tham gia", ["f4"]),
        ("?bulletin=hostile/1", []),
        ("?period=2023", ["f4"]),
        ("?text=  ", ["f1", "f2", "f3", "f4", "f5"]),
        ("?sort=value", ["f5", "f2", "f4", "f3", "f1"]),
        ("?sort=-value", ["f1", "f3", "f4", "f2", "f5"]),
        ("?sort=nonsense&unknown=1", ["f1", "f2", "f3", "f4", "f5"]),
    ],
)
def test_the_address_filters_and_sorts(query: str, ids: list[str]) -> None:
    assert _json(query) == ids


@pytest.mark.parametrize("sort", ["value", "indicator", "area", "period", "status"])
def test_every_column_sorts_both_ways(sort: str) -> None:
    assert len(_values(_page(f"?sort={sort}"))) == len(FACTS)
    page = _page(f"?sort=-{sort}&status=actual")
    assert 'aria-sort="descending"' in page
    assert f'href="/facts?status=actual&amp;sort={sort}"' in page


def test_the_table_shows_each_figure_in_its_sentence() -> None:
    page = _page("?sort=-value")
    assert _values(page) == ["218", "199", "71", "18", "trên 12,5"]
    assert "5 số liệu" in page
    assert "<mark>18 sản phẩm OCOP 4 sao</mark> và 199" in page
    assert 'href="/bulletins/tong-ket-2023?cite=4:81-225&amp;words=175-197#p4"' in page
    assert "nay là tỉnh Thái Nguyên" in page and "đến 12/03/2024" in page


def test_the_form_remembers_what_was_asked() -> None:
    page = _page('?status=target&area="><script>&text=b&lang=en&sort=-value')
    assert '<input type="hidden" name="status" value="target">' in page
    assert '<input type="hidden" name="sort" value="-value">' in page
    assert 'value="&#34;&gt;&lt;script&gt;"' in page and "<script>" not in page
    assert "No figure matches" in page


def test_facets_are_links_that_say_how_many_figures_they_lead_to() -> None:
    page = _page("?sort=value")
    link = re.search(r'<a href="([^"]*)"><span>4 sao</span> <small>(\d+)</small></a>', page)
    assert link and link.groups() == ("/facts?sort=value&amp;stars=4", "1")
    chosen = _page("?stars=4&sort=value")
    assert re.search(
        r'<a href="/facts\?sort=value" aria-current="true"[^>]*><span>4 sao</span> <small>1</small>', chosen
    )
    assert "<small>Hạng sao:</small> 4 sao" in chosen
    assert re.search(r"<span>3 sao</span> <small>1</small>", chosen), "its other values can still be chosen"


def test_a_facet_with_very_many_choices_does_not_fill_the_page() -> None:
    areas = [replace(FACTS[0], id=f"a{n}", area=Area(f"xã Số {n}", "commune")) for n in range(200)]
    page = _page(store=FakeStore(figures=tuple(areas)))
    assert page.count('<span lang="vi">xã Số') - page.count('<td data-name="Địa bàn"><span') == 60
    assert "Xem thêm 53" in page


def test_facets_speak_the_language_of_the_page_and_stay_in_it() -> None:
    page = _page("?lang=en")
    assert '<h2 id="facet-indicator">Indicator</h2>' in page and "Other indicators" in page
    assert re.search(r'href="/facts\?lang=en&amp;stars=4"><span>4 stars', page)


def test_what_is_seen_can_be_taken_along() -> None:
    page = _page("?indicator=ocop.products&sort=-value&page=1&lang=en")
    assert "/api/facts?indicator=ocop.products&amp;sort=-value&amp;format=csv" in page
    client = fake_app().test_client()
    response = client.get("/api/facts?indicator=ocop.products&sort=-value&format=csv")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == "attachment; filename=facts.csv"
    rows = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))
    assert [row["value"] for row in rows] == ["218", "199", "71", "18"]
    evidence = ("quote", "bulletin", "paragraph", "start", "end")
    assert all(row[name] for row in rows for name in evidence)
    book = load_workbook(io.BytesIO(client.get("/api/facts?format=xlsx").data))
    assert book["facts"].max_row == 1 + len(FACTS)
    assert client.get("/api/facts?format=sdmx-csv").data.startswith(b"STRUCTURE,")
    assert len(client.get("/api/facts?format=json").get_json()) == len(FACTS)


def test_a_format_that_does_not_exist_is_told() -> None:
    response = fake_app().test_client().get("/api/facts?format=pdf&lang=en")
    assert response.status_code == 400 and "csv" in response.get_json()["detail"]


def test_without_its_bulletin_a_figure_is_shown_in_its_quote() -> None:
    page = _page(store=FakeStore(kept=(), figures=FACTS[1:2]))
    assert "sao, <mark>18 sản phẩm OCOP 4 sao</mark> và 199" in page


def test_a_quote_that_is_not_in_the_text_is_never_placed_there() -> None:
    moved = fact("f9", 4, "18 sản phẩm OCOP 4 sao", "18", quote=Quote("gone", "a ", " b", 3, 7))
    assert "a <mark>gone</mark> b" in _page(store=FakeStore(figures=(moved,)))


def test_an_odd_value_does_not_break_the_table() -> None:
    odd = fact("f9", 4, "18 sản phẩm OCOP 4 sao", "many")
    assert _values(_page("?sort=value", FakeStore(figures=(*FACTS, odd))))[0] == "many"


def test_many_facts_have_pages_that_keep_the_filter() -> None:
    page = _page("?indicator=ocop.products&page=2", page_rows=2)
    assert "Trang 2 trên 2" in page
    assert 'rel="prev" href="/facts?indicator=ocop.products&amp;page=1"' in page
