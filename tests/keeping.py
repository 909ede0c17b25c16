"""A coder for tests that finds one mention an article and fails on some; as a script, a run that can be killed."""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from examples import seen
from tidings.records import Article, Coded, Failure, Origin
from tidings.running.coders import Alone
from tidings.running.keep import keep
from tidings.running.tally import Tally
from tidings.storing import queries, schema
from tidings.storing.store import Store


@dataclass
class FakeCoder:
    """Codes every article but those whose text says FAIL."""

    version: str
    pause: float
    asked: list[str] = field(default_factory=list)

    def pipe(self, articles: Iterable[Article]) -> Iterator[Coded | Failure]:
        for article in articles:
            self.asked.append(article.id)
            if "FAIL" in article.text:
                yield Failure(id=article.id, stage="coding", reason="internal error", detail="as the test asks")
                continue
            record = seen()
            mention = replace(record.mentions[0], id=f"m-{article.id}")
            yield replace(record, id=article.id, text=article.text, mentions=(mention,))
        time.sleep(self.pause)


def coder_of(version: str = "v1", pause: float = 0.0) -> FakeCoder:
    return FakeCoder(version, pause)


def stream(count: int) -> Iterator[Article | Failure]:
    """Articles; of every twenty, one cannot be read and one cannot be coded."""
    for number in range(count):
        if number % 20 == 3:
            yield Failure(id=f"pages/{number}.html", stage="reading", reason="empty file", detail="0 bytes")
        else:
            text = "FAIL" if number % 20 == 7 else f"Kim called Minsk {number} times."
            yield Article(id=f"a{number}", text=text, origin=Origin(path=f"pages/{number}.html"))


def content(store: Store) -> dict[str, list[str]]:
    """All rows of all tables, in an order that does not depend on when they came."""
    return {table: sorted(map(repr, queries.ask(store, f"FROM {table}").rows)) for table in schema.TABLES}


def announce() -> None:
    sys.stdout.write("batch\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with Store.open(Path(sys.argv[1])) as opened:
        keep(stream(int(sys.argv[2])), Alone(coder_of(pause=0.2)), opened, Tally(), lambda _: announce())
