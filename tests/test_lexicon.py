"""The lexicon: phrases, slips, and a third programme that needs a file and no code."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.annotate import Reader
from corpus.areas import Gazetteer
from corpus.facts import Grammar, Sentence, Setting
from corpus.lexicon import Lexicon, lexicon, one_edit, under_accented
from corpus.model import Fact, Paragraph
from corpus.text import key_of, tokens

FORESTS = """
[programme]
id = "forest"
label = { vi = "Trồng cây", en = "Tree planting" }
vi = ["một tỷ cây xanh", "trồng rừng"]

[[concept]]
kind = "unit"
id = "tree"
label = { vi = "cây", en = "trees" }
vi = ["cây", "cây xanh"]

[[numeric_dimension]]
dimension = "age"
mode = "grade"
words = ["tuổi"]
label = { vi = "{} tuổi", en = "{} years old" }

[[indicator]]
id = "forest.trees"
unit = "tree"
label = { vi = "Số cây đã trồng", en = "Trees planted" }
noun = { vi = "cây", en = "trees" }
dimensions = ["age"]
"""


def kinds(text: str, lenient: bool = False) -> list[tuple[str, str]]:
    return [(c.kind, c.id) for m in lexicon().match(tokens(text), lenient) for c in m.concepts]


def facts_of(text: str, words: Lexicon) -> list[Fact]:
    reader = Reader(words, Gazetteer.load())
    sentence = Sentence("b", Paragraph(1, 1, "body", text), 0, len(text), reader.annotate(text))
    return Grammar(words, Gazetteer.load()).read([[sentence]], Setting(None, None, None, (), None))


def test_a_third_programme_is_a_file_and_no_code(tmp_path: Path) -> None:
    file = tmp_path / "forest.toml"
    file.write_text(FORESTS, encoding="utf-8")
    words = Lexicon.load(file)
    text = "Chương trình trồng rừng năm 2023 đạt 1.200 cây, trong đó 300 cây 2 tuổi."
    read = [(f.indicator, f.programme, f.value, f.dimensions) for f in facts_of(text, words)]
    assert read == [
        ("forest.trees", "forest", "1200", {}),
        ("forest.trees", "forest", "300", {"age": "2"}),
    ]
    assert words.label("unit", "tree", "en") == "trees"
    assert all(f.indicator == "other" for f in facts_of(text, lexicon())), "and nothing without it"


def test_every_indicator_and_dimension_value_is_named_in_both_languages() -> None:
    words = lexicon()
    for indicator in words.indicators.values():
        assert {"vi", "en"} <= set(indicator.label) and {"vi", "en"} <= set(indicator.noun)
        assert indicator.programme in words.programmes
    assert all({"vi", "en"} <= set(label) for label in words.labels.values())


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("hoà/hòa đạt chuẩn", ("dimension", "standard")),
        ("tiêu ch", ("unit", "criterion")),
        ("nông thông mới", ("programme", "ntm")),
        ("NTM nâng cao", ("dimension", "advanced")),
        ("mỗi xã một sản phẩm", ("programme", "ocop")),
    ],
)
def test_phrases_are_found_in_spite_of_slips(text: str, meaning: tuple[str, str]) -> None:
    assert meaning in kinds(text)


def test_longer_phrases_win() -> None:
    assert ("unit", "commune") not in kinds("hợp tác xã")
    assert ("now", "now") not in kinds("thực hiện")


def test_marks_may_be_missing_in_questions_only() -> None:
    assert ("unit", "product") in kinds("san pham", lenient=True)
    assert ("unit", "product") not in kinds("san pham")


@given(st.text(max_size=60), st.booleans())
def test_matching_never_overlaps(text: str, lenient: bool) -> None:
    words = tokens(text)
    found = lexicon().match(words, lenient)
    assert all(0 <= m.first < m.last <= len(words) for m in found)
    assert all(a.last <= b.first for a, b in itertools.pairwise(found))


@given(st.text(alphabet="abcdeghiklmnop", min_size=1, max_size=8), st.integers(0, 7), st.sampled_from("xyz"))
def test_one_edit_is_one_edit(word: str, at: int, letter: str) -> None:
    at %= len(word)
    assert one_edit(word, word[:at] + letter + word[at:])
    assert one_edit(word, word[:at] + letter + word[at + 1 :])
    assert one_edit(word, word[:at] + word[at + 1 :])
    assert not one_edit(word, word) and not one_edit(word, f"{word}xy")


@pytest.mark.parametrize("typed", ["dat", "đat", "đạt"])
def test_marks_left_out_still_fit(typed: str) -> None:
    assert under_accented(key_of(typed), key_of("đạt"))


def test_other_marks_do_not_fit() -> None:
    assert not under_accented(key_of("đát"), key_of("đạt"))
    assert not under_accented(key_of("dương"), key_of("đường"))
