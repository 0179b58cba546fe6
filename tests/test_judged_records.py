"""Yes or no where the day, the body, the places or the number that a question claims is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

HOI_NGHI = """Tỉnh Bình Nguyên tổng kết Chương trình OCOP và nông thôn mới năm 2023
13/03/2024
Chiều 12/3, UBND tỉnh Bình Nguyên tổ chức Hội nghị tổng kết Chương trình OCOP và xây dựng \
nông thôn mới (NTM).
Dự kiến năm 2023, toàn tỉnh đạt 6/15 xã NTM theo kế hoạch; bình quân cả tỉnh đạt 13,5 tiêu chí/xã, \
tăng 0,4 tiêu chí so với năm 2022.
Văn phòng Điều phối tỉnh đã công bố Quyết định 318/QĐ-UBND ngày 7/2/2024 của UBND tỉnh về việc phê duyệt \
kết quả đánh giá sản phẩm OCOP năm 2023. Theo đó, UBND tỉnh công nhận sản phẩm đạt 4 sao \
đối với 3 sản phẩm gồm: Trà hoa cúc Kim Bồng; cao chè vằng Kim Bồng của \
Công ty Cổ phần Dược liệu Kim Bồng (thị xã Tân Sơn) và sản phẩm gạo Tám Đen của Hợp tác xã Phù Vân (Mai Lĩnh).
Nhất là huyện Bình Khê, Mai Lĩnh - hai huyện đang trắng xã NTM.
Hiện nay, toàn tỉnh có 164 sản phẩm OCOP từ 3 sao trở lên, trong đó có 27 sản phẩm OCOP 4 sao \
và 137 sản phẩm OCOP 3 sao.
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("records"), HOI_NGHI) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Hội nghị tổ chức sáng 12/3 phải không?", "Không phải."),
        ("Hội nghị tổ chức chiều 12/3 phải không?", "Đúng."),
        ("Bản tin đăng ngày 12/3 đúng không?", "Không phải."),
        ("Bản tin đăng ngày 13/3 đúng không?", "Đúng."),
        ("Có phải Sở Nông nghiệp ban hành Quyết định 318?", "Không phải."),
        ("Quyết định 318 do UBND tỉnh ban hành phải không?", "Đúng."),
        ("Có phải Quyết định 318 là của Bộ Nông nghiệp?", "Không phải."),
        ("Có phải cả 3 sản phẩm 4 sao đều của Công ty Dược liệu Kim Bồng?", "Không phải."),
        ("Công ty Dược liệu Kim Bồng có 2 sản phẩm 4 sao phải không?", "Đúng."),
        ("Có phải chỉ có một huyện trắng xã NTM?", "Không phải."),
        ("Có đúng bình quân đạt 13,5 tiêu chí/xã năm 2022?", "Không phải."),
        ("Có đúng bình quân đạt 13,1 tiêu chí/xã năm 2022?", "Đúng."),
        ("Tỉnh vượt mục tiêu NTM năm 2023, đúng hay sai?", "Không."),
        ("Is the number of 4-star products greater than 30?", "No."),
        ("Is the number of 3-star products below 140?", "Yes."),
    ],
)
def test_what_is_told_is_confirmed_or_denied(asked: Assistant, question: str, verdict: str) -> None:
    assert ask(asked, question).text.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    [
        "Công ty Dược liệu Kim Bồng có 4 sản phẩm 4 sao phải không?",  # two are named; it may have others
        "Quyết định 318 ban hành Bộ tiêu chí phải không?",  # no body that issued it
        "UBND tỉnh công bố Quyết định 318 phải không?",  # its issue is told
    ],
)
def test_what_is_not_told_is_not_judged(asked: Assistant, question: str) -> None:
    assert not ask(asked, question).text.startswith(("Đúng", "Có.", "Không phải", "Không."))


def test_who_signed_is_not_who_issued(asked: Assistant) -> None:
    assert ask(asked, "Who signed Decision 318?").status == "not_found"


SPACED = """Bình Nguyên chọn các xã điểm nông thôn mới
09/04/2024
Ngày 08 - 4, UBND tỉnh Bình Nguyên đã ban hành Quyết định 785 /QĐ-UBND về việc chọn 18 xã điểm đạt chuẩn NTM.
"""
SIGNED = """Bình Nguyên công nhận 14 sản phẩm OCOP
01/02/2024
Phó Chủ tịch UBND tỉnh Bình Nguyên Trần Văn Thư đã ký Quyết định 86/QĐ-UBND phê duyệt kết quả chấm điểm OCOP.
"""


def test_a_document_is_the_one_with_its_number_however_it_is_spaced(tmp_path: Path) -> None:
    with assistant_over(tmp_path, SPACED, SIGNED) as assistant:
        assert "xã điểm" in ask(assistant, "Quyết định 785/QĐ-UBND nói về việc gì?").text
        assert "Ngày 08 - 4" in ask(assistant, "Quyết định 785 /QĐ-UBND ban hành ngày nào?").text
        assert "Trần Văn Thư" in ask(assistant, "Ai ký Quyết định 86/QĐ-UBND?").text
        assert "Trần Văn Thư" not in ask(assistant, "Ai ký Quyết định 785/QĐ-UBND?").text
        assert "xã điểm" not in ask(assistant, "Quyết định 785/QĐ-UBND giao 15 xã về đích đúng không?").text
