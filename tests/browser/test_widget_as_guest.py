"""The widget on pages that make a guest's life hard, and what it leaves alone on them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Request, Route, expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # tests/, when run alone

from widget_stage import QUESTION, Stage, answered, ask, launcher, panel, picture, stage


@pytest.fixture(scope="module")
def site() -> Iterator[Stage]:
    with stage() as found:
        yield found


def _whole_visit(page: Page | FrameLocator) -> None:
    """Ask, read the evidence, say that it helped."""
    launcher(page).click()
    answer = answered(page)
    answer.get_by_role("button", name="Xem dẫn chứng 1").click()
    expect(answer.locator("mark").first).to_have_text("18 sản phẩm OCOP 4 sao")
    expect(answer.locator("mark").first).to_be_visible()
    answer.get_by_role("button", name="Có", exact=True).click()
    expect(answer.get_by_text("Cảm ơn bạn đã góp ý.")).to_be_visible()


@pytest.mark.parametrize("name", ["resets", "patched", "strict", "quirks", "rtl", "twice"])
def test_a_whole_visit_on_a_hostile_page(site: Stage, page: Page, name: str) -> None:
    page.goto(f"{site.host}/{name}")
    expect(page.locator("dan-chung")).to_have_count(1)
    _whole_visit(page)
    picture(page, f"host-{name}")
    page.reload()
    expect(panel(page).locator(".question")).to_contain_text(QUESTION)  # storage works here too
    box = launcher(page).bounding_box()
    assert box and box["y"] > 650 and (box["x"] < 100) == (name == "rtl")
    if name == "patched":  # there nobody but the widget can look
        return
    style = launcher(page).evaluate(
        "(e) => { const s = getComputedStyle(e); return [s.color, s.direction, s.textTransform]; }"
    )
    assert style == ["rgb(255, 255, 255)", "ltr", "none"]


def test_under_the_strictest_policy_nothing_is_reported(site: Stage, page: Page) -> None:
    page.add_init_script(
        "window.broken = [];"
        "document.addEventListener('securitypolicyviolation', (e) => broken.push(e.violatedDirective));"
    )
    page.goto(f"{site.host}/strict?color=%23a6192e")
    _whole_visit(page)
    assert page.evaluate("broken") == []


def test_inside_the_one_form_of_an_old_portal(site: Stage, page: Page) -> None:
    """Old SharePoint: the page is one form, Enter is its shortcut, the language has got additions."""
    page.set_viewport_size({"width": 1100, "height": 1000})
    page.goto(f"{site.host}/sharepoint")
    answer = answered(page)
    answer.get_by_role("button", name="Xem dẫn chứng 1").click()
    expect(answer.locator("mark").first).to_have_text("18 sản phẩm OCOP 4 sao")
    answer.get_by_role("button", name="Không", exact=True).click()
    answer.get_by_role("button", name="Gửi góp ý").click()
    expect(answer.get_by_text("Cảm ơn bạn đã góp ý.")).to_be_visible()
    assert page.title() == "Cổng thông tin" and page.evaluate("loaded") is True
    picture(page, "host-sharepoint")


def test_in_a_browser_without_the_newest_means(site: Stage, page: Page) -> None:
    """No popovers, no constructed style sheets, no view of the keyboard: still a whole visit."""
    page.add_init_script(
        """for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover'])
          delete HTMLElement.prototype[name];
        delete CSSStyleSheet.prototype.replaceSync; CSS.supports = () => false;
        for (const name of ['visualViewport', 'speechSynthesis', 'IntersectionObserver'])
          delete window[name];"""
    )
    page.goto(f"{site.host}/portal")
    _whole_visit(page)
    picture(page, "old-browser")
    box = panel(page).locator(".ask textarea")
    height = "(e) => e.offsetHeight"
    low = box.evaluate(height)
    box.fill("Một câu hỏi dài " * 6)
    assert box.evaluate(height) > 1.5 * low  # it grows with what is written
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_in_a_frame(site: Stage, page: Page) -> None:
    page.set_viewport_size({"width": 1100, "height": 1200})
    page.goto(f"{site.host}/frame")
    _whole_visit(page.frame_locator("iframe"))


def test_in_a_sandbox_without_storage_and_without_an_origin_it_is_kind(site: Stage, page: Page) -> None:
    page.goto(f"{site.host}/sandbox")
    frame = page.frame_locator("iframe")
    launcher(frame).click()
    ask(frame)
    expect(panel(frame).locator(".notice")).to_contain_text("Chưa kết nối được với máy chủ hỏi đáp")
    expect(panel(frame).locator(".ask textarea")).to_have_value(QUESTION)


def test_storage_refused_is_no_obstacle(site: Stage, page: Page) -> None:
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page.goto(f"{site.host}/portal")
    _whole_visit(page)
    panel(page).get_by_role("button", name="Đóng").click()
    launcher(page).click()
    expect(panel(page).locator(".answered")).to_have_count(1)


def test_a_modal_of_the_page_stays_above_the_button_and_cannot_take_the_focus(
    site: Stage, page: Page
) -> None:
    page.goto(f"{site.host}/modal")
    box = launcher(page).bounding_box()
    assert box
    at = f"document.elementFromPoint({box['x'] + 20}, {box['y'] + 20}).id"
    assert page.evaluate(at) == "modal"  # the guest does not reach over it
    launcher(page).evaluate("(e) => e.click()")  # by keyboard or screen reader
    answered(page)  # what was opened lies above, and keeps the focus while the page's trap is set
    expect(panel(page).locator(".ask textarea")).to_be_focused()
    assert page.title() == "Cổng thông tin"  # and what is typed is no shortcut of the page
    picture(page, "host-modal")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Đã hiểu").click()
    launcher(page).click()
    expect(panel(page)).to_be_visible()


def test_standing_in_the_page_it_keeps_its_place_and_no_button_floats(site: Stage, page: Page) -> None:
    page.set_viewport_size({"width": 1100, "height": 1000})
    page.add_init_script(_SHIFTS)
    page.goto(f"{site.host}/inline")
    expect(panel(page).locator(".start button").first).to_be_visible()
    expect(launcher(page)).to_have_count(0)
    answered(page)
    box = page.locator("dan-chung").bounding_box()
    assert box and box["height"] == 38 * 16
    assert page.evaluate("shifts") == 0
    assert page.evaluate("scrollY") == 0
    picture(page, "inline")


# Cumulative layout shift, as browsers define it: what moves right after a key or click is meant.
_SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) shifts += e.value;
}).observe({ type: "layout-shift", buffered: true });"""


def test_what_it_leaves_alone(site: Stage, page: Page) -> None:
    """No layout shift, no name in the page's scope, one child of the page, no cookie, no key."""
    page.add_init_script(_SHIFTS + "window.before = new Set(Object.getOwnPropertyNames(window));")
    page.goto(f"{site.host}/portal")
    expect(launcher(page)).to_be_visible()
    assert (
        page.evaluate("Object.getOwnPropertyNames(window).filter((n) => !before.has(n) && n !== 'before')")
        == []
    )
    assert page.evaluate("[...document.querySelectorAll('body > *')].map((e) => e.localName).slice(-2)") == [
        "script",
        "dan-chung",
    ]
    page.evaluate(
        """() => { for (const t of ['keydown', 'focusin'])
          document.addEventListener(t, () => { document.title = t; }); }"""
    )
    launcher(page).click()
    title = page.title()
    ask(page)
    expect(panel(page).locator(".answered")).to_have_count(1)
    assert page.title() == title
    assert page.evaluate("shifts") == 0
    assert page.evaluate("document.cookie") == ""


def test_what_it_loads_and_when(site: Stage, page: Page) -> None:
    """One file with the page; the rest on demand; nothing from anybody else."""
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request))
    page.goto(f"{site.host}/portal", wait_until="networkidle")

    def loaded() -> list[str]:
        found = [r.url.removeprefix(site.server) for r in seen if not r.url.startswith(site.host)]
        seen.clear()
        return found

    assert loaded() == ["/widget.js"]
    launcher(page).click()
    expect(panel(page).locator(".start button").first).to_be_visible()
    assert loaded() == ["/api/widget?lang=vi"]
    answered(page)
    assert loaded() == ["/api/chat"]
    answered(page, "Còn 3 sao?")
    assert loaded() == ["/api/chat"]


@pytest.mark.parametrize("down", ["refused", "500", "nonsense"])
def test_without_its_server_the_page_is_as_it_was(site: Stage, page: Page, down: str) -> None:
    page.route(
        "**/widget.js*",
        lambda route: (
            route.abort()
            if down == "refused"
            else route.fulfill(
                status=500 if down == "500" else 200, body="<h1>Bad gateway</h1>" * (down == "500")
            )
        ),
    )
    page.goto(f"{site.host}/portal")
    expect(page.get_by_text("Hiện nay, toàn tỉnh có 218")).to_be_visible()
    expect(page.locator("dan-chung")).to_have_count(0)


def test_a_slow_server_does_not_hold_up_the_page(site: Stage, page: Page) -> None:
    held: list[Route] = []
    page.add_init_script("document.addEventListener('DOMContentLoaded', () => { document.title = 'ready'; })")
    page.route("**/widget.js", lambda route: held.append(route))
    page.goto(f"{site.host}/portal", wait_until="commit")
    expect(page).to_have_title("ready")  # the page's own scripts have begun
    expect(page.get_by_text("Hiện nay, toàn tỉnh có 218")).to_be_visible()
    assert held
    held[0].continue_()
    expect(launcher(page)).to_be_visible()


def test_a_portal_that_is_not_listed_is_told_kindly(browser: Browser, page: Page) -> None:
    with stage(allowed_origins=()) as closed:
        page.goto(f"{closed.host}/portal")
        launcher(page).click()
        ask(page)
        expect(panel(page).locator(".notice")).to_contain_text("Chưa kết nối được với máy chủ hỏi đáp")
        assert closed.assistant.asked == []


def test_while_an_answer_is_read_the_page_does_not_scroll(site: Stage, page: Page) -> None:
    page.goto(f"{site.host}/portal")
    page.evaluate("document.body.style.height = '4000px'")
    page.evaluate("scrollTo(0, 300)")
    launcher(page).click()
    answered(page)
    panel(page).locator(".scroller").hover()
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 300
