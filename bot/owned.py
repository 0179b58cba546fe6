"""Whether a number of products that a question gives a maker is the number of those that are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.draft import Draft
from bot.question import Query
from bot.telling import with_verdict
from corpus.model import Record

_OTHERWISE = ("count", "list", "which", "maker", "who", "where", "which_place", "most", "least", "sum")


def so_many(query: Query, told: Draft | None, named: int, whole: int) -> Draft | None:
    """A list of a maker's products with a yes or no before it (*named*: how many they are; *whole*: how many
    its sentence names of all makers).

    Fewer than are claimed may have others, which are not named; only of all that are told (``cả 4 đều của
    …``) the number is known.
    """
    plain = query.any("yes_no") and not query.any(*_OTHERWISE) and not (query.only or query.denies)
    if told is None or not plain or query.claimed_unit != "product" or query.compares or query.claimed_hedge:
        return told
    same = query.claimed == named
    if not same and (query.claimed or 0) > named and not (query.all_of and query.claimed == whole):
        return told
    first = with_verdict(told.claims[0], "yes" if same else "no", query.language)
    return replace(told, claims=(first, *told.claims[1:]))


def beside(known: Sequence[Record], records: Sequence[Record]) -> list[Record]:
    """All products that are named in the sentence of the first of some."""
    places = {(r.bulletin, r.paragraph, r.sentence) for r in records[:1]}
    return [r for r in known if (r.bulletin, r.paragraph, r.sentence) in places]
