"""Invented reports for the tests of linking, without the parser."""

import hashlib
from datetime import date

from tidings.events import Told
from tidings.records import Entity, Mention, Place, Quantity, Span, Status, Voice, VoiceKind, When

STATES = {"Norland": "NOR", "Suria": "SWE", "Vandia": "FIN", "Ostrava": "EST"}
PLACES = {
    "Halden": ("NOR", 59.1, 11.4, "PPL", 1),
    "Moss": ("NOR", 59.4, 10.7, "PPL", 2),
    "Tromso": ("NOR", 69.6, 18.9, "PPL", 3),
    "Norland": ("NOR", 62.0, 10.0, "PCLI", 4),
}


def state(name):
    return Entity(start=None, end=None, text=name, name=name, country=STATES.get(name), wikidata=f"Q{len(name)}{name}")


def place(name):
    country, latitude, longitude, feature, number = PLACES[name]
    return Place(
        start=0, end=0, text=name, name=name, country=country, geonames_id=number, latitude=latitude,
        longitude=longitude, feature=feature,
    )  # fmt: skip


def act(kind="ASSAULT", by="Norland", on="Suria", words="shelled the harbour", **more):
    """A recipe for a mention: its sentence is made of the words."""
    return {"type": kind, "by": by, "on": on, "words": words, **more}


def mention(article, text, recipe):
    words = recipe["words"]
    start = text.index(words)
    first = words.split()[0]
    when = recipe.get("when")
    days = [date.fromisoformat(day) for day in when.split("/")] if when else []
    told = f"{article} {start} {recipe['type']} {recipe.get('n', 0)}"
    return Mention(
        id=f"m1:{hashlib.sha256(told.encode()).hexdigest()[:12]}",
        type=recipe["type"],
        mode=recipe.get("mode"),
        contexts=(),
        cameo=None,
        status=Status(recipe.get("status", "happened")),
        historical=recipe.get("historical", False),
        trigger=Span(start=start, end=start + len(first), text=first),
        evidence=Span(start=start, end=start + len(words), text=words),
        actors=tuple(state(name) for name in recipe["by"].split("+") if name),
        recipients=tuple(state(name) for name in recipe["on"].split("+") if name),
        voices=tuple(
            Voice(start=None, end=None, text=name, name=name, kind=VoiceKind(recipe.get("source", "official")))
            for name in recipe.get("voices", ())
        ),
        silent=(),
        when=When(earliest=days[0], latest=days[-1]) if days else None,
        where=place(recipe["where"]) if recipe.get("where") else None,
        quantities=tuple(
            Quantity(value=value, of=of, text=f"{value} {of}", start=0, end=0) for of, value in recipe.get("told", ())
        ),
        cues=(),
        confidence=recipe.get("confidence", 0.6),
    )


def told(name, published, *recipes, outlet=None, origin=None, text=None, title=None):
    """An article whose text is the sentences of its mentions, after a text of its own if one is given."""
    body = " ".join([*([text] if text else []), *(f"{recipe['words']}." for recipe in recipes)])
    return Told(
        id=name,
        outlet=outlet or f"outlet {name}",
        published=date.fromisoformat(published) if published else None,
        origin=origin or name,
        title=title,
        text=body,
        mentions=tuple(mention(name, body, {**recipe, "n": n}) for n, recipe in enumerate(recipes)),
    )
