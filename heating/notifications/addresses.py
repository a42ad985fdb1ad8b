"""Is an address one that can be sent to? Looked at as text only; where its name leads is looked up at each sending."""

import hashlib
import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.notifications import outbound, problems
from heating.notifications.outbound import Allowed
from heating.notifications.rules import ChannelKind
from heating.notifications.senders import long_tail
from heating.notifications.senders.robots import ROBOTS
from heating.settings import Settings

_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_KEYS = {ChannelKind.WECOM: "key", ChannelKind.DINGTALK: "access_token"}
_SHOWN = 4


class Where(NamedTuple):
    """What this server can send to."""

    allowed: Allowed
    has_mail_server: bool

    @classmethod
    def of(cls, settings: Settings) -> "Where":
        return cls(outbound.parse(settings.outbound_allow), bool(settings.mail_url))


async def check(kind: ChannelKind, address: str, where: Where, pointer: str) -> None:
    """Raises notifications.address_refused and notifications.mail_not_configured."""
    wrong = await _wrong(kind, address, where)
    if wrong is not None:
        code, text = wrong
        raise problems.ADDRESS_REFUSED(errors=[FieldError(pointer, code, text)])


async def _wrong(kind: ChannelKind, address: str, where: Where) -> tuple[str, Text] | None:
    match kind:
        case ChannelKind.MAIL:
            if not where.has_mail_server:
                raise problems.MAIL_NOT_CONFIGURED()
            return None if _MAIL.fullmatch(address) else ("format", _NO_MAIL)
        case ChannelKind.APPRISE:
            return None if await long_tail.is_taken(address, where.allowed) else ("service", _NO_SERVICE)
        case ChannelKind.WEBHOOK:
            return _wrong_url(address, where.allowed)
        case _:
            return _wrong_url(address, where.allowed) or _wrong_robot(kind, address, where.allowed)


def _wrong_url(address: str, allowed: Allowed) -> tuple[str, Text] | None:
    try:
        url = urlsplit(address)
        host, _ = url.hostname, url.port
    except ValueError:
        return "format", _NO_URL
    if url.scheme not in ("http", "https") or not host or url.username is not None or not _is_printable(address):
        return "format", _NO_URL
    if allowed.refuses(host):
        return "not_allowed", _NOT_ALLOWED
    if url.scheme == "http" and not allowed.lists(host):
        return "https", _NO_HTTPS
    return None


def _is_printable(address: str) -> bool:
    return address.isascii() and address.isprintable() and " " not in address


def _wrong_robot(kind: ChannelKind, address: str, allowed: Allowed) -> tuple[str, Text] | None:
    robot, url = ROBOTS[kind], urlsplit(address)
    key = _KEYS.get(kind)
    is_known = url.hostname in robot.hosts or allowed.lists(url.hostname or "")
    if not is_known or not url.path.startswith(robot.path) or (key and key not in parse_qs(url.query)):
        return "robot", _NO_ROBOT
    return None


def receiver_of(kind: ChannelKind, address: str) -> str:
    """Whoever has the same address has the same receiver, and shares its pace."""
    return hashlib.sha256(f"{kind.value} {address}".encode()).hexdigest()


def hint_of(kind: ChannelKind, address: str) -> str:
    """Enough to tell one's channels apart, too little to use them."""
    if kind is ChannelKind.MAIL:
        name, _, domain = address.partition("@")
        return f"{name[:1]}…@{domain}"
    url = urlsplit(address)
    place = url.scheme if kind is ChannelKind.APPRISE else url.hostname or ""
    ending = address[-_SHOWN:] if len(address) > len(place) + 3 * _SHOWN else ""
    return f"{place} …{ending}"


_NO_MAIL = Text("不是有效的邮箱地址。", "This is no mail address.")
_NO_URL = Text("不是有效的网址。", "This is no address of the web.")
_NO_SERVICE = Text("此服务不支持，或地址不完整。", "This service is not supported, or the address is not complete.")
_NOT_ALLOWED = Text(
    "不允许访问内网地址，可由运维在 HEATING_OUTBOUND_ALLOW 中放行。",
    "Addresses of the inner network are not allowed; the operator can list them in HEATING_OUTBOUND_ALLOW.",
)
_NO_HTTPS = Text("须使用 https 地址。", "The address must begin with https.")
_NO_ROBOT = Text(
    "不是该平台群机器人的 Webhook 地址，请从机器人设置页完整复制。",
    "This is not the webhook address of such a robot; copy all of it from the robot's settings.",
)
