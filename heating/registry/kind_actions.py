"""The verbs of kinds and seasons: what a city sets up before it begins."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.accounts.queries import areas_by_path
from heating.http.problems import INVALID
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.registry import problems
from heating.registry.catalogue import built_in
from heating.registry.checks import UNKNOWN_AREA
from heating.registry.clashes import once_more
from heating.registry.columns import content_hash, given_changes
from heating.registry.kind_queries import kind_rows, kinds, season, seasons
from heating.registry.kinds import AssetKind, kind_errors
from heating.registry.models import KindRow, SeasonRow
from heating.registry.schemas import KindBody, NewSeason, SeasonChanges
from heating.registry.seasons import Season, SeasonPlan, season_errors


async def install_kinds(actor: Actor) -> int:
    """Add the built-in kinds that the city does not have. Those it has edited stay as they are. Returns how many."""
    async with storage.transaction() as unit:
        have, now = await kinds(), clock.now()
        new = [(place, kind) for place, kind in enumerate(built_in()) if kind.key not in have]
        for place, kind in new:
            row = {"key": kind.key, "place": place, "document_json": _document(kind), "version": 1, "updated_at": now}
            unit.insert(KindRow, row)
            _tell(actor, "kind", "changed", kind.key, {"version": 1})
    return len(new)


async def put_kind(actor: Actor, key: str, body: KindBody) -> None:
    """Create or replace. Raises registry.key_differs, registry.version_conflict, http.invalid."""
    if body.key != key:
        raise problems.KEY_DIFFERS()
    plain = AssetKind(**{field: getattr(body, field) for field in AssetKind.__struct_fields__})
    if errors := kind_errors(plain):
        raise INVALID(errors=errors)
    await once_more(partial(_put_kind, actor, plain, body.version))


async def _put_kind(actor: Actor, kind: AssetKind, version: int) -> None:
    async with storage.transaction() as unit:
        rows = await kind_rows()
        present = next((row.version for row in rows if row.key == kind.key), 0)
        if present != version:
            raise problems.VERSION_CONFLICT(version=present)
        columns = {"document_json": _document(kind), "version": version + 1, "updated_at": clock.now()}
        if not present:
            unit.insert(KindRow, {"key": kind.key, "place": len(rows), **columns})
        elif not await KindRow.filter(key=kind.key, version=version).update(**columns):
            raise problems.VERSION_CONFLICT(version=version + 1)
        _tell(actor, "kind", "changed", kind.key, {"version": version + 1})
        await unit.write_rows()


async def create_season(actor: Actor, new: NewSeason) -> UUID:
    """Raises http.invalid, registry.id_taken."""
    return await once_more(partial(_create_season, actor, new))


async def _create_season(actor: Actor, new: NewSeason) -> UUID:
    async with storage.transaction() as unit:
        id = new.id or new_id()
        if existing := next((season for season in await seasons() if season.id == id), None):
            if not await _is_replay(existing, new):
                raise problems.ID_TAKEN()
            return id
        await _refuse_wrong(new)
        columns = _season_columns(new, clock.now())
        unit.insert(SeasonRow, {"id": id, "version": 1, "content_hash": content_hash(new), **columns})
        _tell(actor, "season", "created", str(id), {"name": new.name})
        await unit.write_rows()
    return id


async def _is_replay(existing: Season, new: NewSeason) -> bool:
    """Was it created with this very content, whatever became of it since?"""
    (row,) = await storage.fetch("SELECT content_hash FROM season WHERE id = ?", [existing.id])
    if row["content_hash"] is None:
        return _plan(existing) == _plan(new)
    return bool(row["content_hash"] == content_hash(new))


async def change_season(actor: Actor, id: UUID, changes: SeasonChanges) -> None:
    """Raises registry.not_found, registry.version_conflict, http.invalid."""
    async with storage.transaction():
        before = await season(id)
        if before.version != changes.version:
            raise problems.VERSION_CONFLICT(version=before.version)
        after = msgspec.structs.replace(before, **given_changes(changes))
        if after == before:
            return
        await _refuse_wrong(after)
        columns = _season_columns(after, clock.now())
        if not await SeasonRow.filter(id=id, version=before.version).update(**columns, version=before.version + 1):
            raise problems.VERSION_CONFLICT(version=before.version + 1)
        _tell(actor, "season", "changed", str(id), {"before": _plan(before), "after": _plan(after)})


async def _refuse_wrong(plan: SeasonPlan) -> None:
    errors = season_errors(plan)
    if plan.area and plan.area not in await areas_by_path([plan.area]):
        errors.append(FieldError("/area", "area.unknown", UNKNOWN_AREA))
    if errors:
        raise INVALID(errors=errors)


def _plan(season: Season | NewSeason) -> dict[str, object]:
    names = SeasonPlan.__struct_fields__
    plain: dict[str, object] = msgspec.to_builtins({name: getattr(season, name) for name in names})
    return plain


def _season_columns(plan: SeasonPlan, now: datetime) -> dict[str, object]:
    return {
        "name": plan.name,
        "area_path": plan.area,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "preparation_starts_on": plan.preparation_starts_on,
        "gates_json": _document(plan.gates),
        "updated_at": now,
    }


def _document(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _tell(actor: Actor, subject: str, action: str, id: str, detail: Mapping[str, object]) -> None:
    storage.current_unit().changed(subject, id, organization="", area="")
    audit.record(
        actor,
        f"{subject}.{action}",
        subject_kind=subject,
        subject_id=id,
        organization="",
        area="",
        detail=dict(detail),
    )
