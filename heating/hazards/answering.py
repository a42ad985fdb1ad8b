"""Who can answer for a hazard: a unit, and a person in it or above it who may rectify and sees the place."""

from collections.abc import Iterator
from uuid import UUID

from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.queries import Person
from heating.accounts.rules import Permission, organization_reach, permissions_of
from heating.hazards.presenting import Row
from heating.lib import areas
from heating.lib.problems import FieldError
from heating.lib.wording import Text


async def faults(actor: Actor, row: Row, unit: str, responsible: UUID, prefix: str = "") -> list[FieldError]:
    """What is wrong with this unit and person; `prefix` is where they stand in the body."""
    found = (await accounts.persons([responsible])).get(responsible)
    is_known = unit == row.unit or unit in await accounts.organizations_by_path([unit])
    is_seen = areas.within(unit, actor.organization)
    return [
        *_unit_faults(f"{prefix}/organization", is_known and (is_seen or unit == row.unit)),
        *person_faults(
            f"{prefix}/{'person' if prefix else 'responsible'}", found, unit, row.organization_path, row.area_path
        ),
    ]


def leader_faults(person: Person | None) -> list[FieldError]:
    if person is None or person.disabled:
        return [_not_found("/leader")]
    if Permission.HAZARDS_SUPERVISE not in permissions_of(person.role):
        text = Text("挂牌督办须由区级或市级领导负责。", "A leader of a district or of the city answers for it.")
        return [FieldError("/leader", "no_leader", text)]
    return []


def _unit_faults(pointer: str, is_found: bool) -> Iterator[FieldError]:
    if not is_found:
        yield FieldError(pointer, "not_found", Text("没有这个单位。", "There is no such organization."))


def person_faults(pointer: str, person: Person | None, unit: str, place: str, area: str) -> Iterator[FieldError]:
    """Why this person cannot answer for a hazard of that unit, at a place of that organization, in that area. Pure."""
    if person is None or person.disabled:
        yield _not_found(pointer)
        return
    if Permission.HAZARDS_RECTIFY not in permissions_of(person.role):
        yield FieldError(pointer, "may_not_rectify", Text("此人没有整改权限。", "This person may not rectify."))
    if not (areas.within(person.organization, unit) or areas.within(unit, person.organization)):
        yield FieldError(pointer, "other_unit", Text("此人不属于责任单位。", "This person is not of the unit."))
    elif not sees(person, unit, place):
        text = Text(
            "此人看不到该隐患，请以其所在班组为责任单位。", "This person would not see the hazard; name his own crew."
        )
        yield FieldError(pointer, "not_seen", text)
    if not areas.within(area, person.area):
        text = Text("隐患不在此人的管理范围内。", "The hazard is outside this person's area.")
        yield FieldError(pointer, "other_area", text)


def sees(person: Person, unit: str, place: str) -> bool:
    """As `filtering.Seen` has it: by the unit or by the place."""
    reach = organization_reach(person.role, person.organization)
    return areas.within(unit, reach) or areas.within(place, reach)


def _not_found(pointer: str) -> FieldError:
    return FieldError(pointer, "not_found", Text("没有这个人，或账号已停用。", "No such person, or disabled."))
