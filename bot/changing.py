"""What changed between two times: the figures of both, and how they differ."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from bot.draft import Draft
from bot.families import Axis, Families, sort_of, speaks
from bot.phrasing import raw, say
from bot.question import Query
from bot.telling import Teller, bold, calculated
from bot.wording import capital, noun, printed, scale_of, scaled_unit, unit_words
from corpus.lexicon import lexicon
from corpus.model import Fact, Period

_TIME = Axis("time")
_POINTS = ("point", "percent")  # of which a rate changes
_ASKS = ("changed", "difference", "gap")


class Changing:
    """Solves questions about a change, from the figures of the two times."""

    def __init__(self, teller: Teller, families: Families) -> None:
        self.teller = teller
        self.families = families

    def solve(self, query: Query) -> Draft | None:
        """``Từ năm 2021 đến 2023 giảm bao nhiêu``; None unless both figures are told and comparable."""
        if not (query.any(*_ASKS) or query.changed) or query.any("plan", "why", "most", "least"):
            return None
        times = two_times(query)
        if times is None or any(len(v) > 1 for _, v in query.dimensions):
            return None
        if len(self.families.places(query)) > 1:
            return None
        first, last = times
        pair = self._pair(query, first, last)
        if pair is None:
            return None
        return self._told_otherwise(query, *pair) or self.told(query, *pair, "changed")

    def _told_otherwise(self, query: Query, first: Fact, last: Fact) -> Draft | None:
        """The change that the sentence of the later figure itself tells since that year, where it is not
        what two bulletins give: they are of other days, or count otherwise."""
        knowledge = self.teller.knowledge
        beside = knowledge.figures_of(last.bulletin, last.paragraph, last.sentence[0])
        changes = [f for f in beside if f.status == "change" and (f.unit, f.area) == (last.unit, last.area)]
        quote = knowledge.paragraph(last.bulletin, last.paragraph).text[slice(*last.sentence)]
        since = (first.period.end or "-")[:4] in quote
        gap = abs(Decimal(last.value) - Decimal(first.value))
        if first.bulletin == last.bulletin or not since or len(changes) != 1:
            return None
        if Decimal(changes[0].value) == gap:
            return None
        value = printed(changes[0], query.language)
        text = say(query.language, "answer.figure_quoted", value=value, quote=quote)
        claim = self.teller.claim(changes[0], text)
        return Draft("answered", (claim,), (changes[0],), why="a change as it is told")

    def _pair(self, query: Query, first: Period, last: Period | None) -> tuple[Fact, Fact] | None:
        """The figure of each time: alike, and of one bulletin where it tells both."""
        counted = "" if query.counted in _POINTS else query.counted
        loose = replace(query, counted=counted, flow=query.flow and bool(query.values("step")))
        facts = [f for _, f in self.families.fitting(loose, _TIME, rate=False)]
        before = self._at(query, facts, first)
        after = self._at(query, facts, last) if last is not None else [(0, f) for f in facts]
        found: dict[tuple[object, ...], tuple[Fact, Fact]] = {}
        for cost, one in before:
            for price, other in after:
                later = (one.period.end or "") < (other.period.end or "")
                if later and sort_of(one, _TIME) == sort_of(other, _TIME):
                    apart = one.bulletin != other.bulletin
                    if last is None and apart:
                        continue  # how much since then is told by the bulletin that tells both
                    found.setdefault((cost + price + 2 * apart, one.value, other.value), (one, other))
        if not found:
            return None
        least = min(key[0] for key in found)  # type: ignore[type-var]
        best = [pair for key, pair in found.items() if key[0] == least]
        return best[0] if len(best) == 1 else None

    def _at(self, query: Query, facts: list[Fact], time: Period) -> list[tuple[int, Fact]]:
        asked = {k: v[0] for k, v in query.dimensions if v}
        pricing = self.teller.lookup.pricing(query, asked, (time,))
        prices = ((pricing.prices(f)["period"], f) for f in facts)
        return [(price, f) for price, f in prices if price is not None]

    def told(self, query: Query, first: Fact, last: Fact, name: str) -> Draft:
        """Both figures and by how much the later (or the aim) is more or less."""
        language = query.language
        gap = Decimal(last.value) - Decimal(first.value)
        high, low = (last, first) if gap >= 0 else (first, last)
        scale = scale_of([first, last])
        unit = scaled_unit(first.unit, scale, language)
        calculation = calculated([high, low], "−", abs(gap), language)
        text = say(
            language,
            f"answer.{name}_{'up' if gap >= 0 else 'down'}",
            value=bold(abs(gap) / scale, language),
            unit=unit if scale != 1 else _what(first, language),
            calculation=calculation,
        )
        claim = self.teller.claim(last, capital(text), first, calculation=calculation)
        told = (self.teller.told(first, language), self.teller.told(last, language))
        return Draft("answered", (claim, *told), (first, last), why="difference of two times")


def two_times(query: Query) -> tuple[Period, Period | None] | None:
    """The two times between which something changed, in order; the second None where it is now."""
    named = [*query.periods, *([query.base] if query.base is not None else [])]
    named = [p for p in named if p.end and any(c.isdigit() for c in p.text)]
    spans = [p for p in named if p.kind == "range"]
    if speaks(query, "same_time") and len(named) == 1 and named[0].start:
        return _year_before(named[0]), named[0]
    if len(named) == 1 and spans and (spans[0].start or "")[:4] != (spans[0].end or "")[:4]:
        return _ends(spans[0])
    if len(named) == 1 and not spans and speaks(query, "since"):
        return named[0], None
    if len({p.end for p in named}) != 2 or len(named) != 2:
        return None
    first, last = sorted(named, key=lambda p: p.end or "")
    return first, last


def _ends(span: Period) -> tuple[Period, Period]:
    """The first and the last year of a span (the months, if it is one of months)."""
    monthly = "th" in span.text.lower()  # ``tháng 10/2023 đến tháng 11/2025``
    ends = []
    for day in (span.start or "", span.end or ""):
        year, month = int(day[:4]), int(day[5:7])
        if monthly:
            last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
            ends.append(Period("month", f"{year}-{month:02}-01", last.isoformat(), str(year)))
        else:
            ends.append(Period("year", f"{year}-01-01", f"{year}-12-31", str(year)))
    return ends[0], ends[1]


def _year_before(period: Period) -> Period:
    """The same span of the year before."""
    days = [f"{int(d[:4]) - 1}{d[4:]}" if d else d for d in (period.start, period.end)]
    return replace(period, start=days[0], end=days[1])


def _what(fact: Fact, language: str) -> str:
    """What a figure counts, or (of what is measured) its unit."""
    if fact.unit == "percent":
        return raw(language, "noun.points")
    known = lexicon().indicators.get(fact.indicator)
    counted = known is not None and known.told == "count"
    return noun(fact, language) if counted else unit_words(fact.unit, language)
