"""Records by kind, newest bulletin first, and claims that rest on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.answer import Claim
from bot.knowledge import Knowledge
from bot.question import Query
from corpus.areas import Gazetteer
from corpus.lexicon import Lexicon, Mention, lexicon
from corpus.model import Area, Record
from corpus.text import Token, fold, tokens

_PLACES = 256  # that are remembered


class Register:
    """The records of one snapshot of knowledge."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.knowledge = knowledge
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        self._same = lru_cache(_PLACES)(self._find_same)

    def of(self, kind: str) -> list[Record]:
        """Records of one kind, newest bulletin first."""
        return self.knowledge.roll.of(kind)

    def context(self, record: Record) -> str:
        """The paragraph of a record with its bulletin's title and lead."""
        return self.knowledge.context(record.bulletin, record.paragraph)

    def timely(self, records: str | Iterable[Record], query: Query) -> list[Record]:
        """Of some records (or all of a kind) those whose bulletin speaks of the years and places asked."""
        return [
            r
            for r in (self.of(records) if isinstance(records, str) else records)
            if self.is_timely(r, query)
        ]

    def is_timely(self, record: Record, query: Query) -> bool:
        """Whether a record's bulletin speaks of the years and places that are asked for."""
        return all(self._speaks_of(record, year) for year in query.years) and all(
            self._lies_in(record, area) for area in query.areas
        )

    def _speaks_of(self, record: Record, year: str) -> bool:
        day = record.fields.get("date", "") or self.knowledge.bulletins[record.bulletin].published or ""
        return year in self.context(record) or day.startswith(year)

    def _lies_in(self, record: Record, area: Area) -> bool:
        """A province must be the bulletin's own or be named beside the record, a narrower place be named."""
        page = self.knowledge.pages[record.bulletin]
        if not self._same(area).isdisjoint((page.home, page.subject)):
            return True
        bare = fold(area.name).split(" ", 1)[-1]
        if bare not in page.folded:
            return False
        start, end = record.sentence
        return bare in fold(page.paragraph(record.paragraph).text[start:end])

    def _find_same(self, area: Area) -> frozenset[Area | None]:
        """The homes and subjects of bulletins that are the same place as another."""
        known = {*self.knowledge.homes.values(), *self.knowledge.subjects.values()}
        return frozenset(a for a in known if self.gazetteer.same(area, a))

    def claim(self, text: str, *records: Record, derived: Iterable[str] = ()) -> Claim:
        """A sentence that rests on records."""
        evidence = tuple(dict.fromkeys(self.knowledge.evidence(r) for r in records))
        return Claim(text, evidence, derived=tuple(derived))


def pick(record: Record, *names: str) -> dict[str, str]:
    """Some fields of a record ("" where it has none)."""
    return {name: record.fields.get(name, "") for name in names}


def distinct(records: Sequence[Record], field: str) -> list[Record]:
    """One record for each value of a field, the first of each."""
    seen: dict[str, Record] = {}
    for record in records:
        seen.setdefault(fold(record.fields[field]), record)
    return list(seen.values())


def spoken_role(query: Query) -> Mention | None:
    """The first office that a question names."""
    return next((m for m in query.annotated.mentions if m.has("role")), None)


def named_days(query: Query) -> list[str]:
    """The days that a question names."""
    dates = [f.period for f in query.annotated.figures if f.kind == "date" and f.period is not None]
    return [period.end for period in dates if period.end]


def place_in(query: Query, token: Token) -> int:
    """Where a word stands in the question (-1 for a translated word)."""
    return next((i for i, w in enumerate(query.annotated.words) if w is token), -1)


_GRADE = re.compile(r"(\d)\s*sao", re.IGNORECASE)
_MAY_BE = re.compile(r"tiềm năng (?:đạt )?\d\s*sao", re.IGNORECASE)  # which none of them has


def tells_stars(values: Iterable[str], text: str) -> bool:
    """Whether a text names one of some star grades."""
    digits = [v.removeprefix("potential-")[:1] for v in values]
    return any(re.search(rf"(?<!\d)0?{d}\s*sao", text, re.IGNORECASE) for d in digits if d.isdigit())


def grades_agree(query: Query, text: str) -> bool:
    """Whether a text that speaks of star grades speaks of those that a question asks for."""
    asked = {value[0] for value in query.values("stars") if value[:1].isdigit()}
    found = set(_GRADE.findall(text))
    if asked and len(asked) == len(query.values("stars")):  # what may get a grade has none of it
        found = {grade if grade in _GRADE.findall(_MAY_BE.sub("", text)) else "" for grade in found}
    return not asked or not found or bool(asked & found)


def levels_agree(query: Query, text: str) -> bool:
    """Whether a text that speaks of levels speaks of the basic one where that is asked for: what reached
    *NTM nâng cao* does not tell when the standard was reached."""
    if query.values("level") != ("standard",) or query.any("yes_no"):
        return True
    known = lexicon()
    mentions = known.match(tokens(text))
    levels = {m.first: v for m in mentions for c in m.concepts for k, v in c.dimensions if k == "level"}
    ends = {m.first: m.last for m in mentions}
    told = {v for at, v in levels.items() if v != "standard" or levels.get(ends[at], v) == v}
    return not told or "standard" in told
