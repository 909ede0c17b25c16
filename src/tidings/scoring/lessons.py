"""The lexicon as lessons for the reader: ``python -m tidings.scoring.lessons NAME``.

Writes every sense's example and near miss as annotated articles of one sentence, ``NAME.docs.jsonl`` and
``NAME.gold.jsonl``, in the format of the training corpus: what the rules alone code in them is what they teach.  So the
reader learns words that the corpus lacks.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tidings.examples import unmark
from tidings.pipeline import Tidings
from tidings.records import Article, Coded, Entity, Mention
from tidings.settings import Settings

PUBLISHED = "2020-06-15"


def lessons(coder: Tidings) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A document and its annotation for each example and near miss of one sentence."""
    texts = {
        f"{sense.id}/{kind}": unmark(text).text
        for sense in coder.senses
        for kind, text in (("example", sense.example), ("near", sense.near))
    }
    articles = (Article(id=name, text=text, published=PUBLISHED, language="en") for name, text in texts.items())
    for name, coded in zip(texts, coder.pipe(articles), strict=True):
        text = texts[name]
        if isinstance(coded, Coded) and all(
            m.evidence.start == 0 and m.evidence.end == len(text) for m in coded.mentions
        ):
            doc = {"id": name, "date": PUBLISHED, "publisher": None, "title": None, "text": text}
            yield (
                doc | {"sentences": [[0, len(text)]]},
                {"id": name, "mentions": [_gold(m, text) for m in coded.mentions]},
            )


def _gold(mention: Mention, text: str) -> dict[str, Any]:
    trigger = mention.trigger
    return {
        "lesson": True,
        "sentence": 0,
        "trigger": trigger.text,
        "nth": text.count(trigger.text, 0, trigger.start) + 1,
        "type": mention.type,
        "mode": mention.mode,
        "status": mention.status.value,
        "historical": mention.historical,
        "actors": _who(mention.actors),
        "recipients": _who(mention.recipients),
        "voices": [],
        "when": None,
        "where": None,
    }


def _who(entities: Sequence[Entity]) -> list[dict[str, str]]:
    return [{"text": e.text, "code": e.code or "UNK"} for e in entities if e.start is not None]


def main(argv: Sequence[str] | None = None) -> None:
    """Write the two files, and print how many lessons there are."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.lessons", description=__doc__)
    parser.add_argument("name", type=Path, metavar="NAME")
    given = parser.parse_args(argv)
    made = list(lessons(Tidings(Settings(reader=False))))
    given.name.parent.mkdir(parents=True, exist_ok=True)
    for suffix, part in (("docs", 0), ("gold", 1)):
        lines = "".join(json.dumps(pair[part], ensure_ascii=False) + "\n" for pair in made)
        Path(f"{given.name}.{suffix}.jsonl").write_text(lines, encoding="utf-8")
    print(f"{len(made)} lessons, {sum(len(gold['mentions']) for _, gold in made)} mentions")


if __name__ == "__main__":
    main()
