"""A small world for readiness: two companies with a station each, and people who inspect."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import system_actor
from heating.checklists import actions as checklists
from heating.checklists import queries as checklist_queries
from heating.checklists import rules
from heating.checklists.document import Gate
from heating.hazards import actions as hazards
from heating.hazards.evidence import HazardPhoto
from heating.hazards.rules import Grade
from heating.hazards.schemas import HazardReport
from heating.inspections import actions as inspections
from heating.inspections.actions import Submission
from heating.inspections.payload import InspectionPayload
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from heating.readiness import actions as readiness
from heating.registry import asset_actions, kind_actions, site_actions
from heating.registry.schemas import NewAsset, NewSeason, NewSite
from heating.registry.seasons import usual_plan
from heating.sample.answers import GateSays, Occasion, fill
from tests.cast import CREW_A, CREW_C, JUHE, WANBOLIN, Cast

ZONE = ZoneInfo("Asia/Shanghai")
PICTURES = [f"{number:064x}" for number in range(6)]
ALL_PASSED: dict[Gate, GateSays] = {"filled": "pass", "cold_run": "pass", "hot_run": "pass", "at_temperature": "pass"}


def noon(month: int, day: int) -> datetime:
    """Of the city's day in 2026."""
    return datetime(2026, month, day, 4, tzinfo=UTC)


class World:
    """`mine` is a station of crew A in Xinghualing, `theirs` one of crew C in Wanbolin; each has a pump."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.mine = self.theirs = UUID(int=0)
        self.station = self.pump = self.their_station = self.their_pump = UUID(int=0)

    async def found(self) -> None:
        by = system_actor()
        await self.cast.add("dora", "crew_member", CREW_C)
        await kind_actions.install_kinds(by)
        await checklists.install_templates(by)
        await kind_actions.create_season(by, NewSeason(**msgspec.structs.asdict(usual_plan(2026))))
        self.mine = await self.site("S1", CREW_A, JUHE, "bob", households=900)
        self.theirs = await self.site("S2", CREW_C, WANBOLIN, "dora", households=400)
        self.station, self.pump = await self._assets("S1", self.mine)
        self.their_station, self.their_pump = await self._assets("S2", self.theirs)

    async def site(self, code: str, organization: str, area: str, responsible: str, households: int = 0) -> UUID:
        user = self.cast.users[responsible].id
        return await site_actions.create_site(
            system_actor(),
            NewSite(
                code=code,
                name=f"{code}热力站",
                name_en=f"Station {code}",
                kind="heat_station",
                organization=organization,
                area=area,
                households=households,
                responsible_id=user,
                safety_owner_id=user,
            ),
        )

    async def asset(self, code: str, site: UUID, kind: str = "pump") -> UUID:
        return await asset_actions.create_asset(system_actor(), NewAsset(code=code, name=code, kind=kind, site=site))

    async def _assets(self, code: str, site: UUID) -> tuple[UUID, UUID]:
        return await self.asset(f"{code}-R", site, "heat_station"), await self.asset(f"{code}-P", site)

    async def inspect(
        self,
        asset: UUID,
        at: datetime,
        *,
        who: str = "bob",
        kind: str = "pump",
        gates: Mapping[Gate, GateSays] | None = None,
        failing: frozenset[str] = frozenset(),
        replaces: UUID | None = None,
    ) -> UUID:
        """Submitted and received at `at`."""
        published = (await checklist_queries.for_kinds())[kind]
        begun_at = at - timedelta(minutes=30)
        occasion = Occasion(begun_at, begun_at.astimezone(ZONE).date(), who, gates or {}, failing)
        answers = fill(published.document, occasion, PICTURES, Random(1))
        with clock.travel(at):
            payload = InspectionPayload(
                id=new_id(),
                visit=new_id(),
                asset=asset,
                checklist_version=published.id,
                answers=answers,
                started_at=begun_at,
                finished_at=at,
                replaces=replaces,
                hazards={one.item: new_id() for one in rules.failing(published.document, answers)},
            )
            async with storage.transaction():
                (answer,) = await inspections.submit([Submission(self.cast.actor(who), payload, at)], ZONE)
        assert not isinstance(answer, Problem), answer.as_json("en")
        return payload.id

    async def inspect_station(self, asset: UUID, at: datetime, **rest: object) -> UUID:
        return await self.inspect(asset, at, kind="heat_station", **rest)  # type: ignore[arg-type]

    async def make_ready(self, *, theirs: bool = False) -> UUID:
        """Every gate passed in time; answers the station's last inspection."""
        station, pump = (self.their_station, self.their_pump) if theirs else (self.station, self.pump)
        who = "dora" if theirs else "bob"
        await self.inspect(pump, noon(8, 1), who=who)
        return await self.inspect_station(station, noon(9, 10), who=who, gates=ALL_PASSED)

    async def report(self, site: UUID, grade: Grade, at: datetime, who: str = "bob") -> UUID:
        photos = (HazardPhoto(sha256=PICTURES[0], role="close_up"), HazardPhoto(sha256=PICTURES[1], role="context"))
        payload = HazardReport(id=new_id(), title="占压", grade=grade, photos=photos, site=site)
        with clock.travel(at):
            async with storage.transaction():
                reporting = hazards.Reporting(self.cast.actor(who), payload, at, at)
                (answer,) = await hazards.report([reporting], ZONE)
        assert not isinstance(answer, Problem), answer.as_json("en")
        return payload.id

    async def assess(self, at: datetime) -> None:
        with clock.travel(at):
            await readiness.refresh([self.mine, self.theirs], ZONE)


def day(month: int, number: int) -> date:
    return date(2026, month, number)
