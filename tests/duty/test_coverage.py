"""Minutes of the season without a roster, and who is told of them."""

import random
from datetime import datetime, timedelta

import pytest

from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.audit.models import AuditEntry
from heating.duty import roster_actions, running_out
from heating.duty.coverage import Term, missing
from heating.duty.models import RosterRow
from heating.duty.rules import Window
from heating.lib import areas, clock
from heating.notifications.models import Notification
from heating.registry.kind_actions import install_kinds
from heating.registry.schemas import NewSite
from heating.registry.site_actions import create_site
from tests.cast import CITY, CREW_A, JUHE, ONE, TWO, WANBOLIN, XINGHUALING
from tests.duty.rosters import ZONE, at
from tests.duty.serving import Serving
from tests.duty.world import BEFORE, World

MONTH = Window(at(1), at(31))
END = datetime(2027, 4, 1, tzinfo=ZONE)


def term(area: str, start: int, end: int) -> Term:
    return Term(ONE, area, at(start), at(end))


@pytest.mark.parametrize(
    ("terms", "worked", "expect"),
    [
        ([], [], [("", 1, 31)]),
        ([("", 1, 31)], [JUHE, WANBOLIN], []),
        ([("", 1, 10), ("", 12, 40)], [JUHE], [("", 10, 12)]),
        # a part of where it works
        ([(XINGHUALING, 1, 31)], [JUHE, WANBOLIN], [(WANBOLIN, 1, 31)]),
        ([(XINGHUALING, 1, 31)], [JUHE], []),
        ([(JUHE, 1, 31)], [JUHE, XINGHUALING], [(XINGHUALING, 1, 31)]),
        # everywhere for a while, then in a part
        ([("", 1, 10), (WANBOLIN, 10, 31)], [JUHE, WANBOLIN], [(XINGHUALING, 10, 31)]),
        ([("", 1, 10), (WANBOLIN, 10, 20)], [JUHE, WANBOLIN], [(XINGHUALING, 10, 31), (WANBOLIN, 20, 31)]),
        # no sites of its own: its rosters say where
        ([(XINGHUALING, 1, 20)], [], [("", 20, 31)]),
        ([(XINGHUALING, 1, 20), (WANBOLIN, 1, 31)], [], [(XINGHUALING, 20, 31)]),
    ],
)
def test_golden(terms: list[tuple[str, int, int]], worked: list[str], expect: list[tuple[str, int, int]]) -> None:
    found = missing([term(*one) for one in terms], worked, lambda _: MONTH)
    assert [(area, window.starts_at, window.ends_at) for area, window in found] == [
        (area, at(start), at(end)) for area, start, end in expect
    ]


def test_without_a_season_nothing_is_missing() -> None:
    assert missing([], [JUHE], lambda _: None) == []


def test_by_chance_as_by_counting_the_days() -> None:
    rng = random.Random(20261101)
    for _ in range(500):
        worked = rng.sample([JUHE, WANBOLIN, XINGHUALING, CITY], rng.randint(1, 4))
        terms = [
            term(rng.choice(["", JUHE, WANBOLIN, XINGHUALING]), start, start + rng.randint(1, 12))
            for start in rng.sample(range(1, 31), rng.randint(0, 5))
        ]
        found = missing(terms, worked, lambda _: MONTH)
        for day in range(1, 31):
            for area in worked:
                said = [place for place, window in found if window.holds(at(day)) and areas.within(area, place)]
                assert bool(said) >= (not covered(terms, area, day))
                assert all(
                    not covered(terms, one, day) for place in said for one in worked if one == place or place == ""
                )


def covered(terms: list[Term], area: str, day: int) -> bool:
    return any(one.starts_at <= at(day) < one.ends_at and areas.within(area, one.area) for one in terms)


async def test_the_page_of_duty_says_which_areas_and_when(serving: Serving, world: World) -> None:
    await install_kinds(system_actor())
    alice = world.id("alice")
    for code, area in (("S1", JUHE), ("S2", WANBOLIN)):
        site = NewSite(
            code=code, name=code, kind="heat_station", organization=CREW_A, area=area, responsible_id=alice,
            safety_owner_id=alice,
        )  # fmt: skip
        await create_site(system_actor(), site)
    await world.engage("eve", Role.DUTY_OFFICER, ONE)
    await world.engage("lou", Role.COMPANY_MANAGER, ONE)
    with clock.travel(at(5)):
        id = await world.draft(world.plan(["eve"], ["lou"], days=20), area=XINGHUALING)
        former = await RosterRow.get(status="published")
        await roster_actions.retire(world.actor("mary"), former.id, former.version)
        await roster_actions.publish(world.actor("mary"), id, 1, ZONE)
    gaps = (await serving.send("GET", "mary", at(5), "/posts")).json()["gaps"]
    assert [(one["organization"], one["area"], one["starts_at"][:10]) for one in gaps] == [
        (ONE, WANBOLIN, "2026-11-04"), (ONE, XINGHUALING, "2026-11-20")
    ]  # fmt: skip
    assert {datetime.fromisoformat(one["ends_at"]) for one in gaps} == {END}


async def swept(when: datetime, days: int = 7) -> int:
    with clock.travel(when):
        return await running_out.sweep(ZONE, days)


async def ours() -> list[str]:
    return [entry.organization_path for entry in await AuditEntry.filter(action="roster.runs_out")]


async def test_it_is_told_a_week_before_and_on_the_last_day(serving: Serving) -> None:
    """The roster ends with the month; nobody else has one, which is told at once."""
    others = await swept(at(5))
    assert set(await ours()) == {CITY, TWO, "taiyuan/xinghualing-office/"}
    assert others == 3
    found = [await swept(when) for when in (at(23), at(24, 1), at(25), at(29), at(30, 1), at(30, 2))]
    assert found == [0, 1, 0, 0, 1, 0]
    assert (await ours()).count(ONE) == 2
    told = await Notification.filter(kind="roster.runs_out", organization_path=ONE)
    names = {serving.world.id(name) for name in ("mary", "lee")}
    assert {one.person_id for one in told} == names
    assert "2026-12-01 00:00–2027-03-31 24:00" in told[0].body_zh


async def test_it_is_told_when_there_is_none_and_again_after_that_was_mended(world: World) -> None:
    await world.engage("cora", Role.DUTY_OFFICER, CITY)
    assert await swept(BEFORE) == 0, "the season is far"
    assert await swept(at(1) - timedelta(days=7)) == 4
    assert await swept(at(1, 1)) == 4, "and it has begun"
    assert await swept(at(3)) == 0
    await world.publish(world.plan())
    assert await swept(at(3)) == 0
    assert await swept(at(31, 1)) == 1


async def test_the_days_are_a_setting(world: World) -> None:
    await world.publish(world.plan())
    assert await swept(at(20), days=3) == 3, "those without any"
    assert await swept(at(20), days=14) == 1
