"""How sure a mention is: a logistic model over what the rules saw, fitted on articles with known mentions.

The weights are data (``data/coding/confidence.tsv``), made by ``python -m tidings.scoring.calibrate``; docs/accuracy.md
shows how well they hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from tidings.knowledge.lexicon import Sense
from tidings.records import Mention, Status

BIAS = "bias"


def features(sense: Sense, mention: Mention) -> Iterator[str]:
    """What the model looks at in a mention and the sense that gave it, each feature present or absent."""
    yield BIAS
    yield f"type {sense.type}"
    yield f"word {sense.part_of_speech}"
    yield f"constraints {min(len(sense.wants), 3)}"
    if sense.particle or len(sense.phrases[0]) > 1:
        yield "several words"
    if any(e.code for e in mention.actors):
        yield "actor known"
    if any(e.code for e in mention.recipients):
        yield "recipient known"
    if not mention.actors:
        yield "no actor"
    if any(cue.rule == "parties.recovered" for cue in mention.cues):
        yield "side recovered"
    if mention.status is not Status.HAPPENED:
        yield f"status {mention.status.value}"
    if mention.voices:
        yield "voiced"
    if mention.historical:
        yield "historical"


def confidence(weights: Mapping[str, float], present: Iterator[str]) -> float:
    """The chance that a mention is one, of the right type: 0 to 1, two digits."""
    total = sum(weights.get(feature, 0.0) for feature in present)
    return round(1.0 / (1.0 + math.exp(-total)), 2)
