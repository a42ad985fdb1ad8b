"""Entering complaints: number, place, officer, clocks, rows. The same for whatever channel they came by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.audit import Who
from heating.complaints import clocking, elsewhere, placing, posting, recording, repeating
from heating.complaints.catalogue.entries import Catalogue
from heating.complaints.catalogue.policies import Clock
from heating.complaints.models import ComplaintRow
from heating.complaints.persons import keeping as persons
from heating.complaints.placing import Places
from heating.complaints.posting import Posting
from heating.complaints.recording import Told
from heating.complaints.records import Record
from heating.complaints.residents import tracking
from heating.complaints.routing import Target
from heating.complaints.rules import Disposition, Kind, Status, Urgency, number
from heating.complaints.schemas import Intake
from heating.complaints.steps import dispatching
from heating.complaints.steps.replies import Answer, Reply
from heating.complaints.steps.table import Step
from heating.deadlines import actions as deadlines
from heating.deadlines import queries as deadline_queries
from heating.deadlines.actions import NewClock
from heating.lib import areas
from heating.lib.ids import new_id

_encode = msgspec.json.Encoder().encode


class NewEntry(NamedTuple):
    who: Who
    payload: Intake
    happened_at: datetime
    received_at: datetime
    content_hash: str
    external_key: str | None


class Entered(NamedTuple):
    """A complaint as it stands at the end of its receipt. `target` is to whom it goes: an officer on duty if it is
    dispatched, else one of the desk; nobody if it was answered on the spot. `leader` is the name of the leader in
    charge, `clocks` are in the order of `clocks_of`."""

    entry: NewEntry
    row: Record
    target: Target | None
    leader: str | None = None
    clocks: Sequence[deadline_queries.Clock] = ()
    story: Sequence[Told] = ()


async def enter(new: Sequence[NewEntry], catalogue: Catalogue, places: Places, zone: ZoneInfo) -> list[Entered]:
    """Few statements however many there are."""
    if not new:
        return []
    numbers = await _numbers(new, zone)
    received = [_received(entry, its, places, catalogue) for entry, its in zip(new, numbers, strict=True)]
    placed = [await _at_home(row, entry) for row, entry in zip(received, new, strict=True)]
    repeats = await repeating.find(placed, catalogue.settings.repeat_days)
    areas_of = ((row, area) for row in placed for area in (row.area_path, areas.root(row.area_path)))
    living = {(row.organization_path, area) for row, area in areas_of if not row.historical}
    posts = await posting.posting(max(entry.received_at for entry in new), living)
    entered = [
        await _sent(entry, msgspec.structs.replace(row, repeat_of_id=repeats.get(row.id)), catalogue, posts, zone)
        for entry, row in zip(new, placed, strict=True)
    ]
    rows = [one._replace(story=_story(one)) for one in await _clocked(entered, catalogue, zone)]
    for one in rows:
        _write(one)
    await elsewhere.tell([one.row for one in rows], visitors=False)
    await repeating.count(repeats.values())
    return rows


def _received(entry: NewEntry, its_number: str, places: Places, catalogue: Catalogue) -> Record:
    payload = entry.payload
    category = catalogue.category(payload.category)
    building = places.assets.get(payload.building) if payload.building else None
    station = placing.station_of(payload, places)
    columns: dict[str, Any] = dict.fromkeys(Record.__struct_fields__) | {
        "id": payload.id,
        "number": its_number,
        "tracking_code": tracking.new_code(),
        "status": Status.RECEIVED,
        "version": 1,
        "urgency": payload.urgency or (category.urgency if category else Urgency.ORDINARY),
        "channel": payload.channel,
        "kind": payload.kind or (category.kind if category else Kind.COMPLAINT),
        "category": payload.category,
        "matter_class": payload.matter_class or (category.matter_class if category else None),
        "text": payload.text,
        "phone_key": _phone_key(payload),
        "organization_path": payload.organization or (station.organization if station else ""),
        "area_path": payload.area or (building.area if building else station.area if station else ""),
        "routed": True,
        "photos_json": _encode(payload.photos).decode(),
        "indoor_c": payload.indoor_c,
        "label_code": payload.label,
        "external_system": payload.external_system,
        "external_number": payload.external_number,
        "historical": payload.historical,
        "happened_at": entry.happened_at,
        "received_at": entry.received_at,
        "received_by_id": entry.who.id if entry.who.id and entry.who.id.int else None,
        "received_by_name": entry.who.name,
        **dict.fromkeys(_COUNTS, 0),
        **placing.place_columns(building, payload.unit, payload.room, payload.address),
        **placing.station_columns(station),
    }
    return Record(**columns)


_COUNTS = ("returns", "repeats", "merged_count", "call_backs", "reworks", "reopenings")


async def _at_home(row: Record, entry: NewEntry) -> Record:
    """What belongs to no unit that is known belongs to the desk of whoever took it down."""
    if row.organization_path and row.area_path:
        return row
    organization, area = await placing.desk(entry.who)
    return msgspec.structs.replace(
        row, organization_path=row.organization_path or organization, area_path=row.area_path or area
    )


async def _sent(entry: NewEntry, row: Record, catalogue: Catalogue, posts: Posting, zone: ZoneInfo) -> Entered:
    if entry.payload.answer is not None:
        return Entered(entry, msgspec.structs.replace(row, **_answered(entry, entry.payload.answer, zone)), None)
    if row.historical:
        return Entered(entry, row, None)
    category = catalogue.category(row.category)
    is_placed = row.station_id is not None or entry.payload.organization is not None
    if category is None or not is_placed:
        waiting = msgspec.structs.replace(row, desk_path=row.organization_path)
        target = await posts.find(waiting.place, waiting.place_area)
        leader = posts.leader_name(waiting.place, waiting.place_area)
        return Entered(entry, msgspec.structs.replace(waiting, **dispatching.handed(target)), target, leader)
    target = await posts.find(row.organization_path, row.area_path, category.needed_skill)
    leader = posts.leader_name(row.organization_path, row.area_path)
    columns = dispatching.dispatched(target, entry.received_at)
    return Entered(entry, msgspec.structs.replace(row, **columns, version=3), target, leader)


def _answered(entry: NewEntry, answer: Answer, zone: ZoneInfo) -> dict[str, object]:
    """On the spot: it is closed with the answer, and nobody has to do anything."""
    reply = Reply(
        cause=answer.cause,
        measure=answer.measure,
        contact=answer.contact,
        disposition=Disposition.SOLVABLE_NOW,
        measure_on=entry.received_at.astimezone(zone).date(),
    )
    return {
        "status": Status.CLOSED,
        "disposition": reply.disposition,
        "reply_json": _encode(reply).decode(),
        "replied_by_id": entry.who.id,
        "replied_by_name": entry.who.name,
        "replied_at": entry.received_at,
        "closed_at": entry.received_at,
    }


async def _clocked(entered: Sequence[Entered], catalogue: Catalogue, zone: ZoneInfo) -> list[Entered]:
    clocks = [new for one in entered for new in _clocks(one, catalogue)]
    await deadlines.start(clocks, zone)
    running = await deadline_queries.clocks_of(clocking.KIND, [one.row.id for one in entered])
    return [_timed(one, running.get(one.row.id, [])) for one in entered]


def _timed(one: Entered, clocks: Sequence[deadline_queries.Clock]) -> Entered:
    columns = clocking.first_of(clocks).columns()
    return one._replace(row=msgspec.structs.replace(one.row, **columns), clocks=clocks)


def _clocks(one: Entered, catalogue: Catalogue) -> list[NewClock]:
    row, entry = one.row, one.entry
    if row.status is Status.CLOSED:
        return []
    timed = clocking.timed(row, catalogue.category(row.category))
    counted_from = dict.fromkeys(_names(row), entry.received_at)
    if row.status is Status.DISPATCHED or row.matter_class is not None:
        counted_from |= dict.fromkeys(("reply", *clocking.OWN_CLOCKS), entry.happened_at)
    found = (clocking.clock(timed, name, catalogue.policies, at) for name, at in counted_from.items())
    return [clock for clock in found if clock is not None]


def _names(row: Record) -> Sequence[Clock]:
    """What was taken over from the past was filed there."""
    if row.historical:
        return ("resolution",)
    return dispatching.STARTED if row.status is Status.DISPATCHED else ("filing",)


def _write(one: Entered) -> None:
    row, entry = one.row, one.entry
    values = msgspec.structs.asdict(row)
    values |= {"content_hash": entry.content_hash, "external_key": entry.external_key}
    storage.current_unit().insert(ComplaintRow, values)
    persons.keep(row.id, entry.payload.caller, entry.payload.resident, entry.received_at)
    for told in one.story:
        recording.tell_story(told)
    recording.refer(row, entry.payload.photos)
    recording.tell(None, row)
    _note(one)


def _story(one: Entered) -> list[Told]:
    """The receipt, and what followed it at once."""
    row, entry = one.row, one.entry
    organization = entry.who.home_organization if isinstance(entry.who, Actor) else ""

    def told(step: Step, before: Status | None, after: Status, place: int, detail: Mapping[str, object]) -> Told:
        return Told(
            id=row.id if step is Step.RECEIVE else new_id(),
            complaint=row.id,
            step=step,
            before=before,
            after=after,
            who=entry.who if step is Step.RECEIVE else audit.SYSTEM,
            organization=organization if step is Step.RECEIVE else "",
            happened_at=entry.happened_at if step is Step.RECEIVE else entry.received_at,
            received_at=entry.received_at,
            place=place,
            photos=entry.payload.photos if step is Step.RECEIVE else (),
            detail=detail,
        )

    received = Status.CLOSED if row.status is Status.CLOSED else Status.RECEIVED
    story = [told(Step.RECEIVE, None, received, 1, {"channel": row.channel, "desk": one.target and one.target.officer})]
    if row.status is Status.DISPATCHED and one.target is not None:
        assessed = {"category": row.category, "matter_class": row.matter_class, "urgency": row.urgency}
        sent = dispatching.detail(one.target, row.organization_path)
        story.append(told(Step.ASSESS, Status.RECEIVED, Status.ASSESSED, 2, assessed))
        story.append(told(Step.DISPATCH, Status.ASSESSED, Status.DISPATCHED, 3, sent))
    return story


def _note(one: Entered) -> None:
    row, who = one.row, one.entry.who
    recording.note(who, "complaint.received", row, {"channel": row.channel, "repeat_of": row.repeat_of_id})
    if row.status is Status.CLOSED:
        recording.note(who, "complaint.answered", row, {})
    elif row.status is Status.DISPATCHED and one.target is not None:
        recording.note(audit.SYSTEM, "complaint.dispatched", row, dispatching.detail(one.target, row.organization_path))
    if one.target is not None:
        for action, detail in dispatching.events(one.target, row.organization_path):
            recording.note(audit.SYSTEM, action, row, detail)


async def _numbers(new: Sequence[NewEntry], zone: ZoneInfo) -> list[str]:
    """Consecutive within a local day, in the order of the batch; given back when the transaction fails."""
    days = [entry.received_at.astimezone(zone).date() for entry in new]
    last = {day: await _reserve(day.toordinal(), count) - count for day, count in sorted(Counter(days).items())}
    numbers = []
    for day in days:
        last[day] += 1
        numbers.append(number(day, last[day]))
    return numbers


async def _reserve(day: int, count: int) -> int:
    """The last of `count` new numbers."""
    rows = await storage.fetch(
        "INSERT INTO complaint_counter (day, n) VALUES (?, ?)"
        " ON CONFLICT (day) DO UPDATE SET n = complaint_counter.n + excluded.n RETURNING n",
        [day, count],
    )
    last: int = rows[0]["n"]
    return last


def _phone_key(payload: Intake) -> str | None:
    phones = (caller.phone for caller in (payload.caller, payload.resident) if caller and caller.phone)
    return next((persons.phone_key(phone) for phone in phones), None)
