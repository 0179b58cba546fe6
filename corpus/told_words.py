"""What phrases tell where they stand: an aim that is none, a recognition still to come, which ones are meant.

A phrase of the lexicon means something by itself; the rules here say where it does not, because of the words
around it.  ``corpus.qualifiers`` asks them.
"""

from __future__ import annotations

import itertools

from corpus.annotate import Annotated
from corpus.lexicon import Mention
from corpus.scan import Words

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
MET = 4  # tokens
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
BOTH = Words("và", "hoặc")


def compares(text: Annotated, mention: Mention) -> bool:
    """A bare ``so`` compares only with the time right behind it (``so năm 2022``): typed
    without diacritics it is ``số``, and the year further on is the year asked for."""
    time = text.figure_at(mention.last)
    return mention.last - mention.first > 1 or (time is not None and time.period is not None)


def both_levels(text: Annotated, mention: Mention) -> bool:
    """``23 xã NTM và NTM nâng cao``: communes of both levels, of no one alone."""
    at = mention.first - 1
    if at <= 0 or not (mention.has("dimension", "advanced") or mention.has("dimension", "model")):
        return False
    joined = BOTH.has(text.words[at], lenient=False)
    return joined and text.says_before(at, "programme", "ntm")


def met(text: Annotated, mention: Mention) -> bool:
    """A goal behind a word of meeting it: it has been reached, nothing is aimed at."""
    reach = MET if text.words[mention.last - 1].fold != "ra" else 2 * MET  # "các chỉ tiêu, tiêu chí đề ra"
    before = [w.fold for w in text.words[max(0, mention.first - reach) : mention.first]]
    return "vuot" in before or any(a == "hoan" and b == "thanh" for a, b in itertools.pairwise(before))


def is_ongoing(text: Annotated, mention: Mention) -> bool:
    """A bare ``đang``."""
    return mention.last - mention.first == 1 and text.words[mention.first].fold == "dang"


def going_on(text: Annotated, mention: Mention) -> bool:
    """``6 tháng đầu năm, tỉnh đã và đang xây 35 công trình``, ``Trong đó, 2 sản phẩm đang trình``: in the
    time told before, and not now."""
    if not is_ongoing(text, mention):
        return False
    before = [w.fold for w in text.words[max(0, mention.first - 2) : mention.first]]
    told = before == ["da", "va"] and any(f.last <= mention.first for f in text.times)
    return told or text.says_at(0, "parts")


def spent(text: Annotated, mention: Mention) -> bool:
    """``Sau 10 năm phấn đấu, …``, ``nỗ lực phấn đấu``: what has been striven for, and is no aim."""
    at = mention.first
    before = text.figure_before(at)
    lasted = before is not None and before.kind == "name"
    means = at > 1 and text.words[at - 2].fold == "nguon"  # "đầu tư các nguồn lực phấn đấu có 73 xã"
    resolve = text.words[at].fold == "quyet" and at > 0 and SHOWN.has(text.words[at - 1], lenient=False)
    return lasted or resolve or (at > 0 and EFFORT.has(text.words[at - 1], lenient=False) and not means)


def parted(text: Annotated, first: int, last: int) -> bool:
    """``tiếp tục khẳng định vị thế khi 4 sản phẩm …``: another clause begins between two tokens."""
    return any(CLAUSE.has(w, lenient=False) for w in text.words[first:last])


def allots(text: Annotated, first: int, mention: Mention) -> bool:
    """``tổng kế hoạch vốn năm 2024 giao cho huyện là 63 tỷ đồng``: what is planned to be spent, where nothing
    is compared with it (``giải ngân đạt 33% kế hoạch vốn``)."""
    if not (mention.has("planning") and text.words[mention.last - 1].fold == "von"):
        return False
    counted = any(first <= f.first < mention.first and f.period is None for f in text.figures)
    spent = any(first <= m.first < mention.first for m in text.saying("ratio"))
    before = text.words[mention.first - 1] if mention.first > first else None
    led = before is None or before.kind == "mark" or before.fold in ("tong", "va", "theo", "so")
    return led and not counted and not spent


def assigned(text: Annotated, mention: Mention) -> bool:
    """``huyện được giao 2 xã về đích``: a count that somebody is to reach (a sum is what they got)."""
    words = text.words[mention.first : mention.last]
    if len(words) != 2 or (words[0].fold, words[1].fold) != ("duoc", "giao"):
        return False
    counted = text.figure_at(mention.last)
    unit = text.mention_at(counted.last) if counted is not None and counted.kind == "number" else None
    return unit is not None and any(unit.has("unit", u) for u in ASSIGNED)


def tallied(text: Annotated, mention: Mention) -> bool:
    """``39/39 chỉ tiêu``: goals that are counted, and no aim."""
    before = text.figure_before(mention.first)
    return before is not None and before.kind in ("number", "ratio", "range")


def of_those(text: Annotated, at: int) -> bool:
    """``nâng chất lượng các xã đã đạt chuẩn``, ``trong các xã phấn đấu về đích``: which ones are meant, and
    not what has been done or is aimed at."""
    last = at
    while (before := text.mention_before(_before_grade(text, at))) is not None:
        at = before.first
        if before.has("unit"):
            opens = at < 2 or text.words[at - 2].kind == "mark" or ASKING.has(text.words[at - 2], False)
            said = text.mention_at(last)
            tells = opens and said is not None and (said.has("status") or _counts(text, said.last))
            return at > 0 and THOSE.has(text.words[at - 1], lenient=False) and not tells
    return False


def _before_grade(text: Annotated, at: int) -> int:
    """Where the grade that ends at a token begins (``những sản phẩm 5 sao đã …``); the token if none does."""
    graded = at > 1 and text.words[at - 1].fold == "sao" and text.words[at - 2].kind == "number"
    return at - 2 if graded else at


def _counts(text: Annotated, at: int) -> bool:
    """``Các huyện phấn đấu đạt 6 tiêu chí``, ``các huyện đã công nhận 27 sản phẩm``: whether a clause goes on
    with a count, and with no verb of aiming before it."""
    counted = next((f.first for f in text.figures if f.first >= at and f.period is None), len(text.words))
    aims = any(at <= m.first < counted for m in text.saying("status"))
    parted = any(w.kind == "mark" for w in text.words[at:counted])
    return counted < len(text.words) and not (aims or parted)


def crowns(text: Annotated, mention: Mention) -> bool:
    """A recognition that crowns the assessment named right before it (behind ``và`` or a comma)."""
    if not mention.first or not mention.has("dimension", "recognised"):
        return False
    before = text.words[mention.first - 1]
    return before.text == "," or BOTH.has(before, lenient=False)


def proposed(text: Annotated, first: int, mention: Mention) -> str:
    """``đề nghị Trung ương công nhận``, ``trình UBND tỉnh xem xét, công nhận``: the step of what somebody
    above has still to recognise ("" if nothing is proposed)."""
    if not mention.has("dimension", "recognised"):
        return ""
    near = range(mention.first - 1, max(first, mention.first - PROPOSAL) - 1, -1)
    between: set[str] = set()
    for at in near:
        word, before = text.words[at], text.words[at - 1].fold if at else ""
        if word.kind == "number" or word.text in ";.:()":
            return ""
        submits = SUBMITTING.has(word, lenient=False) and before not in _NO_SUBMITTING
        if submits or (before, word.fold) in PROPOSING:
            aimed = any(at < m.first < mention.first for m in text.saying("status"))
            if aimed or "duyet" in between or not between & ABOVE:
                return ""  # "trình UBND tỉnh phê duyệt, công nhận": and so it was
            behind = {w.fold for w in text.words[mention.last : mention.last + PROPOSAL]}
            return "assessed" if between & CENTRE or {"quoc", "gia"} <= behind else "eligible"
        between.add(word.fold)
    return ""


def not_done(text: Annotated, first: int, mention: Mention) -> bool:
    """``hết hạn mà chủ thể không làm hồ sơ đánh giá lại``: what was not taken up again."""
    if not mention.has("dimension", "renewed"):
        return False
    near = text.words[max(first, mention.first - NEGATED) : mention.first]
    last = next((i for i in range(len(near) - 1, -1, -1) if near[i].kind != "word"), -1)
    return any(NOT.has(w, lenient=False) for w in near[last + 1 :])


def sent_in(text: Annotated, mention: Mention) -> bool:
    """``gửi hồ sơ``, ``nộp hồ sơ`` (to be assessed)."""
    return mention.has("dimension", "assessed") and text.words[mention.last - 1].fold == "so"


def of_another_kind(text: Annotated, mention: Mention) -> bool:
    """``đạt chuẩn đô thị văn minh``, ``đạt chuẩn phổ cập``: a standard that is not the programmes'."""
    if not mention.has("dimension", "standard") or mention.last >= len(text.words):
        return False
    at = mention.last
    word = text.words[at]
    if word.kind != "word" or AFTER_STANDARD.has(word, lenient=False) or text.mention_at(at) is not None:
        return False
    return not text.figure_at(at) is not None and not text.place_at(at) is not None


def improves(text: Annotated, mention: Mention) -> bool:
    """``nâng cao chất lượng các tiêu chí``: a verb with its noun, and no level."""
    at = mention.last
    bare = text.words[mention.first].fold == "nang" and mention.has("dimension", "advanced")
    if not bare or at >= len(text.words) or text.words[at].kind != "word":
        return False
    known = text.mention_at(at)
    if known is not None and not (known.has("need") or known.has("block") or known.has("unit")):
        return False
    placed = text.place_at(at) is not None
    return not (placed or AFTER_LEVEL.has(text.words[at], lenient=False))
