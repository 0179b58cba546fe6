"""The answer and what it is made of: evidence, claims, citations.

A sentence of an answer is a :class:`Claim`.  A claim cannot be built without
the :class:`Evidence` it rests on, and evidence cannot be built unless its
quote really stands in the stored paragraph: both are checked by the
constructors, so no other code can forget to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from corpus.model import Fact, fact_json

AnswerStatus = Literal["answered", "partial", "clarify", "not_found", "out_of_scope", "small_talk", "refused"]
STATUSES: tuple[str, ...] = (
    "answered",
    "partial",
    "clarify",
    "not_found",
    "out_of_scope",
    "small_talk",
    "refused",
)


class UnsupportedClaim(ValueError):
    """A statement was made without the evidence it needs."""


@dataclass(frozen=True)
class Evidence:
    """A sentence of a bulletin that supports a claim.

    ``paragraph_text[start:end]`` is the whole sentence shown as quote,
    ``highlight`` the cited words inside the paragraph (same offsets).
    """

    bulletin: str
    paragraph: int
    paragraph_text: str
    start: int
    end: int
    highlight: tuple[int, int]

    def __post_init__(self) -> None:
        low, high = self.highlight
        if not 0 <= self.start <= low < high <= self.end <= len(self.paragraph_text):
            raise UnsupportedClaim("evidence must lie inside its paragraph")
        if not self.quote.strip():
            raise UnsupportedClaim("evidence must quote something")

    @property
    def quote(self) -> str:
        """The whole cited sentence, verbatim."""
        return self.paragraph_text[self.start : self.end]


@dataclass(frozen=True)
class Claim:
    """One sentence of an answer with the evidence it rests on (at least one).

    ``calculation`` is the shown sum (``12,81 − 0,36 = 12,45``); ``derived`` are words
    that the bulletin's context gives and the quote does not repeat: the day that
    *hiện nay* means, the province that *toàn tỉnh* is.
    """

    text: str
    evidence: tuple[Evidence, ...]
    calculation: str = ""
    derived: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise UnsupportedClaim("a claim needs evidence")
        if not self.text.strip():
            raise UnsupportedClaim("a claim needs words")


@dataclass(frozen=True)
class Citation:
    """A numbered source of the answer, as the reader sees it.

    ``start``/``end`` are the quote's offsets in the stored paragraph,
    ``highlight`` the offsets *in the paragraph* of the words that matter.
    """

    n: int
    bulletin: str
    title: str
    published: str | None
    paragraph: int
    quote: str
    start: int
    end: int
    highlight: tuple[int, int]
    url: str | None
    page: str

    def to_json(self) -> dict[str, Any]:
        """Public JSON form."""
        return {
            "n": self.n,
            "bulletin": self.bulletin,
            "title": self.title,
            "published": self.published,
            "paragraph": self.paragraph,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "highlight": list(self.highlight),
            "url": self.url,
            "page": self.page,
        }


@dataclass(frozen=True)
class Answer:
    """What the assistant says, everywhere: API, page, widget and command line.

    ``text`` is plain text with ``**bold**`` figures, ``[n]`` citation marks and
    lines that begin with "- " for lists.  ``citations`` is empty unless
    something is claimed.  ``understood`` is a follow-up written out in full (else "").
    """

    status: AnswerStatus
    text: str
    language: str
    citations: tuple[Citation, ...] = ()
    facts: tuple[Fact, ...] = ()
    suggestions: tuple[str, ...] = ()
    conversation: str | None = None
    understood: str = ""

    def to_json(self) -> dict[str, Any]:
        """Public JSON form (the Answer of the API)."""
        return {
            "status": self.status,
            "text": self.text,
            "language": self.language,
            "citations": [c.to_json() for c in self.citations],
            "facts": [fact_json(f) for f in self.facts],
            "suggestions": list(self.suggestions),
            "conversation": self.conversation,
            **({"understood": self.understood} if self.understood else {}),
        }
