"""Invented events with all that an export takes."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from tidings import wire
from tidings.events import Event, Fields, State, Value
from tidings.exporting.cells import Facts
from tidings.exporting.exported import Exported, Reported
from tidings.pipeline.exporting import export_facts
from tidings.records import Article, Coded, Cue, Entity, Mention, Place, Quantity, Span, Status, When

TEXT = "Chad shelled a camp near Agadez on Friday, killing 12 people, Niger's army said.\n\nTalks are to go on."
CHAD = Entity(start=0, end=4, text="Chad", name="Chad", country="TCD", sectors=("MIL",), wikidata="Q657")
NIGER = Entity(start=62, end=67, text="Niger", name="Niger", country="NER")
AGADEZ = Place(
    start=25,
    end=31,
    text="Agadez",
    name="Agadez",
    country="NER",
    admin1="01",
    geonames_id=2448085,
    latitude=16.97,
    longitude=7.99,
    feature="PPLA",
)
DEAD = Quantity(value=12, of="killed", text="12 people", start=51, end=60)
FRIDAY = When(earliest=date(2031, 5, 2), latest=date(2031, 5, 2), text="on Friday", start=32, end=41)


@cache
def known() -> Facts:
    return export_facts(None)


def mention(identity="m1", **changes) -> Mention:
    return replace(
        Mention(
            id=identity,
            type="ASSAULT",
            mode="heavy-weapons",
            contexts=("military",),
            cameo="194",
            status=Status.HAPPENED,
            historical=False,
            trigger=Span(start=5, end=12, text="shelled"),
            evidence=Span(start=0, end=80, text=TEXT[:80]),
            actors=(CHAD,),
            recipients=(NIGER,),
            voices=(),
            silent=(),
            when=FRIDAY,
            where=AGADEZ,
            quantities=(DEAD,),
            cues=(Cue(rule="lexicon:shell", start=5, end=12),),
            confidence=0.83,
        ),
        **changes,
    )


def article(identity="a1", **changes) -> Article:
    plain = Article(
        id=identity,
        text=TEXT,
        url=f"https://gazette.example/{identity}",
        publisher="The Gazette",
        title="Camp shelled",
        published="2031-05-03T10:15:00+02:00",
        language="en",
    )
    return replace(plain, **changes)


def reported(identity="m1", of="a1", **changes) -> Reported:
    told = article(of)
    return Reported(mention=mention(identity, **changes), article_id=of, published=told.published, article=told)


def event(**changes) -> Event:
    plain = Event(
        event="sha256:e1",
        story="sha256:s1",
        type="ASSAULT",
        mode="heavy-weapons",
        actors=(CHAD,),
        recipients=(NIGER,),
        earliest=date(2031, 5, 2),
        latest=date(2031, 5, 2),
        where=AGADEZ,
        status=Status.HAPPENED,
        confidence=0.9,
        articles=("a1", "a2"),
        mentions=("m1", "m2"),
        origins=2,
        history=(State(as_of=date(2031, 5, 3), status=Status.HAPPENED, mention="m1"),),
        fields=Fields(quantities=(Value(value=DEAD, mentions=("m1", "m2"), outlets=("The Gazette",), voices=()),)),
        coverage=(),
        links=(),
    )
    return replace(plain, **changes)


def exported(**changes) -> Exported:
    return Exported(event=event(**changes), reports=(reported("m1", "a1"), reported("m2", "a2")))


def write_lines(folder: Path, *events: Event) -> list[str]:
    """Files of lines as `tidings link`, `code` and `read` write them."""
    coded = [
        Coded(
            id=f"a{number}",
            text_sha256="0" * 64,
            published="2031-05-03T10:15:00+02:00",
            published_inferred=None,
            language="en",
            mentions=(mention(f"m{number}"),),
            attributions=(),
            times=(),
            places=(),
            declined=(),
        )
        for number in (1, 2)
    ]
    lines = {
        "events": [wire.to_json(one) for one in events],
        "coded": [wire.encode(one) for one in coded],
        "articles": [wire.encode_article(article(f"a{number}")) for number in (1, 2)],
    }
    for name, content in lines.items():
        (folder / f"{name}.jsonl").write_bytes(b"".join(line + b"\n" for line in content))
    return [str(folder / f"{name}.jsonl") for name in lines]
