"""How a sentence as a whole goes with those before it."""

from __future__ import annotations

from corpus.annotate import Annotated
from corpus.scan import Words
from corpus.scope import Sentence

TASKS = Words("triển", "phương", "bàn", "nhiệm")  # "triển khai nhiệm vụ", "phương hướng"
ABOUT = Words("về")
DECIDED = ("assessed", "recognised", "renewed")  # steps that a council's decision ends


def more_follows(sentence: Sentence) -> bool:
    """``Đồng thời, …``, ``Cụ thể, …``: more of what the paragraph before told."""
    opening = sentence.text.mention_at(0)
    return opening is not None and (opening.has("further") or opening.has("parts"))


def names_tasks(text: Annotated, first: int) -> bool:
    """``hội nghị sơ kết 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm``: more of what a meeting was
    for, in the stretch that begins at a token."""
    words = text.words[first : first + 2]
    return len(words) == 2 and words[0].text == "," and TASKS.has(words[1], lenient=False)


def looks_back(text: Annotated) -> bool:
    """``Trước kia, …``: a paragraph of what was before, whose times are no one else's."""
    opening = text.mention_at(0)
    return opening is not None and (opening.has("span", "before") or opening.has("span", "earlier"))


def decides(text: Annotated) -> bool:
    """``phê duyệt kết quả đánh giá, phân hạng sản phẩm``: a sentence about the outcome of a step."""
    return text.says("result") or any(text.says("dimension", step) for step in DECIDED)


def judges(text: Annotated) -> bool:
    """Whether a sentence tells of an assessment."""
    return text.says("dimension", "assessed")


def apart(text: Annotated) -> bool:
    """``(Riêng năm 2022 có thêm 10 sản phẩm.)``: a sentence in brackets leaves the time as it was."""
    closed = any(w.text == ")" for w in text.words[-2:])
    return closed and text.words[0].text == "("


def about(text: Annotated) -> bool:
    """``Về giao thông, …``: a paragraph that opens the next of several topics."""
    return len(text.words) > 1 and ABOUT.has(text.words[0], lenient=False) and text.mention_at(0) is None
