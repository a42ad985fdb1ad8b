"""The three makers' robots: signed as they want it, and believed by the code in the answer."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from heating.lib import clock
from heating.notifications.rules import ChannelKind, Outcome, Parcel, Reason, Result
from heating.notifications.senders.requests import Answer
from heating.notifications.senders.robots import ROBOTS, dingtalk_request, feishu_request, read_answer
from heating.notifications.senders.sending import Address, Senders
from heating.settings import load
from tests.notifications.receivers import DINGTALK_PATH, FEISHU_PATH, WECOM_PATH, Receiver, dingtalk, feishu, wecom

NOW = datetime(2026, 11, 3, 4, 0, 0, 123000, tzinfo=UTC)
SECRET = "SECa1b2c3"
SENDERS = Senders(load({"HEATING_OUTBOUND_ALLOW": "127.0.0.1", "HEATING_PUBLIC_URL": "https://heating.test"}))


def parcel(title: str = "隐患已确认") -> Parcel:
    return Parcel(
        id=uuid4(),
        kind="hazard.confirmed",
        at="",
        title=title,
        body="",
        link="/app/hazards",
        subject_kind="hazard",
        subject_id="1",
        organization="",
    )


async def send(kind: ChannelKind, robot: Receiver, path: str, secret: str = "", title: str = "隐患已确认") -> Outcome:
    return await SENDERS.send(Address(kind, robot.url(path), secret), [parcel(title)])


async def test_it_speaks_to_wecom() -> None:
    async with wecom() as robot:
        outcome = await send(ChannelKind.WECOM, robot, WECOM_PATH)
        assert outcome.result == "sent"
        [received] = robot.received
        assert received.target == WECOM_PATH
        assert received.json == {
            "msgtype": "text",
            "text": {"content": "隐患已确认\nhttps://heating.test/app/hazards"},
        }
        assert received.headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("minute", range(20))
async def test_dingtalk_accepts_the_signature(minute: int) -> None:
    """At twenty moments: most signatures hold a "+", "/" or "=", which is where encoding them twice shows."""
    with clock.travel(NOW + timedelta(minutes=minute)):
        async with dingtalk(SECRET) as robot:
            assert (await send(ChannelKind.DINGTALK, robot, DINGTALK_PATH, SECRET)).result == "sent"
            [received] = robot.received
            assert "%25" not in received.target
            assert received.query["access_token"] == DINGTALK_PATH.partition("=")[2]


async def test_dingtalk_refuses_a_wrong_secret() -> None:
    async with dingtalk(SECRET) as robot:
        outcome = await send(ChannelKind.DINGTALK, robot, DINGTALK_PATH, "SECother")
        assert outcome == Outcome(Result.REFUSED, Reason.ANSWERED, "310000 sign not match")


async def test_dingtalk_may_do_without_a_signature() -> None:
    async with wecom() as robot:  # it looks at the text only
        assert (await send(ChannelKind.DINGTALK, robot, DINGTALK_PATH)).result == "sent"
        assert robot.received[0].target == DINGTALK_PATH


def test_dingtalks_signature_is_that_of_its_documentation() -> None:
    """Computed beforehand with openssl: printf '1762142400123\\nthis is secret' | openssl dgst -sha256 -hmac …"""
    at = datetime.fromtimestamp(1762142400.123, UTC)
    request = dingtalk_request("https://oapi.dingtalk.com/robot/send?access_token=x", "this is secret", "x", at)
    assert urlsplit(request.url).query == (
        "access_token=x&timestamp=1762142400123&sign=gkauMIOmtZdfw8uTszSh66ooNxJmIijcv3pYjfhsFcE%3D"
    )


def test_feishus_signature_is_that_of_its_documentation() -> None:
    """The text "timestamp\\nsecret" is the key, and nothing is signed with it."""
    request = feishu_request("https://open.feishu.cn/x", "demo", "x", datetime.fromtimestamp(1599360473, UTC))
    assert b'"timestamp":"1599360473","sign":"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="' in request.content


async def test_feishu_accepts_the_signature() -> None:
    async with feishu(SECRET) as robot:
        assert (await send(ChannelKind.FEISHU, robot, FEISHU_PATH, SECRET)).result == "sent"
        assert robot.received[0].json["msg_type"] == "text"
        refused = await send(ChannelKind.FEISHU, robot, FEISHU_PATH, "other")
        assert (refused.result, refused.said[:5]) == ("refused", "19021")


async def test_nobody_can_call_the_whole_group_with_a_title() -> None:
    async with feishu("") as robot:
        await send(ChannelKind.FEISHU, robot, FEISHU_PATH, title='<at user_id="all">所有人</at>')
        assert "<" not in robot.received[0].json["content"]["text"]


def answered(kind: ChannelKind, body: bytes, status: int = 200) -> Outcome:
    return read_answer(ROBOTS[kind], Answer(status, {}, body))


@pytest.mark.parametrize(
    ("kind", "body", "result"),
    [
        (ChannelKind.WECOM, b'{"errcode":0,"errmsg":"ok"}', "sent"),
        (ChannelKind.WECOM, b'{"errcode":45009,"errmsg":"api freq out of limit"}', "limited"),
        (ChannelKind.WECOM, b'{"errcode":93000,"errmsg":"invalid webhook url"}', "refused"),
        (ChannelKind.WECOM, b'{"errcode":-1,"errmsg":"system busy"}', "unreachable"),
        (ChannelKind.DINGTALK, b'{"errcode":0,"errmsg":"ok"}', "sent"),
        (ChannelKind.DINGTALK, b'{"errcode":130101,"errmsg":"send too fast"}', "limited"),
        (ChannelKind.DINGTALK, b'{"errcode":310000,"errmsg":"keywords not in content"}', "refused"),
        (ChannelKind.DINGTALK, b'{"errcode":300001,"errmsg":"token is not exist"}', "refused"),
        (ChannelKind.FEISHU, b'{"code":0,"msg":"success","data":{}}', "sent"),
        (ChannelKind.FEISHU, b'{"StatusCode":0,"StatusMessage":"success"}', "sent"),
        (ChannelKind.FEISHU, b'{"code":11232,"msg":"frequency limited"}', "limited"),
        (ChannelKind.FEISHU, b'{"code":9499,"msg":"too many request"}', "limited"),
        (ChannelKind.FEISHU, b'{"code":9499,"msg":"Bad Request"}', "refused"),
        (ChannelKind.FEISHU, b'{"code":19024,"msg":"Key Words Not Found"}', "refused"),
        (ChannelKind.WECOM, b"<html>sign in to the network</html>", "unreachable"),
        (ChannelKind.WECOM, b"", "unreachable"),
        (ChannelKind.WECOM, b'{"hello":1}', "unreachable"),
        (ChannelKind.WECOM, b"[" * 5000, "unreachable"),
        (ChannelKind.WECOM, b'{"errcode":"0"}', "unreachable"),
        (ChannelKind.WECOM, b"\xff\xfe", "unreachable"),
    ],
)
def test_it_believes_the_code_not_the_status(kind: ChannelKind, body: bytes, result: str) -> None:
    assert answered(kind, body).result == result


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (301, "refused"),
        (400, "refused"),
        (404, "refused"),
        (408, "unreachable"),
        (429, "limited"),
        (502, "unreachable"),
    ],
)
def test_a_bad_status_is_bad_whatever_the_body_says(status: int, result: str) -> None:
    assert answered(ChannelKind.WECOM, b'{"errcode":0}', status).result == result


def test_over_the_limit_dingtalk_is_left_alone_for_ten_minutes() -> None:
    outcome = answered(ChannelKind.DINGTALK, b'{"errcode":130101,"errmsg":"send too fast"}')
    assert outcome.retry_after == timedelta(minutes=10)
