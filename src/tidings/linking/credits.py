"""Whose an article says it is: the agency of its dateline, byline, signature or copyright line.

A credit is never guessed: of a name that two agencies share, or that is no outlet of ours, nothing follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tidings.knowledge.credits import AGENCY, CreditForm, CreditForms
from tidings.knowledge.outlets import Outlet
from tidings.layout import Dateline
from tidings.linking.likeness import Credit
from tidings.records import Article

LINES = 3  # at the start and at the end: a headline, a byline and a date; a signature, a copyright line and a notice
LONGEST = 400  # characters of a line that are looked at: its last, for a paragraph may end with a signature


@dataclass(frozen=True, slots=True)
class CreditFinder:
    """Finds credits; holds the forms."""

    forms: CreditForms

    def find(self, article: Article, dateline: Dateline | None) -> Credit | None:
        """The agency that an article is from, or None if it does not say.

        Args:
            article: its text, publisher and address are read.
            dateline: that of the text, if it has one.
        """
        publisher = self._publisher(article)
        if publisher and publisher.kind == AGENCY:
            name = article.publisher or publisher.name
            return Credit(article=article.id, agency=publisher.id, text=name, start=None, end=None, rule="publisher")
        if dateline and dateline.agency and (agency := self.forms.agency(dateline.agency)):
            return _credit(article, agency.id, (dateline.start, dateline.end), "dateline")
        return next(self._in_lines(article), None)

    def _publisher(self, article: Article) -> Outlet | None:
        outlets = self.forms.outlets
        named = outlets.named(article.publisher) if article.publisher else ()
        if len(named) == 1:
            return named[0]
        return outlets.at(article.url) if article.url else None

    def _in_lines(self, article: Article) -> Iterator[Credit]:
        lines = list(_lines(article.text))
        first, last = lines[:LINES], lines[-LINES:]
        for form in self.forms.forms:
            places = {"start": first, "end": last, "both": [*first, *last]}[form.where]
            for start, end in places:
                if agency := self._agency(form, article.text[start:end]):
                    yield _credit(article, agency, (start, end), f"credits:{form.id}")

    def _agency(self, form: CreditForm, line: str) -> str | None:
        found = form.pattern.fullmatch(line)
        if found is None or form.agency is not None:
            return form.agency if found else None
        name = next(name for name in found.groupdict().values() if name)
        agency = self.forms.agency(name)
        return agency.id if agency else None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line that holds anything, without the space around it; of long ones the last part."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            end = start + len(line.rstrip())
            yield max(end - len(line.strip()), end - LONGEST), end
        start += len(line) + 1


def _credit(article: Article, agency: str, span: tuple[int, int], rule: str) -> Credit:
    start, end = span
    return Credit(article=article.id, agency=agency, text=article.text[start:end], start=start, end=end, rule=rule)
