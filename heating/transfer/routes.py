"""Files in and out over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http import workbook
from heating.http.endpoint import MIB, endpoint
from heating.http.language import language_of
from heating.http.parsing import json_body
from heating.http.problems import INVALID
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.transfer import actions, ledger
from heating.transfer.mapping import Mapping
from heating.transfer.schemas import Preview, ShownReport, shown
from heating.transfer.tables import MAX_MEGABYTES

_NO_FILE = Text("请选择一个 csv 或 xlsx 文件", "must be a csv or xlsx file")
_NO_MAPPING = Text("缺少列对应关系", "is missing")
_NO_FLAG = Text("应为 true 或 false", "must be true or false")
_FORM = ["multipart/form-data"]
_LIMIT = (MAX_MEGABYTES + 1) * MIB

_parse_mapping = json_body(Mapping)


async def import_assets(request: Request, actor: Actor) -> ShownReport:
    """A form with `file`, `mapping` (JSON), `dry_run` and `accept_partial` ("true" or "false")."""
    async with _form(request) as form:
        upload = _file(form)
        report = await actions.import_assets(
            actor,
            upload.filename or "file",
            await upload.read(),
            _mapping(form),
            dry_run=_flag(form, "dry_run"),
            accept_partial=_flag(form, "accept_partial"),
        )
    return shown(report, language_of(request))


async def preview_columns(request: Request, _actor: Actor) -> Preview:
    """A form with `file`: its columns and first rows, from which a mapping is made."""
    async with _form(request) as form:
        upload = _file(form)
        return await actions.preview(upload.filename or "file", await upload.read())


@asynccontextmanager
async def _form(request: Request) -> AsyncIterator[FormData]:
    async with request.form(max_files=1, max_fields=10, max_part_size=MIB) as form:
        yield form


def _file(form: FormData) -> UploadFile:
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise INVALID(errors=[FieldError("/file", "required", _NO_FILE)])
    return upload


def _mapping(form: FormData) -> Mapping:
    """Pointers of what is wrong in it begin at the mapping."""
    given = form.get("mapping")
    if not isinstance(given, str):
        raise INVALID(errors=[FieldError("/mapping", "required", _NO_MAPPING)])
    mapping: Mapping = _parse_mapping(given.encode("utf-8", "surrogatepass"))
    return mapping


def _flag(form: FormData, name: str) -> bool:
    given = form.get(name, "false")
    if given not in ("true", "false"):
        raise INVALID(errors=[FieldError(f"/{name}", "invalid", _NO_FLAG)])
    return given == "true"


async def export_assets(request: Request, actor: Actor) -> Response:
    """All assets the actor sees, as a ledger."""
    zone = request.app.state.settings.zone
    return await workbook.attachment(request, "assets.xlsx", partial(ledger.write_assets, actor, zone))


_IMPORT = Permission.REGISTRY_IMPORT

routes = [
    resource(
        "/api/imports",
        POST=endpoint(import_assets, needs=_IMPORT, consumes=_FORM, answers=ShownReport, limit=_LIMIT),
    ),
    resource(
        "/api/imports/columns",
        POST=endpoint(preview_columns, needs=_IMPORT, consumes=_FORM, answers=Preview, limit=_LIMIT),
    ),
    resource(
        "/api/exports/assets.xlsx",
        GET=endpoint(export_assets, needs=Permission.REGISTRY_READ, content=workbook.MEDIA_TYPE),
    ),
]
