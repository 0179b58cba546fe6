"""A question worded otherwise than the bulletin gets the sentence that most speaks for it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant
from bot.closest import learned
from bot.signals import Signals

FAIR = """Hội chợ sản phẩm OCOP huyện Tân Mỹ thu hút đông khách

Ngày 14/05/2024

Sáng 12/5, UBND huyện Tân Mỹ, tỉnh Quảng Ninh khai mạc Hội chợ sản phẩm OCOP năm 2024.

Hội chợ có 85 gian hàng của các hợp tác xã. Sau ba ngày, hội chợ đón khoảng 9.200 lượt khách.

Bà Trần Thị Mận, Giám đốc HTX Mật ong Khe Sim, kể rằng năm 2017 bà bắt đầu nuôi ong chỉ với 12 đàn.

Điều bà lo nhất là mùa mưa kéo dài, ong không lấy được mật và phải cho ăn đường."""


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("fair"), FAIR) as assistant:
        yield assistant


def test_every_sign_has_a_weight(fair: Assistant) -> None:
    brain = fair.brain()
    query = fair.understand("Hội chợ OCOP Tân Mỹ có bao nhiêu gian hàng?")
    [first, *_] = Signals(brain.knowledge, brain.sentences).candidates(query)
    assert set(first.signs) == set(learned().signs)
    assert all(-1 <= value <= 1 for value in first.signs.values())


def test_likelihood_grows_with_what_speaks_for_it() -> None:
    weights = learned()
    nothing = dict.fromkeys(weights.signs, 0.0)
    assert weights.likelihood(nothing) < 0.05
    held = nothing | {"asked": 1.0, "placed": 1.0, "timed": 1.0, "held_around": 1.0}
    assert weights.likelihood(nothing) < weights.likelihood(held) < 1


def test_other_words_for_what_a_sentence_tells(fair: Assistant) -> None:
    question = "Hội chợ OCOP Tân Mỹ bày mấy gian vậy?"
    answer = ask(fair, question)
    assert answer.status == "answered"
    assert [citation.quote for citation in answer.citations] == [
        "Hội chợ có 85 gian hàng của các hợp tác xã."
    ]
    weighed = fair.explain(question)
    assert weighed["rule"] == "closest sentence"
    likely = [sentence["likelihood"] for sentence in weighed["sentences"]]
    assert likely == sorted(likely, reverse=True)
    assert weighed["sentences"][0]["signs"]["placed"] == 1


@pytest.mark.parametrize(
    "question",
    [
        "Bà Mận nghỉ hưu năm nào?",
        "Tháng 3/2021 hội chợ OCOP Tân Mỹ bán được bao nhiêu tấn mật ong?",
        "Huyện Hải Hà có bao nhiêu gian hàng?",
        "Giá vàng hôm nay bao nhiêu?",
    ],
)
def test_what_is_not_told_is_not_quoted(fair: Assistant, question: str) -> None:
    answer = ask(fair, question)
    assert answer.status in ("not_found", "out_of_scope", "partial")
    assert not answer.citations


DISTRICT = """Huyện Khe Sim tổng kết xây dựng nông thôn mới

Ngày 20/12/2023

Năm 2023, huyện Khe Sim, tỉnh Quảng Ninh công nhận 14 sản phẩm OCOP của 9 chủ thể.

Hợp tác xã Mật ong Khe Sim ra đời năm 2015 với 7 thành viên, đến nay hợp tác xã có 32 thành viên.

Từ ngày 5 - 9/12/2023, huyện mở hội chợ. Giấy chứng nhận của các sản phẩm có giá trị 36 tháng.

Bà con ngại nhất là đường vào bản, vì mưa lũ cuốn trôi hai cây cầu."""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("district"), DISTRICT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Giấy chứng nhận OCOP ở Khe Sim xài được bao lâu?", "36 tháng"),
        ("hội chợ Khe Sim mở từ ngày nào tới ngày nào", "5 - 9/12/2023"),
        ("Năm 2023 huyện Khe Sim công nhận mấy sản phẩm, của bao nhiêu chủ thể?", "9 chủ thể"),
        ("Vì sao bà con Khe Sim ngại đường vào bản?", "mưa lũ"),
    ],
)
def test_what_a_question_leaves_open_is_given(district: Assistant, question: str, said: str) -> None:
    answer = ask(district, question)
    assert answer.status == "answered"
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("HTX Mật ong Khe Sim đến nay có 40 thành viên phải không?", "Không phải."),
        ("HTX Mật ong Khe Sim đến nay có 32 thành viên phải không?", "Đúng."),
    ],
)
def test_a_number_put_forward_is_held_against_the_sentence(
    district: Assistant, question: str, verdict: str
) -> None:
    answer = ask(district, question)
    assert answer.text.startswith(verdict)
    assert "32 thành viên" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Bao giờ huyện Khe Sim mở hội chợ lần tới?",
        "Chương trình giảm nghèo bền vững cấp cho Khe Sim bao nhiêu tiền?",
        "Tất cả thành viên HTX Mật ong Khe Sim đều được thưởng phải không?",
        "Năm 2019 HTX Mật ong Khe Sim có mấy thành viên?",
        "Giá mật ong Khe Sim bao nhiêu một lít?",
    ],
)
def test_what_only_looks_like_it_is_not_quoted(district: Assistant, question: str) -> None:
    answer = ask(district, question)
    assert answer.status in ("not_found", "out_of_scope", "partial"), answer.text
    assert not answer.citations
