"""/api/inbox."""

import httpx2
import pytest

from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.wording import Text
from tests.cast import Cast
from tests.notifications.conftest import NOON, World

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def world(world: World, cast: Cast) -> World:
    world.person = cast.users["bob"].id
    return world


async def unread(client: httpx2.AsyncClient) -> int:
    count: int = (await client.get("/api/inbox/count")).json()["unread"]
    return count


async def test_it_shows_nobody_elses(world: World, charlie: httpx2.AsyncClient, stranger: httpx2.AsyncClient) -> None:
    await world.tell("h1")
    assert (await charlie.get("/api/inbox")).json() == {"items": [], "next": None}
    assert await unread(charlie) == 0
    assert (await stranger.get("/api/inbox")).status_code == 401


async def test_it_does_not_read_what_is_not_ones_own(
    world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    await world.tell("h1")
    [told] = (await bob.get("/api/inbox")).json()["items"]
    for body in ({"ids": [told["id"]]}, {"all": True}):
        assert (await charlie.post("/api/inbox/reading", json=body)).json() == {"unread": 0}
    assert await unread(bob) == 1


async def test_it_shows_messages_in_the_readers_language(world: World, bob: httpx2.AsyncClient) -> None:
    with clock.travel(NOON):
        await world.tell("h1", urgent=True)
    [told] = (await bob.get("/api/inbox")).json()["items"]
    told.pop("id")
    assert told == {
        "kind": "hazard.confirmed",
        "title": "隐患 h1 已确认",
        "body": "请在 11 月 5 日 24:00 前整改。",
        "link": "/app/hazards/h1",
        "urgent": True,
        "subject": {"kind": "hazard", "id": "h1"},
        "created_at": "2026-11-03T04:00:00Z",
        "read_at": None,
    }
    [in_english] = (await bob.get("/api/inbox?lang=en")).json()["items"]
    assert in_english["title"] == "Hazard h1 confirmed"


async def test_it_counts_down_as_one_reads(world: World, bob: httpx2.AsyncClient) -> None:
    await world.tell("h1", "h2", "h3")
    newest = (await bob.get("/api/inbox")).json()["items"][0]
    assert (await bob.post("/api/inbox/reading", json={"ids": [newest["id"], str(new_id())]})).json() == {"unread": 2}
    listed = (await bob.get("/api/inbox?unread=true")).json()["items"]
    assert [told["subject"]["id"] for told in listed] == ["h2", "h1"]
    assert (await bob.post("/api/inbox/reading", json={})).json() == {"unread": 2}
    assert (await bob.post("/api/inbox/reading", json={"all": True})).json() == {"unread": 0}
    assert all(told["read_at"] for told in (await bob.get("/api/inbox")).json()["items"])


async def test_it_pages_without_gaps(world: World, bob: httpx2.AsyncClient) -> None:
    await world.tell(*(f"h{n}" for n in range(25)))
    page = (await bob.get("/api/inbox?limit=10")).json()
    found = page["items"]
    while page["next"]:
        page = (await bob.get(f"/api/inbox?limit=10&cursor={page['next']}")).json()
        found += page["items"]
    assert [told["subject"]["id"] for told in found] == [f"h{n}" for n in reversed(range(25))]


async def test_it_refuses_wrong_questions(bob: httpx2.AsyncClient) -> None:
    assert (await bob.get("/api/inbox?cursor=x")).json()["code"] == "http.cursor"
    assert (await bob.get("/api/inbox?unread=perhaps")).status_code == 422
    too_many = {"ids": [str(new_id()) for _ in range(501)]}
    assert (await bob.post("/api/inbox/reading", json=too_many)).json()["errors"][0]["pointer"] == "/ids"


async def test_a_title_is_a_text_not_markup(world: World, bob: httpx2.AsyncClient) -> None:
    message = world.message("h1", title="<script>alert(1)</script>")
    await world.say(message)
    assert message.title == Text("<script>alert(1)</script>", "<script>alert(1)</script>")
    assert (await bob.get("/api/inbox")).json()["items"][0]["title"] == "<script>alert(1)</script>"
