"""The same question, typed another way, gets the same answer."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answer
from bot.assistant import Assistant
from cited import check_answer, quotes
from corpus.model import Bulletin

GOLD = Path(__file__).parent / "gold" / "questions.jsonl"
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if line]
VIETNAMESE = [g for g in QUESTIONS if g["lang"] == "vi"]


def bare(text: str) -> str:
    """Without diacritics."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def half_bare(text: str) -> str:
    """Every second word without diacritics."""
    return " ".join(bare(word) if i % 2 else word for i, word in enumerate(text.split(" ")))


_OPEN = re.compile("([oOuU])([\u0300\u0301\u0303\u0309\u0323])([aAeEyY])(?![a-zA-Z\u0300-\u036f])")


def moved_tone(text: str) -> str:
    """``hòa`` as ``hoà``, ``thủy`` as ``thuỷ`` (not behind q, where it never stood on the u)."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _OPEN.sub(r"\1\3\2", apart))


def full_width(text: str) -> str:
    return text.translate({c: c + 0xFEE0 for c in range(ord("0"), ord("9") + 1)})


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def mixed_case(text: str) -> str:
    """Capitals and small letters by turns."""
    return "".join(c.upper() if i % 2 else c.lower() for i, c in enumerate(text))


def drawn(questions: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """So many of the questions at most, always the same ones: asking all of them takes too long."""
    return questions if len(questions) <= most else random.Random(2024).sample(questions, most)


# Name, way of typing, questions it is for, and those known to be answered otherwise (measured on all
# of them; may only become fewer).
WAYS: list[tuple[str, Callable[[str], str], list[dict[str, Any]], set[str]]] = [
    ("without diacritics", bare, drawn(VIETNAMESE, 150), set()),
    ("half without diacritics", half_bare, drawn(VIETNAMESE, 50), set()),
    ("NFD", lambda q: unicodedata.normalize("NFD", q), drawn(QUESTIONS, 50), set()),
    ("upper case", str.upper, drawn(QUESTIONS, 75), {"a029"}),  # Telex keys in capitals: an abbreviation
    ("lower case", str.lower, drawn(QUESTIONS, 30), set()),
    ("mixed case", mixed_case, drawn(QUESTIONS, 30), set()),
    ("other tone placement", moved_tone, [g for g in QUESTIONS if moved_tone(g["q"]) != g["q"]], set()),
    ("extra spaces", lambda q: "  " + "\t ".join(q.split()) + " \n", drawn(QUESTIONS, 40), set()),
    ("zero-width characters", "\u200b".join, drawn(QUESTIONS, 40), set()),
    ("bidi marks", lambda q: f"\u202e{q}\u202c", drawn(QUESTIONS, 20), set()),
    (
        "full-width digits",
        full_width,
        drawn([g for g in QUESTIONS if full_width(g["q"]) != g["q"]], 40),
        set(),
    ),
    ("no question mark", lambda q: q.rstrip(" ?"), drawn(QUESTIONS, 40), set()),
    ("a particle behind", lambda q: q.rstrip(" ?") + " ạ", drawn(VIETNAMESE, 75), set()),
    ("a polite beginning", lambda q: "cho tôi hỏi " + lower_first(q), drawn(VIETNAMESE, 75), {"a122"}),
]


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    """The answers to the questions as they stand in the gold file."""
    return {g["id"]: assistant.ask(g["q"]) for g in QUESTIONS}


def same(one: Answer, other: Answer) -> bool:
    """Whether an answer says the same on the same sentences, or asks back."""
    return other.status == "clarify" or (one.status, quotes(one)) == (other.status, quotes(other))


@pytest.mark.parametrize(
    ("typed", "questions", "known"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS]
)
def test_another_way_of_typing_gets_the_same_answer(
    assistant: Assistant,
    bulletins: dict[str, Bulletin],
    answers: dict[str, Answer],
    typed: Callable[[str], str],
    questions: list[dict[str, Any]],
    known: set[str],
) -> None:
    other = {}
    for gold in questions:
        answer = assistant.ask(typed(gold["q"]))
        check_answer(answer, bulletins)
        if not same(answers[gold["id"]], answer):
            other[gold["id"]] = f"{typed(gold['q'])}: {answers[gold['id']].text} -> {answer.text}"
    assert questions and set(other) <= known, other


SPELLINGS = [
    ("Hoà Bình có bao nhiêu xã NTM?", "Hòa Bình có bao nhiêu xã NTM?"),
    ("Khánh Hoà có bao nhiêu sản phẩm OCOP?", "Khánh Hòa có bao nhiêu sản phẩm OCOP?"),
    ("Sản phẩm khoẻ mạnh của ai?", "Sản phẩm khỏe mạnh của ai?"),
    ("Uỷ ban MTTQ Việt Nam tỉnh do ai làm Chủ tịch?", "Ủy ban MTTQ Việt Nam tỉnh do ai làm Chủ tịch?"),
    ("Chủ tịch Uỷ ban MTTQ Việt Nam tỉnh là ai?", "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh là ai?"),
    (
        "Thực phẩm bảo vệ sức khoẻ Vicumax của công ty nào?",
        "Thực phẩm bảo vệ sức khỏe Vicumax của công ty nào?",
    ),
    ("Tỉ lệ sản phẩm 4 sao?", "Tỷ lệ sản phẩm 4 sao?"),
    ("Vốn xã hội hoá thế nào?", "Vốn xã hội hóa thế nào?"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_both_spellings_are_one(assistant: Assistant, one: str, other: str) -> None:
    assert same(assistant.ask(one), assistant.ask(other))


def test_order_of_asking_does_not_matter(assistant: Assistant, answers: dict[str, Answer]) -> None:
    shuffled = random.Random(7).sample(QUESTIONS, 40)
    assert [g["id"] for g in shuffled if assistant.ask(g["q"]).text != answers[g["id"]].text] == []
