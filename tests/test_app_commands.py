"""The command line's face: what is printed, exit codes and errors, with a stand-in for the assistant."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import app
from bot.answer import Answer, Citation
from corpus.index import Hit
from corpus.narrowing import EVERYTHING, Narrowing

ROOT = Path(__file__).resolve().parent.parent
QUOTE = "Toàn tỉnh có 18 sản phẩm OCOP 4 sao."
CITATION = Citation(
    1,
    "b",
    "Tổng kết năm",
    "2024-03-13",
    5,
    QUOTE,
    10,
    10 + len(QUOTE),
    (23, 45),
    "https://a.example/x",
    "/b#p5",
)


class FakeAssistant:
    """Answers everything alike, and fails when asked to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, str | None]] = []

    def ask(self, message: str, *, language: str | None = None, conversation: str | None = None) -> Answer:
        self.asked.append((message, language, conversation))
        if message == "break":
            raise RuntimeError("secret detail")
        suggestions = ("Tổng số sản phẩm OCOP?",)
        return Answer(
            "answered",
            "Có **18** sản phẩm [1].",
            language or "vi",
            (CITATION,),
            (),
            suggestions,
            conversation,
        )

    def search(self, query: str, limit: int = 10, narrowing: Narrowing = EVERYTHING) -> list[Hit]:
        return [Hit("b", number, 2.5 / number, f"đoạn {number}") for number in range(1, limit + 1)]


Run = Callable[..., Result]


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant()
    monkeypatch.setattr(app, "_open", lambda folder: None)
    monkeypatch.setattr(app, "_assistant", lambda store: fake)
    return fake


@pytest.fixture
def run(assistant: FakeAssistant, tmp_path: Path) -> Run:
    def invoke(*arguments: str, stdin: str | bytes | None = None, **extra: Any) -> Result:
        return CliRunner().invoke(app.cli, ["--data", str(tmp_path / "d"), *arguments], input=stdin, **extra)

    return invoke


def test_ask_prints_the_answer_and_its_sources(run: Run) -> None:
    result = run("ask", "Có bao nhiêu sản phẩm OCOP 4 sao?")
    assert result.exit_code == 0
    assert result.output == (
        "Có 18 sản phẩm [1].\n\n"
        f"[1] Tổng kết năm, 13/03/2024, đoạn 5:\n    “{QUOTE}”\n    https://a.example/x\n\n"
        "Có thể hỏi tiếp:\n- Tổng số sản phẩm OCOP?\n"
    )


def test_on_a_terminal_figures_and_cited_words_stand_out(run: Run) -> None:
    result = run("ask", "?", color=True)
    assert "\x1b[1m18\x1b[0m sản phẩm" in result.output
    assert "\x1b[1m18 sản phẩm OCOP 4 sao\x1b[0m." in result.output


def test_words_need_no_quotes_and_the_language_is_passed_on(run: Run, assistant: FakeAssistant) -> None:
    assert run("ask", "--lang", "en", "how", "many?").exit_code == 0
    assert assistant.asked == [("how many?", "en", None)]


def test_an_empty_question_is_for_the_assistant_to_answer(run: Run, assistant: FakeAssistant) -> None:
    assert run("ask", "").exit_code == 0
    assert assistant.asked == [("", None, None)]


def test_bytes_that_are_no_text_do_not_reach_the_assistant(run: Run, assistant: FakeAssistant) -> None:
    assert run("ask", "bao nhi\udcc3u").exit_code == 0
    assert assistant.asked == [("bao nhi?u", None, None)]


def test_ask_json_is_one_line(run: Run) -> None:
    [line] = run("ask", "?", "--json").output.splitlines()
    assert json.loads(line)["citations"][0]["quote"] == QUOTE


def test_ask_batch_reads_a_file_or_standard_input_and_goes_on_after_bad_lines(
    run: Run, tmp_path: Path
) -> None:
    lines = '{"id": "a", "q": "một"}\n{"id": "b"\n\n{"id": "c", "q": "ba", "conversation": "x"}\n'
    (tmp_path / "q.jsonl").write_text(lines, encoding="utf-8")
    for result in (run("ask", "--batch", str(tmp_path / "q.jsonl")), run("ask", "--batch", "-", stdin=lines)):
        found = [json.loads(line) for line in result.output.splitlines()]
        assert result.exit_code == 0
        assert [(one["id"], one.get("line"), one.get("conversation")) for one in found] == [
            ("a", None, None),
            (None, 2, None),
            ("c", None, "x"),
        ]


def test_a_batch_of_nothing_but_bad_lines_fails(run: Run) -> None:
    result = run("ask", "--batch", "-", stdin="x\n")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "not_json"
    assert run("ask", "--batch", "-", stdin="").exit_code == 0


def test_search_prints_places_and_json(run: Run) -> None:
    assert run("search", "ocop", "--limit", "1").output == "b#p1  2.50\n  đoạn 1\n"
    [line] = run("search", "ocop", "--limit", "2", "--json").output.splitlines()
    assert json.loads(line)["hits"][1] == {"bulletin": "b", "paragraph": 2, "score": 1.25, "text": "đoạn 2"}
    [line] = run(
        "search", "--batch", "-", "--limit", "1", stdin='{"id": 7, "q": "ocop"}\n'
    ).output.splitlines()
    assert json.loads(line)["id"] == 7
    assert len(json.loads(line)["hits"]) == 1


GOLD = {"id": "g", "q": "?", "lang": "vi", "kind": "count", "status": "answered", "must": ["18 sản phẩm"]}


def test_evaluate_passes_and_fails_by_its_floors(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n" + json.dumps({**GOLD, "must": ["19"]}), encoding="utf-8")
    assert run("evaluate", str(path)).exit_code == 0
    assert run("evaluate", str(path), "--floor-right", "50", "--ceil-wrong", "50").exit_code == 0
    below = run("evaluate", str(path), "--floor-right", "51")
    assert below.exit_code == 1
    assert "WRONG g: ?" in below.stdout
    assert "50.0 % đúng" not in below.stderr
    assert "đúng 50.0 %" in below.stderr
    assert run("evaluate", str(path), "--ceil-wrong", "49").exit_code == 1
    assert json.loads(run("evaluate", str(path), "--json").stdout)["total"]["right"] == 1


def test_a_gold_file_that_cannot_be_used_is_explained(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("{", encoding="utf-8")
    result = run("evaluate", str(tmp_path / "gold.jsonl"))
    assert result.exit_code == 1
    assert result.stderr.startswith("Lỗi: dòng 1")
    assert "\nError: line 1" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "x", "--batch", "-"),
        ("ask", "x", "--lang", "fr"),
        ("ask", "--batch", "no-such-file.jsonl"),
        ("search",),
        ("search", "x", "--limit", "0"),
        ("serve", "--port", "70000"),
        ("facts", "--format", "pdf"),
        ("ingest",),
        ("evaluate",),
        ("dance",),
        ("--what",),
    ],
)
def test_wrong_usage_is_told_in_both_languages_with_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Lỗi: ")
    assert "Error: " in result.stderr


def test_an_unexpected_error_is_no_traceback_and_tells_no_details(run: Run) -> None:
    result = run("ask", "break")
    assert result.exit_code == 1
    assert result.stderr.startswith("Lỗi: có lỗi ngoài dự kiến (RuntimeError)")
    assert "secret" not in result.output


def test_debug_shows_the_details(assistant: FakeAssistant) -> None:
    result = CliRunner().invoke(app.cli, ["--debug", "ask", "break"])
    assert isinstance(result.exception, RuntimeError)


def test_without_a_command_the_page_is_served(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    served: list[dict[str, Any]] = []
    monkeypatch.setattr(app, "create_app", lambda config: served.append(dict(config)))
    monkeypatch.setattr("web.serving.serve", lambda *arguments: None)
    monkeypatch.setenv("DANCHUNG_PORT", "0")
    assert run().exit_code == 0
    assert run("serve", "--port", "0", "--host", "127.0.0.1").exit_code == 0
    data = str(tmp_path / "d")
    assert served == [{"data": data}, {"data": data, "host": "127.0.0.1", "port": 0}]


def test_a_busy_port_is_told_before_anything_is_loaded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "create_app", lambda config: pytest.fail("the port comes first"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Lỗi: cổng {port} đang được chương trình khác dùng")
    assert f"\nError: port {port} is in use" in result.stderr


def test_an_address_this_machine_has_not_is_told(run: Run) -> None:
    result = run("serve", "--host", "192.0.2.1", "--port", "0")
    assert result.exit_code == 1
    assert "Error: this machine has no such address" in result.stderr


def test_a_setting_with_an_impossible_value_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANCHUNG_THREADS", "many")
    result = run("serve", "--port", "0")
    assert result.exit_code == 1
    assert "DANCHUNG_THREADS" in result.stderr


def test_importing_the_application_loads_nothing_heavy() -> None:
    code = "import sys, app; print(*{'flask', 'sqlalchemy', 'underthesea', 'numpy'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
