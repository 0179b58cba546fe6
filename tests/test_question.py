"""What is understood of a question: what is asked for, and what it must be about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.question import Query

# Question, what is asked (at least), and the constraints: only those that are named are compared.
UNDERSTOOD: list[tuple[str, str, dict[str, Any]]] = [
    (
        "Có bao nhiêu sản phẩm OCOP 4 sao?",
        "count",
        {"units": ("product",), "stars": ("4",), "programmes": ("ocop",)},
    ),
    (
        "co bao nhieu san pham ocop 3 sao",
        "count",
        {"units": ("product",), "stars": ("3",), "programmes": ("ocop",)},
    ),
    ("bn sp 5 sao", "count", {"units": ("product",), "stars": ("5",)}),
    (
        "How many 4-star OCOP products exist?",
        "count",
        {"units": ("product",), "stars": ("4",), "language": "en"},
    ),
    ("sản phẩm bốn sao", "", {"stars": ("4",)}),
    ("Bao nhiêu sản phẩm 3 sao và 4 sao?", "count", {"stars": ("3", "4")}),
    ("Từ 3 sao trở lên có bao nhiêu sản phẩm?", "count", {"stars": ("3+",)}),
    ("bao nhiêu sản phẩm tiềm năng 5 sao", "count", {"stars": ("potential-5",)}),
    ("Tổng số sản phẩm OCOP?", "", {"units": ("product",), "stars": (), "total": True}),
    ("Bao nhiêu xã đạt 19 tiêu chí NTM nâng cao?", "count", {"criteria": ("19",), "level": ("advanced",)}),
    ("bao nhieu xa dat 15 - 18 tieu chi ntm", "count", {"criteria": ("15-18",), "programmes": ("ntm",)}),
    ("Có mấy xã đạt từ 10 đến 14 tiêu chí?", "count", {"criteria": ("10-14",)}),
    ("dưới 5 tiêu chí nâng cao có mấy xã", "count", {"criteria": ("<5",), "level": ("advanced",)}),
    ("mười lăm đến mười tám tiêu chí có bao nhiêu xã", "count", {"criteria": ("15-18",)}),
    ("How many communes met 15 to 18 criteria?", "count", {"criteria": ("15-18",), "language": "en"}),
    ("Bao nhiêu xã NTM kiểu mẫu", "count", {"level": ("model",), "units": ("commune",)}),
    ("bao nhiêu thôn đạt chuẩn NTM", "count", {"units": ("village",), "programmes": ("ntm",)}),
    ("bao nhiêu huyện đạt chuẩn NTM", "count", {"units": ("district",)}),
    ("Có bao nhiêu chủ thể OCOP?", "count", {"units": ("maker",)}),
    ("Năm 2023 đạt bao nhiêu xã NTM so với kế hoạch?", "plan", {"years": ("2023",), "units": ("commune",)}),
    ("Mục tiêu năm 2024 là bao nhiêu xã NTM?", "plan", {"years": ("2024",), "statuses": {"target"}}),
    (
        "dự kiến năm 2023 bao nhiêu xã NTM nâng cao",
        "count",
        {"statuses": {"provisional"}, "level": ("advanced",)},
    ),
    ("năm ngoái có bao nhiêu xã NTM", "count", {"years": ("2023",)}),  # the newest bulletin is of 2024
    ("năm nay có bao nhiêu xã NTM", "count", {"years": ("2024",)}),
    ("Hiện nay tỉnh có bao nhiêu sản phẩm OCOP?", "count", {"now": True, "years": ()}),
    ("Bình quân tiêu chí năm 2022?", "", {"mean": True, "years": ("2022",), "units": ("criterion",)}),
    ("binh quan tieu chi tang bao nhieu so voi nam 2022", "changed", {"mean": True}),
    ("bao nhiêu sản phẩm được cấp lại giấy chứng nhận", "count", {"step": ("renewed",)}),
    ("có mấy sản phẩm tham gia đánh giá năm 2023", "count", {"step": ("assessed",), "years": ("2023",)}),
    ("bao nhiêu sản phẩm 4 sao được công nhận năm 2023", "count", {"step": ("recognised",), "stars": ("4",)}),
    ("Cao Bằng có bao nhiêu sản phẩm OCOP?", "count", {"areas": ("tỉnh Cao Bằng",)}),
    ("cao bang co bao nhieu xa ntm", "count", {"areas": ("tỉnh Cao Bằng",)}),
    (
        "huyện Chợ Đồn bao nhiêu xã đạt 19 tiêu chí",
        "count",
        {"areas": ("huyện Chợ Đồn",), "criteria": ("19",)},
    ),
    ("Huyện Pác Nặm có bao nhiêu xã NTM?", "count", {"areas": ("huyện Pác Nặm",)}),
    ("Ba Bể có sản phẩm 4 sao nào?", "which", {"areas": ("huyện Ba Bể",), "stars": ("4",)}),
    ("Tỷ lệ sản phẩm 4 sao", "share", {"stars": ("4",)}),
    ("Sản phẩm 3 sao nhiều hơn 4 sao bao nhiêu", "difference", {"stars": ("3", "4")}),
    ("Năm 2023 còn thiếu bao nhiêu xã NTM so với kế hoạch?", "gap", {"years": ("2023",)}),
    ("Có 199 sản phẩm 3 sao phải không?", "yes_no", {"claimed": Decimal(199), "stars": ("3",)}),
    ("Có phải 29 xã đạt 19 tiêu chí?", "yes_no", {"claimed": Decimal(29), "criteria": ("19",)}),
    ("Quyết định 231/QĐ-UBND ngày nào?", "when", {"units": (), "dimensions": ()}),
    ("Kể tên các sản phẩm 4 sao", "list", {"stars": ("4",), "units": ("product",)}),
    ("Huyện nào trắng xã NTM?", "which_place", {"needs": {"ntm.districts_none"}}),
    ("Gạo Nếp Tài của ai?", "maker", {"units": ()}),
    ("Ai chủ trì hội nghị?", "who", {"units": ()}),
    ("Hội nghị diễn ra khi nào?", "when", {}),
    ("Hội nghị được tổ chức ở đâu?", "where", {}),
    ("Vì sao không đạt mục tiêu?", "why", {}),
    ("Các sở, ngành được yêu cầu làm gì?", "demand", {}),
    ("OCOP là gì?", "define", {"programmes": ("ocop",)}),
    ("Thu nhập bình quân đầu người?", "", {"needs": {"ntm.income"}}),
    ("giá gạo Nếp Tài", "", {"topics": ("price",)}),
    ("Thời tiết hôm nay?", "foreign", {}),
    ("bạn làm được gì?", "smalltalk_help", {}),
]


def got(query: Query, name: str) -> object:
    if name in ("stars", "criteria", "level", "step"):
        return query.values(name)
    if name == "areas":
        return tuple(area.name for area in query.areas)
    return getattr(query, name)


@pytest.mark.parametrize(
    ("text", "asked", "constraints"), UNDERSTOOD, ids=[text for text, _, _ in UNDERSTOOD]
)
def test_understood(assistant: Assistant, text: str, asked: str, constraints: dict[str, Any]) -> None:
    query = assistant.understand(text)
    assert not asked or query.any(asked), sorted(query.asks)
    assert {name: got(query, name) for name in constraints} == constraints


def test_the_level_that_is_named_is_the_only_one(assistant: Assistant) -> None:
    assert assistant.understand("xã đạt chuẩn NTM kiểu mẫu năm 2023").values("level") == ("model",)


def test_taking_part_is_no_price(assistant: Assistant) -> None:
    assert assistant.understand("Có bao nhiêu doanh nghiệp tham gia OCOP?").topics == ()


def test_a_band_in_words_without_diacritics(assistant: Assistant) -> None:
    assert assistant.understand("bao nhieu xa dat muoi chin tieu chi").values("criteria") == ("19",)


@pytest.mark.parametrize("text", ["Gạo Nếp Tài của ai?", "Giá vàng hôm nay", "Có bao nhiêu sản phẩm gốm sứ?"])
def test_words_that_nothing_explains_are_kept(assistant: Assistant, text: str) -> None:
    query = assistant.understand(text)
    assert query.terms or query.topics or query.any("foreign")


def test_a_letter_is_read_for_the_question_in_it(assistant: Assistant) -> None:
    letter = (
        "Kính gửi Cổng thông tin. Tôi là người dân ở xa quê, rất quan tâm tới quê hương. "
        "Cho tôi hỏi hiện có bao nhiêu sản phẩm OCOP 3 sao? Xin cảm ơn."
    )
    query = assistant.understand(letter)
    assert query.any("count") and query.values("stars") == ("3",)


def test_the_language_may_be_given(assistant: Assistant) -> None:
    assert assistant.understand("OCOP 4 sao", "en").language == "en"
    assert assistant.understand("How many products?", "vi").language == "vi"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("What was the average number of criteria in 2023?", False),
        ("Was the plan met in 2023?", True),
        ("Hello, is there a 5-star product?", True),
    ],
)
def test_an_english_verb_asks_yes_or_no_only_where_it_opens_the_question(
    assistant: Assistant, text: str, asked: bool
) -> None:
    assert assistant.understand(text).any("yes_no") is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("chuong trinh ocop da thu hut bao nhieu chu the", {"count"}),  # no ``hụt``
        ("Hội chợ đạt doanh thu bao nhiêu?", {"count"}),  # no ``thứ bao nhiêu``
        ("What was the poverty rate when the district was recognised?", {"count"}),
        ("When was the district recognised?", {"when"}),
    ],
)
def test_a_question_word_is_not_read_inside_another(assistant: Assistant, text: str, asked: set[str]) -> None:
    asks = assistant.understand(text).asks
    assert asked <= asks and not asks & ({"gap", "rank", "when"} - asked)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Đợt 2 năm 2022 có mấy sản phẩm được công nhận?", None),
        ("dot 2 nam 2022 co may san pham duoc cong nhan", None),
        ("Is it true that there are 54 model new rural communes?", Decimal(54)),
    ],
)
def test_the_number_that_a_question_gives(assistant: Assistant, text: str, claimed: Decimal | None) -> None:
    assert assistant.understand(text).claimed == claimed


def test_a_phrase_is_no_place(assistant: Assistant) -> None:
    assert [a.name for a in assistant.understand("bao nhieu san pham ocop danh gia lai").areas] == []
    assert [a.name for a in assistant.understand("gia lai co bao nhieu san pham").areas] == ["tỉnh Gia Lai"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("As of June 2022, how many communes?", "2022-06-01", "2022-06-30"),
        ("How many products were recognised on June 17, 2022?", "2022-06-17", "2022-06-17"),
        ("How many products in the first half of 2024?", "2024-01-01", "2024-06-30"),
        ("How much capital in the third quarter of 2025?", "2025-07-01", "2025-09-30"),
    ],
)
def test_english_times(assistant: Assistant, text: str, start: str, end: str) -> None:
    [period] = assistant.understand(text).periods
    assert (period.start, period.end) == (start, end)


def test_what_is_raised_a_star_was_upgraded(assistant: Assistant) -> None:
    query = assistant.understand("Có mấy sản phẩm được nâng từ 3 lên 4 sao?")
    assert query.values("step") == ("upgraded",) and query.values("stars") == ("4",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("sơn La có bao nhiêu sản phẩm OCOP", ["tỉnh Sơn La"]),
        ("thanh Hoá có bao nhiêu sản phẩm OCOP", ["tỉnh Thanh Hóa"]),
        ("Huong Son Ha Tinh co bao nhieu san pham OCOP", ["huyện Hương Sơn", "tỉnh Hà Tĩnh"]),
        ("Miến dong Phú Khê của ai?", []),  # no huyện Đồng Phú
        ("Ông Nguyễn Hương Sơn Hà Nội là ai?", []),
    ],
)
def test_places_as_phones_write_them(assistant: Assistant, text: str, named: list[str]) -> None:
    assert [area.name for area in assistant.understand(text).areas] == named
