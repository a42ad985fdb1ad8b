"""What a group of submissions has to know, read in a few statements for all of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.checklists import queries as checklists
from heating.checklists.queries import Published
from heating.hazards import queries as hazards
from heating.inspections.payload import InspectionPayload
from heating.inspections.rules import Former, Known, LabelMatch, Outcome, match_of
from heating.labels import codes
from heating.labels import queries as labels
from heating.labels.queries import LabelState
from heating.lib.ids import texts_of
from heating.registry import asset_queries
from heating.registry.filtering import marks
from heating.registry.records import AssetFacts


class Earlier(msgspec.Struct, frozen=True):
    """An inspection that is in the database, or before in the same group."""

    id: UUID
    asset: UUID
    household: UUID | None
    site_day: str
    outcome: Outcome
    replaced_by: UUID | None
    is_quarantined: bool
    hazards_json: str
    content_hash: str


class Context(NamedTuple):
    """`earlier` grows while the group is decided, so that a submission sees those before it."""

    earlier: dict[UUID, Earlier]
    assets: Mapping[UUID, AssetFacts]
    documents: Mapping[UUID, Published]
    labels: Mapping[str, LabelState]
    household_assets: Mapping[UUID, UUID]
    taken_hazards: set[UUID]

    def asset(self, actor: Actor, asset_id: UUID) -> AssetFacts | None:
        """None also when the actor does not see it."""
        asset = self.assets.get(asset_id)
        return asset if asset is not None and scope.sees(actor, asset.organization, asset.area) else None

    def known(self, actor: Actor, payload: InspectionPayload) -> Known:
        asset = self.asset(actor, payload.asset)
        published = self.documents.get(payload.checklist_version)
        return Known(
            document=published.document if published else None,
            kind=asset.kind if asset else None,
            household_asset=self.household_assets.get(payload.household) if payload.household else None,
            former=self._former(payload.replaces),
            taken_hazards=self.taken_hazards,
        )

    def label_match(self, payload: InspectionPayload) -> LabelMatch | None:
        state = self.labels.get(codes.normalise(payload.label.code)) if payload.label else None
        return match_of(payload.label, payload.asset, state.state if state else None, state.asset if state else None)

    def _former(self, inspection_id: UUID | None) -> Former | None:
        earlier = self.earlier.get(inspection_id) if inspection_id else None
        if earlier is None:
            return None
        return Former(earlier.asset, earlier.household, earlier.replaced_by, earlier.is_quarantined)


async def read(payloads: Sequence[InspectionPayload]) -> Context:
    scanned = {codes.normalise(payload.label.code) for payload in payloads if payload.label}
    households = {payload.household for payload in payloads if payload.household}
    hazard_ids = {hazard for payload in payloads for hazard in payload.hazards.values()}
    return Context(
        earlier=await earlier({payload.id for payload in payloads} | {p.replaces for p in payloads if p.replaces}),
        assets=await asset_queries.assets_for_inspection({payload.asset for payload in payloads}),
        documents=await checklists.versions({payload.checklist_version for payload in payloads}),
        labels=await labels.states_of(scanned) if scanned else {},
        household_assets=await asset_queries.assets_of_households(households) if households else {},
        taken_hazards=set(await hazards.existing(hazard_ids)) if hazard_ids else set(),
    )


async def earlier(ids: Collection[UUID]) -> dict[UUID, Earlier]:
    rows = await storage.fetch_as(
        Earlier,
        "SELECT id, asset_id AS asset, household_id AS household, site_id || ':' || happened_on AS site_day, outcome,"
        " replaced_by_id AS replaced_by, quarantined_at IS NOT NULL AS is_quarantined, hazards_json, content_hash"
        f" FROM inspection WHERE id IN ({marks(list(ids))})",
        texts_of(ids),
    )
    return {row.id: row for row in rows}
