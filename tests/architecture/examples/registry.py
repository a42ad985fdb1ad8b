from uuid import UUID

from heating.accounts.actor import system_actor
from heating.registry.asset_actions import create_asset
from heating.registry.kind_actions import create_season, install_kinds
from heating.registry.kind_queries import kind_row
from heating.registry.schemas import NewAsset, NewSeason, NewSite
from heating.registry.seasons import usual_plan
from heating.registry.site_actions import create_site
from tests.architecture.examples import Example, Examples, Names, Place


async def kinds(_: Place) -> Names:
    await install_kinds(system_actor())
    return {"key": "pump", "version": str((await kind_row("pump")).version)}


async def a_site(place: Place) -> Names:
    await kinds(place)
    new = NewSite(
        name=f"和平路热力站{place.number}",
        kind="heat_station",
        organization=place.organization,
        area=place.area,
        responsible_id=place.person_id,
        safety_owner_id=place.person_id,
    )
    return {"id": str(await create_site(system_actor(), new)), "name": new.name}


async def an_asset(place: Place) -> Names:
    site = await a_site(place)
    new = NewAsset(name=f"一号楼{place.number}", kind="building", site=UUID(site["id"]))
    return {"id": str(await create_asset(system_actor(), new)), "site": site["id"], "name": new.name}


async def a_season(place: Place) -> Names:
    plan = usual_plan(1950 + place.number % 1000)
    new = NewSeason(
        name=plan.name,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        preparation_starts_on=plan.preparation_starts_on,
        gates=plan.gates,
    )
    return {"id": str(await create_season(system_actor(), new))}


def new_site(place: Place, _: Names) -> object:
    return {
        "name": "新站",
        "kind": "heat_station",
        "organization": place.organization,
        "area": place.area,
        "responsible_id": str(place.person_id),
        "safety_owner_id": str(place.person_id),
    }


def new_season(_: Place, __: Names) -> object:
    plan = usual_plan(2030)
    gates = {gate: str(getattr(plan.gates, gate)) for gate in plan.gates.__struct_fields__}
    days = {day: str(getattr(plan, day)) for day in ("starts_on", "ends_on", "preparation_starts_on")}
    return {"name": "2030–2031", **days, "gates": gates}


def new_kind(_: Place, names: Names) -> object:
    name, version = {"zh": "水泵", "en": "Pump"}, int(names["version"])
    return {"key": "pump", "name": name, "symbol": "BE", "site": False, "asset": True, "version": version}


EXAMPLES: Examples = {
    ("GET", "/api/sites"): Example(
        subject=a_site, query=lambda _, names: {"q": names["name"]}, shows=lambda _, names: names["id"]
    ),
    ("POST", "/api/sites"): Example(subject=kinds, body=new_site, hidden=frozenset({422})),
    ("GET", "/api/sites/{id:uuid}"): Example(subject=a_site),
    ("PATCH", "/api/sites/{id:uuid}"): Example(subject=a_site, body=lambda _, __: {"version": 1, "name": "改名"}),
    ("GET", "/api/assets"): Example(
        subject=an_asset, query=lambda _, names: {"site": names["site"]}, shows=lambda _, names: names["id"]
    ),
    ("POST", "/api/assets"): Example(
        subject=a_site,
        body=lambda _, names: {"name": "新泵", "kind": "pump", "site": names["id"]},
        hidden=frozenset({422}),
    ),
    ("GET", "/api/assets/{id:uuid}"): Example(subject=an_asset),
    ("PATCH", "/api/assets/{id:uuid}"): Example(subject=an_asset, body=lambda _, __: {"version": 1, "name": "改名"}),
    ("POST", "/api/assets/{id:uuid}/retirement"): Example(
        subject=an_asset, body=lambda _, __: {"version": 1, "reason": "拆除"}
    ),
    ("GET", "/api/assets/{id:uuid}/households"): Example(subject=an_asset),
    ("POST", "/api/assets/{id:uuid}/households"): Example(
        subject=an_asset, body=lambda _, __: {"households": [{"unit": "1", "room": "101"}]}
    ),
    ("GET", "/api/kinds"): Example(unscoped=True, subject=kinds),
    ("PUT", "/api/kinds/{key}"): Example(unscoped=True, subject=kinds, body=new_kind),
    ("GET", "/api/seasons"): Example(unscoped=True),
    ("POST", "/api/seasons"): Example(unscoped=True, body=new_season),
    ("PATCH", "/api/seasons/{id:uuid}"): Example(
        unscoped=True, subject=a_season, body=lambda _, __: {"version": 1, "name": "改名"}
    ),
    ("GET", "/api/search"): Example(
        subject=a_site, query=lambda _, names: {"q": names["name"]}, shows=lambda _, names: names["id"]
    ),
}
