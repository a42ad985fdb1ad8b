"""How much is taken from one address, one number or for one building: a bucket that fills up again."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple

_MOST_KEYS = 20_000


class _Level(NamedTuple):
    tokens: float
    at: datetime


class Buckets:
    """`most` at once, and as many again within `refill`. Kept by each process for itself: a limit against robots, not
    an account."""

    def __init__(self, most: int, refill: timedelta) -> None:
        self.most = most
        self.refill = refill
        self._levels: OrderedDict[str, _Level] = OrderedDict()

    def take(self, key: str, now: datetime) -> bool:
        """False when the bucket is empty."""
        level = self._levels.get(key, _Level(self.most, now))
        filled = min(float(self.most), level.tokens + max(timedelta(), now - level.at) / self.refill * self.most)
        enough = filled >= 1
        self._levels[key] = _Level(filled - 1 if enough else filled, now)
        self._levels.move_to_end(key)
        while len(self._levels) > _MOST_KEYS:
            self._levels.popitem(last=False)
        return enough
