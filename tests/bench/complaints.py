"""The first cold night: a city's complaints of an hour while its phones sync, and how soon the duty desks see them."""

import asyncio
import pickle
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from tests.bench import load, paced
from tests.bench.city import City, Person
from tests.bench.figures import Figure, at_most
from tests.bench.inspections import prepare, pushes
from tests.bench.intakes import Intake, buildings_of, intakes
from tests.bench.listeners import Listening
from tests.bench.push import copy, forget
from tests.bench.raw_rows import marks, rows_since, share

COMPLAINTS, PER_SECOND = 5_000, 30.0
"""An hour's complaints in three minutes: a flood."""
HOURLY_PER_SECOND, HOURLY_SECONDS = COMPLAINTS / 3600, 90
"""The pace at which they have to be received: 5,000 in an hour."""
OFFICERS = 20
PHONES, SYNC_SECONDS = 300, 10.0
"""Each phone pushes an inspection and asks for what is new about every ten seconds."""
DISPATCH_P99_MS = 1_000.0
MEMORY_MB = 250.0
AT_ONCE, CLIENTS = 2_000, 8
DESKS, FEW_DESKS, ARRIVALS = 500, 10, 900
DESK_P99_MS = 300.0
_BEFORE_DESKS = AT_ONCE + COMPLAINTS // 10 + round(HOURLY_SECONDS * HOURLY_PER_SECOND) + COMPLAINTS
"""Complaints that were received before the desks are measured."""
_DESK_ROLES = ("duty_officer", "company_manager", "district_officer", "city_leader")
_PATH = "/api/complaints"


def figures(city: City, folder: Path, port: int) -> Iterator[Figure]:
    crew, officer = city.sign_in("crew_member"), city.sign_in("duty_officer")
    ground = prepare(city, crew.pull()[0])
    buildings = buildings_of(city.sign_in("administrator"))
    city.settle()
    yield _against_plain(city, officer, buildings, folder, port)
    seconds = HOURLY_SECONDS + COMPLAINTS / PER_SECOND
    syncs = _syncs(city, crew, list(pushes(ground, round(seconds * PHONES / SYNC_SECONDS), 1)))
    yield from _first_night(city, officer, buildings, syncs, crew, folder)
    yield from _desks(city, officer, buildings, folder)


def _posts(city: City, person: Person, sent: Sequence[Intake]) -> list[bytes]:
    return [load.request_bytes("POST", city.url, _PATH, person.headers, intake.body) for intake in sent]


def _against_plain(city: City, officer: Person, buildings: Sequence[str], folder: Path, port: int) -> Figure:
    """Complaints a second as fast as eight officers can send them, beside the same rows inserted one request each."""
    requests, before, since = (
        _posts(city, officer, intakes(buildings, AT_ONCE)),
        folder / "plain.db",
        marks(city.database),
    )
    copy(city.database, before)
    outcome = asyncio.run(load.run_apart(load.Load(city.url, requests, CLIENTS), folder))
    _all_created(Counter(outcome.statuses), AT_ONCE)
    city.settle()
    rows = rows_since(city.database, since)
    with _plain_server(before, [share(rows, number, AT_ONCE) for number in range(AT_ONCE)], folder, port + 1) as url:
        plain = asyncio.run(load.run_apart(load.Load(url, requests, CLIENTS), folder))
    _all_created(Counter(plain.statuses), AT_ONCE)
    forget(before)
    name = f"complaints received, routed and timed a second, {CLIENTS} clients"
    return Figure(
        name, AT_ONCE / outcome.seconds, "/s", AT_ONCE / plain.seconds, "plain insert of the same rows", "-", True
    )


@contextmanager
def _plain_server(database: Path, shares: object, folder: Path, port: int) -> Iterator[str]:
    given, url = folder / "shares.pickle", f"http://127.0.0.1:{port}"
    given.write_bytes(pickle.dumps(shares))
    command = [sys.executable, "-m", "tests.bench.plain_server", str(port), str(database), str(given)]
    process = subprocess.Popen(command)
    try:
        _wait_for(f"{url}/readyz")
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{url} did not answer within 30 s")


def _syncs(city: City, crew: Person, bodies: Sequence[bytes]) -> list[bytes]:
    """A push and a pull in turn, by each of the phones, which have everything already: at any moment half of them are
    about to push."""
    pull = load.request_bytes("GET", city.url, "/api/sync/pull?limit=500&cursor=%CURSOR%", crew.headers)
    push = iter(load.request_bytes("POST", city.url, "/api/sync/push", crew.headers, body) for body in bodies)
    turns = range(2 * len(bodies))
    return [next(push) if (turn // PHONES + turn) % 2 else pull for turn in turns]


def _newest(crew: Person) -> str:
    page = crew.get("/api/sync/pull?limit=500")
    while page["more"]:
        page = crew.get(f"/api/sync/pull?limit=500&cursor={page['cursor']}")
    return str(page["cursor"])


def _first_night(
    city: City, officer: Person, buildings: Sequence[str], syncs: Sequence[bytes], crew: Person, folder: Path
) -> Iterator[Figure]:
    before, hourly = city.memory_mb(), round(HOURLY_SECONDS * HOURLY_PER_SECOND)
    quiet = intakes(buildings, COMPLAINTS // 10, AT_ONCE)
    paced_ones = intakes(buildings, hourly, AT_ONCE + len(quiet))
    flood = intakes(buildings, COMPLAINTS, AT_ONCE + len(quiet) + hourly)
    alone = asyncio.run(paced.run_apart(city.url, [_stream(city, officer, quiet, PER_SECOND)], folder))[0]
    _all_created(Counter(alone.statuses), len(quiet))
    first = round(HOURLY_SECONDS * 2 * PHONES / SYNC_SECONDS)
    runs = ((paced_ones, HOURLY_PER_SECOND, syncs[:first], "5,000 an hour"), (flood, PER_SECOND, syncs[first:], "30/s"))
    for sent, rate, phones, pace in runs:
        streams = [_stream(city, officer, sent, rate), _phones(phones, _newest(crew))]
        received, synced = asyncio.run(paced.run_apart(city.url, streams, folder))
        _all_created(Counter(received.statuses), len(sent))
        _all_served(synced)
        yield from _together(received, synced, phones, alone, pace)
    lost, unrouted = _lost_and_unrouted(city.database, [intake.id for intake in (*quiet, *paced_ones, *flood)])
    count = len(quiet) + hourly + COMPLAINTS
    yield Figure(f"complaints lost of {count:,}, {PHONES} phones syncing", lost, "", count, "sent", "0", lost == 0)
    yield Figure("complaints without a person to act", unrouted, "", count, "sent", "0", unrouted == 0)
    memory = city.memory_mb()
    yield Figure(
        "server memory after the night",
        memory,
        "MB",
        before,
        "before it",
        f"<= {MEMORY_MB:.0f} MB",
        at_most(MEMORY_MB)(memory),
    )


def _together(
    received: paced.Arrivals, synced: paced.Arrivals, phones: Sequence[bytes], alone: paced.Arrivals, pace: str
) -> Iterator[Figure]:
    """Complaints and phones at the same time: neither may starve the other."""
    among, quiet = _p99_ms(received.latencies()), _p99_ms(alone.latencies())
    name = f"received to dispatched, {pace}, p99 (median {median(received.latencies()) * 1000:.0f} ms)"
    yield Figure(name, among, "ms", quiet, "30/s, no phones", f"<= {DISPATCH_P99_MS:.0f} ms", among <= DISPATCH_P99_MS)
    for verb, noun in ((b"POST", "pushes"), (b"GET", "pulls")):
        took = [one for one, sent in zip(synced.latencies(), phones, strict=True) if sent.startswith(verb)]
        name = f"phones' {noun} meanwhile, {pace}, p99 (median {median(took) * 1000:.0f} ms)"
        yield Figure(name, _p99_ms(took), "ms", among, "complaints", "-", True)


def _stream(city: City, officer: Person, sent: Sequence[Intake], rate: float) -> paced.Stream:
    return paced.Stream(_posts(city, officer, sent), rate, OFFICERS)


def _phones(syncs: Sequence[bytes], cursor: str) -> paced.Stream:
    return paced.Stream(syncs, 2 * PHONES / SYNC_SECONDS, PHONES, cursor)


def _lost_and_unrouted(database: Path, sent: Sequence[str]) -> tuple[int, int]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = {str(id): officer for id, officer in connection.execute("SELECT id, officer_id FROM complaint")}
    there = [id for id in sent if id in found]
    return len(sent) - len(there), sum(found[id] is None for id in there)


def _all_created(statuses: Counter[int], count: int) -> None:
    if statuses != {201: count}:
        raise RuntimeError(f"not all was accepted: {statuses}")


def _all_served(phones: paced.Arrivals) -> None:
    if set(phones.statuses) != {200}:
        raise RuntimeError(f"phones were not served: {Counter(phones.statuses)}")


def _p99_ms(latencies: Sequence[float]) -> float:
    return quantiles(latencies, n=100)[-1] * 1000


def _desks(city: City, officer: Person, buildings: Sequence[str], folder: Path) -> Iterator[Figure]:
    """Over the open complaints of the night: from sending one to its row on every desk that may see it."""
    people = [city.sign_in(role) for role in _DESK_ROLES]
    requests = [load.request_bytes("GET", city.url, "/api/events", person.headers) for person in people]
    few = asyncio.run(_arrivals(city, officer, requests, FEW_DESKS, buildings, _BEFORE_DESKS, folder))
    many = asyncio.run(_arrivals(city, officer, requests, DESKS, buildings, _BEFORE_DESKS + ARRIVALS, folder))
    cuts = quantiles(many, n=100)
    print(f"     sent to screen, {DESKS} desks: p50 {cuts[49]:.0f} ms, p90 {cuts[89]:.0f} ms, p95 {cuts[94]:.0f} ms, "
          f"p99 {cuts[98]:.0f} ms, worst {max(many):.0f} ms of {len(many):,}")  # fmt: skip
    p99, baseline = cuts[98], quantiles(few, n=100)[98]
    name = f"sent to screen, p99, {DESKS} desks, {PER_SECOND:.0f}/s, {_BEFORE_DESKS:,} open"
    yield Figure(name, p99, "ms", baseline, f"{FEW_DESKS} desks", f"<= {DESK_P99_MS:.0f} ms", p99 <= DESK_P99_MS)


async def _arrivals(
    city: City,
    officer: Person,
    requests: Sequence[bytes],
    desks: int,
    buildings: Sequence[str],
    first: int,
    folder: Path,
) -> list[float]:
    """Milliseconds between sending a complaint and its row on a desk, for every desk that got it. Raises RuntimeError
    when a complaint reached no desk, or a desk missed what others of its person got."""
    listening = Listening(city.url, requests, desks, folder)
    await listening.start()
    sent = intakes(buildings, ARRIVALS, first)
    stream = paced.Stream(_posts(city, officer, sent), PER_SECOND, OFFICERS)
    (arrivals,) = await paced.run_apart(city.url, [stream], folder)
    await asyncio.sleep(3.0)
    seen = await listening.stop()
    _all_created(Counter(arrivals.statuses), ARRIVALS)
    due = {intake.id: at for intake, at in zip(sent, arrivals.due, strict=True)}
    _nothing_missed(seen, due, len(requests))
    return [(at - due[id]) * 1000 for desk in seen for id, at in desk.items() if id in due]


def _nothing_missed(seen: Sequence[dict[str, float]], due: dict[str, float], people: int) -> None:
    for person in range(people):
        of_person = [set(desk) & set(due) for desk in seen[person::people]]
        if any(desk != of_person[0] for desk in of_person):
            raise RuntimeError("a desk missed a complaint that another of the same person got")
    if set().union(*seen) & set(due) != set(due):
        raise RuntimeError("a complaint reached no desk")
