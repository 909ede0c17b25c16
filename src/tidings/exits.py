"""How a command ends: its exit code, and errors as one line.

0 all done, 1 some articles failed, 2 wrong usage, 3 nothing could be done.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from tidings.errors import TidingsError

SOME_FAILED, NOTHING_DONE = 1, 3
INTERRUPTED, PIPE_CLOSED = 130, 141  # as a shell reports SIGINT and SIGPIPE


class Commands(click.Group):
    """Commands that return their exit code, and whose errors become one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and leave with its exit code."""
        from tidings.saying import on_stderr  # noqa: PLC0415  not for `tidings --help`, which answers at once

        on_stderr()
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(PIPE_CLOSED)
        except KeyboardInterrupt:
            _let_go_of_stdout()
            click.echo("tidings: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            _let_go_of_stdout()
            raise NothingDone(f"{error.filename or 'output'}: {error.strerror or error}") from error
        except TidingsError as error:
            raise NothingDone(str(error)) from error
        ctx.exit(code or 0)


class DefaultGroup(click.Group):
    """A group whose ``default`` command runs where the first word names none of its commands."""

    def __init__(self, *args: Any, default: str, **others: Any) -> None:
        super().__init__(*args, **others)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before words that do not begin with a command."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [self.default, *args]
        return super().parse_args(ctx, args)


class NothingDone(click.ClickException):
    """The command could do nothing; one line says why."""

    exit_code = NOTHING_DONE


def _let_go_of_stdout() -> None:
    """Keep the interpreter from writing what is left to a standard output that takes no more."""
    stdout = sys.__stdout__
    if stdout is not None and sys.stdout is stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
