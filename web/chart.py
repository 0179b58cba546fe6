"""A series drawn as SVG: leather gives scales and axes, and every point is a link to its sentence.

Colours and letters come from the style sheet (``facts.css``), by class, so that the page's content
policy holds and the drawing follows light and dark.  It needs no script.
"""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import leather
from markupsafe import Markup

from web.series import Point, Series

_STYLE = frozenset(("fill", "stroke", "stroke-width", "font-family", "font-size"))
_LABEL = 8.0  # width of a letter below the axis
_FIGURE = 9.0  # width of a letter beside a point
_MARGIN = 0.042  # of the width, cut off on each side
_MEANS = frozenset(("criteria_per_commune", "percent", "point"))
_NEAR_ZERO = 0.6  # a mean's axis begins at zero unless all values lie above this share of the largest


@dataclass(frozen=True)
class Words:
    """What a drawing says: of a point its value, a name for its time, all of it, and where it leads."""

    value: Callable[[Point], str]
    time: Callable[[Point], str]
    whole: Callable[[Point], str]
    address: Callable[[Point], str]
    tick: Callable[[float], str]


def draw(series: Series, words: Words, width: int, height: int) -> Markup:
    """The drawing of a series as an SVG element of this size."""
    days = [point.day for point in series.points]
    margin = max((max(days) - min(days)) * 0.08, dt.timedelta(days=10))
    trail = _Trail(series.points, words)
    chart = leather.Chart()
    chart.set_x_scale(_Days(min(days) - margin, max(days) + margin))
    chart.add_y_scale(*_span([point.value for point in series.points], series.fact.unit))
    chart.set_x_axis(leather.Axis(ticks=_ticks(series.points, words, width), tick_formatter=trail.name_of))
    chart.set_y_axis(leather.Axis(tick_formatter=lambda value, *_: words.tick(float(value))))
    chart.add_series(leather.Series([(point.day, point.value) for point in series.points]), trail)
    group = chart.to_svg_group(width, height)
    _plain(group)
    margin_x, margin_y = width * _MARGIN, width * _MARGIN * 0.6  # leather's margin is wider than needed
    box = f"{margin_x:.0f} {margin_y:.0f} {width - 2 * margin_x:.0f} {height - 2 * margin_y:.0f}"
    svg = ET.Element("svg", {"viewBox": box, "width": str(width), "height": str(height)})
    svg.append(group)
    return Markup(ET.tostring(svg, encoding="unicode", short_empty_elements=True))


def _span(values: Sequence[float], unit: str) -> tuple[float, float]:
    """Where the axis of values begins and ends: counts begin at zero, means may be looked at closely."""
    low, high = min(values), max(values)
    room = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    close = low < 0 or (unit in _MEANS and low > _NEAR_ZERO * high)
    return low - room if close else 0.0, high + room


def _ticks(points: Sequence[Point], words: Words, width: int) -> list[dt.date]:
    """Times to be named below the axis: those of the points, as many as fit side by side."""
    named = {point.day: words.time(point) for point in points}
    days = sorted(named, reverse=True)
    first, last = days[-1], days[0]
    scale = 0.78 * width / max((last - first).days, 1)
    kept: list[dt.date] = []
    for day in days:
        room = _LABEL * (len(named[day]) + len(named[kept[-1]])) / 2 + 6 if kept else 0
        if not kept or (kept[-1] - day).days * scale >= room:
            kept.append(day)
    return sorted(kept)


def _plain(group: ET.Element) -> None:
    """Take leather's own colours and letters away, and its background."""
    background = group.find("rect")
    if background is not None:
        group.remove(background)
    for node in group.iter():
        for name in _STYLE & node.attrib.keys():
            del node.attrib[name]


class _Days(leather.Temporal):  # type: ignore[misc]
    """A scale of days that is as wide as it was told: leather's own goes on to round years."""

    def project(self, value: dt.date, range_min: float, range_max: float) -> float:
        """Where a day lies in the drawing."""
        share = float((value - self._data_min) / (self._data_max - self._data_min))
        return range_min + (range_max - range_min) * share


class _Trail(leather.Line):  # type: ignore[misc]
    """A line through the points to follow, and each point as a link."""

    def __init__(self, points: Sequence[Point], words: Words) -> None:
        super().__init__()
        self._points = points
        self._words = words

    def name_of(self, day: dt.date, *_: int) -> str:
        """What the axis says at a point's time."""
        return next((self._words.time(point) for point in self._points if point.day == day), "")

    def to_svg(
        self,
        width: float,
        height: float,
        x_scale: leather.Temporal,
        y_scale: leather.Linear,
        series: object,
        palette: object,
    ) -> ET.Element:
        """Draw into leather's canvas."""
        group = ET.Element("g", {"class": "trail"})
        places = [
            (p, float(x_scale.project(p.day, 0, width)), float(y_scale.project(p.value, height, 0)))
            for p in self._points
        ]
        for name, statuses in (("plan", ("target",)), ("line", ("actual", "provisional"))):
            path = [(x, y) for p, x, y in places if p.follows and p.fact.status in statuses]
            if len(path) > 1:
                steps = " L ".join(f"{x:.1f} {y:.1f}" for x, y in path)
                group.append(ET.Element("path", {"class": name, "d": f"M {steps}"}))
        group.extend(self._links(places))
        return group

    def _links(self, places: Sequence[tuple[Point, float, float]]) -> Iterator[ET.Element]:
        labels = _labels([(self._words.value(point), x, y) for point, x, y in places])
        for (point, x, y), label in zip(places, labels, strict=True):
            link = ET.Element(
                "a", {"href": self._words.address(point), "class": f"point {point.fact.status}"}
            )
            whole = self._words.whole(point)
            link.set("aria-label", whole)
            ET.SubElement(link, "title").text = whole
            for name, radius in (("reach", "16"), ("dot", "5.5")):
                ET.SubElement(
                    link, "circle", {"class": name, "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": radius}
                )
            if label is not None:
                link.append(label)
            yield link


def _labels(places: Sequence[tuple[str, float, float]]) -> list[ET.Element | None]:
    """The figures beside their points: above or below, wherever no other figure or point is; else none."""
    taken = [(x - 7, x + 7, y - 7, y + 7) for _, x, y in places]
    labels: list[ET.Element | None] = []
    for text, x, y in places:
        half = len(text) * _FIGURE / 2
        label = None
        for top in (y - 25, y + 11):
            box = (x - half, x + half, top, top + 14)
            if not any(_overlap(box, other) for other in taken):
                label = ET.Element("text", {"class": "figure", "x": f"{x:.1f}", "y": f"{top + 12:.1f}"})
                label.set("text-anchor", "middle")
                label.text = text
                taken.append(box)
                break
        labels.append(label)
    return labels


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
