"""Words that ask count less in a search than what they ask about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.index import ParagraphIndex
from corpus.question_words import factors
from corpus.segments import Entry
from corpus.text import fold, key_of, lexemes


def light(typed: str) -> list[str]:
    """The words of a search that count less."""
    words = lexemes(typed)
    return [key for (key, _), factor in zip(words, factors(words), strict=True) if factor < 1]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Có bao nhiêu sản phẩm OCOP 4 sao?", 2),
        ("co bao nhieu san pham ocop 4 sao", 2),
        ("Vì sao có bao nhieu xã chậm", 4),
        ("sản phẩm 4 sao của ai", 1),
        ("san pham cua ai", 1),
        ("dau tu bao nhieu", 2),  # đâu without diacritics could be đầu
        ("sản phẩm 4 sao", 0),
        ("bao bì sản phẩm", 0),
        ("đâu", 0),  # nothing else was typed
        ("", 0),
    ],
)
def test_words_that_ask_are_known(typed: str, expected: int) -> None:
    assert len(light(typed)) == expected


@given(st.lists(st.sampled_from(["bao", "nhiêu", "sao", "vì", "gì", "xã", "ở", "đâu", "nào"]), max_size=8))
def test_a_word_that_asks_does_so_without_diacritics_too(words: list[str]) -> None:
    typed = lexemes(" ".join(words))
    bare = lexemes(fold(" ".join(words)))
    assert len(factors(typed)) == len(words) == len(factors(bare))
    for (key, _), with_, without in zip(typed, factors(typed), factors(bare), strict=True):
        assert without <= with_ or key == key_of("đâu") or set(factors(bare)) == {1.0}


def test_a_rare_question_word_does_not_outweigh_what_is_asked_about() -> None:
    index = ParagraphIndex(
        [Entry("a", at, f"xã đạt chuẩn thứ {at}") for at in range(20)]
        + [Entry("b", 1, "không biết bao nhiêu là đủ"), Entry("b", 2, "huyện có nhiều xã đạt chuẩn")]
    )
    assert index.search("huyện có bao nhiêu xã")[0].paragraph == 2
