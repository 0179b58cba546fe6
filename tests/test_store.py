"""The data folder: what goes in comes out, newer wins, and nothing half-done is ever seen."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.database import StoreError
from corpus.index_source import Source
from corpus.model import Area, Bulletin, Fact, Paragraph, Period, Quote, Reading, Record
from corpus.store import FILE, Store

URL = "https://phulam.example.vn/1"
TEXT = "Hiện nay, toàn huyện có 21 sản phẩm OCOP."


def fact(n: int = 0, bulletin: str = "a", **changes: object) -> Fact:
    made = Fact(
        id=f"{bulletin}-{n}",
        indicator="ocop.products",
        label={"vi": "Số sản phẩm OCOP", "en": "OCOP products"},
        value="21",
        raw="21",
        unit="product",
        dimensions={"stars": "4"},
        area=Area("huyện Phú Lâm", "district", "", "tỉnh Đông Giang", ""),
        period=Period("year", "2022-01-01", "2022-12-31", "năm 2022"),
        status="actual",
        nature="stock",
        bound="exact",
        bulletin=bulletin,
        paragraph=1,
        quote=Quote("21 sản phẩm", "có ", " OCOP", 24, 35),
        sentence=(0, len(TEXT)),
        programme="ocop",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def reading(
    id: str = "a", title: str = "Tiêu đề", published: str | None = "2022-07-15", *, digest: str = "d1",
    url: str | None = None, source: str = "a.txt", facts: int = 1, text: str = TEXT,
) -> Reading:  # fmt: skip
    bulletin = Bulletin(
        id, title, published, None, url, source, digest,
        (Paragraph(0, 0, "title", title), Paragraph(1, 1, "lead", text)),
    )  # fmt: skip
    record = Record("r", "event", {"name": "hội nghị"}, None, id, 1, Quote("huyện", "", "", 15, 20), (0, 41))
    return Reading(bulletin, tuple(fact(n, id) for n in range(facts)), (record,), ("7",), ("1 + 1 ≠ 3",))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data") as opened:
        yield opened


# --- round trip -----------------------------------------------------------------------------------


def test_what_is_saved_comes_back_exactly(store: Store) -> None:
    kept = reading()
    assert store.save(kept) == "added"
    assert store.reading("a") == kept
    assert store.bulletin("a") == kept.bulletin and store.bulletins() == [kept.bulletin]
    assert store.facts() == list(kept.facts) and store.records() == list(kept.records)
    assert (
        store.records(kind="event", bulletin="a") == list(kept.records) and store.records(kind="person") == []
    )
    assert store.bulletin("b") is None and store.reading("b") is None


def test_it_is_still_there_after_opening_again(tmp_path: Path) -> None:
    with Store.open(tmp_path) as first:
        assert first.is_new
        first.save(reading())
        version = first.version()
    with Store.open(tmp_path) as again:
        assert not again.is_new
        assert again.version() == version > 0
        assert again.reading("a") == reading()


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
AREAS = st.none() | st.builds(Area, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS)
QUOTES = st.builds(Quote, WORDS, WORDS, WORDS, st.integers(0, 9), st.integers(0, 9))
PERIODS = st.builds(Period, WORDS, st.none() | WORDS, st.none() | WORDS, WORDS)
SPANS = st.tuples(st.integers(0, 9), st.integers(0, 9))
DICTS = st.dictionaries(WORDS, WORDS, max_size=3)
FACTS = st.builds(
    Fact, WORDS, WORDS, DICTS, WORDS, WORDS, WORDS, DICTS, AREAS, PERIODS, st.just("actual"),
    st.just("stock"), st.just("exact"), st.just("a"), st.integers(0, 3), QUOTES, SPANS, WORDS, WORDS, DICTS,
    st.lists(WORDS, max_size=2).map(tuple), WORDS,
)  # fmt: skip
RECORDS = st.builds(Record, WORDS, WORDS, DICTS, AREAS, st.just("a"), st.integers(0, 3), QUOTES, SPANS)


@given(st.lists(FACTS, max_size=3), st.lists(RECORDS, max_size=3), WORDS)
@settings(deadline=None, max_examples=40)
def test_any_reading_makes_the_round_trip(facts: list[Fact], records: list[Record], text: str) -> None:
    import tempfile

    made = Reading(reading(text=text).bulletin, tuple(facts), tuple(records), (text,), (text, text))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        assert store.save(made) == "added"
        version = store.version()
        assert store.reading("a") == made
        assert store.facts() == facts and store.records() == records
        assert store.save(made) == "unchanged"
        assert store.version() == version


# --- versions of a page ---------------------------------------------------------------------------


def test_the_same_again_changes_nothing(store: Store) -> None:
    store.save(reading())
    version = store.version()
    assert store.save(reading()) == "unchanged"
    assert store.save(reading(source="elsewhere.txt")) == "unchanged"
    assert store.version() == version


def test_the_same_content_read_better_is_kept(store: Store) -> None:
    store.save(reading(facts=1))
    assert store.save(reading(facts=2)) == "replaced"
    assert len(store.facts()) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (reading("a"), reading("a", "Khác", "2022-08-01", digest="d2", facts=0)),
        (reading("a", url=URL), reading("b", "Khác", "2022-08-01", url=URL, digest="d2", facts=0)),
        (reading("a"), reading("b", digest="d2", facts=0)),
        (reading("a", published=None), reading("b", published=None, digest="d2", facts=0)),
        (reading("a"), reading("a", published=None, digest="d2", facts=0)),
        (reading("a", published="2022-07"), reading("a", published="2022-07-01", digest="d2", facts=0)),
    ],
    ids=["id", "url", "title and date", "title and source", "undated", "finer date"],
)  # fmt: skip
def test_a_newer_version_replaces_the_old_one_whole(store: Store, old: Reading, new: Reading) -> None:
    store.save(old)
    version = store.version()
    assert store.save(new) == "replaced"
    assert store.version() > version
    assert store.bulletins() == [new.bulletin]
    assert store.facts() == [] and store.records() == list(new.records)


def test_other_bulletins_stay(store: Store) -> None:
    assert store.save(reading("a", published=None)) == "added"
    assert store.save(reading("b", published=None, source="b.txt", digest="d2")) == "added"
    assert store.save(reading("c", published="2022-07-16", digest="d3")) == "added"
    assert [b.id for b in store.bulletins()] == ["c", "a", "b"]


def test_an_older_version_arriving_late_does_not_win(store: Store) -> None:
    store.save(reading("a", published="2022-07-15"))
    version = store.version()
    assert store.save(reading("a", "Cũ", "2022-07-14", digest="d2", facts=3)) == "older"
    assert store.version() == version
    assert store.reading("a") == reading()


def test_forgetting(store: Store) -> None:
    store.save(reading())
    assert store.delete("a") and not store.delete("a")
    assert store.facts() == [] and store.records() == [] and store.bulletins() == []
    store.save(reading())
    version = store.version()
    store.reset()
    assert store.bulletins() == [] and store.version() > version


# --- filters --------------------------------------------------------------------------------------


@pytest.fixture
def filled(store: Store) -> Store:
    district = Area("huyện Na Đồn", "district", "", "tỉnh Đông Giang", "")
    town = Area("TP. Đông Giang", "district", "", "tỉnh Đông Giang", "")
    renamed = Area("tỉnh Tây Giang", "province", now="tỉnh Nam Giang")
    made = (
        fact(0, area=Area("tỉnh Đông Giang", "province")),
        fact(1, area=district, dimensions={}, status="target"),
        fact(2, area=town, period=Period("as_of", None, "2023-06-30")),
        fact(3, area=Area("xã Bản Nguyên", "commune", "", "tỉnh Đông Giang", "huyện Na Đồn")),
        fact(
            4, area=None, indicator="other", programme="", period=Period("range", "2021-01-01", "2025-12-31")
        ),
        fact(5, area=renamed, period=Period("unknown", None, None)),
    )
    store.save(replace(reading(), facts=made))
    return store


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [0, 1, 2, 3, 4, 5]),
        ({"indicator": "other"}, [4]),
        ({"programme": "ocop", "status": "target"}, [1]),
        ({"stars": "4", "area": "na don"}, [3]),
        ({"area": "tỉnh Đông Giang"}, [0, 1, 2, 3]),
        ({"area": "dong giang"}, [0, 1, 2, 3]),
        ({"area": "thành phố Đông Giang"}, [2]),
        ({"area": "Huyện Na Đồn"}, [1, 3]),
        ({"area": "Bản Nguyên"}, [3]),
        ({"area": "xã bản nguyên"}, [3]),
        ({"area": "Giang"}, []),
        ({"area": "Tây Giang"}, [5]),
        ({"area": "nam giang"}, [5]),
        ({"area": "tỉnh Nam Giang"}, [5]),
        ({"area": "huyện Nam Giang"}, []),
        ({"period": "2022"}, [0, 1, 3]),
        ({"period": "2023"}, [2]),
        ({"period": "2023-06"}, [2]),
        ({"period": "2021-2025"}, [4]),
        ({"period": "%"}, []),
        ({"bulletin": "a", "text": "SAN PHAM"}, [0, 1, 2, 3, 4, 5]),
        ({"text": "na đồn"}, [1]),
        ({"text": "%"}, []),
        ({"text": "phẩm Na sản Đồn"}, [1]),
        ({"bulletin": "b"}, []),
    ],
)
def test_facts_are_filtered(filled: Store, filters: dict[str, str], expected: list[int]) -> None:
    assert [int(f.id.split("-")[1]) for f in filled.facts(**filters)] == expected


def test_facets_count_what_can_be_chosen(filled: Store) -> None:
    facets = filled.facets(indicator="ocop.products")
    assert facets["indicator"] == [("ocop.products", 5), ("other", 1)]
    assert facets["status"] == [("actual", 4), ("target", 1)]
    assert facets["area"][:2] == [("tỉnh Đông Giang", 4), ("huyện Na Đồn", 2)]
    assert facets["period"] == [("2022", 3), ("2023", 1)]


@pytest.mark.parametrize("others", [{}, {"status": "actual"}, {"area": "xã Bản Nguyên", "period": "2022"}])
def test_a_facet_promises_just_what_its_filter_finds(filled: Store, others: dict[str, str]) -> None:
    for name, values in filled.facets(**others).items():
        assert values or others
        for value, count in values:
            assert len(filled.facts(**(others | {name: value}))) == count, (name, value)


def test_a_province_that_took_others_in_is_found_with_them(filled: Store) -> None:
    kept = fact(0, area=Area("tỉnh Nam Giang", "province"))
    other = replace(
        reading().bulletin, id="z", title="Bản tin khác", digest="z", url=None, published="2026-01-01"
    )
    filled.save(replace(reading(), bulletin=other, facts=(replace(kept, bulletin="z"),), records=()))
    assert len(filled.facts(area="tỉnh Nam Giang")) == 2
    assert ("tỉnh Nam Giang", 2) in filled.facets()["area"]
    assert ("tỉnh Tây Giang", 1) in filled.facets()["area"]


def test_an_unknown_filter_is_an_error(store: Store) -> None:
    with pytest.raises(TypeError):
        store.facts(colour="red")


# --- conversations --------------------------------------------------------------------------------


def test_conversations_are_kept_and_forgotten(store: Store) -> None:
    version = store.version()
    assert store.conversation("x") is None
    store.keep_conversation("x", {"câu": "\ud800 lẻ", "n": [1, None]})
    store.keep_conversation("x", {"câu": "hai"})
    assert store.conversation("x") == {"câu": "hai"}
    assert store.forget_conversations(3600) == 0
    assert store.forget_conversations(-1) == 1
    assert store.conversation("x") is None
    assert store.version() == version


# --- damage and crashes ---------------------------------------------------------------------------


def test_a_damaged_file_is_told_without_its_path(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database at all, just text" * 100)
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path)
    assert caught.value.reason == "damaged"
    assert str(tmp_path) not in str(caught.value)


def test_a_newer_schema_is_left_alone(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path)
    assert caught.value.reason == "newer_schema"


def test_a_folder_that_is_a_file_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "file")
    assert caught.value.reason == "unreadable"
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "data")
    assert caught.value.reason == "not_writable"


def test_a_failing_save_leaves_the_old_version(store: Store) -> None:
    store.save(reading())
    twice = replace(reading(digest="d2").bulletin, paragraphs=(Paragraph(0, 0, "title", "x"),) * 2)
    with pytest.raises(StoreError):
        store.save(replace(reading(), bulletin=twice))
    assert store.reading("a") == reading()


def _save_for_ever(folder: Path) -> None:
    store = Store.open(folder)
    for n in range(1_000_000):
        store.save(reading(digest=f"d{n}", facts=200, text=f"bản {n}"))


def test_a_killed_process_leaves_the_last_good_state(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    process = multiprocessing.get_context("spawn").Process(target=_save_for_ever, args=(tmp_path,))
    process.start()
    with Store.open(tmp_path) as store:
        limit, versions = time.monotonic() + 60, {store.version()}
        while len(versions) < 5 and time.monotonic() < limit:
            versions.add(store.version())
            time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with Store.open(tmp_path) as store:
        kept = store.reading("a")
        assert kept is not None
        number = kept.bulletin.digest[1:]
        assert kept == reading(digest=f"d{number}", facts=200, text=f"bản {number}")
        assert Source(store).revisions() == {"a": store.version()}
        assert store.save(reading("b", "Khác", digest="x")) == "added"


def test_threads_and_two_stores_share_a_folder(tmp_path: Path) -> None:
    one, two = Store.open(tmp_path), Store.open(tmp_path)
    failures: list[Exception] = []

    def work(store: Store, name: str) -> None:
        try:
            for n in range(8):
                store.save(reading(f"{name}{n}", f"Tiêu đề {name}{n}", digest=f"{name}{n}"))
                store.keep_conversation(name, {"n": n})
                assert len(store.facts()) >= n
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(s, f"{i}-")) for i, s in enumerate((one, two, one, two))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(one.bulletins()) == 32 and one.version() == two.version() > 32
    one.close()
    two.close()
