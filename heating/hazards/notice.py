"""The rectification notice 整改通知单: one hazard on paper, for whoever has to put it right."""

import asyncio
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.accounts.queries import organizations_by_path
from heating.hazards import codes_queries, notice_photos, story_queries
from heating.hazards.codes import Code
from heating.hazards.plans import Plan
from heating.hazards.printing import Figure, Sheet, pdf
from heating.hazards.rules import GRADE_NAMES
from heating.hazards.schemas import Hazard, Place, Unit
from heating.hazards.story_schemas import WholeHazard
from heating.hazards.wording import due, funds, moment
from heating.lib import clock
from heating.lib.wording import Language, Text
from heating.photos.files import PhotoFiles

_DEMAND = Text(
    "经检查，你单位负责的下列设施存在隐患。请按要求限期整改，整改完成后扫描本单二维码上报，由独立核查人员现场核查销号。",
    "The hazard below was found on equipment that you answer for. Put it right in time, then scan the code on this"
    " notice and report it done; somebody independent will verify it on site.",
)


class Setting(NamedTuple):
    """What the deployment says: the city's time zone, and what links to this server begin with."""

    zone: ZoneInfo
    url: str


async def notice(actor: Actor, hazard_id: UUID, files: PhotoFiles, setting: Setting, language: Language) -> bytes:
    """PDF. Raises hazard.not_found, label.no_font."""
    hazard = await story_queries.whole(actor, hazard_id)
    code = (await codes_queries.codes()).get(hazard.code) if hazard.code else None
    authority = await _name_of(actor.home_organization, language)
    figures = await notice_photos.figures(files, hazard.photos, language)
    return await asyncio.to_thread(pdf, sheet(hazard, code, authority, figures, setting, language))


def sheet(
    hazard: WholeHazard,
    code: Code | None,
    authority: str,
    figures: list[Figure],
    setting: Setting,
    language: Language,
) -> Sheet:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(language)

    return Sheet(
        language=language,
        authority=authority,
        heading=say("隐患整改通知单", "Rectification notice"),
        number=say(f"编号：{hazard.number}", f"No. {hazard.number}"),
        addressee=say(f"{hazard.unit.name}：", f"To {name_of(hazard.unit, language)}"),
        link=f"{setting.url}/app/hazards/{hazard.id}",
        paragraphs=[_DEMAND.in_language(language)],
        figures=figures,
        facts=[fact for fact in _facts(hazard, code, setting.zone, language) if fact[1]],
        closing=[] if hazard.plan is None else _plan(hazard.plan, language),
        signatures=[
            (say("签发单位（章）：", "Issued by:"), authority),
            (say("签发日期：", "Date:"), moment(clock.now(), setting.zone)[:10]),
            (say("签发人：", "Signature:"), ""),
            (say("签收人及日期：", "Received by, on:"), ""),
        ],
    )


def name_of(named: Place | Unit, language: Language) -> str:
    return named.name_en if language == "en" and named.name_en else named.name


def title_of(hazard: Hazard, language: Language) -> str:
    return hazard.title_en if language == "en" and hazard.title_en else hazard.title


async def _name_of(path: str, language: Language) -> str:
    organization = (await organizations_by_path([path])).get(path)
    if organization is None:
        return ""
    return organization.name_en if language == "en" and organization.name_en else organization.name


def _facts(hazard: WholeHazard, code: Code | None, zone: ZoneInfo, language: Language) -> Iterator[tuple[str, str]]:
    def fact(zh: str, en: str, value: str) -> tuple[str, str]:
        return Text(zh, en).in_language(language), value

    asset, content = hazard.asset, [title_of(hazard, language), hazard.description]
    yield fact("场站", "Site", f"{name_of(hazard.site, language)}（{hazard.site.code}）")
    yield fact("设备", "Asset", f"{name_of(asset, language)}（{asset.code}）" if asset else "")
    yield fact("隐患内容", "Hazard", "\n".join(filter(None, content)))
    yield fact("隐患等级", "Grade", GRADE_NAMES[hazard.grade].in_language(language))
    yield fact("类别编码", "Code", f"{code.number} {code.name.in_language(language)}" if code else "")
    yield fact("整改要求", "To be closed when", code.closing.in_language(language) if code else "")
    yield fact("发现时间", "Found", f"{moment(hazard.happened_at, zone)}　{hazard.reporter.name}")
    yield fact("责任人", "Responsible", hazard.responsible.name if hazard.responsible else "")
    yield fact("整改期限", "Due", due(hazard.rectify_due_at, zone))
    yield fact("挂牌督办", "Supervised by", hazard.supervised.leader.name if hazard.supervised else "")


def _plan(plan: Plan, language: Language) -> list[str]:
    """The five implementations 五落实, as far as they are there."""
    parts = (
        (Text("治理措施：", "Measures: "), plan.measures),
        (Text("治理时限：", "Time limit: "), str(plan.time_limit_on or "")),
        (Text("资金落实：", "Funds: "), funds(plan, language)),
        (Text("应急预案：", "Contingency plan: "), plan.contingency),
    )
    return [label.in_language(language) + value for label, value in parts if value]
