"""Commands that read: pages to articles, articles to copies."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

from pathlib import Path

import click

from tidings.cli.options import any_paths, finish, to_file, with_lexicon
from tidings.settings import Settings


@click.command()
@any_paths
@to_file
def read(paths: tuple[Path, ...], target: Path | None) -> int:
    """Read pages, texts, JSON lines or folders of them into articles, a line each."""
    from tidings import pipeline, wire
    from tidings.records import Failure
    from tidings.running.output import output
    from tidings.running.tally import Tally

    tally = Tally()
    with output(target) as stream:
        for item in pipeline.read(paths, pipeline.cleaner(Settings())):
            line = wire.encode(item) if isinstance(item, Failure) else wire.encode_article(item)
            stream.write(line + b"\n")
            tally.count(item)
    return finish(tally)


@click.command()
@any_paths
@to_file
@with_lexicon
def copies(paths: tuple[Path, ...], target: Path | None, lexicon: Path | None) -> int:
    """Group articles that are copies of one text: a line per group, with what shows it.

    An article alone has a line if it credits an agency.  Articles that fail have their lines before the groups.
    """
    from tidings import pipeline, wire
    from tidings.records import Failure
    from tidings.running.output import output
    from tidings.running.tally import Tally

    finder, tally = pipeline.CopyFinder(Settings(lexicon=lexicon)), Tally()
    with output(target) as stream:
        for item in finder.read(paths):
            tally.count(result := finder.add(item))
            if isinstance(result, Failure):
                stream.write(wire.encode(result) + b"\n")
        stream.writelines(wire.to_json(group) + b"\n" for group in finder.groups())
    if finder.too_short:
        click.echo(f"tidings: too few words to be compared: {finder.too_short:,}", err=True)
    return finish(tally)
