"""Hand-overs, swaps and spot checks as they are shown."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from heating.accounts import queries as accounts
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.duty import reading
from heating.duty.models import HandOverRow, SpotCheckRow, SwapRow
from heating.duty.rules import Post, SwapStatus
from heating.duty.schemas import DutyFilter, Person
from heating.duty.serving_schemas import HandOverItem, SpotCheckItem, SwapItem
from heating.http.paging import decode_cursor
from heating.lib import areas
from heating.registry.filtering import in_chunks

_LATELY = timedelta(days=14)
_MOST_OWN = 50

AnyRow = TypeVar("AnyRow", bound=Model)


async def hand_overs(actor: Actor, query: DutyFilter) -> list[HandOverRow]:
    """Written last first; up to one more than the limit."""
    return await _listed(HandOverRow.all(), "written_at", actor, query)


async def swaps(actor: Actor, query: DutyFilter) -> list[SwapRow]:
    return await _listed(SwapRow.all(), "asked_at", actor, query)


async def spot_checks(actor: Actor, query: DutyFilter) -> list[SpotCheckRow]:
    return await _listed(SpotCheckRow.all(), "asked_at", actor, query)


async def _listed(rows: QuerySet[AnyRow], moment: str, actor: Actor, query: DutyFilter) -> list[AnyRow]:
    rows = _seen(_seen(rows, "organization_path", actor.organization), "area_path", actor.area)
    rows = scope.narrowed(rows, query.organization or "", query.area or "")
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        is_earlier, is_same = {f"{moment}__lt": after[0]}, {moment: after[0]}
        rows = rows.filter(Q(**is_earlier) | Q(Q(**is_same), id__lt=after[1]))  # type: ignore[arg-type]  # any value
    return await rows.order_by(f"-{moment}", "-id").limit(query.limit + 1)


def _seen(rows: QuerySet[AnyRow], column: str, path: str) -> QuerySet[AnyRow]:
    """Of his own subtree, and of what is above him."""
    if not path:
        return rows
    low, high = areas.prefix_range(path)
    below, above = {f"{column}__gte": low, f"{column}__lt": high}, {f"{column}__in": ["", *areas.ancestors(path)]}
    return rows.filter(Q(**below) | Q(**above))  # type: ignore[arg-type]  # any value


async def hand_over(actor: Actor, id: UUID) -> HandOverItem:
    """Raises duty.not_found."""
    found = await HandOverRow.get_or_none(id=id)
    reading.hidden_unless(found is not None and reading.sees(actor, found.organization_path, found.area_path))
    assert found is not None
    return hand_over_item(found)


def hand_over_item(row: HandOverRow) -> HandOverItem:
    return HandOverItem(
        id=row.id,
        organization=row.organization_path,
        area=row.area_path,
        post=Post(row.post),
        by=Person(row.from_id, row.from_name),
        to=Person(row.to_id, row.to_name),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        note=row.note,
        written_at=row.written_at,
        received_at=row.received_at,
        remark=row.remark,
    )


async def own_hand_overs(actor: Actor) -> list[HandOverItem]:
    """Those that wait for his signature."""
    rows = HandOverRow.filter(to_id=actor.id, received_at=None).order_by("-written_at", "-id").limit(_MOST_OWN)
    return [hand_over_item(row) for row in await rows]


async def handed_over_keys(keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in in_chunks(keys):
        found |= {str(key) for key in await HandOverRow.filter(key__in=list(some)).values_list("key", flat=True)}
    return found


def spot_check_item(row: SpotCheckRow, now: datetime) -> SpotCheckItem:
    return SpotCheckItem(
        id=row.id,
        organization=row.organization_path,
        area=row.area_path,
        post=Post(row.post),
        person=Person(row.person_id, row.person_name),
        asked_at=row.asked_at,
        asked_by=row.asked_by_name,
        answer_by=row.answer_by,
        answered_at=row.answered_at,
        answer=row.answer,
        late=row.answered_at is not None and row.answered_at > row.answer_by,
        missed=row.answered_at is None and row.answer_by < now,
    )


async def own_spot_checks(actor: Actor, now: datetime) -> list[SpotCheckItem]:
    """Those he has not answered: late is better than never, for a while."""
    rows = SpotCheckRow.filter(person_id=actor.id, answered_at=None, asked_at__gt=now - _LATELY)
    return [spot_check_item(row, now) for row in await rows.order_by("-asked_at", "-id").limit(_MOST_OWN)]


async def own_swaps(actor: Actor, now: datetime) -> list[SwapItem]:
    """Asked by him or of him, that are open or were settled lately."""
    whose = Q(asker_id=actor.id) | Q(asked_id=actor.id)
    rows = SwapRow.filter(whose, Q(status=SwapStatus.ASKED) | Q(answered_at__gt=now - _LATELY))
    return await swap_items(await rows.order_by("-asked_at", "-id").limit(_MOST_OWN))


async def swap_items(rows: Sequence[SwapRow]) -> list[SwapItem]:
    names = await accounts.people({id for row in rows for id in (row.asker_id, row.asked_id)})
    return [
        SwapItem(
            id=row.id,
            organization=row.organization_path,
            area=row.area_path,
            post=Post(row.post),
            asker=Person(row.asker_id, names.get(row.asker_id, "")),
            asked=Person(row.asked_id, names.get(row.asked_id, "")),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            return_starts_at=row.return_starts_at,
            return_ends_at=row.return_ends_at,
            reason=row.reason,
            status=SwapStatus(row.status),
            asked_at=row.asked_at,
            answered_at=row.answered_at,
            answer=row.answer,
        )
        for row in rows
    ]
