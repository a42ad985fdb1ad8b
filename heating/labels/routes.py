"""Labels over HTTP: issued, found, attached, ended, printed."""

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http.endpoint import KIB, endpoint
from heating.http.paging import Page
from heating.labels import actions, printing, queries
from heating.labels.schemas import (
    Attachment,
    Ending,
    FoundLabel,
    Issued,
    Label,
    LabelFilter,
    NewLabels,
    SheetQuery,
    SizeQuery,
)


async def list_labels(_request: Request, actor: Actor, query: LabelFilter) -> Page[Label]:
    return await queries.labels(actor, query)


async def issue_labels(_request: Request, actor: Actor, body: NewLabels) -> Issued:
    ids = await actions.issue(actor, body)
    return Issued(body.batch, await queries.rows(await queries.label_records(ids)))


async def find_label(request: Request, actor: Actor) -> FoundLabel:
    return await queries.find(actor, request.path_params["code"])


async def attach_label(request: Request, actor: Actor, body: Attachment) -> FoundLabel:
    label = await actions.attach(actor, request.path_params["code"], body.asset)
    return await queries.find(actor, label.code)


async def end_label(request: Request, actor: Actor, body: Ending) -> Label:
    (row,) = await queries.rows([await actions.end(actor, request.path_params["code"], body)])
    return row


async def draw_svg(request: Request, actor: Actor, query: SizeQuery) -> Response:
    return await _draw(request, actor, query, "svg", "image/svg+xml")


async def draw_png(request: Request, actor: Actor, query: SizeQuery) -> Response:
    return await _draw(request, actor, query, "png", "image/png")


async def _draw(request: Request, actor: Actor, query: SizeQuery, form: str, media_type: str) -> Response:
    code = request.path_params["code"]
    content = await printing.single(actor, code, request.app.state.settings.label_url, query.size_mm, form)
    headers = {"content-disposition": f'inline; filename="{queries.parsed(code).code}.{form}"'}
    return Response(content, media_type=media_type, headers=headers)


async def print_sheet(request: Request, actor: Actor, query: SheetQuery) -> Response:
    content = await printing.pdf(actor, query, request.app.state.settings.label_url)
    headers = {"content-disposition": 'inline; filename="labels.pdf"', "cache-control": "no-store"}
    return Response(content, media_type="application/pdf", headers=headers)


_READ, _ISSUE = Permission.LABELS_READ, Permission.LABELS_ISSUE

routes = [
    resource(
        "/api/labels",
        GET=endpoint(list_labels, needs=_READ, query=LabelFilter, answers=Page[Label]),
        POST=endpoint(issue_labels, needs=_ISSUE, accepts=NewLabels, answers=Issued, status=201, limit=256 * KIB),
    ),
    resource(
        "/api/labels/{code}.svg",
        GET=endpoint(draw_svg, needs=_READ, query=SizeQuery, content="image/svg+xml"),
    ),
    resource(
        "/api/labels/{code}.png",
        GET=endpoint(draw_png, needs=_READ, query=SizeQuery, content="image/png"),
    ),
    resource(
        "/api/labels/{code}/attachment",
        POST=endpoint(attach_label, needs=Permission.LABELS_ATTACH, accepts=Attachment, answers=FoundLabel),
    ),
    resource(
        "/api/labels/{code}/retirement",
        POST=endpoint(end_label, needs=Permission.LABELS_RETIRE, accepts=Ending, answers=Label),
    ),
    # An address from a label has slashes, so this comes after all the others
    resource("/api/labels/{code:path}", GET=endpoint(find_label, needs=_READ, answers=FoundLabel)),
    resource(
        "/api/label-sheets.pdf",
        GET=endpoint(print_sheet, needs=_READ, query=SheetQuery, content="application/pdf"),
    ),
]
