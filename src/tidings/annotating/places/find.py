"""Which words of an article name places: entities, known names, names after locative prepositions, *X, Y*."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from tidings.knowledge.gazetteer import Gazetteer
from tidings.knowledge.toponyms import lies_in

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMED = frozenset({"PERSON", "ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"})
_NO_TOWN = frozenset({"DATE", "TIME", "NORP", "LANGUAGE", "WORK_OF_ART", "LAW", "PRODUCT"})
_LONGEST = 5
COMPASS = frozenset(
    "north south east west northern southern eastern western central upper lower downtown northeast northwest "
    "southeast southwest northeastern northwestern southeastern southwestern greater mainland metro metropolitan "
    "historic suburban rural n.e. n.w. s.e. s.w. n. s. e. w.".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of a place: tokens ``first`` up to ``last``; ``within`` is what the text says it lies in.

    ``text`` is what to look up (no article, no *'s*).
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    within: str | None = None


def find_names(doc: Doc, gazetteer: Gazetteer) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """The names of places in the order of the text, and those that may be; no two share a word.

    What may be is a name that a town has and that the parser took for no place; only where it is close to what the
    article surely speaks of is it one.
    """
    finder = _Finder(doc, gazetteer)
    return finder.find(), finder.possible()


class _Finder:
    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self._doc = doc
        self._text = doc.text
        self._tokens = list(doc)
        self._gazetteer = gazetteer
        self._words = gazetteer.words
        self._found: dict[int, Name] = {}
        self._taken: set[int] = set()
        self._small = {t.lower_ for t in self._tokens if t.is_lower}
        self._persons = {
            t.text for e in doc.ents if e.label_ == "PERSON" and e.end - e.start > 1 for t in e if t.text[0].isupper()
        }

    def find(self) -> tuple[Name, ...]:
        self._containments()
        self._listed()
        for entity in self._doc.ents:
            if entity.label_ in _PLACES:
                self._entity(entity)
        for token in self._tokens:
            if token.i not in self._taken and token.text[0].isupper() and self._gazetteer.begins_division(token.text):
                self._known(token)
        for token in self._tokens:
            home = token.lower_ == "of" and token.i and self._doc[token.i - 1].ent_type_ == "PERSON"
            if (
                home
                or token.lower_ in self._words.inside
                or (token.dep_ == "prep" and token.lower_ in self._words.locative)
            ):
                self._after(token)
        self._again()
        return tuple(self._found[i] for i in sorted(self._found))

    # ------------------------------------------------------------------------------------------ X, Y

    def _containments(self) -> None:
        """*Alexandria, La.*: what stands before the comma is a place in what stands behind it."""
        doc = self._doc
        for token in self._tokens:
            if token.text != "," or token.i == 0 or not _capital(doc[token.i - 1]):
                continue
            container = self._container(token.i + 1)
            if container is None:
                continue
            first = self._run_before(token.i)
            if first is None or not self._lies(first, token.i, container.text):
                continue
            self._take(first, token.i, within=container.text)
            if container.first not in self._taken:
                self._take(container.first, container.last)

    def _container(self, first: int) -> Name | None:
        doc = self._doc
        if first < len(doc) and doc[first].lower_ == "the":
            first += 1
        for last in range(min(first + 4, len(doc)), first, -1):
            if not _capital(doc[first]):
                return None
            text = doc[first:last].text
            if self._gazetteer.container(text):
                return self._name(first, last)
        return None

    def _run_before(self, last: int) -> int | None:
        """Where the run of capitalised words begins that ends before a token; an entity is not cut."""
        doc = self._doc
        first = last - 1
        while (
            first > 0
            and last - first < _LONGEST
            and _capital(doc[first - 1])
            and not doc[first].is_sent_start
            and (doc[first].ent_type_ == "" or doc[first].ent_iob_ == "I" or doc[first - 1].ent_type_ == "")
        ):
            first -= 1
        return first if first not in self._taken else None

    def _lies(self, first: int, last: int, container: str) -> bool:
        """Whether the words before a comma can be a place in what follows it."""
        doc = self._doc
        span = doc[first:last]
        if any(t.ent_type_ in {"DATE", "TIME", "NORP"} for t in span):
            return False
        found = self._gazetteer.candidates(span.text)
        listed = first > 0 and doc[first - 1].text in {",", "and"}
        if not container.endswith(".") and any(
            c.feature.startswith("PCL") or (listed and not c.feature.startswith("PPL")) for c in found
        ):
            # "Chad, Mali": in a list a state or division has no town's sense
            found = tuple(c for c in found if not c.feature.startswith("PPL"))
        wholes = self._gazetteer.container(container)
        if any(lies_in(c, whole) for c in found for whole in wholes):
            return True
        # a place too small for the gazetteer; what it does know elsewhere stands in a list ("Iraq, Syria")
        label = span.root.ent_type_
        return not found and (label in _PLACES or (not label and first > 0 and doc[first - 1].pos_ == "ADP"))

    # ------------------------------------------------------------------------------------------ X, Y and Z counties

    def _listed(self) -> None:
        """*Kent, Ottawa and Barry counties*: each name before the plural is looked up with the singular."""
        doc = self._doc
        for token in self._tokens:
            noun = self._words.plural.get(token.lower_)
            last = token.i
            while noun is not None and last > 0 and _capital(doc[last - 1]) and last - 1 not in self._taken:
                first = last - 1
                while (
                    first > 0 and last - first < _LONGEST and _capital(doc[first - 1]) and not doc[first].is_sent_start
                ):
                    first -= 1
                name = doc[first:last].text
                whole = f"{name} {noun}"
                text = whole if self._gazetteer.divides(whole) else name if self._gazetteer.divides(name) else None
                if text is None:
                    break
                self._take(first, last, text=text)
                last = first
                while last > 0 and doc[last - 1].lower_ in {",", "and", "or", "&"}:
                    last -= 1

    # ------------------------------------------------------------------------------------------ names

    def _entity(self, entity: Span) -> None:
        doc = self._doc
        first, last = entity.start, entity.end
        whole = self._gazetteer.divides(doc[first:last].text)
        while first < last and not whole and (not _capital(doc[first]) or self._article(first, last)):
            first += 1
        while last > first and not whole and (doc[last - 1].tag_ == "POS" or not _capital(doc[last - 1])):
            last -= 1
        if first >= last or any(i in self._taken for i in range(first, last)):
            return
        if last - first == 1 and doc[first].pos_ == "ADJ" and not self._gazetteer.divides(doc[first].text):
            return
        first, last = self._cut(first, last)
        self._take(first, self._grown(first, last))

    def _article(self, first: int, last: int) -> bool:
        """Whether a name begins with an article that is no part of it: *The United States*, but *The Hague*."""
        return self._doc[first].lower_ == "the" and not self._gazetteer.candidates(self._doc[first:last].text)

    def _cut(self, first: int, last: int) -> tuple[int, int]:
        """The part of an entity that is a name: *Lima* of *City of Lima*, *Clark County* of *Clark County Clerk*."""
        doc, known = self._doc, self._gazetteer.candidates
        comma = next((i for i in range(first + 1, last) if doc[i].text == ","), None)
        last = comma or last
        if last - first == 1 or known(doc[first:last].text):
            return first, last
        if last - first > 2 and doc[first + 1].lower_ == "of" and known(doc[first + 2 : last].text):
            return first + 2, last
        for end in range(last - 1, first, -1):
            if doc[first:end].text.lower() in COMPASS:
                break
            if (end - first > 1 and doc[end - 1].lower_ in self._words.generic) or any(
                c.primary for c in known(doc[first:end].text)
            ):
                return first, end
        return first, last

    def _grown(self, first: int, last: int) -> int:
        """The end of a name with the generic noun that follows it: *Donetsk region*, *Washington state*."""
        doc = self._doc
        if last < len(doc) and doc[last].lower_ == "state" and self._gazetteer.divides(doc[first : last + 1].text):
            return last + 1
        if last < len(doc) and doc[last].lower_ in self._words.generic and doc[last - 1].tag_ != "POS":
            text = doc[first : last + 1].text
            if doc[last].text[0].isupper() or self._gazetteer.divides(text):
                return last + 1
        return last

    def _known(self, token: Token) -> None:
        """Names of states, divisions and seas, whether or not they were recognised as entities."""
        doc = self._doc
        for last in range(min(token.i + 4, len(doc)), token.i, -1):
            span = doc[token.i : last]
            if not self._gazetteer.divides(span.text) or any(t.i in self._taken for t in span):
                continue
            if _abbreviated(span.text) or not self._free(span):
                return
            self._take(token.i, self._grown(token.i, last))
            return

    def _after(self, preposition: Token) -> None:
        """*in Kalinovik*: a run of capitalised words after a locative preposition, if a gazetteer has it."""
        doc = self._doc
        first = preposition.i + 1
        if first < len(doc) and doc[first].lower_ == "the":
            first += 1
        if first >= len(doc) or not _capital(doc[first]) or first in self._taken or doc[first].is_sent_start:
            return
        last = first + 1
        while last < len(doc) and last - first < _LONGEST and _capital(doc[last]) and last not in self._taken:
            last += 1
        last = self._grown(first, last)
        if last < len(doc) and (doc[last].tag_ == "POS" or doc[last].text == "-" or doc[last].pos_ == "NOUN"):
            return
        span = doc[first:last]
        labels = {t.ent_type_ for t in span}
        if labels & {"DATE", "TIME", "NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"}:
            return
        if labels & {"PERSON", "ORG"} and preposition.lower_ not in self._words.inside:
            return
        named_a_place = preposition.lower_ == "of" and doc[preposition.i - 1].lower_ in self._words.sites
        known = any(c.primary for c in self._gazetteer.candidates(span.text))
        if span.text in self._persons or not (known or (named_a_place and not labels & {"PERSON", "ORG"})):
            return
        self._take(first, last)

    def _again(self) -> None:
        """Names found once are the same place wherever they stand alone."""
        doc = self._doc
        by_word: dict[str, list[tuple[str, ...]]] = {}
        for name in self._found.values():
            words = tuple(t.text for t in doc[name.first : name.last])
            if words not in by_word.setdefault(words[0], []):
                by_word[words[0]].append(words)
        for token in self._tokens:
            for words in by_word.get(token.text, ()):
                span = doc[token.i : token.i + len(words)]
                if tuple(t.text for t in span) == words and not any(t.i in self._taken for t in span):
                    if self._free(span) and not self._inside_run(span):
                        self._take(span.start, span.end)
                    break

    def _inside_run(self, span: Span) -> bool:
        """Whether a name ends a longer one (*New Springfield*); its beginning tells where (*Springfield Bank*)."""
        doc = self._doc
        return span.start > 0 and doc[span.start - 1].pos_ == "PROPN" and _capital(doc[span.start - 1])

    def _free(self, span: Span) -> bool:
        """Whether a name is no part of a person's or work's name.

        An organisation's name may begin with where it is (*Springfield Police Department*, *U.S. Senate*).
        """
        doc = self._doc
        if len(span) == 1 and len(span.text) <= 3 and not span.text.isupper() and "." not in span.text:
            return False
        label = span[0].ent_type_
        if label not in _NAMED:
            return True
        if label == "ORG" and (span[0].ent_iob_ == "B" or doc[span.start - 1].lower_ == "the"):
            return True
        first, last = span.start, span.end
        while first > 0 and doc[first].ent_iob_ == "I":
            first -= 1
        while last < len(doc) and doc[last].ent_iob_ == "I" and doc[last].ent_type_ == label:
            last += 1
        if any(t.pos_ in {"PROPN", "NOUN", "ADJ"} for t in (*doc[first : span.start], *doc[span.end : last])):
            return False
        return span.text not in self._persons

    def possible(self) -> tuple[Name, ...]:
        """Beginnings of runs of capitalised words that name a town: *Joliet* of *Joliet Fire Department*."""
        doc = self._doc
        found = []
        after = 0
        for token in self._tokens:
            if token.i < after or token.i in self._taken or not _capital(token):
                continue
            after = token.i + 1
            while after < len(doc) and _capital(doc[after]) and not doc[after].is_sent_start:
                after += 1
            last = self._town(token.i, after)
            if last is not None:
                found.append(self._name(token.i, last))
        return tuple(found)

    def _town(self, first: int, after: int) -> int | None:
        """The end of the longest town's name that begins a run; None if it is a person's, a street's or a period's."""
        doc = self._doc
        if doc[first].pos_ != "PROPN" or doc[first].ent_type_ in _NO_TOWN:
            return None
        named_after = first > 0 and doc[first - 1].pos_ == "DET" and doc[first].dep_ != "compound"
        if named_after or doc[first].lower_ in self._words.common or doc[first].lower_ in self._small:
            return None
        if any(t.lower_ in self._words.streets for t in doc[first + 1 : min(after + 1, len(doc))]):
            return None
        for last in range(min(after, first + 3), first, -1):
            span = doc[first:last]
            if any(t.i in self._taken or t.text in self._persons for t in span):
                continue
            if span.end < len(doc) and doc[span.end].ent_type_ == "PERSON" and doc[span.end].ent_iob_ == "I":
                continue
            if any(c.primary for c in self._gazetteer.candidates(span.text)):
                return last
        return None

    # ------------------------------------------------------------------------------------------ results

    def _take(self, first: int, last: int, within: str | None = None, text: str | None = None) -> None:
        name = self._name(first, last)
        if within is not None:
            name = replace(name, within=within)
        if text is None and first > 1 and self._doc[first - 2 : first].text == "state of":
            whole = f"{name.text} state"
            text = whole if self._gazetteer.divides(whole) else None
        if text is not None:
            name = replace(name, text=text)
        self._found[first] = name
        self._taken.update(range(first, last))

    def _name(self, first: int, last: int) -> Name:
        doc = self._doc
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        return Name(first=first, last=last, start=start, end=end, text=self._text[start:end])


def _capital(token: Token) -> bool:
    return token.text[0].isupper() or (token.text[0].isdigit() and token.pos_ == "PROPN")


def _abbreviated(text: str) -> bool:
    """*Ala.*, *Miss.*: means a place only behind a comma; *U.S.* always does."""
    return text.endswith(".") and text.count(".") == 1
