"""Receivers as they are in the world: real servers on the loopback, with the makers' manners and with bad ones."""

import asyncio
import base64
import hashlib
import hmac
import json
import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from heating.lib import clock


@dataclass(frozen=True)
class Received:
    at: datetime
    target: str
    """As it came over the wire, nothing decoded."""
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    """Seconds until it answers; meanwhile it has the request."""
    held_until: asyncio.Event | None = None
    """It answers no sooner than this is set."""
    hangs_up: bool = False
    """Takes the request and closes the connection without a word."""


def said(**answer: object) -> Reply:
    return Reply(json.dumps(answer).encode())


Answering = Callable[[Received], Reply]


class Receiver:
    """Answers what `replies` holds, one after the other, and then as `answering` does."""

    def __init__(self, answering: Answering | None = None, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.answering = answering or (lambda _: Reply())
        self.replies: deque[Reply] = deque()
        self.received: list[Received] = []
        self.news = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def has_received(self, count: int) -> None:
        while len(self.received) < count:
            self.news.clear()
            await self.news.wait()

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        received = Received(clock.now(), first.split(" ")[1], headers, body)
        self.received.append(received)
        self.news.set()
        reply = self.replies.popleft() if self.replies else self.answering(received)
        await asyncio.sleep(reply.after)
        if reply.held_until is not None:
            await reply.held_until.wait()
        if not reply.hangs_up:
            writer.write(_written(reply))
            await writer.drain()


@contextmanager
def nobody() -> Iterator[int]:
    """A port that refuses connections. It stays taken: one that was merely closed could be anybody's a moment later."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def _written(reply: Reply) -> bytes:
    headers = {"content-length": str(len(reply.body)), "connection": "close", **reply.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {reply.status} X\r\n{lines}\r\n".encode() + reply.body


OK_WECOM = said(errcode=0, errmsg="ok")
WECOM_PATH = "/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
DINGTALK_PATH = "/robot/send?access_token=566cc69da782ec33e42541b543"
FEISHU_PATH = "/open-apis/bot/v2/hook/c5a8b4f2-9c1d-4f0e"


def wecom() -> Receiver:
    """Refuses what the maker refuses: no text, or one that is too long."""
    return Receiver(_as_wecom)


def _as_wecom(received: Received) -> Reply:
    content = received.json.get("text", {}).get("content", "")
    if received.json.get("msgtype") != "text" or not content:
        return said(errcode=40008, errmsg="invalid message type")
    if len(content.encode()) > 2048:
        return said(errcode=40058, errmsg="text.content exceed max length 2048")
    return OK_WECOM


def dingtalk(secret: str) -> Receiver:
    """Checks the signature over the query as a server reads it: decoded once."""

    def answering(received: Received) -> Reply:
        timestamp = received.query.get("timestamp", "")
        content = f"{timestamp}\n{secret}".encode()
        expected = base64.b64encode(hmac.new(secret.encode(), content, hashlib.sha256).digest()).decode()
        if received.query.get("sign") != expected or not _is_recent(int(timestamp or 0) / 1000):
            return said(errcode=310000, errmsg="sign not match")
        return said(errcode=0, errmsg="ok")

    return Receiver(answering)


def feishu(secret: str) -> Receiver:
    def answering(received: Received) -> Reply:
        timestamp = received.json.get("timestamp", "")
        digest = hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
        if received.json.get("sign") != base64.b64encode(digest).decode() or not _is_recent(float(timestamp or 0)):
            return said(code=19021, msg="sign match fail or timestamp is not within one hour from current time")
        return said(code=0, msg="success", data={})

    return Receiver(answering)


def _is_recent(seconds: float) -> bool:
    return abs(clock.now().timestamp() - seconds) < 3600
