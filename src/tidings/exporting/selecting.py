"""Which events a format takes, and why it leaves out the others."""

from __future__ import annotations

from tidings.events import Event
from tidings.exporting.exported import TOLD_AS_DONE, Exported
from tidings.knowledge.exporting import Layout

WIDEST = 31  # days: what a format that knows a day alone may stand for


def selected(exported: Exported, layout: Layout, *, all_statuses: bool) -> Exported | str:
    """The event with the reports that the format takes, or why it takes none.

    A format that knows no status gets only what has happened or goes on, told so; ``all_statuses`` lifts that.
    """
    event = exported.event
    if event.type is None:
        return "a story, not an act"
    if reason := next((reason for need in layout.needs if (reason := _lacks(event, need))), None):
        return reason
    if layout.statuses or all_statuses:
        return exported
    if event.status not in TOLD_AS_DONE:
        return f"{event.status}: the format knows no status"
    done = exported.as_done()
    return done if done.reports else "no report tells it as done"


def _lacks(event: Event, need: str) -> str | None:
    """Why the event does not have what a format needs; None if it does."""
    if need == "actor":
        return None if event.actors else "no actor"
    if need == "place":
        place = event.where
        return None if place and place.latitude is not None and place.longitude is not None else "no resolved place"
    if event.earliest is None or event.latest is None:
        return "no date"
    if need == "day" and (event.latest - event.earliest).days >= WIDEST:
        return f"dated to more than {WIDEST} days"
    return None
