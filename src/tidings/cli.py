"""The commands: one thin function each, JSON lines between them.

Exit codes: 0 all done, 1 some articles failed, 2 wrong usage, 3 nothing could be done.
"""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from tidings.exits import NOTHING_DONE, SOME_FAILED, Commands
from tidings.settings import Settings

if TYPE_CHECKING:
    from tidings.explaining.explanation import Explanation
    from tidings.knowledge.rules import Rules
    from tidings.records import Failure
    from tidings.running.tally import Tally


def _finish(tally: Tally) -> int:
    """Say in the last line what failed, and give the exit code."""
    if verdict := tally.verdict():
        click.echo(f"tidings: {verdict}", err=True)
    return tally.exit_code


def _width(target: Path | None) -> int | None:
    """The columns of the screen that the output goes to; None if it goes to none."""
    return shutil.get_terminal_size().columns if target is None and sys.stdout.isatty() else None


_file = click.Path(path_type=Path, dir_okay=False)
_folder = click.Path(path_type=Path, file_okay=False)
_any_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
_to_file = click.option(
    "-o", "--output", "target", type=_file, metavar="FILE", help="Write to FILE, whole or not at all."
)
_in_store = click.option(
    "--store", "folder", type=_folder, required=True, metavar="DIR", help="The folder of the store."
)


def _coding(command: Callable[..., int]) -> Callable[..., int]:
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
        click.option("--lexicon", type=_folder, metavar="DIR", help="A folder of your own data, laid over ours."),
    ):
        with_settings = option(with_settings)
    return with_settings


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tidings", message="tidings %(version)s")
def main() -> None:
    """Read the news; keep the record of who did what to whom, when, where, how many and according to whom."""


@main.command()
@_any_paths
@_to_file
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
    return _finish(tally)


@main.command()
@_any_paths
@_to_file
@click.option("--attributions/--no-attributions", default=True, help="Write who is said to say what.")
@click.option("--with-text", is_flag=True, help="Repeat the article's text in its line.")
@_coding
def code(paths: tuple[Path, ...], target: Path | None, settings: Settings, attributions: bool, with_text: bool) -> int:
    """Code articles: a line each, in their order, with all that was drawn from them."""
    from tidings import pipeline, wire
    from tidings.running.output import output
    from tidings.running.tally import Tally

    coder = pipeline.Tidings(replace(settings, attributions=attributions, with_text=with_text))
    tally = Tally()
    with output(target) as stream:
        for result in coder.pipe(coder.read(paths)):
            stream.write(wire.encode(result, with_text=with_text) + b"\n")
            tally.count(result)
    return _finish(tally)


@main.command()
@_any_paths
@_to_file
@click.option("--lexicon", type=_folder, metavar="DIR", help="A folder of your own data, laid over ours.")
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
    return _finish(tally)


@main.command()
@_any_paths
@_in_store
@_to_file
@_coding
def run(paths: tuple[Path, ...], folder: Path, target: Path | None, settings: Settings) -> int:
    """Read, code and keep in a store; then tell what came of it.

    Running it again codes only what is new, and what failed.
    """
    from rich.console import Console

    from tidings import pipeline
    from tidings.running.keep import keep
    from tidings.running.output import output
    from tidings.running.progress import progress
    from tidings.running.tally import Tally
    from tidings.storing.store import Store

    tally = Tally()
    with Store.open(folder) as store:
        coder = pipeline.Tidings(settings)
        with progress(Console(stderr=True), total=None) as watch:
            keep(coder.read(paths), coder, store, tally, watch)
    with output(target) as stream:
        stream.writelines(f"{line}\n".encode() for line in tally.summary())
    return _finish(tally)


@main.command()
@click.argument("subject", metavar="MENTION-ID|PAGE")
@click.option("--store", "folder", type=_folder, metavar="DIR", help="The store that holds the mention or article.")
@click.option("--html", type=_file, metavar="FILE", help="Write a self-contained page, not words.")
@_to_file
@_coding
def explain(subject: str, folder: Path | None, html: Path | None, target: Path | None, settings: Settings) -> int:
    """Show a mention, or all of an article, with every decision, its words and its rule.

    With --store, the id of a mention or article in it, or the beginning of one; without, a page or text to read.
    """
    from tidings.explaining.page import page
    from tidings.explaining.terminal import lines
    from tidings.knowledge.rules import Rules
    from tidings.records import Failure
    from tidings.running.output import output
    from tidings.running.tally import Tally

    rules = Rules.load(settings.lexicon)
    tally = Tally()
    found = _kept(subject, folder, settings.lexicon, rules) if folder else _coded(subject, settings, rules)
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
    width = _width(target)
    if explained:
        with output(html or target) as stream:
            for one in explained:
                pieces = page(one) if html else lines(one, colour=width is not None, width=width)
                stream.writelines(piece.encode("utf-8", "replace") for piece in pieces)
    return _finish(tally)


def _kept(subject: str, folder: Path, lexicon: Path | None, rules: Rules) -> Iterable[Explanation]:
    """Explain what a store holds; say so if an earlier version coded it."""
    from tidings.explaining.explanation import Explanation
    from tidings.knowledge.digest import digest
    from tidings.storing import queries
    from tidings.storing.store import Store

    with Store.open(folder, read_only=True) as store:
        article, mention = queries.find(store, subject)
        kept = queries.kept(store, article)
    note = (
        None
        if digest(lexicon) in kept.coder
        else f"Coded by another version ({kept.coder}); files and lines are of this one."
    )
    return [Explanation(article=kept.article, coded=kept.coded, rules=rules, mention=mention, note=note)]


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


@main.command()
@click.argument("query", metavar="SELECT")
@_in_store
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl", "parquet"]), default="table", show_default=True
)
@_to_file
def sql(query: str, folder: Path, form: str, target: Path | None) -> int:
    """Put a question in SQL to a store, which stays as it is.

    Tables: articles, mentions, attributions, times, places, declined, failures, readings.
    """
    from tidings.running.output import beside, output
    from tidings.running.tabular import FORMATS, as_table
    from tidings.storing import queries
    from tidings.storing.store import Store

    with Store.open(folder, read_only=True) as store:
        try:
            if form == "parquet":
                if target is None or str(target) == "-":
                    raise click.UsageError("--format parquet needs -o FILE")
                with beside(target) as path:
                    queries.write_parquet(store, query, path)
                return 0
            answer = queries.ask(store, query)
            if form == "table":
                lines = as_table(answer.columns, answer.rows, width=_width(target))
            else:
                lines = FORMATS[form](answer.columns, answer.rows)
            with output(target) as stream:
                stream.writelines(line.encode("utf-8", "replace") for line in lines)
        except queries.QueryError as error:
            raise click.UsageError(str(error)) from error
    return 0


@main.group(name="lexicon")
def words() -> None:
    """Look after the words."""


@words.command()
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="[DIR]"
)
@click.option("--own", is_flag=True, help="Run the entries of DIR alone.")
@_to_file
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
@_any_paths
@_to_file
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="List so many at most.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON lines, not a table.")
@_coding
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
        lines = as_jsonl(COLUMNS, rows) if as_json else as_table(COLUMNS, rows, width=_width(target))
        stream.writelines(line.encode("utf-8", "replace") for line in lines)
    if len(survey) > limit:
        click.echo(f"tidings: the {limit:,} commonest of {len(survey):,}", err=True)
    return _finish(tally)


@main.command()
@click.argument("gold", metavar="GOLD")
@click.argument("coded", type=click.File("rb"), metavar="OUT.jsonl")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object, not a table.")
@_to_file
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


@main.command()
@click.argument("phrases", type=click.File("rb"), metavar="PHRASES.jsonl")
@_to_file
@_coding
def actors(phrases: IO[bytes], target: Path | None, settings: Settings) -> int:
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
    return _finish(tally)


if __name__ == "__main__":
    main()
