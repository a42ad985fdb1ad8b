"""Reporting hazards, many at once: few statements for a whole group, inside the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import problems as account_problems
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.rules import Permission
from heating.hazards import codes_queries, entering, ledger, problems, queries, sightings
from heating.hazards.causes import Cause
from heating.hazards.codes import Code, Phrase, unknown_code
from heating.hazards.describing import description_errors, titled
from heating.hazards.ledger import NewEntry
from heating.hazards.rules import report_faults
from heating.hazards.schemas import HazardReport
from heating.lib.problems import FieldError, Problem
from heating.lib.wording import Text
from heating.registry import asset_queries, site_queries
from heating.registry.records import AssetFacts, SiteRecord

Place = TypeVar("Place", AssetFacts, SiteRecord)

_encode = msgspec.json.Encoder().encode


class Reporting(NamedTuple):
    """A report as it arrived. `actor` saw the hazard; `device` is the phone that sent it, if it was one."""

    actor: Actor
    payload: HazardReport
    happened_at: datetime
    received_at: datetime
    device: UUID | None = None


class Accepted(NamedTuple):
    id: UUID
    replayed: bool


class _Catalogue(NamedTuple):
    codes: Mapping[str, Code]
    phrases: Mapping[str, Phrase]


class _Known(NamedTuple):
    """`catalogue` is empty when no report of the batch names a code."""

    hashes: dict[UUID, str]
    assets: Mapping[UUID, AssetFacts]
    sites: Mapping[UUID, SiteRecord]
    catalogue: _Catalogue


async def report(batch: Sequence[Reporting], zone: ZoneInfo) -> list[Accepted | Problem]:
    """Inside a transaction: accept what is complete, answer in order. Nothing of a refused report is written."""
    await storage.current_unit().write_rows()  # an id may have come earlier in the same transaction
    known = await _read(batch)
    new: list[NewEntry] = []
    answers = [_decide(reporting, known, new) for reporting in batch]
    await ledger.write(new, zone)
    return answers


async def raise_from_inspections(causes: Sequence[Cause], zone: ZoneInfo) -> None:
    """Inside the inspections' transaction. The caller has seen to it that the ids are free. What fails again while a
    hazard of it is open joins that hazard."""
    if not causes:
        return
    known = await sightings.known(causes)
    new = [cause for cause in causes if not known.joins(cause)]
    await ledger.write([entering.caused(cause, known.closed_before(cause)) for cause in new], zone)
    await sightings.write(known.joined)


async def _read(batch: Sequence[Reporting]) -> _Known:
    payloads = [reporting.payload for reporting in batch]
    hashes = await queries.existing({payload.id for payload in payloads})
    assets = await asset_queries.assets_for_inspection({payload.asset for payload in payloads if payload.asset})
    site_ids = {payload.site for payload in payloads if payload.site}
    sites = await site_queries.sites_by_ids(site_ids) if site_ids else {}
    return _Known(hashes, assets, sites, await _catalogue(payloads))


async def _catalogue(payloads: Iterable[HazardReport]) -> _Catalogue:
    if not any(payload.code or payload.described for payload in payloads):
        return _Catalogue({}, {})
    return _Catalogue(await codes_queries.codes(), await codes_queries.phrases())


def _decide(reporting: Reporting, known: _Known, new: list[NewEntry]) -> Accepted | Problem:
    payload = reporting.payload
    content_hash = _hash_of(payload)
    if payload.id in known.hashes:
        is_same = known.hashes[payload.id] == content_hash
        return Accepted(payload.id, replayed=True) if is_same else problems.ID_TAKEN()
    if not reporting.actor.may(Permission.HAZARDS_REPORT):
        return account_problems.FORBIDDEN()
    asset, site = _places(reporting, known)
    place = asset or site
    if errors := [
        *_place_faults(payload, asset, site),
        *report_faults(_has_place(payload), payload.title, payload.photos),
        *_code_faults(payload, known.catalogue),
    ]:
        return problems.INVALID(errors=errors)
    assert place is not None  # a report without a place has a fault
    known.hashes[payload.id] = content_hash
    title = titled(payload.title.strip(), payload.described, known.catalogue.phrases)
    new.append(entering.reported(payload, reporting, place, title, content_hash))
    return Accepted(payload.id, replayed=False)


def _has_place(payload: HazardReport) -> bool:
    return payload.asset is not None or payload.site is not None


def _places(reporting: Reporting, known: _Known) -> tuple[AssetFacts | None, SiteRecord | None]:
    """What the payload names, if the reporter sees it."""
    asset = known.assets.get(reporting.payload.asset) if reporting.payload.asset else None
    site = known.sites.get(reporting.payload.site) if reporting.payload.site else None
    return _seen(reporting.actor, asset), _seen(reporting.actor, site)


def _seen(actor: Actor, place: Place | None) -> Place | None:
    return place if place is not None and scope.sees(actor, place.organization, place.area) else None


def _place_faults(payload: HazardReport, asset: AssetFacts | None, site: SiteRecord | None) -> Iterable[FieldError]:
    if payload.asset and asset is None:
        yield FieldError("/asset", "not_found", Text("没有这台设备。", "There is no such asset."))
    if payload.site and site is None:
        yield FieldError("/site", "not_found", Text("没有这个场站。", "There is no such site."))
    if asset and site and asset.site != site.id:
        yield FieldError("/site", "other_site", Text("该设备不在这个场站。", "The asset is not at this site."))


def _code_faults(payload: HazardReport, catalogue: _Catalogue) -> Iterable[FieldError]:
    yield from unknown_code(catalogue.codes, payload.code)
    if payload.described is not None:
        yield from description_errors(payload.described, catalogue.codes, catalogue.phrases)


def _hash_of(payload: HazardReport) -> str:
    """Fields that came later and are not given leave it as it was."""
    said = {name: getattr(payload, name) for name in payload.__struct_fields__}
    later = {name for name in ("code", "described") if said[name] is None}
    return sha256(_encode({name: value for name, value in said.items() if name not in later})).hexdigest()
