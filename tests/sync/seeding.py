"""A filled database for a server of its own: `python -m tests.sync.seeding DIRECTORY LABELS` prints what phones use."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from heating import storage
from heating.accounts import tree_actions
from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.labels import actions as labels
from heating.labels.schemas import MOST_AT_ONCE, NewLabels
from heating.registry.kind_actions import install_kinds
from heating.storage import migrate
from tests.cast import AREAS, CITY, CREW_A, ORGANIZATIONS, Cast, session_token
from tests.inspections.world import World, payload


class Seeds(msgspec.Struct):
    """`cookies` and `people` by user name; payloads as a phone fills them in for `station`."""

    cookies: dict[str, str]
    people: dict[str, str]
    station: str
    passing: dict[str, Any]
    failing: dict[str, Any]
    failing_items: list[str]
    labels: list[str]


def seed_apart(directory: Path, labels: int = 10) -> Seeds:
    """Blocking, in a process of its own: the tests' process has another database open. `labels` are blank ones."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.sync.seeding", str(directory), str(labels)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return msgspec.json.decode(made.stdout, type=Seeds)


async def seed(directory: Path, labels: int) -> Seeds:
    url = f"sqlite:///{directory / 'heating.db'}"
    await migrate.run(url)
    await storage.open(url)
    try:
        return await _fill(labels)
    finally:
        await storage.close()


async def _fill(blank: int) -> Seeds:
    cast = Cast()
    for organization in ORGANIZATIONS:
        await tree_actions.create_organization(system_actor(), organization)
    for area in AREAS:
        await tree_actions.create_area(system_actor(), area)
    await cast.add("alice", Role.ADMINISTRATOR, CITY)
    await cast.add("bob", Role.CREW_MEMBER, CREW_A)
    await cast.add("ben", Role.SAFETY_OFFICER, CREW_A)
    await install_kinds(system_actor())
    world = await World(cast).build()
    for already in range(0, blank, MOST_AT_ONCE):
        await labels.issue(cast.actor("alice"), NewLabels(count=min(MOST_AT_ONCE, blank - already), batch="一"))
    failing = {"strainers": "bad", "gauges": "fail"}
    return Seeds(
        cookies={name: await session_token(user) for name, user in cast.users.items()},
        people={name: str(user.id) for name, user in cast.users.items()},
        station=str(world.station),
        passing=await payload(world.station),
        failing=await payload(world.station, changes=failing),
        failing_items=list(failing),
        labels=[row["code"] for row in await storage.fetch("SELECT code FROM label WHERE state = 'blank'")],
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(seed(Path(sys.argv[1]), int(sys.argv[2])))))
