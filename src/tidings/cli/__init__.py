"""The commands: one thin function each, JSON lines between them.

Exit codes: 0 all done, 1 some articles failed, 2 wrong usage, 3 nothing could be done.
"""

from __future__ import annotations

import click

from tidings.cli import coding, commitments, exporting, judging, keeping, lexicon, linking, reading, watching
from tidings.exits import Commands

COMMANDS = (
    reading.read,
    coding.code,
    reading.copies,
    commitments.commitments,
    linking.link,
    linking.coverage,
    linking.compare,
    keeping.run,
    watching.watch,
    keeping.explain,
    keeping.sql,
    keeping.changes,
    judging.correct,
    judging.delete,
    exporting.export,
    exporting.panel,
    lexicon.words,
    coding.score,
    coding.actors,
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tidings", message="tidings %(version)s")
def main() -> None:
    """Read the news; keep the record of who did what to whom, when, where, how many and according to whom."""


for _command in COMMANDS:
    main.add_command(_command)
