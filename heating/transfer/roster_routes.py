"""Rosters in by file."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta
from starlette.datastructures import FormData
from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.duty.rules import Place
from heating.duty.schemas import FaultItem
from heating.http.endpoint import endpoint
from heating.http.fields import Name, Path, PathOrAll
from heating.http.language import language_of
from heating.http.parsing import json_body
from heating.lib.wording import Language
from heating.transfer import forms, rosters
from heating.transfer.rosters import RosterImport, RosterReport
from heating.transfer.schemas import ShownFault


class About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The draft that is to be made."""

    id: UUID
    name: Name
    organization: Path
    area: PathOrAll = ""


class ShownRosterReport(msgspec.Struct, frozen=True, kw_only=True):
    """`faults` are the rows'; `roster_faults` those of the roster that the rows make."""

    file: str
    rows: int
    shifts: int
    starts_at: datetime | None
    ends_at: datetime | None
    faulty_rows: Annotated[int, Meta(ge=0)]
    faults: list[ShownFault]
    roster_faults: list[FaultItem]
    written: bool


_parse_about = json_body(About)


async def import_roster(request: Request, actor: Actor) -> ShownRosterReport:
    """A form with `file`, `mapping` (the roster as JSON: id, name, organization, area) and `dry_run`."""
    async with forms.sent(request) as form:
        report = await rosters.import_roster(actor, await _given(request, form))
    return _shown(report, language_of(request))


async def _given(request: Request, form: FormData) -> RosterImport:
    upload = forms.file(form)
    about: About = forms.mapping(form, _parse_about)
    return RosterImport(
        id=about.id,
        name=about.name,
        place=Place(about.organization, about.area),
        file=upload.filename or "file",
        content=await upload.read(),
        dry_run=forms.flag(form, "dry_run"),
        zone=request.app.state.settings.zone,
    )


def _shown(report: RosterReport, language: Language) -> ShownRosterReport:
    faults = [
        ShownFault(fault.row, fault.column, fault.code, fault.detail.in_language(language)) for fault in report.faults
    ]
    return ShownRosterReport(**{**msgspec.structs.asdict(report), "faults": faults})


routes = [
    resource(
        "/api/roster-imports",
        POST=endpoint(
            import_roster,
            needs=Permission.DUTY_WRITE,
            consumes=forms.MEDIA_TYPES,
            answers=ShownRosterReport,
            limit=forms.LIMIT,
            summary="Draft a roster from a csv or xlsx file",
        ),
    ),
]
