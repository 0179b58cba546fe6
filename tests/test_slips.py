"""Slips of those who write Vietnamese, and what is left as it is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import assistant_over
from bot.assistant import Assistant
from bot.slips import mended, one_slip_away
from corpus.places import table
from corpus.text import dictionary, key_of

BULLETIN = """Tỉnh Suối Hải: Kết quả Chương trình OCOP và nông thôn mới năm 2031
20/12/2031
Tỉnh Suối Hải vừa tổng kết Chương trình OCOP và xây dựng nông thôn mới năm 2031.
Toàn tỉnh có 64 sản phẩm OCOP: huyện Mai Khê có 40 sản phẩm, huyện Đồi Vàng có 24 sản phẩm.
Các xã có nhiều cách làm.
Hợp tác xã Hoa Sữa có sản phẩm chè dây được công nhận. Các chủ thể bán ở chín điểm giới thiệu sản phẩm.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("slips"), BULLETIN) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bao nhiêu sản phẫm", "bao nhiêu sản phẩm"),  # hỏi, ngã
        ("mấy điễm giới thiệu", "mấy điểm giới thiệu"),
        ("xã đạt chẩn", "xã đạt chuẩn"),  # a letter left out: a word, but not here
        ("được côông nhận", "được công nhận"),  # twice
        ("được công nhậng", "được công nhận"),  # ends
        ("hợp tác sã", "hợp tác xã"),  # beginnings
        ("các xả có gì", "các xã có gì"),  # a word, but nobody would write it there
        ("Tỉnh Quảng Ngải có mấy xã", "Tỉnh Quảng Ngãi có mấy xã"),
        ("ở Vỉnh Phúc", "ở Vĩnh Phúc"),
        ("tỉnh Suối Hãi có gì", "tỉnh Suối Hải có gì"),  # as the bulletins name it
        ("BAO NHIÊU SẢN PHẪM", "BAO NHIÊU SẢN PHẨM"),
    ],
)
def test_a_slip_is_read_as_what_is_meant(asker: Assistant, typed: str, meant: str) -> None:
    assert mended(typed, asker.brain().knowledge.spelling) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "sản phẩm chè giây",  # other goods: a word by itself
        "xã Suối Hãi có gì",  # communes are too many for the table to know all that were
        "ông Trần Văn Hãi là ai",
        "sản phẩm của HTX Hoa Sửa",
        "sản phẩm mộc",
        "huyện đạ huoai",
        "ở xã đôn thuận có mấy xã",
        "Điểm bán ở đâu",
        "How many products?",
    ],
)
def test_what_may_be_meant_as_it_is_stays(asker: Assistant, typed: str) -> None:
    assert mended(typed, asker.brain().knowledge.spelling) == typed


def test_no_place_and_no_word_is_taken_for_another(asker: Assistant) -> None:
    spelling = asker.brain().knowledge.spelling
    names = [p.name for p in table().places[::7]]
    asked = [f"{name} có bao nhiêu sản phẩm?" for name in [*names, *(n.lower() for n in names)]]
    asked += [f"Có bao nhiêu sản phẩm {word}?" for word in dictionary()[::7]]
    assert [text for text in asked if mended(text, spelling) != text] == []


def test_the_same_is_answered(asker: Assistant) -> None:
    meant = asker.ask("Huyện Mai Khê có bao nhiêu sản phẩm?")
    slip = asker.ask("huyện Mai Kê có bao nhiêu sản phẫm?")
    assert slip.text == meant.text


def test_one_slip_is_no_more_than_one() -> None:
    assert key_of("điểm") in one_slip_away(key_of("điễm"))
    assert key_of("xã") in one_slip_away(key_of("sã"))
    assert key_of("chuẩn") not in one_slip_away(key_of("chẫn"))  # two
