"""What the answers of a coder depend on, as one short digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tidings.knowledge.tables import PACKAGE_DATA, Data


def digest(user_folder: Path | None = None) -> str:
    """Digest the package's code and data, and the user's data over it: twelve hexadecimal digits.

    Two coders of one digest, parser and settings give the same answers, wherever they are installed.

    Raises:
        DataError: the user's folder does not exist.
    """
    total = hashlib.sha256()
    package = PACKAGE_DATA.parent
    data = Data.open(user_folder)
    files = [(path, path.relative_to(package).as_posix()) for path in sorted(package.rglob("*.py"))]
    files += [(path, name) for pattern in ("**/*.tsv", "**/*.toml") for path, name, _ in data.paths(pattern)]
    for path, name in files:
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]
