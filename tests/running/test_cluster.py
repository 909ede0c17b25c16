"""The same answers on a real Ray of two nodes as in this process, whatever is killed; files and object storage."""

import contextlib
import json
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(16))  # read when Ray is imported

pytest.importorskip("daft")
pytest.importorskip("ray")

import boto3
import pyarrow as pa
import pyarrow.parquet as pq
import ray
from moto.server import ThreadedMotoServer
from ray.cluster_utils import Cluster

from pooling import Obedient, obey
from tidings import Settings, pipeline
from tidings.errors import SetupError, StoreError
from tidings.records import Article, Failure
from tidings.running.arrow import articles_to_batch, batch_to_articles, batch_to_results
from tidings.running.cluster import Job, run_on

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("default")]  # Ray and Daft warn of what is theirs
ROOT = Path(__file__).parent.parent.parent
FILES, LINES = 6, 40


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def address():
    """A head without a core and two nodes of one core each, all processes of this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]))
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
        for _ in range(2):
            cluster.add_node(num_cpus=1)
        ray.init(cluster.address, log_to_driver=False, logging_level="error")
        yield "ray"
        ray.shutdown()
        cluster.shutdown()


def written(folder: Path, text=lambda _: "Kim called Minsk.") -> list[Article]:
    """Files of JSON lines; gives the articles in them."""
    folder.mkdir()
    found = []
    for file in range(FILES):
        rows = [Article(id=f"{file}-{n}", text=text(file * LINES + n), language="en") for n in range(LINES)]
        lines = "".join(json.dumps({"id": row.id, "text": row.text, "language": row.language}) + "\n" for row in rows)
        (folder / f"{file}.jsonl").write_text(lines)
        found += rows
    return found


def read(target) -> dict[str, object]:
    table = pq.read_table(target)
    assert table.num_rows == len(set(table["id"].to_pylist()))
    return {result.id: result for result in batch_to_results(table.drop_columns("article"))}


def job(**settings):
    return Job(Obedient(**settings), pipeline.lines, pipeline.row)


@pytest.fixture
def elsewhere():
    """A cluster that was started by itself, as on another machine: reached by its address and token alone."""
    port, options = free_port(), ["--block", "--num-cpus=1", "--include-dashboard=false", "--disable-usage-stats"]
    ray_command = Path(sys.executable).with_name("ray")
    command = [ray_command, "start", "--head", f"--port={free_port()}", f"--ray-client-server-port={port}", *options]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as started:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.2)
        yield f"ray://127.0.0.1:{port}"
        started.terminate()


def test_the_command_codes_on_a_cluster_elsewhere_what_it_codes_here(elsewhere, tmp_path):
    """With the parser and the reader, as it is used."""
    source = ROOT / "demo" / "pages" / "05-three-articles.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "tidings.cli", "run", source, "--on", elsewhere, "--to", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    here = pipeline.Tidings(Settings())
    expected = {result.id: result for result in here.pipe(here.read([source]))}
    assert read(tmp_path / "out") == expected
    assert f"coded     {len(expected)}" in done.stdout


def test_json_lines_are_coded_as_here_and_bad_lines_are_told(address, tmp_path):
    given = written(tmp_path / "in", lambda n: "FAIL" if n % 50 == 7 else "Kim called Minsk.")
    with (tmp_path / "in" / "0.jsonl").open("ab") as file:
        file.write(b"\xff\xfe no JSON\n")
    tally = run_on(address, [f"{tmp_path}/in/*.jsonl"], f"{tmp_path}/out", job())
    found = read(tmp_path / "out")
    bad = found.pop(f"{tmp_path}/in/0.jsonl:{LINES + 1}")
    assert (bad.stage, bad.reason) == ("reading", "not JSON")
    assert found == {article.id: obey(article) for article in given}
    failed = sum("FAIL" in article.text for article in given)
    assert tally.failed == Counter({("coding", "internal error"): failed, ("reading", "not JSON"): 1})
    assert (tally.coded, tally.read) == (len(given) - failed, len(given) + 1)
    assert tally.mentions == Counter({"CONSULT": len(given) - failed})
    rows = [row for row in pq.read_table(tmp_path / "out")["article"].to_pylist() if row]
    articles = {article.id: article for article in batch_to_articles(pa.RecordBatch.from_pylist(rows))}
    assert {one.id: one.text for one in articles.values()} == {one.id: one.text for one in given}


def test_parquet_is_coded_as_here(address, tmp_path):
    (tmp_path / "in").mkdir()
    given = [Article(id=f"a{n}", text=f"Kim called Minsk {n} times.", title="Kim") for n in range(100)]
    table = pa.Table.from_batches([articles_to_batch(given)])
    for start in (0, 50):
        pq.write_table(table.slice(start, 50), tmp_path / "in" / f"{start}.parquet")
    run_on(address, [f"{tmp_path}/in/*.parquet"], f"{tmp_path}/out", job())
    assert read(tmp_path / "out") == {article.id: obey(article) for article in given}


def test_the_result_is_whole_though_a_ray_worker_is_killed_in_the_middle(address, tmp_path):
    given = written(tmp_path / "in", lambda _: "SLEEP 30 Kim called Minsk.")
    (tmp_path / "pids").mkdir()
    killed: list[int] = []

    def kill() -> None:
        while not (found := list((tmp_path / "pids").iterdir())):
            time.sleep(0.05)
        time.sleep(0.5)  # in the middle of a file
        ray_worker = int(Path(f"/proc/{found[0].name}/stat").read_text().rsplit(")", 1)[1].split()[1])
        assert "ray::" in Path(f"/proc/{ray_worker}/cmdline").read_text()
        os.kill(ray_worker, signal.SIGKILL)
        killed.append(ray_worker)

    killer = threading.Thread(target=kill)
    killer.start()
    run_on(address, [f"{tmp_path}/in/*.jsonl"], f"{tmp_path}/out", job(pids=str(tmp_path / "pids")))
    killer.join()
    assert killed
    assert read(tmp_path / "out") == {article.id: obey(article) for article in given}


def test_an_article_that_kills_its_process_is_told_and_all_others_are_coded(address, tmp_path):
    given = written(tmp_path / "in", lambda n: "KILL" if n == 50 else "Kim called Minsk.")
    tally = run_on(address, [f"{tmp_path}/in/*.jsonl"], f"{tmp_path}/out", job())
    found = read(tmp_path / "out")
    dead = found.pop(given[50].id)
    assert isinstance(dead, Failure)
    assert dead.reason == "worker died"
    assert found == {article.id: obey(article) for article in given if article.id != dead.id}
    assert tally.failed.total() == 1


def test_what_cannot_be_done_is_told_in_a_line(address, tmp_path):
    with pytest.raises(SetupError, match="nothing to read"):
        run_on(address, [f"{tmp_path}/nothing/*.jsonl"], f"{tmp_path}/out", job())
    written(tmp_path / "in")
    with pytest.raises(SetupError, match=r"words\.tsv:7"):
        run_on(address, [f"{tmp_path}/in/*.jsonl"], f"{tmp_path}/out", job(fault="data"))
    run_on(address, [f"{tmp_path}/in/0.jsonl"], f"{tmp_path}/there", job())
    with pytest.raises(StoreError, match="there is Parquet here already"):
        run_on(address, [f"{tmp_path}/in/0.jsonl"], f"{tmp_path}/there", job())


@pytest.fixture
def bucket(monkeypatch):
    """A bucket of an S3-compatible server on loopback."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", region_name="us-east-1")
    client.create_bucket(Bucket="news")
    with contextlib.closing(client):
        yield client
    server.stop()


def test_object_storage_is_read_and_written(address, bucket, tmp_path):
    given = written(tmp_path / "in")
    for path in sorted((tmp_path / "in").iterdir()):
        bucket.upload_file(str(path), "news", f"in/{path.name}")
    tally = run_on(address, ["s3://news/in/*.jsonl"], "s3://news/out", job())
    assert tally.coded == len(given)
    keys = [row["Key"] for row in bucket.list_objects_v2(Bucket="news", Prefix="out/")["Contents"]]
    assert keys
    assert all(key.endswith(".parquet") for key in keys)
    (tmp_path / "out").mkdir()
    for number, key in enumerate(keys):
        bucket.download_file("news", key, str(tmp_path / "out" / f"{number}.parquet"))
    assert read(tmp_path / "out") == {article.id: obey(article) for article in given}
    table = pa.Table.from_batches([articles_to_batch(given)])
    pq.write_table(table, tmp_path / "in.parquet")
    bucket.upload_file(str(tmp_path / "in.parquet"), "news", "in/all.parquet")
    assert run_on(address, ["s3://news/in/all.parquet"], "s3://news/again", job()).coded == len(given)
