"""What may stand in a slot: lemmas, word classes, and kinds such as ACTOR."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tidings.knowledge.tables import Data, Document

KINDS = frozenset({"ANY", "ACTOR", "STATE", "PERSON", "PLACE", "MONEY", "NUMBER"})


@dataclass(frozen=True, slots=True)
class Filler:
    """Alternatives for a slot: ``phrases`` are those of several words, by their last; ``empty`` stands for ``-``."""

    lemmas: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    kinds: frozenset[str]
    empty: bool

    def __hash__(self) -> int:
        return hash((self.lemmas, self.kinds, self.empty))


@dataclass(frozen=True, slots=True)
class Classes:
    """Word classes by name, each fully expanded."""

    words: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.words[name]

    def filler(self, expression: str, fault: Callable[[str], None]) -> Filler | None:
        """Read ``treaty|@agreement|ACTOR``; None after telling what is wrong with it."""
        words: set[str] = set()
        kinds: set[str] = set()
        empty = False
        for part in (p.strip() for p in expression.split("|")):
            if part == "-":
                empty = True
            elif part in KINDS:
                kinds.add(part)
            elif part.startswith("@"):
                if part[1:] not in self.words:
                    near = difflib.get_close_matches(part[1:], self.words, n=1)
                    fault(f'class "{part}" is not defined{f"; did you mean @{near[0]}?" if near else ""}')
                    return None
                words |= self.words[part[1:]]
            elif part:
                words.add(part.lower())
        if not (words or kinds or empty):
            fault("is empty; expected lemmas, @classes or one of " + " ".join(sorted(KINDS)))
            return None
        phrases: dict[str, list[tuple[str, ...]]] = {}
        for word in words:
            if " " in word:
                parts = tuple(word.split())
                phrases.setdefault(parts[-1], []).append(parts)
        return Filler(
            frozenset(w for w in words if " " not in w),
            {k: tuple(sorted(v)) for k, v in phrases.items()},
            frozenset(kinds),
            empty,
        )


def read_classes(documents: Iterable[Document], data: Data) -> Classes:
    """Collect the ``[classes]`` tables and expand classes within classes.

    A class that the user's folder defines again is widened by it.
    """
    raw: dict[str, list[str]] = {}
    where: dict[str, str] = {}
    for document in documents:
        table = document.values.get("classes", {})
        for name, value in table.items():
            if name in raw and not document.own:
                data.fault(document.name, f'class "{name}" is defined already in {where[name]}')
                continue
            raw.setdefault(name, []).extend(p.strip() for p in str(value).split("|") if p.strip())
            where.setdefault(name, document.name)
    words: dict[str, frozenset[str]] = {}

    def expand(name: str, above: tuple[str, ...]) -> frozenset[str]:
        if name in words:
            return words[name]
        found: set[str] = set()
        for part in raw[name]:
            if not part.startswith("@"):
                found.add(part.lower())
            elif part[1:] in above or part[1:] == name:
                data.fault(where[name], f'class "{name}" contains itself')
            elif part[1:] in raw:
                found |= expand(part[1:], (*above, name))
            else:
                data.fault(where[name], f'class "{name}" contains {part}, which is not defined')
        words[name] = frozenset(found)
        return words[name]

    for name in raw:
        expand(name, ())
    return Classes(words)
