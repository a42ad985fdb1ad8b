"""Random tokens, and passwords hashed with argon2id.

Parameters: OWASP Password Storage Cheat Sheet (19 MiB, 2 iterations, 1 lane), about 40 ms on one core.
"""

import hashlib
import secrets
from functools import cache

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

TOKEN_PREFIX = "heating_"
"""So that a token that leaked into a log or a repository is recognised."""
CONCURRENT_HASHES = 2

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token. It has enough entropy for a plain hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_password() -> str:
    """A one-time password that can be read out over the phone: 4 groups of 4, 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


async def hash_password(password: str) -> str:
    return await anyio.to_thread.run_sync(_hasher.hash, password, limiter=_limiter())


async def verify_password(stored: str | None, password: str) -> bool:
    """Takes as long for an unknown user (None) as for a known one."""
    return await anyio.to_thread.run_sync(_verify, stored or _nobody(), password, limiter=_limiter()) and bool(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex())


_limiters: RunVar[CapacityLimiter] = RunVar("hashing")


def _limiter() -> CapacityLimiter:
    """19 MiB and a core each: a burst of sign-ins must not take the machine. One limiter for each event loop."""
    if (limiter := _limiters.get(None)) is None:
        limiter = CapacityLimiter(CONCURRENT_HASHES)
        _limiters.set(limiter)
    return limiter
