"""Whose voice each token stands in: the chain of those whom the article makes responsible, outermost first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tidings.attributing.reporting import Report
from tidings.attributing.silence import Silence
from tidings.attributing.sources import QUOTING
from tidings.attributing.tree import Tree, runs
from tidings.knowledge.attribution import AttributionWords, Sort
from tidings.records import ActorKind, Analysis, Cue, Entity, Reference, Voice, VoiceKind, Voicing

ACTS = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX"})
PRESS = frozenset({"reporter", "journalist", "press", "media", "television", "radio", "correspondent", "news"})
SPEAKERS_OF_ALL = frozenset({"i", "we", "you", "one", "me", "us"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})


def voicings(
    tree: Tree, analysis: Analysis, words: AttributionWords, found: Sequence[Report], silent: Sequence[Silence]
) -> dict[int, Voicing]:
    """The voices of every token that can name an act and does not stand in the outlet's own voice alone."""
    maker = _Voices(tree, analysis, words)
    mute = {(silence.source, silence.cue.start) for silence in silent}  # "has not confirmed" vouches for nothing
    chains: dict[int, list[tuple[Report, tuple[Voice, ...]]]] = {}
    for report in sorted(found, key=lambda r: -len(r.content)):
        if report.sort not in (Sort.REPORT, Sort.VIEW) or (report.source, tree.starts[report.cue]) in mute:
            continue
        voices = maker.of(report)
        if not voices:
            continue
        for i in (*report.content, *_carried(tree, report, found)):
            if tree.pos[i] in ACTS and i not in report.voiceless:
                own = report.verbatim and not report.hearsay and _performed(tree, words, i)
                if not own or len(voices) > 1:
                    chains.setdefault(i, []).append((report, voices[:-1] if own else voices))
    quiet: dict[int, list[tuple[Entity, Cue]]] = {}
    for silence in silent:
        entity = maker.entity(silence.source)
        for i in silence.tokens:
            if tree.pos[i] in ACTS:
                quiet.setdefault(i, []).append((entity, silence.cue))
    out = {}
    shared: dict[tuple[tuple[int, int], ...], tuple[tuple[Voice, ...], tuple[Cue, ...]]] = {}
    for i in sorted({*chains, *quiet}):
        links = chains.get(i, [])
        key = tuple((report.cue, len(told)) for report, told in links)
        if key not in shared:
            shared[key] = (_chain(told for _, told in links), tuple(_cue(tree, report) for report, _ in links))
        voices, cues = shared[key]
        unsaid = quiet.get(i, [])
        out[i] = Voicing(voices=voices, silent=tuple(e for e, _ in unsaid), cues=(*cues, *(c for _, c in unsaid)))
    return out


def _cue(tree: Tree, report: Report) -> Cue:
    return Cue(rule=report.where, start=tree.starts[report.words[0]], end=tree.ends[report.words[1] - 1])


def _chain(links: Iterator[tuple[Voice, ...]] | Sequence[tuple[Voice, ...]]) -> tuple[Voice, ...]:
    """The links outermost first, each source once."""
    out: list[Voice] = []
    for voices in links:
        for voice in voices:
            names = {voice.text.casefold(), (voice.name or voice.text).casefold()}
            if not any({v.text.casefold(), (v.name or v.text).casefold()} & names for v in out):
                out.append(voice)
    return tuple(out)


def _carried(tree: Tree, report: Report, found: Sequence[Report]) -> Iterator[int]:
    """The next sentence, where its tense shows that the report goes on: *The men would be freed*, *had been*."""
    if tree.tags[report.cue] != "VBD" or report.verbatim or not report.content:
        return
    number = tree.sentence[report.cue] + 1
    if number >= len(tree.sentences):
        return
    first, last = tree.sentences[number]
    if any("\n" in tree.lower[i] for i in range(report.cue, first)):
        return
    if any(first <= other.cue < last and other.sort is Sort.REPORT for other in found):
        return
    root = next((i for i in range(first, last) if tree.heads[i] == i), first)
    shifted = any(
        tree.lower[c] == "would" or (tree.lower[c] == "had" and tree.deps[c] in ("aux", "auxpass"))
        for c in tree.children[root]
    )
    if shifted:
        yield from range(first, last)


def _performed(tree: Tree, words: AttributionWords, i: int) -> bool:
    """Whether the quoted words themselves do the act: *we condemn*, *I urge*; its doer is no voice."""
    entry = words.verbs.get(tree.lemmas[i])
    if entry is None or entry.sort is not Sort.ACT or tree.pos[i] != "VERB":
        return False
    subject = tree.child(i, "nsubj")
    if subject is None and tree.deps[i] == "conj":
        subject = tree.child(tree.heads[i], "nsubj")
    return subject is not None and tree.lower[subject] in ("i", "we")


class _Voices:
    """Makes voices of source tokens, resolved through the article's references."""

    def __init__(self, tree: Tree, analysis: Analysis, words: AttributionWords) -> None:
        self._tree = tree
        self._text = analysis.article.text
        self._references: Mapping[int, Reference] = analysis.references
        self._publisher = _plain(analysis.article.publisher or "")
        self._words = words

    def of(self, report: Report) -> tuple[Voice, ...]:
        """The links that one report adds: who was told, if that is another outlet, and the source."""
        tree = self._tree
        if report.hearsay or report.source is None:
            if not report.hearsay and (report.sort is Sort.VIEW or not self._sourceless(report)):
                return ()
            start, end = tree.starts[report.words[0]], tree.ends[report.words[1] - 1]
            text = self._text[start:end]
            return (Voice(start=start, end=end, text=text, sectors=("UNK",), kind=VoiceKind.HEARSAY),)
        source = self._antecedent(report.source)
        if tree.lower[source] in SPEAKERS_OF_ALL or tree.tags[source] == "EX" or self._is_ours(source):
            return ()
        voice = self._voice(source)
        if self._is_outlet(voice.name or voice.text):
            return ()
        links = [self._told(report), self._quoted_by(source), voice, self._quoting(report, source)]
        return tuple(link for link in links if link is not None)

    def _is_ours(self, source: int) -> bool:
        """*Our correspondent*, *this newspaper*, *the Post's reporter* in the Post: the outlet itself."""
        tree = self._tree
        for c in tree.children[source]:
            if tree.deps[c] == "poss" and (tree.lower[c] == "our" or self._is_outlet(tree.doc[c].text)):
                return True
            if tree.deps[c] == "det" and tree.lower[c] == "this" and self._kind(source) is VoiceKind.MEDIA:
                return True
        return False

    def _quoted_by(self, source: int) -> Voice | None:
        """*An aide quoted by the daily*: the daily."""
        tree = self._tree
        for c in tree.children[source]:
            if tree.deps[c] == "acl" and tree.tags[c] == "VBN" and tree.lemmas[c] in QUOTING:
                agent = tree.child(c, "agent")
                by = None if agent is None else tree.child(agent, "pobj")
                return None if by is None else self._voice(by)
        return None

    def _quoting(self, report: Report, source: int) -> Voice | None:
        """*The daily, citing an aide, reported*: the aide."""
        tree = self._tree
        for i in (*tree.children[source], *tree.children[report.cue]):
            if tree.lemmas[i] in QUOTING and tree.deps[i] in ("acl", "advcl", "relcl") and i not in report.content:
                told = tree.child(i, "dobj")
                return None if told is None else self._voice(told)
        return None

    def _kind(self, i: int) -> VoiceKind:
        noun = self._words.sources.get(self._tree.lemmas[i])
        return noun.kind if noun is not None else self._kind_by_name(i)

    def _sourceless(self, report: Report) -> bool:
        """Whether a passive like *is said to have* hides its source; a bare noun (*the claim that*) does not count."""
        tree = self._tree
        return tree.pos[report.cue] == "VERB" and tree.child(report.cue, "auxpass") is not None

    def _told(self, report: Report) -> Voice | None:
        if report.addressee is None:
            return None
        tree = self._tree
        told = report.addressee
        if tree.tags[told] not in ("NN", "NNP", "NNPS") or tree.lemmas[told] in PRESS or self._is_ours(told):
            return None
        voice = self._voice(told)
        return voice if voice.kind is VoiceKind.MEDIA and not self._is_outlet(voice.name or voice.text) else None

    def _antecedent(self, source: int) -> int:
        """The noun that a relative pronoun stands for."""
        tree = self._tree
        if tree.lower[source] in RELATIVE:
            for a in tree.ancestors(source):
                if tree.deps[a] == "relcl":
                    return tree.heads[a]
        return source

    def entity(self, source: int) -> Entity:
        """Who a source token refers to, its words alone if nobody is known."""
        reference = self._references.get(self._antecedent(source))
        if reference is not None:
            return reference.entity
        start, end = self._span(self._antecedent(source))
        return Entity(start=start, end=end, text=self._text[start:end])

    def _named(self, source: int) -> int | None:
        """The name in *the envoy, Jan Smit,* if it is known who that is."""
        for c in self._tree.children[source]:
            if self._tree.deps[c] == "appos" and self._tree.pos[c] == "PROPN" and c in self._references:
                return c
        return None

    def _voice(self, source: int) -> Voice:
        tree = self._tree
        person = self._named(source)
        reference = self._references.get(source if person is None else person)
        noun = self._words.sources.get(self._tree.lemmas[source])
        known: tuple[str, ...] = (noun.sector,) if noun is not None and noun.sector else ()
        if reference is None:
            first, last = self._span(source)
            kind = self._kind(source)
            return Voice(start=first, end=last, text=self._text[first:last], sectors=known, kind=kind)
        entity = reference.entity
        sectors = entity.sectors or known
        kind = VoiceKind.OTHER if noun is None else noun.kind
        if "JRN" in sectors:
            kind = VoiceKind.MEDIA
        elif kind is VoiceKind.OTHER and (OFFICIAL_SECTORS & set(sectors) or reference.kind is ActorKind.STATE):
            kind = VoiceKind.OFFICIAL
        start, end, text = entity.start, entity.end, entity.text
        if entity.start is not None and entity.end is not None and tree.pos[source] != "PRON":
            first, last = self._span(source)
            if first < entity.end and entity.start < last:
                first, last = min(entity.start, first), max(entity.end, last)
                start, end, text = first, last, self._text[first:last]
        return Voice(
            start=start,
            end=end,
            text=text,
            name=entity.name,
            country=entity.country,
            organization=entity.organization,
            sectors=sectors,
            wikidata=entity.wikidata,
            kind=kind,
        )

    def _kind_by_name(self, source: int) -> VoiceKind:
        for c in self._tree.children[source]:
            noun = self._words.sources.get(self._tree.lower[c])
            if noun is not None and self._tree.deps[c] in ("compound", "amod", "appos"):
                return noun.kind
        return VoiceKind.OTHER

    def _span(self, source: int) -> tuple[int, int]:
        """The source's words with a name in apposition, up to where a clause begins."""
        tree = self._tree
        clauses = [c for c in tree.children[source] if tree.deps[c] in ("relcl", "acl", "advcl")]
        clauses += [
            c for c in tree.children[source] if tree.deps[c] == "appos" and not (c > source and tree.pos[c] == "PROPN")
        ]
        words = [i for i in tree.subtree(source, without=clauses) if tree.pos[i] != "SPACE"]
        while words and (not tree.is_word(words[-1]) or tree.tags[words[-1]] == "POS") and tree.lower[words[-1]] != ")":
            words.pop()
        while words and not tree.is_word(words[0]):
            words.pop(0)
        first, last = next((r for r in runs(words) if r[0] <= source < r[1]), (source, source + 1))
        return tree.starts[first], tree.ends[last - 1]

    def _is_outlet(self, name: str) -> bool:
        plain = _plain(name)
        return bool(plain and self._publisher) and (plain in self._publisher or self._publisher in plain)


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum()).removeprefix("the")
