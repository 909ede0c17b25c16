"""Commands that hand events on: as files of other datasets, and as panels."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from tidings.cli.options import FILE, as_of, of_store, one_source, to_file, with_lexicon
from tidings.exits import NOTHING_DONE, SOME_FAILED

if TYPE_CHECKING:
    from tidings.exporting.panels import Cell, Choice, Panel
    from tidings.pipeline.exporting import Gathered

FORMATS = "plover polecat icews gdelt gdelt-mentions csv csv-mentions parquet parquet-mentions geojson".split()
DAY = click.DateTime(formats=["%Y-%m-%d"])

lines = click.argument("paths", nargs=-1, type=click.Path(path_type=Path, dir_okay=False), metavar="[LINES.jsonl]...")
every_status = click.option(
    "--all-statuses", is_flag=True, help="Take what was planned, possible, required or denied too."
)

by_publication = click.option(
    "--publication-dates", is_flag=True, help="Let the day of the first report date an act that nothing else dates."
)


@click.command()
@lines
@of_store
@as_of
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="What to write.")
@to_file
@every_status
@by_publication
@click.option("--check", is_flag=True, help="Compare every row with the format's column list.")
@with_lexicon
def export(
    *,
    paths: tuple[Path, ...],
    folder: Path | None,
    as_of: datetime | None,
    form: str,
    target: Path | None,
    check: bool,
    lexicon: Path | None,
    **how: Any,
) -> int:
    """Write events as the files of other datasets; say what stays out and what the format loses.

    Takes a store, or lines of `tidings link` and of `tidings code`, and of `tidings read` for addresses, outlets and
    texts.  Where ids must be numbers, FILE.ids.tsv leads from rows back to events, mentions and articles.
    """
    from tidings import pipeline
    from tidings.exporting.writing import Export
    from tidings.running.output import output

    if form.startswith("parquet") and _to_screen(target):
        raise click.UsageError(f"--format {form} needs -o FILE")
    facts, gathered = pipeline.export_facts(lexicon), _gathered(paths, folder, as_of)
    job = Export(facts.codes.layouts[form], facts, check=check, **how)
    with output(target) as stream:
        job.write(gathered.exported(facts.codes.ontology), stream)
    if job.layout.ids and target is not None and not _to_screen(target):
        with output(target.with_name(f"{target.name}.ids.tsv")) as stream:
            job.write_ids(stream)
    elif job.layout.ids:
        click.echo("tidings: no file, so no FILE.ids.tsv: these rows do not lead back to mentions", err=True)
    for line in (*job.told(), *job.faults):
        click.echo(f"tidings: {line}", err=True)
    return _finish(gathered, failed=bool(job.faults))


@click.command()
@lines
@of_store
@as_of
@click.option("--dyad", metavar="AAA-BBB", help="Two codes, actor first; all dyads if not given.")
@click.option("--by", type=click.Choice(["day", "week", "month"]), default="month", show_default=True)
@click.option("--undirected", is_flag=True, help="Count what either does to the other as one.")
@click.option("--min-origins", type=click.IntRange(1), default=1, show_default=True, help="Independent texts.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Of the event.")
@click.option("--since", type=DAY, help="The first day.")
@click.option("--until", type=DAY, help="The last day.")
@every_status
@by_publication
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--plot", "picture", type=FILE, metavar="FILE.svg", help="Draw one dyad's panel.")
@with_lexicon
@to_file
def panel(
    *,
    paths: tuple[Path, ...],
    folder: Path | None,
    as_of: datetime | None,
    dyad: str | None,
    form: str,
    picture: Path | None,
    lexicon: Path | None,
    target: Path | None,
    **chosen: Any,
) -> int:
    """Count events between parties by day, week or month: by type, by quad class, with mean intensity."""
    from tidings import pipeline
    from tidings.exporting.panels import panel as count
    from tidings.running.output import output

    if form == "parquet" and _to_screen(target):
        raise click.UsageError("--format parquet needs -o FILE")
    if picture is not None and dyad is None:
        raise click.UsageError("--plot draws one dyad; give --dyad AAA-BBB")
    choice = _choice(dyad, **chosen)
    facts, gathered = pipeline.export_facts(lexicon), _gathered(paths, folder, as_of)
    table = count(gathered.known(facts.codes.ontology), facts.codes.ontology, choice)
    with output(target) as stream:
        _write(table, form, stream)
    if picture is not None:
        _draw(table.cells, choice, picture)
    for reason, number in (("dated wider than a period", table.left.undated), ("no date", table.left.dateless)):
        if number:
            click.echo(f"tidings: not counted: {number:,} ({reason})", err=True)
    return _finish(gathered, failed=False)


def _gathered(paths: tuple[Path, ...], folder: Path | None, as_of: datetime | None) -> Gathered:
    """The events of lines, or of a store as it was at a moment."""
    from tidings import pipeline
    from tidings.storing.reports import reported
    from tidings.storing.store import Store

    one_source(paths, folder, as_of, expected="lines to read")
    if folder is None:
        return pipeline.Gathered.read(paths)
    gathered = pipeline.Gathered()
    with Store.open(folder, read_only=True, as_of=as_of) as store:
        for event, reports in reported(store):
            gathered.add(event, reports)
    return gathered


def _to_screen(target: Path | None) -> bool:
    return target is None or str(target) == "-"


def _choice(dyad: str | None, since: datetime | None, until: datetime | None, **others: Any) -> Choice:
    from tidings.exporting.panels import Choice

    pair = None
    if dyad is not None:
        codes = dyad.upper().split("-")
        if len(codes) != 2 or not all(codes):
            raise click.BadParameter(f"{dyad!r} is no pair of codes; expected as PRK-RUS", param_hint="--dyad")
        pair = (codes[0], codes[1])
    first, last = (day.date() if day else None for day in (since, until))
    return Choice(dyad=pair, since=first, until=last, **others)


def _write(table: Panel, form: str, stream: BinaryIO) -> None:
    from tidings.exporting.panels import to_parquet
    from tidings.running.tabular import as_csv

    if form == "parquet":
        to_parquet(table, stream)
    else:
        stream.writelines(line.encode() for line in as_csv(table.columns, table.rows()))


def _draw(cells: tuple[Cell, ...], choice: Choice, picture: Path) -> None:
    from tidings.exporting.plotting import plot
    from tidings.running.output import output

    if not cells:
        click.echo("tidings: nothing to draw: no event is counted", err=True)
        return
    one, other = cells[0].dyad
    with output(picture) as stream:
        plot(cells, choice.by, f"{one} {'and' if choice.undirected else 'to'} {other}, events by {choice.by}", stream)


def _finish(gathered: Gathered, *, failed: bool) -> int:
    """Say what could not be read, and give the exit code."""
    for failure in dict.fromkeys(gathered.failures):  # of an article that failed, code's lines tell what read's do
        click.echo(f"tidings: {failure.id}: {failure.stage}: {failure.reason}: {failure.detail}", err=True)
    if not gathered.events:
        click.echo("tidings: no event was found", err=True)
        return NOTHING_DONE
    return SOME_FAILED if failed or gathered.failures else 0
