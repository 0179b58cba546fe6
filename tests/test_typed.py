"""What fingers do: short forms, Telex keys left in the text, numbers in words, two languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.english import spaced_out
from bot.typed import in_digits, language_of, written_out
from corpus.text import clean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bn sp dc cn", "bao nhiêu sản phẩm được công nhận"),
        ("ko có thôn nào", "không có thôn nào"),
        ("kq xd ntm ntn", "kết quả xây dựng ntm như thế nào"),
        ("so vs kh", "so với kế hoạch"),
        ("bao h hội nghị", "bao giờ hội nghị"),
        ("htx yến dương", "hợp tác xã yến dương"),
        ("SP", "sản phẩm"),
        ("Ko", "không"),
        ("(sp)", "(sản phẩm)"),
        ("sp, htx.", "sản phẩm, hợp tác xã."),
        ("QĐ 231", "quyết định 231"),
        ("0cop", "ocop"),
        ("a cho e hoi", "anh cho em hoi"),
        ("chua a?", "chua a?"),  # ``ạ``, no *anh*
    ],
)
def test_short_forms_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cos bao nhieeu", "có bao nhiêu"),
        ("tieeu chis", "tiêu chí"),
        ("nawm 2023", "năm 2023"),
        ("quyeets ddinhj", "quyết định"),
        ("huyeenj", "huyện"),
        ("xax", "xã"),
        ("sanr phaamr", "sản phẩm"),
        ("ddatj", "đạt"),
        ("nhieeuf", "nhiều"),
    ],
)
def test_telex_keys_become_letters(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Có bao nhiêu sản phẩm OCOP 4 sao?",
        "co bao nhieu san pham ocop 4 sao",
        "Gạo Nếp Tài của ai?",
        "hoi nghi to chuc ngay nao",
        "Vicumax plus Nano Curcumin",
        "OCOP NTM UBND MTTQ",
        "5/17 xã, 12,81 tiêu chí/xã, 7/2/2024, 231/QĐ-UBND",
        "",
    ],
)
def test_what_is_already_written_out_stays(text: str) -> None:
    assert written_out(text).replace("quyết định", "QĐ") == text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("bốn sao", "4 sao"),
        ("bon sao", "4 sao"),
        ("năm sao", "5 sao"),
        ("nam sao", "5 sao"),
        ("sản phẩm ba sao", "sản phẩm 3 sao"),
        ("từ ba sao trở lên", "từ 3 sao trở lên"),
        ("ba đến bốn sao", "3 đến 4 sao"),
        ("mười chín tiêu chí", "19 tiêu chí"),
        ("mười lăm đến mười tám tiêu chí", "15 đến 18 tiêu chí"),
        ("hai mươi mốt xã", "21 xã"),
        ("hai sản phẩm bốn sao", "hai sản phẩm 4 sao"),
    ],
)
def test_numbers_in_words_before_what_they_grade_become_digits(said: str, meant: str) -> None:
    assert in_digits(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("muoi chin tieu chi", "19 tieu chi"), ("muoi lam den muoi tam tieu chi", "15 den 18 tieu chi")],
)
def test_ten_and_more_without_diacritics_become_digits(said: str, meant: str) -> None:
    assert in_digits(said) == meant


@pytest.mark.parametrize(
    "text", ["năm 2023", "năm nay", "mỗi xã một sản phẩm", "Ba Bể", "tư nhân", "năm xã", "4 sao"]
)
def test_words_that_are_no_numbers_stay(text: str) -> None:
    assert in_digits(text) == text


def test_english_compounds_are_parted() -> None:
    assert spaced_out("4-star and 3-star products") == "4 star and 3 star products"
    assert spaced_out("5–stars, well-kept") == "5 stars, well-kept"


# --- language --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "How many 4-star OCOP products exist?",
        "Who is Nông Quang Nhất?",
        "what is ntm",
        "hello",
        "Thanks!",
        "list products",
        "In 2023, how many communes?",
        "Show me the districts with no NTM communes in Pác Nặm and Ngân Sơn",
        "WHO CHAIRED THE CONFERENCE",
        "When was Decision 231/QĐ-UBND issued?",
    ],
)
def test_english_is_told_in_spite_of_vietnamese_names(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text", ["Where is Hợp tác xã Yến Dương?", "Tell me about Vicumax plus tam thất tiêu đen Nano Curcumin"]
)
def test_english_is_told_in_spite_of_long_names(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Có bao nhiêu sản phẩm OCOP 4 sao?",
        "co bao nhieu san pham ocop 4 sao",
        "to nhan la gi",
        "san pham nao",
        "ntm la gi",
        "Gạo Nếp Tài",
        "Bắc Kạn",
        "OCOP",
        "ai",
        "asdf",
        "12345",
        "Có OCOP products không?",
        "",
    ],
)
def test_all_else_is_taken_for_vietnamese(text: str) -> None:
    assert language_of(text) == "vi"


# --- for every text --------------------------------------------------------------------------------

VIETNAMESE = (
    "có bao nhiêu bn sp cos nhieeu xax san pham sao 4 năm nam mười muoi lăm đến tiêu chí tieeu chis ko dc "
    "bao h so vs "
    "kh ntm OCOP 12,81 5/17 7/2/2024 Nếp Tài Vicumax plus hai một ba bốn how many the ? , . - ạ đđ sss xxx"
)
TYPED = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(VIETNAMESE.split()), max_size=12).map(" ".join)
)


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_nothing_that_is_typed_is_too_much(text: str) -> None:
    kept = clean(text)
    assert isinstance(written_out(kept), str)
    assert isinstance(in_digits(kept), str)
    assert isinstance(spaced_out(kept), str)
    assert language_of(text) in ("vi", "en")


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_writing_out_twice_changes_nothing_more(text: str) -> None:
    once = in_digits(written_out(clean(text)))
    assert in_digits(once) == once
    words = written_out(clean(text))
    assert written_out(words) == words


@settings(max_examples=150, deadline=None)
@given(TYPED)
def test_the_language_does_not_hang_on_letter_case(text: str) -> None:
    kept = clean(text)
    if kept.upper().lower() == kept.lower():
        assert language_of(kept.upper()) == language_of(kept.lower())


@pytest.mark.parametrize(
    "text", ["s" * 5000, "sp " * 2000, "aaee" * 1500, "một " * 1500, "1." * 3000, "ạ" * 4000]
)
def test_long_texts_are_read_to_the_end(text: str) -> None:
    kept = clean(text)
    assert in_digits(written_out(kept)) and language_of(kept)
