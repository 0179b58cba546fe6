"""Who did something, who got it and when; bands without their unit; about so many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

HALL = """Tỉnh Bình Nguyên sơ kết Chương trình xây dựng nông thôn mới
20/06/2024
Sáng 18/6, UBND tỉnh tổ chức Hội nghị sơ kết Chương trình xây dựng nông thôn mới và trao Giấy chứng \
nhận sản phẩm OCOP năm 2023. Phó Chủ tịch UBND tỉnh Lê Văn Khoa và Giám đốc Sở Nông nghiệp và Môi \
trường Trần Thị Mai chủ trì Hội nghị.
Năm 2023, cấp ủy, chính quyền các cấp quan tâm chỉ đạo Chương trình ngay từ đầu năm. Dự kiến năm \
2023, toàn tỉnh đạt 4/9 xã NTM; 2/3 xã NTM nâng cao theo kế hoạch.
Kết quả thực hiện Bộ tiêu chí NTM, có 26 xã đạt 19 tiêu chí; 7 xã đạt 15 - 18 tiêu chí; 31 xã đạt từ \
10 - 14 tiêu chí; 12 xã đạt từ 5 - 9 tiêu chí, bình quân cả tỉnh đạt 14,2 tiêu chí/xã, tăng 0,5 tiêu \
chí so với năm 2022. Đối với tiêu chí NTM nâng cao, có 3 xã đạt 19 tiêu chí; 8 xã đạt 5 - 9 tiêu \
chí.
Hiện nay, toàn tỉnh có 187 sản phẩm OCOP từ 3 sao trở lên, trong đó có 28 sản phẩm OCOP 4 sao và 159 \
sản phẩm OCOP 3 sao.
Phó Chủ tịch UBND tỉnh Lê Văn Khoa cùng Chủ tịch Hội Nông dân tỉnh Phạm Thị Lan trao Giấy chứng nhận \
và tặng hoa chúc mừng 3 chủ thể có sản phẩm OCOP 4 sao năm 2023.
Nhân dịp này, Văn phòng Điều phối NTM tỉnh đã công bố Quyết định 88/QĐ-UBND ngày 5/6/2024 của UBND \
tỉnh về việc phê duyệt kết quả đánh giá, phân hạng sản phẩm OCOP năm 2023.
Phó Chủ tịch UBND tỉnh đề nghị các địa phương chỉ đạo quyết liệt hơn. Văn phòng Điều phối NTM hướng \
dẫn các huyện làm hồ sơ.
"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("who"), HALL) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "Ba chủ thể được trao giấy chứng nhận là những ai?",
        "Ba đơn vị được tặng hoa là ai?",
        "Ai được nhận giấy chứng nhận tại hội nghị?",
        "Giấy chứng nhận được trao cho ai?",
        "Who received the certificates?",
        "To whom were the certificates handed?",
    ],
)
def test_who_got_something_is_not_who_gave_it(hall: Assistant, question: str) -> None:
    answer = ask(hall, question)
    said = answer.text.partition("“")[0]
    assert not any(name in said for name in ("Lê Văn Khoa", "Phạm Thị Lan", "UBND tỉnh"))


@pytest.mark.parametrize(
    ("question", "names", "others"),
    [
        ("Ai trao giấy chứng nhận?", ("Lê Văn Khoa", "Phạm Thị Lan"), ("Trần Thị Mai",)),
        ("Ông Khoa chủ trì hay bà Lan chủ trì?", ("Lê Văn Khoa", "Trần Thị Mai"), ("Phạm Thị Lan",)),
        ("Ai chủ trì, bà Lan hay bà Mai?", ("Lê Văn Khoa", "Trần Thị Mai"), ("Phạm Thị Lan",)),
        ("Bà Mai hay bà Lan trao giấy chứng nhận?", ("Lê Văn Khoa", "Phạm Thị Lan"), ("Trần Thị Mai",)),
        ("Ai quan tâm chỉ đạo chương trình ngay từ đầu năm?", ("cấp ủy, chính quyền",), ("Lê Văn Khoa",)),
        ("Cơ quan nào đọc quyết định 88 tại hội nghị?", ("Văn phòng Điều phối",), ("ban hành",)),
        ("Ai công bố quyết định 88?", ("Văn phòng Điều phối",), ("ban hành",)),
        ("Ai ban hành quyết định 88?", ("UBND tỉnh", "ban hành"), ("Văn phòng",)),
        ("Who published the decision at the conference?", ("Văn phòng Điều phối",), ("20 June",)),
        ("Did Ms Lan or Ms Mai chair the conference?", ("Lê Văn Khoa", "Trần Thị Mai"), ("Lan",)),
        ("Bà Lan làm gì ở hội nghị?", ("trao Giấy chứng nhận",), ("chủ trì",)),
        ("Giám đốc Sở Nông nghiệp làm gì ở hội nghị?", ("Trần Thị Mai", "chủ trì"), ("trao",)),
        ("What did Ms Mai do at the conference?", ("chủ trì",), ("trao",)),
        ("What did the vice chairman want the Coordination Office to do?", ("hồ sơ",), ("quyết liệt",)),
        ("Phó Chủ tịch đề nghị các địa phương làm gì?", ("quyết liệt",), ("làm hồ sơ",)),
    ],
)
def test_who_did_it_is_told_of_that_deed(
    hall: Assistant, question: str, names: tuple[str, ...], others: tuple[str, ...]
) -> None:
    answer = ask(hall, question)
    assert answer.status == "answered"
    assert all(name in answer.text for name in names)
    assert not any(name in answer.text for name in others)


@pytest.mark.parametrize(
    "question",
    [
        "Bao giờ thì trao giấy chứng nhận OCOP?",
        "trao giay chung nhan hom nao",
        "Giấy chứng nhận được trao dịp nào?",
    ],
)
def test_when_something_was_done_needs_the_day_and_the_deed(hall: Assistant, question: str) -> None:
    answer = ask(hall, question)
    assert answer.status == "not_found" or "18/6" in answer.text
    assert "5/6/2024" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hội nghị họp ở phòng nào?",
        "Hội nghị tổ chức tại hội trường nào?",
        "Which hall was the conference in?",
    ],
)
def test_a_room_that_is_not_told_is_said_to_be_untold(hall: Assistant, question: str) -> None:
    answer = ask(hall, question)
    assert answer.status == "partial"
    assert "Văn phòng" not in answer.text


def test_what_was_spent_is_not_a_number_of_products(hall: Assistant) -> None:
    assert ask(hall, "How much was spent on the programme?").status == "not_found"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Nhóm 5-9 có mấy xã NTM?", "12"),
        ("Nâng cao: mấy xã ở mức 5-9?", "8"),
        ("Nhóm 5 tới 9 nâng cao mấy xã?", "8"),
        ("Nhóm 10-14 và nhóm 5-9 cộng lại bao nhiêu xã?", "43"),
        ("Số xã nhóm 10-14 nhiều hơn nhóm 15-18 bao nhiêu?", "24"),
        ("How many communes are in the 15-18 group?", "7"),
    ],
)
def test_a_span_of_small_numbers_is_a_band(hall: Assistant, question: str, value: str) -> None:
    answer = ask(hall, question)
    assert answer.status == "answered"
    assert f"**{value}**" in answer.text


def test_the_band_of_which_so_many_are_counted(hall: Assistant) -> None:
    answer = ask(hall, "Nhóm nâng cao nào có đúng 8 xã?")
    assert answer.status == "answered"
    assert "từ 5 đến 9" in answer.text and "**2**" not in answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Số sản phẩm 4 sao gần 30 phải không?", "Có."),
        ("Tỉnh có khoảng 190 sản phẩm OCOP phải không?", "Có."),
        ("Tỉnh có gần 100 sản phẩm 4 sao phải không?", "Không."),
        ("Có khoảng 25 sản phẩm 4 sao phải không?", "Tính đến"),
        ("Are there almost 190 OCOP products?", "Yes."),
        ("Are there roughly 50 four-star products?", "No."),
    ],
)
def test_about_so_many_is_judged_by_how_near_it_is(hall: Assistant, question: str, verdict: str) -> None:
    assert ask(hall, question).text.startswith(verdict)


def test_a_further_question_keeps_level_year_and_place(hall: Assistant) -> None:
    ask(hall, "Bao nhiêu xã đạt NTM nâng cao?", "level")
    assert "**3**" in ask(hall, "Kế hoạch mấy xã?", "level").text
    ask(hall, "Bình quân mỗi xã đạt mấy tiêu chí?", "year")
    assert "**13,7**" in ask(hall, "Năm trước là bao nhiêu?", "year").text


FUNDS = """Tỉnh Bình Nguyên: khó khăn trong xây dựng nông thôn mới
20/06/2024
Việc bố trí vốn cho các xã về đích chưa đáp ứng nhu cầu. Công tác tuyên truyền có nơi còn hạn chế. Việc huy \
động vốn xã hội hóa xây dựng NTM rất hạn chế. Chính vì vậy, năm 2023, tỉnh không đạt mục tiêu xây dựng NTM.
"""


@pytest.fixture(scope="module")
def funds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("funds"), FUNDS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Việc bố trí vốn gặp khó khăn gì?", ("chưa đáp ứng nhu cầu",), ("tuyên truyền",)),
        ("Huy động vốn xã hội hóa thế nào?", ("rất hạn chế",), ("tuyên truyền", "nhu cầu")),
        ("Nêu các khó khăn về tiền bạc", ("nhu cầu", "rất hạn chế"), ("tuyên truyền",)),
    ],
)
def test_what_is_said_of_capital_is_quoted_where_no_sum_is_asked(
    funds: Assistant, question: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    answer = ask(funds, question)
    assert answer.status == "answered"
    assert all(words in answer.text for words in told)
    assert not any(words in answer.text for words in untold)


def test_a_sum_of_capital_that_is_not_told_is_declined(funds: Assistant) -> None:
    assert ask(funds, "Vốn xây dựng NTM năm 2023 là bao nhiêu?").status == "not_found"


def test_one_of_several_reasons_is_asked_again(funds: Assistant) -> None:
    assert "tuyên truyền" in ask(funds, "Vì sao năm 2023 không đạt mục tiêu NTM?", "why").text
    assert "tuyên truyền" not in ask(funds, "Còn về vốn thì sao?", "why").text
    answer = ask(funds, "Thế còn tuyên truyền?", "why")
    assert "tuyên truyền" in answer.text and "nhu cầu" not in answer.text
