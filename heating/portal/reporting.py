"""From a finished draft to a received complaint."""

import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from starlette.datastructures import UploadFile

from heating import storage
from heating.accounts.actor import system_actor
from heating.accounts.server_secret import sign
from heating.complaints import actions as complaints
from heating.complaints.cases import RESIDENT
from heating.complaints.persons import keeping as persons
from heating.complaints.problems import ID_TAKEN
from heating.complaints.rules import Channel
from heating.complaints.schemas import Caller, Intake
from heating.hazards.evidence import StepPhoto
from heating.labels import queries as labels
from heating.lib.problems import Problem
from heating.network.rules import SUPPLIED, SUPPLYING
from heating.photos import actions as photos
from heating.photos.files import PhotoFiles
from heating.portal.describing import code_of
from heating.portal.draft import Draft
from heating.portal.form_token import Token, marked_photo, photo_mark
from heating.registry.records import AssetFacts

_CHUNK = 64 * 1024
_SAME_FOR = timedelta(hours=12)
_MOST_SENT = 5000


class Sent:
    """Tracking codes of what was sent lately, by all that was said: who sends the same again, from a form opened anew,
    gets the same receipt."""

    def __init__(self) -> None:
        self._sent: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    def code(self, key: str, now: datetime) -> str | None:
        code, at = self._sent.get(key, ("", now))
        return code if code and now - at <= _SAME_FOR else None

    def note(self, key: str, code: str, now: datetime) -> None:
        self._sent[key] = (code, now)
        while len(self._sent) > _MOST_SENT:
            self._sent.popitem(last=False)


def same_key(draft: Draft, address: str) -> str | None:
    """Of who has left no number only the network address is known, which neighbours may share: then it takes a door and
    words of his own, and None is for what cannot be told apart."""
    number = persons.phone_figures(draft.phone)
    if not number and not (draft.room and draft.text):
        return None
    who = number or f"{address} {draft.name}"
    said = [who, draft.building, draft.q, draft.unit, draft.room, draft.label, draft.category, draft.text]
    return sign("the same report", "\n".join(said))


async def send(draft: Draft, token: Token, now: datetime, zone: ZoneInfo) -> str:
    """The tracking code; of a form that was sent before, that of its first sending. Raises what `receive` refuses."""
    payload = await _intake(draft, token)
    async with storage.transaction():
        (received,) = await complaints.receive([complaints.Receiving(RESIDENT, payload, now, now)], zone)
    if not isinstance(received, Problem):
        return received.tracking_code
    if received.kind is not ID_TAKEN:
        raise received
    rows = await storage.fetch("SELECT tracking_code FROM complaint WHERE id = ?", [token.id], writer=True)
    return str(rows[0]["tracking_code"])


async def _intake(draft: Draft, token: Token) -> Intake:
    at = await labelled(draft.label) if draft.building_id is None else None
    marked = (marked_photo(token, mark) for mark in draft.photos)
    is_person = bool(draft.name or draft.phone)
    return Intake(
        id=token.id,
        channel=Channel.LABEL if draft.label else Channel.WEB,
        text=draft.text,
        category=draft.category or None,
        building=draft.building_id or (at.id if at and at.kind in SUPPLIED else None),
        unit=draft.unit,
        room=draft.room,
        address=draft.q or (f"{at.site_name} {at.name}" if at else ""),
        station=at.id if at and at.kind in SUPPLYING else None,
        organization=at.organization if at and at.kind not in SUPPLYING | SUPPLIED else None,
        area=at.area if at and at.kind not in SUPPLYING | SUPPLIED else None,
        caller=Caller(name=draft.name, phone=draft.phone) if is_person else None,
        photos=tuple(StepPhoto(sha256=sha256, role="other") for sha256 in marked if sha256),
        indoor_c=draft.indoor_c,
        label=code_of(draft.label) if draft.label else None,
    )


async def labelled(text: str) -> AssetFacts | None:
    """What the label is on; None for no label of ours, or one that is on nothing."""
    code = code_of(text) if text else None
    if code is None:
        return None
    try:
        return (await labels.resolve(code))[1]
    except Problem:
        return None


async def keep_photos(uploads: Sequence[UploadFile], token: Token, files: PhotoFiles, zone: ZoneInfo) -> list[str]:
    """Their marks, for the form to carry. Raises the photos' problems for what is no picture."""
    sender = msgspec.structs.replace(system_actor(), name=RESIDENT.name)
    marks = []
    for upload in uploads:
        sha256 = await _hash(upload)
        await photos.store(sender, files, sha256, _chunks(upload), "", zone)
        marks.append(photo_mark(token, sha256))
    return marks


async def _hash(upload: UploadFile) -> str:
    digest = hashlib.sha256()
    async for chunk in _chunks(upload):
        digest.update(chunk)
    return digest.hexdigest()


async def _chunks(upload: UploadFile) -> AsyncIterator[bytes]:
    await upload.seek(0)
    while chunk := await upload.read(_CHUNK):
        yield chunk
