"""Generated bulletins and questions: no figure that the quotes do not hold, and none that is wrong."""

from __future__ import annotations

import calendar
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from asking import ask
from bot.answer import Answer
from bot.assistant import Assistant
from cited import CLAIMING, check_answer, quotes
from corpus.bulletin import read_json_line
from corpus.model import Bulletin
from corpus.reading import read
from corpus.store import Store

CORPORA = 64
EACH = 7  # questions on each bulletin, drawn at random
FLOOR_ANSWERED = 0.99  # share of the questions on what a bulletin says that are answered; may only rise

PROVINCES = [
    "Hà Giang", "Lào Cai", "Yên Bái", "Sơn La", "Tuyên Quang", "Quảng Bình", "Bắc Giang", "Hòa Bình",
    "Phú Yên", "Kon Tum",
]  # fmt: skip
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Vũ", "Đỗ", "Lương"]
MIDDLE = ["Văn", "Thị", "Minh", "Đức", "Thanh", "Quốc", "Ngọc"]
GIVEN = ["Hải", "Sơn", "Hương", "Lâm", "Phúc", "Tuấn", "Dung", "Khánh", "Thảo", "Vinh"]
PRODUCTS = [
    "miến dong Tà Lèng", "chè Suối Mây", "mật ong Khe Vàng", "trà Phìn Hồ", "bánh gai Bản Tèo",
    "rượu men lá Nà Khoang",
]  # fmt: skip
MAKERS = ["Tân Phát", "Thuận Yên", "Đồng Tiến", "Nam Hưng", "Hồng Thái"]


@dataclass(frozen=True)
class Asked:
    """A question and what its answer must say: a figure or a name; nothing if no bulletin says it."""

    question: str
    truth: str | None


@dataclass(frozen=True)
class Outcome:
    """What was answered to a question on a generated bulletin."""

    seed: int
    asked: Asked
    answer: Answer
    pages: dict[str, Bulletin]

    def __str__(self) -> str:
        return (
            f"[{self.seed}] {self.asked.question} (want {self.asked.truth}) -> {self.answer.status}: "
            f"{self.answer.text}"
        )


# --- bulletins and questions from templates ------------------------------------------------------------


def vi(number: Decimal) -> str:
    """As Vietnamese writes it: ``1.234``, ``12,5``."""
    return f"{number:,}".replace(",", " ").replace(".", ",").replace(" ", ".")


def plain(text: str) -> str:
    """Without diacritics, as many people type."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


class Page:
    """One random bulletin: its text, and questions with their true answers."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.seed = seed
        self.province = self.pick.choice(PROVINCES)
        self.year = self.pick.randint(2019, 2023)
        self.day, self.month = self.pick.randint(13, 28), self.pick.randint(1, 6)
        self.asked: list[Asked] = []
        parts = [
            self.products,
            self.communes,
            self.bands,
            self.assessed,
            self.named,
            self.document,
            self.chair,
        ]
        chosen = self.pick.sample(parts, self.pick.randint(4, len(parts)))
        self.paragraphs = [part() for part in chosen]

    def ask(self, question: str, truth: str | None, english: str = "") -> None:
        way = self.pick.random()
        text = english if english and way < 0.2 else plain(question) if way < 0.45 else question
        self.asked.append(Asked(text, truth))

    def line(self) -> dict[str, object]:
        title = (
            f"UBND tỉnh {self.province} tổng kết Chương trình xây dựng nông thôn mới và Chương trình OCOP "
            f"năm {self.year}"
        )
        lead = (
            f"Ngày {self.day}/{self.month}, UBND tỉnh {self.province} tổ chức Hội nghị tổng kết Chương "
            "trình MTQG xây dựng "
            f"nông thôn mới (NTM) và Chương trình Mỗi xã một sản phẩm (OCOP) năm {self.year}."
        )
        published = f"{self.year + 1}-{self.month:02d}-{self.day:02d}"
        return {
            "id": f"b{self.seed}",
            "title": title,
            "published": published,
            "text": "\n".join([lead, *self.paragraphs]),
        }

    def products(self) -> str:
        high, middle, low = self.pick.randint(1, 9), self.pick.randint(10, 80), self.pick.randint(81, 1400)
        total = vi(Decimal(high + middle + low))
        self.ask("Có bao nhiêu sản phẩm OCOP 5 sao?", str(high), "How many 5-star OCOP products are there?")
        self.ask(
            "Hiện có bao nhiêu sản phẩm OCOP 4 sao?", str(middle), "How many 4-star OCOP products exist?"
        )
        self.ask(f"Tỉnh {self.province} có bao nhiêu sản phẩm OCOP 3 sao?", vi(Decimal(low)))
        self.ask("Tổng số sản phẩm OCOP?", total)
        self.ask("Có bao nhiêu sản phẩm OCOP 6 sao?", None)
        share = (Decimal(middle) * 100 / (high + middle + low)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        self.ask("Sản phẩm 4 sao chiếm bao nhiêu phần trăm?", vi(share.normalize()))
        form = self.pick.choice(
            [
                "Hiện nay, toàn tỉnh có {t} sản phẩm OCOP từ 3 sao trở lên, trong đó có {h} sản phẩm OCOP 5 "
                "sao, "
                "{m} sản phẩm OCOP 4 sao và {n} sản phẩm OCOP 3 sao.",
                "Đến nay, toàn tỉnh có {t} sản phẩm OCOP, gồm: {h} sản phẩm 5 sao, {m} sản phẩm 4 sao, {n} "
                "sản phẩm 3 sao.",
                "Toàn tỉnh hiện có {t} sản phẩm OCOP; trong đó có {h} sản phẩm đạt 5 sao, {m} sản phẩm đạt "
                "4 sao "
                "và {n} sản phẩm đạt 3 sao.",
            ]
        )
        return form.format(t=total, h=high, m=middle, n=vi(Decimal(low)))

    def communes(self) -> str:
        planned, ahead = self.pick.randint(8, 40), self.pick.randint(3, 7)
        reached, further = self.pick.randint(1, planned), self.pick.randint(1, ahead)
        year = self.year
        self.ask(
            f"Năm {year} có bao nhiêu xã đạt chuẩn NTM?",
            str(reached),
            f"How many communes met NTM in {year}?",
        )
        self.ask(f"Kế hoạch năm {year} là bao nhiêu xã NTM?", str(planned))
        self.ask(f"Năm {year} có bao nhiêu xã NTM nâng cao?", str(further))
        self.ask(f"Năm {year} có bao nhiêu xã NTM kiểu mẫu?", None)
        self.ask(f"Năm {year - 3} có bao nhiêu xã đạt chuẩn NTM?", None)
        form = self.pick.choice(
            [
                "Năm {y}, toàn tỉnh đạt {r}/{p} xã NTM; {f}/{a} xã NTM nâng cao so với kế hoạch.",
                "Báo cáo tại Hội nghị cho thấy, dự kiến năm {y}, toàn tỉnh đạt {r}/{p} xã NTM; {f}/{a} xã "
                "NTM nâng cao theo "
                "kế hoạch.",
            ]
        )
        return form.format(y=year, r=reached, p=planned, f=further, a=ahead)

    def bands(self) -> str:
        full, most, half, few = (self.pick.randint(10, 95) for _ in range(4))
        mean = Decimal(self.pick.randint(1101, 1799)) / 100
        rise = Decimal(self.pick.randint(11, 99)) / 100
        self.ask("Bao nhiêu xã đạt 19 tiêu chí NTM?", str(full), "How many communes met 19 NTM criteria?")
        self.ask(
            "Có mấy xã đạt từ 10 đến 14 tiêu chí NTM?",
            str(half),
            "How many communes met 10 to 14 NTM criteria?",
        )
        self.ask("Số xã đạt 5 - 9 tiêu chí NTM?", str(few))
        self.ask("Bình quân mỗi xã đạt bao nhiêu tiêu chí NTM?", vi(mean))
        self.ask(f"Bình quân tiêu chí năm {self.year - 1}?", vi(mean - rise))
        self.ask(f"Bình quân tiêu chí tăng bao nhiêu so với năm {self.year - 1}?", vi(rise))
        self.ask("Bao nhiêu xã đạt 19 tiêu chí NTM nâng cao?", None)
        return (
            f"Kết quả thực hiện Bộ tiêu chí NTM năm {self.year}, có {full} xã đạt 19 tiêu chí; {most} xã "
            "đạt 15 - 18 tiêu chí; "
            f"{half} xã đạt từ 10 - 14 tiêu chí; {few} xã đạt từ 5 - 9 tiêu chí; bình quân cả tỉnh đạt "
            f"{vi(mean)} tiêu "
            f"chí/xã, tăng {vi(rise)} tiêu chí so với năm {self.year - 1}."
        )

    def assessed(self) -> str:
        number, renewed = self.pick.randint(60, 300), self.pick.randint(10, 59)
        self.ask(f"Năm {self.year} có bao nhiêu sản phẩm tham gia đánh giá OCOP?", str(number))
        self.ask("Bao nhiêu sản phẩm đủ điều kiện cấp lại giấy chứng nhận?", str(renewed))
        return (
            f"Năm {self.year}, toàn tỉnh có {number} sản phẩm tham gia đánh giá, phân hạng sản phẩm OCOP. "
            f"Kết quả, có {renewed} "
            "sản phẩm đủ điều kiện cấp lại Giấy chứng nhận sản phẩm OCOP 3 sao."
        )

    def named(self) -> str:
        product, other = self.pick.sample(PRODUCTS, 2)
        maker, second = self.pick.sample(MAKERS, 2)
        self.ask(f"Sản phẩm {product} của ai?", f"Hợp tác xã {maker}", f"Who makes {product}?")
        self.ask(f"Giá {product} bao nhiêu?", None)
        return (
            f"Theo đó, UBND tỉnh công nhận sản phẩm đạt 4 sao đối với 2 sản phẩm gồm: {product} của Hợp tác "
            f"xã {maker} và {other} "
            f"của Hợp tác xã {second}."
        )

    def document(self) -> str:
        number, day = self.pick.randint(32, 2999), self.pick.randint(1, 12)
        date = f"{day}/{self.month}/{self.year + 1}"
        self.ask(
            f"Quyết định {number} ban hành ngày nào?", date, f"When was Decision {number}/QĐ-UBND issued?"
        )
        return (
            f"Nhân dịp này, Văn phòng Điều phối NTM tỉnh công bố Quyết định {number}/QĐ-UBND ngày {date} "
            "của UBND tỉnh về việc phê "
            f"duyệt kết quả đánh giá, phân hạng sản phẩm OCOP năm {self.year}."
        )

    def chair(self) -> str:
        name = f"{self.pick.choice(FAMILY)} {self.pick.choice(MIDDLE)} {self.pick.choice(GIVEN)}"
        self.ask("Ai chủ trì hội nghị?", name, "Who chaired the conference?")
        return f"Phó Chủ tịch UBND tỉnh {name} chủ trì Hội nghị."


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Outcome]]:
    """Every question asked on its own bulletin (one bulletin in the store at a time)."""
    found: list[Outcome] = []
    folder: Path = tmp_path_factory.mktemp("generated")
    with Store.open(folder / "data") as store:
        assistant = Assistant(store)
        for seed in range(CORPORA):
            page = Page(seed)
            bulletin = read_json_line(page.line(), f"{seed}.jsonl")
            store.replace_all([read(bulletin)])
            pages = {bulletin.id: bulletin}
            chosen = page.pick.sample(page.asked, min(len(page.asked), EACH))
            found += [Outcome(seed, asked, assistant.ask(asked.question), pages) for asked in chosen]
    yield found


# --- what must hold ------------------------------------------------------------------------------------

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEAREST = re.compile("Gần nhất: |The nearest: ")  # what stands before repeats the question
_SUM = re.compile(r"(\d[\d.,]*(?: [−+/] \d[\d.,]*)+) [=≈] (\d[\d.,]*)%?")


def decimal(text: str, language: str) -> Decimal:
    """A printed figure's value (dots group in Vietnamese, commas in English)."""
    if language == "en":
        text = text.replace(",", "")
        return Decimal(text)
    return Decimal(text.replace(".", "").replace(",", "."))


def numbers(text: str, language: str = "vi") -> set[Decimal]:
    return {decimal(n, language) for n in _NUMBER.findall(text)}


def calculated(answer: Answer, known: set[Decimal]) -> set[Decimal]:
    """Results of the calculations that are shown, reckoned anew; their terms must be cited."""
    found = set()
    for terms, result in _SUM.findall(answer.text):
        values = [decimal(v, answer.language) for v in re.split(r" [−+/] ", terms)]
        assert set(values) <= known
        total = values[0]
        for sign, value in zip(re.findall(r" ([−+/]) ", terms), values[1:], strict=True):
            total = {"−": total - value, "+": total + value, "/": total * 100 / value}[sign]
        assert abs(total - decimal(result, answer.language)) <= Decimal("0.005")
        found.add(decimal(result, answer.language))
    return found


def unsupported(outcome: Outcome) -> set[Decimal]:
    """Figures of an answer that stand in no quote, in no date that is known and in no shown calculation."""
    answer = outcome.answer
    known = set().union(*(numbers(quote) for quote in quotes(answer)), set())
    dates = [c.published or "" for c in answer.citations]
    dates += [day for fact in answer.facts for day in (fact.period.start, fact.period.end) if day]
    known |= {Decimal(part) for date in dates for part in date.split("-") if part}
    known |= calculated(answer, known)
    text = re.sub(r"\[\d+\]|\*\*", "", _NEAREST.split(answer.text)[-1])
    return numbers(text, answer.language) - known


def test_every_answer_is_sound(outcomes: list[Outcome]) -> None:
    assert len({o.seed for o in outcomes}) == CORPORA and len(outcomes) > 400
    for outcome in outcomes:
        check_answer(outcome.answer, outcome.pages)


def test_every_figure_stands_in_a_quote_a_date_or_a_shown_calculation(outcomes: list[Outcome]) -> None:
    claiming = [o for o in outcomes if o.answer.status in CLAIMING]
    assert [str(o) for o in claiming if unsupported(o)] == []


def says(outcome: Outcome) -> bool:
    """Whether an answer says the truth that was asked for."""
    truth, answer = outcome.asked.truth or "", outcome.answer
    bold = re.findall(r"\*\*(.+?)\*\*", answer.text)
    if re.fullmatch(r"\d[\d.,]*", truth):
        values = [v for b in bold for v in numbers(b, answer.language)]
        return decimal(truth, "vi") in values
    if answer.language == "en" and "/" in truth:
        day, month, year = truth.split("/")
        return f"{day} {calendar.month_name[int(month)]} {year}" in bold
    return truth.casefold() in answer.text.casefold()


def test_no_answer_is_wrong(outcomes: list[Outcome]) -> None:
    told = [o for o in outcomes if o.asked.truth and o.answer.status in CLAIMING]
    assert [str(o) for o in told if not says(o)] == []


def test_what_no_bulletin_says_is_not_answered(outcomes: list[Outcome]) -> None:
    absent = [o for o in outcomes if o.asked.truth is None]
    assert len(absent) > 60
    assert [str(o) for o in absent if o.answer.status in CLAIMING and not the_nearest(o)] == []


def the_nearest(outcome: Outcome) -> bool:
    """Whether an answer says that a year or a grade is lacking, and tells a figure of another one."""
    lacking, *nearest = (plain(text) for text in _NEAREST.split(outcome.answer.text))
    asked = re.findall(r"\b20\d\d\b|kieu mau", plain(outcome.asked.question))
    apart = [one for one in asked if one in lacking and one not in "".join(nearest)]
    return len(apart) == len(nearest) == 1 and outcome.answer.status == "partial"


def test_most_of_what_the_bulletins_say_is_found(outcomes: list[Outcome]) -> None:
    known = [o for o in outcomes if o.asked.truth]
    missed = [str(o) for o in known if o.answer.status not in CLAIMING]
    assert 1 - len(missed) / len(known) >= FLOOR_ANSWERED, missed


# --- more than one bulletin ----------------------------------------------------------------------------


def report(province: str, year: int, reached: int, stars: int, new: int, chair: str) -> dict[str, object]:
    """A bulletin that says four things in fixed words."""
    return {
        "id": f"{plain(province).replace(' ', '-')}-{year}",
        "title": (
            f"UBND tỉnh {province} tổng kết Chương trình xây dựng nông thôn mới và Chương trình OCOP năm "
            f"{year}"
        ),
        "published": f"{year + 1}-03-15",
        "text": (
            f"Ngày 14/3, UBND tỉnh {province} tổ chức Hội nghị tổng kết Chương trình xây dựng nông thôn mới "
            "(NTM) và "
            f"Chương trình OCOP năm {year}. Phó Chủ tịch UBND tỉnh {chair} chủ trì Hội nghị.\n"
            f"Năm {year}, toàn tỉnh có {reached} xã đạt chuẩn NTM. Hiện nay, toàn tỉnh có {stars} sản phẩm "
            "OCOP 4 sao.\n"
            f"Năm {year}, UBND tỉnh công nhận {new} sản phẩm OCOP 4 sao."
        ),
    }


OLD = report("Hà Giang", 2022, 6, 22, 8, "Trần Văn Hải")
NEW = report("Hà Giang", 2023, 7, 31, 9, "Lê Thị Dung")
OTHER = report("Lào Cai", 2023, 11, 44, 5, "Bùi Minh Vinh")
AMENDED = {**report("Hà Giang", 2023, 7, 33, 9, "Lê Thị Dung"), "id": "amended", "published": "2024-03-20"}


def asked_of(folder: Path, question: str, *lines: dict[str, object]) -> Answer:
    """An answer from a store that holds these bulletins."""
    with Store.open(folder / "data") as store:
        store.replace_all([read(read_json_line(line, f"{n}.jsonl")) for n, line in enumerate(lines)])
        return ask(Assistant(store), question)


@pytest.mark.parametrize(
    ("question", "truth", "cited"),
    [
        ("Có bao nhiêu xã đạt chuẩn NTM?", "**7**", "ha-giang-2023"),
        ("Năm 2022 có bao nhiêu xã đạt chuẩn NTM?", "**6**", "ha-giang-2022"),
        ("nam 2023 co bao nhieu xa ntm", "**7**", "ha-giang-2023"),
        ("Năm 2022 công nhận bao nhiêu sản phẩm 4 sao?", "**8**", "ha-giang-2022"),
        ("Hiện có bao nhiêu sản phẩm OCOP 4 sao?", "**31**", "ha-giang-2023"),
    ],
)
def test_each_year_is_answered_from_its_own_bulletin(
    tmp_path: Path, question: str, truth: str, cited: str
) -> None:
    answer = asked_of(tmp_path, question, OLD, NEW)
    assert truth in answer.text and answer.citations[0].bulletin == cited


@pytest.mark.parametrize(
    ("question", "truth", "wrong"),
    [
        ("Lào Cai có bao nhiêu sản phẩm OCOP 4 sao?", "**44**", "31"),
        ("ha giang co bao nhieu xa ntm", "**7**", "11"),
        ("Ai chủ trì hội nghị ở Lào Cai?", "**Bùi Minh Vinh**", "Dung"),
    ],
)
def test_each_province_is_answered_from_its_own_bulletin(
    tmp_path: Path, question: str, truth: str, wrong: str
) -> None:
    answer = asked_of(tmp_path, question, NEW, OTHER)
    assert truth in answer.text and wrong not in answer.text


def test_a_third_province_and_a_third_year_are_not_answered(tmp_path: Path) -> None:
    for question in ("Yên Bái có bao nhiêu xã NTM?", "Năm 2020 có bao nhiêu xã đạt chuẩn NTM?"):
        assert asked_of(tmp_path, question, OLD, NEW, OTHER).status == "not_found"


def test_a_contradiction_is_told_with_both_figures(tmp_path: Path) -> None:
    answer = asked_of(tmp_path, "Hiện có bao nhiêu sản phẩm OCOP 4 sao?", NEW, AMENDED)
    assert answer.text.index("**33**") < answer.text.index("**31**") and "khác nhau" in answer.text


def test_figures_of_two_places_are_no_contradiction(tmp_path: Path) -> None:
    answer = asked_of(tmp_path, "Hà Giang và Lào Cai có bao nhiêu sản phẩm OCOP 4 sao?", NEW, OTHER)
    assert "**31**" in answer.text and "**44**" in answer.text and "khác nhau" not in answer.text


def test_the_year_chooses_who_chaired(tmp_path: Path) -> None:
    assert "Trần Văn Hải" in asked_of(tmp_path, "Ai chủ trì hội nghị tổng kết năm 2022?", OLD, NEW).text


def test_what_existed_then_is_not_what_exists_now(tmp_path: Path) -> None:
    assert "31" not in asked_of(tmp_path, "Năm 2022 có bao nhiêu sản phẩm OCOP 4 sao?", OLD, NEW).text


def test_an_increase_over_two_bulletins_is_reckoned_or_declined(tmp_path: Path) -> None:
    answer = asked_of(tmp_path, "Số xã NTM năm 2023 tăng bao nhiêu so với năm 2022?", OLD, NEW)
    assert answer.status != "answered" or "7 − 6 = 1" in answer.text


@pytest.mark.parametrize(
    "question",
    ["Kế hoạch năm 2023 là bao nhiêu xã NTM?", "Năm 2023 còn thiếu bao nhiêu xã NTM so với kế hoạch?"],
)
def test_what_was_reached_is_not_the_plan(tmp_path: Path, question: str) -> None:
    assert asked_of(tmp_path, question, NEW).status != "answered"
