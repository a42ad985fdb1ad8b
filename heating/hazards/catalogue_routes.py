"""The handbook of codes and the deadline policies over HTTP."""

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.hazards import catalogue, catalogue_actions, codes_queries, policies_queries
from heating.hazards.catalogue import CLASSES, CODES, PHRASES, POLICIES, Change
from heating.hazards.catalogue_schemas import (
    ClassBody,
    ClassRow,
    CodeBody,
    CodeFilter,
    CodeRow,
    PhraseBody,
    PhraseFilter,
    PhraseRow,
    PolicyBody,
    PolicyRow,
)
from heating.hazards.codes import Code, CodeClass, Phrase
from heating.hazards.policies import Policy
from heating.http.endpoint import endpoint


async def list_codes(_request: Request, _actor: Actor, query: CodeFilter) -> list[CodeRow]:
    return await codes_queries.code_rows(query)


async def show_code(request: Request, _actor: Actor) -> CodeRow:
    return await codes_queries.code_row(request.path_params["key"])


async def put_code(request: Request, actor: Actor, body: CodeBody) -> CodeRow:
    await catalogue_actions.put_code(actor, request.path_params["key"], body)
    return await codes_queries.code_row(body.key)


async def list_code_changes(request: Request, _actor: Actor) -> list[Change[Code]]:
    return await catalogue.history(CODES, request.path_params["key"])


async def list_classes(_request: Request, _actor: Actor) -> list[ClassRow]:
    return await codes_queries.class_rows()


async def put_class(request: Request, actor: Actor, body: ClassBody) -> ClassRow:
    await catalogue_actions.put_class(actor, request.path_params["key"], body)
    return await codes_queries.class_row(body.key)


async def list_class_changes(request: Request, _actor: Actor) -> list[Change[CodeClass]]:
    return await catalogue.history(CLASSES, request.path_params["key"])


async def list_phrases(_request: Request, _actor: Actor, query: PhraseFilter) -> list[PhraseRow]:
    return await codes_queries.phrase_rows(query)


async def put_phrase(request: Request, actor: Actor, body: PhraseBody) -> PhraseRow:
    await catalogue_actions.put_phrase(actor, request.path_params["key"], body)
    return await codes_queries.phrase_row(body.key)


async def list_phrase_changes(request: Request, _actor: Actor) -> list[Change[Phrase]]:
    return await catalogue.history(PHRASES, request.path_params["key"])


async def list_policies(_request: Request, _actor: Actor) -> list[PolicyRow]:
    return await policies_queries.policy_rows()


async def put_policy(request: Request, actor: Actor, body: PolicyBody) -> PolicyRow:
    await catalogue_actions.put_policy(actor, request.path_params["key"], body)
    return await policies_queries.policy_row(body.key)


async def list_policy_changes(request: Request, _actor: Actor) -> list[Change[Policy]]:
    return await catalogue.history(POLICIES, request.path_params["key"])


_READ, _WRITE = Permission.HAZARDS_READ, Permission.CODES_WRITE

routes = [
    resource(
        "/api/hazard-codes",
        GET=endpoint(
            list_codes, needs=_READ, query=CodeFilter, answers=list[CodeRow], summary="Search the handbook of codes"
        ),
    ),
    resource(
        "/api/hazard-codes/{key}",
        GET=endpoint(show_code, needs=_READ, answers=CodeRow),
        PUT=endpoint(put_code, needs=_WRITE, accepts=CodeBody, answers=CodeRow),
    ),
    resource(
        "/api/hazard-codes/{key}/changes", GET=endpoint(list_code_changes, needs=_READ, answers=list[Change[Code]])
    ),
    resource("/api/hazard-classes", GET=endpoint(list_classes, needs=_READ, answers=list[ClassRow])),
    resource("/api/hazard-classes/{key}", PUT=endpoint(put_class, needs=_WRITE, accepts=ClassBody, answers=ClassRow)),
    resource(
        "/api/hazard-classes/{key}/changes",
        GET=endpoint(list_class_changes, needs=_READ, answers=list[Change[CodeClass]]),
    ),
    resource(
        "/api/hazard-phrases", GET=endpoint(list_phrases, needs=_READ, query=PhraseFilter, answers=list[PhraseRow])
    ),
    resource(
        "/api/hazard-phrases/{key}", PUT=endpoint(put_phrase, needs=_WRITE, accepts=PhraseBody, answers=PhraseRow)
    ),
    resource(
        "/api/hazard-phrases/{key}/changes",
        GET=endpoint(list_phrase_changes, needs=_READ, answers=list[Change[Phrase]]),
    ),
    resource("/api/deadline-policies", GET=endpoint(list_policies, needs=_READ, answers=list[PolicyRow])),
    resource(
        "/api/deadline-policies/{key}",
        PUT=endpoint(put_policy, needs=Permission.POLICIES_WRITE, accepts=PolicyBody, answers=PolicyRow),
    ),
    resource(
        "/api/deadline-policies/{key}/changes",
        GET=endpoint(list_policy_changes, needs=_READ, answers=list[Change[Policy]]),
    ),
]
