"""Slows down whoever tries label codes at random."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
MOST_MISSES = 20
_MOST_ADDRESSES = 10_000


class Guesses:
    """Misses by network address within the last `WINDOW`. Whoever is over the limit is not even looked up."""

    def __init__(self) -> None:
        self._misses: OrderedDict[str, deque[datetime]] = OrderedDict()

    def too_many(self, address: str, now: datetime) -> bool:
        misses = self._misses.get(address)
        if misses is None:
            return False
        while misses and misses[0] <= now - WINDOW:
            misses.popleft()
        return len(misses) >= MOST_MISSES

    def note_miss(self, address: str, now: datetime) -> None:
        misses = self._misses.setdefault(address, deque(maxlen=MOST_MISSES))
        misses.append(now)
        self._misses.move_to_end(address)
        while len(self._misses) > _MOST_ADDRESSES:
            self._misses.popitem(last=False)
