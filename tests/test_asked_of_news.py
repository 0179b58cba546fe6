"""What people ask of ordinary news: measures that change, certificates, names told in the next sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant
from bot.roll import Roll
from corpus.model import Quote, Record

THUONG_LANG = """Xã Thượng Làng A đạt chuẩn nông thôn mới
12/10/2021
Ngày 10/10, tỉnh Hòa Lâm tổ chức lễ công nhận xã Thượng Làng A, huyện Trà Vân đạt chuẩn nông thôn mới.
Hiện thu nhập bình quân đầu người của xã đạt 41,5 triệu đồng/người/năm. Tỷ lệ hộ nghèo của xã đã giảm từ \
14,2% (năm 2015) xuống còn 3,7% (năm 2020).
Xã đã cứng hóa 12,4 km đường trục thôn, kiên cố 5,6 km kênh mương.
"""
CAP_LAI = """Sơn Hải công nhận 54 sản phẩm OCOP năm 2022
30/12/2022
UBND tỉnh Sơn Hải vừa công nhận 54 sản phẩm OCOP năm 2022, trong đó có 9 sản phẩm được công nhận lại.
Giấy chứng nhận sản phẩm OCOP có giá trị 3 năm, kể từ ngày ký quyết định.
Tỉnh Sơn Hải cũng phê duyệt kết quả chấm điểm 2 sản phẩm OCOP tiềm năng 5 sao. Đó là miến dong Cát Khê \
của Công ty Cổ phần Nông sản Lạc Giang và trà hoa vàng của Hợp tác xã Phú Khê.
"""


DOT = """Bình Sa công nhận thêm 5 xã đạt chuẩn nông thôn mới nâng cao
23/03/2023
NDO - Ngày 20/3, UBND tỉnh Bình Sa ban hành quyết định công nhận 5 xã đạt chuẩn nông thôn mới nâng cao \
năm 2022, gồm: Tả Khê, Sín Chài, Phìn Hò, Lao Vàng (huyện Mường Lay Sơn); Đông Lũng (huyện Nà Sai).
Hội đồng thẩm định xét các xã Tả Khê, Đông Lũng theo Điều 4, tại Mục 1 của quy định.
Năm 2022, tỉnh có thêm 28 thôn nông thôn mới kiểu mẫu, nâng tổng số thôn nông thôn mới kiểu mẫu lên 38 thôn.
"""
CO = """Bình Sa: nông thôn mới sau hơn 10 năm
12/12/2023
Đến nay, tỉnh Bình Sa có 24 xã đạt chuẩn nông thôn mới nâng cao.
Năm 2021, thu nhập bình quân đầu người của tỉnh đạt gần 52 triệu đồng/người/năm.
"""
HAI = """Bình Sa cấp giấy chứng nhận 11 sản phẩm OCOP đợt 2 năm 2022
28/11/2022
UBND tỉnh Bình Sa vừa công nhận 11 sản phẩm của 7 chủ thể đợt 2 năm 2022 thuộc Chương trình OCOP, trong đó \
1 sản phẩm đạt 4 sao, 10 sản phẩm của 6 chủ thể đạt 3 sao.
Sản phẩm đạt hạng 4 sao là gạo thơm Khe Mạ của Hợp tác xã Khe Mạ (xã Đông Lũng, huyện Nà Sai).
Tinh dầu sả Phìn Hò, trà dây Phìn Hò của HTX Sả Xanh (xã Phìn Hò) đạt 3 sao.
"""
MOT = """Bình Sa cấp giấy chứng nhận 6 sản phẩm OCOP đợt 1 năm 2022
30/06/2022
UBND tỉnh Bình Sa vừa công nhận 6 sản phẩm OCOP đợt 1 năm 2022, trong đó 2 sản phẩm đạt 4 sao, 4 sản phẩm \
đạt 3 sao.
"""


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("rounds"), DOT, CO, HAI, MOT) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("news"), THUONG_LANG, CAP_LAI) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Tỷ lệ hộ nghèo của xã Thượng Làng A giảm còn bao nhiêu?", "3,7", "14,2**"),
        ("Tỷ lệ hộ nghèo của xã Thượng Làng A là bao nhiêu?", "3,7", "14,2**"),
        ("Tỷ lệ hộ nghèo của xã Thượng Làng A năm 2015 là bao nhiêu?", "14,2", "3,7**"),
        ("What is the average income per person in Thượng Làng A commune?", "41.5", "34"),
        ("Giấy chứng nhận sản phẩm OCOP ở Sơn Hải có giá trị mấy năm?", "có giá trị 3 năm", "54"),
        ("Giấy chứng nhận sản phẩm OCOP ở Sơn Hải có giá trị bao nhiêu năm?", "có giá trị 3 năm", "54"),
        ("Sơn Hải có bao nhiêu sản phẩm OCOP được công nhận lại?", "được công nhận lại", "đủ điều kiện"),
    ],
)
def test_a_measure_is_told_as_it_is_asked(asker: Assistant, question: str, told: str, untold: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered"
    assert told in answer.text and untold not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Tỉnh Sơn Hải có những sản phẩm nào tiềm năng 5 sao?",
        "Công ty Cổ phần Nông sản Lạc Giang có sản phẩm gì tiềm năng 5 sao?",
    ],
)
def test_names_may_be_told_in_the_next_sentence(asker: Assistant, question: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered" and "miến dong Cát Khê" in answer.text


def test_a_title_names_no_products(asker: Assistant) -> None:
    answer = ask(asker, "Sản phẩm nào của Sơn Hải được đề nghị công nhận 5 sao năm 2022?")
    assert "54" not in answer.text


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Tỉnh Bình Sa vừa công nhận thêm bao nhiêu xã nông thôn mới nâng cao?", "**5**", "24"),
        ("Tỉnh Bình Sa có bao nhiêu xã nông thôn mới nâng cao?", "**24**", "**5**"),
        ("Tổng số thôn nông thôn mới kiểu mẫu của tỉnh Bình Sa lên bao nhiêu?", "**38**", "**28**"),
        ("Đợt 2 năm 2022 Bình Sa có mấy sản phẩm OCOP 3 sao?", "**10**", "**4**"),
        ("Đợt 1 năm 2022 Bình Sa có mấy sản phẩm OCOP 3 sao?", "**4**", "**10**"),
        ("Xã Đông Lũng thuộc huyện nào?", "Đông Lũng (huyện Nà Sai)", "Hội đồng"),
        ("Sản phẩm OCOP 4 sao của Bình Sa đợt 2 năm 2022 là sản phẩm nào?", "gạo thơm Khe Mạ", "10 sản"),
        ("How many of them are communes of Bình Sa with advanced NTM?", "**24**", "**5**"),
    ],
)
def test_what_was_added_is_not_what_there_is(
    rounds: Assistant, question: str, told: str, untold: str
) -> None:
    answer = ask(rounds, question)
    assert answer.status == "answered"
    assert told in answer.text and untold not in answer.text


@pytest.mark.parametrize("question", ["Đợt 3 năm 2022 Bình Sa có mấy sản phẩm OCOP 3 sao?"])
def test_another_round_is_no_answer(rounds: Assistant, question: str) -> None:
    assert ask(rounds, question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Thu nhập bình quân của tỉnh Bình Sa năm 2021 có đúng là 72 triệu đồng không?", "Không phải"),
        ("Thu nhập bình quân của tỉnh Bình Sa năm 2021 có đúng là 50 triệu đồng không?", "gần"),
    ],
)
def test_a_hedged_figure_denies_what_lies_beyond_it(rounds: Assistant, question: str, verdict: str) -> None:
    answer = ask(rounds, question)
    assert verdict in answer.text
    assert (verdict == "Không phải") == answer.text.startswith("Không phải")


def test_a_follow_up_may_point_back(rounds: Assistant) -> None:
    ask(rounds, "Bình Sa vừa công nhận thêm bao nhiêu xã nông thôn mới nâng cao?", "names")
    named = ask(rounds, "Đó là những xã nào?", "names")
    assert "Tả Khê, Sín Chài" in named.text and not named.text.startswith("Bản tin viết: “NDO")
    ask(rounds, "Đợt 2 năm 2022 Bình Sa được công nhận bao nhiêu sản phẩm OCOP?", "of")
    assert "**10**" in ask(rounds, "trong đó có mấy sản phẩm 3 sao?", "of").text
    assert "6 chủ thể" in ask(rounds, "của mấy chủ thể?", "of").text


def test_makers_of_products_that_are_given(rounds: Assistant) -> None:
    answer = ask(rounds, "10 sản phẩm OCOP 3 sao của Bình Sa là của bao nhiêu chủ thể?")
    assert "**6 chủ thể" in answer.text


def test_a_part_is_about_what_was_named(rounds: Assistant) -> None:
    answer = ask(rounds, "HTX Sả Xanh ở xã nào và có những sản phẩm gì?")
    assert "xã Phìn Hò" in answer.text and "tinh dầu sả" in answer.text.lower()


def test_a_maker_lies_where_it_lies(rounds: Assistant) -> None:
    ask(rounds, "Tỉnh Sơn Hải có bao nhiêu sản phẩm OCOP 4 sao?", "elsewhere")
    assert "xã Phìn Hò" in ask(rounds, "HTX Sả Xanh ở xã nào?", "elsewhere").text


DE_NGHI = """Sa Trung phát triển sản phẩm OCOP
10/10/2024
Ông Lò Văn Cương, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Sa Trung dự hội nghị.
Đến nay, tỉnh Sa Trung có 160 sản phẩm của 79 chủ thể đạt hạng OCOP 3 đến 4 sao, trong đó 32 sản phẩm \
đạt 4 sao và 128 sản phẩm đạt 3 sao. Hiện tỉnh đã có 7 sản phẩm vào được hệ thống siêu thị.
Các sản phẩm tạo việc làm cho lao động nông thôn, lương trung bình 4 - 6 triệu đồng mỗi tháng.
Có 2 sản phẩm là muối hồ Sa và trà núi Mây đang hoàn thành thủ tục đề nghị Bộ công nhận sản phẩm OCOP 5 sao.
"""
HOAN = """Sa Trung: hợp tác xã chè vươn lên
12/11/2024
HTX chè an toàn Xuyến Chi (xã Vân Lung, tỉnh Sa Trung) thành lập với 9 thành viên. Doanh thu hàng năm \
của HTX đạt từ 1,2 - 1,6 tỷ đồng.
Tại HTX chè sạch Phát Lộc (xã Vân Lung) có 8 thành viên. Hiện nay, HTX có 3 sản phẩm OCOP đều được \
chứng nhận 4 sao là trà búp non, trà đinh và trà sen.
Trà đinh Phát Lộc của HTX chè sạch Phát Lộc đạt 4 sao.
"""
TIEM_NANG = """Sa Trung còn sản phẩm tiềm năng 5 sao
15/01/2025
Hiện, tỉnh Sa Trung còn 2 sản phẩm tiềm năng đạt OCOP 5 sao là nấm hương của Công ty TNHH Nấm Việt \
(huyện Đá Bạc) và trà hoa vàng của HTX nông sản Phú Sa.
"""


@pytest.fixture(scope="module")
def makers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("makers"), DE_NGHI, HOAN, TIEM_NANG) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Sa Trung hiện có bao nhiêu sản phẩm OCOP?", "**160**", "**7**"),
        ("Lương trung bình của lao động làm OCOP ở Sa Trung là bao nhiêu?", "4 - 6 triệu", "160"),
        ("Hai sản phẩm nào của Sa Trung đang đề nghị 5 sao?", "muối hồ Sa", "nấm hương"),
        ("Chủ tịch UBND tỉnh Sa Trung là ai?", "Lò Văn Cương", "không nêu"),
        ("Doanh thu hằng năm của HTX Xuyến Chi là bao nhiêu?", "1,2 - 1,6 tỷ", "160"),
        ("HTX chè sạch Phát Lộc có mấy sản phẩm OCOP 4 sao?", "3 sản phẩm", "là sản phẩm của"),
        ("Những sản phẩm nào của Sa Trung tiềm năng 5 sao?", "Trà hoa vàng", "potential"),
    ],
)
def test_makers_and_what_they_have(makers: Assistant, question: str, told: str, untold: str) -> None:
    answer = ask(makers, question)
    assert answer.status == "answered"
    assert told in answer.text and untold not in answer.text


LEN = """Xã Vân Lung nâng cao chất lượng nông thôn mới
20/05/2024
Sáng 18/5, xã Vân Lung, tỉnh Sa Trung tổ chức lễ công bố quyết định công nhận xã đạt chuẩn nông thôn mới \
nâng cao năm 2023.
Được công nhận đạt chuẩn NTM năm 2016, đến nay xã Vân Lung đã có đời sống khá.
"""


def test_another_level_tells_no_year(tmp_path: Path) -> None:
    with assistant_over(tmp_path, LEN) as assistant:
        answer = ask(assistant, "Xã Vân Lung được công nhận đạt chuẩn NTM năm nào?")
        assert "2016" in answer.text and "2023" not in answer.text


DUYET = """Phú Khê tổng kết nông thôn mới năm 2019
16/01/2020
Sáng 15/1, tỉnh Phú Khê tổng kết Chương trình xây dựng nông thôn mới năm 2019.
Năm 2019, các xã đều nâng cao mức đạt tiêu chí, bình quân tăng 1,4 tiêu chí/xã. Đến nay, tỉnh có thêm 17 xã \
đạt chuẩn NTM, nâng tổng số xã đạt chuẩn lên 61 xã, không còn xã dưới 5 tiêu chí.
8 xã đạt chuẩn NTM nâng cao, gồm: Bùi Thượng, Yên Lũng (Đức Giang); Mai Hạ (Lộc Sơn).
"""
HANG = """Phú Khê: 4 sản phẩm OCOP phân hạng 3-4 sao
04/02/2020
Năm 2019, tỉnh Phú Khê có 2 sản phẩm đạt 4 sao gồm dầu lạc Xanh (Công ty TNHH MTV Từ Sơn), gạo sạch \
Phong Lũng (HTX Nông sản Phong Lũng).
Ta Lan Coffee (Hộ kinh doanh Ta Lan), Khe Sến Coffee (HTX nông sản Khe Sến) cũng được chọn.
Kẹo hạt điều của Công ty TNHH MTV Năm Trăng (huyện Lộc Sơn) đạt 3 sao.
"""


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("reviews"), DUYET, HANG) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Phú Khê năm 2019 có thêm 27 xã về đích phải không?", "Không phải", "**27**"),
        ("Năm 2019 Phú Khê có thêm bao nhiêu xã đạt chuẩn NTM?", "có thêm **17**", "61"),
        ("Phú Khê có tổng cộng bao nhiêu xã đạt chuẩn NTM?", "**61**", "17"),
        ("Bình quân tiêu chí mỗi xã của Phú Khê năm 2019 tăng bao nhiêu?", "tăng **1,4**", "so với"),
        ("Những xã nào của huyện Đức Giang được công nhận NTM nâng cao?", "Bùi Thượng", "17"),
        ("Công ty TNHH MTV Từ Sơn có những sản phẩm OCOP nào?", "Dầu lạc Xanh", "Kẹo"),
    ],
)
def test_what_a_review_tells(reviews: Assistant, question: str, told: str, untold: str) -> None:
    answer = ask(reviews, question)
    assert answer.status == "answered"
    assert told in answer.text and untold not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "khe sen coffee duoc may sao",  # its sentence tells no grade
        "Phú Khê năm 2019 còn bao nhiêu xã dưới 7 tiêu chí?",  # none below five says nothing of seven
    ],
)
def test_what_is_not_told_is_not_answered(reviews: Assistant, question: str) -> None:
    assert ask(reviews, question).status == "not_found"


DOT_NAY = """Huyện Sông Lũng trao giấy chứng nhận OCOP 3 sao
14/09/2023
Chiều 13/9, UBND huyện Sông Lũng (tỉnh Phú Khê) trao giấy chứng nhận sản phẩm OCOP. Đợt này huyện có \
15 sản phẩm thuộc 11 chủ thể được công nhận OCOP 3 sao.
Tính đến nay, huyện Sông Lũng có 19 sản phẩm OCOP 3 sao.
"""
MUC_TIEU = """Kon Tum đặt mục tiêu OCOP đến năm 2025
12/05/2023
Tỉnh Kon Tum phấn đấu đến năm 2025 có 170 sản phẩm OCOP; trong đó có 10 sản phẩm OCOP 5 sao.
Mỗi huyện có 1 điểm bán sản phẩm OCOP.
Bình quân các xã của tỉnh Kon Tum đạt 9,5 tiêu chí/xã.
"""


@pytest.fixture(scope="module")
def aims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("aims"), DOT_NAY, MUC_TIEU) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Đợt này huyện Sông Lũng có bao nhiêu sản phẩm OCOP được công nhận 3 sao?", "**15", "**19"),
        ("Huyện Sông Lũng có bao nhiêu sản phẩm OCOP 3 sao?", "**19**", "4 sao"),
        ("Trước đợt này huyện Sông Lũng có bao nhiêu sản phẩm OCOP 3 sao?", "", "**15"),
        ("15 sản phẩm OCOP của huyện Sông Lũng do bao nhiêu chủ thể làm ra?", "11 chủ thể", "19"),
        ("Mỗi huyện ở Kon Tum có mấy điểm bán sản phẩm OCOP?", "Mỗi huyện có 1 điểm", "tỉnh Kon Tum có"),
        ("Bình quân tiêu chí của các xã Kon Tum là bao nhiêu?", "9,5", "170"),
    ],
)
def test_this_time_and_each(aims: Assistant, question: str, told: str, untold: str) -> None:
    answer = ask(aims, question)
    assert told in answer.text and untold not in answer.text


def test_what_each_has_is_not_what_all_have(aims: Assistant) -> None:
    answer = ask(aims, "Tỉnh Kon Tum có bao nhiêu điểm bán sản phẩm OCOP?")
    assert "**1** điểm" not in answer.text


def test_a_follow_up_on_an_aim_is_about_the_aim(aims: Assistant) -> None:
    ask(aims, "Kon Tum phấn đấu đến năm 2025 có bao nhiêu sản phẩm OCOP?", "aim")
    answer = ask(aims, "trong đó bao nhiêu sản phẩm 5 sao?", "aim")
    assert "**10**" in answer.text and "kế hoạch" in answer.text


GUI = """Phong Lũng công nhận 139 sản phẩm OCOP
10/03/2022
Tỉnh Phong Lũng đã công nhận 139 sản phẩm OCOP năm 2021, trong đó có 14 sản phẩm 4 sao, 125 sản phẩm 3 sao.
Đặc biệt, tỉnh đã trình Trung ương xem xét công nhận OCOP 5 sao đối với sản phẩm \
Đèn lồng tre của Công ty TNHH Đức Sơn.
Thị xã Cầu Sông có 03 sản phẩm đạt chứng nhận OCOP 03 sao, đó là: nước mắm Hải Lộc, nước mắm Bà Mai và \
rượu Quán Dốc.
Năm 2021, thu nhập bình quân đầu người của huyện Vĩnh Sông 57,6 triệu đồng/năm, trong đó khu vực nông thôn \
51,3 triệu đồng/năm.
"""
NAM_XA = """Thêm 5 xã đạt đủ 19 tiêu chí
20/04/2022
Tỉnh Phong Lũng có thêm 5 xã đạt đủ 19 tiêu chí nông thôn mới.
Trong đó, có 3 xã đăng ký hoàn thành năm 2022 là Tuấn Sơn, Tân Giang và Hưng Lũng.
"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("sent"), GUI, NAM_XA) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sản phẩm nào của Phong Lũng được trình Trung ương xét 5 sao?", "Đèn lồng tre"),
        ("Kể tên các sản phẩm OCOP 3 sao của thị xã Cầu Sông", "nước mắm Bà Mai"),
        ("Phong Lũng có thêm mấy xã đạt đủ 19 tiêu chí?", "**5**"),
    ],
)
def test_names_and_grades_as_they_are_printed(sent: Assistant, question: str, told: str) -> None:
    answer = ask(sent, question)
    assert answer.status == "answered" and told in answer.text


def test_of_something_else_the_same_is_asked(sent: Assistant) -> None:
    ask(sent, "Thu nhập bình quân đầu người của huyện Vĩnh Sông năm 2021 là bao nhiêu?", "else")
    assert "51,3" in ask(sent, "khu vực nông thôn thì sao?", "else").text


def test_a_name_cut_inside_a_bracket_is_no_product() -> None:
    def product(name: str) -> Record:
        fields = {"name": name, "maker": "HTX Sơn Hà"}
        return Record("1", "product", fields, None, "b", 1, Quote(name, "", "", 0, len(name)), (0, len(name)))

    roll = Roll([product("Mật ong (huyện Tân Lũng"), product("Chè xanh")])
    assert [r.fields["name"] for r in roll.of("product")] == ["Chè xanh"]


TRAO = """Thêm 108 sản phẩm OCOP Cao Lâm nhận giấy chứng nhận 4 sao
06/02/2025
Năm 2024, tỉnh Cao Lâm có 108 sản phẩm OCOP của 33 chủ thể được công nhận 4 sao.
Huyện Thanh Lũng dẫn đầu với 15 sản phẩm được công nhận 4 sao. Các huyện Mỹ Hà, Đông Giàng có 2 sản phẩm \
được công nhận 4 sao.
Huyện Đức Giàng có 5 xã đạt chuẩn nông thôn mới.
Trước đó, ngày 13/3, UBND huyện Đức Giàng tổ chức hội nghị.
Cụ thể, đề xuất công nhận 2 sản phẩm đạt 5 sao, gồm: khoai lang Tím và bó xôi Xanh.
"""


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("wholes"), TRAO) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Năm 2024 tỉnh Cao Lâm có bao nhiêu sản phẩm được công nhận OCOP 4 sao?", "108", "**2**"),
        ("Huyện Thanh Lũng có 20 sản phẩm 4 sao phải không?", "Không phải", "**20**"),
        ("Huyện Đức Giàng đề xuất những sản phẩm nào đạt 5 sao?", "khoai lang Tím", "108"),
    ],
)
def test_a_whole_is_no_smaller_than_its_parts(
    wholes: Assistant, question: str, told: str, untold: str
) -> None:
    answer = ask(wholes, question)
    assert answer.status == "answered"
    assert told in answer.text and untold not in answer.text


BIEN_DONG = """Điện Biên Đông: 4 sản phẩm OCOP
16/11/2023
Đến nay, huyện Điện Biên Đông có 4 sản phẩm OCOP từ 3 sao trở lên.
"""
TRA = """Cao Lâm: Công nhận thêm 33 sản phẩm OCOP năm 2022
30/12/2022
UBND tỉnh Cao Lâm vừa quyết định công nhận thêm 33 sản phẩm OCOP năm 2022.
Theo đó, 33 sản phẩm OCOP năm 2022 của 16 hộ kinh doanh, 5 hợp tác xã và 1 doanh nghiệp; trong đó, \
9 sản phẩm đạt hạng 4 sao, 24 sản phẩm hạng 3 sao.
"""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Huyện Điện Biên Đông có bao nhiêu sản phẩm OCOP từ 3 sao trở lên?", "**4**", "33"),
        ("33 sản phẩm của tỉnh Cao Lâm là của bao nhiêu hợp tác xã?", "", "**16"),  # another kind of maker
        ("Tỉnh Cao Lâm năm 2022 có 38 sản phẩm 3 sao được công nhận phải không?", "Không phải", "**38**"),
    ],
)
def test_words_inside_places_ask_nothing(tmp_path: Path, question: str, told: str, untold: str) -> None:
    with assistant_over(tmp_path, BIEN_DONG, TRA) as assistant:
        answer = ask(assistant, question)
        assert answer.status == "answered" or not told
        assert told in answer.text and untold not in answer.text
