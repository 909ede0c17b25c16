"""Fetching from a server that misbehaves: each failure is told, none hangs, floods or reaches what it must not."""

import gzip
import socket
import threading
import time
import zlib

import pytest

from serving import Clock, dripping_body, dripping_head, endless, resetting, serving
from tidings.errors import InputError
from tidings.reading import connecting
from tidings.reading.connecting import is_public
from tidings.reading.courtesy import Courtesy
from tidings.reading.fetch import PASSING, Fetcher

PAGE = b"<html><p>The ferry sailed at noon.</p></html>"


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture
def clock():
    return Clock()


def fetcher(clock, **options):
    courtesy = Courtesy(clock=clock, sleep=clock.sleep)
    return Fetcher(courtesy, clock=clock, **{"allow_private": True, "max_bytes": 50_000, "seconds": 5.0, **options})


def failing(get, url):
    with pytest.raises(InputError) as caught:
        get.fetch(url)
    assert caught.value.stage == "reading"
    return caught.value


def test_a_page_is_fetched_with_what_its_headers_say(site, clock):
    url = site.put("/a?b=1", PAGE, Content_Type="text/html; charset=ISO-8859-1", ETag='"v1"', Last_Modified="then")
    found = fetcher(clock).fetch(url + "#part")
    assert (found.url, found.content, found.charset) == (url, PAGE, "iso-8859-1")
    assert (found.etag, found.modified, found.unchanged) == ('"v1"', "then", False)
    assert site.headers[-1]["User-Agent"].startswith("tidings/")


def test_what_is_not_modified_is_not_sent_again(site, clock):
    url = site.put("/f", status=304)
    found = fetcher(clock).fetch(url, etag='"v1"', modified="then")
    assert (found.unchanged, found.content) == (True, b"")
    assert (site.headers[-1]["If-None-Match"], site.headers[-1]["If-Modified-Since"]) == ('"v1"', "then")


@pytest.mark.parametrize("drip", [dripping_body, dripping_head])
def test_a_slow_drip_ends_with_the_time_for_the_whole(site, clock, drip):
    began = time.monotonic()
    error = failing(fetcher(clock, seconds=0.4), site.do("/drip", drip))
    assert error.reason == "timed out"
    assert time.monotonic() - began < 2.0


def test_a_server_that_accepts_and_says_nothing_times_out(clock):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert failing(fetcher(clock, seconds=0.3), url).reason == "timed out"


@pytest.mark.parametrize("told", [True, False])
def test_a_huge_body_ends_at_the_limit(site, clock, told):
    url = site.put("/huge", b"<html>" + b"x" * 60_000) if told else site.do("/huge", endless)
    assert failing(fetcher(clock), url).reason == "too large"


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_bomb_ends_at_the_limit(site, clock, coding, pack):
    url = site.put("/bomb", pack(b"x" * 20_000_000), Content_Encoding=coding)
    assert failing(fetcher(clock), url).reason == "too large"


def test_a_bomb_in_a_bomb_ends_at_the_limit(site, clock):
    url = site.put("/bomb", gzip.compress(gzip.compress(b"x" * 20_000_000)), Content_Encoding="gzip, gzip")
    assert failing(fetcher(clock), url).reason == "too large"


def test_a_packing_that_lies_is_told(site, clock):
    assert failing(fetcher(clock), site.put("/lie", PAGE, Content_Encoding="gzip")).reason == "broken transfer"


def test_redirects_are_followed(site, clock):
    site.put("/a", status=301, Location="b")
    end = site.put("/b", PAGE)
    assert fetcher(clock).fetch(site.url + "/a").url == end


def test_a_redirect_loop_is_told(site, clock):
    site.put("/a", status=302, Location="/b")
    site.put("/b", status=302, Location="/a")
    assert failing(fetcher(clock), site.url + "/a").reason == "redirect loop"


def test_redirects_without_end_are_told(site, clock):
    for n in range(20):
        site.put(f"/{n}", status=302, Location=f"/{n + 1}")
    assert failing(fetcher(clock), site.url + "/0").reason == "redirected too often"
    assert len(site.asked) < 9


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://u:p@a.example/"]
)
def test_a_redirect_to_what_is_no_page_of_the_web_is_told(site, clock, target):
    assert failing(fetcher(clock), site.put("/a", status=302, Location=target)).reason == "not an address"


@pytest.mark.parametrize("url", ["", "no address", "http://", "file:///etc/passwd", "http://[::1", "http://a:b:c/"])
def test_what_is_no_address_is_told(clock, url):
    assert failing(fetcher(clock), url).reason == "not an address"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254", "0.0.0.0", "2130706433"]
)
def test_private_addresses_are_not_connected_to(site, clock, host):
    assert failing(fetcher(clock, allow_private=False), f"http://{host}:{site.port}/").reason == "private address"
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(site, clock, monkeypatch):
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    url = site.put("/a", status=302, Location="http://127.0.0.2/secret")
    assert failing(fetcher(clock, allow_private=False), url).reason == "private address"


def test_a_name_that_turns_to_a_private_address_is_not_followed_there(site, clock, monkeypatch):
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    answers = iter(["127.0.0.1", "127.0.0.1", "127.0.0.3"])  # robots.txt, the page, the page again

    def lookup(host, port, **_):
        assert host == "rebinding.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), site.port))]

    monkeypatch.setattr(connecting.socket, "getaddrinfo", lookup)
    site.put("/a", PAGE)
    get = fetcher(clock, allow_private=False)
    assert get.fetch("http://rebinding.example/a").content == PAGE
    assert failing(get, "http://rebinding.example/a").reason == "private address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("224.0.0.1", False),
        ("ff0e::1", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("255.255.255.255", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4"])
def test_what_says_that_it_is_no_page_is_not_loaded(site, clock, kind):
    assert failing(fetcher(clock), site.put("/a", b"x", Content_Type=kind)).reason == "not a page"


def test_a_connection_that_is_reset_is_told(site, clock):
    assert failing(fetcher(clock), site.do("/reset", resetting)).reason in {"no connection", "broken transfer"}


def test_a_body_shorter_than_promised_is_told(site, clock):
    assert failing(fetcher(clock), site.put("/a", PAGE, Content_Length="900")).reason == "broken transfer"


def test_what_is_no_http_is_told(site, clock):
    url = site.do("/a", lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"))
    assert failing(fetcher(clock), url).reason == "broken transfer"


def test_a_host_that_is_not_there_is_told(clock):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert failing(fetcher(clock), f"http://127.0.0.1:{port}/").reason == "no connection"


@pytest.mark.parametrize(("status", "passing"), [(404, False), (410, False), (403, False), (500, True), (503, True)])
def test_a_status_is_told_and_whether_it_may_pass(site, clock, status, passing):
    error = failing(fetcher(clock), site.put("/a", PAGE, status=status))
    assert error.reason == f"status {status}"
    assert (error.reason in PASSING) is passing


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_to_be_left_alone_is(site, clock, status):
    get = fetcher(clock)
    site.put("/b", PAGE)
    assert failing(get, site.put("/a", status=status, Retry_After="30")).reason == f"status {status}"
    get.fetch(site.url + "/b")
    assert clock.slept[-1] == pytest.approx(30)
    failing(get, site.put("/a", status=status, Retry_After="3600"))
    asked = len(site.asked)
    assert failing(get, site.url + "/b").reason == "told to wait"
    assert len(site.asked) == asked
    clock.now += 3600
    assert get.fetch(site.url + "/b").content == PAGE


def test_retry_after_may_be_a_date(site, clock):
    get = fetcher(clock)
    failing(get, site.put("/a", status=429, Retry_After="Fri, 31 Dec 2999 23:59:59 GMT"))
    assert failing(get, site.url + "/a").reason == "told to wait"


def test_two_requests_to_a_host_are_a_second_apart(site, clock):
    get = fetcher(clock)
    for name in ("/a", "/b"):
        get.fetch(site.put(name, PAGE))
    assert clock.slept == [1.0, 1.0]  # between robots.txt, the first and the second
    assert site.asked == ["/robots.txt", "/a", "/b"]


def test_a_host_has_one_connection_at_a_time(site, clock):
    open_now, most = [], []

    def answer(handler):
        open_now.append(1)
        most.append(len(open_now))
        time.sleep(0.02)
        open_now.pop()
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)

    get = fetcher(clock)
    threads = [threading.Thread(target=get.fetch, args=(site.do(f"/{n}", answer),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (6, 1)


def test_robots_txt_is_obeyed(site, clock):
    site.put(
        "/robots.txt", "User-agent: tidings\nDisallow: /private/*.html$\nCrawl-delay: 7\n", Content_Type="text/plain"
    )
    site.put("/private/a.html", PAGE)
    site.put("/open", PAGE)
    get = fetcher(clock)
    assert failing(get, site.url + "/private/a.html").reason == "disallowed by robots.txt"
    get.fetch(site.url + "/open")
    get.fetch(site.url + "/open")
    assert site.asked == ["/robots.txt", "/open", "/open"]
    assert clock.slept[-1] == pytest.approx(7)


def test_robots_txt_holds_behind_a_redirect_too(site, clock):
    site.put("/robots.txt", "User-agent: *\nDisallow: /b\n")
    site.put("/b", PAGE)
    assert failing(fetcher(clock), site.put("/a", status=302, Location="/b")).reason == "disallowed by robots.txt"


def test_robots_txt_that_cannot_be_had_means_no_for_a_while(site, clock):
    site.put("/robots.txt", status=500)
    site.put("/a", PAGE)
    get = fetcher(clock)
    assert failing(get, site.url + "/a").reason == "robots.txt unreachable"
    failing(get, site.url + "/a")
    assert site.asked == ["/robots.txt"]
    site.put("/robots.txt", status=404)
    clock.now += 601
    assert get.fetch(site.url + "/a").content == PAGE


def test_robots_txt_of_any_length_is_read_as_far_as_it_must(site, clock):
    rules = "User-agent: *\nDisallow: /b\n" + "# more\n" * 200_000
    site.put("/robots.txt", rules)
    assert failing(fetcher(clock), site.put("/b", PAGE)).reason == "disallowed by robots.txt"
