"""The command that lists treaties and agreements."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

from pathlib import Path

import click

from tidings.cli.options import any_paths, coding, finish, to_file
from tidings.settings import Settings


@click.command()
@any_paths
@to_file
@click.option("--table", is_flag=True, help="Write text to read, not JSON lines.")
@coding
def commitments(paths: tuple[Path, ...], target: Path | None, settings: Settings, table: bool) -> int:
    """List the treaties and agreements that articles name: parties, signing, duties, who keeps and who breaches them.

    Articles that fail have their lines before the commitments (with --table, on the screen).
    """
    from tidings import pipeline, wire
    from tidings.explaining.commitments import lines
    from tidings.records import Failure
    from tidings.running.output import output
    from tidings.running.tally import Tally

    coder, finder, tally = pipeline.Tidings(settings), pipeline.CommitmentFinder(settings), Tally()
    with output(target) as stream:
        for result in coder.pipe(coder.read(paths)):
            tally.count(result)
            if not isinstance(result, Failure):
                finder.add(result)
            elif table:
                click.echo(f"tidings: {result.id}: {result.reason}: {result.detail}", err=True)
            else:
                stream.write(wire.encode(result) + b"\n")
        for found in finder.commitments():
            text = "\n".join(lines(found)) + "\n" if table else wire.to_json(found).decode()
            stream.write(text.encode() + b"\n")
    return finish(tally)
