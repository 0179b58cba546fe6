"""Answers that are calculated from cited figures: sums, shares, differences, last year's figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.bounds import inside, spans_bands, straddles
from bot.draft import Draft
from bot.families import speaks
from bot.phrasing import raw, say
from bot.question import Query
from bot.telling import Teller, bold, comparable, percent, shown, with_verdict
from bot.wording import (
    amount,
    capital,
    in_its_sentence,
    noun,
    number,
    phrase_of,
    place,
    scale_of,
    scaled_unit,
    time,
)
from corpus.lexicon import lexicon
from corpus.model import Fact

_TINY = 10_000  # no sum of money is told to have changed by less than this part of it


def _multiple(now: Fact, change: Fact) -> bool:
    """Whether a change of money is too small to be one (``gấp 6 lần``, read as six)."""
    return now.unit.startswith("dong") and abs(Decimal(change.value)) * _TINY < abs(Decimal(now.value))


# Steps whose products are not counted twice when they are added up.
_WIDE = frozenset({"assessed", "registered"})
_APART = frozenset({"renewed", "eligible", "upgraded"})


def _graded_first(query: Query) -> bool:
    """Whether a grade stands before all steps (``sản phẩm 3 sao được cấp mới và cấp lại``)."""
    mentions = query.annotated.mentions
    steps = [m.first for m in mentions if any(k == "step" for c in m.concepts for k, _ in c.dimensions)]
    grades = [i for i, w in enumerate(query.annotated.words) if w.fold in ("sao", "star", "stars")]
    return bool(grades and steps) and grades[0] < min(steps)


class Calculating:
    """Solves questions whose answer is worked out; the calculation is shown."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def sum(self, query: Query) -> Draft | None:
        """``từ 4 sao trở lên``, ``tổng số xã được thống kê``: figures inside what is asked, added up."""
        if query.before:
            return None  # what came of an occasion adds up to nothing that was there before it
        name = next(
            (
                k
                for k, v in query.dimensions
                if k in ("stars", "criteria") and len(v) == 1 and spans_bands(v[0])
            ),
            None,
        )
        several = (
            next((k for k, v in query.dimensions if len(v) > 1), None)
            if query.any("sum") or query.total
            else None
        )
        spread: list[Fact] = []
        direct = self.teller.lookup.choose(query) if name is not None else None
        if direct is not None and direct.best.dimensions.get(name or "") == query.values(name or "")[0]:
            return None  # the bulletins give the figure itself
        if name is not None:
            bound, spread = query.values(name)[0], self.teller.distribution(query, name)
            if any(straddles(f.dimensions[name], bound) for f in spread):
                return None
            facts = [f for f in spread if inside(f.dimensions[name], bound)]
        elif several == "step" and not set(query.values("step")) <= _APART:
            return None
        elif several is not None and several != "level":
            of_one = several == "step" and not _graded_first(query)  # the grade is one step's only
            rest = tuple((k, v) for k, v in query.dimensions if not of_one or k != "stars")
            found = [
                self.teller.with_value(replace(query, dimensions=rest), several, v)
                for v in query.values(several)
            ]
            facts = [c.best for c in found if c is not None] if all(found) else []
        elif query.any("sum") or query.total:
            facts = self.teller.distribution(query) if "criteria" in query.open else []
        else:
            return None
        if len(facts) == 1 and name is not None:
            if len(spread) < 2:  # the other bands, which may lie inside too, are not told
                return None
            return Draft(
                "answered",
                (self.teller.told(facts[0], query.language),),
                tuple(facts),
                why="the one band inside",
            )
        if len(facts) < 2:
            return None
        total = sum((Decimal(f.value) for f in facts), Decimal(0))
        calculation = shown(query.language, "+", [f.value for f in facts], total)
        shared = {
            k: v for k, v in facts[0].dimensions.items() if all(f.dimensions.get(k) == v for f in facts)
        }
        if several and name is None:
            shared.pop(several, None)
        asked = (
            {name: query.values(name)[0]}
            if name
            else {"criteria": "*"}
            if "criteria" in facts[0].dimensions
            else {}
        )
        words = phrase_of(facts[0].indicator, {**shared, **asked}, query.language)
        text = say(
            query.language,
            "answer.sum",
            value=bold(total, query.language),
            noun=words,
            calculation=calculation,
        )
        return Draft(
            "answered",
            (self.teller.claim(facts[0], capital(text), *facts[1:], calculation=calculation),),
            tuple(facts),
            why="sum",
        )

    def share(self, query: Query) -> Draft | None:
        language = query.language
        if query.any("plan") or "plan" in query.statuses:
            pairs = self.teller.pairs(query)
            if pairs:
                return self._share_of_plan(query, *pairs[0])
        if len(query.values("step")) == 2:
            return self._share_of_step(query)
        part = self.teller.lookup.choose(query)
        name = next((k for k, _ in query.dimensions if k in ("stars", "maker", "criteria")), None)
        if part is None or name is None or query.claimed is not None:
            return None
        fact = part.best
        if name == "criteria":
            return self._share_of_all(query, fact)
        total = self.teller.knowledge.figures.by_id.get(fact.links.get("part_of", ""))
        if total is None:
            rest = {k: v[0] for k, v in query.dimensions if v and k != name}
            choice = self.teller.lookup.choose(query, dimensions=rest)
            whole = choice.best if choice is not None else None
            total = whole if whole is not None and comparable(fact, whole) else None
        if total is None or not Decimal(total.value) or total.id == fact.id:
            return None
        return self._part_of_whole(fact, total, language)

    def _share_of_all(self, query: Query, fact: Fact) -> Draft | None:
        """The share of one band in all bands of its level, added up."""
        facts = self.teller.distribution(query, "criteria")
        if fact.id not in {f.id for f in facts} or len(facts) < 2:
            return None
        language, total = query.language, sum((Decimal(f.value) for f in facts), Decimal(0))
        share = percent(fact.value, str(total))
        added = shown(language, "+", [f.value for f in facts], total)
        calculation = f"{added}; {shown(language, '/', [fact.value, str(total)], share, '%')}"
        shared = {k: v for k, v in fact.dimensions.items() if k != "criteria"}
        words = phrase_of(fact.indicator, {**shared, "criteria": "*"}, language)
        text = say(
            language,
            "answer.share_part",
            noun=noun(fact, language),
            value=bold(share, language, "%"),
            total=f"{number(total, language)} {words}",
            calculation=calculation,
        )
        claim = self.teller.claim(
            fact, capital(text), *[f for f in facts if f.id != fact.id], calculation=calculation
        )
        return Draft("answered", (claim,), tuple(facts), why="share of all bands")

    def _share_of_step(self, query: Query) -> Draft | None:
        """``trong số tham gia đánh giá, tỷ lệ đủ điều kiện``: the wider step is the whole."""
        rest = {k: v[0] for k, v in query.dimensions if v}
        order = ("registered", "assessed", "eligible", "recognised")
        steps = sorted(query.values("step"), key=lambda s: order.index(s) if s in order else 9)
        whole = self.teller.lookup.choose(query, dimensions={**rest, "step": steps[0]}, periods=())
        part = self.teller.lookup.choose(query, dimensions={**rest, "step": steps[1]}, periods=())
        if whole is None or part is None or Decimal(part.best.value) > Decimal(whole.best.value):
            return None
        return self._part_of_whole(part.best, whole.best, query.language)

    def _part_of_whole(self, fact: Fact, total: Fact, language: str) -> Draft | None:
        if Decimal(fact.value) > Decimal(total.value):
            return None
        share = percent(fact.value, total.value)
        calculation = shown(language, "/", [fact.value, total.value], share, "%")
        text = capital(
            say(
                language,
                "answer.share_part",
                noun=noun(fact, language),
                value=bold(share, language, "%"),
                total=f"{number(Decimal(total.value), language)} {noun(total, language)}",
                calculation=calculation,
            )
        )
        return Draft(
            "answered",
            (self.teller.claim(fact, text, total, calculation=calculation),),
            (fact, total),
            why="share",
        )

    def _share_of_plan(self, query: Query, reached: Fact, planned: Fact) -> Draft | None:
        if not Decimal(planned.value):
            return None
        language = query.language
        share = percent(reached.value, planned.value)
        calculation = shown(language, "/", [reached.value, planned.value], share, "%")
        verb = "share_verb_expected" if reached.status == "provisional" else "share_verb"
        text = capital(
            say(
                language,
                "answer.share_plan",
                time=time(reached, language),
                area=place(reached.area, language),
                verb=say(language, f"answer.{verb}"),
                value=bold(share, language, "%"),
                noun=noun(reached, language),
                calculation=calculation,
            )
        )
        claim = self.teller.claim(reached, text, planned, calculation=calculation)
        return Draft("answered", (claim,), (reached, planned), why="share of plan")

    def difference(self, query: Query) -> Draft | None:
        """Two figures that differ in one dimension (or year), and by how much."""
        name = next((k for k, v in query.dimensions if len(v) == 2), None)
        words = {w.fold for w in query.annotated.words}
        if name == "step" and "moi" in words and set(query.values("step")) & _WIDE:
            return None  # ``thi mới`` is not all that took part
        if name is not None:
            found = [self.teller.with_value(query, name, value) for value in query.values(name)]
        elif self.teller.both_levels(query):
            found = [self.teller.with_value(query, "level", level) for level in ("standard", "advanced")]
        elif len(query.years) == 2:
            found = [self.teller.lookup.choose(query, periods=(p,)) for p in query.periods]
        else:
            return None
        facts = [c.best for c in found if c is not None]
        if len(facts) != 2 or facts[0].unit != facts[1].unit:
            return None
        high, low = sorted(facts, key=lambda f: Decimal(f.value), reverse=True)
        if query.any("times"):
            return self._times(high, low, query.language)
        return self._compared(high, low, query.language)

    def _times(self, high: Fact, low: Fact, language: str) -> Draft | None:
        """``gấp mấy lần``: how many times one figure goes into the other, to two places."""
        if not Decimal(low.value):
            return None
        ratio = (Decimal(high.value) / Decimal(low.value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        exact = ratio * Decimal(low.value) == Decimal(high.value)
        calculation = shown(language, "/", [high.value, low.value], ratio)
        text = say(
            language,
            "answer.times",
            one=noun(high, language),
            other=noun(low, language),
            value=bold(ratio, language),
            calculation=calculation if exact else calculation.replace("=", "≈"),
        )
        claim = self.teller.claim(high, capital(text), low, calculation=calculation)
        return Draft("answered", (claim,), (high, low), why="how many times")

    def _compared(self, high: Fact, low: Fact, language: str) -> Draft:
        gap = Decimal(high.value) - Decimal(low.value)
        if not gap:
            text = say(
                language,
                "answer.equal",
                one=noun(high, language),
                other=noun(low, language),
                value=amount(high, language),
            )
            return Draft("answered", (self.teller.claim(high, capital(text), low),), (high, low), why="equal")
        calculation = shown(language, "−", [high.value, low.value], gap)
        words = lexicon()
        mean = high.unit in words.means.values()
        levels = [words.label("level", f.dimensions.get("level", ""), language) for f in (high, low)]
        one, other = levels if mean and all(levels) else [noun(f, language) for f in (high, low)]
        unit = phrase_of(high.indicator, {}, language) if mean else words.label("unit", high.unit, language)
        text = say(
            language,
            "answer.difference_mean" if one in levels else "answer.difference",
            one=one,
            other=other,
            unit=unit,
            value=bold(gap, language),
            calculation=calculation,
        )
        text = capital(text)
        return Draft(
            "answered",
            (self.teller.claim(high, text, low, calculation=calculation),),
            (high, low),
            why="difference",
        )

    def gap(self, query: Query) -> Draft | None:
        pairs = self.teller.pairs(query)
        if not pairs:
            return self.difference(query)
        reached, planned = pairs[0]
        language = query.language
        missing = Decimal(planned.value) - Decimal(reached.value)
        name = "gap" if missing >= 0 else "surplus"
        high, low = (planned, reached) if missing >= 0 else (reached, planned)
        calculation = shown(language, "−", [high.value, low.value], abs(missing))
        text = capital(
            say(
                language,
                f"answer.{name}",
                time=time(reached, language),
                area=place(reached.area, language),
                value=bold(abs(missing), language),
                noun=noun(reached, language),
                calculation=calculation,
            )
        )
        claim = self.teller.claim(reached, text, planned, calculation=calculation)
        over = {Decimal(one.value) > Decimal(other.value) for one, other in pairs}
        exact = all(f.bound == "exact" for pair in pairs for f in pair)
        if query.any("yes_no") and speaks(query, "surpassing") and exact and len(over) == 1:
            claim = with_verdict(claim, "yes_exists" if over == {True} else "no_exists", language)
        return Draft("answered", (claim,), (reached, planned), why="gap")

    def _before_it_rose(self, query: Query) -> Draft | None:
        """``Trước khi công nhận thêm 34 sản phẩm``: the total that was reached, less what raised it."""
        raised = [
            (f, total)
            for f in self.teller.knowledge.figures.of_value(query.claimed or Decimal(-1))
            for total in self.teller.knowledge.figures_of(f.bulletin, f.paragraph, f.sentence[0])
            if (f.unit, f.area, f.indicator) == (total.unit, total.area, total.indicator)
            and f.nature == "flow" and total.nature == "stock" and Decimal(total.value) > Decimal(f.value)
            and total.dimensions.get("stars") == f.dimensions.get("stars")
            and any(f.area is not None and self.teller.lookup.gazetteer.same(a, f.area) for a in query.areas)
        ]
        if len({(f.value, total.value) for f, total in raised}) != 1:
            return None
        added, total = raised[0]
        language, value = query.language, Decimal(total.value) - Decimal(added.value)
        calculation = shown(language, "−", [total.value, added.value], value)
        quote = self.teller.knowledge.evidence(total).quote
        told = f"{bold(value, language)} {noun(total, language)}"
        text = say(language, "answer.share_quoted", value=told, calculation=calculation, quote=quote)
        claim = self.teller.claim(total, text, added, calculation=calculation)
        return Draft("answered", (claim,), (total, added), why="before it rose")

    def before_change(self, query: Query) -> Draft | None:
        """Last year's figure, where the bulletin gives this year's and the change."""
        year = query.years[0] if len(query.years) == 1 else None
        wanted = self.teller.lookup.indicators(query)
        means = [self.teller.lookup.lexicon.means.get(u, "") for u in query.units]
        wanted = [*wanted, *(i.id for i in self.teller.lookup.lexicon.indicators.values() if i.unit in means)]
        if not (year or query.before) or query.values("criteria"):
            return None  # the change of a mean says nothing about a band
        choice = self.teller.lookup.choose(query, indicators=wanted, statuses=("change",), periods=())
        if choice is None and query.before:
            return self._before_it_rose(query)
        if choice is None or (not query.before and choice.best.links.get("base") != year):
            return None
        change = choice.best
        year = change.links.get("base", "")
        now = self.teller.same_time(change)
        if now is None or _multiple(now, change):
            return None
        language = query.language
        value = Decimal(now.value) - Decimal(change.value)
        sign = "−" if Decimal(change.value) >= 0 else "+"
        scale = scale_of([now, change])
        terms = [str(Decimal(now.value) / scale), str(abs(Decimal(change.value)) / scale)]
        unit = scaled_unit(now.unit, scale, language)
        calculation = shown(language, sign, terms, value / scale) + (f" ({unit})" if scale != 1 else "")
        worked = bold(value / scale, language)
        if in_its_sentence(now):
            hedge = "" if now.bound == change.bound == "exact" else raw(language, "bound.about")
            value_ = f"{hedge}{worked} {unit}"
            quote = self.teller.knowledge.evidence(now).quote
            text = say(language, "answer.share_quoted", value=value_, calculation=calculation, quote=quote)
        else:
            mean = now.unit in self.teller.lookup.lexicon.means.values()
            text = say(
                language,
                "answer.before_change" if mean else "answer.before_change_count",
                base=year,
                area=place(now.area, language),
                value=worked,
                noun=unit if scale != 1 else noun(now, language),
                calculation=calculation,
            )
        claim = self.teller.claim(now, capital(text), change, calculation=calculation)
        if _judges(query, now) and now.bound == change.bound == "exact":
            claim = with_verdict(claim, "yes" if query.claimed == value else "no", language)
        return Draft("answered", (claim,), (now, change), why="before")


def _judges(query: Query, fact: Fact) -> bool:
    """Whether a question gives a number to be held against a figure, and nothing else is asked."""
    plain = query.any("yes_no") and not query.any("count", "which", "list", "changed", "difference")
    return plain and query.claimed_unit == fact.unit and not (query.compares or query.claimed_hedge)
