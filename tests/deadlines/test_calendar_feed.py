"""/api/account/calendar-feed and /calendar/{token}.ics. Two parsers that share no code read what is served."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx2
import icalendar
import vobject

from heating.deadlines.rules import SAME_DAY
from heating.lib import clock as time
from heating.lib.ids import new_id
from tests.cast import ONE, Cast, SignIn
from tests.deadlines.world import MORNING, a_clock, at, extend, recorded, start, stop
from tests.duty.rosters import at as duty_at
from tests.duty.world import the_world

HOUR = timedelta(hours=1)


async def address(client: httpx2.AsyncClient) -> str:
    answer = await client.post("/api/account/calendar-feed")
    assert answer.status_code == 201
    url: str = answer.json()["url"]
    return url


async def events(client: httpx2.AsyncClient, url: str) -> list[Any]:
    answer = await client.get(urlsplit(url).path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


async def test_it_refuses_an_address_that_was_never_given(stranger: httpx2.AsyncClient) -> None:
    answer = await stranger.get("/calendar/guessed.ics")
    assert (answer.status_code, answer.json()["code"]) == (404, "deadline.no_feed")


async def test_an_old_address_ends_with_a_new_one(stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    old, new = await address(bob), await address(bob)
    assert (await stranger.get(urlsplit(old).path)).status_code == 404
    assert await events(stranger, new) == []


async def test_of_those_made_at_the_same_moment_one_holds(
    stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    made = await asyncio.gather(*(address(bob) for _ in range(6)))
    answers = [await stranger.get(urlsplit(url).path) for url in made]
    assert sorted(answer.status_code for answer in answers) == [200] + 5 * [404]


async def test_it_can_be_ended(cast: Cast, stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    assert (await bob.delete("/api/account/calendar-feed")).status_code == 404
    url = await address(bob)
    assert (await bob.delete("/api/account/calendar-feed")).status_code == 204
    assert (await stranger.get(urlsplit(url).path)).status_code == 404
    assert (await bob.get("/api/account/calendar-feed")).json() == {"made_at": None}
    assert await recorded(cast.users["bob"].id, "calendar_feed") == ["calendar_feed.made", "calendar_feed.ended"]


async def test_nobody_disabled_has_one(cast: Cast, stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    url = await address(bob)
    await type(cast.users["bob"]).filter(username="bob").update(disabled_at=MORNING)
    assert (await stranger.get(urlsplit(url).path)).status_code == 404


async def test_it_says_since_when_there_is_one(bob: httpx2.AsyncClient) -> None:
    assert (await bob.get("/api/account/calendar-feed")).json() == {"made_at": None}
    with time.travel(MORNING):
        await address(bob)
    assert (await bob.get("/api/account/calendar-feed")).json() == {"made_at": "2026-11-20T01:00:00Z"}


async def test_the_address_itself_is_kept_nowhere(bob: httpx2.AsyncClient, alice: httpx2.AsyncClient) -> None:
    token = urlsplit(await address(bob)).path.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43
    assert token not in (await alice.get("/api/audit")).text


async def test_it_shows_ones_own_open_deadlines_to_two_parsers(
    cast: Cast, stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    bobs, subject = cast.users["bob"].id, new_id()
    clocks = [
        a_clock(subject_id=subject, responsible=bobs),
        a_clock(subject_id=subject, name="plan", amount=SAME_DAY, responsible=bobs, urgent=True),
        a_clock(responsible=bobs),
        a_clock(responsible=cast.users["alice"].id),
    ]
    await start(*clocks)
    await stop([clocks[2].subject_id], MORNING)
    await extend(clocks[0], MORNING + 9 * HOUR, MORNING, cast.actor("alice"))
    url = await address(bob)
    with time.travel(MORNING + 12 * HOUR):
        content = (await stranger.get(urlsplit(url).path)).content
    one = [_of_icalendar(event) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]
    parsed = vobject.readOne(content.decode())
    assert parsed.validate(raiseException=True)
    assert [_of_vobject(event) for event in parsed.vevent_list] == one
    assert one == [
        (
            f"{clocks[0].id}@heating",
            "【已超期】整改截止：YH-2026-000123 和平路热力站",
            at("2026-11-20 17:30"),
            at("2026-11-20 18:00"),
            "http://heating.test/app/hazards/1",
            1,
        ),
        (
            f"{clocks[1].id}@heating",
            "整改方案截止：YH-2026-000123 和平路热力站",
            at("2026-11-20 23:30"),
            at("2026-11-21 00:00"),
            "http://heating.test/app/hazards/1",
            0,
        ),
    ]


Event = tuple[str, str, datetime, datetime, str, int]


def _of_icalendar(event: Any) -> Event:
    start_at, end_at = event.decoded("dtstart"), event.decoded("dtend")
    return str(event["uid"]), str(event["summary"]), start_at, end_at, str(event["url"]), int(event["sequence"])


def _of_vobject(event: Any) -> Event:
    start_at, end_at = (moment.value.astimezone(UTC) for moment in (event.dtstart, event.dtend))
    return event.uid.value, event.summary.value, start_at, end_at, event.url.value, int(event.sequence.value)


async def test_its_lines_are_as_long_as_the_standard_allows(
    cast: Cast, stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    await start(a_clock(responsible=cast.users["bob"].id))
    content = (await stranger.get(urlsplit(await address(bob)).path)).content
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines


async def test_it_speaks_its_persons_language(
    cast: Cast, stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    await type(cast.users["bob"]).filter(username="bob").update(language="en")
    await start(a_clock(responsible=cast.users["bob"].id))
    with time.travel(MORNING):
        [event] = await events(stranger, await address(bob))
    assert event["summary"] == "rectification due: YH-2026-000123 Heping Road station"


async def test_it_holds_the_watches_of_the_roster_as_they_are_now(cast: Cast, sign_in: SignIn) -> None:
    world = await the_world(cast)
    await world.publish(world.plan())
    with time.travel(duty_at(1, 6)):
        ann, ben = await sign_in("ann"), await sign_in("ben")
        own = [
            event for event in await events(ann, await address(ann)) if event["categories"].to_ical() == "值班".encode()
        ]
        body = {"organization": ONE, "area": "", "post": "officer", "starts_at": duty_at(2).isoformat()}
        asked = {**body, "id": str(new_id()), "asked": str(world.id("dan"))}
        assert (await ann.post("/api/duty/swaps", json=asked)).status_code == 201
        dan = await sign_in("dan")
        assert (await dan.post(f"/api/duty/swaps/{asked['id']}/acceptance", json={})).status_code == 204
        after = await events(ann, await address(ann))
        others = await events(ben, await address(ben))
    assert [event["dtstart"].dt for event in own][:2] == [duty_at(1), duty_at(2)]
    assert [event["dtstart"].dt for event in after][:2] == [duty_at(1), duty_at(3)]
    assert own[0]["uid"] == after[0]["uid"]
    assert (str(own[0]["summary"]), own[0]["dtend"].dt) == ("值守", duty_at(1, 12))
    assert {str(event["uid"]) for event in others}.isdisjoint(str(event["uid"]) for event in own)
