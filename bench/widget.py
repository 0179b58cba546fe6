"""What the widget costs the page that it is a guest of: bytes, requests, and time, with and without it.

Needs the tools of the tests (Playwright) and Chromium; two servers of this process play portal and product.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from typing import Any

from flask import Flask

from bench.serving import staged
from web.widget_script import script

ROUNDS = 15
_TEXT = "<p>Chiều 12/3, UBND tỉnh tổ chức Hội nghị tổng kết Chương trình.</p>" * 200
_TIMES = """() => { const n = performance.getEntriesByType('navigation')[0];
  return [n.domContentLoadedEventEnd, n.loadEventEnd]; }"""
_SHIFT = """() => new Promise((done) => { let sum = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 300); })"""


def _portal(server: list[str]) -> Flask:
    app = Flask("portal", static_folder=None)

    @app.get("/<name>")
    def page(name: str) -> str:
        line = f'<script src="{server[0]}/widget.js" defer async></script>' if name == "with" else ""
        return f"<!doctype html><title>x</title>{_TEXT}{line}"

    return app


def guest() -> Iterator[str]:
    """The bench: size, then medians of the same page with and without the widget, turn by turn."""
    made = script()
    yield f"size: {len(made.packed):,} bytes gzipped, {len(made.plain):,} plain (with styles and words)"
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        yield "time: not measured (needs Chromium, and Playwright from requirements-dev.txt)"
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield from _timed(browser)
        browser.close()


def _timed(browser: Any) -> Iterator[str]:
    from app import create_app

    place: list[str] = []
    with tempfile.TemporaryDirectory() as folder, staged(_portal(place)) as portal:
        app = create_app({"data": folder, "allowed_origins": (portal,)})
        with staged(app) as server:
            place.append(server)
            plain, guest_ = [], []
            for _ in range(ROUNDS):
                plain.append(_visit(browser, f"{portal}/without"))
                guest_.append(_visit(browser, f"{portal}/with"))
    for at, what in enumerate(("DOMContentLoaded", "load")):
        without, with_ = (statistics.median(visit[at] for visit in visits) for visits in (plain, guest_))
        yield f"{what}: median {without:.0f} ms without, {with_:.0f} ms with, of {ROUNDS}"
    shift, opening, asking = (statistics.median(visit[at] for visit in guest_) for at in (2, 3, 4))
    yield f"layout shift: {shift:g}"
    yield f"opening the panel: median {opening:.0f} ms until it is drawn"
    yield f"an answer on the page: median {asking:.0f} ms from Enter (a first question, with its preflight)"


def _visit(browser: Any, address: str) -> list[float]:
    """A first visit, nothing cached: the page's times; with the widget also shift, opening, asking."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    measures = [_SHIFT, _OPENING, _ASKING] if address.endswith("/with") else []
    found = [*page.evaluate(_TIMES), *[page.evaluate(measure) for measure in measures]]
    context.close()
    return [float(value) for value in found]


_OPENING = """() => new Promise((done) => {
  const begun = performance.now();
  document.querySelector('dan-chung').shadowRoot.querySelector('.launcher').click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun))); })"""
_ASKING = """() => new Promise((done) => {
  const root = document.querySelector('dan-chung').shadowRoot, begun = performance.now();
  root.querySelector('.ask textarea').value = 'Có bao nhiêu sản phẩm OCOP 4 sao?';
  root.querySelector('.ask').requestSubmit();
  const look = () => (root.querySelector('.answered')
    ? done(performance.now() - begun) : requestAnimationFrame(look));
  look(); })"""
