"""Gold questions: what counts as right, missed and wrong, and what is reported."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from bot.answer import Answer, Citation
from bot.evaluation import BadGold, Gold, evaluate, judge, read_gold, report, report_json, tally


def gold(**fields: Any) -> Gold:
    line = {"id": "a", "q": "Có bao nhiêu?", "lang": "vi", "kind": "count", "status": "answered", **fields}
    return read_gold([json.dumps(line).encode()])[0]


def answer(text: str = "Có **18** sản phẩm [1].", status: Any = "answered", quote: str = "") -> Answer:
    end = len(quote)
    citation = Citation(1, "b", "Bản tin", None, 5, quote, 0, end, (0, end), None, "/bulletins/b#p5")
    return Answer(status, text, "vi", citations=(citation,) if quote else ())


class Asker:
    """Answers everything alike and remembers how it was asked."""

    def __init__(self, reply: Answer) -> None:
        self.reply = reply
        self.asked: list[tuple[str, str | None, str | None]] = []

    def ask(self, message: str, *, language: str | None = None, conversation: str | None = None) -> Answer:
        self.asked.append((message, language, conversation))
        return self.reply


def test_an_answer_is_right_when_everything_holds() -> None:
    wanted = gold(must=[r"\b18 sản phẩm"], mustnot=[r"\b4 sản"], cite=["18 sản phẩm ocop"])
    result = judge(wanted, answer(quote="có 18 sản phẩm OCOP 4 sao"))
    assert (result.verdict, result.failures) == ("right", ())


def test_bold_marks_and_decomposed_letters_do_not_matter() -> None:
    wanted = gold(must=[unicodedata.normalize("NFD", "18 sản phẩm")])
    assert judge(wanted, answer(unicodedata.normalize("NFD", "Có **18** sản phẩm"))).verdict == "right"
    assert judge(gold(must=[r"\*\*18\*\*"]), answer()).verdict == "right"


@pytest.mark.parametrize("status", ["not_found", "clarify", "out_of_scope", "refused", "small_talk"])
def test_no_answer_where_one_was_expected_is_missed(status: str) -> None:
    assert judge(gold(status="answered|partial"), answer("Không rõ.", status)).verdict == "missed"


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (gold(must=["19"]), answer()),
        (gold(mustnot=["18"]), answer()),
        (gold(cite=["18"]), answer()),
        (gold(status="not_found"), answer()),
        (gold(status="not_found"), answer("Xin chào!", "small_talk")),
    ],
)
def test_everything_else_is_wrong(wanted: Gold, given: Answer) -> None:
    result = judge(wanted, given)
    assert result.verdict == "wrong"
    assert result.failures


def test_one_of_several_statuses_is_enough() -> None:
    assert judge(gold(status="clarify|answered"), answer()).verdict == "right"


def test_conversations_are_kept_apart_from_those_of_other_runs() -> None:
    asker = Asker(answer())
    lines = [gold(conversation="x"), gold(conversation="x"), gold()]
    evaluate(asker, lines)
    evaluate(asker, lines)
    first, second, none, again = (conversation for _, _, conversation in asker.asked[:4])
    assert first == second
    assert none is None
    assert again not in (None, first)


def test_the_language_is_left_to_be_recognised() -> None:
    asker = Asker(answer())
    evaluate(asker, [gold(lang="en")])
    assert asker.asked[0][1] is None


def test_the_report_has_a_row_a_kind_and_lists_what_is_not_right() -> None:
    asker = Asker(answer(quote="câu có 18"))
    results = evaluate(asker, [gold(), gold(id="bad", kind="who", must=["Nông"]), gold(lang="en")])
    text = report(results)
    assert text.splitlines()[1].split() == ["count", "en", "1", "1", "0", "0", "100.0"]
    assert text.splitlines()[4].split() == ["total", "3", "2", "0", "1", "66.7"]
    assert "WRONG bad: Có bao nhiêu?\n  - must: Nông\n" in text
    assert "[1] câu có 18" in text
    whole = json.loads(report_json(results))
    assert whole["total"] == {"n": 3, "right": 2, "missed": 0, "wrong": 1}
    assert [one["id"] for one in whole["not_right"]] == ["bad"]


def test_counts_of_nothing_are_no_division_by_zero() -> None:
    count = tally([])
    assert (count.total, count.right_percent, count.wrong_percent) == (0, 100.0, 0.0)


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b'{"id": "a"}',
        b'{"id": "a", "q": "?", "status": "maybe"}',
        b'{"id": "a", "q": "?", "status": "answered", "must": ["("]}',
        b'{"id": "a", "q": "?", "status": "answered", "cite": [1]}',
        b'{"id": "a", "q": "?", "status": "answered", "lang": "fr"}',
        "{}".encode("utf-16"),
    ],
)
def test_a_gold_line_that_cannot_be_used_is_named(line: bytes) -> None:
    with pytest.raises(BadGold, match="line 2") as caught:
        read_gold([b"\n", line])
    assert caught.value.vi.startswith("dòng 2")


def test_a_gold_file_without_questions_is_an_error() -> None:
    with pytest.raises(BadGold, match="no questions"):
        read_gold([b"\n"])
