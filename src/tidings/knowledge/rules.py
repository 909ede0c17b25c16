"""Where each rule stands, so that a decision can be followed to its file and line.

A cue names its rule in one of three ways: the file and line of a data row (``factuality/verbs.tsv:12``), the id of
a data entry after a prefix (``lexicon:sign-agreement``, ``attribution:say``), or a name written in the code that
decides (``who.pronoun``).  What the reader says (``reader:ACCUSE 0.93, next REJECT 0.04``) stands in its weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tidings.knowledge.tables import Data

_PACKAGE = Path(__file__).resolve().parent.parent
_ROW = re.compile(r"[\w./-]+\.(?:toml|tsv):\d+")
_LITERAL = re.compile(r"""(f?)(["'])([\w{}.:/\[\]()-]+)\2""")
_HOLE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A rule name that the code completes: ``f"lexicon:{sense.id}"``."""

    pattern: re.Pattern[str]
    where: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Ids of data entries, and names and templates of names in the code, each with file and line."""

    entries: Mapping[str, str]
    names: Mapping[str, str]
    templates: Sequence[Template]

    @classmethod
    def load(cls, user_folder: Path | None = None) -> Rules:
        """Look through the data folders and the package's own code; takes a few hundredths of a second.

        Raises:
            DataError: the user's folder does not exist.
        """
        names: dict[str, str] = {}
        templates: list[Template] = []
        for template, name, where in _literals():
            if not template:
                names.setdefault(name, where)
            elif _HOLE.sub("", name).strip(".:"):
                fixed = [re.escape(part) for part in _HOLE.split(name)]
                templates.append(Template(re.compile("(.+)".join(fixed)), where))
        return cls(dict(_entries(Data.open(user_folder))), names, templates)

    def where(self, rule: str) -> str | None:
        """Give a rule's file and line; None if there is no such rule.

        Data files are named from the data folder, code from the package.
        """
        if _ROW.fullmatch(rule):
            return rule
        if rule.startswith("reader:"):  # what the network says is in no line
            return "reader/reader.onnx"
        known = self.names.get(rule) or self.entries.get(rule) or self.entries.get(rule.partition(":")[2])
        if known:
            return known
        completed = [(template, found) for template in self.templates if (found := template.pattern.fullmatch(rule))]
        for _, found in completed:
            piece = found.groups()[-1]
            known = self.names.get(piece) or self.entries.get(piece)
            if known:
                return known
        return completed[0][0].where if completed else None


def _entries(data: Data) -> Iterator[tuple[str, str]]:
    """Ids of TOML entries, and first cells of TSV rows after their folder's name; the user's come last and so win."""
    for path, name, own in data.paths("**/*.tsv"):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
            if line.strip() and not line.startswith("#"):
                for word in line.split("\t", 1)[0].split("|"):
                    yield f"{path.parent.name}:{word.strip()}", f"{path if own else name}:{number}"
    for document in data.documents("**/*.toml"):
        for entry in document.id_lines:
            yield entry, document.where(entry)


def _literals() -> Iterator[tuple[bool, str, str]]:
    """String literals of the code that could be rule names: whether a template, the literal, its file and line."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        name = path.relative_to(_PACKAGE).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            for prefix, _, literal in _LITERAL.findall(line):
                if "." in literal or ":" in literal:
                    yield bool(prefix), literal, f"{name}:{number}"
