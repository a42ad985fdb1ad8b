"""Bodies and rows of the inbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.http.paging import PageQuery
from heating.lib.wording import Language
from heating.notifications.queries import Told


class InboxQuery(PageQuery, frozen=True, kw_only=True):
    unread: bool = False
    """Only what was not read yet."""


class Subject(msgspec.Struct, frozen=True):
    kind: str
    id: str


class InboxRow(msgspec.Struct, frozen=True):
    """A message; its texts are in the language of who asks."""

    id: UUID
    kind: str
    title: str
    body: str
    link: str
    urgent: bool
    subject: Subject
    created_at: datetime
    read_at: datetime | None


class Unread(msgspec.Struct, frozen=True):
    unread: int


class Reading(msgspec.Struct, frozen=True):
    """What was read: these messages, or with `all` every one."""

    ids: Annotated[Sequence[UUID], Meta(max_length=500)] = ()
    all: bool = False


def inbox_row(told: Told, language: Language) -> InboxRow:
    is_zh = language == "zh"
    return InboxRow(
        id=told.id,
        kind=told.kind,
        title=told.title_zh if is_zh else told.title_en,
        body=told.body_zh if is_zh else told.body_en,
        link=told.link,
        urgent=told.urgent,
        subject=Subject(told.subject_kind, told.subject_id),
        created_at=told.created_at,
        read_at=told.read_at,
    )
