"""What became of an act: announced, carried out, put off, called off, denied; one event, several states."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tidings.events import Life, State
from tidings.knowledge.linking import LinkingRules
from tidings.linking.reports import Report
from tidings.records import Mention

# States of one day in the order in which they can follow one another.
ORDER = (
    Life.POSSIBLE, Life.REQUIRED, Life.PLANNED, Life.POSTPONED, Life.CANCELLED, Life.ONGOING, Life.HAPPENED,
    Life.DENIED,
)  # fmt: skip
BEGUN = frozenset({Life.ONGOING, Life.HAPPENED})


def called_off(mention: Mention, text: str, rules: LinkingRules) -> Life | None:
    """Whether the words near the act, in its sentence, say that it is put off or will not be.

    An act that is told to have happened is not looked at, unless it is the refusal itself: *rejected*, *cancelled*.
    """
    if mention.type != "REJECT" and Life(mention.status) in BEGUN:
        return None
    sentence, trigger = mention.evidence, mention.trigger
    start = max(sentence.start, trigger.start - rules.events.near)
    around = text[start : min(sentence.end, trigger.end + rules.events.near)]
    return next((form.status for form in rules.calling_off if form.pattern.search(around)), None)


def history(reports: Iterable[Report], rules: LinkingRules) -> tuple[State, ...]:
    """The states of an act in the order in which they were told, each once until another follows.

    Once it has been told to have begun, who still expects it, or denies it, adds no state: the first knew less, and
    the second contradicts others, which coverage shows.
    """
    told = sorted(
        ((report.told.published, _status(report, rules), report.mention.id) for report in reports),
        key=lambda state: (state[0] is None, state[0] or date.min, ORDER.index(state[1]), state[2]),
    )
    states: list[State] = []
    begun = False
    for day, status, mention in told:
        if begun and status not in BEGUN:
            continue
        begun = begun or status in BEGUN
        if not states or states[-1].status != status:
            states.append(State(as_of=day, status=status, mention=mention))
    return tuple(states)


def _status(report: Report, rules: LinkingRules) -> Life:
    return called_off(report.mention, report.told.text, rules) or Life(report.mention.status)
