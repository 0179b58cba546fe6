"""Searching only some bulletins: by programme, area and time; on the command line too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import cli
from corpus.narrowing import BadDate, Narrowing
from corpus.store import Store
from test_library import reading

OCOP = """Huyện Ba Bể có nhiều sản phẩm mới
14/07/2023
Huyện Ba Bể hiện có 12 sản phẩm OCOP 3 sao.
"""
NTM = """Huyện Chợ Mới xây dựng nông thôn mới
20/12/2024
Huyện Chợ Mới hiện có 5 xã đạt chuẩn nông thôn mới.
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("narrowing")
    (place / "ocop.txt").write_text(OCOP, encoding="utf-8")
    (place / "ntm.txt").write_text(NTM, encoding="utf-8")
    arguments = [
        "--data",
        str(place / "data"),
        "ingest",
        "--reset",
        str(place / "ocop.txt"),
        str(place / "ntm.txt"),
    ]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    return place / "data"


def found(data: Path, *options: str) -> set[str]:
    result = CliRunner().invoke(cli, ["--data", str(data), "search", "huyện hiện có", "--json", *options])
    assert result.exit_code == 0, result.output
    return {hit["bulletin"].rsplit("-", 1)[0] for hit in json.loads(result.output)["hits"]}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), 2),
        (("--programme", "ocop"), "ba-be"),
        (("--programme", "ntm"), "cho-moi"),
        (("--programme", "none"), 0),
        (("--area", "Ba Bể"), "ba-be"),
        (("--area", "huyen cho moi"), "cho-moi"),
        (("--since", "2024"), "cho-moi"),
        (("--until", "2023"), "ba-be"),
        (("--since", "2023-07-14", "--until", "2023-07"), "ba-be"),
        (("--since", "2023-07-15", "--until", "2024-12-19"), 0),
        (("--programme", "ocop", "--area", "Chợ Mới"), 0),
    ],
)
def test_only_bulletins_that_fit_are_searched(
    data: Path, options: tuple[str, ...], expected: str | int
) -> None:
    names = found(data, *options)
    if isinstance(expected, int):
        assert len(names) == expected
    else:
        assert len(names) == 1 and expected in next(iter(names))


@pytest.mark.parametrize("date", ["gestern", "2023-13", "2023-1", "14/07/2023", "2023-07-32", "２０２３"])
def test_a_date_that_is_none_is_refused_and_not_repeated(data: Path, date: str) -> None:
    with pytest.raises(BadDate):
        Narrowing(since=date)
    result = CliRunner().invoke(cli, ["--data", str(data), "search", "x", "--until", date])
    assert result.exit_code == 2 and date not in result.output


def test_undated_bulletins_lie_in_no_time(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.save(reading("a", "ba ca"))
        store.save(reading("b", "ba ca", day="2023-07-14"))
        assert Narrowing().bulletins(store) is None
        assert Narrowing(since="1900").bulletins(store) == frozenset({"b"})
