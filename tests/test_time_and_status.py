"""When a figure is of, and whether it is there, aimed at or added: rules that hold for any bulletin."""

from __future__ import annotations

import pytest

from corpus.model import Fact
from readings import reading_of, the

TARGETS = (
    "Tiếp tục thực hiện chương trình, toàn tỉnh phấn đấu có 57 sản phẩm được xếp loại, phân hạng 3 sao "
    "giai đoạn 2025 - 2028."
)


def test_a_title_takes_status_and_time_from_the_text() -> None:
    """``Tỉnh phát triển 57 sản phẩm``: the text tells that it is an aim."""
    text = "Đến năm 2026, tỉnh đặt mục tiêu phát triển ít nhất 57 sản phẩm OCOP."
    reading = reading_of(text, title="Tỉnh Bắc Kạn phát triển 57 sản phẩm OCOP")
    titled, told = reading.facts
    assert (titled.paragraph, titled.status, titled.period) == (0, "target", told.period)
    reading = reading_of(
        "Tính đến hết tháng 2/2024, tỉnh có 57 sản phẩm OCOP.", title="Bắc Kạn có 57 sản phẩm OCOP"
    )
    assert {f.period.end for f in reading.facts} == {"2024-02-29"}
    reading = reading_of(text, title="Bắc Kạn có 58 sản phẩm OCOP")
    assert the(reading, "58").status == "actual"


def test_an_aim_is_not_of_the_day_it_is_told_on() -> None:
    """The time that ends the sentence, else that of the last aim, else none."""
    assert the(reading_of(TARGETS), "57").period.end == "2028-12-31"
    more = "Đặc biệt, phấn đấu có 20% chủ thể OCOP là hợp tác xã."
    assert the(reading_of(TARGETS, more), "20").period.end == "2028-12-31"
    assert the(reading_of(more), "20").period.kind == "unknown"


def test_what_goes_on_with_cu_the_is_still_aimed_at() -> None:
    goal = "Mục tiêu đến năm 2026, tỉnh có 57 sản phẩm OCOP."
    fact = the(reading_of(goal, "Cụ thể, huyện Ba Bể có 12 sản phẩm OCOP."), "12")
    assert (fact.status, fact.period.end) == ("target", "2026-12-31")


def test_the_year_of_a_comparison_tells_no_time() -> None:
    """``tính đến hết tháng 6 … so với cuối năm 2021``: June of which year is not said."""
    text = "Tính đến hết tháng 6, tỉnh có 57 xã đạt chuẩn NTM, tăng 4 xã so với cuối năm 2021."
    reading = reading_of(text, published=None)
    assert {f.period.end for f in reading.facts} == {None}
    assert the(reading, "4").links["base"] == "2021"
    text = "Năm 2022, tính đến hết tháng 6, tỉnh có 57 xã đạt chuẩn NTM, tăng 4 xã so với cuối năm 2021."
    assert the(reading_of(text, published=None), "57").period.end == "2022-06-30"


@pytest.mark.parametrize(
    ("text", "value", "nature"),
    [
        ("Chủ tịch UBND tỉnh vừa ký quyết định công nhận 8 xã đạt chuẩn nông thôn mới.", "8", "flow"),
        ("Huyện Ba Bể có thêm 4 xã đạt chuẩn NTM và 3 xã NTM nâng cao.", "3", "flow"),
        ("Huyện Ba Bể có thêm 4 xã đạt chuẩn NTM, nâng tổng số lên 13 xã.", "13", "stock"),
        ("Đến nay, UBND tỉnh đã công nhận 60 xã đạt chuẩn nông thôn mới.", "60", "stock"),
        ("Toàn tỉnh đã công nhận 60 xã đạt chuẩn nông thôn mới.", "60", "stock"),
    ],
)
def test_places_just_recognised_are_added_to_those_there_were(text: str, value: str, nature: str) -> None:
    assert the(reading_of(text), value).nature == nature


def test_what_is_told_behind_another_verb_is_no_intent() -> None:
    """``tiếp tục khẳng định vị thế khi 4 sản phẩm đạt 4 sao``: they have reached it."""
    text = "Năm 2024, {} 14 sản phẩm OCOP đạt 4 sao."
    assert _of(text.format("cơ sở tiếp tục khẳng định uy tín khi"), "14").status == "actual"
    assert _of(text.format("tỉnh tiếp tục duy trì"), "14").status == "target"


def test_a_plan_that_is_passed_or_abbreviated_is_a_plan() -> None:
    lead = "Huyện Ba Bể đã thông qua kế hoạch xây dựng 6 sản phẩm OCOP trong năm 2024."
    reading = reading_of(lead, title="Ba Bể xây dựng 6 sản phẩm OCOP năm 2024", lead=True)
    assert {(f.value, f.status) for f in reading.facts} == {("6", "target")}
    reading = reading_of(
        "Năm 2023, tỉnh chứng nhận được 43 sản phẩm/KH 34 sản phẩm OCOP, đạt 126,5% kế hoạch."
    )
    assert (the(reading, "43").status, the(reading, "34").status) == ("actual", "target")


def _of(text: str, value: str) -> Fact:
    return the(reading_of(text), value)
