"""Supervision letters over HTTP."""

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.hazards import letter_actions, letter_following, letter_printing, letter_queries
from heating.hazards.letter_schemas import Letter, LetterFilter, LetterSummary, NewFollowUp, NewLetter, NewReply
from heating.hazards.report_routes import PDF, pdf_response, setting
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.http.paging import Page, paged


async def list_letters(request: Request, actor: Actor, query: LetterFilter) -> Page[LetterSummary]:
    letters = await letter_queries.matching(actor, query, setting(request).zone)
    return paged(letters, query.limit, lambda letter: letter, letter_queries.key)


async def issue_letter(request: Request, actor: Actor, body: NewLetter) -> Letter:
    zone = setting(request).zone
    return await letter_queries.show(actor, await letter_actions.issue(actor, body, zone), zone)


async def show_letter(request: Request, actor: Actor) -> Letter:
    return await letter_queries.show(actor, request.path_params["id"], setting(request).zone)


async def reply_to_letter(request: Request, actor: Actor, body: NewReply) -> Letter:
    letter = request.path_params["id"]
    await letter_actions.reply(actor, letter, body)
    return await letter_queries.show(actor, letter, setting(request).zone)


async def follow_up_letter(request: Request, actor: Actor, body: NewFollowUp) -> Letter:
    letter = request.path_params["id"]
    await letter_following.follow_up(actor, letter, body)
    return await letter_queries.show(actor, letter, setting(request).zone)


async def print_letter(request: Request, actor: Actor) -> Response:
    letter = request.path_params["id"]
    content = await letter_printing.printed(actor, letter, setting(request), language_of(request))
    return pdf_response(content, f"letter-{letter}")


_READ = Permission.HAZARDS_READ

routes = [
    resource(
        "/api/supervision-letters",
        GET=endpoint(
            list_letters,
            needs=_READ,
            query=LetterFilter,
            answers=Page[LetterSummary],
            summary="The supervision letters one may see, newest first",
        ),
        POST=endpoint(issue_letter, needs=Permission.HAZARDS_SUPERVISE, accepts=NewLetter, answers=Letter, status=201),
    ),
    resource("/api/supervision-letters/{id:uuid}", GET=endpoint(show_letter, needs=_READ, answers=Letter)),
    resource(
        "/api/supervision-letters/{id:uuid}/reply",
        POST=endpoint(reply_to_letter, needs=Permission.HAZARDS_PLAN, accepts=NewReply, answers=Letter),
    ),
    resource(
        "/api/supervision-letters/{id:uuid}/follow-ups",
        POST=endpoint(
            follow_up_letter,
            needs=Permission.HAZARDS_PLAN,
            accepts=NewFollowUp,
            answers=Letter,
            summary="Say how it went on after the reply",
        ),
    ),
    resource(
        "/api/supervision-letters/{id:uuid}/letter.pdf",
        GET=endpoint(print_letter, needs=_READ, content=PDF, summary="The letter on paper, with its reply"),
    ),
]
