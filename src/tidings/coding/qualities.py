"""Mode, status and background of an act: what the rules read, and the reader where they read nothing or it is sure."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tidings.coding.arguments import Arguments
from tidings.coding.circumstances import Circumstances
from tidings.coding.matching import Match, Matcher
from tidings.coding.reader import Readings
from tidings.knowledge.lexicon import Lexicon, Sense
from tidings.records import Attributions, Cue, Status, When

#: the reader's chance from which its status prevails over that of the rules
PREVAILING = 0.6
#: the reader's chance from which an undated act is background
BACKGROUND = 0.15


class Qualities:
    """Reads them for the acts of one article."""

    def __init__(
        self,
        lexicon: Lexicon,
        matcher: Matcher,
        arguments: Arguments,
        attributions: Attributions,
        *,
        circumstances: Circumstances,
        readings: Readings | None,
    ) -> None:
        self._lexicon = lexicon
        self._matcher = matcher
        self._arguments = arguments
        self._attributions = attributions
        self._circumstances = circumstances
        self._readings = readings

    def historical(self, when: When | None, token: Token) -> tuple[bool, tuple[Cue, ...]]:
        """Whether an act is background: by its time, or, where it has none, by its words and the reader."""
        historical, cues = self._circumstances.historical(when, token)
        if historical or when is not None or self._readings is None:
            return historical, cues
        sure = self._readings.historical(token.i)
        if sure < BACKGROUND:
            return False, ()
        return True, (Cue(rule=f"reader:historical {sure:.2f}", start=token.idx, end=token.idx + len(token)),)

    def mode(self, match: Match) -> tuple[str | None, tuple[Cue, ...]]:
        """The mode that the sense has, that the clause's words give, or that the reader sees."""
        if match.sense.mode:
            return match.sense.mode, ()
        rules = self._lexicon.modes.get(match.sense.type, ())
        words = self._clause_words(match.token) if rules else []
        for rule in rules:
            for token in words:
                if self._matcher.stands_for(token, rule.words):
                    return rule.mode, (Cue(rule=f"lexicon:{rule.id}", start=token.idx, end=token.idx + len(token)),)
        if self._readings is not None:
            return self._readings.mode(match.token.i, match.sense.type), ()
        return None, ()

    def _clause_words(self, token: Token) -> Sequence[Token]:
        """The words of the act's own clause, nearest first."""
        words = []
        stack = [self.carrier(token) or token]
        while stack:
            current = stack.pop()
            words.append(current)
            stack.extend(c for c in current.children if c.dep_ not in {"relcl", "conj", "parataxis", "appos"})
        return sorted(words, key=lambda t: (abs(t.i - token.i), t.i))

    def carrier(self, token: Token) -> Token | None:
        """The support verb of a noun."""
        carried = self._arguments.carrier(token) if token.pos_ in {"NOUN", "PROPN"} else None
        return carried[0] if carried else None

    def status(self, token: Token, sense: Sense) -> tuple[Status, tuple[Cue, ...]]:
        """What rules and reader make of how far the act has come; the reader prevails where it is sure."""
        status, cues = self._ruled_status(token, sense)
        asked = any(cue.rule == "status:question" for cue in cues)
        if self._readings is None or sense.cite == "modal" or asked:
            return status, cues
        seen, sure = self._readings.status(token.i)
        if seen == status.value or sure < PREVAILING:
            return status, cues
        said = Cue(rule=f"reader:{seen} {sure:.2f}", start=token.idx, end=token.idx + len(token))
        return Status(seen), (said,)

    def _ruled_status(self, token: Token, sense: Sense) -> tuple[Status, tuple[Cue, ...]]:
        if sense.cite == "modal":
            # "said that Chad must leave" is a demand made, whatever the modal says of leaving
            return Status.HAPPENED, ()
        factuality = self._attributions.factuality.get(token.i)
        if factuality is not None:
            return factuality.status, factuality.cues
        if sense.status is not None:
            return sense.status, ()
        carrier = self._arguments.carrier(token) if token.pos_ in {"NOUN", "PROPN"} else None
        if carrier is not None and carrier[1].status is not None:
            verb = carrier[0]
            return carrier[1].status, (Cue(rule=f"lexicon:{carrier[1].id}", start=verb.idx, end=verb.idx + len(verb)),)
        return Status.HAPPENED, ()
