"""How figures relate: the most and the least, differences, sums, shares, changes, plans and what is left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

AN_LAC = """Tỉnh An Lạc: Kết quả Chương trình OCOP và nông thôn mới năm 2023
20/12/2023
Tỉnh An Lạc vừa tổng kết Chương trình OCOP và xây dựng nông thôn mới năm 2023.
Toàn tỉnh có 120 sản phẩm OCOP của 60 chủ thể, gồm 30 hợp tác xã, 18 doanh nghiệp và 12 hộ kinh doanh.
Trong đó, nhóm thực phẩm có 80 sản phẩm, nhóm đồ uống 25 sản phẩm, nhóm dược liệu 15 sản phẩm.
Huyện Mai Khê dẫn đầu với 52 sản phẩm OCOP; tiếp đến là huyện Suối Vàng 41 sản phẩm, \
thị xã Đồng Bai 27 sản phẩm.
Năm 2021 công nhận 15 sản phẩm OCOP, năm 2022 công nhận 32 sản phẩm OCOP, năm 2023 công nhận 24 sản phẩm OCOP.
Tổng kinh phí xây dựng nông thôn mới năm 2023 là 400 tỷ đồng, trong đó ngân sách trung ương 90 tỷ đồng, \
ngân sách tỉnh 130 tỷ đồng, ngân sách huyện 60 tỷ đồng, nhân dân đóng góp 120 tỷ đồng.
Năm 2023, tỉnh có thêm 5 xã đạt chuẩn nông thôn mới (kế hoạch 7 xã).
Tỷ lệ hộ nghèo của tỉnh giảm từ 8,4% năm 2021 xuống còn 5,1% năm 2023.
"""
KE_HOACH = """Huyện Mai Khê giải ngân vốn nông thôn mới
15/11/2023
Năm 2023, huyện Mai Khê (tỉnh An Lạc) được giao 50 tỷ đồng vốn xây dựng nông thôn mới, đến ngày 31/10 \
đã giải ngân 32,5 tỷ đồng, đạt 65% kế hoạch.
Một số xã giải ngân thấp như xã Tả Lìn (12%), xã Nà Khoang (15%).
Năm 2024, huyện Mai Khê phấn đấu có 60 sản phẩm OCOP.
"""
CHAM_DIEM = """Chấm điểm sản phẩm OCOP tỉnh An Lạc
05/12/2023
Hội đồng tỉnh An Lạc chấm điểm các sản phẩm OCOP năm 2023.
Mật ong Suối Vàng của HTX Hoa Rừng đạt 88,5 điểm, chè dây Nà Khoang của HTX Chè Xanh đạt 81,2 điểm.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("relations"), AN_LAC, KE_HOACH, CHAM_DIEM) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Huyện nào của An Lạc có nhiều sản phẩm OCOP nhất?", "huyện Mai Khê**: **52**"),
        ("dia phuong nao o An Lac it san pham ocop nhat", "thị xã Đồng Bai**: **27**"),
        ("Ở An Lạc loại hình chủ thể nào nhiều nhất?", "hợp tác xã**: **30**"),
        ("Nhóm sản phẩm nào ở An Lạc ít nhất?", "dược liệu, thảo dược**: **15**"),
        ("Nguồn vốn nào lớn nhất trong xây dựng NTM năm 2023 của An Lạc?", "địa phương**: **130 tỷ**"),
        ("Năm nào An Lạc công nhận nhiều sản phẩm OCOP nhất?", "năm 2022**: **32**"),
        ("Có phải Suối Vàng là huyện dẫn đầu An Lạc về sản phẩm OCOP?", "Không phải."),
        ("Mai Khê hơn Suối Vàng bao nhiêu sản phẩm OCOP?", "52 − 41 = 11"),
        ("Suối Vàng và Đồng Bai cộng lại có mấy sản phẩm OCOP?", "41 + 27 = 68"),
        ("Ngân sách tỉnh, huyện của An Lạc cộng lại được bao nhiêu cho NTM năm 2023?", "130 + 60 = 190"),
        ("Doanh nghiệp chiếm bao nhiêu phần trăm chủ thể OCOP của An Lạc?", "18 / 60 ≈ 30%"),
        ("Nhân dân đóng góp chiếm mấy phần trăm vốn NTM năm 2023 của An Lạc?", "120 / 400 ≈ 30%"),
        ("Đồ uống chiếm bao nhiêu % trong 120 sản phẩm OCOP của An Lạc?", "**20,83%**: 25 / 120"),
        ("Tỷ lệ hộ nghèo của An Lạc giảm bao nhiêu từ năm 2021 đến năm 2023?", "8,4 − 5,1 = 3,3"),
        ("An Lạc năm 2021 và 2022 công nhận bao nhiêu sản phẩm OCOP?", "**15**"),
        ("Mai Khê còn bao nhiêu vốn nông thôn mới năm 2023 chưa giải ngân?", "50 − 32,5 = 17,5"),
        ("Năm 2023 An Lạc có hoàn thành kế hoạch số xã đạt chuẩn NTM không?", "Không."),
        ("Mật ong Suối Vàng hơn chè dây Nà Khoang mấy điểm?", "88,5 − 81,2 = 7,3"),
        ("Huyện Mai Khê giải ngân vốn nông thôn mới năm 2023 đạt 70% phải không?", "Không phải. **65%**"),
        ("Mai Khê đặt mục tiêu năm 2024 có bao nhiêu sản phẩm OCOP, cần thêm bao nhiêu nữa?", "60 − 52 = 8"),
    ],
)
def test_figures_are_related(asker: Assistant, question: str, told: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered" and told in answer.text, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Xã nào của Mai Khê giải ngân cao nhất?",  # only those that are low are told
        "Mai Khê và Phú Quang, huyện nào nhiều sản phẩm OCOP hơn?",  # one figure alone
        "Chủ thể là tổ hợp tác chiếm bao nhiêu phần trăm ở An Lạc?",
        "Từ năm 2015 đến 2023 hộ nghèo của An Lạc giảm bao nhiêu?",
    ],
)
def test_what_cannot_be_compared_is_not(asker: Assistant, question: str) -> None:
    answer = ask(asker, question)
    assert answer.status in ("not_found", "clarify"), answer.text
