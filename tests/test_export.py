"""Facts leave for spreadsheets and other programs: whole, with their evidence, and harmless."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from corpus.export import facts_csv, facts_json, facts_sdmx_csv, facts_xlsx, time_period
from corpus.model import Area, Fact, Period, Quote, fact_json

FACT = Fact(
    id="a-1",
    indicator="ntm.criteria_per_commune",
    label={"vi": "Bình quân tiêu chí", "en": "Mean criteria"},
    value="-0.36",
    raw="0,36",
    unit="criteria_per_commune",
    dimensions={"level": "standard"},
    area=Area("huyện Phú Lâm", "district", "123", "tỉnh Đông Giang", "", "xã Phú Lâm"),
    period=Period("year", "2022-01-01", "2022-12-31", "năm 2022"),
    status="change",
    nature="stock",
    bound="exact",
    bulletin="phu-lam-2022",
    paragraph=3,
    quote=Quote("giảm 0,36 tiêu chí", 'có "trích",\n', " so", 10, 28),
    sentence=(0, 60),
    programme="ntm",
    links={"base": "2021"},
)
OTHER = replace(FACT, id="a-2", value="2041000000000", dimensions={"stars": "4"}, area=None, links={})


def rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_json_is_the_public_form() -> None:
    assert json.loads(facts_json([FACT, OTHER])) == [fact_json(FACT), fact_json(OTHER)]
    assert json.loads(facts_json([])) == []


def test_every_csv_row_carries_its_evidence() -> None:
    raw = facts_csv([FACT, OTHER])
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == 3
    first, second = rows(raw)
    assert (first["value"], first["dim_level"], first["dim_stars"], second["dim_stars"]) == (
        "-0.36",
        "standard",
        "",
        "4",
    )
    evidence = ("quote", "bulletin", "paragraph", "start", "end", "prefix")
    assert [first[name] for name in evidence] == [
        "giảm 0,36 tiêu chí", "phu-lam-2022", "3", "10", "28", 'có "trích",\n',
    ]  # fmt: skip
    assert json.loads(first["links"]) == {"base": "2021"}
    assert second["area"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_neutralised(start: str) -> None:
    evil = start + 'HYPERLINK("http://x.example","a")'
    fact = replace(
        FACT, quote=replace(FACT.quote, exact=evil), label={"vi": evil}, dimensions={start + "x": evil}
    )
    for raw in (facts_csv([fact]), facts_sdmx_csv([fact])):
        for line in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
            for cell in line:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or cell == "-0.36"
    assert rows(facts_csv([fact]))[0]["quote"] == "'" + evil


@pytest.mark.parametrize("number", ["-5", "+5", "-0,36", "-1.234,5", "-12%"])
def test_negative_numbers_stay_numbers(number: str) -> None:
    assert rows(facts_csv([replace(FACT, raw=number)]))[0]["raw"] == number


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
@settings(deadline=None, max_examples=80)
def test_any_text_survives_csv(text: str) -> None:
    (row,) = rows(facts_csv([replace(FACT, quote=replace(FACT.quote, exact=text))]))
    assert row["quote"] in (text, "'" + text)


def test_sdmx_csv_names_its_structure_and_its_keys() -> None:
    header, line, _ = csv.reader(io.StringIO(facts_sdmx_csv([FACT, OTHER]).decode(), newline=""))
    assert header[:6] == ["STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "REF_AREA", "TIME_PERIOD"]
    assert len(header) == len(set(header)) == len(line)
    row = dict(zip(header, line, strict=True))
    assert (row["STRUCTURE"], row["ACTION"], row["OBS_VALUE"]) == ("dataflow", "I", "-0.36")
    assert (row["TIME_PERIOD"], row["REF_AREA"], row["DIM_LEVEL"]) == ("2022", "123", "standard")
    assert (row["DIM_STARS"], row["DIM_ROLE"]) == ("_Z", "_Z")
    assert (row["QUOTE"], row["BULLETIN"], row["PARAGRAPH"]) == ("giảm 0,36 tiêu chí", "phu-lam-2022", "3")
    assert (row["QUOTE_START"], row["QUOTE_END"]) == ("10", "28")


def test_sdmx_csv_has_the_same_columns_in_every_file_and_no_empty_key() -> None:
    files = [[FACT], [OTHER], [], [FACT, OTHER, replace(FACT, id="a-3", area=None)]]
    tables = [list(csv.reader(io.StringIO(facts_sdmx_csv(some).decode(), newline=""))) for some in files]
    assert len({tuple(table[0]) for table in tables}) == 1
    assert all(re.fullmatch(r"[A-Z][A-Z0-9_]*", name) for name in tables[0][0]), "ids of SDMX"
    keys = tables[0][0].index("OBS_VALUE")
    assert all(all(row[:keys]) for table in tables for row in table[1:])
    assert tables[3][3][tables[3][0].index("REF_AREA")] == "_U"


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period("year", "2023-01-01", "2023-12-31"), "2023"),
        (Period("quarter", "2025-01-01", "2025-03-31"), "2025-Q1"),
        (Period("month", "2025-12-01", "2025-12-31"), "2025-12"),
        (Period("as_of", None, "2024-03-12"), "2024-03-12"),
        (Period("range", "2021-01-01", "2025-12-31"), "2021-01-01/P5Y"),
        (Period("range", "2021-01-01", "2021-01-10"), "2021-01-01/P10D"),
        (Period("unknown", None, None), ""),
    ],
)
def test_periods_in_the_words_of_sdmx(period: Period, text: str) -> None:
    assert time_period(period) == text


def test_the_workbook_has_numbers_and_no_formulas() -> None:
    evil = replace(FACT, quote=replace(FACT.quote, exact="=1+1\x07"), value="12345678901234567890")
    sheet = load_workbook(io.BytesIO(facts_xlsx([FACT, OTHER, evil])))["facts"]
    header, first, second, third = ([cell.value for cell in line] for line in sheet.iter_rows())
    row = dict(zip(header, first, strict=True))
    assert Decimal(str(row["value"])) == Decimal("-0.36") and row["paragraph"] == 3
    assert (row["period_start"], row["period_end"]) == (dt.datetime(2022, 1, 1), dt.datetime(2022, 12, 31))
    assert sheet.auto_filter.ref.endswith("4") and sheet.freeze_panes == "A2"
    assert dict(zip(header, second, strict=True))["value"] == 2041000000000
    assert dict(zip(header, third, strict=True))["quote"] == "=1+1"
    assert dict(zip(header, third, strict=True))["value"] == "12345678901234567890"
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_nothing_exports_to_a_header() -> None:
    assert rows(facts_csv([])) == [] and facts_csv([]).count(b"\r\n") == 1
    assert facts_sdmx_csv([]).count(b"\r\n") == 1
    assert load_workbook(io.BytesIO(facts_xlsx([])))["facts"].max_row == 1
