"""What several test files ask: the shipped bulletin in a data folder, an assistant on it, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from bot.assistant import Assistant
from corpus.model import Bulletin
from corpus.shipped import open_filled
from corpus.store import Store

# A change is judged on the same examples every time; everybody else draws new ones on each run.
# No example has a deadline: a busy machine is no fault of the code.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("everybody", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "everybody")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium; tests that need one are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which no script may fail and nothing may break the content policy."""
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if "Content Security" in m.text else None)
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    yield page
    assert context.cookies() == []
    context.close()
    assert faults == []
