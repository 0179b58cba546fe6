"""Answers from counted facts: several things asked at once, yes and no, rounded numbers, what is aimed at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

LANG_SAU = """Lạc Giang: Gần 900 sản phẩm OCOP sau 6 năm
14/08/2024
Sở Nông nghiệp và PTNT tỉnh Lạc Giang cho biết, đến hết tháng 6/2024, toàn tỉnh có 68/110 xã đạt chuẩn nông \
thôn mới, chiếm 61,8%; 17 xã đạt chuẩn nông thôn mới nâng cao; 4 xã đạt chuẩn nông thôn mới kiểu mẫu. Có 30 \
xã đạt từ 15 đến 18 tiêu chí, 12 xã đạt từ 10 đến 14 tiêu chí; không còn xã dưới 10 tiêu chí.
Về OCOP, toàn tỉnh có 873 sản phẩm của 402 chủ thể, trong đó 5 sản phẩm 5 sao. Đợt 2, tỉnh tiếp nhận hồ sơ \
của 30 sản phẩm của 14 chủ thể, gồm 21 sản phẩm mới, 9 sản phẩm nâng hạng.
Năm 2025, tỉnh phấn đấu có thêm ít nhất 60 sản phẩm OCOP được công nhận; hết năm có trên 930 sản phẩm OCOP.
"""
KHE_MUOI = """Khe Mươi trên đường về đích nâng cao
20/02/2024
Xã Khe Mươi, huyện Trà Vân, tỉnh Lạc Giang bước vào xây dựng nông thôn mới năm 2012 với hộ nghèo 22,6%.
Năm 2023, thu nhập bình quân đầu người của xã đạt 58,4 triệu đồng; tỷ lệ hộ nghèo giảm còn 1,7%; tỷ lệ \
người dân tham gia bảo hiểm y tế đạt 94%. Đến nay, hộ nghèo của xã còn 21 hộ (1,3%).
"""
WHOLE = """Cả nước có 12.300 sản phẩm OCOP
10/07/2024
Theo Bộ Nông nghiệp và PTNT, đến tháng 6/2024, cả nước có 12.300 sản phẩm OCOP của 6.700 chủ thể; trong đó \
có 42 sản phẩm 5 sao.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("counted"), LANG_SAU, KHE_MUOI, WHOLE) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Thu nhập bình quân và tỷ lệ hộ nghèo xã Khe Mươi năm 2023 là bao nhiêu?", ("58,4", "1,7")),
        ("xa Khe Muoi nam 2023 ty le ho ngheo va thu nhap la bao nhieu", ("58,4", "1,7")),
        ("What are the poverty rate and the income per head of Khe Mươi commune in 2023?", ("58.4", "1.7")),
        (
            "Lạc Giang có bao nhiêu xã đạt chuẩn NTM, NTM nâng cao và NTM kiểu mẫu đến tháng 6/2024?",
            ("**68**", "**17**", "**4**"),
        ),
        (
            "How many communes in Lac Giang met the NTM, advanced NTM and model NTM standards by June 2024?",
            ("**68**", "**17**", "**4**"),
        ),
        (
            "Năm 2024 cả nước có bao nhiêu sản phẩm OCOP, bao nhiêu chủ thể, bao nhiêu sản phẩm 5 sao?",
            ("**12.300**", "**6.700**", "**42**"),
        ),
        (
            "Đến tháng 6/2024 Lạc Giang có mấy xã nâng cao, và tỷ lệ hộ nghèo xã Khe Mươi năm 2023 là mấy?",
            ("**17**", "**1,7**"),
        ),
        (
            "lac giang co bao nhieu xa dat chuan ntm, bao nhieu xa nang cao va tong cong bao nhieu sp ocop",
            ("**68**", "**17**", "**873**"),
        ),
        ("Lạc Giang có mấy sản phẩm 5 sao? có bao nhiêu xã NTM kiểu mẫu", ("**5**", "**4**")),
        ("Lạc Giang có mấy sản phẩm 5 sao. Có bao nhiêu xã NTM kiểu mẫu?", ("**5**", "**4**")),
    ],
)
def test_each_thing_asked_is_told_once(asker: Assistant, question: str, told: tuple[str, ...]) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered", answer
    assert all(answer.text.count(value) == 1 for value in told), answer


def test_what_is_lacking_of_two_is_said(asker: Assistant) -> None:
    answer = ask(asker, "Lạc Giang có mấy sản phẩm 5 sao? làm được bao nhiêu km đường năm 2023")
    assert answer.status == "partial" and "**5**" in answer.text and "đường" in answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Có phải toàn tỉnh Lạc Giang có 78 xã đạt chuẩn nông thôn mới không?", "Không phải."),
        ("co phai ca tinh Lac Giang co 68 xa dat chuan nong thon moi ko", "Đúng."),
        ("Lạc Giang không còn xã nào dưới 10 tiêu chí phải không?", "Đúng."),
        ("Lạc Giang còn xã nào dưới 10 tiêu chí không?", "Không."),
        ("giữa năm 2024 lac giang con xa nao duoi 10 tieu chi khong", "Không."),
    ],
)
def test_a_claim_is_judged(asker: Assistant, question: str, verdict: str) -> None:
    assert ask(asker, question).text.startswith(verdict)


def test_not_yet_a_number_of_criteria_denies_nothing_else(asker: Assistant) -> None:
    assert "**0**" in ask(asker, "Lạc Giang có bao nhiêu xã chưa tới 10 tiêu chí?").text


def test_a_rounded_number_gives_way_to_the_exact_one(asker: Assistant) -> None:
    assert "**873**" in ask(asker, "Lạc Giang hiện có bao nhiêu sản phẩm OCOP?").text


def test_the_rate_in_brackets_is_of_the_count_before_it(asker: Assistant) -> None:
    assert "**1,3**" in ask(asker, "ty le ho ngheo xa Khe Muoi con bao nhieu").text


@pytest.mark.parametrize("question", ["Giá vàng hôm nay bao nhiêu?", "gia xang hom nay the nao"])
def test_the_price_of_something_foreign_is_out_of_scope(asker: Assistant, question: str) -> None:
    assert ask(asker, question).status == "out_of_scope"


KE_HOACH = """Kế hoạch triển khai Chương trình OCOP tỉnh Hòa Lâm năm 2023
20/03/2023
UBND tỉnh Hòa Lâm ban hành Kế hoạch triển khai Chương trình OCOP năm 2023 với các mục tiêu:
- Có ít nhất 2 sản phẩm đạt 5 sao;
- Phát triển mới 45 sản phẩm OCOP.
Tỉnh hiện có trên 150 sản phẩm nông nghiệp lợi thế, có thể phát triển thành sản phẩm OCOP.
"""
HOI_CHO = """Hòa Lâm bế mạc Hội chợ OCOP 2023
18/12/2023
Hội chợ OCOP Hòa Lâm năm 2023 đón 40.000 lượt khách, tổng doanh thu đạt 11,5 tỷ đồng.
Tỉnh Hòa Lâm có 90/90 xã có hệ thống cấp nước sạch tập trung, tỷ lệ hộ dùng nước sạch đạt 97,2%.
Hợp tác xã Sau Bảy có doanh thu 2,5 tỷ đồng năm 2022.
"""


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("planned"), KE_HOACH, HOI_CHO) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "Cuối năm 2023 Hòa Lâm có tổng bao nhiêu sản phẩm OCOP?",  # told is one grade only, and as an aim
        "How many OCOP products did Hoa Lam province have in March 2023?",
        "Hòa Lâm đã có 80/90 xã có nước sạch tập trung phải không?",
    ],
)
def test_what_is_aimed_at_or_of_another_kind_is_no_answer(planner: Assistant, question: str) -> None:
    answer = ask(planner, question)
    assert answer.status == "not_found", answer


def test_another_sum_than_the_one_put_forward_is_told(planner: Assistant) -> None:
    answer = ask(planner, "nghe noi hoi cho ocop hoa lam 2023 thu 25 ty, dung ko")
    assert answer.text.startswith("Không phải.") and "11,5 tỷ" in answer.text


def test_a_claim_of_what_no_indicator_counts_is_held_against_its_clause(planner: Assistant) -> None:
    answer = ask(planner, "Hòa Lâm đã có 90/90 xã có nước sạch tập trung phải không?")
    assert answer.text.startswith("Đúng.") and "90/90 xã" in answer.text


def test_a_name_behind_a_short_form_is_left_as_it_is_typed(planner: Assistant) -> None:
    assert planner.understand("doanh thu htx Sau Bay nam 2022").text.endswith("Sau Bay năm 2022")


BAY_NGHIN = """Trà Vân xây dựng nông thôn mới
20/12/2022
Năm 2022, huyện Trà Vân, tỉnh Hòa Lâm có thêm 3 xã về đích nông thôn mới là Khe Lụ, Nà Pán và Bản Sen, so \
với kế hoạch 4 xã thì còn thiếu 1 xã. Xã Nà Pán đạt 19/19 tiêu chí.
Thu nhập bình quân đầu người của huyện Trà Vân năm 2022 đạt 48,5 triệu đồng; tỷ lệ hộ nghèo còn 6,2%.
Riêng hai năm 2021 - 2022, ngân sách tỉnh bố trí 31,5 tỷ đồng xây dựng nông thôn mới cho huyện Trà Vân.
Đợt 2 năm 2022, huyện có 9 sản phẩm tham gia đánh giá, gồm 2 sản phẩm đạt 4 sao, 7 sản phẩm đạt 3 sao.
"""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("district"), BAY_NGHIN) as assistant:
        yield assistant


def test_a_result_is_told_with_the_plan_it_is_compared_with(district: Assistant) -> None:
    answer = ask(district, "Trà Vân năm 2022 kế hoạch mấy xã về đích NTM mà thực tế được mấy xã?")
    assert answer.status == "answered" and "3 xã" in answer.text and "4 xã" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Thu nhập bình quân đầu người của xã Nà Pán (Trà Vân) là bao nhiêu?",  # the district's is told
        "Vốn xây dựng nông thôn mới của huyện Trà Vân năm 2022 là bao nhiêu tỷ đồng?",  # two years' is told
        "trước đợt đánh giá 2 năm 2022 Trà Vân có tổng cộng bao nhiêu sản phẩm OCOP từ 3 sao",
    ],
)
def test_of_another_place_or_time_nothing_is_told(district: Assistant, question: str) -> None:
    answer = ask(district, question)
    assert answer.status != "answered", answer
