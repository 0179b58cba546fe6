"""How a question was understood, what could have answered it, and what did.

For staff and developers who wonder about an answer: the query's parts in plain names, the rule
that answered, and the facts that came into question with the price of each part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.closest import WHY, Closest
from bot.draft import Draft
from bot.lookup import Lookup
from bot.question import Query
from corpus.model import Fact

MOST_CANDIDATES = 12
MOST_SENTENCES = 3


def explanation(query: Query, draft: Draft, lookup: Lookup, closest: Closest) -> dict[str, Any]:
    """The understanding of a question, the rule that answered, the figures that came into question,
    cheapest first, and (where no rule answered) the sentences, likeliest first."""
    declined = not (draft.claims or draft.bullets)
    return {
        "question": query.text,
        "understood": {name: value for name, value in _parts(query).items() if value},
        "status": draft.status,
        "rule": draft.why,
        "candidates": _candidates(query, draft, lookup),
        **({"sentences": _sentences(query, closest)} if declined or draft.why == WHY else {}),
    }


def _parts(query: Query) -> dict[str, Any]:
    return {
        "language": query.language,
        "asks": sorted(query.asks),
        "programmes": list(query.programmes),
        "units": list(query.units),
        "dimensions": {name: list(values) for name, values in query.dimensions},
        "areas": [area.name for area in query.areas],
        "periods": [period.text for period in query.periods],
        "statuses": sorted(query.statuses),
        "indicators": sorted(query.needs),
        "topics": list(query.topics),
        "documents": list(query.documents),
        "number": str(query.claimed) if query.claimed is not None else "",
        "negated": query.denies,
        "other words": [token.text for token in query.terms],
    }


def _candidates(query: Query, draft: Draft, lookup: Lookup) -> list[dict[str, Any]]:
    wanted = lookup.indicators(query)
    chosen = {fact.id for fact in draft.facts}
    asked = {name: values[0] for name, values in query.dimensions if values}
    pricing = lookup.pricing(query, asked, query.periods)
    found = []
    for fact in lookup.of(dict.fromkeys(wanted)):
        prices = pricing.prices(fact)
        out = [name for name, price in prices.items() if price is None]
        total = sum(price for price in prices.values() if price is not None)
        found.append((fact.id not in chosen, len(out), total, _candidate(fact, prices, chosen)))
    return [candidate for *_, candidate in sorted(found, key=lambda item: item[:3])[:MOST_CANDIDATES]]


def _sentences(query: Query, closest: Closest) -> list[dict[str, Any]]:
    return [
        {
            "quote": candidate.evidence.quote,
            "bulletin": candidate.evidence.bulletin,
            "paragraph": candidate.evidence.paragraph,
            "likelihood": round(likely, 2),
            "signs": {name: round(value, 2) for name, value in candidate.signs.items() if value},
        }
        for likely, candidate in closest.weighed(query)[:MOST_SENTENCES]
    ]


def _candidate(fact: Fact, prices: dict[str, int | None], chosen: set[str]) -> dict[str, Any]:
    return {
        "fact": fact.id,
        "indicator": fact.indicator,
        "value": fact.value,
        "status": fact.status,
        "dimensions": fact.dimensions,
        "period": fact.period.text,
        "quote": fact.quote.exact,
        "area": fact.area.name if fact.area is not None else "",
        "unit": fact.unit,
        "chosen": fact.id in chosen,
        "prices": {name: price for name, price in prices.items() if price},
        "ruled out by": [name for name, price in prices.items() if price is None],
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """An explanation for a terminal."""
    yield found["question"]
    for name, value in found["understood"].items():
        yield f"  {name}: {_shown(value)}"
    yield f"→ {found['status']} ({found['rule']})"
    for candidate in found["candidates"]:
        mark = "✓" if candidate["chosen"] else "·"
        against = candidate["ruled out by"]
        price = sum(candidate["prices"].values())
        why = f"ruled out by {', '.join(against)}" if against else f"price {price}"
        what = f"{candidate['value']} {candidate['indicator']} [{_shown(candidate['dimensions'])}]"
        yield f"  {mark} {what} “{candidate['quote']}”: {why}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} = {_shown(inner)}" for name, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
