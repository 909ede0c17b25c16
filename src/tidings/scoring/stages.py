"""Which stage takes how much time: a watch on the doors between them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from tidings import wire
from tidings.annotating import annotator
from tidings.annotating.annotator import Annotator
from tidings.annotating.entities import Referrer
from tidings.attributing.attributor import Attributor
from tidings.cleaning import Cleaner, cleaner
from tidings.coding.coder import Coder
from tidings.coding.reader import Reader
from tidings.pipeline import Tidings

#: what is watched: where a stage's function or method is looked up, its name there, and the stage
DOORS: tuple[tuple[Any, str, str], ...] = (
    (cleaner, "language", "language"),
    (Cleaner, "complete", "cleaning"),
    (Cleaner, "blocks", "cleaning"),
    (Cleaner, "dateline", "cleaning"),
    (Annotator, "annotate", "annotating: the rest"),
    (annotator, "find_times", "annotating: times"),
    (annotator, "find_places", "annotating: places"),
    (annotator, "find_quantities", "annotating: quantities"),
    (Referrer, "find", "annotating: actors"),
    (Attributor, "attribute", "attributing"),
    (Coder, "code", "coding"),
    (Reader, "read", "the reader"),
    (wire, "encode", "writing"),
)


class Watch:
    """Adds up the seconds of processor time that each stage takes, without those of the stages that it calls."""

    def __init__(self, coder: Tidings) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []
        for owner, name, stage in DOORS:
            setattr(owner, name, self._timed(getattr(owner, name), stage))
        parser: Any = coder.parser
        parser._components = [(name, self._step(name, component)) for name, component in parser.pipeline]  # noqa: SLF001

    def _timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            return self._run(stage, lambda: function(*args, **kwargs))

        return timed

    def _step(self, name: str, component: Any) -> Any:
        """A component of the parser, whose documents come one by one and are taken from the component before."""

        def pipe(stream: Iterable[Any], **kwargs: Any) -> Iterator[Any]:
            docs = iter(component.pipe(stream, **kwargs))
            end = object()
            while (doc := self._run(f"parser: {name}", lambda: next(docs, end))) is not end:
                yield doc

        return SimpleNamespace(pipe=pipe)

    def _run(self, stage: str, call: Callable[[], Any]) -> Any:
        self._inner.append(0.0)
        start = time.process_time()
        try:
            return call()
        finally:
            passed = time.process_time() - start
            self.seconds[stage] += passed - self._inner.pop()
            if self._inner:
                self._inner[-1] += passed
