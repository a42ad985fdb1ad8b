"""Faults of a site or asset that need a look at other rows: does it exist, may the actor use it, is the code free."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.queries import areas_by_path, organizations_by_path, people
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry.asset_queries import assets_by_code, assets_by_ids, assets_by_origin, assets_with_parts
from heating.registry.kind_queries import kinds
from heating.registry.kinds import AssetKind, field_errors
from heating.registry.records import AssetRecord, SiteRecord
from heating.registry.schemas import NewAsset, NewSite
from heating.registry.site_queries import sites_by_code, sites_by_ids, sites_by_origin

_UNKNOWN_KIND = Text("没有这种类型", "There is no such kind.")
_NO_SITE_KIND = Text("此类型不能作为场所", "A site cannot be of this kind.")
_NO_ASSET_KIND = Text("此类型不能作为设备", "An asset cannot be of this kind.")
_UNKNOWN_ORGANIZATION = Text("单位不存在或不在您的管理范围内", "There is no such organization in what you may see.")
UNKNOWN_AREA = Text("区域不存在或不在您的管理范围内", "There is no such area in what you may see.")
_UNKNOWN_PERSON = Text("人员不存在", "There is no such person.")
_UNKNOWN_SITE = Text("场所不存在或不在您的管理范围内", "There is no such site in what you may see.")
_UNKNOWN_PARENT = Text("上级设备不在同一场所", "The parent is no asset of the same site.")
_HAS_PARTS = Text("请先移走或解除其下级设备", "Move or detach the assets below it first.")
_PARENT_CIRCLE = Text("上级设备不能是自身或其下级", "An asset cannot be above itself.")
_CODE_TAKEN = Text("编码已被使用", "The code is in use already.")
_SOURCE_ID_TAKEN = Text("该来源编号已登记", "This id of the source is registered already.")
_REQUIRED = Text("必填", "This is required.")


class Known(NamedTuple):
    """What the drafts of a batch refer to, as far as it exists."""

    actor: Actor
    kinds: dict[str, AssetKind]
    organizations: frozenset[str]
    areas: frozenset[str]
    people: frozenset[UUID]
    sites: dict[UUID, SiteRecord]
    parents: dict[UUID, AssetRecord]
    codes: dict[str, UUID]
    origins: dict[tuple[str, str], UUID]
    with_parts: frozenset[UUID] = frozenset()
    """Assets that others are below of, of those that are to go to another site."""


async def known_of_sites(actor: Actor, drafts: Sequence[NewSite]) -> Known:
    by_code = await sites_by_code(_codes(drafts))
    origins = {}
    for source, source_ids in _by_source(drafts).items():
        found = await sites_by_origin(source, source_ids)
        origins.update({(source, source_id): record.id for source_id, record in found.items()})
    return await _known(actor, drafts, {}, {}, {code: record.id for code, record in by_code.items()}, origins)


async def known_of_assets(actor: Actor, drafts: Sequence[NewAsset], leaving: Iterable[UUID] = ()) -> Known:
    """`leaving` are assets that change their site."""
    by_code = await assets_by_code(_codes(drafts))
    origins = {}
    for source, source_ids in _by_source(drafts).items():
        found = await assets_by_origin(source, source_ids)
        origins.update({(source, source_id): record.id for source_id, record in found.items()})
    sites = await sites_by_ids({draft.site for draft in drafts})
    parents = await _with_all_above({draft.parent for draft in drafts if draft.parent})
    known = await _known(actor, drafts, sites, parents, {code: r.id for code, r in by_code.items()}, origins)
    return known._replace(with_parts=await assets_with_parts(leaving))


def site_errors(draft: NewSite, known: Known, own_id: UUID | None = None) -> list[FieldError]:
    """Every wrong field. `own_id` is the site's when it is changed: its own code is not taken."""
    errors = _kind_error(draft.kind, known, "site")
    errors += _placement_errors(draft.organization, draft.area, known)
    errors += _people_errors(draft.responsible_id, draft.safety_owner_id, known)
    return errors + _name_errors(draft) + _identity_errors(draft, known, own_id)


def asset_errors(
    draft: NewAsset, known: Known, own: AssetRecord | None = None, *, check_fields: bool = True
) -> list[FieldError]:
    """Every wrong field of a draft that `with_defaults` has completed. `own` is the asset as it is, when changed."""
    own_id = own.id if own else None
    errors = _kind_error(draft.kind, known, "asset")
    errors += _site_errors(draft, known, own) or _parent_errors(draft, known, own_id)
    errors += _placement_errors(draft.organization or "", draft.area or "", known)
    errors += _people_errors(draft.responsible_id, draft.safety_owner_id, known)
    errors += _name_errors(draft) + _identity_errors(draft, known, own_id)
    if check_fields and draft.kind in known.kinds:
        errors += field_errors(known.kinds[draft.kind], draft.fields)
    return errors


def _kind_error(key: str, known: Known, role: str) -> list[FieldError]:
    kind = known.kinds.get(key)
    if kind is None:
        return [FieldError("/kind", "kind.unknown", _UNKNOWN_KIND)]
    if role == "site" and not kind.site:
        return [FieldError("/kind", "kind.no_site", _NO_SITE_KIND)]
    if role == "asset" and not kind.asset:
        return [FieldError("/kind", "kind.no_asset", _NO_ASSET_KIND)]
    return []


def _site_errors(draft: NewAsset, known: Known, own: AssetRecord | None) -> list[FieldError]:
    """An asset may stay at a site that the actor does not see, for instance one of the company above."""
    if own is not None and own.site == draft.site:
        return []
    site = known.sites.get(draft.site)
    if site is None or not scope.sees(known.actor, site.organization, site.area):
        return [FieldError("/site", "site.unknown", _UNKNOWN_SITE)]
    if own is not None and own.id in known.with_parts:
        return [FieldError("/site", "site.has_parts", _HAS_PARTS)]
    return []


def _parent_errors(draft: NewAsset, known: Known, own_id: UUID | None) -> list[FieldError]:
    if draft.parent is None:
        return []
    parent = known.parents.get(draft.parent)
    if parent is None or parent.site != draft.site:
        return [FieldError("/parent", "parent.unknown", _UNKNOWN_PARENT)]
    if own_id is not None and own_id in _upwards(parent, known):
        return [FieldError("/parent", "parent.circle", _PARENT_CIRCLE)]
    return []


def _upwards(asset: AssetRecord, known: Known) -> set[UUID]:
    seen = {asset.id}
    above = asset.parent
    while above is not None and above not in seen:
        seen.add(above)
        above = known.parents[above].parent
    return seen


def _placement_errors(organization: str, area: str, known: Known) -> list[FieldError]:
    errors = []
    if organization not in known.organizations or not scope.sees(known.actor, organization, known.actor.area):
        errors.append(FieldError("/organization", "organization.unknown", _UNKNOWN_ORGANIZATION))
    if area not in known.areas or not scope.sees(known.actor, known.actor.organization, area):
        errors.append(FieldError("/area", "area.unknown", UNKNOWN_AREA))
    return errors


def _people_errors(responsible: UUID | None, safety_owner: UUID | None, known: Known) -> list[FieldError]:
    errors = []
    for pointer, person in (("/responsible_id", responsible), ("/safety_owner_id", safety_owner)):
        if person is None:
            errors.append(FieldError(pointer, "required", _REQUIRED))
        elif person not in known.people:
            errors.append(FieldError(pointer, "person.unknown", _UNKNOWN_PERSON))
    return errors


def _name_errors(draft: NewSite | NewAsset) -> list[FieldError]:
    return [] if draft.name.strip() else [FieldError("/name", "required", _REQUIRED)]


def _identity_errors(draft: NewSite | NewAsset, known: Known, own_id: UUID | None) -> list[FieldError]:
    errors = []
    if draft.code is not None and known.codes.get(draft.code, own_id) != own_id:
        errors.append(FieldError("/code", "code.taken", _CODE_TAKEN))
    if bool(draft.source) != bool(draft.source_id):
        errors.append(FieldError("/source_id" if draft.source else "/source", "required", _REQUIRED))
    elif known.origins.get((draft.source, draft.source_id), own_id) != own_id:
        errors.append(FieldError("/source_id", "source_id.taken", _SOURCE_ID_TAKEN))
    return errors


async def _known(
    actor: Actor,
    drafts: Sequence[NewSite | NewAsset],
    sites: dict[UUID, SiteRecord],
    parents: dict[UUID, AssetRecord],
    codes: dict[str, UUID],
    origins: dict[tuple[str, str], UUID],
) -> Known:
    placed: list[NewSite | NewAsset | SiteRecord] = [*drafts, *sites.values()]
    persons = {id for each in placed for id in (each.responsible_id, each.safety_owner_id) if id}
    return Known(
        actor=actor,
        kinds=await kinds(),
        organizations=frozenset(
            await organizations_by_path({each.organization for each in placed if each.organization})
        ),
        areas=frozenset(await areas_by_path({each.area for each in placed if each.area})),
        people=frozenset(await people(persons)),
        sites=sites,
        parents=parents,
        codes=codes,
        origins=origins,
    )


async def _with_all_above(ids: Iterable[UUID]) -> dict[UUID, AssetRecord]:
    found: dict[UUID, AssetRecord] = {}
    missing = set(ids)
    while missing:
        level = await assets_by_ids(missing)
        found |= level
        missing = {record.parent for record in level.values() if record.parent} - found.keys()
    return found


def _codes(drafts: Sequence[NewSite | NewAsset]) -> set[str]:
    return {draft.code for draft in drafts if draft.code}


def _by_source(drafts: Sequence[NewSite | NewAsset]) -> dict[str, set[str]]:
    sources: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.source and draft.source_id:
            sources.setdefault(draft.source, set()).add(draft.source_id)
    return sources
