"""Which of the words that match the lexicon are acts told of their own, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tidings.coding.arguments import SUBJECTS, Arguments
from tidings.coding.matching import Match, Matcher
from tidings.knowledge.lexicon import Exclusion, Sense
from tidings.records import Analysis

#: speech acts whose clause and object are their content, not acts of their own (gold guidelines, §1)
SWALLOW_ALL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
#: speech acts whose clause is their content, while the object may be an act told as news
SWALLOW_CLAUSE = frozenset({"ACCUSE", "SUPPORT"})
CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})
NOMINAL = frozenset({"dobj", "pobj", "prep", "attr", "dative"})
#: prepositions that say under what circumstances a speech act was made, not what it was about
CIRCUMSTANTIAL = frozenset({"during", "after", "before", "amid", "following", "since", "until", "ahead"})
LOCATIVE = frozenset({"in", "at", "near", "off", "outside", "inside", "across", "on"})
MODIFYING = frozenset({"compound", "nmod", "amod", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a match is no act of its own; ``kind`` is the class of reasons that it belongs to."""

    kind: str
    why: str


class Selection:
    """Selects the acts of one article, sentence by sentence."""

    def __init__(self, analysis: Analysis, arguments: Arguments, matcher: Matcher) -> None:
        self._references = analysis.references
        self._arguments = arguments
        self._matcher = matcher
        self._timed = frozenset(i for t in analysis.times for i in range(t.start, t.end))

    def select(
        self, tokens: Sequence[Token], excluded: Mapping[int, Exclusion]
    ) -> Iterator[tuple[Match, Refusal | None]]:
        """Every match in a sentence, with the reason why it is no act of its own, None if it is one.

        ``excluded`` are the tokens of phrases that are never an act.
        """
        matches = [match for match in map(self._matcher.match, tokens) if match is not None]
        if not matches:
            return
        chosen = {m.token.i: m for m in matches if m.token.i not in excluded}
        swallowed = {**self._swallowed(chosen), **self._part_of(chosen)}
        for match in matches:
            rule = excluded.get(match.token.i)
            if rule is not None:
                yield match, Refusal("excluded", f"not an act: {rule.why} ({rule.id})")
            else:
                yield match, self._unfit(match, chosen, swallowed)

    def _swallowed(self, chosen: Mapping[int, Match]) -> dict[int, Match]:
        """Tokens that are the content of a speech act, by number."""
        swallowed: dict[int, Match] = {}
        for match in chosen.values():
            if match.sense.type in SWALLOW_ALL:
                follow = CLAUSAL | NOMINAL
            elif match.sense.type in SWALLOW_CLAUSE:
                follow = CLAUSAL - {"acl", "advcl"}
            else:
                continue
            for token in content(match.token, follow):
                swallowed.setdefault(token.i, match)
        return swallowed

    def _part_of(self, chosen: Mapping[int, Match]) -> dict[int, Match]:
        """Purposes that are what makes a word that act: "sent engineers to *support* the repairs" is one act of aid."""
        return {
            token.i: match
            for match in chosen.values()
            for path, _ in match.sense.wants
            if path[0] == "purpose"
            for token in self._arguments.at(match.token, path)
        }

    def _unfit(self, match: Match, chosen: Mapping[int, Match], swallowed: Mapping[int, Match]) -> Refusal | None:
        token, sense = match.token, match.sense
        by = swallowed.get(token.i)
        if by is not None and by.token.i != token.i:
            return Refusal("content", f"content of another act (lexicon:{by.sense.id})")
        if sense.part_of_speech == "NOUN":
            return self._unfit_noun(match, chosen)
        if sense.part_of_speech == "VERB":
            if token.dep_ in {"amod", "compound"}:
                return Refusal("modifier", "participle that only modifies a noun")
            if (
                sense.type == "ACCUSE"
                and token.dep_ == "acl"
                and token.tag_ == "VBN"
                and "subject" not in self._arguments.slots(token)
            ):
                return Refusal("modifier", "participle that only modifies a noun")
            twin = self._participle_twin(match, chosen)
            if twin is not None:
                return Refusal("same", f"same act as lexicon:{twin.sense.id}")
        return None

    @staticmethod
    def _participle_twin(match: Match, chosen: Mapping[int, Match]) -> Match | None:
        """A participle of the same type that says the same more exactly: "lashed out, accusing …"."""
        for child in match.token.children:
            other = chosen.get(child.i)
            if (
                other is not None
                and match.sense.type == "ACCUSE"
                and child.dep_ == "advcl"
                and child.tag_ == "VBG"
                and other.sense.type == match.sense.type
                and other.sense.rank > match.sense.rank
            ):
                return other
        return None

    def _unfit_noun(self, match: Match, chosen: Mapping[int, Match]) -> Refusal | None:
        token, sense = match.token, match.sense
        carrier = self._arguments.carrier(token)
        if carrier is not None:
            other = chosen.get(carrier[0].i)
            if other is not None and any(
                token in self._arguments.at(carrier[0], path) for path, _ in other.sense.wants
            ):
                return Refusal("same", f"same act as lexicon:{other.sense.id}")
            return None
        other = chosen.get(token.head.i)
        if other is not None and token.dep_ in {"dobj", "nsubjpass"} and other.sense.type == sense.type:
            return Refusal("same", f"same act as lexicon:{other.sense.id}")
        if token.dep_ in MODIFYING:
            return Refusal("modifier", "noun that only modifies another")
        if sense.bare or self._adds_something(token, sense) or self._is_told_of(token, sense):
            return None
        return Refusal("bare", "bare noun: a topic, with no side, time or place of its own")

    @staticmethod
    def _is_told_of(token: Token, sense: Sense) -> bool:
        """Whether a clause says something about the act: "the protests began", "the attack killed ten"."""
        return sense.type not in SWALLOW_ALL | SWALLOW_CLAUSE and token.dep_ in SUBJECTS and token.head.pos_ == "VERB"

    def _adds_something(self, token: Token, sense: Sense) -> bool:
        """Whether an event noun's own phrase has a participant beside the possessor, a time or a place."""
        for role in (sense.actor, sense.recipient):
            for path in (path for alternative in role for path in alternative):
                if path[0] not in {"owner", "subject"} and any(
                    t.i in self._references for t in self._arguments.at(token, path)
                ):
                    return True
        owners = sum(t.i in self._references for t in self._arguments.at(token, ("owner",)))
        if owners > 1 and sense.type not in SWALLOW_ALL | SWALLOW_CLAUSE:  # "the Chad-Mali pact" is no news
            return True
        for child in token.children:
            if child.idx in self._timed or (child.dep_ == "prep" and any(t.idx in self._timed for t in child.subtree)):
                return True
            if child.lower_ in LOCATIVE and any(t.ent_type_ in {"GPE", "LOC", "FAC"} for t in child.children):
                return True
        return False


def content(token: Token, follow: frozenset[str] = CLAUSAL | NOMINAL) -> Iterator[Token]:
    """What hangs on a speech act by the given relations, and all below it but clauses on nouns."""
    for child in token.children:
        if child.lower_ in CIRCUMSTANTIAL:
            continue
        if child.dep_ in follow and not _is_aside(child):
            stack = [child]
            while stack:
                current = stack.pop()
                yield current
                stack.extend(c for c in current.children if not _is_aside(c))


def _is_aside(token: Token) -> bool:
    """Whether a clause tells something besides: "vowed to keep the treaty *signed in June*", *after leaving*."""
    if token.dep_ == "relcl":
        return True
    return token.dep_ in {"advcl", "acl"} and token.tag_ != "VB"
