"""Why, and what is difficult: the sentence that gives the reason, however the effect is worded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ask, assistant_over
from bot.assistant import Assistant

PHONG_VAN = """“Được sao rồi phải giữ được sao”
12/10/2022
Phóng viên trao đổi với bà Lò Thị Mận, Phó Chánh Văn phòng Điều phối NTM tỉnh Bình Sa, về Chương trình OCOP.
P.V: Thưa bà, đến nay tỉnh Bình Sa có bao nhiêu sản phẩm?
Bà Lò Thị Mận: Toàn tỉnh có 134 sản phẩm OCOP, trong đó 21 sản phẩm 4 sao.
P.V: Có ý kiến cho rằng không ít sản phẩm sau ba năm lại “tụt hạng”?
Bà Lò Thị Mận: Có chuyện đó. Năm nay 40 giấy chứng nhận hết hạn mà mới 22 cơ sở làm lại hồ sơ. Nguyên nhân \
thì nhiều: đầu ra bấp bênh, người trẻ đi làm xa, chi phí kiểm nghiệm cao. Sở đã thu hồi chứng nhận của 1 sản \
phẩm do sai nhãn.
"""
TIEN_DO = """Nà Sai: Tiến độ xây dựng nông thôn mới
20/09/2022
UBND huyện Nà Sai (tỉnh Bình Sa) vừa kiểm điểm tiến độ xây dựng nông thôn mới.
Kế hoạch vốn năm 2022 là 64 tỷ đồng. Đến hết tháng 8, giải ngân được 21 tỷ đồng, đạt 32,8%. Nguyên nhân do \
mặt bằng vướng, giá cát sỏi tăng.
Huyện có 12 sản phẩm OCOP được phát triển bởi 9 chủ thể.
Năm 2015 toàn huyện có 700 ha chè shan, nay chỉ còn 310 ha, do giá búp thấp, bà con bỏ sang trồng quế.
"""
XUONG = """Xưởng miến của chị Vàng Thị Pà
05/05/2023
Chị Vàng Thị Pà ở xã Phìn Hò, huyện Mường Lay Sơn (tỉnh Bình Sa) dựng xưởng miến từ hai bàn tay trắng.
Xưởng miến có 8 lao động, mỗi năm làm ra 45 tấn miến.
“Cái khó nhất là sân phơi. Mưa là phải nghỉ”, chị Pà nói.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("reasons"), PHONG_VAN, TIEN_DO, XUONG) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # the effect stands in the question of the interview, or in the sentence before
        ("Tại sao nhiều sản phẩm OCOP ở Bình Sa bị tụt hạng?", "đầu ra bấp bênh"),
        ("tai sao nhieu san pham ocop binh sa tut hang", "đầu ra bấp bênh"),
        ("Vì sao huyện Nà Sai giải ngân vốn chậm?", "mặt bằng vướng"),
        ("vi sao na sai giai ngan von cham", "mặt bằng vướng"),
        # the effect is worded otherwise
        ("Vì sao diện tích chè shan ở Nà Sai giảm?", "giá búp thấp"),
        ("Cái khó nhất của xưởng miến nhà chị Pà là gì?", "sân phơi"),
        ("Khó khăn lớn nhất của xưởng miến chị Vàng Thị Pà là gì?", "sân phơi"),
    ],
)
def test_the_reason_is_found_near_what_it_explains(asker: Assistant, question: str, told: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered" and told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Vì sao Nà Sai không có sản phẩm 5 sao?",  # ``bởi 9 chủ thể`` says by whom
        "Vì sao sản phẩm OCOP ở Bình Sa?",  # nothing is said of them
        "Vì sao sản phẩm OCOP của Nà Sai bị tụt hạng?",  # told of the province
        "Tại sao xưởng miến chị Pà xuất khẩu được?",
        "Vì sao huyện Mường Lay Sơn giải ngân chậm?",
        "Khó khăn lớn nhất của xã Đông Lũng là gì?",
    ],
)
def test_what_is_not_explained_has_no_reason(asker: Assistant, question: str) -> None:
    assert ask(asker, question).status == "not_found"
