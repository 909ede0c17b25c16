"""Rows as a table, CSV and JSON lines."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

from tidings.running.tabular import as_csv, as_jsonl, as_table

COLUMNS = ("name", "n", "who")
ROWS = [("a,b", 3, [{"country": "TCD"}]), (None, Decimal("1.5"), date(2024, 5, 1)), ("é\x1b[1m", 2**70, True)]


def test_json_lines_keep_lists_numbers_and_days():
    found = [json.loads(line) for line in as_jsonl(COLUMNS, ROWS)]
    assert found[0] == {"name": "a,b", "n": 3, "who": [{"country": "TCD"}]}
    assert found[1] == {"name": None, "n": 1.5, "who": "2024-05-01"}
    assert found[2]["n"] == 2**70


def test_csv_reads_back():
    found = list(csv.reader(io.StringIO("".join(as_csv(COLUMNS, ROWS)))))
    assert found[0] == list(COLUMNS)
    assert found[1] == ["a,b", "3", '[{"country": "TCD"}]']
    assert found[2] == ["", "1.5", "2024-05-01"]


def test_a_table_is_aligned_counted_and_harmless():
    shown = "".join(as_table(COLUMNS, ROWS))
    assert "\x1b" not in shown
    assert shown.splitlines()[-1] == "(3 rows)"
    assert len(shown.splitlines()) == 5


def test_a_narrow_terminal_folds_and_loses_nothing():
    shown = "".join(as_table(("x",), [("abcdefghij" * 5,)], width=20))
    assert shown.replace("\n", "").count("abcdefghij"[0]) == 5
