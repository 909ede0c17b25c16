from datetime import date

import pytest

from parses import frozen
from tidings.committing.committer import Committer
from tidings.knowledge import commitments
from tidings.knowledge.tables import Data
from tidings.records import (
    ActorKind,
    Analysis,
    Article,
    Attributions,
    Cue,
    Entity,
    Factuality,
    Reference,
    Status,
    Time,
)

COUNTRIES = {"Peru": "PER", "Chile": "CHL", "Bolivia": "BOL"}


def analysis(table):
    doc = frozen(table)
    references = {}
    for token in doc:
        if token.text in COUNTRIES:
            start, end = token.idx, token.idx + len(token)
            entity = Entity(start=start, end=end, text=token.text, name=token.text, country=COUNTRIES[token.text])
            references[token.i] = Reference(
                first=token.i,
                last=token.i + 1,
                head=token.i,
                kind=ActorKind.STATE,
                entity=entity,
                cue=Cue(rule="who.name.name", start=start, end=end),
            )
    times = tuple(
        Time(
            start=t.idx,
            end=t.idx + 4,
            text=t.text,
            type="DATE",
            value=t.text,
            earliest=date(int(t.text), 1, 1),
            latest=date(int(t.text), 12, 31),
        )
        for t in doc
        if t.text == "2018"
    )
    return Analysis(
        article=Article(id="a", text=doc.text),
        doc=doc,
        published=date(2025, 11, 20),
        blocks=(),
        dateline=None,
        references=references,
        times=times,
        places=(),
        quantities=(),
    )


@pytest.fixture(scope="session")
def words():
    data = Data.open()
    found = commitments.load(data)
    data.check()
    return found


@pytest.fixture
def name(words):
    """Find the commitments of a frozen parse, with mentions and the status of words if they are given."""

    def run(table, mentions=(), statuses=None):
        seen = analysis(table)
        told = {t.i: Factuality(status=Status(statuses[t.text])) for t in seen.doc if t.text in (statuses or {})}
        return Committer(words).commitments(
            Attributions(analysis=seen, items=(), voicing={}, factuality=told), mentions
        )

    return run
