"""More of the tiny city, for whoever goes into homes and shafts: a building with two homes, and a chamber.

Run by itself it adds them to the database of the environment's settings: python -m tests.browser.homes
"""

from pathlib import Path
from uuid import UUID

import msgspec

from heating import settings as environment
from heating.accounts.actor import system_actor
from heating.cli.opened import run_on_database
from heating.registry import asset_actions, household_actions, site_actions
from heating.registry.schemas import NewAsset, NewHousehold, NewSite
from heating.settings import Settings
from tests.browser import city

FILE = "homes.json"


class Homes(msgspec.Struct):
    building: UUID
    chamber: UUID


def load(data: Path) -> Homes:
    return msgspec.json.decode((data / FILE).read_bytes(), type=Homes)


async def add(settings: Settings) -> None:
    by = system_actor()
    people = city.load(settings.directory).people
    sites = [
        NewSite(
            code=code,
            name=name,
            name_en=name_en,
            kind=kind,
            organization=city.CREW,
            area=city.CITY,
            responsible_id=people["alice"],
            safety_owner_id=people["charlie"],
        )
        for code, name, name_en, kind in (
            ("T1", "桃园小区", "Taoyuan Estate", "courtyard"),
            ("N1", "滨河路管网", "Riverside network", "pipe_network"),
        )
    ]
    courtyard, network = await site_actions.create_sites(by, sites)
    assets = [
        NewAsset(code="T1-1", name="桃园小区1号楼", name_en="Taoyuan building 1", kind="building", site=courtyard),
        NewAsset(code="N1-J1", name="滨河路1号检查室", name_en="Riverside chamber 1", kind="chamber", site=network),
    ]
    building, chamber = await asset_actions.create_assets(by, assets)
    homes = [NewHousehold(unit="1", room="101"), NewHousehold(unit="2", room="501")]
    await household_actions.add_households(by, building, homes)
    (settings.directory / FILE).write_bytes(msgspec.json.encode(Homes(building, chamber)))


if __name__ == "__main__":
    chosen = environment.load()
    run_on_database(chosen, add(chosen))
