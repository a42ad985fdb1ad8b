from uuid import UUID

from heating.accounts.actor import system_actor
from heating.network import actions
from heating.network.alias_actions import put_aliases
from heating.registry.asset_actions import create_asset
from heating.registry.schemas import NewAsset
from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.registry import a_site, an_asset


async def a_building_and_a_station(place: Place) -> Names:
    building = await an_asset(place)
    code = f"RZ-EX{place.number}"
    new = NewAsset(code=code, name=f"热力站{place.number}", kind="heat_station", site=UUID(building["site"]))
    station = await create_asset(system_actor(), new)
    return {**building, "station": str(station), "station_code": code}


async def a_supplied_building(place: Place) -> Names:
    names = await a_building_and_a_station(place)
    await actions.assign(system_actor(), UUID(names["id"]), UUID(names["station"]))
    return names


async def a_site_with_an_alias(place: Place) -> Names:
    names = await a_site(place)
    await put_aliases(system_actor(), UUID(names["id"]), ["老厂宿舍"])
    return names


async def an_address(place: Place) -> Names:
    """Figures at the end of an address would be those of a door."""
    names = await a_supplied_building(place)
    alias = "".join("甲乙丙丁戊己庚辛壬癸"[int(figure)] for figure in str(place.number)) + "花园"
    await put_aliases(system_actor(), UUID(names["site"]), [alias])
    return {**names, "alias": alias}


EXAMPLES: Examples = {
    ("GET", "/api/supplies"): Example(
        subject=a_supplied_building, query=lambda _, names: {"station": names["station"]}, shows=lambda _, n: n["id"]
    ),
    ("POST", "/api/supplies"): Example(
        subject=a_building_and_a_station,
        body=lambda _, names: {"supplies": [{"building": "?", "station": names["station_code"]}]},
        good=frozenset({422}),
        unscoped=True,
    ),
    ("GET", "/api/supplies/count"): Example(unscoped=True),
    ("GET", "/api/aliases"): Example(
        subject=a_site_with_an_alias, query=lambda _, __: {"q": "老厂宿舍"}, shows=lambda _, names: names["id"]
    ),
    ("GET", "/api/assets/{id:uuid}/supply"): Example(subject=a_supplied_building),
    ("PUT", "/api/assets/{id:uuid}/supply"): Example(
        subject=a_building_and_a_station, body=lambda _, names: {"station": names["station"]}
    ),
    ("DELETE", "/api/assets/{id:uuid}/supply"): Example(subject=a_supplied_building),
    ("GET", "/api/sites/{id:uuid}/aliases"): Example(subject=a_site_with_an_alias),
    ("PUT", "/api/sites/{id:uuid}/aliases"): Example(subject=a_site, body=lambda _, __: {"aliases": ["老厂宿舍"]}),
    ("GET", "/api/addresses"): Example(
        subject=an_address, query=lambda _, names: {"q": names["alias"]}, shows=lambda _, names: names["id"]
    ),
}
