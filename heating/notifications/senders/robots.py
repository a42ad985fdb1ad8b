"""Robots of group chats. They answer 200 also when they refuse: what counts is the code in the answer.

The codes and limits are those that are known of the makers' group robots (WeCom, DingTalk, Feishu). They could not be
tried against the live services: docs/decisions/0009-notifications.md.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

import msgspec

from heating.notifications.rules import SENT, ChannelKind, Outcome, Reason, Result
from heating.notifications.senders.http_status import outcome_of_status
from heating.notifications.senders.requests import Answer, Request, json_request, said


class Robot(msgspec.Struct, frozen=True):
    hosts: frozenset[str]
    path: str
    """What the path of its address begins with."""
    longest: int
    """Bytes of one text."""
    request: Callable[[str, str, str, datetime], Request]
    """`request(address, secret, text, now)`."""
    limited: frozenset[int]
    """Codes of "too fast"."""
    rest: timedelta
    """How long to be silent after that."""
    hopeless: frozenset[int]
    """Codes that would be the same at the next attempt."""


class _Said(msgspec.Struct):
    """All three makers' answers: WeCom and DingTalk say errcode, Feishu code, or StatusCode in its older form."""

    errcode: int | None = None
    errmsg: str = ""
    code: int | None = None
    msg: str = ""
    status_code: int | None = msgspec.field(name="StatusCode", default=None)


def wecom_request(address: str, _secret: str, text: str, _now: datetime) -> Request:
    return json_request(address, {"msgtype": "text", "text": {"content": text}})


def dingtalk_request(address: str, secret: str, text: str, now: datetime) -> Request:
    document = {"msgtype": "text", "text": {"content": text}}
    if not secret:
        return json_request(address, document)
    timestamp = int(now.timestamp() * 1000)
    signature = _hmac(secret.encode(), f"{timestamp}\n{secret}".encode())
    joint = "&" if "?" in address else "?"
    # into the text of the address, encoded once: a client's own way to add parameters would encode it again
    return json_request(f"{address}{joint}timestamp={timestamp}&sign={quote(signature, safe='')}", document)


def feishu_request(address: str, secret: str, text: str, now: datetime) -> Request:
    # "<at user_id=all>" in a text would call the whole group
    document: dict[str, object] = {"msg_type": "text", "content": {"text": text.replace("<", "＜")}}
    if secret:
        timestamp = int(now.timestamp())
        signature = _hmac(f"{timestamp}\n{secret}".encode(), b"")
        document = {"timestamp": str(timestamp), "sign": signature, **document}
    return json_request(address, document)


def _hmac(key: bytes, content: bytes) -> str:
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


ROBOTS: dict[ChannelKind, Robot] = {
    ChannelKind.WECOM: Robot(
        hosts=frozenset({"qyapi.weixin.qq.com"}),
        path="/cgi-bin/webhook/send",
        longest=2048,
        request=wecom_request,
        limited=frozenset({45009, 45033}),
        rest=timedelta(minutes=1),
        hopeless=frozenset({93000, 93004, 93008, 40008, 40058, 44004, 45002}),
    ),
    ChannelKind.DINGTALK: Robot(
        hosts=frozenset({"oapi.dingtalk.com"}),
        path="/robot/send",
        longest=15_000,
        request=dingtalk_request,
        limited=frozenset({130101, 302033, 90030, 410100}),
        rest=timedelta(minutes=10),
        hopeless=frozenset({310000, 300001, 300005, 400013, 400101, 400102, 430101, 40035}),
    ),
    ChannelKind.FEISHU: Robot(
        hosts=frozenset({"open.feishu.cn", "open.larksuite.com"}),
        path="/open-apis/bot/",
        longest=15_000,
        request=feishu_request,
        limited=frozenset({11232, 99991400}),
        rest=timedelta(minutes=1),
        hopeless=frozenset({9499, 19001, 19002, 19021, 19022, 19024, 11246}),
    ),
}


def read_answer(robot: Robot, answer: Answer) -> Outcome:
    by_status = outcome_of_status(answer)
    if by_status.result is not Result.SENT:
        return by_status
    try:
        told = msgspec.json.decode(answer.content, type=_Said)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Outcome(Result.UNREACHABLE, Reason.UNREADABLE_ANSWER)
    code = next((code for code in (told.errcode, told.code, told.status_code) if code is not None), None)
    if code is None:
        return Outcome(Result.UNREACHABLE, Reason.UNREADABLE_ANSWER)
    if code == 0:
        return SENT
    return _error(robot, code, told.errmsg or told.msg)


def _error(robot: Robot, code: int, message: str) -> Outcome:
    words = said(f"{code} {message}")
    if code in robot.limited or "too many" in message.lower() or "too fast" in message.lower():
        return Outcome(Result.LIMITED, Reason.ANSWERED, words, robot.rest)
    if code in robot.hopeless:
        return Outcome(Result.REFUSED, Reason.ANSWERED, words)
    return Outcome(Result.UNREACHABLE, Reason.ANSWERED, words)
