"""One bulletin as questions see it: its figures and records, and what is worked out of its text.

What a snapshot of the store needs to know of a bulletin is worked out once and kept for as long as the
bulletin stays as it is; a new bulletin costs its own reading, not that of all others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from bot.matching import names_place, says_any, says_each
from bot.word_pairs import Pair, word_pairs
from corpus.changes import Kept
from corpus.figures import figures, tight
from corpus.model import Area, Fact, Paragraph
from corpus.text import fold, lexemes, sentences, tokens

_CLAUSE_END = re.compile(r"[,;:.](?!\d)")
# What stands between what a measure was and what it has come to.
_COME_TO = re.compile(r"(?i)[^;.]{0,40}\b(?:xuống|lên|còn|đến|thành)\s+")
# What stands between a count and its rate in brackets.
_RATE = re.compile(r"(?i)\s*\(\s*(?:(?:chiếm|đạt|bằng|tương đương|tức)\s+)?(?:(?:tỷ|tỉ) lệ\s+)?")
_BREAK = re.compile(r"[,;:.()](?!\d)|\bvà\b")


class Page:
    """A bulletin at one revision.  Never changed, so that snapshots and threads share it."""

    def __init__(self, kept: Kept) -> None:
        self.revision = kept.revision
        self.bulletin = kept.bulletin
        self.facts = kept.facts
        self.records = kept.records
        self._paragraphs = {p.number: p for p in self.bulletin.paragraphs}
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._dates: dict[int, tuple[str, ...]] = {}
        self._saying: dict[tuple[tuple[str, ...], ...], list[tuple[int, int, int]]] = {}

    def paragraph(self, number: int) -> Paragraph:
        """One paragraph (KeyError if there is none)."""
        return self._paragraphs[number]

    def spans(self, number: int) -> list[tuple[int, int]]:
        """Sentence bounds of a paragraph, without the name of a paper before the first (``NDO - …``)."""
        if number not in self._spans:
            found = sentences(self.paragraph(number).text)
            read = self._read
            self._spans[number] = [(max(s.start, read.get((number, s.end), s.start)), s.end) for s in found]
        return self._spans[number]

    @cached_property
    def _read(self) -> dict[tuple[int, int], int]:
        """Where each sentence (paragraph, end) begins that figures were read from."""
        return {(f.paragraph, f.sentence[1]): f.sentence[0] for f in self.facts}

    @cached_property
    def contexts(self) -> dict[int, str]:
        """Each paragraph with the bulletin's title and lead: what its sentences are read against."""
        page = self.bulletin
        lead = " ".join(p.text for p in page.paragraphs if p.kind == "lead")
        return {p.number: f"{page.title}\n{lead}\n{p.text}" for p in page.paragraphs}

    def saying(self, phrases: tuple[tuple[str, ...], ...]) -> list[tuple[int, int, int]]:
        """The sentences (paragraph, start, end) that hold one of some phrases (given as keys)."""
        if phrases not in self._saying:
            self._saying[phrases] = [
                (p.number, start, end)
                for p in self.bulletin.paragraphs
                if says_any(p.text, phrases)
                for start, end in self.spans(p.number)
                if says_any(p.text[start:end], phrases)
            ]
        return self._saying[phrases]

    def dates(self, number: int) -> tuple[str, ...]:
        """The days (ISO) that a paragraph names with their year."""
        if number not in self._dates:
            text = self.paragraph(number).text
            read = figures(tokens(text), text)
            days = (f.period.end for f in read if f.kind == "date" and f.period is not None)
            self._dates[number] = tuple(day for day in days if day)
        return self._dates[number]

    # --- figures ---------------------------------------------------------------------------------

    @cached_property
    def figures(self) -> dict[tuple[int, int], list[Fact]]:
        """The figures of each sentence (paragraph, start) in order."""
        found: dict[tuple[int, int], list[Fact]] = {}
        for fact in sorted(self.facts, key=lambda f: f.quote.start):
            found.setdefault((fact.paragraph, fact.sentence[0]), []).append(fact)
        return found

    def clause(self, fact: Fact) -> str:
        """The words of a figure's own: from the figure (or semicolon) before it to the mark behind it."""
        text = self.paragraph(fact.paragraph).text
        end = fact.sentence[1]
        behind = _CLAUSE_END.search(text, fact.quote.end, end)
        return text[self._opening(fact) : behind.start() if behind else end]

    def _opening(self, fact: Fact) -> int:
        """Where the words of a figure's own begin; what a measure has come to (``giảm từ 12% xuống còn
        4%``) shares those of what it was, a rate in brackets (``còn 31 hộ (0,8%)``) those of its count."""
        text, start = self.paragraph(fact.paragraph).text, fact.sentence[0]
        told = self.figures.get((fact.paragraph, start), ())
        before = [f for f in told if f.quote.end <= fact.quote.start]
        first = max([start, *(f.quote.end for f in before)])
        first = max(first, text.rfind(";", start, fact.quote.start) + 1)
        between = text[first : text.find(fact.raw, fact.quote.start)]
        again = _COME_TO.fullmatch(between) is not None
        bracket = fact.unit == "percent" and _RATE.fullmatch(between) is not None
        if before and (again or bracket):
            was = before[-1]
            same = (was.indicator, was.area) == (fact.indicator, fact.area)
            if same and (was.unit == fact.unit) == again:
                return self._opening(was)
        return first

    def of_each(self, fact: Fact) -> bool:
        """Whether a figure is told of each of several that are not named (``mỗi huyện có 1 điểm bán``)."""
        text = self.paragraph(fact.paragraph).text
        named = fact.area is not None and names_place(fact.area, text[slice(*fact.sentence)])
        return not named and says_each(text[self._opening(fact) : fact.quote.start])

    def own_words(self, fact: Fact) -> str:
        """The words that can only be a figure's own: from the first break behind the figure before it
        to the first break, or the next figure, behind itself."""
        text = self.paragraph(fact.paragraph).text
        start, end = fact.sentence
        spans = [f.quote for f in self.figures.get((fact.paragraph, start), ())]
        before = max((q.end for q in spans if q.end <= fact.quote.start), default=start)
        if before > start:
            opening = _BREAK.search(text, before, fact.quote.start)
            before = opening.end() if opening else before
        behind = min((q.start for q in spans if q.start >= fact.quote.end), default=end)
        closing = _BREAK.search(text, fact.quote.end, behind)
        return text[before : closing.start() if closing else behind]

    @cached_property
    def subject(self) -> Area | None:
        """The place that most of the figures are about, of whatever level."""
        return _commonest(f.area for f in self.facts)

    @cached_property
    def home(self) -> Area | None:
        """The province that most of the figures are about."""
        return _commonest(f.area for f in self.facts if f.area is not None and f.area.level == "province")

    @cached_property
    def areas(self) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
        """The places that figures are about, and those that records are."""
        told, held = ([x.area for x in some if x.area is not None] for some in (self.facts, self.records))
        return tuple(dict.fromkeys(told)), tuple(dict.fromkeys(held))

    @cached_property
    def outgrown(self) -> frozenset[str]:
        """The figures (by id) that count fewer in all than the bulletin counts of one grade, or in a part of
        the place: they are parts, whose limits were not read."""
        wholes = [f for f in self.facts if f.unit == "product" and f.nature == "stock" and not f.dimensions]
        none = Decimal(0)
        found = {f.id for f in wholes if Decimal(f.value) < self._largest.get((f.area, f.unit), none)}
        inside = self._largest_inside
        counted = (f for f in self.facts if f.unit in ("product", "maker"))
        whole = ((f, f.area.name if f.area is not None else "") for f in counted)
        found |= {f.id for f, name in whole if Decimal(f.value) < inside.get((name, *_sort(f)), none)}
        return frozenset(found)

    @cached_property
    def _largest_inside(self) -> dict[tuple[object, ...], Decimal]:
        """The largest figure of each sort of the places that lie in another."""
        found: dict[tuple[object, ...], Decimal] = {}
        for fact in self.facts:
            for wide in (fact.area.province, fact.area.district) if fact.area is not None else ():
                key = (wide, *_sort(fact))
                if wide and fact.area is not None and wide != fact.area.name:
                    found[key] = max(found.get(key, Decimal(0)), Decimal(fact.value))
        return found

    @cached_property
    def _largest(self) -> dict[tuple[Area | None, str], Decimal]:
        """The largest number of graded things that there are in each place."""
        found: dict[tuple[Area | None, str], Decimal] = {}
        for fact in self.facts:
            stands = fact.nature == "stock" and fact.status == "actual" and "step" not in fact.dimensions
            if stands and "stars" in fact.dimensions and not fact.dimensions.get("role"):
                key = (fact.area, fact.unit)
                found[key] = max(found.get(key, Decimal(0)), Decimal(fact.value))
        return found

    @cached_property
    def bases(self) -> dict[tuple[int, tuple[int, int]], set[str]]:
        """The years that changes of a sentence (paragraph, bounds) are measured from."""
        found: dict[tuple[int, tuple[int, int]], set[str]] = {}
        for fact in self.facts:
            if "base" in fact.links:
                found.setdefault((fact.paragraph, fact.sentence), set()).add(fact.links["base"])
        return found

    @cached_property
    def days(self) -> set[str]:
        """The day of the bulletin and those of the events that it tells of."""
        events = {r.fields.get("date", "") for r in self.records if r.kind == "event"}
        return {self.bulletin.published or ""} | events

    # --- words -----------------------------------------------------------------------------------

    @cached_property
    def text(self) -> str:
        """The text of all paragraphs, one a line."""
        return "\n".join(p.text for p in self.bulletin.paragraphs)

    @cached_property
    def folded(self) -> str:
        """That text without diacritics; what stands there stands in :attr:`text` at the same place."""
        return fold(self.text)

    @cached_property
    def tight(self) -> str:
        """That text with the numbers of documents as they are compared (``785/qd-ubnd``)."""
        return tight(self.folded)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The words of all paragraphs with their diacritics, in order."""
        return tuple(key for p in self.bulletin.paragraphs for key, _ in lexemes(p.text))

    @cached_property
    def lexemes(self) -> frozenset[tuple[str, str]]:
        """The words of all paragraphs, each once: key and folded form."""
        return frozenset(pair for p in self.bulletin.paragraphs for pair in lexemes(p.text))

    @cached_property
    def folds(self) -> tuple[str, ...]:
        """The folded words of each paragraph, each once, one paragraph after the other."""
        texts = (p.text for p in self.bulletin.paragraphs)
        return tuple(word for text in texts for word in {folded for _, folded in lexemes(text)})

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Neighbouring syllables (folded) that make a word here."""
        return word_pairs(self.text)


def _sort(fact: Fact) -> tuple[object, ...]:
    """What a figure counts, and in what way."""
    return (fact.indicator, fact.unit, fact.status, fact.nature, tuple(sorted(fact.dimensions.items())))


def _commonest(areas: Iterator[Area | None]) -> Area | None:
    """The place that is named most, the first of those named as often."""
    counted = Counter(area for area in areas if area is not None)
    return counted.most_common(1)[0][0] if counted else None
