"""Persons of whom our data know nothing: what the text itself says of them, kept under their surnames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from tidings.annotating.names import words_of
from tidings.annotating.nominals import Nominals, Resolve, find_role
from tidings.annotating.phrases import appositions, objects, premodifiers
from tidings.annotating.scene import Scene
from tidings.annotating.who import Gender, Who
from tidings.records import ActorKind

_RANK = ("MIL",)  # *Defence Minister General Ana Lopez* is the minister; the rank is said besides
_TELLING = frozenset({"LEG", "ELI", "OPP"})  # not MIL or REL: a general or an ayatollah may rule the country


class Persons:
    """The persons of one article."""

    def __init__(self, scene: Scene, nominals: Nominals, resolve: Resolve) -> None:
        self._scene = scene
        self._nominals = nominals
        self._resolve = resolve
        self._known: dict[str, Who] = {}

    def is_person(self, token: Token) -> bool:
        """Whether a token is the last word of a person's name."""
        if token.pos_ != "PROPN" or token.i in self._scene.within:
            return False
        following = token.nbor() if token.i + 1 < len(token.doc) else None
        if token.ent_type_ == "PERSON":
            inside = following is not None and following.ent_type_ == "PERSON" and following.ent_iob_ == "I"
            return not inside or following is None or following.pos_ != "PROPN"
        if token.dep_ in {"compound", "amod", "nmod"}:
            return False
        if self.known(token) is not None:
            return True
        title = self._title(premodifiers(token))
        if title is not None:
            return title.lower_ not in self._scene.words.relays
        return token.tag_ == "NNP" and any(self._is_office(other) for other in appositions(token))

    def _is_office(self, token: Token) -> bool:
        role = find_role(self._scene.actors.roles, token, max(0, token.i - 3)) if token.tag_ == "NN" else None
        return role is not None and role.kind == "person"

    def known(self, token: Token) -> Who | None:
        """The person whom the article has called by this last name."""
        words = words_of(token.text)
        return self._known.get(words[-1]) if words and token.text != token.text.lower() else None

    def note(self, token: Token, who: Who) -> None:
        """Keep what is known of a person, the fuller of two accounts."""
        words = words_of(token.text)
        if not words:
            return
        keys = {words[-1]}
        if len(parts := words_of(who.name)) > 2 and "-" in who.name:
            keys.add(parts[0])  # a family name that stands first: Ri in Ri Kwang-mo
        for key in keys:
            old = self._known.get(key)
            if old is None or (not old.side and who.side) or (not old.sectors and who.sectors):
                self._known[key] = who

    def read(self, token: Token) -> Who:
        """Whom a person's name stands for, by title and apposition here, or by what was said of the person before."""
        before = premodifiers(token)
        title = self._title(before)
        name = self._name(token, before)
        who = Who(name=name, kind=ActorKind.PERSON, gender=self._gender(before), rule="person.name")
        if title is not None:
            who = self._by_title(token, title, who)
        if not who.sectors or not who.side:
            who = self._by_apposition(token, who)
        if not who.side and (country := self._nation(token, before)) is not None:
            who = replace(who, country=country, rule="person.nation")
        old = self.known(token)
        if old is not None and _same(old, name):
            who = replace(
                old,
                sectors=who.sectors or old.sectors if title is not None else old.sectors or who.sectors,
                country=old.country or (None if old.organization else who.country),
                organization=old.organization or (None if old.country else who.organization),
                gender=old.gender or who.gender,
                rule=who.rule if who.side else "person.again",
            )
        self.note(token, who)
        return who

    def with_title(self, token: Token, who: Who) -> Who:
        """A person whom our data know, as the text presents him or her here: *Senator*, *former President*."""
        title = self._title(premodifiers(token))
        nominal = self._nominals.read(title) if title is not None else None
        if nominal is None or not set(nominal.sectors) & _TELLING:
            return who
        return replace(who, sectors=nominal.sectors)

    def _by_title(self, token: Token, title: Token, who: Who) -> Who:
        nominal = self._nominals.read(title)
        if nominal is None:
            return who
        if nominal.sectors == _RANK:
            nominal = self._with_office(premodifiers(token), title) or nominal
        if not nominal.side:
            owner = self._nominals.owner(token)
            nominal = nominal.of(owner) if owner is not None and owner.side else nominal
        return _with(who, nominal, "person.title")

    def _with_office(self, before: list[Token], rank: Token) -> Who | None:
        """The civil office that stands before a military rank, with the rank's sector besides."""
        for word in reversed([w for w in before if w.i < rank.i]):
            if self._title([word]) is None:
                continue
            office = self._nominals.read(word)
            if office is not None and office.sectors and office.sectors != _RANK:
                return replace(office, sectors=tuple(dict.fromkeys((*office.sectors, *_RANK))))
        return None

    def _nation(self, token: Token, before: list[Token]) -> str | None:
        """The country that the words around a name tell: *US swimmer Ana Lopez*, *Ana Lopez, a nurse from Lima*."""
        for word in before:
            if (country := self._nominals.nation(word)) is not None:
                return country
        for word in (token, *(child for child in token.children if child.dep_ == "appos"), *_introduced(token)):
            for _, place in objects(word, {"from"}):
                if (country := self._scene.country_at(place)) is not None:
                    return country
        return None

    def _by_apposition(self, token: Token, who: Who) -> Who:
        for other in (*appositions(token), *_introduced(token)):
            if (
                other.pos_ in {"NOUN", "NUM"}
                or find_role(self._scene.actors.roles, other, max(0, other.i - 3)) is not None
            ):
                # Where the noun is being read itself and asks for this person, it is read without.
                nominal = self._resolve(other) or self._nominals.read(other)
                if nominal is not None and not nominal.plural:
                    who = _with(who, nominal, "person.apposition")
        return who

    def _title(self, before: list[Token]) -> Token | None:
        """The role noun in front of a name: *Minister* in *Foreign Minister Ana Lopez*."""
        for word in reversed(before):
            role = find_role(self._scene.actors.roles, word, before[0].i) if word.pos_ in {"NOUN", "PROPN"} else None
            if role is not None and role.kind == "person":
                return word
        return None

    def _name(self, token: Token, before: list[Token]) -> str:
        first = token.i
        titles, roles = self._scene.words.male | self._scene.words.female, self._scene.actors.roles
        while first > 0:
            word = token.doc[first - 1]
            lower = word.lower_.rstrip(".")
            if lower == "-" and first > 1 and not word.whitespace_ and not token.doc[first - 2].whitespace_:
                first -= 2
                continue
            if word not in before or word.pos_ != "PROPN" or lower in titles or lower in roles:
                break
            if word.i in self._scene.within or word.ent_type_ in {"DATE", "TIME"}:
                break
            first -= 1
        return token.doc[first : token.i + 1].text

    def _gender(self, before: list[Token]) -> Gender:
        words = self._scene.words
        for word in before:
            lower = word.lower_.rstrip(".")
            if lower in words.female or lower in words.female_names:
                return "f"
            if lower in words.male or lower in words.male_names:
                return "m"
        return ""


def _introduced(token: Token) -> Iterator[Token]:
    """The noun that a name is said to be of: *citizen* in *a US citizen named Ana Lopez*."""
    verb = token.head
    if token.dep_ == "oprd" and verb.dep_ == "acl" and verb.lemma_ in {"name", "call", "identify"}:
        yield verb.head


def _with(who: Who, nominal: Who, rule: str) -> Who:
    return replace(
        who,
        country=nominal.country if nominal.side else who.country,
        organization=nominal.organization if nominal.side else who.organization,
        sectors=nominal.sectors or who.sectors,
        title=nominal.title or who.title,
        gender=who.gender or nominal.gender,
        rule=rule,
    )


def _same(old: Who, name: str) -> bool:
    """Whether two names can be one person's: of two full names, the first words must agree."""
    mine, theirs = words_of(name), words_of(old.name)
    return len(mine) < 2 or len(theirs) < 2 or mine[0] == theirs[0] or mine[0][:1] == theirs[0]
