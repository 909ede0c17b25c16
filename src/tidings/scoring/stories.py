"""Which articles and mentions an event joins, by halves of the gold: ``python -m tidings.scoring.stories GOLD …``.

The limits of ``data/linking/events.toml`` were chosen on half A of the stories, so half B is what they are worth.  A
story is of half A if the digest of its name is even; stories of one topic are of one half.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from tidings.events import Event
from tidings.records import Article, Coded, Failure
from tidings.settings import Settings

Pair = tuple[str, str]


def linked(coded: Iterable[Coded | Failure]) -> list[Event]:
    """Link coded articles; those that failed are told and left out."""
    from tidings.pipeline import EventFinder  # noqa: PLC0415 - only where it is used

    finder = EventFinder(Settings())
    for item in coded:
        failed = finder.add(item)
        if isinstance(failed, Failure):
            print(f"{failed.id}: {failed.stage}: {failed.reason}: {failed.detail}", file=sys.stderr)
    return finder.events()


def half(story: str) -> str:
    """A or B.

    >>> half("12_ecb") == half("12_ecbplus")
    True
    """
    topic = story.split("_ecb", maxsplit=1)[0]
    return "AB"[int(hashlib.sha256(topic.encode()).hexdigest(), 16) % 2]


def rate(joined: Collection[Pair], stories: Mapping[str, str], part: str | None = None) -> dict[str, float]:
    """Precision, recall and F1 of joined pairs of articles among the stories of a half, or of all."""
    kept = {article: story for article, story in stories.items() if part is None or half(story) == part}
    by_story: dict[str, list[str]] = {}
    for article, story in kept.items():
        by_story.setdefault(story, []).append(article)
    wanted = {pair for articles in by_story.values() for pair in combinations(sorted(articles), 2)}
    found = {pair for pair in joined if pair[0] in kept and pair[1] in kept}
    return _figures(found, wanted)


def _figures(found: set[Pair], wanted: set[Pair]) -> dict[str, float]:
    right = len(found & wanted)
    return {
        "P": right / max(len(found), 1),
        "R": right / max(len(wanted), 1),
        "F1": 2 * right / max(len(found) + len(wanted), 1),
    }


def pairs(events: Iterable[Event]) -> set[Pair]:
    """All pairs of articles that share an event."""
    return {pair for event in events for pair in combinations(sorted(event.articles), 2)}


def acts(rows: Iterable[Mapping[str, Any]], coded: Iterable[Coded | Failure]) -> dict[str, tuple[str, str]]:
    """Those of our mentions of which the gold says which act they tell: by id, the act and the story.

    A mention of ours is that of the gold which its trigger overlaps; those that the gold joins with none are left out.
    """
    gold = {row["id"]: row for row in rows}
    found: dict[str, tuple[str, str]] = {}
    for item in coded:
        if isinstance(item, Failure):
            continue
        row = gold[item.id]
        marked = [m for m in row.get("mentions", ()) if m.get("cluster") and m["type"].startswith(("ACTION", "NEG"))]
        for mention in item.mentions:
            told = [m for m in marked if m["start"] < mention.trigger.end and mention.trigger.start < m["end"]]
            if told:
                found[mention.id] = told[0]["cluster"], row["subtopic"]
    return found


def rate_acts(of: Mapping[str, str], known: Mapping[str, tuple[str, str]], part: str | None = None) -> dict[str, float]:
    """Precision, recall and F1 of pairs of mentions that are one event, among those of which the act is known.

    Args:
        of: by mention, its event.
        known: what :func:`acts` gives.
        part: only mentions in stories of this half.
    """
    mentions = [mention for mention, (_, story) in known.items() if part is None or half(story) == part]
    told = list(combinations(sorted(mentions), 2))
    wanted = {(a, b) for a, b in told if known[a][0] == known[b][0]}
    found = {(a, b) for a, b in told if of[a] == of[b]}
    return _figures(found, wanted)


def _lines(events: Sequence[Event], stories: Mapping[str, str]) -> Iterator[str]:
    acts = [event for event in events if event.type]
    told = {"all": events, "acts alone": acts, "stories alone": [event for event in events if not event.type]}
    for name, chosen in told.items():
        joined = pairs(chosen)
        for part in (None, "A", "B"):
            yield _line(name, part, rate(joined, stories, part))


def _line(name: str, part: str | None, figures: Mapping[str, float]) -> str:
    told = "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
    return f"  {name:<14} {f'half {part}' if part else 'whole':<7} {told}"


def main(argv: Sequence[str] | None = None) -> int:
    """Code and link each gold file and print the figures."""
    from tidings.pipeline import Tidings  # noqa: PLC0415 - loads the models

    parser = argparse.ArgumentParser(prog="tidings.scoring.stories", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    given = parser.parse_args(argv)
    coder = Tidings(Settings(with_text=True, attributions=False))
    for path in given.gold:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
        articles = (
            Article(
                id=row["id"],
                text=row["text"],
                title=row.get("title"),
                publisher=row.get("domain"),
                url=row.get("url"),
                published=(row.get("date") or "")[:10] or None,
            )
            for row in rows
        )
        coded = list(coder.pipe(articles))
        events = linked(coded)
        print(path.stem)
        print("\n".join(_lines(events, {row["id"]: row.get("cluster") or row["subtopic"] for row in rows})))
        if known := acts(rows, coded):
            of = {mention: event.event for event in events for mention in event.mentions}
            for part in (None, "A", "B"):
                print(_line("mentions", part, rate_acts(of, known, part)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
