"""The fact grammar: gold of the shipped bulletin, floors on the development set, what no text may break."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bulletin import decode, read_portal_text
from corpus.fact_evaluation import Report, evaluate
from corpus.model import Fact, Reading, Record
from corpus.reading import read
from readings import reading_of, the

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
FOLDERS = (ROOT / "corpus" / "bulletins", GOLD / "bulletins")

# Floors on the development bulletins: they may only rise.
FLOOR_PRECISION, FLOOR_RECALL = 0.980, 0.980
FLOOR_KNOWN_PRECISION, FLOOR_KNOWN_RECALL = 0.988, 0.986

# fmt: off
WORDS = (
    "218", "5/17", "10", "-", "14", "12,81", "1.234,5", "gần", "3", "nghìn", "hai", "mươi", "mốt", "một",
    "nửa", "%", "xã", "thôn", "huyện", "tỉnh", "sản", "phẩm", "OCOP", "4", "sao", "3-4", "sao", "NTM",
    "nâng", "cao", "kiểu", "mẫu", "tiêu", "chí", "tiêu", "chí/xã", "trong", "đó", "gồm", "và", ";", ",",
    ".", ":", "(", ")", "đạt", "chuẩn", "công", "nhận", "mới", "cấp", "lại", "thêm", "tăng", "giảm", "so",
    "với", "năm", "2022", "năm", "2023", "hiện", "nay", "đến", "nay", "phấn", "đấu", "dự", "kiến", "kế",
    "hoạch", "không", "có", "tỷ", "đồng", "triệu", "bình", "quân", "của", "chủ", "thể", "HTX", "13/3/2024",
    "231/QĐ-UBND", "quý", "I/2025", "6", "tháng", "đầu", "năm", "từ", "dưới", "trở", "lên", "huyện", "Ba",
    "Bể", "toàn", "tỉnh", "chiếm", "vượt", "giải", "ngân", "–", "*", "“", "”",
)
# fmt: on


@cache
def shipped() -> Reading:
    file = next(FOLDERS[0].glob("*.txt"))
    return read(read_portal_text(decode(file.read_bytes()), file.name))


@cache
def measured(gold: str) -> Report:
    return evaluate(GOLD / gold, FOLDERS)


def test_a_gold_fact_may_allow_other_readings_of_a_field(tmp_path: Path) -> None:
    told = "Năm 2023, tỉnh Bắc Kạn có 12 xã đạt chuẩn nông thôn mới, theo báo cáo của Ban chỉ đạo tỉnh."
    (tmp_path / "a.txt").write_text(f"Xây dựng nông thôn mới ở tỉnh Bắc Kạn\n\n{told}\n")
    gold = {
        "bulletin": "a", "exact": "12 xã", "value": "12", "unit": "commune", "indicator": "ntm.communes",
        "dimensions": {"level": "standard"}, "area": "tỉnh Cao Bằng", "status": "actual", "nature": "flow",
        "bound": "exact", "period": {"kind": "year", "start": "2023-01-01", "end": "2023-12-31"},
    }  # fmt: skip
    here = {"area": ["tỉnh Lào Cai", "tỉnh Bắc Kạn"]}
    for also, right in (({}, 0), (here, 1), ({"status": ["target"]}, 0)):
        (tmp_path / "gold.jsonl").write_text(json.dumps(gold | {"also": also}))
        assert evaluate(tmp_path / "gold.jsonl", tmp_path).right == right


# --- the shipped bulletin -------------------------------------------------------------------------


def test_shipped_bulletin_is_read_perfectly() -> None:
    report = measured("facts.jsonl")
    assert report.text() and report.precision == report.recall == 1.0, report.text()
    assert all(not pair.wrong for pair in report.pairs), report.text()
    assert report.unexplained == 0 and not report.unknown


@pytest.mark.parametrize(
    ("total", "step", "parts"),
    [("218", None, ["1", "18", "199"]), ("48", "eligible", ["4", "44"])],
)
def test_totals_are_linked_to_their_parts_and_add_up(total: str, step: str | None, parts: list[str]) -> None:
    facts = shipped().facts
    (whole,) = [f for f in facts if f.value == total]
    linked = [f for f in facts if f.links.get("part_of") == whole.id]
    assert whole.dimensions.get("step") == step
    assert [f.value for f in linked] == parts
    assert sum(Decimal(f.value) for f in linked) == Decimal(total)
    assert shipped().mismatches == ()


def test_reached_and_planned_share_a_quote() -> None:
    facts = shipped().facts
    (planned,) = [f for f in facts if f.value == "17"]
    (reached,) = [f for f in facts if f.id == planned.links["plan_of"]]
    assert (reached.value, reached.status, planned.status) == ("5", "provisional", "target")
    assert reached.quote == planned.quote


# --- the development set --------------------------------------------------------------------------


def test_development_set_stays_above_its_floors() -> None:
    report = measured("facts-dev.jsonl")
    assert report.meets(FLOOR_PRECISION, FLOOR_RECALL), report.text(listing=False)
    assert report.known_precision >= FLOOR_KNOWN_PRECISION, report.text(listing=False)
    assert report.known_recall >= FLOOR_KNOWN_RECALL, report.text(listing=False)
    assert report.unexplained == 0


def test_report_names_misses_extras_and_bulletins_that_are_not_there(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        (GOLD / "facts.jsonl").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8"
    )
    report = evaluate(gold, FOLDERS)
    assert report.right == 1 and len(report.extra) == len(measured("facts.jsonl").pairs) - 1
    assert "EXTRA" in report.text() and not report.meets(floor_precision=0.5)
    nowhere = evaluate(gold, tmp_path)
    assert nowhere.unknown and nowhere.recall == 0 and "MISSED" in nowhere.text()
    assert not nowhere.meets()


# --- one rule each --------------------------------------------------------------------------------


def test_parts_keep_the_meaning_of_their_total() -> None:
    reading = reading_of("Năm 2023, huyện Ba Bể đánh giá 9 sản phẩm của 7 chủ thể (5 HTX, 2 hộ kinh doanh).")
    assert the(reading, "9").dimensions["step"] == "assessed"
    assert the(reading, "5").links["part_of"] == the(reading, "7").id
    assert the(reading, "5").dimensions["maker"] == "cooperative"


def test_units_dropped_in_a_list_are_taken_from_the_total() -> None:
    reading = reading_of("Đến nay, tỉnh có 176 sản phẩm OCOP (5 sao: 02; 4 sao: 31; 3 sao: 143).")
    assert {f.value: f.dimensions.get("stars") for f in reading.facts} == {
        "176": None,
        "2": "5",
        "31": "4",
        "143": "3",
    }
    assert {f.unit for f in reading.facts} == {"product"}


def test_what_exists_is_not_what_is_new() -> None:
    reading = reading_of(
        "Đến nay, toàn tỉnh có 305 sản phẩm OCOP được công nhận. Năm 2023, công nhận mới 46 sản phẩm."
    )
    assert "step" not in the(reading, "305").dimensions and the(reading, "305").nature == "stock"
    assert the(reading, "46").dimensions["step"] == "recognised" and the(reading, "46").nature == "flow"


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh có 58 sản phẩm công nghiệp nông thôn tiêu biểu cấp tỉnh.",
        "Đã có 58 sản phẩm OCOP được đưa lên sàn thương mại điện tử.",
        "Trong 58 xã chưa đạt chuẩn, nhiều xã còn khó khăn.",
        "Dự hội nghị có đại diện 58 xã.",
        "Doanh nghiệp có 58 công nhân.",
    ],
)
def test_counts_of_other_things_are_no_indicator(text: str) -> None:
    assert the(reading_of(text), "58").indicator == "other"


def test_a_plan_reaches_over_its_list_and_no_further() -> None:
    reading = reading_of(
        "Mục tiêu năm 2025:",
        "- 20 xã đạt chuẩn NTM;",
        "- 5 xã NTM nâng cao.",
        "Đến nay có 9 xã đạt chuẩn NTM.",
    )
    assert [f.status for f in reading.facts] == ["target", "target", "actual"]
    assert the(reading, "5").dimensions["level"] == "advanced"


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("Đến nay, có 21/96 xã đạt chuẩn NTM (21,9%).", "21.9", "share"),
        ("Giải ngân vốn NTM 50 tỷ đồng, đạt 73% kế hoạch.", "73", "plan_ratio"),
        ("Tỷ lệ xã đạt chuẩn NTM đạt 54,9%.", "54.9", "share"),
        ("Ba phần tư số xã đạt chuẩn NTM.", "75", "share"),
    ],
)
def test_percentages_say_what_they_are_of(text: str, value: str, role: str) -> None:
    fact = the(reading_of(text), value)
    assert fact.unit == "percent" and fact.dimensions["role"] == role and fact.indicator != "other"


def test_a_fall_is_negative_and_names_its_base() -> None:
    fact = the(reading_of("Năm 2023, tỷ lệ hộ nghèo giảm 2,5% so với năm 2022."), "-2.5")
    assert (fact.indicator, fact.status, fact.links["base"]) == ("ntm.poverty", "change", "2022")


@pytest.mark.parametrize("text", ["Không có thôn đạt chuẩn NTM.", "Chưa có thôn đạt chuẩn NTM."])
def test_none_is_zero(text: str) -> None:
    assert the(reading_of(text), "0").indicator == "ntm.villages"


def test_sums_that_do_not_add_up_are_kept_and_flagged() -> None:
    reading = reading_of("Đến nay, tỉnh có 20 sản phẩm OCOP, gồm 5 sản phẩm 4 sao và 14 sản phẩm 3 sao.")
    assert len(reading.facts) == 3 and reading.mismatches == (f"{the(reading, '20').id}:19",)


def test_places_hold_for_their_own_figures_only() -> None:
    reading = reading_of(
        "Huyện Ba Bể có 12 sản phẩm OCOP; huyện Chợ Đồn có 15 sản phẩm OCOP. Toàn tỉnh có 218 sản phẩm OCOP."
    )
    areas = {f.value: f.area.name for f in reading.facts if f.area}
    assert areas == {"12": "huyện Ba Bể", "15": "huyện Chợ Đồn", "218": "tỉnh Bắc Kạn"}


def meanings(reading: Reading) -> list[tuple[str, str, str]]:
    """Value, area and the dimensions of each fact, in order."""
    return [
        (f.value, f.area.name if f.area else "", " ".join(f"{k}={v}" for k, v in f.dimensions.items()))
        for f in reading.facts
    ]


def test_figures_in_turn_go_with_the_list_before_them() -> None:
    reading = reading_of("Các huyện Ba Bể, Chợ Đồn và Na Rì lần lượt có 10, 8 và 3 xã đạt chuẩn NTM.")
    assert meanings(reading) == [
        ("10", "huyện Ba Bể", "level=standard"),
        ("8", "huyện Chợ Đồn", "level=standard"),
        ("3", "huyện Na Rì", "level=standard"),
    ]
    reading = reading_of("Số sản phẩm OCOP 3 sao, 4 sao lần lượt là 52 và 09 sản phẩm.")
    assert [(v, d) for v, _, d in meanings(reading)] == [("52", "stars=3"), ("9", "stars=4")]


def test_parts_belong_to_the_total_of_their_own_unit() -> None:
    reading = reading_of(
        "Có 15 sản phẩm của 11 chủ thể được công nhận đạt 4 sao, trong đó 12 sản phẩm công nhận mới."
        " Các chủ thể gồm 07 HTX, 04 doanh nghiệp."
    )
    assert the(reading, "12").links["part_of"] == the(reading, "15").id
    assert the(reading, "7").links["part_of"] == the(reading, "11").id


@pytest.mark.parametrize(
    ("text", "value", "indicator", "status"),
    [
        ("Thu nhập bình quân đầu người đạt 48 triệu đồng/người/năm, gấp 2,3 lần so với năm 2015.", "2.3",
         "ntm.income", "change"),
        ("Có 40 xã NTM nâng cao (tăng 12 xã so với cuối năm 2023).", "12", "ntm.communes", "change"),
        ("Huyện giảm tỷ lệ hộ nghèo 3,5% trong năm 2023.", "-3.5", "ntm.poverty", "change"),
        ("Theo kế hoạch, năm 2023 toàn tỉnh có 5 xã về đích NTM.", "5", "ntm.communes", "target"),
    ],
)  # fmt: skip
def test_changes_and_plans_keep_the_meaning_of_what_changed(
    text: str, value: str, indicator: str, status: str
) -> None:
    fact = the(reading_of(text), value)
    assert (fact.indicator, fact.status) == (indicator, status)


@pytest.mark.parametrize(
    ("text", "value", "dimensions"),
    [
        ("Toàn tỉnh có 166 xã đạt chuẩn nông thôn mới (NTM) nâng cao.", "166", {"level": "advanced"}),
        ("Có 2 xã: Như Cố, Nông Hạ được công nhận NTM kiểu mẫu.", "2", {"level": "model"}),
        ("Số xã đạt từ 15 - 18 tiêu chí: 29 xã.", "29", {"level": "standard", "criteria": "15-18"}),
        ("Công nhận 36 sản phẩm OCOP hạng 3 sao và 4 sao.", "36", {"stars": "3-4", "step": "recognised"}),
        ("Có 34 sản phẩm OCOP được nâng hạng từ 3 lên 4 sao.", "34", {"stars": "4", "step": "upgraded"}),
        ("Hội đồng tổ chức 3 đợt đánh giá, công nhận 118 sản phẩm OCOP năm 2023.", "118",
         {"step": "recognised"}),
    ],
)  # fmt: skip
def test_words_apart_from_a_count_still_qualify_it(text: str, value: str, dimensions: dict[str, str]) -> None:
    assert the(reading_of(text), value).dimensions == dimensions


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100% chủ thể OCOP được tập huấn chuyển đổi số.", "100"),
        ("Xã có 2 hợp tác xã và chợ quê.", "2"),
        ("Doanh thu sản phẩm OCOP đạt khá, giá bán 65.000 đồng/kg.", "65000"),
        ("Xã Như Cố còn 3 tiêu chí NTM chưa đạt.", "3"),
    ],
)
def test_what_is_done_to_them_makes_it_another_count(text: str, value: str) -> None:
    assert the(reading_of(text), value).indicator == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Rượu nếp 68 của hộ kinh doanh Vũ Thị Nhàn.",
        "Tải tệp (1.2 MB).",
        "Chính quyền địa phương 2 cấp vận hành.",
        "Phường 3, thành phố Bắc Kạn.",
    ],
)
def test_digits_in_names_are_no_figures(text: str) -> None:
    reading = reading_of(text)
    assert reading.facts == () and reading.unexplained == ()


def test_an_aim_ends_where_the_past_is_told() -> None:
    reading = reading_of(
        "Năm 2024, huyện Ba Bể phấn đấu đưa xã Khang Ninh về đích NTM. Qua kiểm tra, xã đã đạt 16 tiêu chí."
    )
    assert the(reading, "16").status == "actual"


def test_a_time_up_to_now_ends_with_its_paragraph() -> None:
    reading = reading_of("Từ đầu năm đến nay, công nhận 12 sản phẩm OCOP.", "Tỉnh có 9 xã đạt chuẩn NTM.")
    assert the(reading, "12").period.kind == "range" and the(reading, "9").period.kind == "as_of"


def test_income_and_poverty_need_no_mention_of_the_wide_programme() -> None:
    reading = reading_of(
        "Huyện Ba Bể có 12 sản phẩm OCOP.",
        "Tỷ lệ hộ nghèo của huyện giảm từ 4,2% năm 2021 xuống còn 1,8% năm 2023.",
        title="Huyện Ba Bể phát triển sản phẩm OCOP",
    )
    assert {the(reading, value).indicator for value in ("4.2", "1.8")} == {"ntm.poverty"}


def test_the_country_is_what_a_bulletin_may_be_about() -> None:
    reading = reading_of(
        "Cả nước có 6.370 xã đạt chuẩn NTM.",
        "Có 12 tỉnh, thành có 100% số xã đạt chuẩn NTM gồm: Hưng Yên, Nam Định.",
        "Bình quân đạt 17 tiêu chí/xã.",
        title="Cả nước có 6.370 xã đạt chuẩn nông thôn mới",
    )
    assert {f.area.name for f in reading.facts if f.area} == {"cả nước"}


# --- what no text may break -----------------------------------------------------------------------


def check(reading: Reading) -> None:
    paragraphs = {p.number: p.text for p in reading.bulletin.paragraphs}
    things: list[Fact | Record] = [*reading.facts, *reading.records]
    for thing in things:
        text, quote = paragraphs[thing.paragraph], thing.quote
        assert text[quote.start : quote.end] == quote.exact != ""
        assert thing.sentence[0] <= quote.start < quote.end <= thing.sentence[1]
        assert text[: quote.start].endswith(quote.prefix) and text[quote.end :].startswith(quote.suffix)
    ids = {f.id for f in reading.facts}
    for fact in reading.facts:
        Decimal(fact.value)
        assert "E" not in fact.value
        assert {fact.links[k] for k in ("part_of", "plan_of", "whole_of") if k in fact.links} <= ids


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_mix_of_report_words_is_read_soundly(words: list[str]) -> None:
    check(reading_of(" ".join(words)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_soundly(text: str) -> None:
    check(reading_of(text))


@pytest.mark.parametrize("piece", ["có 5 xã đạt chuẩn NTM, ", "huyện Ba Bể 1,5 ", "a", "("])
def test_endless_sentences_are_read_soundly(piece: str) -> None:
    reading = reading_of(piece * (9000 // len(piece)))
    check(reading)
    assert reading.unexplained == ()


@pytest.mark.parametrize("path", sorted((GOLD / "bulletins").glob("*.txt")), ids=lambda p: p.stem)
def test_development_bulletins_are_read_soundly(path: Path) -> None:
    reading = read(read_portal_text(decode(path.read_bytes()), path.name))
    check(reading)
    assert reading == read(reading.bulletin), "reading again gives the same"
