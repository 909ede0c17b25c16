"""What came of a run, counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tidings.records import Coded, Failure

_NAMED = re.compile(r" \(\d\.\d\d\b.*$|(?: as)? lexicon:\S+$| \([^()]*\)$")
ALL_DONE, SOME_FAILED, WRONG_USAGE, NOTHING_DONE = range(4)


@dataclass(slots=True)
class Tally:
    """Counts of one run.

    Attributes:
        read: articles that were read.
        known: articles among them that the store held already, or that came twice.
        done: articles that are as they should be at the end, known or new.
        coded: articles newly coded.
        failed: what could not be read or coded, by stage and reason.
        declined: words that were declined, by reason.
        mentions: mentions, by type.
    """

    read: int = 0
    known: int = 0
    done: int = 0
    coded: int = 0
    failed: Counter[tuple[str, str]] = field(default_factory=Counter)
    declined: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)

    def count(self, result: object) -> None:
        """Count what came of one article: coded, failed, or anything else that is as it should be."""
        if isinstance(result, Failure):
            self.failed[result.stage, result.reason] += 1
            return
        self.done += 1
        if isinstance(result, Coded):
            self.coded += 1
            self.declined.update(fixed(declined.reason) for declined in result.declined)
            self.mentions.update(mention.type for mention in result.mentions)

    def skip(self, known: int) -> None:
        """Count articles that need no coding."""
        self.known += known
        self.done += known

    @property
    def exit_code(self) -> int:
        """The exit code of a command that did this."""
        if not self.done:
            return NOTHING_DONE
        return SOME_FAILED if self.failed else ALL_DONE

    def verdict(self) -> str | None:
        """Say in one line what failed; None if nothing did."""
        if self.failed:
            reasons = ", ".join(f"{count:,} {stage}: {reason}" for (stage, reason), count in self.failed.most_common())
            return f"{self.failed.total():,} of {self.done + self.failed.total():,} failed ({reasons})"
        return None if self.done else "nothing was found to read"

    def summary(self) -> Iterator[str]:
        """Tell all counts, a line each."""
        yield f"read      {self.read:,}" + (
            f", of which {self.known:,} were in the store already" if self.known else ""
        )
        yield f"coded     {self.coded:,}"
        yield f"mentions  {self.mentions.total():,}"
        yield from (f"{count:>10,}  {kind}" for kind, count in self.mentions.most_common())
        yield f"declined  {self.declined.total():,}"
        yield from (f"{count:>10,}  {reason}" for reason, count in self.declined.most_common())
        yield f"failed    {self.failed.total():,}"
        yield from (f"{count:>10,}  {stage}: {reason}" for (stage, reason), count in self.failed.most_common())


def fixed(reason: str) -> str:
    """Leave out of a reason what it names, a rule for instance: ``same act as lexicon:ban`` counts as ``same act``."""
    return _NAMED.sub("", reason)
