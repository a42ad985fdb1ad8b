"""The query of GET requests."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from heating.open311.faults import MOMENT, PAGE, RANGE, STATUS, Fault, Faults

SPAN = timedelta(days=90)
MOST = 1000
_MOST_PAGES = 100_000
OPEN, CLOSED = "open", "closed"


class Filter(NamedTuple):
    """`ids` override all else. Empty sets do not restrict. `until` is the last moment that counts."""

    ids: tuple[str, ...]
    services: frozenset[str]
    statuses: frozenset[str]
    since: datetime
    until: datetime
    page: int
    page_size: int


def read(query: Mapping[str, str], now: datetime) -> Filter:
    """`query` holds each parameter once, repeated ones joined by commas. Raises Faults with all that is wrong."""
    if ids := _parts(query, "service_request_id"):
        return Filter(ids[:MOST], frozenset(), frozenset(), now - SPAN, now, 1, MOST)
    faults: list[Fault] = []
    since, until = _range(query, now, faults)
    statuses = frozenset(_parts(query, "status"))
    if not statuses <= {OPEN, CLOSED}:
        faults.append(STATUS.fault())
    page, page_size = _page(query, faults)
    if faults:
        raise Faults(faults)
    return Filter((), frozenset(_parts(query, "service_code")), statuses, since, until, page, page_size)


def _range(query: Mapping[str, str], now: datetime, faults: list[Fault]) -> tuple[datetime, datetime]:
    """One end alone reaches 90 days from there; none means the most recent 90 days."""
    since, until = _moment(query, "start_date", faults), _moment(query, "end_date", faults)
    if since is None and until is None:
        return now - SPAN, now
    if since is None:
        assert until is not None
        return _earlier(until), until
    if until is None:
        return since, _later(since)
    if until - since > SPAN:
        faults.append(RANGE.fault(days=SPAN.days))
    return since, until


def _earlier(moment: datetime) -> datetime:
    return moment - SPAN if moment - datetime.min.replace(tzinfo=UTC) > SPAN else moment


def _later(moment: datetime) -> datetime:
    return moment + SPAN if datetime.max.replace(tzinfo=UTC) - moment > SPAN else moment


def _moment(query: Mapping[str, str], name: str, faults: list[Fault]) -> datetime | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # a plus sign that was not escaped
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    faults.append(MOMENT.fault(name=name))
    return None


def _page(query: Mapping[str, str], faults: list[Fault]) -> tuple[int, int]:
    page, page_size = query.get("page", "").strip() or "1", query.get("page_size", "").strip() or str(MOST)
    if page.isdecimal() and page_size.isdecimal() and len(page) < 8 and len(page_size) < 8:
        numbers = int(page), int(page_size)
        if 1 <= numbers[0] <= _MOST_PAGES and 1 <= numbers[1] <= MOST:
            return numbers
    faults.append(PAGE.fault(most=MOST))
    return 1, MOST


def _parts(query: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in query.get(name, "").split(",") if part.strip()))
