"""Which event a count of products or makers tells of, and when stock is taken instead."""

from __future__ import annotations

import pytest

from readings import reading_of, the


def steps(*paragraphs: str) -> list[tuple[str, str]]:
    """The value and the step of each figure that counts products or makers."""
    facts = reading_of(*paragraphs).facts
    return [(f.value, f.dimensions.get("step", "")) for f in facts if f.indicator.startswith("ocop.")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what is told of a figure that counts no products is the event of those behind it
        ("Năm 2022, 7 xã tham gia đánh giá với 21 sản phẩm OCOP.", [("21", "assessed")]),
        (
            "Hội đồng nhất trí 100% đánh giá, phân hạng 17 sản phẩm OCOP của 9 cơ sở.",
            [("17", "assessed"), ("9", "assessed")],
        ),
        (
            "Đồ gỗ chiếm 12,5% trên tổng số sản phẩm OCOP được công nhận năm 2022, với 13 sản phẩm.",
            [("12.5", "recognised"), ("13", "recognised")],
        ),
        # the year right behind a count is one in which it happened
        ("Có tổng cộng 23 sản phẩm OCOP được chứng nhận năm 2022.", [("23", "recognised")]),
        # stock is taken: of who made the products, too
        (
            "Đến nay, 9 huyện đã đánh giá, phân hạng và công nhận 210 sản phẩm OCOP với 95 chủ thể.",
            [("210", ""), ("95", "")],
        ),
    ],
)
def test_one_event_is_told_of_all_that_a_sentence_counts(text: str, told: list[tuple[str, str]]) -> None:
    assert steps(text) == told


def test_what_a_whole_place_has_without_a_time_is_there() -> None:
    told = ["Năm 2023, tỉnh mở 4 lớp tập huấn về OCOP.", "Toàn tỉnh có 81 sản phẩm OCOP được công nhận."]
    fact = the(reading_of(*told), "81")
    assert ("step" not in fact.dimensions, fact.nature) == (True, "stock")


def test_a_decision_is_new_whatever_time_was_told_before() -> None:
    told = [
        "Trong những tháng cuối năm 2023, Sở tiếp nhận 40 hồ sơ sản phẩm OCOP.",
        "Hội đồng đã quyết định công nhận 33 sản phẩm đạt chuẩn. Trong đó có 11 sản phẩm 4 sao.",
    ]
    assert steps(*told)[-2:] == [("33", "recognised"), ("11", "recognised")]


def test_anybody_is_a_maker_where_a_step_is_told() -> None:
    taking = "Trong tỉnh có 27 tổ chức, cá nhân đăng ký tham gia chương trình OCOP, gồm 9 HTX và 18 hộ."
    facts = {f.value: f for f in reading_of(taking).facts}
    assert {v: (f.indicator, f.dimensions.get("step")) for v, f in facts.items()} == {
        "27": ("ocop.makers", "registered"),
        "9": ("ocop.makers", "registered"),
        "18": ("ocop.makers", "registered"),
    }
    praised = the(reading_of("Tỉnh khen thưởng 27 tổ chức, cá nhân có thành tích trong OCOP."), "27")
    assert (praised.indicator, praised.unit) == ("other", "item")


def test_the_change_of_a_mean_is_one() -> None:
    told = "Toàn tỉnh đạt 900 tiêu chí nông thôn mới; bình quân mỗi xã đạt 14,5 tiêu chí, tăng 1,25 tiêu chí."
    fact = the(reading_of(told), "1.25")
    assert (fact.indicator, fact.unit, fact.status) == (
        "ntm.criteria_per_commune",
        "criteria_per_commune",
        "change",
    )


def test_a_kind_of_makers_is_a_share_of_that_kind() -> None:
    told = "Đến nay, tỉnh có 150 chủ thể OCOP (hợp tác xã chiếm 41,5%)."
    assert the(reading_of(told), "41.5").dimensions == {"maker": "cooperative", "role": "share"}


def grades(text: str) -> list[tuple[str, str, str]]:
    """Value, grade and step of the makers that a text counts."""
    makers = [f for f in reading_of(text).facts if f.indicator == "ocop.makers"]
    return [(f.value, f.dimensions.get("stars", ""), f.dimensions.get("step", "")) for f in makers]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Năm 2022, tỉnh công nhận 14 sản phẩm OCOP đạt 4 sao của 5 chủ thể và 26 sản phẩm đạt 3 sao của "
            "19 chủ thể.",
            [("5", "4", "recognised"), ("19", "3", "recognised")],
        ),
        # the makers of all of them have no one grade
        ("Đến nay, tỉnh có 20 sản phẩm OCOP 4 sao, 61 sản phẩm OCOP 3 sao của 44 chủ thể.", [("44", "", "")]),
        ("Đến nay, tỉnh có 81 sản phẩm OCOP từ 3 sao trở lên của 44 chủ thể.", [("44", "", "")]),
        ("Sở trao giấy chứng nhận cho 5 chủ thể có 9 sản phẩm OCOP 4 sao.", [("5", "4", "recognised")]),
    ],
)
def test_makers_share_the_event_and_the_grade_of_their_products(
    text: str, told: list[tuple[str, str, str]]
) -> None:
    assert grades(text) == told


def test_what_adds_up_to_the_figure_before_splits_it() -> None:
    told = (
        "Năm 2022, UBND tỉnh Bắc Kạn cấp giấy chứng nhận cho 37 sản phẩm OCOP. Theo đó, có 12 sản phẩm được "
        "đánh giá đạt 4 sao, 25 sản phẩm đạt 3 sao."
    )
    facts = {f.value: f for f in reading_of(told).facts}
    assert [facts[v].dimensions["step"] for v in ("12", "25")] == ["recognised", "recognised"]
    assert facts["12"].links["part_of"] == facts["25"].links["part_of"] == facts["37"].id


def test_what_may_get_five_stars_was_not_recognised_yet() -> None:
    told = "Năm 2022, có 2 sản phẩm OCOP tiềm năng đạt 5 sao."
    assert the(reading_of(told), "2").dimensions == {"stars": "potential-5"}


def test_a_count_told_again_in_particular_is_of_the_same_place() -> None:
    told = (
        "Ngày 5/3/2023, UBND tỉnh Bắc Kạn công nhận 40 sản phẩm OCOP. Trong đó, huyện Ba Bể có 7 sản phẩm.",
        "Cụ thể, 7 sản phẩm được công nhận là na sấy, măng khô.",
    )
    again = reading_of(*told).facts[-1]
    assert again.area is not None and again.area.name == "huyện Ba Bể"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what had been registered is judged; the council's session is the event of what it graded
        (
            "Năm 2022, Sở hỗ trợ 12 chủ thể lập hồ sơ đối với 30 sản phẩm đăng ký tham gia đánh giá OCOP. "
            "Qua kết quả đánh giá của cấp huyện, có 8 sản phẩm đạt 4 sao, 22 sản phẩm đạt 3 sao.",
            [("12", "registered"), ("30", "registered"), ("8", "assessed"), ("22", "assessed")],
        ),
        (
            "Năm 2022, có 12 chủ thể đăng ký 30 sản phẩm tham gia đánh giá OCOP.",
            [("12", "registered"), ("30", "registered")],
        ),
        (
            "Năm 2022, các thành viên Hội đồng OCOP tỉnh đã chấm điểm, xếp hạng: 8 sản phẩm đạt 4 sao.",
            [("8", "assessed")],
        ),
    ],
)
def test_who_enrols_products_shares_that_and_what_is_judged_is_assessed(
    text: str, told: list[tuple[str, str]]
) -> None:
    assert steps(text) == told


def test_a_title_tells_the_event_of_its_text() -> None:
    told = reading_of(
        "UBND tỉnh vừa cấp giấy chứng nhận cho 34 sản phẩm OCOP năm 2022.",
        title="Công bố 34 sản phẩm OCOP năm 2022",
    )
    assert [f.dimensions.get("step") for f in told.facts if f.value == "34"] == ["recognised", "recognised"]


@pytest.mark.parametrize(
    ("told", "last"),
    [
        # who takes part in what is being assessed, makers too
        (
            ("Đến nay, 7/8 huyện đã đánh giá sản phẩm OCOP, với 19 chủ thể tham gia.",),
            [("19", "assessed")],
        ),
        (
            (
                "Năm 2022, Hội đồng họp đánh giá sản phẩm OCOP, có 19 chủ thể tham dự.",
                "Về sản phẩm của các chủ thể tham gia, có 30 sản phẩm là thực phẩm; 6 sản phẩm đồ uống.",
            ),
            [("30", "assessed"), ("6", "assessed")],
        ),
        # what it is that they take part in is another thing
        (("Hội đồng họp đánh giá sản phẩm OCOP. Có 19 chủ thể tham gia mô hình điểm.",), [("19", "")]),
        # the outcome of several years is what there is
        (
            ("Theo kết quả đánh giá, phân hạng giai đoạn 2019 - 2021, tỉnh có 24 sản phẩm OCOP đạt 3 sao.",),
            [("24", "")],
        ),
        (("Năm 2022, tỉnh chưa có sản phẩm OCOP đạt 5 sao.",), [("0", "")]),
    ],
)
def test_taking_part_and_taking_stock(told: tuple[str, ...], last: list[tuple[str, str]]) -> None:
    assert steps(*told)[-len(last) :] == last


def test_a_list_approved_for_the_programme_is_enrolled() -> None:
    told = (
        "UBND tỉnh phê duyệt 41 sản phẩm của 22 chủ thể tham gia Chương trình OCOP năm 2022.",
        "Trong đó có huyện Ba Bể (9 sản phẩm của 5 chủ thể).",
    )
    every = [("41", "registered"), ("22", "registered"), ("9", "registered"), ("5", "registered")]
    assert steps(*told) == every


def test_a_maker_s_name_says_nothing_of_its_products() -> None:
    told = "UBND tỉnh công nhận 2 sản phẩm OCOP 4 sao là na sấy của HTX sản xuất và tiêu thụ nông sản Ba Bể."
    assert steps(told) == [("2", "recognised")]


def test_the_class_of_another_time_is_not_that_of_now() -> None:
    told = reading_of(
        "Giai đoạn 2019 - 2021, tỉnh chuẩn hóa 60 sản phẩm đã có của 40 chủ thể.",
        title="Năm 2025 có 90 sản phẩm đạt OCOP 3 sao",
    )
    assert [f.dimensions for f in told.facts if f.value in ("60", "40")] == [{}, {}]


def test_what_was_shown_has_no_step() -> None:
    told = "Các chủ thể OCOP đã giới thiệu bao gồm 7 sản phẩm, trong đó có 3 sản phẩm chè."
    assert "displayed" not in {step for _, step in steps(told)}


def test_a_count_told_again_and_its_parts_keep_the_grade() -> None:
    facts = reading_of(
        "UBND các huyện Chợ Mới, Ba Bể vừa quyết định công nhận 13 sản phẩm OCOP hạng 3 sao năm 2023.",
        "Trong số 13 sản phẩm nói trên có 8 sản phẩm lần đầu được công nhận và 5 sản phẩm công nhận lại.",
    ).facts[1:]
    assert [(f.value, f.dimensions.get("step"), f.dimensions.get("stars")) for f in facts] == [
        ("13", "recognised", "3"),
        ("8", "recognised", "3"),
        ("5", "renewed", "3"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        # the time up to which it is told stands in the sentence before
        "Tính đến ngày 20/2, Hội đồng tỉnh đã chấm 45 hồ sơ. Kết quả, 45 sản phẩm được cấp giấy chứng nhận. "
        "Trong đó, số sản phẩm được cấp giấy chứng nhận 3 sao là 41 sản phẩm.",
        "Cộng dồn từ năm 2019 đến hết năm 2023, tỉnh đã tổ chức đánh giá, công nhận được 45 sản phẩm OCOP. "
        "Trong đó, 41 sản phẩm 3 sao còn hiệu lực.",
    ],
)
def test_what_was_recognised_up_to_a_time_is_there(told: str) -> None:
    counted = [f for f in reading_of(told).facts if f.indicator == "ocop.products"]
    assert [(f.value, f.dimensions.get("step"), f.nature) for f in counted] == [
        ("45", None, "stock"),
        ("41", None, "stock"),
    ]


def test_the_new_ones_of_those_judged_are_judged() -> None:
    told = "Hội đồng chấm 7 sản phẩm OCOP, trong đó có 3 sản phẩm đánh giá lại là mì và bún; 4 sản phẩm mới."
    assert steps(told)[0::2] == [("7", "assessed"), ("4", "assessed")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # who is handed a certificate was recognised
        ("Sở đã trao giấy chứng nhận cho đại diện 6 chủ thể sản phẩm OCOP.", [("6", "recognised")]),
        # places stand between the makers and what they enrol
        (
            "Năm 2021, có 14 tổ chức, cá nhân tại 5 huyện, 9 xã đăng ký tham gia đánh giá 20 sản phẩm OCOP.",
            [("14", "registered"), ("20", "registered")],
        ),
        # what was rated, and is there now
        ("Hiện toàn tỉnh có 75 sản phẩm được hội đồng OCOP đánh giá đạt 3 sao và 4 sao.", [("75", "")]),
        # behind the names of the products
        (
            "Năm 2022, Hội đồng họp đánh giá. Kết quả, có 2 sản phẩm OCOP: na sấy (huyện Ba Bể) và măng khô "
            "(huyện Na Rì) đạt 4 sao.",
            [("2", "assessed")],
        ),
    ],
)
def test_makers_and_what_is_told_of_them(text: str, told: list[tuple[str, str]]) -> None:
    assert steps(text) == told


def test_what_stands_behind_the_names_of_products_is_said_of_them() -> None:
    told = "Kết quả đánh giá, có 2 sản phẩm OCOP: na sấy (huyện Ba Bể) và măng (huyện Na Rì) đạt 4 sao."
    assert the(reading_of(told), "2").dimensions["stars"] == "4"


def test_lost_criteria_are_not_reached() -> None:
    told = "Qua rà soát xã nông thôn mới, xã Yến Dương rớt 2 tiêu chí."
    assert the(reading_of(told), "2").indicator == "other"


def test_a_share_that_names_what_it_is_of_is_one_of_all() -> None:
    told = (
        "Sản phẩm OCOP của hợp tác xã chiếm hơn 80%. Tỉnh có 90 sản phẩm OCOP với 2 sản phẩm 5 sao, trong đó "
        "số sản phẩm của các hợp tác xã chiếm 81%."
    )
    facts = {f.value: f for f in reading_of(told).facts}
    assert facts["80"].dimensions == facts["81"].dimensions == {"role": "share"}
    assert facts["80"].indicator == facts["81"].indicator == "ocop.products"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "UBND tỉnh bổ sung danh mục sản phẩm tham gia Chương trình OCOP năm 2022 tại Phụ lục 02, gồm 30 "
            "sản phẩm mới: huyện Ba Bể 12 sản phẩm của 7 chủ thể; huyện Na Rì 18 sản phẩm của 9 chủ thể.",
            [("30", "registered"), *((v, "registered") for v in ("12", "7", "18", "9"))],
        ),
        # what was handed out over years is what there is
        (
            "Từ năm 2019 đến nay, huyện đã trao Giấy chứng nhận cho 26 sản phẩm OCOP với 8 chủ thể.",
            [("26", ""), ("8", "")],
        ),
    ],
)
def test_rolls_and_what_was_handed_out(text: str, told: list[tuple[str, str]]) -> None:
    assert steps(text) == told


def test_what_is_approved_as_assessed_is_recognised() -> None:
    told = "UBND tỉnh vừa ký quyết định phê duyệt kết quả đánh giá, xếp hạng 12 sản phẩm OCOP năm 2023."
    again = "Cả 12 sản phẩm của 5 chủ thể đều được UBND tỉnh xếp hạng 4 sao."
    assert steps(f"{told} {again}") == [("12", "recognised"), ("12", "recognised"), ("5", "recognised")]


def test_products_that_sit_for_the_programme_are_enrolled() -> None:
    assert steps("Xã Quảng Chu có 6 sản phẩm dự Chương trình OCOP.") == [("6", "registered")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # a place's count goes on from the whole before a bracket, and not from its last part
        (
            "Năm 2023 công nhận 22 sản phẩm OCOP. Huyện Ba Bể 13 sản phẩm (6 sản phẩm mới, 7 sản phẩm đánh "
            "giá lại); huyện Na Rì 9 sản phẩm (5 sản phẩm mới, 4 sản phẩm đánh giá lại).",
            [
                *[("22", "recognised"), ("13", "recognised"), ("6", "recognised"), ("7", "renewed")],
                *[("9", "recognised"), ("5", "recognised"), ("4", "renewed")],
            ],
        ),
        # what was not taken up again expired
        (
            "Năm 2023 có 9 sản phẩm OCOP hết hạn mà chủ thể không làm hồ sơ đánh giá lại.",
            [("9", "expired")],
        ),
        # a total that was raised ends the step, for those who made the products too
        (
            "Năm 2023, tỉnh công nhận mới 12 sản phẩm, nâng tổng số lên 98 sản phẩm OCOP; 54 chủ thể tham "
            "gia, trong đó 30 HTX.",
            [("12", "recognised"), ("98", ""), ("54", ""), ("30", "")],
        ),
        (
            "Năm 2025, tỉnh phấn đấu 15 sản phẩm OCOP hết hạn được đánh giá lại; có 98 sản phẩm OCOP.",
            [("15", "renewed"), ("98", "")],
        ),
        # what a maker has, behind what it did in a year
        (
            "Năm 2022, HTX Nà Mạ đạt doanh thu 21 tỷ đồng; có 6 sản phẩm được công nhận OCOP 3 sao.",
            [("21000000000", ""), ("6", "")],
        ),
        (
            "Năm 2024, tỉnh phấn đấu công nhận mới 35 sản phẩm OCOP, có 2 sản phẩm tiềm năng 5 sao.",
            [("35", "recognised"), ("2", "")],
        ),
        (
            "UBND tỉnh trình Hội đồng cấp Trung ương xem xét, công nhận OCOP 5 sao đối với 2 sản phẩm.",
            [("2", "assessed")],
        ),
        ("Hội đồng đã chấm điểm trực tuyến 27 sản phẩm OCOP.", [("27", "assessed")]),
        # who had registered is judged
        (
            "Ngày 11/3, Hội đồng OCOP họp đánh giá 52 sản phẩm của 31 chủ thể đăng ký tham gia.",
            [("52", "assessed"), ("31", "assessed")],
        ),
    ],
)
def test_how_far_a_step_goes(text: str, told: list[tuple[str, str]]) -> None:
    assert steps(text) == told


def test_what_a_figure_is_shared_out_into_has_its_step_and_grade() -> None:
    told = (
        "Mục tiêu năm 2024: phát triển mới 20 sản phẩm OCOP được chứng nhận từ 3 sao trở lên.",
        "Phân bổ chỉ tiêu cho các huyện: Ba Bể 8 sản phẩm, Na Rì 7, Bạch Thông 5.",
    )
    facts = [f for f in reading_of(*told, published="2024-01-13").facts if f.value != "20"]
    assert [(f.value, f.status, f.dimensions) for f in facts] == [
        (value, "target", {"step": "recognised", "stars": "3+"}) for value in ("8", "7", "5")
    ]


def test_a_part_that_is_told_again_keeps_its_step() -> None:
    told = (
        "Hội đồng đã chấm điểm 27 sản phẩm OCOP. Kết quả, 20 sản phẩm đủ điều kiện đề xuất công nhận 3 sao, "
        "7 sản phẩm đủ điều kiện đề xuất công nhận 4 sao. Trong 7 sản phẩm 4 sao có 6 sản phẩm của HTX Nà Mạ."
    )
    assert [s for v, s in steps(told) if v in ("7", "6")] == ["eligible"] * 3


def test_an_aim_for_a_later_time_has_not_the_step_of_what_was_registered() -> None:
    told = "Năm 2023, huyện đăng ký 4 sản phẩm tham gia OCOP; phấn đấu đến năm 2025 có 20 sản phẩm đạt 3 sao."
    assert steps(told) == [("4", "registered"), ("20", "")]


def test_a_deed_with_things_of_its_own_is_not_that_of_the_count_before() -> None:
    text = (
        "Ngày 5/3/2024, hội đồng xét 16 sản phẩm OCOP mới do các tỉnh đề nghị và công nhận lại những sản phẩm"
        " 5 sao đã được công nhận năm 2020."
    )
    fact = the(reading_of(text), "16")
    assert (fact.dimensions, fact.period.end) == ({"step": "assessed"}, "2024-03-05")
