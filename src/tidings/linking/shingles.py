"""Texts as sets of short runs of words (shingles), and as sketches by which like ones find each other.

The sketches only propose; what counts is the comparison of the sets themselves.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash, RMinHashLSH

WORDS_A_RUN = 4  # shorter runs are shared by any two reports of one event, longer ones break at every edited word
SEED = 20  # any will do, as long as it stays: two runs must propose the same pairs

# Two slots a band let a pair through that shares a fifth of its runs (99 in 100), and few that share a hundredth (1 in
# 80).  News shares under a thousandth by chance.  What shares more since one outlet prints a notice under all its
# articles is told by the estimate, which costs a fiftieth of the count: at a tenth it errs by a fiftieth.
SLOTS, BANDS = 256, 128
LEAST_ESTIMATE = 0.09

# An article cut to a tenth is no longer like the whole by any sketch of both; but it begins as the whole begins.  So
# the openings of 24, 48, 96 … runs are sketched as well, and are to be much alike (7 in 10: 95 in 100; 4 in 10: 15).
SHORTEST_OPENING = 24  # a first paragraph, which is all that many feeds give
OPENING_SLOTS, OPENING_BANDS = 80, 16

# An opening that so many other wordings share is a notice that an outlet puts before all its articles: it proposes
# nothing.  The most reprinted reports have fewer wordings; should one have more, whole sketches propose them.
CROWD = 200

_WORD = re.compile(r"\w+")
_BYTES = 8  # of a run's digest: two of the runs of a billion articles share one by chance, once in a few million pairs


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """A text's runs of words.

    Attributes:
        digest: of all its words in order; equal for texts that differ in case, punctuation and white space only.
        words: how many there are.
        runs: digests of the runs, sorted, each once.
        sketch: of all runs.
        openings: sketches of the first 24, 48, 96 … runs, as far as there are more.
    """

    digest: bytes
    words: int
    runs: NDArray[np.uint64]
    sketch: RMinHash
    openings: tuple[RMinHash, ...]

    @classmethod
    def of(cls, text: str) -> Shingles:
        """Cut a text into runs.  A text of fewer words than a run has is one run; one without words has none."""
        words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
        last = max(len(words) - WORDS_A_RUN, 0)
        runs = [" ".join(words[n : n + WORDS_A_RUN]) for n in range(last + 1)] if words else []
        told = [hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=_BYTES).digest() for run in runs]
        return cls(
            digest=hashlib.sha256(" ".join(words).encode("utf-8", "replace")).digest(),
            words=len(words),
            runs=np.unique(np.frombuffer(b"".join(told), dtype="<u8")),
            sketch=_sketch(told, SLOTS),
            openings=tuple(_sketch(told[:length], OPENING_SLOTS) for length in _openings(len(told))),
        )

    def shared(self, other: Shingles) -> int:
        """How many runs both hold, counted exactly."""
        return int(np.intersect1d(self.runs, other.runs, assume_unique=True).size)


def _openings(runs: int) -> list[int]:
    lengths = []
    length = SHORTEST_OPENING
    while length <= runs:
        lengths.append(length)
        length *= 2
    return lengths


def _sketch(runs: Sequence[bytes], slots: int) -> RMinHash:
    sketch = RMinHash(num_perm=slots, seed=SEED)
    sketch.update(runs)
    return sketch


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two texts that may be alike, by their numbers; ``openings`` are those that say so, none if all their runs do."""

    one: int
    two: int
    openings: tuple[int, ...]


class Proposer:
    """Remembers sketches, and proposes which texts may be alike, without looking at all of them."""

    def __init__(self) -> None:
        self._whole = RMinHashLSH(threshold=0.2, num_perm=SLOTS, num_bands=BANDS)
        self._sketches: list[RMinHash] = []
        self._openings: list[RMinHashLSH] = []
        self._met: list[NDArray[np.int32]] = []  # by opening and text, how many others begin alike

    def add(self, shingles: Shingles) -> list[Proposal]:
        """Remember a text; its number is that of those before it.

        Returns:
            What to compare it with, by number.
        """
        number = len(self._sketches)
        alike = set(self._whole.query(shingles.sketch))
        alike = {other for other in alike if shingles.sketch.jaccard(self._sketches[other]) >= LEAST_ESTIMATE}
        self._whole.insert(number, shingles.sketch)
        self._sketches.append(shingles.sketch)
        by_opening: dict[int, list[int]] = {}
        for level, sketch in enumerate(shingles.openings):
            for other in self._meet(number, level, sketch):
                if other not in alike:
                    by_opening.setdefault(other, []).append(level)
        found = [Proposal(other, number, ()) for other in alike]
        found += [Proposal(other, number, tuple(levels)) for other, levels in by_opening.items()]
        return sorted(found, key=lambda proposal: proposal.one)

    def _meet(self, number: int, level: int, sketch: RMinHash) -> list[int]:
        """Count for a text and for those that begin as it does that they met; give those that no crowd met yet."""
        if level == len(self._openings):
            self._openings.append(RMinHashLSH(threshold=0.5, num_perm=OPENING_SLOTS, num_bands=OPENING_BANDS))
            self._met.append(np.zeros(0, dtype=np.int32))
        if number >= len(self._met[level]):  # doubled, so that growing takes no longer than filling
            self._met[level] = np.concatenate([self._met[level], np.zeros(number + 1, dtype=np.int32)])
        counts = self._met[level]
        others = np.array(self._openings[level].query(sketch), dtype=np.intp)  # each once
        self._openings[level].insert(number, sketch)
        counts[others] += 1
        counts[number] = len(others)
        return [int(other) for other in others[counts[others] <= CROWD]] if len(others) <= CROWD else []

    def stands(self, proposal: Proposal) -> bool:
        """Whether a proposal still counts: later texts may have shown that its openings are a notice."""
        pair = [proposal.one, proposal.two]
        return not proposal.openings or any(self._met[level][pair].max() <= CROWD for level in proposal.openings)
