"""Grades and bands with an open side: what lies inside them, and how a question with one is answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.bounds import inside, interval, straddles

SIGNED = st.builds(
    lambda sign, value: f"{value}+" if sign == "+" else f"{sign}{value}",
    st.sampled_from(["", "<", "<=", ">", ">=", "+"]),
    st.integers(0, 19),
)
BANDS = SIGNED | st.builds("{}-{}".format, st.integers(0, 9), st.integers(10, 19))


@given(BANDS, BANDS)
def test_what_lies_inside_does_not_straddle(value: str, asked: str) -> None:
    assert not (inside(value, asked) and straddles(value, asked))


@given(BANDS, st.integers(0, 19))
def test_a_band_holds_the_numbers_of_its_interval(asked: str, number: int) -> None:
    bounds = interval(asked)
    assert bounds is not None
    assert inside(str(number), asked) == (bounds[0] <= number <= bounds[1])


@pytest.mark.parametrize("value", ["potential-5", "", "*", "-"])
def test_what_is_no_number_lies_in_no_band(value: str) -> None:
    assert interval(value) is None and not straddles(value, "4+")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Có bao nhiêu sản phẩm từ 4 sao trở xuống?", "**217**"),
        ("sp tu 4 sao tro xuong la may", "**217**"),
        ("Bao nhiêu sản phẩm không vượt quá 4 sao?", "**217**"),
        ("Tối đa 3 sao có bao nhiêu sản phẩm?", "**199**"),
        ("Sản phẩm thấp hơn 4 sao là bao nhiêu?", "**199**"),
        ("bao nhieu sp chua dat 4 sao", "**199**"),
        ("Số sản phẩm cao hơn 3 sao?", "**19**"),
        ("Tối thiểu 4 sao có mấy sản phẩm?", "**19**"),
        ("How many products are rated above 3 stars?", "**19**"),
        ("How many products have 4 stars or less?", "**217**"),
        ("xa nao dat it hon 15 tieu chi ntm, bao nhieu xa", "**61**"),
        ("Bao nhiêu xã đạt không quá 14 tiêu chí NTM?", "**61**"),
        ("Sản phẩm 3 sao nhiều hơn 4 sao bao nhiêu?", "199 − 18 = 181"),
        ("Bao nhiêu sản phẩm không phải 4 sao?", "218 − 18 = 200"),
        ("How many communes met 19 criteria and how many met fewer than 5?", "**29**"),
        ("Số xã NTM còn thiếu bao nhiêu so với kế hoạch?", "17 − 5 = 12"),
    ],
)
def test_a_bound_is_read_on_its_side(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered" and told in answer.text
    assert not {"<", ">"} & set(answer.text)


@pytest.mark.parametrize(
    "question",
    [
        "Trong 71 sản phẩm tham gia đánh giá thì bao nhiêu sản phẩm không đạt?",
        "Of the 71 products that were assessed, how many failed?",
        "Bao nhiêu sản phẩm 4 sao chưa được công nhận?",
        "Bao nhiêu sản phẩm dưới 3 sao?",
        "Năm 2023 có mấy sản phẩm đủ điều kiện cấp sao?",
    ],
)
def test_nothing_is_left_of_itself_nor_told_for_another_step(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"
