"""What was typed without diacritics, written out where one way of writing it is clearly the likeliest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asking import assistant_over
from bot.assistant import Assistant
from bot.spelling import written
from corpus.text import fold, key_of

BULLETIN = """Tỉnh An Lạc: Kết quả Chương trình OCOP và nông thôn mới năm 2023
20/12/2023
Tỉnh An Lạc vừa tổng kết Chương trình OCOP và xây dựng nông thôn mới năm 2023.
Toàn tỉnh có 120 sản phẩm OCOP: huyện Mai Khê có 52 sản phẩm, huyện Suối Vàng có 41, huyện Văn Bàn có 27.
Việc huy động xã hội hóa còn chậm. Văn bản chỉ đạo được ban hành kịp thời.
Đến nay, tỉnh có 40/60 xã đạt chuẩn nông thôn mới, nhiều hơn năm 2022.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("spelling"), BULLETIN) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("toan tinh co bao nhieu san pham ocop", "toàn tỉnh có bao nhiêu sản phẩm ocop"),
        ("viec huy dong xa hoi hoa ra sao", "việc huy động xã hội hóa ra sao"),
        ("mai khe hon suoi vang bao nhieu san pham", "Mai Khê hơn Suối Vàng bao nhiêu sản phẩm"),
        ("con bao nhieu xa chua dat chuan", "còn bao nhiêu xã chưa đạt chuẩn"),
        ("Van ban chi dao duoc ban hanh khi nao?", "Văn bản chỉ đạo được ban hành khi nào?"),
        ("chủ tịch tinh yeu cau gi", "chủ tịch tỉnh yêu cầu gì"),  # half of it typed with diacritics
        ("san pham cua anh Hung", "sản phẩm của anh Hung"),  # Hưng, Hùng: a name is nobody's to guess
        # every word is one as it stands, but surely another here
        ("44 la số san phẩm gi vậy", "44 là số sản phẩm gì vậy"),
        ("ca tinh tang 12 san pham", "cả tỉnh tăng 12 sản phẩm"),  # beside a number
        ("xa chua dat la may", "xã chưa đạt là mấy"),  # at the end
        ("bon xa nao", "4 xã nào"),  # counted
        ("so xa co muoi lam den muoi tam tieu chi", "số xã có 15 đến 18 tiêu chí"),  # number words
    ],
)
def test_the_likeliest_words_are_meant(asker: Assistant, typed: str, meant: str) -> None:
    assert asker.understand(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "Có bao nhiêu sản phẩm OCOP 4 sao?",
        "Ai là chủ tịch xã Hòn Bắc?",
        "Con đường nào qua bản được xây năm 2023?",  # ``con``, ``qua`` are words as they stand
        "How many OCOP products does An Lac have?",
        "OCOP",
    ],
)
def test_what_has_its_diacritics_is_not_touched(asker: Assistant, text: str) -> None:
    assert asker.understand(text).text == text


def test_a_name_is_no_word_because_it_may_be_one(asker: Assistant) -> None:
    """Behind its kind, or with its capitals, a place is a place."""
    assert [a.name for a in asker.understand("huyen van ban co may san pham").areas] == ["huyện Văn Bàn"]
    assert [a.name for a in asker.understand("Van Ban co may san pham ocop").areas] == ["huyện Văn Bàn"]
    assert not asker.understand("van ban chi dao noi gi").areas


@pytest.mark.parametrize(
    ("bare", "full"),
    [
        ("mai khe hon suoi vang bao nhieu san pham ocop", "Mai Khê hơn Suối Vàng bao nhiêu sản phẩm OCOP?"),
        ("con bao nhieu xa chua dat chuan nong thon moi", "Còn bao nhiêu xã chưa đạt chuẩn nông thôn mới?"),
        ("huy dong xa hoi hoa the nao", "Huy động xã hội hóa thế nào?"),
    ],
)
def test_the_same_is_answered(asker: Assistant, bare: str, full: str) -> None:
    one, other = asker.ask(bare), asker.ask(full)
    assert one.status == other.status == "answered"
    assert one.text == other.text


@settings(max_examples=200)
@given(st.text(alphabet="abcdeghiklmnopqrstuvxy ", max_size=60))
def test_nothing_but_diacritics_changes(asker: Assistant, text: str) -> None:
    words = asker.understand(text).annotated
    spelt = asker.brain().knowledge.spelling.written_out(words)
    assert fold(spelt).replace(", ", " ") == fold(words.text)


@pytest.mark.parametrize("word", ["hòa", "được", "quý", "thủy", "giá", "người", "khuyến", "ở", "nghỉ", "của"])
def test_a_key_is_written_with_its_tone_where_it_belongs(word: str) -> None:
    assert written(key_of(word)) == word
