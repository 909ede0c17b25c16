"""When an act happens: which of the article's times is its own, and whether it lies behind the article's news."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from spacy.tokens import Doc, Token

from tidings.records import Analysis, Cue, Time, When

_BACKGROUND: Final = timedelta(days=31)
_PREDICATES: Final = frozenset({"VERB", "AUX"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_WITHIN: Final = frozenset(
    {
        "dobj",
        "nsubj",
        "nsubjpass",
        "pobj",
        "prep",
        "pcomp",
        "agent",
        "amod",
        "compound",
        "attr",
        "oprd",
        "advcl",
        "poss",
    }
)
_SHARING: Final = frozenset({"conj", "advcl", "xcomp", "pcomp"})
_OBJECTS: Final = frozenset({"dobj", "nsubjpass", "nsubj", "attr", "pobj"})
_RANGE: Final = frozenset({"to", "through", "until", "till", "and", "-", "–", "—"})  # noqa: RUF001
_NO_DATE: Final = frozenset({"before", "after", "ahead", "following", "prior", "than", "of", "between"})
_LOOSE: Final = frozenset({"on", "in", "at", "since", "during", "over", "late", "early"})
_CLIMB: Final = 8

_OTHERS: Final = frozenset({"ahead", "upcoming", "planned", "scheduled", "anniversary", "eve"})
_HANDED: Final = 15  # tokens between an act and the time that was handed on to it, at most


@dataclass(frozen=True, slots=True)
class Placed:
    """A dated time and the tokens it belongs to: ``host`` is the word that it hangs on, ``marker`` its preposition."""

    time: Time
    token: Token
    host: Token
    marker: str


class Circumstances:
    """The times of one article by the words they hang on; made once an article."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._doc: Doc = analysis.doc
        self._text: str = analysis.doc.text  # spaCy joins it anew each time that it is asked
        self._starts = [token.idx for token in analysis.doc]
        self._by_host: dict[int, list[Placed]] = {}
        self._by_word: dict[int, Placed] = {}
        for placed in self._placed(analysis.times):
            self._by_host.setdefault(placed.host.i, []).append(placed)
            for word in range(self._token(placed.time.start), self._token(placed.time.end - 1) + 1):
                self._by_word[word] = placed

    # -------------------------------------------------------------------------------------------- times on words

    def _placed(self, times: Sequence[Time]) -> Iterator[Placed]:
        held: Placed | None = None
        for time in times:
            if time.earliest is None or time.type == "SET":
                continue
            placed = self._place(time)
            joined = self._range(held, placed) if held is not None else None
            if joined is None and held is not None:
                yield held
            held = joined or placed
        if held is not None:
            yield held

    def _place(self, time: Time) -> Placed:
        first, last = self._token(time.start), self._token(time.end - 1)
        inside = range(first, last + 1)
        root = next((self._doc[i] for i in inside if self._doc[i].head.i not in inside), self._doc[last])
        marker, host = "", root
        while host.head.i != host.i:
            above = host.head
            if above.pos_ == "ADP" or above.dep_ in ("prep", "pcomp", "agent") or above.lower_ == "since":
                marker = marker or above.lower_
                host = above
                continue
            if host.dep_ in ("pobj", "npadvmod", "prep", "advmod", "nmod", "appos", "nummod", "tmod", "conj") and (
                above.i in inside or above.dep_ == "npadvmod"
            ):
                host = above
                continue
            host = above
            break
        return Placed(time, root, host, marker)

    def _range(self, left: Placed, right: Placed) -> Placed | None:
        """Both as one stretch: from 3 to 5 May, between Monday and Wednesday, 2014-2016."""
        gap = self._text[left.time.end : right.time.start].strip().lower()
        if gap not in _RANGE or left.time.earliest is None or right.time.latest is None:
            return None
        if gap == "and" and left.marker != "between":
            return None
        if left.time.earliest > right.time.latest:
            return None
        time = replace(
            left.time,
            end=right.time.end,
            text=self._text[left.time.start : right.time.end],
            latest=right.time.latest,
        )
        return Placed(time, left.token, left.host, "from")

    def _token(self, character: int) -> int:
        return max(0, bisect_right(self._starts, character) - 1)

    # -------------------------------------------------------------------------------------------- the time of an act

    def options(self) -> Iterator[tuple[Time, tuple[When, ...]]]:
        """Every dated time of the article, in order, with the days to which it dates an act done, then one to come."""
        placed = (p for host in self._by_host.values() for p in host)
        for one in sorted(placed, key=lambda p: p.time.start):
            read = (self._read(one, happened=happened) for happened in (True, False))
            whens = tuple(when for when in read if when is not None)
            if whens:
                yield one.time, whens

    def when(
        self, token: Token, carrier: Token | None = None, *, happened: bool = True, speech: bool = False
    ) -> tuple[When | None, tuple[Cue, ...]]:
        """When the act that a token names happens.

        Args:
            token: the verb or noun that names it.
            carrier: the support verb of a noun (*held* talks, an attack *took place*).
            happened: whether the act is over or under way; then a stretch is cut at the publication date, and a verb
                that governs it dates it too.
            speech: whether the act is done by speaking (a demand, a charge); then the saying dates it.
        """
        placed = self._when_clause(token)
        if placed is not None and (when := self._read(placed, happened=happened)) is not None:
            return when, (Cue(rule="times.when-clause", start=placed.time.start, end=placed.time.end),)
        for rule, word in self._dating(token, carrier, happened=happened, speech=speech):
            for placed in sorted(
                self._by_host.get(word.i, ()), key=lambda p: abs(p.token.i - token.i)
            ):  # nearest first
                if self._belongs_to_another(token, placed):
                    continue
                when = self._read(placed, happened=happened)
                if when is not None and _since_then(token) and self._analysis.published is not None:
                    when = replace(when, latest=max(when.latest, self._analysis.published))
                if when is not None:
                    return when, (Cue(rule=rule, start=placed.time.start, end=placed.time.end),)
        placed = self._handed_on(token)
        if placed is not None and (when := self._read(placed, happened=happened)) is not None:
            return when, (Cue(rule="times.handed-on", start=placed.time.start, end=placed.time.end),)
        return None, ()

    def _belongs_to_another(self, word: Token, placed: Placed) -> bool:
        """Whether the time is that of an act named in between: "spoke ahead of the summit on Friday"."""
        return any(t.lower_ in _OTHERS for t in self._doc[word.i + 1 : placed.token.i])

    def _handed_on(self, noun: Token) -> Placed | None:
        """The time that a verb before the noun does not take, for the act named in between."""
        if noun.pos_ not in _NOUNS:
            return None
        for placed in (p for host in self._by_host.values() for p in host):
            between = placed.host.i < noun.i < placed.token.i <= noun.i + _HANDED
            if between and placed.token.sent == noun.sent and self._belongs_to_another(placed.host, placed):
                return placed
        return None

    def _when_clause(self, verb: Token) -> Placed | None:
        """The time that a clause explains: in June, *when* it recalled its envoy."""
        when = next((c for c in verb.children if c.lower_ == "when" and c.i < verb.i), None)
        if when is None:
            return None
        before = when.i - 1
        while before >= 0 and self._doc[before].is_punct:
            before -= 1
        placed = self._by_word.get(before)
        return None if placed is None else replace(placed, marker="")

    def _dating(
        self, token: Token, carrier: Token | None, *, happened: bool, speech: bool
    ) -> Iterator[tuple[str, Token]]:
        """The words whose time is the act's, nearest first, with the rule that says so."""
        yield "times.attached", token
        if token.pos_ in _NOUNS:
            yield from (("times.in-phrase", word) for word in _phrase(token))
            if carrier is not None:
                yield "times.carrier", carrier
                yield from (("times.shared", word) for word in _shared(carrier, happened=happened))
            yield from (("times.in-clause", word) for word in self._loose(carrier or token))
            yield from (("times.of-clause", word) for word in _governing(token))
            if speech:
                yield from (("times.of-saying", word) for word in _sayings(carrier or token))
            return
        objects = [c for c in token.children if c.dep_ in ("dobj", "attr", "prt", "acomp", "prep", "advmod")]
        objects += [
            c
            for c in token.children
            if c.dep_ in ("xcomp", "ccomp")
            and c.tag_ in ("VB", "VBG")
            and not any(g.dep_ in ("aux", "mark") for g in c.children)
        ]
        for child in objects:
            yield "times.in-object", child
            yield from (("times.in-object", t) for t in child.children if child.dep_ == "prep" and t.dep_ == "pobj")
        yield from (("times.in-clause", word) for word in self._loose(token))
        yield from (("times.shared", word) for word in _shared(token, happened=happened))
        if happened:
            yield from (("times.of-clause", word) for word in _governing(token))
        if speech:
            yield from (("times.of-saying", word) for word in _sayings(token))

    def _loose(self, predicate: Token) -> Iterator[Token]:
        """Nouns of the clause that a prepositional time hangs on in the parse: aboard a plane *on Friday*."""
        for number, placed in self._by_host.items():
            host = self._doc[number]
            if host.pos_ in _PREDICATES or not any(p.marker in _LOOSE for p in placed):
                continue
            here = host
            for _ in range(_CLIMB):
                here = here.head
                if here.pos_ in _PREDICATES:
                    break
            if here.i == predicate.i and here.i != host.i:
                yield host

    def _read(self, placed: Placed, *, happened: bool) -> When | None:
        time, published = placed.time, self._analysis.published
        earliest, latest = time.earliest, time.latest
        if earliest is None or latest is None or placed.marker in _NO_DATE:
            return None
        if placed.marker == "since" and published is not None:
            latest = max(latest, published)
        elif placed.marker in ("until", "till", "by") and published is not None and published <= latest:
            earliest = min(published, latest)
        elif placed.marker in ("until", "till", "by"):
            return None
        elif happened and published is not None and earliest <= published < latest:
            latest = published
        return When(earliest=earliest, latest=latest, text=time.text, start=time.start, end=time.end)

    # -------------------------------------------------------------------------------------------- background

    def historical(self, when: When | None, token: Token) -> tuple[bool, tuple[Cue, ...]]:
        """Whether the act lies more than about a month before the article's news."""
        published = self._analysis.published
        if when is not None and published is not None:
            middle = when.earliest + (when.latest - when.earliest) / 2  # "earlier this year" is likelier long past
            past = middle < published - _BACKGROUND
            start, end = when.start, when.end
            cue = Cue(
                rule="times.background",
                start=token.idx if start is None else start,
                end=token.idx if end is None else end,
            )
            return past, (cue,) if past else ()
        for time in self._analysis.times:
            if time.value == "PAST_REF" and "ago" in time.text and self._same_clause(time, token):
                return True, (Cue(rule="times.long-ago", start=time.start, end=time.end),)
        return False, ()

    def _same_clause(self, time: Time, token: Token) -> bool:
        return self._place(time).host.i == token.i


def _phrase(noun: Token) -> Iterator[Token]:
    """Words inside an event noun's own phrase that can carry its time: the treaty *signed* in May."""
    for child in noun.children:
        if child.dep_ in ("acl", "amod", "prep", "appos", "compound", "nmod", "relcl"):
            yield child
            if child.dep_ == "prep":
                yield from (t for t in child.children if t.dep_ == "pobj")


def _shared(verb: Token, *, happened: bool) -> Iterator[Token]:
    """Verbs that share the clause's time: coordinated ones, and what governs a participle or an aspect verb."""
    here = verb
    for _ in range(4):
        yield from (c for c in here.children if c.dep_ == "conj" and c.pos_ in _PREDICATES and _like(here, c))
        if here.dep_ not in _SHARING or here.head.pos_ not in _PREDICATES:
            return
        if here.dep_ == "xcomp" and not happened:
            return
        if here.dep_ == "advcl" and (here.tag_ not in ("VBG", "VBN") or any(c.dep_ == "mark" for c in here.children)):
            return
        if here.dep_ == "conj" and not _like(here, here.head):
            return
        here = here.head
        yield here


def _governing(word: Token) -> Iterator[Token]:
    """The verb of the clause that a word is an argument or participle in, unless it tells a content of its own."""
    here = word
    for _ in range(_CLIMB):
        if here.dep_ not in _WITHIN or here.head.i == here.i:
            return
        here = here.head
        if here.pos_ in _PREDICATES:
            if not any(c.dep_ == "ccomp" for c in here.children):
                yield here
            return


def _sayings(word: Token) -> Iterator[Token]:
    """Verbs whose content a word stands in, nearest first: what a speech act's time is told with."""
    here = word
    for _ in range(_CLIMB):
        if here.head.i == here.i:
            return
        reached = here.dep_ in ("ccomp", "parataxis", "xcomp") and here.head.pos_ in _PREDICATES
        here = here.head
        if reached:
            yield here
            yield from (c for c in here.children if c.dep_ == "dobj")
            return


def _since_then(verb: Token) -> bool:
    """Has since, have ever since: from the time before until now."""
    return any(c.dep_ == "advmod" and c.lower_ == "since" for c in verb.children)


def _like(verb: Token, other: Token) -> bool:
    """Whether two coordinated verbs stand in one tense: "fled in May and have returned" shares no time."""
    if _since_then(verb):
        return True
    helpers = [c.lemma_ for c in verb.children if c.dep_ == "aux" and c.tag_ != "TO"]
    others = [c.lemma_ for c in other.children if c.dep_ == "aux" and c.tag_ != "TO"]
    return not helpers or helpers == others
