"""How punctual replies were, over a period."""

from datetime import datetime

import msgspec

from heating.complaints.compliance.rules import Age, Tally
from heating.complaints.rules import Channel, MatterClass
from heating.http.fields import Moment


class ByClass(msgspec.Struct, frozen=True, kw_only=True):
    matter_class: MatterClass | None
    tally: Tally


class ByMonth(msgspec.Struct, frozen=True, kw_only=True):
    """`month` as 2026-11, of the message."""

    month: str
    tally: Tally


class ByUnit(msgspec.Struct, frozen=True, kw_only=True):
    organization: str
    name: str
    name_en: str
    tally: Tally


class Compliance(msgspec.Struct, frozen=True, kw_only=True):
    """Of what was written in [since, until). Units are ranked by the share that was in time."""

    since: datetime
    until: datetime
    all: Tally
    by_class: list[ByClass]
    by_month: list[ByMonth]
    by_unit: list[ByUnit]
    residue: list[Age]


class ComplianceQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Without `since` the year before `until`, without `until` up to now."""

    channel: Channel | None = None
    since: Moment | None = None
    until: Moment | None = None
