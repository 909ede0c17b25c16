"""Commands over a store: fill it, ask it, show why it says what it says."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tidings.cli.options import (
    FILE,
    FOLDER,
    as_of,
    coding,
    finish,
    in_form,
    in_processes,
    in_store,
    since,
    to_file,
    width_of,
)
from tidings.settings import Settings

if TYPE_CHECKING:
    from tidings.explaining.explanation import Explanation
    from tidings.knowledge.rules import Rules
    from tidings.records import Failure
    from tidings.running.tally import Tally
    from tidings.storing.queries import Answer


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--store", "folder", type=FOLDER, metavar="DIR", help="The folder of the store.")
@click.option(
    "--catalogue", metavar="postgres:NAME", help="PostgreSQL's connection string or URI, for several writers."
)
@click.option("--on", "cluster", metavar="ADDRESS", help="Code on a Ray cluster: ray (here) or ray://HOST:PORT.")
@click.option("--to", "parquet", metavar="FOLDER", help="With --on: write Parquet to this folder or s3:// prefix.")
@to_file
@in_processes
@coding
def run(  # noqa: PLR0917 - click gives them by name
    paths: tuple[str, ...],
    folder: Path | None,
    catalogue: str | None,
    cluster: str | None,
    parquet: str | None,
    target: Path | None,
    processes: int | None,
    settings: Settings,
) -> int:
    """Read, code and keep in a store; then tell what came of it.

    Running it again codes only what is new, and what failed.  The store remembers its --catalogue.  With --on, it
    reads Parquet or JSON lines from disks or s3:// that the cluster sees, and writes Parquet.
    """
    from tidings.running.output import output

    if cluster is not None:
        if parquet is None or folder is not None or catalogue is not None or processes is not None:
            raise click.UsageError("--on needs --to, and takes none of --store, --catalogue and --processes")
        tally = _run_on(cluster, paths, parquet, settings)
    elif folder is None or parquet is not None:
        raise click.UsageError("name the store with --store; --to belongs to --on")
    else:
        tally = _run_here(paths, folder, catalogue, processes, settings)
    with output(target) as stream:
        stream.writelines(f"{line}\n".encode() for line in tally.summary())
    return finish(tally)


def _run_here(
    paths: Sequence[str], folder: Path, catalogue: str | None, processes: int | None, settings: Settings
) -> Tally:
    from rich.console import Console

    from tidings import pipeline
    from tidings.running.coders import coders, processes_for
    from tidings.running.keep import keep
    from tidings.running.progress import progress
    from tidings.running.tally import Tally
    from tidings.storing.store import Store

    tally = Tally()
    items, processes = processes_for(pipeline.read(paths, pipeline.cleaner(settings)), processes)
    with Store.open(folder, catalogue=catalogue) as store:
        with (
            coders(pipeline.Loader(settings), processes) as by,
            progress(Console(stderr=True), total=None) as watch,
        ):
            keep(items, by, store, tally, watch)
        store.tidy()
        pipeline.relink(store, settings)
    return tally


def _run_on(address: str, paths: Sequence[str], target: str, settings: Settings) -> Tally:
    from tidings import pipeline
    from tidings.errors import SetupError

    if address != "ray" and not address.startswith("ray://"):
        raise click.UsageError(f"--on {address}: expected ray, or ray://HOST:PORT")
    try:
        from tidings.running.cluster import Job, run_on
    except ModuleNotFoundError as error:
        raise SetupError(f"{error.name} is not installed; --on needs it: pip install 'tidings[cluster]'") from error
    return run_on(address, paths, target, Job(pipeline.Loader(settings), pipeline.lines, pipeline.row))


@click.command()
@click.argument("subject", metavar="MENTION-ID|PAGE")
@click.option("--store", "folder", type=FOLDER, metavar="DIR", help="The store that holds the mention or article.")
@as_of
@click.option("--html", type=FILE, metavar="FILE", help="Write a self-contained page, not words.")
@to_file
@coding
def explain(
    subject: str,
    *,
    folder: Path | None,
    as_of: datetime | None,
    html: Path | None,
    target: Path | None,
    settings: Settings,
) -> int:
    """Show a mention, or all of an article, with every decision, its words and its rule.

    With --store, the id of a mention or article in it, or the beginning of one; without, a page or text to read.
    """
    from tidings.explaining.page import page
    from tidings.explaining.terminal import lines
    from tidings.knowledge.rules import Rules
    from tidings.records import Failure
    from tidings.running.output import output
    from tidings.running.tally import Tally

    if as_of and not folder:
        raise click.UsageError("--as-of needs --store")
    rules = Rules.load(settings.lexicon)
    tally = Tally()
    found = _kept(subject, folder, as_of, settings.lexicon, rules) if folder else _coded(subject, settings, rules)
    explained: list[Explanation] = []
    for one in found:
        if isinstance(one, Failure):
            tally.count(one)
            click.echo(f"tidings: {one.id}: {one.stage}: {one.reason}: {one.detail}", err=True)
        else:
            tally.count(one.coded)
            explained.append(one)
    if html is not None and len(explained) > 1:
        raise click.UsageError(f"{subject} holds {len(explained)} articles; --html shows one")
    width = width_of(target)
    if explained:
        with output(html or target) as stream:
            for one in explained:
                pieces = page(one) if html else lines(one, colour=width is not None, width=width)
                stream.writelines(piece.encode("utf-8", "replace") for piece in pieces)
    return finish(tally)


def _kept(
    subject: str, folder: Path, as_of: datetime | None, lexicon: Path | None, rules: Rules
) -> Iterable[Explanation]:
    """Explain what a store holds; say so if an earlier version coded it, and what people judged of it."""
    from dataclasses import replace

    from tidings.explaining.explanation import Explanation, judgement
    from tidings.knowledge.digest import digest
    from tidings.storing import queries
    from tidings.storing.store import Store

    with Store.open(folder, read_only=True, as_of=as_of) as store:
        article, mention = queries.find(store, subject)
        kept = queries.kept(store, article)
    notes = [judgement(one) for one in kept.corrections if mention in {None, one.mention}]
    if digest(lexicon) not in kept.coder:
        notes.append(f"Coded by another version ({kept.coder}); files and lines are of this one.")
    asked = tuple(one for one in kept.rejected if one.id == mention)  # shown to who asks for it by its id
    coded = replace(kept.coded, mentions=(*kept.coded.mentions, *asked))
    return [Explanation(article=kept.article, coded=coded, rules=rules, mention=mention, note=" ".join(notes) or None)]


def _coded(subject: str, settings: Settings, rules: Rules) -> Iterable[Explanation | Failure]:
    """Read and code a page, and explain what it says."""
    from tidings import pipeline
    from tidings.explaining.explanation import Explanation
    from tidings.records import Failure

    coder = pipeline.Tidings(settings)
    for item in coder.read([subject]):
        if isinstance(item, Failure):
            yield item
            continue
        for result in coder.pipe([item]):
            if isinstance(result, Failure):
                yield result
            else:
                yield Explanation(article=item, coded=result, rules=rules)


@click.command()
@click.argument("query", metavar="SELECT")
@in_store
@as_of
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl", "parquet"]), default="table", show_default=True
)
@to_file
def sql(query: str, folder: Path, as_of: datetime | None, form: str, target: Path | None) -> int:
    """Put a question in SQL to a store, which stays as it is.

    Tables: articles, mentions, corrected (mentions as people corrected them), attributions, times, places, declined,
    events, links, coverage, commitments, corrections, failures, readings, unlinked.
    """
    from tidings.running.output import beside
    from tidings.storing import queries
    from tidings.storing.store import Store

    with Store.open(folder, read_only=True, as_of=as_of) as store:
        try:
            if form == "parquet":
                if target is None or str(target) == "-":
                    raise click.UsageError("--format parquet needs -o FILE")
                with beside(target) as path:
                    queries.write_parquet(store, query, path)
                return 0
            _write(queries.ask(store, query), form, target)
        except queries.QueryError as error:
            raise click.UsageError(str(error)) from error
    return 0


@click.command()
@in_store
@since
@click.option("--table", metavar="NAME", help="Row by row, what changed in this table; without, counts by table.")
@in_form
@to_file
def changes(folder: Path, since: datetime, table: str | None, form: str, target: Path | None) -> int:
    """Tell what was inserted, deleted and updated in a store, by snapshot, with its time and what made it."""
    from tidings.storing import changes as log
    from tidings.storing.queries import QueryError
    from tidings.storing.store import Store

    with Store.open(folder, read_only=True) as store:
        try:
            _write(log.changed(store, table, since) if table else log.summary(store, since), form, target)
        except QueryError as error:
            raise click.UsageError(str(error)) from error
    return 0


def _write(answer: Answer, form: str, target: Path | None) -> None:
    from tidings.running.output import output
    from tidings.running.tabular import FORMATS, as_table

    if form == "table":
        lines = as_table(answer.columns, answer.rows, width=width_of(target))
    else:
        lines = FORMATS[form](answer.columns, answer.rows)
    with output(target) as stream:
        stream.writelines(line.encode("utf-8", "replace") for line in lines)
