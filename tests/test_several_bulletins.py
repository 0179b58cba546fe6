"""Questions over the bulletins of several provinces: whose figure, which sentence, how figures relate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

HOA_LAM = """Hòa Lâm: Kết quả xây dựng nông thôn mới năm 2023
25/12/2023
Tỉnh Hòa Lâm vừa tổng kết Chương trình xây dựng nông thôn mới năm 2023.
Đến nay, toàn tỉnh có 88/130 xã đạt chuẩn nông thôn mới, chiếm 67,7%. Toàn tỉnh có 176 sản phẩm OCOP, \
trong đó 1 sản phẩm 5 sao, 30 sản phẩm 4 sao và 145 sản phẩm 3 sao.
Huyện Trà Vân có 40 sản phẩm OCOP; huyện Lạc Giang có 25 sản phẩm OCOP; thị xã Phú Khê có 31 sản phẩm OCOP.
Tổng vốn xây dựng nông thôn mới của tỉnh đạt 900 tỷ đồng, trong đó ngân sách tỉnh 145 tỷ đồng, \
ngân sách huyện 210 tỷ đồng, vốn tín dụng 545 tỷ đồng.
Nhân dân huyện Trà Vân đã hiến 38.500 m2 đất làm đường. Thu nhập bình quân đầu người của tỉnh năm 2023 \
đạt 45 triệu đồng/người/năm.
Phát biểu tại hội nghị, ông Sùng A Páo, Phó Chủ tịch UBND tỉnh yêu cầu các địa phương sớm giải ngân vốn.
"""
SON_HAI = """Sơn Hải có 214 sản phẩm OCOP
12/01/2024
Đến nay, tỉnh Sơn Hải có 214 sản phẩm OCOP, trong đó 38 sản phẩm 4 sao và 176 sản phẩm 3 sao của 128 chủ thể.
Huyện Đồng Cát có 23 sản phẩm OCOP.
Xã Cát Khê, huyện Đồng Cát đã đạt 17/19 tiêu chí nông thôn mới.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("several"), HOA_LAM, SON_HAI) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("tỉnh Sơn Hải có bao nhiêu sản phẩm OCOP 4 sao", "38"),
        ("Son Hai co bao nhieu san pham ocop 4 sao", "38"),
        ("Hòa Lâm có mấy sản phẩm 4 sao?", "30"),
        ("huyen Dong Cat co bao nhieu san pham ocop", "23"),
        ("How many OCOP products does Son Hai have?", "214"),
        ("Nhân dân huyện Trà Vân hiến bao nhiêu m2 đất?", "38.500"),
        ("thu nhập bình quân đầu người của Hòa Lâm năm 2023 là bao nhiêu", "45"),
        ("Tỷ lệ xã đạt chuẩn NTM của Hòa Lâm là bao nhiêu phần trăm?", "67,7"),
    ],
)
def test_a_place_has_its_own_figure(asker: Assistant, question: str, figure: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered"
    assert re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", answer.text), answer.text


def test_a_question_without_a_place_is_asked_back(asker: Assistant) -> None:
    answer = ask(asker, "Có bao nhiêu sản phẩm OCOP 4 sao?")
    assert answer.status == "clarify"
    assert "30" in answer.text and "38" in answer.text and len(answer.citations) == 2
    assert any("Sơn Hải" in choice for choice in answer.suggestions)
    for choice in answer.suggestions:
        assert ask(asker, choice).status == "answered"


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Sơn Hải có bao nhiêu sản phẩm OCOP 4 sao?", "Sơn Hải"),
        ("How many OCOP products does Hoa Lam have?", "Hòa Lâm"),
        ("Thu nhập bình quân đầu người của Hòa Lâm năm 2023 là bao nhiêu?", "Hòa Lâm"),
    ],
)
def test_what_is_suggested_is_of_the_place_spoken_of_and_answered(
    asker: Assistant, question: str, place: str
) -> None:
    answer = ask(asker, question)
    assert answer.suggestions and all(place in offered for offered in answer.suggestions)
    for offered in (*answer.suggestions, *asker.examples("vi"), *asker.examples("en")):
        assert ask(asker, offered).status == "answered", offered


def test_a_conversation_keeps_its_place(asker: Assistant) -> None:
    ask(asker, "Sơn Hải có bao nhiêu sản phẩm OCOP 4 sao?", "kept")
    assert "**128" in ask(asker, "của bao nhiêu chủ thể?", "kept").text
    ask(asker, "Sơn Hải có bao nhiêu sản phẩm OCOP 4 sao?", "moved")
    assert "**30**" in ask(asker, "còn Hòa Lâm thì sao?", "moved").text


def test_parts_of_one_message_share_the_place(asker: Assistant) -> None:
    text = ask(asker, "Sơn Hải có bao nhiêu sản phẩm OCOP, của bao nhiêu chủ thể?").text
    assert "**214**" in text and "**128" in text


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Hòa Lâm và Sơn Hải, tỉnh nào có nhiều sản phẩm OCOP hơn?", "214 − 176 = 38"),
        ("Sơn Hải hơn Hòa Lâm bao nhiêu sản phẩm OCOP 4 sao?", "38 − 30 = 8"),
        ("Ngân sách huyện hơn ngân sách tỉnh bao nhiêu ở Hòa Lâm?", "210 − 145 = 65"),
        ("Xã Cát Khê còn thiếu mấy tiêu chí?", "19 − 17 = 2"),
    ],
)
def test_a_calculation_is_shown(asker: Assistant, question: str, shown: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered" and shown in answer.text, answer.text


def test_the_most_of_the_places_inside_one(asker: Assistant) -> None:
    text = ask(asker, "Huyện nào của Hòa Lâm có nhiều sản phẩm OCOP nhất?").text
    assert text.startswith("Trong các nơi mà bản tin nêu, nhiều nhất là **huyện Trà Vân**: **40**")


@pytest.mark.parametrize(
    "question",
    [
        "tỉnh Gia Lai có bao nhiêu sản phẩm OCOP?",
        "huyện Lạc Giang hiến bao nhiêu m2 đất?",
        "Có bao nhiêu vườn mẫu ở Hòa Lâm?",
    ],
)
def test_another_places_figure_is_never_given(asker: Assistant, question: str) -> None:
    answer = ask(asker, question)
    assert answer.status in ("not_found", "out_of_scope") and not answer.citations, answer.text


def test_the_nearest_grade_is_of_the_same_place(asker: Assistant) -> None:
    answer = ask(asker, "Sơn Hải có bao nhiêu sản phẩm OCOP 5 sao?")  # the neighbour has one
    assert answer.status == "partial" and "tỉnh Sơn Hải có **38** sản phẩm OCOP 4 sao" in answer.text
    assert "Hòa Lâm" not in answer.text


def test_a_title_before_a_name_makes_a_person(asker: Assistant) -> None:
    assert "Sùng A Páo" in ask(asker, "Ai là Phó Chủ tịch UBND tỉnh Hòa Lâm?").text


AWARDED = """Đà Nẵng: Thêm sản phẩm OCOP nhận giấy chứng nhận 4 sao
10/01/2025
Theo quyết định của UBND thành phố Đà Nẵng, có 52 sản phẩm OCOP của 31 doanh nghiệp \
được công nhận đạt 4 sao năm 2024.
Nhiều nhất là huyện Hòa Vang với 15 sản phẩm. Kế đến là quận Liên Chiểu với 9 sản phẩm, \
quận Cẩm Lệ với 8 sản phẩm.
"""


def test_a_grade_told_in_an_earlier_paragraph_is_cited_from_there(tmp_path: Path) -> None:
    with assistant_over(tmp_path, AWARDED) as assistant:
        answer = ask(assistant, "Which district has the most newly awarded 4-star products?")
    assert answer.status == "answered" and "**15** 4-star" in answer.text
    assert any("được công nhận đạt 4 sao" in citation.quote for citation in answer.citations)


ROADS = """Đồng Cát: Kết quả 8 tháng đầu năm 2023
05/9/2023
UBND huyện Đồng Cát, tỉnh Sơn Hải vừa tổng kết. Như vậy, \
toàn huyện hiện có 23 sản phẩm OCOP, gồm 04 sản phẩm 4 sao \
và 19 sản phẩm 3 sao. Các sản phẩm gồm: Nước mắm Cát Khê, mực khô một nắng.
"""


def test_a_part_may_stand_beside_a_sentence_without_figures(tmp_path: Path) -> None:
    with assistant_over(tmp_path, ROADS) as assistant:
        parts = "Đồng Cát có mấy sp 4 sao? mấy sp 3 sao? bê tông hóa bao nhiêu km đường 8 tháng đầu 2023"
        answer = ask(assistant, parts)
    assert answer.status == "partial" and "**4**" in answer.text
