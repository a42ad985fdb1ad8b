"""Whom to call, on phones: who is on duty now and next, and nothing of other companies."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from heating.accounts.actor import Actor
from heating.accounts.models import User
from heating.accounts.rules import Role
from heating.duty import mirroring
from heating.lib import clock
from heating.storage import changes
from tests.cast import CITY, ONE, TWO, XINGHUALING
from tests.duty.rosters import at
from tests.duty.serving import Serving, watch
from tests.duty.world import World
from tests.sync.mirror import Mirror

pytestmark = pytest.mark.usefixtures("serving")


async def refreshed(when: datetime) -> int:
    with clock.travel(when):
        return await mirroring.refresh()


async def phone(actor: Actor) -> dict[tuple[str, str], Any]:
    """By place."""
    mirror = await Mirror(actor).catch_up()
    copies = [row for (kind, _), row in mirror.rows.items() if kind == "on_duty"]
    return {(copy["organization"], copy["area"]): copy for copy in copies}


def called(copy: Any, when: datetime, post: str = "officer") -> list[str]:
    """As a phone reads it by its own clock."""
    return [
        f"{one['person']['name']} {one['person']['phone']}"
        for one in copy["watches"]
        if one["post"] == post and (one["starts_at"] is None or _holds(one, when))
    ]


def _holds(one: Any, when: datetime) -> bool:
    return datetime.fromisoformat(one["starts_at"]) <= when < datetime.fromisoformat(one["ends_at"])


async def test_other_companies_are_not_on_it(world: World) -> None:
    await world.engage("otto", Role.DUTY_OFFICER, TWO)
    await world.engage("cid", Role.DUTY_OFFICER, CITY)
    await refreshed(at(1, 1))
    assert set(await phone(world.actor("bob"))) == {(ONE, ""), (CITY, "")}
    assert set(await phone(world.actor("otto"))) == {(TWO, ""), (CITY, "")}
    assert set(await phone(world.actor("alice"))) == {(ONE, ""), (TWO, ""), (CITY, "")}


async def test_it_says_without_a_signal_whom_to_call_now_and_later(world: World) -> None:
    await refreshed(at(1, 1))
    copy = (await phone(world.actor("bob")))[ONE, ""]
    assert [called(copy, at(1, hour)) for hour in (1, 12, 36)] == [
        ["Ann 0351-5550001"], ["Ben 0351-5550001"], ["Ben 0351-5550001"]
    ]  # fmt: skip
    assert called(copy, at(1, 13), "leader") == ["Mary 0351-5550001"]
    assert (copy["name"]["en"], copy["phone"]) == ("Heat One", "0351-1111111")
    assert max(datetime.fromisoformat(one["starts_at"]) for one in copy["watches"]) < at(4, 1)


async def test_without_a_roster_it_says_who_answers_by_account(world: World) -> None:
    await refreshed(at(1) - timedelta(days=5))
    copy = (await phone(world.actor("bob")))[ONE, ""]
    assert called(copy, at(1)) == ["Ann 0351-5550001", "Ben 0351-5550001", "Dan 0351-5550001"]
    assert {one["via"] for one in copy["watches"]} == {"account"}


async def test_a_part_of_the_area_with_its_own_roster_is_its_own_row(world: World) -> None:
    await world.engage("lou", Role.COMPANY_MANAGER, ONE)
    await world.publish(world.plan(["dan"], ["lou"]), area=XINGHUALING, when=at(-9))
    await refreshed(at(2, 1))
    copies = await phone(world.actor("bob"))
    assert [called(copies[ONE, area], at(2, 1))[0][:3] for area in ("", XINGHUALING)] == ["Ann", "Dan"]


async def test_nothing_new_writes_nothing(world: World) -> None:
    assert await refreshed(at(1, 1)) > 0
    head = await changes.head()
    assert await refreshed(at(1, 1.5)) == 0
    assert await changes.head() == head
    assert world


@pytest.mark.parametrize("change", ["override", "phone", "disabled", "time"])
async def test_what_changes_comes_with_the_next_pull(serving: Serving, change: str) -> None:
    world, when = serving.world, at(1, 2)
    await refreshed(at(1, 1))
    mirror = await Mirror(world.actor("bob")).catch_up()
    if change == "override":
        body = {**watch(at(1, 1)), "ends_at": at(1, 9).isoformat(), "person": str(world.id("dan")), "reason": "病假"}
        assert (await serving.post("mary", at(1, 1), "/overrides", body)).status_code == 201
    elif change == "phone":
        await User.filter(username="ann").update(phone="139")
    elif change == "disabled":
        await User.filter(username="ann").update(disabled_at=at(1))
    else:
        when = at(1, 12)
    assert await refreshed(when) == 1
    await mirror.catch_up()
    (copy,) = [row for (kind, _), row in mirror.rows.items() if kind == "on_duty" and row["organization"] == ONE]
    expected = {"override": ["Dan 0351-5550001"], "phone": ["Ann 139"], "disabled": [], "time": ["Ben 0351-5550001"]}
    assert called(copy, when) == expected[change]


async def test_a_place_without_anybody_leaves_the_phone(world: World) -> None:
    await refreshed(at(1, 1))
    assert (TWO, "") in await phone(world.actor("charlie"))
    await User.filter(username="charlie").update(disabled_at=at(1))
    assert await refreshed(at(1, 1)) == 1
    assert (TWO, "") not in await phone(world.actor("charlie"))
