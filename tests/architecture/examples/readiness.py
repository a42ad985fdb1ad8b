from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import system_actor
from heating.checklists.actions import install_templates
from heating.hazards import actions as hazards
from heating.hazards.evidence import HazardPhoto
from heating.hazards.rules import Grade
from heating.hazards.schemas import HazardReport
from heating.lib import clock
from heating.lib.ids import new_id
from heating.readiness import actions as readiness
from heating.readiness import overrides
from heating.readiness.schemas import NewOverride
from heating.registry.asset_actions import create_asset
from heating.registry.kind_actions import create_season, install_kinds
from heating.registry.kind_queries import seasons
from heating.registry.schemas import NewAsset, NewSeason, NewSite
from heating.registry.seasons import usual_plan
from heating.registry.site_actions import create_site
from tests.architecture.examples import Example, Examples, Names, Place

_ZONE = ZoneInfo("Asia/Shanghai")


async def a_blocked_site(place: Place) -> Names:
    """It has an asset nobody inspected and a major hazard; the newest has the most households, and so comes first."""
    by = system_actor()
    await install_kinds(by)
    await install_templates(by)
    if not await seasons():
        given = msgspec.structs.asdict(usual_plan(clock.now().year - (clock.now().month < 4)))
        await create_season(by, NewSeason(**given))
    site = await create_site(
        by,
        NewSite(
            name=f"和平路热力站{place.number}",
            kind="heat_station",
            organization=place.organization,
            area=place.area,
            households=place.number * 10,
            responsible_id=place.person_id,
            safety_owner_id=place.person_id,
        ),
    )
    asset = await create_asset(by, NewAsset(name="循环泵", kind="pump", site=site))
    await _report(site)
    await readiness.refresh([site], _ZONE)
    return {"id": str(site), "asset": str(asset), "organization": place.organization}


async def _report(site: UUID) -> None:
    photos = (HazardPhoto(sha256="a" * 64, role="close_up"), HazardPhoto(sha256="b" * 64, role="context"))
    payload = HazardReport(id=new_id(), title="占压", grade=Grade.MAJOR, photos=photos, site=site)
    async with storage.transaction():
        await hazards.report([hazards.Reporting(system_actor(), payload, clock.now(), clock.now())], _ZONE)


async def an_overridden_site(place: Place) -> Names:
    names = await a_blocked_site(place)
    await overrides.override(system_actor(), UUID(names["id"]), NewOverride(**_override()), _ZONE)
    return names


def _override() -> dict[str, Any]:
    tomorrow = (clock.now() + timedelta(days=1)).astimezone(_ZONE).date()  # today may end within the example
    return {"reason": "主管更换", "alternative_supply": "移动热源车", "expires_on": tomorrow}


EXAMPLES: Examples = {
    ("POST", "/api/readiness/sites/{id:uuid}/override"): Example(
        subject=a_blocked_site, body=lambda _, __: msgspec.to_builtins(_override())
    ),
    ("DELETE", "/api/readiness/sites/{id:uuid}/override"): Example(subject=an_overridden_site),
    ("GET", "/api/readiness"): Example(subject=a_blocked_site, shows=lambda _, names: names["id"]),
    ("GET", "/api/readiness.xlsx"): Example(subject=a_blocked_site, unscoped=True),
    ("GET", "/api/readiness/sites"): Example(subject=a_blocked_site, shows=lambda _, names: names["id"]),
    ("GET", "/api/readiness/sites/{id:uuid}"): Example(subject=a_blocked_site),
    ("GET", "/api/readiness/uninspected"): Example(
        subject=a_blocked_site,
        query=lambda _, names: {"site": names["id"]},
        shows=lambda _, names: names["asset"],
    ),
}
