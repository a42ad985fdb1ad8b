"""People on duty who lost their telephone or their account after the roster came out."""

from typing import Any

import pytest

from heating.accounts.models import User
from heating.accounts.rules import Role
from heating.audit.models import AuditEntry
from heating.duty import queries, reachability
from heating.duty.line import Line, Why, on_duty
from heating.lib import clock
from heating.notifications.models import Notification
from tests.cast import CITY, ONE, WANBOLIN, XINGHUALING
from tests.duty.rosters import ZONE, at, person
from tests.duty.serving import Serving
from tests.duty.test_on_duty import ALL, PEOPLE


def without(*names: str) -> list[Any]:
    return [person(one.name, one.role, one.organization, area=one.area, phone="") if one.name in names else one
            for one in PEOPLE]  # fmt: skip


@pytest.mark.parametrize(
    ("mute", "tried", "why"),
    [
        ((), "Ann Lea Ben Leo Cid", Why.ROSTER),
        (("Ann",), "Lea Ben Leo Cid", Why.LEADER),
        (("Ann", "Lea"), "Ben Leo Cid", Why.LEADER),
        (("Ann", "Lea", "Ben", "Leo"), "Cat Cid Mayor Cox Ann Lea Leo", Why.LEADER),
        (("Ann", "Lea", "Ben", "Leo", "Cat"), "Cid Mayor Cox Ann Lea Ben Leo", Why.HIGHER),
        (tuple(one.name for one in PEOPLE), "Ann Lea Ben Leo Cid Mayor Cox", Why.NOBODY),
    ],
)
def test_who_has_no_telephone_comes_last(mute: tuple[str, ...], tried: str, why: Why) -> None:
    duty = on_duty(ALL, without(*mute), ONE, WANBOLIN, at(1))
    names = [one.person.name for one in duty.tried]
    assert names[: len(tried.split())] == tried.split()
    assert sorted(names) == sorted(one.person.name for one in duty.line)
    assert (duty.why, duty.climbed) == (why, why is not Why.ROSTER)
    assert duty.answering
    assert duty.answering.person.name == names[0]


def test_by_account_too() -> None:
    duty = Line([], without("Ann"), at(1)).on_duty(ONE, WANBOLIN)
    assert [one.person.name for one in duty.tried][:3] == ["Ben", "Cat", "Dan"]


async def manned(serving: Serving) -> None:
    """The city has an officer of its own, as each has."""
    await serving.world.engage("cora", Role.DUTY_OFFICER, CITY)


async def lose(username: str, **columns: Any) -> None:
    await User.filter(username=username).update(**(columns or {"phone": ""}))


async def swept(hour: float) -> int:
    with clock.travel(at(1, hour)):
        return await reachability.sweep(ZONE)


async def test_it_is_an_event_for_those_in_charge_and_told_once(serving: Serving) -> None:
    await manned(serving)
    assert await swept(1) == 0
    await lose("ann")
    assert [await swept(hour) for hour in (1, 1.1, 2)] == [1, 0, 0]
    entry = await AuditEntry.get(action="post.unreachable")
    assert (entry.organization_path, entry.actor_name) == (ONE, "system")
    assert '"why":"no_phone"' in entry.detail_json
    assert await serving.told("post.unreachable") == ["ann", "ben", "lee", "mary"]
    told = await Notification.filter(kind="post.unreachable").first()
    assert told
    assert "Ann没有可拨打的联系电话" in told.body_zh


async def test_it_is_told_a_day_before_a_watch_and_again_when_it_comes_again(serving: Serving) -> None:
    await manned(serving)
    await lose("dan")
    assert await swept(1) == 0, "he is on no roster"
    await lose("ben")
    assert await swept(1) == 1
    await lose("ben", phone="0351-5550009")
    assert await swept(2) == 0
    await lose("ben", disabled_at=at(1, 3))
    assert await swept(3) == 1
    assert await AuditEntry.filter(action="post.unreachable").count() == 2
    assert "ben" in await serving.told("post.unreachable"), "the first time: his account was his then"


async def test_a_company_with_nobody_is_an_event_that_goes_up(serving: Serving) -> None:
    world = serving.world
    await world.engage("dina", Role.DISTRICT_OFFICER, CITY, XINGHUALING)
    await manned(serving)
    await lose("charlie", disabled_at=at(1))
    assert await swept(1) == 1, "the other company has nobody but him"
    for username in ("ann", "ben", "mary", "lee"):
        await lose(username)
    assert await swept(1) == 5, "four people and the company"
    assert await swept(2) == 0
    with clock.travel(at(1, 2)):
        duty = (await queries.posts_at(clock.now())).on_duty(ONE, "")
    assert duty.answering
    assert (duty.answering.person.name, duty.why) == ("Cora", Why.HIGHER)
    entry = await AuditEntry.get(action="post.nobody_reachable", organization_path=ONE)
    assert str(world.id("cora")) in entry.detail_json
    assert "cora" in await serving.told("post.nobody_reachable")
    assert "mary" in await serving.told("post.nobody_reachable")


async def test_a_city_without_anybody_is_the_administrators(serving: Serving) -> None:
    for username in ("ann", "ben", "mary", "lee", "charlie"):
        await lose(username, disabled_at=at(1))
    await swept(1)
    assert "alice" in await serving.told("post.nobody_reachable")


async def test_the_pages_of_duty_show_it(serving: Serving) -> None:
    await lose("ann")
    await lose("mary", disabled_at=at(1))
    posts = {post["post"]: post["unreachable"] for post in await serving.posts("bob", at(1, 1))}
    assert posts == {"officer": "no_phone", "leader": "disabled"}
    now = (await serving.send("GET", "bob", at(1, 1), f"/now?organization={ONE}")).json()
    assert [(one["person"]["name"], one["unreachable"]) for one in now["officers"]] == [("Ann", "no_phone")]
    assert now["line"][0]["person"]["name"] == "Ben"
    assert now["line"][-1]["person"]["name"] == "Ann"
    assert now["climbed"] is True


async def test_a_roster_in_force_shows_who_of_it_was_lost(serving: Serving) -> None:
    async def faults(when: Any) -> list[tuple[str, str]]:
        with clock.travel(when):
            client = await serving.sign_in("mary")
            (roster,) = (await client.get("/api/rosters")).json()["items"]
            found = (await client.get(f"/api/rosters/{roster['id']}")).json()["faults"]
        return [(one["kind"], one["people"][0]["name"]) for one in found]

    assert await faults(at(1, 1)) == []
    await lose("ben")
    await lose("lee", disabled_at=at(1))
    assert await faults(at(1, 1)) == [("unreachable", "Ben"), ("not_a_member", "Lee")]
    assert await faults(at(31, 1)) == []
