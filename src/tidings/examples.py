"""Every lexicon entry is its own test: its example must give the sense, its near miss must not.

A phrase that is never an act may have both too: its example must be stopped by it, its near miss must not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidings.knowledge.lexicon import Exclusion, Sense
from tidings.records import Declined, Entity, Mention

Coding = tuple[Sequence[Mention], Sequence[Declined]]
BRACKETS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks; bounds of what stood in ``[…]`` (actors) and ``{…}`` (recipients)."""

    text: str
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]


def unmark(example: str) -> Marked:
    """Take the marks out of an example.

    Raises:
        ValueError: a bracket is not closed.
    """
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {"[": [], "{": []}
    for part in re.split(r"(\[[^\]]*\]|\{[^}]*\})", example):
        if part[:1] in BRACKETS and part.endswith(BRACKETS[part[0]]):
            spans[part[0]].append((len(text), len(text) + len(part) - 2))
            text += part[1:-1]
        elif any(c in part for c in "[]{}"):
            raise ValueError(f"a bracket is not closed in: {example}")
        else:
            text += part
    return Marked(text, tuple(spans["["]), tuple(spans["{"]))


def failures(
    senses: Iterable[Sense],
    code: Callable[[Iterable[str]], Iterator[Coding]],
    misfits: Callable[[Sense, str], Sequence[str]],
) -> Iterator[str]:
    """Run every sense's sentences through ``code`` (texts in, codings out, in order).

    Args:
        senses: the entries.
        code: codes sentences.
        misfits: what keeps the words of a sentence from having a sense.

    Yields:
        One line per failure, ``file:line: id: what was expected and what came``.
    """
    senses = list(senses)
    marked = [unmark(s.example) for s in senses]
    coded = code(text for s, m in zip(senses, marked, strict=True) for text in (m.text, unmark(s.near).text))
    for sense, example in zip(senses, marked, strict=True):
        in_example, in_near = next(coded), next(coded)
        for fault in (*_example_faults(sense, example, in_example, misfits), *_near_faults(sense, in_near)):
            yield f"{sense.where}: {sense.id}: {fault}"


def unstopped(exclusions: Iterable[Exclusion], code: Callable[[Iterable[str]], Iterator[Coding]]) -> Iterator[str]:
    """Run the sentences of phrases that are never acts; yields one line per failure, as ``failures``."""
    asked = [
        (rule, text, wanted)
        for rule in exclusions
        for text, wanted in ((rule.example, True), (rule.near, False))
        if text is not None
    ]
    for (rule, text, wanted), (_, declined) in zip(asked, code(text for _, text, _ in asked), strict=True):
        if any(d.reason.endswith(f"({rule.id})") for d in declined) is not wanted:
            what = "nothing in the example is stopped by this" if wanted else "the near miss is stopped too"
            yield f"{rule.where}: {rule.id}: {what}. in: {text}"


def _example_faults(
    sense: Sense, example: Marked, coding: Coding, misfits: Callable[[Sense, str], Sequence[str]]
) -> Iterator[str]:
    mentions, declined = coding
    found = next((m for m in mentions if _rule(m) == sense.id), None)
    if found is None:
        others = "; ".join(f"{m.trigger.text} → {_rule(m)} ({m.type})" for m in mentions)
        why = "; ".join(f"{d.text}: {d.reason}" for d in declined)
        came = f"coded: {others or 'nothing'}. declined: {why or 'nothing'}"
        missed = "; ".join(misfits(sense, example.text))
        yield f"the example does not give this sense. {came}.{missed and f' {missed}.'} in: {example.text}"
        return
    for side, wanted, got in (
        ("actor", example.actors, found.actors),
        ("recipient", example.recipients, found.recipients),
    ):
        missing = [example.text[s:e] for s, e in wanted if not any(_touches(x, s, e) for x in got)]
        if missing:
            came = ", ".join(x.text for x in got) or "nobody"
            yield f"{side} {', '.join(missing)} not found; got {came}. in: {example.text}"


def _near_faults(sense: Sense, coding: Coding) -> Iterator[str]:
    for mention in coding[0]:
        if _rule(mention) == sense.id:
            yield f"the near miss gives this sense too, on {mention.trigger.text}. in: {mention.evidence.text}"


def _rule(mention: Mention) -> str:
    return mention.cues[0].rule.removeprefix("lexicon:")


def _touches(entity: Entity, start: int, end: int) -> bool:
    return entity.start is not None and entity.end is not None and entity.start < end and start < entity.end
