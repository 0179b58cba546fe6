"""An answer made ready for the page: blocks of text and citation cards.

The text of an answer is plain text with three marks (see ``bot.answer``);
``static/chat.js`` reads the same three for answers that arrive by fetch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import url_for

from bot.answer import Answer, Citation
from web import formats
from web.formats import Segment
from web.understanding import Understanding
from web.wording import Words

_MARKS = re.compile(r"\*\*([^*\n]+)\*\*|\[(\d{1,3})\]")


@dataclass(frozen=True)
class Inline:
    """A run of text: ``kind`` is text, bold or cite (then ``n`` is the citation's number)."""

    kind: str
    text: str
    n: int = 0


@dataclass(frozen=True)
class Block:
    """A paragraph (one line) or a list (``is_list``, one entry a line)."""

    is_list: bool
    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class Card:
    """A citation as the reader sees it."""

    n: int
    title: str
    date: str
    paragraph: int
    quote: tuple[Segment, ...]
    page: str
    portal: str | None


@dataclass(frozen=True)
class Exchange:
    """A question and its answer, as shown in the thread."""

    question: str
    status: str
    language: str
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    suggestions: tuple[str, ...]
    conversation: str | None
    understood: str = ""
    how: Understanding | None = None


def exchange(question: str, answer: Answer, t: Words, how: Understanding | None = None) -> Exchange:
    """Everything that the page shows of one question and its answer."""
    return Exchange(
        question=question,
        status=answer.status,
        language=answer.language,
        blocks=blocks(answer.text, {c.n for c in answer.citations}),
        cards=tuple(card(citation, t) for citation in answer.citations),
        suggestions=answer.suggestions,
        conversation=answer.conversation,
        understood=answer.understood,
        how=how,
    )


def blocks(text: str, numbers: set[int]) -> tuple[Block, ...]:
    """Lines that begin with "- " become lists, others paragraphs; empty lines vanish.

    ``[n]`` is a citation only if *numbers* has it, so that no link leads nowhere.
    """
    found: list[tuple[bool, list[tuple[Inline, ...]]]] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        is_item = line.startswith("- ")
        inlines = tuple(_inlines(line[2:] if is_item else line, numbers))
        if is_item and found and found[-1][0]:
            found[-1][1].append(inlines)
        else:
            found.append((is_item, [inlines]))
    return tuple(Block(is_list, tuple(lines)) for is_list, lines in found)


def _inlines(line: str, numbers: set[int]) -> list[Inline]:
    found = []
    at = 0
    for match in _MARKS.finditer(line):
        bold, n = match.groups()
        if n and int(n) not in numbers:
            continue
        before = line[at : match.start()]
        # The mark of a citation stays on the line of the word before it.
        found.append(Inline("text", before.rstrip() + "\N{NO-BREAK SPACE}" if n and before else before))
        found.append(Inline("bold", bold) if bold else Inline("cite", match.group(), int(n)))
        at = match.end()
    found.append(Inline("text", line[at:]))
    return [inline for inline in found if inline.text]


def card(citation: Citation, t: Words) -> Card:
    """A citation with its quote cut at the cited words, and where to read on."""
    low, high = (at - citation.start for at in citation.highlight)
    sentence = (citation.start, citation.end)
    return Card(
        n=citation.n,
        title=citation.title,
        date=formats.date(citation.published, t),
        paragraph=citation.paragraph,
        quote=tuple(formats.segments(citation.quote, (0, 0), (low, high))),
        page=passage_url(citation.bulletin, citation.paragraph, sentence, citation.highlight),
        portal=formats.safe_url(citation.url),
    )


def passage_url(bulletin: str, paragraph: int, sentence: tuple[int, int], words: tuple[int, int]) -> str:
    """The address of a bulletin at a paragraph, with the sentence and its words marked."""
    return url_for(
        "web.page_bulletin",
        bulletin_id=bulletin,
        cite=f"{paragraph}:{sentence[0]}-{sentence[1]}",
        words=f"{words[0]}-{words[1]}",
        _anchor=f"p{paragraph}",
    )
