"""The command that lists treaties and agreements."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tidings.cli.options import as_of, coding, finish, of_store, one_source, to_file
from tidings.settings import Settings

if TYPE_CHECKING:
    from tidings.events import Commitment


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@of_store
@as_of
@to_file
@click.option("--table", is_flag=True, help="Write text to read, not JSON lines.")
@coding
def commitments(  # noqa: PLR0917 - click gives them by name
    paths: tuple[Path, ...],
    folder: Path | None,
    as_of: datetime | None,
    target: Path | None,
    settings: Settings,
    table: bool,
) -> int:
    """List the treaties and agreements that articles name: parties, signing, duties, who keeps and who breaches them.

    Articles that fail have their lines before the commitments (with --table, on the screen).
    """
    one_source(paths, folder, as_of, expected="paths to read")
    if folder is not None:
        return _of_store(folder, as_of, target, table=table)
    from tidings import pipeline, wire
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
        stream.writelines(_written(finder.commitments(), table=table))
    return finish(tally)


def _of_store(folder: Path, as_of: datetime | None, target: Path | None, *, table: bool) -> int:
    from tidings.running.output import output
    from tidings.storing import queries
    from tidings.storing.store import Store

    with Store.open(folder, read_only=True, as_of=as_of) as store, output(target) as stream:
        stream.writelines(_written(queries.commitments(store), table=table))
    return 0


def _written(found: Iterable[Commitment], *, table: bool) -> Iterator[bytes]:
    from tidings import wire
    from tidings.explaining.commitments import lines

    for one in found:
        yield ("\n".join(lines(one)) + "\n\n").encode() if table else wire.to_json(one) + b"\n"
