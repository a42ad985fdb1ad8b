"""Reading a request's body: within its limit, and unpacked when the phone has packed it."""

import zlib
from collections.abc import Iterator

from starlette.requests import Request
from starlette.types import Message, Receive

from heating.http import problems

_GZIP = 31  # zlib's window bits for a gzip stream


def limited(request: Request, limit: int) -> Request:
    """The same request, whose body can be read only up to `limit` bytes after unpacking (http.too_large)."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", ""):
        raise problems.CONTENT_ENCODING()
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise problems.TOO_LARGE(limit=limit)
    receive = _Unpacking(request.receive, limit) if encoding == "gzip" else _Counting(request.receive, limit)
    return Request(request.scope, receive)


class _Counting:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._count(message.get("body", b""))
        return message

    def _count(self, chunk: bytes) -> None:
        self._seen += len(chunk)
        if self._seen > self._limit:
            raise problems.TOO_LARGE(limit=self._limit)


class _Unpacking(_Counting):
    """Stops a bomb after `limit` bytes of output, however small its input is."""

    def __init__(self, receive: Receive, limit: int) -> None:
        super().__init__(receive, limit)
        self._unpacker = zlib.decompressobj(_GZIP)

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] != "http.request":
            return message
        try:
            body = b"".join(self._unpack(message.get("body", b"")))
        except zlib.error as error:
            raise problems.MALFORMED(reason="gzip") from error
        if not message.get("more_body", False) and not self._unpacker.eof and self._seen:
            raise problems.MALFORMED(reason="gzip")
        return {**message, "body": body}

    def _unpack(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            chunk = self._unpacker.decompress(packed, self._limit + 1 - self._seen)
            self._count(chunk)
            yield chunk
            packed = self._unpacker.unconsumed_tail
            if not chunk:
                return
