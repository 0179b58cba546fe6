"""What is asked of a list in one sentence: the most, a share, a sum, a difference; plans that are claimed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

NHOM = """Tỉnh Vĩnh Hà có 150 sản phẩm OCOP
12/08/2024
Đến nay, toàn tỉnh Vĩnh Hà có 150 sản phẩm OCOP.
Xét theo nhóm ngành, thực phẩm giữ vai trò chủ lực với 104 sản phẩm, kế đến là đồ uống 27 sản phẩm, thảo \
dược 12 sản phẩm và sinh vật cảnh 7 sản phẩm.
Tỉnh Vĩnh Hà có 81 chủ thể OCOP. Trong thành phần chủ thể OCOP của tỉnh, nhiều nhất là hộ kinh doanh (41 \
chủ thể), kế đến là doanh nghiệp (22 chủ thể), hợp tác xã (14 chủ thể), còn lại là tổ hợp tác với 4 chủ thể.
Về hạ tầng, tỉnh Vĩnh Hà có 611,5 km đường giao thông nông thôn, trong đó đường xã 210,5 km, đường thôn \
301 km, đường nội đồng 100 km.
"""
TONG = """Tỉnh Bắc Sa công nhận thêm sản phẩm OCOP
20/12/2025
Năm 2025, tỉnh Bắc Sa công nhận mới 31 sản phẩm OCOP, nâng tổng số lên 129 sản phẩm.
Tỉnh Bắc Sa trình Trung ương xem xét công nhận 5 sao đối với 2 sản phẩm, gồm: trà hoa Mây Cao và mật ong \
Lũng Pô.
Cụ thể, có 11 sản phẩm đạt hạng 4 sao.
Năm 2026, huyện Tân Khê được giao 4 xã đạt chuẩn nông thôn mới.
"""
CON_LAI = """Tỉnh Nam Khê: sản phẩm OCOP
12/10/2025
Như vậy, tỉnh Nam Khê hiện có 240 sản phẩm OCOP, trong đó 3 sản phẩm 5 sao, 57 sản phẩm 4 sao, còn lại \
là 3 sao.
"""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("listed"), NHOM, TONG, CON_LAI) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Nhóm ngành nào của Vĩnh Hà có ít sản phẩm OCOP nhất?", "sinh vật cảnh"),
        ("Nhóm ngành nào ở Vĩnh Hà nhiều sản phẩm OCOP nhất?", "104"),
        ("Nhóm thực phẩm chiếm bao nhiêu phần trăm số sản phẩm OCOP của tỉnh Vĩnh Hà?", "69,33"),
        ("Hợp tác xã và tổ hợp tác cộng lại là bao nhiêu chủ thể OCOP ở Vĩnh Hà?", "14 + 4 = 18"),
        ("Doanh nghiệp chiếm mấy phần trăm số chủ thể OCOP tỉnh Vĩnh Hà?", "27,16"),
        ("Đường thôn ở Vĩnh Hà dài hơn đường xã bao nhiêu km?", "301 − 210,5 = 90,5"),
        ("Loại đường nào ở Vĩnh Hà dài nhất?", "đường thôn"),
    ],
)
def test_a_list_is_compared_and_added_up(listed: Assistant, question: str, told: str) -> None:
    answer = ask(listed, question)
    assert answer.status == "answered"
    assert told in answer.text


def test_a_product_is_no_kind_of_products(listed: Assistant) -> None:
    assert ask(listed, "Sản phẩm nào của Vĩnh Hà đạt điểm cao nhất?").status not in ("answered", "partial")


def test_how_many_there_were_before_they_were_added(listed: Assistant) -> None:
    question = "Trước khi công nhận thêm 31 sản phẩm năm 2025 thì Bắc Sa có bao nhiêu sản phẩm OCOP?"
    answer = ask(listed, question)
    assert "129 − 31 = 98" in answer.text


def test_names_of_another_grade_are_not_those_asked_for(listed: Assistant) -> None:
    answer = ask(listed, "Bắc Sa trình Trung ương công nhận 5 sao cho những sản phẩm nào?")
    assert any("Mây Cao" in c.quote for c in answer.citations)
    assert "4 sao" not in answer.text


@pytest.mark.parametrize(("claimed", "verdict"), [("4", "Đúng"), ("6", "Không phải")])
def test_a_claimed_plan_is_judged(listed: Assistant, claimed: str, verdict: str) -> None:
    answer = ask(listed, f"Năm 2026 huyện Tân Khê được giao {claimed} xã đạt chuẩn nông thôn mới đúng không?")
    assert answer.text.startswith(verdict)


def test_the_rest_of_a_whole_is_worked_out(listed: Assistant) -> None:
    answer = ask(listed, "Nam Khê có bao nhiêu sản phẩm OCOP 3 sao?")
    assert answer.status == "answered"
    assert "240 − 3 − 57 = 180" in answer.text
    assert "57" in ask(listed, "Nam Khê có bao nhiêu sản phẩm OCOP 4 sao?").text


def test_a_figure_that_the_others_add_up_to_is_no_item(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = """Tỉnh Vĩnh Hà: chủ thể OCOP
12/08/2024
Trong các chủ thể OCOP của tỉnh Vĩnh Hà có hộ kinh doanh (40 chủ thể), doanh nghiệp (22 chủ thể), hợp tác xã \
(18 chủ thể).
"""
    with assistant_over(tmp_path_factory.mktemp("doubt"), told) as assistant:
        text = ask(assistant, "Doanh nghiệp chiếm mấy phần trăm số chủ thể OCOP tỉnh Vĩnh Hà?").text
        assert "55" not in text
