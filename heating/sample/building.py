"""The demo city from nothing to now."""

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.rules import Role
from heating.accounts.secrets import hash_password
from heating.checklists.actions import templates
from heating.checklists.document import Gate
from heating.lib import clock, ids
from heating.photos import actions as photos
from heating.photos.files import PhotoFiles
from heating.readiness import actions as readiness
from heating.registry.seasons import SeasonPlan, usual_plan
from heating.sample import leaders
from heating.sample.agenda import Agenda
from heating.sample.bodies import Bodies
from heating.sample.city import plan_city
from heating.sample.complaining import Complaining
from heating.sample.duties import Duties
from heating.sample.founding import Founded, Progress, found
from heating.sample.history import plan_reports, plan_visits, stories
from heating.sample.labelling import attach_labels
from heating.sample.living import Living
from heating.sample.mending import Mending
from heating.sample.pictures import draw_pictures
from heating.sample.plan import SIZES, City, SizeName
from heating.sample.recent import recent_reports

_PICTURES = {"small": 20, "city": 60}


class NotEmpty(Exception):
    """There are organizations already: the demo city is only built on empty ground."""


class SignIn(msgspec.Struct, frozen=True):
    username: str
    password: str
    name: str


class Wanted(msgspec.Struct, frozen=True):
    """`until` is the present moment of the city; `directory` takes the photos."""

    size: SizeName
    seed: int
    until: datetime
    zone: ZoneInfo
    directory: Path


async def build(wanted: Wanted, tell: Progress) -> dict[Role, SignIn]:
    """Raises NotEmpty. The same seed and moment make the same city, down to the ids."""
    if await storage.fetch("SELECT 1 FROM organization LIMIT 1"):
        raise NotEmpty
    rng = Random(wanted.seed)
    password = _password(rng)
    city = plan_city(SIZES[wanted.size], wanted.seed)
    season = _season_of(wanted.until.astimezone(wanted.zone).date())
    with ids.drawn_from(Random(wanted.seed)):
        founded = await _found(city, season, password, wanted, tell)
        await _live(city, founded, season, rng, wanted, tell)
        await _assess(wanted, tell)
        with clock.travel(wanted.until):
            await leaders.act(city, founded, wanted.zone)
    return {role: SignIn(actor.username, password, actor.name) for role, actor in _one_of_each_role(city, founded)}


async def _found(city: City, season: SeasonPlan, password: str, wanted: Wanted, tell: Progress) -> Founded:
    """Some weeks before the preparation begins."""
    beginning = datetime.combine(season.preparation_starts_on - timedelta(days=25), time(9), wanted.zone)
    with clock.travel(min(beginning, wanted.until)):
        return await found(city, season, await hash_password(password), tell)


async def _live(city: City, founded: Founded, season: SeasonPlan, rng: Random, wanted: Wanted, tell: Progress) -> None:
    until, zone = wanted.until, wanted.zone
    labelled = datetime.combine(season.preparation_starts_on - timedelta(days=12), time(10), zone)
    with clock.travel(min(labelled, until)):
        labels = await attach_labels(city, founded, tell)
        pictures = await _take_pictures(city, founded, rng, wanted)
    told = stories(city.sites, rng)
    visits = plan_visits(city.crews, iter(told), gates_by_kind(), season, until, zone, rng)
    beginning = datetime.combine(season.preparation_starts_on, time(), zone)
    reports = [
        *plan_reports(city.crews, iter(told), season, until, zone, rng),
        *recent_reports(city.crews, beginning, until),
    ]
    agenda = Agenda(zone)
    Duties(city, founded, agenda, zone, wanted.seed).plan(season, until)
    mending = Mending(city, founded, _bodies(city, founded, labels, pictures, zone, rng), agenda, zone, rng)
    Complaining(city, founded, pictures, agenda, zone, wanted.seed).plan(season, until, SIZES[wanted.size].complaints)
    living = Living(founded, labels, pictures, season, zone, rng, mending, agenda)
    await living.pass_time(visits, sorted(reports, key=lambda report: report.at), until, tell)


def _bodies(
    city: City, founded: Founded, labels: Mapping[str, str], pictures: list[str], zone: ZoneInfo, rng: Random
) -> Bodies:
    spots = {founded.sites[site.code]: (site.longitude, site.latitude) for site in city.sites}
    return Bodies({founded.assets[code]: label for code, label in labels.items()}, spots, pictures, zone, rng)


async def _take_pictures(city: City, founded: Founded, rng: Random, wanted: Wanted) -> list[str]:
    files = PhotoFiles(wanted.directory / "photos")
    photographer = founded.actors[city.crews[0].people[0].username]
    pictures = draw_pictures(_PICTURES[wanted.size], rng)
    for picture in pictures:
        await photos.store(photographer, files, picture.sha256, _whole(picture.jpeg), "image/jpeg", wanted.zone)
    return [picture.sha256 for picture in pictures]


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _assess(wanted: Wanted, tell: Progress) -> None:
    """What the reactions would have done one by one; whoever starts them afterwards lets them skip what is past."""
    total = len(await storage.fetch("SELECT id FROM site"))
    with clock.travel(wanted.until):
        async for done in readiness.rebuild(wanted.zone):
            tell("readiness", done, total)


def _season_of(day: date) -> SeasonPlan:
    """The running one, or the one being prepared."""
    return usual_plan(day.year if day.month >= 4 else day.year - 1)


def gates_by_kind() -> Mapping[str, frozenset[Gate]]:
    return {
        kind: frozenset(item.gate for item in document.items.values() if item.gate)
        for document in templates()
        for kind in document.kinds
    }


def _one_of_each_role(city: City, founded: Founded) -> list[tuple[Role, Actor]]:
    """The safety officer and the manager are those of the crew member's company."""
    crew = city.crews[0]
    company = crew.organization.path.rsplit("/", 2)[0] + "/"
    chosen = {role: next(p for p in city.people if p.role == role) for role in Role}
    chosen[Role.CREW_MEMBER] = crew.people[0]
    chosen[Role.COMPANY_MANAGER] = next(
        p for p in city.people if p.role == Role.COMPANY_MANAGER and p.organization == company
    )
    chosen[Role.SAFETY_OFFICER] = next(p for p in city.people if p.username == crew.safety_owner)
    return [(role, founded.actors[person.username]) for role, person in chosen.items()]


_WORDS = ("warm", "river", "valley", "copper", "winter", "lantern", "maple", "harbour", "granite", "meadow", "amber")


def _password(rng: Random) -> str:
    """One for everybody in the demo, easy to type on a phone."""
    first, second = rng.sample(_WORDS, 2)
    return f"{first}-{second}-{rng.randint(100, 999)}"
