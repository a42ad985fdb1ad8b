"""Ids are UUIDv7 (RFC 9562 section 5.7): ordered by time, so new rows go to the end of an index."""

import secrets
from uuid import UUID

from heating.lib import clock

_VERSION = 7 << 76
_VARIANT = 2 << 62


def new_id() -> UUID:
    """48 bits of milliseconds since 1970, then 74 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random = secrets.randbits(74)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | _VERSION | (high << 64) | _VARIANT | low)
