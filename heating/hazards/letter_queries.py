"""Reads of supervision letters. Every list starts from what the actor may see."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.hazards import presenting
from heating.hazards.evidence import HazardPhoto
from heating.hazards.filtering import Seen
from heating.hazards.letter_problems import NOT_FOUND
from heating.hazards.letter_schemas import Letter, LetterFilter, LetterHazard, LetterSummary, Reply
from heating.hazards.schemas import Hazard, Person
from heating.http.paging import decode_cursor
from heating.lib import clock
from heating.registry.filtering import Conditions

_COLUMNS = (
    "l.id, l.number, l.title, l.body, l.leader, l.due_on, l.organization_path, l.area_path, l.issuer_path,"
    " l.issued_by_id, l.issued_by_name, l.issued_at, l.content_hash, l.reply, l.reply_photos_json, l.replied_by_id,"
    " l.replied_by_name, l.replied_at"
)
_decode_photos = msgspec.json.Decoder(tuple[HazardPhoto, ...]).decode


class Row(msgspec.Struct, frozen=True):
    id: UUID
    number: str
    title: str
    body: str
    leader: str
    due_on: date
    organization_path: str
    area_path: str
    issuer_path: str
    issued_by_id: UUID
    issued_by_name: str
    issued_at: datetime
    content_hash: str
    reply: str | None
    reply_photos_json: str | None
    replied_by_id: UUID | None
    replied_by_name: str | None
    replied_at: datetime | None


async def row(actor: Actor, letter_id: UUID) -> Row:
    """Raises letter.not_found."""
    conditions = Conditions(actor, "l")
    conditions.equal("id", letter_id)
    for found in await _rows(conditions):
        return found
    raise NOT_FOUND()


class FollowUpRow(msgspec.Struct, frozen=True):
    id: UUID
    letter_id: UUID
    body: str
    photos_json: str
    by_id: UUID
    by_name: str
    at: datetime


_FOLLOW_UP = f"SELECT {', '.join(FollowUpRow.__struct_fields__)} FROM supervision_letter_follow_up"


async def follow_up_row(follow_up_id: UUID) -> FollowUpRow | None:
    rows = await storage.fetch_as(FollowUpRow, f"{_FOLLOW_UP} WHERE id = ?", [follow_up_id])
    return rows[0] if rows else None


async def _follow_ups(letter_id: UUID) -> list[FollowUpRow]:
    return await storage.fetch_as(FollowUpRow, f"{_FOLLOW_UP} WHERE letter_id = ? ORDER BY at, id", [letter_id])


async def content_hash(letter_id: UUID) -> str | None:
    """Of whatever has this id, seen or not."""
    rows = await storage.fetch("SELECT content_hash FROM supervision_letter WHERE id = ?", [letter_id])
    return rows[0]["content_hash"] if rows else None


async def is_number_taken(number: str) -> bool:
    return bool(await storage.fetch("SELECT id FROM supervision_letter WHERE number = ?", [number]))


async def show(actor: Actor, letter_id: UUID, zone: ZoneInfo) -> Letter:
    """Raises letter.not_found."""
    found = await row(actor, letter_id)
    (summary,) = await _summaries([found], zone)
    return Letter(
        **msgspec.structs.asdict(summary),
        text=found.body,
        hazards=[_hazard(hazard) for hazard in await hazards_of(actor, letter_id)],
        reply=_reply(found),
        follow_ups=[_follow_up(one) for one in await _follow_ups(letter_id)],
    )


async def matching(actor: Actor, query: LetterFilter, zone: ZoneInfo) -> list[LetterSummary]:
    """Newest first; up to one more than the limit."""
    conditions = Conditions(actor, "l")
    conditions.within(query.organization, "")
    if query.open is not None:
        conditions.add(f"l.replied_at IS {'' if query.open else 'NOT '}NULL")
    if query.hazard is not None:
        conditions.add("l.id IN (SELECT letter_id FROM supervision_letter_hazard WHERE hazard_id = ?)", [query.hazard])
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        conditions.add("(l.issued_at, l.id) < (?, ?)", after)
    return await _summaries(
        await _rows(conditions, f"ORDER BY l.issued_at DESC, l.id DESC LIMIT {query.limit + 1}"), zone
    )


def key(letter: LetterSummary) -> tuple[datetime, UUID]:
    """Where the next page begins."""
    return letter.issued_at, letter.id


async def hazards_of(actor: Actor, letter_id: UUID) -> list[Hazard]:
    """Those that the actor may see, by number."""
    conditions = Seen(actor)
    conditions.add("h.id IN (SELECT hazard_id FROM supervision_letter_hazard WHERE letter_id = ?)", [letter_id])
    return await presenting.present(await presenting.rows(conditions, "ORDER BY h.number"))


async def _rows(conditions: Conditions, rest: str = "") -> list[Row]:
    sql = f"SELECT {_COLUMNS} FROM supervision_letter l WHERE {conditions.sql} {rest}"
    return await storage.fetch_as(Row, sql, conditions.params)


async def _summaries(rows: Sequence[Row], zone: ZoneInfo) -> list[LetterSummary]:
    today = clock.now().astimezone(zone).date()
    units = await presenting.units({path for row in rows for path in (row.organization_path, row.issuer_path)})
    return [
        LetterSummary(
            id=row.id,
            number=row.number,
            title=row.title,
            leader=row.leader,
            due_on=row.due_on,
            overdue=row.replied_at is None and row.due_on < today,
            organization=units[row.organization_path],
            area=row.area_path,
            issuer=units[row.issuer_path],
            issued_by=Person(row.issued_by_id, row.issued_by_name),
            issued_at=row.issued_at,
            replied_at=row.replied_at,
        )
        for row in rows
    ]


def _reply(row: Row) -> Reply | None:
    by = presenting.person(row.replied_by_id, row.replied_by_name)
    if by is None or row.replied_at is None:
        return None
    return Reply(text=row.reply or "", photos=_decode_photos(row.reply_photos_json or "[]"), by=by, at=row.replied_at)


def _follow_up(row: FollowUpRow) -> Reply:
    by = Person(row.by_id, row.by_name)
    return Reply(text=row.body, photos=_decode_photos(row.photos_json), by=by, at=row.at)


def _hazard(hazard: Hazard) -> LetterHazard:
    return LetterHazard(
        id=hazard.id,
        number=hazard.number,
        title=hazard.title,
        title_en=hazard.title_en,
        site_name=hazard.site.name,
        site_name_en=hazard.site.name_en,
        grade=hazard.grade,
        status=hazard.status,
        rectify_due_at=hazard.rectify_due_at,
    )
