"""Figures over time: what belongs to one series, how it is drawn, and where its points lead."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from corpus.model import Area, Fact, Period
from web.series import Series, points_of
from web_fakes import FACTS, FakeStore, fact, fake_app


def at(id_: str, year: int, value: str, **changes: Any) -> Fact:
    """Products with 4 stars at the end of a year."""
    period = Period("as_of", None, f"{year}-12-31")
    made = fact(id_, 4, "18 sản phẩm OCOP 4 sao", value, dimensions={"stars": "4"}, period=period)
    return replace(made, **changes)


SERIES = (at("s3", 2023, "18"), at("s2", 2022, "14"), at("s1", 2021, "9"))


def series_of(facts: tuple[Fact, ...]) -> list[Series]:
    store = FakeStore(figures=facts)
    return [Series(id_, points_of(store.series_facts(id_, 99))) for id_, _ in store.series(99, None)]


def values(facts: tuple[Fact, ...]) -> list[list[float]]:
    return [[point.value for point in one.points] for one in series_of(facts)]


def test_one_thing_at_several_times_is_a_series_in_order_of_time() -> None:
    assert values(SERIES) == [[9, 14, 18]]
    assert values(SERIES[:1]) == [] and values(()) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"dimensions": {"stars": "3"}},
        {"area": Area("huyện Ba Bể", "district")},
        {"unit": "maker"},
        {"nature": "flow"},
        {"indicator": "ocop.makers"},
        {"status": "change"},
        {"high": "20"},
        {"value": "many"},
        {"value": "NaN"},
        {"period": Period("unknown", None, None)},
        {"period": Period("range", "2021-01-01", "2025-12-31")},
    ],
)
def test_what_differs_is_another_series_or_none(changes: dict[str, Any]) -> None:
    assert values((SERIES[0], replace(SERIES[1], **changes))) == []


def test_a_year_and_a_quarter_of_new_ones_do_not_compare() -> None:
    year = at("y", 2022, "30", nature="flow", period=Period("year", "2022-01-01", "2022-12-31"))
    quarter = at("q", 2023, "8", nature="flow", period=Period("quarter", "2023-01-01", "2023-03-31"))
    assert values((year, quarter)) == []


def test_contradicting_figures_are_all_shown_and_the_latest_bulletin_is_followed() -> None:
    (one,) = series_of((*SERIES, at("s9", 2022, "13"), at("s8", 2022, "14")))
    assert [(p.value, p.follows) for p in one.points] == [(9, True), (14, True), (13, False), (18, True)]


def test_plans_are_points_but_make_no_series_alone() -> None:
    plan = at("p", 2025, "30", status="target")
    assert values((SERIES[0], plan)) == []
    assert values((*SERIES, plan)) == [[9, 14, 18, 30]]


# --- the page ----------------------------------------------------------------------------------------


def page_of(facts: tuple[Fact, ...], query: str = "") -> str:
    client = fake_app(FakeStore(figures=facts)).test_client()
    return str(client.get("/facts" + query).get_data(as_text=True))


def drawings(page: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


def test_every_point_is_a_link_to_its_sentence_with_words_for_those_who_do_not_see() -> None:
    plan = at("p", 2025, "30", status="target")
    wide, narrow = drawings(page_of((*SERIES, plan)))
    for svg in (wide, narrow):
        links = list(svg.iter("a"))
        assert [link.get("class") for link in links] == ["point actual"] * 3 + ["point target"]
        assert links[2].get("href") == "/bulletins/tong-ket-2023?cite=4:81-225&words=175-197#p4"
        assert (links[2].get("aria-label") or "").startswith("đến 31/12/2023 · 18 sản phẩm · UBND tỉnh")
        assert "Mục tiêu" in (links[3].get("aria-label") or "")
        assert {path.get("class") for path in svg.iter("path")} == {"line"}
    assert wide.get("viewBox") != narrow.get("viewBox")


def test_a_drawing_breaks_no_content_policy() -> None:
    page = page_of(SERIES)
    assert "style=" not in page and "<style" not in page and "<script" not in page
    assert not re.search(r'<(?:text|path|line|circle)[^>]* (?:fill|stroke|font-family)="', page)


def test_the_address_chooses_the_series_and_rows_lead_to_theirs() -> None:
    makers = tuple(
        at(f"m{year}", year, str(year - 2000), indicator="ocop.makers", label={"vi": "Số chủ thể"})
        for year in (2022, 2023)
    )
    facts = (*SERIES, *makers)
    first, second = series_of(facts)
    assert "Số sản phẩm OCOP" in page_of(facts).split("chart-of")[2][:80]
    page = page_of(facts, f"?series={second.id}&sort=value")
    assert "Số chủ thể" in page.split("chart-of")[2][:80]
    assert f'href="/facts?sort=value&amp;series={first.id}#chart"' in page
    assert "Số sản phẩm OCOP" in page_of(facts, "?series=nonsense").split("chart-of")[2][:80]


def test_without_a_series_there_is_no_drawing() -> None:
    assert "<svg" not in page_of(FACTS)


@pytest.mark.parametrize("numbers", [("0", "0"), ("-5", "3"), ("16.8", "16.85"), ("2041000000000", "1")])
def test_any_numbers_can_be_drawn(numbers: tuple[str, str]) -> None:
    page = page_of((at("a", 2023, numbers[0]), at("b", 2022, numbers[1])))
    for svg in drawings(page):
        places = [float(dot.get(name) or "nan") for dot in svg.iter("circle") for name in ("cx", "cy")]
        assert all(-1 <= place <= 900 for place in places)


def test_a_drawing_is_as_wide_as_its_times() -> None:
    wide = drawings(page_of(SERIES))[0]
    places = sorted(float(dot.get("cx") or 0) for dot in wide.iter("circle") if dot.get("class") == "dot")
    width = float((wide.get("viewBox") or "").split()[2])
    assert places[-1] - places[0] > 0.6 * width and abs(places[0] + places[2] - 2 * places[1]) < 2


def test_what_is_typed_is_shown_as_it_was_typed() -> None:
    assert "</small> zzz <span" in page_of(SERIES, "?text=zzz")


def test_hostile_words_stay_words() -> None:
    evil = '"><script>alert(1)</script>'
    facts = tuple(replace(one, area=Area(evil, "province"), label={"vi": evil}) for one in SERIES)
    assert "<script>" not in page_of(facts)
