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


def test_places_counted_one_after_the_other_share_out_what_was_told() -> None:
    reading = reading_of(
        "Các huyện vừa công bố thêm 13 thôn đạt chuẩn nông thôn mới kiểu mẫu.",
        "Nhiều nhất là huyện Ba Bể với 6 thôn: Nà Làng, Bó Lù. Huyện Na Rì thêm 4 thôn: Nà Mực, Khuổi Căng.",
        "Huyện Chợ Đồn thêm 3 thôn: Nà Pài, Bản Cáu.",
    )
    assert {f.dimensions.get("level") for f in reading.facts} == {"model"}
    assert {f.nature for f in reading.facts} == {"flow"}


def test_of_a_plan_is_no_share_of_all() -> None:
    reading = reading_of(
        "Tính đến tháng 2/2024, tỉnh đã có 55/73 thôn theo kế hoạch năm 2024 được công nhận nông thôn mới"
        " kiểu mẫu. Lũy kế, tỉnh có 127 thôn nông thôn mới kiểu mẫu."
    )
    assert (the(reading, "55").nature, the(reading, "127").nature) == ("flow", "stock")
    assert the(reading, "73").status == "target"


def test_fewer_than_are_there_were_added() -> None:
    reading = reading_of(
        "Tỉnh hiện có 20 xã đạt chuẩn nông thôn mới nâng cao.",
        "Năm 2024, tỉnh phấn đấu có thêm 22 xã nâng cao. Tính đến ngày 13/3, đã có 9 xã được công nhận đạt"
        " chuẩn nông thôn mới nâng cao.",
    )
    assert (the(reading, "20").nature, the(reading, "9").nature) == ("stock", "flow")


def test_each_of_the_places_listed_behind_has_so_many() -> None:
    text = (
        "Năm 2023, huyện Ba Bể dẫn đầu với 14 sản phẩm OCOP được công nhận. Ba nơi còn lại mỗi nơi có 2 sản"
        " phẩm: huyện Na Rì với miến dong; huyện Chợ Đồn với chè; huyện Pác Nặm với mật ong."
    )
    told = [f for f in reading_of(text).facts if f.value == "2"]
    assert {f.area.name for f in told if f.area} == {"huyện Na Rì", "huyện Chợ Đồn", "huyện Pác Nặm"}
    assert {f.dimensions.get("step") for f in told} == {"recognised"}


def test_kinds_without_counts_split_nothing() -> None:
    text = (
        "Ngày 7/3/2024, UBND tỉnh ký quyết định phê duyệt kết quả đánh giá sản phẩm OCOP. Theo quyết định"
        " này, có 66 sản phẩm của 55 chủ thể gồm doanh nghiệp, hợp tác xã và hộ sản xuất được công nhận."
    )
    reading = reading_of(text)
    assert [meant(the(reading, v)) for v in ("66", "55")] == [("recognised", "")] * 2


def test_graded_shares_are_of_what_the_sentence_opens_with() -> None:
    text = (
        "Đến nay, tỉnh có 300 sản phẩm OCOP của 180 chủ thể. Trong số sản phẩm này, 72% đạt 3 sao, 26% đạt"
        " 4 sao."
    )
    reading = reading_of(text)
    told = [(the(reading, v).indicator, dict(the(reading, v).dimensions)) for v in ("72", "26")]
    assert told == [("ocop.products", {"stars": s, "role": "share"}) for s in ("3", "4")]


def test_the_second_of_two_lengths_is_a_share_of_the_first() -> None:
    text = "Đến nay, trong hơn 1.458 km đường xã của tỉnh đã có 1.237 km được nhựa hóa, đạt hơn 84%."
    fact = the(reading_of(text, title="Xây dựng nông thôn mới ở tỉnh Bắc Kạn"), "84")
    assert (fact.indicator, dict(fact.dimensions)) == ("ntm.roads", {"role": "share"})


def test_few_aimed_at_within_a_year_are_to_be_recognised() -> None:
    told = "Đến nay, tỉnh có 240 sản phẩm OCOP. Năm 2024, tỉnh đặt mục tiêu có ít nhất {} sản phẩm đạt 3 sao."
    few = the(reading_of(told.format(20)), "20")
    many = the(reading_of(told.format(260)), "260")
    assert (few.dimensions.get("step"), few.nature) == ("recognised", "flow")
    assert (many.dimensions.get("step"), many.nature) == (None, "stock")


def test_a_city_that_is_a_province_speaks_by_its_kind() -> None:
    told = (
        "Ở xã Duyên Thái, huyện Thường Tín, thành phố Hà Nội, ai cũng biết xưởng sơn mài của bà Lanh.",
        "Trong số sản phẩm OCOP 5 sao của thành phố Hà Nội còn có bình gốm của HTX Kim Lan (huyện Gia Lâm)."
        " Đến nay, thành phố có 2.410 sản phẩm OCOP.",
    )
    fact = the(reading_of(*told, title="Người giữ nghề sơn mài ở Hạ Thái"), "2410")
    assert fact.area is not None and fact.area.name == "thành phố Hà Nội"


def test_who_ranks_before_has_none_of_the_parts() -> None:
    reading = reading_of(
        "Tính đến hết năm 2023, tỉnh Bắc Kạn có 403 sản phẩm OCOP, chỉ sau thành phố Hà Nội, trong đó có"
        " 3 sản phẩm 5 sao và 400 sản phẩm 3 sao."
    )
    assert {f.area.name for f in reading.facts if f.area} == {"tỉnh Bắc Kạn"}


def test_what_members_put_together_is_no_capital_of_a_programme() -> None:
    text = "Năm 2021, chị Ngân lập hợp tác xã với số vốn góp 350 triệu đồng, xây dựng nông thôn mới."
    assert the(reading_of(text), "350000000").indicator == "other"
