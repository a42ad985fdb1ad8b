"""Lets the season happen: inspections arrive, corrections follow, hazards are reported, each in its own time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.checklists import queries as checklists
from heating.checklists import rules
from heating.checklists.document import Answer
from heating.checklists.queries import Published
from heating.hazards import actions as hazards
from heating.hazards.evidence import HazardPhoto, LabelScan, Position
from heating.hazards.rules import Grade
from heating.hazards.schemas import HazardReport
from heating.inspections import actions as inspections
from heating.inspections.actions import Submission
from heating.inspections.payload import InspectionPayload
from heating.lib import clock, ids
from heating.lib.problems import Problem
from heating.readiness import actions as readiness
from heating.registry.seasons import SeasonPlan
from heating.sample.agenda import Agenda
from heating.sample.answers import Occasion, candidates, fill
from heating.sample.founding import Founded, Progress
from heating.sample.history import Check, Report, Visit
from heating.sample.mending import Mending, Wish
from heating.sample.plan import PlannedAsset

_AT_ONCE = 150
"""Submissions in one transaction."""
_PER_ASSET = timedelta(minutes=22)


class Living:
    def __init__(
        self, founded: Founded, labels: Mapping[str, str], pictures: Sequence[str], season: SeasonPlan, zone: ZoneInfo,
        rng: Random, mending: Mending, agenda: Agenda,
    ) -> None:  # fmt: skip
        self._founded, self._labels, self._pictures = founded, labels, pictures
        self._season, self._zone, self._rng, self._mending, self._agenda = season, zone, rng, mending, agenda
        self._documents: Mapping[str, Published] = {}
        self._assessments = self._assessment_days()

    async def pass_time(
        self, visits: Sequence[Visit], reports: Sequence[Report], until: datetime, tell: Progress
    ) -> None:
        """Visits and reports in the order of their time."""
        self._documents = await checklists.for_kinds()
        waiting, total, done = list(reports), sum(len(visit.checks) for visit in visits), 0
        for group in _groups(visits, list(self._assessments)):
            now = group[-1].received_at
            await self._assess_until(now)
            while waiting and waiting[0].at <= now:
                await self._report(waiting.pop(0))
            await self._agenda.until(now)
            with clock.travel(now):
                await self._submit(group, now)
                await self._mending.take_up((self._founded.sites[visit.site.code] for visit in group), now)
            done += sum(len(visit.checks) for visit in group)
            tell("inspections", done, total)
        for report in waiting:
            await self._assess_until(report.at)
            await self._report(report)
        await self._agenda.until(until)

    async def _submit(self, visits: Sequence[Visit], now: datetime) -> None:
        async with storage.transaction():
            batch = [submission for visit in visits for submission in self._submissions(visit)]
            accepted = await inspections.submit(batch, self._zone)
        for submission, answer in zip(batch, accepted, strict=True):
            if isinstance(answer, Problem):
                raise RuntimeError(f"{submission.payload} at {now}: {answer.as_json('en')}")

    def _submissions(self, visit: Visit) -> Iterator[Submission]:
        actor, visit_id = self._founded.actors[visit.inspector], ids.new_id()
        for number, check in enumerate(visit.checks):
            begun_at = visit.begun_at + _PER_ASSET * number
            payload = self._payload(visit, visit_id, check, begun_at)
            yield Submission(actor, payload, visit.received_at)
            if check.corrected:
                yield Submission(actor, self._correction(payload), visit.received_at)
        if visit.households:
            yield from self._household_submissions(visit, visit_id)

    def _payload(self, visit: Visit, visit_id: UUID, check: Check, begun_at: datetime) -> InspectionPayload:
        asset = check.asset
        published = self._documents[asset.kind]
        choices = _choices(asset, begun_at.astimezone(self._zone).date(), self._season)
        failing = self._failing_items(published, check, choices)
        occasion = Occasion(
            begun_at, begun_at.astimezone(self._zone).date(), self._name(visit), check.gates, failing, choices
        )
        answers = fill(published.document, occasion, self._pictures, self._rng)
        return self._inspection(visit_id, asset, published, answers, begun_at)

    def _inspection(
        self, visit_id: UUID, asset: PlannedAsset, published: Published, answers: tuple[Answer, ...],
        begun_at: datetime, household: UUID | None = None,
    ) -> InspectionPayload:  # fmt: skip
        failing = rules.failing(published.document, answers)
        return InspectionPayload(
            id=ids.new_id(),
            visit=visit_id,
            asset=self._founded.assets[asset.code],
            household=household,
            checklist_version=published.id,
            answers=answers,
            started_at=begun_at,
            finished_at=answers[-1].answered_at + timedelta(seconds=self._rng.randint(5, 40)),
            label=self._scan(asset, begun_at),
            position=self._position(asset, begun_at),
            clock_offset_ms=self._rng.randint(-1500, 1500),
            hazards={one.item: ids.new_id() for one in failing},
        )

    def _correction(self, former: InspectionPayload) -> InspectionPayload:
        """The same again some minutes later, with a remark: something was mistyped."""
        later = timedelta(minutes=self._rng.randint(2, 6))
        answers = tuple(_moved(answer, later) for answer in former.answers)
        return msgspec.structs.replace(
            former,
            id=ids.new_id(),
            answers=answers,
            started_at=former.started_at + later,
            finished_at=former.finished_at + later,
            replaces=former.id,
            hazards={},
        )

    def _household_submissions(self, visit: Visit, visit_id: UUID) -> Iterator[Submission]:
        published, asset = self._documents["household"], visit.checks[0].asset
        doors = self._founded.households[asset.code]
        for number, household in enumerate(self._rng.sample(doors, min(visit.households, len(doors)))):
            begun_at = visit.begun_at + _PER_ASSET + timedelta(minutes=6 * number)
            occasion = Occasion(begun_at, begun_at.astimezone(self._zone).date(), self._name(visit))
            answers = fill(published.document, occasion, self._pictures, self._rng)
            payload = self._inspection(visit_id, asset, published, answers, begun_at, household)
            yield Submission(self._founded.actors[visit.inspector], payload, visit.received_at)

    async def _report(self, report: Report) -> None:
        await self._agenda.until(report.at)
        actor = self._founded.actors[report.reporter]
        close_up, context = self._rng.sample(self._pictures, 2)
        photos = (HazardPhoto(sha256=close_up, role="close_up"), HazardPhoto(sha256=context, role="context"))
        with clock.travel(report.at):
            payload = HazardReport(
                id=ids.new_id(),
                title=report.title,
                grade=Grade(report.grade),
                photos=photos,
                site=self._founded.sites[report.site.code],
                asset=self._founded.assets[report.asset.code] if report.asset else None,
            )
            async with storage.transaction():
                reporting = hazards.Reporting(actor, payload, report.at, report.at)
                (answer,) = await hazards.report([reporting], self._zone)
        if isinstance(answer, Problem):
            raise RuntimeError(f"{payload}: {answer.as_json('en')}")
        wish = Wish(report.fate, report.repaired_by)
        await self._mending.take_up([self._founded.sites[report.site.code]], report.at, {payload.id: wish})

    async def _assess_until(self, now: datetime) -> None:
        """Readiness as it was seen at the time: a site that was ready once may lapse later."""
        while self._assessments and self._assessments[0] <= now:
            moment = self._assessments.pop(0)
            await self._agenda.until(moment)
            with clock.travel(moment):
                async for _ in readiness.rebuild(self._zone):
                    pass

    def _assessment_days(self) -> list[datetime]:
        gates = self._season.gates
        late_records = timedelta(days=2)  # some phones come home a day later
        days = [gates.inspected, gates.filled, gates.cold_run, gates.at_temperature + late_records]
        return [datetime.combine(day + timedelta(days=1), time(1), self._zone) for day in days]

    def _failing_items(self, published: Published, check: Check, choices: Mapping[str, str]) -> frozenset[str]:
        possible = candidates(published.document, check.fails, choices) if check.fails else []
        return frozenset({self._rng.choice(possible)}) if possible else frozenset()

    def _name(self, visit: Visit) -> str:
        return self._founded.actors[visit.inspector].name

    def _scan(self, asset: PlannedAsset, at: datetime) -> LabelScan | None:
        if asset.code not in self._labels or self._rng.random() < 0.06:
            return None
        return LabelScan(code=self._labels[asset.code], scanned_at=at)

    def _position(self, asset: PlannedAsset, at: datetime) -> Position | None:
        """Boiler rooms and stations have no GPS."""
        if asset.kind in _INDOORS or self._rng.random() < 0.1:
            return None
        return Position(
            longitude=round(asset.longitude + self._rng.uniform(-0.0002, 0.0002), 6),
            latitude=round(asset.latitude + self._rng.uniform(-0.0002, 0.0002), 6),
            accuracy_m=float(self._rng.randint(4, 28)),
            at=at,
        )


_INDOORS = frozenset({"heat_exchanger", "pump", "boiler", "emission_monitor"})


def _groups(visits: Sequence[Visit], bounds: Sequence[datetime]) -> Iterator[list[Visit]]:
    """Neighbours of one day, about as many submissions as one transaction should have, on the same side of each
    bound."""
    group: list[Visit] = []
    for visit in visits:
        is_full = sum(len(one.checks) for one in group) >= _AT_ONCE
        is_other_day = bool(group) and group[0].received_at.date() != visit.received_at.date()
        is_beyond = any(group[0].received_at < bound <= visit.received_at for bound in bounds) if group else False
        if group and (is_full or is_other_day or is_beyond):
            yield group
            group = []
        group.append(visit)
    if group:
        yield group


def _choices(asset: PlannedAsset, day: date, season: SeasonPlan) -> dict[str, str]:
    """Answers that the asset itself decides."""
    heating = day >= season.starts_on
    fuel = str(asset.fields.get("fuel", ""))
    chosen = {
        "end_of_loop": "yes" if asset.fields.get("end_of_loop") else "no",
        "entry": "surface" if heating else "entered",
        "firing": "running" if heating else "stopped",
    }
    if fuel:
        chosen |= {
            "fuel": fuel if fuel in ("coal", "gas") else "other",
            "energy": {"electricity": "electric"}.get(fuel, fuel),
            "water_level": "na",
        }
        chosen |= {"flame_failure": "na"} if fuel == "coal" else {}
    return chosen


def _moved(answer: Answer, later: timedelta) -> Answer:
    photos = tuple(msgspec.structs.replace(photo, taken_at=photo.taken_at + later) for photo in answer.photos)
    return msgspec.structs.replace(answer, answered_at=answer.answered_at + later, photos=photos)
