"""Two estates, each with its station: 和平苑 with bob's crew in Julun, 宏光小区 with charlie's company in Wanbolin."""

from uuid import UUID

import pytest

from heating.accounts.actor import system_actor
from heating.network import actions
from heating.registry.household_actions import add_households
from heating.registry.kind_actions import install_kinds
from heating.registry.schemas import NewHousehold
from tests.cast import CREW_A, CREW_C, JUHE, WANBOLIN, Cast
from tests.registry.conftest import Registry


class Estates:
    """Ids by names such as "和平苑3号楼" and "和平苑热力站"."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.ids: dict[str, UUID] = {}

    def __getitem__(self, name: str) -> UUID:
        return self.ids[name]

    async def add(self, estate: str, english: str, organization: str, area: str, buildings: int) -> None:
        code = english.split()[0][:4].upper()
        place = {"organization": organization, "area": area}
        station_site = await self.registry.site(**place, code=f"{code}-S", name=f"{estate}热力站")
        station = await self.registry.asset(
            station_site, code=f"{code}-RZ", name=f"{estate}热力站", name_en=f"{english} Station", kind="heat_station"
        )
        yard = await self.registry.site(
            **place, code=f"{code}-Y", name=estate, name_en=f"{english} Estate", kind="courtyard",
            address="杏花岭区和平路12号" if estate == "和平苑" else "",
        )  # fmt: skip
        self.ids |= {f"{estate}热力站": station, estate: yard}
        for number in range(1, buildings + 1):
            name = f"{estate}{number}号楼"
            self.ids[name] = await self.registry.asset(
                yard, code=f"{code}-{number}", name=name, name_en=f"{english} Building {number}", kind="building"
            )

    async def supply(self, building: str, station: str) -> None:
        await actions.assign(system_actor(), self[building], self[station])

    async def household(self, building: str, unit: str, room: str) -> UUID:
        new = NewHousehold(id=UUID(int=len(self.ids) + 7), unit=unit, room=room)
        await add_households(system_actor(), self[building], [new])
        assert new.id is not None
        return new.id


@pytest.fixture
async def registry(cast: Cast) -> Registry:
    await install_kinds(system_actor())
    return Registry(cast)


@pytest.fixture
async def estates(registry: Registry) -> Estates:
    found = Estates(registry)
    await found.add("和平苑", "Heping", CREW_A, JUHE, 3)
    await found.add("宏光小区", "Hongguang", CREW_C, WANBOLIN, 2)
    return found
