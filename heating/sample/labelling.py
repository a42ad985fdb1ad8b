"""Every asset gets its label before the season's work begins; some blank ones stay in the drawers."""

from uuid import UUID

from heating.accounts.actor import system_actor
from heating.labels import actions as labels
from heating.labels import queries as label_queries
from heating.labels.schemas import NewLabels
from heating.sample.founding import Founded, Progress
from heating.sample.plan import City

_BLANK_PER_CREW = 20


async def attach_labels(city: City, founded: Founded, tell: Progress) -> dict[str, str]:
    """Codes of labels by codes of assets."""
    by_asset: dict[UUID, str] = {}
    for crew in city.crews:
        path = crew.organization.path
        assets = [founded.assets[asset.code] for site in crew.sites for asset in site.assets]
        issued = await labels.issue(
            system_actor(), NewLabels(assets=assets, batch=crew.organization.name, organization=path)
        )
        for record in await label_queries.label_records(issued):
            if record.asset:
                by_asset[record.asset] = record.code
        spare = NewLabels(count=_BLANK_PER_CREW, batch=f"{crew.organization.name}备用", organization=path)
        await labels.issue(system_actor(), spare)
        tell("labels", len(by_asset), len(founded.assets))
    return {code: by_asset[id] for code, id in founded.assets.items() if id in by_asset}
