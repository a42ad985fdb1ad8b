"""Whatever people try, in whatever order: what must hold of hazards and of the readiness of their site.

Over the pure tables alone (steps, plans, who can answer, readiness); what a step writes down is a model of it here.
"""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from heating.accounts.queries import Person
from heating.accounts.rules import Permission, Role, permissions_of
from heating.hazards.answering import person_faults
from heating.hazards.plans import NEEDS_PLAN, Funds, Plan, Responsibility, gaps
from heating.hazards.rules import OPEN, Grade, Status
from heating.hazards.steps import STEPS, Facts, Step, Stepper, refusal
from heating.lib import areas
from heating.readiness.facts import AssetFacts, Evidence, Gate, HazardFacts, OverrideFacts, Seen, SiteFacts
from heating.readiness.rules import EVIDENCE_GATES, State, assess, stands_in_the_way
from tests.cast import CITY, CREW_A, CREW_B, OFFICE, ONE

PLACE = "taiyuan/xinghualing/"
TODAY = date(2026, 11, 2)
DUE = dict.fromkeys(Gate, TODAY)


def person(number: int, role: Role, organization: str, *, disabled: bool = False) -> Person:
    return Person(UUID(int=number), role.value, role, organization, "", disabled)


BOB = person(1, Role.CREW_MEMBER, CREW_A)
PEOPLE = [
    BOB,
    person(2, Role.CREW_MEMBER, CREW_A),
    person(3, Role.CREW_MEMBER, CREW_B),
    person(4, Role.SAFETY_OFFICER, ONE),
    person(5, Role.SAFETY_OFFICER, ONE),
    person(6, Role.DUTY_OFFICER, ONE),
    person(7, Role.COMPANY_MANAGER, ONE),
    person(8, Role.DISTRICT_OFFICER, OFFICE),
    person(9, Role.CITY_LEADER, CITY),
    person(10, Role.CREW_MEMBER, CREW_A, disabled=True),
]
REPORTERS = st.sampled_from([one for one in PEOPLE if not one.disabled])
UNITS = [CREW_A, CREW_B, ONE]
_NOT_ASKED: dict[str, Any] = {"extension_asked_by": None, "extension_organization": None}
GRADES = st.sampled_from([*Grade, Grade.MAJOR])


def stepper(one: Person) -> Stepper:
    permissions = permissions_of(one.role)
    return Stepper(id=one.id, role=one.role, organization=one.organization, permissions=permissions)


def ready_but_for_hazards() -> AssetFacts:
    run = Evidence(UUID(int=50), "run", True, TODAY)
    return AssetFacts(UUID(int=51), frozenset(EVIDENCE_GATES), Seen(UUID(int=50), TODAY), dict.fromkeys(Gate, run))


class Hazard:
    """What the steps leave behind, beside what the state table asks for."""

    def __init__(self, number: int, grade: Grade, reporter: Person) -> None:
        self.id = UUID(int=1000 + number)
        self.facts = Facts(status=Status.REPORTED, grade=grade, reporter=reporter.id, responsible=BOB.id, unit=CREW_A)
        self.weak_link = False
        self.planned_on: date | None = None
        self.closed_by: Person | None = None
        self.rectified_by: Person | None = None

    def change(self, **changed: Any) -> None:
        self.facts = msgspec.structs.replace(self.facts, **changed)

    @property
    def is_open(self) -> bool:
        return self.facts.status in OPEN

    def seen_by_readiness(self) -> HazardFacts:
        grade = self.facts.grade
        needs_plan = grade in NEEDS_PLAN and not self.weak_link
        return HazardFacts(self.id, grade, planned_on=self.planned_on, weak_link=self.weak_link, needs_plan=needs_plan)


class Site(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.hazards: list[Hazard] = []
        self.set_aside: OverrideFacts | None = None
        self.was_ready = False

    def facts(self) -> SiteFacts:
        hazards = tuple(hazard.seen_by_readiness() for hazard in self.hazards if hazard.is_open)
        return SiteFacts((ready_but_for_hazards(),), hazards, self.set_aside)

    def one(self, data: st.DataObject, step: Step) -> tuple[Hazard, Person] | None:
        """A hazard with which somebody may take this step now, and one of those who may: what is refused changes
        nothing, so the walk is spared it."""
        ways = [
            (hazard, who)
            for hazard in self.hazards
            for who in PEOPLE
            if not who.disabled and refusal(hazard.facts, step, stepper(who)) is None
        ]
        return data.draw(st.sampled_from(ways)) if ways else None

    def answering(self, data: st.DataObject) -> tuple[str, Person]:
        """A unit and a person who can answer for a hazard here."""
        able = [
            (unit, who) for unit in UNITS for who in PEOPLE if not list(person_faults("", who, unit, CREW_A, PLACE))
        ]
        return data.draw(st.sampled_from(able))

    @initialize(grade=GRADES, who=REPORTERS)
    def report_first(self, grade: Grade, who: Person) -> None:
        self.hazards.append(Hazard(0, grade, who))

    @precondition(lambda self: len(self.hazards) < 3)
    @rule(grade=GRADES, who=REPORTERS)
    def report(self, grade: Grade, who: Person) -> None:
        self.hazards.append(Hazard(len(self.hazards), grade, who))

    @rule(data=st.data(), grade=GRADES, is_weak=st.sampled_from([False, False, True]))
    def confirm(self, data: st.DataObject, grade: Grade, is_weak: bool) -> None:
        if way := self.one(data, Step.CONFIRM):
            (hazard, _), (unit, named) = way, self.answering(data)
            hazard.change(status=STEPS[Step.CONFIRM].to, grade=grade, unit=unit, responsible=named.id)
            hazard.weak_link = is_weak

    @rule(data=st.data(), step=st.sampled_from([Step.RECTIFY, Step.RECTIFY, Step.FIX_ON_THE_SPOT]))
    def repair(self, data: st.DataObject, step: Step) -> None:
        if way := self.one(data, step):
            hazard, who = way
            hazard.rectified_by = who
            hazard.change(status=STEPS[step].to, rectified_by=who.id, rectified_crew=who.organization, **_NOT_ASKED)

    @rule(data=st.data(), is_whole=st.booleans())
    def plan(self, data: st.DataObject, is_whole: bool) -> None:
        if way := self.one(data, Step.PLAN):
            (hazard, _), (unit, named) = way, self.answering(data)
            plan = Plan(
                responsibility=Responsibility(unit, named.id),
                time_limit_on=TODAY,
                measures="更换",
                funds=Funds(1.0, "大修") if is_whole else None,
                contingency="备用",
            )
            hazard.change(unit=unit, responsible=named.id)
            hazard.planned_on = hazard.planned_on or (None if gaps(plan) else TODAY)

    @rule(data=st.data())
    def accept(self, data: st.DataObject) -> None:
        if way := self.one(data, Step.ACCEPT):
            hazard, who = way
            hazard.closed_by = who
            hazard.change(status=STEPS[Step.ACCEPT].to)

    @rule(data=st.data(), step=st.sampled_from([Step.SEND_BACK, Step.REOPEN]))
    def undo(self, data: st.DataObject, step: Step) -> None:
        if way := self.one(data, step):
            hazard, _ = way
            hazard.change(status=STEPS[step].to, rectified_by=None, rectified_crew=None)
            hazard.closed_by = hazard.rectified_by = None

    @rule(data=st.data(), step=st.sampled_from([Step.DISMISS, Step.SUPERVISE, Step.PROGRESS]))
    def take_another_step(self, data: st.DataObject, step: Step) -> None:
        if way := self.one(data, step):
            hazard, _ = way
            hazard.change(status=STEPS[step].to or hazard.facts.status)

    @rule(data=st.data())
    def ask_for_time(self, data: st.DataObject) -> None:
        if way := self.one(data, Step.ASK_EXTENSION):
            hazard, who = way
            assert hazard.facts.extension_asked_by is None
            hazard.change(extension_asked_by=who.id, extension_organization=who.organization)

    @rule(data=st.data())
    def decide_on_time(self, data: st.DataObject) -> None:
        if way := self.one(data, Step.DECIDE_EXTENSION):
            hazard, who = way
            assert who.id != hazard.facts.extension_asked_by
            assert who.organization != hazard.facts.extension_organization
            hazard.change(**_NOT_ASKED)

    @rule()
    def override(self) -> None:
        """A leader sets aside what stands in the way now, with the grade that each has."""
        in_the_way = [hazard for hazard in self.facts().hazards if stands_in_the_way(hazard)]
        self.set_aside = OverrideFacts(UUID(int=9), TODAY, {hazard.id: hazard.grade for hazard in in_the_way})

    @rule()
    def lift(self) -> None:
        self.set_aside = None

    @invariant()
    def never_ready_with_an_open_major_hazard_that_nobody_set_aside(self) -> None:
        found = assess(self.facts(), DUE, TODAY, was_ready=self.was_ready)
        named = self.set_aside.hazards if self.set_aside else {}
        major = [hazard for hazard in self.hazards if hazard.is_open and hazard.facts.grade is Grade.MAJOR]
        left = [hazard for hazard in major if not hazard.weak_link and named.get(hazard.id) != "major"]
        assert not (left and found.state is State.READY)
        if any(not hazard.weak_link for hazard in major) and found.state is State.READY:
            assert found.overridden
        self.was_ready = self.was_ready or found.state is State.READY

    @invariant()
    def never_ready_with_a_plan_missing_that_nobody_set_aside(self) -> None:
        found = assess(self.facts(), DUE, TODAY, was_ready=self.was_ready)
        if found.state is State.READY and not found.overridden:
            assert not [hazard for hazard in self.facts().hazards if hazard.needs_plan and hazard.planned_on is None]

    @invariant()
    def somebody_answers_for_what_was_confirmed(self) -> None:
        """A person of the unit or above it, who may rectify and was not away."""
        by_id = {one.id: one for one in PEOPLE}
        for hazard in self.hazards:
            named = by_id[hazard.facts.responsible]
            assert hazard.facts.unit
            assert Permission.HAZARDS_RECTIFY in permissions_of(named.role)
            assert areas.within(named.organization, hazard.facts.unit) or areas.within(
                hazard.facts.unit, named.organization
            )
            assert not named.disabled

    @invariant()
    def whoever_closed_a_hazard_had_no_part_in_its_repair(self) -> None:
        for hazard in self.hazards:
            if hazard.facts.status is Status.CLOSED:
                assert hazard.closed_by is not None
                assert hazard.rectified_by is not None
                assert hazard.closed_by.id != hazard.rectified_by.id
                assert hazard.closed_by.organization != hazard.rectified_by.organization
                is_crew = hazard.closed_by.role is Role.CREW_MEMBER
                assert not (is_crew and hazard.closed_by.organization == hazard.facts.unit)

    @invariant()
    def only_a_repair_that_was_verified_closes(self) -> None:
        for hazard in self.hazards:
            assert (hazard.closed_by is not None) == (hazard.facts.status is Status.CLOSED)


Site.TestCase.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
TestEveryPathOfASite = Site.TestCase
