"""What the figures can be narrowed by: each choice is a link, with how many figures it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.lexicon import lexicon
from web import formats
from web.addresses import address
from web.fact_filter import FIELDS
from web.wording import Words

SHOWN = 7  # choices of a facet that are seen at once
MOST = 60  # that are offered at all; words and areas can be typed
_ORDER = ("programme", "indicator", "area", "period", "stars", "status", "nature", "bulletin")
_BY_NAME = frozenset(("period", "stars"))  # descending by value, not by count


@dataclass(frozen=True)
class Choice:
    """A value of a facet: what people read, how many figures have it, and the link that takes or drops it."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One thing to narrow by; ``more`` are the choices beyond the first."""

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


def facets(
    counts: Mapping[str, Sequence[tuple[str, int]]],
    wanted: Mapping[str, str],
    titles: Mapping[str, str],
    t: Words,
) -> list[Facet]:
    """The facets that offer a choice, or in which one was made."""
    found = []
    for name in _ORDER:
        values = sorted(counts.get(name, ()), reverse=True) if name in _BY_NAME else counts.get(name, ())
        choices = [_choice(name, value, count, wanted, titles, t) for value, count in values]
        if name not in _BY_NAME or any(choice.chosen for choice in choices[SHOWN:]):
            choices.sort(key=lambda choice: not choice.chosen)
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            found.append(Facet(name, tuple(choices[:SHOWN]), tuple(choices[SHOWN:MOST])))
    return found


def chips(wanted: Mapping[str, str], titles: Mapping[str, str], t: Words) -> list[tuple[str, str, str]]:
    """What the figures are narrowed by now: the facet's name, the value in words, and a link without it."""
    return [
        (t(f"facts.{name}"), value_label(name, wanted[name], titles, t), address(**{name: "", "page": ""}))
        for name in FIELDS
        if name in wanted
    ]


def _choice(
    name: str, value: str, count: int, wanted: Mapping[str, str], titles: Mapping[str, str], t: Words
) -> Choice:
    chosen = wanted.get(name) == value
    url = address(**{name: "" if chosen else value, "page": ""})
    return Choice(value_label(name, value, titles, t), count, url, chosen)


def value_label(name: str, value: str, titles: Mapping[str, str], t: Words) -> str:
    """A facet's value as people read it."""
    label = _LABELS.get(name)
    if name == "bulletin":
        return titles.get(value, value)
    shown = (label(value, t) if label else "") or value
    return shown if name in ("area", "text") else shown[:1].upper() + shown[1:]


def _indicator(value: str, t: Words) -> str:
    known = lexicon().indicators.get(value)
    return t("facts.other") if value == "other" else known.label.get(t.language, "") if known else ""


_LABELS: Mapping[str, Callable[[str, Words], str]] = {
    "programme": lambda value, t: lexicon().programmes.get(value, {}).get(t.language, ""),
    "indicator": _indicator,
    "status": lambda value, t: t.get(f"fact_status.{value}"),
    "nature": lambda value, t: t.get(f"nature.{value}"),
    "stars": lambda value, t: formats.dimension("stars", value, t),
    "period": lambda value, t: value.replace("-", "–"),
}
