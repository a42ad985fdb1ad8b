"""Receiving complaints, many at once: few statements for a whole group, inside the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import problems as account_problems
from heating.accounts.actor import Actor
from heating.accounts.rules import Permission
from heating.audit import Who
from heating.complaints import entering, placing, problems
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.categories import unknown_category
from heating.complaints.catalogue.entries import Catalogue
from heating.complaints.entering import Entered, NewEntry
from heating.complaints.persons import keeping as persons
from heating.complaints.placing import Places
from heating.complaints.rules import Status, external_key
from heating.complaints.schemas import Intake
from heating.complaints.steps.replies import answer_faults
from heating.lib.problems import FieldError, Problem
from heating.lib.wording import Text
from heating.registry.filtering import marks

_encode = msgspec.json.Encoder().encode


class Receiving(NamedTuple):
    """A complaint as it arrived: taken down by a person, or sent in by a resident (`cases.RESIDENT`)."""

    who: Who
    payload: Intake
    happened_at: datetime
    received_at: datetime


class Accepted(NamedTuple):
    """`replayed`: it was here already, under this id or under this number of its own system; else it is `new`."""

    id: UUID
    number: str
    tracking_code: str
    status: Status
    replayed: bool
    new: Entered | None = None


class _Present(msgspec.Struct, frozen=True):
    id: UUID
    number: str
    tracking_code: str
    status: Status
    content_hash: str
    external_key: str | None

    @property
    def accepted(self) -> Accepted:
        return Accepted(self.id, self.number, self.tracking_code, self.status, replayed=True)


class _Known(NamedTuple):
    """`coming` are the hashes, `keys` the ids of what the same batch has brought before."""

    by_id: Mapping[UUID, _Present]
    by_external: Mapping[str, _Present]
    coming: dict[UUID, str]
    keys: dict[str, UUID]
    places: Places
    catalogue: Catalogue


async def receive(batch: Sequence[Receiving], zone: ZoneInfo) -> list[Accepted | Problem]:
    """Inside a transaction: accept what is sound, answer in order. What is placed and named goes at once to whoever is
    on duty, the rest waits at the desk. Nothing of a refused complaint is written."""
    if not batch:
        return []
    await storage.current_unit().write_rows()  # an id may have come earlier in the same transaction
    known = await _read([receiving.payload for receiving in batch])
    new: list[NewEntry] = []
    decided = [_decide(receiving, known, new) for receiving in batch]
    entered = {one.row.id: one for one in await entering.enter(new, known.catalogue, known.places, zone)}
    fresh = set(entered)
    answers: list[Accepted | Problem] = []
    for one in decided:
        if isinstance(one, UUID):
            row, new_one = entered[one].row, entered[one] if one in fresh else None
            fresh.discard(one)
            answers.append(Accepted(row.id, row.number, row.tracking_code, row.status, new_one is None, new_one))
        else:
            answers.append(one)
    return answers


async def _read(payloads: Sequence[Intake]) -> _Known:
    ids = [payload.id for payload in payloads]
    keys = [key for payload in payloads if (key := _external_key(payload))]
    rows = await storage.fetch_as(
        _Present,
        "SELECT id, number, tracking_code, status, content_hash, external_key FROM complaint"
        f" WHERE id IN ({marks(ids)}) OR external_key IN ({marks(keys) or 'NULL'})",
        [*ids, *keys],
    )
    return _Known(
        {row.id: row for row in rows},
        {row.external_key: row for row in rows if row.external_key},
        {},
        {},
        await placing.places(payloads),
        await catalogue.current(),
    )


def _decide(receiving: Receiving, known: _Known, new: list[NewEntry]) -> Accepted | Problem | UUID:
    """An id stands for what is entered with this batch."""
    payload, content_hash, key = receiving.payload, _hash_of(receiving.payload), _external_key(receiving.payload)
    present = known.by_id.get(payload.id)
    if (present.content_hash if present else known.coming.get(payload.id, content_hash)) != content_hash:
        return problems.ID_TAKEN()
    if present := present or known.by_external.get(key or ""):
        return present.accepted
    if payload.id in known.coming or key in known.keys:
        return known.keys.get(key or "", payload.id)
    if isinstance(receiving.who, Actor) and (refused := _forbidden(receiving.who, payload)):
        return refused
    if errors := _faults(receiving, known):
        return problems.INVALID(errors=errors)
    known.coming[payload.id] = content_hash
    if key:
        known.keys[key] = payload.id
    new.append(NewEntry(receiving.who, payload, receiving.happened_at, receiving.received_at, content_hash, key))
    return payload.id


def _forbidden(actor: Actor, payload: Intake) -> Problem | None:
    needed = [Permission.COMPLAINTS_RECEIVE]
    if payload.historical:
        needed.append(Permission.COMPLAINTS_IMPORT)
    return None if all(actor.may(one) for one in needed) else account_problems.FORBIDDEN()


def _faults(receiving: Receiving, known: _Known) -> list[FieldError]:
    payload = receiving.payload
    errors = [
        *placing.faults(payload, receiving.who, known.places),
        *unknown_category(known.catalogue.categories, payload.category),
    ]
    if not payload.text.strip() and payload.category is None:
        errors.append(FieldError("/text", "required", Text("须写明诉求内容或选择类别。", "Say what it is about.")))
    if (payload.external_system is None) != (payload.external_number is None):
        errors.append(FieldError("/external_number", "required", _BOTH))
    if payload.answer is not None:
        errors += answer_faults(payload.answer, "/answer")
    return errors


_BOTH = Text("来源系统与其编号须同时填写。", "Name the other system and its number together.")


def _external_key(payload: Intake) -> str | None:
    if payload.external_system is None or payload.external_number is None:
        return None
    return external_key(payload.external_system, payload.external_number)


def _hash_of(payload: Intake) -> str:
    """Phone numbers go in as keyed hashes: nobody can find them again from this one."""
    said = {name: getattr(payload, name) for name in payload.__struct_fields__}
    for role in ("caller", "resident"):
        caller = said.pop(role)
        said[role] = persons.phone_key(caller.phone) if caller and caller.phone else None
    return sha256(_encode(said)).hexdigest()
