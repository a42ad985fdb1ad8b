"""The other names of a site."""

from collections.abc import Sequence
from uuid import UUID

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.lib.ids import new_id
from heating.network.address_queries import aliases_of
from heating.network.models import PlaceAlias
from heating.registry.site_queries import site_record


async def put_aliases(actor: Actor, site: UUID, given: Sequence[str]) -> list[str]:
    """All of them, in place of those before. Raises registry.not_found."""
    async with storage.transaction() as unit:
        record = await site_record(actor, site)
        before = (await aliases_of([site])).get(site, [])
        after = sorted({" ".join(alias.split()) for alias in given if alias.strip()})
        if after != before:
            await PlaceAlias.filter(site_id=site).delete()
            for alias in after:
                unit.insert(PlaceAlias, {"id": new_id(), "site_id": site, "alias": alias})
            unit.changed("site", site, organization=record.organization, area=record.area)
            audit.record(
                actor,
                "site.aliases_changed",
                subject_kind="site",
                subject_id=site,
                organization=record.organization,
                area=record.area,
                detail={"before": before, "after": after},
            )
    return after
