"""The widget in a real browser, on a portal's page of another origin: what a citizen does with it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # tests/, when run alone

from web_fakes import EVIL
from widget_stage import QUESTION, Stage, answered, ask, launcher, panel, picture, stage


@pytest.fixture(scope="module")
def site() -> Iterator[Stage]:
    with stage(message_length=60) as found:
        yield found


@pytest.fixture
def portal(site: Stage, page: Page) -> Page:
    """The portal's page with the panel open."""
    page.goto(f"{site.host}/portal")
    launcher(page).click()
    expect(panel(page)).to_be_visible()
    return page


def _changed(page: Page, **changes: Any) -> None:
    """Change what the server answers from now on."""

    def change(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | changes)

    page.route("**/api/chat", change)


def test_a_citizen_asks_and_reads_the_evidence(site: Stage, portal: Page) -> None:
    picture(portal, "open")
    answer = answered(portal)
    expect(answer.locator(".text")).to_contain_text("18 sản phẩm OCOP 4 sao")
    expect(panel(portal).get_by_role("status")).to_contain_text("Số dẫn chứng: 2")
    expect(panel(portal).locator(".ask textarea")).to_be_focused()
    expect(panel(portal).locator(".ask textarea")).to_have_value("")
    picture(portal, "answer")
    answer.get_by_role("button", name="Xem dẫn chứng 1").click()
    evidence = answer.locator("details").first
    expect(evidence.locator("mark")).to_have_text("18 sản phẩm OCOP 4 sao")
    expect(evidence.locator("blockquote")).to_contain_text("Hiện nay, toàn tỉnh có 218 sản phẩm")
    expect(evidence).to_contain_text("UBND tỉnh tổng kết Chương trình MTQG")
    expect(evidence).to_contain_text("13/03/2024 · đoạn 4")
    expect(evidence.locator("summary")).to_be_focused()
    away = evidence.get_by_role("link", name="Mở trên cổng")
    expect(away).to_have_attribute("href", "https://portal.example.gov.vn/ban-tin/1")
    expect(away).to_have_attribute("rel", "noopener")
    picture(portal, "citation")
    with portal.expect_popup() as opened:
        evidence.get_by_role("link", name="Đọc tại đây").click()
    expect(opened.value.locator("article mark")).to_have_text("18 sản phẩm OCOP 4 sao")


def test_a_suggestion_goes_on_with_the_conversation(site: Stage, portal: Page) -> None:
    answered(portal)
    panel(portal).get_by_role("button", name="Kể tên các sản phẩm 4 sao").click()
    answer = panel(portal).locator(".answer").last
    expect(answer.locator(".text li")).to_have_count(4)
    expect(answer).to_be_focused()
    expect(answer.locator(".status")).to_have_text("Trả lời được một phần")
    assert site.assistant.asked[-1] == ("Kể tên các sản phẩm 4 sao", None, "talk-1")
    picture(portal, "partial")


def test_an_example_is_pressed(portal: Page) -> None:
    panel(portal).locator(".start button").first.click()
    expect(panel(portal).locator(".answered")).to_have_count(1)
    expect(panel(portal).locator(".start")).to_be_hidden()


def test_where_two_readings_are_possible_both_are_offered(site: Stage, portal: Page) -> None:
    _changed(portal, choices=["Sản phẩm hiện có", "Sản phẩm mới được công nhận"])
    answer = answered(portal, "which", "clarify")
    expect(answer.locator(".choices button")).to_have_count(2)
    expect(answer.locator(".opinion")).to_have_count(0)
    picture(portal, "clarify")
    answer.get_by_role("button", name="Sản phẩm hiện có").click()
    expect(panel(portal).locator(".answered")).to_have_count(1)
    assert site.assistant.asked[-1][0] == "Sản phẩm hiện có"


def test_where_nothing_is_found_it_says_whom_to_call(portal: Page) -> None:
    answer = answered(portal, "Năm 2019?", "not_found")
    expect(answer.locator(".contact")).to_contain_text("xin liên hệ: Văn phòng Điều phối NTM")
    expect(answer.get_by_role("link", name="0209 3870 000")).to_have_attribute("href", "tel:02093870000")
    expect(answer.locator(".sources")).to_have_count(0)
    picture(portal, "not-found")
    portal.reload()
    expect(panel(portal).get_by_role("link", name="0209 3870 000")).to_be_visible()


def test_a_citizen_says_that_it_helped(site: Stage, portal: Page) -> None:
    answer = answered(portal)
    answer.get_by_role("button", name="Có", exact=True).click()
    thanks = answer.get_by_text("Cảm ơn bạn đã góp ý.")
    expect(thanks).to_be_focused()
    kept = site.store.opinions[-1]
    assert (kept.helped, kept.question, kept.status, kept.conversation) == (
        True,
        QUESTION,
        "answered",
        "talk-1",
    )
    portal.reload()
    expect(panel(portal).get_by_text("Cảm ơn bạn đã góp ý.")).to_be_visible()


def test_a_citizen_says_why_it_did_not_help(site: Stage, portal: Page) -> None:
    answer = answered(portal)
    answer.get_by_role("button", name="Không", exact=True).click()
    expect(answer.get_by_role("radio").first).to_be_focused()
    answer.get_by_label("Nguồn không đúng").check()
    answer.get_by_label("Ghi thêm").fill("Bản tin khác, gọi 0912 345 678")
    picture(portal, "feedback")
    answer.get_by_role("button", name="Gửi góp ý").click()
    expect(answer.get_by_text("Cảm ơn bạn đã góp ý.")).to_be_visible()
    kept = site.store.opinions[-1]
    assert (kept.helped, kept.reason, kept.note) == (False, "wrong_source", "Bản tin khác, gọi […]")


def test_an_opinion_that_cannot_be_sent_is_not_lost(portal: Page) -> None:
    portal.route("**/api/feedback", lambda route: route.abort())
    answer = answered(portal)
    answer.get_by_role("button", name="Có", exact=True).click()
    expect(answer.get_by_text("Chưa gửi được góp ý.")).to_be_visible()
    portal.unroute("**/api/feedback")
    answer.get_by_role("button", name="Có", exact=True).click()
    expect(answer.get_by_text("Cảm ơn bạn đã góp ý.")).to_be_visible()


@pytest.mark.parametrize("allowed", [True, False])
def test_an_answer_is_copied_with_its_source(portal: Page, allowed: bool) -> None:
    portal.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if not allowed:
        portal.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    answer = answered(portal)
    answer.get_by_role("button", name="Sao chép câu trả lời kèm nguồn").click()
    expect(panel(portal).get_by_text("Đã sao chép").last).to_be_visible()
    text = portal.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert text.startswith(f"{QUESTION}\n\nToàn tỉnh Bắc Kạn hiện có 18 sản phẩm OCOP 4 sao [1];")
    assert "\n\nDẫn chứng:\n[1] “Hiện nay, toàn tỉnh có 218" in text
    assert "13/03/2024, đoạn 4. https://portal.example.gov.vn/ban-tin/1" in text


_VOICES = """
window.said = [];
const voices = [{ lang: 'vi-VN' }];
Object.defineProperty(window, 'speechSynthesis', { value: Object.assign(new EventTarget(), {
  getVoices: () => voices, speak: (u) => said.push(u), cancel: () => said.push('silence') }) });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
window.SpeechRecognition = function () {
  window.ear = this; this.start = () => 0; this.stop = () => this.onend(); };
"""


def test_an_answer_is_read_aloud(site: Stage, page: Page) -> None:
    page.add_init_script(_VOICES)
    page.goto(f"{site.host}/portal")
    launcher(page).click()
    button = answered(page).get_by_role("button", name="Nghe đọc câu trả lời")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    text, language = page.evaluate("[said.at(-1).text, said.at(-1).lang]")
    assert language == "vi-VN" and text.startswith("Toàn tỉnh Bắc Kạn hiện có 18 sản phẩm OCOP 4 sao;")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("said.at(-1)") == "silence"


def test_where_no_voice_speaks_the_language_nothing_is_offered(portal: Page) -> None:
    portal.evaluate("() => { speechSynthesis.getVoices = () => [{ lang: 'fr-FR' }]; }")
    answer = answered(portal)
    expect(answer.get_by_role("button", name="Sao chép câu trả lời kèm nguồn")).to_be_visible()
    expect(answer.get_by_role("button", name="Nghe đọc câu trả lời")).to_have_count(0)


def test_a_question_is_dictated(site: Stage, page: Page) -> None:
    page.add_init_script(_VOICES)
    page.goto(f"{site.host}/portal")
    launcher(page).click()
    button = panel(page).get_by_role("button", name="Nói câu hỏi")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("ear.lang") == "vi-VN"
    page.evaluate("ear.onresult({ results: [[{ transcript: 'Có bao nhiêu ' }], [{ transcript: 'xã' }]] })")
    expect(panel(page).locator(".ask textarea")).to_have_value("Có bao nhiêu xã")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    page.evaluate("ear.onerror({ error: 'not-allowed' }); ear.onend()")
    expect(panel(page).locator(".notice")).to_contain_text("Xin kiểm tra micrô")


def test_the_text_size_stays_as_it_was_chosen(portal: Page) -> None:
    def size() -> float:
        return float(
            portal.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('dan-chung')"
                ".shadowRoot.querySelector('.panel')).fontSize)"
            )
        )

    before = size()
    for _ in range(2):
        panel(portal).get_by_role("button", name="Tăng cỡ chữ").click()
    assert size() == before * 1.25
    picture(portal, "large-text")
    portal.reload()
    expect(panel(portal)).to_be_visible()
    assert size() == before * 1.25
    for _ in range(9):
        panel(portal).get_by_role("button", name="Giảm cỡ chữ").click()
    assert size() == before * 0.875


def test_the_conversation_is_found_again_on_another_page_and_can_be_cleared(
    site: Stage, portal: Page
) -> None:
    answered(portal)
    portal.get_by_role("link", name="Tin tức").click()
    expect(panel(portal).locator(".question")).to_contain_text(QUESTION)
    assert portal.evaluate("document.activeElement === document.body")
    other = portal.context.new_page()
    other.goto(f"{site.host}/portal")
    expect(panel(other).locator(".answered .text")).to_contain_text("18")
    answered(other, "Còn 3 sao?")
    expect(panel(portal).locator(".exchange")).to_have_count(2)  # the first tab has heard of it
    assert site.assistant.asked[-1][2] == "talk-1"
    panel(portal).get_by_role("button", name="Xóa cuộc trò chuyện").click()
    expect(panel(portal).locator(".exchange")).to_have_count(0)
    expect(panel(portal).locator(".start")).to_be_visible()
    panel(portal).get_by_role("button", name="Hoàn tác").click()
    expect(panel(portal).locator(".exchange")).to_have_count(2)
    panel(portal).get_by_role("button", name="Xóa cuộc trò chuyện").click()
    portal.reload()
    expect(panel(portal).locator(".exchange")).to_have_count(0)


def test_what_is_half_written_survives_what_happens_in_other_tabs(site: Stage, portal: Page) -> None:
    answer = answered(portal)
    answer.get_by_role("button", name="Không", exact=True).click()
    answer.get_by_label("Ghi thêm").fill("Con số này")
    other = portal.context.new_page()
    other.goto(f"{site.host}/portal")
    panel(other).get_by_role("button", name="Tăng cỡ chữ").click()
    panel(other).get_by_role("button", name="Đóng").click()
    portal.wait_for_timeout(200)
    expect(answer.get_by_label("Ghi thêm")).to_have_value("Con số này")


def test_an_answer_that_comes_after_the_language_was_changed_is_shown(portal: Page) -> None:
    held: list[Route] = []
    portal.route("**/api/chat", lambda route: held.append(route))
    ask(portal)
    expect(panel(portal).locator(".dots")).to_be_visible()
    panel(portal).get_by_role("button", name="English").click()
    expect(panel(portal).locator(".start")).to_be_visible()
    held[0].continue_()
    expect(panel(portal).locator(".answered .text")).to_contain_text("18")


def test_on_a_shared_computer_it_is_forgotten_with_the_tab(site: Stage, page: Page) -> None:
    page.goto(f"{site.host}/portal?memory=tab")
    launcher(page).click()
    answered(page)
    page.reload()
    expect(panel(page).locator(".exchange")).to_have_count(1)
    other = page.context.new_page()
    other.goto(f"{site.host}/portal?memory=tab")
    launcher(other).click()
    expect(panel(other).locator(".start")).to_be_visible()
    assert other.evaluate("localStorage.length") == 0


def test_an_old_or_spoilt_conversation_is_dropped(site: Stage, portal: Page) -> None:
    answered(portal)
    key = f"dan-chung:{site.server}"
    for spoil in ("kept.at -= 25 * 3600e3", "kept.talk[0].a = null", "kept.talk = 5"):
        portal.evaluate(f"""(() => {{ const kept = JSON.parse(localStorage['{key}']); {spoil};
          localStorage['{key}'] = JSON.stringify(kept); }})()""")
        portal.reload()
        if not panel(portal).is_visible():
            launcher(portal).click()
        expect(panel(portal).locator(".start")).to_be_visible()
        answered(portal)


def test_the_widget_speaks_the_language_of_the_page_or_the_one_chosen(site: Stage, page: Page) -> None:
    page.goto(f"{site.host}/portal?language=en")
    launcher(page).click()
    answer = answered(page, "How many 4-star products?")
    expect(answer).to_have_attribute("lang", "en")
    assert site.assistant.asked[-1][1] == "en"
    answer.get_by_role("button", name="Show evidence 1").click()
    expect(answer.locator("details").first).to_contain_text("13 March 2024 · paragraph 4")
    expect(answer.get_by_role("link", name="Read it here").first).to_have_attribute(
        "href", re.compile(r"words=\d+-\d+&lang=en#p4$")
    )
    picture(page, "english")
    panel(page).get_by_role("button", name="Tiếng Việt").click()
    expect(panel(page).get_by_text("Hỏi đáp nông thôn mới, OCOP")).to_be_visible()
    page.reload()
    expect(panel(page).locator(".ask textarea")).to_have_attribute("placeholder", "Nhập câu hỏi…")


def test_hostile_text_stays_text(site: Stage, portal: Page) -> None:
    answer = answered(portal, "evil <b>x</b>")
    expect(answer.locator(".text b")).to_have_text(EVIL)
    expect(panel(portal).locator(".question")).to_contain_text("evil <b>x</b>")
    answer.get_by_role("button", name="Xem dẫn chứng 1").click()
    expect(answer.locator("mark")).to_have_text("alert(1)")
    expect(answer.get_by_role("link", name="Mở trên cổng")).to_have_count(0)  # javascript: is no address
    expect(answer.locator("cite")).to_have_text(EVIL)


@pytest.mark.parametrize("failure", ["down", "nonsense", "fault"])
def test_when_the_server_fails_the_question_is_kept(portal: Page, failure: str) -> None:
    problem = json.dumps({"detail": "Máy chủ gặp trục trặc."})

    def fail(route: Route) -> None:
        headers = {"Access-Control-Allow-Origin": "*"}
        if failure == "down":
            route.abort()
        elif failure == "nonsense":
            route.fulfill(status=502, body="<h1>Bad gateway</h1>", headers=headers)
        else:
            route.fulfill(status=500, body=problem, headers=headers)

    portal.route("**/api/chat", fail)
    ask(portal)
    said = "Máy chủ gặp trục trặc" if failure == "fault" else "Chưa kết nối được với máy chủ"
    expect(panel(portal).locator(".notice")).to_contain_text(said)
    expect(panel(portal).locator(".ask textarea")).to_have_value(QUESTION)
    expect(panel(portal).locator(".start")).to_be_visible()
    picture(portal, f"error-{failure}")
    portal.unroute("**/api/chat")
    panel(portal).get_by_role("button", name="Thử lại").click()
    expect(panel(portal).locator(".answered")).to_have_count(1)
    expect(panel(portal).locator(".notice")).to_be_hidden()


def test_offline_is_told_as_such(portal: Page) -> None:
    portal.context.set_offline(True)
    ask(portal)
    expect(panel(portal).locator(".notice")).to_contain_text("Thiết bị đang mất mạng")
    portal.context.set_offline(False)


# Time passes ten times as fast (a proxy of a native function is native to all who ask).
_HASTE = (
    """window.setTimeout = new Proxy(setTimeout, { apply: (set, _, [what, ms]) => set(what, ms / 10) });"""
)


def test_waiting_is_shown_and_explained_when_it_takes_long(site: Stage, page: Page) -> None:
    held: list[Route] = []
    page.add_init_script(_HASTE)
    page.goto(f"{site.host}/portal")
    launcher(page).click()
    page.route("**/api/chat", lambda route: held.append(route))
    ask(page)
    expect(panel(page).locator(".answer")).to_contain_text("Đang tìm trong các bản tin…")
    ask(page, "Một câu khác")  # not while one is under way
    picture(page, "waiting")
    expect(panel(page).locator(".answer")).to_contain_text("Máy chủ trả lời chậm hơn thường lệ")
    expect(panel(page).locator(".notice")).to_contain_text("Chưa kết nối được với máy chủ")
    assert len(held) == 1
    expect(panel(page).locator(".ask textarea")).to_have_value("Một câu khác")


def test_too_long_a_question_is_kept_and_explained(site: Stage, portal: Page) -> None:
    expect(panel(portal).locator(".start button").first).to_be_visible()  # the limit is known by then
    count = len(site.assistant.asked)
    ask(portal, "ữ" * 61)
    expect(panel(portal).locator(".notice")).to_contain_text("dài nhất là 60 ký tự")
    expect(panel(portal).locator(".ask textarea")).to_have_value("ữ" * 61)
    assert len(site.assistant.asked) == count
    answered(portal, "ữ" * 60)


def test_too_many_questions_are_told_with_the_time_to_wait(page: Page) -> None:
    with stage(rate_ask="1/minute") as narrow:
        page.goto(f"{narrow.host}/portal")
        launcher(page).click()
        answered(page)
        ask(page, "Còn 3 sao?")
        expect(panel(page).locator(".notice")).to_contain_text(re.compile(r"Xin thử lại sau \d+ giây"))
        expect(panel(page).locator(".ask textarea")).to_have_value("Còn 3 sao?")


def test_enter_belongs_to_the_input_method_while_it_composes(site: Stage, portal: Page) -> None:
    box = panel(portal).locator(".ask textarea")
    box.fill("x")
    event = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"
    assert box.evaluate(f"(box) => box.dispatchEvent({event})") is True
    expect(panel(portal).locator(".exchange")).to_have_count(0)


def test_the_webmaster_chooses(site: Stage, page: Page) -> None:
    options = "title=Hỏi đáp&greeting=Chào bà con!&examples=Một?|Hai?&open=true&position=left&color=%23ffd23f"
    page.goto(f"{site.host}/portal?{options}")
    expect(panel(page).get_by_role("heading", name="Hỏi đáp")).to_be_visible()
    expect(panel(page).get_by_text("Chào bà con!")).to_be_visible()
    expect(panel(page).locator(".start button")).to_have_text(["Một?", "Hai?"])
    box = panel(page).bounding_box()
    assert box and box["x"] < 100
    style = (
        panel(page)
        .locator(".head")
        .evaluate("(e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
    )
    assert style == ["rgb(0, 0, 0)", "rgb(255, 210, 63)"]  # dark words on a light colour
    picture(page, "options")
    panel(page).get_by_role("button", name="Đóng").click()
    page.reload()
    expect(launcher(page)).to_be_visible()
    expect(panel(page)).to_be_hidden()  # who has closed it finds it closed


def test_a_colour_that_is_none_changes_nothing(site: Stage, page: Page) -> None:
    page.goto(f"{site.host}/portal?color=nonsense")
    assert launcher(page).evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(11, 93, 68)"


def test_a_version_that_was_fixed_runs_only_unchanged(page: Page) -> None:
    with stage() as site:
        page.goto(f"{site.server}/embed?fixed=1")
        line = page.locator("#line").text_content() or ""
        for changed, count in ((line, 1), (line.replace("sha384-", "sha384-x", 1), 0)):
            site.hosts.config["LINE"] = changed
            page.goto(f"{site.host}/portal")
            page.wait_for_load_state()
            expect(page.get_by_text("Hiện nay, toàn tỉnh")).to_be_visible()
            expect(page.locator("dan-chung")).to_have_count(count)


def test_the_page_for_webmasters_shows_the_line_as_it_is_chosen(site: Stage, page: Page) -> None:
    page.goto(f"{site.server}/embed")
    page.get_by_label("Tên hiển thị").fill("Hỏi NTM")
    expect(page.locator("#line")).to_contain_text('data-title="Hỏi NTM"')
    frame = page.frame_locator("#preview")
    expect(launcher(frame)).to_have_text("Hỏi NTM")
    launcher(frame).click()
    expect(answered(frame).locator(".text")).to_contain_text("18")
    picture(page, "embed")
    page.get_by_label("Kiểu").select_option("Khung trong trang")
    expect(panel(page.frame_locator("#preview")).locator(".text")).to_contain_text("18")
    expect(page).to_have_url(re.compile("place=stands"))
    page.reload()
    expect(page.get_by_label("Tên hiển thị")).to_have_value("Hỏi NTM")
    expect(page.locator("#line")).to_contain_text("<dan-chung")


def test_the_page_for_webmasters_works_without_script(site: Stage, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.server}/embed")
    page.get_by_label("Tên hiển thị").fill("Hỏi NTM")
    page.get_by_role("button", name="Xem với thiết lập này").click()
    expect(page.locator("#line")).to_contain_text('data-title="Hỏi NTM"')
    context.close()
