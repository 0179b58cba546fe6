"""A small in-memory assistant and store for the tests of the web layer, and an app over them.

The cast: one plausible bulletin, one hostile bulletin, and an assistant that
knows one canned answer for each status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

import web
from bot.answer import Answer, AnswerStatus, Citation
from corpus.model import Area, Bulletin, Fact, Paragraph, Period, Quote
from corpus.narrowing import EVERYTHING, Narrowing
from corpus.opinions import Opinion
from corpus.series import number_of, series_id
from web.services import Services
from web.settings import Settings

TITLE = "UBND tỉnh tổng kết Chương trình MTQG xây dựng nông thôn mới và Chương trình OCOP năm 2023"
LEAD = (
    "Chiều 12/3, UBND tỉnh tổ chức Hội nghị tổng kết Chương trình xây dựng nông thôn mới và trao Giấy "
    "chứng nhận sản phẩm OCOP năm 2023."
)
COUNTS = (
    "Đối với Chương trình OCOP, năm 2023, toàn tỉnh có 71 sản phẩm tham gia đánh giá. Hiện nay, toàn tỉnh "
    "có 218 sản phẩm OCOP từ 3 sao trở lên, trong đó có 1 sản phẩm OCOP 5 sao, 18 sản phẩm OCOP 4 sao và "
    "199 sản phẩm OCOP 3 sao."
)
MAKERS = (
    "Theo đó, UBND tỉnh công nhận 4 sản phẩm đạt 4 sao, gồm ba thực phẩm bảo vệ sức khỏe của Công ty Bắc Hà "
    "và gạo Nếp Tài của Hợp tác xã Yến Dương (Ba Bể)."
)

BULLETIN = Bulletin(
    id="tong-ket-2023",
    title=TITLE,
    published="2024-03-13",
    byline="Hương Dịu",
    url="https://portal.example.gov.vn/ban-tin/1",
    source="/secret/place/bulletin.txt",
    digest="0" * 64,
    paragraphs=(
        Paragraph(8, 0, "date", "13/03/2024"),
        Paragraph(0, 1, "title", TITLE),
        Paragraph(1, 2, "lead", LEAD),
        Paragraph(6, 3, "caption", "Quang cảnh Hội nghị"),
        Paragraph(2, 4, "body", "Năm 2023, cấp ủy, chính quyền các cấp quan tâm chỉ đạo Chương trình."),
        Paragraph(3, 5, "heading", "Kết quả Chương trình OCOP"),
        Paragraph(4, 6, "body", COUNTS),
        Paragraph(5, 7, "body", MAKERS),
        Paragraph(7, 8, "byline", "Hương Dịu"),
    ),
)
EVIL = "<script>alert(1)</script> & <img src=x onerror=alert(2)>"
HOSTILE = Bulletin(
    id="hostile/1",
    title=EVIL,
    published=None,
    byline=EVIL,
    url="javascript:alert(3)",
    source="x",
    digest="1" * 64,
    paragraphs=(Paragraph(0, 0, "title", EVIL), Paragraph(1, 1, "body", EVIL)),
)


def span(text: str, words: str) -> tuple[int, int]:
    """Where *words* stand in *text*."""
    low = text.index(words)
    return low, low + len(words)


def citation(n: int, paragraph: int, sentence: str, words: str, bulletin: Bulletin = BULLETIN) -> Citation:
    """A citation of a sentence of a bulletin, with *words* of it marked."""
    text = bulletin.paragraph(paragraph).text
    start, end = span(text, sentence)
    low, high = span(text, words)
    marked = f"cite={paragraph}:{start}-{end}&words={low}-{high}"
    return Citation(
        n=n,
        bulletin=bulletin.id,
        title=bulletin.title,
        published=bulletin.published,
        paragraph=paragraph,
        quote=sentence,
        start=start,
        end=end,
        highlight=(low, high),
        url=bulletin.url,
        page=f"/bulletins/{bulletin.id}?{marked}#p{paragraph}",
    )


def fact(id_: str, paragraph: int, exact: str, value: str, **changes: Any) -> Fact:
    """A fact whose quote is *exact* in a paragraph of the plausible bulletin."""
    text = BULLETIN.paragraph(paragraph).text
    low, high = span(text, exact)
    start = text.rfind(". ", 0, low) + 2 if ". " in text[:low] else 0
    end = text.find(". ", high) + 1 or len(text)
    values: dict[str, Any] = {
        "id": id_,
        "indicator": "ocop.products",
        "label": {"vi": "Số sản phẩm OCOP", "en": "OCOP products"},
        "value": value,
        "raw": value,
        "unit": "product",
        "dimensions": {},
        "area": Area("tỉnh Bắc Kạn", "province", "06", now="tỉnh Thái Nguyên"),
        "period": Period("as_of", None, "2024-03-12", "Hiện nay"),
        "status": "actual",
        "nature": "stock",
        "bound": "exact",
        "bulletin": BULLETIN.id,
        "paragraph": paragraph,
        "quote": Quote(exact, text[max(0, low - 30) : low], text[high : high + 30], low, high),
        "sentence": (start, end),
    }
    return Fact(**(values | changes))


FACTS = (
    fact("f1", 4, "218 sản phẩm OCOP từ 3 sao trở lên", "218", dimensions={"stars": "3+"}),
    fact("f2", 4, "18 sản phẩm OCOP 4 sao", "18", dimensions={"stars": "4"}),
    fact("f3", 4, "199 sản phẩm OCOP 3 sao", "199", dimensions={"stars": "3"}),
    fact(
        "f4",
        4,
        "71 sản phẩm tham gia đánh giá",
        "71",
        dimensions={"step": "assessed"},
        period=Period("year", "2023-01-01", "2023-12-31", "năm 2023"),
        nature="flow",
    ),
    fact(
        "f5",
        5,
        "Ba Bể",
        "12.5",
        indicator="other",
        label={"vi": "xã Ba Bể"},
        unit="percent",
        status="target",
        area=None,
        period=Period("unknown", None, None),
        bound="over",
    ),
)


@dataclass(frozen=True)
class FakeHit:
    """A paragraph found."""

    bulletin: str
    paragraph: int
    score: float
    text: str


def _has(fact: Fact, name: str, value: str) -> bool:
    if name in ("indicator", "status", "bulletin"):
        return bool(getattr(fact, name) == value)
    if name == "stars":
        return fact.dimensions.get("stars") == value
    return value.casefold() in str(getattr(fact, {"text": "quote"}.get(name, name))).casefold()


_SORTS: dict[str, Callable[[Fact], Any]] = {
    "value": lambda fact: number_of(fact.value) or 0,
    "indicator": lambda fact: fact.indicator,
    "area": lambda fact: fact.area.name if fact.area else "",
    "period": lambda fact: fact.period.end or "",
    "status": lambda fact: fact.status,
}

_FACETS: dict[str, Callable[[Fact], str]] = {
    "indicator": lambda fact: fact.indicator,
    "area": lambda fact: fact.area.name if fact.area else "",
    "period": lambda fact: (fact.period.end or "")[:4],
    "status": lambda fact: fact.status,
    "nature": lambda fact: fact.nature,
    "stars": lambda fact: fact.dimensions.get("stars", ""),
    "bulletin": lambda fact: fact.bulletin,
}


@dataclass
class FakeStore:
    """Bulletins and facts in memory; ``broken`` makes it fail like a lost disk."""

    kept: Sequence[Bulletin] = (BULLETIN, HOSTILE)
    figures: Sequence[Fact] = FACTS
    broken: bool = False
    opinions: list[Opinion] = field(default_factory=list)

    def keep_opinion(self, opinion: Opinion, /) -> None:
        """Remember an opinion."""
        self._check()
        self.opinions.append(opinion)

    def bulletins(self) -> Sequence[Bulletin]:
        """All bulletins."""
        self._check()
        return self.kept

    def bulletin(self, id: str, /) -> Bulletin | None:
        """One bulletin, or None."""
        self._check()
        return next((bulletin for bulletin in self.kept if bulletin.id == id), None)

    def facts(self, **filters: str) -> Sequence[Fact]:
        """The facts that hold, as they were given."""
        return self.facts_in_order("", 0, None, **filters)

    def facts_in_order(self, sort: str, first: int, most: int | None, /, **filters: str) -> Sequence[Fact]:
        """The facts whose public form holds every filter's words, or that word for word."""
        self._check()
        found = [fact for fact in self.figures if all(_has(fact, *item) for item in filters.items())]
        if key := _SORTS.get(sort.removeprefix("-")):
            found.sort(key=key, reverse=sort.startswith("-"))
        return found[first:] if most is None else found[first : first + most]

    def count(self, **filters: str) -> int:
        """How many facts hold."""
        return len(self.facts(**filters))

    def series(self, most: int, only: Sequence[str] | None, /, **filters: str) -> Sequence[tuple[str, int]]:
        """Series with figures at several times, those with most first."""
        times: dict[str, set[str | None]] = {}
        for fact in self.facts(**filters):
            series = series_id(fact)
            if series and fact.status != "target" and (only is None or series in only):
                times.setdefault(series, set()).add(fact.period.end)
        found = [(series, len(ends)) for series, ends in times.items() if len(ends) > 1]
        return sorted(found, key=lambda one: -one[1])[:most]

    def series_facts(self, series: str, most: int, /, **filters: str) -> Sequence[Fact]:
        """The facts of one series."""
        return [fact for fact in self.facts(**filters) if series_id(fact) == series][:most]

    def titles(self) -> Mapping[str, str]:
        """The titles of bulletins by their ids."""
        self._check()
        return {bulletin.id: bulletin.title for bulletin in self.kept}

    def facets(self, **filters: str) -> Mapping[str, Sequence[tuple[str, int]]]:
        """How many facts have each value, a facet's own filter left out."""
        counts: dict[str, Sequence[tuple[str, int]]] = {}
        for name, value_of in _FACETS.items():
            others = {other: value for other, value in filters.items() if other != name}
            counts[name] = Counter(filter(None, map(value_of, self.facts(**others)))).most_common()
        return counts

    def version(self) -> int:
        """A number that grows with every change."""
        self._check()
        return 1

    def _check(self) -> None:
        if self.broken:
            raise OSError("/secret/place: no such disk")


CURRENT = COUNTS[COUNTS.index("Hiện nay") :]
_SAYS: dict[str, tuple[AnswerStatus, str]] = {
    "poem": ("out_of_scope", "Tôi chỉ trả lời về nông thôn mới và OCOP theo các bản tin đã đăng."),
    "2019": ("not_found", "Các bản tin không có số liệu năm 2019. Có số liệu về năm 2023."),
    "phone": ("refused", "Xin không hỏi thông tin cá nhân."),
    "hello": ("small_talk", "Xin chào! Bạn có thể hỏi về sản phẩm OCOP và xã nông thôn mới."),
    "which": ("clarify", "Bạn hỏi sản phẩm hiện có hay sản phẩm mới được công nhận?"),
}


@dataclass
class FakeAssistant:
    """Says one canned answer for each status and remembers what it was asked."""

    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    broken: bool = False
    narrowed: list[Narrowing] = field(default_factory=list)

    def ask(self, message: str, *, language: str | None = None, conversation: str | None = None) -> Answer:
        """The canned answer whose key word stands in the message."""
        self.asked.append((message, language, conversation))
        if self.broken:
            raise RuntimeError("/secret/place: the model is gone")
        talk = conversation or "talk-1"
        for word, (status, text) in _SAYS.items():
            if word in message:
                next_ = ("Có bao nhiêu sản phẩm 4 sao?",)
                return Answer(status, text, "vi", suggestions=next_, conversation=talk)
        if "evil" in message:
            cited = citation(1, 1, EVIL, "alert(1)", HOSTILE)
            text = f"**{EVIL}** [1] [9]"
            return Answer("answered", text, "vi", (cited,), suggestions=(EVIL,), conversation=talk)
        if "list" in message or "Kể tên" in message:
            return self._list(talk)
        return self._count("4-star" in message, talk)

    def _count(self, english: bool, talk: str) -> Answer:
        vi = "Toàn tỉnh Bắc Kạn hiện có **18** sản phẩm OCOP 4 sao [1]; riêng năm 2023 thêm **4** [2]."
        en = "Bắc Kạn now has **18** OCOP products with 4 stars [1]; **4** of them new in 2023 [2]."
        return Answer(
            "answered",
            en if english else vi,
            "en" if english else "vi",
            citations=(
                citation(1, 4, CURRENT, "18 sản phẩm OCOP 4 sao"),
                citation(2, 5, MAKERS, "công nhận 4 sản phẩm đạt 4 sao"),
            ),
            facts=(FACTS[1],),
            suggestions=("Kể tên các sản phẩm 4 sao", "Còn 3 sao thì sao?"),
            conversation=talk,
        )

    def _list(self, talk: str) -> Answer:
        names = ("Vicumax + Nano", "Vicumax plus Nano", "Vicumax plus tam thất", "Gạo Nếp Tài")
        lines = "\n".join(f"- **{name}** [1]" for name in names)
        text = f"Năm 2023 có **4** sản phẩm được công nhận 4 sao:\n{lines}"
        return Answer(
            "partial",
            text + "\nGiá bán của các sản phẩm này thì bản tin không nói.",
            "vi",
            citations=(citation(1, 5, MAKERS, "gạo Nếp Tài của Hợp tác xã Yến Dương"),),
            suggestions=("Gạo Nếp Tài của ai?",),
            conversation=talk,
        )

    def explain(self, message: str, language: str | None = None) -> Mapping[str, Any]:
        """A question as it was understood: always the same, but for its words."""
        candidate = {"quote": EVIL, "area": "tỉnh Bắc Kạn", "chosen": True, "ruled out by": []}
        other = {"quote": "3 sản phẩm", "area": "", "chosen": False, "ruled out by": ["period"]}
        said = {"programmes": ["ocop"], "units": ["product"], "dimensions": {"stars": ["4"]}, "areas": [EVIL]}
        return {
            "question": message, "understood": said, "status": "answered", "rule": "count",
            "candidates": [candidate, other],
        }  # fmt: skip

    def examples(self, language: str) -> Sequence[str]:
        """Example questions."""
        if language == "en":
            return ("How many 4-star OCOP products exist?", "Which products were recognised?")
        return (
            "Có bao nhiêu sản phẩm OCOP 4 sao?",
            "Kể tên các sản phẩm 4 sao được công nhận năm 2023",
            "Huyện nào chưa có xã nông thôn mới?",
        )

    def search(
        self, query: str, limit: int = 10, narrowing: Narrowing = EVERYTHING
    ) -> Sequence[FakeHit]:
        """The paragraphs that hold the query, of the bulletins of a time."""
        self.narrowed.append(narrowing)
        found = [
            FakeHit(bulletin.id, p.number, 1.5, p.text)
            for bulletin in (BULLETIN, HOSTILE)
            if narrowing.since <= (bulletin.published or "")
            for p in bulletin.paragraphs
            if query.lower() in p.text.lower()
        ]
        return found[:limit]


def fake_app(
    store: FakeStore | None = None, assistant: FakeAssistant | None = None, **settings: Any
) -> Flask:
    """An application over the fakes; keyword arguments are settings."""
    app = Flask("web", static_folder=None)
    app.testing = True
    services = Services(assistant or FakeAssistant(), store or FakeStore(), Settings(**settings))
    web.register(app, services)
    return app
