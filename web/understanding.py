"""How a question was understood, in the words of the page: folded away under each answer.

The same parts as ``app.py explain`` prints, for staff who must say why an answer is what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from corpus.lexicon import lexicon
from web import formats
from web.language import page_words
from web.problems import Problem
from web.services import services
from web.wording import Words

MOST = 6  # figures that are shown of those that came into question


@dataclass(frozen=True)
class Considered:
    """A figure that came into question: its own words, and why it was taken or not."""

    quote: str
    place: str
    verdict: str
    chosen: bool


@dataclass(frozen=True)
class Understanding:
    """What was read in a question (label and value), and the figures that were weighed for it."""

    parts: tuple[tuple[str, str], ...]
    considered: tuple[Considered, ...]


def api_explain() -> ResponseReturnValue:
    """``GET /api/explain?q=…``: how a question was understood, and which figures were weighed."""
    question = request.args.get("q", "").strip()
    if not question:
        raise Problem(400, "empty_query")
    longest = services().settings.message_length
    if len(question) > longest:
        raise Problem(413, "message_too_long", longest=longest)
    return jsonify(asdict(understanding(question, page_words())))


def understanding(question: str, t: Words) -> Understanding:
    """A question as the assistant understands it, told in the language of the page."""
    found = services().assistant.explain(question)
    return Understanding(
        tuple((t(f"how.{name}"), value) for name, value in _parts(found, t) if value),
        tuple(_considered(candidate, t) for candidate in found["candidates"][:MOST]),
    )


def _parts(found: Mapping[str, Any], t: Words) -> Iterator[tuple[str, str]]:
    said = found["understood"]
    yield "question", found["question"]
    named = (lexicon().programmes.get(p, {}).get(t.language, p) for p in said.get("programmes", ()))
    yield "programmes", _joined(named)
    yield "indicators", _joined(_indicator(i, t) for i in said.get("indicators", ()))
    yield "units", _joined(t.get(f"unit.{unit}", unit).rpartition("|")[2] for unit in said.get("units", ()))
    graded = said.get("dimensions", {})
    yield "dimensions", _joined(formats.dimension(n, v, t) for n, values in graded.items() for v in values)
    for name in ("areas", "periods"):
        yield name, _joined(said.get(name, ()))
    yield "other", _joined(said.get("other words", ()))
    yield "number", said.get("number", "")
    yield "rule", t.get(f"how.rules.{found['status']}")


def _indicator(name: str, t: Words) -> str:
    known = lexicon().indicators.get(name)
    return known.label.get(t.language, name) if known is not None else name


def _considered(candidate: Mapping[str, Any], t: Words) -> Considered:
    if candidate["chosen"]:
        verdict = t("how.chosen")
    elif candidate["ruled out by"]:
        reasons = _joined(t.get(f"how.reasons.{name}", name) for name in candidate["ruled out by"])
        verdict = t("how.ruled_out", reasons=reasons)
    else:
        verdict = t("how.farther")
    return Considered(candidate["quote"], candidate["area"], verdict, candidate["chosen"])


def _joined(values: Any) -> str:
    return ", ".join(values)
