"""A number that a follow-up puts forward (``17 hả?``): it takes the place of the number that was asked for
before it, or of the one that was put forward."""

from __future__ import annotations

from collections.abc import Sequence

from bot.asking import count_spots
from bot.parts import Part, joined, parts_of
from bot.phrasing import phrases, say
from bot.question import Query
from corpus.clauses import Cutter
from corpus.figures import Figure


def claims_another(before: Query, query: Query, cutter: Cutter) -> bool:
    """Whether a question says nothing but a number of what the one before it counted: ``5 xã thôi à``."""
    own = query.areas or query.needs - before.needs or query.topics or query.documents or query.dimensions
    asked = query.any("count", "sum", "share", "demand", "why", "who", "where", "when")
    if own or query.claimed is None or not query.any("yes_no") or asked:
        return False
    said = {w.fold for w in before.annotated.words}
    free = {w.fold for w in query.terms} | {w.fold for w in query.topic_words}
    programmes = set(query.programmes) - set(before.programmes)
    kinds = {p.kind for p in parts_of(query, cutter)}
    return free <= said and not programmes and kinds <= {"unit"} and {*query.units} <= {*before.units}


def own_number(before: Query, query: Query, parts: Sequence[Part]) -> Figure | None:
    """The number that is put forward, and is no part of another kind; one in words only where a number
    was put forward before (``and one five-star``)."""
    taken = {i for part in parts if part.kind != "unit" for i in range(part.first, part.last)}
    free = [f for f in query.annotated.figures if f.first not in taken | query.asking and not f.period]
    plain = [f for f in free if f.kind == "number" and f.value == query.claimed]
    plain = plain or [f for f in free if query.claimed is not None and f.value == query.claimed]
    if plain or before.claimed is None or query.any("count", "which", "list"):
        return plain[0] if plain else None
    in_words = [f for f in free if f.kind == "word" and f.value]
    return in_words[0] if len(in_words) == 1 else None


def claimed_again(before: Query, query: Query, number: Figure, parts: Sequence[Part], cutter: Cutter) -> str:
    """The question before with the number that is put forward, and with what is said beside it."""
    words = query.annotated.source(number.first, number.last)
    told = parts_of(before, cutter)
    edits = _put_in(before, words, told)
    if not edits:  # ``Sản phẩm 4 sao``
        return f"{words} {before.text.strip(' ?.!')}, {say(before.spoken, 'follow_up.is_it_so')}"
    asks_so = before.any("yes_no") and edits[0][0] not in before.asking  # in words that are kept
    added = []
    for part in parts:
        said = query.annotated.source(part.first, part.last)
        known = [p for p in told if p.kind == part.kind]
        if part.kind == "unit" and set(query.units) <= set(before.units):
            continue
        if known:
            edits.append((known[0].first, known[0].last, said))
        elif part.kind != "unit":
            added.append(said)
    if query.met and not query.asks_plan:  # ``đạt 5 hả``, behind what was planned
        aims = [m for m in before.annotated.mentions if m.has("status", "target") or m.has("compared")]
        edits += [(m.first, m.last, "") for m in aims]
    if query.asks_plan and not before.asks_plan:
        aims = [m for m in query.annotated.mentions if m.has("status", "target") or m.has("compared", "plan")]
        added += [query.annotated.source(m.first, m.last) for m in aims[:1]]
    text = joined(before, edits, *added)
    return text if asks_so else f"{text}, {say(before.spoken, 'follow_up.is_it_so')}"


def _put_in(before: Query, words: str, parts: Sequence[Part]) -> list[tuple[int, int, str]]:
    """The number in the place of ``bao nhiêu``, else of the number put forward before."""
    aims = [m for m in before.annotated.mentions if m.has("status", "target")]
    kept = {i for m in aims for i in range(m.first, m.last)}
    spots = count_spots(before.annotated, phrases(before.spoken))
    at = spots[0][0] if spots else min(before.asking - kept, default=-1)
    taken = {i for p in parts if p.kind != "unit" for i in range(p.first, p.last)}
    earlier = [f for f in before.annotated.figures if f.value == before.claimed and f.first not in taken]
    if earlier and not spots:
        return [(earlier[0].first, earlier[0].last, words)]
    asking = sorted(before.asking - kept)
    return [(i, i + 1, words if i == at else "") for i in asking]

