"""When a figure is of: the one place where its time is decided.

The steps, the first that knows winning: the words of its own clause; those of its total; what has been
said and still holds (``corpus.scope``); the day the bulletin speaks from.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.clauses import Qualifiers
from corpus.figures import year_period
from corpus.model import Period
from corpus.occasions import piled_up, up_to, year_before, year_of
from corpus.scope import Walk


def said_period(said: Qualifiers, walk: Walk) -> Period | None:
    """The time that words give: a period, ``hiện nay``, ``trong năm`` or ``cùng kỳ``."""
    timed = [p for p in said.periods if p.kind != "day"]
    if walk.scope.status == "target" or said.statuses:
        timed = [*said.named_periods, *timed]
    days = [p for p in said.periods if p.kind == "day" and p.start != p.end]
    if days and not timed and walk.setting.fair:
        return replace(days[-1], kind="range")  # a fair lasts from day to day
    reference = walk.setting.reference
    opening = walk.words.mention_at(0)
    earlier = opening is not None and opening.has("span", "earlier") and "earlier" in said.spans
    before = "before" in said.spans and not walk.times  # "năm 2011, khi bắt đầu, …" is of that year
    if (before or (earlier and walk.scope.period is not walk.scope.day)) and not timed:
        return Period("unknown", None, None, "trước")
    if "then" in said.spans and not timed:
        told = walk.scope.period
        known = told is not None and told.kind != "unknown"
        return told if known else Period("unknown", None, None, "khi đó")
    if "year_before" in said.spans:
        return year_before(timed[-1] if timed else None, walk.scope.period, reference)
    if timed and said.now and timed[-1].kind == "range" and timed[-1].end and piled_up(timed[-1], reference):
        return Period("as_of", None, timed[-1].end, timed[-1].text)  # "Lũy kế từ năm 2019 đến hết năm 2021"
    if timed:
        return up_to(timed[-1], reference)
    if said.now and walk.scope.status == "target":
        return None  # "phát triển 120 sản phẩm mới và hiện có": what there is, not when
    if said.now:
        day = reference.isoformat() if reference is not None else None
        return Period("as_of" if day else "unknown", None, day, said.now)
    if "year" in said.spans:
        year = year_of(walk.scope.period) or (reference.year if reference else None)
        return year_period(year, "trong năm") if year else None
    return None
