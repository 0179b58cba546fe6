"""The chart of latency against corpus size, drawn with leather; both scales are logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import leather

COLOURS = ("#c8102e", "#1f77b4", "#7fb2dd", "#2ca02c", "#8c564b", "#777777", "#9467bd", "#e0912f")


def draw(medians: Mapping[str, Sequence[tuple[int, float]]], path: Path) -> None:
    """Write the medians (paragraphs, milliseconds) of each engine as an SVG picture."""
    chart = leather.Chart("A search, median in milliseconds, by number of paragraphs (log scales)")
    points = [point for line in medians.values() for point in line]
    x_low, x_high = _decades([size for size, _ in points])
    y_low, y_high = _decades([time for _, time in points])
    chart.add_x_scale(x_low, x_high)
    chart.add_y_scale(y_low, y_high)
    chart.add_x_axis(ticks=list(range(x_low, x_high + 1)), tick_formatter=_power)
    chart.add_y_axis(ticks=list(range(y_low, y_high + 1)), tick_formatter=_power)
    for at, (name, line) in enumerate(medians.items()):
        colour = COLOURS[at % len(COLOURS)]
        spots = [(math.log10(size), math.log10(time)) for size, time in line]
        chart.add_line(spots, name=name, stroke_color=colour, width=4 if at == 0 else 2)
    chart.to_svg(str(path), 860, 480)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    return math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))


def _power(value: Any, _index: int, _count: int) -> str:
    return f"{10.0**value:,.3f}".rstrip("0").rstrip(".")
