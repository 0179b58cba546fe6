"""Answers in the bulletin's own sentences: why, what was asked of whom, what was said."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from bot.answer import Evidence
from bot.aptness import apt, received, tells_no_day
from bot.content import translated
from bot.draft import Draft
from bot.knowledge import Knowledge
from bot.listing import PLACES, named_kind
from bot.matching import (
    begins,
    marked_keys,
    missing,
    says,
    spells,
    stored_words,
    without_phrases,
    words_of,
)
from bot.offices import named_people
from bot.phrasing import phrases
from bot.question import Query
from bot.reasons import MOST_REASONS, Reasons, quoted
from bot.register import grades_agree, levels_agree, spoken_role
from bot.sentences import Sentences
from bot.standing import asks
from corpus.annotate import reader
from corpus.model import Record
from corpus.text import Token, has_diacritics, tokens

MOST_TELLING = 3  # words that say together what an opinion is asked about
PARAGRAPHS = 8
MOST_LACKING = 0.45  # share of a question's weight that a sentence may leave to its paragraph
# Asked of one of these, a demand need not be told by the sentence.
_TOLD_OTHERWISE = ("tell", "who", "count", "which_place", "yes_no")
_IN_FIGURES = (
    *("count", "share", "plan", "changed", "difference", "gap", "times", "sum", "most", "least", "who"),
    *("maker", "when", "where", "which_place"),
)
_TELLING = ("lead", "body")  # kinds of paragraphs
_SAID_OF_IT = frozenset({"bac", "nguon", "gap"})  # ``tiền bạc``, ``gặp khó khăn``
UNNAMED = 0.5  # of the price of a word that is lacking, where places count too


class Passages:
    """Finds the sentences that answer, and shows them verbatim."""

    def __init__(self, knowledge: Knowledge, sentences: Sentences) -> None:
        self.knowledge = knowledge
        self.sentences = sentences
        self.reasons = Reasons(knowledge, sentences, self._ranked)
        self.discourse = phrases("vi").discourse

    def solve(self, query: Query) -> Draft | None:
        """Sentences that hold the question's words, or None."""
        matter = query.content or (query.programmes and query.any("why"))
        if query.topics or not (matter or query.any("difficulty")):
            return None
        if query.any("define") and not query.any("list", "why", "difficulty", "tell", "demand"):
            return None  # a sentence with the same words defines nothing
        told = self._of_the_uncounted(query)
        if told is not None:
            return told
        if query.any("why", "difficulty") and not query.any("who"):
            draft = self._speech(query) or self.reasons.solve(query)
            if draft is not None or query.any("why"):
                return draft
        return self._speech(query) or self._best(query)

    def said(self, query: Query) -> Draft | None:
        """The sentence that holds every word of an opinion that is asked for."""
        if len(query.content) < MOST_TELLING:
            return None
        found = [
            e
            for e in self._ranked(query, list(query.content))
            if not missing(query.content, e.quote, query.glued)
        ]
        return quoted(query, found[:1]) if found else None

    def _of_the_uncounted(self, query: Query) -> Draft | None:
        """What is said of a matter that the bulletins count nothing of (``vốn gặp khó khăn gì``), where no
        number is asked for: the sentences that hold all words of it."""
        known = self.knowledge.figures.indicators
        if not query.needs or any(i in known for i in query.needs) or query.any(*_IN_FIGURES):
            return None
        words = [t for t in query.content if t.fold not in _SAID_OF_IT]
        pages = self.knowledge.speaking_of(words) if words else ()
        told = ((page, p.number) for page in pages for p in page.bulletin.paragraphs if p.kind in _TELLING)
        found: list[Evidence] = []
        for page, number in told:
            if len(found) >= MOST_TELLING or missing(words, page.paragraph(number).text, query.glued):
                continue
            for span in self.knowledge.spans(page.bulletin.id, number):
                evidence = self.knowledge.sentence(page.bulletin.id, number, *span)
                lacks = query.any("why", "difficulty") and not self._holds(evidence.quote, "lacking")
                agrees = self.sentences.agreement.placed(query, evidence)
                if not lacks and agrees and not missing(words, evidence.quote, query.glued):
                    found.append(evidence)
        return quoted(query, found[:MOST_TELLING]) if found else None

    # --- speech --------------------------------------------------------------------------------------

    def _speech(self, query: Query) -> Draft | None:
        """``Ông Nhất nói gì``: the sentences in which a named person says or asks something."""
        asked = " ".join(w.text for w in query.annotated.words)
        people = [r for r in self._people(query) if "role" in r.fields]
        if not people or not self._holds(asked, "asked_speech"):
            return None
        page = people[0].bulletin
        found: list[Evidence] = []
        subjects = {people[0].fields["name"], people[0].fields["role"]}
        for paragraph in self.knowledge.bulletins[page].paragraphs:
            for span in self.knowledge.spans(page, paragraph.number):
                text = paragraph.text[span[0] : span[1]]
                speaks = any(s in text for s in subjects) and self._holds(text, "speech")
                goes_on = found and begins(text, "continuing") and self._holds(text, "speech")
                if speaks or (goes_on and found[-1].paragraph == paragraph.number):
                    found.append(self.knowledge.sentence(page, paragraph.number, *span))
        return quoted(query, found[:MOST_REASONS]) if found else None

    def _holds(self, text: str, group: str) -> bool:
        return says(text, group)

    def _count(self, text: str, group: str) -> int:
        keys = marked_keys(text)
        phrases_ = self.discourse[group]
        return sum(keys[i : i + len(phrase)] == phrase for phrase in phrases_ for i in range(len(keys)))

    # --- sentences -------------------------------------------------------------------------------

    def _best(self, query: Query) -> Draft | None:
        if query.any("most", "least") and query.open:
            return None  # which is the largest is told by figures only
        if len(query.content) < 2 and not query.structured:
            return None  # one syllable may be half of another word (``yêu`` of ``yêu cầu``)
        if self.sentences.counts_places_alone(query):
            return None
        found = self._ranked(query, list(query.content))
        found = [e for e in found if self.sentences.agrees(query, e) and levels_agree(query, e.quote)]
        found = [e for e in found if not asks(e.quote) and apt(query, e, self.sentences.named.read(e))]
        if not query.any("demand"):
            found = [e for e in found if self.sentences.covers(query, e)]
        if query.any("which_place"):
            found = [e for e in found if self.sentences.named.names(query, e)]
        if _asks_names(query):
            found = [e for e in found if self.sentences.holds_asked(query, e)]
        if query.counted and not query.any("tell", "demand", "who"):
            found = [e for e in found if self.sentences.counts(query, e)]
        exact = query.any("when", "count", "share", "list", "most", "least", "grade")
        told = query.any("tell") and not query.any("when", "grade")
        if exact and not told and not query.any("demand", "difficulty"):
            agreement = self.sentences.agreement
            found = [e for e in found if agreement.all(query, e) and self.sentences.holds_asked(query, e)]
        if query.any("yes_no"):  # what tells of all that is claimed, before what tells of a part
            found = [e for e in found if not missing(query.content, e.quote, query.glued)] or found
        if query.any("yes_no", "who", "list"):  # a title announces
            found = [e for e in found if not self.sentences.named.is_title(e)]
        if query.any("difficulty"):
            found = [e for e in found if self._holds(e.quote, "lacking")]
        elif not query.any("demand") or (query.any("who") and not received(query)):
            found = [e for e in found if self.sentences.types.holds(query, e)]
        if query.any("who", "maker") and not query.any("demand", "tell"):
            found = [e for e in found if self.sentences.named.names(query, e)]
        if not found:
            return None
        narrow = bool(query.units and query.dimensions) and not query.any("tell", "demand", "who")
        narrow = narrow and not (query.any("yes_no") and {name for name, _ in query.dimensions} <= {"level"})
        figures = (
            query.mean
            or narrow
            or query.any("count", "share", "gap", "changed")
            or (query.any("difference") and not query.any("demand", "tell", "who"))
        )
        if figures or (query.statuses & {"target"} and not query.any("tell", "demand")):
            found = [e for e in found if self._counts(query, e)]
        if query.any("yes_no") and query.claimed is not None:
            return None
        if query.any("when", "where") and not query.any("tell", "who"):
            found = [e for e in found if not missing(query.content, e.quote, query.glued)]
            found = [e for e in found if self._timed(query, e)]
        if query.any("list", "which_place") and query.units and not query.any("demand", "tell"):
            return None
        asker = self._asker(query)
        if query.any("demand") and not asker and not query.any(*_TOLD_OTHERWISE):
            found = [e for e in found if self._demands(e.paragraph_text)]
        if query.any("demand") and asker:
            theirs = [e for e in found if self._demands(e.quote) and _opens_with(asker, e)]
            found = self._addressed(query, theirs or self._demanded(asker))
        elif query.any("demand") and query.any("who") and not received(query):
            found = [e for e in found if any(m.has("role") for m in self.sentences.named.read(e).mentions)]
        people = [] if query.any("who") or (query.any("demand") and asker) else self._people(query)
        named = {r.fields[k] for r in people for k in ("name", "role") if k in r.fields}
        if named:
            found = [e for e in found if self._spoken_by(named, e)]
        found.sort(key=lambda e: (self.sentences.only_aimed(query, e), tells_no_day(query, e)))
        if not found:
            return None
        return quoted(query, found[:1])

    def _asker(self, query: Query) -> list[str]:
        """The (folded) words of the office that a question names, itself or by who holds it."""
        office = spoken_role(query)
        if office is None:
            roles = (r.fields["role"] for r in self._people(query) if "role" in r.fields)
            return [t.fold for t in words_of(next(roles, ""))]
        words = query.annotated.words[office.first : office.last]
        if query.spoken == "en":
            words = tuple(translated(words, phrases("en")))
        return [w.fold for w in words if w.kind == "word"]

    def _demanded(self, asker: Sequence[str]) -> list[Evidence]:
        """The sentences in which who holds an office asks something, newest bulletin first."""
        holding = self.knowledge.holding(asker)
        spoken = (
            self.knowledge.sentence(name, *span)
            for name, page in self.knowledge.pages.items()
            if name in holding
            for span in page.saying(self.discourse["demand"])
            if page.paragraph(span[0]).kind == "body"
        )
        return [e for e in spoken if self._demands(e.quote) and _opens_with(asker, e)]

    def _addressed(self, query: Query, demands: list[Evidence]) -> list[Evidence]:
        """Of some demands those made of whom the question names (``đề nghị các sở làm gì``), or the sentences
        that go on behind one with them (``Các sở tích cực …``)."""
        to = _asked_of(query, self.discourse["demand"])
        own = [e for e in demands if not missing(to, e.quote, query.glued)]
        if own or not to:
            return own
        later = []
        for demand in demands:
            for start, end in self.knowledge.spans(demand.bulletin, demand.paragraph):
                evidence = self.knowledge.sentence(demand.bulletin, demand.paragraph, start, end)
                opening = " ".join(w.text for w in words_of(evidence.quote)[: len(to) + 2])
                if start > demand.start and not missing(to, opening):
                    later.append(evidence)
        if later or query.spoken != "en":
            return later  # what stands for an English word may not be the bulletin's
        return [e for e in demands if len(missing(to, e.quote, query.glued)) < len(to)]

    def _people(self, query: Query) -> list[Record]:
        """The persons that a question names."""
        return named_people(query, self.knowledge.roll)

    def _spoken_by(self, named: Set[str], evidence: Evidence) -> bool:
        """Whether a sentence (or the one before it) speaks of one of the persons named, perhaps by office."""
        spans = self.knowledge.spans(evidence.bulletin, evidence.paragraph)
        before = [start for start, _ in spans if start <= evidence.start][-2:]
        text = evidence.paragraph_text[before[0] : evidence.end]
        return any(name in text for name in named)

    def _ranked(self, query: Query, words: Sequence[Token]) -> list[Evidence]:
        """Sentences in which the question's words stand, the rest of them in the same paragraph."""
        if not words:
            return []
        subject = without_phrases(words, self.discourse["demand"]) if query.any("demand") else words
        said = query.annotated
        names = {id(w) for p in said.places for w in said.words[p.start_token : p.end_token]}
        matter = [t for t in subject if id(t) not in names] or subject  # where is held against what it tells
        text = " ".join(t.text for t in words)
        hits = self.knowledge.search(text, PARAGRAPHS)
        scored: list[tuple[float, int, Evidence]] = []
        for rank, hit in enumerate(hits):
            context = self.knowledge.context(hit.bulletin, hit.paragraph)
            if self.knowledge.matters(missing(subject, context, query.glued), subject) or not self._held(
                query, hit.text, context
            ):
                continue
            if _scattered(query, words, hit.text):
                continue
            for start, end in self.knowledge.spans(hit.bulletin, hit.paragraph):
                evidence = self.knowledge.sentence(hit.bulletin, hit.paragraph, start, end)
                lacking = self.knowledge.lacking(matter, evidence.quote, query.glued)
                if lacking <= MOST_LACKING and self.sentences.agreement.placed(query, evidence):
                    price = lacking + UNNAMED * self.knowledge.lacking(subject, evidence.quote, query.glued)
                    price += _first_place(subject, evidence.quote) + self._undemanded(query, evidence)
                    price += 0.3 * sum(year not in evidence.quote for year in _stages(query))
                    scored.append((price, rank, evidence))
        scored.sort(key=lambda item: item[:2])
        return [e for _, _, e in scored]

    def _demands(self, text: str) -> bool:
        """Whether words ask something of someone (``đáp ứng yêu cầu`` does not)."""
        return self._count(text, "demand") > self._count(text, "no_demand")

    def _undemanded(self, query: Query, evidence: Evidence) -> float:
        """What was asked of someone stands where something is asked: the price of a sentence that is not."""
        if not query.any("demand") or self._demands(evidence.quote):
            return 0.0
        return 0.1 if self._demands(evidence.paragraph_text) else 0.6

    def _held(self, query: Query, text: str, context: str) -> bool:
        """A year, or the thing that an indicator is about, must stand in the paragraph, the title or
        the lead."""
        if any(year not in context for year in query.years) or not grades_agree(query, text):
            return False
        spans = [query.annotated.words[first:last] for first, last in query.matters]
        return not any(missing(span, context) for span in spans)

    def _timed(self, query: Query, evidence: Evidence) -> bool:
        """A question of time (or place) is answered by a sentence that gives one."""
        read = reader().annotate(evidence.quote, home=self.knowledge.home)
        if query.any("when"):
            stage = any(t.fold == "doan" for t in query.annotated.words)
            kinds = {f.period.kind for f in read.figures if f.period is not None}
            return "range" in kinds if stage else bool(kinds)
        return any(p.kind != "generic" for p in read.places)

    def _counts(self, query: Query, evidence: Evidence) -> bool:
        """A question of number is answered by a sentence only if it holds all its words and a figure."""
        own = [
            f
            for f in self.sentences.facts_of(evidence)
            if f.sentence == (evidence.start, evidence.end) and f.indicator == "other"
        ]
        return bool(own) and not missing(query.content, evidence.quote, query.glued)


def _scattered(query: Query, words: Sequence[Token], text: str) -> bool:
    """Whether syllables typed without diacritics stand together in the question, but mostly not in
    the text (``huong dan lam ho so`` in ``hướng dẫn, hỗ trợ các … sở``)."""
    near = [
        (one.fold, other.fold)
        for one, other in pairwise(words)
        if one.text.isascii() and other.text.isascii() and one.end < other.start <= one.end + 2
    ]
    if len(near) < 2 or query.spoken != "vi" or has_diacritics(query.text):
        return False
    held = stored_words(text).pairs
    return sum(pair in held for pair in near) * 2 < len(near)


def _opens_with(asker: Sequence[str], evidence: Evidence) -> bool:
    """Whether a sentence opens with an office (given as folded words)."""
    opening = [t.fold for t in tokens(evidence.quote)[:12]]
    deputy = asker[:1] == [_DEPUTY]  # whose office ends with that of the one that is deputised
    return any(
        opening[i : i + len(asker)] == list(asker) and (deputy or opening[i - 1 : i] != [_DEPUTY])
        for i in range(len(opening))
    )


_DEPUTY = "pho"


def _asked_of(query: Query, demand: Sequence[tuple[str, ...]]) -> list[Token]:
    """Whom something is asked of: the words between the demand and ``làm gì`` (``ask … to do``)."""
    words = query.annotated.words
    if query.spoken == "en":
        return _asked_in_english(words)
    folds = [w.fold for w in words]
    end = next((i for i, pair in enumerate(pairwise(folds)) if pair == ("lam", "gi")), 0)
    asked = [
        i + len(phrase)
        for phrase in demand
        for i in range(1, end - len(phrase) + 1)
        if spells(words[i : i + len(phrase)], phrase)
    ]
    return [t for t in words[max(asked) : end] if any(t is one for one in query.terms)] if asked else []


def _asked_in_english(words: Sequence[Token]) -> list[Token]:
    folds = [w.fold for w in words]
    end = next((i for i, pair in enumerate(pairwise(folds)) if pair == ("to", "do")), 0)
    start = max((i for i in range(end) if folds[i] in _ASKING), default=end)
    known = phrases("en")
    told = [w for w in words[start + 1 : end] if w.kind == "word"]
    told = [w for w in told if not known.idle.at([w], 0, lenient=True)[0]]
    return list(translated(told, known))


_ASKING = frozenset(
    {"ask", "asked", "want", "wanted", "tell", "told", "urge", "urged", "request", "requested", "instruct",
     "instructed", "require", "required"}
)  # fmt: skip


def _stages(query: Query) -> set[str]:
    """First and last years of the spans that a question names (``giai đoạn 2021 - 2025``)."""
    spans = [p for p in query.periods if p.kind == "range"]
    return {day[:4] for p in spans for day in (p.start, p.end) if day}


def _first_place(words: Sequence[Token], text: str) -> float:
    """How late the first word of a question comes in a sentence, from 0 to 0.5: what a sentence
    is about stands at its beginning."""
    found = tokens(text)
    first = next((i for i, t in enumerate(found) if not missing(words[:1], t.text)), len(found))
    return 0.5 * first / max(len(found), 1)


def _asks_names(query: Query) -> bool:
    """Whether things that a programme counts are to be named (``khu vực mấy`` asks for no name)."""
    listed = query.any("list") and bool(query.units)
    places = query.any("which", "where") and named_kind(query) in PLACES and not query.any("yes_no")
    return listed or (places and bool(_NAMES & {w.fold for w in query.annotated.words}))


_NAMES = frozenset({"nao", "gi", "which", "what"})
