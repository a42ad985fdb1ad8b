from datetime import datetime

import pytest

from heating.accounts.models import User
from heating.accounts.rules import Role
from heating.audit.models import AuditEntry
from heating.duty import queries, vacancies
from heating.lib import clock
from tests.cast import CITY, ONE, TWO
from tests.duty.rosters import ZONE, at
from tests.duty.serving import Serving, code, watch


def change(serving: Serving, who: str, start: float, end: float, **more: object) -> dict[str, object]:
    """Hours of the first day."""
    given = {"ends_at": at(1, end).isoformat(), "person": str(serving.world.id(who)), "reason": "寒潮增援"}
    return {**watch(at(1, start)), **given, **more}


@pytest.mark.parametrize("kind", ["overrides", "reinforcements"])
async def test_it_is_not_for_officers_nor_for_other_companies(serving: Serving, kind: str) -> None:
    body = change(serving, "dan", 2, 4)
    assert (await serving.post("ann", at(1), f"/{kind}", body)).status_code == 403
    assert (await serving.post("charlie", at(1), f"/{kind}", body)).status_code == 404


async def test_it_is_not_for_what_lies_above(serving: Serving) -> None:
    body = change(serving, "dan", 2, 4, organization=CITY)
    assert code(await serving.post("mary", at(1), "/overrides", body)) == (403, "accounts.forbidden")


@pytest.mark.parametrize(
    ("more", "start", "end", "pointer"),
    [
        ({}, 4, 4, "/ends_at"),
        ({}, -30, -29, "/ends_at"),
        ({}, 2, 24 * 40, "/ends_at"),
        ({}, 24 * 100, 24 * 101, "/starts_at"),
        ({"area": "taiyuan/wanbolin/"}, 2, 4, "/starts_at"),
        ({"post": "leader"}, 2, 4, "/post"),
    ],
)
async def test_impossible_times_are_refused(
    serving: Serving, more: dict[str, object], start: float, end: float, pointer: str
) -> None:
    answer = await serving.post("mary", at(1), "/reinforcements", change(serving, "dan", start, end, **more))
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_people_who_cannot_serve_are_refused(serving: Serving) -> None:
    await serving.world.engage("otto", Role.DUTY_OFFICER, TWO)
    await User.filter(username="bob").update(phone="")
    for who, kind in (("otto", "not_a_member"), ("bob", "unreachable"), ("mary", "two_places")):
        answer = await serving.post("mary", at(1), "/overrides", change(serving, who, 2, 4))
        assert [error["code"] for error in answer.json()["errors"]] == [kind]


async def test_who_is_on_duty_already_is_no_reinforcement(serving: Serving) -> None:
    answer = await serving.post("mary", at(1), "/reinforcements", change(serving, "ann", 2, 4))
    assert answer.json()["errors"][0]["code"] == "two_places"


async def test_an_override_holds_for_its_time(serving: Serving) -> None:
    body = change(serving, "dan", 2, 14)
    for _ in range(2):
        assert (await serving.post("mary", at(1), "/overrides", body)).status_code == 201
    assert code(await serving.post("mary", at(1), "/overrides", {**body, "reason": "别的"})) == (409, "duty.id_taken")
    assert [(await serving.on_duty(at(1, hour)))[0] for hour in (1, 3, 13, 15)] == ["Ann", "Dan", "Dan", "Ben"]
    (shown,) = (await serving.send("GET", "bob", at(1), "/overrides")).json()
    assert (shown["person"]["name"], shown["reason"], shown["writable"]) == ("Dan", "寒潮增援", False)


async def test_a_reinforcement_adds_an_officer(serving: Serving) -> None:
    await serving.post("mary", at(1), "/reinforcements", change(serving, "dan", 2, 14))
    assert [await serving.on_duty(at(1, hour)) for hour in (1, 3, 13)] == [
        ["Ann", "Mary"], ["Ann", "Dan", "Mary"], ["Ben", "Dan", "Mary"]
    ]  # fmt: skip
    (own, *_) = (await serving.own("dan", at(1)))["watches"]
    assert (own["via"], datetime.fromisoformat(own["starts_at"])) == ("reinforcement", at(1, 2))


async def test_a_reinforcement_who_does_not_come_is_vacant_without_an_alarm(serving: Serving) -> None:
    await serving.post("mary", at(1), "/reinforcements", change(serving, "dan", 2, 14))
    await serving.post("ann", at(1), "/sign-ins", watch(at(1)))
    await serving.post("mary", at(1), "/sign-ins", watch(at(1), "leader"))
    with clock.travel(at(1, 2.2)):
        assert await vacancies.sweep(ZONE) == 1
        posts = await queries.posts_at(clock.now())
    line = {one.person.name: one.vacant for one in posts.on_duty(ONE, "").line}
    assert (line["Dan"], line["Ann"]) == (True, False)
    assert await AuditEntry.filter(action="post.vacant").count() == 0


async def test_taken_back_the_roster_holds_again_from_now_on(serving: Serving) -> None:
    body = change(serving, "dan", 2, 14)
    await serving.post("mary", at(1), "/overrides", body)
    path = f"/overrides/{body['id']}"
    assert (await serving.send("DELETE", "ann", at(1, 6), path)).status_code == 403
    assert (await serving.send("DELETE", "charlie", at(1, 6), path)).status_code == 404
    assert (await serving.send("DELETE", "mary", at(1, 6), path)).status_code == 204
    assert [(await serving.on_duty(at(1, hour)))[0] for hour in (3, 7, 13)] == ["Dan", "Ann", "Ben"]
    assert code(await serving.send("DELETE", "mary", at(1, 7), path)) == (409, "duty.over")


async def test_one_that_has_not_begun_is_as_if_it_never_was(serving: Serving) -> None:
    body = change(serving, "dan", 2, 14, organization=ONE)
    await serving.post("mary", at(1), "/overrides", body)
    assert (await serving.send("DELETE", "mary", at(1, 1), f"/overrides/{body['id']}")).status_code == 204
    assert (await serving.on_duty(at(1, 3)))[0] == "Ann"


async def test_taking_back_puts_nobody_on_duty_who_cannot_be_reached(serving: Serving) -> None:
    """Whom the override was made for has lost his telephone, or his account, since."""
    body = change(serving, "dan", 2, 14)
    await serving.post("mary", at(1), "/overrides", body)
    path = f"/overrides/{body['id']}"
    for columns, kind in (({"phone": ""}, "unreachable"), ({"disabled_at": at(1)}, "not_a_member")):
        await User.filter(username="ann").update(**columns)
        answer = await serving.send("DELETE", "mary", at(1, 6), path)
        assert code(answer) == (422, "duty.faults")
        assert [error["code"] for error in answer.json()["errors"]] == [kind]
    assert (await serving.on_duty(at(1, 7)))[0] == "Dan"
    # what is past cannot be mended: from noon on it is Ben's again
    assert (await serving.send("DELETE", "mary", at(1, 13), path)).status_code == 204
    assert (await serving.on_duty(at(1, 13.5)))[0] == "Ben"


async def test_taking_back_puts_nobody_into_two_places(serving: Serving) -> None:
    body = change(serving, "dan", 2, 14)
    await serving.post("mary", at(1), "/overrides", body)
    leading = change(serving, "ann", 6, 10, post="leader")
    assert (await serving.post("mary", at(1, 1), "/overrides", leading)).status_code == 201
    answer = await serving.send("DELETE", "mary", at(1, 3), f"/overrides/{body['id']}")
    assert [error["code"] for error in answer.json()["errors"]] == ["two_places"]
    assert (await serving.send("DELETE", "mary", at(1, 3), f"/overrides/{leading['id']}")).status_code == 204
    assert (await serving.send("DELETE", "mary", at(1, 3), f"/overrides/{body['id']}")).status_code == 204


async def test_a_reinforcement_can_go_whoever_is_left(serving: Serving) -> None:
    body = change(serving, "dan", 2, 14)
    await serving.post("mary", at(1), "/reinforcements", body)
    await User.filter(username="ann").update(phone="")
    assert (await serving.send("DELETE", "mary", at(1, 6), f"/reinforcements/{body['id']}")).status_code == 204


async def test_a_part_that_nobody_has_planned_is_refused_too(serving: Serving) -> None:
    """The roster ends with the month: what lies behind it would be lost."""
    beyond = change(serving, "dan", 24 * 29, 24 * 30 + 6)
    for kind in ("overrides", "reinforcements"):
        answer = await serving.post("mary", at(1), f"/{kind}", beyond)
        assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/ends_at", "no_roster")]


async def test_those_whom_it_concerns_are_told(serving: Serving) -> None:
    body = change(serving, "dan", 6, 14)
    await serving.post("mary", at(1), "/overrides", body)
    assert await serving.told("override.made") == ["dan"]
    assert await serving.told("override.relieved") == ["ann", "ben"]
    await serving.send("DELETE", "mary", at(1, 13), f"/overrides/{body['id']}")
    assert await serving.told("override.ended") == ["dan"]
    assert await serving.told("override.back") == ["ben"], "her watch is over"
    more = change(serving, "dan", 30, 34)
    await serving.post("mary", at(1, 14), "/reinforcements", more)
    await serving.send("DELETE", "mary", at(1, 15), f"/reinforcements/{more['id']}")
    assert await serving.told("reinforcement.made") == await serving.told("reinforcement.ended") == ["dan"]
    assert await serving.told("reinforcement.relieved") == await serving.told("reinforcement.back") == []
