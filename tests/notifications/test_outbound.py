"""Where requests may go."""

import socket

import pytest

from heating import settings
from heating.notifications import outbound
from heating.notifications.outbound import parse

NONE = parse("")
FORBIDDEN = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_it_reaches_no_inner_address(address: str) -> None:
    assert not NONE.reachable("hooks.example.com", address)
    assert NONE.refuses(address) or address in ("2001:0:4136:e378:8000:63bf:3fff:fdd2",)


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2400:3200::1"])
def test_it_reaches_the_world(address: str) -> None:
    assert NONE.reachable("hooks.example.com", address)
    assert not NONE.refuses(address)


def test_the_operator_may_list_hosts_addresses_and_networks() -> None:
    allowed = parse("Hooks.City.local, 10.1.0.0/16 ,192.168.1.7, fd00::/8")
    assert allowed.reachable("hooks.city.local", "10.9.9.9")
    assert allowed.reachable("any.example.com", "10.1.255.1")
    assert allowed.reachable("any.example.com", "::ffff:10.1.255.1")
    assert allowed.reachable("any.example.com", "192.168.1.7")
    assert allowed.reachable("any.example.com", "fd12::1")
    assert not allowed.reachable("any.example.com", "10.2.0.1")
    assert not allowed.reachable("any.example.com", "192.168.1.8")
    assert allowed.lists("10.1.2.3")
    assert not allowed.lists("8.8.8.8")
    assert not allowed.refuses("hooks.city.local")


def test_localhost_by_name_is_refused() -> None:
    assert NONE.refuses("localhost")
    assert NONE.refuses("x.LOCALHOST")
    assert not parse("localhost").refuses("localhost")


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "localhost"])
async def test_it_looks_where_a_name_really_leads(host: str) -> None:
    with pytest.raises(outbound.NotAllowed):
        await outbound.addresses(NONE, host, 80)


async def test_it_knows_a_name_that_leads_nowhere() -> None:
    with pytest.raises(outbound.Unknown):
        await outbound.addresses(NONE, "no-such-host.invalid", 80)


async def test_of_several_addresses_it_takes_those_that_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, 1, 6, "", (address, 80)) for address in ("10.0.0.1", "8.8.8.8", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert await outbound.addresses(NONE, "mixed.example.com", 80) == ["8.8.8.8"]


def test_a_network_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(settings.WrongSetting, match=r"HEATING_OUTBOUND_ALLOW='10.0.0.0/33'"):
        settings.load({"HEATING_OUTBOUND_ALLOW": "hooks.city.local, 10.0.0.0/33"})
