"""Vietnamese text: cleaning, keys, tokens, sentences and words keep their place."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text import (
    Span,
    clean,
    compatible,
    fold,
    fold_of,
    has_diacritics,
    key,
    key_of,
    sentences,
    tagged,
    tokens,
)

VIETNAMESE = "Ngày 12/3, tỉnh Bắc Kạn công nhận 18 sản phẩm OCOP 4 sao. Hoà Bình; đạt 12,81 tiêu chí/xã!"
anything = st.text(max_size=200)
letters = st.text(alphabet=VIETNAMESE + "ơưâêôđĐ\u0301\u0300\u00a0\u200b\n", max_size=120)


@given(anything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.one_of(anything, letters, st.text(alphabet="a ế\n\r\t\u00a0\u0301\u200bÐ\u2028\x85", max_size=12)))
def test_a_clean_text_holds_nothing_unseen(text: str) -> None:
    once = clean(text)
    assert all(line == " ".join(line.split(" ")).strip() and "  " not in line for line in once.split("\n"))
    assert once == once.strip() and not set(once) & set("\r\t\u00a0\u0301\u200bÐð\u2028\x85")
    assert all(unicodedata.category(c) != "Cc" or c == "\n" for c in once)


@given(letters)
def test_folding_keeps_the_length_of_clean_text(text: str) -> None:
    once = clean(text)
    assert len(fold_of(once)) == len(once)
    assert fold(fold(once)) == fold(once)


@given(anything)
def test_tokens_stand_where_they_say(text: str) -> None:
    once = clean(text)
    found = tokens(once)
    assert all(once[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join(t.text for t in found) == "".join(once.split())


@settings(max_examples=40, deadline=None)
@given(letters)
def test_sentences_cover_everything_in_order(text: str) -> None:
    once = clean(text)
    found = sentences(once)
    assert all(once[s.start : s.end] == s.text for s in found)
    assert "".join("".join(s.text.split()) for s in found) == "".join(once.split())


@settings(max_examples=40, deadline=None)
@given(letters)
def test_words_stand_where_they_say(text: str) -> None:
    once = clean(text)
    assert all(once[w.start : w.end] == w.text for w, _ in tagged(once))


def test_tags_come_with_their_words() -> None:
    pairs = tagged("Tỉnh Bắc Kạn công nhận 18 sản phẩm.")
    assert ("18", "M") in [(span.text, tag) for span, tag in pairs]


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("Thuỷ", "thủy"), ("KHOẺ", "khỏe")])
def test_tone_placement_makes_no_difference(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)
    assert key(f"xã {one}") == key(f"xã {other.upper()}")


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("Ba\u0300n\u00a0 tin\u200b", "Bàn tin"),
        ("a\u2028b", "a\nb"),
        ("a\u0338\u0338b", "ab"),
        ("mã\u202e độc", "mã độc"),
        ("hai\r\ndòng ", "hai\ndòng"),
    ],
)
def test_what_is_stored(raw: str, stored: str) -> None:
    assert clean(raw) == stored


def test_full_width_is_made_plain_in_questions_only() -> None:
    assert compatible("ＯＣＯＰ ４ sao") == "OCOP 4 sao"
    assert clean("４") == "４"


def test_folding_reaches_the_letter_d() -> None:
    assert fold("Đồng Đăng") == "dong dang"
    assert has_diacritics("đ") and not has_diacritics("OCOP 4 sao")


def test_numbers_keep_their_marks_and_letters_part_from_digits() -> None:
    assert [t.text for t in tokens("1.234,5 và 3sao")] == ["1.234,5", "và", "3", "sao"]


def test_a_splitter_that_changes_a_character_loses_nothing() -> None:
    text = "Câu một. Câu hai."
    assert [s.text for s in sentences(text)] == ["Câu một.", "Câu hai."]
    assert Span("a", 0, 1).text == "a"


def test_dots_before_a_capital_end_a_sentence() -> None:
    told = "Tỉnh có chè, mật ong… Huyện A có gạo, miến… và cá."
    assert [s.text for s in sentences(told)] == ["Tỉnh có chè, mật ong…", "Huyện A có gạo, miến… và cá."]
