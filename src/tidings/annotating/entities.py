"""Expressions that refer to actors: names, nouns, modifiers and pronouns, each with who it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from tidings.annotating.aliases import find_aliases
from tidings.annotating.coreference import Coreference, Found
from tidings.annotating.names import Gazetteer, Name
from tidings.annotating.nominals import Nominals
from tidings.annotating.persons import Persons
from tidings.annotating.phrases import NOUNS, climb, extent, objects, premodifiers
from tidings.annotating.readings import PEOPLE
from tidings.annotating.scene import Scene
from tidings.annotating.speakers import find_speakers
from tidings.annotating.who import Who
from tidings.knowledge.actors import Actors, FormKind
from tidings.knowledge.expressions import Expressions
from tidings.records import ActorKind, Article, Cue, Place, Reference

# Words that are no nouns and yet may stand for somebody: *the displaced*, *one of Chad's ministers*.
_STANDING = frozenset({"ADJ", "NUM", "DET"})
_OPPOSITION = "OPP"
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "appos"})


@dataclass(frozen=True, slots=True)
class References:
    """Who is referred to where.

    Attributes:
        references: by the index of the head token.
        antecedents: for phrases and pronouns that take up others, the head tokens of those; several for
            *both sides* and *they*, whose reference is that of the first.
    """

    references: Mapping[int, Reference]
    antecedents: Mapping[int, tuple[int, ...]]


class Referrer:
    """Finds references; made once, used for every article."""

    def __init__(self, actors: Actors, words: Expressions) -> None:
        self._actors = actors
        self._words = words
        self._gazetteer = Gazetteer(actors)

    def find(
        self,
        doc: Doc,
        article: Article,
        published: date | None,
        places: Sequence[Place] = (),
        about: Sequence[str] = (),
    ) -> References:
        """All references of an article.

        Args:
            doc: the parse of the article's text; its characters are the article's.
            article: where the words are quoted from.
            published: the date for which offices count, None for the last that are known.
            places: toponyms found before; they tell the country of *police in Kano*.
            about: countries that the text is known to be about, as something outside it tells.
        """
        scene = self._scene(doc, published, places, about)
        return _Finder(scene, article).find()

    def countries(self, doc: Doc, places: Sequence[Place] = ()) -> list[str]:
        """Countries that a text names, as states or by their places, in the order of the text."""
        scene = self._scene(doc, None, places)
        return [country for token in doc if (country := scene.country_at(token)) is not None]

    def _scene(self, doc: Doc, day: date | None, places: Sequence[Place], about: Sequence[str] = ()) -> Scene:
        return Scene(
            doc,
            day,
            actors=self._actors,
            words=self._words,
            gazetteer=self._gazetteer,
            places=places,
            about=about,
        )


class _Finder:
    """Finds the references of one article, token by token, so that each can take up those before it."""

    def __init__(self, scene: Scene, article: Article) -> None:
        self._scene = scene
        self._text = article.text
        self._who: dict[int, Who] = {}
        self._kinds: dict[int, ActorKind] = {}
        self._antecedents: dict[int, tuple[int, ...]] = {}
        self._done: set[int] = set()
        self._busy: set[int] = set()
        self._aliases = find_aliases(scene.doc)
        self._nominals = Nominals(scene, self._resolve)
        self._persons = Persons(scene, self._nominals, self._resolve)
        speakers = find_speakers(scene.doc, scene.words.speaking)
        self._coreference = Coreference(scene, self._who, speakers)

    def find(self) -> References:
        self._note_persons()
        for token in self._scene.doc:
            self._resolve(token)
        self._speakers_after()
        references = {i: self._reference(i) for i in sorted(self._who) if self._refers(i)}
        return References(references, {i: a for i, a in self._antecedents.items() if i in references})

    def _note_persons(self) -> None:
        """Learn who the article's persons are before reading it, for those named first and explained later."""
        for token in self._scene.doc:
            if token.ent_type_ == "PERSON" and self._persons.is_person(token):
                self._persons.read(token)
        for state in (self._who, self._kinds, self._antecedents, self._done):
            state.clear()

    def _speakers_after(self) -> None:
        """First persons whose speaker is named after the quotation."""
        for token in self._scene.doc:
            if (
                token.tag_ in {"PRP", "PRP$"}
                and token.i not in self._who
                and (found := self._coreference.pronoun(token))
            ):
                self._take(token, found)

    def _resolve(self, token: Token) -> Who | None:
        i = token.i
        if i in self._done:
            return self._who.get(i)
        if i in self._busy:
            return None
        self._busy.add(i)
        who = self._read(token)
        self._busy.discard(i)
        self._done.add(i)
        if who is not None:
            self._who[i] = who
        return who

    def _read(self, token: Token) -> Who | None:
        scene = self._scene
        if token.i in scene.roots:
            return self._name(token)
        if token.i in scene.within or token.is_punct or token.is_space:
            return None
        if token.pos_ not in NOUNS:
            found = self._coreference.pronoun(token)
            if found is not None:
                return self._take(token, found)
            if token.dep_ == "amod" and token.pos_ == "ADJ":
                return self._modifier(token)
            return self._nominals.read(token) if token.pos_ in _STANDING and token.dep_ in _PLACES else None
        alias = self._aliases.get(token.text)
        if alias is not None and alias != token.i and (who := self._resolve(scene.doc[alias])) is not None:
            return who
        if self._persons.is_person(token):
            return self._person(token)
        if token.dep_ in {"compound", "nmod"} and climb(token) is not token:
            return self._modifier(token)
        return self._nominal(token)

    def _modifier(self, token: Token) -> Who | None:
        """A role noun before a noun that is no actor itself: *rebel* in *a rebel roadblock*."""
        noun = climb(token)
        if noun.i in self._scene.within or noun.pos_ not in NOUNS or self._persons.is_person(noun):
            return None
        if self._resolve(noun) is not None or not self._nominals.is_collective(token):
            return None
        who = self._nominals.read(token)
        if who is None or not who.sectors:
            return None
        self._kinds[token.i] = ActorKind.MODIFIER
        if who.side is None and (owner := self._nominals.owner(noun)) is not None and owner.side:
            return who.of(owner)
        return who if who.side is not None else self._nominals.place_in_context(token, who)

    def _take(self, token: Token, found: Found) -> Who:
        self._antecedents[token.i] = found.antecedents
        self._kinds[token.i] = ActorKind.PRONOUN if token.pos_ not in NOUNS else found.who.kind
        self._who[token.i] = found.who
        return found.who

    def _person(self, token: Token) -> Who | None:
        who = self._persons.read(token)
        if who.side is None:
            country = self._scene.country_around(token) if who.sectors else self._scene.main_country(0.5)
            if country is not None:
                who = replace(who, country=country, rule="person.context")
                self._persons.note(token, who)
        # Somebody of whom the text tells no office or trade is a private person as far as anybody can tell.
        return who if who.sectors else replace(who, sectors=("CVL",))

    def _name(self, token: Token) -> Who | None:
        """A known name: as it stands, as a modifier of a noun, or as the place that it is."""
        scene = self._scene
        who = scene.named(token.i)
        name = scene.roots[token.i]
        if who is None:
            return self._person(token) if token.ent_type_ == "PERSON" else None
        if who.kind is ActorKind.PERSON:
            self._persons.note(token, who)
            if climb(token) is not token:
                self._kinds[token.i] = ActorKind.MODIFIER
            return self._persons.with_title(token, who)
        if self._nominals.is_backer(token):
            return None
        noun = climb(token)
        if noun is not token or name.inside:
            self._kinds[token.i] = ActorKind.MODIFIER
            nominal = self._resolve(noun) if noun.i not in scene.within and noun.pos_ in NOUNS else None
            if nominal is not None and nominal.country and who.rule == PEOPLE:
                who = replace(who, country=nominal.country)
            if nominal is not None and nominal.sectors and not who.sectors:
                return replace(who, sectors=nominal.sectors)
            return who
        demonym = name.candidates and all(c.kind is FormKind.DEMONYM for c in name.candidates)
        if who.kind is ActorKind.GROUP:
            return self._group(token, name, who)
        if who.kind is ActorKind.STATE and demonym:
            who = self._people(token, who)
            if token.pos_ in {"ADJ", "PROPN", "NOUN"} and token.dep_ in {"acomp", "attr"} and token.tag_ == "JJ":
                return None
            return replace(who, kind=ActorKind.GROUP, plural=token.tag_ != "NN")
        return who

    def _people(self, token: Token, who: Who) -> Who:
        """A people by its name: *ordinary Kenyans*, *Turkish Kurds*, *the Kurds of Syria*."""
        if token.tag_ != "NN" and any(t.lower_ in self._scene.words.common for t in premodifiers(token)):
            who = replace(who, sectors=("CVL",))
        host = self._nominals.host(token, premodifiers(token)) if who.rule == PEOPLE else None
        return who if host is None else replace(who, country=host.country)

    def _group(self, token: Token, name: Name, who: Who) -> Who:
        """A body by a known name, which another country's body may bear too: *the Ghanaian Supreme Court*."""
        owner = self._nominals.owner_before(token, name.first)
        role = self._scene.generic_role(name)
        if owner is None and self._scene.goes_before(name) and role is not None:
            return replace(who, name=token.text, country=None, sectors=role.sectors, wikidata=None)
        country = owner.country if owner is not None else self._scene.elsewhere(name, who)
        if country is None or country == who.country:
            return who
        text = self._scene.doc[name.first : name.last].text
        known = role.sectors if role is not None else who.sectors
        sectors = tuple(s for s in known if s != _OPPOSITION)  # who governs there our data do not tell
        return replace(who, name=text, country=country, sectors=sectors, wikidata=None)

    def _nominal(self, token: Token) -> Who | None:
        who = self._nominals.read(token)
        if who is not None and who.side is not None:
            return who
        found = self._coreference.again(token, who)
        if found is not None:
            return self._take(token, found)
        if who is None:
            return self._organization(token)
        return self._nominals.place_in_context(token, who)

    def _organization(self, token: Token) -> Who | None:
        """A body of which only the name is known; its country where the name tells it."""
        if token.pos_ != "PROPN" or token.ent_type_ != "ORG":
            return None
        owner = self._nominals.owner(token)
        names = (entity.text for entity in self._scene.doc.ents if entity.start <= token.i < entity.end)
        name = next(names, token.text)
        who = Who(name=name, kind=ActorKind.ORGANIZATION, rule="name.unknown")
        return who if owner is None else who.of(owner)

    def _refers(self, i: int) -> bool:
        """Whether a token that was read stands for a party: a place where something happens does not."""
        if self._kinds.get(i) is ActorKind.MODIFIER:
            return True
        return self._scene.is_party(self._scene.doc[i], self._who[i])

    def _reference(self, i: int) -> Reference:
        scene, who = self._scene, self._who[i]
        token = scene.doc[i]
        kind = self._kinds.get(i, who.kind)
        if kind is ActorKind.MODIFIER or kind is ActorKind.PRONOUN:
            first, last = i, i + 1
            if i in scene.roots:
                first, last = scene.roots[i].first, scene.roots[i].last
        else:
            first, last = extent(token)
            if i in scene.roots:
                first, last = min(first, scene.roots[i].first), max(last, scene.roots[i].last)
            else:
                last = self._with_owner(token, last)
        start = scene.doc[first].idx
        end = scene.doc[last - 1].idx + len(scene.doc[last - 1])
        return Reference(
            first=first,
            last=last,
            head=i,
            kind=kind,
            entity=who.entity(start, end, self._text[start:end]),
            cue=Cue(rule=f"who.{who.rule}", start=start, end=end),
        )

    def _with_owner(self, token: Token, last: int) -> int:
        """Take *of Peru* into *the president of Peru*: the name that follows directly."""
        for _, thing in objects(token, {"of"}):
            name = self._scene.roots.get(thing.i)
            if name is not None and name.first - last <= 2:
                return name.last
            break
        return last
