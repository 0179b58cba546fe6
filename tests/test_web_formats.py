"""Dates, figures and marks as people read them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Period
from web import formats
from web.wording import words
from web_fakes import FACTS

VI, EN = words("vi"), words("en")


@pytest.mark.parametrize(
    ("iso", "vi", "en"),
    [
        ("2024-03-05", "05/03/2024", "5 March 2024"),
        ("2024-03", "03/2024", "March 2024"),
        ("2024", "2024", "2024"),
        (None, "", ""),
    ],
)
def test_dates_keep_the_precision_that_is_known(iso: str | None, vi: str, en: str) -> None:
    assert (formats.date(iso, VI), formats.date(iso, EN)) == (vi, en)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("18", "18", "18"),
        ("12.81", "12,81", "12.81"),
        ("2041000000000", "2.041.000.000.000", "2,041,000,000,000"),
        ("-0.5", "−0,5", "−0.5"),
        ("not a number", "not a number", "not a number"),
    ],
)
def test_numbers_have_the_separators_of_the_language(value: str, vi: str, en: str) -> None:
    assert (formats.number(value, VI), formats.number(value, EN)) == (vi, en)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (18.0, "18", "18"),
        (12.81, "12,81", "12.81"),
        (2041500000000.0, "2.041,5 tỷ", "2,041.5 bn"),
        (-57e6, "−57 triệu", "−57 m"),
        (0.30000000000000004, "0,3", "0.3"),
    ],
)
def test_an_axis_is_short_of_room(value: float, vi: str, en: str) -> None:
    assert (formats.compact(value, VI), formats.compact(value, EN)) == (vi, en)


@pytest.mark.parametrize(
    ("kind", "end", "vi", "en"),
    [
        ("as_of", "2024-03-05", "5/3/2024", "5 Mar 2024"),
        ("as_of", "2023-12-31", "2023", "2023"),
        ("as_of", "2023", "2023", "2023"),
        ("year", "2023-12-31", "2023", "2023"),
        ("quarter", "2024-06-30", "Q2/2024", "Q2/2024"),
        ("month", "2024-06-30", "06/2024", "06/2024"),
        ("unknown", None, "", ""),
    ],
)
def test_a_moment_is_short_too(kind: str, end: str | None, vi: str, en: str) -> None:
    period = Period(kind, None, end)
    assert (formats.moment(period, VI), formats.moment(period, EN)) == (vi, en)


def test_a_span_within_a_year_gives_its_days() -> None:
    assert formats.period(Period("range", "2021-01-01", "2025-12-31"), VI) == "2021–2025"
    assert formats.period(Period("range", "2025-01-01", "2025-08-19"), VI) == "01/01/2025–19/08/2025"


def test_a_figure_says_its_bound_its_range_and_its_direction() -> None:
    plain = FACTS[1]
    assert formats.figure(plain, VI) == "18"
    assert formats.figure(replace(plain, bound="about"), VI) == "khoảng 18"
    assert formats.figure(replace(plain, high="20"), VI) == "18–20"
    assert formats.figure(replace(plain, status="change", value="0.36"), VI) == "+0,36"
    assert formats.figure(replace(plain, status="change", value="-2"), EN) == "−2"


def test_units_dimensions_and_labels_speak_the_language() -> None:
    plain = FACTS[1]
    assert formats.unit(plain, VI) == "sản phẩm"
    assert formats.unit(plain, EN) == "products"
    assert formats.unit(replace(plain, value="1"), EN) == "product"
    assert formats.unit(replace(plain, unit="light_year"), EN) == "light year"
    assert formats.dimensions(plain, VI) == ["4 sao"]
    assert formats.dimensions(replace(plain, dimensions={"level": "advanced", "new": "x"}), VI) == [
        "NTM nâng cao",
        "x",
    ]
    assert formats.dimensions(replace(plain, dimensions={"level": "standard", "criteria": "5-9"}), VI) == [
        "5–9 tiêu chí"
    ]
    assert formats.label(plain, EN) == "OCOP products"
    assert formats.label(replace(plain, label={"vi": "Số xã"}), EN) == "Số xã"
    assert formats.label(replace(plain, label={}), EN) == "ocop.products"


@pytest.mark.parametrize(
    ("period", "vi"),
    [
        (Period("as_of", None, "2024-03-12"), "đến 12/03/2024"),
        (Period("year", "2023-01-01", "2023-12-31"), "năm 2023"),
        (Period("quarter", "2025-04-01", "2025-06-30"), "quý II/2025"),
        (Period("month", "2024-03-01", "2024-03-31"), "tháng 03/2024"),
        (Period("range", "2021-01-01", "2025-12-31"), "2021–2025"),
        (Period("unknown", None, None), ""),
    ],
)
def test_periods_are_said_in_words(period: Period, vi: str) -> None:
    assert formats.period(period, VI) == vi


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//x", "/x", "http:", "http://[", "", None],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert formats.safe_url(url) is None


def test_web_addresses_are_kept_whole() -> None:
    url = "https://portal.example.gov.vn/tin?id=1#:~:text=18%20s%E1%BA%A3n"
    assert formats.safe_url(url) == url


@given(st.text(max_size=60), *[st.tuples(st.integers(-5, 70), st.integers(-5, 70))] * 2)
def test_cutting_never_changes_the_text(text: str, one: tuple[int, int], two: tuple[int, int]) -> None:
    assert "".join(piece.text for piece in formats.segments(text, one, two)) == text


def test_the_marked_words_are_those_at_the_offsets() -> None:
    pieces = formats.segments("Có 18 sản phẩm. Hết.", (0, 15), (3, 5))
    assert [(p.text, p.mark) for p in pieces] == [
        ("Có ", "sentence"),
        ("18", "words"),
        (" sản phẩm.", "sentence"),
        (" Hết.", ""),
    ]
