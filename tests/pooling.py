"""Coders for tests of pools, which load at once and do what the words of an article ask; as a script, a run with one.

``KILL`` kills the process that codes it, ``ONCE path`` does so the first time alone, ``SLEEP n`` takes n milliseconds,
``TOUCH path`` makes a file, ``FAIL`` fails, ``HUGE`` holds a number that no column can hold.
"""

import os
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from examples import seen
from tidings import pipeline
from tidings.errors import DataError
from tidings.records import Article, Coded, Failure


@dataclass(frozen=True)
class Obedient:
    """Makes itself, as a factory; notes the process in ``pids``, if that is a folder."""

    version: str = "v1"
    pids: str | None = None
    fault: str | None = None

    def __call__(self) -> "Obedient":
        if self.pids:
            Path(self.pids, str(os.getpid())).touch()
        if self.fault == "data":
            raise DataError(["words.tsv:7: no such type"])
        if self.fault == "death":
            os.kill(os.getpid(), signal.SIGKILL)
        return self

    def pipe(self, articles: Iterable[Article]) -> Iterator[Coded | Failure]:
        for article in articles:
            yield obey(article)


def obey(article: Article) -> Coded | Failure:
    record = seen()
    mention = replace(record.mentions[0], id=f"m-{article.id}")
    if found := re.search(r"SLEEP (\d+)", article.text):
        time.sleep(int(found[1]) / 1000)
    if found := re.search(r"TOUCH (\S+)", article.text):
        Path(found[1]).touch()
    if "KILL" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if (found := re.search(r"ONCE (\S+)", article.text)) and not Path(found[1]).exists():
        Path(found[1]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "FAIL" in article.text:
        return Failure(id=article.id, stage="coding", reason="internal error", detail="as the test asks")
    if "HUGE" in article.text:
        mention = replace(mention, quantities=(replace(mention.quantities[0], value=10**400),))
    return replace(record, id=article.id, text=article.text, mentions=(mention,))


def article(number: int, text: str = "Kim called Minsk.") -> Article:
    return Article(id=f"a{number}", text=f"{text} {number}")


if __name__ == "__main__":  # pids command...
    from tidings.cli import main

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a runner in the background has it ignored
    pipeline.Loader = lambda _: Obedient(pids=sys.argv[1])
    main(sys.argv[2:])
