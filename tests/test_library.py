"""The index of a data folder: in step with the store, shared, atomic, and mended when damaged."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from corpus import library as library_module
from corpus import segments
from corpus.index import ParagraphIndex
from corpus.index_folder import IndexFolder
from corpus.library import FOLDER, Library, worth_merging
from corpus.model import Bulletin, Paragraph, Reading
from corpus.segments import Dead, Entry, Part, build
from corpus.store import FILE, Store

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (
    "Toàn tỉnh hiện có 18 sản phẩm OCOP 4 sao.",
    "Huyện Trà Vân có 7 xã đạt chuẩn nông thôn mới.",
    "Thời tiết cuối tuần có mưa rào và dông ở vùng cao.",
    "Hội nghị tổng kết do Phó Chủ tịch tỉnh chủ trì.",
)


def reading(name: str, *texts: str, day: str | None = None) -> Reading:
    paragraphs = tuple(Paragraph(at, at, "body", text) for at, text in enumerate(texts, start=1))
    digest = f"{name} {texts}"
    return Reading(Bulletin(name, f"Tin {name}", day, None, None, name, digest, paragraphs), (), (), (), ())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "data")


def found(library: Library, query: str) -> list[str]:
    index, _ = library.index()
    return [hit.bulletin for hit in index.search(query)]


def files(store: Store) -> IndexFolder:
    return IndexFolder(store.folder / FOLDER)


# --- in step with the store -------------------------------------------------------------------------


def test_an_empty_store_finds_nothing(store: Store) -> None:
    assert found(Library(store), "sản phẩm") == []


def test_what_is_saved_is_found_and_what_is_deleted_is_gone(store: Store) -> None:
    library = Library(store)
    store.save(reading("a", TEXTS[0]))
    assert found(library, "sản phẩm") == ["a"]
    store.save(reading("b", TEXTS[0], TEXTS[1]))
    assert found(library, "sản phẩm") == ["a", "b"]
    store.save(reading("a", TEXTS[2]))
    assert found(library, "sản phẩm") == ["b"]
    assert found(library, "thời tiết") == ["a"]
    store.delete("b")
    assert found(library, "sản phẩm") == []
    store.reset()
    assert found(library, "thời tiết") == []


def test_every_process_sees_what_another_one_changed(store: Store) -> None:
    one, other = Library(store), Library(Store.open(store.folder))
    store.save(reading("a", TEXTS[0]))
    assert found(one, "sản phẩm") == found(other, "sản phẩm") == ["a"]
    store.delete("a")
    store.save(reading("b", TEXTS[0]))
    assert found(other, "sản phẩm") == found(one, "sản phẩm") == ["b"]


def test_an_index_is_opened_and_not_built_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(reading("a", TEXTS[0]))
    Library(store).refresh()
    monkeypatch.setattr(segments, "build", lambda *_: pytest.fail("built again"))
    assert found(Library(store), "sản phẩm") == ["a"]


def test_the_index_of_another_store_is_not_believed(store: Store, tmp_path: Path) -> None:
    store.save(reading("a", TEXTS[0]))
    Library(store).refresh()
    store.close()
    for file in store.folder.glob("dan-chung*"):
        file.unlink()
    fresh = Store.open(store.folder)
    fresh.save(reading("b", TEXTS[1]))
    assert found(Library(fresh), "sản phẩm") == []
    assert found(Library(fresh), "nông thôn") == ["b"]


@pytest.mark.parametrize("goes_on", [False, True])
def test_an_index_is_not_believed_about_a_store_put_back_from_a_backup(store: Store, goes_on: bool) -> None:
    """Also not if the old store has meanwhile changed as often as the one that was lost."""
    store.replace_all([reading("a", TEXTS[0]), reading("b", TEXTS[1])])
    Library(store).refresh()
    with sqlite3.connect(store.folder / FILE) as now, sqlite3.connect(":memory:") as backup:
        now.backup(backup)
        store.save(reading("a", TEXTS[2]))
        Library(store).refresh()
        store.close()
        backup.backup(now)
    backup.close()
    now.close()
    restored = Store.open(store.folder)
    if goes_on:
        restored.save(reading("b", TEXTS[3]))
    assert found(Library(restored), "thời tiết") == []
    assert found(Library(restored), "sản phẩm") == ["a"]
    assert found(Library(restored), "hội nghị") == (["b"] if goes_on else [])


def test_a_bulletin_without_a_paragraph_is_known_to_be_empty(store: Store) -> None:
    store.save(reading("a"))
    library = Library(store)
    library.refresh()
    before = files(store).manifest()
    store.save(reading("b", TEXTS[0]))
    assert found(library, "sản phẩm") == ["b"]
    assert before.version < files(store).manifest().version


def test_large_folders_are_indexed_in_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "BATCH", 3)
    store.replace_all([reading(f"b{at}", TEXTS[at % 4]) for at in range(1_200)])
    library = Library(store)
    library.refresh()
    index, _ = library.index()
    assert len(index) == 1_200 and len(index.parts) == 1


def test_a_search_waits_for_another_process_no_longer_than_a_second(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "PATIENCE", 0.01)
    library = Library(store)
    store.save(reading("a", TEXTS[0]))
    assert found(library, "sản phẩm") == ["a"]
    store.save(reading("b", TEXTS[0]))
    with files(store).writing():
        assert found(library, "sản phẩm") == ["a"]
    assert found(library, "sản phẩm") == ["a", "b"]


def test_nobody_waits_again_for_a_process_that_was_waited_for_in_vain(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "PATIENCE", 0.01)
    monkeypatch.setattr(library_module, "GLANCE", 0)
    library = Library(store)
    waits, writing = [], library.files.writing

    def noted(timeout: float = -1, name: str = "write") -> AbstractContextManager[None]:
        waits.append(timeout)
        return writing(timeout, name)

    monkeypatch.setattr(library.files, "writing", noted)
    store.save(reading("a", TEXTS[0]))
    with files(store).writing():
        for _ in range(3):
            assert found(library, "sản phẩm") == []
    assert found(library, "sản phẩm") == ["a"]
    store.save(reading("b", TEXTS[0]))
    assert found(library, "sản phẩm") == ["a", "b"]
    assert [wait > 0 for wait in waits] == [True, False, False, False, True]


def test_what_is_gone_is_gone_while_another_process_is_at_work(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "PATIENCE", 0.01)
    library = Library(store)
    store.replace_all([reading(name, TEXTS[0]) for name in "abc"])
    assert found(library, "sản phẩm") == ["a", "b", "c"]
    with files(store).writing():
        store.delete("a")
        assert found(library, "sản phẩm") == ["b", "c"]
        store.save(reading("b", TEXTS[2]))
        assert found(library, "sản phẩm") == found(Library(store), "sản phẩm") == ["c"]
        store.save(reading("d", TEXTS[0]))
        assert found(library, "sản phẩm") == ["c"]
    assert found(library, "sản phẩm") == ["c", "d"]
    assert found(library, "thời tiết") == ["b"]


def test_a_search_does_not_wait_for_the_end_of_what_another_thread_builds(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "PATIENCE", 0.01)
    library = Library(store)
    store.replace_all([reading(name, TEXTS[0]) for name in "ab"])
    assert found(library, "sản phẩm") == ["a", "b"]
    begun, go_on, build = threading.Event(), threading.Event(), segments.build

    def slow(*given: Any) -> Any:
        begun.set()
        go_on.wait(20)
        return build(*given)

    monkeypatch.setattr(segments, "build", slow)
    store.delete("b")
    store.save(reading("c", TEXTS[0]))
    with ThreadPoolExecutor(1) as threads:
        result = threads.submit(found, library, "sản phẩm")
        assert begun.wait(20)
        assert found(library, "sản phẩm") == ["a"]
        go_on.set()
        assert result.result() == ["a", "c"]
    assert found(library, "sản phẩm") == ["a", "c"]


def test_without_a_disk_to_write_to_it_is_searched_in_memory(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(IndexFolder, "commit", full)
    library = Library(store)
    store.save(reading("a", TEXTS[0]))
    assert found(library, "sản phẩm") == ["a"]
    store.save(reading("b", TEXTS[0]))
    assert found(library, "sản phẩm") == ["a", "b"]


# --- merging ------------------------------------------------------------------------------------------


def part(size: int, dead: int = 0) -> Part:
    segment = build([Entry(f"b{at}", 1, "ba ca") for at in range(size)])
    return Part(segment, Dead.none(segment)).without([f"b{at}" for at in range(dead)])


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [([], None), ([5], None), ([5000, 5], None), ([5, 5], 0), ([5000, 900, 1], 1), ([4000, 1001], 0)],
)
def test_segments_stay_few(sizes: list[int], expected: int | None) -> None:
    assert worth_merging([part(size) for size in sizes]) == expected


def test_a_segment_that_is_mostly_deleted_is_written_anew() -> None:
    assert worth_merging([part(5000), part(10, 3)]) == 1
    assert worth_merging([part(10, 1)]) is None


def test_many_small_changes_leave_few_segments(store: Store) -> None:
    library = Library(store)
    for at in range(12):
        store.save(reading(f"b{at % 7}", TEXTS[at % 4], str(at)))
        library.refresh()
    index, _ = library.index()
    assert len(index) == 14 and len(index.parts) == 1
    assert len([path for path in (store.folder / FOLDER).iterdir() if path.suffix == ".segment"]) == 1


def test_what_is_deleted_during_a_merge_stays_deleted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(store)
    for name in "abc":
        monkeypatch.setattr(library_module, "MERGED_AT_ONCE", -1)
        monkeypatch.setattr(library_module, "worth_merging", lambda parts: None)
        store.save(reading(name, TEXTS[0]))
        library.index()
    monkeypatch.undo()
    merge = segments.merge

    def slow_merge(*given: Any) -> Any:
        monkeypatch.undo()
        store.delete("b")
        other = Library(store)
        other.files.commit(other._without(other.files.open(), {"b"}))
        return merge(*given)

    monkeypatch.setattr(segments, "merge", slow_merge)
    library._merge_all()
    index, _ = Library(store).index()
    assert len(index.parts) == 1
    assert [hit.bulletin for hit in index.search("sản phẩm")] == ["a", "c"]


def test_a_merge_that_ends_while_a_search_opens_the_index_takes_nothing_from_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(store)
    store.save(reading("a", TEXTS[0]))

    def merged(*_: object) -> None:
        library._current = None  # as the end of a merge in another thread

    monkeypatch.setattr(Library, "_check", merged)
    monkeypatch.setattr(threading, "Thread", SameThread)
    assert found(library, "sản phẩm") == ["a"]


class SameThread:
    """Does a thread's work at once, where it is started."""

    def __init__(self, target: Callable[..., None], args: tuple[object, ...] = (), **_: object) -> None:
        self.start = partial(target, *args)


class Life(RuleBasedStateMachine):
    """Whatever is saved, replaced, deleted and merged: the index finds what one built afresh finds."""

    @initialize(folder=st.uuids())
    def begin(self, folder: object) -> None:
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(Path(self.folder.name))
        self.library = Library(self.store)
        self.kept: dict[str, tuple[str, ...]] = {}

    @rule(name=st.sampled_from("abcd"), texts=st.lists(st.sampled_from(TEXTS), max_size=3))
    def save(self, name: str, texts: list[str]) -> None:
        self.store.save(reading(name, *texts))
        self.kept.pop(name, None)
        self.kept[name] = tuple(texts)

    @rule(name=st.sampled_from("abcd"))
    def delete(self, name: str) -> None:
        self.store.delete(name)
        self.kept.pop(name, None)

    @rule()
    def merge(self) -> None:
        self.library.refresh()

    @rule()
    def start_again(self) -> None:
        self.library = Library(self.store)

    @invariant()
    def finds_what_a_fresh_index_finds(self) -> None:
        if not hasattr(self, "library"):
            return
        fresh = ParagraphIndex(
            Entry(name, at, text)
            for name, texts in self.kept.items()
            for at, text in enumerate(texts, start=1)
        )
        index, version = self.library.index()
        assert version == self.store.version()
        assert len(index) == len(fresh)
        for query in ("tỉnh có sản phẩm", "xa dat chuan", "vùng cao tỉnh"):
            one = sorted(
                (hit.bulletin, hit.paragraph, round(hit.score, 9)) for hit in index.search(query, 99)
            )
            other = sorted(
                (hit.bulletin, hit.paragraph, round(hit.score, 9)) for hit in fresh.search(query, 99)
            )
            assert one == other

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


Life.TestCase.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestLife = Life.TestCase
