"""A snapshot of what the bulletins say, ready for questions.

Built from the store once per version and shared by all threads; never changed.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cached_property, lru_cache, partial

from bot.answer import Evidence
from bot.holdings import Holdings
from bot.matching import has_phrase, holds, missing, replaceable, synonym_pairs, unmeant
from bot.pages import Page
from bot.roll import Roll
from bot.spelling import Spelling
from bot.word_pairs import Pair
from corpus.areas import Gazetteer
from corpus.changes import changes
from corpus.index import ParagraphIndex
from corpus.library import Library
from corpus.model import Area, Bulletin, Fact, Paragraph, Record
from corpus.reading import published_day
from corpus.store import Store
from corpus.text import Token

SNAPSHOTS = 5  # how often a snapshot is tried again while an ingest goes on
TOLERANCE = 0.3  # share of a question's weight that a text may lack and still answer it
_SEARCHES = 256  # that are remembered


class Knowledge:
    """Bulletins, facts and records of one version of the store."""

    narrowed = False  # to some of its bulletins

    def __init__(self, version: int, pages: dict[str, Page], index: ParagraphIndex) -> None:
        self.version = version
        self.pages = pages  # by id, latest first, undated last
        self.index = index
        self.bulletins: dict[str, Bulletin] = {name: page.bulletin for name, page in pages.items()}
        self.facts: tuple[Fact, ...] = tuple(f for page in pages.values() for f in page.facts)
        self.records: tuple[Record, ...] = tuple(r for page in pages.values() for r in page.records)
        self.search = lru_cache(_SEARCHES)(index.search)

    @classmethod
    def of(cls, store: Store, library: Library | None = None, before: Knowledge | None = None) -> Knowledge:
        """Everything the store holds now.

        *library* keeps its index (by default one of its own); *before*: an earlier snapshot, whose
        bulletins are taken over as far as they are the same.
        """
        library = library or Library(store)
        pages = dict(before.pages) if before is not None else {}
        for _ in range(SNAPSHOTS):
            found = changes(store, {name: page.revision for name, page in pages.items()})
            pages |= {name: Page(kept) for name, kept in found.new.items()}
            index, indexed = library.index(wait=True)
            if found.version == indexed:  # nothing was ingested in between
                break
        held = {name: pages[name] for name in found.revisions}
        return cls(found.version, held, index.only(held))

    def within(self, bulletins: Collection[str]) -> Knowledge:
        """The same as if only some of its bulletins had been published.  Their words weigh, and are spelt,
        as in all of them."""
        narrow = Knowledge(self.version, {n: p for n, p in self.pages.items() if n in bulletins}, self.index)
        narrow.search = lru_cache(_SEARCHES)(partial(self.index.search, bulletins=bulletins))
        narrow.narrowed = True
        vars(narrow).update(rarity=self.rarity, pairs=self.pairs, spelling=self.spelling, newest=self.newest)
        return narrow

    @cached_property
    def figures(self) -> Holdings:
        """The facts in the orders in which questions look for them."""
        return Holdings(self.facts)

    @cached_property
    def roll(self) -> Roll:
        """The records in the orders in which questions look for them."""
        return Roll(self.records)

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
        return {name: p.subject for name, p in self.pages.items() if p.subject is not None}

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Every place that a figure or a record is about."""
        of_both = [page.areas for page in self.pages.values()]
        return tuple(dict.fromkeys(area for side in (0, 1) for both in of_both for area in both[side]))

    @cached_property
    def homes(self) -> dict[str, Area]:
        """The province that each bulletin's figures are about."""
        return {name: p.home for name, p in self.pages.items() if p.home is not None}

    @cached_property
    def newest(self) -> dt.date | None:
        """The day of the newest bulletin: what ``năm nay`` is measured from."""
        days = [day for b in self.bulletins.values() if (day := published_day(b.published)) is not None]
        return max(days, default=None)

    # --- words -----------------------------------------------------------------------------------

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How telling a (folded) word is: its inverse document frequency over paragraphs."""
        size = sum(len(page.bulletin.paragraphs) for page in self.pages.values())
        counts = Counter(itertools.chain.from_iterable(page.folds for page in self.pages.values()))
        return {word: math.log(1 + size / count) for word, count in counts.items()}

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Neighbouring syllables (folded) that make a word in the bulletins, or are coordinated in them."""
        return synonym_pairs().union(*(page.pairs for page in self.pages.values()))

    @cached_property
    def spelling(self) -> Spelling:
        """How the bulletins write what is typed without diacritics."""
        return Spelling(page.keys for page in self.pages.values())

    def weight(self, tokens_: Iterable[Token]) -> float:
        """How telling some words are together; a word of no bulletin is the most telling."""
        unknown = math.log(2 + len(self.bulletins) * 10)
        return sum(self.rarity.get(t.fold, unknown) for t in tokens_)

    def lacking(self, asked: Sequence[Token], text: str, glued: Set[int] = frozenset()) -> float:
        """The share of some words' weight that a text does not hold (0 to 1)."""
        return self.weight(missing(asked, text, glued)) / max(self.weight(asked), 1e-9)

    def matters(self, lacking: Sequence[Token], asked: Sequence[Token]) -> bool:
        """Whether the words that a text lacks are too many, or too telling, to call it an answer."""
        if any(t.kind == "number" or (t.capital and t is not asked[0]) for t in lacking):
            return True
        return bool(lacking) and self.weight(lacking) > TOLERANCE * self.weight(asked)

    def unheard(self, asked: Sequence[Token]) -> list[Token]:
        """The words that no bulletin holds, neither themselves nor in a phrase of the same meaning."""
        left = [word for word in asked if not holds(self._vocabulary, word)]
        return unmeant(left, tuple(asked), self._says)

    @cached_property
    def _vocabulary(self) -> dict[str, set[str]]:
        """The keys of each folded word."""
        found: dict[str, set[str]] = {}
        for key, folded in frozenset[tuple[str, str]]().union(*(p.lexemes for p in self.pages.values())):
            found.setdefault(folded, set()).add(key)
        return found

    def _says(self, phrase: tuple[str, ...]) -> bool:
        """Whether any bulletin holds a phrase (given as keys)."""
        if phrase not in self._said:
            self._said[phrase] = any(has_phrase(page.keys, phrase) for page in self.pages.values())
        return self._said[phrase]

    @cached_property
    def _said(self) -> dict[tuple[str, ...], bool]:
        return {}

    @cached_property
    def _holding(self) -> dict[str, set[str]]:
        """The bulletins that hold each folded word."""
        found: dict[str, set[str]] = {}
        for name, page in self.pages.items():
            for folded in {folded for _, folded in page.lexemes}:
                found.setdefault(folded, set()).add(name)
        return found

    def holding(self, folds: Iterable[str]) -> Collection[str]:
        """The bulletins that hold each of some folded words, in whatever paragraph."""
        sets = sorted((self._holding.get(folded, set()) for folded in folds), key=len)
        return sets[0].intersection(*sets[1:]) if sets else self.pages.keys()

    def speaking_of(self, asked: Sequence[Token]) -> Iterator[Page]:
        """The bulletins that may hold each of some words; every one that holds them is among these."""
        may_be_others = replaceable(asked)
        held = self.holding(word.fold for word in asked if word not in may_be_others)
        return (page for name, page in self.pages.items() if name in held)

    # --- one bulletin ----------------------------------------------------------------------------

    def paragraph(self, bulletin: str, number: int) -> Paragraph:
        """One paragraph (KeyError if there is none)."""
        return self.pages[bulletin].paragraph(number)

    def evidence(self, item: Fact | Record) -> Evidence:
        """The sentence that a fact or record rests on, its own words highlighted."""
        text = self.paragraph(item.bulletin, item.paragraph).text
        start, end = item.sentence
        return Evidence(item.bulletin, item.paragraph, text, start, end, (item.quote.start, item.quote.end))

    def figures_of(self, bulletin: str, number: int, start: int) -> Sequence[Fact]:
        """The figures of the sentence that begins at *start*, in order."""
        return self.pages[bulletin].figures.get((number, start), ())

    def clause(self, fact: Fact) -> str:
        """The words of a figure's own: from the figure (or semicolon) before it to the mark behind it."""
        return self.pages[fact.bulletin].clause(fact)

    def own_words(self, fact: Fact) -> str:
        """The words that can only be a figure's own."""
        return self.pages[fact.bulletin].own_words(fact)

    def sentence(self, bulletin: str, number: int, start: int, end: int) -> Evidence:
        """A whole sentence as evidence."""
        return Evidence(bulletin, number, self.paragraph(bulletin, number).text, start, end, (start, end))

    def block(self, bulletin: str, kind: str) -> Evidence | None:
        """The first block of a kind (title, byline, date line) as evidence."""
        for paragraph in self.bulletins[bulletin].paragraphs:
            if paragraph.kind == kind and paragraph.text:
                text = paragraph.text
                return Evidence(bulletin, paragraph.number, text, 0, len(text), (0, len(text)))
        return None

    def before(self, evidence: Evidence) -> str:
        """The sentence before another ("" before the first of a paragraph)."""
        starts = [s for s, _ in self.spans(evidence.bulletin, evidence.paragraph) if s < evidence.start]
        return evidence.paragraph_text[max(starts, default=evidence.start) : evidence.start]

    def context(self, bulletin: str, number: int) -> str:
        """A paragraph with its bulletin's title and lead: what its sentences are read against."""
        return self.pages[bulletin].contexts[number]

    def spans(self, bulletin: str, number: int) -> list[tuple[int, int]]:
        """Sentence bounds of a paragraph."""
        return self.pages[bulletin].spans(number)


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
