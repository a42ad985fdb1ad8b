"""The verbs of the catalogue. Each keeps the version before, with who changed it, when and why."""

from functools import partial

from heating import storage
from heating.accounts.actor import Actor
from heating.deadlines.calendar_queries import calendars
from heating.hazards import catalogue, codes_queries
from heating.hazards.catalogue import CLASSES, CODES, MIRRORED, PHRASES, POLICIES, Document, Sort
from heating.hazards.catalogue_problems import ENTRY_KEY
from heating.hazards.catalogue_schemas import ClassBody, CodeBody, PhraseBody, PolicyBody
from heating.hazards.codes import class_errors, code_errors, phrase_errors
from heating.hazards.policies import policy_errors
from heating.http.problems import INVALID
from heating.lib.problems import FieldError
from heating.registry.clashes import once_more

Body = ClassBody | CodeBody | PhraseBody | PolicyBody


async def put_class(actor: Actor, key: str, body: ClassBody) -> None:
    """Create or replace, as all of these. Raises hazard.entry_key, hazard.entry_conflict, http.invalid."""
    of_class, phrases = await codes_queries.classes(), await codes_queries.phrases()
    await _put(actor, CLASSES, key, body, class_errors(body, of_class, phrases))


async def put_code(actor: Actor, key: str, body: CodeBody) -> None:
    of_class, codes, phrases = await codes_queries.classes(), await codes_queries.codes(), await codes_queries.phrases()
    await _put(actor, CODES, key, body, code_errors(body, of_class, codes, phrases))


async def put_phrase(actor: Actor, key: str, body: PhraseBody) -> None:
    await _put(actor, PHRASES, key, body, phrase_errors(body, await codes_queries.phrases()))


async def put_policy(actor: Actor, key: str, body: PolicyBody) -> None:
    """The time limits in the handbook follow, so phones read all codes anew."""
    await _put(actor, POLICIES, key, body, policy_errors(body, await calendars()))


async def _put(actor: Actor, sort: Sort[Document], key: str, body: Body, errors: list[FieldError]) -> None:
    if body.key != key:
        raise ENTRY_KEY()
    if errors:
        raise INVALID(errors=errors)
    plain = sort.document(**{field: getattr(body, field) for field in sort.document.__struct_fields__})
    await once_more(partial(_write, actor, sort, plain, body))


async def _write(actor: Actor, sort: Sort[Document], document: Document, body: Body) -> None:
    async with storage.transaction() as unit:
        await catalogue.put(actor, sort, document, body.version, body.note)
        if sort is POLICIES:
            for code in await codes_queries.codes():
                unit.changed(MIRRORED, f"{CODES.name}/{code}", organization="", area="")
        await unit.write_rows()
