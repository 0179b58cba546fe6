"""Explaining an answer: what was understood, what came into question, and what ruled it out."""

from __future__ import annotations

from bot.assistant import Assistant
from bot.explain import lines

QUESTION = "Có bao nhiêu sản phẩm OCOP 4 sao?"


def test_the_chosen_fact_comes_first_and_is_marked(assistant: Assistant) -> None:
    found = assistant.explain(QUESTION)
    assert (found["status"], found["rule"]) == ("answered", "count")
    assert found["understood"]["dimensions"] == {"stars": ["4"]}
    first = found["candidates"][0]
    assert (first["value"], first["chosen"], first["ruled out by"]) == ("18", True, [])


def test_what_rules_a_fact_out_is_named(assistant: Assistant) -> None:
    found = assistant.explain("Ba Bể có bao nhiêu sản phẩm OCOP 4 sao?")
    assert found["status"] == "not_found"
    assert all("area" in candidate["ruled out by"] for candidate in found["candidates"])


def test_a_terminal_shows_question_rule_and_candidates(assistant: Assistant) -> None:
    shown = list(lines(assistant.explain(QUESTION)))
    assert shown[0] == QUESTION
    assert "→ answered (count)" in shown
    assert any(line.startswith("  ✓ 18 ocop.products") for line in shown)
