"""Whether an answer says a number, a date or a name that it has no evidence for.

Worked out from the answer's text and its citations alone, with rules of its own: nothing of the
product's guard is used here, so that a hole in the one is seen by the other.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise, product

from bot.answer import Answer
from corpus.model import Bulletin
from corpus.text import fold_of

_STATEMENT = re.compile(r"(?P<said>.+?)(?P<marks>(?:\[\d+\])+)[.:]?|(?P<rest>.+)$")
_QUOTED = re.compile(r"“([^“”]*(?:“[^”]*”[^“”]*)*)”")
_CALCULATION = re.compile(
    r"(?P<terms>\d[\d.,]*(?: [−+/] \d[\d.,]*)+) [=≈] (?P<result>\d[\d.,]*)(?P<percent>%?)"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
_ENGLISH_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b|\b(\d{1,2}) tháng (\d{1,2}) năm (\d{4})\b"
)
_SHORT_DAY = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/])")
_YEAR = re.compile(r"(?<![\d.,/])((?:19|20)\d\d)(?![\d.,]\d)|(?<=/)((?:19|20)\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_SPELT = {
    word: at
    for at, word in enumerate(
        ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
    )
}
_ENGLISH = frozenset(["january", *_MONTHS, "ocop", "ntm", "bulletin", "bulletins", "decision", "the"])
# The programmes' short names, and what the assistant calls itself and its sources.
_OWN = frozenset({"ocop", "ntm", "mtqg", "ubnd", "chuong", "cong"}) | _ENGLISH
_LAST_YEAR = ("năm trước", "năm ngoái", "cùng kỳ")


@dataclass
class _Evidence:
    """What a statement may say: figures of its quotes; days, years, names of the bulletin's head too."""

    quotes: list[str]
    heads: list[str] = field(default_factory=list)
    numbers: set[Decimal] = field(default_factory=set)

    def __post_init__(self) -> None:
        for quote in self.quotes:
            self.numbers |= set(_values(quote, "vi"))
            self.numbers |= {Decimal(_SPELT[w]) for w in quote.lower().split() if w in _SPELT}

    @property
    def text(self) -> str:
        return "\n".join((*self.quotes, *self.heads))


def unfaithful(answer: Answer, bulletins: Mapping[str, Bulletin], question: str) -> list[str]:
    """Every number, date and name that an answer says without evidence; [] if it is faithful."""
    found: list[str] = []
    for line in answer.text.replace("**", "").splitlines():
        for statement in _STATEMENT.finditer(line.removeprefix("- ")):
            marks = {int(n) for n in re.findall(r"\d+", statement["marks"] or "")}
            cited = [c for c in answer.citations if c.n in marks]
            quotes = [c.quote for c in cited]
            heads = [head for c in cited for head in _heads(bulletins[c.bulletin])]
            *before, claim = _sentences(statement["said"] or statement["rest"])
            own = _Evidence([question, *quotes], heads)  # may repeat what was asked
            own.numbers.add(Decimal(answer.text.count("\n- ")))
            found += [fault for text in before for fault in _faults(text, own, answer)]
            found += _faults(claim, _Evidence(quotes, heads) if cited else own, answer)
    return found


def _sentences(text: str) -> list[str]:
    """The sentences of a statement; what stands in quotation marks is not cut."""
    quoted = [(m.start(), m.end()) for m in _QUOTED.finditer(text)]
    ends = [m.end() for m in re.finditer(r"[.!?:] (?=[^\W\d_a-zà-ỹđ])", text)]
    cuts = [end for end in ends if not any(low < end < high for low, high in quoted)]
    return [text[start:end].strip() for start, end in pairwise([0, *cuts, len(text)])]


def _heads(page: Bulletin) -> Iterator[str]:
    """What all sentences of a bulletin are read against: its title, lead and day."""
    yield page.title
    yield from (p.text for p in page.paragraphs if p.kind in ("lead", "date"))
    yield "/".join(reversed((page.published or "").split("-")))


def _faults(text: str, evidence: _Evidence, answer: Answer) -> Iterator[str]:
    text = _QUOTED.sub(lambda quoted: " " if _quoted(quoted.group(1), evidence) else quoted.group(), text)
    counted = answer.text.count("\n- ")
    if text.rstrip().endswith(("nêu tên", "named")) or "nêu tên" in text:  # a list says how long it is
        evidence.numbers.add(Decimal(counted))
    for calculation in _CALCULATION.finditer(text):
        yield from _miscalculated(calculation, evidence, answer.language)
    text = _CALCULATION.sub(" ", text)
    for day in _days(text):
        if day not in _known_days(evidence):
            yield f"day {day}"
    text = _ENGLISH_DAY.sub(" ", _DAY.sub(" ", text))
    for year in _years(text):
        if year not in _known_years(evidence) and Decimal(year) not in evidence.numbers:
            yield f"year {year}"
    text = _YEAR.sub(" ", text)
    for value in _values(text, answer.language):
        if value not in evidence.numbers:
            yield f"number {value}"
    yield from _unknown_names(text, evidence)


def _quoted(words: str, evidence: _Evidence) -> bool:
    return any(words in source for source in (*evidence.quotes, *evidence.heads))


# --- numbers --------------------------------------------------------------------------------------


def _values(text: str, language: str) -> Iterator[Decimal]:
    """The values of all runs of digits (dots group in Vietnamese, commas in English)."""
    for number in _NUMBER.findall(text):
        yield _value(number, language)


def _value(number: str, language: str) -> Decimal:
    marks = [(",", "."), (".", ",")] if language == "en" else [(".", ","), (",", ".")]
    for group, mark in marks:  # of the language, else as the other one writes it
        whole, _, rest = number.partition(mark)
        if all(len(part) == 3 for part in whole.split(group)[1:]) and not {group, mark} & set(rest):
            return Decimal(whole.replace(group, "") + (f".{rest}" if rest else ""))
    return Decimal(re.sub(r"\D", "", number))


def _miscalculated(found: re.Match[str], evidence: _Evidence, language: str) -> Iterator[str]:
    """A term that is not cited, or a result that the terms do not give; a right result becomes known."""
    pieces = re.split(r" ([−+/]) ", found["terms"])
    terms = [_value(piece, language) for piece in pieces[::2]]
    yield from (f"term {term}" for term in terms if term not in evidence.numbers)
    total = terms[0]
    for sign, term in zip(pieces[1::2], terms[1:], strict=True):
        if sign == "/" and not term:
            yield f"division {found.group()}"
            return
        total = {"−": total - term, "+": total + term, "/": total / (term or 1)}[sign]
    total *= 100 if found["percent"] and "/" in found["terms"] else 1
    result = _value(found["result"], language)
    if abs(total - result) > Decimal("0.005"):
        yield f"calculation {found.group()}"
    evidence.numbers.add(result)


# --- days and years -------------------------------------------------------------------------------


def _days(text: str) -> set[tuple[int, int, int]]:
    """The days that a text names with their years: year, month, day."""
    found = set()
    for match in _DAY.finditer(text):
        day, month, year = (int(part) for part in match.groups() if part)
        found.add((year, month, day))
    for match in _ENGLISH_DAY.finditer(text):
        found.add((int(match[3]), _MONTHS[match[2].lower()], int(match[1])))
    return found


def _known_days(evidence: _Evidence) -> set[tuple[int, int, int]]:
    """Days that are written, days whose year stands elsewhere, and first and last days of named times."""
    text, years = evidence.text, {int(year) for year in _known_years(evidence)}
    short = {(int(month), int(day)) for day, month in _SHORT_DAY.findall(text)}
    known = _days(text) | {(year, month, day) for year in years for month, day in short}
    times = {(1, 12)} if "năm" in text.lower() else set()
    times |= {(int(m), int(m)) for m in re.findall(r"tháng (\d{1,2})", text) if 1 <= int(m) <= 12}
    times |= {(1, int(m)) for m in re.findall(r"\b([1-9]) tháng đầu", text)}
    quarters = re.findall(r"quý (IV|III|II|I|[1-4])\b", text, re.IGNORECASE)
    ends = [3 * (_ROMAN.index(q.upper()) + 1 if q.isalpha() else int(q)) for q in quarters]
    times |= {(end - 2, end) for end in ends}
    for year, (first, last) in product(years, times):
        known |= {(year, first, 1), (year, last, calendar.monthrange(year, last)[1])}
    return known


_ROMAN = ["I", "II", "III", "IV"]


def _years(text: str) -> set[str]:
    return {one or other for one, other in _YEAR.findall(text)}


def _known_years(evidence: _Evidence) -> set[str]:
    years = _years(evidence.text)
    if any(cue in evidence.text.lower() for cue in _LAST_YEAR):
        years |= {str(int(year) - 1) for year in years}
    return years


# --- names ----------------------------------------------------------------------------------------


def _unknown_names(text: str, evidence: _Evidence) -> Iterator[str]:
    """Words with a capital inside a sentence that neither the quotes nor the bulletin's head hold."""
    known = {fold_of(word) for word in _WORD.findall(evidence.text)} | _OWN
    for match in _WORD.finditer(text):
        before, after = text[: match.start()].rstrip(" *(“"), text[match.end() :].lstrip(" *")
        opens = (not before or before[-1] in ".:!?;") and not after[:1].isupper()
        if match.group()[0].isupper() and not opens and fold_of(match.group()) not in known:
            yield f"name {match.group()}"
