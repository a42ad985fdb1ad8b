import msgspec
import pytest

from heating.accounts.models import User
from heating.accounts.rules import Role
from heating.audit.models import AuditEntry
from heating.duty import roster_actions, roster_queries
from heating.duty.models import RosterRow, ShiftRow
from heating.duty.patterns import HandMade, Plan
from heating.duty.queries import posts_at
from heating.duty.rules import Post
from heating.duty.schemas import NewRoster, RosterBody
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from tests.cast import CREW_A, ONE, TWO, WANBOLIN, SignIn
from tests.duty.rosters import ZONE, at
from tests.duty.world import BEFORE, World


async def test_it_is_not_for_other_companies(world: World) -> None:
    id = await world.draft(world.plan())
    for work in (roster_actions.publish(world.actor("charlie"), id, 1, ZONE), world.draft(world.plan(), by="charlie")):
        with pytest.raises(Problem) as refused:
            await work
        assert refused.value.code == "duty.not_found"


async def test_it_is_not_for_officers(world: World) -> None:
    id = await world.draft(world.plan())
    with pytest.raises(Problem) as refused:
        await roster_actions.publish(world.actor("ann"), id, 1, ZONE)
    assert refused.value.code == "accounts.forbidden"


async def test_it_refuses_with_every_fault_at_once(world: World) -> None:
    await world.publish(world.plan(officers=["dan"], leaders=["lee"], days=2), area=WANBOLIN)
    await User.filter(username="ben").update(phone="")
    outsider = await world.engage("otto", Role.DUTY_OFFICER, TWO)
    plan = world.plan(leaders=[], days=4, by_hand=[
        HandMade(Post.OFFICER, world.id("dan"), at(1, 6), at(1, 9)),
        HandMade(Post.OFFICER, outsider.id, at(3), at(3, 12)),
        HandMade(Post.OFFICER, world.id("ann"), at(3), at(3, 6)),
    ])  # fmt: skip
    with clock.travel(BEFORE):
        id = await world.draft(plan)
        with pytest.raises(Problem) as refused:
            await roster_actions.publish(world.actor("mary"), id, 1, ZONE)
    assert refused.value.code == "duty.faults"
    assert [error.detail.zh for error in refused.value.errors] == [
        "2026-11-01 00:00–2026-11-04 24:00 无带班领导",
        "2026-11-01 06:00–09:00 Dan同时在第一热力公司任值守人员",
        "Ben没有可拨打的联系电话",
        "Otto不属于该单位、已停用或不能值班",
        "2026-11-03 00:00–06:00 值守人员重复排班：Ann、Otto",
    ]
    assert (await RosterRow.get(id=id)).status == "draft"
    assert await ShiftRow.filter(roster_id=id).count() == 0


async def test_the_faults_of_a_draft_are_shown_beforehand(world: World) -> None:
    with clock.travel(BEFORE):
        id = await world.draft(world.plan(leaders=[]))
        shown = await roster_queries.shown(world.actor("mary"), id, ZONE)
    assert [(fault.kind, fault.post) for fault in shown.faults] == [("gap", "leader")]


async def test_what_is_past_needs_nobody(world: World) -> None:
    plan = world.plan(by_hand=())
    late = Plan(
        plan.starts_at, plan.ends_at, tuple(msgspec.structs.replace(one, starts_at=at(5)) for one in plan.patterns)
    )
    with clock.travel(at(5, 1)):
        id = await world.draft(late)
        await roster_actions.publish(world.actor("mary"), id, 1, ZONE)
    with clock.travel(at(4)), pytest.raises(Problem):
        await roster_actions.publish(world.actor("mary"), await world.draft(late), 1, ZONE)


async def test_nothing_is_published_twice_or_changed_afterwards(world: World) -> None:
    id = await world.publish(world.plan())
    body = RosterBody(name="x", plan=world.plan(), version=2)
    for work in (
        roster_actions.publish(world.actor("mary"), id, 2, ZONE),
        roster_actions.change(world.actor("mary"), id, body, ZONE),
        roster_actions.discard(world.actor("mary"), id),
    ):
        with pytest.raises(Problem) as refused:
            await work
        assert refused.value.code == "duty.not_a_draft"


async def test_of_two_who_change_a_draft_the_second_is_told(world: World) -> None:
    id = await world.draft(world.plan())
    await roster_actions.change(world.actor("mary"), id, RosterBody(name="一", plan=world.plan(), version=1), ZONE)
    with pytest.raises(Problem) as refused:
        await roster_actions.change(world.actor("lee"), id, RosterBody(name="二", plan=world.plan(), version=1), ZONE)
    assert (refused.value.code, (await RosterRow.get(id=id)).name) == ("duty.version_conflict", "一")


async def test_impossible_plans_are_refused_field_by_field(world: World) -> None:
    plan = Plan(at(2), at(1), (), (HandMade(Post.OFFICER, world.id("ann"), at(3), at(3)),))
    new = NewRoster(id=new_id(), name="x", organization=ONE, area="taiyuan/nowhere/", plan=plan)
    with pytest.raises(Problem) as refused:
        await roster_actions.create(world.actor("mary"), new, ZONE)
    assert {error.pointer for error in refused.value.errors} == {"/plan/ends_at", "/plan/shifts/0/ends_at", "/area"}


async def test_the_same_draft_again_is_harmless_and_another_is_not(world: World) -> None:
    new = NewRoster(id=new_id(), name="x", organization=ONE, plan=world.plan())
    for _ in range(2):
        assert await roster_actions.create(world.actor("mary"), new, ZONE) == new.id
    with pytest.raises(Problem) as refused:
        await roster_actions.create(world.actor("mary"), msgspec.structs.replace(new, name="y"), ZONE)
    assert refused.value.code == "duty.id_taken"


async def test_who_is_published_is_on_duty(world: World) -> None:
    await world.publish(world.plan())
    for hour, officer, leader in ((0, "Ann", "Mary"), (12, "Ben", "Mary"), (36, "Ben", "Lee")):
        for organization in (ONE, CREW_A):
            duty = (await posts_at(at(1, hour), [(organization, WANBOLIN)])).on_duty(organization, WANBOLIN)
            assert duty.officer
            assert duty.leader
            assert (duty.officer.person.name, duty.leader.person.name) == (officer, leader)
    assert await AuditEntry.filter(action="roster.published").count() == 1


async def test_published_anew_the_new_one_holds_and_the_old_one_is_retired(world: World) -> None:
    old = await world.publish(world.plan())
    new = await world.publish(world.plan(officers=["dan"]), when=at(1, 6))
    assert [(await RosterRow.get(id=id)).status for id in (old, new)] == ["retired", "published"]
    names = []
    for hour in (5, 7):
        officer = (await posts_at(at(1, hour))).on_duty(ONE, WANBOLIN).officer
        assert officer
        names.append(officer.person.name)
    assert names == ["Ann", "Dan"]


async def test_without_a_roster_the_accounts_answer_again(world: World) -> None:
    id = await world.publish(world.plan())
    with clock.travel(at(2)):
        await roster_actions.retire(world.actor("mary"), id, 2)
    duty = (await posts_at(at(2, 1))).on_duty(ONE, WANBOLIN)
    assert (duty.why, [one.person.name for one in duty.officers]) == ("account", ["Ann", "Ben", "Dan"])


async def test_over_http(world: World, sign_in: SignIn) -> None:
    mary = await sign_in("mary")
    body = {"id": str(new_id()), "name": "十一月", "organization": ONE, "plan": msgspec.to_builtins(world.plan())}
    made = await mary.post("/api/rosters", json=body)
    assert (made.status_code, made.json()["faults"]) == (201, [])
    path = f"/api/rosters/{body['id']}"
    assert (await mary.post(f"{path}/publication", json={"version": 1})).json()["status"] == "published"
    query = {"starts_at": at(1).isoformat(), "ends_at": at(2).isoformat()}
    watches = (await mary.get(f"{path}/watches", params=query)).json()
    assert [(one["post"], one["person"]["name"]) for one in watches] == [
        ("leader", "Mary"), ("officer", "Ann"), ("officer", "Ben")
    ]  # fmt: skip
    assert (await (await sign_in("charlie")).get(path)).status_code == 404
    assert (await (await sign_in("bob")).get(path)).status_code == 200
