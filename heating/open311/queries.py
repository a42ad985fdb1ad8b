"""Reads for other systems. Everyone may list requests; what of them is told, `presenting` decides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor, system_actor
from heating.complaints import queries as complaints
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.categories import Category
from heating.complaints.clocking import KIND
from heating.complaints.records import Record
from heating.complaints.rules import CLASS_NAMES, KIND_NAMES, Status
from heating.deadlines import queries as deadlines
from heating.lib.wording import Language, Text
from heating.open311 import presenting, submissions
from heating.open311.faults import NO_REQUEST, NO_SERVICE, NO_TOKEN, Faults
from heating.open311.filters import CLOSED, Filter
from heating.open311.presenting import CLOSED_STATUSES, Surroundings
from heating.open311.writing import Value
from heating.registry import asset_queries
from heating.registry.filtering import Conditions, in_chunks, marks

_BUILT_IN_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""When the categories that the product comes with were written."""


class _Changed(msgspec.Struct, frozen=True):
    id: UUID
    at: datetime


async def services_changed_at() -> datetime:
    moments = [entry.changed_at for entry in (await catalogue.entries(catalogue.CATEGORIES)).values()]
    return max([_BUILT_IN_AT, *(moment for moment in moments if moment)])


async def services(language: Language) -> list[Value]:
    categories = await catalogue.documents(catalogue.CATEGORIES)
    return [_service(category, language) for category in categories.values() if category.in_force]


def _service(category: Category, language: Language) -> Value:
    kind, group = KIND_NAMES[category.kind], CLASS_NAMES[category.matter_class]
    return {
        "service_code": category.key,
        "service_name": category.name.in_language(language),
        "description": f"{category.name.in_language(language)}（{kind.zh}）"
        if language == "zh"
        else f"{category.name.en} ({kind.en})",
        "metadata": True,
        "type": "realtime",
        "keywords": ",".join(category.synonyms),
        "group": group.in_language(language),
    }


async def check_service(code: str) -> None:
    """Raises Faults."""
    category = (await catalogue.documents(catalogue.CATEGORIES)).get(code)
    if category is None or not category.in_force:
        raise Faults([NO_SERVICE.fault(code=code)])


async def requests(client: Actor | None, query: Filter, language: Language) -> list[Value]:
    conditions = Conditions(system_actor(), "c")
    if query.ids:
        conditions.add(f"c.number IN ({marks(query.ids)})", query.ids)
    else:
        conditions.add("c.received_at >= ? AND c.received_at <= ?", [query.since, query.until])
    if query.services:
        conditions.add(f"c.category IN ({marks(list(query.services))})", list(query.services))
    if len(query.statuses) == 1:
        conditions.add(*_status(CLOSED in query.statuses))
    page = f"ORDER BY c.received_at DESC, c.id DESC LIMIT {query.page_size}"
    rows = await complaints.records(conditions, f"{page} OFFSET {(query.page - 1) * query.page_size}")
    return await _present(rows, client, language)


async def request(client: Actor | None, number: str, language: Language) -> list[Value]:
    """Raises Faults."""
    conditions = Conditions(system_actor(), "c")
    conditions.equal("number", number)
    if rows := await complaints.records(conditions):
        return await _present(rows, client, language)
    raise Faults([NO_REQUEST.fault(id=number)])


async def token(text: str) -> list[Value]:
    """Raises Faults."""
    submission = await submissions.by_token(_uuid(text))
    if submission is None:
        raise Faults([NO_TOKEN.fault(token=text)])
    (complaint,) = await complaints.of_ids([submission.complaint_id])
    return [{"service_request_id": complaint.number, "token": text}]


def _status(closed: bool) -> tuple[str, Sequence[object]]:
    chosen: Collection[Status] = CLOSED_STATUSES if closed else frozenset(Status) - CLOSED_STATUSES
    return f"c.status IN ({marks(list(chosen))})", sorted(chosen)


async def _present(rows: Sequence[Record], client: Actor | None, language: Language) -> list[Value]:
    organizations = await accounts.organizations_by_path({row.organization_path for row in rows})
    areas = await accounts.areas_by_path({row.area_path for row in rows})
    around = Surroundings(
        categories=await catalogue.documents(catalogue.CATEGORIES),
        buildings=await asset_queries.assets_by_ids({row.building_id for row in rows if row.building_id}),
        organizations={path: Text(found.name, found.name_en or found.name) for path, found in organizations.items()},
        areas={path: Text(found.name, found.name_en or found.name) for path, found in areas.items()},
        submissions=await submissions.of_complaints([row.id for row in rows]),
        changed=await _changed(rows),
        expected=await _expected([row.id for row in rows]),
    )
    return presenting.requests(rows, around, client, language)


async def _changed(rows: Sequence[Record]) -> Mapping[UUID, datetime]:
    """When each was closed, or its last step was taken."""
    found = await _last_steps(row.id for row in rows)
    return found | {row.id: row.closed_at for row in rows if row.closed_at is not None}


async def _expected(ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the clock of the resolution, or before that of the reply, runs out or ran out."""
    found = {}
    for id, clocks in (await deadlines.clocks_of(KIND, ids)).items():
        due = {clock.name: clock.due_at for clock in clocks}
        if expected := due.get("resolution") or due.get("reply"):
            found[id] = expected
    return found


async def _last_steps(ids: Iterable[UUID]) -> dict[UUID, datetime]:
    found: dict[UUID, datetime] = {}
    for some in in_chunks(list(ids)):
        steps = await storage.fetch_as(
            _Changed,
            "SELECT complaint_id AS id, max(received_at) AS at FROM complaint_step"
            f" WHERE complaint_id IN ({marks(some)}) GROUP BY complaint_id",
            some,
        )
        found.update((step.id, step.at) for step in steps)
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Faults([NO_TOKEN.fault(token=text)]) from None
