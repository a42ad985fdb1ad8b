"""The signature under what goes to other programs.

Heating-Id          the same in every attempt: a receiver drops an id that it has seen
Heating-Timestamp   seconds since 1970 of this attempt: a receiver refuses what is older than five minutes
Heating-Signature   "v1=" and HMAC-SHA256 in hexadecimal, with the secret as the key, of timestamp, ".", body
"""

import hashlib
import hmac
from datetime import datetime, timedelta

ID, TIMESTAMP, SIGNATURE = "heating-id", "heating-timestamp", "heating-signature"
WINDOW = timedelta(minutes=5)


def signature(secret: str, timestamp: int, body: bytes) -> str:
    digest = hmac.new(secret.encode(), b"%d." % timestamp + body, hashlib.sha256).hexdigest()
    return f"v1={digest}"


def is_genuine(secret: str, timestamp: str, given: str, body: bytes, now: datetime) -> bool:
    """What a receiver has to check."""
    if not (timestamp.isascii() and timestamp.isdigit()) or len(timestamp) > 12:
        return False
    is_recent = abs(now.timestamp() - int(timestamp)) <= WINDOW.total_seconds()
    return is_recent and hmac.compare_digest(signature(secret, int(timestamp), body).encode(), given.encode())
