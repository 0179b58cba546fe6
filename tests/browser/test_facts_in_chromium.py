"""The page of figures in a real browser: narrow, sort, keep the address, take along, follow a point."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # tests/, when run alone

import served
from corpus.ingest import ingest
from corpus.store import Store

YEARS = ((2021, 12, 52), (2022, 21, 66), (2023, 28, 79))
TEXT = (
    "Hội nghị tổng kết Chương trình xây dựng nông thôn mới và OCOP năm {year} của tỉnh Hòa Lâm.\n"
    "Đến hết năm {year}, toàn tỉnh có {products} sản phẩm OCOP 4 sao.\n"
    "Toàn tỉnh có {communes} xã đạt chuẩn nông thôn mới. Huyện Trà Vân có {less} xã đạt chuẩn nông thôn mới."
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole product over three years' reports."""
    folder = tmp_path_factory.mktemp("facts")
    lines = [
        {
            "id": f"hl-{year}",
            "title": f"Tỉnh Hòa Lâm tổng kết xây dựng nông thôn mới và OCOP năm {year}",
            "published": f"{year + 1}-01-15",
            "text": TEXT.format(year=year, products=products, communes=communes, less=communes // 8),
        }
        for year, products, communes in YEARS
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with Store.open(folder / "data") as store:
        ingest(store, [folder / "a.jsonl"])
    with served.product(folder / "data") as (_, address):
        yield address


def shown(page: Page) -> list[str]:
    return page.locator(".list td.value b").all_inner_texts()


def facet(page: Page, text: str) -> None:
    page.get_by_role("navigation", name="Lọc theo").get_by_role(
        "link", name=re.compile(f"^{text} \\d+")
    ).click()


def test_a_member_of_staff_narrows_sorts_and_passes_the_address_on(
    site: str, page: Page, browser: Browser
) -> None:
    page.goto(site + "/facts")
    expect(page.locator(".count")).to_have_text("9 số liệu")
    facet(page, "Số xã đạt chuẩn NTM")
    expect(page.locator(".count")).to_have_text("6 số liệu")
    page.locator(".list").get_by_role("link", name="Số liệu", exact=True).click()
    assert shown(page) == ["6", "8", "9", "52", "66", "79"]
    page.locator(".list th[aria-sort=ascending] a").click()
    assert shown(page) == ["79", "66", "52", "9", "8", "6"]
    page.get_by_role("combobox", name="Địa bàn").fill("tra van")
    page.get_by_role("button", name="Lọc").click()
    assert shown(page) == ["9", "8", "6"]
    expect(page.get_by_role("combobox", name="Địa bàn")).to_have_value("tra van")
    other = browser.new_context(java_script_enabled=False).new_page()
    other.goto(page.url)
    assert shown(other) == ["9", "8", "6"], "the address is all there is to it"
    other.context.close()
    page.locator(".chosen").get_by_role("link", name=re.compile("tra van")).click()
    assert len(shown(page)) == 6
    page.go_back()
    assert shown(page) == ["9", "8", "6"]


def test_a_province_takes_its_districts_with_it_and_says_so_before(site: str, page: Page) -> None:
    page.goto(site + "/facts")
    facet(page, "tỉnh Hòa Lâm")
    expect(page.locator(".count")).to_have_text("9 số liệu")
    facet(page, "huyện Trà Vân")
    expect(page.locator(".count")).to_have_text("3 số liệu")


def test_what_is_seen_is_what_is_taken_along(site: str, page: Page) -> None:
    page.goto(site + "/facts?indicator=ocop.products&sort=-value")
    seen = shown(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert waiting.value.suggested_filename == "facts.csv"
    raw = Path(waiting.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["value"] for row in rows] == seen == ["28", "21", "12"]
    assert rows[0]["bulletin"] == "hl-2023" and rows[0]["quote"] == "28 sản phẩm OCOP 4 sao"


@pytest.mark.parametrize("script", [True, False])
def test_a_point_of_the_drawing_leads_to_its_sentence(site: str, browser: Browser, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script, viewport={"width": 1100, "height": 900})
    page = context.new_page()
    page.goto(site + "/facts?indicator=ocop.products")
    drawing = page.locator(".wide-drawing svg")
    expect(drawing.locator(".figure")).to_have_text(["12", "21", "28"])
    drawing.get_by_role("link", name=re.compile("21 sản phẩm")).click()
    expect(page).to_have_url(re.compile(r"/bulletins/hl-2022\?.*#p2$"))
    expect(page.locator("article mark")).to_have_text("21 sản phẩm OCOP 4 sao")
    expect(page.locator("article mark")).to_be_in_viewport()
    context.close()


def test_a_point_is_reached_and_followed_by_keyboard(site: str, page: Page) -> None:
    page.goto(site + "/facts?indicator=ocop.products")
    page.locator(".export a").last.focus()
    page.keyboard.press("Tab")
    first = page.locator(".wide-drawing a").first
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-label", re.compile("^đến 31/12/2021 · 12 sản phẩm"))
    page.keyboard.press("Enter")
    expect(page.locator("article mark")).to_have_text("12 sản phẩm OCOP 4 sao")


def test_a_figure_leads_from_the_table_to_its_sentence_and_to_its_series(site: str, page: Page) -> None:
    page.goto(site + "/facts?area=huyện Trà Vân&lang=en")
    page.get_by_role("link", name="Show over time").first.click()
    expect(page.locator("#chart-of")).to_contain_text("huyện Trà Vân")
    expect(page.locator("#chart")).to_be_in_viewport()
    page.locator(".list td.in a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("article mark")).to_have_text("9 xã đạt chuẩn nông thôn mới")


def test_on_a_telephone_the_choices_open_below_a_link_and_the_drawing_fits(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + "/facts")
    choices = page.locator("#filters")
    expect(choices).to_be_hidden()
    expect(page.locator(".narrow-drawing svg")).to_be_visible()
    expect(page.locator(".wide-drawing svg")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name=re.compile("^Lọc theo")).click()
    expect(choices).to_be_visible()
    facet(page, "Số sản phẩm OCOP")
    expect(choices).to_be_hidden()
    expect(page.locator(".count")).to_have_text("3 số liệu")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_on_the_page_of_figures_stand_out_enough(site: str, browser: Browser, scheme: str) -> None:
    """Contrast of at least 4.5 to 1 for the drawing's words, on its sheet."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site + "/facts")
    ratio = """([words, sheet, name]) => {
      const light = (css) => {
        const [r, g, b] = css.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
          .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const of = (q, n) => light(getComputedStyle(document.querySelector(q))[n]);
      const [a, b] = [of(words, name), of(sheet, "backgroundColor")].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    }"""
    for words in (".wide-drawing .tick text", ".wide-drawing .figure", ".wide-drawing .dot"):
        assert page.evaluate(ratio, [words, ".chart", "fill"]) >= 4.5, words
    assert page.evaluate(ratio, [".chart figcaption p", ".chart", "color"]) >= 4.5
    context.close()
