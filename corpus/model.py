"""The nouns of the product: bulletins, paragraphs, facts and records.

Plain frozen values shared by every stage.  Facts follow SDMX (an observation
is a value at a point of several dimensions); quotes follow the selectors of
the W3C Web Annotation model (exact text, prefix, suffix, start and end).
Offsets count Unicode characters of the *stored* paragraph text, so that
``paragraph.text[quote.start:quote.end] == quote.exact`` always holds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

BlockKind = Literal["title", "lead", "body", "heading", "caption", "table", "byline", "date"]
Status = Literal["actual", "provisional", "target", "change"]
Nature = Literal["stock", "flow"]
Bound = Literal["exact", "at_least", "over", "about", "under", "at_most"]


@dataclass(frozen=True)
class Paragraph:
    """A block of a bulletin: the unit of retrieval and of citing.

    ``number`` is what a citation shows ("đoạn 5").  The title is 0; the lead,
    headings, body paragraphs and table rows count 1, 2, 3 … as a reader would
    count them; captions, the byline and the date line follow after the last of those, so
    that a picture does not shift the count.  ``position`` is the place on the
    page (0, 1, 2 …), captions included.
    """

    number: int
    position: int
    kind: BlockKind
    text: str


@dataclass(frozen=True)
class Bulletin:
    """One published page of the portal.

    ``published`` is ISO 8601 with the precision that is known (``2023-07-14``,
    ``2023-07`` or ``2023``) or ``None``; ``source`` is the file name or URL it
    was read from, ``digest`` the SHA-256 of the raw input.
    ``paragraphs`` are in the order of ``position``.
    """

    id: str
    title: str
    published: str | None
    byline: str | None
    url: str | None
    source: str
    digest: str
    paragraphs: tuple[Paragraph, ...]

    def paragraph(self, number: int) -> Paragraph:
        """The paragraph that citations call *number* (KeyError if none)."""
        for paragraph in self.paragraphs:
            if paragraph.number == number:
                return paragraph
        raise KeyError(number)


@dataclass(frozen=True)
class Quote:
    """Where a statement stands: exact words, their surroundings and offsets."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True)
class Area:
    """A place as the bulletin names it, and what it is called today.

    ``level``: nation, province, district, commune or village.  ``code`` is the
    official code where one is known.  ``province``/``district`` name the
    parents ("" if unknown).  ``now`` is the present name where it differs.
    """

    name: str
    level: str
    code: str = ""
    province: str = ""
    district: str = ""
    now: str = ""


@dataclass(frozen=True)
class Period:
    """The time a figure speaks of.

    ``kind``: ``as_of`` (a stock on a day; with a ``start``, on some day of that year),
    ``year``, ``quarter``, ``month``, ``range`` (a span of years) or ``unknown``.
    ``start``/``end`` are ISO dates, ``text`` the words that gave it ("" when inherited from the date line).
    """

    kind: str
    start: str | None
    end: str | None
    text: str = ""


@dataclass(frozen=True)
class Fact:
    """One observation with the words it rests on (SDMX).

    ``value`` and ``raw``: the exact decimal as text and what was printed.
    ``high``: upper end where a range of values is given, else "".
    ``links``: ``part_of`` (id of the total), ``base`` (ISO year a change is
    measured from), ``plan_of`` (id of the reached figure a target belongs to).
    ``context_years``: years named around the figure that are not its own period.
    """

    id: str
    indicator: str
    label: dict[str, str]
    value: str
    raw: str
    unit: str
    dimensions: dict[str, str]
    area: Area | None
    period: Period
    status: Status
    nature: Nature
    bound: Bound
    bulletin: str
    paragraph: int
    quote: Quote
    sentence: tuple[int, int]
    programme: str = ""
    high: str = ""
    links: dict[str, str] = field(default_factory=dict)
    context_years: tuple[str, ...] = ()
    review: str = "unreviewed"


@dataclass(frozen=True)
class Record:
    """A cited statement with no figure of its own.

    ``kind``: ``person`` (name, role), ``chair`` (name, role, event), ``event``
    (name, organiser, date, place), ``document`` (number, date, issuer, about),
    ``product`` (name, maker, place, stars, year), ``places`` (names, state),
    ``term`` (short, long).  ``fields`` holds those as text; every value stands
    in the quoted sentence or, for dates, is that sentence's date made whole.
    """

    id: str
    kind: str
    fields: dict[str, str]
    area: Area | None
    bulletin: str
    paragraph: int
    quote: Quote
    sentence: tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """Everything that was understood of one bulletin."""

    bulletin: Bulletin
    facts: tuple[Fact, ...]
    records: tuple[Record, ...]
    unexplained: tuple[str, ...] = ()
    mismatches: tuple[str, ...] = ()


def iso_date(year: int, month: int, day: int) -> str | None:
    """The ISO date, or None if the calendar has no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def fact_json(fact: Fact) -> dict[str, Any]:
    """The public JSON form of a fact (see docs/facts.md)."""
    area = None
    if fact.area is not None:
        area = {
            "name": fact.area.name,
            "level": fact.area.level,
            "code": fact.area.code,
            "now": fact.area.now,
        }
    period = fact.period
    quote = fact.quote
    return {
        "id": fact.id,
        "programme": fact.programme,
        "indicator": fact.indicator,
        "label": dict(fact.label),
        "value": fact.value,
        "high": fact.high,
        "raw": fact.raw,
        "unit": fact.unit,
        "dimensions": dict(fact.dimensions),
        "area": area,
        "period": {
            "kind": period.kind,
            "start": period.start,
            "end": period.end,
            "text": period.text,
        },
        "status": fact.status,
        "nature": fact.nature,
        "bound": fact.bound,
        "links": dict(fact.links),
        "bulletin": fact.bulletin,
        "paragraph": fact.paragraph,
        "quote": {
            "exact": quote.exact,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "start": quote.start,
            "end": quote.end,
        },
        "review": fact.review,
    }
