"""When a figure is of: each step by which it is decided, in texts of our own."""

from __future__ import annotations

import pytest

from bot import wording
from corpus.bulletin import read_portal_text
from corpus.model import Period
from corpus.reading import read
from readings import reading_of, the


def when(*paragraphs: str, value: str = "50", published: str | None = None) -> tuple[str, str]:
    """Kind and end of the time that a figure of a bulletin (undated, unless told otherwise) has."""
    period = the(reading_of(*paragraphs, published=published), value).period
    return period.kind, period.end or ""


@pytest.mark.parametrize(
    ("told", "end"),
    [
        ("Trong 6 tháng đầu năm 2022, huyện Ba Bể công nhận 9 sản phẩm OCOP.", "2022-06-30"),
        ("Tính đến hết tháng 4/2021, huyện Ba Bể có 9 xã NTM, tăng 2 xã so với năm 2020.", "2021-04-30"),
        ("Năm 2023, huyện Ba Bể công nhận 9 sản phẩm OCOP.", "2023-12-31"),
        ("Quý I/2022, huyện Ba Bể có thêm 9 xã đạt chuẩn NTM, phấn đấu năm 2025 có 12 xã.", "2022-03-31"),
    ],
)
def test_now_in_an_undated_bulletin_is_the_latest_time_told(told: str, end: str) -> None:
    assert when(told, "Đến nay, toàn huyện có 50 sản phẩm OCOP.") == ("as_of", end)


def test_of_a_now_that_only_a_year_is_told_of_some_day_of_it_is_meant() -> None:
    found = reading_of("Năm 2023, huyện Ba Bể có 9 xã NTM.", "Đến nay có 50 sản phẩm OCOP.", published=None)
    assert the(found, "50").period == Period("as_of", "2023-01-01", "2023-12-31", "now")
    assert wording.time(the(found, "50"), "vi") == "Năm 2023, "


@pytest.mark.parametrize(
    "told",
    [
        "Chương trình được huyện Ba Bể triển khai từ năm 2019.",  # founding
        "Năm 2019, có 5 xã đạt chuẩn NTM. Năm 2020, có 6 xã đạt chuẩn NTM.",  # years that compete
        "Đến năm 2020, có 9 xã đạt chuẩn NTM. Các xã làm hồ sơ trong năm 2021.",  # a later one
        "Mục tiêu đến năm 2025 có 9 xã đạt chuẩn NTM.",
    ],
)
def test_where_nobody_can_know_it_now_stays_unknown(told: str) -> None:
    assert when(told, "Hiện nay, toàn huyện có 50 sản phẩm OCOP.") == ("unknown", "")


def test_a_year_that_the_text_goes_on_to_is_not_behind_now() -> None:
    told = ("Năm 2018, có 9 xã NTM.", "Đến nay, có 50 sản phẩm OCOP.", "Tháng 5/2019, huyện mở hội chợ.")
    assert when(*told) == ("unknown", "")


def test_what_now_is_told_with_goes_on() -> None:
    told = ("Hết tháng 4/2021, có 9 xã đạt chuẩn NTM.", "Hiện huyện có 7 chủ thể OCOP.")
    assert when(*told, "Có 50 thôn đạt chuẩn NTM.") == ("as_of", "2021-04-30")


@pytest.mark.parametrize(
    ("text", "published", "end"),
    [
        ("Tổng cộng, huyện đã có 50 sản phẩm OCOP.", "2023-02-10", "2023-02-10"),
        ("Tổng cộng, huyện đã có 50 sản phẩm OCOP.", "2025-02-10", "2022-12-31"),
        ("Tổng cộng, huyện đã có 50 sản phẩm OCOP.", "2022-11-10", "2022-11-10"),
        ("Toàn huyện có 50 xã đạt chuẩn NTM.", "2022-11-10", "2022-11-10"),
    ],
)
def test_what_it_has_come_to_is_there(text: str, published: str, end: str) -> None:
    told = f"Năm 2022, huyện Ba Bể công nhận 9 sản phẩm OCOP. {text}"
    fact = the(reading_of(told, published=published), "50")
    assert (fact.period.kind, fact.period.end, fact.nature) == ("as_of", end, "stock")


def test_what_was_assessed_in_a_year_is_no_stock() -> None:
    told = "Năm 2022, huyện Ba Bể họp hội đồng. Huyện đã có 50 sản phẩm OCOP tham gia đánh giá."
    assert when(told, published="2023-02-10")[0] == "year"


def test_up_to_a_year_that_is_over() -> None:
    assert when("Đến năm 2022, huyện Ba Bể có 50 xã đạt chuẩn NTM.", published="2023-02-10")[0] == "as_of"
    assert when("Đến năm 2025, huyện Ba Bể phấn đấu có 50 xã đạt chuẩn NTM.")[0] == "year"
    this_year = "Năm 2022, có 2 xã. Tính đến hết quý II năm nay, có 50 sản phẩm OCOP."
    assert when(this_year) == ("as_of", "2022-06-30")


def test_a_bulletin_that_tells_its_month_only() -> None:
    text = (
        "Xã Mỹ Phương, huyện Ba Bể về đích nông thôn mới\n{}\n"
        "Xã Mỹ Phương huy động được 50 tỷ đồng xây dựng NTM, làm 3 km đường.\n"
        "Người dân phấn khởi, cùng nhau giữ đường làng sạch đẹp, trồng hoa ven các lối đi."
    )
    for line in ("2021-09", "Tháng 9/2021", "09/2021"):
        bulletin = read_portal_text(text.format(line), "b.txt")
        assert bulletin.published == "2021-09"
        assert {f.period.end for f in read(bulletin).facts} == {"2021-09-30"}
    assert read_portal_text(text.format("Giai đoạn 2021"), "b.txt").published is None


def test_a_time_heard_right_before_is_not_the_one_kept_behind_an_aim() -> None:
    text = "Huyện phấn đấu năm 2024 có thêm 2 xã. 6 tháng đầu năm 2023, huyện đã và đang làm 50 km đường."
    assert when(text, published="2023-07-09") == ("range", "2023-06-30")


@pytest.mark.parametrize("told", ["hoàn thành nhiệm vụ xây dựng NTM năm 2018", "đạt chuẩn NTM năm 2018"])
def test_the_year_of_an_award_goes_no_further(told: str) -> None:
    text = f"Chính phủ vừa công nhận thị xã Đức Phổ {told}. Tỉnh đã có 50 xã đạt chuẩn NTM."
    assert when(text)[0] == "unknown"


def test_times_that_have_not_begun_end_with_their_sentence() -> None:
    text = "Huyện Ba Bể có 9 xã NTM, 1 xã đến năm 2026 đạt chuẩn. Tính chung toàn tỉnh có 50 xã NTM."
    assert when(text, published="2024-03-13") == ("as_of", "2024-03-13")


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        ("Chiều qua 23/11, hội đồng họp. Huyện có 50 sản phẩm OCOP.", "as_of", "2022-11-23"),
        ("Trong những tháng cuối năm 2022, có 50 sản phẩm OCOP mới.", "range", "2022-12-31"),
        ("Năm 2022, có 2 xã. Đến cuối năm nay, ước có 50 sản phẩm OCOP.", "as_of", "2022-12-31"),
    ],
)
def test_more_words_of_time(text: str, kind: str, end: str) -> None:
    published = "2022-11-24" if "qua" in text else None
    assert when(text, published=published) == (kind, end)


def test_what_was_before_goes_no_further() -> None:
    told = "Trước đó, trong quý IV/2023, huyện nhận 9 hồ sơ. Hội đồng đã công nhận 50 sản phẩm OCOP."
    assert when(told, published="2024-03-13") == ("as_of", "2024-03-13")


def test_a_now_that_nothing_was_told_before() -> None:
    text = "Huyện hiện có 50 xã. Đến cuối năm 2021, 40 xã trong số này đã đạt chuẩn NTM."
    assert when(text) == ("as_of", "2021-12-31")


def test_topics_told_one_after_the_other_share_no_time() -> None:
    first = "Về quy hoạch, huyện làm sớm. Đến tháng 7/2017, huyện đã lập xong quy hoạch."
    assert when(first, "Về giao thông, đã làm mới 50 km đường.") == ("unknown", "")
    shared = ("Năm 2019 huyện Ba Bể có nhiều đổi mới.", first, "Về giao thông, đã làm 50 km đường.")
    assert when(*shared) == ("year", "2019-12-31")


def test_what_is_so_is_no_aim() -> None:
    then = "Huyện đặt mục tiêu năm 2021 có 40 sản phẩm OCOP. Khi đó, có 50 sản phẩm đăng ký tham gia."
    assert the(reading_of(then, published="2021-12-13"), "50").status == "actual"
    lacking = "Mục tiêu năm 2026 có 2 huyện NTM. Riêng 5 huyện chưa có xã đạt chuẩn NTM phải lập kế hoạch."
    assert the(reading_of(lacking), "5").status == "actual"
    joined = "Từ đầu năm đến nay toàn tỉnh đã có 7/30 xã đăng ký về đích NTM."
    assert the(reading_of(joined), "7").status == "actual"
    shown = "Nhờ quyết tâm cao của nhân dân, sau 6 năm xã Mỹ Phương đạt 13 tiêu chí NTM."
    assert the(reading_of(shown), "13").status == "actual"
    purpose = "Huyện làm đồng bộ các giải pháp để đến cuối năm 2026 có 50 xã đạt chuẩn NTM."
    assert the(reading_of(purpose), "50").status == "target"


def test_who_aims_and_who_is_only_meant() -> None:
    aim = "Các huyện phấn đấu đạt 6 tiêu chí; hỗ trợ xã A làm xong quy hoạch giai đoạn 2027 - 2028."
    fact = the(reading_of(f"Mục tiêu năm 2025, có 9 xã đạt chuẩn NTM. {aim}"), "6")
    assert (fact.status, fact.period.end) == ("target", "2025-12-31")
    meant = "Trong các xã phấn đấu về đích năm 2025, hiện có 6 xã đạt 19 tiêu chí NTM."
    assert the(reading_of(meant), "6").status == "actual"


def test_a_total_of_its_own_is_no_part_of_what_is_expected() -> None:
    told = "Huyện có 30 xã NTM. Dự kiến cuối năm 2020, có thêm 20 xã NTM."
    split = "Trong tổng số 14 xã đăng ký NTM nâng cao có 5 xã đạt 17 tiêu chí."
    found = reading_of(told, split, published="2020-06-07")
    for value in ("14", "5"):
        assert (the(found, value).status, the(found, value).period.end) == ("actual", "2020-06-07")


def test_the_plan_that_a_bracket_names() -> None:
    text = "Huyện hiện có 30 xã NTM, vượt chỉ tiêu giai đoạn 2016 - 2020 (chỉ tiêu là 21 xã)."
    fact = the(reading_of(text, published="2020-06-07"), "21")
    assert (fact.status, fact.period.kind, fact.period.end) == ("target", "range", "2020-12-31")


def test_the_year_of_an_aim_in_the_title_is_not_now() -> None:
    found = reading_of(
        "Theo đề án, năm 2015 toàn huyện sẽ có 30 xã NTM.",
        "Hiện huyện đã rà soát 50 xã.",
        title="Huyện Ba Bể: 30 xã về đích vào năm 2015",
        published=None,
    )
    assert the(found, "50").period.kind == "unknown"


def test_the_year_a_sentence_ends_with_where_no_time_holds() -> None:
    text = "Có 50 chủ thể nộp 61 phiếu đăng ký sản phẩm tham gia chương trình OCOP năm 2019."
    assert when(text) == ("year", "2019-12-31")
    assert when("Các chủ thể đang sản xuất cùng đăng ký.", text) == ("year", "2019-12-31")
    assert when("Huyện có 50 thôn, thu nhập năm 2019 đạt 40 triệu đồng/người.") == ("unknown", "")


def test_what_now_is_said_with_among_the_parts_of_an_aim() -> None:
    text = "Huyện phấn đấu năm 2026 có thêm 4 xã NTM: xã Mỹ Phương hiện đạt 16 tiêu chí."
    assert when(text, value="16", published="2024-03-13") == ("as_of", "2024-03-13")


def test_so_many_of_all_that_were_recognised_are_there() -> None:
    told = "Năm 2022, thành phố Bắc Kạn họp hội đồng. Thành phố đã công nhận được 50/900 sản phẩm OCOP."
    fact = the(reading_of(told, published="2023-06-16"), "50")
    assert (fact.period.end, fact.nature, fact.dimensions.get("step")) == ("2023-06-16", "stock", None)


@pytest.mark.parametrize(
    ("told", "published", "time"),
    [
        # a year that only says which ones they are
        (
            ("Hội đồng tỉnh chấm sản phẩm OCOP năm 2025.", "Có 50 sản phẩm OCOP năm 2021 được gia hạn."),
            None,
            ("year", "2025-12-31"),
        ),
        # what was before ends with its paragraph; behind an expected time it is now
        (
            (
                "Trước kia, huyện Ba Bể rất khó khăn. Năm 2011, các xã đạt bình quân 3 tiêu chí NTM.",
                "Ước đến cuối năm 2022, 90% số xã đạt chuẩn NTM. Thu nhập đạt 50 đồng/người/năm.",
            ),
            None,
            ("as_of", "2022-12-31"),
        ),
        (
            (
                "Năm 2011, các xã của huyện Ba Bể đạt bình quân 3 tiêu chí NTM.",
                "Ước đến cuối năm 2022, 90% số xã đạt chuẩn NTM. Thu nhập đạt 50 đồng/người/năm.",
            ),
            "2022-10-03",
            ("as_of", "2022-10-03"),
        ),
    ],
)
def test_a_time_ends_where_it_was_told_of_something_else(
    told: tuple[str, ...], published: str | None, time: tuple[str, str]
) -> None:
    assert when(*told, published=published) == time


def test_the_year_that_a_title_aims_at_is_not_told_of() -> None:
    told = ["Đến tháng 8/2017, huyện Ba Bể có 3 xã NTM.", "Hiện có 5 xã đạt 13 tiêu chí NTM."]
    title = "Ba Bể quyết tâm về đích huyện nông thôn mới vào năm 2021"
    assert the(reading_of(*told, title=title, published=None), "5").period.end == "2017-08-31"


def test_what_a_title_adds_was_added_in_the_time_of_the_text() -> None:
    told = "UBND tỉnh vừa phê duyệt kết quả phân hạng sản phẩm OCOP đợt 2 năm 2023."
    more = "Theo đó, công nhận 27 sản phẩm đạt 3 sao."
    title = "Bắc Kạn có thêm 27 sản phẩm OCOP 3 sao"
    facts = reading_of(told, more, title=title, published="2024-01-04").facts
    assert [(f.value, f.period.kind, f.period.end) for f in facts] == [("27", "year", "2023-12-31")] * 2


def test_an_aim_is_no_part_of_what_was_told_before() -> None:
    told = "Năm 2023, huyện Ba Bể có 34 sản phẩm OCOP 3 sao."
    aim = "Năm 2024, mục tiêu là phát triển các sản phẩm mới, trong đó, phấn đấu có thêm 20 sản phẩm OCOP."
    fact = the(reading_of(f"{told} {aim}", published=None), "20")
    assert (fact.status, fact.period.end, fact.dimensions.get("stars")) == ("target", "2024-12-31", None)


def test_a_day_long_before_what_is_told_is_not_the_one_spoken_from() -> None:
    began = "Ngày 31/12/2010, huyện Ba Bể phát động chương trình. Năm 2015, có 9 xã đạt chuẩn NTM."
    assert when(began, "Toàn huyện làm được 50 km đường.") == ("year", "2015-12-31")


def test_a_time_of_its_own_says_more_than_a_total_without_one() -> None:
    text = "Huyện huy động 174 tỷ đồng, trong đó nhân dân góp 8%; đến cuối năm 2016, huyện đã có 50 xã NTM."
    assert when(text) == ("as_of", "2016-12-31")


def test_an_aim_behind_another_count_has_a_time_of_its_own() -> None:
    told = "Năm 2022, huyện Ba Bể có thêm 50 sản phẩm OCOP và phấn đấu đến năm 2025, xã nào cũng có 1."
    assert when(told) == ("year", "2022-12-31")


def test_what_is_expected_without_a_time_is_for_that_of_the_aim_before() -> None:
    told = ["Năm 2022, huyện Ba Bể phấn đấu có 9 xã NTM.", "Dự kiến nhu cầu vốn xây dựng NTM là 50 đồng."]
    assert when(*told) == ("year", "2022-12-31")


def test_the_time_of_a_pledge_is_no_other_figures() -> None:
    told = "Xã Chu Hương đã đăng ký đạt chuẩn NTM nâng cao trong năm 2024. Hiện trạng xã đạt 50 tiêu chí NTM."
    assert when(told, published="2024-03-05") == ("as_of", "2024-03-05")


def test_the_year_of_a_plan_is_the_plans() -> None:
    told = "Đến hết tháng 11/2023, tỉnh có thêm 60 sản phẩm được công nhận OCOP, đạt 95% kế hoạch năm 2023."
    share = the(reading_of(told), "95")
    assert (share.indicator, share.dimensions.get("role"), share.period.end) == (
        "ocop.products",
        "plan_ratio",
        "2023-11-30",
    )
    planned = the(reading_of("Kế hoạch năm 2025 của tỉnh là có thêm 60 sản phẩm OCOP."), "60")
    assert (planned.status, planned.period.kind, planned.period.end) == ("target", "year", "2025-12-31")


def test_now_is_not_what_is_expected_behind_it() -> None:
    told = "Đến nay, 50 xã đã được công nhận đạt chuẩn NTM, dự kiến đến tháng 12/2023 sẽ có thêm 4 xã."
    assert when(told) == ("unknown", "")


def test_an_aim_is_not_for_the_day_by_which_something_was_reached() -> None:
    told = "Đến cuối năm 2023, huyện Ba Bể đạt bình quân 16 tiêu chí/xã. Huyện phấn đấu có thêm 50 xã NTM."
    assert when(told, published="2023-12-20") == ("unknown", "")


def test_a_year_before_a_day_that_is_told_is_over_in_an_undated_plan_too() -> None:
    told = [
        "Huyện Ba Bể đã ban hành Nghị quyết số 03-NQ/HU về xây dựng nông thôn mới.",
        "Tính đến cuối tháng 9/2023, huyện Ba Bể có 12 xã đạt chuẩn NTM.",
        "Năm 2022, huyện có 50 xã được công nhận đạt chuẩn NTM nâng cao.",
    ]
    assert the(reading_of(*told, kinds=("lead",), published=None), "50").status == "actual"


def test_theo_do_goes_on_from_what_was_decided() -> None:
    facts = reading_of(
        "Tỉnh vừa công nhận 31 sản phẩm OCOP hạng 4 sao, trong đó có 19 sản phẩm lần đầu.",
        "UBND tỉnh phê duyệt kết quả đánh giá sản phẩm OCOP đợt 2 năm 2023. Theo đó, có 31 sản phẩm 4 sao.",
        published="2024-03-02",
    ).facts
    assert [f.period.end for f in facts if f.value == "31"][-1] == "2023-12-31"


def test_what_is_under_way_in_a_time_is_of_that_time() -> None:
    told = "Năm 2023, huyện Ba Bể đang lập hồ sơ xét công nhận 50 xã đạt chuẩn NTM nâng cao."
    assert when(told) == ("year", "2023-12-31")


def test_what_is_compared_with_is_of_its_own_time() -> None:
    told = "Cuối năm 2020, tỷ lệ hộ nghèo của huyện Ba Bể còn 4% (so năm 2016 là 50%)."
    assert when(told) == ("year", "2016-12-31")


def test_what_is_taken_up_in_a_later_year_than_an_undated_bulletin_tells_of_is_aimed_at() -> None:
    told, more = "Huyện công nhận 9 sản phẩm OCOP.", "Năm 2023, huyện tập trung làm 50 sản phẩm."
    planned = the(reading_of(told, more, title="OCOP huyện Ba Bể năm 2022", published=None), "50")
    assert (planned.status, planned.period.end) == ("target", "2023-12-31")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # as many months as have gone by of the year are its first ones
        ("Tổng vốn NTM huy động trong 6 tháng là 50 tỷ đồng.", ("range", "2023-06-30")),
        ("6 tháng, huyện Ba Bể công nhận 50 sản phẩm OCOP.", ("range", "2023-06-30")),
        ("Trong 3 tháng, huyện Ba Bể công nhận 50 sản phẩm OCOP.", ("as_of", "2023-07-11")),
        ("Trong 6 tháng tới, huyện phấn đấu công nhận 50 sản phẩm OCOP.", ("unknown", "")),
        # what is asked for lies ahead, its year need not be said
        ("Trước tháng 11 hoàn thành đánh giá tối thiểu 50 sản phẩm OCOP.", ("as_of", "2023-10-31")),
        ("Chủ tịch yêu cầu các huyện phấn đấu đến 31/10 có 50 sản phẩm OCOP.", ("as_of", "2023-10-31")),
        ("Đến 31/10, toàn tỉnh có 50 sản phẩm OCOP.", ("as_of", "2022-10-31")),
        ("Kế hoạch cả năm của tỉnh là công nhận 50 sản phẩm OCOP.", ("year", "2023-12-31")),
    ],
)
def test_the_year_that_a_time_leaves_out(text: str, told: tuple[str, str]) -> None:
    found = the(reading_of(text, published="2023-07-11"), "50" if "tỷ" not in text else "50000000000")
    assert (found.period.kind, found.period.end or "") == told


def test_those_asked_to_strive_are_told_of_an_aim() -> None:
    text = "Chủ tịch UBND tỉnh yêu cầu các huyện phấn đấu đến 31/10 giải ngân trên 70% kế hoạch vốn NTM."
    assert the(reading_of(text, published="2023-07-11"), "70").status == "target"


def test_the_year_of_a_round_is_none_of_a_decision_in_a_later_year() -> None:
    told = (
        "Quyết định số 57/QĐ-UBND ngày 9/2/2024 phê duyệt kết quả đánh giá sản phẩm OCOP đợt 2 năm 2023. "
        "Theo đó, công nhận 50 sản phẩm đạt 4 sao. Trước đó, đợt 1 năm 2023, tỉnh công nhận 12 sản phẩm."
    )
    assert when(told, published="2024-02-14") == ("as_of", "2024-02-14")
    assert when(told, value="12", published="2024-02-14") == ("year", "2023-12-31")


def test_what_a_meeting_for_a_round_found_is_of_its_day() -> None:
    title = "Bắc Kạn đánh giá sản phẩm OCOP đợt 2 năm 2023"
    held = "Ngày 20/12, {} đánh giá, phân hạng sản phẩm OCOP đợt 2 năm 2023. Có 50 sản phẩm tham gia."
    more = "Được biết, ở đợt 1 (tháng 9/2023), tỉnh đã công nhận 19 sản phẩm."
    met = reading_of(held.format("tỉnh tổ chức hội nghị"), more, title=title, published="2023-12-21")
    times = [(f.period.kind, f.period.end) for f in met.facts]
    assert times == [("as_of", "2023-12-20"), ("month", "2023-09-30")]
    judged = reading_of(held.format("Hội đồng"), title=title, published="2023-12-21")
    assert the(judged, "50").period.kind == "year"


def test_what_led_to_a_result_is_no_aim() -> None:
    told = "Năm 2023, huyện có 5 xã NTM nâng cao."
    led = "Để có được kết quả trên, trong 3 năm 2021 - 2023, huyện đã huy động 12 tỷ đồng xây dựng NTM."
    assert when(told, f"{led} Nhân dân hiến 50 ha đất.") == ("range", "2023-12-31")


def test_the_year_of_its_title_is_not_when_a_place_is_told_of() -> None:
    opening = "Huyện Ba Bể có 14 xã và 1 thị trấn, được công nhận huyện đạt chuẩn NTM năm 2018."
    assert when(opening, value="14") == ("unknown", "")
    told = "Năm 2023, huyện công nhận 9 sản phẩm OCOP. Đến nay, toàn huyện có 50 sản phẩm OCOP."
    assert when(opening, told) == ("as_of", "2023-12-31")


def test_a_fair_lasts_since_the_day_on_which_it_was_opened() -> None:
    lead = "Hội chợ OCOP tỉnh Bắc Kạn năm 2023 giới thiệu nhiều đặc sản."
    told = "Diễn ra từ ngày 9/11 tại thành phố Bắc Kạn, hội chợ có 50 gian hàng. Doanh thu đạt 2 tỷ đồng."
    found = reading_of(lead, told, title="Hội chợ OCOP Bắc Kạn", published="2023-11-20", kinds=("lead",))
    assert {(f.period.kind, f.period.start, f.area and f.area.name) for f in found.facts} == {
        ("range", "2023-11-09", "thành phố Bắc Kạn")
    }
    week = "Dịp này, từ ngày 5 đến 9/4 sẽ diễn ra Tuần lễ sản phẩm OCOP với 50 gian hàng."
    assert when(week, published="2024-03-13") == ("range", "2024-04-09")


def test_a_chapter_of_a_plan_begins_with_the_time_of_the_plan() -> None:
    paragraphs = [
        "UBND tỉnh vừa ban hành Kế hoạch số 119/KH-UBND phát triển sản phẩm OCOP giai đoạn 2023 - 2025.",
        "II. MỤC TIÊU",
        "Năm 2024 công nhận mới 60 sản phẩm OCOP; năm 2025 công nhận mới 70 sản phẩm OCOP.",
        "III. TỔ CHỨC THỰC HIỆN",
        "Sở Nông nghiệp tổ chức 6 lớp tập huấn mỗi năm. Kinh phí OCOP dự kiến 50 tỷ đồng.",
    ]
    kinds = ("lead", "heading", "body", "heading")
    title = "Bắc Kạn ban hành Kế hoạch phát triển sản phẩm OCOP giai đoạn 2023 - 2025"
    found = reading_of(*paragraphs, title=title, published="2023-06-20", kinds=kinds)
    assert (the(found, "6").period.kind, the(found, "6").period.end) == ("range", "2025-12-31")
    assert the(found, "50000000000").status == "target"


def test_what_was_handed_over_at_a_meeting_is_of_its_day() -> None:
    told = "Năm 2019, tỉnh công nhận 20 sản phẩm OCOP."
    given = "Tại hội nghị, UBND tỉnh tặng bằng khen cho 50 cá nhân có thành tích trong giai đoạn 2016 - 2020."
    assert when(told, given, published="2020-07-16") == ("as_of", "2020-07-16")


def test_the_tasks_in_a_meetings_name_are_no_aim() -> None:
    held = "Sáng 16/7, tỉnh tổ chức hội nghị sơ kết 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm."
    found = the(reading_of(f"{held} Dự hội nghị có lãnh đạo 50 huyện, thị xã.", published="2020-07-16"), "50")
    assert (found.status, found.period.kind) == ("actual", "as_of")


def test_a_semicolon_parts_a_day_from_a_year() -> None:
    told = "Đến giữa tháng 11, mới có 6 xã thành lập hội đồng; 50 sản phẩm hết hạn trong năm 2023."
    assert when(told, published="2023-11-26") == ("year", "2023-12-31")


def test_more_than_were_new_are_of_those_that_are_there() -> None:
    told = (
        "Toàn tỉnh hiện có 196 sản phẩm OCOP; trong 6 tháng đầu năm công nhận mới 16 sản phẩm. "
        "Huyện Ba Bể có nhiều sản phẩm nhất (50 sản phẩm), ít nhất là huyện Na Rì (14 sản phẩm)."
    )
    found = reading_of(told, published="2023-07-12")
    for value in ("50", "14"):
        assert (the(found, value).period.kind, the(found, value).nature) == ("as_of", "stock")


def test_what_has_piled_up_behind_what_was_added_is_of_its_time() -> None:
    told = "Năm 2023, toàn tỉnh có thêm 27 thôn đạt chuẩn NTM, lũy kế 50 thôn."
    assert when(told, published="2024-01-12") == ("year", "2023-12-31")


def test_what_there_was_before_a_round_is_there_on_its_day() -> None:
    told = "Ở đợt 1 (tháng 9/2023), tỉnh công nhận 9 sản phẩm. Tính đến trước đợt này, tỉnh có 50 sản phẩm."
    assert when(told.replace("sản phẩm", "sản phẩm OCOP"), published="2023-12-21") == ("as_of", "2023-12-21")


def test_the_year_of_a_title_in_the_opening_is_not_the_bulletins() -> None:
    opening = "Huyện Ba Bể có 14 xã và 1 thị trấn, được công nhận huyện đạt chuẩn NTM năm 2018."
    told = "Năm 2023, huyện có 9 xã NTM nâng cao.", "Huyện duy trì 50 sản phẩm OCOP."
    assert the(reading_of(opening, *told, published=None), "50").status == "actual"


def test_makers_share_the_time_of_the_products_they_are_counted_for() -> None:
    text = "UBND tỉnh vừa công nhận 25 sản phẩm đạt 4 sao thuộc Chương trình OCOP năm 2023 cho 50 chủ thể."
    assert when(text, published="2023-12-29") == ("year", "2023-12-31")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Hội nghị đánh giá, phân hạng sản phẩm OCOP tỉnh Bắc Kạn năm 2023", "as_of"),
        ("Hội nghị tổng kết Chương trình OCOP tỉnh Bắc Kạn năm 2023", "year"),
        ("Bắc Kạn: Sản phẩm OCOP năm 2023", "year"),
    ],
)
def test_the_year_of_a_meeting_in_the_title_is_no_time(title: str, kind: str) -> None:
    lead = "Ngày 20/12/2023, Hội đồng đánh giá sản phẩm OCOP tỉnh Bắc Kạn họp."
    reading = reading_of(lead, "Tổ giúp việc đã thẩm định 17 hồ sơ.", title=title, published="2023-12-22")
    assert the(reading, "17").period.kind == kind
