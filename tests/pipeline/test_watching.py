"""Watching feeds on a server that misbehaves: what can be kept is, nothing twice, and every failure is told."""

import signal
import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from keeping import FakeCoder
from serving import Clock, resetting, serving
from tidings import pipeline
from tidings.cli import main
from tidings.errors import SetupError
from tidings.pipeline.watched import FILE, Watched
from tidings.pipeline.watching import Watcher, watch
from tidings.reading.courtesy import Courtesy
from tidings.reading.feeds import Entry, Feed
from tidings.reading.fetch import Fetched, Fetcher
from tidings.settings import Settings
from tidings.storing import queries
from tidings.storing.store import Store

WORDS = "The harbour master said on Tuesday that the ferry to the northern islands would sail again next week, after "


FETCHED = Fetched(
    url="f", status=200, content=b"", charset=None, etag=None, modified=None, retrieved="2024-05-01T10:00:00+00:00"
)


class DayCoder(FakeCoder):
    def new_day(self, today: date) -> None:
        self.today = today

    def pipe(self, articles):
        articles = list(articles)
        self.got = getattr(self, "got", []) + articles
        getattr(self, "coded", lambda: None)()
        return super().pipe(articles)


def page(number):
    text = "".join(f"<p>{WORDS}the crew of boat {number} had repaired part {n} of its engine.</p>" for n in range(4))
    return f"<html><head><title>Boat {number}</title></head><body><article>{text}</article></body></html>"


def rss(site, *numbers, guid=None, day=None):
    when = f"<pubDate>{day}</pubDate>" if day else ""
    items = (
        f"<item><title>Boat {n}</title><link>{site.url}/{n}</link>{when}"
        f'<guid isPermaLink="false">{guid or n}</guid></item>'
        for n in numbers
    )
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


@pytest.fixture
def site():
    with serving() as site:
        for n in range(9):
            site.put(f"/{n}", page(n))
        yield site


class Watch:
    """A watcher of some feeds of a site, its store and what it reported."""

    def __init__(self, folder, *feeds, stop=None):
        self.folder, self.reported, self.clock = folder, [], Clock()
        self.coder, self.stop = DayCoder("v1", 0.0), stop or threading.Event()
        self.feeds = feeds

    def __call__(self, rounds=1, every=None):
        told = []

        def tell(done):
            told.append(done)
            if len(told) == rounds:
                self.stop.set()

        with Store.open(self.folder) as store:
            watcher = Watcher(
                self.feeds,
                Fetcher(
                    Courtesy(clock=self.clock, sleep=self.clock.sleep), allow_private=True, clock=self.clock, seconds=5
                ),
                self.coder,
                lambda: pipeline.cleaner(Settings()),
                store=store,
                folder=self.folder,
                stop=self.stop,
                report=self.reported.append,
            )
            self.code = watch(watcher, every=every, stop=self.stop, tell=tell)
            self.articles = list(queries.ask(store, "SELECT url FROM articles ORDER BY url").rows)
            self.failures = list(queries.ask(store, "SELECT id, reason FROM failures ORDER BY id").rows)
        self.stop.clear()
        return told[-1]


def test_what_is_new_is_fetched_and_kept_once(site, tmp_path):
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1, 2), Content_Type="application/rss+xml"))
    done = follow()
    assert (done.entries, done.tally.coded, follow.code, follow.failures) == (2, 2, 0, [])
    assert [row[0] for row in follow.articles] == [f"{site.url}/1", f"{site.url}/2"]
    site.put("/feed", rss(site, 1, 2, 3))
    done = follow()
    assert (done.entries, done.tally.coded, follow.code) == (1, 1, 0)
    assert site.asked.count("/1") == site.asked.count("/3") == 1
    assert done.line() == (
        "1 feeds (0 unchanged, 0 failed), 1 new entries: 1 coded, 0 known, 0 failed, 0 to be tried again; 1 mentions"
    )


def test_a_feed_that_did_not_change_is_not_sent_again(site, tmp_path):
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1), ETag='"v1"', Last_Modified="then"))
    follow()
    site.put("/feed", status=304)
    done = follow()
    asked = [headers for path, headers in zip(site.asked, site.headers, strict=True) if path == "/feed"]
    assert (asked[-1]["If-None-Match"], asked[-1]["If-Modified-Since"]) == ('"v1"', "then")
    assert (done.unchanged, done.entries, follow.code) == (1, 0, 0)


def test_bad_feeds_and_pages_take_no_others_with_them(site, tmp_path):
    site.do("/2", resetting)
    site.put("/3", b"%PDF-1.7 \0\0", Content_Type="text/html")
    site.put("/4", status=404)
    feeds = [
        site.put("/none", status=404),
        site.put("/html", "<html><p>No feed.</p></html>"),
        site.put("/broken", rss(site, 5)[:-20]),
        site.put("/feed", rss(site, 1, 2, 3, 4)),
        "http://",
    ]
    follow = Watch(tmp_path, *feeds)
    done = follow()
    assert [row[0] for row in follow.articles] == [f"{site.url}/1", f"{site.url}/5"]
    assert (done.failed, follow.code, done.waiting) == (4, 1, 1)
    reasons = dict(follow.failures)
    assert reasons.pop(f"{site.url}/2") in {"no connection", "broken transfer"}
    assert reasons == {
        f"{site.url}/none": "status 404",
        f"{site.url}/html": "not a feed",
        f"{site.url}/broken": "broken feed",
        f"{site.url}/3": "not a page",
        f"{site.url}/4": "status 404",
        "http://": "not an address",
    }
    assert len(follow.reported) == len(follow.failures)


def test_a_page_that_could_not_be_had_is_asked_for_again_and_its_failure_forgotten(site, tmp_path):
    site.put("/1", status=503)
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1), ETag='"v1"'))
    assert (follow().waiting, [row[1] for row in follow.failures]) == (1, ["status 503"])
    site.put("/feed", status=304)
    site.put("/1", page(1))
    done = follow()
    assert (done.tally.coded, done.waiting, follow.failures, follow.code) == (1, 0, [], 0)


def test_a_page_that_can_never_be_had_is_given_up(site, tmp_path):
    site.put("/1", status=503)
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1)))
    for _ in range(7):
        follow()
    assert site.asked.count("/1") == 5


def test_a_page_that_robots_txt_forbids_is_told_and_not_asked_for(site, tmp_path):
    site.put("/robots.txt", "User-agent: *\nDisallow: /1\n")
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1, 2)))
    assert (follow().tally.coded, [row[1] for row in follow.failures]) == (1, ["disallowed by robots.txt"])
    assert "/1" not in site.asked


def test_entries_that_share_a_guid_are_all_kept(site, tmp_path):
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1, 2, guid="same")))
    assert follow().tally.coded == 2


def test_an_entry_in_two_feeds_is_fetched_once(site, tmp_path):
    follow = Watch(tmp_path, site.put("/a", rss(site, 1)), site.put("/b", rss(site, 1)))
    assert (follow().entries, site.asked.count("/1")) == (1, 1)


def test_the_date_is_the_feeds_where_the_page_tells_none(site, tmp_path):
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1, day="Wed, 01 May 2024 10:00:00 GMT")))
    follow()
    (article,) = follow.coder.got
    assert (article.published, article.published_inferred) == ("2024-05-01T10:00:00+00:00", "feed")


def test_a_feed_that_dates_its_entries_in_the_future_is_not_believed(site, tmp_path):
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1, day="Fri, 31 Dec 2999 10:00:00 GMT")))
    assert (follow().tally.coded, follow.coder.got[0].published) == (1, None)


def test_rounds_go_on_until_stopped_and_know_what_day_it_is(site, tmp_path):
    follow = Watch(tmp_path, site.put("/feed", rss(site, 1)))
    done = follow(rounds=3, every=0.01)
    assert (done.entries, site.asked.count("/feed"), follow.code) == (0, 3, 0)
    assert follow.coder.today == datetime.now(UTC).date()


def test_nothing_reached_is_nothing_done(tmp_path):
    follow = Watch(tmp_path, "http://127.0.0.1:1/feed")
    follow()
    assert follow.code == 3


def test_a_damaged_memory_is_told(tmp_path):
    (tmp_path / FILE).write_text('{"feeds": ')
    with pytest.raises(SetupError, match=r"watched\.json: damaged .* move it away"):
        Watched.load(tmp_path)


def test_a_round_that_is_stopped_loses_nothing(site, tmp_path):
    numbers = range(100, 160)
    for n in numbers:
        site.put(f"/{n}", page(n))
    follow = Watch(tmp_path, site.put("/feed", rss(site, *numbers), ETag='"v1"'))
    follow.coder.coded = follow.stop.set
    done = follow()
    assert 0 < done.tally.coded < 60
    assert done.waiting == 60 - done.tally.coded
    site.put("/feed", status=304)
    follow.coder.coded = lambda: None
    assert follow().waiting == 0
    assert len(follow.articles) == 60
    assert follow.code == 0


def test_a_name_is_remembered_while_its_feed_lists_it():
    entry = Entry(url="https://quay.example/1")
    found, watched = Feed(entries=(entry,), fault=None), Watched()
    assert watched.list("f", FETCHED, found, date(2024, 1, 1)) == 1
    watched.unchanged("f", date(2024, 3, 1))
    watched.forget(date(2024, 3, 15))
    assert watched.list("f", FETCHED, found, date(2024, 3, 15)) == 0
    watched.forget(date(2024, 6, 1))
    assert watched.list("f", FETCHED, found, date(2024, 6, 1)) == 1


@pytest.mark.parametrize("every", ["5", "10s", "0m", "soon"])
def test_a_round_too_often_is_wrong_usage(tmp_path, every):
    (tmp_path / "f.opml").write_text("<opml/>")
    result = CliRunner().invoke(main, ["watch", str(tmp_path / "f.opml"), "--store", str(tmp_path), "--every", every])
    assert result.exit_code == 2
    assert "15m" in result.output


def test_a_list_that_is_not_there_is_told(tmp_path):
    result = CliRunner().invoke(main, ["watch", str(tmp_path / "f.opml"), "--store", str(tmp_path / "s")])
    assert result.exit_code == 3
    assert "no such file" in result.output


@pytest.mark.model
def test_ctrl_c_ends_the_command_cleanly(site, tmp_path):
    feed = site.put("/feed", rss(site, 1))
    (tmp_path / "f.opml").write_text(f'<opml><body><outline xmlUrl="{feed}"/></body></opml>')
    words = ["watch", str(tmp_path / "f.opml"), "--store", str(tmp_path / "s"), "--no-reader", "--allow-private"]
    with subprocess.Popen(
        [sys.executable, "-m", "tidings.cli", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert "1 coded" in run.stdout.readline()
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=30)
    assert (run.returncode, "Traceback" in errors, "ending" in errors) == (0, False, True)
    with Store.open(tmp_path / "s", read_only=True) as store:
        assert (queries.counts(store)["articles"], store.unlinked) == (1, frozenset())
