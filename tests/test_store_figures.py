"""Facts page by page, sorted and over time, by the store's own means: never more is opened than is shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from corpus import schema
from corpus.catalogue import SORTS
from corpus.model import Area, Fact, Period, Reading
from corpus.series import number_of, series_id
from corpus.store import FILE, Store
from test_store import fact, reading
from web_fakes import fake_app

DISTRICT = Area("huyện Phú Lâm", "district", "", "tỉnh Đông Giang", "")
PROVINCE = Area("tỉnh Đông Giang", "province")
COMMUNE = Area("xã An Bình", "commune", "", "tỉnh Đông Giang", "huyện Phú Lâm")


def at(n: int, year: int, value: str, **changes: Any) -> Fact:
    period = Period("as_of", None, f"{year}-12-31")
    return fact(n, value=value, period=period, **changes)


def many(count: int) -> Iterator[Fact]:
    for n in range(count):
        place = (PROVINCE, DISTRICT, COMMUNE, None)[n % 4]
        yield at(n, 2015 + n % 9, str(n * 37 % 101), area=place, status=("actual", "target")[n % 5 == 0])


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data") as store:
        store.save(replace(reading(facts=0), facts=tuple(many(240))))
        yield store


def with_facts(tmp_path: Path, *facts: Fact) -> Store:
    store = Store.open(tmp_path / "data")
    store.save(replace(reading(facts=0), facts=facts))
    return store


# --- pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["", *SORTS, *(f"-{name}" for name in SORTS)])
def test_the_pages_of_a_list_are_the_list(kept: Store, sort: str) -> None:
    whole = kept.facts_in_order(sort, 0, None, area="Đông Giang")
    assert len(whole) == kept.count(area="Đông Giang") == 180
    pages = [kept.facts_in_order(sort, first, 50, area="Đông Giang") for first in range(0, 250, 50)]
    assert [one for page in pages for one in page] == whole


def test_numbers_are_sorted_as_numbers_and_what_is_none_comes_first(tmp_path: Path) -> None:
    values = ("100", "9", "-5", "1234567890123", "0.5", "many")
    with with_facts(tmp_path, *(at(n, 2020, value) for n, value in enumerate(values))) as store:
        found = [one.value for one in store.facts_in_order("value", 0, None)]
        assert found == ["many", "-5", "0.5", "9", "100", "1234567890123"]
        assert [one.value for one in store.facts_in_order("-value", 0, 2)] == ["1234567890123", "100"]


def test_equals_stay_in_the_order_of_the_bulletin(kept: Store) -> None:
    for sort in ("status", "-status"):
        found = kept.facts_in_order(sort, 0, None)
        for status in ("actual", "target"):
            numbers = [int(one.id.split("-")[1]) for one in found if one.status == status]
            assert numbers == sorted(numbers)


def test_the_page_of_figures_opens_what_it_shows_and_no_more(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = 0
    fact_of = schema.fact_of

    def counted(data: dict[str, Any]) -> Fact:
        nonlocal opened
        opened += 1
        return fact_of(data)

    monkeypatch.setattr(schema, "fact_of", counted)
    page = fake_app(kept, page_rows=10).test_client().get("/facts?sort=-value&page=3").get_data(as_text=True)  # type: ignore[arg-type]
    assert page.count('class="value"') == 10 and "240 số liệu" in page and "<svg" in page
    assert opened <= 10 + 240 / 4 + 12, "the page's rows, the points of its drawing, and the names of others"


# --- over time -----------------------------------------------------------------------------------


def names(store: Store, **filters: str) -> list[str]:
    found = [store.series_facts(series, 1, **filters)[0] for series, _ in store.series(9, None, **filters)]
    return [one.area.name if one.area else "" for one in found]


def rising(n: int, count: int = 3, **changes: Any) -> list[Fact]:
    return [at(n + year, 2020 + year, str(10 * n + year), **changes) for year in range(count)]


def test_the_most_telling_series_comes_first(tmp_path: Path) -> None:
    flat = [replace(one, value="5", area=Area("tỉnh Phẳng", "province")) for one in rising(10)]
    short = rising(20, 2, area=Area("tỉnh Ngắn", "province"))
    other = rising(30, area=Area("tỉnh Lạ", "province"), indicator="other", label={"vi": "lượt khách"})
    plans = rising(40, area=Area("tỉnh Mai", "province"), status="target")
    facts = (
        *flat, *short, *other, *plans, *rising(50, 5, area=COMMUNE), *rising(60, area=DISTRICT),
        *rising(70, area=PROVINCE), *rising(80, 4, area=Area("tỉnh Dài", "province")),
    )  # fmt: skip
    with with_facts(tmp_path, *facts) as store:
        assert names(store) == [
            "tỉnh Dài", "tỉnh Đông Giang", "huyện Phú Lâm", "xã An Bình",
            "tỉnh Ngắn", "tỉnh Lạ", "tỉnh Phẳng",
        ]  # fmt: skip
        assert names(store, area="huyện Phú Lâm") == ["huyện Phú Lâm", "xã An Bình"]
        assert len(store.series(2, None)) == 2


def test_a_series_is_asked_for_by_its_id(kept: Store) -> None:
    series, periods = kept.series(1, None)[0]
    facts = kept.series_facts(series, 500)
    assert {series_id(one) for one in facts} == {series}
    assert periods == len({one.period.end for one in facts if one.status != "target"})
    assert kept.series(5, [series, "nonsense"]) == [(series, periods)]
    assert kept.series(5, []) == [] and kept.series_facts("nonsense", 5) == []
    assert len(kept.series_facts(series, 2)) == 2


@pytest.mark.parametrize(("value", "number"), [("1.5", 1.5), ("-3", -3.0), ("NaN", None), ("x", None)])
def test_what_is_a_number(value: str, number: float | None) -> None:
    assert number_of(value) == number


def test_facets_are_counted_anew_after_a_change(tmp_path: Path) -> None:
    with with_facts(tmp_path, at(0, 2020, "5")) as store:
        assert store.facets()["status"] == [("actual", 1)]
        store.facets()["status"].append(("mine", 1))
        assert store.facets()["status"] == [("actual", 1)]
        more = reading(id="b", title="Khác", digest="d2", facts=0)
        store.save(replace(more, facts=(replace(at(0, 2021, "6"), id="b-0", bulletin="b"),)))
        assert store.facets()["status"] == [("actual", 2)]


# --- folders of before -----------------------------------------------------------------------------


def older(folder: Path, made: Reading) -> None:
    """A data folder as the first version of the program left it."""
    folder.mkdir()
    file = sqlite3.connect(folder / FILE)
    for step in schema.MIGRATIONS[0]:
        assert isinstance(step, str)
        file.execute(step)
    new = made.bulletin
    file.execute(
        "INSERT INTO bulletins VALUES (?, ?, ?, ?, ?, ?, ?, '[]', '[]')",
        (new.id, new.title, new.published, new.byline, new.url, new.source, new.digest),
    )
    for paragraph in new.paragraphs:
        file.execute("INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?)", (new.id, *asdict(paragraph).values()))
    names = [row[1] for row in file.execute("PRAGMA table_info(facts)")]
    for n, one in enumerate(made.facts):
        row = schema.fact_row(new.id, n, one)
        marks = ", ".join("?" * len(names))
        file.execute(f"INSERT INTO facts VALUES ({marks})", [row[name] for name in names])
    file.execute("UPDATE meta SET value = 1")
    file.execute("PRAGMA user_version = 1")
    file.commit()
    file.close()


def test_an_older_folder_is_brought_up_to_date_with_all_that_it_holds(tmp_path: Path) -> None:
    made = replace(reading(facts=0), facts=tuple(many(30)))
    older(tmp_path / "old", made)
    with Store.open(tmp_path / "old") as old, with_facts(tmp_path, *many(30)) as new:
        assert old.facts() == new.facts() == list(made.facts)
        assert old.series(99, None) == new.series(99, None) != []
        assert old.facets() == new.facets()
        assert old.facts_in_order("-value", 0, 9) == new.facts_in_order("-value", 0, 9)
    with sqlite3.connect(tmp_path / "old" / FILE) as file:
        assert file.execute("PRAGMA user_version").fetchone()[0] == len(schema.MIGRATIONS)
        assert json.loads(file.execute("SELECT data FROM facts").fetchone()[0])["id"] == "a-0"
