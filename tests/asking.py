"""What several test files do: ask an assistant on a few bulletins that are written in the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.answer import Answer
from bot.assistant import Assistant
from cited import check_answer
from corpus.bulletin import read_portal_text
from corpus.reading import read
from corpus.store import Store


@contextmanager
def assistant_over(folder: Path, *texts: str) -> Iterator[Assistant]:
    """An assistant on the bulletins of these portal texts, kept in ``folder`` in this order."""
    with Store.open(folder) as store:
        for number, text in enumerate(texts):
            store.save(read(read_portal_text(text, f"{number}.txt")))
        yield Assistant(store)


def ask(assistant: Assistant, question: str, conversation: str | None = None) -> Answer:
    """The answer, after what holds for every answer has been seen to hold for it."""
    answer = assistant.ask(question, conversation=conversation)
    check_answer(answer, {bulletin.id: bulletin for bulletin in assistant.store.bulletins()})
    return answer
