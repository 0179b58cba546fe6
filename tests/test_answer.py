"""Nothing can be claimed without the words of a bulletin: the types see to that."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import STATUSES, Answer, Citation, Claim, Evidence, UnsupportedClaim

TEXT = "Hiện nay, toàn huyện có 21 sản phẩm OCOP. Năm 2022 có thêm 4 sản phẩm."


def evidence(start: int = 0, end: int = 41, low: int = 24, high: int = 35, text: str = TEXT) -> Evidence:
    return Evidence("b", 3, text, start, end, (low, high))


def test_a_claim_carries_its_evidence() -> None:
    made = Claim("Có **21** sản phẩm", (evidence(),))
    assert made.evidence[0].quote == "Hiện nay, toàn huyện có 21 sản phẩm OCOP."
    assert TEXT[slice(*made.evidence[0].highlight)] == "21 sản phẩm"


def test_a_claim_without_evidence_cannot_be_built() -> None:
    with pytest.raises(UnsupportedClaim):
        Claim("Có **21** sản phẩm", ())


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_a_claim_without_words_cannot_be_built(text: str) -> None:
    with pytest.raises(UnsupportedClaim):
        Claim(text, (evidence(),))


def test_a_claim_cannot_be_emptied_afterwards() -> None:
    made = Claim("Có **21** sản phẩm", (evidence(),))
    with pytest.raises(UnsupportedClaim):
        dataclasses.replace(made, evidence=())
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.evidence = ()  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.evidence[0].start = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("start", "end", "low", "high"),
    [
        (-1, 41, 24, 35),  # before the paragraph
        (0, len(TEXT) + 1, 24, 35),  # behind it
        (0, 41, 24, 42),  # words behind the sentence
        (42, 60, 24, 35),  # words before the sentence
        (0, 41, 24, 24),  # no words
        (0, 41, 35, 24),  # backwards
        (41, 0, 24, 35),
        (10, 10, 10, 10),
    ],
)
def test_evidence_outside_its_paragraph_cannot_be_built(start: int, end: int, low: int, high: int) -> None:
    with pytest.raises(UnsupportedClaim):
        evidence(start, end, low, high)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_evidence_that_quotes_nothing_cannot_be_built(text: str) -> None:
    with pytest.raises(UnsupportedClaim):
        Evidence("b", 1, text, 0, len(text), (0, len(text)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20), *(st.integers(-3, 25) for _ in range(4)))
def test_whatever_evidence_can_be_built_quotes_its_paragraph(
    text: str, start: int, end: int, low: int, high: int
) -> None:
    try:
        made = Evidence("b", 1, text, start, end, (low, high))
    except UnsupportedClaim:
        return
    assert made.quote.strip() and made.quote in text
    assert 0 <= made.start <= low < high <= made.end <= len(text)
    assert text[low:high] in made.quote


def test_an_answer_is_json_with_the_promised_fields() -> None:
    citation = Citation(
        1, "b", "Bản tin", "2022-07-15", 3, "21 sản phẩm", 24, 35, (24, 26), None, "/bulletins/b#p3"
    )
    given_ = json.loads(json.dumps(Answer("answered", "Có **21** [1].", "vi", (citation,)).to_json()))
    assert list(given_) == ["status", "text", "language", "citations", "facts", "suggestions", "conversation"]
    assert given_["citations"][0] == {
        "n": 1,
        "bulletin": "b",
        "title": "Bản tin",
        "published": "2022-07-15",
        "paragraph": 3,
        "quote": "21 sản phẩm",
        "start": 24,
        "end": 35,
        "highlight": [24, 26],
        "url": None,
        "page": "/bulletins/b#p3",
    }


def test_a_bare_answer_cites_nothing() -> None:
    for status in STATUSES:
        assert Answer(status, "…", "vi").to_json()["citations"] == []  # type: ignore[arg-type]
