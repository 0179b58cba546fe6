"""The site in a real browser: ask, read the answer, open its evidence, with and without JavaScript."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # tests/, when run alone

import served
from bench import serving
from web_fakes import EVIL, FakeAssistant, fake_app

QUESTION = "How many 4-star OCOP products exist?"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole product over the shipped bulletins, as people start it."""
    with served.product(tmp_path_factory.mktemp("data") / "store") as (_, address):
        yield address


@pytest.fixture(scope="module")
def staged() -> Iterator[str]:
    """The site with an assistant that says what the test needs."""

    class Failing(FakeAssistant):
        def examples(self, language: str) -> tuple[str, ...]:
            return (*super().examples(language), "boom")

        def ask(self, message: str, **options: str | None) -> object:  # type: ignore[override]
            if "boom" in message:
                raise RuntimeError("on purpose")
            return super().ask(message, **options)

    app = fake_app(assistant=Failing(), message_length=60)
    app.testing = False
    with serving.staged(app) as address:
        yield address


def _ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")


def _read_the_evidence(page: Page) -> None:
    """From an answer on 18 products to the marked words in the bulletin."""
    answer = page.locator(".answer").last
    expect(answer.locator(".text")).to_contain_text("18")
    expect(answer.locator(".cards mark").first).to_contain_text("18 sản phẩm OCOP 4 sao")
    answer.locator(".cards a.read").first.click()
    expect(page).to_have_url(re.compile(r"/bulletins/.+\?cite=\d+(?::|%3A)\d+-\d+&words=\d+-\d+#p\d+$"))
    mark = page.locator("article mark")
    expect(mark).to_contain_text("18 sản phẩm OCOP 4 sao")
    expect(mark).to_be_in_viewport()


def test_a_citizen_asks_and_checks(site: str, page: Page) -> None:
    page.goto(site)
    _ask(page, QUESTION)
    expect(page.locator(".answered")).to_have_count(1)
    expect(page.locator("#announce")).to_contain_text("18")
    expect(page.get_by_role("textbox")).to_have_value("")
    expect(page.get_by_role("textbox")).to_be_focused()
    _read_the_evidence(page)
    page.go_back()
    expect(page.locator(".question .asked")).to_have_text(QUESTION)


def test_a_citizen_without_javascript_asks_and_checks(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_role("textbox").fill(QUESTION)
    page.get_by_role("button").click()
    expect(page.locator(".question .asked")).to_have_text(QUESTION)
    _read_the_evidence(page)
    context.close()


def test_every_page_opens_and_fits_a_narrow_phone(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    for address in ("/", "/?q=" + QUESTION, "/bulletins", "/facts", "/facts?lang=en", "/nowhere"):
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    page.goto(site + "/bulletins")
    page.locator(".shelf a").first.click()
    expect(page.locator("article h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_conversation_goes_on_in_the_page(staged: str, page: Page) -> None:
    page.goto(staged)
    page.get_by_role("link", name="Có bao nhiêu sản phẩm OCOP 4 sao?").click()
    expect(page.locator(".answer").first).to_be_focused()
    page.get_by_role("link", name="Kể tên các sản phẩm 4 sao").click()
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator(".partial ul").first.locator("li")).to_have_count(4)
    expect(page).to_have_url(re.compile("conversation=talk-1"))
    page.reload()
    expect(page.locator(".exchange")).to_have_count(1)
    page.locator("a.cite").first.click()
    expect(page.locator(".cards li").first).to_be_in_viewport()


def test_the_english_page_answers_in_english_with_english_dates(staged: str, page: Page) -> None:
    page.goto(staged)
    page.get_by_role("link", name="English").click()
    _ask(page, QUESTION)
    expect(page.locator(".where").first).to_have_text("13 March 2024 · paragraph 4")
    page.get_by_role("link", name="Read the bulletin").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("failure", ["offline", "nonsense"])
def test_when_the_server_is_down_the_question_is_kept(staged: str, page: Page, failure: str) -> None:
    def fail(route: Route) -> None:
        route.abort() if failure == "offline" else route.fulfill(status=502, body="<h1>Bad gateway</h1>")

    page.goto(staged)
    page.route("**/api/chat", fail)
    _ask(page, "Câu hỏi quan trọng")
    expect(page.get_by_text("Chưa kết nối được với máy chủ")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("Câu hỏi quan trọng")
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#hero")).to_be_visible()
    page.unroute("**/api/chat")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".answered")).to_have_count(1)
    expect(page.locator("#notice")).to_be_hidden()


def test_a_fault_is_said_kindly_and_an_example_is_kept_too(staged: str, page: Page) -> None:
    page.goto(staged)
    page.get_by_role("link", name="boom").click()
    expect(page.get_by_text("Lỗi này thuộc về hệ thống")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("boom")


def test_too_long_a_question_is_kept_and_explained(staged: str, page: Page) -> None:
    page.goto(staged)
    _ask(page, "x" * 61)
    expect(page.get_by_text("Câu hỏi dài nhất là 60 ký tự")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("x" * 61)


def test_enter_belongs_to_the_input_method_while_it_composes(staged: str, page: Page) -> None:
    page.goto(staged)
    page.get_by_role("textbox").fill("x")
    event = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"
    assert page.evaluate(f"document.getElementById('q').dispatchEvent({event})") is True
    expect(page.locator(".exchange")).to_have_count(0)


def test_hostile_text_stays_text(staged: str, page: Page) -> None:
    page.goto(staged)
    _ask(page, "evil <b>x</b>")
    expect(page.locator(".text b")).to_have_text(EVIL)
    expect(page.locator(".question .asked")).to_have_text("evil <b>x</b>")
    expect(page.locator("a.portal")).to_have_count(0)
    page.get_by_role("link", name="Đọc bản tin").click()
    expect(page.locator("article h1")).to_have_text(EVIL)
    expect(page.locator("article mark")).to_have_text("alert(1)")


def test_all_of_it_by_keyboard(staged: str, page: Page) -> None:
    page.goto(staged + "/bulletins")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".shelf a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_be_visible()


def test_what_can_be_pressed_is_large_enough(staged: str, page: Page) -> None:
    small = """[...document.querySelectorAll('a, button, input, select, textarea')].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width && getComputedStyle(e).clipPath === 'none' && (box.height < 24 || box.width < 24)
        && !e.matches('td a, p:not(.links, .tools, .again, .crumb, .do) > a:not(.cite, .n), svg a');
    }).map((e) => e.outerHTML)"""
    for address in ("/", "/?q=list", "/bulletins", "/bulletins/tong-ket-2023", "/facts", "/nowhere"):
        page.goto(staged + address)
        assert page.evaluate(small) == [], address


@pytest.mark.parametrize("scripted", [True, False])
def test_how_a_question_was_understood_can_be_unfolded(site: str, browser: Browser, scripted: bool) -> None:
    context = browser.new_context(java_script_enabled=scripted)
    page = context.new_page()
    page.goto(f"{site}/?lang=en")
    page.get_by_role("textbox").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    how = page.locator(".answer details.how").last
    expect(how.locator("dl")).to_be_hidden()
    how.locator("summary").click()
    expect(how.locator("dl")).to_contain_text("4 stars")
    expect(how.locator("li.chosen").first).to_contain_text("18 sản phẩm OCOP 4 sao")
    context.close()
