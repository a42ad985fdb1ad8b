"""Hazards of bob's station with a history, made by their own verbs at the times that a test says."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.hazards import queries, stepping
from heating.hazards.actions import Reporting, report
from heating.hazards.cases import Taking
from heating.hazards.schemas import Hazard, HazardReport
from heating.hazards.step_schemas import (
    Acceptance,
    Confirmation,
    Dismissal,
    OnTheSpotFix,
    Planning,
    Rectification,
    Rework,
    StepBody,
    Supervising,
)
from heating.hazards.steps import Step
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from tests.cast import CREW_A, ONE
from tests.inspections.world import BOTH, ZONE, World, photo

AFTER = [photo("after", 7)]


def day(month: int, of_month: int, hour: int = 2) -> datetime:
    """In 2026; 02:00 UTC is 10:00 in the city."""
    return datetime(2026, month, of_month, hour, tzinfo=UTC)


class Past:
    """bob's crew repairs, sam the company's safety officer decides and verifies, dora is the district's."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def build(self) -> "Past":
        await self.world.cast.add("sam", "safety_officer", ONE)
        await self.world.cast.add("dora", "district_officer", "taiyuan/xinghualing-office/")
        return self

    def actor(self, username: str) -> Actor:
        return self.world.actor(username)

    async def reported(self, at: datetime, by: str = "bob", **others: Any) -> UUID:
        document = {
            "id": str(new_id()),
            "asset": str(self.world.station),
            "title": "站内管道渗漏",
            "grade": "general",
            "photos": BOTH,
        } | others
        with clock.travel(at):
            async with storage.transaction():
                [answer] = await report(
                    [Reporting(self.actor(by), msgspec.convert(document, HazardReport), at, at)], ZONE
                )
        assert not isinstance(answer, Problem), answer.errors
        return answer.id

    async def confirmed(self, at: datetime, by: str = "bob", **others: Any) -> UUID:
        hazard = await self.reported(at, by, **others)
        await self.confirm(hazard, at, grade=others.get("grade", "general"), code=others.get("code"))
        return hazard

    async def confirm(self, hazard: UUID, at: datetime, **changes: Any) -> None:
        body = {
            "version": (await self.show(hazard)).version,
            "grade": "general",
            "organization": CREW_A,
            "responsible": str(self.world.cast.users["bob"].id),
        } | changes
        await self.take(Step.CONFIRM, "sam", hazard, at, Confirmation, body)

    async def dismiss(self, hazard: UUID, at: datetime, reason: str) -> None:
        version = (await self.show(hazard)).version
        await self.take(Step.DISMISS, "sam", hazard, at, Dismissal, {"version": version, "reason": reason})

    async def plan(self, hazard: UUID, at: datetime, **parts: Any) -> None:
        await self.take(Step.PLAN, "sam", hazard, at, Planning, parts)

    async def supervise(self, hazard: UUID, at: datetime, leader: str) -> None:
        body = {"leader": str(self.actor(leader).id), "reason": "逾期未整改"}
        await self.take(Step.SUPERVISE, "dora", hazard, at, Supervising, body)

    async def fix_on_the_spot(self, hazard: UUID, at: datetime) -> None:
        body = {"done": "已拧紧", "photos": [photo("before", 6), *AFTER]}
        await self.take(Step.FIX_ON_THE_SPOT, "bob", hazard, at, OnTheSpotFix, body)

    async def rectify(self, hazard: UUID, at: datetime, by: str = "bob", done: str = "更换密封垫") -> None:
        await self.take(Step.RECTIFY, by, hazard, at, Rectification, {"done": done, "photos": AFTER})

    async def send_back(self, hazard: UUID, at: datetime, reason: str = "仍在滴水") -> None:
        await self.take(Step.SEND_BACK, "sam", hazard, at, Rework, {"reason": reason})

    async def accept(self, hazard: UUID, at: datetime, by: str = "sam") -> None:
        position = {"longitude": 112.5, "latitude": 37.8}
        await self.take(Step.ACCEPT, by, hazard, at, Acceptance, {"photos": AFTER, "position": position})

    async def take(
        self, step: Step, by: str, hazard: UUID, at: datetime, kind: type[StepBody], body: dict[str, Any]
    ) -> None:
        with clock.travel(at):
            await stepping.take(Taking(self.actor(by), hazard, step, msgspec.convert(body, kind), at, at), ZONE)

    async def show(self, hazard: UUID) -> Hazard:
        return await queries.find(self.actor("alice"), hazard)
