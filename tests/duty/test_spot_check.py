from heating.audit.models import AuditEntry
from heating.duty import spot_checks
from heating.lib import clock
from heating.lib.ids import new_id
from tests.cast import ONE
from tests.duty.rosters import at
from tests.duty.serving import Serving, code


def check(post: str = "officer", minutes: int = 5) -> dict[str, object]:
    return {"id": str(new_id()), "organization": ONE, "post": post, "minutes": minutes}


async def asked(serving: Serving, post: str = "officer") -> str:
    answer = await serving.post("mary", at(1, 3), "/spot-checks", check(post))
    assert answer.status_code == 201, answer.text
    id: str = answer.json()["id"]
    return id


async def swept(minutes: float) -> int:
    with clock.travel(at(1, 3 + minutes / 60)):
        return await spot_checks.sweep()


async def test_it_is_not_for_officers_nor_for_other_companies(serving: Serving) -> None:
    assert (await serving.post("ann", at(1), "/spot-checks", check())).status_code == 403
    assert (await serving.post("charlie", at(1), "/spot-checks", check())).status_code == 404


async def test_it_needs_somebody_at_the_post(serving: Serving) -> None:
    assert code(await serving.post("mary", at(40), "/spot-checks", check())) == (409, "duty.nobody")


async def test_only_who_is_at_the_post_answers(serving: Serving) -> None:
    id = await asked(serving)
    for who in ("ben", "mary", "dan"):
        assert (await serving.post(who, at(1, 3), f"/spot-checks/{id}/answer")).status_code == 404


async def test_answered_in_time_it_is_done(serving: Serving) -> None:
    id = await asked(serving)
    assert await serving.told("spot_check.asked") == ["ann"]
    (waiting,) = (await serving.own("ann", at(1, 3)))["spot_checks"]
    assert (waiting["id"], waiting["late"]) == (id, False)
    for _ in range(2):
        assert (
            await serving.post("ann", at(1, 3.05), f"/spot-checks/{id}/answer", {"text": "在岗"})
        ).status_code == 204
    assert await swept(10) == 0
    (shown,) = (await serving.send("GET", "mary", at(1, 4), "/spot-checks")).json()["items"]
    assert (shown["answer"], shown["late"], shown["missed"]) == ("在岗", False, False)
    assert await AuditEntry.filter(action="spot_check.answered").count() == 1


async def test_not_answered_it_is_missed_once(serving: Serving) -> None:
    await asked(serving)
    assert [await swept(minutes) for minutes in (5, 5.1, 6)] == [0, 1, 0]
    assert await serving.told("spot_check.missed") == ["mary"]
    (shown,) = (await serving.send("GET", "mary", at(1, 4), "/spot-checks")).json()["items"]
    assert (shown["missed"], shown["answered_at"]) == (True, None)


async def test_late_is_said_to_be_late(serving: Serving) -> None:
    id = await asked(serving)
    await swept(6)
    await serving.post("ann", at(1, 3.2), f"/spot-checks/{id}/answer")
    (shown,) = (await serving.send("GET", "mary", at(1, 4), "/spot-checks")).json()["items"]
    assert (shown["late"], shown["missed"]) == (True, False)


async def test_a_leader_is_checked_as_well(serving: Serving) -> None:
    await asked(serving, "leader")
    assert await serving.told("spot_check.asked") == ["mary"]


async def test_those_of_one_moment_have_an_order(serving: Serving) -> None:
    first, second = sorted(str(new_id()) for _ in range(2))
    for id in (first, second):
        assert (await serving.post("mary", at(1, 3), "/spot-checks", check() | {"id": id})).status_code == 201
    assert [one["id"] for one in (await serving.own("ann", at(1, 3)))["spot_checks"]] == [second, first]
