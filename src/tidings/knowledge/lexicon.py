"""The lexicon: senses of words that name acts, as checked records (see docs/lexicon.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tidings.knowledge.fillers import Classes, Filler, read_classes
from tidings.knowledge.ontology import Ontology
from tidings.knowledge.tables import Data, Document
from tidings.records import Status

PartOfSpeech = Literal["VERB", "NOUN", "ADJ"]
Path = tuple[str, ...]  # ("object", "for"): the for-phrase of the object
Role = tuple[tuple[Path, ...], ...]  # the first alternative with a filled slot; within one, all slots together

PARTS_OF_SPEECH: Mapping[str, PartOfSpeech] = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ"}
PREPOSITIONS = frozenset(
    "about above across after against ahead along alongside amid among around as at before behind below "
    "beneath beside besides between beyond by concerning despite down during for from in inside into involving "
    "like near of off on onto out outside over past per regarding since through throughout to toward towards "
    "under until unto up upon via with within without".split()
)
SLOTS = PREPOSITIONS | {"subject", "object", "clause", "infinitive", "modal", "owner", "attribute", "purpose"}
DEFAULT_ROLES: Mapping[PartOfSpeech, tuple[str, str]] = {
    "VERB": ("subject", "object"),
    "NOUN": ("subject|by|owner", "on|against|of|with|to|for"),
    "ADJ": ("subject", "-"),
}
EXCLUSION_KEYS = ("id", "words", "why", "example", "near")
WINNING = 1_000_000  # rank of a sense that is marked to win
SENSE_KEYS = {
    "id", "verb", "noun", "adjective", "particle", "type", "mode", "cameo", "actor", "recipient", "status", "trigger",
    "bare", "win", "example", "near",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a word: ``wants`` and ``avoids`` are what must and must not stand in its slots.

    ``phrases`` holds the alternatives, each as lemmas; ``rank`` orders senses that match the same word, higher first;
    ``own`` says whether the user's folder holds it.
    """

    id: str
    part_of_speech: PartOfSpeech
    phrases: tuple[tuple[str, ...], ...]
    particle: str | None
    type: str
    mode: str | None
    cameo: str | None
    wants: tuple[tuple[Path, Filler], ...]
    avoids: tuple[tuple[Path, Filler], ...]
    actor: Role
    recipient: Role
    status: Status | None
    cite: str | None
    bare: bool
    example: str
    near: str
    where: str
    own: bool
    rank: int

    @property
    def wins(self) -> bool:
        """Whether its author marked it to win over all other senses, and over the reader."""
        return self.rank >= WINNING


@dataclass(frozen=True, slots=True)
class Support:
    """A support verb, which carries a noun: *held* talks, *came under* attack; ``subject`` is the side it names."""

    id: str
    verbs: tuple[str, ...]
    particle: str | None
    preposition: str | None
    subject: Literal["actor", "recipient", "none"]
    nouns: Filler | None
    status: Status | None
    where: str


@dataclass(frozen=True, slots=True)
class ModeRule:
    """Words that, standing with a predicate of ``type``, give it ``mode``."""

    id: str
    type: str
    mode: str
    words: Filler
    where: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A phrase that is never an act, or (``domain``) a word that marks a sentence as sport, business and the like.

    ``example`` is a sentence in which it says so, ``near`` one in which it does not; both may be left out.
    """

    id: str
    words: tuple[tuple[str, ...], ...]
    why: str
    where: str
    own: bool
    example: str | None
    near: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Senses by the last lemma that can head them, and the rules that go with them."""

    senses: Mapping[str, Sense]
    by_lemma: Mapping[tuple[str, PartOfSpeech], tuple[Sense, ...]]
    supports: Mapping[str, tuple[Support, ...]]
    modes: Mapping[str, tuple[ModeRule, ...]]
    exclusions: Mapping[str, tuple[Exclusion, ...]]
    domains: Mapping[str, tuple[Exclusion, ...]]
    classes: Classes
    frames: Mapping[tuple[str, PartOfSpeech], Sense]
    where: Mapping[str, str]

    @property
    def transparent(self) -> frozenset[str]:
        """Nouns that say how much of something, not what: *dozens of protesters*."""
        return self.classes.words.get("transparent", frozenset())


def head_of(phrase: tuple[str, ...], part: PartOfSpeech = "NOUN") -> int:
    """Which word of a phrase is its head: a verb's first; a noun's the one before a preposition, else the last."""
    if part == "VERB":
        return 0
    for index in range(1, len(phrase)):
        if phrase[index] in PREPOSITIONS:
            return index - 1
    return len(phrase) - 1


def load(data: Data, ontology: Ontology) -> Lexicon:
    """Read ``lexicon/*/*.toml``; every fault is noted in ``data`` with file and line.

    A user's sense replaces ours of the same id.
    """
    documents = list(data.documents("lexicon/*/*.toml"))
    classes = read_classes(documents, data)
    reader = _Reader(data, ontology, classes)
    senses: dict[str, Sense] = {}
    supports: dict[str, Support] = {}
    modes: dict[str, ModeRule] = {}
    exclusions: dict[str, Exclusion] = {}
    domains: dict[str, Exclusion] = {}
    frames: dict[str, tuple[Sense, ...]] = {}
    seen: dict[tuple[bool, str], str] = {}
    for document in documents:
        for key, value in document.values.items():
            tables: Mapping[str, tuple[dict[str, Any], Any]] = {
                "sense": (senses, reader.sense),
                "support": (supports, reader.support),
                "mode": (modes, reader.mode),
                "exclude": (exclusions, reader.exclusion),
                "domain": (domains, reader.exclusion),
                "frame": (frames, reader.frame),
            }
            if key == "classes":
                continue
            if not data.choice(document.name, "table", key, [*tables, "classes"]):
                continue
            target, read = tables[key]
            for entry in value if isinstance(value, list) else []:
                entry_id = str(entry.get("id", ""))
                where = document.where(entry_id)
                if not entry_id:
                    data.fault(where, f"a [[{key}]] entry has no id")
                    continue
                if (document.own, entry_id) in seen:
                    data.fault(where, f'id "{entry_id}" stands already at {seen[document.own, entry_id]}')
                    continue
                seen[document.own, entry_id] = where
                record = read(entry, document, where)
                if record is not None:
                    target[entry_id] = record
    by_lemma: dict[tuple[str, PartOfSpeech], list[Sense]] = {}
    for sense in senses.values():
        for lemma in {phrase[head_of(phrase, sense.part_of_speech)] for phrase in sense.phrases}:
            by_lemma.setdefault((lemma, sense.part_of_speech), []).append(sense)
    support_index: dict[str, list[Support]] = {}
    for support in supports.values():
        for verb in support.verbs:
            support_index.setdefault(verb, []).append(support)
    mode_index: dict[str, list[ModeRule]] = {}
    for rule in modes.values():
        mode_index.setdefault(rule.type, []).append(rule)
    return Lexicon(
        senses=senses,
        by_lemma={k: tuple(sorted(v, key=lambda s: -s.rank)) for k, v in by_lemma.items()},
        supports={
            k: tuple(
                sorted(
                    v, key=lambda s: -((s.particle is not None) + (s.preposition is not None) + (s.nouns is not None))
                )
            )
            for k, v in support_index.items()
        },
        modes={k: tuple(v) for k, v in mode_index.items()},
        exclusions=_by_first_word(exclusions.values()),
        domains=_by_first_word(domains.values()),
        classes=classes,
        frames={(f.type, f.part_of_speech): f for several in frames.values() for f in several},
        where={r.id: r.where for table in (senses, supports, modes, exclusions, domains) for r in table.values()}
        | {id_: several[0].where for id_, several in frames.items()},
    )


def _by_first_word(rules: Iterable[Exclusion]) -> dict[str, tuple[Exclusion, ...]]:
    index: dict[str, list[Exclusion]] = {}
    for rule in rules:
        for phrase in rule.words:
            index.setdefault(phrase[0], []).append(rule)
    return {k: tuple(dict.fromkeys(v)) for k, v in index.items()}


class _Reader:
    """Turns TOML entries into records, noting faults."""

    def __init__(self, data: Data, ontology: Ontology, classes: Classes) -> None:
        self._data = data
        self._ontology = ontology
        self._classes = classes
        self._order = 0

    def sense(self, entry: Mapping[str, Any], document: Document, where: str) -> Sense | None:
        before = len(self._data.faults)
        slots: list[tuple[Path, Filler]] = []
        not_slots: list[tuple[Path, Filler]] = []
        for key, value in entry.items():
            if key in SENSE_KEYS:
                continue
            target, name = (not_slots, key[4:]) if key.startswith("not_") else (slots, key)
            path = self._path(name, where)
            filler = self._filler(value, key, where)
            if path and filler:
                target.append((path, filler))
        kinds = [k for k in PARTS_OF_SPEECH if k in entry]
        if len(kinds) != 1:
            self._data.fault(
                where, f"has {' and '.join(kinds) or 'none'} of verb, noun, adjective; expected exactly one"
            )
        self._type_and_mode(entry, where)
        if "trigger" in entry:
            self._data.choice(where, "trigger", str(entry["trigger"]), ("object", "modal"))
        for key in ("example", "near"):
            if not isinstance(entry.get(key), str) or not entry[key].strip():
                stands = "stands" if key == "example" else "does not stand"
                self._data.fault(where, f"{key} is missing; expected a sentence in which the sense {stands}")
        if len(self._data.faults) > before:
            return None
        part = PARTS_OF_SPEECH[kinds[0]]
        actor, recipient = DEFAULT_ROLES[part]
        self._order += 1
        sense = Sense(
            id=str(entry["id"]),
            part_of_speech=part,
            phrases=_phrases(entry[kinds[0]]),
            particle=entry.get("particle"),
            type=entry["type"],
            mode=entry.get("mode"),
            cameo=entry.get("cameo"),
            wants=tuple(slots),
            avoids=tuple(not_slots),
            actor=self._role(entry.get("actor", actor), where),
            recipient=self._role(entry.get("recipient", recipient), where),
            status=self._status(entry, where),
            cite=entry.get("trigger"),
            bare=bool(entry.get("bare", False)),
            example=entry["example"],
            near=entry["near"],
            where=where,
            own=document.own,
            rank=self._rank(entry, slots, not_slots, own=document.own),
        )
        return None if len(self._data.faults) > before else sense

    def frame(self, entry: Mapping[str, Any], document: Document, where: str) -> tuple[Sense, ...] | None:
        """One sense for each type, without words: the roles around a word that only the reader knows."""
        before = len(self._data.faults)
        types = str(entry.get("type", "")).split()
        for type_ in types:
            self._data.choice(where, "type", type_, self._ontology.types)
        if not types or not self._data.choice(where, "word", str(entry.get("word")), PARTS_OF_SPEECH):
            self._data.fault(where, "a frame needs type and word")
        roles = [self._role(entry.get(side, "-"), where) for side in ("actor", "recipient")]
        if len(self._data.faults) > before:
            return None
        part = PARTS_OF_SPEECH[entry["word"]]
        return tuple(
            Sense(
                id=str(entry["id"]), part_of_speech=part, phrases=((),), particle=None,
                type=type_, mode=None, cameo=None,
                wants=(), avoids=(), actor=roles[0], recipient=roles[1], status=None, cite=None, bare=False,
                example="", near="", where=where, own=document.own, rank=-1,
            )
            for type_ in types
        )  # fmt: skip

    def support(self, entry: Mapping[str, Any], document: Document, where: str) -> Support | None:
        del document
        if not self._data.choice(where, "subject", str(entry.get("subject")), ("actor", "recipient", "none")):
            return None
        nouns = self._filler(entry["nouns"], "nouns", where) if "nouns" in entry else None
        verbs = tuple(v.strip() for v in str(entry.get("verb", "")).split("|") if v.strip())
        if not verbs:
            self._data.fault(where, "has no verb")
        return Support(
            entry["id"], verbs, entry.get("particle"), entry.get("preposition"), entry["subject"], nouns,
            self._status(entry, where), where,
        )  # fmt: skip

    def mode(self, entry: Mapping[str, Any], document: Document, where: str) -> ModeRule | None:
        del document
        self._type_and_mode(entry, where)
        words = self._filler(entry.get("words", ""), "words", where)
        if words is None or not entry.get("mode"):
            self._data.fault(where, "needs type, mode and words")
            return None
        return ModeRule(entry["id"], str(entry.get("type")), entry["mode"], words, where)

    def exclusion(self, entry: Mapping[str, Any], document: Document, where: str) -> Exclusion | None:
        words = _phrases(str(entry.get("words", "")))
        for key in entry:
            self._data.choice(where, "field", key, EXCLUSION_KEYS)
        if not words:
            self._data.fault(where, "has no words")
            return None
        why = str(entry.get("why", "a phrase that is none"))
        return Exclusion(entry["id"], words, why, where, document.own, entry.get("example"), entry.get("near"))

    def _rank(self, entry: Mapping[str, Any], wants: Sequence[Any], avoids: Sequence[Any], *, own: bool) -> int:
        """More constraints first, then the user's, then file order (which the order of reading keeps)."""
        longest = max(len(p) for p in _phrases(next(entry[k] for k in PARTS_OF_SPEECH if k in entry)))
        constraints = 3 * len(wants) + len(avoids) + 3 * ("particle" in entry) + 3 * (longest - 1)
        return WINNING * bool(entry.get("win")) + 10_000 * constraints + 5_000 * own - min(self._order, 4_999)

    def _type_and_mode(self, entry: Mapping[str, Any], where: str) -> None:
        type_ = str(entry.get("type"))
        if not self._data.choice(where, "type", type_, self._ontology.types):
            return
        if "mode" in entry:
            self._data.choice(where, f"mode of {type_}", str(entry["mode"]), self._ontology.types[type_].modes)

    def _status(self, entry: Mapping[str, Any], where: str) -> Status | None:
        value = entry.get("status")
        if value is None or not self._data.choice(where, "status", str(value), [s.value for s in Status]):
            return None
        return Status(value)

    def _path(self, name: str, where: str) -> Path | None:
        path = tuple(name.split("."))
        return path if all(self._data.choice(where, "slot", part, SLOTS) for part in path) else None

    def _filler(self, value: object, key: str, where: str) -> Filler | None:
        if isinstance(value, dict):
            self._data.fault(
                where, f'{key} is a table; write a dotted slot in quotes: "{key}.{next(iter(value), "…")}" = …'
            )
            return None
        return self._classes.filler(str(value), lambda what: self._data.fault(where, f"{key}: {what}"))

    def _role(self, value: object, where: str) -> Role:
        if value == "-":
            return ()
        alternatives = []
        for alternative in str(value).split("|"):
            paths = [self._path(part.strip(), where) for part in alternative.split("+")]
            alternatives.append(tuple(p for p in paths if p))
        return tuple(alternatives)


def _phrases(value: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.lower().split()) for p in str(value).split("|") if p.strip())
