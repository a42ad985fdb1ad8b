"""Who is on duty is remembered between questions, and is never another than the tables say."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from heating.accounts import user_actions
from heating.accounts.models import User
from heating.accounts.rules import Role
from heating.accounts.user_actions import Changes
from heating.complaints import posting
from heating.duty import queries, skills, vacancies
from heating.duty.models import SkillRow
from heating.duty.schemas import SkillsBody
from heating.lib import clock
from heating.lib.problems import Problem
from tests.cast import CITY, CREW_A, ONE, TWO, WANBOLIN
from tests.duty.rosters import ZONE, at
from tests.duty.serving import Serving, watch

PLACES = [(ONE, ""), (ONE, WANBOLIN), (CREW_A, WANBOLIN), (TWO, WANBOLIN), (CITY, "")]
PEOPLE = ("ann", "ben", "dan", "mary", "lee")


async def assert_as_the_tables_say(when: datetime) -> None:
    with clock.travel(when.astimezone(UTC)):
        fresh, remembered = await queries.posts_at(clock.now()), await queries.posts_at(clock.now(), PLACES)
    for place in PLACES:
        assert remembered.on_duty(*place) == fresh.on_duty(*place)


class Changing:
    """Whatever people do to rosters and to each other, at random."""

    def __init__(self, serving: Serving, chance: Random) -> None:
        self.serving, self.chance = serving, chance
        self.taken: list[str] = []

    @property
    def steps(self) -> list[Callable[[datetime], Awaitable[object]]]:
        return [
            self.override,
            self.reinforce,
            self.take_back,
            self.sign_in,
            self.sweep,
            self.publish,
            self.user,
            self.skill,
        ]

    async def override(self, now: datetime) -> None:
        await self._change("overrides", now)

    async def reinforce(self, now: datetime) -> None:
        await self._change("reinforcements", now)

    async def _change(self, kind: str, now: datetime) -> None:
        starts_at = now + timedelta(minutes=self.chance.choice([0, 1, 30, 60]))
        body = {
            **watch(starts_at),
            "ends_at": (starts_at + timedelta(minutes=self.chance.choice([1, 45, 300]))).isoformat(),
            "person": str(self.serving.world.id(self.chance.choice(PEOPLE))),
            "reason": "寒潮",
        }
        if (await self.serving.post("mary", now, f"/{kind}", body)).status_code == 201:
            self.taken.append(f"/{kind}/{body['id']}")

    async def take_back(self, now: datetime) -> None:
        if self.taken:
            await self.serving.send("DELETE", "mary", now, self.taken.pop())

    async def sign_in(self, now: datetime) -> None:
        start = now.replace(hour=12 if now.hour >= 12 else 0, minute=0, second=0, microsecond=0)
        await self.serving.post(self.chance.choice(PEOPLE), now, "/sign-ins", watch(start))

    async def sweep(self, now: datetime) -> None:
        with clock.travel(now.astimezone(UTC)):
            await vacancies.sweep(ZONE)

    async def publish(self, now: datetime) -> None:
        officers = self.chance.sample(["ann", "ben", "dan"], 2)
        with clock.travel(now.astimezone(UTC)):
            await self.serving.world.publish(self.serving.world.plan(officers), when=now.astimezone(UTC))

    async def user(self, now: datetime) -> None:
        user = await User.get(username=self.chance.choice(["ben", "dan", "lee"]))
        change = self.chance.choice(
            [Changes(disabled=user.disabled_at is None), Changes(phone=self.chance.choice(["", "0351-5550001"]))]
        )
        with clock.travel(now.astimezone(UTC)):
            await user_actions.change_user(self.serving.world.actor("alice"), user.id, user.version, change)

    async def skill(self, now: datetime) -> None:
        person = self.serving.world.id("ann")
        known = await SkillRow.get_or_none(person_id=person)
        chosen = self.chance.sample(["pipes", "boilers"], self.chance.randint(0, 2))
        with clock.travel(now.astimezone(UTC)):
            body = SkillsBody(skills=chosen, version=known.version if known else 0)
            await skills.put(self.serving.world.actor("mary"), person, body)


@pytest.mark.parametrize("seed", range(4))
async def test_it_is_what_the_tables_say_whatever_has_changed(serving: Serving, seed: int) -> None:
    chance = Random(seed)
    changing, now = Changing(serving, chance), at(1, 9)
    for _ in range(25):
        now += timedelta(minutes=chance.choice([0, 1, 7, 59, 180]), seconds=chance.choice([0, 20]))
        await assert_as_the_tables_say(now)
        with suppress(Problem):  # as when somebody is planned who is disabled by now
            await chance.choice(changing.steps)(now)
        for later in (0, 1, 59, 61):
            await assert_as_the_tables_say(now + timedelta(seconds=later))


@pytest.mark.usefixtures("serving")
async def test_those_who_ask_at_once_for_different_moments_do_not_mix_them_up() -> None:
    moments = [at(1, 9), at(1, 14), at(2, 9), at(1, 9)]
    await queries.posts_at(moments[0], PLACES[:1])
    found = await asyncio.gather(*(queries.posts_at(moment, PLACES) for moment in moments))
    names = [[one.person.name for one in posts.on_duty(*PLACES[0]).officers] for posts in found]
    assert names == [["Ann"], ["Ben"], ["Ann"], ["Ann"]]
    leaders = [posts.on_duty(*PLACES[0]).leader for posts in found]
    assert [one and one.person.name for one in leaders] == ["Mary", "Mary", "Lee", "Mary"]


@pytest.mark.usefixtures("serving")
async def test_the_next_watch_begins_on_the_second() -> None:
    names = []
    for second in (-1, 0, 1):
        with clock.travel((at(1, 12) + timedelta(seconds=second)).astimezone(UTC)):
            target = await (await posting.posting(clock.now(), [(ONE, "")])).find(ONE, "")
        names.append(target.name)
    assert names == ["Ann", "Ben", "Ben"]


async def test_a_new_officer_without_a_roster_counts_at_once(serving: Serving) -> None:
    with clock.travel(at(1, 9).astimezone(UTC)):
        before = (await queries.posts_at(clock.now(), [(TWO, "")])).on_duty(TWO, "")
        profile = user_actions.Profile(
            username="olga", name="Olga", role=Role.DUTY_OFFICER, organization=TWO, area="", phone="0351-5550001",
            language="zh",
        )  # fmt: skip
        await user_actions.create_user(serving.world.actor("alice"), profile, password="correct horse 42")
        after = (await queries.posts_at(clock.now(), [(TWO, "")])).on_duty(TWO, "")
    assert "Olga" not in [one.person.name for one in before.line]
    assert [one.person.name for one in after.officers] == ["Olga"]
