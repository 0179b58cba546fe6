"""The words of the pages: both languages say the same things, and nothing is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from web import formats, problems
from web.wording import words

WEB = Path(problems.__file__).parent
VI, EN = words("vi"), words("en")


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_both_languages_have_the_same_keys() -> None:
    def keys(texts: set[str]) -> set[str]:
        return {key for key in texts if not key.startswith("months.")}

    assert keys(set(VI.texts)) == keys(set(EN.texts))


def test_both_languages_fill_in_the_same_values() -> None:
    for key, text in VI.texts.items():
        if not key.startswith("date."):
            assert _names(text) == _names(EN.texts[key]), key


def test_every_text_that_a_template_uses_exists() -> None:
    used: set[str] = set()
    for template in (WEB / "templates").glob("*.html"):
        used |= set(re.findall(r"""\bt\(["']([a-z_.]+)["'][,)]""", template.read_text("utf-8")))
    assert used and used <= set(VI.texts)


def test_every_problem_has_its_words() -> None:
    source = "".join(path.read_text("utf-8") for path in WEB.glob("*.py"))
    raised = set(re.findall(r'Problem\(\d+, "(\w+)"', source))
    known = {key.split(".")[1] for key in VI.texts if key.startswith("problem.")}
    assert raised | set(problems._BY_STATUS.values()) | {"server_error"} == known


def test_every_status_of_an_answer_and_of_a_fact_has_its_words() -> None:
    from bot.answer import STATUSES

    assert set(VI.under("status")) == set(STATUSES)
    assert set(VI.under("fact_status")) == {"actual", "provisional", "target", "change"}
    assert set(VI.under("bound")) == {"exact", "at_least", "over", "about", "under", "at_most"}


def test_vietnamese_is_written_with_its_marks() -> None:
    from corpus.text import clean, has_diacritics

    plain = [k for k, text in VI.texts.items() if len(text.split()) > 3 and not has_diacritics(text)]
    assert plain == []
    assert all(clean(text) == text for text in VI.texts.values())


def test_a_missing_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        VI("chat.nonsense")
    assert VI.get("chat.nonsense", "x") == "x"


def test_every_placeholder_language_has_months() -> None:
    assert formats.date("2024-03", EN) == "March 2024"
    assert len(EN.under("months")) == 12
