"""One request: only to where it may go, and honest about what may have arrived."""

import asyncio
import socket
import ssl
from contextlib import suppress
from pathlib import Path

import pytest

from heating.notifications import outbound
from heating.notifications.outbound import parse
from heating.notifications.rules import Outcome, Reason, Result
from heating.notifications.senders import posting
from heating.notifications.senders.posting import post
from heating.notifications.senders.requests import LARGEST_ANSWER, Answer, json_request
from tests.notifications.receivers import Receiver, Reply, nobody

LOOPBACK = parse("127.0.0.1, receiver.test")


async def outcome_of(url: str, allowed: outbound.Allowed = LOOPBACK) -> Outcome:
    answered = await post(json_request(url, {}), allowed)
    assert isinstance(answered, Outcome)
    return answered


async def test_it_calls_nobody_in_the_inner_network() -> None:
    async with Receiver() as receiver:
        for host in ("127.0.0.1", "localhost", "127.1"):
            outcome = await outcome_of(receiver.url(host=host), parse(""))
            assert (outcome.result, outcome.reason) == (Result.REFUSED, Reason.NOT_ALLOWED)
        assert receiver.received == []


async def test_it_asks_where_a_name_leads_and_calls_that_very_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name whose owner answers differently the second time gains nothing."""
    async with Receiver() as receiver:
        answers = ["8.8.8.8", "127.0.0.1"]

        def resolve(_host: str, port: int, *_: object, **__: object) -> list[object]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        monkeypatch.setattr(posting, "_CONNECTING_SECONDS", 0.2)
        url = f"https://rebinding.example.com:{receiver.port}/"
        assert (await outcome_of(url, parse(""))).reason is Reason.NO_CONNECTION
        assert receiver.received == []
        assert answers == ["127.0.0.1"]


async def test_it_calls_a_listed_host_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Receiver() as receiver:
        there = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: there)
        answered = await post(json_request(receiver.url("/hook?x=1", host="receiver.test"), {}), LOOPBACK)
        assert isinstance(answered, Answer)
        [received] = receiver.received
        assert received.target == "/hook?x=1"
        assert received.headers["host"] == f"receiver.test:{receiver.port}"


CERTIFICATE = Path(__file__).parent / "receiver_test.pem"
"""Of the host receiver.test, with its key; signed by itself."""


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificates are believed that this one has signed, and all names lead to the loopback."""
    trusted = ssl.create_default_context(cafile=str(CERTIFICATE))
    monkeypatch.setattr(posting, "_certificates", lambda: trusted)

    def resolve(_host: str, port: int, *_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.usefixtures("trusting")
async def test_the_certificate_must_be_the_hosts_though_its_address_is_called() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    async with Receiver(tls=context) as receiver:
        own = receiver.url("/hook", host="receiver.test").replace("http:", "https:")
        assert isinstance(await post(json_request(own, {}), LOOPBACK), Answer)
        others = receiver.url("/hook", host="other.test").replace("http:", "https:")
        assert (await outcome_of(others)).reason is Reason.NO_CONNECTION
        assert len(receiver.received) == 1


async def test_a_certificate_of_nobody_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    async with Receiver(tls=context) as receiver:
        there = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: there)
        url = receiver.url(host="receiver.test").replace("http:", "https:")
        assert (await outcome_of(url)).reason is Reason.NO_CONNECTION
        assert receiver.received == []


async def test_it_needs_https_outside_of_what_is_listed() -> None:
    assert (await outcome_of("http://8.8.8.8/")).reason is Reason.NOT_ALLOWED
    assert (await outcome_of("ftp://127.0.0.1/")).reason is Reason.NOT_ALLOWED
    assert (await outcome_of("https:///x")).reason is Reason.NOT_ALLOWED


async def test_it_follows_no_redirect() -> None:
    async with Receiver() as inner, Receiver() as receiver:
        receiver.replies.append(Reply(status=307, headers={"Location": inner.url()}))
        answered = await post(json_request(receiver.url(), {}), LOOPBACK)
        assert isinstance(answered, Answer)
        assert answered.status == 307
        assert inner.received == []


async def test_what_nobody_took_did_not_arrive() -> None:
    with nobody() as port:
        assert (await outcome_of(f"http://127.0.0.1:{port}/")).result is Result.UNREACHABLE
    assert (await outcome_of("https://no-such-host.invalid/")).result is Result.UNREACHABLE


async def test_what_was_taken_without_an_answer_may_have_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "_PATIENCE_SECONDS", 1.5)
    async with Receiver() as receiver:
        for reply in (Reply(hangs_up=True), Reply(after=600.0)):
            receiver.replies.append(reply)
            assert await outcome_of(receiver.url()) == Outcome(Result.UNCLEAR, Reason.NO_ANSWER)
        assert len(receiver.received) == 2


async def test_it_reads_no_endless_answer() -> None:
    async with Receiver(lambda _: Reply(b"x" * (LARGEST_ANSWER * 3))) as receiver:
        answered = await post(json_request(receiver.url(), {}), LOOPBACK)
        assert isinstance(answered, Answer)
        assert len(answered.content) == LARGEST_ANSWER


async def test_an_answer_that_drips_does_not_hold_it_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "_PATIENCE_SECONDS", 0.5)

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 X\r\ncontent-length: 100000\r\n\r\n")
        with suppress(ConnectionError, asyncio.CancelledError):  # the end of the test
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.1)
        writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    async with server, asyncio.timeout(60):
        port = server.sockets[0].getsockname()[1]
        assert (await outcome_of(f"http://127.0.0.1:{port}/")).result is Result.UNCLEAR
