"""What runs beside the requests: reactions to what was recorded, jobs, and work that comes back.

Several processes may run it: the followers' cursors and the jobs are claimed in the database, so that each thing is
done by one of them.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from datetime import datetime, time, timedelta
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec
from prometheus_client import Gauge

from heating import audit, jobs, storage
from heating.accounts import sessions
from heating.audit import Entry
from heating.audit.reactions import Follower
from heating.complaints import rerouting
from heating.complaints import telling as complaint_telling
from heating.complaints.persons import retention
from heating.deadlines import queries as deadline_queries
from heating.deadlines import sweeping as deadlines
from heating.duty import mirroring as duty_mirroring
from heating.duty import reachability, running_out, spot_checks, vacancies
from heating.hazards import leaders, leaving, naming, telling, unclocked
from heating.hazards import reactions as hazard_reactions
from heating.hazards import rollups as hazard_sums
from heating.inspections import reactions as inspection_reactions
from heating.inspections import rollups as inspection_sums
from heating.jobs import Periodic
from heating.jobs import queries as job_queries
from heating.jobs.actions import prune
from heating.jobs.runner import Function
from heating.lib import clock
from heating.notifications import actions as notifications
from heating.notifications import delivering, events
from heating.open311 import erasing as open311_erasing
from heating.photos import actions as photos
from heating.photos import erasing as photo_erasing
from heating.photos import sweeping
from heating.photos.files import PhotoFiles
from heating.readiness import actions as readiness
from heating.readiness import new_day
from heating.readiness.refresher import Refresher
from heating.registry import reactions as registry_reactions
from heating.settings import Settings
from heating.storage import changes

_log = logging.getLogger(__name__)

_LAG = Gauge("heating_reaction_lag_entries", "Audit entries a follower has not reacted to yet.", ["follower"])
_DUE = Gauge("heating_readiness_due_sites", "Sites whose readiness waits to be assessed.")
_DEADLINES_DUE = Gauge("heating_deadlines_due", "Deadlines the sweep has not got to yet.")
_OPEN_JOBS = Gauge("heating_jobs_open", "Jobs that wait or run.")
_DEAD_JOBS = Gauge("heating_jobs_dead", "Jobs that failed for good and wait for a person.")

_KEEP_CHANGES = timedelta(days=60)
"""A phone that was switched off for longer pulls everything afresh."""
_KEEP_DONE_JOBS = timedelta(days=7)


class Reaction(msgspec.Struct, frozen=True):
    """`react` gets the entries whose action begins with one of `actions`."""

    name: str
    actions: tuple[str, ...]
    react: Callable[[list[Entry]], Awaitable[None]]


REACTIONS: Sequence[Reaction] = (
    Reaction("hazards of moved places", hazard_reactions.CAUSES, hazard_reactions.follow_moves),
    Reaction("states of moved assets", inspection_reactions.CAUSES, inspection_reactions.follow_moves),
    Reaction("people told of hazards", telling.CAUSES, telling.tell),
    Reaction("people told of complaints", complaint_telling.CAUSES, complaint_telling.tell),
    Reaction("names shown elsewhere", registry_reactions.CAUSES, registry_reactions.tell_of_names),
    Reaction("names shown with hazards", naming.CAUSES, naming.tell_of_names),
    Reaction("leaders on phones", leaders.CAUSES, leaders.tell),
    Reaction("webhooks", events.NOUNS, events.tell_webhooks),
    Reaction("persons erased", open311_erasing.CAUSES, open311_erasing.follow),
    Reaction("readiness", readiness.CAUSES, readiness.mark_due),
)


def followers() -> list[Follower]:
    return [Follower(reaction.name, reaction.react, reaction.actions) for reaction in REACTIONS]


def job_functions(settings: Settings, following: Sequence[Follower]) -> Mapping[str, Function]:
    """The jobs by name: what other code enqueues, and the reactions to single entries that failed before."""
    again: dict[str, Function] = {f"reaction.{follower.name}": follower.react_again for follower in following}
    files = _photo_files(settings)
    return {
        **again,
        photos.DRAWING_JOB: partial(photos.draw, files),
        photo_erasing.REMOVING_JOB: partial(photo_erasing.remove, files),
    }


def periodic(settings: Settings) -> Sequence[Periodic]:
    day, zone, files = timedelta(days=1), settings.zone, _photo_files(settings)
    return (
        Periodic("deadlines.sweep", timedelta(seconds=15), partial(deadlines.sweep_all, zone)),
        Periodic("duty.vacancies", timedelta(seconds=30), _done(partial(vacancies.sweep, zone))),
        Periodic("duty.reachability", timedelta(seconds=20), _done(partial(reachability.sweep, zone))),
        Periodic(
            "duty.running_out", timedelta(hours=1), _done(partial(running_out.sweep, zone, settings.roster_notice_days))
        ),
        Periodic("duty.phones", timedelta(seconds=30), _done(duty_mirroring.refresh)),
        Periodic("duty.spot_checks", timedelta(seconds=15), _done(spot_checks.sweep)),
        Periodic("readiness.new_day", timedelta(minutes=5), _done(partial(new_day.begin, zone))),
        Periodic("readiness.check", day, _done(partial(readiness.report_differences, zone)), _next(time(2), zone)),
        Periodic(
            "inspections.check", day, partial(_check_sums, "inspection", inspection_sums), _next(time(2, 20), zone)
        ),
        Periodic("hazards.clocks", timedelta(hours=1), _done(partial(unclocked.start_clocks, zone))),
        Periodic("hazards.leave_phones", day, _done(leaving.tell_phones)),
        Periodic("hazards.check", day, partial(_check_sums, "hazard", hazard_sums), _next(time(3), zone)),
        Periodic(
            "persons.erase", day, partial(_erase_old_persons, settings.personal_data_days), _next(time(3, 20), zone)
        ),
        Periodic("complaints.follow_roster", timedelta(seconds=20), _done(partial(rerouting.follow_roster, zone))),
        Periodic("complaints.resume", timedelta(minutes=1), _done(partial(rerouting.resume_paused, zone))),
        Periodic("photos.sweep", day, _done(lambda: sweeping.sweep(files, clock.now()))),
        Periodic("photos.unused", day, _done(lambda: sweeping.sweep_unused(files, clock.now()))),
        Periodic("sessions.forget", timedelta(hours=1), _done(sessions.forget_expired)),
        Periodic("notifications.prune", day, notifications.prune),
        Periodic("changes.prune", day, lambda: changes.prune_older(clock.now() - _KEEP_CHANGES)),
        Periodic("jobs.prune", day, _prune_jobs),
    )


class Worker:
    def __init__(self, settings: Settings) -> None:
        self._followers = followers()
        self._refresher = Refresher(settings.zone)
        self._runner = jobs.Runner(job_functions(settings, self._followers), periodic=periodic(settings))
        self._courier = jobs.Runner(delivering.functions(settings), workers=delivering.WORKERS)
        self._gauges: asyncio.Task[None] | None = None

    async def start(self) -> None:
        for follower in self._followers:
            follower.start()
        self._refresher.start()
        await self._runner.start()
        await self._courier.start()
        self._gauges = asyncio.create_task(self._measure(), name="gauges", context=Context())

    async def stop(self) -> None:
        if self._gauges is not None:
            self._gauges.cancel()
            with suppress(asyncio.CancelledError):
                await self._gauges
        await asyncio.gather(self._courier.stop(), self._runner.stop())
        await self._refresher.stop()
        for follower in self._followers:
            await follower.stop()

    @property
    def failing(self) -> bool:
        """Has every attempt to assess readiness failed for a while? The pages then show old numbers."""
        return self._refresher.failing_for(_PATIENCE)

    async def _measure(self) -> None:
        while True:
            try:
                await self._set_gauges()
            except Exception:
                _log.exception("could not measure the background work")
            await asyncio.sleep(_MEASURE_EVERY)

    async def _set_gauges(self) -> None:
        for follower in self._followers:
            _LAG.labels(follower.name).set(await follower.lag())
        _DUE.set(await readiness.count_due())
        _DEADLINES_DUE.set(await deadline_queries.count_due())
        counts = await job_queries.counts()
        _OPEN_JOBS.set(counts.open)
        _DEAD_JOBS.set(counts.dead)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Worker]:
    """The worker, from here to the end of the block."""
    worker = Worker(settings)
    await worker.start()
    try:
        yield worker
    finally:
        await worker.stop()


_MEASURE_EVERY = 15.0
_PATIENCE = 60.0


def _photo_files(settings: Settings) -> PhotoFiles:
    return PhotoFiles(settings.directory / "photos")


def _done(function: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    """A periodic function; what it answers is of no interest here."""

    async def run() -> None:
        await function()

    return run


class Sums(Protocol):
    """Sums that are kept beside the rows they are of."""

    async def compare(self) -> Sequence[object]: ...

    async def rebuild(self) -> None: ...


async def _check_sums(noun: str, sums: Sums) -> None:
    """Every night: sums must say what the rows say. If they do not, that is recorded and put right."""
    differences = await sums.compare()
    if not differences:
        return
    await sums.rebuild()
    async with storage.transaction():
        audit.record(
            audit.SYSTEM,
            f"{noun}.roll_up_differed",
            subject_kind="roll_up",
            subject_id=noun,
            organization="",
            area="",
            detail={"count": len(differences), "first": differences[:20]},
        )


def _next(at: time, zone: ZoneInfo) -> timedelta:
    """From now until the city's clocks show `at`."""
    now = clock.now()
    today = datetime.combine(now.astimezone(zone).date(), at, zone)
    return (today if today > now else today + timedelta(days=1)) - now


async def _erase_old_persons(days: int) -> None:
    await retention.erase_old(days, clock.now())


async def _prune_jobs() -> None:
    async with storage.transaction():
        await prune(clock.now() - _KEEP_DONE_JOBS)
