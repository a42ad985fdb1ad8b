"""The first cold night from outside: nobody acknowledges, shifts end, posts stand vacant, a company has nobody."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial

import pytest

from heating import storage
from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.complaints import rerouting
from heating.deadlines import sweeping
from heating.duty import vacancies
from heating.lib import clock
from heating.lib.ids import new_id
from heating.network import actions as network
from tests.cast import CITY, OFFICE, XINGHUALING, Cast, SignIn
from tests.complaints.living import Life
from tests.duty.rosters import ZONE, at
from tests.duty.world import World as Company
from tests.duty.world import the_world
from tests.inspections.world import World

NOON = at(1) + timedelta(hours=12)
"""When ann's shift ends and ben's begins; mary leads all day."""


@pytest.fixture
async def city(cast: Cast, sign_in: SignIn) -> AsyncIterator[Life]:
    """A company with a roster, the city's desk, a district officer, a leader."""
    company: Company = await the_world(cast)
    for name, role, organization, area in (
        ("cora", Role.DUTY_OFFICER, CITY, ""),
        ("dina", Role.DISTRICT_OFFICER, OFFICE, XINGHUALING),
        ("leo", Role.CITY_LEADER, CITY, ""),
    ):
        await company.engage(name, role, organization, area)
    life = Life(await World(cast).build(), sign_in)
    await network.assign(system_actor(), life.world.building, life.world.station)
    await company.publish(company.plan())
    with clock.travel(NOON - timedelta(minutes=2)):
        yield life


async def pass_time(until: datetime) -> None:
    """As the background work sees it, minute by minute."""
    while clock.now() < until:
        clock.set_source(partial(_same, clock.now() + timedelta(minutes=1)))
        await vacancies.sweep(ZONE)
        await rerouting.follow_roster(ZONE)
        await sweeping.sweep_all(ZONE)


def _same(moment: datetime) -> datetime:
    return moment


async def sign_in_for_duty(life: Life, who: str) -> None:
    (watch, *_) = (await life.get(who, "/api/duty/own"))["watches"]
    body = {"id": str(new_id())} | {name: watch[name] for name in ("organization", "area", "post", "starts_at")}
    answer = await life.ask(who, "/api/duty/sign-ins", body)
    assert answer.status_code in (200, 201), answer.text


async def told(life: Life, since: datetime) -> dict[str, list[str]]:
    """Who has heard of a clock, by when, in minutes after `since`."""
    rows = await storage.fetch(
        "SELECT u.username, n.created_at FROM notification n JOIN user_account u ON u.id = n.person_id"
        " WHERE n.kind IN ('deadline.passed', 'deadline.escalated') AND n.subject_id = ? ORDER BY n.created_at",
        [life.id],
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        moment = row["created_at"]
        moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        found.setdefault(row["username"], []).append(f"+{int((moment - since).total_seconds() // 60)}")
    return found


async def officer(life: Life) -> str:
    found = (await life.as_it_is()).officer
    assert found is not None
    return found.name


async def events(action: str) -> int:
    rows = await storage.fetch("SELECT count(*) AS n FROM audit_entry WHERE action = ?", [action])
    return int(rows[0]["n"])


async def test_what_nobody_acknowledges_climbs_step_by_step(city: Life) -> None:
    begun = clock.now()
    await city.begin(category="burst_pipe")
    assert await officer(city) == "Ann"
    await city.world.cast.change("ben", phone="0351-5550001")
    await pass_time(begun + timedelta(minutes=40))
    heard = await told(city, begun)
    assert heard["mary"][0] in ("+5", "+6"), "the leader in charge, as soon as it is late"
    assert heard["dina"][0] in ("+20", "+21"), "the district"
    assert heard["leo"][0] in ("+35", "+36"), "the city"
    assert "cora" not in heard
    complaint = await city.as_it_is()
    assert complaint.status == "dispatched"


async def test_a_shift_that_ends_hands_on_what_nobody_has_taken(city: Life) -> None:
    await city.begin(category="burst_pipe")
    taken = city.id
    await city.acknowledge("ann")
    await city.begin(category="burst_pipe", room="602")
    assert await officer(city) == "Ann"
    due = (await city.as_it_is()).due_at
    await pass_time(NOON)
    assert await officer(city) == "Ben"
    complaint = await city.as_it_is()
    assert complaint.due_at == due, "the time runs on"
    assert [step.step for step in complaint.steps][-1] == "reroute"
    assert (await city.acknowledge("ben")).status_code == 200
    city.id = taken
    assert await officer(city) == "Ann", "what she is at stays hers"


async def test_a_post_that_stands_vacant_is_passed_over(city: Life) -> None:
    await sign_in_for_duty(city, "mary")
    await pass_time(NOON + timedelta(minutes=5))
    await city.begin()
    assert await officer(city) == "Ben"
    await pass_time(NOON + timedelta(minutes=12))
    assert await officer(city) == "Mary", "ben has not signed in for ten minutes"
    assert await events("complaint.nobody_on_duty") == 1


async def test_a_company_with_nobody_reachable_is_no_dead_end(city: Life) -> None:
    for username in ("ann", "ben", "dan", "mary", "lee"):
        await city.world.cast.change(username, disabled_at=clock.now())
    await city.begin(category="burst_pipe")
    assert await officer(city) == "Dina"
    assert await events("complaint.nobody_on_duty") == 1
    complaint = await city.as_it_is()
    assert complaint.organization == "taiyuan/heat-one/crew-a/", "the company still answers for it"
    assert (await city.acknowledge("dina")).status_code == 200


async def test_it_ends_when_the_resident_is_warm(city: Life) -> None:
    await city.begin("cora", caller={"name": "王", "phone": "13812345678"})
    await city.acknowledge("ann")
    await city.step("ann", "interim-reply", text="已派人上门", promised_on="2026-11-02")
    await city.resolve("ann")
    assert (await city.verify("mary")).status_code == 200
    assert (await city.reply("ann")).status_code == 200
    assert (await city.rate(solved=False, score=2)).json()["status"] == "handling"
    await city.resolve(await _of(city))
    await city.verify("dina")
    await city.reply(await _of(city))
    assert (await city.rate(solved=True, score=5)).json()["status"] == "closed"
    complaint = await city.as_it_is()
    assert (complaint.reopenings, complaint.clock) == (1, None)
    assert [one.outcome for one in complaint.promises] == ["kept"]


async def _of(life: Life) -> str:
    return (await officer(life)).lower()
