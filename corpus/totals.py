"""Totals and their parts: which figure ``trong đó``, ``gồm`` or a bracket splits, and when that ends."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.annotate import Annotated
from corpus.clauses import Clause, Quantity
from corpus.model import Fact
from corpus.quantities import own_dimensions
from corpus.scope import Scope, Walk

TOLD = 16  # figures of the paragraphs before that "Trong đó" may look back on
MANY = 3  # counts of places that can hardly make up a figure by chance


def total_named(walk: Walk, scope: Scope, first: int) -> Fact | None:
    """``Các chủ thể gồm …``: the figure of the sentence before that the noun before the parts means."""
    units = [u for m in walk.words.mentions_up_to(first) for u in m.ids("unit")]
    return scope.lasts.get(units[-1]) if units else None


def large_enough(walk: Walk, scope: Scope) -> Fact | None:
    """The last figure before ``Trong đó …`` that the first figure behind it can be a part of."""
    first = next(iter(walk.clause.quantities), None)
    if first is None:
        return None
    told = [f for f in scope.told[-TOLD:] if not f.dimensions.get("role") and f.status != "change"]
    wholes = scope.recent or [f for f in told if not {"plan_of", "part_of"} & set(f.links)]
    opening = [c for m in walk.words.mentions_up_to(first.first) for c in m.concepts]
    named = [pair for c in opening if c.kind == "dimension" for pair in c.dimensions]
    said = {k: v for k, v in named if k in ("group", "level")}
    parts = [q.figure.value for q in walk.clause.quantities if q.unit == first.unit]
    last = next((f for f in reversed(told) if f.unit == first.unit), None)
    if last is not None and len(parts) > 1 and sum(parts) == Decimal(last.value):
        return last  # "… có 3 sản phẩm được nâng hạng. Cụ thể, 2 sản phẩm …; 1 sản phẩm …"
    fitting = [
        f for f in wholes
        if f.unit == first.unit and Decimal(f.value) >= first.figure.value
        and all(f.dimensions.get(k, v) == v for k, v in said.items())
    ]  # fmt: skip
    return fitting[-1] if fitting else None


def adding_up(clause: Clause, scope: Scope) -> dict[str, Fact]:
    """``… công nhận 70 sản phẩm. Theo đó, có 23 sản phẩm 4 sao, 47 sản phẩm 3 sao``: all that a sentence
    counts of a unit makes a figure told before whole; it splits that."""
    found: dict[str, Fact] = {}
    for unit in dict.fromkeys(q.unit for q in clause.quantities if q.unit in ("product", "maker")):
        parts = _outer(clause, unit)
        plain = all(q.figure.kind in ("number", "word") and not _told_apart(q) for q in parts)
        whole = sum((q.figure.value for q in parts), Decimal(0))
        last = scope.lasts.get(unit)
        graded = all("stars" in q.right.dimensions for q in parts)
        if not plain or len(parts) < 2:
            continue
        if graded and last is not None and whole == Decimal(last.value):
            found[unit] = last
        elif _kinds(clause, parts) and (told := _told_whole(clause, scope, unit, whole)) is not None:
            found[unit] = told
    return found or _taken_up(clause, scope)


def _told_apart(quantity: Quantity) -> bool:
    """Whether a count is none of what a total is split into: a change, another total."""
    return bool(quantity.change or quantity.become or quantity.left.total)


def _outer(clause: Clause, unit: str) -> list[Quantity]:
    """The counts of a unit (or without one, behind it), without those that split the one before them (``19
    sản phẩm mới, gồm 3 … và 16 …; 12 sản phẩm …``)."""
    alike = [q for i, q in enumerate(clause.quantities) if q.unit == unit or (not q.unit and i)]
    found, at = [], 0
    while at < len(alike):
        found.append(alike[at])
        at += 1 + _split(clause, alike[at], alike[at + 1 :])
    return found


def _split(clause: Clause, whole: Quantity, behind: Sequence[Quantity]) -> int:
    """How many of the counts behind another make it whole, where something opens its parts."""
    words = clause.text.words
    opened = behind[:1] and any(
        i in clause.parts or words[i].text in "(:" for i in range(whole.last, behind[0].first)
    )
    sums = itertools.accumulate(q.figure.value for q in behind)
    fitting = (n for n, total in enumerate(sums, 1) if total == whole.figure.value)
    return next(fitting, 0) if opened else 0


def _kinds(clause: Clause, parts: Sequence[Quantity]) -> bool:
    """Whether each of some counts is told for a member of one kind: a place, a group, a kind of maker, or
    what happened to it; two hardly make a figure whole by chance if they say which of it they are."""
    if clause.text.times:
        return False
    said = [set(own_dimensions(q)) | set(q.unit_dimensions) for q in parts]
    placed = all(any(p.kind != "generic" for p in q.left.places) for q in parts)
    kind = placed or all(s & {"group", "maker"} for s in said)
    words = [w.fold for w in clause.text.words[:2]]
    opened = clause.parts[:1] == [0] or words == ["trong", "so"]
    stepped = all("step" in s for s in said)
    return (kind and len(parts) >= MANY) or stepped or (opened and words[0] == "trong")


def _told_whole(clause: Clause, scope: Scope, unit: str, whole: Decimal) -> Fact | None:
    """The figure told last that some counts make whole; several grades that were told in a row are one."""
    aimed = scope.plan or scope.aim or clause.text.says("status", "target")
    status = "target" if aimed else "actual"
    told = [f for f in scope.told[-TOLD:] if (f.unit, f.status) == (unit, status)]
    told = [f for f in told if not f.dimensions.get("role")]
    fitting = [f for f in told if Decimal(f.value) == whole]
    row = _graded_row(told)
    if row and sum((Decimal(f.value) for f in row), Decimal(0)) == whole:
        ungraded = {k: v for k, v in row[-1].dimensions.items() if k != "stars"}
        return replace(row[-1], id="", dimensions=ungraded)
    return fitting[-1] if fitting else None


def _graded_row(told: Sequence[Fact]) -> list[Fact]:
    """The last figures of one sentence that differ in their grades alone (``13 sản phẩm 4 sao và 131 sản phẩm
    3 sao``)."""
    last = next((f for f in reversed(told) if "stars" in f.dimensions and "part_of" not in f.links), None)
    alike = [f for f in told if last is not None and f.sentence == last.sentence and f.period == last.period]
    alike = [f for f in alike if last is not None and f.paragraph == last.paragraph]
    graded = all("stars" in f.dimensions and "part_of" not in f.links for f in alike)
    return alike if graded and len({f.dimensions["stars"] for f in alike}) == len(alike) > 1 else []


def _taken_up(clause: Clause, scope: Scope) -> dict[str, Fact]:
    """``Trong đó, có 21 xã đạt chuẩn, 23 xã cơ bản đạt chuẩn, …``: the counts that such a sentence begins
    with split what was told further above that they make whole."""
    first = clause.quantities[0] if clause.quantities and clause.parts[:1] == [0] else None
    alike = itertools.takewhile(lambda q: first is not None and q.unit == first.unit, clause.quantities)
    parts = [q.figure.value for q in alike if q.figure.kind == "number" and not (q.change or q.become)]
    if first is None or len(parts) < 2:
        return {}
    told = [f for f in scope.told[-TOLD:] if (f.unit, f.status) == (first.unit, "actual")]
    fitting = [f for f in told if Decimal(f.value) == sum(parts, Decimal(0)) and not f.dimensions.get("role")]
    return {first.unit: fitting[-1]} if fitting else {}


def summed(walk: Walk, scope: Scope, first: int) -> dict[str, Fact]:
    """``Đó là sản phẩm của 3 nhóm, gồm: thực phẩm 9 sản phẩm, …``: the figures of the sentences before that
    the parts add up to, by unit."""
    found: dict[str, Fact] = {}
    for unit, last in scope.lasts.items():
        parts = [q.figure.value for q in walk.clause.quantities if q.first > first and q.unit == unit]
        if len(parts) > 1 and sum(parts, Decimal(0)) == Decimal(last.value):
            several = "-" in last.dimensions.get("stars", "")  # of several grades, so of no one
            kept = {k: v for k, v in last.dimensions.items() if k != "stars" or not several}
            found[unit] = replace(last, dimensions=kept)
    return found


def part_split(walk: Walk, colon: int) -> Fact | None:
    """``Trong số đó, 3 sản phẩm được nâng hạng: 2 sản phẩm …, 1 sản phẩm …``: the part right before, if what
    follows makes it whole."""
    last = walk.facts[-1] if walk.facts else None
    if last is None or "part_of" not in last.links or last.dimensions.get("role"):
        return None
    behind = [q for q in walk.clause.quantities if q.first > colon]
    parts = [q for q in behind if q.unit == last.unit]
    if len(parts) < 2 or any(w.text == ";" for w in walk.words.words[colon : behind[0].first]):
        return None  # "HTX A có 3 sản phẩm gồm: …; HTX B có 2 sản phẩm; …"
    stop = next((i for i in range(colon, len(walk.words.words)) if walk.words.words[i].text == ";"), None)
    near = [q.figure.value for q in parts if stop is None or q.first < stop]
    sums = {sum((q.figure.value for q in parts), Decimal(0)), sum(near, Decimal(0)) if len(near) > 1 else 0}
    return last if Decimal(last.value) in sums else None


def of_several(walk: Walk, whole: Fact | None) -> Fact | None:
    """``13 sản phẩm 4 sao, 131 sản phẩm 3 sao, trong đó 124 sản phẩm …``: parts of both, of no one grade."""
    alike = [
        f for f in walk.facts
        if whole and f.id != whole.id and f.unit == whole.unit and f.indicator == whole.indicator
        and not f.dimensions.get("role") and "part_of" not in f.links
        and f.status == whole.status and f.area == whole.area
        and "stars" in f.dimensions and f.dimensions.get("step") == whole.dimensions.get("step")
    ]  # fmt: skip
    if whole is None or "stars" not in whole.dimensions:
        return whole
    if not any(f.dimensions["stars"] != whole.dimensions["stars"] for f in alike):
        return whole
    return replace(whole, id="", dimensions={k: v for k, v in whole.dimensions.items() if k != "stars"})


def summed_up(walk: Walk, last: Fact) -> Fact:
    """``270 sản phẩm, gồm 228 … và 42 …, tăng 30 sản phẩm``: behind the last of the parts that make a total
    whole, the total is spoken of again."""
    total = next((f for f in walk.facts if f.id == last.links.get("part_of")), None)
    return total if total is not None and walk.parts_sum(total) == Decimal(total.value) else last


def of_all(text: Annotated, quantity: Quantity) -> bool:
    """Whether a sentence opens with ``Trong (tổng số) N …``, its first figure."""
    first = quantity.first
    opens = 0 < first <= 3 and text.words[0].fold == "trong" and not quantity.bare
    return opens and all(w.fold in {"trong", "so", "tong"} for w in text.words[:first])


def just_before(walk: Walk, quantity: Quantity) -> Fact | None:
    """The figure right before, if no time is said between it and this one: a share of it is of its time."""
    planned = "plan_ratio" in quantity.right.ratios  # "đạt 84,5% kế hoạch giai đoạn 2021 - 2025"
    if not walk.facts or (quantity.right.periods and not planned):
        return None
    text, before = walk.words, next((f for f in reversed(walk.facts) if "plan_of" not in f.links), None)
    if before is None:
        return None
    at = before.quote.end - walk.sentence.start
    timed = any(
        f.period is not None and at <= text.words[f.first].start and f.first < quantity.first
        for f in text.figures
    )
    return None if timed else before


def full(walk: Walk, first: int) -> bool:
    """Whether an open total ends at a ``;``: its parts add up, or (after ``trong đó``) none is next."""
    if walk.total is None:
        return True
    parts = [Decimal(f.value) for f in walk.facts if f.links.get("part_of") == walk.total.id]
    if sum(parts, Decimal(0)) >= Decimal(walk.total.value) or _elsewhere(walk, walk.total, first):
        return True
    return walk.loose and not _named_part(walk, first)


def _elsewhere(walk: Walk, total: Fact, first: int) -> bool:
    """``Huyện A có 8 xã, trong đó 3 xã mới đạt; huyện B có 9 xã``: what the next place has is no part of what
    another of its level has."""
    ahead = [p.area for p in walk.words.places if p.start_token > first and p.kind != "generic"]
    near = ahead[0] if ahead and not ahead[0].name.islower() else None
    here = total.area
    return near is not None and here is not None and near.level == here.level and near.name != here.name


def _named_part(walk: Walk, first: int) -> bool:
    """Whether what follows a ``;`` names a place, a grade or the rest for its figure, and no time."""
    text = walk.words
    stop = next((i for i in range(first + 1, len(text.words)) if text.words[i].text == ";"), len(text.words))
    ahead = [q for q in walk.clause.quantities if q.first > first]
    stop = min([stop, *(q.first for q in ahead[1:2])])  # up to the figure after the next
    if any(first < f.first < stop for f in text.times):
        return False
    placed = any(first < p.start_token < stop and p.kind != "generic" for p in text.places)
    rest = any(first < m.first < stop for m in text.saying("rest"))  # "; 5 chủ thể còn lại …"
    return placed or rest or any(first < g[1] < stop for g in walk.clause.grades)


def mismatches(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Decimal]]:
    """Totals whose linked parts add up to something else, with that sum.

    ``trong đó`` may name only some of the parts: then a smaller sum is no mismatch.
    """
    parts: dict[str, list[Fact]] = {}
    for fact in facts:
        if "part_of" in fact.links:
            parts.setdefault(fact.links["part_of"], []).append(fact)
    for total in facts:
        own = parts.get(total.id, [])
        found = sum((Decimal(f.value) for f in own), Decimal(0))
        partial = any(f.links.get("part") == "some" for f in own) and found < Decimal(total.value)
        if len(own) > 1 and found != Decimal(total.value) and not partial:
            yield total, found
