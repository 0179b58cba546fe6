"""Whether a sentence speaks of the places, the times and the documents of a question.

By its own words, by the figures that were read in it, or by what it inherits: from the sentences
before it, from its bulletin's title and lead, from what the bulletin is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import Evidence
from bot.knowledge import Knowledge
from bot.listing import named_kind
from bot.matching import names_place, says
from bot.question import Query
from bot.standing import asks, named_later, names_event_of_place, of_other_bounds, of_other_time
from bot.times import in_rounds
from corpus.annotate import reader
from corpus.areas import Gazetteer
from corpus.figures import tight
from corpus.model import Area, Fact
from corpus.numbers import plain, ungrouped

LARGE = 10  # smaller numbers of a question count batches and parts
RANKS = {"nation": 0, "province": 1, "district": 2, "commune": 3, "village": 4}
# What stands before a year that something is held against.
_BASE = re.compile(r"(?i)(?:so(?: với)?|cùng kỳ)(?: (?:cùng kỳ|cuối|đầu))?(?: năm)? ?$")
_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d.,]\d)")


class Agreement:
    """Holds sentences against the conditions of a question."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer) -> None:
        self.knowledge = knowledge
        self.gazetteer = gazetteer
        self.local = gazetteer.local(knowledge.areas)

    def all(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence agrees in place, time, documents and in the numbers that are given."""
        return (
            not asks(evidence.quote)
            and self.placed(query, evidence)
            and self.timed(query, evidence)
            and not of_other_bounds(query, evidence.quote)
            and not of_other_time(query, evidence.quote)
            and not named_later(query, evidence.paragraph_text, evidence.end)
            and all(self.numbered(number, evidence) for number in query.documents)
            and self._counted(query, evidence)
            and self.in_rounds(query, evidence)
        )

    def in_rounds(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence speaks of the rounds that are asked about (``đợt 2``)."""
        around = self.knowledge.context(evidence.bulletin, evidence.paragraph)
        return in_rounds(query.rounds, evidence.quote, evidence.paragraph_text, around)

    def _counted(self, query: Query, evidence: Evidence) -> bool:
        """Whether what surrounds a sentence holds the numbers that a question gives (``trong 56 sản
        phẩm …``); those that it asks to be judged are set right instead."""
        if query.any("yes_no"):
            return True
        words = query.annotated.words
        given = [
            f
            for f in query.annotated.figures
            if f.kind == "number"
            and f.period is None
            and [w.text for w in words[f.last : f.last + 1]] != ["%"]
        ]
        around = self.knowledge.context(evidence.bulletin, evidence.paragraph)
        written = ungrouped(around)
        return all(
            re.search(rf"(?<!\d){plain(f.value)}(?!\d)", written) is not None
            for f in given
            if f.value >= LARGE
        )

    def _facts(self, evidence: Evidence) -> Sequence[Fact]:
        return self.knowledge.figures_of(evidence.bulletin, evidence.paragraph, evidence.start)

    def placed(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence speaks of each of the narrowest places that are asked about, and its
        bulletin of the wider ones."""
        ranks = [RANKS.get(a.level, 0) for a in query.areas]
        narrowest = max(ranks, default=0)
        number = not query.asks or query.any("count", "share", "changed", "sum")
        inside = RANKS.get(named_kind(query), 0)  # of the places that are asked for by name
        number = number and (not query.any("which_place") or inside <= narrowest or query.any("count"))
        if number and names_event_of_place(query):
            number = any(RANKS.get(a.level, 0) > narrowest for a in self._own_places(evidence))
        return all(
            self._speaks_of(area, evidence, number=number, inside=inside > rank)
            if rank == narrowest
            else self.lies_in(area, evidence)
            for area, rank in zip(query.areas, ranks, strict=True)
        )

    def _speaks_of(self, area: Area, evidence: Evidence, *, number: bool, inside: bool = False) -> bool:
        """Whether a sentence is about a place: it names it, its figures are the place's, or it names
        no other and the bulletin is about it.

        *number*: a number is asked for, so that being from the province's bulletins is not enough;
        *inside*: places that lie in it are asked for, which such a sentence names.
        """
        nation = area.level == "nation" and says(evidence.quote, "nation")
        if nation or names_place(area, evidence.quote):
            return True
        measured = [f.area for f in self._facts(evidence) if f.area is not None]
        if any(self.gazetteer.same(area, a) for a in measured):
            return True
        subject = self.knowledge.subjects.get(evidence.bulletin)
        about = subject is not None and self.gazetteer.same(area, subject)
        if area.level == "province" and not number:
            return about or self.lies_in(area, evidence)
        named = any(names_place(a, evidence.quote) for a in measured)
        rank = RANKS.get(area.level, 0)
        wider = bool(measured) and all(RANKS.get(a.level, rank) < rank for a in measured)
        wider = wider and rank > RANKS["district"]  # of the district, though the commune was named last
        # What a programme measures in a commune answers nothing about its district.
        known = [f.area for f in self._facts(evidence) if f.area is not None and f.indicator != "other"]
        narrower = number and bool(known) and all(RANKS.get(a.level, rank) > rank for a in known)
        strange = not inside and (named or narrower)
        return not strange and not wider and (about or self._goes_on(area, evidence))

    def _own_places(self, evidence: Evidence) -> list[Area]:
        """The places of the figures of a sentence that it names itself; what is told of a fair is told of the
        ward where it is held only as far as it goes on from there."""
        measured = [f.area for f in self._facts(evidence) if f.area is not None]
        return [a for a in measured if names_place(a, evidence.quote)]

    def _goes_on(self, area: Area, evidence: Evidence) -> bool:
        """Whether the place of its level that was named last before a sentence is this one."""
        before = self._before(evidence)
        text = evidence.paragraph_text[: evidence.start]
        if RANKS.get(area.level, 0) < RANKS["district"] or not names_place(area, f"{before} {text}"):
            return False
        same = self._named(text, area.level, evidence)
        if not same and not self._named(evidence.quote, area.level, evidence):
            told = self._named(before, area.level, evidence)
            same = told if len(set(told)) == 1 else []
        return bool(same) and self.gazetteer.same(same[-1], area)

    def _before(self, evidence: Evidence) -> str:
        """The paragraph before that of a sentence ("" if there is none)."""
        page = self.knowledge.bulletins[evidence.bulletin]
        told = [p.text for p in page.paragraphs if p.number == evidence.paragraph - 1 and p.kind != "title"]
        return told[0] if told else ""

    def _named(self, text: str, level: str, evidence: Evidence) -> list[Area]:
        """The places of a level that a text names."""
        home = self.knowledge.homes.get(evidence.bulletin)
        said = reader().annotate(text, home=home, local=self.local).places
        return [p.area for p in said if p.kind != "generic" and p.area.level == level]

    def lies_in(self, area: Area, evidence: Evidence) -> bool:
        """Whether a sentence's bulletin is about a place, or its paragraph names it."""
        about = (self.knowledge.homes.get(evidence.bulletin), self.knowledge.subjects.get(evidence.bulletin))
        if any(a is not None and self.gazetteer.same(area, a) for a in about):
            return True
        return names_place(area, self.knowledge.context(evidence.bulletin, evidence.paragraph))

    def numbered(self, number: str, evidence: Evidence) -> bool:
        """Whether a sentence belongs to a bulletin that names a document."""
        return tight(number) in self.knowledge.pages[evidence.bulletin].tight

    def timed(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence speaks of each year, and of each month or day, that is asked about."""
        based = all(y in evidence.quote or says(evidence.quote, "year_before_told") for y in query.base_years)
        return (
            based
            and all(self._in_year(year, evidence) for year in query.spoken_years)
            and self.in_months(query, evidence)
        )

    def in_months(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence speaks of each month, or month of a day, that is asked about."""
        days = [p.end for p in query.periods if p.kind in ("month", "day") and p.end]
        return all(self._in_month(day, evidence) for day in days)

    def _in_month(self, day: str, evidence: Evidence) -> bool:
        """Whether a sentence, its paragraph or its bulletin's day is of the month of a day."""
        year, month = day[:4], int(day[5:7])
        if any((f.period.end or "")[:7] == day[:7] for f in self._facts(evidence)):
            return True
        page = self.knowledge.bulletins[evidence.bulletin]
        if (page.published or "").startswith(day[:7]) or day in self.knowledge.pages[evidence.bulletin].days:
            return True
        written = rf"(?<!\d)0?{month}[/.-]{year}(?!\d)|tháng 0?{month}(?!\d)"
        if re.search(written, evidence.paragraph_text, re.IGNORECASE):
            return True
        around = self.knowledge.context(evidence.bulletin, evidence.paragraph)
        days = re.search(rf"(?<![\d/])\d{{1,2}}[/-]0?{month}(?![\d/])", around)  # of the event that is told
        return days is not None and year in around

    def _in_year(self, year: str, evidence: Evidence) -> bool:
        named = [m for m in _YEAR.finditer(evidence.quote) if m.group() == year]
        if any(not _BASE.search(evidence.quote[: m.start()]) for m in named):
            return True
        facts = self._facts(evidence)
        spoken = [day[:4] for f in facts for day in (f.period.start, f.period.end) if day]
        if spoken or _YEAR.search(evidence.quote):
            return year in spoken
        page = self.knowledge.bulletins[evidence.bulletin]
        said = self.knowledge.context(evidence.bulletin, evidence.paragraph)
        return year in said or (page.published or "").startswith(year)
