"""Lines at places on a page: which are a paragraph, which a row of a table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.layout import table_blocks
from corpus.pdf_lines import Line, Table, blocks_of_lines
from corpus.pdf_rows import with_tables

LETTER = 6.0  # width


def line(text: str, top: float, x0: float = 80.0, size: float = 12.0, page: int = 0, x1: float = 0) -> Line:
    return Line(text, x0, x1 or x0 + LETTER * len(text), top, top + size, page)


def rows(*texts: tuple[str, ...], columns: tuple[float, ...] = (80, 200, 300)) -> list[Line]:
    return [
        line(text, 100 + 20 * n, x)
        for n, row in enumerate(texts)
        for text, x in zip(row, columns, strict=False)
    ]


def tables(lines: list[Line]) -> list[list[list[str]]]:
    return [found.rows for found in with_tables(lines) if isinstance(found, Table)]


def paragraphs(*lines: Line) -> list[str]:
    return [block.text for block in blocks_of_lines(lines)]


FULL = "Đến nay toàn tỉnh có một trăm linh ba sản phẩm được công"  # as wide as the column


def test_columns_without_rules_are_a_table() -> None:
    given_rows = (("Huyện", "Số xã", "OCOP"), ("Ba Bể", "5", "12"), ("Na Rì", "4", "9"))
    assert tables(rows(*given_rows)) == [[list(row) for row in given_rows]]


def test_two_rows_of_two_are_none_and_nothing_is_lost() -> None:
    lines = rows(("Nơi nhận:", "KT. CHỦ TỊCH"), ("- Như trên;", "PHÓ CHỦ TỊCH"))
    assert with_tables(lines) == lines


def test_wide_spaces_of_justified_text_make_no_table() -> None:
    cut = [
        piece
        for n in range(4)
        for piece in (
            line("Đến nay toàn", 100 + 18 * n, x1=170 + 20 * n),
            line("tỉnh có", 100 + 18 * n, 190 + 20 * n),
        )
    ]
    assert tables(cut) == []
    assert [found.text for found in with_tables(cut) if isinstance(found, Line)] == [
        "Đến nay toàn tỉnh có"
    ] * 4


def test_a_header_that_is_also_a_section_of_portals_heads_a_table_all_the_same() -> None:
    found = list(table_blocks([["Huyện", "OCOP"], ["Ba Bể", "12"]]))
    assert [(block.text, block.kind) for block in found] == [("Huyện: Ba Bể; OCOP: 12", "table")]


def test_a_line_ends_a_paragraph_if_the_next_word_would_have_fitted() -> None:
    wide = [line(FULL, 100), line(FULL, 118), line("nhận.", 136), line(FULL, 154), line(FULL, 172)]
    assert paragraphs(*wide) == [f"{FULL} {FULL} nhận.", f"{FULL} {FULL}"]


def test_an_indent_begins_a_paragraph_even_after_a_full_line() -> None:
    full = FULL + "."
    assert paragraphs(line(full, 100), line(full, 118), line(full[4:], 136, 110), line(full, 154)) == [
        f"{full} {full}",
        f"{full[4:]} {full}",
    ]


def test_a_span_of_years_that_a_line_cuts_is_no_bullet() -> None:
    first = FULL[:-4] + "2016"
    assert paragraphs(line(FULL, 100), line(first, 118), line("- 2020 đã xong.", 136)) == [
        f"{FULL} {first} - 2020 đã xong."
    ]
    ended = FULL[:-1] + ";"
    assert paragraphs(line(FULL, 100), line(ended, 118), line("- Ngân sách tỉnh.", 136)) == [
        f"{FULL} {ended}",
        "- Ngân sách tỉnh.",
    ]


def test_a_sentence_goes_on_over_the_page() -> None:
    lines = [line(FULL, 100), line(FULL, 118), line("218", 740), line("sản phẩm.", 80, page=1)]
    whole = [*lines[:2], line(FULL, 740), line("nhận.", 80, page=1)]
    assert paragraphs(*whole)[-1].endswith(f"{FULL} nhận.")
    assert len(paragraphs(*lines)) >= 2, "a line that ended on purpose does not"


@given(
    st.lists(
        st.builds(
            line,
            st.text("abc .;-1Đ", min_size=1, max_size=30).filter(str.strip),
            st.floats(0, 800),
            st.floats(0, 500),
            st.floats(1, 30),
            st.integers(0, 2),
        ),
        max_size=12,
    )
)
def test_no_letter_is_lost_wherever_lines_stand(lines: list[Line]) -> None:
    found = with_tables(lines)
    left = "".join(e.text for e in found if isinstance(e, Line))
    left += "".join(cell for e in found if isinstance(e, Table) for row in e.rows for cell in row)
    joined = "".join(block.text for block in blocks_of_lines(lines))
    for text in (left, joined):
        assert sorted(text.replace(" ", "")) == sorted("".join(one.text for one in lines).replace(" ", ""))
