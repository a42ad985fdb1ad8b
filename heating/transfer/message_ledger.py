"""Messages and their replies as an Excel workbook, in the columns of the import."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts.actor import Actor
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.categories import Category
from heating.complaints.history import queries as message_queries
from heating.complaints.history.queries import Taken
from heating.complaints.papers import exporting
from heating.complaints.persons import keeping as persons
from heating.complaints.presenting import reply as reply_of
from heating.complaints.rules import CHANNEL_NAMES, CLASS_NAMES, STATUS_NAMES, Channel
from heating.http import workbook
from heating.http.workbook import Cell, Column, Layout
from heating.lib.wording import Language, Text

_SHEET = Text("留言与答复", "Messages")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """`personal`: telephone numbers in texts are left as they are; otherwise they are masked."""

    channels: Sequence[Channel]
    since: datetime
    until: datetime
    personal: bool


async def write_messages(actor: Actor, wanted: Wanted, zone: ZoneInfo) -> BinaryIO:
    """In the actor's language, of what the actor sees. Taking out what was said as it was said is noted."""
    if wanted.personal:
        await _note(actor, wanted)
    categories = await catalogue.documents(catalogue.CATEGORIES)
    language = actor.language
    layout = Layout(name=_SHEET.in_language(language), columns=_columns(categories, wanted, language), zone=zone)
    return await workbook.write(layout, _pages(actor, wanted))


async def _pages(actor: Actor, wanted: Wanted) -> AsyncIterator[Sequence[Taken]]:
    async for page in message_queries.taken(actor, wanted.channels, wanted.since, wanted.until):
        yield page


def _columns(categories: Mapping[str, Category], wanted: Wanted, language: Language) -> list[Column[Taken]]:
    def column(zh: str, en: str, width: int, value: object) -> Column[Taken]:
        return Column(title=zh if language == "zh" else en, width=width, value=value)  # type: ignore[arg-type]

    def words(text: str | None) -> str:
        return text or "" if wanted.personal else persons.without_numbers(text or "")

    def category(taken: Taken) -> Cell:
        known = categories.get(taken.category or "")
        return known.name.in_language(language) if known else taken.category

    def matter_class(taken: Taken) -> Cell:
        return CLASS_NAMES[taken.matter_class].in_language(language) if taken.matter_class else None

    return [
        column("留言编号", "Message number", 20, lambda taken: taken.external_number),
        column("渠道", "Channel", 12, lambda taken: CHANNEL_NAMES[taken.channel].in_language(language)),
        column("标题", "Title", 28, lambda taken: words(taken.title)),
        column("留言内容", "Message", 60, lambda taken: words(taken.text)),
        column("留言时间", "Time", 17, lambda taken: taken.happened_at),
        column("回复内容", "Reply", 60, lambda taken: words(_reply(taken, language))),
        column("回复时间", "Time of reply", 17, lambda taken: taken.replied_at),
        column("评分", "Score", 8, lambda taken: taken.score),
        column("事项类别", "Matter class", 12, matter_class),
        column("诉求类别", "Category", 16, category),
        column("受理编号", "Number", 18, lambda taken: taken.number),
        column("办理状态", "State", 12, lambda taken: STATUS_NAMES[taken.status].in_language(language)),
    ]


def _reply(taken: Taken, language: Language) -> str:
    """The one that was given there, else ours."""
    if taken.reply:
        return taken.reply
    reply = reply_of(taken.reply_json)
    if reply is None:
        return ""
    told = (reply.text, reply.cause, reply.measure, reply.explanation, reply.contact)
    return ("；" if language == "zh" else "; ").join(part for part in told if part)


async def _note(actor: Actor, wanted: Wanted) -> None:
    detail = {"channels": wanted.channels, "since": wanted.since, "until": wanted.until}
    await exporting.note(actor, "messages.exported", "messages", detail)
