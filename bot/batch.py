"""Questions by the file: JSON lines in, one JSON object a line out.

A line that cannot be used never stops the others: it gives an object with its
line number, its ``id`` where it has one, and what was wrong in Vietnamese and
English.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.answer import Answer
from corpus.narrowing import EVERYTHING, Narrowing

if TYPE_CHECKING:  # the index is slow to load, and only its hits are meant
    from corpus.index import Hit

LANGUAGES = ("vi", "en")
MAX_LINE = 1_000_000  # bytes; far above any question, far below what would exhaust memory

_WORDS = {
    "too_long": ("dòng quá dài", "the line is too long"),
    "not_utf8": ("dòng không phải là văn bản UTF-8", "the line is not UTF-8 text"),
    "not_json": ("dòng không phải là JSON hợp lệ", "the line is not valid JSON"),
    "not_an_object": ("dòng không phải là một đối tượng JSON", "the line is not a JSON object"),
    "bad_id": ("“id” phải là chữ hoặc số nguyên", "“id” must be text or a whole number"),
    "bad_question": ("thiếu “q” hoặc “q” không phải là chữ", "“q” is missing or is not text"),
    "bad_conversation": ("“conversation” phải là chữ", "“conversation” must be text"),
    "bad_language": ("“lang” phải là vi hoặc en", "“lang” must be vi or en"),
}


class Asker(Protocol):
    """What answers: the assistant, or a stand-in for it."""

    def ask(self, message: str, *, language: str | None = None, conversation: str | None = None) -> Answer:
        """The answer to one message."""
        ...


class Searcher(Protocol):
    """What finds paragraphs: the assistant, or a stand-in for it."""

    def search(self, query: str, limit: int = 10, narrowing: Narrowing = EVERYTHING) -> Sequence[Hit]:
        """The best paragraphs, best first."""
        ...


class BadLine(ValueError):
    """A line that cannot be used; ``code`` is a key of the words above."""

    def __init__(self, code: str, number: int, id_: str | int | None = None) -> None:
        self.code, self.number, self.id = code, number, id_
        self.vi, self.en = _WORDS[code]
        super().__init__(f"line {number}: {self.en}")

    def to_json(self) -> dict[str, Any]:
        """The line's place in the output."""
        error = {"code": self.code, "vi": self.vi, "en": self.en}
        return {"line": self.number, "id": self.id, "error": error}


@dataclass(frozen=True)
class Line:
    """One usable line: its number (from 1), its id and all its fields."""

    number: int
    id: str | int | None
    fields: dict[str, Any]

    def text(self, name: str, code: str) -> str | None:
        """The field as text, None if absent or null (:class:`BadLine` *code* if something else)."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise BadLine(code, self.number, self.id)
        return value

    @property
    def question(self) -> str:
        """The question, ``q`` (may be empty: that is for the assistant to answer)."""
        question = self.text("q", "bad_question")
        if question is None:
            raise BadLine("bad_question", self.number, self.id)
        return question

    @property
    def language(self) -> str | None:
        """``lang``: vi, en or None (then the question tells)."""
        language = self.text("lang", "bad_language")
        if language is not None and language not in LANGUAGES:
            raise BadLine("bad_language", self.number, self.id)
        return language


def read_lines(stream: Iterable[bytes]) -> Iterator[Line | BadLine]:
    """Lines of a JSON-lines stream in order; blank lines are passed over."""
    for number, raw in enumerate(stream, start=1):
        if not raw.strip():
            continue
        try:
            yield _line(number, raw)
        except BadLine as bad:
            yield bad


def _line(number: int, raw: bytes) -> Line:
    if len(raw) > MAX_LINE:
        raise BadLine("too_long", number)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadLine("not_utf8", number) from None
    try:
        fields = json.loads(text)
        json.dumps(fields, ensure_ascii=False).encode()  # refuses lone surrogates (\ud800)
    except (ValueError, RecursionError):
        raise BadLine("not_json", number) from None
    if not isinstance(fields, dict):
        raise BadLine("not_an_object", number)
    id_ = fields.get("id")
    if id_ is not None and not isinstance(id_, str | int):
        raise BadLine("bad_id", number)
    return Line(number, id_, fields)


def each(stream: Iterable[bytes], work: Callable[[Line], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What *work* makes of every line, with the line's id in front; errors in their places."""
    for line in read_lines(stream):
        if isinstance(line, BadLine):
            yield line.to_json()
            continue
        try:
            yield {"id": line.id, **work(line)}
        except BadLine as bad:
            yield bad.to_json()


def answer_line(asker: Asker, language: str | None = None) -> Callable[[Line], dict[str, Any]]:
    """Work for :func:`each`: the Answer JSON of a line; *language* holds where the line names none."""

    def work(line: Line) -> dict[str, Any]:
        answer = asker.ask(
            line.question,
            language=line.language or language,
            conversation=line.text("conversation", "bad_conversation"),
        )
        return answer.to_json()

    return work


def search_line(
    searcher: Searcher, limit: int, narrowing: Narrowing = EVERYTHING
) -> Callable[[Line], dict[str, Any]]:
    """Work for :func:`each`: the paragraphs that a line's ``q`` finds."""
    return lambda line: hits_json(searcher.search(line.question, limit, narrowing))


def hits_json(hits: Sequence[Hit]) -> dict[str, Any]:
    """Found paragraphs as JSON, best first."""
    rows = [
        {"bulletin": hit.bulletin, "paragraph": hit.paragraph, "score": round(hit.score, 6), "text": hit.text}
        for hit in hits
    ]
    return {"hits": rows}
