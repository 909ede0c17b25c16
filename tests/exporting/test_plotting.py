"""The picture of a panel."""

import io
import xml.etree.ElementTree as ET
from datetime import date

from exportable import event, known
from tidings.exporting.panels import Choice, panel
from tidings.exporting.plotting import NAMES, draw, plot


def cells():
    days = (date(2031, 1, 3), date(2031, 3, 9))
    found = [event(event=f"e{day}", earliest=day, latest=day) for day in days]
    return panel(found, known().codes.ontology, Choice(dyad=("TCD", "NER"))).cells


def svg():
    stream = io.BytesIO()
    plot(cells(), "month", "TCD to NER", stream)
    return stream.getvalue()


def test_the_same_panel_gives_the_same_bytes():
    assert svg() == svg()
    assert b"<dc:date>" not in svg()


def test_the_picture_says_what_it_shows():
    words = {text.text for text in ET.fromstring(svg()).iter("{http://www.w3.org/2000/svg}text")}
    assert {"TCD to NER", "events", "month", "2031-01", "2031-02", "mean intensity", *NAMES} <= words


def test_no_line_runs_over_a_month_without_events():
    _, means = draw(cells(), "month", "TCD to NER").axes
    one, none, other = means.lines[0].get_ydata()
    assert one == other == -9.5
    assert none != none  # noqa: PLR0124 - not a number
