"""One article while its references are being found: its names, its places, and the countries that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from tidings.annotating.names import Gazetteer, Name
from tidings.annotating.phrases import NOUNS, clause_verb, conjunction_head
from tidings.annotating.readings import SEAT, read
from tidings.annotating.who import Who
from tidings.knowledge.actors import Actors, FormKind, Organization, Role, State
from tidings.knowledge.expressions import Expressions
from tidings.knowledge.names import fold
from tidings.records import ActorKind, Place

LEAD_SENTENCES = 2
PAIR = 2  # words of "North Korea"
_HALVES = frozenset({"North", "South"})
# Weights of what tells a phrase's country, beside the country's share of the article.
_LOCAL = ((0, 0.2), (1, 0.1), (2, 0.05))
_SETTING = 3.0
_OWN = 5.0  # the same, where it is the phrase's own clause that is set there
_MAIN = 0.5
_NOTHING = 1e-6
_SEEN = 0.3
_ABROAD = frozenset({"embassy", "consulate"})  # whose it is does not tell where it stands
_TITLES = frozenset({"gen", "col", "maj", "lt", "capt", "sgt", "adm", "dr", "sen", "rep", "gov", "pres", "prof", "rev"})
_DATELINE = 3.0
_TOLD = 3.0  # weight of a country that we are told the text is about
_DATELINE_REACH = 6
_NESTED = 4
_MARGIN = 1.0


class Scene:
    """What is known of an article before its phrases are read.

    Attributes:
        doc, day: the parse, and the date of publication or None.
        roots: known names by the token that stands for the whole name in the parse.
        within: every token of a known name, with that name's root.
        towns: tokens of places that are no names of actors, with their country.
        weights: how much each country (or organisation) code matters in the article.
        sentence: number of the sentence of each token.
    """

    def __init__(
        self,
        doc: Doc,
        day: date | None,
        *,
        actors: Actors,
        words: Expressions,
        gazetteer: Gazetteer,
        places: Sequence[Place],
        about: Sequence[str] = (),
    ) -> None:
        self.doc = doc
        self.day = day
        self.actors = actors
        self.words = words
        self.sentence = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            self.sentence[sentence.start : sentence.end] = [number] * (sentence.end - sentence.start)
        found = gazetteer.scan(doc)
        covered = {i for name in found for i in range(name.first, name.last)}
        names = [name for name in found if self._stands(name, covered)]
        names += self._halves(names, covered)
        self.within: dict[int, int] = {}
        self.roots: dict[int, Name] = {}
        for name in names:
            root = _root(doc, name.first, name.last)
            self.roots[root] = name
            self.within.update(dict.fromkeys(range(name.first, name.last), root))
        self.towns = self._towns(places)
        self.weights = self._weigh(about)
        self._read: dict[int, Who | None] = {}
        states = {code: weight for code, weight in self.weights.items() if code in actors.states}
        total = sum(states.values())
        self._shares = {code: weight / total for code, weight in states.items()}
        self._drop_strangers()
        self._by_sentence = self._local()

    def _halves(self, names: Sequence[Name], covered: set[int]) -> list[Name]:
        """*The North* and *the South* in an article that names a state with that word: North Korea, South Sudan."""
        parts = [c.actor.name.split() for name in names for c in name.candidates if isinstance(c.actor, State)]
        rests = {rest for half, rest in (p for p in parts if len(p) == PAIR) if half in _HALVES}
        found = []
        for token in self.doc[1:]:
            if token.text not in _HALVES or token.i in covered or token.nbor(-1).lower_ != "the":
                continue
            after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
            if after is not None and (after.text[:1].isupper() or after.lower_ == "of"):
                continue
            for rest in sorted(rests):
                known = self.actors.forms.get(fold(f"{token.text} {rest}"), ())
                states = tuple(c for c in known if c.kind is FormKind.NAME and isinstance(c.actor, State))
                if states:
                    found.append(Name(token.i, token.i + 1, states, (), partial=False, inside=False))
                    break
        return found

    def named(self, root: int) -> Who | None:
        """Whom the known name with that root stands for."""
        if root not in self._read:
            self._read[root] = read(self.roots[root], self.day, self.weights)
        return self._read[root]

    def country_at(self, token: Token) -> str | None:
        """The country of a place or state that a token names."""
        if token.i in self.roots:
            who = self.named(token.i)
            return who.country if who is not None and who.kind is ActorKind.STATE else None
        return self.towns.get(token.i)

    def country_around(self, token: Token, seen: str | None = None) -> str | None:
        """The country that a phrase without one belongs to, None where two are about as likely.

        What counts, in this order: where the sentence sets its act (*In Lima, police …*), the country that the same
        noun had before (``seen``), where the sentences before are set, what the whole article is about.
        """
        scores = dict(self._shares)
        number, verb = self.sentence[token.i], clause_verb(token)
        for back, weight in _LOCAL:
            for i, code, setting in self._by_sentence.get(number - back, ()):
                own = setting and not back and verb is not None and verb == clause_verb(self.doc[i])
                scores[code] = scores.get(code, 0.0) + weight * (_OWN if own else _SETTING if setting else 1.0)
        if seen is not None:
            scores[seen] = scores.get(seen, 0.0) + _SEEN
        if not scores:
            return None
        best, *others = sorted(scores, key=lambda code: -scores[code])
        return best if not others or scores[best] >= _MARGIN * scores[others[0]] else None

    def elsewhere(self, name: Name, who: Who) -> str | None:
        """The country whose *supreme court* or *senate* is meant, if that of our table is not spoken of."""
        if who.country is None or self.generic_role(name) is None:
            return None
        others = {code: weight for code, weight in self.weights.items() if code in self.actors.states}
        for root, other in self.roots.items():
            if self.generic_role(other) is not None:  # it tells of no country by itself
                lead = 2.0 if self.sentence[root] < LEAD_SENTENCES else 1.0
                sides = _sides(other)
                others.update({side: others[side] - lead / len(sides) for side in sides if side in others})
        if others.get(who.country, 0.0) > _NOTHING:
            return None
        best = max(others, key=lambda code: others[code], default=None)
        return best if best is not None and others[best] >= _MAIN * sum(others.values()) > _NOTHING else None

    def goes_before(self, name: Name) -> bool:
        """Whether a mere noun in capitals ends a longer name: *National Guard* in *Riverside National Guard*."""
        before = self.doc[name.first - 1] if name.first else None
        if before is None or before.pos_ != "PROPN" or before.dep_ != "compound" or before.i in self.within:
            return False
        return self.generic_role(name) is not None and before.ent_type_ == "ORG" == self.doc[name.first].ent_type_

    def generic_role(self, name: Name) -> Role | None:
        """The noun that a name merely is in capitals, which many countries' bodies bear; None for a name proper."""
        forms = (c.form.lower().removeprefix("the ") for c in name.candidates)
        return next((role for form in forms if (role := self.actors.roles.get(form)) is not None), None)

    def main_country(self, share: float) -> str | None:
        """The country that has at least this share of all the weight of countries."""
        best = max(self._shares, key=lambda code: self._shares[code], default=None)
        return best if best is not None and self._shares[best] >= share else None

    def _sets_scene(self, token: Token) -> bool:
        """Whether a name stands in a phrase that tells where something happens: *in the Czech capital, Prague*."""
        for _ in range(_NESTED):
            if token.dep_ == "pobj" and token.head.lower_ in self.words.places:
                return True
            of = token.dep_ == "pobj" and token.head.lower_ == "of"
            if not of and token.dep_ not in {"amod", "compound", "nmod", "poss", "appos", "conj"}:
                return False
            if token.head.lower_ in _ABROAD:
                return False
            token = token.head.head if of else token.head
        return False

    def _local(self) -> dict[int, list[tuple[int, str, bool]]]:
        """Countries named in each sentence: the token, the code, whether as the place where something happens."""
        found: dict[int, list[tuple[int, str, bool]]] = defaultdict(list)
        for i in sorted({*self.roots, *self.towns}):
            token = self.doc[i]
            country = self.country_at(token)
            if country is not None:
                setting = self._sets_scene(token)
                found[self.sentence[i]].append((i, country, setting or i in self.towns))
        return found

    def _drop_strangers(self) -> None:
        """Forget surnames of our leaders that stand for somebody else here."""
        for root, name in list(self.roots.items()):
            if name.partial and not name.candidates and self.named(root) is None:
                del self.roots[root]
                self.within = {i: r for i, r in self.within.items() if r != root}

    def is_party(self, token: Token, who: Who) -> bool:
        """Whether a token that names a state or a seat stands for a party, not for where something happens."""
        if who.kind is not ActorKind.STATE and who.rule != SEAT:
            return True
        top = conjunction_head(token)
        return not (top.dep_ == "pobj" and top.head.lower_ in self.words.places) and token.dep_ != "npadvmod"

    def _stands(self, name: Name, covered: set[int]) -> bool:
        """Whether a known name is not a mere part of a longer name of a person (*Chad Miller*)."""
        doc = self.doc
        if name.leaders and not name.candidates and name.last < len(doc) and self._goes_on(name, covered):
            return False
        if name.leaders and not name.partial:
            return True
        before = doc[name.first - 1] if name.first else None
        after = doc[name.last] if name.last < len(doc) else None
        last = doc[name.last - 1]
        if name.partial and not name.candidates:
            given = before is not None and before.pos_ == "PROPN" and before.ent_type_ == "PERSON" == last.ent_type_
            given = given or (before is not None and before.i not in covered and self._is_given_name(before, last))
            hyphen = before is not None and before.text == "-" and not before.whitespace_
            given = given or (hyphen and name.first - 2 not in covered)
            follows = after is not None and after.ent_type_ == "PERSON" and after.ent_iob_ == "I"
            return last.pos_ in NOUNS | {"ADJ", "X"} and not given and not follows
        if name.last - name.first > 1 or last.ent_type_ != "PERSON":
            return True
        grown = (last.ent_iob_ == "I" and before is not None and before.pos_ == "PROPN") or (
            after is not None and after.ent_iob_ == "I" and after.ent_type_ == "PERSON" and after.pos_ == "PROPN"
        )
        return not grown

    def _goes_on(self, name: Name, covered: set[int]) -> bool:
        """Whether a person's name goes on after the known one: *Juan Carlos* in *Juan Carlos Ortega*."""
        last = self.doc[name.last - 1]
        following = last.nbor()
        if following.text == "-":
            return not last.whitespace_ and not following.whitespace_ and following.i + 1 not in covered
        if following.pos_ != "PROPN" or last.dep_ != "compound" or following.i in covered:
            return False
        # The entity finder may cut a name in two; a noun for an office, as in a headline, is no part of it.
        whole = not name.partial and not following.ent_type_ and following.lower_ not in self.actors.roles
        return following.ent_type_ == "PERSON" or (whole and last.ent_type_ == "PERSON")

    def _is_given_name(self, before: Token, last: Token) -> bool:
        """Whether a word before a surname is a part of the name, not a title."""
        lower = before.lower_.rstrip(".")
        titles = self.words.male | self.words.female
        title = lower in titles or lower in self.actors.roles or lower in _TITLES
        return before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == last and not title

    def _towns(self, places: Sequence[Place]) -> dict[int, str]:
        towns: dict[int, str] = {}
        for place in places:
            span = self.doc.char_span(place.start, place.end, alignment_mode="expand")
            if place.country and span is not None and not any(t.i in self.within for t in span):
                towns[span.root.i] = place.country
        return towns

    def _weigh(self, about: Sequence[str]) -> Mapping[str, float]:
        weights: dict[str, float] = defaultdict(float)
        for code in about:
            weights[code] += _TOLD
        for root, name in self.roots.items():
            lead = 2.0 if self.sentence[root] < LEAD_SENTENCES else 1.0
            sides = _sides(name)
            for side in sides:
                weights[side] += lead / len(sides)
        dateline = self._dateline()
        if dateline is not None:
            weights[dateline] += _DATELINE
        for token, country in self.towns.items():
            weights[country] += 1.0 if self.sentence[token] < LEAD_SENTENCES else 0.5
        return weights

    def _dateline(self) -> str | None:
        """The country of the town in capitals that a report opens with: ``LIMA, April 3 (Agency) -``."""
        for token in self.doc[:_DATELINE_REACH]:
            if token.is_alpha and not token.is_upper:
                return None
            if token.i in self.towns:
                return self.towns[token.i]
            name = self.roots.get(token.i)
            if name is not None and name.is_capital:
                return next(c.actor.code for c in name.candidates if isinstance(c.actor, State))
        return None


def _sides(name: Name) -> set[str]:
    """Codes of the countries and organisations of which a name may tell."""
    actors = [c.actor for c in name.candidates]
    sides = {actor.code if isinstance(actor, State | Organization) else actor.country for actor in actors}
    return sides or ({row.country for row in name.leaders} if not name.partial else set())


def _root(doc: Doc, first: int, last: int) -> int:
    """The last token of a run that hangs on one outside it."""
    for i in range(last - 1, first - 1, -1):
        token = doc[i]
        if not first <= token.head.i < last or token.head.i == i:
            return i
    return last - 1
