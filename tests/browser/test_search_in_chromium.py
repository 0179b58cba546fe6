"""The page of paragraphs in a real browser: by keyboard, on a narrow screen, without JavaScript."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # tests/, when run alone

import served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served.product(tmp_path_factory.mktemp("search") / "data") as (_, found):
        yield found


def test_words_typed_without_diacritics_are_found_and_marked(page: Page, address: str) -> None:
    page.goto(f"{address}/search")
    page.get_by_role("searchbox").fill("san pham ocop 4 sao")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    first = page.locator(".hits li").first
    marked = " ".join(first.locator("mark").all_inner_texts())
    assert "sản phẩm OCOP 4 sao" in marked
    first.get_by_role("link").click()
    assert page.locator(".prose mark").first.is_visible()


def test_conditions_stand_in_the_address_and_in_the_form(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=sản+phẩm")
    page.get_by_text("Thu hẹp theo bản tin").click()
    page.get_by_label("Chương trình", exact=True).select_option("ocop")
    page.get_by_label("Đăng từ ngày").fill("2030-01-01")
    page.get_by_role("button", name="Tìm").click()
    page.wait_for_url("**since=2030-01-01**")
    assert "programme=ocop" in page.url
    assert page.locator(".hits li").count() == 0
    assert "Thử ít từ hơn" in page.get_by_role("status").inner_text()
    assert page.get_by_label("Chương trình", exact=True).input_value() == "ocop"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen_and_needs_no_javascript(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        java_script_enabled=False,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{address}/search?q=nông+thôn+mới&since=2020-01-01&lang=en")
    assert page.locator(".hits li").count() > 1
    box = page.locator("html").bounding_box()
    assert box is not None and box["width"] <= 320
    for part in page.locator("main input:not([type=hidden]), main select, main button, .hits li").all():
        place = part.bounding_box()
        assert place is not None and place["x"] >= 0 and place["x"] + place["width"] <= 320
    context.close()
