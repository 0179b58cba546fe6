"""Stock or flow: what is there, and what happened in a time, in texts of our own."""

from __future__ import annotations

import pytest

from readings import reading_of, the


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("Năm 2024, huyện Ba Bể phấn đấu có 50 xã đạt chuẩn NTM.", "flow"),
        ("Huyện Ba Bể có 41 xã đạt chuẩn NTM. Năm 2025, huyện phấn đấu có 50 xã đạt chuẩn NTM.", "stock"),
        ("Huyện Ba Bể có 61 xã đạt chuẩn NTM. Năm 2025, huyện phấn đấu có 50 xã đạt chuẩn NTM.", "flow"),
        ("Huyện Ba Bể phấn đấu đến năm 2025 có 50 xã đạt chuẩn NTM.", "stock"),
        ("Năm 2025, huyện Ba Bể phấn đấu có 50/61 xã đạt chuẩn NTM.", "stock"),
        ("Hiện toàn tỉnh đã đánh giá, xếp hạng được 50 sản phẩm OCOP.", "stock"),
        ("Hội đồng đã đánh giá 50 sản phẩm OCOP.", "flow"),
        ("Hợp tác xã tạo việc làm cho 12 người, thu nhập 50 triệu đồng/người/tháng.", "stock"),
        ("Huyện Ba Bể huy động 50 tỷ đồng xây dựng NTM.", "flow"),
        ("Năm 2022, Hợp tác xã Nà Phặc có 50 sản phẩm OCOP 3 sao.", "stock"),
    ],
)
def test_stock_and_flow(text: str, nature: str) -> None:
    facts = [f for f in reading_of(text).facts if f.value.startswith("50")]
    assert {f.nature for f in facts if f.dimensions.get("role") is None} == {nature}


def test_the_parts_of_what_is_there_are_there() -> None:
    text = "Năm 2022, thêm 9 sản phẩm, nâng tổng số sản phẩm OCOP lên 131. Trong đó có 50 sản phẩm đồ uống."
    assert the(reading_of(text), "50").nature == "stock"


def test_what_a_number_has_risen_to_is_there() -> None:
    text = "Năm 2022, số sản phẩm OCOP của huyện Ba Bể đã tăng lên 50 sản phẩm đạt chứng nhận OCOP."
    fact = the(reading_of(text), "50")
    assert (fact.nature, fact.dimensions.get("step")) == ("stock", None)


def test_a_plan_behind_a_dash_is_not_that_of_a_ratio() -> None:
    text = "Qua 10 năm, tỉnh Bắc Kạn có 45/89 xã được công nhận đạt chuẩn NTM – vượt kế hoạch đề ra."
    share = "Năm 2022, huyện có 45/89 xã đạt chuẩn NTM, tăng 3 xã so với năm 2021, đạt 100% so với kế hoạch."
    for told in (text, share):
        whole = the(reading_of(told, published=None), "89")
        assert (whole.status, whole.dimensions.get("role")) == ("actual", "whole")


def test_all_who_act_are_no_total_of_what_is_counted() -> None:
    text = "Toàn bộ thành viên hội đồng tán thành công nhận 4 xã đạt chuẩn nông thôn mới của huyện Ba Bể."
    fact = next(f for f in reading_of(text).facts if f.value == "4")
    assert (fact.nature, fact.indicator) == ("flow", "ntm.communes")
