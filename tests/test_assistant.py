"""One question in, one cited answer out: over the shipped bulletin."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer
from bot.assistant import LONGEST, Assistant
from cited import check_answer, highlights
from corpus.model import Bulletin
from corpus.reading import read
from corpus.shipped import open_filled
from corpus.store import FILE, Store

# Question, what the answer says (all of it), what the cited words hold (each in one of them).
ANSWERED: list[tuple[str, list[str], list[str]]] = [
    (
        "How many 4-star OCOP products exist?",
        ["**18**", "2023", "**4**"],
        ["18 sản phẩm OCOP 4 sao", "4 sản phẩm"],
    ),
    (
        "Có bao nhiêu sản phẩm OCOP 4 sao?",
        ["**18** sản phẩm OCOP 4 sao", "**4**"],
        ["18 sản phẩm OCOP 4 sao"],
    ),
    ("co bao nhieu san pham ocop 3 sao", ["**199**"], ["199 sản phẩm OCOP 3 sao"]),
    ("Tổng số sản phẩm OCOP?", ["**218**"], ["218 sản phẩm OCOP từ 3 sao trở lên"]),
    ("Bao nhiêu xã đạt 19 tiêu chí NTM nâng cao?", ["**4** xã"], ["4 xã đạt 19 tiêu chí"]),
    ("Năm 2023 đạt bao nhiêu xã NTM so với kế hoạch?", ["**5** xã", "**17**"], ["5/17 xã NTM"]),
    (
        "Bình quân tiêu chí năm 2022?",
        ["**12,45**", "12,81 − 0,36 = 12,45"],
        ["12,81 tiêu chí/xã", "tăng 0,36"],
    ),
    (
        "Kể tên các sản phẩm 4 sao được công nhận năm 2023",
        [
            "**4** sản phẩm",
            "Vicumax + Nano Curcumin:",
            "Vicumax plus Nano Curcumin:",
            "plus tam thất tiêu đen",
            "Gạo Nếp Tài: Hợp tác xã Yến Dương",
        ],
        [
            "gạo Nếp Tài của Hợp tác xã Yến Dương",
            "Vicumax + Nano Curcumin",
            "Công ty Cổ phần Công nghệ dược liệu Bắc Hà",
        ],
    ),
    ("Gạo Nếp Tài của ai?", ["**Hợp tác xã Yến Dương**"], ["gạo Nếp Tài của Hợp tác xã Yến Dương"]),
    ("Huyện nào trắng xã NTM?", ["Pác Nặm", "Ngân Sơn"], ["hai huyện đang trắng xã NTM"]),
    ("Ai chủ trì hội nghị?", ["**Nông Quang Nhất**", "**Hà Sỹ Huân**"], ["Nông Quang Nhất", "Hà Sỹ Huân"]),
    (
        "Quyết định 231 ngày nào, về việc gì?",
        ["7/2/2024", "phê duyệt kết quả đánh giá"],
        ["231/QĐ-UBND ngày 7/2/2024"],
    ),
    (
        "Vì sao không đạt mục tiêu?",
        ["khu vực III", "bố trí vốn", "xã hội hóa"],
        ["khu vực III", "bố trí vốn đầu tư"],
    ),
]


@pytest.mark.parametrize(("question", "said", "cited"), ANSWERED, ids=[a[0] for a in ANSWERED])
def test_answers_with_the_words_it_rests_on(
    assistant: Assistant, bulletins: dict[str, Bulletin], question: str, said: list[str], cited: list[str]
) -> None:
    answer = assistant.ask(question)
    check_answer(answer, bulletins)
    assert answer.status == "answered"
    assert [words for words in said if words not in answer.text] == []
    assert [words for words in cited if not any(words in h for h in highlights(answer))] == []


def test_an_answer_does_not_mix_up_the_two_levels(assistant: Assistant) -> None:
    assert "29" not in assistant.ask("Bao nhiêu xã đạt 19 tiêu chí NTM nâng cao?").text
    assert "**29**" in assistant.ask("Bao nhiêu xã đạt 19 tiêu chí NTM?").text


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Có bao nhiêu sản phẩm OCOP 6 sao?", "6 sao"),
        ("Cao Bằng có bao nhiêu sản phẩm OCOP?", "Cao Bằng"),
        ("Năm 2019 có bao nhiêu xã NTM?", "2019"),
        ("Giá gạo Nếp Tài?", "giá"),
        ("Tổng vốn?", "vốn"),
        ("How many 6-star OCOP products are there?", "6"),
        ("How many OCOP products does Cao Bằng have?", "Cao Bằng"),
    ],
)
def test_says_what_the_bulletins_do_not_say(
    assistant: Assistant, bulletins: dict[str, Bulletin], question: str, named: str
) -> None:
    answer = assistant.ask(question)
    check_answer(answer, bulletins)
    assert answer.status == "not_found" and named in answer.text
    assert not answer.citations and not answer.facts
    borrowed = {"218", "199", "18", "71", "48", "12", "29", "17", "5"}
    assert borrowed.isdisjoint(answer.text.replace("*", " ").replace(".", " ").split())


@pytest.mark.parametrize(
    "question", ["xã nào nhiều tiêu chí nhất", "xa nao dat nhieu tieu chi nhat", "Which commune has most?"]
)
def test_how_many_communes_there_are_names_none(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status != "answered" and not answer.facts


@pytest.mark.parametrize(
    "question", ["Thời tiết hôm nay?", "Viết một bài thơ về mùa thu", "asdf", "Write me a poem"]
)
def test_another_field_gets_no_citation(
    assistant: Assistant, bulletins: dict[str, Bulletin], question: str
) -> None:
    answer = assistant.ask(question)
    check_answer(answer, bulletins)
    assert answer.status == "out_of_scope" and answer.suggestions


@pytest.mark.parametrize(
    "question",
    ["Xin chào", "xin chao ban", "Hello!", "Cảm ơn bạn nhé", "bạn làm được gì?", "What can you do?"],
)
def test_small_talk_is_friendly_and_useful(
    assistant: Assistant, bulletins: dict[str, Bulletin], question: str
) -> None:
    answer = assistant.ask(question)
    check_answer(answer, bulletins)
    assert answer.status == "small_talk" and answer.suggestions


def test_a_greeting_before_a_question_is_no_small_talk(assistant: Assistant) -> None:
    assert "**18**" in assistant.ask("Xin chào, có bao nhiêu sản phẩm OCOP 4 sao ạ?").text
    assert "**18**" in assistant.ask("hello, how many 4 star products?").text


# --- not to be borrowed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "bao nhiêu hợp tác xã có sản phẩm OCOP",
        "bao nhiêu tổ hợp tác có sản phẩm OCOP",
        "Bao nhiêu hộ kinh doanh có sản phẩm 3 sao",
        "How many cooperatives have OCOP products?",
    ],
)
def test_makers_are_no_products(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question", ["xã đạt chuẩn NTM kiểu mẫu năm 2023", "xã đạt chuẩn NTM kiểu mẫu có bao nhiêu"]
)
def test_the_model_level_is_not_the_standard_one(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_a_band_in_words_without_diacritics_is_read_or_declined(assistant: Assistant) -> None:
    answer = assistant.ask("bao nhieu xa dat muoi chin tieu chi")
    assert answer.status != "answered" or "**29**" in answer.text


def test_an_increase_is_not_the_figure_itself(assistant: Assistant) -> None:
    assert assistant.ask("số xã NTM tăng bao nhiêu so với năm 2022").status != "answered"


def test_a_half_covered_question_is_answered_in_part(assistant: Assistant) -> None:
    answer = assistant.ask("Số sản phẩm OCOP của tỉnh Cao Bằng và Bắc Kạn")
    assert answer.status in ("partial", "not_found") and "Cao Bằng" in answer.text


def test_a_refusal_is_in_words(assistant: Assistant) -> None:
    assert "potential" not in assistant.ask("bao nhiêu sản phẩm tiềm năng 5 sao").text


def test_a_refusal_names_what_was_asked(assistant: Assistant) -> None:
    assert "giá bán" not in assistant.ask("Có bao nhiêu doanh nghiệp tham gia OCOP?").text


# --- bad input -----------------------------------------------------------------------------------------

EMPTY = [
    "", " ", "\n\t \r\n", "\x00", "\x00\x01\x1f", "\u200b" * 50, "\u200b" * 7999, "\u0301" * 60, "\ufeff",
    "\u3000", "\u2028",
]  # fmt: skip
LONG = [
    "a" * 10_000, "có bao nhiêu " * 800, "1." * 5_000, "Nghiêng" * 1_500, "<b>" * 4_000, "ạ " * 5_000,
    "?" * 3_000,
]  # fmt: skip
ODD = [
    "😀😀😀", "👨‍👩‍👧‍👦🇻🇳", "12345", "231", "0", "-1", "1/0", "٣٤٥", "???", "...", "**", "[1]",
    "[1][2]", "{}",
    "{area}", "%s %d", "'; DROP TABLE facts; --", "\" OR 1=1", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "javascript:alert(1)", "../../etc/passwd", "\\", "\\u0000", "NULL",
    "None", "nan", "x" * 1_999, "ăâđêôơư" * 280, "a\u0301\u0301\u0301" * 300, "ﷺ" * 100, "1" * 1_999,
    "1," * 900, "9/9/" * 400, "sao " * 480, "(" * 1_500, "có " * 600, "\ud800", "a\x00b", "ﬁ", "İ", "ß" * 500,
    "năm 9999999999", "30/2/2024", "ngày 99/99/9999", "quý IX", "0 sao", "sao sao sao", "không", "?" * 99,
]  # fmt: skip


@pytest.mark.parametrize("message", EMPTY, ids=range(len(EMPTY)))
def test_an_empty_message_is_refused_kindly(
    assistant: Assistant, bulletins: dict[str, Bulletin], message: str
) -> None:
    answer = assistant.ask(message)
    check_answer(answer, bulletins)
    assert answer.status == "refused" and answer.suggestions


@pytest.mark.parametrize("message", LONG, ids=range(len(LONG)))
def test_a_long_message_is_refused_kindly(
    assistant: Assistant, bulletins: dict[str, Bulletin], message: str
) -> None:
    answer = assistant.ask(message)
    check_answer(answer, bulletins)
    assert answer.status == "refused" and len(answer.text) < 400


def test_the_limit_is_the_promised_one(assistant: Assistant) -> None:
    question = "Có bao nhiêu sản phẩm OCOP 4 sao?"
    assert assistant.ask(question + " " * 5_000).status == "answered"
    assert assistant.ask("a" * LONGEST).status != "refused"
    assert assistant.ask("a" * (LONGEST + 1)).status == "refused"


@pytest.mark.parametrize("message", ODD, ids=range(len(ODD)))
def test_odd_input_is_answered_without_a_claim(
    assistant: Assistant, bulletins: dict[str, Bulletin], message: str
) -> None:
    answer = assistant.ask(message)
    check_answer(answer, bulletins)
    assert answer.status in ("not_found", "out_of_scope", "clarify", "refused")
    assert "<" not in answer.text and "DROP" not in answer.text


def test_invisible_characters_in_a_question_do_not_matter(assistant: Assistant) -> None:
    plain = assistant.ask("Có bao nhiêu sản phẩm OCOP 4 sao?")
    for inserted in ("\u200b", "\x00", "\u00ad", "\u202e", "\u0336\u0336"):
        hidden = assistant.ask(inserted.join("Có bao nhiêu sản phẩm OCOP 4 sao?"))
        assert (hidden.text, hidden.citations) == (plain.text, plain.citations)


PIECES = (
    "bao nhiêu mấy sản phẩm xã huyện OCOP NTM nâng cao kiểu mẫu 4 sao 19 tiêu chí 10 - 14 dưới 5 trên hơn "
    "năm 2023 2022 kế hoạch "
    "so với tăng giảm tỷ lệ bình quân ai ở đâu khi nào vì sao kể tên của Bắc Kạn Ba Bể Cao Bằng gạo Nếp Tài "
    "quyết định 231 và không "
    "how many which who why products communes the of ? , % / . 0 1"
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=14).map(" ".join), st.text(max_size=40)
    )
)
def test_whatever_is_asked_gets_a_sound_answer(
    assistant: Assistant, bulletins: dict[str, Bulletin], message: str
) -> None:
    check_answer(assistant.ask(message), bulletins)


# --- personal data -------------------------------------------------------------------------------------

PRIVATE = [
    "Số điện thoại của tôi là 0912345678",
    "gọi +84912345678 giúp tôi",
    "CCCD 012345678901 có sản phẩm OCOP nào",
    "Gửi kết quả về nguyenvana@example.com, có bao nhiêu sản phẩm OCOP 4 sao?",
    "０９１２３４５６７８ là số của ai",
    "0912\u200b345678 là số của ai",
]


@pytest.mark.parametrize("message", [*PRIVATE[:4], PRIVATE[5]])
def test_personal_data_is_refused_and_not_repeated(
    assistant: Assistant, bulletins: dict[str, Bulletin], message: str
) -> None:
    answer = assistant.ask(message)
    check_answer(answer, bulletins)
    assert answer.status == "refused"
    assert not any(secret in answer.text for secret in ("0912", "8491", "0123", "nguyenvana"))


@pytest.mark.parametrize(
    "message", ["gọi tôi số 0912 345 678", "gọi tôi số 0912.345.678", "０９１２３４５６７８ là số của ai"]
)
def test_personal_data_is_noticed_however_it_is_written(assistant: Assistant, message: str) -> None:
    assert assistant.ask(message).status == "refused"


def test_personal_data_is_never_stored(tmp_path: Path) -> None:
    with open_filled(tmp_path / "data") as store:
        assistant = Assistant(store)
        for message in PRIVATE:
            assistant.ask(message, conversation="c-1")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").glob(f"{FILE}*"))
    assert kept
    for secret in (b"0912345678", b"84912345678", b"012345678901", b"nguyenvana", "０９１２".encode()):
        assert secret not in kept


# --- two languages, suggestions ------------------------------------------------------------------------


def test_an_english_question_gets_english_words_and_vietnamese_quotes(assistant: Assistant) -> None:
    answer = assistant.ask("How many communes met 19 criteria for advanced new rural areas?")
    assert answer.language == "en" and "communes" in answer.text and "xã" not in answer.text
    assert "xã" in answer.citations[0].quote


def test_figures_are_written_as_the_language_writes_them(assistant: Assistant) -> None:
    assert "**12,81**" in assistant.ask("Bình quân mỗi xã đạt bao nhiêu tiêu chí NTM?").text
    assert "**12.81**" in assistant.ask("What is the average number of NTM criteria per commune?").text
    assert "12 March 2024" in assistant.ask("How many 3-star OCOP products are there?").text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_language_may_be_chosen(assistant: Assistant, language: str) -> None:
    answer = assistant.ask("OCOP 4 sao có bao nhiêu sản phẩm?", language=language)
    assert answer.language == language and "**18**" in answer.text
    assert assistant.ask("", language=language).language == language


@pytest.mark.parametrize("language", ["fr", "VI", "../x"])
def test_an_unknown_language_is_as_none(assistant: Assistant, language: str) -> None:
    assert assistant.ask("Có bao nhiêu sản phẩm OCOP 4 sao?", language=language).language == "vi"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_examples_and_suggestions_can_all_be_answered(
    assistant: Assistant, bulletins: dict[str, Bulletin], language: str
) -> None:
    offered = set(assistant.examples(language))
    for question in (
        *(a[0] for a in ANSWERED),
        "6 sao",
        "asdf",
        "Xin chào",
        "",
        "Cao Bằng có bao nhiêu xã NTM?",
    ):
        answer = assistant.ask(question, language=language)
        offered |= set(answer.suggestions)
    assert len(offered) >= 3
    for question in sorted(offered):
        answer = assistant.ask(question)
        check_answer(answer, bulletins)
        assert (answer.status, answer.language) == ("answered", language), question


def test_a_question_is_not_suggested_again(assistant: Assistant) -> None:
    for question in assistant.examples("vi"):
        assert question not in assistant.ask(question).suggestions


def test_an_english_question_is_not_suggested_again(assistant: Assistant) -> None:
    for question in assistant.examples("en"):
        assert question not in assistant.ask(question).suggestions


def test_a_conversation_has_a_name(assistant: Assistant) -> None:
    assert assistant.ask("asdf", conversation="c-7").conversation == "c-7"
    assert assistant.ask("asdf").conversation


# --- the store changes -----------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    """A data folder that a test may change."""
    with open_filled(tmp_path / "data") as store:
        yield store


def test_an_empty_store_answers_politely(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data") as store:
        assistant = Assistant(store)
        assert assistant.examples("vi") == ()
        for message in ("Có bao nhiêu sản phẩm OCOP 4 sao?", "asdf", "Vì sao?", "How many?", "OCOP là gì?"):
            answer = assistant.ask(message)
            check_answer(answer, {})
            assert answer.status == "not_found" and not answer.suggestions
        assert assistant.ask("").status == assistant.ask("x" * 9_000).status == "refused"
        assert assistant.ask("gọi 0912345678").status == "refused"


def test_a_deleted_bulletin_is_no_longer_cited(own: Store) -> None:
    assistant = Assistant(own)
    questions = [a[0] for a in ANSWERED]
    assert all(assistant.ask(q).citations for q in questions)
    for page in own.bulletins():
        own.delete(page.id)
    for question in questions:
        answer = assistant.ask(question)
        check_answer(answer, {})
        assert answer.status == "not_found" and "18" not in answer.text


def test_a_corrected_bulletin_is_answered_from(own: Store) -> None:
    assistant = Assistant(own)
    assert "**199**" in assistant.ask("Có bao nhiêu sản phẩm OCOP 3 sao?").text
    page = own.bulletins()[0]
    mended = tuple(replace(p, text=p.text.replace("199 sản phẩm", "200 sản phẩm")) for p in page.paragraphs)
    own.save(read(replace(page, digest="corrected", paragraphs=mended)))
    answer = assistant.ask("Có bao nhiêu sản phẩm OCOP 3 sao?")
    check_answer(answer, {b.id: b for b in own.bulletins()})
    assert "**200**" in answer.text and "199" not in answer.text
    assert all("199" not in c.quote for c in answer.citations)


def test_a_shortened_bulletin_leaves_nothing_behind(own: Store) -> None:
    assistant = Assistant(own)
    page = own.bulletins()[0]
    kept = tuple(p for p in page.paragraphs if "218 sản phẩm" not in p.text)
    own.save(read(replace(page, digest="shortened", paragraphs=kept)))
    answer = assistant.ask("Có bao nhiêu sản phẩm OCOP 3 sao?")
    check_answer(answer, {b.id: b for b in own.bulletins()})
    assert "199" not in answer.text


# --- many at once --------------------------------------------------------------------------------------


def shown(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.text, answer.citations, answer.suggestions, tuple(f.id for f in answer.facts)


def test_the_same_question_gets_the_same_answer(assistant: Assistant, shipped_store: Store) -> None:
    other = Assistant(shipped_store)
    for question in (a[0] for a in ANSWERED):
        first = assistant.ask(question)
        assert shown(assistant.ask(question)) == shown(first) == shown(other.ask(question))


def test_threads_that_ask_at_once_get_the_same_answers(shipped_store: Store) -> None:
    assistant = Assistant(shipped_store)  # a fresh one: the first questions come all at once
    questions = [a[0] for a in ANSWERED[:8]]
    alone = Assistant(shipped_store)
    wanted = {q: shown(alone.ask(q)) for q in questions}
    wrong: list[object] = []
    gate = threading.Barrier(8)

    def work(seed: int) -> None:
        mine = random.Random(seed).sample(questions, len(questions))
        gate.wait()
        try:
            wrong.extend(q for q in mine if shown(assistant.ask(q)) != wanted[q])
        except Exception as error:  # told below, by the test's own thread
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("question", ["Vicumax có tác dụng gì", "How many communes are in Pac Nam?"])
def test_something_else_about_a_known_name_is_declined(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.citations) == ("not_found", ())
