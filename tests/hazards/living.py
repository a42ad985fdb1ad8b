"""A hazard on its way through its life, for tests: the people of the story, and a verb for each turn.

    bob, ben (crew A)    carl (crew B)    sue, sam (safety officers of Heat One)    dora (duty officer)
    max (manager of Heat One)    dan (district officer of Xinghualing)    lee (city leader)
The hazard is at bob's station: bob reports it, sue confirms it for crew A with bob responsible.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2

from heating.accounts.rules import Role
from heating.hazards import story_queries
from heating.hazards.story_schemas import WholeHazard
from heating.lib import clock
from tests.cast import CITY, CREW_A, CREW_B, OFFICE, ONE, XINGHUALING
from tests.hazards.test_report_hazard import a_report
from tests.inspections.world import World, photo

BEFORE, AFTER = photo("before", 11), photo("after", 12)

PEOPLE: dict[str, tuple[Role, str, str]] = {
    "ben": (Role.CREW_MEMBER, CREW_A, ""),
    "carl": (Role.CREW_MEMBER, CREW_B, ""),
    "sue": (Role.SAFETY_OFFICER, ONE, ""),
    "sam": (Role.SAFETY_OFFICER, ONE, ""),
    "dora": (Role.DUTY_OFFICER, ONE, ""),
    "max": (Role.COMPANY_MANAGER, ONE, ""),
    "dan": (Role.DISTRICT_OFFICER, OFFICE, XINGHUALING),
    "lee": (Role.CITY_LEADER, CITY, ""),
}

Client = Callable[[str], Awaitable[httpx2.AsyncClient]]


class Life:
    """`id` is the hazard. Verbs answer the response; `as_it_is` reads the whole story as alice sees it."""

    id: str

    def __init__(self, world: World, client: Client) -> None:
        self.world = world
        self._client = client

    async def begin(self, **others: Any) -> "Life":
        for username, (role, organization, area) in PEOPLE.items():
            await self.world.cast.add(username, role, organization, area)
        answer = await self.ask("bob", "/api/hazards", a_report(self.world, **others))
        assert answer.status_code == 201, answer.text
        self.id = answer.json()["id"]
        return self

    def person(self, username: str) -> str:
        return str(self.world.cast.users[username].id)

    async def ask(self, username: str, path: str, body: Any, method: str = "POST") -> httpx2.Response:
        return await (await self._client(username)).request(method, path, json=body)

    async def step(self, username: str, path: str, method: str = "POST", **body: Any) -> httpx2.Response:
        return await self.ask(username, f"/api/hazards/{self.id}/{path}", body, method)

    async def as_it_is(self, username: str = "alice") -> WholeHazard:
        return await story_queries.whole(self.world.actor(username), UUID(self.id))

    async def confirm(self, by: str = "sue", **others: Any) -> httpx2.Response:
        body: dict[str, Any] = {
            "version": (await self.as_it_is()).version,
            "grade": "general",
            "organization": CREW_A,
            "responsible": self.person("bob"),
        }
        return await self.step(by, "confirmation", **(body | others))

    async def plan(self, by: str = "bob", **others: Any) -> httpx2.Response:
        return await self.step(by, "plan", "PUT", **(self.whole_plan() | others))

    def whole_plan(self) -> dict[str, Any]:
        return {
            "responsibility": {"organization": CREW_A, "person": self.person("bob")},
            "time_limit_on": (clock.now() + timedelta(days=2)).date().isoformat(),
            "measures": "更换法兰垫片并试压",
            "funds": {"amount_cny": 3200, "source": "年度维修费"},
            "contingency": "泄漏扩大时关断并启用备用回路",
        }

    async def reassign(self, by: str = "sue", **others: Any) -> httpx2.Response:
        body: dict[str, Any] = {
            "version": (await self.as_it_is()).version,
            "organization": CREW_A,
            "responsible": self.person("ben"),
            "reason": "原责任人调离",
        }
        return await self.step(by, "assignment", **(body | others))

    async def rectify(self, by: str = "bob", **others: Any) -> httpx2.Response:
        body: dict[str, Any] = {"done": "已更换垫片", "photos": [AFTER]}
        return await self.step(by, "rectification", **(body | others))

    async def accept(self, by: str = "sue", **others: Any) -> httpx2.Response:
        body: dict[str, Any] = {"photos": [photo("after", 13)], "position": {"longitude": 112.55, "latitude": 37.87}}
        return await self.step(by, "acceptance", **(body | others))

    async def send_back(self, by: str = "sue", **others: Any) -> httpx2.Response:
        body: dict[str, Any] = {"reason": "仍有渗漏"}
        return await self.step(by, "rework", **(body | others))

    async def ask_extension(self, by: str = "bob", days: int = 20, **others: Any) -> httpx2.Response:
        due_on = (clock.now() + timedelta(days=days)).date().isoformat()
        body: dict[str, Any] = {"reason": "备件未到货", "due_on": due_on}
        return await self.step(by, "extensions", **(body | others))


def refused(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def faults(answer: httpx2.Response) -> set[tuple[str, str]]:
    assert refused(answer) == (422, "hazard.step_invalid"), answer.text
    return {(error["pointer"], error["code"]) for error in answer.json()["errors"]}
