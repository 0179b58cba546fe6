"""Names that stand in lists of lines, in brackets, behind an announcement, or before who heads them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

CHAM_DIEM = """Bình Sa: Đánh giá, phân hạng sản phẩm OCOP đợt 1 năm 2022
21/06/2022
Hội đồng OCOP tỉnh Bình Sa tổ chức đánh giá, phân hạng sản phẩm đợt 1 năm 2022.
Kết quả, có 1 sản phẩm tiềm năng 5 sao, 2 sản phẩm đạt 4 sao. Danh sách các sản phẩm như sau:
1. Chè dây rừng - HTX Chè Khe Mạ (huyện Nà Sai): 90,5 điểm, tiềm năng 5 sao
2. Mật ong bạc hà - HTX Ong Phìn Hò (huyện Mường Lay Sơn): 82 điểm, 4 sao
3. Gạo nếp nương - Hộ kinh doanh Lò Văn Pó (huyện Nà Sai): 78,5 điểm, 4 sao
"""
NA_SAI = """Nà Sai khởi sắc
20/01/2024
Huyện Nà Sai có 12 xã, 9 xã đạt chuẩn nông thôn mới.
Năm 2023 huyện có thêm 6 sản phẩm được xếp hạng, trong đó 2 sản phẩm 4 sao (măng khô Khe Mạ của HTX Khe Mạ, \
thổ cẩm Nà Sai của Công ty TNHH Dệt Hồng), 4 sản phẩm 3 sao.
"""
DE_NGHI = """Sơn Hải đề nghị Trung ương phân hạng 5 sao cho 2 sản phẩm
10/01/2025
Văn phòng Điều phối nông thôn mới tỉnh Sơn Hải hoàn thiện hồ sơ 2 sản phẩm đề nghị Trung ương phân hạng 5 sao.
Theo đó, các sản phẩm gồm: chả mực Cửa Lục của Công ty TNHH Biển Xanh và nước mắm Bến Gành của HTX Bến Gành.
"""
XUONG = """Hợp tác xã miến dong Tân Phong
05/05/2023
Xưởng của Hợp tác xã miến dong Tân Phong (xã Đông Lũng, huyện Trà Vân, tỉnh Hòa Lâm) ngày nào cũng đỏ lửa.
Chị Vàng Thị Pà, Giám đốc HTX kể, nghề miến có từ lâu.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("lists"), CHAM_DIEM, NA_SAI, DE_NGHI, XUONG) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Đợt 1 năm 2022 Bình Sa có những sản phẩm nào tiềm năng 5 sao?", "Chè dây rừng", "Mật ong"),
        ("Đợt 1 năm 2022 ở Bình Sa sản phẩm nào đạt 78,5 điểm?", "Gạo nếp nương", "Mật ong"),
        ("Những sản phẩm nào của huyện Nà Sai được xếp hạng 4 sao năm 2023?", "ăng khô Khe Mạ", "12 xã"),
        ("Những sản phẩm nào của Sơn Hải được đề nghị Trung ương phân hạng 5 sao?", "chả mực Cửa Lục", "Chè"),
        ("Ai là giám đốc HTX miến dong Tân Phong?", "Vàng Thị Pà", "Đông Lũng"),
    ],
)
def test_the_names_that_are_meant_are_told(asker: Assistant, question: str, told: str, untold: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered" and told in answer.text and untold not in answer.text


def test_nobody_heads_what_was_not_named_before(asker: Assistant) -> None:
    assert ask(asker, "Ai là giám đốc HTX miến dong Khe Mạ?").status == "not_found"
