"""What holds for every answer, whatever was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.answer import STATUSES, Answer
from corpus.model import Bulletin

MARK = re.compile(r"\[(\d+)\]")
CLAIMING = ("answered", "partial", "clarify")


def quotes(answer: Answer) -> frozenset[str]:
    """The cited sentences."""
    return frozenset(c.quote for c in answer.citations)


def highlights(answer: Answer) -> list[str]:
    """The cited words inside the sentences."""
    return [c.quote[c.highlight[0] - c.start : c.highlight[1] - c.start] for c in answer.citations]


def check_answer(answer: Answer, bulletins: Mapping[str, Bulletin]) -> None:
    """Fail unless an answer's form is right and its citations are what they say they are."""
    assert answer.status in STATUSES and answer.language in ("vi", "en")
    assert answer.text.strip() and "{" not in answer.text
    assert answer.text.count("**") % 2 == 0
    marks = list(dict.fromkeys(int(n) for n in MARK.findall(answer.text)))
    assert marks == [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    if answer.status not in CLAIMING:
        assert not answer.citations and not answer.facts
    if answer.status == "answered":
        assert answer.citations
    for citation in answer.citations:
        page = bulletins[citation.bulletin]
        text = page.paragraph(citation.paragraph).text
        low, high = citation.highlight
        assert text[citation.start : citation.end] == citation.quote != ""
        assert citation.start <= low < high <= citation.end
        assert (citation.title, citation.published) == (page.title, page.published)
        assert citation.page.startswith(f"/bulletins/{page.id}")
        assert citation.page.endswith(f"#p{citation.paragraph}")
        assert citation.url is None or citation.url.startswith(("http://", "https://"))
    for fact in answer.facts:
        assert (
            bulletins[fact.bulletin].paragraph(fact.paragraph).text[fact.quote.start : fact.quote.end]
            == fact.quote.exact
        )
