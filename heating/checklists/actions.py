"""Drafting and publishing checklists. Only a draft can be changed; publishing retires the version before."""

from collections.abc import Iterator
from importlib import resources
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.checklists import problems, queries
from heating.checklists.document import Document
from heating.checklists.document_rules import HOUSEHOLD, document_faults
from heating.checklists.models import ChecklistVersion
from heating.checklists.schemas import VersionRow
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry import kind_queries


async def start_draft(actor: Actor, key: str, document: Document | None, version_id: UUID | None) -> VersionRow:
    """A new version of a template, or the first of a new one. Doing it again with the same id is harmless."""
    async with storage.transaction():
        newest = await ChecklistVersion.filter(key=key).order_by("-number").first()
        document = document or _copy(newest)
        _check_key(key, document)
        if version_id and (known := await ChecklistVersion.get_or_none(id=version_id)):
            return await _same(actor, known, document)
        if newest and newest.state == "draft":
            raise problems.DRAFT_EXISTS(number=newest.number)
        draft = await _create(actor, document, newest.number + 1 if newest else 1, version_id or new_id())
        _record(actor, "checklist.drafted", draft)
        return await queries.show(actor, draft.id)


async def change_draft(actor: Actor, version_id: UUID, document: Document, version: int) -> VersionRow:
    async with storage.transaction():
        draft = await _draft(version_id, version)
        _check_key(draft.key, document)
        await _save(draft, document_json=_encoded(document), revision=version + 1)
        _record(actor, "checklist.changed", draft)
        return await queries.show(actor, version_id)


async def publish(actor: Actor, version_id: UUID, version: int) -> VersionRow:
    """Raises checklist.invalid with every fault of the document."""
    known_kinds = await kind_queries.kinds()
    async with storage.transaction():
        draft = await _draft(version_id, version)
        document = msgspec.json.decode(draft.document_json, type=Document)
        if faults := document_faults(document, {*known_kinds, HOUSEHOLD}):
            raise problems.INVALID(errors=faults)
        await _retire_published(actor, draft.key)
        await _put_in_force(actor, draft)
        return await queries.show(actor, version_id)


async def install_templates(actor: Actor) -> int:
    """Publish the built-in templates of which there is no version yet; answers how many these were.

    They are sound; the asset kinds they name may come later.
    """
    installed = 0
    async with storage.transaction():
        known = {str(key) for key in await ChecklistVersion.all().values_list("key", flat=True)}
        for document in templates():
            if document.key not in known:
                await _put_in_force(actor, await _create(actor, document, 1, new_id()))
                installed += 1
    return installed


def templates() -> Iterator[Document]:
    """The built-in templates, in the order of their names."""
    directory = resources.files("heating.checklists") / "templates"
    for file in sorted(directory.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            yield msgspec.json.decode(file.read_bytes(), type=Document)


async def _create(actor: Actor, document: Document, number: int, version_id: UUID) -> ChecklistVersion:
    return await ChecklistVersion.create(
        id=version_id,
        key=document.key,
        number=number,
        state="draft",
        document_json=_encoded(document),
        revision=1,
        created_at=clock.now(),
        created_by=actor.id,
    )


async def _draft(version_id: UUID, version: int) -> ChecklistVersion:
    draft = await ChecklistVersion.get_or_none(id=version_id)
    if draft is None:
        raise problems.NOT_FOUND()
    if draft.state != "draft":
        raise problems.FROZEN(state=draft.state)
    if draft.revision != version:
        raise problems.VERSION_CONFLICT(version=draft.revision)
    return draft


async def _save(draft: ChecklistVersion, **values: object) -> None:
    """Change the draft if it is still the one that was read."""
    still = ChecklistVersion.filter(id=draft.id, state="draft", revision=draft.revision)
    if not await still.update(**values):
        raise problems.VERSION_CONFLICT(version=draft.revision + 1)


async def _put_in_force(actor: Actor, draft: ChecklistVersion) -> None:
    await _save(draft, state="published", published_at=clock.now(), published_by=actor.id)
    _record(actor, "checklist.published", draft)
    _changed(draft)


async def _retire_published(actor: Actor, key: str) -> None:
    for former in await ChecklistVersion.filter(key=key, state="published"):
        await ChecklistVersion.filter(id=former.id).update(state="retired")
        _record(actor, "checklist.retired", former)
        _changed(former)


async def _same(actor: Actor, known: ChecklistVersion, document: Document) -> VersionRow:
    if known.state != "draft" or known.document_json != _encoded(document):
        raise problems.ID_TAKEN()
    return await queries.show(actor, known.id)


def _copy(newest: ChecklistVersion | None) -> Document:
    if newest is None:
        raise problems.NOTHING_TO_COPY()
    return msgspec.json.decode(newest.document_json, type=Document)


def _check_key(key: str, document: Document) -> None:
    if document.key != key:
        raise problems.KEY_DIFFERS()


def _encoded(document: Document) -> str:
    return msgspec.json.encode(document).decode()


def _changed(row: ChecklistVersion) -> None:
    storage.current_unit().changed("checklist", row.id, organization="", area="")


def _record(actor: Actor, action: str, row: ChecklistVersion) -> None:
    detail = {"key": row.key, "number": row.number}
    audit.record(actor, action, subject_kind="checklist", subject_id=row.id, organization="", area="", detail=detail)
