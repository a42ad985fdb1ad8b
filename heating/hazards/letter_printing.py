"""A supervision letter on paper, with its hazards and the reply."""

import asyncio
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.hazards import letter_queries
from heating.hazards.letter_schemas import Letter, LetterHazard, Reply
from heating.hazards.notice import Setting, name_of
from heating.hazards.printing import Sheet, pdf
from heating.hazards.rules import GRADE_NAMES, STATUS_NAMES
from heating.hazards.wording import due, moment
from heating.lib.wording import Language, Text

_HEAD = (
    Text("隐患编号", "Hazard"),
    Text("场站", "Site"),
    Text("隐患内容", "What is wrong"),
    Text("等级", "Grade"),
    Text("整改期限", "Due"),
    Text("状态", "State"),
)
_WIDTHS = [22, 18, 28, 13, 16, 13]


async def printed(actor: Actor, letter_id: UUID, setting: Setting, language: Language) -> bytes:
    """PDF. Raises letter.not_found, label.no_font."""
    letter = await letter_queries.show(actor, letter_id, setting.zone)
    return await asyncio.to_thread(pdf, sheet(letter, setting, language))


def sheet(letter: Letter, setting: Setting, language: Language) -> Sheet:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(language)

    return Sheet(
        language=language,
        authority=name_of(letter.issuer, language),
        heading=say("督办函", "Supervision letter"),
        number=letter.number,
        addressee=say(f"{letter.organization.name}：", f"To {name_of(letter.organization, language)}"),
        link=f"{setting.url}/app/letters/{letter.id}",
        subject=letter.title,
        paragraphs=letter.text.splitlines(),
        head=[title.in_language(language) for title in _HEAD] if letter.hazards else [],
        widths=_WIDTHS,
        rows=[_row(hazard, setting.zone, language) for hazard in letter.hazards],
        closing=_closing(letter, setting.zone, language),
        signatures=[
            (say("签发领导：", "Signed by:"), letter.leader),
            (say("签发日期：", "Date:"), moment(letter.issued_at, setting.zone)[:10]),
            (say("签发单位（章）：", "Issued by:"), name_of(letter.issuer, language)),
            (say("签收人及日期：", "Received by, on:"), ""),
        ],
    )


def _row(hazard: LetterHazard, zone: ZoneInfo, language: Language) -> list[str]:
    is_english = language == "en"
    return [
        hazard.number,
        (is_english and hazard.site_name_en) or hazard.site_name,
        (is_english and hazard.title_en) or hazard.title,
        GRADE_NAMES[hazard.grade].in_language(language),
        due(hazard.rectify_due_at, zone),
        STATUS_NAMES[hazard.status].in_language(language),
    ]


def _closing(letter: Letter, zone: ZoneInfo, language: Language) -> list[str]:
    asked = Text(f"请于 {letter.due_on} 前书面回复办理情况。", f"Reply in writing by {letter.due_on}.")
    if letter.reply is None:
        return [asked.in_language(language)]
    written = [(Text("回复", "Reply"), letter.reply), *((Text("续报", "Follow-up"), one) for one in letter.follow_ups)]
    return [
        asked.in_language(language),
        *(line for what, reply in written for line in _lines(what, reply, zone, language)),
    ]


def _lines(what: Text, reply: Reply, zone: ZoneInfo, language: Language) -> list[str]:
    head = Text(
        f"{what.zh}（{reply.by.name}，{moment(reply.at, zone)}）：",
        f"{what.en} ({reply.by.name}, {moment(reply.at, zone)}):",
    )
    return [head.in_language(language), *reply.text.splitlines()]
