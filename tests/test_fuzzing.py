"""The fuzz run itself: it holds where nothing is broken, and keeps what breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

import fuzzing


@pytest.mark.parametrize("name", fuzzing.TARGETS)
def test_every_target_holds_on_its_seeds_and_some_examples(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzzing, "BUILD", tmp_path)
    for raw in fuzzing.seeds(name)[:3]:
        fuzzing.TARGETS[name](raw)
    assert fuzzing.by_hypothesis(name, 5)
    assert list(tmp_path.iterdir()) == []


def test_what_breaks_is_told_and_its_smallest_example_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(raw: bytes) -> None:
        assert len(raw) < 10

    monkeypatch.setitem(fuzzing.TARGETS, "words", breaks)
    monkeypatch.setattr(fuzzing, "BUILD", tmp_path)
    assert not fuzzing.by_hypothesis("words", 500)
    assert len((tmp_path / "hypothesis-words").read_bytes()) == 10
    assert "AssertionError" in capsys.readouterr().out
