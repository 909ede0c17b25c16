"""Bytes of an address of the web: bounded in time and size, asked for politely, from public hosts alone."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import parse_url

from tidings.errors import InputError
from tidings.reading.connecting import Cut, connection
from tidings.reading.courtesy import Courtesy
from tidings.reading.files import too_large
from tidings.reading.robots import AGENT, Robots

MAX_BYTES = 10_000_000  # unpacked
SECONDS = 30.0  # for one transfer, from the look-up of its name to its last byte
MAX_REDIRECTS = 5  # RFC 9309 wants five at least
_ROBOTS_BYTES = 512_000  # RFC 9309: a parser reads 500 KiB at least
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})
# Failures that another day may mend.
PASSING = frozenset(
    {"no connection", "timed out", "broken transfer", "told to wait", "robots.txt unreachable"}
    | {f"status {status}" for status in _PASSING}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: the address at the end of all redirects.
        content: the bytes, unpacked; none if ``status`` is 304, not modified.
        charset: the encoding that the headers claim.
        etag: to be given back when asked again; so is ``modified``.
        retrieved: when, ISO 8601.
    """

    url: str
    status: int
    content: bytes
    charset: str | None
    etag: str | None
    modified: str | None
    retrieved: str
    location: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether it is as it was when last asked for."""
        return self.status == 304


class Fetcher:
    """Gets addresses, one after another or from many threads."""

    def __init__(
        self,
        courtesy: Courtesy,
        *,
        allow_private: bool = False,
        max_bytes: int = MAX_BYTES,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._courtesy = courtesy
        self._allow_private, self._max_bytes, self._seconds = allow_private, max_bytes, seconds
        self._robots = Robots(self._rules, clock)
        self._agent = f"{AGENT}/{version('tidings')} (reads news feeds; obeys robots.txt for {AGENT})"

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Get an address, by way of its redirects, each of which is checked like the first.

        Raises:
            InputError: it cannot or must not be had; a ``reason`` in ``PASSING`` may pass.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        found = self._follow(url, {name: value for name, value in headers.items() if value}, robots=True)
        if found.status not in {200, 304}:
            raise InputError("reading", f"status {found.status}", found.url)
        return found

    def _rules(self, url: str) -> tuple[int, bytes]:
        found = self._follow(url, {}, robots=False)
        return found.status, found.content

    def _follow(self, url: str, headers: dict[str, str], *, robots: bool) -> Fetched:
        passed: list[str] = []
        while len(passed) <= MAX_REDIRECTS:
            address = _checked(url)
            url = address.geturl()
            if url in passed:
                raise InputError("reading", "redirect loop", " -> ".join([*passed, url]))
            passed.append(url)
            host = address.hostname or ""
            if robots:
                self._courtesy.slow(host, self._robots.check(url))
            with self._courtesy.turn(host):
                found = self._transfer(address, headers, rules=not robots)
            if found.location is None:
                return found
            url = urljoin(url, found.location)
        raise InputError("reading", "redirected too often", f"more than {MAX_REDIRECTS} times: {' -> '.join(passed)}")

    def _transfer(self, address: SplitResult, headers: dict[str, str], *, rules: bool) -> Fetched:
        url = address.geturl()
        cut = Cut(self._seconds)
        link = connection(address, cut, seconds=self._seconds, allow_private=self._allow_private)
        try:
            with cut:
                target = (address.path or "/") + (f"?{address.query}" if address.query else "")
                sent = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
                link.request("GET", target, headers=sent, preload_content=False, decode_content=True)
                with closing(link.getresponse()) as response:
                    found = self._answer(response, url, rules=rules)
            if cut.passed:
                raise _timed_out(url, self._seconds)
        except (OSError, HTTPError, http.client.HTTPException) as error:
            if cut.passed or isinstance(error, TimeoutError):
                raise _timed_out(url, self._seconds) from error
            broken = isinstance(error, HTTPError | http.client.HTTPException)
            reason = "broken transfer" if broken else "no connection"
            raise InputError("reading", reason, f"{url}: {type(error).__name__}: {error}") from error
        finally:
            link.close()
        return found

    def _answer(self, response: Any, url: str, *, rules: bool) -> Fetched:
        """What a response says; its body is read only where it is wanted, and never further than the limit."""
        head = response.headers
        status = int(response.status)
        if status in {429, 503} and (seconds := _seconds(head.get("Retry-After"))):
            self._courtesy.hold_off(urlsplit(url).hostname or "", seconds)
        kind, charset = _content_type(head.get("Content-Type"))
        content = b""
        if status == 200:
            content = response.read(_ROBOTS_BYTES) if rules else self._wanted(response, kind, url)
        return Fetched(
            url=url,
            status=status,
            content=content,
            charset=charset,
            etag=head.get("ETag"),
            modified=head.get("Last-Modified"),
            retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
            location=head.get("Location") if status in _REDIRECTS else None,
        )

    def _wanted(self, response: Any, kind: str, url: str) -> bytes:
        """The bytes of a page or feed; what says that it is something else is not loaded."""
        if kind not in _UNTOLD and not kind.startswith("text/") and "xml" not in kind:
            raise InputError("reading", "not a page", f"{url}: its content type is {kind}; expected HTML or a feed")
        content: bytes = response.read(self._max_bytes + 1)
        if len(content) > self._max_bytes:
            raise InputError("reading", "too large", f"{url}: {too_large(self._max_bytes).detail}")
        return content


def _timed_out(url: str, seconds: float) -> InputError:
    return InputError("reading", "timed out", f"{url}: not whole after {seconds:g} s")


def _checked(url: str) -> SplitResult:
    """The parts of an address, brought into the form in which it is asked for.

    Raises:
        InputError: it is none of the web.
    """
    try:
        parsed = parse_url(url.strip())
    except LocationParseError as error:
        raise InputError("reading", "not an address", f"{url}: {error}") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host or parsed.auth:
        raise InputError("reading", "not an address", f"{url}; expected http:// or https:// and a host")
    return urlsplit(parsed._replace(fragment=None).url)


def _content_type(header: str | None) -> tuple[str, str | None]:
    """The type without its parameters, in lower case, and the charset."""
    message = Message()
    message["Content-Type"] = header or ""
    return (header or "").split(";")[0].strip().lower(), message.get_content_charset()


def _seconds(header: str | None) -> float:
    """How long Retry-After asks to wait: seconds, or until a date; 0 where it says neither."""
    if not header:
        return 0.0
    if header.strip().isdigit():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
