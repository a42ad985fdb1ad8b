import asyncio

import pytest

from heating.audit.models import AuditEntry
from heating.duty import vacancies
from heating.duty.models import SignInRow, VacancyRow
from heating.lib import clock
from tests.cast import ONE
from tests.duty.rosters import ZONE, at
from tests.duty.serving import Serving, code, watch


async def swept(minute: float) -> int:
    with clock.travel(at(1, minute / 60)):
        return await vacancies.sweep(ZONE)


async def test_nobody_signs_in_for_another(serving: Serving) -> None:
    for who in ("ben", "mary", "alice"):
        assert code(await serving.post(who, at(1), "/sign-ins", watch(at(1)))) == (404, "duty.not_found")


async def test_nobody_signs_in_for_a_watch_that_is_not(serving: Serving) -> None:
    for wrong in (watch(at(1, 1)), watch(at(1), "leader"), watch(at(1), area="taiyuan/wanbolin/")):
        assert (await serving.post("ann", at(1), "/sign-ins", wrong)).status_code == 404


async def test_it_is_half_an_hour_before_at_the_earliest_and_before_the_end(serving: Serving) -> None:
    assert code(await serving.post("ann", at(1, -0.51), "/sign-ins", watch(at(1)))) == (409, "duty.too_early")
    assert code(await serving.post("ann", at(1, 12), "/sign-ins", watch(at(1)))) == (409, "duty.over")
    assert await SignInRow.all().count() == 0


async def test_again_it_answers_as_the_first_time(serving: Serving) -> None:
    first = await serving.post("ann", at(1, -0.5), "/sign-ins", watch(at(1)))
    again = await serving.post("ann", at(1, 5), "/sign-ins", watch(at(1)))
    assert (first.status_code, first.json()) == (200, again.json())
    assert await SignInRow.all().count() == 1
    (own, *_) = (await serving.own("ann", at(1, 1)))["watches"]
    assert own["signed_at"] == first.json()["signed_at"]


async def test_who_signs_in_in_time_gives_no_alarm(serving: Serving) -> None:
    await serving.post("ann", at(1, 0.1), "/sign-ins", watch(at(1)))
    await serving.post("mary", at(1, 0.1), "/sign-ins", watch(at(1), "leader"))
    assert await swept(11) == 0


async def test_a_post_not_signed_in_falls_vacant_after_ten_minutes_once(serving: Serving) -> None:
    await serving.post("mary", at(1), "/sign-ins", watch(at(1), "leader"))
    assert [await swept(minute) for minute in (9.9, 10, 11, 300)] == [0, 1, 0, 0]
    entry = await AuditEntry.get(action="post.vacant")
    assert (entry.organization_path, entry.actor_name) == (ONE, "system")
    assert await serving.told("post.vacant") == ["ann", "ben", "lee", "mary"]
    (officer,) = [post for post in await serving.posts("bob", at(1, 1)) if post["post"] == "officer"]
    assert (officer["vacant"], officer["next"]["name"], officer["signed_at"]) == (True, "Ben", None)


@pytest.mark.usefixtures("serving")
async def test_of_two_sweeps_at_once_one_finds_it() -> None:
    with clock.travel(at(1, 1)):
        found = await asyncio.gather(vacancies.sweep(ZONE), vacancies.sweep(ZONE))
    assert sum(found) == 2  # the officer and the leader
    assert await AuditEntry.filter(action="post.vacant").count() == 2


async def test_who_comes_late_ends_the_vacancy(serving: Serving) -> None:
    await swept(10)
    await serving.post("ann", at(1, 1), "/sign-ins", watch(at(1)))
    assert (await VacancyRow.get(post="officer")).ended_at is not None
    (officer,) = [post for post in await serving.posts("bob", at(1, 2)) if post["post"] == "officer"]
    assert not officer["vacant"]
    assert '"minutes_late":60' in (await AuditEntry.get(action="post.signed_in")).detail_json


async def test_nobody_is_late_for_what_he_could_not_know(serving: Serving) -> None:
    """The roster comes out again in the middle of the watch, with somebody else."""
    for who, post in (("ann", "officer"), ("mary", "leader")):
        await serving.post(who, at(1), "/sign-ins", watch(at(1), post))
    world = serving.world
    await world.publish(world.plan(officers=["dan"]), when=at(1, 6))
    assert [await swept(minute) for minute in (369, 370)] == [0, 1]
    assert (await VacancyRow.get()).person_id == world.id("dan")


async def test_who_stays_on_duty_in_the_new_roster_has_signed_in(serving: Serving) -> None:
    for who, post in (("ann", "officer"), ("mary", "leader")):
        await serving.post(who, at(1), "/sign-ins", watch(at(1), post))
    world = serving.world
    await world.publish(world.plan(officers=["ann", "dan"]), when=at(1, 6))
    assert await swept(400) == 0
    (own, *_) = (await serving.own("ann", at(1, 7)))["watches"]
    assert own["signed_at"] is not None
