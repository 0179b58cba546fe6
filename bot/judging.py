"""Yes or no: what a question claims, held against the figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.answer import Claim
from bot.draft import Draft
from bot.matching import missing
from bot.phrasing import say
from bot.question import Query
from bot.telling import Teller, with_verdict
from corpus.model import Fact

# Who asks for one of these is not told yes or no.
_OTHERWISE = (
    "count", "share", "gap", "difference", "times", "changed", "parts", "most", "least", "sum", "plan",
    "who", "maker", "when", "where", "which_place", "list", "define",
)  # fmt: skip
_BELOW, _ABOVE = ("under", "at_most"), ("over", "at_least")
_CONFIRMS = frozenset({"yes", "yes_exists"})
_DEEDS = frozenset({"recognised", "renewed", "upgraded"})
_FIT, _FIT_FOR = "điều kiện", frozenset({"kien", "eligible", "qualify", "qualified"})
_MONEY = {"dong_per_person_year": "dong"}  # what is claimed of an income is said in đồng
_HOW_MANY = frozenset({"bao", "may", "how"})
_DOUBTING = frozenset({"a", "ha", "sao", "u", "nhi", "ak"})  # behind a denial they ask whether it holds


class Judging:
    """Says whether a claim of the question holds, only where all of it was compared."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def contrary(self, query: Query) -> Draft | None:
        """``Tỉnh không có sản phẩm 5 sao nào à``: a denial is right if the figure is nought."""
        folds = [w.fold for w in query.annotated.words]
        none = "nao" in folds and bool({"khong", "chua"} & set(folds[: folds.index("nao")]))
        plain = not query.any(*(set(_OTHERWISE) - ({"list", "which_place"} if none else set())))
        doubted = query.any("yes_no") or query.annotated.words[-1].fold in _DOUBTING
        if not (plain and doubted and query.units) or query.claimed is not None or query.whole is not None:
            return None
        choice = self.teller.lookup.choose(query)
        if choice is None or choice.best.bound != "exact" or query.sweeping:
            return None
        name = "no" if Decimal(choice.best.value) else "yes"
        told = with_verdict(self.teller.told(choice.best, query.language), name, query.language)
        return Draft("answered", (told,), (choice.best,), why="a denial")

    def judged(self, query: Query, fact: Fact, claim: Claim) -> Claim:
        """A claim with a yes or no before the figure, where the question can be answered by one."""
        if not query.any("yes_no") or query.any("which", "list"):
            return claim
        how_many = not _HOW_MANY.isdisjoint(w.fold for w in query.annotated.words)
        compared = query.spoken == "en" and query.compares  # ``is the number of … below 200``
        if query.any("count") and (how_many or (query.claimed != Decimal(fact.value) and not compared)):
            return claim  # but ``Tổng vốn là 12 tỷ đúng không`` asks for no number
        name = self._verdict(query, fact)
        named = [t for t in query.terms if t.capital and t.start] if query.claimed is None else []
        if named and missing(named, self.teller.knowledge.clause(fact), query.glued):
            return claim  # ``Trà A là sản phẩm 5 sao phải không``: another one of its list has five
        if self._of_another_step(query, fact) or (name in _CONFIRMS and self._only_eligible(query, fact)):
            return claim
        return with_verdict(claim, name, query.language) if name else claim

    @staticmethod
    def _of_another_step(query: Query, fact: Fact) -> bool:
        """Whether a figure is of another step or year than the question's: it is near, and judges nothing."""
        asked, step = query.values("step"), fact.dimensions.get("step")
        other_year = fact.period.kind == "year" and (fact.period.end or "")[:4] not in query.years
        return bool(asked and step and step not in asked) or bool(query.years and other_year)

    def _only_eligible(self, query: Query, fact: Fact) -> bool:
        """``12 sản phẩm … đã được cấp lại chưa``: of those that are told to be fit for it (``đủ điều kiện cấp
        lại``) nobody said that it was done."""
        told = self.teller.knowledge.clause(fact).casefold()
        if fact.dimensions.get("step") not in _DEEDS or _FIT not in told:
            return False
        words, mentions = query.annotated.words, query.annotated.mentions
        steps = [m for m in mentions if any(name == "step" for c in m.concepts for name, _ in c.dimensions)]
        fit = {m for m in steps if _FIT_FOR & {w.fold for w in words[m.first : m.last]}}
        behind = {m.last + (words[m.last].fold == "for") for m in fit if m.last < len(words)}
        return any(m not in fit and m.first not in behind for m in steps)

    @staticmethod
    def _verdict(query: Query, fact: Fact) -> str:
        """Yes or no, only where all that the question says was compared with the figure; else ""."""
        level = query.values("level") or ("standard",)
        crossed = "level" in fact.dimensions and fact.dimensions["level"] not in level
        value, claimed = Decimal(fact.value), query.claimed
        met = query.values("criteria")  # ``huyện A đã đạt 9/9 tiêu chí``: a number that a place has met
        if claimed is None and fact.unit == "criterion" and len(met) == 1 and met[0].isdecimal():
            claimed = Decimal(met[0])
        if query.sweeping or crossed:
            return ""
        if _claims_otherwise(query, fact):
            return ""
        if fact.bound != "exact":
            out = claimed is not None and (
                claimed > value if fact.bound in _BELOW else claimed < value and fact.bound in _ABOVE
            )
            return "no" if out and not (query.compares or query.claimed_hedge) else ""
        if claimed is None and query.any("most", "least", "rank"):
            return ""
        numbers = [f.value for f in query.annotated.figures if f.kind == "number" and f.period is None]
        if claimed is None and not query.dimensions and any(n != value for n in numbers):
            return ""  # a number stands in the question that was not compared
        banded = met and all(fact.dimensions.get("criteria") == band for band in met)  # ``dưới 5 tiêu chí``
        if claimed is None and ((query.compares and not banded) or len(query.areas) > 1):
            return ""  # it is compared with a number, or a place, that was not read
        if claimed is None:
            return "yes_exists" if value else "no_exists"
        holds = {
            "over": value > claimed,
            "below": value < claimed,
            "at_least": value >= claimed,
            "at_most": value <= claimed,
        }
        hedge = {"over": "over", "under": ""}.get(query.claimed_hedge, query.claimed_hedge)
        relation = query.compares or (hedge if hedge in holds else "")
        if relation:
            return "yes_exists" if holds[relation] else "no_exists"
        if query.claimed_hedge:
            return _near(value, claimed, below=query.claimed_hedge == "under")
        return "yes" if claimed == value else "no"

    @staticmethod
    def of_another_unit(query: Query, fact: Fact) -> bool:
        """Whether a number is claimed of other things than a figure counts (``29/29 xã``, a rate of
        households), about which it says nothing."""
        claims = query.any("yes_no") and query.claimed is not None
        return claims and _claims_otherwise(query, fact)

    def printed(self, query: Query) -> Draft | None:
        """``Đã có 12/12 xã có nước sạch phải không``: what no indicator counts, where a clause of a
        bulletin holds the number that is claimed (with its whole) and all words that say of what."""
        told = query.telling
        if query.claimed is None or not told or not query.any("yes_no") or query.any(*_OTHERWISE):
            return None
        if query.compares or query.claimed_hedge or query.denies or query.sweeping:
            return None
        teller, wholes = self.teller, {}
        for fact in teller.knowledge.figures.related.get("other", ()):
            wholes[fact.links.get("whole_of", "")] = Decimal(fact.value)
        for fact in teller.knowledge.figures.of_value(query.claimed):
            if fact.indicator != "other" or fact.unit != query.claimed_unit or fact.status != "actual":
                continue
            same = query.whole is None or wholes.get(fact.id) == query.whole
            fits = fact.bound == "exact" and not missing(told, teller.knowledge.clause(fact), query.glued)
            if same and fits and all(p is not None for p in teller.lookup.prices(fact, query).values()):
                quote = teller.knowledge.evidence(fact).quote
                claim = teller.claim(fact, say(query.language, "answer.according", quote=quote))
                told_so = with_verdict(claim, "yes", query.language)
                return Draft("answered", (told_so,), (fact,), why="a claim as it is printed")
        return None

    def premise(self, query: Query) -> Draft | None:
        """``12 sản phẩm cấp lại đều 4 sao à``: the figure is right, a value said with it is not."""
        if query.claimed is None or not query.claimed_unit or not query.any("yes_no"):
            return None
        for name in ("stars", "level"):
            asked = {k: v[0] for k, v in query.dimensions if v and k != name}
            if not query.values(name):
                continue
            loose = replace(query, dimensions=tuple((k, v) for k, v in query.dimensions if k != name))
            for value in self._values(name):
                choice = self.teller.lookup.choose(loose, dimensions={**asked, name: value})
                if choice is not None and Decimal(choice.best.value) == query.claimed:
                    told = with_verdict(self.teller.told(choice.best, query.language), "no", query.language)
                    return Draft("answered", (told,), (choice.best,), why="false premise")
        return None

    def _values(self, name: str) -> list[str]:
        return sorted(self.teller.knowledge.figures.dimension(name))


def _near(value: Decimal, claimed: Decimal, *, below: bool) -> str:
    """Yes or no to ``khoảng 70``, ``gần 200`` (*below*): yes within a tenth, no where it is far off; between
    them, and where ``gần`` was exceeded, how near is near is not ours to say."""
    off = abs(value - claimed) / (claimed or 1)
    if off > _FAR:
        return "no_exists"
    return "yes_exists" if off <= _REACH and not (below and value > claimed) else ""


_REACH, _FAR = Decimal("0.1"), Decimal("0.3")


def _claims_otherwise(query: Query, fact: Fact) -> bool:
    """Whether the number that is claimed has another unit than a figure."""
    units = (fact.unit, "criterion", _MONEY.get(fact.unit))
    return bool(query.claimed_unit) and query.claimed_unit not in units
