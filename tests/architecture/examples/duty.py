"""Rosters, serving, and what deviates from a roster. The watches of the examples begin with the present hour."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor, system_actor
from heating.accounts.models import User
from heating.accounts.queries import actor as actor_of
from heating.accounts.rules import Role
from heating.duty import change_actions, roster_actions, serving, skills, spot_checks, swap_actions
from heating.duty.models import DutyChangeRow, RosterRow, ShiftRow
from heating.duty.patterns import Pattern, Plan
from heating.duty.rules import Post, Via
from heating.duty.schemas import NewChange, NewRoster, SkillsBody
from heating.duty.serving_schemas import NewHandOver, NewSpotCheck, NewSwap
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry import kind_actions
from heating.registry.kind_queries import seasons
from heating.registry.schemas import NewSeason
from heating.registry.seasons import usual_plan
from tests.architecture.examples import Example, Examples, Names, Place
from tests.duty.rosters import ZONE
from tests.duty.world import PHONE

HOURS = timedelta(hours=1)


async def colleague(place: Place, role: Role = Role.CREW_MEMBER) -> User:
    """Somebody of the place who can be called."""
    user = await place.cast.add(f"{role}.{new_id().hex[-12:]}", role, place.organization)
    await User.filter(id=user.id).update(phone=PHONE)
    return user


async def by(user: UUID) -> Actor:
    found = await actor_of(user)
    assert found is not None
    return found


async def a_draft(place: Place) -> Names:
    """The asker, if he may serve, and another take turns as officers; a third leads. Others' rosters are gone."""
    async with storage.transaction():
        for table in (RosterRow, ShiftRow, DutyChangeRow):
            await table.all().delete()
    if not await seasons():
        given = msgspec.structs.asdict(usual_plan(clock.now().year - (clock.now().month < 4)))
        await kind_actions.create_season(system_actor(), NewSeason(**given))
    await User.filter(id=place.person_id).update(phone=PHONE)
    others = [(await colleague(place)).id for _ in range(2)]
    start = place.hour
    first = place.person_id if place.person.role != Role.AUDITOR else (await colleague(place)).id
    patterns = (
        Pattern(Post.OFFICER, start, 12, (first, others[0])),
        Pattern(Post.LEADER, start, 12, (others[1],)),
    )
    id = new_id()
    plan = Plan(start, start + 36 * HOURS, patterns)
    new = NewRoster(id=id, name="排班", organization=place.organization, area=place.area, plan=plan)
    await roster_actions.create(system_actor(), new, ZONE)
    return {"id": str(id), "officer": str(first), "next": str(others[0]), "leader": str(others[1])}


async def a_roster(place: Place) -> Names:
    names = await a_draft(place)
    await roster_actions.publish(system_actor(), UUID(names["id"]), 1, ZONE)
    return {**names, "starts_at": place.hour.isoformat()}


def a_place(place: Place) -> dict[str, Any]:
    return {"organization": place.organization, "area": place.area}


def a_watch(place: Place, names: Names) -> dict[str, Any]:
    return {"id": str(new_id()), **a_place(place), "post": "officer", "starts_at": names["starts_at"]}


def a_plan(place: Place, _: Names) -> Any:
    start = place.hour
    pattern = Pattern(Post.OFFICER, start, 12, (place.person_id,))
    return msgspec.to_builtins(Plan(start, start + 36 * HOURS, (pattern,)))


async def a_hand_over(place: Place) -> Names:
    """To the one who asks: the one before him has written it."""
    names = await a_roster(place)
    start, coming = place.hour, await colleague(place)
    to = place.person_id
    if to != UUID(names["officer"]):
        to = coming.id
    change = NewChange(
        id=new_id(), **a_place(place), person=coming.id, starts_at=start, ends_at=start + 12 * HOURS, reason="替班"
    )
    await change_actions.make(system_actor(), Via.OVERRIDE, change, ZONE)
    back = NewChange(
        id=new_id(),
        **a_place(place),
        person=to,
        starts_at=start + 12 * HOURS,
        ends_at=start + 24 * HOURS,
        reason="替班",
    )
    await change_actions.make(system_actor(), Via.OVERRIDE, back, ZONE)
    new = NewHandOver(id=new_id(), **a_place(place), post=Post.OFFICER, starts_at=start, note="无事")
    return {"id": str(await serving.hand_over(await by(coming.id), new))}


async def a_swap_asked_of_me(place: Place) -> Names:
    names = await a_roster(place)
    new = NewSwap(
        id=new_id(),
        **a_place(place),
        post=Post.OFFICER,
        starts_at=place.hour + 12 * HOURS,
        asked=UUID(names["officer"]),
    )
    return {"id": str(await swap_actions.ask(await by(UUID(names["next"])), new, ZONE))}


async def a_swap_i_asked(place: Place) -> Names:
    names = await a_roster(place)
    new = NewSwap(id=new_id(), **a_place(place), post=Post.OFFICER, starts_at=place.hour, asked=UUID(names["next"]))
    return {"id": str(await swap_actions.ask(await by(UUID(names["officer"])), new, ZONE))}


def a_change(via: Via) -> Any:
    async def make(place: Place) -> Names:
        await a_roster(place)
        person, start = await colleague(place), place.hour
        new = NewChange(
            id=new_id(), **a_place(place), person=person.id, starts_at=start, ends_at=start + 2 * HOURS, reason="增援"
        )
        return {"id": str(await change_actions.make(system_actor(), via, new, ZONE))}

    return make


async def a_roster_and_somebody(place: Place) -> Names:
    names = await a_roster(place)
    return {**names, "somebody": str((await colleague(place)).id)}


def a_new_change(place: Place, names: Names) -> Any:
    start = place.hour
    times = {"starts_at": start.isoformat(), "ends_at": (start + 2 * HOURS).isoformat()}
    return {"id": str(new_id()), **a_place(place), **times, "person": names["somebody"], "reason": "增援"}


async def a_spot_check(place: Place) -> Names:
    await a_roster(place)
    new = NewSpotCheck(id=new_id(), **a_place(place))
    return {"id": str(await spot_checks.ask(system_actor(), new))}


async def a_colleague(place: Place) -> Names:
    user = await colleague(place)
    await User.filter(id=user.id).update(area_path=place.area)
    return {"id": str(user.id)}


async def a_skilled_colleague(place: Place) -> Names:
    names = await a_colleague(place)
    await skills.put(system_actor(), UUID(names["id"]), SkillsBody(skills=["no_heat"], version=0))
    return names


def an_import(place: Place, _: Names) -> tuple[bytes, str]:
    about = msgspec.json.encode({"id": str(new_id()), "name": "导入", **a_place(place)}).decode()
    table = "岗位,账号,开始时间,结束时间\n值守,nobody,2026-11-01,2026-11-02"
    parts = [("mapping", "", about), ("dry_run", "", "true"), ("file", '; filename="r.csv"', table)]
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{text}\r\n' for name, more, text in parts
    )
    return f"{body}--x--\r\n".encode(), "multipart/form-data; boundary=x"


def the_place(place: Place, _: Names) -> dict[str, str]:
    return {"organization": place.organization, "area": place.area}


def its_id(_: Place, names: Names) -> str:
    return names["id"]


def a_span(place: Place, _: Names) -> dict[str, str]:
    start = place.hour
    return {"starts_at": start.isoformat(), "ends_at": (start + 24 * HOURS).isoformat()}


def remark(_: Place, __: Names) -> Any:
    return {"text": "好"}


EXAMPLES: Examples = {
    ("GET", "/api/rosters"): Example(subject=a_roster, shows=its_id),
    ("POST", "/api/rosters"): Example(
        subject=a_draft, body=lambda p, n: {"id": str(new_id()), "name": "新", **a_place(p), "plan": a_plan(p, n)}
    ),
    ("GET", "/api/rosters/{id:uuid}"): Example(subject=a_roster),
    ("PUT", "/api/rosters/{id:uuid}"): Example(
        subject=a_draft, body=lambda p, n: {"name": "改", "plan": a_plan(p, n), "version": 1}
    ),
    ("DELETE", "/api/rosters/{id:uuid}"): Example(subject=a_draft),
    ("POST", "/api/rosters/{id:uuid}/publication"): Example(subject=a_draft, body=lambda _, __: {"version": 1}),
    ("POST", "/api/rosters/{id:uuid}/retirement"): Example(subject=a_roster, body=lambda _, __: {"version": 2}),
    ("GET", "/api/rosters/{id:uuid}/watches"): Example(subject=a_roster, query=a_span),
    ("GET", "/api/rosters/{id:uuid}/roster.xlsx"): Example(subject=a_roster),
    ("POST", "/api/roster-imports"): Example(content=an_import),
    ("GET", "/api/duty/candidates"): Example(
        tree="organizations", query=lambda place, _: {"organization": place.organization}
    ),
    ("GET", "/api/duty/now"): Example(subject=a_roster, query=the_place),
    ("GET", "/api/duty/hand-over-draft"): Example(subject=a_roster, query=the_place),
    ("GET", "/api/duty/posts"): Example(subject=a_roster, shows=its_id),
    ("GET", "/api/duty/own"): Example(subject=a_roster, unscoped=True),
    ("POST", "/api/duty/sign-ins"): Example(subject=a_roster, body=a_watch, personal=True),
    ("GET", "/api/duty/hand-overs"): Example(subject=a_hand_over, shows=its_id),
    ("POST", "/api/duty/hand-overs"): Example(
        subject=a_roster, body=lambda p, n: {**a_watch(p, n), "note": "无事"}, personal=True
    ),
    ("POST", "/api/duty/hand-overs/{id:uuid}/receipt"): Example(subject=a_hand_over, body=remark, personal=True),
    ("GET", "/api/duty/swaps"): Example(subject=a_swap_i_asked, shows=its_id),
    ("POST", "/api/duty/swaps"): Example(
        subject=a_roster, body=lambda p, n: {**a_watch(p, n), "asked": n["next"]}, personal=True
    ),
    ("DELETE", "/api/duty/swaps/{id:uuid}"): Example(subject=a_swap_i_asked, personal=True),
    ("POST", "/api/duty/swaps/{id:uuid}/acceptance"): Example(subject=a_swap_asked_of_me, body=remark, personal=True),
    ("POST", "/api/duty/swaps/{id:uuid}/refusal"): Example(subject=a_swap_asked_of_me, body=remark, personal=True),
    ("GET", "/api/duty/overrides"): Example(subject=a_change(Via.OVERRIDE), shows=its_id),
    ("POST", "/api/duty/overrides"): Example(subject=a_roster_and_somebody, body=a_new_change),
    ("DELETE", "/api/duty/overrides/{id:uuid}"): Example(subject=a_change(Via.OVERRIDE)),
    ("GET", "/api/duty/reinforcements"): Example(subject=a_change(Via.REINFORCEMENT), shows=its_id),
    ("POST", "/api/duty/reinforcements"): Example(subject=a_roster_and_somebody, body=a_new_change),
    ("DELETE", "/api/duty/reinforcements/{id:uuid}"): Example(subject=a_change(Via.REINFORCEMENT)),
    ("GET", "/api/duty/spot-checks"): Example(subject=a_spot_check, shows=its_id),
    ("POST", "/api/duty/spot-checks"): Example(
        subject=a_roster, body=lambda place, _: {"id": str(new_id()), **a_place(place)}
    ),
    ("POST", "/api/duty/spot-checks/{id:uuid}/answer"): Example(subject=a_spot_check, body=remark, personal=True),
    ("GET", "/api/duty/skills"): Example(subject=a_skilled_colleague, shows=its_id),
    ("PUT", "/api/duty/skills/{id:uuid}"): Example(
        subject=a_colleague, body=lambda _, __: {"skills": ["no_heat"], "version": 0}
    ),
}
