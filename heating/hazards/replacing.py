"""Replacing a photo that never came: the server refused it, or the phone that had it is gone. What has arrived is
evidence and stays."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.problems import FORBIDDEN
from heating.accounts.rules import Permission
from heating.hazards import needs, problems, queries, stepping
from heating.hazards.actions import Accepted
from heating.hazards.cases import Case, Change, Taking, refuse
from heating.hazards.presenting import Row
from heating.hazards.recording import record
from heating.hazards.step_schemas import PhotoReplacement
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.photos import queries as photos

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[dict[str, Any]]).decode


class _Showing(msgspec.Struct, frozen=True):
    """The report of a hazard, or one of its steps, that shows the photo; `organization` is its author's."""

    id: UUID
    author: UUID
    organization: str
    photos_json: str


async def replace(taking: Taking, zone: ZoneInfo) -> Accepted:
    """In a transaction of its own, or in a savepoint of the one that is open. Raises accounts.forbidden,
    hazard.not_found, hazard.no_such_photo, hazard.not_photographer, hazard.photo_arrived, hazard.version_conflict,
    hazard.step_invalid, hazard.id_taken."""
    async with storage.transaction() as unit:
        await unit.write_rows()  # the hazard may have been reported earlier in the same transaction
        if not taking.actor.may(Permission.HAZARDS_REPORT):
            raise FORBIDDEN()
        row = await queries.row(taking.actor, taking.hazard, lock=True)
        step_id = taking.body.id or taking.id or new_id()
        content_hash = stepping.hash_of(taking, row.id)
        if await stepping.is_replay(step_id, content_hash):
            return Accepted(row.id, replayed=True)
        case: Case[PhotoReplacement] = await stepping.case_of(taking, row, None, step_id, zone)
        await record(case, await _change(case), taking.device, content_hash)
    return Accepted(row.id, replayed=False)


async def _change(case: Case[PhotoReplacement]) -> Change:
    """Raises why it may not be replaced. The picture moves in the report, in the steps and in what refers to it."""
    row, body = case.row, case.body
    showing = await _showing(row, body.refused)
    if not showing:
        raise problems.NO_SUCH_PHOTO()
    if not any(_is_his(case.actor, one) for one in showing):
        raise problems.NOT_PHOTOGRAPHER()
    if await photos.known([body.refused]):
        raise problems.PHOTO_ARRIVED()
    stepping.check_version(case.body, row)
    refuse([*needs.words("/reason", body.reason), *_shown_already(showing, body.replacement)])
    columns: dict[str, object] = {"photos_json": row.photos_json}
    for one in showing:
        replaced = _with_replacement(one.photos_json, body)
        if one.id == row.id:
            columns["photos_json"] = replaced
        else:
            await storage.execute("UPDATE hazard_step SET photos_json = ? WHERE id = ?", [replaced, one.id])
    await storage.execute(
        "UPDATE photo_reference SET sha256 = ? WHERE subject_id = ? AND subject_kind = 'hazard' AND sha256 = ?",
        [body.replacement, row.id, body.refused],
    )
    detail = {"refused": body.refused, "replacement": body.replacement, "of": [one.id for one in showing]}
    return Change(columns, reason=body.reason, detail=detail)


async def _showing(row: Row, sha256: str) -> list[_Showing]:
    await storage.current_unit().write_rows()
    steps = await storage.fetch_as(
        _Showing,
        "SELECT id, actor_id AS author, organization_path AS organization, photos_json FROM hazard_step"
        " WHERE hazard_id = ? ORDER BY place, id",
        [row.id],
    )
    reporter = (await accounts.persons([row.reporter_id])).get(row.reporter_id)
    report = _Showing(row.id, row.reporter_id, reporter.organization if reporter else "", row.photos_json)
    return [one for one in (report, *steps) if any(photo["sha256"] == sha256 for photo in _decode(one.photos_json))]


def _is_his(actor: Actor, one: _Showing) -> bool:
    return one.author == actor.id or one.organization == actor.home_organization


def _shown_already(showing: Sequence[_Showing], replacement: str) -> Iterator[FieldError]:
    """Close-up and surroundings, before and after are different pictures."""
    if any(photo["sha256"] == replacement for one in showing for photo in _decode(one.photos_json)):
        text = Text("这里已经有这张照片，请重新拍摄。", "This photo is shown here already; take another one.")
        yield FieldError("/replacement", "shown_already", text)


def _with_replacement(photos_json: str, body: PhotoReplacement) -> str:
    new = {"sha256": body.replacement, "taken_at": body.taken_at}
    photos = [photo | new if photo["sha256"] == body.refused else photo for photo in _decode(photos_json)]
    return _encode(photos).decode()
