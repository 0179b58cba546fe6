"""Saying honestly that the bulletins do not hold an answer, and what they lack."""

from __future__ import annotations

from bot.draft import Draft
from bot.knowledge import Knowledge
from bot.lookup import Lookup
from bot.offices import named_people
from bot.phrasing import say
from bot.question import Query
from bot.wording import band, grade, place
from corpus.areas import Gazetteer
from corpus.lexicon import Lexicon
from corpus.model import Area
from corpus.numbers import plain

MOST_TELLING = 4  # content words that say by themselves what is looked for


class Decline:
    """Names the part of a question that the bulletins do not cover."""

    def __init__(self, knowledge: Knowledge, lookup: Lookup, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.knowledge = knowledge
        self.lookup = lookup
        self.gazetteer = gazetteer
        self.lexicon = lexicon

    def solve(self, query: Query) -> Draft:
        """A refusal in words: the first thing asked for that is not in the bulletins."""
        language = query.language
        if query.any("trick"):
            return Draft("out_of_scope", message=say(language, "status.out_of_scope"), why="an order")
        if query.any("foreign") and not (query.structured and query.asks - {"foreign", "opinion", "tell"}):
            return Draft("out_of_scope", message=say(language, "status.out_of_scope"), why="another field")
        for name, values, repeated in self._reasons(query):
            message = say(language, f"status.not_found_{name}", **values)
            return Draft("not_found", message=message, names=tuple(repeated), why=f"no {name}")
        if query.any("who", "maker") and any(m.has("role") for m in query.annotated.mentions):
            message = say(language, "status.not_found_person")
            return Draft("not_found", message=message, why="office")
        named = query.any("list", "which_place", "maker", "which") and query.units
        if named and not query.any("yes_no") and not query.terms:
            return Draft("not_found", message=say(language, "status.not_found_names"), why="no names")
        if not self.in_scope(query):
            opinion = query.any("quality") or (query.any("opinion") and query.structured)
            status = "opinion" if opinion else "out_of_scope"
            return Draft("out_of_scope", message=say(language, f"status.{status}"), why="out of scope")
        return Draft("not_found", message=say(language, "status.not_found"), why="nothing fits")

    @staticmethod
    def untold(query: Query, why: str) -> Draft:
        """A refusal where a further question was understood, and what was told does not answer it."""
        return Draft("not_found", message=say(query.language, "status.not_found"), why=why)

    def in_scope(self, query: Query) -> bool:
        """Whether a question speaks of the programmes, or of something the bulletins speak of."""
        if (
            query.structured
            or query.documents
            or (query.areas and query.asks)
            or query.any("author", "published", "title", "summary")
        ):
            return True
        if query.whole is not None and query.any("tell", "define", "yes_no"):
            return True
        if (
            query.claimed is not None
            and query.any("tell", "define", "yes_no")
            and (self.knowledge.figures.of_size(query.claimed) or self._numbers_document(query))
        ):
            return True
        if query.any("who") and any(m.has("role") or m.has("honorific") for m in query.annotated.mentions):
            return True
        if query.asks and not query.any("count") and named_people(query, self.knowledge.roll):
            return True  # but no number of theirs (``lương của ông …``)
        if not query.content:
            return False
        lacking = self.knowledge.unheard(query.content)
        if not query.asks:  # words without a question are a search: all of them must be known
            return len(query.content) >= MOST_TELLING and not lacking
        return len(lacking) * 2 <= len(query.content) and len(lacking) < len(query.content)

    def _numbers_document(self, query: Query) -> bool:
        """Whether a number is that of a document (``con số 231 là gì``)."""
        number = f" {plain(query.claimed)}/" if query.claimed is not None else ""
        return bool(number) and any(number in page.folded for page in self.knowledge.pages.values())

    def _reasons(self, query: Query) -> list[tuple[str, dict[str, str], list[str]]]:
        """What the bulletins do not cover: message, its values, and the words that it repeats."""
        language = query.language
        found: list[tuple[str, dict[str, str], list[str]]] = []
        for topic in query.topics[:1]:
            found.append(("indicator", {"label": self.lexicon.label("topic", topic, language)}, []))
        for area in query.areas:
            if not self._covered(area):
                name = place(area, language)
                found.append(("area", {"area": name}, [name]))
        named = sorted(query.needs, key=lambda i: (self._programme(i) not in query.programmes, i))
        for indicator in named:
            if indicator not in self.knowledge.figures.indicators:
                found.append(("figure", {"label": self._label(indicator, language)}, []))
        told = self._years_told(query) if query.years else set()
        for year in query.years:
            if year not in told:
                found.append(("year", {"year": year}, [year]))
        found += self._dimensions(query)
        for area in query.areas:
            if self.knowledge.home is None or not self.gazetteer.same(area, self.knowledge.home):
                name = place(area, language)
                found.append(("area", {"area": name}, [name]))
        return found

    def _programme(self, indicator: str) -> str:
        return self.lexicon.indicators[indicator].programme

    def _covered(self, area: Area) -> bool:
        same, covers = self.gazetteer.same, self.gazetteer.covers
        known = self.knowledge.figures.areas
        return any(same(area, a) for a in known.get(area.level, ())) or any(
            covers(area, a, merged=False) for areas in known.values() for a in areas
        )

    def _years_told(self, query: Query) -> set[str]:
        """The years of the figures that a question may ask for."""
        wanted = self.lookup.indicators(query)
        statuses = ("target",) if query.only_target else ("actual", "provisional", "change")
        found = self.knowledge.figures.years.items()
        told = [
            years
            for (indicator, status), years in found
            if status in statuses and (not wanted or indicator in wanted)
        ]
        return set().union(*told)

    def _label(self, indicator: str, language: str) -> str:
        label = self.lexicon.indicators[indicator].label[language]
        return label[:1].lower() + label[1:]

    def _dimensions(self, query: Query) -> list[tuple[str, dict[str, str], list[str]]]:
        language = query.language
        found: list[tuple[str, dict[str, str], list[str]]] = []
        for name in ("stars", "criteria", "level", *(["step"] if query.any("count") else [])):
            known = self.knowledge.figures.dimension(name)
            for value in query.values(name):
                if value in known:
                    continue
                words = self.lexicon.label(name, value, language) or (
                    band(value, language) if name == "criteria" else grade(value, language)
                )
                found.append((name, {name: words}, [value, words]))
        return found
