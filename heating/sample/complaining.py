"""Lets residents complain and the line answer: each step by whoever takes it in the product, in its own time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.rules import Role
from heating.checklists.document import Signature
from heating.complaints import actions, queries
from heating.complaints.actions import Receiving
from heating.complaints.cases import RESIDENT, Taking
from heating.complaints.records import Record
from heating.complaints.residents import actions as resident_actions
from heating.complaints.residents.schemas import ResidentConfirmation, ResidentRating
from heating.complaints.rules import Channel, Disposition, Status
from heating.complaints.schemas import Intake
from heating.complaints.steps import stepping
from heating.complaints.steps.replies import Answer
from heating.complaints.steps.schemas import (
    Acknowledgement,
    Assessment,
    CallBack,
    Dispatching,
    InterimReply,
    Merger,
    Noting,
    Rated,
    Replying,
    ReplyReview,
    Resolution,
    Return,
    StepBody,
    Verification,
)
from heating.complaints.steps.table import Step
from heating.complaints.visits import actions as visit_actions
from heating.complaints.visits.rules import Room
from heating.complaints.visits.schemas import Absence, Completion, Measurement, NewVisit
from heating.hazards.evidence import StepPhoto
from heating.lib import areas, ids
from heating.lib.problems import Problem
from heating.registry.seasons import SeasonPlan
from heating.sample import callers
from heating.sample.agenda import Agenda
from heating.sample.callers import Said
from heating.sample.complaint_fates import TODAY, TURNS, Course, Today, Turn, draw
from heating.sample.founding import Founded
from heating.sample.plan import City, PlannedAsset, PlannedSite

_BY_RESIDENTS = frozenset({Channel.WEB, Channel.LABEL})
_BY_THE_OFFICER = frozenset({Step.ACKNOWLEDGE, Step.NOTE, Step.RESOLVE, Step.RETURN, Step.INTERIM_REPLY})
_OUTAGE_EVERY = 40
"""Complaints for each station that stops: then a whole estate calls."""
_CAUSES = ("立管气堵", "入户阀门未全开", "楼前过滤器堵塞", "二次网水力失调", "换热站循环泵跳闸", "放气阀损坏")
_MEASURES = ("已排气并调节阀门", "已清洗过滤器", "已调整平衡阀", "已恢复循环泵运行", "已更换阀门")
_NOBODY_HOME = 0.15
_STROKES = ((80.0, 120.0, 160.0, 70.0, 240.0, 150.0, 330.0, 90.0), (200.0, 160.0, 420.0, 130.0))
_CONTACT = "供热值班室 0351-5550000"


class _Home(NamedTuple):
    building: UUID
    unit: str
    room: str


class _Open(msgspec.Struct):
    """A complaint that goes on."""

    id: UUID
    course: Course
    turns: list[Turn]


class Complaining:
    def __init__(
        self, city: City, founded: Founded, pictures: Sequence[str], agenda: Agenda, zone: ZoneInfo, seed: int
    ) -> None:
        self._city, self._founded, self._pictures, self._agenda, self._zone = city, founded, pictures, agenda, zone
        self._rng = Random(f"complaints {seed}")
        self._actors = {actor.id: actor for actor in founded.actors.values()}
        self._yards = [site for site in city.sites if any(asset.rooms for asset in site.assets)]
        self._desk = self._of(Role.DUTY_OFFICER, areas.root(city.organizations[0].path))

    def plan(self, season: SeasonPlan, until: datetime, count: int) -> None:
        for number, at in enumerate(callers.moments(season.starts_on, until, count, self._zone, self._rng)):
            outage = number % _OUTAGE_EVERY == _OUTAGE_EVERY // 2
            self._agenda.plan(at, self._outage if outage else self._complaint)
        for today in TODAY:
            at = until - timedelta(hours=today.hours_ago)
            if at > callers.first_moment(season.starts_on, self._zone):
                self._agenda.plan(at, partial(self._of_today, today))

    async def _complaint(self, at: datetime) -> None:
        course = draw(self._rng)
        said = callers.say(self._rng, question=course is Course.ANSWERED)
        channel = Channel.PHONE if course in (Course.ANSWERED, Course.UNPLACED) else callers.channel(self._rng)
        home = self._home(self._rng.choice(self._yards))
        await self._begin(home, said, channel, course, at)

    async def _of_today(self, today: Today, at: datetime) -> None:
        channel = Channel.PHONE if today.course is Course.UNPLACED else callers.channel(self._rng)
        home = self._home(self._rng.choice(self._yards))
        id = await self._begin(home, callers.say(self._rng), channel, today.course, at, goes_on=False)
        self._go_on(_Open(id, today.course, list(TURNS[today.course][: today.taken])), at)

    async def _outage(self, at: datetime) -> None:
        """The first one leads; the officer joins the others to it as they come in."""
        yard = self._rng.choice(self._yards)
        leader = await self._begin(self._home(yard), callers.OUTAGE, Channel.PHONE, Course.PLAIN, at)
        for number in range(self._rng.randint(3, 7)):
            later = at + timedelta(minutes=2 + 3 * number)
            self._agenda.plan(later, partial(self._join, leader, self._home(yard)))

    async def _join(self, leader: UUID, home: _Home, at: datetime) -> None:
        member = await self._begin(home, callers.OUTAGE, callers.channel(self._rng), Course.PLAIN, at, goes_on=False)
        (principal,) = await queries.of_ids([leader])
        if principal.status in (Status.DISPATCHED, Status.HANDLING, Status.RESOLVED):
            await self._take(self._desk, member, Step.MERGE, Merger(into=leader, note="同一换热站停运"), at)
            self._agenda.plan(at + timedelta(hours=26), partial(self._answer_member, member))
        else:
            self._go_on(_Open(member, Course.PLAIN, list(TURNS[Course.PLAIN])), at)

    async def _answer_member(self, member: UUID, at: datetime) -> None:
        """A merged complaint has a reply of its own."""
        (row,) = await queries.of_ids([member])
        if row.status is Status.VERIFIED:
            self._go_on(_Open(member, Course.PLAIN, list(TURNS[Course.PLAIN][-2:])), at)

    async def _begin(
        self, home: _Home, said: Said, channel: Channel, course: Course, at: datetime, *, goes_on: bool = True
    ) -> UUID:
        payload = self._intake(home, said, channel, course)
        who = RESIDENT if channel in _BY_RESIDENTS else self._desk
        async with storage.transaction():
            (answer,) = await actions.receive([Receiving(who, payload, at, at)], self._zone)
        if isinstance(answer, Problem):
            raise RuntimeError(f"{payload}: {answer.as_json('en')}")
        if goes_on:
            self._go_on(_Open(payload.id, course, list(TURNS[course])), at)
        return payload.id

    def _intake(self, home: _Home, said: Said, channel: Channel, course: Course) -> Intake:
        rng = self._rng
        answer = None
        if course is Course.ANSWERED:
            answer = Answer(cause="政策咨询", measure="已向用户说明办理流程和收费标准", contact=_CONTACT)
        placed = {"building": home.building, "unit": home.unit, "room": home.room}
        if course is Course.UNPLACED:
            placed = {"address": "老医院家属院后面那栋楼，具体门牌说不清"}
        return Intake(
            id=ids.new_id(),
            channel=channel,
            text=said.text,
            category=None if course is Course.UNPLACED else said.category,
            caller=callers.caller(rng),
            indoor_c=round(rng.uniform(*said.indoor_c), 1) if said.indoor_c else None,
            photos=self._pictures_of("other") if channel in _BY_RESIDENTS and rng.random() < 0.4 else (),
            answer=answer,
            **placed,  # type: ignore[arg-type]
        )

    def _go_on(self, living: _Open, now: datetime) -> None:
        if not living.turns:
            return
        turn = living.turns[0]
        wait = timedelta(hours=self._rng.uniform(turn.low, turn.high))
        self._agenda.plan(now + wait, partial(self._turn, living))

    async def _turn(self, living: _Open, at: datetime) -> None:
        turn = living.turns.pop(0)
        (row,) = await queries.of_ids([living.id])
        if row.merged_into_id is not None and turn.step not in (Step.REPLY, Step.RATE, Step.CALL_BACK):
            return
        await self._do(turn.step, row, living, at)
        self._go_on(living, at)

    async def _do(self, step: Step, row: Record, living: _Open, at: datetime) -> None:
        if step is Step.VISIT:
            await self._arrange(row, at)
        elif step is Step.RATE and row.channel in _BY_RESIDENTS:
            said = self._rated(living)
            rating = ResidentRating(id=ids.new_id(), score=said.score, solved=said.solved, comment=said.comment)
            await resident_actions.rate(row.tracking_code, rating, self._zone)
        elif step is Step.VERIFY and living.course is Course.BY_THE_RESIDENT:
            said_warm = ResidentConfirmation(id=ids.new_id(), warm=True, indoor_c=self._warm(), text="家里已经热了")
            await resident_actions.confirm_by_resident(row.tracking_code, said_warm, self._zone)
        else:
            await self._take(self._actor(step, row), row.id, step, self._body(step, living, at), at)
            if step is Step.REPLY:
                await self._review(row.id, at)

    async def _review(self, complaint: UUID, at: datetime) -> None:
        """A reply that has to be looked at by somebody else is, at once."""
        (row,) = await queries.of_ids([complaint])
        if row.status is Status.VERIFIED:
            manager = self._of(Role.COMPANY_MANAGER, row.organization_path)
            reviewer = self._of(Role.CITY_LEADER, "") if manager.id == row.drafted_by_id else manager
            await self._take(reviewer, row.id, Step.REVIEW_REPLY, ReplyReview(approved=True, note="同意答复"), at)

    async def _arrange(self, row: Record, at: datetime) -> None:
        visitor = self._of(Role.CREW_MEMBER, row.organization_path)
        slot = NewVisit(
            id=ids.new_id(),
            starts_at=at + timedelta(hours=1),
            ends_at=at + timedelta(hours=3),
            visitor=visitor.id,
            note="住户约定在家等候",
        )
        visit = await visit_actions.arrange(self._desk, row.id, slot, self._zone)
        self._agenda.plan(at + timedelta(hours=1.5), partial(self._visited, visit, visitor))

    async def _visited(self, visit: UUID, visitor: Actor, at: datetime) -> None:
        """What was measured, signed by both; now and then nobody opens."""
        if self._rng.random() < _NOBODY_HOME:
            await visit_actions.miss(visitor, visit, Absence(version=1, note="敲门无人应答，已留条"), self._zone)
            return
        measured = Measurement(indoor_c=round(self._rng.uniform(14.5, 17.5), 1), room=Room.BEDROOM, measured_at=at)
        completion = Completion(
            version=1,
            note="现场测温，检查入户阀门和放气阀",
            measurement=measured,
            resident_signature=Signature(name=callers.caller(self._rng).name, strokes=_STROKES),
            visitor_signature=Signature(name=visitor.name, strokes=_STROKES),
        )
        await visit_actions.complete(visitor, visit, completion, self._zone)

    async def _take(self, actor: Actor, complaint: UUID, step: Step, body: StepBody, at: datetime) -> None:
        try:
            await stepping.take(Taking(actor, complaint, step, body, at, at), self._zone)
        except Problem as problem:
            raise RuntimeError(f"{step} of {complaint} by {actor.name}: {problem.as_json('en')}") from problem

    def _actor(self, step: Step, row: Record) -> Actor:
        if step in (Step.VERIFY, Step.SEND_BACK):
            return self._of(Role.SAFETY_OFFICER, row.organization_path)
        if step in _BY_THE_OFFICER and row.officer_id:
            return self._actors[row.officer_id]
        if step is Step.REPLY:
            return self._of(Role.COMPANY_MANAGER, row.organization_path)
        if step in (Step.RATE, Step.CALL_BACK) and self._desk.id in (row.officer_id, row.resolved_by_id):
            return self._of(Role.CITY_LEADER, "")  # nobody asks how content people are with his own work
        return self._desk

    def _body(self, step: Step, living: _Open, at: datetime) -> StepBody:
        rng = self._rng
        if step is Step.ASSESS:
            home = self._home(rng.choice(self._yards))
            return Assessment(
                category=rng.choice(("no_heat", "low_temperature")),
                building=home.building,
                unit=home.unit,
                room=home.room,
                note="回拨核实了住址",
            )
        if step is Step.RESOLVE:
            done = rng.choice(_MEASURES) + "，现场测温达标"
            return Resolution(
                done=done, cause=rng.choice(_CAUSES), indoor_c=self._warm(), photos=self._pictures_of("after")
            )
        if step is Step.REPLY:
            return self._reply(at)
        return self._short_body(step, living, at)

    def _short_body(self, step: Step, living: _Open, at: datetime) -> StepBody:
        if step in (Step.VERIFY, Step.SEND_BACK):
            is_warm = step is Step.VERIFY
            return Verification(
                passed=is_warm,
                method="on_site",
                note="现场复测达标" if is_warm else "复测仍不达标，末端不热",
                indoor_c=self._warm() if is_warm else 15.5,
                photos=self._pictures_of("after"),
            )
        if step is Step.INTERIM_REPLY:
            promised_on = (at + timedelta(days=3)).astimezone(self._zone).date()
            return InterimReply(text="楼栋支管需要更换，已安排施工", promised_on=promised_on)
        if step is Step.RATE:
            return self._rated(living)
        return _BODIES[step]

    def _rated(self, living: _Open) -> Rated:
        """Whoever is to say "not solved" says so the first time."""
        if living.course is Course.NOT_SOLVED and living.turns:
            return Rated(solved=False, score=1, comment="还是不热")
        return Rated(
            solved=True, score=self._rng.choice((3, 4, 4, 5, 5, 5)), comment=self._rng.choice(("", "处理及时", "谢谢"))
        )

    def _reply(self, at: datetime) -> Replying:
        rng = self._rng
        return Replying(
            disposition=Disposition.SOLVABLE_NOW,
            cause=rng.choice(_CAUSES),
            measure=rng.choice(_MEASURES),
            measure_on=at.astimezone(self._zone).date(),
            contact=_CONTACT,
            text="您反映的问题已处理，如仍不热请随时联系。",
        )

    def _home(self, yard: PlannedSite) -> _Home:
        building: PlannedAsset = self._rng.choice([asset for asset in yard.assets if asset.rooms])
        unit, room = self._rng.choice(building.rooms)
        return _Home(self._founded.assets[building.code], unit, room)

    def _warm(self) -> float:
        return round(self._rng.uniform(18.5, 22), 1)

    def _pictures_of(self, role: Any) -> tuple[StepPhoto, ...]:
        return (StepPhoto(sha256=self._rng.choice(self._pictures), role=role),)

    def _of(self, role: Role, unit: str) -> Actor:
        """Who has the role nearest to the unit: there, else above it, else anywhere below it."""
        people = [self._founded.actors[person.username] for person in self._city.people if person.role == role]
        above = [actor for actor in people if areas.within(unit, actor.home_organization)]
        below = [actor for actor in people if areas.within(actor.home_organization, unit)]
        return max(above, key=lambda actor: len(actor.home_organization)) if above else below[0]


_BODIES: dict[Step, StepBody] = {
    Step.ACKNOWLEDGE: Acknowledgement(),
    Step.DISPATCH: Dispatching(),
    Step.RETURN: Return(reason="属二级网以外的户内自改管道，请转物业核实"),
    Step.NOTE: Noting(text="已电话联系住户，约定上门时间", contacted=True),
    Step.CALL_BACK: CallBack(note="无人接听"),
}
