"""Facts for other programs: JSON, CSV, SDMX-CSV and XLSX.

Every row carries its quote, bulletin, paragraph and offsets.  Cells that a
spreadsheet would take for a formula are made plain text.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from corpus.lexicon import lexicon
from corpus.model import Fact, Period, fact_json

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_STRUCTURE = ("dataflow", "DANCHUNG:FACTS(1.0)", "I")
_EXACT_DIGITS = 15  # what a spreadsheet's number holds


def _period(name: str) -> Callable[[Fact], str]:
    return lambda fact: getattr(fact.period, name) or ""


def _area(name: str) -> Callable[[Fact], str]:
    return lambda fact: getattr(fact.area, name) if fact.area else ""


def _quote(name: str) -> Callable[[Fact], str]:
    return lambda fact: str(getattr(fact.quote, name))


def _own(name: str) -> Callable[[Fact], str]:
    return lambda fact: str(getattr(fact, name))


Column = tuple[str, Callable[[Fact], str]]

_WHAT: tuple[Column, ...] = (
    ("id", _own("id")),
    ("programme", _own("programme")),
    ("indicator", _own("indicator")),
    ("label_vi", lambda fact: fact.label.get("vi", "")),
    ("label_en", lambda fact: fact.label.get("en", "")),
    ("value", _own("value")),
    ("high", _own("high")),
    ("raw", _own("raw")),
    ("unit", _own("unit")),
)
_WHERE: tuple[Column, ...] = (
    ("area", _area("name")),
    ("area_level", _area("level")),
    ("area_code", _area("code")),
    ("district", _area("district")),
    ("province", _area("province")),
    ("area_now", _area("now")),
    ("period_kind", _period("kind")),
    ("period_start", _period("start")),
    ("period_end", _period("end")),
    ("period_text", _period("text")),
    ("status", _own("status")),
    ("nature", _own("nature")),
    ("bound", _own("bound")),
    ("links", lambda fact: json.dumps(fact.links, ensure_ascii=False, sort_keys=True) if fact.links else ""),
)
_EVIDENCE: tuple[Column, ...] = (
    ("bulletin", _own("bulletin")),
    ("paragraph", _own("paragraph")),
    ("start", _quote("start")),
    ("end", _quote("end")),
    ("quote", _quote("exact")),
    ("prefix", _quote("prefix")),
    ("suffix", _quote("suffix")),
    ("review", _own("review")),
)
_NUMERIC = {"value", "high", "paragraph", "start", "end"}
_DAYS = {"period_start", "period_end"}
_WIDTHS = {"quote": 60, "label_vi": 34, "label_en": 34, "area": 24, "bulletin": 40}  # of columns, in letters


def facts_json(facts: Sequence[Fact]) -> str:
    """A JSON array of facts in their public form."""
    return json.dumps([fact_json(fact) for fact in facts], ensure_ascii=False, indent=2) + "\n"


def facts_csv(facts: Sequence[Fact]) -> bytes:
    """RFC 4180 with a byte order mark (for Excel), a header line, one line a fact."""
    columns = _columns(facts)
    rows = [[_safe(cell(fact)) for _, cell in columns] for fact in facts]
    return _csv([[_safe(name) for name, _ in columns], *rows]).encode("utf-8-sig")


def facts_sdmx_csv(facts: Sequence[Fact]) -> bytes:
    """SDMX-CSV 2.0: structure, dimensions, ``OBS_VALUE``, attributes.

    The fact's id is the last dimension, because two bulletins may report the same point.  The
    columns are the same in every file; a dimension that a fact has not is ``_Z`` (not applicable), a
    place that its bulletin does not tell ``_U`` (unknown), as in SDMX's code lists.
    """
    dims = [(name.upper(), _or(cell, "_Z")) for name, cell in _dimensions(facts, "", _known_dimensions())]
    by_name = dict((*_WHAT, *_WHERE, *_EVIDENCE))
    keys: list[Column] = [
        ("INDICATOR", by_name["indicator"]),
        ("REF_AREA", lambda fact: by_name["area_code"](fact) or by_name["area"](fact) or "_U"),
        ("TIME_PERIOD", lambda fact: time_period(fact.period)),
        ("UNIT_MEASURE", by_name["unit"]),
        ("FACT_STATUS", by_name["status"]),
        ("NATURE", by_name["nature"]),
        *[(f"DIM_{name}", cell) for name, cell in dims],
        ("FACT", by_name["id"]),
    ]
    used = {"indicator", "value", "unit", "status", "nature", "id", "start", "end"}
    rest = [(name.upper(), cell) for name, cell in by_name.items() if name not in used]
    offsets: list[Column] = [("QUOTE_START", by_name["start"]), ("QUOTE_END", by_name["end"])]
    columns: list[Column] = [*keys, ("OBS_VALUE", by_name["value"]), *rest, *offsets]
    header = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *[_safe(name) for name, _ in columns]]
    rows = [[*_STRUCTURE, *[_safe(cell(fact)) for _, cell in columns]] for fact in facts]
    return _csv([header, *rows]).encode("utf-8")


def facts_xlsx(facts: Sequence[Fact]) -> bytes:
    """An Excel workbook with one sheet; numbers are numbers, days are days, no cell is a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("facts")
    sheet.freeze_panes = "A2"
    columns = _columns(facts)
    for n, (name, _) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = _WIDTHS.get(name, 14)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(facts) + 1}"

    def text(value: str, bold: bool = False) -> object:
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:32767])
        cell.data_type = "s"  # text, even where it begins with an equals sign
        if bold:
            cell.font = Font(bold=True)
        return cell

    sheet.append([text(name, bold=True) for name, _ in columns])
    for fact in facts:
        cells = [(name, cell(fact)) for name, cell in columns]
        sheet.append([text(value) if (as_ := _typed(name, value)) is None else as_ for name, value in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Format:
    """A form that facts leave in: who writes it, its media type and the ending of its files."""

    write: Callable[[Sequence[Fact]], bytes]
    media_type: str
    suffix: str


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(facts_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "csv": Format(facts_csv, "text/csv; charset=utf-8", ".csv"),
    "sdmx-csv": Format(
        facts_sdmx_csv, "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", ".sdmx.csv"
    ),
    "json": Format(lambda facts: facts_json(facts).encode(), "application/json", ".json"),
}


def time_period(period: Period) -> str:
    """A period in SDMX's words: ``2023``, ``2024-Q1``, ``2024-03``, ``2024-03-12`` or ``2021-01-01/P5Y``."""
    start, end = period.start or "", period.end or ""
    if period.kind == "range" and start and end:
        first = dt.date.fromisoformat(start)
        last = dt.date.fromisoformat(end)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"{start}/P{last.year - first.year + 1}Y"
        return f"{start}/P{(last - first).days + 1}D"
    day = end or start
    if period.kind == "year":
        return day[:4]
    if period.kind == "quarter" and day:
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[:7] if period.kind == "month" else day


# --- parts ----------------------------------------------------------------------------------------


def _columns(facts: Sequence[Fact]) -> list[Column]:
    return [*_WHAT, *_dimensions(facts, "dim_"), *_WHERE, *_EVIDENCE]


def _known_dimensions() -> set[str]:
    """The dimensions of the lexicon, and the one that tells a part from its whole."""
    known = lexicon()
    named = {name for indicator in known.indicators.values() for name in indicator.dimensions}
    return named | {rule.dimension for rule in known.numeric} | {"role"}


def _or(cell: Callable[[Fact], str], without: str) -> Callable[[Fact], str]:
    return lambda fact: cell(fact) or without


def _dimensions(facts: Sequence[Fact], prefix: str, always: Set[str] = frozenset()) -> list[Column]:
    """A column for each dimension that occurs (or *always* has one), in the order of their names."""

    def column(name: str) -> Column:
        return prefix + name, lambda fact: fact.dimensions.get(name, "")

    return [column(name) for name in sorted(always | {name for fact in facts for name in fact.dimensions})]


def _safe(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula, not before numbers."""
    if cell.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _is_exact(value: str) -> bool:
    """Whether a spreadsheet can hold the decimal without loss."""
    return (
        bool(_DECIMAL.fullmatch(value)) and len(value.strip("-").replace(".", "").strip("0")) <= _EXACT_DIGITS
    )


def _typed(name: str, value: str) -> int | Decimal | dt.date | None:
    """A cell as a number or a day, None if it is text."""
    if name in _NUMERIC and _is_exact(value):
        return _as_number(value)
    if name in _DAYS and len(value) == 10:
        return dt.date.fromisoformat(value)
    return None


def _as_number(value: str) -> int | Decimal:
    return Decimal(value) if "." in value else int(value)
