"""Pronouns and phrases that take up somebody named before, by rules: agreement, nearness, subjects first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Token

from tidings.annotating.phrases import clause_verb, climb, conjunction_head, conjuncts, is_plural
from tidings.annotating.scene import Scene
from tidings.annotating.who import Who
from tidings.records import ActorKind

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
PAIRED = frozenset({"both", "two", "each", "neither", "either"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "pobj"})
PARTIES = (ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.GROUP)

_GENERIC = frozenset({"group", "bloc", "organization", "organisation", "body", "alliance", "coalition", "agency"})
_DEPUTIES = frozenset({"deputy", "vice", "vice-president", "assistant"})
_CONSTITUTIONS = frozenset({"kingdom", "emirate", "sultanate", "federation", "republic", "commonwealth", "union"})
_REACH = 3  # sentences back
_REACH_SIDES = 8
_REACH_OFFICE = 60
_MOST = 60  # candidates for one pronoun
_FARTHEST = 1200  # tokens, whatever the sentences


@dataclass(frozen=True, slots=True)
class Found:
    """Who a phrase takes up, and the head tokens of what it takes up (more than one for *both sides*)."""

    who: Who
    antecedents: tuple[int, ...]


class Coreference:
    """Takes up what was resolved so far in one article."""

    def __init__(self, scene: Scene, resolved: Mapping[int, Who], speakers: Mapping[int, int]) -> None:
        self._scene = scene
        self._resolved = resolved
        self._speakers = speakers

    def pronoun(self, token: Token) -> Found | None:
        """Whom a pronoun stands for; None if that is not settled."""
        lower = token.lower_
        if lower in RELATIVE and token.tag_ in {"WP", "WDT", "WP$"}:
            return self._relative(token)
        if token.tag_ not in {"PRP", "PRP$"} and not (lower in PAIRED and token.pos_ in {"PRON", "DET", "NUM"}):
            return None
        if lower in FIRST:
            return self._first_person(token)
        if lower in HE or lower in SHE:
            return self._best(token, "f" if lower in SHE else "m")
        if lower in IT:
            return None if _pleonastic(token) else self._best(token, "n")
        if lower in THEY:
            return self._pair_subject(token) or self._best(token, "p")
        if lower in PAIRED and token.dep_ in SUBJECTS | OBJECTS | {"poss"}:
            return self.sides(token, people=False)
        return None

    def _relative(self, token: Token) -> Found | None:
        verb: Token | None = token
        while verb is not None and verb.dep_ != "relcl":
            verb = verb.head if verb.dep_ != "ROOT" else None
        if verb is None or verb.head.i > token.i:
            return None
        who = self._resolved.get(verb.head.i)
        return None if who is None else Found(who, (verb.head.i,))

    def _first_person(self, token: Token) -> Found | None:
        speaker = self._speakers.get(token.i)
        who = self._resolved.get(speaker) if speaker is not None else None
        if speaker is None or who is None:
            return None
        return Found(who, (speaker,))

    def _pair_subject(self, token: Token) -> Found | None:
        """*Kim and Putin … they*: the conjuncts that were the subject of the sentence before or of this one."""
        for earlier in self._back(token, 1):
            if conjunction_head(earlier) is not earlier or earlier.dep_ not in SUBJECTS:
                continue
            members = [m.i for m in conjuncts(earlier) if m.i in self._resolved and m.i < token.i]
            if len(members) > 1 and clause_verb(earlier) != clause_verb(token):
                return Found(self._resolved[members[0]], tuple(members))
            return None
        return None

    def _best(self, token: Token, want: str) -> Found | None:
        best: tuple[float, int] | None = None
        for earlier in islice(self._back(token, _REACH), _MOST):
            who = self._resolved[earlier.i]
            fit = _fit(who, earlier, want)
            if fit is None or self._bound(earlier, token) or (want == "n" and self._outdone(earlier, token)):
                continue
            score = fit + self._salience(earlier, token)
            if best is None or score > best[0]:
                best = (score, earlier.i)
        if best is None or best[0] < 0.0:
            return None
        return Found(self._resolved[best[1]], (best[1],))

    def _salience(self, earlier: Token, token: Token) -> float:
        sentence = self._scene.sentence
        distance = sentence[token.i] - sentence[earlier.i]
        score = 4.0 - 1.6 * distance
        if earlier.dep_ in SUBJECTS:
            score += 2.0
        elif earlier.dep_ == "conj":
            score -= 0.3
        elif earlier.dep_ == "poss":
            score -= 0.4
        elif earlier.dep_ == "pobj":
            score -= 0.6
        if climb(earlier) is not earlier:
            score -= 5.0
        if token.dep_ in SUBJECTS and earlier.dep_ in SUBJECTS:
            score += 0.5
        return score

    def _outdone(self, earlier: Token, token: Token) -> bool:
        """Whether *it* may as well be a thing named since: *signed a pact … hailed it*."""
        if token.dep_ == "poss":
            return False
        rivals = SUBJECTS if token.dep_ in SUBJECTS else SUBJECTS | {"dobj"}
        between = token.doc[earlier.i + 1 : token.i]
        return any(t.tag_ == "NN" and t.dep_ in rivals and t.i not in self._resolved for t in between)

    @staticmethod
    def _bound(earlier: Token, token: Token) -> bool:
        """Whether the two are parts of one clause and so cannot be one (*Putin met him*), *its* and *himself* apart."""
        if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
            return _inside_own_phrase(earlier, token)
        if token.dep_ not in OBJECTS or earlier.dep_ not in SUBJECTS | OBJECTS:
            return _inside_own_phrase(earlier, token)
        verb = clause_verb(token)
        if clause_verb(earlier) == verb:
            return True
        while verb is not None and verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in verb.children):
            verb = verb.head  # *met the prince and thanked him*: the two verbs have one subject
            if earlier.dep_ in SUBJECTS and earlier.head == verb:
                return True
        return False

    def sides(self, token: Token, *, people: bool) -> Found | None:
        """The two sides that the text has dealt with most of late: for *both sides*, *the two leaders*.

        Subjects count more than others, the present sentence more than those before; media count for nothing.
        """
        weights: dict[str, float] = {}
        heads: dict[str, int] = {}
        sentence = self._scene.sentence
        for earlier in self._back(token, _REACH_SIDES):
            who = self._resolved[earlier.i]
            if who.side is None or "JRN" in who.sectors or not self._scene.is_party(earlier, who):
                continue
            if people and who.kind is ActorKind.PERSON and "GOV" not in who.sectors:
                continue
            near = 1.0 / (1 + sentence[token.i] - sentence[earlier.i])
            factor = 2.0 if earlier.dep_ in SUBJECTS else 1.0
            weights[who.side] = weights.get(who.side, 0.0) + near * factor
            if who.side not in heads or (people and who.human and not self._resolved[heads[who.side]].human):
                heads[who.side] = earlier.i
        best = sorted(weights, key=lambda side: -weights[side])[:2]
        if len(best) < 2:
            return None
        members = tuple(sorted(heads[side] for side in best))
        return Found(self._resolved[members[0]], members)

    def again(self, head: Token, who: Who | None) -> Found | None:
        """Whom a phrase without a side of its own takes up: *the president*, *the group*, *the two leaders*."""
        words, lemma = self._scene.words, head.lemma_.lower()
        before = [t.lower_ for t in head.lefts]
        paired = bool(PAIRED & set(before)) or "two" in before
        if (paired and lemma in words.sides) or ("both" in before and is_plural(head)):
            found = self.sides(head, people=lemma in {"leader", "president", "minister"})
            if found is not None and who is not None and set(who.sectors) - {"UNK"}:
                return replace(found, who=replace(found.who, sectors=who.sectors))
            return found
        if not set(before) & {"the", "this", "that"}:
            return None
        if who is not None and who.kind is ActorKind.PERSON:
            return self._same_office(head, who)
        if lemma in words.state_nouns and not is_plural(head):
            return self._latest(head, ActorKind.STATE)
        if lemma in words.body_nouns and (who is None or who.rule == "role.noun") and len(before) == 1:
            return self._same_body(head, who)
        return None

    def _same_office(self, head: Token, who: Who) -> Found | None:
        for earlier in self._back(head, _REACH_OFFICE):
            other = self._resolved[earlier.i]
            if other.kind is not ActorKind.PERSON or not other.side:
                continue
            deputy = set(other.title.split()) & _DEPUTIES and not set(who.title.split()) & _DEPUTIES
            if not deputy and (other.title == who.title or other.title.endswith(" " + who.title)):
                return Found(other, (earlier.i,))
        return None

    def _latest(self, head: Token, kind: ActorKind) -> Found | None:
        for earlier in self._back(head, _REACH):
            other = self._resolved[earlier.i]
            if other.kind is kind and other.country and self._is_called(other.country, head.lemma_.lower()):
                return Found(replace(other, sectors=()), (earlier.i,))
        return None

    def _is_called(self, country: str, noun: str) -> bool:
        """Whether a state can be taken up by the noun: only a kingdom is *the kingdom*."""
        official = self._scene.actors.states[country].official.lower().split()
        return noun in official or noun not in _CONSTITUTIONS

    def _same_body(self, head: Token, who: Who | None) -> Found | None:
        mine = set(who.sectors) if who is not None else set()
        for earlier in self._back(head, _REACH):
            other = self._resolved[earlier.i]
            if other.kind not in (ActorKind.GROUP, ActorKind.ORGANIZATION) or not other.side:
                continue
            if not mine or head.lemma_.lower() in _GENERIC or mine & set(other.sectors):
                return Found(other, (earlier.i,))
        return None

    def _back(self, token: Token, reach: int) -> Iterator[Token]:
        """Tokens that refer to somebody, from the nearest before ``token`` back over some sentences."""
        sentence = self._scene.sentence
        limit = sentence[token.i] - reach
        doc = token.doc
        for i in range(token.i - 1, max(-1, token.i - _FARTHEST), -1):
            if sentence[i] < limit:
                return
            if i in self._resolved:
                yield doc[i]


def _fit(who: Who, earlier: Token, want: str) -> float | None:
    """How well an earlier actor agrees with the pronoun wanted; None if it cannot be."""
    if want in "mf":
        if who.kind is not ActorKind.PERSON or who.plural or (who.gender and who.gender != want):
            return None
        return 0.8 if who.gender == want else 0.0
    if want == "n":
        if who.kind not in PARTIES or who.plural:
            return None
        return 0.5 if earlier.dep_ in SUBJECTS else 0.0
    if who.plural or (who.kind is ActorKind.GROUP and is_plural(earlier)):
        return 1.0
    if who.kind in PARTIES:
        return -0.8
    return None


def _inside_own_phrase(earlier: Token, token: Token) -> bool:
    """Whether the pronoun stands within the phrase of the earlier word (*Putin* in *Putin and his aides* is not)."""
    return bool(token.head == earlier)


def _pleonastic(token: Token) -> bool:
    """Whether *it* stands for nothing: *it rained*, *it is clear that*."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ in SUBJECTS and verb.lemma_ in {"be", "seem", "appear", "remain", "become", "take", "happen"}:
        return True
    return verb.lemma_ in {"rain", "snow"}
