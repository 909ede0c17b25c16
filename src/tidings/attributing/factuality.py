"""How far each act has come: happened, ongoing, planned, possible, required or denied.

Statuses are found from the top of each sentence downwards: what a verb says by itself (``verbgroup``) is combined with
what stands above it (``context``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from tidings.attributing.context import Contexts, combine
from tidings.attributing.tree import Tree
from tidings.attributing.verbgroup import FINITE, SUBJECTS, own_status
from tidings.knowledge.factuality import FactualityWords
from tidings.records import Cue, Factuality, Status

ACTS = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX"})
REPORTED_ARCS = frozenset({"ccomp", "xcomp"})


def statuses(
    tree: Tree,
    words: FactualityWords,
    *,
    headlines: Collection[int] = (),
    future: Callable[[int], Cue | None] = lambda _: None,
    telling: frozenset[str] = frozenset(),
) -> dict[int, Factuality]:
    """The status of every token that can name an act and has not plainly happened.

    ``headlines`` are the numbers of the sentences that are headlines; ``future`` gives the words that date a token
    after the article; ``telling`` are verbs whose simple present tells a single act.
    """
    return _Reader(tree, words, headlines, future, telling).read()


class _Reader:
    def __init__(
        self,
        tree: Tree,
        words: FactualityWords,
        headlines: Collection[int],
        future: Callable[[int], Cue | None],
        telling: frozenset[str],
    ) -> None:
        self.tree = tree
        self.words = words
        self.headlines = headlines
        self.future = future
        self.telling = telling
        self.found: list[Status | None] = [None] * tree.size
        self.own: list[Status | None] = [None] * tree.size
        self.above: list[Status | None] = [None] * tree.size
        self.cues: list[tuple[Cue, ...]] = [()] * tree.size
        self.reported = [False] * tree.size
        self.contexts = Contexts(tree, words, self.found)

    def read(self) -> dict[int, Factuality]:
        tree = self.tree
        order = [i for i, head in enumerate(tree.heads) if head == i]
        for i in order:  # grows while it is walked: heads come before what hangs on them
            order.extend(tree.children[i])
            self._decide(i)
        out = {}
        for i, status in enumerate(self.found):
            if status is not None and status is not Status.HAPPENED and tree.pos[i] in ACTS:
                out[i] = Factuality(status=status, cues=self.cues[i])
        return out

    def _decide(self, i: int) -> None:
        kind = self.tree.pos[i]
        if kind == "VERB" or (kind == "AUX" and self.tree.deps[i] not in ("aux", "auxpass")):
            self._decide_verb(i)
        elif kind in ("NOUN", "PROPN"):
            self._decide_noun(i)
        elif kind == "ADJ":
            head = self.tree.heads[i]
            if self.tree.deps[i] in ("acomp", "oprd", "conj") and self.found[head] is not Status.ONGOING:
                self.found[i], self.cues[i] = self.found[head], self.cues[head]
        else:
            self.found[i] = self.found[self.tree.heads[i]] if self.tree.heads[i] != i else None

    def _decide_verb(self, i: int) -> None:
        tree = self.tree
        head, dep = tree.heads[i], tree.deps[i]
        conjunct = dep == "conj" and tree.pos[head] in ("VERB", "AUX")
        if conjunct:
            self.reported[i] = self.reported[head]
        else:
            self.reported[i] = dep in REPORTED_ARCS and (tree.tags[head] in ("VBD", "VBN") or self.reported[head])
        own = own_status(
            tree,
            self.words,
            i,
            reported=self.reported[i],
            headline=tree.sentence[i] in self.headlines,
            telling=self.telling,
        )
        self.own[i], cues = own.status, own.cues
        if conjunct:
            self.above[i] = self.above[head]
            if self.own[i] is None and self._shares(i):
                self.own[i] = self.own[head]
            cues = (*cues, *self.cues[head])
        else:
            context = self.contexts.of_verb(i)
            self.above[i], cues = context.status, (*cues, *context.cues)
        status = combine(self.above[i], self.own[i])
        if status in (Status.HAPPENED, Status.ONGOING):
            status, cues = self._unreal(i, status, cues)
        self.found[i], self.cues[i] = status, cues

    def _unreal(self, i: int, status: Status, cues: tuple[Cue, ...]) -> tuple[Status, tuple[Cue, ...]]:
        """A present or participle dated after the article is planned; what is asked is possible."""
        tree = self.tree
        if tree.tags[i] != "VBD":
            later = self.future(i)
            if later is not None:
                return Status.PLANNED, (*cues, later)
        last = tree.sentence_of(i)[1] - 1
        while last > i and tree.pos[last] == "SPACE":
            last -= 1
        if tree.lower[last] == "?" and tree.sentence[i] not in self.headlines and tree.heads[i] == i:
            return Status.POSSIBLE, (*cues, Cue(rule="status:question", start=tree.starts[last], end=tree.ends[last]))
        return status, cues

    def _shares(self, i: int) -> bool:
        """Whether a conjunct leans on the auxiliaries of the verb before it: no subject and no tense of its own."""
        tree = self.tree
        return tree.tags[i] not in FINITE and tree.child(i, *SUBJECTS) is None

    def _decide_noun(self, i: int) -> None:
        tree = self.tree
        head = tree.heads[i]
        context = self.contexts.of_noun(i)
        status, cues = context.status, context.cues
        if status is None and tree.deps[i] == "conj" and tree.pos[head] in ("NOUN", "PROPN"):
            status, cues = self.found[head], self.cues[head]
        if status is None:
            later = self.future(i)
            if later is not None:
                status, cues = Status.PLANNED, (later,)
        self.found[i], self.cues[i] = status, cues
