"""Reading labels."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.queries import people
from heating.http.paging import Page, decode_cursor, encode_cursor
from heating.labels import codes, problems
from heating.labels.rules import State
from heating.labels.schemas import MOST_AT_ONCE, AssetName, FoundLabel, Label, LabelFilter
from heating.registry import asset_queries, site_queries
from heating.registry.filtering import Conditions, in_chunks, marks, text_contains
from heating.registry.records import AssetFacts
from heating.registry.schemas import Person

_COLUMNS = (
    "l.id, l.code, l.short_code, l.state, l.asset_id AS asset, l.batch, l.organization_path AS organization,"
    " l.area_path AS area, l.issued_at, l.attached_at, l.attached_by_id, l.ended_at, l.reason"
)
_SELECT = f"SELECT {_COLUMNS} FROM label l WHERE "


class LabelRecord(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    short_code: str
    state: State
    asset: UUID | None
    batch: str
    organization: str
    area: str
    issued_at: datetime
    attached_at: datetime | None
    attached_by_id: UUID | None
    ended_at: datetime | None
    reason: str


class LabelState(msgspec.Struct, frozen=True):
    state: State
    asset: UUID | None


class Resolved(NamedTuple):
    """A label and what it is on."""

    label: LabelRecord
    asset: AssetFacts | None


def parsed(text: str) -> codes.Parsed:
    """Raises label.not_a_label, label.mistyped."""
    found = codes.parse(text)
    if isinstance(found, codes.Parsed):
        return found
    if found in ("check", "length"):
        raise problems.MISTYPED(code=text.strip()[:80])
    raise problems.NOT_A_LABEL()


async def record(text: str) -> LabelRecord:
    """By code, short code or address, whoever asks. Raises label.unknown and what `parsed` raises."""
    code = parsed(text)
    column = "short_code" if code.short else "code"
    if records := await _read(f"l.{column} = ?", [code.code]):
        return records[0]
    raise problems.UNKNOWN(code=text.strip()[:80])


async def resolve(text: str) -> Resolved:
    """What a label says, for the page behind it: without an actor. Raises as `record`."""
    label = await record(text)
    if label.asset is None:
        return Resolved(label, None)
    return Resolved(label, (await asset_queries.assets_for_inspection([label.asset])).get(label.asset))


async def visible_record(actor: Actor, text: str) -> LabelRecord:
    """Blank labels may be seen by all who may attach them, wherever they were issued. Raises as `record`."""
    label = await record(text)
    if label.state == "blank" or scope.sees(actor, label.organization, label.area):
        return label
    raise problems.UNKNOWN(code=text.strip()[:80])


async def find(actor: Actor, text: str) -> FoundLabel:
    """The site is None where only the asset is the actor's, as in a company's station with crews of its own.

    Raises as `record`.
    """
    label = await visible_record(actor, text)
    (row,) = await rows([label])
    if label.asset is None:
        return FoundLabel(row, None, None)
    assets = await asset_queries.asset_rows_by_ids(actor, [label.asset])
    sites = await site_queries.site_rows_by_ids(actor, [asset.site for asset in assets])
    return FoundLabel(row, assets[0] if assets else None, sites[0] if sites else None)


async def labels(actor: Actor, query: LabelFilter) -> Page[Label]:
    """Newest first."""
    conditions = _visible(actor)
    conditions.equal("state", query.state)
    conditions.equal("asset_id", query.asset)
    conditions.equal("batch", query.batch or None)
    if query.q.strip():
        conditions.add(*_matching(query.q))
    if before := decode_cursor(query.cursor, UUID):
        conditions.add("l.id < ?", [before])
    found = await _read(f"{conditions.sql} ORDER BY l.id DESC LIMIT ?", [*conditions.params, query.limit + 1])
    shown = found[: query.limit]
    return Page(await rows(shown), encode_cursor(shown[-1].id) if len(found) > query.limit else None)


async def labels_to_print(actor: Actor, texts: Sequence[str], batch: str) -> list[LabelRecord]:
    """In the order of `texts`, or all of a batch that are not ended.

    Raises label.unknown for one that is not there, label.too_many.
    """
    found = await _chosen(actor, texts) if texts else await _of_batch(actor, batch)
    if len(found) > MOST_AT_ONCE:
        raise problems.TOO_MANY(most=MOST_AT_ONCE)
    return found


async def _chosen(actor: Actor, texts: Sequence[str]) -> list[LabelRecord]:
    wanted = {parsed(text).code: text for text in texts}
    found = {code: label for label in await _by_code(list(wanted)) for code in (label.code, label.short_code)}
    for code, text in wanted.items():
        label = found.get(code)
        if label is None or not (label.state == "blank" or scope.sees(actor, label.organization, label.area)):
            raise problems.UNKNOWN(code=text.strip()[:80])
    return list({found[code].id: found[code] for code in wanted}.values())


async def _of_batch(actor: Actor, batch: str) -> list[LabelRecord]:
    conditions = _visible(actor)
    conditions.add("l.batch = ? AND l.state IN ('blank', 'attached')", [batch])
    return await _read(f"{conditions.sql} ORDER BY l.id LIMIT ?", [*conditions.params, MOST_AT_ONCE + 1])


async def attached_to(asset_ids: Iterable[UUID]) -> list[LabelRecord]:
    """Whoever asks."""
    found: list[LabelRecord] = []
    for chunk in in_chunks(list(asset_ids)):
        found += await _read(f"l.state = 'attached' AND l.asset_id IN ({marks(chunk)})", chunk)
    return found


async def label_rows_by_ids(actor: Actor, ids: Iterable[UUID]) -> list[Label]:
    """Attached labels in the actor's scope, for phones."""
    found: list[LabelRecord] = []
    for chunk in in_chunks(list(ids)):
        conditions = _attached(actor)
        conditions.add(f"l.id IN ({marks(chunk)})", chunk)
        found += await _read(conditions.sql, conditions.params)
    return await rows(found)


async def label_rows_after(actor: Actor, after_id: UUID | None, limit: int) -> list[Label]:
    conditions = _attached(actor)
    conditions.after("id", after_id)
    return await rows(await _read(f"{conditions.sql} ORDER BY l.id LIMIT ?", [*conditions.params, limit]))


async def label_records(ids: Sequence[UUID]) -> list[LabelRecord]:
    """In the order of `ids`, whoever asks."""
    found: dict[UUID, LabelRecord] = {}
    for chunk in in_chunks(ids):
        found.update((record.id, record) for record in await _read(f"l.id IN ({marks(chunk)})", chunk))
    return [found[id] for id in ids if id in found]


async def states_of(wanted: Collection[str]) -> dict[str, LabelState]:
    """By code, as `codes.normalise` writes it; short codes are found too. One query for a batch."""
    return {
        code: LabelState(label.state, label.asset)
        for label in await _by_code(list(wanted))
        for code in (label.code, label.short_code)
        if code in wanted
    }


async def references() -> list[LabelRecord]:
    """All labels that name an asset, for the check of references."""
    return await _read("l.asset_id IS NOT NULL", [])


async def rows(records: Sequence[LabelRecord]) -> list[Label]:
    names = await people({record.attached_by_id for record in records if record.attached_by_id})
    assets = await asset_queries.assets_for_inspection({record.asset for record in records if record.asset})
    return [_row(record, names, assets) for record in records]


def _row(record: LabelRecord, names: dict[UUID, str], assets: dict[UUID, AssetFacts]) -> Label:
    asset = assets.get(record.asset) if record.asset else None
    by = record.attached_by_id
    return Label(
        id=record.id,
        code=record.code,
        short_code=record.short_code,
        state=record.state,
        asset=record.asset,
        attached_to=_name(asset) if asset else None,
        batch=record.batch,
        organization=record.organization,
        area=record.area,
        issued_at=record.issued_at,
        attached_at=record.attached_at,
        attached_by=Person(by, names[by]) if by in names else None,
        ended_at=record.ended_at,
        reason=record.reason,
    )


def _name(asset: AssetFacts) -> AssetName:
    return AssetName(asset.id, asset.name, asset.name_en, asset.site, asset.site_name, asset.site_name_en)


async def _by_code(wanted: Sequence[str]) -> list[LabelRecord]:
    """Codes and short codes."""
    found: dict[UUID, LabelRecord] = {}
    for chunk in in_chunks(wanted):
        both = f"l.code IN ({marks(chunk)}) OR l.short_code IN ({marks(chunk)})"
        found.update((record.id, record) for record in await _read(both, [*chunk, *chunk]))
    return list(found.values())


def _matching(query: str) -> tuple[str, list[object]]:
    """A part of a code or short code, however it is typed, or of the batch; or the address that a label holds."""
    found = codes.parse(query)
    code = found.code if isinstance(found, codes.Parsed) else codes.normalise(query)
    batch, params = text_contains("lower(l.batch)", [query.strip().lower()])
    if not code:
        return batch, params
    of_code, of_short = (text_contains(f"l.{column}", [code]) for column in ("code", "short_code"))
    return f"{of_code[0]} OR {of_short[0]} OR {batch}", [*of_code[1], *of_short[1], *params]


def _visible(actor: Actor) -> Conditions:
    return Conditions(actor, "l")


def _attached(actor: Actor) -> Conditions:
    conditions = _visible(actor)
    conditions.equal("state", "attached")
    return conditions


async def _read(conditions: str, params: Sequence[object]) -> list[LabelRecord]:
    return await storage.fetch_as(LabelRecord, _SELECT + conditions, params)


async def attached_counts(
    actor: Actor, organization: str, area: str, since: datetime, until: datetime
) -> dict[UUID, int]:
    """How many things each person has labelled in a period: the census of what there is."""
    conditions = Conditions(actor, "l")
    conditions.within(organization, area)
    rows = await storage.fetch(
        f"SELECT l.attached_by_id AS person, COUNT(*) AS n FROM label l WHERE {conditions.sql}"
        " AND l.attached_by_id IS NOT NULL AND l.attached_at >= ? AND l.attached_at < ? GROUP BY l.attached_by_id",
        [*conditions.params, since, until],
    )
    return {UUID(str(row["person"])): row["n"] for row in rows}
