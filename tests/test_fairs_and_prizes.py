"""Fairs, prizes, land and regions: sentences that answer in their own words, and those that only seem to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

HOI_CHO = """Hội chợ OCOP Sơn Hải - Hè 2023: Bội thu
08/06/2023
Sau 5 ngày diễn ra (từ 2/6 đến 6/6) tại Quảng trường Biển Xanh, phường Cửa Lục, Hội chợ OCOP Sơn Hải - Hè \
2023 đã khép lại.
Hội chợ năm nay có quy mô 180 gian hàng. Doanh thu bán hàng đạt 15,4 tỷ đồng, cao hơn khoảng 12% so với năm \
2022.
Dự kiến Hội chợ OCOP các tỉnh phía Bắc tại Sơn Hải năm 2023 tổ chức vào tháng 12, quy mô 260 gian hàng.
"""
THUONG = """Hòa Lâm thưởng cho sản phẩm OCOP
12/03/2023
Theo nghị quyết của HĐND tỉnh Hòa Lâm, sản phẩm đạt 3 sao được thưởng 15 triệu đồng, 4 sao 35 triệu đồng, \
5 sao 80 triệu đồng.
Trong hai năm 2021 - 2022, ngân sách tỉnh Hòa Lâm bố trí 27,5 tỷ đồng cho chương trình xây dựng nông thôn mới.
Năm nay, nhân dân trong tỉnh đã hiến 36.700 m2 đất làm đường.
"""
HUYEN = """Trà Vân khởi sắc
20/01/2024
Huyện Trà Vân (tỉnh Hòa Lâm) được công nhận huyện đạt chuẩn nông thôn mới năm 2019. Riêng xã Thượng Làng A \
có 210 hộ hiến đất.
Tính đến ngày 15/12/2023, nợ đọng xây dựng cơ bản của huyện còn 8,4 tỷ đồng.
Thu nhập bình quân đầu người của huyện năm 2023 đạt 58,2 triệu đồng.
"""
VUNG = """Xây dựng nông thôn mới: Nhìn từ các vùng
25/06/2025
Đến tháng 6/2025, cả nước có 79,2% số xã đạt chuẩn nông thôn mới.
Đồng bằng sông Hồng có tỷ lệ xã đạt chuẩn cao nhất với 100%, kế đến là Đông Nam Bộ 97,4%; \
thấp nhất là Tây Nguyên 61,7%.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("fairs"), HOI_CHO, THUONG, HUYEN, VUNG) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hội chợ OCOP Sơn Hải hè 2023 tổ chức ở chỗ nào?", "Quảng trường Biển Xanh"),
        ("hoi cho ocop son hai he 2023 to chuc o dau", "Quảng trường Biển Xanh"),
        # what there was comes before what is aimed at
        ("hoi cho ocop son hai he 2023 co bao nhieu gian hang", "180 gian hàng"),
        # of two years that are compared, the later one is spoken of
        ("Hội chợ OCOP Sơn Hải năm 2023 doanh thu cao hơn năm 2022 mấy phần trăm?", "cao hơn khoảng 12%"),
        ("Sản phẩm đạt 4 sao ở Hòa Lâm được thưởng bao nhiêu tiền?", "35 triệu đồng"),
        ("sp dat 4 sao o hoa lam dc thuong bao nhieu tien", "35 triệu đồng"),
        ("Người dân Hòa Lâm đã hiến bao nhiêu mét vuông đất?", "36.700"),
        ("dan hoa lam hien bao nhieu dat", "36.700"),
        ("Cuối năm 2023, nợ đọng xây dựng cơ bản của huyện Trà Vân còn bao nhiêu?", "8,4"),
        ("Trà Vân đạt chuẩn huyện nông thôn mới năm mấy?", "năm 2019"),
        ("tra van dat chuan huyen nong thon moi nam may", "năm 2019"),
        ("Vùng nào có tỷ lệ xã đạt chuẩn nông thôn mới thấp nhất cả nước?", "Tây Nguyên"),
    ],
)
def test_the_sentence_that_tells_it_is_quoted(asker: Assistant, question: str, told: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered" and told in answer.text


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        # told of the district, right behind a paragraph that ends with the commune
        ("Thu nhập bình quân đầu người của xã Thượng Làng A là bao nhiêu?", "58,2"),
        # of two years together
        ("Vốn xây dựng nông thôn mới của tỉnh Hòa Lâm năm 2022 là bao nhiêu tỷ đồng?", "27,5"),
        # one grade is not all of them
        ("Tỉnh Hòa Lâm có tổng cộng bao nhiêu sản phẩm OCOP?", "sản phẩm đạt 3 sao"),
    ],
)
def test_what_only_seems_to_tell_it_is_not(asker: Assistant, question: str, untold: str) -> None:
    assert untold not in ask(asker, question).text
