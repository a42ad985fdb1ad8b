"""Mail and apprise, against servers on the loopback."""

import asyncio
from email import message_from_bytes, policy
from types import TracebackType
from typing import Self
from uuid import uuid4

import pytest

from heating.notifications.outbound import parse
from heating.notifications.rules import ChannelKind, Outcome, Parcel, Reason, Result
from heating.notifications.senders import long_tail
from heating.notifications.senders.sending import Address, Senders
from heating.settings import load
from tests.notifications.receivers import Receiver, Reply, nobody

LOOPBACK = parse("127.0.0.1")


def parcel(title: str) -> Parcel:
    return Parcel(
        id=uuid4(),
        kind="deadline.passed",
        at="",
        title=title,
        body="请尽快整改。",
        link="/app/hazards",
        subject_kind="hazard",
        subject_id="1",
        organization="",
    )


class MailServer:
    """Speaks as much SMTP as a client needs; `refuses` is its answer to RCPT, and it may hang up after the letter."""

    def __init__(self, refuses: str = "", *, hangs_up: bool = False) -> None:
        self.refuses = refuses
        self.hangs_up = hangs_up
        self.letters: list[bytes] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test\r\n")
        while line := await reader.readline():
            match line[:4].upper():
                case b"DATA":
                    writer.write(b"354 go on\r\n")
                    self.letters.append(await reader.readuntil(b"\r\n.\r\n"))
                    if self.hangs_up:
                        break
                    writer.write(b"250 taken\r\n")
                case b"RCPT" if self.refuses:
                    writer.write(f"{self.refuses}\r\n".encode())
                case b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                case _:
                    writer.write(b"250 ok\r\n")
        writer.close()


def senders(port: int) -> Senders:
    server = f"mailto://127.0.0.1:{port}?from=heating@gov.test"
    return Senders(load({"HEATING_MAIL_URL": server, "HEATING_PUBLIC_URL": "https://heating.test"}))


BOB = Address(ChannelKind.MAIL, "bob@heat-one.test", "")


async def test_it_sends_mail() -> None:
    async with MailServer() as server:
        outcome = await senders(server.port).send(BOB, [parcel("隐患整改逾期"), parcel("另一条")])
        assert outcome.result == "sent", outcome
        [letter] = server.letters
    mail = message_from_bytes(letter, policy=policy.default)
    assert mail["subject"] == "隐患整改逾期"
    assert "bob@heat-one.test" in mail["to"]
    text = mail.get_body(("plain",))
    assert text is not None
    content = text.get_content()
    assert "请尽快整改。" in content
    assert "https://heating.test/app/hazards" in content
    assert "另一条" in content


async def test_a_mail_server_may_refuse() -> None:
    async with MailServer("550 no such person") as server:
        outcome = await senders(server.port).send(BOB, [parcel("x")])
        assert (outcome.result, outcome.reason) == ("unreachable", "library")
        assert "550" in outcome.said
        assert server.letters == []


async def test_a_letter_that_may_have_been_taken_is_not_sent_again() -> None:
    async with MailServer(hangs_up=True) as server:
        outcome = await senders(server.port).send(BOB, [parcel("x")])
        assert (outcome.result, len(server.letters)) == ("unclear", 1)


async def test_a_mail_server_that_is_down_is_asked_again() -> None:
    with nobody() as port:
        assert (await senders(port).send(BOB, [parcel("x")])).result == "unreachable"


async def test_what_finds_no_free_place_is_not_taken_for_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_tail, "_WAITING_SECONDS", 0.05)
    full = asyncio.Semaphore(0)
    monkeypatch.setattr(long_tail, "_places", lambda: full)
    async with MailServer() as server:
        assert (await senders(server.port).send(BOB, [parcel("x")])).result == "unreachable"
        assert server.letters == []


async def test_without_a_mail_server_it_sends_no_mail() -> None:
    outcome = await Senders(load({})).send(BOB, [parcel("x")])
    assert outcome == Outcome(Result.REFUSED, Reason.NOT_CONFIGURED)


@pytest.mark.parametrize(
    "address", ["schan://SCT1234abcd", "pushplus://" + "a" * 32, "tgram://123456789:abcdefg_hij/12315544/"]
)
async def test_it_takes_makers_services(address: str) -> None:
    assert await long_tail.is_taken(address, parse(""))


@pytest.mark.parametrize(
    "address",
    [
        "json://8.8.8.8/",
        "xml://127.0.0.1/",
        "form://127.0.0.1/",
        "syslog://",
        "dbus://",
        "windows://",
        "gnome://",
        "mailto://user:password@gmail.com",
        "wecombot://key",
        "dingtalk://token",
        "feishu://token",
        "vapid://a@b.c/d",
        "fcm://project/device?keyfile=/etc/passwd",
        "apprise://127.0.0.1/token",
        "schan://",
        "nonsense",
        "",
        "https://example.com/",
    ],
)
async def test_it_takes_no_others(address: str) -> None:
    assert not await long_tail.is_taken(address, LOOPBACK)


async def test_it_takes_self_run_services_only_where_the_operator_lists_the_host() -> None:
    address = "ntfy://127.0.0.1:8080/topic"
    assert await long_tail.is_taken(address, LOOPBACK)
    assert not await long_tail.is_taken(address, parse(""))
    assert not await long_tail.is_taken("ntfy://topic", LOOPBACK)
    assert (await long_tail.send(address, "x", "y", parse(""))).reason is Reason.NOT_ALLOWED


async def gotify(receiver: Receiver, query: str = "") -> Outcome:
    return await long_tail.send(f"gotify://127.0.0.1:{receiver.port}/tokenabc{query}", "标题", "内容", LOOPBACK)


async def test_it_sends_through_apprise() -> None:
    async with Receiver() as receiver:
        assert (await gotify(receiver)).result == "sent"
        [received] = receiver.received
        assert (received.json["title"], received.json["message"]) == ("标题", "内容")


async def test_it_tells_why_apprise_failed() -> None:
    async with Receiver(lambda _: Reply(status=500)) as receiver:
        outcome = await gotify(receiver)
        assert (outcome.result, outcome.reason) == ("unreachable", "library")
        assert "500" in outcome.said


async def test_what_a_service_may_have_taken_is_not_sent_again(caplog: pytest.LogCaptureFixture) -> None:
    async with Receiver(lambda _: Reply(hangs_up=True)) as receiver:
        assert (await gotify(receiver)).result == "unclear"
    assert "tokenabc" not in caplog.text


async def test_a_service_that_is_down_is_asked_again() -> None:
    with nobody() as port:
        outcome = await long_tail.send(f"gotify://127.0.0.1:{port}/tokenabc", "标题", "内容", LOOPBACK)
    assert (outcome.result, outcome.reason) == ("unreachable", "library")


async def test_an_address_cannot_ask_for_repetitions_redirects_or_looking_away() -> None:
    async with Receiver() as inner, Receiver() as receiver:
        receiver.answering = lambda _: Reply(status=302, headers={"Location": inner.url()})
        outcome = await gotify(receiver, "?retry=5&wait=0.1&redirect=yes&optional=yes&verify=no")
        assert outcome.result == "unreachable"
        assert len(receiver.received) == 1
        assert inner.received == []
