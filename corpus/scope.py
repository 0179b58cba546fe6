"""What has been said in a bulletin and still holds: programme, place, time, status.

A time holds over paragraphs until another is said; a place for its sentence (or, where it
is what a sentence begins with, for the paragraph); a target, last year's figure and what
stands in brackets end with themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from corpus.annotate import Annotated
from corpus.areas import Mention as Place
from corpus.clauses import Clause, Qualifiers
from corpus.figures import year_period
from corpus.locality import (
    at_venue,
    cited,
    home_of_one,
    lies_in,
)
from corpus.model import Area, Fact, Paragraph, Period, Status
from corpus.occasions import piled_up, up_to, year_before, year_of
from corpus.regions import AGAIN
from corpus.scan import LAST_YEAR, Words
from corpus.text import behind_byline, key_of

ALONE = Words("riêng")  # "Riêng xã A …": speaks of it in this sentence only
SEVERAL = Words("các", "những", "hai", "ba")
BUILDING, INTO = Words("dựng", "đưa"), Words("thành", "trở")
AIM = frozenset({"muc", "phan"})  # "mục tiêu", "phấn đấu"
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
    ahead: Period | None = None  # the time of the last aim, of one without figures too
    day: Period | None = None  # a time that ends with its paragraph: the day of an event, an unknown now
    listed: list[Area] = field(default_factory=list)  # the places of the last list

    def copy(self) -> Scope:
        """An independent copy."""
        return replace(
            self, programmes=list(self.programmes), dimensions=dict(self.dimensions), needs=set(self.needs)
        )


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

    @property
    def words(self) -> Annotated:
        """The sentence with everything that was found in it."""
        return self.sentence.text

    def wholes(self) -> dict[str, Fact]:
        """The last whole figure of each unit."""
        return {
            f.unit: f
            for f in self.facts
            if f.dimensions.get("role") is None
            and f.status != "change"
            and not {"plan_of", "part_of"} & set(f.links)
        }

    def last_counted(self, unit: str) -> Fact | None:
        """The last figure that counts something, a part of a total too, of a unit (if one is given)."""
        for fact in reversed(self.facts):
            plain = fact.dimensions.get("role") is None and fact.status != "change"
            fits = fact.unit == unit if unit else fact.indicator != "other"
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
        for fact in reversed(self.facts):
            if (
                fact.dimensions.get("role") is None
                and fact.status != "change"
                and not {"plan_of", "part_of"} & set(fact.links)
            ):
                return fact
        return None


def total_of(walk: Walk, unit: str) -> Fact | None:
    """The open total of a figure's own unit: ``15 sản phẩm của 11 chủ thể, gồm 12 sản phẩm …``."""
    total = walk.total
    if total is None or total.unit == unit:
        return total
    return walk.others.get(unit)


def said_status(said: Qualifiers) -> Status | None:
    """The status that words give: provisional or target."""
    if not said.statuses:
        return None
    last = said.statuses[-1]
    if last == "future" and "provisional" in said.statuses:
        last = "provisional"  # "Dự kiến hết năm 2024, toàn tỉnh sẽ có 72 xã"
    return "provisional" if last == "provisional" else "target"


def said_period(said: Qualifiers, walk: Walk) -> Period | None:
    """The time that words give: a period, ``hiện nay``, ``trong năm`` or ``cùng kỳ``."""
    timed = [p for p in said.periods if p.kind != "day"]
    if walk.scope.status == "target" or said.statuses:
        timed = [*said.named_periods, *timed]
    days = [p for p in said.periods if p.kind == "day" and p.start != p.end]
    if days and not timed and walk.setting.fair:
        return replace(days[-1], kind="range")  # a fair lasts from day to day
    reference = walk.setting.reference
    opening = walk.words.mention_at(0)
    earlier = opening is not None and opening.has("span", "earlier") and "earlier" in said.spans
    before = "before" in said.spans and not walk.times  # "năm 2011, khi bắt đầu, …" is of that year
    if (before or (earlier and walk.scope.period is not walk.scope.day)) and not timed:
        return Period("unknown", None, None, "trước")
    if "then" in said.spans and not timed:
        told = walk.scope.period
        known = told is not None and told.kind != "unknown"
        return told if known else Period("unknown", None, None, "khi đó")
    if "year_before" in said.spans:
        return year_before(timed[-1] if timed else None, walk.scope.period, reference)
    if timed and said.now and timed[-1].kind == "range" and timed[-1].end and piled_up(timed[-1], reference):
        return Period("as_of", None, timed[-1].end, timed[-1].text)  # "Lũy kế từ năm 2019 đến hết năm 2021"
    if timed:
        return up_to(timed[-1], reference)
    if said.now and walk.scope.status == "target":
        return None  # "phát triển 120 sản phẩm mới và hiện có": what there is, not when
    if said.now:
        day = reference.isoformat() if reference is not None else None
        return Period("as_of" if day else "unknown", None, day, said.now)
    if "year" in said.spans:
        year = year_of(walk.scope.period) or (reference.year if reference else None)
        return year_period(year, "trong năm") if year else None
    return None


def hear(walk: Walk, said: Qualifiers, quantity: str = "") -> None:
    """Take what a stretch says into the scope; *quantity*: the unit of the figure right behind it, if any."""
    scope = walk.scope
    behind = said.opener == ")" and bool(walk.facts)  # "2.567 xã (42,4%) đạt chuẩn NTM nâng cao, …"
    if said.programmes and not behind:
        scope.programmes = [*scope.programmes, *said.programmes]
        scope.dimensions = {}
    scope.dimensions.update({k: v for k, v in said.dimensions.items() if k == "level" and not behind})
    if not quantity and not said.needs and "share" in said.ratios:
        scope.needs = set()  # "tỷ lệ hồ sơ làm trực tuyến ngày càng cao, đạt 80%": of something else
    scope.needs |= said.needs
    if not quantity:
        walk.pending = dict(said.dimensions)
        walk.levelled |= "level" in said.dimensions and not behind
    if said.now:
        walk.step = ""
    walk.disbursed |= "disbursed" in said.ratios
    status = said_status(said)
    if status == "provisional" and scope.status == "target" and _aims(walk):
        status = "target"  # "Mục tiêu đến hết năm: …; thu nhập ước đạt 22 triệu đồng"
    scope.plan |= said.planning
    if status is not None and not (
        scope.status == "provisional" and said.statuses == ["future"] and not scope.plan
    ):
        scope.status = status
    elif _present(said, walk):
        if scope.aim and said.past and not said.periods:
            scope.period = scope.kept
        scope.status, scope.aim = "actual", False
    walk.event = said.event or (walk.event and said.opener in ("(", ")"))
    period = None if walk.event and not quantity else said_period(said, walk)
    if period is not None:
        scope.period = period
        if period.end is None and said.now:
            scope.day = period  # of an undated bulletin: the next paragraph is told of the time before
        walk.times.append(period)
        past_year = any(key_of(w) in LAST_YEAR.keys for w in period.text.split()[1:2])  # "năm ngoái"
        passing = past_year or bool({"year_before", "before", "earlier"} & set(said.spans) or walk.brackets)
        passing = passing or said.noun_year or (said.award and not quantity)
        passing = passing or (said.inner_time and bool(walk.facts))
        passing = passing or (behind and walk.facts[-1].unit in LEVELS)
        passing = passing or (scope.status == "target" and not walk.setting.plan)
        scope.ahead = period if scope.status == "target" and period.end else scope.ahead
        walk.heard = None if passing else period
    told = {"product", "maker", "dossier"} & set(said.units)
    if "step" in said.dimensions and quantity in ("", "item") and told:
        walk.step = said.dimensions["step"]
    scope.flow = scope.flow or said.flow
    scope.stock = scope.stock or bool(said.now) or said.standing
    if said.result and "step" in said.dimensions:
        walk.step = said.dimensions["step"]  # "Kết quả chấm điểm, …"
    elif said.result and not walk.facts:
        judged = scope.session and not said.now
        walk.step = walk.step or scope.step or ("assessed" if judged else "")
        walk.step = "assessed" if walk.step == "registered" else walk.step  # who had registered was judged
    elif said.result and (whole := walk.last_whole()) is not None:
        walk.step = whole.dimensions.get("step", "")
    subject = _subject_area(walk, said.subject)
    meant = [p for p in said.places if p.kind == "generic" and p.area.level == said.subject]
    settled = any(not p.area.name.islower() for p in meant)  # "Thành phố có …": the city of the province
    if subject is not None and not settled:
        walk.places.append(subject)
    if said.elsewhere:
        scope.area = walk.total.area if walk.total is not None else walk.setting.area
    for area in said.regions:
        area = walk.named.get("region", area) if area is AGAIN else area
        if area is AGAIN:
            continue
        walk.named["region"] = area
        walk.places.append(area)
        walk.topic = area if not walk.facts else walk.topic
    for place in said.places:
        if place.start_token in walk.seated or cited(walk.words, place, scope.area):
            continue
        if not walk.setting.fair and at_venue(walk.words, place, walk.setting.home):
            continue
        if walk.brackets and not place.prefixed and walk.words.words[place.start_token - 1].kind != "mark":
            continue  # "(Chè Shan tuyết Suối Giàng)": a name, not a place
        known = None if _made_into(walk.words, place) else remembered(walk, place)
        if known is None or lies_in(walk.words, place, walk.setting.area):
            continue
        walk.places.append(known)
        if place.locates or home_of_one(walk.words, place, walk.setting.area):
            continue
        alone = place.start_token and ALONE.has(walk.words.words[place.start_token - 1], lenient=False)
        walk.alone |= bool(alone) and not walk.facts
        if (walk.topic is not None and walk.topic != known) or walk.facts or alone:
            narrower = walk.topic is None or LEVELS[known.level] >= LEVELS[walk.topic.level]
            held = walk.topic.name if walk.topic is not None and walk.topic.level == "district" else None
            inside = known.level in ("commune", "village") and known.district in ("", held) and bool(held)
            walk.wandering |= (known != walk.topic and narrower and not inside) or bool(alone)
        walk.topic = walk.topic or known


def _made_into(text: Annotated, place: Place) -> bool:
    """``xây dựng xã A thành xã kiểu mẫu, 1 khu dân cư …``: what a district does, not where the rest is."""
    at, end = place.start_token - 1, place.end_token
    led = at >= 0 and BUILDING.has(text.words[at], lenient=False)
    return led and end < len(text.words) and INTO.has(text.words[end], lenient=False)


def _aims(walk: Walk) -> bool:
    """Whether a sentence is about an aim from its first word of status on."""
    first = next((m for m in walk.words.mentions if m.has("status")), None)
    return first is not None and first.has("status", "target") and walk.words.words[first.first].fold in AIM


def _subject_area(walk: Walk, level: str) -> Area | None:
    """The place that a bare ``tỉnh`` or ``huyện`` means."""
    if level == "maker":
        return walk.named.get("commune")
    near = (walk.scope.area, walk.setting.area, walk.setting.home, walk.named.get(level))
    return next((a for a in near if level and a is not None and a.level == level), None)


def remembered(walk: Walk, place: Place) -> Area | None:
    """The area of a mention; ``toàn xã`` alone means the commune that was named last."""
    area = place.area
    before = walk.words.words[place.start_token - 1] if place.start_token else None
    if place.kind == "generic" and before is not None and SEVERAL.has(before, lenient=False):
        return None  # "các xã này"
    here = walk.setting.area
    organ = place.kind == "generic" and _organ(walk, place)
    if organ and here is not None and LEVELS.get(here.level, 0) > LEVELS.get(area.level, 9):
        return None  # "UBND tỉnh tặng bằng khen" in what is told of a commune
    if organ and area.level in ("district", "commune"):
        return _subject_area(walk, area.level)  # "của xã": the one spoken of, if any is
    if place.kind == "generic" and area.level != "nation" and area.name.islower():
        return _subject_area(walk, area.level)
    if not place.locates:
        walk.named[area.level] = area
    return area


def _organ(walk: Walk, place: Place) -> bool:
    """``UBND tỉnh``, ``lãnh đạo huyện``: the bare kind of a place, behind who acts for it."""
    words = walk.words.words[place.start_token : place.end_token]
    return len(words) == 1 and bool(place.start_token)


def _present(said: Qualifiers, walk: Walk) -> bool:
    """Whether words speak of now or of what is over (``theo kế hoạch, năm 2023 …``: a year that is over does
    not, where a plan is told)."""
    reference = walk.setting.reference
    over = [
        p for p in said.periods if p.kind != "day" and p.end and reference and p.end <= reference.isoformat()
    ]
    return bool(said.now or said.past or (over and not walk.scope.plan))
