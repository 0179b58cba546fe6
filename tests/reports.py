"""Generated bulletins and questions about them: strategies for property tests.

Clauses of reports as templates, filled with drawn figures, places, years and names; the questions ask
for what some bulletin says, and as often for places, years and grades that none speaks of.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from hypothesis import strategies as st

PROVINCES = ["Lào Cai", "Hòa Bình", "Sơn Hải", "Bắc Vân"]
DISTRICTS = ["Mường Khương", "Tân Lạc", "Bình Lộc", "Đức An", "Châu Thới", "Phú Hòa", "Thượng Xuân"]
MAKERS = ["HTX Tân Phát", "Công ty TNHH Nam Hưng", "Hợp tác xã Thuận Yên", "Tổ hợp tác Đồng Tiến"]
PRODUCTS = ["Miến dong Tà Lèng", "Chè Suối Mây", "Mật ong Khe Vàng", "Bánh gai Bản Tèo"]
PEOPLE = ["Nguyễn Văn Hải", "Trần Thị Hương", "Lò Văn Thắng", "Đỗ Minh Quân"]
YEARS = st.integers(2022, 2024)


@dataclass(frozen=True)
class Report:
    """A bulletin to be read: as a line of a ``.jsonl`` file."""

    province: str
    year: int
    line: dict[str, object]


def vi(number: int, decimals: int = 0) -> str:
    """A figure as Vietnamese writes it; the last *decimals* digits stand behind the comma."""
    whole, rest = divmod(number, 10**decimals)
    shown = f"{whole:,}".replace(",", ".")
    return f"{shown},{rest:0{decimals}d}" if decimals else shown


def bare(text: str) -> str:
    """Without diacritics and capitals."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


# --- bulletins ------------------------------------------------------------------------------------

# {n}, {m}, {p}, {big}: whole figures; {d}, {e}: figures with a comma; {y}, {last}, {next}: the year and
# those beside it; {one}, {two}: districts; {who}: a person; {thing}, {other}: products; {maker},
# {second}: makers; {day}: a day.
CLAUSES = [
    "Hiện nay, toàn tỉnh có {n} sản phẩm OCOP, trong đó có {m} sản phẩm 4 sao và {p} sản phẩm 3 sao.",
    "Đến nay, toàn tỉnh có {n} sản phẩm OCOP từ 3 sao trở lên của {m} chủ thể.",
    "Năm {y}, tỉnh công nhận {n} sản phẩm OCOP 3 sao và {m} sản phẩm OCOP 4 sao.",
    "Năm {y}, toàn tỉnh có thêm {n} xã đạt chuẩn NTM (kế hoạch {m} xã).",
    "Lũy kế đến hết năm {y}, có {n} xã đạt chuẩn NTM, {m} xã đạt chuẩn NTM nâng cao, {p} xã NTM kiểu mẫu.",
    "Đến 30/6/{y}, toàn tỉnh có {n}/{big} xã đạt chuẩn NTM.",
    "Dự kiến đến hết năm {y}, toàn tỉnh đạt {n}/{big} xã NTM; {m} xã NTM nâng cao.",
    "Năm {next}, tỉnh phấn đấu có thêm {n} xã đạt chuẩn NTM và {m} xã NTM nâng cao.",
    "Kế hoạch năm {next}, công nhận mới {n} sản phẩm OCOP.",
    "Bình quân toàn tỉnh đạt {d} tiêu chí/xã, tăng {e} tiêu chí so với năm {last}.",
    "Có {n} xã đạt 19 tiêu chí; {m} xã đạt từ 15 - 18 tiêu chí; {p} xã đạt từ 10 - 14 tiêu chí.",
    "Huyện {one} có {n} sản phẩm OCOP, huyện {two} có {m} sản phẩm OCOP.",
    "Số sản phẩm OCOP tăng {n} sản phẩm so với năm {last}.",
    "Tổng nguồn lực năm {y} đạt {d} tỷ đồng, gồm ngân sách tỉnh {e} tỷ đồng, vốn tín dụng {m} tỷ đồng.",
    "Thu nhập bình quân đầu người khu vực nông thôn năm {y} đạt {d} triệu đồng/người/năm.",
    "Tỷ lệ hộ nghèo của tỉnh năm {y} giảm còn {e}%.",
    "Trong 6 tháng đầu năm {y}, toàn tỉnh đánh giá {n} sản phẩm; công nhận {m} sản phẩm OCOP 3 sao.",
    "Trong quý I/{y}, toàn tỉnh có {n} xã đạt chuẩn NTM.",
    "Phó Chủ tịch UBND tỉnh {who} chủ trì Hội nghị và yêu cầu các địa phương đẩy nhanh tiến độ.",
    "UBND tỉnh công nhận 2 sản phẩm 4 sao gồm: {thing} của {maker} và {other} của {second} (huyện {one}).",
    "Quyết định số {n}/QĐ-UBND ngày {day}/3/{y} của UBND tỉnh phê duyệt kết quả phân hạng sản phẩm OCOP.",
    "Có {m} huyện chưa có xã NTM là {one} và {two}.",
    "Nguyên nhân là do nguồn vốn phân bổ chậm nên {n} xã chưa đạt tiêu chí giao thông.",
]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """One bulletin of a province and year, of three to seven clauses."""
    province, year = draw(st.sampled_from(PROVINCES)), draw(YEARS)
    day, month = draw(st.integers(1, 28)), draw(st.integers(1, 12))
    clauses = draw(st.lists(st.sampled_from(CLAUSES), min_size=3, max_size=7, unique=True))
    told = [clause.format(**_values(draw, year)) for clause in clauses]
    lead = (
        f"Ngày {day}/{month}, UBND tỉnh {province} tổ chức Hội nghị tổng kết Chương trình xây dựng nông thôn "
        f"mới (NTM) và Chương trình Mỗi xã một sản phẩm (OCOP) năm {year}."
    )
    title = f"UBND tỉnh {province} tổng kết Chương trình nông thôn mới và Chương trình OCOP năm {year}"
    published = f"{year + draw(st.integers(0, 1))}-{month:02d}-{day:02d}"
    line: dict[str, object] = {
        "id": f"{bare(province).replace(' ', '-')}-{year}-{day}-{month}",
        "title": title,
        "published": published,
        "text": "\n".join([lead, *told]),
    }
    return Report(province, year, line)


def _values(draw: st.DrawFn, year: int) -> dict[str, object]:
    one, two = draw(st.permutations(DISTRICTS))[:2]
    thing, other = draw(st.permutations(PRODUCTS))[:2]
    maker, second = draw(st.permutations(MAKERS))[:2]
    small = st.integers(2, 99)
    return {
        "n": draw(st.one_of(small, st.integers(100, 2400).map(vi))),
        "m": draw(small),
        "p": draw(small),
        "big": draw(st.integers(100, 180)),
        "d": vi(draw(st.integers(1001, 9999)), 2),
        "e": vi(draw(st.integers(11, 999)), 2),
        "y": year,
        "last": year - 1,
        "next": year + 1,
        "one": one,
        "two": two,
        "who": draw(st.sampled_from(PEOPLE)),
        "thing": thing,
        "other": other,
        "maker": maker,
        "second": second,
        "day": draw(st.integers(1, 28)),
    }


# --- questions ------------------------------------------------------------------------------------

QUESTIONS = [
    "{place} có bao nhiêu sản phẩm OCOP?",
    "{place} có bao nhiêu sản phẩm OCOP {s} sao?",
    "Hiện có bao nhiêu sản phẩm OCOP {s} sao?",
    "Năm {y} {place} có bao nhiêu xã đạt chuẩn NTM?",
    "Năm {y} có bao nhiêu xã NTM nâng cao?",
    "Kế hoạch năm {y} của {place} là bao nhiêu xã NTM?",
    "Năm {y} còn thiếu bao nhiêu xã NTM so với kế hoạch?",
    "Năm {y} công nhận bao nhiêu sản phẩm {s} sao?",
    "Sản phẩm {s} sao chiếm bao nhiêu phần trăm?",
    "Số xã NTM năm {y} tăng bao nhiêu so với năm {before}?",
    "{place} và {elsewhere} nơi nào có nhiều sản phẩm OCOP hơn?",
    "{place} và {elsewhere} có tổng cộng bao nhiêu sản phẩm OCOP?",
    "Sản phẩm 3 sao nhiều hơn 4 sao bao nhiêu?",
    "Huyện nào có nhiều sản phẩm OCOP nhất?",
    "Huyện {district} có bao nhiêu sản phẩm OCOP?",
    "Có phải {place} có {n} sản phẩm OCOP {s} sao không?",
    "Bình quân mỗi xã đạt bao nhiêu tiêu chí?",
    "Bình quân tiêu chí năm {y} là bao nhiêu?",
    "Bao nhiêu xã đạt từ 15 tiêu chí trở lên?",
    "Bao nhiêu xã đạt 19 tiêu chí NTM?",
    "Tổng nguồn lực huy động năm {y} là bao nhiêu?",
    "Ngân sách tỉnh chiếm bao nhiêu phần trăm tổng nguồn lực?",
    "Thu nhập bình quân đầu người của {place} năm {y}?",
    "Tỷ lệ hộ nghèo của {place} là bao nhiêu?",
    "Ai chủ trì hội nghị của {place}?",
    "{who} là ai?",
    "Sản phẩm {thing} của ai?",
    "{maker} có những sản phẩm nào?",
    "Kể tên các sản phẩm OCOP {s} sao",
    "Quyết định số {n} ban hành ngày nào?",
    "Những huyện nào chưa có xã NTM?",
    "Hội nghị diễn ra khi nào?",
    "Kết quả chương trình OCOP năm {y} thế nào?",
    "Bản tin mới nhất nói gì?",
    "Vì sao các xã chưa đạt tiêu chí giao thông?",
    "Tỉnh {place} yêu cầu gì?",
    "6 tháng đầu năm {y} công nhận bao nhiêu sản phẩm?",
    "Quý I năm {y} có bao nhiêu xã đạt chuẩn NTM?",
    "Có bao nhiêu chủ thể OCOP?",
    "How many {s}-star OCOP products does {place} have?",
    "How many communes met NTM in {y}?",
    "How many communes were planned for {y}?",
    "Who makes {thing}?",
    "When was Decision {n}/QĐ-UBND issued?",
    "What share of products has {s} stars?",
    "còn {s} sao?",
    "thế năm {y} thì sao?",
]


@st.composite
def questions(draw: st.DrawFn, told: list[Report]) -> str:
    """A question, with diacritics or without, most often about what some report speaks of."""
    report = draw(st.sampled_from(told))
    year = draw(st.one_of(st.just(report.year), YEARS))
    others = draw(st.permutations(PROVINCES))[:2]
    place, elsewhere = [*([report.province] if draw(st.integers(0, 3)) else []), *others][:2]
    asked = draw(st.sampled_from(QUESTIONS)).format(
        place=place,
        elsewhere=elsewhere,
        district=draw(st.sampled_from(DISTRICTS)),
        y=year,
        before=year - 1,
        s=draw(st.integers(3, 5)),
        n=draw(st.integers(2, 99)),
        who=draw(st.sampled_from(PEOPLE)),
        thing=draw(st.sampled_from(PRODUCTS)),
        maker=draw(st.sampled_from(MAKERS)),
    )
    return bare(asked) if draw(st.integers(0, 3)) == 0 else asked


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[Report], list[list[str]]]:
    """Some reports, and conversations of one or two questions about them."""
    told = draw(st.lists(reports(), min_size=1, max_size=4))
    talks = st.lists(questions(told), min_size=1, max_size=2)
    return told, draw(st.lists(talks, min_size=5, max_size=8))
