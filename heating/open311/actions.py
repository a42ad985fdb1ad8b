"""Creating requests. The same request sent again is the same complaint."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints import actions as complaints
from heating.complaints import queries as complaint_queries
from heating.complaints.actions import Receiving
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.categories import Category
from heating.complaints.rules import Channel, Status
from heating.complaints.schemas import Caller, Intake
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from heating.open311 import definitions, submissions
from heating.open311.definitions import BY_CODE
from heating.open311.faults import KEY_USED, NO_SERVICE, REFUSED, Fault, Faults
from heating.open311.forms import Sent
from heating.open311.models import Open311Submission
from heating.open311.placing import Place, place
from heating.open311.submissions import Submission

REPEATED_WITHIN = timedelta(hours=24)
"""So long the same content of the same client is the same request, unless the first is closed by then."""
_LOCK = 311
_LONGEST_TEXT = 4000


class Sending(NamedTuple):
    """`digest` is of the content; `key` the client's own name for the request, if it gives one."""

    client: Actor
    sent: Sent
    digest: str
    key: str | None
    at: datetime


class Created(NamedTuple):
    number: str
    account_id: str


def system_of(client: Actor) -> str:
    """Which other system a complaint came from."""
    return f"open311/{client.id}"


async def create(sending: Sending, zone: ZoneInfo) -> Created:
    """Raises Faults."""
    where = await place(sending.client, sending.sent)
    async with storage.transaction():
        await _one_at_a_time()
        if earlier := await _earlier(sending):
            (complaint,) = await complaint_queries.of_ids([earlier.complaint_id])
            return Created(complaint.number, sending.sent.account_id)
        category = await _category(sending.sent.service_code)
        intake = _intake(sending, category, where)
        (answer,) = await complaints.receive([Receiving(sending.client, intake, sending.at, sending.at)], zone)
        if isinstance(answer, Problem):
            raise Faults(list(_refused(answer, sending.client)))
        _keep(sending, intake)
    return Created(answer.number, sending.sent.account_id)


async def _one_at_a_time() -> None:
    """Two connections may bring the same request at once. SQLite has one writer anyway."""
    if storage.dialect() == "postgres":
        await storage.fetch("SELECT pg_advisory_xact_lock(?)", [_LOCK])


async def _earlier(sending: Sending) -> Submission | None:
    if sending.key is not None:
        known = await submissions.by_key(sending.client.id, sending.key)
        if known is not None and known.content_digest != sending.digest:
            raise Faults([KEY_USED.fault()])
        return known
    known = await submissions.same_content(sending.client.id, sending.digest, sending.at - REPEATED_WITHIN)
    if known is None:
        return None
    (complaint,) = await complaint_queries.of_ids([known.complaint_id])
    return None if complaint.status is Status.CLOSED else known


async def _category(code: str) -> Category:
    category = (await catalogue.documents(catalogue.CATEGORIES)).get(code)
    if category is None or not category.in_force:
        raise Faults([NO_SERVICE.fault(code=code)])
    return category


def _intake(sending: Sending, category: Category, where: Place) -> Intake:
    sent, id = sending.sent, new_id()
    caller = Caller(name=sent.person_name[:100], phone=sent.phone, note=sent.email)
    return Intake(
        id=id,
        channel=Channel.OPEN311,
        text=_text(sent)[:_LONGEST_TEXT],
        category=category.key,
        building=where.building,
        unit=where.unit,
        room=where.room,
        address=where.address,
        caller=caller if caller != Caller() else None,
        indoor_c=_indoor(sent),
        external_system=system_of(sending.client),
        external_number=str(id),
    )


def _indoor(sent: Sent) -> float | None:
    """°C; what cannot be a room's temperature is left in the text."""
    value = sent.attribute(definitions.TEMPERATURE)
    return float(value) if value and -40 <= float(value) <= 60 else None


def _text(sent: Sent) -> str:
    """With the attributes that a complaint has no field for, so that the officer reads them."""
    return "\n".join([part for part in (sent.description, *_attribute_lines(sent)) if part])


def _attribute_lines(sent: Sent) -> Iterator[str]:
    for code in sent.attributes:
        attribute, value = BY_CODE.get(code), sent.attributes[code]
        if code in (definitions.UNIT, definitions.ROOM) or (code == definitions.TEMPERATURE and _indoor(sent)):
            continue
        given = [value] if isinstance(value, str) else value
        if attribute is None:
            yield f"{code}: {'、'.join(given)}"
        else:
            names = [attribute.values[key].zh if key in attribute.values else key for key in given]
            yield f"{attribute.description.zh}：{'、'.join(names)}"
    if sent.media_url:
        yield f"附件：{sent.media_url}"


def _refused(problem: Problem, client: Actor) -> Iterator[Fault]:
    reasons = [error.detail for error in problem.errors]
    if not reasons:
        yield REFUSED.fault(reason=problem.detail(client.language))
    for reason in reasons:
        yield REFUSED.fault(reason=reason.in_language(client.language))


def _keep(sending: Sending, intake: Intake) -> None:
    sent = sending.sent
    row = {
        "id": new_id(),
        "complaint_id": intake.id,
        "client_id": sending.client.id,
        "idempotency_key": sending.key,
        "content_digest": sending.digest,
        "attributes_json": msgspec.json.encode(sent.attributes).decode(),
        "media_url": sent.media_url,
        "address_string": sent.address_string,
        "lat": sent.position.lat if sent.position else None,
        "long": sent.position.long if sent.position else None,
        "created_at": sending.at,
    }
    storage.current_unit().insert(Open311Submission, row)
