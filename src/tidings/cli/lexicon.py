"""Commands that look after the words."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

from pathlib import Path

import click

from tidings.cli.options import any_paths, coding, finish, to_file, width_of
from tidings.exits import SOME_FAILED
from tidings.settings import Settings


@click.group(name="lexicon")
def words() -> None:
    """Look after the words."""


@words.command()
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="[DIR]"
)
@click.option("--own", is_flag=True, help="Run the entries of DIR alone.")
@to_file
def check(folder: Path | None, own: bool, target: Path | None) -> int:
    """Check every data file and run every entry's example and near miss: ours, with the folder DIR laid over them."""
    from tidings import pipeline
    from tidings.errors import DataError
    from tidings.running.output import output

    with output(target) as stream:
        try:
            faults = list(pipeline.Tidings(Settings(lexicon=folder, reader=False)).faults(own=own))
        except DataError as error:
            faults = list(error.faults)
        stream.writelines(f"{fault}\n".encode() for fault in faults)
    click.echo(f"tidings: {len(faults):,} faults" if faults else "tidings: all entries hold", err=True)
    return SOME_FAILED if faults else 0


@words.command()
@any_paths
@to_file
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="List so many at most.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON lines, not a table.")
@coding
def uncovered(paths: tuple[Path, ...], target: Path | None, limit: int, as_json: bool, settings: Settings) -> int:
    """List predicates between two actors that no entry covers, the commonest first, each with an example sentence.

    Reads articles as `tidings code` does.  With the reader, it tells what act the reader takes each for.
    """
    from tidings import pipeline
    from tidings.coding.uncovered import COLUMNS, Survey
    from tidings.records import Failure
    from tidings.running.output import output
    from tidings.running.tabular import as_jsonl, as_table
    from tidings.running.tally import Tally

    coder = pipeline.Tidings(settings)
    tally = Tally()
    survey = Survey()
    for result in coder.survey(coder.read(paths)):
        tally.count(result)
        if not isinstance(result, Failure):
            survey.add(result)
    rows = [predicate.row() for predicate in survey.commonest(limit)]
    with output(target) as stream:
        lines = as_jsonl(COLUMNS, rows) if as_json else as_table(COLUMNS, rows, width=width_of(target))
        stream.writelines(line.encode("utf-8", "replace") for line in lines)
    if len(survey) > limit:
        click.echo(f"tidings: the {limit:,} commonest of {len(survey):,}", err=True)
    return finish(tally)
