"""More of the tiny city, for its residents: an estate of three buildings with labels, its station, an officer on duty.

Run by itself it adds them to the database of the environment's settings: python -m tests.browser.residents
"""

from pathlib import Path
from uuid import UUID

import msgspec

from heating import settings as environment
from heating.accounts import user_actions
from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.cli.opened import run_on_database
from heating.labels import actions as labels
from heating.labels import queries as label_queries
from heating.labels.schemas import NewLabels
from heating.network import actions as network
from heating.registry import asset_actions, site_actions
from heating.registry.schemas import NewAsset, NewSite
from heating.settings import Settings
from tests.browser import city

FILE = "residents.json"
BUILDINGS = 3


class Estate(msgspec.Struct):
    """`label` hangs at the entrance of building 2, whose code is `code`."""

    buildings: list[UUID]
    label: str
    code: str


def load(data: Path) -> Estate:
    return msgspec.json.decode((data / FILE).read_bytes(), type=Estate)


async def add(settings: Settings) -> None:
    place = city.load(settings.directory)
    await _add_people()
    by = system_actor()
    yard = NewSite(
        code="HP", name="和平苑", name_en="Heping Estate", kind="courtyard", organization=city.CREW, area=city.CITY,
        address="杏花岭区和平路12号", responsible_id=place.people["alice"], safety_owner_id=place.people["charlie"],
    )  # fmt: skip
    (site,) = await site_actions.create_sites(by, [yard])
    drafts = [
        NewAsset(
            code=f"HP-{number}",
            name=f"和平苑{number}号楼",
            name_en=f"Heping Building {number}",
            kind="building",
            site=site,
        )
        for number in range(1, BUILDINGS + 1)
    ]
    buildings = await asset_actions.create_assets(by, drafts)
    for building in buildings:
        await network.assign(by, building, place.assets["A1"])
    issued = await labels.issue(by, NewLabels(assets=[buildings[1]], organization=city.CREW))
    (label,) = await label_queries.label_records(issued)
    estate = Estate(buildings, label.code, drafts[1].code or "")
    (settings.directory / FILE).write_bytes(msgspec.json.encode(estate))


async def _add_people() -> None:
    """dora is on duty; max is her manager."""
    for username, name, role in (("dora", "董丽", Role.DUTY_OFFICER), ("max", "马超", Role.COMPANY_MANAGER)):
        profile = user_actions.Profile(username=username, name=name, role=role, organization=city.COMPANY)
        await user_actions.create_user(system_actor(), profile, password=city.PASSWORD)


if __name__ == "__main__":
    chosen = environment.load()
    run_on_database(chosen, add(chosen))
