"""Where requests may go: to public addresses, and to what the operator lists in HEATING_OUTBOUND_ALLOW.

Addresses are entered by people. Without this fence anybody with an account could have the server call its own
neighbours: the database, the cloud's metadata service, a boiler's controller.
"""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import msgspec

_NAT64 = ip_network("64:ff9b::/96")
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class NotAllowed(Exception):
    """The name leads to none but forbidden addresses."""


class Unknown(Exception):
    """The name leads to no address at all."""


class Allowed(msgspec.Struct, frozen=True):
    """`hosts` are names whose every address is allowed; `networks` are allowed whatever the name."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def lists(self, host: str) -> bool:
        """Did the operator name this host, or the network that it is an address of?"""
        if host.lower() in self.hosts:
            return True
        literal = _literal(host)
        return literal is not None and self._in_networks(literal)

    def reachable(self, host: str, address: str) -> bool:
        """May a request for `host` connect to `address`?"""
        if host.lower() in self.hosts:
            return True
        plain = _plain(ip_address(address.partition("%")[0]))
        return self._in_networks(plain) or _is_public(plain)

    def refuses(self, host: str) -> bool:
        """Is it plain from the text alone that nothing may be sent there?"""
        literal = _literal(host)
        is_local = host.lower() == "localhost" or host.lower().endswith(".localhost")
        return not self.lists(host) and (is_local or (literal is not None and not _is_public(literal)))

    def _in_networks(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def parse(listed: str) -> Allowed:
    """From the setting: host names, addresses and networks, separated by commas."""
    hosts, networks = set(), []
    for entry in filter(None, (part.strip().lower() for part in listed.split(","))):
        try:
            networks.append(ip_network(entry.strip("[]"), strict=False))
        except ValueError:
            hosts.add(entry)
    return Allowed(frozenset(hosts), tuple(networks))


async def addresses(allowed: Allowed, host: str, port: int) -> Sequence[str]:
    """Where to connect for `host`. The caller connects to these very addresses: a name that is looked up again could
    lead elsewhere. Raises NotAllowed and Unknown."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unknown from None
    texts = list(dict.fromkeys(str(place[4][0]) for place in found))
    reachable = [text for text in texts if allowed.reachable(host, text)]
    if not reachable:
        raise NotAllowed
    return reachable


def _literal(host: str) -> Address | None:
    try:
        return _plain(ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        return None


def _plain(address: Address) -> Address:
    """An IPv4 address in the clothes of IPv6 is judged as what it is."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and (address.sixtofour or address.teredo or address in _NAT64):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
