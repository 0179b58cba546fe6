"""English questions: fixed expressions, regular forms, and the second reading in Vietnamese."""

from __future__ import annotations

import pytest

from bot.english import in_our_words, spaced_out
from bot.phrasing import phrases, regular_forms
from bot.question import understand
from bot.translating import in_vietnamese
from corpus.annotate import reader


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("dossier", "dossiers"),
        ("company", "companies"),
        ("survey", "surveys"),
        ("donate", "donated"),
        ("donate", "donating"),
        ("plan", "planned"),
        ("visit", "visited"),
        ("batch", "batches"),
    ],
)
def test_words_have_their_regular_forms(word: str, form: str) -> None:
    assert form in regular_forms(word)


def test_short_words_and_vietnamese_have_no_forms() -> None:
    assert not regular_forms("of")
    assert not regular_forms("xã")


def test_a_word_of_the_field_is_known_in_all_its_forms() -> None:
    glossary = phrases("en").glossary
    assert glossary["donates"] == glossary["donating"] == glossary["donate"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("two household businesses", "two hộ kinh doanh"),
        ("a new-style rural commune", "a new rural commune"),
        ("the per-capita income", "the thu nhập bình quân đầu người"),
        ("Cultural houses opened", "nhà văn hóa opened"),
        ("a house, cultural", "a house, cultural"),
    ],
)
def test_fixed_expressions_are_written_as_what_they_stand_for(text: str, written: str) -> None:
    assert in_our_words(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("products with at least 3 stars", "products with 3 stars +"),
        ("upgraded from three to four stars", "upgraded từ 3 lên 4 sao"),
        ("in the 2031-2035 period", "in giai đoạn 2031-2035"),
        ("which district of Ba Be", "which district in Ba Be"),
        ("products from 3 to 5 stars", "products from 3 to 5 stars"),
        ("the second round", "the đợt 2"),
        ("by the end of August", "by the end of tháng 8"),
        ("how many more products does it want", "how many additional products does it want"),
        ("how many more products than makers", "how many more products than makers"),
    ],
)
def test_grades_and_times_get_the_order_of_the_bulletins(text: str, written: str) -> None:
    assert spaced_out(text) == written


@pytest.mark.parametrize(
    ("asked", "vietnamese"),
    [
        (
            "How many kilometres of rural roads did Bac Kan harden by the end of 2031?",
            "bao nhiêu km đường nông thôn tỉnh Bắc Kạn cứng hóa đến hết năm 2031?",
        ),
        ("Which communes of Bac Kan have no school?", "xã nào của tỉnh Bắc Kạn chưa có trường?"),
        ("Who signed Decision 77?", "ai ký quyết định 77?"),
        ("Which OCOP products of Bac Kan have expired?", "sản phẩm OCOP nào của tỉnh Bắc Kạn hết hạn?"),
        ("How much land did the new Lam Dong province give?", "bao nhiêu đất tỉnh Lâm Đồng mới hiến?"),
        ("What is the poverty rate of Bac Kan?", "tỷ lệ hộ nghèo của tỉnh Bắc Kạn là bao nhiêu?"),
        (
            "When was the Hoa Mai medicinal herb cooperative founded?",
            "hợp tác xã dược liệu Hoa Mai thành lập khi nào?",
        ),
    ],
)
def test_a_question_is_read_in_vietnamese(asked: str, vietnamese: str) -> None:
    assert in_vietnamese(understand(asked, reader(), home=None)) == vietnamese


@pytest.mark.parametrize(
    "asked",
    [
        "How many halal-certified products does Bac Kan have?",  # a word that is not known restricts
        "How many more communes than villages are there in Bac Kan?",
    ],
)
def test_what_cannot_be_turned_into_vietnamese_is_left(asked: str) -> None:
    assert in_vietnamese(understand(asked, reader(), home=None)) is None


def test_a_vietnamese_syllable_in_a_name_is_no_word() -> None:
    query = understand("How many households does Dong Vang have?", reader(), home=None)
    assert "dong" not in query.units


def test_what_is_measured_is_asked_as_a_number() -> None:
    query = understand("What was the total revenue of OCOP producers in Bac Kan?", reader(), home=None)
    assert query.asks == {"count"}


def test_a_thing_behind_an_adjective_is_what_is_counted() -> None:
    query = understand("How many model kitchens does Bac Kan have?", reader(), home=None)
    assert [t.text for t in query.thing] == ["kitchens"]
