"""Where what answers stands: interviews, places before and after a merger, makers that a paragraph comes to
later, the end of a fair, a round that something is put off to, a change as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

MERGED = """Hòa Lâm: nông thôn mới sau sắp xếp đơn vị hành chính
15/10/2025
* Thưa ông, sau sắp xếp, nông thôn mới của tỉnh Hòa Lâm có gì thay đổi?
- Trước ngày 1/7/2025, toàn tỉnh có 64/90 xã đạt chuẩn NTM. Sau sắp xếp, tỉnh còn 34 xã và 6 phường. \
Qua rà soát, có 21/34 xã đạt chuẩn NTM, 13 xã chưa đạt.
* Nhiều người hỏi vì sao số xã đạt chuẩn giảm mạnh như vậy?
- Vì khi mấy xã nhập lại, chỉ cần một xã cũ còn thiếu tiêu chí thì xã mới chưa được tính. Ví dụ xã Tả Khê mới.
"""
DISTRICT = """Trà Vân: 6 tháng làm nông thôn mới và OCOP
10/07/2024
Trong 6 tháng đầu năm 2024, huyện Trà Vân đã đánh giá, phân hạng cho 06 sản phẩm OCOP đạt 3 sao, nâng \
tổng số sản phẩm OCOP của huyện lên 19 sản phẩm. Trong số 06 sản phẩm mới có 04 sản phẩm của HTX \
Nông nghiệp Cẩm Sơn (gạo nếp, mật ong, măng khô, chè dây), 02 sản phẩm của HTX Lạc Giang.
Năm 2024, huyện Trà Vân được giao 2 xã NTM nâng cao (Đông Lũng, Phìn Hò). Toàn huyện có 3 xã được công nhận \
NTM nâng cao gồm: Tả Khê, Sín Chài, Lao Vàng.
Tại huyện Trà Vân, đến hết tháng 6/2024 có 9 xã đạt chuẩn NTM. Huyện đặt mục tiêu đạt chuẩn huyện NTM nâng \
cao vào năm 2026. Hai xã Đông Lũng và Phìn Hò phấn đấu về đích NTM nâng cao trong năm nay.
Trưởng phòng Nông nghiệp cho biết 5 xã thuộc diện đặc biệt khó khăn. Một số xã còn thiếu nước sạch.
HTX Lạc Giang có 18 thành viên. “Cái khó của chúng tôi là vùng nguyên liệu giảm”, giám đốc HTX nói.
"""
REVENUE = """Sơn Hải: các chủ thể OCOP bán được hàng
12/09/2025
Doanh thu của các chủ thể OCOP tỉnh Sơn Hải trong 8 tháng năm 2025 ước đạt 318 tỷ đồng.
"""
FAIR = """Khai mạc Hội chợ sản phẩm OCOP tỉnh Sơn Hải năm 2025
21/08/2025
Tối 20/8, tại phường Lam Giang, UBND tỉnh Sơn Hải tổ chức khai mạc Hội chợ sản phẩm OCOP năm 2025.
Hội chợ diễn ra đến hết ngày 26/8, quy mô 150 gian hàng của 90 doanh nghiệp, hợp tác xã.
"""
DOSSIERS = """Sơn Hải thẩm định hồ sơ OCOP đợt 2 năm 2023
12/12/2023
Văn phòng Điều phối nông thôn mới tỉnh Sơn Hải đã thẩm định 17 hồ sơ, kết quả có 12 hồ sơ đủ điều kiện trình \
Hội đồng, còn 05 hồ sơ phải bổ sung, chuyển sang đợt 1 năm 2024.
Tính đến hết tháng 11/2023, toàn tỉnh Sơn Hải có 120 sản phẩm OCOP.
"""
GROWN = """Sơn Hải phát triển sản phẩm OCOP
14/10/2025
Hiện toàn tỉnh Sơn Hải có 190 sản phẩm OCOP; so với cuối năm 2023 tăng 63 sản phẩm.
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = (MERGED, DISTRICT, REVENUE, FAIR, DOSSIERS, GROWN)
    with assistant_over(tmp_path_factory.mktemp("standing"), *texts) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Sau sắp xếp đơn vị hành chính, Hòa Lâm có bao nhiêu xã đạt chuẩn NTM?", "21", "64"),
        ("sau sap xep don vi hanh chinh hoa lam co bao nhieu xa dat chuan ntm", "21", "64"),
        ("Vì sao số xã đạt chuẩn NTM của Hòa Lâm giảm mạnh?", "chỉ cần một xã cũ", "Nhiều người"),
        (
            "HTX Nông nghiệp Cẩm Sơn có mấy sản phẩm trong số sản phẩm OCOP mới của Trà Vân 6 tháng đầu năm?",
            "04 sản phẩm của HTX Nông nghiệp Cẩm Sơn",
            "19 sản phẩm",
        ),
        ("Những xã nào của huyện Trà Vân đã đạt NTM nâng cao?", "Sín Chài", "Phìn Hò"),
        ("By when does Tra Van district want to reach the advanced new rural standard?", "2026", "9 xã"),
        ("Huyện Trà Vân muốn đạt chuẩn nâng cao vào năm nào?", "2026", "2 xã"),
        ("Khó khăn của HTX Lạc Giang là gì?", "vùng nguyên liệu", "5 xã"),
        ("Hội chợ OCOP Sơn Hải 2025 diễn ra đến ngày nào thì hết?", "26/8", "20/8"),
        ("hoi cho ocop son hai 2025 dien ra den ngay nao", "26/8", "20/8"),
        ("Hội chợ OCOP Sơn Hải 2025 quy mô bao nhiêu gian hàng?", "150", "90 sản phẩm"),
        ("Đợt 2 năm 2023 Sơn Hải có mấy hồ sơ OCOP phải bổ sung?", "05 hồ sơ phải bổ sung", "120"),
        ("Số sản phẩm OCOP của Sơn Hải năm 2025 tăng bao nhiêu so với cuối 2023?", "63", "70"),
    ],
)
def test_what_stands_where_it_is_asked_for_answers(
    news: Assistant, question: str, told: str, untold: str
) -> None:
    answer = ask(news, question)
    assert answer.status == "answered"
    assert told in answer.text
    assert untold not in answer.text


def test_what_a_place_has_at_a_fair_is_its_own(news: Assistant) -> None:
    assert "150" not in ask(news, "Sơn Hải có bao nhiêu gian hàng ở hội chợ?").text
    assert "318" not in ask(news, "Hội chợ OCOP Sơn Hải doanh thu bao nhiêu?").text


def test_numbers_asked_for_in_one_of_two_questions_are_all_told(news: Assistant) -> None:
    answer = ask(news, "Trà Vân có mấy xã đạt chuẩn NTM, mấy xã nâng cao? Và có mấy sản phẩm OCOP?")
    assert all(f"**{number}**" in answer.text for number in (9, 3, 19))


def test_a_sum_that_is_claimed_is_confirmed(tmp_path: Path) -> None:
    text = """Xã Tả Khê làm nông thôn mới kiểu mẫu
21/11/2023
Xã Tả Khê, huyện Trà Vân, tỉnh Hòa Lâm xây dựng NTM kiểu mẫu từ năm 2022. Tổng kinh phí thực hiện 45,5 tỷ \
đồng, trong đó ngân sách huyện 6,4 tỷ đồng.
"""
    with assistant_over(tmp_path, text) as assistant:
        answer = ask(assistant, "Tổng kinh phí làm NTM kiểu mẫu ở xã Tả Khê là 45,5 tỷ đúng không?")
        other = ask(assistant, "Tổng kinh phí làm NTM kiểu mẫu ở xã Tả Khê là bao nhiêu?")
    assert answer.text.startswith("Đúng.")
    assert "45,5" in other.text
    assert not other.text.startswith("Đúng.")
