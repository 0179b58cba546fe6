"""Records by kind, newest bulletin first, and claims that rest on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answer import Claim
from bot.knowledge import Knowledge
from bot.question import Query
from corpus.areas import Gazetteer
from corpus.lexicon import Lexicon, Mention
from corpus.model import Area, Record
from corpus.text import Token, fold


class Register:
    """The records of one snapshot of knowledge."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.knowledge = knowledge
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        newest = {b.id: b.published or "" for b in knowledge.bulletins.values()}
        ordered = sorted(knowledge.records, key=lambda r: newest.get(r.bulletin, ""), reverse=True)
        self._kinds: dict[str, list[Record]] = {}
        for record in ordered:
            self._kinds.setdefault(record.kind, []).append(record)

    def of(self, kind: str) -> list[Record]:
        """Records of one kind."""
        return self._kinds.get(kind, [])

    def context(self, record: Record) -> str:
        """The paragraph of a record with its bulletin's title and lead."""
        return self.knowledge.context(record.bulletin, record.paragraph)

    def timely(self, kind: str, query: Query) -> list[Record]:
        """Records of one kind whose bulletin speaks of the years and places that are asked for."""
        return [
            r
            for r in self.of(kind)
            if all(self._speaks_of(r, year) for year in query.years)
            and all(self._lies_in(r, area, query) for area in query.areas)
        ]

    def _speaks_of(self, record: Record, year: str) -> bool:
        day = record.fields.get("date", "") or self.knowledge.bulletins[record.bulletin].published or ""
        return year in self.context(record) or day.startswith(year)

    def _lies_in(self, record: Record, area: Area, query: Query) -> bool:
        """A province must be the bulletin's own or be named beside the record, a narrower place be named."""
        home = self.knowledge.homes.get(record.bulletin)
        subject = self.knowledge.subjects.get(record.bulletin)
        if any(a is not None and self.gazetteer.same(area, a) for a in (home, subject)):
            return True
        start, end = record.sentence
        own = self.knowledge.paragraph(record.bulletin, record.paragraph).text[start:end]
        return fold(area.name).split(" ", 1)[-1] in fold(own)

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


def place_in(query: Query, token: Token) -> int:
    """Where a word stands in the question (-1 for a translated word)."""
    return next((i for i, w in enumerate(query.annotated.words) if w is token), -1)


_GRADE = re.compile(r"(\d)\s*sao", re.IGNORECASE)


def grades_agree(query: Query, text: str) -> bool:
    """Whether a text that speaks of star grades speaks of those that a question asks for."""
    asked = {value[0] for value in query.values("stars") if value[:1].isdigit()}
    found = set(_GRADE.findall(text))
    return not asked or not found or bool(asked & found)
