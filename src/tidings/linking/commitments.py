"""Commitments that articles name, joined across articles: a pure function of what is given, in whatever order.

Two names are one commitment if their nouns can stand for each other and

* both are the same proper name, or one is the other with words left out (*the Paris climate accord*, *the Paris
  Agreement*), or both name the same numbers (*Resolution 1718*); or
* they are common names of one subject (*the nuclear deal*) and share their parties, or the year and no party against
  it;

and neither years nor parties contradict each other.  A name that tells neither subject nor number (*the agreement
between Peru and Chile*) is joined to no other article's, for two sides sign many.  What most pairs do not bear out is
not joined by a chain (``grouping``).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from tidings.events import Commitment, Signing
from tidings.knowledge.commitments import Head
from tidings.linking.grouping import groups
from tidings.records import Entity, NamedCommitment, When

_DIGITS = 32


def commitments(named: Iterable[NamedCommitment], heads: Iterable[Head]) -> list[Commitment]:
    """Join what articles name, in the order of the ids of the articles and of the words in them."""
    takes_up = {head.id: head.takes_up | {head.id} for head in heads}
    members = sorted(named, key=_place)
    pairs = sorted(_pairs(members, takes_up), key=lambda pair: (-pair[0], pair[1], pair[2]))
    joined = groups([(one, two) for _, one, two in pairs])
    alone = set(range(len(members))) - {i for group in joined for i in group}
    found = [sorted(group) for group in joined] + [[i] for i in alone]
    return [_commitment([members[i] for i in group]) for group in sorted(found)]


def _place(named: NamedCommitment) -> tuple[str, int, int]:
    return named.article, named.names[0].start, named.names[0].end


def _pairs(
    members: Sequence[NamedCommitment], takes_up: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, int, int]]:
    """Pairs that are one commitment, each with what speaks for it: the words and parties that both have."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, named in enumerate(members):
        for key in {named.name.casefold(), *named.words}:
            blocks[key].append(i)
    for one, two in sorted({pair for block in blocks.values() for pair in combinations(block, 2)}):
        first, second = members[one], members[two]
        kinds = second.kind in takes_up[first.kind] or first.kind in takes_up[second.kind]
        if kinds and first.article != second.article and _are_one(first, second):
            weight = len(set(first.words) & set(second.words)) + len(_sides(first) & _sides(second))
            yield weight, one, two


def _are_one(one: NamedCommitment, two: NamedCommitment) -> bool:
    if not _years_agree(one, two) or not _sides_agree(_sides(one), _sides(two)):
        return False
    first, second = _subject(one), _subject(two)
    if not first and not second:
        return one.name == two.name and not one.name.islower()
    if not first or not second or not (first <= second or second <= first):
        return False
    if any(word.isdigit() for word in first & second) or (_is_proper(one) and _is_proper(two)):
        return True
    shared = _sides(one) & _sides(two)
    smaller = min(len(_sides(one)), len(_sides(two)))
    same_year = bool(_years(one) & _years(two))
    return len(shared) > 1 or (bool(shared) and smaller == 1 and first == second) or (same_year and first == second)


def _subject(named: NamedCommitment) -> set[str]:
    """What a name tells besides its year: *nuclear*, *1718*."""
    return {word for word in named.words if not _is_year(word) or named.kind == "resolution"}


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in {"18", "19", "20"}


def _is_proper(named: NamedCommitment) -> bool:
    """Whether a word that tells it from others is written with a capital."""
    return any(part[:1].isupper() and part.casefold() in named.words for part in named.name.replace("-", " ").split())


def _years(named: NamedCommitment) -> set[str]:
    when = named.signed
    signed = {str(when.earliest.year)} if when and when.earliest.year == when.latest.year else set()
    return set(named.words) - _subject(named) | signed


def _years_agree(one: NamedCommitment, two: NamedCommitment) -> bool:
    first, second = _years(one), _years(two)
    return not first or not second or bool(first & second)


def _sides(named: NamedCommitment) -> set[str]:
    return {key for party in named.parties if (key := _side(party))}


def _side(party: Entity) -> str | None:
    return party.code or party.name


def _sides_agree(one: set[str], two: set[str]) -> bool:
    """Whether two sets of parties can be of one commitment: of many parties, each article names a few."""
    return not one or not two or bool(one & two) or min(len(one), len(two)) == 1


def _commitment(members: Sequence[NamedCommitment]) -> Commitment:
    first = members[0]
    place = "\n".join(map(str, _place(first)))
    names = Counter(named.name for named in members)
    parties: dict[str, Entity] = {}
    for named in members:
        for party in named.parties:
            if (side := _side(party)) is not None:
                parties.setdefault(side, party)
    return Commitment(
        commitment="sha256:" + hashlib.sha256(place.encode()).hexdigest()[:_DIGITS],
        name=min(names, key=lambda name: (-names[name], -len(name), name)),
        kind=first.kind,
        names=tuple(sorted({" ".join(span.text.split()) for named in members for span in named.names})),
        parties=tuple(parties.values()),
        signed=_signings(members),
        duties=tuple(duty for named in members for duty in named.duties),
        invocations=tuple(invocation for named in members for invocation in named.invocations),
        articles=tuple(dict.fromkeys(named.article for named in members)),
    )


def _signings(members: Sequence[NamedCommitment]) -> tuple[Signing, ...]:
    told: dict[tuple[str, str], list[tuple[When, str]]] = defaultdict(list)
    for named in members:
        if named.signed is not None:
            told[str(named.signed.earliest), str(named.signed.latest)].append((named.signed, named.article))
    return tuple(
        Signing(when=found[0][0], articles=tuple(dict.fromkeys(article for _, article in found)))
        for _, found in sorted(told.items())
    )
