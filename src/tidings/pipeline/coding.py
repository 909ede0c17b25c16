"""Article to mentions: the route on one page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

from dateutil.parser import parse as parse_date
from spacy.language import Language
from spacy.tokens import Doc

from tidings import examples, knowledge, wire
from tidings.annotating.actors import resolve_phrase
from tidings.annotating.annotator import Annotator
from tidings.annotating.parse import load_parser, parse, readable
from tidings.attributing.attributor import Attributor
from tidings.cleaning import Cleaner, normalise
from tidings.coding.arguments import Arguments
from tidings.coding.coder import Coder, Seen, Unsettled, Words
from tidings.coding.logistic import Feature
from tidings.coding.matching import Matcher
from tidings.coding.reader import Reader
from tidings.coding.recovery import Candidate
from tidings.coding.uncovered import Sighting, sightings
from tidings.committing.committer import Committer
from tidings.errors import InputError
from tidings.identity import article_id
from tidings.knowledge import Knowledge
from tidings.knowledge.attribution import Sort
from tidings.knowledge.digest import digest
from tidings.knowledge.lexicon import Sense
from tidings.knowledge.reader import load as load_reader
from tidings.layout import Block, Dateline
from tidings.pipeline.failures import failure
from tidings.pipeline.reading import read
from tidings.records import Article, Attributions, Coded, Declined, Entity, Failure, Mention, Span
from tidings.running.batches import batches
from tidings.settings import Settings

LANGUAGE = "en"
PARSED_TOGETHER = 8  # articles: more take memory and save no time
PARSED_CHARACTERS = 32_000  # the same, for long articles: the parser's matrices grow with the words of a batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A cleaned article, and the text that the parser is to see: as long as the article's, so that offsets hold."""

    article: Article
    readable: str
    blocks: tuple[Block, ...]
    dateline: Dateline | None


class Tidings:
    """Everything loaded once; codes as many articles as come."""

    def __init__(self, settings: Settings) -> None:
        words: Knowledge = knowledge.load(settings.lexicon)
        self.settings = settings
        self._words = words
        self._cleaner = Cleaner(words.cleaning, datetime.now(UTC).date())
        self._parser = load_parser(settings.parser)
        self._annotator = Annotator(words)
        self._attributor = Attributor(words.attribution, words.factuality)
        coding = Words(
            words.lexicon,
            words.ontology,
            words.gazetteer.words,
            words.rules,
            words.joint,
            words.records,
            words.contexts,
            words.quantities,
        )
        self._reader = Reader(load_reader(settings.model)) if settings.reader else None
        self._coder = Coder(coding, settings, self._reader)
        self._committer = Committer(words.commitments)

    @property
    def version(self) -> str:
        """All that the answers depend on besides the article."""
        meta, settings = self._parser.meta, self.settings
        return (
            f"tidings {version('tidings')} {digest(settings.lexicon)}, {meta['name']} {meta['version']}, "
            f"{f'reader {self._reader.digest}' if self._reader else 'no reader'}, "
            f"at most {settings.max_characters} characters, confidence from {settings.min_confidence}"
        )

    @property
    def parser(self) -> Language:
        """The parser, as it was loaded."""
        return self._parser

    @property
    def senses(self) -> Sequence[Sense]:
        """The senses of the lexicon, in its order."""
        return tuple(self._words.lexicon.senses.values())

    def new_day(self, today: date) -> None:
        """Take a day as today, as who runs for days must: no article can have been published later."""
        self._cleaner = replace(self._cleaner, today=today)

    def read(self, paths: Iterable[str | Path]) -> Iterator[Article | Failure]:
        """Give the articles under some paths, cleaned, and a failure for each that could not be read."""
        return read(paths, self._cleaner)

    def code(
        self,
        text: str,
        *,
        published: str | None = None,
        publisher: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> Coded:
        """Code one text.

        Args:
            text: the article's body.
            published: ISO 8601 date or date-time that relative times are resolved against; inferred if it can be.
            publisher: the outlet, which is never a voice.
            title: the headline.
            url: the address; outlet and date may be told by it.

        Raises:
            InputError: the text cannot be coded; it carries stage, reason and detail.
        """
        article = Article(
            id=article_id(publisher, url, wire.valid(text)),
            text=text,
            url=url,
            publisher=publisher,
            title=title,
            published=published,
        )
        prepared = self._prepare(article)
        [doc] = parse(self._parser, [prepared.readable])
        return self._draw(prepared, doc)

    def pipe(self, articles: Iterable[Article | Failure]) -> Iterator[Coded | Failure]:
        """Code a stream: one answer for each, in order; failures that come are passed on.

        No article takes others with it: what goes wrong becomes its own failure.
        """
        for batch in batches(articles, articles=PARSED_TOGETHER, characters=PARSED_CHARACTERS):
            ready = [item if isinstance(item, Failure) else self._prepared(item) for item in batch]
            docs = iter(self._parsed([item for item in ready if isinstance(item, Prepared)]))
            for item in ready:
                yield item if isinstance(item, Failure) else self._drawn(item, next(docs))

    def weigh(self, article: Article) -> Iterator[tuple[Candidate, Span, tuple[Feature, ...]]]:
        """Every candidate of an article before the decision: see ``Coder.weigh``."""
        yield from self._coder.weigh(self._attributed(article))

    def candidates(self, article: Article) -> Seen:
        """Every candidate of an article before the model gives its sides: see ``Coder.candidates``."""
        return self._coder.candidates(self._attributed(article))

    def unsettled(self, article: Article) -> list[Unsettled]:
        """Every mention of an article with the times and places that it may have: see ``Coder.unsettled``."""
        return self._coder.unsettled(self._attributed(article))

    def _attributed(self, article: Article) -> Attributions:
        prepared = self._prepare(article)
        [doc] = parse(self._parser, [prepared.readable])
        analysis = self._annotator.annotate(prepared.article, doc, prepared.blocks, prepared.dateline)
        return self._attributor.attribute(analysis)

    def survey(self, articles: Iterable[Article | Failure]) -> Iterator[tuple[Sighting, ...] | Failure]:
        """What the lexicon does not cover in each article, in order; failures that come are passed on."""
        for item in articles:
            yield item if isinstance(item, Failure) else self._surveyed(item)

    def _surveyed(self, article: Article) -> tuple[Sighting, ...] | Failure:
        attribution, lexicon = self._words.attribution, self._words.lexicon
        reporting = {
            w for words in (attribution.verbs, attribution.nouns) for w, a in words.items() if a.sort is not Sort.ACT
        }
        view = self._reader.read if self._reader else None
        try:
            analysis = self._attributed(article).analysis
            arguments = Arguments(analysis.doc, lexicon)
            return tuple(sightings(analysis, arguments, lexicon, reporting=reporting, view=view))
        except Exception as error:  # noqa: BLE001 - the boundary of one article
            return failure(article.id, "coding", error)

    def faults(self, *, own: bool = False) -> Iterator[str]:
        """Run the examples of every entry of the lexicon, of the user's folder alone if ``own``.

        Yields:
            A line for each that fails, with its file and line.
        """
        senses = [sense for sense in self.senses if sense.own or not own]
        yield from examples.failures(senses, self._code_all, self._misfits)
        lexicon = self._words.lexicon
        indexed = [rules for index in (lexicon.exclusions, lexicon.domains) for rules in index.values()]
        exclusions = {rule.id: rule for rules in indexed for rule in rules if rule.own or not own}
        yield from examples.unstopped(exclusions.values(), self._code_all)

    def _misfits(self, sense: Sense, text: str) -> list[str]:
        """What keeps the words of a sentence from having a sense."""
        analysis = self._attributed(Article(id=article_id(None, None, text), text=text)).analysis
        matcher = Matcher(self._words.lexicon, analysis, Arguments(analysis.doc, self._words.lexicon))
        told = [(token.text, matcher.misfits(token, sense)) for token in analysis.doc]
        if all(why is None for _, why in told):
            return ["its word is not there, or is taken for another part of speech"]
        return [f"{word}: {', '.join(why)}" for word, why in told if why]

    def resolve(self, phrase: str, *, context: str = "", on: date | str | None = None) -> Entity:
        """Say who a phrase names.

        Args:
            phrase: a noun phrase, as in *the Chadian defence minister*.
            context: words around it.
            on: the day for which offices count, as a date or as written (``2024-05-14``, ``10 May 2015``, ``today``);
                None for the last known.

        Raises:
            InputError: ``on`` is no date.
        """
        day = _day(on) if isinstance(on, str) else on
        return resolve_phrase(
            phrase,
            context,
            day,
            referrer=self._annotator.referrer,
            nlp=self._parser,
            toponyms=self._annotator.toponyms,
            country_of=self._annotator.country_of,
        )

    def _code_all(self, texts: Iterable[str]) -> Iterator[tuple[Sequence[Mention], Sequence[Declined]]]:
        """Code sentences that must all be codable."""
        for result in self.pipe(Article(id=article_id(None, None, text), text=text) for text in texts):
            if isinstance(result, Failure):
                raise InputError(result.stage, result.reason, result.detail)
            yield result.mentions, result.declined

    def _prepare(self, article: Article) -> Prepared:
        if len(article.text) > self.settings.max_characters:
            limit = f"{self.settings.max_characters:,}"
            raise InputError("cleaning", "too long", f"{len(article.text):,} characters; at most {limit} are coded")
        article = self._cleaner.complete(article)
        if article.language != LANGUAGE:
            raise InputError("cleaning", "language not supported", f"{article.language}; expected {LANGUAGE}")
        blocks = self._cleaner.blocks(article.text, article.title)
        dateline = self._cleaner.dateline(article.text, blocks)
        text = readable(normalise(article.text), blocks, dateline)
        return Prepared(article=article, readable=text, blocks=blocks, dateline=dateline)

    def _draw(self, prepared: Prepared, doc: Doc) -> Coded:
        article = prepared.article
        analysis = self._annotator.annotate(article, doc, prepared.blocks, prepared.dateline)
        attributions = self._attributor.attribute(analysis)
        mentions, declined = self._coder.code(attributions)
        return Coded(
            id=article.id,
            text_sha256=hashlib.sha256(article.text.encode()).hexdigest(),
            published=article.published,
            published_inferred=article.published_inferred,
            language=article.language,
            mentions=mentions,
            attributions=attributions.items if self.settings.attributions else (),
            times=analysis.times,
            places=analysis.places,
            declined=declined,
            commitments=self._committer.commitments(attributions, mentions),
            reader=self._reader.digest if self._reader else None,
            text=article.text if self.settings.with_text else None,
            url=article.url,
            publisher=article.publisher,
            title=article.title,
        )

    def _prepared(self, article: Article) -> Prepared | Failure:
        try:
            return self._prepare(article)
        except Exception as error:  # noqa: BLE001 - the boundary of one article
            return failure(article.id, "cleaning", error)

    def _parsed(self, prepared: Sequence[Prepared]) -> Iterator[Doc | Exception]:
        """Parse together; where that fails, one by one, to find whose fault it is."""
        try:
            yield from list(parse(self._parser, [item.readable for item in prepared]))
        except Exception:  # noqa: BLE001 - told below, article by article
            for item in prepared:
                try:
                    [doc] = parse(self._parser, [item.readable])
                    yield doc
                except Exception as error:  # noqa: BLE001 - the boundary of one article
                    yield error

    def _drawn(self, prepared: Prepared, doc: Doc | Exception) -> Coded | Failure:
        if isinstance(doc, Exception):
            return failure(prepared.article.id, "annotating", doc)
        try:
            return self._draw(prepared, doc)
        except Exception as error:  # noqa: BLE001 - the boundary of one article
            return failure(prepared.article.id, "coding", error)


def _day(text: str) -> date:
    if text.casefold() == "today":
        return datetime.now(UTC).date()
    try:
        parsed: datetime = parse_date(text)
    except (ValueError, OverflowError) as error:
        raise InputError("reading", "no date", f'"{text}"; expected a date such as 2024-05-14, or today') from error
    return parsed.date()
