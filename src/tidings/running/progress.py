"""A progress bar on a terminal, silence in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tidings.running.tally import Tally


@contextmanager
def progress(console: Console, total: int | None) -> Iterator[Callable[[Tally], None]]:
    """Give a function that shows a tally; it shows nothing where the console is no terminal.

    Args:
        console: where to show it; standard error, since standard output may be data.
        total: how many articles will come, if that is known.
    """
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.completed:,.0f} read, {task.fields[coded]:,} coded, {task.fields[failed]:,} failed"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total, coded=0, failed=0)

        def show(tally: Tally) -> None:
            failed = tally.failed.total()
            bar.update(task, completed=tally.done + failed, coded=tally.coded, failed=failed)

        yield show
