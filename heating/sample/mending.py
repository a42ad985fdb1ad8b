"""Lets hazards live on: each step by whoever takes it in the product, in its own time, with the product's verbs."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts.actor import Actor, system_actor
from heating.accounts.rules import Role
from heating.hazards import queries, stepping
from heating.hazards.cases import Taking
from heating.hazards.presenting import Row
from heating.hazards.rules import Grade
from heating.hazards.step_schemas import StepBody
from heating.hazards.steps import Step
from heating.lib import areas
from heating.lib.problems import Problem
from heating.sample.agenda import Agenda
from heating.sample.bodies import Bodies
from heating.sample.fates import ACTS, Act, Fate, draw
from heating.sample.founding import Founded
from heating.sample.plan import City, PlannedCrew

_MORNING, _EVENING = time(8, 10), time(17, 40)
_AT_ANY_HOUR = frozenset({Step.ACCEPT, Step.SEND_BACK, Step.FIX_ON_THE_SPOT})
_BY_THE_REPORTER = frozenset({Step.FIX_ON_THE_SPOT})
_BY_THE_RESPONSIBLE = frozenset({Step.PLAN, Step.PROGRESS, Step.RECTIFY, Step.ASK_EXTENSION})


class Wish(NamedTuple):
    """What is to become of one hazard, and which crew repairs it."""

    fate: Fate | None = None
    repaired_by: PlannedCrew | None = None


class _Living(msgspec.Struct):
    """A hazard whose story goes on. `crew` looks after its site, `repairer` answers for it."""

    id: UUID
    fate: Fate
    crew: PlannedCrew
    repairer: UUID | None
    acts: list[Act]


class Mending:
    def __init__(
        self, city: City, founded: Founded, bodies: Bodies, agenda: Agenda, zone: ZoneInfo, rng: Random
    ) -> None:
        self._city, self._founded, self._bodies, self._zone, self._rng = city, founded, bodies, zone, rng
        self._agenda = agenda
        self._crew_of = {founded.sites[site.code]: crew for crew in city.crews for site in crew.sites}
        self._actors: Mapping[UUID, Actor] = {actor.id: actor for actor in founded.actors.values()}
        self._known: set[UUID] = set()

    async def take_up(self, site_ids: Iterable[UUID], now: datetime, wishes: Mapping[UUID, Wish] | None = None) -> None:
        """Whatever is new at these sites."""
        for hazard in await queries.open_of_sites(sorted(set(site_ids), key=str)):
            if hazard.id in self._known:
                continue
            self._known.add(hazard.id)
            wish = (wishes or {}).get(hazard.id, Wish())
            fate = wish.fate or draw(Grade(hazard.grade), self._rng)
            repairer = self._founded.actors[wish.repaired_by.people[0].username].id if wish.repaired_by else None
            living = _Living(hazard.id, fate, self._crew_of[hazard.site], repairer, list(ACTS[fate]))
            self._plan_next(living, now, term=timedelta())

    def _plan_next(self, living: _Living, now: datetime, term: timedelta) -> None:
        """`term` is what is left of the time to rectify."""
        if not living.acts:
            return
        act = living.acts[0]
        share = self._rng.uniform(act.low, act.high)
        wait = max(term, timedelta(hours=2)) * share if act.of_term else timedelta(hours=share)
        self._agenda.plan(self._when(act.step, now + wait), partial(self._go_on, living))

    async def _go_on(self, living: _Living, at: datetime) -> None:
        due_at = (await self._take(living, at)).rectify_due_at
        self._plan_next(living, at, max(due_at - at, timedelta()) if due_at else timedelta())

    def _when(self, step: Step, at: datetime) -> datetime:
        """People work by day; who verifies comes within the hour."""
        local = at.astimezone(self._zone)
        if step in _AT_ANY_HOUR or _MORNING <= local.time() <= _EVENING:
            return at
        day = local.date() + timedelta(days=local.time() > _EVENING)
        return datetime.combine(day, _MORNING, self._zone) + timedelta(minutes=self._rng.randint(0, 90))

    async def _take(self, living: _Living, at: datetime) -> Row:
        """The next step; answers the hazard as it is after it."""
        step = living.acts.pop(0).step
        row = await queries.row(system_actor(), living.id)
        actor = self._actor(step, row, living)
        try:
            await stepping.take(Taking(actor, row.id, step, self._body(step, row, living, at), at, at), self._zone)
        except Problem as problem:
            raise RuntimeError(f"{step} of {row.number} by {actor.name}: {problem.as_json('en')}") from problem
        return await queries.row(system_actor(), living.id)

    def _body(self, step: Step, row: Row, living: _Living, at: datetime) -> StepBody:
        if step is Step.CONFIRM:
            responsible = living.repairer or row.responsible_id
            unit = self._actors[responsible].home_organization
            return self._bodies.confirmation(row, unit, responsible, weak_link=living.fate is Fate.WEAK_LINK)
        if step is Step.SUPERVISE:
            return self._bodies.supervising(self._of_role(Role.DISTRICT_OFFICER, row))
        return self._bodies.of(step, row, at)

    def _actor(self, step: Step, row: Row, living: _Living) -> Actor:
        if step in _BY_THE_REPORTER:
            return self._actors[row.reporter_id]
        if step in _BY_THE_RESPONSIBLE:
            return self._actors[row.responsible_id]
        if step is Step.DECIDE_EXTENSION:
            return self._of_role(Role.COMPANY_MANAGER, row)
        if step is Step.SUPERVISE:
            return self._of_role(Role.DISTRICT_OFFICER, row)
        return self._founded.actors[living.crew.safety_owner]

    def _of_role(self, role: Role, row: Row) -> Actor:
        """Who has the role for the hazard's unit and place."""
        return next(
            self._founded.actors[person.username]
            for person in self._city.people
            if person.role == role
            and areas.within(row.area_path, person.area)
            and (role == Role.DISTRICT_OFFICER or areas.within(row.unit, person.organization))
        )
