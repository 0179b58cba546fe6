"""The parts of an observation: its period, step, nature, bound, label, quote (its status is in ``aims``).

Small rules over one quantity and what has been said around it; the walk that asks them is in
``corpus.facts``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from corpus.annotate import Annotated
from corpus.clauses import BREAKS, Quantity
from corpus.lexicon import Indicator
from corpus.model import Bound, Quote
from corpus.scope import Scope, Sentence

CONTEXT = 40  # characters of prefix and suffix kept with a quote
BOUNDS: dict[str, Bound] = {
    "at_least": "at_least",
    "over": "over",
    "about": "about",
    "under": "under",
    "at_most": "at_most",
}


def bound(text: Annotated, quantity: Quantity) -> Bound:
    """The hedge before a number, or ``trở lên`` and ``trở xuống`` behind its noun."""
    if quantity.hedge in BOUNDS:
        return BOUNDS[quantity.hedge]
    for i in range(quantity.last, min(quantity.last + 6, len(text.words) - 1)):
        if text.words[i].text in BREAKS or text.words[i].kind == "number":
            break
        if text.words[i].key == "trơ\u0309":
            return "at_least" if text.words[i + 1].fold == "len" else "at_most"
    return "exact"


def own_label(text: Annotated, quantity: Quantity) -> dict[str, str]:
    """The noun phrase after (or before) a figure that the lexicon does not know."""
    words = text.words
    last = quantity.figure.last
    while last < len(words) and last - quantity.figure.last < 6 and words[last].kind == "word":
        last += 1
    if last > quantity.figure.last:
        phrase = text.source(quantity.figure.last, last)
    else:
        first = quantity.figure.first
        while first > 0 and quantity.figure.first - first < 6 and words[first - 1].text not in BREAKS:
            first -= 1
        phrase = text.source(first, quantity.figure.first) if first < quantity.figure.first else ""
    return {"vi": phrase, "en": phrase}


def quote_of(sentence: Sentence, quantity: Quantity) -> Quote:
    """Where the figure stands: its words, and those that qualify it."""
    words = sentence.text.words
    last = max(quantity.last, quantity.right.end)
    start = sentence.start + words[quantity.first].start
    end = sentence.start + words[last - 1].end
    text = sentence.paragraph.text
    return Quote(
        text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end
    )


def identity(bulletin: str, paragraph: int, start: int, role: str) -> str:
    """The id of a fact: the same place in the same bulletin gives the same id."""
    return hashlib.sha256(f"{bulletin}\n{paragraph}\n{start}\n{role}".encode()).hexdigest()[:16]


def years(text: Annotated, scope: Scope) -> tuple[str, ...]:
    """Years that the sentence and its surroundings name."""
    periods = list(text.periods)
    if scope.period is not None:
        periods.append(scope.period)
    years = {p.end[:4] for p in periods if p.end} | {p.start[:4] for p in periods if p.start}
    return tuple(sorted(years))


def label(indicator: Indicator | None, dimensions: Mapping[str, str]) -> dict[str, str]:
    """The label of an indicator; a band of criteria has its own (few criteria meet no standard)."""
    if indicator is None:
        return {}
    return dict(indicator.banded if indicator.banded and "criteria" in dimensions else indicator.label)
