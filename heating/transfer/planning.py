"""What an import would do with the rows it read: sites and assets to make, assets to change, faults in the registry."""

import asyncio
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry import asset_queries, site_queries
from heating.registry.checks import Known, asset_errors, known_of_assets, known_of_sites, site_errors
from heating.registry.columns import asset_columns, asset_draft, differing, with_defaults
from heating.registry.records import AssetRecord, SiteRecord
from heating.registry.schemas import AssetChanges, GivenPosition, NewAsset, NewSite
from heating.transfer.mapping import Mapping
from heating.transfer.rows import Fault, Row

_UNKNOWN_SITE = Text("没有编码为“{code}”的场所", "is no site code: “{code}”")
_NOT_YOURS = Text("该来源编号的设备不在您的管理范围内", "is the id of an asset that is not in what you may see")
_RETIRED = Text("该设备已报废，不能再修改", "belongs to a retired asset, which cannot be changed")
_CODE_TWICE = Text("与第 {first} 行的编码相同", "has the same code as row {first}")
_TURN = 500
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMN_OF_POINTER = {"responsible_id": "responsible", "safety_owner_id": "safety_owner", "site": "site_code"}


_Sites = dict[str, SiteRecord | NewSite]
"""By the key of the rows."""


class Plan(msgspec.Struct):
    sites: list[NewSite]
    assets: list[tuple[int, NewAsset]]
    changes: list[tuple[int, UUID, AssetChanges]]
    unchanged: int
    faults: list[Fault]

    def without(self, numbers: set[int]) -> "Plan":
        """What remains when these rows are left out, and the sites only they would have had."""
        assets = [entry for entry in self.assets if entry[0] not in numbers]
        changes = [entry for entry in self.changes if entry[0] not in numbers]
        used = {draft.site for _, draft in assets} | {change.site for _, _, change in changes}
        sites = [site for site in self.sites if site.id in used]
        return Plan(sites, assets, changes, self.unchanged, self.faults)


async def plan(actor: Actor, rows: Sequence[Row], mapping: Mapping) -> Plan:
    """Reads only; may run outside of a transaction for a trial."""
    present = await asset_queries.assets_by_origin(mapping.source, [row.source_id for row in rows])
    new = [row for row in rows if row.source_id not in present]
    old = [row for row in rows if row.source_id in present]
    made = Plan([], [], [], 0, _repeated_codes(rows, mapping))
    sites = await _sites(actor, [*new, *(old if _names_sites(mapping) else [])], mapping, made)
    await _plan_assets(actor, new, sites, mapping, made)
    await _plan_changes(actor, old, present, sites, mapping, made)
    return made


def _names_sites(mapping: Mapping) -> bool:
    """Only then does a file say where an asset that is there belongs; else its name stands for the site's."""
    return mapping.gives("site_code") or mapping.gives("site_name")


async def _sites(actor: Actor, rows: Sequence[Row], mapping: Mapping, made: Plan) -> _Sites:
    """The site of every row's site key: one that is there, or one to be made."""
    found: _Sites = {}
    by_code = await site_queries.sites_by_code({row.site_code for row in rows if row.site_code})
    by_origin = await site_queries.sites_by_origin(mapping.source, {_site_origin(row) for row in rows})
    for row in rows:
        if row.site_key in found:
            continue
        existing = by_code.get(row.site_code) or by_origin.get(_site_origin(row))
        if existing is not None:
            found[row.site_key] = existing
        elif mapping.site_kind is not None:
            found[row.site_key] = _new_site(row, mapping)
    drafts = [site for site in found.values() if isinstance(site, NewSite)]
    faulty = await _site_faults(actor, rows, drafts, found, mapping, made)
    made.sites = [draft for draft in drafts if draft.id not in faulty]
    return found


async def _site_faults(
    actor: Actor,
    rows: Sequence[Row],
    drafts: Sequence[NewSite],
    found: _Sites,
    mapping: Mapping,
    made: Plan,
) -> set[UUID | None]:
    known = await known_of_sites(actor, drafts)
    errors = {draft.id: site_errors(draft, known) for draft in drafts}
    for row in rows:
        site = found.get(row.site_key)
        if site is None or (isinstance(site, SiteRecord) and not scope.sees(actor, site.organization, site.area)):
            made.faults.append(
                _fault(row, "site_code", "site.unknown", _filled(_UNKNOWN_SITE, code=row.site_code), mapping)
            )
        elif isinstance(site, NewSite):
            made.faults += _faults(row, errors[site.id], mapping)
    return {id for id, wrong in errors.items() if wrong}


async def _plan_assets(actor: Actor, rows: Sequence[Row], sites: _Sites, mapping: Mapping, made: Plan) -> None:
    faulty = {fault.row for fault in made.faults}
    pairs = [(row, _new_asset(row, sites[row.site_key], mapping)) for row in rows if row.number not in faulty]
    known = _with_coming(await known_of_assets(actor, [draft for _, draft in pairs]), made.sites)
    for index, (row, draft) in enumerate(pairs):
        if index % _TURN == 0:
            await asyncio.sleep(0)  # others are served meanwhile
        errors = asset_errors(with_defaults(draft, known.sites.get(draft.site)), known)
        made.faults += _faults(row, errors, mapping)
        if not errors:
            made.assets.append((row.number, draft))


def _with_coming(known: Known, sites: Sequence[NewSite]) -> Known:
    """As if the sites of the plan were there already."""
    records = {draft.id: _as_record(draft) for draft in sites if draft.id is not None}
    return known._replace(
        sites={**known.sites, **records},
        organizations=known.organizations | {draft.organization for draft in sites},
        areas=known.areas | {draft.area for draft in sites},
        people=known.people | {id for draft in sites for id in (draft.responsible_id, draft.safety_owner_id)},
    )


async def _plan_changes(
    actor: Actor,
    rows: Sequence[Row],
    present: Dictionary[str, AssetRecord],
    sites: _Sites,
    mapping: Mapping,
    made: Plan,
) -> None:
    faulty = {fault.row for fault in made.faults}
    changed = [
        (row, record, after)
        for row in rows
        if row.number not in faulty
        for record in (present[row.source_id],)
        for after in (_changed(row, record, sites.get(row.site_key), mapping),)
        if differing(asset_columns(asset_draft(record)), asset_columns(after))
    ]
    made.unchanged = len([row for row in rows if row.number not in faulty]) - len(changed)
    leaving = [record.id for _, record, after in changed if record.site != after.site]
    known = await known_of_assets(actor, [after for _, _, after in changed], leaving)
    known = _with_coming(known, made.sites)
    for row, record, after in changed:
        faults = _faults_of_change(actor, row, record, asset_errors(after, known, record), mapping)
        made.faults += faults
        if not faults:
            made.changes.append((row.number, record.id, _changes(record, after)))


def _faults_of_change(
    actor: Actor, row: Row, record: AssetRecord, errors: Iterable[FieldError], mapping: Mapping
) -> list[Fault]:
    if not scope.sees(actor, record.organization, record.area):
        return [_fault(row, "source_id", "asset.unknown", _NOT_YOURS, mapping)]
    if record.status == "retired":
        return [_fault(row, "source_id", "retired", _RETIRED, mapping)]
    return _faults(row, errors, mapping)


def _changes(record: AssetRecord, after: NewAsset) -> AssetChanges:
    before = asset_draft(record)
    names = [name for name in NewAsset.__struct_fields__ if getattr(before, name) != getattr(after, name)]
    return AssetChanges(version=record.version, **{name: getattr(after, name) for name in names})


def _changed(row: Row, record: AssetRecord, site: SiteRecord | NewSite | None, mapping: Mapping) -> NewAsset:
    """The asset as the file says it is."""
    before = asset_draft(record)
    values = _changed_values(row, before, mapping)
    if site is not None and site.id is not None and _names_sites(mapping):
        values["site"] = site.id
        if site.id != before.site:
            values["parent"] = None
    return msgspec.structs.replace(before, **values)


def _new_site(row: Row, mapping: Mapping) -> NewSite:
    values = row.values
    assert mapping.site_kind is not None
    return NewSite(
        id=new_id(),
        code=row.site_code or None,
        name=row.site_name or row.site_code,
        kind=mapping.site_kind,
        organization=values["organization"] or "",
        area=values["area"] or "",
        address=values.get("address", ""),
        position=_position(row, mapping),
        responsible_id=values["responsible_id"],
        safety_owner_id=values["safety_owner_id"],
        source=mapping.source,
        source_id=_site_origin(row),
    )


def _new_asset(row: Row, site: SiteRecord | NewSite, mapping: Mapping) -> NewAsset:
    assert site.id is not None
    values = {**row.values, "position": _position(row, mapping)}
    return NewAsset(id=new_id(), site=site.id, source=mapping.source, source_id=row.source_id, **values)


def _changed_values(row: Row, before: NewAsset, mapping: Mapping) -> dict[str, Any]:
    """What the file says of an asset that is there; an empty cell empties, a target that is not mapped stays."""
    values = {name: value for name, value in row.values.items() if name not in ("fields", "position")}
    values = {name: value for name, value in values.items() if value is not None or name in _CAN_BE_EMPTIED}
    values["fields"] = {**before.fields, **row.values["fields"]}
    if mapping.gives("longitude"):
        values["position"] = _position(row, mapping)
    return values


_CAN_BE_EMPTIED = ("heated_area_m2", "households", "in_service_on")


def _position(row: Row, mapping: Mapping) -> GivenPosition | None:
    given = row.values["position"]
    if given is None:
        return None
    longitude, latitude = given
    return GivenPosition(longitude, latitude, system=mapping.positions, source=mapping.source)


def _site_origin(row: Row) -> str:
    return f"site/{row.site_key}"


def _as_record(draft: NewSite) -> SiteRecord:
    """A site to be made, as the checks of its assets want to see it."""
    names = set(SiteRecord.__struct_fields__) & set(NewSite.__struct_fields__)
    values = {name: getattr(draft, name) for name in names}
    return SiteRecord(**values, longitude=None, latitude=None, position_source="", version=0, updated_at=_NEVER)


def _repeated_codes(rows: Iterable[Row], mapping: Mapping) -> list[Fault]:
    first_of: dict[str, int] = {}
    faults = []
    for row in rows:
        code = row.values.get("code")
        if code and first_of.setdefault(code, row.number) != row.number:
            faults.append(_fault(row, "code", "twice", _filled(_CODE_TWICE, first=first_of[code]), mapping))
    return faults


def _faults(row: Row, errors: Iterable[FieldError], mapping: Mapping) -> list[Fault]:
    found = []
    for error in errors:
        name = error.pointer.removeprefix("/").replace("/", ".")
        found.append(_fault(row, _COLUMN_OF_POINTER.get(name, name), error.code, error.detail, mapping))
    return found


def _fault(row: Row, target: str, code: str, detail: Text, mapping: Mapping) -> Fault:
    return Fault(row.number, mapping.columns.get(target, target), code, detail)


def _filled(text: Text, **params: object) -> Text:
    return Text(text.zh.format(**params), text.en.format(**params))
