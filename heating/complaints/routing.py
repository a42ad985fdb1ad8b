"""To whom a complaint goes: officers on duty by skill, then by load; without one the leader in charge, then ever
higher. Never nobody as long as the city has anybody."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from heating.duty.line import Duty, OnDuty
from heating.duty.rules import Staff


class Rung(StrEnum):
    """Where the search ended. Everything but an officer is recorded as an event."""

    OFFICER = "officer"
    NAMED = "named"
    LEADER = "leader"
    HIGHER = "higher"
    VACANT = "vacant"
    LAST_RESORT = "last_resort"
    NOBODY = "nobody"


class Target(NamedTuple):
    """`passed` are those before him in line who could not be asked."""

    officer: UUID | None
    name: str
    leader: UUID | None
    rung: Rung
    passed: tuple[UUID, ...] = ()

    @property
    def climbed(self) -> bool:
        return self.rung not in (Rung.OFFICER, Rung.NAMED)


def route(
    duty: Duty,
    skill: str | None,
    loads: Mapping[UUID, int],
    *,
    excluded: Collection[UUID] = (),
    last_resort: Sequence[Staff] = (),
) -> Target:
    """`loads`: how many complaints each has before him. `excluded` have given it back. A post that nobody signed in for
    is passed over, and so is whoever has no telephone, unless there is nobody else at all; then whoever is there."""
    leader = duty.leader.person.id if duty.leader else None
    free = [one for one in duty.line if one.person.id not in excluded]
    present = [one for one in free if one.answers]
    officers = {one.person.id for one in duty.officers}
    if present and present[0].person.id in officers:
        on_post = [one for one in present if one.person.id in officers]
        chosen = _least_loaded(_skilled(on_post, skill) or on_post, loads)
        return _target(chosen, leader, Rung.HIGHER if duty.climbed else Rung.OFFICER, duty)
    if present:
        return _target(present[0], leader, Rung.LEADER if present[0].person.id == leader else Rung.HIGHER, duty)
    if free:
        return _target(min(free, key=lambda one: one.vacant), leader, Rung.VACANT, duty)
    passed = tuple(one.person.id for one in duty.line)
    for person in last_resort:
        return Target(person.id, person.name, leader, Rung.LAST_RESORT, passed)
    return Target(None, "", leader, Rung.NOBODY, passed)


def candidates(duty: Duty) -> list[UUID]:
    """Between whom the load decides."""
    return [one.person.id for one in duty.officers]


def _skilled(officers: Sequence[OnDuty], skill: str | None) -> list[OnDuty]:
    """Whoever has no skills noted takes everything."""
    return [one for one in officers if skill is None or not one.person.skills or skill in one.person.skills]


def _least_loaded(officers: Sequence[OnDuty], loads: Mapping[UUID, int]) -> OnDuty:
    """Of several with as little, the first on the roster."""
    return min(officers, key=lambda one: loads.get(one.person.id, 0))


def _target(chosen: OnDuty, leader: UUID | None, rung: Rung, duty: Duty) -> Target:
    ids = [one.person.id for one in duty.line]
    passed = () if rung is Rung.OFFICER else tuple(ids[: ids.index(chosen.person.id)])
    return Target(chosen.person.id, chosen.person.name, leader, rung, passed)
