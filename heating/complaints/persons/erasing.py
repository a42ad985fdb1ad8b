"""What is erased of a complaint, column by column. A column that is not named here holds nothing of a resident: a test
asks that of every new one.

Words stay, without the numbers in them and without the names of its persons: of what is not put down as a person's name
nobody can tell that it is one. A closed complaint keeps its building, for the statistics, and loses the door; an open
one keeps the door, because somebody has to go there, until it is erased as a closed one. The same holds of pictures,
which show homes and people.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.audit import SYSTEM, Who
from heating.complaints.clocking import KIND
from heating.complaints.persons.keeping import masked_name, masked_phone, phone_figures, without_numbers
from heating.complaints.recording import Told, tell_story
from heating.complaints.rules import Status
from heating.complaints.steps.table import Step
from heating.lib.ids import new_id
from heating.photos import erasing as photo_erasing
from heating.registry.filtering import marks

Value = Any


class Known(NamedTuple):
    """Of one complaint: what its persons are called in texts, and what is shown in place of its address."""

    words: re.Pattern[str] | None
    building: str
    is_closed: bool
    status: Status
    version: int


class Erased(NamedTuple):
    table: str
    column: str
    way: Callable[[Value, Known], Value]
    only_closed: bool = False


def empty(_value: Value, _known: Known) -> str:
    return ""


def none(_value: Value, _known: Known) -> None:
    return None


def masked(value: str | None, known: Known) -> str | None:
    return value and without_numbers(_without_words(value, known))


def masked_in_json(value: str | None, known: Known) -> str | None:
    if not value:
        return value
    document = msgspec.json.decode(value)
    left = _left(document, known, "")
    return value if left == document else msgspec.json.encode(left).decode()


def no_pictures(_value: Value, _known: Known) -> str:
    return "[]"


def building_only(_value: Value, known: Known) -> str:
    return known.building


ERASED: Sequence[Erased] = (
    Erased("complaint_person", "name", empty),
    Erased("complaint_person", "phone", empty),
    Erased("complaint_person", "phone_key", none),
    Erased("complaint_person", "note", empty),
    Erased("complaint", "text", masked),
    Erased("complaint", "phone_key", none),
    Erased("complaint", "rating_comment", masked),
    Erased("complaint", "draft_json", masked_in_json),
    Erased("complaint", "reply_json", masked_in_json),
    Erased("complaint", "unit", empty, only_closed=True),
    Erased("complaint", "room", empty, only_closed=True),
    Erased("complaint", "home_key", none, only_closed=True),
    Erased("complaint", "address", building_only, only_closed=True),
    # made of the words and numbers themselves; what is sent again is sent again soon
    Erased("complaint", "content_hash", empty, only_closed=True),
    Erased("complaint", "photos_json", no_pictures, only_closed=True),
    Erased("complaint_step", "note", masked),
    Erased("complaint_step", "reason", masked),
    Erased("complaint_step", "detail_json", masked_in_json),
    Erased("complaint_step", "content_hash", empty, only_closed=True),
    Erased("complaint_step", "photos_json", no_pictures, only_closed=True),
    Erased("complaint_promise", "text", masked),
    Erased("complaint_return", "reason", masked),
    Erased("complaint_message", "title", masked),
    Erased("complaint_message", "reply", masked),
    Erased("household_visit", "note", masked),
    Erased("household_visit", "outcome", masked),
    Erased("household_visit", "unsigned_reason", masked),
    Erased("household_visit", "key_relation", masked),
    Erased("household_visit", "resident_strokes_json", none),
    Erased("household_visit", "address", building_only, only_closed=True),
    Erased("household_visit", "content_hash", empty, only_closed=True),
    Erased("household_visit", "photos_json", no_pictures, only_closed=True),
)
"""What another system sent is erased by open311.erasing, which follows."""

_KEYS = {"complaint": ("id", "id"), "complaint_message": ("complaint_id", "complaint_id")}
"""By which column a row is found, and its complaint; "id" and "complaint_id" elsewhere."""

_PLACES = frozenset({"position"})
_OFFICES = frozenset({"contact"})
"""Where a unit's own number stands, for the resident to call."""
_CODE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ASIDE = re.compile(r"[（(，,]")
_ANYBODY = frozenset({"户主", "本人", "户主本人", "业主", "住户", "居民", "家属", "匿名", "resident", "owner"})


class Count(NamedTuple):
    persons: int
    rows: int
    photos: int


async def erase(complaints: Sequence[UUID], now: datetime, who: Who = SYSTEM) -> Count:
    """Answers of how many persons, and how many rows and photos of theirs have changed. Within a transaction."""
    known = await _known(complaints)
    persons = await storage.fetch(
        f"SELECT id FROM complaint_person WHERE complaint_id IN ({marks(complaints)}) AND erased_at IS NULL",
        list(complaints),
    )
    rows: list[UUID] = []
    for table, columns in groupby(ERASED, key=lambda one: one.table):
        rows += await _erase_rows(table, list(columns), known)
    await storage.execute(
        f"UPDATE complaint_person SET erased_at = ? WHERE complaint_id IN ({marks(complaints)}) AND erased_at IS NULL",
        [now, *complaints],
    )
    await storage.execute(f"UPDATE complaint SET erased_at = ? WHERE id IN ({marks(complaints)})", [now, *complaints])
    pictures = await photo_erasing.forget(KIND, [id for id, one in known.items() if one.is_closed])
    for id in sorted({*rows, *pictures}):
        _tell(id, known[id], pictures.get(id, 0), now, who)
    return Count(len(persons), len(rows), sum(pictures.values()))


def _tell(complaint: UUID, known: Known, pictures: int, now: datetime, who: Who) -> None:
    """The story has less to say afterwards; it says why."""
    tell_story(
        Told(
            id=new_id(),
            complaint=complaint,
            step=Step.ERASE,
            before=known.status,
            after=known.status,
            who=who,
            organization="",
            happened_at=now,
            received_at=now,
            place=known.version + 1,
            detail={"photos": pictures} if pictures else {},
        )
    )


async def _erase_rows(table: str, columns: Sequence[Erased], known: Mapping[UUID, Known]) -> list[UUID]:
    """The complaint of each row that has changed."""
    id, complaint = _KEYS.get(table, ("id", "complaint_id"))
    names, those = [one.column for one in columns], list(known)
    rows = await storage.fetch(
        f"SELECT {id} AS row_id, {complaint} AS of_complaint, {', '.join(names)} FROM {table}"
        f" WHERE {complaint} IN ({marks(those)})",
        those,
    )
    changed, complaints = [], []
    for row in rows:
        of = UUID(str(row["of_complaint"]))
        before = [row[name] for name in names]
        after = [_after(one, row[one.column], known[of]) for one in columns]
        if after != before:
            changed.append([*after, row["row_id"]])
            complaints.append(of)
    if changed:
        assignments = ", ".join(f"{name} = ?" for name in names)
        await storage.execute_many(f"UPDATE {table} SET {assignments} WHERE {id} = ?", changed)
    return complaints


def _after(one: Erased, value: Value, known: Known) -> Value:
    return value if one.only_closed and not known.is_closed else one.way(value, known)


async def _known(complaints: Sequence[UUID]) -> dict[UUID, Known]:
    """Nobody else changes them meanwhile."""
    those, lock = marks(complaints), " FOR UPDATE" if storage.dialect() == "postgres" else ""
    called: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in await storage.fetch(
        f"SELECT complaint_id, name, phone FROM complaint_person WHERE complaint_id IN ({those})", list(complaints)
    ):
        called[UUID(str(row["complaint_id"]))] += _patterns(row["name"], row["phone"])
    rows = await storage.fetch(
        "SELECT id, building_name, closed_at IS NOT NULL OR historical AS is_over, status, version"
        f" FROM complaint WHERE id IN ({those}) ORDER BY id{lock}",
        list(complaints),
    )
    return {
        (id := UUID(str(row["id"]))): Known(
            _any_of(called[id]),
            row["building_name"] or "",
            bool(row["is_over"]),
            Status(row["status"]),
            row["version"],
        )
        for row in rows
    }


def _patterns(name: str, phone: str) -> list[str]:
    """A family name alone is no name in a text; neither is "the owner", nor how he has consented."""
    figures, name, found = phone_figures(phone), _ASIDE.split(name)[0].strip(), []
    if len(figures) >= 7:
        found.append(rf"(?<!\d){'[ -]?'.join(figures)}(?!\d)")
    if len(name) >= 2 and name not in _ANYBODY:
        found.append(re.escape(name))
    return found


def _any_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(sorted(patterns, key=len, reverse=True))) if patterns else None


def _without_words(text: str, known: Known) -> str:
    return text if known.words is None else known.words.sub(lambda met: _mask(met[0]), text)


def _mask(word: str) -> str:
    return masked_phone(word) if phone_figures(word) and not word[:1].isalpha() else masked_name(word)


def _left(value: Value, known: Known, key: str) -> Value:
    """Of a document: without numbers in its words, and without where somebody stood."""
    if isinstance(value, dict):
        return {name: None if name in _PLACES else _left(each, known, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_left(each, known, key) for each in value]
    if not isinstance(value, str) or _CODE.fullmatch(value):
        return value
    return _without_words(value, known) if key in _OFFICES else masked(value, known)
