"""The real parts together: a new data folder, ingest, facts, and the server as people start it."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

import app
import served
from corpus import ingest_report
from corpus.database import MESSAGES
from corpus.ingest import REASONS
from corpus.shipped import SHIPPED, open_filled
from corpus.store import Store

ROOT = Path(__file__).resolve().parent.parent
LINE = {"id": "x-1", "title": "Xã Mới đạt chuẩn", "published": "2024-01-02"}
TEXT = "Ngày 2/1, UBND xã Mới tổ chức hội nghị.\nNăm 2023, xã Mới có 7 sản phẩm OCOP 3 sao được công nhận."

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(data: Path) -> Run:
    def invoke(*arguments: str, **extra: Any) -> Result:
        return CliRunner().invoke(app.cli, ["--data", str(data), *arguments], **extra)

    return invoke


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps({**LINE, "text": TEXT}) + "\nno json\n", encoding="utf-8")
    return path


def kept(folder: Path) -> set[str]:
    with Store.open(folder) as store:
        return {bulletin.id for bulletin in store.bulletins()}


def shipped() -> int:
    return sum(1 for path in SHIPPED.rglob("*") if path.is_file())


def test_a_new_folder_is_filled_first(run: Run, data: Path) -> None:
    found = json.loads(run("facts").stdout)
    assert found
    assert len(kept(data)) == shipped()


def test_ingest_adds_to_the_shipped_ones_and_says_what_it_read(run: Run, data: Path, lines: Path) -> None:
    result = run("ingest", str(lines))
    assert result.exit_code == 0
    first, second, tong, total = result.stdout.splitlines()
    assert first.startswith("more.jsonl#x-1: thêm mới / added: x-1 “Xã Mới đạt chuẩn”")
    assert second.startswith("more.jsonl:2: không đọc được / not read: ")
    assert tong.startswith("Tổng: 1 thêm mới, 1 không đọc được; ")
    assert re.search(r"^Total: 1 added, 1 not read; .*numbers unexplained: \d+, mismatches: \d+$", total)
    assert len(kept(data)) == shipped() + 1
    assert "không đổi / unchanged" in run("ingest", str(lines)).stdout


def test_after_a_reset_the_folder_holds_these_and_no_others(run: Run, data: Path, lines: Path) -> None:
    assert run("ingest", "--reset", str(lines)).exit_code == 0
    assert kept(data) == {"x-1"}
    assert {fact["bulletin"] for fact in json.loads(run("facts").stdout)} <= {"x-1"}
    run("ingest", str(SHIPPED))
    assert run("ingest", "--reset", str(lines)).exit_code == 0
    assert kept(data) == {"x-1"}


def test_ingest_fails_when_nothing_could_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\0\0")
    result = run("ingest", str(tmp_path / "picture.txt"), str(tmp_path / "absent.txt"))
    assert result.exit_code == 1
    assert "tệp nhị phân" in result.stdout
    assert "no such file" in result.stdout
    assert result.stderr.startswith("Lỗi: không đọc được bản tin nào")
    assert "Traceback" not in result.output


def test_every_reason_has_vietnamese_words() -> None:
    assert ingest_report.REASONS_VI.keys() == REASONS.keys()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped bulletins, for tests that only read."""
    folder = tmp_path_factory.mktemp("filled")
    open_filled(folder).close()
    return folder


def facts(folder: Path, *arguments: str) -> bytes:
    result = CliRunner().invoke(app.cli, ["--data", str(folder), "facts", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def test_facts_are_filtered(filled: Path) -> None:
    everything = json.loads(facts(filled))
    one = everything[0]
    for name in ("bulletin", "indicator", "status"):
        some = json.loads(facts(filled, f"--{name}", one[name]))
        assert one in some
        assert {fact[name] for fact in some} == {one[name]}
    placed = next(fact for fact in everything if fact["area"])
    assert placed in json.loads(facts(filled, "--area", placed["area"]["name"]))
    assert json.loads(facts(filled, "--indicator", "no.such")) == []


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        (["--programme", "ocop", "--stars", "4", "--nature", "stock"], ["18"]),
        (["--stars", "3+", "--text", "SAN PHAM ocop"], ["218"]),
        (["--area", "bac kan", "--stars", "5"], ["1"]),
        (["--area", "thai nguyen", "--stars", "5"], ["1"]),  # what the province is called today
        (["--area", "Cao Bằng", "--stars", "5"], []),
        (["--period", "2022", "--programme", "ocop"], []),
        (["--status", "change"], ["0.36"]),
        (["--text", "%"], []),
    ],
)
def test_every_filter_narrows(filled: Path, arguments: list[str], values: list[str]) -> None:
    found = json.loads(facts(filled, *arguments))
    assert [fact["value"] for fact in found] == values
    for fact in found:
        quote = fact["quote"]
        assert fact["bulletin"] and fact["paragraph"] and quote["exact"]
        assert quote["end"] - quote["start"] == len(quote["exact"])


def test_facts_come_in_every_format(filled: Path, tmp_path: Path) -> None:
    everything = json.loads(facts(filled))
    plain = list(
        csv.DictReader(io.StringIO(facts(filled, "--format", "csv").decode("utf-8-sig"), newline=""))
    )
    assert [row["id"] for row in plain] == [fact["id"] for fact in everything]
    sdmx = facts(filled, "--format", "sdmx-csv").decode()
    assert sdmx.startswith("STRUCTURE,STRUCTURE_ID,ACTION,")
    book = tmp_path / "facts.xlsx"
    facts(filled, "--format", "xlsx", "-o", str(book))
    with ZipFile(book) as parts:
        assert "xl/workbook.xml" in parts.namelist()


def test_a_data_folder_that_cannot_be_used_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "dan-chung.sqlite3").write_bytes(b"no database" * 500)
    for folder in ("file", "broken"):
        for command in (["facts"], ["ask", "?"], ["ingest", "x.txt"], ["serve", "--port", "0"]):
            result = CliRunner().invoke(app.cli, ["--data", str(tmp_path / folder), *command])
            assert result.exit_code == 1, result.output
            vietnamese, english = result.stderr.splitlines()
            assert vietnamese.startswith("Lỗi: ")
            assert "thư mục dữ liệu" in vietnamese
            assert english.startswith("Error: the data")
            assert str(tmp_path) not in result.output


def test_every_fault_of_a_data_folder_has_vietnamese_words() -> None:
    assert app._STORE_WORDS.keys() == MESSAGES.keys()


def test_the_environment_names_the_data_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANCHUNG_DATA", str(data))
    assert CliRunner().invoke(app.cli, ["facts"]).exit_code == 0
    assert kept(data)


def test_several_who_open_a_new_folder_at_once_find_it_filled(data: Path) -> None:
    def count(_: int) -> int:
        with open_filled(data) as store:
            return len(store.bulletins())

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(count, range(4))) == [shipped()] * 4


def test_a_broken_off_fill_leaves_the_folder_new(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("corpus.ingest.ingest", broken)
        with pytest.raises(KeyboardInterrupt):
            open_filled(data)
    with open_filled(data) as store:
        assert len(store.bulletins()) == shipped()


def test_create_app_takes_settings_and_flask_names(filled: Path) -> None:
    made = app.create_app({"data": str(filled), "TESTING": True})
    assert made.testing
    client = made.test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 200


def test_a_served_application_notices_what_is_ingested_meanwhile(run: Run, data: Path, lines: Path) -> None:
    client = app.create_app({"data": str(data)}).test_client()
    assert client.get("/bulletins/x-1").status_code == 404
    run("ingest", str(lines))
    assert client.get("/bulletins/x-1").status_code == 200
    hits = client.get("/api/search?q=xã Mới đạt chuẩn").get_json()["hits"]
    assert "x-1" in {hit["bulletin"] for hit in hits}


# --- as processes, as people start them ---------------------------------------------------------


@pytest.fixture
def server(filled: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``python app.py`` on a free port, and the address it prints."""
    with served.product(filled) as started:
        yield started


def ask_server(address: str, message: object) -> dict[str, Any]:
    body = json.dumps({"message": message}).encode()
    asked = urllib.request.Request(f"{address}/api/chat", body, {"Content-Type": "application/json"})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(asked, timeout=30) as answered:
        found: dict[str, Any] = json.load(answered)
        return found


def test_the_server_answers_and_ends_when_told(server: tuple[subprocess.Popen[str], str]) -> None:
    process, address = server
    with ThreadPoolExecutor(4) as pool:  # first calls from several threads at once
        answers = list(
            pool.map(lambda n: ask_server(address, f"Có bao nhiêu sản phẩm OCOP {n} sao?"), range(3, 7))
        )
    assert all({"status", "text", "citations"} <= answer.keys() for answer in answers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask_server(address, 5)
    with refused.value as problem:
        assert problem.code == 400
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


def test_ask_as_a_process_prints_json(filled: Path) -> None:
    command = [sys.executable, "app.py", "--data", str(filled), "ask", "--batch", "-"]
    asked = '{"id": 1, "q": "Tổng số sản phẩm OCOP?"}\n{"id": 2, "q": ""}\n'.encode()
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[1]["status"] == "refused"
    assert done.stderr == b""
