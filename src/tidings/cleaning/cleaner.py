"""A page to an article, and what an article lacks filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tidings.cleaning.blocks import blocks
from tidings.cleaning.body import extract, outlet
from tidings.cleaning.dateline import DatelineFinder
from tidings.cleaning.dates import DateProver, Proof
from tidings.cleaning.decoding import decode
from tidings.cleaning.languages import language
from tidings.errors import InputError
from tidings.identity import article_id
from tidings.knowledge.cleaning import CleaningRules
from tidings.layout import Block, Dateline
from tidings.records import Article, Page

_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cleaner:
    """The cleaning stage: the rules, and the day that counts as today.

    Attributes:
        rules: the words by which articles are cleaned.
        today: no article can have been published later than the day after, which it may be in another time zone.
    """

    rules: CleaningRules
    today: date
    _datelines: DatelineFinder = field(init=False, repr=False)
    _dates: DateProver = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_datelines", DatelineFinder(self.rules))
        object.__setattr__(self, "_dates", DateProver(self.rules))

    def clean(self, page: Page) -> Article:
        """The article of a page: body, title, outlet, address, date and language.

        Of an HTML page the body is kept, paragraphs parted by a blank line.  Plain text is kept as it is.

        Raises:
            InputError: the bytes are no text, or hold no article.
        """
        content = decode(page.content, page.charset)
        if page.kind == "text":
            text = content.replace("\r\n", "\n").replace("\r", "\n")
            return self.complete(
                Article(id=article_id(None, page.origin.url, text), text=text, url=page.origin.url, origin=page.origin)
            )
        found = extract(content, page.origin.url, self.today, self.rules.boilerplate)
        return self.complete(
            Article(
                id=article_id(found.publisher, found.url, found.text),
                text=found.text,
                url=found.url,
                publisher=found.publisher,
                title=found.title,
                published=found.published,
                origin=replace(page.origin, url=page.origin.url or found.url),
            )
        )

    def complete(self, article: Article) -> Article:
        """The article with publication date, outlet and language filled in where they can be known.

        Raises:
            InputError: the text is empty or no text, or the publication date lies in the future or is no date.
        """
        odd = _NO_TEXT.search(article.text)
        if odd:
            what = "a NUL character" if odd.group() == "\x00" else "half a surrogate pair"
            raise InputError("reading", "not text", f"{what} at character {odd.start()} of text; expected Unicode text")
        if not article.text.strip():
            raise InputError("reading", "no text", "text is empty; expected an article")
        published, why = article.published, article.published_inferred
        if published is not None:
            self._check_published(published)
        elif proof := self.infer_date(article.text, article.title, article.url):
            published, why = proof[0].isoformat(), proof[1]
        return replace(
            article,
            published=published,
            published_inferred=why,
            publisher=article.publisher or outlet(article.url),
            language=language(article.text),
        )

    def blocks(self, text: str, title: str | None) -> tuple[Block, ...]:
        """What part of the article each run of its text is; see :func:`tidings.cleaning.blocks.blocks`."""
        return blocks(text, title, self.rules.boilerplate)

    def dateline(self, text: str, blocks: tuple[Block, ...]) -> Dateline | None:
        """The article's dateline, or None."""
        return self._datelines.find(text, blocks)

    def infer_date(self, text: str, title: str | None, url: str | None) -> Proof | None:
        """The publication date and its proof where address or text prove one that is not in the future, else None."""
        dateline = self.dateline(text, self.blocks(text, title))
        proof = self._dates.prove(text, title, url, dateline.month_day if dateline else None)
        return proof if proof and proof[0] <= self._last_day else None

    @property
    def _last_day(self) -> date:
        return self.today + timedelta(days=1)

    def _check_published(self, published: str) -> None:
        try:
            day = datetime.fromisoformat(published).date()
        except ValueError as error:
            raise InputError(
                "reading", "no date", f'published is "{published}"; expected an ISO 8601 date or date-time, or null'
            ) from error
        if day > self._last_day:
            raise InputError(
                "reading", "date in the future", f"published is {published}; today is {self.today.isoformat()}"
            )
