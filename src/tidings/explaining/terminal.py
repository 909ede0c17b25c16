"""An explanation on a terminal: in colour where there is colour, in words where there is none."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tidings.explaining.explanation import Explanation, facts, headline, printable
from tidings.explaining.marks import Part, marks, parts, segments
from tidings.records import Mention

_COLOURS = {
    Part.TRIGGER: "bold reverse",
    Part.ACTOR: "bold green",
    Part.RECIPIENT: "bold red",
    Part.VOICE: "bold magenta",
    Part.SILENT: "strike magenta",
    Part.TIME: "bold yellow",
    Part.PLACE: "bold blue",
    Part.QUANTITY: "bold cyan",
}


def lines(explanation: Explanation, *, colour: bool, width: int | None = None) -> Iterator[str]:
    """Give what a terminal is to show.

    Args:
        explanation: what to show.
        colour: whether spans are told by colour, with a legend, or by words in brackets; ``NO_COLOR`` forbids colour.
        width: of the terminal; None for a text file.
    """
    console = Console(file=io.StringIO(), force_terminal=colour, width=width or 120, highlight=False)
    with console.capture() as capture:
        _show(explanation, console)
    for line in capture.get().splitlines():
        yield line.rstrip() + "\n"


def _show(explanation: Explanation, console: Console) -> None:
    article = explanation.article
    about = (article.title, article.publisher, explanation.coded.published, article.url)
    console.print(Text(" · ".join(printable(part) for part in about if part) or article.id, style="bold"))
    if explanation.coded.published_inferred:
        console.print(Text(printable(f"date inferred: {explanation.coded.published_inferred}")))
    if explanation.note:
        console.print(Text(printable(explanation.note), style="italic"))
    coloured = console.color_system is not None and not console.no_color
    if coloured:
        console.print(_legend())
    for mention in explanation.shown:
        console.print()
        console.rule(Text(f"{headline(mention)}  {mention.id}"), align="left", characters="─")
        console.print(Padding(_sentence(explanation, mention, coloured=coloured), (0, 0, 1, 2)))
        console.print(Padding(_facts(mention), (0, 0, 1, 2)))
        console.print(Padding(_decisions(explanation, mention), (0, 0, 0, 2)))
    if not explanation.shown:
        console.print("No mention.")
    if explanation.mention is None:
        _show_declined(explanation, console)


def _legend() -> Text:
    return Text.assemble(*(piece for part, style in _COLOURS.items() for piece in ((part, style), " ")))


def _sentence(explanation: Explanation, mention: Mention, *, coloured: bool) -> Text:
    text = explanation.article.text
    shown = Text()
    for segment in segments(mention.evidence.start, mention.evidence.end, marks(mention)):
        words = printable(text[segment.start : segment.end])
        played = parts(segment.marks)
        if not played:
            shown.append(words)
        elif coloured:
            shown.append(words, style=" ".join(_COLOURS[part] for part in reversed(played)))
        else:
            shown.append(f"[{'+'.join(played)}: {words}]")
    return shown


def _facts(mention: Mention) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, lines in facts(mention):
        table.add_row(Text(name, style="dim"), Text("\n".join(lines) or "not told"))
    return table


def _decisions(explanation: Explanation, mention: Mention) -> Table:
    table = Table("words", "rule", "file and line", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for decision in explanation.decisions(mention):
        words = Text(f"“{decision.words}”" if decision.words else "—")
        table.add_row(words, Text(decision.rule), Text(decision.where, overflow="fold"))
    return table


def _show_declined(explanation: Explanation, console: Console) -> None:
    if not explanation.coded.declined:
        return
    console.print()
    console.rule(Text("Looked like acts and were not coded"), align="left", characters="─")
    table = Table.grid(padding=(0, 2))
    for words, reason in _declined(explanation):
        table.add_row(Text(words), Text(reason))
    console.print(Padding(table, (0, 0, 0, 2)))


def _declined(explanation: Explanation) -> Iterator[tuple[str, str]]:
    for declined in explanation.coded.declined:
        yield f"“{printable(declined.text)}”", f"{declined.stage}: {declined.reason}"
