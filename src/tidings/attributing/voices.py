"""Whose voice each token stands in: the chain of those whom the article makes responsible, outermost first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tidings.attributing.reporting import Report
from tidings.attributing.silence import Silence
from tidings.attributing.sources import source_span
from tidings.attributing.tree import Tree, runs
from tidings.knowledge.attribution import AttributionWords, Sort
from tidings.records import ActorKind, Analysis, Cue, Entity, Reference, Voice, VoiceKind, Voicing

ACTS = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX"})
SPEAKERS_OF_ALL = frozenset({"i", "we", "you", "one", "me", "us"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})


def voicings(
    tree: Tree, analysis: Analysis, words: AttributionWords, found: Sequence[Report], silent: Sequence[Silence]
) -> dict[int, Voicing]:
    """The voices of every token that can name an act and does not stand in the outlet's own voice alone."""
    maker = _Voices(tree, analysis, words)
    chains: dict[int, list[tuple[Report, tuple[Voice, ...]]]] = {}
    for report in sorted(found, key=lambda r: -len(r.content)):
        if report.sort is not Sort.REPORT:
            continue
        voices = maker.of(report)
        if not voices:
            continue
        for i in (*report.content, *_carried(tree, report, found)):
            if tree.pos[i] in ACTS:
                chains.setdefault(i, []).append((report, voices))
    quiet: dict[int, list[tuple[Entity, Cue]]] = {}
    for silence in silent:
        entity = maker.entity(silence.source)
        for i in silence.tokens:
            if tree.pos[i] in ACTS:
                quiet.setdefault(i, []).append((entity, silence.cue))
    out = {}
    shared: dict[tuple[int, ...], tuple[tuple[Voice, ...], tuple[Cue, ...]]] = {}
    for i in sorted({*chains, *quiet}):
        links = chains.get(i, [])
        key = tuple(report.cue for report, _ in links)
        if key not in shared:
            cues = tuple(_cue(tree, report) for report, _ in links)
            shared[key] = (_chain(voices for _, voices in links), cues)
        voices, cues = shared[key]
        mute = quiet.get(i, [])
        out[i] = Voicing(voices=voices, silent=tuple(e for e, _ in mute), cues=(*cues, *(c for _, c in mute)))
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
            if not report.hearsay and not self._sourceless(report):
                return ()
            start, end = tree.starts[report.words[0]], tree.ends[report.words[1] - 1]
            text = self._text[start:end]
            return (Voice(start=start, end=end, text=text, sectors=("UNK",), kind=VoiceKind.HEARSAY),)
        source = self._antecedent(report.source)
        if tree.lower[source] in SPEAKERS_OF_ALL or tree.tags[source] == "EX":
            return ()
        voice = self._voice(source)
        if self._is_outlet(voice.name or voice.text):
            return ()
        told = self._told(report)
        return (voice,) if told is None else (told, voice)

    def _sourceless(self, report: Report) -> bool:
        """Whether a passive like *is said to have* hides its source; a bare noun (*the claim that*) does not count."""
        tree = self._tree
        return tree.pos[report.cue] == "VERB" and tree.child(report.cue, "auxpass") is not None

    def _told(self, report: Report) -> Voice | None:
        if report.addressee is None:
            return None
        voice = self._voice(report.addressee)
        named = self._tree.pos[report.addressee] == "PROPN"
        if voice.kind is not VoiceKind.MEDIA or not named or self._is_outlet(voice.name or voice.text):
            return None
        return voice

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

    def _voice(self, source: int) -> Voice:
        reference = self._references.get(source)
        noun = self._words.sources.get(self._tree.lemmas[source])
        known: tuple[str, ...] = (noun.sector,) if noun is not None and noun.sector else ()
        if reference is None:
            start, end = self._span(source)
            kind = noun.kind if noun is not None else self._kind_by_name(source)
            return Voice(start=start, end=end, text=self._text[start:end], sectors=known, kind=kind)
        entity = reference.entity
        sectors = entity.sectors or known
        kind = VoiceKind.OTHER if noun is None else noun.kind
        if "JRN" in sectors:
            kind = VoiceKind.MEDIA
        elif kind is VoiceKind.OTHER and (OFFICIAL_SECTORS & set(sectors) or reference.kind is ActorKind.STATE):
            kind = VoiceKind.OFFICIAL
        return Voice(
            start=entity.start,
            end=entity.end,
            text=entity.text,
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
        """The source's words up to where a clause or apposition begins."""
        words = source_span(self._tree, source) or [source]
        first, last = next((r for r in runs(words) if r[0] <= source < r[1]), (source, source + 1))
        for i in range(source + 1, last):
            if self._tree.lower[i] == "," or self._tree.deps[i] == "relcl" or self._tree.lower[i] in RELATIVE:
                last = i
                break
        return self._tree.starts[first], self._tree.ends[max(first, last - 1)]

    def _is_outlet(self, name: str) -> bool:
        plain = _plain(name)
        return bool(plain and self._publisher) and (plain in self._publisher or self._publisher in plain)


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum()).removeprefix("the")
