"""Sends one request, only to where it may go, and tells what certainly did not arrive from what may have."""

import asyncio
import ssl
from functools import cache
from urllib.parse import SplitResult, urlsplit

import httpx2

from heating.notifications import outbound
from heating.notifications.outbound import Allowed
from heating.notifications.rules import Outcome, Reason, Result
from heating.notifications.senders.requests import LARGEST_ANSWER, Answer, Request, said

_PATIENCE_SECONDS = 10.0
"""From the first byte to the last, after the connection is there."""
_CONNECTING_SECONDS = 4.0
_MOST_ADDRESSES = 3
_AGENT = "heating-notifications"


async def post(request: Request, allowed: Allowed) -> Answer | Outcome:
    """The answer; an outcome where there is none."""
    url = urlsplit(request.url)
    try:
        addresses = await _addresses(url, allowed)
    except outbound.NotAllowed:
        return Outcome(Result.REFUSED, Reason.NOT_ALLOWED, url.hostname or "")
    except outbound.Unknown:
        return Outcome(Result.UNREACHABLE, Reason.NO_CONNECTION, url.hostname or "")
    failure = Outcome(Result.UNREACHABLE, Reason.NO_CONNECTION)
    for address in addresses[:_MOST_ADDRESSES]:
        answered = await _post_to(address, url, request)
        if isinstance(answered, Answer) or answered.result is not Result.UNREACHABLE:
            return answered
        failure = answered
    return failure


async def _addresses(url: SplitResult, allowed: Allowed) -> list[str]:
    if url.scheme not in ("http", "https") or not url.hostname:
        raise outbound.NotAllowed
    if url.scheme == "http" and not allowed.lists(url.hostname):
        raise outbound.NotAllowed
    return list(await outbound.addresses(allowed, url.hostname, _port(url)))


async def _post_to(address: str, url: SplitResult, request: Request) -> Answer | Outcome:
    """To this very address, in the name of the host: the certificate is the host's."""
    assert url.hostname is not None  # without it there are no addresses
    place = f"[{address}]" if ":" in address else address
    target = url._replace(netloc=f"{place}:{_port(url)}").geturl()
    headers = {**request.headers, "host": url.netloc.rpartition("@")[2], "user-agent": _AGENT}
    try:
        async with asyncio.timeout(_CONNECTING_SECONDS + _PATIENCE_SECONDS), _client() as client:
            return await _exchange(client, target, request.content, headers, url.hostname)
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
        return Outcome(Result.UNREACHABLE, Reason.NO_CONNECTION, said(str(error)))
    except (httpx2.LocalProtocolError, httpx2.UnsupportedProtocol, httpx2.InvalidURL):
        return Outcome(Result.REFUSED, Reason.NOT_ALLOWED)
    except (httpx2.TransportError, TimeoutError):
        return Outcome(Result.UNCLEAR, Reason.NO_ANSWER)


async def _exchange(
    client: httpx2.AsyncClient, target: str, content: bytes, headers: dict[str, str], hostname: str
) -> Answer:
    named = {"sni_hostname": hostname}
    async with client.stream("POST", target, content=content, headers=headers, extensions=named) as response:
        received = b""
        async for chunk in response.aiter_raw(4096):
            received += chunk
            if len(received) >= LARGEST_ANSWER:
                break
        return Answer(response.status_code, dict(response.headers), received[:LARGEST_ANSWER])


def _client() -> httpx2.AsyncClient:
    """One for each request: connections are not kept, since receivers are many and messages to each of them few."""
    timeout = httpx2.Timeout(_PATIENCE_SECONDS, connect=_CONNECTING_SECONDS)
    return httpx2.AsyncClient(verify=_certificates(), timeout=timeout, trust_env=False, follow_redirects=False)


@cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()


def _port(url: SplitResult) -> int:
    return url.port or (443 if url.scheme == "https" else 80)
