"""Who an expression stands for, apart from where it stands: what references are made of and compared by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from tidings.records import ActorKind, Entity

Gender = Literal["m", "f", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An actor as far as it is known.

    Attributes:
        name: canonical where the data know it, else the words of the text.
        kind: what sort of expression this is when it stands alone.
        country, organization, sectors, wikidata: as in ``Entity``.
        gender: of a person, ``""`` if unknown.
        plural: whether *they* fits better than *he*, *she* or *it*.
        title: the role noun by which the text or the data call it: ``president``.
        rule: the rule that found it, for the cue.
    """

    name: str
    kind: ActorKind
    country: str | None = None
    organization: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    gender: Gender = ""
    plural: bool = False
    title: str = ""
    rule: str = ""

    @property
    def side(self) -> str | None:
        """Country or organisation."""
        return self.country or self.organization

    @property
    def human(self) -> bool:
        """Whether it can be *he* or *she*."""
        return self.kind is ActorKind.PERSON

    def of(self, other: Who) -> Who:
        """Give this actor the side of another: *spokesman* that of *Chad*."""
        return replace(self, country=other.country, organization=other.organization)

    def entity(self, start: int, end: int, text: str) -> Entity:
        """The actor as it stands at these characters of the text."""
        return Entity(
            start=start,
            end=end,
            text=text,
            name=self.name or text,
            country=self.country,
            organization=self.organization,
            sectors=self.sectors,
            wikidata=self.wikidata,
        )
