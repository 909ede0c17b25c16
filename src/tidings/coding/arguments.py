"""Arguments of a predicate over the parse: who fills which slot (docs/lexicon.md names the slots).

The parse is spaCy's English one (ClearNLP labels).  Passives are turned round, subjects are carried over
coordination, control, raising, relative and participial clauses; every slot holds all its conjuncts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from tidings.coding.relations import agents, conjuncts, has_child, has_particle, prepositional
from tidings.knowledge.lexicon import Lexicon, Path, Support

SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})
NOUN_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLAUSES = frozenset({"xcomp", "ccomp"})
OBJECT_CONTROL_PREPOSITIONS = frozenset({"of", "for", "from", "into", "to"})
RELATIVES = frozenset({"who", "which", "that", "whom"})

NAME_TAGS = frozenset({"NNP", "NNPS"})
MEANWHILE = frozenset({"in", "during", "at"})
ROUND = frozenset({"before", "after", "following", "for"})

Slots = Mapping[str, tuple[Token, ...]]


class Arguments:
    """The arguments of all predicates of one parsed article; each predicate is looked at once."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self._doc = doc
        self._lexicon = lexicon
        self._transparent = lexicon.transparent
        self._verbs: dict[int, Slots] = {}
        self._nouns: dict[int, Slots] = {}
        self._surface: dict[int, tuple[Token, ...]] = {}
        self._carriers: dict[int, tuple[Token, Support] | None] = {}

    # ------------------------------------------------------------------------------------------ slots and paths

    def slots(self, predicate: Token) -> Slots:
        """Filled slots of a verb, noun or adjective."""
        if predicate.pos_ in {"VERB", "AUX"}:
            return self._verb_slots(predicate)
        if predicate.pos_ == "ADJ":
            return self._adjective_slots(predicate)
        return self._noun_slots(predicate)

    def at(self, predicate: Token, path: Path) -> tuple[Token, ...]:
        """The tokens at the end of a path such as ``("object", "for")``; empty where a step is unfilled."""
        tokens: tuple[Token, ...] = (predicate,)
        for step, name in enumerate(path):
            found: list[Token] = []
            for token in tokens:
                found.extend(self._step(token, name, first=step == 0))
            tokens = tuple(dict.fromkeys(found))
            if not tokens:
                break
        return tokens

    def _step(self, token: Token, name: str, *, first: bool) -> tuple[Token, ...]:
        if first:
            slots = self.slots(token)
            found = slots.get(name, ())
            if not found and name not in {"of", "by"} and token.pos_ == "VERB":
                # "imposed sanctions on X": the parser may hang the phrase on the object
                for noun in slots.get("object", ()):
                    found += prepositional(noun).get(name, ())
            return found
        if token.pos_ in {"VERB", "AUX"}:
            return self._verb_slots(token).get(name, ())
        found = self._own_noun_slots(token).get(name, ())
        if not found and name != "owner" and name not in {"of", "by"} and token.dep_ in {"dobj", "nsubjpass", "pobj"}:
            # "expressed support on Monday for X": or on the verb
            verb = token.head if token.dep_ != "pobj" else token.head.head
            found = prepositional(verb).get(name, ())
        return found

    # ------------------------------------------------------------------------------------------ verbs

    def _verb_slots(self, verb: Token) -> Slots:
        if verb.i in self._verbs:
            return self._verbs[verb.i]
        slots: dict[str, tuple[Token, ...]] = dict(prepositional(verb))
        surface = self.surface_subject(verb)
        if self.is_passive(verb):
            slots["object"] = surface
            doers = agents(verb)
            if doers:
                slots["subject"] = doers
        else:
            slots["subject"] = surface
        objects = [c for c in verb.children if c.dep_ == "dobj"]
        # a second object ("gave Chad tanks") is the receiver; with only one bare dative it is the object itself
        bare = [c for c in verb.children if c.dep_ == "dative" and c.pos_ in NOUN_TAGS]
        if objects:
            slots["object"] = slots.get("object", ()) if self.is_passive(verb) else ()
            if self.is_passive(verb):
                # "was given tanks": the grammatical subject received them
                slots["to"] = slots.get("to", ()) + slots["object"]
                slots["object"] = ()
            slots["object"] += tuple(t for o in objects for t in conjuncts(o))
            if bare:
                slots["to"] = slots.get("to", ()) + tuple(t for b in bare for t in conjuncts(b))
        elif bare:
            slots["object"] = slots.get("object", ()) + tuple(t for b in bare for t in conjuncts(b))
        if verb.dep_ == "relcl" and any(t.lower_ in RELATIVES for t in slots.get("object", ())):
            slots["object"] = conjuncts(verb.head)  # "sanctions that the EU imposed"
        if not slots.get("object") and not self.is_passive(verb):
            gap = self._gap_object(verb)
            if gap:
                slots["object"] = gap
        clauses = [c for c in verb.children if c.dep_ in CLAUSES and c.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}]
        clauses += [c for p in verb.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pcomp"]
        for noun in objects:
            clauses += [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VB"]
        slots["clause"] = tuple(t for c in clauses for t in conjuncts(c))
        slots["infinitive"] = tuple(c for c in slots["clause"] if c.tag_ == "VB" and has_child(c, "aux", "to"))
        slots["purpose"] = self._purposes(verb, objects)
        slots["modal"] = tuple(c for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD")
        slots["attribute"] = tuple(c for c in verb.children if c.dep_ in {"attr", "acomp", "oprd"})
        self._verbs[verb.i] = {k: v for k, v in slots.items() if v}
        return self._verbs[verb.i]

    @staticmethod
    def _purposes(verb: Token, objects: Sequence[Token]) -> tuple[Token, ...]:
        """Infinitives of purpose on the verb, its object or a coordinated verb: "sent and will send men to help"."""
        others = [*(t for t in verb.children if t.dep_ == "conj"), *([verb.head] if verb.dep_ == "conj" else [])]
        others += [c for v in others for c in v.children if c.dep_ == "xcomp"]
        holders = [verb, *others, *(c for v in others for c in v.children if c.dep_ == "dobj"), *objects]
        found = [
            c for h in holders for c in h.children if c.dep_ in {"advcl", "xcomp", "acl", "relcl"} and c.tag_ == "VB"
        ]
        return tuple(c for c in dict.fromkeys(found) if c is not verb and c not in others)

    @staticmethod
    def is_passive(verb: Token) -> bool:
        """Whether the verb stands in the passive, reduced relatives ("troops sent to …") included."""
        for child in verb.children:
            if child.dep_ in {"auxpass", "nsubjpass", "csubjpass"}:
                return True
        if verb.tag_ != "VBN":
            return False
        if verb.dep_ in {"acl", "amod", "advcl"}:
            return not any(c.dep_ in {"aux", "nsubj"} for c in verb.children)
        if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
            has_own = any(c.dep_ in {"nsubj", "aux", "dobj"} for c in verb.children)
            return not has_own and Arguments.is_passive(verb.head)
        return False

    def surface_subject(self, verb: Token) -> tuple[Token, ...]:
        """The grammatical subject, overt or carried over; with conjuncts."""
        if verb.i not in self._surface:
            self._surface[verb.i] = ()  # a cycle in a broken parse ends here
            self._surface[verb.i] = self._find_subject(verb)
        return self._surface[verb.i]

    def _find_subject(self, verb: Token) -> tuple[Token, ...]:
        own = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i] or [
            c for c in verb.children if c.dep_ in SUBJECTS
        ]
        if own:
            tokens = tuple(t for c in own[:1] for t in conjuncts(c))
            if verb.dep_ == "relcl" and own[0].lower_ in RELATIVES:
                return conjuncts(verb.head)
            if own[0].lower_ == "what":
                return ()
            return tokens
        head = verb.head
        if head.i == verb.i:
            return ()
        if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
            return self.surface_subject(head)
        if verb.dep_ == "xcomp" or (verb.dep_ == "ccomp" and head.pos_ == "VERB" and verb.tag_ in {"VB", "VBG"}):
            return self._controller(head)
        if verb.dep_ == "advcl":
            return self.surface_subject(head) if head.pos_ in {"VERB", "AUX"} else ()
        if verb.dep_ == "acl":
            if verb.tag_ != "VB":
                return conjuncts(head)
            return self._holder(head)
        if verb.dep_ == "pcomp":
            return self._prepositional_controller(head)
        if verb.dep_ == "relcl":
            return () if self._has_relative_object(verb) else conjuncts(head)
        return ()

    def _controller(self, governor: Token) -> tuple[Token, ...]:
        """Who does what a complement clause says: the governor's object if it has one, else its subject."""
        if governor.pos_ == "ADJ":
            return self._adjective_slots(governor).get("subject", ())
        if governor.pos_ not in {"VERB", "AUX"}:
            return self._holder(governor)
        if governor.lemma_ not in {"promise", "threaten", "vow", "pledge"}:
            objects = [c for c in governor.children if c.dep_ in {"dobj", "dative"} and c.pos_ in NOUN_TAGS]
            if objects:
                return conjuncts(objects[0])
        return self.surface_subject(governor)

    def _prepositional_controller(self, preposition: Token) -> tuple[Token, ...]:
        verb = preposition.head
        if verb.pos_ in {"VERB", "AUX"}:
            if preposition.lower_ in OBJECT_CONTROL_PREPOSITIONS:
                return self._controller(verb)
            return self.surface_subject(verb)
        if verb.pos_ == "ADJ":
            return self._adjective_slots(verb).get("subject", ())
        return self._holder(verb)

    def _holder(self, noun: Token) -> tuple[Token, ...]:
        """Whose plan, promise, right … it is: its owner, or the subject of the verb that has it as object."""
        owners = self._own_noun_slots(noun).get("owner", ())
        if owners:
            return owners
        verb = noun.head
        if noun.dep_ in {"dobj", "attr"} and verb.pos_ in {"VERB", "AUX"}:
            return self.surface_subject(verb)
        if noun.dep_ == "pobj" and verb.head.pos_ == "VERB":
            return self.surface_subject(verb.head)
        return ()

    @staticmethod
    def _has_relative_object(verb: Token) -> bool:
        return any(c.dep_ in {"dobj", "pobj"} and c.lower_ in RELATIVES for c in verb.children)

    def _gap_object(self, verb: Token) -> tuple[Token, ...]:
        """The noun that an object relative clause hangs on: "sanctions (that) the EU imposed"."""
        if verb.dep_ != "relcl" or verb.head.pos_ not in NOUN_TAGS:
            return ()
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
        whose = any(c.lower_ == "whose" for s in subjects for c in s.children)
        if subjects and subjects[0].lower_ not in RELATIVES and not whose:
            return conjuncts(verb.head)
        return ()

    # ------------------------------------------------------------------------------------------ nouns

    def _noun_slots(self, noun: Token) -> Slots:
        if noun.i in self._nouns:
            return self._nouns[noun.i]
        slots = dict(self._own_noun_slots(noun))
        carrier = self.carrier(noun)
        if carrier is not None:
            verb, support = carrier
            verb_slots = self._verb_slots(verb)
            for name, tokens in verb_slots.items():
                if name in {"subject", "clause", "attribute"} or noun in tokens:
                    continue
                if name == "object":
                    if support.preposition:
                        slots["object"] = tuple(t for t in tokens if t.i != noun.i)
                    continue
                slots.setdefault(name, tuple(t for t in tokens if t.i != noun.i))
            if support.subject == "actor":
                slots["subject"] = tuple(t for t in verb_slots.get("subject", ()) if t.i != noun.i)
            elif support.subject == "recipient":
                subject = self.surface_subject(verb)
                slots["object"] = slots.get("object", ()) + tuple(t for t in subject if t.i != noun.i)
        elif "with" in slots and not any(t.dep_ == "poss" or t.pos_ == "PROPN" for t in slots.get("owner", ())):
            slots["subject"] = self._participant(noun, slots["with"])
        self._nouns[noun.i] = {k: v for k, v in slots.items() if v}
        return self._nouns[noun.i]

    def _participant(self, noun: Token, others: Sequence[Token]) -> tuple[Token, ...]:
        """Who talked "in a call with X" or "after talks with the Kenyans": the subject of the clause."""
        preposition = noun.head
        if noun.dep_ != "pobj" or preposition.head.pos_ != "VERB":
            return ()
        named = any(t.tag_ in NAME_TAGS for other in others for t in other.subtree)
        if preposition.lower_ in MEANWHILE or (named and preposition.lower_ in ROUND):
            return self.surface_subject(preposition.head)
        return ()

    def _own_noun_slots(self, noun: Token) -> dict[str, tuple[Token, ...]]:
        slots = prepositional(noun)
        owners: list[Token] = []
        for child in noun.children:
            if child.dep_ == "poss" or (
                child.dep_ in {"compound", "amod", "nmod"} and child.pos_ in {"PROPN", "NOUN", "ADJ"}
            ):
                owners.extend(conjuncts(child))
                # "the Trump-Putin summit", "US-South Korean drills": names chained by hyphens
                owners.extend(
                    c
                    for c in child.children
                    if c.dep_ in {"compound", "amod", "nmod", "npadvmod"} and c.pos_ in {"PROPN", "ADJ"}
                )
        if owners:
            slots["owner"] = tuple(dict.fromkeys(owners))
        clauses = tuple(c for c in noun.children if c.dep_ in {"acl", "ccomp"} and c.pos_ in {"VERB", "AUX"})
        for clause in clauses:
            if clause.lower_ in {"involving", "including"}:
                slots["involving"] = tuple(t for c in clause.children if c.dep_ == "dobj" for t in conjuncts(c))
        clauses += tuple(c for p in noun.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pcomp")
        if clauses:
            slots["clause"] = clauses
        return slots

    def carrier(self, noun: Token) -> tuple[Token, Support] | None:
        """The support verb that carries a noun (*held* talks, *came under* attack), and the rule for it."""
        if noun.i not in self._carriers:
            self._carriers[noun.i] = self._find_carrier(noun)
        return self._carriers[noun.i]

    def _find_carrier(self, noun: Token) -> tuple[Token, Support] | None:
        top = noun
        while top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN"} and top.head.i != top.i:
            top = top.head
        if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lemma_ in self._transparent:
            top = top.head.head  # "a series of attacks"
        if top.dep_ in {"dobj", "nsubjpass", "nsubj"} and top.head.pos_ == "VERB":
            verb, preposition = top.head, None
        elif top.dep_ == "pobj" and top.head.head.pos_ == "VERB":
            verb, preposition = top.head.head, top.head.lower_
        else:
            return self._relative_carrier(top)
        for support in self._lexicon.supports.get(verb.lemma_.lower(), ()):
            if (support.preposition or None) != preposition or not has_particle(verb, support.particle):
                continue
            if top.dep_ == "nsubj" and support.subject != "none":
                continue
            if top.dep_ in {"dobj", "nsubjpass"} and support.subject == "none":
                continue
            if support.nouns is not None and noun.lemma_.lower() not in support.nouns.lemmas:
                continue
            return verb, support
        return self._relative_carrier(top)

    def _relative_carrier(self, noun: Token) -> tuple[Token, Support] | None:
        """The support verb in a clause on the noun: "the talks that Chad held", "sanctions imposed by the EU"."""
        for verb in noun.children:
            if verb.dep_ not in {"relcl", "acl"} or verb.pos_ != "VERB":
                continue
            if noun not in self._verb_slots(verb).get("object", ()):
                continue
            for support in self._lexicon.supports.get(verb.lemma_.lower(), ()):
                if support.preposition is None and support.subject != "none" and has_particle(verb, support.particle):
                    return verb, support
        return None

    # ------------------------------------------------------------------------------------------ adjectives

    def _adjective_slots(self, adjective: Token) -> Slots:
        slots = prepositional(adjective)
        head = adjective.head
        if adjective.dep_ in {"acomp", "oprd", "attr"} and head.pos_ in {"VERB", "AUX"}:
            slots["subject"] = self.surface_subject(head)
        elif adjective.dep_ == "conj" and head.pos_ == "ADJ":
            slots["subject"] = self._adjective_slots(head).get("subject", ())
        elif adjective.dep_ in {"amod", "acl", "relcl"}:
            slots["subject"] = conjuncts(head)
        else:
            slots["subject"] = self.surface_subject(adjective)
        clauses = tuple(c for c in adjective.children if c.dep_ in {"xcomp", "ccomp", "advcl"})
        clauses += tuple(c for p in adjective.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pcomp")
        slots["clause"] = clauses
        return {k: v for k, v in slots.items() if v}
