"""Questions about a bulletin itself, and questions by people who wonder, in English, or at a year's end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import assistant_over
from bot.assistant import Assistant

SON_HAI = """Sơn Hải tổng kết nông thôn mới năm 2023
12/01/2024
Sáng 12/1, tỉnh Sơn Hải tổng kết Chương trình xây dựng nông thôn mới và Chương trình OCOP năm 2023.
Năm 2023, toàn tỉnh công nhận mới 46 sản phẩm OCOP. Hiện nay, toàn tỉnh có 214 sản phẩm OCOP.
Toàn tỉnh có 1.234 km đường được bê tông hóa.
"""
LAC_GIANG = """Huyện Lạc Giang có thêm 5 sản phẩm OCOP
20/03/2024
Huyện Lạc Giang, tỉnh Hòa Lâm vừa công nhận 5 sản phẩm OCOP 3 sao của các hợp tác xã trên địa bàn huyện.
Đến ngày 16/3/2024, huyện có 93/120 thôn đạt chuẩn nông thôn mới, trong đó có 13 thôn được công nhận thêm.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("bylines"), SON_HAI, LAC_GIANG) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Bản tin về Sơn Hải đăng ngày nào?", "Sơn Hải tổng kết"),
        ("When was the bulletin about Lac Giang published?", "Lạc Giang có thêm"),
        ("bai viet ve huyen Lac Giang dang ngay nao", "Lạc Giang có thêm"),
    ],
)
def test_the_bulletin_about_the_place_is_meant(asker: Assistant, question: str, title: str) -> None:
    answer = asker.ask(question)
    assert answer.status == "answered" and title in answer.text and len(answer.citations) == 1


@pytest.mark.parametrize(
    "question", ["Bản tin về Hà Nội đăng ngày nào?", "Ai viết bài về sâm Ngọc Linh?", "Ai viết về Cà Mau?"]
)
def test_no_other_bulletin_stands_in_for_it(asker: Assistant, question: str) -> None:
    answer = asker.ask(question)
    assert answer.status == "not_found" and not answer.citations


def test_the_newest_is_meant_where_nothing_is_named(asker: Assistant) -> None:
    assert "Lạc Giang có thêm" in asker.ask("Bản tin đăng ngày nào?").text


def test_what_is_told_in_january_answers_for_the_year_that_ended(asker: Assistant) -> None:
    answer = asker.ask("Đến cuối năm 2023 Sơn Hải có bao nhiêu sản phẩm OCOP?")
    assert "**214**" in answer.text and "12/1/2024" in answer.text and "46" not in answer.text


@pytest.mark.parametrize("opening", ["không biết", "ko biết", "kg biết", "không rõ"])
def test_who_wonders_denies_nothing(asker: Assistant, opening: str) -> None:
    answer = asker.ask(f"{opening} Sơn Hải có bao nhiêu sản phẩm OCOP rồi")
    assert answer.status == "answered" and "**214**" in answer.text


def test_what_is_claimed_is_held_against_its_like_of_the_same_day(asker: Assistant) -> None:
    answer = asker.ask("Đến 16/3/2024 huyện Lạc Giang có 93/120 thôn đạt chuẩn nông thôn mới, đúng không?")
    assert answer.text.startswith("Đúng") and "**93**" in answer.text


def test_a_vietnamese_sentence_may_stand_in_an_english_answer(asker: Assistant) -> None:
    answer = asker.ask("How many km of roads were paved in Son Hai?")
    assert answer.status == "answered" and "**1,234 km" in answer.text and "1.234 km" in answer.text


def test_the_whole_is_told_where_it_is_asked_too(asker: Assistant) -> None:
    answer = asker.ask("Huyện Lạc Giang có bao nhiêu thôn đạt chuẩn trên tổng số bao nhiêu thôn?")
    assert "**93**" in answer.text and "**120**" in answer.text and "****" not in answer.text


def test_what_did_not_reach_it_is_no_count_of_those_that_did(asker: Assistant) -> None:
    answer = asker.ask("Huyện Lạc Giang có mấy sản phẩm OCOP không đạt?")
    assert "**5**" not in answer.text


def test_which_they_are_is_asked_and_not_how_many(asker: Assistant) -> None:
    answer = asker.ask("5 sản phẩm OCOP 3 sao của huyện Lạc Giang là gì?")
    assert "**5** sản phẩm" not in answer.text
