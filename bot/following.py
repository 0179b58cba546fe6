"""Follow-ups: answered from what the answer before rested on, before anything else is looked at.

First from the very sentence that was told; then from its bulletin, as if nothing else had been published
(the question before it with parts exchanged, ``bot.continuing``); then, if it still names the place
that is spoken of, from all bulletins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.answer import Evidence
from bot.brain import Brain
from bot.claiming import claims_another
from bot.continuing import (
    about_the_named,
    adds_up,
    asks_outcome,
    asks_who_leads,
    continued,
    continues,
    counts_failing,
    denial_lost,
    echoes,
    names_asked,
    placed,
    points_back,
)
from bot.conversation import Thread
from bot.draft import Draft
from bot.listing import named_kind
from bot.matching import missing, says
from bot.parts import spoken_name
from bot.pointing import pointed, told_places
from bot.question import Query, cutter_of
from bot.referring import held_against, resolved
from bot.told import Told
from corpus.annotate import reader
from corpus.clauses import Cutter
from corpus.model import Area


@dataclass(frozen=True)
class Followed:
    """A follow-up written out in full, what is said to it, and what the next one continues: the question
    as it was before (``same``), where this one only asked more of what was told."""

    query: Query
    draft: Draft
    same: bool = False


def followed(typed: Query, thread: Thread, brain: Brain) -> Followed | None:
    """What is said to a question that continues the one before it; None if it does not."""
    found = [e for spot in thread.cited if (e := spot.evidence(brain.knowledge)) is not None]
    if not found:
        return None
    cited = list(dict.fromkeys([*found, *_told_again(found, brain)]))
    narrow = brain.within(frozenset(e.bulletin for e in cited))
    before = narrow.understand(thread.question)
    own = narrow.understand(typed.text, typed.language)
    if adds_up(own, before, cutter_of(reader().lexicon)):
        return Followed(own, brain.decline.untold(own, "a sum of answers"), same=True)
    told = Told(narrow.knowledge, narrow.sentences)
    among = told.among(own, before, found)
    if among is not None:
        return Followed(own, among, same=True)
    if not _leans(own, before, brain, narrow):
        return None
    unit = before.counted or named_kind(own)
    number = _told_number(found, unit, narrow) if names_asked(before, own) else ""
    whole = written_out(own, thread, narrow, leaning=True, number=number)
    bound = _bound(own, whole, before, told, thread, narrow)
    if bound is not None:
        return Followed(whole, bound, same=True)
    draft = told.solve(own, before, cited) if not pointed(own) or not own.any("count") else None
    if draft is not None:
        return Followed(whole, draft, same=True)
    draft = narrow.drafts(whole) if not own.now and _says_something(whole, own) else None
    if draft is not None and asks_who_leads(own) and not _tells_who_leads(draft, own):
        draft = None
    if draft is not None and draft.status == "answered":
        return Followed(whole, draft)
    if own.areas and own.structured and whole.text != own.text:  # it could stand alone, too
        draft = narrow.drafts(own)
        if draft.status == "answered":
            return Followed(own, draft)
    draft = told.leading(own, before, cited)
    if draft is not None:
        return Followed(whole, draft, same=True)
    return _elsewhere(typed, thread, brain, before)


def _bound(
    own: Query, whole: Query, before: Query, told: Told, thread: Thread, narrow: Brain
) -> Draft | None:
    """What is said where a question can only mean what was told: a part of the figure told last, what stands
    in a decision, what came of an assessment."""
    known = narrow.knowledge
    cited, last = ([e for s in spots if (e := s.evidence(known))] for spots in (thread.cited, thread.told))
    if counts_failing(own) and whole.text == own.text and takes_its_place(own, before, narrow):
        return narrow.decline.untold(own, "a denial of what was told")
    if asks_outcome(own, before):
        return told.outcome(own, cited) or narrow.decline.untold(own, "no result is told")
    if not own.any("count") or not points_back(own):
        return None
    if last and own.dimensions:
        return told.part(own, last) or narrow.decline.untold(own, "no such part")
    if own.units and not set(own.units) & set(before.units):
        inside = told.solve(own, before, cited) or told.inside(own, cited)
        return inside or narrow.decline.untold(own, "nothing of it inside")
    return None


def _told_again(cited: Sequence[Evidence], brain: Brain) -> Iterator[Evidence]:
    """The other sentences of a bulletin that tell a figure which was cited (that of a title, in full)."""
    for evidence in cited:
        first, last = evidence.highlight
        facts = brain.knowledge.pages[evidence.bulletin].facts
        here = [f for f in facts if f.paragraph == evidence.paragraph]
        told = {(f.value, f.unit, f.area) for f in here if first <= f.quote.start and f.quote.end <= last}
        whole = (evidence.start, evidence.end) == (first, last)
        for fact in facts if told and not whole else ():
            if (fact.value, fact.unit, fact.area) in told:
                yield brain.knowledge.evidence(fact)


def _elsewhere(typed: Query, thread: Thread, brain: Brain, before: Query) -> Followed:
    """What all bulletins say, of the same place or name and of no other time."""
    whole = written_out(typed, thread, brain, leaning=True)
    spoken_of = spoken_name(before)
    carried = bool(whole.areas) if before.areas else not missing(spoken_of, whole.text)
    draft = brain.drafts(whole) if carried else brain.decline.solve(whole)
    if not draft.claims and typed.areas and typed.structured and whole.text != typed.text:
        alone = brain.drafts(typed)
        if alone.claims:
            return Followed(typed, alone)
    times = {f.period.end[:4] for f in draft.facts if f.period.end}
    if before.years and not whole.years and times and times.isdisjoint(before.years):
        draft = brain.decline.solve(whole)
    exchanged = takes_its_place(typed, brain.understand(thread.question), brain) and not asks_who_leads(typed)
    return Followed(whole, draft, same=not draft.claims and not exchanged)


def _tells_who_leads(draft: Draft, query: Query) -> bool:
    """Whether an answer ranks several, or its sentence says who has the most (or the least)."""
    group = "superlative" if query.any("most") else "smallest"
    return bool(draft.bullets) or any(says(e.quote, group) for e in draft.evidence)


def _told_number(cited: Sequence[Evidence], unit: str, brain: Brain) -> str:
    """The number of things that was answered, as digits ("" if there was none, or more)."""
    told = {
        fact.value
        for e in cited
        for fact in brain.knowledge.figures_of(e.bulletin, e.paragraph, e.start)
        if e.highlight[0] <= fact.quote.start and fact.quote.end <= e.highlight[1]
        and fact.unit == unit
    }
    return told.pop() if len(told) == 1 else ""


def _says_something(whole: Query, own: Query) -> bool:
    """Whether a question for a number says of what (*own*: as it was typed)."""
    query = own if whole.text.startswith(own.text.rstrip(" ?")) else whole
    return query.structured or bool(query.terms or query.thing) or not query.any("count")


def _leans(query: Query, before: Query, brain: Brain, narrow: Brain) -> bool:
    """Whether a question is one that the conversation before it may complete."""
    if any(ask.startswith("smalltalk") for ask in query.asks) or query.documents:
        return False
    names = [w for i, w in enumerate(query.annotated.words) if w.capital and i]
    known = " ".join(p.text for b in narrow.knowledge.bulletins.values() for p in b.paragraphs)
    if missing(names, f"{known} {before.text}"):
        return False
    if takes_its_place(query, before, narrow):
        return True
    if any(p.kind != "generic" for p in query.annotated.places):
        return False
    alone = bool(query.programmes) and brain.knowledge.home is not None  # of the home, in so many words
    return bool(query.asks or query.units) and not alone


def takes_its_place(query: Query, before: Query, brain: Brain) -> bool:
    """Whether a question is the one before it with parts exchanged."""
    cutter = cutter_of(reader().lexicon)
    text = resolved(before, query, brain.knowledge, cutter)
    query = query if text == query.text else brain.understand(text, query.language)
    return _changes(before, query, cutter)


def _changes(before: Query, query: Query, cutter: Cutter) -> bool:
    """Whether a question changes parts of the one before it, and says nothing else."""
    return continues(query, cutter) or echoes(before, query, cutter) or claims_another(before, query, cutter)


def _places_told(thread: Thread, brain: Brain) -> Sequence[Area]:
    """The places that the question before was answered with."""
    draft = brain.drafts(brain.understand(thread.question))
    return told_places(draft, lambda text: brain.understand(text).areas, brain.knowledge.home)


def _year_told(thread: Thread, brain: Brain) -> str:
    """The one year of the figures that the question before was answered with ("" if there is none)."""
    facts = brain.drafts(brain.understand(thread.question)).facts
    years = {f.period.end[:4] for f in facts if f.period.end and f.period.kind == "year"}
    return years.pop() if len(years) == 1 else ""


def written_out(
    query: Query,
    thread: Thread,
    brain: Brain,
    *,
    part: bool = False,
    leaning: bool = False,
    number: str = "",
) -> Query:
    """A question as it stands, or as it continues the one before it.

    *part*: both are of the same message; *leaning*: it is about what was spoken of, whatever it asks;
    *number*: what was answered before, where names are asked for.
    """
    cutter = cutter_of(reader().lexicon)
    before = brain.understand(thread.question)
    names = names_asked(before, query, number) or (about_the_named(before, query) if part else "")
    if not names and thread.earlier:
        names = held_against(brain.understand(thread.earlier), before, query, cutter)
    if names:
        return brain.understand(names, query.language)
    places, year = partial(_places_told, thread, brain), partial(_year_told, thread, brain)
    text = resolved(before, query, brain.knowledge, cutter, places, year)
    if text != query.text:
        query = brain.understand(text, query.language)
    leads = asks_who_leads(query)
    if _changes(before, query, cutter):
        whole = brain.understand(continued(before, query, cutter), query.language)
        if denial_lost(query, whole):
            return query
        query = whole
    named = any(t.capital for t in query.terms)  # a maker or product lies where it lies
    anywhere = (leaning or (query.structured and brain.knowledge.home is None)) and not named
    text = placed(before, query, cutter, times=part, always=part or (anywhere and not leads))
    return query if text == query.text else brain.understand(text, query.language)
