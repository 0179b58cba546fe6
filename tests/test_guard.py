"""The last reading: what stands in no quote is not sent."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.answer import Claim, Evidence
from bot.guard import Unfaithful, check

QUOTE = (
    "Hiện nay, toàn tỉnh có 218 sản phẩm OCOP từ 3 sao trở lên, trong đó có 18 sản phẩm OCOP 4 sao; "
    "bình quân đạt 12,81 tiêu chí/xã, tăng 0,36 tiêu chí; tổng vốn 1.234,5 tỷ đồng; "
    "Quyết định ngày 7/2/2024 do bà Trịnh Thục Quyên ký."
)


def claim(text: str, quote: str = QUOTE, calculation: str = "", derived: tuple[str, ...] = ()) -> Claim:
    return Claim(text, (Evidence("b", 1, quote, 0, len(quote), (0, len(quote))),), calculation, derived)


def stopped(made: Claim, language: str = "vi") -> bool:
    try:
        check(made, language)
    except Unfaithful:
        return True
    return False


# --- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Có **218** sản phẩm", "vi"),
        ("Có **18** sản phẩm 4 sao [1]", "vi"),
        ("Đạt bình quân **12,81** tiêu chí/xã", "vi"),
        ("Tổng vốn 1.234,5 tỷ đồng", "vi"),
        ("It averaged **12.81** criteria", "en"),
        ("Capital of 1,234.5 billion dong", "en"),
        ("Issued on **7 February 2024**", "en"),
        ("Ban hành ngày **7/2/2024**", "vi"),
        ("Có **218** sản phẩm, trong đó có 18 sản phẩm.", "vi"),
    ],
)
def test_what_stands_in_the_quote_may_be_said(text: str, language: str) -> None:
    assert not stopped(claim(text), language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Có **219** sản phẩm", "vi"),
        ("Có **21** sản phẩm", "vi"),  # a piece of another number
        ("Có **2188** sản phẩm", "vi"),
        ("Đạt bình quân **12,18** tiêu chí/xã", "vi"),
        ("Đạt bình quân **12** tiêu chí/xã", "vi"),
        ("Đạt bình quân **1281** tiêu chí/xã", "vi"),
        ("Tổng vốn 12.345 tỷ đồng", "vi"),
        ("Capital of 12,345 billion dong", "en"),
        ("Tổng vốn 1.235 tỷ đồng", "vi"),
        ("It averaged **12.18** criteria", "en"),
        ("Năm 2023 có 18 sản phẩm", "vi"),
        ("Ban hành ngày **8/2/2024**", "vi"),
        ("Issued on **7 November 2024**", "en"),
        ("Issued on **7 February 2023**", "en"),
        ("Có **２１９** sản phẩm", "vi"),  # other scripts' digits
        ("Có **٢١٩** sản phẩm", "vi"),
        ("Có **2****1****9** sản phẩm", "vi"),  # bold marks inside
        ("Có 18 sản phẩm [1] và 77 nữa [2]", "vi"),
    ],
)
def test_a_figure_that_is_in_no_quote_is_stopped(text: str, language: str) -> None:
    assert stopped(claim(text), language)


def test_the_bulletins_own_words_stay_vietnamese_in_english() -> None:
    said = "**12.81**. The bulletin says: “12,81 tiêu chí/xã, tăng 0,36 tiêu chí; tổng vốn 1.234,5 tỷ đồng”"
    assert not stopped(claim(said), "en")
    assert stopped(claim(said.replace("12,81", "12,18")), "en")
    assert stopped(claim(said.replace("12.81", "12.18")), "en")


def test_citation_marks_and_bold_are_no_figures() -> None:
    assert not stopped(claim("Có **18** sản phẩm [77]"))


@pytest.mark.parametrize(
    ("quote", "text"), [("có hai huyện", "Có **2** huyện"), ("không có thôn", "Có **0** thôn")]
)
def test_a_number_word_of_the_quote_counts(quote: str, text: str) -> None:
    assert not stopped(claim(text, quote))
    assert stopped(claim(text.replace("2", "3").replace("0", "7"), quote))


def test_what_the_context_gives_may_be_said() -> None:
    assert stopped(claim("Tính đến 12/3/2024, tỉnh Yên Lâm có **18** sản phẩm"))
    known = ("2024-03-12", "tỉnh Yên Lâm")
    assert not stopped(claim("Tính đến 12/3/2024, tỉnh Yên Lâm có **18** sản phẩm", derived=known))
    assert stopped(claim("Tính đến 13/3/2024, tỉnh Yên Lâm có **18** sản phẩm", derived=known))


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def _values(text: str) -> set[Decimal]:
    return {Decimal(n.replace(".", "").replace(",", ".")) for n in _DIGITS.findall(text.replace("/", " "))}


GOOD = (
    (
        "Có **{}** sản phẩm OCOP từ {} sao trở lên",
        "Hiện nay, toàn tỉnh có {} sản phẩm OCOP từ {} sao trở lên.",
    ),
    ("Kế hoạch là {} xã, đạt {}", "Toàn huyện có {} xã theo kế hoạch, đạt {} xã."),
    ("Từ {} - {} tiêu chí", "Các xã đạt từ {} - {} tiêu chí"),
    ("Tính đến ngày {}, có **{}** thôn", "Đến ngày {}, toàn huyện có {} thôn."),
)
NUMBERS = st.one_of(
    st.integers(0, 99999).map(str),
    st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda p: f"{p[0]},{p[1]}"),
    st.tuples(st.integers(1, 999), st.integers(0, 999)).map(lambda p: f"{p[0]}.{p[1]:03d}"),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GOOD), NUMBERS, NUMBERS, st.data())
def test_altering_any_digit_of_a_good_claim_is_caught(
    forms: tuple[str, str], one: str, other: str, data: st.DataObject
) -> None:
    text, quote = (form.format(one, other) for form in forms)
    assert not stopped(claim(text, quote))
    places = [i for i, c in enumerate(text) if c.isdigit()]
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    altered = text[:at] + digit + text[at + 1 :]
    assume(not _values(altered) <= _values(quote))  # by chance another figure of the quote
    assert stopped(claim(altered, quote))


@settings(max_examples=150, deadline=None)
@given(st.integers(1000, 9_999_999), st.integers(1, 99))
def test_the_same_figure_in_english_dress_is_the_same_figure(whole: int, cents: int) -> None:
    quote = f"Tổng vốn {whole:,}".replace(",", ".") + f",{cents:02d} đồng"
    assert not stopped(claim(f"A capital of **{whole:,}.{cents:02d}** dong", quote), "en")
    assert stopped(claim(f"A capital of **{whole + 1:,}.{cents:02d}** dong", quote), "en")


def test_the_word_for_year_is_no_five() -> None:
    assert stopped(claim("Có **5** sản phẩm", "Trong năm 2023, toàn huyện có 8 sản phẩm."))


@pytest.mark.parametrize(
    ("text", "language"), [("Có ba trăm sản phẩm", "vi"), ("There are seven products", "en")]
)
def test_a_figure_in_words_that_is_in_no_quote_is_stopped(text: str, language: str) -> None:
    assert stopped(claim(text), language)


@pytest.mark.parametrize(
    ("text", "language"), [("Ban hành ngày **2/7/2024**", "vi"), ("Issued on **7 March 2024**", "en")]
)
def test_a_date_put_together_from_other_numbers_is_stopped(text: str, language: str) -> None:
    assert stopped(claim(text), language)


@pytest.mark.parametrize(
    "text", ["Có 218 triệu sản phẩm", "Tổng vốn 1.234,5 triệu đồng", "Đạt 218% kế hoạch"]
)
def test_a_figure_with_another_scale_is_stopped(text: str) -> None:
    assert stopped(claim(text))


# --- names -----------------------------------------------------------------------------------------


def test_a_name_of_the_quote_may_be_said() -> None:
    assert not stopped(claim("Quyết định do bà **Trịnh Thục Quyên** ký"))


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định do bà Đoàn Thị Hậu ký",
        "Có 18 sản phẩm của Hợp tác xã Thiên An",
        "Huyện Pác Ngần có 18 sản phẩm",
    ],
)
def test_a_name_that_is_in_no_quote_is_stopped(text: str) -> None:
    assert stopped(claim(text))


@pytest.mark.parametrize("text", ["Đoàn ký quyết định", "Quyết định “Hậu” ban hành"])
def test_a_name_at_the_beginning_is_stopped(text: str) -> None:
    assert stopped(claim(text))


@pytest.mark.parametrize("name", ["Lan", "Hằng"])
def test_a_name_that_sounds_like_a_word_of_the_messages_is_stopped(name: str) -> None:
    assert stopped(claim(f"Quyết định do bà {name} ký"))


# --- calculations ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "calculation", "language"),
    [
        ("Đạt **12,45**", "12,81 − 0,36 = 12,45", "vi"),
        ("Averaged **12.45**", "12.81 − 0.36 = 12.45", "en"),
        ("Chiếm 8,26%", "18 / 218 ≈ 8,26%", "vi"),
        ("There are 8.26%", "18 / 218 ≈ 8.26%", "en"),
        ("Tổng cộng **236**", "218 + 18 = 236", "vi"),
        ("Tổng cộng **239**", "218 + 18 + 3 = 239", "vi"),
    ],
)
def test_a_shown_calculation_over_cited_figures_may_be_said(
    text: str, calculation: str, language: str
) -> None:
    assert not stopped(claim(text, calculation=calculation), language)


@pytest.mark.parametrize(
    ("text", "calculation", "language"),
    [
        ("Đạt **12,45**", "12,82 − 0,37 = 12,45", "vi"),  # terms that are in no quote
        ("Đạt **12,46**", "12,81 − 0,36 = 12,46", "vi"),  # a wrong result
        ("Đạt **13,17**", "12,81 − 0,36 = 13,17", "vi"),  # the wrong sign
        ("Đạt **12,46**", "12,81 − 0,36 = 12,45", "vi"),  # another result than shown
        ("Đạt **12,45**", "12,81 − 0,36", "vi"),  # no result shown
        ("Đạt **12,45**", "", "vi"),
        ("Averaged **12.46**", "12.81 − 0.36 = 12.46", "en"),
        ("Chiếm 9%", "18 / 218 ≈ 9%", "vi"),
        ("Chiếm 9%", "18 / 200 = 9%", "vi"),
        ("Tổng cộng **237**", "218 + 18 = 237", "vi"),
        ("Tổng cộng **240**", "218 + 18 + 4 = 239", "vi"),
        ("Chiếm 3", "18 / 0 = 3", "vi"),
    ],
)
def test_a_calculation_that_does_not_hold_is_stopped(text: str, calculation: str, language: str) -> None:
    assert stopped(claim(text, calculation=calculation), language)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 999), st.integers(1, 999), st.integers(-3, 3))
def test_only_the_right_result_may_be_shown(one: int, other: int, off: int) -> None:
    quote = f"có {one} xã và {other} thôn"
    total = one + other + off
    assume(total > 0)
    made = claim(f"Tổng cộng **{total}**", quote, f"{one} + {other} = {total}")
    assert stopped(made) == bool(off)


@pytest.mark.parametrize("calculation", ["= 12", "− = 12", "18 × 4 = 72"])
def test_a_calculation_of_unknown_form_is_stopped_not_a_crash(calculation: str) -> None:
    assert stopped(claim("Đạt **18**", calculation=calculation))


def test_a_calculation_that_calculates_nothing_vouches_for_nothing() -> None:
    assert stopped(claim("Có **219** sản phẩm", calculation="219"))


def test_a_term_that_is_no_number_is_stopped() -> None:
    assert stopped(claim("Tổng cộng **18**", calculation="18 + nhiều = 18"))
