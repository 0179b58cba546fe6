"""The stage of the widget's browser tests: hosts on one origin, the product on another, and a way to act."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import FrameLocator, Locator, Page, expect

import widget_hosts
from bench import serving
from web_fakes import FakeAssistant, FakeStore, fake_app

QUESTION = "Có bao nhiêu sản phẩm OCOP 4 sao?"
CONTACT = "Văn phòng Điều phối NTM, 0209 3870 000"


@dataclass
class Stage:
    """Where the hosts and the product are, and what the product's parts remember."""

    host: str
    server: str
    hosts: Flask
    assistant: FakeAssistant = field(default_factory=FakeAssistant)
    store: FakeStore = field(default_factory=FakeStore)


@contextlib.contextmanager
def stage(**settings: Any) -> Iterator[Stage]:
    """Hosts and product, told of each other."""
    with widget_hosts.hosts() as (hosts, host):
        assistant, store = FakeAssistant(), FakeStore()
        app = fake_app(store, assistant, **({"allowed_origins": (host,), "contact": CONTACT} | settings))
        with serving.staged(app) as server:
            hosts.config["SERVER"] = server
            yield Stage(host, server, hosts, assistant, store)


def launcher(page: Page | FrameLocator) -> Locator:
    """The button in the corner."""
    return page.locator("dan-chung button.launcher")


def panel(page: Page | FrameLocator) -> Locator:
    """The chat panel."""
    return page.locator("dan-chung .panel")


def ask(page: Page | FrameLocator, question: str = QUESTION) -> None:
    """Type a question and press Enter."""
    box = panel(page).locator(".ask textarea")
    box.fill(question)
    box.press("Enter")


def answered(page: Page | FrameLocator, question: str = QUESTION, status: str = "answered") -> Locator:
    """Ask, and the answer when it is there."""
    ask(page, question)
    answer = panel(page).locator(".answer").last
    expect(answer).to_have_class(f"answer {status}")
    return answer


def picture(page: Page, name: str) -> None:
    """Keep a picture of a state for people to look at, if DANCHUNG_PICTURES names a folder for them."""
    folder = os.environ.get("DANCHUNG_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")
