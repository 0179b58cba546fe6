"""What a question leaves open, and where a sentence gives such a thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.holes import FILLERS, Hole, fills, holes
from bot.question import Query, understand
from corpus.annotate import reader


def asked(text: str) -> Query:
    return understand(text, reader(), home=None)


@pytest.mark.parametrize(
    ("question", "open_"),
    [
        ("Xã có bao nhiêu sản phẩm, của mấy chủ thể?", [Hole("number", "product"), Hole("number", "maker")]),
        ("Nhà xưởng rộng mấy gian?", [Hole("number", noun=("gian",))]),
        ("Huyện huy động được bao nhiêu tiền?", [Hole("money")]),
        ("Giải ngân được mấy phần trăm?", [Hole("percent")]),
        ("Giấy chứng nhận dùng được bao lâu?", [Hole("length")]),
        ("Hội chợ mở ngày nào?", [Hole("day")]),
        ("Hội chợ diễn ra từ ngày nào đến ngày nào?", [Hole("days")]),
        ("Khai mạc lúc mấy giờ?", [Hole("hour")]),
        ("Xã đạt chuẩn năm nào?", [Hole("time")]),
        ("Những xã nào đạt chuẩn?", [Hole("place", "commune")]),
        ("Ai trao bằng công nhận?", [Hole("person")]),
        ("Mật ong do cơ sở nào làm?", [Hole("maker")]),
        ("Hai sản phẩm đầu tiên của huyện là gì?", [Hole("product")]),
        ("Xã còn vướng tiêu chí nào?", [Hole("thing", noun=("tieu", "chi"))]),
        ("Quyết định mang số mấy?", [Hole("document")]),
        ("Trà hoa vàng đạt mấy sao?", [Hole("grade")]),
        ("How many cooperatives and how many households took part?", None),
        ("What share of the budget had been spent?", [Hole("percent")]),
        ("Có phải huyện có 20 sản phẩm không?", [Hole("number", "product")]),
        ("Vì sao tiến độ chậm?", []),
    ],
)
def test_what_is_left_open(question: str, open_: list[Hole] | None) -> None:
    found = list(holes(asked(question)))
    if open_ is None:
        assert [hole.unit for hole in found] == ["maker", "household"]
    else:
        assert found == open_


@pytest.mark.parametrize(
    ("question", "sentence", "given_"),
    [
        ("Có mấy gian hàng?", "Hội chợ có quy mô gần 150 gian hàng của các hợp tác xã.", "150"),
        ("Có mấy gian hàng?", "Hội chợ đón 9.200 lượt khách.", None),
        ("Được chấm bao nhiêu điểm?", "Bốn sản phẩm đạt từ 91 đến 93 điểm.", "91"),
        ("Huy động bao nhiêu tiền?", "Huyện huy động 12,5 tỷ đồng.", "12,5"),
        ("Huy động bao nhiêu tiền?", "Huyện huy động 350 hộ hiến đất.", None),
        ("Ai phát biểu?", "Ông Lê Văn Khoa, Chủ tịch UBND huyện, phát biểu.", "Lê"),
        ("Ai phát biểu?", "Hội nghị diễn ra trong một ngày.", None),
        ("Ở xã nào?", "Cơ sở ở xã Tân Lập, huyện Bắc Sơn.", "xã"),
        ("Xã Tân Lập ở huyện nào?", "Xã Tân Lập đạt chuẩn.", None),
        ("Giấy có hạn bao lâu?", "Giấy chứng nhận có giá trị 36 tháng.", "36"),
    ],
)
def test_what_fills_it(question: str, sentence: str, given_: str | None) -> None:
    query = asked(question)
    read = reader().annotate(sentence)
    spots = [at for hole in holes(query) for at in fills(hole, query, read) if at >= 0]
    assert (read.words[spots[0]].text if spots else None) == given_


def test_a_number_that_the_question_gives_fills_nothing() -> None:
    query = asked("12 sản phẩm của xã do mấy chủ thể làm, còn mấy sản phẩm mới?")
    read = reader().annotate("Xã có 12 sản phẩm.")
    assert not [at for hole in holes(query) for at in fills(hole, query, read)]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_read(question: str, sentence: str) -> None:
    query, read = asked(question), reader().annotate(sentence)
    for hole in holes(query):
        assert hole.kind in FILLERS
        assert all(-1 <= at < max(1, len(read.words)) for at in fills(hole, query, read))
