"""How a question was understood: under the answer, and by itself."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from web.wording import words
from web_fakes import EVIL, fake_app


def test_the_page_tells_folded_away_how_a_question_was_understood() -> None:
    page = fake_app().test_client().get("/?q=Có bao nhiêu sản phẩm OCOP 4 sao?").get_data(as_text=True)
    shown = page[page.index('<details class="how"') : page.index("</details>")]
    assert "open" not in shown.split(">")[0]
    assert "Câu hỏi được hiểu thế nào?" in shown and "4 sao" in shown and "được chọn" in shown
    assert "không dùng: khác thời gian" in shown and EVIL not in page


@pytest.mark.parametrize(
    ("address", "label", "verdict"),
    [("", "Hạng, mức", "được chọn"), ("&lang=en", "Grade, level", "taken")],
)
def test_it_may_be_asked_for_by_itself(address: str, label: str, verdict: str) -> None:
    told = fake_app().test_client().get(f"/api/explain?q=4 sao{address}").get_json()
    assert any(part[0] == label for part in told["parts"])
    assert told["considered"][0] == {
        "quote": EVIL, "place": "tỉnh Bắc Kạn", "verdict": verdict, "chosen": True,
    }  # fmt: skip


@pytest.mark.parametrize(("query", "status"), [("", 400), ("?q=%20", 400), ("?q=" + "a" * 5000, 413)])
def test_what_cannot_be_explained_is_a_clear_error(query: str, status: int) -> None:
    response = fake_app().test_client().get("/api/explain" + query)
    assert response.status_code == status and response.mimetype == "application/problem+json"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_whatever_rules_a_figure_out_has_a_name(assistant: Assistant, language: str) -> None:
    brain, query = assistant.brain(), assistant.understand("Có bao nhiêu sản phẩm OCOP 4 sao?")
    prices = brain.lookup.pricing(query, {}, ()).prices(brain.knowledge.facts[0])
    assert set(words(language).under("how.reasons")) == set(prices)
