"""The verbs of supervision letters 督办函: issue, reply. A clock runs from the one to the other."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.accounts.queries import areas_below, organizations_by_path
from heating.deadlines import actions as deadlines
from heating.deadlines.actions import NewClock
from heating.deadlines.rules import SAME_DAY, Amount, Unit
from heating.hazards import letter_problems as problems
from heating.hazards import letter_queries, letter_telling, needs, presenting
from heating.hazards.evidence import HazardPhoto
from heating.hazards.filtering import Seen
from heating.hazards.letter_models import LetterHazardRow, LetterRow
from heating.hazards.letter_queries import Row
from heating.hazards.letter_schemas import NewLetter, NewReply
from heating.http.problems import INVALID
from heating.lib import areas, clock
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.photos import actions as photos
from heating.photos.rules import Reference
from heating.registry.clashes import once_more
from heating.registry.filtering import marks

KIND = "supervision_letter"
_MOST_DAYS = 366

_NO_ORGANIZATION = Text("没有这个单位，或不在您的管理范围内", "is no organization that you may see")
_NO_HAZARD = Text("没有这条隐患，或不属于该单位", "is no hazard of this organization that you may see")
_TWICE = Text("这条隐患已在前面列出", "is named before")
_PAST = Text("期限不能早于今天", "is before today")
_FAR = Text("期限不能超过一年", "is more than a year away")
_TAKEN = Text("文号已被使用", "is in use for another letter")


async def issue(actor: Actor, new: NewLetter, zone: ZoneInfo) -> UUID:
    """Raises http.invalid, letter.id_taken. The same letter again is harmless."""
    return await once_more(partial(_issue, actor, new, zone))


async def reply(actor: Actor, letter_id: UUID, new: NewReply) -> None:
    """Raises letter.not_found, letter.replied, http.invalid. The same reply again is harmless."""
    refuse_blank(new)
    async with storage.transaction():
        letter = await letter_queries.row(actor, letter_id)
        text, pictures = new.text.strip(), msgspec.json.encode(new.photos).decode()
        if letter.replied_at is not None:
            if (letter.reply, letter.reply_photos_json, letter.replied_by_id) != (text, pictures, actor.id):
                raise problems.REPLIED()
            return
        await _write_reply(actor, letter, text, pictures)
        refer(letter, new.photos)
        tell(actor, "replied", letter, {"number": letter.number})
        await letter_telling.replied(letter, actor.name)


def refuse_blank(new: NewReply) -> None:
    """Raises http.invalid: spaces alone are no reply, and would stop the clock."""
    if errors := list(needs.words("/text", new.text)):
        raise INVALID(errors=errors)


async def _issue(actor: Actor, new: NewLetter, zone: ZoneInfo) -> UUID:
    content_hash = sha256(msgspec.json.encode(new)).hexdigest()
    async with storage.transaction() as unit:
        if new.id is not None and (known := await letter_queries.content_hash(new.id)) is not None:
            if known != content_hash:
                raise problems.ID_TAKEN()
            return new.id
        hazards = await _hazards(actor, new.hazards)
        if errors := await _faults(actor, new, hazards, zone):
            raise INVALID(errors=errors)
        values = await _values(actor, new, [row.area_path for row in hazards.values()], zone)
        letter_id = new.id or new_id()
        unit.insert(LetterRow, {"id": letter_id, "content_hash": content_hash, **values})
        for hazard in new.hazards:
            unit.insert(LetterHazardRow, {"id": new_id(), "letter_id": letter_id, "hazard_id": hazard})
        await unit.write_rows()
        await _announce(actor, letter_id, values, zone)
    return letter_id


async def _hazards(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, presenting.Row]:
    if not ids:
        return {}
    seen = Seen(actor)
    seen.add(f"h.id IN ({marks(ids)})", ids)
    return {row.id: row for row in await presenting.rows(seen)}


async def _faults(
    actor: Actor, new: NewLetter, hazards: Mapping[UUID, presenting.Row], zone: ZoneInfo
) -> list[FieldError]:
    errors = [
        *needs.words("/title", new.title),
        *needs.words("/text", new.text),
        *needs.words("/leader", new.leader),
    ]
    is_known = new.organization in await organizations_by_path([new.organization])
    if not is_known or not areas.within(new.organization, actor.organization):
        errors.append(FieldError("/organization", "organization.unknown", _NO_ORGANIZATION))
    days = _days_until(new.due_on, zone)
    if days < 0:
        errors.append(FieldError("/due_on", "past", _PAST))
    if days > _MOST_DAYS:
        errors.append(FieldError("/due_on", "far", _FAR))
    if (number := new.number.strip()) and await letter_queries.is_number_taken(number):
        errors.append(FieldError("/number", "taken", _TAKEN))
    for index, id in enumerate(new.hazards):
        row = hazards.get(id)
        if row is None or not any(areas.within(path, new.organization) for path in (row.unit, row.organization_path)):
            errors.append(FieldError(f"/hazards/{index}", "hazard.unknown", _NO_HAZARD))
        elif id in new.hazards[:index]:
            errors.append(FieldError(f"/hazards/{index}", "repeated", _TWICE))
    return errors


async def _values(actor: Actor, new: NewLetter, of_areas: Sequence[str], zone: ZoneInfo) -> dict[str, object]:
    now = clock.now()
    return {
        "number": new.number.strip() or await _next_number(now.astimezone(zone).year),
        "title": new.title,
        "body": new.text.strip(),
        "leader": new.leader,
        "due_on": new.due_on,
        "organization_path": new.organization,
        "area_path": await _area(actor, of_areas),
        "issuer_path": actor.home_organization,
        "issued_by_id": actor.id,
        "issued_by_name": actor.name,
        "issued_at": now,
    }


async def _area(actor: Actor, of_areas: Sequence[str]) -> str:
    """The narrowest area with all the hazards; without any the issuer's, or the city."""
    if of_areas:
        above = [areas.ancestors(path) for path in of_areas]
        return max((path for path in above[0] if all(path in others for others in above)), key=len, default="")
    return actor.area or next((area.path for area in await areas_below("")), "")


async def _next_number(year: int) -> str:
    """Consecutive in a year; one that was given by hand before is passed over."""
    while True:
        rows = await storage.fetch(
            "INSERT INTO supervision_letter_counter (year, n) VALUES (?, 1)"
            " ON CONFLICT (year) DO UPDATE SET n = supervision_letter_counter.n + 1 RETURNING n",
            [year],
        )
        number = f"督函〔{year}〕{rows[0]['n']}号"
        if not await letter_queries.is_number_taken(number):
            return number


async def _announce(actor: Actor, letter_id: UUID, values: Mapping[str, object], zone: ZoneInfo) -> None:
    """The clock, the audit, the message to whoever leads the addressee."""
    number, due_on = str(values["number"]), values["due_on"]
    organization, area = str(values["organization_path"]), str(values["area_path"])
    assert isinstance(due_on, date)
    days = _days_until(due_on, zone)
    await deadlines.start(
        [
            NewClock(
                subject_kind=KIND,
                subject_id=letter_id,
                name="reply",
                title=Text(f"督办函 {number}", f"Supervision letter {number}"),
                link=f"/app/letters/{letter_id}",
                amount=Amount(days, Unit.DAYS) if days else SAME_DAY,
                started_at=clock.now(),
                responsible=None,
                organization=organization,
                area=area,
            )
        ],
        zone,
    )
    _tell(actor, "issued", letter_id, organization, area, {"number": number, "due_on": due_on})
    await letter_telling.issued(letter_id, number, due_on, organization, area)


def _days_until(day: date, zone: ZoneInfo) -> int:
    return (day - clock.now().astimezone(zone).date()).days


async def _write_reply(actor: Actor, letter: Row, text: str, pictures: str) -> None:
    now = clock.now()
    count = await LetterRow.filter(id=letter.id, replied_at=None).update(
        reply=text,
        reply_photos_json=pictures,
        replied_by_id=actor.id,
        replied_by_name=actor.name,
        replied_at=now,
    )
    if not count:
        raise problems.REPLIED()
    await deadlines.stop(KIND, [letter.id], at=now)


def refer(letter: Row, pictures: Sequence[HazardPhoto]) -> None:
    photos.reference(
        Reference(photo.sha256, KIND, letter.id, letter.organization_path, letter.area_path, photo.role)
        for photo in pictures
    )


def tell(actor: Actor, verbed: str, letter: Row, detail: Mapping[str, object]) -> None:
    _tell(actor, verbed, letter.id, letter.organization_path, letter.area_path, detail)


def _tell(
    actor: Actor, verbed: str, letter_id: UUID, organization: str, area: str, detail: Mapping[str, object]
) -> None:
    storage.current_unit().changed(KIND, letter_id, organization=organization, area=area)
    audit.record(
        actor,
        f"{KIND}.{verbed}",
        subject_kind=KIND,
        subject_id=letter_id,
        organization=organization,
        area=area,
        detail=detail,
    )
