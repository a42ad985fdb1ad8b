"""Two who want the same complaints at the same moment, each in his own order."""

import asyncio

import asyncpg
import pytest

from heating import storage
from heating.app.application import UNAVAILABLE
from heating.complaints.steps import stepping
from heating.storage import asyncpg_engine
from tests.complaints.living import Life


async def test_two_who_merge_each_others_complaint_do_not_wait_for_ever(life: Life) -> None:
    one = life.id
    await life.begin(room="502")
    for _ in range(5):
        answers = await asyncio.gather(
            life.ask("cora", f"/api/complaints/{one}/merger", {"into": life.id}),
            life.ask("dan", f"/api/complaints/{life.id}/merger", {"into": one}),
        )
        assert sorted(answer.status_code for answer in answers) in ([200, 409], [200, 422])
        merged = one if answers[0].status_code == 200 else life.id
        split = await life.ask("cora", f"/api/complaints/{merged}/split", {"reason": "误并"})
        assert split.status_code == 200, split.text


async def test_what_waited_in_vain_is_done_once_more() -> None:
    told: list[str] = []

    async def work() -> str:
        told.append("tried")
        if len(told) == 1:
            raise storage.Deadlock
        return "done"

    assert (await stepping.once_more(work), told) == ("done", ["tried", "tried"])


async def test_it_is_given_up_after_that() -> None:
    async def work() -> str:
        raise storage.Deadlock

    with pytest.raises(storage.Deadlock):
        await stepping.once_more(work)
    assert storage.Deadlock in UNAVAILABLE


@pytest.mark.parametrize("client_class", [asyncpg_engine.Client, asyncpg_engine.Transaction])
async def test_the_database_s_word_for_it_is_ours(
    client_class: type[asyncpg_engine.Client | asyncpg_engine.Transaction],
) -> None:
    async def statement(_: object) -> None:
        raise asyncpg.DeadlockDetectedError("deadlock detected")

    client = client_class.__new__(client_class)
    with pytest.raises(storage.Deadlock):
        await client._translate_exceptions(statement)


async def test_a_visit_does_not_wait_for_whoever_closes_its_complaint_and_waits_for_it(life: Life) -> None:
    await life.until("replied")
    for turn in range(3):
        visit = (await life.arrange("bob")).json()
        missed, rated = await asyncio.gather(
            life.ask("bob", f"/api/visits/{visit['id']}/absence", {"version": 1, "note": "敲门无人应答"}), life.rate()
        )
        assert (missed.status_code, rated.status_code) in ((200, 200), (409, 200)), (turn, missed.text, rated.text)
        assert (await life.get("cora", f"/api/visits/{visit['id']}"))["state"] == "cancelled"
        await life.step("cora", "reopening", reason="用户来电仍不热")
        for verb in (life.resolve, life.verify, life.reply):
            assert (await verb()).status_code == 200
