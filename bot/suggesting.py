"""Further questions that the bulletins can answer, of the place that was spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.draft import Draft
from bot.english import spaced_out
from bot.knowledge import Knowledge
from bot.phrasing import say
from bot.question import Query
from bot.wording import place as name_of
from corpus.model import Area, Fact, Record
from corpus.text import fold

MOST = 3  # offered at a time


class Suggesting:
    """Offers what is known of a place: the one of the answer, of the question, or the home."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._known: dict[tuple[str, Area | None], list[tuple[str, str]]] = {}

    def after(self, drafts: Sequence[Draft], query: Query) -> tuple[str, ...]:
        """Up to three further questions, none the one just asked."""
        asked = fold(query.text.strip(" ?"))
        others = (
            text
            for topic, text in self._topics(query.language, self._place(drafts, query))
            if not _asks_for(query, topic) and fold(spaced_out(text).strip(" ?")) != asked
        )
        return tuple(dict.fromkeys(others))[:MOST]

    def questions(self, language: str) -> list[str]:
        """Questions that can be answered: about the home, or else what the newest bulletin is about."""
        return [text for _, text in self._topics(language, self._newest())]

    def _place(self, drafts: Sequence[Draft], query: Query) -> Area | None:
        """The place that is named with a suggestion; None where the home goes without saying."""
        told = [f.area for draft in drafts for f in draft.facts if f.area is not None]
        held = [self.knowledge.pages[e.bulletin].subject for draft in drafts for e in draft.evidence]
        places = (*told, *query.areas, *(a for a in held if a is not None))
        known = (a for a in places if self._figures(a))
        found = next(known, None) or self._newest()
        home = self.knowledge.home
        return None if home is not None and found is not None and found.name == home.name else found

    def _newest(self) -> Area | None:
        if self.knowledge.home is not None:
            return None
        told = (page.home or page.subject for page in self.knowledge.pages.values())
        return next((area for area in told if area is not None and self._figures(area)), None)

    def _figures(self, place: Area | None) -> Sequence[Fact]:
        """The figures that are told of a place (of all, if none is named)."""
        if place is None:
            return self.knowledge.facts
        names = self.knowledge.figures.of_place
        return names.get(place.name, ())

    def _topics(self, language: str, place: Area | None) -> list[tuple[str, str]]:
        """Questions with what each is about."""
        if (language, place) not in self._known:
            told = self._figures(place)
            plain = _place_topics(told, language) if place is not None else self._home_topics(language)
            there = "" if place is None else say(language, "follow_up.at", place=name_of(place, language))
            self._known[language, place] = [
                (topic, f"{text.rstrip('?')} {there}?" if there else text) for topic, text in plain
            ]
        return self._known[language, place]

    def _home_topics(self, language: str) -> Iterator[tuple[str, str]]:
        facts = self.knowledge.facts
        yield from _by_stars(facts, language)
        yield from _planned(facts, language)
        named = self._records("product", "stars", "year")
        if named:
            values = {name: named[0].fields[name] for name in ("stars", "year")}
            yield "list", say(language, "suggest.list_products", **values)
        if self._records("places", "names"):
            yield "places", say(language, "suggest.places")
        yield from _mean(facts, language)

    def _records(self, kind: str, *fields: str) -> Sequence[Record]:
        return [r for r in self.knowledge.records if r.kind == kind and all(r.fields.get(f) for f in fields)]


def _place_topics(facts: Sequence[Fact], language: str) -> Iterator[tuple[str, str]]:
    """What may be asked of one place: what there is of the things that it counts."""
    actual = (f for f in facts if f.status == "actual" and f.nature == "stock")
    there = [f for f in actual if not f.dimensions.get("role")]
    plain = [f for f in there if not {"stars", "step", "group", "criteria", "maker"} & set(f.dimensions)]
    yield from _by_stars(there, language)
    for indicator, key in (("ocop.products", "products"), ("ocop.makers", "makers")):
        if any(f.indicator == indicator for f in plain):
            yield key, say(language, f"suggest.count_{key}")
    levels = {f.dimensions.get("level") for f in plain if f.indicator == "ntm.communes"}
    for level in ("standard", "advanced"):
        if level in levels:
            yield f"level {level}", say(language, f"suggest.count_{level}")
    yield from _mean(there, language)


def _by_stars(facts: Sequence[Fact], language: str) -> Iterator[tuple[str, str]]:
    graded = (f for f in facts if f.indicator == "ocop.products" and f.nature == "stock")
    stars = {f.dimensions["stars"] for f in graded if f.dimensions.get("stars", "").isdecimal()}
    for value in sorted(stars, key=lambda v: (v != "4", v))[:2]:
        yield f"stars {value}", say(language, "suggest.count_stars", stars=value)


def _planned(facts: Sequence[Fact], language: str) -> Iterator[tuple[str, str]]:
    aims = (f for f in facts if f.status == "target" and f.indicator == "ntm.communes" and f.period.end)
    first = next(aims, None)
    if first is not None:
        yield "plan", say(language, "suggest.count_communes", year=(first.period.end or "")[:4])


def _mean(facts: Sequence[Fact], language: str) -> Iterator[tuple[str, str]]:
    if any(f.indicator == "ntm.criteria_per_commune" for f in facts):
        yield "mean", say(language, "suggest.mean")


def _asks_for(query: Query, topic: str) -> bool:
    """Whether a question is about the topic of a suggestion already."""
    name, _, value = topic.partition(" ")
    if name == "stars":
        return query.values("stars") == (value,) and not query.any("list")
    if name == "plan":
        return "commune" in query.units and query.any("plan")
    if name == "list":
        return "product" in query.units and query.any("list")
    if name == "level":
        return "commune" in query.units and (query.values("level") or ("standard",)) == (value,)
    if name in ("products", "makers"):
        return query.counted == name.removesuffix("s") and not query.dimensions
    return query.mean if name == "mean" else "ntm.districts_none" in query.needs
