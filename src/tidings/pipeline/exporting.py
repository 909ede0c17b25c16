"""Lines of ``tidings link``, ``code`` and ``read`` to what exporting takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from tidings import wire
from tidings.errors import InputError
from tidings.events import Event
from tidings.exporting.cells import Facts
from tidings.exporting.exported import Exported, Reported
from tidings.knowledge import exporting, ontology
from tidings.knowledge.ontology import Ontology
from tidings.knowledge.tables import Data
from tidings.reading.files import UNREADABLE, broken, opened
from tidings.reading.lines import article, failure
from tidings.records import Article, Coded, Failure, Mention


class Gathered:
    """Events, and the mentions and articles that they name, gathered from lines in any order.

    Attributes:
        failures: lines that could not be read, and events that name mentions which are not at hand.
    """

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.failures: list[Failure] = []
        self._coded: dict[str, Coded] = {}
        self._article_of: dict[str, str] = {}
        self._articles: dict[str, Article] = {}
        self._reports: dict[str, tuple[Reported, ...]] = {}

    @classmethod
    def read(cls, paths: Iterable[str | Path]) -> Gathered:
        """Gather all lines of some files; a line or file that cannot be read becomes a failure."""
        gathered = cls()
        for path in paths:
            try:
                gathered._file(Path(path))
            except InputError as error:
                gathered.failures.append(failure(str(path), error))
            except UNREADABLE as error:
                gathered.failures.append(failure(str(path), broken(error)))
        return gathered

    def add(self, event: Event, reports: Iterable[tuple[Mention, Article]] = ()) -> None:
        """Take an event from elsewhere than lines, with its mentions and their articles."""
        self.events.append(event)
        self._reports[event.event] = tuple(
            Reported(mention=mention, article_id=article.id, published=article.published, article=article)
            for mention, article in reports
        )

    def exported(self, ontology: Ontology) -> Iterator[Exported]:
        """Give each event with its reports; one that cannot go out becomes a failure."""
        for event in self.known(ontology):
            try:
                yield self._joined(event)
            except InputError as error:
                self.failures.append(failure(event.event, error))

    def known(self, ontology: Ontology) -> Iterator[Event]:
        """Give each event whose type and mode the ontology has; another becomes a failure."""
        for event in self.events:
            try:
                _check(event, ontology)
            except InputError as error:
                self.failures.append(failure(event.event, error))
            else:
                yield event

    def _file(self, path: Path) -> None:
        with opened(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    self._line(line, str(path), f"{path}:{number}")

    def _line(self, line: bytes, path: str, where: str) -> None:
        try:
            values = json.loads(line)
            if isinstance(values, dict) and "event" in values:
                self.events.append(wire.decode_event(line))
            elif isinstance(values, dict) and ("mentions" in values or "error" in values):
                self._keep(wire.decode(line))
            else:
                self._keep(article(line, path, where))
        except ValueError as error:
            self.failures.append(failure(where, InputError("reading", "not JSON", str(error))))
        except InputError as error:
            self.failures.append(failure(where, error))

    def _keep(self, item: Article | Coded | Failure) -> None:
        if isinstance(item, Failure):
            self.failures.append(item)
        elif isinstance(item, Article):
            self._articles[item.id] = item
        else:
            for mention in self._coded[item.id].mentions if item.id in self._coded else ():
                self._article_of.pop(mention.id, None)  # coded again: the later line counts
            self._coded[item.id] = item
            self._article_of |= {mention.id: item.id for mention in item.mentions}

    def _joined(self, event: Event) -> Exported:
        if event.event in self._reports:
            return Exported(event=event, reports=self._reports[event.event])
        if missing := [mention for mention in event.mentions if mention not in self._article_of]:
            detail = f"{len(missing)} of its mentions, as {missing[0]}; give the lines of tidings code too"
            raise InputError("exporting", "mentions not at hand", detail)
        return Exported(event=event, reports=tuple(map(self._report, event.mentions)))

    def _report(self, mention: str) -> Reported:
        coded = self._coded[self._article_of[mention]]
        told = self._articles.get(coded.id)
        if told is None and coded.text is not None:
            told = Article(
                id=coded.id, text=coded.text, url=coded.url, publisher=coded.publisher, title=coded.title,
                published=coded.published, language=coded.language,
            )  # fmt: skip
        return Reported(
            mention=next(one for one in coded.mentions if one.id == mention),
            article_id=coded.id,
            published=_iso(coded.published or (told.published if told else None), coded.id),
            article=told,
        )


def _iso(published: str | None, article_id: str) -> str | None:
    """The date or date-time as it is, if it is one."""
    try:
        if published:
            datetime.fromisoformat(published)
    except ValueError as error:
        detail = f'article {article_id}: published "{published}" is not as 2024-05-03 or 2024-05-03T10:15:00+02:00'
        raise InputError("exporting", "not a date", detail) from error
    return published


def _check(event: Event, ontology: Ontology) -> None:
    """Make sure that the ontology has the type and mode, if it is no story; it may come from another version's data."""
    if event.type is None:
        return
    known = ontology.types.get(event.type)
    if known is None or (event.mode is not None and event.mode not in known.modes):
        act = f"{event.type}/{event.mode}" if event.mode else event.type
        raise InputError(
            "exporting", "unknown act", f"{act} is not in plover/; give --lexicon DIR with the data it had"
        )


def export_facts(lexicon: Path | None) -> Facts:
    """What rendering needs, with the user's folder laid over ours.

    Raises:
        DataError: data files are faulty; it names all faults.
    """
    data = Data.open(lexicon)
    codes = exporting.load(data, ontology.load(data))
    data.check()
    return Facts(codes, version("tidings"))
