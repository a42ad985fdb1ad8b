"""Which categories of work a person takes. The categories are the complaints'; here they are keys."""

from functools import partial
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts import problems as account_problems
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.duty import problems, queries, reading
from heating.duty.models import SkillRow
from heating.duty.schemas import Person, Skilled, SkillsBody
from heating.lib import clock
from heating.registry.clashes import once_more


async def listed(actor: Actor) -> list[Skilled]:
    """Of the people he sees, those who do not take everything, by user name."""
    rows = {row.person_id: row for row in await SkillRow.all()}
    people = [one for one in await accounts.colleagues(ids=rows) if not one.disabled]
    return [
        Skilled(
            person=Person(one.id, one.name),
            organization=one.organization,
            skills=msgspec.json.decode(rows[one.id].skills_json),
            version=rows[one.id].version,
        )
        for one in people
        if reading.is_below(actor, one.organization, one.area)
    ]


async def put(actor: Actor, person: UUID, body: SkillsBody) -> None:
    """Raises duty.not_found, accounts.forbidden, duty.version_conflict."""
    user = (await accounts.persons([person])).get(person)
    if user is None or not reading.sees(actor, user.organization, user.area):
        raise problems.NOT_FOUND()
    if not reading.may_write(actor, user.organization, user.area):
        raise account_problems.FORBIDDEN()
    await once_more(partial(_put, actor, person, user.organization, user.area, body))


async def _put(actor: Actor, person: UUID, organization: str, area: str, body: SkillsBody) -> None:
    skills = sorted(set(body.skills))
    columns = {"skills_json": msgspec.json.encode(skills).decode(), "version": body.version + 1}
    async with storage.transaction() as unit:
        known = await SkillRow.get_or_none(person_id=person)
        present = 0 if known is None else known.version
        if present != body.version:
            raise problems.VERSION_CONFLICT(version=present)
        if known is None:
            unit.insert(SkillRow, {"person_id": person, "updated_at": clock.now(), **columns})
        elif not await SkillRow.filter(person_id=person, version=present).update(updated_at=clock.now(), **columns):
            raise problems.VERSION_CONFLICT(version=present + 1)
        unit.changed(queries.SKILLS, person, organization=organization, area=area)
        audit.record(
            actor,
            "skills.changed",
            subject_kind="user",
            subject_id=person,
            organization=organization,
            area=area,
            detail={"skills": skills},
        )
