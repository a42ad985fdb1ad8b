"""A complaint on its way through its life, for tests: the people of the story, and a verb for each turn.

    bob, ben (crew A)    carl (crew B)    sue (safety officer)    dora, dean (duty officers of Heat One)
    max (manager of Heat One)    cora (duty officer of the city)    dan (district officer)    lee (city leader)
    charlie (manager of Heat Two)
The home is 2-501 in the building of bob's crew, which its station supplies. Without rosters dora is on duty there.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2

from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.complaints import story_queries
from heating.complaints.schemas import WholeComplaint
from heating.lib import clock
from heating.lib.ids import new_id
from heating.network import actions as network
from tests.cast import CITY, CREW_A, CREW_B, OFFICE, ONE, XINGHUALING
from tests.inspections.world import World, photo

NIGHT = datetime(2026, 11, 1, 14, 0, tzinfo=UTC)
"""22:00 in the city."""

PEOPLE: dict[str, tuple[Role, str, str]] = {
    "ben": (Role.CREW_MEMBER, CREW_A, ""),
    "carl": (Role.CREW_MEMBER, CREW_B, ""),
    "sue": (Role.SAFETY_OFFICER, ONE, ""),
    "dora": (Role.DUTY_OFFICER, ONE, ""),
    "dean": (Role.DUTY_OFFICER, ONE, ""),
    "max": (Role.COMPANY_MANAGER, ONE, ""),
    "cora": (Role.DUTY_OFFICER, CITY, ""),
    "dan": (Role.DISTRICT_OFFICER, OFFICE, XINGHUALING),
    "lee": (Role.CITY_LEADER, CITY, ""),
}

Client = Callable[[str], Awaitable[httpx2.AsyncClient]]


class Life:
    """`id` is the complaint. Verbs answer the response; `as_it_is` reads the whole story as alice sees it."""

    id: str

    def __init__(self, world: World, client: Client) -> None:
        self.world = world
        self._client = client

    async def people(self) -> "Life":
        for username, (role, organization, area) in PEOPLE.items():
            await self.world.cast.add(username, role, organization, area)
        await network.assign(system_actor(), self.world.building, self.world.station)
        return self

    async def begin(self, by: str = "cora", **others: Any) -> "Life":
        answer = await self.receive(by, **others)
        assert answer.status_code == 201, answer.text
        self.id = answer.json()["id"]
        return self

    def person(self, username: str) -> str:
        return str(self.world.cast.users[username].id)

    def intake(self, **others: Any) -> dict[str, Any]:
        said = {
            "id": str(new_id()),
            "channel": "phone",
            "text": "家里暖气不热",
            "category": "low_temperature",
            "building": str(self.world.building),
            "unit": "2",
            "room": "501",
        }
        return {name: value for name, value in (said | others).items() if value is not None}

    async def receive(self, by: str = "cora", **others: Any) -> httpx2.Response:
        return await self.ask(by, "/api/complaints", self.intake(**others))

    async def ask(self, username: str, path: str, body: Any, method: str = "POST") -> httpx2.Response:
        return await (await self._client(username)).request(method, path, json=body)

    async def get(self, username: str, path: str, **query: Any) -> Any:
        answer = await (await self._client(username)).get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def step(self, username: str, path: str, **body: Any) -> httpx2.Response:
        return await self.ask(username, f"/api/complaints/{self.id}/{path}", body)

    async def as_it_is(self, username: str = "alice") -> WholeComplaint:
        return await story_queries.whole(self.world.actor(username), UUID(self.id))

    async def status(self) -> str:
        return (await self.as_it_is()).status

    async def acknowledge(self, by: str = "dora") -> httpx2.Response:
        return await self.step(by, "acknowledgement")

    async def arrange(self, visitor: str, by: str = "dora", **others: Any) -> httpx2.Response:
        body = {
            "starts_at": (NIGHT + timedelta(hours=10)).isoformat(),
            "ends_at": (NIGHT + timedelta(hours=12)).isoformat(),
            "visitor": self.person(visitor),
            "note": "白天家中有人",
        }
        return await self.ask(by, f"/api/complaints/{self.id}/visits", body | others)

    async def resolve(self, by: str = "dora", **others: Any) -> httpx2.Response:
        body: dict[str, Any] = {"done": "排气并调节入户阀门", "cause": "立管气堵", "indoor_c": 20.5}
        return await self.step(by, "resolution", **(body | others))

    async def verify(self, by: str = "sue", **others: Any) -> httpx2.Response:
        body: dict[str, Any] = {
            "passed": True,
            "method": "on_site",
            "note": "现场测温正常",
            "indoor_c": 20.5,
            "photos": [photo("after", 21)],
        }
        return await self.step(by, "verification", **(body | others))

    async def reply(self, by: str = "dora", **others: Any) -> httpx2.Response:
        return await self.step(by, "reply", **(a_reply() | others))

    async def rate(self, by: str = "cora", **others: Any) -> httpx2.Response:
        body: dict[str, Any] = {"solved": True, "score": 5}
        return await self.step(by, "rating", **(body | others))

    async def until(self, status: str) -> None:
        """Through the plain course of things."""
        for reached, verb in (
            ("handling", self.acknowledge),
            ("resolved", self.resolve),
            ("verified", self.verify),
            ("replied", self.reply),
            ("closed", self.rate),
        ):
            answer = await verb()
            assert answer.status_code == 200, answer.text
            assert answer.json()["status"] == reached
            if reached == status:
                return


def a_reply(**others: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "disposition": "solvable_now",
        "cause": "立管气堵",
        "measure": "已排气并复测，室温 20.5℃",
        "measure_on": (clock.now() + timedelta(hours=8)).date().isoformat(),
        "contact": "第一热力公司值班室 0351-1111111",
        "text": "您反映的问题已处理。",
    }
    return said | others


def refused(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def faults(answer: httpx2.Response, code: str = "complaint.step_invalid") -> set[tuple[str, str]]:
    assert refused(answer) == (422, code), answer.text
    return {(error["pointer"], error["code"]) for error in answer.json()["errors"]}
