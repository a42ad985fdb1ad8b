"""The walk-in receipt 受理回执: number, tracking code and what was taken down, on paper for the resident."""

import asyncio
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.accounts.queries import organizations_by_path
from heating.complaints import story_queries
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.residents import tracking
from heating.complaints.rules import CHANNEL_NAMES, CLASS_NAMES, KIND_NAMES
from heating.complaints.schemas import WholeComplaint
from heating.hazards.printing import Sheet, pdf
from heating.hazards.wording import due, moment
from heating.lib.wording import Language, Text

_RECEIVED = Text(
    "您反映的事项已登记受理，将按规定时限办理并答复。可扫描右上角二维码，或凭查询码查询办理进度、补充情况、评价结果。",
    "What you told us has been taken down and will be seen to and answered in time. Scan the code on the right, or use"
    " the tracking code, to follow it, to add to it and to rate the outcome.",
)


class Setting(NamedTuple):
    """What the deployment says: the city's time zone, and what links to this server begin with."""

    zone: ZoneInfo
    url: str


async def receipt(actor: Actor, complaint_id: UUID, setting: Setting, language: Language) -> bytes:
    """PDF. Raises complaint.not_found, label.no_font."""
    complaint = await story_queries.whole(actor, complaint_id)
    category = (await catalogue.documents(catalogue.CATEGORIES)).get(complaint.category or "")
    names = await organizations_by_path([actor.home_organization, complaint.organization])

    def name_of(path: str) -> str:
        known = names.get(path)
        return "" if known is None else Text(known.name, known.name_en or known.name).in_language(language)

    facts = _facts(complaint, category.name if category else None, name_of(complaint.organization), setting, language)
    sheet = _sheet(complaint, name_of(actor.home_organization), [fact for fact in facts if fact[1]], setting, language)
    return await asyncio.to_thread(pdf, sheet)


def _sheet(
    complaint: WholeComplaint, authority: str, facts: list[tuple[str, str]], setting: Setting, language: Language
) -> Sheet:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(language)

    return Sheet(
        language=language,
        authority=authority,
        heading=say("诉求受理回执", "Receipt of a complaint"),
        number=say(f"受理编号：{complaint.number}", f"No. {complaint.number}"),
        addressee=say("来访居民：", "To the resident"),
        link=f"{setting.url}/track/{complaint.tracking_code}",
        qr_caption=say("扫码查询进度", "Scan to follow it"),
        paragraphs=[_RECEIVED.in_language(language)],
        facts=facts,
        signatures=[
            (say("受理单位（章）：", "Received by:"), authority),
            (say("受理人：", "Taken down by:"), complaint.received_by.name),
            (say("受理日期：", "Date:"), moment(complaint.received_at, setting.zone)[:10]),
            (say("来访人签字：", "Resident's signature:"), ""),
        ],
    )


def _facts(
    complaint: WholeComplaint, category: Text | None, unit: str, setting: Setting, language: Language
) -> Iterator[tuple[str, str]]:
    """Who called is not printed: the paper may be left lying."""

    def fact(zh: str, en: str, value: str) -> tuple[str, str]:
        return Text(zh, en).in_language(language), value

    reply = next((clock.due_at for clock in complaint.clocks if clock.name == "reply"), None)
    channel, kind = CHANNEL_NAMES[complaint.channel], KIND_NAMES[complaint.kind]
    matter = CLASS_NAMES[complaint.matter_class].in_language(language) if complaint.matter_class else ""
    yield fact("查询码", "Tracking code", tracking.printed(complaint.tracking_code))
    yield fact("受理时间", "Received", moment(complaint.received_at, setting.zone))
    yield fact("受理渠道", "Channel", f"{channel.in_language(language)} · {kind.in_language(language)}")
    yield fact("诉求类别", "Category", category.in_language(language) if category else "")
    yield fact("事项分类", "Class", matter)
    yield fact("地址", "Address", complaint.address)
    yield fact("反映内容", "What was said", complaint.text)
    yield fact("承办单位", "Responsible unit", unit)
    yield fact("答复期限", "Reply by", due(reply, setting.zone))
