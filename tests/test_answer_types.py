"""The kind of thing asked for (an hour, a signer, a sum of money); each part of a message; each year."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

CHO = """Vĩnh Hà: chợ phiên nông sản lần thứ III
18/11/2024
Từ ngày 18 đến ngày 22/11, tại quảng trường phường Cửa Đông, tỉnh Vĩnh Hà mở chợ phiên OCOP với 74 gian hàng \
của 52 hợp tác xã. Riêng huyện Mai Lĩnh có 12 gian hàng.
Tỉnh hỗ trợ mỗi gian hàng 4 triệu đồng. Cơ sở tinh dầu đã mở rộng xưởng lên 3 ha.
UBND tỉnh Vĩnh Hà ban hành Quyết định số 618/QĐ-UBND về việc mở chợ phiên.
Hợp tác xã Tinh dầu Lam Kiều tạo việc làm cho 26 lao động, thu nhập từ 6 đến 8 triệu đồng/người/tháng.
"""
DIEM = """Huyện Mai Lĩnh (Vĩnh Hà) xây dựng nông thôn mới
20/12/2024
Đến nay, huyện Mai Lĩnh (tỉnh Vĩnh Hà) đạt 7/9 tiêu chí huyện nông thôn mới. Huyện có 9/14 xã đạt chuẩn nông \
thôn mới.
Tỷ lệ hộ nghèo của huyện Mai Lĩnh năm 2022 là 8,3%; năm 2024 là 5,1%.
Năm 2024, huyện Mai Lĩnh công nhận 15 sản phẩm OCOP 3 sao. Hiện huyện có 41 sản phẩm OCOP 3 sao.
Trong năm, huyện xây dựng 33 công trình, gồm 19 công trình giao thông và 14 công trình thủy lợi.
Xã Phù Vân bị giảm 02 tiêu chí từ khi sáp nhập với xã Hoa Lộc.
Có 03 xã đạt đủ 19/19 tiêu chí, đó là Đồng Giao, Lạc Thủy và Phù Vân.
"""
DOT = """Huyện Bình Khê (Vĩnh Hà) công nhận 6 sản phẩm OCOP đợt 2 năm 2023
15/12/2023
UBND huyện Bình Khê (tỉnh Vĩnh Hà) vừa công nhận 6 sản phẩm OCOP đợt 2 năm 2023.
Năm 2023, huyện Bình Khê đã công nhận 13 sản phẩm OCOP, trong đó có 2 sản phẩm 4 sao.
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("types"), CHO, DIEM, DOT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "Chợ phiên OCOP Vĩnh Hà mở cửa từ mấy giờ?",  # days are told, no hours
        "Ai ký Quyết định số 618/QĐ-UBND?",  # the office that issued it is told, not who signed
        "Cơ sở tinh dầu mở rộng xưởng lên 3 ha là của hợp tác xã nào?",  # a maker, but not by name
        "Ai làm chủ tịch xã Phù Vân?",
        "đồ bot ngu, chả biết gì",
        "Theo bạn nông thôn mới ở Mai Lĩnh có phải là bệnh thành tích không?",
        "xã xã xã bao nhiêu bao nhiêu",
        "Nên mua sản phẩm OCOP nào nhất?",
        "tỉnh Vĩnh Hà cần bao nhiêu tiền làm OCOP năm 2031",
    ],
)
def test_a_sentence_without_the_kind_of_thing_is_no_answer(asked: Assistant, question: str) -> None:
    assert ask(asked, question).status not in ("answered", "partial")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Hợp tác xã Tinh dầu Lam Kiều có bao nhiêu lao động và mỗi tháng họ được bao nhiêu tiền?",
            "6 đến 8 triệu",
        ),
        (
            "Huyện Mai Lĩnh làm bao nhiêu công trình năm 2024, trong đó mấy công trình giao thông?",
            "19 công trình",
        ),
        ("Chợ phiên OCOP Vĩnh Hà có bao nhiêu gian hàng, riêng huyện Mai Lĩnh mấy gian?", "74 gian hàng"),
    ],
)
def test_one_sentence_answers_the_parts_of_a_message(asked: Assistant, question: str, told: str) -> None:
    answer = ask(asked, question)
    assert answer.status == "answered"
    assert told in answer.text.replace("**", "") or any(told in c.quote for c in answer.citations)


def test_each_year_that_is_named_is_answered(asked: Assistant) -> None:
    answer = ask(asked, "Tỷ lệ hộ nghèo của huyện Mai Lĩnh năm 2022 và năm 2024 là bao nhiêu?")
    assert answer.status == "answered"
    assert "8,3" in answer.text and "5,1" in answer.text


def test_a_year_without_a_figure_is_named(asked: Assistant) -> None:
    answer = ask(asked, "Tỷ lệ hộ nghèo của huyện Mai Lĩnh năm 2019 và năm 2024 là bao nhiêu?")
    assert answer.status == "partial"
    assert "5,1" in answer.text and "2019" in answer.text


def test_criteria_that_are_claimed_are_compared(asked: Assistant) -> None:
    answer = ask(asked, "Huyện Mai Lĩnh đã đạt 9/9 tiêu chí huyện nông thôn mới rồi phải không?")
    assert answer.text.startswith("Không")
    assert "7" in answer.text


def test_the_whole_is_told_where_it_is_asked(asked: Assistant) -> None:
    answer = ask(asked, "Huyện Mai Lĩnh có bao nhiêu xã đạt chuẩn nông thôn mới trong tổng số xã?")
    assert "9" in answer.text and "14" in answer.text


def test_a_year_is_not_one_of_its_rounds(asked: Assistant) -> None:
    text = ask(asked, "Năm 2023 huyện Bình Khê công nhận bao nhiêu sản phẩm OCOP?").text
    assert "**13**" in text
    assert "**6**" in ask(asked, "Đợt 2 năm 2023 huyện Bình Khê công nhận bao nhiêu sản phẩm OCOP?").text


def test_what_a_year_added_is_no_false_claim(asked: Assistant) -> None:
    answer = ask(asked, "Có phải năm 2024 huyện Mai Lĩnh công nhận 15 sản phẩm OCOP 3 sao không?")
    assert answer.status == "answered" and not answer.text.startswith("Không")


def test_a_reason_may_be_an_event(asked: Assistant) -> None:
    answer = ask(asked, "Vì sao xã Phù Vân bị giảm tiêu chí?")
    assert any("sáp nhập" in c.quote for c in answer.citations)


def test_places_of_a_band_are_named(asked: Assistant) -> None:
    answer = ask(asked, "Những xã nào ở Mai Lĩnh đã đạt đủ 19/19 tiêu chí?")
    assert any("Đồng Giao" in c.quote for c in answer.citations)


def test_ly_do_in_a_name_asks_no_reason(asked: Assistant) -> None:
    query = asked.understand("Tram den Hung Ly do ai san xuat vay")
    assert query.any("maker", "who") and not query.any("why")


def test_at_least_how_many_is_no_superlative(asked: Assistant) -> None:
    assert not asked.understand("đề án cần ít nhất mấy tổ chức tham gia").any("least")
    assert asked.understand("xã nào ít sản phẩm nhất").any("least")


def test_a_dossier_is_no_number(asked: Assistant) -> None:
    assert asked.understand("Huyện nào trình hồ sơ huyện đạt chuẩn?").counted == ""
    assert asked.understand("Số huyện đạt chuẩn nông thôn mới").counted == "district"


def test_the_round_of_a_figure_stands_in_its_own_clause(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = """Huyện Tân Khê (Vĩnh Hà) qua hai đợt đánh giá
20/12/2022
Năm 2022, huyện Tân Khê (tỉnh Vĩnh Hà) đánh giá, công nhận qua 2 đợt được 36 sản phẩm OCOP; trong đó, đợt 1 \
có 15 sản phẩm, đợt 2 có 21 sản phẩm.
"""
    with assistant_over(tmp_path_factory.mktemp("round"), told) as assistant:
        text = ask(assistant, "Đợt 2 năm 2022 huyện Tân Khê công nhận bao nhiêu sản phẩm OCOP?").text
        assert "36" not in text.split("“")[0]
        text = ask(assistant, "Năm 2022 huyện Tân Khê công nhận bao nhiêu sản phẩm OCOP?").text
        assert "36" in text


def test_the_year_behind_a_plan_is_asked_for(asked: Assistant) -> None:
    query = asked.understand("Kế hoạch năm 2026 phấn đấu bao nhiêu xã đạt chuẩn nông thôn mới?")
    assert query.years == ("2026",)


def test_a_grade_is_not_told_by_who_makes_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = """Huyện Tân Khê có sản phẩm mới
20/12/2022
Trong các sản phẩm được công nhận, mật ong Lũng Pô của HTX Lũng Pô, xã Đông Giao đạt 4 sao.
"""
    with assistant_over(tmp_path_factory.mktemp("grade"), told) as assistant:
        answer = ask(assistant, "mật ong Lũng Pô đạt mấy sao?")
        assert "4" in answer.text and "sao" in answer.text


def test_the_number_of_a_plan_is_no_figure_of_it(asked: Assistant) -> None:
    answer = ask(asked, "Kế hoạch phát triển OCOP của huyện Mai Lĩnh mang số bao nhiêu?")
    assert "15" not in answer.text and "41" not in answer.text


def test_a_sentence_is_quoted_once(asked: Assistant) -> None:
    question = "Huyện Mai Lĩnh làm bao nhiêu công trình năm 2024, trong đó mấy công trình giao thông?"
    answer = ask(asked, question)
    assert answer.text.count("Trong năm, huyện xây dựng") == 1
    assert "**33 công trình**" in answer.text and "**19 công trình**" in answer.text
