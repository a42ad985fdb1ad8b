"""What leaders do about what is not in order today: an override that stands on the front page, letters to companies."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.accounts.rules import Role
from heating.hazards import letter_actions
from heating.hazards import queries as hazards
from heating.hazards.letter_schemas import NewLetter, NewReply
from heating.hazards.schemas import Hazard, HazardFilter
from heating.lib import areas, clock
from heating.lib.problems import Problem
from heating.readiness import overrides, queries
from heating.readiness.schemas import NewOverride, SiteFilter, SiteRow
from heating.sample.founding import Founded
from heating.sample.plan import City

_HAZARDS_ALONE = {"major_hazard", "plan_missing"}
_REASON = "占压建筑须经司法程序拆除，已列入区级挂牌督办"
_SUPPLY = "移动热源车两台现场待命，支线可由相邻热力站反供"
_TITLE = "关于限期整改较大及以上隐患的督办函"
_TEXT = (
    "经查，你单位下列隐患未按规定时限完成整改或未制定完整治理方案。请于期限前逐项整改到位，"
    "整改前落实监护措施，并书面回复整改情况。"
)
_REPLY = "我单位已成立整改专班，备件全部到货，计划本周内完成整改并申请核查，整改期间安排专人监护。"


async def act(city: City, founded: Founded, zone: ZoneInfo) -> None:
    """At the city's present."""
    leader = _of_role(city, founded, Role.CITY_LEADER)
    await _override(leader, zone)
    grave = await _grave(leader)
    companies = sorted({_company(hazard) for hazard in grave})
    for number, company in enumerate(companies[:2]):
        about = [hazard for hazard in grave if _company(hazard) == company]
        letter = await letter_actions.issue(leader, _letter(company, leader, about, zone), zone)
        if number:
            manager = _of_role(city, founded, Role.COMPANY_MANAGER, company)
            await letter_actions.reply(manager, letter, NewReply(text=_REPLY))


async def _override(leader: Actor, zone: ZoneInfo) -> None:
    """Of a site that has proved everything and is kept back by a hazard; of any other, if there is no such site."""
    page = await queries.sites(leader, SiteFilter(sort="households", limit=500))
    blocked = [row for row in page.items if row.open_major or _is_kept_back_by_hazards(row)]
    for row in sorted(blocked, key=lambda row: not _is_kept_back_by_hazards(row)):
        last = clock.now().astimezone(zone).date() + timedelta(days=14)
        try:
            await overrides.override(
                leader, row.site.id, NewOverride(reason=_REASON, alternative_supply=_SUPPLY, expires_on=last), zone
            )
        except Problem:
            continue  # the season ends before, or there is nothing to set aside
        return


def _is_kept_back_by_hazards(row: SiteRow) -> bool:
    codes = {reason.code for reason in row.blockers}
    return bool(codes) and codes <= _HAZARDS_ALONE


async def _grave(leader: Actor) -> list[Hazard]:
    found = await hazards.matching(leader, HazardFilter(status=None, open=True, sort="due", limit=200))
    return [hazard for hazard in found if hazard.overdue and hazard.grade in ("larger", "major")]


def _company(hazard: Hazard) -> str:
    """The second level of the tree."""
    return areas.ancestors(hazard.unit.path)[1]


def _letter(company: str, leader: Actor, about: Sequence[Hazard], zone: ZoneInfo) -> NewLetter:
    due = clock.now().astimezone(zone).date() + timedelta(days=5)
    ids = tuple(hazard.id for hazard in about[:8])
    return NewLetter(title=_TITLE, text=_TEXT, leader=leader.name, organization=company, due_on=due, hazards=ids)


def _of_role(city: City, founded: Founded, role: Role, organization: str = "") -> Actor:
    return next(
        founded.actors[person.username]
        for person in city.people
        if person.role == role and (not organization or person.organization == organization)
    )
