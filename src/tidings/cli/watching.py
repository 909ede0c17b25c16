"""The command that follows feeds."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tidings.cli.options import FILE, coding, in_store
from tidings.settings import Settings

if TYPE_CHECKING:
    from tidings.pipeline.watching import Round
    from tidings.records import Failure

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LEAST = 60  # seconds: no feed wants to be asked more often


def _seconds(_: click.Context, __: click.Parameter, value: str) -> float:
    found = re.fullmatch(r"(\d+)\s*([smhd])", value.strip().lower())
    if not found or (seconds := int(found[1]) * _UNITS[found[2]]) < _LEAST:
        raise click.BadParameter(f"{value}; expected a number and s, m, h or d, such as 15m, and a minute at least")
    return float(seconds)


@click.command()
@click.argument("feeds", type=FILE, metavar="FEEDS.opml")
@in_store
@click.option(
    "--every", callback=_seconds, default="15m", show_default=True, metavar="TIME", help="Begin a round so often."
)
@click.option("--once", is_flag=True, help="Make one round and end, as for cron.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
@coding
def watch(feeds: Path, folder: Path, *, every: float, once: bool, allow_private: bool, settings: Settings) -> int:
    """Follow the feeds of an OPML list: fetch, code, keep and link what is new, until Ctrl-C."""
    from tidings import pipeline
    from tidings.pipeline.watching import Watcher
    from tidings.pipeline.watching import watch as rounds
    from tidings.reading.courtesy import Courtesy
    from tidings.reading.feeds import opml
    from tidings.reading.fetch import Fetcher
    from tidings.running.interrupting import until_interrupted
    from tidings.storing.store import Store

    listed = opml(feeds)
    with Store.open(folder) as store, until_interrupted(_told_to_end) as stop:
        watcher = Watcher(
            listed,
            Fetcher(Courtesy(sleep=stop.wait), allow_private=allow_private),
            pipeline.Tidings(settings),
            lambda: pipeline.cleaner(settings),
            store=store,
            folder=folder,
            stop=stop,
            report=_report,
        )

        def ended(one: Round) -> None:
            pipeline.relink(store, settings)
            click.echo(one.line())

        return rounds(watcher, every=None if once else every, stop=stop, tell=ended)


def _told_to_end() -> None:
    click.echo("tidings: ending; what has come is kept (again to end at once)", err=True)


def _report(failure: Failure) -> None:
    click.echo(f"tidings: {failure.id}: {failure.stage}: {failure.reason}: {failure.detail}", err=True)
