"""What the words of a stretch say: dimension values, programme, status, time, place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.annotate import Annotated
from corpus.areas import Mention as Place
from corpus.lexicon import Mention
from corpus.model import Area, Period
from corpus.names import fit_or_named
from corpus.regions import region_of, speaks_of
from corpus.scan import Figure, Words
from corpus.told_times import times_said
from corpus.told_words import (
    BOTH,
    allots,
    assigned,
    both_levels,
    compares,
    crowns,
    going_on,
    improves,
    is_ongoing,
    met,
    not_done,
    of_another_kind,
    of_those,
    parted,
    proposed,
    sent_in,
    spent,
    tallied,
)

SUBJECTS = ("province", "district", "commune", "village", "maker")
OTHERS = Words("những", "các")
VERBS = Words(
    "có", "đã", "đạt", "phấn", "hiện", "được", "cũng", "huy", "công", "còn", "mới", "vẫn", "chỉ", "ước", "dự",
    "sẽ", "đang", "chi", "đặt", "đề", "cần", "hỗ", "đầu", "giao", "trích", "dành", "tập", "hoàn", "triển",
    "bố", "phân",
)  # fmt: skip
MAKES = Words(
    "tiêu", "xuất", "bán", "thu", "trồng", "nuôi", "chế", "cung", "mua", "ký", "tạo", "liên", "trả", "mở",
    "vay", "xây", "sử", "doanh", "cho", "thường", "luôn", "bao",
)  # fmt: skip
REACHING = Words("đạt", "nhận", "thành", "vụ", "chuẩn", "đích", "về", "là", "trong", "danh", "hiệu")
UP_TO = Words("lên")
RAISE, RAISED = Words("nâng"), 12  # tokens
JOINED = Words("tham", "dự")
IN_BETWEEN = frozenset({"va", "hoac", "hang", "dat"})
OF, OF_VERBS = Words("của"), Words("là", "chiếm", "tăng", "giảm", "đạt", "có", "còn", "ước", "được", "lên")
_SURPASSED = frozenset({"recognised", "assessed"})
_WEAK = frozenset({"standard", "expired"})  # a later word of the same dimension says more
# Meanings that are either said or not, and where that is noted.
_FLAGS: dict[tuple[str, str | None], str] = {
    ("aside", "aside"): "aside", ("aside", "place"): "aside_place", ("result", None): "result",
    ("event", None): "event", ("sum", None): "other_sum", ("past", None): "past",
    ("standing", None): "standing", ("elsewhere", None): "elsewhere",
}  # fmt: skip
_FLAGGED = frozenset(_FLAGS)
ONGOING = "ongoing"  # how a stretch speaks of now that only has a bare "đang"
Grade = tuple[Figure, int, int, str, str]  # figure, first and last token, dimension, value


@dataclass(slots=True)
class Qualifiers:
    """What the words of a stretch say: dimension values, programme, status, time, place."""

    dimensions: dict[str, str] = field(default_factory=dict)
    programmes: list[str] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    foreign: bool = False
    statuses: list[str] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)  # programmes behind a word of reaching: "về đích NTM"
    named_periods: list[Period] = field(default_factory=list)  # "đạt chuẩn NTM giai đoạn 2021 - 2025"
    base: Period | None = None
    plan: bool = False
    allotted: bool = False  # "kế hoạch vốn năm 2024 là 63 tỷ đồng": money that is to be spent
    planning: bool = False  # "Theo kế hoạch, …": the whole sentence tells of a plan
    ratios: list[str] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)
    groups: bool = False
    joined: bool = False  # "tham gia đánh giá …": whoever takes part has not been judged yet
    aside: bool = False
    aside_place: bool = False  # … where places are counted
    event: bool = False
    elsewhere: bool = False  # "các địa phương khác"
    standing: bool = False  # "còn hiệu lực"
    past: bool = False  # "đã", "qua kiểm tra"
    intent: bool = False  # "tập trung hoàn thành …"
    now: str = ""
    flow: bool = False
    mean: bool = False
    total: bool = False
    places: list[Place] = field(default_factory=list)
    regions: list[Area] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    award: bool = False  # "xã A đạt chuẩn năm 2015": the year of what a place was awarded
    inner_time: bool = False  # "thu ngân sách năm 2019 đạt …": a time that words of its own stand before
    noun_year: bool = False  # "thu nhập năm 2023 đạt …": the time of this figure only
    subject: str = ""  # "Đến nay, tỉnh có …": the level of the place that is spoken of
    opener: str = ""  # the first token
    result: bool = False
    other_sum: bool = False  # "mức thưởng", "lãi": money that no indicator measures
    end: int = -1


def _rises(text: Annotated, at: int, grades: Sequence[Grade]) -> bool:
    """``từ 3 (sao) lên 4 sao``: the grade at *at* is one that was risen to."""
    lower = at - 1
    if lower <= 0 or not UP_TO.has(text.words[lower], lenient=False):
        return False
    from_lower = any(lower in (g[0].last, g[0].last + 1) for g in grades)
    raised = [i for i in range(max(0, lower - RAISED), lower) if RAISE.has(text.words[i], lenient=False)]
    parted = raised and any(w.kind == "mark" for w in text.words[raised[-1] : lower])
    return from_lower or bool(raised and not parted)  # "nâng cấp 3 sản phẩm đã có lên 4 sao"


@dataclass(slots=True)
class _Course:
    """A stretch as it is read: what its phrases leave for what is read after them."""

    first: int
    last: int
    base_at: int = -1  # where a comparison with another time begins
    those_at: int = -1  # where words that only say which ones are meant end
    hoped: bool = False  # a recognition has only been proposed
    handed: bool = False  # dossiers have been handed in


def read_words(text: Annotated, first: int, last: int, grades: Sequence[Grade] = ()) -> Qualifiers:
    """What the tokens from *first* to *last* (exclusive) say."""
    said = Qualifiers(opener=text.words[first].text if first < len(text.words) else "")
    last = _before_others(text, first, last)
    course = _Course(first, last)
    for mention in text.mentions_from(first, last):
        _read_phrase(text, mention, said, course)
    if grades:
        _read_grades(text, grades, said, course)
    if text.times:
        _read_times(text, said, course)
    if course.hoped and said.dimensions.get("stars", "").startswith("potential"):
        said.dimensions.pop("step", None)  # "2 sản phẩm tiềm năng 5 sao đang đề nghị Trung ương công nhận"
    if said.groups:
        said.dimensions.pop("group", None)
    said.places = [p for p in text.places if first <= p.start_token < last]
    return said


def _before_others(text: Annotated, first: int, last: int) -> int:
    """``xét 16 sản phẩm mới và công nhận lại những sản phẩm 5 sao``: where, behind a count, a deed with
    things of its own begins; the end of the stretch, if none does."""
    if not first or not text.says_before(first, "unit"):
        return last
    for mention in text.mentions_from(first, last):
        others = mention.last + 1 < last and OTHERS.has(text.words[mention.last], lenient=False)
        deed = others and any(k == "step" for c in mention.concepts for k, _ in c.dimensions)
        if deed and text.says_at(mention.last + 1, "unit", "product"):
            return mention.first
    return last


def _read_phrase(text: Annotated, mention: Mention, said: Qualifiers, course: _Course) -> None:
    """Add what one phrase says where it stands: most of the rules are about what it does not say there."""
    if of_another_kind(text, mention):
        said.aside = True
        return
    if improves(text, mention):
        return
    step = said.dimensions.get("step")
    if step == "assessed" and not said.joined and crowns(text, mention):
        del said.dimensions["step"]  # "đánh giá, phân hạng và cấp giấy chứng nhận"
    if _aims_at_nothing(text, mention, said, course):
        return
    _read_reaching(text, mention, said)
    if _in_passing(text, mention) or _proposes(text, mention, said, course):
        return
    if not_done(text, course.first, mention) or _assigns(text, mention, said, course):
        return
    if sent_in(text, mention) and said.dimensions.get("step") == "registered":
        del said.dimensions["step"]  # "đăng ký, gửi hồ sơ đánh giá"
    if mention.has("dimension", "eligible") and said.dimensions.get("step") == "assessed" and course.handed:
        del said.dimensions["step"]  # "nộp hồ sơ trình Hội đồng cấp tỉnh"
    course.handed = course.handed or sent_in(text, mention)
    if mention.has("dimension", "renewed") and said.dimensions.get("step") in _SURPASSED:
        del said.dimensions["step"]  # "sản phẩm công nhận năm 2021 tham gia đánh giá lại"
    _read_meaning(text, mention, said, course)


def _aims_at_nothing(text: Annotated, mention: Mention, said: Qualifiers, course: _Course) -> bool:
    """Whether a word of aiming (or of what is over) tells of no aim, or only which ones are meant."""
    aims = mention.has("status", "target")
    if aims and met(text, mention):
        said.plan = True  # "hoàn thành các chỉ tiêu đề ra"
        return True
    if (aims or mention.has("past")) and of_those(text, mention.first):
        course.those_at = mention.last
        return True
    return aims and (spent(text, mention) or tallied(text, mention))


def _read_reaching(text: Annotated, mention: Mention, said: Qualifiers) -> None:
    """What stands behind a word of reaching, and who takes part in an assessment."""
    if mention.has("programme"):
        around = text.words[max(0, mention.first - 1) : mention.first + 1]
        if any(REACHING.has(w, lenient=False) for w in around):
            said.reached |= {c.id for c in mention.concepts if c.kind == "programme"}
    takes_part = JOINED.has(text.words[mention.first], lenient=False)
    said.joined |= takes_part and mention.has("dimension", "assessed")


def _in_passing(text: Annotated, mention: Mention) -> bool:
    """Whether a phrase says nothing of the stretch: it goes on, is of both levels, or in a name."""
    if mention.has("now") and going_on(text, mention):
        return True
    if both_levels(text, mention):
        return True
    return mention.has("aside", "aside") and fit_or_named(text, mention.first)


def _proposes(text: Annotated, mention: Mention, said: Qualifiers, course: _Course) -> bool:
    """``2 huyện trình Trung ương công nhận``: not yet."""
    step = proposed(text, course.first, mention)
    if step == "":
        return False
    course.hoped = said.dimensions.setdefault("step", step) == step
    said.aside_place = True
    said.end = max(said.end, mention.last)
    return True


def _assigns(text: Annotated, mention: Mention, said: Qualifiers, course: _Course) -> bool:
    """Whether a phrase tells what is to be spent, and no more; a count to be reached makes an aim."""
    if assigned(text, mention):
        said.statuses.append("target")
    if not allots(text, course.first, mention):
        return False
    said.allotted = True
    said.needs |= set(mention.ids("need"))
    said.statuses += ["target"] * (mention.first == 0)
    said.planning |= mention.first == 0
    return True


def _read_meaning(text: Annotated, mention: Mention, said: Qualifiers, course: _Course) -> None:
    """What a phrase means that says something of the stretch."""
    now, total = said.now or (ONGOING if is_ongoing(text, mention) else "now"), said.total
    _take(said, mention)
    if mention.has("total") and text.says_at(mention.last, "unit", "person"):
        said.total = total  # "Toàn bộ thành viên hội đồng tán thành công nhận 4 xã": all of those who act
    said.now = now if said.now else ""
    said.intent |= mention.has("intent") and not parted(text, mention.last, course.last)
    said.units += mention.ids("unit")
    if mention.first == 0 and mention.has("planning"):
        said.statuses.append("target")
        said.planning = True
    said.subject = said.subject or _subject(text, mention)
    if mention.has("compared", "time") and compares(text, mention):
        course.base_at = mention.last
    if mention.has("region") and speaks_of(text, mention):
        said.regions.append(region_of(text, mention))


def _read_grades(text: Annotated, grades: Sequence[Grade], said: Qualifiers, course: _Course) -> None:
    """The grades of the stretch, the last one of each dimension (of two that are joined, both)."""
    graded = -1
    for _, start, end, dimension, value in grades:
        if course.first <= start < course.last:
            between = text.words[graded:start] if 0 < start - graded < 3 else ()  # "3 sao và hạng 4 sao"
            joined = bool(between) and BOTH.has(between[0], False) and between[-1].fold in IN_BETWEEN
            grades_said = sorted((said.dimensions[dimension], value)) if joined else [value]
            said.dimensions[dimension] = "-".join(grades_said)  # "hạng 4 sao và 3 sao": of both
            said.end, graded = max(said.end, end), end
            if said.dimensions.get("step", "renewed") == "renewed" and _rises(text, start, grades):
                said.dimensions["step"] = "upgraded"


def _read_times(text: Annotated, said: Qualifiers, course: _Course) -> None:
    """The times of the stretch, by what they are of."""
    told = times_said(text, course.first, course.last, course.base_at, course.those_at)
    said.periods, said.named_periods, said.base = told.periods, told.named, told.base
    said.end = max(said.end, told.end)
    said.inner_time, said.award, said.noun_year = told.inner, told.award, told.noun


def _take(said: Qualifiers, mention: Mention) -> None:
    """Add what one phrase means."""
    if mention.has("foreign"):
        said.foreign = True
        return
    for meaning in mention.meant & _FLAGGED:
        setattr(said, _FLAGS[meaning], True)
    said.ratios += mention.ids("ratio")
    said.spans += mention.ids("span")
    if mention.has("compared", "plan"):
        said.plan = True
        return
    used = False
    for concept in mention.concepts:
        if concept.kind == "dimension":
            for dimension, value in concept.dimensions:
                if dimension == "group" and said.dimensions.get("group", value) != value:
                    said.groups = True  # "thực phẩm, đồ uống": of several groups, so of no one
                if said.dimensions.get(dimension, "standard") in _WEAK:
                    said.dimensions[dimension] = value
            if concept.programme:
                said.programmes.append(concept.programme)
            used = True
        elif concept.kind == "programme":
            said.programmes.append(concept.id)
            used = True
        elif concept.kind == "need":
            said.needs.add(concept.id)
            used = True
        elif concept.kind == "status":
            said.statuses.append(concept.id)
        elif concept.kind == "now" and not mention.has("standing"):
            said.now = "now"
        elif concept.kind in ("flow", "mean", "total"):
            setattr(said, concept.kind, True)
    if used:
        said.end = max(said.end, mention.last)


def _subject(text: Annotated, mention: Mention) -> str:
    """The level of a bare ``tỉnh``, ``huyện``, ``xã`` that is the subject of a clause."""
    level = next((u for u in mention.ids("unit") if u in SUBJECTS), "")
    at = mention.first
    if not level or mention.last - at > 1 or mention.last >= len(text.words):
        return ""
    opens = (
        at == 0 or text.words[at - 1].kind == "mark" or any(f.last == at for f in text.times)
    )
    opens = opens or text.says_before(at, "now")
    if at and OF.has(text.words[at - 1], lenient=False) and OF_VERBS.has(text.words[mention.last], False):
        return level  # "thu nhập bình quân của xã là …"
    behind = text.words[mention.last]
    makes = level == "maker" and MAKES.has(behind, lenient=False)  # "Năm 2024, HTX xuất bán 320 tấn"
    return level if opens and (makes or VERBS.has(behind, lenient=False)) else ""


def merge(right: Qualifiers, more: Qualifiers) -> None:
    """Words further on that qualify the same count (``32 sản phẩm của 20 chủ thể được công nhận``)."""
    right.dimensions = {**more.dimensions, **right.dimensions}
    right.programmes = [*right.programmes, *more.programmes]
    right.periods = right.periods or list(more.periods)
    right.needs |= more.needs
    right.reached |= more.reached
    right.aside |= more.aside
    right.aside_place |= more.aside_place
    right.flow |= more.flow
    right.foreign |= more.foreign
