"""Ingesting: every file is told of, failures do not stop the rest, a reset is all or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.database import StoreError
from corpus.ingest import REASONS, Summary, ingest
from corpus.model import Bulletin, Reading, Record
from corpus.model import Quote as Q
from corpus.store import Store

PAGE = """Huyện {name} sơ kết Chương trình xây dựng nông thôn mới
{date}
Sáng ngày 14/7, UBND huyện {name} tổ chức hội nghị sơ kết chương trình xây dựng nông thôn mới.
Đến nay, toàn huyện có {n} xã đạt chuẩn nông thôn mới, bình quân đạt 17,5 tiêu chí một xã.
"""


def plain(bulletin: Bulletin) -> Reading:
    """A reader that finds one record in every bulletin."""
    text = bulletin.paragraph(1).text
    record = Record("r", "event", {}, None, bulletin.id, 1, Q(text[:4], "", "", 0, 4), (0, 4))
    return Reading(bulletin, (), (record,), unexplained=("17,5",))


def write(folder: Path, name: str, n: int = 3, date: str = "15/07/2022", place: str = "Phú Lâm") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = PAGE.format(name=place, date=date, n=n)
    if name.endswith(".html"):
        text = "".join(f"<p>{line}</p>" for line in text.splitlines())
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data") as opened:
        yield opened


def outcomes(summary: Summary) -> list[tuple[str, str, str]]:
    return [(entry.source, entry.outcome, entry.reason) for entry in summary.entries]


def test_a_file_is_added_once_and_replaced_by_a_newer_one(store: Store, tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt")
    first = ingest(store, [file], read=plain)
    assert outcomes(first) == [("a.txt", "added", "")]
    entry = first.entries[0]
    assert (entry.paragraphs, entry.facts, entry.records, entry.unexplained, entry.mismatches) == (
        4,
        0,
        1,
        1,
        0,
    )
    assert entry.id == store.bulletins()[0].id and entry.title == store.bulletins()[0].title
    version = store.version()
    assert outcomes(ingest(store, [file], read=plain)) == [("a.txt", "unchanged", "")]
    assert store.version() == version
    write(tmp_path, "a.txt", n=4)
    assert outcomes(ingest(store, [str(file)], read=plain)) == [("a.txt", "replaced", "")]
    assert len(store.bulletins()) == 1 and "4 xã" in store.bulletins()[0].paragraph(2).text


def test_an_older_version_arriving_late_does_not_win(store: Store, tmp_path: Path) -> None:
    title = "Huyện Phú Lâm sơ kết"
    lines = [
        {
            "url": "https://x.example.vn/1",
            "title": title,
            "published": day,
            "text": f"Toàn huyện có {n} xã đạt chuẩn.",
        }
        for day, n in (("2022-07-15", 5), ("2022-07-01", 4))
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert [entry.outcome for entry in ingest(store, [file], read=plain).entries] == ["added", "older"]
    assert "5 xã" in store.bulletins()[0].paragraph(1).text


def test_a_folder_is_read_in_order_and_failures_are_told(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder, "b.txt", place="An Bình")
    write(folder, "a.txt")
    write(folder, ".hidden.txt", place="Ẩn")
    write(folder, "sub/page.html", place="Hòa Sơn")
    (folder / "empty.txt").write_text("")
    (folder / "image.txt").write_bytes(b"\x89PNG\r\n\0\0\0")
    (folder / "big.txt").write_bytes(b"a" * (5 * 1024 * 1024 + 1))
    (folder / "short.txt").write_text("a b")
    (folder / "note.md").write_text("not looked at")
    summary = ingest(store, [folder, tmp_path / "none.txt", folder / "note.md"], read=plain)
    assert outcomes(summary) == [
        ("a.txt", "added", ""),
        ("b.txt", "added", ""),
        ("big.txt", "failed", "too_large"),
        ("empty.txt", "failed", "empty"),
        ("image.txt", "failed", "binary"),
        ("short.txt", "failed", "too_short"),
        ("page.html", "added", ""),
        ("none.txt", "failed", "not_found"),
        ("note.md", "failed", "unreadable_format"),
    ]
    assert summary.count("failed") == 6 and summary.count("added") == 3 and summary.total("records") == 3
    assert all(entry.reason in REASONS for entry in summary.entries if entry.outcome == "failed")


def test_an_empty_folder_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert outcomes(ingest(store, [tmp_path / "empty"], read=plain)) == [("empty", "failed", "no_bulletins")]


def test_broken_lines_do_not_stop_the_rest(store: Store, tmp_path: Path) -> None:
    good = {"title": "Huyện Phú Lâm", "text": "Toàn huyện có 21 sản phẩm OCOP."}
    lines = [
        "\ufeff" + json.dumps(good | {"id": "x1"}),
        "",
        "{broken",
        json.dumps([1]),
        json.dumps({"text": "không tiêu đề"}),
        "[" * 100_000,
        json.dumps(good | {"id": "x2", "text": "Toàn huyện có 22 sản phẩm \ud800 OCOP."}),
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert outcomes(ingest(store, [file], read=plain)) == [
        ("a.jsonl#x1", "added", ""),
        ("a.jsonl:3", "failed", "bad_json"),
        ("a.jsonl:4", "failed", "bad_json"),
        ("a.jsonl:5", "failed", "missing_title"),
        ("a.jsonl:6", "failed", "bad_json"),
        ("a.jsonl#x2", "added", ""),
    ]
    assert sorted(b.id for b in store.bulletins()) == ["x1", "x2"]


def test_lines_with_one_title_and_their_own_ids_are_bulletins_of_their_own(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        "\n".join(
            json.dumps({"id": n, "title": "Bản tin", "text": f"Đoạn số {n} của bản tin."}) for n in range(3)
        )
    )
    assert ingest(store, [file], read=plain).count("added") == 3


def test_a_fault_in_the_grammar_loses_one_bulletin_only(store: Store, tmp_path: Path) -> None:
    def faulty(bulletin: Bulletin) -> Reading:
        if "Phú Lâm" in bulletin.title:
            raise RuntimeError("fault")
        return plain(bulletin)

    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", place="An Bình")
    summary = ingest(store, [tmp_path / "a.txt", tmp_path / "b.txt"], read=faulty)
    assert outcomes(summary) == [("a.txt", "failed", "reading_failed"), ("b.txt", "added", "")]


def test_progress_counts_the_bytes(store: Store, tmp_path: Path) -> None:
    files = [write(tmp_path, "a.txt"), write(tmp_path, "b.txt", place="An Bình")]
    calls: list[tuple[int, int]] = []
    ingest(store, files, read=plain, progress=lambda done, total: calls.append((done, total)))
    total = sum(file.stat().st_size for file in files)
    assert calls == [(files[0].stat().st_size, total), (total, total)]


def test_after_a_reset_the_store_holds_these_and_no_others(store: Store, tmp_path: Path) -> None:
    ingest(store, [write(tmp_path, "a.txt")], read=plain)
    store.keep_conversation("c", {})
    version = store.version()
    summary = ingest(
        store, [write(tmp_path, "b.txt", place="An Bình"), tmp_path / "none"], read=plain, reset=True
    )
    assert outcomes(summary) == [("b.txt", "added", ""), ("none", "failed", "not_found")]
    assert [b.source for b in store.bulletins()] == ["b.txt"]
    assert store.version() > version and store.conversation("c") == {}


def test_a_reset_that_breaks_off_leaves_the_old_state(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(store, [write(tmp_path, "a.txt")], read=plain)
    kept = store.bulletins()

    def twice(bulletin: Bulletin) -> Reading:
        broken = Bulletin(**{**vars(bulletin), "paragraphs": bulletin.paragraphs * 2})
        return Reading(broken, (), ())

    with pytest.raises(StoreError):
        ingest(store, [write(tmp_path, "b.txt", place="An Bình")], read=twice, reset=True)
    assert store.bulletins() == kept
