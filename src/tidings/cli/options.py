"""What the commands share: arguments, options, the last line and the exit code."""

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tidings.settings import Settings

if TYPE_CHECKING:
    from tidings.running.tally import Tally


def finish(tally: Tally) -> int:
    """Say in the last line what failed, and give the exit code."""
    if verdict := tally.verdict():
        click.echo(f"tidings: {verdict}", err=True)
    return tally.exit_code


def width_of(target: Path | None) -> int | None:
    """The columns of the screen that the output goes to; None if it goes to none."""
    return shutil.get_terminal_size().columns if target is None and sys.stdout.isatty() else None


FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
any_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
to_file = click.option(
    "-o", "--output", "target", type=FILE, metavar="FILE", help="Write to FILE, whole or not at all."
)
in_store = click.option("--store", "folder", type=FOLDER, required=True, metavar="DIR", help="The folder of the store.")

of_store = click.option("--store", "folder", type=FOLDER, metavar="DIR", help="Take it from a store.")
with_lexicon = click.option("--lexicon", type=FOLDER, metavar="DIR", help="A folder of your own data, laid over ours.")
in_processes = click.option(
    "--processes",
    type=click.IntRange(min=1),
    metavar="N",
    help="Code in N processes; one for each core if not given, 1 for this one alone.",
)


def _moment(of_day: time) -> Callable[[click.Context, click.Parameter, str | None], datetime | None]:
    """Read a day, which stands for one time of it, or a moment; in UTC unless it says otherwise."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
        if value is None:
            return None
        try:
            return datetime.combine(date.fromisoformat(value), of_day, UTC)
        except ValueError:
            pass  # no day, but maybe a moment
        try:
            found = datetime.fromisoformat(value)
        except ValueError as error:
            expected = "expected a date such as 2026-01-31, or a moment such as 2026-01-31T12:00"
            raise click.BadParameter(f'"{value}"; {expected}', ctx, param) from error
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)

    return read


as_of = click.option(
    "--as-of",
    callback=_moment(time.max),
    metavar="DATE",
    help="What the store held at the end of that day, or at that moment; UTC.",
)


def one_source(given: object, folder: Path | None, as_of: datetime | None, *, expected: str) -> None:
    """See that what to work on is given once: in files, or as a store, which alone has a past.

    Raises:
        UsageError: it is given twice or not at all; ``expected`` names the two.
    """
    if bool(given) == (folder is not None):
        raise click.UsageError(f"expected either {expected} or --store DIR")
    if as_of is not None and folder is None:
        raise click.UsageError("--as-of belongs to --store")


since = click.option(
    "--since", callback=_moment(time.min), metavar="DATE", required=True, help="From that day or moment on; UTC."
)
in_form = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)


def coding(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that say how to code; the command gets them as ``settings``."""

    @functools.wraps(command)
    def with_settings(
        lexicon: Path | None, parser: str | None, min_confidence: float, reader: bool, **others: Any
    ) -> int:
        settings = Settings(lexicon=lexicon, min_confidence=min_confidence, reader=reader)
        if parser:
            settings = replace(settings, parser=parser)
        return command(settings=settings, **others)

    for option in (
        click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Decline mentions below it."),
        click.option("--reader/--no-reader", default=True, help="Join the neural reader, or use the rules alone."),
        click.option("--parser", metavar="NAME", help="An installed English spaCy pipeline."),
        with_lexicon,
    ):
        with_settings = option(with_settings)
    return with_settings
