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
    commitments,
    contexts,
    exporting,
    expressions,
    factuality,
    lexicon,
    linking,
    ontology,
)
from tidings.knowledge.credits import load as load_credits
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
    commitments: commitments.CommitmentWords
    contexts: contexts.ContextWords
    crosswalk: exporting.Crosswalk
    expressions: expressions.Expressions
    factuality: factuality.FactualityWords
    gazetteer: Gazetteer
    joint: calibration.Weights
    lexicon: lexicon.Lexicon
    linking: linking.LinkingRules
    ontology: ontology.Ontology
    quantities: QuantityWords
    records: Mapping[str, tuple[int, int]]
    rules: calibration.Weights
    times: TimeGrammar


def load(user_folder: Path | None = None) -> Knowledge:
    """Load our data, with the user's folder laid over it.

    Raises:
        DataError: files are faulty; it names all faults of all files.
    """
    data = Data.open(user_folder)
    plover = ontology.load(data)
    numerals = load_numerals(data)
    names = actors.load(data)
    knowledge = Knowledge(
        actors=names,
        attribution=attribution.load(data),
        cleaning=cleaning.load(data),
        commitments=commitments.load(data),
        contexts=contexts.load(data, plover),
        crosswalk=exporting.load(data, plover),
        expressions=expressions.load(data),
        factuality=factuality.load(data),
        gazetteer=load_gazetteer(data),
        joint=calibration.load(data, "joint"),
        lexicon=lexicon.load(data, plover),
        linking=linking.load(data),
        ontology=plover,
        quantities=load_quantities(data, numerals),
        records=calibration.load_records(data),
        rules=calibration.load(data, "rules"),
        times=load_times(data, numerals),
    )
    if user_folder is not None:
        load_credits(
            data, names.outlets
        )  # coding needs none, but the user is to know at once what is wrong with his own
    data.check_all_read()
    data.check()
    return knowledge
