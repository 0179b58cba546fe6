"""Questions about a bulletin itself: who wrote it, when it was published, what it is called."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Claim
from bot.draft import Draft
from bot.knowledge import covers
from bot.matching import bare_name, missing
from bot.pages import Page
from bot.phrasing import say
from bot.question import Query
from bot.register import Register, named_days
from bot.wording import date
from corpus.model import Area, Bulletin
from corpus.text import Token, fold

_ABOUT_PAGES = frozenset(
    {"dang", "tac", "gia", "viet", "bai", "tin", "ban", "phong", "vien", "ten", "tieu", "de", "bao", "nguon"}
)


class Bylines:
    """Solves questions for the author, the day or the title of a bulletin."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def solve(self, query: Query) -> Draft | None:
        """What is asked of the bulletin that is meant: the one that the question's places and words fit, the
        newest of several; the newest of all only where the question names nothing."""
        kinds = [
            k
            for ask, k in (("author", "byline"), ("published", "date"), ("title", "title"))
            if query.any(ask)
        ]
        if (
            not kinds
            or (query.programmes and query.units)
            or query.documents
            or (query.any("published") and any(m.has("document_kind") for m in query.annotated.mentions))
            or (query.areas and query.values("level"))
            or (query.any("author") and not _asks_author(query))
        ):
            return None
        for page in self._meant(query):
            told = (self._claim(page.bulletin, kind, query) for kind in kinds)
            claims = tuple(claim for claim in told if claim is not None)
            if claims:
                return Draft("answered", claims, why="the bulletin itself")
        if query.programmes or query.units or query.any("count", "list", "yes_no", "which_place"):
            return None
        return Draft("not_found", message=say(query.language, "status.not_found"), why="no such bulletin")

    def _meant(self, query: Query) -> Sequence[Page]:
        rest = [t for t in query.content if t.fold not in _ABOUT_PAGES]
        if not rest and not query.areas:
            return list(self.register.knowledge.pages.values())
        fitting = [
            page
            for page in self.register.knowledge.speaking_of(rest)
            if not missing(rest, page.text) and all(self._about(page, area) for area in query.areas)
        ]
        return sorted(fitting, key=lambda page: not _titled(page, rest, query.areas))

    def _about(self, page: Page, area: Area) -> bool:
        """Whether a bulletin is about a place: most of its figures are, or its title names it."""
        told = (page.subject, page.home)
        return _named(page, area) or any(covers(self.register.gazetteer, area, a) for a in told)

    def _claim(self, page: Bulletin, kind: str, query: Query) -> Claim | None:
        language, days = query.language, named_days(query)
        evidence = self.register.knowledge.block(page.id, kind)
        if evidence is None or (kind == "date" and not page.published):
            return None
        if kind == "byline":
            text = say(language, "answer.author", byline=page.byline or evidence.quote)
        elif kind == "date":
            day = date(page.published or "", language)
            text = say(language, "answer.published", title=page.title, date=day)
            if query.any("yes_no") and days and kind == "date":
                text = say(language, "answer.yes" if page.published in days else "answer.no", claim=text)
        else:
            text = say(language, "answer.titled", title=page.title)
        return Claim(text, (evidence,), derived=(page.title, page.published or "", page.byline or ""))


def _named(page: Page, area: Area) -> bool:
    return bare_name(area) in fold(page.bulletin.title)


def _titled(page: Page, rest: Sequence[Token], areas: Sequence[Area]) -> bool:
    """Whether a bulletin's title says all that a question names."""
    return not missing(rest, page.bulletin.title) and all(_named(page, area) for area in areas)


def _asks_author(query: Query) -> bool:
    """``tôi là phóng viên`` says who asks; it does not ask who wrote."""
    return query.any("who", "tell", "define", "published", "title") or not query.any(
        "count", "list", "yes_no"
    )
