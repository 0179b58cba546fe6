"""The same question, typed another way, gets the same answer."""

from __future__ import annotations

import random

import pytest

from bot.answer import Answer
from bot.assistant import Assistant
from bot.typed import calm
from cited import check_answer
from corpus.model import Bulletin
from ways_of_typing import WAYS, Gold, Way, drawn, gold, same

QUESTIONS = gold("questions.jsonl")
EACH = 60  # questions that are asked in each way here; ``make ways`` asks all of all sets


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    """The answers to the questions as they stand in the gold file."""
    return {g["id"]: assistant.ask(g["q"]) for g in QUESTIONS}


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_another_way_of_typing_gets_the_same_answer(
    assistant: Assistant, bulletins: dict[str, Bulletin], answers: dict[str, Answer], way: Way
) -> None:
    asked: list[Gold] = drawn(way.questions(QUESTIONS), EACH)
    other = {}
    for question in asked:
        typed = way.typed(question["q"])
        answer = assistant.ask(typed)
        check_answer(answer, bulletins)
        if not same(answers[question["id"]], answer):
            other[question["id"]] = f"{typed}: {answers[question['id']].text} -> {answer.text}"
    assert asked and 100 * len(other) <= (100 - way.floor) * len(asked), other


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CÓ BAO NHIÊU SẢN PHẨM OCOP?", "có bao nhiêu sản phẩm ocop?"),
        ("cÓ bAo nHiÊu sẢn pHẩM", "có bao nhiêu sản phẩm"),
        ("UBND tỉnh Bắc Kạn, NTM và OCOP", "UBND tỉnh Bắc Kạn, NTM và OCOP"),
        ("OCOP?", "OCOP?"),
        ("ai ký quyết định 231/qđ-ubnd", "ai ký quyết định 231/QĐ-UBND"),
        ("Quyết định 919/QĐ-TTg", "Quyết định 919/QĐ-TTg"),
        ("16,4 tiêu chí/xã", "16,4 tiêu chí/xã"),
    ],
)
def test_capitals_that_tell_nothing_are_left_out(typed: str, meant: str) -> None:
    assert calm(typed) == meant == calm(meant)


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
