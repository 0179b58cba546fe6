"""What the words of a stretch say: dimension values, programme, status, time, place."""

from __future__ import annotations

import itertools
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

SUBJECTS = ("province", "district", "commune", "village", "maker")
VERBS = Words(
    "có",
    "đã",
    "đạt",
    "phấn",
    "hiện",
    "được",
    "cũng",
    "huy",
    "công",
    "còn",
    "mới",
    "vẫn",
    "chỉ",
    "ước",
    "dự",
    "sẽ",
    "đang",
    "chi",
    "đặt",
    "đề",
    "cần",
    "hỗ",
    "đầu",
    "giao",
    "trích",
    "dành",
    "tập",
    "hoàn",
    "triển",
    "bố",
    "phân",
)
MAKES = Words(
    "tiêu", "xuất", "bán", "thu", "trồng", "nuôi", "chế", "cung", "mua", "ký", "tạo", "liên", "trả", "mở",
    "vay", "xây", "sử", "doanh", "cho", "thường", "luôn", "bao",
)  # fmt: skip
REACHING = Words("đạt", "nhận", "thành", "vụ", "chuẩn", "đích", "về", "là", "trong", "danh", "hiệu")
# Words that may follow "đạt chuẩn" when it means the programmes' own standard.
AFTER_STANDARD = Words(
    "và", "của", "theo", "vào", "trong", "trên", "trước", "sau", "tại", "ở", "là", "thì", "với", "do", "từ",
    "để", "cao", "bền", "như", "hoặc", "sớm", "nhưng", "nhờ",
    "khi", "mà", "các", "toàn", "cả", "cấp", "này", "cũng", "nhất", "nữa",
)  # fmt: skip
# … and those behind a bare "nâng cao" when it is the level.
AFTER_LEVEL = Words(
    "và", "hoặc", "hay", "theo", "vào", "trong", "trên", "trước", "sau", "năm", "giai", "đạt", "của", "tại",
    "ở", "là", "thì", "với", "do", "từ", "để", "cũng", "này", "được", "cho", "như", "nhưng", "lên", "còn",
    "có", "đến", "đã", "sẽ", "đợt", "cấp", "gồm", "so", "nhờ", "khi", "mà", "nữa", "trở", "chiếm", "chưa",
)  # fmt: skip
NORM = Words("chuẩn")
MET = 4  # tokens
UP_TO = Words("lên")
RAISE, RAISED = Words("nâng"), 12  # tokens
CLAUSE = Words("khi", "vì", "nhờ", "bởi", "mà", "nhưng")
EFFORT = Words("trình", "lực", "sự")
SHOWN = Words("nhờ", "với", "bằng", "thần")  # "Nhờ quyết tâm của …": what has been shown
# What comes before a recognition that somebody else decides on.
PROPOSING = frozenset({("de", "nghi"), ("de", "xuat"), ("kien", "nghi")})
SUBMITTING, PROPOSAL = Words("trình"), 24  # tokens
_NO_SUBMITTING = frozenset({"chuong", "qua", "quy", "cong", "lo", "tien", "giao"})  # "quá trình"
CENTRE = frozenset({"trung", "bo"})  # "Trung ương", "Bộ"
ABOVE = CENTRE | {"ubnd", "tinh", "hoi", "cap", "xet", "huyen"}
THOSE = Words("các", "những", "số", "mỗi", "nhiều")
NOT, NEGATED = Words("không", "chưa"), 6  # tokens
ASKING = Words("cầu", "nghị", "đạo", "giao", "để", "nhở", "viên")  # "yêu cầu các huyện phấn đấu …"
ASSIGNED = ("commune", "village", "district", "product")
BOTH, JOINED = Words("và", "hoặc"), Words("tham", "dự")
IN_BETWEEN = frozenset({"va", "hoac", "hang", "dat"})
OF, OF_VERBS = Words("của"), Words("là", "chiếm", "tăng", "giảm", "đạt", "có", "còn", "ước", "được", "lên")
_SURPASSED = frozenset({"recognised", "assessed"})
_WEAK = frozenset({"standard", "expired"})  # a later word of the same dimension says more
ONGOING = "ongoing"  # how a stretch speaks of now that only has a bare "đang"
Grade = tuple[Figure, int, int, str, str]  # figure, first and last token, dimension, value


@dataclass
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


def _compares(text: Annotated, mention: Mention) -> bool:
    """A bare ``so`` compares only with the time right behind it (``so năm 2022``): typed
    without diacritics it is ``số``, and the year further on is the year asked for."""
    return mention.last - mention.first > 1 or any(
        f.first == mention.last and f.period is not None for f in text.figures
    )


def _both_levels(text: Annotated, mention: Mention) -> bool:
    """``23 xã NTM và NTM nâng cao``: communes of both levels, of no one alone."""
    at = mention.first - 1
    higher = mention.has("dimension", "advanced") or mention.has("dimension", "model")
    joined = higher and at > 0 and BOTH.has(text.words[at], lenient=False)
    return joined and any(m.last == at and m.has("programme", "ntm") for m in text.mentions)


def _met(text: Annotated, mention: Mention) -> bool:
    """A goal behind a word of meeting it: it has been reached, nothing is aimed at."""
    reach = MET if text.words[mention.last - 1].fold != "ra" else 2 * MET  # "các chỉ tiêu, tiêu chí đề ra"
    before = [w.fold for w in text.words[max(0, mention.first - reach) : mention.first]]
    return "vuot" in before or any(a == "hoan" and b == "thanh" for a, b in itertools.pairwise(before))


def _is_ongoing(text: Annotated, mention: Mention) -> bool:
    """A bare ``đang``."""
    return mention.last - mention.first == 1 and text.words[mention.first].fold == "dang"


def _going_on(text: Annotated, mention: Mention) -> bool:
    """``6 tháng đầu năm, tỉnh đã và đang xây 35 công trình``, ``Trong đó, 2 sản phẩm đang trình``: in the
    time told before, and not now."""
    bare = _is_ongoing(text, mention)
    opening = text.mention_at(0)
    before = [w.fold for w in text.words[max(0, mention.first - 2) : mention.first]]
    told = before == ["da", "va"] and any(f.period and f.last <= mention.first for f in text.figures)
    return bare and (told or (opening is not None and opening.has("parts")))


def _spent(text: Annotated, mention: Mention) -> bool:
    """``Sau 10 năm phấn đấu, …``, ``nỗ lực phấn đấu``: what has been striven for, and is no aim."""
    at = mention.first
    lasted = any(f.last == at and f.kind == "name" for f in text.figures)
    means = at > 1 and text.words[at - 2].fold == "nguon"  # "đầu tư các nguồn lực phấn đấu có 73 xã"
    resolve = text.words[at].fold == "quyet" and at > 0 and SHOWN.has(text.words[at - 1], lenient=False)
    return lasted or resolve or (at > 0 and EFFORT.has(text.words[at - 1], lenient=False) and not means)


def _parted(text: Annotated, first: int, last: int) -> bool:
    """``tiếp tục khẳng định vị thế khi 4 sản phẩm …``: another clause begins between two tokens."""
    return any(CLAUSE.has(w, lenient=False) for w in text.words[first:last])


def _allots(text: Annotated, first: int, mention: Mention) -> bool:
    """``tổng kế hoạch vốn năm 2024 giao cho huyện là 63 tỷ đồng``: what is planned to be spent, where nothing
    is compared with it (``giải ngân đạt 33% kế hoạch vốn``)."""
    if not (mention.has("planning") and text.words[mention.last - 1].fold == "von"):
        return False
    counted = any(first <= f.first < mention.first and f.period is None for f in text.figures)
    spent = any(first <= m.first < mention.first and m.has("ratio") for m in text.mentions)
    before = text.words[mention.first - 1] if mention.first > first else None
    led = before is None or before.kind == "mark" or before.fold in ("tong", "va", "theo", "so")
    return led and not counted and not spent


def assigned(text: Annotated, mention: Mention) -> bool:
    """``huyện được giao 2 xã về đích``: a count that somebody is to reach (a sum is what they got)."""
    if [w.fold for w in text.words[mention.first : mention.last]] != ["duoc", "giao"]:
        return False
    counted = next((f for f in text.figures if f.first == mention.last and f.kind == "number"), None)
    unit = text.mention_at(counted.last) if counted is not None else None
    return unit is not None and any(unit.has("unit", u) for u in ASSIGNED)


def _tallied(text: Annotated, mention: Mention) -> bool:
    """``39/39 chỉ tiêu``: goals that are counted, and no aim."""
    return any(f.last == mention.first and f.kind in ("number", "ratio", "range") for f in text.figures)


def _of_those(text: Annotated, at: int) -> bool:
    """``nâng chất lượng các xã đã đạt chuẩn``, ``trong các xã phấn đấu về đích``: which ones are meant, and
    not what has been done or is aimed at."""
    last = at
    while (before := text.mention_before(at)) is not None:
        at = before.first
        if before.has("unit"):
            opens = at < 2 or text.words[at - 2].kind == "mark" or ASKING.has(text.words[at - 2], False)
            said = text.mention_at(last)
            aims = opens and said is not None and said.has("status")  # "Các huyện phấn đấu đạt 6 tiêu chí"
            return at > 0 and THOSE.has(text.words[at - 1], lenient=False) and not aims
    return False


def _final(text: Annotated, mention: Mention) -> bool:
    """A recognition that crowns the assessment named right before it (behind ``và`` or a comma)."""
    before = text.words[mention.first - 1] if mention.first else None
    joint = before is not None and (before.text == "," or BOTH.has(before, lenient=False))
    return joint and mention.has("dimension", "recognised")


def _proposed(text: Annotated, first: int, mention: Mention) -> str:
    """``đề nghị Trung ương công nhận``, ``trình UBND tỉnh xem xét, công nhận``: the step of what somebody
    above has still to recognise ("" if nothing is proposed)."""
    near = range(mention.first - 1, max(first, mention.first - PROPOSAL) - 1, -1)
    if not mention.has("dimension", "recognised"):
        return ""
    between: set[str] = set()
    for at in near:
        word, before = text.words[at], text.words[at - 1].fold if at else ""
        if word.kind == "number" or word.text in ";.:()":
            return ""
        submits = SUBMITTING.has(word, lenient=False) and before not in _NO_SUBMITTING
        if submits or (before, word.fold) in PROPOSING:
            aimed = any(m.has("status") and at < m.first < mention.first for m in text.mentions)
            if aimed or "duyet" in between or not between & ABOVE:
                return ""  # "trình UBND tỉnh phê duyệt, công nhận": and so it was
            behind = {w.fold for w in text.words[mention.last : mention.last + PROPOSAL]}
            return "assessed" if between & CENTRE or {"quoc", "gia"} <= behind else "eligible"
        between.add(word.fold)
    return ""


def _not_done(text: Annotated, first: int, mention: Mention) -> bool:
    """``hết hạn mà chủ thể không làm hồ sơ đánh giá lại``: what was not taken up again."""
    near = text.words[max(first, mention.first - NEGATED) : mention.first]
    last = next((i for i in range(len(near) - 1, -1, -1) if near[i].kind != "word"), -1)
    return mention.has("dimension", "renewed") and any(NOT.has(w, lenient=False) for w in near[last + 1 :])


def sent_in(text: Annotated, mention: Mention) -> bool:
    """``gửi hồ sơ``, ``nộp hồ sơ`` (to be assessed)."""
    return mention.has("dimension", "assessed") and text.words[mention.last - 1].fold == "so"


def _of_another_kind(text: Annotated, mention: Mention) -> bool:
    """``đạt chuẩn đô thị văn minh``, ``đạt chuẩn phổ cập``: a standard that is not the programmes'."""
    if not mention.has("dimension", "standard") or mention.last >= len(text.words):
        return False
    at = mention.last
    word = text.words[at]
    if word.kind != "word" or AFTER_STANDARD.has(word, lenient=False) or text.mention_at(at) is not None:
        return False
    return not any(f.first == at for f in text.figures) and not any(p.start_token == at for p in text.places)


def _improves(text: Annotated, mention: Mention) -> bool:
    """``nâng cao chất lượng các tiêu chí``: a verb with its noun, and no level."""
    at = mention.last
    bare = text.words[mention.first].fold == "nang" and mention.has("dimension", "advanced")
    if not bare or at >= len(text.words) or text.words[at].kind != "word":
        return False
    known = text.mention_at(at)
    if known is not None and not (known.has("need") or known.has("block") or known.has("unit")):
        return False
    placed = any(p.start_token == at for p in text.places)
    return not (placed or AFTER_LEVEL.has(text.words[at], lenient=False))


def _rises(text: Annotated, at: int, grades: Sequence[Grade]) -> bool:
    """``từ 3 (sao) lên 4 sao``: the grade at *at* is one that was risen to."""
    lower = at - 1
    if lower <= 0 or not UP_TO.has(text.words[lower], lenient=False):
        return False
    from_lower = any(lower in (g[0].last, g[0].last + 1) for g in grades)
    raised = [i for i in range(max(0, lower - RAISED), lower) if RAISE.has(text.words[i], lenient=False)]
    parted = raised and any(w.kind == "mark" for w in text.words[raised[-1] : lower])
    return from_lower or bool(raised and not parted)  # "nâng cấp 3 sản phẩm đã có lên 4 sao"


def read_words(
    text: Annotated,
    first: int,
    last: int,
    grades: Sequence[Grade] = (),
) -> Qualifiers:
    """What the tokens from *first* to *last* (exclusive) say."""
    said = Qualifiers(opener=text.words[first].text if first < len(text.words) else "")
    base_at, those_at, hoped = -1, -1, False
    for mention in text.mentions:
        if first <= mention.first < last:
            if _of_another_kind(text, mention):
                said.aside = True
                continue
            if _improves(text, mention):
                continue
            if _final(text, mention) and said.dimensions.get("step") == "assessed" and not said.joined:
                del said.dimensions["step"]  # "đánh giá, phân hạng và cấp giấy chứng nhận"
            if mention.has("status", "target") and _met(text, mention):
                said.plan = True  # "hoàn thành các chỉ tiêu đề ra"
                continue
            if (mention.has("past") or mention.has("status", "target")) and _of_those(text, mention.first):
                those_at = mention.last if mention.has("status") else those_at
                continue
            if mention.has("status", "target") and (_spent(text, mention) or _tallied(text, mention)):
                continue
            around = text.words[max(0, mention.first - 1) : mention.first + 1]
            if any(REACHING.has(w, lenient=False) for w in around):
                said.reached |= {c.id for c in mention.concepts if c.kind == "programme"}
            takes_part = JOINED.has(text.words[mention.first], lenient=False)
            said.joined |= takes_part and mention.has("dimension", "assessed")
            if mention.has("now") and _going_on(text, mention):
                continue
            aside = mention.has("aside", "aside") and not fit_or_named(text, mention.first)
            if _both_levels(text, mention) or (mention.has("aside", "aside") and not aside):
                continue
            if (proposed := _proposed(text, first, mention)) != "":
                hoped = said.dimensions.setdefault("step", proposed) == proposed
                said.aside_place = True  # "2 huyện trình Trung ương công nhận": not yet
                said.end = max(said.end, mention.last)
                continue
            if _not_done(text, first, mention):
                continue
            if assigned(text, mention):
                said.statuses.append("target")
            if _allots(text, first, mention):
                said.allotted = True
                said.needs |= set(mention.ids("need"))
                said.statuses += ["target"] * (mention.first == 0)
                said.planning |= mention.first == 0
                continue
            if sent_in(text, mention) and said.dimensions.get("step") == "registered":
                del said.dimensions["step"]  # "đăng ký, gửi hồ sơ đánh giá"
            if mention.has("dimension", "renewed") and said.dimensions.get("step") in _SURPASSED:
                del said.dimensions["step"]  # "sản phẩm công nhận năm 2021 tham gia đánh giá lại"
            now = said.now or (ONGOING if _is_ongoing(text, mention) else "now")
            _take(said, mention)
            said.now = now if said.now else ""
            said.intent |= mention.has("intent") and not _parted(text, mention.last, last)
            said.units += mention.ids("unit")
            if mention.first == 0 and mention.has("planning"):
                said.statuses.append("target")
                said.planning = True
            said.subject = said.subject or _subject(text, mention)
            if mention.has("compared", "time") and _compares(text, mention):
                base_at = mention.last
            if mention.has("region") and speaks_of(text, mention):
                said.regions.append(region_of(text, mention))
    graded = -1
    for _, start, end, dimension, value in grades:
        if first <= start < last:
            between = text.words[graded:start] if 0 < start - graded < 3 else ()  # "3 sao và hạng 4 sao"
            joined = bool(between) and BOTH.has(between[0], False) and between[-1].fold in IN_BETWEEN
            grades_said = sorted((said.dimensions[dimension], value)) if joined else [value]
            said.dimensions[dimension] = "-".join(grades_said)  # "hạng 4 sao và 3 sao": of both
            said.end, graded = max(said.end, end), end
            if "step" not in said.dimensions and _rises(text, start, grades):
                said.dimensions["step"] = "upgraded"
    told = times_said(text, first, last, base_at, those_at)
    said.periods, said.named_periods, said.base = told.periods, told.named, told.base
    said.end = max(said.end, told.end)
    said.inner_time, said.award, said.noun_year = told.inner, told.award, told.noun
    if hoped and said.dimensions.get("stars", "").startswith("potential"):
        said.dimensions.pop("step", None)  # "2 sản phẩm tiềm năng 5 sao đang đề nghị Trung ương công nhận"
    if said.groups:
        said.dimensions.pop("group", None)
    said.places = [p for p in text.places if first <= p.start_token < last]
    return said


def _take(said: Qualifiers, mention: Mention) -> None:
    """Add what one phrase means."""
    if mention.has("foreign"):
        said.foreign = True
        return
    said.aside |= mention.has("aside", "aside")
    said.aside_place |= mention.has("aside", "place")
    said.result |= mention.has("result")
    said.event |= mention.has("event")
    said.other_sum |= mention.has("sum")
    said.past |= mention.has("past")
    said.standing |= mention.has("standing")
    said.elsewhere |= mention.has("elsewhere")
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
        at == 0 or text.words[at - 1].kind == "mark" or any(f.last == at and f.period for f in text.figures)
    )
    opens = opens or any(m.last == at and m.has("now") for m in text.mentions)
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
