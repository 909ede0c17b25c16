"""Which sense of the lexicon a word has: particle, phrase and slots are held against the parse."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tidings.coding.arguments import Arguments
from tidings.coding.relations import has_particle, particles
from tidings.knowledge.fillers import Filler
from tidings.knowledge.lexicon import Exclusion, Lexicon, PartOfSpeech, Path, Sense, head_of
from tidings.records import ActorKind, Analysis, Reference

NAMED = frozenset({"EVENT", "ORG", "PERSON", "WORK_OF_ART", "LAW", "FAC", "PRODUCT", "DATE", "TIME"})
CURRENCY = re.compile("[A-Z]{3}")
SHOWN = 4  # alternatives of a slot that are told
PERSONAL = frozenset({"he", "she", "him", "her", "who", "they", "them", "we", "us", "i", "me"})


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A word read in one sense: ``first`` up to ``last`` are the tokens of its phrase."""

    token: Token
    sense: Sense
    first: int
    last: int


class _Index:
    """Rules by the first word of their phrases, and the tokens of an article that can begin one, in order."""

    def __init__(self, rules: Mapping[str, tuple[Exclusion, ...]], places: Mapping[str, Sequence[int]]) -> None:
        self.rules = rules
        self.openings = sorted({i for form in places.keys() & rules.keys() for i in places[form]})


class Matcher:
    """Holds the words of one article against the lexicon."""

    def __init__(self, lexicon: Lexicon, analysis: Analysis, arguments: Arguments) -> None:
        self._lexicon = lexicon
        self._analysis = analysis
        self._arguments = arguments
        self._place_starts = {p.start for p in analysis.places}
        self._sums = [(q.start, q.end) for q in analysis.quantities if CURRENCY.fullmatch(q.of)]
        self._transparent = lexicon.transparent
        self._forms = [_forms(token) for token in analysis.doc]
        places: dict[str, list[int]] = {}
        for i, forms in enumerate(self._forms):
            for form in forms:
                places.setdefault(form, []).append(i)
        self._exclusions = _Index(lexicon.exclusions, places)
        self._domains = _Index(lexicon.domains, places)
        self._particles: dict[int, tuple[frozenset[str], bool]] = {}
        self._at: dict[tuple[int, Path], tuple[Token, ...]] = {}

    def match(self, token: Token) -> Match | None:
        """The best sense of a token, None if no sense fits."""
        part, lemmas = reading(token)
        if part is None:
            return None
        best: Match | None = None
        for lemma in lemmas:
            for sense in self._lexicon.by_lemma.get((lemma, part), ()):
                if best is not None and sense.rank <= best.sense.rank:
                    break
                span = self._phrase(token, sense, lemma)
                if span and self._fits(token, sense):
                    best = Match(token, sense, *span)
                    break
        return best

    def misfits(self, token: Token, sense: Sense) -> list[str] | None:
        """What keeps a token from having a sense, slot by slot; None if it is not the sense's word."""
        part, lemmas = reading(token)
        if part != sense.part_of_speech or not any(self._phrase(token, sense, lemma) for lemma in lemmas):
            return None
        told = []
        if part == "VERB" and not has_particle(token, sense.particle):
            told.append(f"particle {sense.particle}: not there" if sense.particle else "it has a particle")
        for wanted, slots in ((True, sense.wants), (False, sense.avoids)):
            for path, filler in slots:
                if self._filled(token, path, filler) is not wanted:
                    holds = ", ".join(t.text for t in self._arguments.at(token, path)) or "nothing"
                    told.append(f"{'' if wanted else 'not_'}{_named(path, filler)}: holds {holds}")
        return told

    def excluded(self, tokens: Sequence[Token]) -> dict[int, Exclusion]:
        """Token numbers that stand in a phrase that is never an act."""
        return {
            token.i: rule
            for position, rule, length in self._phrases(tokens, self._exclusions)
            for token in tokens[position : position + length]
        }

    def domain(self, tokens: Sequence[Token]) -> Exclusion | None:
        """The rule that marks a sentence as sport, business, weather …, if one does."""
        return next((rule for _, rule, _ in self._phrases(tokens, self._domains)), None)

    def _phrases(self, tokens: Sequence[Token], index: _Index) -> Iterator[tuple[int, Exclusion, int]]:
        if not tokens:
            return
        start, end = tokens[0].i, tokens[-1].i + 1
        for first in index.openings[bisect_left(index.openings, start) : bisect_left(index.openings, end)]:
            for key in self._forms[first]:
                for rule in index.rules.get(key, ()):
                    for phrase in rule.words:
                        window = self._forms[first : min(first + len(phrase), end)]
                        if len(window) == len(phrase) and all(w in f for w, f in zip(phrase, window, strict=True)):
                            yield first - start, rule, len(phrase)

    # ------------------------------------------------------------------------------------------ one sense

    def _phrase(self, token: Token, sense: Sense, lemma: str) -> tuple[int, int] | None:
        """Token bounds of the sense's phrase around its head word, particle excluded."""
        forms = self._forms
        for phrase in sense.phrases:
            head = head_of(phrase, sense.part_of_speech)
            if phrase[head] != lemma:
                continue
            first = token.i - head
            last = first + len(phrase)
            if first < 0 or last > len(forms):
                continue
            if all(i == token.i or word in forms[i] for i, word in zip(range(first, last), phrase, strict=True)):
                return first, last
        return None

    def _fits(self, token: Token, sense: Sense) -> bool:
        if sense.part_of_speech == "VERB" and not self._has_particle(token, sense.particle):
            return False
        return all(self._filled(token, path, filler) for path, filler in sense.wants) and not any(
            self._filled(token, path, filler) for path, filler in sense.avoids
        )

    def _has_particle(self, verb: Token, particle: str | None) -> bool:
        """As ``relations.has_particle``; a verb of many senses is looked at once."""
        if verb.i not in self._particles:
            words = frozenset(word.lower_ for word in particles(verb))
            self._particles[verb.i] = words, has_particle(verb, None)
        words, alone = self._particles[verb.i]
        return particle in words if particle else alone

    def _filled(self, token: Token, path: Path, filler: Filler) -> bool:
        found = self._at.get((token.i, path))
        if found is None:
            found = self._at[token.i, path] = self._arguments.at(token, path)
        if filler.empty and not found:
            return True
        return any(self.stands_for(t, filler) for t in found)

    def stands_for(self, token: Token, filler: Filler) -> bool:
        """Whether a token, with the words before it, is one of the filler's alternatives."""
        if "ANY" in filler.kinds:
            return True
        if self._is_word(token, filler):
            return True
        if token.lemma_.lower() in self._transparent:
            for child in token.children:
                if child.lower_ == "of" and any(self._is_word(t, filler) for t in child.children):
                    return True
        return any(self._is_kind(token, kind) for kind in filler.kinds)

    def _is_word(self, token: Token, filler: Filler) -> bool:
        for word in self._forms[token.i]:
            if word in filler.lemmas:
                return True
            for phrase in filler.phrases.get(word, ()):
                start = token.i - len(phrase) + 1
                if start >= 0 and all(w in f for w, f in zip(phrase, self._forms[start : token.i + 1], strict=True)):
                    return True
        return False

    def _is_sum(self, token: Token) -> bool:
        return token.ent_type_ == "MONEY" or any(start <= token.idx < end for start, end in self._sums)

    def _is_kind(self, token: Token, kind: str) -> bool:
        reference = self._analysis.references.get(token.i)
        if kind == "ACTOR":
            return (
                reference is not None or token.lower_ in PERSONAL or token.ent_type_ in {"GPE", "NORP", "ORG", "PERSON"}
            )
        if kind == "STATE":
            return reference is not None and _is_state(reference)
        if kind == "PERSON":
            return (
                token.ent_type_ == "PERSON"
                or token.lower_ in PERSONAL
                or (reference is not None and reference.kind in {ActorKind.PERSON, ActorKind.GROUP})
            )
        if kind == "PLACE":
            return token.ent_type_ in {"GPE", "LOC", "FAC"} or token.idx in self._place_starts
        if kind == "MONEY":
            return any(self._is_sum(t) for t in (token, *token.children))
        return token.like_num or any(c.dep_ == "nummod" for c in token.children)


def _forms(token: Token) -> tuple[str, ...]:
    """Under what a token is looked up: in small letters, and by its lemma."""
    lower, lemma = token.lower_, token.lemma_.lower()
    return (lower,) if lower == lemma else (lower, lemma)


def _is_state(reference: Reference) -> bool:
    """Whether a country, its government or the town that stands for it or for a union is meant: *Kenya*, *Brussels*."""
    if reference.cue.rule == "who.name.seat":
        return True
    return reference.entity.country is not None and (
        reference.kind is ActorKind.STATE or "GOV" in reference.entity.sectors
    )


def _named(path: Path, filler: Filler) -> str:
    """A slot and what is wanted there, as an entry writes them."""
    words = sorted(filler.lemmas | {" ".join(p) for phrases in filler.phrases.values() for p in phrases})
    shown = [*sorted(filler.kinds), *words]
    return f"slot {'.'.join(path)}: {'|'.join(shown[:SHOWN])}{'|…' if len(shown) > SHOWN else ''}{'|-' * filler.empty}"


def reading(token: Token) -> tuple[PartOfSpeech | None, tuple[str, ...]]:
    """As which part of speech, under which lemmas, a token is looked up."""
    lemma = token.lemma_.lower()
    match token.pos_:
        case "VERB":
            return "VERB", (lemma,)
        case "NOUN":
            return "NOUN", (lemma,) if lemma == token.lower_ else (lemma, token.lower_)
        case "PROPN":
            if token.ent_type_ in NAMED:
                return None, ()
            # headline capitals: the tagger calls them names and leaves the plural
            return "NOUN", (lemma, lemma[:-1]) if lemma.endswith("s") else (lemma,)
        case "ADJ":
            return "ADJ", (lemma,) if lemma == token.lower_ else (lemma, token.lower_)
    return None, ()


def trigger_bounds(match: Match, arguments: Arguments) -> tuple[int, int]:
    """First and last (excluded) token of the words that name the act."""
    first, last = match.first, match.last
    sense = match.sense
    if sense.cite == "modal":
        modals = arguments.at(match.token, ("clause", "modal"))
        return (modals[0].i, modals[0].i + 1) if modals else (first, last)
    if sense.particle:
        for word in particles(match.token):
            if word.lower_ == sense.particle and word.i - last <= 3:
                last = max(last, word.i + 1)
    if sense.cite == "object":
        for token in arguments.at(match.token, ("object",)):
            if 0 < token.i - match.token.i <= 4:
                last = max(last, token.i + 1)
                break
    return first, last
