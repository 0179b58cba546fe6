"""Several processes read a folder: same outcome, same order, and no process's death does harm."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import word_documents as word
from corpus.ingest import ingest
from corpus.ingest_workers import in_order
from corpus.reading import read
from corpus.store import Store

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "bulletins"
PDFS = ROOT / "tests" / "documents"


def double(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def fail(*_: object) -> None:
    raise RuntimeError("on purpose: a worker that cannot start")


def lost(number: int) -> int:
    return -number


def test_results_come_in_the_order_of_what_was_given() -> None:
    assert list(in_order(double, iter(range(20, 60)), lost, 2)) == [2 * n for n in range(20, 60)]
    assert list(in_order(double, iter(()), lost, 2)) == []


def test_a_process_that_dies_loses_only_what_it_died_of() -> None:
    expected = [2 * n if n != 7 else -7 for n in range(10)]
    assert list(in_order(double, iter(range(10)), lost, 2)) == expected


def test_where_no_process_can_be_started_this_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.ingest_workers._begin", fail)
    assert list(in_order(double, iter(range(20, 25)), lost, 2)) == [40, 42, 44, 46, 48]


def test_a_folder_is_read_alike_by_one_and_by_several(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for file in sorted(GOLD.glob("*.txt"))[:6]:
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "report.docx").write_bytes(word.report())
    (folder / "news.pdf").write_bytes((PDFS / "news.pdf").read_bytes())
    (folder / "locked.pdf").write_bytes((PDFS / "locked.pdf").read_bytes())
    (folder / "broken.txt").write_bytes(b"\0")
    (folder / "~$report.docx").write_bytes(b"Word's own")
    found = []
    for workers in (1, 2):
        with Store.open(tmp_path / f"data-{workers}") as store:
            calls: list[tuple[int, int]] = []
            summary = ingest(store, [folder], workers=workers, progress=lambda *c, seen=calls: seen.append(c))
            found.append((summary, store.facts(), store.bulletins(), calls))
    assert found[0] == found[1]
    summary, _, _, calls = found[0]
    assert [e.source for e in summary.entries] == sorted(e.source for e in summary.entries)
    assert summary.count("added") == 8 and summary.count("failed") == 2
    assert {e.source: e.reason for e in summary.entries if e.reason} == {
        "broken.txt": "binary",
        "locked.pdf": "encrypted",
    }
    assert calls[-1][0] == calls[-1][1]


# --- killed in the middle ----------------------------------------------------------------------------


def _many(folder: Path, count: int) -> Path:
    """Bulletins enough for several processes and some seconds."""
    folder.mkdir()
    text = (GOLD / "dev-03.txt").read_text(encoding="utf-8")
    for n in range(count):
        changed = text.replace("BÁO CÁO\nKết quả", f"Báo cáo số {n} về kết quả").replace(
            "88/130", f"{n + 2}/900"
        )
        (folder / f"{n:03d}.txt").write_text(changed, encoding="utf-8")
    return folder


def _start(data: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "app.py", "--data", str(data), "ingest", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _wait(what: object, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A data folder that holds one bulletin."""
    with Store.open(tmp_path / "data") as store:
        ingest(store, [GOLD / "dev-01.txt"])
    return tmp_path / "data"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_killed_in_the_middle_all_that_is_kept_is_whole(before: Path, tmp_path: Path) -> None:
    folder = _many(tmp_path / "in", 250)
    with Store.open(before) as store, _start(before, str(folder)) as process:
        _wait(lambda: len(store.titles()) > 20)
        children = _children(process.pid)
        process.kill()
        process.wait()
        _wait(lambda: not any(_alive(child) for child in children), 20)
        kept = store.bulletins()
        assert 20 < len(kept) < 251
        for bulletin in kept[:3] + kept[-3:]:
            assert store.reading(bulletin.id) == read(bulletin)
        summary = ingest(store, [folder])
        assert summary.count("unchanged") == len(kept) - 1
        assert len(store.bulletins()) == 251


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_reset_that_is_killed_leaves_what_was_there(before: Path, tmp_path: Path) -> None:
    folder = _many(tmp_path / "in", 250)
    with Store.open(before) as store:
        kept, facts = store.bulletins(), store.facts()
        with _start(before, "--reset", str(folder)) as process:
            _wait(lambda: _children(process.pid))
            time.sleep(1.5)
            process.kill()
        assert (store.bulletins(), store.facts()) == (kept, facts)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo terminal")
def _all_of(terminal: int) -> str:
    """What was written to a terminal that nobody writes to any more (one read gives 4 kB at most)."""
    found = b""
    with contextlib.suppress(OSError):  # how its end is told
        while part := os.read(terminal, 65536):
            found += part
    return found.decode()


def test_a_person_sees_a_bar_and_a_program_does_not(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "--data", str(tmp_path / "d"), "ingest", "--reset", str(GOLD)]
    ours, theirs = os.openpty()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    shown = _all_of(ours)
    os.close(ours)
    assert "Đang đọc / reading" in shown and "100%" in shown
    assert "Đang đọc" not in done.stdout.decode()
    plain = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert plain.stderr == b"" and plain.stdout.count(b"(") >= 24
