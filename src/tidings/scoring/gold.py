"""Articles that people annotated, read and checked: all faults at once, each with file and line.

A gold set is two files.  ``NAME.docs.jsonl`` holds an article a line, ``{"id", "text", "sentences"}`` and what else
``tidings code`` reads; ``sentences`` are pairs of offsets, end excluded.  ``NAME.gold.jsonl`` holds an annotation a
line, ``{"id", "date_note", "mentions"}``; docs/accuracy.md shows a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from tidings.errors import DataError
from tidings.knowledge import ontology
from tidings.knowledge.ontology import Ontology
from tidings.knowledge.tables import Data
from tidings.records import Article, Status

CODE = re.compile(r"[A-Z]{3,4}( [A-Z]{3})*")
DOCS, GOLD = ".docs.jsonl", ".gold.jsonl"
Number = int | float
Value = Number | tuple[Number | None, Number | None]
T = TypeVar("T")


# ---------------------------------------------------------------------- as it stands in the files


class _Document(msgspec.Struct):
    id: str
    text: str
    sentences: list[tuple[int, int]]
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    date: str | None = None


class _Annotation(msgspec.Struct):
    id: str
    mentions: list[msgspec.Raw]
    date_note: str | None = None


class _Party(msgspec.Struct):
    text: str
    code: str


class _Days(msgspec.Struct):
    earliest: date
    latest: date


class _Site(msgspec.Struct):
    country: str | None = None


class _Quantity(msgspec.Struct):
    value: Number | tuple[Number | None, Number | None]


class _Mention(msgspec.Struct):
    sentence: int
    trigger: str
    type: str
    status: str
    actors: list[_Party]
    recipients: list[_Party]
    voices: list[_Party]
    when: _Days | None
    where: _Site | None
    nth: int | None = None
    mode: str | None = None
    historical: bool | None = None
    quantities: list[_Quantity] | None = None


# ---------------------------------------------------------------------- as it is scored


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldParty:
    """A side or a voice: its words, and its code as in ``PRK GOV``."""

    text: str
    code: str

    @property
    def country(self) -> str:
        """The first part of the code: a country, or an organisation, which stands for itself."""
        return self.code.split(" ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """What people found; ``span`` and ``sentence`` are offsets into the article's text."""

    span: tuple[int, int]
    sentence: tuple[int, int]
    type: str
    mode: str | None
    status: str
    historical: bool
    actors: tuple[GoldParty, ...]
    recipients: tuple[GoldParty, ...]
    voices: tuple[GoldParty, ...]
    when: tuple[date, date] | None
    stated: bool  # whether the text says where
    where: str | None
    quantities: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An annotated article; it is ``published`` on the day that its dates are resolved against, if that is known."""

    article: Article
    text_sha256: str
    mentions: tuple[GoldMention, ...]


def files(gold: str) -> tuple[Path, Path]:
    """The two files that a name stands for: ``DOCS:ANNOTATIONS``, a folder that holds one set, or ``FOLDER/NAME``.

    Raises:
        DataError: there are no such files, or a folder holds several sets.
    """
    folder = Path(gold)
    if folder.is_dir():
        names = sorted(path.name.removesuffix(GOLD) for path in folder.glob(f"*{GOLD}"))
        if len(names) != 1:
            came = f"{len(names)} sets: {', '.join(names)}; name one, as {folder / names[0]}" if names else "none"
            raise DataError([f"{gold}: expected NAME{DOCS} and NAME{GOLD} in the folder; found {came}"])
        gold = str(folder / names[0])
    docs, _, annotations = gold.rpartition(":")
    found = (Path(docs), Path(annotations)) if docs and annotations else (Path(gold + DOCS), Path(gold + GOLD))
    missing = [f"{path}: no such file; GOLD is DOCS:ANNOTATIONS, a folder, or FOLDER/NAME" for path in found
               if not path.is_file()]  # fmt: skip
    if missing:
        raise DataError(missing)
    return found


def read(gold: str) -> tuple[GoldArticle, ...]:
    """Read a gold set, in the order of its documents; those that nobody annotated are left out.

    Raises:
        DataError: the files are not there or are faulty; it names all faults.
    """
    docs_path, annotations_path = files(gold)
    data = Data.open()
    checker = _Checker(data, ontology.load(data))
    documents = {d.id: d for d in checker.documents(docs_path)}
    annotated: dict[str, GoldArticle] = {}
    for where, annotation in checker.lines(annotations_path, _Annotation):
        document = documents.get(annotation.id)
        if document is None:
            data.fault(where, f'id "{annotation.id}" is of no document in {docs_path}')
        elif annotation.id in annotated:
            data.fault(where, f'id "{annotation.id}" is annotated twice')
        else:
            annotated[annotation.id] = checker.article(where, annotation, document)
    if not annotated:
        data.fault(str(annotations_path), f"annotates no document of {docs_path}")
    data.check()
    return tuple(annotated[id_] for id_ in documents if id_ in annotated)


class _Checker:
    """Turns lines into records, noting faults."""

    def __init__(self, data: Data, plover: Ontology) -> None:
        self._data = data
        self._plover = plover

    def lines(self, path: Path, kind: type[T]) -> Iterator[tuple[str, T]]:
        """The good lines of a file, each with where it stands."""
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            if line.strip():
                where = f"{path}:{number}"
                record = self._decoded(line, kind, where)
                if record is not None:
                    yield where, record

    def documents(self, path: Path) -> Iterator[_Document]:
        seen: set[str] = set()
        for where, document in self.lines(path, _Document):
            if document.id in seen:
                self._data.fault(where, f'id "{document.id}" stands twice')
                continue
            seen.add(document.id)
            length = len(document.text)
            for number, (start, end) in enumerate(document.sentences):
                if not 0 <= start < end <= length:
                    what = f"is {start} to {end}; expected offsets into the text of {length} characters, end excluded"
                    self._data.fault(f"{where}: sentences[{number}]", what)
            yield document

    def article(self, where: str, annotation: _Annotation, document: _Document) -> GoldArticle:
        mentions = []
        for number, raw in enumerate(annotation.mentions):
            at = f"{where}: mentions[{number}]"
            written = self._decoded(bytes(raw), _Mention, at)
            mention = self._mention(written, document, at) if written is not None else None
            if mention is not None:
                mentions.append(mention)
        noted = re.search(r"\d{4}-\d\d-\d\d", annotation.date_note or "")
        article = Article(
            id=document.id,
            text=document.text,
            title=document.title,
            publisher=document.publisher,
            published=noted.group(0) if noted else document.published or document.date or None,
        )
        digest = sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        return GoldArticle(article=article, text_sha256=digest, mentions=tuple(mentions))

    def _mention(self, written: _Mention, document: _Document, at: str) -> GoldMention | None:
        self._names(written, at)
        when = (written.when.earliest, written.when.latest) if written.when else None
        if when and when[0] > when[1]:
            self._data.fault(f"{at}: when", f"earliest {when[0]} lies after latest {when[1]}")
        if not 0 <= written.sentence < len(document.sentences):
            known = f"the article has 0 to {len(document.sentences) - 1}"
            self._data.fault(f"{at}: sentence", f"{written.sentence} is no sentence; {known}")
            return None
        start, end = document.sentences[written.sentence]
        span = self._trigger(written, document.text[start:end], at)
        if span is None:
            return None
        return GoldMention(
            span=(start + span[0], start + span[1]),
            sentence=(start, end),
            type=written.type,
            mode=written.mode,
            status=written.status,
            historical=bool(written.historical),
            actors=_parties(written.actors),
            recipients=_parties(written.recipients),
            voices=_parties(written.voices),
            when=when,
            stated=written.where is not None,
            where=written.where.country if written.where else None,
            quantities=tuple(q.value for q in written.quantities or ()),
        )

    def _names(self, written: _Mention, at: str) -> None:
        """Check what is chosen from closed lists, and the codes."""
        types: Mapping[str, ontology.EventType] = self._plover.types
        if self._data.choice(at, "type", written.type, types) and written.mode is not None:
            self._data.choice(at, f"mode of {written.type}", written.mode, types[written.type].modes)
        self._data.choice(at, "status", written.status, [s.value for s in Status])
        for side in ("actors", "recipients", "voices"):
            parties: Sequence[_Party] = getattr(written, side)
            for number, party in enumerate(parties):
                if not CODE.fullmatch(party.code):
                    what = f'code "{party.code}"; expected a country or organisation and sectors, as PRK GOV or UNO'
                    self._data.fault(f"{at}: {side}[{number}]", what)

    def _trigger(self, written: _Mention, sentence: str, at: str) -> tuple[int, int] | None:
        """Where in its sentence the trigger stands."""
        nth = 1 if written.nth is None else written.nth
        starts = [m.start() for m in re.finditer(f"(?={re.escape(written.trigger)})", sentence)]
        if not written.trigger or not 1 <= nth <= len(starts):
            asked = f"{nth} times" if nth > 1 else "once"
            found = f'stands {len(starts)} times in sentence {written.sentence}, "{_short(sentence)}"'
            self._data.fault(f"{at}: trigger", f'"{written.trigger}" {found}; expected at least {asked}')
            return None
        return starts[nth - 1], starts[nth - 1] + len(written.trigger)

    def _decoded(self, line: bytes, kind: type[T], where: str) -> T | None:
        try:
            return msgspec.json.decode(line, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._data.fault(where, str(error))
            return None


def _parties(written: Sequence[_Party]) -> tuple[GoldParty, ...]:
    return tuple(GoldParty(text=party.text, code=party.code) for party in written)


def _short(sentence: str, most: int = 60) -> str:
    return sentence if len(sentence) <= most else sentence[: most - 1] + "…"
