"""When and where acts take place, settled: which of the article's times and places is each act's, or none.

The rules give most acts a time and a place by syntax, or by what the article tells beside them.  A logistic model then
weighs every time and every country that the article names for every act: what the rules said and by which rule, how
strongly the reader links the act to the words, how far off the time lies.  Its weights are data
(``data/coding/*/when.tsv``, ``where.tsv``), fitted by ``python -m tidings.scoring.settle`` on articles that the reader
had not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Generic, TypeVar

from tidings.coding.circumstances import Circumstances
from tidings.coding.logistic import Feature, chance_of, evidence
from tidings.coding.reader import Readings
from tidings.coding.relations import sentence_numbers
from tidings.coding.retelling import SPEECH
from tidings.records import Analysis, Mention, Place, Status, When

#: a time, and a country, is an act's from this chance on; chosen on mentions/dev
WHEN_SURE, WHERE_SURE = 0.16, 0.3
#: cues that tell of an act's time, but do not give it
ASIDE = frozenset({"times.background", "times.long-ago"})
#: days by which a time lies before the article
AGES = ((0, "that day"), (7, "that week"), (31, "that month"), (366, "that year"))
#: how long ago a stretch up to now may have begun
RECENT = timedelta(days=400)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Option(Generic[T]):
    """A time or a place that may be an act's; ``key`` is what is compared: its days, or its country."""

    key: str
    value: T
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Told(Generic[T]):
    """What the rules answer, and by which rule."""

    key: str
    value: T
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class _Seat(Generic[T]):
    """A time or a place that the article names, at its first token; or a time that one implies, of another kind."""

    key: str
    value: T
    token: int
    sentence: int
    kind: str = "named"


def choose(options: Sequence[Option[T]], weights: Mapping[str, float], sure: float) -> Option[T] | None:
    """The likeliest time or place; None if its chance is below ``sure``."""
    if not options:
        return None
    chances = [chance_of(weights, option.features) for option in options]
    best = max(range(len(options)), key=lambda i: (chances[i], -i))
    return options[best] if chances[best] >= sure else None


class Settling:
    """The times and places of one article, for each act that it tells."""

    def __init__(self, analysis: Analysis, circumstances: Circumstances, readings: Readings | None) -> None:
        self._analysis = analysis
        self._readings = readings
        self._starts = {token.idx: token.i for token in analysis.doc}
        self._sentence = sentence_numbers(analysis.doc)
        self._times = list(circumstances.options())
        self._places = [
            _Seat(p.country, p, self._starts[p.start], self._sentence[self._starts[p.start]])
            for p in analysis.places
            if p.country and p.start in self._starts
        ]

    # ------------------------------------------------------------------------------------------ times

    def times(self, told: Sequence[tuple[int, Mention]]) -> Iterator[list[Option[When]]]:
        """The options of each act, given its token and the mention as the rules have it."""
        shares = _shares(days(m.when) for _, m in told if m.when)
        seats = {done: list(self._dated(done=done)) for done in (True, False)}
        for token, mention in told:
            yield self._options(
                token,
                _Told(days(mention.when), mention.when, _rule(mention, "times.")) if mention.when else None,
                seats[mention.status in {Status.HAPPENED, Status.ONGOING}],
                role="when",
                about=partial(self._of_time, mention, shares),
            )

    def _dated(self, *, done: bool) -> Iterator[_Seat[When]]:
        """The times that the article names; for what is done, also the stretch since then, and its own day."""
        published = self._analysis.published
        for time, whens in self._times:
            token = self._starts.get(time.start)
            if token is None:
                continue
            when = whens[0 if done else -1]
            sentence = self._sentence[token]
            yield _Seat(days(when), when, token, sentence)
            if done and published is not None and timedelta(0) < published - when.earliest <= RECENT:
                since = When(earliest=when.earliest, latest=published)
                yield _Seat(days(since), since, token, sentence, "since")
        if done and published is not None:
            today = When(earliest=published, latest=published)
            yield _Seat(days(today), today, -1, -1, "published")

    def _of_time(self, mention: Mention, shares: Mapping[str, float], key: str, when: When) -> Iterator[Feature]:
        speech = "speech" if mention.type in SPEECH else "deed"
        age = _age(when, self._analysis.published)
        yield f"{mention.status.value} {age}", 1.0
        yield f"{speech} {age}", 1.0
        yield "share", shares.get(key, 0.0)
        if when.earliest != when.latest:
            yield "several days", 1.0

    # ------------------------------------------------------------------------------------------ places

    def places(self, told: Sequence[tuple[int, Mention]]) -> Iterator[list[Option[Place]]]:
        """The options of each act, given its token and the mention as the rules have it."""
        shares = _shares(seat.key for seat in self._places)
        for token, mention in told:
            where = mention.where
            yield self._options(
                token,
                _Told(where.country, where, _rule(mention, "where.")) if where and where.country else None,
                self._places,
                role="where",
                about=partial(self._of_place, mention, shares),
            )

    @staticmethod
    def _of_place(mention: Mention, shares: Mapping[str, float], country: str, _: Place) -> Iterator[Feature]:
        share = shares.get(country, 0.0)
        yield f"type {mention.type}", 1.0
        yield "share", share
        if share == 1.0:
            yield "main", 1.0
        for side, parties in (("actor", mention.actors), ("recipient", mention.recipients)):
            codes = {e.code for e in parties if e.code}
            yield f"{side} {'unknown' if not codes else 'same' if country in codes else 'other'}", 1.0

    # ------------------------------------------------------------------------------------------ both

    def _options(
        self,
        token: int,
        told: _Told[T] | None,
        seats: Sequence[_Seat[T]],
        *,
        role: str,
        about: Callable[[str, T], Iterator[Feature]],
    ) -> list[Option[T]]:
        by_key: dict[str, list[_Seat[T]]] = {}
        for seat in seats:
            by_key.setdefault(seat.key, []).append(seat)
        if told is not None:
            by_key.setdefault(told.key, [])
        arcs = {key: self._arc(token, role, group) or 0.0 for key, group in by_key.items()}
        best = max(arcs, key=lambda k: (arcs[k], any(seat.kind == "named" for seat in by_key[k]), k), default=None)
        options = []
        for key, group in by_key.items():
            same = told is not None and told.key == key
            value = told.value if told is not None and same else self._nearest(token, role, group).value
            present = [*self._stand(token, told, group, same=same), *about(key, value)]
            if self._readings is not None:
                present += self._seen(token, role, group, "told" if same else "else", best=key == best)
            options.append(Option(key, value, tuple(present)))
        return options

    def _stand(self, token: int, told: _Told[T] | None, group: Sequence[_Seat[T]], *, same: bool) -> Iterator[Feature]:
        """What the rules said, and where the words stand."""
        state = "told" if same else "else"
        yield "bias", 1.0
        for kind in sorted({seat.kind for seat in group}):
            yield f"{state} {kind}", 1.0
        if told is None:
            yield "told none", 1.0
        elif same:
            yield f"told {told.rule}", 1.0
        else:
            yield "told another", 1.0
            yield f"against {told.rule}", 1.0
        if any(seat.sentence == self._sentence[token] for seat in group):
            yield f"{state} in the sentence", 1.0
        elif any(0 < self._sentence[token] - seat.sentence <= 1 for seat in group):
            yield f"{state} in the sentence before", 1.0

    def _seen(self, token: int, role: str, group: Sequence[_Seat[T]], state: str, *, best: bool) -> Iterator[Feature]:
        for name, seats in (
            ("here", [s for s in group if s.sentence == self._sentence[token]]),
            ("away", [s for s in group if s.sentence != self._sentence[token]]),
        ):
            chance = self._arc(token, role, seats)
            if chance is None:
                yield f"{state} no {name}", 1.0
            else:
                yield f"{state} {name}", evidence(chance)
        if best:
            yield f"{state} best", 1.0

    def _arc(self, token: int, role: str, group: Iterable[_Seat[T]]) -> float | None:
        if self._readings is None:
            return None
        return self._readings.strongest(token, role, [seat.token for seat in group if seat.token >= 0])

    def _nearest(self, token: int, role: str, group: Sequence[_Seat[T]]) -> _Seat[T]:
        """Where the reader links the act most strongly, else nearest to it."""
        return max(group, key=lambda seat: (self._arc(token, role, [seat]) or 0.0, -abs(seat.token - token)))


def _shares(keys: Iterable[str]) -> dict[str, float]:
    counts = Counter(keys)
    most = max(counts.values(), default=1)
    return {key: count / most for key, count in counts.items()}


def _rule(mention: Mention, stem: str) -> str:
    """The rule by which a mention has its time or place."""
    return [cue.rule for cue in mention.cues if cue.rule.startswith(stem) and cue.rule not in ASIDE][-1]


def days(when: When) -> str:
    """The key of a time."""
    return f"{when.earliest}..{when.latest}"


def _age(when: When, published: date | None) -> str:
    if published is None:
        return "undated"
    age = (published - when.latest).days
    return "future" if age < 0 else next((name for most, name in AGES if age <= most), "older")
