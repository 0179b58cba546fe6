"""Dates, numbers and addresses as people read them, in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from urllib.parse import urlsplit

from corpus.model import Fact, Period
from web.wording import Words


@dataclass(frozen=True)
class Segment:
    """A piece of a text: ``mark`` is "" (plain), "sentence" (cited) or "words" (the cited words)."""

    text: str
    mark: str = ""


def segments(text: str, sentence: tuple[int, int], words: tuple[int, int]) -> list[Segment]:
    """Cut *text* where the cited sentence and the cited words begin and end.

    Offsets count characters of *text*; what lies outside it is cut off, and the
    pieces always join to *text* again.
    """
    cuts = sorted({0, len(text), *(min(max(at, 0), len(text)) for at in (*sentence, *words))})
    pieces = []
    for low, high in pairwise(cuts):
        mark = "sentence" if sentence[0] <= low and high <= sentence[1] else ""
        mark = "words" if words[0] <= low and high <= words[1] else mark
        pieces.append(Segment(text[low:high], mark))
    return pieces


def date(iso: str | None, t: Words) -> str:
    """A date of any known precision: ``13/03/2024``, ``13 March 2024``, ``2024``, or "" for none."""
    if not iso:
        return ""
    year, month, day = [*iso.split("-"), "", ""][:3]
    form = "day" if day else "month" if month else "year"
    name = t.get(f"months.{month}") if month else ""
    return t(f"date.{form}", day=day, plain_day=day.lstrip("0"), month=month, name=name, year=year)


def number(value: str, t: Words, *, signed: bool = False) -> str:
    """An exact decimal with the language's separators: ``2041,5`` as 2.041,5 or 2,041.5."""
    try:
        plain = f"{Decimal(value):,f}"
    except (InvalidOperation, ValueError):
        return value
    if t("number.decimal") == ",":
        plain = plain.translate(str.maketrans(",.", ".,"))
    plain = plain.replace("-", "−")
    return "+" + plain if signed and not plain.startswith("−") else plain


def compact(value: float, t: Words) -> str:
    """A number as short as an axis needs it, millions and billions in words: ``2.041 tỷ``."""
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if abs(value) >= size:
            return t(f"number.{name}", n=number(f"{round(value / size, 3):.10g}", t))
    return number(f"{round(value, 6):.10g}", t)


def figure(fact: Fact, t: Words) -> str:
    """The figure of a fact with its bound: "trên 1.200", "10–14", "+0,36"."""
    shown = number(fact.value, t, signed=fact.status == "change")
    if fact.high:
        shown += "–" + number(fact.high, t)
    bound = t.get(f"bound.{fact.bound}")
    return f"{bound} {shown}" if bound else shown


def unit(fact: Fact, t: Words) -> str:
    """The unit in words; a unit that the words do not know is shown as it is."""
    name = t.get(f"unit.{fact.unit}", fact.unit.replace("_", " "))
    one, _, many = name.partition("|")
    return many if many and fact.value != "1" else one


def label(fact: Fact, t: Words) -> str:
    """What the fact measures, in the reader's language where the lexicon has it."""
    return fact.label.get(t.language) or fact.label.get("vi") or fact.indicator


def dimensions(fact: Fact, t: Words) -> list[str]:
    """The fact's dimensions as short labels: "4 sao"; what goes without saying is left out."""
    return [shown for name, value in fact.dimensions.items() if (shown := dimension(name, value, t))]


def dimension(name: str, value: str, t: Words) -> str:
    """A dimension's value as people read it: "4 sao"."""
    pattern = t.get(f"dimension.{name}.any", "{value}")
    plain = value.replace(">=", "≥ ").replace("<", "< ").replace("-", "–")
    return t.get(f"dimension.{name}.{value}", pattern.format(value=plain))


def period(value: Period, t: Words) -> str:
    """When a figure holds, in a few words; "" when the bulletin does not say."""
    start, end = value.start or "", value.end or ""
    if value.kind == "unknown" or not (start or end):
        return ""
    if value.kind == "range":
        years = (start[:4], end[:4])
        first, last = years if years[0] != years[1] else (date(start, t), date(end, t))
        return t("period.range", start=first, end=last)
    if value.kind == "as_of":
        return end[:4] if start and end != start else t("period.as_of", date=date(end or start, t))
    known = start or end
    quarter = ["I", "II", "III", "IV"][(int(known[5:7] or 1) - 1) // 3]
    shown = date(known[:7], t) if value.kind == "month" else known[:4]
    return t.get(f"period.{value.kind}", "{date}").format(date=shown, quarter=quarter)


def moment(value: Period, t: Words) -> str:
    """When a figure holds, as short as an axis needs it: ``2023``, ``Q1/2024``, ``12/3/2024``."""
    end = value.end or value.start or ""
    year, month, day = [*end.split("-"), "", ""][:3]
    if value.kind == "quarter":
        return f"Q{(int(month or 1) + 2) // 3}/{year}"
    if value.kind == "month":
        return f"{month}/{year}"
    if value.kind != "as_of" or end.endswith("-12-31") or not day:
        return year
    name = t.get(f"months.{month}")[:3]
    return t("date.short", day=day.lstrip("0"), month=month.lstrip("0"), name=name, year=year)


def safe_url(url: str | None) -> str | None:
    """The address if it is an http(s) one that may be linked to, else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
