"""Verdicts that a number alone does not give: on what contains what, what was done, and to how many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

ORCHARD = """Tỉnh Bình Nguyên: Kết quả Chương trình OCOP năm 2023
12/03/2024
Năm 2023, tỉnh Bình Nguyên có 53 sản phẩm tham gia đánh giá sản phẩm OCOP. Kết quả, có 9 sản phẩm \
đủ điều kiện cấp lại Giấy chứng nhận sản phẩm OCOP 3 sao; 37 sản phẩm đủ điều kiện cấp sao, \
gồm 6 sản phẩm 4 sao và 31 sản phẩm 3 sao.
Hiện nay, toàn tỉnh có 164 sản phẩm OCOP từ 3 sao trở lên, trong đó có 2 sản phẩm OCOP 5 sao, \
27 sản phẩm OCOP 4 sao và 135 sản phẩm OCOP 3 sao.
Về nông thôn mới, toàn tỉnh có 41 xã đạt 19 tiêu chí; 13 xã đạt từ 15 - 18 tiêu chí. Có 8 xã đạt chuẩn \
nông thôn mới nâng cao.
"""
STAGE = """Tỉnh Bình Nguyên trao giấy chứng nhận OCOP
12/03/2024
Tại hội nghị, Phó Chủ tịch UBND tỉnh Lê Văn Khoa trao Giấy chứng nhận cho 3 chủ thể có sản phẩm OCOP 4 sao.
"""
UNTOLD = ("Bản tin nêu cả hai", "The bulletin gives both")


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("containing"), ORCHARD, STAGE) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("164 sản phẩm có bao gồm 37 sản phẩm đủ điều kiện cấp sao không?", ("164", "37")),
        ("164 san pham co bao gom 53 san pham tham gia danh gia khong", ("164", "53")),
        ("Số 135 sản phẩm 3 sao đã gồm 31 sản phẩm 3 sao đủ điều kiện cấp sao chưa?", ("135", "31")),
        ("8 xã nâng cao có nằm trong 41 xã đạt 19 tiêu chí không?", ("8", "41")),
        ("Trong 41 xã đạt 19 tiêu chí có 8 xã nâng cao phải không?", ("8", "41")),
        ("Các sản phẩm đủ điều kiện cấp sao đã tính trong 164 sản phẩm chưa?", ("164", "37")),
        ("Does the 164 include the 37 eligible products?", ("164", "37")),
        ("Are the 37 eligible products part of the 164?", ("164", "37")),
    ],
)
def test_without_a_word_of_it_both_figures_are_told_and_no_verdict(
    orchard: Assistant, question: str, figures: tuple[str, ...]
) -> None:
    answer = ask(orchard, question)
    assert answer.status == "partial"
    assert answer.text.startswith(UNTOLD)
    assert all(f"**{figure}**" in answer.text for figure in figures)


@pytest.mark.parametrize(
    ("question", "verdict", "figures"),
    [
        ("164 sản phẩm có gồm 27 sản phẩm 4 sao không?", "Đúng.", ("164", "27")),
        ("37 sản phẩm nằm trong 53 sản phẩm tham gia đánh giá phải không?", "Đúng.", ("37", "53")),
        ("37 sản phẩm gồm 6 sản phẩm 4 sao và 31 sản phẩm 3 sao đúng không?", "Đúng.", ("37", "6", "31")),
        ("Trong 164 sản phẩm có 2 sản phẩm 5 sao phải không?", "Đúng.", ("164", "2")),
        ("Are the 31 three-star products among the 37 eligible ones?", "Yes.", ("31", "37")),
        ("Is the 27 included in the 164?", "Yes.", ("27", "164")),
        ("37 sản phẩm gồm 7 sản phẩm 4 sao và 30 sản phẩm 3 sao đúng không?", "Không phải.", ("6", "31")),
        ("135 sản phẩm 3 sao có gồm 27 sản phẩm 4 sao không?", "Không phải.", ("135", "27")),
        ("Trong 150 sản phẩm có 27 sản phẩm 4 sao phải không?", "Không phải.", ("164", "27")),
        ("41 xã đạt 19 tiêu chí có gồm 13 xã đạt 15 - 18 tiêu chí không?", "Không phải.", ("41", "13")),
    ],
)
def test_what_is_told_of_two_figures_is_confirmed_or_denied(
    orchard: Assistant, question: str, verdict: str, figures: tuple[str, ...]
) -> None:
    answer = ask(orchard, question)
    assert answer.text.startswith(verdict)
    assert all(f"**{figure}**" in answer.text for figure in figures)


@pytest.mark.parametrize(
    "question",
    ["90 xã có bao gồm 33 xã nâng cao không?", "164 sản phẩm có gồm 37 sản phẩm chè không?"],
)
def test_figures_that_nobody_told_are_judged_by_no_others(orchard: Assistant, question: str) -> None:
    assert ask(orchard, question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "Có phải năm 2023 có 37 sản phẩm được công nhận?",
        "Were 37 products recognised in 2023?",
        "31 sản phẩm 3 sao đã được công nhận năm 2023 phải không?",
        "Có 30 sản phẩm được công nhận năm 2023 phải không?",
        "9 sản phẩm đã được cấp lại giấy chứng nhận chưa?",
        "Số 9 sản phẩm đủ điều kiện cấp lại đã được cấp lại chưa?",
    ],
)
def test_what_is_fit_for_something_has_not_become_it(orchard: Assistant, question: str) -> None:
    answer = ask(orchard, question)
    assert not answer.text.startswith(("Đúng", "Có", "Yes", "Không", "No"))


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Có 37 sản phẩm đủ điều kiện cấp sao phải không?", "Đúng."),
        ("Có 9 sản phẩm đủ điều kiện được cấp lại đúng không?", "Đúng."),
        ("Are 9 products eligible for renewal?", "Yes."),
        ("Có 39 sản phẩm đủ điều kiện cấp sao phải không?", "Không phải."),
    ],
)
def test_what_is_fit_for_something_is_judged_as_such(
    orchard: Assistant, question: str, verdict: str
) -> None:
    assert ask(orchard, question).text.startswith(verdict)


@pytest.mark.parametrize("question", ["37 sản phẩm của 20 chủ thể phải không?", "164 sản phẩm gồm mấy loại?"])
def test_other_questions_are_not_of_containing(orchard: Assistant, question: str) -> None:
    assert not ask(orchard, question).text.startswith(UNTOLD)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Ông Lê Văn Khoa có trao giấy chứng nhận cho 3 chủ thể không?", "Đúng."),
        ("Có phải ông Lê Văn Khoa trao giấy chứng nhận cho 5 chủ thể?", "Không phải."),
        ("Có phải ông Lê Văn Khoa trao giấy chứng nhận cho 7 sản phẩm?", "**Lê Văn Khoa**"),
        ("Phó Chủ tịch Lê Văn Khoa có trao giấy chứng nhận cho 3 chủ thể không?", "Đúng."),
        ("Phó Chủ tịch UBND tỉnh Lê Văn Khoa có trao giấy chứng nhận cho 6 chủ thể không?", "Không phải."),
        ("Có phải Chủ tịch Lê Văn Khoa trao giấy chứng nhận?", "Không phải."),
        ("Có phải Lê Văn Khoa là Phó Chủ tịch UBND tỉnh?", "Đúng."),
        ("Có phải Lê Văn Khoa là Chủ tịch UBND tỉnh?", "Không phải."),
    ],
)
def test_the_number_in_what_a_person_did_is_judged_too(
    orchard: Assistant, question: str, verdict: str
) -> None:
    assert ask(orchard, question).text.startswith(verdict)


TEAS = """Hợp tác xã chè Khe Mây: ba hạng sao
20/11/2024
Đến nay, HTX chè Khe Mây có 4 sản phẩm được công nhận: 1 sản phẩm 5 sao là Trà nõn Khe Mây; \
2 sản phẩm 4 sao gồm Trà đinh Suối Bạc và Trà móc câu Khe Mây; 1 sản phẩm 3 sao là Bột trà xanh.
"""
POOR = """Xã Vân Trung vươn lên
12/01/2024
Xã Vân Trung (huyện Trà Vân) hôm nay đã khác xưa.
Bước vào xây dựng nông thôn mới năm 2011, xã có tỷ lệ hộ nghèo 14,2%.
Cuối năm 2023, hộ nghèo của xã chỉ còn 27 hộ, chiếm 1,45%.
"""


def test_another_one_of_a_list_confirms_nothing(tmp_path: Path) -> None:
    with assistant_over(tmp_path, TEAS) as assistant:
        answer = ask(assistant, "Trà đinh Suối Bạc là sản phẩm OCOP 5 sao phải không?")
    assert not answer.text.startswith(("Có", "Đúng"))


def test_what_is_so_now_comes_before_what_was(tmp_path: Path) -> None:
    with assistant_over(tmp_path, POOR) as assistant:
        answer = ask(assistant, "Tỷ lệ hộ nghèo của xã Vân Trung còn bao nhiêu?")
    assert answer.status == "answered" and "**1,45**" in answer.text


RISEN = """Vân Trung (Vĩnh Linh): vươn lên từ gian khó
12/01/2024
Xã Vân Trung, huyện Vĩnh Linh, tỉnh Quảng Trị vừa được công nhận đạt chuẩn nông thôn mới nâng cao.
Khi bước vào xây dựng nông thôn mới (NTM) năm 2011, xã mới đạt 6/19 tiêu chí, thu nhập bình quân đầu người \
chỉ 12,5 triệu đồng/năm, tỷ lệ hộ nghèo còn tới 16,3%.
"""


def test_a_communes_rate_is_not_its_districts(tmp_path: Path) -> None:
    with assistant_over(tmp_path, RISEN) as assistant:
        assert ask(assistant, "Tỷ lệ hộ nghèo của huyện Vĩnh Linh là bao nhiêu?").status == "not_found"
