"""What has been said in a bulletin and still holds: programme, place, time, status.

A time holds over paragraphs until another is said; a place for its sentence (or, where it
is what a sentence begins with, for the paragraph); a target, last year's figure and what
stands in brackets end with themselves.  What takes words into it: ``corpus.hearing``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.annotate import Annotated
from corpus.clauses import Clause
from corpus.model import Area, Fact, Paragraph, Period, Status
from corpus.text import behind_byline

LEVELS = {"village": 5, "commune": 4, "district": 3, "province": 2, "region": 1, "nation": 0}


@dataclass(frozen=True)
class Sentence:
    """A sentence in its place: offsets are in the paragraph's text."""

    bulletin: str
    paragraph: Paragraph
    start: int
    end: int
    text: Annotated

    @property
    def opens(self) -> bool:
        """Whether a paragraph begins with it (behind the name of its paper)."""
        return self.start == behind_byline(self.paragraph.text)


@dataclass(frozen=True)
class Setting:
    """What a bulletin as a whole gives its sentences.  *plan*: it is itself a plan or
    resolution; *fair*: it is about a fair, where products are shown, not counted; *dated*: its title
    names a time."""

    home: Area | None
    area: Area | None
    period: Period | None
    programmes: tuple[str, ...]
    reference: dt.date | None
    plan: bool = False
    fair: bool = False
    dated: bool = False
    latest: int = 0  # the latest year that its text tells of without an aim
    told: int | None = None  # the one year that an undated bulletin names in its title or opening


@dataclass
class Scope:
    """What has been said and still holds.

    ``total`` is the open total of a list that goes on in the next paragraphs, ``last`` the last
    whole figure; ``plan``: every figure from here on is a target; ``aim``: so it is until a present
    or past time is said.
    """

    programmes: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)  # programmes named anywhere before
    dimensions: dict[str, str] = field(default_factory=dict)
    needs: set[str] = field(default_factory=set)
    area: Area | None = None
    base: Area | None = None  # the place that the paragraph began with
    period: Period | None = None
    status: Status = "actual"
    plan: bool = False
    aim: bool = False
    flow: bool = False
    adding: bool = False  # "có thêm 5 xã, 4 sản phẩm": so are the others of the list
    stock: bool = False
    step: str = ""
    decided: bool = False  # the sentence before, without figures, told of a step taken with products
    session: bool = False  # the paragraph told of an assessment: who takes part in it is assessed
    total: Fact | None = None
    last: Fact | None = None
    lasts: dict[str, Fact] = field(default_factory=dict)  # the last whole figure of each unit
    recent: list[Fact] = field(default_factory=list)  # the last whole figures of the paragraph
    levels: dict[str, set[str | None]] = field(default_factory=dict)  # levels counted in the paragraph
    earlier: dict[str, Fact] = field(default_factory=dict)  # … of the paragraph before
    told: Sequence[Fact] = ()  # all facts of the sentences before
    kept: Period | None = None  # the time that holds again behind a plan
    times: list[Period] = field(default_factory=list)  # those that figures of what is were told with
    mentioned: list[Period] = field(default_factory=list)  # all times told of what is
    until: dict[str, bool] = field(default_factory=dict)  # those told: whether things add up to then
    ahead: Period | None = None  # the time of the last aim, of one without figures too
    day: Period | None = None  # a time that ends with its paragraph: the day of an event, an unknown now
    listed: list[Area] = field(default_factory=list)  # the places of the last list

    def copy(self) -> Scope:
        """An independent copy."""
        other = object.__new__(Scope)  # many times a bulletin; dataclasses.replace takes many times as long
        other.__dict__.update(self.__dict__)
        other.programmes, other.dimensions = list(self.programmes), dict(self.dimensions)
        other.needs = set(self.needs)
        return other


@dataclass(frozen=True)
class Bracket:
    """An open bracket: where it closes, and what held before it."""

    close: int
    total: Fact | None
    status: Status
    period: Period | None
    area: Area | None
    facts: int  # how many had been read
    places: tuple[Area, ...]  # named, with no figure of their own yet
    step: str = ""
    others: dict[str, Fact] = field(default_factory=dict)  # open totals of other units


@dataclass
class Walk:
    """State while one sentence is walked: the facts so far, the open total, what is kept for later."""

    sentence: Sentence
    clause: Clause
    scope: Scope
    setting: Setting
    named: dict[str, Area] = field(default_factory=dict)  # the last place named of each level
    facts: list[Fact] = field(default_factory=list)
    total: Fact | None = None
    others: dict[str, Fact] = field(default_factory=dict)  # totals of other units beside it
    whole: Fact | None = None  # what all that the sentence counts makes whole
    split: bool = False  # "Trong 31 sản phẩm …": the total holds to the end, and may be split twice
    loose: bool = False  # the open total was opened by "trong đó": its parts need not add up
    step: str = ""
    step_behind: bool = False  # told behind a count: it is not that of the next one with its own grade
    places: list[Area] = field(default_factory=list)
    peers: list[Area] = field(default_factory=list)  # "A, B mỗi nơi có 40 sản phẩm": so many of each
    placed: bool = False  # the figure at hand had a place before it: "xã A (19)"
    times: list[Period] = field(default_factory=list)
    kept: Period | None = None  # the time that the next sentence starts from
    heard: Period | None = None  # a time whose figure is still to come: kept unless that is a target
    alone: bool = False  # "Riêng huyện A có 08 chủ thể": of what was counted in the sentence before
    event: bool = False  # the sentence tells of a meeting: its years are those of what was discussed
    topic: Area | None = None  # the place that the sentence begins with …
    wandering: bool = False  # … unless it goes on to others
    seated: set[int] = field(default_factory=set)  # places that are a maker's seat
    brackets: list[Bracket] = field(default_factory=list)
    pending: dict[str, str] = field(default_factory=dict)  # "4 sao: 31": said before the colon
    levelled: bool = False  # a level was said in words without a figure
    disbursed: bool = False
    pledged: bool = False  # "huyện đăng ký 02 xã về đích": so are those after them
    bracketed_plan: bool = False  # "(100 sản phẩm)" behind a comparison with a plan
    untold: set[str] = field(default_factory=set)  # figures that nothing is told of: "A có 3 xã, B …"
    compared: bool = False  # the figure before was compared with a plan, which may follow in brackets

    words: Annotated = field(init=False)  # the sentence with everything that was found in it

    def __post_init__(self) -> None:
        self.words = self.sentence.text

    def wholes(self) -> dict[str, Fact]:
        """The last whole figure of each unit."""
        return {
            f.unit: f
            for f in self.facts
            if _is_whole(f)
        }

    def last_counted(self, unit: str, mean: str = "") -> Fact | None:
        """The last figure that counts something, a part of a total too, of a unit (if one is given)."""
        for fact in reversed(self.facts):
            plain = fact.dimensions.get("role") is None and fact.status != "change"
            fits = fact.unit in (unit, mean) if unit else fact.indicator != "other"
            if plain and fits and "plan_of" not in fact.links:
                return fact
        return None

    def parts_sum(self, total: Fact) -> Decimal:
        """What the parts of a total add up to so far."""
        parts = (Decimal(f.value) for f in self.facts if f.links.get("part_of") == total.id)
        return sum(parts, Decimal(0))

    def just_counted(self) -> Fact | None:
        """The figure right before, if it counts something itself: what a bracket then splits."""
        last = self.facts[-1] if self.facts else None
        plain = last is not None and last.dimensions.get("role") is None and last.status != "change"
        return last if plain and last is not None and "plan_of" not in last.links else None

    def last_whole(self) -> Fact | None:
        """The last figure that counts something itself (no plan, share, change or part)."""
        return next((fact for fact in reversed(self.facts) if _is_whole(fact)), None)


def _is_whole(fact: Fact) -> bool:
    """Whether a figure counts something itself."""
    linked = "plan_of" in fact.links or "part_of" in fact.links
    return not linked and fact.status != "change" and fact.dimensions.get("role") is None


def total_of(walk: Walk, unit: str) -> Fact | None:
    """The open total of a figure's own unit: ``15 sản phẩm của 11 chủ thể, gồm 12 sản phẩm …``."""
    total = walk.total
    if total is None or total.unit == unit:
        return total
    return walk.others.get(unit)
