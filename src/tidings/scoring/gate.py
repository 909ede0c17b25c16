"""The gate: code the development gold, let the referee score it, compare with the floors.

``python -m tidings.scoring.gate SHARED`` prints one line per figure and exits with 1 if one lies below its floor in
``floors.json``.  ``--raise`` lifts floors to today's figures; ``--lower NAME`` is the explicit word without which no
floor comes down.  Floors name the digest of the gold that they were measured on.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tidings.errors import InputError
from tidings.records import Article, Failure
from tidings.settings import Settings

SLACK = 0.004  # another processor rounds the int8 network otherwise; two mentions of mentions/dev


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold set: how the referee calls it, its files, and which of its figures are held to a floor."""

    name: str
    kind: str
    gold: str
    figures: Mapping[str, tuple[str, ...]]

    def paths(self, shared: Path) -> list[Path]:
        """The gold files."""
        return [shared / "gold" / part for part in self.gold.split(":")]

    def digest(self, shared: Path) -> str:
        """Digest of the gold files: floors hold for these bytes."""
        digest = hashlib.sha256()
        for path in self.paths(shared):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


WITHIN = {"of all": ("within 161 km, of all", "accuracy"), "of answered": ("within 161 km, of answered", "accuracy")}
PAIRS = {f"pairs {k}": ("article pairs joined by a shared event", k) for k in ("F1", "P")}
SETS = (
    GoldSet(
        "mentions/dev",
        "mentions",
        "mentions/dev.docs.jsonl:mentions/dev.gold.jsonl",
        {
            "typed F1": ("typed", "F1"),
            "typed P": ("typed", "P"),
            "record F1": ("record (type+actors+recipients+status+voices all right)", "F1"),
            "voices F1": ("voices", "F1"),
            "quantities F1": ("quantities", "F1"),
            **{
                k: ("of the typed", k, "accuracy")
                for k in (
                    "actors", "recipients", "direction", "status", "historical", "mode", "when", "when left open",
                    "where, if stated",
                )
            },
        },
    ),
    GoldSet(
        "pairs/plv_train",
        "pairs",
        "pairs/plv_train.jsonl",
        {
            "type": ("type", "accuracy"),
            "quad class": ("quad class", "accuracy"),
            "types by sentence F1": ("types by sentence", "F1"),
        },
    ),
    GoldSet(
        "dyads/cameo_plover_joint",
        "dyads",
        "dyads/cameo_plover_joint.jsonl",
        {k: (k, "F1") for k in ("type", "dyad", "dyad+type")},
    ),
    GoldSet(
        "attribution/polnear_dev",
        "attribution",
        "attribution/polnear_dev.jsonl",
        {
            **{f"{k} characters F1": (f"{k} characters", "F1") for k in ("source", "cue", "content")},
            "attributed right F1": ("attributed right (content and source)", "F1"),
        },
    ),
    GoldSet("times/timebank", "times", "times/timebank.jsonl", {k: (k, "F1") for k in ("relaxed", "value")}),
    GoldSet("times/aquaint", "times", "times/aquaint.jsonl", {k: (k, "F1") for k in ("relaxed", "value")}),
    GoldSet(
        "times/recognizers_english",
        "specs",
        "times/recognizers_english.jsonl",
        {k: (k,) for k in ("date and range", "date", "daterange")},
    ),
    GoldSet("places/lgl", "places", "places/lgl.jsonl", WITHIN),
    GoldSet("places/geovirus", "places", "places/geovirus.jsonl", WITHIN),
    GoldSet("actors/ngec", "actors", "actors/ngec.jsonl", {k: (k, "accuracy") for k in ("country", "sector")}),
    GoldSet(
        "factuality/uw",
        "factuality",
        "factuality/uw.jsonl",
        {f"{k}{of}": (f"{k}{of}",) for k in ("pearson r", "closeness") for of in ("", " of those seen")},
    ),
    GoldSet("pages", "pages", "pages/gold.jsonl", {"text F1": ("text, 4-word shingles", "F1")}),
    GoldSet(
        "stories/neardup",
        "copies",
        "stories/neardup.jsonl:news/news.jsonl",
        {k: (k,) for k in ("found", "precision")},
    ),
    GoldSet("stories/giveme5w1h", "stories", "stories/giveme5w1h.jsonl", PAIRS),
    GoldSet("stories/ecbplus", "stories", "stories/ecbplus.jsonl", PAIRS),
)  # fmt: skip


def measure(gold_set: GoldSet, shared: Path, *, reader: bool = True) -> dict[str, float]:
    """Code one set, with or without the reader, and have the referee score it.

    Returns:
        The set's figures by name.
    """
    # the referee scores none of the next three
    if gold_set.kind == "factuality":
        from tidings.scoring import factuality  # noqa: PLC0415 - loads the models, in the worker only

        found = factuality.measure(gold_set.paths(shared)[0], reader=reader)
        return {k: found[k] for k in gold_set.figures}
    if gold_set.kind == "specs":
        from tidings.scoring import times  # noqa: PLC0415

        return {k: v for k, v in times.specs_measured(gold_set.paths(shared)[0]).items() if k in gold_set.figures}
    if gold_set.kind == "copies":
        from tidings.scoring import copies  # noqa: PLC0415 - only what this set needs

        return copies.measure(*gold_set.paths(shared))
    referee = shared / "score" / "score.py"
    gold = ":".join(str(p) for p in gold_set.paths(shared))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        with out.open("wb") as file:
            for line in _answers(gold_set, shared, referee, gold, reader=reader):
                file.write(line + b"\n")
        scored = json.loads(_run([sys.executable, str(referee), "score", gold_set.kind, gold, str(out)]))
    return {name: float(_dig(scored, path) or 0.0) for name, path in gold_set.figures.items()}


def _answers(gold_set: GoldSet, shared: Path, referee: Path, gold: str, *, reader: bool) -> Iterator[bytes]:
    import tidings  # noqa: PLC0415 - loads the models, in the worker only
    from tidings import wire  # noqa: PLC0415
    from tidings.scoring.stories import linked  # noqa: PLC0415

    coder = tidings.load(Settings(reader=reader, with_text=gold_set.kind == "stories"))
    if gold_set.kind == "pages":
        for item in coder.read([shared / "gold" / "pages" / "html"]):
            yield wire.encode(item) if isinstance(item, Failure) else wire.encode_article(item)
        return
    given = _run([sys.executable, str(referee), "input", gold_set.kind, gold]).rstrip("\n").split("\n")
    if gold_set.kind == "actors":
        for line in given:
            row = json.loads(line)
            try:
                entity = coder.resolve(row["text"], context=row["context"], on=row["date"])
            except InputError as error:
                print(f"{row['id']}: {error}", file=sys.stderr)
                continue
            yield wire.to_json(
                {
                    "id": row["id"],
                    "country": entity.country,
                    "organization": entity.organization,
                    "sectors": entity.sectors,
                }
            )
        return
    coded = coder.pipe(_article(line) for line in given)
    if gold_set.kind == "stories":
        yield from map(wire.to_json, linked(coded))
        return
    yield from map(wire.encode, coded)


def _article(line: str) -> Article:
    row = json.loads(line)
    return Article(**{k: row.get(k) for k in ("id", "text", "title", "publisher", "url", "published")})


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own referee


def _dig(scored: Mapping[str, Any], path: Sequence[str]) -> Any:
    value: Any = scored
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by ``set: figure``, and the digest of the gold that each set was measured on."""

    figures: dict[str, float]
    gold: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> Floors:
        """Read ``floors.json``; an absent file holds no floors."""
        if not path.exists():
            return cls({}, {})
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(values["figures"], values["gold"])

    def write(self, path: Path) -> None:
        """Write them sorted, one a line, so that a change of a floor is a line of a diff."""
        values = {"figures": dict(sorted(self.figures.items())), "gold": dict(sorted(self.gold.items()))}
        path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def compare(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Name every figure that lies below its floor."""
    return [
        f"{name}: {measured[name]:.3f} lies below its floor {floor:.3f}"
        for name, floor in floors.items()
        if name in measured and measured[name] < floor - SLACK
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the gate; exit code 0 if all floors hold, 1 if one does not, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.gate", description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder with gold/ and score/score.py")
    parser.add_argument("--floors", type=Path, default=Path("floors.json"))
    parser.add_argument("--only", action="append", help="measure this set only; may be repeated")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what was measured")
    parser.add_argument("--lower", action="append", default=[], metavar="SET: FIGURE", help="let this floor come down")
    parser.add_argument("--no-reader", action="store_true", help="measure the rules alone; floors are not looked at")
    given = parser.parse_args(argv)
    if not (given.shared / "score" / "score.py").exists():
        parser.error(f"{given.shared} holds no score/score.py; expected the folder with gold/ and score/")
    sets = [s for s in SETS if not given.only or s.name in given.only]
    if not sets:
        parser.error(f"no set {given.only}; expected one of {', '.join(s.name for s in SETS)}")
    floors = Floors.read(given.floors)
    measured: dict[str, float] = {}
    below: list[str] = []
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        one = functools.partial(measure, shared=given.shared, reader=not given.no_reader)
        for gold_set, figures in zip(sets, pool.map(one, sets), strict=True):
            digest = gold_set.digest(given.shared)
            if floors.gold.get(gold_set.name, digest) != digest:
                below.append(f"{gold_set.name}: the gold is another than the floors were measured on")
            floors.gold[gold_set.name] = digest
            for name, value in figures.items():
                key = f"{gold_set.name}: {name}"
                measured[key] = value
                floor = None if given.no_reader else floors.figures.get(key)
                print(f"{key:<52} {value:.3f}" + (f"   floor {floor:.3f}" if floor is not None else ""), flush=True)
    if given.no_reader:
        return 0
    kept = {k: v for k, v in floors.figures.items() if k not in given.lower}
    below += compare(measured, kept)
    if given.lift or given.lower:
        for key, value in measured.items():
            if given.lift:
                floors.figures[key] = max(value, kept.get(key, 0.0))
            elif key in given.lower:
                floors.figures[key] = value
        floors.write(given.floors)
    print("\n".join(below) if below else "all floors hold")
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
