"""The line between phone and server: it can be cut, lose answers after the server has acted, or change them on the way.

Cut here nothing gets through. What the browser offers as "offline" misses a service worker that wakes up later.
"""

import http.client
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

Change = Callable[[bytes], bytes]


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # a page asks for many files at once; a full queue costs it a second each


class Proxy:
    """While `cut`, nobody answers. `lose` counts down: that many answers to the path do not arrive. `changes` rewrites
    the bodies of paths. `seen` is what reached the server."""

    def __init__(self, target: str) -> None:
        self.cut = False
        self.lose: dict[str, int] = {}
        self.changes: dict[str, Change] = {}
        self.seen: list[str] = []
        line = self
        host = urlsplit(target).netloc

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                line.pass_on(self, host)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: the tests look at what was seen."""

        self._server = _Listening(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def pass_on(self, request: BaseHTTPRequestHandler, host: str) -> None:
        path = urlsplit(request.path).path
        if self.cut:
            request.close_connection = True
            return None
        self.seen.append(f"{request.command} {path}")
        if path == "/api/events":
            return self._stream(request, host)
        status, headers, body = _fetch(request, host)
        if self.lose.get(path, 0) > 0:
            self.lose[path] -= 1
            request.close_connection = True
            return None
        if path in self.changes:
            body = self.changes[path](body)
        return self._answer(request, status, headers, body)

    def _stream(self, request: BaseHTTPRequestHandler, host: str) -> None:
        """Live events, until one of the two ends hangs up or the line is cut."""
        request.close_connection = True
        try:
            connection, answer = _ask(request, host)
        except (OSError, http.client.HTTPException):
            return
        try:
            request.send_response_only(answer.status)
            request.send_header("Content-Type", answer.headers["Content-Type"])
            request.end_headers()
            while not self.cut and (some := answer.read1(65536)):
                request.wfile.write(some)
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()

    def _answer(self, request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
        request.send_response_only(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


_OF_THE_CONNECTION = {"connection", "content-length", "transfer-encoding", "accept-encoding", "if-none-match"}


def _fetch(request: BaseHTTPRequestHandler, host: str) -> tuple[int, dict[str, str], bytes]:
    """Whole and uncompressed, so that bodies can be changed."""
    try:
        connection, answer = _ask(request, host)
    except (OSError, http.client.HTTPException):
        return 502, {}, b""
    try:
        body = answer.read()
        kept = {name: value for name, value in answer.getheaders() if name.lower() not in _OF_THE_CONNECTION}
        return answer.status, kept, body
    finally:
        connection.close()


def _ask(request: BaseHTTPRequestHandler, host: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    length = int(request.headers.get("Content-Length") or 0)
    headers = {name: value for name, value in request.headers.items() if name.lower() not in _OF_THE_CONNECTION}
    body = request.rfile.read(length)
    connection = http.client.HTTPConnection(host, timeout=180)
    try:
        connection.request(request.command, request.path, body, headers)
        return connection, connection.getresponse()
    except BaseException:
        connection.close()
        raise
