"""A stage for stories: a station of crew A ready for the season, people who sign in, and a clock that the story moves.

Everything happens over HTTP. `until` lets time pass the way the background work sees it: each moment at which a clock
has to be looked at comes in its order, then midnight's work, then the reactions.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx2
import msgspec

from heating import storage
from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.checklists import actions as checklists
from heating.checklists import queries as checklist_queries
from heating.checklists.document import Gate
from heating.deadlines import sweeping
from heating.lib import clock
from heating.lib.ids import new_id
from heating.readiness import actions as readiness
from heating.readiness import new_day
from heating.registry import asset_actions, kind_actions, site_actions
from heating.registry.schemas import NewAsset, NewSeason, NewSite
from heating.registry.seasons import usual_plan
from heating.sample.answers import GateSays, Occasion, fill
from heating.worker import followers
from tests.cast import CITY, CREW_A, CREW_B, JUHE, OFFICE, ONE, XINGHUALING, Cast, SignIn

ZONE = ZoneInfo("Asia/Shanghai")
CLOSE_UP, CONTEXT, BEFORE, AFTER, AFTER_REWORK, ON_SITE = (f"{number:064x}" for number in range(1, 7))
ALL_PASSED: Mapping[Gate, GateSays] = {
    "filled": "pass", "cold_run": "pass", "hot_run": "pass", "at_temperature": "pass",
}  # fmt: skip
PEOPLE = {
    "bert": (Role.CREW_MEMBER, CREW_A, ""),
    "ann": (Role.CREW_MEMBER, CREW_B, ""),
    "sam": (Role.SAFETY_OFFICER, ONE, ""),
    "mona": (Role.COMPANY_MANAGER, ONE, ""),
    "otto": (Role.DUTY_OFFICER, ONE, ""),
    "dina": (Role.DISTRICT_OFFICER, OFFICE, XINGHUALING),
    "leo": (Role.CITY_LEADER, CITY, ""),
}
"""Beside alice (administrator), bob (crew A) and charlie (manager of another company)."""


def at(text: str) -> datetime:
    """ "2026-09-07 09:00" by the city's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


class Stage:
    def __init__(self, cast: Cast, sign_in: SignIn) -> None:
        self.cast, self._sign_in = cast, sign_in
        self.now = at("2026-08-31 09:00")
        self._clients: dict[tuple[str, date], httpx2.AsyncClient] = {}
        self.site = self.station = self.pump = UUID(int=0)
        self.pumps: set[UUID] = set()
        self.label = ""
        clock.set_source(lambda: self.now)

    async def set_up(self) -> None:
        """By 31 August. The station's label is attached, sam is its safety owner."""
        by = system_actor()
        for name, (role, organization, area) in PEOPLE.items():
            await self.cast.add(name, role, organization, area)
        await kind_actions.install_kinds(by)
        await checklists.install_templates(by)
        await kind_actions.create_season(by, NewSeason(**msgspec.structs.asdict(usual_plan(2026))))
        self.site = await self._site("S1")
        self.station = await asset_actions.create_asset(
            by, NewAsset(code="S1-R", name="和平路热力站", kind="heat_station", site=self.site)
        )
        self.pump = await asset_actions.create_asset(
            by, NewAsset(code="S1-P", name="1号循环泵", kind="pump", site=self.site)
        )
        self.pumps.add(self.pump)
        issued = await self.post("alice", "/api/labels", {"assets": [str(self.pump)]})
        self.label = issued["items"][0]["code"]

    async def _site(self, code: str | None = None) -> UUID:
        return await site_actions.create_site(
            system_actor(),
            NewSite(
                code=code,
                name="和平路热力站",
                kind="heat_station",
                organization=CREW_A,
                area=JUHE,
                households=900,
                responsible_id=self.id("bob"),
                safety_owner_id=self.id("sam"),
            ),
        )

    async def another_site(self) -> tuple[UUID, UUID]:
        """With a pump and nothing else."""
        site = await self._site()
        pump = await asset_actions.create_asset(system_actor(), NewAsset(name="循环泵", kind="pump", site=site))
        self.pumps.add(pump)
        return site, pump

    def id(self, who: str) -> UUID:
        return self.cast.users[who].id

    async def client(self, who: str) -> httpx2.AsyncClient:
        """People sign in anew every day."""
        today = (who, self.now.date())
        if today not in self._clients:
            self._clients[today] = await self._sign_in(who)
        return self._clients[today]

    async def get(self, who: str, path: str, **query: Any) -> Any:
        answer = await (await self.client(who)).get(path, params=query)
        assert answer.status_code == 200, (who, path, answer.text)
        return answer.json()

    async def post(self, who: str, path: str, body: Mapping[str, Any], method: str = "POST") -> Any:
        answer = await (await self.client(who)).request(method, path, json=body)
        assert answer.status_code in (200, 201, 204), (who, path, answer.text)
        return answer.json() if answer.content else None

    async def refused(self, who: str, path: str, body: Mapping[str, Any], method: str = "POST") -> str:
        """The code of the refusal."""
        answer = await (await self.client(who)).request(method, path, json=body)
        assert answer.status_code >= 400, (who, path, "was not refused")
        code: str = answer.json()["code"]
        return code

    async def refused_to_see(self, who: str, hazard: str) -> None:
        assert (await (await self.client(who)).get(f"/api/hazards/{hazard}")).status_code == 404

    async def until(self, text: str) -> None:
        """Let time pass."""
        end = at(text)
        while (due := await _next_look(end)) is not None:
            self.now = max(self.now, due + timedelta(microseconds=1))
            await sweeping.sweep_all(ZONE)
        self.now = end
        await new_day.begin(ZONE)
        await self.settle()

    async def settle(self) -> None:
        """What follows from what happened: reactions, readiness."""
        for follower in followers():
            await follower.catch_up()
        while await readiness.refresh_due(ZONE):
            pass

    async def inspect(self, who: str, asset: UUID, *, failing: frozenset[str] = frozenset()) -> Any:
        """All gates passed, but for the items that fail."""
        kind = "pump" if asset in self.pumps else "heat_station"
        published = (await checklist_queries.for_kinds())[kind]
        begun_at = self.now - timedelta(minutes=30)
        occasion = Occasion(begun_at, begun_at.astimezone(ZONE).date(), who, ALL_PASSED, failing)
        answers = fill(published.document, occasion, [CLOSE_UP, CONTEXT, BEFORE], _NoChance())
        body = {
            "id": str(new_id()),
            "visit": str(new_id()),
            "asset": str(asset),
            "checklist_version": str(published.id),
            "answers": msgspec.to_builtins(answers),
            "started_at": begun_at.isoformat(),
            "finished_at": self.now.isoformat(),
        }
        return await self.post(who, "/api/inspections", body)

    async def report(self, who: str, grade: str, *, asset: UUID | None = None) -> str:
        body = {
            "id": str(new_id()),
            "title": "循环泵机械密封漏水",
            "grade": grade,
            "asset": str(asset or self.pump),
            "photos": [{"sha256": CLOSE_UP, "role": "close_up"}, {"sha256": CONTEXT, "role": "context"}],
        }
        reported: dict[str, Any] = await self.post(who, "/api/hazards", body)
        return str(reported["id"])

    async def confirm(self, hazard: str, grade: str, *, who: str = "sam", **more: Any) -> Any:
        body = {"version": await self.version(hazard), "grade": grade, "organization": CREW_A}
        body |= {"responsible": str(self.id("bob")), **more}
        return await self.post(who, f"/api/hazards/{hazard}/confirmation", body)

    async def rectify(self, hazard: str, *, who: str = "bob", photo: str = AFTER) -> Any:
        body = {"done": "更换机械密封，试运行两小时无渗漏", "photos": [{"sha256": photo, "role": "after"}]}
        return await self.post(who, f"/api/hazards/{hazard}/rectification", body)

    async def accept(self, hazard: str, *, who: str = "otto") -> Any:
        return await self.post(who, f"/api/hazards/{hazard}/acceptance", self.acceptance())

    def acceptance(self) -> dict[str, Any]:
        return {
            "photos": [{"sha256": ON_SITE, "role": "after"}],
            "label": {"code": self.label, "scanned_at": self.now.isoformat()},
        }

    def plan(self, **changes: Any) -> dict[str, Any]:
        whole = {
            "responsibility": {"organization": CREW_A, "person": str(self.id("bob"))},
            "time_limit_on": "2026-09-20",
            "measures": "停泵更换机械密封，备用泵投入运行",
            "funds": {"amount_cny": 12000, "source": "年度大修资金"},
            "contingency": "备用泵故障时启动移动热源车",
        }
        return whole | changes

    async def hazard(self, hazard: str, who: str = "alice") -> Any:
        return await self.get(who, f"/api/hazards/{hazard}")

    async def version(self, hazard: str) -> int:
        found: int = (await self.hazard(hazard))["version"]
        return found

    async def clocks(self, hazard: str) -> dict[str, str]:
        """Open clocks of the hazard and when they are due by the city's clocks."""
        rows = (await self.hazard(hazard))["clocks"]
        return {row["name"]: _local(row["due_at"]) for row in rows if row["state"] in ("running", "paused")}

    async def readiness(self) -> Any:
        return await self.get("leo", f"/api/readiness/sites/{self.site}")

    async def inbox(self, who: str) -> list[tuple[str, str]]:
        """Kind and time by the city's clocks of what a person was told, oldest first."""
        items = (await self.get(who, "/api/inbox", limit=200))["items"]
        return [(item["kind"], _local(item["created_at"])) for item in reversed(items)]

    async def told_of_deadlines(self, who: str) -> list[tuple[str, str]]:
        return [(kind, when) for kind, when in await self.inbox(who) if kind.startswith("deadline.")]


class _NoChance(Random):
    """Crews of stories have no moods: of what could be chosen the first is, and nothing happens by chance."""

    def random(self) -> float:
        return 0.999

    def choice(self, seq: Any) -> Any:
        return seq[0]

    def sample(self, population: Any, k: int, *, counts: Any = None) -> Any:  # noqa: ARG002
        return list(population[:k])

    def randint(self, a: int, b: int) -> int:  # noqa: ARG002
        return a

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


def _local(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(ZONE).strftime("%m-%d %H:%M")


async def _next_look(before: datetime) -> datetime | None:
    rows = await storage.fetch_as(_Look, "SELECT min(look_after) AS at FROM deadline WHERE look_after < ?", [before])
    return rows[0].at


class _Look(msgspec.Struct, frozen=True):
    at: datetime | None
