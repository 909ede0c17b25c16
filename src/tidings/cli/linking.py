"""Commands about events: link mentions to events, show who tells of them, compare outlets."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tidings.cli.options import (
    FILE,
    any_paths,
    as_of,
    coding,
    finish,
    of_store,
    one_source,
    to_file,
    width_of,
)
from tidings.settings import Settings

if TYPE_CHECKING:
    from tidings.events import Event

in_events = click.option("--events", "source", type=FILE, metavar="FILE", help="What `tidings link` wrote.")
as_data = click.option("--json", "as_json", is_flag=True, help="Write JSON, not words.")


@click.command()
@any_paths
@to_file
@coding
def link(paths: tuple[Path, ...], target: Path | None, settings: Settings) -> int:
    """Join what articles tell of one act: a line per event, and one per story of several articles.

    Lines that `tidings code --with-text` wrote are taken as they are; anything else is coded first.  Articles that
    fail have their lines before the events.
    """
    from dataclasses import replace

    from tidings import pipeline, wire
    from tidings.records import Failure
    from tidings.running.output import output
    from tidings.running.tally import Tally

    finder, tally = pipeline.EventFinder(settings), Tally()
    with output(target) as stream:
        for item in pipeline.coded(paths, replace(settings, attributions=False, with_text=True)):
            tally.count(result := finder.add(item))
            if isinstance(result, Failure):
                stream.write(wire.encode(result) + b"\n")
        stream.writelines(wire.to_json(event) + b"\n" for event in finder.events())
    return finish(tally)


@click.command()
@click.argument("subject", metavar="EVENT")
@in_events
@of_store
@as_of
@as_data
@to_file
def coverage(  # noqa: PLR0917 - click gives them by name
    subject: str,
    source: Path | None,
    folder: Path | None,
    as_of: datetime | None,
    as_json: bool,
    target: Path | None,
) -> int:
    """Show who tells of an event and how: asserts, hedges, denies or is silent, and what they tell differently.

    EVENT is the id of an event or a story, or the beginning of one that no other has.
    """
    from tidings import wire
    from tidings.explaining import coverage as shown
    from tidings.running.output import output

    place = source or folder
    found = [event for event in _events(source, folder, as_of) if event.event.startswith(subject)]
    exact = [event for event in found if event.event == subject] or found
    if len(exact) != 1:
        which = "no event" if not exact else f"{len(exact)} events"
        raise click.UsageError(f"{which} in {place} whose id begins with {subject}; expected one")
    width = width_of(target)
    with output(target) as stream:
        if as_json:
            stream.write(wire.to_json(shown.as_json(exact[0])) + b"\n")
        else:
            lines = shown.matrix(exact[0], width=width, colour=width is not None)
            stream.writelines(line.encode("utf-8", "replace") for line in lines)
    return 0


@click.command()
@click.argument("outlets", nargs=2, metavar="OUTLET OUTLET")
@in_events
@of_store
@as_of
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Leave out what was last told before this day.")
@as_data
@to_file
def compare(  # noqa: PLR0917 - click gives them by name
    outlets: tuple[str, str],
    source: Path | None,
    folder: Path | None,
    as_of: datetime | None,
    since: datetime | None,
    as_json: bool,
    target: Path | None,
) -> int:
    """Show, story by story, which acts one outlet reports and the other leaves out."""
    from tidings import wire
    from tidings.explaining import coverage as shown
    from tidings.running.output import output

    one, two = outlets
    events = _events(source, folder, as_of)
    known = shown.outlets(events)
    for name in (one, two):
        if name not in known:
            raise click.UsageError(
                f"{name} tells of nothing in {source or folder}; expected one of {', '.join(sorted(known)[:20])}"
            )
    rows = shown.compared(events, one, two, since.date() if since else None)
    with output(target) as stream:
        if as_json:
            stream.writelines(wire.to_json(row) + b"\n" for row in rows)
        else:
            stream.writelines(line.encode("utf-8", "replace") for line in shown.side_by_side(rows, one, two))
    return 0


def _events(source: Path | None, folder: Path | None, as_of: datetime | None) -> list[Event]:
    """The events of a file, or of a store as it was; lines of articles that failed are passed over.

    Raises:
        InputError: a line is neither, or the file cannot be read.
    """
    from tidings.reading.coded import read_events
    from tidings.storing import queries
    from tidings.storing.store import Store

    one_source(source, folder, as_of, expected="--events FILE")
    if source is not None:
        return list(read_events(source))
    assert folder is not None
    with Store.open(folder, read_only=True, as_of=as_of) as store:
        return list(queries.events(store))
