"""The day that stands for an act that nothing dates, where the user asks for one."""

from __future__ import annotations

from dataclasses import replace

from tidings.events import Event
from tidings.exporting.exported import TOLD_AS_DONE


def dated_by_publication(event: Event) -> Event:
    """The event on the day of the first report that tells it as done; as it was if it has a date or no such report.

    POLECAT dates every act without a date so.  Whoever uses it must say so: the day is when it was told.
    """
    days = [step.as_of for step in event.history if step.as_of and step.status in TOLD_AS_DONE]
    if not days or event.earliest is not None or event.latest is not None:
        return event
    return replace(event, earliest=min(days), latest=min(days))
