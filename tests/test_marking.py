"""The words of a paragraph that were searched for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.marking import excerpt, marks

TEXT = "Toàn tỉnh có 18 sản phẩm OCOP 4 sao, 199 sản phẩm 3 sao."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sản phẩm", ["sản phẩm", "sản phẩm"]),
        ("san pham 4 sao", ["sản phẩm", "4 sao", "sản phẩm", "sao"]),
        ("sàn phẩm", ["phẩm", "phẩm"]),
        ("có bao nhiêu sản phẩm", ["có", "sản phẩm", "sản phẩm"]),
        ("OCOP, 199", ["OCOP", "199"]),
        ("ＯＣＯＰ", ["OCOP"]),
        ("san phâm", ["sản phẩm", "sản phẩm"]),
        ("sãn phấm toan", ["Toàn"]),
        ("zzz", []),
        ("", []),
    ],
)
def test_words_are_marked_as_they_are_found(query: str, expected: list[str]) -> None:
    assert [TEXT[low:high] for low, high in marks(query, TEXT)] == expected


@given(st.text(max_size=40), st.text(max_size=200), st.integers(1, 80))
def test_marks_and_excerpts_lie_inside_any_text(query: str, text: str, longest: int) -> None:
    found = marks(query, text)
    ends = [0, *(at for span in found for at in span)]
    assert ends == sorted(ends) and ends[-1] <= len(text)
    low, high = excerpt(text, found, longest)
    assert 0 <= low <= high <= len(text)
    assert high - low <= max(longest, 1) or len(text) <= longest


def test_of_a_long_text_the_part_with_the_words_is_shown() -> None:
    text = "đầu " * 300 + TEXT + " cuối" * 300
    low, high = excerpt(text, marks("sản phẩm OCOP", text), 200)
    assert TEXT[13:40] in text[low:high] and high - low <= 200
    assert text[low - 1] == " " and text[high] == " "


@pytest.mark.parametrize(
    ("query", "marked"),
    [("đương", True), ("duong", True), ("dương", False), ("đướng", False), ("đường", True)],
)
def test_a_word_is_marked_with_more_diacritics_than_typed_and_no_others(query: str, marked: bool) -> None:
    assert bool(marks(query, "con đường mới")) == marked
