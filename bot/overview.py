"""Answers to broad questions: how a programme went, what a bulletin is about.

Told in the bulletin's own sentences: those that carry the programme's figures, or the title
with the lead.  A figure is never taken out of its sentence here, so nothing can be misread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answer import Claim, Evidence
from bot.draft import Draft
from bot.knowledge import Knowledge, newest_first
from bot.lookup import Lookup
from bot.phrasing import say
from bot.question import Query
from bot.wording import published_on
from corpus.model import Bulletin, Fact

MOST_SENTENCES = 5
# Whoever asks one of these wants something more particular than an overview.
_PARTICULAR = (
    "count", "who", "maker", "when", "where", "which_place", "why", "difficulty", "define", "demand",
    "yes_no", "share", "gap", "difference", "grade", "doc_number", "most", "least", "sum", "plan", "changed",
    "author", "published", "title", "opinion", "foreign",
)  # fmt: skip
_NARROWING = ("level", "stars", "criteria")


class Overview:
    """Solves questions that ask for a programme's results, or for a bulletin in short."""

    def __init__(self, knowledge: Knowledge, lookup: Lookup) -> None:
        self.knowledge = knowledge
        self.lookup = lookup

    def solve(self, query: Query) -> Draft | None:
        """The sentences with a programme's figures, or the gist of a bulletin; None if less is asked."""
        if query.any(*_PARTICULAR) or query.topics or query.needs or query.documents or query.denies:
            return None
        if query.claimed is not None or query.whole is not None:
            return None  # what a figure means is asked, not what a bulletin says
        if query.any("summary") and not (query.units or query.terms):
            return self._results(query) if query.programmes else self._gist(query)
        about = query.programmes or query.values("level")
        if query.any("results") and about and not (query.any("list") and query.units) and not query.terms:
            return self._results(query)
        return None

    # --- how a programme went --------------------------------------------------------------------

    def _results(self, query: Query) -> Draft | None:
        facts = list(self._fitting(query))
        if not facts:
            return None
        newest = newest_first(facts, self.knowledge)[0].bulletin
        chosen = [f for f in facts if f.bulletin == newest]
        sentences = self._sentences(chosen)[:MOST_SENTENCES]
        return self._quoted(query, sentences, "results of a programme", chosen)

    def _fitting(self, query: Query) -> Iterator[Fact]:
        """The figures of the programme, grade, time and place that a question names."""
        wanted = {
            i.id
            for i in self.lookup.lexicon.indicators.values()
            if (not query.programmes or i.programme in query.programmes)
            and (not query.units or i.unit in query.units)
        }
        asked = {name: query.values(name) for name in _NARROWING if query.values(name)}
        years, same = set(query.years), self.lookup.gazetteer.same
        stages = [(p.start[:4], p.end[:4]) for p in query.periods if p.kind == "range" and p.start and p.end]
        places = query.areas or ((self.knowledge.home,) if self.knowledge.home else ())
        known = self.knowledge.figures.areas
        meant = {a for place in places for a in known.get(place.level, ()) if same(place, a)}
        for fact in self.knowledge.facts:
            if (
                fact.indicator in wanted
                and all(fact.dimensions.get(name, "") in values for name, values in asked.items())
                and (not years or years & {(fact.period.end or "")[:4], *fact.context_years})
                and all(first <= (fact.period.end or first)[:4] <= last for first, last in stages)
                and (not places or fact.area in meant)
            ):
                yield fact

    def _sentences(self, facts: Iterable[Fact]) -> list[Evidence]:
        """The sentences of some facts, once each, in the order in which the bulletin says them."""
        bodies = [f for f in facts if self._kind(f) == "body"] or list(facts)
        ordered = sorted(bodies, key=lambda f: (f.paragraph, f.sentence))
        return list(
            dict.fromkeys(self.knowledge.sentence(f.bulletin, f.paragraph, *f.sentence) for f in ordered)
        )

    def _kind(self, fact: Fact) -> str:
        return self.knowledge.paragraph(fact.bulletin, fact.paragraph).kind

    # --- what a bulletin is about ----------------------------------------------------------------

    def _gist(self, query: Query) -> Draft | None:
        page = self._newest(query)
        title = self.knowledge.block(page.id, "title") if page is not None else None
        if page is None or title is None:
            return None
        day = published_on(page.published, query.language)
        text = say(query.language, "answer.gist", title=page.title, day=day)
        derived = (page.published,) if page.published else ()
        leads = [p.number for p in page.paragraphs if p.kind == "lead"][:1]
        lead = [
            self.knowledge.sentence(page.id, number, *span)
            for number in leads
            for span in self.knowledge.spans(page.id, number)
        ]
        own = [f for f in self.knowledge.pages[page.id].facts if f.indicator != "other"]
        quoted = dict.fromkeys((*lead[:2], *self._sentences(own)))
        bullets = tuple(_quote(query, e) for e in list(quoted)[: MOST_SENTENCES + 1])
        return Draft("answered", (Claim(text, (title,), derived=derived),), bullets=bullets, why="gist")

    def _newest(self, query: Query) -> Bulletin | None:
        pages = [
            b
            for b in self.knowledge.bulletins.values()
            if not query.years or (b.published or "")[:4] in query.years
        ]
        return max(pages, key=lambda b: b.published or "", default=None)

    def _quoted(
        self, query: Query, sentences: Sequence[Evidence], why: str, facts: Sequence[Fact]
    ) -> Draft | None:
        if not sentences:
            return None
        bullets = tuple(_quote(query, e) for e in sentences)
        shown = tuple(f for f in facts if any(e.start == f.sentence[0] for e in sentences))
        return Draft(
            "answered", (), shown, message=say(query.language, "answer.reasons"), bullets=bullets, why=why
        )


def _quote(query: Query, evidence: Evidence) -> Claim:
    return Claim(say(query.language, "answer.quoted", quote=evidence.quote), (evidence,))
