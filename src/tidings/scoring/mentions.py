"""How well coded articles agree with gold, mention by mention: the figures of ``tidings score``.

A gold mention is *found* if a coded one has words of it, or stands in its sentence and has its type; *typed* if the
type is the same; a right *record* if actors, recipients, status and voices are right too.  Each mention is paired once:
by words and type first, then by words, then by sentence and type.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tidings.errors import DataError, InputError
from tidings.records import Coded, Entity, Failure, Mention, Voice
from tidings.scoring.gold import GoldArticle, GoldMention, GoldParty
from tidings.wire import decode

#: types in which a gold mention without recipients may have its actors told as either side
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "ASSAULT"})
UNKNOWN = "UNK"
#: what of a typed mention must be right for its record to be right
RECORD = ("actors", "recipients", "status", "voices")
Pair = tuple[GoldMention, Mention]


# ---------------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many were right, of those predicted and of those in the gold."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Right of the predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right of the gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_json(self) -> dict[str, float]:
        """The three figures to three digits, with their counts."""
        figures = {"P": self.precision, "R": self.recall, "F1": self.f1}
        return {k: round(v, 3) for k, v in figures.items()} | {"gold": self.gold, "predicted": self.predicted}


@dataclass(frozen=True, slots=True)
class Rate:
    """How many were right, of how many."""

    right: int
    of: int

    @property
    def accuracy(self) -> float | None:
        """The share of the right; None of nothing."""
        return self.right / self.of if self.of else None

    def as_json(self) -> dict[str, float | None]:
        """The share to three digits, with its count."""
        return {"accuracy": None if self.accuracy is None else round(self.accuracy, 3), "of": self.of}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of one gold set.

    Attributes:
        articles: annotated articles.
        overall: found, typed, record, voices, quantities.
        typed: of the mentions whose type is right, how many have each field right.
        types: for each type, how many are typed.
        quiet: articles without a mention in the gold.
        noise: mentions coded in those.
        absent: ids of articles that were not coded.
        redated: ids of articles that were coded against another date than the gold's.
    """

    articles: int
    overall: Mapping[str, Agreement]
    typed: Mapping[str, Rate]
    types: Mapping[str, Agreement]
    quiet: int
    noise: int
    absent: tuple[str, ...]
    redated: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """All figures by name."""
        return {
            "articles": self.articles,
            **{name: agreement.as_json() for name, agreement in self.overall.items()},
            "of_the_typed": {name: rate.as_json() for name, rate in self.typed.items()},
            "in_articles_that_have_none": {"mentions": self.noise, "articles": self.quiet},
            "per_type": {name: agreement.as_json() for name, agreement in self.types.items()},
            "not_coded": list(self.absent),
            "coded_against_another_date": list(self.redated),
        }

    def lines(self) -> Iterator[str]:
        """All figures for the eye."""
        yield f"{self.articles:,} articles"
        yield from _table("", self.overall)
        yield ""
        yield f"{'of the typed':<16}{'right':>8}{'of':>8}"
        for name, rate in self.typed.items():
            yield f"{name:<16}{'-' if rate.accuracy is None else f'{rate.accuracy:.3f}':>8}{rate.of:>8,}"
        yield ""
        yield from _table("typed, by type", self.types)
        yield ""
        yield f"{self.noise:,} mentions in {self.quiet:,} articles that have none"

    def notes(self) -> Iterator[str]:
        """What the figures suffer from besides the coder."""
        for ids, what in ((self.absent, "not coded"), (self.redated, "coded against another date than the gold's")):
            if ids:
                some = ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
                yield f"{len(ids):,} of {self.articles:,} articles {what}: {some}"


def _table(title: str, rows: Mapping[str, Agreement]) -> Iterator[str]:
    yield f"{title:<16}" + "".join(f"{head:>10}" for head in ("P", "R", "F1", "gold", "predicted"))
    for name, row in rows.items():
        shares = "".join(f"{share:>10.3f}" for share in (row.precision, row.recall, row.f1))
        yield f"{name:<16}{shares}{row.gold:>10,}{row.predicted:>10,}"


# ---------------------------------------------------------------------- scoring


def answers(lines: Iterable[bytes], name: str) -> dict[str, Coded | Failure]:
    """What ``tidings code`` wrote, by article.

    Args:
        lines: of its output.
        name: what to call them in faults.

    Raises:
        DataError: a line is none that it writes, or two lines of one article differ.
    """
    found: dict[str, Coded | Failure] = {}
    faults = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answer = decode(line)
        except InputError as error:
            faults.append(f"{name}:{number}: {error.reason}: {error.detail}; expected a line of tidings code")
            continue
        if found.setdefault(answer.id, answer) != answer:
            faults.append(f'{name}:{number}: id "{answer.id}" stands twice, with other answers')
    if faults:
        raise DataError(faults)
    return found


def score(gold: Sequence[GoldArticle], coded: Mapping[str, Coded | Failure]) -> Figures:
    """Compare; an article of the gold that was not coded counts as one in which nothing was found.

    Raises:
        DataError: an article was coded from another text than the gold holds, so that offsets mean nothing.
    """
    sums = _Sums()
    absent, redated, faults = [], [], []
    for annotated in gold:
        article = annotated.article
        answer = coded.get(article.id)
        if not isinstance(answer, Coded):
            absent.append(article.id)
            sums.add(annotated.mentions, ())
            continue
        if answer.text_sha256 != annotated.text_sha256:
            faults.append(f"{article.id}: coded from another text than the gold's; code the documents of the gold")
        if article.published and article.published[:10] != (answer.published or "")[:10]:
            redated.append(article.id)
        sums.add(annotated.mentions, answer.mentions)
    if faults:
        raise DataError(faults)
    return sums.figures(tuple(absent), tuple(redated))


class _Sums:
    """Counts over articles."""

    def __init__(self) -> None:
        self._right: Counter[str] = Counter()
        self._gold: Counter[str] = Counter()
        self._predicted: Counter[str] = Counter()
        self._hits: Counter[str] = Counter()
        self._tries: Counter[str] = Counter()
        self._typed: Counter[str] = Counter()
        self._types: Counter[str] = Counter()
        self._told_types: Counter[str] = Counter()
        self._articles = self._quiet = self._noise = 0

    def add(self, gold: Sequence[GoldMention], told: Sequence[Mention]) -> None:
        """Count one article."""
        self._articles += 1
        if not gold:
            self._quiet += 1
            self._noise += len(told)
        for name in ("found", "typed", "record"):
            self._gold[name] += len(gold)
            self._predicted[name] += len(told)
        self._types.update(m.type for m in gold)
        self._told_types.update(m.type for m in told)
        pairs = paired(gold, told)
        self._right["found"] += len(pairs)
        for wanted, found in pairs:
            if wanted.type == found.type:
                self._add_typed(wanted, found)

    def _add_typed(self, gold: GoldMention, told: Mention) -> None:
        verdicts = dict(judged(gold, told))
        self._right["typed"] += 1
        self._typed[gold.type] += 1
        self._right["record"] += all(verdicts[name] for name in RECORD)
        self._tries.update(verdicts.keys())
        self._hits.update(name for name, right in verdicts.items() if right)
        self._count("voices", len(gold.voices), len(told.voices), _shared_voices(gold.voices, told.voices))
        values, told_values = _values(gold.quantities), _values(q.value for q in told.quantities)
        self._count("quantities", values.total(), told_values.total(), (values & told_values).total())

    def _count(self, name: str, gold: int, predicted: int, right: int) -> None:
        self._gold[name] += gold
        self._predicted[name] += predicted
        self._right[name] += right

    def figures(self, absent: tuple[str, ...], redated: tuple[str, ...]) -> Figures:
        """The figures of all that was counted."""
        names = ("found", "typed", "record", "voices", "quantities")
        kinds = sorted(self._types.keys() | self._told_types.keys())
        return Figures(
            articles=self._articles,
            overall={n: Agreement(self._right[n], self._predicted[n], self._gold[n]) for n in names},
            typed={name: Rate(self._hits[name], self._tries[name]) for name in sorted(self._tries)},
            types={t: Agreement(self._typed[t], self._told_types[t], self._types[t]) for t in kinds},
            quiet=self._quiet,
            noise=self._noise,
            absent=absent,
            redated=redated,
        )


# ---------------------------------------------------------------------- one pair


def paired(gold: Sequence[GoldMention], told: Sequence[Mention]) -> list[Pair]:
    """Each gold mention with the coded one that stands for it, if one does."""
    free_gold, free_told = dict(enumerate(gold)), dict(enumerate(told))
    pairs: list[Pair] = []
    for meets in (_same_words_and_type, _same_words, _same_sentence_and_type):
        for number, mention in list(free_gold.items()):
            hit = next((i for i, other in free_told.items() if meets(mention, other)), None)
            if hit is not None:
                pairs.append((free_gold.pop(number), free_told.pop(hit)))
    return pairs


def _same_words(gold: GoldMention, told: Mention) -> bool:
    return _overlap(gold.span, told)


def _same_words_and_type(gold: GoldMention, told: Mention) -> bool:
    return gold.type == told.type and _overlap(gold.span, told)


def _same_sentence_and_type(gold: GoldMention, told: Mention) -> bool:
    return gold.type == told.type and _overlap(gold.sentence, told)


def _overlap(span: tuple[int, int], told: Mention) -> bool:
    return span[0] < told.trigger.end and told.trigger.start < span[1]


def judged(gold: GoldMention, told: Mention) -> Iterator[tuple[str, bool]]:
    """Which fields of a typed mention are right; a field that the gold does not ask for is not judged."""
    actors, recipients = _codes(gold.actors), _codes(gold.recipients)
    told_actors, told_recipients = _told_codes(told.actors), _told_codes(told.recipients)
    everybody, told_everybody = actors | recipients, told_actors | told_recipients
    if gold.type in SYMMETRIC and not recipients and everybody == told_everybody:
        told_actors, told_recipients = actors, recipients
    yield "actors", actors == told_actors
    yield "recipients", recipients == told_recipients
    if actors and recipients and everybody == told_everybody:
        yield "direction", actors == told_actors and recipients == told_recipients
    if gold.mode:
        yield "mode", gold.mode == told.mode
    yield "status", gold.status == told.status
    yield "historical", gold.historical == told.historical
    if gold.when is None:
        yield "when left open", told.when is None
    else:
        earliest, latest = gold.when
        yield "when", told.when is not None and (told.when.earliest, told.when.latest) == gold.when
        yield "when overlaps", told.when is not None and told.when.earliest <= latest and earliest <= told.when.latest
    same_place = gold.where == (told.where.country if told.where else None)
    yield "where", same_place
    if gold.stated:
        yield "where, if stated", same_place
    as_many = len(gold.voices) == len(told.voices)
    yield "voices", as_many and all(any(_same_voice(v, x) for x in told.voices) for v in gold.voices)


def _codes(parties: Iterable[GoldParty]) -> frozenset[str]:
    return frozenset(party.country for party in parties) - {UNKNOWN}


def _told_codes(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(entity.code for entity in entities if entity.code) - {UNKNOWN}


def _same_voice(gold: GoldParty, told: Voice) -> bool:
    """Whether one's words hold the other's, or both have one code."""
    wanted, words = gold.text.casefold(), told.text.casefold()
    if not words:
        return False
    code = " ".join([*([told.country] if told.country else []), *told.sectors][:2])
    return wanted in words or words in wanted or gold.code == code


def _shared_voices(gold: Sequence[GoldParty], told: Sequence[Voice]) -> int:
    """How many voices of the gold have one of their own among the coded."""
    left = list(told)
    shared = 0
    for voice in gold:
        match = next((i for i, other in enumerate(left) if _same_voice(voice, other)), None)
        if match is not None:
            del left[match]
            shared += 1
    return shared


def _values(values: Iterable[object]) -> Counter[str]:
    """Numbers and ranges as they are written, counted."""
    return Counter(json.dumps(value) for value in values)
