"""A snapshot of what the bulletins say, ready for questions.

Built from the store once per version and shared by all threads; never changed.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.answer import Evidence
from bot.matching import synonym_pairs
from corpus.areas import Gazetteer
from corpus.index import ParagraphIndex
from corpus.library import Library
from corpus.model import Area, Bulletin, Fact, Paragraph, Record
from corpus.reading import published_day
from corpus.store import Store
from corpus.text import Span, Token, fold, sentences, tokens, words

_CLAUSE_END = re.compile(r"[,;:.](?!\d)")
SNAPSHOTS = 5  # how often a snapshot is tried again while an ingest goes on
TOLERANCE = 0.3  # share of a question's weight that a text may lack and still answer it


@dataclass(frozen=True)
class Knowledge:
    """Bulletins, facts and records of one version of the store."""

    version: int
    bulletins: dict[str, Bulletin]
    facts: tuple[Fact, ...]
    records: tuple[Record, ...]
    index: ParagraphIndex = field(repr=False)

    @classmethod
    def of(cls, store: Store, library: Library | None = None) -> Knowledge:
        """Everything the store holds now; *library* keeps its index (by default one of its own)."""
        library = library or Library(store)
        for _ in range(SNAPSHOTS):
            version = store.version()
            bulletins = {b.id: b for b in store.bulletins()}
            facts, records = store.facts(), store.records()
            index, indexed = library.index(wait=True)
            if store.version() == version == indexed:  # nothing was ingested in between
                break
        held = {(b.id, p.number) for b in bulletins.values() for p in b.paragraphs}
        return cls(
            version,
            bulletins,
            tuple(f for f in facts if (f.bulletin, f.paragraph) in held),
            tuple(r for r in records if (r.bulletin, r.paragraph) in held),
            index.only(bulletins),
        )

    @cached_property
    def home(self) -> Area | None:
        """The province that most bulletins are about: what ``toàn tỉnh`` means in a question.

        None where no province has more than half of the bulletins that are about one.
        """
        if not self.homes:
            return None
        [(home, count)] = Counter(self.homes.values()).most_common(1)
        return home if count * 2 > len(self.homes) else None

    @cached_property
    def subjects(self) -> dict[str, Area]:
        """The place that most of a bulletin's figures are about, of whatever level."""
        counted: dict[str, Counter[Area]] = {}
        for fact in self.facts:
            if fact.area is not None:
                counted.setdefault(fact.bulletin, Counter())[fact.area] += 1
        return {bulletin: areas.most_common(1)[0][0] for bulletin, areas in counted.items()}

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Every place that a figure or a record is about."""
        found = [f.area for f in self.facts] + [r.area for r in self.records]
        return tuple(dict.fromkeys(a for a in found if a is not None))

    @cached_property
    def homes(self) -> dict[str, Area]:
        """The province that each bulletin's figures are about."""
        counted: dict[str, Counter[Area]] = {}
        for fact in self.facts:
            if fact.area is not None and fact.area.level == "province":
                counted.setdefault(fact.bulletin, Counter())[fact.area] += 1
        return {bulletin: areas.most_common(1)[0][0] for bulletin, areas in counted.items()}

    @cached_property
    def newest(self) -> dt.date | None:
        """The day of the newest bulletin: what ``năm nay`` is measured from."""
        days = [day for b in self.bulletins.values() if (day := published_day(b.published)) is not None]
        return max(days, default=None)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How telling a (folded) word is: its inverse document frequency over paragraphs."""
        pages = [{t.fold for t in tokens(p.text)} for b in self.bulletins.values() for p in b.paragraphs]
        counts = Counter(word for page in pages for word in page)
        return {word: math.log(1 + len(pages) / count) for word, count in counts.items()}

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring syllables (folded) that make a word in the bulletins, or are coordinated in them."""
        found: Counter[tuple[str, str]] = Counter()
        for page in self.bulletins.values():
            for paragraph in page.paragraphs:
                pieces = words(paragraph.text)
                for word in pieces:
                    found.update(itertools.pairwise(t.fold for t in tokens(word.text)))
                found.update(_coordinated(pieces))
        return frozenset(found) | synonym_pairs()

    def weight(self, tokens_: Iterable[Token]) -> float:
        """How telling some words are together; a word of no bulletin is the most telling."""
        unknown = math.log(2 + len(self.bulletins) * 10)
        return sum(self.rarity.get(t.fold, unknown) for t in tokens_)

    def matters(self, lacking: Sequence[Token], asked: Sequence[Token]) -> bool:
        """Whether the words that a text lacks are too many, or too telling, to call it an answer."""
        if any(t.kind == "number" or (t.capital and t is not asked[0]) for t in lacking):
            return True
        return bool(lacking) and self.weight(lacking) > TOLERANCE * self.weight(asked)

    def paragraph(self, bulletin: str, number: int) -> Paragraph:
        """One paragraph (KeyError if there is none)."""
        return self.bulletins[bulletin].paragraph(number)

    def evidence(self, item: Fact | Record) -> Evidence:
        """The sentence that a fact or record rests on, its own words highlighted."""
        text = self.paragraph(item.bulletin, item.paragraph).text
        start, end = item.sentence
        return Evidence(item.bulletin, item.paragraph, text, start, end, (item.quote.start, item.quote.end))

    def figures_of(self, bulletin: str, number: int, start: int) -> Sequence[Fact]:
        """The figures of the sentence that begins at *start*, in order."""
        return self._figures.get((bulletin, number, start), ())

    @cached_property
    def _figures(self) -> dict[tuple[str, int, int], list[Fact]]:
        found: dict[tuple[str, int, int], list[Fact]] = {}
        for fact in sorted(self.facts, key=lambda f: f.quote.start):
            found.setdefault((fact.bulletin, fact.paragraph, fact.sentence[0]), []).append(fact)
        return found

    def clause(self, fact: Fact) -> str:
        """The words of a figure's own: from the figure (or semicolon) before it to the mark behind it."""
        text = self.paragraph(fact.bulletin, fact.paragraph).text
        start, end = fact.sentence
        before = [f.quote.end for f in self.figures_of(fact.bulletin, fact.paragraph, start)]
        first = max([start, *(e for e in before if e <= fact.quote.start)])
        first = max(first, text.rfind(";", start, fact.quote.start) + 1)
        behind = _CLAUSE_END.search(text, fact.quote.end, end)
        return text[first : behind.start() if behind else end]

    def sentence(self, bulletin: str, number: int, start: int, end: int) -> Evidence:
        """A whole sentence as evidence."""
        return Evidence(bulletin, number, self.paragraph(bulletin, number).text, start, end, (start, end))

    def block(self, bulletin: str, kind: str) -> Evidence | None:
        """The first block of a kind (title, byline, date line) as evidence."""
        for paragraph in self.bulletins[bulletin].paragraphs:
            if paragraph.kind == kind and paragraph.text:
                return Evidence(
                    bulletin,
                    paragraph.number,
                    paragraph.text,
                    0,
                    len(paragraph.text),
                    (0, len(paragraph.text)),
                )
        return None

    def context(self, bulletin: str, number: int) -> str:
        """A paragraph with its bulletin's title and lead: what its sentences are read against."""
        return self._contexts[bulletin, number]

    def spans(self, bulletin: str, number: int) -> list[tuple[int, int]]:
        """Sentence bounds of a paragraph."""
        if (bulletin, number) not in self._spans:
            found = sentences(self.paragraph(bulletin, number).text)
            self._spans[bulletin, number] = [(s.start, s.end) for s in found]
        return self._spans[bulletin, number]

    @cached_property
    def _spans(self) -> dict[tuple[str, int], list[tuple[int, int]]]:
        return {}

    @cached_property
    def _contexts(self) -> dict[tuple[str, int], str]:
        found: dict[tuple[str, int], str] = {}
        for page in self.bulletins.values():
            lead = " ".join(p.text for p in page.paragraphs if p.kind == "lead")
            found |= {(page.id, p.number): f"{page.title}\n{lead}\n{p.text}" for p in page.paragraphs}
        return found


def _coordinated(pieces: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """``sở, ban, ngành``: words of one syllable with nothing but a comma between them."""
    for one, mark, other in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if mark.text == "," and " " not in one.text + other.text:
            yield fold(one.text), fold(other.text)


def covers(gazetteer: Gazetteer, wide: Area, narrow: Area | None) -> bool:
    """Whether a fact's area lies in (or is) the area asked for."""
    return narrow is not None and (gazetteer.same(wide, narrow) or gazetteer.covers(wide, narrow))


def newest_first(facts: Iterable[Fact], knowledge: Knowledge) -> list[Fact]:
    """Facts by the day they speak of, then by publication, newest first."""
    return sorted(
        facts,
        key=lambda f: (f.period.end or "", knowledge.bulletins[f.bulletin].published or ""),
        reverse=True,
    )
