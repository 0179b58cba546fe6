"""Whose a figure is and what it counts, where lists, fairs, portraits and rankings leave it open."""

from __future__ import annotations

import pytest

from readings import reading_of, the

SON_LA = "Tin OCOP và nông thôn mới tỉnh Sơn La"


def told(*paragraphs: str, title: str = SON_LA) -> list[tuple[str, str, str, dict[str, str]]]:
    facts = [f for f in reading_of(*paragraphs, title=title).facts if f.paragraph]
    return [(f.value, f.area.name if f.area else "", f.indicator, dict(f.dimensions)) for f in facts]


def places(*paragraphs: str, title: str = SON_LA) -> list[tuple[str, str]]:
    return [(value, area) for value, area, _, _ in told(*paragraphs, title=title)]


def meant(text: str, value: str, title: str = SON_LA) -> dict[str, str]:
    fact = the(reading_of(text, title=title), value)
    return {"indicator": fact.indicator, **fact.dimensions}


# --- places ---------------------------------------------------------------------------------------


def test_counts_behind_the_bare_names_of_districts_are_no_part_of_them() -> None:
    text = "Giao chỉ tiêu OCOP cho các huyện: Mường La 8 sản phẩm, Sông Mã 7, Phù Yên 5, Yên Châu 4."
    assert places(text) == [
        ("8", "huyện Mường La"), ("7", "huyện Sông Mã"), ("5", "huyện Phù Yên"), ("4", "huyện Yên Châu"),
    ]  # fmt: skip


def test_regions_told_of_in_a_row_each_have_their_share() -> None:
    found = told(
        "Trong khi Tây Nguyên có 95% số xã và Nam Trung Bộ có 91,3% số xã đạt chuẩn thì miền núi phía Bắc chỉ"
        " đạt 52,7%, Bắc Trung Bộ 64,4%. Vẫn còn 6 tỉnh có tỷ lệ xã đạt chuẩn dưới 30%.",
        title="Cả nước xây dựng nông thôn mới",
    )
    names = ["vùng Tây Nguyên", "vùng Nam Trung Bộ", "vùng miền núi phía Bắc", "vùng Bắc Trung Bộ"]
    assert [area for _, area, _, _ in found] == [*names, "cả nước", "cả nước"]
    assert {indicator for _, _, indicator, _ in found[:4]} == {"ntm.communes"}


def test_a_region_may_lead_the_others() -> None:
    text = "Cả nước có 9.000 sản phẩm OCOP. Đồng bằng sông Hồng dẫn đầu với hơn 3.100 sản phẩm."
    assert places(text, title="OCOP trên cả nước")[-1] == ("3100", "vùng Đồng bằng sông Hồng")


@pytest.mark.parametrize(
    "ranked",
    [
        "Huyện Mường La dẫn đầu với 43 sản phẩm.",
        "Nhiều nhất là huyện Mường La với 43 sản phẩm.",
        "Huyện Mường La có ít sản phẩm nhất, mới có 43 sản phẩm.",
    ],
)
def test_a_place_that_ranks_among_others_is_not_spoken_of_further(ranked: str) -> None:
    text = f"Tỉnh có 120 sản phẩm OCOP. {ranked} Cả năm chỉ có 14 điểm bán hàng OCOP được mở."
    assert places(text)[1:] == [("43", "huyện Mường La"), ("14", "tỉnh Sơn La")]


def test_a_place_that_ranks_has_what_the_places_are_ranked_by() -> None:
    found = told("Toàn tỉnh có 57 xã đạt chuẩn NTM. Nhiều nhất là huyện Mường La với 13 xã.")
    assert found[-1] == ("13", "huyện Mường La", "ntm.communes", {"level": "standard"})


def test_a_whole_place_may_be_the_one_that_another_was_said_to_lie_in() -> None:
    text = "Xã Chiềng Ban (huyện Mai Sơn) có 11 bản. Toàn huyện có 12 xã đạt chuẩn NTM."
    assert places(text) == [("11", "xã Chiềng Ban"), ("12", "huyện Mai Sơn")]


def test_brackets_joined_split_nothing_of_each_other() -> None:
    text = "Nhiều sản phẩm OCOP có huyện Sông Mã (31 sản phẩm), Bắc Yên (29) và Mường La (22)."
    assert {f.value: dict(f.links) for f in reading_of(text, title=SON_LA).facts} == {
        "31": {}, "29": {}, "22": {},
    }  # fmt: skip


def test_what_the_next_place_has_is_no_part_of_what_another_has() -> None:
    text = "Huyện Mai Sơn có 8 xã NTM nâng cao, trong đó 3 xã mới đạt; huyện Sông Mã có 7 xã nâng cao."
    assert "part_of" not in the(reading_of(text, title=SON_LA), "7").links


def test_what_a_maker_does_is_told_of_its_commune() -> None:
    text = (
        "Anh Lò Văn An - Giám đốc HTX Minh Lợi (xã Chiềng Hặc, huyện Yên Châu) chia sẻ: “Từ khi được gắn"
        " sao, hàng bán chạy. Năm 2022, HTX tiêu thụ giúp bà con 25 tấn mận, doanh thu 1,6 tỷ đồng”."
    )
    assert {area for _, area in places(text)} == {"xã Chiềng Hặc"}


def test_what_is_sent_to_another_province_is_not_of_it() -> None:
    text = (
        "Đoàn đến HTX Minh Lợi (xã Chiềng Hặc, huyện Yên Châu). HTX hiện có 46 thành viên, mỗi ngày cung cấp"
        " 7 tấn rau cho siêu thị và bếp ăn tại TP. Hà Nội."
    )
    assert places(text)[-1] == ("7", "xã Chiềng Hặc")
    given = "Tỉnh trao 7 tấn gạo cho hộ nghèo ở xã Chiềng Hặc."
    assert places(given) == [("7", "xã Chiềng Hặc")]


def test_a_place_in_the_name_of_a_maker_is_not_its_seat() -> None:
    text = "Công nhận 2 sản phẩm OCOP của HTX Dệt thổ cẩm bản Hoa (huyện Mường La): khăn và túi."
    assert places(text) == [("2", "huyện Mường La")]


# --- fairs ----------------------------------------------------------------------------------------

FAIR = (
    "Hội chợ mở ra nhiều cơ hội cho các chủ thể OCOP và bà con nông dân.",
    "Diễn ra từ ngày 9/3 tại Quảng trường, thành phố Sơn La, hội chợ đón 4.000 lượt khách mỗi ngày.",
    "Có 362 gian hàng của doanh nghiệp, hợp tác xã, giới thiệu 500 sản phẩm OCOP.",
    "Tính đến ngày 1/3/2024, Sơn La có 150 sản phẩm OCOP còn hiệu lực. So với mục tiêu 120 sản phẩm đề ra,"
    " tỉnh đã vượt 30 sản phẩm. Huyện Mường La dẫn đầu về sản phẩm 4 sao với 16 sản phẩm.",
)


def test_a_fair_is_held_where_the_sentence_that_opens_it_says() -> None:
    assert dict(places(*FAIR, title="Hội chợ OCOP Sơn La"))["362"] == "thành phố Sơn La"


def test_what_a_paragraph_goes_on_to_count_is_not_shown_at_the_fair() -> None:
    found = {v: (area, i, d) for v, area, i, d in told(*FAIR, title="Hội chợ OCOP Sơn La")}
    assert found["500"][1] == "other"
    assert found["30"] == ("tỉnh Sơn La", "ocop.products", {"role": "plan_excess"})
    assert found["16"] == ("huyện Mường La", "ocop.products", {"stars": "4"})


# --- what is counted ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hội chợ OCOP mở các đêm 13 và 14/11, có 36 gian hàng.", ["36"]),
        ("Lớp tập huấn OCOP ngày 12, 13/8 có 36 học viên.", ["36"]),
        ("Khu đô thị 5A và Quốc lộ 6B có 36 gian hàng OCOP.", ["36"]),
        ("Hội chợ OCOP có 36 gian hàng của doanh nghiệp.", ["36"]),
        ("6 tỉnh chưa có huyện nào được công nhận đạt chuẩn NTM.", ["6"]),
        ("Những xã còn dưới 15 tiêu chí NTM phải có phương án; 9 xã đạt chuẩn NTM.", ["9"]),
    ],
)
def test_days_and_names_count_nothing(text: str, values: list[str]) -> None:
    assert [f.value for f in reading_of(text).facts] == values


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Cấp xã công nhận 58 sản phẩm OCOP 3 sao tại 27 xã, phường.", "58",
         {"indicator": "ocop.products", "stars": "3", "step": "recognised"}),
        ("Tổ chức 2 đợt đánh giá, công nhận 34 sản phẩm OCOP 4 sao của 21 chủ thể; cấp xã công nhận 58 sản"
         " phẩm 3 sao.", "21", {"indicator": "ocop.makers", "stars": "4", "step": "recognised"}),
        ("Phấn đấu có thêm 80 sản phẩm OCOP từ 3 sao trở lên, nâng tỷ lệ sản phẩm 4 sao lên 15%.", "15",
         {"indicator": "ocop.products", "stars": "4", "role": "share"}),
        ("Có 86 xã đạt chuẩn NTM; 4 xã NTM nâng cao, bằng 4,7% số xã đạt chuẩn.", "4.7",
         {"indicator": "ntm.communes", "level": "advanced", "role": "share"}),
        ("Có 79 sản phẩm OCOP, trong đó 27 sản phẩm 4 sao và 52 sản phẩm 3 sao, tập trung vào nhóm thực phẩm"
         " (70 sản phẩm), đồ uống (9 sản phẩm).", "70", {"indicator": "ocop.products", "group": "food"}),
        ("Hội đồng OCOP tỉnh đã chấm điểm trực tuyến 27 sản phẩm.", "27",
         {"indicator": "ocop.products", "step": "assessed"}),
    ],
)  # fmt: skip
def test_grades_levels_and_steps_of_what_is_counted(
    text: str, value: str, expected: dict[str, str]
) -> None:
    assert meant(text, value) == expected


def test_products_named_again_by_what_happened_to_them_keep_their_grade() -> None:
    found = told(
        "UBND tỉnh công nhận 12 sản phẩm OCOP hạng 4 sao. Trong đó, công nhận lần đầu 8 sản phẩm, nâng hạng 4"
        " sản phẩm.",
        "Ảnh chụp tại hội nghị công bố kết quả của tỉnh sáng nay.",
        "4 sản phẩm nâng hạng là: miến dong, chè xanh, mận sấy và gạo nếp.",
    )
    assert found[-1][3] == {"step": "upgraded", "stars": "4"}


# --- lists, shares and what is lacking ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Có 27 xã NTM nâng cao, 2 xã kiểu mẫu; 5 đơn vị cấp huyện được công nhận.", "5",
         {"indicator": "ntm.districts", "level": "standard"}),
        ("Có 88 xã NTM nâng cao. Có 5 huyện được Thủ tướng Chính phủ công nhận, gồm: Mai Sơn, Sông Mã.", "5",
         {"indicator": "ntm.districts", "level": "standard"}),
        ("Phấn đấu có 80% số xã đạt chuẩn NTM; ít nhất 29 đơn vị cấp huyện; 17,4 tiêu chí/xã.", "29",
         {"indicator": "ntm.districts", "level": "standard"}),
        ("Phấn đấu 95% số xã đạt chuẩn NTM, 50% đạt chuẩn NTM nâng cao.", "50",
         {"indicator": "ntm.communes", "level": "advanced", "role": "share"}),
        ("2 xã Ngọc Chiến (Mường La) và Tú Nang (Yên Châu) đăng ký về đích NTM nhưng không hoàn thành.", "2",
         {"indicator": "other"}),
        ("Qua rà soát NTM, 7 xã còn vướng 3 tiêu chí.", "7", {"indicator": "other"}),
        ("Qua rà soát NTM, 7 xã còn thiếu 3 tiêu chí.", "3", {"indicator": "other"}),
        ("Hai huyện Mường La, Sông Mã vẫn là “huyện trắng” xã NTM.", "2",
         {"indicator": "ntm.districts_none", "level": "standard"}),
        ("Có 78 sản phẩm OCOP của 61 chủ thể, gấp 3 lần năm 2022.", "3", {"indicator": "ocop.products"}),
        ("Có 78 sản phẩm OCOP của 61 chủ thể, tăng 30% so với năm 2022.", "30",
         {"indicator": "ocop.products"}),
        ("Có 78 sản phẩm OCOP của 61 chủ thể: 4 sao: 18; 3 sao: 60.", "18",
         {"indicator": "ocop.products", "stars": "4"}),
        ("Doanh thu OCOP đạt 345 tỷ đồng, trong đó bán hàng trực tuyến chiếm 12%.", "12",
         {"indicator": "ocop.revenue", "role": "share"}),
        ("Sản phẩm OCOP du lịch cộng đồng mới có 9, tập trung ở Mai Sơn.", "9",
         {"indicator": "ocop.products", "group": "tourism"}),
        ("Mở rộng đường xây dựng NTM; lắp mới 126 km điện chiếu sáng.", "126", {"indicator": "other"}),
        ("Huyện Sông Mã có 18 xã và 2 thị trấn, được công nhận huyện đạt chuẩn NTM.", "2",
         {"indicator": "other"}),
        ("So với mục tiêu, tỉnh còn thiếu 23 xã đạt chuẩn NTM.", "23", {"indicator": "other"}),
        ("Năm 2023, HTX có doanh thu từ sản phẩm OCOP 9 tỷ đồng, lãi 2 tỷ đồng.", "2000000000",
         {"indicator": "other"}),
        ("Công nhận 31 sản phẩm OCOP hạng 4 sao và 3 sao.", "31",
         {"indicator": "ocop.products", "stars": "3-4", "step": "recognised"}),
        ("Đã có 145 sản phẩm OCOP vào siêu thị.", "145", {"indicator": "other"}),
        ("Thu nhập của các xã NTM đạt từ 85 triệu đồng/người; xã Nà Ớt đạt 92 triệu đồng.", "92000000",
         {"indicator": "ntm.income"}),
        ("Tỉnh đón 4.200 lượt khách, doanh thu 21 tỷ đồng.", "21000000000", {"indicator": "other"}),
        ("Cả nước có 82 sản phẩm du lịch OCOP.", "82", {"indicator": "ocop.products", "group": "tourism"}),
        ("Vốn Trung ương xây dựng NTM giải ngân được 83%.", "83",
         {"indicator": "ntm.capital", "source": "central", "role": "plan_ratio"}),
        ("Giải ngân được 61,8 tỷ đồng vốn Trung ương xây dựng NTM, bằng 21,6% kế hoạch, trong khi cùng kỳ năm"
         " 2022 đạt 30%.", "30", {"indicator": "ntm.capital", "source": "central", "role": "plan_ratio"}),
        ("Vốn NTM giải ngân bằng 21,6% kế hoạch, năm 2022 kinh tế tăng trưởng đạt 7%.", "7",
         {"indicator": "other"}),
    ],
)  # fmt: skip
def test_what_lists_shares_and_percentages_are_of(text: str, value: str, expected: dict[str, str]) -> None:
    assert meant(text, value) == expected


def test_what_is_disbursed_is_of_the_programme_that_the_bulletin_is_about() -> None:
    text = "Tỉnh đã công nhận 25 sản phẩm OCOP, giải ngân trên 95% kế hoạch vốn."
    assert meant(text, "95", title="Sơ kết xây dựng nông thôn mới")["indicator"] == "ntm.capital"
    assert meant(text, "95", title="Sơ kết Chương trình OCOP")["indicator"] == "ocop.capital"


def test_rewards_are_no_part_of_what_a_programme_costs() -> None:
    text = (
        "Tổng kinh phí thực hiện là 48,6 tỷ đồng. Mức thưởng theo nghị quyết của tỉnh: sản phẩm 3 sao 10"
        " triệu đồng, 4 sao 20 triệu đồng."
    )
    facts = reading_of("III. KINH PHÍ", text, title="Kế hoạch OCOP", kinds=["heading"]).facts
    assert [f.indicator for f in facts] == ["ocop.capital", "other", "other"]


def test_so_many_of_each_of_the_places_named_before() -> None:
    text = "Còn 2 huyện là Sốp Cộp và Bắc Yên số xã đạt chuẩn NTM rất thấp, mỗi huyện mới có 01 xã."
    found = told(text)
    assert found[0][2] == "other"
    assert {(area, indicator) for value, area, indicator, _ in found if value == "1"} == {
        ("huyện Sốp Cộp", "ntm.communes"), ("huyện Bắc Yên", "ntm.communes"),
    }  # fmt: skip


def test_no_commune_with_few_criteria_is_told_of_the_basic_level() -> None:
    found = told("Có 36 xã đạt chuẩn NTM, 1 xã kiểu mẫu. Cụ thể:", "- Không còn xã dưới 5 tiêu chí.")
    assert found[-1][3] == {"level": "standard", "criteria": "<5"}


def test_labels_before_colons_say_what_happened_to_the_products_behind_them() -> None:
    text = "- Năm 2024 công nhận mới: 52 sản phẩm OCOP; công nhận lại: 24 sản phẩm; nâng hạng: 3 sản phẩm."
    found = told(text)
    assert [(value, dimensions.get("step")) for value, _, _, dimensions in found] == [
        ("52", "recognised"), ("24", "renewed"), ("3", "upgraded"),
    ]  # fmt: skip


def test_a_counter_that_says_nothing_counts_what_the_label_names() -> None:
    assert meant("- Số huyện đạt chuẩn NTM: 4 đơn vị.", "4") == {
        "indicator": "ntm.districts", "level": "standard",
    }  # fmt: skip


def test_communes_merged_are_told_of_the_one_they_made() -> None:
    text = "Xã Mường Bú được thành lập trên cơ sở hợp nhất 3 xã: Mường Bú, Mường Chùm và Tạ Bú."
    assert places(text, title="Xã Mường Bú, tỉnh Sơn La sau sắp xếp") == [("3", "xã Mường Bú")]


def test_a_share_behind_thi_is_of_its_own_place() -> None:
    text = "Vùng Tây Bắc có 3.000 sản phẩm OCOP thì số sản phẩm của tỉnh chiếm 6%."
    assert places(text) == [("3000", "vùng Tây Bắc"), ("6", "tỉnh Sơn La")]


def test_what_makers_are_supported_with_is_spent_but_not_what_each_is_given() -> None:
    found = told("Các chủ thể OCOP được hỗ trợ 21 tỷ đồng. Mỗi chủ thể được hỗ trợ 50 triệu đồng.")
    assert [indicator for _, _, indicator, _ in found] == ["ocop.capital", "other"]
