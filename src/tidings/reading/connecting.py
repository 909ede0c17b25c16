"""Connections to public addresses alone, which can be cut from another thread."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from typing import Any, Self
from urllib.parse import SplitResult

from urllib3.connection import HTTPConnection, HTTPSConnection

from tidings.errors import InputError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: not private, loopback, link-local, multicast or reserved.

    >>> is_public("1.1.1.1"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class _Guarded:
    """What a connection does besides: it looks at the address it connects to, not at the name, and can be cut."""

    host: str
    port: int
    cut: Cut
    allow_private = False
    seconds: float

    def _new_conn(self) -> socket.socket:
        """Connect to the first address that may be and answers; urllib3 calls this for every new connection.

        The name is looked up once, and what was checked is what is connected to, so that a name which means another
        address a moment later gains nothing.
        """
        refused, failed = [], None
        for family, kind, protocol, _, address in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            if not (self.allow_private or is_public(str(address[0]))):
                refused.append(str(address[0]))
                continue
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(self.seconds)
                sock.connect(address)
            except OSError as error:
                sock.close()
                failed = error
                continue
            self.cut.hold(sock)
            return sock
        if failed is None:
            detail = f"{self.host} is {', '.join(refused) or 'nowhere'}; only public addresses are fetched"
            raise InputError("reading", "private address", f"{detail} (--allow-private lifts this)")
        raise failed


class Cut:
    """Ends a transfer that takes too long, however slowly it drips: a read time-out begins anew with each byte."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            if self._socket:
                self._socket.close()
                self._socket = None

    def hold(self, sock: socket.socket) -> None:
        """Take a connection to be cut; a duplicate, which TLS does not take away."""
        with self._lock:
            self._socket = sock.dup()
        if self.passed:
            self._end()

    def _end(self) -> None:
        self.passed = True
        with self._lock:
            if self._socket:
                with suppress(OSError):  # the other side was quicker
                    self._socket.shutdown(socket.SHUT_RDWR)


class _Http(_Guarded, HTTPConnection):
    pass


class _Https(_Guarded, HTTPSConnection):
    pass


def connection(address: SplitResult, cut: Cut, *, seconds: float, allow_private: bool) -> HTTPConnection:
    """A connection, not yet made, to the host of an address."""
    options: dict[str, Any] = {"timeout": seconds}
    kind: type[_Http | _Https] = _Http
    if address.scheme == "https":
        kind, options["ssl_context"] = _Https, ssl.create_default_context()
    made = kind(address.hostname or "", address.port, **options)
    made.cut, made.allow_private, made.seconds = cut, allow_private, seconds
    return made
