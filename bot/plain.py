"""An answer as plain lines: what the command line prints."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answer import Answer, Citation

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_WORDS = {
    "vi": {"paragraph": "đoạn", "suggestions": "Có thể hỏi tiếp:"},
    "en": {"paragraph": "paragraph", "suggestions": "You could also ask:"},
}


def plain(answer: Answer, bold: Callable[[str], str] = str) -> str:
    """The text, its sources with the cited words, and suggestions; *bold* makes words stand out."""
    words = _WORDS[answer.language if answer.language in _WORDS else "vi"]
    blocks = [_BOLD.sub(lambda found: bold(found.group(1)), answer.text)]
    if answer.citations:
        blocks.append("\n".join(_source(one, words["paragraph"], bold) for one in answer.citations))
    if answer.suggestions:
        blocks.append("\n".join([words["suggestions"], *(f"- {one}" for one in answer.suggestions)]))
    return "\n\n".join(blocks)


def _source(citation: Citation, paragraph: str, bold: Callable[[str], str]) -> str:
    low, high = (at - citation.start for at in citation.highlight)
    quote = citation.quote
    shown = f"“{quote[:low]}{bold(quote[low:high])}{quote[high:]}”"
    published = "/".join(reversed((citation.published or "").split("-")))
    parts = (citation.title, published, f"{paragraph} {citation.paragraph}")
    place = ", ".join(part for part in parts if part)
    lines = [f"[{citation.n}] {place}:", f"    {shown}"]
    return "\n".join(lines + ([f"    {citation.url}"] if citation.url else []))
