"""What codes articles, in this process or in many: both give the answers in the order of the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Protocol

from tidings.records import Article, Coded, Failure

FEW = 16  # articles: loading a second coder takes as long as coding about so many
Item = Article | Failure
Result = Coded | Failure


class Coder(Protocol):
    """What codes articles one after the other; two coders of one version give the same answers."""

    @property
    def version(self) -> str:
        """Name all that the answers depend on besides the article."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Result]:
        """Code articles in order, one answer each: what goes wrong with one is its answer."""


class Factory(Protocol):
    """What makes a coder: two that are equal make the same one.  It goes to other processes, so it can be pickled."""

    def __call__(self) -> Coder:
        """Load a coder."""

    def __hash__(self) -> int:
        """Equal factories have the same."""


class Coders(Protocol):
    """What codes batches, perhaps several at a time."""

    @property
    def version(self) -> str:
        """See ``Coder.version``."""

    def map(self, batches: Iterable[Sequence[Item]]) -> Iterator[list[Result]]:
        """Give the answers of each batch, batches and answers in their order; failures in it are passed on."""


class Alone:
    """One coder in this process."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder

    @property
    def version(self) -> str:
        """See ``Coder.version``."""
        return self._coder.version

    def map(self, batches: Iterable[Sequence[Item]]) -> Iterator[list[Result]]:
        """See ``Coders.map``; a batch is taken only when the one before has been given."""
        for batch in batches:
            yield passing(batch, self._coder.pipe)


def passing(batch: Sequence[Item], code: Callable[[list[Article]], Iterable[Result]]) -> list[Result]:
    """Code the articles of a batch and leave its failures where they stand."""
    answers = iter(code([item for item in batch if isinstance(item, Article)]))
    return [item if isinstance(item, Failure) else next(answers) for item in batch]


@contextmanager
def coders(factory: Factory, processes: int) -> Iterator[Coders]:
    """Give what codes in so many processes; 1 is this one.  They are gone at the end, whatever ended it."""
    if processes == 1:
        yield Alone(factory())
        return
    from tidings.running.pool import Pool  # noqa: PLC0415 - one process needs none of it

    with Pool(factory, processes) as pool:
        yield pool


def processes_for(items: Iterable[Item], asked: int | None) -> tuple[Iterator[Item], int]:
    """Say in how many processes to code a stream.

    Args:
        items: the stream; its first ``FEW`` are looked at.
        asked: how many the user wants; None for one on each core that this process may use, or one for few articles.

    Returns:
        The stream, whole, and the number.
    """
    stream = iter(items)
    if asked is not None:
        return stream, asked
    from loky import cpu_count  # noqa: PLC0415 - knows of affinity and of containers' quotas

    first = list(islice(stream, FEW))
    return chain(first, stream), 1 if len(first) < FEW else cpu_count()
