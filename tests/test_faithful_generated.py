"""Whatever the bulletins say and whatever is asked: nothing is answered that has no evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.answer import Answer
from bot.assistant import Assistant
from cited import check_answer
from corpus.bulletin import read_json_line
from corpus.model import Bulletin, Reading
from corpus.reading import read
from corpus.store import Store
from faithful import unfaithful
from reports import Report, corpora

CORPORA = 50  # that are generated on each run


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("generated") / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def assistant(store: Store) -> Assistant:
    return Assistant(store)


def understood(written: list[Report]) -> list[Reading]:
    lines = {str(report.line["id"]): report.line for report in written}
    return [read(read_json_line(line, f"{n}.jsonl")) for n, line in enumerate(lines.values())]


def pages_of(store: Store) -> dict[str, Bulletin]:
    return {b.id: b for b in store.bulletins()}


# What fails is shown as it was generated: to make it smaller takes many minutes.
@settings(
    max_examples=CORPORA,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(corpora())
def test_no_number_date_or_name_without_evidence(
    store: Store, assistant: Assistant, corpus: tuple[list[Report], list[list[str]]]
) -> None:
    written, talks = corpus
    store.replace_all(understood(written))
    pages = pages_of(store)
    for talk in talks:
        conversation = None
        for question in talk:
            answer = assistant.ask(question, conversation=conversation)
            conversation = answer.conversation
            check_answer(answer, pages)
            faults = unfaithful(answer, pages, f"{question} {answer.understood}")
            assert not faults, f"{faults}: {question} -> {answer.text}"


# --- the check can fail ---------------------------------------------------------------------------

TOLD = Report(
    "Lào Cai",
    2023,
    {
        "id": "told",
        "title": "UBND tỉnh Lào Cai tổng kết Chương trình OCOP năm 2023",
        "published": "2024-03-13",
        "text": (
            "Ngày 12/3, UBND tỉnh Lào Cai tổ chức Hội nghị tổng kết Chương trình OCOP năm 2023.\n"
            "Hiện nay, toàn tỉnh có 218 sản phẩm OCOP, trong đó có 18 sản phẩm 4 sao và 200 sản phẩm 3 sao.\n"
            "Trong 6 tháng đầu năm 2023, toàn tỉnh đánh giá 40 sản phẩm.\n"
            "Huyện Bắc Hà có 31 sản phẩm OCOP, huyện Bảo Thắng có 25 sản phẩm OCOP.\n"
            "Phó Chủ tịch UBND tỉnh Nguyễn Văn Hải chủ trì Hội nghị."
        ),
    },
)
FOUR = "Lào Cai có bao nhiêu sản phẩm OCOP 4 sao?"
SHARE = "Sản phẩm 4 sao chiếm bao nhiêu phần trăm?"
WHO = "Ai chủ trì hội nghị?"
ENGLISH = "How many 4-star OCOP products does Lao Cai have?"


def put(old: str, new: str) -> Callable[[str], str]:
    def replaced(text: str) -> str:
        assert re.search(old, text), text
        return re.sub(old, new, text)

    return replaced


@pytest.mark.parametrize(
    ("question", "changed", "fault"),
    [
        (FOUR, put(r"\*\*18\*\*", "**19**"), "number 19"),
        (FOUR, put("12/3/2024", "14/3/2024"), "day (2024, 3, 14)"),
        (FOUR, put("Lào Cai", "Yên Bái"), "name Yên"),
        (FOUR, put("4 sao", "5 sao"), "number 5"),
        (SHARE, put(r"8,26%", "8,36%"), "calculation 18 / 218 ≈ 8,36%"),
        (SHARE, put("218", "228"), "term 228"),
        (WHO, put("Nguyễn Văn Hải", "Trần Văn Hải"), "name Trần"),
        (ENGLISH, put(r"\*\*18\*\*", "**1,8**"), "number 1.8"),
        (ENGLISH, put("12 March 2024", "12 May 2024"), "day (2024, 5, 12)"),
        (FOUR, lambda text: f"{text} Năm 2019 cũng vậy.", "year 2019"),
    ],
)
def test_what_is_made_up_is_seen(
    store: Store, assistant: Assistant, question: str, changed: Callable[[str], str], fault: str
) -> None:
    store.replace_all(understood([TOLD]))
    answer = assistant.ask(question)
    assert unfaithful(answer, pages_of(store), question) == []
    made_up: Answer = replace(answer, text=changed(answer.text))
    assert fault in unfaithful(made_up, pages_of(store), question)


def test_a_figure_that_was_misread_is_seen_without_the_guard(
    store: Store, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    [reading] = understood([TOLD])
    misread = [replace(f, value="81") if f.value == "18" else f for f in reading.facts]
    store.replace_all([replace(reading, facts=tuple(misread))])
    monkeypatch.setattr("bot.compose.check", lambda claim, language: None)
    assert "number 81" in unfaithful(assistant.ask(FOUR), pages_of(store), FOUR)


def test_the_time_of_a_figure_is_cited_where_another_sentence_gives_it(
    store: Store, assistant: Assistant
) -> None:
    store.replace_all(understood([TOLD]))
    answer = assistant.ask("Huyện Bắc Hà có bao nhiêu sản phẩm OCOP?")
    said = "6 tháng đầu năm 2023" in answer.text
    assert "**31**" in answer.text
    assert said == any("6 tháng đầu năm 2023" in c.quote for c in answer.citations)
