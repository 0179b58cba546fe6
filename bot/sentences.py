"""The sentence that answers, by what a question is about, where, when and what kind of thing it asks.

A question is held against every sentence of the paragraphs that retrieval finds.  Its place, its
time and its grade are conditions: the sentence must agree with them, in its own words or by what it
inherits (the figures' places and years, the paragraph before, what the bulletin is about).  Its
other words are weighed by how telling they are and how near the sentence they stand.  The kind of
thing that is asked for (a number of something, a date, a name) must stand in the sentence itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise, takewhile

from bot.agreement import RANKS, Agreement
from bot.answer import Claim, Evidence
from bot.answer_types import MONEY, AnswerTypes
from bot.aptness import DAY, apt, asks_day, tells_no_day
from bot.draft import Draft
from bot.fitting import Fitting, done_otherwise, said
from bot.knowledge import Knowledge
from bot.listing import PLACES, Listed, lists_names, named_kind
from bot.matching import missing, names_place, says
from bot.named import NAMED, Named, announced, with_names
from bot.phrasing import phrases, say
from bot.question import Query
from bot.register import grades_agree, levels_agree, spoken_role
from bot.wording import printed
from corpus.areas import Gazetteer
from corpus.lexicon import lexicon
from corpus.model import Fact
from corpus.text import Token

PARAGRAPHS = 40  # that retrieval gives; bounds the work
NEAREST = 3  # of them, whose bulletins are looked through
# What a word is worth that stands not in the sentence itself but in the one before, elsewhere in
# the paragraph, or in the title or lead.
NEAR, PARAGRAPH, PAGE = 0.75, 0.55, 0.45
LEAST_COVERED = 0.66  # of the question's weight, so reckoned
LEAST_DIRECT = 0.4  # of its weight, in the sentence itself
_MEASURES = frozenset({"m2", "km", "ha", "tonne", "dong"})  # units whose words sentences write in short
MANY = 3  # numbers in one question
# What no sentence answers by holding the question's words.
_NEVER = ("opinion", "foreign", "quality", "why", "difficulty")
_GRADES = frozenset({"stars", "level", "criteria"})
_GRADE = re.compile(r"\d\s*sao|\d\s*\*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A sentence that may answer; ``score`` (0 to 1) orders the sentences of one question."""

    evidence: Evidence
    score: float
    names: Listed | None = None  # what gives the names that the sentence announces


class Sentences:
    """Finds the sentence that answers a question, and shows it verbatim."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer) -> None:
        self.knowledge = knowledge
        self.gazetteer = gazetteer
        self.agreement = Agreement(knowledge, gazetteer)
        self.local = self.agreement.local
        self.fitting = Fitting(knowledge, gazetteer)
        self.named = Named(knowledge, self.local)
        self.types = AnswerTypes(self.named.read, self.facts_of)

    def solve(self, query: Query) -> Draft | None:
        """The best sentence as an answer, or None."""
        found = self.ranked(query)
        if not found:
            return None
        evidence = found[0].evidence
        if found[0].names is not None:
            return announced(query, evidence, found[0].names)
        figure = self._figure(query, evidence)
        if figure is not None:
            value = printed(figure, query.language)
            text = say(query.language, "answer.figure_quoted", value=value, quote=evidence.quote)
            marked = self.knowledge.evidence(figure)
            return Draft("answered", (Claim(text, (marked,)),), (figure,), why="a figure in its sentence")
        if self.counts_places_alone(query):
            return None
        evidence = self._own_clause(query, evidence)
        text = say(query.language, "answer.according", quote=evidence.quote)
        return Draft("answered", (Claim(text, (evidence,)),), why="nearest sentence")

    @staticmethod
    def counts_places_alone(query: Query) -> bool:
        """``Tỉnh có bao nhiêu xã``: every sentence on the programmes speaks of them."""
        alone = query.asks == {"count"} and not (query.terms or query.needs or query.dimensions)
        return alone and bool(PLACES & {query.counted, *query.units})

    def _own_clause(self, query: Query, evidence: Evidence) -> Evidence:
        """The part between semicolons that alone names the place asked about, if it lacks no word of the
        question that the whole sentence has."""
        narrow = max(query.areas, key=lambda a: RANKS.get(a.level, 0), default=None)
        cuts = [0, *(m.end() for m in re.finditer(r";\s*", evidence.quote)), len(evidence.quote)]
        parts = [(first, last) for first, last in pairwise(cuts) if last > first]
        if narrow is None or narrow.level not in ("district", "commune") or query.counts > 1:
            return evidence
        own = [p for p in parts if names_place(narrow, evidence.quote[slice(*p)])]
        same = [p for p in self.named.read(evidence).places if p.area.level == narrow.level]
        starts = [self.named.read(evidence).words[p.start_token].start for p in same if p.kind != "generic"]
        each = all(any(first <= at < last for at in starts) for first, last in parts)
        if len(own) != 1 or not each:
            return evidence
        text = evidence.quote[slice(*own[0])].rstrip()
        if len(missing(query.content, text)) > len(missing(query.content, evidence.quote)):
            return evidence
        start = evidence.start + own[0][0]
        return self.knowledge.sentence(evidence.bulletin, evidence.paragraph, start, start + len(text))

    def _figure(self, query: Query, evidence: Evidence) -> Fact | None:
        """The one figure of a sentence that answers ``bao nhiêu``, if its clause leaves no doubt."""
        if not query.any("count", "share") or query.counts > 1 or "stars" in query.open:
            return None
        unit = "percent" if query.any("share") else query.counted
        wanted = [f for f in self.fitting.of(query, evidence, strict=True) if not unit or f.unit == unit]
        telling = [*query.telling, *query.thing] or self.matter(query)
        held = [f for f in wanted if not missing(telling, self.knowledge.clause(f), query.glued)]
        return held[0] if len(held) == 1 and held[0].status != "change" else None

    def candidates(self, query: Query) -> Iterator[Evidence]:
        """Sentences near the question that agree with its place and time, the nearest paragraphs first."""
        text = " ".join([*(t.text for t in query.content), *(a.name for a in query.areas)])
        for hit in self.knowledge.search(text, PARAGRAPHS):
            for span in self.knowledge.spans(hit.bulletin, hit.paragraph):
                evidence = self.knowledge.sentence(hit.bulletin, hit.paragraph, *span)
                if self.agreement.placed(query, evidence) and self.agreement.timed(query, evidence):
                    yield evidence

    def ranked(self, query: Query) -> list[Found]:
        """Sentences that agree with the question and hold what it asks for, best first."""
        matter = self.matter(query)
        defines = query.any("define") and not (query.units and query.dimensions) and not query.terms
        if not matter or defines or query.any(*_NEVER) or self.told_by_figures(query):
            return []
        if query.asks == {"yes_no"} and len(query.content) < 2 and not query.structured:
            return []  # ``yêu`` may be half of ``yêu cầu``
        said = [w.text for w in query.annotated.words if w.kind != "mark"]
        text = " ".join([*(t.text for t in matter), *(a.name for a in query.areas), *said])
        names = query.any("list", "which", "which_place", "who", "maker")
        found: list[Found] = []
        for bulletin, paragraph in self.sought(text):
            told = self.knowledge.paragraph(bulletin, paragraph).text
            spans = self.knowledge.spans(bulletin, paragraph)
            for start, end in [*spans, *(with_names(told, spans) if names else ())]:
                evidence = self.knowledge.sentence(bulletin, paragraph, start, end)
                before = self.knowledge.before(evidence)
                lines = self.named.lists.lines_behind(evidence) if names else ()
                own = " ".join([evidence.quote, *(e.quote for e in lines)])
                score = self._covered(query, matter, evidence, before, own)  # first: it leaves few
                if score is None:
                    continue
                listed = self._names_behind(query, evidence) if names else None
                if listed is not None:
                    found.append(Found(evidence, score + NAMED, listed))
                elif self._fits(query, evidence):
                    counted = self.named.counted(query, self.facts_of(evidence), evidence)
                    found.append(Found(evidence, score + counted))
        if query.any("count") and not query.periods:  # told equally well, the latest is meant
            found.sort(key=lambda f: self._latest(f.evidence), reverse=True)
        found.sort(key=lambda f: (*self._later(query, f.evidence), -round(f.score, 2)))
        return found

    def sought(self, text: str) -> Sequence[tuple[str, int]]:
        """The paragraphs nearest to some words, and the others of the bulletins of the nearest: their
        titles and leads may say what is asked for all of them."""
        hits = self.knowledge.search(text, PARAGRAPHS)
        near = dict.fromkeys(hit.bulletin for hit in hits[:NEAREST])
        pages = (self.knowledge.bulletins[name] for name in near)
        rest = ((page.id, p.number) for page in pages for p in page.paragraphs[:PARAGRAPHS])
        return list(dict.fromkeys([*((hit.bulletin, hit.paragraph) for hit in hits), *rest]))

    def _latest(self, evidence: Evidence) -> str:
        return max((f.period.end or "" for f in self.facts_of(evidence)), default="")

    def _fits(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence agrees with all that a question sets as a condition."""
        agrees = self._agrees_in_all(query, evidence) and apt(query, evidence, self.named.read(evidence))
        return agrees and self.holds_asked(query, evidence)

    def _agrees_in_all(self, query: Query, evidence: Evidence) -> bool:
        return (
            self.agreement.all(query, evidence)
            and grades_agree(query, evidence.quote)
            and levels_agree(query, evidence.quote)
        )

    def _names_behind(self, query: Query, evidence: Evidence) -> Listed | None:
        """The names that a sentence announces, if it agrees with the question in all else."""
        kind = named_kind(query)
        listed = self.named.lists.behind(evidence) if kind else None
        if listed is None or not self._agrees_in_all(query, evidence):
            return None
        if not self.holds_kind(query, evidence, around=listed.lines):
            return None
        if not listed.lines and done_otherwise(query, listed.evidence[0].quote):
            return None
        if kind in PLACES and not self.named.names(query, evidence):
            lines = listed.lines and all(self.named.names(query, e) for e in listed.evidence)
            return listed if lines or (not listed.lines and lists_names(listed.evidence[0].quote)) else None
        if kind == "product" and listed.lines:
            return listed.only(lambda e: _of_grade(query, e.quote))
        graded = all(grades_agree(query, e.quote) for e in listed.evidence)  # ``Cụ thể, 9 sản phẩm 4 sao``
        return listed if kind == "product" and graded else None

    @staticmethod
    def told_by_figures(query: Query) -> bool:
        """Whether only a figure can answer: a number of something that is counted, and nothing else said."""
        if query.claimed is not None and query.any("yes_no"):
            return True
        numbers = [f for f in query.annotated.figures if f.kind == "number" and f.period is None]
        if query.claimed is not None and len(numbers) >= MANY:
            return True  # several figures are held against each other
        counted = bool(query.counted) and not query.terms
        return query.any("count", "share") and counted and not query.areas

    @staticmethod
    def conditions(query: Query) -> set[int]:
        """The words (by ``id``) of a question's places and times, which are held against what a sentence
        speaks of, and not against its words."""
        said = query.annotated
        spans = [(p.start_token, p.end_token) for p in said.places]
        spans += [(f.first, f.last) for f in said.figures if f.period is not None]
        return {id(word) for first, last in spans for word in said.words[first:last]}

    def matter(self, query: Query) -> list[Token]:
        """The words of the question but for its places and times, which are conditions."""
        said = query.annotated
        spans: list[tuple[int, int]] = []
        if PLACES & set(query.units):  # ``được công nhận`` says no more of places than ``đạt chuẩn``
            spans += [(m.first, m.last) for m in said.mentions if m.has("dimension", "recognised")]
        spans += [(f.first, f.last) for f in said.figures if f.kind == "word"]  # ``hai sản phẩm nào``
        spans += [(m.first, m.last) for m in said.mentions if query.rounds and m.has("ordinal", "order")]
        left_out = self.conditions(query) | {id(w) for first, last in spans for w in said.words[first:last]}
        if query.counted in _MEASURES:  # ``mét vuông`` may be written ``m2``
            spans = [(m.first, m.last) for m in said.mentions if query.counted in m.ids("unit")]
            left_out |= {id(w) for first, last in spans for w in said.words[first:last]}
        matter = [t for t in query.content if id(t) not in left_out]
        if self.types.asks_money(query):  # a sum answers, whatever it is called
            matter = [t for t in matter if t.key not in MONEY] or matter
        if named_kind(query):  # ``địa phương cấp huyện nào``, ``phấn đấu thêm xã nào``
            aims = [m for m in said.mentions if m.has("status", "target") and query.asks_plan]
            aimed = [w for m in aims for w in said.words[m.first : m.last]]
            known = [t for t in matter if t.key not in self._general and t not in aimed]
            matter = known or matter or list(query.content)
        return matter

    def _covered(
        self, query: Query, matter: Sequence[Token], evidence: Evidence, before: str, own: str = ""
    ) -> float | None:
        """How much of the question a sentence and its surroundings hold, None if too little.

        *own*: the sentence with the lines of the list that it opens.
        """
        own = own or evidence.quote
        weight = self.knowledge.weight
        whole = weight(matter)
        if missing(self._person(query), f"{before} {own}", query.glued):
            return None  # what else the bulletin tells is not told of this person
        proper = {id(w) for w in self.names_of(query)}
        plain = [t for t in matter if id(t) not in proper]
        if query.any("count") and plain and len(missing(plain, own, query.glued)) == len(plain):
            return None  # a sentence that only names somebody tells no number of theirs
        lacking = missing(matter, own, query.glued)
        named = self._named_before([t for t in lacking if id(t) in proper], query.glued, evidence, before)
        direct = 1 - (weight(lacking) - weight(named)) / (whole - weight(named) or 1)
        if direct < LEAST_DIRECT:
            return None
        score = direct * (1 - weight(named) / whole)
        for worth, text in (
            (NEAR, f"{before} {own}"),
            (PARAGRAPH, evidence.paragraph_text),
            (PAGE, self.knowledge.context(evidence.bulletin, evidence.paragraph)),
        ):
            if not lacking:
                break
            left = missing(matter, text, query.glued)
            score += worth * (weight(lacking) - weight(left)) / whole
            lacking = left
        if any(t.kind == "number" or id(t) in proper for t in lacking):
            return None
        return score if score >= LEAST_COVERED else None

    def _named_before(
        self, named: list[Token], glued: Set[int], evidence: Evidence, before: str
    ) -> list[Token]:
        """The words of a name, where the sentence before told them and this one speaks without the name
        (``HTX đạt doanh thu …``)."""
        known = self.named.read(evidence) if named and not missing(named, before, glued) else None
        heads = [m for m in known.mentions if m.has("maker_head")] if known is not None else []
        after = [known.words[m.last] for m in heads if m.last < len(known.words)] if known is not None else []
        bare = any(not w.capital for w in after)
        return named if bare else []

    @staticmethod
    def _person(query: Query) -> list[Token]:
        """The words of the name behind ``ông``, ``bà``, ``anh``: whose it is that is asked for."""
        words = query.annotated.words
        named = [m.last for m in query.annotated.mentions if m.has("honorific")]
        return [w for at in named for w in takewhile(lambda w: w.capital, words[at:])]

    @staticmethod
    def names_of(query: Query) -> list[Token]:
        """The words of a question that are names: capitals that neither open it nor name a programme
        or a grade, which sentences word in many ways."""
        said = query.annotated
        worded = {
            i
            for m in said.mentions
            if m.has("programme") or m.has("dimension")
            for i in range(m.first, m.last)
        }
        return [w for i, w in enumerate(said.words) if w.capital and i and i not in worded]

    def covers(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence and its surroundings hold enough of the question, and of its documents."""
        if not all(self.agreement.numbered(number, evidence) for number in query.documents):
            return False
        matter = self.matter(query)
        before = evidence.paragraph_text[: evidence.start]
        return not matter or self._covered(query, matter, evidence, before) is not None

    # --- conditions ------------------------------------------------------------------------------

    def facts_of(self, evidence: Evidence) -> Sequence[Fact]:
        """The figures of a sentence."""
        return self.fitting.facts_of(evidence)

    def holds_asked(self, query: Query, evidence: Evidence) -> bool:
        """Whether the kind of thing that is asked for stands in the sentence, and names where they are."""
        return self.holds_kind(query, evidence) and self.names_asked(query, evidence)

    def names_asked(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence gives names, where names are asked for."""
        told = query.any("tell") and not query.any("who", "maker", "where", "which_place", "which")
        asked = query.any("who", "maker", "where", "which_place", "list", "which") and not told
        return not asked or self.named.names(query, evidence)

    def holds_kind(self, query: Query, evidence: Evidence, *, around: bool = False) -> bool:
        """Whether the kind of thing that is asked for stands in the sentence (but for names).

        *around*: its grades may be told by its bulletin's title and lead.
        """
        quote = evidence.quote
        facts = self.fitting.of(query, evidence)
        counted = bool(query.counted) and any(f.unit == query.counted for f in facts)
        if not counted and missing(self._thing(query), quote, query.glued):
            return False
        if missing(query.topic_words, quote, query.glued):
            return False
        graded = "stars" in query.open or query.any("grade")
        english = query.spoken == "en" and query.any("count") and query.units
        counts = query.counted or query.dimensions or english or graded
        if counts and not self.counts(query, evidence, around=around):
            return False
        if (query.any("difference", "gap", "times") or query.adds) and not (
            any(f.status == "change" for f in facts) or (query.any("gap") and says(quote, "exceeding"))
        ):
            return False
        # ``tốn bao nhiêu tiền``: whatever it was spent on, but for a programme's own
        money = self.types.asks_money(query) and not query.programmes
        if query.needs and not money and not any(f.indicator in query.needs for f in facts):
            named = [w for first, last in query.matters for w in query.annotated.words[first:last]]
            if missing(named, quote, query.glued):
                return False
        if query.any("when") and not self._dated(query, evidence):
            return False
        if any(says(query.text, one) and not says(quote, one) for one in ("first_time", "last_one")):
            return False
        if not (self.types.holds(query, evidence) and self.agrees(query, evidence)) or self._of_office(query):
            return False
        given = query.claimed is not None and query.any("count") and not query.any("yes_no")
        if given and facts and all(Decimal(f.value) == query.claimed for f in facts):
            return False  # the number that the question gives is not what it asks for
        if query.denies and not says(quote, "denying"):
            return False
        asked_of = query.any("demand") and not query.any("count", "plan", "which_place", "list")
        if asked_of and (says(quote, "no_demand") or not says(quote, "demand")):
            return False
        lacking = query.denies or query.any("yes_no") or says(query.text, "denying")
        return lacking or not says(quote, "none_of")

    def _later(self, query: Query, evidence: Evidence) -> tuple[bool, bool, bool]:
        """What makes a sentence come after others: it is only aimed at, only announces, or gives no day."""
        aimed, title = self.only_aimed(query, evidence), self.named.is_title(evidence)
        return aimed, title, tells_no_day(query, evidence)

    def only_aimed(self, query: Query, evidence: Evidence) -> bool:
        """Whether all that a sentence counts is aimed at, where it is asked what there is."""
        numbers = query.any("count", "share")
        figures = self.fitting.of(query, evidence) if numbers else self.facts_of(evidence)
        counted = [f for f in figures if f.unit != "dong"]  # money is set apart in plans only
        aimed = [f.status in ("target", "provisional") for f in counted]
        names = query.any("which_place", "list", "which") and not query.any("tell", "demand")
        given = names and says(evidence.quote, "assigned")  # ``được giao 2 xã về đích``
        return (names or numbers) and not query.asks_plan and ((bool(aimed) and all(aimed)) or given)

    @staticmethod
    def _of_office(query: Query) -> bool:
        """Whether only the office of a person is asked for, which sentences that name many do not tell."""
        role = spoken_role(query)
        folds = [w.fold for w in query.annotated.words]
        return role is not None and query.any("who") and ("la", "ai") in pairwise(folds)

    def _dated(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence gives a time, a day where the day is asked for."""
        kinds = {f.period.kind for f in self.named.read(evidence).figures if f.period is not None}
        return bool(DAY.search(evidence.quote) if asks_day(query) else kinds)

    def _thing(self, query: Query) -> list[Token]:
        """The words of what is counted or named, but for words for any place, body or sum of money."""
        return [t for t in query.thing if t.key not in self._general]

    @cached_property
    def _general(self) -> frozenset[str]:
        return frozenset(w for phrase in phrases("vi").discourse["general"] for w in phrase)

    def agrees(self, query: Query, evidence: Evidence) -> bool:
        """Whether a sentence holds a figure, a share, a change or a superlative where one is asked for."""
        facts = self.fitting.of(query, evidence)
        if query.any("yes_no") and (query.all_of or query.sweeping or query.any("most", "least")):
            return False  # what is said of all, or of the first, is not told by holding the same words
        named = query.any("who", "maker", "list", "which", "which_place") and query.claimed_unit
        if named and not any(Decimal(f.value) == query.claimed for f in self.facts_of(evidence)):
            return False  # names are asked of a number of things that the sentence does not count
        ranked = query.any("most", "least")  # ``có tỷ lệ cao nhất`` may be said of ``9/10 xã``
        rated = query.any("share") and not ranked
        if rated and not any(f.unit == "percent" for f in facts) and "%" not in evidence.quote:
            return False
        number = query.any("count") and not query.any("share", "when", "doc_number", "grade")
        if number and not facts and "stars" not in query.open:
            return False
        if query.any("changed"):
            units = {*query.units, "percent"} if query.units else set()
            what = query.any("tell") and not query.any("count")  # ``cái gì tăng``: in so many words
            held = what and not missing(query.content, evidence.quote, query.glued)
            if not held and not any(f.status == "change" and (not units or f.unit in units) for f in facts):
                return False
        means = lexicon().means
        mean = query.mean and bool(means.keys() & set(query.units))  # ``lương trung bình`` is no mean of them
        if mean and not any(f.unit in means.values() for f in facts):
            return False
        if query.any("rank") and not says(evidence.quote, "rank"):
            return False
        if query.any("least") and not query.any("most"):
            return says(evidence.quote, "smallest")
        return not query.any("most") or says(evidence.quote, "superlative")

    def counts(self, query: Query, evidence: Evidence, *, around: bool = False) -> bool:
        """Whether a figure of the sentence has the unit and the grades that are asked for; where no
        number is asked for, whether the sentence (its paragraph, for what was done) speaks of them."""
        if query.any("share") and any(f.unit == "percent" for f in self.fitting.of(query, evidence)):
            return True
        if "stars" in query.open or (query.any("grade") and not query.any("where", "when", "who")):
            return _GRADE.search(evidence.quote) is not None
        if self.types.asks_money(query) and not query.counted:
            return any(f.unit.startswith("dong") for f in self.fitting.of(query, evidence))
        if query.counted or query.any("count", "share"):
            units = {query.counted} if query.counted else set(query.units)
            fitting = self.fitting.of(query, evidence)
            measured = not query.counted and any(f.indicator in query.needs for f in fitting)
            return measured or any(not units or f.unit in units for f in fitting)
        places = bool(PLACES & set(query.units))
        whole = self.knowledge.context(evidence.bulletin, evidence.paragraph)
        quote = evidence.quote
        done = query.values("step") and not _GRADE.search(quote) and said(query, "step", quote)
        graded = whole if around or done else quote  # ``4 sản phẩm nâng hạng là: …``
        facts = self.facts_of(evidence)
        return all(
            any(f.dimensions.get(name) in values for f in facts)
            or said(query, name, graded if name in _GRADES else whole if around else evidence.paragraph_text)
            for name, values in query.dimensions
            if name != "maker"  # part of a name, or what is asked for
            and not (name == "group" and _is_named_so(query))
            and not (name == "level" and "standard" in values)
            and not (name == "step" and places)
        )


def _of_grade(query: Query, text: str) -> bool:
    """Whether a line of a list is of the grade that is asked for, if it tells one."""
    potential = any(value.startswith("potential") for value in query.values("stars"))
    return says(text, "potential") if potential else grades_agree(query, text)


def _is_named_so(query: Query) -> bool:
    """Whether a kind of goods is part of a maker's name (``HTX Dược liệu Ba Trại``)."""
    heads = {m.last for m in query.annotated.mentions if m.has("maker_head")}
    words = query.annotated.words
    return any(m.first in heads and words[m.first].capital for m in query.annotated.mentions)
