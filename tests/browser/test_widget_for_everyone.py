"""The widget for everyone: axe-core in every state, the keyboard alone, phones, 400 % zoom, any colour."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # tests/, when run alone

from widget_stage import Stage, answered, ask, launcher, panel, picture, stage

PHONE = {"width": 320, "height": 640}
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def site() -> Iterator[Stage]:
    with stage() as found:
        yield found


def _sound(page: Page, where: str = "dan-chung", only: str = "") -> None:
    """axe-core finds nothing wrong (by all its rules, or by one only)."""
    run = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": _TAGS}
    options = {"runOnly": run, "resultTypes": ["violations"]}
    found = Axe().run(page, context=where, options=options).response["violations"]
    assert found == [], [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]


def _open(page: Page) -> None:
    launcher(page).click()
    expect(panel(page).locator(".start button").first).to_be_visible()


def _waiting(page: Page) -> None:
    page.route("**/api/chat", lambda route: None)
    ask(page)
    expect(panel(page).locator(".dots")).to_be_visible()


def _error(page: Page) -> None:
    page.reload()
    if not panel(page).is_visible():
        launcher(page).click()
    page.route("**/api/chat", lambda route: route.abort())
    ask(page)
    expect(panel(page).locator(".notice")).to_be_visible()


def _answer(page: Page) -> None:
    page.unroute("**/api/chat")
    answered(page)


def _citation(page: Page) -> None:
    panel(page).get_by_role("button", name="Xem dẫn chứng 1").first.click()
    expect(panel(page).locator("mark").first).to_be_visible()


def _feedback(page: Page) -> None:
    panel(page).get_by_role("button", name="Không", exact=True).click()
    expect(panel(page).get_by_role("radio").first).to_be_visible()


def _thanks(page: Page) -> None:
    panel(page).get_by_role("button", name="Gửi góp ý").click()
    expect(panel(page).locator(".opinion").get_by_text("Cảm ơn bạn đã góp ý.")).to_be_visible()


def _partial(page: Page) -> None:
    answered(page, "list", "partial")


def _clarify(page: Page) -> None:
    answered(page, "which", "clarify")


def _not_found(page: Page) -> None:
    answered(page, "2019", "not_found")


def _cleared(page: Page) -> None:
    panel(page).get_by_role("button", name="Xóa cuộc trò chuyện").click()
    expect(panel(page).locator(".notice")).to_be_visible()


STATES = (
    _open, _waiting, _error, _answer, _citation, _feedback, _thanks, _partial, _clarify, _not_found, _cleared,
)  # fmt: skip
_SMALL = """(host) => [...host.shadowRoot.querySelectorAll(
  'a, button, input, summary, textarea')].filter((e) => {
  const label = e.closest('label') || e, box = label.getBoundingClientRect();
  return box.width && (box.height < 24 || box.width < 24);
}).map((e) => e.outerHTML)"""


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_axe_finds_nothing_in_any_state(site: Stage, browser: Browser, look: str) -> None:
    """One visit from state to state; all that can be pressed is large enough, and nothing is too wide."""
    context = browser.new_context(
        viewport=PHONE if look == "phone" else {"width": 1100, "height": 800},  # type: ignore[arg-type]
        color_scheme="dark" if look == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{site.host}/portal")
    picture(page, f"{look}_closed")
    _sound(page)
    for state in STATES:
        state(page)
        picture(page, look + state.__name__)
        _sound(page)
        assert page.locator("dan-chung").evaluate(_SMALL) == []
        if look == "phone":
            _fits(page)
    context.close()


_WIDE = """(host) => [...host.shadowRoot.querySelectorAll('.panel, .scroller, .head, .ask')]
  .filter((n) => n.scrollWidth > n.clientWidth + 1).map((n) => n.className || n.localName)"""


def _fits(page: Page) -> None:
    """Nothing of the panel is wider than it, and nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert page.locator("dan-chung").evaluate(_WIDE) == []


def test_any_colour_of_a_webmaster_can_be_read(site: Stage, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site.host}/portal")
    _open(page)
    answered(page)
    for theme in ("light", "dark"):
        page.evaluate(f"document.querySelector('dan-chung').dataset.theme = '{theme}'")
        for colour in ("#ffd23f", "#a6192e", "black", "white", "#7f7f7f", "rgb(0 255 255)"):
            page.evaluate(f"document.querySelector('dan-chung').dataset.color = '{colour}'")
            _citation(page)
            _sound(page, only="color-contrast")
        picture(page, f"colour-{theme}")


def test_axe_finds_nothing_on_the_page_for_webmasters_and_in_the_page(site: Stage, page: Page) -> None:
    page.goto(f"{site.server}/embed")
    _sound(page, "html")
    page.goto(f"{site.host}/inline")
    answered(page)
    _sound(page)


def _focused(page: Page) -> str:
    """Name of what has the focus, inside the widget or outside."""
    return str(
        page.evaluate(
            """() => { let e = document.activeElement;
              while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
              return e.getAttribute('aria-label') || e.textContent.slice(0, 60) || e.localName; }"""
        )
    )


def test_all_of_it_by_keyboard(site: Stage, page: Page) -> None:
    page.goto(f"{site.host}/portal")
    page.get_by_label("Tìm trên cổng").focus()
    page.keyboard.press("Tab")
    assert _focused(page) == "Hỏi về nông thôn mới, OCOP"
    page.keyboard.press("Enter")
    assert _focused(page) == "Câu hỏi của bạn"
    page.keyboard.type("Có bao nhiêu sản phẩm OCOP 4 sao?")
    page.keyboard.press("Enter")
    expect(panel(page).locator(".answered")).to_have_count(1)
    seen = []
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        seen.append(_focused(page))
        _has_a_visible_focus(page)
        if seen[-1] == "Giảm cỡ chữ":
            break
    for name in (
        "Kể tên các sản phẩm 4 sao",
        "Không",
        "Có",
        "Sao chép câu trả lời kèm nguồn",
        "Xem dẫn chứng 1",
        "Đóng",
    ):
        assert name in seen, name
    while _focused(page) != "Xem dẫn chứng 1":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(panel(page).locator("mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    assert _focused(page) == "Hỏi về nông thôn mới, OCOP"
    assert launcher(page).get_attribute("aria-expanded") == "false"


def _has_a_visible_focus(page: Page) -> None:
    shown = page.evaluate(
        """() => { let e = document.activeElement;
          while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
          const of = (n) => { const s = getComputedStyle(n);
            return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; };
          return of(e) || of(e.parentElement); }"""
    )
    assert shown, _focused(page)


def test_on_a_phone_it_fills_the_screen_and_the_page_waits_behind(site: Stage, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site.host}/portal?open=true")
    expect(panel(page)).to_be_hidden()  # a full screen is never taken unasked
    launcher(page).click()
    assert panel(page).bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    for _ in range(12):  # the focus stays inside
        page.keyboard.press("Tab")
        assert page.evaluate("['DAN-CHUNG', 'BODY'].includes(document.activeElement.nodeName)")
    answered(page)
    picture(page, "phone-390")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    launcher(page).click()
    page.set_viewport_size({"width": 1100, "height": 800})  # turned, or a window made larger
    expect(panel(page)).to_be_visible()
    box = panel(page).bounding_box()
    assert box and box["width"] < 500
    expect(panel(page).locator(".answered")).to_have_count(1)


def test_on_a_phone_a_page_that_was_made_for_desktops_gets_a_panel_that_can_be_read(
    site: Stage, browser: Browser
) -> None:
    """Without a viewport in its head a page is laid out 980 wide and shown at 40 %; the panel is not."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        screen={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{site.host}/unready")
    assert page.evaluate("innerWidth") == 980
    shown = 390 / 980
    box = launcher(page).bounding_box()
    assert box and box["width"] * shown > 44
    launcher(page).tap()
    answered(page)
    picture(page, "phone-unready")
    assert page.evaluate("Math.abs(innerWidth - 980) < 2")
    box = panel(page).bounding_box()
    assert box and abs(box["width"] - 980) < 2 and box["height"] > 2000
    tall = "(e) => parseFloat(getComputedStyle(e).lineHeight) * e.currentCSSZoom"
    line = panel(page).locator(".text").evaluate(tall)
    assert line * shown > 20  # however many lines the fonts at hand make of it
    assert page.locator("dan-chung").evaluate(_WIDE) == []
    context.close()


def test_a_keyboard_on_the_screen_covers_nothing(site: Stage, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site.host}/portal")
    launcher(page).click()
    page.evaluate("""() => { Object.defineProperty(visualViewport, 'height', { value: 500 });
      visualViewport.dispatchEvent(new Event('resize')); }""")
    assert panel(page).bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 500}
    box = panel(page).locator(".ask textarea").bounding_box()
    assert box and box["y"] + box["height"] < 500


def test_at_400_percent_zoom_all_of_it_can_be_reached(site: Stage, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 × 1024 at 400 %
    page.goto(f"{site.host}/portal")
    launcher(page).click()
    answer = answered(page)
    _fits(page)
    for part in (
        panel(page).get_by_role("button", name="Đóng"),
        answer.get_by_role("button", name="Xem dẫn chứng 2"),
        answer.get_by_role("button", name="Không", exact=True),
        panel(page).locator(".ask textarea"),
    ):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport(ratio=1)
    picture(page, "zoom-400")


def test_everything_can_be_read_with_text_twice_as_large(site: Stage, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site.host}/portal")
    launcher(page).click()
    for _ in range(6):
        panel(page).get_by_role("button", name="Tăng cỡ chữ").click()
    answered(page)
    picture(page, "phone-text-200")
    _fits(page)
    _sound(page)


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_nothing_moves_for_those_who_want_it_still(site: Stage, page: Page, motion: Any, moves: bool) -> None:
    page.emulate_media(reduced_motion=motion)
    page.goto(f"{site.host}/portal")
    _open(page)
    _waiting(page)
    running = "(host) => host.shadowRoot.getAnimations().some((a) => a.playState === 'running')"
    assert page.locator("dan-chung").evaluate(running) is moves


def test_names_and_places_for_screen_readers(site: Stage, page: Page) -> None:
    page.goto(f"{site.host}/portal")
    _open(page)
    answered(page)
    expect(page.get_by_role("dialog", name="Dẫn Chứng")).to_be_visible()
    expect(page.get_by_role("region", name="Cuộc trò chuyện")).to_be_visible()
    expect(
        panel(page).get_by_role("heading", name="Bạn hỏi: Có bao nhiêu sản phẩm OCOP 4 sao?")
    ).to_be_visible()
    expect(panel(page).locator("[role=status]")).to_have_text(
        "Câu trả lời: Toàn tỉnh Bắc Kạn hiện có 18 sản phẩm OCOP 4 sao; riêng năm 2023 thêm 4. "
        "Số dẫn chứng: 2."
    )
