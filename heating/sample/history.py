"""Who inspected what when, over a preparation season: most sites go well, some late, some badly, a few not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from heating.checklists.document import Gate, Grade
from heating.registry.seasons import SeasonPlan
from heating.sample.answers import GateSays
from heating.sample.fates import Fate
from heating.sample.plan import PlannedAsset, PlannedCrew, PlannedSite

GatesByKind = Mapping[str, frozenset[Gate]]


class Story(StrEnum):
    """How the season goes for a site."""

    SMOOTH = "smooth"
    WEAK = "weak"  # small failings, put right and inspected again
    LATE = "late"
    PARTLY = "partly"  # some assets are forgotten
    LARGER = "larger"  # a larger hazard without a plan
    MAJOR = "major"  # a major hazard blocks it
    RUN_FAILED = "run_failed"
    LAPSED = "lapsed"  # was ready until something broke
    NEGLECTED = "neglected"  # nobody came


_SHARES: Mapping[Story, int] = {
    Story.SMOOTH: 52, Story.WEAK: 16, Story.LATE: 10, Story.PARTLY: 5, Story.LARGER: 6, Story.MAJOR: 4,
    Story.RUN_FAILED: 3, Story.LAPSED: 2, Story.NEGLECTED: 2,
}  # fmt: skip
_SMALL: frozenset[Grade] = frozenset({"minor", "general"})
_SERVICED_IN_SPRING = frozenset({
    "heat_station", "heat_exchanger", "pump", "heat_source_plant", "peak_source", "boiler", "pipe_segment", "chamber",
})  # fmt: skip
_FILLED_WITH_THE_YARD = frozenset({"building", "building_inlet"})
_HAS_RUNS = frozenset({"heat_station", "courtyard"})
_NEEDS_RUNS = frozenset({Story.RUN_FAILED, Story.NEGLECTED, Story.LAPSED})
_PATROLLED = frozenset({"pipe_segment", "heat_station"})


class Check(NamedTuple):
    """One asset of a visit. `fails`: grades of which one item fails; `corrected`: it was entered wrongly at first."""

    asset: PlannedAsset
    gates: Mapping[Gate, GateSays]
    fails: frozenset[Grade] = frozenset()
    corrected: bool = False


class Visit(NamedTuple):
    """A crew member at a site. `received_at` is when the phone had signal again."""

    begun_at: datetime
    received_at: datetime
    site: PlannedSite
    crew: PlannedCrew
    inspector: str
    checks: tuple[Check, ...]
    households: int = 0


class Report(NamedTuple):
    """A hazard that somebody saw by chance. Its fate is drawn, and its own crew repairs it, unless that is said."""

    at: datetime
    site: PlannedSite
    reporter: str
    title: str
    grade: Grade
    asset: PlannedAsset | None = None
    fate: Fate | None = None
    repaired_by: PlannedCrew | None = None


class _Round(NamedTuple):
    day: date
    assets: Sequence[PlannedAsset]
    gates: Mapping[Gate, GateSays]
    fails: Mapping[str, frozenset[Grade]] = {}
    households: int = 0


def stories(sites: Sequence[PlannedSite], rng: Random) -> list[Story]:
    """One for each site; every story happens at least once where there are enough sites."""
    count = len(sites)
    dealt = [story for story, share in _SHARES.items() for _ in range(max(1, round(count * share / 100)))]
    dealt = (dealt + [Story.SMOOTH] * count)[:count] if len(dealt) < count else dealt[len(dealt) - count :]
    rng.shuffle(dealt)
    smooth = [n for n in range(count) if dealt[n] is Story.SMOOTH and sites[n].kind in _HAS_RUNS]
    for number, site in enumerate(sites):
        if dealt[number] in _NEEDS_RUNS and site.kind not in _HAS_RUNS and smooth:
            other = smooth.pop()
            dealt[number], dealt[other] = dealt[other], dealt[number]
    return dealt


def plan_visits(
    crews: Iterable[PlannedCrew], told: Iterator[Story], gates: GatesByKind, season: SeasonPlan, until: datetime,
    zone: ZoneInfo, rng: Random,
) -> list[Visit]:  # fmt: skip
    """All visits whose records have arrived by `until`, in the order of their arrival."""
    visits = []
    for crew in crews:
        for site in crew.sites:
            rounds = _Season(site, next(told), gates, season, until.astimezone(zone).date(), rng).rounds()
            visits += [_visit(one, site, crew, zone, rng) for one in rounds if one.assets]
    return sorted((visit for visit in visits if visit.received_at <= until), key=lambda visit: visit.received_at)


def plan_reports(
    crews: Iterable[PlannedCrew],
    told: Iterator[Story],
    season: SeasonPlan,
    until: datetime,
    zone: ZoneInfo,
    rng: Random,
) -> list[Report]:
    """Hazards seen by chance: small ones everywhere, and the major ones that end some stories."""
    reports: list[Report] = []
    for crew in crews:
        for site in crew.sites:
            reports += _reports_of(site, crew, next(told), season, zone, rng)
    return sorted((report for report in reports if report.at <= until), key=lambda report: report.at)


class _Season:
    """The rounds of one site, in their order."""

    def __init__(
        self, site: PlannedSite, story: Story, gates: GatesByKind, season: SeasonPlan, last_day: date, rng: Random
    ) -> None:
        forgotten = rng.sample(site.assets[1:], 1) if story is Story.PARTLY else []
        self._assets = [asset for asset in site.assets if asset not in forgotten]
        self._story, self._gates, self._plan, self._last_day, self._rng = story, gates, season, last_day, rng
        self._delay = timedelta(days=rng.randint(4, 12)) if story is Story.LATE else timedelta()

    def rounds(self) -> Iterator[_Round]:
        if self._story is Story.NEGLECTED:
            return
        due, rng = self._plan.gates, self._rng
        if rng.random() < 0.8:
            spring = [asset for asset in self._assets if asset.kind in _SERVICED_IN_SPRING]
            yield _Round(
                self._plan.preparation_starts_on + timedelta(days=rng.randint(9, 80)), spring, {}, self._slips(spring)
            )
        yield from self._summer(due.inspected)
        yield from self._filling(due.filled)
        yield from self._runs()

    def _summer(self, due: date) -> Iterator[_Round]:
        """Every asset once; buildings of most courtyards only when the yard is filled, early in September."""
        rng = self._rng
        self._fills_early = rng.random() < 0.6
        later = [asset for asset in self._assets if self._fills_early and asset.kind in _FILLED_WITH_THE_YARD]
        now = [asset for asset in self._assets if asset not in later]
        day = due - timedelta(days=rng.randint(3, 75)) + self._delay * 2
        fails = self._failings(now) | self._slips(now)
        yield _Round(day, now, {}, fails)
        if self._story is Story.WEAK:
            mended = [asset for asset in now if asset.code in fails]
            yield _Round(day + timedelta(days=rng.randint(5, 20)), mended, {})
        yield _Round(
            due - timedelta(days=rng.randint(1, 12)) + self._delay, later, {"filled": "pass"}, self._slips(later)
        )

    def _filling(self, due: date) -> Iterator[_Round]:
        done = _FILLED_WITH_THE_YARD if self._fills_early else frozenset[str]()
        assets = [asset for asset in self._with_gate("filled") if asset.kind not in done]
        self._filled_on = due - timedelta(days=self._rng.randint(1, 10)) + self._delay
        yield _Round(self._filled_on, assets, {"filled": "pass"})

    def _runs(self) -> Iterator[_Round]:
        """Cold run, hot run, temperature, each not before the one before; then the patrols of the winter."""
        rng, due = self._rng, self._plan.gates
        passed: dict[Gate, GateSays] = {"filled": "pass", "cold_run": "pass"}
        cold_on = (
            max(self._filled_on + timedelta(days=2), due.cold_run - timedelta(days=rng.randint(1, 12)))
            + self._delay / 2
        )
        if self._story is Story.RUN_FAILED:
            yield _Round(cold_on, self._with_gate("cold_run")[:1], {**passed, "cold_run": "fail"})
            if rng.random() < 0.5:
                return
            cold_on += timedelta(days=rng.randint(4, 7))
        yield _Round(cold_on, self._with_gate("cold_run"), passed)
        hot_on = max(cold_on + timedelta(days=1), due.hot_run - timedelta(days=rng.randint(0, 3)))
        passed = {**passed, "hot_run": "pass"}
        yield _Round(hot_on, self._with_gate("hot_run"), passed)
        warm_on = max(hot_on + timedelta(days=2), due.at_temperature - timedelta(days=rng.randint(0, 4)))
        passed = {**passed, "at_temperature": "pass"}
        yield _Round(warm_on, self._with_gate("at_temperature"), passed)
        yield from self._winter(warm_on, passed)

    def _winter(self, warm_on: date, passed: Mapping[Gate, GateSays]) -> Iterator[_Round]:
        rng = self._rng
        yards = [asset for asset in self._assets if asset.rooms]
        if yards and rng.random() < 0.3:
            yield _Round(warm_on + timedelta(days=rng.randint(3, 18)), rng.sample(yards, 1), passed, households=3)
        patrolled = [asset for asset in self._assets if asset.kind in _PATROLLED]
        day = warm_on + timedelta(days=rng.randint(5, 20))
        while patrolled and day <= min(self._last_day, self._plan.ends_on):
            yield _Round(day, patrolled, passed, self._slips(patrolled))
            day += timedelta(days=rng.randint(24, 34))

    def _with_gate(self, gate: Gate) -> list[PlannedAsset]:
        return [asset for asset in self._assets if gate in self._gates.get(asset.kind, ())]

    def _slips(self, assets: Iterable[PlannedAsset]) -> dict[str, frozenset[Grade]]:
        """Small failings happen everywhere."""
        return {asset.code: _SMALL for asset in assets if self._rng.random() < 0.025}

    def _failings(self, assets: Sequence[PlannedAsset]) -> dict[str, frozenset[Grade]]:
        """What the site's story wants to be found."""
        wanted: dict[Story, frozenset[Grade]] = {
            Story.WEAK: _SMALL, Story.LARGER: frozenset({"larger"}), Story.MAJOR: frozenset({"major"}),
        }  # fmt: skip
        if not assets or self._story not in wanted:
            return {}
        return {asset.code: wanted[self._story] for asset in self._rng.sample(list(assets), 1)}


def _visit(one: _Round, site: PlannedSite, crew: PlannedCrew, zone: ZoneInfo, rng: Random) -> Visit:
    begun_at = datetime.combine(one.day, time(8, 20), zone) + timedelta(minutes=rng.randint(0, 420))
    checks = tuple(
        Check(asset, one.gates, one.fails.get(asset.code, frozenset()), corrected=rng.random() < 0.008)
        for asset in one.assets
    )
    ended_at = begun_at + timedelta(minutes=22 * len(checks))
    inspector = rng.choice(crew.people).username
    return Visit(begun_at, ended_at + _without_signal(rng), site, crew, inspector, checks, one.households)


def _without_signal(rng: Random) -> timedelta:
    """Boiler rooms and villages have none; now and then a phone stays in the van over night."""
    chance = rng.random()
    if chance < 0.7:
        return timedelta(minutes=rng.randint(1, 12))
    return timedelta(hours=rng.uniform(1, 7)) if chance < 0.95 else timedelta(hours=rng.uniform(14, 38))


def _reports_of(
    site: PlannedSite, crew: PlannedCrew, story: Story, season: SeasonPlan, zone: ZoneInfo, rng: Random
) -> Iterator[Report]:
    reporter = rng.choice(crew.people).username
    if rng.random() < 0.08:
        day = season.preparation_starts_on + timedelta(days=rng.randint(20, 190))
        title, grade = rng.choice(_SEEN_BY_CHANCE)
        yield Report(_at(day, zone, rng), site, reporter, title, grade)
    if story is Story.MAJOR:
        day = season.gates.filled + timedelta(days=rng.randint(1, 15))
        yield Report(_at(day, zone, rng), site, reporter, rng.choice(_MAJOR), "major")
    if story is Story.LAPSED:
        day = season.starts_on + timedelta(days=rng.randint(4, 18))
        yield Report(_at(day, zone, rng), site, crew.safety_owner, rng.choice(_MAJOR), "major")


_SEEN_BY_CHANCE: Sequence[tuple[str, Grade]] = (
    ("站房门锁损坏，夜间无法上锁", "minor"),
    ("二维码标牌被涂料遮盖", "minor"),
    ("管道保温外护层破损约 2 米", "general"),
    ("检查室井盖松动，车辆碾压有异响", "general"),
    ("楼前热力入口井内积水", "general"),
    ("循环泵联轴器护罩缺失", "general"),
)
_MAJOR = (
    "热力管线上方搭建彩钢房，占压约 12 米",
    "一级网补偿器泄漏，地面冒汽，已临时围挡",
    "站内配电柜进线电缆绝缘击穿，双路电源失去一路",
    "安全阀起跳后不回座，系统不能保压",
)


def _at(day: date, zone: ZoneInfo, rng: Random) -> datetime:
    return datetime.combine(day, time(7, 30), zone) + timedelta(minutes=rng.randint(0, 720))
