"""Where a store's catalogue is, and what is refused."""

import pytest

from tidings.errors import StoreError
from tidings.storing.lake import FILE, OLD, Lake
from tidings.storing.store import Store


def test_a_store_of_version_1_is_refused_with_what_to_do(tmp_path):
    (tmp_path / OLD).write_bytes(b"x")
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"version 1.*new folder.*tidings run"):
            Store.open(tmp_path, read_only=read_only)


@pytest.mark.parametrize(
    ("catalogue", "why"),
    [
        ("mysql:db=x", "expected postgres:"),
        ("postgres:dbname=x password=secret", "PGPASSWORD"),
        ("postgres:postgresql://me:secret@host/x", "PGPASSWORD"),
    ],
)
def test_a_catalogue_that_cannot_be_one_is_refused(tmp_path, catalogue, why):
    with pytest.raises(StoreError, match=why) as raised:
        Lake.of(tmp_path, catalogue)
    assert not (tmp_path / FILE).exists()
    assert "secret" not in str(raised.value)


def test_the_folder_remembers_its_catalogue(tmp_path):
    Lake(tmp_path, "dbname=news").note()
    assert Lake.of(tmp_path, None) == Lake.of(tmp_path, "postgres:dbname=news") == Lake(tmp_path, "dbname=news")
    with pytest.raises(StoreError, match="the catalogue of this store is postgres:dbname=news"):
        Lake.of(tmp_path, "postgres:dbname=other")


def test_a_local_store_takes_no_other_catalogue(tmp_path):
    Store.open(tmp_path).close()
    with pytest.raises(StoreError, match=FILE):
        Store.open(tmp_path, catalogue="postgres:dbname=x")


def test_a_server_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StoreError, match="connect"):
        Store.open(tmp_path / "store", catalogue=f"postgres:host={tmp_path} dbname=x")


def test_a_store_may_be_moved(tmp_path):
    Store.open(tmp_path / "here").close()
    (tmp_path / "here").rename(tmp_path / "there")
    with Store.open(tmp_path / "there", read_only=True) as store:
        assert store.unlinked == frozenset()
