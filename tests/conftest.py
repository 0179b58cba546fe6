"""What several test files ask: the shipped bulletin in a data folder, and an assistant on it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from bot.assistant import Assistant
from corpus.model import Bulletin
from corpus.shipped import open_filled
from corpus.store import Store

# A change is judged on the same examples every time; everybody else draws new ones on each run.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A data folder filled as on a first start.  Not to be written to: all tests share it."""
    with open_filled(tmp_path_factory.mktemp("shipped") / "data") as store:
        yield store


@pytest.fixture(scope="session")
def assistant(shipped_store: Store) -> Assistant:
    """The assistant over the shipped bulletin."""
    return Assistant(shipped_store)


@pytest.fixture(scope="session")
def bulletins(shipped_store: Store) -> dict[str, Bulletin]:
    """The shipped bulletins by id."""
    return {b.id: b for b in shipped_store.bulletins()}
