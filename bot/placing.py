"""Whose figure is meant, where a question names no place and the bulletins speak of several."""

from __future__ import annotations

from bot.draft import Draft
from bot.lookup import REACHED
from bot.phrasing import say
from bot.question import Query
from bot.telling import TARGET, Teller
from bot.wording import place
from corpus.model import Area, Fact
from corpus.places import bare_form, split_kind

OFFERED = 4  # places that a question back names
# What is asked of all places together, or of something that is named.
_OF_ALL = ("most", "least", "which_place", "list", "who", "maker", "when", "define", "order")


class Placing:
    """Asks back whose figure is meant, each place with its figure."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def solve(self, query: Query) -> Draft | None:
        """The figures of the places that may be meant, newest first; None if one place is likelier."""
        if query.areas or query.documents or query.claimed is not None or query.any(*_OF_ALL):
            return None
        if query.exists or query.denies or any(t.capital for t in query.terms):
            return None
        found = self._places(query)
        if len(found) < 2:
            return None
        language = query.language
        names = [place(f.area, language) for f in found]
        more = len(names) - OFFERED
        message = say(language, "status.whose_many" if more > 0 else "status.whose", count=len(names))
        asked = query.text.strip(" ?.!")
        choices = [f"{asked} {say(language, 'follow_up.at', place=name)}?" for name in names[:OFFERED]]
        return Draft(
            "clarify",
            facts=tuple(found[:OFFERED]),
            message=message,
            names=(str(len(names)),),
            bullets=tuple(self.teller.told(f, language) for f in found[:OFFERED]),
            choices=tuple(choices),
            why="several places",
        )

    def _places(self, query: Query) -> list[Fact]:
        """The best figure of each place, without those that lie in another one; [] if the home has one."""
        knowledge, gazetteer = self.teller.knowledge, self.teller.lookup.gazetteer
        statuses = TARGET if query.only_target else REACHED
        found = self.teller.lookup.by_place(query, statuses)
        home = knowledge.home
        if home is not None and any(f.area is not None and gazetteer.same(home, f.area) for f in found):
            return []
        areas = [f.area for f in found if f.area is not None]
        if any(a.level == "nation" for a in areas) and len(areas) == 1:
            return []
        by_name: dict[str, list[Area]] = {}
        for area in areas:
            if area.level != "nation":
                by_name.setdefault(bare_form(split_kind(area.name)[1]), []).append(area)

        def lies_in_another(area: Area) -> bool:
            near = (b for name in gazetteer.holders(area) for b in by_name.get(name, ()))
            return any(b != area and gazetteer.covers(b, area) for b in near)

        return [
            f
            for f in found
            if f.area is not None and f.area.level != "nation" and not lies_in_another(f.area)
        ]

