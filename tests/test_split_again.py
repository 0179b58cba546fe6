"""Figures split a second time, by places, groups or what happened: whose meaning the parts take."""

from __future__ import annotations

import pytest

from corpus.model import Fact
from readings import reading_of, the

DECIDED = (
    "UBND tỉnh Bắc Kạn vừa công nhận 23 sản phẩm của 15 chủ thể đạt từ 3 sao trở lên trong Chương trình"
    " OCOP đợt 1 năm 2023."
)
ENROLLED = "Năm 2023, tỉnh Bắc Kạn có 40 sản phẩm OCOP đăng ký đánh giá cấp tỉnh."


def meant(fact: Fact) -> tuple[str, str]:
    return fact.dimensions.get("step", ""), fact.dimensions.get("stars", "")


@pytest.mark.parametrize(
    ("told", "meanings"),
    [
        (
            [
                DECIDED,
                "Có 14 sản phẩm đánh giá mới, gồm 2 sản phẩm 4 sao và 12 sản phẩm 3 sao; 9 sản phẩm đánh giá"
                " lại đều đạt 3 sao.",
            ],
            {"14": ("recognised", "3+"), "12": ("recognised", "3"), "9": ("renewed", "3")},
        ),
        (
            [
                DECIDED,
                "Có 14 sản phẩm đánh giá mới; 9 sản phẩm đánh giá lại đều đạt 3 sao.",
                "Chia theo địa bàn, huyện Ba Bể có 11 sản phẩm, huyện Chợ Đồn 8, huyện Na Rì 4.",
            ],
            {"11": ("recognised", "3+"), "8": ("recognised", "3+"), "4": ("recognised", "3+")},
        ),
        (
            [
                f"{ENROLLED} Trong số đăng ký có 28 sản phẩm tham gia lần đầu, 11 sản phẩm đề nghị cấp lại"
                " và 1 sản phẩm nâng hạng sao.",
                "Phân theo địa bàn: huyện Ba Bể 17 sản phẩm; huyện Chợ Đồn 15 sản phẩm; huyện Na Rì"
                " 8 sản phẩm.",
            ],
            {"28": ("registered", ""), "11": ("registered", ""), "15": ("registered", "")},
        ),
        (
            [
                "Đến nay, tỉnh có 12 sản phẩm OCOP 4 sao và 90 sản phẩm OCOP 3 sao. Chia theo nhóm, thực phẩm"
                " có 80 sản phẩm; đồ uống 15 sản phẩm; thủ công mỹ nghệ 7 sản phẩm.",
            ],
            {"80": ("", ""), "15": ("", ""), "7": ("", "")},
        ),
        (
            [
                "Theo quyết định, 9 sản phẩm OCOP của 8 chủ thể được công nhận đạt 4 sao, trong đó có 7 sản"
                " phẩm đánh giá lần đầu và 2 sản phẩm đánh giá lại.",
            ],
            {"7": ("recognised", "4"), "2": ("renewed", "4")},
        ),
        (
            [
                "Năm 2023, tỉnh công nhận 20 sản phẩm OCOP của 12 HTX: 3 sản phẩm đề xuất hạng 5 sao,"
                " 17 sản phẩm đạt 4 sao.",
            ],
            {"3": ("assessed", "5"), "17": ("recognised", "4")},
        ),
    ],
)  # fmt: skip
def test_what_makes_a_figure_whole_takes_its_meaning(
    told: list[str], meanings: dict[str, tuple[str, str]]
) -> None:
    reading = reading_of(*told, title="Tin OCOP tỉnh Bắc Kạn")
    assert {v: meant(the(reading, v)) for v in meanings} == meanings


def test_a_few_told_again_are_no_class_of_their_own() -> None:
    reading = reading_of(
        "Ngày 10/3/2024, UBND tỉnh ban hành Quyết định số 15/QĐ-UBND về kết quả đánh giá sản phẩm OCOP."
        " Theo đó, có 35 sản phẩm được công nhận, gồm 3 sản phẩm hạng 4 sao và 32 sản phẩm hạng 3 sao.",
        "Ba sản phẩm hạng 4 sao được trao cúp gồm: chè Bằng Phúc, miến dong Côn Minh, tinh nghệ Pác Nặm.",
        "Nhiều nhất trong đợt này là huyện Ba Bể với 13 sản phẩm, tiếp đến là huyện Na Rì 12 sản phẩm.",
    )
    assert [meant(f) for f in reading.facts if f.value == "3"] == [("recognised", "4")] * 2
    assert meant(the(reading, "13")) == meant(the(reading, "12")) == ("recognised", "")


def test_the_rest_of_an_aim_is_aimed_at() -> None:
    text = (
        "Năm 2024, tỉnh phấn đấu có thêm 60 thôn đạt chuẩn nông thôn mới, trong đó có 35 thôn theo lộ trình"
        " năm 2024, còn lại 25 thôn chưa đạt của năm 2023 chuyển sang."
    )
    rest = the(reading_of(text), "25")
    assert (rest.indicator, rest.status, rest.period.end) == ("ntm.villages", "target", "2024-12-31")


def test_a_share_in_brackets_parts_no_list() -> None:
    text = (
        "Đến nay, tỉnh có 3 đơn vị cấp huyện, 81/108 xã (75%) và 240 thôn đạt chuẩn nông thôn mới; 12 xã đạt"
        " chuẩn nông thôn mới nâng cao."
    )
    reading = reading_of(text)
    told = {f.value: (f.indicator, f.dimensions.get("level")) for f in reading.facts}
    assert told["3"] == ("ntm.districts", "standard") and told["240"] == ("ntm.villages", "standard")
    assert told["81"] == told["108"] == told["75"] == ("ntm.communes", "standard")
