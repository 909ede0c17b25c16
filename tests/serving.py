"""A server on the loopback address that does as it is told, well or badly."""

import socket
import struct
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Clock:
    """A clock that moves when someone sleeps."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Site:
    """What each path answers: a status, headers and body, or a function of the handler; and what was asked."""

    url: str
    port: int
    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    headers: list = field(default_factory=list)

    def put(self, path, body=b"", *, status=200, **headers):
        content = body if isinstance(body, bytes) else body.encode()
        self.answers[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, content)
        return self.url + path

    def do(self, path, function):
        self.answers[path] = function
        return self.url + path


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Clients that hang up are what the tests are about."""


@contextmanager
def serving():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append(self.path)
            site.headers.append(dict(self.headers))
            answer = site.answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            status, headers, content = answer
            self.send_response(status)
            for name, value in {"Content-Type": "text/html", "Content-Length": len(content), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}", server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def dripping_body(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    _drip(handler, b"x")


def dripping_head(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    _drip(handler, b"X-A: b\r\n")


def _drip(handler, piece):
    for _ in range(100):
        handler.wfile.write(piece)
        handler.wfile.flush()
        time.sleep(0.05)


def resetting(handler):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<html>")
    handler.wfile.flush()
    handler.connection.close()


def endless(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    for _ in range(1000):
        handler.wfile.write(b"x" * 10_000)
