"""Taking what a stretch of words says into what holds: one hearer for each thing that can be said."""

from __future__ import annotations

from corpus.aims import lies_ahead, said_status
from corpus.annotate import Annotated
from corpus.areas import Mention as Place
from corpus.clauses import Qualifiers
from corpus.locality import acts_for, at_venue, cited, home_of_one, lies_in, outranks
from corpus.model import Area, Period
from corpus.occasions import encloses
from corpus.regions import AGAIN
from corpus.scan import LAST_YEAR, Words
from corpus.scope import LEVELS, Walk
from corpus.text import key_of
from corpus.when import leads_up_to, said_period

ALONE = Words("riêng")  # "Riêng xã A …": speaks of it in this sentence only
SEVERAL = Words("các", "những", "hai", "ba")
BUILDING, INTO = Words("dựng", "đưa"), Words("thành", "trở")
AIM = frozenset({"muc", "phan"})  # "mục tiêu", "phấn đấu"


def hear(walk: Walk, said: Qualifiers, quantity: str = "") -> None:
    """Take what a stretch says into the scope; *quantity*: the unit of the figure right behind it, if any."""
    behind = said.opener == ")" and bool(walk.facts)  # "2.567 xã (42,4%) đạt chuẩn NTM nâng cao, …"
    _hear_meaning(walk, said, quantity, behind=behind)
    _hear_status(walk, said)
    _hear_time(walk, said, quantity, behind=behind)
    _hear_step(walk, said, quantity)
    _hear_subject(walk, said)
    for place in said.places:
        _hear_place(walk, place)


def _hear_meaning(walk: Walk, said: Qualifiers, quantity: str, *, behind: bool) -> None:
    """What is counted: the programme, the level, what is needed."""
    scope = walk.scope
    if said.programmes and not behind:
        scope.programmes = [*scope.programmes, *said.programmes]
        scope.dimensions = {}
    scope.dimensions.update({k: v for k, v in said.dimensions.items() if k == "level" and not behind})
    if not quantity and not said.needs and ("share" in said.ratios or said.other_sum):
        scope.needs = set()  # "tỷ lệ hồ sơ làm trực tuyến ngày càng cao, đạt 80%": of something else
    scope.needs |= said.needs
    if not quantity:
        walk.pending = dict(said.dimensions)
        walk.levelled |= "level" in said.dimensions and not behind
    walk.disbursed |= "disbursed" in said.ratios


def _hear_status(walk: Walk, said: Qualifiers) -> None:
    """Whether it is, is estimated or is aimed at."""
    scope = walk.scope
    status = said_status(said)
    if status == "provisional" and scope.status == "target" and _aims(walk):
        status = "target"  # "Mục tiêu đến hết năm: …; thu nhập ước đạt 22 triệu đồng"
    scope.plan |= said.planning
    if status is not None and not (
        scope.status == "provisional" and said.statuses == ["future"] and not scope.plan
    ):
        scope.status = status
    elif _present(said, walk):
        if scope.aim and said.past and not (said.periods or walk.times):
            scope.period = scope.kept
        scope.status, scope.aim = "actual", False


def _hear_time(walk: Walk, said: Qualifiers, quantity: str, *, behind: bool) -> None:
    """When it is, and whether that time goes on."""
    scope = walk.scope
    goes_on = said.opener in ("(", ")") or not walk.clause.quantities  # "hội nghị về …, … 10 tháng năm 2025"
    walk.event = said.event or (walk.event and goes_on)
    period = None if walk.event and not quantity else said_period(said, walk)
    if period is None or _day_says_more(walk, period):
        return
    scope.period = period
    walk.times.append(period)
    scope.until[period.text] = leads_up_to(walk.words, period)
    if scope.status == "actual":
        scope.mentioned.append(period)
    past_year = any(key_of(w) in LAST_YEAR.keys for w in period.text.split()[1:2])  # "năm ngoái"
    opening = walk.words.mention_at(0)
    back = walk.sentence.opens and opening is not None and opening.has("span", "before")
    before = {"year_before", "earlier", *(() if back else ("before",))}  # "Trước đây, …": its whole paragraph
    passing = past_year or bool(before & set(said.spans) or walk.brackets)
    passing = passing or (opening is not None and opening.has("span", "earlier"))
    passing = passing or said.noun_year or (said.award and not quantity)
    passing = passing or (said.inner_time and bool(walk.facts))
    pledged = said.dimensions.get("step") == "registered" and "level" in said.dimensions
    passing = passing or (pledged and not quantity)  # "Xã A đăng ký về đích trong năm 2025."
    passing = passing or (behind and walk.facts[-1].unit in LEVELS)
    aimed = scope.status == "target" or lies_ahead(period, walk.setting.reference)
    passing = passing or (aimed and not walk.setting.plan)
    scope.ahead = period if scope.status == "target" and period.end else scope.ahead
    walk.heard = None if passing else period


def _day_says_more(walk: Walk, period: Period) -> bool:
    """``Sau hai ngày (9 và 10/4) họp, hội đồng công bố những sản phẩm đạt tiêu chuẩn năm 2024``: the year of
    what was done on a day that a sentence without figures tells."""
    day = walk.scope.day
    told = any(f.kind == "date" and f.period and day and f.period.end == day.end for f in walk.words.figures)
    own = walk.clause.quantities or walk.setting.dated  # the title's year holds
    return told and not own and day is not None and encloses(period, day)


def _hear_step(walk: Walk, said: Qualifiers, quantity: str) -> None:
    """What happened to the products, and whether it adds to what there is."""
    scope = walk.scope
    if said.now:
        walk.step = ""
    told = {"product", "maker", "dossier"} & set(said.units)
    judged = said.dimensions.get("step") == "assessed" and not {"commune", "village"} & set(said.units)
    told |= {"session"} if judged else set()  # "Hội đồng tỉnh đã chấm điểm, xếp hạng: 5 sản phẩm …"
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


def _hear_subject(walk: Walk, said: Qualifiers) -> None:
    """Who is spoken of without a name: ``tỉnh``, the other places, a region."""
    scope = walk.scope
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
        walk.wandering |= walk.topic is not None and walk.topic != area  # one after the other
        walk.topic = area if not walk.facts else walk.topic


def _hear_place(walk: Walk, place: Place) -> None:
    """A place that is named: whose figures follow, and what the sentence is about."""
    if place.start_token in walk.seated or cited(walk.words, place, walk.scope.area):
        return
    if acts_for(walk.words, place, walk.setting.area) or outranks(walk.words, place):
        return
    if not walk.setting.fair and at_venue(walk.words, place, walk.setting.home):
        return
    if walk.brackets and not place.prefixed and walk.words.words[place.start_token - 1].kind != "mark":
        return  # "(Chè Shan tuyết Suối Giàng)": a name, not a place
    known = None if _made_into(walk.words, place) else remembered(walk, place)
    if known is None or lies_in(walk.words, place, walk.setting.area):
        return
    walk.places.append(known)
    if place.locates or home_of_one(walk.words, place, walk.setting.area):
        return
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
    first = next(iter(walk.words.saying("status")), None)
    return first is not None and first.has("status", "target") and walk.words.words[first.first].fold in AIM


def _subject_area(walk: Walk, level: str) -> Area | None:
    """The place that a bare ``tỉnh`` or ``huyện`` means."""
    if level == "maker":
        return walk.named.get("commune")
    # "around": where a place was said to lie ("Xã A (huyện B) có 11 bản. Toàn huyện có 12 xã đạt chuẩn")
    spoken = (walk.scope.area, walk.setting.area, walk.setting.home)
    near = (*spoken, walk.named.get(level), walk.named.get(f"around {level}"))
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
    walk.named[f"around {area.level}" if place.locates else area.level] = area
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
    return bool(said.now or said.past or "then" in said.spans or (over and not walk.scope.plan))
