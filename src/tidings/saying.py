"""What the rooms have to say besides their answers (by ``logging``), a line each on standard error."""

from __future__ import annotations

import logging

import click


class _Said(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Write one line, to what is standard error now."""
        click.echo(f"tidings: {record.getMessage()}", err=True)


def on_stderr() -> None:
    """Have it said; more than once makes no difference."""
    log = logging.getLogger("tidings")
    if not any(isinstance(handler, _Said) for handler in log.handlers):
        log.addHandler(_Said())
