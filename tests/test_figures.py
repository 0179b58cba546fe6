"""Numbers, dates and periods: what a run of digits (or number words) is."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures import Figure, figures
from corpus.numbers import decimal_of, plain, words_at
from corpus.text import Token, clean, tokens

DAY = dt.date(2024, 3, 13)


def of(text: str, reference: dt.date | None = DAY, lenient: bool = False) -> list[Figure]:
    return figures(tokens(text), text, reference, lenient)


def vietnamese(value: Decimal) -> str:
    """A number as reports print it: dots between thousands, a decimal comma."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


# --- numbers --------------------------------------------------------------------------------------


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_printed_numbers_are_read_back(value: Decimal) -> None:
    assert decimal_of(vietnamese(value)) == value
    (figure,) = of(f"{vietnamese(value)} sản phẩm", None)
    assert figure.value == value and Decimal(plain(figure.value)) == value


@given(st.integers(min_value=1, max_value=999))
def test_number_words_are_read_back(value: int) -> None:
    ones = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    hundreds, rest = divmod(value, 100)
    tens, unit = divmod(rest, 10)
    said = [ones[hundreds], "trăm"] if hundreds else []
    if tens:
        said += ["mười"] if tens == 1 else [ones[tens], "mươi"]
    elif hundreds and unit:
        said.append("lẻ")
    said += [ones[unit]] if unit or not said else []
    assert words_at(tokens(" ".join(said)), 0) == (len(said), Decimal(value))


@pytest.mark.parametrize("raw", ["1.2.3", "1,2,3", "12,", "1.23,4", "1..2", "a"])
def test_what_is_no_number(raw: str) -> None:
    assert decimal_of(raw) is None


@pytest.mark.parametrize(
    ("text", "kind", "value", "high"),
    [
        ("5/17 xã", "ratio", "5", "17"),
        ("10 - 14 tiêu chí", "range", "10", "14"),
        ("từ 10 đến 14 xã", "range", "10", "14"),
        ("gần 3 nghìn", "number", "3000", None),
        ("8 nghìn tỷ đồng", "number", "8000000000000", None),
        ("36 tỷ 500 triệu đồng", "number", "36500000000", None),
        ("2.041 tỷ đồng", "number", "2041000000000", None),
        ("hai mươi mốt bản", "word", "21", None),
        ("một nửa số huyện", "fraction", "50", None),
        ("ba phần tư số xã", "fraction", "75", None),
        ("1/2 số hộ", "fraction", "50", None),
    ],
)
def test_quantities(text: str, kind: str, value: str, high: str | None) -> None:
    figure = next(f for f in of(text) if f.kind == kind)
    assert (figure.value, figure.high) == (Decimal(value), Decimal(high) if high else None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("231/QĐ-UBND", "document"),
        ("231 /QĐ-UBND", "document"),
        ("12-NQ/TU", "document"),
        ("01/2024/TT-BNN", "document"),
        ("Nghị quyết số 19", "document"),
        ("điện thoại 0912.345.678", "name"),
        ("từ 8h00", "name"),
        ("lúc 09:14", "name"),
        ("vitamin B12", "name"),
        ("Quảng trường 30/4", "name"),
        ("qua 5 năm triển khai", "name"),
    ],
)
def test_what_is_no_quantity(text: str, kind: str) -> None:
    assert [f.kind for f in of(text)] == [kind]


# --- dates and periods ----------------------------------------------------------------------------


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2049, 12, 31)))
def test_dates_are_read_back_in_every_form(day: dt.date) -> None:
    forms = (
        f"ngày {day.day}/{day.month}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    )
    for form in forms:
        (figure,) = of(form)
        assert figure.kind == "date" and figure.period is not None and figure.period.end == day.isoformat()


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("ngày 12/3", "day", "2024-03-12", "2024-03-12"),
        ("ngày 20/12", "day", "2023-12-20", "2023-12-20"),
        ("đến ngày 30/6/2024", "as_of", "2024-06-30", "2024-06-30"),
        ("năm 2023", "year", "2023-01-01", "2023-12-31"),
        ("hết năm 2023", "as_of", None, "2023-12-31"),
        ("năm nay", "year", "2024-01-01", "2024-12-31"),
        ("năm ngoái", "year", "2023-01-01", "2023-12-31"),
        ("quý I/2025", "quarter", "2025-01-01", "2025-03-31"),
        ("tháng 2/2024", "month", "2024-02-01", "2024-02-29"),
        ("cuối tháng 8-2023", "as_of", None, "2023-08-31"),
        ("giai đoạn 2021 - 2025", "range", "2021-01-01", "2025-12-31"),
        ("6 tháng đầu năm 2024", "range", "2024-01-01", "2024-06-30"),
        ("6 tháng cuối năm 2024", "range", "2024-07-01", "2024-12-31"),
        ("từ đầu năm đến nay", "range", "2024-01-01", "2024-03-13"),
    ],
)
def test_periods(text: str, kind: str, start: str | None, end: str) -> None:
    (figure,) = of(text)
    assert figure.period is not None
    assert (figure.period.kind, figure.period.start, figure.period.end) == (kind, start, end)


def test_a_day_without_a_year_and_no_reference_has_no_date() -> None:
    (figure,) = of("ngày 12/3", None)
    assert figure.period is not None and figure.period.end is None


# --- what no text may break -----------------------------------------------------------------------

MIXED = st.text(alphabet="0123456789.,/-–: năthágquýIVtừđếnhếtcuố%*", max_size=80)


@given(st.one_of(MIXED, st.text(max_size=120)), st.booleans())
def test_figures_are_in_order_and_never_overlap(text: str, lenient: bool) -> None:
    text = clean(text)
    words = tokens(text)
    found = figures(words, text, DAY, lenient)
    assert all(0 <= f.first < f.last <= len(words) for f in found)
    assert all(a.last <= b.first for a, b in itertools.pairwise(found))
    taken = {i for f in found for i in range(f.first, f.last)}
    decimal = {i for i, w in enumerate(words) if w.kind == "number" and decimal_of(w.text) is not None}
    assert decimal <= taken, "no number is left behind"


@pytest.mark.parametrize(
    "piece", ["1.", "1/", "1-", "1,", "1 - ", "năm 2023 ", "từ 1 đến ", "1/1/", "một ", "231/QĐ-", "0 "]
)
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    """Looks at tokens are counted: four times the text may cost four times the looks, and a few."""

    class Counted(list[Token]):
        looks = 0

        def __getitem__(self, at):  # type: ignore[no-untyped-def]
            Counted.looks += 1 if isinstance(at, int) else len(range(*at.indices(len(self))))
            return super().__getitem__(at)

    def looks(times: int) -> int:
        text = clean(piece * times)
        Counted.looks = 0
        figures(Counted(tokens(text)), text, DAY)
        return Counted.looks

    assert looks(2000) <= 4.2 * looks(500) + 1000
