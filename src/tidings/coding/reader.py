"""The reader: a small neural network that says of each word which act it names, if any (docs/model.md).

It reads the article in windows of whole sentences and knows nothing of the lexicon; how the two are joined is
``deciding``'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan
from tokenizers import Tokenizer

from tidings.knowledge.reader import ReaderFiles

Floats = NDArray[np.float32]
Arcs = tuple[int, Sequence[float]]  # the first token of a window, and a chance for each of its tokens
LIKELY = 0.25  # a word is looked at when the reader gives an act at least this chance
USED = ["types", "modes", "statuses", "historical", "heads", "tails"]  # what is asked of the network
FRAME = 2  # the subwords that open and close a window


@dataclass(frozen=True, slots=True)
class View:
    """What the reader sees in one run of words: ``token`` heads it; chances by type, in falling order."""

    token: Token
    first: int
    last: int
    ranked: tuple[tuple[str, float], ...]

    @property
    def type(self) -> str:
        """The likeliest type; never "NONE"."""
        return next(type_ for type_, _ in self.ranked if type_ != "NONE")


@dataclass(frozen=True, slots=True)
class Readings:
    """What the reader says of one article; arrays have a row for each token."""

    files: ReaderFiles
    types: Floats
    modes: Floats
    statuses: Floats
    background: Floats
    heads: Floats
    tails: Floats
    windows: Sequence[int]  # which window each token was read in; -1: in none, as white space
    likely: Sequence[bool]  # whether each token is likely enough to name an act to be looked at
    _computed: dict[tuple[int, str], Arcs] = field(default_factory=dict)
    _bounds: dict[int, tuple[int, int]] = field(default_factory=dict)

    def chance(self, token: int, type_: str) -> float:
        """The chance that a token names an act of a type; of "NONE": that it names none."""
        return float(self.types[token, self.files.types.index(type_)])

    def ranked(self, token: int) -> tuple[tuple[str, float], ...]:
        """All types with their chances, likeliest first."""
        order = np.argsort(-self.types[token])
        return tuple((self.files.types[i], float(self.types[token, i])) for i in order)

    def mode(self, token: int, type_: str) -> str | None:
        """The likeliest mode of a type; None if the text does not tell or the type has none."""
        own = [i for i, label in enumerate(self.files.modes) if label == "none" or label.startswith(f"{type_}/")]
        best = self.files.modes[max(own, key=lambda i: self.modes[token, i])]
        return None if best == "none" else best.partition("/")[2]

    def status(self, token: int) -> tuple[str, float]:
        """The likeliest status of an act that a token names, with its chance."""
        chances = _softmax(self.statuses[token])
        best = int(np.argmax(chances))
        return self.files.statuses[best], float(chances[best])

    def historical(self, token: int) -> float:
        """The chance that an act that a token names is background."""
        return float(_softmax(self.background[token])[1])

    def arc(self, trigger: int, role: str, token: int) -> float:
        """The chance that a token is in a role of the act that another names; 0 if they were not read together."""
        return self.strongest(trigger, role, (token,)) or 0.0

    def strongest(self, trigger: int, role: str, tokens: Iterable[int]) -> float | None:
        """The chance of the likeliest of some arcs from a trigger; None if no token was read together with it."""
        windows, window = self.windows, self.windows[trigger]
        together = [token for token in tokens if windows[token] == window]
        if not together:
            return None
        first, chances = self._arcs(trigger, role)
        return max(chances[token - first] for token in together)

    def _arcs(self, trigger: int, role: str) -> Arcs:
        """The chance of an arc from a trigger to every token of its window, computed once for each act and role."""
        if (trigger, role) not in self._computed:
            number, width = self.files.roles.index(role), self.files.arc
            part = slice(number * width, (number + 1) * width)
            first, last = self._window(self.windows[trigger])
            scores = self.tails[first:last, part] @ self.heads[trigger, part] / np.sqrt(width)
            chances = 1.0 / (1.0 + np.exp(-(scores + self.files.arc_bias[number])))
            self._computed[trigger, role] = first, np.asarray(chances, dtype=np.float32).tolist()
        return self._computed[trigger, role]

    def _window(self, number: int) -> tuple[int, int]:
        """The first and the last token, excluded, that were read in a window."""
        if number not in self._bounds:
            inside = [token for token, window in enumerate(self.windows) if window == number]
            self._bounds[number] = inside[0], inside[-1] + 1
        return self._bounds[number]

    def views(self, sentence: TokenSpan) -> Iterator[View]:
        """The runs of words in a sentence that may name an act, each of one type."""
        if not any(self.likely[sentence.start : sentence.end]):
            return
        run: list[Token] = []
        kind = ""
        for token in (*sentence, None):
            best = self._kind(token) if token is not None else ""
            if best != kind or token is None:
                if run and kind:
                    yield self._view(run)
                run, kind = [], best
            if token is not None:
                run.append(token)

    def _kind(self, token: Token) -> str:
        if not self.likely[token.i] or token.is_space or token.is_punct:
            return ""
        return self.files.types[1 + int(np.argmax(self.types[token.i, 1:]))]

    def _view(self, run: Sequence[Token]) -> View:
        inside = {t.i for t in run}
        tops = [t for t in run if t.head.i not in inside or t.head.i == t.i]
        telling = [t for t in tops if t.pos_ in {"VERB", "NOUN", "PROPN", "ADJ"}] or tops or list(run)
        token = min(telling, key=lambda t: (self.types[t.i, 0], t.i))
        return View(token, run[0].i, run[-1].i + 1, self.ranked(token.i))


class Reader:
    """Reads one article at a time; holds the network."""

    def __init__(self, files: ReaderFiles) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._files = files
        self.digest = files.digest()
        self._session = onnxruntime.InferenceSession(str(files.graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._open, self._close = (self._tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))

    def read(self, doc: Doc) -> Readings:
        """What the reader says of every token of a parsed article."""
        files, n = self._files, len(doc)
        types = np.zeros((n, len(files.types)), dtype=np.float32)
        types[:, 0] = 1.0
        widths = (len(files.modes), len(files.statuses), 2, *(files.arc * len(files.roles),) * 2)
        others = [np.zeros((n, width), dtype=np.float32) for width in widths]
        windows = np.full(n, -1, dtype=np.int32)
        for number, window in enumerate(self._windows(doc)):
            ids = [self._open, *(subword for subword, _ in window), self._close]
            answer = self._session.run(USED, {"ids": [ids], "mask": [[1] * len(ids)]})
            firsts = [(i + 1, token) for i, (_, token) in enumerate(window) if token is not None]
            if firsts:
                rows, tokens = (list(x) for x in zip(*firsts, strict=True))
                windows[tokens] = number
                types[tokens] = _softmax(answer[0][0][rows])
                for whole, part in zip(others, answer[1:], strict=True):
                    whole[tokens] = part[0][rows]
        modes, statuses, background, heads, tails = others
        likely = (1.0 - types[:, 0] >= LIKELY).tolist()
        return Readings(files, types, modes, statuses, background, heads, tails, windows.tolist(), likely)

    def _windows(self, doc: Doc) -> Iterator[list[tuple[int, int | None]]]:
        """Subwords that are read together, each with the token that it begins, if it begins one."""
        room = self._files.window - FRAME
        window: list[tuple[int, int | None]] = []
        for sentence in doc.sents:
            subwords = self._subwords(sentence)
            if window and len(window) + len(subwords) > room:
                yield window
                window = []
            window += subwords
            while len(window) > room:  # a sentence longer than the window
                yield window[:room]
                window = window[room:]
        if window:
            yield window

    def _subwords(self, sentence: TokenSpan) -> list[tuple[int, int | None]]:
        encoded = self._tokenizer.encode(sentence.text, add_special_tokens=False)
        starts = iter((t.idx - sentence.start_char, t.i) for t in sentence if not t.is_space)
        start, number = next(starts, (None, None))
        made: list[tuple[int, int | None]] = []
        for subword, (_, end) in zip(encoded.ids, encoded.offsets, strict=True):
            if start is not None and end > start:
                made.append((subword, number))
                while start is not None and start < end:
                    start, number = next(starts, (None, None))
            else:
                made.append((subword, None))
        return made


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)
