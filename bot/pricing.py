"""What one question costs each fact: constraints are kept, or the fact is not used.

A fact is never stretched: another year, place, star or level than the asked one is no answer.  What is
merely left open by the question costs a little.  What a whole group of facts has in common is priced
once, and what is cheap to look at comes first: most facts are ruled out before their text is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.holdings import Group
from bot.knowledge import Knowledge
from bot.matching import missing, replaceable, says_any, says_each
from bot.question import Query
from bot.register import tells_stars
from bot.standing import named_fairs, named_later, of_other_bounds
from bot.times import in_rounds
from corpus.lexicon import Lexicon
from corpus.model import Area, Fact, Period
from corpus.text import Token

# What a question may call a product that has gone through another step: the price of the reading.
STEPS: dict[str, dict[str, int]] = {
    "recognised": {"recognised": 0},
    "eligible": {"eligible": 0},
    "assessed": {"assessed": 0, "registered": 3},
    "registered": {"registered": 0, "assessed": 3},
    "": {"": 0, "recognised": 4},
}
CLAUSE = 3  # the price of a figure whose clause holds nothing of what the question names
REVIEW_ENDS = "03"  # the last month in which a year is reviewed
OTHERS = 0.35  # share of a question that may stand only in other sentences
OPEN_STARS = {"": 0, "3+": 0, "3-5": 0, "3-4": 1}
_SAME_STARS = ({"3+", "3-5"}, {"4+", "4-5"})  # five is the most there is
COUNTABLE = frozenset({"province", "commune", "district", "village", "product", "maker"})
_WIDE = {"nation": 3, "province": 0, "district": 4, "commune": 6}  # what a place costs that is not asked for

Prices = dict[str, int | None]


@dataclass(frozen=True)
class Priced:
    """A fact that a question does not rule out; ``rank`` is its place among those of its indicator."""

    price: int
    rank: int
    fact: Fact


class Pricing:
    """The prices of facts for one question.

    *asked*: one value for each dimension; *places*: the places that are meant, as facts name them
    (None: any, at a price); *anywhere*: a fact's place costs nothing.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        lexicon: Lexicon,
        query: Query,
        asked: dict[str, str],
        periods: Sequence[Period],
        places: Collection[Area] | None,
        anywhere: bool = False,
    ) -> None:
        self.knowledge, self.lexicon = knowledge, lexicon
        self.query, self.asked, self.periods = query, asked, periods
        self.places, self.anywhere = None if anywhere else places, anywhere
        self.among = named_as_whole(query)
        self.wholes = named_wholes(query, knowledge)
        self._fairs = named_fairs(query)
        self._each_asked = says_each(query.text)
        self._terms = [t.fold for t in query.terms if t not in replaceable(query.terms)]
        self._unknown: dict[str, list[tuple[Token, ...]]] = {}
        self._each: tuple[tuple[str, Callable[[Fact], int | None]], ...] = (  # the cheap ones first
            ("area", self._area_price),
            ("period", self._period_price),
            ("round", self._round_price),
            ("unknown dimension", self._unknown_price),
            ("thing", self._thing_price),
            ("words", self._term_price),
            ("clause", self._clause_price),
            ("whole", self._among_price),
            ("some", self._some_price),
        )

    def facts(
        self, indicator: str, statuses: Collection[str], units: Collection[str] = ()
    ) -> Iterator[Priced]:
        """The facts of an indicator that the question does not rule out, group by group."""
        telling = self.knowledge.holding(self._terms)
        for group in self.knowledge.figures.groups.get(indicator, ()):
            if group.first.status not in statuses or (units and group.first.unit not in units):
                continue
            shared = self._shared(group)
            if shared is None:
                continue
            for rank, fact in group.at(self.places):
                price = self._own(fact) if fact.bulletin in telling else None
                if price is not None:
                    yield Priced(shared + price, rank, fact)

    def prices(self, fact: Fact) -> Prices:
        """What each part of the question costs a fact; None where the part rules the fact out."""
        return {name: price(fact) for name, price in self._each} | self._alike(fact)

    def _shared(self, group: Group) -> int | None:
        return _sum(self._alike(group.first).values())

    def _own(self, fact: Fact) -> int | None:
        return _sum(price(fact) for _, price in self._each)

    # --- what a group has in common --------------------------------------------------------------

    def _alike(self, fact: Fact) -> Prices:
        applying = {k: v for k, v in self.asked.items() if self._applies(fact, k)}
        return {
            "dimensions": _dimension_price(fact, applying, self.query),
            "kind": _kind_price(fact, self.query, self.periods),
        }

    def _applies(self, fact: Fact, dimension: str) -> bool:
        """Whether an indicator has a dimension at all (communes have no OCOP step)."""
        known = self.lexicon.indicators.get(fact.indicator)
        return known is None or dimension in known.dimensions

    # --- what each fact has for itself -----------------------------------------------------------

    def _area_price(self, fact: Fact) -> int | None:
        """An asked place must be the fact's own; without one, the widest place is meant."""
        if self.anywhere:
            return 0
        if self.places is not None:
            return 0 if fact.area in self.places else None
        return _WIDE.get(fact.area.level, 6) if fact.area is not None else 2

    def _period_price(self, fact: Fact) -> int | None:
        """A year that is asked for must be the fact's, or be named around it (as no base of comparison)."""
        periods, now = self.periods, self.query.now
        if not periods:
            if now and fact.nature == "flow" and fact.period.kind != "as_of":
                return None  # what happened in a year is not what there is now
            return 1 if now and fact.period.kind != "as_of" else 0
        prices = [
            one_period(
                fact, p, lambda year: self._inherits(fact, year), lambda year: self._reviewed(fact, year)
            )
            for p in periods
            if p.end
        ]
        days = self.knowledge.pages[fact.bulletin].days
        prices += [0 for p in periods if p.kind == "day" and p.end in days]
        found = [p for p in prices if p is not None]
        if any(self._dated(fact, p) for p in periods if p.kind in ("month", "day") and p.end):
            found.append(2)
        return min(found) if found else None

    def _reviewed(self, fact: Fact, year: str) -> bool:
        """Whether what surrounds a figure speaks of a year, other than to measure from it."""
        around = self.knowledge.context(fact.bulletin, fact.paragraph)
        named = list(re.finditer(rf"(?i)năm {year}(?!\d)", around))
        return any(not _MEASURED_FROM.search(around[: m.start()]) for m in named)

    def _round_price(self, fact: Fact) -> int | None:
        """A round that is asked about (``đợt 2``) must not be another one than the figure's."""
        if not self.query.rounds:
            return _of_a_round(self.knowledge.clause(fact)) if self.query.years else 0
        text = self.knowledge.paragraph(fact.bulletin, fact.paragraph).text
        around = self.knowledge.context(fact.bulletin, fact.paragraph)
        sentence, own = text[slice(*fact.sentence)], self.knowledge.clause(fact)
        several = not in_rounds(self.query.rounds, own) if _ROUND.search(own) else len(_rounds(sentence)) > 1
        if several:
            return None  # ``2 đợt …, đợt 1 có 14, đợt 2 có 33``: of the round that its clause names
        return 0 if in_rounds(self.query.rounds, sentence, text, around) else None

    def _inherits(self, fact: Fact, year: str) -> bool:
        """Whether a year that is named around a figure may be its own: its clause names no year of its
        own, and nothing in the sentence is measured from that year."""
        page = self.knowledge.pages[fact.bulletin]
        whole = self.knowledge.figures.by_id.get(fact.links.get("part_of", ""))
        if whole is not None and whole.period == fact.period:
            fact = whole  # a part is of the time that its whole was told with
        own = (fact.period.end or "-")[:4] in page.clause(fact)
        return not own and year not in page.bases.get((fact.paragraph, fact.sentence), ())

    def _dated(self, fact: Fact, asked: Period) -> bool:
        """Whether the paragraph names a day inside an asked month (``theo quyết định tháng 2/2024``)."""
        days = self.knowledge.pages[fact.bulletin].dates(fact.paragraph)
        return any((asked.start or asked.end or "") <= day <= (asked.end or "") for day in days)

    def _unknown_price(self, fact: Fact) -> int | None:
        """Words of a dimension that the indicator lacks must stand around the fact, like any other; a grade
        in its sentence (``sản phẩm 4 sao được thưởng bao nhiêu tiền``)."""
        if self.query.values("stars") and not self._applies(fact, "stars"):
            page = self.knowledge.paragraph(fact.bulletin, fact.paragraph).text
            if not tells_stars(self.query.values("stars"), page[slice(*fact.sentence)]):
                return None
        if fact.indicator not in self._unknown:
            self._unknown[fact.indicator] = list(self._unknown_words(fact))
        for words in self._unknown[fact.indicator]:
            if missing(words, self.knowledge.context(fact.bulletin, fact.paragraph)):
                return None
        return 0

    def _unknown_words(self, fact: Fact) -> Iterator[tuple[Token, ...]]:
        known = self.lexicon.indicators.get(fact.indicator)
        annotated = self.query.annotated
        for mention in annotated.mentions:
            names = {name for c in mention.concepts for name, _ in c.dimensions}
            meant = known is not None and any(c.id in known.same for c in mention.concepts)
            if names and not meant and not any(self._applies(fact, name) for name in names):
                yield annotated.words[mention.first : mention.last]

    def _term_price(self, fact: Fact) -> int | None:
        """Every content word that is left must stand around the fact."""
        query, weight = self.query, self.knowledge.weight
        context = self.knowledge.context(fact.bulletin, fact.paragraph)
        if self._fairs and not says_any(context, self._fairs):
            return None
        if not query.terms:
            return 0
        if missing(query.terms, context, query.glued):
            return None
        text = self.knowledge.paragraph(fact.bulletin, fact.paragraph).text
        if of_other_bounds(query, text[slice(*fact.sentence)]) or named_later(query, text, fact.sentence[1]):
            return None
        own = missing(query.terms, text[fact.sentence[0] : fact.sentence[1]], query.glued)
        elsewhere = missing(own, context[: -len(text)], query.glued)
        if len(elsewhere) > 1 and len(elsewhere) == len(query.terms):
            return None
        if weight(elsewhere) > OTHERS * weight(query.content):
            return None  # what is asked about is told in other sentences of the paragraph
        return len(own)

    def _thing_price(self, fact: Fact) -> int | None:
        """What is asked to be counted must be what the figure counts, by its unit or in its own words."""
        query = self.query
        if query.any("grade") and not query.any("count") and "stars" not in fact.dimensions:
            return None  # ``đạt mấy sao`` asks for a grade, not for how many there are
        page = self.knowledge.pages[fact.bulletin]
        if fact.id in page.outgrown or (not self._each_asked and page.of_each(fact)):
            return None  # a part, or what each of several is to have
        if query.counted or not query.thing or query.needs or not query.any("count"):
            return 0
        return None if missing(query.thing, self.knowledge.clause(fact), query.glued) else 0

    def _clause_price(self, fact: Fact) -> int:
        """What the question names beside unit and grade should stand in the figure's own clause."""
        telling, weight = self.query.telling, self.knowledge.weight
        if fact.unit == "percent":  # which is a rate, whether its clause says so or not
            telling = tuple(t for t in telling if t.fold not in _RATE)
        if not telling:
            return 0
        lacking = missing(telling, self.knowledge.clause(fact), self.query.glued)
        return round(CLAUSE * weight(lacking) / weight(telling))

    def _some_price(self, fact: Fact) -> int:
        """``5 xã … Trong đó, có 3 xã đăng ký``: some of what was counted alike are not what is asked for,
        where no time or word says so."""
        whole = self.knowledge.figures.by_id.get(fact.links.get("part_of", ""))
        some = whole is not None and fact.links.get("part") == "some" and whole.dimensions == fact.dimensions
        return int(some and not (self.periods or self._terms))

    def _among_price(self, fact: Fact) -> int | None:
        """``trong 48 sản phẩm có bao nhiêu 3 sao``: a part of that total, or a figure told beside it."""
        if not self.among:
            return 0
        if Decimal(fact.value) == self.query.claimed:
            return None  # the number that the question gives is not what it asks for
        if "part_of" in fact.links:
            return 0 if fact.links["part_of"] in {w.id for w in self.wholes} else None
        return 1 if any(self._beside(fact, whole) for whole in self.wholes) else None

    def _beside(self, fact: Fact, whole: Fact) -> bool:
        """Whether a figure stands in the sentence of another, or in the next one."""
        if (fact.bulletin, fact.paragraph) != (whole.bulletin, whole.paragraph):
            return False
        spans = self.knowledge.spans(fact.bulletin, fact.paragraph)
        after = [start for start, _ in spans if start > whole.sentence[0]][:1]
        return fact.sentence[0] in (whole.sentence[0], *after)


_RATE = frozenset({"ty", "ti", "le"})  # tỷ lệ


def _of_a_round(clause: str) -> int:
    """What a figure of one round of a year costs, where the year is asked about without a round."""
    return 1 if _ROUND.search(clause) else 0


def _rounds(text: str) -> set[str]:
    """The rounds that a text names."""
    return {m.group().lower() for m in _ROUND.finditer(text)}


_ROUND = re.compile(r"(?i)\b(?:đợt|lần|kỳ) (?:\d|[ivx]+\b)")


def _sum(prices: Iterable[int | None]) -> int | None:
    """All prices together, None as soon as one of them rules out."""
    total = 0
    for price in prices:
        if price is None:
            return None
        total += price
    return total


def _kind_price(fact: Fact, query: Query, periods: Sequence[Period]) -> int | None:
    """What there is comes before what is expected, and, where no time is asked, before what was added;
    what was added is no answer to how many there are by some day."""
    asked = "provisional" in query.statuses
    expected = fact.status == "provisional" and not asked
    reached = fact.status == "actual" and asked  # ``dự kiến có bao nhiêu``
    added = fact.nature == "flow" and not (query.flow or periods) and not fact.dimensions.get("step")
    summed_up = query.until and fact.nature == "flow" and not query.flow
    in_all = query.total and fact.nature == "flow" and not (query.flow or query.until)
    counted = fact.unit in COUNTABLE and fact.status != "change"
    if summed_up and counted and not query.values("step"):
        return None
    counted = counted and not fact.dimensions.get("step")
    merely = query.values("criteria") and any(w.fold == "moi" for w in query.annotated.words)
    added_ones = query.flow and not (query.now or merely)  # ``mới đạt 5 tiêu chí``: no more than five
    if added_ones and fact.nature == "stock" and counted and fact.status == "actual":
        return None  # what there is by now is no answer to what was added
    deeds = {name for name, _ in query.dimensions} >= {"step"} and bool(query.years) and not query.until
    standing = deeds and fact.nature == "stock" and not fact.dimensions.get("step")
    return expected + reached + 2 * added + 4 * (summed_up or in_all) + 2 * standing


def named_as_whole(query: Query) -> bool:
    """Whether a number is named as the whole of what is counted."""
    if query.claimed is None or not query.claimed_unit or not query.any("count"):
        return False
    if query.any("yes_no", "share"):
        return False
    words = query.annotated.words
    at = next((f.first for f in query.annotated.figures if f.value == query.claimed), 0)
    inside = any(w.fold in _INSIDE for w in words[max(0, at - 3) : at])
    return inside or any(w.fold in _THEN for w in words[at:])


_INSIDE = frozenset({"trong", "so", "of", "among"})  # trong số
_THEN = frozenset({"thi"})


def named_wholes(query: Query, knowledge: Knowledge) -> list[Fact]:
    """The figures of the number that a question names as a whole."""
    if query.claimed is None or not named_as_whole(query):
        return []
    return [f for f in knowledge.figures.of_value(query.claimed) if f.unit == query.claimed_unit]


def _dimension_price(fact: Fact, asked: dict[str, str], query: Query) -> int | None:
    total = 0
    for name in sorted((set(asked) | set(fact.dimensions)) - {"step", "role"}):
        price = _one_dimension(
            name, fact.dimensions.get(name, ""), asked.get(name, ""), asked, fact.unit != "product"
        )
        if price is None:
            return None
        total += price
    step = asked.get("step", "")
    if not step and query.flow and fact.unit == "product":
        step = "recognised"
    price = STEPS.get(step, {step: 0}).get(fact.dimensions.get("step", ""))
    until = query.now or query.until or not (query.periods or query.flow)
    until = until or any(p.kind in ("as_of", "month") for p in query.periods)
    standing = fact.nature == "stock" and not fact.dimensions.get("step")
    graded = bool(asked.get("stars")) and fact.nature == "flow" and not fact.dimensions.get("step")
    if price is None and step == "recognised" and graded and fact.unit == "product":
        price = 2  # what has got its stars in a year was recognised in it
    if step == "recognised" and until and query.values("step") and standing:
        price = 0  # recognised up to a day is what there is on that day
    elif price is not None and "recognised" in query.values("step") and not (query.periods or query.flow):
        price += 1  # what was added in some year comes after what there is
    if price is None:
        return None
    if not step and fact.dimensions.get("step") and not query.periods and fact.unit == "product":
        return None
    return total + price


def _one_dimension(name: str, has: str, wants: str, asked: dict[str, str], loose: bool) -> int | None:
    if wants == has or (name == "stars" and {wants, has} in _SAME_STARS):
        return 0
    if name == "level":
        return {"standard": 0, "": 0}.get(has, 5) if not wants else None
    if name == "stars" and not wants:
        return OPEN_STARS.get(has, 2 if loose or asked.get("step", "recognised") != "recognised" else None)
    return None


# What stands before a year that something is measured from.
_MEASURED_FROM = re.compile(r"(?i)(?:so với|từ|kể từ|cùng kỳ|cuối|đầu) $")


def _reviews(fact: Fact, year: str, reviewed: Callable[[str], bool]) -> bool:
    """Whether a figure of the first weeks of a year is told in a review of the year before."""
    day = fact.period.end or ""
    return (
        fact.period.kind == "as_of"
        and day[:4] == str(int(year) + 1)
        and day[5:7] <= REVIEW_ENDS
        and (year in fact.context_years or reviewed(year))
    )


def one_period(
    fact: Fact,
    asked: Period,
    inherits: Callable[[str], bool],
    reviewed: Callable[[str], bool] = lambda year: False,
) -> int | None:
    """What an asked time costs a figure, None if it rules it out.

    *inherits*: whether a year that is named around the figure may be its own; *reviewed*: whether
    it is told in a review of a year.
    """
    end, start = fact.period.end or "", fact.period.start or ""
    if asked.kind == "range":
        return 0 if (start, end) == (asked.start or "", asked.end or "") else None
    if asked.kind == "year":
        year = (asked.end or "")[:4]
        whole = (start, end) == (f"{year}-01-01", f"{year}-12-31")
        there = fact.period.kind == "as_of" and fact.nature == "stock"  # on some day of that year
        if end[:4] == year and (whole or not start or there):
            return 1 if fact.period.kind == "as_of" else 0
        if (fact.nature == "stock" or fact.status == "actual") and _reviews(fact, year, reviewed):
            return 3
        near = fact.period.kind == "year" and year in fact.context_years
        return 2 if near and inherits(year) else None
    inside = (asked.start or "") <= end <= (asked.end or "")
    if asked.kind == "month" and fact.period.kind == "as_of" and inside:
        return 0  # a day of that month
    if asked.kind == "as_of" and not asked.start:
        if fact.period.kind in ("as_of", "year") and end == asked.end:
            return 1 if fact.period.kind == "as_of" and start not in ("", end) else 0  # some day of that year
        year = (asked.end or "")[:4]
        if (asked.end or "").endswith("-12-31") and fact.nature == "stock" and _reviews(fact, year, reviewed):
            return 3  # "hiện có", told in January in a review of the year that ended
        return 1 if end and asked.end and end <= asked.end and end[:4] == asked.end[:4] else None
    return 0 if end == asked.end and (not start or start == asked.start) else None
