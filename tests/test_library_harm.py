"""The index of a data folder when it comes to harm: damaged files, processes that are killed."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import scoring
from corpus.index import ParagraphIndex
from corpus.index_folder import MANIFEST
from corpus.library import FOLDER, Library
from corpus.segments import DamagedIndex, Dead, Entry, Part, build
from corpus.store import Store
from test_library import TEXTS, files, found, reading

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "data")


def spoil(path: Path, at: float = 0.7) -> None:
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 0x5A
    path.write_bytes(data)


@pytest.mark.parametrize("at", [0.0, 0.01, 0.2, 0.5, 0.8, 0.99])
def test_a_damaged_file_is_noticed_and_read_from_the_store_again(store: Store, at: float) -> None:
    store.replace_all([reading("a", *TEXTS), reading("b", TEXTS[0])])
    Library(store).refresh()
    expected = found(Library(store), "sản phẩm")
    (segment,) = files(store).manifest().segments
    spoil(store.folder / FOLDER / segment.name, at)
    with pytest.raises(DamagedIndex):
        files(store).open()
    assert found(Library(store), "sản phẩm") == expected
    assert Library(store).check() == []


def test_a_large_segment_is_looked_through_after_it_is_opened(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.replace_all([reading("a", *TEXTS), reading("b", TEXTS[0])])
    with monkeypatch.context() as patch:
        patch.setattr(Library, "_check", lambda self, listed: None)  # only the one below is to look
        Library(store).refresh()
    (segment,) = files(store).manifest().segments
    path = store.folder / FOLDER / segment.name
    path.write_bytes(path.read_bytes().replace("mưa rào".encode(), "mưa gào".encode()))
    monkeypatch.setattr("corpus.index_folder._SMALL", 0)
    library = Library(store)
    library.index()
    deadline = time.monotonic() + 20
    while files(store).manifest().version != -1 and time.monotonic() < deadline:
        time.sleep(0.01)
    index, version = library.index()
    assert version == store.version()
    assert {hit.text for hit in index.search("tỉnh xã thời tiết", 9)} == set(TEXTS)


def test_damage_that_another_process_saw_first_is_not_shown_any_longer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "_check", lambda self, listed: None)  # by hand below, in this order
    store.replace_all([reading("a", *TEXTS), reading("b", TEXTS[0])])
    Library(store).refresh()
    (segment,) = files(store).manifest().segments
    path = store.folder / FOLDER / segment.name
    path.write_bytes(path.read_bytes().replace("mưa rào".encode(), "mưa gào".encode()))
    monkeypatch.setattr("corpus.index_folder._SMALL", 0)
    one, other = Library(store), Library(store)
    for library in (one, other):
        library.index()
    listed = files(store).manifest().segments
    assert one.check(listed) == other.check(listed) == [segment.name]
    for library in (one, other):
        assert {hit.text for hit in library.index()[0].search("tỉnh xã thời tiết", 9)} == set(TEXTS)


@pytest.mark.parametrize("way", ["manifest", "garbage", "segment", "cut", "format"])
def test_files_that_are_missing_or_no_index_are_made_again(store: Store, way: str) -> None:
    store.replace_all([reading("a", *TEXTS)])
    Library(store).refresh()
    folder = store.folder / FOLDER
    (segment,) = files(store).manifest().segments
    manifest = folder / MANIFEST
    if way == "manifest":
        manifest.unlink()
    elif way == "garbage":
        manifest.write_bytes(b"\x00 no index")
    elif way == "format":
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}))
    elif way == "segment":
        (folder / segment.name).unlink()
    else:
        path = folder / segment.name
        path.write_bytes(path.read_bytes()[:-9])
    assert found(Library(store), "sản phẩm") == ["a"]


def test_no_damaged_posting_leads_out_of_the_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled loop checks no bounds: whatever a file says, it must stay inside."""
    assert scoring.compiled(wait=True) is not None
    monkeypatch.setattr(scoring, "COMPILED_FROM", 0)
    segment = build([Entry("a", at, text) for at, text in enumerate(TEXTS * 3)])
    for values in (2**31 - 1, -(2**31), 4097, 0):
        documents = segment.postings.documents.copy()
        documents[::2] = values
        codes = segment.postings.codes.copy()
        codes[::3] = 65535
        spoiled = type(segment)(
            type(segment.postings)(**vars(segment.postings) | {"documents": documents, "codes": codes}),
            *[
                getattr(segment, name)
                for name in ("tops", "owners", "numbers", "texts", "bulletins", "revisions")
            ],
        )
        index = ParagraphIndex.of([Part(spoiled, Dead.none(spoiled))])
        assert len(index.search("tỉnh có sản phẩm và xã ở vùng cao", 5)) <= 5


_CHANGES = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
from typing import Any
from test_library import TEXTS, reading
from corpus.library import Library
from corpus.store import Store
store = Store.open(Path({folder!r}))
library = Library(store)
print("ready", flush=True)
for at in range(10**6):
    store.save(reading(f"b{{at % 40}}", TEXTS[at % 4], str(at)))
    library.refresh()
"""


def test_killed_at_any_moment_the_index_still_works(store: Store) -> None:
    tests = str(Path(__file__).parent)
    script = _CHANGES.format(root=str(ROOT), tests=tests, folder=str(store.folder))
    chance = random.Random(5)
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.02, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        files(store).open()  # raises DamagedIndex if what is named is not whole
        index, version = Library(store).index()
        assert version == store.version()
        kept = {(b.id, p.number, p.text) for b in store.bulletins() for p in b.paragraphs}
        assert {(e.bulletin, e.paragraph, e.text) for e in index.entries} == kept
    Library(store).refresh()
    named = {listed.name for listed in files(store).manifest().segments}
    left = {path.name for path in (store.folder / FOLDER).iterdir() if path.suffix == ".segment"}
    assert left == named
