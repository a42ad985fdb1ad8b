"""The verbs of the catalogue. Each keeps the version before in the audit, with who changed it, when and why."""

from collections.abc import Sequence
from functools import partial

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints import problems
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.entries import CATEGORIES, POLICIES, SETTINGS, Document, Sort
from heating.complaints.catalogue.policies import policy_errors
from heating.complaints.catalogue.schemas import CategoryBody, PolicyBody, SettingsBody
from heating.complaints.steps import needs
from heating.deadlines.calendar_queries import calendars, written_ladders
from heating.duty import queries as duty
from heating.http.problems import INVALID
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry.clashes import once_more

Body = CategoryBody | PolicyBody | SettingsBody

_NO_OWNER = Text("没有这名人员，或其不能承办诉求。", "There is no such person, or he cannot take complaints.")


async def put_category(actor: Actor, key: str, body: CategoryBody) -> None:
    """Create or replace, as all of these. Raises complaint.entry_key, complaint.entry_conflict, http.invalid."""
    await _put(actor, CATEGORIES, key, body, [])


async def put_policy(actor: Actor, key: str, body: PolicyBody) -> None:
    """Clocks that run already keep what they were started with."""
    errors = policy_errors(body, await calendars(), await written_ladders())
    await _put(actor, POLICIES, key, body, errors)


async def put_settings(actor: Actor, body: SettingsBody) -> None:
    await _put(actor, SETTINGS, SETTINGS.name, body, await _owner_errors(body))


async def _owner_errors(body: SettingsBody) -> list[FieldError]:
    if body.fallback_owner is None:
        return []
    owners = [person for person in await duty.staff([body.fallback_owner]) if not person.disabled]
    if any(person.role in needs.HANDLERS for person in owners):
        return []
    return [FieldError("/fallback_owner", "not_found", _NO_OWNER)]


async def _put(actor: Actor, sort: Sort[Document], key: str, body: Body, errors: Sequence[FieldError]) -> None:
    if body.key != key:
        raise problems.ENTRY_KEY()
    if errors:
        raise INVALID(errors=errors)
    plain = sort.document(**{field: getattr(body, field) for field in sort.document.__struct_fields__})
    await once_more(partial(_write, actor, sort, plain, body))


async def _write(actor: Actor, sort: Sort[Document], document: Document, body: Body) -> None:
    async with storage.transaction() as unit:
        await catalogue.put(actor, sort, document, body.version, body.note)
        await unit.write_rows()
