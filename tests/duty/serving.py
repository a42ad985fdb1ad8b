"""Serving over HTTP, as ann, ben and the others."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx2

from heating.lib import clock
from heating.lib.ids import new_id
from heating.notifications.models import Notification
from tests.cast import ONE, SignIn
from tests.duty.world import World


class Serving:
    """`world` has its roster published: Ann has the officer's watch from 00 to 12 and Ben from 12 to 24, Mary leads on
    odd days and Lee on even ones."""

    def __init__(self, world: World, sign_in: SignIn) -> None:
        self.world = world
        self.sign_in = sign_in

    async def send(self, method: str, who: str, when: datetime, path: str, json: Any = None) -> httpx2.Response:
        with clock.travel(when.astimezone(UTC)):
            client = await self.sign_in(who)
            return await client.request(method, f"/api/duty{path}", **({} if json is None else {"json": json}))

    async def post(self, who: str, when: datetime, path: str, json: Any = None) -> httpx2.Response:
        return await self.send("POST", who, when, path, {} if json is None else json)

    async def own(self, who: str, when: datetime) -> Mapping[str, Any]:
        answer = await self.send("GET", who, when, "/own")
        assert answer.status_code == 200, answer.text
        found: Mapping[str, Any] = answer.json()
        return found

    async def posts(self, who: str, when: datetime) -> list[Mapping[str, Any]]:
        answer = await self.send("GET", who, when, "/posts")
        found: list[Mapping[str, Any]] = answer.json()["posts"]
        return found

    async def on_duty(self, when: datetime) -> list[str]:
        """Officers and leader."""
        with clock.travel(when):
            client = await self.sign_in("bob")
            found = (await client.get("/api/duty/now", params={"organization": ONE})).json()
        return [one["person"]["name"] for one in (*found["officers"], found["leader"])]

    async def told(self, kind: str) -> list[str]:
        """Who, by user name."""
        names = {str(user.id): username for username, user in self.world.cast.users.items()}
        rows = await Notification.filter(kind=kind).values_list("person_id", flat=True)
        return sorted(names[str(id)] for id in rows)


def watch(starts_at: datetime, post: str = "officer", **more: Any) -> dict[str, Any]:
    given = {"id": str(new_id()), "organization": ONE, "area": "", "post": post, "starts_at": starts_at.isoformat()}
    return given | more


def code(answer: httpx2.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code") if answer.content else None
