"""A sentence that holds the words of a question, but tells of something else, is not quoted as its answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

KET_QUA = """Tỉnh Vĩnh Hà tổng kết Chương trình OCOP và nông thôn mới năm 2024
20/12/2024
Chiều 19/12, UBND tỉnh Vĩnh Hà tổ chức Hội nghị tổng kết Chương trình OCOP và xây dựng \
nông thôn mới (NTM) năm 2024.
UBND tỉnh công nhận 3 sản phẩm OCOP 4 sao gồm: Trà hoa cúc Kim Bồng và cao chè Kim Bồng của Công ty Cổ phần \
Dược liệu Kim Bồng (thị xã Tân Sơn) và sản phẩm gạo Tám Đen của Hợp tác xã Phù Vân (Mai Lĩnh).
Tại Hội nghị, các đại biểu thảo luận kết quả thực hiện các chương trình năm 2024; đề xuất giải pháp xây dựng \
xã NTM tại huyện Bình Khê; duy trì các sản phẩm OCOP, nhất là việc củng cố tiêu chí.
Phó Chủ tịch UBND tỉnh đề nghị các địa phương chỉ đạo quyết liệt hơn nữa, nhất là huyện Bình Khê - huyện \
đang trắng xã NTM. Các sở, ngành tích cực hướng dẫn các địa phương. Trung tâm Khuyến nông \
tăng cường giúp các hộ trồng chè.
Chủ tịch UBND tỉnh Lê Văn Hòa trao Giấy chứng nhận cho 2 chủ thể và biểu dương sự nỗ lực của các đơn vị.
Công tác phối hợp giữa các sở cơ bản đáp ứng được yêu cầu. Bộ tiêu chí giai đoạn 2021 - 2025 cao hơn \
giai đoạn 2016 - 2020. Bình quân toàn tỉnh đạt 13,4 tiêu chí/xã; có 5/17 xã đạt chuẩn NTM theo kế hoạch.
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("apt"), KET_QUA) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "Huyện Mai Lĩnh đã có xã NTM chưa?",  # ``xã`` stands in ``Hợp tác xã`` only
        "Xã Phù Vân có sản phẩm OCOP nào?",  # a cooperative of that name
        "Hợp tác xã nào ở thị xã Tân Sơn có sản phẩm 4 sao?",  # a company is there
        "Huyện Bình Khê có sản phẩm OCOP nào không?",  # the products are spoken of in the next part
        "Khi nào huyện Bình Khê có xã NTM?",  # the year stands in another part
        "Sản phẩm của hợp tác xã được công nhận 4 sao thì giấy chứng nhận có hiệu lực bao lâu?",
        "Tiêu chí nào khó đạt nhất?",  # ``nhất là`` is no superlative
        "Địa phương nào chưa quyết liệt?",  # more of it is asked of them
        "UBND là gì?",
        "Ai được tặng bằng khen?",  # somebody praised them
        "Who are the two producers who received certificates?",  # who gave them is told
        "Chương trình NTM giai đoạn 2016-2020 đạt kết quả gì?",
        "Hợp tác xã muốn làm sản phẩm 4 sao thì phải làm gì?",
    ],
)
def test_a_sentence_that_tells_something_else_is_no_answer(asked: Assistant, question: str) -> None:
    assert ask(asked, question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Phó Chủ tịch đề nghị các sở ngành làm gì?", "Các sở, ngành tích cực hướng dẫn"),
        ("Phó Chủ tịch đề nghị các địa phương làm gì?", "quyết liệt hơn nữa"),
        ("Công tác phối hợp cơ bản đáp ứng được yêu cầu đúng không?", "Công tác phối hợp giữa các sở"),
        ("Ai được biểu dương?", "các đơn vị"),
        ("Ai trao Giấy chứng nhận cho 2 chủ thể?", "Lê Văn Hòa"),
    ],
)
def test_what_is_told_of_them_is_still_an_answer(asked: Assistant, question: str, told: str) -> None:
    assert told in ask(asked, question).text
