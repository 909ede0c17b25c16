"""The README and the docs name every command, and only commands and options that there are."""

import re
import shlex
from pathlib import Path

import click
import pytest

from tidings.cli import main

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINE = re.compile(r"^\s*(?:\$ )?(tidings .+)$", re.MULTILINE)


def commands(group: click.Group, before: str = "tidings") -> dict[str, click.Command]:
    found = {}
    for name, command in group.commands.items():
        path = before if name == getattr(group, "default", None) else f"{before} {name}"
        found |= commands(command, path) if isinstance(command, click.Group) else {path: command}
    return found


COMMANDS = commands(main)


def lines():
    for page in PAGES:
        for block in re.findall(r"```(?:sh|bash|console)?\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for line in LINE.findall(block.replace("\\\n", " ")):
                for part in line.split(" | "):
                    if part.startswith("tidings "):
                        yield page.name, part.split(" # ")[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command):
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "line"), sorted(set(lines())))
def test_every_command_line_is_one_that_there_is(page, line):
    words = shlex.split(line)
    name = next((" ".join(words[:n]) for n in (3, 2) if " ".join(words[:n]) in COMMANDS), None)
    if name is None:
        assert words[1] in {"--version", "--help"}, line
        return
    known = {option for parameter in COMMANDS[name].params for option in (*parameter.opts, *parameter.secondary_opts)}
    used = {word.split("=")[0] for word in words if re.match(r"-{1,2}[a-z]", word)}
    assert used <= known | {"--help"}, line
