"""The filter and the rows of /api/audit."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from heating.audit import Entry
from heating.http.fields import Moment, PathOrAll, Search
from heating.http.paging import PageQuery


class AuditFilter(PageQuery, frozen=True, kw_only=True):
    subject_kind: Search | None = None
    subject_id: Search | None = None
    actor: UUID | None = None
    action: Search | None = None
    since: Moment | None = None
    until: Moment | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""


class AuditActor(msgspec.Struct, frozen=True):
    id: UUID | None
    name: str


class AuditRow(msgspec.Struct, frozen=True):
    seq: int
    at: datetime
    actor: AuditActor
    action: str
    subject_kind: str
    subject_id: str
    organization: str
    area: str
    detail: dict[str, Any]
    hash: str


def audit_row(entry: Entry) -> AuditRow:
    return AuditRow(
        seq=entry.seq,
        at=entry.at,
        actor=AuditActor(entry.actor_id, entry.actor_name),
        action=entry.action,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        organization=entry.organization,
        area=entry.area,
        detail=entry.detail,
        hash=entry.hash,
    )
