"""Follow-ups about what was told: from the sentence before, then from its bulletin, and from nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import assistant_over
from bot.answer import Answer
from bot.assistant import Assistant
from bot.conversation import Spot, Thread
from corpus.store import Store

MEADOW = """Tỉnh Bình Nguyên có 61 sản phẩm OCOP
10/06/2024
Đến nay, tỉnh Bình Nguyên có 61 sản phẩm OCOP của 37 chủ thể, trong đó 9 sản phẩm 4 sao, 52 sản phẩm 3 sao.
Huyện Suối Cát có 20 sản phẩm OCOP; huyện Đồi Thông có 12 sản phẩm OCOP; huyện Hòa Bình có 7 sản phẩm OCOP.
Về nông thôn mới, toàn tỉnh có 14 xã đạt từ 15 đến 18 tiêu chí, 23 xã đạt từ 10 đến 14 tiêu chí \
và 5 xã đạt dưới 10 tiêu chí nông thôn mới.
Năm 2023, tỉnh có thêm 3 xã đạt chuẩn nông thôn mới, tăng 1 xã so với năm 2022.
Đó là các xã Ba Gian, Lũng Mây và Phiêng Dâu.
Bình quân mỗi xã đạt 15,2 tiêu chí. Tỷ lệ hộ nghèo của tỉnh còn 6,4%.
"""
HILL = """Bình Nguyên: Rà soát tiêu chí nông thôn mới
20/11/2024
Tỉnh Bình Nguyên đạt bình quân 15,9 tiêu chí/xã. Toàn tỉnh có 80/99 xã đạt chuẩn nông thôn mới.
"""
COOPERATIVE = """HTX Trà Lũng Mây nâng chất sản phẩm
05/03/2024
HTX Trà Lũng Mây ở xã Lũng Mây có 4 sản phẩm OCOP, gồm 1 sản phẩm 4 sao và 3 sản phẩm 3 sao.
Sản phẩm 4 sao được chấm 83,5 điểm. Cả xã Lũng Mây có 6 sản phẩm OCOP.
"""
ELSEWHERE = """Tỉnh Hòa Bình có 150 sản phẩm OCOP
02/09/2024
Đến nay, tỉnh Hòa Bình có 150 sản phẩm OCOP của 88 chủ thể. Sản phẩm thấp nhất đạt 51 điểm.
Tỷ lệ hộ nghèo của tỉnh Hòa Bình còn 7,7%.
"""


@pytest.fixture(scope="module")
def talker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = (MEADOW, HILL, COOPERATIVE, ELSEWHERE)
    with assistant_over(tmp_path_factory.mktemp("following"), *texts) as assistant:
        yield assistant


def talk(assistant: Assistant, *messages: str) -> Answer:
    answer = assistant.ask(messages[0])
    for message in messages[1:]:
        answer = assistant.ask(message, conversation=answer.conversation)
    return answer


PRODUCTS = "Tỉnh Bình Nguyên có bao nhiêu sản phẩm OCOP?"


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ((PRODUCTS, "của bao nhiêu chủ thể?"), "37 chủ thể"),
        ((PRODUCTS, "còn chủ thể?"), "37 chủ thể"),
        ((PRODUCTS, "của bao nhiêu chủ thể?", "còn 4 sao?"), "**9**"),  # of the products, not of the makers
        ((PRODUCTS, "huyện nào nhiều nhất?"), "Suối Cát"),
        ((PRODUCTS, "hộ nghèo còn mấy phần trăm?"), "6,4"),
        ((PRODUCTS, "bình quân mỗi xã đạt mấy tiêu chí?"), "15,2"),
        (("Huyện Suối Cát có mấy sản phẩm OCOP?", "Hòa Bình thì sao?"), "**7**"),
        (("Huyện Suối Cát có mấy sản phẩm OCOP?", "cả tỉnh?"), "**61**"),
        (("Bình Nguyên có bao nhiêu xã đạt từ 15 đến 18 tiêu chí?", "dưới 10 thì mấy xã"), "**5**"),
        (("Bình Nguyên có bao nhiêu xã đạt từ 15 đến 18 tiêu chí?", "từ 10 đến 14 thì sao?"), "**23**"),
        (("Năm 2023 Bình Nguyên có thêm mấy xã đạt chuẩn NTM?", "đó là những xã nào?"), "Phiêng Dâu"),
        (("Năm 2023 Bình Nguyên có thêm mấy xã đạt chuẩn NTM?", "kể tên các xã đó"), "Phiêng Dâu"),
        (("HTX Trà Lũng Mây có mấy sản phẩm OCOP?", "còn cả xã?"), "**6**"),
        ((PRODUCTS, "còn 4 sao?", "tất cả là mấy?"), "**61**"),
        ((PRODUCTS, "huyện Đồi Thông mấy sản phẩm?"), "**12**"),
        ((PRODUCTS, "huyện Đồi Thông mấy cái?"), "**12**"),
        (("Năm 2023 Bình Nguyên có thêm mấy xã đạt chuẩn NTM?", "gồm những xã nào?"), "Ba Gian"),
        (("HTX Trà Lũng Mây có mấy sản phẩm OCOP?", "htx này ở đâu?"), "xã Lũng Mây"),
        (("HTX Trà Lũng Mây có mấy sản phẩm OCOP?", "được bao nhiêu điểm?"), "83,5"),
    ],
)
def test_a_follow_up_is_answered_from_what_was_told(
    talker: Assistant, messages: tuple[str, ...], expected: str
) -> None:
    answer = talk(talker, *messages)
    assert expected in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    ("messages", "place", "expected"),
    [
        (("HTX Trà Lũng Mây ở đâu?", "xã đó có mấy sản phẩm OCOP?"), "xã Lũng Mây", "**6**"),
        (("HTX Trà Lũng Mây ở đâu?", "ở đó có mấy sản phẩm OCOP?"), "xã Lũng Mây", "**6**"),
        (("Huyện nào nhiều sản phẩm OCOP nhất?", "huyện đó có mấy sản phẩm OCOP?"), "Suối Cát", "**20**"),
        (("Huyen Suoi Cat co may san pham OCOP?", "huyen nay co may xa dat chuan NTM"), "Suối Cát", ""),
        (("Huyện Đồi Thông có mấy sản phẩm OCOP?", "ở đó có mấy sản phẩm 4 sao?"), "Đồi Thông", ""),
        (("How many OCOP products are in Đồi Thông?", "has that district 4-star ones?"), "Đồi Thông", ""),
        (("Huyện Đồi Thông có mấy sản phẩm OCOP?", "huyện tôi có mấy xã đạt chuẩn NTM?"), "Đồi Thông", ""),
    ],
)
def test_a_place_that_is_pointed_at_is_the_one_spoken_of(
    talker: Assistant, messages: tuple[str, ...], place: str, expected: str
) -> None:
    answer = talk(talker, *messages)
    assert place in answer.understood
    assert expected in answer.text
    assert expected or answer.status == "not_found"


@pytest.mark.parametrize(
    "messages",
    [
        ("huyện đó có mấy sản phẩm OCOP?",),
        ("xa toi co dat chuan ntm khong",),
        ("Huyện em có bao nhiêu sản phẩm OCOP ạ?",),
        ("Does my commune meet the standard?",),
        ("How many OCOP products does my commune have?",),
        (PRODUCTS, "ở đó có mấy sản phẩm 4 sao?", "huyện đó có mấy sản phẩm?"),
    ],
)
def test_a_place_that_nobody_named_is_asked_back(talker: Assistant, messages: tuple[str, ...]) -> None:
    answer = talk(talker, *messages)
    assert answer.status == "clarify"
    assert not answer.citations


def test_nothing_is_pointed_at_by_there_are(talker: Assistant) -> None:
    assert "**61**" in talk(talker, "How many OCOP products are there in Bình Nguyên?").text


def test_two_answers_are_held_against_each_other(talker: Assistant) -> None:
    asked = ("Huyện Suối Cát có mấy sản phẩm OCOP?", "còn huyện Đồi Thông?", "chênh nhau bao nhiêu?")
    assert "8" in talk(talker, *asked).text


@pytest.mark.parametrize(
    "messages",
    [
        (PRODUCTS, "được mấy điểm?"),  # told of another province's products only
        ("Huyện Suối Cát có mấy sản phẩm OCOP?", "hộ nghèo còn mấy phần trăm?"),
        (PRODUCTS, "thuộc mấy nhóm?"),  # not the number that was told
        (PRODUCTS, "sắp tới thêm mấy?"),
        ("HTX Trà Lũng Mây có mấy sản phẩm OCOP?", "hộ nghèo bao nhiêu?"),
    ],
)
def test_what_is_told_elsewhere_is_no_answer(talker: Assistant, messages: tuple[str, ...]) -> None:
    answer = talk(talker, *messages)
    assert answer.status == "not_found"
    assert not answer.citations


def test_where_an_answer_stands_survives_a_restart_and_holds_no_words(tmp_path: Path) -> None:
    with assistant_over(tmp_path, MEADOW, ELSEWHERE) as assistant:
        assistant.ask(PRODUCTS, conversation="mine")
        state = assistant.store.conversation("mine")
    assert state is not None
    assert set(state) == {"question", "cited", "earlier"}
    assert [name for name, *numbers in state["cited"] if not all(isinstance(n, int) for n in numbers)] == []
    with Store.open(tmp_path) as store:
        answer = Assistant(store).ask("của bao nhiêu chủ thể?", conversation="mine")
    assert "37 chủ thể" in answer.text


def test_what_was_kept_before_there_were_places_is_still_continued(tmp_path: Path) -> None:
    with assistant_over(tmp_path, MEADOW) as assistant:
        assistant.store.keep_conversation("old", {"question": PRODUCTS})
        assert "**9**" in assistant.ask("còn 4 sao?", conversation="old").text


def test_a_sentence_that_is_gone_is_not_cited(talker: Assistant) -> None:
    gone = Spot("nowhere", 1, 0, 10, 0, 10)
    long = Spot(next(iter(talker.brain().knowledge.bulletins)), 1, 0, 10_000, 0, 10)
    assert [s.evidence(talker.brain().knowledge) for s in (gone, long)] == [None, None]
    thread = Thread(PRODUCTS, (gone,))
    assert Thread.read(thread.state) == thread
