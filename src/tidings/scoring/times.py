"""The tagger of times beside others: dateparser and recognizers-text, on the same texts in one run.

``python -m tidings.scoring.times SHARED`` prints, for Tidings and for each of the two that is installed, relaxed and
value F1 on times/timebank and times/aquaint, the share of the specs of recognizers-text that it reproduces by kind
(``specs.py`` says what counts), and how many thousand characters a second it reads on one core.  Neither is one of our
dependencies; the run says what is missing and how to install it in an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from tidings.annotating.times import find_times
from tidings.knowledge.quantities import load_numerals
from tidings.knowledge.tables import Data
from tidings.knowledge.times import load_times
from tidings.records import Time
from tidings.scoring import specs
from tidings.scoring.others import OTHERS, MissingError
from tidings.scoring.specs import Reading, Tagger, Told, reading_of

NEWS = ("timebank", "aquaint")
SPECS = Path("gold", "times", "recognizers_english.jsonl")


def tidings_alone() -> Tagger:
    """Tidings' tagger without a parse: bare weekdays and months point to the past."""
    data = Data.open()
    grammar = load_times(data, load_numerals(data))
    data.check()

    def tag(text: str, said: datetime, doc: Doc | None = None) -> list[Told]:
        return [
            Told(t.start, t.end, (_reading(t, said.date()),), t.value, t.type)
            for t in find_times(text, grammar, published=said.date(), doc=doc)
        ]

    return tag


def _reading(time: Time, said: date) -> Reading:
    now = time.value == "PRESENT_REF"  # the day on which it was said
    return reading_of(time.value, said if now else time.earliest, said if now else time.latest)


def specs_measured(path: Path) -> dict[str, float]:
    """The shares of the specs that Tidings reproduces, by kind: what the gate holds to a floor."""
    return {kind: round(right / count, 3) for kind, (right, count) in specs.share(path, tidings_alone()).items()}


def news_measured(shared: Path, name: str, tagger: Tagger) -> tuple[dict[str, Any], int, float]:
    """Tag one gold set and have the referee score it.

    Returns:
        The referee's figures, how many characters were read and how many seconds of one processor that took.
    """
    gold = shared / "gold" / "times" / f"{name}.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    start = time.process_time()
    told = [tagger(row["text"], _said(row)) for row in rows]
    seconds = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        lines = (json.dumps({"id": row["id"], "times": _times(t)}) for row, t in zip(rows, told, strict=True))
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        command = [sys.executable, str(shared / "score" / "score.py"), "score", "times", str(gold), str(out)]
        scored = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own referee
    return json.loads(scored.stdout), sum(len(row["text"]) for row in rows), seconds


def _said(row: Mapping[str, Any]) -> datetime:
    return datetime.combine(date.fromisoformat(row["dct"][:10]), datetime.min.time())


def _times(told: Sequence[Told]) -> list[dict[str, Any]]:
    return [{"start": t.start, "end": t.end, "value": t.value, "type": t.type} for t in told]


def taggers() -> Iterator[tuple[str, Callable[[], Tagger]]]:
    """Name, with its version, and loader of each tagger; those that are not installed are told on standard error."""
    yield f"Tidings {version('tidings')}", tidings_alone
    for other in OTHERS:
        try:
            installed = version(other.package)
            tagger = other.load()
        except (PackageNotFoundError, MissingError) as error:
            sys.stderr.write(
                f"{other.name} is left out ({error or 'not installed'}); to compare with it, in an environment of its "
                f"own:\n  python -m venv others && others/bin/pip install . {other.install}\n"
                "  others/bin/python -m tidings.scoring.times SHARED\n"
            )
            continue
        yield f"{other.name} {installed}", lambda tagger=tagger: tagger  # type: ignore[misc]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the comparison and print it as a table, a column for each tagger."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.times", description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder with gold/ and score/score.py")
    given = parser.parse_args(argv)
    if not (given.shared / "score" / "score.py").exists():
        parser.error(f"{given.shared} holds no score/score.py; expected the folder with gold/ and score/")
    names: list[str] = []
    rows: dict[str, list[str]] = {}
    for name, load in taggers():
        names.append(name)
        tagger = load()
        characters, seconds = 0, 0.0
        for news in NEWS:
            scored, read, took = news_measured(given.shared, news, tagger)
            characters, seconds = characters + read, seconds + took
            for figure in ("relaxed", "value"):
                rows.setdefault(f"times/{news} {figure} F1", []).append(f"{scored[figure]['F1']:.3f}")
        for kind, (right, count) in specs.share(given.shared / SPECS, tagger).items():
            rows.setdefault(f"specs: {kind} ({count})", []).append(f"{right / count:.3f}")
        rows.setdefault("thousand characters a second", []).append(f"{characters / seconds / 1000:,.1f}")
    print(f"| | {' | '.join(names)} |")
    print("|---" * (len(names) + 1) + "|")
    for row, cells in rows.items():
        print(f"| {row} | {' | '.join(cells)} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
