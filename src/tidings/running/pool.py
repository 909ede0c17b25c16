"""Processes of this machine that code: each loads the coder once and is replaced when it dies.

Every process is a loky executor of its own, so that one that dies takes only what it was coding, and a thread of this
process waits for each (docs/running.md says why loky and why one each).
"""

from __future__ import annotations

import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from itertools import chain, islice
from queue import LifoQueue
from types import MappingProxyType, TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from loky.process_executor import ProcessPoolExecutor, TerminatedWorkerError

from tidings.errors import SetupError
from tidings.records import Article, Failure
from tidings.running import work
from tidings.running.arrow import articles_to_batch, batch_to_results
from tidings.running.batches import PIECE, batches
from tidings.running.coders import Factory, Item, Result, passing
from tidings.running.orphans import end_with_parent

AHEAD = 3  # pieces for each process that are read and not yet given: coded, waiting, or waiting for those before them
ONE_THREAD = MappingProxyType(
    dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "RAYON_NUM_THREADS"),
        "1",
    )
)
_EXIT_CODES = re.compile(r"exit codes of the workers are \{(.*?)\}")
P = ParamSpec("P")
T = TypeVar("T")


class Pool:
    """Codes batches in processes.  Use it as a context manager: at its end, the processes are gone.

    Args:
        factory: makes the coder, in each process once, when the first article comes to it.
        processes: how many at most; each is started when there is work for it.

    Raises:
        SetupError: processes die while they load the coder.
        TidingsError: what the factory raises.
    """

    def __init__(self, factory: Factory, processes: int) -> None:
        self._workers = [_Worker(factory) for _ in range(processes)]
        self._free: LifoQueue[_Worker] = LifoQueue()  # so that one that has loaded its coder is asked first
        for worker in reversed(self._workers):
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(processes, "tidings-pool")
        self._most = processes * AHEAD

    @cached_property
    def version(self) -> str:
        """See ``Coder.version``; a process is started to tell it."""
        return self._threads.submit(self._with_a_worker, _Worker.version).result()

    def map(self, batches: Iterable[Sequence[Item]]) -> Iterator[list[Result]]:
        """See ``Coders.map``.  No more is read of the batches than ``AHEAD`` pieces for each process, and one batch."""
        counts: deque[int] = deque()
        answers = self._in_order(_pieces(batches, counts))
        for first in answers:
            rest = islice(answers, counts.popleft() - 1)
            yield list(chain(first, *rest))

    def _in_order(self, pieces: Iterable[Sequence[Item]]) -> Iterator[list[Result]]:
        underway: deque[Future[list[Result]]] = deque()
        for piece in pieces:
            underway.append(self._threads.submit(self._with_a_worker, _Worker.code, piece))
            while underway and (len(underway) >= self._most or underway[0].done()):
                yield underway.popleft().result()
        while underway:
            yield underway.popleft().result()

    def _with_a_worker(self, do: Callable[..., T], *arguments: Any) -> T:
        worker = self._free.get()
        try:
            return do(worker, *arguments)
        finally:
            self._free.put(worker)

    def asked(self, question: Callable[[], T]) -> list[T]:
        """Have each process that there is answer a question about itself, once it has done what it is at."""
        return [worker.asked(question) for worker in self._workers if worker.lives]

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Worker:
    """One process, replaced when it dies; used by one thread at a time, closed by any."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self._executor: ProcessPoolExecutor | None = None
        self._closed = False
        self._lock = threading.Lock()

    def version(self) -> str:
        """Name the version of the coder."""
        return self._ask(work.version, self._factory)

    def code(self, piece: Sequence[Item]) -> list[Result]:
        """Code the articles of a piece; if the process dies, one by one, to find the one that it cannot bear."""
        return passing(piece, self._code_together)

    @property
    def lives(self) -> bool:
        """Whether there is a process."""
        return self._executor is not None

    def asked(self, question: Callable[[], T]) -> T:
        """Have the process answer a question."""
        return self._ask(question)

    def close(self) -> None:
        """End the process, now."""
        with self._lock:
            self._closed = True
            executor = self._executor
        if executor is not None:
            executor.shutdown(kill_workers=True)

    def _code_together(self, articles: list[Article]) -> list[Result]:
        try:
            return self._code(articles)
        except TerminatedWorkerError:
            return [self._code_alone(article) for article in articles]

    def _code_alone(self, article: Article) -> Result:
        try:
            [result] = self._code([article])
        except TerminatedWorkerError as error:
            detail = f"its process died twice, the second time with it alone: {_exit_of(error)}"
            return Failure(id=article.id, stage="coding", reason="worker died", detail=detail)
        return result

    def _code(self, articles: list[Article]) -> list[Result]:
        if not articles:
            return []
        return batch_to_results(self._ask(work.code_batch, self._factory, articles_to_batch(articles)))

    def _ask(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        executor = self._executor or self._started()
        try:
            answer: T = executor.submit(function, *arguments, **named).result()
        except TerminatedWorkerError:
            self._executor = None
            executor.shutdown(kill_workers=True)
            raise
        return answer

    def _started(self) -> ProcessPoolExecutor:
        """Start a process and have it load the coder; another one if the first dies over it."""
        try:
            return self._start()
        except TerminatedWorkerError:
            pass
        try:
            return self._start()
        except TerminatedWorkerError as error:
            raise SetupError(
                f"two processes in turn died while they loaded the coder ({_exit_of(error)}); "
                "is there memory for so many? --processes sets how many"
            ) from error

    def _start(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            self._executor = executor = ProcessPoolExecutor(1, env=dict(ONE_THREAD), initializer=end_with_parent)
        _leave_interrupts_to_the_main_thread()  # here: what the executor started just now lets them in again
        try:
            executor.submit(work.version, self._factory).result()
        except TerminatedWorkerError:
            self._executor = None
            executor.shutdown(kill_workers=True)
            raise
        return executor


def _pieces(given: Iterable[Sequence[Item]], counts: deque[int]) -> Iterator[Sequence[Item]]:
    """Cut batches into pieces for the processes; ``counts`` gets how many each batch gave, at least one."""
    for batch in given:
        cut = list(batches(batch, articles=PIECE)) or [[]]
        counts.append(len(cut))
        yield from cut


def _exit_of(error: TerminatedWorkerError) -> str:
    found = _EXIT_CODES.search(str(error))
    return f"exit code {found[1]}" if found else "exit code unknown"


def _leave_interrupts_to_the_main_thread() -> None:
    """Keep Ctrl-C, which a terminal sends to all processes, from those that this thread starts: they inherit it."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
