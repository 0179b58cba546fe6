"""A bulletin of a few paragraphs, read; and one figure of it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Bulletin, Fact, Paragraph, Reading
from corpus.reading import read
from corpus.text import clean


def reading_of(
    *paragraphs: str,
    title: str = "Tin OCOP và NTM tỉnh Bắc Kạn",
    published: str | None = "2024-03-13",
    kinds: Sequence[str] = (),
) -> Reading:
    """A bulletin with a title and body paragraphs (*kinds*: what the first of them are instead), read."""
    body = ["body"] * (len(paragraphs) - len(kinds))
    texts = [("title", title), *zip([*kinds, *body], paragraphs, strict=True)]
    blocks = tuple(Paragraph(i, i, kind, clean(text)) for i, (kind, text) in enumerate(texts))  # type: ignore[arg-type]
    return read(Bulletin("b", title, published, None, None, "b.txt", "0", blocks))


def the(reading: Reading, value: str) -> Fact:
    """The one fact of a reading with a value."""
    (fact,) = [f for f in reading.facts if f.value == value]
    return fact
