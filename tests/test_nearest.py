"""The nearest that is known: one time or one grade open, everything else as it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

BEFORE = """Tỉnh An Lạc: Kết quả xây dựng nông thôn mới và OCOP
28/12/2020
Tính đến ngày 20/12/2020, tỉnh An Lạc có 80 sản phẩm OCOP, gồm 12 sản phẩm 4 sao và 68 sản phẩm 3 sao.
Đến ngày 20/12/2020, toàn tỉnh có 31 xã đạt chuẩn nông thôn mới.
Năm 2020, tỉnh công nhận 14 sản phẩm OCOP.
"""
AFTER = """Tỉnh An Lạc: Kết quả xây dựng nông thôn mới và OCOP
18/11/2024
Tính đến ngày 15/11/2024, toàn tỉnh An Lạc có 150 sản phẩm OCOP, gồm 40 sản phẩm 4 sao và 110 sản phẩm 3 sao.
Đến ngày 15/11/2024, toàn tỉnh có 55 xã đạt chuẩn nông thôn mới, 9 xã đạt chuẩn nông thôn mới nâng cao.
Năm 2024, tỉnh công nhận 26 sản phẩm OCOP.
Tỷ lệ hộ nghèo của tỉnh năm 2024 là 4,2%.
Tính đến ngày 15/11/2024, huyện Mai Khê có 33 sản phẩm OCOP, gồm 7 sản phẩm 4 sao, còn lại là 3 sao.
Năm 2025, tỉnh phấn đấu có 62 xã đạt chuẩn nông thôn mới.
"""
PEAKS = """Xã Đồng Mây báo cáo về OCOP
05/08/2023
Xã Đồng Mây (tỉnh An Lạc) vừa báo cáo kết quả thực hiện Chương trình OCOP.
Tính đến ngày 30/6/2021, xã có 4 sản phẩm OCOP.
Tính đến ngày 30/6/2023, xã có 9 sản phẩm OCOP.
"""
QUARREL = """Xã Đồng Mây: nhìn lại Chương trình OCOP
06/08/2019
Xã Đồng Mây (tỉnh An Lạc): đến ngày 1/8/2019, toàn xã có 2 xóm đạt chuẩn nông thôn mới.
"""
ANOTHER = QUARREL.replace("2 xóm", "3 xóm").replace("nhìn lại", "kết quả")


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = (BEFORE, AFTER, PEAKS, QUARREL, ANOTHER)
    with assistant_over(tmp_path_factory.mktemp("nearest"), *texts) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "lacking", "time", "figure"),
    [
        ("Năm 2017 An Lạc có bao nhiêu sản phẩm OCOP?", "Năm 2017", "tính đến 20/12/2020", "có **80**"),
        ("Năm 2021 An Lạc có bao nhiêu sản phẩm OCOP?", "Năm 2021", "tính đến 20/12/2020", "có **80**"),
        ("Năm 2023 An Lạc có bao nhiêu sản phẩm OCOP?", "Năm 2023", "tính đến 15/11/2024", "có **150**"),
        ("nam 2028 an lac co may sp ocop 4 sao", "Năm 2028", "tính đến 15/11/2024", "có **40**"),
        ("Đến ngày 1/6/2022 An Lạc có mấy xã NTM?", "Đến 1/6/2022", "tính đến 20/12/2020", "có **31**"),
        ("Năm 2018 An Lạc công nhận mấy sản phẩm OCOP?", "Năm 2018", "năm 2020", "có **14**"),
        ("Tỷ lệ hộ nghèo của An Lạc năm 2019 là bao nhiêu?", "Năm 2019", "năm 2024", "là **4,2**"),
        ("Năm 2027 An Lạc phấn đấu mấy xã NTM?", "Năm 2027", "năm 2025", "kế hoạch của tỉnh An Lạc là **62"),
        ("An Lạc có bao nhiêu sản phẩm OCOP 5 sao?", "5 sao", "tính đến 15/11/2024", "**40** sản phẩm"),
        ("Tỉnh An Lạc có mấy xã NTM kiểu mẫu?", "NTM kiểu mẫu", "tính đến 15/11/2024", "có **9** xã"),
        ("How many 4-star products had An Lac in 2017?", "2017", "as of 20 December 2020", "**12** 4-star"),
        ("How many model communes has An Lac?", "model NTM", "as of 15 November 2024", "**9** communes"),
    ],
)  # fmt: skip
def test_the_nearest_is_told_with_its_own_time_behind_what_is_not_there(
    asker: Assistant, question: str, lacking: str, time: str, figure: str
) -> None:
    answer = ask(asker, question)
    assert answer.status == "partial"
    assert answer.text.startswith(f"{lacking}: ") and f": **{time}**, " in answer.text
    assert figure in answer.text and len(answer.facts) == 1


def test_two_that_are_equally_near_are_both_told(asker: Assistant) -> None:
    answer = ask(asker, "Đến 30/6/2022 xã Đồng Mây có bao nhiêu sản phẩm OCOP?")
    assert answer.status == "partial"
    assert "**4**" in answer.text and "**9**" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2017 tỉnh Hà Giang có bao nhiêu sản phẩm OCOP?",  # another place
        "Năm 2017 huyện Suối Vàng tỉnh An Lạc có bao nhiêu sản phẩm OCOP?",
        "nam 2017 xa hon bac co may san pham ocop 4 sao",  # a place that was not read
        "Năm 2017 các huyện của An Lạc có bao nhiêu sản phẩm OCOP?",
        "Năm 2017 An Lạc có bao nhiêu sản phẩm OCOP xuất khẩu?",  # more than the sentence says
        "Năm 2017 An Lạc có bao nhiêu bệnh viện?",
        "Năm 2017 An Lạc có 80 sản phẩm OCOP phải không?",  # not how many
        "Vì sao năm 2017 An Lạc có ít sản phẩm OCOP?",
        "Ai có sản phẩm OCOP năm 2017 ở An Lạc?",
        "Năm 2017 An Lạc tăng bao nhiêu sản phẩm OCOP so với năm 2016?",
        "Năm 2017 huyện nào của An Lạc có nhiều sản phẩm OCOP nhất?",
        "Năm 2017 An Lạc có thêm bao nhiêu xã đạt chuẩn NTM?",  # another nature: what was added
        "Năm 2017 An Lạc có bao nhiêu sản phẩm OCOP 5 sao?",  # two constraints at once
        "An Lạc có bao nhiêu sản phẩm OCOP 6 sao?",  # no such grade
        "Năm 2017 An Lạc dự kiến có bao nhiêu sản phẩm OCOP?",  # another status
        "Năm 2024 xã Đồng Mây có bao nhiêu xóm đạt chuẩn NTM?",  # two bulletins contradict each other
    ],
)
def test_what_is_another_question_gets_no_nearest(asker: Assistant, question: str) -> None:
    answer = ask(asker, question)
    assert "Gần nhất" not in answer.text and answer.status in ("not_found", "out_of_scope"), answer.text


def test_what_can_be_worked_out_is_no_nearest(asker: Assistant) -> None:
    answer = ask(asker, "Huyện Mai Khê có bao nhiêu sản phẩm OCOP 3 sao?")
    assert "33 − 7 = 26" in answer.text and "Gần nhất" not in answer.text


def test_no_place_is_taken_for_granted_where_there_is_no_home(tmp_path: Path) -> None:
    """Two provinces: the figure of the one is not the nearest to the other's, nor to nobody's."""
    another = BEFORE.replace("An Lạc", "Hòa Lâm").replace("80", "95")
    with assistant_over(tmp_path, BEFORE, another) as assistant:
        answer = assistant.ask("Năm 2017 có bao nhiêu sản phẩm OCOP?")
    assert "Gần nhất" not in answer.text and not answer.citations
