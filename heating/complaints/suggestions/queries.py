"""What the model learns from and what is known of it; complaints that may be the same as another."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.categories import Category
from heating.complaints.records import Record
from heating.complaints.rules import home_key
from heating.complaints.suggestions.categorising import Example, Measured, Model, guesses, learn
from heating.complaints.suggestions.likeness import Candidate, Likeness, Matter, alike
from heating.complaints.suggestions.schemas import Reason, Similar, SuggestedCategory, Suggestions
from heating.complaints.suggestions.text import plain_cues
from heating.network import queries as network
from heating.registry.filtering import Conditions

_OWN_EXAMPLES = 1_500
_FRESH = timedelta(hours=1)
_LOOK_BACK = timedelta(days=14)
_MOST_CANDIDATES = 500
_MOST_SIMILAR = 5


class _Seed(msgspec.Struct, frozen=True):
    """What the product knows of a category: phrases, and texts that people might write."""

    category: str
    cues: list[str]
    texts: list[str]


class Learned(NamedTuple):
    model: Model
    measured: Measured
    at: datetime


class _Assessed(msgspec.Struct, frozen=True):
    category: str
    text: str


class _Found(msgspec.Struct, frozen=True):
    id: UUID
    number: str
    status: str
    text: str
    category: str | None
    building_id: UUID | None
    station_id: UUID | None
    home_key: str | None
    received_at: datetime


class _Memory:
    """The model in use, until it is too old or the categories have changed."""

    def __init__(self) -> None:
        self.learned: Learned | None = None
        self.categories: dict[str, Category] = {}
        self.lock = asyncio.Lock()


_memory = _Memory()


async def suggest(actor: Actor, matter: Matter, now: datetime, besides: UUID | None = None) -> Suggestions:
    """Categories by the text, and complaints of the last days that may be the same; `besides` one complaint."""
    learned = await _learned(now)
    found = await _similar(actor, matter, now, besides)
    return Suggestions(
        categories=_categories(learned, matter.text),
        similar=found,
        measured=learned.measured,
        measured_at=learned.at,
    )


async def matter_of(text: str, category: str | None, building: UUID | None, unit: str, room: str) -> Matter:
    """For a complaint that is just being written down."""
    supplying = await network.supplying([building]) if building else {}
    station = supplying[building].station if building in supplying else None
    return Matter(text, category, building, station, home_key(building, unit, room))


def matter_of_record(row: Record) -> Matter:
    return Matter(row.text, row.category, row.building_id, row.station_id, row.home_key)


def _categories(learned: Learned, text: str) -> list[SuggestedCategory]:
    return [
        SuggestedCategory(
            key=guess.category,
            name=_memory.categories[guess.category].name.zh,
            name_en=_memory.categories[guess.category].name.en,
            score=round(guess.score, 3),
            why=[Reason(reason.words, round(reason.weight, 1)) for reason in guess.why],
        )
        for guess in guesses(learned.model, text)
    ]


async def _learned(now: datetime) -> Learned:
    categories = await catalogue.documents(catalogue.CATEGORIES)
    async with _memory.lock:  # thirty officers typing at once learn it once
        if _memory.learned is None or categories != _memory.categories or _is_old(_memory.learned, now):
            _memory.learned = await _learn(categories, now)
            _memory.categories = categories
        return _memory.learned


def _is_old(learned: Learned, now: datetime) -> bool:
    return not timedelta() <= now - learned.at < _FRESH


async def _learn(categories: Mapping[str, Category], now: datetime) -> Learned:
    in_force = {key: category for key, category in categories.items() if category.in_force}
    own = await _assessed()
    examples = [example for example in [*_seed_examples(), *own] if example.category in in_force]
    cues = plain_cues({key: _cues(category) for key, category in in_force.items()})
    model, measured = await asyncio.to_thread(learn, examples, cues)
    return Learned(model, measured, now)


def _cues(category: Category) -> Sequence[str]:
    seeded = next((seed.cues for seed in _seeds() if seed.category == category.key), [])
    return [*seeded, *category.synonyms, category.name.zh, category.name.en]


def _seed_examples() -> list[Example]:
    return [Example(seed.category, text) for seed in _seeds() for text in seed.texts]


async def _assessed() -> list[Example]:
    """The newest complaints whose category somebody of the city has given."""
    rows = await storage.fetch_as(
        _Assessed,
        "SELECT category, text FROM complaint WHERE category IS NOT NULL AND received_by_id IS NOT NULL"
        " AND NOT historical AND text <> '' ORDER BY received_at DESC, id DESC LIMIT ?",
        [_OWN_EXAMPLES],
    )
    return [Example(row.category, row.text, own=True) for row in rows]


async def _similar(actor: Actor, matter: Matter, now: datetime, besides: UUID | None) -> list[Similar]:
    rows = {
        row.id: row for row in [*await _nearby(actor, matter, now), *await _newest(actor, now)] if row.id != besides
    }
    candidates = [
        Candidate(
            row.id, row.received_at, Matter(row.text, row.category, row.building_id, row.station_id, row.home_key)
        )
        for row in rows.values()
    ]
    found = await asyncio.to_thread(alike, matter, candidates, _MOST_SIMILAR)
    return [_shown(rows[likeness.id], likeness) for likeness in found]


async def _nearby(actor: Actor, matter: Matter, now: datetime) -> list[_Found]:
    """Of the same building and, for the rest, of the same station."""
    found: list[_Found] = []
    for column, value in (("building_id", matter.building), ("station_id", matter.station)):
        if value is not None:
            conditions = _recent(actor, now)
            conditions.equal(column, value)
            found += await _read(conditions)
    return found


async def _newest(actor: Actor, now: datetime) -> list[_Found]:
    return await _read(_recent(actor, now))


def _recent(actor: Actor, now: datetime) -> Conditions:
    conditions = Conditions(actor, "c")
    conditions.add("c.received_at >= ?", [now - _LOOK_BACK])
    conditions.add("NOT c.historical")
    return conditions


async def _read(conditions: Conditions) -> list[_Found]:
    return await storage.fetch_as(
        _Found,
        "SELECT c.id, c.number, c.status, c.text, c.category, c.building_id, c.station_id, c.home_key, c.received_at"
        f" FROM complaint c WHERE {conditions.sql} ORDER BY c.received_at DESC, c.id DESC LIMIT {_MOST_CANDIDATES}",
        conditions.params,
    )


def _shown(row: _Found, likeness: Likeness) -> Similar:
    return Similar(
        id=row.id,
        number=row.number,
        status=row.status,
        category=row.category,
        received_at=row.received_at,
        likeness=likeness.degree,
        shared=list(likeness.shared),
    )


@cache
def _seeds() -> list[_Seed]:
    return msgspec.json.decode(Path(__file__).with_name("examples.json").read_bytes(), type=list[_Seed])
