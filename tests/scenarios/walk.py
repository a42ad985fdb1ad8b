"""A random walk through the life of hazards: anybody tries anything at any time, and time passes.

The walk goes through the same verbs as the routes. What is refused is refused; what must hold is looked at after every
turn (`truths.py`). A seed makes the same walk again.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from heating import storage
from heating.accounts import user_actions
from heating.accounts.actor import Actor, system_actor
from heating.deadlines import sweeping
from heating.hazards import actions as hazards
from heating.hazards import queries, stepping
from heating.hazards.cases import Taking
from heating.hazards.evidence import HazardPhoto, Position, StepPhoto
from heating.hazards.plans import Funds, Responsibility
from heating.hazards.rules import Grade
from heating.hazards.schemas import HazardReport
from heating.hazards.step_schemas import (
    Acceptance,
    Confirmation,
    Dismissal,
    ExtensionDecision,
    ExtensionRequest,
    OnTheSpotFix,
    Planning,
    Progress,
    Rectification,
    Reopening,
    Rework,
    StepBody,
    Supervising,
)
from heating.hazards.steps import STEPS, Step
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from heating.readiness import actions as readiness
from heating.readiness import new_day, overrides
from heating.readiness.schemas import NewOverride
from heating.registry import asset_actions
from heating.registry.asset_queries import asset_record
from heating.registry.schemas import AssetChanges
from tests.cast import CREW_A, CREW_B
from tests.scenarios.stage import AFTER, BEFORE, CLOSE_UP, CONTEXT, ZONE, Stage
from tests.scenarios.truths import untruths

PEOPLE = ("bob", "ann", "bert", "sam", "mona", "otto", "dina", "leo", "charlie", "alice")


class Walk:
    """`taken` counts the steps that were not refused."""

    def __init__(self, stage: Stage, seed: int, taken: Counter[Step]) -> None:
        self.stage, self.rng, self.taken = stage, Random(seed), taken
        self.hazards: list[UUID] = []
        self.told: list[str] = []
        self.site = self.pump = UUID(int=0)

    async def go(self, turns: int) -> None:
        """Raises AssertionError with the way there when something does not hold."""
        self.site, self.pump = await self.stage.another_site()
        await self.stage.inspect("bob", self.pump)
        ways: dict[Callable[[], Awaitable[object]], int] = {
            self._take_step: 66, self._report: 9, self._wait: 12, self._override: 6, self._lift: 2,
            self._hand_over: 4, self._disable: 4,
        }  # fmt: skip
        for _ in range(turns):
            (way,) = self.rng.choices(list(ways), list(ways.values()))
            await self._attempt(way())
            await readiness.refresh([self.site], ZONE)
            found = await untruths()
            assert not found, (found, self.told)

    async def _attempt(self, work: Awaitable[object]) -> bool:
        """False when it was refused."""
        try:
            await work
        except Problem:
            return False
        return True

    async def _report(self) -> None:
        who, grade, of_asset = self.rng.choice(PEOPLE), self.rng.choice(list(Grade)), self.rng.random() < 0.5
        photos = (HazardPhoto(sha256=CLOSE_UP, role="close_up"), HazardPhoto(sha256=CONTEXT, role="context"))
        payload = HazardReport(
            id=new_id(), title="渗漏", grade=grade, photos=photos, site=self.site, asset=self.pump if of_asset else None
        )
        reporting = hazards.Reporting(self._actor(who), payload, self._now, self._now)
        async with storage.transaction():
            (answer,) = await hazards.report([reporting], ZONE)
        if isinstance(answer, Problem):
            raise answer
        self.hazards.append(payload.id)
        self.told.append(f"{who} reports {grade}")

    async def _take_step(self) -> None:
        """Everybody tries a step in turn: one that leads on from the hazard's state or, now and then, any."""
        if not self.hazards:
            return
        hazard = self.rng.choice(self.hazards)
        status = (await queries.row(system_actor(), hazard)).status
        leading_on = [step for step in STEPS if status in STEPS[step].sources]
        step = self.rng.choice(leading_on if leading_on and self.rng.random() < 0.8 else list(STEPS))
        for who in self.rng.sample(PEOPLE, len(PEOPLE)):
            body = self._body(step)
            if await self._attempt(
                stepping.take(Taking(self._actor(who), hazard, step, body, self._now, self._now), ZONE)
            ):
                self.taken[step] += 1
                self.told.append(f"{who}: {step} of hazard {self.hazards.index(hazard)}")
                return

    def _body(self, step: Step) -> StepBody:
        rng = self.rng
        unit, person = rng.choice([(CREW_A, "bob"), (CREW_A, "bert"), (CREW_B, "ann"), (CREW_B, "bob")])
        before, after = StepPhoto(sha256=BEFORE, role="before"), StepPhoto(sha256=AFTER, role="after")
        here = Position(longitude=112.57, latitude=37.88, accuracy_m=8.0)
        whole = rng.random() < 0.7
        plan = Planning(
            responsibility=Responsibility(unit, self.stage.id(person)) if whole else None,
            time_limit_on=self._today + timedelta(days=rng.randint(0, 3)),
            measures="更换",
            funds=Funds(1000.0, "大修") if whole else None,
            contingency="备用泵",
        )
        bodies: dict[Step, StepBody] = {
            Step.CONFIRM: Confirmation(
                version=rng.choice([1, 1, 1, 1, 2]),
                grade=rng.choice([*Grade, Grade.MAJOR]),
                organization=unit,
                responsible=self.stage.id(person),
                weak_link=rng.random() < 0.2,
            ),
            Step.DISMISS: Dismissal(version=1, reason="不属隐患"),
            Step.FIX_ON_THE_SPOT: OnTheSpotFix(done="紧固", photos=(before, after)),
            Step.PLAN: plan,
            Step.ASK_EXTENSION: ExtensionRequest(
                reason="配件", due_on=self._today + timedelta(days=rng.randint(1, 40))
            ),
            Step.DECIDE_EXTENSION: ExtensionDecision(granted=rng.random() < 0.5, reason="已阅"),
            Step.PROGRESS: Progress(text="进行中", percent=rng.randint(0, 100)),
            Step.RECTIFY: Rectification(done="更换", photos=(before, after)),
            Step.ACCEPT: Acceptance(photos=(after,), position=here),
            Step.SEND_BACK: Rework(reason="仍渗漏"),
            Step.REOPEN: Reopening(reason="又漏"),
            Step.SUPERVISE: Supervising(leader=self.stage.id(rng.choice(["dina", "leo", "sam"])), reason="重点"),
        }
        return bodies[step]

    async def _override(self) -> None:
        last = self._today + timedelta(days=self.rng.randint(0, 20))
        new = NewOverride(reason="程序未结", alternative_supply="移动热源", expires_on=last)
        await overrides.override(self._actor(self.rng.choice(["dina", "leo"])), self.site, new, ZONE)
        self.told.append(f"override until {last}")

    async def _lift(self) -> None:
        await overrides.lift(self._actor("leo"), self.site, ZONE)
        self.told.append("override lifted")

    async def _wait(self) -> None:
        hours = self.rng.choice((1, 5, 20, 30, 100, 300))
        self.stage.now += timedelta(hours=hours)
        self.told.append(f"{hours} hours pass")
        await sweeping.sweep_all(ZONE)
        await new_day.begin(ZONE)
        await self.stage.settle()

    async def _hand_over(self) -> None:
        """The asset goes to another crew, and its hazards with it."""
        organization, person = self.rng.choice([(CREW_A, "bob"), (CREW_B, "ann")])
        record = await asset_record(system_actor(), self.pump)
        changes = AssetChanges(version=record.version, organization=organization, responsible_id=self.stage.id(person))
        await asset_actions.change_asset(system_actor(), record.id, changes)
        await self.stage.settle()
        self.told.append(f"the pump goes to {organization}")

    async def _disable(self) -> None:
        who, away = self.rng.choice(["bert", "otto"]), self.rng.random() < 0.5
        user = self.stage.cast.users[who]
        changed = await user_actions.change_user(
            system_actor(), user.id, user.version, user_actions.Changes(disabled=away)
        )
        self.stage.cast.users[who] = changed
        self.told.append(f"{who} is {'away' if away else 'back'}")

    def _actor(self, who: str) -> Actor:
        return self.stage.cast.actor(who)

    @property
    def _now(self) -> datetime:
        return self.stage.now

    @property
    def _today(self) -> date:
        return self._now.astimezone(ZONE).date()
