"""The data folders as typed, checked tables: the only code that opens them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tidings.knowledge import (
    actors,
    attribution,
    calibration,
    cleaning,
    contexts,
    expressions,
    factuality,
    lexicon,
    ontology,
)
from tidings.knowledge.gazetteer import Gazetteer
from tidings.knowledge.gazetteer import load as load_gazetteer
from tidings.knowledge.quantities import QuantityWords, load_numerals, load_quantities
from tidings.knowledge.tables import Data
from tidings.knowledge.times import TimeGrammar, load_times

__all__ = ["Knowledge", "load"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables, checked."""

    actors: actors.Actors
    attribution: attribution.AttributionWords
    cleaning: cleaning.CleaningRules
    confidence: Mapping[str, float]
    joint_confidence: Mapping[str, float]
    contexts: contexts.ContextWords
    expressions: expressions.Expressions
    factuality: factuality.FactualityWords
    gazetteer: Gazetteer
    lexicon: lexicon.Lexicon
    sides: Mapping[str, float]
    ontology: ontology.Ontology
    quantities: QuantityWords
    times: TimeGrammar


def load(user_folder: Path | None = None) -> Knowledge:
    """Load our data, with the user's folder laid over it.

    Raises:
        DataError: files are faulty; it names all faults of all files.
    """
    data = Data.open(user_folder)
    plover = ontology.load(data)
    numerals = load_numerals(data)
    knowledge = Knowledge(
        actors=actors.load(data),
        attribution=attribution.load(data),
        cleaning=cleaning.load(data),
        confidence=calibration.load(data, "coding/confidence.tsv"),
        joint_confidence=calibration.load(data, "coding/confidence-reader.tsv"),
        contexts=contexts.load(data, plover),
        expressions=expressions.load(data),
        factuality=factuality.load(data),
        gazetteer=load_gazetteer(data),
        lexicon=lexicon.load(data, plover),
        ontology=plover,
        sides=calibration.load(data, "coding/sides.tsv"),
        quantities=load_quantities(data, numerals),
        times=load_times(data, numerals),
    )
    data.check()
    return knowledge
