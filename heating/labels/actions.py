"""The verbs of labels: issue, attach, end."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from heating import audit, storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.queries import organizations_by_path
from heating.http.problems import INVALID
from heating.labels import codes, problems, queries
from heating.labels.models import LabelRow
from heating.labels.queries import LabelRecord, label_records, record, visible_record
from heating.labels.rules import STATE_NAMES, State, Step, after
from heating.labels.schemas import Ending, NewLabels
from heating.lib import areas, clock
from heating.lib.ids import new_id
from heating.lib.problems import FieldError, Problem
from heating.lib.wording import Text
from heating.registry import asset_queries
from heating.registry.clashes import once_more
from heating.registry.problems import NOT_FOUND, RETIRED
from heating.registry.records import AssetRecord

_UNKNOWN_ORGANIZATION = Text("没有这个单位", "There is no such organization.")


async def issue(actor: Actor, new: NewLabels) -> list[UUID]:
    """Blank labels and labels for assets. Raises registry.not_found, registry.retired, label.none_chosen,
    http.invalid."""
    if not new.count and not new.assets:
        raise problems.NO_LABELS()
    return await once_more(partial(_issue, actor, new))


async def _issue(actor: Actor, new: NewLabels) -> list[UUID]:
    async with storage.transaction() as unit:
        owner = await _owner_of_blank(actor, new)
        assets = await _usable_assets(actor, new.assets)
        fresh = await _fresh_codes(new.count + len(assets))
        ids = [
            _enter(actor, code, new.batch, asset, owner)
            for code, asset in zip(fresh, [*assets, *[None] * new.count], strict=True)
        ]
        await unit.write_rows()
    return ids


async def _owner_of_blank(actor: Actor, new: NewLabels) -> str:
    owner = new.organization or actor.organization or actor.home_organization
    if not areas.within(owner, actor.organization):
        raise NOT_FOUND()
    if new.organization and owner not in await organizations_by_path([owner]):
        raise INVALID(errors=[FieldError("/organization", "organization.unknown", _UNKNOWN_ORGANIZATION)])
    return owner


async def attach(actor: Actor, text: str, asset_id: UUID) -> LabelRecord:
    """Bind a blank label to an asset on the spot; doing it again is harmless.

    Raises label.unknown, label.attached_elsewhere, label.wrong_state, registry.not_found, registry.retired.
    """
    async with storage.transaction() as unit:
        label = await visible_record(actor, text)
        (asset,) = await _usable_assets(actor, [asset_id])
        if label.state == "attached":
            return await _attached_already(label, asset)
        to = _next(label, "attach")
        now = clock.now()
        changed = await LabelRow.filter(id=label.id, state=label.state).update(
            state=to,
            asset_id=asset.id,
            organization_path=asset.organization,
            area_path=asset.area,
            attached_at=now,
            attached_by_id=actor.id,
        )
        if not changed:
            return await _attached_already(await record(label.code), asset)
        unit.changed("label", label.id, organization=asset.organization, area=asset.area)
        _tell(actor, "label.attached", label.id, (asset.organization, asset.area), code=label.code, asset=str(asset.id))
        (attached,) = await label_records([label.id])
    return attached


async def end(actor: Actor, text: str, ending: Ending) -> LabelRecord:
    """Retire a label or report it lost; it is never used again. Raises label.unknown, label.wrong_state."""
    async with storage.transaction() as unit:
        label = await record(text)
        if not scope.sees(actor, label.organization, label.area):
            raise problems.UNKNOWN(code=text.strip()[:80])
        to = _next(label, "lose" if ending.lost else "retire")
        changed = await LabelRow.filter(id=label.id, state=label.state).update(
            state=to, ended_at=clock.now(), reason=ending.reason
        )
        if not changed:
            raise _wrong_state(await record(label.code))
        unit.changed("label", label.id, organization=label.organization, area=label.area, op="delete")
        where = (label.organization, label.area)
        _tell(actor, f"label.{to}", label.id, where, code=label.code, asset=_text(label.asset), reason=ending.reason)
        (ended,) = await label_records([label.id])
    return ended


async def _attached_already(label: LabelRecord, asset: AssetRecord) -> LabelRecord:
    """Of a label that is not blank."""
    if label.asset is None or label.state != "attached":
        raise _wrong_state(label)
    if label.asset == asset.id:
        return label
    facts = (await asset_queries.assets_for_inspection([label.asset])).get(label.asset)
    raise problems.ATTACHED_ELSEWHERE(code=label.code, asset=facts.name if facts else label.asset)


async def follow_assets(asset_ids: Iterable[UUID]) -> None:
    """After assets have moved to another organization or area, their labels are where they are. Inside a
    transaction."""
    labels = await queries.attached_to(asset_ids)
    assets = await asset_queries.assets_by_ids({label.asset for label in labels if label.asset})
    for label in labels:
        asset = assets.get(label.asset) if label.asset else None
        if asset is not None and (asset.organization, asset.area) != (label.organization, label.area):
            await _follow(label, asset)


async def _follow(label: LabelRecord, asset: AssetRecord) -> None:
    unit = storage.current_unit()
    await LabelRow.filter(id=label.id).update(organization_path=asset.organization, area_path=asset.area)
    unit.changed("label", label.id, organization=label.organization, area=label.area, op="delete")
    unit.changed("label", label.id, organization=asset.organization, area=asset.area)


async def _usable_assets(actor: Actor, ids: Iterable[UUID]) -> list[AssetRecord]:
    """In their order, each once."""
    wanted = list(dict.fromkeys(ids))
    found = await asset_queries.assets_by_ids(wanted)
    for id in wanted:
        if id not in found or not scope.sees(actor, found[id].organization, found[id].area):
            raise NOT_FOUND()
        if found[id].status == "retired":
            raise RETIRED()
    return [found[id] for id in wanted]


def _next(label: LabelRecord, step: Step) -> State:
    to = after(label.state, step)
    if to is None:
        raise _wrong_state(label)
    return to


def _wrong_state(label: LabelRecord) -> Problem:
    return problems.WRONG_STATE(code=label.code, state=STATE_NAMES[label.state])


async def _fresh_codes(count: int) -> list[tuple[str, str]]:
    """Codes and short codes that no label has. Short codes are few enough to meet by chance."""
    short: dict[str, None] = {}
    while len(short) < count:
        drawn = {codes.new_short_code() for _ in range(count - len(short))}
        taken = await LabelRow.filter(short_code__in=list(drawn)).values_list("short_code", flat=True)
        short |= dict.fromkeys(sorted(drawn - set(taken)))
    return [(codes.new_code(), each) for each in short]


def _enter(actor: Actor, codes: tuple[str, str], batch: str, asset: AssetRecord | None, owner: str) -> UUID:
    """A row with its code and short code."""
    id, now = new_id(), clock.now()
    code, short = codes
    organization, area = (asset.organization, asset.area) if asset else (owner, actor.area)
    row = {
        "id": id,
        "code": code,
        "short_code": short,
        "state": "attached" if asset else "blank",
        "asset_id": asset.id if asset else None,
        "batch": batch,
        "organization_path": organization,
        "area_path": area,
        "issued_at": now,
        "attached_at": now if asset else None,
        "attached_by_id": actor.id if asset else None,
        "ended_at": None,
        "reason": "",
    }
    unit = storage.current_unit()
    unit.insert(LabelRow, row)
    if asset:
        unit.changed("label", id, organization=organization, area=area)
    _tell(actor, "label.issued", id, (organization, area), code=code, batch=batch, asset=_text(row["asset_id"]))
    return id


def _tell(actor: Actor, action: str, id: UUID, where: tuple[str, str], **detail: object) -> None:
    organization, area = where
    audit.record(
        actor, action, subject_kind="label", subject_id=id, organization=organization, area=area, detail=detail
    )


def _text(id: object) -> str | None:
    return None if id is None else str(id)
