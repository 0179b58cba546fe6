"""Follow-ups: what is left out is taken from the question before; nothing else is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.assistant import Assistant
from corpus.database import StoreError
from corpus.shipped import open_filled
from corpus.store import FILE, Store


@pytest.fixture(scope="module")
def talker(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant that may write down what was asked."""
    return Assistant(open_filled(tmp_path_factory.mktemp("talk") / "data"))


def talk(assistant: Assistant, *messages: str, conversation: str | None = None) -> list[Answer]:
    answers: list[Answer] = []
    for message in messages:
        answers.append(assistant.ask(message, conversation=conversation))
        conversation = answers[-1].conversation
    return answers


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("Có bao nhiêu sản phẩm OCOP 4 sao?", "còn 3 sao?", "199"),
        ("Có bao nhiêu sản phẩm OCOP 4 sao?", "con 5 sao thi sao", "**1**"),
        ("How many 4-star OCOP products are there?", "and 3-star?", "199"),
        ("Bao nhiêu xã đạt 19 tiêu chí NTM?", "còn nâng cao?", "**4**"),
        ("Bao nhiêu xã đạt 19 tiêu chí NTM?", "thế từ 10 - 14 tiêu chí thì sao", "**33**"),
        ("Bao nhiêu xã đạt 19 tiêu chí NTM?", "dưới 5 tiêu chí nâng cao?", "**9**"),
        ("Bình quân tiêu chí năm 2023?", "thế năm 2022?", "12,45"),
        ("Năm 2023 đạt bao nhiêu xã NTM so với kế hoạch?", "còn NTM nâng cao", "**6**"),
        ("Gạo Nếp Tài của ai?", "ở đâu?", "Ba Bể"),
        ("Gạo Nếp Tài của ai?", "mấy sao?", "4 sao"),
        ("Kể tên các sản phẩm 4 sao được công nhận năm 2023", "của đơn vị nào?", "Bắc Hà"),
        ("Ai chủ trì hội nghị?", "khi nào?", "12/3/2024"),
        ("Có bao nhiêu sản phẩm OCOP 4 sao?", "có phải 20 không?", "Không phải"),
    ],
)
def test_a_follow_up_takes_the_rest_from_the_question_before(
    talker: Assistant, first: str, then: str, expected: str
) -> None:
    answer = talk(talker, first, then)[-1]
    assert expected in answer.text
    assert answer.citations
    assert answer.understood


@pytest.mark.parametrize(
    ("messages", "verdict", "figure"),
    [
        (("Có 25 sản phẩm 4 sao phải không?", "thế 17?", "vậy 18?"), "Đúng", "**18**"),
        (("Có 25 sản phẩm 4 sao phải không?", "thế 17?"), "Không phải", "**18**"),
        (("Có phải kế hoạch là 12 xã NTM?", "vậy 17 hả?"), "Đúng", "**17**"),
        (("Kế hoạch là bao nhiêu xã NTM?", "17 à?"), "Đúng", "**17**"),
        (("Có phải kế hoạch là 12 xã NTM?", "vậy 17 hả?", "mới đạt 5 thôi hả?"), "Đúng", "**5**"),
        (("Năm 2023 có bao nhiêu xã đạt chuẩn NTM?", "5 xã thôi à?"), "Đúng", "**5**"),
        (("Năm 2023 có bao nhiêu xã đạt chuẩn NTM?", "kế hoạch 17 đúng không?"), "Đúng", "**17**"),
        (("Có 210 sản phẩm phải không?", "thế 199 là 3 sao à?"), "Đúng", "**199**"),
        (("Có 210 sản phẩm phải không?", "218 hả?"), "Đúng", "**218**"),
        (("Are there 25 four-star products?", "and one five-star?"), "Yes", "**1**"),
        (("How many 4-star products are there?", "is it 25?", "18?"), "Yes", "**18**"),
        (("Sản phẩm 4 sao", "18 phải không"), "Đúng", "**18**"),
    ],
)
def test_a_number_takes_the_place_of_the_one_put_forward_before(
    talker: Assistant, messages: tuple[str, ...], verdict: str, figure: str
) -> None:
    answer = talk(talker, *messages)[-1]
    assert answer.text.startswith(f"{verdict}.")
    assert figure in answer.text


RENEWED_AND_NEW = ("Mấy sản phẩm được cấp lại giấy chứng nhận?", "là mấy sao?", "thế còn sản phẩm mới?")


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ((*RENEWED_AND_NEW, "trong đó mấy 4 sao?"), ["**4 sản phẩm"]),
        ((*RENEWED_AND_NEW, "bao nhiêu trong đó là 3 sao?"), ["**44 sản phẩm"]),
        (("Có bao nhiêu sản phẩm đủ điều kiện cấp sao?", "bao nhiêu trong đó là 3 sao?"), ["**44**"]),
        (("Có bao nhiêu sản phẩm tham gia đánh giá?", "mấy sản phẩm đạt?"), ["12 sản phẩm", "48 sản phẩm"]),
        (("How many products were assessed?", "how many passed?"), ["12 products", "48 products"]),
        (("Quyết định 231 về việc gì?", "có mấy sản phẩm trong đó?"), ["**4 sản phẩm"]),
        (("Bao nhiêu sản phẩm 3 sao?", "4 sao?", "tổng cộng?"), ["**218**"]),
    ],
)
def test_what_lies_in_what_was_told_is_looked_for_there(
    talker: Assistant, messages: tuple[str, ...], told: list[str]
) -> None:
    answer = talk(talker, *messages)[-1]
    assert answer.status == "answered"
    assert all(figure in answer.text for figure in told)


@pytest.mark.parametrize(
    "messages",
    [
        ("Có bao nhiêu sản phẩm tham gia đánh giá?", "bao nhiêu không đạt?"),
        ("How many products were assessed in 2023?", "how many 4-star?", "how many did not qualify?"),
        ("Có bao nhiêu sản phẩm OCOP 4 sao?", "bao nhiêu sản phẩm chưa được công nhận?"),
        ("Tỉnh đạt mấy xã NTM?", "mấy xã nâng cao?", "tổng cộng?"),
        ("Bao nhiêu sản phẩm 3 sao?", "4 sao?", "cộng lại?"),
        ("Sản phẩm 3 sao chiếm mấy phần trăm?", "4 sao?", "cộng lại có đủ 100% không?"),
        (*RENEWED_AND_NEW, "trong đó mấy 5 sao?"),
    ],
)
def test_the_figure_before_is_no_answer_to_a_denial_or_a_sum(
    talker: Assistant, messages: tuple[str, ...]
) -> None:
    answer = talk(talker, *messages)[-1]
    assert answer.status == "not_found"
    assert not answer.citations


def test_what_the_bulletins_do_not_cover_is_said_of_a_follow_up_too(talker: Assistant) -> None:
    answers = talk(talker, "Có bao nhiêu sản phẩm OCOP 4 sao?", "thế năm 2019?", "ở Ba Bể thì sao?")
    assert [a.status for a in answers[1:]] == ["partial", "not_found"]
    assert answers[1].text.startswith("Năm 2019: số liệu này không có trong bản tin. Gần nhất: ")
    assert not answers[2].citations


def test_a_new_topic_takes_nothing_from_the_old_one(talker: Assistant) -> None:
    answers = talk(talker, "Có bao nhiêu sản phẩm OCOP 4 sao?", "Ai chủ trì hội nghị?", "OCOP là gì?")
    assert "Nông Quang Nhất" in answers[1].text
    assert [a.understood for a in answers] == ["", "", ""]


def test_small_talk_does_not_end_a_topic(talker: Assistant) -> None:
    assert "199" in talk(talker, "Có bao nhiêu sản phẩm OCOP 4 sao?", "cảm ơn", "còn 3 sao?")[-1].text


def test_the_source_is_told_on_asking(talker: Assistant) -> None:
    answer = talk(talker, "Tổng số sản phẩm OCOP?", "nguồn đâu?")[-1]
    assert "13/3/2024" in answer.text
    assert "218 sản phẩm" in answer.citations[0].quote
    alone = talker.ask("nguồn đâu?")
    assert (alone.status, alone.citations) == ("clarify", ())


def test_conversations_never_mix(talker: Assistant) -> None:
    talk(talker, "Có bao nhiêu sản phẩm OCOP 4 sao?", conversation="one")
    talk(talker, "Bao nhiêu xã đạt 19 tiêu chí NTM?", conversation="two")
    assert "**4** xã" in talk(talker, "còn nâng cao?", conversation="two")[-1].text
    assert "199" in talk(talker, "còn 3 sao?", conversation="one")[-1].text


def test_a_conversation_survives_a_restart_and_ends_after_its_hours(tmp_path: Path) -> None:
    with open_filled(tmp_path) as store:
        talk(Assistant(store), "Gạo Nếp Tài của ai?", conversation="mine")
    with Store.open(tmp_path) as store:
        assert "4 sao" in talk(Assistant(store), "mấy sao?", conversation="mine")[-1].text
        late = Assistant(store, hours=0)
        assert not talk(late, "mấy sao?", conversation="mine")[-1].understood


def test_personal_data_is_never_kept(tmp_path: Path) -> None:
    with open_filled(tmp_path) as store:
        talk(Assistant(store), "Gạo Nếp Tài của ai? Gọi tôi 0912345678", conversation="mine")
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM conversations").fetchone() == (0,)
    connection.close()


def test_an_answer_is_given_even_if_it_cannot_be_remembered(
    shipped_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise StoreError(reason="not_writable")

    monkeypatch.setattr(shipped_store, "keep_conversation", refuse)
    assert "18" in Assistant(shipped_store).ask("Có bao nhiêu sản phẩm OCOP 4 sao?").text


def test_a_follow_up_is_answered_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise StoreError(reason="not_writable")

    with open_filled(tmp_path) as store:
        assistant = Assistant(store)
        talk(assistant, "Gạo Nếp Tài của ai?", conversation="mine")
        monkeypatch.setattr(store, "keep_conversation", refuse)
        monkeypatch.setattr(store, "forget_conversations", refuse)
        assert "4 sao" in talk(assistant, "mấy sao?", conversation="mine")[-1].text
