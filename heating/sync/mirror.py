"""What a phone keeps a copy of: each kind of row, how to read it as a whole and how to read some of it anew."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

import msgspec

from heating.accounts.actor import Actor
from heating.checklists.queries import mirror_checklists
from heating.complaints.mirroring import mirror_complaints
from heating.duty.mirroring import mirror_on_duty
from heating.hazards.codes_queries import mirror_catalogue
from heating.hazards.leaders import mirror_leaders
from heating.hazards.story_queries import mirror_stories
from heating.inspections.state_queries import mirror_asset_states
from heating.labels.queries import label_rows_after, label_rows_by_ids
from heating.registry.asset_queries import asset_rows_after, asset_rows_by_ids
from heating.registry.kind_queries import kind_rows, seasons
from heating.registry.search_queries import searchable_texts
from heating.registry.site_queries import site_rows_after, site_rows_by_ids

Rows = Mapping[str, Any]


class Page(NamedTuple):
    """Some rows in the order of their ids; `last` is where to read on, None at the end."""

    rows: Rows
    last: str | None


class Kind(NamedTuple):
    """`after(actor, id, limit)` reads on from an id, at most `limit` rows; `some(actor, ids)` reads these, and leaves
    out what is gone or not for this actor. Rows are keyed by the id that stands in the change log."""

    name: str
    after: Callable[[Actor, str, int], Awaitable[Page]]
    some: Callable[[Actor, Sequence[str]], Awaitable[Rows]]


class _Mirror(Protocol):
    async def __call__(
        self, actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
    ) -> Rows: ...


class _HasId(Protocol):
    @property
    def id(self) -> UUID: ...


Row = TypeVar("Row", bound=_HasId)


def _mirrored(name: str, mirror: _Mirror) -> Kind:
    async def after(actor: Actor, id: str, limit: int) -> Page:
        rows = await mirror(actor, after=id, limit=limit)
        return Page(rows, list(rows)[-1] if len(rows) == limit else None)

    async def some(actor: Actor, ids: Sequence[str]) -> Rows:
        return await mirror(actor, ids=ids)

    return Kind(name, after, some)


def _by_uuid(
    name: str,
    rows_after: Callable[[Actor, UUID | None, int], Awaitable[Sequence[Row]]],
    rows_by_ids: Callable[[Actor, Iterable[UUID]], Awaitable[Sequence[Row]]],
    is_kept: Callable[[Row], bool] = lambda _: True,
) -> Kind:
    """What is not kept on phones is gone for them, as if it did not exist."""

    async def after(actor: Actor, id: str, limit: int) -> Page:
        rows = await rows_after(actor, UUID(id) if id else None, limit)
        return Page(_keyed(row for row in rows if is_kept(row)), str(rows[-1].id) if len(rows) == limit else None)

    async def some(actor: Actor, ids: Sequence[str]) -> Rows:
        rows = await rows_by_ids(actor, [UUID(id) for id in ids])
        return _keyed(row for row in rows if is_kept(row))

    return Kind(name, after, some)


def _found_offline(kind: Kind) -> Kind:
    """The same rows, each with the forms under which the phone finds it."""

    async def with_texts(rows: Rows) -> Rows:
        texts = await searchable_texts(row.id for row in rows.values())
        return {id: {**msgspec.to_builtins(row), "search": texts.get(row.id, "")} for id, row in rows.items()}

    async def after(actor: Actor, id: str, limit: int) -> Page:
        page = await kind.after(actor, id, limit)
        return Page(await with_texts(page.rows), page.last)

    async def some(actor: Actor, ids: Sequence[str]) -> Rows:
        return await with_texts(await kind.some(actor, ids))

    return Kind(kind.name, after, some)


def _few(name: str, all_rows: Callable[[], Awaitable[Rows]]) -> Kind:
    """A kind with so few rows that all of them are read at once, and for everybody."""

    async def after(_actor: Actor, id: str, limit: int) -> Page:
        following = dict(sorted(item for item in (await all_rows()).items() if item[0] > id)[:limit])
        return Page(following, list(following)[-1] if len(following) == limit else None)

    async def some(_actor: Actor, ids: Sequence[str]) -> Rows:
        rows = await all_rows()
        return {id: rows[id] for id in ids if id in rows}

    return Kind(name, after, some)


def _keyed(rows: Iterable[_HasId]) -> Rows:
    return {str(row.id): row for row in rows}


async def _kinds() -> Rows:
    return {kind.key: kind for kind in await kind_rows()}


async def _seasons() -> Rows:
    return _keyed(await seasons())


# What others refer to comes first, so that a mirror that is half filled makes sense already
KINDS: tuple[Kind, ...] = (
    _few("kind", _kinds),
    _few("season", _seasons),
    _few("hazard_code", mirror_catalogue),
    _mirrored("checklist", mirror_checklists),
    _found_offline(_by_uuid("site", site_rows_after, site_rows_by_ids)),
    _found_offline(_by_uuid("asset", asset_rows_after, asset_rows_by_ids, lambda asset: asset.status != "retired")),
    _by_uuid("label", label_rows_after, label_rows_by_ids, lambda label: label.state == "attached"),
    _mirrored("asset_state", mirror_asset_states),
    _mirrored("hazard", mirror_stories),
    _mirrored("leader", mirror_leaders),
    _mirrored("complaint", mirror_complaints),
    _mirrored("on_duty", mirror_on_duty),
)
