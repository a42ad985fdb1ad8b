"""Counters for Prometheus, labelled by route, never by path."""

from functools import lru_cache
from typing import NamedTuple

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

REQUESTS = Counter("heating_http_requests", "Requests answered.", ["method", "route", "status"])
STREAMS = Gauge("heating_event_streams", "Streams that wait for changes.")
SECONDS = Histogram(
    "heating_http_request_seconds",
    "How long answers took.",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class _Pair(NamedTuple):
    requests: Counter
    seconds: Histogram


@lru_cache(maxsize=4096)
def _pair(method: str, route: str, status: int) -> _Pair:
    method = method if method in _METHODS else "other"
    return _Pair(REQUESTS.labels(method, route, str(status)), SECONDS.labels(method, route))


def observe(method: str, route: str, status: int, seconds: float) -> None:
    pair = _pair(method, route, status)
    pair.requests.inc()
    pair.seconds.observe(seconds)


def exposition() -> tuple[bytes, str]:
    """All metrics and their media type."""
    return generate_latest(), CONTENT_TYPE_LATEST
