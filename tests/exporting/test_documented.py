"""docs/exports.md says of every format what it loses, and of every column what it holds."""

from pathlib import Path

import pytest

from exportable import known

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", known().codes.layouts.values(), ids=lambda layout: layout.name)
def test_what_a_format_needs_and_loses_is_documented(layout):
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{layout.name}` |")]
    assert row.endswith(f"| {', '.join(layout.needs) or 'nothing'} | {'; '.join(layout.lost)} |")


@pytest.mark.parametrize("name", ["csv", "csv-mentions", "gdelt", "gdelt-mentions", "icews", "polecat", "plover"])
def test_columns_are_documented_in_their_order(name):
    section = PAGE.split(f"\n### {name}\n")[1].split("\n### ")[0]
    listed = [line for line in section.splitlines() if line.startswith("| ")][1:]
    columns = known().codes.layouts[name].columns
    assert listed == [f"| {c.name} | {c.kind} | {'yes' if c.required else ''} | {c.meaning} |" for c in columns]
