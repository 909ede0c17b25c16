"""The training corpus as people write it (a sheet) and as programs read it (two JSON-lines files).

    sheet.py build SHEET NAME    a sheet -> NAME.docs.jsonl and NAME.gold.jsonl; every fault is told by its line
    sheet.py show NAME           the two files -> a sheet on standard output, to read or to correct

A sheet holds articles.  Each begins with a line of its head; then one line per sentence, an empty line between
paragraphs.  The mentions of a sentence stand below it, one line each, after ``>``; a field is ``-`` when empty, and
last fields may be left out:

    # w11-01 | 2024-03-05 | Lusaka Morning Star | Zambia recalls envoy after border shooting
    Zambia recalled its ambassador to Malawi on Monday, a day after soldiers shot two traders dead.
    > recalled | SANCTION/withdraw | happened | Zambia=ZMB GOV | Malawi=MWI GOV | - | 2024-03-04
    > shot | ASSAULT/firearms | happened | soldiers=MWI MIL | two traders=ZMB BUS | - | 2024-03-03 | - | 2 traders

trigger | TYPE/mode | status | actors | recipients | voices | when | where | quantities | silent

- trigger: words as they stand; ``strike#2`` is the second "strike" of the sentence.
- status: as in the guidelines; ``happened historical`` for background.
- actors, recipients, voices, silent: ``words=CODE; words=CODE``.
- when: ``2024-03-04`` or ``2024-03-01..2024-03-31``; where: ``words=ISO``.
- quantities: ``5 soldiers; 10..20 tanks; 100.. prisoners; ..25 years; 3000000 USD``.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

FIELDS = ("trigger", "type", "status", "actors", "recipients", "voices", "when", "where", "quantities", "silent")
STATUS = ("happened", "ongoing", "planned", "possible", "required", "denied")
ONTOLOGY = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
               "heavy-weapons crowd-control unconventional",
}  # fmt: skip


class SheetError(Exception):
    """All the faults of a sheet, one a line."""


def build(sheet: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The articles and the annotations of a sheet; raises `SheetError` with every fault."""
    docs: list[dict[str, Any]] = []
    golds: list[dict[str, Any]] = []
    faults: list[str] = []
    fresh = True  # the next sentence opens a paragraph
    for number, line in enumerate(sheet.splitlines(), 1):
        try:
            if line.startswith("# "):
                docs.append(_head(line))
                golds.append({"id": docs[-1]["id"], "date_note": None, "mentions": []})
                fresh = True
            elif line.startswith(">"):
                golds[-1]["mentions"].append(_mention(line, docs[-1]))
            elif line.strip():
                _add_sentence(docs[-1], line.strip(), fresh=fresh)
                fresh = False
            else:
                fresh = True
        except (ValueError, IndexError) as fault:
            faults.append(f"line {number}: {fault}: {line[:100]}")
    seen: set[str] = set()
    for doc in docs:
        if doc["id"] in seen:
            faults.append(f"article id {doc['id']} stands twice")
        seen.add(doc["id"])
        doc["sha256"] = hashlib.sha256(doc["text"].encode()).hexdigest()
    if faults:
        raise SheetError("\n".join(faults))
    return docs, golds


def _head(line: str) -> dict[str, Any]:
    fields = [field.strip() for field in line[2:].split("|")]
    if len(fields) != 4:
        raise ValueError(f"a head has 4 fields (id | date | publisher | title), not {len(fields)}")
    name, day, publisher, title = fields
    date.fromisoformat(day)
    return {"id": name, "date": day, "publisher": publisher, "title": None if title == "-" else title, "url": None,
            "licence": "written for Tidings", "text": "", "sha256": "", "sentences": []}  # fmt: skip


def _add_sentence(doc: dict[str, Any], sentence: str, *, fresh: bool) -> None:
    if doc["text"]:
        doc["text"] += "\n\n" if fresh else " "
    start = len(doc["text"])
    doc["text"] += sentence
    doc["sentences"].append([start, start + len(sentence)])


def _mention(line: str, doc: dict[str, Any]) -> dict[str, Any]:
    given = [field.strip() for field in line[1:].split("|")]
    if not 3 <= len(given) <= len(FIELDS):
        raise ValueError(f"a mention has 3 to {len(FIELDS)} fields, not {len(given)}")
    fields = dict(zip(FIELDS, given + ["-"] * (len(FIELDS) - len(given)), strict=True))
    start, end = doc["sentences"][-1]
    sentence = doc["text"][start:end]
    trigger, nth = _trigger(fields["trigger"], sentence)
    kind, _, mode = fields["type"].partition("/")
    if kind not in ONTOLOGY or (mode and mode not in ONTOLOGY[kind].split()):
        raise ValueError(
            f"no such type or mode: {fields['type']} (modes of {kind}: {ONTOLOGY.get(kind, 'no such type')})"
        )
    status, *historical = fields["status"].split()
    if status not in STATUS or historical not in ([], ["historical"]):
        raise ValueError(f"status {fields['status']!r} is not one of {', '.join(STATUS)}, with or without 'historical'")
    mention: dict[str, Any] = {"sentence": len(doc["sentences"]) - 1, "trigger": trigger}
    if nth > 1 or sentence.count(trigger) > 1:
        mention["nth"] = nth
    mention |= {"type": kind, "mode": mode or None, "status": status, "historical": bool(historical)}
    mention |= {side: _who(fields[side]) for side in ("actors", "recipients", "voices")}
    mention |= {
        "when": _when(fields["when"]),
        "where": _where(fields["where"]),
        "quantities": _quantities(fields["quantities"]),
    }
    if fields["silent"] != "-":
        mention["silent"] = _who(fields["silent"])
    return mention


def _trigger(field: str, sentence: str) -> tuple[str, int]:
    words, _, nth = field.partition("#")
    words, which = words.strip(), int(nth or 1)
    stands = sentence.count(words)
    if not words or stands < which:
        raise ValueError(f"the sentence above does not have {field!r}")
    if stands > 1 and not nth:
        raise ValueError(f"{words!r} stands {stands} times in the sentence: say which, as {words}#1")
    return words, which


def _who(field: str) -> list[dict[str, str]]:
    if field in ("-", ""):
        return []
    found = []
    for part in field.split(";"):
        match = re.fullmatch(r"(.+?)\s*=\s*([A-Z]{3,4}(?: [A-Z]{3})?)", part.strip())
        if match is None:
            raise ValueError(f"{part.strip()!r} is not words=CODE, as 'the army=MMR MIL'")
        found.append({"text": match[1], "code": match[2]})
    return found


def _when(field: str) -> dict[str, str] | None:
    if field in ("-", ""):
        return None
    earliest, _, latest = field.partition("..")
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest or earliest)
    if first > last:
        raise ValueError(f"{field} ends before it begins")
    return {"earliest": str(first), "latest": str(last)}


def _where(field: str) -> dict[str, str] | None:
    if field in ("-", ""):
        return None
    match = re.fullmatch(r"(.+?)\s*=\s*([A-Z]{3})", field)
    if match is None:
        raise ValueError(f"{field!r} is not words=ISO, as 'Lusaka=ZMB'")
    return {"text": match[1], "country": match[2]}


def _quantities(field: str) -> list[dict[str, Any]]:
    if field in ("-", ""):
        return []
    found = []
    for part in field.split(";"):
        amount, _, what = part.strip().partition(" ")
        low, between, high = amount.partition("..")
        if not what or not (low or high):
            raise ValueError(f"{part.strip()!r} is not '5 soldiers', '10..20 tanks', '100.. prisoners' or '..25 years'")
        value = [_number(low), _number(high)] if between else _number(low)
        found.append({"value": value, "of": what})
    return found


def _number(digits: str) -> int | float | None:
    if not digits:
        return None
    return float(digits) if "." in digits else int(digits)


def show(docs: list[dict[str, Any]], golds: list[dict[str, Any]]) -> str:
    """The sheet of which `build` makes these articles and annotations."""
    of = {gold["id"]: gold for gold in golds}
    lines: list[str] = []
    for doc in docs:
        lines += ["", f"# {doc['id']} | {doc['date']} | {doc['publisher']} | {doc['title'] or '-'}"]
        last = 0
        for i, (start, end) in enumerate(doc["sentences"]):
            if "\n\n" in doc["text"][last:start]:
                lines.append("")
            lines.append(doc["text"][start:end])
            last = end
            lines += [_line(mention) for mention in of[doc["id"]]["mentions"] if mention["sentence"] == i]
    return "\n".join(lines[1:]) + "\n"


def _line(mention: dict[str, Any]) -> str:
    def who(side: str) -> str:
        return "; ".join(f"{x['text']}={x['code']}" for x in mention.get(side) or []) or "-"

    when, where = mention["when"], mention["where"]
    days = (
        "-"
        if when is None
        else when["earliest"]
        if when["earliest"] == when["latest"]
        else f"{when['earliest']}..{when['latest']}"
    )
    fields = [
        mention["trigger"] + (f"#{mention['nth']}" if mention.get("nth") else ""),
        mention["type"] + (f"/{mention['mode']}" if mention["mode"] else ""),
        mention["status"] + (" historical" if mention["historical"] else ""),
        who("actors"), who("recipients"), who("voices"), days,
        f"{where['text']}={where['country']}" if where else "-",
        "; ".join(f"{_range(q['value'])} {q['of']}" for q in mention["quantities"]) or "-",
        who("silent"),
    ]  # fmt: skip
    while fields[-1] == "-":
        fields.pop()
    return "> " + " | ".join(fields)


def _range(value: Any) -> str:
    return "..".join("" if v is None else str(v) for v in value) if isinstance(value, list) else str(value)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write(path: Path, records: list[dict[str, Any]]) -> None:
    """Write a JSON-lines file."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


def main(argv: list[str]) -> int:
    """Build or show; the exit code."""
    match argv:
        case ["build", sheet, name]:
            try:
                docs, golds = build(Path(sheet).read_text(encoding="utf-8"))
            except SheetError as faults:
                print(faults, file=sys.stderr)
                return 1
            for suffix, records in (("docs", docs), ("gold", golds)):
                write(Path(f"{name}.{suffix}.jsonl"), records)
            sentences, mentions = sum(len(d["sentences"]) for d in docs), sum(len(g["mentions"]) for g in golds)
            print(f"{len(docs)} articles, {sentences} sentences, {mentions} mentions")
        case ["show", name]:
            print(show(rows(Path(f"{name}.docs.jsonl")), rows(Path(f"{name}.gold.jsonl"))), end="")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
