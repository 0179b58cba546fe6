"""The gold questions: how many are answered right, with floors that may only rise."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.evaluation import Gold, Result, evaluate, read_gold, report, tally

QUESTIONS = Path(__file__).parent / "gold" / "questions.jsonl"
FLOOR_RIGHT = 100.0  # per cent
CEILING_WRONG = 0.0  # per cent


@pytest.fixture(scope="module")
def golds() -> list[Gold]:
    with QUESTIONS.open("rb") as stream:
        return read_gold(stream)


@pytest.fixture(scope="module")
def results(assistant: Assistant, golds: list[Gold]) -> list[Result]:
    return evaluate(assistant, golds)


def test_the_gold_questions_are_of_every_kind(golds: list[Gold]) -> None:
    assert len(golds) >= 120 and len({g.id for g in golds}) == len(golds)
    assert sum(g.question.isascii() and g.language == "vi" for g in golds) * 4 >= len(golds)
    assert sum(g.language == "en" for g in golds) * 10 >= len(golds)
    assert sum("answered" not in g.statuses for g in golds) * 5 >= len(golds)
    assert len({g.kind for g in golds}) >= 12


def test_they_are_answered_right(results: list[Result]) -> None:
    assert tally(results).right_percent >= FLOOR_RIGHT, report(results)


def test_hardly_any_is_answered_wrong(results: list[Result]) -> None:
    assert tally(results).wrong_percent <= CEILING_WRONG, report(results)


def test_what_the_bulletins_do_not_say_is_declined(results: list[Result]) -> None:
    declined = [r for r in results if "answered" not in r.gold.statuses]
    assert [r.gold.id for r in declined if r.answer.status == "answered"] == []
    silent = [r for r in declined if not r.gold.answerable]
    assert [r.gold.id for r in silent if r.answer.citations or r.answer.facts] == []
