"""A tiny city for the stories: one company with one crew, two sites, three assets, one short checklist.

Run by itself it fills the database of the environment's settings: python -m tests.browser.city
"""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec

from heating import settings as environment
from heating.accounts import tree_actions, user_actions
from heating.accounts.actor import system_actor
from heating.accounts.rules import AreaLevel, OrganizationKind, Role
from heating.checklists import actions as checklists
from heating.checklists.document import Document, Item, Limits, Photos, Section
from heating.cli.opened import run_on_database
from heating.labels import actions as labels
from heating.labels import queries as label_queries
from heating.labels.schemas import Ending, NewLabels
from heating.lib import clock
from heating.lib.wording import Text
from heating.registry import asset_actions, kind_actions, site_actions
from heating.registry.schemas import Limits as AssetLimits
from heating.registry.schemas import NewAsset, NewSeason, NewSite
from heating.registry.seasons import Gates
from heating.settings import Settings

FILE = "city.json"
PASSWORD = "correct horse 42"
CITY, COMPANY, CREW = "taiyuan/", "taiyuan/heat-one/", "taiyuan/heat-one/crew-a/"
SOURCE = "CJJ 88-2014"
ALL = Photos(close_up="on_fail", context="on_fail")

CHECKLIST = Document(
    key="heat_station",
    name=Text("热力站季前检查", "Heat station before the season"),
    kinds=("heat_station",),
    sections=(
        Section(
            key="room",
            title=Text("站房", "Station room"),
            items=(
                Item("drawings", "judgement", Text("系统图在现场", "System drawing on site"), SOURCE, grade="minor"),
                Item("pump", "judgement", Text("循环泵试转无异响", "Circulation pumps run without noise"), SOURCE,
                     grade="larger", photos=ALL),
            ),
        ),
        Section(
            key="readings",
            title=Text("读数", "Readings"),
            items=(
                Item("pressure", "number", Text("二次供水压力", "Secondary supply pressure"), SOURCE, unit="MPa",
                     aspect="safety", grade="general", limits=Limits(low=0.3, high=0.6, hard_low=0, hard_high=4)),
                Item("remarks", "text", Text("其他问题", "Other remarks"), SOURCE, required=False),
            ),
        ),
    ),
)  # fmt: skip


class Place(msgspec.Struct):
    """What the stories know of the city. Labels are codes; `blank` hangs nowhere yet."""

    people: dict[str, UUID]
    sites: dict[str, UUID]
    assets: dict[str, UUID]
    labels: dict[str, str]
    short_codes: dict[str, str]
    blank: str
    retired: str


def load(data: Path) -> Place:
    return msgspec.json.decode((data / FILE).read_bytes(), type=Place)


async def found(settings: Settings) -> None:
    await _add_organizations()
    people = await _add_people()
    await _add_knowledge()
    sites, assets = await _add_registry(people)
    place = await _add_labels(Place(people, sites, assets, {}, {}, "", ""))
    (settings.directory / FILE).write_bytes(msgspec.json.encode(place))


async def _add_organizations() -> None:
    by = system_actor()
    await tree_actions.create_area(by, tree_actions.NewArea(CITY, "太原市", "Taiyuan", AreaLevel.CITY))
    for path, name, name_en, kind in (
        (CITY, "太原市", "Taiyuan", OrganizationKind.CITY),
        (COMPANY, "市热力公司", "Heat One", OrganizationKind.COMPANY),
        (CREW, "一班", "Crew A", OrganizationKind.CREW),
    ):
        await tree_actions.create_organization(
            by, tree_actions.NewOrganization(path, name, name_en, kind, "0351-1234567")
        )


async def _add_people() -> dict[str, UUID]:
    """alice and bob share a phone; charlie is the company's safety officer; lin reads the city's readiness."""
    people = {}
    for username, name, role, organization in (
        ("alice", "张伟", Role.CREW_MEMBER, CREW),
        ("bob", "李强", Role.CREW_MEMBER, CREW),
        ("charlie", "王芳", Role.SAFETY_OFFICER, COMPANY),
        ("lin", "林市长", Role.CITY_LEADER, CITY),
    ):
        profile = user_actions.Profile(username=username, name=name, role=role, organization=organization)
        people[username] = (await user_actions.create_user(system_actor(), profile, password=PASSWORD)).user.id
    return people


async def _add_knowledge() -> None:
    by = system_actor()
    await kind_actions.install_kinds(by)
    draft = await checklists.start_draft(by, CHECKLIST.key, CHECKLIST, None)
    await checklists.publish(by, draft.id, draft.version)
    await checklists.install_templates(by)
    today = clock.now().date()
    due = today + timedelta(days=20)
    gates = Gates(*[due] * 6)
    season = NewSeason(
        name="本供暖季",
        starts_on=today + timedelta(days=40),
        ends_on=today + timedelta(days=190),
        preparation_starts_on=today - timedelta(days=60),
        gates=gates,
    )
    await kind_actions.create_season(by, season)


async def _add_registry(people: dict[str, UUID]) -> tuple[dict[str, UUID], dict[str, UUID]]:
    by = system_actor()
    sites = [
        NewSite(
            code=code,
            name=name,
            name_en=name_en,
            kind="heat_station",
            organization=CREW,
            area=CITY,
            responsible_id=people["alice"],
            safety_owner_id=people["charlie"],
        )
        for code, name, name_en in (
            ("S1", "胜利街热力站", "Shengli Street station"),
            ("S2", "并州北路热力站", "Bingzhou North station"),
        )
    ]
    made = dict(zip(("S1", "S2"), await site_actions.create_sites(by, sites), strict=True))
    assets = [
        NewAsset(
            code=code,
            name=name,
            name_en=name_en,
            kind="heat_station",
            site=made[site],
            limits={"pressure": AssetLimits(low=0.35, high=0.55)},
        )
        for code, name, name_en, site in (
            ("A1", "胜利街热力站机组", "Shengli Street unit", "S1"),
            ("A2", "胜利街二号机组", "Shengli Street unit 2", "S1"),
            ("B1", "并州北路热力站机组", "Bingzhou unit", "S2"),
        )
    ]
    return made, dict(zip(("A1", "A2", "B1"), await asset_actions.create_assets(by, assets), strict=True))


async def _add_labels(place: Place) -> Place:
    by = system_actor()
    issued = await labels.issue(by, NewLabels(assets=list(place.assets.values()), batch="1", organization=CREW))
    spare = await labels.issue(by, NewLabels(count=2, batch="2", organization=CREW))
    by_asset = {asset: code for code, asset in place.assets.items()}
    for label in await label_queries.label_records(issued):
        asset = by_asset[UUID(str(label.asset))]
        place.labels[asset] = label.code
        place.short_codes[asset] = label.short_code
    blank, retired = await label_queries.label_records(spare)
    await labels.end(by, retired.code, Ending(reason="破损"))
    place.blank, place.retired = blank.code, retired.code
    return place


if __name__ == "__main__":
    chosen = environment.load()
    run_on_database(chosen, found(chosen))
