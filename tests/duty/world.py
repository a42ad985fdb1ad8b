"""A company with people who can serve, a season, and rosters written by its manager."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from heating.accounts.actor import Actor, system_actor
from heating.accounts.models import User
from heating.accounts.rules import Role
from heating.duty import roster_actions
from heating.duty.patterns import HandMade, Pattern, Plan
from heating.duty.rules import Post
from heating.duty.schemas import NewRoster
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry import kind_actions
from heating.registry.schemas import NewSeason
from heating.registry.seasons import usual_plan
from tests.cast import ONE, Cast
from tests.duty.rosters import ZONE, at

PHONE = "0351-5550001"
BEFORE = at(-10)
"""When rosters are published, before their season."""


class World:
    """mary manages the company and leads, with lee; ann, ben and dan are its officers; all have telephones."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def id(self, username: str) -> UUID:
        return self.cast.users[username].id

    def actor(self, username: str) -> Actor:
        return self.cast.actor(username)

    async def engage(self, username: str, role: Role, organization: str = ONE, area: str = "") -> User:
        user = await self.cast.add(username, role, organization, area)
        await User.filter(id=user.id).update(phone=PHONE)
        return user

    def plan(
        self, officers: Sequence[str] = ("ann", "ben"), leaders: Sequence[str] = ("mary", "lee"), hours: int = 12,
        days: int = 30, by_hand: Sequence[HandMade] = (),
    ) -> Plan:  # fmt: skip
        return Plan(at(1), at(1) + timedelta(days=days), tuple(self.patterns(officers, leaders, hours)), tuple(by_hand))

    def patterns(self, officers: Sequence[str], leaders: Sequence[str], hours: int) -> list[Pattern]:
        """A post without people has no pattern."""
        turns = [(Post.OFFICER, officers, hours), (Post.LEADER, leaders, 24)]
        return [Pattern(post, at(1), n, tuple(self.id(name) for name in names)) for post, names, n in turns if names]

    async def draft(self, plan: Plan, organization: str = ONE, area: str = "", by: str = "mary") -> UUID:
        new = NewRoster(id=new_id(), name="十一月", organization=organization, area=area, plan=plan)
        return await roster_actions.create(self.actor(by), new, ZONE)

    async def publish(
        self, plan: Plan, organization: str = ONE, area: str = "", by: str = "mary", when: datetime = BEFORE
    ) -> UUID:
        with clock.travel(when):
            id = await self.draft(plan, organization, area, by)
            await roster_actions.publish(self.actor(by), id, 1, ZONE)
        return id


async def the_world(cast: Cast) -> World:
    world = World(cast)
    await kind_actions.create_season(system_actor(), NewSeason(**_season()))
    for name, role in (
        ("mary", Role.COMPANY_MANAGER),
        ("lee", Role.COMPANY_MANAGER),
        ("ann", Role.DUTY_OFFICER),
        ("ben", Role.DUTY_OFFICER),
        ("dan", Role.DUTY_OFFICER),
    ):
        await world.engage(name, role)
    return world


def _season() -> dict[str, Any]:
    plan = usual_plan(2026)
    return {field: getattr(plan, field) for field in plan.__struct_fields__}
