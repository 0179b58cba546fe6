"""Facts in words: numbers, dates and noun phrases in Vietnamese and English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from bot.phrasing import has, raw, say
from corpus.dates import ENGLISH_MONTHS
from corpus.lexicon import lexicon
from corpus.model import Area, Fact

KINDS_EN = {
    "tỉnh": "province",
    "thành phố": "city",
    "huyện": "district",
    "xã": "commune",
    "thị xã": "town",
    "thị trấn": "township",
    "phường": "ward",
    "quận": "district",
}


def number(value: Decimal, language: str) -> str:
    """A value in the language's own format: ``1.234,5`` or ``1,234.5``."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def date(iso: str, language: str) -> str:
    """A day in the language's own format: ``12/3/2024`` or ``12 March 2024``."""
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return "/".join(reversed(iso.split("-")))
    if language == "vi":
        return f"{day.day}/{day.month}/{day.year}"
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1].capitalize()} {day.year}"


def published_on(published: str | None, language: str) -> str:
    """`` ngày 13/3/2024`` behind a bulletin's name ("" if its day is not known)."""
    return say(language, "answer.gist_day", date=date(published, language)) if published else ""


def place(area: Area | None, language: str) -> str:
    """A place's name in a sentence (``tỉnh Bắc Kạn``; ``Bắc Kạn province``)."""
    if area is None:
        return raw(language, "fact.area_unknown")
    if language == "vi":
        return area.name
    if area.level == "nation":
        return raw(language, "fact.nation")
    for kind, english in KINDS_EN.items():
        if area.name.lower().startswith(kind + " "):
            return f"{area.name[len(kind) + 1 :]} {english}"
    return area.name


def amount(fact: Fact, language: str) -> str:
    """The value in bold, with its hedge and (for money) its printed scale."""
    value = Decimal(fact.value)
    text = number(abs(value), language)
    if fact.unit.startswith("dong") and language == "vi":
        text = fact.raw
    elif fact.unit.startswith("dong"):
        for scale, word in ((10**9, "billion"), (10**6, "million")):
            if abs(value) >= scale:
                text = f"{number(abs(value) / scale, language)} {word}"
                break
    if fact.high:
        text = f"{text} - {number(Decimal(fact.high), language)}"
    hedge = raw(language, f"bound.{_bound(fact)}") if has(language, f"bound.{_bound(fact)}") else ""
    return f"{hedge}**{text}**"


def _bound(fact: Fact) -> str:
    """The bound as it is printed: ``dưới 4%`` is no ``gần 4%``."""
    printed = f"{fact.quote.prefix} {fact.quote.exact}".lower()
    near = printed[: printed.rfind(fact.raw.lower())][-12:] if fact.raw else printed
    return "below" if fact.bound == "under" and any(w in near for w in _BELOW) else fact.bound


_BELOW = ("dưới", "chưa đến", "chưa tới", "below", "under")


def band(value: str, language: str) -> str:
    """Words for a band of criteria: ``15-18``, ``<5``, ``>=15``."""
    if value.startswith(">="):
        return raw(language, "noun.band_from").format(value[2:])
    if value.startswith("<="):
        return raw(language, "noun.band_up_to").format(value[2:])
    if value.startswith("<"):
        return raw(language, "noun.band_under").format(value[1:])
    if value.startswith(">"):
        return raw(language, "noun.band_over").format(value[1:])
    if value == "*":
        return raw(language, "noun.band_any")
    low, dash, high = value.partition("-")
    if dash:
        return raw(language, "noun.band_range").format(low, high)
    return raw(language, "noun.band_one").format(value)


def _stars(value: str, language: str, of_maker: bool) -> str:
    if of_maker:
        return raw(language, "noun.stars_of_maker").format(value)
    if (side := _side(value)) is not None:
        return raw(language, f"noun.stars_{side[0]}").format(side[1])
    if value.startswith("potential-"):
        return raw(language, "noun.stars_potential").format(value.removeprefix("potential-"))
    return raw(language, "noun.stars").format(value)


def grade(value: str, language: str) -> str:
    """Words for a grade: ``4``, ``3+``, ``<4``, ``potential-5``."""
    if value.startswith("potential-"):
        return say(language, "status_word.potential", value=value.removeprefix("potential-"))
    side = _side(value)
    if side is None:
        return value
    name = {"up": "upward", "down": "downward"}.get(side[0], side[0])
    return say(language, f"status_word.{name}", value=side[1])


def _side(value: str) -> tuple[str, str] | None:
    """The open side of a grade (``up``, ``down``, ``under``, ``over``) and its number, if it has one."""
    if value.endswith("+"):
        return "up", value[:-1]
    sides = {"<=": "down", ">=": "up", "<": "under", ">": "over"}
    sign = next((s for s in sides if value.startswith(s)), None)
    return (sides[sign], value.removeprefix(sign)) if sign is not None else None


def noun(fact: Fact, language: str) -> str:
    """What the figure counts: ``sản phẩm OCOP 4 sao``, ``xã đạt 19 tiêu chí NTM nâng cao``."""
    dimensions = fact.dimensions
    if dimensions.get("step") == "renewed" and _FIT in fact.quote.exact + fact.quote.suffix:
        dimensions = {**dimensions, "step": "renewable"}  # fit to be renewed, which is not yet renewed
    words = phrase_of(fact.indicator, dimensions, language, Decimal(fact.value) == 1)
    return words or fact.label.get(language, "")


_FIT = "đủ điều kiện"


def phrase_of(indicator: str, dimensions: dict[str, str], language: str, single: bool = False) -> str:
    """The noun phrase of an indicator with dimension values ("" if it is not in the lexicon).

    *single*: of one thing (English nouns of the lexicon are in the plural).
    """
    words = lexicon()
    known = words.indicators.get(indicator)
    if known is None:
        return ""
    pieces = dict.fromkeys(("stars", "graded", "criteria", "level", "maker", "phrase", "step", "group"), "")
    if "stars" in dimensions:
        form = "stars" if _side(dimensions["stars"]) is None else "graded"
        pieces[form] = _stars(dimensions["stars"], language, known.unit == "maker")
    if "criteria" in dimensions:
        pieces["criteria"] = raw(language, "noun.criteria").format(band(dimensions["criteria"], language))
    if "level" in dimensions and not known.absent:  # who has none of something has no level either
        form = (
            "level_after"
            if "criteria" in dimensions
            else "level_mean"
            if "criteri" in known.unit
            else "level_place"
        )
        pieces["level"] = raw(language, f"noun.{form}").format(
            words.label("level", dimensions["level"], language)
        )
    if "maker" in dimensions:
        pieces["maker"] = raw(language, f"noun.maker_{dimensions['maker']}")
    if "group" in dimensions and words.label("group", dimensions["group"], language):
        named = words.label("group", dimensions["group"], language)
        pieces["group"] = raw(language, "noun.group").format(named)
    if "step" in dimensions:
        step = dimensions["step"]
        named = words.label("step", step, language) or raw(language, f"noun.step_{step}")
        pieces["step"] = raw(language, "noun.step").format(named)
    if known.phrase:
        pieces["phrase"] = raw(language, "noun.phrase").format(known.phrase[language])
    base = known.noun[language]
    base = base.removesuffix("s") if single and language == "en" else base
    return raw(language, "noun.pattern").format(base=base, **pieces)


def time(fact: Fact, language: str) -> str:
    """The time phrase that opens a sentence ("" when the bulletin gives none)."""
    period = fact.period
    standing = fact.nature == "stock" and period.kind in ("range", "quarter", "month")
    vague = period.kind == "as_of" and period.start not in (None, period.end)  # some day of that year
    if (period.kind == "as_of" or standing) and period.end and not vague:
        return say(language, "fact.time_as_of", date=date(period.end, language))
    if (period.kind == "year" or vague) and period.end:
        return say(language, "fact.time_year", year=period.end[:4])
    if period.kind not in ("range", "quarter", "month"):
        return ""
    start, end = period.start or "", period.end or ""
    if period.kind == "range" and (start[:4] != end[:4] or not period.text):
        return say(language, "fact.time_range", start=start[:4], end=end[:4]) if start and end else ""
    if language == "vi":
        return say(language, "fact.time_printed", text=period.text) if period.text else ""
    bounds = {"start": date(start, language), "end": date(end, language)} if start and end else None
    return say(language, "fact.time_between", **bounds) if bounds else ""


def sentence(fact: Fact, language: str) -> str:
    """One fact as a sentence, without its full stop."""
    return capital(time(fact, language) + _statement(fact, language))


def dated(fact: Fact, language: str) -> str:
    """One fact that has a time, behind a colon: its time comes first and stands out."""
    when = time(fact, language).rstrip(", ")
    return f"**{when[:1].lower()}{when[1:]}**, {_statement(fact, language)}"


def _statement(fact: Fact, language: str) -> str:
    if _how(fact) == "measure":
        return _measured(fact, language)
    zero = Decimal(fact.value) == 0
    mean = fact.unit in lexicon().means.values()
    if fact.status == "change":
        verb = "up" if Decimal(fact.value) >= 0 else "down"
        verb = f"mean_{verb}" if mean else verb
    else:
        added = fact.nature == "flow" and not fact.dimensions.get("step") and not zero
        verb = "more" if added and fact.status == "target" else fact.status
        told = f"{fact.quote.prefix[-12:]} {fact.quote.exact}".lower()
        if added and fact.status == "actual" and _MORE in told:
            verb = "added"  # what was added is not what there is
        if zero:
            verb = f"zero_{verb}"
        elif mean and fact.status != "target":
            verb = f"mean_{verb}"
    text = say(
        language,
        f"fact.verb_{verb}",
        area=place(fact.area, language),
        value=amount(fact, language),
        noun=noun(fact, language),
        base=fact.links.get("base", ""),
    )
    if fact.status == "change" and not fact.links.get("base"):
        text = text.removesuffix(say(language, "fact.against", base=""))
    return text


_MORE = "thêm"


def _how(fact: Fact) -> str:
    """How a figure is told (see ``told`` in the lexicon); what the lexicon lacks is quoted."""
    known = lexicon().indicators.get(fact.indicator)
    return "quote" if known is None else known.told


def in_its_sentence(fact: Fact) -> bool:
    """Whether a figure is only told with the sentence that it stands in."""
    known = lexicon().indicators.get(fact.indicator)
    other = known is not None and known.told == "measure" and known.unit != fact.unit
    return other or _how(fact) == "quote"


def graded(fact: Fact) -> bool:
    """Whether a figure is higher or lower than another (a rate, a mean, points), not more or fewer."""
    return fact.unit in ("percent", "point", "dong_per_person_year", *lexicon().means.values())


def _measured(fact: Fact, language: str) -> str:
    """``thu nhập bình quân đầu người của xã X là 48,6 triệu đồng/người/năm``."""
    label = lexicon().indicators[fact.indicator].label[language]
    label = label[:1].lower() + label[1:]
    rose = "up" if Decimal(fact.value) >= 0 else "down"
    text = say(
        language,
        f"fact.measure_{rose if fact.status == 'change' else fact.status}",
        label=label,
        area=place(fact.area, language) if fact.area is not None else "",
        value=amount(fact, language),
        unit=unit_words(fact.unit, language),
        base=fact.links.get("base", ""),
    )
    return " ".join(text.split())


def printed(fact: Fact, language: str) -> str:
    """A figure with its unit as the bulletin prints it, in English with the number as English writes it."""
    if language == "vi":
        return fact.quote.exact
    mark = "" if fact.unit == "percent" else " "
    return f"{amount(fact, language).replace('**', '')}{mark}{unit_words(fact.unit, language)}".strip()


def unit_words(unit: str, language: str) -> str:
    """The words for a unit, as they follow a number."""
    return lexicon().label("unit", unit, language)


def scale_of(facts: Sequence[Fact]) -> Decimal:
    """By what amounts of money are divided so that they read well: a thousand million, a million or 1.

    As they are printed, so that a reader finds them in the sentence; else the largest that leaves whole ones.
    """
    if not facts[0].unit.startswith("dong"):
        return Decimal(1)
    printed = {next((s for s, words in _SCALES if words & set(f.raw.lower().split())), 1) for f in facts}
    if len(printed) == 1:
        return Decimal(printed.pop())
    return Decimal(next((s for s, _ in _SCALES if all(abs(Decimal(f.value)) >= s for f in facts)), 1))


_SCALES = ((10**9, frozenset({"tỷ", "tỉ"})), (10**6, frozenset({"triệu"})))


def scaled_unit(unit: str, scale: Decimal, language: str) -> str:
    """A unit with its scale: ``tỷ đồng``."""
    name = {Decimal(10**9): "noun.billion", Decimal(10**6): "noun.million"}.get(scale)
    words = unit_words(unit, language)
    return f"{raw(language, name)} {words}" if name else words


def joined(parts: Sequence[str], language: str) -> str:
    """A list in words: commas, and *and* before the last."""
    return raw(language, "answer.and").join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def capital(text: str) -> str:
    """The text with its first letter in upper case (bold marks passed over)."""
    at = len(text) - len(text.lstrip("*"))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def derived(fact: Fact) -> tuple[str, ...]:
    """What a sentence about a fact may say beyond its quote: its day or years, its place, its base year."""
    period = fact.period
    words = [d for d in (period.start, period.end, fact.links.get("base"), period.text) if d]
    if fact.area is not None:
        words += [fact.area.name, fact.area.now]
    return tuple(words)
