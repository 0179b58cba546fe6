"""The question page: what a citizen sees, without JavaScript."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from web.answer_view import blocks
from web_fakes import EVIL, FakeAssistant, fake_app


def _get(address: str, assistant: FakeAssistant | None = None, **settings: Any) -> tuple[int, str]:
    response = fake_app(assistant=assistant, **settings).test_client().get(address)
    return response.status_code, response.get_data(as_text=True)


def test_the_first_page_is_vietnamese_and_offers_questions() -> None:
    status, page = _get("/")
    assert status == 200
    assert '<html lang="vi">' in page and "Bạn muốn biết điều gì" in page
    assert 'href="/?q=C%C3%B3+bao+nhi%C3%AAu+s%E1%BA%A3n+ph%E1%BA%A9m+OCOP+4+sao?" data-ask' in page
    assert '<form id="ask" class="ask" action="/" method="get"' in page


def test_the_english_page_has_english_examples() -> None:
    page = _get("/?lang=en")[1]
    assert "How many 4-star OCOP products exist?" in page
    assert '<input type="hidden" name="lang" value="en">' in page


def test_an_answer_shows_its_figures_marks_and_evidence() -> None:
    page = _get("/?q=Có bao nhiêu sản phẩm OCOP 4 sao?")[1]
    assert "<b>18</b>" in page
    assert '<a class="cite" href="#c0-1" aria-label="Dẫn chứng 1">1</a>' in page
    assert '<li id="c0-1" value="1"' in page
    assert "<mark>18 sản phẩm OCOP 4 sao</mark> và 199" in page
    assert "13/03/2024 · đoạn 4" in page
    assert 'href="/bulletins/tong-ket-2023?cite=4:81-225&amp;words=175-197#p4"' in page
    assert 'href="https://portal.example.gov.vn/ban-tin/1" rel="external noopener"' in page


def test_an_answer_is_a_permalink_and_the_conversation_goes_on() -> None:
    assistant = FakeAssistant()
    page = _get("/?q=x&conversation=talk-7", assistant)[1]
    assert assistant.asked == [("x", None, "talk-7")]
    assert '<input type="hidden" name="conversation" value="talk-7">' in page
    assert 'class="permalink" href="/?q=x"' in page
    assert "q=C%C3%B2n+3+sao+th%C3%AC+sao?&amp;conversation=talk-7" in page


def test_empty_lines_and_lone_marks_are_no_blocks() -> None:
    found = blocks("Một **18** [1]\n\n- a\n- b\n**x [2]", {1})
    assert [(block.is_list, len(block.lines)) for block in found] == [(False, 1), (True, 2), (False, 1)]
    assert [inline.kind for inline in found[0].lines[0]] == ["text", "bold", "text", "cite"]
    assert found[2].lines[0][0].text == "**x [2]"


def test_lists_are_lists() -> None:
    page = _get("/?q=list")[1]
    assert page.count("<li><b>") == 4
    assert "Trả lời được một phần" in page


@pytest.mark.parametrize(
    ("question", "status", "label"),
    [
        ("2019", "not_found", "Bản tin chưa nói đến điều này"),
        ("poem", "out_of_scope", "Ngoài phạm vi hỏi đáp"),
        ("phone", "refused", "Chưa thể trả lời"),
        ("which", "clarify", "Xin nói rõ thêm"),
        ("hello", "small_talk", ""),
    ],
)
def test_each_status_has_its_own_look_and_no_evidence(question: str, status: str, label: str) -> None:
    page = re.sub(r"<template.*</template>", "", _get(f"/?q={question}")[1], flags=re.DOTALL)
    assert f'<div class="answer {status}"' in page
    assert label in page
    assert 'class="cards"' not in page


def test_whom_to_ask_is_said_where_the_bulletins_do_not_say() -> None:
    assert "Cần biết thêm, xin liên hệ: Phòng A" in _get("/?q=2019", contact="Phòng A")[1]
    assert "xin liên hệ" not in _get("/?q=2019")[1]


@pytest.mark.parametrize(
    ("lang", "asked"), [("", None), ("&lang=vi", None), ("&lang=en", "en"), ("&lang=xx", None)]
)
def test_a_chosen_language_is_the_answers_language(lang: str, asked: str | None) -> None:
    assistant = FakeAssistant()
    _get("/?q=x" + lang, assistant)
    assert assistant.asked == [("x", asked, None)]


def test_a_question_of_spaces_asks_nothing() -> None:
    assistant = FakeAssistant()
    assert _get("/?q=%20%0A&conversation=", assistant)[0] == 200
    assert assistant.asked == []


def test_a_question_that_is_too_long_is_kept_and_explained() -> None:
    status, page = _get("/?q=" + "a" * 21, message_length=20)
    assert status == 413
    assert "Câu hỏi dài nhất là 20 ký tự" in page
    assert "a" * 21 + "</textarea>" in page


def test_a_null_byte_is_refused_kindly() -> None:
    status, page = _get("/?q=a%00b")
    assert status == 400
    assert "ký tự điều khiển" in page


def test_hostile_text_stays_text() -> None:
    page = _get("/?q=evil" + EVIL.replace("&", "%26"))[1]
    assert "<script>alert" not in page and "<img src=x" not in page
    assert html.escape("<script>alert(1)") in page
    assert "javascript:" not in page
    assert "[9]" in page, "a mark without its citation is no link"
