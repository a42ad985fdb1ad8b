"""Slows down guessing of passwords: failures are counted per user name and per address, in the database, so that all
processes count together. An attempt is counted before the password is looked at and taken back when it was right, so
that many at once get no more tries than one after the other.
"""

from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

from tortoise.expressions import F

from heating import storage
from heating.accounts import problems
from heating.accounts.models import SignInAttempt
from heating.lib import clock

WINDOW = timedelta(minutes=15)
MOST_PER_USERNAME = 10
MOST_PER_ADDRESS = 100
"""A whole company may share an address."""


async def count(username: str, address: str) -> None:
    """Raises accounts.too_many_attempts."""
    async with storage.transaction():
        waits = [await _add(key, most) for key, most in _keys(username, address).items()]
    if wait := max(waits):
        seconds = ceil(wait.total_seconds())
        raise problems.TOO_MANY_ATTEMPTS(retry_after=seconds, minutes=ceil(seconds / 60))


async def take_back(username: str, address: str) -> None:
    """After a right password: the name starts afresh, the address loses only this attempt."""
    by_name, by_address = _keys(username, address)
    async with storage.transaction():
        await SignInAttempt.filter(key=by_name).delete()
        await SignInAttempt.filter(key=by_address, failures__gt=0).update(failures=F("failures") - 1)


async def forget_old() -> int:
    """Delete counts whose window has passed."""
    async with storage.transaction():
        return await SignInAttempt.filter(window_started_at__lt=clock.now() - WINDOW).delete()


async def _add(key: str, most: int) -> timedelta:
    """Count one, inside the open transaction; answers how long to wait, zero when the attempt may go on.

    Each step is one conditional statement, so that attempts at the same moment cannot all see the same count."""
    now = clock.now()
    row = SignInAttempt.filter(key=key)
    if await row.filter(window_started_at__lt=now - WINDOW).update(failures=1, window_started_at=now):
        return timedelta()
    if await row.filter(failures__lt=most).update(failures=F("failures") + 1):
        return timedelta()
    full, is_new = await SignInAttempt.get_or_create(key=key, defaults={"failures": 1, "window_started_at": now})
    return timedelta() if is_new else full.window_started_at + WINDOW - now


def _keys(username: str, address: str) -> dict[str, int]:
    return {f"user:{username[:64]}": MOST_PER_USERNAME, f"address:{network_of(address)}": MOST_PER_ADDRESS}


def network_of(address: str) -> str:
    """An IPv6 customer has a whole /64 to guess from."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False))
    return address
