"""Places to inspect: station and building of bob's crew, a chamber of the crew beside it, a station of charlie's."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor, system_actor
from heating.checklists import actions as checklists
from heating.checklists import queries as checklist_queries
from heating.checklists.document import Document
from heating.hazards.actions import Accepted
from heating.inspections.actions import Submission, submit
from heating.inspections.payload import InspectionPayload
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from heating.registry import asset_actions, household_actions, kind_actions, site_actions
from heating.registry.schemas import NewAsset, NewHousehold, NewSite
from tests.cast import CREW_A, CREW_B, CREW_C, WANBOLIN, XINGHUALING, Cast

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
"""09:00 in the city."""


class World:
    site: UUID
    station: UUID
    building: UUID
    household: UUID
    chamber: UUID
    far_site: UUID
    far_station: UUID

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    async def build(self) -> "World":
        await kind_actions.install_kinds(system_actor())
        await checklists.install_templates(system_actor())
        self.site = await self._site("S1", CREW_A, XINGHUALING)
        self.station = await self.asset("S1-1", self.site, "heat_station", CREW_A)
        self.building = await self.asset("S1-2", self.site, "building", CREW_A)
        self.chamber = await self.asset("S1-3", self.site, "chamber", CREW_B)
        self.far_site = await self._site("S2", CREW_C, WANBOLIN)
        self.far_station = await self.asset("S2-1", self.far_site, "heat_station", CREW_C)
        self.household = new_id()
        door = NewHousehold(id=self.household, unit="1", room="101")
        await household_actions.add_households(system_actor(), self.building, [door])
        return self

    def actor(self, username: str) -> Actor:
        return self.cast.actor(username)

    async def asset(self, code: str, site: UUID, kind: str, organization: str, **others: Any) -> UUID:
        new = NewAsset(code=code, name=f"设备 {code}", kind=kind, site=site, organization=organization, **others)
        return await asset_actions.create_asset(system_actor(), new)

    async def _site(self, code: str, organization: str, area: str) -> UUID:
        bob = self.cast.users["bob"].id
        new = NewSite(
            code=code,
            name=f"站 {code}",
            kind="heat_station",
            organization=organization,
            area=area,
            responsible_id=bob,
            safety_owner_id=bob,
        )
        return await site_actions.create_site(system_actor(), new)


def sha(number: int) -> str:
    return f"{number:064x}"


def photo(role: str, number: int, at: datetime = MORNING) -> dict[str, Any]:
    return {"sha256": sha(number), "role": role, "taken_at": at.isoformat()}


BOTH = [photo("close_up", 1), photo("context", 2)]


def passing(document: Document) -> dict[str, Any]:
    """A value for every item that is asked when all is well and nothing was run yet."""
    values: dict[str, Any] = {}
    for item in document.items.values():
        if item.gate or (item.when is not None and not _is_asked(values, item.when.item, item.when.values)):
            if item.gate and item.when is None:
                values[item.key] = "na"
            continue
        match item.kind:
            case "judgement":
                values[item.key] = "pass"
            case "four_valued":
                values[item.key] = "good"
            case "choice":
                values[item.key] = next(option.key for option in item.options if not option.fails)
            case "text":
                values[item.key] = "好"
            case "date":
                values[item.key] = "2026-08-20"
            case "number" if item.required:
                values[item.key] = _inside(item.limits.low, item.limits.high) if item.limits else 1
    return values


def _is_asked(values: dict[str, Any], item: str, wanted: tuple[str, ...]) -> bool:
    return values.get(item) in wanted


def _inside(low: float | None, high: float | None) -> float:
    if low is not None and high is not None:
        return (low + high) / 2
    return low if low is not None else high if high is not None else 1


def answers(values: dict[str, Any], photos: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    return [
        {"item": item, "value": value, "answered_at": MORNING.isoformat(), "photos": (photos or {}).get(item, [])}
        for item, value in values.items()
    ]


async def document_for(kind: str) -> tuple[UUID, Document]:
    published = (await checklist_queries.for_kinds())[kind]
    return published.id, published.document


async def payload(
    asset: UUID,
    kind: str = "heat_station",
    changes: dict[str, Any] | None = None,
    photos: dict[str, Any] | None = None,
    **others: Any,
) -> dict[str, Any]:
    """As the phone sends it: everything passes, but for `changes` (a value by item; None leaves it out)."""
    version, document = await document_for(kind)
    values = {**passing(document), **(changes or {})}
    always = {
        key: BOTH for key, item in document.items.items() if "always" in (item.photos.close_up, item.photos.context)
    }
    finished: datetime = others.pop("at", MORNING)
    return {
        "id": str(new_id()),
        "visit": str(new_id()),
        "asset": str(asset),
        "checklist_version": str(version),
        "answers": answers(
            {item: value for item, value in values.items() if value is not None}, {**always, **(photos or {})}
        ),
        "started_at": (finished - timedelta(minutes=20)).isoformat(),
        "finished_at": finished.isoformat(),
        **others,
    }


def decoded(document: dict[str, Any]) -> InspectionPayload:
    return msgspec.convert(document, InspectionPayload)


async def send(
    actor: Actor, *documents: dict[str, Any], received_at: datetime | None = None
) -> list[Accepted | Problem]:
    """Submit all in one group, received an hour after the last was finished."""
    payloads = [decoded(document) for document in documents]
    received = received_at or max(payload.finished_at for payload in payloads) + timedelta(hours=1)
    async with storage.transaction():
        return await submit([Submission(actor, payload, received) for payload in payloads], ZONE)


async def accepted(actor: Actor, *documents: dict[str, Any], received_at: datetime | None = None) -> None:
    for answer in await send(actor, *documents, received_at=received_at):
        if isinstance(answer, Problem):
            raise AssertionError(f"{answer.code}: {[(e.pointer, e.code) for e in answer.errors]}")


def refusal(answer: Accepted | Problem) -> set[tuple[str, str]]:
    """The pointers and codes of a refusal."""
    assert isinstance(answer, Problem), "it was accepted"
    return {(error.pointer, error.code) for error in answer.errors}
