"""Kill ``tidings run`` at random points, start it again, and see that the store is the same: ``make kill``.

Half of the times it is killed at any moment of the run, half of the times soon after it began to write a batch.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from keeping import content
from tidings import wire
from tidings.records import Article
from tidings.storing.store import Store

ARTICLES = 320  # five batches
SIDES = ("Chad", "Niger", "Mali", "Ghana", "Kenya", "Egypt", "Libya", "Sudan")


def articles(path: Path) -> None:
    """Write articles, one line in 40 of them none."""
    with path.open("wb") as file:
        for number in range(ARTICLES):
            one, two = SIDES[number % 8], SIDES[(number // 8 + 1) % 8]
            text = f"{one} sent {number + 2} soldiers to {two} on Monday, the defence ministry said in a statement."
            article = Article(id=f"a{number}", text=text, published="2024-05-02")
            file.write((b"no JSON" if number % 40 == 7 else wire.encode_article(article)) + b"\n")


def start(path: Path, folder: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "tidings.cli", "run", path, "--store", folder, "--no-reader"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def files(folder: Path) -> int:
    return sum(1 for _ in (folder / "data").rglob("*.parquet")) if folder.exists() else 0


def killed(path: Path, folder: Path, longest: float, chance: random.Random) -> bool:
    """Start a run and kill it; tell whether it was still running."""
    run, began = start(path, folder), time.monotonic()
    if chance.random() < 0.5:
        end = began + chance.uniform(0, longest)
        while run.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
    else:
        before = files(folder)
        while run.poll() is None and files(folder) == before:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.5))
    run.send_signal(signal.SIGKILL)
    return run.wait() == -signal.SIGKILL


def kept(folder: Path) -> dict[str, list[str]]:
    with Store.open(folder, read_only=True) as store:
        return content(store)


def main(kills: int, seed: int) -> int:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as temporary:
        path, whole = Path(temporary, "articles.jsonl"), Path(temporary, "whole")
        articles(path)
        began = time.monotonic()
        assert start(path, whole).wait() == 1  # some lines are no articles
        longest = time.monotonic() - began
        expected = kept(whole)
        done, stores = 0, 0
        while done < kills:
            folder = Path(temporary, f"killed{stores}")
            here, stores = 0, stores + 1
            while done < kills and killed(path, folder, longest, chance):
                done, here = done + 1, here + 1
            assert start(path, folder).wait() == 1
            found = kept(folder)
            different = [table for table in expected if found[table] != expected[table]]
            if different:
                print(f"store {stores}, killed {here} times: another store: {', '.join(different)}")
                return 1
            print(f"store {stores}: killed {here} times, then the same {len(found['articles'])} articles", flush=True)
    print(f"killed {done} times (seed {seed}), {stores} stores: nothing lost, nothing doubled")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
