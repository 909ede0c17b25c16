"""Where an act takes place: the locative phrases of its clause and noun phrase, else of its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.tokens import Token

from tidings.knowledge.gazetteer import PlaceWords
from tidings.records import Analysis, Cue, Entity, Mention, Place

Located = tuple[Place | None, tuple[Cue, ...]]

# Prepositions that tell where an act is when they hang on it, and those that do so only with acts of the body.
_LOCATIVE = frozenset("in at near off outside inside across around throughout within above beneath".split())
_BODILY = frozenset("on over along between from".split())
_SPEECH = frozenset("ACCUSE AGREE CONCEDE REJECT REQUEST SUPPORT THREATEN".split())
_PHYSICAL = frozenset("ASSAULT COERCE MOBILIZE PROTEST RETREAT".split())
_WHOLE = frozenset({"country", "nation", "state"})
_PART = frozenset("city town village capital region island area province district territory peninsula strip".split())
_STEPS = 3
_STEM = 4  # letters by which "protested" and "protests" are one act
_MAIN = 0.6  # share of an article's settings that its main country has


class _Seat(NamedTuple):
    """A place of the article with the token that stands for it."""

    place: Place
    token: Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is asked about: the predicate, its support verb if it has one, its PLOVER type and its sides."""

    predicate: Token
    carrier: Token | None
    type: str
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()


class Whereabouts:
    """The places of one article by the tokens that stand for them; made once for each article."""

    def __init__(self, analysis: Analysis, words: PlaceWords) -> None:
        self._analysis = analysis
        self._words = words
        self._seats: dict[int, Place] = {}
        for place in analysis.places:
            span = analysis.doc.char_span(place.start, place.end, alignment_mode="expand")
            if span is not None:
                self._seats[span.root.i] = place
        self._main = self._main_country()

    def where_of(self, act: Act) -> Located:
        """Where an act takes place, with the rule that read it; None where the text leaves it open."""
        locative = _LOCATIVE if act.type in _SPEECH else _LOCATIVE | _BODILY
        deep = act.type not in _SPEECH
        head = act.carrier or act.predicate
        for rule, tokens in (
            ("where.compound", self._compound(act.predicate)),
            ("where.attached", self._attached(act.predicate, locative, deep=deep)),
            ("where.host", self._host(act.predicate)),
            ("where.carrier", self._attached(act.carrier, locative, deep=False) if act.carrier is not None else ()),
            ("where.governor", self._governors(head) if deep else ()),
            ("where.opening", self._opening(head)),
            ("where.context", self._only_one(act.predicate) if act.type in _PHYSICAL else ()),
        ):
            found = self._narrowest(list(tokens))
            if found is not None:
                return _located(self._with_country(found.place, act), rule)
        again = self._again(act.predicate, act.carrier)
        if again is not None:
            return _located(again, "where.again")
        return self._setting(act)

    # ------------------------------------------------------------------------------------------ where to look

    def _compound(self, predicate: Token) -> Iterator[Token]:
        """*the Alaska summit*: a name of a place before an event noun; a state's is a party (*the Chad talks*)."""
        if predicate.pos_ not in {"NOUN", "PROPN"}:
            return
        for child in predicate.lefts:
            named = self._seats.get(child.i) if child.dep_ in {"compound", "nmod"} else None
            if named is not None and not _is_party(named):
                yield child

    def _attached(self, head: Token, locative: frozenset[str], *, deep: bool) -> Iterator[Token]:
        """Places in the locative phrases of a verb or noun and, if ``deep``, of what it acts upon."""
        for child in head.children:
            if child.dep_ in {"prep", "agent"}:
                if child.lower_ in locative:
                    if deep or not _after_content(child):
                        yield from self._in_phrase(child)
                elif deep:
                    for thing in child.children:
                        if thing.dep_ == "pobj" and thing.i not in self._seats:
                            yield from self._below(thing)
            elif deep and child.dep_ in {"dobj", "nsubjpass", "attr", "dative"}:
                yield from self._below(child)
            elif child.dep_ == "advmod":
                for inner in child.children:  # "west of Lima", "close to Lima", "outside of Lima"
                    if inner.dep_ == "prep":
                        yield from self._in_phrase(inner)

    def _in_phrase(self, preposition: Token) -> Iterator[Token]:
        for thing in preposition.children:
            if thing.dep_ == "prep":  # "from inside Chad"
                yield from self._in_phrase(thing)
            elif thing.dep_ == "pobj":
                for token in self._seats_of(thing):
                    if preposition.lower_ not in _BODILY or not _is_party(self._seats[token.i]):
                        yield token

    def _below(self, noun: Token) -> Iterator[Token]:
        """Places that say where a thing is: *the embassy in Nairobi*, *the Nairobi embassy*, *a town near Nairobi*."""
        site = noun.lemma_.lower() in self._words.sites
        for child in noun.children:
            if child.dep_ == "prep" and (child.lower_ in _LOCATIVE or (child.lower_ == "of" and site)):
                yield from self._in_phrase(child)
            elif child.dep_ == "prep" and child.lower_ in {"of", "on", "against"}:
                for thing in child.children:
                    if thing.dep_ == "pobj" and thing.i not in self._seats:
                        yield from self._below(thing)
            elif site and child.i in self._seats and child.dep_ in {"compound", "nmod", "poss", "appos"}:
                # "Chad's border" lies in Chad, "the Chad embassy" does not
                if child.dep_ == "poss" or not (self._seats[child.i].feature or "").startswith("PCL"):
                    yield child
            elif child.dep_ == "conj":
                yield from self._below(child)

    def _seats_of(self, thing: Token) -> Iterator[Token]:
        """The place that a noun phrase names: itself, what it is a part of, or whose it is."""
        if thing.i in self._seats:
            yield thing
        for child in thing.children:
            if child.dep_ in {"compound", "nmod", "poss", "appos", "amod"} and child.i in self._seats:
                yield child
            elif child.dep_ == "appos":
                yield from self._seats_of(child)
            elif child.dep_ == "prep" and (child.lower_ in _LOCATIVE or child.lower_ == "of"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        yield from self._seats_of(inner)
            elif child.dep_ == "conj" and thing.i not in self._seats:
                yield from self._seats_of(child)

    def _host(self, predicate: Token) -> Iterator[Token]:
        """*visited Paris*, *arrived in Seoul*, *his trip to Seoul*."""
        lemma = predicate.lemma_.lower()
        if predicate.pos_ == "VERB" and lemma in self._words.visiting:
            for child in predicate.children:
                if child.dep_ in {"dobj", "nsubjpass"} and child.i in self._seats:
                    yield child
        if lemma in self._words.arriving or lemma in {"visit", "trip", "tour", "journey"}:
            for child in predicate.children:
                if child.dep_ == "prep" and child.lower_ in {"to", "for", "into"}:
                    yield from self._in_phrase(child)

    def _governors(self, predicate: Token) -> Iterator[Token]:
        """Locative phrases of the verbs above, as long as they tell the same scene: *met in Oslo to sign …*."""
        token = predicate
        for _ in range(_STEPS):
            argument = token.dep_ in {"dobj", "pobj", "nsubjpass", "nsubj"} and token.head.pos_ in {
                "VERB",
                "ADP",
                "AUX",
            }
            if not argument and token.dep_ not in {"xcomp", "pcomp", "advcl", "conj", "acl"}:
                return
            token = token.head
            if token.pos_ == "VERB":
                found = list(self._attached_directly(token))
                if found:
                    yield from found
                    return

    def _attached_directly(self, verb: Token) -> Iterator[Token]:
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in _LOCATIVE:
                yield from self._in_phrase(child)

    def _opening(self, predicate: Token) -> Iterator[Token]:
        """*In Lima, police said they had arrested …*: the phrase that opens the sentence."""
        words = [t for t in predicate.sent if not t.is_space]
        for token in words[:2]:
            if token.dep_ == "prep" and token.lower_ in _LOCATIVE and token.head.i > token.i:
                yield from self._in_phrase(token)

    def _only_one(self, predicate: Token) -> Iterator[Token]:
        """The one place that the sentence sets anything in."""
        found = [
            t
            for t in predicate.sent
            if t.i in self._seats and t.dep_ == "pobj" and t.head.lower_ in {"in", "near", "outside", "at"}
        ]
        if len({self._seats[t.i].country for t in found}) == 1:
            yield from found

    def _again(self, predicate: Token, carrier: Token | None) -> Place | None:
        """*there*, *in the country*, *across the city*: the place of that sort named last."""
        for head in filter(None, (predicate, carrier)):
            for child in head.children:
                if child.dep_ == "advmod" and child.lower_ == "there":
                    return self._last_before(child, frozenset(), setting=True)
                if child.dep_ == "prep" and child.lower_ in _LOCATIVE:
                    for thing in child.children:
                        lemma = thing.lemma_.lower()
                        if thing.dep_ == "pobj" and lemma in _WHOLE | _PART and _definite(thing):
                            return self._last_before(thing, _WHOLE if lemma in _WHOLE else _PART, setting=False)
        return None

    def _last_before(self, token: Token, sort: frozenset[str], *, setting: bool) -> Place | None:
        """The nearest place before a token: a state for *the country*, none for *the city*."""
        for i in sorted(self._seats, reverse=True):
            place = self._seats[i]
            state = (place.feature or "").startswith("PCL")
            if i < token.i and place.country and (not sort or state == (sort is _WHOLE)):
                if setting and not self._is_setting(i):
                    continue
                return place
        return None

    # ------------------------------------------------------------------------------------------ the article's scene

    def _is_setting(self, i: int) -> bool:
        token = self._analysis.doc[i]
        return token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE

    def _main_country(self) -> str | None:
        """The country in which the article sets most of what it tells, the opening counting twice."""
        counts: Counter[str] = Counter()
        opening = len(self._analysis.doc) // 5
        for i, place in self._seats.items():
            if place.country and self._is_setting(i):
                counts[place.country] += 2 if i <= opening else 1
        if not counts:
            return None
        country, count = counts.most_common(1)[0]
        return country if count >= _MAIN * counts.total() else None

    def _setting(self, act: Act) -> Located:
        """The country of an act of the body that the article sets nowhere in particular.

        People protest at home; violence strikes its victims where the article is set, else at home; arrests and
        alerts happen at home where the article is set there.
        """
        if act.type not in _PHYSICAL:
            return None, ()
        actors, recipients = _countries(act.actors), _countries(act.recipients)
        main = self._main if self._main in (*actors, *recipients) else None
        country = None
        if act.type == "PROTEST":
            country = next(iter(actors), None) or self._main
        elif act.type == "ASSAULT":
            country = main or next(iter(recipients), None) or self._main
        elif act.type == "COERCE":
            country = main or next((c for c in actors if c in recipients), None)
        elif act.type == "MOBILIZE":
            country = main
        if country is None:
            return None, ()
        place = self._named(country, act.predicate) or _home(country, (*act.actors, *act.recipients))
        return (None, ()) if place is None else _located(place, "where.setting")

    def _with_country(self, place: Place, act: Act) -> Place:
        """A place that no gazetteer has lies in the article's main country, if that has a part in the act."""
        if place.country is not None or place.latitude is not None:
            return place
        sides = _countries((*act.actors, *act.recipients))
        country = self._main if self._main in sides or not sides else None
        return replace(place, country=country)

    def _named(self, country: str, predicate: Token) -> Place | None:
        """The nearest place of a country that the article names, before the act if there is one."""
        found = [i for i, place in self._seats.items() if place.country == country]
        if not found:
            return None
        return self._seats[min(found, key=lambda i: (i > predicate.i, abs(i - predicate.i)))]

    # ------------------------------------------------------------------------------------------ which of them

    def _narrowest(self, tokens: Sequence[Token]) -> _Seat | None:
        """The first place named, unless another that lies in the same country is narrower."""
        seats = [_Seat(self._seats[t.i], t) for t in tokens]
        if not seats:
            return None
        same = [s for s in seats if s.place.country == seats[0].place.country]
        return min(same, key=lambda s: _width(s.place))


def _located(place: Place, rule: str) -> Located:
    return place, (Cue(rule=rule, start=place.start, end=place.end),)


def _is_party(place: Place) -> bool:
    """Whether a place is one that also acts: a state or a capital."""
    return (place.feature or "").startswith("PCL") or place.feature == "PPLC"


def _after_content(preposition: Token) -> bool:
    """Whether a phrase follows what is spoken of, and so more likely belongs to it: *called for a vote in Haiti*."""
    return any(
        t.dep_ in {"dobj", "pobj"} and t.ent_type_ not in {"DATE", "TIME"}
        for t in preposition.doc[preposition.head.i + 1 : preposition.i]
    )


def _definite(noun: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that"} for c in noun.children)


def _countries(sides: Sequence[Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.country for e in sides if e.country))


def _home(country: str, sides: Sequence[Entity]) -> Place | None:
    """A country that only a side's name tells: the words that name the side bear it out."""
    for side in sides:
        if side.country == country and side.start is not None and side.end is not None:
            return Place(start=side.start, end=side.end, text=side.text, country=country)
    return None


def _width(place: Place) -> int:
    feature = place.feature or ""
    if feature.startswith("PPL") or feature in {"", "BLDG"}:
        return 0
    if feature.startswith("PCL"):
        return 2
    return 3 if feature in {"CONT", "RGN", "OCN", "SEA"} and place.country is None else 1


def share_places(mentions: Sequence[Mention]) -> list[Mention]:
    """Give an act that is reported again the place that the article gives it elsewhere.

    The same act: same type, same trigger word, sides that do not contradict; only where all such places agree.
    """
    known: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        if mention.where is not None:
            known.setdefault(_act(mention), []).append(mention)
    shared = []
    for mention in mentions:
        others = [m for m in known.get(_act(mention), ()) if _agree(m, mention)] if mention.where is None else []
        if others and len({m.where.country for m in others if m.where}) == 1:
            cue = Cue(rule="where.elsewhere", start=others[0].trigger.start, end=others[0].trigger.end)
            shared.append(replace(mention, where=others[0].where, cues=(*mention.cues, cue)))
        else:
            shared.append(mention)
    return shared


def _act(mention: Mention) -> tuple[str, str]:
    return mention.type, mention.trigger.text.casefold()[:_STEM]


def _agree(one: Mention, other: Mention) -> bool:
    """Whether the known sides of two mentions are the same."""
    mine = {e.code for e in (*one.actors, *one.recipients) if e.code}
    yours = {e.code for e in (*other.actors, *other.recipients) if e.code}
    return bool(mine & yours) and one.status == other.status
