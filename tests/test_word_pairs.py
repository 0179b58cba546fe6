"""Which neighbouring syllables of a bulletin make one word."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.word_pairs import word_pairs
from corpus.text import clean, fold_of, tokens

TEXT = """Tỉnh Sơn Hải thu hút các sở, ban, ngành cùng HTX Tân Ái ở xã Bình Tú.
Hiện Nay, so với năm trước, dân tộc thiểu số tăng. Cửa hàng ải quan mới mở."""


@pytest.mark.parametrize(
    "pair", ["thu hut", "son hai", "tan ai", "binh tu", "so ban", "ban nganh", "thieu so", "hien nay"]
)
def test_words_names_and_rows_belong_together(pair: str) -> None:
    assert tuple(pair.split()) in word_pairs(TEXT)


@pytest.mark.parametrize(
    "pair",
    [
        "cua ai",  # the dictionary has "cửa ải", which stands nowhere here
        "htx tan",
        "cac so",
        "nganh cung",
    ],
)
def test_others_do_not(pair: str) -> None:
    assert tuple(pair.split()) not in word_pairs(TEXT)


@given(st.text(alphabet="aáAbhơ ,.\nđ1", max_size=60))
def test_every_pair_stands_in_the_text(text: str) -> None:
    once = clean(text)
    words = [fold_of(t.text) for t in tokens(once) if t.kind == "word"]
    assert word_pairs(once) <= set(itertools.pairwise(words))
