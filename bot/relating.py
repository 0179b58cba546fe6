"""Figures that stand in a relation which the question names: an aim beside a result, what is still wanting.

Each answer shows its calculation over cited figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bot.answer import Claim
from bot.asking import left_out
from bot.changing import Changing
from bot.draft import Draft
from bot.families import Axis, Families, money, speaks
from bot.lookup import REACHED
from bot.matching import missing
from bot.phrasing import say
from bot.question import Query
from bot.telling import TARGET, Teller, bold, calculated
from bot.wording import amount, capital, noun, place, printed, scale_of, scaled_unit
from corpus.model import Fact, Period
from corpus.text import tokens


class Relating:
    """Solves questions about how figures relate to one another."""

    def __init__(self, teller: Teller, families: Families, changing: Changing) -> None:
        self.teller = teller
        self.families = families
        self.changing = changing

    def wanting(self, query: Query) -> Draft | None:
        """``Mục tiêu cao hơn mức đã đạt bao nhiêu``: what was aimed at beside what was reached."""
        levels = ("standard", "advanced") if self.teller.both_levels(query) else query.values("level")
        if not query.any("difference", "gap") or not query.asks_plan:
            return None
        if len(levels) < 2:
            return None if any(len(v) > 1 for _, v in query.dimensions) else self._wanting(query)
        rest = tuple((k, v) for k, v in query.dimensions if k != "level")
        if not query.any("gap") or any(len(v) > 1 for _, v in rest):
            return None
        found = [self._wanting(replace(query, dimensions=(*rest, ("level", (one,))))) for one in levels]
        told = [draft for draft in found if draft is not None]
        if len(told) < len(levels):
            return None
        claims = tuple(claim for draft in told for claim in draft.claims)
        return replace(told[0], claims=claims, facts=tuple(f for draft in told for f in draft.facts))

    def _wanting(self, query: Query) -> Draft | None:
        """The same for one level of places."""
        choose = self.teller.lookup.choose
        if query.any("gap"):  # ``cần thêm bao nhiêu nữa`` asks for no new ones
            query = replace(query, flow=False)
        target = choose(query, statuses=TARGET) or choose(query, statuses=TARGET, periods=())
        if target is None:
            return None
        rest = [p for p in query.periods if p.end != target.best.period.end]
        reached = choose(replace(query, until=bool(rest)), statuses=REACHED, periods=rest)
        if reached is None or reached.best.dimensions != target.best.dimensions:
            return None
        return self.changing.told(query, reached.best, target.best, "aimed")

    def makers_of(self, before: Draft, text: str, query: Query) -> Draft | None:
        """``…, của mấy chủ thể`` behind a question for products: the makers that stand behind the
        products that were just told (``9 sản phẩm của 7 chủ thể``)."""
        product = before.facts[0] if asks_makers(text, query) and before.facts else None
        if product is None or product.unit != "product" or before.status != "answered":
            return None
        again = [
            f
            for f in self.families.knowledge.pages[product.bulletin].facts
            if (f.value, f.unit, f.area) == (product.value, product.unit, product.area)
        ]
        return self._whose((product, *again), query)

    def makers_of_given(self, query: Query) -> Draft | None:
        """``36 sản phẩm … là của bao nhiêu chủ thể``: the makers behind the products that are given."""
        counted = query.counted or (query.units[0] if query.units and query.any("count") else "")
        if query.claimed is None or query.claimed_unit != "product" or counted != "maker":
            return None
        if query.values("maker"):
            return None  # of one kind only
        same, asked = self.teller.lookup.gazetteer.same, query.values("stars")
        given = [
            f
            for f in self.teller.knowledge.figures.of_value(query.claimed)
            if f.unit == "product"
            and all(f.area is not None and same(a, f.area) for a in query.areas)
            and (not asked or f.dimensions.get("stars", asked[0]) in asked)
            and all((f.period.end or year)[:4] == year for year in query.years)
        ]
        makers = {m.value for f in given if (m := self._behind(f)) is not None}
        return self._whose(given, query) if len(makers) == 1 and not query.any("yes_no") else None

    def _whose(self, products: Sequence[Fact], query: Query) -> Draft | None:
        found = next((maker for f in products if (maker := self._behind(f))), None)
        if found is None:
            return None
        return Draft("answered", (self._quoted(found, query.language),), (found,), why="whose products")

    def _quoted(self, fact: Fact, language: str) -> Claim:
        """A figure and the bulletin's sentence around it."""
        quote = self.teller.knowledge.evidence(fact).quote
        text = say(language, "answer.figure_quoted", value=printed(fact, language), quote=quote)
        return self.teller.claim(fact, text)

    def _behind(self, product: Fact) -> Fact | None:
        """The number of makers right behind a number of products: ``9 sản phẩm của 7 chủ thể``."""
        told = self.teller.knowledge.figures_of(product.bulletin, product.paragraph, product.sentence[0])
        words = self.teller.knowledge.paragraph(product.bulletin, product.paragraph).text
        for maker in told:
            between = words[product.quote.end : maker.quote.start]
            near = maker.quote.start > product.quote.end and len(between) < _NEAR
            counted = [f for f in told if product.quote.end <= f.quote.start < maker.quote.start]
            if maker.unit == "maker" and near and any(w in between for w in _WHOSE) and not counted:
                return maker
        return None

    def excess(self, query: Query) -> Draft | None:
        """``Vượt mục tiêu bao nhiêu``: the excess that the bulletin gives itself."""
        if not query.any("gap") or query.any("yes_no", "why") or not speaks(query, "surpassing"):
            return None
        rate = query.any("share") or query.counted == "percent"
        axis = Axis("place", places=self.families.places(query))
        named = set(self.families.indicators(query, axis))
        same = self.teller.lookup.gazetteer.same
        found = {
            f.value: f
            for f in self.teller.knowledge.facts
            if f.dimensions.get("role") == "plan_excess" and f.indicator in named
            and (f.unit == "percent") == rate
            and all(f.area is not None and same(a, f.area) for a in axis.places)
            and all(f.dimensions.get(k) in v for k, v in query.dimensions if k != "step")
            and all(year == (f.period.end or "")[:4] for year in query.years)
        }
        if len(found) != 1:
            return None
        fact = next(iter(found.values()))
        return Draft("answered", (self._quoted(fact, query.language),), (fact,), why="a printed excess")

    # --- what is left -------------------------------------------------------------------------------

    def left(self, query: Query) -> Draft | None:
        """``Còn bao nhiêu chưa đạt``: what a figure leaves of its whole."""
        denied = query.denies or query.any("gap")
        if not denied or not query.any("count", "gap") or query.asks_plan or query.any("yes_no", "why"):
            return None
        if query.any("list", "which", "which_place", "who", "difference", "most", "least"):
            return None
        if _denies_several(query):
            return None  # one figure leaves more than what is neither the one nor the other
        fact, whole = self._part_of(query)
        if fact is None or whole is None or fact.unit != whole.unit or fact.id == whole.id:
            return None
        graded = "stars" in fact.dimensions  # what has another grade lacks nothing
        if graded and not _others(query):
            return None
        language = query.language
        rest = Decimal(whole.value) - Decimal(fact.value)
        if rest < 0:
            return None
        scale = scale_of([whole, fact])
        unit = scaled_unit(fact.unit, scale, language)
        calculation = calculated([whole, fact], "−", rest, language)
        text = say(
            language,
            "answer.others" if graded else "answer.left",
            area=place(fact.area, language),
            value=bold(rest / scale, language),
            noun=unit,
            done=noun(fact, language),
            whole=f"{amount(whole, language)} {noun(whole, language)}",
            calculation=calculation,
        )
        claim = self.teller.claim(fact, capital(text), whole, calculation=calculation)
        return Draft("answered", (claim,), (fact, whole), why="what is left")

    def _part_of(self, query: Query) -> tuple[Fact | None, Fact | None]:
        """The figure that was reached, and the whole of which the rest is asked."""
        if money(query):
            return self._spent(query)
        plain = query
        standard = {t.fold for t in query.terms} <= _STANDARD and "ntm" in query.programmes
        if standard and not query.dimensions:  # ``chưa đạt chuẩn nông thôn mới``
            plain = replace(query, terms=(), dimensions=(("level", ("standard",)),))
        choice = self.teller.lookup.choose(replace(plain, claimed=None))
        if choice is None:
            return None, None
        return choice.best, self._whole(choice.best, query)

    def _whole(self, fact: Fact, query: Query) -> Fact | None:
        """The whole of a figure: printed with it (``14/19``), named by the question, or what it is told
        to be a part of."""
        facts = self.families.knowledge.pages[fact.bulletin].facts
        if query.claimed is not None and not query.bare:
            named = [f for f in facts if Decimal(f.value) == query.claimed and f.unit == fact.unit]
            return named[0] if named else None
        start = fact.sentence[0]
        for other in self.teller.knowledge.figures_of(fact.bulletin, fact.paragraph, start):
            whole = other.dimensions.get("role") == "whole"
            if whole and (other.quote.start, other.quote.end) == (fact.quote.start, fact.quote.end):
                return other
        return next((f for f in facts if f.id == fact.links.get("part_of") and f.area == fact.area), None)

    def _spent(self, query: Query) -> tuple[Fact | None, Fact | None]:
        """``Còn bao nhiêu vốn chưa giải ngân``: the money spent, and the money set aside before it."""
        folds = [w.fold for w in query.annotated.words]
        if "chua" not in folds:
            return None, None
        denied = query.annotated.words[folds.index("chua") + 1 :][:2]
        axis = Axis("place", places=self.families.places(query))
        fitting = self.families.fitting(replace(query, periods=()), axis, rate=False)
        own = self.teller.knowledge.own_words
        for spent in sorted((f for _, f in fitting), key=self.families.time, reverse=True):
            if not all(_on(spent, p) for p in query.periods):
                continue
            told = self.teller.knowledge.figures_of(spent.bulletin, spent.paragraph, spent.sentence[0])
            if len(denied) < 2 or missing(denied, own(spent)):
                continue
            before = [
                f
                for f in told
                if f.quote.end <= spent.quote.start and (f.unit, f.area) == (spent.unit, spent.area)
                if missing(denied, own(f)) and Decimal(f.value) > Decimal(spent.value)
            ]
            if len(before) == 1:
                return spent, before[0]
        return None, None


def _others(query: Query) -> bool:
    """Whether those of other grades are asked for: ``không phải 4 sao``, ``ngoài 3 sao``, ``not 4-star``."""
    folds = [w.fold for w in query.annotated.words]
    plain = any(left_out(query.annotated, i) for i in range(len(folds)))
    return plain or not _OTHERS.isdisjoint(folds)


_OTHERS = frozenset({"ngoai", "tru", "khac", "besides", "other", "not"})


def _denies_several(query: Query) -> bool:
    """Whether one thing or another is denied (``không được cấp hay cấp lại``; not ``hay không``)."""
    folds = [w.fold for w in query.annotated.words]
    at = next((i for i, fold in enumerate(folds) if fold in _DENYING), len(folds))
    return any(one in _OR and other not in _DENYING for one, other in pairwise(folds[at:]))


def _on(fact: Fact, period: Period) -> bool:
    """Whether a figure is of a year, or of a day of any year (the question names it apart)."""
    day, end = fact.period.end or "", period.end or ""
    return day[5:] == end[5:] if period.kind in ("as_of", "day") else day[:4] == end[:4]


def asks_makers(text: str, query: Query) -> bool:
    """Whether a question (*text*: as typed) asks by how many the things were made that were told before it
    (``của mấy chủ thể``)."""
    return query.any("count") and "maker" in query.units and _opens_with_of(text)


def _opens_with_of(text: str) -> bool:
    return next((t.fold for t in tokens(text) if t.fold not in ("va", "and")), "") in _OF


_OF = ("cua", "by", "from", "of")
_WHOSE = ("của", "thuộc", "do")
_NEAR = 30  # characters between a number of products and that of their makers
_STANDARD = frozenset({"chuan", "dat"})
_DENYING, _OR = ("khong", "chua"), ("hay", "hoac")
