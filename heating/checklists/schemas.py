"""What the checklists' routes take and answer."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from heating.checklists.document import Document
from heating.http.fields import Positive
from heating.http.paging import PageQuery
from heating.lib.wording import Text

State = Literal["draft", "published", "retired"]


class VersionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A version with its document. `version` counts the edits of a draft."""

    id: UUID
    key: str
    number: int
    state: State
    version: int
    document: Document
    created_at: datetime
    published_at: datetime | None


class VersionSummary(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    key: str
    number: int
    state: State
    name: Text
    kinds: tuple[str, ...]
    items: int
    created_at: datetime
    published_at: datetime | None


class NewDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Without a document the draft begins as a copy of the newest version."""

    id: UUID | None = None
    document: Document | None = None


class DraftChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Positive
    document: Document


class Publication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Positive


class VersionFilter(PageQuery, frozen=True, kw_only=True):
    pass
