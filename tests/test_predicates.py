"""What is told of a count: whose it is, what a list shares, and what makes it something else."""

from __future__ import annotations

import pytest

from readings import reading_of, the


def said(text: str, value: str, **setting: str | None) -> dict[str, str]:
    fact = the(reading_of(text, **setting), value)  # type: ignore[arg-type]
    return {"indicator": fact.indicator, **fact.dimensions}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Huyện có 2/2 thị trấn đạt chuẩn đô thị văn minh.", "2"),
        ("Huyện có 17 xã đạt chuẩn phổ cập giáo dục.", "17"),
        ("Có 9 thôn đạt chuẩn văn hóa trong xây dựng NTM.", "9"),
        ("100% xã đạt chuẩn NTM nâng cao có sản phẩm OCOP.", "100"),
        ("100% số xã không còn nợ đọng xây dựng cơ bản trong xây dựng NTM.", "100"),
        ("Có 5 xã đạt chuẩn NTM, 20 xã biên giới được giúp đỡ.", "20"),
        ("28% chủ thể OCOP xây dựng được chuỗi giá trị.", "28"),
        ("Có 7 sản phẩm OCOP đạt VietGAP.", "7"),
        ("Đưa 31 sản phẩm OCOP phần lớn là đặc sản đến tay người dân.", "31"),
        ("Tỉnh chưa có sản phẩm OCOP nào vi phạm quy định về nhãn.", "0"),
        ("Có thêm 6 xã cơ bản hoàn thành 19/19 tiêu chí NTM.", "6"),
        ("Tỉnh triển khai điểm xây dựng NTM tại 87 thôn.", "87"),
        ("Vốn huy động xây dựng NTM bình quân/xã khoảng 353 tỷ đồng.", "353000000000"),
        ("Có 83% số thôn có đường bê tông, 48% thôn có đội văn nghệ; xây dựng NTM sôi nổi.", "48"),
        ("Tỷ lệ thôn có đường bê tông đạt 83%; tỷ lệ thôn có sân chơi đạt chuẩn đạt 48% trong NTM.", "48"),
    ],
)
def test_other_standards_and_other_deeds_are_no_indicator(text: str, value: str) -> None:
    facts = [f for f in reading_of(text).facts if f.value == value]
    assert facts and {f.indicator for f in facts} == {"other"}


@pytest.mark.parametrize(
    ("text", "value", "dimensions"),
    [
        ("Công nhận lại 12 sản phẩm OCOP.", "12", {"step": "renewed"}),
        ("Đã đánh giá, phân hạng và công nhận lại 12 sản phẩm OCOP.", "12", {"step": "renewed"}),
        ("Năm 2023 đánh giá phân hạng và cấp giấy chứng nhận 8 sản phẩm OCOP.", "8",
         {"step": "recognised"}),
        ("Có 2 sản phẩm OCOP tiềm năng đạt tiêu chuẩn 5 sao.", "2", {"stars": "potential-5"}),
        ("Tỉnh có 608 sản phẩm OCOP từ 3 sao đến 5 sao.", "608", {"stars": "3-5"}),
        ("Có 293 sản phẩm OCOP đủ tiêu chuẩn xuất khẩu và tiêu thụ tại siêu thị.", "293", {}),
        ("Có thêm 11 xã, 27 thôn đạt chuẩn NTM kiểu mẫu.", "11", {"level": "model"}),
        ("Có 28 doanh nghiệp, HTX, hộ sản xuất OCOP.", "28", {}),
        ("5 xã đã đạt từ 7 - 18/19 tiêu chí NTM.", "5", {"level": "standard", "criteria": "7-18"}),
        ("Phấn đấu 26 xã NTM và NTM nâng cao.", "26", {"level": "standard"}),
        ("Có 26 xã đạt chuẩn NTM tiếp tục nâng cao thu nhập của người dân.", "26", {"level": "standard"}),
        ("Gắn sao OCOP cho 20 sản phẩm đặc sản.", "20", {}),
        ("Có 4 sản phẩm OCOP đạt trên 93 điểm, có tiềm năng đạt 5 sao.", "4", {"stars": "potential-5"}),
        ("Tỉnh đề nghị phân hạng 4 sản phẩm OCOP đạt 5 sao.", "4", {"step": "assessed", "stars": "5"}),
        ("Có 6 sản phẩm OCOP cấp tỉnh, xếp hạng 3 sao.", "6", {"stars": "3"}),
        ("Năm 2023, tỉnh có 110 sản phẩm được gắn sao OCOP.", "110", {"step": "recognised"}),
        ("Năm nay có thêm 11 xã đạt chuẩn nữa để có 35 xã NTM.", "11", {"level": "standard"}),
        ("Có 84 xã NTM đạt từ 5 tiêu chí trở xuống.", "84", {"level": "standard", "criteria": "<=5"}),
        ("Trong số 19 sản phẩm OCOP, tỉnh có sản phẩm chè Shan đạt 5 sao.", "19", {}),
        ("Đến nay tỉnh có 121 xã được UBND tỉnh công nhận đạt chuẩn.", "121", {"level": "standard"}),
        ("Có 05 thôn Nông thôn mới kiểu mẫu.", "5", {"level": "model"}),
        ("Phấn đấu 53% trở lên số thôn đạt chuẩn NTM.", "53", {"level": "standard", "role": "share"}),
        ("Hơn 312 tỷ đồng xây dựng nông thôn mới.", "312000000000", {}),
        ("Có 64 chủ thể HTX tham gia OCOP.", "64", {"maker": "cooperative"}),
        ("Có 64 chủ thể là doanh nghiệp OCOP.", "64", {"maker": "company"}),
        ("Có 64 chủ thể là HTX, doanh nghiệp OCOP.", "64", {}),
    ],
)  # fmt: skip
def test_what_words_around_a_count_say(text: str, value: str, dimensions: dict[str, str]) -> None:
    found = said(text, value)
    assert found.pop("indicator") != "other" and found == dimensions


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Tỉnh có 3 trên 9 huyện đạt chuẩn NTM.", "3", "9"),
        ("Tỉnh có 160 trong tổng số 178 xã đạt chuẩn NTM.", "160", "178"),
    ],
)
def test_a_part_of_a_whole_in_words(text: str, part: str, whole: str) -> None:
    reading = reading_of(text)
    assert the(reading, whole).links["whole_of"] == the(reading, part).id


def test_bare_counts_of_places_are_of_the_one_class_told_before() -> None:
    reading = reading_of(
        "Tỉnh công nhận 26 sản phẩm OCOP đạt 4 sao năm 2023.",
        "Dẫn đầu là huyện Ba Bể với 15 sản phẩm; kế đến là huyện Na Rì 8 sản phẩm.",
    )
    for value in ("15", "8"):
        assert the(reading, value).dimensions == {"step": "recognised", "stars": "4"}


def test_a_total_may_be_split_twice() -> None:
    reading = reading_of(
        "Trong 31 sản phẩm OCOP được công nhận có 30 sản phẩm thực phẩm và 01 sản phẩm đồ uống;"
        " có 19 sản phẩm đánh giá mới và 12 sản phẩm đánh giá lại."
    )
    assert the(reading, "30").links["part_of"] == the(reading, "19").links["split_of"]
    assert the(reading, "19").dimensions == {"step": "recognised"}
    assert the(reading, "12").dimensions == {"step": "renewed"} and reading.mismatches == ()


def test_parts_of_several_grades_have_none() -> None:
    reading = reading_of(
        "Tỉnh có 13 sản phẩm OCOP 4 sao, 131 sản phẩm OCOP 3 sao, trong đó 124 sản phẩm thực phẩm."
    )
    assert the(reading, "124").dimensions == {"group": "food"}


def test_makers_seats_are_the_places_of_their_products_only() -> None:
    reading = reading_of(
        "Tỉnh có 4 sản phẩm OCOP 5 sao, trong đó có 2 sản phẩm của HTX Tân Sơn (xã Tân Sơn, huyện Chợ Mới),"
        " 1 sản phẩm của Công ty TNHH Hà Diệp (xã Đôn Phong, huyện Bạch Thông). Toàn tỉnh có 9 chủ thể OCOP."
    )
    areas = {f.value: f.area.name for f in reading.facts if f.area}
    assert (areas["2"], areas["1"], areas["9"]) == ("xã Tân Sơn", "xã Đôn Phong", "tỉnh Bắc Kạn")


def test_one_of_those_counted_does_not_place_them() -> None:
    reading = reading_of("Xã Khang Ninh (huyện Ba Bể) là một trong 17 xã đạt chuẩn NTM.")
    fact = the(reading, "17")
    assert fact.area is not None and fact.area.name == "tỉnh Bắc Kạn"


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("Dự kiến hết năm 2024, toàn tỉnh sẽ có 72 xã đạt chuẩn NTM.", "72", "provisional"),
        ("Các chủ thể hoàn thiện hồ sơ để công nhận 8 sản phẩm OCOP.", "8", "target"),
        ("06 xã phấn đấu đạt chuẩn NTM nâng cao.", "6", "target"),
        ("Sau nhiều năm phấn đấu với cách làm hay, tỉnh đã có 347 xã đạt chuẩn NTM.", "347", "actual"),
        ("Để đạt được 18 tiêu chí NTM, xã tập trung làm đường.", "18", "target"),
    ],
)
def test_striving_and_having(text: str, value: str, status: str) -> None:
    assert the(reading_of(text), value).status == status


def test_the_aims_of_a_plan_go_on_over_its_sentences() -> None:
    reading = reading_of(
        "Theo kế hoạch, đến năm 2025 tỉnh phấn đấu có thêm 150 sản phẩm OCOP. Trong đó, có 3 sản phẩm 5 sao."
        " Đồng thời, 30% làng nghề có sản phẩm OCOP."
    )
    assert {f.status for f in reading.facts} == {"target"}
    assert {f.period.end for f in reading.facts} == {"2025-12-31"}


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        ("Lũy kế từ năm 2019 đến hết năm 2021, tỉnh có 64 sản phẩm OCOP.", "as_of", "2021-12-31"),
        ("Trong 8 tháng qua, tỉnh công nhận 64 sản phẩm OCOP.", "range", "2024-03-13"),
        ("Đến hết tháng 2 có 64 xã NTM, vượt mục tiêu cả giai đoạn 2021 - 2025.", "as_of", "2024-02-29"),
    ],
)
def test_times_of_what_has_piled_up(text: str, kind: str, end: str) -> None:
    period = the(reading_of(text), "64").period
    assert (period.kind, period.end) == (kind, end)


def test_an_undated_bulletin_speaks_of_the_year_or_day_that_it_opens_with() -> None:
    title = "Huyện Ba Bể công bố kết quả phân hạng sản phẩm OCOP năm 2023"
    year = the(reading_of("Có 3 sản phẩm OCOP 3 sao.", title=title, published=None), "3").period
    day = the(reading_of("Ngày 27/12, có 3 sản phẩm OCOP 3 sao.", title=title, published=None), "3").period
    assert (year.kind, year.end, day.end) == ("year", "2023-12-31", "2023-12-27")


@pytest.mark.parametrize(
    "text",
    [
        "Hội chợ OCOP – Xuân 2024 vào tối mai.",
        "Dịch COVID-19 đã ảnh hưởng đến xây dựng NTM.",
        "Thôn Nà Làng 1, xã Thượng Quan, đã đổi thay.",
        "Sau 10 ngày, tuyến đường đã xong.",
        "Các sản phẩm OCOP gồm: Yến chưng đường phèn 18%, Yến chưng táo đỏ 20%.",
        "Chè A là 1 trong số các sản phẩm OCOP 4 sao.",
    ],
)
def test_years_days_and_names_count_nothing(text: str) -> None:
    reading = reading_of(text)
    assert reading.facts == () and reading.unexplained == ()


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("Tỉnh hoàn thành các chỉ tiêu đề ra, có 6 xã đạt chuẩn NTM.", "6", "actual"),
        ("Đến cuối năm 2024, 9 xã đạt chuẩn NTM.", "9", "target"),
        ("Tỉnh hướng tới 9 xã đạt chuẩn NTM.", "9", "target"),
    ],
)
def test_goals_that_are_met_are_no_aims(text: str, value: str, status: str) -> None:
    assert the(reading_of(text), value).status == status


def test_a_paragraph_that_goes_on_tells_more_of_the_plan() -> None:
    reading = reading_of(
        "Giai đoạn 2024 - 2026, tỉnh đặt mục tiêu phát triển mới 100 sản phẩm OCOP.",
        "Đặc biệt, có ít nhất 3 sản phẩm 5 sao.",
        "Tỉnh có 9 xã đạt chuẩn NTM.",
    )
    assert [(f.value, f.status) for f in reading.facts] == [
        ("100", "target"), ("3", "target"), ("9", "actual")
    ]  # fmt: skip


def test_a_bracket_without_a_count_parts_no_noun() -> None:
    reading = reading_of("Tổng kinh phí OCOP trong 3 năm (2021-2023) triển khai đề án là hơn 579 tỷ đồng.")
    assert the(reading, "579000000000").indicator == "ocop.capital"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Nay tỉnh có hai huyện là Ba Bể và Chợ Mới cùng 70/90 xã đạt chuẩn nông thôn mới.", "ntm.districts"),
        ("Tỉnh còn 2 huyện là Ba Bể và Chợ Mới chưa có xã nông thôn mới nào.", "ntm.districts_none"),
        ("Nay có 2 huyện, 70/90 xã hoàn thành mục tiêu quốc gia xây dựng nông thôn mới.", "ntm.districts"),
        ("Năm 2021, 2 huyện là Ba Bể và Chợ Mới được công nhận hoàn thành nông thôn mới.", "ntm.districts"),
    ],
)
def test_names_stand_between_a_count_and_what_is_told_of_it(text: str, indicator: str) -> None:
    assert the(reading_of(text), "2").indicator == indicator


def kinds(text: str) -> dict[str, tuple[str, str, str]]:
    """Value → indicator, level and status of what a text counts."""
    facts = reading_of(text).facts
    return {f.value: (f.indicator, f.dimensions.get("level", ""), f.status) for f in facts}


def test_a_count_with_a_change_of_its_own_has_not_changed_with_the_one_before() -> None:
    told = (
        "Tỉnh có 90 xã đạt chuẩn NTM nâng cao, tăng 9 xã so với cuối năm 2022 và 21 xã đạt chuẩn NTM "
        "kiểu mẫu, tăng 6 xã so với cuối năm 2022."
    )
    found = kinds(told)
    assert found["21"] == ("ntm.communes", "model", "actual") and found["6"][1:] == ("model", "change")


def test_this_share_is_the_one_told_last() -> None:
    found = kinds("Đến nay, 60/80 xã (75%) đạt chuẩn nông thôn mới. So với năm 2021, tỷ lệ này tăng 8,5%.")
    assert found["8.5"] == ("ntm.communes", "standard", "change")


def test_a_bound_raises_nothing() -> None:
    told = "Năm 2022, Hội đồng đánh giá, phân hạng từ 4 sao trở lên 26 sản phẩm OCOP."
    assert the(reading_of(told), "26").nature == "flow"


def test_units_by_the_places_that_are_named() -> None:
    told = "Có 3 đơn vị là huyện Ba Bể, Chợ Mới và Na Rì đang làm hồ sơ nông thôn mới."
    assert the(reading_of(told), "3").unit == "district"


@pytest.mark.parametrize(
    ("text", "value", "indicator"),
    [
        # what districts recognised is not what they are
        ("3 huyện Ba Bể, Na Rì và Chợ Mới đã công nhận được thôn nông thôn mới kiểu mẫu.", "3", "other"),
        ("Năm 2022, có 40 xã đạt chuẩn NTM, tăng 2 xã và đạt 90% so với Nghị quyết.", "90", "ntm.communes"),
        # an income that rises is one
        (
            "Thu nhập bình quân đầu người năm 2012 là 8,5 triệu đồng/người/năm, đến cuối năm 2016 lên 21 "
            "triệu đồng/người/năm.",
            "21000000",
            "ntm.income",
        ),
    ],
)
def test_what_a_figure_measures(text: str, value: str, indicator: str) -> None:
    assert the(reading_of(text), value).indicator == indicator


def test_digits_in_names_count_nothing() -> None:
    told = "Dịch Covid-19 tác động đến nông thôn mới. Có gạo thơm hạng nhất 777 (của Công ty Minh Anh) OCOP."
    assert [f.value for f in reading_of(told).facts] == []


def test_places_of_the_next_item_are_those_of_the_one_before() -> None:
    facts = reading_of(
        "Kết quả ở từng nơi như sau:",
        "- Huyện Ba Bể có 6/6 xã đạt chuẩn NTM: Yên Dương, Chu Hương.",
        "- Huyện Na Rì có 9 xã: Cư Lễ, Kim Lư.",
        "- Huyện Chợ Mới có 4 xã vùng cao.",
    ).facts
    level = {f.value: (f.indicator, f.dimensions.get("level")) for f in facts}
    assert (level["9"], level["4"]) == (("ntm.communes", "standard"), ("other", None))


def test_the_rest_of_the_makers_share_what_all_were_told_to_be() -> None:
    told = [
        "Có 14 sản phẩm OCOP của 8 chủ thể được công nhận đạt 3 sao.",
        "Trong số này, HTX Bản Cuôn (xã Ngọc Phái) có 3 sản phẩm gồm: miến, mì; "
        "7 chủ thể còn lại mỗi chủ thể có 1 sản phẩm.",
    ]
    rest = the(reading_of(*told), "7")
    assert (rest.dimensions.get("stars"), rest.dimensions.get("step")) == ("3", "recognised")


def test_the_numbers_of_items_count_nothing() -> None:
    told = "Hội đồng đánh giá 2 sản phẩm OCOP gồm: (1) Trà xanh Ba Bể, (2) Măng khô Na Rì."
    assert [f.value for f in reading_of(told).facts] == ["2"]


@pytest.mark.parametrize(
    "text",
    [
        "Huyện Ba Bể có 14 xã xây dựng nông thôn mới.",
        "Đoàn công tác đã kiểm tra các tiêu chí NTM nâng cao ở 14 xã.",
    ],
)
def test_places_where_it_is_built_or_looked_at_have_not_reached_it(text: str) -> None:
    assert said(text, "14")["indicator"] == "other"


def test_what_is_told_in_detail_is_the_figure_right_before() -> None:
    told = (
        "Toàn tỉnh có 90 sản phẩm OCOP, trong đó 60 sản phẩm 3 sao. Trong số này, 5 sản phẩm được nâng hạng. "
        "Cụ thể, 3 sản phẩm của HTX Bản Cuôn; 2 sản phẩm của HTX Nà Phặc."
    )
    facts = {f.value: f.dimensions.get("step") for f in reading_of(told).facts}
    assert (facts["3"], facts["2"]) == ("upgraded", "upgraded")


def test_each_of_several_places_has_a_whole_of_its_own() -> None:
    facts = reading_of("Xã Chu Hương và xã Yên Dương mỗi nơi đạt 12/19 tiêu chí NTM.").facts
    assert [f.value for f in facts].count("19") == 2
    assert len({f.id for f in facts}) == len(facts) == 4


def test_a_place_behind_thi_has_the_count_behind_it_and_all_of_them_the_grade() -> None:
    told = "Năm 2022, tỉnh có 40 sản phẩm OCOP được công nhận thì huyện Ba Bể chiếm 17, đều ở hạng 3 sao."
    fact = the(reading_of(told), "17")
    assert fact.area is not None
    assert (fact.area.name, fact.dimensions.get("stars")) == ("huyện Ba Bể", "3")


def test_places_told_of_without_a_figure_end_with_their_semicolon() -> None:
    told = "Năm 2025, huyện Ba Bể phấn đấu: xã Chu Hương, xã Yên Dương và xã Địa Linh đạt chuẩn NTM; "
    fact = the(reading_of(told + "xã Quảng Khê đạt 16 tiêu chí NTM."), "16")
    assert fact.area is not None and fact.area.name == "xã Quảng Khê"


def test_grades_in_a_row_before_a_count_are_its_grades() -> None:
    assert said("Tỉnh công nhận hạng 3 sao, 4 sao cho 14 sản phẩm OCOP.", "14")["stars"] == "3-4"


def test_places_that_were_not_looked_at_have_not_reached_it() -> None:
    told = "Huyện có 20 xã được công nhận đạt chuẩn NTM; 3 xã không thẩm định là A Bung, Tà Rụt và Húc."
    assert said(told, "3")["indicator"] == "other"


def test_whoever_takes_part_in_the_programme_is_a_maker() -> None:
    told = "Tỉnh phấn đấu có ít nhất 35 tổ chức kinh tế tham gia OCOP."
    assert said(told, "35")["indicator"] == "ocop.makers"


def test_points_of_what_is_named_after_a_place_are_its_own() -> None:
    told = "Hội đồng chấm 2 sản phẩm OCOP. Kết quả, miến dong Ba Bể được 71,5 điểm."
    assert said(told, "71.5")["indicator"] == "ocop.points"


def test_places_that_meet_a_single_criterion_are_not_of_the_level() -> None:
    told = "Có 12/12 xã đạt 11 TC cơ bản về NTM; có 5 xã đạt TC 13 về tổ chức sản xuất."
    assert said(told, "5")["indicator"] == "other"


def test_makers_are_of_the_kind_that_they_are_counted_for() -> None:
    told = "Có 31 chủ thể OCOP, trong đó chủ thể là hợp tác xã có 17 chủ thể; doanh nghiệp có 14 chủ thể."
    assert (said(told, "17")["maker"], said(told, "14")["maker"]) == ("cooperative", "company")


def test_a_grade_that_opens_a_sentence_is_that_of_its_count() -> None:
    told = "Năm 2023, hội đồng đã họp. Ở hạng 3 sao, huyện Ba Bể có 6 sản phẩm OCOP."
    assert said(told, "6")["stars"] == "3"
