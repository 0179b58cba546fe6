"""Names that are asked for: sentences that list them, and those that only count or announce them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant
from bot.listing import lists_names, lists_products

PLAN = """Tỉnh Lâm Hà: Kế hoạch nông thôn mới năm 2025
14/02/2025
UBND tỉnh Lâm Hà ban hành Kế hoạch thực hiện nông thôn mới năm 2025.
- Cấp xã: Phấn đấu có thêm 3 xã đạt chuẩn nông thôn mới nâng cao.
- Cấp huyện: Có thêm 1 huyện đạt chuẩn nông thôn mới (huyện Rừng Thông).
Năm 2024, 2/7 đơn vị cấp huyện đạt chuẩn nông thôn mới là thị xã Bến Mơ và huyện Gò Lau.
Năm 2024, tỉnh có thêm 3 xã đạt chuẩn nông thôn mới kiểu mẫu.
Đó là các xã Tân Phước, Hòa Lộc (huyện Gò Lau) và Bình Sa (huyện Rừng Thông).
Tỉnh hỗ trợ 2 xã của huyện Gò Lau còn đạt dưới 10 tiêu chí là Mỹ Khê và Trung Thạnh.
"""
GRADES = """Lâm Hà: 4 SẢN PHẨM ĐƯỢC CÔNG NHẬN OCOP 4 SAO ĐỢT 2 NĂM 2024
20/12/2024
UBND tỉnh Lâm Hà công nhận 4 sản phẩm OCOP 4 sao đợt 2 năm 2024.
Danh sách sản phẩm được công nhận:
1. Mật dừa Bến Mơ của HTX Bến Mơ: 84 điểm;
2. Trà lài Gò Lau của HTX Gò Lau: 81,5 điểm.
Trong đó, có 2 sản phẩm mắm tép Bến Gành (của Công ty TNHH Bến Gành) và nếp thơm 55 (của HTX Sa Mây) \
đang trình Trung ương đánh giá 5 sao.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("lists"), PLAN, GRADES) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Năm 2025 Lâm Hà phấn đấu thêm huyện nào đạt chuẩn nông thôn mới?", ("Rừng Thông",)),
        ("Những địa phương cấp huyện nào của Lâm Hà đạt chuẩn nông thôn mới?", ("Bến Mơ", "Gò Lau")),
        ("Những xã nào của Lâm Hà đạt chuẩn nông thôn mới kiểu mẫu năm 2024?", ("Tân Phước", "Bình Sa")),
        ("Xã nào của huyện Gò Lau còn dưới 10 tiêu chí?", ("Mỹ Khê", "Trung Thạnh")),
        ("Kể tên các sản phẩm OCOP 4 sao của Lâm Hà đợt 2 năm 2024", ("Mật dừa", "Trà lài")),
        ("Sản phẩm nào của Lâm Hà đang trình Trung ương đánh giá 5 sao?", ("mắm tép", "nếp thơm 55")),
    ],
)
def test_names_are_told_by_the_sentence_or_the_lines_that_list_them(
    asker: Assistant, question: str, names: tuple[str, ...]
) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered"
    assert [name for name in names if name not in answer.text] == []


@pytest.mark.parametrize(
    "question",
    [
        "Những xã nào của Lâm Hà phấn đấu đạt nông thôn mới nâng cao năm 2025?",  # only their number is told
        "Kể tên các huyện của Lâm Hà có sản phẩm 5 sao",
    ],
)
def test_a_number_is_no_name(asker: Assistant, question: str) -> None:
    assert asker.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("các xã: Tân Phước, Hòa Lộc", True),
        ("2 đơn vị là Bến Mơ và Gò Lau", True),
        ("Cấp xã: Phấn đấu có thêm 3 xã", False),
        ("Đó là Bến Mơ", True),
        ("theo Ban Chỉ đạo tỉnh", False),
    ],
)
def test_a_sentence_behind_a_colon_lists_nothing(text: str, lists: bool) -> None:
    assert lists_names(text) is lists


def test_products_are_named_with_their_makers() -> None:
    assert lists_products("Sản phẩm lồng đèn tre Cầu Gỗ của HTX Cầu Gỗ được trình xét", set())
    assert lists_products("Năm 2023, sản phẩm nem lá của bà Lò Thị Én được công nhận OCOP 3 sao", set())
    assert not lists_products("Có 5 sản phẩm chủ lực của HTX được công nhận", set())


MANY = """Tỉnh Lam Sơn: Sản phẩm OCOP năm 2023
08/01/2024
Đến nay, tỉnh Lam Sơn có 90 sản phẩm OCOP. Có 2 sản phẩm tiềm năng 5 sao là Nước mắm Cửa Gió (HTX Cửa Gió) \
và Bún tươi Bãi Bồi của HTX Bãi Bồi.
Riêng huyện Trà Cú Lộ có 08 chủ thể; Phiêng Sa 07.
Một số xã có nhiều sản phẩm là xã Bãi Bồi 9 sản phẩm, xã Đầm Sậy 7 sản phẩm.
Xã Mỏ Vàng và xã Khe Sâu có sản phẩm mới.
Toàn tỉnh chưa có huyện nào đạt chuẩn nông thôn mới; còn hai huyện "trắng" \
xã nông thôn mới là Bản Phủ và Nậm Xe.
"""


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("many"), MANY) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Những xã nào của Lam Sơn có nhiều sản phẩm OCOP?", "Đầm Sậy"),
        ("Những huyện nào của Lam Sơn trắng xã nông thôn mới?", "Nậm Xe"),
        ("Sản phẩm nào của Lam Sơn có tiềm năng 5 sao?", "Bún tươi"),
    ],
)
def test_what_has_many_or_none_is_named(counter: Assistant, question: str, name: str) -> None:
    assert name in ask(counter, question).text


@pytest.mark.parametrize(
    "question",
    [
        "Những huyện nào của Lam Sơn đạt chuẩn nông thôn mới?",  # the two that are named have none
        "Kể tên các chủ thể OCOP của huyện Trà Cú Lộ",
        "Kể tên các sản phẩm OCOP 5 sao của Lam Sơn",  # what may get five stars has none yet
    ],
)
def test_names_of_something_else_are_no_answer(counter: Assistant, question: str) -> None:
    assert counter.ask(question).status == "not_found"


APART = """Tỉnh Lam Sơn: Rà soát nông thôn mới
10/03/2024
Toàn tỉnh có 9 xã đạt chuẩn nông thôn mới nâng cao, 2 xã đạt chuẩn nông thôn mới kiểu mẫu là Đá Bàn \
và Rú Nhài.
Có 11 huyện được kiểm tra, trong đó 3 huyện (Sa Pông, Bản Lượt và Nà Hẩu) phải bổ sung hồ sơ.
Huyện Sa Pông có 6 sản phẩm OCOP, gồm 1 sản phẩm 4 sao (Chè dây Sa Pông) và 5 sản phẩm 3 sao.
"""


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Những xã nào của Lam Sơn đạt chuẩn nông thôn mới kiểu mẫu?", ("Đá Bàn", "Rú Nhài")),
        ("Những xã nào của Lam Sơn đạt chuẩn nông thôn mới nâng cao?", ()),
        ("Ba huyện nào của Lam Sơn phải bổ sung hồ sơ?", ("Sa Pông", "Nà Hẩu")),
        ("Kể tên 11 huyện của Lam Sơn được kiểm tra", ()),
        ("Sản phẩm nào của huyện Sa Pông đạt 4 sao?", ("Chè dây",)),
        ("Kể tên các sản phẩm 3 sao của huyện Sa Pông", ()),
    ],
)
def test_a_list_is_of_the_number_before_it(tmp_path: Path, question: str, names: tuple[str, ...]) -> None:
    with assistant_over(tmp_path, APART) as assistant:
        answer = assistant.ask(question)
    assert answer.status == ("answered" if names else "not_found")
    assert [name for name in names if name not in answer.text] == []


BY_DISTRICT = """Tỉnh Lam Sơn công nhận xã nông thôn mới nâng cao năm 2022
30/12/2022
Tỉnh Lam Sơn công nhận 5 xã đạt chuẩn nông thôn mới nâng cao năm 2022, gồm:
- Huyện Sa Pông 03 xã: Đá Bàn, Rú Nhài, Nà Lốc.
- Huyện Bản Lượt 02 xã: Phiêng Ban, Tà Hừa.
"""


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Huyện Sa Pông có những xã nào lên NTM nâng cao năm 2022?", ("Đá Bàn", "Nà Lốc")),
        ("Kể tên các xã nâng cao năm 2022 của huyện Bản Lượt", ("Phiêng Ban", "Tà Hừa")),
    ],
)
def test_names_behind_the_figure_that_counts_them(
    tmp_path: Path, question: str, names: tuple[str, ...]
) -> None:
    with assistant_over(tmp_path, BY_DISTRICT) as assistant:
        answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [name for name in names if name not in answer.text] == []
