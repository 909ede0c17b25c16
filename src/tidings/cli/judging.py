"""Commands by which people have the last word on a store: a mention corrected, an article taken out."""
# ruff: noqa: PLC0415 - each command imports what it needs, so that `tidings --help` answers at once

from __future__ import annotations

import getpass
from pathlib import Path

import click

from tidings.cli.options import in_store, with_lexicon
from tidings.settings import Settings

STATUSES = ("happened", "ongoing", "planned", "possible", "required", "denied")


@click.command()
@click.argument("mention", metavar="MENTION-ID")
@in_store
@click.option("--type", "type_", metavar="TYPE", help="PLOVER's type that it is of.")
@click.option("--mode", metavar="MODE", help="The type's mode that it is of.")
@click.option("--status", type=click.Choice(STATUSES), help="How far the act has come.")
@click.option("--reject", is_flag=True, help="It is no act at all.")
@click.option("--note", required=True, metavar="TEXT", help="Why.")
@with_lexicon
@click.option("--by", default=getpass.getuser, metavar="NAME", help="Who says so; by default, your user name.")
def correct(
    mention: str,
    *,
    folder: Path,
    type_: str | None,
    mode: str | None,
    status: str | None,
    reject: bool,
    note: str,
    by: str,
    lexicon: Path | None,
) -> int:
    """Judge a mention: your word wins over the coder's, and stands when its article is coded again.

    Nothing is overwritten; the last judgement on a mention counts, as a whole.
    """
    from datetime import UTC, datetime

    from tidings import pipeline
    from tidings.events import Correction
    from tidings.records import Status
    from tidings.storing import queries
    from tidings.storing.store import Store

    if not (type_ or mode or status or reject):
        raise click.UsageError("expected what to correct: --type, --mode, --status or --reject")
    with Store.open(folder, existing=True) as store:
        coded = queries.mention(store, mention)
        _check(type_ or coded.mention.type, mode)
        correction = Correction(
            mention=coded.mention.id,
            by=by,
            at=datetime.now(UTC).isoformat(),
            note=note,
            rejected=reject,
            type=type_,
            mode=mode,
            status=Status(status) if status else None,
        )
        store.correct(coded.article, correction)
        pipeline.relink(store, Settings(lexicon=lexicon))
    return 0


def _check(type_: str, mode: str | None) -> None:
    """See that PLOVER has a type and mode."""
    from tidings.knowledge import ontology
    from tidings.knowledge.tables import Data

    types = ontology.load(Data.open(None)).types
    if type_ not in types:
        raise click.BadParameter(f'"{type_}"; expected one of {", ".join(types)}', param_hint="--type")
    if mode and mode not in types[type_].modes:
        choices = ", ".join(types[type_].modes) or "none"
        raise click.BadParameter(f'"{mode}"; {type_} has {choices}', param_hint="--mode")


@click.command()
@click.argument("article", metavar="ARTICLE-ID")
@in_store
@with_lexicon
def delete(article: str, folder: Path, lexicon: Path | None) -> int:
    """Take an article and all that was drawn from it out of a store; earlier snapshots keep it.

    While its page is among those that `tidings run` reads, the next run takes it in again.
    """
    from tidings import pipeline
    from tidings.storing import queries
    from tidings.storing.store import Store

    with Store.open(folder, existing=True) as store:
        found, mention = queries.find(store, article)
        if mention is not None:
            raise click.UsageError(f"{mention} is a mention; `tidings correct {mention} --reject` takes out one")
        store.delete(found)
        pipeline.relink(store, Settings(lexicon=lexicon))
    return 0
