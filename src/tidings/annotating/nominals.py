"""Common nouns for actors: what role they name, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from spacy.tokens import Token

from tidings.annotating.phrases import MODIFIERS, appositions, is_plural, objects, possessor, premodifiers
from tidings.annotating.readings import PEOPLE
from tidings.annotating.scene import Scene
from tidings.annotating.who import Gender, Who
from tidings.knowledge.actors import Role
from tidings.records import ActorKind

Resolve = Callable[[Token], Who | None]

_LONGEST_ROLE = 4
_BASES = frozenset({"based", "born", "owned", "run", "controlled", "installed", "appointed"})
_NGO = ("NGO",)  # a rights group, an aid agency: of no country unless one is named with it
_FLED = "REF"  # a people's refugees are counted with the country that they left
_PARTICIPLES = frozenset({"VBN", "VBG"})
_LED = "led"  # forces that a state leads are that state's, a coalition that it leads is not
# A role before another noun that changes what the noun's holder is: *rebel* forces, *opposition* leaders.
_STRONG = frozenset({"REB", "OPP", "CRM", "PRM", "SPY", "COP", "MIL", "REL", "LAB", "JRN", "EDU", "REF"})
_ALLIANCE = Who(name="alliance", kind=ActorKind.ORGANIZATION, organization="IGO", rule="role.alliance")
# What a noun alone leaves open is told by the name of the body: *Boko Haram gunmen*, *the MI5 security service*.
_TOLD_BY_OWNER: Mapping[tuple[str, ...], frozenset[str]] = {
    ("UAF",): frozenset({"REB", "PRM", "MIL", "CRM", "COP"}),
    ("PRM",): frozenset({"REB", "MIL"}),
    ("COP",): frozenset({"SPY", "MIL"}),
}
_TRADES = frozenset({"BUS", "MED", "LAB", "EDU"})  # an army's accountant and a police doctor are its own
_ARMED = frozenset({"MIL", "COP", "SPY", "REB"})
_MILITARY = frozenset({"MIL", "GOV", "UAF", "UNK", "CVL"})


def noun_forms(token: Token) -> tuple[str, ...]:
    """How a role noun may be spelled in the table: its lemma, itself, itself without a plural s."""
    lower = token.lower_
    forms = [token.lemma_.lower(), lower]
    if lower.endswith("men"):
        forms.append(lower[:-3] + "man")
    if lower.endswith("ies"):
        forms.append(lower[:-3] + "y")
    if lower.endswith("s") and len(lower) > 3:
        forms.append(lower[:-1])
    return tuple(dict.fromkeys(forms))


def find_role(roles: Mapping[str, Role], doc: Token, first: int) -> Role | None:
    """The longest role noun that ends at a token and begins no earlier than ``first``."""
    for length in range(_LONGEST_ROLE, 0, -1):
        begin = doc.i - length + 1
        if begin < first:
            continue
        before = "".join(t.lower_ + ("" if t.lower_ == "-" or _hyphen_next(t) else " ") for t in doc.doc[begin : doc.i])
        for form in noun_forms(doc):
            role = roles.get(before + form)
            if role is not None:
                return role
    return None


def _hyphen_next(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().lower_ == "-"


class Nominals:
    """Reads the common nouns of one article."""

    def __init__(self, scene: Scene, resolve: Resolve) -> None:
        self._scene = scene
        self._resolve = resolve
        self._seen: dict[str, str] = {}

    def read(self, head: Token) -> Who | None:
        """Whom a noun phrase headed by a common noun (or a name made of one) stands for, None if for no actor."""
        words = self._scene.words
        lemma = head.lemma_.lower()
        if lemma in words.gatherers or head.lower_ in words.gatherers:
            gathered = self._gathered(head)
            if gathered is not None:
                return gathered
        before = premodifiers(head)
        first = min([t.i for t in before], default=head.i)
        role = find_role(self._scene.actors.roles, head, first)
        relay = lemma in words.relays
        if role is None and not relay:
            return None
        sectors, borrowed = self._sectors(head, role, relay, before)
        owner = self.owner(head, before)
        if owner is not None and owner.rule == PEOPLE and _FLED not in sectors:
            owner = self.host(head, before) or owner
        if role is None and not sectors and (owner is None or not owner.sectors):
            return None
        if relay and owner is not None and owner.sectors and not borrowed:
            sectors = self._relayed(role, owner)
        elif (
            owner is not None
            and owner.kind is not ActorKind.STATE
            and _TOLD_BY_OWNER.get(sectors, frozenset()) & {*owner.sectors}
        ):
            sectors = owner.sectors  # gunmen of an armed group are no unknown ones
        sectors = self._past(before, role, sectors)
        person = role.kind == "person" if role is not None else True
        plural = is_plural(head) or head.lower_ in {"police", "people"}
        who = Who(
            name=head.doc[first : head.i + 1].text,
            kind=ActorKind.PERSON if person and not plural else ActorKind.GROUP,
            sectors=sectors,
            gender=self._gender(head),
            plural=plural,
            title=role.noun if role is not None else lemma,
            rule="role.noun",
        )
        if owner is not None and owner.side:
            who = replace(who, country=owner.country, organization=owner.organization, rule="role.owner")
            if owner.country:
                self._seen[who.title] = owner.country
        return who

    def owner(self, head: Token, before: list[Token] | None = None) -> Who | None:
        """Whose a role is: by a modifier, a possessor, a prepositional phrase, or an apposition."""
        before = premodifiers(head) if before is None else before
        for token in before:
            who = self._modifier(token)
            if who is not None:
                return who
        if head.lemma_.lower() in self._scene.words.others | self._scene.words.alliances:
            return None
        owner = possessor(head)
        if owner is not None and (who := self._resolve(owner)) is not None and who.side:
            return who
        for preposition, thing in objects(head, self._scene.words.owners):
            who = self._of(preposition, thing)
            if who is not None:
                return who
        for other in appositions(head):
            who = self._resolve(other)
            if who is not None and who.side:
                return who
        return None

    def host(self, head: Token, before: list[Token]) -> Who | None:
        """The state whose part of a people a phrase names: *Turkish Kurds*, *Kurdish fighters in Turkey*."""
        states = [self._modifier(token) for token in before]
        owner = possessor(head)
        states += [self._resolve(owner)] if owner is not None else []
        states += [self._of(preposition, thing) for preposition, thing in objects(head, self._scene.words.owners)]
        return next(
            (w for w in states if w is not None and w.kind is ActorKind.STATE and w.country and w.rule != PEOPLE), None
        )

    def nation(self, modifier: Token) -> str | None:
        """The country of a state or of its people that a modifier names: *US* in *a US swimmer*."""
        who = self._modifier(modifier) if modifier.i in self._scene.roots else None
        return who.country if who is not None and who.kind is ActorKind.STATE else None

    def is_collective(self, token: Token) -> bool:
        """Whether a noun names a force, body or group, or one of its members."""
        role = find_role(self._scene.actors.roles, token, token.i)
        if role is None or (token.pos_ == "ADJ" and role.kind == "person" and role.sectors == ("MIL",)):
            return False  # *private* talks and a *general* strike are no soldiers'
        return role.kind != "person" or bool(set(role.sectors) & _STRONG)

    def owner_before(self, head: Token, first: int) -> Who | None:
        """The state that modifies or possesses a known name: *Saudi* in *the Saudi National Guard*.

        Nor does it matter how the parser takes the inside of the name, if the state stands right before it; but a
        group that others lead (*Kurdish-led*) is not theirs.
        """
        before = [t for t in premodifiers(head) if t.i < first and t.head.tag_ not in _PARTICIPLES]
        adjacent = head.doc[first - 1] if first else None
        if adjacent is not None and adjacent.dep_ in MODIFIERS:
            before.append(adjacent)
        for token in [*before, possessor(head)]:
            if token is None or token.i >= first:
                continue
            inside = token.i in self._scene.roots and self._scene.roots[token.i].inside
            who = None if inside else self._modifier(token)
            if who is not None and who.kind is ActorKind.STATE:
                return who
        return None

    def _modifier(self, token: Token) -> Who | None:
        """The side of a name that modifies a role noun itself, not the participle before it (*Iran-backed*)."""
        scene = self._scene
        if token.i in scene.towns:
            return _country(scene.towns[token.i], token.text)
        if token.lemma_.lower() in scene.words.alliances:
            return _ALLIANCE
        root = token.i if token.i in scene.roots else None
        if root is None:
            return None
        return None if self.is_backer(token) else scene.named(root)

    def is_backer(self, token: Token) -> bool:
        """Whether a name only tells who stands behind a noun: *Iran* in *Iran-backed militia*, not in *Iran-based*."""
        name, held = self._scene.roots[token.i], token.head
        if name.inside:
            word = token.text.rpartition("-")[2]
            return not self._belongs(word, held) and word == word.lower()
        if held.tag_ not in {"VBN", "VBG", "JJ"} or held.i <= token.i or held.dep_ not in {"amod", "nmod"}:
            return False
        hyphen = token.i + 1 < len(token.doc) and token.nbor().lower_ == "-"
        return not self._belongs(held.lower_, held.head) and held.i not in self._scene.roots and hyphen

    def _belongs(self, participle: str, noun: Token) -> bool:
        if participle == _LED:
            return noun.lemma_.lower() not in self._scene.words.alliances
        return participle in _BASES

    def _of(self, preposition: str, thing: Token) -> Who | None:
        scene = self._scene
        country = scene.country_at(thing)
        if preposition == "of" or thing.i in scene.roots:
            who = self._resolve(thing)
            if who is not None and who.side:
                return replace(who, sectors=() if preposition != "of" else who.sectors)
        if country is None:
            for _, inner in objects(thing, {"of", "in"}):
                country = country or scene.country_at(inner)
            for modifier in premodifiers(thing):
                country = country or scene.country_at(modifier)
            owner = possessor(thing)
            if owner is not None:
                country = country or scene.country_at(owner)
        return None if country is None else _country(country, thing.text)

    def _gathered(self, head: Token) -> Who | None:
        for _, thing in objects(head, {"of"}):
            who = self._resolve(thing)
            if who is not None:
                single = head.lower_ == "one"
                kind = ActorKind.PERSON if single else ActorKind.GROUP
                return replace(who, plural=not single, kind=kind, rule="role.gathered")
        return None

    def _sectors(
        self, head: Token, role: Role | None, relay: bool, before: list[Token]
    ) -> tuple[tuple[str, ...], bool]:
        """The sectors of a role noun, and whether they are borrowed from a noun before it."""
        roles, words = self._scene.actors.roles, self._scene.words
        own = role.sectors if role is not None else ()
        single = role is None or " " not in role.noun
        for token in reversed(before):
            if token.lower_ in words.opposition or _opposes(token, words.opposed):
                return tuple(dict.fromkeys(("OPP", *own))), True
            if not single and not relay:
                continue
            other = find_role(roles, token, before[0].i)
            if other is None or not other.sectors:
                continue
            strong = set(other.sectors) & _STRONG
            if relay or (strong and (not own or set(own) & _MILITARY)):
                return other.sectors, True
            if role is not None and role.kind == "person" and set(own) <= _TRADES and set(other.sectors) & _ARMED:
                return other.sectors, True
        if relay and single:
            owner = possessor(head)
            things = [thing for _, thing in objects(head, {"of", "for", "in"})]
            for thing in [*([owner] if owner is not None else []), *things]:
                if thing.i in self._scene.roots:
                    continue
                for noun in [thing, possessor(thing), *premodifiers(thing)]:
                    other = find_role(roles, noun, max(0, noun.i - 3)) if noun is not None else None
                    if other is not None and other.sectors and other.sectors != ("UNK",):
                        return other.sectors, True
        return own, False

    @staticmethod
    def _relayed(role: Role | None, owner: Who) -> tuple[str, ...]:
        own = role.sectors if role is not None else ()
        if owner.kind is ActorKind.STATE and own and own != ("UNK",):
            return own
        return owner.sectors or own

    def _past(self, before: list[Token], role: Role | None, sectors: tuple[str, ...]) -> tuple[str, ...]:
        if role is not None and role.former_ok and any(t.lower_ in self._scene.words.former for t in before):
            return ("ELI",)
        return sectors

    def _gender(self, head: Token) -> Gender:
        if head.lemma_.lower() in self._scene.words.male:
            return "m"
        return "f" if head.lemma_.lower() in self._scene.words.female else ""

    def place_in_context(self, head: Token, who: Who) -> Who:
        """Give a role without owner the country that its sentence or article is plainly about."""
        words = self._scene.words
        if head.lemma_.lower() in words.others or any(t.lower_ in words.elsewhere for t in premodifiers(head)):
            return who
        if head.lemma_.lower() in words.alliances:
            return replace(who, organization=_ALLIANCE.organization, rule="role.alliance")
        if who.sectors == _NGO and who.kind is not ActorKind.PERSON:
            return replace(who, organization=_NGO[0], sectors=(), rule="role.ngo")
        country = self._scene.country_around(head, self._seen.get(who.title))
        if country is None:
            return who
        return replace(who, country=country, rule="role.context")


def _opposes(token: Token, opposed: frozenset[str]) -> bool:
    """Whether a modifier is *anti-government* or the like, as one token or as its last."""
    word = token.lower_.removeprefix("anti").removeprefix("-")
    if word not in opposed:
        return False
    return word != token.lower_ or (token.i > 1 and token.nbor(-1).lower_ == "-" and token.nbor(-2).lower_ == "anti")


def _country(code: str, name: str) -> Who:
    return Who(name=name, kind=ActorKind.STATE, country=code, rule="place.country")
