"""A panel as a picture: bars by quad class, a line for the mean intensity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, BinaryIO

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from tidings.exporting.panels import By, Cell

# Blue for cooperation, red for conflict, the darker the more material; told apart by lightness too.
COLOURS = ("#9ecae1", "#2171b5", "#fcbba1", "#cb181d")
NAMES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_MOST_LABELS = 16
# Words stay words in the file, and its ids do not change from run to run.
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "tidings",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 10,
}


def plot(cells: Sequence[Cell], by: By, title: str, stream: BinaryIO) -> None:
    """Write an SVG of one dyad's cells; the same cells give the same bytes."""
    with mpl.rc_context(_STYLE):
        figure = draw(cells, by, title)
        FigureCanvasSVG(figure)
        figure.savefig(stream, format="svg", metadata={"Date": None})


def draw(cells: Sequence[Cell], by: By, title: str) -> Figure:
    """Draw one dyad's cells, at least one."""
    figure = Figure(figsize=(9, 4.8), layout="constrained")
    counts = figure.add_subplot()
    _bars(counts, cells)
    counts.set_ylabel("events")
    counts.set_xlabel({"day": "day", "week": "week (ISO 8601)", "month": "month"}[by])
    counts.yaxis.set_major_locator(MaxNLocator(integer=True))
    step = -(-len(cells) // _MOST_LABELS)
    ticks = range(0, len(cells), step)
    counts.set_xticks(list(ticks), [cells[at].period for at in ticks], rotation=45, ha="right")
    means = counts.twinx()
    scores = [math.nan if cell.intensity is None else cell.intensity for cell in cells]  # no line where nothing was
    means.plot(range(len(cells)), scores, color="black", marker="o", markersize=3, linewidth=1, label="mean intensity")
    means.set_ylim(-10.5, 10.5)
    means.axhline(0, color="grey", linewidth=0.5, linestyle=":")
    means.set_ylabel("mean intensity (-10 hostile … 10 friendly)")
    for axes in (counts, means):
        axes.spines["top"].set_visible(False)
    handles = [*counts.get_legend_handles_labels()[0], *means.get_legend_handles_labels()[0]]
    figure.legend(handles=handles, loc="outside lower center", ncols=5, frameon=False, fontsize=9)
    counts.set_title(title)
    return figure


def _bars(axes: Axes, cells: Sequence[Cell]) -> None:
    """Stack the quad classes, cooperation below."""
    floor = [0] * len(cells)
    for quad, (colour, name) in enumerate(zip(COLOURS, NAMES, strict=True)):
        heights = [cell.quads[quad] for cell in cells]
        axes.bar(range(len(cells)), heights, bottom=floor, color=colour, label=name, width=0.8)
        floor = [low + height for low, height in zip(floor, heights, strict=True)]
