"""What is kept of a conversation: the question before, written out in full, and where its answer stands.

No words of an answer are kept, only the places of the sentences that it rests on; a follow-up is
answered from these before anything else is looked at (``bot.following``).
"""

from __future__ import annotations

import logging
from dataclasses import astuple, dataclass
from typing import Any

from bot.answer import Citation, Evidence
from bot.knowledge import Knowledge
from corpus.database import StoreError
from corpus.store import Store

log = logging.getLogger(__name__)

MOST_CITED = 6  # sentences that are kept of an answer


@dataclass(frozen=True)
class Spot:
    """Where a cited sentence stands, and in it the words that mattered."""

    bulletin: str
    paragraph: int
    start: int
    end: int
    first: int
    last: int

    @classmethod
    def of(cls, cited: Citation) -> Spot:
        """The spot of a citation of an answer."""
        return cls(cited.bulletin, cited.paragraph, cited.start, cited.end, *cited.highlight)

    def evidence(self, knowledge: Knowledge) -> Evidence | None:
        """The sentence, if its bulletin still has one there."""
        page = knowledge.bulletins.get(self.bulletin)
        known = page is not None and any(p.number == self.paragraph for p in page.paragraphs)
        text = knowledge.paragraph(self.bulletin, self.paragraph).text if known else ""
        if not 0 <= self.start <= self.first < self.last <= self.end <= len(text):
            return None
        return Evidence(
            self.bulletin, self.paragraph, text, self.start, self.end, (self.first, self.last)
        )


@dataclass(frozen=True)
class Thread:
    """A question that another may continue, what its answer rested on, and the question before it.

    *told*: the figure that a further question about the same was answered with, which ``trong đó`` means.
    """

    question: str
    cited: tuple[Spot, ...] = ()
    earlier: str = ""
    told: tuple[Spot, ...] = ()

    @classmethod
    def read(cls, state: dict[str, Any] | None) -> Thread | None:
        """A thread as it was kept; what was kept before there were spots has none."""
        question = (state or {}).get("question")
        if not isinstance(question, str) or state is None:
            return None
        cited, told = (tuple(Spot(*s) for s in state.get(name, ())) for name in ("cited", "told"))
        return cls(question, cited, state.get("earlier", ""), told)

    @property
    def state(self) -> dict[str, Any]:
        """What is kept."""
        return {
            "question": self.question,
            "cited": [list(astuple(spot)) for spot in self.cited],
            "earlier": self.earlier,
        } | ({"told": [list(astuple(spot)) for spot in self.told]} if self.told else {})

    @property
    def bulletins(self) -> frozenset[str]:
        """The bulletins that the answer rested on."""
        return frozenset(spot.bulletin for spot in self.cited)


class Conversations:
    """What was asked before, kept in the store and forgotten after some hours."""

    def __init__(self, store: Store, hours: float) -> None:
        self._store = store
        self._seconds = hours * 3600

    def before(self, conversation: str) -> Thread | None:
        """What a follow-up continues; None if there is nothing."""
        return Thread.read(self._store.conversation(conversation, self._seconds))

    def keep(self, conversation: str, thread: Thread) -> None:
        """Remember a question, so that the next one may continue it; forget what is too old."""
        try:
            self._store.forget_conversations(self._seconds)
            self._store.keep_conversation(conversation, thread.state)
        except StoreError as error:  # an answer must not fail because its question cannot be remembered
            log.warning("a conversation could not be kept: %s", error)
