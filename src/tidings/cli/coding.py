"""Commands that code: articles to mentions, phrases to actors, and how well it went."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import IO

import click

from tidings.cli.options import FILE, FOLDER, any_paths, coding, finish, in_processes, to_file
from tidings.exits import NOTHING_DONE, SOME_FAILED, DefaultGroup
from tidings.settings import Settings


@click.command()
@any_paths
@to_file
@click.option("--attributions/--no-attributions", default=True, help="Write who is said to say what.")
@click.option("--with-text", is_flag=True, help="Repeat the article's text in its line.")
@in_processes
@coding
def code(  # noqa: PLR0917 - click gives them by name
    paths: tuple[Path, ...],
    target: Path | None,
    processes: int | None,
    settings: Settings,
    attributions: bool,
    with_text: bool,
) -> int:
    """Code articles: a line each, in their order, with all that was drawn from them."""
    from tidings import pipeline, wire
    from tidings.running.batches import PIECE, batches
    from tidings.running.coders import coders, processes_for
    from tidings.running.output import output
    from tidings.running.tally import Tally

    settings = replace(settings, attributions=attributions, with_text=with_text)
    items, processes = processes_for(pipeline.read(paths, pipeline.cleaner(settings)), processes)
    tally = Tally()
    with output(target) as stream, coders(pipeline.Loader(settings), processes) as by:
        for results in by.map(batches(items, articles=PIECE)):
            for result in results:
                stream.write(wire.encode(result, with_text=with_text) + b"\n")
                tally.count(result)
    return finish(tally)


@click.group(cls=DefaultGroup, default="resolve")
def actors() -> None:
    """Say who phrases name; bring actors of your own.

    `tidings actors PHRASES.jsonl` is short for `tidings actors resolve PHRASES.jsonl`.
    """


@actors.command(name="resolve")
@click.argument("phrases", type=click.File("rb"), metavar="PHRASES.jsonl")
@to_file
@coding
def resolve_actors(phrases: IO[bytes], target: Path | None, settings: Settings) -> int:
    """Say who phrases name: lines of {"id", "text", "context", "date"} to country, organization, sectors, name."""
    from tidings import pipeline, wire
    from tidings.records import Failure
    from tidings.running.output import output
    from tidings.running.phrases import resolved
    from tidings.running.tally import Tally

    coder = pipeline.Tidings(settings)
    tally = Tally()
    with output(target) as stream:
        for answer in resolved(phrases, phrases.name, coder.resolve):
            tally.count(answer)
            stream.write((wire.encode(answer) if isinstance(answer, Failure) else wire.to_json(answer)) + b"\n")
    return finish(tally)


@click.command()
@click.argument("gold", metavar="GOLD")
@click.argument("coded", type=click.File("rb"), metavar="OUT.jsonl")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object, not a table.")
@to_file
def score(gold: str, coded: IO[bytes], as_json: bool, target: Path | None) -> int:
    """Compare what `tidings code` wrote with gold of your own.

    GOLD is DOCS:ANNOTATIONS, or a folder or FOLDER/NAME with NAME.docs.jsonl and NAME.gold.jsonl.
    """
    from tidings import wire
    from tidings.running.output import output
    from tidings.scoring import mentions
    from tidings.scoring.gold import read as read_gold

    figures = mentions.score(read_gold(gold), mentions.answers(coded, coded.name))
    with output(target) as stream:
        if as_json:
            stream.write(wire.to_json(figures.as_json()) + b"\n")
        else:
            stream.writelines(f"{line}\n".encode() for line in figures.lines())
    for note in figures.notes():
        click.echo(f"tidings: {note}", err=True)
    if len(figures.absent) == figures.articles:
        return NOTHING_DONE
    return SOME_FAILED if figures.absent else 0


@actors.command(name="import")
@click.argument("table", type=FILE, metavar="ACTORS.tsv")
@click.option("--into", "folder", type=FOLDER, required=True, metavar="DIR", help="Your data folder, made if need be.")
def import_actors(table: Path, folder: Path) -> int:
    """Add your actors to a data folder, for `--lexicon DIR`.

    ACTORS.tsv is tab-separated; its first line names its columns: name, and any of aliases (with bars between them),
    country (a code or a name), organization (IGO, NGO, MNC …), sectors, office, from, until, wikidata.
    """
    from tidings.knowledge.importing import import_actors as add

    added = add(table, folder)
    told = ", ".join(f"{count:,} {name}" for name, count in sorted(added.items()))
    click.echo(f"tidings: {told}; use them with --lexicon {folder}", err=True)
    return 0
