"""The laws of docs/architecture.md that import-linter cannot see; those that it can are in pyproject.toml."""

import ast
import re
from pathlib import Path

import pytest

import tidings

PACKAGE = Path(tidings.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def test_only_knowledge_opens_the_data():
    offenders = [p for p in MODULES if "PACKAGE_DATA" in p.read_text(encoding="utf-8") and room(p) != "knowledge"]
    assert offenders == []


def test_only_storing_writes_sql():
    sql = re.compile(r"\b(?:SELECT\b.+\bFROM|INSERT INTO|CREATE TABLE|DELETE FROM)\b")
    offenders = [p for p in MODULES if sql.search(p.read_text(encoding="utf-8")) and room(p) != "storing"]
    assert offenders == []


def test_only_reading_touches_the_network():
    network = {"socket", "urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "feedparser"}
    for path in MODULES:
        if room(path) == "reading":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            assert not any(re.match(rf"{name}(\.|$)", found) for found in names for name in network), path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_does_one_thing(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{lines} lines: split it by concept"
    assert path.stem not in {"utils", "misc", "core", "common", "helpers", "manager"}
