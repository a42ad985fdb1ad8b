"""Bodies, filters and rows of labels."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.http.fields import Line, Path, Search
from heating.http.paging import PageQuery
from heating.labels.rules import State
from heating.registry.schemas import Asset, Person, Site

MOST_AT_ONCE = 2_000
Size = Annotated[int, Meta(ge=25, le=80)]


class AssetName(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    name_en: str
    site: UUID
    site_name: str
    site_name_en: str


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """`short_code` has six letters and no hyphen. `attached_to` names the asset beside its id."""

    id: UUID
    code: str
    short_code: str
    state: State
    asset: UUID | None
    attached_to: AssetName | None
    batch: str
    organization: str
    area: str
    issued_at: datetime
    attached_at: datetime | None
    attached_by: Person | None
    ended_at: datetime | None
    reason: str


class NewLabels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`count` blank ones, or one for each of `assets`, attached at once. `organization` is whose blank ones they are:
    the issuer's own where it is left out."""

    count: Annotated[int, Meta(ge=0, le=MOST_AT_ONCE)] = 0
    assets: Annotated[list[UUID], Meta(max_length=MOST_AT_ONCE)] = []
    batch: Line = ""
    organization: Path | None = None


class Issued(msgspec.Struct, frozen=True):
    batch: str
    items: list[Label]


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    asset: UUID


class Ending(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
    lost: bool = False


class FoundLabel(msgspec.Struct, frozen=True):
    label: Label
    asset: Asset | None
    site: Site | None


class LabelFilter(PageQuery, frozen=True, kw_only=True):
    """`q` is a part of a code, short code or batch."""

    state: State | None = None
    asset: UUID | None = None
    batch: Line = ""
    q: Search = ""


class SizeQuery(msgspec.Struct, frozen=True):
    size_mm: Size = 50


class SheetQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`labels`: codes with commas between them. Else all of `batch`."""

    labels: Annotated[str, Meta(max_length=40_000)] = ""
    batch: Line = ""
    size_mm: Size = 50
